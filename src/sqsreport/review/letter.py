"""The page of one letter: its original, and its report to check and to correct."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

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
        href: the address of its page, from the list.
        sha256: the digest of its file.
        area: the area of its report, if it has one.
        published: the day of its publication, if it has one.
        doubts: how many values look misread.
        errors: how many errors it has.
        warnings: how many other warnings it has.
        unread: how many passages have no place in the report.
        checked: whether its corrections say that a person checked it.
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
        """Whether there is something to look at."""
        return self.area is None or any((self.doubts, self.errors, self.warnings, self.unread))

    @property
    def rank(self) -> tuple[float, ...]:
        """By which the list is sorted: the worst letter first."""
        return (-(self.published is None), -self.errors, -(2 * self.doubts + self.unread + self.warnings))


@attrs.frozen
class LetterPage:
    """The page of a letter, the pictures that are next to it, and its row in the list."""

    html: bytes
    pictures: Mapping[str, bytes]
    row: Row


def letter_page(  # noqa: PLR0913 - what there is to say of a letter
    data: bytes,
    form: str,
    *,
    name: str,
    page_name: str,
    corrections: Collection | None = None,
    back: str | None = "../index.html",
    neighbours: tuple[str | None, str | None] = (None, None),
) -> LetterPage:
    """Write the page of a letter.

    Args:
        data: the file of the letter.
        form: its format.
        name: the name of its file.
        page_name: the name of the page, without its ending.
        corrections: those of the letter, among others.
        back: the address of the list of all letters, if there is one.
        neighbours: the addresses of the pages before and after this one.
    """
    reading = letters.read(data, form)
    given = corrections or Collection.of(())
    corrected = correct(reading, given, name)
    assert reading.sha256 is not None, "it is that of the file"
    # Of a letter that does not say all that a report cannot lack, a person completes what could be read.
    draft = letters.draft(data, form) if reading.report is None and _is_incomplete(reading) else None
    shown = original(data, form, draft[0] if draft else reading, page_name)
    own = given.by_digest.get(reading.sha256, ())
    row = _row(reading, corrected, shown, name, f"letters/{page_name}.html", checked=any(c.checked for c in own))
    document = {
        "letter": name,
        "sha256": reading.sha256,
        "read": to_dict(reading.report) if reading.report else {},
        "edited": to_dict(corrected.report) if corrected.report else None,
        "draft": _without_placeholders(*draft) if draft else None,
        "sources": {
            where: [shown.ids[each] for each in passages if each in shown.ids]
            for where, passages in (draft[0] if draft else reading).sources.items()
            if where
        },
        "problems": [_problem(each, shown.ids) for each in _problems(reading, corrected, shown)],
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
            _column("original", "The letter", shown.html or element("p", "The file has nothing that could be shown.")),
            _column("report", "The report", _NOSCRIPT),
        ),
        element("p", role="status", id="status", class_="status"),
        data_block("data", document),
    ]
    return LetterPage(page(f"{title} – review", *body, script="letter.js", name="letter"), shown.pictures, row)


_NOSCRIPT = element(
    "noscript",
    element(
        "p", "The report is shown and corrected by a script. Without it you see the letter alone; ", class_="notice"
    ),
)


def _column(name: str, title: str, *children: str) -> str:
    # A column scrolls by itself, so a keyboard has to reach it.
    heading = element("h2", text(title), id=f"{name}-title")
    return element("section", heading, *children, id=name, aria_labelledby=f"{name}-title", tabindex=0)


def _head(row: Row, back: str | None, neighbours: tuple[str | None, str | None]) -> str:
    before, after = neighbours
    links = [
        element("a", "All letters", href=back, id="back") if back else "",
        element("a", "Previous letter", href=before, id="previous", rel="prev") if before else "",
        element("a", "Next letter", href=after, id="next", rel="next") if after else "",
    ]
    about = " · ".join(filter(None, (row.published, row.name)))
    title = element("h1", text(row.area or "No report"), " ", element("small", text(about)))
    return element("header", title, element("nav", *links, aria_label="Letters"), element("div", id="tools"))


def _is_incomplete(reading: Reading) -> bool:
    return any(each.code == "SQS402" for each in reading.problems)


def _without_placeholders(reading: Reading, placeholders: Iterable[str]) -> dict[str, Any]:
    """Return the report of a draft as plain data, without what is still to be given."""
    document = to_dict(reading.report) if reading.report else {}
    for each in (*placeholders, "/id"):
        *parents, key = steps(each)
        holder: Any = document
        for parent in parents:
            holder = holder[parent]
        holder.pop(key, None)
    return document


def _accepted(patch: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the tests of a patch that no change follows."""
    tests: list[Mapping[str, Any]] = []
    for each in patch:
        tests = [*tests, each] if each["op"] == "test" else []
    return tests


def _problems(reading: Reading, corrected: Reading, shown: Original) -> list[Problem]:
    """Return what the page reports: problems of the reading, and those of its corrections."""
    # Text without a place is shown as such in the original, and of a letter without a report there is all of it.
    own = [each for each in reading.problems if each.code != "SQS404" or not shown.unread]
    return [*own, *(each for each in corrected.problems if each.code.startswith("SQS6"))]


def _problem(problem: Problem, ids: Mapping[Passage, str]) -> dict[str, Any]:
    place = (problem.line, problem.column, problem.page)
    anchors = [
        anchor
        for passage, anchor in ids.items()
        if problem.line and (passage.line, passage.column, passage.page) == place
    ]
    advice = f"; {problem.suggestion}" if problem.suggestion else ""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message + advice,
        "pointer": problem.pointer,
        "passages": anchors[:20],
    }


def _row(  # noqa: PLR0913 - what there is to say of a letter
    reading: Reading, corrected: Reading, shown: Original, name: str, href: str, *, checked: bool
) -> Row:
    report = corrected.report
    problems = [each for each in corrected.problems if each.code != "SQS404"]
    doubts = sum(each.code.startswith("SQS5") for each in problems)
    errors = sum(each.severity == "error" for each in problems)
    left = {*corrected.leftovers}
    return Row(
        name=name,
        href=href,
        sha256=reading.sha256 or "",
        area=report.inspection.service.area if report else None,
        published=report.published.isoformat() if report else None,
        doubts=doubts,
        errors=errors,
        warnings=len(problems) - doubts - errors,
        unread=0 if checked else sum(each in left for each in shown.unread),
        checked=checked,
    )
