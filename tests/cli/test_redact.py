"""``sqsreport redact``: every format in and out, and messages without values."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import sqsreport
from sqsreport import tables
from sqsreport.testing import examples
from support.command_line import run, saved

MINIMAL = examples.minimal()["id"]
NAMES = ("Hazel Brook", "Rowan Ashby", "Ivy Garland", "hazel.brook@example.org", "01632 960001")


def names_in(text: str) -> list[str]:
    """Return the names of the example that are in a text."""
    return [name for name in NAMES if name in text]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return a file with a report that names people."""
    return saved(tmp_path / "northmoor.json", examples.northmoor())


@pytest.mark.parametrize("ending", ["json", "md", "html", "docx", "jsonl", "jsonl.gz"])
def test_forms(tmp_path: Path, report: Path, ending: str) -> None:
    """A report is redacted into every format, and reading the result returns the redacted report."""
    target = tmp_path / f"public.{ending}"
    result = run("redact", report, "-o", target)
    data = target.read_bytes()
    text = (gzip.decompress(data) if ending.endswith("gz") else data).decode("utf-8", "ignore")

    assert (0, "", []) == (result.exit_code, result.stdout, names_in(text + result.stderr))
    if "jsonl" in ending:
        (redacted,) = sqsreport.iter_load(target)
    else:
        redacted = sqsreport.load(target) if ending == "json" else sqsreport.read_letter(target).report  # type: ignore[assignment]
    assert sqsreport.redact(sqsreport.load(report)).report == redacted


@pytest.mark.parametrize("ending", [".duckdb", ""])
def test_tables(tmp_path: Path, report: Path, ending: str) -> None:
    """Tables become redacted tables, and a report becomes tables by the ending."""
    source, target = tmp_path / f"all{ending}", tmp_path / f"public{ending}"
    assert 0 == run("tables", report, "-o", source).exit_code
    result = run("redact", source, "-o", target)

    assert 0 == result.exit_code, result.stderr
    assert [sqsreport.redact(sqsreport.load(report)).report] == tables.from_arrow(tables.read_tables(target))


def test_letters_become_letters(tmp_path: Path) -> None:
    """A letter becomes a letter that carries only the redacted report."""
    letter, target = tmp_path / "letter.md", tmp_path / "public.md"
    sqsreport.write_letter(examples.example_report(), letter)
    assert 0 == run("redact", letter, "-o", target).exit_code
    people = [examples.example_report().addressee, examples.example_report().sender]

    assert [] == [person.name for person in people if person and str(person.name) in target.read_text(encoding="utf-8")]


def test_places_are_printed(tmp_path: Path, report: Path) -> None:
    """Places and counts are printed on standard error, or as JSON to a file, without values."""
    result = run("redact", report, "-o", tmp_path / "public.json")
    again = run("redact", report, "-o", tmp_path / "public.json", "--report", tmp_path / "places.json")
    record = json.loads((tmp_path / "places.json").read_text(encoding="utf-8"))

    assert "northmoor-sqs-2015-03-09: /addressee/name: 1\n" in result.stderr
    assert 1 == record["reports"][0]["counts"]["/addressee/name"]
    assert "/addressee" not in again.stderr


def test_keep_and_also(tmp_path: Path, report: Path) -> None:
    """Names can be kept, and further names read from a file."""
    names = tmp_path / "names.txt"
    names.write_text("Boat Shed\n", encoding="utf-8")
    target = tmp_path / "public.json"
    run("redact", report, "-o", target, "--keep", "/sender", "--also", names)
    text = target.read_text(encoding="utf-8")

    assert ["Rowan Ashby"] == names_in(text)
    assert "[name]" in text


def test_invalid_reports_are_not_quoted(tmp_path: Path) -> None:
    """A problem of an input is printed without text of the input, and nothing is written."""
    document = {**examples.northmoor(), "published": "Hazel Brook"}
    result = run("redact", saved(tmp_path / "broken.json", document), "-o", tmp_path / "public.json")

    assert (1, [], False) == (result.exit_code, names_in(result.stderr), (tmp_path / "public.json").exists())
    assert "SQS" in result.stderr


