"""Convert a report to the blocks of a letter, with the order and the headings of the letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqsreport.letters.blocks import Block, Field, Footnote, Heading, Letter, Line, ListItem, Paragraph, TableRow
from sqsreport.letters.inline import escape
from sqsreport.model import Item, Person, Report, Section
from sqsreport.model.dates import long_day


def write_blocks(report: Report) -> Letter:
    """Convert a report to a letter."""
    sender = report.sender
    return Letter(
        blocks=tuple(_blocks(report)),
        title=report.title,
        language=report.language,
        published=report.published,
        author=(sender.name or sender.role) if sender else None,
    )


def _blocks(report: Report) -> Iterator[Block]:
    yield from _header(report)
    yield _heading(report.title, 1)
    yield from _paragraphs(report.introduction)
    if report.context and report.context.paragraphs:
        yield _heading("Context", 2)
        yield from _paragraphs(report.context.paragraphs)
    if report.summary:
        yield _heading("Summary", 2)
        yield from _paragraphs(report.summary)
    if report.sections:
        yield _heading(f"Commentary on the inspection in {report.inspection.service.area}", 2)
        for section in report.sections:
            yield from _section(section)
    if report.strengths:
        yield _heading("Key strengths", 2)
        yield from _items(report.strengths)
    if report.recommendations:
        yield _heading("Areas requiring improvement", 2)
        yield from _items(report.recommendations)
    if report.closing:
        # After the list of recommendations a reader recognises the closing paragraphs by their place. Without that list
        # they need a heading.
        if not report.recommendations:
            yield _heading("Closing", 2)
        yield from _paragraphs(report.closing)
    yield from _copy_list(report)
    for number, note in enumerate(report.notes, 1):
        # The no-break space keeps the word and its number on one line of a printed page.
        yield Paragraph((Line(f"Note\N{NO-BREAK SPACE}{number}: {note}"),))
    for footnote in report.footnotes:
        yield Footnote(footnote.label, (Line(footnote.text),))


def _heading(title: str, level: int) -> Heading:
    return Heading((Line(escape(title)),), level)


def _paragraphs(texts: Iterable[str]) -> Iterator[Block]:
    return (Paragraph((Line(str(text)),)) for text in texts)


def _header(report: Report) -> Iterator[Field]:
    if report.addressee:
        yield _field("To", _person(report.addressee))
    if report.copy_list:
        yield _field("Copy to", "See copy list at end")
    if report.sender:
        yield _field("From", _person(report.sender))
    yield _field("Publication date", long_day(report.published))


def _field(label: str, text: str) -> Field:
    return Field(label, (Line(escape(text)),))


def _person(person: Person) -> str:
    return ", ".join(part for part in (person.name, person.role) if part)


def _section(section: Section) -> Iterator[Block]:
    yield _heading(f"{section.number}. {section.title}" if section.number else section.title, 3)
    for paragraph in section.paragraphs:
        lines = (Line(str(paragraph.text)),)
        yield ListItem(lines, number=paragraph.number) if paragraph.number else Paragraph(lines)


def _items(items: Iterable[Item], depth: int = 0) -> Iterator[Block]:
    for item in items:
        yield ListItem((Line(str(item.text)),), depth)
        yield from _items(item.items, depth + 1)


def _copy_list(report: Report) -> Iterator[Block]:
    if not report.copy_list:
        return
    yield _heading("Copy to:", 2)
    yield TableRow((Line("Role"), Line("Recipients")), is_header=True)
    for entry in report.copy_list:
        separator = "; " if any("," in name for name in entry.recipients) else ", "
        yield TableRow((Line(escape(entry.role)), Line(escape(separator.join(entry.recipients)))))
