"""Tables as files: what other programs and spreadsheets read from them."""

from __future__ import annotations

import codecs
import csv
import gc
import json
import os
import re
import sys
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import attrs
import csvw
import duckdb
import frictionless
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sqsreport
from sqsreport import codec
from sqsreport.model import Prose, Report
from sqsreport.problems import Problem
from sqsreport.tables import TABLES, Builder, from_arrow, read_tables, to_arrow, write_tables
from sqsreport.tables.csv import ESCAPE
from sqsreport.tables.files import FORMATS, check_target, format_of, writing
from sqsreport.testing import examples
from support.faults import files_no_larger_than

EXAMPLE: Final = Path(__file__).parents[2] / "examples" / "northmoor-2015.json"


def northmoor() -> Report:
    """Return the example report that uses every part of the schema."""
    return codec.from_valid_dict(examples.northmoor())


def two() -> list[Report]:
    """Return two reports."""
    return [northmoor(), attrs.evolve(sqsreport.load(EXAMPLE), id="northmoor-sqs-2016-03-09")]


# ------------------------------------------------------------------------------------ CSV


@pytest.fixture(scope="module")
def csv_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Yield a folder of CSV files."""
    folder: Path = tmp_path_factory.mktemp("tables") / "out.csv"
    write_tables(to_arrow(two()), folder)
    return folder


def test_frictionless_accepts_the_package(csv_folder: Path) -> None:
    """An independent validator accepts the data package, with its types, keys and references."""
    with frictionless.system.use_context(trusted=True):
        package = frictionless.Package(str(csv_folder / "datapackage.json"))
        report = package.validate()

    assert [] == report.flatten(["type", "note"])
    assert report.valid
    assert list(TABLES) == [resource.name for resource in package.resources]
    assert [len(table.columns) for table in TABLES.values()] == [len(each.schema.fields) for each in package.resources]


def as_day(value: object) -> object:
    """Convert a date of csvw to a `date`."""
    return value.date() if isinstance(value, datetime) else value


def test_csvw_accepts_the_files(csv_folder: Path) -> None:
    """An independent reader of CSVW accepts the files, and reads the same values."""
    metadata = csvw.CSVW(str(csv_folder / "csv-metadata.json"), validate=True)
    rows = {str(table.url): list(table.iterdicts()) for table in metadata.tables}

    assert metadata.is_valid
    assert [] == metadata.warnings
    for name, table in to_arrow(two()).items():
        read = [{key: as_day(value) for key, value in row.items()} for row in rows[f"{name}.csv"]]
        assert table.to_pylist() == read


def test_readers_ignore_the_byte_order_mark(csv_folder: Path) -> None:
    """The files begin with a byte order mark, and no reader includes it in the name of the first column."""
    path = csv_folder / "reports.csv"
    assert path.read_bytes().startswith(codecs.BOM_UTF8 + b'"id"')
    for columns in (
        duckdb.read_csv(str(path)).columns,
        pa_csv.read_csv(path).column_names,
        frictionless.Schema.describe(str(path)).field_names,
        next(iter(csvw.dsv.reader(str(path), encoding="utf-8-sig"))),
    ):
        assert [column.name for column in TABLES["reports"].columns] == columns


ODD_CSV: Final = (
    ("reports", '"2015-04-08"', '"08/04/2015"', r"reports\.csv: row 2, column 'published': .*'08/04/2015'"),
    ("authorities", '"1"', '"x"', r"authorities\.csv: row 2, column 'position': .*'x'"),
    ("authorities", '"position"', '"report_id"', r"authorities\.csv: it has two columns 'report_id'"),
    ("authorities", ",", ";", r"authorities\.csv: its cells are separated by ';'; save it with commas"),
    ("authorities", ",", "\t", r"authorities\.csv: its cells are separated by '\\t'; save it with commas"),
    ("authorities", '"1",', "", r"authorities\.csv: row 2, Expected 4 columns, got 3"),
    ("authorities", '"report_id"', '"report"', "the table 'authorities' has no column 'report_id'"),
    ("authorities", '"1"', "", "the table 'authorities', column 'position': row 1 has no value"),
)


@pytest.mark.parametrize(("name", "old", "new", "message"), ODD_CSV)
def test_changed_csv_is_rejected(tmp_path: Path, name: str, old: str, new: str, message: str) -> None:
    """CSV that another program changed is rejected with the file, the row and the column."""
    write_tables(to_arrow(two()[:1]), tmp_path / "out.csv")
    path = tmp_path / "out.csv" / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(ValueError, match=message):
        read_tables(tmp_path / "out.csv")


def test_row_without_values(tmp_path: Path) -> None:
    """A row of empty cells, which spreadsheets leave, is an error with its number; an empty line is ignored."""
    write_tables(to_arrow(two()), tmp_path / "out.csv")
    path = tmp_path / "out.csv" / "authorities.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n\n", encoding="utf-8")
    assert two() == from_arrow(read_tables(tmp_path / "out.csv"))
    path.write_text(f"{text},,,\n", encoding="utf-8")
    rows = len(text.splitlines()) - 1

    with pytest.raises(ValueError, match=f"the table 'authorities', column 'report_id': row {rows + 1} has no value"):
        read_tables(tmp_path / "out.csv")


def test_empty_file(tmp_path: Path) -> None:
    """A file without a header is an error with its name."""
    write_tables(to_arrow([]), tmp_path / "out.csv")
    (tmp_path / "out.csv" / "sections.csv").write_bytes(b"")
    with pytest.raises(ValueError, match=r"sections\.csv: Empty CSV file"):
        read_tables(tmp_path / "out.csv")


def test_a_broken_package_is_detected(csv_folder: Path, tmp_path: Path) -> None:
    """The independent validators do check references: a row that belongs to no report is an error in both."""
    for path in csv_folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "authorities.csv").open("a", encoding="utf-8") as file:
        file.write('"nowhere","1","Nowhere",\n')
    with frictionless.system.use_context(trusted=True):
        assert not frictionless.Package(str(tmp_path / "datapackage.json")).validate().valid
    with pytest.raises(ValueError, match="nowhere"):
        csvw.CSVW(str(tmp_path / "csv-metadata.json"), validate=True).is_valid  # noqa: B018 - it runs the checks


def test_personal_data_and_units_are_in_the_package(csv_folder: Path) -> None:
    """The data package marks the columns with personal data, and has the units of numbers."""
    package = json.loads((csv_folder / "datapackage.json").read_text(encoding="utf-8"))
    fields = {field["name"]: field for field in package["resources"][0]["schema"]["fields"]}

    assert fields["lead_inspector_email"]["x-personal-data"]
    assert "x-personal-data" not in fields["area"]
    assert "per cent" == fields["reoffending_rate"]["unit"]
    assert ["SQS"] == fields["programme"]["constraints"]["enum"]


def cells(folder: Path) -> list[str]:
    """Return every cell of every table, without undoing the escapes."""
    values = []
    for name in TABLES:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            values += [cell for row in csv.reader(file) for cell in row]
    return values


#: Invisible characters that may be before a formula.
UNSEEN: Final = "\u00a0\u3000\u200b\u00ad\u2060\ufeff\u202d"
FORMULAS: Final = (
    "=1+1", "+44 1632", "-1", "@SUM(A1)", "＝1", "'=1", "''=1", "'quoted'", "=HYPERLINK('x','y')",
    *(f"{sign}=1+1" for sign in UNSEEN), "﹢1", "﹣1", "﹦1", "﹫SUM(A1)", "'\u00a0=1",
)  # fmt: skip


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """A text that a spreadsheet would interpret as a formula has an apostrophe before it, which reading removes."""
    texts = tuple(Prose(text) for text in FORMULAS)
    report = attrs.evolve(northmoor(), introduction=texts, title="=cmd|'/c calc'!A1")
    write_tables(to_arrow([report]), tmp_path / "out.csv")
    values = cells(tmp_path / "out.csv")

    assert [] == [cell for cell in values if cell.strip(UNSEEN)[:1] in tuple("=+-@\t\r＝＋－＠﹦﹢﹣﹫")]
    assert {"'=1+1", "'+44 1632", "''=1", "'''=1", "'quoted'", "'=cmd|'/c calc'!A1"} <= set(values)
    assert [report] == from_arrow(read_tables(tmp_path / "out.csv"))


def test_formulas_after_invisible_characters() -> None:
    """A formula is detected after every space and every format character of Unicode."""
    invisible = [
        char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(char) in ("Zs", "Zl", "Zp", "Cf")
    ]

    assert len(invisible) > 150
    assert [] == [char for char in invisible if re.sub(*ESCAPE, f"{char}=1") != f"'{char}=1"]


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(st.sampled_from("'=+-@＝﹢a,;\"\u00a0\u200b").map(str), min_size=1, max_size=5).map("".join))
def test_the_escape_can_always_be_undone(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Every text is the same after writing and reading CSV, whatever it begins with."""
    report = attrs.evolve(northmoor(), introduction=(Prose(text),))
    folder = tmp_path_factory.mktemp("tables") / "out.csv"
    write_tables(to_arrow([report]), folder)

    assert [report] == from_arrow(read_tables(folder))


