"""Checks of programs against the cases: any command, or any function."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import attrs

from sqsreport.testing.conformance.cases import Case, Level, Places

#: The argument of a command that is replaced with the path of the document.
PATH: Final = "{}"
_SECONDS: Final = 60
_STATUS: Final = {0: True, 1: False}


@attrs.frozen
class Disagreement:
    """A case in which a program is wrong.

    Attributes:
        case: the case.
        found: the result of the program.
        expected: the right result.
    """

    case: Case
    found: str
    expected: str

    def __str__(self) -> str:
        """Format the disagreement on one line."""
        return f"{self.case.source}: {self.case.description}: found {self.found}, expected {self.expected}"


@attrs.frozen
class Verdict:
    """The result of a program for a document: whether it is valid, and its errors if the program reports them."""

    is_valid: bool
    errors: Places | None = None


def disagreements(cases: Iterable[Case], level: Level, judge: Callable[[Any], bool]) -> list[Disagreement]:
    """Check a function against every case, and return the cases in which it is wrong.

    Args:
        cases: the cases from `read_cases`.
        level: ``structure`` for a JSON Schema validator, ``report`` for a program that has the rules too.
        judge: returns whether parsed JSON is valid.
    """
    judged = ((case, Verdict(judge(case.document))) for case in cases)
    return [wrong for case, verdict in judged for wrong in _compared(case, level, verdict)]


def run_command(
    cases: Sequence[Case], level: Level, command: Sequence[str], *, tells_errors: bool = False, jobs: int | None = None
) -> Iterator[Disagreement]:
    """Check a command against every case, and yield the cases in which it is wrong, in order.

    Args:
        cases: the cases from `read_cases`.
        level: ``structure`` for a JSON Schema validator, ``report`` for a program that has the rules too.
        command: a program and its arguments. It gets the document on standard input or, if an argument is ``{}``, as a
            file whose path replaces that argument. The exit status is 0 for a valid document, and 1 for any other.
        tells_errors: compare codes and pointers too. The command prints each error as a JSON object with ``code`` and
            ``pointer``, on a line of its own or in a list ``problems``.
        jobs: the number of documents at a time; by default one for each processor.
    """
    with TemporaryDirectory(prefix="sqsreport-") as folder, ThreadPoolExecutor(jobs or os.cpu_count()) as pool:

        def judged(numbered: tuple[int, Case]) -> list[Disagreement]:
            number, case = numbered
            verdict = _run(command, case.document, Path(folder) / f"{number}.json", tells_errors=tells_errors)
            if isinstance(verdict, str):
                return [Disagreement(case, verdict, _in_words(case.is_valid(level)))]
            return _compared(case, level, verdict)

        for wrong in pool.map(judged, enumerate(cases)):
            yield from wrong


def _run(command: Sequence[str], document: Any, path: Path, *, tells_errors: bool) -> Verdict | str:
    """Return the verdict of a command, or the reason why there is none."""
    text = json.dumps(document).encode()
    wants_file = PATH in command
    if wants_file:
        path.write_bytes(text)
    try:
        done = subprocess.run(  # noqa: S603 - the caller chooses the command
            [str(path) if part == PATH else part for part in command],
            input=b"" if wants_file else text,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"no answer in {_SECONDS} seconds"
    finally:
        path.unlink(missing_ok=True)
    if done.returncode not in _STATUS:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        return f"exit status {done.returncode}" + (f" ({last[:200]})" if last else "")
    try:
        errors = frozenset(_errors(done.stdout)) if tells_errors else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return "output that is not a list of errors in JSON"
    return Verdict(_STATUS[done.returncode], errors)


def _errors(output: bytes) -> Iterator[tuple[str, str]]:
    for line in output.decode().splitlines():
        if line.strip():
            record = json.loads(line)
            for each in record.get("problems", [record] if "code" in record else []):
                if each.get("severity", "error") == "error":
                    yield str(each["code"]), str(each["pointer"])


def _compared(case: Case, level: Level, verdict: Verdict) -> list[Disagreement]:
    expected = case.is_valid(level)
    if verdict.is_valid != expected:
        return [Disagreement(case, _in_words(verdict.is_valid), _in_words(expected))]
    if verdict.errors is not None and verdict.errors != case.errors:
        return [Disagreement(case, _listed(verdict.errors), _listed(case.errors))]
    return []


def _in_words(is_valid: bool) -> str:  # noqa: FBT001 - the verdict is the only argument
    return "valid" if is_valid else "not valid"


def _listed(errors: Places) -> str:
    return ", ".join(f"{code} at {pointer!r}" for code, pointer in sorted(errors)) or "no error"
