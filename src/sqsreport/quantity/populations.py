"""Populations: cases, and the people, records, teams and work that letters count as well."""

from __future__ import annotations

import re
from typing import Final

import attrs

from sqsreport.extract.numbers import COUNT_WORDS, parse_count
from sqsreport.quantity.values import Scope


def _number_words() -> str:
    """Return a pattern for numbers in words, longer words first; few branches make it fast."""
    pairs = [word.split("-") for word in COUNT_WORDS if "-" in word]
    tens, units = ("|".join(dict.fromkeys(words)) for words in zip(*pairs, strict=True))
    others = sorted((word for word in COUNT_WORDS if "-" not in word), key=len, reverse=True)
    initials = "".join(sorted({word[0] for word in COUNT_WORDS}))
    return rf"(?=[{initials}])(?:(?:{tens})(?:[- ](?:{units}))?|{'|'.join(others)})"


NUMBER_WORDS: Final = _number_words()
DIGITS_OR_WORDS: Final = rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,2}}|[0-9]{{1,6}}|{NUMBER_WORDS})"
#: Digits in a word, an amount, a date or a version are not a number.
NO_NUMBER_BEFORE: Final = r"(?<![\w.,/£$€%-])"
NO_NUMBER_AFTER: Final = r"(?![\w%/-]|[.,][0-9])"
NUMBER: Final = NO_NUMBER_BEFORE + DIGITS_OR_WORDS + NO_NUMBER_AFTER

#: Nouns that letters count, longer ones first.
_NOUNS: Final[dict[Scope, str]] = {
    "people": r"case managers?|(?:members of )?staff(?: members)?|practitioners|workers|managers|"
    r"children (?:and|or) young people|young people|children|parents (?:and|or) carers|parents|carers|victims",
    "cases": r"cases?",
    "records": r"reports|plans|reviews|assessments|records|referrals|orders|interventions",
    "teams": r"(?:area )?teams|offices",
    "examples": r"examples?|instances?|occasions?",
}
#: Nouns without a plural that adverbs such as "usually" quantify.
_WORK: Final = (
    r"(?:(?:delivery|quality|standard|planning|recording) of )?(?:work|planning|practice|oversight|recording|contact)"
)
#: After a noun, a word that makes it part of a compound: "case records", "staff meetings".
_ANOTHER_NOUN: Final = (
    r"(?! (?:manage|record|work|file|stud|discussion|conference|formulation|summar|note|plan|diar|allocation|load|"
    r"meeting|training|supervision|development|sickness|absence|turnover|panel|system)|[-'’]|\w)"
)
#: Modifiers between a number and its noun. After the first group the population is still the whole sample.
_NEUTRAL: Final = r"individual|sampled|examined|inspected|selected|youth offending"
_NARROWING: Final = (
    r"relevant|applicable|eligible|appropriate|initial|final|written|current|open|closed|new|statutory|court|panel|"
    r"referral order|custody|custodial|community|safeguarding|vulnerability(?: management)?|risk(?: of harm)?|"
    r"risk management|intervention|management|contingency|sentence|review|looked after|disposal|remand|licence|such|"
    r"\w+(?:-\w+)+"
)
_MODIFIERS: Final = rf"(?:(?:{_NEUTRAL}|{_NARROWING}) ){{0,3}}"
_ARTICLES: Final = r"(?:(?:all |both )?(?:of )?(?:the|these|those|our|your|their|its) |all )?"
#: After "cases we saw", a word that rules out "in some cases we saw good work".
_NO_OBJECT: Final = r"(?=[,.;:)]|$| (?:was|were|is|are|had|has|have|did|could|knew|said|told|felt|there|it|this)\b)"
_SAMPLE: Final = (
    r"(?: of children (?:and|or) young people)?"
    r"(?: (?:in (?:our|the|this) sample|(?:(?:that|which|whom) )?we (?:saw|examined|inspected|assessed|looked at|"
    rf"reviewed|sampled|read|spoke (?:with|to)|met|interviewed){_NO_OBJECT}))?"
)
#: Words that restrict a population to a part of unknown size.
_OF_WHICH: Final = (
    r",? (?:where|when|in which|for which|for whom|of whom|that(?! is,? [0-9])|which|who|whose|with|"
    r"without(?! (?:any )?exception)|involving|needing|requiring|relating|concerning|subject to|due|from|at)(?!\w)"
)
_PLACE: Final = r" in the (?:north|south|east|west|\w+ (?:team|office|area))(?!\w)| (?:of|about|under)(?!\w)"

