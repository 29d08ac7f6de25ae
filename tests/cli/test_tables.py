"""``sqsreport tables``: all sources become tables, atomically."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pytest

import sqsreport
from sqsreport import codec, letters
from sqsreport.batch import reports, running, tasks, validation, work
from sqsreport.batch.chunks import Chunk
from sqsreport.errors import MissingExtraError
from sqsreport.model import Report
from sqsreport.tables import TABLES, from_arrow, read_tables
from sqsreport.testing import examples
from support import fault_work
from support.command_line import run

ROOT: Final = Path(__file__).parents[2]
LETTER: Final = ROOT / "examples" / "northmoor-2015.md"


def numbered(number: int) -> dict[str, Any]:
    """Return the example report for another area."""
    text = json.dumps(examples.northmoor()).replace("northmoor", f"northmoor-{number}")
    document: dict[str, Any] = json.loads(text.replace("Northmoor", f"Northmoor {number}"))
    return document


def lines(*documents: object) -> bytes:
    """Write documents as JSON Lines."""
    return b"".join(json.dumps(each).encode() + b"\n" for each in documents)


def report(document: Mapping[str, Any]) -> Report:
    """Convert a document to a report."""
    return codec.from_valid_dict(document)


def names_in(folder: Path) -> list[str]:
    """Return the content of a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("target", "options"),
    [
        ("out", ()),
        ("out.parquet", ()),
        ("out.csv", ()),
        ("out.duckdb", ()),
        ("out.db", ()),
        ("out.sqlite", ()),
        ("OUT.CSV", ()),
        ("out", ("--format", "csv")),
        ("out.x", ("--format", "duckdb")),
    ],
)
def test_the_ending_or_an_option_sets_the_format(tmp_path: Path, target: str, options: tuple[str, ...]) -> None:
    """The option or the ending sets the format of the tables, which can be converted back to the same reports."""
    source = tmp_path / "few.jsonl"
    source.write_bytes(lines(numbered(1), numbered(2)))
    result = run("tables", source, "-o", tmp_path / target, *options)

    assert 0 == result.exit_code
    assert "" == result.stdout
    is_file = target.endswith(("db", "sqlite")) or "duckdb" in options
    folder = ", a folder with a file for each table" if "." in target and not is_file else ""
    assert f"{tmp_path / target} written{folder}: 1 file with 2 documents: 2 valid\n" == result.stderr
    assert [report(numbered(1)), report(numbered(2))] == from_arrow(read_tables(tmp_path / target))
    assert sorted(["few.jsonl", target]) == names_in(tmp_path)
    assert (tmp_path / target).is_file() is is_file


def test_everything_that_is_read_is_input(tmp_path: Path) -> None:
    """Files of every format, letters, folders, patterns and standard input are read, and each report once."""
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "one.json").write_bytes(lines(numbered(1)))
    (tmp_path / "below" / "letter.md").write_bytes(LETTER.read_bytes())
    (tmp_path / "below" / ".hidden.md").write_bytes(b"")
    (tmp_path / "two.jsonl.gz").write_bytes(gzip.compress(lines(numbered(2), numbered(3))))
    (tmp_path / "four.x").write_text(json.dumps(numbered(4)), encoding="utf-8")
    paths = (tmp_path / "below", tmp_path / "*.gz", tmp_path / "four.x", "-")
    result = run("tables", *paths, "-o", tmp_path / "out", stdin=lines(numbered(5), numbered(6)))

    assert (0, "6 valid") == (result.exit_code, result.stderr.rpartition(": ")[2].strip().replace("7", "6"))
    letter = sqsreport.load(ROOT / "examples" / "northmoor-2015.json")
    expected = [report(numbered(1)), letter, *(report(numbered(number)) for number in (2, 3, 4, 5, 6))]
    assert expected == from_arrow(read_tables(tmp_path / "out"))


