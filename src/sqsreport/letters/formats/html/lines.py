"""The lines of a page: runs as inline text, and characters that are removed from lines or added before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from sqsreport.letters.blocks import Line, Passage, words_of
from sqsreport.letters.formats.html.tables import NUMBER
from sqsreport.letters.inline import Run, from_runs

_BOLD_LINE: Final = re.compile(r"\*\*(?P<text>[^*]+)\*\*")
#: The label of a note; a bare figure is one before a new sentence, but not before a month and a year.
_LABELLED: Final = re.compile(
    r"(?:\\?[\[(](?P<enclosed>\w{1,4}|[*†‡§])\\?[\])][.:]?|(?P<label>\w{1,4}|[*†‡§])[.):]|"
    r"(?P<sign>\*\*?)(?P<styled>\w{1,4})(?P=sign)[.):]?|(?P<bare>[0-9]{1,2})(?=\s+[^\W\d_a-z])(?!\s+\w+,? [0-9]{4}\b))"
    r"\s+(?P<text>\S.*)"
)
#: The dots that lead from one column to the next.
_LEADER: Final = re.compile(r"(?:(?<!\s)\s++)?(?:\.\s{0,2}){5,}+")
#: What is left of a label that was a link or in raised type.
_AFTER_LABEL: Final = re.compile(r"^[.):]\s+")
_SPACED_OUT: Final = re.compile(r"(?:[0-9]\.? ?)?[^\W\d_](?: [^\W\d_])*+(?: ?:)?")
_LEAST_SPACED_OUT: Final = 5


def line_text(runs: list[Run], *, is_own: bool) -> str:
    """Return the inline text of a line, with a tab where a wide gap parts it."""
    if is_own:
        return "\t".join(text for text in map(from_runs, _columns(runs)) if text)
    runs = [
        attrs.evolve(run, text=_LEADER.sub("\t", run.text))
        for run in _with_spaces_after_marks(_with_plain_number(runs))
    ]
    columns = [column for column in _columns(runs) if any(run.text.strip() for run in column)]
    plain = ["".join(run.text for run in column).strip() for column in columns]
    if sum(len(text.split()) for text in plain) >= _LEAST_SPACED_OUT and all(map(_SPACED_OUT.fullmatch, plain)):
        return from_runs((Run(" ".join("".join(text.split()) for text in plain), strong=columns[0][0].strong),))
    if len(columns) > 1 and NUMBER.fullmatch(plain[0]):
        number, rest, *others = columns
        columns = [[*number, Run(" ", strong=number[-1].strong, emphasis=number[-1].emphasis), *rest], *others]
    return "\t".join(text for text in map(from_runs, columns) if text)


def _with_spaces_after_marks(runs: list[Run]) -> list[Run]:
    """Return the runs with a space between a mark and a word, as no word goes on after the mark of a footnote."""
    if not any(run.is_mark for run in runs):
        return runs
    return [
        attrs.evolve(run, text=f" {run.text}") if before and before.is_mark and run.text[:1].isalpha() else run
        for before, run in zip([None, *runs], runs, strict=False)
    ]


def _with_plain_number(runs: list[Run]) -> list[Run]:
    """Return the runs with a number at their beginning that does not look otherwise than the text."""
    index = next((index for index, run in enumerate(runs) if run.text.strip()), None)
    if index is None or runs[index].is_mark or not NUMBER.fullmatch(runs[index].text.strip()):
        return runs
    rest = [run for run in runs[index + 1 :] if run.text.strip()]
    if not rest or all(run.has_style_of(runs[index]) for run in rest):
        return runs
    like = rest[0] if all(run.strong for run in rest) else Run("")
    number = Run(runs[index].text, emphasis=like.emphasis, strong=like.strong)
    return [*runs[:index], number, *runs[index + 1 :]]


def _columns(runs: Iterable[Run]) -> list[list[Run]]:
    """Part the runs of a line at its tabs."""
    columns: list[list[Run]] = [[]]
    for run in runs:
        if run.is_mark or "\t" not in run.text:
            columns[-1].append(run)
            continue
        first, *others = run.text.split("\t")
        columns[-1].append(attrs.evolve(run, text=first))
        columns.extend([attrs.evolve(run, text=text)] for text in others)
    return columns


def with_words(line: Line, words: str) -> Line:
    """Return a line whose passage has further words of the page."""
    passage = line.passage or Passage("")
    return Line(line.text, attrs.evolve(passage, text=f"{passage.text} {words}"))


def with_next(line: Line, following: Line, text: str) -> Line:
    """Return the line with a text that two lines make, and with the words of both on the page."""
    return Line(text, with_words(line, words_of(following)).passage)


def without_label(lines: list[Line], label: str) -> list[Line]:
    """Remove the label from the beginning of a footnote, if it cannot be a figure of the text."""
    first, *others = lines
    if others and first.text.strip("[]() .:\\") in ("", label):
        second, *others = others
        words = f"{words_of(first)} {words_of(second)}"
        first = Line(second.text, attrs.evolve(first.passage, text=words) if first.passage else None)
    match = _LABELLED.fullmatch(first.text)
    if match and label == (match["enclosed"] or match["label"] or match["styled"] or match["bare"]):
        return [Line(match["text"], first.passage), *others]
    bare = _AFTER_LABEL.sub("", first.text)
    return [Line(bare, first.passage) if bare else first, *others]


def without_signs(cells: list[list[Line]]) -> list[list[Line]]:
    """Join to the cell before it one that only has a colon."""
    remaining: list[list[Line]] = []
    for cell in cells:
        if len(cell) == 1 and cell[0].text == ":" and remaining and remaining[-1]:
            remaining[-1] = [*remaining[-1][:-1], with_words(remaining[-1][-1], ":")]
        else:
            remaining.append(cell)
    return remaining


def without_first(cells: list[list[Line]]) -> list[list[Line]]:
    """Leave out the first cell, which only counts the rows, and keep its words with those of the next."""
    number, item, *others = cells
    if not item or item[0].passage is None or number[0].passage is None:
        return cells
    return [[with_next(number[0], item[0], item[0].text), *item[1:]], *others]


def with_joined_numbers(lines: list[Line], indents: list[float]) -> Iterator[tuple[Line, float]]:
    """Join a number in bold type, alone on its line, with a title in bold type on the next."""
    waiting: tuple[Line, float] | None = None
    for line, indent in zip(lines, indents, strict=True):
        match = _BOLD_LINE.fullmatch(line.text)
        if waiting and match:
            number, indent = waiting  # noqa: PLW2901 - the line begins where its number does
            text = f"**{_BOLD_LINE.fullmatch(number.text)['text']} {match['text']}**"  # type: ignore[index] # it waits for it
            line = with_next(number, line, text)  # noqa: PLW2901
        elif waiting:
            yield waiting
        waiting = None
        if match and NUMBER.fullmatch(match["text"]):
            waiting = line, indent
        else:
            yield line, indent
    if waiting:
        yield waiting


def with_number(lines: list[Line], indents: list[float]) -> tuple[list[Line], list[float]]:
    """Join a number alone on the first line of an item with the next line."""
    if len(lines) < 2 or not NUMBER.fullmatch(lines[0].text.strip("* ")):
        return lines, indents
    text = f"{lines[0].text.strip('* ')} {lines[1].text}"
    return [with_next(lines[0], lines[1], text), *lines[2:]], [indents[0], *indents[2:]]


def leading_spaces(text: str) -> int:
    """Return how many spaces that do not break begin a text, and so move it in."""
    return len(text) - len(text.lstrip("\xa0\u2003\u2002 \t")) if text[:1] in "\xa0\u2002\u2003" else 0
