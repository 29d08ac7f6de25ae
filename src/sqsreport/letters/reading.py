"""What the parts of a letter say: from blocks to a report, and what is missing or left over."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property, partial
from itertools import chain
from typing import Final, TypeVar

import attrs

from sqsreport._jsondata import shown
from sqsreport._values import excerpt
from sqsreport.extract import areas, cohorts, people
from sqsreport.extract.cases import cases_examined
from sqsreport.extract.contact import Contact, find_contact, find_email, find_telephone, is_written_by_lead
from sqsreport.extract.dates import find_day, is_day
from sqsreport.extract.fieldwork import Candidate, find_candidate
from sqsreport.extract.previous import find_mentions
from sqsreport.extract.programmes import SQS, programme_of
from sqsreport.extract.rates import PrintedRate, find_rate, mentions_rate
from sqsreport.extract.service import PrintedService, find_services, find_short_service
from sqsreport.extract.text import Unclear
from sqsreport.extract.themes import theme_of
from sqsreport.letters.blocks import PAGE_REASONS, Block, Passage, Unread, passage_of
from sqsreport.letters.checks import Result, find_doubts
from sqsreport.letters.copy_list import entries
from sqsreport.letters.layout import SUPERSCRIPT, are_columns, ends_sentence, is_page_number, refers_to_list
from sqsreport.letters.parts import sort_blocks
from sqsreport.letters.pieces import Parts, Piece, SectionPart
from sqsreport.letters.sources import agree, complete, exists
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

_SUPERSCRIPT: Final = re.compile(f"[{''.join(map(chr, SUPERSCRIPT))}]+")
#: Digits to superscript digits, for `str.translate`.
_RAISED: Final = {digit: raised for raised, digit in SUPERSCRIPT.items()}
_MARK: Final = re.compile(r"(?<!\\)\[\^(?P<label>[^ \[\]]+)\]")
#: The marks that may be nothing but digits.
_PLAIN_LABELS: Final = frozenset(map(str, range(1, 100)))
#: Marks without markup: glued to a word or to what ends a clause, or in brackets.
_PLAIN_MARKS: Final = (
    r"(?:(?<=[^\W\d_][a-zß-öø-ÿ])|(?<=[A-Z]{{3}})|(?<=[^\W\d_][.,;:)”’\"])|(?<=%)|(?<=[^\W\d_][.,][”’\"])){}(?=[\s.,;:)”’\"]|$)",
    r"(?<=[\w.,%)]) ?\\?\[{}\\?\]",
    r"(?<=\brate) {}(?= )",
)
#: Marks that are signs.
_SIGN_LABELS: Final = re.compile("[†‡§]+")


#: What a footnote says if it is on the reoffending rate, and the rate with the mark of one.
_ON_RATE: Final = re.compile(r"offending|\bcohort|\brates?\b")
_RATE_WITH_MARK: Final = re.compile(r"offending rate(?:[0-9*†‡¹²³⁴-⁹]|\[| ?\([0-9])")
#: Why a passage is not part of the text, if that is because it belongs to the page.
_PAGE_REASONS: Final = PAGE_REASONS | {"line number", "watermark"}


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

#: What a table is drawn with, where it is drawn with characters.
_LINE_OF_TABLE: Final = re.compile(r"(?=[+:=\s-]*?(?:\||--|==))[|+:=\s-]++")


@attrs.frozen
class Reading:
    """What came of reading a letter.

    Attributes:
        report: the report, or ``None`` if the letter does not say what a report cannot lack.
        problems: what is missing, cut off, contradictory or left over.
        leftovers: every passage of the letter that is not in the report, or of which only a part is, in order.
        sha256: the digest of the letter's bytes, in hexadecimal.
        sources: for each JSON Pointer of the report, the passages of the letter that say it; ``""`` is the whole
            report, and what no letter prints, such as ``/id``, is not there. A value that a person gave has a passage
            without a place, with that as its reason.
    """

    report: Report | None
    problems: tuple[Problem, ...] = ()
    leftovers: tuple[Passage, ...] = ()
    sha256: str | None = attrs.field(default=None, eq=False)
    _record: Callable[[], Mapping[str, Iterable[Passage]]] = attrs.field(
        default=dict, eq=False, repr=False, alias="record"
    )

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage that the report was made of."""
        return tuple(dict.fromkeys(passage for passages in self._record().values() for passage in passages))

    def recorded(self) -> Mapping[str, Iterable[Passage]]:
        """Return what was recorded while reading: the passages of some pointers, of which `sources` is made."""
        return self._record()

    @cached_property
    def sources(self) -> Mapping[str, tuple[Passage, ...]]:
        """For each JSON Pointer of the report, the passages of the letter that say it.

        ``""`` is the whole report. What no letter prints, such as ``/id``, is not there.
        """
        return complete(self.report, self._record()) if self.report else {}


