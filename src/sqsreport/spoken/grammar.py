"""How a phrase of quantity begins: the openers, and the everyday words that only look like one.

An opener is a hedge, a number or a vague word, as the table of readings has them. What has to
follow it is the business of `sqsreport.spoken.finding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sqsreport.spoken.populations import DIGITS_OR_WORDS, NO_NUMBER_BEFORE, NO_NUMBER_BEHIND, NUMBER
from sqsreport.spoken.readings import HEDGES, PARTS, VAGUE, Hedge, Vague


def _either(words: Iterable[str]) -> str:
    """Write a pattern for any of the words, the longer before the shorter."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


HEDGE_OF: Final[dict[str, Hedge]] = {word: hedge for hedge in HEDGES for word in hedge.words}
VAGUE_OF: Final[dict[str, Vague]] = {word: vague for vague in VAGUE for word in vague.words}

_HEDGE: Final = rf"(?:(?P<hedge>{_either(HEDGE_OF)}) )?"
_NUMERATORS: Final = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PART: Final = _either(part for part in PARTS if part != "half")
_FRACTION: Final = (
    rf"(?P<numerator>{_either(_NUMERATORS)})[ -](?P<part>{_PART})s?(?![\w-])|"
    r"(?P<half>(?:one[ -]|a )?half)(?![\w-])"
)
_RATIO: Final = (
    rf"{NO_NUMBER_BEFORE}(?P<some>{DIGITS_OR_WORDS})(?P<joined>[ -](?:in|out[ -]of)[ -]|"
    rf"(?: out)? of (?:the |these |those |our )?)(?P<many>{DIGITS_OR_WORDS}){NO_NUMBER_BEHIND}"
)
_BEFORE: Final = _either(word for vague in VAGUE for word in vague.before)
_ADVERB: Final = _either(word for vague in VAGUE for word in vague.adverbs)
_ALONE: Final = _either(word for vague in VAGUE for word in vague.alone)

#: One opener; the name of the group that is set last tells which.
OPENER: Final = re.compile(
    r"(?<![\w'’.-])(?:"
    rf"(?P<all_but>all but (?P<but>{NUMBER}))|"
    rf"(?P<before>{_BEFORE})(?![\w-])|"
    rf"(?P<adverb>{_ADVERB})(?![\w-])|"
    rf"(?P<alone>{_ALONE})(?![\w-])|"
    r"(?P<all>all|both|the one|every)(?= )|"
    r"(?P<none>none|no(?! (?:more|fewer|less) than\b))(?= )|"
    rf"{_HEDGE}(?:"
    r"(?P<percentage>(?P<figure>(?<![\w.,/£$€%-])[0-9]{1,3}(?:\.(?P<decimals>[0-9]{1,3}))?) ?(?:%|per ?cent(?!\w)))|"
    rf"(?P<ratio>{_RATIO})|"
    rf"(?P<fraction>{_FRACTION})|"
    rf"(?P<count>{NUMBER})"
    r"))"
)

#: Before an opener, what denies it or makes it the end of a range.
DENIED: Final = re.compile(
    r"\b(?:not(?: in)?|nor|never|hardly|between [\w% -]{1,20}and|from [\w% -]{1,20}to|[0-9]%? ?(?:-|to)) ?$"
)
#: Before a number, what makes it a name, a place in a list or somebody's.
NAMED: Final = re.compile(
    r"\b(?:the|these|those|that|this|his|her|their|our|your|its|my|same|first|last|next|previous|both|some|page|part|day|week|"
    r"step|stage|section|number|paragraph|chapter|module|session|table|aged|age|number of|total of|sample of|"
    r"(?:one|two|three|four|five|six|[0-9]+) or) ?$"
)
#: What letters give numbers of beside cases: one case has one of them, as a rule.
COUNTED: Final = re.compile(r"\b(?:reports|case managers)\b")
#: Before a number of cases, what says that they are the sample.
EXAMINED: Final = re.compile(r"\bwe (?:examined|inspected|assessed|looked at|reviewed|sampled|read)(?: \w+){0,3} $")
#: Behind a number of so many, or of so many cases, what makes it a pace.
PACE: Final = re.compile(
    r" (?:(?:a|per|each|every|an?) )?(?:minutes?|hours?|days?|weeks?|weekly|months?|monthly|quarters?|years?|times?)\b"
)
#: Before a quantity, what makes it an aim and no finding; "should have" tells of what was found.
AIMED_AT: Final = re.compile(
    r"\b(?:should(?! have)|must(?! have)|ought to(?! have)|needs? to|will|shall|expect to see|aims? (?:to|of|for)|"
    r"targets?)\b(?:(?!(?:but|while|although|because)\b)[^,;.!?]){0,150}$"
)
#: Behind a quantity, the same.
IS_TO: Final = re.compile(
    r" (?:also |now |always )?(?:should|must|ought|needs? to|need|will|shall|can|are (?:expected|required))\b"
)
#: In a sentence with a figure, what it may be the figure of instead.
OTHER_FIGURE: Final = re.compile(
    r"\b(?:rates?|reoffending|re-offending|budgets?|funding|grants?|costs?|custody|entrants?|population|targets?|"
    r"national(?:ly)?|England|Wales|percentage points?|points|increased?|decreased?|reduction|reduced|rose|risen|fell|"
    r"fallen|by [0-9]|sickness|vacanc\w+|caseloads?|hours|score\w*|interest|ethnic\w*|unemploy\w*)\b",
    re.IGNORECASE,
)
#: Behind a bare quantity, what shows that it is whole.
STANDS_ALONE: Final = re.compile(
    r"(?=[,.;:)!?]|$)|(?= (?:was|were|is|are|had|has|have|did|could|this|there|it|we|they|but|and|or|that|which)\b)"
)
#: Behind a vague word that stands for those who were named before, the verb that makes it the subject.
DOES: Final = re.compile(
    r"(?= (?:said|told|felt|thought|believed|reported|described|knew|were|was|had|did|could|lacked|needed)\b)"
)
#: Before one, what shows that a statement begins with it.
BEGINS: Final = re.compile(r"(?:^|[,.;:!?] |\b(?:and|but|while|whilst|although|though|that|because) )$")
#: Behind an adverb, what shows that it tells how often something was seen or said, or for what reason.
NOT_HOW_MANY: Final = re.compile(
    r" (?:because|due to|owing to|the result|a result|show(?:ed|n|s)?|said|told|saw|felt|thought|meant|means|"
    r"reported)\b"
)
NOT_IN_PART: Final = re.compile(r" (?:because|due|owing|of|by|to|[0-9])\b| [A-Z0-9]")
#: Before a number of cases, what shows that the words behind it tell what was seen, and not among which cases.
SEEN: Final = re.compile(
    r"\b(?:we|inspectors?) (?:also )?(?:saw|found|identified|noted|read)(?: (?:only|just))? $|"
    r"\bthere (?:was|were)(?: (?:also|only|just))? $"
)
#: At the head of a sentence, what narrows down all that follows.
NARROWS_DOWN: Final = re.compile(
    r"(?:where|when|whenever|if|of (?:the|these|those)|among|for (?:those|children|young people)|(?:in|for) (?:the )?"
    r"(?:relevant |other )?cases (?:where|in which|that|with))\b"
)
#: The head of a sentence that says in figures what the one before it said in vague words.
IN_FIGURES: Final = re.compile(r"this (?:meant|means|happened|applied|was so|was the case)(?: that)?(?: in)? $")
SENTENCE_END: Final = re.compile(r"[.!?][\"”')]* +")
