"""How the letters are laid out: what a line is, told by its words and by how it begins or ends.

Every function looks at one text. What it means where it stands is for `parts` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from sqsreport.extract import dates, people, themes
from sqsreport.letters.inline import from_runs, to_runs
from sqsreport.model.dates import MONTH_NAMES

#: Superscript digits, for `str.translate`.
SUPERSCRIPT: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

_LABEL: Final = re.compile(
    r"[*_]*+(?P<label>to|copy to|copies to|copied to|cc|c\.c\.|from|"
    r"(?:(?:publication|published|report|letter|issue) )?date"
    r"(?: (?:of )?(?:publication|published|issued|issue|report|letter))?|"
    r"dated|published(?: on)?|issued(?: on)?)"
    r"[*_]*+(?:\s*+:[*_]*+|\s++[*_]++(?=\t| {2})|(?<=[*_])(?=\t| {2})|(?=\s*?(?:\t| {3})))\s*+(?P<value>.*)",
    re.IGNORECASE,
)
_LABEL_WITHIN: Final = re.compile(
    r"(?<!\s)\s++"
    r"(?=[*_]*+(?:To|Copy to|From|Publication [Dd]ate|(?<!Publication )Date(?: published)?|Published):)"
)
#: Lines that stand among those of a header and are none of them: a salutation, or a label that no report has.
_OTHER_LINE: Final = re.compile(
    r"Dear\b|(?:Our |Your )?Ref(?:erence)?\b|(?:Tel(?:ephone)?|Phone|Fax|Mobile|E-?mail|Web(?:site)?)\b|https?:|www\.|"
    r"(?-i:[A-Z])[\w'’/ .-]{0,30}:(?!\S)",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(r"[*_]*(?:Subject|Re|Fwd?):[*_]*\s", re.IGNORECASE)
#: What a value does not end with.
_OPEN_VALUE: Final = re.compile(
    r"(?:[,&(/–—-]|\b(?:and|for|in|of|on|or|the|to|with|at|upon|by)|\([^()]*)$", re.IGNORECASE
)
_REFERENCE_TO_LIST: Final = re.compile(
    r"(?:please )?see (?:the )?(?:copy |distribution |circulation )?list"
    r"(?: (?:at|on|in|to|of|the|end|foot|last|page|letter|report|this|below|overleaf|attached|enclosed)\b)*\.?",
    re.IGNORECASE,
)
_TITLE: Final = re.compile(
    r"(?:(?:HMI Probation )?(?:Report|Letter|Inspection|Outcome|Results?|Full Joint|Core Case)\b.{0,80}?)?"
    r"(?:\(?SQS\)?|Short Quality Screening|youth offending (?:work|services?) in)\b.*",
    re.IGNORECASE,
)
_LONGEST_TITLE: Final = 200
_NUMBERED: Final = re.compile(r"(?P<number>[1-9][0-9]?\.[1-9][0-9]?)(?:[.):]\s*|\s+)(?P<text>[^\s\d].*|\d[^.].*)")
_EMPHASISED_NUMBER: Final = re.compile(
    r"[*_]{1,3}(?P<number>[1-9][0-9]?\.[1-9][0-9]?)(?P<end>[.):]?)(?:(?=\s)|[*_]{1,3}[.):]?(?=\s|$))"
)
_BARE_NUMBER: Final = re.compile(r"[(\[]?(?P<number>[1-9][0-9]?\.[1-9][0-9]?)[.):\]]?")
_BARE_SECTION_NUMBER: Final = re.compile(r"(?P<number>[1-9])[.)]?")
#: A line of single letters, with wider gaps between its words.
_LETTER_SPACED: Final = re.compile(r"\s*+(?:[^\W_][.:]?\s++){5,119}[^\W_]?[.:]?\s*+")
_HEADING_START_NUMBER: Final = re.compile(r"[1-9][.)]?\s+")
_WORD_GAP: Final = re.compile(r"\s{2,}")
#: The words of the headings that begin a part; longer words first, so that each is taken whole.
_HEADING_WORDS: Final = sorted(
    (
        "context summary executive overall commentary on the inspection in key strengths areas area requiring for "
        "improvement recommendations reducing reoffending protecting public child or young person people children "
        "making sure ensuring that sentence is served operational management closing copy to list notes of and"
    ).split(),
    key=len,
    reverse=True,
)
_HEADING_WORD: Final = re.compile("|".join(_HEADING_WORDS), re.IGNORECASE)
_HEADING_NUMBER: Final = re.compile(r"(?P<number>[1-9][0-9]?)[.):]?\s+(?P<title>\S.*)")
_NOTE: Final = re.compile(
    r"Note\s*+(?:(?P<number>[0-9]++)\s*+[:.](?:\s++(?P<numbered>.*))?|[:.]\s++(?P<text>.*))", re.IGNORECASE
)
_FOOTNOTE: Final = re.compile(
    r"(?:(?P<sign>[⁰¹²³⁴-⁹]++|[†‡§]++)\s*+|\[\^(?P<mark>[^ \[\]]++)\]:?\s*+|"
    r"\\?\[(?P<bracketed>[0-9]{1,2})\\?\]:?\s++(?=[A-Z\"'“‘])|"
    r"(?P<digit>[0-9]{1,2})[.):]?\s++(?=(?:The|This) (?:\w++ ){0,3}(?:reoffending )?rate\b))(?P<text>\S.*)"
)
_BARE_FOOTNOTE: Final = re.compile(r"(?P<digit>[1-9])(?:\s+|(?=[A-Z][a-z]* \S+ \S+ ))(?P<text>[A-Z].*)")
_MARKS: Final = re.compile(
    r"\[\^(?P<mark>[^ \[\]]+)\]|(?P<raised>[⁰¹²³⁴-⁹]+|(?<=\S)[†‡§]+)|"
    r"(?:(?<=[^\W\d_][a-zß-öø-ÿ])|(?<=[A-Z]{3}))(?P<glued>[1-9])(?=[\s.,;:)]|$)|"
    r"(?<=[%.,;:)”’\"])(?<![\d_]\.)(?P<after>[1-9])(?=\s|$)"
)
_GLUED_MARK: Final = re.compile(
    r"(?:(?<=[a-z]{2})|(?<=[A-Z]{3}))[1-9](?=[\s.,;:)]|$)|(?:(?<=[a-z]{2}[.,;:)])|(?<=[A-Z]{3}[.,;:)]))[1-9](?=\s|$)"
)
_FOOTNOTE_END: Final = re.compile(r"\b(?:Ministry of Justice|MoJ|(?P<cohort>cohort))[.)\]]*$")
_OPEN_SOURCE: Final = re.compile(r"\bSource:?(?: Ministry(?: of)?)?$")
_BULLET: Final = re.compile(
    r"(?:(?P<glyph>[•▪▫◦●○■□‣⁃·➢✓*–—-])|(?P<letter_o>o)|\(?(?:(?P<roman>[ivx]{1,5})|(?P<alpha>[a-z])|(?P<arabic>[0-9]{1,2}))[.)])"
    r"\s+(?P<text>\S.*)"
)
_MONTHS: Final = "|".join(MONTH_NAMES)
_RANGE_START: Final = re.compile(rf"(?:[0-9]|{_MONTHS})$")
_RANGE_END: Final = re.compile(rf"[0-9]|{_MONTHS}")
_RULE: Final = frozenset("-_*=–— ")
_LONGEST_PAGE_NUMBER: Final = 24
_PAGE_NUMBER: Final = re.compile(
    r"(?P<dash>[-–—|]\s*)?(?:page\s*)?[0-9]{1,3}(?:\s*(?:of|/)\s*[0-9]{1,3})?(?(dash)\s*[-–—|])", re.IGNORECASE
)
_WHOLLY_EMPHASISED: Final = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?P<text>[^*_]+)(?P=mark):?")
_CLOSING: Final = re.compile(
    r"We (?:are|were) (?:very |most |extremely |particularly )?grateful|We (?:would (?:also )?like to )?thank|"
    r"Our thanks|May (?:we|I) thank|It was a pleasure|Questions about|"
    r"Thank you|I (?:am|would like)|If you (?:have any|would like|want|need)\b|Please (?:pass on|contact)|"
    r"(?:For|Any) (?:further|more) (?:questions|information)|The lead inspector",
    re.IGNORECASE,
)
_CONTACT: Final = re.compile(
    r"(?:If|Should) you |(?:For|Any) (?:further |more |other )?(?:questions|queries|information|details)\b|"
    r"Questions about|To discuss|(?:Please )?[Cc]ontact |The lead inspector\b",
)
_LEAD_IN: Final = re.compile(r"\b(?:should|must|needs? to|ought to)(?: (?:also|now))?:$", re.IGNORECASE)
_END_OF_SENTENCE: Final = re.compile(r"[.!?:;…][\"'”’)*_\]>]*+(?:\[\^[^\[\]]++\]|[⁰¹²³⁴-⁹]|\[[0-9]{1,2}\])*+$")

#: The headings that begin a part, each in a group with the part's name.
_PARTS: Final = re.compile(
    r"(?P<context>(?:the )?context|background(?: and context)?)|"
    r"(?P<summary>(?:executive |overall )?summary(?: of (?:(?:our|the|main|key|inspection) )*findings)?|"
    r"(?:overall|main|key) findings)|"
    r"(?P<commentary>commentary(?: on (?:the inspection|our findings|youth offending work))?"
    r"(?: (?:in|of) (?P<area>[^:]{1,80}))?)|"
    r"(?P<strengths>(?:key |main )?strengths?(?: (?:of|in) the (?:service|YO[ST]|work))?(?: (?:were|are))?|"
    r"(?:key )?areas? of strength|what (?:was|is) (?:done|working|going) well)|"
    r"(?P<recommendations>(?:key |main )?areas? (?:requiring|for|needing|in need of|that (?:need|require)) "
    r"(?:further )?(?:improvement|development|attention)(?: (?:were|are))?|(?:our |key )?recommendations?|"
    r"what needs to (?:improve|be improved))|"
    r"(?P<closing>closing|thanks(?: and contact)?|acknowledge?ments?|contact(?: details)?)|"
    r"(?P<copy_list>copy (?:to|list)|(?:copies|copied)(?: of this (?:letter|report))?(?: (?:have been )?sent)? to|"
    r"cc|c\.c\.|"
    r"(?:distribution|circulation)(?: list)?)|"
    r"(?P<notes>notes)",
    re.IGNORECASE,
)
_COPY_COLUMNS: Final = frozenset(
    "role office post position organisation agency recipient recipients name names".split()
)
#: Most lines are no heading, and one look at how they begin tells.
_HEADING_START: Final = re.compile(
    r"[*_(]*(?:[0-9]{1,2}[.):]?[*_]*\s+[*_]*)?(?:the |our |hmi probation |executive |overall |main )?"
    r"(?:context|back|find|what|cc|c\.c|circ|keep|help|work|publ|prev|comp|summ|comm|key|stren|area|reco|clos|than|ack|cont|cop|dist|note|"
    r"full|core|reduc|prot|safe|ensur|mak|serv|deli|oper|manag|lead|report|letter|insp|outc|resul|sqs|short|youth)",
    re.IGNORECASE,
)
_OPERATIONAL: Final = re.compile(
    r"(?:operational )?management(?: and leadership)?|leadership and management", re.IGNORECASE
)
_LONGEST_HEADING: Final = 120
#: What may stand behind a full stop: quotation marks, and marks of footnotes.
_LONGEST_END: Final = 60


_NUMBERINGS: Final = ("roman", "alpha", "arabic")


class Bullet(NamedTuple):
    """What stands before an item: its kind - a glyph, or the name of a numbering - and the item's text."""

    kind: str
    text: str

    @property
    def is_numbering(self) -> bool:
        """Whether it is a number or a letter, and no glyph."""
        return self.kind in _NUMBERINGS


