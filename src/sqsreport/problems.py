"""Problems as values, and the catalogue of every code that a problem can have.

A `Problem` is data: a code and parameters. Its words are in ``messages``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

import attrs
from immutabledict import immutabledict

from sqsreport import messages
from sqsreport._jsondata import printable
from sqsreport._values import excerpt

#: An ``error`` makes a report invalid; a ``warning`` is worth a look and leaves the report valid.
Severity = Literal["error", "warning"]


@attrs.frozen
class Code:
    """One kind of problem.

    Attributes:
        code: its name, stable for good.
        severity: how grave it is, unless somebody decides otherwise.
        quotes: the parameters of a problem that may show what stands in the document; the
            others are ours, such as what the schema expects.
        is_fatal: whether nothing else can be said of the document, for it could not be
            looked at. Were such a problem not told, it would pass for one without problems.
    """

    code: str
    severity: Severity
    quotes: tuple[str, ...] = ()
    is_fatal: bool = False


def _catalogue(*codes: Code) -> Mapping[str, Code]:
    catalogue = {code.code: code for code in codes}
    assert len(catalogue) == len(codes), "a code is used twice"
    return catalogue


#: Every code by its name. ``SQS0…`` the input, ``SQS1…`` the structure that the schema asks
#: for, ``SQS2…`` what a schema cannot say, ``SQS3…`` what is worth a look, ``SQS4…``
#: the reading of a letter, ``SQS5…`` doubts about what was read, ``SQS6…`` corrections of it. A code that was published
#: is never given another meaning.
CODES = _catalogue(
    Code("SQS001", "error", is_fatal=True),
    Code("SQS002", "error", is_fatal=True),
    Code("SQS003", "error", is_fatal=True, quotes=("path",)),
    Code("SQS004", "error", quotes=("key",)),
    Code("SQS005", "error", quotes=("found",)),
    Code("SQS006", "error", is_fatal=True),
    Code("SQS007", "error", quotes=("found",)),
    Code("SQS008", "error", quotes=("found",)),
    Code("SQS009", "warning"),
    Code("SQS010", "error", is_fatal=True),
    Code("SQS011", "error", is_fatal=True, quotes=("found",)),
    Code("SQS012", "error", is_fatal=True),
    Code("SQS013", "error", is_fatal=True),
    Code("SQS014", "error", is_fatal=True),
    Code("SQS015", "error", is_fatal=True),
    Code("SQS016", "error", is_fatal=True, quotes=("reason",)),
    Code("SQS017", "error", quotes=("id",)),
    Code("SQS101", "error", quotes=("found", "instead")),
    Code("SQS102", "error"),
    Code("SQS103", "error", quotes=("key",)),
    Code("SQS104", "error", quotes=("key",)),
    Code("SQS105", "error", quotes=("found",)),
    Code("SQS106", "error", quotes=("found", "instead")),
    Code("SQS107", "error", quotes=("where", "found")),
    Code("SQS108", "error", quotes=("what", "found")),
    Code("SQS109", "error", quotes=("found",)),
    Code("SQS110", "error", quotes=("key",)),
    Code("SQS199", "error"),
    Code("SQS201", "error", quotes=("end", "start")),
    Code("SQS202", "error", quotes=("published", "end")),
    Code("SQS203", "error", quotes=("found", "expected", "instead")),
    Code("SQS204", "error", quotes=("published", "end")),
    Code("SQS205", "error", quotes=("end", "start")),
    Code("SQS206", "error", quotes=("found", "previous")),
    Code("SQS207", "error", quotes=("found", "expected", "instead")),
    Code("SQS208", "error", quotes=("found",)),
    Code("SQS209", "error", quotes=("label",)),
    Code("SQS210", "error", quotes=("label",)),
    Code("SQS211", "error", quotes=("label",)),
    Code("SQS212", "error", quotes=("printed", "found")),
    Code("SQS213", "error", quotes=("printed", "found")),
    Code("SQS214", "error", quotes=("printed", "kind", "found")),
    Code("SQS215", "error", quotes=("rate", "other", "found")),
    Code("SQS216", "error", quotes=("kind",)),
    Code("SQS217", "error", quotes=("date", "start")),
    Code("SQS218", "error", quotes=("found", "expected", "instead")),
    Code("SQS219", "error", quotes=("found",)),
    Code("SQS301", "warning"),
    Code("SQS302", "warning", quotes=("found", "previous")),
    Code("SQS303", "warning", quotes=("months", "instead")),
    Code("SQS304", "warning", quotes=("title", "theme", "instead")),
    Code("SQS305", "warning", quotes=("printed", "found")),
    Code("SQS306", "warning", quotes=("theme",)),
    Code("SQS307", "warning", quotes=("char", "found")),
    Code("SQS401", "warning"),
    Code("SQS402", "error"),
    Code("SQS403", "warning", quotes=("found",)),
    Code("SQS404", "warning", quotes=("found",)),
    Code("SQS405", "warning"),
    Code("SQS406", "warning", quotes=("first", "second")),
    Code("SQS407", "warning"),
    Code("SQS408", "error"),
    Code("SQS409", "warning"),
    Code("SQS410", "error"),
    Code("SQS411", "error"),
    Code("SQS412", "error"),
    Code("SQS413", "error"),
    Code("SQS414", "warning", quotes=("name",)),
    Code("SQS415", "warning"),
    Code("SQS416", "warning", quotes=("found",)),
    Code("SQS417", "error"),
    Code("SQS418", "warning"),
    Code("SQS419", "error"),
    Code("SQS501", "warning", quotes=("found",)),
    Code("SQS502", "warning", quotes=("found",)),
    Code("SQS503", "warning", quotes=("found",)),
    Code("SQS504", "warning", quotes=("found",)),
    Code("SQS505", "warning", quotes=("found",)),
    Code("SQS506", "warning", quotes=("found",)),
    Code("SQS507", "warning", quotes=("found",)),
    Code("SQS508", "warning", quotes=("found",)),
    Code("SQS509", "warning", quotes=("found",)),
    Code("SQS510", "warning", quotes=("found",)),
    Code("SQS511", "warning", quotes=("found",)),
    Code("SQS512", "warning", quotes=("found",)),
    Code("SQS513", "warning", quotes=("found",)),
    Code("SQS514", "warning", quotes=("found",)),
    Code("SQS515", "warning", quotes=("found",)),
    Code("SQS516", "warning", quotes=("found",)),
    Code("SQS517", "warning", quotes=("found",)),
    Code("SQS518", "warning", quotes=("found",)),
    Code("SQS601", "error", is_fatal=True, quotes=("path", "reason")),
    Code("SQS602", "error", quotes=("found", "expected", "wanted")),
    Code("SQS603", "warning", quotes=("found",)),
    Code("SQS604", "error", quotes=("letter",)),
    Code("SQS605", "error", quotes=("reason",)),
    Code("SQS606", "warning", quotes=("found", "expected")),
)


#: Longer than any list of choices in a message, and so a bound on what a document can put into one.
_LONGEST_PARAM = 200


def _to_params(params: Mapping[str, str | int | float]) -> Mapping[str, str | int | float]:
    # Whoever makes a problem may have spelt what a terminal obeys already; that a message has none of it is sure here.
    texts = {
        name: excerpt(printable(param), _LONGEST_PARAM) for name, param in params.items() if isinstance(param, str)
    }
    return immutabledict({**params, **texts})


@attrs.frozen(repr=False)
class Problem:
    """Something that is wrong, or looks wrong, and where.

    Attributes:
        code: a key of `CODES`, stable for good.
        pointer: JSON Pointer (RFC 6901) to the value, or to the object that lacks one;
            ``""`` is the whole document. For a part that a letter lacks, where a report has it.
        line: 1-based line, where the input was text.
        column: 1-based column in characters, where the input was text.
        page: 1-based page, where the input has pages.
        params: what the message is made of; values of the document are cut to 80 characters.
        source: name of the file, where there is one.
        severity_given: the severity that somebody gave it, where it is not that of its code.
    """

    code: str = attrs.field(validator=attrs.validators.in_(CODES))
    pointer: str = ""
    line: int | None = None
    column: int | None = None
    params: Mapping[str, str | int | float] = attrs.field(factory=immutabledict, converter=_to_params)
    source: str | None = None
    page: int | None = None
    severity_given: Severity | None = None

    @property
    def severity(self) -> Severity:
        """``error`` or ``warning``."""
        return self.severity_given or CODES[self.code].severity

    @property
    def message(self) -> str:
        """What is wrong, in a sentence of plain English."""
        return messages.message(self.code, self.params)

    @property
    def suggestion(self) -> str | None:
        """How to mend it, where that is known."""
        return messages.suggestion(self.code, self.params)

    def __repr__(self) -> str:
        """Show the code, the place as far as it is known, and the message."""
        places = {name: getattr(self, name) for name in ("pointer", "line", "column", "page", "source")}
        shown = "".join(f", {name}={value!r}" for name, value in places.items() if value not in (None, ""))
        return f"Problem({self.code!r}{shown}, severity={self.severity!r}, message={self.message!r})"

    def __str__(self) -> str:
        """Write the problem on one line: place, code, message, suggestion."""
        page = None if self.page is None else f"page {self.page}"
        place = ":".join(str(part) for part in (self.source, page, self.line, self.column) if part is not None)
        where = f" (at {excerpt(printable(self.pointer), _LONGEST_PARAM)})" if self.pointer else ""
        advice = f"; {self.suggestion}" if self.suggestion else ""
        return f"{place + ': ' if place else ''}{self.severity} {self.code}: {self.message}{advice}{where}"


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Keep the problems that make a report invalid."""
    return [problem for problem in problems if problem.severity == "error"]


