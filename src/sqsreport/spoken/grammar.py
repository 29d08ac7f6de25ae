"""How a phrase of quantity begins: the openers, and the everyday words that only look like one.

An opener is a hedge, a number or a vague word, as the table of readings has them. What has to
follow it is the business of `sqsreport.spoken.finding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sqsreport.spoken.populations import DIGITS_OR_WORDS, NO_NUMBER_BEFORE, NO_NUMBER_BEHIND, NUMBER, NUMBER_WORDS
from sqsreport.spoken.readings import HEDGES, PARTS, VAGUE, Hedge, Vague


def _either(words: Iterable[str]) -> str:
    """Write a pattern for any of the words, the longer before the shorter."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


HEDGE_OF: Final[dict[str, Hedge]] = {word: hedge for hedge in HEDGES for word in (*hedge.words, *hedge.behind)}
VAGUE_OF: Final[dict[str, Vague]] = {word: vague for vague in VAGUE for word in vague.words}

_HEDGE: Final = rf"(?:(?P<hedge>{_either(word for hedge in HEDGES for word in hedge.words)}) )?"
_BEHIND: Final = rf" (?P<behind>{_either(word for hedge in HEDGES for word in hedge.behind)})(?![\w-])"
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
    rf"(?P<many>{DIGITS_OR_WORDS}){NO_NUMBER_BEHIND}"
)
#: Behind "some", what makes it "about".
_ESTIMATE: Final = rf"(?:[0-9.]{{1,5}}{_PERCENT}|(?:{_either(_NUMERATORS)})[ -](?:{_PART}))"
_BEFORE: Final = _either(word for vague in VAGUE for word in vague.before)
_ADVERB: Final = _either(word for vague in VAGUE for word in vague.adverbs)
_ALONE: Final = _either(word for vague in VAGUE for word in vague.alone)

#: One opener; the name of the group that is set last tells which.
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
    rf")(?:{_BEHIND})?)"
)
#: The groups of what has a number that may be hedged.
NUMBERS: Final = ("percentage", "ratio", "fraction", "count")
#: Behind a number and what it counts, the words that otherwise stand at once behind the number.
BEHIND: Final = re.compile(_BEHIND)
#: "Seven cases in every ten".
IN_EVERY: Final = re.compile(
    rf" (?:(?:in|out of|of) every|(?P<bare>in|out of)) (?P<many>{NUMBER})"
    r"(?(bare)(?= ?[,.;:)]|$| (?:was|were|is|are|had|has|have|did|lacked|there|it|this|the|we|they)\b))"
)
#: Behind "of the 20 cases" how many of them: "of the 20 cases we saw, 15 were reviewed".
SOME_OF_THEM: Final = re.compile(
    rf"(?P<narrowed>[^,.;:!?()]{{1,100}})?, (?:(?:we|inspectors) (?:judged|found|saw|assessed|considered) (?:that )?)?"
    rf"(?P<some>{NUMBER})(?: \([0-9.]{{1,5}}{_PERCENT}\))?(?= (?:of (?:these|them) )?"
    r"(?:was|were|is|are|had|has|have|did|could|lacked|needed|showed|contained|involved|met|received)\b)"
)
#: Where a finding is said a second time: in brackets, or between commas or dashes.
AGAIN: Final = re.compile(
    r"(?P<bracket>(?: (?:inspected|examined|sampled|concerned))? \()|(?:, | - )(?:or |that is,? |i\.e\.,? )?"
)
#: Where that ends, in brackets and else.
AGAIN_ENDS: Final = {
    in_brackets: re.compile(rf"(?: (?:of )?(?:(?:the|these|those) )?(?:relevant )?(?:cases?|them|these))?{ends}")
    for in_brackets, ends in {True: r"(?:[,;] [^()]{1,80})?\)", False: r"(?= ?[,.;:]| - |$)"}.items()
}

#: Before an opener, what denies it or makes it the end of a range.
DENIED: Final = re.compile(
    r"\b(?:not(?: in)?|nor|never|hardly|(?:little|nothing) or|(?:up|down) from|"
    r"compared (?:with|to)|between [\w% -]{1,20}and|from [\w% -]{1,20}to|"
    rf"(?:[0-9]+%?|half|(?:{_PART})s?|per ?cent|{NUMBER_WORDS}) ?(?:-|to|or)) ?$"
)
#: Before "all" or "none", what makes it less than that, or no finding.
NOT_WHOLE: Final = re.compile(
    r"\b(?:of|if|whether|unless|until|ensur\w+|close to|more or less|pretty (?:much|well)|as good as|anything like|"
    r"short of|rather than|instead of)(?: (?:in|for|that))? $|"
    r"(?:\b(?:no|not|cannot|never|unable|doubt\w*|fail\w*)|n't)\b(?:(?!\bbut\b)[^,;:.!?]){0,80}"
    r"\b(?:that|whether|if)\b[^,;:.!?]*$|"
    r"\b(?:no|never|without|failed to|unable to)\b(?: [\w'/-]+){1,8} (?:in|for|by|with|from) $"
)
#: Behind it, the same: a negation that may be one of "all", and what is excepted further on.
NOT_WHOLE_BEHIND: Final = re.compile(
    r" (?:\w+ )?(?:(?:was|were|is|are|had|has|have|did|do|does|could|would|will|can) not|\w+n't)\b(?! only\b)|"
    r"[^.;:!?]{0,150}?(?:(?<!without )(?<!without any )\bexcept(?:ing|ions?)?|\bbar|\bapart from|\baside from|"
    r"\bother than|\bsave for|\bexcluding)\b"
)
#: Before "all", the negation that it goes with, as in "not reviewed in all cases".
PARTED: Final = re.compile(
    r"\b(?:not(?! only\b)|\w+n't)"
    r"(?: (?!(?:and|but|or|while|whilst|although|though|because|that|which|who|so|if|when|where|until|unless)\b)"
    r"[\w'/-]+){1,14} $"
)
PARTED_OF: Final = {word.rpartition(" ")[2]: vague for vague in VAGUE for word in vague.parted}
#: Behind "all cases", how many were not so.
EXCEPTED: Final = re.compile(
    rf"(?:,? (?:bar|except(?:ing)?|apart from|aside from|other than|save|excluding|with the exception of)|"
    rf" but)(?: for| in)? (?P<but>{NUMBER})(?: (?:cases?|of (?:them|these)))?(?= ?[,.;:)]|$| "
    r"(?:was|were|is|are|had|has|have|did|could|there|this|it|we|they|the)\b)"
)
#: What is laid on for people, and has not been yet.
LAID_ON: Final = re.compile(r"\b(?:booked|planned|scheduled|arranged|organised|commissioned|proposed|due) for $")
#: Before a number, what makes it a name, a place in a list or somebody's.
NAMED: Final = re.compile(
    r"\b(?:the|these|those|that|this|his|her|their|our|your|its|my|same|first|last|next|previous|both|some|"
    r"every|each|page|part|day|week|step|stage|section|number|paragraph|chapter|module|session|table|aged|age|"
    r"number of|total of|sample of|(?:one|two|three|four|five|six|[0-9]+) or) ?$"
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
