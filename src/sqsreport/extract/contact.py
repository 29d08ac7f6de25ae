"""The lead inspector, with the e-mail address and the telephone number printed for them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import attrs

from sqsreport.extract.people import heal_name, is_capitalised, is_honour, is_name_word, is_person, is_role, is_title
from sqsreport.extract.text import CAPITALS, SENTENCE_END, Unclear, normalise, sentence_before

_LEAD: Final = re.compile(
    r"(?<!\bassistant )(?<!\bdeputy )(?<!\bformer )\b(?:lead(?:ing)?|principal) (?:HM )?inspectors?\b|"
    r"\binspection lead\b|\binspector in charge\b|"
    r"\binspector (?:who led|leading) (?:on )?(?:it|(?:the|this|our|that) (?!previous|last|earlier|first)\w+)\b|"
    r"\b(?P<passive>was|were|inspection) led by\b|(?P<marked>\s\((?:lead|leader)\))|\b"
    r"(?P<active>(?:was |is )?responsible for leading|led|headed) (?:on )?(?:it|(?:the|this|our) (?:inspection|"
    r"screening|visit|team))\b",
    re.IGNORECASE,
)
#: The things that a lead inspector leads; the lead of a service or a Board is another person.
_IS_LED: Final = re.compile(
    r"\b(?:inspections?|screening|fieldwork|visit|inspectors)\b|\bour team\b|^ ?(?:the|this) team |\b(?:it|which) $",
    re.IGNORECASE,
)
#: The text between a name and "the lead inspector": an office, or an address or number in brackets.
_AFTER_NAME: Final = re.compile(
    r"(?:,? (?:who is )?(?:an? )?HM Inspector(?: of Probation)?,?)?(?:\s?\([^()]*\),?)?"
    r"(?:(?:,|\(|\bwas|\bis|-|\bas|\b(?:acted|served) as|\bwho(?: was| is)?)\s{0,3}"
    r"(?:(?:the|our|your|who was|who is|who|and|as) ){0,6})?$"
)
#: Words that offer to talk to the person whose name and address follow, and words that make it another person.
_OFFERS: Final = re.compile(
    r"\b(?:contact(?:ed)?|call|write|ring|telephone|discuss|questions?|queries|reach(?:ed)?|speak|talk|hear)\b"
)
_IS_ANOTHER: Final = re.compile(
    r"\b(?:absence|away|left|retired|instead|deputy|assisted|assistant|manager|press|media|thanks?|checked)\b",
    re.IGNORECASE,
)
#: The words between an office and the name of the building that it is in.
_ADDRESS: Final = re.compile(r"\b(?:HMIP?|HM|Inspectorate|Probation)\b")
#: Words before the name of another person whom a reader may contact.
_OR_ANOTHER: Final = re.compile(
    r"(?:\b(?:contact|ring|call|phone|telephone|write to|speak to|or(?: to| with| from)?|absence,) |"
    r"(?<=[.;)] )|^)(?=[\w'’-]+ )",
    re.IGNORECASE,
)
#: The writer of the letter is the lead inspector.
_WRITER: Final = re.compile(
    r"\bI (?:was|am|have been|acted as) (?:the |your )?lead inspector\b|\bI led \w+ (?:inspection|screening)\b"
)
#: The text between "the lead inspector" and the name.
_BEFORE_NAME: Final = re.compile(
    r"(?:[\s,:()-]|for|of|on|in|this|the|your|our|inspection|screening|work|service|youth|offending|who|was|is|"
    r"were|are|and|named|being|whose|['’]s|\.\s(?:This|It|That)\s(?:was|is)|"
    r"carried|out|conducted|undertaken|by|SQS|HMI|HM|Probation|Inspector|Inspectorate|name)\b[\s,:()-]*|[\s,:()-]+",
    re.IGNORECASE,
)
_ANOTHER_NAME: Final = re.compile(
    rf",? (?:(?:YOS|YOT|YJS|inspection|screening|visit|service|team),? )*(?:who )?(?:was|is|were) [{CAPITALS}]"
)
_MOST_WORDS_BEFORE: Final = 14
#: Words that begin with a capital letter after a name and are not part of it.
_NO_NAME: Final = frozenset(
    (
        "she he they her his their you please contact on at tel telephone phone mobile email e-mail mail if "
        "any we i it this the copy copies yours note and or from to for in by with hmi hm inspector "
        "inspectorate probation"
    ).split()
)
_ABBREVIATED: Final = re.compile(rf"(?:[{CAPITALS}]|[{CAPITALS}]\.[{CAPITALS}]|Dr|Mrs?|Ms|Mx|Cllr|Prof|Revd?|St)\.")
_WORD: Final = re.compile(r"\S+")
_LOCAL: Final = re.compile(r"(?<![\w.+'’-])[\w.+'’-]++$")
_LABEL: Final = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
_BROKEN_BEFORE: Final = re.compile(r"(?:^|[\s:(])(?P<part>[^\s@:()<>,;]*[^\s@:()<>,;.][._-])[ ]$")
_INTRODUCES: Final = re.compile(
    r"(?:\b(?:at|on|to|is|by|via|e-?mail(?: address)?(?: is)?|address|mailto)|[:(<])\s*$", re.IGNORECASE
)
_DOMAINS: Final = frozenset(
    "org com net uk gov gsi co ac nhs police cjsm eu info wales cymru scot sch example test".split()
)
MASKED_EMAIL: Final = re.compile(
    r"\[e-?mail[^\]]{0,20}protected\]|\[(?:redacted|e-?mail(?: address)?(?: removed| redacted)?)\]|"
    r"(?<![\w.+-])[\w.+-]++ ?(?:\[at\]|\(at\)|\{at\}|\bat\b) ?[\w-]++(?: ?(?:\[dot\]|\(dot\)|\bdot\b) ?[\w-]++)+",
    re.IGNORECASE,
)
#: Local parts of addresses that belong to an office and not to a person.
_GENERAL: Final = re.compile(
    r"(?:.*[.-])?(?:enquir(?:y|ies)|inquiries|info|information|communications?|comms|contact(?:us)?|office|"
    r"admin|press|media|"
    r"mail|feedback|complaints?|publications?|website|webmaster|hmi(?:p|probation)?)(?:[.-].*)?",
    re.IGNORECASE,
)
TELEPHONE: Final = re.compile(
    r"(?<![\w.+/-])(?:(?:\+|00)\s?44[\s.-]{0,2}(?:\(0\)[\s.-]?)?|\(?0)(?:[0-9]|[ ()-](?=[\s()-]{0,2}[0-9])|"
    r"\.(?=[0-9])){6,18}"
)
EXTENSION: Final = re.compile(r",?\s{0,2}\(?(?:ext(?:ension|n)?\.?|x)\s{0,2}[0-9]{1,6}\)?", re.IGNORECASE)
_OFFICE: Final = re.compile(
    r"\b(?:press|media|communications|general enquir\w+|paper cop\w+|complain\w*|our office|head office|"
    r"website|switchboard)\b",
    re.IGNORECASE,
)
_ON_THE_SAME: Final = re.compile(r"[\s.!?)]*(?:she|he|they|her|his|their)\b", re.IGNORECASE)
_OF_PERSON: Final = re.compile(r"\b(?:her|him|them)\b")
#: Sentences after the name in which the lead inspector's address and number may be.
_MOST_SENTENCES: Final = 3


@attrs.frozen
class Contact:
    """A lead inspector, with the printed address and number.

    Attributes:
        name: the name as printed.
        email: the e-mail address, or the words in its place that are not understood.
        telephone: the telephone number, likewise.
    """

    name: str | Unclear
    email: str | Unclear | None = None
    telephone: str | Unclear | None = None


def find_contact(text: str) -> Contact | None:
    """Find the lead inspector in a text, with address and number; unclear ones are returned as such."""
    text = normalise(text)
    unclear: Contact | None = None
    for match in _LEAD.finditer(text):
        is_marked = match["marked"] is not None  # "The inspectors were Cora Dale (lead) and Ann Lee"
        if (match["passive"] or is_marked) and not _IS_LED.search(
            sentence_before(text, max(0, match.start() - 120), match.start())
        ):
            continue
        before = _name_before(text, match.start(), is_active=bool(match["active"] or is_marked))
        after = None if is_marked else _name_after(text, match.end())
        # "Cora Dale, Lead Inspector, HM Inspectorate of Probation, Trafford House": the name is not that of the house.
        is_before = bool(match["active"] or (after and _ADDRESS.search(text, match.end(), after[0])))
        span = (before or after) if is_before else (after or before)
        if span is None:
            unclear = unclear or Contact(Unclear(text[match.start() : match.end() + 40]))
            continue
        name = heal_name(text[slice(*span)])
        return contact_of(name, text, span[1])
    if unclear and _OFFERS.search(text) and not _IS_ANOTHER.search(text) and (owner := _owner_of_address(text)):
        return contact_of(owner, text, text.index(owner) + len(owner))
    return unclear


def _owner_of_address(text: str) -> str | None:
    """Return the only person that a text names whose surname is in the e-mail address that it has."""
    address = find_email(text)
    local = _local_part(address) if isinstance(address, str) else ""
    owners: set[str] = set()
    end = 0
    for word in _WORD.finditer(text):
        if not word[0][:1].isupper() or word.start() < end:
            continue
        span = read_name(text, word.start())
        name = text[slice(*span)] if span else ""
        if span and is_person(name) and _plain(name.split()[-1]) in local:
            owners.add(name)
            end = span[1]
    return owners.pop() if len(owners) == 1 else None


def _share_a_word(email: str, name: str) -> bool:
    """Check whether an e-mail address has a word of a name in it."""
    local = _local_part(email)
    return any(len(word) > 1 and _plain(word) in local for word in name.split())


def contact_of(name: str, text: str, start: int = 0) -> Contact:
    """Return the address and the number of a lead inspector in a text that may have those of other people."""
    scope = _scope(normalise(text), start, name)
    email = find_email(scope, name)
    if isinstance(email, str) and (owner := _owner_of_address(scope)) and owner != name:
        email = Unclear(email) if not _share_a_word(email, name) else email
    return Contact(name, email, find_telephone(scope))


def _name_after(text: str, start: int) -> tuple[int, int] | None:
    """Return the span of the name that follows "the lead inspector", if one does."""
    for _ in range(_MOST_WORDS_BEFORE):
        if span := read_name(text, start):
            if not _ANOTHER_NAME.match(text, span[1]):
                return span
            start = span[1]  # "the lead inspector for Northmoor was Cora Dale"
        match = _BEFORE_NAME.match(text, start)
        if match is None or match.end() == start:
            return None
        start = match.end()
    return None


def is_written_by_lead(text: str) -> bool:
    """Check whether the writer of a letter is the lead inspector, according to the text."""
    return _WRITER.search(text) is not None


def _name_before(text: str, end: int, *, is_active: bool) -> tuple[int, int] | None:
    """Return the span of the name in "contact Cora Dale, the lead inspector" or "Cora Dale was the lead inspector"."""
    lead = sentence_before(text, max(0, end - 120), end)
    match = _AFTER_NAME.search(lead)
    if match is None or not (match[0].strip() or is_active):
        return None
    words = list(_WORD.finditer(lead[: match.start()].rstrip(" ,(-")))
    first = len(words)
    while first > 0 and (is_name_word(words[first - 1][0]) or is_honour(words[first - 1][0].strip(","))):
        first -= 1
    for i in range(first, len(words)):
        name = lead[words[i].start() : words[-1].end()]
        if words[i][0].casefold() not in _NO_NAME and is_person(name):
            offset = end - len(lead)
            return offset + words[i].start(), offset + words[-1].end()
    return None


def read_name(text: str, start: int) -> tuple[int, int] | None:
    """Return the span of the name that a text has from an index on, if it has one.

    Two names that "and" joins are one; the honours after a name belong to it.
    """
    end = start
    count = titles = 0
    for word in _WORD.finditer(text, start, min(len(text), start + 120)):
        if count == 0 and word.start() != start:
            return None
        printed = word[0]
        bare = printed.strip(',;:()[]"“”')
        if not _ABBREVIATED.fullmatch(bare):
            bare = bare.rstrip(".!?")
        leading = printed.find(bare[:1]) if bare else 0
        is_last = len(printed) > leading + len(bare)
        if count and bare in ("and", "&") and not is_last:
            other = read_name(text, word.end() + 1)
            if other and is_person(text[start:end]) and is_person(text[slice(*other)]):
                end = other[1]
            break
        is_name = is_name_word(bare) and (
            count > 0 or is_capitalised(bare) or _starts_with_particle(text, word.start())
        )
        if not is_name or leading or bare.casefold() in _NO_NAME or is_role(bare):
            break
        titles += is_title(bare)
        count += 1
        end = word.start() + len(bare)
        if is_last:
            break
    if count - titles < 1 or not is_capitalised(_WORD.findall(text[start:end])[-1]):
        return None
    honours = re.match(r"(?:,? [A-Z][A-Za-z]{1,4}\b){1,4}", text[end : end + 40])
    while honours:
        if is_honour(honours[0].strip(" ,")):
            end += len(honours[0])
            break
        shorter = honours[0].rpartition(" ")[0].rstrip(",")
        honours = re.match(re.escape(shorter), text[end : end + 40]) if shorter else None
    return start, end


def _starts_with_particle(text: str, start: int) -> bool:
    return re.match(rf"(?:\w{{1,5}} ){{1,2}}[{CAPITALS}]\w", text[start : start + 20]) is not None


def _scope(text: str, name_end: int, name: str) -> str:
    """Return the text in which the lead inspector's address may be: from the name on, up to other people's."""
    words = {_plain(word) for word in name.split()}
    for lead in _OR_ANOTHER.finditer(text, name_end):
        other = read_name(text, lead.end())
        others = text[slice(*other)].split() if other else []
        if len(others) > 1 and is_person(" ".join(others)) and words.isdisjoint(map(_plain, others)):
            text = text[: lead.start()]
            break
    end = name_end
    for _ in range(_MOST_SENTENCES):
        match = SENTENCE_END.search(text, end)
        following = match.end() if match else len(text)
        office = _OFFICE.search(text, end, following)
        if office and end > name_end and not _ON_THE_SAME.match(text, end):
            # "You can call her on 01632 960321, and after May our office on 01632 960900."
            return text[name_end : office.start() if _OF_PERSON.search(text, end, office.start()) else end]
        end = following
    return text[name_end:end]


def find_email(text: str, name: str = "") -> str | Unclear | None:
    """Find the first e-mail address that is not a general one, also where a line ended within it."""
    general: str | None = None
    unclear: Unclear | None = None
    at = text.find("@")
    while at >= 0:
        address = _address(text, at, name)
        if address is None:
            unclear = unclear or Unclear(" ".join(text[max(0, at - 40) : at + 40].split()))
        elif not _GENERAL.fullmatch(address.partition("@")[0]):
            return address
        else:
            general = general or address
        at = text.find("@", at + 1)
    if masked := MASKED_EMAIL.search(text):
        return Unclear(masked[0])
    return unclear or (Unclear(general) if general else None)


def _address(text: str, at: int, name: str) -> str | None:
    """Return the address around an ``@``, without the spaces of broken lines; `None` if it is not complete."""
    before, after = text[max(0, at - 80) : at], text[at + 1 : at + 120]
    local_match = _LOCAL.search(before.rstrip())
    if local_match is None:
        return None
    local, rest = local_match[0], before[: local_match.start()]
    if (broken := _BROKEN_BEFORE.search(rest)) and _is_broken(rest[: broken.start("part")], broken["part"], name):
        local = broken["part"] + local
    local = local.lstrip("'’.-")
    domain = _domain(after.lstrip())
    return f"{local}@{domain}" if local and domain else None


def _is_broken(lead: str, part: str, name: str) -> bool:
    """Check whether a word before a local part belongs to it, and does not only end a sentence."""
    names = {_plain(word) for word in name.split()}
    return not part.endswith(".") or _plain(part) in names or (part.islower() and _INTRODUCES.search(lead) is not None)


def _local_part(email: str) -> str:
    """Return the letters and digits that an e-mail address has before its "@"."""
    return _plain(email.partition("@")[0])


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in letters if c.isalnum())


def _domain(text: str) -> str | None:
    """Return the domain that a text begins with, without the spaces of broken lines."""
    labels: list[str] = []
    index = 0
    while match := _LABEL.match(text, index):
        label, index = match[0], match.end()
        # "hmi- probation" is one label that a line ended in.
        while hyphen := re.compile(r"-\s?(?=[a-z0-9])").match(text, index):
            more = _LABEL.match(text, hyphen.end())
            if more is None:
                break
            label, index = f"{label}-{more[0]}", more.end()
        labels.append(label)
        dot = re.compile(r"\s?\.(?=\w)|\s?\.\s(?=[a-z])").match(text, index)
        if dot is None:
            break
        following = _LABEL.match(text, dot.end())
        if dot[0] != "." and not (following and following[0].casefold() in _DOMAINS | {"gsi", "cjsm", "gov"}):
            break
        index = dot.end()
    return ".".join(labels) if len(labels) > 1 else None


def find_telephone(text: str) -> str | Unclear | None:
    """Find the first telephone number; one with too few or too many digits is unclear."""
    unclear: Unclear | None = None
    for match in TELEPHONE.finditer(text):
        number = match[0].rstrip(" .(-")
        number = number.removeprefix("(") if ")" not in number else number
        digits = re.sub(r"\(0\)", "", number)
        digits = re.sub(r"\D", "", digits)
        national = (
            digits.removeprefix("0044").removeprefix("44")
            if not digits.startswith("0") or digits.startswith("0044")
            else digits[1:]
        )
        if len(national) in (9, 10) and number.count("(") == number.count(")"):
            extension = EXTENSION.match(text, match.start() + match[0].index(number) + len(number))
            return number + (extension[0] if extension else "")
        unclear = unclear or Unclear(number)
    return unclear
