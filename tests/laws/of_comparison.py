"""The laws of comparison: every change is in the result, and nothing else."""

from __future__ import annotations

import jsonpatch

import sqsreport
from laws.register import law
from sqsreport import codec
from sqsreport.model import Report


@law("pairs of reports")
def a_patch_gives_the_second_report(pair: tuple[Report, Report]) -> None:
    """The patch of two reports, applied to the first by another program, results in the second."""
    before, after = pair
    patched = jsonpatch.apply_patch(codec.to_dict(before), sqsreport.diff(before, after).patch())

    assert codec.dumps(after) == codec.dumps(codec.from_valid_dict(patched))


@law("pairs of reports")
def only_equal_reports_are_the_same(pair: tuple[Report, Report]) -> None:
    """Comparing two reports gives a change if, and only if, they are not equal."""
    before, after = pair

    assert (before == after) == sqsreport.diff(before, after).is_same
    assert sqsreport.diff(before, before).is_same
