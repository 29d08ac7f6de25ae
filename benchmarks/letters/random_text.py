"""Score letters as text in random layouts: each part of a letter is set in one of several ways, which a seed chooses.

Run it in the environment of `score.py`: ``python random_text.py 0 200`` prints the totals of 200 seeds, and
``python random_text.py 17 18 --verbose`` the text of one seed and every fact that is not right. Only the letters of the
half `seen` are used, so the totals are better than those of letters that are not used during development.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any, Final

import as_text
import attrs
import document
import score
from layout import FAMILIES

#: The ways to set each part. `_pages` uses the options that `as_text` does not have.
CHOICES: Final[dict[str, Sequence[Any]]] = {
    "width": (0, 60, 66, 72, 80, 90, 100, 110),
    "blank": ("\n\n", "\n\n", "\n\n", "\n"),
    "header": ("{label}:\t{value}", "{label}: {value}", "{label}:\n{value}", "{label:18}{value}"),
    "theme": ("{number}. {title}", "{number} {title}", "{number}) {title}", "{title}"),
    "number": ("{number}. {text}", "{number} {text}", "{number})   {text}", "{number}      {text}"),
    "hang": (0, 0, 4, 8),
    "items": ("•◦▪", "-", "*-", "o", "·–", "▪o", "–", "\uf0b7o", "►-"),
    "item": ("{glyph} {text}", "{glyph}   {text}"),
    "indent": (2, 4),
    "mark": ("{sup}", "[{label}]"),
    "footnotes": ("end", "block"),
    "copies": ("columns", "middle", "{role}\t{names}", "{role}: {names}", "{role} – {names}", "{role}\n    {names}"),
    "margin": (0, 0, 0, 4, 8),
    "lines": (0, 0, 45, 55, 62),
    "page_number": ("", "{}", "Page {}", "Page {} of 9", "- {} -", "{} | Page"),
    "page_head": ("", "", "HM Inspectorate of Probation", "Short Quality Screening: {area}"),
    "form_feed": (False, True),
}


class _Page(as_text.Page):
    """A letter whose copy list may be in columns of spaces, with cells that are wrapped."""

    def copy(self, role: str, names: Iterable[str]) -> str:
        """Return a row of the copy list."""
        style = self.options["copies"]
        if style not in ("columns", "middle"):
            return super().copy(role, names)
        cells = [textwrap.wrap(text, 36, break_on_hyphens=False) for text in (role, ", ".join(names))]
        if style == "middle":
            height = max(map(len, cells))
            cells = [[""] * ((height - len(cell)) // 2) + cell for cell in cells]
        return "\n".join(f"{left:40}{right}".rstrip() for left, right in zip_longest(*cells, fillvalue=""))


def choose(choices: Mapping[str, Sequence[Any]], seed: int) -> dict[str, Any]:
    """Return the way of each part that a seed chooses."""
    chooser = random.Random(seed)  # noqa: S311 - it chooses layouts
    return {name: chooser.choice(ways) for name, ways in choices.items()}


def text_of(letter: document.Letter, seed: int) -> str:
    """Return a letter as text in the layout that a seed chooses."""
    chosen = choose(CHOICES, seed)
    if chosen["copies"] == "middle":  # without blank lines, the rows could not be separated
        chosen["copy_lines"] = "\n\n"
    lines = str(_Page(letter, **{name: way for name, way in chosen.items() if name in as_text.DEFAULTS})).split("\n")
    head = chosen["page_head"].format(area=letter["inspection"]["service"]["area"])
    pages = _pages(lines, chosen["lines"], chosen["page_number"], head, "\f" if chosen["form_feed"] else "")
    return "\n".join(f"{' ' * chosen['margin']}{line}" if line.strip() else line for line in pages)


def _pages(lines: list[str], size: int, number: str, head: str, feed: str) -> list[str]:
    """Return lines on pages of a size, with a number at the foot of each and a running head on all but the first."""
    if not size or not (number or feed):  # without a sign of the page, its header could not be recognised
        return lines
    pages = [lines[start : start + size] for start in range(0, len(lines), size)]
    between = [["", number.format(place), ""] if number else [""] for place in range(1, len(pages))]
    heads = [[f"{feed}{head}", ""] if head else [feed] if feed else [] for _ in pages[1:]]
    joints = (chain(*each) for each in zip(between, heads, strict=True))
    return [*pages[0], *chain.from_iterable(chain(joint, page) for joint, page in zip(joints, pages[1:], strict=True))]


def score_seeds(layout_of: Callable[[document.Letter, int], str], description: str | None, form: str = "txt") -> None:
    """Print the totals of the seeds on the command line, and what is wrong in each.

    Args:
        layout_of: function from a letter and a seed to the content of a file.
        description: what the command does.
        form: ending of the files.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("first", type=int, help="the first seed")
    parser.add_argument("end", type=int, help="the seed after the last one")
    parser.add_argument("--verbose", action="store_true", help="print the text, and every fact that is not right")
    arguments = parser.parse_args()
    names = [name for name in document.names() if score.half_of(name) == "seen"]
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(arguments.first, arguments.end):
            name = names[seed % len(names)]
            text = layout_of(document.load(name), seed)
            path = Path(folder) / f"{name}.{form}"
            path.write_text(text, encoding="utf-8")
            result = score.score(path, {"name": str(seed), "family": FAMILIES[form], "producer": "random"})
            results.append(attrs.evolve(result, layout=str(seed)))
            if result.differences:
                print(f"seed {seed}, {name}: {len(result.differences)} wrong, {result.silent} of them in silence")
            if arguments.verbose:
                print(text, *map(str, result.differences), sep="\n")
    print(score.table(results, "letter"))


if __name__ == "__main__":
    score_seeds(text_of, __doc__)
