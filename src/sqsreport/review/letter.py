"""Render the page of one letter, with the original next to the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from sqsreport import letters
from sqsreport._jsondata import steps
from sqsreport.codec import to_dict
from sqsreport.corrections import Collection
from sqsreport.letters import Passage, Reading
from sqsreport.letters.corrected import correct
from sqsreport.problems import Problem
from sqsreport.review._markup import data_block, element, page, text
from sqsreport.review.original import Original, original
from sqsreport.review.shape import shape


@attrs.frozen
class Row:
    """A letter in the list of all letters.

    Attributes:
        name: the name of its file.
        href: the address of its page, relative to the list.
        sha256: the digest of its file.
        area: the area of its report, if it has one.
        published: the date of its report, if it has one.
        doubts: the number of values that look misread.
        errors: the number of errors.
        warnings: the number of other warnings.
        unread: the number of unread passages.
        checked: whether a person marked it as checked.
    """

    name: str
    href: str
    sha256: str
    area: str | None = None
    published: str | None = None
    doubts: int = 0
    errors: int = 0
    warnings: int = 0
    unread: int = 0
    checked: bool = False

    @property
    def is_open(self) -> bool:
        """Whether there are problems or unread passages."""
        return self.area is None or any((self.doubts, self.errors, self.warnings, self.unread))

    @property
    def rank(self) -> tuple[float, ...]:
        """The sort key of the list: a smaller one is for a letter with more problems."""
        return (-(self.published is None), -self.errors, -(2 * self.doubts + self.unread + self.warnings))


@attrs.frozen
class LetterPage:
    """The page of a letter, its pictures by file name, and its row in the list."""

    html: bytes
    pictures: Mapping[str, bytes]
    row: Row


def letter_page(  # noqa: PLR0913 - the letter, its corrections and the links of its page
    data: bytes,
    format: str,
    *,
    name: str,
    page_name: str,
    corrections: Collection | None = None,
    back: str | None = "../index.html",
    neighbours: tuple[str | None, str | None] = (None, None),
) -> LetterPage:
    """Render the page of a letter.

    Args:
        data: the content of the file.
        format: the name of its format.
        name: the name of the file.
        page_name: the name of the page, without its ending.
        corrections: corrections of any letters.
        back: the address of the list of all letters, if there is one.
        neighbours: the addresses of the previous and the next page.
    """
    reading = letters.read(data, format)
    collection = corrections or Collection.of(())
    corrected = correct(reading, collection, name)
    assert reading.sha256 is not None, "`letters.read` computes it"
    # A person can complete the report of a letter that lacks required values.
    draft = letters.draft(data, format) if reading.report is None and _is_incomplete(reading) else None
    source = original(data, format, draft[0] if draft else reading, page_name)
    own = collection.by_digest.get(reading.sha256, ())
    row = _row(reading, corrected, source, name, f"letters/{page_name}.html", checked=any(c.checked for c in own))
    document = {
        "letter": name,
        "sha256": reading.sha256,
        "read": to_dict(reading.report) if reading.report else {},
        "edited": to_dict(corrected.report) if corrected.report else None,
        "draft": _without_placeholders(*draft) if draft else None,
        "sources": {
            where: [source.ids[each] for each in passages if each in source.ids]
            for where, passages in (draft[0] if draft else reading).sources.items()
            if where
        },
        "problems": [_problem(each, source.ids) for each in _problems(reading, corrected, source)],
        "checked": row.checked,
        "accepted": [each["path"] for c in own for each in _accepted(c.patch)],
        "by": next((c.by for c in own if c.by), None),
        "note": next((c.note for c in own if c.note), None),
        "at": max((c.at for c in own if c.at), default=None),
        "shape": shape(),
    }
    title = row.area or name
    body = [
        element("a", "Skip to the report", href="#report", class_="skip"),
        _head(row, back, neighbours),
        element(
            "main",
            _column("original", "The letter", source.html or element("p", "The file has nothing that could be shown.")),
            _column("report", "The report", _NOSCRIPT),
        ),
        element("p", role="status", id="status", class_="status"),
        data_block("data", document),
    ]
    return LetterPage(page(f"{title} – review", *body, script="letter.js", name="letter"), source.pictures, row)


#: The maximum number of passages that a problem links to.
_MAX_ANCHORS: Final = 20

_NOSCRIPT: Final = element(
    "noscript",
    element(
        "p", "The report is shown and corrected by a script. Without it you see the letter alone; ", class_="notice"
    ),
)


def _column(name: str, title: str, *children: str) -> str:
    # A column has its own scroll bar, so it must be focusable with the keyboard.
    heading = element("h2", text(title), id=f"{name}-title")
    return element("section", heading, *children, id=name, aria_labelledby=f"{name}-title", tabindex=0)


def _head(row: Row, back: str | None, neighbours: tuple[str | None, str | None]) -> str:
    previous, following = neighbours
    links = [
        element("a", "All letters", href=back, id="back") if back else "",
        element("a", "Previous letter", href=previous, id="previous", rel="prev") if previous else "",
        element("a", "Next letter", href=following, id="next", rel="next") if following else "",
    ]
    details = " · ".join(filter(None, (row.published, row.name)))
    title = element("h1", text(row.area or "No report"), " ", element("small", text(details)))
    return element("header", title, element("nav", *links, aria_label="Letters"), element("div", id="tools"))


def _is_incomplete(reading: Reading) -> bool:
    return any(each.code == "SQS402" for each in reading.problems)


def _without_placeholders(reading: Reading, placeholders: Iterable[str]) -> dict[str, Any]:
    """Return the report of a draft as JSON data, without the placeholders for missing values."""
    document = to_dict(reading.report) if reading.report else {}
    for each in (*placeholders, "/id"):
        *parents, key = steps(each)
        value: Any = document
        for parent in parents:
            value = value[parent]
        value.pop(key, None)
    return document


def _accepted(patch: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the tests of a patch without a change after them, which mark checked values."""
    tests: list[Mapping[str, Any]] = []
    for each in patch:
        tests = [*tests, each] if each["op"] == "test" else []
    return tests