# ------------------------------------------------------------------------------ Parquet, DuckDB


def test_parquet_describes_its_columns(tmp_path: Path) -> None:
    """Parquet files have types, descriptions and units, which do not depend on the rows."""
    write_tables(to_arrow([]), tmp_path / "out")
    schema = pq.read_schema(tmp_path / "out" / "reports.parquet")

    assert pa.date32() == schema.field("published").type
    assert not schema.field("published").nullable
    assert b"Day on which the letter was published." in schema.field("published").metadata[b"description"]
    assert b'["id"]' == schema.metadata[b"primary_key"]


def test_large_tables_are_cut_into_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row groups have a fixed size, whatever the size of the batches, and have all rows."""
    monkeypatch.setattr("sqsreport.tables.parquet._ROW_GROUP", 7)
    reports = [attrs.evolve(northmoor(), id=f"northmoor-{number}") for number in range(5)]
    with writing(tmp_path / "out") as writer:
        for report in reports:
            builder = Builder()
            builder.add(report)
            writer.write(builder.build())

    assert reports == from_arrow(read_tables(tmp_path / "out"))
    groups = pq.ParquetFile(tmp_path / "out" / "sections.parquet").metadata
    assert [7, 7, 7, 4] == [groups.row_group(index).num_rows for index in range(groups.num_row_groups)]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Yield an open database of two reports."""
    path = tmp_path_factory.mktemp("tables") / "out.duckdb"
    write_tables(to_arrow(two()), path)
    connection = duckdb.connect(str(path))
    yield connection
    connection.close()


