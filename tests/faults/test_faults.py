"""Faults outside the program: full disks, endless inputs, little memory, hostile folders, and kills at any moment."""

from __future__ import annotations

import fcntl
import gzip
import io
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Final, cast

import pytest

import sqsreport
from sqsreport import _files, _jsondata, codec, letters, problems
from sqsreport.batch import splitting
from sqsreport.cli import _conversion
from sqsreport.tables import files as table_files
from sqsreport.testing import examples
from support.command_line import run, start

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="makes the faults of POSIX"),
]

NORTHMOOR: Final = codec.from_valid_dict(examples.northmoor())
MINIMAL: Final = examples.minimal()
LETTER: Final = letters.write(NORTHMOOR, "markdown")


def shell(command: str, cwd: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a shell command, in which ``sqsreport`` is this program."""
    program = f'sqsreport() {{ "{sys.executable}" -m sqsreport "$@"; }}\n'
    return subprocess.run(
        ["/bin/bash", "-c", program + command], cwd=cwd, capture_output=True, text=True, check=False, **options
    )


def names(folder: Path) -> list[str]:
    """Return the names of the files in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())


def saved(path: Path, document: object) -> Path:
    """Save a document as JSON, and return its path."""
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


# ------------------------------------------------------------------------------------- linear cost


def many(**values: object) -> bytes:
    """Return a report with wrong values as JSON."""
    return json.dumps(MINIMAL | values).encode()


MANY: Final[dict[str, Callable[[int], bytes]]] = {
    "numbers": lambda size: many(summary=[1] * size),
    "no numbers": lambda size: many(summary=[float("nan")] * size),
    "spaces": lambda size: many(summary=[" x"] * size),
    "keys": lambda size: many(**{f"key{number}": 1 for number in range(size)}),
    "repeated keys": lambda size: b"{" + b",".join([b'"a":1'] * size) + b"}",
    "objects": lambda size: many(sections=[{}] * size),
    "items of objects": lambda size: many(sections=[{"title": "x", "paragraphs": [1] * size}]),
    "footnotes": lambda size: many(footnotes=[{"label": "1", "text": "x"}] * size),
    "names of extensions": lambda size: many(extensions={f" {number}": 1 for number in range(size)}),
}


@pytest.mark.parametrize("make", MANY.values(), ids=MANY)
def test_many_problems(make: Callable[[int], bytes]) -> None:
    """Of thousands of problems of one kind some hundreds are listed, and the last says how many more there are."""
    size = 3000
    reported = sqsreport.validate(make(size))
    assert len(reported) <= 4 * problems.MOST_OF_A_CODE
    assert size - 1 <= sum(map(problems.count_of, reported))  # the first of repeated keys is not a problem
    assert any(" more like this" in problem.message for problem in reported)


def test_many_problems_of_yaml() -> None:
    """A YAML document with thousands of problems lists some hundreds of them, too."""
    (result,) = sqsreport.iter_validate(io.BytesIO(b"summary: [" + b"1," * 3000 + b"1]"), format="yaml")
    assert len(result.problems) <= 4 * problems.MOST_OF_A_CODE
    assert 3001 <= sum(map(problems.count_of, result.problems))


def test_problems_are_counted(tmp_path: Path) -> None:
    """Problems that are counted but not listed are in every total, and the exit status is 1."""
    path = tmp_path / "a.json"
    path.write_bytes(many(summary=[1] * 3000))
    result = run("validate", path)
    assert 1 == result.exit_code
    assert "(3000 errors" in result.stderr
    assert "2997 more of SQS101" in result.stdout
    result = run("convert", path, tmp_path / "a.md")
    assert (1, "nothing written: 3000 errors") == (result.exit_code, result.stderr.splitlines()[-1])


def test_few_problems_are_exact() -> None:
    """Up to the limit every problem is listed, and so are the problems of the rest of the document."""
    reported = sqsreport.validate(many(summary=[1] * 400, published="never"))
    assert 400 == sum(problem.code == "SQS101" for problem in reported)
    assert ["/published"] == [problem.pointer for problem in reported if problem.code == "SQS106"]


