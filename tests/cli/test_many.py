"""``sqsreport convert -o``: many files, existing results, failures and interrupts."""

from __future__ import annotations

import csv
import errno
import importlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from click.testing import Result

from sqsreport import codec, letters
from sqsreport.batch import pool
from sqsreport.errors import MissingExtraError
from sqsreport.problems import Problem
from sqsreport.testing import examples
from support.command_line import let_wait, on_terminal, run, saved, start
from support.processes import LETTER, NORTHMOOR, being_read, folder, is_alive, of, pipe, posix, readers

__all__ = ["folder", "pipe"]  # fixtures

pytestmark = pytest.mark.slow

linux = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs the process table of Linux")

JSON = codec.dumps(NORTHMOOR).encode()

#: A report that can be written as a letter, with one warning and no error.
INCOMPLETE = examples.minimal()

#: No report, and one error.
WRONG = examples.northmoor() | {"published": "2015-03-01"}


def start_patiently(*args: str, **extra: Any) -> subprocess.Popen[bytes]:
    """Start the command so that files in progress get a minute to finish, and not a second."""
    code = "import sys; from sqsreport.batch import pool; from sqsreport.cli import main; pool._GRACE = 60; main(sys.argv[1:])"
    guard = f"if __name__ == '__main__': {code}"
    return subprocess.Popen(
        [sys.executable, "-c", guard, *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **extra,
    )


def convert(*args: str | Path, to: str = "json", **extra: Any) -> Result:
    """Run the command in this process, which needs one job."""
    return run("convert", *args, "--to", to, "-j", "1", **extra)


def last(result: Result) -> str:
    """Return the summary."""
    assert b"" == result.stdout_bytes
    return result.stderr.splitlines()[-1]


def names(folder: Path) -> list[str]:
    """Return the files in a folder and below."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_files(tmp_path: Path, folder: Path) -> None:
    """Every file becomes a file of the same name in the folder, which is created."""
    out = tmp_path / "new" / "reports"
    result = convert(folder / "a.md", folder / "c.md", "-o", out)
    assert (0, "2 files: 2 written") == (result.exit_code, last(result))
    assert {"a.json": JSON, "c.json": JSON} == {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.mark.parametrize("form", letters.FORMATS)
def test_every_form_is_written(tmp_path: Path, form: str) -> None:
    """The result has the first ending of its format."""
    result = convert(saved(tmp_path / "v1.0.json", examples.northmoor()), "-o", tmp_path / "out", to=form)
    assert 0 == result.exit_code
    written = tmp_path / "out" / f"v1.0{letters.FORMATS[form].endings[0]}"
    assert letters.write(NORTHMOOR, form) == written.read_bytes()


def test_folder(tmp_path: Path, folder: Path) -> None:
    """A folder means the files in it and below, and its subfolders are kept."""
    shutil.copytree(folder, folder / "2014" / "spring", ignore=lambda *_: ["b.md", "d.md"])
    (folder / "table.csv").touch()
    result = convert(folder, "-o", tmp_path / "out")
    assert (3, "6 files: 5 written, 1 failed; 1 error") == (result.exit_code, last(result))
    assert ["2014/spring/a.json", "2014/spring/c.json", "a.json", "c.json", "d.json"] == names(tmp_path / "out")


@pytest.mark.parametrize("name", [".git/a.md", ".a.md", "~$a.md", "a.md/a.csv"])
def test_folder_without_letters(tmp_path: Path, name: str) -> None:
    """A folder without inputs is reported as unreadable."""
    folder = tmp_path / "letters"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).touch()
    result = convert(folder, "-o", tmp_path / "out")
    output, summary = result.stderr.splitlines()
    assert (3, "1 file: 1 failed") == (result.exit_code, summary)
    assert output.startswith(
        f"{folder}: error SQS010: cannot read {folder}: the folder has no file of reports: .json, "
    )
    assert "; and no letter: .md, " in output


def test_folder_ends_with_a_table(tmp_path: Path, folder: Path) -> None:
    """After a folder, a line for each letter shows how well it was read, and problems of one kind are grouped."""
    text = LETTER.decode().replace("## ", "## Unknown one\n\nText.\n\n## Unknown two\n\nText.\n\n## ", 1)
    (folder / "c.md").write_text(text, encoding="utf-8")
    result = convert(folder, "-o", tmp_path / "out", "--summary", tmp_path / "summary.csv", "--ignore-embedded")
    table = {
        Path(name).name: outcome
        for name, _, outcome in (line.partition("  ") for line in result.stderr.splitlines()[-5:-1])
    }

    assert (3, ["a.md", "b.md", "c.md", "d.md"]) == (result.exit_code, [*table])
    assert table["b.md"].startswith("not converted: this is not text")
    assert re.fullmatch(r"(\d+ doubts?, )?(\d+ missing parts?, )?[2-9] unread passages", table["c.md"])
    assert 1 == sum("c.md" in line and "warning SQS404" in line for line in result.stderr.splitlines())
    assert "more of SQS404" in result.stderr


def test_summary(tmp_path: Path, folder: Path) -> None:
    """``--summary`` writes the same as a table that is safe in a spreadsheet, including files that were kept."""
    shutil.copy(folder / "a.md", folder / "=a.md")
    for _ in range(2):
        convert(folder, "-o", tmp_path / "out", "--summary", tmp_path / "summary.csv")
    with (tmp_path / "summary.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert ["kept", "kept", "failed", "kept", "kept"] == [row["result"] for row in rows]
    assert str(folder / "b.md") == rows[2]["source"]
    assert "UTF-8" in rows[2]["reason"]
    assert str(tmp_path / "out" / "a.json") == rows[1]["target"]


def test_reports_of_one_file(tmp_path: Path) -> None:
    """Each report of a file becomes a file that is named after its id, and a second run keeps them."""
    second = json.loads(JSON.decode().replace("northmoor", "wexcombe").replace("Northmoor", "Wexcombe"))
    path = tmp_path / "all.jsonl"
    path.write_text(f"{json.dumps(examples.northmoor())}\n{{}}\n{json.dumps(second)}\n", encoding="utf-8")
    for status, summary in ((1, "3 files: 2 written, 1 failed"), (1, "3 files: 2 kept, 1 failed")):
        result = convert(path, "-o", tmp_path / "out", to="md")
        assert (status, summary) == (result.exit_code, last(result).partition(";")[0])
    assert [f"{NORTHMOOR.id}.md", f"{second['id']}.md"] == names(tmp_path / "out")
    assert LETTER == (tmp_path / "out" / f"{NORTHMOOR.id}.md").read_bytes()


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("md", "markdown"),
        ("text", "markdown"),
        ("txt", "markdown"),
        ("MARKDOWN", "markdown"),
        ("htm", "html"),
        ("ndjson", "jsonl"),
    ],
)
def test_names_of_formats(tmp_path: Path, folder: Path, name: str, form: str) -> None:
    """A format can be named by its name or by the endings of its files."""
    assert 0 == convert(folder / "a.md", "-o", tmp_path / "out", to=name).exit_code
    ending = ".jsonl" if form == "jsonl" else letters.FORMATS[form].endings[0]
    assert [f"a{ending}"] == names(tmp_path / "out")


def test_folder_closed(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A subfolder that cannot be read is reported, and the other files are converted."""
    (folder / "closed").mkdir()
    scandir = os.scandir

    def refusing_scandir(path: Any) -> Any:
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing_scandir)  # root can read everything, so permissions cannot be used
    result = convert(folder, "-o", tmp_path / "out")
    assert (3, "5 files: 3 written, 2 failed; 1 error") == (result.exit_code, last(result))
    assert f"cannot read {folder / 'closed'}: permission denied" in result.stderr


