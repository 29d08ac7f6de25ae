"""The results of validating documents."""

from __future__ import annotations

import attrs

from sqsreport.problems import Problem, errors_in


@attrs.frozen
class Excerpt:
    """The text around a problem: up to some 80 characters of its line.

    Attributes:
        text: the characters, with an ellipsis where the line is cut.
        caret: 0-based index of the problem in *text*.
    """

    text: str
    caret: int


@attrs.frozen
class Result:
    """The result of validating one document.

    Attributes:
        source: name of the file that it is from, if there is one.
        index: 0-based position among the documents of its source.
        problems: all of its problems, in the order of the text; their lines are those of the
            source, and their pointers begin at the document.
        excerpts: the text around each problem, or ``None`` where there is no text; empty
            unless excerpts were requested.
        is_read: whether the source could be opened and read.
    """

    source: str | None
    index: int = 0
    problems: tuple[Problem, ...] = ()
    excerpts: tuple[Excerpt | None, ...] = ()
    is_read: bool = True

    @property
    def is_valid(self) -> bool:
        """Whether the document is a report without errors; warnings do not count."""
        return self.is_read and not errors_in(self.problems)
