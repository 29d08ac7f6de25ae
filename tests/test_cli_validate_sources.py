"""``sqsreport validate``: any source, on any number of processes, with the same results."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sqsreport
from sqsreport.cli import _blocking, _blocks, _meter, _pool, _validation
from sqsreport.cli._blocks import Batch, Files, Range
from sqsreport.documents import results_of
from sqsreport.documents.pieces import Mark
from sqsreport.documents.sources import Source, find
from sqsreport.results import Result
from sqsreport.testing import examples
from test_cli import let_wait, on_terminal, run, saved, start

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs the signals and pipes of POSIX")

NORTHMOOR = json.dumps(examples.northmoor(), ensure_ascii=False)
MINIMAL = json.dumps(examples.minimal())
WRONG = json.dumps(examples.northmoor() | {"published": "2015-03-01"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with sources of every kind, good and bad."""
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
    """Return what comes of sources one after the other."""
    return [result for path in paths for source in find(str(path)) for result in results_of(source, with_excerpts=True)]


def results(paths: Iterable[Path | str], **options: Any) -> list[Result]:
    """Return what comes of paths for the command."""
    return list(_validation.results(map(str, paths), with_excerpts=True, **options))


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything be cut into blocks, however little it is, and let other processes do it."""
    for module, name, value in (
        (_validation, "_LONG", -1.0),
        (_blocking, "_SMALL", 2000),
        (_blocking, "_LARGEST", 6000),
        (_blocking, "_MOST_DOCUMENTS", 5),
    ):
        monkeypatch.setattr(module, name, value)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_jobs_make_no_difference(folder: Path, jobs: int) -> None:
    """However many processes work, the results are the same and in the same order."""
    paths = [folder, folder / "missing.json", folder / "a.jsonl", folder / "*.json"]
    expected = alone(paths)
    assert len(expected) > 200
    assert expected == results(paths, jobs=jobs)


def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the work of other processes be done in this one, where it can be looked at."""
    pooled = _pool.results

    def without_processes(*args: Any, jobs: int, **options: Any) -> Iterator[Any]:
        assert jobs > 1
        return pooled(*args, jobs=1, **options)

    monkeypatch.setattr(_pool, "results", without_processes)


LINES = st.lists(st.sampled_from([MINIMAL, "", "{}", "[1, 2]", '{"é": "😀"}', "\t", '{"a"', "x" * 50]), max_size=12)


@given(LINES, st.integers(1, 90), st.integers(1, 9), st.sampled_from(["", "\n"]), st.sampled_from(["", "\ufeff"]))
def test_blocks_make_no_difference(  # noqa: PLR0917 - as many as it varies
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], size: int, most: int, end: str, mark: str
) -> None:
    """Wherever a file is cut, and wherever a block is given up, the results are those of the whole."""
    path = tmp_path_factory.getbasetemp() / "lines.jsonl"
    path.write_bytes((mark + "\n".join(lines) + end).encode())
    with pytest.MonkeyPatch.context() as patch:
        in_this_process(patch)
        patch.setattr(_validation, "_LONG", -1.0)
        patch.setattr(_blocking, "_SMALL", 0)
        patch.setattr(_blocking, "_LARGEST", size)
        patch.setattr(_blocking, "_SMALLEST", size)
        patch.setattr(_blocks, "MOST_PROBLEMS", most)
        assert alone([path]) == results([path], jobs=2)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8), st.integers(1, 60))
def test_ranges_share_all_lines(tmp_path_factory: pytest.TempPathFactory, lengths: list[int], step: int) -> None:
    """However a file is cut into ranges, each of its lines is in one of them, and all are counted."""
    path = tmp_path_factory.getbasetemp() / "ranges.jsonl"
    lines = [str(number).zfill(length) for number, length in enumerate(lengths)]
    path.write_text("\n".join(lines), encoding="utf-8")
    size = path.stat().st_size
    found: list[str] = []
    counted = 0
    for begin in range(0, size, step):
        mark = Mark()
        pieces = [piece for _, piece in Range(Source("x", str(path)), begin, min(begin + step, size)).pieces(mark)]
        assert [*range(1, len(pieces) + 1)] == [piece.line for piece in pieces]
        found += [piece.data.decode() for piece in pieces]
        counted += mark.line - 1
    assert (lines, len(lines) - 1) == (found, counted)


