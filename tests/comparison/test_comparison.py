"""Comparisons of two reports: the number of changes, and the patch."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import Any

import jsonpatch
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sqsreport
from sqsreport import codec
from sqsreport.comparison import Change, Comparison, Part
from sqsreport.comparison.labels import label
from sqsreport.comparison.words import compare_words, normalise_spelling
from sqsreport.model import Report
from sqsreport.testing import examples, strategies

WORDS = ("Plans were read by the whole team.", "Reviews came late in half of all cases.", "Work with parents was warm.")


def shuffled(document: Any, chance: random.Random) -> Any:
    """Return a copy with items of its lists removed, repeated and reordered."""
    if isinstance(document, list):
        items = [shuffled(item, chance) for item in document]
        action = chance.randrange(6)
        if action == 0:
            chance.shuffle(items)
        elif action == 1 and len(items) > 1:
            items.pop(chance.randrange(len(items)))
        elif action == 2:
            items.insert(chance.randrange(len(items) + 1), copy.deepcopy(chance.choice(items)))
        return items
    if isinstance(document, dict):
        return {key: item if key == "extensions" else shuffled(item, chance) for key, item in document.items()}
    return document


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Report, Report]:
    """Draw two versions of a report, or two reports."""
    before = draw(strategies.reports())
    if draw(st.booleans()):
        return before, draw(strategies.reports())
    return before, codec.from_valid_dict(shuffled(codec.to_dict(before), draw(st.randoms(use_true_random=False))))


def changed(change: Callable[[dict[str, Any]], object], **options: Any) -> Comparison:
    """Compare the example report with a changed copy."""
    document = examples.northmoor()
    change(document)
    before, after = (codec.from_valid_dict(each) for each in (examples.northmoor(), document))
    return sqsreport.diff(before, after, **options)


def in_short(comparison: Comparison) -> list[tuple[str, str]]:
    """Return kind and pointer of every change."""
    return [(change.kind, change.pointer) for change in comparison.changes]


# ---------------------------------------------------------------------------------- properties


@given(pairs())
def test_the_patch_turns_the_first_report_into_the_second(reports: tuple[Report, Report]) -> None:
    """Applying the patch to the first report with another program gives the second."""
    before, after = reports
    patched = jsonpatch.apply_patch(codec.to_dict(before), sqsreport.diff(before, after).patch())

    assert codec.dumps(after) == codec.dumps(codec.from_valid_dict(patched))


@given(pairs())
def test_only_equal_reports_are_the_same(reports: tuple[Report, Report]) -> None:
    """Comparing two reports gives a change if, and only if, they are not equal."""
    before, after = reports

    assert (before == after) == sqsreport.diff(before, after).is_same
    assert sqsreport.diff(before, before).is_same


@given(pairs())
def test_changes_point_at_their_values(reports: tuple[Report, Report]) -> None:
    """Every value of a change is at its pointer, and every pointer has a label."""
    for change in sqsreport.diff(*reports).changes:
        for report, parts in zip(reports, (change.before, change.after), strict=True):
            document = codec.to_dict(report)
            assert [part.value for part in parts] == [examples.at(document, part.pointer) for part in parts]
            assert all(label(document, part.pointer) for part in parts)


@given(st.text("ab ,.'[^1]\n", max_size=40), st.text("ab ,.'[^1]\n", max_size=40))
def test_runs_of_words_contain_both_texts(before: str, after: str) -> None:
    """The runs that were not added form the first text, and those that were not removed the second."""
    runs = compare_words(before, after)

    assert before == "".join(run.text for run in runs if run.kind != "added")
    assert after == "".join(run.text for run in runs if run.kind != "removed")


# ------------------------------------------------------------------------------------- matching


def insert_paragraph(document: dict[str, Any]) -> None:
    """Insert a paragraph at the start of the first section, and renumber the others."""
    paragraphs = document["sections"][0]["paragraphs"]
    paragraphs.insert(0, {"number": "1.1", "text": WORDS[0]})
    for number, paragraph in enumerate(paragraphs, 1):
        paragraph["number"] = f"1.{number}"


def test_an_inserted_paragraph_is_one_change() -> None:
    """If a paragraph is inserted, the new numbers of the paragraphs after it are not changes."""
    (change,) = changed(insert_paragraph).changes
    part = Part("/sections/0/paragraphs/0", {"number": "1.1", "text": WORDS[0]})

    assert Change("added", after=(part,)) == change


def test_a_number_that_changes_by_itself_is_a_change() -> None:
    """A paragraph with a new number is a change if nothing was inserted before it."""
    comparison = changed(lambda document: document["sections"][0]["paragraphs"][1].update(number="1.9"))

    assert [("changed", "/sections/0/paragraphs/1/number")] == in_short(comparison)


def test_an_inserted_footnote_is_one_change() -> None:
    """If a footnote is inserted, the new marks of the footnotes after it are not changes."""

    def insert(document: dict[str, Any]) -> None:
        text = json.dumps(document).replace("[^2]", "[^3]").replace("[^1]", "[^2]")
        document.update(json.loads(text))
        for footnote in document["footnotes"]:
            footnote["label"] = footnote["label"].replace("2", "3").replace("1", "2")
        document["footnotes"].insert(0, {"label": "1", "text": WORDS[0]})

    assert [("added", "/footnotes/0")] == in_short(changed(insert))


def test_items_that_change_places_have_moved() -> None:
    """A recommendation in another position has moved, and its text and id have not changed."""

    def swap(document: dict[str, Any]) -> None:
        first, second = document["recommendations"]
        for item in (first, *first["items"]):
            item["id"] = item["id"].replace("recommendation-1", "recommendation-2")
        second["id"] = "recommendation-1"
        document["recommendations"] = [second, first]

    assert ["moved"] == [change.kind for change in changed(swap).changes]


def test_a_text_in_another_list_has_moved() -> None:
    """A strength that became a recommendation has moved."""

    def move(document: dict[str, Any]) -> None:
        (strength,) = document.pop("strengths")
        document["strengths"] = [{"id": "strength-1", "text": WORDS[2]}]
        document["recommendations"].append({"id": "recommendation-3", "text": strength["text"]})

    comparison = changed(move)

    assert ["moved"] == [change.kind for change in comparison.changes if change.pointer == "/recommendations/2"]


def test_an_item_that_becomes_two_was_split() -> None:
    """A recommendation whose sentences became two recommendations was split, and the reverse is a merge."""
    one, two = examples.northmoor(), examples.northmoor()
    one["recommendations"] = [{"id": "recommendation-1", "text": f"{WORDS[0]} {WORDS[1]}"}]
    two["recommendations"] = [{"id": f"recommendation-{i + 1}", "text": WORDS[i]} for i in range(2)]
    before, after = codec.from_valid_dict(one), codec.from_valid_dict(two)

    (split,) = sqsreport.diff(before, after).changes
    (merge,) = sqsreport.diff(after, before).changes

    assert ("split", 1, 2) == (split.kind, len(split.before), len(split.after))
    assert ("merged", 2, 1) == (merge.kind, len(merge.before), len(merge.after))


def test_the_copy_list_is_matched_by_role() -> None:
    """Entries of the copy list are matched by role, so a new recipient is a change of its entry."""

    def rename(document: dict[str, Any]) -> None:
        document["copy_list"].reverse()
        document["copy_list"][0]["recipients"] = ["Cora Dale"]

    comparison = changed(rename)

    assert {"moved", "added"} <= set(comparison.counts)
    assert all(change.pointer.startswith("/copy_list/") for change in comparison.changes)


def test_sections_are_matched_by_theme() -> None:
    """Sections are matched by theme, so a new title is a change of the section."""
    comparison = changed(lambda document: document["sections"][1].update(title="Keeping others safe"))

    assert [("changed", "/sections/1/title")] == in_short(comparison)


def test_spelling_can_be_ignored() -> None:
    """Different quotation marks, dashes and spaces are not changes if spelling is ignored."""

    def respell(document: dict[str, Any]) -> None:
        text = document["introduction"][0]
        document["introduction"][0] = text.replace("9-11", "9–11").replace(" spent ", " spent\u00a0")

    assert [("changed", "/introduction/0")] == in_short(changed(respell))
    assert changed(respell, ignore_spelling=True).is_same
    assert normalise_spelling("“Yes” – it’s") == normalise_spelling("'Yes'-it's")


def test_only() -> None:
    """With *only*, changes at a place, below it or above it are returned."""

    def change(document: dict[str, Any]) -> None:
        insert_paragraph(document)
        document["published"] = "2015-04-09"

    assert [("changed", "/published")] == in_short(changed(change, only=["/published"]))
    assert [("added", "/sections/0/paragraphs/0")] == in_short(changed(change, only=["/sections"]))
    assert [] == in_short(changed(change, only=["/publishe"]))


def test_true_and_one_are_not_the_same() -> None:
    """JSON values that are equal in Python but not in JSON are a change."""
    one = changed(lambda document: document["extensions"].update({"org.example.flag": 1}))
    other = changed(lambda document: document["extensions"].update({"org.example.flag": True}))

    assert one.after != other.after
    assert [("changed", "/extensions/org.example.flag")] == in_short(sqsreport.diff(one.after, other.after))


def test_figures_are_side_by_side() -> None:
    """The figures of both reports are compared, including those that one of them lacks."""
    comparison = changed(lambda document: document["context"].pop("cases_examined"))

    assert [(20, None)] == [(each.before, each.after) for each in comparison.figures if each.label == "Cases examined"]


@pytest.mark.parametrize("count", [300, 3000])
def test_long_lists_take_linear_time(count: int) -> None:
    """Thousands of different paragraphs are compared quickly, because only neighbours are compared."""
    one, two = examples.northmoor(), examples.northmoor()
    one["notes"] = [f"The first note has number {i} of them" for i in range(count)]
    two["notes"] = [f"Another number is {i} in what is noted" for i in range(count)]

    assert not sqsreport.diff(codec.from_valid_dict(one), codec.from_valid_dict(two)).is_same