def test_a_bomb_of_problems() -> None:
    """A compressed document of a million wrong values takes seconds, and little memory."""
    packed = gzip.compress(many(summary=[1] * 1_000_000))
    code = (
        "import io, resource, sys, sqsreport;"
        "list(sqsreport.iter_validate(io.BytesIO(sys.stdin.buffer.read())));"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    # Start it from a small process, because the peak memory of a process begins with that of its parent.
    command = ["sh", "-c", '"$0" -c "$1"; exit $?', sys.executable, code]
    process = subprocess.run(command, input=packed, capture_output=True, check=True, timeout=120)
    assert int(process.stdout) < 300_000  # KiB


def test_problems_of_a_letter_are_printed_up_to_a_bound(tmp_path: Path) -> None:
    """A letter with many problems of one kind prints some of them, and how many more there are."""
    path = tmp_path / "a.md"
    path.write_bytes(LETTER + b"\n".join(b"## %d nothing" % number for number in range(3000)))
    result = run("convert", path, tmp_path / "a.json")
    assert len(result.stderr.splitlines()) < 100
    assert " more of SQS40" in result.stderr


# --------------------------------------------------------------------------- endless inputs


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> int:
    """Limit documents to some thousand bytes."""
    for module in (_jsondata, codec, splitting, sqsreport.validation):
        monkeypatch.setattr(module, "MAX_DOCUMENT", 5000)
    return 5000


class Endless(io.RawIOBase):
    """An endless file that fails when too much of it is read."""

    def __init__(self, block: bytes, most: int) -> None:
        self.block, self.most, self.given = block, most, 0

    def readable(self) -> bool:
        """Return true, as for a file that can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return as many bytes as requested, and fail when that is too much in total."""
        assert size >= 0, "everything is wanted of a file without an end"
        self.given += size
        assert self.given <= self.most
        return (self.block * (size // len(self.block) + 1))[:size]


def endless(block: bytes, most: int) -> IO[bytes]:
    """Open an endless file that repeats a block, and fails when more than *most* bytes are read."""
    return cast("IO[bytes]", Endless(block, most))


@pytest.mark.parametrize("block", [b"\0", b" ", b"[1,", b'{"a":'], ids=repr)
def test_endless(small: int, block: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """An endless source is read up to the limit, through every function that reads."""
    with pytest.raises(sqsreport.ValidationError) as raised:
        sqsreport.load(endless(block, small + 1))
    assert ["SQS014"] == [problem.code for problem in raised.value.problems]
    assert ["SQS014"] == [problem.code for problem in sqsreport.validate(endless(block, small + 1))]
    monkeypatch.setattr("sqsreport.batch.streams.BLOCK_SIZE", 500)
    monkeypatch.setattr(splitting, "_DETECTION_SIZE", 1000)
    monkeypatch.setattr(splitting._whole, "__kwdefaults__", {"limit": 5000})
    if block in (b"\0", b" "):
        results = list(sqsreport.iter_validate(endless(block, 3 * small), format="json"))
        assert ["SQS014"] == [problem.code for result in results for problem in result.problems]


@pytest.mark.parametrize("command", ["convert", "show", "validate"])
def test_devices(command: str, tmp_path: Path) -> None:
    """A device without an end is reported as too large."""
    target = [str(tmp_path / "x.md")] if command == "convert" else []
    code = f"import sqsreport.cli; sqsreport.cli.main({[command, '/dev/zero', *target, '--from', 'json']!r})"

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))

    process = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120, preexec_fn=limited
    )
    assert (1, True) == (process.returncode, "SQS014" in process.stderr + process.stdout)


def test_blank_lines_before_a_document() -> None:
    """White space before a document shifts the positions of problems."""
    for blank in (b"\n \n  ", b"\n" * 700_000 + b" ", b" " * 3_000_000):
        (result,) = sqsreport.iter_validate(io.BytesIO(blank + b'{"a": 1}'))
        place = blank.count(b"\n") + 1, len(blank) - blank.rfind(b"\n") - 1 + 1
        assert place == (result.problems[0].line, result.problems[0].column)
    (result,) = sqsreport.iter_validate(io.BytesIO(b"\n  title: 1\n  id: 2\n"), format="yaml")
    assert {"SQS101"} <= {problem.code for problem in result.problems}
    (result,) = sqsreport.iter_validate(io.BytesIO(b" \n\t\n"))
    assert [("SQS002", 1, 1)] == [(each.code, each.line, each.column) for each in result.problems]


@pytest.mark.timeout(60)
def test_white_space_before_json_is_linear() -> None:
    """Fifty megabytes of white space before JSON take a second or two."""
    list(sqsreport.iter_validate(io.BytesIO(b" " * 50_000_000 + b'{"a": 1}'), format="json"))


# ------------------------------------------------------------------------------ links


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """Return a folder with one link to a file outside and one to a file inside."""
    (tmp_path / "secret.json").write_text('{"secret-key": 1}', encoding="utf-8")
    (tmp_path / "secret.md").write_bytes(LETTER)
    folder = tmp_path / "folder"
    folder.mkdir()
    saved(folder / "a.json", MINIMAL)
    (folder / "b.json").symlink_to("../secret.json")
    (folder / "c.json").symlink_to("a.json")
    (folder / "d.md").symlink_to("../secret.md")
    return folder


@pytest.mark.parametrize("pattern", ["", "*.json", "**/*.json"])
def test_link_out_of_a_folder(linked: Path, pattern: str) -> None:
    """A link in a folder to a file outside is not read but reported; a link to a file inside is read."""
    result = run("validate", linked / pattern)
    assert 3 == result.exit_code
    assert "secret-key" not in result.output + result.stderr
    assert "b.json: it is a link to a file outside the folder" in result.output
    assert "2 valid, 1 unreadable" in result.stderr


def test_link_out_of_a_folder_of_letters(linked: Path, tmp_path: Path) -> None:
    """Links in a folder of letters are checked by every command."""
    result = run("convert", linked, "-o", tmp_path / "out", "--to", "html", "-j", "1")
    assert (3, ["a.html", "c.html"]) == (result.exit_code, names(tmp_path / "out"))
    reported = [line for line in result.stderr.splitlines() if "error SQS010" in line]
    assert 2 == sum("it is a link to a file outside the folder" in line for line in reported)
    result = run("tables", linked, "-o", tmp_path / "tables", "-j", "1")
    assert 2 == result.stderr.count("it is a link to a file outside the folder")


def test_link_that_is_named(linked: Path) -> None:
    """A link that is passed by name is read."""
    assert "secret-key" in run("validate", linked / "b.json").output


# ------------------------------------------------------------------------------ memory and streams


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("can't start new thread")])
def test_no_memory(error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If there is no memory or no thread, one line says so, and the exit status is 3."""

    def fail(*_: object, **__: object) -> None:
        raise error

    path = saved(tmp_path / "a.json", MINIMAL)
    monkeypatch.setattr("sqsreport.batch.reports.check", fail)
    result = run("show", path)
    assert (3, 1) == (result.exit_code, len(result.stderr.splitlines()))
    assert ("memory" if isinstance(error, MemoryError) else "Error: ") in result.stderr
    result = run("convert", path, "--to", "html", "-o", tmp_path / "out", "-j", "1")
    assert (3, 2) == (result.exit_code, len(result.stderr.splitlines()))


def test_interrupted_query(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupt that DuckDB catches and raises as its own error still ends the run as interrupted."""
    from sqsreport.tables import database

    def interrupted(*_: object) -> None:
        raise RuntimeError("Query interrupted")

    monkeypatch.setattr(database.Writer, "_insert", interrupted)
    result = run("tables", saved(tmp_path / "a.json", MINIMAL), "-o", tmp_path / "out.duckdb", "-j", "1")
    assert 130 == result.exit_code
    assert ["a.json"] == names(tmp_path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_full_standard_error(tmp_path: Path) -> None:
    """If messages cannot be printed, the work is done nevertheless, and the exit status is 3."""
    for name in "abc":
        (tmp_path / f"{name}.md").write_bytes(LETTER)
    (tmp_path / "b.md").write_bytes(b"nothing\n")
    process = shell("sqsreport convert . --to json -o out -j 1 2>/dev/full", tmp_path)
    assert (3, ["a.json", "c.json"]) == (process.returncode, names(tmp_path / "out"))
    assert 3 == shell("sqsreport convert missing.md x.json 2>/dev/full", tmp_path).returncode
    assert 3 == shell("sqsreport validate out 2>/dev/full", tmp_path).returncode
    assert 3 == shell("sqsreport show out/a.json >/dev/full", tmp_path).returncode


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="needs the names of standard streams")
def test_names_of_streams(tmp_path: Path) -> None:
    """Names of open files and process substitutions of the shell are written like any pipe."""
    (tmp_path / "a.md").write_bytes(LETTER)
    expected = codec.dumps(NORTHMOOR)
    assert expected == shell("sqsreport convert a.md /dev/stdout --to json", tmp_path).stdout
    assert expected == shell("sqsreport convert a.md >(cat) --to json | cat", tmp_path).stdout
    process = shell("echo before >x; sqsreport convert a.md /dev/stdout --to json >>x; cat x", tmp_path)
    assert f"before\n{expected}" == process.stdout


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs Linux")
def test_processes_without_shared_memory() -> None:
    """Work on several processes needs no shared memory, which may be read-only."""
    code = (
        "import multiprocessing.synchronize as s\nfrom support import fault_work\n"
        "if __name__ == '__main__':\n"
        "    s.SemLock.__init__ = None\n"
        "    print(*fault_work.words(['a', 'b']))\n"
    )
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False, timeout=60
    )
    assert ("('a', 'A') ('b', 'B')\n", "") == (process.stdout, process.stderr)