def label(text: str) -> tuple[str, str] | None:
    """Take a line of the header apart: ``to``, ``copy to``, ``from`` or ``date``, and its value."""
    match = _LABEL.fullmatch(text)
    if match is None:
        return None
    name = match["label"].casefold()
    if "date" in name or "published" in name or "issued" in name:
        name = "date"
    return "copy to" if name.startswith("c") else name, match["value"].strip()


def labelled(text: str) -> list[tuple[str, str]]:
    """Take a line apart that several lines of the header ran together into."""
    parts = [label(part) for part in _LABEL_WITHIN.split(text)]
    return [part for part in parts if part] if all(parts) else []


def bare_label(text: str) -> str | None:
    """Tell the label that a line is when it has no value and no colon."""
    found = label(f"{text.strip()}:")
    return found[0] if found and not found[1] else None


def broken_label(first: str, second: str) -> str | None:
    """Return the label that two lines are together, such as ``Copy`` and ``to:``, if the first is none by itself."""
    whole = f"{first} {second}"
    is_broken = second.endswith(":") and first.isalpha() and bare_label(first) is None
    return whole if is_broken and bare_label(whole.rstrip(" :")) else None


def value_goes_on(name: str, value: str, following: str, *, is_cut: bool) -> bool:
    """Tell whether a line goes on with the value of a label, and is no other line of the letter's head.

    Args:
        name: the label, as `label` tells it.
        value: what the lines so far say.
        following: the next line.
        is_cut: whether the line before it was full, so that it had to end.
    """
    if _OTHER_LINE.match(following):
        return False
    if not value:
        return True
    if name == "date":
        return dates.find_day(value) is None and dates.find_day(f"{value} {following}") is not None
    if following[:1].islower() or following[:1] in "(.,;" or is_open_value(value):
        return True
    if refers_to_list(value):
        return False
    # An office goes on with words for one; what has a number is an address.
    return is_cut or (people.is_role(following) and not any(map(str.isdigit, following)))


