"""``sqsreport validate``: any source, with the same results for any number of processes."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqsreport.batch import pool, running, tasks, work
from sqsreport.batch.chunks import Chunk
from sqsreport.batch.progress import Progress
from sqsreport.batch.sources import Source, find_sources, size_of_all
from sqsreport.batch.splitting import split
from sqsreport.batch.tasks import Task, partition
from sqsreport.batch.validation import check, validate
from sqsreport.problems import Problem
from sqsreport.results import Result
from sqsreport.testing import examples
from support import fault_work
from support.command_line import let_wait, on_terminal, run, saved, start

pytestmark = pytest.mark.slow

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs the signals and pipes of POSIX")

NORTHMOOR = json.dumps(examples.northmoor(), ensure_ascii=False)
MINIMAL = json.dumps(examples.minimal())
WRONG = json.dumps(examples.northmoor() | {"published": "2015-03-01"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with sources of every kind, good and bad."""
    folder = tmp_path / "sources"
    folder.mkdir()
    lines = f"{NORTHMOOR}\n\n{MINIMAL}\n{WRONG}\nx\n" * 8
    files: dict[str, str | bytes] = {
        "a.jsonl": lines + MINIMAL[:50],
        "b.jsonl": "\ufeff" + lines,
        "c.jsonl.gz": gzip.compress(lines.encode()),
        "d.json": f"[{NORTHMOOR},\n {MINIMAL} {WRONG}, 3]",
        "e.json": WRONG,
        "f.json": f"{json.dumps(json.loads(WRONG), indent=1)}\n",
        "g.jsonl": "",
        "h.jsonl": "\n\n\n",
        "i.yaml": f"---\n{MINIMAL}\n---\n- {MINIMAL}\n- 3\n--- a: b: c\n",
        "j.json.gz": gzip.compress(lines.encode())[:-9],
        "k.jsonl": b'{"a": "\xe9"}\n' * 5,
        "l.jsonl": f"{MINIMAL}\n" * 40 + '{"a": 1}\n' * 40,
    }
    for name, text in files.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def alone(paths: Iterable[Path | str]) -> list[Result]:
    """Return the results of sources that are validated one after the other."""
    sources = (source for path in paths for source in find_sources(str(path)))
    return [result for source in sources for result in one_source(source)]


def one_source(source: Source) -> Iterator[Result]:
    """Validate a source that is not partitioned."""
    index = 0
    for chunk in split(source):
        for _, findings in check(chunk, with_excerpts=True):
            yield Result(source.name, index, findings.problems, findings.excerpts, findings.is_read)
            index += 1
    if not index:
        yield Result(source.name, 0, (Problem("SQS002", line=1, column=1),), (None,))


def results(paths: Iterable[Path | str], **options: Any) -> list[Result]:
    """Return the results of paths for the command."""
    sources = (source for path in paths for source in find_sources(str(path)))
    return list(validate(sources, with_excerpts=True, **options))


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Split even small inputs into blocks, and process them in other processes."""
    for module, name, value in (
        (running, "_MIN_SECONDS", -1.0),
        (tasks, "_SMALL", 2000),
        (tasks, "_SIZE", 6000),
        (tasks, "_MAX_DOCUMENTS", 5),
    ):
        monkeypatch.setattr(module, name, value)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_jobs_make_no_difference(folder: Path, jobs: int) -> None:
    """For any number of processes, the results are the same, in the same order."""
    paths = [folder, folder / "missing.json", folder / "a.jsonl", folder / "*.json"]
    expected = alone(paths)
    assert len(expected) > 200
    assert expected == results(paths, jobs=jobs)


def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the work of other processes in this one, where it can be observed."""

    def run_here(given: Iterable[Any], do: Any, **_options: Any) -> Iterator[Any]:
        for task in given:
            yield from ((task, batch) for batch in work.batches_of(task, do))
            yield task, None

    monkeypatch.setattr(pool, "run", run_here)


LINES = st.lists(st.sampled_from([MINIMAL, "", "{}", "[1, 2]", '{"é": "😀"}', "\t", '{"a"', "x" * 50]), max_size=12)


@given(LINES, st.integers(1, 90), st.integers(1, 9), st.sampled_from(["", "\n"]), st.sampled_from(["", "\ufeff"]))
def test_blocks_make_no_difference(  # noqa: PLR0917 - as many as it varies
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], size: int, most: int, end: str, mark: str
) -> None:
    """Wherever a file is split into blocks and tasks, the results are those of the whole file."""
    path = tmp_path_factory.getbasetemp() / "lines.jsonl"
    path.write_bytes((mark + "\n".join(lines) + end).encode())
    with pytest.MonkeyPatch.context() as patch:
        in_this_process(patch)
        patch.setattr(running, "_MIN_SECONDS", -1.0)
        patch.setattr(tasks, "_SMALL", 0)
        patch.setattr(tasks, "_SIZE", size)
        patch.setattr(work, "MAX_PROBLEMS", most)
        assert alone([path]) == results([path], jobs=2)


