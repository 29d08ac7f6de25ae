"""A day's work: reports are made, changed, written, read, converted and validated in any order, and things go wrong."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import attrs
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

import sqsreport
from sqsreport import Report, codec
from sqsreport.problems import errors_in
from sqsreport.tables import from_arrow, read_tables, to_arrow, write_tables
from sqsreport.testing import examples, strategies
from support.command_line import run, start
from support.faults import FAULTS, STEPS, Killed, Step, failing, files_no_larger_than

pytestmark = pytest.mark.slow

#: Where reports go; the endings tell the formats. A PDF takes too long for a day with so much to do.
NAMES: Final = ("a.json", "b.json", "a.md", "b.txt", "a.html", "a.docx")
#: Where tables go: folders and a database.
TABLES: Final = ("t.parquet", "t.csv", "t.duckdb")

#: What may go wrong, and where: nothing, more often than not.
MISHAPS: Final = st.none() | st.tuples(st.sampled_from(STEPS), st.sampled_from(sorted(FAULTS)), st.integers(0, 3_000))
#: The size beyond which no file grows, for tables, which others write; or none.
BOUNDS: Final = st.none() | st.sampled_from((0, 100, 5_000, 50_000, 300_000))

Mishap = tuple[Step, str, int] | None


class WorkingDay(RuleBasedStateMachine):
    """Reports, files of them, and what each file should say."""

    reports = Bundle("reports")

    def __init__(self) -> None:
        super().__init__()
        self.home = TemporaryDirectory(prefix="sqsreport-day-")
        self.folder = Path(self.home.name, "files")
        self.tables = Path(self.home.name, "tables")
        for folder in (self.folder, self.tables):
            folder.mkdir()
        #: What each file says.
        self.said: dict[str, Report] = {}
        #: What each folder or database of tables says.
        self.tabled: dict[str, list[Report]] = {}

    def teardown(self) -> None:
        """Go home."""
        self.home.cleanup()

    # -------------------------------------------------------------------------- reports

    @initialize(target=reports)
    def begin(self) -> Report:
        """There is one report to begin with."""
        return codec.from_valid_dict(examples.northmoor())

    @rule(target=reports, report=strategies.reports())
    def create(self, report: Report) -> Report:
        """Somebody makes a report."""
        return report

    @rule(target=reports, report=reports, paragraphs=strategies.paragraphs_of_prose(()))
    def evolve(self, report: Report, paragraphs: Any) -> Report:
        """Somebody changes a report, and has a new one; the old one stays as it was."""
        before = sqsreport.dumps(report)
        # What refers to a footnote stays, and no other is referred to.
        unmarked = (each for each in paragraphs if not each.footnote_marks)
        changed = attrs.evolve(report, closing=(*report.closing, *unmarked))
        assert before == sqsreport.dumps(report)
        assert report == attrs.evolve(changed, closing=report.closing)
        return changed

    @rule(report=reports)
    def validate(self, report: Report) -> None:
        """A report has no error, as a value and as text, and is not changed by the asking."""
        before = sqsreport.dumps(report)
        assert [] == errors_in(sqsreport.validate(report)) == errors_in(sqsreport.validate(before))
        assert before == sqsreport.dumps(report)

    # ---------------------------------------------------------------------------- files

    @rule(report=reports, name=st.sampled_from(NAMES), mishap=MISHAPS)
    def write(self, report: Report, name: str, mishap: Mishap) -> None:
        """Somebody writes a report, be there a file of that name or none."""

        def write() -> None:
            if name.endswith(".json"):
                sqsreport.dump(report, self.folder / name)
            else:
                sqsreport.write_letter(report, self.folder / name)

        self._do(write, name, report, mishap)

    @precondition(lambda self: self.said)
    @rule(data=st.data(), to=st.sampled_from(NAMES), mishap=MISHAPS)
    def convert(self, data: st.DataObject, to: str, mishap: Mishap) -> None:
        """Somebody converts a file into another on the command line, or JSON into itself in canonical form."""
        name = data.draw(st.sampled_from(sorted(self.said)))
        if name == to and not to.endswith(".json"):  # a letter is not written over itself
            assert run("convert", self.folder / name, self.folder / to).exit_code == 2
            return

        def convert() -> None:
            result = run("convert", self.folder / name, self.folder / to)
            if isinstance(result.exception, Killed):
                raise result.exception
            assert isinstance(result.exception, SystemExit | None), result.exception
            # What is written is fine or has warnings; what is not is told as what cannot be written.
            assert result.exit_code in ((0, 1) if mishap is None else (0, 1, 3, 130))

        self._do(convert, to, self.said[name], mishap)

    def _do(self, work: Callable[[], object], name: str, report: Report, mishap: Mishap) -> None:
        """Do what makes a file say a report, and let things go wrong; then the file is the old one or whole."""
        path = self.folder / name
        before = path.read_bytes() if name in self.said else None
        if mishap is None:
            work()
            after: bytes | None = path.read_bytes()
        else:
            step, fault, room = mishap
            with failing(step, FAULTS[fault], room), contextlib.suppress(OSError, KeyboardInterrupt, Killed):
                work()
            after = path.read_bytes() if path.exists() else None
            if after == before:
                return
        self.said[name] = report
        assert after is not None
        self.read(name)

    def read(self, name: str) -> None:
        """What is read is what was written."""
        path = self.folder / name
        if name.endswith(".json"):
            assert self.said[name] == sqsreport.load(path)
            assert sqsreport.dumps(self.said[name]).encode() == path.read_bytes()
        else:
            assert self.said[name] == sqsreport.read_letter(path).report

    @precondition(lambda self: self.said)
    @rule()
    def read_all(self) -> None:
        """Whatever has been done since, each file says what was last written to it."""
        for name in self.said:
            self.read(name)

    @precondition(lambda self: any(name.endswith(".json") for name in self.said))
    @rule()
    def validate_folder(self) -> None:
        """All JSON of the folder is valid, in Python and on the command line, and nothing else counts as JSON."""
        found = list(sqsreport.iter_validate(self.folder))
        assert sorted(name for name in self.said if name.endswith(".json")) == [
            Path(result.source or "").name for result in found
        ]
        assert [] == [result for result in found if errors_in(list(result.problems))]
        assert 0 == run("validate", "--isolated", self.folder).exit_code

    # --------------------------------------------------------------------------- tables

    @precondition(lambda self: self.said)
    @rule(name=st.sampled_from(TABLES), bound=BOUNDS)
    def write_tables(self, name: str, bound: int | None) -> None:
        """Somebody makes tables of all that was written, in the place of those that are there."""
        unique = list({report.id: report for report in self.said.values()}.values())
        tables = to_arrow(unique)
        with files_no_larger_than(bound):
            try:
                write_tables(tables, self.tables / name, force=True)
            except OSError:
                assert bound is not None
            else:
                self.tabled[name] = unique
        if name in self.tabled:
            assert self.tabled[name] == from_arrow(read_tables(self.tables / name))

    # ------------------------------------------------------------------------ invariants

    @invariant()
    def nothing_else_is_there(self) -> None:
        """What is there is what was written: no file is lost, and none is left over."""
        assert set(self.said) == {path.name for path in self.folder.iterdir()}
        assert set(self.tabled) == {path.name for path in self.tables.iterdir()}


TestWorkingDay = WorkingDay.TestCase
TestWorkingDay.settings = settings(max_examples=30, stateful_step_count=20)


# ------------------------------------------------------------------------------ killed

#: Kills the program that it runs in at a step of writing a file, or just behind the last.
KILLED: Final = """
import io, os, signal, sys
from sqsreport import _files
from sqsreport.cli import main

