"""People: names with titles and honours, and the roles that people hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import Final

from sqsreport.extract.text import APOSTROPHES
from sqsreport.model import Person

_PARTICLES: Final = frozenset(
    (
        "de der den van vander vande von vom zu zum zur ap ab fab mab ferch verch ach al el bin bint binti ibn ben abu "
        "ould da di du do dos das des la le lo del dell della delle degli dei dal dalla ten ter te op t s af av y san "
        "ní ni nic uí ui ó mac à"
    ).split()
)
#: Titles of peers, after whose name the place may follow: "Baroness Hythe of Fenby".
_PEERS: Final = frozenset("lord lady baroness baron viscount viscountess earl".split())
_TITLES: Final = _PEERS | frozenset(
    (
        "cllr councillor councilor dr mr mrs ms miss mx prof professor sir dame rev "
        "revd reverend rt right hon honourable judge alderman ald canon father rabbi imam sheikh maj major "
        "countess lt lieut lieutenant brig brigadier gen general admiral marshal squadron sqn hhj "
        "cmdr capt captain col colonel supt superintendent insp sgt sergeant commander cdr bishop archdeacon ven "
        "cynghorydd cyng"
    ).split()
)
#: "Chief Supt", "Detective Sgt", "District Judge": ranks of two words, before a name.
_RANKED: Final = frozenset("chief detective det temporary assistant deputy district circuit vice rear air".split())
_RANKS: Final = frozenset(
    "supt superintendent insp sgt sergeant con judge admiral marshal vice-marshal commodore".split()
)
#: "T/DCI", "A/Supt": a rank that is temporary or acting.
_ACTING_RANK: Final = re.compile(r"[AT]/[A-Z][A-Za-z]{1,6}")
#: Words of the names of bodies and areas: "Dyffryn County" is not a person.
_WORDS_OF_BODIES: Final = frozenset(
    (
        "county borough city district region community children skills crime safety social youth schools college "
        "commissioning group groups hospital unit centre foundation company charity association society forum network "
        "alliance agency agencies institute university academy government ministry assembly senedd support action fund "
        "cyngor bwrdd heddlu prifysgol awdurdod llywodraeth cymdeithas "
        "business area division healthcare offending further targeted families housing policing elected learning "
        "prevention integrated"
    ).split()
)
_SUFFIXES: Final = frozenset(("jr jnr sr snr ii iii iv esq").split())
_HONOURS: Final = frozenset(
    (
        "OBE MBE CBE DBE KBE BEM GBE KCB DCB CB KCMG CMG GCMG CVO MVO LVO KCVO QPM KPM QFSM KFSM QAM QVRM TD "
        "RD VR GM DSO MC CH JP DL VL HML QC KC MP MS AM MEP MSP PC RN RGN RMN PHD DPHIL EDD MD MA BA BSC MSC "
        "MBA MPHIL MED BED LLB LLM FRSA FRCP FRCPCH MRCP FRCN FCMI CMGR FCIPD CQSW DIPSW FRS FBA FCA CPFA "
        "IPFA YH"
    ).split()
)
#: Words that show that a text names an office or a body, as printed in the names of offices.
_ROLE_WORDS: Final = frozenset(
    (
        "chair chairs chairman chairwoman chairperson cochair vicechair chief head heads director directors "
        "directorate manager managers management commissioner commission member members officer officers "
        "leader lead leads executive inspector inspectors inspectorate ofsted estyn cssiw ciw cqc hiw hmic "
        "hmicfrs hmip editor board boards bench council councils yjb yos yot yjs yots staff communications service "
        "services team court courts mayor minister secretary clerk police justice governor probation link links "
        "education partnership magistrate magistrates authority cymru wales deputy care safeguarding clinical "
        "health superintendent constable adviser advisers advisor advisors coordinator coordinators co-ordinator "
        "co-ordinators president presidents principal principals representatives commissioners secretaries hm "
        "hmi constabulary prisons association government division cluster "
        "solicitor monitoring committee panel trust nhs ccg lscb yjmb office department representative "
        "pennaeth prif weithredwr cyfarwyddwr cadeirydd rheolwr arweinydd comisiynydd swyddog gweinidog clerc "
        "arolygydd arolygiaeth gwasanaeth gwasanaethau"
    ).split()
)
#: Words of roles that are an office even in lower case.
_OFFICES: Final = frozenset(
    (
        "chair chairs chairman chairwoman chairperson chief head director manager commissioner member officer "
        "leader inspector mayor minister secretary governor constable superintendent lead adviser coordinator "
        "president"
    ).split()
)
#: Of these, the words that are surnames as well.
_SURNAMES: Final = frozenset("bench clerk constable court governor head justice leader link links mayor wales".split())
#: Words that make such a surname an office, and are not forenames.
_NO_FORENAMES: Final = frozenset(
    (
        "area borough central chief city community county criminal crown district east england family high lady "
        "local lord magistrates mid national north port prime public regional restorative safer school social "
        "south specialist town west young youth"
    ).split()
)
#: Words that are put before an office.
_QUALIFIERS: Final = frozenset(
    (
        "interim acting independent deputy vice joint executive assistant temporary associate senior "
        "strategic corporate cabinet lead portfolio outgoing incoming former new elected her his the local "
        "regional area co hm group service divisional statutory"
    ).split()
)
_SEPARATOR: Final = re.compile(
    r"(?:(?<!\s)\s++[-–—/]++\s|(?:(?<!\s)\s++)?+(?:[,;|]|:(?=\s)|(?<=\w)[–—](?=\w)|\((?!(?i:rtd|retd|retired)\b)(?=\w)))\s*+"
)
_AND: Final = re.compile(r"(?<!\s)\s++(?:(?:and|&)\s++|/\s*+)|/\s*+")
#: Separators of role and name that may also be between two names.
_LISTING: Final = (",", ";")
_MOST_SEPARATORS: Final = 24
_BROKEN_HYPHEN: Final = re.compile(r"(?<=\w)[-‐‑] (?=\w)|(?<=\w) [-‐‑](?=\w)")
_RETIRED: Final = re.compile(r" ?\((?:rtd|retd|retired|acting|interim)\.?\)", re.IGNORECASE)
_IN_BRACKETS: Final = re.compile(r" \([^()]{1,40}\)$")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_]")
_EDGES: Final = " \t,;:|–—-"


def is_role(text: str) -> bool:
    """Check whether a text names an office or a body."""
    return any(
        bare in _ROLE_WORDS and (word[:1].isupper() or bare in _OFFICES)
        for word in re.split(r"[\s/,;:()&–—-]+", text)
        if (bare := word.strip(f'.{APOSTROPHES}’"“”').casefold().removesuffix("'s").removesuffix("’s"))
    )


def may_end_role(word: str) -> bool:
    """Check whether a word, however it is written, may be the last of the name of an office or a body."""
    bare = word.strip(".,;:()").casefold()
    return bare in _ROLE_WORDS or bare in _WORDS_OF_BODIES


def _names_a_body(text: str) -> bool:
    """Check whether a text has a word of bodies and areas that no person's name has."""
    return not _WORDS_OF_BODIES.isdisjoint(text.casefold().split())