def is_open_value(text: str) -> bool:
    """Check whether a name or an office has to go on after a text, as after ``of`` or a comma."""
    return _OPEN_VALUE.search(text) is not None


def is_subject(text: str) -> bool:
    """Return whether a line is the subject of an e-mail, which no letter has among its labels."""
    return _SUBJECT.match(text) is not None


def refers_to_list(text: str) -> bool:
    """Tell whether a text only says that the copy list stands elsewhere."""
    return _REFERENCE_TO_LIST.fullmatch(text) is not None


def is_title(plain: str) -> bool:
    """Tell whether a line may be the title of a letter."""
    return len(plain) < _LONGEST_TITLE and _TITLE.fullmatch(plain) is not None and plain[-1] not in ".;,"


def may_be_heading(text: str) -> bool:
    """Tell at one look whether a line may be a heading or a title, or the beginning of one."""
    return _HEADING_START.match(text) is not None


def part_heading(plain: str) -> tuple[str, str | None] | None:
    """Tell the part that a heading begins, and the area that it names, if it does."""
    title = plain.rstrip(" :")
    if len(title) > _LONGEST_HEADING:
        return None
    match = _PARTS.fullmatch(title)
    if match is None:
        return None
    return next(part for part, found in match.groupdict().items() if found and part != "area"), match["area"]


