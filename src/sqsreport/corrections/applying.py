"""Corrections on a report: each is applied if its tests hold, and reported otherwise."""

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

#: The families of problems that make data something else than a report.
_STRUCTURE: Final = ("SQS0", "SQS1")
#: Rounds in which the corrections are withdrawn that would break the report, before all are.
_ROUNDS: Final = 5


@attrs.frozen
class Correction:
    """One correction of a patch: operations that belong together, and the tests that they depend on."""

    tests: tuple[Operation, ...]
    operations: tuple[Operation, ...]

    @property
    def pointer(self) -> str:
        """The place of the correction, as a JSON Pointer."""
        path: str = (self.operations or self.tests)[0]["path"]
        return path

    @property
    def pointers(self) -> tuple[str, ...]:
        """The places of all values that it changes."""
        return tuple(each["path"] for each in self.operations)

    @property
    def wanted(self) -> Any:
        """The value that the correction gives its place, or `ABSENT` where it removes one."""
        return self.operations[0].get("value", ABSENT)

    @property
    def untested(self) -> str | None:
        """The place of a value that is changed without a test, if there is one."""
        for each in self.operations:
            changed: list[str] = [each["path"]] if each["op"] in ("replace", "remove", "move") else []
            changed += [each["from"]] if each["op"] in ("move", "copy") else []
            # An item that is added to a list moves the others; a key that is added to an object must not be there.
            if each["op"] == "add" and steps(each["path"])[-1:] and _is_index(steps(each["path"])[-1]):
                changed.append(each["path"].rpartition("/")[0])
            for path in changed:
                if not any(is_within(path, test["path"]) for test in self.tests):
                    return path
        return None


@attrs.frozen
class CorrectedReport:
    """The result of corrections on a report.

    Attributes:
        report: the report with the corrections, or ``None`` where the two together make none.
        problems: those of the corrections, and then those of the report.
        corrected: JSON Pointers of the values that a person gave or removed.
        accepted: JSON Pointers of the values that a person looked at and left as they are.
    """

    report: Report | None
    problems: tuple[Problem, ...]
    corrected: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()


def apply(read: Report | None, corrections: Corrections) -> CorrectedReport:
    """Apply corrections to a report as it was read.

    Every correction counts by itself: the others are applied all the same when one is not.

    Args:
        read: the report that was read from the letter, or ``None`` where there was none.
        corrections: those of this letter.

    Raises:
        MissingExtraError: jsonpatch is not installed.
    """
    base = to_dict(read) if read else {}
    todo = list(split(corrections.patch))
    refused: list[Problem] = []
    for round_ in range(_ROUNDS + 1):
        attempt = _Attempt(copy.deepcopy(base))
        for each in todo:
            attempt.apply(each)
        attempt.renew_id(base)
        found = problems_of_data(attempt.document)
        errors = [problem for problem in found if problem.code.startswith(_STRUCTURE)]
        if not errors:
            return CorrectedReport(
                from_valid_dict(attempt.document),
                (*refused, *attempt.problems, *found),
                tuple(path for each in attempt.applied for path in each.pointers),
                tuple(attempt.accepted),
            )
        if read is None:
            # What a letter lacks that could not be read is for a person to add, and no fault of what was added.
            return CorrectedReport(None, (*attempt.problems, *found))
        culprits = [each for each in attempt.applied if round_ == _ROUNDS or _is_concerned(each, errors)]
        culprits = culprits or attempt.applied
        todo = [each for each in todo if each not in culprits]
        refused += [_refused(each, _reason(each, errors)) for each in culprits]
    raise AssertionError("a report that was read is a report without its corrections")


