"""What came of validating documents, one after the other."""

from __future__ import annotations

import attrs

from sqsreport.problems import Problem, errors_in


@attrs.frozen
class Excerpt:
    """What stands where a problem is: some 80 characters of its line, and where in them the place is.

    Attributes:
        text: the characters, with an ellipsis where the line goes on.
        caret: 0-based index of the place in *text*.
    """

    text: str
    caret: int


@attrs.frozen
class Result:
    """What came of validating one document.

    Attributes:
        source: name of the file that it is from, where there is one.
        index: 0-based position among the documents of its source.
        problems: all of its problems, in the order of the text; their lines count from the
            beginning of the source, and their pointers from the document.
        excerpts: for each problem what stands there, or ``None`` where there is no text or
            nobody asked for it.
        is_read: whether a single byte of it could be had.
    """

    source: str | None
    index: int = 0
    problems: tuple[Problem, ...] = ()
    excerpts: tuple[Excerpt | None, ...] = ()
    is_read: bool = True

    @property
    def is_valid(self) -> bool:
        """Whether it is a report without an error; warnings do not count."""
        return self.is_read and not errors_in(self.problems)
