"""No input hangs: each has a deadline, and no process outlives its task."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import pytest

import sqsreport
from sqsreport import _watchdog, codec, letters, validation
from sqsreport.batch import running
from sqsreport.errors import UnwritableLetterError
from sqsreport.testing import examples
from sqsreport.validation import diagnosis
from support import fault_work
from support.command_line import run, start
from support.processes import being_read, folder, is_alive, of, pipe, posix, readers

__all__ = ["folder", "pipe"]  # fixtures

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="Windows has no timers of processor time"),
]

NORTHMOOR: Final = codec.from_valid_dict(examples.northmoor())


def hang(*_: Any, **__: Any) -> Any:
    """Hang, with almost no time left until the deadline.

    Only the remaining time is shortened, so a slow machine does not reach the deadline before this point.
    """
    signal.setitimer(signal.ITIMER_PROF, 0.05)
    fault_work.backtrack()


def wait_until(is_true: Callable[[], bool]) -> None:
    """Wait until a condition is true, at most a minute."""
    for _ in range(6000):
        if is_true():
            return
        time.sleep(0.01)
    pytest.fail("this did not come true")


@pytest.mark.parametrize("form", ["markdown", "html", "docx"])
def test_letter(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """A letter that takes too long to read is reported as too large, and nothing of it is read."""
    data = letters.write(NORTHMOOR, form)
    monkeypatch.setattr(letters, "read_as", hang)
    reading = sqsreport.read_letter(io.BytesIO(data), format=form)
    assert (None, ["SQS410"]) == (reading.report, [problem.code for problem in reading.problems])
    assert "over 20 seconds" in reading.problems[0].message


def test_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter that takes too long to write raises an error."""
    monkeypatch.setattr(letters, "write_blocks", hang)
    with pytest.raises(UnwritableLetterError, match="writing it is too large"):
        letters.write(NORTHMOOR, "markdown")


