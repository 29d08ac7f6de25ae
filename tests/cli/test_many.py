"""``sqsreport convert -o``: many files at once, and what becomes of those that are there or go wrong."""

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
from sqsreport.batch.running import Options
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
    """Start the command so that a file that is begun gets a minute to be finished, and not a second."""
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
    """Every file becomes one of its name in the folder, which is made."""
    out = tmp_path / "new" / "reports"
    result = convert(folder / "a.md", folder / "c.md", "-o", out)
    assert (0, "2 files: 2 written") == (result.exit_code, last(result))
    assert {"a.json": JSON, "c.json": JSON} == {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.mark.parametrize("form", letters.FORMATS)
def test_every_form_is_written(tmp_path: Path, form: str) -> None:
    """The result has the first of the endings of its form."""
    result = convert(saved(tmp_path / "v1.0.json", examples.northmoor()), "-o", tmp_path / "out", to=form)
    assert 0 == result.exit_code
    written = tmp_path / "out" / f"v1.0{letters.FORMATS[form].endings[0]}"
    assert letters.write(NORTHMOOR, form) == written.read_bytes()


def test_folder(tmp_path: Path, folder: Path) -> None:
    """A folder stands for the files in it and below, which keep their folders."""
    shutil.copytree(folder, folder / "2014" / "spring", ignore=lambda *_: ["b.md", "d.md"])
    (folder / "table.csv").touch()
    result = convert(folder, "-o", tmp_path / "out")
    assert (3, "6 files: 5 written, 1 failed; 1 error") == (result.exit_code, last(result))
    assert ["2014/spring/a.json", "2014/spring/c.json", "a.json", "c.json", "d.json"] == names(tmp_path / "out")


@pytest.mark.parametrize("name", [".git/a.md", ".a.md", "~$a.md", "a.md/a.csv"])
def test_folder_without_letters(tmp_path: Path, name: str) -> None:
    """A folder with no file that is meant is told, and is nothing that can be read."""
    folder = tmp_path / "letters"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).touch()
    result = convert(folder, "-o", tmp_path / "out")
    told, summary = result.stderr.splitlines()
    assert (3, "1 file: 1 failed") == (result.exit_code, summary)
    assert told.startswith(f"{folder}: error SQS010: cannot read {folder}: the folder has no file of reports: .json, ")
    assert "; and no letter: .md, " in told


def test_folder_ends_with_a_table(tmp_path: Path, folder: Path) -> None:
    """After a folder a line for each letter says how well it was read, and problems of one kind are grouped."""
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
    """With ``--summary`` the same is a table, safe in a spreadsheet, also for files that were kept."""
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
    """Of a file of many reports each becomes a file that has the name of its id, and a second run keeps them."""
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
    """A format has the names that people type: its own, and the endings of its files."""
    assert 0 == convert(folder / "a.md", "-o", tmp_path / "out", to=name).exit_code
    ending = ".jsonl" if form == "jsonl" else letters.FORMATS[form].endings[0]
    assert [f"a{ending}"] == names(tmp_path / "out")


