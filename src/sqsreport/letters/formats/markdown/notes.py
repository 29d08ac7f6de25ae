"""Write the marks and notes of text without raised figures in the form that the other modules parse."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from itertools import pairwise, takewhile
from typing import Final

from sqsreport.letters.characters import RAISED, clean
from sqsreport.letters.formats.markdown.lines import Row
from sqsreport.letters.widths import with_next_word

_BARE_LABEL: Final = re.compile(r"\s*[1-9]\s*")
#: The label of a note, alone on its line.
_NOTE_LABEL: Final = re.compile(
    r"\s*(?:(?P<label>[1-9])|\\?\[(?P<bracketed>[1-9]\d?)\\?\]|(?P<raised>[⁰¹²³⁴-⁹]{1,2}))\s*"
)
#: A note with its label on the same line, which no heading is, as it is a sentence.
_LABELLED_NOTE: Final = re.compile(r"\s*(?P<label>[1-9])[.)]?\s+[^\W\d_a-z].{20,400}[.]")
#: A note with its number as that of an item, and the most lines that it may have.
_NUMBERED_NOTE: Final = re.compile(r"\A\s*+(?P<label>[1-9])\. +(?=[A-Z])")
_BRACKETED_NOTE: Final = re.compile(r"\s*\\?\[\^?(?P<label>[1-9])\\?\]:? ")
_MOST_OF_NOTE: Final = 5
#: Labels before their notes, and the most lines of all the notes of a page.
_MOST_LABELS, _MOST_OF_NOTES = 6, 12
#: The end of a note: that of a sentence, or its source.
NOTE_END: Final = re.compile(r"(?:\bMinistry of Justice|\.)[.)\]]?\s*$")
_GLUED_LABEL: Final = re.compile(r"\A\s*+(?:> ?)?(?P<label>[1-9])(?=[A-Z][a-z])")
#: A note that is printed with its name: "Note 3: Paper copies …".
_NAMED_NOTE: Final = re.compile(r"\s*[A-Z]\w+ \d{1,2}\s?[:.]")
#: The part of the longest line that a line with room for another word fills.
_MOST_FULL: Final = 0.8
#: The beginning of the note that nearly every letter has.
_NOTE_ON_RATE: Final = re.compile(r"\s*The (?:\w+ ){0,3}(?:reoffending )?rates? that (?:was|were) available\b")
#: A raised figure as browsers for terminals print it, within the text and before its note.
_CARET: Final = r"\^ ?(?:(?P<label>\d{1,2})|\[(?P<bracketed>\d{1,2})\]|\((?P<enclosed>\d{1,2})\))"
_CARET_MARK: Final = re.compile(rf"(?<=[\w.,;:)”’\"%]){_CARET}(?![\w^(])")
_CARET_NOTE: Final = re.compile(rf"\A(?P<indent>\s*+){_CARET}\s*+(?=[^\W\d])")
_SECTION_MARK: Final = re.compile(r"(?<=[^\W\d_]) ?§(?=[\s.,;:)]|$)")
_SECTION_NOTE: Final = re.compile(r"\A\s*+§ ?(?=[A-Z])")
_SHORTEST_NOTE: Final = 8
#: The label that a converter of pages gives all notes, before the raised figure that is printed.
_LABEL_OF_PAGE: Final = re.compile(r"\A\s*+\[\^\w{1,10}\]:\s++(?=\$\s?\{?\s?\}?\s?\^|\[\^|<sup\b|[⁰¹²³⁴-⁹])")


def spell_notes(rows: list[Row]) -> None:
    """Spell the marks of footnotes and their notes with raised figures, or as in Markdown."""
    _labels_of_pages(rows)
    _labels_before_notes(rows)
    _labels_below_notes(rows)
    _glued_labels(rows)
    _marks_on_lines(rows)
    _bare_notes(rows)
    _numbered_notes(rows)
    _caret_marks(rows)
    _section_signs(rows)


def _labels_of_pages(rows: list[Row]) -> None:
    """Remove the label that a converter of pages gives all notes: these have the label that is printed, too."""
    labels = set()
    for row in rows:
        if row.text.lstrip().startswith("[^") and (match := _LABEL_OF_PAGE.match(row.text)):
            labels.add(match[0].strip().rstrip(":"))
            row.text = row.text[match.end() :]
    for row in rows:
        if row.text.strip() in labels:
            row.text = ""


def _labels_before_notes(rows: list[Row]) -> None:
    """Put the labels of several notes, which a converter has written before all of them, each before its note."""
    for place in range(len(rows)):
        labels = [*takewhile(lambda each: _BARE_LABEL.fullmatch(each.text), rows[place : place + _MOST_LABELS])]
        if len(labels) < 2 or [each.text.strip() for each in labels] != [str(n) for n in range(1, len(labels) + 1)]:
            continue
        start = place + len(labels)
        start += start < len(rows) and rows[start].is_blank
        own = [*takewhile(lambda each: not (each.is_blank or each.is_page_start), rows[start : start + _MOST_OF_NOTES])]
        ends = [n + 1 for n, each in enumerate(own) if NOTE_END.search(each.text)]
        starts = [0, *(n for n in ends if n < len(own))]
        if not own or not _NOTE_ON_RATE.match(own[0].text) or len(starts) != len(labels):
            continue
        for label, begin in zip(labels, starts, strict=True):
            own[begin].text = f"[^{label.text.strip()}]: {own[begin].text.strip()}"
            own[begin].raw = f"{label.raw.strip()}\n{own[begin].raw.strip()}"
            _replace_only_mark(rows, label.text.strip(), f"[^{label.text.strip()}]")
        for label in labels:
            label.text = label.raw = ""


def _glued_labels(rows: list[Row]) -> None:
    """Part the label of a note from its first word, where the text has its mark once: "1The rate"."""
    for place, row in enumerate(rows):
        match = None if row.reason else _GLUED_LABEL.match(row.text)
        if match is None or len(row.text.split()) < _SHORTEST_NOTE:
            continue
        label = match["label"]
        spelt = f"[^{label}]"
        alone = [n for n in range(1, place) if rows[n].text.strip() == label and _is_within_text(rows, n)]
        if len(alone) == 1:
            mark = rows[alone[0]]
            rows[alone[0] - 1].text = rows[alone[0] - 1].text.rstrip() + spelt
            rows[alone[0] - 1].raw += f"\n{mark.raw.strip()}"
            mark.text = mark.raw = ""
            mark.reason = "mark of a footnote"
        elif alone or not _replace_only_mark(rows, label, spelt):
            continue
        row.text = _GLUED_LABEL.sub(f"{spelt}: ", row.text, count=1)


def _is_within_text(rows: list[Row], place: int) -> bool:
    """Check whether a line is between two lines of a sentence, and the second has a space before it."""
    above, below = rows[place - 1], rows[place + 1]
    is_page = above.is_blank or below.is_blank or rows[place].is_page_start or below.is_page_start
    return not is_page and below.raw[:1] == " " and below.raw[1:2] != " "


def _labels_below_notes(rows: list[Row]) -> None:
    """Put the label of a note on the rate before it, where a converter has written what is raised after its line."""
    for place, row in enumerate(rows):
        if row.reason or not _BARE_LABEL.fullmatch(row.text):
            continue
        above = [*takewhile(lambda each: not each.is_blank, reversed(rows[max(place - _MOST_OF_NOTE, 0) : place]))]
        note = next((each for each in above if _NOTE_ON_RATE.match(each.text)), None)
        own = rows[max(rows.index(note) - 1, 0)] if note is not None else row
        if note is not None and own is not note and _BARE_LABEL.fullmatch(own.text) and note.text[:1] != "[":
            # A label on the line above a note is its own, and this one is of the next note or of the page.
            note.text = f"[^{own.text.strip()}]: {note.text.strip()}"
            own.text = ""
        elif note is not None and note.text[:1] != "[":
            note.text = f"[^{row.text.strip()}]: {note.text.strip()}"
            row.text = ""


def _marks_on_lines(rows: list[Row]) -> None:
    """Join the mark of a footnote that is on a line between two of a text, where the same figure is above its note."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, (row, below) in enumerate(pairwise(rows)):
        is_at_foot = below.is_blank or below.is_page_start or row.is_page_start
        if not is_at_foot and _BARE_LABEL.fullmatch(row.text):
            places[row.text.strip()].append(place)
    taken: set[int] = set()
    for label, (mark, *others) in places.items():
        note = others[-1] if len(others) == 1 else 0
        if not mark or not note or rows[mark - 1].is_blank or not _is_long_text(rows[note + 1]):
            continue
        taken |= {mark, note}
        rows[mark - 1].text += f"[^{label}]"
        rows[mark - 1].raw += f"\n{rows[mark].raw.strip()}"
        rows[note + 1].text = f"[^{label}]: {rows[note + 1].text.strip()}"
        rows[note + 1].raw = f"{rows[note].raw.strip()}\n{rows[note + 1].raw.strip()}"
        rows[note + 1].index = rows[note].index
    rows[:] = [row for place, row in enumerate(rows) if place not in taken]


