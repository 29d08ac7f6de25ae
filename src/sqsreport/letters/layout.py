"""Classify single lines of a letter by their words: labels, titles, headings, items, footnotes, page numbers.

Every function gets one text without its context, which `parts` keeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from sqsreport.extract import dates, people, themes
from sqsreport.extract.text import CAPITALS
from sqsreport.letters.characters import KNOWN_BULLETS, LOWERED
from sqsreport.letters.inline import from_runs, to_runs
from sqsreport.model.dates import MONTH_NAMES

_LABELS: Final = (
    # A letter in two languages has the Welsh label before the English one.
    r"(?:(?:at|i|oddi wrth|copi(?: at| i)?|copïau(?: at| i)?|dyddiad(?: cyhoeddi)?) ?/ ?)?"
    r"(?P<label>to|addressee|copy to|copies(?: to)?|copied to|cc|c\.c\.|from|sender|"
    r"(?:(?:publication|published|report|letter|issue) )?date"
    r"(?: (?:of )?(?:publication|published|issued|issue|report|letter))?|"
    r"dated|(?:report |letter )?published(?: on)?|issued(?: on)?)"
)
_LABEL: Final = re.compile(
    rf"[*_]*+{_LABELS}"
    r"[*_]*+(?:\s*+:[*_]*+|\s++[*_]++(?=\t| {2})|(?<=[*_])(?=\t| {2})|(?=\s*?(?:\t| {3})))\s*+(?P<value>.*)",
    re.IGNORECASE,
)
#: A label that nothing but a space parts from its value.
_BARE_LABEL: Final = re.compile(
    rf"[*_]*+(?i:{_LABELS})[*_]*+\s++[*_]*+(?P<value>[{CAPITALS}0-9](?:[^*_]|[*_]++(?!$))*+)[*_]*+"
)
_LABEL_WITHIN: Final = re.compile(
    r"(?<![\s/])\s++"
    r"(?=[*_]*+(?:To|Copy to|From|Publication [Dd]ate|(?<!Publication )Date(?: published)?|Published):)"
)
#: Lines within a header that have no value of a report: a salutation, or a label such as ``Our ref``.
_OTHER_LINE: Final = re.compile(
    r"Dear\b|c/o\b|care of\b|(?:Our |Your )?Ref(?:erence)?\b|(?:Tel(?:ephone)?|Phone|Fax|Mobile|E-?mail|"
    r"Web(?:site)?)\b|https?:|www\.|"
    r"(?-i:[A-Z])[\w'’/ .-]{0,30}:(?!\S)",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(r"[*_]*(?:Subject|Re|Fwd?):[*_]*\s", re.IGNORECASE)
#: The end of a value that continues on the next line, and the most characters that it has.
_OPEN_VALUE: Final = re.compile(r"(?:[,&/–—-]|\b(?:and|for|in|of|on|or|the|to|with|at|upon|by))$", re.IGNORECASE)
_LONGEST_OPEN_END: Final = 5
_REFERENCE_TO_LIST: Final = re.compile(
    r"(?:please )?(?:see|as) (?:(?:the )?(?:copy |distribution |circulation )?list|(?=below|at|over|end|last|"
    r"foot|attach))"
    r"(?:(?:^|\b) ?(?:at|on|in|to|of|the|end|foot|last|page|letter|report|this|below|overleaf|attached|"
    r"enclosed)\b)*\.?|"
    r"gweler y rhestr ar y diwedd(?: ?/ ?see (?:the )?(?:copy )?list at (?:the )?end)?",
    re.IGNORECASE,
)
_GROUP: Final = re.compile(
    r"(?:local|national|regional|internal|external|partner|other)(?: (?:partners?|agencies|bodies|organisations|"
    r"recipients|inspectorates|copies|services))?|inspectorates|partners|others",
    re.IGNORECASE,
)
_TITLE: Final = re.compile(
    r"(?:(?:HMI Probation )?(?:Report|Letter|Inspection|Outcome|Results?|Full Joint|Core Case)\b.{0,80}?)?"
    r"(?:\(?SQS\)?|Short Quality Screening|youth offending (?:work|services?) in)\b.*",
    re.IGNORECASE,
)
_LONGEST_TITLE: Final = 200
_SENDER: Final = re.compile(r"HM(?:I| Inspectorate of) Probation|HMIP", re.IGNORECASE)
_PARAGRAPH_NUMBER: Final = r"(?P<number>[1-9][0-9]?\.[1-9][0-9]?)"
_NUMBERED: Final = re.compile(
    rf"(?:{_PARAGRAPH_NUMBER}(?:\s?[.):]\s*|\s+|(?=[{CAPITALS}](?:[a-z]| [a-z])))(?:[–—|-]\s+)?|"
    rf"\\?[(\[]{_PARAGRAPH_NUMBER.replace('number', 'enclosed')}\\?[)\]][.:]?\s*|"
    rf"(?:[Pp]ara(?:graph)?\.? |[¶§]\s?){_PARAGRAPH_NUMBER.replace('number', 'named')}[.):]?\s+(?:[–—-]\s+)?(?=[^a-z]))"
    r"(?P<text>[^\s\d].*|\d[^.].*)"
)
_EMPHASISED_NUMBER: Final = re.compile(
    r"[*_]{1,3}(?P<start>\\?[(\[]?)(?P<number>[1-9][0-9]?\.[1-9][0-9]?)(?P<end>\\?[\])]?[.):]?)(?:(?=\s)|"
    r"[*_]{1,3}[.):]?(?=\s|$))"
)
_AFTER_NUMBER: Final = re.compile(r"^[.):]\s+")
#: A list may print a number of its own before that of the paragraph.
_BARE_NUMBER: Final = re.compile(r"(?:[1-9][0-9]?\.\s+)?[(\[]?(?P<number>[1-9][0-9]?\.[1-9][0-9]?)[.):\]]?")
_BARE_SECTION_NUMBER: Final = re.compile(r"(?P<number>[1-9])[.)]?")
#: A line of single letters, with wider gaps between its words.
_LETTER_SPACED: Final = re.compile(r"\s*+(?:[^\W_][.:]?\s++){5,119}[^\W_]?[.:]?\s*+")
_HEADING_START_NUMBER: Final = re.compile(r"[1-9][.)]?\s+")
_WORD_GAP: Final = re.compile(r"\s{2,}")
#: The words of the headings that begin a part; longer words first, so that the whole word matches.
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
_HEADING_NUMBER: Final = re.compile(
    r"(?:[1-9][.)]?\s+(?=theme\s))?"
    r"(?:(?:theme|section|part)\s+)?(?P<number>[1-9][0-9]?)(?:[.):]|\s+[–—-])?\s+(?P<title>\S.*)",
    re.IGNORECASE,
)
_HEADING_LETTER: Final = re.compile(r"^(?:theme )?\(?[A-H][.):]\s+", re.IGNORECASE)
_NOTE: Final = re.compile(
    r"(?P<emphasis>[*_]{0,3})(?:Nodyn(?: [0-9])? ?/ ?)?Note\s*+(?P<number>[0-9]++|(?<=\s)(?-i:[A-D])(?=[:.]))?\s*+"
    r"(?:(?P<closed>[:.](?P=emphasis)|(?P=emphasis)(?:[:.]|"
    r"(?(number)(?:$|[-–—](?=\s)|(?<=[*_])(?=\s+[A-Z])|(?<=\s)(?=(?-i:[A-Z])))|(?!))))|[:.])"
    r"(?:(?:\s++|(?<=\s))(?P<text>.*))?",
    re.IGNORECASE,
)
_FOOTNOTE: Final = re.compile(
    r"(?:(?P<sign>[⁰¹²³⁴-⁹]++|[†‡§]++)\s*+|\[\^(?P<mark>[^ \[\]]++)\]:?\s*+|"
    rf"\\?\[(?P<bracketed>[0-9]{{1,2}})\\?\]:?\s++(?=[{CAPITALS}\"'“‘])|[Ff]ootnote (?P<named>[0-9]{{1,2}})[.:]\s++|"
    # An item of a list has a mark after its number, and may be on another rate.
    r"(?P<digit>[0-9]{1,2})(?:\s++(?=(?:The|This) (?:\w++ ){0,3}rate\b)|"
    r"[.):]\s++(?=(?:The|This) (?:\w++ ){0,3}re-?offending rate\b)))(?P<text>\S.*)"
)
_BARE_FOOTNOTE: Final = re.compile(
    rf"(?P<digit>[1-9])(?:\s+|(?=[{CAPITALS}][^\W\d_]* \S+ \S+ ))(?P<text>[{CAPITALS}].*)"
)
#: The first character of a mark. To search for it first is fast, because few texts have any.
_MARK_START: Final = re.compile(r"[\[⁰¹²³⁴-⁹†‡§1-9]")
_MARK: Final = re.compile(
    r"\[\^(?P<mark>[^ \[\]]+)\]|(?P<raised>[⁰¹²³⁴-⁹]+|(?<=\S)[†‡§]+)|"
    r"(?:(?<=[^\W\d_][a-zß-öø-ÿ])|(?<=[A-Z]{3}))(?P<glued>[1-9])(?=[\s.,;:)]|$)|"
    r"(?<=[%.,;:)”’\"])(?<![\d_]\.)(?P<after>[1-9])(?=\s|$)"
)
#: It begins with the figure, so that the search passes over other characters.
_GLUED_MARK: Final = re.compile(
    r"[1-9](?:(?:(?<=[a-z]{2}.)|(?<=[A-Z]{3}.))(?=[\s.,;:)]|$)|"
    r"(?:(?<=[a-z]{2}[.,;:)].)|(?<=[A-Z]{3}[.,;:)].))(?=\s|$))"
)
_FOOTNOTE_END: Final = re.compile(r"\b(?:Ministry of Justice|MoJ|(?P<cohort>cohort))[.)\]]*$")
_OPEN_SOURCE: Final = re.compile(r"\bSource:?(?: Ministry(?: of)?)?$")
_BULLET: Final = re.compile(
    # A known bullet is one also where the space after it was lost.
    rf"(?:(?P<glyph>[{KNOWN_BULLETS}]|[*–—-](?=\s))|(?:(?P<letter_o>o)|\(?(?:(?P<roman>[ivx]{{1,5}})|(?P<alpha>[a-z])|"
    r"(?P<capital_roman>[IVX]{1,5})|(?P<capital>[A-H])|(?P<arabic>[0-9]{1,2}))[.)])(?=\s))"
    r"\s*+(?P<text>\S.*)"
)
_MONTHS: Final = "|".join(MONTH_NAMES)
_RANGE_START: Final = re.compile(rf"(?:[0-9]|{_MONTHS})$")
_RANGE_END: Final = re.compile(rf"[0-9]|{_MONTHS}")
#: The parts whose headings end the head of a letter; the others have names that a web site uses as well.
BODY_PARTS: Final = ("context", "summary", "commentary", "strengths", "recommendations")
_RULE: Final = frozenset("-_*=–—─━═ ")
_LONGEST_PAGE_NUMBER: Final = 24
_PAGE_NUMBER: Final = re.compile(
    r"(?P<dash>[-–—|]\s*)?(?:page\s*)?[0-9]{1,3}(?:\s*(?:of|/)\s*[0-9]{1,3})?"
    r"(?(dash)\s*[-–—|]|(?:\s*\|\s*p ?a ?g ?e)?)",
    re.IGNORECASE,
)
_WHOLLY_EMPHASISED: Final = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?P<text>[^*_]+)(?P=mark):?")
_CLOSING: Final = re.compile(
    r"We (?:are|were) (?:very |most |extremely |particularly )?grateful|We (?:would (?:also )?like to )?thank|"
    r"Our thanks|(?:With |Many )?[Tt]hanks (?:are due |go )?to\b|Thanks are due\b|May (?:we|I) thank|"
    r"(?:I|We) (?:should like|wish) to thank|"
    r"It was a pleasure|Questions about|"
    r"Thank you|I (?:am|would like)|If you (?:have any|would like|want|need)\b|Please (?:pass on|contact)|"
    r"(?:For|Any) (?:further|more) (?:questions|information)|The lead inspector",
    re.IGNORECASE,
)
_CONTACT: Final = re.compile(
    r"(?:If|Should) you |(?:For|Any) (?:further |more |other )?(?:questions|queries|information|details)\b|"
    r"Questions about|To discuss|(?:Please )?[Cc]ontact |The lead inspector\b",
)
_SIGN_OFF: Final = re.compile(
    r"[*_]*(?:Yours (?:sincerely|faithfully|truly|ever)|(?:With )?(?:kind|best|warm)(?:est)? (?:regards|wishes)|"
    r"Yn gywir(?: iawn)?)[*_,.]*",
    re.IGNORECASE,
)
_SALUTATION: Final = re.compile(rf"[*_]*(?:Dear|Annwyl) [{CAPITALS}][^.!?:;]{{0,50}}[.,:]?[*_]*")
_LEAD_IN: Final = re.compile(
    r"\b(?:should|must|needs? to|ought to)(?: (?:also|now))?(?: (?:make sure|ensure)(?: that)?)?:?$", re.IGNORECASE
)
#: A sentence above a list that only says what is listed: "There were three key strengths."
_INTRODUCES_LIST: Final = re.compile(
    r"(?:there (?:were|are)|we (?:found|saw|noted|identified|recommend|make)|inspectors (?:found|saw|noted|identified)|"
    r"the following)\b[^.]{0,80}\b(?:strengths?|areas?|recommendations?|following|improvements?)\b[^.]{0,60}\.?",
    re.IGNORECASE,
)
_ENDS_ADDRESS: Final = re.compile(r"[\w-]@[\w.-]+\w$|(?<![0-9])(?:[0-9]{3,}+[ -][0-9]{3,}+|[0-9]{6,}+)$")
_END_OF_SENTENCE: Final = re.compile(r"[.!?:;…][\"'”’)*_\]>]*+(?:\[\^[^\[\]]++\]|[⁰¹²³⁴-⁹]|\[[0-9]{1,2}\])*+$")

#: Between the Welsh and the English words of a heading.
_OF_LANGUAGES: Final = " / "
#: The headings that begin a part, each in a group with the part's name.
_PARTS: Final = re.compile(
    r"(?P<context>(?:the |introduction and )?context(?: of (?:the|this) inspection)?|"
    r"background(?: and context| to (?:the|this) inspection)?|about (?:the|this) inspection)|"
    r"(?P<summary>(?:executive |overall )?summary(?: of (?:(?:our|the|main|key|inspection) )*findings)?|"
    r"(?:overall|main|key|headline) findings|overview|our (?:overall )?(?:judgement|judgment)|key messages)|"
    r"(?P<commentary>commentary"
    r"(?: on (?:(?:the|this|our) (?:inspection|screening|findings|visit|fieldwork)|youth offending work|"
    r"the work of the (?:service|YO[ST]|YJS)))?"
    r"(?:(?: in| of|:| [–—-]) (?P<area>[^:]{1,80}))?|(?:our )?(?:detailed )?findings(?: in detail| by theme)?)|"
    r"(?P<strengths>(?:key |main |particular |notable )?strengths?(?: (?:of|in) the (?:service|YO[ST]|work)| "
    r"identified| noted)?"
    r"(?: (?:were|are))?|(?:key )?areas? of strength|(?:examples of )?good practice|"
    r"what (?:was|is) (?:done|working|going) well|what works well)|"
    r"(?P<recommendations>(?:key |main )?(?:areas?|matters?|issues?|priority|priorities) "
    r"(?:requiring|for|needing|in need of|that (?:need|require)) "
    r"(?:further )?(?:improvement|development|attention)(?: (?:were|are))?|(?:our |key )?recommendations?|"
    r"(?:required|recommended) improvements?|improvements? (?:needed|required)|"
    r"what needs to (?:improve|be improved))|"
    r"(?P<closing>closing|thanks(?: and contact)?|acknowledge?ments?|contact(?: details)?)|"
    r"(?P<copy_list>copy (?:to|list)|(?:copies|copied)(?: of this (?:letter|report))?(?: (?:have been )?sent)?(?: to)?|"
    r"copied for information(?: to)?|copy recipients|cop(?:i|ïau) i(?: ?/ ?cop(?:y|ies) to)?|"
    r"(?:this|a copy of this|copies of this) (?:letter|report) (?:(?:has|have|is|are) (?:been )?(?:copied|sent) to|"
    r"go(?:es)? to)|"
    r"cc|c\.c\.|"
    r"(?:distribution|circulation)(?: list)?)|"
    r"(?P<notes>notes)",
    re.IGNORECASE,
)
_COPY_COLUMNS: Final = frozenset(
    "role roles office post position organisation agency recipient recipients name names".split()
)
#: What may be between the names of columns: "Role / Name(s)", "Job title".
_BETWEEN_COLUMNS: Final = frozenset(("", "and", "or", "of", "&", "job", "title"))
_COLUMN_SIGNS: Final = re.compile(r"[*_|:/,]|\(s\)")
#: Most lines are not headings, and their first characters are enough to rule that out.
_HEADING_START: Final = re.compile(
    r"[*_(]*(?:[1-9][.)]?\s+(?=theme\s))?"
    r"(?:(?:theme |section |part )?(?:[0-9]{1,2}|[a-h](?=[.):]))[.):]?[*_]*\s+(?:[–—-]\s)?[*_]*)?"
    r"(?:the |our |hmi probation |executive |overall |main |particular |notable |headline )?"
    r"(?:intro|partn|superv|line man|service man|case man|oversight|about th|over|judg|detail|exam|good|prior|"
    r"matt|issue|requ|improv|this letter|this report|a copy|gov|"
    r"staff|redu|"
    r"context|back|find|what|cc|c\.c|circ|keep|help|work|publ|prev|comp|summ|comm|key|stren|area|reco|clos|than|ack|"
    r"cont|cop|dist|note|"
    r"full|core|reduc|prot|safe|ensur|mak|serv|deli|oper|manag|lead|report|letter|insp|outc|resul|sqs|short|youth)",
    re.IGNORECASE,
)
#: The section without a theme: any of these subjects in a row, with management or what stands for it among them.
_SUBJECTS: Final = (
    r"(?:operational |service |case |line )?management|leadership|governance|staffing|partnerships?(?: working)?|"
    r"supervision|oversight|resources|training"
)
_OPERATIONAL: Final = re.compile(
    rf"(?=.*(?:management|leadership|governance|staffing and))(?:{_SUBJECTS})"
    rf"(?:(?:,| and| &|, and) (?:{_SUBJECTS})){{0,3}}(?: (?:of|in) the (?:service|YO[ST]|YJS))?|operational issues",
    re.IGNORECASE,
)
_LONGEST_HEADING: Final = 120
#: The number of characters at the end of a text that are searched for the end of a sentence.
_LONGEST_END: Final = 60


_NUMBERINGS: Final = ("roman", "alpha", "capital_roman", "capital", "arabic")


class Bullet(NamedTuple):
    """The bullet of an item, as its glyph or the name of its numbering, and the text of the item."""

    kind: str
    text: str

    @property
    def is_numbering(self) -> bool:
        """Whether it is a number or a letter instead of a glyph."""
        return self.kind in _NUMBERINGS


def label(text: str) -> tuple[str, str] | None:
    """Split a line of the header into its label, ``to``, ``copy to``, ``from`` or ``date``, and its value."""
    match = _LABEL.fullmatch(text)
    has_mark = match is not None
    match = match or _BARE_LABEL.fullmatch(text)
    if match is None:
        return None
    name, value = match["label"].casefold(), match["value"].strip()
    if "date" in name or "published" in name or "issued" in name:
        name = "date"
    name = {"addressee": "to", "sender": "from"}.get(name, "copy to" if name.startswith("c") else name)
    return (name, value) if has_mark or _is_value(name, value) else None


def _is_value(name: str, value: str) -> bool:
    """Check whether a text is a value for a label, and not a sentence that begins with the word."""
    if name == "date":
        return dates.is_day(value)
    if name == "copy to":
        return refers_to_list(value)
    person = people.split_person(value)
    return person.name is not None and person.role is not None and people.is_person(person.name)


def labelled(text: str) -> list[tuple[str, str]]:
    """Split a line that consists of several lines of the header into their labels and values."""
    parts = [label(part) for part in (_LABEL_WITHIN.split(text) if ":" in text else (text,))]
    return [part for part in parts if part] if all(parts) else []


def bare_label(text: str) -> str | None:
    """Return the label that a line is without a value and a colon, or ``None``."""
    labelled = label(f"{text.strip()}:")
    return labelled[0] if labelled and not labelled[1] else None


def broken_label(first: str, second: str) -> str | None:
    """Return the label that two lines form, such as ``Copy`` and ``to:``, unless the first is a label by itself.

    Its value, which the first line may have beside the label, follows it.
    """
    word, *value = first.split(maxsplit=1) or [""]
    if not second.endswith(":") or not word.isalpha() or bare_label(word) or bare_label(first):
        return None
    if bare_label(f"{first} {second}".rstrip(" :")) and first.replace(" ", "").isalpha():
        return f"{first} {second}"
    return " ".join((word, second, *value)) if value and bare_label(f"{word} {second}".rstrip(" :")) else None


def value_goes_on(name: str, value: str, following: str, *, is_cut: bool) -> bool:
    """Check whether a line continues the value of a label.

    Args:
        name: the label, as `label` returns it.
        value: the value so far.
        following: the next line.
        is_cut: whether the line before was full, so that the value may have been wrapped.
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
    # The next line of an office has words of an office; a line with a number is an address.
    return is_cut or (people.is_role(following) and not any(map(str.isdigit, following)))