def test_folder_of_one_form(tmp_path: Path, folder: Path) -> None:
    """With ``--from`` a folder means its files of that format."""
    saved(folder / "a.json", examples.northmoor())
    assert 2 == convert(folder, "-o", tmp_path / "out").exit_code
    result = convert(folder, "-o", tmp_path / "out", "--from", "json")
    assert (0, "1 file: 1 written") == (result.exit_code, last(result))


@posix
def test_folder_with_pipe(tmp_path: Path, folder: Path, pipe: Path) -> None:
    """Pipes in a folder are ignored, because reading one would wait."""
    assert "3 files: 2 written, 1 failed; 1 error" == last(convert(folder, "-o", tmp_path / "out"))


@pytest.mark.parametrize("out", [".", "out"])
def test_second_run_in_folder(folder: Path, out: str) -> None:
    """Results in a source folder are not inputs of the next run."""
    convert(folder, "-o", folder / out)
    before = names(folder)
    result = convert(folder, "-o", folder / out)
    assert (3, "4 files: 3 kept, 1 failed; 1 error") == (result.exit_code, last(result))
    assert before == names(folder)


def test_kept(tmp_path: Path, folder: Path) -> None:
    """An existing file is kept, whatever its content, and the others are written."""
    (tmp_path / "a.json").write_bytes(b"mine")
    result = convert(folder / "a.md", folder / "c.md", "-o", tmp_path)
    assert (0, "2 files: 1 written, 1 kept") == (result.exit_code, last(result))
    assert (b"mine", JSON) == ((tmp_path / "a.json").read_bytes(), (tmp_path / "c.json").read_bytes())