def read_blocks(blocks: Iterable[Block]) -> Reading:
    """Read a letter. Nothing is invented: what it does not say is absent. Nothing is lost: the rest is left over."""
    blocks = tuple(blocks)
    reader = _Reader(sort_blocks(blocks))
    report = reader.report()
    recorded = reader.recorded if report else {}
    leftovers = _leftovers(blocks, recorded, reader.half_used, unread_passages(blocks))
    # Page numbers, running heads and the lines of tables are in no letter, and need no problem.
    reported = {passage for passage in leftovers if not is_of_a_page(passage)} if report else set()
    left = _left_over(blocks, reported) if reported else ()
    doubts = find_doubts(Result(report, reader.parts, recorded)) if report else ()
    return Reading(report, (*reader.problems, *doubts, *left), leftovers, record=partial(dict, recorded))


def draft_blocks(blocks: Iterable[Block]) -> tuple[Reading, frozenset[str]]:
    """Read a letter that does not say what a report cannot lack, for a person to complete.

    Returns:
        A reading whose report has placeholders, and the JSON Pointers of these.
    """
    blocks = tuple(blocks)
    reader = _DraftReader(sort_blocks(blocks))
    report = reader.report()
    leftovers = _leftovers(blocks, reader.recorded, reader.half_used)
    return Reading(report, (), leftovers, record=partial(dict, reader.recorded)), frozenset(reader.placeholders)


def _leftovers(
    blocks: Iterable[Block],
    recorded: Mapping[str, Iterable[Passage]],
    half_used: AbstractSet[Passage],
    unread: Container[Passage] = (),
) -> tuple[Passage, ...]:
    """Return the passages that no value was made of, or of which only a part was used, in order."""
    used = {passage for passages in recorded.values() for passage in passages} - half_used
    every = dict.fromkeys([line.passage or passage_of(line) for block in blocks for line in block.lines])
    return tuple(passage for passage in every if passage.text and (passage not in used or passage in unread))


def read_as(report: Report, blocks: Iterable[Block]) -> Reading:
    """Return the reading of a letter of which it is known that it says *report*."""
    blocks = tuple(blocks)
    return Reading(report, leftovers=tuple(unread_passages(blocks)), record=partial(_places_of, report, blocks))


def _places_of(report: Report, blocks: tuple[Block, ...]) -> dict[str, Iterable[Passage]]:
    """Record where the blocks say the values of a report; what they say otherwise has no place but the whole letter."""
    reader = _Reader(sort_blocks(blocks))
    read = reader.report()
    unread = unread_passages(blocks)
    every = dict.fromkeys(passage_of(line) for block in blocks for line in block.lines)
    agreeing = {where: found for where, found in reader.recorded.items() if read and agree(read, report, where)}
    return {**agreeing, "": [passage for passage in every if passage not in unread]}


