"""The exceptions of the library: values that name the place and give advice."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from sqsreport.problems import Problem

_MOST_SHOWN = 20


class SqsReportError(Exception):
    """The root of every exception that is the library's own."""

    # attrs gives exceptions the identity of `object`; ours are values, and compare as such.
    def __eq__(self, other: object) -> bool:
        """Tell whether *other* is the same kind of error about the same thing."""
        return type(self) is type(other) and self.args == other.args if isinstance(other, Exception) else NotImplemented

    def __hash__(self) -> int:
        """Agree with ``==``."""
        return hash((type(self), self.args))


def _to_tuple(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problems)


@attrs.frozen(eq=False)
class ValidationError(SqsReportError, ValueError):
    """The document is not a valid report. *problems* are all of its problems, warnings too."""

    problems: tuple[Problem, ...] = attrs.field(converter=_to_tuple)

    def __str__(self) -> str:
        """List the problems, one on a line."""
        errors = sum(problem.severity == "error" for problem in self.problems)
        lines = [f"not a valid report: {errors} error{'s' * (errors != 1)}"]
        lines += [f"  {problem}" for problem in self.problems[:_MOST_SHOWN]]
        if len(self.problems) > _MOST_SHOWN:
            lines.append(f"  … and {len(self.problems) - _MOST_SHOWN} more problems, all in .problems")
        return "\n".join(lines)


@attrs.frozen(eq=False)
class NotFoundError(SqsReportError, LookupError):
    """A report has no part with that name. *known* are the names that it has."""

    kind: str
    key: str
    known: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say what there is instead."""
        if not self.known:
            return f"no {self.kind} {self.key!r}: the report has none"
        hint = f"did you mean {self.near[0]!r}? " if self.near else ""
        return f"no {self.kind} {self.key!r}; {hint}there are: {', '.join(self.known)}"


@attrs.frozen(eq=False)
class UnknownFormatError(SqsReportError, ValueError):
    """A file's ending, or a name that was asked for, stands for no format. *known* are those that do."""

    name: str
    known: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say which formats there are."""
        return f"{self.name!r} is no known format; there are: {', '.join(self.known)}"


@attrs.frozen(eq=False)
class UnwritableLetterError(SqsReportError, ValueError):
    """The report would make a letter that no reader takes. *problems* are what a reader would say of it."""

    problems: tuple[Problem, ...] = attrs.field(converter=_to_tuple)

    def __str__(self) -> str:
        """Say what a reader would say."""
        return f"no letter that can be read again: {'; '.join(problem.message for problem in self.problems)}"


@attrs.frozen(eq=False)
class MissingExtraError(SqsReportError, ImportError):
    """What was asked for wants a package that is not installed. *extra* brings it."""

    purpose: str
    extra: str

    def __str__(self) -> str:
        """Say what to install."""
        return f"{self.purpose} wants the extra {self.extra!r}; install it with: pip install 'sqsreport[{self.extra}]'"