def split(patch: Iterable[Operation]) -> Iterator[Correction]:
    """Split a patch into its corrections: each ends before a test, or a change of what it does not test."""
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
    """A document on which corrections are tried one after the other."""

    document: Any
    applied: list[Correction] = attrs.field(factory=list)
    accepted: list[str] = attrs.field(factory=list)
    problems: list[Problem] = attrs.field(factory=list)

    def apply(self, correction: Correction) -> None:
        """Apply a correction, or report why it is not applied."""
        place = self._first_difference(correction)
        if not correction.operations:
            self._accept(correction, place)
        elif (untested := correction.untested) is not None:
            self.problems.append(
                _refused(correction, f"it has no test of the value at {untested or 'the whole report'}")
            )
        elif place is None:
            self._change(correction)
        elif self._is_reached(correction):
            self.problems.append(Problem("SQS603", correction.pointer, params={"found": _shown(correction.wanted)}))
        else:
            found, expected = value_at(self.document, place), self._expected(correction, place)
            params = {"found": _shown(*_first_difference(found, expected))}
            params |= {"expected": _shown(*_first_difference(expected, found)), "wanted": _shown(correction.wanted)}
            self.problems.append(Problem("SQS602", correction.pointer, params=params))

    def renew_id(self, base: Document) -> None:
        """Give the report the id that follows from its area and its days of fieldwork, as far as it had that before."""
        if (
            "id" in base
            and base["id"] == _id_of(base)
            and not any(p == "/id" for c in self.applied for p in c.pointers)
        ):
            self.document["id"] = _id_of(self.document) or base["id"]

    def _accept(self, correction: Correction, place: str | None) -> None:
        if place is None:
            self.accepted.append(correction.pointer)
            return
        found, expected = value_at(self.document, place), correction.tests[0]["value"]
        params = {"found": _shown(found), "expected": _shown(expected)}
        self.problems.append(Problem("SQS606", correction.pointer, params=params))

    def _first_difference(self, correction: Correction) -> str | None:
        """Return the first place where the document is not as the correction was made for, if there is one."""
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

    def _expected(self, correction: Correction, place: str) -> Any:
        return next((test["value"] for test in correction.tests if test["path"] == place), ABSENT)

    def _change(self, correction: Correction) -> None:
        document, reason = _patched(self.document, correction.operations)
        if reason is not None:
            self.problems.append(_refused(correction, reason))
        else:
            self.document = document
            self.applied.append(correction)

    def _is_reached(self, correction: Correction) -> bool:
        """Check whether the document is as the correction would make it: put back the old values, and apply it."""
        restoring = [{"op": "add", "path": test["path"], "value": test["value"]} for test in correction.tests]
        tested = [test["path"] for test in correction.tests]
        restoring += [
            {"op": "remove", "path": each["path"]}
            for each in correction.operations
            if each["op"] == "add"
            and value_at(self.document, each["path"]) is not ABSENT
            and not any(is_within(each["path"], path) for path in tested)
        ]
        # To add is to replace in an object, but to insert in a list.
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
    """Return a document with some operations on it; or the reason why that is impossible."""
    jsonpatch = require("jsonpatch", extra="corrections", purpose="applying corrections")
    try:
        return jsonpatch.JsonPatch([dict(each) for each in operations]).apply(document), None
    except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException) as error:
        return document, str(error)
    except (TypeError, KeyError, IndexError, ValueError, AttributeError) as error:
        # Of a path that leads through a text jsonpatch raises what Python does.
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
    """Return where a value differs from another: of a list its first item that does, and the index of that."""
    if not (isinstance(value, list) and isinstance(other, list)):
        return value, ""
    index = next((i for i, (a, b) in enumerate(zip(value, other, strict=False)) if not same(a, b)), -1)
    index = min(len(value), len(other)) if index < 0 else index
    item = value[index] if index < len(value) else ABSENT
    return item.get("text", item) if isinstance(item, Mapping) else item, f" as item {index}"


def _shown(value: Any, where: str = "") -> str:
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return f"{'nothing' if value is ABSENT else shown(value)}{where}"


def _is_concerned(correction: Correction, errors: Iterable[Problem]) -> bool:
    return any(
        is_within(problem.pointer, path) or is_within(path, problem.pointer)
        for problem in errors
        for path in correction.pointers
        if problem.pointer or path in ("", pointer(*steps(path)[:1]))
    )


def _reason(correction: Correction, errors: Iterable[Problem]) -> str:
    concerned = [problem for problem in errors if _is_concerned(correction, (problem,))]
    problem = (concerned or [*errors])[0]
    return f"it would break the report: {problem.message}"


def _refused(correction: Correction, reason: str) -> Problem:
    return Problem("SQS605", correction.pointer, params={"reason": reason})
