"""What there is to say about one kind of problem."""

from __future__ import annotations

import attrs


@attrs.frozen
class Words:
    """The words of one code.

    Attributes:
        title: what it is, in a few words.
        message: what is wrong; a `str.format` template over a problem's parameters.
        suggestion: how to mend it; made only when its parameters are there.
        otherwise: how to mend it where the suggestion cannot be made.
    """

    title: str
    message: str
    suggestion: str | None = None
    otherwise: str | None = None
