"""The words of a paragraph: its characters in order, how they look, and the lines that they make."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import quote

import attrs

from sqsreport.letters.blocks import Line, Passage
from sqsreport.letters.formats.docx.package import Element, Relation, UnreadableError, value, w
from sqsreport.letters.formats.docx.seen import TEXT_PATH, is_placeholder, shown
from sqsreport.letters.formats.docx.styles import Look, Style, Styles, look_of
from sqsreport.letters.inline import Run, from_runs, to_runs
from sqsreport.letters.limits import MAX_CHARACTERS, too_large

_NOTE_REFERENCES: Final = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_CHARACTERS: Final = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
#: Superscript digits, for `str.translate`.
RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LINK: Final = re.compile(r'\s*HYPERLINK\s+"(?P<address>[^"]*)"')
_REFERENCE: Final = re.compile(r"\s*NOTEREF\b")
#: A number or a bullet before a text.
_NUMBER: Final = re.compile(
    r"\s*(?:\(?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.):]?|(?:[a-z]|[ivx]{1,5})[.):])|[^\w\s\"“‘'(])(?=\s)", re.IGNORECASE
)
_LONGEST_LABEL: Final = 30
#: Fields within fields, as many as Word itself allows.
_MOST_FIELDS: Final = 20


@attrs.frozen
class _Model:
    """How the characters of a run are to be taken."""

    emphasis: bool = False
    strong: bool = False
    code: bool = False
    href: str | None = None
    #: Why they are not text, such as ``struck out``.
    reason: str | None = None
    is_raised: bool = False
    #: Whether they are in a font of symbols, where a letter is another sign.
    is_symbol: bool = False
    #: Whether they were made to look so by hand, and not by a style of theirs.
    by_hand: bool = False

    def run(self, text: str, *, is_mark: bool = False) -> Run:
        return Run(text, self.emphasis, self.strong, self.code, self.href, is_mark)


#: A letter in a font of symbols is the sign at its place in the private use area, as Word writes it itself.
_SYMBOLS: Final = {code: 0xF000 + code for code in range(0x21, 0x100)}


def _is_symbol_font(properties: Element | None) -> bool:
    fonts = None if properties is None else properties.find(w("rFonts"))
    return (value(fonts, "ascii") or "").casefold().startswith(("wingdings", "symbol", "webdings"))


@attrs.frozen
class _Bit:
    """Characters as the file has them, which for a mark that is counted are none, and as inline text."""

    raw: str
    run: Run
    model: _Model


@attrs.define
class _Field:
    """A field: how it is made, and, once its result has begun, where that leads or whether it is the mark of a note."""

    instruction: str = ""
    is_result: bool = False
    href: str | None = None
    is_reference: bool = False

    def begin_result(self) -> None:
        self.is_result = True
        self.is_reference = _REFERENCE.match(self.instruction) is not None
        link = _LINK.match(self.instruction)
        self.href = _usable(link["address"]) if link else None


@attrs.define
class Words:
    """Collects the words of paragraphs, one after the other.

    Attributes:
        relations: what the part that is being read refers to.
        labels: the labels of the notes, by kind and id.
        boxes: the text boxes that hang on the last paragraph.
    """

    styles: Styles
    labels: Mapping[tuple[str, str], str]
    relations: Mapping[str, Relation] = attrs.field(factory=dict)
    boxes: list[Element] = attrs.field(factory=list)
    _bits: list[_Bit] = attrs.field(factory=list)
    #: The fields that are open; they may go over several paragraphs.
    _fields: list[_Field] = attrs.field(factory=list)
    #: The label that follows the reference which it is the mark of.
    _pending: str | None = None
    _characters: int = 0
    _known: frozenset[str] = attrs.field(init=False)
    #: What begins and parts the fields whose end is missing: what follows is text, and no link.
    _unended: set[Element] = attrs.field(factory=set)

    def __attrs_post_init__(self) -> None:
        """Keep the labels where they are looked up."""
        self._known = frozenset(self.labels.values())

    def look_for_fields(self, root: Element) -> None:
        """Find the fields of a part that have no end, as where it was deleted."""
        fields: list[list[Element]] = []
        for each in root.iter(w("fldChar")):
            kind = value(each, "fldCharType")
            if kind == "begin":
                fields.append([each])
            elif kind == "separate" and fields:
                fields[-1].append(each)
            elif kind == "end" and fields and next(each.iterancestors(w("del")), None) is None:
                fields.pop()
        self._unended = {each for field in fields if len(field) > 1 for each in field}

    def collect(self, paragraph: Iterable[Element], style: Style) -> None:
        """Collect the words of a paragraph in place of those of the one before."""
        self._bits, self.boxes, self._pending = [], [], None
        # That a heading is bold is no meaning of its words.
        is_heading = style.level is not None or style.is_title
        base = attrs.evolve(style.look, bold=None, italic=None) if is_heading else style.look
        self._walk(paragraph, base, _Model())
        self._fields = [field for field in self._fields if field.is_result]

    def groups(self, paragraph: int) -> list[list[tuple[str, Line]]]:
        """Return the lines of the paragraph of that number with the white space before each, parted by blank lines."""
        groups: list[list[tuple[str, Line]]] = [[]]
        for indent, line in _lines(self._bits, paragraph, hidden=False):
            if line is not None:
                groups[-1].append((indent, line))
            elif groups[-1]:
                groups.append([])
        return [group for group in groups if group]

    def hidden_lines(self, paragraph: int) -> tuple[Line, ...]:
        """Return what the paragraph of that number does not show."""
        return tuple(line for _, line in _lines(self._bits, paragraph, hidden=True) if line is not None)

    def _walk(self, element: Iterable[Element], base: Look, model: _Model) -> None:
        for child in shown(element):
            tag = child.tag
            if tag == w("r"):
                self._walk(child, base, self._model(child.find(w("rPr")), base, model))
            elif tag == w("fldSimple"):
                self._begin_field(_Field(value(child, "instr") or "")).begin_result()
                self._walk(child, base, model)
                self._fields.pop()
            elif tag == w("hyperlink"):
                self._walk(child, base, attrs.evolve(model, href=self._address(child)))
            elif tag == w("txbxContent"):
                self.boxes.append(child)
            elif tag == w("sdt") and is_placeholder(child):
                self._walk(child, base, attrs.evolve(model, reason="placeholder"))
            elif tag == w("m:f"):
                self._walk_fraction(child, base, model)
            elif tag == w("rt"):
                self._walk(child, base, attrs.evolve(model, reason="annotation"))
            else:
                self._take(child, model)
                self._walk(child, base, model)

    def _walk_fraction(self, fraction: Element, base: Look, model: _Model) -> None:
        for place, part in enumerate(each for each in fraction if each.tag in (w("m:num"), w("m:den"))):
            if place:
                self._add("/", model)
            self._walk(part, base, model)

    def _take(self, element: Element, model: _Model) -> None:
        """Take what an element itself stands for."""
        if (text := _characters(element)) is not None:
            self._add(text, model)
        elif (text := _drawn(element)) is not None:
            self._add(text, attrs.evolve(model, reason="drawing"))
        elif element.tag in _NOTE_REFERENCES:
            self._add_reference(element, model)
        elif element.tag == w("fldChar") and element not in self._unended:
            self._turn_field(value(element, "fldCharType"))
        elif element.tag == w("instrText") and self._fields:
            self._fields[-1].instruction += (element.text or "")[:1000]

    def _model(self, properties: Element | None, base: Look, outer: _Model) -> _Model:
        own, style = look_of(properties), self.styles.of_run(properties)
        bold, italic, hidden, struck = (
            # Of two styles that say the same the second takes it back, as for words that stand out from italics.
            bool(by_base) != bool(by_style) if by_hand is None else by_hand
            for by_hand, by_style, by_base in (
                (own.bold, style.look.bold, base.bold),
                (own.italic, style.look.italic, base.italic),
                (own.hidden, style.look.hidden, base.hidden),
                (own.struck, style.look.struck, base.struck),
            )
        )
        return _Model(
            emphasis=italic,
            strong=bold,
            code=style.is_code,
            href=outer.href,
            reason=outer.reason or ("hidden" if hidden else "struck out" if struck else None),
            is_symbol=_is_symbol_font(properties),
            is_raised=bool(own.over(style.look).over(base).raised),
            by_hand=bool(own.bold or own.italic),
        )

    def _add(self, text: str, model: _Model) -> None:
        if not text:
            return
        if model.is_symbol:
            text = text.translate(_SYMBOLS)
        self._characters += len(text)
        if self._characters > MAX_CHARACTERS:
            found = f"over {MAX_CHARACTERS:,} characters"
            raise UnreadableError(too_large("the text is", found, f"{MAX_CHARACTERS:,}"))
        if self._fields:
            model = self._in_field(model)
        if self._pending and text.startswith(self._pending):
            mark = self._pending
            self._bits.append(_Bit(mark, model.run(mark, is_mark=True), model))
            text = text[len(mark) :]
        elif model.is_raised and (label := self._label(text)):
            self._bits.append(_Bit(text, model.run(label, is_mark=True), model))
            text = ""
        self._pending = None
        if text:
            self._bits.append(_Bit(text, model.run(text.translate(RAISED) if model.is_raised else text), model))

    def _in_field(self, model: _Model) -> _Model:
        if not all(field.is_result for field in self._fields):
            return attrs.evolve(model, reason="field code")
        href = next((field.href for field in self._fields if field.href is not None), None)
        return model if href is None or model.href is not None else attrs.evolve(model, href=href)

    def _label(self, text: str) -> str | None:
        """Return the label of a note that raised characters name, if they follow a word or stand for a reference."""
        label = text.strip("[]() ")
        after_word = bool(self._bits) and not self._bits[-1].raw[-1:].isspace()
        is_reference = any(field.is_reference for field in self._fields)
        return label if (after_word or is_reference) and label in self._known else None

    def _add_reference(self, element: Element, model: _Model) -> None:
        label = self.labels.get((_NOTE_REFERENCES[element.tag], value(element, "id") or ""))
        if label and value(element, "customMarkFollows") is not None:
            self._pending = label
        elif label:
            self._bits.append(_Bit("", model.run(label, is_mark=True), model))

    def _turn_field(self, kind: str | None) -> None:
        if kind == "begin":
            self._begin_field(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].begin_result()
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _begin_field(self, field: _Field) -> _Field:
        if len(self._fields) >= _MOST_FIELDS:
            raise UnreadableError(
                too_large("the nesting of fields is", f"over {_MOST_FIELDS} levels", f"{_MOST_FIELDS}")
            )
        self._fields.append(field)
        return field

    def _address(self, link: Element) -> str | None:
        relation_id = value(link, "r:id")
        if relation_id is None:
            # With an anchor it leads to a place in this file, and with nothing nowhere.
            return "" if value(link, "anchor") is None else None
        relation = self.relations.get(relation_id)
        return _usable(relation.target) if relation and relation.is_external else None


def _characters(element: Element) -> str | None:
    """Return the characters that an element stands for, if it is one that does."""
    if element.tag in (w("t"), w("m:t")):
        # What stands behind an element that does not belong there is text of it, too.
        return _UNSAFE.sub(" ", "".join((element.text or "", *(each.tail or "" for each in element))))
    if element.tag == w("sym"):
        return _symbol(element)
    return _CHARACTERS.get(element.tag)


def _drawn(element: Element) -> str | None:
    """Return the words of a drawing: of a shape, a diagram or a chart, or of those that run along a curve."""
    if element.tag in (w("a:t"), w("c:v")):
        return _UNSAFE.sub(" ", f"{element.text or ''} ")
    return _UNSAFE.sub(" ", element.get("string", "")) if element.tag == TEXT_PATH else None


def _symbol(element: Element) -> str:
    code = value(element, "char") or ""
    number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else 0xFFFD
    return "�" if 0xD800 <= number < 0xE000 else _UNSAFE.sub(" ", chr(number))


@functools.lru_cache(maxsize=256)
def _usable(address: str) -> str | None:
    """Return an address as CommonMark has it, or ``None`` for one that it does not allow."""
    run = Run("x", href=quote(address, safe=";/?:@&=+$,-_.!~*'()#%"))
    return run.href if to_runs(from_runs((run,))) == (run,) else None


def _lines(bits: list[_Bit], paragraph: int, *, hidden: bool) -> Iterator[tuple[str, Line | None]]:
    """Yield the white space before each line, and the line, or nothing for one that is blank."""
    column = 1
    for line in _split(bits, "\n"):
        shown = [bit for bit in line if (bit.model.reason is not None) == hidden]
        raw = "".join(bit.raw for bit in shown)
        if text := _text(_without_label_look(shown)):
            indent = len(raw) - len(raw.lstrip())
            # The mark of a note has no characters in the file, and yet is all that some lines say.
            reason = shown[0].model.reason
            yield raw[:indent], Line(text, Passage(raw.strip() or text, paragraph, column + indent, reason=reason))
        else:
            yield "", None
        column += 1 + sum(len(bit.raw) for bit in line)


def _split(bits: list[_Bit], character: str) -> Iterator[list[_Bit]]:
    piece: list[_Bit] = []
    for bit in bits:
        if bit.raw == character:
            yield piece
            piece = []
        else:
            piece.append(bit)
    yield piece


def _text(bits: list[_Bit]) -> str:
    """Write bits as inline text, and keep the tabs between them."""
    cells = [from_runs(bit.run for bit in cell) for cell in _split(bits, "\t")]
    text = "\t".join(cells).strip()
    if len(cells) > 1 and _said(text) != "".join(map(_said, cells)):  # what was text is markup beside other text
        return from_runs(bit.run for bit in bits)
    return text


def _said(text: str) -> str:
    return "".join("".join(run.text for run in to_runs(text)).split())


def _without_label_look(bits: list[_Bit]) -> list[_Bit]:
    """Take what was made bold or italic by hand off a label, such as ``1.1.`` or ``Note 1:``, where the rest is not."""
    if not bits or not any(bit.model.by_hand for bit in bits):
        return bits
    raw = "".join(bit.raw for bit in bits)
    end = 0
    if number := _NUMBER.match(raw):
        end = number.end()
    else:
        for bit in bits:
            if not bit.model.by_hand and (bit.raw.strip() or end):
                break
            end += len(bit.raw)
        if end > _LONGEST_LABEL or ":" not in raw[max(end - 2, 0) : end + 1] or raw.count(":", 0, end) > 1:
            return bits
    label, rest = _cut(bits, end)
    first = next((bit for bit in rest if bit.raw.strip()), None)
    if first is not None and first.model.by_hand:
        return bits
    return [attrs.evolve(bit, run=attrs.evolve(bit.run, emphasis=False, strong=False)) for bit in label] + rest


def _cut(bits: list[_Bit], end: int) -> tuple[list[_Bit], list[_Bit]]:
    before: list[_Bit] = []
    for index, bit in enumerate(bits):
        if len(bit.raw) > end:
            left, right = (
                attrs.evolve(bit, raw=raw, run=attrs.evolve(bit.run, text=raw if raw != bit.raw else bit.run.text))
                for raw in (bit.raw[:end], bit.raw[end:])
            )
            return [*before, *([left] if left.raw else [])], [right, *bits[index + 1 :]]
        before.append(bit)
        end -= len(bit.raw)
    return before, []
