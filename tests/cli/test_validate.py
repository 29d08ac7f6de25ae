"""``sqsreport validate``: the output and the exit status."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from sqsreport.cli import _console
from sqsreport.problems.formatters import FORMATS
from sqsreport.testing import examples
from support import listings
from support.command_line import let_wait, on_terminal, run, saved, start, wait_for_files

#: A report with one warning, for the missing themes, and no error.
INCOMPLETE = examples.minimal()

#: One error, and no warning.
WRONG = examples.northmoor() | {"published": "2015-03-01"}


def outcome_of(result: Result) -> tuple[int, list[str], str]:
    """Return the result of a run: its status, its codes, and its summary."""
    return (
        result.exit_code,
        re.findall(r"(?m)^\S.*?: (?:error|warning) (SQS\d+): ", result.stdout),
        result.stderr.strip(),
    )


def test_valid(tmp_path: Path) -> None:
    """For a valid report standard output is empty, and the status is 0."""
    result = run("validate", saved(tmp_path / "a.json", examples.northmoor()))
    assert (0, [], "1 file: 1 valid") == outcome_of(result)


def test_problem_line(tmp_path: Path) -> None:
    """A problem is one line with its place, severity, code and message, followed by the text at that place."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps(WRONG, indent=1), encoding="utf-8")
    line = next(n for n, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if '"published"' in text)
    message = (
        "published on 2015-03-01, before the fieldwork ends on 2015-03-11; check the year of both days (at /published)"
    )
    assert [
        f"{path}:{line}:15: error SQS202: {message}",
        f'    {line} |  "published": "2015-03-01",',
        "      |               ^^^^^^^^^^^^",
    ] == run("validate", path).stdout.splitlines()


def test_error(tmp_path: Path) -> None:
    """An error results in status 1."""
    result = run("validate", saved(tmp_path / "a.json", WRONG))
    assert (1, ["SQS202"], "1 file: 1 not valid (1 error)") == outcome_of(result)


def test_warning(tmp_path: Path) -> None:
    """A warning is printed, and the status is 0."""
    result = run("validate", saved(tmp_path / "a.json", INCOMPLETE))
    assert (0, ["SQS301"], "1 file: 1 valid (1 warning)") == outcome_of(result)


def test_warning_strict(tmp_path: Path) -> None:
    """With ``--strict`` a warning results in status 1."""
    result = run("validate", "--strict", saved(tmp_path / "a.json", INCOMPLETE))
    assert (1, ["SQS301"], "1 file: 1 not valid (1 warning)") == outcome_of(result)


def test_several(tmp_path: Path) -> None:
    """The problems of several files are printed in order, with one summary."""
    documents = [examples.northmoor(), WRONG, INCOMPLETE]
    result = run(
        "validate", *(saved(tmp_path / f"{name}.json", each) for name, each in zip("abc", documents, strict=True))
    )
    assert (1, ["SQS202", "SQS301"], "3 files: 2 valid, 1 not (1 error, 1 warning)") == outcome_of(result)


def test_standard_input() -> None:
    """A hyphen is standard input, and its problems have that name."""
    result = run("validate", "-", stdin=b"3")
    assert (1, ["SQS101"], "1 file: 1 not valid (1 error)") == outcome_of(result)
    first = "<stdin>:1:1: error SQS101: must be an object, not 3"
    assert [first, "    1 | 3", "      | ^"] == result.stdout.splitlines()


def test_paths_from_a_list(tmp_path: Path) -> None:
    """A list in a file, or on standard input, names more files than fit a command line, in order."""
    good = saved(tmp_path / "good one.json", examples.northmoor())
    bad = saved(tmp_path / "bad.json", examples.northmoor() | {"published": "2015-03-01"})
    names = tmp_path / "names"
    names.write_text(f"{bad}\n\n  {good}\r\n")

    assert 1 == run("validate", "--isolated", "--paths-from", str(names)).exit_code
    assert "2 files: 1 valid, 1 not" in run("validate", "--isolated", "--paths-from", str(names)).stderr
    assert (
        "2 files: 2 valid"
        in run("validate", "--isolated", str(good), "--paths-from", "-", stdin=f"{good}\n".encode()).stderr
    )
    assert 2 == run("validate", "--isolated").exit_code
    assert 3 == run("validate", "--isolated", "--paths-from", str(tmp_path / "gone")).exit_code


def test_paths_from_several_lists(tmp_path: Path) -> None:
    """Several lists add up, and a list that is separated by NUL may have any file name."""
    first = saved(tmp_path / "a.json", examples.northmoor())
    odd = saved(tmp_path / " two\nlines .json", examples.northmoor())
    (tmp_path / "lines").write_text(f"{first}\n")
    (tmp_path / "nul").write_bytes(f"{odd}\0{first}\0".encode())

    result = run("validate", "--isolated", "--paths-from", tmp_path / "lines", "--paths-from", tmp_path / "nul")
    assert (0, "3 files: 3 valid\n") == (result.exit_code, result.stderr)