def unread_passages(blocks: Iterable[Block]) -> dict[Passage, None]:
    """Return what a format has found to be no part of the letter, in order."""
    unread = (passage_of(line) for block in blocks if isinstance(block, Unread) for line in block.lines)
    # What stands over the columns of a table stands on its every page.
    return dict.fromkeys(passage for passage in unread if not are_columns(passage.text.split()))


def is_of_a_page(passage: Passage) -> bool:
    """Check whether a passage is of the page and not of the letter, such as a page number or a running head."""
    is_line_of_table = _LINE_OF_TABLE.fullmatch(passage.text) is not None
    return passage.reason in _PAGE_REASONS or is_page_number(passage.text) or is_line_of_table


def _left_over(blocks: Iterable[Block], leftovers: set[Passage]) -> Iterator[Problem]:
    """Make a problem of each passage that is left over; those that stand together and are no letter make one."""
    for block in blocks:
        found = dict.fromkeys(passage_of(line) for line in block.lines)
        passages = [passage for passage in found if passage in leftovers]
        leftovers.difference_update(passages)
        if isinstance(block, Unread) and len(passages) > 1:
            yield _problem("SQS404", passages[0], found=f"{_shown(passages[0])} and {len(passages) - 1} more beside it")
        else:
            yield from (_problem("SQS404", passage, found=_shown(passage)) for passage in passages)


def _shown(passage: Passage) -> str:
    """Return the words of a passage for a message, and why they are not part of the text."""
    return f"{shown(passage.text)} ({passage.reason})" if passage.reason else shown(passage.text)


def _problem(code: str, passage: Passage | None, pointer: str = "", **params: str) -> Problem:
    place = passage or Passage("")
    return Problem(code, pointer, line=place.line, column=place.column, page=place.page, params=params)


