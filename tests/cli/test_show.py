"""``sqsreport show``: the content of a page, at any width; text of a report is never markup."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import get_args

import pytest

from sqsreport import codec, letters
from sqsreport.model import ComparatorKind, Direction
from sqsreport.problems import Problem
from sqsreport.terminal import report
from sqsreport.testing import examples
from support.command_line import PROGRAM, on_terminal, run, saved

PAGE = """\
Report of Short Quality Screening (SQS) of youth offending work in Northmoor
────────────────────────────────────────────────────────────────────────────────
Service      Northmoor Youth Offending Service (YOS)
Area         Northmoor
Authorities  Northmoor County Council (E10000099)
             Wick District Council
Fieldwork    9 March 2015 to 11 March 2015
Previous     2010 (CCI)
             February 2013
             3 February 2014 (SQS)
Inspector    Hazel Brook
             hazel.brook@example.org
             01632 960001
From         Rowan Ashby
             Assistant Chief Inspector (Youth Justice)
To           Ivy Garland OBE
             Chair of Northmoor Youth Offending Service Management Board
Published    8 April 2015
Id           northmoor-sqs-2015-03-09

Context
  20 cases examined
  Reoffended within 12 months:
  Northmoor          39.5%  ━━━━━━━━━━━━━━━━━━━━━━━━
  Previous year          -                            worse here
  England and Wales  37.9%  ━━━━━━━━━━━━━━━━━━━━━━━   worse here
  Similar services       -
  Published in January 2015
  Cohort of April 2012 to March 2013

Summary
  Overall, work in Northmoor was sound, if slow to reach paper.

Sections
  1  Reducing reoffending                                           3 paragraphs
  2  Protecting the public                                          2 paragraphs
  3  Protecting the child or young person                            1 paragraph
  4  Ensuring that the sentence is served                            1 paragraph
     Operational management                                          1 paragraph

Strengths
  • A boat shed, run with the harbour office, kept attendance high.

Recommendations
  1. The Management Board should:
     • set a date for every review
     • read a sample of plans each month
  2. Plans need to be written down within a fortnight.

Also in the letter
  copied to 2, 2 footnotes, 2 notes
"""


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the width of the terminal to 80 columns, in whatever environment pytest runs."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)


def shown(document: examples.Json, *, columns: int = 80) -> str:
    """Return the page of a document."""
    result = run("show", "-", "--from", "json", stdin=json.dumps(document).encode(), env={"COLUMNS": str(columns)})
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_page() -> None:
    """The page has the people, the dates, the figures with their comparators, and the findings."""
    assert PAGE == shown(examples.northmoor())


def test_least_page() -> None:
    """A report with only the required values has a page without headings."""
    lines = shown(examples.minimal()).splitlines()
    assert ["Service", "Area", "Fieldwork", "Published", "Id"] == [line.split()[0] for line in lines[2:]]


@pytest.mark.parametrize("columns", [24, 40, 80, 100])
def test_width(columns: int) -> None:
    """No line is wider than the terminal, none ends in spaces, and no word is lost."""
    page = shown(examples.northmoor(), columns=columns)
    assert max(map(len, page.splitlines())) <= columns
    assert [line.rstrip() for line in page.splitlines()] == page.splitlines()
    # A narrow page has no bars and breaks long words, and in columns the words are in another order.
    letters_of = "".join(sorted("".join(PAGE.replace("─", "").replace("━", "").split())))
    assert letters_of == "".join(sorted("".join(page.replace("─", "").replace("━", "").split())))


@pytest.mark.parametrize(("columns", "expected"), [("1000", 100), ("3", 24), ("many", 80), ("0", 80), ("-7", 80)])
def test_width_out_of_bounds(columns: str, expected: int) -> None:
    """A page has a maximum and a minimum width."""
    data = json.dumps(examples.northmoor()).encode()
    result = run("show", "-", "--from", "json", stdin=data, env={"COLUMNS": columns})
    assert expected == len(result.stdout.splitlines()[1 if expected > 76 else 4])


def test_letter(tmp_path: Path) -> None:
    """A letter is shown as the report that was read from it."""
    path = tmp_path / "letter.md"
    path.write_bytes(letters.write(codec.from_valid_dict(examples.northmoor()), "markdown"))
    page = run("show", path).stdout
    assert PAGE.partition("\nContext")[2] == page.partition("\nContext")[2]


def test_letter_with_problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The problems of a letter are printed on standard error, and its page is shown."""
    problem = Problem("SQS402", params={"part": "summary"})
    reading = letters.Reading(report=codec.from_valid_dict(examples.northmoor()), problems=(problem,), leftovers=())
    monkeypatch.setattr(letters, "read", lambda _data, _form, **_options: reading)
    (tmp_path / "letter.md").touch()
    result = run("show", tmp_path / "letter.md")
    assert (1, PAGE, f"{tmp_path / 'letter.md'}: {problem}\n") == (result.exit_code, result.stdout, result.stderr)


def test_json_with_errors(tmp_path: Path) -> None:
    """A JSON document that is not a report has no page, and its problems are printed."""
    result = run("show", saved(tmp_path / "a.json", examples.northmoor() | {"published": "2015-03-01"}))
    assert (1, "") == (result.exit_code, result.stdout)
    assert "error SQS202" in result.stderr


