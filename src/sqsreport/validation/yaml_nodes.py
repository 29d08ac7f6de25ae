"""YAML text as a tree of nodes with their places. Nothing of it is ever made an object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import attrs

from sqsreport._extras import require
from sqsreport._jsondata import MAX_DEPTH

#: The prefix of the tags that YAML has of its own, which texts spell ``!!``.
CORE = "tag:yaml.org,2002:"

#: How JSON escapes a character beyond the first plane. YAML need not, and its reader joins none.
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")

#: How a list or an object in brackets begins; a tag and an anchor may stand before it.
_BRACKET = re.compile(r"(?:[&!]\S*\s+)*+([\[{])")


@attrs.define(eq=False)
class Node:
    """A node and the offset at which it starts; what it holds is told by its class."""

    start: int
    tag: str | None


@attrs.define(eq=False)
class Scalar(Node):
    """A text, which may stand for something else where it *is_plain*."""

    text: str
    is_plain: bool


@attrs.define(eq=False)
class Sequence(Node):
    """A list."""

    items: list[Node] = attrs.field(factory=list)


@attrs.define(eq=False)
class Mapping(Node):
    """An object, as keys and values in turn; the last key may wait for its value."""

    items: list[Node] = attrs.field(factory=list)


@attrs.define(eq=False)
class Alias(Node):
    """Another node, once more."""

    target: Node


@attrs.frozen
class Fault:
    """Why a text could be read no further, and the offset of the place: a *reason*, or none where it is too deep."""

    offset: int
    reason: str | None


@attrs.frozen
class Composed:
    """What became of a text: its documents, of which the last may not be whole where there is a fault."""

    documents: tuple[Node, ...]
    fault: Fault | None = None


def yaml_package() -> Any:
    """Import what reads YAML; raise `MissingExtraError` when it is not installed."""
    return require("ruamel.yaml", extra="yaml", purpose="reading YAML")


def compose(text: str) -> Composed:
    """Read YAML text; any text gives nodes or a fault, and none an exception but for a package that is missing."""
    package = yaml_package()
    documents: list[Node] = []
    composer = _Composer(documents)
    try:
        for event in package.YAML(typ="safe", pure=True).parse(text):
            fault = composer.take(event)
            if fault:
                return Composed(tuple(documents), fault)
    except Exception as error:  # noqa: BLE001 - the package raises more classes than its own on hostile text
        return Composed(tuple(documents), _fault(text, error, composer))
    return Composed(tuple(documents))


class _Composer:
    """Takes events and builds nodes, without recursion."""

    def __init__(self, documents: list[Node]) -> None:
        self._documents = documents
        self._open: list[Sequence | Mapping] = []
        self._starts_in_brackets: list[int | None] = []
        self._anchors: dict[str, Node] = {}
        self.offset = 0

    def take(self, event: Any) -> Fault | None:
        """Take an event; tell what is wrong with it."""
        kind = type(event).__name__.removesuffix("Event")
        self.offset = start = event.start_mark.index
        if kind == "DocumentStart":
            self._anchors.clear()
        elif kind in ("SequenceEnd", "MappingEnd"):
            self._open.pop()
            self._starts_in_brackets.pop()
        elif kind == "Alias":
            if event.anchor not in self._anchors:
                return Fault(start, f"nothing is called &{event.anchor}")
            self._add(Alias(start, None, self._anchors[event.anchor]))
        elif kind == "Scalar":
            tag = None if event.tag is None else str(event.tag)
            text = _PAIR.sub(_joined, event.value)
            self._anchored(event, Scalar(start, tag, text, is_plain=event.implicit[0] and tag is None))
        elif kind in ("SequenceStart", "MappingStart"):
            if len(self._open) > MAX_DEPTH:
                return Fault(start, None)
            tag = None if event.tag is None else str(event.tag)
            node = Sequence(start, tag) if kind == "SequenceStart" else Mapping(start, tag)
            self._anchored(event, node)
            self._open.append(node)
            self._starts_in_brackets.append(start if event.flow_style else None)
        return None

    def bracket(self, text: str) -> int | None:
        """Return the offset of the last bracket that is not closed yet."""
        starts = (start for start in reversed(self._starts_in_brackets) if start is not None)
        # A pair may stand in a list without brackets of its own.
        return next((match.start(1) for start in starts if (match := _BRACKET.match(text, start))), None)

    def _anchored(self, event: Any, node: Node) -> None:
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        self._add(node)

    def _add(self, node: Node) -> None:
        (self._open[-1].items if self._open else self._documents).append(node)


def pairs(node: Mapping) -> Iterator[tuple[Node, Node]]:
    """Yield the keys of an object with their values."""
    return zip(node.items[::2], node.items[1::2], strict=False)  # the last key of a text with a fault has no value


def _fault(text: str, error: Exception, composer: _Composer) -> Fault:
    """Return why the reader stopped and where to look: for what is never closed, at its beginning, not the end."""
    # Which of these an error has depends on where in the package it was raised, not on its class.
    problem_mark, context_mark = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    context, mark = getattr(error, "context", None) or "", problem_mark or context_mark
    offset: int = getattr(error, "position", composer.offset) if mark is None else mark.index
    if problem_mark is not None and not text[offset:].strip():
        if context_mark is not None and "quoted scalar" in context:
            return Fault(context_mark.index, "this text has no quotation mark at its end")
        bracket = composer.bracket(text)
        if bracket is not None:
            return Fault(bracket, "this bracket is never closed")
        offset = (context_mark or problem_mark).index
    return Fault(min(offset, len(text)), _reason(error))


def _reason(error: Exception) -> str:
    parts = [part for part in (getattr(error, "context", None), getattr(error, "problem", None)) if part]
    if parts:
        return ", ".join(parts)
    char = getattr(error, "character", None)
    if isinstance(char, (int, str)):
        return f"the character U+{char if isinstance(char, int) else ord(char):04X} is not allowed"
    return f"it cannot be read ({type(error).__name__})"


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")
