"""Limits that the tests of the formats do not cover, and the absence of a network."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

import sqsreport
from sqsreport import letters, tables
from sqsreport.errors import UnwritableLetterError
from sqsreport.letters import embedded, limits
from sqsreport.letters.blocks import Embedded
from sqsreport.letters.formats import docx, html
from sqsreport.letters.formats.pdf import process, reading
from sqsreport.problems import Problem
from support.docx import file, p, pack, unpack
from support.pdf import attached, pdf, rows

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture
def report() -> sqsreport.Report:
    """Return the example report."""
    return sqsreport.load(ROOT / "examples" / "northmoor-2015.json")


# -------------------------------------------------------------------------------------- letters


@pytest.mark.parametrize("form", letters.FORMATS)
def test_size_of_a_file(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter that is too large is rejected in every format, before it is parsed."""
    never = {form: attrs.evolve(letters.FORMATS[form], parse=lambda _: pytest.fail("it was looked at"))}
    monkeypatch.setattr(letters, "FORMATS", never)
    reading = letters.read(bytes(limits.MAX_BYTES + 1), form)
    assert (None, ["SQS410"]) == (reading.report, [problem.code for problem in reading.problems])


def test_elements_of_a_page() -> None:
    """A page with too many elements is rejected, and one below the limit is read."""
    few, many = (html.parse(b"<p>a" + b"<b></b>" * number) for number in (90_000, 100_001))
    assert [[], ["SQS410"]] == [[problem.code for problem in source.problems] for source in (few, many)]


def test_part_of_an_archive() -> None:
    """A part of a DOCX that unpacks to more than 8 MiB is rejected, even if the limit of the whole is higher."""
    parts = unpack(file(p("x")))
    large = pack(parts | {"word/document.xml": parts["word/document.xml"] + b" " * (8 * 1024 * 1024)})
    assert [[], ["SQS410"]] == [[each.code for each in docx.parse(data).problems] for data in (pack(parts), large)]


def test_objects_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF whose pages have too many objects is rejected."""
    monkeypatch.setattr(reading, "_MAX_OBJECTS", 3)
    few, many = (reading.parse(pdf(rows(*["Words."] * number))) for number in (3, 4))
    assert [[], ["SQS410"]] == [[problem.code for problem in source.problems] for source in (few, many)]


def test_size_of_an_attachment(monkeypatch: pytest.MonkeyPatch) -> None:
    """An attached report that is too large is reported, and not read."""
    monkeypatch.setattr(reading, "_MAX_ATTACHED", 10)
    few, many = (reading.parse(attached(("report.json", b"x" * number))) for number in (10, 11))
    assert [[], ["SQS414"]] == [[problem.code for problem in source.problems] for source in (few, many)]
    assert (Embedded("x" * 10, ""), None) == (few.embedded, many.embedded)


def test_number_of_attachments() -> None:
    """Only the first of very many attachments are read."""
    source = reading.parse(attached(*((f"{number}.txt", b"x") for number in range(25))))
    assert ["SQS414"] * 20 == [problem.code for problem in source.problems]


@pytest.mark.skipif(sys.platform != "linux", reason="no other system bounds the memory of a process so")
def test_memory_of_the_reader_of_pdf() -> None:
    """The process that reads PDF cannot use more memory than its limit."""
    code = "from sqsreport.letters.formats.pdf import process; process._bound_memory(); bytearray(%d)"
    little, much = (
        subprocess.run([sys.executable, "-c", code % size], capture_output=True, check=False)
        for size in (limits.MAX_MEMORY // 4, limits.MAX_MEMORY)
    )
    assert (0, 1) == (little.returncode, much.returncode)
    assert b"MemoryError" in much.stderr


def test_seconds_of_the_reader_of_pdf() -> None:
    """The process that reads PDF gets as many seconds of processor time as any letter."""
    helper = process._Helper()
    assert limits.MAX_SECONDS == helper._seconds


def test_report_in_a_letter(report: sqsreport.Report) -> None:
    """A report that is too large is not embedded when a letter is written, and is ignored when one is read."""
    text = " " * (limits.MAX_EMBEDDED + 1)
    assert Problem("SQS409") == embedded.unpack(Embedded(text, ""), ())
    with pytest.raises(UnwritableLetterError, match="2,000,000"):
        letters.write(attrs.evolve(report, extensions={"org.example": "x" * limits.MAX_EMBEDDED}), "html")


# --------------------------------------------------------------------------------------- tables


def test_a_database_reads_no_other_file(tmp_path: Path, report: sqsreport.Report) -> None:
    """A database in which a table was replaced by a view that reads another file is rejected."""
    import duckdb

    secret, path = tmp_path / "secret.csv", tmp_path / "reports.duckdb"
    secret.write_text("id\nnot for you\n", encoding="utf-8")
    tables.write_tables(tables.to_arrow([report]), path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE SCHEMA other; CREATE TABLE other.problems (id VARCHAR); DROP TABLE problems;")
        connection.execute(f"CREATE VIEW problems AS SELECT * FROM read_csv('{secret}')")  # noqa: S608 - our own name
    with pytest.raises((ValueError, OSError)) as caught:
        tables.read_tables(path)
    assert "not for you" not in str(caught.value)
    assert "disabled" in str(caught.value)


# -------------------------------------------------------------------------------------- network


def test_tests_have_no_network() -> None:
    """Tests cannot use the network, so code that passes them does not need it."""
    with pytest.warns(UserWarning, match="tried to use"), pytest.raises(RuntimeError, match="socket"):
        socket.create_connection(("192.0.2.1", 80), 1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other names for sockets of one machine")
def test_what_tests_start_has_no_network(tmp_path: Path) -> None:
    """Python programs that tests start cannot use the network either, except sockets in the file system."""
    local = "import socket; socket.socket(socket.AF_UNIX).bind('here')"
    remote = "import socket; socket.socket().connect(('192.0.2.1', 80))"
    named = "import socket; socket.getaddrinfo('example.org', 80)"
    processes = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=tmp_path, check=False)
        for code in (local, remote, named)
    ]
    assert [0, 1, 1] == [each.returncode for each in processes]
    assert [False, True, True] == [b"a test used the network" in each.stderr for each in processes]


# ----------------------------------------------------------------------------------------- page

#: A test or a law, as the page on security refers to it.
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_named_tests_exist() -> None:
    """Every test that the page on security refers to exists."""
    page = (ROOT / "docs" / "explanation" / "security.md").read_text(encoding="utf-8")
    named = NAMED.findall(page)
    missing = [
        f"{path}::{name}" for path, name in named if f"\ndef {name}(" not in (ROOT / path).read_text(encoding="utf-8")
    ]
    assert [] == missing
    assert page.count(".py::") == len(named) > 40
