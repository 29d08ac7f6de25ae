"""Patterns for phrases of quantity: their openers, and the words around them that change the meaning.

An opener is a hedge, a number or a vague word of `sqsreport.quantity.vocabulary`. The modules `figures` and `words`
parse the rest of the phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sqsreport.quantity.populations import DIGITS_OR_WORDS, NO_NUMBER_AFTER, NO_NUMBER_BEFORE, NUMBER, NUMBER_WORDS
from sqsreport.quantity.vocabulary import HEDGES, PARTS, VAGUE, Hedge, Vague


def _either(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, longer words first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


HEDGE_OF: Final[dict[str, Hedge]] = {word: hedge for hedge in HEDGES for word in (*hedge.words, *hedge.words_after)}
VAGUE_OF: Final[dict[str, Vague]] = {word: vague for vague in VAGUE for word in vague.words}

_HEDGE: Final = rf"(?:(?P<hedge>{_either(word for hedge in HEDGES for word in hedge.words)}) )?"
_HEDGE_AFTER: Final = rf" (?P<hedge_after>{_either(word for hedge in HEDGES for word in hedge.words_after)})(?![\w-])"
_NUMERATORS: Final = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PART: Final = _either(part for part in PARTS if part != "half")
_FRACTION: Final = (
    rf"(?P<numerator>{_either(_NUMERATORS)})[ -](?P<part>{_PART})s?(?![\w-])|"
    r"(?P<half>(?:one[ -]|a )?half)(?![\w-])"
)
_PERCENT: Final = r" ?(?:%|per ?cent(?!\w))"
_RATIO: Final = (
    rf"{NO_NUMBER_BEFORE}(?P<some>{DIGITS_OR_WORDS})(?P<again> \([0-9.]{{1,5}}{_PERCENT}\))?(?P<joined>/|"
    r"[ -](?:in|out[ -]of)[ -](?:every )?|(?: out)? of (?:the |these |those |our |every )?)"
    rf"(?P<many>{DIGITS_OR_WORDS}){NO_NUMBER_AFTER}"
)
#: After "some", a figure that makes it mean "about".
_ESTIMATE: Final = rf"(?:[0-9.]{{1,5}}{_PERCENT}|(?:{_either(_NUMERATORS)})[ -](?:{_PART}))"
_BEFORE: Final = _either(word for vague in VAGUE for word in vague.before)
_ADVERB: Final = _either(word for vague in VAGUE for word in vague.adverbs)
_ALONE: Final = _either(word for vague in VAGUE for word in vague.alone)

#: An opener; its kind is the named group that matched.
OPENER: Final = re.compile(
    r"(?<![\w'’.-])(?:"
    rf"(?P<all_but>all (?:but|bar|except(?: for)?|save) (?P<but>{NUMBER}))|"
    rf"(?P<before>{_BEFORE})(?![\w-])(?!(?<=some) {_ESTIMATE})|"
    rf"(?P<adverb>{_ADVERB})(?![\w-])|"
    rf"(?P<alone>{_ALONE})(?![\w-])|"
    r"(?P<all>all|both|the one|every one|every)(?= )|"
    r"(?P<none>none|not one|not a single|neither(?= case | of (?:the|these|those|them)\b)|"
    r"no(?! (?:more|fewer|less) than\b))(?= )|"
    rf"(?P<among>(?:out )?of)(?= (?:the |these |those |our )?{NUMBER} )|"
    rf"{_HEDGE}(?:"
    r"(?P<percentage>(?:(?P<figure>(?<![\w.,/£$€%~<>±-])[0-9]{1,3}(?:\.(?P<decimals>[0-9]{1,3}))?)|"
    rf"(?P<spelt>{NUMBER_WORDS})){_PERCENT})|"
    rf"(?P<ratio>{_RATIO})|"
    rf"(?P<fraction>{_FRACTION})|"
    rf"(?P<count>{NUMBER})"
    rf")(?:{_HEDGE_AFTER})?)"
)
#: The groups with a number, which may have a hedge.
NUMBERS: Final = ("percentage", "ratio", "fraction", "count")
#: A hedge after a number and its population.
HEDGE_AFTER: Final = re.compile(_HEDGE_AFTER)
#: "Seven cases in every ten".
IN_EVERY: Final = re.compile(
    rf" (?:(?:in|out of|of) every|(?P<bare>in|out of)) (?P<many>{NUMBER})"
    r"(?(bare)(?= ?[,.;:)]|$| (?:was|were|is|are|had|has|have|did|lacked|there|it|this|the|we|they)\b))"
)
#: After "of the 20 cases", the number of them: "of the 20 cases we saw, 15 were reviewed".
PART_OF_POPULATION: Final = re.compile(
    rf"(?P<narrowed>[^,.;:!?()]{{1,100}})?, (?:(?:we|inspectors) (?:judged|found|saw|assessed|considered) (?:that )?)?"
    rf"(?P<some>{NUMBER})(?: \([0-9.]{{1,5}}{_PERCENT}\))?(?= (?:of (?:these|them) )?"
    r"(?:was|were|is|are|had|has|have|did|could|lacked|needed|showed|contained|involved|met|received)\b)"
)
#: The start of a repetition: in brackets, or between commas or dashes.
REPETITION_START: Final = re.compile(
    r"(?P<bracket>(?: (?:inspected|examined|sampled|concerned))? \()|(?:, | - )(?:or |that is,? |i\.e\.,? )?"
)
#: The end of a repetition, by whether it is in brackets.
REPETITION_ENDS: Final = {
    in_brackets: re.compile(rf"(?: (?:of )?(?:(?:the|these|those) )?(?:relevant )?(?:cases?|them|these))?{ends}")
    for in_brackets, ends in {True: r"(?:[,;] [^()]{1,80})?\)", False: r"(?= ?[,.;:]| - |$)"}.items()
}

#: Before an opener, words that negate it or make it the end of a range.
NEGATED: Final = re.compile(
    r"\b(?:not(?: in)?|nor|never|hardly|(?:little|nothing) or|(?:up|down) from|"
    r"compared (?:with|to)|between [\w% -]{1,20}and|from [\w% -]{1,20}to|"
    rf"(?:[0-9]+%?|half|(?:{_PART})s?|per ?cent|{NUMBER_WORDS}) ?(?:-|to|or)) ?$"
)
#: Before "all" or "none", words that weaken it, or show that it is not a finding.
WEAKENED: Final = re.compile(
    r"\b(?:of|if|whether|unless|until|ensur\w+|close to|more or less|pretty (?:much|well)|as good as|anything like|"
    r"short of|rather than|instead of)(?: (?:in|for|that))? $|"
    r"(?:\b(?:no|not|cannot|never|unable|doubt\w*|fail\w*)|n't)\b(?:(?!\bbut\b)[^,;:.!?]){0,80}"
    r"\b(?:that|whether|if)\b[^,;:.!?]*$|"
    r"\b(?:no|never|without|failed to|unable to)\b(?: [\w'/-]+){1,8} (?:in|for|by|with|from) $"
)
#: The same after "all" or "none": a negation, which may belong to "all", and an exception later in the sentence.
WEAKENED_AFTER: Final = re.compile(
    r" (?:\w+ )?(?:(?:was|were|is|are|had|has|have|did|do|does|could|would|will|can) not|\w+n't)\b(?! only\b)|"
    r"[^.;:!?]{0,150}?(?:(?<!without )(?<!without any )\bexcept(?:ing|ions?)?|\bbar|\bapart from|\baside from|"
    r"\bother than|\bsave for|\bexcluding)\b"
)
#: Before "all", its negation, as in "not reviewed in all cases".
NOT_ALL: Final = re.compile(
    r"\b(?:not(?! only\b)|\w+n't)"
    r"(?: (?!(?:and|but|or|while|whilst|although|though|because|that|which|who|so|if|when|where|until|unless)\b)"
    r"[\w'/-]+){1,14} $"
)
VAGUE_OF_NOT: Final = {word.rpartition(" ")[2]: vague for vague in VAGUE for word in vague.parted}
#: After "all cases", the number of exceptions.
EXCEPTION: Final = re.compile(
    rf"(?:,? (?:bar|except(?:ing)?|apart from|aside from|other than|save|excluding|with the exception of)|"
    rf" but)(?: for| in)? (?P<but>{NUMBER})(?: (?:cases?|of (?:them|these)))?(?= ?[,.;:)]|$| "
    r"(?:was|were|is|are|had|has|have|did|could|there|this|it|we|they|the)\b)"
)
#: Before a number of people, words for an event that has not happened yet.
PLANNED: Final = re.compile(r"\b(?:booked|planned|scheduled|arranged|organised|commissioned|proposed|due) for $")
#: Before a number, words that make it a name, an ordinal or a possession.
NAME_BEFORE: Final = re.compile(
    r"\b(?:the|these|those|that|this|his|her|their|our|your|its|my|same|first|last|next|previous|both|some|"
    r"every|each|page|part|day|week|step|stage|section|number|paragraph|chapter|module|session|table|aged|age|"
    r"number of|total of|sample of|(?:one|two|three|four|five|six|[0-9]+) or) ?$"
)
#: Nouns that a case usually has one of, so that letters count them like cases.
COUNTED: Final = re.compile(r"\b(?:reports|case managers)\b")
#: Before a number of cases, words that make it the size of the sample.
EXAMINED: Final = re.compile(r"\bwe (?:examined|inspected|assessed|looked at|reviewed|sampled|read)(?: \w+){0,3} $")
#: After a number, a unit of time that makes it a frequency.
FREQUENCY: Final = re.compile(
    r" (?:(?:a|per|each|every|an?) )?(?:minutes?|hours?|days?|weeks?|weekly|months?|monthly|quarters?|years?|times?)\b"
)
#: Before a quantity, words that make it an aim and not a finding; "should have" is a finding.
AIM: Final = re.compile(
    r"\b(?:should(?! have)|must(?! have)|ought to(?! have)|needs? to|will|shall|expect to see|aims? (?:to|of|for)|"
    r"targets?)\b(?:(?!(?:but|while|although|because)\b)[^,;.!?]){0,150}$"
)
#: The same after a quantity.
AIM_AFTER: Final = re.compile(
    r" (?:also |now |always )?(?:should|must|ought|needs? to|need|will|shall|can|are (?:expected|required))\b"
)
#: In a sentence with a figure, another subject that the figure may belong to.
OTHER_FIGURE: Final = re.compile(
    r"\b(?:rates?|reoffending|re-offending|budgets?|funding|grants?|costs?|custody|entrants?|population|targets?|"
    r"national(?:ly)?|England|Wales|percentage points?|points|increased?|decreased?|reduction|reduced|rose|risen|fell|"
    r"fallen|by [0-9]|sickness|vacanc\w+|caseloads?|hours|score\w*|interest|ethnic\w*|unemploy\w*)\b",
    re.IGNORECASE,
)
#: After a quantity without a population, the end of its phrase.
STANDS_ALONE: Final = re.compile(
    r"(?=[,.;:)!?]|$)|(?= (?:was|were|is|are|had|has|have|did|could|this|there|it|we|they|but|and|or|that|which)\b)"
)
#: After a vague word that is a pronoun for people named before, the verb that makes it the subject.
SUBJECT_VERB: Final = re.compile(
    r"(?= (?:said|told|felt|thought|believed|reported|described|knew|were|was|had|did|could|lacked|needed)\b)"
)
#: Before such a pronoun, the start of its statement.
STATEMENT_START: Final = re.compile(r"(?:^|[,.;:!?] |\b(?:and|but|while|whilst|although|though|that|because) )$")
#: After an adverb, words that make it a statement on observations, remarks or reasons.
NO_FINDING: Final = re.compile(
    r" (?:because|due to|owing to|the result|a result|show(?:ed|n|s)?|said|told|saw|felt|thought|meant|means|"
    r"reported)\b"
)
NOT_IN_PART: Final = re.compile(r" (?:because|due|owing|of|by|to|[0-9])\b| [A-Z0-9]")
#: Before a number of cases, a verb whose object follows: that text is the finding, and not a part of the population.
OBSERVED: Final = re.compile(
    r"\b(?:we|inspectors?) (?:also )?(?:saw|found|identified|noted|read)(?: (?:only|just))? $|"
    r"\bthere (?:was|were)(?: (?:also|only|just))? $"
)
#: At the start of a sentence, words that restrict the population of all that follows.
RESTRICTION: Final = re.compile(
    r"(?:where|when|whenever|if|of (?:the|these|those)|among|for (?:those|children|young people)|(?:in|for) (?:the )?"
    r"(?:relevant |other )?cases (?:where|in which|that|with))\b"
)
#: The start of a sentence that repeats the vague words of the previous one in figures.
REPEATS_IN_FIGURES: Final = re.compile(r"this (?:meant|means|happened|applied|was so|was the case)(?: that)?(?: in)? $")
SENTENCE_END: Final = re.compile(r"[.!?][\"”')]* +")
