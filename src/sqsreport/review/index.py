"""Render the page with the list of all letters, those with the most problems first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqsreport._text import pluralise
from sqsreport.review._markup import element, page, text
from sqsreport.review.letter import Row

_COLUMNS: Final = ("Letter", "Area", "Published", "Doubts", "Errors", "Warnings", "Unread", "Status")
#: The number of rows that are displayed at a time, because a browser takes seconds to lay out thousands.
_BATCH: Final = 500


def index_page(rows: Iterable[Row], unreadable: Iterable[str] = ()) -> bytes:
    """Return the page with the list of all letters.

    Args:
        rows: the letters, in any order.
        unreadable: a message for each file that could not be read.
    """
    ordered = sorted(rows, key=lambda row: (row.checked, row.rank, row.name))
    head = element("tr", *(element("th", text(name), scope="col") for name in _COLUMNS))
    table = element(
        "table",
        element("caption", "Letters, those with the most to look at first", class_="hidden"),
        element("thead", head),
        element("tbody", *map(_row, ordered, range(len(ordered))), id="rows", data_drawn=_BATCH),
    )
    missing = [element("li", text(each)) for each in unreadable]
    notice = [
        element("h2", "Files that could not be read"),
        element("ul", *missing, class_="missing"),
    ]
    body = [
        element("header", element("h1", "Review of letters"), element("p", "", id="progress", role="status")),
        element(
            "main",
            element("div", _filters(), id="tools", role="search", hidden=True),
            element("p", text(f"{pluralise(len(ordered), 'letter')}."), id="count"),
            element("div", table, class_="scroll", tabindex=0, role="region", aria_label="Letters"),
            element("button", "Show more", type="button", id="more", hidden=True),
            *(notice if missing else ()),
        ),
    ]
    return page("Review of letters", *body, script="index.js", name="index")


def _filters() -> str:
    search = element("label", "Search ", element("input", type="search", id="search").removesuffix("</input>"))
    options = (
        ("all", "all letters"),
        ("open", "not checked"),
        ("doubts", "not checked, with something to look at"),
        ("edited", "corrected here"),
        ("checked", "checked"),
    )
    choices = [element("option", text(label), value=value) for value, label in options]
    which = element("label", "Show ", element("select", *choices, id="which"))
    button = element("button", "Download all corrections", type="button", id="download", disabled=True)
    return search + which + button


def _row(row: Row, index: int) -> str:
    link = element("a", text(row.name), href=row.href)
    numbers = (row.doubts, row.errors, row.warnings, row.unread)
    cells = [
        element("th", link, scope="row"),
        element("td", text(row.area or "no report")),
        element("td", text(row.published or "")),
        *(element("td", text(number), class_="number" if number else "number none") for number in numbers),
        element("td", "checked" if row.checked else "", class_="state"),
    ]
    issues = sum(numbers) + (row.area is None)
    state = {"data_sha256": row.sha256, "data_look": issues or None, "data_checked": row.checked or None}
    return element("tr", *cells, **state, hidden=index >= _BATCH or None)
