"""Parse YAML text into a tree of nodes with offsets. Tags never create Python objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import attrs

from sqsreport._extras import require
from sqsreport._jsondata import MAX_DEPTH

#: The prefix of YAML's own tags, which is written as ``!!``.
CORE = "tag:yaml.org,2002:"

#: The surrogate pair by which JSON escapes a character above U+FFFF. The YAML parser does not join such pairs.
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")

#: The start of a list or an object in brackets; a tag and an anchor may come before the bracket.
_BRACKET = re.compile(r"(?:[&!]\S*\s+)*+([\[{])")


@attrs.define(eq=False)
class Node:
    """A node of the tree, with the offset at which it starts and its tag; subclasses have the content."""

    start: int
    tag: str | None


@attrs.define(eq=False)
class Scalar(Node):
    """A text. If it *is_plain*, without quotation marks and tag, it may represent a number, a boolean or null."""

    text: str
    is_plain: bool


@attrs.define(eq=False)
class Sequence(Node):
    """A list."""

    items: list[Node] = attrs.field(factory=list)


@attrs.define(eq=False)
class Mapping(Node):
    """An object, as alternating keys and values; the value of the last key may be missing after an error."""

    items: list[Node] = attrs.field(factory=list)


@attrs.define(eq=False)
class Alias(Node):
    """A repetition of another node."""

    target: Node


@attrs.frozen
class SyntaxFault:
    """The offset at which parsing stopped, and the reason, which is ``None`` if the nesting is too deep."""

    offset: int
    reason: str | None


@attrs.frozen
class ComposedText:
    """The documents of a text. If there is a fault, the last document may be incomplete."""

    documents: tuple[Node, ...]
    fault: SyntaxFault | None = None


def yaml_package() -> Any:
    """Import the YAML parser; raise `MissingExtraError` if it is not installed."""
    return require("ruamel.yaml", extra="yaml", purpose="reading YAML")


def compose(text: str) -> ComposedText:
    """Parse YAML text into nodes. Invalid text results in a fault and not in an exception.

    Raises:
        MissingExtraError: the YAML parser is not installed.
    """
    package = yaml_package()
    documents: list[Node] = []
    composer = _Composer(documents)
    try:
        for event in package.YAML(typ="safe", pure=True).parse(text):
            fault = composer.handle(event)
            if fault:
                return ComposedText(tuple(documents), fault)
    except Exception as error:  # noqa: BLE001 - on hostile text the package also raises exceptions of other packages
        return ComposedText(tuple(documents), _fault(text, error, composer))
    return ComposedText(tuple(documents))


class _Composer:
    """Builds nodes from the events of the parser, without recursion."""

    def __init__(self, documents: list[Node]) -> None:
        self._documents = documents
        self._open: list[Sequence | Mapping] = []
        self._starts_in_brackets: list[int | None] = []
        self._anchors: dict[str, Node] = {}
        self.offset = 0

    def handle(self, event: Any) -> SyntaxFault | None:
        """Add the nodes of an event; return a fault if the event is not allowed."""
        kind = type(event).__name__.removesuffix("Event")
        self.offset = start = event.start_mark.index
        if kind == "DocumentStart":
            self._anchors.clear()
        elif kind in ("SequenceEnd", "MappingEnd"):
            self._open.pop()
            self._starts_in_brackets.pop()
        elif kind == "Alias":
            if event.anchor not in self._anchors:
                return SyntaxFault(start, f"there is no anchor &{event.anchor}")
            self._add(Alias(start, None, self._anchors[event.anchor]))
        elif kind == "Scalar":
            tag = None if event.tag is None else str(event.tag)
            text = _SURROGATE_PAIR.sub(_join_surrogates, event.value)
            self._add_with_anchor(event, Scalar(start, tag, text, is_plain=event.implicit[0] and tag is None))
        elif kind in ("SequenceStart", "MappingStart"):
            if len(self._open) > MAX_DEPTH:
                return SyntaxFault(start, None)
            tag = None if event.tag is None else str(event.tag)
            node = Sequence(start, tag) if kind == "SequenceStart" else Mapping(start, tag)
            self._add_with_anchor(event, node)
            self._open.append(node)
            self._starts_in_brackets.append(start if event.flow_style else None)
        return None

    def bracket(self, text: str) -> int | None:
        """Return the offset of the innermost open bracket, if there is one."""
        starts = (start for start in reversed(self._starts_in_brackets) if start is not None)
        # A pair of key and value in a list has no bracket of its own: [key: value].
        return next((match.start(1) for start in starts if (match := _BRACKET.match(text, start))), None)

    def _add_with_anchor(self, event: Any, node: Node) -> None:
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        self._add(node)

    def _add(self, node: Node) -> None:
        (self._open[-1].items if self._open else self._documents).append(node)


def pairs(node: Mapping) -> Iterator[tuple[Node, Node]]:
    """Yield the pairs of key and value of an object."""
    return zip(node.items[::2], node.items[1::2], strict=False)  # after a fault the last key may have no value


def _fault(text: str, error: Exception, composer: _Composer) -> SyntaxFault:
    """Return why parsing stopped and where to look: for an unclosed bracket or quotation, at its start."""
    # The attributes of an error depend on where in the package it was raised, not on its class.
    problem_mark, context_mark = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    context, mark = getattr(error, "context", None) or "", problem_mark or context_mark
    offset: int = getattr(error, "position", composer.offset) if mark is None else mark.index
    if problem_mark is not None and not text[offset:].strip():
        if context_mark is not None and "quoted scalar" in context:
            return SyntaxFault(context_mark.index, "this text has no quotation mark at its end")
        bracket = composer.bracket(text)
        if bracket is not None:
            return SyntaxFault(bracket, "this bracket is never closed")
        offset = (context_mark or problem_mark).index
    return SyntaxFault(min(offset, len(text)), _reason(error))


def _reason(error: Exception) -> str:
    parts = [part for part in (getattr(error, "context", None), getattr(error, "problem", None)) if part]
    if parts:
        return ", ".join(parts)
    char = getattr(error, "character", None)
    if isinstance(char, (int, str)):
        return f"the character U+{char if isinstance(char, int) else ord(char):04X} is not allowed"
    return f"it cannot be read ({type(error).__name__})"


def _join_surrogates(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")
