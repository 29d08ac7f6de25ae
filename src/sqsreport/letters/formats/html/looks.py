"""How the elements of a page look: hidden, struck out, raised, bold and so on, by tag, style sheet and attribute."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

import attrs

from sqsreport.letters.formats.html.css import Sheet
from sqsreport.letters.formats.html.page import HEADINGS, Node

_BLOCKS: Final = HEADINGS | frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer"
    " form header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre search section"
    " summary table tbody td tfoot th thead tr ul xmp".split()
)
_BOLD: Final = frozenset({"b", "strong"})
_ITALIC: Final = frozenset({"cite", "dfn", "em", "i", "var"})
_CODE: Final = frozenset({"code", "kbd", "samp", "tt"})
_PREFORMATTED: Final = frozenset({"listing", "plaintext", "pre", "textarea", "xmp"})
_STRUCK: Final = frozenset({"del", "s", "strike"})
#: What is set in bold or italic type as a whole says nothing by it.
_SET_AS_A_WHOLE: Final = HEADINGS | {"body", "caption", "dd", "dt", "html", "table", "td", "th", "tr"}
#: Text for screen readers, which a page keeps although the style sheet that hides it was not saved.
_UNSEEN_NAMES: Final = re.compile(
    r"(?:[\w-]*[-_])?(?:visually-?hidden|sr-only|screen-?reader(?:-text|-only)?|a11y-hidden)(?:-focusable)?",
    re.IGNORECASE,
)
_STRUCK_NAMES: Final = re.compile(r"(?:line-?through|strike-?through|struck(?:-?out)?)", re.IGNORECASE)
_LENGTH: Final = re.compile(
    r"(?P<number>[+-]?(?:\d{1,7}(?:\.\d{0,20})?|\.\d{1,20}))(?P<unit>px|pt|pc|cm|mm|in|r?em|ex|ch|%|)"
)
#: How viewers of PDF write lengths: times a scale that a script sets.
_SCALED: Final = re.compile(
    r"(?:calc|round)\(\s*(?:(?:down|nearest|up)\s*,\s*)?(?:var\(--[\w-]{1,40}\)\s*\*\s*)?(?P<length>[0-9.]{1,28}px)"
    r"\s*(?:,[^,;]{0,60})?\)"
)
_PIXELS: Final = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "cm": 37.8, "mm": 3.78, "in": 96.0, "rem": 16.0, "": 1.0}
_SIZES: Final = {
    "xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32,
}  # fmt: skip
_FONT_SIZES: Final = {"1": 10, "2": 13, "3": 16, "4": 18, "5": 24, "6": 32, "7": 48}
_FONT: Final = re.compile(r"(?:^|\s)(?P<size>\d[\d.]*(?:px|pt|em|rem|%))(?:\s*/|\s|$)")
_WHITES: Final = frozenset({"white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)"})
_CLIPPED: Final = re.compile(r"rect\((?:[01](?:px)?[ ,]*){4}\)|inset\((?:50|100)%|circle\(0", re.IGNORECASE)
_SYMBOL_FONT: Final = re.compile(r"symbol|(?:web|wing)dings", re.IGNORECASE)
#: The attributes that say how an element looks, but for ``style``.
_ATTRIBUTES: Final = ("bgcolor", "class", "color", "face", "hidden", "size", "type")
#: A distance, in pixels, at which nothing is on the screen.
_FAR: Final = 500


@attrs.frozen
class Look:
    """How an element looks.

    Attributes:
        display: ``none``, ``block``, ``inline`` and so on.
        is_hidden: whether nothing of its text is seen.
        size: the size of the font, in pixels.
        is_raised: whether it is a superscript.
        indent: how far its box is from the left edge of the page, in pixels.
        declared: the declarations that apply to it.
    """

    display: str = "block"
    is_hidden: bool = False
    is_gone: bool = False
    is_struck: bool = False
    emphasis: bool = False
    strong: bool = False
    code: bool = False
    keeps_lines: bool = False
    size: float = 16.0
    is_raised: bool = False
    indent: float = 0.0
    list_type: str = "disc"
    color: str = ""
    background: str = "white"
    is_symbol_font: bool = False
    declared: dict[str, str] = attrs.field(factory=dict)

    @property
    def is_block(self) -> bool:
        """Whether the element begins a line of its own."""
        return self.display not in ("inline", "inline-block", "inline-flex", "inline-table", "contents", "none", "ruby")

    def pixels(self, name: str) -> float | None:
        """Return a length of the element in pixels."""
        return _pixels(self.declared.get(name, ""), self.size)


_PAGE: Final = Look()


class Looks:
    """The looks of all elements of a page."""

    def __init__(self, sheet: Sheet, *, shows_all: bool = False, opened: Container[str] = ()) -> None:
        self.sheet = sheet
        self._shows_all = shows_all
        self._opened = opened
        self._known: dict[Node, Look] = {}
        #: The looks by all that they depend on: the look above by its identity, tag, attributes and declarations.
        self._alike: dict[tuple[object, ...], Look] = {}

    def of(self, node: Node) -> Look:
        """Return the look of an element."""
        pending = []
        each: Node | None = node
        while each is not None and each not in self._known:
            pending.append(each)
            each = each.parent
        while pending:
            each = pending.pop()
            above = self._known[each.parent] if each.parent else _PAGE
            declared = self.sheet.declared(each)
            attributes = tuple(map(each.attributes.get, _ATTRIBUTES)) if each.attributes else ()
            is_opened = bool(attributes) and each.get("id") in self._opened
            key = (id(above), each.tag, is_opened, attributes, *declared.items())
            look = self._alike.get(key)
            if look is None:
                look = self._alike[key] = self._look(each, above, declared, shows=self._shows_all or is_opened)
            self._known[each] = look
        return self._known[node]

    def _look(self, node: Node, above: Look, declared: dict[str, str], *, shows: bool) -> Look:
        tag = node.tag
        size = _font_size(node, declared, above.size)
        display = declared.get("display", "block" if tag in _BLOCKS else "inline").lower()
        is_gone = above.is_gone or (not shows and _is_gone(node, declared, size, display))
        visibility = declared.get("visibility", "").lower()
        background = _background(node, declared, above.background)
        color = declared.get("color") or (node.get("color") if tag == "font" else "") or above.color
        is_white = "".join(color.lower().split()) in _WHITES and background == "white"
        is_unseen = (above.is_hidden and not visibility and color == above.color) or visibility in (
            "hidden",
            "collapse",
        )
        weight, style = declared.get("font-weight", "").lower(), declared.get("font-style", "").lower()
        font = declared.get("font", "").lower()
        is_whole = tag in _SET_AS_A_WHOLE
        return Look(
            display=display,
            is_gone=is_gone,
            is_hidden=is_gone or (not self._shows_all and (is_unseen or is_white or color == "transparent")),
            is_struck=above.is_struck or _is_struck(node, declared),
            emphasis=not is_whole
            and _choose(style or font, ("italic", "oblique"), ("normal",), above.emphasis or tag in _ITALIC),
            strong=not is_whole
            and _choose(
                weight or font, ("bold", "600", "700", "800", "900"), ("normal", "400"), above.strong or tag in _BOLD
            ),
            code=above.code or tag in _CODE,
            keeps_lines=_choose(
                declared.get("white-space", ""), ("pre", "break-spaces"), ("normal", "nowrap"),
                above.keeps_lines or tag in _PREFORMATTED,
            ),
            size=size,
            is_raised=display == "inline" and (above.is_raised or _is_raised(node, declared, size, above.size)),
            indent=above.indent + _indent(node, declared, size),
            list_type=_list_type(node, declared, above.list_type),
            color=color,
            background=background,
            is_symbol_font=_is_symbol_font(node, declared, above),
            declared=declared,
        )  # fmt: skip


def _choose(value: str, on: tuple[str, ...], off: tuple[str, ...], otherwise: bool) -> bool:  # noqa: FBT001 - a default
    if any(word in value for word in on):
        return True
    return False if value in off else otherwise


def _is_gone(node: Node, declared: dict[str, str], size: float, display: str) -> bool:
    """Check whether an element and all in it have no place on the page."""
    if display == "none" or ("hidden" in node.attributes and "display" not in declared) or size < 1:
        return True
    if node.get("class") and any(_UNSEEN_NAMES.fullmatch(name) for name in node.classes):
        return True
    if not declared:
        return False
    if declared.get("opacity", "").strip("0") == "." or declared.get("opacity") == "0":
        return True
    is_placed = declared.get("position", "") in ("absolute", "fixed")
    sides = [_pixels(declared.get(side, ""), size) for side in ("left", "top", "right", "bottom")]
    if is_placed and any(side is not None and side < -_FAR for side in sides):
        return True
    if (_pixels(declared.get("text-indent", ""), size) or 0) < -_FAR:
        return True
    clip = declared.get("clip", "") if is_placed else declared.get("clip-path", "")
    if _CLIPPED.match(clip.replace(" ", "") if "," in clip else clip) or _CLIPPED.match(declared.get("clip-path", "")):
        return True
    is_cut = declared.get("overflow", "") in ("hidden", "clip")
    lengths = [_pixels(declared.get(name, ""), size) for name in ("height", "max-height", "width", "max-width")]
    return is_cut and any(length is not None and length <= 1 for length in lengths)


def _is_struck(node: Node, declared: dict[str, str]) -> bool:
    lines = declared.get("text-decoration-line", "") + declared.get("text-decoration", "")
    if node.tag in _STRUCK:
        return "none" not in lines
    return "line-through" in lines or any(_STRUCK_NAMES.fullmatch(name) for name in node.classes)


def _is_raised(node: Node, declared: dict[str, str], size: float, above: float) -> bool:
    align = declared.get("vertical-align", "").lower()
    if node.tag == "sup":
        return align not in ("baseline", "sub", "bottom")
    if align in ("super", "text-top") or "super" in declared.get("font-variant-position", ""):
        return True
    if align == "top" or (_pixels(align, size) or 0) > 0:
        return size < above
    rise = _pixels(declared.get("bottom", ""), size) or -(_pixels(declared.get("top", ""), size) or 0)
    rise = max(rise, _pixels(declared.get("mso-text-raise", ""), size) or 0)
    return rise > 0 and size < above and (declared.get("position") == "relative" or "mso-text-raise" in declared)


def _font_size(node: Node, declared: dict[str, str], above: float) -> float:
    text = declared.get("font-size", "").lower()
    if not text and (match := _FONT.search(declared.get("font", "").lower())):
        text = match["size"]
    if not text:
        if node.tag == "font" and node.get("size") in _FONT_SIZES:
            return _FONT_SIZES[node.get("size")]
        return above * 0.83 if node.tag in ("small", "sub", "sup") else above
    if text in _SIZES:
        return _SIZES[text]
    if text in ("smaller", "larger"):
        return above * (0.83 if text == "smaller" else 1.2)
    pixels = _pixels(text, above)  # the unit % is of the size above
    return above if pixels is None and _LENGTH.fullmatch(text) is None else pixels or 0.0


def _pixels(text: str, size: float) -> float | None:
    text = text.strip().lower()
    scaled = _SCALED.fullmatch(text) if text.startswith(("calc(", "round(")) else None
    match = _LENGTH.fullmatch(scaled["length"] if scaled else text)
    if match is None or (match["unit"] == "" and float(match["number"])):
        return None
    if match["unit"] == "%":
        return float(match["number"]) / 100 * size  # of the line, as for a raised figure
    return float(match["number"]) * _PIXELS.get(match["unit"], size)


def _indent(node: Node, declared: dict[str, str], size: float) -> float:
    """Return how far an element is moved in from the left of that which it is in."""
    if node.tag in ("td", "th"):
        return 0.0
    usual = 40.0 if node.tag in ("blockquote", "dd", "menu", "ol", "ul") else 0.0
    indent = 0.0
    for name in ("margin", "padding"):
        sides = declared.get(name, "").split()
        side = sides[3 if len(sides) == 4 else 1 if len(sides) > 1 else 0] if sides else ""
        text = declared.get(f"{name}-left") or declared.get(f"{name}-inline-start") or side
        length = None if text.endswith("%") else _pixels(text, size)
        is_usual = (name == "padding") == (node.tag in ("menu", "ol", "ul"))
        indent += length if length is not None else usual if is_usual else 0.0
    return indent


def _background(node: Node, declared: dict[str, str], above: str) -> str:
    """Return ``white`` where the background is known to be so, and anything else where it is not."""
    text = declared.get("background-color") or declared.get("background") or node.get("bgcolor")
    if "background-image" in declared:
        return "image"
    plain = "".join(text.lower().split()) if text else ""
    if not plain or plain in ("transparent", "none", "inherit", "initial"):
        return above
    return "white" if plain in _WHITES else plain


def _list_type(node: Node, declared: dict[str, str], above: str) -> str:
    text = declared.get("list-style-type") or declared.get("list-style") or ""
    if text:
        return text.strip()
    if node.tag in ("ol", "li") and node.get("type"):
        names = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
        return names.get(node.get("type"), above)
    return "decimal" if node.tag == "ol" else "disc" if node.tag in ("menu", "ul") else above


def _is_symbol_font(node: Node, declared: dict[str, str], above: Look) -> bool:
    family = declared.get("font-family") or declared.get("font") or node.get("face")
    return bool(_SYMBOL_FONT.search(family)) if family else above.is_symbol_font


def opened_panels(root: Node) -> frozenset[str]:
    """Return the ids of the parts of a page that a click on their heading or tab shows."""
    names = set()
    for node in root.walk():
        targets = {node.get("aria-controls")}
        if "collapse" in (node.get("data-toggle"), node.get("data-bs-toggle")):
            targets.update(node.get(name).removeprefix("#") for name in ("data-bs-target", "data-target", "href"))
        if any(targets) and (node.get("role") == "tab" or any(each.tag in HEADINGS for each in node.above())):
            names |= targets
    return frozenset(names - {""})


def unseen(node: Node, looks: Looks) -> bool:
    """Check whether nothing of an element has a place on the page."""
    return node.is_unseen or looks.of(node).is_gone
