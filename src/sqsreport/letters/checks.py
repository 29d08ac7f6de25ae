"""Doubts about a reading: values of a report that a careful person would compare with the letter again.

Each check looks for the trace that a misreading leaves in a report, such as a figure at the end of a word where the
mark of a footnote would be. A check reports nothing that letters print.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise, takewhile
from typing import Final

import attrs

from sqsreport._jsondata import shown
from sqsreport.extract import areas, people, roles
from sqsreport.extract.text import CAPITALS, SENTENCE_END
from sqsreport.letters import layout
from sqsreport.letters.blocks import Passage, passage_of
from sqsreport.letters.marks import figured_names
from sqsreport.letters.pieces import Parts, Piece
from sqsreport.model import Report
from sqsreport.problems import Problem

#: A figure that ends a word. A word with an "@" or a "/" is an address.
_GLUED_FIGURE: Final = re.compile(r"(?<![\w@/.:-])[^\W\d_]{3,}[1-9](?=[\s.,;:)”’\"]|$)")
_GLUED_SIGN: Final = re.compile(r"[^\W\d_][†‡§](?=[\s.,;:)”’\"]|$)|[^\W\d_]{3}[.,;:)”’\"]?[⁰¹²³⁴-⁹]")
_FIGURE_AFTER_STOP: Final = re.compile(r"[^\W\d_]{2}[.,][”’\"]?[1-9](?=\s|$)|%[1-9](?=[\s.,]|$)")
#: What all three have: a figure or a sign right after a word or a mark. Few texts have one, and the search is fast.
_FIGURE_OR_SIGN: Final = re.compile(r"[1-9†‡§⁰¹²³⁴-⁹](?<=(?:[^\W\d_]|[.,;:)%”’\"]).)")
#: Letters that are set apart, as in "C o n t e x t".
_SINGLE_LETTERS: Final = re.compile(r"(?<!\S)(?:[^\W\d_] ){4}[^\W\d_](?!\S)")
#: The middle of them, which begins with a sign and so is searched for several times as fast.
_TWO_LETTERS: Final = re.compile(r" [^\W\d_] [^\W\d_] ")
_GLYPH: Final = re.compile(r"[^\w\s\"'“‘(\[*_£€$&…-](?=\s)|[-–—](?=\s)")
#: What an address has: a postcode, a street, a telephone number, an address of the web or of e-mail.
_ADDRESS: Final = re.compile(
    r"\b[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}\b|\b[0-9]+ [A-Z]\w+ (?:Street|Road|Lane|Avenue|Way|Square)\b|"
    r"\b(?:Tel|Telephone|Fax|E-?mail)\b|www\.|@|[0-9]{5}"
)
_INSPECTORATE: Final = re.compile(r"\bHM ?I(?:nspectorate of)? Probation\b")
#: Names of one word from which on the names of a copy list are parted at the wrong places.
_NAMES_IN_TWO: Final = 2
#: Words that lead to items, and what follows them within the same item.
_ITEMS_WITHIN: Final = re.compile(
    r"\b(?:should|must|needs? to|ought to)(?: (?:also|now))?(?: (?:make sure|ensure)(?: that)?)?: +[^\W\d_]"
)
#: The number of a paragraph before the beginning of a sentence.
_NUMBER_WITHIN: Final = re.compile(r"(?P<number>[1-4](?<=\s.)\.[1-9][0-9]?)\.?\s+(?=[^\W\d_a-zß-öø-ÿ])")
#: A wide gap within a line of the source, as between two columns; one after the sign of a quotation is none.
_GAP: Final = re.compile(r"(?<=[^\s>]) {4,}(?=\S)")
#: Lines with a gap that make a paragraph look like two columns.
_LINES_WITH_GAPS: Final = 3
#: What parts a role from names on one line.
_SEPARATOR: Final = re.compile(r":\s|\s[–—-]\s")
_MOST_WORDS_OF_NAME: Final = 9
#: The parts of a report in which a heading may be among the paragraphs.
_WITH_PARAGRAPHS: Final = ("/introduction", "/context/paragraphs", "/summary", "/sections")
#: What begins as a note does whose figure was raised.
_LABELLED_TEXT: Final = re.compile(rf"[1-9]\s+[{CAPITALS}]")
#: What headings are: words that begin with a capital letter and do not end as a sentence does.
_HEADING: Final = re.compile(r"(?=[^\W\d_])(?=[^a-z])[^.!?;:,\n\[\]]{4,60}[^\W_]")
_INDEX: Final = re.compile(r"/[0-9]+(?:/text)?$")
_MOST_WORDS_OF_HEADING: Final = 7
#: The sentences and the words of a paragraph that may be within another, at least.
_FEWEST_SENTENCES, _FEWEST_WORDS = 2, 15
#: The items below a lead that are all of its list, as a list has more than one.
_CERTAIN_ITEMS: Final = 2


@attrs.frozen
class Result:
    """The inputs of the checks: the report, the parts of the letter, and the passages by the pointer of their value."""

    report: Report
    parts: Parts
    recorded: Mapping[str, Sequence[Passage]]

    @cached_property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """The pointer of each piece of prose, and its text without markup."""
        return tuple((pointer, prose.plain_text) for pointer, prose in self.report.iter_prose())


#: Yields the pointer and the text of each value that looks misread, and the place if it is not that of the value.
Check = Callable[[Result], Iterator[tuple[str, str] | tuple[str, str, Passage]]]
_CHECKS: Final[list[tuple[str, Check]]] = []


def _check(code: str) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        _CHECKS.append((code, check))
        return check

    return register


def find_doubts(result: Result) -> list[Problem]:
    """Return a problem for each value that looks misread."""
    doubts = []
    for code, check in _CHECKS:
        for pointer, text, *places in check(result):
            recorded = result.recorded.get(pointer) or result.recorded.get(pointer.rpartition("/")[0])
            place = (places or recorded or [Passage("")])[0]
            doubts.append(
                Problem(
                    code,
                    pointer=pointer,
                    line=place.line,
                    column=place.column,
                    page=place.page,
                    params={"found": shown(text)},
                )
            )
    return doubts


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(match.start() - 30, 0) : match.end() + 20]


@_check("SQS502")
def figure_glued_to_a_word(result: Result) -> Iterator[tuple[str, str]]:
    """No word ends with a figure or another mark of footnotes."""
    names = figured_names("\n".join(text for _, text in result.texts))
    for pointer, text in result.texts:
        if not _FIGURE_OR_SIGN.search(text):
            continue
        matches_by_pattern = (pattern.finditer(text) for pattern in (_GLUED_FIGURE, _GLUED_SIGN, _FIGURE_AFTER_STOP))
        match = next((match for matches in matches_by_pattern for match in matches if match[0] not in names), None)
        if match:
            yield pointer, _around(text, match)


@_check("SQS502")
def figure_before_a_text(result: Result) -> Iterator[tuple[str, str]]:
    """No paragraph begins with a figure before a sentence, as a note does whose figure was raised."""
    for pointer, text in result.texts:
        if pointer.startswith(_WITH_PARAGRAPHS) and _LABELLED_TEXT.match(text):
            yield pointer, text


@_check("SQS503")
def footnote_without_mark(result: Result) -> Iterator[tuple[str, str]]:
    """Every footnote of the letter has a mark in its text."""
    labels = {footnote.label for footnote in result.report.footnotes}
    for label, piece in result.parts.footnotes.items():
        if label not in labels:
            yield "/footnotes", piece.plain


@_check("SQS504")
def note_missing(result: Result) -> Iterator[tuple[str, str]]:
    """The numbers of the printed notes begin with 1 and have no gap."""
    labels = [piece.number.upper() for piece in result.parts.notes if piece.number]
    numbers = [int(label) if label.isdigit() else ord(label) - ord("A") + 1 for label in labels]
    if numbers != list(range(1, len(numbers) + 1)):
        yield "/notes", ", ".join(map(str, numbers))


@_check("SQS505")
def recipient_is_no_name(result: Result) -> Iterator[tuple[str, str]]:
    """No recipient is a sentence, an address or a line of a web page, and not several of them are offices."""
    offices = sum(_is_office(name) for entry in result.report.copy_list for name in entry.recipients)
    for index, entry in enumerate(result.report.copy_list):
        for number, printed in enumerate(entry.recipients):
            name = people.without_remark(printed)
            if people.may_be_two(name):
                yield f"/copy_list/{index}/recipients", printed
            elif (
                len(name.split()) > _MOST_WORDS_OF_NAME
                or layout.is_complete(name)
                or _ADDRESS.search(name)
                or roles.lacks_space(name)
                or _is_name_and_more(name)
                or _is_remark(name)
                or (offices > 1 and _is_office(name))
            ):
                yield f"/copy_list/{index}/recipients/{number}", printed


def _is_office(name: str) -> bool:
    return people.is_role(name) and not people.is_person(name)


def _is_remark(name: str) -> bool:
    """Check whether a text in the place of a name is a remark, such as "(by e-mail)" or "Interim: Ann Lee"."""
    return (name[:1] == "(" or ": " in name or " – " in name or " - " in name) and not people.is_vacancy(name)


def _is_name_and_more(name: str) -> bool:
    """Check whether the name of a person has the word of an office or a body before it or after it."""
    if people.are_people(name):  # "Ann Lee, chair"
        return False
    words = name.split()
    if len(words) < 3 or not _is_office(name):
        return False
    # "Ann Lee Pennaeth" and "People Ann Lee", and not "Lead Member".
    return any(people.is_person(" ".join(part)) and len(part) > 1 for part in (words[:-1], words[1:]))


@_check("SQS506")
def role_in_two(result: Result) -> Iterator[tuple[str, str]]:
    """No role is cut in two: none begins in lower case or ends with a word that has to go on."""
    entries = result.report.copy_list
    area = _words(result.report.inspection.service.area)
    for index, entry in enumerate(entries):
        role = entry.role
        following = entries[index + 1].role if index + 1 < len(entries) else ""
        is_first_half = layout.is_open_value(role) or role.count("(") != role.count(")")
        is_of_area = bool(area) and {*_words(role)} <= {*area}
        is_second_half = not entry.recipients and (roles.is_end(role) or is_of_area)
        is_alone = not entry.recipients and people.is_person(role)
        # Where one role is not whole, the names of the entries around it may be shifted.
        is_cut = roles.is_cut(role) or _parts_area(role, following, area)
        # Nor are they where a name is alone, or where an entry is within the role of another.
        is_cut |= is_alone or _has_names_within(role)
        if is_cut or is_second_half or roles.are_two(role) or roles.lacks_space(role):
            yield "/copy_list", role
        elif is_first_half or role[:1].islower():
            yield f"/copy_list/{index}/role", role


def _has_names_within(role: str) -> bool:
    """Check whether a role has a separator and the name of a person after it."""
    _, *others = _SEPARATOR.split(role)
    firsts = [part.partition(",")[0] for part in others]
    listed = [part.strip() for part in role.split(",")[1:]]
    # One part after a comma may be the name of a place.
    return any(map(_is_name, firsts)) or sum(map(_is_name, listed)) > 1


def _is_name(text: str) -> bool:
    return people.is_person(text) and not people.is_role(text)


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s,&]+", text) if word and word != "and"]


def _parts_area(role: str, following: str, area: Sequence[str]) -> bool:
    """Check whether a role ends within the name of the area, which the next role goes on with."""
    last, first = _words(role)[-1:], _words(following)[:1]
    return any([one] == last and [two] == first for one, two in pairwise(area))


@_check("SQS518")
def copy_list_without_recipients(result: Result) -> Iterator[tuple[str, str]]:
    """Most roles of a copy list that names anyone have recipients, and none ends with a name."""
    entries = result.report.copy_list
    alone = [entry.role for entry in entries if not entry.recipients]
    with_name = [role for role in alone if people.ends_with_person(role)]
    if len(alone) > 2 and len(alone) < len(entries) < 2 * len(alone):
        yield "/copy_list", alone[0]
    elif with_name:
        yield "/copy_list", with_name[0]


@_check("SQS518")
def names_above_their_role(result: Result) -> Iterator[tuple[str, str]]:
    """No line of names alone is added to an office that one person holds: it may be the first line of the next entry.

    In a list whose roles are at the middle or the foot of their names, the first names of an entry are above its role.
    """
    lines = [piece.plain.strip("*_ ") for piece in result.parts.copy_lines]
    pointers = {name: f"/copy_list/{index}" for index, entry in enumerate(result.report.copy_list)
                if len(entry.recipients) > 1 and roles.is_of_one(entry.role) for name in entry.recipients}  # fmt: skip
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        if line in pointers and not above.endswith((",", ";", "–", ":")) and not people.are_people(below):
            yield pointers[line], line


@_check("SQS507")
def name_of_one_word(result: Result) -> Iterator[tuple[str, str]]:
    """The name of a person has more than one word."""
    report = result.report
    lead = report.inspection.lead_inspector
    named = {
        "/addressee/name": report.addressee.name if report.addressee else None,
        "/sender/name": report.sender.name if report.sender else None,
        "/inspection/lead_inspector/name": lead.name if lead else None,
    }
    named |= {
        f"/copy_list/{index}/recipients/{number}": name
        for index, entry in enumerate(report.copy_list)
        for number, name in enumerate(entry.recipients)
        if not (people.is_role(name) or people.is_vacancy(name))
    }
    alone = [(pointer, name) for pointer, name in named.items() if name and " " not in name.strip()]
    yield from alone
    recipients = [name for pointer, name in alone if pointer.startswith("/copy_list")]
    if len(recipients) >= _NAMES_IN_TWO:
        yield "/copy_list", recipients[0]


@_check("SQS508")
def role_with_an_address(result: Result) -> Iterator[tuple[str, str]]:
    """No role of the header has an address in it."""
    for pointer, person in (("/addressee", result.report.addressee), ("/sender", result.report.sender)):
        # The letterhead of the inspectorate may be beside the office of an addressee, who is never of it.
        is_letterhead = pointer == "/addressee" and person and _INSPECTORATE.search(person.role or "")
        if person and person.role and (is_letterhead or _ADDRESS.search(person.role)):
            yield f"{pointer}/role", person.role


@_check("SQS509")
def item_with_a_glyph(result: Result) -> Iterator[tuple[str, str]]:
    """No item or paragraph begins with a bullet."""
    yield from ((pointer, text) for pointer, text in result.texts if _GLYPH.match(text))


@_check("SQS517")
def items_without_bullets(result: Result) -> Iterator[tuple[str, str]]:
    """An item that no bullet shows is a single sentence."""
    for pointer, pieces in (("/strengths", result.parts.strengths), ("/recommendations", result.parts.recommendations)):
        for piece in pieces:
            if not piece.is_marked and len(SENTENCE_END.findall(piece.plain)) > 1:
                yield pointer, piece.plain


@_check("SQS523")
def levels_of_a_list(result: Result) -> Iterator[tuple[str, str]]:
    """The items below an item that leads to others differ from those beside it, by their bullets or otherwise."""
    for pointer, pieces in (("/strengths", result.parts.strengths), ("/recommendations", result.parts.recommendations)):
        for index, lead in enumerate(pieces):
            if _ITEMS_WITHIN.search(lead.plain):  # their bullets were drawn, so that the text has none
                yield pointer, lead.plain
                break
            below = [*takewhile(lambda item: item.text[:1].islower(), pieces[index + 1 :])]
            if not below or not lead.text.endswith(":"):
                continue
            nested = [*takewhile(lambda item, depth=lead.depth: item.is_nested and item.depth > depth > 0, below)]  # type: ignore[misc]
            # Items that nothing but their words puts below a lead end at an unknown place; one alone is no list.
            if below[0].depth <= lead.depth or len(nested) > _CERTAIN_ITEMS:
                yield pointer, lead.plain
                break


@_check("SQS510")
def single_letters(result: Result) -> Iterator[tuple[str, str]]:
    """No word is set with spaces between its letters."""
    for pointer, text in result.texts:
        if _TWO_LETTERS.search(text) and (match := _SINGLE_LETTERS.search(text)):
            yield pointer, _around(text, match)
    for index, section in enumerate(result.report.sections):
        if _SINGLE_LETTERS.search(section.title):
            yield f"/sections/{index}/title", section.title


@_check("SQS511")
def section_without_paragraphs(result: Result) -> Iterator[tuple[str, str]]:
    """Every section has a paragraph."""
    for index, section in enumerate(result.report.sections):
        if not section.paragraphs:
            yield f"/sections/{index}", section.title


@_check("SQS526")
def paragraphs_of_another_section(result: Result) -> Iterator[tuple[str, str]]:
    """No section follows one without paragraphs, which it may have those of."""
    for index, (section, following) in enumerate(pairwise(result.report.sections), 1):
        if not section.paragraphs and following.paragraphs:
            yield f"/sections/{index}", following.title


@_check("SQS512")
def area_of_another_service(result: Result) -> Iterator[tuple[str, str]]:
    """The name of the service has a word of the name of the area."""
    service = result.report.inspection.service
    if not areas.share_a_word(service.area, service.name):
        yield "/inspection/service/name", service.name


@_check("SQS513")
def columns_read_across(result: Result) -> Iterator[tuple[str, str]]:
    """No paragraph was read across two columns."""
    for pointer, _ in result.texts:
        passages = result.recorded.get(pointer.removesuffix("/text"), ())
        gaps = [
            passage.text
            for passage in passages
            if "    " in passage.text and "|" not in passage.text and _GAP.search(passage.text)
        ]
        if len(gaps) >= _LINES_WITH_GAPS:
            yield pointer, gaps[0]


@_check("SQS514")
def paragraph_in_two(result: Result) -> Iterator[tuple[str, str]]:
    """No paragraph ends within a sentence that the next one goes on with."""
    for (pointer, before), (following, text) in pairwise(result.texts):
        is_prose = not pointer.startswith(("/strengths", "/recommendations", "/notes", "/footnotes"))
        is_same_part = pointer.split("/")[1:3] == following.split("/")[1:3] or "/paragraphs/" in following
        if is_prose and is_same_part and text[:1].islower() and not layout.ends_sentence(before):
            yield following, text


@_check("SQS525")
def heading_in_the_text(result: Result) -> Iterator[tuple[str, str]]:
    """No paragraph without a number looks like a heading above the next one."""
    numbered = {
        f"/sections/{i}/paragraphs/{j}/text"
        for i, section in enumerate(result.report.sections)
        for j, paragraph in enumerate(section.paragraphs)
        if paragraph.number
    }
    for (pointer, text), (following, after) in pairwise(result.texts):
        is_prose = pointer.startswith(_WITH_PARAGRAPHS) and pointer not in numbered
        is_same_part = _INDEX.sub("", pointer) == _INDEX.sub("", following)
        is_short = len(text.split()) <= _MOST_WORDS_OF_HEADING and _HEADING.fullmatch(text) is not None
        if is_prose and is_same_part and is_short and after[:1].isupper():
            yield pointer, text


@_check("SQS519")
def unclear_start_of_paragraph(result: Result) -> Iterator[tuple[str, str, Passage]]:
    """A sentence at the beginning of a line goes on with its paragraph where it had no room on the line above."""
    for pointer, line in result.parts.unclear_starts:
        plain = Piece([line]).plain
        texts = () if pointer == "/footnotes" else result.texts
        whole = next((text for where, text in texts if where.startswith(pointer) and plain in text), None)
        # Few paragraphs are one sentence, and nearly as many sentences as lines begin at the edge.
        if whole is None or all(_has_sentences(part) for part in _parted(whole, whole.index(plain))):
            yield pointer, line.text, passage_of(line)


def _parted(text: str, place: int) -> tuple[str, str]:
    return text[:place], text[place:]


def _has_sentences(text: str) -> bool:
    return len(SENTENCE_END.findall(f"{text} ")) >= _FEWEST_SENTENCES and len(text.split()) >= _FEWEST_WORDS


@_check("SQS520")
def numbers_of_a_list(result: Result) -> Iterator[tuple[str, str]]:
    """No converter has kept only the last part of the numbers of paragraphs, as numbers of a list."""
    for index, section in enumerate(result.parts.sections):
        if section.has_lost_numbers:
            yield f"/sections/{index}", section.title.plain


@_check("SQS515")
def date_apart(result: Result) -> Iterator[tuple[str, str]]:
    """The date of publication is among the labels of the header."""
    if result.parts.is_date_apart:
        yield "/published", result.parts.header["date"].plain


@_check("SQS522")
def unknown_character(result: Result) -> Iterator[tuple[str, str, Passage]]:
    """Every character of a value is known."""
    for pointer, passages in result.recorded.items():
        if passage := next((each for each in passages if "\ufffd" in each.text), None):
            yield pointer, passage.text, passage


@_check("SQS521")
def paragraph_number_within_text(result: Result) -> Iterator[tuple[str, str]]:
    """No text has the number of a paragraph before one of its sentences."""
    numbers = {paragraph.number for section in result.report.sections for paragraph in section.paragraphs}
    for pointer, text in result.texts:
        for match in _NUMBER_WITHIN.finditer(text):
            if match["number"] not in numbers:
                yield pointer, _around(text, match)
                yield "/sections", _around(text, match)
                break