def test_clock_before_1980(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every format can be written when the clock is wrong, with the same bytes."""
    expected = {form: letters.write(NORTHMOOR, form) for form in letters.FORMATS}
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert expected == {form: letters.write(NORTHMOOR, form) for form in letters.FORMATS}


# ------------------------------------------------------------------------------- kills


#: Runs a command again and again in copies of a process that has imported all that it needs. Each is killed one step
#: later than the one before. It prints whether there are tables after each, until one ends by itself.
KILLED: Final = """
import os, signal, sys
from sqsreport import _files
from sqsreport.cli import main, tables
can_exchange, output, *command = sys.argv[1:]
calls = 0
def killing(function):
    def call(*args, **kwargs):
        global calls
        calls += 1
        if calls == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **kwargs)
    return call
for name in ("rename", "replace", "mkdir", "rmdir"):
    setattr(os, name, killing(getattr(os, name)))
_files._exchange = killing((lambda *_: False) if can_exchange == "no" else _files._exchange)
for step in range(1, 30):
    if os.fork() == 0:
        main(command)
    _, status = os.wait()
    print(os.path.exists(output), flush=True)
    if status == 0:
        break
"""


@pytest.mark.parametrize("can_exchange", ["yes", "no"])
def test_tables_that_are_replaced_survive_every_kill(
    tmp_path: Path, can_exchange: str, record_property: Callable[[str, object], None]
) -> None:
    """If a run that replaces tables is killed, the old or the new ones exist, or the next run restores them."""
    path, target = saved(tmp_path / "a.json", MINIMAL), tmp_path / "out.csv"
    command = ["tables", str(path), "-o", str(target), "-j", "1", "--force", "--no-quantities"]
    assert 0 == run(*command).exit_code
    program = [sys.executable, "-c", KILLED, can_exchange, str(target / "reports.csv"), *command]
    process = subprocess.run(program, capture_output=True, text=True, check=True)
    exist = process.stdout.split()
    assert can_exchange == "no" or {"True"} == set(exist)
    assert 4 < len(exist) < 29
    record_property("tried", len(exist) - 1)
    assert 0 == run(*command).exit_code
    assert ["a.json", "out.csv"] == names(tmp_path)
    assert (target / "reports.csv").exists()


def test_leftovers_of_a_kill_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Temporary files of a killed run are removed by the next one, and those of a run in progress stay."""
    monkeypatch.setattr(_files, "_searched", set())
    (tmp_path / ".sqsreport-0123.tmp").write_bytes(b"half")
    (tmp_path / ".sqsreport-4567.tmp").mkdir()
    (tmp_path / ".sqsreport-4567.tmp" / "reports.csv").write_bytes(b"half")
    (tmp_path / ".sqsreport-mine").write_bytes(b"of the user")
    with (tmp_path / ".sqsreport-89ab.tmp").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        _files.write_whole(tmp_path / "a.json", b"new")
        assert [".sqsreport-89ab.tmp", ".sqsreport-mine", "a.json"] == names(tmp_path)


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.1, 0.2, 0.4, 0.8])
def test_killed_at_any_time(tmp_path: Path, delay: float) -> None:
    """After a kill at any time the next run leaves only its results."""
    for number in range(20):
        (tmp_path / f"{number}.md").write_bytes(LETTER)
    command = ("convert", str(tmp_path), "--to", "json", "-o", str(tmp_path / "out"), "-j", "1")
    with start(*command) as process:
        time.sleep(0.5 + delay)
        process.kill()
    with start(*command) as process:
        assert b"Traceback" not in process.communicate()[1]
    assert sorted(f"{number}.json" for number in range(20)) == names(tmp_path / "out")


