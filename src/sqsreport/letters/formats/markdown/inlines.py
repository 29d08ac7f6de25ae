"""Convert inline markup of Markdown dialects, and HTML within it, to CommonMark."""

from __future__ import annotations

import html
import re
from typing import Final

from sqsreport.letters.characters import ARROWS_BACK, LOWERED
from sqsreport.letters.formats.markdown.writing import unescape_start
from sqsreport.letters.inline import from_runs, to_runs

#: The label of a footnote: a number, a letter or signs such as daggers.
_LABEL: Final = r"(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§]{1,3})"
#: The targets of links to and from footnotes: #fn1, #_ftn1, #_ftnref1, #footnote-1, #user-content-fn-1, #sdfootnote1sym
_TO_NOTE: Final = (
    r"\(<?[^()\s<>]{0,200}#[\w:.%\\-]{0,40}?(?:fn|ftn|note|cite|ref)[\w:.^~%\\-]{0,40}>?(?: \"[^\"()]{0,80}\")?\)"
    r"(?:\{[^{}]{0,80}\})?"
)
#: A word that some sites write before the label: "[footnote 1]".
_NOTE_WORD: Final = r"(?:(?i:foot-?note|note|fn)\\? ?)?"
_BRACKETED: Final = rf"(?:\\?[\[(]|\^)*{_NOTE_WORD}(?P<label>{_LABEL})(?:\\?[\])]|\\?\^)*"

_TAG: Final = re.compile(
    r"(?<!\\)<(?=[a-zA-Z/!])(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,15})\b(?P<about>[^<>]{0,1000})>"
)
_ANCHOR: Final = re.compile(
    r"(?<!\\)<a\b[^<>]{0,500}?\bhref\s*=\s*[\"'](?P<address>(?:https?:|mailto:)[^\"'<>\s]{1,1000})[\"'][^<>]{0,500}>"
    r"(?P<text>[^<>\[\]]{1,1000})</a>",
    re.IGNORECASE,
)
#: Tags of emphasis, tags that are replaced with a space, and tags that are removed. Other tags are text.
_EMPHASIS: Final = {"i": "*", "em": "*", "cite": "*", "b": "**", "strong": "**"}
_SPACES: Final = frozenset("br p div td th tr li hr table tbody thead ul ol h1 h2 h3 h4 h5 h6".split())
_REMOVED: Final = frozenset(
    "a abbr acronym big blockquote body bdi bdo center code dd dl dt dfn figcaption figure font footer header html img "
    "ins kbd label main mark nav nobr o p q s samp section small span strike sub sup time tt u var wbr article aside "
    "del details summary".split()
)
_STRUCK: Final = re.compile(
    r"(?<![\\~])~~(?=[^\s~])(?P<plain>[^~]{1,2000}?)(?<=[^\s~])~~(?!~)"
    r"|<(?P<name>del|strike|s)\b[^<>]{0,200}>(?P<tagged>[^<>]{0,2000})</(?P=name)>",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"<!--(?:(?!<!--|-->).)*+-->")
