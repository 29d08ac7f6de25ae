"""Tables for people with a spreadsheet or SQLite: one view as CSV, a workbook, a database of the standard library."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Final

import attrs
import duckdb
import openpyxl
import pytest

import sqsreport
from sqsreport import codec
from sqsreport.model import Comparator, Context, Reoffending, Report
from sqsreport.tables import VIEWS, exports, from_arrow, read_tables, to_arrow, write_tables
from sqsreport.testing import examples
from support.command_line import run
from support.faults import files_no_larger_than

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
SOURCES: Final = (EXAMPLES / "northmoor-2015.json", EXAMPLES / "three-services.json")
ALL: Final = [
    codec.from_valid_dict(examples.northmoor()),
    *(attrs.evolve(each, id=f"{each.id}-again") for each in sqsreport.iter_load(EXAMPLES / "three-services.json")),
]


def rows_of_csv(path: Path) -> list[dict[str, str]]:
    """Read a CSV file with the standard library."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [*csv.DictReader(file)]


def rows_of_sheet(path: Path, name: str) -> list[dict[str, Any]]:
    """Read a sheet with an independent reader of workbooks."""
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        header, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_one_view_is_one_csv_file(tmp_path: Path) -> None:
    """A service has one row with its dates, its rate and each comparator by name, also where it has no rate."""
    target = tmp_path / "rates.csv"
    result = run("tables", *SOURCES, "-o", target, "--view", "rates")
    rows = rows_of_csv(target)

    assert (0, "") == (result.exit_code, result.stdout)
    assert ["rates.csv"] == [path.name for path in tmp_path.iterdir()]
    assert ["41.2", "39.5", "", "35.4"] == [row["reoffending_rate"] for row in rows]
    stonebeck = rows[-1]
    assert ("Stonebeck", "2016-02-08", "2016-03-09", "37.8", "better", "") == tuple(
        stonebeck[name]
        for name in (
            "area", "fieldwork_start", "published", "england_and_wales_rate", "england_and_wales_direction",
            "family_rate",
        )
    )  # fmt: skip


def test_the_first_comparator_of_a_kind_counts(tmp_path: Path) -> None:
    """Rate and direction of a comparator that a letter names twice come from the first of the two."""
    twice = (
        Comparator(kind="family", rate=30.0),
        Comparator(kind="family", rate=40.0, direction="better"),
    )
    context = Context(reoffending=Reoffending(rate=35.0, comparators=twice))
    write_tables(to_arrow([attrs.evolve(ALL[0], context=context)]), tmp_path / "rates.csv", views=["rates"])
    (row,) = rows_of_csv(tmp_path / "rates.csv")

    assert ("30.0", "") == (row["family_rate"], row["family_direction"])


