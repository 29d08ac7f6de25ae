"""Conversion between inline text and runs of characters with the same style."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqsreport.letters.inline import Run, escape, from_runs, to_runs
from sqsreport.model import Prose
from sqsreport.testing.strategies import prose


@pytest.mark.parametrize(
    "text",
    [
        'An inspector noted: *"His plan is one page"*.',
        "We saw *two* plans, **neither** of them [dated](https://example.org/a_(b)?c=d&e).",
        "See <https://example.org> or <someone@example.org>.",
        "snake_case, 2 * 3, [sic] and R&B are text.",
        "\\*This\\* is text, too.",
        "A `code [^1] span`, a mark[^note-1] and ***both*** at once.",
        "[an odd address](<https://example.org/a)b>)",
    ],
)
def test_round_trip_of_simple_text(text: str) -> None:
    """Text that needs no change is unchanged after a round trip."""
    assert from_runs(to_runs(text)) == text


@given(prose())
def test_round_trip_of_runs(text: Prose) -> None:
    """The text of a round trip has the same meaning, and further round trips do not change it."""
    written = from_runs(to_runs(text))
    assert "".join(run.text for run in to_runs(written)).split() == "".join(run.text for run in to_runs(text)).split()
    assert from_runs(to_runs(written)) == written


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40))
def test_escape(text: str) -> None:
    """`escape` returns text that is displayed as the original, with single spaces."""
    assert Prose(escape(text)).plain_text == " ".join(text.split())


def test_white_space_moves_out_of_emphasis() -> None:
    """White space at the edge of emphasis is moved outside, as CommonMark requires."""
    runs = (Run("so "), Run(" very ", emphasis=True), Run("good "))
    assert from_runs(runs) == "so *very* good"


def test_emphasis_that_cannot_be_expressed() -> None:
    """Emphasis that CommonMark cannot express is dropped, and its text is kept."""
    assert from_runs((Run("un"), Run('"said"', emphasis=True), Run("ly"))) == 'un"said"ly'