def test_a_database_has_keys(database: Any) -> None:
    """The keys are constraints of the database, which rejects rows that violate them."""
    constraints = database.sql("SELECT table_name, constraint_type FROM duckdb_constraints()").fetchall()
    for name, table in TABLES.items():
        assert bool(table.key) == ((name, "PRIMARY KEY") in constraints)
        assert len(table.references) == constraints.count((name, "FOREIGN KEY"))
    with pytest.raises(duckdb.ConstraintException):
        database.execute("INSERT INTO authorities VALUES ('nowhere', 1, 'Nowhere', NULL)")
    with pytest.raises(duckdb.ConstraintException):
        database.execute("INSERT INTO authorities SELECT * FROM authorities")


def test_a_database_explains_itself(database: Any) -> None:
    """Every table, every view and every column of a table has a comment."""
    assert [] == database.sql("SELECT * FROM duckdb_tables() WHERE comment IS NULL").fetchall()
    assert [] == database.sql("SELECT * FROM duckdb_views() WHERE comment IS NULL AND NOT internal").fetchall()
    comments = dict(database.sql("SELECT table_name || '.' || column_name, comment FROM duckdb_columns()").fetchall())
    for table in TABLES.values():
        for column in table.columns:
            assert column.description == comments[f"{table.name}.{column.name}"]


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("SELECT reoffending_rate, national_rate, difference, direction FROM rate_against_nation LIMIT 1", (39.5, 37.9, 1.6, "worse")),
        ("SELECT parent_text, recommendation FROM recommendations_by_service WHERE id = 'recommendation-1.2'", ("The Management Board should:", "read a sample of plans each month")),
        ("SELECT paragraphs, quotations, quantities FROM sections_by_service WHERE theme = 'reducing_reoffending' ORDER BY published LIMIT 1", (3, 1, 1)),
        ("SELECT theme, number, lower, upper, exact FROM quantities_by_section WHERE phrase = 'three cases'", ("reducing_reoffending", "1.1", 15.0, 15.0, True)),
        ("SELECT part, cited_as FROM prose WHERE plain_text LIKE 'School nurses%'", ("section", "3.1")),
        ("SELECT part, cited_as FROM prose WHERE plain_text LIKE 'A date means%'", ("footnotes", "b")),
    ],
)  # fmt: skip
def test_views_answer(database: Any, view: str, expected: tuple[object, ...]) -> None:
    """The views of the database have the expected rows."""
    assert expected == database.sql(view).fetchall()[0]


def test_items_are_in_their_order(tmp_path: Path) -> None:
    """Nested items come after their parent, in a view and in the tables that are read back."""
    write_tables(to_arrow(two()), tmp_path / "out.duckdb")
    with duckdb.connect(str(tmp_path / "out.duckdb"), read_only=True) as connection:
        actual = connection.execute("SELECT report_id, id FROM recommendations_by_service").fetchall()
    expected = [(row["report_id"], row["id"]) for row in to_arrow(two())["recommendations"].to_pylist()]

    assert expected == actual
    assert to_arrow(two()) == read_tables(tmp_path / "out.duckdb")


