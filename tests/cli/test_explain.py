"""``sqsreport explain``: pages for people, in a terminal and elsewhere, and data for programs."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from sqsreport.problems import CODES
from sqsreport.terminal import markdown
from sqsreport.terminal.page import Page
from support.command_line import imported, on_terminal, packages, run, start

#: Control sequences of a terminal, such as colours.
_STEERING = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("spelling", ["SQS204", "sqs204", " Sqs204"])
def test_a_page(spelling: str) -> None:
    """A code, in upper or lower case, is explained as Markdown if the output is not a terminal."""
    result = run("explain", spelling)

    assert (0, "", CODES["SQS204"].page) == (result.exit_code, result.stderr, result.stdout)


def test_several_pages() -> None:
    """Several codes are explained in the order of the arguments, each once."""
    headings = [line for line in run("explain", "SQS204", "SQS101", "sqs204").stdout.splitlines() if line[:2] == "# "]

    assert ["# SQS204: rate published early", "# SQS101: wrong type"] == headings


def test_a_list() -> None:
    """Without a code every code is listed, with severity and title."""
    lines = run("explain").stdout.splitlines()

    assert list(CODES) == [line.split()[0] for line in lines]
    assert "SQS103  error    unknown key" in lines
    assert "SQS306  warning  theme repeated" in lines


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("SQS24", "did you mean SQS2"),
        ("204", "did you mean SQS204?"),
        ("SQ204", "did you mean SQS204?"),
        ("title", '"sqsreport explain" lists all codes.'),
        ("\x1b[31m", '"sqsreport explain" lists all codes.'),
        ("", '"sqsreport explain" lists all codes.'),
    ],
)
def test_an_unknown_code(code: str, advice: str) -> None:
    """An unknown code is a usage error with advice."""
    result = run("explain", "SQS204", code)

    assert (2, "") == (result.exit_code, result.stdout)
    assert advice in result.stderr
    assert "\x1b" not in result.stderr


def test_data() -> None:
    """``--format json`` prints the same data, without keys for missing values."""
    (found,) = json.loads(run("explain", "sqs104", "--format", "json").stdout)

    assert {
        "code": "SQS104",
        "severity": "error",
        "title": "null",
        "message": "null is not allowed",
        "suggestion": "give {key} a value, or leave it out if it is optional",
        "meaning": CODES["SQS104"].explanation.meaning,
        "why": CODES["SQS104"].explanation.why,
        "wrong": {"language": "json", "block": '{"addressee": null}\n'},
        "right": {
            "words": "With a value, or without the key:",
            "language": "json",
            "block": '{"addressee": {"name": "Ivy Garland"}}\n',
        },
        "mending": CODES["SQS104"].explanation.mending,
    } == found


def test_data_of_all() -> None:
    """``--format json`` without a code prints all codes."""
    explanations: list[dict[str, Any]] = json.loads(run("explain", "--format", "json").stdout)

    assert list(CODES) == [each["code"] for each in explanations]
    assert [code.title for code in CODES.values()] == [each["title"] for each in explanations]


@pytest.mark.parametrize("width", [24, 60, 80, 100])
def test_width(width: int) -> None:
    """A page is wrapped at the width, has all words, and no line ends with a space."""
    for code in CODES:
        page = markdown.render(CODES[code].page, Page(width))

        assert [] == [line for line in page.split("\n") if len(line) > width or line != line.rstrip()]
        assert re.sub(r"\W", "", CODES[code].title) in re.sub(r"\W", "", page)
        for block in (CODES[code].explanation.wrong.block, CODES[code].explanation.right.block):
            assert re.sub(r"\s", "", block or "") in re.sub(r"\s", "", page)


def test_a_terminal() -> None:
    """In a terminal headings are bold, and there is no Markdown."""
    page = on_terminal("explain", "SQS204", status=0)

    assert "\x1b[1mSQS204: rate published early\x1b[0m" in page
    assert "\x1b[1;36mWhy it matters\x1b[0m" in page
    assert "#" not in page
    assert "```" not in page


def test_a_terminal_without_color(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without colours there are no other control sequences either."""
    with_color = on_terminal("explain", "SQS204").replace("\r\n", "\n")
    monkeypatch.setenv("NO_COLOR", "1")

    assert _STEERING.sub("", with_color) == on_terminal("explain", "SQS204").replace("\r\n", "\n")


def test_a_terminal_lists_in_color() -> None:
    """In a terminal the list has the colours of the severities."""
    assert "SQS204  \x1b[31merror  \x1b[0m  rate published early" in on_terminal("explain")


def test_narrow_encoding() -> None:
    """A character that the encoding of the output does not have is printed as its number."""
    with start("explain", "SQS008", env={"PYTHONIOENCODING": "ascii"}) as process:
        stdout, _ = process.communicate()

    assert (0, True) == (process.returncode, b"\\U0001f41d" in stdout)


def test_cold_start() -> None:
    """Only a terminal needs the import of the renderer."""
    assert {"attr", "attrs", "click", "immutabledict", "sqsreport"} >= packages(imported("explain", "SQS204"))


def test_completion() -> None:
    """The shell completes codes in upper and lower case, and shows their titles."""
    env = {"_SQSREPORT_COMPLETE": "fish_complete", "COMP_WORDS": "sqsreport explain sqs21", "COMP_CWORD": "sqs21"}
    stdout, _ = start(env=env).communicate()

    assert [f"SQS{number}" for number in range(210, 220)] == re.findall(r"SQS\d{3}", stdout.decode())
    assert "duplicate footnote" in stdout.decode()