def is_open_value(text: str) -> bool:
    """Check whether a name or an office must continue after a text, as after ``of``, a comma or an open bracket."""
    is_in_brackets = text.rfind("(") > text.rfind(")")
    return is_in_brackets or _OPEN_VALUE.search(text, max(0, len(text) - _LONGEST_OPEN_END)) is not None


def is_subject(text: str) -> bool:
    """Check whether a line is the subject line of an e-mail."""
    return _SUBJECT.match(text) is not None


def is_group(plain: str) -> bool:
    """Check whether a line of the copy list is only the heading of a group of recipients, such as "National"."""
    return _GROUP.fullmatch(plain.rstrip(" :")) is not None


def refers_to_list(text: str) -> bool:
    """Check whether a text only refers to the copy list elsewhere in the letter."""
    return _REFERENCE_TO_LIST.fullmatch(text) is not None


def is_title(plain: str) -> bool:
    """Check whether a line may be the title of a letter."""
    return len(plain) < _LONGEST_TITLE and _TITLE.fullmatch(_in_english(plain)) is not None and plain[-1] not in ".;,"


def _in_english(plain: str) -> str:
    """Return the words after the stroke of a heading in two languages, such as ``Cyd-destun / Context``."""
    return plain.rpartition(_OF_LANGUAGES)[2] if plain.count(_OF_LANGUAGES) == 1 else plain


