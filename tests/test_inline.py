"""Inline text as runs of characters that look alike, and back."""

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
def test_spelling(text: str) -> None:
    """What needs no other spelling keeps its own."""
    assert from_runs(to_runs(text)) == text


@given(prose())
def test_runs_are_kept(text: Prose) -> None:
    """Text that is taken apart and written again says the same, and is written the same from then on."""
    written = from_runs(to_runs(text))
    assert "".join(run.text for run in to_runs(written)).split() == "".join(run.text for run in to_runs(text)).split()
    assert from_runs(to_runs(written)) == written


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40))
def test_escape(text: str) -> None:
    """Plain text of any characters is written so that it says just that, with its white space made single."""
    assert Prose(escape(text)).plain_text == " ".join(text.split())


def test_white_space_moves_out_of_emphasis() -> None:
    """White space at the edge of emphasis stands outside of it, where CommonMark wants it."""
    runs = (Run("so "), Run(" very ", emphasis=True), Run("good "))
    assert from_runs(runs) == "so *very* good"


def test_emphasis_that_cannot_be_said() -> None:
    """Emphasis that CommonMark has no way to express is lost, and no word with it."""
    assert from_runs((Run("un"), Run('"said"', emphasis=True), Run("ly"))) == 'un"said"ly'
