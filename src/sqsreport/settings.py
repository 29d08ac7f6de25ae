"""Settings for problems: which codes are reported, with which severity, and whether warnings count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

import attrs
from immutabledict import immutabledict

from sqsreport._text import closest
from sqsreport.problems import CODES, Problem, Severity
from sqsreport.results import Result


class SettingsError(ValueError):
    """A setting is invalid; the message says why, and what is valid."""


def code_prefixes(lists: Iterable[str]) -> tuple[str, ...]:
    """Split comma-separated lists of prefixes of codes.

    >>> code_prefixes(["SQS3, sqs203", "SQS101"])
    ('SQS3', 'SQS203', 'SQS101')

    Raises:
        SettingsError: no code begins with a prefix.
    """
    names = [name.strip() for each in lists for name in each.split(",")]
    return tuple(_code_prefix(name) for name in names if name)


def _code_prefix(name: str) -> str:
    prefix = name.upper()
    if prefix and any(code.startswith(prefix) for code in CODES):
        return prefix
    near = closest(prefix, CODES)
    hint = f"did you mean {near!r}?" if near else f"the codes are {min(CODES)} to {max(CODES)}"
    raise SettingsError(f"no code begins with {name!r}; {hint}")


def severity_by_code(names: Mapping[str, str]) -> Mapping[str, Severity]:
    """Check severities by prefixes of codes.

    Raises:
        SettingsError: there is no such code or severity, or the code must stay an error.
    """
    severities: dict[str, Severity] = {}
    for name, severity_name in names.items():
        prefix = _code_prefix(name.strip())
        severity = next((each for each in get_args(Severity) if each == severity_name), None)
        if severity is None:
            raise SettingsError(f"{severity_name!r} is not a severity; there are: {', '.join(get_args(Severity))}")
        if severity == "warning" and prefix in CODES and CODES[prefix].is_fatal:
            raise SettingsError(f"{prefix} must stay an error: it means that the document could not be checked")
        severities[prefix] = severity
    return severities


@attrs.frozen
class Settings:
    """Which problems to report, and how.

    If two prefixes match a code, the longer one applies; if they have the same length, the
    code is ignored.

    Attributes:
        select: prefixes of the codes to report; none means all.
        ignore: prefixes of the codes not to report.
        severity: severities by prefixes of codes, which override those of the catalogue.
        strict: whether warnings count as errors.
        mask: whether to mask every value of the documents.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = attrs.field(factory=immutabledict, converter=immutabledict)
    strict: bool = False
    mask: bool = False

    def applied(self, result: Result) -> Result:
        """Return a result with the settings applied."""
        if self.mask:
            from sqsreport.problems.masking import mask

            result = mask(result)
        if not (self.select or self.ignore or self.severity):
            return result
        excerpts = result.excerpts or (None,) * len(result.problems)
        reported = [
            (self._with_severity(problem), excerpt)
            for problem, excerpt in zip(result.problems, excerpts, strict=True)
            if self._reports(problem.code)
        ]
        return attrs.evolve(
            result,
            problems=tuple(problem for problem, _ in reported),
            excerpts=tuple(excerpt for _, excerpt in reported) if result.excerpts else (),
        )

    def _reports(self, code: str) -> bool:
        if CODES[code].is_fatal:
            return True
        selected = _longest(self.select, code) if self.select else ""
        ignored = _longest(self.ignore, code)
        return selected is not None and (ignored is None or len(selected) > len(ignored))

    def _with_severity(self, problem: Problem) -> Problem:
        prefix = _longest(self.severity, problem.code)
        if prefix is None or CODES[problem.code].is_fatal:
            return problem
        return attrs.evolve(problem, severity_override=self.severity[prefix])


def _longest(prefixes: Iterable[str], code: str) -> str | None:
    """Return the longest of some prefixes of a code, or ``None``."""
    return max((prefix for prefix in prefixes if code.startswith(prefix)), key=len, default=None)