def is_operational_management(plain: str) -> bool:
    """Tell whether a heading is that of the section without a theme."""
    return _OPERATIONAL.fullmatch(plain.rstrip(" :")) is not None


def is_full_operational_management(plain: str) -> bool:
    """Check whether a heading is that of the section without a theme in its full wording, which nothing else has."""
    return plain.rstrip(" :").casefold() == "operational management"


def is_theme(plain: str) -> bool:
    """Tell whether a line is the title of a theme, with a number or without."""
    match = _HEADING_NUMBER.fullmatch(plain)
    title = (match["title"] if match else plain).rstrip(" :")
    if not title[:1].isupper() or len(title) > _LONGEST_HEADING or title[-1] in ".!?;,":
        return False
    # A sentence may begin with the words of a title, so a bare line has to be one from end to end.
    return themes.theme_of(title) is not None if match else themes.is_theme_title(title)


def heading_number(text: str) -> tuple[str | None, str]:
    """Take the number off a section's title, if it has one, and its emphasis and colon."""
    text = text.rstrip(" :")
    if emphasised := _WHOLLY_EMPHASISED.fullmatch(text):
        text = emphasised["text"].rstrip(" :")
    match = _HEADING_NUMBER.fullmatch(text)
    return (match["number"], match["title"]) if match else (None, text)