# ---------------------------------------------------------------------------------- the folder


def test_format_of_ending() -> None:
    """Tables are written as Parquet if the path has no ending."""
    assert ["parquet", "parquet", "parquet", "csv", "duckdb", "sqlite", "sqlite", "xlsx"] == [
        format_of(f"out{ending}") for ending in ("", ".", ".parquet", ".CSV", ".duckdb", ".db", ".sqlite", ".xlsx")
    ]


def test_an_unknown_format_is_rejected() -> None:
    """An unknown format is an error that lists the formats."""
    with pytest.raises(sqsreport.UnknownFormatError, match="ods"):
        format_of("out", "ods")


@pytest.mark.parametrize("ending", [".ods", ".json", ".csv.gz"])
def test_an_unknown_ending_is_rejected(tmp_path: Path, ending: str) -> None:
    """An unknown ending is an error that lists the endings, and nothing is written."""
    with pytest.raises(
        sqsreport.UnknownFormatError, match=rf"'{Path(f'out{ending}').suffix}' is not .* are: \.parquet, \.csv"
    ):
        write_tables(to_arrow([]), tmp_path / f"out{ending}")
    assert [] == [*tmp_path.iterdir()]


def test_existing_targets_are_not_replaced(tmp_path: Path) -> None:
    """Existing tables are replaced only with ``force``."""
    write_tables(to_arrow([]), tmp_path / "out.duckdb")
    with pytest.raises(FileExistsError, match="already"):
        write_tables(to_arrow(two()), tmp_path / "out.duckdb")
    write_tables(to_arrow(two()), tmp_path / "out.duckdb", force=True)

    assert two() == from_arrow(read_tables(tmp_path / "out.duckdb"))
    with pytest.raises(FileExistsError):
        check_target(tmp_path, "duckdb", force=True)
    assert ["out.duckdb"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "bound"), [("out.parquet", 100), ("out.csv", 5_000), ("out.duckdb", 5_000), ("out.duckdb", 300_000)]
)
def test_full_disk(tmp_path: Path, name: str, bound: int) -> None:
    """A full disk is an error, even if it is detected at the end, and existing tables are unchanged."""
    write_tables(to_arrow([northmoor()]), tmp_path / name)
    with files_no_larger_than(bound), pytest.raises(OSError, match="File too large"):
        write_tables(to_arrow(two()), tmp_path / name, force=True)
    gc.collect()  # so that every open file is closed, without further errors

    assert [northmoor()] == from_arrow(read_tables(tmp_path / name))
    assert [name] == [path.name for path in tmp_path.iterdir()]


def test_missing_tables_cannot_be_read(tmp_path: Path) -> None:
    """Reading a missing path raises `FileNotFoundError`, and a folder without tables `ValueError`."""
    with pytest.raises(FileNotFoundError):
        read_tables(tmp_path / "none")
    with pytest.raises(FileNotFoundError):
        read_tables("")
    (tmp_path / "a.txt").touch()
    with pytest.raises(ValueError, match="there is no table 'reports'"):
        read_tables(tmp_path)


@pytest.mark.parametrize("text", [b"no database" * 1000, b"{}", b""])
def test_a_file_that_is_not_a_database(tmp_path: Path, text: bytes) -> None:
    """A file that is not a DuckDB database is rejected with that reason, whatever it is."""
    (tmp_path / "out.duckdb").write_bytes(text)
    with pytest.raises(ValueError, match=r"out\.duckdb is not a DuckDB database"):
        read_tables(tmp_path / "out.duckdb")


def test_other_tables_cannot_be_read(tmp_path: Path) -> None:
    """A truncated or foreign database, and a folder with invalid Parquet, raise the usual errors."""
    duckdb.connect(str(tmp_path / "out.duckdb")).execute("CREATE TABLE mine (number INTEGER)").close()
    with pytest.raises(ValueError, match="there is no table 'reports'"):
        read_tables(tmp_path / "out.duckdb")
    (tmp_path / "torn.duckdb").write_bytes((tmp_path / "out.duckdb").read_bytes()[:100])
    with pytest.raises(OSError, match=r"torn\.duckdb"):
        read_tables(tmp_path / "torn.duckdb")
    (tmp_path / "reports.parquet").write_bytes(b"no Parquet")
    with pytest.raises(ValueError, match="Parquet"):
        read_tables(tmp_path)