@pytest.mark.parametrize("option", ["--force", "-f"])
def test_force(tmp_path: Path, folder: Path, option: str) -> None:
    """With ``--force`` an existing file is replaced."""
    (tmp_path / "a.json").write_bytes(b"mine")
    result = convert(folder / "a.md", "-o", tmp_path, option)
    assert (0, "1 file: 1 written") == (result.exit_code, last(result))
    assert JSON == (tmp_path / "a.json").read_bytes()


def test_folder_in_the_way(tmp_path: Path, folder: Path) -> None:
    """A folder with the name of a result prevents only that result."""
    (tmp_path / "a.json").mkdir()
    result = convert(folder / "a.md", folder / "c.md", "-o", tmp_path)
    message = f"Error: cannot write {tmp_path / 'a.json'}: is a directory"
    assert (3, [message, "2 files: 1 written, 1 failed"]) == (result.exit_code, result.stderr.splitlines())


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_output_is_a_file(tmp_path: Path, folder: Path, name: str) -> None:
    """If the folder cannot be created, one line says so before anything is read."""
    (tmp_path / "file").touch()
    result = convert(folder, "-o", tmp_path / name)
    assert 3 == result.exit_code
    assert [f"Error: cannot write {tmp_path / name}"] == [
        line.rpartition(": ")[0] for line in result.stderr.splitlines()
    ]


def test_file_in_the_way_of_folder(tmp_path: Path, folder: Path) -> None:
    """A file in the place of a subfolder prevents only the results in that subfolder."""
    (folder / "2014").mkdir()
    shutil.copy(folder / "a.md", folder / "2014")
    (tmp_path / "2014").touch()
    result = convert(folder / "c.md", folder, "-o", tmp_path)
    assert (3, "5 files: 3 written, 2 failed; 1 error") == (result.exit_code, last(result))
    assert f"Error: cannot convert {folder / '2014' / 'a.md'}: " in result.stderr


def test_clash(tmp_path: Path, folder: Path) -> None:
    """If two files would have the same result, that is wrong usage, and nothing is written."""
    other = saved(tmp_path / "a.json", examples.northmoor())
    result = convert(folder, other, "-o", tmp_path / "out")
    assert 2 == result.exit_code
    assert f"{folder / 'a.md'} and {other} would both become {tmp_path / 'out' / 'a.json'}; " in result.stderr
    assert not (tmp_path / "out").exists()


def test_given_twice(tmp_path: Path, folder: Path) -> None:
    """A file that is given twice is converted once."""
    again = f"{folder}/../{folder.name}/a.md"
    result = convert(folder / "a.md", folder, again, "-o", tmp_path / "out")
    assert (3, "4 files: 3 written, 1 failed; 1 error") == (result.exit_code, last(result))


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["a.md", "-o", "out"], "give --to"),
        (["-o", "out", "--to", "json"], "There is no SRC"),
        (["a.md", "-", "-o", "out", "--to", "json", "--from", "markdown"], "Standard input has no name"),
        (["a.md", "-o", "out", "--to", "json", "-j", "0"], "0 is not in the range"),
        (["a.md", "b.md", "c.md", "--to", "json"], "or -o with a folder"),
    ],
)
def test_wrong_usage(args: list[str], message: str) -> None:
    """Wrong usage ends with status 2, and nothing is written."""
    result = run("convert", *args)
    assert (2, False) == (result.exit_code, Path("out").exists())
    assert message in result.stderr


