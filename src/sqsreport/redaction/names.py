"""The names of people in a text, in whatever case, form of Unicode or order they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

import attrs

from sqsreport.extract.people import is_honour, is_role, is_title

_WORD = re.compile(r"[^\W_]++")
#: What is between two names in one field.
_BETWEEN_NAMES = re.compile(r"(?<!\s)\s++(?:and|&)\s++|[/;,()|]")
#: A hyphen where a line was broken within a word.
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-\s(?=[^\W\d_])")
#: More characters than this between two words, or the end of a paragraph, and they are not one name.
_WIDEST_GAP = 12
_MOST_WORDS = 12


@attrs.frozen
class Word:
    """A word of a text.

    Attributes:
        key: the word without case, accents and characters that are not seen.
        start: where it begins in the text.
        end: where it ends.
        is_capitalised: whether it begins with a capital letter.
    """

    key: str
    start: int
    end: int
    is_capitalised: bool


def words(text: str) -> list[Word]:
    """Split a text into words; a word that a line break has split is one."""
    folded, places = _fold(text)
    return [
        Word(match[0], start := places[match.start()], places[match.end() - 1] + 1, text[start].isupper())
        for match in _WORD.finditer(folded)
    ]


def _fold(text: str) -> tuple[str, list[int]]:
    """Spell a text without case, accents and unseen characters; return where each character comes from, too."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = character.lower() if character.isascii() else _fold_character(character)
        characters += plain
        places += [place] * len(plain)
    folded = "".join(characters)
    for match in reversed([*_BROKEN_WORD.finditer(folded)]):
        folded = folded[: match.start()] + folded[match.end() :]
        del places[match.start() : match.end()]
    return folded, places


def _fold_character(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    return "".join(each for each in decomposed if unicodedata.category(each) not in ("Mn", "Me", "Cf"))


def keys(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared."""
    return tuple(word.key for word in words(text))


@attrs.frozen
class Span:
    """A piece of a text, and what to put in its place."""

    start: int
    end: int
    replacement: str


@attrs.define
class Names:
    """Names, each with what to put in its place.

    A name is found whole, without titles and honours, with initials for forenames, and with the surname first; the
    surname alone is found after a title, or with a capital letter unless it is a word of the text in small letters too.
    """

    _whole: dict[tuple[str, ...], str] = attrs.field(factory=dict)
    _surnames: dict[str, str] = attrs.field(factory=dict)
    _lengths: set[int] = attrs.field(factory=set)

    def add(self, field: str, replacement: str) -> None:
        """Add the names that a field of a report has."""
        self._add_whole(keys(field), replacement)
        for part in _BETWEEN_NAMES.split(field):
            self._add_whole(keys(part), replacement)
            name = [each for each in part.split() if not is_title(each) and not is_honour(each.strip(","))]
            *forenames, surname = map(keys, name or [""])
            self._add_forms([key for forename in forenames for key in forename], surname, replacement)
            # A hyphen may be one of a broken line.
            self._add_whole(keys(" ".join(name).replace("-", "")), replacement)

    def _add_forms(self, forenames: Sequence[str], surname: tuple[str, ...], replacement: str) -> None:
        self._add_whole((*forenames, *surname), replacement)
        if len(surname) == 1 and len(surname[0]) > 1 and not is_role(surname[0].title()):
            self._surnames.setdefault(surname[0], replacement)
        elif surname:
            self._add_whole(surname, replacement)
        if forenames and surname:
            self._add_whole((*surname, *forenames), replacement)
            self._add_whole((forenames[0], *surname), replacement)
            self._add_whole((*(forename[0] for forename in forenames), *surname), replacement)
            self._add_whole((forenames[0][0], *surname), replacement)

    def _add_whole(self, name: tuple[str, ...], replacement: str) -> None:
        # What is longer is hardly a name, and its beginning is enough to find it.
        name = name[:_MOST_WORDS]
        if len(name) > 1:
            self._whole.setdefault(name, replacement)
            self._lengths.add(len(name))

    def find(self, text: str, common: Collection[str]) -> Iterator[Span]:
        """Yield the names in a text, the longest of those that begin at one place.

        Args:
            text: where to look.
            common: words that are not surnames where they are alone, as they are compared.
        """
        if not self._whole and not self._surnames:
            return
        found = words(text)
        lengths = sorted(self._lengths, reverse=True)
        at = 0
        while at < len(found):
            title = self._title_before(text, found, at)
            size, replacement = self._match(found, at, lengths, common, has_title=title is not None)
            if replacement is not None:
                start = found[at] if title is None else title
                yield Span(start.start, found[at + size - 1].end, replacement)
            at += size

    def _title_before(self, text: str, found: Sequence[Word], at: int) -> Word | None:
        title = found[at - 1] if at else None
        if title is None or not title.is_capitalised or not is_title(title.key):
            return None
        return title if text[title.end : found[at].start].strip() in ("", ".") else None

    def _match(
        self, found: Sequence[Word], at: int, lengths: Iterable[int], common: Collection[str], *, has_title: bool
    ) -> tuple[int, str | None]:
        """Return how many words make a name, and what to put in its place; or 1 and None."""
        for length in lengths:
            some = found[at : at + length]
            replacement = self._whole.get(tuple(word.key for word in some)) if len(some) == length else None
            if replacement and all(second.start - first.end <= _WIDEST_GAP for first, second in pairwise(some)):
                return length, replacement
        word = found[at]
        is_surname = word.is_capitalised and word.key in self._surnames
        return 1, self._surnames[word.key] if is_surname and (has_title or word.key not in common) else None


def small_words(texts: Iterable[str]) -> set[str]:
    """Return the words that texts have in small letters, in which no surname is written."""
    return {word.key for text in texts for word in words(text) if not word.is_capitalised}
