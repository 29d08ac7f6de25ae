"""Find the names of people in a text, independent of case, Unicode normalisation and word order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

import attrs

from sqsreport.extract.people import is_honour, is_role, is_title

_WORD = re.compile(r"[^\W_]++")
#: Separators of the names in one field.
_BETWEEN_NAMES = re.compile(r"(?<!\s)\s++(?:and|&)\s++|[/;,()|]")
#: A hyphen and white space within a word that was hyphenated at the end of a line.
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-\s(?=[^\W\d_])")
#: The maximum number of characters between two words of a name.
_MAX_GAP = 12
_MAX_WORDS = 12


@attrs.frozen
class Word:
    """A word of a text.

    Attributes:
        key: the word in lower case, without accents and invisible characters.
        start: the index of its first character in the text.
        end: the index after its last character.
        is_capitalised: whether it begins with a capital letter.
    """

    key: str
    start: int
    end: int
    is_capitalised: bool


def words(text: str) -> list[Word]:
    """Split a text into words; a word that is hyphenated at the end of a line is one word."""
    folded, indexes = _fold(text)
    return [
        Word(match[0], start := indexes[match.start()], indexes[match.end() - 1] + 1, text[start].isupper())
        for match in _WORD.finditer(folded)
    ]


def _fold(text: str) -> tuple[str, list[int]]:
    """Return a text in lower case, without accents and invisible characters, and the index of each character in it."""
    characters: list[str] = []
    indexes: list[int] = []
    for index, character in enumerate(text):
        plain = character.lower() if character.isascii() else _fold_character(character)
        characters += plain
        indexes += [index] * len(plain)
    folded = "".join(characters)
    for match in reversed([*_BROKEN_WORD.finditer(folded)]):
        folded = folded[: match.start()] + folded[match.end() :]
        del indexes[match.start() : match.end()]
    return folded, indexes


def _fold_character(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    return "".join(each for each in decomposed if unicodedata.category(each) not in ("Mn", "Me", "Cf"))


def keys(text: str) -> tuple[str, ...]:
    """Return the keys of the words of a text, for comparisons."""
    return tuple(word.key for word in words(text))


@attrs.frozen
class Span:
    """A part of a text, and its replacement."""

    start: int
    end: int
    replacement: str


@attrs.define
class Names:
    """Names, each with its replacement.

    The following forms of a name are found: the whole name, also without titles and honours, with initials, and with
    the surname first. The surname alone is found after a title; or with a capital letter, if it is not a common word.
    """

    _whole: dict[tuple[str, ...], str] = attrs.field(factory=dict)
    _surnames: dict[str, str] = attrs.field(factory=dict)
    _lengths: set[int] = attrs.field(factory=set)

    def add(self, field: str, replacement: str) -> None:
        """Add the names in a field of a report."""
        self._add_whole(keys(field), replacement)
        for part in _BETWEEN_NAMES.split(field):
            self._add_whole(keys(part), replacement)
            name = [each for each in part.split() if not is_title(each) and not is_honour(each.strip(","))]
            *forenames, surname = map(keys, name or [""])
            self._add_forms([key for forename in forenames for key in forename], surname, replacement)
            # Where a line of the text ends at the hyphen of a name, the name is read without the hyphen.
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
        # A longer text is found by its first words.
        name = name[:_MAX_WORDS]
        if len(name) > 1:
            self._whole.setdefault(name, replacement)
            self._lengths.add(len(name))

    def find(self, text: str, common: Collection[str]) -> Iterator[Span]:
        """Yield the names in a text, at each position the longest one.

        Args:
            text: the text.
            common: the keys of common words, which are not surnames on their own.
        """
        if not self._whole and not self._surnames:
            return
        text_words = words(text)
        lengths = sorted(self._lengths, reverse=True)
        index = 0
        while index < len(text_words):
            title = self._title_before(text, text_words, index)
            length, replacement = self._match(text_words, index, lengths, common, has_title=title is not None)
            if replacement is not None:
                start = text_words[index] if title is None else title
                yield Span(start.start, text_words[index + length - 1].end, replacement)
            index += length

    def _title_before(self, text: str, text_words: Sequence[Word], index: int) -> Word | None:
        title = text_words[index - 1] if index else None
        if title is None or not title.is_capitalised or not is_title(title.key):
            return None
        return title if text[title.end : text_words[index].start].strip() in ("", ".") else None

    def _match(
        self,
        text_words: Sequence[Word],
        index: int,
        lengths: Iterable[int],
        common: Collection[str],
        *,
        has_title: bool,
    ) -> tuple[int, str | None]:
        """Return the number of words of the name at an index, and its replacement; or 1 and ``None``."""
        for length in lengths:
            candidate = text_words[index : index + length]
            replacement = self._whole.get(tuple(word.key for word in candidate)) if len(candidate) == length else None
            if replacement and all(second.start - first.end <= _MAX_GAP for first, second in pairwise(candidate)):
                return length, replacement
        word = text_words[index]
        is_surname = word.is_capitalised and word.key in self._surnames
        return 1, self._surnames[word.key] if is_surname and (has_title or word.key not in common) else None


def lower_case_words(texts: Iterable[str]) -> set[str]:
    """Return the keys of the words that begin with a small letter, which are not surnames."""
    return {word.key for text in texts for word in words(text) if not word.is_capitalised}