@attrs.define
class _Reader:
    """Makes a report of the parts of a letter, and keeps what goes wrong."""

    parts: Parts
    problems: list[Problem] = attrs.field(factory=list)
    #: Labels of the footnotes that the prose refers to.
    marked: dict[str, None] = attrs.field(factory=dict)
    #: The passages by the JSON Pointer of what was made of them.
    recorded: dict[str, list[Passage]] = attrs.field(factory=dict)
    #: The passages of which only a part has a place in the report.
    half_used: set[Passage] = attrs.field(init=False)
    #: The labels of the header that the report has the values of.
    said: set[str] = attrs.field(factory=set)

    def __attrs_post_init__(self) -> None:
        self.half_used = self.parts.half_used

    def report(self) -> Report | None:
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
                lead_inspector=self._lead_inspector(),
                previous=tuple(self._previous(fieldwork)),
            ),
            introduction=self._prose(parts.introduction, "/introduction"),
            context=self._context(),
            summary=self._prose(parts.summary, "/summary"),
            sections=tuple(self._section(each, f"/sections/{i}") for i, each in enumerate(parts.sections)),
            strengths=self._items(parts.strengths, "strength-", "/strengths"),
            recommendations=self._items(parts.recommendations, "recommendation-", "/recommendations"),
            closing=self._prose(parts.closing, "/closing"),
            copy_list=tuple(self._copy_list()),
            notes=self._prose(parts.notes, "/notes"),
            footnotes=self._footnotes(),
        )
        for where, piece in parts.headings:
            if exists(report, where):
                self._record_words(where, piece)
        if report.copy_list and self._refers_to_copy_list():
            self._record_header("copy to", "/copy_list")
        # A line of the header may have several labels, and values be made of some of them.
        unsaid = (piece for label, piece in parts.header.items() if label not in self.said)
        self.half_used.update(passage_of(line) for piece in unsaid for line in piece.lines)
        self._note_missing(report)
        return report

    def _record(self, where: str, *pieces: Piece) -> None:
        """Keep which passages a value of the report was made of."""
        found = [line.passage or passage_of(line) for piece in pieces for line in piece.lines]
        self.recorded.setdefault(where, []).extend(found)

    def _record_words(self, where: str, *pieces: Piece) -> None:
        """Keep which passages a value was made of that has their words, and nothing that markup says beside them."""
        self._record(where, *pieces)
        for piece in pieces:
            if piece.has_targets:
                self.half_used.update(map(passage_of, piece.lines))

    def _record_header(self, label: str, where: str) -> None:
        """Keep that a value was made of a label's."""
        self.said.add(label)
        self._record_words(where, self.parts.header[label])

    def _found(self, find: Callable[[Piece], T | None], pieces: Iterable[Piece], where: str) -> T | None:
        """Return what is found in the first piece that has it."""
        for piece in pieces:
            if (found := find(piece)) is not None:
                self._record(where, piece)
                return found
        return None

    def _note_missing(self, report: Report | None = None) -> None:
        """Add a problem for each part that the letter lacks, or that was cut off."""
        if report is None and (problem := self._other_letter()):
            self.problems = [problem]
        elif report is None:
            wanted = {
                "title": self._title(),
                "publication date": self._published(),
                "area": self._area(),
                "name of the service": self._service_name(self._area()),
                "days of fieldwork": self._fieldwork(),
            }
            self.problems += [Problem("SQS402", params={"part": part}) for part, found in wanted.items() if not found]
        else:
            self.problems += [
                Problem("SQS401", pointer=where, params={"part": part})
                for part, where in _EXPECTED_PARTS.items()
                if not exists(report, where)
            ]
        last = self.parts.last
        if last is not None and not ends_sentence(last.text):
            self.problems.append(_problem("SQS403", last.passage, found=shown("…" + last.plain[-40:])))

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

    def _prose(self, pieces: Iterable[Piece], where: str) -> tuple[Prose, ...]:
        return tuple(self._words(piece, f"{where}/{i}") for i, piece in enumerate(_with_text(pieces)))

    def _words(self, piece: Piece, where: str) -> Prose:
        """Return the words of a piece with its footnote marks as CommonMark has them."""
        self._record(where, piece)
        text = self._marked(piece)
        labels = dict.fromkeys(Prose(text).footnote_marks)
        if not labels:
            return Prose(text)
        missing = {label: None for label in labels if label not in self.parts.footnotes}
        self.marked |= {label: None for label in labels if label in self.parts.footnotes}
        if missing:
            # A mark without its note would make the report invalid; as text it is kept.
            parts = [f"footnote {excerpt(label, 20)}" for label in missing]
            self.problems += [Problem("SQS401", params={"part": part}) for part in parts]
            text = _MARK.sub(lambda match: f"\\{match[0]}" if match["label"] in missing else match[0], text)
        return Prose(text)

    def _marked(self, piece: Piece) -> str:
        """Return the text of a piece with its footnote marks as CommonMark has them, where there is such a note."""
        text = piece.text if piece.text.isascii() else _SUPERSCRIPT.sub(self._superscript, piece.text)
        for label, pattern in self._plain_marks.items():
            if label in text:
                text = pattern.sub(f"[^{label}]", text)
        return text

    @cached_property
    def _plain_marks(self) -> Mapping[str, re.Pattern[str]]:
        """The marks that are nothing but digits, in brackets or glued to a word, by the label of their note."""
        parts = self.parts
        text = "\n".join(piece.text for piece in self._paragraphs()) if parts.footnotes else ""
        patterns: dict[str, re.Pattern[str] | None] = {}
        for label in parts.footnotes:
            if _SIGN_LABELS.fullmatch(label):
                patterns[label] = re.compile(rf"(?<=[^\s^]){label}(?![†‡§])")
            elif label in _PLAIN_LABELS and f"[^{label}]" not in text and label.translate(_RAISED) not in text:
                found = (re.compile(pattern.format(label)) for pattern in _PLAIN_MARKS)
                patterns[label] = next((pattern for pattern in found if pattern.search(text)), None)
        return {label: pattern for label, pattern in patterns.items() if pattern}

    def _paragraphs(self) -> Iterator[Piece]:
        """Yield every piece that may have the mark of a footnote."""
        parts = self.parts
        paragraphs = (paragraph for section in parts.sections for paragraph in section.paragraphs)
        findings = parts.strengths, parts.recommendations
        return chain(parts.introduction, parts.context, parts.summary, paragraphs, *findings, parts.closing)

    def _superscript(self, match: re.Match[str]) -> str:
        label = match[0].translate(SUPERSCRIPT)
        return f"[^{label}]" if label in self.parts.footnotes else match[0]

    def _title(self) -> str | None:
        title = self.parts.title
        if title is None or not title.plain:
            return None
        self._record_words("/title", title)
        self._record("/inspection/programme", title)
        return title.plain

    def _published(self) -> date | None:
        piece = self.parts.header.get("date")
        found = find_day(piece.plain) if piece else None
        if piece and found:
            self._record_header("date", "/published")
            if not is_day(piece.plain):  # other words beside the date have no place
                self.half_used.update(map(passage_of, piece.lines))
        return found

    def _person(self, label: str, where: str) -> Person | None:
        piece = self.parts.header.get(label)
        if piece is None or not piece.plain:
            return None
        self._record_header(label, where)
        return people.split_person(piece.plain)

    def _area(self) -> str | None:
        named = areas.area_in_title(self._title() or "")
        if named and self.parts.title:
            self._record("/inspection/service/area", self.parts.title)
        for commented, heading in self.parts.commentary_areas:
            if named is None or areas.is_split(named, commented):
                named = commented
                self._record("/inspection/service/area", heading)
            elif not (areas.same_area(named, commented) or areas.is_split(commented, named)):
                problem = Problem("SQS406", params={"first": shown(named), "second": shown(commented)})
                self.problems += [problem] if problem not in self.problems else []
                self.half_used.update(map(passage_of, heading.lines))
        return self._area_in_prose(named)

    def _area_in_prose(self, named: str | None) -> str | None:
        """Return the area that the sentence on the rate names, where that of the title is missing or not whole."""
        pieces = (*self.parts.context, *self.parts.summary)
        for piece in pieces:
            in_rate = areas.area_in_rate(self._marked(piece))
            if in_rate is None or (named and areas.same_name(named, in_rate) and not named.isupper()):
                continue
            # A title in capitals does not show how the name is written.
            is_whole = named is None or areas.is_split(named, in_rate) or areas.same_name(named, in_rate)
            # A title may have lost its last line: then the name of the service has the words as well.
            if named and in_rate.startswith(f"{named} "):
                services = (each.name for other in pieces for each in find_services(other.plain))
                is_whole = any(areas.same_name(areas.area_in_service(name) or "", in_rate) for name in services)
            if is_whole:
                self._record("/inspection/service/area", piece)
                return in_rate
        return named

    def _fieldwork(self) -> Fieldwork | None:
        likely: tuple[Piece, Candidate] | None = None
        for piece in (*self.parts.introduction, *self.parts.context):
            candidate = find_candidate(piece.plain)
            if candidate and (likely is None or candidate.certainty > likely[1].certainty):
                likely = piece, candidate
            if likely and likely[1].is_certain:
                break
        if likely is None or isinstance(likely[1].value, Unclear):
            return None
        self._record("/inspection/fieldwork", likely[0])
        return likely[1].value

    def _service_name(self, area: str | None) -> PrintedService | None:
        pieces = (*self.parts.context, *self.parts.introduction, *self.parts.summary)
        addressees = [piece for label, piece in self.parts.header.items() if label == "to"]
        services = [(piece, each) for piece in pieces for each in find_services(piece.plain, area)]
        services += [
            (piece, each) for piece in addressees for each in find_services(piece.plain, area) if each.is_of_youth
        ]

        def doubt(service: PrintedService) -> tuple[bool, bool, bool, bool]:
            begins_with_area = area is not None and service.name.startswith(area)
            named = area if begins_with_area else areas.area_in_service(service.name)
            is_of_another = bool(area and named) and not areas.agree(area or "", named or "")
            return not service.is_of_youth, is_of_another, service.abbreviation is None, named is None

        services.sort(key=lambda each: doubt(each[1]))
        # A body whose name is not that of a service for young people needs area and abbreviation to be taken for one.
        if not services or doubt(services[0][1]) > (True, False, False, False):
            services = [(piece, each) for piece in pieces if area and (each := find_short_service(piece.plain, area))]
            if not services:
                return None
            self._note_unclear("full name of the service", "/inspection/service/name", [services[0][0]])
        piece, service = services[0]
        self._record("/inspection/service/name", piece)
        return service

    def _service(self) -> Service | None:
        area = self._area()
        named = self._service_name(area)
        if not area or not named:
            return None
        self.recorded["/inspection/service/abbreviation"] = self.recorded["/inspection/service/name"]
        return Service(name=named.name, abbreviation=named.abbreviation, area=area)

    def _lead_inspector(self) -> LeadInspector | None:
        parts = self.parts
        closing = [*parts.closing, *parts.introduction, *parts.context, *parts.summary]
        sender = parts.header.get("from")
        writer = people.split_person(sender.plain) if sender and sender.plain else None
        for i, piece in enumerate(closing):
            contact = find_contact(piece.plain)
            if writer and writer.name and is_written_by_lead(piece.plain):
                contact = Contact(writer.name, find_email(piece.plain, writer.name), find_telephone(piece.plain))
            if contact is None or isinstance(contact.name, Unclear):
                continue
            pieces = [piece]
            if i + 1 < len(parts.closing) and contact.email is None and contact.telephone is None:
                following = closing[i + 1]
                contact = Contact(
                    contact.name, find_email(following.plain, contact.name), find_telephone(following.plain)
                )
                pieces += [following] if contact.email or contact.telephone else []
            return self._contact(contact, pieces)
        if sender and writer and writer.name and "lead inspector" in (writer.role or "").casefold():
            return self._contact(Contact(writer.name), [sender])
        return None

    def _contact(self, contact: Contact, pieces: list[Piece]) -> LeadInspector:
        self._record("/inspection/lead_inspector", *pieces)
        values = {
            ("e-mail address", "email"): contact.email,
            ("telephone number", "telephone"): contact.telephone,
        }
        where = "/inspection/lead_inspector"
        for (part, key), value in values.items():
            if isinstance(value, Unclear):
                self._note_unclear(f"{part} of the lead inspector", f"{where}/{key}", pieces[-1:])
        known = {key: None if isinstance(value, Unclear) else value for (_, key), value in values.items()}
        return LeadInspector(name=str(contact.name), email=known["email"], telephone=known["telephone"])

    def _note_unclear(self, part: str, where: str, pieces: Sequence[Piece]) -> None:
        """Add a problem for a value that is in the first of some pieces, and was not understood."""
        if pieces:
            problem = _problem("SQS516", pieces[0].passage, where, part=part, found=shown(pieces[0].plain))
            self.problems += [problem] if problem not in self.problems else []

    def _previous(self, fieldwork: Fieldwork) -> Iterator[PreviousInspection]:
        front = [(piece, False) for piece in (*self.parts.introduction, *self.parts.context, *self.parts.summary)]
        commentary = [(piece, True) for section in self.parts.sections for piece in section.paragraphs]
        previous: list[tuple[Piece, PreviousInspection]] = []
        for piece, is_commentary in chain(front, commentary):
            if is_commentary and previous and previous[0][0] in (piece for piece, _ in front):
                break  # what the commentary says of them, the Summary has said
            for mention in find_mentions(piece.plain):
                if isinstance(mention.date, Unclear):
                    if mention.is_explicit or mention.programme in ("CCI", "FJI"):
                        self._note_unclear("date of an earlier inspection", "/inspection/previous", [piece])
                elif mention.is_explicit or not is_commentary:
                    is_earlier = mention.date.latest < fieldwork.start
                    if is_earlier or (mention.is_explicit and mention.date.earliest <= fieldwork.start):
                        _add_previous(
                            previous, piece, PreviousInspection(programme=mention.programme, date=mention.date)
                        )
        for i, (piece, inspection) in enumerate(previous):
            self._record(f"/inspection/previous/{i}", piece)
            yield inspection

    def _context(self) -> Context | None:
        parts, where = self.parts, "/context"
        paragraphs = self._prose(parts.context, f"{where}/paragraphs")
        pieces = (*parts.context, *parts.introduction, *parts.summary)
        cases = self._found(lambda piece: next(cases_examined(piece.plain), None), pieces, f"{where}/cases_examined")
        reoffending = self._reoffending(f"{where}/reoffending")
        if not paragraphs and cases is None and reoffending is None:
            return None
        return Context(paragraphs=paragraphs, cases_examined=cases, reoffending=reoffending)

    def _reoffending(self, where: str) -> Reoffending | None:
        parts = self.parts
        pieces = _with_text((*parts.context, *parts.summary, *parts.introduction))
        printed = self._rate(pieces, f"{where}/rate")
        self.recorded[f"{where}/comparators"] = self.recorded.get(f"{where}/rate", [])
        # A footnote that was not recognised is among the paragraphs.
        notes = [piece for piece in parts.footnotes.values() if _ON_RATE.search(piece.plain)]
        notes += [piece for piece in self._paragraphs() if "cohort" in piece.text]
        printed_months = ((piece, cohorts.read_cohort(piece.plain)) for piece in notes)
        piece, months = next((each for each in printed_months if each[1]), (None, None))
        published = self._found(lambda piece: cohorts.published_month(piece.plain), notes, f"{where}/published")
        clues = [piece for piece in notes if "cohort" in piece.text]
        clues += [piece for piece in pieces if _RATE_WITH_MARK.search(piece.text)]
        cohort = None
        if piece and months and not isinstance(months, Unclear):
            self._record(f"{where}/cohort", piece)
            cohort = Cohort(start=months[0], end=months[1])
        else:
            self._note_unclear("cohort of the reoffending rate", f"{where}/cohort", clues)
        if published is None:
            self._note_unclear("month in which the reoffending rate was published", f"{where}/published", clues)
        comparators = (
            Comparator(kind=each.kind, rate=each.rate, direction=each.direction)
            for each in (printed.comparators if printed else ())
        )
        if not (printed or cohort or published):
            return None
        return Reoffending(
            rate=printed.rate if printed else None,
            comparators=tuple(comparators),
            published=published,
            cohort=cohort,
        )

    def _rate(self, pieces: list[Piece], where: str) -> PrintedRate | None:
        """Return the first rate that is printed, or else what is said of how it compares."""
        rates = [(piece, printed) for piece in pieces if (printed := find_rate(self._marked(piece)))]
        rates.sort(key=lambda each: each[1].rate is None)
        printed = rates[0][1] if rates else None
        if rates:
            self._record(where, rates[0][0])
        if printed is None or printed.rate is None:
            unclear = [piece for piece in pieces if mentions_rate(self._marked(piece))]
            self._note_unclear("reoffending rate", where, unclear)
        return printed

    def _section(self, part: SectionPart, where: str) -> Section:
        paragraphs = tuple(
            Paragraph(number=piece.number, text=self._words(piece, f"{where}/paragraphs/{i}"))
            for i, piece in enumerate(_with_text(part.paragraphs))
        )
        numbers = [part.title.number, *(each.number.split(".")[0] for each in paragraphs if each.number)]
        number = next((number for number in numbers if number), None)
        title = part.title.plain
        self._record_words(f"{where}/title", part.title)
        for key in ("theme", "number"):
            self._record(f"{where}/{key}", part.title)
        return Section(
            theme=theme_of(title),
            number=int(number) if number else None,
            title=title,
            paragraphs=paragraphs,
        )

    def _items(self, pieces: Iterable[Piece], prefix: str, where: str) -> tuple[Item, ...]:
        """Make items with ids of a prefix and their number, and a dot before those of the items under them."""
        groups: list[tuple[Piece, list[Piece]]] = []
        for piece in _with_text(pieces):
            if groups and piece.depth > groups[-1][0].depth:
                groups[-1][1].append(piece)
            else:
                groups.append((piece, []))
        return tuple(
            Item(
                id=f"{prefix}{i + 1}",
                text=self._words(piece, f"{where}/{i}"),
                items=self._items(under, f"{prefix}{i + 1}.", f"{where}/{i}/items"),
            )
            for i, (piece, under) in enumerate(groups)
        )

    def _copy_list(self) -> Iterator[CopyListEntry]:
        made, unclear = entries(self.parts.copy_list, self.parts.copy_lines)
        self.problems += [
            _problem("SQS501", row[0].passage, "/copy_list", found=shown(row[0].plain)) for row in unclear[:1]
        ]
        for i, entry in enumerate(made):
            self._record_words(f"/copy_list/{i}", *entry.pieces)
            yield CopyListEntry(role=entry.role, recipients=entry.names)

    def _refers_to_copy_list(self) -> bool:
        piece = self.parts.header.get("copy to")
        return piece is not None and (not piece.plain or refers_to_list(piece.plain))

    def _footnotes(self) -> tuple[Footnote, ...]:
        """Make the footnotes that are referred to; called last, when every mark was seen."""
        made: dict[str, Prose] = {}
        # A footnote may refer to another, so go on until no more are referred to.
        while waiting := [label for label in self.marked if label not in made]:
            for label in waiting:
                made[label] = self._words(self.parts.footnotes[label], f"footnote {label}")
        # Of a note that nothing refers to, the figures may be in the report, and its words are not.
        unused = (piece for label, piece in self.parts.footnotes.items() if label not in made)
        self.half_used.update(passage_of(line) for piece in unused for line in piece.lines)
        labels = [label for label in self.parts.footnotes if label in made]
        for i, label in enumerate(labels):
            self.recorded[f"/footnotes/{i}"] = self.recorded.pop(f"footnote {label}")
        return tuple(Footnote(label=label, text=made[label]) for label in labels)


def _with_text(pieces: Iterable[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.text]


def _add_previous(previous: list[tuple[Piece, PreviousInspection]], piece: Piece, new: PreviousInspection) -> None:
    """Add an earlier inspection, unless it is mentioned already with as much of its date and programme."""
    for i, (first, known) in enumerate(previous):
        dates = sorted((known.date, new.date))
        programmes = {known.programme, new.programme} - {None}
        if str(dates[1]).startswith(str(dates[0])) and len(programmes) < 2:
            previous[i] = first, PreviousInspection(programme=next(iter(programmes), None), date=dates[1])
            return
    previous.append((piece, new))


@attrs.define
class _DraftReader(_Reader):
    """Puts a placeholder where a letter does not say what a report cannot lack."""

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
        area = self._area()
        named = self._service_name(area)
        name = named.name if named else self._placeholder("/inspection/service/name", "?")
        abbreviation = named.abbreviation if named else None
        area = area or self._placeholder("/inspection/service/area", "?")
        return Service(name=name, abbreviation=abbreviation, area=area)

    def _placeholder(self, where: str, value: T) -> T:
        self.placeholders.add(where)
        return value