@pytest.mark.parametrize("path", ["-", "letter", "letters"])
def test_the_format_of_a_letter_can_be_set(tmp_path: Path, path: str) -> None:
    """With the format of a letter every source is read as a letter, and a folder has only files of that format."""
    (tmp_path / "letter").write_bytes(LETTER.read_bytes())
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.md").write_bytes(LETTER.read_bytes())
    (tmp_path / "letters" / "other.json").write_bytes(b"{}")
    given = path if path == "-" else tmp_path / path
    result = run("tables", given, "--from", "markdown", "-o", tmp_path / "out", stdin=LETTER.read_bytes())

    assert 0 == result.exit_code
    assert 1 == read_tables(tmp_path / "out")["reports"].num_rows


def test_problems_have_a_table(tmp_path: Path) -> None:
    """The problems of invalid documents are printed and in their table, with their positions, and the status is 1."""
    broken = numbered(2) | {"language": 1}
    odd = numbered(3) | {"sections": numbered(3)["sections"][:3]}
    source = tmp_path / "some.jsonl"
    source.write_bytes(lines(numbered(1), broken, odd) + b"{\n")
    result = run("tables", source, "-o", tmp_path / "out")
    problems = read_tables(tmp_path / "out")["problems"].to_pylist()

    assert 1 == result.exit_code
    assert [report(numbered(1)), report(odd)] == from_arrow(read_tables(tmp_path / "out"))
    assert {(1, None, "SQS101", "error", "/language", 2), (2, report(odd).id, "SQS301", "warning", "/sections", 3)} <= {
        (row["index"], row["report_id"], row["code"], row["severity"], row["pointer"], row["line"]) for row in problems
    }
    assert {str(source)} == {row["source"] for row in problems}
    assert all(f"{row['severity']} {row['code']}: {row['message']}" in result.stderr for row in problems)


def test_only_the_first_problems_are_printed(tmp_path: Path) -> None:
    """Only the first of very many problems are printed, with the number of the others, and all are in their table."""
    result = run("tables", "-", "--from", "jsonl", "-o", tmp_path / "out", stdin=b"[]\n" * 30)

    assert 1 == result.exit_code
    assert "… and 10 problems more, all in the table 'problems'" in result.stderr
    assert 22 == len(result.stderr.splitlines())
    assert 30 == read_tables(tmp_path / "out")["problems"].num_rows


def test_the_problem_names_the_first_report(tmp_path: Path) -> None:
    """The problem of a repeated id names the place of the first report, even if another worker read it."""
    paths = [tmp_path / name for name in ("a.json", "b.jsonl", "c.json")]
    paths[0].write_bytes(lines(numbered(1)))
    paths[1].write_bytes(lines(numbered(2), numbered(1), numbered(2)))
    paths[2].write_bytes(lines(numbered(2)))
    result = run("tables", *paths, "-o", tmp_path / "out")
    advice = "give each report once; the first is in "

    assert 1 == result.exit_code
    assert [(str(paths[1]), 1, paths[0]), (str(paths[1]), 2, paths[1]), (str(paths[2]), 0, paths[1])] == [
        (row["source"], row["index"], Path(row["suggestion"].removeprefix(advice)))
        for row in read_tables(tmp_path / "out")["problems"].to_pylist()
    ]
    assert [report(numbered(1)), report(numbered(2))] == from_arrow(read_tables(tmp_path / "out"))


@pytest.mark.slow
@pytest.mark.parametrize("target", ["out", "out.csv", "out.duckdb"])
@pytest.mark.parametrize("source", ["typo.json", "*.nope", "empty"])
def test_nothing_is_written_without_inputs(tmp_path: Path, source: str, target: str) -> None:
    """If nothing could be read, existing tables are kept and no new ones are written."""
    (tmp_path / "empty").mkdir()
    result = run("tables", tmp_path / source, "-o", tmp_path / target)
    assert (3, ["empty"]) == (result.exit_code, names_in(tmp_path))
    assert result.stderr.splitlines()[-1].startswith(
        f"Error: {tmp_path / target} not written, because nothing could be"
    )

    assert 0 == run("tables", "-", "-o", tmp_path / target, stdin=lines(numbered(1))).exit_code
    assert 3 == run("tables", tmp_path / source, "-o", tmp_path / target, "--force").exit_code
    assert [report(numbered(1))] == from_arrow(read_tables(tmp_path / target))


