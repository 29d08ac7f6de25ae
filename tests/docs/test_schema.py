"""The reference of the schema is complete, and so are the diagram, the data dictionary and the served files."""

from __future__ import annotations

import csv
import io
import json
import posixpath
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, Final

import attrs
import pytest

from sqsreport import model, schemas
from sqsreport.tables import TABLES
from sqsreport.testing import examples
from support.reference import DOCS, REPORT, maker, targets_in

dictionary, diagram, fields, places = map(
    maker, ("schema.dictionary", "schema.diagram", "schema.fields", "schema.places")
)
letter_review, schema, served, tables = map(
    maker, ("letters.review", "schema.pages", "site.served", "reference.tables")
)

PAGES: Final[Mapping[str, str]] = {name: content.decode() for name, content in schema.make_files().items()}
FIELDS: Final = [field for each in fields.objects().values() for field in each.fields]

every_field = pytest.mark.parametrize("field", [pytest.param(field, id=field.label) for field in FIELDS])


def test_every_field_of_the_schema_is_described() -> None:
    """Every object of a report has its keys in the reference."""
    assert len(FIELDS) > 60
    assert REPORT == {name: [field.name for field in each.fields] for name, each in fields.objects().items()}


@pytest.mark.parametrize("name", REPORT)
def test_every_key_has_an_anchor_on_the_page_of_its_object(name: str) -> None:
    """A link such as ``context.html#cases_examined`` leads to the heading of that key."""
    text = PAGES[f"{name}.md"]

    assert REPORT[name] == re.findall(r"^## `(.+)`$", text, re.MULTILINE)
    assert [f"{name}.{key.removeprefix('$')}" for key in REPORT[name]] == targets_in(text)


def test_every_kind_of_text_and_number_has_an_anchor() -> None:
    """Every definition that is not an object is on the page of the kinds."""
    kinds = [name for name in schemas.schema()["$defs"] if name not in REPORT]

    assert [f"kind.{name}" for name in kinds] == targets_in(PAGES["kinds.md"])


def test_no_two_anchors_are_one() -> None:
    """Every anchor is unique."""
    anchors = [target for text in PAGES.values() for target in targets_in(text)]

    assert sorted(set(anchors)) == sorted(anchors)


@every_field
def test_descriptions_name_the_place_of_a_field_in_the_letter(field: Any) -> None:
    """Every description ends with where the letter prints the field, and has some text before it."""
    unit = f"Unit: {field.unit}. " if field.unit else ""

    assert field.description == f"{field.about} {unit}{field.printed}"


@every_field
def test_the_unit_of_a_field_is_that_of_its_column(field: Any) -> None:
    """A field and its column have the same unit."""
    assert "Unit:" not in field.about
    assert [] == [column for _, column in field.columns if column.about is None and column.unit != field.unit]


@every_field
def test_a_field_has_its_grid(field: Any) -> None:
    """Type, need, print, person, pointer and an example of every field are on its page."""
    text = PAGES[f"{field.of}.md"]
    (section,) = re.findall(rf"^\({re.escape(field.label)}\)=\n(.*?)(?=^\(|\Z)", text, re.MULTILINE | re.DOTALL)

    labels = re.findall(r"^:([^:]+):", section, re.MULTILINE)
    expected = ["Type", "Required", "In the letter", "Personal data", "In Python", "JSON Pointer"]
    assert expected == [each for each in labels if each in expected]
    assert "Example" in labels or "```json\n" in section
    assert all(f"`{pointer}`" in section for pointer in field.pointers)


def test_fields_with_personal_data_are_marked() -> None:
    """Exactly the fields that the schema marks, or that are within a marked field, are marked as personal data."""
    marked = {f"{field.of}.{field.name}" for field in FIELDS if field.personal_pointers}

    assert {
        "report.addressee", "report.sender", "report.closing", "report.copy_list", "person.name", "person.role",
        "inspection.lead_inspector", "lead_inspector.name", "lead_inspector.email", "lead_inspector.telephone",
        "copy_list_entry.role", "copy_list_entry.recipients", "report.introduction", "report.summary", "report.notes",
        "context.paragraphs", "paragraph.text", "item.text", "footnote.text", "report.extensions",
    } == marked  # fmt: skip


