"""The laws of corrections: every edit is kept, and nothing else is changed."""

from __future__ import annotations

import sqsreport
from laws.register import law
from sqsreport import corrections
from sqsreport.codec import to_dict
from sqsreport.corrections.values import ABSENT, is_within, same, value_at
from sqsreport.model import Report

SHA256 = "0" * 64


@law("pairs of reports")
def corrections_give_the_edited_report(pair: tuple[Report, Report]) -> None:
    """Corrections made from an edited report turn the original report into the edited one."""
    original, edited = pair
    correction = corrections.loads(corrections.dumps(corrections.make(original, edited, sha256=SHA256)))
    result = corrections.apply(original, correction)

    assert sqsreport.dumps(edited) == (result.report and sqsreport.dumps(result.report))
    assert sqsreport.validate(edited) == list(result.problems)
    assert edited == corrections.apply(None, corrections.make(None, edited, sha256=SHA256)).report


@law("pairs of reports")
def corrections_apply_once(pair: tuple[Report, Report]) -> None:
    """Applying corrections twice gives the same report as once, and reports that they are no longer needed."""
    original, edited = pair
    correction = corrections.make(original, edited, sha256=SHA256)
    again = corrections.apply(edited, correction)

    assert edited == again.report
    assert {"SQS603"} >= {problem.code for problem in again.problems if problem.code.startswith("SQS6")}
    assert () == again.corrected


@law("pairs of reports")
def corrections_hit_no_other_value(pair: tuple[Report, Report]) -> None:
    """A correction is applied to another report where the original value is the same, and is reported elsewhere."""
    original, other = pair
    edited = corrections.apply(original, corrections.make(original, other, sha256=SHA256)).report
    assert edited is not None
    correction = corrections.make(original, edited, sha256=SHA256)
    result = corrections.apply(other, correction)
    tests = {each["path"]: each["value"] for each in correction.patch if each["op"] == "test"}
    before = to_dict(other)
    reported = {problem.pointer for problem in result.problems if problem.code.startswith("SQS6")}

    for path in result.corrected:
        assert same(value_at(before, path), tests.get(path, ABSENT))
    for each in correction.patch:
        assert each["op"] == "test" or each["path"] in {*result.corrected, *reported}
    untouched = {path for path in before if not any(is_within(each, f"/{path}") for each in result.corrected)}
    assert result.report is None or all(same(before[key], to_dict(result.report)[key]) for key in untouched - {"id"})
