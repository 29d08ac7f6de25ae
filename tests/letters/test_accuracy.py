"""How well letters of other producers are read: the floor of the benchmark, and what it counts."""

from __future__ import annotations

import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

import sqsreport

pytestmark = pytest.mark.slow

FOLDER: Final = Path(__file__).parents[2] / "benchmarks" / "letters"
#: The floor: what the last written run counted. ``nox -s letters -- --write`` raises it.
FIGURES: Final = json.loads((FOLDER / "figures.json").read_text(encoding="utf-8"))
LETTERS: Final = sorted((FOLDER / "letters").glob("*/*.json"))
GROUPS: Final = [(half, family) for half, families in FIGURES.items() for family in families if family != "all"]


def _module() -> Any:
    """Import the score, which is a script and in no package."""
    spec = importlib.util.spec_from_file_location("letters_score", FOLDER / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


score: Final = _module()


@cache
def _results(half: str, family: str) -> list[Any]:
    names = [each["name"] for each in score.layouts() if each["family"] == family]
    return [*score.scores(half, names)]


@pytest.mark.parametrize(("half", "family"), GROUPS, ids=map("-".join, GROUPS))
def test_floor(half: str, family: str) -> None:
    """The accuracy of no format is lower than the figures in the documentation."""
    total, floor = score.totals(_results(half, family)), FIGURES[half][family]

    assert total["files"] == floor["files"]
    assert total["right"] >= floor["right"]
    assert total["silent"] <= floor["silent"]
    assert total["perfect"] >= floor["perfect"]
    assert total["no_report"] <= floor["no_report"]


def test_halves() -> None:
    """Both halves have letters of every format, and no two letters have the same number, by which layouts choose."""
    assert FIGURES["seen"].keys() == FIGURES["unseen"].keys() == {"Markdown", "text", "HTML", "DOCX", "PDF", "all"}
    numbers = [json.loads(path.read_text(encoding="utf-8"))["number"] for path in LETTERS]
    assert sorted(numbers) == [*range(len(LETTERS))]


def test_layouts_have_fixtures() -> None:
    """Every layout that is listed has files of both halves, and no other file is there."""
    layouts = {each["name"]: each for each in score.layouts()}
    assert len(layouts) >= 40
    assert len({each["producer"] for each in layouts.values()}) >= 12
    assert layouts.keys() == {path.name for path in (FOLDER / "fixtures").iterdir()}
    for name in layouts:
        halves = {score.half_of(path.stem) for path in (FOLDER / "fixtures" / name).iterdir()}
        assert halves == {"seen", "unseen"}, name


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_right_reports_are_valid(path: Path) -> None:
    """The right report of a letter breaks no rule and gives no warning, however the footnotes are labelled."""
    for labels in {each.get("labels", "") for each in score.layouts()}:
        assert sqsreport.validate(score.expected_report(path.stem, labels)) == []


def test_differences(tmp_path: Path) -> None:
    """A fact that is left out is missing; it is silent unless a problem points at it."""
    report = sqsreport.loads(json.dumps(score.expected_report("dyffryn-wen")))
    path = tmp_path / "dyffryn-wen.md"
    sqsreport.write_letter(attrs.evolve(report, copy_list=(), strengths=report.strengths[:1]), path)
    layout = {"name": "written", "family": "Markdown", "producer": "ourselves"}

    result = score.score(path, layout)

    missing = {each.pointer: each for each in result.differences}
    assert missing["/strengths/1/text"].actual is None
    assert not missing["/strengths/1/text"].is_reported
    assert missing["/copy_list/0/role"].is_reported
    assert result.silent == 1
    assert result.right == result.facts - len(missing)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Well-led”", '"Well\u2011led"'),
        ("a *plan* of sorts", "a plan  of sorts"),
        ("Rhŷs", "Rhy\u0302s"),
        ("at <https://example.org>", "at [https://example.org](https://example.org)"),
        ("the rate[^1] was", "the rate [^1] was"),
    ],
)
def test_spelling_does_not_count(one: str, other: str) -> None:
    """Quotation marks, dashes, spaces, emphasis and compositions are not differences."""
    assert score.normalise(one) == score.normalise(other)


@pytest.mark.parametrize(("one", "other"), [("the rate[^1]", "the rate1"), ("well-led", "wellled"), ("41.3", "41")])
def test_words_count(one: str, other: str) -> None:
    """A mark, a hyphen within a word and a digit are more than spelling."""
    assert score.normalise(one) != score.normalise(other)