def ends_with_person(text: str) -> bool:
    """Check whether a text that begins with a role may end with the name of a person, with nothing between them."""
    words = text.split()
    first = len(words) - 2
    while first > 2 and _is_particle(words[first].strip(".")):
        first -= 1
    if first < 2 or not words[first - 1][0].isupper():
        return False
    return is_person(" ".join(words[first:])) and is_role(" ".join(words[:first]))


def begins_with_role(text: str) -> bool:
    """Check whether a text begins with an office, such as "Interim Chair of the Board" or "head of service"."""
    words = [word.strip(".,;:()").casefold() for word in re.split(r"[\s/-]+", text)[:6]]
    for word in words:
        if word in _ROLE_WORDS:
            return True
        if word not in _QUALIFIERS:
            return False
    return False


def is_person(text: str) -> bool:
    """Check whether a text is one name of a person, with or without title and honours."""
    name, honours = _split_honours(_RETIRED.sub("", text.strip()))
    bare_name = _without_titles(name)
    if " " not in name or len(name) > 100 or _names_a_body(bare_name) or (not honours and _is_office(bare_name)):
        return False
    words = _surname_last(name).split()
    titles = _count_titles(words)
    bare = words[titles:]
    if honours and is_role(" ".join(bare[:-1])):  # "Penny Chair JP" is a name because of the honours
        return False
    if not bare or len(bare) > 6 or len(words) < 2:
        return False
    is_peer = titles > 0 and words[titles - 1].casefold() in _PEERS
    # "Lord Marsh of Fenby", "Baroness Ann Marsh of Fenby", and not "Lord Lieutenant of Fenby"
    if is_peer and "of" in bare[1:-1] and bare[0] != "Lieutenant":
        bare.remove("of")
    if bare[-1].strip(".").casefold() in _SUFFIXES and len(bare) > 1:
        bare = bare[:-1]
    # "J. K." is not a name.
    return all(map(is_name_word, bare)) and is_capitalised(bare[-1]) and any(len(word.strip(".")) > 1 for word in bare)


