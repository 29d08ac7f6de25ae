"""From columns to reports again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqsreport.model import (
    Authority,
    Cohort,
    Comparator,
    Context,
    CopyListEntry,
    Fieldwork,
    Footnote,
    Inspection,
    Item,
    LeadInspector,
    Month,
    Paragraph,
    PartialDate,
    Person,
    PreviousInspection,
    Reoffending,
    Report,
    Section,
    Service,
)
from sqsreport.tables.layout import PARTS

T = TypeVar("T")

#: A row, by the names of its columns.
Row = Mapping[str, Any]
#: The rows of each table.
Tables = Mapping[str, Sequence[Row]]


def reports_of(tables: Tables) -> list[Report]:
    """Make reports of rows, whatever their order but for that of the reports.

    Raises:
        ValueError: the rows make no report, such as one without its id.
    """
    parts = {name: _by_report(rows) for name, rows in tables.items() if name != "reports"}
    known = {row["id"] for row in tables["reports"]}
    if len(known) < len(tables["reports"]):
        raise ValueError("two rows of 'reports' have the same id")
    for name, found in parts.items():
        if lost := found.keys() - known:
            raise ValueError(f"the table {name!r} has rows of {min(map(str, lost))!r}, which is no report")
    return [
        _checked(row, {name: found.get(row["id"], []) for name, found in parts.items()}) for row in tables["reports"]
    ]


def _by_report(rows: Sequence[Row]) -> Mapping[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["report_id"]].append(row)
    for each in found.values():
        each.sort(key=lambda row: row["position"])  # a database need not keep the order
    return found


def _checked(row: Row, of: Mapping[str, list[Row]]) -> Report:
    """Make a report; where a class of the model is given what it refuses, the rows make none."""
    try:
        return _report(row, of)
    except TypeError as error:
        raise ValueError(f"{row['id']}: {error}") from error
    except RecursionError:
        raise ValueError(f"{row['id']}: its items or its extensions nest too deep") from None


def _report(row: Row, of: Mapping[str, list[Row]]) -> Report:
    prose: dict[str, list[str]] = {part: [] for part in PARTS}
    for paragraph in of["paragraphs"]:
        if paragraph["part"] not in prose:
            raise ValueError(f"{row['id']}: paragraphs have no part {paragraph['part']!r}")
        prose[paragraph["part"]].append(paragraph["text"])
    return Report(
        schema_uri=row["schema_uri"],
        schema_version=row["schema_version"],
        id=row["id"],
        language=row["language"],
        title=row["title"],
        published=row["published"],
        addressee=_person(row, "addressee"),
        sender=_person(row, "sender"),
        inspection=_inspection(row, of),
        introduction=tuple(prose["introduction"]),
        context=_context(row, prose["context"], of["comparators"]),
        summary=tuple(prose["summary"]),
        sections=_sections(of),
        strengths=_items(of["strengths"]),
        recommendations=_items(of["recommendations"]),
        closing=tuple(prose["closing"]),
        copy_list=_copy_list(of["copy_list"]),
        footnotes=tuple(Footnote(label=each["label"], text=each["text"]) for each in of["footnotes"]),
        notes=tuple(prose["notes"]),
        extensions=None if row["extensions"] is None else json.loads(row["extensions"]),
    )


def _person(row: Row, who: str) -> Person | None:
    return _or_none(Person, name=row[f"{who}_name"], role=row[f"{who}_role"])


def _inspection(row: Row, of: Mapping[str, list[Row]]) -> Inspection:
    return Inspection(
        programme=row["programme"],
        service=Service(
            name=row["service_name"],
            abbreviation=row["service_abbreviation"],
            area=row["area"],
            authorities=tuple(Authority(name=each["name"], gss_code=each["gss_code"]) for each in of["authorities"]),
        ),
        fieldwork=Fieldwork(start=row["fieldwork_start"], end=row["fieldwork_end"]),
        lead_inspector=_or_none(
            LeadInspector,
            **{name: row[f"lead_inspector_{name}"] for name in ("name", "email", "telephone")},
        ),
        previous=tuple(
            PreviousInspection(programme=each["programme"], date=PartialDate.fromisoformat(each["date"]))
            for each in of["previous_inspections"]
        ),
    )


def _context(row: Row, paragraphs: Sequence[str], comparators: Sequence[Row]) -> Context | None:
    start, end = row["cohort_start"], row["cohort_end"]
    rate = _or_none(
        Reoffending,
        rate=row["reoffending_rate"],
        comparators=tuple(
            Comparator(kind=each["kind"], rate=each["rate"], direction=each["direction"]) for each in comparators
        ),
        released=_month(row["reoffending_released"]),
        cohort=_or_none(Cohort, start=_month(start), end=_month(end)),
    )
    return _or_none(Context, paragraphs=tuple(paragraphs), cases_examined=row["cases_examined"], reoffending=rate)


def _or_none(cls: Callable[..., T], **fields: Any) -> T | None:
    """Make a value, unless nothing is stated of it."""
    return None if all(each is None or each == () for each in fields.values()) else cls(**fields)


def _month(text: str | None) -> Month | None:
    return None if text is None else Month.fromisoformat(text)


def _sections(of: Mapping[str, list[Row]]) -> tuple[Section, ...]:
    paragraphs: defaultdict[int, list[Paragraph]] = defaultdict(list)
    for each in of["paragraphs"]:
        if each["part"] == "section":
            paragraphs[each["section"]].append(Paragraph(number=each["number"], text=each["text"]))
    sections = tuple(
        Section(
            theme=each["theme"],
            number=each["number"],
            title=each["title"],
            paragraphs=tuple(paragraphs.pop(each["position"], ())),
        )
        for each in of["sections"]
    )
    if paragraphs:
        raise ValueError(f"a paragraph stands in the section {min(paragraphs)}, which is not there")
    return sections


def _items(rows: Sequence[Row]) -> tuple[Item, ...]:
    under: defaultdict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        under[row["parent"]].append(row)

    def items(parent: str | None) -> tuple[Item, ...]:
        return tuple(Item(id=row["id"], text=row["text"], items=items(row["id"])) for row in under.pop(parent, ()))

    found = items(None)
    if under:
        raise ValueError(f"an item stands under {next(iter(under))!r}, which is not there")
    return found


def _copy_list(rows: Sequence[Row]) -> tuple[CopyListEntry, ...]:
    roles: dict[int, str] = {}
    recipients: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        roles[row["entry"]] = row["role"]
        if row["recipient"] is not None:
            recipients[row["entry"]].append(row["recipient"])
    return tuple(CopyListEntry(role=role, recipients=tuple(recipients[entry])) for entry, role in roles.items())
