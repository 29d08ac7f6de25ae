"""Parse tables with rules: pipe tables, grid tables, tables with lines of dashes, and HTML tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from sqsreport.letters.blocks import Block, Line, TableRow, Unread
from sqsreport.letters.formats.markdown.html_tables import begins_html_table, html_table
from sqsreport.letters.formats.markdown.inlines import plain_commonmark, split_breaks
from sqsreport.letters.formats.markdown.lines import Blocks, Row, joined, passage_of

_DELIMITER: Final = re.compile(r"\s*+(?:\|\s*+)?:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)*+(?:\|\s*+)?")
_OPEN_ROW: Final = re.compile(r"\|(?! )[^|]{2,150} \|(?! )[^|]+")
#: A row of two cells without a pipe around them, and the rows of a table of such.
_TWO_CELLS: Final = re.compile(r"\s*[^|\s][^|]{0,150} \|(?: [^|]{0,300})?")
_FEWEST_ROWS: Final = 2
_CELL_END: Final = re.compile(r"(?<!\\)\|")
_GRID: Final = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")
_DASHES: Final = re.compile(r"\s*(?:-{2,}|={2,})(?:\s+(?:-{2,}|={2,}))+\s*")
_FULL_DASHES: Final = re.compile(r"\s*(?:-{10,}|={10,})\s*")
_CUT_WORD: Final = re.compile(r"[^\W\d_]-$")
#: The maximum number of lines of a wrapped header, with the delimiter line.
_MAX_HEADER_LINES: Final = 12
#: The maximum number of lines of a cell that was broken over lines.
_MAX_CELL_LINES: Final = 12
#: The headers that a converter invents for a table without any.
_INVENTED_HEADER: Final = re.compile(r"Col(?:umn)? ?[0-9]{1,2}")
#: Characters that a line may have to spare though the next word would have fitted.
_SPARE: Final = 3
#: The maximum number of lines of a grid table, or between two lines of dashes.
_MAX_LINES: Final = 400


def table(rows: list[Row], index: int) -> tuple[int, Blocks] | None:
    """Parse the table that begins at a row.

    Returns:
        The index of the row after the table, and the content of the table; or ``None`` if there is no table.
    """
    text = rows[index].text
    stem = text.lstrip()
    if stem.startswith("<") and begins_html_table(stem):
        return html_table(rows, index)
    if stem.startswith("+") and _GRID.fullmatch(text):
        return _grid(rows, index)
    if "|" in text:
        return _piped(rows, index)
    if stem[:2] in ("--", "=="):
        return _dashed(rows, index)
    following = rows[index + 1] if index + 1 < len(rows) else None
    if following is not None and following.text.lstrip()[:2] in ("--", "==") and _DASHES.fullmatch(following.text):
        return _dashed_with_header(rows, index)
    return None


def cell(text: str, *, is_first: bool = False) -> str:
    """Convert the text of a cell to one line of CommonMark."""
    return joined([plain_commonmark(part) for part in split_breaks(text)], is_first=is_first)


def row_of(texts: Iterable[str], rows: list[Row], *, is_header: bool = False) -> Block:
    """Return a table row with the texts of its cells, or an unread block if all are empty."""
    passage = passage_of(rows)
    lines = tuple(Line(text, passage) for text in texts)
    return TableRow(lines, is_header=is_header) if any(line.text for line in lines) else Unread((Line("", passage),))


def _cells(text: str) -> list[str]:
    text = text.strip()
    text = text.removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return [each.replace("\\|", "|").strip() for each in _CELL_END.split(text)]


def _piped(rows: list[Row], index: int) -> tuple[int, Blocks] | None:
    """Parse a pipe table; without a delimiter line, each row must begin with a pipe and end with one.

    A row of AsciiDoc has no pipe at its end, and may go on up to a blank line. Programs that print tables as text
    write adjacent rows of two cells with a pipe between them.
    """
    if _DELIMITER.fullmatch(rows[index].text):
        end = _end(rows, index + 1)
        return (
            (end, [row_of([], rows[index : index + 1]), *_pipe_rows(rows[index + 1 : end])])
            if end > index + 1
            else None
        )
    header = next((n for n in range(1, _MAX_HEADER_LINES) if _is_delimiter(rows, index + n)), None)
    if header is not None and not any(row.is_blank or row.reason for row in rows[index : index + header]):
        end = _end(rows, index + header + 1)
        texts = _cells("".join(_with_end(row) for row in rows[index : index + header]).removesuffix("<br>"))
        first = [cell(each, is_first=not n) for n, each in enumerate(texts)]
        if all(map(_INVENTED_HEADER.fullmatch, first)):
            first = []
        top = row_of(first, rows[index : index + header + 1], is_header=True)
        return end, [top, *_pipe_rows(rows[index + header + 1 : end], len(texts))]
    end = index
    while end < len(rows) and _is_closed(rows[end].text):
        end += 1
    if end == index:
        end = next((n for n in range(index, len(rows)) if not _TWO_CELLS.fullmatch(rows[n].text)), len(rows))
        end = index if end - index < _FEWEST_ROWS else end
    if end == index and _OPEN_ROW.fullmatch(rows[index].text):
        end = next((n for n in range(index + 1, len(rows)) if rows[n].is_blank or rows[n].text[0] == "|"), len(rows))
    return (end, list(_pipe_rows(rows[index:end]))) if end > index else None


def _is_delimiter(rows: list[Row], index: int) -> bool:
    return index < len(rows) and "|" in rows[index].text and _DELIMITER.fullmatch(rows[index].text) is not None


def _end(rows: list[Row], index: int) -> int:
    """Return the end of the rows of a pipe table; a row that does not begin with a pipe may be wrapped."""
    while index < len(rows) and not rows[index].reason and not rows[index].is_blank:
        text = rows[index].text
        above = rows[max(index - 1, 0)]
        is_rest = not above.text.lstrip().startswith("|") and ("|" in above.text or above.raw.endswith("  "))
        if not _CELL_END.search(text) and (not is_rest or text.lstrip()[:1] in "#>"):
            if (end := _end_of_open_row(rows, index)) is None:
                break
            index = end
        index += 1
    return index


def _end_of_open_row(rows: list[Row], index: int) -> int | None:
    """Return the line with the closing pipe of a row that was broken within a cell, or ``None``."""
    above = rows[index - 1].text.strip()
    if not above.startswith("|") or above.endswith("|"):
        return None
    for end in range(index, min(index + _MAX_CELL_LINES, len(rows))):
        text = rows[end].text.strip()
        if rows[end].is_blank or rows[end].reason or text.startswith("|"):
            return None
        if text.endswith("|"):
            return end
    return None


def _is_closed(text: str) -> bool:
    text = text.strip()
    return len(text) > 2 and text.startswith("|") and text.endswith("|") and not text.endswith("\\|")


def _pipe_rows(rows: list[Row], columns: int | None = None) -> Iterator[Block]:
    for group in _pipe_groups(rows):
        text = "".join(_with_end(row) for row in group).rstrip()
        if _DELIMITER.fullmatch(text):
            yield row_of([], group)
            continue
        texts = _cells(text)
        yield row_of([cell(each, is_first=not n) for n, each in enumerate(texts[:columns])], group)
        if columns is not None and len(texts) > columns:
            # Markdown does not display cells beyond the columns of the header, so the row is unread too.
            yield Unread(tuple(row.line(row.text.strip()) for row in group))


def _pipe_groups(rows: list[Row]) -> list[list[Row]]:
    """Return the lines of each row, which html2text ends with two spaces; others begin each with a line with a pipe."""
    are_ended = sum(row.raw.endswith("  ") for row in rows) > 1 and rows[-1].raw.endswith("  ")
    groups: list[list[Row]] = []
    for row in rows:
        is_open = bool(groups) and _is_open(groups[-1]) and not row.text.lstrip().startswith("|")
        if is_open or (
            groups and (not groups[-1][-1].raw.endswith("  ") if are_ended else not _CELL_END.search(row.text))
        ):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _is_open(group: list[Row]) -> bool:
    """Check whether the row of some lines begins with a pipe, and has yet to end with one."""
    return group[0].text.lstrip().startswith("|") and not group[-1].text.endswith("|")


def _with_end(row: Row) -> str:
    """Return a line of a wrapped row with a line break, if it ends with two spaces, or else with a space."""
    if _CUT_WORD.search(row.text):
        return row.text.strip()
    if row.text.endswith("\\"):
        return f"{row.text[:-1].strip()}<br>"
    return row.text.strip() + ("<br>" if row.raw.endswith("  ") and not row.text.endswith("|") else " ")


def _grid(rows: list[Row], index: int) -> tuple[int, Blocks] | None:
    """Parse a grid table."""
    edges = [match.start() for match in re.finditer(r"\+", rows[index].text)]
    blocks: Blocks = []
    body: list[Row] = []
    start = end = index
    has_header = False
    for end in range(index + 1, min(len(rows), index + _MAX_LINES)):
        text = rows[end].text
        if _GRID.fullmatch(text):
            if body:
                is_header = "=" in text and not has_header
                has_header |= is_header
                texts = [_grid_cell(body, left, right, is_first=left == edges[0]) for left, right in pairwise(edges)]
                last = end + 1 if end + 1 == len(rows) or not rows[end + 1].text.lstrip().startswith("|") else end
                blocks.append(row_of(texts, rows[start:last], is_header=is_header))
                body, start = [], last
        elif text.lstrip().startswith("|"):
            body.append(rows[end])
        else:
            break
    else:
        end = min(len(rows), index + _MAX_LINES)
    return (end, blocks) if blocks and not body else None


def _grid_cell(rows: list[Row], left: int, right: int, *, is_first: bool) -> str:
    texts = [row.text[left + 1 : right].strip(" |") for row in rows]
    return _paragraphs(texts, is_first=is_first, width=right - left - 3)


def _paragraphs(texts: Sequence[str], *, is_first: bool, width: int) -> str:
    """Join the lines of a cell to paragraphs, and these to one text.

    Blank lines separate paragraphs, and so does the end of a line that had room for the first word of the next one.
    """
    paragraphs: list[list[str]] = [[]]
    for text in texts:
        if text.endswith("\\"):
            paragraphs[-1].append(text[:-1])
            paragraphs.append([])
        elif text:
            above = paragraphs[-1][-1] if paragraphs[-1] else ""
            if above and len(above) + len(text.split(maxsplit=1)[0]) + _SPARE < width:
                paragraphs.append([])
            paragraphs[-1].append(text)
        elif paragraphs[-1]:
            paragraphs.append([])
    return joined([plain_commonmark(" ".join(each)) for each in paragraphs], is_first=is_first)


def _spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[-=]+", text)]


def _split_columns(row: Row, spans: list[tuple[int, int]]) -> list[str]:
    """Split a row at the starts of the dashes; text beyond the end of the dashes is in the same column."""
    starts = [start for start, _ in spans]
    ends = [*starts[1:], None]
    return [row.text[start if n else 0 : end].strip() for n, (start, end) in enumerate(zip(starts, ends, strict=True))]


def _dashed(rows: list[Row], index: int) -> tuple[int, Blocks] | None:
    """Parse a table that begins with a line of dashes: dashes for each column, or a full line above a header."""
    if _DASHES.fullmatch(rows[index].text):
        return _dashed_body(rows, index, index, [])
    if not _FULL_DASHES.fullmatch(rows[index].text):
        return None
    for end in range(index + 1, min(len(rows), index + _MAX_LINES)):
        if _DASHES.fullmatch(rows[end].text):
            return _dashed_body(rows, index, end, rows[index + 1 : end])
        if rows[end].is_blank or _FULL_DASHES.fullmatch(rows[end].text):
            return None
    return None


def _dashed_with_header(rows: list[Row], index: int) -> tuple[int, Blocks] | None:
    return _dashed_body(rows, index, index + 1, [rows[index]])


def _dashed_body(rows: list[Row], start: int, dashes: int, header: list[Row]) -> tuple[int, Blocks] | None:
    spans = _spans(rows[dashes].text)
    last = next(
        (
            i
            for i in range(dashes + 1, min(len(rows), dashes + _MAX_LINES))
            if _DASHES.fullmatch(rows[i].text) or _FULL_DASHES.fullmatch(rows[i].text)
        ),
        None,
    )
    blank = next((i for i in range(dashes + 1, len(rows)) if rows[i].is_blank), len(rows))
    is_framed = _FULL_DASHES.fullmatch(rows[start].text) is not None or not header
    if not is_framed or last is None:
        last = None
        end = blank
    else:
        end = last
    body = rows[dashes + 1 : end]
    if not any(not row.is_blank for row in body):
        return None
    # If blank lines separate the rows, consecutive lines are one row.
    is_multiline = last is not None and any(row.is_blank for row in body)
    groups: list[list[Row]] = []
    for row in body:
        if row.is_blank:
            groups.append([])
        elif is_multiline and groups:
            groups[-1].append(row)
        else:
            groups.append([row])
    groups = [group for group in groups if group]
    if not all(any(text for text in _split_columns(row, spans)[1:]) for group in groups[:1] for row in group[:1]):
        return None
    blocks: Blocks = []
    if header:
        blocks.append(_dashed_row(header, spans, rows[start : dashes + 1], is_header=True))
    elif groups:
        blocks.append(row_of([], rows[start : dashes + 1]))
    blocks += [_dashed_row(group, spans, group) for group in groups]
    if last is not None:
        blocks.append(row_of([], [rows[last]]))
    return (end if last is None else last + 1), blocks


def _dashed_row(group: list[Row], spans: list[tuple[int, int]], rows: list[Row], *, is_header: bool = False) -> Block:
    columns = zip(*(_split_columns(row, spans) for row in group), strict=True)
    widths = [end - start for start, end in spans]
    texts = [
        _paragraphs(column, is_first=not index, width=width)
        for index, (column, width) in enumerate(zip(columns, widths, strict=True))
    ]
    return row_of(texts, rows, is_header=is_header)
