"""What the parts of a letter say: from blocks to a report, and what is missing or left over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final, TypeVar

import attrs

from sqsreport import wording
from sqsreport._jsondata import shown
from sqsreport._values import excerpt
from sqsreport.letters.blocks import Block
from sqsreport.letters.parts import SUPERSCRIPT, Parts, Piece, SectionPart, ends_sentence, sort_blocks
from sqsreport.model import (
    Cohort,
    Comparator,
    Context,
    CopyListEntry,
    Fieldwork,
    Footnote,
    Inspection,
    Item,
    LeadInspector,
    Paragraph,
    Person,
    PreviousInspection,
    Prose,
    Reoffending,
    Report,
    Section,
    Service,
    report_id,
)
from sqsreport.problems import Problem

T = TypeVar("T")

_HONOUR: Final = re.compile(r"(?:[A-Z]{2,4}|Esq|JP|DL|PhD|Jr|Sr)\b\.?(?=,|$| )")
_ROLE: Final = re.compile(
    r"(?:Interim |Acting |Independent |Deputy |Vice[- ]|Joint |Executive )*"
    r"(?:Chair|Chief|Director|Head|Assistant|Leader|Manager|HM |Inspector|Corporate|Strategic|Cabinet|Member)",
)
_NAME_WORD: Final = r"(?:[A-Z][\w'’.-]*|&|and|of|the|upon|on|in|for|with)"
_SERVICE: Final = re.compile(
    rf"(?<![\w'’.-])(?P<name>{_NAME_WORD}(?: {_NAME_WORD}){{0,11}} (?:Service|Team|Partnership)s?)"
    r" \((?:the |‘|'|“|\")*(?P<abbreviation>[A-Z][A-Za-z&]{1,11})[’'”\"]*\)"
)
_SERVICE_UNSHORTENED: Final = re.compile(
    rf"(?<![\w'’.-])(?P<name>(?:{_NAME_WORD} ){{1,9}}(?:Youth|YOT|YOS)"
    r"(?: [A-Z&][\w&]*| and| &){1,4}? (?:Service|Team)s?)\b"
)
_LEADING_SMALL_WORDS: Final = re.compile(r"^(?:(?:&|and|of|the|upon|on|in|for|with|The|In|At|By|We|Both|All) )+")
_SUPERSCRIPT: Final = re.compile(f"[{''.join(map(chr, SUPERSCRIPT))}]+")
_NAME: Final = r"(?:(?:[A-Z]|St|Dr|Mrs?|Ms)\.? |(?:de|van|von) |[A-Z][\w'’-]+ )*[A-Z][\w'’-]+"
_LEAD: Final = re.compile(rf"\blead inspector,?(?: who was| was| is)?:? (?P<name>{_NAME})")
_EMAIL: Final = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE: Final = re.compile(r"(?:\+44|\(?0)[0-9 ()-]{7,16}[0-9]")


@attrs.frozen
class Leftover:
    """A piece of the letter's text that has no place in the report, and its 1-based line."""

    text: str
    line: int | None = None


@attrs.frozen
class Reading:
    """What came of reading a letter.

    Attributes:
        report: the report, or ``None`` if the letter does not say what a report cannot lack.
        problems: what is missing, cut off, contradictory or left over.
        leftovers: every piece of text that is not in the report.
    """

    report: Report | None
    problems: tuple[Problem, ...] = ()
    leftovers: tuple[Leftover, ...] = ()


def read_blocks(blocks: Iterable[Block]) -> Reading:
    """Read a letter. Nothing is invented: what it does not say is absent."""
    reader = _Reader(sort_blocks(blocks))
    report = reader.report()
    leftovers = tuple(reader.leftovers())
    left = (Problem("SQS404", line=each.line, params={"found": shown(each.text)}) for each in leftovers)
    return Reading(report, (*reader.problems, *left), leftovers)


