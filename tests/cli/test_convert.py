"""``sqsreport convert``: the formats, and the cases in which nothing is written."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import attrs
import pytest
from click.testing import Result
from hypothesis import example, given
from hypothesis import strategies as st

import sqsreport
from sqsreport import codec, letters
from sqsreport.errors import MissingExtraError
from sqsreport.problems import Problem
from sqsreport.testing import examples
from support.command_line import imported, on_terminal, packages, run, saved

NORTHMOOR = codec.from_valid_dict(examples.northmoor())
JSON = codec.dumps(NORTHMOOR).encode()

#: A report with one warning, for the missing themes, and no error.
INCOMPLETE = examples.minimal()

#: One error, and no warning.
WRONG = examples.northmoor() | {"published": "2015-03-01"}


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> list[letters.Reading]:
    """Return a list; the only reading in it is returned for every letter."""
    readings: list[letters.Reading] = []
    monkeypatch.setattr(letters, "read", lambda _data, _form, **_options: readings[0])
    return readings


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Return a letter in Markdown."""
    path = tmp_path / "letter.md"
    path.write_bytes(letters.write(NORTHMOOR, "markdown"))
    return path


def outcome(result: Result, target: Path) -> tuple[int, bytes | None]:
    """Return the status of a conversion, and what it wrote; standard output must be empty."""
    assert b"" == result.stdout_bytes
    return result.exit_code, target.read_bytes() if target.exists() else None


def test_json_becomes_canonical(tmp_path: Path) -> None:
    """A valid JSON report is written in canonical form, without a message."""
    source, target = saved(tmp_path / "a.json", examples.northmoor()), tmp_path / "b.json"
    result = run("convert", source, target)
    assert (0, JSON) == outcome(result, target)
    assert "" == result.stderr


def test_in_place(tmp_path: Path) -> None:
    """A JSON file may be converted onto itself."""
    path = saved(tmp_path / "a.json", examples.northmoor())
    assert (0, JSON) == outcome(run("convert", path, path), path)


def test_a_letter_is_not_converted_onto_itself(tmp_path: Path) -> None:
    """A letter is never replaced by its report, nor a report by its letter, whatever their names."""
    letter, report = tmp_path / "a.md", saved(tmp_path / "a.json", examples.northmoor())
    letter.write_bytes(letters.write(NORTHMOOR, "markdown"))
    before = letter.read_bytes(), report.read_bytes()
    (tmp_path / "link.md").symlink_to(letter)
    (tmp_path / "b.json").symlink_to(letter)
    (tmp_path / "c").symlink_to(report)
    for args in (
        (letter, letter),
        (letter, tmp_path / "link.md"),
        (tmp_path / "link.md", letter),
        (letter, tmp_path / "b.json"),
        (report, tmp_path / "c", "--to", "html"),
        (letter, "--to", "markdown", "-o", tmp_path, "--force"),
        (tmp_path / "b.json", letter, "--from", "markdown", "--to", "markdown", "-o", tmp_path, "--force"),
    ):
        result = run("convert", *args)
        assert (2, before) == (result.exit_code, (letter.read_bytes(), report.read_bytes()))
        assert "give the output another name" in result.stderr


def test_a_folder_of_reports_becomes_canonical(tmp_path: Path) -> None:
    """With ``--force`` the reports of a folder are written in canonical form; without it they are kept."""
    path = saved(tmp_path / "a.json", examples.northmoor())
    before = path.read_bytes()
    assert (0, before) == outcome(run("convert", path, "--to", "json", "-o", tmp_path), path)
    assert (0, JSON) == outcome(run("convert", path, "--to", "json", "-o", tmp_path, "--force"), path)


def test_existing_target_is_replaced(tmp_path: Path) -> None:
    """An existing target is replaced completely, even if it is longer."""
    target = tmp_path / "b.json"
    target.write_bytes(b"x" * 1_000_000)
    assert (0, JSON) == outcome(run("convert", saved(tmp_path / "a.json", examples.northmoor()), target), target)