def numbered(text: str) -> tuple[str, str] | None:
    """Split a paragraph into its number, such as ``1.2``, and its text; the number may be emphasised."""
    match = _NUMBERED.fullmatch(text)
    if match:
        return match["number"], match["text"]
    if text[:1] not in "*_" or (start := _EMPHASISED_NUMBER.match(text)) is None:
        return None
    rest = without_start(text, len(start["number"]) + len(start["end"]))
    return (start["number"], rest) if rest else None


def bare_number(plain: str) -> str | None:
    """Return the number of a paragraph, if a text is nothing else."""
    match = _BARE_NUMBER.fullmatch(plain)
    return match["number"] if match else None


def is_number_of_section(plain: str) -> bool:
    """Check whether a text is the number of a section with a full stop or a bracket, and so no page number."""
    return plain[-1:] in (".", ")") and bare_section_number(plain) is not None


def bare_section_number(plain: str) -> str | None:
    """Return the number of a section, if a text is nothing else."""
    match = _BARE_SECTION_NUMBER.fullmatch(plain)
    return match["number"] if match else None


def without_start(text: str, count: int) -> str:
    """Return inline text without its first characters, as they are counted without markup."""
    kept = []
    for run in to_runs(text):
        taken = 0 if run.is_mark else min(count, len(run.text))
        count -= taken
        kept.append(run.with_text(run.text[taken:]))
    return from_runs(run for run in kept if run.text).strip()


def unspaced(text: str) -> str:
    """Close up a heading with gaps in its words, as in ``C o n t e x t`` or ``Cont ext``."""
    if _LETTER_SPACED.fullmatch(text):
        words = [word.replace(" ", "") for word in _WORD_GAP.split(text.strip())]
        return " ".join(words) if len(words) > 1 else " ".join(_segmented(words[0]))
    if len(text) > _LONGEST_HEADING or " " not in text:
        return text
    start = _HEADING_START_NUMBER.match(text)
    number = start[0] if start else ""
    words = _segmented("".join(text[len(number) :].split()))
    # What follows the words of headings, such as the name of the area, keeps its own gaps.
    tail = words.pop() if words and words[-1].casefold() not in _HEADING_WORDS else ""
    if tail:
        words.append(_end_of(text, len(tail)))
    healed = number + " ".join(words)
    return healed if _is_heading(healed) and not _is_heading(text) else text


def _is_heading(plain: str) -> bool:
    return part_heading(plain) is not None or is_theme(plain) or is_operational_management(plain)


def _segmented(letters: str) -> list[str]:
    """Split letters into the words of headings; what is none of them, or the name of an area, is the last part."""
    words: list[str] = []
    rest = letters
    while rest:
        is_area = bool(words) and words[0].casefold() == "commentary" and words[-1].casefold() == "in"
        match = None if is_area else _HEADING_WORD.match(rest)
        word = match[0] if match else rest
        words.append(word)
        rest = rest[len(word) :]
    return words


def _end_of(text: str, count: int) -> str:
    """Return the end of a text that has so many characters other than white space."""
    start = len(text)
    while count > 0:
        start -= 1
        count -= not text[start].isspace()
    return text[start:]


def bullet(text: str) -> Bullet | None:
    """Take off what stands before an item."""
    match = _BULLET.fullmatch(text)
    if match is None:
        return None
    kind = next(name for name in ("glyph", "letter_o", *_NUMBERINGS) if match[name])
    return Bullet(match["glyph"] if kind == "glyph" else kind, match["text"])


def is_glyph(text: str) -> bool:
    """Return whether a line is a bullet and nothing else."""
    match = _BULLET.fullmatch(f"{text.strip()} x")
    return match is not None and match["text"] == "x" and bool(match["glyph"] or match["letter_o"])