def test_folder_closed(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder below that cannot be looked into is told, and the rest is converted all the same."""
    (folder / "closed").mkdir()
    scandir = os.scandir

    def refusing_scandir(path: Any) -> Any:
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing_scandir)  # root is refused nothing, so permissions will not do
    result = convert(folder, "-o", tmp_path / "out")
    assert (3, "5 files: 3 written, 2 failed; 1 error") == (result.exit_code, last(result))
    assert f"cannot read {folder / 'closed'}: permission denied" in result.stderr


def test_folder_of_one_form(tmp_path: Path, folder: Path) -> None:
    """With ``--from`` a folder stands for its files of that form."""
    saved(folder / "a.json", examples.northmoor())
    assert 2 == convert(folder, "-o", tmp_path / "out").exit_code
    result = convert(folder, "-o", tmp_path / "out", "--from", "json")
    assert (0, "1 file: 1 written") == (result.exit_code, last(result))


@posix
def test_folder_with_pipe(tmp_path: Path, folder: Path, pipe: Path) -> None:
    """Of a folder only files count: a pipe would be waited for."""
    assert "3 files: 2 written, 1 failed; 1 error" == last(convert(folder, "-o", tmp_path / "out"))


@pytest.mark.parametrize("out", [".", "out"])
def test_second_run_in_folder(folder: Path, out: str) -> None:
    """What a run has written into its own source is no source of the next."""
    convert(folder, "-o", folder / out)
    before = names(folder)
    result = convert(folder, "-o", folder / out)
    assert (3, "4 files: 3 kept, 1 failed; 1 error") == (result.exit_code, last(result))
    assert before == names(folder)


def test_kept(tmp_path: Path, folder: Path) -> None:
    """A file that is there is kept, whatever is in it, and the others are made."""
    (tmp_path / "a.json").write_bytes(b"mine")
    result = convert(folder / "a.md", folder / "c.md", "-o", tmp_path)
    assert (0, "2 files: 1 written, 1 kept") == (result.exit_code, last(result))
    assert (b"mine", JSON) == ((tmp_path / "a.json").read_bytes(), (tmp_path / "c.json").read_bytes())


@pytest.mark.parametrize("option", ["--force", "-f"])
def test_force(tmp_path: Path, folder: Path, option: str) -> None:
    """With ``--force`` it is replaced."""
    (tmp_path / "a.json").write_bytes(b"mine")
    result = convert(folder / "a.md", "-o", tmp_path, option)
    assert (0, "1 file: 1 written") == (result.exit_code, last(result))
    assert JSON == (tmp_path / "a.json").read_bytes()


def test_folder_in_the_way(tmp_path: Path, folder: Path) -> None:
    """A folder that has the name of a result is in the way of that result alone."""
    (tmp_path / "a.json").mkdir()
    result = convert(folder / "a.md", folder / "c.md", "-o", tmp_path)
    message = f"Error: cannot write {tmp_path / 'a.json'}: is a directory"
    assert (3, [message, "2 files: 1 written, 1 failed"]) == (result.exit_code, result.stderr.splitlines())


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_output_is_a_file(tmp_path: Path, folder: Path, name: str) -> None:
    """Where no folder can be made, that is told in one line before anything is read."""
    (tmp_path / "file").touch()
    result = convert(folder, "-o", tmp_path / name)
    assert 3 == result.exit_code
    assert [f"Error: cannot write {tmp_path / name}"] == [
        line.rpartition(": ")[0] for line in result.stderr.splitlines()
    ]


def test_file_in_the_way_of_folder(tmp_path: Path, folder: Path) -> None:
    """A file where a folder below has to be costs only what belongs there."""
    (folder / "2014").mkdir()
    shutil.copy(folder / "a.md", folder / "2014")
    (tmp_path / "2014").touch()
    result = convert(folder / "c.md", folder, "-o", tmp_path)
    assert (3, "5 files: 3 written, 2 failed; 1 error") == (result.exit_code, last(result))
    assert f"Error: cannot convert {folder / '2014' / 'a.md'}: " in result.stderr


def test_clash(tmp_path: Path, folder: Path) -> None:
    """Two files that would become the same one are wrong usage, and nothing is written."""
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
        (["a.md", "b.md", "c.md", "--to", "json"], "or with -o the folder"),
    ],
)
def test_wrong_usage(args: list[str], message: str) -> None:
    """What cannot be meant ends with status 2, and nothing is done."""
    result = run("convert", *args)
    assert (2, False) == (result.exit_code, Path("out").exists())
    assert message in result.stderr


@pytest.mark.parametrize("option", [[], ["--strict"]])
def test_problems_have_names(tmp_path: Path, option: list[str]) -> None:
    """The problems of each file are told in the order of the files, with its name, and summed up."""
    paths = [tmp_path / "none.json", saved(tmp_path / "c.json", WRONG), saved(tmp_path / "b.json", INCOMPLETE)]
    result = convert(*paths, tmp_path / "a.xyz", "-o", tmp_path / "out", *option)
    told = [line.partition(":")[::2] for line in result.stderr.splitlines()[:-1]]
    assert [*map(str, paths), str(tmp_path / "a.xyz")] == [name for name, _ in told]
    codes = ["error SQS010", "error SQS202", "warning SQS301", "error SQS010"]
    assert all(code in words for code, (_, words) in zip(codes, told, strict=True))
    fates = "4 failed" if option else "1 written, 3 failed"
    assert (3, f"4 files: {fates}; 1 error, 1 warning") == (result.exit_code, last(result))


@pytest.mark.parametrize(
    ("code", "options", "status"), [("SQS401", [], 0), ("SQS401", ["--strict"], 1), ("SQS402", [], 1)]
)
def test_letter_with_problems(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: str, options: list[str], status: int
) -> None:
    """A letter with a report is always written, and its problems make the status."""
    problem = Problem(code, page=3, params={"part": "summary"})
    reading = letters.Reading(report=NORTHMOOR, problems=(problem,))
    monkeypatch.setattr(letters, "read", lambda _data, _form, **_options: reading)
    result = convert(folder / "a.md", "-o", folder, *options)
    assert (status, JSON) == (result.exit_code, (folder / "a.json").read_bytes())
    assert f"{folder / 'a.md'}:{problem}" == result.stderr.splitlines()[0]


def test_missing_extra(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has to be installed for many files is told once."""
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
    """A flaw of the program that one letter brings to light costs that letter alone, and is told in one line."""
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
    """``--ignore-embedded`` and ``--plain`` go for every file."""
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
    """However many processes work, the files are the same and told in the same order."""
    saved(folder / "e.json", WRONG)
    told = []
    for jobs in ("1", "2", "100"):
        with start("convert", folder, folder / "none.md", "--to", "json", "-o", tmp_path / jobs, "-j", jobs) as process:
            stdout, stderr = process.communicate()
        assert (b"", 3) == (stdout, process.returncode)
        told.append(stderr)
    assert told[0].endswith(b"6 files: 3 written, 3 failed; 2 errors\n")
    assert told[0] == told[1] == told[2]
    assert names(tmp_path / "1") == names(tmp_path / "2") == names(tmp_path / "100") == ["a.json", "c.json", "d.json"]
    assert {JSON} == {path.read_bytes() for jobs in ("1", "2", "100") for path in (tmp_path / jobs).iterdir()}


def test_default_jobs(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By default there is a process for each processor, and none beyond the number of files."""
    asked: list[int | None] = []

    def run_nothing(_sources: object, _work: object, options: Options) -> Iterator[Any]:
        asked.append(options.jobs)
        yield from ()

    convert = importlib.import_module("sqsreport.cli._many")
    monkeypatch.setattr(convert, "run", run_nothing)
    monkeypatch.setattr(pool, "usable_cpus", lambda: 3)
    for args in ([folder], [folder / "a.md"], [folder, "-j", "2"], [folder, "-j", "9"]):
        run("convert", *args, "--to", "json", "-o", tmp_path)
    assert [3, 1, 2, 4] == asked


def test_usable_cpus() -> None:
    """There is always a processor to use."""
    assert 1 <= pool.usable_cpus() <= (os.cpu_count() or 1)


@posix
@pytest.mark.parametrize("send", ["kill", "killpg"], ids=["one", "all"])
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("asked", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["int", "term"])
def test_interrupt(  # noqa: PLR0917 - as many as it varies
    tmp_path: Path, folder: Path, pipe: Path, jobs: str, send: str, asked: signal.Signals, status: int
) -> None:
    """An interrupt lets the file that is begun be finished, and so does the wish that it terminate; then the summary says what is left.

    All processes get it from a terminal, or from who ends a service.
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
    """On a terminal an interrupt is answered at once."""
    opened: list[IO[bytes]] = []

    def interrupt(process_id: int) -> None:
        opened.append(being_read(pipe))
        os.kill(process_id, signal.SIGINT)

    def finish(_process_id: int) -> None:
        with opened[0] as letter:
            letter.write(LETTER)

    told = on_terminal(*of(folder, tmp_path, "1"), status=130, answers={"0/4": interrupt, "stopping": finish})
    assert told.endswith("\x1b[2K4 files: 1 written, 3 left\r\n")


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_second_interrupt(tmp_path: Path, folder: Path, pipe: Path, jobs: str) -> None:
    """A second interrupt does not wait for the file that is begun."""
    opened: list[IO[bytes]] = []

    def interrupt(process_id: int) -> None:
        opened.append(being_read(pipe))
        os.kill(process_id, signal.SIGINT)

    def interrupt_again(process_id: int) -> None:
        let_wait()
        os.kill(process_id, signal.SIGINT)

    told = on_terminal(*of(folder, tmp_path, jobs), status=130, answers={"0/4": interrupt, "stopping": interrupt_again})
    opened[0].close()
    assert "Traceback" not in told
    assert " left" in told.splitlines()[-1]
    assert "a.json" not in names(tmp_path / "out")


@posix
def test_background(tmp_path: Path, folder: Path, pipe: Path) -> None:
    """What a shell has started in the background, deaf to interrupts, stays deaf to them."""
    ignoring: dict[str, Any] = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)}
    with start(*of(folder, tmp_path, "1"), **ignoring) as process:
        with being_read(pipe) as letter:
            process.send_signal(signal.SIGINT)
            letter.write(LETTER)
        _, stderr = process.communicate()
    assert (3, b"4 files: 3 written, 1 failed; 1 error") == (process.returncode, stderr.splitlines()[-1])


