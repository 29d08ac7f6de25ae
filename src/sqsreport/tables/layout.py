"""The definitions of the tables, which do not depend on the data in a batch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqsreport.tables.columns import Column, Kind, Reference, Table

_REPORT: Final = Reference(columns=("report_id",), table="reports", to=("id",))
_SECTION: Final = Reference(columns=("report_id", "section"), table="sections", to=("report_id", "position"))


def _field(name: str, pointer: str, kind: Kind = "text", *, nullable: bool = False) -> Column:
    return Column(name=name, kind=kind, nullable=nullable, fields=(pointer,))


def _optional(name: str, pointer: str, kind: Kind = "text") -> Column:
    return _field(name, pointer, kind, nullable=True)


def _report_id() -> Column:
    return Column(name="report_id", about="Id of the report that the row belongs to.")


def _position(of: str) -> Column:
    return Column(name="position", kind="position", about=f"Position among {of} of the report, counted from 1.")


def _first_day(name: str, of: str) -> Column:
    return Column(name=name, kind="day", nullable=True, about=f"First possible day of {of}, for sorting and joins.")


def _plain_text(*fields: str) -> Column:
    about = "The text without emphasis, link targets and footnote marks. Derived from it."
    return Column(name="plain_text", fields=fields, about=about)


def _section() -> Column:
    return Column(name="section", kind="position", nullable=True, about="Position of its section, if it is in one.")


def _items(name: str, about: str) -> Table:
    field = f"/{name}/*"
    return Table(
        name=name,
        about=about,
        columns=(
            _report_id(),
            _position(f"all {name}, nested ones after their parent,"),
            _field("id", f"{field}/id"),
            Column(
                name="parent",
                nullable=True,
                fields=(f"{field}/items",),
                about="Id of the one that it is nested under, if any.",
            ),
            _field("text", f"{field}/text"),
            _plain_text(f"{field}/text"),
        ),
        key=("report_id", "id"),
        references=(_REPORT, Reference(columns=("report_id", "parent"), table=name, to=("report_id", "id"))),
    )


#: The parts of a letter that have paragraphs. Only the paragraphs of sections have a number.
PARTS: Final = ("introduction", "context", "summary", "section", "closing", "notes")
_PARAGRAPHS: Final = (
    "/introduction/*", "/context/paragraphs/*", "/summary/*", "/sections/*/paragraphs/*/text", "/closing/*", "/notes/*",
)  # fmt: skip

REPORTS: Final = Table(
    name="reports",
    about="One report in each row, with the fields that a report has once.",
    columns=(
        _field("id", "/id"),
        _optional("schema_uri", "/$schema"),
        _field("schema_version", "/schema_version"),
        _field("language", "/language"),
        _field("title", "/title"),
        _field("published", "/published", "day"),
        _optional("addressee_name", "/addressee/name"),
        _optional("addressee_role", "/addressee/role"),
        _optional("sender_name", "/sender/name"),
        _optional("sender_role", "/sender/role"),
        _field("programme", "/inspection/programme"),
        _field("service_name", "/inspection/service/name"),
        _optional("service_abbreviation", "/inspection/service/abbreviation"),
        _field("area", "/inspection/service/area"),
        _field("fieldwork_start", "/inspection/fieldwork/start", "day"),
        _field("fieldwork_end", "/inspection/fieldwork/end", "day"),
        _optional("lead_inspector_name", "/inspection/lead_inspector/name"),
        _optional("lead_inspector_email", "/inspection/lead_inspector/email"),
        _optional("lead_inspector_telephone", "/inspection/lead_inspector/telephone"),
        _optional("cases_examined", "/context/cases_examined", "count"),
        _optional("reoffending_rate", "/context/reoffending/rate", "number"),
        _optional("reoffending_published", "/context/reoffending/published"),
        _first_day("reoffending_published_first_day", "the month of publication"),
        _optional("cohort_start", "/context/reoffending/cohort/start"),
        _first_day("cohort_start_first_day", "the first month of the cohort"),
        _optional("cohort_end", "/context/reoffending/cohort/end"),
        _first_day("cohort_end_first_day", "the last month of the cohort"),
        Column(
            name="extensions",
            nullable=True,
            fields=("/extensions",),
            about="The data that your own tools added, as JSON text: an object with a key for each tool.",
        ),
    ),
    key=("id",),
)

AUTHORITIES: Final = Table(
    name="authorities",
    about="The local authorities that run the services.",
    columns=(
        _report_id(),
        _position("the authorities"),
        _field("name", "/inspection/service/authorities/*/name"),
        _optional("gss_code", "/inspection/service/authorities/*/gss_code"),
    ),
    key=("report_id", "position"),
    references=(_REPORT,),
)

PREVIOUS_INSPECTIONS: Final = Table(
    name="previous_inspections",
    about="The earlier inspections that letters mention.",
    columns=(
        _report_id(),
        _position("the earlier inspections"),
        _optional("programme", "/inspection/previous/*/programme"),
        _field("date", "/inspection/previous/*/date"),
        Column(name="date_first_day", kind="day", about="First possible day of the date, for sorting and joins."),
    ),
    key=("report_id", "position"),
    references=(_REPORT,),
)

COMPARATORS: Final = Table(
    name="comparators",
    about="The rates that letters compare the reoffending rate with.",
    columns=(
        _report_id(),
        _position("the comparators"),
        _field("kind", "/context/reoffending/comparators/*/kind"),
        _optional("rate", "/context/reoffending/comparators/*/rate", "number"),
        _optional("direction", "/context/reoffending/comparators/*/direction"),
    ),
    key=("report_id", "position"),
    references=(_REPORT,),
)

SECTIONS: Final = Table(
    name="sections",
    about="The sections of the commentary. Operational management has neither theme nor number.",
    columns=(
        _report_id(),
        _position("the sections"),
        _optional("theme", "/sections/*/theme"),
        _optional("number", "/sections/*/number", "count"),
        _field("title", "/sections/*/title"),
    ),
    key=("report_id", "position"),
    references=(_REPORT,),
)

PARAGRAPHS: Final = Table(
    name="paragraphs",
    about="All paragraphs in the order of the letter. Strengths, recommendations and footnotes have their own tables.",
    columns=(
        _report_id(),
        _position("all paragraphs"),
        Column(name="part", about=f"The part of the letter that it is in: {', '.join(PARTS)}."),
        _section(),
        _optional("number", "/sections/*/paragraphs/*/number"),
        Column(name="pointer", about="JSON Pointer to the text in the report, as 'sqsreport where' accepts it."),
        Column(name="text", fields=_PARAGRAPHS),
        _plain_text(*_PARAGRAPHS),
    ),
    key=("report_id", "position"),
    references=(_REPORT, _SECTION),
)

QUOTATIONS: Final = Table(
    name="quotations",
    about="The quotations of inspectors, from all prose of the letter. Derived from it.",
    columns=(
        _report_id(),
        _position("the quotations"),
        Column(
            name="part",
            about=f"The part that it is in: {', '.join((*PARTS, 'strengths', 'recommendations', 'footnotes'))}.",
        ),
        _section(),
        Column(
            name="paragraph",
            kind="position",
            nullable=True,
            about="Position of the paragraph that it is in, if it is in one.",
        ),
        Column(name="pointer", about="JSON Pointer to the text in the report that it is in."),
        Column(name="words", fields=_PARAGRAPHS, about="The words without their quotation marks."),
    ),
    key=("report_id", "position"),
    references=(
        _REPORT,
        _SECTION,
        Reference(columns=("report_id", "paragraph"), table="paragraphs", to=("report_id", "position")),
    ),
)


def _derived(name: str, about: str, kind: Kind = "text", *, nullable: bool = False) -> Column:
    return Column(name=name, kind=kind, nullable=nullable, about=about)


def _quoted(name: str, about: str, *, nullable: bool = False) -> Column:
    return Column(name=name, nullable=nullable, about=about, fields=("/sections/*/paragraphs/*/text",))


QUANTITIES: Final = Table(
    name="quantities",
    about="The phrases of quantity in the sections, each with an editorial interpretation. Derived from the prose.",
    columns=(
        _report_id(),
        _position("the quantities"),
        _derived("section", "Position of its section.", "position"),
        _derived("paragraph", "Position of its paragraph.", "position"),
        _derived("pointer", "JSON Pointer to the text in the report that it is in."),
        _derived("start", "Offset of its first character in the plain text of the paragraph, from 0.", "count"),
        _derived("end", "Offset of the character after its last one.", "count"),
        _quoted("phrase", "The words of the letter."),
        _derived("kind", "Its form: fraction, percentage, count, count_of, all, all_but, none or vague."),
        _derived("lower", "The lower bound. Unit: per cent.", "number", nullable=True),
        _derived("upper", "The upper bound. Unit: per cent.", "number", nullable=True),
        _derived("lower_included", "Whether the lower bound itself is possible.", "flag"),
        _derived("upper_included", "Whether the upper bound itself is possible.", "flag"),
        _derived("exact", "Whether it was counted and not estimated.", "flag"),
        _derived("low_confidence", "Whether others may dispute the interpretation.", "flag"),
        _quoted("population", "The population that it counts, in the words of the letter.", nullable=True),
        _derived("scope", "What is counted: cases, people, records, teams, work or examples.", nullable=True),
        _derived(
            "denominator",
            "The number of cases in the sample, if the population is the whole sample. Unit: cases.",
            "count",
            nullable=True,
        ),
        _derived(
            "fewest_cases",
            "The least possible number of cases, if the population is the whole sample. Unit: cases.",
            "count",
            nullable=True,
        ),
        _derived(
            "most_cases",
            "The greatest possible number of cases, if the population is the whole sample. Unit: cases.",
            "count",
            nullable=True,
        ),
        _derived("polarity", "Whether it counts good work or failings: positive or negative.", nullable=True),
    ),
    key=("report_id", "position"),
    references=(
        _REPORT,
        _SECTION,
        Reference(columns=("report_id", "paragraph"), table="paragraphs", to=("report_id", "position")),
    ),
)

STRENGTHS: Final = _items("strengths", "The good work that inspectors found, as printed under 'Key strengths'.")
RECOMMENDATIONS: Final = _items(
    "recommendations", "The improvements that are needed, as printed under 'Areas requiring improvement'."
)

COPY_LIST: Final = Table(
    name="copy_list",
    about="The recipients of copies: a row for each person, and one for each office without a named person.",
    columns=(
        _report_id(),
        _position("all rows of the copy list"),
        Column(name="entry", kind="position", about="Position of the line of the copy list, counted from 1."),
        _field("role", "/copy_list/*/role"),
        Column(
            name="recipient",
            nullable=True,
            fields=("/copy_list/*/recipients/*",),
            about="Name of the recipient; null if the letter names only the office.",
        ),
    ),
    key=("report_id", "position"),
    references=(_REPORT,),
)

FOOTNOTES: Final = Table(
    name="footnotes",
    about="The footnotes of letters.",
    columns=(
        _report_id(),
        _position("the footnotes"),
        _field("label", "/footnotes/*/label"),
        _field("text", "/footnotes/*/text"),
        _plain_text("/footnotes/*/text"),
    ),
    # A letter may use a label twice, which is a problem of the report, so the label is not part of the key.
    key=("report_id", "position"),
    references=(_REPORT,),
)


def _of_problem(name: str, kind: Kind = "text", *, nullable: bool = False, under: str = "/problems/*") -> Column:
    return Column(name=name, kind=kind, nullable=nullable, fields=(f"/results/*{under}/{name}",), schema="problems")


PROBLEMS: Final = Table(
    name="problems",
    about="The errors and warnings of documents, including documents that are not reports.",
    columns=(
        _of_problem("source", nullable=True, under=""),
        _of_problem("index", "count", under=""),
        Column(name="report_id", nullable=True, about="Id of the report that the document is, if it is one."),
        _of_problem("code"),
        _of_problem("severity"),
        Column(
            name="message",
            fields=("/results/*/problems/*/message",),
            schema="problems",
            about="The problem, in plain English. It may quote the document, and so have personal data.",
        ),
        _of_problem("suggestion", nullable=True),
        Column(
            name="pointer",
            nullable=True,
            about="JSON Pointer to the value, or to the object that lacks one; null for the whole document.",
        ),
        _of_problem("line", "count", nullable=True),
        _of_problem("column", "count", nullable=True),
        _of_problem("page", "count", nullable=True),
    ),
    references=(_REPORT,),
)

#: All tables by name, each after the tables that it refers to.
TABLES: Final[Mapping[str, Table]] = {
    table.name: table
    for table in (
        REPORTS, AUTHORITIES, PREVIOUS_INSPECTIONS, COMPARATORS, SECTIONS, PARAGRAPHS, QUOTATIONS, QUANTITIES,
        STRENGTHS, RECOMMENDATIONS, COPY_LIST, FOOTNOTES, PROBLEMS,
    )
}  # fmt: skip

#: The tables that are derived from the others, so that converting tables to reports does not need them.
DERIVED: Final = ("quotations", "quantities", "problems")