@pytest.mark.parametrize("option", [[], ["--strict"]])
def test_problems_have_names(tmp_path: Path, option: list[str]) -> None:
    """The problems of each file are printed in the order of the files, with its name, and summed up."""
    paths = [tmp_path / "none.json", saved(tmp_path / "c.json", WRONG), saved(tmp_path / "b.json", INCOMPLETE)]
    result = convert(*paths, tmp_path / "a.xyz", "-o", tmp_path / "out", *option)
    lines = [line.partition(":")[::2] for line in result.stderr.splitlines()[:-1]]
    assert [*map(str, paths), str(tmp_path / "a.xyz")] == [name for name, _ in lines]
    codes = ["error SQS010", "error SQS202", "warning SQS301", "error SQS010"]
    assert all(code in words for code, (_, words) in zip(codes, lines, strict=True))
    fates = "4 failed" if option else "1 written, 3 failed"
    assert (3, f"4 files: {fates}; 1 error, 1 warning") == (result.exit_code, last(result))


@pytest.mark.parametrize(
    ("code", "options", "status"), [("SQS401", [], 0), ("SQS401", ["--strict"], 1), ("SQS402", [], 1)]
)
def test_letter_with_problems(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: str, options: list[str], status: int
) -> None:
    """A letter with a report is always written, and its problems determine the status."""
    problem = Problem(code, page=3, params={"part": "summary"})
    reading = letters.Reading(report=NORTHMOOR, problems=(problem,))
    monkeypatch.setattr(letters, "read", lambda _data, _form, **_options: reading)
    result = convert(folder / "a.md", "-o", folder, *options)
    assert (status, JSON) == (result.exit_code, (folder / "a.json").read_bytes())
    assert f"{folder / 'a.md'}:{problem}" == result.stderr.splitlines()[0]