#: As many problems of one code are built for a document; the last of them has the number of the others.
MOST_OF_A_CODE = 500


class Collector:
    """Keeps the first problems of each code, and counts the others, which are not even built."""

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._counts: Counter[str] = Counter()
        self._last: dict[str, int] = {}
        self._more: Counter[str] = Counter()

    def add(self, code: str, build: Callable[[], Problem], number: int = 1) -> None:
        """Add a problem of a code, which stands for a number of them."""
        self._counts[code] += 1
        if self._counts[code] > MOST_OF_A_CODE:
            self._more[code] += number
            return
        self._last[code] = len(self._kept)
        self._kept.append(build())

    def problems(self) -> list[Problem]:
        """Return the problems that were kept; the last of each code stands for those that were not."""
        for code, number in self._more.items():
            index = self._last[code]
            self._kept[index] = with_more(self._kept[index], number)
        self._more.clear()
        return self._kept


def bounded(problems: Iterable[Problem]) -> list[Problem]:
    """Keep the first problems of each code, and count the others in the last of them."""
    kept = Collector()
    for problem in problems:
        kept.add(problem.code, lambda problem=problem: problem, count_of(problem))  # type: ignore[misc]
    return kept.problems()


def with_more(problem: Problem, number: int) -> Problem:
    """Let a problem stand for so many others of its kind too."""
    number += count_of(problem) - 1
    return attrs.evolve(problem, params={**problem.params, "more": number}) if number else problem


def count_of(problem: Problem) -> int:
    """Return how many problems a problem stands for."""
    return 1 + int(problem.params.get("more", 0))


def rows(problems: Iterable[Problem]) -> list[dict[str, str | int | None]]:
    """Return problems as rows of a table: a cell for each column, and ``None`` where there is nothing to say.

    >>> from sqsreport import validate
    >>> rows(validate("{"))[0]["code"]
    'SQS003'
    """
    return [
        {
            "source": problem.source,
            "line": problem.line,
            "column": problem.column,
            "page": problem.page,
            "severity": problem.severity,
            "code": problem.code,
            "pointer": problem.pointer,
            "message": problem.message,
            "suggestion": problem.suggestion,
        }
        for problem in problems
    ]
