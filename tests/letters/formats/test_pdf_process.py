"""PDF is read in a process of its own: what takes that down, or keeps it busy, costs no more than the letter."""

from __future__ import annotations

import io
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any, Final

import pytest

from sqsreport.letters.blocks import Source
from sqsreport.letters.formats.pdf import parse, process, reading
from support.pdf import PRINTED, pdf, rows

pytestmark = pytest.mark.skipif(os.name != "posix", reason="wants processes as POSIX has them")
LETTER: Final = pdf(rows("Words."))
#: Marks within marks, each of which pdfium copies for the next one.
MARKS: Final = pdf("/P BMC\n" * 100_000 + rows("Words."))


def forms(depth: int) -> bytes:
    """Make a page that draws a form, which draws another twice, and so on."""
    form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {} 0 R>>>>/Length 12>>\nstream\n/X Do /X Do \nendstream"
    others = {50 + level: form.format(51 + level) for level in range(depth)}
    return pdf("/X Do", page="/Resources<</XObject<</X 50 0 R>>>>/Other", others=others)


def codes(source: Source) -> list[str]:
    """Return the codes of the problems."""
    return [problem.code for problem in source.problems]


def is_there(pid: int) -> bool:
    """Check whether a process exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pid_of(helper: process._Helper) -> int:
    """Return the number of the process of a helper."""
    assert helper._process is not None
    return helper._process.pid


@pytest.fixture
def helper() -> Iterator[process._Helper]:
    """Give a helper that has half a second for each letter."""
    helper = process._Helper(seconds=0.5)
    yield helper
    helper.end()


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_same(path: Any) -> None:
    """What is read there is what would be read here."""
    assert parse(path.read_bytes()) == reading.parse(path.read_bytes())


def test_one_for_all(helper: process._Helper) -> None:
    """One process serves one letter after the other."""
    found = helper.parse(LETTER)
    first = pid_of(helper)
    assert (found, first) == (helper.parse(LETTER), pid_of(helper))


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_too_long(helper: process._Helper) -> None:
    """A page that draws a billion things is given up, and the next letter is read."""
    source = helper.parse(forms(25))
    assert codes(source) == ["SQS410"]
    assert "over 0.5 seconds" in source.problems[0].message
    assert helper.parse(LETTER) == reading.parse(LETTER)


def test_taken_down() -> None:
    """A file that takes down the process that reads it is too large, and the next letter is read."""
    source = parse(MARKS)
    assert codes(source) == ["SQS410"]
    assert parse(LETTER) == reading.parse(LETTER)


@pytest.mark.slow
def test_killed_meanwhile(helper: process._Helper) -> None:
    """A process that died between two letters is started again."""
    helper.parse(LETTER)
    os.kill(pid_of(helper), signal.SIGKILL)
    assert helper._process is not None
    helper._process.wait()
    assert helper.parse(LETTER) == reading.parse(LETTER)


def test_flaw(helper: process._Helper) -> None:
    """A flaw of the reader is raised where the letter was given."""
    with pytest.raises(TypeError):
        helper.parse(None)  # type: ignore[arg-type]  # wrong on purpose
    assert helper.parse(LETTER) == reading.parse(LETTER)


def test_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    """What serves answers that it is ready, then each letter in its turn, and ends with the last."""
    monkeypatch.setattr(process, "_bound_memory", lambda: None)
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    answers = io.BytesIO()
    tasks = io.BytesIO(pickle.dumps((reading.parse, LETTER)) + pickle.dumps((reading.parse, None)))
    process.serve(tasks, answers, 20)
    answers.seek(0)
    ready, source, flaw = (pickle.load(answers) for _ in range(3))  # noqa: S301 - our own
    assert (ready, source, type(flaw)) == ("ready", reading.parse(LETTER), TypeError)
    assert answers.read() == b""


@pytest.mark.slow
def test_interrupted(helper: process._Helper, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an interrupt no answer is used for another letter."""
    helper.parse(LETTER)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pickle, "load", interrupt)
        with pytest.raises(KeyboardInterrupt):
            helper.parse(pdf(rows("Other words.")))
    assert helper.parse(LETTER) == reading.parse(LETTER)


@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/false"])
def test_cannot_start(helper: process._Helper, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Where no process can be started, the letter is read here."""
    monkeypatch.setattr(sys, "executable", program)
    assert helper.parse(LETTER) == reading.parse(LETTER)
    assert helper._process is None


def test_no_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that was made of one file reads the letter itself."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(process, "_helpers", {})
    assert parse(LETTER) == reading.parse(LETTER)
    assert process._helpers == {}


@pytest.mark.slow
@pytest.mark.parametrize("end", ["", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"])
def test_ends_with_its_owner(end: str) -> None:
    """The process ends with that which it serves, however that ends."""
    program = (
        "import os, sys; from sqsreport.letters.formats.pdf import process; process.parse(sys.stdin.buffer.read());"
        f" print(process._helpers[os.getpid()]._process.pid, flush=True); {end}"
    )
    told = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], input=LETTER, capture_output=True, check=False
    )
    assert told.stderr == b""
    for _ in range(100):
        if not is_there(int(told.stdout)):
            return
        time.sleep(0.1)
    pytest.fail("it is still there")