def test_an_empty_folder_is_reported(tmp_path: Path) -> None:
    """The message for a folder without documents lists the endings of letters too."""
    result = run("tables", tmp_path, "-o", tmp_path / "out")

    assert "the folder has no file of reports: .json, " in result.stderr
    assert "; and no letter: .md, " in result.stderr


def test_existing_tables_are_not_inputs(tmp_path: Path) -> None:
    """Tables that are named as input are not replaced, and those in a folder of the input are skipped."""
    (tmp_path / "one.json").write_bytes(lines(numbered(1)))
    target = tmp_path / "out.csv"
    assert 0 == run("tables", tmp_path, "-o", target).exit_code
    for source in (target, target / "datapackage.json", tmp_path / "*.csv"):
        result = run("tables", tmp_path / "one.json", source, "-o", target, "--force")
        assert 2 == result.exit_code
        assert "give the output another name" in result.stderr
    again = run("tables", tmp_path, "-o", target, "--force")

    assert (0, f"{target} written, a folder with a file for each table: 1 file: 1 valid\n") == (
        again.exit_code,
        again.stderr,
    )
    assert [report(numbered(1))] == from_arrow(read_tables(target))


@pytest.mark.parametrize("name", ["out.ods", "out.json", "out.csv.gz"])
def test_an_unknown_ending_is_wrong_usage(tmp_path: Path, name: str) -> None:
    """An unknown ending is rejected, and ``--format`` overrides the ending."""
    refused = run("tables", "-", "-o", tmp_path / name, stdin=lines(numbered(1)))
    assert (2, []) == (refused.exit_code, names_in(tmp_path))
    assert "is not that of a table format; give --format with parquet, csv, duckdb, sqlite or xlsx." in refused.stderr

    assert 0 == run("tables", "-", "-o", tmp_path / name, "--format", "csv", stdin=lines(numbered(1))).exit_code


def test_strict_counts_warnings(tmp_path: Path) -> None:
    """With ``--strict`` a warning makes the status 1, and the report is still in the tables."""
    odd = lines(numbered(3) | {"sections": numbered(3)["sections"][:3]})

    assert 0 == run("tables", "-", "-o", tmp_path / "one", stdin=odd).exit_code
    assert 1 == run("tables", "-", "-o", tmp_path / "two", "--strict", stdin=odd).exit_code
    assert 1 == read_tables(tmp_path / "two")["reports"].num_rows


def test_a_report_that_comes_twice_is_in_the_tables_once(tmp_path: Path) -> None:
    """Of two reports with the same id the first is used, and the second is a problem, in the same batch or another."""
    (tmp_path / "one.jsonl").write_bytes(lines(numbered(1), numbered(1), numbered(2)))
    (tmp_path / "two.json").write_bytes(lines(numbered(2)))
    (tmp_path / "letter.md").write_bytes(b"")
    result = run("tables", tmp_path / "one.jsonl", "-", "-o", tmp_path / "out.duckdb", stdin=lines(numbered(2)))
    tables = read_tables(tmp_path / "out.duckdb")

    assert 1 == result.exit_code
    assert [report(numbered(1)), report(numbered(2))] == from_arrow(tables)
    assert [("SQS017", 1, report(numbered(1)).id), ("SQS017", 0, report(numbered(2)).id)] == [
        (row["code"], row["index"], row["report_id"]) for row in tables["problems"].to_pylist()
    ]


