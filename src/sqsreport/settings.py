"""What is told of what was found: which codes, how grave they are, and what counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

import attrs
from immutabledict import immutabledict

from sqsreport._text import closest
from sqsreport.problems import CODES, Problem, Severity
from sqsreport.results import Result


class SettingsError(ValueError):
    """A setting that makes no sense; the message says why, and what would."""


def code_prefixes(given: Iterable[str]) -> tuple[str, ...]:
    """Make prefixes of codes of lists that are joined by commas.

    >>> code_prefixes(["SQS3, sqs203", "SQS101"])
    ('SQS3', 'SQS203', 'SQS101')

    Raises:
        SettingsError: no code begins with one of them.
    """
    names = [name.strip() for each in given for name in each.split(",")]
    return tuple(_code_prefix(name) for name in names if name)


def _code_prefix(name: str) -> str:
    prefix = name.upper()
    if prefix and any(code.startswith(prefix) for code in CODES):
        return prefix
    near = closest(prefix, CODES)
    hint = f"did you mean {near!r}?" if near else f"the codes are {min(CODES)} to {max(CODES)}"
    raise SettingsError(f"no code begins with {name!r}; {hint}")


def severity_by_code(given: Mapping[str, str]) -> Mapping[str, Severity]:
    """Make severities by prefixes of codes of what somebody wrote.

    Raises:
        SettingsError: there is no such code, no such severity, or the code has to stay an error.
    """
    made: dict[str, Severity] = {}
    for name, severity in given.items():
        prefix = _code_prefix(name.strip())
        known = next((each for each in get_args(Severity) if each == severity), None)
        if known is None:
            raise SettingsError(f"{severity!r} is no severity; there are: {', '.join(get_args(Severity))}")
        if known == "warning" and prefix in CODES and CODES[prefix].is_fatal:
            raise SettingsError(f"{prefix} stays an error: it means that the document could not be looked at")
        made[prefix] = known
    return made


@attrs.frozen
class Settings:
    """What to tell of the problems that were found.

    Of two prefixes that a code begins with the longer one counts, and what is both selected
    and ignored by equally long ones is ignored.

    Attributes:
        select: prefixes of the codes to tell; none means all.
        ignore: prefixes of the codes not to tell.
        severity: by prefixes of codes what they count as, in place of what the catalogue says.
        strict: whether a warning counts like an error.
        mask: whether to leave out every value of the documents.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = attrs.field(factory=immutabledict, converter=immutabledict)
    strict: bool = False
    mask: bool = False

    def applied(self, result: Result) -> Result:
        """Return a result as it is to be told."""
        if self.mask:
            from sqsreport.problems.masking import mask

            result = mask(result)
        if not (self.select or self.ignore or self.severity):
            return result
        excerpts = result.excerpts or (None,) * len(result.problems)
        told = [
            (self._regraded(problem), excerpt)
            for problem, excerpt in zip(result.problems, excerpts, strict=True)
            if self._tells(problem.code)
        ]
        return attrs.evolve(
            result,
            problems=tuple(problem for problem, _ in told),
            excerpts=tuple(excerpt for _, excerpt in told) if result.excerpts else (),
        )

    def _tells(self, code: str) -> bool:
        if CODES[code].is_fatal:
            return True
        selected = _longest(self.select, code) if self.select else ""
        ignored = _longest(self.ignore, code)
        return selected is not None and (ignored is None or len(selected) > len(ignored))

    def _regraded(self, problem: Problem) -> Problem:
        prefix = _longest(self.severity, problem.code)
        if prefix is None or CODES[problem.code].is_fatal:
            return problem
        return attrs.evolve(problem, severity_override=self.severity[prefix])


def _longest(prefixes: Iterable[str], code: str) -> str | None:
    """Return the longest prefix of a code, if any is one."""
    return max((prefix for prefix in prefixes if code.startswith(prefix)), key=len, default=None)
