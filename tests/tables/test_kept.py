"""``force`` replaces only files and folders that have these tables and nothing else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import sqsreport
from sqsreport.tables import from_arrow, read_tables, to_arrow, write_tables
from support.command_line import run

EXAMPLE: Final = Path(__file__).parents[2] / "examples" / "northmoor-2015.json"
REPORT: Final = sqsreport.load(EXAMPLE)


@pytest.fixture(scope="module")
def empty_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return empty tables in every format, by the name of the format."""
    folder = tmp_path_factory.mktemp("made")
    for name in ("parquet", "csv", "duckdb"):
        write_tables(to_arrow([]), folder / name, format=name)
    return folder


def copied(empty_tables: Path, tmp_path: Path, name: str) -> Path:
    """Return a copy of tables."""
    target = tmp_path / name
    if (empty_tables / name).is_dir():
        shutil.copytree(empty_tables / name, target)
    else:
        shutil.copy(empty_tables / name, target)
    return target


def contents(place: Path) -> dict[str, bytes]:
    """Return the content of a file, or of all files of a folder."""
    paths = sorted(place.rglob("*")) if place.is_dir() else [place]
    return {str(path): path.read_bytes() for path in paths if path.is_file()}


@pytest.mark.parametrize("format", ["parquet", "csv"])
@pytest.mark.parametrize("name", ["parquet", "csv"])
def test_a_folder_of_tables_is_replaced(empty_tables: Path, tmp_path: Path, name: str, format: str) -> None:
    """A folder of tables is replaced by one of the same format or another."""
    target = copied(empty_tables, tmp_path, name)
    write_tables(to_arrow([REPORT]), target, format=format, force=True)

    assert [REPORT] == from_arrow(read_tables(target))


def sql(*statements: str) -> Callable[[Path], object]:
    """Return a function that changes a database."""

    def change(path: Path) -> None:
        with duckdb.connect(str(path)) as connection:
            for statement in statements:
                connection.execute(statement)

    return change


def text(words: str) -> Callable[[Path], object]:
    """Return a function that overwrites a file with a text."""

    def change(path: Path) -> None:
        path.unlink(missing_ok=True)
        path.write_text(words, encoding="utf-8")

    return change


#: Changes after which a database must not be replaced.
OTHER_FILES: Final[Mapping[str, Callable[[Path], object]]] = {
    "a text": text("my notes"),
    "nothing": text(""),
    "JSON": text("{}"),
    "another kind of database": text("SQLite format 3\0"),
    "a table": sql("CREATE TABLE mine (number INTEGER)"),
    "a view": sql("CREATE VIEW mine AS SELECT 1 AS one"),
    "a view for another": sql("DROP VIEW prose", "CREATE VIEW mine AS SELECT 1 AS one"),
    "a schema": sql("CREATE SCHEMA mine", "CREATE TABLE mine.reports (id INTEGER)"),
    "a macro": sql("CREATE MACRO mine(x) AS x + 1"),
    "a sequence": sql("CREATE SEQUENCE mine"),
    "a type": sql("CREATE TYPE mine AS ENUM ('a', 'b')"),
    "an index": sql("CREATE INDEX mine ON comparators (rate)"),
    "a column": sql("ALTER TABLE problems ADD COLUMN mine INTEGER"),
    "a table less": sql("DROP TABLE problems"),
    "a log": lambda path: path.with_name("duckdb.wal").write_bytes(b"a log"),
}


@pytest.mark.parametrize("name", OTHER_FILES)
def test_another_file_is_kept(empty_tables: Path, tmp_path: Path, name: str) -> None:
    """A file that is not a database of only these tables and views is kept."""
    target = copied(empty_tables, tmp_path, "duckdb")
    OTHER_FILES[name](target)
    before = contents(tmp_path)
    with pytest.raises(FileExistsError):
        write_tables(to_arrow([REPORT]), target, format="duckdb", force=True)

    assert before == contents(tmp_path)


def test_a_database_of_another_program_is_kept(tmp_path: Path) -> None:
    """A database of another program is kept."""
    sql("CREATE TABLE my_precious (number INTEGER)")(tmp_path / "p.duckdb")
    with pytest.raises(FileExistsError, match="is not a database of only these tables"):
        write_tables(to_arrow([REPORT]), tmp_path / "p.duckdb", force=True)