def _is_long_text(row: Row) -> bool:
    return row.text.lstrip()[:1].isupper() and len(row.text.split()) >= _SHORTEST_NOTE


def _bare_notes(rows: list[Row]) -> None:
    """Put the label of a note that is alone on a line before the note, where the text has its mark once."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if not row.reason and (match := _NOTE_LABEL.fullmatch(row.text)):
            places[match["raised"] or match["label"] or match["bracketed"]].append(place)
    counts = Counter(row.text.strip() for row in rows) if places else Counter()
    above = _notes_above_labels(rows) if places else {}
    labelled = {match["label"] for row in rows if (match := _LABELLED_NOTE.fullmatch(row.text))} if places else set()
    for printed, candidates in places.items():
        if printed in labelled:
            continue  # alone on its line it is the number of a page
        notes = (
            [above[printed]]
            if printed in above
            else [(place, start) for place in candidates if (start := _start_of_note(rows, place, counts)) is not None]
        )
        spelt = f"[^{unicodedata.normalize('NFKC', printed)}]"
        if not notes or not _replace_only_mark(rows, printed, spelt):
            continue
        place, start = notes[-1]  # the number of a page may come before
        label, note = rows[place], rows[start]
        note.text = f"{spelt}: {note.text.strip()}"
        note.raw, note.index = f"{label.raw.strip()}\n{note.raw.strip()}", min(label.index, note.index)
        label.text = label.raw = ""


def _notes_above_labels(rows: list[Row]) -> dict[str, tuple[int, int]]:
    """Return the places of the labels that end a text, each below its note, and of the first lines of the notes."""
    notes: list[tuple[str, tuple[int, int]]] = []
    width = max(len(row.text) for row in rows)
    end = len(rows)
    while end := next((n for n in range(end, 0, -1) if not rows[n - 1].is_blank), 0):
        label = rows[end - 1].text.strip()
        start = max(end - 2, 0)
        if rows[start].is_blank or _BARE_LABEL.fullmatch(label) is None:
            break
        while start > 0 and not rows[start - 1].is_blank and not _ends_text(rows[start - 1], rows[start], width):
            start -= 1
        if not _is_long_text(rows[start]) or _NAMED_NOTE.match(rows[start].text):
            break
        notes.insert(0, (label, (end - 1, start)))
        end = start
    is_numbered = all(label == str(number) for number, (label, _) in enumerate(notes, 1))
    return dict(notes) if is_numbered else {}


def _ends_text(row: Row, below: Row, width: int) -> bool:
    """Check whether a line ends with a sentence although the first word of the line below had room on it."""
    return row.text.endswith(".") and len(with_next_word(row.text, below.text)) <= _MOST_FULL * width


def _numbered_notes(rows: list[Row]) -> None:
    """Spell the notes ``2. Text`` at the foot of a page as in Markdown, unless other paragraphs are numbered so."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if not row.reason and (match := _NUMBERED_NOTE.match(row.text)) and len(row.text.split()) > _SHORTEST_NOTE:
            places[match["label"]].append(place)
    if not all(len(each) == 1 and _is_at_foot(rows, each[0]) for each in places.values()):
        return
    labelled = {match["label"] for row in rows if (match := _BRACKETED_NOTE.match(row.text))} if places else set()
    for label, (place,) in places.items():
        if label not in labelled and _replace_only_mark(rows, label, f"[^{label}]"):
            rows[place].text = _NUMBERED_NOTE.sub(f"[^{label}]: ", rows[place].text, count=1)