@pytest.mark.usefixtures("small_blocks")
def test_chunks_have_few_problems(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The results of a task with many problems come in several batches."""
    in_this_process(monkeypatch)
    monkeypatch.setattr(work, "MAX_PROBLEMS", 3)
    (tmp_path / "array.json").write_text(f"[{','.join(['{}'] * 30)}]", encoding="utf-8")
    paths = [folder, tmp_path / "array.json"]
    assert alone(paths) == results(paths, jobs=2)


def test_tasks_grow(tmp_path: Path) -> None:
    """The first tasks of a large file are small, for early results, and the later ones are larger."""
    path = tmp_path / "a.jsonl"
    path.write_text("{}\n" * tasks._SMALL, encoding="utf-8")
    parts = [*itertools.islice(partition(find_sources(str(path))), 12)]
    assert [1, 2, 4, 8, 16, 32, 64, 128, 256, 256, 256, 256] == [len(part.chunks or ()) for part in parts]


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("name", ["a.jsonl", "c.jsonl.gz", "l.jsonl"])
def test_process_dies(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A document that crashes its process is reported, and later documents have correct numbers and lines."""
    deadly = json.dumps({"deadly": 1})
    path = folder / name
    data = gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
    lines = data.splitlines(keepends=True)
    lines[12] = f"{deadly}\n".encode()
    data = b"".join(lines)
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    monkeypatch.setattr("sqsreport.batch.validation.Validation", fault_work.DeadlyValidation)
    expected, found = alone([path]), results([path], jobs=2)
    (dead,) = (index for index, result in enumerate(found) if not result.is_read)
    assert "the process that read it died" in found[dead].problems[0].message
    assert 13 == found[dead].problems[0].line
    assert expected[:dead] == found[:dead]
    assert expected[dead + 1 :] == found[dead + 1 :]
    assert len(found) > dead + 10


@pytest.mark.usefixtures("small_blocks")
def test_process_dies_of_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If one of several files of a task crashes the process, only this file is lost."""
    (folder / "dead.json").write_text('{"deadly": 1}', encoding="utf-8")
    monkeypatch.setattr("sqsreport.batch.validation.Validation", fault_work.DeadlyValidation)
    files = [folder / "e.json", folder / "dead.json", folder / "e.json", folder / "f.json"]
    assert [True, False, True, True] == [result.is_read for result in results(files, jobs=2)]


def test_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document for which there is not enough memory is reported, and the others are validated."""

    def exhausted(chunk: Chunk, **options: Any) -> Any:
        if chunk.line == 2:
            raise MemoryError
        return check(chunk, **options)

    monkeypatch.setattr("sqsreport.batch.validation.check", exhausted)
    results = list(validate([Source("x", file=io.BytesIO(b"{}\n{}\n{}\n"), format="jsonl")]))
    assert [True, False, True] == [result.is_read for result in results]


def test_small_files_share_a_task(tmp_path: Path) -> None:
    """Many small files are one task, and a large file with one report ends it."""
    for name in "abcd":
        saved(tmp_path / f"{name}.json", examples.minimal())
    (tmp_path / "c.json").write_bytes(MINIMAL.encode() + b" " * tasks._SMALL)
    partitions = list(partition(find_sources(str(tmp_path))))
    assert [["a.json", "b.json", "c.json"], ["d.json"]] == [
        [Path(source.name or "").name for source in task.sources] for task in partitions if task.chunks is None
    ]


def test_order_with_waiting_chunks() -> None:
    """A task whose results come in many batches waits until earlier tasks are finished, and loses none."""
    parts = [
        Task((Source(f"{number}"),), tuple(Chunk(f"{number}.{each}".encode()) for each in range(20)))
        for number in range(8)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "_MAX_WAITING", 1)
        batches = [batch for _, batch in pool.run(parts, fault_work.Many(), jobs=3) if batch is not None]
    words = [entry.report_id for batch in batches for _, entry in batch.outcomes]
    assert [f"{number}.{each}" for number in range(8) for each in range(20)] == words
    assert len(batches) > 8


# ------------------------------------------------------------------------------- the command


def test_streams(tmp_path: Path) -> None:
    """The documents of a file are counted, and have the lines of the file."""
    path = tmp_path / "a.jsonl"
    path.write_text(f"{NORTHMOOR}\n{WRONG}\n{MINIMAL}\n", encoding="utf-8")
    result = run("validate", path)
    places = [line.split(": ")[0].rpartition(":")[0] for line in result.stdout.splitlines() if " SQS" in line]
    assert [f"{path}:2", f"{path}:3"] == places
    assert "1 file with 3 documents: 2 valid, 1 not (1 error, 1 warning)\n" == result.stderr


@pytest.mark.parametrize("data", [f"[{MINIMAL}]", f"{MINIMAL}\n{MINIMAL}\n", f"---\n{MINIMAL}\n"])
def test_standard_input_is_detected(data: str) -> None:
    """The format of standard input is detected from its first bytes, packed or not."""
    for stdin in (data.encode(), gzip.compress(data.encode())):
        result = run("validate", "-", stdin=stdin)
        assert 0 == result.exit_code
        assert "<stdin>:" in result.stdout


def test_from() -> None:
    """``--from`` sets the format of the input, whatever its name and content."""
    assert "2 documents" in run("validate", "--from", "jsonl", "-", stdin=b"{}\n[]\n").stderr
    assert "1 file" in run("validate", "--from", "json", "-", stdin=b"{}\n{}\n").stderr


def test_in_order_on_two_processes(tmp_path: Path) -> None:
    """The output of the command is the same, byte for byte, for every number of jobs."""
    path = tmp_path / "a.jsonl"
    lines = itertools.islice(itertools.cycle(["{}", "[]", '{"a": 1}', "x"]), 4000)
    path.write_text("\n".join(lines), encoding="utf-8")
    output = []
    for jobs in ("1", "2", "3"):
        with start("validate", "-j", jobs, path) as process:
            output.append(process.communicate())
        assert 1 == process.returncode
    assert output[0] == output[1] == output[2]
    assert output[0][1].startswith(b"1 file with 4000 documents: 4000 not valid (")


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupt(tmp_path: Path, jobs: str) -> None:
    """After an interrupt the printed problems are correct, the summary counts them, and no process remains."""
    pipe = tmp_path / "a.jsonl"
    os.mkfifo(pipe)
    with start("validate", "-j", jobs, pipe) as process, pipe.open("wb") as file:
        file.write(f"{WRONG}\n".encode() * 3)
        file.flush()
        assert process.stdout
        output = [process.stdout.readline() for _ in range(1 if jobs == "2" else 2)]
        let_wait()
        process.send_signal(signal.SIGINT)
        assert process.stderr
        rest, stderr = process.stdout.read(), process.stderr.read()
    assert 130 == process.returncode
    assert b"Traceback" not in stderr
    number = b"".join([*output, rest]).count(b" SQS202: ")
    assert number >= 1
    assert f": {number} not valid ({number} error" in stderr.decode()
    assert stderr.startswith(b"interrupted: 1 file")


@posix
def test_interrupt_of_processes(tmp_path: Path) -> None:
    """The same applies to several processes, and to repeated interrupts."""
    path = tmp_path / "a.jsonl"
    path.write_text(f"{WRONG}\n" * 20_000, encoding="utf-8")
    with start("validate", "-j", "2", path) as process:
        assert process.stdout
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
    assert 130 == process.returncode
    assert b"Traceback" not in stderr
    assert stderr.startswith(b"interrupted: ")


@posix
def test_broken_pipe(tmp_path: Path) -> None:
    """If the reader closes the pipe, the program and all its processes end quietly."""
    path = tmp_path / "a.jsonl"
    path.write_text(f"{WRONG}\n" * 20_000, encoding="utf-8")
    with start("validate", "-j", "2", path) as process:
        assert process.stdout
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr
        stderr = process.stderr.read()
        process.wait(timeout=60)
    assert (141, b"") == (process.returncode, stderr)


# ----------------------------------------------------------------------------------- progress


class Terminal(io.StringIO):
    """A terminal that records its output."""

    def isatty(self) -> bool:
        """Return ``True``."""
        return True


def progress(**options: Any) -> Progress:
    """Return a progress display whose clock advances by a second at each call."""
    clock = itertools.count().__next__
    return Progress("validating", unit="documents", print_line=print, clock=clock, in_color=False, **options)


def test_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a line shows the progress and the speed; at the end it is removed."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress(total=lambda: 40) as shown:
        for _ in range(3):
            shown.advance(10)
            shown.advance(count=1)
    text = terminal.getvalue()
    assert "validating" in text
    assert "75%" in text
    assert "3 documents, 0 a second" in text
    assert text.endswith("\x1b[2K")


def test_progress_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line is removed while other text is printed, and returns with the next document."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress(total=lambda: None) as shown:
        shown.advance(count=1)
        shown.pause()
        assert terminal.getvalue().endswith("\x1b[2K")
        paused = terminal.getvalue()
        shown.advance(count=1)
        assert "2 documents" in terminal.getvalue().removeprefix(paused)


def test_progress_without_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal nothing is shown."""
    with progress(total=lambda: None) as shown:
        shown.advance(count=1)
    assert "" == capsys.readouterr().err


@posix
def test_progress_on_terminal(tmp_path: Path) -> None:
    """The command shows the progress of a long run, and its final output is the same as without."""
    path = tmp_path / "a.jsonl"
    path.write_text(f"{NORTHMOOR}\n" * 300, encoding="utf-8")
    output = on_terminal("validate", "-j", "1", path, status=0)
    assert output.rstrip().endswith("1 file with 300 documents: 300 valid")


def test_size_of_all(tmp_path: Path) -> None:
    """The total size is known for files, and unknown for streams."""
    path = saved(tmp_path / "a.json", examples.minimal())
    size = path.stat().st_size

    def total(*paths: Path | str) -> int | None:
        return size_of_all(source for path in paths for source in find_sources(str(path)))

    assert size == total(path)
    assert size == total(tmp_path, tmp_path / "missing.json")
    assert total(path, "-") is None