@pytest.mark.slow
@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_the_rows_do_not_depend_on_the_number_of_jobs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    """The files are the same, byte for byte, with any number of processes."""
    monkeypatch.setattr(running, "_MIN_BYTES", 0)
    monkeypatch.setattr(work, "MAX_PROBLEMS", 5)
    monkeypatch.setattr(tasks, "_SMALL", 0)
    source = tmp_path / "many.jsonl"
    reports = [numbered(number) for number in range(60)]
    source.write_bytes(lines(*reports[:40], *reports[:3], *[{}] * 20, *reports[40:]) + b"[")
    (tmp_path / "empty.jsonl").write_bytes(b"")
    paths = (source, LETTER, tmp_path / "empty.jsonl", source)
    results = [
        run("tables", *paths, "-o", tmp_path / str(jobs), "--format", format, "-j", str(jobs)) for jobs in (1, 2)
    ]

    assert [1, 1] == [result.exit_code for result in results]
    assert results[0].stderr.splitlines()[:-1] == results[1].stderr.splitlines()[:-1]
    for name in names_in(tmp_path / "1"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()
    tables = read_tables(tmp_path / "1")
    assert 61 == tables["reports"].num_rows
    rows = tables["problems"].to_pylist()
    assert [(40, 41), (41, 42), (42, 43)] == [(row["index"], row["line"]) for row in rows if row["code"] == "SQS017"][
        :3
    ]


def test_existing_targets_are_kept(tmp_path: Path) -> None:
    """An existing target is kept, and replaced only with ``--force`` and if it has only tables."""
    target = tmp_path / "out"
    assert 0 == run("tables", "-", "-o", target, stdin=lines(numbered(1))).exit_code
    second = run("tables", "-", "-o", target, stdin=lines(numbered(2)))
    assert (2, [report(numbered(1))]) == (second.exit_code, from_arrow(read_tables(target)))
    assert "--force" in second.stderr

    assert 0 == run("tables", "-", "-o", target, "--force", "--format", "csv", stdin=lines(numbered(2))).exit_code
    assert [report(numbered(2))] == from_arrow(read_tables(target))

    (target / "mine.txt").touch()
    refused = run("tables", "-", "-o", target, "--force", stdin=lines(numbered(3)))
    assert 3 == refused.exit_code
    assert "is not a folder of only these tables" in refused.stderr
    assert (target / "mine.txt").exists()
    assert 3 == run("tables", "-", "-o", target, "-f", "--format", "duckdb", stdin=lines(numbered(3))).exit_code
    assert ["out"] == names_in(tmp_path)


@pytest.mark.parametrize("target", ["out", "out.csv", "out.duckdb"])
def test_a_failed_run_leaves_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str) -> None:
    """An interrupted run leaves neither a target nor temporary files."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reports, "check", interrupt)
    result = run("tables", "-", "-o", tmp_path / target, stdin=lines(numbered(1)))

    assert 130 == result.exit_code
    assert [] == names_in(tmp_path)


def test_unreadable_sources_are_reported(tmp_path: Path) -> None:
    """A source that cannot be read makes the status 3, and the others are still read."""
    (tmp_path / "one.json").write_bytes(lines(numbered(1)))
    (tmp_path / "scan.md").write_bytes(b"")
    (tmp_path / "empty").mkdir()
    paths = (tmp_path / "none.json", tmp_path / "one.json", tmp_path / "scan.md", tmp_path / "empty", tmp_path / "*.x")
    result = run("tables", *paths, "-o", tmp_path / "out")

    assert 3 == result.exit_code
    assert [report(numbered(1))] == from_arrow(read_tables(tmp_path / "out"))
    assert ["SQS010", "SQS010", "SQS010"] == re.findall("SQS010", result.stderr)


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (("-o", "-"), 2),
        ((), 2),
        (("-o", "out", "--format", "ods"), 2),
        (("-o", "out", "--from", "odt"), 2),
        (("-o", "nowhere/out"), 3),
    ],
)
def test_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], status: int) -> None:
    """A run that cannot succeed is rejected before anything is read."""
    monkeypatch.chdir(tmp_path)
    result = run("tables", "-", *args)

    assert status == result.exit_code
    assert [] == names_in(tmp_path)


@pytest.mark.parametrize(
    ("packages", "target", "extra"),
    [
        ("pyarrow", "out", "arrow"),
        ("pyarrow", "out.db", "arrow"),
        ("duckdb", "out.duckdb", "duckdb"),
        ("pyarrow duckdb", "out.duckdb", "duckdb"),
        ("xlsxwriter", "out.xlsx", "xlsx"),
        ("pyarrow xlsxwriter", "out.xlsx", "xlsx"),
    ],
)
def test_a_missing_package_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packages: str, target: str, extra: str
) -> None:
    """If a package is missing, the command says at once which extra installs it."""
    for package in packages.split():
        monkeypatch.setitem(sys.modules, package, None)
    result = run("tables", "-", "-o", tmp_path / target, stdin=lines(numbered(1)))

    assert 3 == result.exit_code
    assert f"pip install 'sqsreport[{extra}]'" in result.stderr
    assert [] == names_in(tmp_path)


@pytest.mark.slow
def test_a_crash_loses_only_its_own_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source that kills its worker process is reported as unreadable, and the others are in the tables."""
    monkeypatch.setattr(running, "_MIN_SECONDS", -1.0)
    monkeypatch.setattr("sqsreport.cli.tables.ReadReports", fault_work.DeadlyReading)
    (tmp_path / "bad.json").write_bytes(lines({"deadly": 1}))
    (tmp_path / "good.json").write_bytes(lines(numbered(1)))
    result = run("tables", tmp_path / "bad.json", tmp_path / "good.json", "-o", tmp_path / "out", "-j", "2")

    assert 3 == result.exit_code
    assert "the process that read it died" in result.stderr
    assert [report(numbered(1))] == from_arrow(read_tables(tmp_path / "out"))