def is_of_sender(plain: str) -> bool:
    """Check whether a line is only the name of the inspectorate, as a letterhead or a page header has it."""
    return _SENDER.fullmatch(plain) is not None


def may_be_heading(text: str) -> bool:
    """Check quickly whether a line may be a heading or a title, or the beginning of one."""
    if _HEADING_START.match(text) is not None:
        return True
    return _OF_LANGUAGES in text[:_LONGEST_HEADING] and _HEADING_START.match(_in_english(text)) is not None


def part_heading(plain: str) -> tuple[str, str | None] | None:
    """Return the part that a heading begins, and the area that it names or ``None``."""
    title = plain.rstrip(" :")
    if len(title) > _LONGEST_HEADING:
        return None
    match = _PARTS.fullmatch(title) or (_PARTS.fullmatch(_in_english(title)) if _OF_LANGUAGES in title else None)
    if match is None:
        return None
    return next(part for part, words in match.groupdict().items() if words and part != "area"), match["area"]


def is_operational_management(plain: str) -> bool:
    """Check whether a heading is that of the section without a theme."""
    return _OPERATIONAL.fullmatch(_in_english(plain.rstrip(" :"))) is not None


def is_full_operational_management(plain: str) -> bool:
    """Check whether a heading is that of the section without a theme in its full, unambiguous wording."""
    return _in_english(plain.rstrip(" :")).casefold() == "operational management"


