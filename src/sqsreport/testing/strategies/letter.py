"""Letters with the reports that have to be read from them."""

from __future__ import annotations

from typing import Final

import attrs

from sqsreport import letters as formats
from sqsreport.errors import UnknownFormatError
from sqsreport.model import Report
from sqsreport.testing._hypothesis import DrawFn, SearchStrategy, st
from sqsreport.testing.strategies.layouts import WAYS
from sqsreport.testing.strategies.printed import Forms, printed_reports

#: What the typesetting of a PDF does not carry in running text.
_FORMS: Final = {"pdf": Forms(code=False, scripts=False)}


@attrs.frozen
class Letter:
    """A letter, and the report that has to be read from it.

    Attributes:
        text: the letter in Markdown.
        report: what reading it has to give, from its words alone: the letter carries no data.
        format: what *content* is, such as ``docx``.
        content: the letter in that format, as the bytes of a file.
        layout: in what the text is laid out otherwise than `sqsreport.write_letter` does it.
    """

    text: str
    report: Report
    format: str = "markdown"
    content: bytes = attrs.field(default=b"", repr=False)
    layout: tuple[str, ...] = ()


def letters(format: str = "markdown") -> SearchStrategy[Letter]:
    """Draw a letter in a known layout, and the report that `sqsreport.read_letter` has to return.

    In Markdown its layout varies, in ways that were seen in letters or are guessed: the order and the labels of
    the header, numbers of paragraphs, headings, marks of footnotes, the copy list, line ends and breaks.

    Args:
        format: the format of the letter's content, such as ``html``. That of other formats than Markdown is laid out
            as `sqsreport.write_letter` does it.

    Raises:
        UnknownFormatError: there is no such format.
    """
    if format not in formats.FORMATS:
        raise UnknownFormatError(format, tuple(formats.FORMATS))
    return _letters(format)


@st.composite
def _letters(draw: DrawFn, format: str) -> Letter:
    report = draw(printed_reports(_FORMS.get(format, Forms())))
    text = formats.write(report, "markdown", plain=True).decode()
    if format != "markdown":
        return Letter(text, report, format, formats.write(report, format, plain=True))
    layout = tuple(draw(st.lists(st.sampled_from(sorted(WAYS)), unique=True, max_size=4)))
    lines = text.split("\n")
    for name in WAYS:  # in their own order: one may look for what another changes
        if name in layout:
            lines = draw(st.sampled_from(WAYS[name]))(lines)
    text = draw(st.sampled_from(("\n", "\n", "\r\n"))).join(lines)
    return Letter(text, report, format, draw(st.sampled_from(("", "", "\ufeff"))).encode() + text.encode(), layout)
