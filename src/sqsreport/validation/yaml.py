"""Parse YAML as JSON data, by the core schema of YAML 1.2: a date is a string, and so is ``no``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from collections.abc import Mapping as MappingOf
from typing import Any, Final

import attrs

from sqsreport._jsondata import MAX_DEPTH, MAX_REPEATS, RawNumber, flaws, shown, steps
from sqsreport._jsondata import pointer as pointer_to
from sqsreport._text import has_surrogate
from sqsreport._values import excerpt
from sqsreport.problems import Problem
from sqsreport.validation.positions import Lines
from sqsreport.validation.text import Parsed, Place, key_without_quotes, of_data, to_decimal, to_integer
from sqsreport.validation.yaml_nodes import CORE, Alias, Mapping, Node, Scalar, Sequence, SyntaxFault, compose, pairs

_NULL: Final = re.compile(r"~|null|Null|NULL|")
_TRUE, _FALSE = re.compile("true|True|TRUE"), re.compile("false|False|FALSE")
_INTEGER: Final = re.compile(r"[-+]?[0-9]+")
_OCTAL, _HEX = re.compile(r"0o([0-7]+)"), re.compile(r"0x([0-9a-fA-F]+)")
_DECIMAL: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE: Final = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

#: The tags of data that JSON can represent, without the prefix.
_SCALAR_TAGS: Final = {f"{CORE}{name}": name for name in ("null", "bool", "int", "float")}
_PLAIN_TAGS: Final[MappingOf[type[Node], tuple[str, ...]]] = {
    Scalar: ("!", f"{CORE}str"),
    Sequence: (f"{CORE}seq",),
    Mapping: (f"{CORE}map",),
}


def parse_yaml(text: str) -> Iterator[Parsed]:
    """Yield the documents of a YAML text; if a document is a list, each of its items is a document.

    Invalid text results in problems and not in an exception.

    Raises:
        MissingExtraError: the YAML parser is not installed.
    """
    composed = compose(text)
    reader = _Reader(text)
    incomplete = composed.documents[-1] if composed.documents and composed.fault else None
    for root in composed.documents:
        if isinstance(root, Sequence) and root.tag in (None, *_PLAIN_TAGS[Sequence]):
            # The fault is in the last item.
            yield from reader.read_list(root.items[:-1] if root is incomplete else root.items, root)
        elif root is not incomplete and not _is_empty(root):
            yield reader.read(root)
    if composed.fault:
        yield reader.fault(composed.fault)


def _is_empty(root: Node) -> bool:
    return isinstance(root, Scalar) and root.is_plain and not root.text


class _Reader:
    """Converts the nodes of documents to JSON data, and reports what JSON cannot represent."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)
        self._problems: list[Problem] = []
        #: The converted lists and objects by the `id` of their node, for later aliases of them.
        self._converted: dict[int, Any] = {}

    def read(self, root: Node) -> Parsed:
        """Return the document of a root node, with its problems."""
        self._problems = []
        document = self._value(root, ())
        parsed = Parsed(
            (), document, is_document=True, text=self._text, finder=lambda pointers: self._find(root, pointers)
        )
        return attrs.evolve(parsed, problems=(*self._problems, *parsed.place(of_data(document))))

    def read_list(self, items: list[Node], root: Node) -> Iterator[Parsed]:
        """Yield each item of a list as a document."""
        before = len(self._converted)
        documents = [self.read(item) for item in items]
        # An item may have aliases of other items, so the limit on repetition applies to the whole list.
        if len(self._converted) > before and any(
            flaw.kind == "repeats" for flaw in flaws([each.document for each in documents])
        ):
            yield Parsed((self._problem("SQS012", root, (), limit=MAX_REPEATS),), text=self._text)
        else:
            yield from documents

    def fault(self, fault: SyntaxFault) -> Parsed:
        """Return the problem of a text that could not be parsed to its end."""
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
            # The only node that is never converted is the list of the documents; its items are.
            if id(target) not in self._converted:
                self._report("SQS006", node, path, limit=MAX_DEPTH)
                return None
            return self._converted[id(target)]
        self._check_tag(node, path)
        if isinstance(node, Scalar):
            return _scalar(node)
        # Registered before they are filled, because a list or an object may contain an alias of itself.
        converted: Any
        if isinstance(node, Sequence):
            converted = self._converted[id(node)] = []
            converted.extend(self._value(item, (*path, index)) for index, item in enumerate(node.items))
        else:
            assert isinstance(node, Mapping)
            converted = self._converted[id(node)] = {}
            self._fill(converted, node, path)
        return converted

    def _check_tag(self, node: Node, path: tuple[str | int, ...]) -> None:
        if node.tag is None or node.tag in _PLAIN_TAGS[type(node)]:
            return
        name = excerpt(node.tag.replace(CORE, "!!"), 60)
        if not isinstance(node, Scalar) or node.tag not in _SCALAR_TAGS:
            self._report("SQS011", node, path, found=f"a value with the tag {name}")
        elif _kind_of(_resolve(node.text)) != _SCALAR_TAGS[node.tag]:
            self._report("SQS011", node, path, found=f"{shown(node.text)} with the tag {name}")

    def _fill(self, data: dict[str, Any], node: Mapping, path: tuple[str | int, ...]) -> None:
        for key_node, value_node in pairs(node):
            key = self._value(key_node, path)
            if isinstance(key, str) and not has_surrogate(key):
                if key in data:
                    self._report("SQS004", key_node, (*path, key), key=shown(key))
                data[key] = self._value(value_node, (*path, key))
                continue
            # No pointer leads to the value of such a key, so its problems are dropped. It is converted all the same,
            # because a later alias may refer to it.
            if isinstance(key, str):
                self._report("SQS008", key_node, path, found=shown(key), of="key")
            else:
                self._report("SQS011", key_node, path, found=key_without_quotes(key))
            count = len(self._problems)
            self._value(value_node, path)
            del self._problems[count:]

    def _problem(self, code: str, node: Node, path: tuple[str | int, ...], **params: str | int) -> Problem:
        line, column = self._lines.place(node.start)
        return Problem(code, pointer_to(*path), line, column, params)

    def _report(self, code: str, node: Node, path: tuple[str | int, ...], **params: str | int) -> None:
        self._problems.append(self._problem(code, node, path, **params))

    def _find(self, root: Node, pointers: Collection[str]) -> MappingOf[str, Place]:
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

        places = {}
        for pointer in pointers:
            key_node = node = root
            for name in steps(pointer):
                key_node, node = step(node, name)
            scalar = _target(node)
            text = scalar.text if isinstance(scalar, Scalar) and scalar.is_plain else None
            places[pointer] = Place(self._lines.place(node.start), self._lines.place(key_node.start), text)
        return places


def _target(node: Node) -> Node:
    return node.target if isinstance(node, Alias) else node


def _key(node: Node) -> str | None:
    node = _target(node)
    key = _scalar(node) if isinstance(node, Scalar) else None
    return key if isinstance(key, str) else None


def _scalar(node: Scalar) -> Any:
    return _resolve(node.text) if node.is_plain or node.tag in _SCALAR_TAGS else node.text


def _resolve(text: str) -> Any:
    """Return the value that a plain text represents."""
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
    return float(text.replace(".", "")) if _NOT_FINITE.fullmatch(text) else text


def _kind_of(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    return {int: "int", float: "float", str: "str"}.get(type(value), "float")
