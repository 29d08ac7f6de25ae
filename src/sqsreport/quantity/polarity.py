"""Polarity: whether a quantity counts good work or failings."""

from __future__ import annotations

import re
from typing import Final

from sqsreport.quantity.values import Polarity

#: The start of another statement within a sentence.
_BOUNDARY: Final = re.compile(
    r"[,;:.!?](?= )| - | – |(?= (?:but|while|whilst|although|though|however|because|whereas|so that)\b)|"
    r"(?= (?:and|as) (?:we|this|these|it|they|there|the|an?|in|all|most|some|several)\b|"
    r" and (?:[0-9]+|[a-z]+) (?:was|were|is|are|had|has|have|did) not\b)"
)
#: Words before a quantity that introduce it: in "In two cases, the plan was late" the statement follows the comma.
_LEADS_IN: Final = re.compile(
    r"[\s,]*(?:(?:however|and|but|also|while|although|overall|this|meant|that)[\s,]+)*(?:in|for|of|with) "
)
#: After a quantity that is repeated, the verb of its statement: "a majority of cases, 14 out of 20, were late".
_GOES_ON: Final = re.compile(r", (?:was|were|is|are|had|has|have|did|could|lacked|needed)\b")
_NOT: Final = r"not|no|never|nor|neither|without(?! (?:any )?exception)|nobody|nothing|none"
_BAD: Final = (
    r"insufficient\w*|inadequate\w*|inaccurate\w*|inappropriate\w*|inconsisten\w*|ineffective\w*|incomplete|unclear|"
    r"unsatisfactory|unknown|unmet|unsafe|lack\w*|missing|missed|absen\w+|fail\w+|poor\w*|weak\w*|gaps?|late|delay\w*|"
    r"overlooked|ignored|neglected|omitted|underestimated|underdeveloped|outdated|wrong\w*|seldom|hardly|too|concerns?|"
    r"deficienc\w+|shortcomings?|errors?|mistakes?|little|should have"
)
_GOOD: Final = (
    r"sufficient\w*|adequate\w*|accurate\w*|appropriate\w*|consistent\w*|effective\w*|complete|completed|clear\w*|good|"
    r"well|better|excellent|satisfactory|timely|on time|prompt\w*|thorough\w*|improve\w*|proportionate\w*|correct\w*|"
    r"careful\w*|creative\w*|tenacious\w*|skilled|helpful\w*|useful\w*|strong\w*|supported|supportive|able|"
    r"understood|understanding|understand|complied|complying|engag(?:ed|ing)|met|addressed|considered|reviewed|"
    r"countersigned|shared|kept|followed|link|linked|carried out|undertaken|in place|took place|efforts were made|"
    r"was done|were done|safe|safer|agreed"
)
_DOUBLE_NEGATION: Final = re.compile(rf"\b(?:{_NOT})(?: \w+)? (?:{_BAD})\b")
_NEGATIVE: Final = re.compile(rf"\b(?:{_NOT}|{_BAD})\b|n't\b")
_POSITIVE: Final = re.compile(rf"\b(?:{_GOOD})\b")
#: The number of characters of a statement that are searched on either side.
_NEAR: Final = 300


def polarity_of(text: str, start: int, end: int) -> Polarity | None:
    """Return the polarity of the quantity from *start* to *end*, by the other words of its statement."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    begin = max((match.end() for match in _BOUNDARY.finditer(before)), default=0)
    before = before[begin:]
    boundary = _BOUNDARY.search(after)
    if boundary and boundary[0] == "," and (_LEADS_IN.fullmatch(before) or _GOES_ON.match(after)):
        boundary = _BOUNDARY.search(after, boundary.end())
    statement = before + " … " + after[: boundary.start() if boundary else None]
    statement = _DOUBLE_NEGATION.sub("good", statement)
    if _NEGATIVE.search(statement):
        return "negative"
    return "positive" if _POSITIVE.search(statement) else None
