"""``sqsreport where``: the passages of a value, and the advice if there is none."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from sqsreport import codec, letters
from sqsreport.errors import MissingExtraError
from sqsreport.letters.blocks import Passage
from sqsreport.problems import Problem
from sqsreport.testing import examples
from support.command_line import run, saved

NORTHMOOR = codec.from_valid_dict(examples.northmoor())

LETTER = """\
<i>To:</i>\tIvy Garland, Chair of the Management Board
<i>Publication date:</i>\t8 April 2015

Report of Short Quality Screening (SQS) of youth offending work in Northmoor

The inspection was conducted from 9-11 March 2015.

Context

We examined 20 cases of children supervised by Northmoor Youth Offending Service (YOS).

1. Reducing reoffending

- 1.1. Plans were kept

in a drawer.
"""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Write a letter, and return its path."""
    path = tmp_path / "letter.md"
    path.write_text(LETTER, encoding="utf-8", newline="\n")
    return path


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> list[letters.Reading]:
    """Return a list; the only reading in it is returned for every letter."""
    readings: list[letters.Reading] = []
    monkeypatch.setattr(letters, "read", lambda _data, _form, **_options: readings[0])
    return readings


def passages(result: Result, name: str | Path) -> list[str]:
    """Return the lines of standard output after the first, without the name of the letter."""
    return [line.replace(str(name), "") for line in result.stdout.splitlines()[1:]]


def test_passage(letter: Path) -> None:
    """The output has the place of a value in the letter, and below it the text of the letter."""
    result = run("where", letter, "/addressee/name")
    assert 0 == result.exit_code
    assert [
        f"sha256 {hashlib.sha256(LETTER.encode()).hexdigest()}  {letter}",
        f"{letter}:1:1  /addressee/name",
        "    <i>To:</i>\tIvy Garland, Chair of the Management Board",
    ] == result.stdout.splitlines()


def test_several_passages(letter: Path) -> None:
    """A value that is printed several times has all of its places, and values are in the order of the arguments."""
    result = run("where", letter, "/sections/0/paragraphs/0", "/published")
    assert [
        ":14:1  /sections/0/paragraphs/0",
        "    - 1.1. Plans were kept",
        ":16:1  /sections/0/paragraphs/0",
        "    in a drawer.",
        ":2:1  /published",
        "    <i>Publication date:</i>\t8 April 2015",
    ] == passages(result, letter)


def test_whole_report(letter: Path) -> None:
    """The empty pointer is the whole report, and so has all passages of the report."""
    output = run("where", letter, "").stdout
    assert all(line in output for line in LETTER.splitlines() if line)


def test_list(letter: Path) -> None:
    """Without a pointer every value that is not an object or a list is listed, in the order of the report."""
    listed = passages(run("where", letter), letter)
    assert ":4:1  /title" == listed[0]
    assert [":14:1  /sections/0/paragraphs/0/text", ":16:1  /sections/0/paragraphs/0/text"] == [
        line for line in listed if "paragraphs/0/text" in line
    ]
    assert not any(line.endswith(("  /addressee", "  /sections", "  ")) for line in listed)


def test_page(letter: Path, reading: list[letters.Reading]) -> None:
    """A place is a page and a box in formats with pages, and empty in formats without pages and lines."""
    recorded = {
        "/title": [Passage("On\nlines", page=3, box=(72, 90.25, 523.5, 118))],
        "/id": [Passage("a", page=4)],
        "/summary/0": [Passage("b")],
    }
    reading.append(letters.Reading(NORTHMOOR, sha256="ab", record=lambda: recorded))
    assert [
        ":page 3 (72.0 90.2 523.5 118.0)  /title",
        "    On",
        "    lines",
        ":page 4  /id",
        "    a",
        "  /summary/0",
        "    b",
    ] == passages(run("where", letter, "/title", "/id", "/summary/0"), letter)


@pytest.mark.parametrize(
    ("pointer", "advice"),
    [
        ("/id", "the letter does not print /id"),
        ("/sumary", "the report has nothing at /sumary; did you mean /summary?"),
        ("/summary", "the report has nothing at /summary; it has: schema_version, id, "),
        ("/sections/4", "the report has nothing at /sections/4; there is /sections/0"),
        ("/copy_list/9/role", "the report has nothing at /copy_list/9/role; there is /copy_list/0 to /copy_list/1"),
        ("/sections/x", "the report has nothing at /sections/x; there is /sections/0"),
        ("/title/a~1b", "the report has nothing at /title/a~1b; /title has no parts"),
        ("/sender/titel", "the report has nothing at /sender/titel; /sender has: name, role"),
    ],
)
def test_nowhere(letter: Path, pointer: str, advice: str) -> None:
    """A pointer without a passage results in advice and status 1, and the other pointers in their passages."""
    if pointer.startswith(("/sender", "/sumary", "/copy_list")):  # the short letter does not have these
        letter.write_bytes(letters.write(NORTHMOOR, "markdown"))
    result = run("where", letter, pointer, "/title")
    assert 1 == result.exit_code
    assert [line for line in result.stderr.splitlines() if line.startswith(f"Error: {advice}")]
    assert 3 == len(result.stdout.splitlines())


