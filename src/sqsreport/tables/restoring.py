"""From columns to reports again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

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

#: The part whose paragraphs have a section, and what is wrong where another has one.
_SECTION: Final = "section"
_NO_SECTION: Final = f"it has a section, but its part is not {_SECTION!r}"

#: A row, by the names of its columns.
Row = Mapping[str, Any]
#: The rows of each table.
Tables = Mapping[str, Sequence[Row]]


def reports_of(tables: Tables) -> list[Report]:
    """Make reports of rows that belong together, whatever their order but for that of the reports.

    Raises:
        ValueError: the rows make no report; it names the report and, of other tables, the row.
    """
    parts = {name: _by_report(rows) for name, rows in tables.items() if name != "reports"}
    return [_named(row, {name: found.get(row["id"], []) for name, found in parts.items()}) for row in tables["reports"]]


def _named(row: Row, of: Mapping[str, list[Row]]) -> Report:
    try:
        return _report(row, of)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{row['id']}: {error}") from None
    except RecursionError:
        raise ValueError(f"{row['id']}: its items or its extensions nest too deep") from None


def _made(table: str, row: Row, make: Callable[..., T], *args: Any, **fields: Any) -> T:
    """Make a value of a row, and name the row when it makes none."""
    try:
        return make(*args, **fields)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{_place(table, row)}: {error}") from None


def _place(table: str, row: Row) -> str:
    return f"the row of {table!r} with the position {row['position']}"


def _by_report(rows: Sequence[Row]) -> Mapping[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["report_id"]].append(row)
    for each in found.values():
        each.sort(key=lambda row: row["position"])  # a database need not keep the order
    return found


def _report(row: Row, of: Mapping[str, list[Row]]) -> Report:
    prose: dict[str, list[str]] = {part: [] for part in PARTS}
    for paragraph in of["paragraphs"]:
        _add_paragraph(prose, paragraph)
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
        strengths=_items("strengths", of["strengths"]),
        recommendations=_items("recommendations", of["recommendations"]),
        closing=tuple(prose["closing"]),
        copy_list=_copy_list(of["copy_list"]),
        footnotes=tuple(
            _made("footnotes", each, Footnote, label=each["label"], text=each["text"]) for each in of["footnotes"]
        ),
        notes=tuple(prose["notes"]),
        extensions=None if row["extensions"] is None else json.loads(row["extensions"]),
    )


def _add_paragraph(prose: Mapping[str, list[str]], row: Row) -> None:
    part, section = row["part"], row["section"]
    if part not in prose:
        raise ValueError(f"{_place('paragraphs', row)}: paragraphs have no part {part!r}")
    if (part == _SECTION) != (section is not None):
        raise ValueError(f"{_place('paragraphs', row)}: {'it has no section' if section is None else _NO_SECTION}")
    if part != _SECTION:
        if row["number"] is not None:
            raise ValueError(f"{_place('paragraphs', row)}: only a paragraph of a section has a number")
        prose[part].append(_made("paragraphs", row, Paragraph, text=row["text"]).text)


def _person(row: Row, who: str) -> Person | None:
    return _or_none(Person, name=row[f"{who}_name"], role=row[f"{who}_role"])


def _inspection(row: Row, of: Mapping[str, list[Row]]) -> Inspection:
    return Inspection(
        programme=row["programme"],
        service=Service(
            name=row["service_name"],
            abbreviation=row["service_abbreviation"],
            area=row["area"],
            authorities=tuple(
                _made("authorities", each, Authority, name=each["name"], gss_code=each["gss_code"])
                for each in of["authorities"]
            ),
        ),
        fieldwork=Fieldwork(start=row["fieldwork_start"], end=row["fieldwork_end"]),
        lead_inspector=_or_none(
            LeadInspector,
            **{name: row[f"lead_inspector_{name}"] for name in ("name", "email", "telephone")},
        ),
        previous=tuple(_made("previous_inspections", each, _previous, each) for each in of["previous_inspections"]),
    )


def _previous(row: Row) -> PreviousInspection:
    return PreviousInspection(programme=row["programme"], date=PartialDate.fromisoformat(row["date"]))


def _context(row: Row, paragraphs: Sequence[str], comparators: Sequence[Row]) -> Context | None:
    start, end = _month(row, "cohort_start"), _month(row, "cohort_end")
    rate = _or_none(
        Reoffending,
        rate=row["reoffending_rate"],
        comparators=tuple(
            _made("comparators", each, Comparator, kind=each["kind"], rate=each["rate"], direction=each["direction"])
            for each in comparators
        ),
        published=_month(row, "reoffending_published"),
        cohort=_or_none(Cohort, start=start, end=end),
    )
    return _or_none(Context, paragraphs=tuple(paragraphs), cases_examined=row["cases_examined"], reoffending=rate)


def _or_none(cls: Callable[..., T], **fields: Any) -> T | None:
    """Make a value, unless nothing is stated of it."""
    return None if all(each is None or each == () for each in fields.values()) else cls(**fields)


def _month(row: Row, column: str) -> Month | None:
    text = row[column]
    try:
        return None if text is None else Month.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"the column {column!r} of 'reports': {error}") from None


def _sections(of: Mapping[str, list[Row]]) -> tuple[Section, ...]:
    paragraphs: defaultdict[int, list[Paragraph]] = defaultdict(list)
    for each in of["paragraphs"]:
        if each["part"] == _SECTION:
            paragraph = _made("paragraphs", each, Paragraph, number=each["number"], text=each["text"])
            paragraphs[each["section"]].append(paragraph)
    return tuple(
        _made(
            "sections",
            each,
            Section,
            theme=each["theme"],
            number=each["number"],
            title=each["title"],
            paragraphs=tuple(paragraphs[each["position"]]),
        )
        for each in of["sections"]
    )


def _items(name: str, rows: Sequence[Row]) -> tuple[Item, ...]:
    under: defaultdict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        under[row["parent"]].append(row)

    def items(parent: str | None) -> tuple[Item, ...]:
        return tuple(
            _made(name, row, Item, id=row["id"], text=row["text"], items=items(row["id"]))
            for row in under.pop(parent, ())
        )

    found = items(None)
    if under:  # each is there, but none of them stands under what stands under nothing
        raise ValueError(
            f"{_place(name, next(iter(under.values()))[0])}: it stands under itself, by way of others or not"
        )
    return found


def _copy_list(rows: Sequence[Row]) -> tuple[CopyListEntry, ...]:
    entries: list[list[Row]] = []
    for row in rows:
        if row["entry"] == len(entries) + 1:
            entries.append([row])
        elif entries and row["entry"] == len(entries):
            entries[-1].append(row)
        else:
            where = f"behind {len(entries)}" if entries else "at the beginning"
            raise ValueError(f"{_place('copy_list', row)}: the entry {row['entry']} cannot stand {where}")
    return tuple(map(_copy_list_entry, entries))


def _copy_list_entry(rows: Sequence[Row]) -> CopyListEntry:
    first = rows[0]
    for row in rows:
        if row["role"] != first["role"]:
            raise ValueError(f"{_place('copy_list', row)}: the entry {row['entry']} has another role in the row before")
        if row["recipient"] is None and len(rows) > 1:
            raise ValueError(f"{_place('copy_list', row)}: it has no recipient, though its entry has several rows")
    recipients = tuple(row["recipient"] for row in rows if row["recipient"] is not None)
    return _made("copy_list", first, CopyListEntry, role=first["role"], recipients=recipients)
