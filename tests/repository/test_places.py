"""The package works wherever its code is: in a zip archive, in a copy, and under unusual conditions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

import pytest

pytestmark = pytest.mark.slow

ROOT: Final = Path(__file__).parents[2]

#: Hides the metadata of the installed package, as if only a copy of the code existed.
NO_METADATA: Final = """
import importlib.metadata, sys

def nothing(name):
    raise importlib.metadata.PackageNotFoundError(name)

for name in ("metadata", "version", "distribution"):
    setattr(importlib.metadata, name, nothing)
"""

#: The program that is run: it uses the schema and an explanation, and then the command line.
USE: Final = """
import sqsreport
from sqsreport.problems import CODES

assert sys.argv[1] in sqsreport.__file__, sqsreport.__file__
assert sqsreport.schema()["title"]
assert CODES["SQS101"].explanation.why
assert [] == sqsreport.validate(sqsreport.dumps(sqsreport.load(sys.argv[2])))
from sqsreport.cli import main
main(sys.argv[3:])
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a zip archive with the files of a wheel."""
    path = tmp_path_factory.mktemp("places") / "sqsreport.zip"
    with zipfile.ZipFile(path, "w") as file:
        for folder, within in ((ROOT / "src" / "sqsreport", "sqsreport"), (ROOT / "schema", "sqsreport/schema")):
            for each in sorted(folder.rglob("*")):
                if each.is_file() and each.suffix != ".pyc":
                    file.write(each, f"{within}/{each.relative_to(folder).as_posix()}")
    return path


def use(place: Path, *args: str | Path, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run a command with the code at a place."""
    code = f"{NO_METADATA}\nsys.path.insert(0, {str(place)!r})\n{USE}"
    example = ROOT / "examples" / "northmoor-2015.json"
    return subprocess.run(
        [sys.executable, *options, "-c", code, place, example, *args],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
    )


def test_from_an_archive(archive: Path, tmp_path: Path) -> None:
    """In an archive without metadata, as Spark sends it, schemas, explanations, templates and version are found."""
    bad = tmp_path / "bad.json"
    bad.write_text("{}")

    assert "sqsreport 0." in use(archive, "--version").stdout
    listed = use(archive, "validate", "--isolated", "--format", "sarif", bad)
    assert (1, "") == (listed.returncode, listed.stderr[:0])
    assert "informationUri" in json.loads(listed.stdout)["runs"][0]["tool"]["driver"]
    assert "SQS101" in use(archive, "explain", "SQS101").stdout
    for name in ("a.html", "a.docx", "a.md"):
        assert 0 == use(archive, "convert", ROOT / "examples" / "northmoor-2015.json", tmp_path / name).returncode
        assert (tmp_path / name).stat().st_size > 1000


def test_as_a_copy(archive: Path, tmp_path: Path) -> None:
    """A copy of the code in another project works, without metadata."""
    with zipfile.ZipFile(archive) as file:
        file.extractall(tmp_path / "vendor")

    assert "sqsreport 0." in use(tmp_path / "vendor", "--version").stdout
    assert 0 == use(tmp_path / "vendor", "explain", "SQS204").returncode


@pytest.mark.parametrize("options", [("-O",), ("-OO",), ("-I",), ("-W", "error")], ids=" ".join)
def test_under_options_of_python(options: tuple[str, ...], tmp_path: Path) -> None:
    """The package does not depend on what an option of Python removes or forbids."""
    bad = tmp_path / "bad.json"
    bad.write_text('{"published": "8 April 2015"}')
    process = use(ROOT / "src", "validate", "--isolated", bad, options=options)

    assert (1, "") == (process.returncode, "" if "Traceback" not in process.stderr else process.stderr)
    assert 'did you mean "2015-04-08"?' in process.stdout


#: Uses everything that is initialised lazily, in threads that switch as often as possible.
THREADS: Final = """
import sys, threading
sys.setswitchinterval(1e-6)
import markdown_it
import sqsreport

built, failed = [], []
init = markdown_it.MarkdownIt.__init__

def counted(self, *args, **options):
    built.append(self)
    init(self, *args, **options)

markdown_it.MarkdownIt.__init__ = counted
text = open(sys.argv[1], encoding="utf-8").read()
gate = threading.Barrier(16)

def use():
    gate.wait()
    try:
        report = sqsreport.loads(text)
        assert "a b" == type(report.introduction[0])("*a* `b`").plain_text
        assert sqsreport.dumps(report) and sqsreport.quantities(report)
        assert sqsreport.validate({"title": "x"})
    except Exception as error:
        failed.append(error)

threads = [threading.Thread(target=use) for _ in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert not failed, failed
assert 1 == len(built), built
"""