def test_every_column_with_a_field_is_listed_with_it() -> None:
    """The page of a field names every column that contains it."""
    named = {f"{table.name}.{column.name}" for field in FIELDS for table, column in field.columns}
    actual = {
        f"{table.name}.{column.name}"
        for table in TABLES.values()
        for column in table.columns
        if column.schema == "report" and column.fields
    }

    assert actual == named


def test_every_column_has_an_anchor() -> None:
    """A link to a column leads to its row of the page on tables."""
    text = tables.table_reference()

    assert [tables.anchor_of(table, column) for table in TABLES.values() for column in table.columns] == re.findall(
        r"\]\{#([^}]+)\}", text
    )


def values_in(value: Any, pointer: str = "") -> Iterator[str]:
    """Yield the JSON Pointers of all values of a document."""
    if pointer:
        yield pointer
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        yield from values_in(item, f"{pointer}/{step}")


def test_every_value_of_a_report_leads_to_its_field() -> None:
    """The link of every value of the example leads to a page and an anchor that exist."""
    document = {"$schema": "report.schema.json", **examples.northmoor()}
    links = {places.field_link(pointer) for pointer in values_in(document)}
    targets = {f"reference/schema/{field.of}.html#{field.anchor}" for field in FIELDS}
    targets |= {f"reference/schema/{name}.html" for name in REPORT}

    assert len(links) > 40
    assert set() == links - targets


def test_every_field_is_two_clicks_away() -> None:
    """The page that the front page links to has a link to every field, and to the kinds."""
    linked = set(re.findall(r"\]\(([^)]+\.md(?:#[^)]+)?)\)", PAGES["index.md"]))

    assert {f"{field.of}.md#{field.anchor}" for field in FIELDS} <= linked
    assert "kinds.md" in linked


@every_field
def test_every_field_is_an_attribute_in_python(field: Any) -> None:
    """The attribute that a page names belongs to the class that it names."""
    _, _, cls, attribute = schema.attribute_of(field).split(".")

    assert attribute in {each.name for each in attrs.fields(getattr(model, cls))}


# ------------------------------------------------------------------------------ the diagram

PICTURE: Final = ET.fromstring(diagram.draw())  # noqa: S314 - made by what is tested
SVG: Final = "{http://www.w3.org/2000/svg}"


def test_the_diagram_has_every_object_and_every_field() -> None:
    """Every box of the diagram, and every field in a box, is a link to its description."""
    links = [link.get("href") for link in PICTURE.iter("a")]

    fields_in = [f"{field.of}.html#{field.anchor}" for field in FIELDS]
    assert sorted([*(f"{name}.html" for name in REPORT), *fields_in]) == sorted(link or "" for link in links)


def test_the_diagram_has_a_line_for_every_object() -> None:
    """The diagram has a line with a tip for every field that contains objects."""
    count = sum(1 for field in FIELDS if field.type.object)

    assert (count, count) == tuple(
        len([path for path in PICTURE.iter("path") if path.get("class") == name]) for name in ("line", "tip")
    )


def test_boxes_of_the_diagram_do_not_overlap() -> None:
    """No box of the diagram overlaps another, and all are within the picture."""
    boxes = [
        [float(rect.get(side, "")) for side in ("x", "y", "width", "height")]
        for rect in PICTURE.iter("rect")
        if rect.get("class") == "box"
    ]
    (picture,) = PICTURE.iter("svg")
    left, top, width, height = map(float, (picture.get("viewBox") or "").split())

    assert len(REPORT) == len(boxes)
    assert [] == [
        (one, other)
        for one, other in combinations(boxes, 2)
        if one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    ]
    assert all(left < x and top < y and x + w < left + width and y + h < top + height for x, y, w, h in boxes)