@attrs.define
class _Reader:
    """Makes a report of the parts of a letter, and keeps what goes wrong."""

    parts: Parts
    problems: list[Problem] = attrs.field(factory=list)
    #: Labels of the footnotes that the prose refers to.
    marked: dict[str, None] = attrs.field(factory=dict)

    def report(self) -> Report | None:
        parts = self.parts
        title, published, service, fieldwork = self._title(), self._published(), self._service(), self._fieldwork()
        if title is None or published is None or service is None or fieldwork is None:
            self._note_missing()
            return None
        context, summary = self._prose(parts.context), self._prose(parts.summary)
        report = Report(
            id=report_id(service.area, "SQS", fieldwork.start),
            language="en",
            title=title,
            published=published,
            addressee=self._person("to"),
            sender=self._person("from"),
            inspection=Inspection(
                service=service,
                fieldwork=fieldwork,
                lead_inspector=self._lead_inspector(),
                previous=tuple(self._previous()),
            ),
            introduction=self._prose(parts.introduction),
            context=self._context(context, summary),
            summary=summary,
            sections=tuple(self._section(each) for each in parts.sections),
            strengths=self._items(parts.strengths, "strength-"),
            recommendations=self._items(parts.recommendations, "recommendation-"),
            closing=self._prose(parts.closing),
            copy_list=tuple(self._copy_list()),
            notes=self._prose(parts.notes),
            footnotes=self._footnotes(),
        )
        self._note_missing(report)
        return report

    def leftovers(self) -> Iterator[Leftover]:
        """Yield what found no place, in the order of the letter."""
        parts = self.parts
        # A date goes into the report as a date and no more; other words beside it do not.
        header = [
            piece
            for label, piece in parts.header.items()
            if (label == "date" and not wording.is_day(piece.plain))
            or (label == "copy to" and not re.match("(?:please )?see ", piece.plain, re.IGNORECASE))
        ]
        unused = [piece for label, piece in parts.footnotes.items() if label not in self.marked]
        for piece in sorted([*parts.leftovers, *header, *unused], key=lambda piece: piece.line or 0):
            for line in piece.lines:
                yield Leftover(line.text, line.number)

    def _note_missing(self, report: Report | None = None) -> None:
        """Add a problem for each part that the letter lacks, or that was cut off."""
        if report is None:
            wanted = {
                "title": self._title(),
                "publication date": self._published(),
                "area": self._area(),
                "name of the service": self._service_name(),
                "days of fieldwork": self._fieldwork(),
            }
            self.problems += [Problem("SQS402", params={"part": part}) for part, found in wanted.items() if not found]
        else:
            context, inspection = report.context, report.inspection
            present = {
                "addressee": report.addressee,
                "sender": report.sender,
                "introduction": report.introduction,
                "Context": context and context.paragraphs,
                "number of cases": context and context.cases_examined,
                "Summary": report.summary,
                "commentary": report.sections,
                "key strengths": report.strengths,
                "areas requiring improvement": report.recommendations,
                "closing": report.closing,
                "lead inspector": inspection.lead_inspector,
                "copy list": report.copy_list,
                "notes": report.notes,
            }
            self.problems += [Problem("SQS401", params={"part": part}) for part, found in present.items() if not found]
        last = self.parts.last
        if last is not None and not ends_sentence(last.text):
            self.problems.append(Problem("SQS403", line=last.line, params={"found": shown("…" + last.plain[-40:])}))

    def _prose(self, pieces: Iterable[Piece]) -> tuple[Prose, ...]:
        return tuple(self._words(piece) for piece in pieces if piece.text)

    def _words(self, piece: Piece) -> Prose:
        """Return the words of a piece with its footnote marks as CommonMark has them."""
        text = piece.text
        if not text.isascii():
            text = _SUPERSCRIPT.sub(self._superscript, text)
        for label in dict.fromkeys(Prose(text).footnote_marks):
            if label in self.parts.footnotes:
                self.marked[label] = None
            else:
                # A mark without its note would make the report invalid; as text it is kept.
                self.problems.append(Problem("SQS401", params={"part": f"footnote {excerpt(label, 20)}"}))
                text = re.sub(rf"(?<!\\)\[\^{re.escape(label)}\]", lambda match: f"\\{match[0]}", text)
        return Prose(text)

    def _superscript(self, match: re.Match[str]) -> str:
        label = match[0].translate(SUPERSCRIPT)
        return f"[^{label}]" if label in self.parts.footnotes else match[0]

    def _title(self) -> str | None:
        return (self.parts.title.plain or None) if self.parts.title else None

    def _published(self) -> date | None:
        found = self.parts.header.get("date")
        return wording.day(found.plain) if found else None

    def _person(self, label: str) -> Person | None:
        found = self.parts.header.get(label)
        return _split_person(found.plain) if found and found.plain else None

    def _area(self) -> str | None:
        named = wording.area_in_title(self._title() or "")
        commented = self.parts.commentary_area
        if named and commented and not wording.same_name(named, commented):
            problem = Problem("SQS406", params={"first": shown(named), "second": shown(commented)})
            self.problems += [problem] if problem not in self.problems else []
        return named or commented

    def _fieldwork(self) -> Fieldwork | None:
        pieces = [*self.parts.introduction, *self.parts.context]
        return _first(wording.fieldwork, [piece.plain for piece in pieces])

    def _service_name(self) -> tuple[str, str | None] | None:
        texts = [piece.plain for piece in (*self.parts.context, *self.parts.introduction, *self.parts.summary)]
        for text in texts:
            if match := _SERVICE.search(text):
                return _LEADING_SMALL_WORDS.sub("", match["name"]), match["abbreviation"]
        addressee = self.parts.header.get("to")
        for text in (*texts, *([addressee.plain] if addressee else [])):
            if match := _SERVICE_UNSHORTENED.search(text):
                name = re.sub(r"^.*? of (?=[A-Z])", "", match["name"]) if text not in texts else match["name"]
                return _LEADING_SMALL_WORDS.sub("", name), None
        return None

    def _service(self) -> Service | None:
        area, named = self._area(), self._service_name()
        return Service(name=named[0], abbreviation=named[1], area=area) if area and named else None

    def _lead_inspector(self) -> LeadInspector | None:
        for piece in self.parts.closing:
            text = piece.plain
            if match := _LEAD.search(text):
                email, telephone = _EMAIL.search(text, match.end()), _TELEPHONE.search(text, match.end())
                return LeadInspector(
                    name=match["name"],
                    email=email[0] if email else None,
                    telephone=telephone[0] if telephone else None,
                )
        return None

    def _previous(self) -> Iterator[PreviousInspection]:
        pieces = (*self.parts.introduction, *self.parts.context, *self.parts.summary)
        found = (each for piece in pieces for each in wording.previous_inspections(piece.plain))
        for programme, when in dict.fromkeys(found):
            yield PreviousInspection(programme=programme, date=when)

    def _context(self, paragraphs: tuple[Prose, ...], summary: tuple[Prose, ...]) -> Context | None:
        cases = next((count for text in paragraphs for count in wording.cases_examined(text.plain_text)), None)
        reoffending = self._reoffending(paragraphs + summary)
        if not paragraphs and cases is None and reoffending is None:
            return None
        return Context(paragraphs=paragraphs, cases_examined=cases, reoffending=reoffending)

    def _reoffending(self, texts: Iterable[Prose]) -> Reoffending | None:
        printed = _first(wording.printed_rate, texts)
        notes = [piece.plain for piece in self.parts.footnotes.values() if re.search("reoffending|cohort", piece.plain)]
        months = _first(wording.cohort, notes)
        released = _first(wording.released, notes)
        comparators = (
            Comparator(kind=each.kind, rate=each.rate, direction=each.direction)
            for each in (printed.comparators if printed else ())
        )
        if not (printed or months or released):
            return None
        return Reoffending(
            rate=printed.rate if printed else None,
            comparators=tuple(comparators),
            released=released,
            cohort=Cohort(start=months[0], end=months[1]) if months else None,
        )

    def _section(self, part: SectionPart) -> Section:
        paragraphs = tuple(
            Paragraph(number=piece.number, text=self._words(piece)) for piece in part.paragraphs if piece.text
        )
        numbers = [part.title.number, *(each.number.split(".")[0] for each in paragraphs if each.number)]
        number = next((number for number in numbers if number), None)
        title = part.title.plain
        return Section(
            theme=wording.theme_of(title),
            number=int(number) if number else None,
            title=title,
            paragraphs=paragraphs,
        )

    def _items(self, pieces: Iterable[Piece], prefix: str) -> tuple[Item, ...]:
        """Make items with ids of a prefix and their number, and a dot before those of the items under them."""
        groups: list[tuple[Piece, list[Piece]]] = []
        for piece in (piece for piece in pieces if piece.text):
            if groups and piece.depth > groups[-1][0].depth:
                groups[-1][1].append(piece)
            else:
                groups.append((piece, []))
        return tuple(
            Item(id=f"{prefix}{i}", text=self._words(piece), items=self._items(under, f"{prefix}{i}."))
            for i, (piece, under) in enumerate(groups, 1)
        )

    def _copy_list(self) -> Iterator[CopyListEntry]:
        for cells in self.parts.copy_list:
            role, *others = (cell.plain for cell in cells)
            names = [name.strip() for cell in others for name in re.split(";" if ";" in cell else ",", cell)]
            if role:
                yield CopyListEntry(role=role, recipients=tuple(name for name in names if name))
            elif any(names):
                self.parts.leftovers += cells

    def _footnotes(self) -> tuple[Footnote, ...]:
        """Make the footnotes that are referred to; called last, when every mark was seen."""
        made: dict[str, Footnote] = {}
        # A footnote may refer to another, so go on until no more are referred to.
        while waiting := [label for label in self.marked if label not in made]:
            for label in waiting:
                made[label] = Footnote(label=label, text=self._words(self.parts.footnotes[label]))
        return tuple(made[label] for label in self.parts.footnotes if label in made)


def _first(find: Callable[[str], T | None], texts: Iterable[str]) -> T | None:
    """Return what is found in the first text that has it."""
    return next((found for text in texts if (found := find(text)) is not None), None)


def _split_person(text: str) -> Person:
    """Split a header's value at the first comma that does not stand before an honour such as OBE."""
    for comma in re.finditer(r",\s*", text):
        name, role = text[: comma.start()].strip(), text[comma.end() :].strip()
        if name and role and not _HONOUR.match(role):
            return Person(name=name, role=role)
    return Person(role=text) if _ROLE.match(text) else Person(name=text)
