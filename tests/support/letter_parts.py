"""A small letter in parts, so that tests can replace some of them."""

from __future__ import annotations

import textwrap

from sqsreport import letters
from sqsreport.model import Report


def standard() -> dict[str, str]:
    """Return the parts of a small letter."""
    return {
        "to": "To: Ivy Garland, Chair of the Northmoor Management Board",
        "sender": "From: Rowan Ashby, Assistant Chief Inspector",
        "date": "Publication date: 8 April 2015",
        "title": "Report of Short Quality Screening (SQS) of youth offending work in Northmoor",
        "introduction": "We were there from 9-11 March 2015.",
        "context": "Context\n\nWe examined 20 cases at Northmoor Youth Offending Service (YOS).",
        "summary": "Summary\n\nThe work was sound.",
        "sections": "Commentary on the inspection in Northmoor:\n\n1. Reducing reoffending\n\n- 1.1. Reports were clear.",
        "strengths": "Key strengths\n\n- Staff were keen.",
        "recommendations": "Areas requiring improvement\n\n- Reviews should be on time.",
        "closing": "We are grateful to all.",
        "copy_list": "Copy to:\n\nChair of Youth Court Bench\t<i>Basil Thorne</i>",
        "notes": "Note 1: We are independent.",
    }


def letter(**parts: str) -> str:
    """Return a small letter with some of its parts replaced."""
    assert standard().keys() >= parts.keys()
    return "\n\n".join((standard() | parts).values())


def read(text: str) -> Report:
    """Return the report of a letter, which must have one."""
    report = letters.read(text.encode(), "markdown").report
    assert report is not None
    return report


def told(text: str, code: str, form: str = "markdown") -> list[tuple[int | None, int | None, str]]:
    """Return line, column and message of the problems of a letter that have a code."""
    problems = letters.read(text.encode(), form).problems
    return [(problem.line, problem.column, problem.message) for problem in problems if problem.code == code]


def wrapped(text: str, width: int, *, keeps_blank_lines: bool) -> str:
    """Wrap every line of a letter, and optionally remove the blank lines."""
    lines = [
        textwrap.wrap(
            line, width, break_long_words=False, break_on_hyphens=False, expand_tabs=False, replace_whitespace=False
        )
        for line in text.split("\n")
    ]
    return "\n".join("\n".join(line) for line in lines if line or keeps_blank_lines)
