"""The report as pydantic models: the peer of what the library makes, with the checks of the schema and no rules.

It asks for the same: closed objects, no empty lists, lines of text without surplus spaces
and control characters, days of the calendar. Texts and months stay plain texts.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

_BARE = r"[^ \x00-\x1f\x7f-\x9f\u2028\u2029]"


def _text(pattern: str) -> Any:
    return Annotated[str, StringConstraints(pattern=f"^(?:{pattern})$")]


def _some(kind: Any) -> Any:
    return Annotated[tuple[kind, ...], Field(min_length=1)]


Line = _text(rf"{_BARE}+( {_BARE}+)*")
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2099, 12, 31))]
Month = _text(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])")
PartialDate = _text(r"(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")
Count = Annotated[int, Field(ge=1, le=2**53 - 1)]
Percentage = Annotated[float, Field(ge=0, le=100)]


class Value(BaseModel):
    """What all have in common."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Person(Value):
    """A person."""

    name: Line | None = None
    role: Line | None = None


class Authority(Value):
    """A local authority."""

    name: Line
    gss_code: _text(r"[EW](06|07|08|09|10)[0-9]{6}") | None = None


class Service(Value):
    """A service."""

    name: Line
    abbreviation: Line | None = None
    area: Line
    authorities: _some(Authority) | None = None


class Fieldwork(Value):
    """The days of an inspection."""

    start: Day
    end: Day


class LeadInspector(Value):
    """A lead inspector."""

    name: Line
    email: _text(r"[^@ ]+@[^@ ]+") | None = None
    telephone: Line | None = None


class PreviousInspection(Value):
    """An earlier inspection."""

    programme: Line | None = None
    date: PartialDate


class Inspection(Value):
    """An inspection."""

    programme: Literal["SQS"]
    service: Service
    fieldwork: Fieldwork
    lead_inspector: LeadInspector | None = None
    previous: _some(PreviousInspection) | None = None


class Comparator(Value):
    """A comparator."""

    kind: Literal["england_and_wales", "england", "wales", "family", "previous_year"]
    rate: Percentage | None = None
    direction: Literal["better", "similar", "worse"] | None = None


class Cohort(Value):
    """A cohort."""

    start: Month
    end: Month


class Reoffending(Value):
    """A reoffending rate."""

    rate: Percentage | None = None
    comparators: _some(Comparator) | None = None
    published: Month | None = None
    cohort: Cohort | None = None


class Context(Value):
    """A context."""

    paragraphs: _some(Line) | None = None
    cases_examined: Count | None = None
    reoffending: Reoffending | None = None


class Paragraph(Value):
    """A paragraph."""

    number: _text(r"[1-9][0-9]*\.[1-9][0-9]*") | None = None
    text: Line


class Section(Value):
    """A section."""

    theme: (
        Literal["reducing_reoffending", "protecting_the_public", "protecting_the_child", "sentence_served"] | None
    ) = None
    number: Count | None = None
    title: Line
    paragraphs: _some(Paragraph) | None = None


class Item(Value):
    """A strength or a recommendation."""

    id: _text(r"[a-z0-9]+([-.][a-z0-9]+)*")
    text: Line
    items: "_some(Item) | None" = None


class CopyListEntry(Value):
    """A line of the copy list."""

    role: Line
    recipients: _some(Line) | None = None


class Footnote(Value):
    """A footnote."""

    label: _text(r"[^ \[\]]+")
    text: Line


class Report(Value):
    """A report."""

    schema_uri: Line | None = Field(default=None, alias="$schema")
    schema_version: Literal["1.0"]
    id: _text(r"[a-z0-9]+(-[a-z0-9]+)*")
    language: _text(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
    title: Line
    published: Day
    addressee: Person | None = None
    sender: Person | None = None
    inspection: Inspection
    introduction: _some(Line) | None = None
    context: Context | None = None
    summary: _some(Line) | None = None
    sections: _some(Section) | None = None
    strengths: _some(Item) | None = None
    recommendations: _some(Item) | None = None
    closing: _some(Line) | None = None
    copy_list: _some(CopyListEntry) | None = None
    footnotes: _some(Footnote) | None = None
    notes: _some(Line) | None = None
    extensions: dict[str, Any] | None = None
