"""The words of the pieces of a letter, with the marks of footnotes as CommonMark has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

import attrs

from sqsreport._values import excerpt
from sqsreport.letters.blocks import passage_of
from sqsreport.letters.characters import LOWERED, RAISED
from sqsreport.letters.marks import figured_names
from sqsreport.letters.pieces import Parts, Piece, with_text
from sqsreport.letters.record import Record
from sqsreport.model import Footnote, Prose
from sqsreport.problems import Problem

_SUPERSCRIPT: Final = re.compile(f"[{''.join(map(chr, LOWERED))}]+")
_MARK: Final = re.compile(r"(?<!\\)\[\^(?P<label>[^ \[\]]+)\]")
#: The marks that may be nothing but digits.
_PLAIN_LABELS: Final = frozenset(map(str, range(1, 100)))
#: Marks without markup: glued to a word or to what ends a clause, or in brackets. Where a pattern begins with the mark
#: itself, the search passes over other characters.
_PLAIN_MARKS: Final = (
    (
        r"{0}(?:(?<=[^\W\d_][a-zß-öø-ÿ]{0})|(?<=[A-Z]{{3}}{0})|(?<=[^\W\d_][.,;:)”’\"]{0})|(?<=%{0})"
        r"|(?<=[^\W\d_][.,][”’\"]{0}))(?=[\s.,;:)”’\"]|$)"
    ),
    r"(?<=[\w.,%)]) ?\\?\[{0}\\?\]",
    r" {0}(?<=\brate {0})(?= )",
)
#: Marks that are signs.
_SIGN_LABELS: Final = re.compile("[†‡§]+")


@attrs.define
class Wording:
    """Converts pieces to prose, and records the footnotes to which it refers."""

    parts: Parts
    record: Record
    #: The labels of the footnotes to which the prose refers.
    marked: dict[str, None] = attrs.field(factory=dict)

    def paragraphs(self, pieces: Iterable[Piece], where: str) -> tuple[Prose, ...]:
        """Return a paragraph for each piece that has text."""
        return tuple(self.words(piece, f"{where}/{i}") for i, piece in enumerate(with_text(pieces)))

    def words(self, piece: Piece, where: str) -> Prose:
        """Return the words of a piece with its footnote marks as CommonMark has them."""
        self.record.add(where, piece)
        text = self.marked_text(piece)
        labels = dict.fromkeys(Prose(text).footnote_marks)
        if not labels:
            return Prose(text)
        missing = {label: None for label in labels if label not in self.parts.footnotes}
        self.marked |= {label: None for label in labels if label in self.parts.footnotes}
        if missing:
            # A mark without its note would make the report invalid; as text it is kept.
            parts = [f"footnote {excerpt(label, 20)}" for label in missing]
            self.record.problems += [Problem("SQS401", params={"part": part}) for part in parts]
            text = _MARK.sub(lambda match: f"\\{match[0]}" if match["label"] in missing else match[0], text)
        return Prose(text)

    def marked_text(self, piece: Piece) -> str:
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
        text = "\n".join(piece.text for piece in parts.paragraphs()) if parts.footnotes else ""
        of_no_name = "".join(f"(?<!{name})" for name in sorted(figured_names(text)))
        patterns: dict[str, re.Pattern[str] | None] = {}
        for label in parts.footnotes:
            if _SIGN_LABELS.fullmatch(label):
                patterns[label] = re.compile(rf"(?<=[^\s^]){label}(?![†‡§])")
            elif label in _PLAIN_LABELS and f"[^{label}]" not in text and label.translate(RAISED) not in text:
                candidates = (re.compile(pattern.format(label) + of_no_name) for pattern in _PLAIN_MARKS)
                patterns[label] = next((pattern for pattern in candidates if pattern.search(text)), None)
        return {label: pattern for label, pattern in patterns.items() if pattern}

    def _superscript(self, match: re.Match[str]) -> str:
        label = match[0].translate(LOWERED)
        return f"[^{label}]" if label in self.parts.footnotes else match[0]

    def footnotes(self) -> tuple[Footnote, ...]:
        """Return the footnotes to which the prose refers; call it last, when all prose was read."""
        made: dict[str, Prose] = {}
        # A footnote may refer to another one, so repeat until there is no new one.
        while waiting := [label for label in self.marked if label not in made]:
            for label in waiting:
                made[label] = self.words(self.parts.footnotes[label], f"footnote {label}")
        # The figures of a note without a mark may be in the report, but its words are not.
        unused = (piece for label, piece in self.parts.footnotes.items() if label not in made)
        self.record.half_used.update(passage_of(line) for piece in unused for line in piece.lines)
        labels = [label for label in self.parts.footnotes if label in made]
        for i, label in enumerate(labels):
            self.record.passages[f"/footnotes/{i}"] = self.record.passages.pop(f"footnote {label}")
        return tuple(Footnote(label=label, text=made[label]) for label in labels)
