"""``sqsreport diff``: exit statuses, formats and collections; text of a report is never markup."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonpatch
import pytest
from lxml import html  # type: ignore[import-untyped]  # it has no types of its own
from markdown_it import MarkdownIt

from sqsreport import codec, letters
from sqsreport.testing import examples
from support.command_line import on_terminal, run, saved

#: Text that would be markup, a terminal control sequence, or a link if it were not escaped.
HOSTILE = "<script>alert(1)</script> **bold** [x](javascript:y) &amp; | `c` {{ 7*7 }} {% raw %} @all #1"


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the width of the terminal to 80 columns, in whatever environment pytest runs."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)


def changed(**values: Any) -> dict[str, Any]:
    """Return the example with another introduction, and other values."""
    document = examples.northmoor()
    document["introduction"][0] = "Four inspectors spent 9-11 March 2015 in Northmoor."
    return {**document, **values}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Return two versions of a report, as files."""
    return saved(tmp_path / "a.json", examples.northmoor()), saved(tmp_path / "b.json", changed())


PAGE = """\
northmoor-sqs-2015-03-09

changed   Introduction, paragraph 1  /introduction/0
    [-Three-]{+Four+} inspectors spent 9-11 March 2015 in Northmoor.

"""


def test_page(files: tuple[Path, Path]) -> None:
    """The page has each change; without colours changed words are in brackets. The status is 1."""
    result = run("diff", *files)

    assert (1, PAGE) == (result.exit_code, result.stdout)
    assert "the reports differ: 1 change (1 changed)\n" == result.stderr


def test_colours(files: tuple[Path, Path]) -> None:
    """In a terminal removed words are struck out in red, and added words are underlined in green."""
    page = on_terminal("diff", *files, status=1)

    assert "\x1b[9;31mThree" in page
    assert "\x1b[4;32mFour" in page
    assert "[-" not in re.sub("\x1b\\[[0-9;]*m", "", page)


def test_the_same(files: tuple[Path, Path]) -> None:
    """For two equal reports only a message is printed, with status 0."""
    result = run("diff", files[0], files[0])

    assert (0, "", "the reports are the same\n") == (result.exit_code, result.stdout, result.stderr)


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_letter_and_its_report(tmp_path: Path, files: tuple[Path, Path], form: str) -> None:
    """A letter is compared with its report by its values."""
    letter = tmp_path / f"letter{letters.FORMATS[form].endings[0]}"
    letter.write_bytes(letters.write(codec.from_valid_dict(examples.northmoor()), form))

    assert 0 == run("diff", letter, files[0]).exit_code
    assert 1 == run("diff", letter, files[1]).exit_code


def test_json(files: tuple[Path, Path]) -> None:
    """The JSON format has the changes, with the pointers and values of both sides."""
    document = json.loads(run("diff", *files, "--format", "json").stdout)
    ((comparison,), before, after) = (document["comparisons"], *(changed() for _ in range(2)))
    before = examples.northmoor()

    assert "1.0" == document["version"]
    assert {"id": before["id"], "source": str(files[1])} == comparison["after"]
    assert [
        {
            "kind": "changed",
            "before": [{"pointer": "/introduction/0", "value": before["introduction"][0]}],
            "after": [{"pointer": "/introduction/0", "value": after["introduction"][0]}],
        }
    ] == comparison["changes"]


def test_patch(files: tuple[Path, Path]) -> None:
    """The patch turns the first report into the second, and is empty for equal reports."""
    patch = json.loads(run("diff", *files, "--format", "patch").stdout)

    assert changed() == jsonpatch.apply_patch(examples.northmoor(), patch)
    assert "[]\n" == run("diff", files[0], files[0], "--format", "patch").stdout


def test_only_and_ignore(tmp_path: Path, files: tuple[Path, Path]) -> None:
    """``--only`` omits changes elsewhere, and ``--ignore`` those of spelling."""
    spelling = examples.northmoor()
    spelling["introduction"][0] = spelling["introduction"][0].replace("9-11", "9–11")
    respelt = saved(tmp_path / "c.json", spelling)

    assert 0 == run("diff", *files, "--only", "/sections").exit_code
    assert 1 == run("diff", *files, "--only", "/introduction").exit_code
    assert [1, 0] == [run("diff", files[0], respelt, *more).exit_code for more in ((), ("--ignore", "spelling"))]
    assert 2 == run("diff", *files, "--only", "sections").exit_code


def test_what_cannot_be_read(tmp_path: Path, files: tuple[Path, Path]) -> None:
    """An input that is not a report, or is missing, results in an error status and not in a difference."""
    broken = saved(tmp_path / "broken.json", {"id": "x"})
    results = [run("diff", files[0], broken), run("diff", tmp_path / "none.json", files[0]), run("diff", "-", "-")]

    assert [3, 3, 2] == [result.exit_code for result in results]
    assert ["", ""] == [result.stdout for result in results[:2]]
    assert "SQS102" in results[0].stderr