def test_unreadable(tmp_path: Path) -> None:
    """A missing file is unreadable input."""
    result = run("show", tmp_path / "a.json")
    message = f"error SQS010: cannot read {tmp_path / 'a.json'}: no such file or directory\n"
    assert (3, "", message) == (result.exit_code, result.stdout, result.stderr)


def test_form_unknown() -> None:
    """Standard input needs ``--from``, because it has no ending."""
    result = run("show", "-")
    assert 2 == result.exit_code
    assert "give --from" in result.stderr


def test_prose_is_plain() -> None:
    """Prose is shown without its emphasis, link targets and footnote marks."""
    document = examples.minimal()
    document["summary"] = ["Work *had* [improved](https://example.org/a).[^1]", "Much is to do."]
    document["footnotes"] = [{"label": "1", "text": "Since the last time."}]
    assert "\nSummary\n  Work had improved.\n\n  Much is to do.\n\n" in shown(document)


def test_one_day() -> None:
    """Fieldwork of a single day has one date, and a language other than English is shown."""
    document = examples.minimal() | {"language": "cy"}
    document["inspection"]["fieldwork"]["end"] = "2015-03-09"
    page = shown(document)
    assert "Fieldwork  9 March 2015\n" in page
    assert "Language   cy\n" in page


def test_numbers_are_whole() -> None:
    """A rate is shown with every digit in the report."""
    document = examples.minimal()
    document["context"] = {"cases_examined": 1, "reoffending": {"rate": 41.25}}
    assert "  1 case examined\n  Reoffended within 12 months:\n  Northmoor  41.25%  ━" in shown(document)


def test_deep_nesting() -> None:
    """Items can be nested to any depth; from some depth on the indent does not grow."""
    item: examples.Json = {"id": "recommendation-1", "text": "innermost"}
    for depth in range(25):
        item = {"id": f"recommendation-{depth + 2}", "text": "should:", "items": [item]}
    page = shown(examples.minimal() | {"recommendations": [item]}, columns=40)
    assert "• innermost" in page.splitlines()[-1]


HOSTILE = "[red]A&#27;[2J[/red] \\[b\\] :bomb: &#x9b;31m &#x202e;desrever&#7;"


@pytest.mark.parametrize("field", ["summary", "strengths", "recommendations"])
def test_hostile_prose(field: str) -> None:
    """Markup of the terminal library is shown as text, and control characters are replaced."""
    items = [HOSTILE] if field == "summary" else [{"id": "item-1", "text": HOSTILE}]
    page = shown(examples.minimal() | {field: items})
    assert "[red]A" in page
    assert "[b] :bomb:" in page
    assert all(char.isprintable() for char in page.replace("\n", ""))


def test_hostile_names() -> None:
    """The same applies to every name and title."""
    hostile = "[bold]X[/bold] \u202eevil [/]"
    document = examples.northmoor()
    document |= {"title": hostile, "addressee": {"name": hostile, "role": hostile}}
    document["inspection"]["service"] |= {"name": hostile, "abbreviation": hostile}
    document["sections"][4]["title"] = hostile
    page = shown(document)
    assert page.count("[bold]X[/bold] �evil [/]") == 6
    assert "\u202e" not in page


def test_terminal_has_colour(tmp_path: Path) -> None:
    """On a terminal headings are highlighted."""
    assert "\x1b[1;36mContext\x1b[0m" in on_terminal("show", saved(tmp_path / "a.json", examples.northmoor()))


def test_no_color(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR a terminal gets the plain page."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert PAGE == on_terminal("show", saved(tmp_path / "a.json", examples.northmoor())).replace("\r\n", "\n")


def test_no_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal the page is plain, whatever the environment variables."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    path = saved(tmp_path / "a.json", examples.northmoor())
    done = subprocess.run(
        [*PROGRAM, "show", str(path)], capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"}
    )
    assert PAGE.splitlines() == done.stdout.decode().splitlines()


def test_ascii(tmp_path: Path) -> None:
    """An ASCII output has lines of hyphens, and other characters are printed as their numbers."""
    document = examples.minimal()
    document["title"] += " – Môn"
    path = saved(tmp_path / "a.json", document | {"strengths": [{"id": "a", "text": "Café"}]})
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*PROGRAM, "show", str(path)], capture_output=True, check=True, env=env)
    page = done.stdout.decode("ascii")
    assert "in Northmoor \\u2013 M\\xf4n" in " ".join(page.split())
    assert "-" * 80 in page
    assert "  - Caf\\xe9" in page


def test_every_kind_has_words() -> None:
    """Every kind of comparator and every direction of a report can be shown."""
    assert set(get_args(ComparatorKind)) == set(report._COMPARATORS)
    assert set(get_args(Direction)) == set(report._DIRECTIONS)


def test_ignore_embedded(tmp_path: Path) -> None:
    """With ``--ignore-embedded`` the page has the values of the text of a letter."""
    path = tmp_path / "letter.md"
    path.write_bytes(letters.write(codec.from_valid_dict(examples.northmoor()), "markdown"))
    assert "E10000099" in run("show", path).stdout
    assert "E10000099" not in run("show", path, "--ignore-embedded").stdout