def test_a_database_in_use_is_kept(empty_tables: Path, tmp_path: Path) -> None:
    """A database that another connection has open is kept."""
    target = copied(empty_tables, tmp_path, "duckdb")
    with duckdb.connect(str(target)) as connection:
        connection.execute("SELECT 1")
        with pytest.raises(FileExistsError):
            write_tables(to_arrow([REPORT]), target, format="duckdb", force=True)


def test_the_log_of_a_database_is_kept(tmp_path: Path) -> None:
    """No database is written next to the log of another one, because DuckDB would replay that log in it."""
    (tmp_path / "out.duckdb.wal").write_bytes(b"a log")
    with pytest.raises(FileExistsError, match="the log of a database"):
        write_tables(to_arrow([REPORT]), tmp_path / "out.duckdb")


def described(change: Callable[[Any], object]) -> Callable[[Path], object]:
    """Return a function that changes the description of a folder of CSV files."""

    def change_package(folder: Path) -> None:
        path = folder / "datapackage.json"
        package = json.loads(path.read_text(encoding="utf-8"))
        change(package)
        path.write_text(json.dumps(package), encoding="utf-8")

    return change_package


def wider(folder: Path) -> None:
    """Add a column to a Parquet file."""
    path = folder / "reports.parquet"
    table = pq.read_table(path)
    pq.write_table(table.append_column("region", pa.array([], pa.string())), path)


#: The format of a folder, and a change after which it must not be replaced.
OTHER_FOLDERS: Final[Mapping[str, tuple[str, Callable[[Path], object]]]] = {
    "other columns": ("csv", lambda folder: text("my,own\n1,2\n")(folder / "reports.csv")),
    "no columns": ("csv", lambda folder: text("")(folder / "reports.csv")),
    "no text": ("csv", lambda folder: (folder / "reports.csv").write_bytes(b"\xff")),
    "another CSVW": ("csv", lambda folder: text("{}")(folder / "csv-metadata.json")),
    "a list for a package": ("csv", lambda folder: text("[1]")(folder / "datapackage.json")),
    "no JSON": ("csv", lambda folder: text("{")(folder / "datapackage.json")),
    "more in a package": ("csv", described(lambda package: package.update(licenses=[{"name": "CC0-1.0"}]))),
    "another package": ("csv", described(lambda package: package.update(title="My data"))),
    "more CSV": ("csv", lambda folder: text("")(folder / "notes.csv")),
    "a folder": ("csv", lambda folder: (folder / "reports.parquet").mkdir()),
    "no Parquet": ("parquet", lambda folder: text("no Parquet")(folder / "reports.parquet")),
    "more files": ("parquet", lambda folder: text("")(folder / "notes.txt")),
    "other Parquet": ("parquet", lambda folder: pq.write_table(pa.table({"my": [1]}), folder / "reports.parquet")),
    "a column more": ("parquet", wider),
}


@pytest.mark.parametrize("name", OTHER_FOLDERS)
@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_another_folder_is_kept(empty_tables: Path, tmp_path: Path, name: str, format: str) -> None:
    """A folder with another file, or with a table that has other columns, is kept."""
    kind, change = OTHER_FOLDERS[name]
    target = copied(empty_tables, tmp_path, kind)
    change(target)
    before = contents(target)
    with pytest.raises(FileExistsError, match="is not a folder of only these tables"):
        write_tables(to_arrow([REPORT]), target, format=format, force=True)

    assert before == contents(target)


@pytest.mark.parametrize("name", ["in.json", "notes.db"])
def test_the_command_keeps_other_files(tmp_path: Path, name: str) -> None:
    """With ``--force`` the command reports that it may not replace a file, and the file is unchanged."""
    (tmp_path / name).write_bytes(EXAMPLE.read_bytes())
    result = run("tables", tmp_path / name, "--from", "json", "-o", tmp_path / name, "--format", "duckdb", "--force")

    assert result.exit_code in (2, 3)
    assert EXAMPLE.read_bytes() == (tmp_path / name).read_bytes()