def _is_at_foot(rows: list[Row], place: int) -> bool:
    """Check whether a page or the text ends a few lines below a line, or a note of the same page is below it."""
    count = 0
    for row in rows[place + 1 :]:
        if row.is_page_start:
            return True
        if _NUMBERED_NOTE.match(row.text):
            count = 0
        elif not row.is_blank:
            count += 1
            if count > _MOST_OF_NOTE:
                return False
    return True


def _replace_only_mark(rows: list[Row], label: str, spelt: str) -> bool:
    """Replace the mark of a note if the text has it once, and return whether it has."""
    mark = _mark_of(label)
    marked = [row for row in rows if not row.reason and label in row.text and mark.search(row.text)]
    if len(marked) != 1 or len(mark.findall(marked[0].text)) != 1:
        return False
    marked[0].text = mark.sub(spelt, marked[0].text)
    return True


def _mark_of(label: str) -> re.Pattern[str]:
    """Return the pattern of the mark of a note: raised, in brackets, or glued to a word."""
    if not label.isascii():
        return re.compile(rf"(?<=\S){label}(?![⁰¹²³⁴-⁹])")
    return re.compile(
        rf"(?<=[\w.,;:)”’\"])\\?\[{label}\\?\]|(?:(?<=[a-z]{{2}})|(?<=[A-Z]{{3}})){label}(?=[\s.,;:)]|$)"
        rf"|(?<=[a-z]{{2}}[.,;:)]){label}(?=\s|$)"
    )


