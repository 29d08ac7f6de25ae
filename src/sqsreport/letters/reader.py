"""Return a report from the parts of a letter, and add problems for the missing ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, TypeVar

import attrs

from sqsreport._jsondata import shown
from sqsreport.extract import people, roles
from sqsreport.extract.dates import find_day, is_day
from sqsreport.extract.programmes import SQS, programme_of
from sqsreport.extract.themes import theme_of
from sqsreport.letters.blocks import passage_of
from sqsreport.letters.context import ContextReader
from sqsreport.letters.copy_list.entries import entries
from sqsreport.letters.inspection import InspectionReader
from sqsreport.letters.layout import ends_sentence, is_open_value, refers_to_list
from sqsreport.letters.pieces import Parts, Piece, SectionPart, with_text
from sqsreport.letters.record import Record, problem_at
from sqsreport.letters.sources import exists
from sqsreport.letters.wording import Wording
from sqsreport.model import (
    CopyListEntry,
    Fieldwork,
    Inspection,
    Item,
    Paragraph,
    Person,
    Report,
    Section,
    Service,
    report_id,
)
from sqsreport.problems import Problem

T = TypeVar("T")

#: The parts that the letter known in full has, and where a report has them.
_EXPECTED_PARTS: Final = {
    "addressee": "/addressee",
    "sender": "/sender",
    "introduction": "/introduction",
    "Context": "/context/paragraphs",
    "number of cases": "/context/cases_examined",
    "Summary": "/summary",
    "commentary": "/sections",
    "key strengths": "/strengths",
    "areas requiring improvement": "/recommendations",
    "closing": "/closing",
    "lead inspector": "/inspection/lead_inspector",
    "copy list": "/copy_list",
    "notes": "/notes",
}
#: A placeholder for a day, after all that a letter may speak of.
_FAR_DAY: Final = date(2099, 12, 31)


@attrs.define
class Reader:
    """Makes a report of the parts of a letter."""

    parts: Parts
    record: Record = attrs.field(init=False)
    wording: Wording = attrs.field(init=False)
    inspection: InspectionReader = attrs.field(init=False)
    context: ContextReader = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.record = Record(self.parts)
        self.wording = Wording(self.parts, self.record)
        self.inspection = InspectionReader(self.parts, self.record, self.wording)
        self.context = ContextReader(self.parts, self.record, self.wording)

    def report(self) -> Report | None:
        """Return the report, unless the letter lacks a required value."""
        parts = self.parts
        title, published, service, fieldwork = self._title(), self._published(), self._service(), self._fieldwork()
        is_other = self._programme() not in (SQS, None)
        if is_other or title is None or published is None or service is None or fieldwork is None:
            self._note_missing()
            return None
        report = Report(
            id=report_id(service.area, "SQS", fieldwork.start),
            language="en",
            title=title,
            published=published,
            addressee=self._person("to", "/addressee"),
            sender=self._person("from", "/sender"),
            inspection=Inspection(
                service=service,
                fieldwork=fieldwork,
                lead_inspector=self.inspection.lead_inspector(),
                previous=tuple(self.inspection.previous(fieldwork)),
            ),
            introduction=self.wording.paragraphs(parts.introduction, "/introduction"),
            context=self.context.context(),
            summary=self.wording.paragraphs(parts.summary, "/summary"),
            sections=tuple(self._section(each, f"/sections/{i}") for i, each in enumerate(parts.sections)),
            strengths=self._items(parts.strengths, "strength-", "/strengths"),
            recommendations=self._items(parts.recommendations, "recommendation-", "/recommendations"),
            closing=self.wording.paragraphs(parts.closing, "/closing"),
            copy_list=tuple(self._copy_list()),
            notes=self.wording.paragraphs(parts.notes, "/notes"),
            footnotes=self.wording.footnotes(),
        )
        for part, piece in parts.loose_marks.items():
            for where in (f"/{part}", "/closing") if part == "recommendations" else (f"/{part}",):
                self.record.note_unclear(f"order of the {part}", where, [piece])
        for where, piece in parts.headings:
            if exists(report, where):
                self.record.add_words(where, piece)
        if report.copy_list and self._refers_to_copy_list():
            self.record.add_header("copy to", "/copy_list")
        # A line of the header may have several labels, and values be made of some of them.
        unsaid = (piece for label, piece in parts.header.items() if label not in self.record.used_labels)
        self.record.half_used.update(passage_of(line) for piece in unsaid for line in piece.lines)
        self._note_missing(report)
        return report

    def _note_missing(self, report: Report | None = None) -> None:
        """Add a problem for each part that the letter lacks, or that was cut off."""
        if report is None and (problem := self._other_letter()):
            self.record.problems = [problem]
        elif report is None:
            wanted = {
                "title": self._title(),
                "publication date": self._published(),
                "area": self.inspection.area(self._title()),
                "name of the service": self.inspection.service_name(self.inspection.area(self._title())),
                "days of fieldwork": self._fieldwork(),
            }
            self.record.problems += [
                Problem("SQS402", params={"part": part}) for part, value in wanted.items() if not value
            ]
        else:
            self.record.problems += [
                Problem("SQS401", pointer=where, params={"part": part})
                for part, where in _EXPECTED_PARTS.items()
                if not exists(report, where)
            ]
        last = self.parts.last
        if last is not None and not ends_sentence(last.text):
            self.record.problems.append(problem_at("SQS403", last.passage, found=shown("…" + last.plain[-40:])))

    def _other_letter(self) -> Problem | None:
        """Return the problem of a text that is the letter of another programme, or no letter of an inspection."""
        programme = self._programme()
        if programme not in (SQS, None):
            return Problem("SQS417", params={"programme": programme})
        if programme is None and self.parts.title is None and self._fieldwork() is None:
            return Problem("SQS419")
        return None

    def _programme(self) -> str | None:
        parts = self.parts
        opening = (piece.plain for piece in (*parts.introduction, *parts.context, *parts.summary))
        return programme_of(parts.title.plain if parts.title else None, opening)

    def _title(self) -> str | None:
        title = self.parts.title
        if title is None or not title.plain:
            return None
        self.record.add_words("/title", title)
        self.record.add("/inspection/programme", title)
        return title.plain

    def _published(self) -> date | None:
        piece = self.parts.header.get("date")
        day = find_day(piece.plain) if piece else None
        if piece and day:
            self.record.add_header("date", "/published")
            if not is_day(piece.plain):  # other words beside the date have no place
                self.record.half_used.update(map(passage_of, piece.lines))
        return day

    def _person(self, label: str, where: str) -> Person | None:
        piece = self.parts.header.get(label)
        if piece is None or not piece.plain:
            return None
        # The values are beside other labels than their own, or a line of this one is apart from the others.
        if refers_to_list(piece.plain) or roles.is_end(piece.plain) or is_open_value(piece.plain.rstrip(", ")):
            self.record.note_unclear(where.strip("/"), where, [piece])
            return None
        self.record.add_header(label, where)
        return people.split_person(piece.plain)

    def _service(self) -> Service | None:
        area = self.inspection.area(self._title())
        named = self.inspection.service_name(area)
        if not area or not named:
            return None
        self.record.passages["/inspection/service/abbreviation"] = self.record.passages["/inspection/service/name"]
        return Service(name=named.name, abbreviation=named.abbreviation, area=area)

    def _fieldwork(self) -> Fieldwork | None:
        return self.inspection.fieldwork()

    def _section(self, part: SectionPart, where: str) -> Section:
        paragraphs = tuple(
            Paragraph(number=piece.number, text=self.wording.words(piece, f"{where}/paragraphs/{i}"))
            for i, piece in enumerate(with_text(part.paragraphs))
        )
        numbers = [part.title.number, *(each.number.split(".")[0] for each in paragraphs if each.number)]
        number = next((number for number in numbers if number), None)
        title = part.title.plain
        self.record.add_words(f"{where}/title", part.title)
        for key in ("theme", "number"):
            self.record.add(f"{where}/{key}", part.title)
        return Section(
            theme=theme_of(title),
            number=int(number) if number else None,
            title=title,
            paragraphs=paragraphs,
        )

    def _items(self, pieces: Iterable[Piece], prefix: str, where: str) -> tuple[Item, ...]:
        """Return items whose ids are a prefix and their number; a dot precedes the numbers of nested items."""
        groups: list[tuple[Piece, list[Piece]]] = []
        for piece in with_text(pieces):
            if groups and piece.depth > groups[-1][0].depth:
                groups[-1][1].append(piece)
            else:
                groups.append((piece, []))
        return tuple(
            Item(
                id=f"{prefix}{i + 1}",
                text=self.wording.words(piece, f"{where}/{i}"),
                items=self._items(under, f"{prefix}{i + 1}.", f"{where}/{i}/items"),
            )
            for i, (piece, under) in enumerate(groups)
        )

    def _copy_list(self) -> Iterator[CopyListEntry]:
        made, unclear = entries(self.parts.copy_list, self.parts.copy_lines)
        self.record.problems += [
            problem_at("SQS501", row[0].passage, "/copy_list", found=shown(row[0].plain)) for row in unclear[:1]
        ]
        for i, entry in enumerate(made):
            self.record.add_words(f"/copy_list/{i}", *entry.pieces)
            yield CopyListEntry(role=entry.role, recipients=entry.names)

    def _refers_to_copy_list(self) -> bool:
        piece = self.parts.header.get("copy to")
        return piece is not None and (not piece.plain or refers_to_list(piece.plain))


@attrs.define
class DraftReader(Reader):
    """Uses placeholders for the required values that a letter lacks."""

    placeholders: set[str] = attrs.field(factory=set)

    def _title(self) -> str | None:
        return super()._title() or self._placeholder("/title", "?")

    def _published(self) -> date | None:
        return super()._published() or self._placeholder("/published", _FAR_DAY)

    def _fieldwork(self) -> Fieldwork | None:
        return super()._fieldwork() or self._placeholder(
            "/inspection/fieldwork", Fieldwork(start=_FAR_DAY, end=_FAR_DAY)
        )

    def _service(self) -> Service | None:
        if service := super()._service():
            return service
        area = self.inspection.area(self._title())
        named = self.inspection.service_name(area)
        name = named.name if named else self._placeholder("/inspection/service/name", "?")
        abbreviation = named.abbreviation if named else None
        area = area or self._placeholder("/inspection/service/area", "?")
        return Service(name=name, abbreviation=abbreviation, area=area)

    def _placeholder(self, where: str, value: T) -> T:
        self.placeholders.add(where)
        return value