def _is_office(text: str) -> bool:
    """Check whether a text names an office, and not a person with the surname of one, such as "Emma Court"."""
    *forenames, surname = text.split() or [""]
    is_surname = surname.casefold() in _SURNAMES and 0 < len(forenames) < 3
    return is_role(" ".join(forenames) if is_surname else text) or (
        is_surname and any(word.casefold() in _NO_FORENAMES for word in forenames)
    )


def is_capitalised(word: str) -> bool:
    """Check whether a word begins with a capital letter, or does after a prefix such as ``d'`` or ``al-``."""
    stem = word.lstrip(APOSTROPHES)
    # Some surnames begin with two lower-case letters: "ffoulkes".
    return (
        stem[:1].isupper()
        or (stem[:2] == "ff" and stem.replace("-", "").isalpha())
        or bool(
            re.match(rf"(?:[a-z]{{1,4}}[{APOSTROPHES}]|(?:al|el|ap|ab)-|[a-z]{{2,4}}(?=[A-Z]))", stem)
            and _has_capital(stem)
        )
    )


def _has_capital(word: str) -> bool:
    return any(map(str.isupper, word[:6]))


def is_name_word(word: str) -> bool:
    """Check whether a word may be part of a name: capitalised, an initial or a particle such as "van" or "'t"."""
    if _is_particle(word):
        return True
    letters = word.replace("-", "").replace(".", "")
    return (
        is_capitalised(word)
        and bool(letters)
        and all(c.isalpha() or c in APOSTROPHES or unicodedata.combining(c) for c in letters)
    )


def _is_particle(word: str) -> bool:
    bare = word.casefold()
    # A single letter is one only with its apostrophe: "van 't Hoff".
    return bare.strip(APOSTROPHES) in _PARTICLES and (len(bare) > 1 or bare in ("y", "ó", "à"))


def _count_titles(words: list[str]) -> int:
    """Return the number of titles at the beginning."""
    count = 0
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        bare = word.strip(".").casefold()
        is_rank = _ACTING_RANK.fullmatch(word) is not None
        is_rank |= bare in _RANKED and _begins_with_rank(words[count + 1 :])
        # "The Rt Hon", "Councillor the Revd"
        is_article = bare == "the" and (is_title(following) if count else len(words) > 2)
        is_retired = count > 0 and _RETIRED.fullmatch(f" {word}") is not None
        if bare not in _TITLES and not is_rank and not is_article and not is_retired:
            break
        count += 1
    # "The Rt Hon" is a title, and "The Marsh" is not.
    return 0 if count == 1 and words[0].casefold() == "the" else count


def _begins_with_rank(words: list[str]) -> bool:
    """Check whether words begin with a rank, such as those after "Detective" in "Detective Chief Superintendent"."""
    bare = (word.strip(".").casefold() for word in words)
    return next((word for word in bare if word not in _RANKED), "") in _RANKS


def is_title(word: str) -> bool:
    """Check whether a word is a title such as "Cllr" or "Dr."."""
    return word.strip(".").casefold() in _TITLES


def count_titles(text: str) -> int:
    """Return how many words at the beginning of a text are titles, such as 3 of "Lt Col (Retd) Ann Lee"."""
    return _count_titles(text.split())


def has_one_word(name: str) -> bool:
    """Check whether a name has one word besides its titles, such as "Mr Lee"."""
    return " " not in _without_titles(name)


def _without_titles(name: str) -> str:
    words = name.split()
    return " ".join(words[_count_titles(words) :])


def is_incomplete_name(text: str) -> bool:
    """Check whether a text is the beginning of a name that ends with a title, an initial or a particle."""
    words = text.split()
    if not words or not is_capitalised(words[0]) or is_role(text) or not all(map(is_name_word, words)):
        return False
    last = words[-1]
    return is_title(last) or _is_particle(last) or _INITIALS.fullmatch(last) is not None


def completes_name(names: str, text: str) -> bool:
    """Check whether a text begins with the rest of the name that is the last of some names."""
    last = (split_names(names) or [""])[-1]
    rest, *others = re.split("[,;]", text, maxsplit=1)
    is_open = is_incomplete_name(last) or " " not in last
    surname, _ = _split_honours(rest)
    is_rest = rest[:1].islower() or (" " not in surname and is_name_word(surname) and not is_honour(surname))
    if not (is_open or is_rest) or is_role(rest) or not is_person(f"{last} {rest}"):
        return False
    return all(are_people(each) or is_honour(each) for each in others)


