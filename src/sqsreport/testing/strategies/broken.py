"""Reports that are broken in one place, with the problem that validation has to report there."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from sqsreport import codec, schemas
from sqsreport.errors import NotFoundError
from sqsreport.testing._hypothesis import DrawFn, SearchStrategy, st
from sqsreport.testing.breakages import CATALOGUE, Breakage, rule_breakages, structure_breakages
from sqsreport.testing.breakages.grafting import grafted
from sqsreport.testing.strategies._shared import once
from sqsreport.testing.strategies.report import documents, reports


@attrs.frozen
class BrokenReport:
    """A broken report as parsed JSON, and the problem that validation has to report.

    Attributes:
        document: the report; you may change it.
        code: the code of a problem, such as ``SQS204``. There may be others that follow from the same change.
        pointer: JSON Pointer to the place of that problem.
        description: the change of the report, in a few words.
    """

    document: Any
    code: str
    pointer: str
    description: str


def _by_code() -> Mapping[str, Sequence[tuple[Breakage, str]]]:
    by_code: dict[str, list[tuple[Breakage, str]]] = {}
    for breakage in CATALOGUE:
        for code, pointer in sorted(breakage.expected):
            by_code.setdefault(code, []).append((breakage, pointer))
    return dict(sorted(by_code.items()))


_BY_CODE: Final = _by_code()


def broken_reports(*codes: str) -> SearchStrategy[BrokenReport]:
    """Draw a report that is broken in one place, with the code and the pointer of the problem that it causes.

    Half of them are drawn by `reports` and broken in any place, if the drawn report can have a problem of the code. The
    others have a mistake of people or programs from a catalogue: the keys that the mistake needs come from an invented
    report, and all others are drawn.

    Args:
        codes: the codes to draw from; by default all of the families ``SQS1``, ``SQS2`` and ``SQS3`` that a parsed
            document can have.

    Raises:
        NotFoundError: no breakage makes a problem of that code.
    """
    for code in codes:
        if code not in _BY_CODE:
            raise NotFoundError("breakage", code, tuple(_BY_CODE))
    return _broken(codes or tuple(_BY_CODE))


@once
def _unmarked() -> SearchStrategy[Any]:
    return reports(labels=()).filter(lambda report: not report.footnotes).map(codec.to_dict)


@st.composite
def _broken(draw: DrawFn, codes: tuple[str, ...]) -> BrokenReport:
    code = draw(st.sampled_from(codes))
    if draw(st.booleans()):
        document = draw(documents())
        is_structural = code.startswith("SQS1")
        every = structure_breakages(schemas.schema(), document) if is_structural else rule_breakages(document)
        if anywhere := [each for each in every if any(other == code for other, _ in each.expected)]:
            breakage = draw(st.sampled_from(anywhere))
            ((_, pointer),) = breakage.expected
            document = copy.deepcopy(document)  # Hypothesis may draw the same object again
            breakage.apply(document)
            return BrokenReport(document, code, pointer, breakage.description)
    breakage, pointer = draw(st.sampled_from(_BY_CODE[code]))
    return BrokenReport(grafted(breakage, draw(_unmarked())), code, pointer, breakage.description)
