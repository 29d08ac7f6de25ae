"""Results as JUnit XML, the format in which Jenkins, GitLab and others read test results."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Final

import attrs

from sqsreport._text import sanitize
from sqsreport.problems import Problem, errors_in
from sqsreport.problems.formatters.base import Formatter, Options
from sqsreport.problems.formatters.summary import Summary, is_fine
from sqsreport.results import Result

#: The test cases of one file are kept in memory up to this size, and beyond it on the disk.
_IN_MEMORY: Final = 4 * 2**20

#: Characters that XML 1.0 does not allow in any spelling.
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_IN_TEXT: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}

#: A line break in an attribute would be read as a space.
_IN_ATTRIBUTE: Final = _IN_TEXT | {ord('"'): "&quot;", ord("\t"): "&#9;", ord("\n"): "&#10;"}


@attrs.define
class _Suite:
    """The test cases of one file. Their number must be known before the first of them can be written."""

    name: str
    cases: IO[str]
    tests: int = 0
    failures: int = 0
    errors: int = 0


class JUnitFormatter(Formatter):
    """A test suite for each file, and in it a test case for each document.

    The problems that make a document invalid are one failure of its test case; other warnings
    are in the output of the test case. A file that cannot be read is an error of its test case.
    """

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self._suite: _Suite | None = None

    def begin(self) -> Iterator[str]:
        """Open the element of all suites."""
        yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="sqsreport">\n'

    def add(self, result: Result) -> Iterator[str]:
        """Keep a test case, and yield the suite before it when it begins another."""
        name = _clean(result.source or "document")
        if self._suite is None or self._suite.name != name:
            yield from self._end_suite()
            spool = tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115 - closed with its suite
            self._suite = _Suite(name, spool)
        suite = self._suite
        suite.tests += 1
        suite.errors += not result.is_read
        suite.failures += result.is_read and not is_fine(result, strict=self._options.strict)
        suite.cases.writelines(self._case(result, name))

    def end(self, summary: Summary) -> Iterator[str]:  # noqa: ARG002 - every suite has counts of its own
        """Yield the last suite, and close the element of all suites."""
        yield from self._end_suite()
        yield "</testsuites>\n"

    def _end_suite(self) -> Iterator[str]:
        suite, self._suite = self._suite, None
        if suite is None:
            return
        with suite.cases as cases:
            counts = f'tests="{suite.tests}" failures="{suite.failures}" errors="{suite.errors}" skipped="0" time="0"'
            yield f'<testsuite name="{_in_attribute(suite.name)}" {counts}>\n'
            cases.seek(0)
            while chunk := cases.read(2**16):
                yield chunk
            yield "</testsuite>\n"

    def _case(self, result: Result, name: str) -> Iterator[str]:
        begin = f'<testcase classname="{_in_attribute(name)}" name="document {result.index + 1}" time="0"'
        if not result.problems:
            yield f"{begin}/>\n"
            return
        yield f"{begin}>\n"
        failures = errors_in(result.problems, strict=self._options.strict or not result.is_read)
        others = [problem for problem in result.problems if problem not in failures]
        if failures:
            yield _outcome("failure" if result.is_read else "error", failures, result)
        if others:
            yield f"<system-out>{_lines(others, result)}</system-out>\n"
        yield "</testcase>\n"


def _outcome(kind: str, problems: Sequence[Problem], result: Result) -> str:
    # Jenkins and Azure show the first outcome of a test case and no other.
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    message = _in_attribute(_clean(problems[0].advice + more))
    return f'<{kind} type="{problems[0].code}" message="{message}">{_lines(problems, result)}</{kind}>\n'


def _lines(problems: Iterable[Problem], result: Result) -> str:
    return _in_text("\n".join(_clean(str(attrs.evolve(each, source=result.source))) for each in problems))


def _clean(text: str) -> str:
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", sanitize(text))


def _in_attribute(text: str) -> str:
    return text.translate(_IN_ATTRIBUTE)


def _in_text(text: str) -> str:
    return text.translate(_IN_TEXT)