def is_theme(plain: str) -> bool:
    """Check whether a line is the title of a theme, with a number or without."""
    match = _HEADING_NUMBER.fullmatch(plain)
    title = (match["title"] if match else _HEADING_LETTER.sub("", plain)).rstrip(" :")
    if not title[:1].isupper() or len(title) > _LONGEST_HEADING or title[-1] in ".!?;,":
        return False
    # A sentence may begin with the words of a title, so without a number the whole line must match.
    return themes.theme_of(title) is not None if match else themes.is_theme_title(_in_english(title))


def heading_number(text: str) -> tuple[str | None, str]:
    """Split the title of a section into its number, or ``None``, and its words without emphasis and colon."""
    text = text.rstrip(" :")
    if emphasised := _WHOLLY_EMPHASISED.fullmatch(text):
        text = emphasised["text"].rstrip(" :")
    match = _HEADING_NUMBER.fullmatch(text)
    return (match["number"], match["title"]) if match else (None, _HEADING_LETTER.sub("", text))


def numbered(text: str) -> tuple[str, str] | None:
    """Split a paragraph into its number, such as ``1.2``, and its text; the number may be emphasised."""
    match = _NUMBERED.fullmatch(text)
    if match:
        return match["number"] or match["enclosed"] or match["named"], match["text"]
    if text[:1] not in "*_" or (start := _EMPHASISED_NUMBER.match(text)) is None:
        return None
    rest = _AFTER_NUMBER.sub("", without_start(text, len("".join(start.groups()).replace("\\", ""))))
    return (start["number"], rest) if rest else None