@pytest.mark.parametrize("form", letters.FORMATS)
def test_every_form_is_written(tmp_path: Path, form: str) -> None:
    """The ending of the target chooses the format; every ending of every format works."""
    source = saved(tmp_path / "a.json", examples.northmoor())
    for ending in letters.FORMATS[form].endings:
        target = tmp_path / f"letter{ending}"
        assert (0, letters.write(NORTHMOOR, form)) == outcome(run("convert", source, target), target)


@pytest.mark.parametrize("form", letters.FORMATS)
def test_every_form_is_read(tmp_path: Path, form: str) -> None:
    """A letter in any format is converted to JSON, with the values that the format can represent."""
    data = letters.write(NORTHMOOR, form)
    source, target = tmp_path / f"letter{letters.FORMATS[form].endings[0]}", tmp_path / "b.json"
    source.write_bytes(data)
    report = letters.read(data, form).report
    assert report is not None
    assert codec.dumps(report).encode() == outcome(run("convert", source, target), target)[1]


def test_options_override_endings(tmp_path: Path) -> None:
    """``--from`` and ``--to`` override the endings."""
    source, target = tmp_path / "letter.json", tmp_path / "letter"
    source.write_bytes(letters.write(NORTHMOOR, "markdown"))
    result = run("convert", source, target, "--from", "markdown", "--to", "json")
    assert NORTHMOOR.id == sqsreport.load(target).id
    assert 0 == result.exit_code


def test_a_second_letter_is_not_the_target(tmp_path: Path, letter: Path) -> None:
    """If two letters and ``--to`` are given, the second letter is not overwritten, and there is advice."""
    before = letter.read_bytes()
    result = run("convert", letter, letter, "--to", "json")
    assert (2, before) == outcome(result, letter)
    assert "-o" in result.stderr


def test_streams() -> None:
    """A hyphen is standard input or standard output, and standard output has only the result."""
    result = run("convert", "-", "-", "--from", "json", "--to", "json", stdin=json.dumps(INCOMPLETE).encode())
    assert (0, codec.dumps(codec.from_valid_dict(INCOMPLETE)).encode()) == (result.exit_code, result.stdout_bytes)
    assert "<stdin>:1:1: warning SQS301" in result.stderr
    assert "standard output written: 1 warning" == result.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("args", "option"),
    [
        (["-", "b.json"], "--from"),
        (["a.json", "-"], "--to"),
        (["-", "-", "--from", "json"], "--to"),
        (["a.xyz", "b.json"], "--from"),
        (["a.json", "b.xyz"], "--to"),
        (["a", "b.json"], "--from"),
    ],
)
def test_form_unknown(args: list[str], option: str) -> None:
    """If the format is unknown, that is wrong usage, and the message names the option."""
    result = run("convert", *args)
    assert 2 == result.exit_code
    assert f"; give {option}" in result.stderr


def test_json_with_errors(tmp_path: Path) -> None:
    """JSON with an error is not converted, and the status is 1."""
    source, target = saved(tmp_path / "a.json", WRONG), tmp_path / "b.json"
    result = run("convert", source, target)
    assert (1, None) == outcome(result, target)
    assert f"{source}:1:" in result.stderr
    assert "error SQS202" in result.stderr
    assert "nothing written: 1 error" == result.stderr.splitlines()[-1]


def test_json_with_errors_leaves_target(tmp_path: Path) -> None:
    """If nothing is written, an existing target is unchanged."""
    target = tmp_path / "b.json"
    target.write_bytes(b"as it was")
    assert (1, b"as it was") == outcome(run("convert", saved(tmp_path / "a.json", WRONG), target), target)


def test_json_with_warnings(tmp_path: Path) -> None:
    """JSON with a warning is converted, and the warning is printed."""
    source, target = saved(tmp_path / "a.json", INCOMPLETE), tmp_path / "b.json"
    result = run("convert", source, target)
    assert (0, codec.dumps(codec.from_valid_dict(INCOMPLETE)).encode()) == outcome(result, target)
    assert f"{target} written: 1 warning" == result.stderr.splitlines()[-1]


