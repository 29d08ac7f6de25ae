"""Excerpts: the text at the position of a problem, short and without control characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqsreport.problems import Problem
from sqsreport.results import Excerpt
from sqsreport.validation.excerpts import LONGEST, Excerpts


def at(text: str, line: int | None, column: int | None) -> Excerpt | None:
    """Return the excerpt at a position."""
    return Excerpts(text).of([Problem("SQS002", "", line, column)])[0]


@pytest.mark.parametrize(
    ("text", "line", "column", "expected"),
    [
        ('{"a": 1}', 1, 7, Excerpt('{"a": 1}', 6)),
        ("x\ny\nz", 2, 1, Excerpt("y", 0)),
        ("x\r\ny\r\nz", 2, 1, Excerpt("y", 0)),
        ("x\r\ny", 1, 2, Excerpt("x", 1)),
        ("x\ny\n", 3, 1, Excerpt("", 0)),
        ("", 1, 1, Excerpt("", 0)),
        ("\t\tx", 1, 3, Excerpt("  x", 2)),
        ("a\x1b\u202e\x00b\ud800", 1, 5, Excerpt("a\ufffd\ufffd\ufffdb\ufffd", 4)),
        ("𝔸😀b", 1, 3, Excerpt("𝔸😀b", 2)),
        ("x" * 80, 1, 80, Excerpt("x" * 80, 79)),
        ("x" * 81, 1, 1, Excerpt("x" * 79 + "…", 0)),
        ("x" * 81, 1, 81, Excerpt("…" + "x" * 79, 79)),
        ("a" * 100 + "b" + "c" * 100, 1, 101, Excerpt("…" + "a" * 39 + "b" + "c" * 38 + "…", 40)),
        ("abc", 1, 99, Excerpt("abc", 3)),
        ("abc", 7, 1, None),
        ("abc", None, None, None),
        ("abc", 1, None, None),
    ],
)
def test_excerpts(text: str, line: int | None, column: int | None, expected: Excerpt | None) -> None:
    """An excerpt is the line of a problem, or the part of a long line around it, without control characters."""
    assert expected == at(text, line, column)


@given(st.text("a𝔸\u0301\t\r\n", max_size=300), st.data())
def test_caret_stays_at_its_place(text: str, data: st.DataObject) -> None:
    """The caret of an excerpt is at the character of the problem, and no excerpt is too long."""
    lines = text.split("\n")
    line = data.draw(st.integers(1, len(lines)))
    column = data.draw(st.integers(1, len(lines[line - 1]) + 1))
    excerpt = at(text, line, column)
    assert excerpt is not None
    assert len(excerpt.text) <= LONGEST
    assert 0 <= excerpt.caret <= len(excerpt.text)
    here = lines[line - 1][column - 1 : column]
    if here in ("a", "𝔸"):
        assert here == excerpt.text[excerpt.caret]


def test_one_for_each_problem() -> None:
    """Every problem has its own excerpt, whatever the order of the problems."""
    problems = [Problem("SQS002", "", line, 1) for line in (3, 1, 2, 3)]
    assert ["c", "a", "b", "c"] == [each.text for each in Excerpts("a\nb\nc").of(problems) if each]


def test_long_lines_are_not_read() -> None:
    """Excerpts of a very long line take no more time than those of a short one."""
    text = "[" + "1," * 2_000_000
    problems = [Problem("SQS002", "", 1, column) for column in range(1, 4_000_000, 400)]
    assert {80} == {len(each.text) for each in Excerpts(text).of(problems) if each}


@pytest.mark.timeout(60)
def test_lines_are_counted_once() -> None:
    """In a text with very many lines, asking for one excerpt at a time takes no more than asking for all."""
    count = 200_000
    excerpts = Excerpts("x\n" * count)
    assert {Excerpt("x", 0)} == {excerpts.of([Problem("SQS002", "", line, 1)])[0] for line in range(1, count + 1, 10)}
    assert Excerpt("x", 0) == excerpts.of([Problem("SQS002", "", 1, 1)])[0]
