"""A letter is read in time in proportion to its length, whatever it repeats."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import pytest

from sqsreport import letters
from sqsreport.extract import areas, people
from sqsreport.letters import layout
from sqsreport.letters.blocks import Line, Paragraph
from sqsreport.letters.hyphens import resolve_hyphens
from sqsreport.letters.marks import resolve_marks
from support.docx import file, p
from support.letter_parts import letter

pytestmark = pytest.mark.slow

#: How much longer a text may take than a quarter of it: four times as long, and noise. The square would be 16 times.
GROWTH = 9
#: Shorter runs are too short to measure.
SECONDS = 0.03


def _page(content: str) -> str:
    """Return a small letter as a page, with more at its end."""
    return "".join(f"<p>{part}</p>" for part in letter().split("\n\n")) + content


#: Texts by what they repeat: the format, how often the longest repeats it, and the text for a number of repetitions.
TEXTS: dict[str, tuple[str, int, Callable[[int], str]]] = {
    "raised digits after a full stop": (
        "markdown", 24, lambda n: letter(summary=f"Summary\n\nThe work was sound.{'²' * n} a"),
    ),
    "cells of a row": ("markdown", 8_000, lambda n: "| a " * n + "|\n"),
    "raised digits after a word": (
        "markdown", 20_000, lambda n: letter(summary=f"Summary\n\nThe work{'¹²³' * n} was sound."),
    ),
    "honours": ("markdown", 20_000, lambda n: letter(to=f"To: Ivy Garland{' JP' * n}, Chair of the Board")),
    "spaces before a value": ("markdown", 64_000, lambda n: letter(to=f"To:{' ' * n}Ivy Garland, Chair of the Board")),
    "spaces within a value": ("markdown", 64_000, lambda n: letter(to=f"To: Ivy Garland{' ' * n}x, Chair of the Board")),
    "spaces in a cell": (
        "markdown", 64_000, lambda n: letter(copy_list=f"Copy to:\n\n| Role | Name |\n|---|---|\n| Chair{' ' * n}x | Ivy |"),
    ),
    "letters before a hyphen": (
        "markdown", 64_000, lambda n: letter(summary=f"Summary\n\nThe {'a' * n}1 was sen-\ntence and a well-\nknown."),
    ),
    "hyphens": ("markdown", 80_000, lambda n: letter(summary=f"Summary\n\nThe work {'-' * n} was sound.")),
    "opening brackets": ("markdown", 8_000, lambda n: letter(summary=f"Summary\n\nThe work {'[' * n} was](sound).")),
    "spaces before a link": ("markdown", 64_000, lambda n: letter(summary=f"Summary\n\nSee x\\{' ' * n}[a](b).")),
    "spaces in raised text": (
        "markdown", 64_000, lambda n: letter(summary=f"Summary\n\nThe <sup>1{' ' * n}x<sup> was sound."),
    ),
    "columns of a delimiter": ("markdown", 32_000, lambda n: letter(summary=f"Summary\n\n| a | b |\n|--{' ' * n}x|")),
    "letters with gaps": ("markdown", 64, lambda n: letter(summary=f"Summary\n\nC o n{'  t' * n} 1")),
    "emphasis signs": ("markdown", 32_000, lambda n: letter(to=f"{'_' * n} To: Ivy Garland")),
    "paragraphs": ("markdown", 4_000, lambda n: letter(summary="Summary\n\n" + "Good.\n\n" * n)),
    "paragraphs without a full stop": ("markdown", 4_000, lambda n: letter(summary="Summary\n\n" + "good work\n\n" * n)),
    "lines of a paragraph": ("markdown", 4_000, lambda n: letter(summary="Summary\n\n" + "good work\n" * n)),
    "lines of a recommendation": (
        "markdown", 4_000, lambda n: letter(recommendations="Areas requiring improvement\n\n- They should\n" + "work\n" * n),
    ),
    "paragraphs of notes": ("markdown", 4_000, lambda n: letter(notes="Notes\n\n" + "good work\n\n" * n)),
    "lines of a copy list": ("markdown", 4_000, lambda n: letter(copy_list="Copy to:\n\n" + "word by word\n" * n)),
    "rows": (
        "markdown", 2_000,
        lambda n: letter(copy_list="Copy to:\n\n| Role | Name |\n|---|---|\n" + "| Chair of Bench | *Basil Thorne* |\n" * n),
    ),
    "bullets": ("markdown", 4_000, lambda n: letter(strengths="Key strengths\n\n" + "- Staff were keen.\n" * n)),
    "footnotes": (
        "markdown", 2_000,
        lambda n: letter(
            summary="Summary\n\n" + "\n\n".join(f"It was sound.[^{i}]" for i in range(n)),
            notes="\n\n".join(f"[^{i}]: A note on {i}." for i in range(n)),
        ),
    ),
    "spaces that do not break": ("html", 32_000, lambda n: _page(f"<p>Good\xa0{' &#32;' * n}x {'&nbsp;' * n}x</p>")),
    "spaces in a style": ("html", 64_000, lambda n: _page(f'<p style="color: red{" " * n}x">Good</p>')),
    "spaces in a selector": ("html", 64_000, lambda n: f"<style>a[{chr(0xA0) * n} ] {{color: red}}</style>" + _page("")),
    "spaces in an encoding": ("html", 64_000, lambda n: f'<meta charset={" " * n}">' + _page("")),
    "paragraphs of a page": ("html", 4_000, lambda n: _page("<p>Good.</p>" * n)),
    "rows of a page": ("html", 2_000, lambda n: _page(f"<table>{'<tr><td>Chair</td><td>Ivy Garland</td></tr>' * n}</table>")),
    "items of a page": ("html", 4_000, lambda n: _page(f"<ul>{'<li>Staff were keen.</li>' * n}</ul>")),
}  # fmt: skip


#: Functions that look at one text, and texts that repeat what they look for without its end.
FUNCTIONS: dict[str, tuple[Callable[[str], object], Callable[[int], str]]] = {
    "the area of a title": (areas.area_in_title, lambda n: f"Youth offending work in North{' ' * n}x"),
    "a title with commas": (areas.area_in_title, lambda n: f"Youth offending work in North{',' * n}x"),
    "a role and names": (people.role_and_names, lambda n: f"Chair{' ' * n}x"),
    "names": (people.split_names, lambda n: f"Ivy Garland{' ' * n}x"),
    "labels of one line": (layout.labelled, lambda n: f"To: Ivy{' ' * n}x"),
    "a label without a colon": (layout.label, lambda n: f"To{' ' * n}\n"),
    "a label in emphasis": (layout.label, lambda n: f"To{'*' * n}x"),
    "a title with gaps": (layout.unspaced, lambda n: f"a b c d e f g{' ' * n}-"),
    "a raised label": (layout.footnote, lambda n: "²" * n),
    "a printed note": (layout.note, lambda n: f"Note {'1' * n}{' ' * n}x"),
    "a line with a hyphen": (
        lambda text: resolve_hyphens([Paragraph((Line(text), Line("tence")))]), lambda n: f"{'a' * n}1 sen-",
    ),
    "a mark before a note": (lambda text: resolve_marks([Paragraph((Line(text),))]), lambda n: f"{' ' * n}(1){' ' * n}x"),
}  # fmt: skip


def _seconds(action: Callable[[], object]) -> float:
    """Return the seconds of the processor; noise makes an action slower only, so the least of three counts."""

    def once() -> float:
        start = time.process_time()
        action()
        return time.process_time() - start

    return min(once() for _ in range(3))


def _is_in_proportion(action: Callable[[int], object], number: int) -> bool:
    few, many = _seconds(partial(action, number // 4)), _seconds(partial(action, number))
    return many < GROWTH * max(few, SECONDS)


@pytest.mark.parametrize(("form", "number", "text"), TEXTS.values(), ids=TEXTS)
def test_repeated_text(form: str, number: int, text: Callable[[int], str]) -> None:
    """A letter that repeats something four times as often takes some four times as long, and not sixteen times."""
    assert _is_in_proportion(lambda count: letters.read(text(count).encode(), form), number)


@pytest.mark.parametrize(("function", "text"), FUNCTIONS.values(), ids=FUNCTIONS)
def test_repeated_text_of_a_line(function: Callable[[str], object], text: Callable[[int], str]) -> None:
    """So does every look at a line."""
    assert _is_in_proportion(lambda count: function(text(count)), 24_000)


@pytest.mark.parametrize("text", ["-", " ", "- ", "page "])
def test_repeated_text_in_a_footer(text: str) -> None:
    """So does a DOCX whose paragraph or footer repeats what is around the number of a page."""
    assert _is_in_proportion(
        lambda count: letters.read(file(p(text * count + "x"), footer=p(text * count + "x")), "docx"), 20_000
    )