@pytest.mark.parametrize("format", FORMATS)
def test_rows_that_violate_keys_are_not_written(tmp_path: Path, format: str) -> None:
    """Rows with the same key, and rows that refer to no row, are rejected in every format."""
    report = northmoor()
    (item,) = report.strengths
    twice = attrs.evolve(report, strengths=(attrs.evolve(item, items=(item,)), item))
    for tables in (
        to_arrow([twice]),
        {name: pa.concat_tables([table, table]) for name, table in to_arrow([report]).items()},
    ):
        with pytest.raises(ValueError, match="have the same id: rows 1 and "):
            write_tables(tables, tmp_path / "out", format=format)
    tables = {**to_arrow([report]), "reports": to_arrow([])["reports"]}
    with pytest.raises(ValueError, match=f"rows of '{report.id}', which is not a report; the first is row 1"):
        write_tables(tables, tmp_path / "out", format=format)
    assert [] == [*tmp_path.iterdir()]


def write_batches(path: Path, *batches: Mapping[str, pa.RecordBatch]) -> None:
    """Write batches, one after the other."""
    with writing(path) as writer:
        for batch in batches:
            writer.write(batch)


def test_batches_that_violate_keys_are_not_written(tmp_path: Path) -> None:
    """Rows in different batches that violate a key are rejected, and no database is written."""
    batches = {name: table.to_batches()[0] for name, table in to_arrow([northmoor()]).items() if table.num_rows}
    with pytest.raises(ValueError, match=r"[Dd]uplicate"):
        write_batches(tmp_path / "out.duckdb", batches, batches)
    items = batches["recommendations"]
    doubled = pa.Table.from_batches([items, items]).combine_chunks().to_batches()[0]
    with pytest.raises(ValueError, match="same id"):
        write_batches(tmp_path / "out.duckdb", {**batches, "recommendations": doubled})
    assert [] == [*tmp_path.iterdir()]


def test_derived_tables_may_be_missing(tmp_path: Path) -> None:
    """A missing derived table is written without rows; any other missing table is an error."""
    tables = dict(to_arrow(two()))
    derived = ("quotations", "quantities", "problems")
    write_tables({name: table for name, table in tables.items() if name not in derived}, tmp_path / "out")
    tables_read = read_tables(tmp_path / "out")

    assert two() == from_arrow(tables_read)
    assert [0, 0, 0] == [tables_read[name].num_rows for name in derived]
    del tables["sections"]
    with pytest.raises(ValueError, match="there is no table 'sections'"):
        write_tables(tables, tmp_path / "other")


def test_unknown_tables_and_columns_are_rejected(tmp_path: Path) -> None:
    """An unknown table or column is an error, so that it is not lost."""
    tables = to_arrow(two())
    with pytest.raises(ValueError, match="there is no table 'mine' of reports"):
        write_tables({**tables, "mine": tables["reports"]}, tmp_path / "out")
    wider = tables["reports"].append_column("region", pa.array(["north", "south"]))
    with pytest.raises(ValueError, match="the table 'reports' has a column 'region', which would be lost"):
        write_tables({**tables, "reports": wider}, tmp_path / "out")
    assert [] == [*tmp_path.iterdir()]


def in_odd_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder whose name is not UTF-8, or skip where there can be none."""
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("the file system takes names in UTF-8 alone")
    monkeypatch.chdir(folder)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["out.parquet", "out.csv", "out.duckdb", "x?y.duckdb", "md:x.duckdb"])
@pytest.mark.parametrize("is_odd", [False, True], ids=["plain folder", "folder beyond UTF-8"])
def test_unusual_paths(
    name: str,
    is_odd: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Tables are written, replaced and read at a path that is not UTF-8, or that looks like an address to a database."""
    if is_odd:
        in_odd_folder(tmp_path, monkeypatch)
    else:
        monkeypatch.chdir(tmp_path)
    for force in (False, True):
        write_tables(to_arrow(two()), name, force=force)

    assert two() == from_arrow(read_tables(name))
    assert [name] == [path.name for path in Path().iterdir()]


def test_names_of_files_beyond_utf8() -> None:
    """A source name that is not UTF-8 has replacement characters in the table, and escapes in the message."""
    builder = Builder()
    source = os.fsdecode(b"caf\xe9.json")
    builder.add_problems([Problem("SQS010", params={"path": source, "reason": "no"})], source=source)
    [row] = builder.build()["problems"].to_pylist()

    assert ("caf\ufffd.json", "cannot read caf\\udce9.json: no") == (row["source"], row["message"])
