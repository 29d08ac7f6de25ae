"""Results as one HTML page, for people who do not work in a terminal."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from typing import IO, Final

from markupsafe import Markup

from sqsreport._html import page
from sqsreport._text import escape
from sqsreport.problems import CODES, Problem, count_of
from sqsreport.problems.formatters.base import Formatter, Options
from sqsreport.problems.formatters.summary import Summary
from sqsreport.problems.formatters.text import TOKEN
from sqsreport.results import Excerpt, Result

#: The lists of files and of problems are kept in memory up to this size each, and beyond it on the disk.
_IN_MEMORY: Final = 4 * 2**20


class HtmlFormatter(Formatter):
    """A page with a summary by code and by file, and each problem with its line; filters need no script."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self._files, self._problems = _spool(), _spool()
        self._source: str | None = None
        self._number = 0
        self._counts: Counter[str] = Counter()

    def add(self, result: Result) -> Iterator[str]:
        """Keep the problems of a document: the summary comes before them."""
        if result.problems:
            source = result.source or "document"
            is_first = source != self._source
            if is_first:
                self._end_file()
                self._source, self._number = source, self._number + 1
            for problem in result.problems:
                self._counts[problem.severity] += count_of(problem)
            excerpts = result.excerpts or (None,) * len(result.problems)
            self._problems.writelines(
                page(
                    "problems_of_document.html",
                    source=source,
                    number=self._number,
                    index=result.index,
                    is_first=is_first,
                    problems=[
                        (problem, _parts(excerpt)) for problem, excerpt in zip(result.problems, excerpts, strict=True)
                    ],
                    pointer=_pointer,
                )
            )
        return iter(())

    def _end_file(self) -> None:
        if self._source is not None:
            counts = {"errors": self._counts["error"], "warnings": self._counts["warning"]}
            self._files.writelines(page("problems_of_file.html", source=self._source, number=self._number, **counts))
        self._counts.clear()

    def end(self, summary: Summary) -> Iterator[str]:
        """Yield the page."""
        self._end_file()
        with self._files, self._problems:
            yield from page(
                "problems.html",
                summary=str(summary),
                is_interrupted=summary.is_interrupted,
                codes=[
                    {"name": code, "title": CODES[code].title, "count": count}
                    for code, count in sorted(summary.codes.items())
                ],
                files=_chunks(self._files),
                problems=_chunks(self._problems),
            )


def _spool() -> IO[str]:
    return tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="")


def _chunks(spool: IO[str]) -> Iterator[Markup]:
    spool.seek(0)
    while chunk := spool.read(2**16):
        yield Markup(chunk)  # noqa: S704 - a template has made it


def _pointer(problem: Problem) -> str:
    return escape(problem.pointer)


def _parts(excerpt: Excerpt | None) -> tuple[str, str, str] | None:
    """Split the text at a place into what comes before it, what is there, and what comes after."""
    if excerpt is None or excerpt.text.strip() in ("", "{", "["):
        return None
    token = TOKEN.match(excerpt.text, excerpt.caret)
    end = token.end() if token else excerpt.caret
    return excerpt.text[: excerpt.caret], excerpt.text[excerpt.caret : end], excerpt.text[end:]