@linux
def test_process_dies(tmp_path: Path, folder: Path, pipe: Path) -> None:
    """A process that is killed costs the letter that it worked on, and nothing else."""
    with start(*of(folder, tmp_path, "2")) as process:
        for _ in range(2):  # the second time the letter has a process of its own
            with being_read(pipe):
                found = readers(process.pid, pipe)
                for worker in found:
                    os.kill(worker, signal.SIGKILL)
                wait_for_end(found)
        _, stderr = process.communicate()
    message = f"{pipe}: error SQS010: cannot read {pipe}: the process that read it died, perhaps because it had too little memory or took too long"
    assert 3 == process.returncode
    assert [message, "4 files: 2 written, 2 failed; 1 error"] == [*stderr.decode().splitlines()[::2]]
    assert ["c.json", "d.json"] == names(tmp_path / "out")


@linux
def test_parent_dies(tmp_path: Path, folder: Path, pipe: Path) -> None:
    """When the program itself is killed its processes end too."""
    with (
        start(*of(folder, tmp_path, "2")) as process,
        being_read(pipe),
    ):
        found = readers(process.pid, pipe)
        process.kill()
        process.communicate()
        wait_for_end(found)  # the test would not end


def wait_for_end(process_ids: list[int]) -> None:
    """Wait until processes have ended."""
    while any(is_alive(each) for each in process_ids):
        time.sleep(0.01)


