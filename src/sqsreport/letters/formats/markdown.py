"""Letters as Markdown, and as the plain text that Markdown was made to look like.

The blocks are CommonMark's, with the tables and footnotes of GitHub's dialect, less what
would misread plain text: indented text is no code, and a line of dashes makes no heading.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqsreport.letters.blocks import (
    Block,
    Embedded,
    Field,
    Footnote,
    Heading,
    Letter,
    Line,
    ListItem,
    Paragraph,
    Passage,
    Source,
    TableRow,
    Unread,
)
from sqsreport.letters.decoding import decode
from sqsreport.letters.limits import MAX_CHARACTERS, too_large

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

NAME = "markdown"
ENDINGS = (".md", ".markdown", ".txt")

EMBEDS = False

#: The embedded report, as the last thing in the file: a comment, which no reader of Markdown shows.
_EMBEDDED = re.compile(r"(?:^|\n)<!-- sqsreport\s(?:(?P<sha256>[0-9a-f]{64})\s)?(?P<json>[^<>]*)-->\s*\Z")
_FOOTNOTE = re.compile(r"\[\^(?P<label>[^ \[\]]+)\]: ?(?P<text>.*)")
_CELL_END = re.compile(r"(?<!\\)\|")
#: Text that would begin a block of another kind if it stood first in its own.
_BLOCK_START = re.compile(r"(?:[#<|]|[-+*](?= |$)|[-_*=](?=[-_*= ]*$)|\[(?=\^)|(?P<number>\d{1,9})(?=[.)](?: |$)))")
_ESCAPED_START = re.compile(r"(?P<number>\d{1,9})?\\(?=[#<|+*_=.)\[-])")
#: A telephone number or a year that a wrapped line begins with, and that CommonMark takes for the number of an item.
_FIGURE_AT_START = re.compile(r"^[ \t]*[0-9]{3,9}(?=[.)](?:\s|$))", re.MULTILINE)
#: The tags that saved letters have; behind a backslash they are text.
_TAGS = (
    (re.compile(r"(?<!\\)</?(?:i|em)>", re.IGNORECASE), "*"),
    (re.compile(r"(?<!\\)</?(?:b|strong)>", re.IGNORECASE), "**"),
    (re.compile(r"(?<!\\)<sup>\s*\[?(\w{1,3})\]?\s*</sup>", re.IGNORECASE), r"[^\1]"),
    (re.compile(r"(?<!\\)(?:</?(?:u|span|p|div|font)\b[^<>]*>|<br\s*/?>)", re.IGNORECASE), " "),
)
#: Lines of nothing but spaces, of which Word leaves those that do not break; to CommonMark only a space is one.
_BLANK = re.compile(r"^[^\S\n]+$", re.MULTILINE)
_ESCAPED_TAG_START = re.compile(r"\\<(?=/?(?:i|em|b|strong|sup|u|span|p|div|font|br)\b)", re.IGNORECASE)
_TAG_START = re.compile(r"<(?=/?(?:i|em|b|strong|sup|u|span|p|div|font|br)\b)", re.IGNORECASE)


def parse(data: bytes) -> Source:
    """Turn a file into blocks. Any bytes do."""
    text, problems = decode(data)
    # Most letters have none, and to look for the whole of it at every line takes longer than to look for its name.
    found = _EMBEDDED.search(text) if "<!-- sqsreport" in text else None
    body = text[: found.start()] if found else text
    if len(body) > MAX_CHARACTERS:
        large = too_large("the text is", f"{len(body):,} characters", f"{MAX_CHARACTERS:,}")
        return Source((), problems=(*problems, large))
    embedded = Embedded(found["json"], found["sha256"] or "") if found else None
    return Source(tuple(_blocks(body)), embedded, problems)


def render(letter: Letter, embedded: Embedded | None) -> bytes:
    """Turn blocks into a file."""
    written: list[str] = []
    previous: Block | None = None
    for block in letter.blocks:
        # Items of one list and rows of one table stand together, everything else apart.
        together = isinstance(block, (ListItem, TableRow)) and type(block) is type(previous)
        written.append(("" if previous is None else "\n" if together else "\n\n") + _render(block, together=together))
        previous = block
    if embedded is not None:
        written.append(f"\n\n<!-- sqsreport {embedded.sha256}\n{embedded.json_for_markup}-->")
    return ("".join(written) + "\n").encode()


def _render(block: Block, *, together: bool) -> str:
    return _TAG_START.sub(r"\\<", _marked_up(block, together=together))


def _marked_up(block: Block, *, together: bool) -> str:
    if isinstance(block, Heading):
        return "#" * block.level + " " + " ".join(line.text for line in block.lines)
    if isinstance(block, Field):
        return f"*{block.label}:* " + " ".join(line.text for line in block.lines)
    if isinstance(block, ListItem):
        text = " ".join(line.text for line in block.lines)
        return "  " * block.depth + "- " + (f"{block.number}. {text}" if block.number else _escape_start(text))
    if isinstance(block, TableRow):
        row = "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", cell.text) for cell in block.lines) + " |"
        return row if together else row + "\n|" + " --- |" * len(block.lines)
    if isinstance(block, Footnote):
        return f"[^{block.label}]: " + " ".join(line.text for line in block.lines)
    return "\n".join(_escape_start(line.text) for line in block.lines)


def _escape_start(text: str) -> str:
    match = _BLOCK_START.match(text)
    return f"{match['number'] or ''}\\{text[len(match['number'] or '') :]}" if match else text


def _unescape_start(text: str) -> str:
    match = _ESCAPED_START.match(text)
    if match is None:
        return text
    bare = (match["number"] or "") + text[match.end() :]
    return bare if _escape_start(bare) == text else text


@functools.cache
def _parser() -> MarkdownIt:
    # Imported here because not every use of the library reads letters, and it costs a cold start.
    from markdown_it import MarkdownIt

    # Items nest 31 levels in a report, and each takes two of the parser.
    parser = MarkdownIt("zero", {"maxNesting": 100}).enable(["heading", "hr", "list", "table"])
    parser.core.ruler.enableOnly(["block"])
    parser.parse("")  # it makes its tables of rules at the first use, and threads must not meet over that
    return parser


def _blocks(text: str) -> Iterator[Block]:
    passages = _passages(text)
    unread = dict(passages)
    depth = -1
    item: Token | None = None  # the list item whose first text is still to come
    opener: Token | None = None
    cells: list[str] = []
    is_header = False
    for token in _parser().parse(_FIGURE_AT_START.sub(r"\g<0>\\", _BLANK.sub("", text))):
        if token.type in ("hr", "table_open"):
            for number in range(*(token.map or (0, 0))):
                unread.pop(number, None)
        if token.type.endswith(("_list_open", "_list_close")):
            depth += token.nesting
        elif token.type in ("list_item_open", "list_item_close"):
            item = token if token.nesting == 1 else None
        elif token.type in ("thead_open", "thead_close"):
            is_header = token.nesting == 1
        elif token.type in ("heading_open", "paragraph_open", "tr_open"):
            opener, cells = token, []
        elif token.type == "hr":
            yield Paragraph((Line(token.markup, passages[_first_line(token)]),))
        elif token.type == "tr_close" and opener:
            yield from _row(cells, _first_line(opener), passages, is_header=is_header)
        elif token.type == "inline" and opener and opener.type == "tr_open":
            cells.append(token.content)
        elif token.type == "inline" and opener:
            lines = _lines(token, unread)
            if opener.type == "heading_open":
                yield Heading(lines, int(opener.tag[1:]))
            elif item:
                yield ListItem(lines, depth, item.info or None)
            else:
                yield from _paragraphs(lines)
            item = None
    if unread:
        yield Unread(tuple(Line(passage.text, passage) for passage in unread.values()))


def _passages(text: str) -> dict[int, Passage]:
    """Find the lines that are not blank, by their number from 0."""
    return {
        number: Passage(words, number + 1, line.index(words[0]) + 1)
        for number, line in enumerate(text.split("\n"))
        if (words := line.strip())
    }


def _row(cells: list[str], first: int, passages: dict[int, Passage], *, is_header: bool) -> Iterator[Block]:
    passage = passages[first]
    if is_header:  # with the line that rules it off
        rule = passages[first + 1]
        passage = Passage(f"{passage.text}\n{rule.text}", passage.line, passage.column)
    yield TableRow(tuple(Line(_inline(cell), passage) for cell in cells), is_header=is_header)
    if len(_CELL_END.findall(passage.text.partition("\n")[0].strip("|"))) >= len(cells):
        # A row that is longer than the first loses its end, so the whole row is kept aside.
        yield Unread((Line(passage.text, passage),))


def _paragraphs(lines: tuple[Line, ...]) -> Iterator[Block]:
    """Set apart the footnotes that begin within lines that stand together."""
    pending: list[Line] = []
    label: str | None = None
    for line in lines:
        if match := _FOOTNOTE.fullmatch(line.text):
            if pending:
                yield Footnote(label, tuple(pending)) if label else Paragraph(tuple(pending))
            label, pending = match["label"], [Line(match["text"], line.passage)]
        else:
            pending.append(line)
    if pending:
        yield Footnote(label, tuple(pending)) if label else Paragraph(tuple(pending))


def _first_line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _lines(token: Token, unread: dict[int, Passage]) -> tuple[Line, ...]:
    """Return the lines of a token, and take their passages from those that are unread."""
    texts = token.content.split("\n")
    start, end = token.map or (0, 0)
    # They are counted from the last: of an item that begins with a no-break space alone, the first is not there.
    first = end - len(texts)
    said = [Line(_inline(text), unread.pop(number)) for number, text in enumerate(texts, first) if text.strip()]
    bare = [Line("", unread.pop(number)) for number in range(start, end) if number in unread]
    return (*said, *bare)


def _inline(text: str) -> str:
    """Spell the tags that saved letters have in CommonMark."""
    text = text.strip()
    if "<" in text:
        for pattern, replacement in _TAGS:
            text = pattern.sub(replacement, text).strip()
        text = _ESCAPED_TAG_START.sub("<", text)
    return _unescape_start(text)
