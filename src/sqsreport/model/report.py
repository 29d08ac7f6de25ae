"""The report, with all of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import attrs
from immutabledict import immutabledict

from sqsreport._jsondata import canonical, flaws, pointer, shown
from sqsreport._values import exact, value
from sqsreport.model.commentary import Footnote, Item, Paragraph, Section, by_number
from sqsreport.model.context import Context
from sqsreport.model.inspection import Inspection
from sqsreport.model.kinds import Day, LanguageTag, Line, ReportId, Text, is_line
from sqsreport.model.lookup import find
from sqsreport.model.people import CopyListEntry, Person
from sqsreport.model.prose import Prose, to_paragraphs


def freeze(data: Any) -> Any:
    """Make JSON data immutable: mappings become `immutabledict` in the order of their keys, lists become tuples."""
    if isinstance(data, Mapping):
        return immutabledict({exact(key, str): freeze(data[key]) for key in sorted(data)})
    if isinstance(data, (list, tuple)):
        return tuple(freeze(item) for item in data)
    return exact(exact(exact(data, str), int), float)


def _to_extensions(data: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if data is None or data == {}:
        return None
    if not isinstance(data, Mapping):
        raise TypeError(f"Report.extensions: must be a Mapping, not {shown(data)}")
    for flaw in flaws(data, ("extensions",)):
        raise ValueError(f"Report.{pointer(*flaw.path)[1:]}: must be JSON data, not {shown(flaw.value)} ({flaw.kind})")
    for name in data:
        if reason := is_line(name):
            raise ValueError(f"Report.extensions: a name {reason}, not {shown(name)}")
    extensions: Mapping[str, Any] = freeze(data)
    return extensions


class _Checked:
    """A slot for a mark on reports whose problems were returned when they were loaded or read.

    It is not a field: reports with and without the mark are equal, and `attrs.evolve` does not copy it.
    """

    __slots__ = ("_is_checked",)


def mark_as_checked(report: Report) -> None:
    """Record that the problems of a report were returned. Reports are immutable, so they stay the same."""
    object.__setattr__(report, "_is_checked", True)


def is_checked(report: Report) -> bool:
    """Return whether the problems of a report were returned when it was loaded or read."""
    return getattr(report, "_is_checked", False)


@value
@attrs.frozen(kw_only=True, repr=False)
class Report(_Checked):
    """One published letter, as data. `attrs.evolve` makes a changed copy.

    *extensions* has the data that your own tools add: JSON data under a key for each tool. It is
    immutable, and every read and write keeps it exactly.
    """

    schema_uri: Line | None = None
    schema_version: Literal["1.0"] = "1.0"
    id: ReportId
    language: LanguageTag
    title: Line
    published: Day
    addressee: Person | None = None
    sender: Person | None = None
    inspection: Inspection
    introduction: tuple[Text, ...] = attrs.field(default=(), converter=to_paragraphs)
    context: Context | None = None
    summary: tuple[Text, ...] = attrs.field(default=(), converter=to_paragraphs)
    sections: tuple[Section, ...] = ()
    strengths: tuple[Item, ...] = ()
    recommendations: tuple[Item, ...] = ()
    closing: tuple[Text, ...] = attrs.field(default=(), converter=to_paragraphs)
    copy_list: tuple[CopyListEntry, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    notes: tuple[Text, ...] = attrs.field(default=(), converter=to_paragraphs)
    extensions: Mapping[str, Any] | None = attrs.field(default=None, converter=_to_extensions, eq=canonical)

    def __repr__(self) -> str:
        """Return the id, and the numbers of sections and recommendations."""
        counts = (("section", len(self.sections)), ("recommendation", len(self.recommendations)))
        parts = [f"{count} {noun}{'s' * (count != 1)}" for noun, count in counts]
        return f"<Report {self.id}: {', '.join(parts)}>"

    def __getstate__(self) -> dict[str, Any]:
        """Return the fields and the mark, so that a pickled report keeps both."""
        names = (*(field.name for field in attrs.fields(Report)), *_Checked.__slots__)
        return {name: getattr(self, name) for name in names if hasattr(self, name)}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        for name, content in state.items():
            object.__setattr__(self, name, content)

    def section(self, theme: str) -> Section:
        """Return the section of a theme, such as ``"reducing_reoffending"``, or with a printed title.

        Raises:
            NotFoundError: there is none; the message lists those that exist.
        """
        by_key = {section.title: section for section in reversed(self.sections)}
        by_key |= {section.theme: section for section in reversed(self.sections) if section.theme}
        return find("section", theme, by_key, [section.theme or section.title for section in self.sections])

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of all sections, in the order of the letter."""
        return tuple(paragraph for section in self.sections for paragraph in section.paragraphs)

    def paragraph(self, number: str) -> Paragraph:
        """Return the paragraph with a printed number, such as ``"3.4"``.

        Raises:
            NotFoundError: there is none; the message lists those that exist.
        """
        return find("paragraph", number, by_number(self.paragraphs))

    def strength(self, id: str) -> Item:
        """Return the strength with an id, such as ``"strength-1"``, nested ones included.

        Raises:
            NotFoundError: there is none; the message lists those that exist.
        """
        return find("strength", id, {item.id: item for item in _walk(self.strengths)})

    def recommendation(self, id: str) -> Item:
        """Return the recommendation with an id, such as ``"recommendation-2"``, nested ones included.

        Raises:
            NotFoundError: there is none; the message lists those that exist.
        """
        return find("recommendation", id, {item.id: item for item in _walk(self.recommendations)})

    def footnote(self, label: str) -> Footnote:
        """Return the footnote with a label, such as ``"1"``.

        Raises:
            NotFoundError: there is none; the message lists those that exist.
        """
        return find("footnote", label, {footnote.label: footnote for footnote in self.footnotes})

    def iter_prose(self) -> Iterator[tuple[str, Prose]]:
        """Yield every piece of prose with its JSON Pointer, in the order of the schema.

        Items come before the items that are nested under them.
        """
        context = self.context.paragraphs if self.context else ()
        yield from _paragraphs("/introduction", self.introduction)
        yield from _paragraphs("/context/paragraphs", context)
        yield from _paragraphs("/summary", self.summary)
        for index, section in enumerate(self.sections):
            for number, paragraph in enumerate(section.paragraphs):
                yield f"/sections/{index}/paragraphs/{number}/text", paragraph.text
        yield from _item_texts("/strengths", self.strengths)
        yield from _item_texts("/recommendations", self.recommendations)
        yield from _paragraphs("/closing", self.closing)
        for index, footnote in enumerate(self.footnotes):
            yield f"/footnotes/{index}/text", footnote.text
        yield from _paragraphs("/notes", self.notes)


def _paragraphs(parent: str, paragraphs: Iterable[Prose]) -> Iterator[tuple[str, Prose]]:
    return ((f"{parent}/{index}", paragraph) for index, paragraph in enumerate(paragraphs))


def _item_texts(parent: str, items: Iterable[Item]) -> Iterator[tuple[str, Prose]]:
    for index, item in enumerate(items):
        yield f"{parent}/{index}/text", item.text
        yield from _item_texts(f"{parent}/{index}/items", item.items)


def _walk(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _walk(item.items)
