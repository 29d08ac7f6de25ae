"""The exceptions of the library. They are values, and their messages name the place and give advice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import attrs

from sqsreport._text import pluralise
from sqsreport.problems import CODES, Problem, errors_in, rows

#: The maximum number of problems in the message of a `ValidationError`: of each code, and in total.
_MOST_OF_A_CODE = 3
_MOST_SHOWN = 20


class SqsReportError(Exception):
    """The base class of all exceptions of this library."""

    # attrs leaves exceptions without `__eq__`; these are values, and compare as such.
    def __eq__(self, other: object) -> bool:
        """Return whether *other* is the same kind of error with the same arguments."""
        return type(self) is type(other) and self.args == other.args if isinstance(other, Exception) else NotImplemented

    def __hash__(self) -> int:
        """Return a hash that is consistent with ``==``."""
        return hash((type(self), self.args))


def _to_tuple(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problems)


@attrs.frozen(eq=False)
class ValidationError(SqsReportError, ValueError):
    """A document is not a valid report. *problems* are all of its problems, warnings included."""

    problems: tuple[Problem, ...] = attrs.field(converter=_to_tuple)

    @property
    def groups(self) -> Mapping[str, tuple[Problem, ...]]:
        """The problems by their code, in the order in which the codes first appear."""
        groups: dict[str, list[Problem]] = {}
        for problem in self.problems:
            groups.setdefault(problem.code, []).append(problem)
        return {code: tuple(problems) for code, problems in groups.items()}

    def rows(self) -> list[dict[str, str | int | None]]:
        """Return the problems as rows of a table, for example for ``pandas.DataFrame``."""
        return rows(self.problems)

    def __str__(self) -> str:
        """List the problems, one per line, and only the first few of each code."""
        lines = [self._summary(), *(f"  {problem}" for problem in self._listed())]
        return "\n".join([*lines, *(f"  … {more}" for more in self._more())])

    def _repr_html_(self) -> str:
        """Show the problems in a notebook, as a small table."""
        from html import escape  # imported here because only notebooks need it

        names = ("code", "severity", "place", "problem")
        head = "".join(f"<th>{name}</th>" for name in names)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _cells(each))}</tr>" for each in self._listed()
        )
        more = "".join(f"<p>… {escape(each)}</p>" for each in self._more())
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return f"<p>{escape(self._summary())}</p>{table}{more}"

    def _summary(self) -> str:
        return f"not a valid report: {pluralise(len(errors_in(self.problems)), 'error')}"

    def _listed(self) -> list[Problem]:
        counts: Counter[str] = Counter()
        listed = []
        for problem in self.problems:
            counts[problem.code] += 1
            if counts[problem.code] <= _MOST_OF_A_CODE:
                listed.append(problem)
        return listed[:_MOST_SHOWN]

    def _more(self) -> Iterator[str]:
        """Yield the number of problems of each code that are not listed."""
        listed = Counter(problem.code for problem in self._listed())
        for code, problems in self.groups.items():
            if len(problems) > listed[code]:
                yield f"and {len(problems) - listed[code]} more of {code} ({CODES[code].title}), all in .problems"


def _cells(problem: Problem) -> tuple[str, str, str, str]:
    place = ":".join(str(part) for part in (problem.line, problem.column) if part is not None)
    return problem.code, problem.severity, f"{place} {problem.pointer}".strip(), problem.advice


@attrs.frozen(eq=False)
class NotFoundError(SqsReportError, LookupError):
    """A report has no part with a name. *known* are the names that it has, *near* those that are similar."""

    kind: str
    key: str
    known: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Name the parts that exist."""
        if not self.known:
            return f"no {self.kind} {self.key!r}: there are none"
        hint = f"did you mean {self.near[0]!r}? " if self.near else ""
        return f"no {self.kind} {self.key!r}; {hint}there are: {', '.join(self.known)}"


@attrs.frozen(eq=False)
class UnknownFormatError(SqsReportError, ValueError):
    """A file ending, or a given name, is not that of a format. *known* are the names of the formats."""

    name: str
    known: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Name the formats that exist."""
        return f"{self.name!r} is not a known format; there are: {', '.join(self.known)}"


@attrs.frozen(eq=False)
class UnwritableLetterError(SqsReportError, ValueError):
    """A letter was not written because it could not be read back. *problems* are those of reading it."""

    problems: tuple[Problem, ...] = attrs.field(converter=_to_tuple)

    def __str__(self) -> str:
        """List the messages of the problems."""
        return f"the letter could not be read back: {'; '.join(problem.message for problem in self.problems)}"


@attrs.frozen(eq=False)
class InvalidCorrectionsError(SqsReportError, ValueError):
    """The data is not a valid file of corrections."""

    reason: str

    def __str__(self) -> str:
        """Say what is wrong with it."""
        return f"invalid corrections: {self.reason}"


@attrs.frozen(eq=False)
class MissingExtraError(SqsReportError, ImportError):
    """A package is missing. *extra* is the extra that installs it, and *purpose* what needs it."""

    purpose: str
    extra: str

    def __str__(self) -> str:
        """Name the command that installs the extra."""
        return f"{self.purpose} needs the extra {self.extra!r}; install it with: pip install 'sqsreport[{self.extra}]'"