@pytest.mark.parametrize("pointer", ["sections", "/a~2", "#/title", " /title", "/~"])
def test_no_pointer(letter: Path, pointer: str) -> None:
    """An argument that is not a JSON Pointer is a usage error."""
    result = run("where", letter, pointer)
    assert (2, "") == (result.exit_code, result.stdout)
    assert f"Error: {pointer!r} is not a JSON Pointer" in result.stderr


def test_problems(letter: Path, reading: list[letters.Reading]) -> None:
    """The problems of the letter are printed to standard error, and determine the status."""
    problem = Problem("SQS402", params={"part": "title"})
    reading.append(
        letters.Reading(NORTHMOOR, (problem,), sha256="ab", record=lambda: {"/title": [Passage("a", line=1)]})
    )
    result = run("where", letter, "/title")
    assert (1, f"{letter}: {problem}\n") == (result.exit_code, result.stderr)
    assert [":1  /title", "    a"] == passages(result, letter)


def test_no_report(letter: Path) -> None:
    """A letter without a report has a digest, problems, and no passages."""
    letter.write_bytes(b"\0")
    result = run("where", letter, "/title")
    assert (3, [f"sha256 {hashlib.sha256(bytes(1)).hexdigest()}  {letter}"]) == (
        result.exit_code,
        result.stdout.splitlines(),
    )
    assert "error SQS408" in result.stderr


def test_embedded_report(tmp_path: Path) -> None:
    """A value that is only in the embedded report has no passage, and the advice says so."""
    path = tmp_path / "letter.md"
    path.write_bytes(letters.write(NORTHMOOR, "markdown"))
    pointer = "/inspection/service/authorities/0/gss_code"
    assert f"Error: the letter does not print {pointer}\n" == run("where", path, pointer).stderr
    result = run("where", path, pointer, "--ignore-embedded")
    assert f"Error: the report has nothing at {pointer}; " in result.stderr


def test_standard_input() -> None:
    """A hyphen is standard input, and needs ``--from``."""
    assert 2 == run("where", "-").exit_code
    result = run("where", "-", "/title", "--from", "markdown", stdin=LETTER.encode())
    assert "<stdin>:4:1  /title" == result.stdout.splitlines()[1]


def test_json(tmp_path: Path) -> None:
    """A JSON report is rejected, because it is not a letter."""
    result = run("where", saved(tmp_path / "a.json", examples.northmoor()), "/title")
    assert (2, "") == (result.exit_code, result.stdout)
    assert "is not a letter" in result.stderr


def test_unreadable(tmp_path: Path) -> None:
    """A missing file is reported as an input that cannot be read."""
    result = run("where", tmp_path / "a.md")
    assert (3, "") == (result.exit_code, result.stdout)
    assert f"error SQS010: cannot read {tmp_path / 'a.md'}: no such file or directory\n" == result.stderr


def test_missing_extra(letter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing package is reported in one line."""
    error = MissingExtraError("reading PDF", "pdf")

    def read(*_args: object, **_options: object) -> letters.Reading:
        raise error

    monkeypatch.setattr(letters, "read", read)
    result = run("where", letter)
    assert (3, "", f"Error: {error}\n") == (result.exit_code, result.stdout, result.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_hostile(tmp_path: Path, reading: list[letters.Reading]) -> None:
    """Control characters of a letter, a file name or a pointer never reach the terminal; tabs are kept."""
    path = tmp_path / "\x1b[2J\n\udcff.md"
    path.write_bytes(b"")
    recorded = {"/title": [Passage("a\x1b[2J\tb\x9bc\u202ed", line=1)]}
    reading.append(letters.Reading(NORTHMOOR, sha256="ab", record=lambda: recorded))
    result = run("where", path, "/title", "/\x1b[2J")
    assert "    a�[2J\tb�c�d" == result.stdout.splitlines()[2]
    assert "Error: the report has nothing at /�[2J; " in result.stderr
    assert all(char.isprintable() or char in "\t\n" for char in result.stdout + result.stderr)


@given(data=st.binary(max_size=200), pointer=st.text(max_size=20))
def test_any_bytes(data: bytes, pointer: str) -> None:
    """No input results in a traceback."""
    result = run("where", "--from", "markdown", "--", "-", pointer, stdin=data)
    assert SystemExit is type(result.exception)
    assert result.exit_code in (1, 2, 3)