def comparable(row: tuple[object, ...]) -> tuple[str, ...]:
    """Format values of workbooks and databases alike: a workbook has 50 for 50.0, and times for days."""
    return tuple(
        f"{value:g}" if isinstance(value, (int, float)) else str(value)[:10] if isinstance(value, date) else str(value)
        for value in row
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", exports.NAMES)
def test_views_are_the_same_everywhere(tmp_path: Path, name: str) -> None:
    """A view or table has the same rows in a workbook, in CSV and in DuckDB."""
    tables = to_arrow(ALL)
    for target in ("out.csv", "out.xlsx"):
        write_tables(tables, tmp_path / target, views=[name])
    write_tables(tables, tmp_path / "out.duckdb")
    with duckdb.connect(str(tmp_path / "out.duckdb"), read_only=True) as connection:
        expected = connection.sql(f'FROM "{name}"').fetchall()
    actual = [tuple(row.values()) for row in rows_of_sheet(tmp_path / "out.xlsx", name)]

    assert sorted(map(comparable, expected)) == sorted(map(comparable, actual))
    assert len(expected) == len(rows_of_csv(tmp_path / "out.csv"))


def test_a_workbook_has_a_sheet_for_each_table(tmp_path: Path) -> None:
    """Without a choice a workbook has every table; days are days, and the number of a paragraph is text."""
    result = run("tables", *SOURCES, "-o", tmp_path / "all.xlsx")
    with closing(openpyxl.load_workbook(tmp_path / "all.xlsx")) as book:
        assert [*sqsreport.tables.TABLES] == book.sheetnames
    report = next(
        row for row in rows_of_sheet(tmp_path / "all.xlsx", "reports") if row["id"] == "northmoor-sqs-2015-03-09"
    )

    assert f"{tmp_path / 'all.xlsx'} written: 2 files with 4 documents: 4 valid\n" in result.stderr
    assert ("2015-04-08 00:00:00", 20, 39.5) == (
        str(report["published"]),
        report["cases_examined"],
        report["reoffending_rate"],
    )
    assert "1.1" in {row["number"] for row in rows_of_sheet(tmp_path / "all.xlsx", "paragraphs")}


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """A text that looks like a formula or an address stays a text in a workbook, and gets an apostrophe in CSV."""
    report = attrs.evolve(ALL[0], title="=1+1", addressee=None, sender=None)
    for target in ("out.csv", "out.xlsx"):
        write_tables(to_arrow([report]), tmp_path / target, views=["reports"])
    with closing(openpyxl.load_workbook(tmp_path / "out.xlsx")) as book:
        cell = next(cell for cell in book["reports"][2] if cell.value == "=1+1")

    assert "s" == cell.data_type
    assert "'=1+1" == rows_of_csv(tmp_path / "out.csv")[0]["title"]


@pytest.mark.parametrize("target", ["out.xlsx", "out.sqlite", "rates.csv"])
def test_equal_tables_are_equal_bytes(tmp_path: Path, target: str) -> None:
    """The same reports result in the same file, byte for byte, however the rows are divided into batches."""
    views = ["rates"] if target.endswith(".csv") else []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_tables(to_arrow(ALL), tmp_path / name / target, views=views)

    assert (tmp_path / "one" / target).read_bytes() == (tmp_path / "two" / target).read_bytes()


def test_a_text_that_is_too_long_for_a_cell(tmp_path: Path) -> None:
    """A text that is too long for Excel is an error with its row, and nothing is written."""
    long = attrs.evolve(ALL[0], introduction=("word " * 7000 + "end",))
    with pytest.raises(ValueError, match=r"row 1 of paragraphs has a text of 35,003 characters, more than the 32,767"):
        write_tables(to_arrow([long]), tmp_path / "out.xlsx", views=["paragraphs"])

    assert [] == [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("target", "views", "message"),
    [
        ("out.csv", ["rates", "prose"], "a CSV file has room for one view"),
        ("out.duckdb", ["rates"], "as .csv or .xlsx, not as duckdb"),
        ("out.csv", ["rate"], "there is no view 'rate'; there are: rates, "),
    ],
)
def test_views_that_cannot_be_written(tmp_path: Path, target: str, views: list[str], message: str) -> None:
    """A choice of views that a format cannot hold is rejected, and is a usage error of the command."""
    with pytest.raises(ValueError, match=message):
        write_tables(to_arrow(ALL), tmp_path / target, views=views)
    options = [option for view in views for option in ("--view", view)]
    assert 2 == run("tables", *SOURCES, "-o", tmp_path / target, *options).exit_code
    assert [] == [*tmp_path.iterdir()]


def test_only_exported_files_are_replaced(tmp_path: Path) -> None:
    """With ``force`` an exported view is replaced, and a file of the user is kept."""
    for target in ("rates.csv", "rates.xlsx", "out.sqlite"):
        path, views = tmp_path / target, [] if target == "out.sqlite" else ["rates"]
        write_tables(to_arrow([]), path, views=views)
        write_tables(to_arrow(ALL), path, views=views, force=True)
        path.write_bytes(b"my,own,notes\n")
        with pytest.raises(FileExistsError):
            write_tables(to_arrow(ALL), path, views=views, force=True)
        assert b"my,own,notes\n" == path.read_bytes()


def test_a_workbook_that_was_edited_is_kept(tmp_path: Path) -> None:
    """A workbook that another program saved is not replaced, even with force."""
    path = tmp_path / "rates.xlsx"
    write_tables(to_arrow(ALL), path, views=["rates"])
    with closing(openpyxl.load_workbook(path)) as book:
        book.properties.lastModifiedBy = "Robin Vale"
        book.save(path)
    with pytest.raises(FileExistsError):
        write_tables(to_arrow(ALL), path, views=["rates"], force=True)


# ------------------------------------------------------------------------------------ SQLite


@pytest.mark.parametrize("name", ["out.sqlite", "out.db", "a b?c%20.sqlite3"])
def test_sqlite_round_trip(tmp_path: Path, name: str) -> None:
    """An SQLite database has everything of the reports, whatever its file name."""
    write_tables(to_arrow(ALL), tmp_path / name)

    assert ALL == from_arrow(read_tables(tmp_path / name))
    assert to_arrow(ALL) == read_tables(tmp_path / name)


def test_sqlite_works_without_packages(tmp_path: Path) -> None:
    """The standard library opens the database, its views answer, and its columns are described."""
    write_tables(to_arrow(ALL), tmp_path / "out.db")
    with closing(sqlite3.connect(tmp_path / "out.db")) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
        answer = connection.execute(
            "SELECT area, reoffending_rate FROM rates WHERE published < '2015-01-01'"
        ).fetchall()
        described = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'paragraphs'").fetchone()[0]
        problems = connection.execute("PRAGMA foreign_key_check").fetchall()

    assert {view.name for view in VIEWS} == names
    assert [("Eastvale and Wick", 41.2)] == answer
    assert "-- JSON Pointer to the text in the report" in described
    assert [] == problems


@pytest.mark.parametrize(
    "change",
    ["CREATE TABLE mine (a)", "CREATE VIEW mine AS SELECT 1", "DROP VIEW prose", "CREATE INDEX mine ON reports (area)"],
)
def test_a_database_of_another_kind_is_kept(tmp_path: Path, change: str) -> None:
    """A database with anything more or less than these tables and views is not replaced."""
    path = tmp_path / "out.sqlite"
    write_tables(to_arrow([]), path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(change)
    with pytest.raises(FileExistsError, match="is not a database of only these tables"):
        write_tables(to_arrow(ALL), path, force=True)


@pytest.mark.parametrize("content", [b"SQLite format 3\0", b"SQLite format 3\0" + b"x" * 5000])
def test_a_broken_database_is_an_error(tmp_path: Path, content: bytes) -> None:
    """A damaged file with the magic bytes of SQLite raises the usual error."""
    (tmp_path / "out.db").write_bytes(content)
    with pytest.raises((OSError, ValueError)):
        read_tables(tmp_path / "out.db")


def test_a_view_in_place_of_a_table_is_not_run(tmp_path: Path) -> None:
    """Only tables are read from an untrusted database, because a view could compute for ever."""
    with closing(sqlite3.connect(tmp_path / "out.db")) as connection:
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n"
        connection.execute(f"CREATE VIEW reports AS {endless}")
    with pytest.raises(ValueError, match="there is no table 'reports'"):
        read_tables(tmp_path / "out.db")


@pytest.mark.parametrize("name", ["out.sqlite", "out.xlsx"])
def test_a_full_disk_is_reported(tmp_path: Path, name: str) -> None:
    """A full disk is an error, and an existing file is unchanged."""
    write_tables(to_arrow([]), tmp_path / name)
    before = (tmp_path / name).read_bytes()
    many: list[Report] = [attrs.evolve(ALL[0], id=f"northmoor-sqs-{number}") for number in range(200)]
    with files_no_larger_than(len(before) + 10_000), pytest.raises(OSError, match=r"full|disk|large"):
        write_tables(to_arrow(many), tmp_path / name, force=True)

    assert before == (tmp_path / name).read_bytes()
    assert [name] == [path.name for path in tmp_path.iterdir()]