def bare_number(plain: str) -> str | None:
    """Return the number of a paragraph if the text is only that."""
    match = _BARE_NUMBER.fullmatch(plain)
    return match["number"] if match else None


def is_number_of_section(plain: str) -> bool:
    """Check whether a text is the number of a section, with a full stop or a bracket, which page numbers lack."""
    return plain[-1:] in (".", ")") and bare_section_number(plain) is not None


def bare_section_number(plain: str) -> str | None:
    """Return the number of a section if the text is only that."""
    match = _BARE_SECTION_NUMBER.fullmatch(plain)
    return match["number"] if match else None


def without_start(text: str, count: int) -> str:
    """Return inline text without its first *count* characters; markup does not count."""
    remaining = []
    for run in to_runs(text):
        taken = 0 if run.is_mark else min(count, len(run.text))
        count -= taken
        remaining.append(run.with_text(run.text[taken:]))
    return from_runs(run for run in remaining if run.text).strip()


def unspaced(text: str) -> str:
    """Close up a heading with gaps in its words, as in ``C o n t e x t`` or ``Cont ext``."""
    if _LETTER_SPACED.fullmatch(text):
        words = [word.replace(" ", "") for word in _WORD_GAP.split(text.strip())]
        return " ".join(words) if len(words) > 1 else " ".join(_segmented(words[0]))
    if len(text) > _LONGEST_HEADING or " " not in text:
        return text
    start = _HEADING_START_NUMBER.match(text)
    number = start[0] if start else ""
    letters = "".join(text[len(number) :].split())
    if not _HEADING_WORD.match(letters):
        return text
    words = _segmented(letters)
    # The text after the words of headings, such as the name of the area, keeps its spaces.
    tail = words.pop() if words and words[-1].casefold() not in _HEADING_WORDS else ""
    if tail:
        words.append(_end_of(text, len(tail)))
    healed = number + " ".join(words)
    return healed if _is_heading(healed) and not _is_heading(text) else text


