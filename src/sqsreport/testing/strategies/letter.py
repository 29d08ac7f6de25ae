"""Letters with the reports that reading them has to return."""

from __future__ import annotations

from typing import Final

import attrs

from sqsreport import letters as formats
from sqsreport.errors import UnknownFormatError
from sqsreport.model import Report
from sqsreport.testing._hypothesis import DrawFn, SearchStrategy, st
from sqsreport.testing.strategies.layouts import WAYS
from sqsreport.testing.strategies.printed import Forms, printed_reports

#: Formats in which some forms of running text are lost.
_FORMS: Final = {"pdf": Forms(code=False, scripts=False)}


@attrs.frozen
class Letter:
    """A letter, and the report that reading it has to return.

    Attributes:
        text: the letter in Markdown.
        report: the report that is read from the text; the letter has no embedded report.
        format: the format of *content*, such as ``docx``.
        content: the letter in that format, as the bytes of a file.
        layout: the names of the differences from the layout of `sqsreport.write_letter`.
    """

    text: str
    report: Report
    format: str = "markdown"
    content: bytes = attrs.field(default=b"", repr=False)
    layout: tuple[str, ...] = ()


def letters(format: str = "markdown") -> SearchStrategy[Letter]:
    """Draw a letter in a known layout, and the report that `sqsreport.read_letter` has to return.

    In Markdown the layout varies, as in published letters or in ways that are likely: the order and the labels of the
    header, numbers of paragraphs, headings, marks of footnotes, the copy list, line ends and breaks.

    Args:
        format: the format of the content, such as ``html``. Formats other than Markdown have the layout of
            `sqsreport.write_letter`.

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
    for name in WAYS:  # in a fixed order, because some depend on text that others change
        if name in layout:
            lines = draw(st.sampled_from(WAYS[name]))(lines)
    text = draw(st.sampled_from(("\n", "\n", "\r\n"))).join(lines)
    return Letter(text, report, format, draw(st.sampled_from(("", "", "\ufeff"))).encode() + text.encode(), layout)
