"""Collect the text of a paragraph: its characters in order, with their style, divided into lines."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import quote

import attrs

from sqsreport.letters.blocks import Line, Passage
from sqsreport.letters.characters import RAISED
from sqsreport.letters.formats.docx.package import Element, Relationship, UnreadableError, value, w
from sqsreport.letters.formats.docx.styles import Formatting, Style, Styles, formatting_of
from sqsreport.letters.formats.docx.visibility import TEXT_PATH, is_placeholder, visible_elements
from sqsreport.letters.inline import Run, from_runs, to_runs
from sqsreport.letters.limits import MAX_CHARACTERS, too_large

_NOTE_REFERENCES: Final = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_ELEMENT_CHARACTERS: Final = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
#: Spaces that do not break and are as wide as a tab.
_WIDE_GAP: Final = re.compile(r"(?<! ) *+(?:\xa0 *+){3,}")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LINK: Final = re.compile(r'\s*HYPERLINK\s+"(?P<address>[^"]*)"')
_CONTENTS: Final = re.compile(r"\s*TOC\b")
_REFERENCE: Final = re.compile(r"\s*NOTEREF\b")
#: A number or a bullet that was typed before a text.
_NUMBER: Final = re.compile(
    r"\s*(?:\(?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.):]?|(?:[a-z]|[ivx]{1,5})[.):])|[^\w\s\"“‘'(])(?=\s)", re.IGNORECASE
)
_MAX_LABEL: Final = 30
#: Maximum nesting of fields, the same as in Word.
_MAX_FIELDS: Final = 20
#: The maximum number of characters that are kept of each part of a field instruction.
_MAX_INSTRUCTION: Final = 1_000


@attrs.frozen
class _TextStyle:
    """The style of the characters of a run, and whether they are text at all."""

    emphasis: bool = False
    strong: bool = False
    code: bool = False
    href: str | None = None
    #: Why they are not text of the letter, such as ``struck out``.
    reason: str | None = None
    is_superscript: bool = False
    #: Whether they are in a symbol font such as Wingdings, where the code of a letter is a symbol.
    is_symbol: bool = False
    #: Whether they are bold or italic by direct formatting, and not by a style.
    is_direct: bool = False

    def run(self, text: str, *, is_mark: bool = False) -> Run:
        return Run(text, self.emphasis, self.strong, self.code, self.href, is_mark)


#: Symbols in the private use area, where Word itself stores the characters of symbol fonts.
_SYMBOLS: Final = {code: 0xF000 + code for code in range(0x21, 0x100)}


def _is_symbol_font(properties: Element | None) -> bool:
    fonts = None if properties is None else properties.find(w("rFonts"))
    return (value(fonts, "ascii") or "").casefold().startswith(("wingdings", "symbol", "webdings"))


@attrs.frozen
class _Span:
    """Characters as they are in the file, and as inline text; a footnote number is not in the file."""

    raw: str
    run: Run
    style: _TextStyle


@attrs.define
class _Field:
    """A field, such as a hyperlink or a reference to a note.

    Attributes:
        instruction: the code of the field, such as ``HYPERLINK "https://example.org"``.
        is_result: whether the result of the field has begun.
        href: the address of a hyperlink.
        is_reference: whether the result is the mark of a note.
    """

    instruction: str = ""
    is_result: bool = False
    href: str | None = None
    is_reference: bool = False

    def begin_result(self) -> None:
        self.is_result = True
        self.is_reference = _REFERENCE.match(self.instruction) is not None
        link = _LINK.match(self.instruction)
        self.href = _normalised_address(link["address"]) if link else None


@attrs.define
class TextCollector:
    """Collects the text of paragraphs, one after the other.

    Attributes:
        relationships: the relationships of the part that is being read.
        labels: the labels of the notes, by kind and id.
        boxes: the text boxes of the current paragraph.
    """

    styles: Styles
    labels: Mapping[tuple[str, str], str]
    relationships: Mapping[str, Relationship] = attrs.field(factory=dict)
    boxes: list[Element] = attrs.field(factory=list)
    _spans: list[_Span] = attrs.field(factory=list)
    #: The open fields, which may span several paragraphs.
    _fields: list[_Field] = attrs.field(factory=list)
    #: The custom mark of the last note reference, which is the text that follows.
    _pending_mark: str | None = None
    _character_count: int = 0
    _note_labels: frozenset[str] = attrs.field(init=False)
    #: The `fldChar` elements of fields without an end. They are ignored, so that the text after them is text.
    _unclosed: set[Element] = attrs.field(factory=set)

    def __attrs_post_init__(self) -> None:
        """Store the labels of all notes for lookup."""
        self._note_labels = frozenset(self.labels.values())

    def find_unclosed_fields(self, root: Element) -> None:
        """Find the fields of a part that have no end, for example because it was deleted as a tracked change."""
        fields: list[list[Element]] = []
        for each in root.iter(w("fldChar")):
            kind = value(each, "fldCharType")
            if kind == "begin":
                fields.append([each])
            elif kind == "separate" and fields:
                fields[-1].append(each)
            elif kind == "end" and fields and next(each.iterancestors(w("del")), None) is None:
                fields.pop()
        self._unclosed = {each for field in fields if len(field) > 1 for each in field}

    def collect(self, paragraph: Iterable[Element], style: Style) -> None:
        """Collect the text of a paragraph, and discard that of the previous one."""
        self._spans, self.boxes, self._pending_mark = [], [], None
        # The style of a heading is no emphasis.
        is_heading = style.level is not None or style.is_title
        base = attrs.evolve(style.formatting, bold=None, italic=None) if is_heading else style.formatting
        self._walk(paragraph, base, _TextStyle())
        self._fields = [field for field in self._fields if field.is_result]

    def groups(self, paragraph: int) -> list[list[tuple[str, Line]]]:
        """Return the lines of the paragraph, each with the white space before it, grouped by blank lines.

        Args:
            paragraph: the number of the paragraph, for the passages.
        """
        groups: list[list[tuple[str, Line]]] = [[]]
        for indent, line in _lines(self._spans, paragraph, hidden=False):
            if line is not None:
                groups[-1].append((indent, line))
            elif groups[-1]:
                groups.append([])
        return [group for group in groups if group]

    def hidden_lines(self, paragraph: int) -> tuple[Line, ...]:
        """Return the lines of the paragraph that are not visible or not text."""
        return tuple(line for _, line in _lines(self._spans, paragraph, hidden=True) if line is not None)

    def _walk(self, element: Iterable[Element], base: Formatting, style: _TextStyle) -> None:
        for child in visible_elements(element):
            tag = child.tag
            if tag == w("r"):
                self._walk(child, base, self._text_style(child.find(w("rPr")), base, style))
            elif tag == w("fldSimple"):
                self._begin_field(_Field(value(child, "instr") or "")).begin_result()
                self._walk(child, base, style)
                self._fields.pop()
            elif tag == w("hyperlink"):
                self._walk(child, base, attrs.evolve(style, href=self._address(child)))
            elif tag == w("txbxContent"):
                self.boxes.append(child)
            elif tag == w("sdt") and is_placeholder(child):
                self._walk(child, base, attrs.evolve(style, reason="placeholder"))
            elif tag == w("m:f"):
                self._walk_fraction(child, base, style)
            elif tag == w("rt"):
                self._walk(child, base, attrs.evolve(style, reason="annotation"))
            else:
                self._add_element(child, style)
                self._walk(child, base, style)

    def _walk_fraction(self, fraction: Element, base: Formatting, style: _TextStyle) -> None:
        for index, part in enumerate(each for each in fraction if each.tag in (w("m:num"), w("m:den"))):
            if index:
                self._add("/", style)
            self._walk(part, base, style)

    def _add_element(self, element: Element, style: _TextStyle) -> None:
        """Add the text of an element, or update the fields; its children are not included."""
        if (text := _characters(element)) is not None:
            self._add(text, style)
        elif (text := _drawing_text(element)) is not None:
            self._add(text, attrs.evolve(style, reason="drawing"))
        elif element.tag in _NOTE_REFERENCES:
            self._add_reference(element, style)
        elif element.tag == w("fldChar") and element not in self._unclosed:
            self._update_fields(value(element, "fldCharType"))
        elif element.tag == w("instrText") and self._fields:
            self._fields[-1].instruction += (element.text or "")[:_MAX_INSTRUCTION]

    def _text_style(self, properties: Element | None, base: Formatting, outer: _TextStyle) -> _TextStyle:
        direct, run_style = formatting_of(properties), self.styles.of_run(properties)
        bold, italic, hidden, strikethrough = (
            # Where the styles of the paragraph and of the run both set a property, they cancel each other: emphasis in
            # an italic quotation is upright.
            bool(of_paragraph) != bool(of_run) if explicit is None else explicit
            for explicit, of_run, of_paragraph in (
                (direct.bold, run_style.formatting.bold, base.bold),
                (direct.italic, run_style.formatting.italic, base.italic),
                (direct.hidden, run_style.formatting.hidden, base.hidden),
                (direct.strikethrough, run_style.formatting.strikethrough, base.strikethrough),
            )
        )
        return _TextStyle(
            emphasis=italic,
            strong=bold,
            code=run_style.is_code,
            href=outer.href,
            reason=outer.reason or ("hidden" if hidden else "struck out" if strikethrough else None),
            is_symbol=_is_symbol_font(properties),
            is_superscript=bool(direct.with_fallback(run_style.formatting).with_fallback(base).superscript),
            is_direct=bool(direct.bold or direct.italic),
        )

    def _add(self, text: str, style: _TextStyle) -> None:
        if not text:
            return
        text = _WIDE_GAP.sub("\t" if self._spans else r"\g<0>", text)
        if style.is_symbol:
            text = text.translate(_SYMBOLS)
        self._character_count += len(text)
        if self._character_count > MAX_CHARACTERS:
            size = f"over {MAX_CHARACTERS:,} characters"
            raise UnreadableError(too_large("the text is", size, f"{MAX_CHARACTERS:,}"))
        if self._fields:
            style = self._in_field(style)
        if self._pending_mark and text.startswith(self._pending_mark):
            mark = self._pending_mark
            self._spans.append(_Span(mark, style.run(mark, is_mark=True), style))
            text = text[len(mark) :]
        elif style.is_superscript and (label := self._label(text)):
            self._spans.append(_Span(text, style.run(label, is_mark=True), style))
            text = ""
        elif style.is_superscript and self._is_letter_of_note(text):
            self._spans.append(_Span(text, style.run(f"({text})"), style))  # which is read where mark and note have it
            text = ""
        self._pending_mark = None
        if text:
            self._spans.append(_Span(text, style.run(text.translate(RAISED) if style.is_superscript else text), style))

    def _in_field(self, style: _TextStyle) -> _TextStyle:
        if not all(field.is_result for field in self._fields):
            return attrs.evolve(style, reason="field code")
        if any(_CONTENTS.match(field.instruction) for field in self._fields):
            return attrs.evolve(style, reason="table of contents")
        href = next((field.href for field in self._fields if field.href is not None), None)
        return style if href is None or style.href is not None else attrs.evolve(style, href=href)

    def _is_letter_of_note(self, text: str) -> bool:
        """Check whether a raised letter is after a word or begins a line, and not the end of an ordinal number."""
        before = self._spans[-1].raw[-1:] if self._spans else ""
        return len(text) == 1 and text in "abcdef" and not before.isspace() and not before.isdigit()

    def _label(self, text: str) -> str | None:
        """Return the label that superscript text refers to, if it follows a word or is the result of a reference."""
        label = text.strip("[]() ")
        after_word = bool(self._spans) and not self._spans[-1].raw[-1:].isspace()
        is_reference = any(field.is_reference for field in self._fields)
        return label if (after_word or is_reference) and label in self._note_labels else None

    def _add_reference(self, element: Element, style: _TextStyle) -> None:
        label = self.labels.get((_NOTE_REFERENCES[element.tag], value(element, "id") or ""))
        if label and value(element, "customMarkFollows") is not None:
            self._pending_mark = label
        elif label:
            self._spans.append(_Span("", style.run(label, is_mark=True), style))

    def _update_fields(self, kind: str | None) -> None:
        """Begin a field, begin its result, or end it."""
        if kind == "begin":
            self._begin_field(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].begin_result()
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _begin_field(self, field: _Field) -> _Field:
        if len(self._fields) >= _MAX_FIELDS:
            raise UnreadableError(too_large("the nesting of fields is", f"over {_MAX_FIELDS} levels", f"{_MAX_FIELDS}"))
        self._fields.append(field)
        return field

    def _address(self, link: Element) -> str | None:
        id_ = value(link, "r:id")
        if id_ is None:
            # A link with an anchor leads to a bookmark of the file; without either, it has an empty address.
            return "" if value(link, "anchor") is None else None
        relationship = self.relationships.get(id_)
        return _normalised_address(relationship.target) if relationship and relationship.is_external else None


def _characters(element: Element) -> str | None:
    """Return the characters of a text element, a tab, a break or a symbol, or ``None`` for another element."""
    if element.tag in (w("t"), w("m:t")):
        # A text element has no child elements; if a damaged file has some, the text after them is visible too.
        return _CONTROL.sub(" ", "".join((element.text or "", *(each.tail or "" for each in element))))
    if element.tag == w("sym"):
        return _symbol(element)
    return _ELEMENT_CHARACTERS.get(element.tag)


def _drawing_text(element: Element) -> str | None:
    """Return the text of an element of a shape, a diagram, a chart or WordArt, or ``None`` for another element."""
    if element.tag in (w("a:t"), w("c:v")):
        return _CONTROL.sub(" ", f"{element.text or ''} ")
    return _CONTROL.sub(" ", element.get("string", "")) if element.tag == TEXT_PATH else None


def _symbol(element: Element) -> str:
    code = value(element, "char") or ""
    number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else 0xFFFD
    return "�" if 0xD800 <= number < 0xE000 else _CONTROL.sub(" ", chr(number))


@functools.lru_cache(maxsize=256)
def _normalised_address(address: str) -> str | None:
    """Return an address in the form of CommonMark, or ``None`` if CommonMark does not allow it."""
    run = Run("x", href=quote(address, safe=";/?:@&=+$,-_.!~*'()#%"))
    return run.href if to_runs(from_runs((run,))) == (run,) else None


def _lines(spans: list[_Span], paragraph: int, *, hidden: bool) -> Iterator[tuple[str, Line | None]]:
    """Yield the white space before each line and the line itself, which is ``None`` if it is blank."""
    column = 1
    for line in _split(spans, "\n"):
        selected = [span for span in line if (span.style.reason is not None) == hidden]
        raw = "".join(span.raw for span in selected)
        if text := _text(_without_label_style(selected)):
            indent = len(raw) - len(raw.lstrip())
            # The mark of a note has no characters in the file, but may be the only text of a line.
            reason = selected[0].style.reason
            yield raw[:indent], Line(text, Passage(raw.strip() or text, paragraph, column + indent, reason=reason))
        else:
            yield "", None
        column += 1 + sum(len(span.raw) for span in line)


def _split(spans: list[_Span], character: str) -> Iterator[list[_Span]]:
    part: list[_Span] = []
    for span in spans:
        if span.raw == character:
            yield part
            part = []
        else:
            part.append(span)
    yield part


def _text(spans: list[_Span]) -> str:
    """Convert spans to inline text in which tabs are kept."""
    cells = [from_runs(span.run for span in cell) for cell in _split(spans, "\t")]
    text = "\t".join(cells).strip()
    # Characters of two cells, such as two asterisks, may together be markup.
    if len(cells) > 1 and _visible_characters(text) != "".join(map(_visible_characters, cells)):
        return from_runs(span.run for span in spans)
    return text


def _visible_characters(text: str) -> str:
    return "".join("".join(run.text for run in to_runs(text)).split())


def _without_label_style(spans: list[_Span]) -> list[_Span]:
    """Remove direct bold and italics from a label, such as ``1.1.`` or ``Note 1:``, if the rest has none."""
    if not spans or not any(span.style.is_direct for span in spans):
        return spans
    raw = "".join(span.raw for span in spans)
    end = 0
    if number := _NUMBER.match(raw):
        end = number.end()
    else:
        for span in spans:
            if not span.style.is_direct and (span.raw.strip() or end):
                break
            end += len(span.raw)
        if end > _MAX_LABEL or ":" not in raw[max(end - 2, 0) : end + 1] or raw.count(":", 0, end) > 1:
            return spans
    label, rest = _split_at(spans, end)
    first = next((span for span in rest if span.raw.strip()), None)
    if first is not None and first.style.is_direct:
        return spans
    return [attrs.evolve(span, run=attrs.evolve(span.run, emphasis=False, strong=False)) for span in label] + rest


def _split_at(spans: list[_Span], end: int) -> tuple[list[_Span], list[_Span]]:
    before: list[_Span] = []
    for index, span in enumerate(spans):
        if len(span.raw) > end:
            left, right = (
                attrs.evolve(span, raw=raw, run=attrs.evolve(span.run, text=raw if raw != span.raw else span.run.text))
                for raw in (span.raw[:end], span.raw[end:])
            )
            return [*before, *([left] if left.raw else [])], [right, *spans[index + 1 :]]
        before.append(span)
        end -= len(span.raw)
    return before, []
