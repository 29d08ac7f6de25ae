"""Problems for people: place and message on one line, and below it the text at that place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from sqsreport._text import sanitize, width
from sqsreport.problems import CODES, Problem, Severity, count_of
from sqsreport.problems.formatters.base import Formatter
from sqsreport.results import Excerpt, Result

#: The maximum number of problems of one code that are shown for a document. A single further one is shown too,
#: because a line about it would take as much room.
MOST_OF_A_CODE: Final = 3

#: The key, string, number or bracket at a place, which is underlined.
TOKEN: Final = re.compile(r"""\s*+$ | "(?:[^"\\]|\\.)*+"? | [^\s,:\[\]{}"]++ | .""", re.VERBOSE)

_RED, _YELLOW, _BLUE, _BOLD = "31", "33", "34", "1"
_COLORS: Final[Mapping[Severity, str]] = {"error": _RED, "warning": _YELLOW}


class TextFormatter(Formatter):
    """Problems in the style of compilers."""

    def add(self, result: Result) -> Iterator[str]:
        """Yield the problems of a document, and how many more there are of their codes."""
        if not result.problems:
            return
        counts: Counter[str] = Counter()
        for problem in result.problems:
            counts[problem.code] += count_of(problem)
        shown: Counter[str] = Counter()
        excerpts = result.excerpts or (None,) * len(result.problems)
        for problem, excerpt in zip(result.problems, excerpts, strict=True):
            if self._options.all or shown[problem.code] < MOST_OF_A_CODE or counts[problem.code] == MOST_OF_A_CODE + 1:
                shown[problem.code] += count_of(problem)
                yield self._problem(problem, result.source, excerpt)
        source = "" if result.source is None else f"{self._styled(sanitize(result.source), _BOLD)}: "
        for code, count in counts.items():
            if count > shown[code]:
                title = CODES[code].title
                yield f"{source}… and {count - shown[code]} more of {code} ({title}); --all shows them\n"

    def _problem(self, problem: Problem, source: str | None, excerpt: Excerpt | None) -> str:
        line = sanitize(str(attrs.evolve(problem, source=source)))
        kind = f"{problem.severity} {problem.code}"
        place, _, rest = line.partition(kind)
        styled = self._styled(place, _BOLD) + self._styled(kind, _COLORS[problem.severity]) + rest
        return f"{styled}\n{self._excerpt(problem, excerpt)}"

    def _excerpt(self, problem: Problem, excerpt: Excerpt | None) -> str:
        """Return the part of a line that a problem is in, and carets below its place."""
        # A bracket alone does not show which object is meant; the pointer does.
        if excerpt is None or excerpt.text.strip() in ("", "{", "["):
            return ""
        number = f"{problem.line:>5}"
        gutter, below = (self._styled(f"{each} | ", _BLUE) for each in (number, " " * len(number)))
        token = TOKEN.match(excerpt.text, excerpt.caret)
        marked = max(1, width(token[0]) if token else 1)
        carets = self._styled("^" * marked, _COLORS[problem.severity])
        return f"{gutter}{excerpt.text}\n{below}{' ' * width(excerpt.text[: excerpt.caret])}{carets}\n"

    def _styled(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if text and self._options.in_color else text