def test_missing_extra(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that many files need is reported once."""
    error = MissingExtraError("reading PDF", "pdf")

    def read(*_args: object, **_options: object) -> letters.Reading:
        raise error

    monkeypatch.setattr(letters, "read", read)
    result = convert(
        *sorted(folder.iterdir()), saved(tmp_path / "z.json", examples.northmoor()), "-o", tmp_path / "out"
    )
    assert [f"Error: {error}", "5 files: 1 written, 4 failed"] == result.stderr.splitlines()
    assert 3 == result.exit_code


def test_flaw(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If reading a letter raises an unexpected exception, only this letter is lost, and one line says so."""
    read = letters.read

    def flawed_read(data: bytes, form: str, **options: Any) -> letters.Reading:
        if data != LETTER:
            raise RecursionError("\x1b[2J")
        return read(data, form, **options)

    monkeypatch.setattr(letters, "read", flawed_read)
    result = convert(folder, "-o", tmp_path / "out")
    assert (3, "4 files: 3 written, 1 failed") == (result.exit_code, last(result))
    assert f"Error: cannot convert {folder / 'b.md'}: RecursionError(" in result.stderr
    assert "\x1b" not in result.stderr


def test_embedded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``--ignore-embedded`` and ``--plain`` apply to every file."""
    source = saved(tmp_path / "a.json", examples.northmoor())
    convert(source, "-o", tmp_path / "plain", "--plain", to="markdown")
    convert(source, "-o", tmp_path, to="markdown")
    plain, carrying = (tmp_path / "plain" / "a.md").read_bytes(), (tmp_path / "a.md").read_bytes()
    assert letters.write(NORTHMOOR, "markdown", plain=True) == plain
    assert letters.write(NORTHMOOR, "markdown") == carrying
    convert(tmp_path / "a.md", "-o", tmp_path / "text", "--ignore-embedded")
    report = letters.read(plain, "markdown").report
    assert report is not None
    assert codec.dumps(report).encode() == (tmp_path / "text" / "a.json").read_bytes()


def test_jobs_make_no_difference(tmp_path: Path, folder: Path) -> None:
    """For any number of processes, the files and the messages are the same, in the same order."""
    saved(folder / "e.json", WRONG)
    output = []
    for jobs in ("1", "2", "100"):
        with start("convert", folder, folder / "none.md", "--to", "json", "-o", tmp_path / jobs, "-j", jobs) as process:
            stdout, stderr = process.communicate()
        assert (b"", 3) == (stdout, process.returncode)
        output.append(stderr)
    assert output[0].endswith(b"6 files: 3 written, 3 failed; 2 errors\n")
    assert output[0] == output[1] == output[2]
    assert names(tmp_path / "1") == names(tmp_path / "2") == names(tmp_path / "100") == ["a.json", "c.json", "d.json"]
    assert {JSON} == {path.read_bytes() for jobs in ("1", "2", "100") for path in (tmp_path / jobs).iterdir()}


def test_default_jobs(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By default there is one process for each processor, but not more than files."""
    asked: list[int | None] = []

    def run_nothing(_sources: object, _work: object, *, jobs: int | None, **_settings: object) -> Iterator[Any]:
        asked.append(jobs)
        yield from ()

    convert = importlib.import_module("sqsreport.cli._many")
    monkeypatch.setattr(convert, "run", run_nothing)
    monkeypatch.setattr(pool, "usable_cpus", lambda: 3)
    for args in ([folder], [folder / "a.md"], [folder, "-j", "2"], [folder, "-j", "9"]):
        run("convert", *args, "--to", "json", "-o", tmp_path)
    assert [3, 1, 2, 4] == asked


def test_usable_cpus() -> None:
    """At least one processor is usable."""
    assert 1 <= pool.usable_cpus() <= (os.cpu_count() or 1)


@posix
@pytest.mark.parametrize("send", ["kill", "killpg"], ids=["one", "all"])
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("asked", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["int", "term"])
def test_interrupt(  # noqa: PLR0917 - as many as it varies
    tmp_path: Path, folder: Path, pipe: Path, jobs: str, send: str, asked: signal.Signals, status: int
) -> None:
    """After an interrupt or a request to terminate, files in progress are finished, and the summary counts the rest.

    A terminal or a service manager sends the signal to all processes.
    """
    with start_patiently(*of(folder, tmp_path, jobs), start_new_session=True) as process:
        with being_read(pipe) as letter:
            getattr(os, send)(process.pid, asked)
            letter.write(LETTER)
        _, stderr = process.communicate()
    assert status == process.returncode
    assert b"Traceback" not in stderr
    assert JSON == (tmp_path / "out" / "a.json").read_bytes()
    assert all(name.endswith(".json") for name in names(tmp_path / "out"))
    if jobs == "1":
        assert b"4 files: 1 written, 3 left\n" == stderr


@posix
def test_interrupt_on_terminal(tmp_path: Path, folder: Path, pipe: Path) -> None:
    """On a terminal an interrupt is acknowledged immediately."""
    opened: list[IO[bytes]] = []

    def interrupt(process_id: int) -> None:
        opened.append(being_read(pipe))
        os.kill(process_id, signal.SIGINT)

    def finish(_process_id: int) -> None:
        with opened[0] as letter:
            letter.write(LETTER)

    output = on_terminal(*of(folder, tmp_path, "1"), status=130, answers={"0/4": interrupt, "stopping": finish})
    assert output.endswith("\x1b[2K4 files: 1 written, 3 left\r\n")


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_second_interrupt(tmp_path: Path, folder: Path, pipe: Path, jobs: str) -> None:
    """A second interrupt does not wait for the file in progress."""
    opened: list[IO[bytes]] = []

    def interrupt(process_id: int) -> None:
        opened.append(being_read(pipe))
        os.kill(process_id, signal.SIGINT)

    def interrupt_again(process_id: int) -> None:
        let_wait()
        os.kill(process_id, signal.SIGINT)

    output = on_terminal(
        *of(folder, tmp_path, jobs), status=130, answers={"0/4": interrupt, "stopping": interrupt_again}
    )
    opened[0].close()
    assert "Traceback" not in output
    assert " left" in output.splitlines()[-1]
    assert "a.json" not in names(tmp_path / "out")


@posix
def test_background(tmp_path: Path, folder: Path, pipe: Path) -> None:
    """A program that a shell started in the background, which ignores interrupts, continues to ignore them."""
    ignoring: dict[str, Any] = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)}
    with start(*of(folder, tmp_path, "1"), **ignoring) as process:
        with being_read(pipe) as letter:
            process.send_signal(signal.SIGINT)
            letter.write(LETTER)
        _, stderr = process.communicate()
    assert (3, b"4 files: 3 written, 1 failed; 1 error") == (process.returncode, stderr.splitlines()[-1])