def test_list_without_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list is read up to a limit."""
    monkeypatch.setattr(_console, "_MAX_LIST", 100)
    result = run("validate", "--isolated", "--paths-from", "-", stdin=b"a" * 101)
    assert (3, "error SQS010: cannot read <stdin>: it has more than 0 MiB\n") == (result.exit_code, result.stderr)


def test_folder(tmp_path: Path) -> None:
    """A folder means the JSON files in it and below, in the order of their names."""
    (tmp_path / "b" / "c").mkdir(parents=True)
    files = [tmp_path / "a.JSON", tmp_path / "b" / "c" / "d.json", tmp_path / "e.json"]
    for path in reversed(files):
        saved(path, INCOMPLETE)
    (tmp_path / "b" / "letter.md").write_text("# no report\n", encoding="utf-8")
    result = run("validate", tmp_path)
    assert [str(path) for path in files] == re.findall("(.+):1:1: ", result.stdout)
    assert "3 files: 3 valid (3 warnings)" == result.stderr.strip()


def test_folder_without_files(tmp_path: Path) -> None:
    """A folder without a file of reports is unreadable."""
    result = run("validate", tmp_path)
    assert (3, ["SQS010"], "1 file: 1 unreadable") == outcome_of(result)
    assert f"cannot read {tmp_path}: the folder has no file of reports" in result.stdout


def test_folder_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A subfolder that cannot be read is reported, and the other files are validated."""
    saved(tmp_path / "a.json", examples.northmoor())
    (tmp_path / "closed").mkdir()
    scandir = os.scandir

    def refusing_scandir(path: str) -> Any:
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing_scandir)  # root can read everything, so permissions cannot be used
    assert (3, ["SQS010"], "2 files: 1 valid, 1 unreadable") == outcome_of(run("validate", tmp_path))


def test_missing(tmp_path: Path) -> None:
    """A missing file is a problem on standard output, and the status is 3."""
    path = tmp_path / "a.json"
    result = run("validate", path)
    assert f"{path}: error SQS010: cannot read {path}: no such file or directory\n" == result.stdout
    assert (3, ["SQS010"], "1 file: 1 unreadable") == outcome_of(result)


@pytest.mark.parametrize("order", [1, -1])
def test_highest_status_wins(tmp_path: Path, order: int) -> None:
    """The worst of several inputs determines the status, in any order, and all are reported."""
    paths = [tmp_path / "none.json", saved(tmp_path / "wrong.json", WRONG), saved(tmp_path / "a.json", INCOMPLETE)]
    status, codes, summary = outcome_of(run("validate", *paths[::order]))
    assert (3, ["SQS010", "SQS202", "SQS301"][::order]) == (status, codes)
    assert "3 files: 1 valid, 1 not, 1 unreadable (1 error, 1 warning)" == summary


def test_colour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the severity has a colour, and with NO_COLOR it has none."""
    path = saved(tmp_path / "a.json", WRONG)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[31merror SQS202\x1b[0m" in run("validate", path, color=True).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("validate", path, color=True).stdout


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\x9b2J", "\u202e", "\x7f"])
def test_hostile_document(hostile: str) -> None:
    """Control characters of a document do not reach the terminal."""
    result = run("validate", "-", stdin=json.dumps({f"a{hostile}b": hostile}, ensure_ascii=False).encode(), color=True)
    assert hostile not in result.stdout
    assert "SQS103" in result.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
@pytest.mark.parametrize("name", [b"a\nb.json", b"\x1b[31m.json", b"\xff.json"])
def test_hostile_name(tmp_path: Path, name: bytes) -> None:
    """Neither do those of a file name, and a problem stays on its line."""
    result = run("validate", tmp_path / os.fsdecode(name))
    assert 3 == result.exit_code
    assert 1 == len(result.stdout.splitlines())
    assert "\x1b" not in result.stdout


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """No input results in a traceback."""
    result = run("validate", "-", stdin=data)
    assert (1, type(result.exception)) == (result.exit_code, SystemExit)


def test_formats_of_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every format has the same problems, with the same summary and status."""
    monkeypatch.chdir(tmp_path)
    wrong = WRONG | {"漢字 😀": 1, "closing": ["two  spaces"] * 9, "sumary": [], "a,b: 100%": "\x1b"}
    saved(tmp_path / "a b.json", wrong)
    Path("ü.json").write_text(json.dumps(wrong, indent=1, ensure_ascii=False), encoding="utf-8")
    Path("torn.json").write_bytes(b'{"caf\xe9": ')
    runs = {
        name: run("validate", "a b.json", "ü.json", "torn.json", "gone.json", "--all", "--format", name)
        for name in FORMATS
    }
    problems = {name: sorted(listings.READERS[name](done.stdout_bytes.decode())) for name, done in runs.items()}
    assert len(problems["json"]) > 25
    assert [problems["json"]] * len(FORMATS) == list(problems.values())
    assert {(3, "4 files: 3 not valid, 1 unreadable (27 errors)\n")} == {
        (done.exit_code, done.stderr) for done in runs.values()
    }


def test_terminal(tmp_path: Path) -> None:
    """On a terminal the carets are below their text, in colour."""
    path = saved(tmp_path / "a.json", {"漢字": None})
    shown = on_terminal("validate", "--select", "SQS103", path)
    lines = [re.sub(r"\x1b\[\d*m", "", line) for line in shown.splitlines()]
    assert ['    1 | {"\\u6f22\\u5b57": null}', "      |  ^^^^^^^^^^^^^^"] == lines[1:3]
    assert "\x1b[34m" in shown


@pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of POSIX")
def test_output_after_interrupt(tmp_path: Path) -> None:
    """An interrupted run leaves no partial output."""
    with start("validate", "-o", tmp_path / "out.txt", "-") as process:
        wait_for_files(tmp_path, 1)
        let_wait()
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert (130, []) == (process.returncode, list(tmp_path.iterdir()))
