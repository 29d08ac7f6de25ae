"""The exceptions of the library: values that name the place and give advice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import escape

import attrs

from sqsreport._text import pluralise
from sqsreport.problems import CODES, Problem, errors_in, rows

#: Problems of a `ValidationError` that are written out, of each code and of all.
_MOST_OF_A_CODE = 3
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

    @property
    def groups(self) -> Mapping[str, tuple[Problem, ...]]:
        """The problems by their code, in the order in which the codes come first."""
        groups: dict[str, list[Problem]] = {}
        for problem in self.problems:
            groups.setdefault(problem.code, []).append(problem)
        return {code: tuple(found) for code, found in groups.items()}

    def rows(self) -> list[dict[str, str | int | None]]:
        """Return the problems as rows of a table, such as ``pandas.DataFrame`` takes."""
        return rows(self.problems)

    def __str__(self) -> str:
        """List the problems, one on a line, and of many of one code the first few."""
        lines = [self._summary(), *(f"  {problem}" for problem in self._shown())]
        return "\n".join([*lines, *(f"  … {more}" for more in self._more())])

    def _repr_html_(self) -> str:
        """Show the problems in a notebook, as a small table."""
        names = ("code", "severity", "place", "problem")
        head = "".join(f"<th>{name}</th>" for name in names)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _cells(each))}</tr>" for each in self._shown()
        )
        more = "".join(f"<p>… {escape(each)}</p>" for each in self._more())
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return f"<p>{escape(self._summary())}</p>{table}{more}"

    def _summary(self) -> str:
        return f"not a valid report: {pluralise(len(errors_in(self.problems)), 'error')}"

    def _shown(self) -> list[Problem]:
        seen: Counter[str] = Counter()
        shown = []
        for problem in self.problems:
            seen[problem.code] += 1
            if seen[problem.code] <= _MOST_OF_A_CODE:
                shown.append(problem)
        return shown[:_MOST_SHOWN]

    def _more(self) -> Iterator[str]:
        """Say how many problems are not shown."""
        shown = Counter(problem.code for problem in self._shown())
        for code, found in self.groups.items():
            if len(found) > shown[code]:
                yield f"and {len(found) - shown[code]} more of {code} ({CODES[code].title}), all in .problems"


def _cells(problem: Problem) -> tuple[str, str, str, str]:
    place = ":".join(str(part) for part in (problem.line, problem.column) if part is not None)
    return problem.code, problem.severity, f"{place} {problem.pointer}".strip(), problem.advice


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
class InvalidCorrectionsError(SqsReportError, ValueError):
    """The data is not a file of corrections."""

    reason: str

    def __str__(self) -> str:
        """Say what is wrong with it."""
        return f"these are no corrections that can be used: {self.reason}"


@attrs.frozen(eq=False)
class MissingExtraError(SqsReportError, ImportError):
    """What was asked for needs a package that is not installed. *extra* brings it."""

    purpose: str
    extra: str

    def __str__(self) -> str:
        """Say what to install."""
        return f"{self.purpose} needs the extra {self.extra!r}; install it with: pip install 'sqsreport[{self.extra}]'"
