"""Convert CommonMark inline text to runs of characters with the same style, and back.

Web pages, DOCX and PDF have runs: characters that are emphasised, linked, or the mark of a
footnote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

import attrs

from sqsreport.model.prose import Prose, inline_tokens

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>&|!]")
#: Text without one of these characters has no markup.
_MAY_BE_MARKUP: Final = re.compile(r"[\\`*_\[<&]")
_BACKTICKS: Final = re.compile("`+")
_NEEDS_ANGLE_BRACKETS: Final = re.compile(r"[\s<>\\]|^[^(]*\)|\([^)]*$|\([^)]*\(")


@attrs.frozen
class Run:
    """Consecutive characters with the same style.

    Attributes:
        text: the characters; of a footnote mark, its label.
        href: the address of a link.
    """

    text: str
    emphasis: bool = False
    strong: bool = False
    code: bool = False
    href: str | None = None
    is_mark: bool = False

    def with_text(self, text: str) -> Run:
        """Return a run of another text with the same style."""
        return Run(text, self.emphasis, self.strong, self.code, self.href, self.is_mark)

    def has_style_of(self, other: Run) -> bool:
        """Check whether two runs have the same style."""
        return (
            self.emphasis == other.emphasis
            and self.strong == other.strong
            and self.code == other.code
            and self.href == other.href
            and self.is_mark == other.is_mark
        )


def to_runs(text: str) -> tuple[Run, ...]:
    """Convert CommonMark inline text to runs."""
    if not _MAY_BE_MARKUP.search(text):
        return (Run(text),) if text else ()
    return tuple(_merged(_runs(text)))


def from_runs(runs: Iterable[Run]) -> str:
    """Convert runs to CommonMark inline text with single spaces and only the necessary escapes.

    All text is kept. Emphasis that CommonMark cannot express, such as in the middle of a word
    before a quotation mark, is lost.
    """
    normalised = tuple(_merged(_with_single_spaces(runs)))
    if all(run == Run(run.text) and not _MAY_BE_MARKUP.search(run.text) for run in normalised):
        return "".join(run.text for run in normalised)
    if text := _round_trip(normalised):
        return text
    unstyled = tuple(_merged(run if run.is_mark else Run(run.text) for run in normalised))
    return _round_trip(unstyled) or _written(unstyled, escaped=True)


def _round_trip(runs: tuple[Run, ...]) -> str | None:
    """Return the text for runs, if `to_runs` returns the same runs for it; without escapes if possible."""
    texts = (_written(runs, escaped=escaped) for escaped in (False, True))
    return next((text for text in texts if to_runs(text) == runs), None)


def escape(text: str) -> str:
    """Convert plain text to CommonMark that is displayed as that text."""
    return from_runs((Run(text),))


def prose(text: str) -> Prose:
    r"""Convert plain text, such as that of a form, to prose with exactly this text.

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
    """Join consecutive runs of the same style; each footnote mark stays a run."""
    pending: Run | None = None
    for run in runs:
        if pending and not run.is_mark and run.has_style_of(pending):
            pending = pending.with_text(pending.text + run.text)
        else:
            if pending and pending.text:
                yield pending
            pending = run
    if pending and pending.text:
        yield pending


def _with_single_spaces(runs: Iterable[Run]) -> Iterator[Run]:
    """Replace white space by single spaces, and move it out of emphasis, where CommonMark does not allow it."""
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
    address = f"<{href}>" if _NEEDS_ANGLE_BRACKETS.search(href) else href
    return f"[{_strong(runs, escaped=escaped)}]({address})"


def _strong(runs: Iterable[Run], *, escaped: bool) -> str:
    return "".join(
        f"**{_emphasised(group, escaped=escaped)}**" if strong else _emphasised(group, escaped=escaped)
        for strong, group in groupby(runs, lambda run: run.strong)
    )


def _emphasised(runs: Iterable[Run], *, escaped: bool) -> str:
    return "".join(
        f"*{_plain(group, escaped=escaped)}*" if emphasis else _plain(group, escaped=escaped)
        for emphasis, group in groupby(runs, lambda run: run.emphasis)
    )


def _plain(runs: Iterable[Run], *, escaped: bool) -> str:
    return "".join(_characters(run, escaped=escaped) for run in runs)


def _characters(run: Run, *, escaped: bool) -> str:
    if run.is_mark:
        return f"[^{run.text}]"
    if run.code:
        fence = "`" * (1 + max((len(match[0]) for match in _BACKTICKS.finditer(run.text)), default=0))
        padding = " " if run.text.startswith("`") or run.text.endswith("`") else ""
        return f"{fence}{padding}{run.text}{padding}{fence}"
    return _SPECIAL.sub(r"\\\g<0>", run.text) if escaped else run.text
