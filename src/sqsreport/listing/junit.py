"""Results as JUnit XML, the form in which Jenkins, GitLab and others read tests."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Final

import attrs

from sqsreport.listing.shared import Options, advice, harmless
from sqsreport.listing.summary import Summary, is_fine
from sqsreport.problems import Problem
from sqsreport.results import Result

#: The test cases of one file are kept in memory up to this size, and beyond it on the disk.
_IN_MEMORY: Final = 4 * 2**20

#: What XML 1.0 cannot hold in any spelling.
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_IN_TEXT: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}

#: A line break in an attribute would be read as a space.
_IN_ATTRIBUTE: Final = _IN_TEXT | {ord('"'): "&quot;", ord("\t"): "&#9;", ord("\n"): "&#10;"}


@attrs.define
class _Suite:
    """The tests of one file, whose numbers have to be known before the first can be written."""

    name: str
    cases: IO[str]
    tests: int = 0
    failures: int = 0
    errors: int = 0


class Format:
    """A test suite for each file, and in it a test case for each document.

    All problems that count are one failure of the test; a warning that does not count is
    among what the test printed. A file that cannot be read is an error of the test.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._suite: _Suite | None = None

    def head(self) -> Iterator[str]:
        """Open the suites."""
        yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="sqsreport">\n'

    def each(self, result: Result) -> Iterator[str]:
        """Keep a test case, and write the suite before when this one begins another."""
        name = _clean(result.source or "document")
        if self._suite is None or self._suite.name != name:
            yield from self._finished_suite()
            spool = tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115 - closed with its suite
            self._suite = _Suite(name, spool)
        suite = self._suite
        suite.tests += 1
        suite.errors += not result.is_read
        suite.failures += result.is_read and not is_fine(result, strict=self._options.strict)
        suite.cases.writelines(self._case(result, name))

    def tail(self, summary: Summary) -> Iterator[str]:  # noqa: ARG002 - every suite has its own counts
        """Write the last suite, and close them all."""
        yield from self._finished_suite()
        yield "</testsuites>\n"

    def _finished_suite(self) -> Iterator[str]:
        suite, self._suite = self._suite, None
        if suite is None:
            return
        with suite.cases as cases:
            counts = f'tests="{suite.tests}" failures="{suite.failures}" errors="{suite.errors}" skipped="0" time="0"'
            yield f'<testsuite name="{_in_attribute(suite.name)}" {counts}>\n'
            cases.seek(0)
            while piece := cases.read(2**16):
                yield piece
            yield "</testsuite>\n"

    def _case(self, result: Result, name: str) -> Iterator[str]:
        begin = f'<testcase classname="{_in_attribute(name)}" name="document {result.index + 1}" time="0"'
        if not result.problems:
            yield f"{begin}/>\n"
            return
        yield f"{begin}>\n"
        # A warning that does not count is among what the test printed.
        failing = [each for each in result.problems if self._fails(each, result)]
        others = [each for each in result.problems if not self._fails(each, result)]
        if failing:
            yield _outcome("failure" if result.is_read else "error", failing, result)
        if others:
            yield f"<system-out>{_lines(others, result)}</system-out>\n"
        yield "</testcase>\n"

    def _fails(self, problem: Problem, result: Result) -> bool:
        return not result.is_read or problem.severity == "error" or self._options.strict


def _outcome(kind: str, problems: Sequence[Problem], result: Result) -> str:
    # Jenkins and Azure show the first outcome of a test case and no other.
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    message = _in_attribute(_clean(advice(problems[0]) + more))
    return f'<{kind} type="{problems[0].code}" message="{message}">{_lines(problems, result)}</{kind}>\n'


def _lines(problems: Iterable[Problem], result: Result) -> str:
    return _in_text("\n".join(_clean(str(attrs.evolve(each, source=result.source))) for each in problems))


def _clean(text: str) -> str:
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", harmless(text))


def _in_attribute(text: str) -> str:
    return text.translate(_IN_ATTRIBUTE)


def _in_text(text: str) -> str:
    return text.translate(_IN_TEXT)