def _is_heading(plain: str) -> bool:
    return part_heading(plain) is not None or is_theme(plain) or is_operational_management(plain)


def _segmented(letters: str) -> list[str]:
    """Split letters into the words of headings; the last part is the rest, such as the name of an area."""
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
    """Return the end of a text with *count* characters other than white space."""
    start = len(text)
    while count > 0:
        start -= 1
        count -= not text[start].isspace()
    return text[start:]


def bullet(text: str) -> Bullet | None:
    """Split an item into its bullet and its text; return ``None`` if it has no bullet."""
    match = _BULLET.fullmatch(text)
    if match is None:
        return None
    kind = next(name for name in ("glyph", "letter_o", *_NUMBERINGS) if match[name])
    return Bullet(match["glyph"] if kind == "glyph" else kind, match["text"])


def is_glyph(text: str) -> bool:
    """Check whether a line is only a bullet."""
    match = _BULLET.fullmatch(f"{text.strip()} x")
    return match is not None and match["text"] == "x" and bool(match["glyph"] or match["letter_o"])


def note(text: str) -> str | None:
    """Return the text of a printed note, without ``Note 1:``."""
    match = _NOTE.fullmatch(text)
    if match is None or not (match["number"] or match["text"]):
        return None
    words = match["text"] or ""  # the line may end after the number
    return words if match["closed"] is not None else f"{match['emphasis']}{words}"


