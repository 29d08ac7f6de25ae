"""Write a letter as WordprocessingML, with the built-in styles, footnotes and lists of Word.

The styles are in ``styles.xml``. The other parts are built as text: `_characters` escapes the text of the letter, and
`_attribute` escapes attribute values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import attrs

from sqsreport.letters.blocks import (
    Block,
    Embedded,
    Field,
    Footnote,
    Heading,
    Line,
    ListItem,
    Paragraph,
    TableRow,
)
from sqsreport.letters.inline import Run, to_runs

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
#: An A4 page. Lengths are in twentieths of a point.
_SECTION: Final = (
    '<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1304" w:right="1304" w:bottom="1304" w:left="1304" w:header="680" w:footer="624" w:gutter="0"/>'
    "</w:sectPr>"
)
_TEXT_WIDTH: Final = 9298
#: The indentation of each level of a list.
_INDENT: Final = 454
#: The deepest level of lists in Word, from 0.
_MAX_LEVEL: Final = 8
_BULLETS: Final = "•–▪"
#: The space before a block that follows a block of another kind, where that of its style is too small.
_SPACES: Final[Mapping[tuple[type[Block] | None, type[Block]], str]] = {
    (TableRow, Paragraph): '<w:spacing w:before="360"/>',
    (ListItem, Paragraph): '<w:spacing w:before="240"/>',
}
_MAX_HEADING_LEVEL: Final = 3

#: Characters that XML does not allow, except U+FFFE and U+FFFF, which `_characters` writes as symbols.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")
_WRITTEN_AS_ELEMENT: Final = re.compile("([\ufffe\uffff\t\n])")
_ELEMENTS: Final = {
    "\t": "<w:tab/>",
    "\n": "<w:br/>",
    "\ufffe": '<w:sym w:font="Arial" w:char="FFFE"/>',
    "\uffff": '<w:sym w:font="Arial" w:char="FFFF"/>',
}


@attrs.frozen
class Note:
    """A footnote.

    Attributes:
        position: its position among the footnotes of the letter, from 1.
        is_counted: whether its label is the number that Word computes for it.
        is_marked: whether the letter has a mark for it.
        id: its position in the file, where footnotes are in the order of their marks, from 1.
    """

    position: int
    label: str
    lines: tuple[Line, ...]
    is_counted: bool = False
    is_marked: bool = False
    id: int = 0


@attrs.frozen
class Notes:
    """The footnotes of a letter, by their labels."""

    by_label: Mapping[str, Note]

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Notes:
        """Collect the footnotes, those with a mark first, because Word requires a mark for each footnote."""
        notes: dict[str, Note] = {}
        marks: list[str] = []
        for block in blocks:
            if isinstance(block, Footnote):
                notes.setdefault(block.label, Note(len(notes) + 1, block.label, block.lines))
            else:
                marks += (run.text for line in block.lines for run in to_runs(line.text) if run.is_mark)
        count = 0
        in_order = [label for label in dict.fromkeys(marks) if label in notes]
        for index, label in enumerate(in_order, 1):
            is_next = label == str(count + 1)
            count += is_next
            notes[label] = attrs.evolve(notes[label], id=index, is_marked=True, is_counted=is_next)
        return cls({label: notes[label] for label in (*in_order, *notes)})


def document(blocks: Iterable[Block], notes: Notes) -> tuple[str, Mapping[str, str]]:
    """Return the main part, and the id of each address that it links to."""
    writer = _Writer(notes, unmarked={note.label for note in notes.by_label.values() if note.is_marked})
    body = "".join(writer.blocks(blocks))
    return f"{_DECLARATION}<w:document {_NAMESPACES}><w:body>{body}{_SECTION}</w:body></w:document>", writer.links


def footnotes(notes: Notes) -> tuple[str, Mapping[str, str]]:
    """Return the part with the footnotes, and the id of each address that it links to."""
    writer = _Writer(notes)
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{id_}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
        f"</w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for kind, id_ in (("separator", -1), ("continuationSeparator", 0))
    )
    marked = "".join(writer.note(note) for note in notes.by_label.values() if note.is_marked)
    return f"{_DECLARATION}<w:footnotes {_NAMESPACES}>{separators}{marked}</w:footnotes>", writer.links


def styles(language: str) -> str:
    """Return the part with the styles, for text in a language."""
    template = files(__package__).joinpath("styles.xml").read_text(encoding="utf-8")
    return template.replace('"{language}"', _attribute(language))


def numbering() -> str:
    """Return the part with the definition of the bulleted list."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:lvlText w:val="{_BULLETS[level % len(_BULLETS)]}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{_INDENT * (level + 1)}" w:hanging="{_INDENT}"/></w:pPr></w:lvl>'
        for level in range(_MAX_LEVEL + 1)
    )
    return (
        f'{_DECLARATION}<w:numbering {_NAMESPACES}><w:abstractNum w:abstractNumId="0">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def settings() -> str:
    """Return the part with the settings, without a compatibility mode for older versions of Word."""
    return (
        f'{_DECLARATION}<w:settings {_NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="680"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat></w:settings>"
    )


def footer() -> str:
    """Return the part with the footer of every page."""
    page_number = (_run("Page "), _field("PAGE"), _run(" of "), _field("NUMPAGES"))
    return f"{_DECLARATION}<w:ftr {_NAMESPACES}>{_paragraph('Footer', ''.join(page_number))}</w:ftr>"


def embedded(report: Embedded) -> tuple[str, str]:
    """Return the part with the embedded report, and the part with the properties of that part."""
    namespace = "urn:sqsreport:embedded:1"
    item = f'<report xmlns="{namespace}" sha256="{report.sha256}">{report.json_for_markup}</report>'
    properties = (
        '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
        ' ds:itemID="{7C1B4A52-0B5E-4D0B-9C55-3B6F5D2E8A11}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    return _DECLARATION + item, _DECLARATION + properties


def clean(text: str) -> str:
    """Replace the characters that XML does not allow."""
    return _FORBIDDEN.sub("�", text).replace("\ufffe", "�").replace("\uffff", "�")


@attrs.define
class _Writer:
    """Writes the blocks of one part, and collects the addresses that it links to."""

    notes: Notes
    #: The labels of the notes that have not been referenced yet.
    unmarked: set[str] = attrs.field(factory=set)
    #: The id of each address.
    links: dict[str, str] = attrs.field(factory=dict)

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        previous: type[Block] | None = None
        for kind, group in groupby((each for each in blocks if not isinstance(each, Footnote)), type):
            if kind is TableRow:
                yield self._table([row for row in group if isinstance(row, TableRow)])
            else:
                space = _SPACES.get((previous, kind), "")
                for block in group:
                    yield self._block(block, space)
                    space = ""
            previous = kind
        for note in self.notes.by_label.values():
            if not note.is_marked:
                yield _paragraph(
                    "FootnoteText", _run(note.label, _mark_properties()) + _run(" ") + self._lines(note.lines)
                )
        if previous is TableRow:  # WordprocessingML requires a paragraph after a table at the end
            yield "<w:p/>"

    def note(self, note: Note) -> str:
        mark = "<w:footnoteRef/>" if note.is_counted else _characters(note.label)
        text = f"<w:r>{_mark_properties()}{mark}</w:r>{_run(' ')}{self._lines(note.lines)}"
        return f'<w:footnote w:id="{note.id}">{_paragraph("FootnoteText", text)}</w:footnote>'

    def _block(self, block: Block, properties: str) -> str:
        text = self._lines(block.lines)
        if isinstance(block, Heading):
            style = "Title" if block.level == 1 else f"Heading{min(block.level - 1, _MAX_HEADING_LEVEL)}"
            return _paragraph(style, text, properties)
        if isinstance(block, Field):
            return _paragraph("LetterHeader", _run(f"{block.label}:", "<w:rPr><w:b/></w:rPr>") + _run("\t") + text)
        if isinstance(block, ListItem) and block.number:
            return _paragraph("NumberedParagraph", _run(f"{block.number}.\t") + text, properties)
        if isinstance(block, ListItem):
            level = min(block.depth, _MAX_LEVEL)
            # The style has the first level.
            list_level = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' if level else ""
            return _paragraph("ListBullet", text, list_level + properties)
        return _paragraph("", text, properties)

    def _table(self, rows: list[TableRow]) -> str:
        columns = max(len(row.lines) for row in rows)
        width = _TEXT_WIDTH // max(columns, 1)
        grid = f'<w:gridCol w:w="{width}"/>' * columns
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="LetterTable"/><w:tblW w:w="5000" w:type="pct"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
            f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"{''.join(self._row(row, columns, width) for row in rows)}</w:tbl>"
        )

    def _row(self, row: TableRow, columns: int, width: int) -> str:
        lines = (*row.lines, *[Line("")] * (columns - len(row.lines)))
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{_paragraph('TableText', self._lines((line,)), '<w:keepNext/>' * row.is_header)}</w:tc>"
            for line in lines
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * row.is_header}</w:trPr>{cells}</w:tr>"

    def _lines(self, lines: Iterable[Line]) -> str:
        runs = to_runs(" ".join(line.text for line in lines))
        return "".join(
            self._link(href, linked) if href is not None else "".join(map(self._inline, linked))
            for href, linked in groupby(runs, lambda run: run.href)
        )

    def _link(self, href: str, runs: Iterable[Run]) -> str:
        text = "".join(map(self._inline, runs))
        if not href:
            return f"<w:hyperlink>{text}</w:hyperlink>"
        link_id = self.links.setdefault(clean(href), f"link{len(self.links) + 1}")
        return f'<w:hyperlink r:id="{link_id}">{text}</w:hyperlink>'

    def _inline(self, run: Run) -> str:
        return self._mark(run) if run.is_mark else _run(run.text, _properties(run))

    def _mark(self, run: Run) -> str:
        note, label = self.notes.by_label.get(run.text), run.text
        properties = _mark_properties(run)
        if note is None or not note.is_marked:
            return _run(label, properties)
        name = f"_Note{note.position}"  # Word does not list bookmarks that begin with an underscore
        if label not in self.unmarked:  # Word uses a cross-reference for each further mark of a note
            return _field(f"NOTEREF {name} \\f \\h", label, properties)
        self.unmarked.remove(label)
        text = (
            f'<w:footnoteReference w:id="{note.id}"/>'
            if note.is_counted
            else f'<w:footnoteReference w:customMarkFollows="1" w:id="{note.id}"/>{_characters(label)}'
        )
        return (
            f'<w:bookmarkStart w:id="{note.id}" w:name="{name}"/><w:r>{properties}{text}</w:r>'
            f'<w:bookmarkEnd w:id="{note.id}"/>'
        )