_SUPERSCRIPTS: Final = (
    # <sup>1</sup>, <sup>[1]</sup>, <sup>[1](#fn1)</sup>, <sup><a href="#fn1">1</a></sup>
    re.compile(
        r"(?<!\\)<sup\b[^<>]{0,300}>(?:\s*+<a\b[^<>]{0,500}>)?(?P<text>[^<>]{1,400}+)(?:</a>\s*+)?</sup>",
        re.IGNORECASE,
    ),
    # ^1^, ^[1](#fn1)^, ^\[1\]^
    re.compile(r"(?<![\\^\[])\^(?P<text>[^\s^][^^\n]{0,200}?)(?<!\\)\^(?![\d^])"),
    # $^1$, $^{[1]}$, ${ }^{1}$, \(^{1}\)
    re.compile(
        r"(?P<open>(?<!\\)\$|\\\()(?:\s|\{\s*\}){0,4}\^\s?(?P<brace>\{)?\s?(?:\\(?:text|mathrm)\s?\{)?"
        r"(?P<text>[\w\[\]()*†‡§]{1,6})\s?(?(brace)\}{1,2})\s?(?(open)(?:\$|\\\)))"
    ),
)
#: A figure that a converter has taken for a formula: $34.6\\%$, $3 4 . 6 \\%$, $18^{\\mathrm{th}}$
_FORMULA: Final = re.compile(
    r"(?<![\\$\w])\$(?=[^$]{0,9}\d)(?P<figure>[\d\s.,–-]{1,30}+(?:\\?%)?)"
    r"(?:\^\s?\{\s?\\(?:text|mathrm|textrm)\s?\{\s?(?P<ordinal>[a-z\s]{2,5})\}\s?\})?\s{0,3}\$(?![\w$])"
)
#: The name of a paragraph in Obsidian, by which other notes link to it.
_BLOCK_ID: Final = re.compile(r"(?<=\S) \^(?:[0-9a-z]{6}|[0-9A-Za-z]{1,20}-[0-9A-Za-z-]{1,40})$")
_ORDINAL: Final = re.compile(r"\\?(?:st|nd|rd|th)", re.IGNORECASE)
_MARK: Final = re.compile(
    rf"(?:\[{_BRACKETED}\](?:{_TO_NOTE}|\(#[^()\s]{{1,80}}\))|"
    rf"\[{_BRACKETED.replace('label', 'again')}\]|{_BRACKETED.replace('label', 'bare')})"
    r"(?:\{[^{}]{0,80}\})?"
)
_LINKED_MARK: Final = re.compile(
    rf"(?<![\\!])\[(?:\\?\[|\^|<sup>|\\\^){{0,4}}+{_NOTE_WORD}"
    rf"(?P<label>{_LABEL}|[⁰¹²³⁴-⁹]{{1,3}})(?:\\?\]|\\?\^|</sup>){{0,4}}\]{_TO_NOTE}"
)
#: A figure after a word that links to anywhere on the page.
_LINKED_FIGURE: Final = re.compile(r"(?<=[^\s\\!(])\[(?P<label>[0-9]{1,2}|[⁰¹²³⁴-⁹]{1,2})\]\(#[^()\s]{1,80}\)")
#: The number of a paragraph that is a link to it.
_LINKED_NUMBER: Final = re.compile(
    r"\A(?:<(?P<tag>a|span) [^<>]{0,80}></(?P=tag)>|\[\]\{[^{}]{0,80}\})?"
    r"\[(?P<number>\d{1,2}\.\d{1,2}[.):]?)\]\(#[^()\s]{1,80}\)"
)
_BACK_LINK: Final = re.compile(
    rf"(?<!\s)\s*+(?:\[(?:[{ARROWS_BACK}^ \ufe0e\ufe0f]|\\\^|&#x?[0-9a-fA-F]{{2,6}};|back|return){{1,8}}\]"
    rf"(?:{_TO_NOTE}|\(#[^()\s]{{0,80}}\))"
    r"(?:\{[^{}]{0,80}\})?|[↩⤴]\ufe0e?)",
    re.IGNORECASE,
)
_BACK_ANCHOR: Final = re.compile(
    r"(?<!\s)\s*+<a\b[^<>]{0,300}\bhref=[\"']?#[^<>]{0,300}>\s*+"
    rf"(?:[{ARROWS_BACK}^]|&#x?[0-9a-fA-F]{{2,6}};)[\ufe0e\ufe0f]?\s*+</a>",
    re.IGNORECASE,
)
_PERMALINK: Final = re.compile(
    r"(?<!\s)\s*+(?<!!)\[(?:[¶#§🔗\s]|\\#|&para;){0,3}\]\(<?#?[^()\s]{0,300}(?: \"[^\"()]{0,80}\")?\)"
)
#: A link to a place of the same text.
_PLACE_LINK: Final = re.compile(r"(?<![\\!])\[(?P<text>[^\[\]]{1,300})\]\(<?#[^()\s<>]{0,300}>?\)")
_IMAGE: Final = re.compile(
    r"!\[(?P<alt>[^\[\]]{0,500})\](?:\([^()\s]{0,2000}(?: \"[^\"]{0,200}\")?\)|\[[^\[\]]{0,80}\])(?:\{[^{}]{0,200}\})?"
)
_ATTRIBUTES: Final = re.compile(
    r"(?<=[)\]\w*_:])\s*\{(?:#[^\s{}]{1,300}|(?:[.#][\w:-]{1,300}\s?|[\w-]{1,40}=\"[^\"{}]{0,100}\"\s?|[\w-]{1,40}=[\w.%-]{1,40}\s?|-\s?){1,10})\}"
)
#: The space that html2text writes between emphasis and a comma.
_SPACE_AFTER_EMPHASIS: Final = re.compile(r"(?<=[\w\"'”’.!?][*_]) (?=[,.;:](?:\s|$))")
#: Emphasis by underscores, of which the rest of the package has nothing; an address may have underscores, too.
_UNDERSCORES: Final = re.compile(
    r"(?<![\w\\*_\[])_(?P<text>[^\s_*\[\]()<>](?:[^_*\[\]()<>]*[^\s_*\\\[\]()<>])?)_(?![\w*_])"
)
#: The space that html2text writes after the quotation mark that emphasis begins with.
_SPACE_IN_QUOTATION: Final = re.compile(r"(?<=(?<!\w)[*_]\") (?=\w)")
#: The sign of emphasis that goes on in the next line, or ends in this one, alone in its line.
_OPEN_EMPHASIS: Final = re.compile(r"(?<![\S])_(?=[\w\"'“‘])|(?<=[\w.!?\"'”’])_(?=[\s.,;:]|$)")
#: Hyphens that represent a dash.
_DASHES: Final = re.compile(r"(?:(?<=[\w\s.,;:)\"'”’*])(?<!-)|^(?=-+ ))-{2,3}(?!-)(?=[\w\s(\"'“‘*]|$)")
_ENTITY: Final = re.compile(r"(?<!\\)&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
#: Backslash escapes of characters that are never markup within a line.
_ESCAPE: Final = re.compile(r"\\([.(){}'\"@#+:;,?%$/=~^–—-])")
#: The number of a paragraph or a section in bold, italics or brackets, or with its full stop escaped.
_NUMBER: Final = re.compile(
    r"(?P<open>\*{1,3}|_{1,3}|`)?\[?(?P<number>\d{1,2}(?:\\?\.\d{1,2}){0,2})(?P<end>\\?[.):])?\]?(?P<inner>\s*)(?(open)(?P<close>(?P=open))?)(?P<gap>\s*)(?P<rest>.*)",
    re.DOTALL,
)
_SPECIAL: Final = frozenset("\\`*_[]<>&|!~^")
_LETTER_SPACED: Final = re.compile(r"(?:\d{1,2}[.)]?\s++)?[^\W\d_][ \t]{1,3}[^\W\d_](?:[ \t]{1,12}[^\W\d_])*+:?")


#: An escaped tag, which is text, such as `writing` renders it.
_ESCAPED_TAG: Final = re.compile(r"\\<(?=/?(?:i|em|b|strong|sup|u|span|p|div|font|br)\b)", re.IGNORECASE)


def struck(text: str) -> list[str]:
    """Return the struck-out parts of a line."""
    if "~~" not in text and "<" not in text:
        return []
    return [(match["plain"] or match["tagged"] or "").strip() for match in _STRUCK.finditer(text)]


def leads_back(text: str) -> bool:
    """Check whether a line has a link back to the mark of a footnote."""
    if "#" in text and "<a" in text and _BACK_ANCHOR.search(text):
        return True
    return ("](" in text or "↩" in text) and _BACK_LINK.search(text) is not None


def split_breaks(text: str) -> list[str]:
    """Split a line at the line breaks of HTML."""
    if "<" not in text:
        return [text]
    return re.split(r"(?<!\\)<br\s*/?>", text, flags=re.IGNORECASE)


def plain_commonmark(text: str) -> str:
    """Convert a line of inline text to CommonMark."""
    text = text.strip()
    if text.endswith("\\") and not text.endswith("\\\\") and len(text) > 1:
        text = text[:-1].rstrip()  # a line break
    if text.isalnum():
        return text
    if "~~" in text or "<" in text:
        text = _STRUCK.sub("", text)
        text = _BACK_ANCHOR.sub("", text)
    text = _without_html(text)
    if "](" in text or "][" in text:
        text = _links(text)
    elif "↩" in text or "⤴" in text:
        text = _BACK_LINK.sub("", text)
    if "{" in text:
        text = _ATTRIBUTES.sub("", text)
    if "<" in text:
        text = _ANCHOR.sub(r"[\g<text>](\g<address>)", text)
        text = _TAG.sub(_tag, text)
        text = _ESCAPED_TAG.sub("<", text)
    if "\\" in text:
        text = unescape_start(text.strip())
        text = _ESCAPE.sub(r"\1", text)
    if text[:1] in "*_`[0123456789":
        text = _without_number_style(text.strip())
    if "](" in text:
        text = from_runs(to_runs(text))
    if "_ " in text or "* " in text:
        text = _SPACE_AFTER_EMPHASIS.sub("", text)
    if '_" ' in text or '*" ' in text:
        text = _SPACE_IN_QUOTATION.sub("", text)
    if "_" in text:
        text = _UNDERSCORES.sub(r"*\g<text>*", text)
        text = _OPEN_EMPHASIS.sub("*", text) if text.count("_") == 1 else text
    if "--" in text:
        text = _DASHES.sub(lambda match: "–" if match[0] == "--" else "—", text)
    return text.strip()


def _without_html(text: str) -> str:
    """Convert entities to characters and superscripts to footnote marks, and remove comments."""
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    if "<!--" in text and "-->" in text:
        text = _COMMENT.sub(" ", text)
    if "^" in text or "<sup" in text.casefold():
        text = _BLOCK_ID.sub("", text)
        for pattern in _SUPERSCRIPTS:
            text = pattern.sub(_superscript, text)
    if text.count("$") > 1:
        text = _FORMULA.sub(_figure, text)
    return text


def letter_spaced(text: str) -> str:
    """Remove the letter-spacing of a heading, such as ``C O N T E X T``."""
    bare = text.strip("*_ ")
    if len(bare) < 7 or not bare[1:2].isspace() or not _LETTER_SPACED.fullmatch(bare):
        return text
    return " ".join("".join(word.split()) for word in re.split(r"\s{2,}", bare))


def _character(match: re.Match[str]) -> str:
    character = html.unescape(match[0])
    if character.isspace():
        return " "
    if character == "&" and not _ENTITY.match(f"&{match.string[match.end() :][:40]}"):
        return character
    return match[0] if len(character) != 1 or character in _SPECIAL or not character.isprintable() else character


def _superscript(match: re.Match[str]) -> str:
    text = match["text"].strip()
    if _ORDINAL.fullmatch(text):
        return text.removeprefix("\\")
    mark = _MARK.fullmatch(text)
    if mark is None:
        linked = _LINKED_MARK.fullmatch(text)
        return f"[^{linked['label']}]" if linked else text if match[0].startswith("<") else match[0]
    return f"[^{mark['label'] or mark['again'] or mark['bare']}]"


def _figure(match: re.Match[str]) -> str:
    return "".join((match["figure"] + (match["ordinal"] or "")).replace("\\", "").split())


def _links(text: str) -> str:
    text = _IMAGE.sub("", text) if "![" in text else text
    text = _LINKED_NUMBER.sub(r"\g<number>", text, count=1)
    text = _BACK_LINK.sub("", text)
    for pattern in (_LINKED_MARK, _LINKED_FIGURE):
        text = pattern.sub(lambda match: f"[^{match['label'].translate(LOWERED)}]", text)
    return _PLACE_LINK.sub(r"\g<text>", _PERMALINK.sub("", text))


def _tag(match: re.Match[str]) -> str:
    name = match["name"].casefold()
    if match["about"].startswith((":", "@", "+", ".", "-")):  # an address in angle brackets
        return match[0]
    if name in _EMPHASIS:
        return _EMPHASIS[name]
    if name in _SPACES:
        return " "
    return "" if name in _REMOVED else match[0]


def _without_number_style(text: str) -> str:
    """Remove emphasis, brackets and escapes from the number at the start of a text."""
    match = _NUMBER.fullmatch(text)
    if match is None or not (match["open"] or "\\" in text[:12] or text[0] == "["):
        return text
    number, end = match["number"].replace("\\", ""), (match["end"] or "").replace("\\", "")
    gap, rest = match["inner"] or match["gap"], match["rest"]
    if text[0] == "[" and not ("." in number and rest):
        return text
    if match["open"] and not match["close"]:
        # The emphasis continues after the number. `letters.layout` handles a title that is emphasised with its number.
        if not match["inner"] or match["open"] not in rest or ("." not in number and rest.endswith(match["open"])):
            return text
        return f"{number}{end} {match['open']}{rest}"
    if rest and not gap and not end:
        return text
    return f"{number}{end}{' ' if rest else ''}{rest}"
