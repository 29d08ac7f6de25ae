"""Apply corrections to a report; a correction whose tests fail is reported."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

import attrs

from sqsreport._extras import require
from sqsreport._jsondata import pointer, shown, steps
from sqsreport.codec import from_valid_dict, to_dict
from sqsreport.corrections.files import Corrections
from sqsreport.corrections.values import ABSENT, is_within, same, value_at
from sqsreport.model import Report, report_id
from sqsreport.problems import Problem
from sqsreport.validation import problems_of_data

Document = dict[str, Any]
Operation = Mapping[str, Any]

#: Prefixes of the codes of the problems that make data invalid as a report.
_STRUCTURE: Final = ("SQS0", "SQS1")
#: The number of attempts without the corrections that break the report, before all of them are rejected.
_MAX_ATTEMPTS: Final = 5


@attrs.frozen
class Correction:
    """One correction of a patch: its operations, and the tests that they depend on."""

    tests: tuple[Operation, ...]
    operations: tuple[Operation, ...]

    @property
    def pointer(self) -> str:
        """The JSON Pointer of the first value that it changes or tests."""
        path: str = (self.operations or self.tests)[0]["path"]
        return path

    @property
    def pointers(self) -> tuple[str, ...]:
        """The JSON Pointers of all values that it changes."""
        return tuple(each["path"] for each in self.operations)

    @property
    def wanted(self) -> Any:
        """The new value, or `ABSENT` if the correction removes a value."""
        return self.operations[0].get("value", ABSENT)

    @property
    def untested(self) -> str | None:
        """The JSON Pointer of a value that is changed without a test, or ``None`` if there is none."""
        for each in self.operations:
            changed: list[str] = [each["path"]] if each["op"] in ("replace", "remove", "move") else []
            changed += [each["from"]] if each["op"] in ("move", "copy") else []
            # Adding an item to a list changes the list. Adding a key to an object needs no test, because the key must
            # be absent.
            if each["op"] == "add" and steps(each["path"])[-1:] and _is_index(steps(each["path"])[-1]):
                changed.append(each["path"].rpartition("/")[0])
            for path in changed:
                if not any(is_within(path, test["path"]) for test in self.tests):
                    return path
        return None


@attrs.frozen
class CorrectedReport:
    """The result of applying corrections to a report.

    Attributes:
        report: the report with the corrections, or ``None`` if the result is not a report.
        problems: those of the corrections, and then those of the report.
        corrected: JSON Pointers of the values that a person added, changed or removed.
        accepted: JSON Pointers of the values that a person checked and left unchanged.
    """

    report: Report | None
    problems: tuple[Problem, ...]
    corrected: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()


def apply(read: Report | None, corrections: Corrections) -> CorrectedReport:
    """Apply corrections to a report as it was read.

    Corrections are independent: if one cannot be applied, the others are.

    Args:
        read: the report that was read from the letter, or ``None`` if there was none.
        corrections: the corrections of this letter.

    Raises:
        MissingExtraError: jsonpatch is not installed.
    """
    base = to_dict(read) if read else {}
    remaining = list(split(corrections.patch))
    rejections: list[Problem] = []
    for number in range(_MAX_ATTEMPTS + 1):
        attempt = _Attempt(copy.deepcopy(base))
        for each in remaining:
            attempt.apply(each)
        attempt.update_id(base)
        problems = problems_of_data(attempt.document)
        errors = [problem for problem in problems if problem.code.startswith(_STRUCTURE)]
        if not errors:
            report = from_valid_dict(attempt.document)
            if problems:  # put in the order of the schema, in which keys that were added come last
                problems = problems_of_data(to_dict(report))
            return CorrectedReport(
                report,
                (*rejections, *attempt.problems, *problems),
                tuple(path for each in attempt.applied for path in each.pointers),
                tuple(attempt.accepted),
            )
        if read is None:
            # The errors may be values that are still missing from a letter that could not be read, so no correction
            # is rejected because of them.
            return CorrectedReport(None, (*attempt.problems, *problems))
        rejected = [each for each in attempt.applied if number == _MAX_ATTEMPTS or _is_concerned(each, errors)]
        rejected = rejected or attempt.applied
        remaining = [each for each in remaining if each not in rejected]
        rejections += [_rejection(each, _reason(each, errors)) for each in rejected]
    raise AssertionError("without corrections the report is the one that was read, which is valid")


def split(patch: Iterable[Operation]) -> Iterator[Correction]:
    """Split a patch into corrections; a new one begins at a test, and at a change of a value that is not tested."""
    tests: list[Operation] = []
    operations: list[Operation] = []
    for each in patch:
        if operations and not any(is_within(each["path"], test["path"]) for test in tests if each["op"] != "test"):
            yield Correction(tuple(tests), tuple(operations))
            tests, operations = [], []
        (tests if each["op"] == "test" else operations).append(each)
    if operations:
        yield Correction(tuple(tests), tuple(operations))
    else:
        yield from (Correction((test,), ()) for test in tests)


@attrs.define
class _Attempt:
    """A document to which corrections are applied one after the other."""

    document: Any
    applied: list[Correction] = attrs.field(factory=list)
    accepted: list[str] = attrs.field(factory=list)
    problems: list[Problem] = attrs.field(factory=list)

    def apply(self, correction: Correction) -> None:
        """Apply a correction, or add the problem because of which it is not applied."""
        path = self._failed_test(correction)
        if not correction.operations:
            self._accept(correction, path)
        elif (untested := correction.untested) is not None:
            self.problems.append(
                _rejection(correction, f"it has no test of the value at {untested or 'the whole report'}")
            )
        elif path is None:
            self._change(correction)
        elif self._is_unnecessary(correction):
            self.problems.append(Problem("SQS603", correction.pointer, params={"found": _excerpt(correction.wanted)}))
        else:
            actual, expected = value_at(self.document, path), self._expected(correction, path)
            params = {"found": _excerpt(*_first_difference(actual, expected))}
            params |= {
                "expected": _excerpt(*_first_difference(expected, actual)),
                "wanted": _excerpt(correction.wanted),
            }
            self.problems.append(Problem("SQS602", correction.pointer, params=params))

    def update_id(self, base: Document) -> None:
        """Compute the id again from the area and the fieldwork, unless it had another format or was corrected."""
        if (
            "id" in base
            and base["id"] == _id_of(base)
            and not any(p == "/id" for c in self.applied for p in c.pointers)
        ):
            self.document["id"] = _id_of(self.document) or base["id"]

    def _accept(self, correction: Correction, path: str | None) -> None:
        if path is None:
            self.accepted.append(correction.pointer)
            return
        actual, expected = value_at(self.document, path), correction.tests[0]["value"]
        params = {"found": _excerpt(actual), "expected": _excerpt(expected)}
        self.problems.append(Problem("SQS606", correction.pointer, params=params))

    def _failed_test(self, correction: Correction) -> str | None:
        """Return the path of the first test that fails, or of a value to be added that exists already, if any."""
        for test in correction.tests:
            if not same(value_at(self.document, test["path"]), test["value"]):
                return str(test["path"])
        added = (each["path"] for each in correction.operations if each["op"] == "add")
        tested = [test["path"] for test in correction.tests]
        for path in added:
            is_tested = any(is_within(path, each) for each in tested)
            if not is_tested and value_at(self.document, path) is not ABSENT:
                return str(path)
        return None

    def _expected(self, correction: Correction, path: str) -> Any:
        return next((test["value"] for test in correction.tests if test["path"] == path), ABSENT)

    def _change(self, correction: Correction) -> None:
        document, reason = _patched(self.document, correction.operations)
        if reason is not None:
            self.problems.append(_rejection(correction, reason))
        else:
            self.document = document
            self.applied.append(correction)

    def _is_unnecessary(self, correction: Correction) -> bool:
        """Check whether the document is already corrected: restoring the old values and applying it changes nothing."""
        restoring = [{"op": "add", "path": test["path"], "value": test["value"]} for test in correction.tests]
        tested = [test["path"] for test in correction.tests]
        restoring += [
            {"op": "remove", "path": each["path"]}
            for each in correction.operations
            if each["op"] == "add"
            and value_at(self.document, each["path"]) is not ABSENT
            and not any(is_within(each["path"], path) for path in tested)
        ]
        # The operation "add" replaces a value in an object, but inserts one in a list.
        restoring = [
            {**each, "op": "replace"} if each["op"] == "add" and _exists(self.document, each["path"]) else each
            for each in restoring
        ]
        restored, reason = _patched(self.document, restoring)
        if reason is None:
            restored, reason = _patched(restored, correction.operations)
        return reason is None and same(restored, self.document)


def _exists(document: Any, path: str) -> bool:
    return value_at(document, path) is not ABSENT


def _patched(document: Any, operations: Iterable[Operation]) -> tuple[Any, str | None]:
    """Return a patched document; or the document and the reason if it cannot be patched."""
    jsonpatch = require("jsonpatch", extra="corrections", purpose="applying corrections")
    try:
        return jsonpatch.JsonPatch([dict(each) for each in operations]).apply(document), None
    except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException) as error:
        return document, str(error)
    except (TypeError, KeyError, IndexError, ValueError, AttributeError) as error:
        # For a path through a text or a number jsonpatch raises the exceptions of Python.
        return document, f"there is no such place ({error})"


def _is_index(step: str) -> bool:
    return step == "-" or (step.isascii() and step.isdecimal())


def _id_of(document: Document) -> str | None:
    try:
        inspection = document["inspection"]
        start = date.fromisoformat(inspection["fieldwork"]["start"])
        return report_id(inspection["service"]["area"], inspection["programme"], start)
    except (KeyError, TypeError, ValueError):
        return None


def _first_difference(value: Any, other: Any) -> tuple[Any, str]:
    """Return a value and an empty text; or of two lists, the first item that differs and a text with its index."""
    if not (isinstance(value, list) and isinstance(other, list)):
        return value, ""
    index = next((i for i, (a, b) in enumerate(zip(value, other, strict=False)) if not same(a, b)), -1)
    index = min(len(value), len(other)) if index < 0 else index
    item = value[index] if index < len(value) else ABSENT
    return item.get("text", item) if isinstance(item, Mapping) else item, f" as item {index}"


def _excerpt(value: Any, where: str = "") -> str:
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return f"{'nothing' if value is ABSENT else shown(value)}{where}"


def _is_concerned(correction: Correction, errors: Iterable[Problem]) -> bool:
    """Check whether an error may be caused by a correction, because they have the same place."""
    return any(
        is_within(problem.pointer, path) or is_within(path, problem.pointer)
        for problem in errors
        for path in correction.pointers
        if problem.pointer or path in ("", pointer(*steps(path)[:1]))
    )


def _reason(correction: Correction, errors: Iterable[Problem]) -> str:
    own = [problem for problem in errors if _is_concerned(correction, (problem,))]
    problem = (own or [*errors])[0]
    return f"it would break the report: {problem.message}"


def _rejection(correction: Correction, reason: str) -> Problem:
    return Problem("SQS605", correction.pointer, params={"reason": reason})
