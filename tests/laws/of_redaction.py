"""The laws of redaction: nothing that was removed remains, and nothing else is changed."""

from __future__ import annotations

import unicodedata

import sqsreport
from laws.register import law
from sqsreport import codec
from sqsreport.model import Report

SURNAMES = ("quillfeather", "wexcombe", "plimsoll", "zetterquist")


def folded(text: str) -> str:
    """Return the letters and digits of a text without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(each for each in decomposed if each.isalnum())


def found_in(text: str) -> list[str]:
    """Return the personal data that is still in a text."""
    return [each for each in (*SURNAMES, "oplimsollexample", "01632960077") if each in text]


@law("named reports")
def no_name_is_left(report: Report) -> None:
    """No name, address or number from a field of a report is in the redacted report, in any spelling."""
    redacted = sqsreport.redact(report).report

    assert [] == found_in(folded(codec.dumps(redacted)))
    assert [] == found_in(folded("\n".join(prose.plain_text for _, prose in redacted.iter_prose())))


@law("named reports")
def redacting_twice_changes_nothing(report: Report) -> None:
    """Redacting a redacted report removes nothing and changes nothing."""
    once = sqsreport.redact(report).report
    again = sqsreport.redact(once)

    assert (once, {}) == (again.report, dict(again.counts))


@law("reports")
def a_redacted_report_is_as_valid(report: Report) -> None:
    """A redacted report has no kind of problem that the report did not have, and redacting it again changes nothing."""
    redaction = sqsreport.redact(report)
    before = {problem.code for problem in sqsreport.validate(report)}

    assert set() == {problem.code for problem in sqsreport.validate(redaction.report)} - before
    assert redaction.report == sqsreport.redact(redaction.report).report