def test_wrong_usage(tmp_path: Path, report: Path) -> None:
    """The input is never overwritten, and several reports are not written to one."""
    several = tmp_path / "several.jsonl"
    several.write_text(f"{json.dumps(examples.northmoor())}\n" * 2, encoding="utf-8")

    assert 2 == run("redact", report, "-o", report).exit_code
    assert 2 == run("redact", several, "-o", tmp_path / "one.json").exit_code
    assert 2 == run("redact", report, "-o", tmp_path / "public.xyz").exit_code
    assert 3 == run("redact", tmp_path / "none.json", "-o", tmp_path / "public.json").exit_code


@pytest.fixture
def folder(tmp_path: Path, report: Path) -> Path:
    """Return a folder with a report, a letter in a subfolder, and JSON Lines."""
    folder = tmp_path / "in"
    (folder / "below").mkdir(parents=True)
    report.rename(folder / "one.json")
    sqsreport.write_letter(examples.example_report(), folder / "below" / "letter.html")
    (folder / "lines.jsonl").write_text(f"{json.dumps(examples.minimal())}\n", encoding="utf-8")
    return folder


def files_in(folder: Path) -> list[str]:
    """Return the files in a folder and below."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("options", [[], ["-j", "2"]])
def test_folder(tmp_path: Path, folder: Path, options: list[str]) -> None:
    """A folder becomes a folder with the same names and formats, and each report of JSON Lines becomes a file."""
    result = run("redact", folder, "-o", tmp_path / "out", *options)

    assert (0, "3 files: 3 written") == (result.exit_code, result.stderr.splitlines()[-1])
    assert ["below/letter.html", f"{MINIMAL}.json", "one.json"] == files_in(tmp_path / "out")
    redacted = sqsreport.redact(sqsreport.load(folder / "one.json")).report
    assert redacted == sqsreport.load(tmp_path / "out" / "one.json")
    texts = [path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*.*")]
    assert [] == names_in("".join([result.stderr, *texts]))
    assert "northmoor-sqs-2015-03-09: /addressee/name: 1\n" in result.stderr


def test_form_in_a_folder(tmp_path: Path, folder: Path) -> None:
    """In a folder all files get the chosen format, and a single file becomes one file."""
    assert 0 == run("redact", folder / "*.*", "-o", tmp_path / "out", "--to", "markdown").exit_code
    assert [f"{MINIMAL}.md", "one.md"] == files_in(tmp_path / "out")
    assert 0 == run("redact", folder / "below" / "letter.html", "-o", tmp_path / "out").exit_code
    assert "letter.html" in files_in(tmp_path / "out")


def test_files_in_a_folder_are_kept(tmp_path: Path, folder: Path) -> None:
    """Existing files are kept or, with ``--force``, replaced; an input never is."""
    out = tmp_path / "out"
    run("redact", folder, "-o", out)
    (out / "one.json").write_text("mine", encoding="utf-8")

    assert "3 files: 3 kept" in run("redact", folder, "-o", out).stderr
    assert "mine" == (out / "one.json").read_text(encoding="utf-8")
    assert "3 files: 3 written" in run("redact", folder, "-o", out, "--force").stderr
    before = (folder / "one.json").read_bytes()
    (out / "one.json").unlink()
    (out / "one.json").symlink_to(folder / "one.json")
    assert 2 == run("redact", folder, "-o", folder, "--force").exit_code
    assert 2 == run("redact", folder, "-o", out, "--force").exit_code
    assert before == (folder / "one.json").read_bytes()


def test_problems_in_a_folder_are_not_quoted(tmp_path: Path, folder: Path) -> None:
    """An input that is not a report has no file, and its problems are printed without its text."""
    saved(folder / "broken.json", {**examples.northmoor(), "published": "Hazel Brook"})
    result = run("redact", folder, "-o", tmp_path / "out", "--report", tmp_path / "places.json")

    assert (1, []) == (result.exit_code, names_in(result.stderr))
    assert "4 files: 3 written, 1 failed; 1 error" == result.stderr.splitlines()[-1]
    assert 3 == len(json.loads((tmp_path / "places.json").read_text(encoding="utf-8"))["reports"])