def test_the_diagram_is_accessible() -> None:
    """The diagram has a title and a description, and can be scrolled with the keyboard."""
    (picture,) = PICTURE.iter("svg")
    texts = {each.get("id"): each.text for name in ("title", "desc") for each in PICTURE.iter(name)}

    assert all(texts[picture.get(name)] for name in ("aria-labelledby", "aria-describedby"))
    assert ("region", "0", True) == (PICTURE.get("role"), PICTURE.get("tabindex"), bool(PICTURE.get("aria-label")))


# ------------------------------------------------------------------------------- served files

ROWS: Final = list(csv.DictReader(io.StringIO(dictionary.make_csv().decode(), newline="")))


def test_the_dictionary_has_every_field_at_every_place() -> None:
    """Each pointer of a field has one row, with the columns that the page explains."""
    pointers = [pointer for field in FIELDS for pointer in field.pointers]

    assert (
        "pointer object field title type required unit description printed example personal_data table column"
    ).split() == list(ROWS[0])
    assert sorted(set(pointers)) == sorted(row["pointer"] for row in ROWS)
    assert {(row["object"], row["field"]) for row in ROWS} == {(field.of, field.name) for field in FIELDS}
    assert all(f"| `{name}` |" in dictionary.columns_table() for name in ROWS[0])


def test_a_row_of_the_dictionary() -> None:
    """A row of the dictionary has the values of the schema and the tables."""
    (row,) = (row for row in ROWS if row["pointer"] == "/context/reoffending/rate")

    assert row == {
        "pointer": "/context/reoffending/rate",
        "object": "reoffending",
        "field": "rate",
        "title": "Reoffending rate",
        "type": "a percentage from 0 to 100",
        "required": "no",
        "unit": "per cent",
        "description": "Share of the cohort that reoffended within 12 months.",
        "printed": "Printed in the Context or the Summary.",
        "example": "39.5",
        "personal_data": "no",
        "table": "reports",
        "column": "reoffending_rate",
    }


def test_the_dictionary_is_right_about_tables_and_examples() -> None:
    """Every column in the dictionary exists, every list of objects has a table, and every example is JSON."""
    assert [] == [
        row
        for row in ROWS
        if row["column"] and row["column"] not in {column.name for column in TABLES[row["table"]].columns}
    ]
    assert {"sections", "paragraphs", "strengths", "recommendations", "comparators", "copy_list", "footnotes"} < {
        row["table"] for row in ROWS if not row["column"]
    }
    assert len(ROWS) == len([json.loads(row["example"]) for row in ROWS])


def test_the_dictionary_is_safe_in_a_spreadsheet() -> None:
    """No cell begins like a formula, and every cell is in quotation marks."""
    assert [] == [cell for row in ROWS for cell in row.values() if re.match(r"[=+\-@\t\r\n＝＋－＠]", cell)]
    assert all(line.startswith('"') and line.endswith('"') for line in dictionary.make_csv().decode().splitlines())


def test_the_schemas_are_served_as_they_are() -> None:
    """The site serves the published schemas byte for byte."""
    files = dict(served.make_files())
    for name in ("reference/dictionary.csv", letter_review.ADDRESS):
        del files[name]

    assert files == {
        f"schema/{path.parent.name}/{path.name}": path.read_bytes()
        for path in (DOCS.parent / "schema").glob("*/*.json")
    }


def test_every_link_to_a_served_file_leads_to_one() -> None:
    """Every file that a page offers for download is served."""
    sources = (DOCS / f"{letter_review.PAGE}.md", *DOCS.glob("reference/*.md"))
    texts = {path.relative_to(DOCS).as_posix(): path.read_text("utf-8") for path in sources}
    texts |= {f"{schema.FOLDER}/{name}": text for name, text in PAGES.items()}
    linked = {
        posixpath.normpath(posixpath.join(posixpath.dirname(name), link))
        for name, text in texts.items()
        for link in re.findall(rf'<a href="([^"]+\.(?:json|csv)|{letter_review.PAGE}/[^"]+)"', text)
    }

    assert set(served.make_files()) == linked
