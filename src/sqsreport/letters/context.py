"""What a letter says in its Context: the cases examined, and how many young people offend again."""

from __future__ import annotations

import re
from typing import Final

import attrs

from sqsreport.extract import cohorts
from sqsreport.extract.cases import cases_examined
from sqsreport.extract.rates import PrintedRate, find_rate, mentions_rate
from sqsreport.extract.text import Unclear
from sqsreport.letters.pieces import Parts, Piece, with_text
from sqsreport.letters.record import Record
from sqsreport.letters.wording import Wording
from sqsreport.model import Cohort, Comparator, Context, Reoffending

#: What a footnote says if it is on the reoffending rate, and the rate with the mark of one.
_ON_RATE: Final = re.compile(r"offending|\bcohort|\brates?\b")
_RATE_WITH_MARK: Final = re.compile(r"offending rate(?:[0-9*†‡¹²³⁴-⁹]|\[| ?\([0-9])")
_YEAR: Final = re.compile(r"\b(?:19|20)[0-9]{2}\b")


@attrs.define
class ContextReader:
    """Finds what a letter says in its Context."""

    parts: Parts
    record: Record
    wording: Wording

    def context(self) -> Context | None:
        """Return the Context, if the letter says anything of it."""
        parts, where = self.parts, "/context"
        paragraphs = self.wording.paragraphs(parts.context, f"{where}/paragraphs")
        pieces = (*parts.context, *parts.introduction, *parts.summary)
        cases = self.record.find(
            lambda piece: next(cases_examined(piece.plain), None), pieces, f"{where}/cases_examined"
        )
        reoffending = self._reoffending(f"{where}/reoffending")
        if not paragraphs and cases is None and reoffending is None:
            return None
        return Context(paragraphs=paragraphs, cases_examined=cases, reoffending=reoffending)

    def _reoffending(self, where: str) -> Reoffending | None:
        parts = self.parts
        pieces = with_text((*parts.context, *parts.summary, *parts.introduction))
        printed = self._rate(pieces, f"{where}/rate")
        self.record.passages[f"{where}/comparators"] = self.record.passages.get(f"{where}/rate", [])
        # A footnote that was not recognised is among the paragraphs, of which another may say that a cohort is small.
        notes = [piece for piece in parts.footnotes.values() if _ON_RATE.search(piece.plain)]
        notes += [piece for piece in self.parts.paragraphs() if "cohort" in piece.text and _YEAR.search(piece.text)]
        printed_months = ((piece, cohorts.read_cohort(piece.plain)) for piece in notes)
        piece, months = next((each for each in printed_months if each[1]), (None, None))
        published = self.record.find(lambda piece: cohorts.published_month(piece.plain), notes, f"{where}/published")
        clues = [piece for piece in notes if "cohort" in piece.text]
        if printed and printed.rate is not None:  # a note may say instead that no rate is published
            clues += [piece for piece in pieces if _RATE_WITH_MARK.search(piece.text)]
        cohort = None
        if piece and months and not isinstance(months, Unclear):
            self.record.add(f"{where}/cohort", piece)
            cohort = Cohort(start=months[0], end=months[1])
        else:
            self.record.note_unclear("cohort of the reoffending rate", f"{where}/cohort", clues)
        if published is None:
            self.record.note_unclear("month in which the reoffending rate was published", f"{where}/published", clues)
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
        rates = [(piece, printed) for piece in pieces if (printed := find_rate(self.wording.marked_text(piece)))]
        rates.sort(key=lambda each: each[1].rate is None)
        printed = rates[0][1] if rates else None
        if rates:
            self.record.add(where, rates[0][0])
            if printed and not printed.is_whole:
                beside = where.replace("/rate", "/comparators")
                self.record.note_unclear("comparators of the reoffending rate", beside, [rates[0][0]])
        if printed is None or printed.rate is None:
            unclear = [piece for piece in pieces if mentions_rate(self.wording.marked_text(piece))]
            self.record.note_unclear("reoffending rate", where, unclear)
        return printed
