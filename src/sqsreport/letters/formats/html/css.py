"""Style sheets of a page: parse the rules, and return the declarations that apply to an element.

A deliberate subset: the cascade of one origin, selectors as of level 3 with ``:is`` and ``:not``, and the media that a
wide screen shows. What cannot be parsed is skipped, as in a browser. The work is bounded, because a page is untrusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

import attrs

from sqsreport.letters.formats.html.page import Node

#: Characters of style sheets that are parsed, and comparisons of an element with a part of a selector.
_MAX_SOURCE: Final = 1_000_000
_MAX_STEPS: Final = 250_000
_MAX_SELECTORS: Final = 20_000

_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->|<!\[CDATA\[|\]\]>", re.DOTALL)
_STRING: Final = r"""(?:"(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?)"""
_SIGN: Final = re.compile(rf"{_STRING}|url\([^)]*+\)|[{{}};]", re.DOTALL | re.IGNORECASE)
_DECLARATION_END: Final = re.compile(rf"{_STRING}|url\([^)]*+\)|;", re.DOTALL | re.IGNORECASE)
_IMPORTANT: Final = re.compile(r"(?<!\s)\s*+!\s*+important\s*+$", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_MEDIA: Final = re.compile(
    r"@(?:media|supports|layer|container|scope|-moz-document)\b(?P<query>.*)", re.DOTALL | re.IGNORECASE
)
#: Media that are not a wide, light screen.
_OTHER_MEDIA: Final = re.compile(
    r"\bprint\b|\bspeech\b|max-(?:device-)?width|:\s*dark\b|\bnot\b|width\s*<", re.IGNORECASE
)
_IDENT: Final = r"(?:[\w-]|[^\x00-\x7f]|\\.)++"
_SELECTOR: Final = re.compile(
    rf"""
    (?P<combinator>\s*+[>+~]\s*+|\s++)
    |(?P<tag>{_IDENT}|\*)
    |\#(?P<id>{_IDENT})
    |\.(?P<cls>{_IDENT})
    |\[\s*+(?P<attribute>{_IDENT})\s*+(?:(?P<operator>[~|^$*]?=)\s*+(?P<value>{_STRING}|{_IDENT})\s*+[iIsS]?\s*+)?\]
    |(?P<colons>::?)(?P<pseudo>{_IDENT})(?:\((?P<argument>[^()]*+(?:\([^()]*+\)[^()]*+)*+)\))?
    """,
    re.VERBOSE,
)
_COMMA: Final = re.compile(rf"{_STRING}|\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)|,")
_NTH: Final = re.compile(r"(?P<step>[+-]?\d{0,4}n)?\s*+(?P<start>(?:[+-]\s*+)?\d{1,4})?", re.IGNORECASE)
_ELEMENTS: Final = frozenset({"before", "after", "marker"})
_LINKS: Final = frozenset({"link", "any-link"})
_ANY_OF: Final = frozenset({"is", "where", "matches"})
#: The pseudo-classes that an element may have on a page before anyone uses it.
_STATIC: Final = _ANY_OF | _LINKS | {"empty", "not", "root"}

#: The declarations of a rule: values by property, and whether each is important.
Declarations: TypeAlias = Mapping[str, tuple[str, bool]]


def unescape(text: str) -> str:
    r"""Replace the escapes of CSS, such as ``\\2022``, by their characters."""
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    if match[1] is None:
        return "" if match[2] == "\n" else match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"


def declarations(text: str) -> dict[str, tuple[str, bool]]:
    """Parse the declarations of a rule or of a ``style`` attribute."""
    parts, start = [], 0
    for match in _DECLARATION_END.finditer(text):
        if match[0] == ";":
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    declared: dict[str, tuple[str, bool]] = {}
    for part in parts:
        name, colon, value = part.partition(":")
        bare = _IMPORTANT.sub("", value)
        if colon and bare.strip():
            declared[name.strip().lower()] = bare.strip(), bare != value
    return declared


@attrs.frozen
class _Test:
    """One condition of a selector: the kind, the name, and its operand."""

    kind: str
    name: str
    operator: str = ""
    operand: str = ""
    selectors: tuple[_Selector, ...] = ()


@attrs.frozen
class _Selector:
    """Compound selectors from right to left, with the combinator before each, and the pseudo-element."""

    compounds: tuple[tuple[str, tuple[_Test, ...]], ...]
    element: str
    specificity: tuple[int, int, int]

    @property
    def keys(self) -> frozenset[str]:
        """The ids, classes or tags of which an element must have one, by which rules are indexed."""
        tests = {test.kind: test.name for test in self.compounds[0][1]}
        own = [f"{kind}{tests[kind]}" for kind in ("#", ".", "tag:") if kind in tests][:1]
        choices = (each for test in self.compounds[0][1] if test.name in _ANY_OF for each in test.selectors)
        return frozenset(own or (key for each in choices for key in each.keys)) or frozenset("*")

    @property
    def is_key(self) -> bool:
        """Whether the key is the only condition of the selector."""
        tests = self.compounds[0][1]
        return len(self.compounds) == 1 and all(f"{test.kind}{test.name}" in self.keys for test in tests)


@attrs.define
class Sheet:
    """All rules of a page.

    Attributes:
        elements: the pseudo-elements that have rules, and the empty string if elements have.
    """

    elements: set[str] = attrs.field(factory=set)
    #: The selectors with the order and the declarations of their rules, by pseudo-element and key. There is no selector
    #: where the key says all.
    _rules: dict[tuple[str, str], list[tuple[_Selector | None, tuple[int, int, int], int, Declarations]]] = attrs.field(
        factory=dict
    )
    _steps: int = _MAX_STEPS

    @classmethod
    def of(cls, source: str) -> Sheet:
        """Parse the style sheets of a page, one after the other."""
        sheet = cls()
        count = 0
        for order, (prelude, body) in enumerate(_rules(_COMMENT.sub(" ", source[:_MAX_SOURCE]))):
            declared = declarations(body)
            for selector in _selectors(prelude) if declared else ():
                rule = (None if selector.is_key else selector, selector.specificity, order, declared)
                for key in selector.keys:
                    sheet._rules.setdefault((selector.element, key), []).append(rule)
                sheet.elements.add(selector.element)
                count += 1
                if count == _MAX_SELECTORS:
                    return sheet
        return sheet

    def has_class(self, name: str) -> bool:
        """Check whether a rule is about a class by itself."""
        return ("", f".{name}") in self._rules

    def declared(self, node: Node, element: str = "") -> dict[str, str]:
        """Return the values that the rules and the ``style`` attribute give an element, or a pseudo-element of it."""
        inline = declarations(node.get("style")) if not element and "style" in node.attributes else {}
        if self._steps < 0 or element not in self.elements:
            return {name: value for name, (value, _) in inline.items()}
        keys = {f"tag:{node.tag}", "*"}
        if node.attributes:
            keys.update(f".{name}" for name in node.classes)
            keys.add(f"#{node.get('id')}")
        matches = [
            (specificity, order, declared)
            for key in keys
            for selector, specificity, order, declared in self._rules.get((element, key), ())
            if selector is None or self._matches(selector, node)
        ]
        if not matches:
            return {name: value for name, (value, _) in inline.items()}
        self._steps -= sum(len(declared) for _, _, declared in matches)
        matches.sort(key=lambda match: match[:2])
        values: dict[str, str] = {}
        important: set[str] = set()
        for declared in (*(match[2] for match in matches), inline):
            for name, (value, is_important) in declared.items():
                if is_important or name not in important:
                    values[name] = value
                if is_important:
                    important.add(name)
        return values

    def _matches(self, selector: _Selector, node: Node) -> bool:
        return self._matches_from(selector.compounds, 0, node)

    def _matches_from(self, compounds: tuple[tuple[str, tuple[_Test, ...]], ...], index: int, node: Node) -> bool:
        combinator, tests = compounds[index]
        self._steps -= 1
        if self._steps < 0 or not all(self._passes(test, node) for test in tests):
            return False
        if index + 1 == len(compounds):
            return True
        return any(self._matches_from(compounds, index + 1, each) for each in _related(node, combinator))

    def _passes(self, test: _Test, node: Node) -> bool:
        if test.kind == "tag:":
            return test.name == node.tag
        if test.kind == "#":
            return test.name == node.get("id")
        if test.kind == ".":
            return test.name in node.classes
        if test.kind == "[":
            return test.name in node.attributes and _compares(node.get(test.name), test.operator, test.operand)
        if test.name in _ANY_OF or test.name == "not":
            return any(self._matches(each, node) for each in test.selectors) != (test.name == "not")
        if node.parent and test.name.endswith(("-child", "-of-type")):
            self._steps -= len(node.parent.children)
        return _is_so(test.name, test.operand, node)


def _rules(source: str) -> Iterator[tuple[str, str]]:
    """Yield the prelude and the body of each rule that applies to a wide screen."""
    stack: list[tuple[str, bool]] = []
    start, body = 0, 0
    for match in _SIGN.finditer(source):
        sign = match[0]
        is_in_rule = bool(stack) and not stack[-1][0].startswith("@")
        if sign == "{":
            prelude = source[start : match.start()].strip()
            media = _MEDIA.match(prelude)
            applies = not stack or stack[-1][1]
            if is_in_rule:
                applies = False  # a rule that is nested within another
            elif media:
                applies &= not all(_OTHER_MEDIA.search(query) for query in media["query"].split(","))
            stack.append((prelude, applies and (bool(media) or not prelude.startswith("@"))))
            start = body = match.end()
        elif sign == "}":
            if stack:
                prelude, applies = stack.pop()
                if applies and not prelude.startswith("@"):
                    yield prelude, source[body : match.start()]
            start = body = match.end()
        elif sign == ";" and not is_in_rule:
            start = match.end()


def _selectors(prelude: str) -> Iterator[_Selector]:
    start = 0
    for match in (*_COMMA.finditer(prelude), None):
        if match is None or match[0] == ",":
            selector = _selector(prelude[start : match.start() if match else None].strip())
            if selector:
                yield selector
            start = match.end() if match else 0


def _selector(text: str) -> _Selector | None:
    """Parse a complex selector; return nothing if any part of it is not known or depends on a user, as ``:hover``."""
    compounds: list[tuple[str, tuple[_Test, ...]]] = []
    tests: list[_Test] = []
    ids = classes = tags = index = 0
    combinator, element = "", ""
    while index < len(text):
        match = _SELECTOR.match(text, index)
        if match is None or match.end() == index or element:
            return None
        index = match.end()
        if match["combinator"]:
            compounds.append((combinator, tuple(tests)))
            combinator, tests = match["combinator"].strip() or " ", []
        elif match["tag"]:
            if match["tag"] != "*":
                tests.append(_Test("tag:", unescape(match["tag"]).lower()))
                tags += 1
        elif match["id"]:
            tests.append(_Test("#", unescape(match["id"])))
            ids += 1
        elif match["cls"]:
            tests.append(_Test(".", unescape(match["cls"])))
            classes += 1
        elif match["attribute"]:
            value = unescape((match["value"] or "").strip("\"'"))
            tests.append(_Test("[", match["attribute"].lower(), match["operator"] or "", value))
            classes += 1
        elif match["colons"] == "::" or match["pseudo"] in _ELEMENTS:
            element = match["pseudo"].lower()
            if element not in _ELEMENTS:
                return None
        else:
            name, argument = match["pseudo"].lower(), (match["argument"] or "").strip()
            if name not in _STATIC and not name.endswith(("-child", "-of-type")):
                return None
            nested = tuple(_selectors(argument)) if name in _ANY_OF or name == "not" else ()
            tests.append(_Test(":", name, operand=argument, selectors=nested))
            classes += 1
    compounds.append((combinator, tuple(tests)))
    # Each combinator was read before the compound on its right; from right to left it is before the one on its left.
    return _Selector(tuple(reversed(compounds)), element, (ids, classes, tags)) if text else None


def _related(node: Node, combinator: str) -> Iterator[Node]:
    if combinator == " ":
        yield from (each for each in node.above() if each is not node)
    elif node.parent and combinator == ">":
        yield node.parent
    elif node.parent:
        for index in range(node.index - 1, -1, -1):
            each = node.parent.children[index]
            if isinstance(each, Node):
                yield each
                if combinator == "+":
                    return


def _compares(text: str, operator: str, operand: str) -> bool:
    match operator:
        case "=":
            return text == operand
        case "~=":
            return operand in text.split()
        case "|=":
            return text == operand or text.startswith(f"{operand}-")
        case "^=":
            return bool(operand) and text.startswith(operand)
        case "$=":
            return bool(operand) and text.endswith(operand)
        case "*=":
            return bool(operand) and operand in text
    return True


def _is_so(name: str, argument: str, node: Node) -> bool:
    """Check a pseudo-class."""
    if name == "root":
        return node.tag == "html"
    if name in _LINKS:
        return node.tag == "a" and "href" in node.attributes
    if name == "empty":
        return not node.children
    if node.parent is None or not name.endswith(("-child", "-of-type")):
        return False
    siblings = [each for each in node.parent.nodes if name.endswith("-child") or each.tag == node.tag]
    if name.startswith("only-"):
        return len(siblings) == 1
    place = next(index for index, each in enumerate(siblings) if each is node)
    if "last-" in name:
        place = len(siblings) - 1 - place
    return (
        place == 0 if name.startswith(("first-", "last-")) else name.startswith("nth-") and _is_nth(place + 1, argument)
    )


def _is_nth(place: int, argument: str) -> bool:
    argument = {"odd": "2n+1", "even": "2n"}.get(argument.lower(), argument)
    match = _NTH.fullmatch(argument.strip())
    if match is None:
        return False
    start = int((match["start"] or "0").replace(" ", ""))
    if match["step"] is None:
        return place == start
    digits = match["step"][:-1]
    step = int(digits) if digits.strip("+-") else int(f"{digits}1")
    return place == start if step == 0 else (place - start) % step == 0 and (place - start) // step >= 0
