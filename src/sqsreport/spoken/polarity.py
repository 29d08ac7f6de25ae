"""What a quantity counts: what was done well, or what was not."""

from __future__ import annotations

import re
from typing import Final

from sqsreport.spoken.values import Polarity

#: Where another statement begins within a sentence.
_BOUNDARY: Final = re.compile(
    r"[,;:.!?](?= )| - | – |(?= (?:but|while|whilst|although|though|however|because|whereas|so that)\b)|"
    r"(?= (?:and|as) (?:we|this|these|it|they|there|the|an?|in|all|most|some|several)\b|"
    r" and (?:[0-9]+|[a-z]+) (?:was|were|is|are|had|has|have|did) not\b)"
)
#: Words before a quantity that only lead to it: in "In two cases, the plan was late" the statement is behind the comma.
_LEADS_IN: Final = re.compile(
    r"[\s,]*(?:(?:however|and|but|also|while|although|overall|this|meant|that)[\s,]+)*(?:in|for|of|with) "
)
#: Behind a quantity that was said twice, the verb of its statement: "a majority of cases, 14 out of 20, were late".
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
_TURNED_ROUND: Final = re.compile(rf"\b(?:{_NOT})(?: \w+)? (?:{_BAD})\b")
_NEGATIVE: Final = re.compile(rf"\b(?:{_NOT}|{_BAD})\b|n't\b")
_POSITIVE: Final = re.compile(rf"\b(?:{_GOOD})\b")
#: The characters of a statement that are looked at on either side.
_NEAR: Final = 300


def polarity_of(text: str, start: int, end: int) -> Polarity | None:
    """Tell what the quantity from *start* to *end* counts, by the other words of its statement."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    begin = max((match.end() for match in _BOUNDARY.finditer(before)), default=0)
    before = before[begin:]
    behind = _BOUNDARY.search(after)
    if behind and behind[0] == "," and (_LEADS_IN.fullmatch(before) or _GOES_ON.match(after)):
        behind = _BOUNDARY.search(after, behind.end())
    statement = before + " … " + after[: behind.start() if behind else None]
    bare = _TURNED_ROUND.sub("good", statement)
    if _NEGATIVE.search(bare):
        return "negative"
    return "positive" if _POSITIVE.search(bare) else None
