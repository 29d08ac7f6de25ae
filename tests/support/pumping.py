"""Letters and reports with a repeated fragment, which show where reading takes more than linear time.

    PYTHONPATH=tests python -m support.pumping --count 10000

reads that many of them on all cores, prints those that take longer than a second or fail, and updates the figures.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import attrs
from hypothesis import strategies as st

import sqsreport
from laws.deep import run_examples
from sqsreport import codec, letters
from sqsreport.testing import examples

_TESTS: Final = Path(__file__).parents[1]
#: Letters, each with the name of its format.
LETTERS: Final = [
    (path.read_text(encoding="utf-8", errors="replace"), form)
    for pattern, form in (("*.md", "markdown"), ("*.txt", "markdown"), ("*.html", "html"))
    for path in sorted((_TESTS / "letters" / "golden").glob(pattern))
    if ".leftovers." not in path.name
]
#: Fragments to repeat: pieces of the letters, and text that patterns repeat.
FRAGMENTS: Final = sorted(
    {match for text, _ in LETTERS for match in re.findall(r"[^\n]{1,60}|\w{1,12}|[^\w\n]{1,3}", text)}
    | {*(" JP", "²", "⁰¹", " ", "\t", "-", "–", "*", "_", "[^1]", "<sup>2</sup>", "<b>", "&nbsp;", "1.1 ")}
    | {*(",", ";", ":", "|", "'", '"', "(", ")", "[", "](", "`", "\\", "#", ">", "=", "• ", "\u00a0", "\u200b")}
)
#: The lengths of the repeated text in characters.
SIZES: Final = (40, 400, 4_000, 20_000)

_CHUNK: Final = 250


@attrs.frozen
class Pumped:
    """A letter or a report with a repeated fragment.

    Attributes:
        form: The format of a letter, or the place in a report.
        before: The text before the repeated fragment.
        fragment: The fragment.
        size: The length of the repeated text in characters.
        after: The text after it.
    """

    form: str
    before: str
    fragment: str
    size: int
    after: str

    @property
    def text(self) -> str:
        """The whole text."""
        return self.before + self.fragment * (self.size // len(self.fragment) + 1) + self.after

    def read(self) -> None:
        """Read the letter, or validate the report and write it as a letter."""
        if self.form in letters.FORMATS:
            letters.read(self.text.encode(), self.form, ignore_embedded=True)
            return
        document = report(self.form, " ".join(self.text.split()) or "x")
        if not [problem for problem in sqsreport.validate(json.dumps(document)) if problem.severity == "error"]:
            letters.write(codec.from_valid_dict(document), "markdown")

    def seconds(self) -> float:
        """Return the seconds of processor time, as the minimum of up to three runs."""
        least = float("inf")
        for _ in range(3):
            start = time.process_time()
            self.read()
            least = min(least, time.process_time() - start)
            if least < 0.5:
                break
        return least


def report(place: str, words: str) -> dict[str, Any]:
    """Return the example report with words added at a place."""
    document = examples.northmoor()
    if place == "recipient":
        document["copy_list"][0]["recipients"][0] += f" {words}"
    elif place == "name":
        document["sender"]["name"] += f" {words}"
    elif place == "paragraph":
        document["sections"][0]["paragraphs"][0]["text"] += f" {words}"
    elif place == "context":
        document["context"]["paragraphs"].append(words)
    else:
        document[place] = words if place == "title" else [words]
    return document


@st.composite
def pumped_letters(draw: st.DrawFn) -> Pumped:
    """Draw a letter with a fragment repeated at any place."""
    text, form = draw(st.sampled_from(LETTERS))
    place = draw(st.integers(0, len(text)))
    after = draw(st.sampled_from(["", "!", "\n"])) + text[place:]
    return Pumped(form, text[:place], draw(_fragments()), draw(st.sampled_from(SIZES)), after)


@st.composite
def pumped_reports(draw: st.DrawFn) -> Pumped:
    """Draw a report with a fragment repeated in any field."""
    places = ("title", "introduction", "recipient", "name", "paragraph", "context", "closing")
    place, after = draw(st.sampled_from(places)), draw(st.sampled_from(["", "!"]))
    return Pumped(place, "", draw(_fragments()), draw(st.sampled_from(SIZES)), after)


def _fragments() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=3).map("".join)


def slow(chunk: tuple[int, int]) -> list[tuple[float, Pumped]]:
    """Return the slow or failing examples of a chunk, which is a seed and a number of examples."""
    start, count = chunk
    results: list[tuple[float, Pumped]] = []

    def use(pumped: Pumped) -> None:
        try:
            seconds = pumped.seconds()
        except Exception:  # noqa: BLE001 - any error is worse than a long time
            seconds = float("inf")
        if seconds > 1:
            results.append((seconds, pumped))

    run_examples(pumped_letters() | pumped_reports(), use, start, count)
    return results


def main() -> int:
    """Read the options, and print the slow examples."""
    parser = argparse.ArgumentParser(description="Read letters and reports in which something is repeated.")
    parser.add_argument("--count", type=int, default=10_000, help="how many (default: 10 000)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many processes (default: all cores)")
    parser.add_argument("--seed", type=int, default=0, help="where to begin (default: 0)")
    parser.add_argument("--figures", type=Path, help="a JSON file whose count is brought up to date")
    options = parser.parse_args()
    findings = 0
    with multiprocessing.get_context("spawn").Pool(options.jobs, maxtasksperchild=4) as pool:
        for number, each in enumerate(pool.imap_unordered(slow, _chunks(options.seed, options.count)), 1):
            for seconds, pumped in each:
                findings += 1
                text = f"{pumped.form}: …{pumped.before[-60:]!r} + {pumped.fragment!r} * n ({pumped.size}) + "
                print(f"{seconds:.1f} s: {text}{pumped.after[:60]!r}…", flush=True)
            print(f"{min(number * _CHUNK, options.count)} of {options.count}", file=sys.stderr, flush=True)
    print(f"{options.count:,} letters and reports, {findings} of which took longer than a second or failed")
    if options.figures and not findings:
        figures = json.loads(options.figures.read_text(encoding="utf-8"))
        figures["pumped"] = options.count
        options.figures.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 1 if findings else 0


def _chunks(seed: int, count: int) -> Iterator[tuple[int, int]]:
    for first in range(0, count, _CHUNK):
        yield seed + first, min(_CHUNK, count - first)


if __name__ == "__main__":
    sys.exit(main())
