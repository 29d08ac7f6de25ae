"""Reading takes time in proportion: no regular expression of the package is slow for any text, and no letter."""

from __future__ import annotations

import json
import os
import re
import time
from itertools import islice
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sqsreport
from sqsreport import codec, letters
from sqsreport.testing import examples
from support import patterns

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="a slow pattern is interrupted by a signal"),
]

USES: Final = patterns.collect()
GOLDEN: Final = [
    path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[1] / "letters" / "golden").glob("*.md"))
]
#: How many texts each pattern is tried with; `nox -s faults` tries more.
TEXTS: Final = int(os.environ.get("SQSREPORT_PUMPED_TEXTS", "12"))


def use_of(pattern: str) -> patterns.Use:
    """Make a use of a pattern."""
    return patterns.Use("test", re.compile(pattern))


@pytest.mark.parametrize(
    "pattern",
    [r"(?:a|a)*$", r"(?:[A-Z]{2,4}|JP)*!", r"\s+$", r"[.!](?:[0-9]+)*$", r"(?:,? (?:[A-Z]{2,4}|JP|DL))*:", r"a*b?a*c"],
)
def test_slow_patterns_are_known(pattern: str) -> None:
    """The texts that are tried show which patterns are slow."""
    assert [] != [*islice(patterns.slow_texts(use_of(pattern)), 1)]


@pytest.mark.parametrize("pattern", [r"(?<!a)(?:a|a)*+$", r"(?<!\s)\s++$", r"[.!](?:[0-9]++)*+$", r"(?>a|ab)c"])
def test_fast_patterns_are_known(pattern: str) -> None:
    """A pattern without ambiguous repetition is slow for none of them."""
    assert [] == [*patterns.slow_texts(use_of(pattern), most=60)]


def test_all_patterns_are_found() -> None:
    """Patterns of every package are among those that are tried, and how they are used is known of most."""
    packages = {use.module.split(".")[1] for use in USES}
    assert {
        "batch",
        "comparison",
        "extract",
        "letters",
        "model",
        "problems",
        "quantity",
        "redaction",
        "validation",
    } <= packages
    assert len(USES) > 250
    assert sum(not use.methods & patterns._METHODS for use in USES) < len(USES) / 3


@pytest.mark.parametrize("use", USES, ids=str)
def test_linear(use: patterns.Use) -> None:
    """No text that repeats what a pattern repeats takes longer than it is long."""
    assert [] == [*islice(patterns.slow_texts(use, most=TEXTS), 1)]


#: The seconds of the processor that a letter may take, which is within one on a machine that does nothing else.
PATIENCE: Final = 10

FRAGMENTS: Final = sorted(
    {match for text in GOLDEN for match in re.findall(r"[^\n]{1,60}|\w{1,12}|[^\w\n]{1,3}", text)}
    | {
        " JP",
        "²",
        "⁰¹",
        " ",
        "\t",
        "-",
        "–",
        "*",
        "_",
        "[^1]",
        "<sup>2</sup>",
        ",",
        ";",
        ":",
        "|",
        "'",
        '"',
        "(",
        ")",
        "1.1 ",
    }
)


@st.composite
def pumped(draw: st.DrawFn) -> tuple[str, int, str]:
    """Draw a letter, a place in it, and what is repeated there."""
    text = draw(st.sampled_from(GOLDEN))
    return (
        text,
        draw(st.integers(0, len(text))),
        "".join(draw(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=3))),
    )


@given(pumped(), st.sampled_from([40, 400, 4000]), st.sampled_from(["", "!", "\n"]))
def test_pumped_letters(letter: tuple[str, int, str], size: int, after: str) -> None:
    """A letter in which anything is repeated is read within a second."""
    text, place, fragment = letter
    data = (text[:place] + fragment * (size // len(fragment) + 1) + after + text[place:]).encode()
    begun = time.process_time()
    letters.read(data, "markdown", ignore_embedded=True)
    assert time.process_time() - begun < PATIENCE


@given(st.sampled_from(FRAGMENTS), st.sampled_from([40, 4000]), st.sampled_from(["", "!"]), st.data())
def test_pumped_reports(fragment: str, size: int, after: str, data: st.DataObject) -> None:
    """The same goes for a report, and for the letter that is made of it."""
    document = examples.northmoor()
    words = " ".join((fragment * (size // len(fragment) + 1) + after).split()) or "x"
    place = data.draw(st.sampled_from(["introduction", "recipient", "name", "closing"]))
    if place == "recipient":
        document["copy_list"][0]["recipients"][0] += f" {words}"
    elif place == "name":
        document["sender"]["name"] += f" {words}"
    else:
        document[place] = [words]
    begun = time.process_time()
    if not sqsreport.validate(json.dumps(document)):
        letters.write(codec.from_valid_dict(document), "markdown")
    assert time.process_time() - begun < PATIENCE