_NOUN: Final = "|".join(f"(?P<{scope}>{nouns})" for scope, nouns in _NOUNS.items())
_POPULATION: Final = re.compile(
    rf"(?: of)? ?(?P<words>(?P<articles>{_ARTICLES})(?:(?P<number>{NUMBER}) )?(?P<modifiers>{_MODIFIERS})"
    rf"(?:{_NOUN}){_ANOTHER_NOUN}{_SAMPLE})"
)
_NARROWED: Final = re.compile(rf"(?P<relative>{_OF_WHICH})|{_PLACE}")
_THE_SAMPLE: Final = re.compile(rf"(?:(?:of )?(?:all )?(?:of )?(?:the|our) |all )?(?:(?:{_NEUTRAL}) )*")
_OF_THESE: Final = re.compile(
    r" (?P<words>of (?:these|those|them|which|whom))(?=[,.;:)]|$| (?:was|were|is|are|had|has|have|did|could)\b)"
)
_SUBJECT_NOUN: Final = rf"(?:{'|'.join([*_NOUNS.values(), _WORK])}){_ANOTHER_NOUN}"
_SUBJECT: Final = re.compile(
    rf"(?<![\w'’-])(?P<words>(?:(?:the|these|those|their|our|all) )?{_MODIFIERS}(?:(?:quality|content) of )?"
    rf"(?P<noun>{_SUBJECT_NOUN})(?: (?:of|for|with|by) {_MODIFIERS}{_SUBJECT_NOUN})?)"
    r"(?: (?:is|are|was|were|be|been|being|has|have|had|did|do|does|could|would|also|still|therefore)){0,3} $"
)
#: Before a noun, a preposition that makes it an object: the subject of "risks to children were" is the risks.
_NO_SUBJECT: Final = re.compile(r"\b(?:to|of|for|with|by|from|in|on|about|between|among|against|over)(?: [\w-]+)? $")
_MAX_BEFORE: Final = 160


@attrs.frozen
class Population:
    """The people or things that a phrase counts.

    Attributes:
        is_sample: whether these are all cases of the sample.
        number: the size of the population, if it is printed: the 14 in "12 of the 14".
        is_definite: whether the words begin with an article.
        narrowed_end: the end of the first word that restricts the population, such as "where".
    """

    start: int
    end: int
    scope: Scope | None
    is_sample: bool = False
    number: int | None = None
    is_definite: bool = False
    narrowed_end: int | None = None


def population_at(text: str, start: int) -> Population | None:
    """Return the population that begins at *start*, after the words of a quantity."""
    match = _POPULATION.match(text, start)
    if match is None:
        return None
    scope = next(scope for scope in _NOUNS if match[scope])
    narrowed = _NARROWED.match(text, match.end())
    narrowed_end = None if narrowed is None else narrowed.end("relative") if narrowed["relative"] else match.end()
    return Population(
        match.start("words"),
        match.end(),
        scope,
        is_sample=scope == "cases" and bool(_THE_SAMPLE.fullmatch(match["articles"] + match["modifiers"])),
        number=None if match["number"] is None else parse_count(match["number"]),
        is_definite=bool(match["articles"]),
        narrowed_end=narrowed_end,
    )


def these_at(text: str, start: int) -> Population | None:
    """Return the population of a pronoun, as in "of these"."""
    match = _OF_THESE.match(text, start)
    return None if match is None else Population(match.start("words") + 3, match.end(), None)


def subject_before(text: str, end: int) -> Population | None:
    """Return the subject of the verb of an adverb that begins at *end*, if it is something that letters count."""
    start = max(0, end - _MAX_BEFORE)
    window = text[start:end]
    match = _SUBJECT.search(window)
    if match is None or _NO_SUBJECT.search(window[: match.start()]):
        return None
    noun = match["noun"]
    scope: Scope = next((scope for scope, nouns in _NOUNS.items() if re.fullmatch(nouns, noun)), "work")
    return Population(start + match.start("words"), start + match.end("words"), scope)