step, *args = sys.argv[1:]

def kill(*_args, **_kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

class Half(io.FileIO):
    def write(self, data):
        super().write(memoryview(data)[:100])
        kill()

if step == "write":
    _files.open = lambda descriptor, mode: io.BufferedWriter(Half(descriptor, mode), 16)
elif step == "replaced":
    replace = os.replace
    os.replace = lambda *paths: (replace(*paths), kill())
else:
    setattr(os, step, kill)
main(args)
"""


def harmless(folder: Path) -> None:
    """Make sure that what a killed program left behind is no report to anybody, and in nobody's way."""
    left = [path.name for path in folder.iterdir() if path.name != "a.json"]
    assert [] == [name for name in left if not name.startswith(".sqsreport-")]
    assert ["a.json"] == [Path(result.source or "").name for result in sqsreport.iter_validate(folder)]
    assert 0 == run("validate", "--isolated", folder).exit_code
    sqsreport.dump(sqsreport.load(folder / "a.json"), folder / "a.json")
    assert left == [path.name for path in folder.iterdir() if path.name != "a.json"]


@pytest.mark.parametrize("step", ["write", "fsync", "chmod", "replace", "replaced"])
def test_killed_in_the_middle(tmp_path: Path, step: str) -> None:
    """Whoever kills the program in the middle finds the old file or the new one, and what is left harms nobody."""
    old, new = codec.from_valid_dict(examples.minimal()), codec.from_valid_dict(examples.northmoor())
    (tmp_path / "folder").mkdir()
    sqsreport.dump(old, tmp_path / "folder" / "a.json")
    sqsreport.dump(new, tmp_path / "new.json")
    command = [sys.executable, "-c", KILLED, step, "convert", str(tmp_path / "new.json")]
    done = subprocess.run([*command, str(tmp_path / "folder" / "a.json")], check=False)

    assert -signal.SIGKILL == done.returncode
    assert (new if step == "replaced" else old) == sqsreport.load(tmp_path / "folder" / "a.json")
    harmless(tmp_path / "folder")


@pytest.mark.parametrize("delay", [0.4, 0.7, 1.0])
def test_killed_at_any_time(tmp_path: Path, delay: float) -> None:
    """Of many letters that are converted when the program is killed, each report is there whole or not at all."""
    (tmp_path / "letters").mkdir()
    letter = (Path(__file__).parents[2] / "examples" / "northmoor-2015.md").read_bytes()
    expected = sqsreport.dumps(sqsreport.load(Path(__file__).parents[2] / "examples" / "northmoor-2015.json"))
    for number in range(200):
        (tmp_path / "letters" / f"{number}.md").write_bytes(letter)
    with start("convert", tmp_path / "letters", "--to", "json", "-o", tmp_path / "out", "-j", "1") as process:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(delay)
        process.kill()

    written = [path.read_text(encoding="utf-8") for path in tmp_path.glob("out/*.json")]
    assert [expected] * len(written) == written
