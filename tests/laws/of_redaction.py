"""The laws of redaction: nothing that was taken out is left, and nothing else is changed."""

from __future__ import annotations

import unicodedata

import sqsreport
from laws.register import law
from sqsreport import codec
from sqsreport.model import Report

SURNAMES = ("quillfeather", "wexcombe", "plimsoll", "zetterquist")


def folded(text: str) -> str:
    """Spell a text without case, accents, unseen characters, line breaks and all that is no letter."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(each for each in decomposed if each.isalnum())


def found_in(text: str) -> list[str]:
    """Return what a text has of what was to be taken out."""
    return [each for each in (*SURNAMES, "oplimsollexample", "01632960077") if each in text]


@law("named reports")
def no_name_is_left(report: Report) -> None:
    """No name, address or number that a report has in a field is in the redacted report, however its text spells it."""
    redacted = sqsreport.redact(report).report

    assert [] == found_in(folded(codec.dumps(redacted)))
    assert [] == found_in(folded("\n".join(prose.plain_text for _, prose in redacted.iter_prose())))


@law("named reports")
def redacting_twice_changes_nothing(report: Report) -> None:
    """A redacted report that is redacted again is the same, with nothing to take out."""
    once = sqsreport.redact(report).report
    again = sqsreport.redact(once)

    assert (once, {}) == (again.report, dict(again.counts))


@law("reports")
def a_redacted_report_is_as_valid(report: Report) -> None:
    """A redacted report has no problem that the report had not, and redacting it again changes nothing."""
    once = sqsreport.redact(report)
    before = {problem.code for problem in sqsreport.validate(report)}

    assert set() == {problem.code for problem in sqsreport.validate(once.report)} - before
    assert once.report == sqsreport.redact(once.report).report
