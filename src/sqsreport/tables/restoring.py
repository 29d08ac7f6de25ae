"""Convert the rows of tables back to reports."""

from __future__ import annotations

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
from sqsreport.validation.text import parse

T = TypeVar("T")

#: The part whose paragraphs have a section, and the message if a paragraph of another part has one.
_SECTION: Final = "section"
_NO_SECTION: Final = f"it has a section, but its part is not {_SECTION!r}"

#: The values of a row by the names of the columns.
Row = Mapping[str, Any]
#: The rows of each table.
Tables = Mapping[str, Sequence[Row]]


def reports_of(tables: Tables) -> list[Report]:
    """Convert the rows of all tables to reports. Only the rows of the table ``reports`` need be in order.

    Raises:
        ValueError: a report would be invalid; the message has its id and, for the other tables, the row.
    """
    parts = {name: _by_report(rows) for name, rows in tables.items() if name != "reports"}
    return [
        _report_or_error(row, {name: rows.get(row["id"], []) for name, rows in parts.items()})
        for row in tables["reports"]
    ]


def _report_or_error(row: Row, of: Mapping[str, list[Row]]) -> Report:
    """Convert a row to its report; put the id before the message of an error."""
    try:
        return _report(row, of)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{row['id']}: {error}") from None
    except RecursionError:
        raise ValueError(f"{row['id']}: its items or its extensions are nested too deeply") from None


def _build(table: str, row: Row, build: Callable[..., T], *args: Any, **fields: Any) -> T:
    """Build a value from a row; put the position of the row before the message of an error."""
    try:
        return build(*args, **fields)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{_place(table, row)}: {error}") from None


def _place(table: str, row: Row) -> str:
    return f"the row of {table!r} with the position {row['position']}"


def _by_report(rows: Sequence[Row]) -> Mapping[str, list[Row]]:
    by_report: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_report[row["report_id"]].append(row)
    for each in by_report.values():
        each.sort(key=lambda row: row["position"])  # a database need not keep the order
    return by_report


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
            _build("footnotes", each, Footnote, label=each["label"], text=each["text"]) for each in of["footnotes"]
        ),
        notes=tuple(prose["notes"]),
        extensions=None if row["extensions"] is None else _extensions(row["extensions"]),
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
        prose[part].append(_build("paragraphs", row, Paragraph, text=row["text"]).text)


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
                _build("authorities", each, Authority, name=each["name"], gss_code=each["gss_code"])
                for each in of["authorities"]
            ),
        ),
        fieldwork=Fieldwork(start=row["fieldwork_start"], end=row["fieldwork_end"]),
        lead_inspector=_or_none(
            LeadInspector,
            **{name: row[f"lead_inspector_{name}"] for name in ("name", "email", "telephone")},
        ),
        previous=tuple(_build("previous_inspections", each, _previous, each) for each in of["previous_inspections"]),
    )


def _previous(row: Row) -> PreviousInspection:
    return PreviousInspection(programme=row["programme"], date=PartialDate.fromisoformat(row["date"]))


def _context(row: Row, paragraphs: Sequence[str], comparators: Sequence[Row]) -> Context | None:
    start, end = _month(row, "cohort_start"), _month(row, "cohort_end")
    rate = _or_none(
        Reoffending,
        rate=row["reoffending_rate"],
        comparators=tuple(
            _build("comparators", each, Comparator, kind=each["kind"], rate=each["rate"], direction=each["direction"])
            for each in comparators
        ),
        published=_month(row, "reoffending_published"),
        cohort=_or_none(Cohort, start=start, end=end),
    )
    return _or_none(Context, paragraphs=tuple(paragraphs), cases_examined=row["cases_examined"], reoffending=rate)


def _extensions(text: str) -> Any:
    parsed = parse(text)  # unlike `json.loads`, it rejects numbers that would lose digits
    if parsed.problems:
        raise ValueError(f"the column 'extensions' of 'reports': {parsed.problems[0].message}")
    return parsed.document


def _or_none(cls: Callable[..., T], **fields: Any) -> T | None:
    """Build a value, or return ``None`` if all of its fields are empty."""
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
            paragraph = _build("paragraphs", each, Paragraph, number=each["number"], text=each["text"])
            paragraphs[each["section"]].append(paragraph)
    return tuple(
        _build(
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
    children: defaultdict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        children[row["parent"]].append(row)

    def items(parent: str | None) -> tuple[Item, ...]:
        return tuple(
            _build(name, row, Item, id=row["id"], text=row["text"], items=items(row["id"]))
            for row in children.pop(parent, ())
        )

    top_level = items(None)
    if children:  # every parent exists, so the remaining rows form a cycle
        first = next(iter(children.values()))[0]
        raise ValueError(f"{_place(name, first)}: it is nested under itself, directly or through others")
    return top_level


def _copy_list(rows: Sequence[Row]) -> tuple[CopyListEntry, ...]:
    entries: list[list[Row]] = []
    for row in rows:
        if row["entry"] == len(entries) + 1:
            entries.append([row])
        elif entries and row["entry"] == len(entries):
            entries[-1].append(row)
        else:
            where = f"come after {len(entries)}" if entries else "be the first"
            raise ValueError(f"{_place('copy_list', row)}: the entry {row['entry']} cannot {where}")
    return tuple(map(_copy_list_entry, entries))


def _copy_list_entry(rows: Sequence[Row]) -> CopyListEntry:
    first = rows[0]
    for row in rows:
        if row["role"] != first["role"]:
            raise ValueError(f"{_place('copy_list', row)}: the entry {row['entry']} has another role in the row before")
        if row["recipient"] is None and len(rows) > 1:
            raise ValueError(f"{_place('copy_list', row)}: it has no recipient, though its entry has several rows")
    recipients = tuple(row["recipient"] for row in rows if row["recipient"] is not None)
    return _build("copy_list", first, CopyListEntry, role=first["role"], recipients=recipients)