def _problems(reading: Reading, corrected: Reading, source: Original) -> list[Problem]:
    """Return the problems that the page lists: those of the reading, and those of the corrections."""
    # Unread text is marked in the original, so it is not listed again.
    own = [each for each in reading.problems if each.code != "SQS404" or not source.unread]
    return [*own, *(each for each in corrected.problems if each.code.startswith("SQS6"))]


def _problem(problem: Problem, ids: Mapping[Passage, str]) -> dict[str, Any]:
    position = (problem.line, problem.column, problem.page)
    anchors = [
        anchor
        for passage, anchor in ids.items()
        if problem.line and (passage.line, passage.column, passage.page) == position
    ]
    advice = f"; {problem.suggestion}" if problem.suggestion else ""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message + advice,
        "pointer": problem.pointer,
        "passages": anchors[:_MAX_ANCHORS],
    }


def _row(  # noqa: PLR0913 - the sources of its fields
    reading: Reading, corrected: Reading, source: Original, name: str, href: str, *, checked: bool
) -> Row:
    report = corrected.report
    problems = [each for each in corrected.problems if each.code != "SQS404"]
    doubts = sum(each.code.startswith("SQS5") for each in problems)
    errors = sum(each.severity == "error" for each in problems)
    leftovers = {*corrected.leftovers}
    return Row(
        name=name,
        href=href,
        sha256=reading.sha256 or "",
        area=report.inspection.service.area if report else None,
        published=report.published.isoformat() if report else None,
        doubts=doubts,
        errors=errors,
        warnings=len(problems) - doubts - errors,
        unread=0 if checked else sum(each in leftovers for each in source.unread),
        checked=checked,
    )
