"""A workflow that creates, changes, writes, reads, converts and validates reports in random order, with faults."""

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

#: File names for reports; the extension selects the format. PDF is missing because it takes too long.
NAMES: Final = ("a.json", "b.json", "a.md", "b.txt", "a.html", "a.docx")
#: File names for tables: folders and a database.
TABLES: Final = ("t.parquet", "t.csv", "t.duckdb")

#: Which step fails, how, and after how many bytes; mostly none.
MISHAPS: Final = st.none() | st.tuples(st.sampled_from(STEPS), st.sampled_from(sorted(FAULTS)), st.integers(0, 3_000))
#: The size limit of files, for tables, which other libraries write; or no limit.
BOUNDS: Final = st.none() | st.sampled_from((0, 100, 5_000, 50_000, 300_000))

Mishap = tuple[Step, str, int] | None


class Workflow(RuleBasedStateMachine):
    """A folder of files, and the report that each file should contain."""

    reports = Bundle("reports")

    def __init__(self) -> None:
        super().__init__()
        self.home = TemporaryDirectory(prefix="sqsreport-day-")
        self.folder = Path(self.home.name, "files")
        self.tables = Path(self.home.name, "tables")
        for folder in (self.folder, self.tables):
            folder.mkdir()
        #: The report in each file.
        self.expected: dict[str, Report] = {}
        #: The reports in each folder or database of tables.
        self.expected_tables: dict[str, list[Report]] = {}

    def teardown(self) -> None:
        """Remove the folder."""
        self.home.cleanup()

    # -------------------------------------------------------------------------- reports

    @initialize(target=reports)
    def begin(self) -> Report:
        """Begin with one report."""
        return codec.from_valid_dict(examples.northmoor())

    @rule(target=reports, report=strategies.reports())
    def create(self, report: Report) -> Report:
        """Create a report."""
        return report

    @rule(target=reports, report=reports, paragraphs=strategies.paragraphs_of_prose(()))
    def evolve(self, report: Report, paragraphs: Any) -> Report:
        """Change a report; the original stays as it was."""
        before = sqsreport.dumps(report)
        # Add paragraphs without footnote references, because those would have no footnote.
        unmarked = (each for each in paragraphs if not each.footnote_marks)
        changed = attrs.evolve(report, closing=(*report.closing, *unmarked))
        assert before == sqsreport.dumps(report)
        assert report == attrs.evolve(changed, closing=report.closing)
        return changed

    @rule(report=reports)
    def validate(self, report: Report) -> None:
        """Check that a report has no errors, as a value and as text, and that validation does not change it."""
        before = sqsreport.dumps(report)
        assert [] == errors_in(sqsreport.validate(report)) == errors_in(sqsreport.validate(before))
        assert before == sqsreport.dumps(report)

    # ---------------------------------------------------------------------------- files

    @rule(report=reports, name=st.sampled_from(NAMES), mishap=MISHAPS)
    def write(self, report: Report, name: str, mishap: Mishap) -> None:
        """Write a report to a new or an existing file."""

        def write() -> None:
            if name.endswith(".json"):
                sqsreport.dump(report, self.folder / name)
            else:
                sqsreport.write_letter(report, self.folder / name)

        self._do(write, name, report, mishap)

    @precondition(lambda self: self.expected)
    @rule(data=st.data(), to=st.sampled_from(NAMES), mishap=MISHAPS)
    def convert(self, data: st.DataObject, to: str, mishap: Mishap) -> None:
        """Convert a file to another on the command line, or JSON to canonical JSON in place."""
        name = data.draw(st.sampled_from(sorted(self.expected)))
        if name == to and not to.endswith(".json"):  # a letter cannot be converted onto itself
            assert run("convert", self.folder / name, self.folder / to).exit_code == 2
            return

        def convert() -> None:
            result = run("convert", self.folder / name, self.folder / to)
            if isinstance(result.exception, Killed):
                raise result.exception
            assert isinstance(result.exception, SystemExit | None), result.exception
            # Conversion succeeds with or without warnings; with a fault it fails with a documented status.
            assert result.exit_code in ((0, 1) if mishap is None else (0, 1, 3, 130))

        self._do(convert, to, self.expected[name], mishap)

    def _do(self, work: Callable[[], object], name: str, report: Report, mishap: Mishap) -> None:
        """Write a file, possibly with a fault, and check that it is then either unchanged or complete."""
        path = self.folder / name
        before = path.read_bytes() if name in self.expected else None
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
        self.expected[name] = report
        assert after is not None
        self.read(name)

    def read(self, name: str) -> None:
        """Check that a file contains the report that was written."""
        path = self.folder / name
        if name.endswith(".json"):
            assert self.expected[name] == sqsreport.load(path)
            assert sqsreport.dumps(self.expected[name]).encode() == path.read_bytes()
        else:
            assert self.expected[name] == sqsreport.read_letter(path).report

    @precondition(lambda self: self.expected)
    @rule()
    def read_all(self) -> None:
        """Read every file and compare it with the report that was last written."""
        for name in self.expected:
            self.read(name)

    @precondition(lambda self: any(name.endswith(".json") for name in self.expected))
    @rule()
    def validate_folder(self) -> None:
        """Validate the folder in Python and on the command line; only JSON files count as JSON."""
        results = list(sqsreport.iter_validate(self.folder))
        assert sorted(name for name in self.expected if name.endswith(".json")) == [
            Path(result.source or "").name for result in results
        ]
        assert [] == [result for result in results if errors_in(list(result.problems))]
        assert 0 == run("validate", "--isolated", self.folder).exit_code

    # --------------------------------------------------------------------------- tables

    @precondition(lambda self: self.expected)
    @rule(name=st.sampled_from(TABLES), bound=BOUNDS)
    def write_tables(self, name: str, bound: int | None) -> None:
        """Convert all reports to tables, and replace those that exist."""
        unique = list({report.id: report for report in self.expected.values()}.values())
        tables = to_arrow(unique)
        with files_no_larger_than(bound):
            try:
                write_tables(tables, self.tables / name, force=True)
            except OSError:
                assert bound is not None
            else:
                self.expected_tables[name] = unique
        if name in self.expected_tables:
            assert self.expected_tables[name] == from_arrow(read_tables(self.tables / name))

    # ------------------------------------------------------------------------ invariants

    @invariant()
    def nothing_else_is_there(self) -> None:
        """Check that exactly the written files exist."""
        assert set(self.expected) == {path.name for path in self.folder.iterdir()}
        assert set(self.expected_tables) == {path.name for path in self.tables.iterdir()}


