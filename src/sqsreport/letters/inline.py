"""CommonMark inline text as runs of characters that look alike, and back.

What has no CommonMark of its own - a web page, a word processor, a printed page - has runs:
characters, and whether they are emphasised, linked, or the mark of a footnote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

import attrs

from sqsreport.model.prose import Prose, inline_tokens

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>&|!]")
#: Without one of these a text can say nothing but itself.
_MAY_BE_MARKUP: Final = re.compile(r"[\\`*_\[<&]")
_BACKTICKS: Final = re.compile("`+")
_DELICATE_ADDRESS: Final = re.compile(r"[\s<>\\]|^[^(]*\)|\([^)]*$|\([^)]*\(")


@attrs.frozen
class Run:
    """Characters that look alike.

    Attributes:
        text: the characters; of a footnote mark, its label.
        href: where a link leads.
    """

    text: str
    emphasis: bool = False
    strong: bool = False
    code: bool = False
    href: str | None = None
    is_mark: bool = False

    def with_text(self, text: str) -> Run:
        """Return other characters that look like these."""
        return Run(text, self.emphasis, self.strong, self.code, self.href, self.is_mark)

    def looks_like(self, other: Run) -> bool:
        """Tell whether two runs differ in nothing but their characters."""
        return (
            self.emphasis == other.emphasis
            and self.strong == other.strong
            and self.code == other.code
            and self.href == other.href
            and self.is_mark == other.is_mark
        )


def to_runs(text: str) -> tuple[Run, ...]:
    """Take CommonMark inline text apart."""
    if not _MAY_BE_MARKUP.search(text):
        return (Run(text),) if text else ()
    return tuple(_merged(_runs(text)))


def from_runs(runs: Iterable[Run]) -> str:
    """Write runs as CommonMark inline text, with white space made single and no escape that is not needed.

    It loses no word. Emphasis that CommonMark cannot express, as in the middle of a word
    before a quotation mark, is lost.
    """
    wanted = tuple(_merged(_tidied(runs)))
    if all(run == Run(run.text) and not _MAY_BE_MARKUP.search(run.text) for run in wanted):
        return "".join(run.text for run in wanted)
    if text := _found_again(wanted):
        return text
    bare = tuple(_merged(run if run.is_mark else Run(run.text) for run in wanted))
    return _found_again(bare) or _written(bare, escaped=True)


def _found_again(wanted: tuple[Run, ...]) -> str | None:
    """Write runs so that reading gives them again, with escapes only where it wants them."""
    texts = (_written(wanted, escaped=escaped) for escaped in (False, True))
    return next((text for text in texts if to_runs(text) == wanted), None)


def escape(text: str) -> str:
    """Write plain text as CommonMark that says just that."""
    return from_runs((Run(text),))


def prose(text: str) -> Prose:
    r"""Return plain text, such as that of a form, as prose that has exactly these words.

    Characters that CommonMark would read as markup are escaped, and white space becomes single spaces.

    >>> prose("Marks are A*B*C,\n not [1]")
    'Marks are A\\*B\\*C, not \\[1\\]'
    >>> prose("Marks are A*B*C").plain_text
    'Marks are A*B*C'
    """
    if not isinstance(text, str):
        raise TypeError(f"must be a str, not {type(text).__name__}")
    return Prose(escape(text))


def _runs(text: str) -> Iterator[Run]:
    emphasis = strong = 0
    href: str | None = None
    for token in inline_tokens(text):
        if token.type in ("em_open", "em_close"):
            emphasis += token.nesting
        elif token.type in ("strong_open", "strong_close"):
            strong += token.nesting
        elif token.type in ("link_open", "link_close"):
            href = str(token.attrGet("href")) if token.nesting == 1 else None
        else:
            is_break = token.type in ("softbreak", "hardbreak")
            yield Run(
                " " if is_break else token.content,
                emphasis=emphasis > 0,
                strong=strong > 0,
                code=token.type == "code_inline",
                href=str(token.attrGet("src")) if token.type == "image" else href,
                is_mark=token.type == "footnote_mark",
            )


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    """Join runs that look alike; a mark stays one by itself."""
    pending: Run | None = None
    for run in runs:
        if pending and not run.is_mark and run.looks_like(pending):
            pending = pending.with_text(pending.text + run.text)
        else:
            if pending and pending.text:
                yield pending
            pending = run
    if pending and pending.text:
        yield pending


def _tidied(runs: Iterable[Run]) -> Iterator[Run]:
    """Make white space single, and move it out of what is emphasised, as CommonMark wants it."""
    before: Run | None = None
    is_apart = False
    for run in _merged(runs):
        text = run.text if run.is_mark else " ".join(run.text.split())
        is_apart |= not run.is_mark and run.text[:1].isspace()
        if not text:
            continue
        if before and is_apart:
            yield Run(
                " ",
                emphasis=before.emphasis and run.emphasis,
                strong=before.strong and run.strong,
                href=before.href if before.href == run.href else None,
            )
        yield run.with_text(text)
        before, is_apart = run, not run.is_mark and run.text[-1:].isspace()


def _written(runs: Sequence[Run], *, escaped: bool) -> str:
    return "".join(
        _link(href, tuple(linked), escaped=escaped) if href is not None else _strong(linked, escaped=escaped)
        for href, linked in groupby(runs, lambda run: run.href)
    )


def _link(href: str, runs: tuple[Run, ...], *, escaped: bool) -> str:
    text = "".join(run.text for run in runs)
    if text in (href, href.removeprefix("mailto:")) and runs == (Run(text, href=href),):
        return f"<{text}>"
    address = f"<{href}>" if _DELICATE_ADDRESS.search(href) else href
    return f"[{_strong(runs, escaped=escaped)}]({address})"


def _strong(runs: Iterable[Run], *, escaped: bool) -> str:
    return "".join(
        f"**{_emphasised(alike, escaped=escaped)}**" if strong else _emphasised(alike, escaped=escaped)
        for strong, alike in groupby(runs, lambda run: run.strong)
    )


def _emphasised(runs: Iterable[Run], *, escaped: bool) -> str:
    return "".join(
        f"*{_plain(alike, escaped=escaped)}*" if emphasis else _plain(alike, escaped=escaped)
        for emphasis, alike in groupby(runs, lambda run: run.emphasis)
    )


def _plain(runs: Iterable[Run], *, escaped: bool) -> str:
    return "".join(_characters(run, escaped=escaped) for run in runs)


def _characters(run: Run, *, escaped: bool) -> str:
    if run.is_mark:
        return f"[^{run.text}]"
    if run.code:
        fence = "`" * (1 + max((len(found[0]) for found in _BACKTICKS.finditer(run.text)), default=0))
        padding = " " if run.text.startswith("`") or run.text.endswith("`") else ""
        return f"{fence}{padding}{run.text}{padding}{fence}"
    return _SPECIAL.sub(r"\\\g<0>", run.text) if escaped else run.text