def test_json_with_warnings_strict(tmp_path: Path) -> None:
    """With ``--strict`` a warning counts as an error."""
    source, target = saved(tmp_path / "a.json", INCOMPLETE), tmp_path / "b.json"
    result = run("convert", "--strict", source, target)
    assert (1, None) == outcome(result, target)
    assert "nothing written: 1 warning" == result.stderr.splitlines()[-1]


def test_letter_without_report(tmp_path: Path, letter: Path, reading: list[letters.Reading]) -> None:
    """If a letter results in no report, nothing is written, and the status is 1."""
    problem = Problem("SQS402", params={"part": "title"})
    reading.append(letters.Reading(report=None, problems=(problem,), leftovers=(letters.Passage("x"),)))
    target = tmp_path / "b.json"
    result = run("convert", letter, target)
    assert (1, None) == outcome(result, target)
    assert [f"{letter}: {problem}", "nothing written: 1 error"] == result.stderr.splitlines()


NOT_A_WORD = [
    ("markdown", b"\0\1\2", "SQS408"),
    ("markdown", b" \n", "SQS002"),
    ("markdown", b"word " * 200_000, "SQS410"),
    ("html", b"<p></p>", "SQS419"),
    ("docx", b"PK, but no zip archive", "SQS411"),
    ("docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "SQS412"),
    ("pdf", b"%PDF-1.7", "SQS411"),
]


@pytest.mark.parametrize(("form", "data", "code"), NOT_A_WORD)
@pytest.mark.parametrize("command", ["convert", "show", "where"])
def test_letter_without_a_word(command: str, form: str, data: bytes, code: str) -> None:
    """A letter without readable text is unreadable input: the status is 3."""
    targets = ["-", "--to", "json"] if command == "convert" else []
    result = run(command, "-", *targets, "--from", form, stdin=data)
    assert 3 == result.exit_code
    assert f"error {code}" in result.stderr


@pytest.mark.parametrize("command", ["convert", "show", "where"])
def test_letter_with_a_word(command: str) -> None:
    """A letter with text that results in no report is a problem: the status is 1."""
    targets = ["-", "--to", "json"] if command == "convert" else []
    assert 1 == run(command, "-", *targets, "--from", "markdown", stdin=b"word").exit_code


@pytest.mark.parametrize("command", ["convert", "show"])
def test_invalid_json(command: str) -> None:
    """Invalid JSON is a problem: the status is 1."""
    targets = ["-", "--to", "json"] if command == "convert" else []
    assert 1 == run(command, "-", *targets, "--from", "json", stdin=b"{").exit_code


@pytest.mark.parametrize("form", letters.FORMATS)
def test_letter_too_large_to_write(tmp_path: Path, form: str) -> None:
    """A letter that could not be read back is not written, and one line says why."""
    much = NORTHMOOR.introduction[0] + " word" * 1_000
    source, target = tmp_path / "a.json", (tmp_path / "b").with_suffix(letters.FORMATS[form].endings[0])
    source.write_text(codec.dumps(attrs.evolve(NORTHMOOR, introduction=[much] * 110)), encoding="utf-8")
    result = run("convert", source, target)
    assert (3, None) == outcome(result, target)
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"Error: cannot write {target}: the letter could not be read back: ")


@pytest.mark.parametrize(
    ("code", "options", "status"),
    [("SQS401", [], 0), ("SQS401", ["--strict"], 1), ("SQS402", [], 1), ("SQS402", ["--strict"], 1)],
)
def test_letter_with_problems(
    letter: Path, reading: list[letters.Reading], code: str, options: list[str], status: int
) -> None:
    """A letter with a report is always written; its problems determine the status."""
    problem = Problem(code, line=3, column=1, params={"part": "summary"})
    reading.append(letters.Reading(report=NORTHMOOR, problems=(problem,), leftovers=()))
    target = letter.with_suffix(".json")
    result = run("convert", letter, target, *options)
    assert (status, JSON) == outcome(result, target)
    assert f"{letter}:{problem}" == result.stderr.splitlines()[0]