TestWorkflow = Workflow.TestCase
TestWorkflow.settings = settings(max_examples=30, stateful_step_count=20)


# ------------------------------------------------------------------------------- kills

#: A program that kills itself at a step of writing a file, or just after the last.
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


def check_leftovers(folder: Path) -> None:
    """Check that files left by a killed program are not read as reports, and do not prevent further work."""
    leftovers = [path.name for path in folder.iterdir() if path.name != "a.json"]
    assert [] == [name for name in leftovers if not name.startswith(".sqsreport-")]
    assert ["a.json"] == [Path(result.source or "").name for result in sqsreport.iter_validate(folder)]
    assert 0 == run("validate", "--isolated", folder).exit_code
    sqsreport.dump(sqsreport.load(folder / "a.json"), folder / "a.json")
    assert leftovers == [path.name for path in folder.iterdir() if path.name != "a.json"]


@pytest.mark.parametrize("step", ["write", "fsync", "chmod", "replace", "replaced"])
def test_killed_in_the_middle(tmp_path: Path, step: str) -> None:
    """After a kill in the middle of a write the file is the old or the new one, and leftovers do no harm."""
    old, new = codec.from_valid_dict(examples.minimal()), codec.from_valid_dict(examples.northmoor())
    (tmp_path / "folder").mkdir()
    sqsreport.dump(old, tmp_path / "folder" / "a.json")
    sqsreport.dump(new, tmp_path / "new.json")
    command = [sys.executable, "-c", KILLED, step, "convert", str(tmp_path / "new.json")]
    process = subprocess.run([*command, str(tmp_path / "folder" / "a.json")], check=False)

    assert -signal.SIGKILL == process.returncode
    assert (new if step == "replaced" else old) == sqsreport.load(tmp_path / "folder" / "a.json")
    check_leftovers(tmp_path / "folder")


@pytest.mark.parametrize("delay", [0.4, 0.7, 1.0])
def test_killed_at_any_time(tmp_path: Path, delay: float) -> None:
    """After a kill during the conversion of many letters each report is complete or missing."""
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
