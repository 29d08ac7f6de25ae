"""Extract the figures of the Context: the cases examined, and the reoffending rate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from sqsreport.extract import areas, cohorts
from sqsreport.extract.cases import cases_examined
from sqsreport.extract.comparators import PERCENTAGE
from sqsreport.extract.rates import PrintedRate, find_rate, mentions_rate
from sqsreport.extract.text import SENTENCE_END, Unclear
from sqsreport.letters.pieces import Parts, Piece, with_text
from sqsreport.letters.record import Record
from sqsreport.letters.wording import Wording
from sqsreport.model import Cohort, Comparator, Context, Reoffending

#: What a footnote says if it is on the reoffending rate, and the rate with the mark of one.
_ON_RATE: Final = re.compile(r"offending|\bcohort|\brates?\b|\bMinistry of Justice\b|\bMoJ\b", re.IGNORECASE)
_ON_REOFFENDING: Final = re.compile(r"\bre-?offend|\bcohort", re.IGNORECASE)
#: Words in a sentence on the rate that make months those of the cohort, and not of orders or of other figures.
_OF_PERIOD: Final = re.compile(
    r"\bcohort\b|\b(?:for|in|over|during|covering|to) the (?:(?:calendar )?year|period|(?:12|twelve) months)\b",
    re.IGNORECASE,
)
#: A year such as 2010/11, of which the letter does not print the months.
_FINANCIAL_YEAR: Final = re.compile(r"\b20[0-9]{2} ?[/-] ?(?:20)?[0-9]{2}\b(?!-)")
_RATE_WITH_MARK: Final = re.compile(r"offending rate(?:[0-9*†‡¹²³⁴-⁹]|\[| ?\([0-9])")
_YEAR: Final = re.compile(r"\b(?:19|20)[0-9]{2}\b")


@attrs.define
class ContextReader:
    """Extracts the figures of the Context."""

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
        piece, printed = self._rate(pieces, f"{where}/rate")
        self.record.passages[f"{where}/comparators"] = self.record.passages.get(f"{where}/rate", [])
        texts = list(self._notes(piece, printed))
        on_period = [(note, text) for note, text in texts if note is not piece or _OF_PERIOD.search(text)]
        cohort = self._cohort(on_period, f"{where}/cohort")
        published = None
        for note, text in texts:
            if published := cohorts.published_month(text):
                self.record.add(f"{where}/published", note)
                break
        clues = [note for note, text in texts if "cohort" in text.lower()]
        if printed and printed.rate is not None:  # a note may say instead that no rate is published
            clues += self._marked_notes(piece)
            clues += [other for other in pieces if _RATE_WITH_MARK.search(other.text)]
        if cohort is None:
            years = [note for note, text in texts if note is piece and _FINANCIAL_YEAR.search(text)]
            self.record.note_unclear("cohort of the reoffending rate", f"{where}/cohort", [*clues, *years])
        if published is None:
            self.record.note_unclear("month in which the reoffending rate was published", f"{where}/published", clues)
        if (cohort or published) and (printed is None or printed.rate is None):
            # A note on a rate of which the text has no known words: a share with a mark may be the rate.
            shares = [each for each in pieces if "[^" in each.text and PERCENTAGE.search(each.plain)]
            self.record.note_unclear("reoffending rate", f"{where}/rate", shares)
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

    def _notes(self, piece: Piece | None, printed: PrintedRate | None) -> Iterator[tuple[Piece, str]]:
        """Yield what may say when the rate was published and for whom: its footnotes, and the sentences on it."""
        marked = self._marked_notes(piece) if printed else []
        footnotes = [*marked, *(each for each in self.parts.footnotes.values() if _ON_RATE.search(each.plain))]
        # A footnote that was not recognised is among the paragraphs, of which another may say that a cohort is small.
        footnotes += [each for each in self.parts.paragraphs() if "cohort" in each.text and _YEAR.search(each.text)]
        yield from ((each, each.plain) for each in footnotes)
        if piece and printed and (sentences := _sentences_on_rate(piece.plain)):
            yield piece, sentences

    def _marked_notes(self, piece: Piece | None) -> list[Piece]:
        """Return the footnotes whose marks are in the sentences on the rate."""
        sentences = _sentences_on_rate(self.wording.marked_text(piece)) if piece else ""
        return [note for label, note in self.parts.footnotes.items() if f"[^{label}]" in sentences]

    def _cohort(self, texts: Sequence[tuple[Piece, str]], where: str) -> Cohort | None:
        for piece, text in texts:
            months = cohorts.read_cohort(text)
            if months and not isinstance(months, Unclear):
                self.record.add(where, piece)
                return Cohort(start=months[0], end=months[1])
            if months:
                return None
        return None

    def _rate(self, pieces: list[Piece], where: str) -> tuple[Piece | None, PrintedRate | None]:
        """Return the first printed rate, or otherwise the statement of how it compares, with its place."""
        rates = [(piece, printed) for piece in pieces if (printed := find_rate(self.wording.marked_text(piece)))]
        others = [piece for piece, _ in rates if self._is_on_another_area(piece)]
        rates = [each for each in rates if each[0] not in others]
        rates.sort(key=lambda each: each[1].rate is None)
        piece, printed = rates[0] if rates else (None, None)
        if piece and printed:
            self.record.add(where, piece)
            if not printed.is_whole:
                beside = where.replace("/rate", "/comparators")
                self.record.note_unclear("comparators of the reoffending rate", beside, [piece])
        if printed is None or printed.rate is None:
            unclear = others or [piece for piece in pieces if mentions_rate(self.wording.marked_text(piece))]
            self.record.note_unclear("reoffending rate", where, unclear)
        return piece, printed

    def _is_on_another_area(self, piece: Piece) -> bool:
        """Check whether the sentence on the rate names another area than the title and the Context."""
        own = areas.area_in_title(self.parts.title.plain if self.parts.title else "")
        named = areas.area_in_rate(self.wording.marked_text(piece))
        if (
            not own
            or not named
            or named.startswith(("England", "Wales"))
            or areas.share_a_word(own, named)
            or areas.agree(own, named)
        ):
            return False
        return sum(each.plain.count(named) for each in (*self.parts.context, *self.parts.introduction)) < 2


def _sentences_on_rate(text: str) -> str:
    """Return the sentences of a paragraph that are on reoffending or on a cohort."""
    return ". ".join(sentence for sentence in SENTENCE_END.split(text) if _ON_REOFFENDING.search(sentence))
