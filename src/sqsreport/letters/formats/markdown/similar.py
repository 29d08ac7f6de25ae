"""Rewrite the headings, marks and tables of similar markup, such as AsciiDoc and LaTeX, as those of Markdown."""

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

#: LaTeX, as programs for formulas write it: the headings, what begins and ends a part, and a row of a table.
_LATEX_HEADING: Final = re.compile(r"\\(?P<level>title|section|subsection|subsubsection)\*?\{(?P<text>[^{}]{1,300})\}")
_LATEX_FRAME: Final = re.compile(
    r"\\(?:begin|end)\{(?:tabular|table|center|itemize)\}(?:\{[^{}]{0,40}\})?|\\hline|\\(?:title|footnotetext|author)\{|\}"
)
_LATEX_ROW: Final = re.compile(r"(?P<cells>[^|]{0,500}?[^\\|] ?& ?[^|]{0,500}?)\s?\\\\(?:\s?\\hline)?")
_LATEX_CELL_END: Final = re.compile(r"(?<!\\)\s?&\s?")
#: The end of a table, above which the last row has no end of its own.
LATEX_END: Final = "\\end{tabular}"
_LEVELS: Final = {"title": "#", "section": "##", "subsection": "###", "subsubsection": "####"}
#: The kind and the place of a block, which programs that recognise pages write before it.
_PLACE: Final = re.compile(r"<\|(?P<name>ref|det|box|quad)\|>[^<>|]{0,300}<\|/(?P=name)\|>")


def as_markdown(text: str) -> str:
    """Return a line with the markup of Markdown, if it has that of a similar language."""
    first = text[:1]
    if first == "=" and (match := _EQUALS.fullmatch(text)):
        return f"{'#' * len(match['level'])} {match['text']}"
    if first == "h" and (match := _TEXTILE.fullmatch(text)):
        return f"{'#' * int(match['level'])} {match['text']}"
    if first == "<":
        return _TARGETS.sub("", _PLACE.sub("", text), count=1)
    if first in ("\\", "}") and _LATEX_FRAME.fullmatch(text):
        return ""
    if first == "\\" and (match := _LATEX_HEADING.fullmatch(text)):
        return f"{_LEVELS[match['level']]} {match['text']}"
    if text.endswith(("\\\\", "\\hline")) and (match := _LATEX_ROW.fullmatch(text)):
        return f"| {' | '.join(_LATEX_CELL_END.split(match['cells']))} |"
    if first in ("|", "[") and _FRAME.fullmatch(text):
        return ""
    if text.endswith(" +"):
        text = _LINE_END.sub(r"\\", text)
    if "`" in text or "[^" in text or "^link" in text:
        return _RAISED.sub(lambda match: f"^{match[match.lastgroup or 0].strip('[]')}^", text)
    return text
