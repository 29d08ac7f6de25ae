"""YAML as JSON data, by the core schema of YAML 1.2: a date is a text, and so is a no."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from collections.abc import Mapping as MappingOf
from typing import Any, Final

import attrs

from sqsreport._jsondata import MAX_DEPTH, MAX_REPEATS, RawNumber, flaws, pointer, shown, steps
from sqsreport._text import has_surrogate
from sqsreport._values import excerpt
from sqsreport.problems import Problem
from sqsreport.validation.positions import Lines
from sqsreport.validation.text import Parsed, Place, key_without_quotes, of_data, to_decimal, to_integer
from sqsreport.validation.yaml_nodes import CORE, Alias, Fault, Mapping, Node, Scalar, Sequence, compose, pairs

_NULL: Final = re.compile(r"~|null|Null|NULL|")
_TRUE, _FALSE = re.compile("true|True|TRUE"), re.compile("false|False|FALSE")
_INTEGER: Final = re.compile(r"[-+]?[0-9]+")
_OCTAL, _HEX = re.compile(r"0o([0-7]+)"), re.compile(r"0x([0-9a-fA-F]+)")
_DECIMAL: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NO_NUMBER: Final = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

#: Tags that say of data what JSON can hold.
_SCALAR_TAGS: Final = {f"{CORE}{name}": name for name in ("null", "bool", "int", "float")}
_PLAIN_TAGS: Final[MappingOf[type[Node], tuple[str, ...]]] = {
    Scalar: ("!", f"{CORE}str"),
    Sequence: (f"{CORE}seq",),
    Mapping: (f"{CORE}map",),
}


def parse_yaml(text: str) -> Iterator[Parsed]:
    """Read the documents of a YAML text; the items of a list are documents of their own.

    Any text gives problems, none an exception.

    Raises:
        MissingExtraError: the package that reads YAML is not installed.
    """
    composed = compose(text)
    reader = _Reader(text)
    torn = composed.documents[-1] if composed.documents and composed.fault else None
    for root in composed.documents:
        if isinstance(root, Sequence) and root.tag in (None, *_PLAIN_TAGS[Sequence]):
            # The last one is that in which the fault is.
            yield from reader.read_list(root.items[:-1] if root is torn else root.items, root)
        elif root is not torn and not _is_nothing(root):
            yield reader.read(root)
    if composed.fault:
        yield reader.fault(composed.fault)


def _is_nothing(root: Node) -> bool:
    return isinstance(root, Scalar) and root.is_plain and not root.text


class _Reader:
    """Reads documents: their data, and what JSON has no word for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)
        self._problems: list[Problem] = []
        #: What was made of lists and objects, which an alias may stand for later.
        self._made: dict[int, Any] = {}

    def read(self, root: Node) -> Parsed:
        """Return what became of the document at a node."""
        self._problems = []
        document = self._value(root, ())
        parsed = Parsed((), document, is_document=True, text=self._text, finder=lambda wanted: self._find(root, wanted))
        return attrs.evolve(parsed, problems=(*self._problems, *parsed.place(of_data(document))))

    def read_list(self, items: list[Node], root: Node) -> Iterator[Parsed]:
        """Yield what became of each item of a list."""
        before = len(self._made)
        read = [self.read(item) for item in items]
        # Aliases of one item in another would be followed once for every item.
        if len(self._made) - before > 0 and any(
            flaw.kind == "repeats" for flaw in flaws([each.document for each in read])
        ):
            yield Parsed((self._problem("SQS012", root, (), limit=MAX_REPEATS),), text=self._text)
        else:
            yield from read

    def fault(self, fault: Fault) -> Parsed:
        """Return what became of a text that could be read no further."""
        line, column = self._lines.place(fault.offset)
        params: dict[str, Any] = {"limit": MAX_DEPTH}
        if fault.reason is not None:
            params = {"reason": excerpt(fault.reason, 150)}
        problem = Problem("SQS006" if fault.reason is None else "SQS016", "", line, column, params)
        return Parsed((problem,), text=self._text)

    def _value(self, node: Node, path: tuple[str | int, ...]) -> Any:
        if isinstance(node, Alias):
            target = node.target
            if isinstance(target, Scalar):
                return _scalar(target)
            # Of all nodes only the list that holds the documents is never made itself.
            if id(target) not in self._made:
                self._tell("SQS006", node, path, limit=MAX_DEPTH)
                return None
            return self._made[id(target)]
        self._check_tag(node, path)
        if isinstance(node, Scalar):
            return _scalar(node)
        # They are known before they are complete, for they may hold themselves.
        made: Any
        if isinstance(node, Sequence):
            made = self._made[id(node)] = []
            made.extend(self._value(item, (*path, index)) for index, item in enumerate(node.items))
        else:
            assert isinstance(node, Mapping)
            made = self._made[id(node)] = {}
            self._fill(made, node, path)
        return made

    def _check_tag(self, node: Node, path: tuple[str | int, ...]) -> None:
        if node.tag is None or node.tag in _PLAIN_TAGS[type(node)]:
            return
        name = excerpt(node.tag.replace(CORE, "!!"), 60)
        if not isinstance(node, Scalar) or node.tag not in _SCALAR_TAGS:
            self._tell("SQS011", node, path, found=f"what has the tag {name}")
        elif _kind_of(_resolved(node.text)) != _SCALAR_TAGS[node.tag]:
            self._tell("SQS011", node, path, found=f"{shown(node.text)} with the tag {name}")

    def _fill(self, made: dict[str, Any], node: Mapping, path: tuple[str | int, ...]) -> None:
        for key_node, value_node in pairs(node):
            key = self._value(key_node, path)
            if isinstance(key, str) and not has_surrogate(key):
                if key in made:
                    self._tell("SQS004", key_node, (*path, key), key=shown(key))
                made[key] = self._value(value_node, (*path, key))
                continue
            # A place behind such a key could not be pointed at; but an alias may want what is there.
            if isinstance(key, str):
                self._tell("SQS008", key_node, path, found=shown(key), of="key")
            else:
                self._tell("SQS011", key_node, path, found=key_without_quotes(key))
            told = len(self._problems)
            self._value(value_node, path)
            del self._problems[told:]

    def _problem(self, code: str, node: Node, path: tuple[str | int, ...], **params: str | int) -> Problem:
        line, column = self._lines.place(node.start)
        return Problem(code, pointer(*path), line, column, params)

    def _tell(self, code: str, node: Node, path: tuple[str | int, ...], **params: str | int) -> None:
        self._problems.append(self._problem(code, node, path, **params))

    def _find(self, root: Node, wanted: Collection[str]) -> MappingOf[str, Place]:
        children: dict[int, MappingOf[str, tuple[Node, Node]]] = {}

        def step(node: Node, name: str) -> tuple[Node, Node]:
            node = _target(node)
            if isinstance(node, Sequence):
                return node.items[int(name)], node.items[int(name)]
            assert isinstance(node, Mapping)
            if id(node) not in children:
                children[id(node)] = {
                    text: (key, value) for key, value in pairs(node) if (text := _key(key)) is not None
                }
            return children[id(node)][name]

        found = {}
        for each in wanted:
            key_node = node = root
            for name in steps(each):
                key_node, node = step(node, name)
            scalar = _target(node)
            text = scalar.text if isinstance(scalar, Scalar) and scalar.is_plain else None
            found[each] = Place(self._lines.place(node.start), self._lines.place(key_node.start), text)
        return found


def _target(node: Node) -> Node:
    return node.target if isinstance(node, Alias) else node


def _key(node: Node) -> str | None:
    node = _target(node)
    key = _scalar(node) if isinstance(node, Scalar) else None
    return key if isinstance(key, str) else None


def _scalar(node: Scalar) -> Any:
    return _resolved(node.text) if node.is_plain or node.tag in _SCALAR_TAGS else node.text


def _resolved(text: str) -> Any:
    """Return what a plain text stands for."""
    if _NULL.fullmatch(text):
        return None
    if _TRUE.fullmatch(text) or _FALSE.fullmatch(text):
        return text[0] in "tT"
    if _INTEGER.fullmatch(text):
        return to_integer(text)
    if match := _OCTAL.fullmatch(text) or _HEX.fullmatch(text):
        return int(match[1], 8 if text[1] == "o" else 16) if len(text) < 20 else RawNumber(text)
    if _DECIMAL.fullmatch(text):
        return to_decimal(text)
    return float(text.replace(".", "")) if _NO_NUMBER.fullmatch(text) else text


def _kind_of(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    return {int: "int", float: "float", str: "str"}.get(type(value), "float")