@pytest.mark.usefixtures("small_blocks")
def test_problems_are_given_up_to_a_bound(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A block with too many problems is given back, and the rest is done where it is wanted, whatever the kind."""
    in_this_process(monkeypatch)
    monkeypatch.setattr(_blocks, "MOST_PROBLEMS", 3)
    (tmp_path / "array.json").write_text(f"[{','.join(['{}'] * 30)}]", encoding="utf-8")
    paths = [folder, tmp_path / "array.json"]
    assert alone(paths) == results(paths, jobs=2)


def test_problems_of_files_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many problems a block of files has counts for the next, whether they were done here or there, or in part."""
    paths = [saved(tmp_path / f"{name}.json", {}) for name in "abc"]
    learnt: list[tuple[int, int]] = []
    monkeypatch.setattr(_blocking.Pace, "saw", lambda _self, *seen: learnt.append(seen))
    found = len(alone(paths[:1])[0].problems)
    size = paths[0].stat().st_size
    results(paths)
    in_this_process(monkeypatch)
    monkeypatch.setattr(_validation, "_WORTH_IT", 0)
    results(paths, jobs=2)
    monkeypatch.setattr(_blocks, "MOST_PROBLEMS", found + 1)
    results(paths, jobs=2)
    assert [(3 * size, 3 * found), (3 * size, 3 * found), (2 * size, 2 * found)] == learnt


def test_pace() -> None:
    """Blocks grow, and get small where there is much to tell of little."""
    pace = _blocking.Pace()
    for _ in range(20):
        pace.saw(1000, 0)
    assert (_blocking._LARGEST, _blocking._MOST_DOCUMENTS) == (pace.size, pace.documents)
    pace.saw(8000, 9000)
    assert pace.size < 1000
    for _ in range(200):
        pace.saw(10**6, 0)
    assert _blocking._LARGEST == pace.size


@pytest.mark.usefixtures("small_blocks")
def test_process_dies(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was the end of a process is told, and what follows has its true numbers and lines."""
    deadly: set[int] = set()

    def dying(work: Callable[[Any], Any], tasks: Iterable[Any], **_options: Any) -> Iterator[tuple[Any, Any]]:
        for number, task in enumerate(tasks):
            offsets = [] if isinstance(task, Files) else [piece.offset for _, piece in task.pieces(Mark())]
            if number == 1:
                deadly.update(offsets[1:2])
            is_deadly = number == 1 if isinstance(task, Files) else deadly.intersection(offsets)
            yield task, None if is_deadly else work(task)

    monkeypatch.setattr(_pool, "results", dying)
    for name in ("a.jsonl", "c.jsonl.gz"):
        path = folder / name
        deadly.clear()
        expected, found = alone([path]), results([path], jobs=2)
        (dead,) = (index for index, result in enumerate(found) if not result.is_read)
        assert "the process that read it died" in found[dead].problems[0].message
        assert expected[:dead] == found[:dead]
        assert expected[dead + 1 :] == found[dead + 1 :]
        assert len(found) > dead + 10
    files = [folder / "e.json"] * 2 + [folder / "a.jsonl"]
    monkeypatch.setattr(_blocking, "_MOST_DOCUMENTS", 1)
    assert [True, False] == [result.is_read for result in results(files, jobs=2)[:2]]


def test_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has no memory for a block says so, and lives."""

    def exhausted(_block: object) -> None:
        raise MemoryError

    monkeypatch.setattr(_blocks, "_run_pieces", exhausted)
    assert _blocks.run(Batch(Source("x"), ())) is None


def test_file_vanishes(tmp_path: Path) -> None:
    """A file that is gone when its turn comes is one that cannot be read."""
    checked = _blocks.run(Range(Source("x", str(tmp_path / "gone.jsonl")), 0, 9))
    assert isinstance(checked, _blocks.Checked)
    assert [False] == [findings.is_read for _, findings in checked.found]


def test_small_files_share_a_block(tmp_path: Path) -> None:
    """Many small files are one task, and a large one of one report is its own."""
    for name in "abcd":
        saved(tmp_path / f"{name}.json", examples.minimal())
    (tmp_path / "c.json").write_bytes(MINIMAL.encode() + b" " * _blocking._SMALL)
    blocks = list(
        _blocking.blocks_of(find(str(tmp_path)), pace=_blocking.Pace(), with_excerpts=False, tally=lambda _size: None)
    )
    assert [["a.json", "b.json", "c.json"], ["d.json"]] == [
        [Path(source.name or "").name for source in block.sources] for block in blocks if isinstance(block, Files)
    ]


# ------------------------------------------------------------------------------- the command


def test_streams(tmp_path: Path) -> None:
    """Documents of one file have lines of their own, and are counted."""
    path = tmp_path / "a.jsonl"
    path.write_text(f"{NORTHMOOR}\n{WRONG}\n{MINIMAL}\n", encoding="utf-8")
    result = run("validate", path)
    places = [line.split(": ")[0].rpartition(":")[0] for line in result.stdout.splitlines() if " SQS" in line]
    assert [f"{path}:2", f"{path}:3"] == places
    assert "1 file with 3 documents: 2 valid, 1 not (1 error, 1 warning)\n" == result.stderr


@pytest.mark.parametrize("data", [f"[{MINIMAL}]", f"{MINIMAL}\n{MINIMAL}\n", f"---\n{MINIMAL}\n"])
def test_standard_input_is_sniffed(data: str) -> None:
    """Standard input of any form is known by its beginning, packed or not."""
    for stdin in (data.encode(), gzip.compress(data.encode())):
        result = run("validate", "-", stdin=stdin)
        assert 0 == result.exit_code
        assert "<stdin>:" in result.stdout


def test_from() -> None:
    """``--from`` says what the input is, whatever it looks like."""
    assert "2 documents" in run("validate", "--from", "jsonl", "-", stdin=b"{}\n[]\n").stderr
    assert "1 file" in run("validate", "--from", "json", "-", stdin=b"{}\n{}\n").stderr


def test_in_order_on_two_processes(tmp_path: Path) -> None:
    """The command tells the same, byte for byte, for every number of jobs."""
    path = tmp_path / "a.jsonl"
    lines = itertools.islice(itertools.cycle(["{}", "[]", '{"a": 1}', "x"]), 4000)
    path.write_text("\n".join(lines), encoding="utf-8")
    told = []
    for jobs in ("1", "2", "3"):
        with start("validate", "-j", jobs, path) as process:
            told.append(process.communicate())
        assert 1 == process.returncode
    assert told[0] == told[1] == told[2]
    assert told[0][1].startswith(b"1 file with 4000 documents: 4000 not valid (")


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupt(tmp_path: Path, jobs: str) -> None:
    """After an interrupt what was told is true, a summary says how far it came, and nothing goes on."""
    pipe = tmp_path / "a.jsonl"
    os.mkfifo(pipe)
    with start("validate", "-j", jobs, pipe) as process, pipe.open("wb") as file:
        file.write(f"{WRONG}\n".encode() * 3)
        file.flush()
        assert process.stdout
        told = [process.stdout.readline() for _ in range(1 if jobs == "2" else 2)]
        let_wait()
        process.send_signal(signal.SIGINT)
        assert process.stderr
        rest, stderr = process.stdout.read(), process.stderr.read()
    assert 130 == process.returncode
    assert b"Traceback" not in stderr
    number = b"".join([*told, rest]).count(b" SQS202: ")
    assert number >= 1
    assert f": {number} not valid ({number} error" in stderr.decode()
    assert stderr.startswith(b"interrupted: 1 file")


@posix
def test_interrupt_of_processes(tmp_path: Path) -> None:
    """The same goes for work that other processes do, and however often it is interrupted."""
    path = tmp_path / "a.jsonl"
    path.write_text(f"{WRONG}\n" * 20_000, encoding="utf-8")
    with start("validate", "-j", "2", path) as process:
        assert process.stdout
        process.stdout.readline()
        for _ in range(2):
            process.send_signal(signal.SIGINT)
            time.sleep(0.02)
        _, stderr = process.communicate(timeout=60)
    # The last of them may come when Python is gone that would have made a status of it.
    assert process.returncode in (130, -signal.SIGINT)
    assert b"_pool.py" not in stderr
    assert stderr.startswith(b"interrupted: ")


@posix
def test_broken_pipe(tmp_path: Path) -> None:
    """A reader that goes away ends the program quietly, with all its processes."""
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
    """A terminal that keeps what it is told."""

    def isatty(self) -> bool:
        """Tell that somebody is looking."""
        return True


def watched(monkeypatch: pytest.MonkeyPatch, results: list[Result], total: int | None) -> str:
    """Watch results of ten bytes each on a terminal, where every look at the clock takes a second."""
    terminal = Terminal()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", terminal)
        meter = _meter.Meter(lambda: total, clock=itertools.count().__next__)

        def read() -> Iterator[Result]:
            for result in results:
                meter.read(10)
                yield result

        assert results == list(meter.watch(read()))
    return terminal.getvalue()


def test_meter(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal one line says how much is done, how fast, and how long it will take; in the end it is gone."""
    told = watched(monkeypatch, [Result("x", index) for index in range(3)], 40)
    assert [
        " 25%, 1 document, 1 a second, 0:03 left",
        " 50%, 2 documents, 1 a second, 0:02 left",
        " 75%, 3 documents, 1 a second, 0:01 left",
    ] == [line.rstrip() for line in told.split("\r") if line.strip()]
    assert told.endswith(" \r")


def test_meter_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line is gone whenever there is something to tell."""
    told = watched(monkeypatch, [Result("x"), Result("x", problems=(sqsreport.Problem("SQS002"),))], None)
    first, gone, second = [line for line in told.split("\r") if line][:3]
    assert ("1 document, 1 a second", "", "2 documents, 1 a second") == (first, gone.strip(), second)


def test_meter_without_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody is looking nothing is shown."""
    results = [Result("x", index) for index in range(3)]
    assert results == list(_meter.Meter(lambda: None, clock=itertools.count().__next__).watch(iter(results)))
    assert "" == capsys.readouterr().err


@posix
def test_meter_on_terminal(tmp_path: Path) -> None:
    """The command shows it while it works for long, and tells in the end what it would without."""
    path = tmp_path / "a.jsonl"
    path.write_text(f"{NORTHMOOR}\n" * 300, encoding="utf-8")
    told = on_terminal("validate", "-j", "1", path, status=0)
    assert told.rpartition("\r")[0].endswith("1 file with 300 documents: 300 valid")


def test_size_of_all(tmp_path: Path) -> None:
    """How much there is to do is known of files, and of streams it is not."""
    path = saved(tmp_path / "a.json", examples.minimal())
    size = path.stat().st_size
    assert size == _validation.size_of_all([str(path)])
    assert size == _validation.size_of_all([str(tmp_path), str(tmp_path / "missing.json")])
    assert _validation.size_of_all([str(path), "-"]) is None
