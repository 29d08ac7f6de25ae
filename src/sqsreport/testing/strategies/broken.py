"""Reports that are broken in one place, with the problem that has to be found there."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from sqsreport import codec, schemas
from sqsreport.errors import NotFoundError
from sqsreport.testing._hypothesis import DrawFn, SearchStrategy, st
from sqsreport.testing.breakages import CATALOGUE, Breakage, against_rules, generated
from sqsreport.testing.breakages.grafting import grafted
from sqsreport.testing.strategies._shared import once
from sqsreport.testing.strategies.report import documents, reports


@attrs.frozen
class BrokenReport:
    """A report that is broken, as parsed JSON, and the problem that has to be found in it.

    Attributes:
        document: the report; it is yours to change.
        code: the code of a problem, such as ``SQS204``. There may be others that follow from the same breakage.
        pointer: JSON Pointer to the place of that problem.
        description: what was done to the report, in a few words.
    """

    document: Any
    code: str
    pointer: str
    description: str


def _by_code() -> Mapping[str, Sequence[tuple[Breakage, str]]]:
    found: dict[str, list[tuple[Breakage, str]]] = {}
    for breakage in CATALOGUE:
        for code, pointer in sorted(breakage.expected):
            found.setdefault(code, []).append((breakage, pointer))
    return dict(sorted(found.items()))


_BY_CODE: Final = _by_code()


def broken_reports(*codes: str) -> SearchStrategy[BrokenReport]:
    """Draw a report that is broken in one place, with the code and the pointer of the problem that it has to raise.

    Half of them are reports drawn by `reports`, where these can be broken so, and are broken anywhere. The others are
    broken as people and programs do it, by a catalogue: they have what the breakage needs from an invented report,
    and everything else drawn.

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
    return reports(labels=()).filter(lambda report: not report.footnotes).map(codec.to_data)


@st.composite
def _broken(draw: DrawFn, codes: tuple[str, ...]) -> BrokenReport:
    code = draw(st.sampled_from(codes))
    if draw(st.booleans()):
        document = draw(documents())
        every = generated(schemas.schema(), document) if code.startswith("SQS1") else against_rules(document)
        if anywhere := [each for each in every if any(found == code for found, _ in each.expected)]:
            breakage = draw(st.sampled_from(anywhere))
            ((_, pointer),) = breakage.expected
            document = copy.deepcopy(document)  # what was drawn is not ours to change
            breakage.change(document)
            return BrokenReport(document, code, pointer, breakage.description)
    breakage, pointer = draw(st.sampled_from(_BY_CODE[code]))
    return BrokenReport(grafted(breakage, draw(_unmarked())), code, pointer, breakage.description)