def note(text: str) -> str | None:
    """Return the text of a printed note, without ``Note 1:``."""
    match = _NOTE.fullmatch(text)
    # A line may end behind the number.
    return (match["numbered"] or match["text"] or "") if match else None


def note_number(text: str) -> str | None:
    """Return the number of a printed note, such as 1 of ``Note 1:``."""
    match = _NOTE.fullmatch(text)
    return match["number"] if match else None


def marks(text: str) -> list[str]:
    """Return the labels of the marks of footnotes in a text, also where they are figures that are glued to a word."""
    return [match.group(match.lastgroup or 0).translate(SUPERSCRIPT) for match in _MARKS.finditer(text)]


def begins_note(text: str) -> bool:
    """Check whether a line may be the first of a footnote whose mark is above it."""
    return text[:1].isupper() or text[:1] in "\"'“‘"


def glued_marks(text: str) -> list[str]:
    """Find the figures that are glued to the end of words, as in ``rate1``."""
    return _GLUED_MARK.findall(text)


def footnote(text: str) -> tuple[str, str] | None:
    """Take a footnote apart: its label and its text."""
    match = _FOOTNOTE.fullmatch(text)
    if match is None:
        return None
    found = match["mark"] or match["bracketed"] or match["digit"] or match["sign"].translate(SUPERSCRIPT)
    return found, match["text"]


def bare_footnote(text: str) -> tuple[str, str] | None:
    """Take apart what may be a footnote with a bare figure for its label: any text may begin with one."""
    match = _BARE_FOOTNOTE.fullmatch(text)
    return (match["digit"], match["text"]) if match else None


def is_complete(text: str) -> bool:
    """Tell whether a text ends as a sentence does, and not with a colon or a semicolon."""
    return ends_sentence(text) and not text.endswith((":", ";"))


def is_incomplete_source(text: str) -> bool:
    """Tell whether a footnote breaks off while it says where its figure comes from."""
    return _OPEN_SOURCE.search(text) is not None


def begins_with_month(text: str) -> bool:
    """Tell whether a text begins with the name of a month."""
    return text.startswith(MONTH_NAMES)


def footnote_ends(text: str, following: str) -> bool:
    """Tell whether a footnote on the reoffending rate is complete, before the line that follows."""
    match = _FOOTNOTE_END.search(text)
    return match is not None and not (match["cohort"] and is_source(following))


def names_source(text: str) -> bool:
    """Tell whether a footnote says already where its figure comes from."""
    return "Source" in text


def is_source(text: str) -> bool:
    """Tell whether a line says where a figure comes from."""
    return text.startswith("Source")


def is_closing(text: str) -> bool:
    """Tell whether a paragraph is one of those that close a letter."""
    return _CLOSING.match(text) is not None


def offers_contact(text: str) -> bool:
    """Tell whether a paragraph is the one that names the lead inspector."""
    return _CONTACT.match(text) is not None


def leads_to_items(text: str) -> bool:
    """Tell whether a text wants the items that follow it to be whole, such as ``The Board should:``."""
    return _LEAD_IN.search(text) is not None


def is_range(before: str, after: str) -> bool:
    """Tell whether the dash between two texts parts two days or months, and begins no item."""
    # Few lines begin with a day or a month, and how one begins is told sooner than how one ends.
    return _RANGE_END.match(after) is not None and _RANGE_START.search(before) is not None


def is_rule(text: str) -> bool:
    """Tell whether a line only runs across the page."""
    return len(text) > 1 and text[0] in _RULE and _RULE.issuperset(text)


def is_page_number(text: str) -> bool:
    """Tell whether a line is the number of a page."""
    return len(text) < _LONGEST_PAGE_NUMBER and _PAGE_NUMBER.fullmatch(text) is not None


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does, so that it was not cut off."""
    return _END_OF_SENTENCE.search(text, max(0, len(text) - _LONGEST_END)) is not None


def are_columns(words: Iterable[str]) -> bool:
    """Tell whether words are nothing but the names of the copy list's columns."""
    found = 0
    for word in words:
        if word.casefold() not in _COPY_COLUMNS:
            return False
        found += 1
    return found > 0
