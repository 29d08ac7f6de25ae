"""Checks every law with a few examples; `laws.deep` checks them with many."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from laws import DRAWS, LAWS, Law, deep
from laws.deep import Chunk

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_law(law: Law) -> None:
    """Every generated example keeps the promise of the law."""
    law.run()


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_a_law_makes_one_promise(law: Law) -> None:
    """The promise of a law is one sentence on one line, as the documentation prints it."""
    assert (".", 0) == (law.promise[-1], law.promise.count("\n"))


def test_a_law_that_fails_shows_the_smallest_example() -> None:
    """The example of a failure is the smallest that Hypothesis finds, and not the first of those that laws share."""

    def check(drawn: str) -> None:
        assert not drawn

    with pytest.raises(AssertionError) as failure:
        Law("no_text", "No text has a character.", DRAWS["texts"], check).run()
    assert ["drawn='0',"] == [
        line.strip() for line in "\n".join(failure.value.__notes__).splitlines() if "drawn=" in line
    ]


# -------------------------------------------------------------------------------- the deep run


@pytest.mark.parametrize("examples", [1, 7, 500, 1_234, 100_000])
def test_a_deep_run_leaves_no_example_out(examples: int) -> None:
    """Each law gets as many examples as requested, and a slow one a tenth, however the work is divided."""
    chunks = deep.chunks([*LAWS.values()], examples, 1, "")
    counts: Counter[str] = Counter()
    for chunk in chunks:
        for name in chunk.laws:
            counts[name] += chunk.slow if LAWS[name].is_slow else chunk.examples

    assert {name: -(-examples // 10) if law.is_slow else examples for name, law in LAWS.items()} == counts
    assert len(chunks) == len({chunk.seed for chunk in chunks})


def test_a_deep_run_counts(tmp_path: Path) -> None:
    """The tally of a chunk has the number of examples of each law, and no failures."""
    chunk = Chunk("texts", ("any_text_is_accounted_for",), seed=1, examples=20, slow=2, folder=str(tmp_path))
    tally = deep.work(chunk)

    assert ({"texts": 20, "any_text_is_accounted_for": 20}, {}) == (tally.examples, tally.failures)
    assert [] == [*tmp_path.iterdir()]


@pytest.mark.parametrize("takes_many", [False, True])
def test_a_deep_run_records_failures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, takes_many: bool) -> None:
    """A failing example is written to a file, together with the smallest that Hypothesis finds."""

    def check(drawn: Any) -> None:
        assert "0" not in "".join(drawn)

    law = Law("no_zeros", "There are no zeros.", DRAWS["texts"], check, takes_many)
    monkeypatch.setitem(LAWS, law.name, law)
    tally = deep.work(Chunk("texts", (law.name,), seed=1, examples=200, slow=20, folder=str(tmp_path)))
    (path,) = tmp_path.iterdir()
    failure = json.loads(path.read_text(encoding="utf-8"))

    assert tally.failures[law.name] > 0
    assert ("no_zeros", 1, ["0"]) == (failure["law"], failure["seed"], failure["least"])
    assert any(line.startswith("AssertionError") for line in failure["told"])
    assert any("0" in example for example in failure["examples"])