@pytest.mark.parametrize("form", ["json", "jsonl", "yaml"])
def test_document(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """A document that takes too long is unreadable, and the other inputs are read."""
    with monkeypatch.context() as patch:
        patch.setattr(validation, "check", hang)
        patch.setattr(diagnosis, "structure", hang)
        (result,) = sqsreport.iter_validate(io.BytesIO(codec.dumps(NORTHMOOR).replace("\n", " ").encode()), format=form)
    assert not result.is_read
    assert ["SQS010"] == [problem.code for problem in result.problems]
    assert "to read" in result.problems[0].message
    assert [] == sqsreport.validate(codec.dumps(NORTHMOOR))


def test_exit_status(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An input that exceeds its deadline is unreadable, and the next one is read."""
    (tmp_path / "a.json").write_text(codec.dumps(NORTHMOOR), encoding="utf-8")
    (tmp_path / "b.md").write_bytes(letters.write(NORTHMOOR, "markdown"))
    with monkeypatch.context() as patch:
        patch.setattr(letters, "read_as", hang)
        patch.setattr(letters, "read_blocks", hang)
        result = run(
            "convert", tmp_path / "b.md", tmp_path / "a.json", "--to", "jsonl", "-o", tmp_path / "out", "-j", "1"
        )
    assert (3, "2 files: 1 written, 1 failed; 1 error") == (result.exit_code, result.stderr.splitlines()[-1])
    monkeypatch.setattr(validation, "check", hang)
    for command in ("convert", "validate"):
        args = [tmp_path / "c.md"] if command == "convert" else []
        assert 3 == run(command, tmp_path / "a.json", *args).exit_code


def test_other_uses_of_the_timer() -> None:
    """The timer is not used if the program uses it already."""

    def profile(*_: object) -> None: ...

    before = signal.signal(signal.SIGPROF, profile)
    try:
        with _watchdog.deadline(0.01):
            assert signal.getsignal(signal.SIGPROF) is profile
        assert signal.getsignal(signal.SIGPROF) is profile
    finally:
        signal.signal(signal.SIGPROF, before)


def test_within_another_deadline() -> None:
    """Of two nested deadlines the outer one counts."""
    with pytest.raises(_watchdog.DeadlineExceededError), _watchdog.deadline(0.1), _watchdog.deadline(1000):
        fault_work.backtrack()
    assert signal.getsignal(signal.SIGPROF) is signal.SIG_DFL


# ------------------------------------------------------------------------------ threads


def in_thread(action: Callable[[], object]) -> object:
    """Return the result of a function that runs in another thread."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(action).result(60)


def test_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter that is read in a thread has a deadline too, the next letter is read, and no exception arrives late."""

    def read() -> tuple[bool, list[str]]:
        reading = sqsreport.read_letter(io.BytesIO(data), format="markdown")
        return reading.report is not None, [problem.code for problem in reading.problems]

    def loop(*_: Any, **__: Any) -> None:
        while True:
            pass

    data = letters.write(NORTHMOOR, "markdown")
    with monkeypatch.context() as patch:
        patch.setattr(letters, "MAX_SECONDS", 0.1)
        patch.setattr(letters, "read_as", loop)
        assert (False, ["SQS410"]) == in_thread(read)
    assert (True, []) == in_thread(read)


def test_threads_and_the_main_thread() -> None:
    """Ending the deadline of one thread does not end that of another."""

    def nap() -> bool:
        try:
            with _watchdog.deadline(0.05):
                while True:
                    pass
        except _watchdog.DeadlineExceededError:
            return True

    with _watchdog.deadline(1000):
        assert in_thread(nap)


def test_traced_code_after_a_deadline_in_a_thread() -> None:
    """A program that is debugged or profiled continues after the deadline of a thread."""
    code = """
import os, sys, threading
from sqsreport._watchdog import deadline

def read():
    with deadline(60):
        pass

def call():
    sys.settrace(lambda *_: None)
    (lambda: None)()

for action in (read, call):
    thread = threading.Thread(target=action, daemon=True)
    thread.start()
    thread.join(20)
print(thread.is_alive(), flush=True)
os._exit(0)
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "False\n"


# ------------------------------------------------------------------------------ processes


def test_stuck_process() -> None:
    """A process that is stuck in compiled code is killed, once, and the other tasks have their results."""
    results = fault_work.words(["one", "stuck", "two", "three"])
    assert [("one", "ONE"), ("stuck", None), ("two", "TWO"), ("three", "THREE")] == results


def test_parent_dies_of_a_busy_process(tmp_path: Path) -> None:
    """A process that is busy in one long call ends at once when its parent is killed."""
    path = tmp_path / "pid"
    code = f"from support import fault_work; fault_work.busy_in_pool({str(path)!r})"
    program = f"if __name__ == '__main__':\n    {code}\n"
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, str(tmp_path / "program.py")], env=environment) as process:
        wait_until(lambda: path.exists() and path.read_text() != "")
        process.kill()
    wait_until(lambda: not is_alive(int(path.read_text())))


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["term", "hup"])
def test_termination(tmp_path: Path, folder: Path, pipe: Path, jobs: str, number: signal.Signals) -> None:
    """The first signal to terminate ends a run and all its processes, even while they are busy."""
    with start(*of(folder, tmp_path, jobs)) as process, being_read(pipe):
        workers = readers(process.pid, pipe) if jobs == "2" else []
        process.send_signal(number)
        # The letter never ends, so the program must not wait for it.
        _, stderr = process.communicate(timeout=60)
    assert 128 + number == process.returncode
    assert b"Traceback" not in stderr
    assert not any(map(is_alive, workers))
    assert [] == [path.name for path in (tmp_path / "out").iterdir() if path.suffix != ".json"]


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a folder of documents, two of which kill the process that reads them."""
    monkeypatch.setattr("sqsreport.batch.validation.Validation", fault_work.DeadlyValidation)
    monkeypatch.setattr("sqsreport.cli.tables.ReadReports", fault_work.DeadlyReading)
    monkeypatch.setattr(running, "_MIN_SECONDS", -1.0)
    folder = tmp_path / "in"
    folder.mkdir()
    line = " ".join(json.dumps(examples.minimal()).split("\n"))
    texts = [line + (" deadly" if index in (3, 5) else "") for index in range(7)]
    (folder / "lines.jsonl").write_text("\n".join(texts), encoding="utf-8")
    for index, text in enumerate(texts):
        (folder / f"{index}.json").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["*.json", "lines.jsonl"])
def test_a_crash_loses_one_document(deadly: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a document kills its process, only that document is lost."""
    monkeypatch.setattr("sqsreport.batch.tasks._SMALL", 1 if name == "lines.jsonl" else 2**20)
    result = run("validate", deadly / name, "-j", "2", "--format", "jsonl")
    assert 3 == result.exit_code
    results = [json.loads(line) for line in result.stdout.splitlines()]
    problems = [problem for each in results for problem in each.get("problems", ()) if problem["code"] == "SQS010"]
    assert 2 == len(problems)
    assert "5 valid" in result.stderr
    if name == "lines.jsonl":
        assert [4, 6] == [problem["line"] for problem in problems]


def test_a_crash_loses_one_report_of_a_table(deadly: Path, tmp_path: Path) -> None:
    """If a row of a table kills its process, only that report is lost."""
    result = run("tables", deadly / "*.json", "-o", tmp_path / "out.csv", "-j", "2")
    assert 3 == result.exit_code
    assert 2 == result.stderr.count("the process that read it died")
    assert 4 == result.stderr.count("SQS017")