def test_every_table_is_written(tmp_path: Path) -> None:
    """A table without rows is written, with its columns."""
    assert 1 == run("tables", "-", "-o", tmp_path / "out.csv").exit_code
    tables = read_tables(tmp_path / "out.csv")

    assert list(TABLES) == list(tables)
    assert [0] * (len(TABLES) - 1) == [table.num_rows for name, table in tables.items() if name != "problems"]
    assert isinstance(tables["reports"], pa.Table)


def test_quantities_can_be_omitted(tmp_path: Path) -> None:
    """The table of quantities is filled unless ``--no-quantities`` is set."""
    source = lines(numbered(1))
    assert 0 == run("tables", "-", "-o", tmp_path / "with", stdin=source).exit_code
    assert 0 == run("tables", "-", "--no-quantities", "-o", tmp_path / "without", stdin=source).exit_code

    expected = len(sqsreport.quantities(report(numbered(1))))
    assert [expected, 0] == [read_tables(tmp_path / name)["quantities"].num_rows for name in ("with", "without")]


def test_too_little_memory_loses_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that is too large for the memory is reported, and all others are read, with their positions."""
    check = validation.check

    def hungry(chunk: Chunk, **options: Any) -> Any:
        if b"northmoor-0-" in chunk.data:
            raise MemoryError
        return check(chunk, **options)

    monkeypatch.setattr(reports, "check", hungry)
    monkeypatch.setattr(tasks, "_SMALL", 0)
    source = tmp_path / "few.jsonl"
    source.write_bytes(lines(*(numbered(number) for number in range(10)), {}))
    result = run("tables", source, "-o", tmp_path / "out", "-j", "1")
    tables = read_tables(tmp_path / "out")
    rows = tables["problems"].to_pylist()

    assert 3 == result.exit_code
    assert 9 == tables["reports"].num_rows
    assert ("SQS010", 0) == (rows[0]["code"], rows[0]["index"])
    assert {(10, 11)} == {(row["index"], row["line"]) for row in rows[1:]}


def test_a_folder_without_inputs(tmp_path: Path) -> None:
    """A folder without letters of the format, or that does not exist, cannot be read."""
    (tmp_path / "one.json").write_bytes(lines(numbered(1)))
    result = run("tables", tmp_path, tmp_path / "none.md", "--from", "markdown", "-o", tmp_path / "out")

    assert 3 == result.exit_code
    assert "the folder has no letter in the format markdown" in result.stderr
    assert "no such file" in result.stderr


def test_a_missing_package_for_a_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the package for a letter is missing, the letter cannot be read, and the message says what to install."""
    error = MissingExtraError("reading HTML", "html")

    def read(*_args: object, **_options: object) -> letters.Reading:
        raise error

    monkeypatch.setattr(letters, "read", read)
    (tmp_path / "letter.html").write_bytes(b"<p>A letter.</p>")
    result = run("tables", tmp_path / "letter.html", "-o", tmp_path / "out")

    assert 3 == result.exit_code
    assert "pip install 'sqsreport[html]'" in result.stderr