def test_tables_are_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file of a folder of tables is synced to disk before the folder is renamed."""
    synced: list[str] = []
    fsync = os.fsync

    def recording(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", recording)
    with table_files.writing(tmp_path / "out"):
        pass
    names = {Path(path).name for path in synced}
    assert {path.name for path in (tmp_path / "out").iterdir()} <= names
    assert str(tmp_path) in synced


# ------------------------------------------------------------------------------ summaries


def test_target_that_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A result that was removed during the run is not counted as written."""
    for name in "abc":
        (tmp_path / f"{name}.md").write_bytes(LETTER)
    process = _conversion.Convert.process

    def removing(self: Any, source: Any, chunk: Any) -> Any:
        yield from process(self, source, chunk)
        if source.path.endswith("b.md"):
            (tmp_path / "out" / "a.json").unlink()

    monkeypatch.setattr(_conversion.Convert, "process", removing)
    result = run("convert", tmp_path, "--to", "json", "-o", tmp_path / "out", "-j", "1")
    assert 3 == result.exit_code
    assert "a.json was written and no longer exists" in result.stderr
    assert "3 files: 2 written, 1 failed" == result.stderr.splitlines()[-1]


def test_summary_after_an_interrupt_counts_written_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was written before an interrupt is counted."""
    for name in "abc":
        (tmp_path / f"{name}.md").write_bytes(LETTER)
    process = _conversion.Convert.process

    def interrupted(self: Any, source: Any, chunk: Any) -> Any:
        list(process(self, source, chunk))
        raise KeyboardInterrupt

    monkeypatch.setattr(_conversion.Convert, "process", interrupted)
    result = run("convert", tmp_path, "--to", "json", "-o", tmp_path / "out", "-j", "1")
    assert (130, "3 files: 1 written, 2 left") == (result.exit_code, result.stderr.splitlines()[-1])


def test_a_picture_writes_nothing_else(tmp_path: Path) -> None:
    """Drawing a picture leaves nothing else in the folders of the user."""
    path = saved(tmp_path / "a.json", examples.northmoor())
    home = tmp_path / "home"
    home.mkdir()
    folders = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "XDG_CONFIG_HOME": str(home / "config")}
    env = {name: value for name, value in os.environ.items() if name != "MPLCONFIGDIR"} | folders
    command = [sys.executable, "-m", "sqsreport", "plot", "rates", str(path), "-o", str(tmp_path / "a.svg")]
    process = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=120)
    assert (0, []) == (process.returncode, [*home.rglob("*")])