def _paragraph(style: str, text: str, properties: str = "") -> str:
    if style:
        properties = f'<w:pStyle w:val="{style}"/>{properties}'
    return f"<w:p><w:pPr>{properties}</w:pPr>{text}</w:p>" if properties else f"<w:p>{text}</w:p>"


def _run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}{_characters(text)}</w:r>"


def _field(instruction: str, result: str = "", properties: str = "") -> str:
    result_run = _run(result, properties) if result else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result_run}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _properties(run: Run) -> str:
    """Return the properties of a run.

    A character style is used where one exists, because direct formatting of a label is ignored when a letter is read.
    """
    direct = ""
    if run.code:
        style = "HTMLCode"
        direct = "<w:b/>" * run.strong + "<w:i/>" * run.emphasis
    else:
        style = {(True, True): "StrongEmphasis", (True, False): "Strong", (False, True): "Emphasis"}.get(
            (run.strong, run.emphasis), ""
        )
    if run.href is not None and style:
        direct += '<w:color w:val="0B5394"/><w:u w:val="single"/>'
    elif run.href is not None:
        style = "Hyperlink"
    return f'<w:rPr><w:rStyle w:val="{style}"/>{direct}</w:rPr>' if style else ""


def _mark_properties(run: Run | None = None) -> str:
    direct = "<w:b/>" * run.strong + "<w:i/>" * run.emphasis if run else ""
    return f'<w:rPr><w:rStyle w:val="FootnoteReference"/>{direct}</w:rPr>'


def _characters(text: str) -> str:
    """Return the elements for characters; U+FFFE and U+FFFF, which XML does not allow, become symbols."""
    parts = _WRITTEN_AS_ELEMENT.split(_FORBIDDEN.sub("�", text))
    return "".join(_ELEMENTS.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in parts if part)


def _attribute(text: str) -> str:
    return quoteattr(clean(text))
