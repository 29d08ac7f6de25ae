"""Rewrite the headings and marks of similar markup, such as AsciiDoc and reStructuredText, as those of Markdown."""

from __future__ import annotations

import re
from typing import Final

#: AsciiDoc and MediaWiki: "== Context" and "== Context =="; Textile: "h2. Context" and "h2(#context). Context".
_EQUALS: Final = re.compile(r"(?P<level>={1,6}) (?P<text>[^\s=](?:[^=]*[^\s=])?)(?: (?P=level))?")
_TEXTILE: Final = re.compile(r"h(?P<level>[1-6])(?:\([^()]{0,200}\))?\. (?P<text>\S.*)")
#: The targets that Mammoth writes before a heading.
_TARGETS: Final = re.compile(r"(?<!</a>)(?:<a (?:id|name)=\"[^\"<>]{0,200}\">\s?</a>)++(?=#{1,6} )")
#: reStructuredText: "rate\ :sup:`1`" and "rate `1 <#fn1>`__"; Textile: "rate[^1^]"; AsciiDoc: "rate^link:#fn1[1]^".
_RAISED: Final = re.compile(
    r"(?:\\ )?(?::sup:`(?P<raised>[^`\s]{1,6})`|`(?P<linked>\[?[0-9]{1,2}\]?) <#[^<>`\s]{1,80}>`__?|"
    r"\[\^\"?(?P<textile>[0-9]{1,2})(?:\":#[^\s^]{1,80})?\^\]|"
    r"\^link:#[^\s\[\]]{1,80}\[(?P<asciidoc>[0-9]{1,2})\]\^)(?:\\ )?"
)

#: AsciiDoc: the frame of a table and what is about it, and the end of a line that is not wrapped.
_FRAME: Final = re.compile(r"\|={3,}|\[(?:width|cols|options|%header)\b[^\[\]]{0,200}\]")
_LINE_END: Final = re.compile(r"(?<=\S) \+$")


def as_markdown(text: str) -> str:
    """Return a line with the markup of Markdown, if it has that of a similar language."""
    first = text[:1]
    if first == "=" and (match := _EQUALS.fullmatch(text)):
        return f"{'#' * len(match['level'])} {match['text']}"
    if first == "h" and (match := _TEXTILE.fullmatch(text)):
        return f"{'#' * int(match['level'])} {match['text']}"
    if first == "<":
        return _TARGETS.sub("", text, count=1)
    if first in ("|", "[") and _FRAME.fullmatch(text):
        return ""
    if text.endswith(" +"):
        text = _LINE_END.sub(r"\\", text)
    if "`" in text or "[^" in text or "^link" in text:
        return _RAISED.sub(lambda match: f"^{match[match.lastgroup or 0].strip('[]')}^", text)
    return text
