"""The types of the texts and numbers in fields, each with a definition of its own in the schema."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from sqsreport._values import Between, Matches
from sqsreport.model.prose import Prose

_ONE_LINE = Matches(
    r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]*",
    "one line of text, without line breaks, control characters or lone surrogates",
)
_TRIM = Matches(
    r"[^ ]++(?: [^ ]++)*+",  # possessive, because paragraphs are long and a partial match is useless
    "text with single spaces between its words and none around them",
)


def is_line(text: str) -> str | None:
    """Return the reason why a text is not a `Line`, or ``None``."""
    return _ONE_LINE(text) or _TRIM(text)


#: A line of plain text, such as a name or a title.
Line = Annotated[str, _ONE_LINE, _TRIM]

#: The text of a paragraph.
Text = Annotated[Prose, _ONE_LINE, _TRIM]

ItemId = Annotated[
    str, Matches(r"[a-z0-9]+([-.][a-z0-9]+)*", "an id of lower-case letters and digits, such as 'recommendation-2'")
]
ReportId = Annotated[str, Matches(r"[a-z0-9]+(-[a-z0-9]+)*", "a report id, such as 'northmoor-sqs-2015-03-09'")]
LanguageTag = Annotated[str, Matches(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language tag, such as 'en' or 'cy'")]
GssCode = Annotated[
    str, Matches(r"[EW](06|07|08|09|10)[0-9]{6}", "the GSS code of a local authority, such as 'E10000006'")
]
EmailAddress = Annotated[str, _ONE_LINE, Matches(r"[^@ ]+@[^@ ]+", "an e-mail address")]
ParagraphNumber = Annotated[
    str, Matches(r"[1-9][0-9]*\.[1-9][0-9]*", "a paragraph number, section and paragraph, such as '3.4'")
]
FootnoteLabel = Annotated[str, _ONE_LINE, Matches(r"[^ \[\]]+", "a footnote label without spaces or brackets")]
#: A day from 1900 to 2099, the range that reports allow.
Day = Annotated[date, Between(date(1900, 1, 1), date(2099, 12, 31))]
Count = Annotated[int, Between(1, 2**53 - 1)]
Percentage = Annotated[float, Between(0, 100)]

#: The four themes of the screening, by keys that do not depend on the printed titles.
ThemeKey = Literal["reducing_reoffending", "protecting_the_public", "protecting_the_child", "sentence_served"]

#: The kinds of rates that a reoffending rate is compared with.
ComparatorKind = Literal["england_and_wales", "england", "wales", "family", "previous_year"]

#: How the service compares with a comparator, according to the letter; ``better`` means a lower rate.
Direction = Literal["better", "similar", "worse"]
