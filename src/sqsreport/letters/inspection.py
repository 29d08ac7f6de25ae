"""Extract the inspection from a letter: service, area, fieldwork, lead inspector and earlier inspections."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import attrs

from sqsreport._jsondata import shown
from sqsreport.extract import areas, people
from sqsreport.extract.contact import Contact, contact_of, find_contact, find_email, find_telephone, is_written_by_lead
from sqsreport.extract.fieldwork import Candidate, find_candidate
from sqsreport.extract.previous import find_doubtful, find_mentions
from sqsreport.extract.service import PrintedService, find_services, find_short_service
from sqsreport.extract.text import Unclear
from sqsreport.letters.blocks import passage_of
from sqsreport.letters.pieces import Parts, Piece
from sqsreport.letters.record import Record
from sqsreport.letters.wording import Wording
from sqsreport.model import Fieldwork, LeadInspector, PreviousInspection
from sqsreport.problems import Problem


@attrs.define
class InspectionReader:
    """Extracts the inspection from a letter."""

    parts: Parts
    record: Record
    wording: Wording

    def area(self, title: str | None) -> str | None:
        """Return the area that a title names, a heading of the commentary, or the sentence on the rate."""
        named = areas.area_in_title(title or "")
        if named and self.parts.title:
            self.record.add("/inspection/service/area", self.parts.title)
        for commented, heading in self.parts.commentary_areas:
            if named is None or areas.is_split(named, commented):
                named = commented
                self.record.add("/inspection/service/area", heading)
            elif not (areas.same_area(named, commented) or areas.is_split(commented, named)):
                problem = Problem("SQS406", params={"first": shown(named), "second": shown(commented)})
                self.record.problems += [problem] if problem not in self.record.problems else []
                self.record.half_used.update(map(passage_of, heading.lines))
        return self._in_lower_case(self._area_in_prose(named))

    def _in_lower_case(self, named: str | None) -> str | None:
        """Return an area that a title has in capitals as the text writes it, if it does."""
        if named is None or not named.isupper():
            return named
        for piece in (*self.parts.introduction, *self.parts.context, *self.parts.summary):
            if (spelling := areas.find_spelling(named, piece.plain)) is not None:
                self.record.add("/inspection/service/area", piece)
                return spelling
        return named

    def _area_in_prose(self, named: str | None) -> str | None:
        """Return the area that the sentence on the rate names, where that of the title is missing or not whole."""
        pieces = (*self.parts.context, *self.parts.summary)
        for piece in pieces:
            in_rate = areas.area_in_rate(self.wording.marked_text(piece))
            if in_rate is None or (named and areas.same_name(named, in_rate) and not named.isupper()):
                continue
            # A title in capitals does not show how the name is written.
            is_whole = named is None or areas.is_split(named, in_rate) or areas.same_name(named, in_rate)
            # A title may have lost its last line: then the name of the service has the words as well.
            if named and in_rate.startswith(f"{named} "):
                services = (each.name for other in pieces for each in find_services(other.plain))
                is_whole = any(areas.same_name(areas.area_in_service(name) or "", in_rate) for name in services)
            if is_whole:
                self.record.add("/inspection/service/area", piece)
                return in_rate
        return named

    def fieldwork(self) -> Fieldwork | None:
        """Return the days of fieldwork, if a sentence names them without doubt."""
        likely: tuple[Piece, Candidate] | None = None
        for piece in (*self.parts.introduction, *self.parts.context):
            candidate = find_candidate(piece.plain)
            if candidate and (likely is None or candidate.certainty > likely[1].certainty):
                likely = piece, candidate
            if likely and likely[1].is_certain:
                break
        if likely is None or isinstance(likely[1].value, Unclear):
            return None
        self.record.add("/inspection/fieldwork", likely[0])
        return likely[1].value

    def service_name(self, area: str | None) -> PrintedService | None:
        """Return the service that the letter names, which is that of an area."""
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
            self.record.note_unclear("full name of the service", "/inspection/service/name", [services[0][0]])
        piece, service = services[0]
        self.record.add("/inspection/service/name", piece)
        return service

    def lead_inspector(self) -> LeadInspector | None:
        """Return the inspector who led the inspection, and how to reach that person."""
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
                contact = contact_of(contact.name, following.plain)
                pieces += [following] if contact.email or contact.telephone else []
            return self._contact(contact, pieces)
        if sender and writer and writer.name and "lead inspector" in (writer.role or "").casefold():
            return self._contact(Contact(writer.name), [sender])
        return None

    def _contact(self, contact: Contact, pieces: list[Piece]) -> LeadInspector:
        self.record.add("/inspection/lead_inspector", *pieces)
        values = {
            ("e-mail address", "email"): contact.email,
            ("telephone number", "telephone"): contact.telephone,
        }
        where = "/inspection/lead_inspector"
        for (part, key), value in values.items():
            if isinstance(value, Unclear):
                self.record.note_unclear(f"{part} of the lead inspector", f"{where}/{key}", pieces[-1:])
        known = {key: None if isinstance(value, Unclear) else value for (_, key), value in values.items()}
        return LeadInspector(name=str(contact.name), email=known["email"], telephone=known["telephone"])

    def previous(self, fieldwork: Fieldwork) -> Iterator[PreviousInspection]:
        """Yield the earlier inspections that the letter mentions."""
        front = [(piece, False) for piece in (*self.parts.introduction, *self.parts.context, *self.parts.summary)]
        commentary = [(piece, True) for section in self.parts.sections for piece in section.paragraphs]
        previous: list[tuple[Piece, PreviousInspection]] = []
        for piece, is_commentary in chain(front, commentary):
            if is_commentary and previous and previous[0][0] in (piece for piece, _ in front):
                break  # what the commentary says of them, the Summary has said
            if not is_commentary and any(date.latest < fieldwork.start for date in find_doubtful(piece.plain)):
                self.record.note_unclear("date of an earlier inspection", "/inspection/previous", [piece])
            for mention in find_mentions(piece.plain):
                # This letter is of neither of these programmes, so an inspection of one of them is another one.
                is_other = mention.is_explicit or mention.programme in ("CCI", "FJI")
                if isinstance(mention.date, Unclear):
                    if is_other:
                        self.record.note_unclear("date of an earlier inspection", "/inspection/previous", [piece])
                elif is_other or not is_commentary:
                    is_earlier = mention.date.latest < fieldwork.start
                    if is_earlier or (mention.is_explicit and mention.date.earliest <= fieldwork.start):
                        _add_previous(
                            previous, piece, PreviousInspection(programme=mention.programme, date=mention.date)
                        )
        for i, (piece, inspection) in enumerate(previous):
            self.record.add(f"/inspection/previous/{i}", piece)
            yield inspection


def _add_previous(previous: list[tuple[Piece, PreviousInspection]], piece: Piece, new: PreviousInspection) -> None:
    """Add an earlier inspection, unless it is mentioned already with as much of its date and programme."""
    for i, (first, known) in enumerate(previous):
        dates = sorted((known.date, new.date))
        programmes = {known.programme, new.programme} - {None}
        if str(dates[1]).startswith(str(dates[0])) and len(programmes) < 2:
            previous[i] = first, PreviousInspection(programme=next(iter(programmes), None), date=dates[1])
            return
    previous.append((piece, new))