def note_number(text: str) -> str | None:
    """Return the number of a printed note, such as 1 of ``Note 1:``."""
    match = _NOTE.fullmatch(text)
    return match["number"] if match else None


def marks(text: str) -> list[str]:
    """Return the labels of the footnote marks in a text, including digits that are glued to a word."""
    labels: list[str] = []
    end = 0
    for start in _MARK_START.finditer(text):
        match = _MARK.match(text, start.start()) if start.start() >= end else None
        if match:
            labels.append(match.group(match.lastgroup or 0).translate(LOWERED))
            end = match.end()
    return labels


def begins_note(text: str) -> bool:
    """Check whether a line may be the first line of a footnote whose mark is on the line above."""
    return text[:1].isupper() or text[:1] in "\"'“‘"


def glued_marks(text: str) -> list[str]:
    """Return the digits that are glued to the end of words, as in ``rate1``."""
    return _GLUED_MARK.findall(text)


def footnote(text: str) -> tuple[str, str] | None:
    """Split a footnote into its label and its text."""
    match = _FOOTNOTE.fullmatch(text)
    if match is None:
        return None
    label = match["mark"] or match["bracketed"] or match["named"] or match["digit"] or match["sign"].translate(LOWERED)
    return label, match["text"]


def bare_footnote(text: str) -> tuple[str, str] | None:
    """Split what may be a footnote with a bare digit as its label. Other texts may begin with a digit, too."""
    match = _BARE_FOOTNOTE.fullmatch(text)
    return (match["digit"], match["text"]) if match else None


