"""Where sentences end."""

from __future__ import annotations

import re
from typing import Final

#: A sentence ends here: not within "41.0" or "St. Helens".
SENTENCE_END: Final = re.compile(r"(?<!\bSt)[.!?](?=\s+[A-Z]|\s*$)")


def find_words(text: str, words: str) -> int:
    """Return where words begin in a text, in whatever case, or -1."""
    small = text.lower()
    # A few letters are two when they are small, and then places are not what they were.
    return small.find(words) if len(small) == len(text) or words not in small else 0