def is_honour(text: str) -> bool:
    """Check whether a text is only honours or suffixes, such as ``OBE, DL`` or ``PhD``."""
    words = text.replace(",", " ").split()
    return bool(words) and all(
        (_bare(word).upper() in _HONOURS and sum(map(str.isupper, word)) > 1) or _bare(word).casefold() in _SUFFIXES
        for word in words
    )


def _bare(word: str) -> str:
    return word.replace(".", "").strip("()")


def _split_honours(text: str) -> tuple[str, str]:
    """Split the honours off the end of a name, in brackets or after a comma or a space."""
    words = text.split()
    count = len(words)
    while count > 1 and is_honour(words[count - 1].strip(",")):
        count -= 1
    name = " ".join(words[:count]).rstrip(",")
    return name, " ".join(words[count:])


def _surname_last(name: str) -> str:
    """Return a name with the forenames first, also if it is printed as "MARSH, Joan"."""
    surname, comma, forenames = name.partition(", ")
    return f"{forenames} {surname}" if comma and " " not in surname and "," not in forenames else name


def split_names(text: str) -> list[str]:
    """Split names that are printed together, at commas, semicolons, slashes and the "and" between two people.

    Honours stay with the name before them, and a surname with the forename after it.
    """
    parts: list[str] = []
    for group in heal_name(text).split(";"):
        names: list[str] = []
        for part in filter(None, (part.strip() for part in group.split(","))):
            if names and (is_honour(part) or _is_turned(names[-1], part) or _is_office_of(names[-1], part)):
                names[-1] += f", {part}"
            else:
                names.extend(_pair(part))
        parts += names
    return parts


def may_be_two(name: str) -> bool:
    """Return whether a name has enough words for two names without a separator."""
    words = [word for word in _split_honours(name)[0].split() if len(word.strip(".")) > 1 and word[:1].isupper()]
    # "Wm. St John Harker": a forename may be shortened, and a surname begin with "St".
    bare = [
        word for word in words if not is_title(word) and not _is_particle(word) and word.strip(".") not in ("St", "Wm")
    ]
    return len(bare) > 3 and is_person(" ".join(bare[:2])) and is_person(" ".join(bare[2:]))


def heal_name(name: str) -> str:
    """Return a name without the space after a hyphen at a line end: ``Llŷr- Evans`` is ``Llŷr-Evans``."""
    return _BROKEN_HYPHEN.sub("-", name)


def _is_turned(surname: str, forename: str) -> bool:
    """Check whether two parts are a surname and a forename: two single words of which neither is a name alone."""
    return (
        " " not in surname
        and " " not in forename
        and not is_role(f"{surname} {forename}")
        and all(is_capitalised(word) and is_name_word(word) for word in (surname, forename))
    )


def _is_office_of(name: str, text: str) -> bool:
    """Check whether a text after a name is the office of that person in a body: "Celia Rudge, chair"."""
    return text[:1].islower() and begins_with_role(text) and is_person(name)


def _pair(name: str) -> list[str]:
    name = name.removeprefix("and ").removeprefix("& ")
    words = name.split(" ")
    for i in range(2, len(words) - 1):
        # A title begins another name: "Cllr J Hope Cllr K Rose".
        if is_title(words[i]) and not is_title(words[i - 1]):
            first, rest = " ".join(words[:i]), " ".join(words[i:])
            if is_person(first) and is_person(rest.partition(" and ")[0]):
                return [first, *_pair(rest)]
    pair = _AND.split(name)
    return pair if len(pair) > 1 and all(map(is_person, pair)) else [name]


def are_people(text: str) -> bool:
    """Check whether a text is only names, each perhaps with a remark in brackets or the person's office after it."""
    return all(is_person(name) or _has_office(name) for name in split_names(text))


def _has_office(text: str) -> bool:
    name, comma, office = text.rpartition(", ")
    return _is_office_of(name, office) if comma else is_person(without_remark(text))


def without_remark(name: str) -> str:
    """Return a name without the remark in brackets after it, as in "Ann Lee (Chair)"."""
    return _IN_BRACKETS.sub("", name)


_VACANCY: Final = re.compile(
    r"[(\[]?(?:(?:(?:post|position|role|currently|presently) )?vacan(?:t|cy)"
    r"(?: (?:at present|currently|post|position))?|not in post|no one in post|"
    r"to be (?:appointed|confirmed)|tb[ac]|(?:awaiting|pending)(?: appointment)?|appointment pending|unfilled|"
    r"(?:name )?not (?:yet )?known|n/a|none)[)\]]?",
    re.IGNORECASE,
)


