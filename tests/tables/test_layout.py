"""The tables and the schemas: every field of a report has a column, and every column has a description."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pyarrow as pa
import pytest

from sqsreport import schemas
from sqsreport.tables import TABLES, Builder, arrow_schema
from sqsreport.tables.columns import Column, Table, field_at

COLUMNS: Final = [(table, column) for table in TABLES.values() for column in table.columns]

every_table = pytest.mark.parametrize("table", [pytest.param(table, id=name) for name, table in TABLES.items()])
every_column = pytest.mark.parametrize(
    ("table", "column"), [pytest.param(table, column, id=f"{table.name}.{column.name}") for table, column in COLUMNS]
)


def leaves(sub: Mapping[str, Any], pointer: str = "", above: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield a pointer to every field of the report schema that has no fields of its own, or is recursive."""
    reference = sub.get("$ref", "")
    if reference and reference in above:
        yield pointer
        return
    if reference in ("#/$defs/items", "#/$defs/item"):
        above = (*above, reference)
    here = schemas.resolve(sub)
    if "properties" in here:
        for key, inner in here["properties"].items():
            yield from leaves(inner, f"{pointer}/{key}", above)
    elif "items" in here:
        yield from leaves(here["items"], f"{pointer}/*", above)
    else:
        yield pointer


LEAVES: Final = set(leaves(schemas.schema()))


def test_there_is_something_to_compare() -> None:
    """The schema has fields of every depth, and the tables have columns for them."""
    assert {"/id", "/inspection/previous/*/date", "/sections/*/paragraphs/*/text", "/extensions"} <= LEAVES
    assert len(LEAVES) > 50
    assert len(COLUMNS) > 70


@pytest.mark.parametrize("pointer", sorted(LEAVES))
def test_every_field_has_a_column(pointer: str) -> None:
    """Every field of a report is in a column of some table."""
    assert pointer in {field for _, column in COLUMNS if column.schema == "report" for field in column.fields}


@every_column
def test_every_column_is_described(table: Table, column: Column) -> None:
    """Every column has a description, and its fields exist."""
    assert column.description.endswith(".")
    assert len(column.description) > 10
    assert all(field_at(field, column.schema) for field in column.fields)
    assert column.fields or column.about
    assert pa.types.is_string(arrow_schema(table.name).field(column.name).type) == (column.kind == "text")


@every_column
def test_a_column_is_described_in_the_words_of_the_schema(table: Table, column: Column) -> None:
    """A column of one field has the description and the requirement of the schema."""
    if column.about is None:
        field = field_at(column.fields[0], column.schema)
        assert column.description in (field.get("description"), field.get("$comment"))
    else:
        assert column.about not in json.dumps(schemas.schema(), ensure_ascii=False), "it is typed twice"


@pytest.mark.parametrize(
    "column",
    [
        pytest.param(column, id=f"{table.name}.{column.name}")
        for table, column in COLUMNS
        if len(column.fields) == 1 and column.about is None
    ],
)
def test_required_fields_are_not_nullable(column: Column) -> None:
    """A column of one field is nullable if the field or one of its parents is optional."""
    steps = column.fields[0].split("/")[1:]
    first = max((index for index, step in enumerate(steps, 1) if step == "*"), default=0)
    above = [field_at("".join(f"/{step}" for step in steps[:end]), column.schema) for end in range(1, len(steps))]
    holders = [schemas.schema(name=column.schema), *above]
    is_required = all(
        step in holder.get("required", ()) for step, holder in list(zip(steps, holders, strict=True))[first:]
    )

    assert is_required is not column.nullable


@pytest.mark.parametrize(
    ("table", "column", "expected"),
    [
        ("reports", "addressee_name", True),
        ("reports", "lead_inspector_telephone", True),
        ("reports", "service_name", False),
        ("copy_list", "recipient", True),
        ("copy_list", "role", True),
        ("paragraphs", "text", True),
        ("paragraphs", "plain_text", True),
        ("recommendations", "text", True),
        ("strengths", "plain_text", True),
        ("recommendations", "id", False),
        ("recommendations", "parent", False),
        ("footnotes", "text", True),
        ("footnotes", "label", False),
        ("quotations", "words", True),
        ("quantities", "phrase", True),
        ("quantities", "population", True),
        ("quantities", "pointer", False),
        ("reports", "extensions", True),
        ("sections", "title", False),
        ("problems", "message", True),
        ("problems", "suggestion", True),
        ("problems", "code", False),
    ],
)
def test_personal_data_is_marked(table: str, column: str, expected: bool) -> None:
    """A column is marked as personal data if the schema marks one of its fields or a parent of one."""
    assert expected is TABLES[table][column].is_personal
    assert expected is (b"personal_data" in arrow_schema(table).field(column).metadata)


@pytest.mark.parametrize(
    ("table", "column", "unit"),
    [("reports", "reoffending_rate", "per cent"), ("reports", "cases_examined", "cases"), ("reports", "title", None)],
)
def test_units(table: str, column: str, unit: str | None) -> None:
    """A column of numbers has the unit of the schema."""
    assert unit == TABLES[table][column].unit
    assert unit == arrow_schema(table).field(column).metadata.get(b"unit", b"").decode() or unit is None


@every_table
def test_keys_refer_to_tables(table: Table) -> None:
    """Key columns are not nullable, and foreign keys have the same types and refer to an earlier table."""
    names = list(TABLES)
    assert all(not table[name].nullable for name in table.key)
    for reference in table.references:
        target = TABLES[reference.table]
        assert reference.to == target.key
        assert names.index(target.name) <= names.index(table.name)
        for one, other in zip(reference.columns, reference.to, strict=True):
            assert table[one].kind == target[other].kind


@every_table
def test_the_schema_does_not_depend_on_the_rows(table: Table) -> None:
    """An empty batch has every column with its type."""
    batch = Builder().build()[table.name]

    assert arrow_schema(table.name) == batch.schema
    assert [column.name for column in table.columns] == batch.schema.names
    assert 0 == batch.num_rows
