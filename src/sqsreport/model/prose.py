"""Prose: the text of a letter as CommonMark, with plain text, quotations and footnote marks derived from it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from sqsreport import _patterns as re
from sqsreport._locks import Lock

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_FOOTNOTE_MARK = re.compile(r"\[\^([^ \[\]]+)\]")
#: Most markup in letters can be read without a parser: footnote marks, and emphasis, strong or not, that begins after
#: a space and ends before a space or punctuation. In a text that matches this, no other character is markup.
_PLAIN = r"(?:[^*_`\\<&\[!\0\r\n]++|!(?!\[)|\[\^[A-Za-z0-9-]+\](?!\())"
_EMPHASIS = (
    rf'(?:(?<= )|\A)(?P<sign>\*\*?)(?=[A-Za-z0-9"“‘])(?P<words>{_PLAIN}++)'
    r'(?<=[A-Za-z0-9.,:?"”’])(?P=sign)(?=\Z|[ .,;:?)\[])'
)
_SIMPLE = re.compile(rf"(?:{_PLAIN}|{_EMPHASIS})*+")
_SIMPLE_EMPHASIS = re.compile(_EMPHASIS)
_QUOTED = re.compile(r"""["“'‘](?P<words>.+)["”'’]""", re.DOTALL)


_BUILDING = Lock()


class Prose(str):
    """A paragraph's words as CommonMark inline text: emphasis, links, ``[^1]`` for a footnote.

    It is a `str` in every way; the properties are derived from it with a CommonMark parser
    and not stored. Raw HTML has no meaning in it: a tag is plain text.

    >>> words = Prose('An inspector noted: *"A calm, well kept record"*.[^2]')
    >>> words.plain_text
    'An inspector noted: "A calm, well kept record".'
    >>> words.quotations
    ('A calm, well kept record',)
    >>> words.footnote_marks
    ('2',)
    """

    __slots__ = ()

    @property
    def plain_text(self) -> str:
        """The text without emphasis, link targets and footnote marks."""
        if not may_be_markup(self):
            return str(self)
        if _SIMPLE.fullmatch(self):
            return _FOOTNOTE_MARK.sub("", self).replace("*", "")
        return "".join(_plain(inline_tokens(self)))

    @property
    def quotations(self) -> tuple[str, ...]:
        """The quotations of inspectors: emphasised texts in quotation marks."""
        if "*" not in self and "_" not in self:
            return ()
        if _SIMPLE.fullmatch(self):
            matches = (match for match in _SIMPLE_EMPHASIS.finditer(self) if match["sign"] == "*")
            emphasised = (_FOOTNOTE_MARK.sub("", match["words"]) for match in matches)
            return tuple(match["words"] for each in emphasised if (match := _QUOTED.fullmatch(each.strip())))
        return tuple(_quotations(inline_tokens(self)))

    @property
    def footnote_marks(self) -> tuple[str, ...]:
        """The labels of the footnotes that the text refers to, in order, with repeats."""
        if "[^" not in self:
            return ()
        if not (
            "\\" in self or "`" in self or "<" in self or ("(" in self and "](" in self)
        ):  # without these every match is a footnote mark
            return tuple(_FOOTNOTE_MARK.findall(self))
        return tuple(token.content for token in inline_tokens(self) if token.type == "footnote_mark")


def to_prose(text: str) -> Prose:
    """Convert a `str` to `Prose`; leave other types to the check of the constructor."""
    untyped: Any = text  # callers may pass other types than the annotation says
    return Prose(str.__str__(untyped)) if isinstance(untyped, str) else untyped


def to_paragraphs(texts: Iterable[str]) -> tuple[Prose, ...]:
    """Convert texts to a tuple of `Prose`; leave other types to the check of the constructor."""
    untyped: Any = texts  # callers may pass other types than the annotation says
    if not isinstance(untyped, Iterable) or isinstance(untyped, (str, bytes, Mapping, AbstractSet)):
        return untyped  # type: ignore[return-value]  # the check names the field
    return tuple(map(to_prose, untyped))


def may_be_markup(text: str) -> bool:
    """Return whether a text may have markup; if not, it needs no parser.

    Searching for one character after the other is faster than a pattern with all of them.
    """
    return (
        "*" in text or "[" in text or "_" in text or "&" in text
        or "\\" in text or "`" in text or "<" in text or "\n" in text
    )  # fmt: skip


def _parser() -> MarkdownIt:
    with _BUILDING:  # otherwise the first threads would each build one from shared tables
        return _build_parser()


@functools.cache
def _build_parser() -> MarkdownIt:
    # Imported here because few uses of a report need it, and it takes a while.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    parser.inline.ruler.before("link", "footnote_mark", _read_footnote_mark)
    parser.parse("*a*")  # build its tables of rules now: building them at the first use is not thread-safe
    return parser


def _read_footnote_mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's own
    """Add a token for a footnote mark, except in code, in an address or after a backslash."""
    match = _FOOTNOTE_MARK.match(state.src, state.pos)
    if match is None or match.end() > state.posMax:
        return False
    if not silent:
        state.push("footnote_mark", "", 0).content = match[1]
    state.pos = match.end()
    return True


@functools.lru_cache(maxsize=512)
def inline_tokens(text: str) -> tuple[Token, ...]:
    """Parse CommonMark inline text. A footnote mark is a token of its own, with its label as content."""
    tokens = _parser().parseInline(str(text))
    return tuple(tokens[0].children or ()) if tokens else ()


def _plain(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "image":
            yield from _plain(token.children or ())
        elif not token.nesting and token.type != "footnote_mark":
            yield token.content


def _quotations(tokens: tuple[Token, ...]) -> Iterator[str]:
    start: int | None = None
    depth = 0
    for index, token in enumerate(tokens):
        depth += token.nesting if token.type in ("em_open", "em_close") else 0
        if token.type == "em_open" and start is None:
            start = index
        elif token.type == "em_close" and depth == 0 and start is not None:
            if match := _QUOTED.fullmatch("".join(_plain(tokens[start:index])).strip()):
                yield match["words"]
            start = None