def test_leftovers(letter: Path, reading: list[letters.Reading]) -> None:
    """Each unread passage of a letter is reported once, with its line and without control characters."""
    leftover = letters.Passage(text="Page 2\x9b2J", line=7)
    problem = Problem("SQS404", line=leftover.line, params={"found": leftover.text})
    reading.append(letters.Reading(report=NORTHMOOR, problems=(problem,), leftovers=(leftover,)))
    result = run("convert", letter, letter.with_suffix(".json"))
    output = f"{letter}:7: warning SQS404: this text has no place in the report: Page 2\\u009b2J"
    assert [output, f"{letter.with_suffix('.json')} written: 1 warning"] == result.stderr.splitlines()
    assert 0 == result.exit_code


@pytest.mark.parametrize("name", ["none.json", "folder", "folder.json"])
def test_source_unreadable(tmp_path: Path, name: str) -> None:
    """A missing source, or a folder as the only source, is unreadable input."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder.json").mkdir()
    result = run("convert", tmp_path / name, tmp_path / "b.json")
    assert (3, False) == (result.exit_code, (tmp_path / "b.json").exists())
    assert f"error SQS010: cannot read {tmp_path / name}: " in result.stderr


@pytest.mark.parametrize("name", ["none/b.json", "folder.json"])
def test_target_unwritable(tmp_path: Path, name: str) -> None:
    """A target that cannot be written is reported in one line, with status 3."""
    (tmp_path / "folder.json").mkdir()
    result = run("convert", saved(tmp_path / "a.json", examples.northmoor()), f"{tmp_path}/{name}")
    assert 3 == result.exit_code
    assert result.stderr.startswith("Error: cannot write ")
    assert 1 == len(result.stderr.splitlines())


@pytest.mark.skipif(sys.platform == "win32", reason="has other devices")
def test_device_as_target(tmp_path: Path) -> None:
    """A device is written to, and not replaced by a file."""
    source = saved(tmp_path / "a.json", examples.northmoor())
    assert 0 == run("convert", source, os.devnull, "--to", "json").exit_code
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize("form", ["json", *letters.FORMATS])
@example(data=b"[\0")
@given(data=st.binary(max_size=200))
def test_any_bytes(form: str, data: bytes) -> None:
    """No input results in a traceback."""
    result = run("convert", "-", "-", "--from", form, "--to", "json", stdin=data)
    assert SystemExit is type(result.exception)
    assert result.exit_code in (1, 3)


def test_folder_as_target(tmp_path: Path) -> None:
    """For a folder as the target, the message names the option ``-o``."""
    result = run("convert", saved(tmp_path / "a.json", examples.northmoor()), tmp_path)
    assert (3, f"Error: cannot write {tmp_path}: is a directory; give it with -o\n") == (
        result.exit_code,
        result.stderr,
    )


def test_plain(tmp_path: Path) -> None:
    """With ``--plain`` a letter has only its text, and reading it returns the values of the text."""
    source, target = saved(tmp_path / "a.json", examples.northmoor()), tmp_path / "a.md"
    assert (0, letters.write(NORTHMOOR, "markdown", plain=True)) == outcome(
        run("convert", "--plain", source, target), target
    )


def test_plain_lists_lost_values(tmp_path: Path) -> None:
    """With ``--plain`` values that are not in the text are listed, and if there are none, nothing is printed."""
    result = run("convert", "--plain", saved(tmp_path / "a.json", examples.northmoor()), tmp_path / "a.html")
    whole = run(
        "convert", "--plain", Path(__file__).parents[2] / "examples" / "northmoor-2015.json", tmp_path / "b.html"
    )

    assert "the text alone does not say /$schema, " in result.stderr
    assert "/inspection/service/authorities" in result.stderr
    assert (0, "") == (whole.exit_code, whole.stderr)
    read = letters.read((tmp_path / "a.html").read_bytes(), "html").report
    assert read is not None
    assert read.inspection.service.authorities == ()
    assert "/inspection/service/authorities" in letters.lost_in_text(NORTHMOOR, "html")


def test_ignore_embedded(letter: Path) -> None:
    """With ``--ignore-embedded`` the embedded report of a letter is ignored."""
    carried, text = letter.with_suffix(".json"), letter.with_name("text.json")
    run("convert", letter, carried)
    run("convert", letter, text, "--ignore-embedded")
    assert JSON == carried.read_bytes()
    report = letters.read(letters.write(NORTHMOOR, "markdown", plain=True), "markdown").report
    assert report is not None
    assert codec.dumps(report).encode() == text.read_bytes() != JSON


def test_page(letter: Path, reading: list[letters.Reading]) -> None:
    """If a letter has pages, a problem has the number of its page."""
    reading.append(letters.Reading(report=NORTHMOOR, problems=(Problem("SQS404", page=3, params={"found": "x"}),)))
    output = run("convert", letter, letter.with_suffix(".json")).stderr.splitlines()[0]
    assert f"{letter}:page 3: warning SQS404: this text has no place in the report: x" == output


@pytest.mark.parametrize("direction", ["read", "write"])
def test_missing_extra(letter: Path, monkeypatch: pytest.MonkeyPatch, direction: str) -> None:
    """If the package of a format is missing, one line says what to install."""
    error = MissingExtraError("HTML", "html")

    def use(*_args: object, **_options: object) -> bytes:
        raise error

    monkeypatch.setattr(letters, direction, use)
    result = run("convert", letter, letter.with_name("b.md"))
    assert (3, f"Error: {error}\n") == (result.exit_code, result.stderr)
    assert not letter.with_name("b.md").exists()


@pytest.mark.parametrize("form", letters.FORMATS)
def test_standard_input(tmp_path: Path, form: str) -> None:
    """A letter in any format can be read from standard input."""
    data = letters.write(NORTHMOOR, form)
    target = tmp_path / "b.json"
    assert (0, JSON) == outcome(run("convert", "-", target, "--from", form, stdin=data), target)


@pytest.mark.slow
@pytest.mark.parametrize("form", letters.FORMATS)
def test_terminal(tmp_path: Path, form: str) -> None:
    """Text is printed on a terminal, and binary formats are not."""
    source, data = saved(tmp_path / "a.json", examples.northmoor()), letters.write(NORTHMOOR, form)
    output = on_terminal("convert", source, "-", "--to", form)
    if form in ("docx", "pdf"):
        assert "not for a terminal; name a file for it" in output
        assert "PK" not in output
        assert "%PDF" not in output
    else:
        assert data.decode().splitlines() == output.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="needs the terminals of POSIX")
@pytest.mark.parametrize("data", [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", b"PK\3\4\0"])
def test_bytes_on_terminal(tmp_path: Path, letter: Path, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """A binary format on a terminal is wrong usage."""
    monkeypatch.setattr(letters, "write", lambda _report, _form, **_options: data)
    source = saved(tmp_path / "a.json", examples.northmoor())
    result = run("convert", source, "-", "--to", "markdown")
    assert (0, data) == (result.exit_code, result.stdout_bytes)
    monkeypatch.setattr("sqsreport.cli._console.is_terminal", lambda _stream: True)
    result = run("convert", source, "-", "--to", "markdown")
    assert (2, b"") == (result.exit_code, result.stdout_bytes)
    assert "name a file for it" in result.stderr


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a file without an end")
def test_endless(tmp_path: Path) -> None:
    """An endless letter is read only up to the size limit."""
    result = run("convert", "/dev/zero", tmp_path / "b.json", "--from", "markdown")
    assert (3, None) == outcome(result, tmp_path / "b.json")
    assert "error SQS410" in result.stderr


def test_imports(letter: Path) -> None:
    """Converting one file imports no module that only batches need."""
    modules = imported("convert", letter, letter.with_suffix(".json"))
    assert "rich" not in packages(modules)
    assert set() == modules & {f"sqsreport.cli.{name}" for name in ("_many", "_plan", "_pool", "_progress")}