def test_no_bar_without_terminal(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where standard error is no terminal there is nothing on it but problems and the summary."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    result = convert(*sorted(folder.iterdir()), "-o", tmp_path / "out")
    assert ["SQS408", "4 files"] == [
        line.rpartition(": ")[0][-50:].rpartition("error ")[2].partition(":")[0] for line in result.stderr.splitlines()
    ]


def test_bar(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a bar says how much is done, and leaves nothing but problems and the summary."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    told = on_terminal("convert", *sorted(folder.iterdir()), "--to", "json", "-o", tmp_path / "out")
    assert "0/4" in told
    assert "4/4" in told
    assert f"{folder / 'b.md'}: \x1b[31merror SQS408\x1b[0m: " in told
    assert told.endswith("\x1b[2K4 files: 3 written, 1 failed; 1 error\r\n")


def test_bar_without_colour(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR neither the bar nor what is told above it has any."""
    monkeypatch.setenv("NO_COLOR", "1")
    told = on_terminal("convert", folder, "--to", "json", "-o", tmp_path / "out", "-j", "1")
    assert "4/4" in told
    assert "error SQS408: " in told
    assert "\x1b[3" not in told


def test_no_bar_for_nothing(tmp_path: Path, folder: Path) -> None:
    """When there is nothing left to do the summary is all."""
    convert(folder / "a.md", "-o", tmp_path)
    assert "1 file: 1 kept\r\n" == on_terminal("convert", folder / "a.md", "--to", "json", "-o", tmp_path)


@posix
@pytest.mark.parametrize("name", ["a\nb.md", "\x1b[31m.md", "\udcff.md"])
def test_hostile_names(tmp_path: Path, name: str) -> None:
    """Nothing of a file name reaches the terminal that it would act on, and names are kept as they are."""
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