def is_complete(text: str) -> bool:
    """Check whether a text ends like a sentence, and not with a colon or a semicolon."""
    return ends_sentence(text) and not text.endswith((":", ";"))


def is_incomplete_source(text: str) -> bool:
    """Check whether a footnote breaks off within its source."""
    return _OPEN_SOURCE.search(text) is not None


def begins_with_month(text: str) -> bool:
    """Check whether a text begins with the name of a month."""
    return text.startswith(MONTH_NAMES)


def footnote_ends(text: str, following: str) -> bool:
    """Check whether a footnote on the reoffending rate is complete before the following line."""
    match = _FOOTNOTE_END.search(text)
    goes_on = is_source(following) or following[:1].islower()
    return match is not None and not (match["cohort"] and goes_on)


def names_source(text: str) -> bool:
    """Check whether a footnote has its source."""
    return "Source" in text


def is_source(text: str) -> bool:
    """Check whether a line is the source of a figure."""
    return text.startswith("Source")


def is_closing(text: str) -> bool:
    """Check whether a paragraph belongs to the closing."""
    return _CLOSING.match(text) is not None


def is_salutation(text: str) -> bool:
    """Check whether a line is the "Dear Chair" at the beginning of a letter."""
    return _SALUTATION.fullmatch(text) is not None


def is_sign_off(text: str) -> bool:
    """Check whether a line is the "Yours sincerely" before a signature."""
    return _SIGN_OFF.fullmatch(text) is not None


def offers_contact(text: str) -> bool:
    """Check whether a paragraph is the one that names the lead inspector."""
    return _CONTACT.match(text) is not None


def leads_to_items(text: str) -> bool:
    """Check whether a text introduces items that complete its sentence, such as ``The Board should:``."""
    return _LEAD_IN.search(text) is not None


def is_range(before: str, after: str) -> bool:
    """Check whether the dash between two texts joins days or months, so that it is not a bullet."""
    # Few lines begin with a day or a month, and checking the start is faster than checking the end.
    return _RANGE_END.match(after) is not None and _RANGE_START.search(before) is not None


def is_rule(text: str) -> bool:
    """Check whether a line is a horizontal rule."""
    return len(text) > 1 and text[0] in _RULE and _RULE.issuperset(text)


def is_page_number(text: str) -> bool:
    """Check whether a line is a page number."""
    return len(text) < _LONGEST_PAGE_NUMBER and _PAGE_NUMBER.fullmatch(text) is not None


def introduces_list(text: str) -> bool:
    """Check whether a sentence above a list only says what is listed, so that it is not an item."""
    return _INTRODUCES_LIST.fullmatch(text) is not None


def ends_address(text: str) -> bool:
    """Check whether a text ends with an e-mail address or a telephone number, after which many write no full stop."""
    return _ENDS_ADDRESS.search(text, max(0, len(text) - _LONGEST_END)) is not None


def ends_sentence(text: str) -> bool:
    """Check whether a text ends like a sentence, so that it was not cut off."""
    return _END_OF_SENTENCE.search(text, max(0, len(text) - _LONGEST_END)) is not None


def are_columns(words: Iterable[str]) -> bool:
    """Check whether words are the names of the columns of a copy list, and nothing else."""
    count = 0
    for word in words:
        for part in _COLUMN_SIGNS.sub(" ", word.casefold()).split(" "):
            if part not in _COPY_COLUMNS and part not in _BETWEEN_COLUMNS:
                return False
            count += part in _COPY_COLUMNS
    return count > 0