def is_vacancy(text: str) -> bool:
    """Check whether a text is where a name would be, and says that no one holds the office."""
    return _VACANCY.fullmatch(text) is not None


def role_and_names(text: str) -> tuple[str, ...]:
    """Split a role and the names of those who hold it, which are printed on one line in either order.

    Returns:
        The role and the names, or the text alone if it is not both.
    """
    for separator, left, right in _splits(text):
        # "J. Lee JP, Ann Day - Chair": a dash after several names parts all of them from their office.
        is_before = is_vacancy(left) or (are_people(left) and not is_role(left))
        if separator not in _LISTING and separator != "(" and is_before and is_role(right) and not are_people(right):
            return right, left
    for separator, left, right in _splits(text):
        if is_honour(right):
            continue
        # The comma may be between two names, so the first part may be half a name.
        is_listed = is_role(left) and not are_people(left)
        is_held = are_people(right) or is_vacancy(right)
        if is_held and (is_listed if separator in _LISTING else not are_people(left)):
            return left, right
        first, comma, _ = right.partition(", ")
        if are_people(left) and is_role(right) and not are_people(right) and not (comma and are_people(first)):
            return right, left
    for separator, left, right in _splits(text):
        if separator not in _LISTING and are_people(right):
            return left, right
    return (text,)


def _splits(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each separator with the texts on both sides, unless one is empty; a text with very many has none.

    A colon is first: a slash or a comma before it separates parts of the role, as in "Head of Service / Lead: Ann Lee".
    """
    separators = list(islice(_SEPARATOR.finditer(text), _MOST_SEPARATORS + 1))
    separators.sort(key=lambda match: match[0].strip() != ":")
    for match in separators if len(separators) <= _MOST_SEPARATORS else ():
        left, right = text[: match.start()].strip(_EDGES), text[match.end() :].strip(_EDGES)
        separator = match[0].strip()
        right = right.removesuffix(")") if separator == "(" else right
        if left and right and (separator != "(" or ")" in match.string[match.end() :]):
            yield separator, left, right


_RANK: Final = re.compile(
    r"(?:Deputy )?Mayor |"
    r"(?:(?:Temporary|Acting|Assistant|Deputy|Detective) ){0,3}(?:Chief |Police )?(?:Constable|Inspector|Commissioner) "
)
#: An office of several people: "Co-Chairs of the Board".
_SHARED: Final = re.compile(r"(?:Joint|Co-?|(?:\w+ )?(?:Chairs|Directors|Heads|Leaders|Members)\b)")
_ON_BEHALF: Final = re.compile(r"\(?(?:for and )?on behalf of\b", re.IGNORECASE)


def split_person(text: str) -> Person:
    """Split the value of a header into name and role, in either order; honours stay with the name."""
    text = " ".join(text.split())
    text = text.strip(_EDGES) or text
    for _, left, right in _splits(text):
        if begins_with_honour(right) or _is_between_people(right):
            continue
        if (are_people(left) or _is_ranked(left)) and (is_role(right) or right[:1].islower()):
            return Person(name=heal_name(left), role=right)
        if begins_with_role(left) and are_people(right):
            return Person(name=heal_name(right), role=left)
    if is_person(text):
        return Person(name=heal_name(text))
    if begins_with_role(text):
        return Person(role=text)
    words = text.split(" ")
    for i in range(2, min(len(words), 8)):
        name, role = " ".join(words[:i]), " ".join(words[i:])
        is_role_next = begins_with_role(role) or _ON_BEHALF.match(role)
        if is_role_next and is_person(name) and not is_person(f"{name} {words[i]}"):
            return Person(name=heal_name(name), role=role)
    if is_role(text) and not text.partition(",")[1]:
        return Person(role=text)
    for _, left, right in _splits(text):
        if not begins_with_honour(right):
            return Person(name=heal_name(left), role=right)
    return Person(name=heal_name(text))


def _is_ranked(text: str) -> bool:
    """Check whether a text is the name of a police officer after a rank that is an office as well."""
    match = _RANK.match(text)
    return match is not None and is_person(text[match.end() :])


def _is_between_people(text: str) -> bool:
    """Check whether a text after a comma begins with another person, and has an office that several people share."""
    first, comma, role = text.partition(", ")
    return bool(comma) and are_people(first) and _SHARED.match(role) is not None


def begins_with_honour(text: str) -> bool:
    """Check whether a text begins with honours, which belong to the name before it."""
    first = re.split(r"[,\s]", text, maxsplit=1)[0]
    return is_honour(first) and not is_role(first)