def _start_of_note(rows: list[Row], place: int, counts: Counter[str]) -> int | None:
    """Return where the text begins that a label alone on its line may be of, or ``None``.

    Args:
        rows: the lines.
        place: the place of the label.
        counts: how often each text is a line.
    """
    start = next((n for n in range(place + 1, min(place + 3, len(rows))) if not rows[n].is_blank), None)
    if start is None or any(each.is_page_start for each in rows[place + 1 : start + 1]):
        return None
    text = rows[start].text.strip()
    own = takewhile(lambda each: not each.is_blank, rows[start : start + _SHORTEST_NOTE])
    is_long = sum(len(each.text.split()) for each in own) >= _SHORTEST_NOTE
    return start if text[:1].isupper() and is_long and counts[text] == 1 else None


def _caret_marks(rows: list[Row]) -> None:
    """Raise the figures of footnotes where a browser for terminals printed ``^1`` or ``^[1]``."""
    for row in rows:
        if "^" in row.text:
            row.text = _CARET_MARK.sub(_raised, row.text)
            row.text = _CARET_NOTE.sub(lambda match: f"{match['indent']}{_raised(match)} ", row.text)


def _raised(match: re.Match[str]) -> str:
    return (match["label"] or match["bracketed"] or match["enclosed"]).translate(RAISED)


def _section_signs(rows: list[Row]) -> None:
    """Spell the sign § as the mark of a footnote where it is one in the text and before one line, and no bullet."""
    notes = [row for row in rows if "§" in row.raw and _SECTION_NOTE.match(row.raw)]
    marked = [row for row in rows if "§" in row.text and _SECTION_MARK.search(row.text)]
    if len(notes) == 1 and marked:
        for row in marked:
            row.text = _SECTION_MARK.sub("[^§]", row.text)
        notes[0].text = f"{' ' * notes[0].indent}[^§]: {clean(_SECTION_NOTE.sub('', notes[0].raw))}"
