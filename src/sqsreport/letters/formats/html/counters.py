"""Counters and generated text: the numbers that a browser computes and writes before elements."""

from __future__ import annotations

import re
from typing import Final

import attrs

from sqsreport.letters.formats.html.css import unescape
from sqsreport.letters.formats.html.looks import Look, Looks
from sqsreport.letters.formats.html.page import Node

_CHANGE: Final = re.compile(r"(?P<name>[A-Za-z_-][\w-]{0,60}+)(?:\s++(?P<number>[+-]?\d{1,6}))?(?=\s|$)")
_CONTENT: Final = re.compile(
    r"""(?P<string>"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+')|(?P<function>counters?|attr)\((?P<arguments>(?:[^()"']|"[^"]*+"|'[^']*+')*+)\)"""
    r"|(?P<quote>open-quote|close-quote)",
    re.DOTALL,
)
_ARGUMENT: Final = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|[^\s,"']++""")
_PRIVATE: Final = re.compile("[\ue000-\uefff\uf100-\uf8ff]")
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST: Final = 10_000
_LONGEST: Final = 200


@attrs.define
class Counters:
    """The counters at a place of the page: enter an element, get its text, and leave it."""

    looks: Looks
    #: For each name the values, outermost first, with the element within which each is in scope.
    _values: dict[str, list[tuple[Node | None, int]]] = attrs.field(factory=dict)
    #: The names of the counters that end with an element.
    _ending: dict[Node | None, list[str]] = attrs.field(factory=dict)

    def enter(self, node: Node, look: Look) -> None:
        """Change the counters as an element does."""
        if node.tag in ("ol", "ul", "menu"):
            self._create("list-item", node, _first_number(node) - _step(node))
        elif node.tag == "li":
            self._add("list-item", node, _step(node.parent) if node.parent else 1)
            if re.fullmatch(r"-?\d{1,5}", node.get("value")):
                self._set("list-item", node, int(node.get("value")))
        if look.declared:
            self._change(node, look.declared)

    def leave(self, node: Node) -> None:
        """End the counters whose scope is within an element."""
        for name in self._ending.pop(node, ()):
            self._values[name].pop()

    def generated(self, node: Node, element: str) -> str:
        """Return the text that a style sheet puts before or after an element."""
        if element not in self.looks.sheet.elements:
            return ""
        declared = self.looks.sheet.declared(node, element)
        content = declared.get("content", "")
        if declared.get("display") == "none" or (not content and element != "marker"):
            return ""
        self._change(node, declared)
        if content in ("", "none", "normal") or declared.get("visibility") == "hidden":
            return ""
        texts = (self._text(match, node) for match in _CONTENT.finditer(content.partition(" / ")[0]))
        return _PRIVATE.sub("", "".join(texts))[:_LONGEST]

    def next_number(self, item: Node, list_type: str) -> str | None:
        """Return the number that an item will have once it is entered, if its list has decimal figures."""
        values = self._values.get("list-item")
        if not values or not list_type.startswith(("decimal", "1")):
            return None
        own = item.get("value")
        return own if re.fullmatch(r"-?\d{1,5}", own) else str(values[-1][1] + _step(item.parent))

    def _change(self, node: Node, declared: dict[str, str]) -> None:
        for match in _CHANGE.finditer(declared.get("counter-reset", "")):
            if match["name"] != "none":
                self._create(match["name"], node, int(match["number"] or 0))
        for match in _CHANGE.finditer(declared.get("counter-increment", "")):
            if match["name"] != "none":
                self._add(match["name"], node, int(match["number"] or 1))
        for match in _CHANGE.finditer(declared.get("counter-set", "")):
            if match["name"] != "none":
                self._set(match["name"], node, int(match["number"] or 0))

    def _create(self, name: str, node: Node, value: int) -> None:
        # A counter is in scope for the element, for what is in it, and for the siblings that follow.
        values = self._values.setdefault(name, [])
        if values and values[-1][0] is node.parent:
            values[-1] = node.parent, value
        else:
            values.append((node.parent, value))
            self._ending.setdefault(node.parent, []).append(name)

    def _add(self, name: str, node: Node, step: int) -> None:
        if not self._values.get(name):
            self._create(name, node, 0)
        scope, value = self._values[name][-1]
        self._values[name][-1] = scope, max(-_LARGEST, min(_LARGEST, value + step))

    def _set(self, name: str, node: Node, value: int) -> None:
        if not self._values.get(name):
            self._create(name, node, 0)
        self._values[name][-1] = self._values[name][-1][0], value

    def _text(self, match: re.Match[str], node: Node) -> str:
        if match["string"]:
            return unescape(match["string"][1:-1])
        if match["quote"]:
            return "“" if match["quote"] == "open-quote" else "”"
        arguments = [unescape(each.strip("\"'")) for each in _ARGUMENT.findall(match["arguments"])]
        if not arguments:
            return ""
        if match["function"] == "attr":
            return node.get(arguments[0].lower())
        values = [value for _, value in self._values.get(arguments[0], ())] or [0]
        if match["function"] == "counter":
            return written(values[-1], arguments[1] if len(arguments) > 1 else "decimal")
        separator, style = (*arguments[1:], "decimal", "decimal")[:2] if len(arguments) > 1 else (".", "decimal")
        return separator.join(written(value, style) for value in values)


def written(value: int, style: str) -> str:
    """Write a number in a list style of CSS."""
    if style in ("lower-roman", "upper-roman") and 0 < value < 4000:
        text = ""
        for size, letters in _ROMAN:
            count, value = divmod(value, size)
            text += letters * count
        return text.upper() if style == "upper-roman" else text
    if style in ("lower-alpha", "lower-latin", "upper-alpha", "upper-latin") and value > 0:
        text = ""
        while value > 0:
            value, digit = divmod(value - 1, 26)
            text = chr(ord("a") + digit) + text
        return text.upper() if style.startswith("upper") else text
    if style in ("disc", "circle", "square"):
        return {"disc": "•", "circle": "◦", "square": "▪"}[style]
    if style == "none":
        return ""
    return f"{value:02}" if style == "decimal-leading-zero" else str(value)


def _step(node: Node | None) -> int:
    return -1 if node is not None and node.tag == "ol" and "reversed" in node.attributes else 1


def _first_number(node: Node) -> int:
    if re.fullmatch(r"-?\d{1,5}", node.get("start")):
        return int(node.get("start"))
    return sum(each.tag == "li" for each in node.nodes) if _step(node) < 0 else 1