@linux
def test_process_dies(tmp_path: Path, folder: Path, pipe: Path) -> None:
    """If a process is killed, only the letter that it worked on is lost."""
    with start(*of(folder, tmp_path, "2")) as process:
        for _ in range(2):  # the second time the letter has a process of its own
            with being_read(pipe):
                workers = readers(process.pid, pipe)
                for worker in workers:
                    os.kill(worker, signal.SIGKILL)
                wait_for_end(workers)
        _, stderr = process.communicate()
    message = f"{pipe}: error SQS010: cannot read {pipe}: the process that read it died, perhaps because it had too little memory or took too long"
    assert 3 == process.returncode
    assert [message, "4 files: 2 written, 2 failed; 1 error"] == [*stderr.decode().splitlines()[::2]]
    assert ["c.json", "d.json"] == names(tmp_path / "out")


@linux
def test_parent_dies(tmp_path: Path, folder: Path, pipe: Path) -> None:
    """If the program is killed, its processes end too."""
    with (
        start(*of(folder, tmp_path, "2")) as process,
        being_read(pipe),
    ):
        workers = readers(process.pid, pipe)
        process.kill()
        process.communicate()
        wait_for_end(workers)  # the test would not end


def wait_for_end(process_ids: list[int]) -> None:
    """Wait until processes have ended."""
    while any(is_alive(each) for each in process_ids):
        time.sleep(0.01)


def test_no_bar_without_terminal(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If standard error is not a terminal, it has only the problems and the summary."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    result = convert(*sorted(folder.iterdir()), "-o", tmp_path / "out")
    assert ["SQS408", "4 files"] == [
        line.rpartition(": ")[0][-50:].rpartition("error ")[2].partition(":")[0] for line in result.stderr.splitlines()
    ]


def test_bar(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a bar shows the progress; only the problems and the summary remain."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    output = on_terminal("convert", *sorted(folder.iterdir()), "--to", "json", "-o", tmp_path / "out")
    assert "0/4" in output
    assert "4/4" in output
    assert f"{folder / 'b.md'}: \x1b[31merror SQS408\x1b[0m: " in output
    assert output.endswith("\x1b[2K4 files: 3 written, 1 failed; 1 error\r\n")


def test_bar_without_colour(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR neither the bar nor the lines above it have colours."""
    monkeypatch.setenv("NO_COLOR", "1")
    output = on_terminal("convert", folder, "--to", "json", "-o", tmp_path / "out", "-j", "1")
    assert "4/4" in output
    assert "error SQS408: " in output
    assert "\x1b[3" not in output


def test_no_bar_for_nothing(tmp_path: Path, folder: Path) -> None:
    """If there is nothing to do, only the summary is printed."""
    convert(folder / "a.md", "-o", tmp_path)
    assert "1 file: 1 kept\r\n" == on_terminal("convert", folder / "a.md", "--to", "json", "-o", tmp_path)


@posix
@pytest.mark.parametrize("name", ["a\nb.md", "\x1b[31m.md", "\udcff.md"])
def test_hostile_names(tmp_path: Path, name: str) -> None:
    """Control characters in a file name do not reach the terminal, and the file keeps its name."""
    source = tmp_path / name
    source.write_bytes(LETTER)
    (tmp_path / f"x{name}").write_bytes(b"\0")
    with start("convert", source, tmp_path / f"x{name}", "--to", "json", "-o", tmp_path / "out") as process:
        _, stderr = process.communicate()
    assert (3, 2) == (process.returncode, len(stderr.splitlines()))
    assert b"\x1b" not in stderr
    assert [Path(name).with_suffix(".json")] == [
        path.relative_to(tmp_path / "out") for path in (tmp_path / "out").iterdir()
    ]