def of_area(area: str, **values: Any) -> dict[str, Any]:
    """Return the example for another area."""
    document = json.loads(json.dumps({**changed(), **values}).replace("Northmoor", area))
    return {**document, "id": f"{area.lower()}-sqs-2015-03-09"}


def test_collections_are_matched_by_id(tmp_path: Path) -> None:
    """Reports are matched by id, in any order; a report on only one side is a difference."""
    names = ("Eastvale", "Southport", "Westerly")
    one, two = tmp_path / "one.jsonl", tmp_path / "two"
    one.write_text("".join(json.dumps(of_area(name)) + "\n" for name in names), encoding="utf-8")
    two.mkdir()
    for name in (*names[:0:-1], "Upland"):
        saved(two / f"{name}.json", of_area(name, **({"published": "2015-04-09"} if name == "Westerly" else {})))
    result = run("diff", one, two, "--format", "json")
    comparisons = json.loads(result.stdout)["comparisons"]

    assert (1, "3 reports differ, 1 the same: 1 change (1 changed)\n") == (result.exit_code, result.stderr)
    assert [("eastvale", None), ("southport", 0), ("westerly", 1), ("upland", None)] == [
        (
            (each.get("before") or each["after"])["id"].partition("-")[0],
            len(each["changes"]) if "changes" in each else None,
        )
        for each in comparisons
    ]
    assert 2 == run("diff", one, two, "--format", "patch").exit_code


def test_two_inspections_are_side_by_side(tmp_path: Path, files: tuple[Path, Path]) -> None:
    """The figures and themes of two inspections are shown next to each other."""
    second = changed(id="northmoor-sqs-2016-05-09", published="2016-06-01")
    second["inspection"]["fieldwork"] = {"start": "2016-05-09", "end": "2016-05-11"}
    paragraphs = ["We examined 18 cases with the people who held them.[^1]"]
    second["context"] = {"paragraphs": paragraphs, "cases_examined": 18}
    result = run("diff", files[0], saved(tmp_path / "second.json", second))

    assert re.search(r"Cases examined +20 +18\n", result.stdout), result.stderr
    assert re.search(r"Reoffending rate +39\.5% +-\n", result.stdout)


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_hostile_values_stay_text(tmp_path: Path, files: tuple[Path, Path], form: str) -> None:
    """Markup in a report is shown as text."""
    hostile = saved(tmp_path / "<b>&.json", changed(introduction=[HOSTILE], title=f"{HOSTILE} Northmoor"))
    shown = run("diff", files[0], hostile, "--format", form).stdout
    if form == "text":
        assert "<script>alert(1)</script>" in " ".join(shown.split())
        return
    page = html.fromstring(shown if form == "html" else MarkdownIt("commonmark").render(shown))

    assert HOSTILE in " ".join(page.text_content().split())
    assert [] == page.xpath("//script | //a[@href] | //strong[contains(., 'bold')] | //@onclick")


def test_the_page_needs_nothing_else(tmp_path: Path, files: tuple[Path, Path]) -> None:
    """The HTML page loads nothing, and is written completely to the output file."""
    target = tmp_path / "changes.html"
    result = run("diff", *files, "--format", "html", "-o", target)
    page = html.fromstring(target.read_bytes())

    assert (1, "") == (result.exit_code, result.stdout)
    assert [["Three"], ["Four"]] == [page.xpath(f"//main//{tag}/text()") for tag in ("del", "ins")]
    assert [] == page.xpath("//@src | //link | //script")
    assert 2 == run("diff", *files, "-o", files[0]).exit_code


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_git_shows_letters(tmp_path: Path, files: tuple[Path, Path]) -> None:
    """With the configuration of the guide, `git difftool` shows the changes."""

    def git(*args: str) -> str:
        options = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        done = subprocess.run(["git", *options, *args], cwd=tmp_path, capture_output=True, text=True, check=True)  # noqa: S607 - from the path
        return done.stdout

    git("init", "-q")
    git("add", "a.json")
    git("commit", "-qm", "One")
    git("config", "difftool.sqsreport.cmd", f'"{sys.executable}" -m sqsreport diff "$LOCAL" "$REMOTE"')
    shutil.copy(files[1], files[0])

    assert "[-Three-]{+Four+}" in git("difftool", "-y", "-t", "sqsreport")


def test_pointers_are_checked() -> None:
    """A place that is not a JSON Pointer is wrong usage, with the same message as in ``where``."""
    result = run("diff", "a.json", "b.json", "--only", "summary")
    other = run("where", "a.md", "summary")

    assert (2, 2) == (result.exit_code, other.exit_code)
    assert "Error: 'summary' is not a JSON Pointer, such as /sections/2/paragraphs/3." == other.stderr.splitlines()[-1]
    assert result.stderr.splitlines()[-1] == other.stderr.splitlines()[-1]