def test_in_threads_from_the_first_call() -> None:
    """Whatever is initialised lazily is initialised once, even if sixteen threads use it first."""
    example = ROOT / "examples" / "northmoor-2015.json"
    process = subprocess.run([sys.executable, "-c", THREADS, example], capture_output=True, text=True, check=False)

    assert (0, "") == (process.returncode, process.stderr)


#: Uses everything that is initialised lazily, and the process that reads PDF, in child processes.
COPIES: Final = """
import io, multiprocessing, sys
import sqsreport
from sqsreport import letters, plotting, tables

def use(path):
    report = sqsreport.load(path)
    letter = io.BytesIO(letters.write(report, "pdf"))
    reading = sqsreport.read_letter(letter, format="pdf")
    assert report == reading.report, reading.problems
    assert [] == sqsreport.validate(sqsreport.dumps(report))
    assert [report] == list(tables.from_arrow(tables.to_arrow([report])))
    assert plotting.rates([report])
    return sqsreport.dumps(report), sqsreport.quantities(report)

if __name__ == "__main__":
    expected = use(sys.argv[1])
    for method in multiprocessing.get_all_start_methods():
        with multiprocessing.get_context(method).Pool(2) as pool:
            assert [expected] * 4 == pool.map(use, [sys.argv[1]] * 4, chunksize=1), method
    assert expected == use(sys.argv[1])
"""


def run_program(folder: Path, text: str, *args: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a program from a file, because spawned processes read it again."""
    path = folder / "program.py"
    path.write_text(text, encoding="utf-8")
    return subprocess.run(
        [sys.executable, path, *args],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
        env=os.environ | env,
    )


def test_in_copies_of_a_process(tmp_path: Path) -> None:
    """After `fork` and `spawn` everything works in the children and the parent, whatever was used before."""
    process = run_program(tmp_path, COPIES, ROOT / "examples" / "northmoor-2015.json")
    assert (0, "") == (process.returncode, process.stderr)


#: Forks while another thread holds every lock of the package, and uses the package in the child.
BUSY: Final = """
import importlib, os, sys, threading
import sqsreport
from sqsreport import plotting
from sqsreport._locks import Lock

NAMES = ("model.prose", "plotting.sheet", "letters.formats.pdf.pdfium")
modules = [importlib.import_module(f"sqsreport.{name}") for name in NAMES]
locks = [value for module in modules for value in vars(module).values() if isinstance(value, Lock)]
assert len(NAMES) == len(locks)
held, over = threading.Barrier(2), threading.Event()

def hold():
    for lock in locks:
        lock.__enter__()
    held.wait()
    over.wait()

threading.Thread(target=hold, daemon=True).start()
held.wait()
if os.fork() == 0:
    report = sqsreport.load(sys.argv[1])
    assert "a b" == type(report.introduction[0])("*a* `b`").plain_text
    assert plotting.rates([report])
    os._exit(0)
_, status = os.wait()
over.set()
sys.exit(os.waitstatus_to_exitcode(status))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
def test_in_a_copy_of_a_busy_process(tmp_path: Path) -> None:
    """A child that is forked while other threads hold locks does not wait for them."""
    process = run_program(tmp_path, BUSY, ROOT / "examples" / "northmoor-2015.json")
    assert (0, "") == (process.returncode, process.stderr)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder in which nobody can write")
@pytest.mark.parametrize(
    "command",
    [
        "convert {example} {out}/a.pdf",
        "convert {example} {out}/a.docx",
        "convert {example} - --to html",
        "validate {example}",
        "show {example}",
        "tables {example} -o {out}/a.duckdb",
        "tables {example} -o {out}/parquet",
        "tables {example} --view rates -o {out}/a.xlsx",
        "plot rates {example} -o {out}/a.svg",
        "plot rates {example} -o {out}/a.png",
    ],
)
def test_with_a_home_that_is_read_only(tmp_path: Path, command: str) -> None:
    """No command needs to write to the home folder, to caches or settings, or to the current folder."""
    home = {"HOME": "/proc", "XDG_CACHE_HOME": "/proc", "XDG_CONFIG_HOME": "/proc", "XDG_DATA_HOME": "/proc"}
    example = ROOT / "examples" / "northmoor-2015.json"
    process = subprocess.run(
        [sys.executable, "-m", "sqsreport", *(each.format(example=example, out=tmp_path) for each in command.split())],
        cwd="/proc",
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={key: value for key, value in os.environ.items() if key != "MPLCONFIGDIR"} | home,
    )
    assert (0, []) == (
        process.returncode,
        [line for line in process.stderr.splitlines() if not line.endswith(("written", "valid"))],
    )
