"""Exclude the text around a letter, such as mail headers, and remove what was added to its lines."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import groupby, pairwise, takewhile, zip_longest
from typing import Final

from sqsreport.letters.characters import BULLETS, KNOWN_BULLETS
from sqsreport.letters.formats.markdown.cells import reads_on
from sqsreport.letters.formats.markdown.lines import Row
from sqsreport.letters.formats.markdown.notes import spell_notes
from sqsreport.letters.formats.markdown.similar import LATEX_END, as_markdown
from sqsreport.letters.widths import with_next_word
from sqsreport.letters.words import is_heading

_FENCE: Final = re.compile(r"\s*+(?:`{3,}+|~{3,}+)\s*+(?:[\w-]{0,20}+|\{[^{}]{0,200}\})\s*+")
_FRONT_MATTER: Final = re.compile(r"[a-z][\w-]{0,40}:(?:\s.*)?|\s++.*|- .*|#.*|")
_MOST_FRONT_MATTER: Final = 100
_COMMENT_LINE: Final = re.compile(r"\s*<!--(?:(?!-->).)*-->\s*")
_MARKER: Final = re.compile(
    r"\s*+(?:\{\d{1,4}\}-{3,}+|(?:<|\\<)(?:!--\s*+)?page[ _-]?break\s*+(?:/\s*+)?(?:--)?>"
    r"|\\(?:newpage|pagebreak|clearpage))\s*+",
    re.IGNORECASE,
)
_IMAGE: Final = re.compile(
    r"\s*(?:\[?!\[[^\[\]]{0,500}\](?:\([^()]{0,2000}\)|\[[^\[\]]{0,80}\])(?:\{[^{}]{0,200}\})?(?:\]\([^()]{0,2000}\))?\s*"
    r"|<img\b[^<>]{0,2000}>\s*)+"
)
_LINK_DEFINITION: Final = re.compile(
    r" {0,3}\[(?!\^)[^\[\]]{1,200}\]:\s+<?(?:https?:|mailto:|ftp:|file:|#|/|\.)[^\s<>]{0,2000}>?"
    r"(?:\s+[\"'(].{0,200}[\"')])?\s*"
)
_QUOTATION_SIGN: Final = re.compile(r"(?:\s?>)+ ?")
#: The width of lines that mail programs wrap, the longest rest of such a line, and the rests within sentences that show
#: that there are some.
_NARROWEST_MAIL, _WIDEST_MAIL, _LONGEST_REST, _FEWEST_RESTS = 60, 90, 26, 5
#: What is at the beginning of a line that is no rest: a number, a bullet or a label.
_BEGINS_LINE: Final = re.compile(r"[\[(]?\d{1,2}(?:\.\d{1,2})?[.)\]]*\s|[-*+•o–]\s|[A-Z]\w*(?: \w+)?:(?:\s|$)")
#: A dash alone on its line, and how many there are of them if they are bullets, at least.
_DASH_ALONE: Final = re.compile(r"\s*[–—-]\s*")
_FEWEST_DASHES: Final = 2
_NEAR_DASH: Final = 3
#: The beginning of an item.
_ITEM: Final = re.compile(rf"\s*(?:[{KNOWN_BULLETS}–o-]|\d{{1,2}}[.)])\s+\S")
#: The first line of a box, as Obsidian and GitHub mark it.
_CALLOUT: Final = re.compile(r"\s*\[![A-Za-z]{2,20}\][-+]?(?:\s.{0,100})?")
_MAIL_FIELD: Final = re.compile(
    r"[*_\s]*(?P<name>From|Sent|To|Cc|Bcc|Subject|Date|Reply-To|Attachments?|Importance|Message-ID|MIME-Version|Received|"
    r"Return-Path|Content-[\w-]{1,30}|X-[\w-]{1,40})[*_]*:[*_]*(?:\s.*)?",
    re.IGNORECASE,
)
_TIME: Final = re.compile(r"\b\d{1,2}:\d{2}\b")
_OPEN_TAG: Final = re.compile(r"<[a-zA-Z][^<>]{0,1000}$")
_MOST_TAG_LINES: Final = 4
#: The rest of an element after its first tag, with what is glued to it.
_REST_OF_MARK: Final = re.compile(r"[^<>]{0,20}(?:</\w{1,10}>){1,3}\S*|$")
_SPAN: Final = re.compile(r"</?span\b[^<>]{0,1000}>", re.IGNORECASE)
#: A bracket, with the attributes of a span after it; the attributes of a link; or a character after a backslash.
_BRACKET: Final = re.compile(
    r"\\.|\[|\](?P<attributes>\{[.#=a-zA-Z][^{}]{0,1000}\})?|(?<=\))(?P<of_link>\{[.#][^{}]{0,1000}\})"
)
#: The first or last line of a division as pandoc writes it, which may be in an item.
#: A number between tabs, and the lines of a signature at most, none of which is one of the letter.
_TABBED_NUMBER: Final = re.compile(
    rf"\t(?P<levels>\t*)(?P<number>\d{{1,2}}\.(?:\d{{1,2}}\.?)?|[{KNOWN_BULLETS}])\t+(?=\S)"
)
_LONGEST_SIGNATURE: Final = 12
_OF_LETTER: Final = re.compile(r"\s*[*_>]*(?:Note\b|[(\[]?\d{1,2}[)\].:]?\s+[A-Z]|[⁰¹²³⁴-⁹†‡§]|Copy to|Copies)")
_GRID_RULE: Final = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")
_DIVISION: Final = re.compile(r"(?P<marker>\s*(?:(?:\d{1,3}[.)]|[-*+])\s+)?):{3,}(?:\s.{0,1000})?")
#: A line of nothing but tags.
_TAGS_ALONE: Final = re.compile(r"\s*(?:</?(?:div|section|article|main|body|html|center|span)\b[^<>]{0,1000}>\s*)+")
_NUMBER: Final = re.compile(r"\s{0,8}(?P<number>\d{1,4})(?:\s{1,8}|$)")
#: The end of a line that goes on: one space, where two are a break.
_OPEN_END: Final = re.compile(r"\S $")
#: What begins a paragraph or an item.
_START: Final = re.compile(rf"\s*(?:\d{{1,2}}(?:\.\d{{1,2}})+|[{KNOWN_BULLETS}–—*+-])\s")
#: The fewest lines with such an end that go on in lower case, and the least part of them that do.
_FEWEST_OPEN: Final = 8
_MOST_OPEN: Final = 0.5
#: The date and the time at which a browser printed a page, before its title, and the address of the page.
_PRINTED_AT: Final = re.compile(
    r"\s*(?P<at>\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?)(?P<title>.{0,200})"
)
_ADDRESS_OF_PAGE: Final = re.compile(r"(?:https?|file)://\S{1,500}(?:\s+\d{1,3}/\d{1,3})?")
_COUNT_OF_PAGES: Final = re.compile(r"\d{1,3}/\d{1,3}")
_MOST_MARGIN: Final = 3
#: What a converter writes for a bullet whose font it cannot read, and a bullet without a space after it.
_LOST_BULLET: Final = re.compile(
    r"(?P<indent>\s*)(?P<sign>(?P<code>\(cid:\d{1,5}\))|[^\x20-\x7e\w\s]|ˆ)(?:\s+|(?=[A-Z]))"
)
_SIGN_CATEGORIES: Final = frozenset(("Lm", "Sk", "So", "Sm", "Co", "Cc", "Cn"))
_GLUED_BULLET: Final = re.compile(r"\s*(?:[•●○■▪□◦➢✓](?=[^\W\d_])|–(?=[A-Z][a-z]))")
#: What sites print below a text.
_SITE: Final = re.compile(
    r"\s*(?:back to (?:the )?top|was this (?:page )?(?:helpful|useful)\?.{0,40}|"
    r"(?:is there )?anything wrong with this page.{0,40}|"
    r"(?:tags?|tagged|filed under|category|categories):\s.{0,100}|"
    r"\[[x ]\])[\s↑^]*",
    re.IGNORECASE,
)
#: The dots between two columns, and the lines of a list that have them.
_LEADER: Final = re.compile(r"(?<=[^\s.])\s*(?:\.\s{0,2}){5,}+(?=[^\W\d_]|$)")
_LEADER_ALONE: Final = re.compile(r"\s*(?:\.\s{0,2}){5,}")
_FEWEST_LED: Final = 2
#: The number of a paragraph beside a line within a sentence, and the lines above it that its cell may have.
_NUMBER_BESIDE: Final = re.compile(r"\s*[1-9]\d?\.[1-9]\d?[.)]?\s+(?P<text>[a-z(].*)")
_WIDEST_NUMBER: Final = 24
_MOST_ABOVE: Final = 6
#: The letters of the shortest word that is a watermark.
_FEWEST_LETTERS: Final = 4
#: The number of a page with a word or signs that make it one.
_PAGE_NUMBER: Final = re.compile(
    r"(?:\s*#{1,6} )?\s*[*_\[]{0,3}(?:page\s+\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|\d{1,3}\s*\|\s*p ?a ?g ?e|"
    r"(?P<sign>[-–—|])\s*\d{1,3}\s*(?P=sign))[*_\]]{0,3}\s*",
    re.IGNORECASE,
)
_BARE_PAGE_NUMBER: Final = re.compile(r"\s*[1-9]\d?\s*", re.ASCII)
#: The fewest lines of a page, and by how many the pages of one letter differ.
_SHORTEST_PAGE, _SAME_LENGTH = 30, 4
#: What a program replaces by a table of contents, and attributes alone on their line.
_PLACEHOLDER: Final = re.compile(r"\s*(?:\[\[?_?toc_?\]\]?|\\tableofcontents|\{:\s?[^{}]{1,200}\})\s*", re.IGNORECASE)
_TOC_ITEM: Final = re.compile(r"\s*(?:[-*+]|1\.)\s+toc\s*", re.IGNORECASE)
_TARGET: Final = re.compile(r" {0,3}\[(?P<label>[^\[\]]{1,200})\]:\s+<?(?P<address>[^\s<>]{1,2000})>?")
_REFERENCE_LINK: Final = re.compile(r"(?<![\\!])\[(?P<text>[^\[\]]{1,300})\]\[(?P<label>[^\[\]]{0,200})\]")
#: The indentation that makes a code block of a text.
_CODE_INDENT: Final = 4
#: The pipes and the lines of a padded table, at least; what its rules have; and the gap that columns are known by.
_FEWEST_PIPES, _FEWEST_PADDED = 3, 2
_RULED: Final = frozenset("-=:")
_BETWEEN_CELLS: Final = "    "
#: A row of a table, and the fewest that text follows without a blank line.
_TABLE_ROW: Final = re.compile(r"\|.{0,2000}\|\s*")
_FEWEST_WITHIN: Final = 3
#: The part of the lines from which on a pipe at their beginning is a sign of quotation.
_MOST_BARRED: Final = 0.7
#: What a running head is: several words without the end of a sentence or a label; and the markup that it may have.
_RUNNING_HEAD: Final = re.compile(r"(?=.{8,80}$)[^\W\d_]\S*(?: \S+)+(?<![.:;,])")
_WITHOUT_MARKUP: Final = re.compile(r"^#{1,6} |[*_]")
#: What the title of a letter has, which may be printed again as a running head.
_OF_TITLE: Final = re.compile(r"youth offending|quality screening|\bSQS\b", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"\s*(?P<number>\d{1,3})\. (?:https?|mailto|file|ftp):\S*\s*")
_REFERENCES_TITLE: Final = re.compile(r"\s*(?:References|Visible links|Hidden links:?)\s*", re.IGNORECASE)


def set_apart(rows: list[Row]) -> None:
    """Set the reason of rows that are not part of a letter, and remove what was added to the others."""
    _tabbed_numbers(rows)
    _code_indent(rows)
    _traces_of_pdf(rows)
    _front_matter(rows)
    _comments(rows)
    _counted_pages(rows)
    _quotation_signs(rows)
    _wrapped_twice(rows)
    _broken_tags(rows)
    _spans(rows)
    _line_numbers(rows)
    _lines_in_tables(rows)
    _padded_tables(rows)
    _mail_headers(rows)
    _references(rows)
    _reference_links(rows)
    _last_latex_rows(rows)
    spell_notes(rows)
    _leaders(rows)
    _numbers_at_the_middle(rows)
    _letters_apart(rows)
    _dashes_alone(rows)
    _signature(rows)
    for row in rows:
        text = row.text
        if row.reason or not text:
            continue
        first = text.lstrip()[:1]
        if first in "`~" and _FENCE.fullmatch(text):
            row.reason = "code fence"
        elif first in "{<\\" and _MARKER.fullmatch(text):
            row.reason, row.is_page_start = "page marker", True
        elif first in "![<" and _IMAGE.fullmatch(text):
            row.reason = "image"
        elif first == "<" and "<table" not in text and _TAGS_ALONE.fullmatch(text):
            row.text = ""
        elif ":::" in text and (match := _DIVISION.fullmatch(text)):
            row.text = match["marker"].rstrip()
        elif _SITE.fullmatch(text):
            row.reason = "site navigation"
        elif first == "[" and _LINK_DEFINITION.fullmatch(text):
            row.reason = "link"
        elif first in "[{\\" and _PLACEHOLDER.fullmatch(text):
            row.reason = "markup"
    _double_spacing(rows)
    _open_lines(rows)
    if any(row.is_page_start for row in rows):
        _repeated_headers(rows)
    _first_line_again(rows)
    _lines_of_pages(rows)


def _signature(rows: list[Row]) -> None:
    """Set apart the signature of an e-mail, which two dashes begin, at the end of a text."""
    filled = [row for row in rows if not row.is_blank]
    start = next((i for i, row in enumerate(filled[-_LONGEST_SIGNATURE:]) if row.text.rstrip() == "--"), None)
    if start is not None:
        signature = filled[-_LONGEST_SIGNATURE:][start:]
        if len(signature) < len(filled) and not any(_OF_LETTER.match(row.text) for row in signature):
            for row in signature:
                row.reason = "e-mail signature"


def _tabbed_numbers(rows: list[Row]) -> None:
    """Write a number or a bullet that is between tabs, as in lists of programs, as one that begins its line."""
    for row in rows:
        if row.text[:1] == "\t" and (match := _TABBED_NUMBER.match(row.text)):
            row.text = f"{'  ' * len(match['levels'])}{match['number']} {row.text[match.end() :]}"


def _traces_of_pdf(rows: list[Row]) -> None:
    """Take off what a text has from the pages of a PDF and from its fonts."""
    _printed_pages(rows)
    _lost_bullets(rows)


def _printed_pages(rows: list[Row]) -> None:
    """Set apart what browsers print on each page: date, time and title at its head, address and number at its foot."""
    heads = [(row, match) for row in rows if (match := _PRINTED_AT.fullmatch(row.text))]
    if len(heads) < 2 or len({match["at"] for _, match in heads}) > 1:
        return
    titles = {match["title"].strip() for _, match in heads} - {""}
    lines = [row for row in rows if not row.is_blank]
    places = {id(row): place for place, row in enumerate(lines)}
    near = [lines[place] for row, _ in heads for place in _around(places[id(row)], len(lines))]
    shapes = Counter(row.text.strip() for row in near)
    for row, _ in heads:
        row.reason, row.is_page_start = "page header", True
    for row in near:
        text = row.text.strip()
        if _ADDRESS_OF_PAGE.fullmatch(text) or _COUNT_OF_PAGES.fullmatch(text):
            row.reason = "page footer"
        elif text in titles or (not titles and shapes[text] == len(heads)):
            row.reason = "page header"


def _around(place: int, count: int) -> list[int]:
    """Return the places of the lines above and below one that may be of the head or the foot of a page."""
    return [each for each in range(place - _MOST_MARGIN, place + _MOST_MARGIN + 1) if 0 <= each < count]


def _lost_bullets(rows: list[Row]) -> None:
    """Replace a sign that a font has for a bullet, and part a bullet from the word that it is glued to."""
    starts = [(row, match) for row in rows if not row.reason and (match := _LOST_BULLET.match(row.text))]
    counts = Counter(match["sign"] for _, match in starts)
    for row, match in starts:
        if (
            counts[match["sign"]] > 1
            and match["sign"] not in BULLETS
            and (match["code"] or unicodedata.category(match["sign"]) in _SIGN_CATEGORIES)
        ):
            row.text = f"{match['indent']}• {row.text[match.end() :]}"
    for row, match in [(row, match) for row in rows if not row.reason and (match := _GLUED_BULLET.match(row.text))]:
        row.text = f"{match[0]} {row.text[match.end() :]}"


def _code_indent(rows: list[Row]) -> None:
    """Take off the indentation that all lines have in common, where it makes a code block of the whole text."""
    indents = [row.indent for row in rows if not row.is_blank]
    if (margin := min(indents, default=0)) >= _CODE_INDENT:
        for row in rows:
            row.text = row.text.expandtabs(4)[margin:]


def _front_matter(rows: list[Row]) -> None:
    first = next((row.index for row in rows if not row.is_blank), None)
    if first is None or rows[first].text.strip() not in ("---", "+++"):
        return
    for row in rows[first + 1 : first + _MOST_FRONT_MATTER]:
        if row.text.strip() in ("---", "...", "+++"):
            if row.index > first + 1 and ":" in rows[first + 1].text + rows[first + 1].text.replace("=", ":"):
                for each in rows[first : row.index + 1]:
                    each.reason = "front matter"
            return
        if not _FRONT_MATTER.fullmatch(row.text):
            return


def _counted_pages(rows: list[Row]) -> None:
    """Set apart figures between blank lines that count pages of as many lines each."""
    alone = [
        row
        for above, row, below in zip(rows, rows[1:], rows[2:], strict=False)
        if above.is_blank and below.is_blank and _BARE_PAGE_NUMBER.fullmatch(row.text)
    ]
    sizes = [below - above for above, below in pairwise([-1, *(row.index for row in alone)])]
    if [int(row.text) for row in alone] != list(range(1, len(alone) + 1)) or len(alone) < 2:
        return
    if min(sizes) >= _SHORTEST_PAGE and max(sizes) - min(sizes) <= _SAME_LENGTH:
        for row in alone:
            row.reason = "page number"


def _comments(rows: list[Row]) -> None:
    """Set comments apart, on one line or over several."""
    start: int | None = None
    for row in rows:
        text = row.text
        if start is None and "<!--" in text:
            if _COMMENT_LINE.fullmatch(text):
                row.reason = "comment"
                if "pagebreak" in re.sub(r"[\W_]", "", text).casefold():
                    row.is_page_start = True
            elif "-->" not in text[text.rindex("<!--") :] and text.lstrip().startswith("<!--"):
                start = row.index
        elif start is not None and "-->" in text:
            if not text.partition("-->")[2].strip():
                for each in rows[start : row.index + 1]:
                    each.reason = "comment"
            start = None


def _broken_tags(rows: list[Row]) -> None:
    """Put the rest of a tag that was wrapped over lines on the line where it begins."""
    for place, row in enumerate(rows):
        for _ in range(_MOST_TAG_LINES):  # the rest of one tag may be followed by another that is broken
            if "<" not in row.text or row.reason or not _OPEN_TAG.search(row.text) or not _close_tag(rows, place):
                break


def _close_tag(rows: list[Row], place: int) -> bool:
    """Put the rest of the tag that is open at the end of a line on that line, if it ends soon."""
    row = rows[place]
    for count, following in enumerate(rows[place + 1 : place + 1 + _MOST_TAG_LINES], 1):
        if (following.is_blank and following.raw.strip() == "") or "<" in following.text.partition(">")[0]:
            return False
        if ">" in following.text:
            rest, _, after = following.text.partition(">")
            middle = " ".join(each.text.strip() for each in rows[place + 1 : place + count])
            # What is in the tag, such as the mark of a note, is on the line of its word.
            mark = _REST_OF_MARK.match(after)
            inside = mark[0] if mark else after[: len(after) - len(after.lstrip())] or after.split(maxsplit=1)[0]
            row.text = f"{row.text} {middle} {rest.strip()}>{inside}"
            for each in rows[place + 1 : place + count]:
                each.text = ""
            following.text = after[len(inside) :]
            return True
    return False


def _spans(rows: list[Row]) -> None:
    """Remove the markup of spans, which is about looks, and may be between a link and its mark or on several lines."""
    for row in rows:
        if "span" in row.text:
            row.text = _SPAN.sub("", row.text).rstrip()
    for is_blank, group in groupby(rows, key=lambda row: row.is_blank):
        paragraph = [] if is_blank else list(group)
        for is_table, part in groupby(paragraph, key=lambda row: row.text.lstrip()[:1] in ("+", "|")):
            if is_table:
                _spans_of_cells(list(part))
        paragraph = [row for row in paragraph if row.text.lstrip()[:1] not in ("+", "|")]
        if any("]{" in row.text or "){" in row.text for row in paragraph):
            lines = _without_bracketed_spans("\n".join(row.text for row in paragraph)).split("\n")
            for row, line in zip_longest(paragraph, lines):  # fewer lines, where one ended within attributes
                row.text, row.is_markup = line or "", not line


def _spans_of_cells(rows: list[Row]) -> None:
    """Remove the markup of spans from the cells of a grid table, which is broken at their edges."""
    if not _GRID_RULE.fullmatch(rows[0].text) or not any("]{" in row.text for row in rows):
        return
    edges = [match.start() for match in re.finditer(r"\+", rows[0].text)]
    for is_rule, group in groupby(rows, key=lambda row: _GRID_RULE.fullmatch(row.text) is not None):
        cells = [] if is_rule else list(group)
        columns = [
            (
                right - left - 1,
                _without_bracketed_spans("\n".join(row.text[left + 1 : right] for row in cells)).split("\n"),
            )
            for left, right in pairwise(edges)
        ]
        for index, row in enumerate(cells):
            texts = ((lines[index] if index < len(lines) else "").ljust(width) for width, lines in columns)
            row.text = " " * edges[0] + "".join(f"|{text}" for text in texts) + "|"


def _without_bracketed_spans(text: str) -> str:
    """Remove the brackets and the attributes of pandoc's spans, such as ``[text]{.class}``."""
    open_brackets: list[int] = []
    removed: list[tuple[int, int]] = []
    tabs: set[int] = set()
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            open_brackets.append(match.start())
        elif match[0][0] == "]" and open_brackets:
            start = open_brackets.pop()
            is_mark = text[start + 1] == "^" or text[start - 1 : start] == "!"
            if match["attributes"] and not text[start + 1 : match.start()].strip():
                tabs.add(start)  # a span without words is as wide as one
                removed.append((start, match.end()))
            elif match["attributes"] and not is_mark:
                removed += [(start, start + 1), match.span()]
        elif match["of_link"]:
            removed.append(match.span())
    parts: list[str] = []
    end = 0
    for start, stop in sorted(removed):
        parts += [text[end:start], "\t" if start in tabs else ""]
        end = stop
    return "".join([*parts, text[end:]])


def _quotation_signs(rows: list[Row]) -> None:
    """Take off the signs of quotation: ``>``, or ``|`` where nearly every line begins with one and no table does."""
    for row in rows:
        if row.text.lstrip()[:1] == ">" and (match := _QUOTATION_SIGN.match(row.text)):
            row.text = row.text[match.end() :]
            if _CALLOUT.fullmatch(row.text):
                row.reason = "callout"
    filled = [row for row in rows if not row.is_blank]
    barred = [row for row in filled if row.text[0] == "|" and "|" not in row.text[1:]]
    if len(barred) > _MOST_BARRED * len(filled):
        for row in barred:
            row.text = row.text[1:].removeprefix(" ")


def _wrapped_twice(rows: list[Row]) -> None:
    """Join the lines that a mail program has cut again: a full line, and the few words that it had no room for."""
    width = max((len(row.text) for row in rows), default=0)
    if not _NARROWEST_MAIL <= width <= _WIDEST_MAIL:
        return
    rests = [row for above, row in pairwise(rows) if _is_rest(above, row, width)]
    after = {id(row): following for row, following in pairwise(rows)}
    within = [
        row for row in rests if row.text[-1] not in ".:;!?" and id(row) in after and after[id(row)].text[:1].islower()
    ]
    if len(within) < _FEWEST_RESTS:
        return
    is_rest = set(map(id, rests))
    joined: list[Row] = []
    for row in rows:
        if id(row) in is_rest and joined:
            # A rule has no spaces, and is cut where the line ends.
            between = "" if set(row.text) == {"-"} and len(joined[-1].text) == width else " "
            joined[-1].text += f"{between}{row.text}"
            joined[-1].raw += f"\n{row.raw.strip()}"
        else:
            joined.append(row)
    rows[:] = joined


def _is_rest(above: Row, row: Row, width: int) -> bool:
    """Check whether a line may be what another one had no room for."""
    text = row.text
    if not text or text[0].isspace() or len(text) > _LONGEST_REST or above.is_blank or len(above.text) < width // 2:
        return False
    if _BEGINS_LINE.match(text) or is_heading(text):
        return False
    return len(with_next_word(above.text, text)) > width


def _line_numbers(rows: list[Row]) -> None:
    """Remove line numbers in the margin, whether counted through or on each page."""
    filled = [row for row in rows if not row.is_blank and not row.reason]
    numbers = [int(match["number"]) if (match := _NUMBER.match(row.text)) else None for row in filled]
    pairs = list(pairwise(numbers))
    counted = sum(a is not None and b is not None and (b == a + 1 or b == 1) for a, b in pairs)
    if len(pairs) < 10 or counted < 0.8 * len(pairs):
        return
    for row in filled:
        if match := _NUMBER.match(row.text):
            row.text = " " * match.end() + row.text[match.end() :]
    margin = min((row.indent for row in filled if not row.is_blank), default=0)
    for row in filled:
        row.text = row.text[margin:] if row.text[:margin].isspace() else row.text


def _lines_in_tables(rows: list[Row]) -> None:
    """Read the rows of tables as lines, where a converter has made tables of lines between others of the same text."""
    tables = [row for row in rows if _TABLE_ROW.fullmatch(row.text)]
    if not tables:
        return
    within = sum(
        _TABLE_ROW.fullmatch(row.text) is not None and not below.is_blank and "|" not in below.text
        for row, below in pairwise(rows)
    )
    if within < _FEWEST_WITHIN:
        return
    for row in tables:
        row.text = " ".join(row.text.replace("|", " ").split())
    rules = {id(row) for row in tables if _RULED.issuperset(row.text.replace(" ", ""))}
    rows[:] = [row for row in rows if id(row) not in rules]


def _padded_tables(rows: list[Row]) -> None:
    """Replace the pipes of tables without rules by spaces, where cells are wrapped to columns, as antiword does it."""
    start = 0
    for pipes, group in groupby(rows, key=_pipes):
        table = list(group)
        near = [row.text for row in (*rows[max(start - 1, 0) : start], *rows[start + len(table) :][:1])]
        start += len(table)
        if len(pipes) < _FEWEST_PIPES or len(table) < _FEWEST_PADDED or any(text.startswith("+") for text in near):
            continue
        cells = [[cell.strip() for cell in row.text.strip("|").split("|")] for row in table]
        is_wrapped = any(not line[0] or not any(line[1:]) for line in cells) or any(
            before and after and reads_on(before, after)
            for above, below in pairwise(cells)
            for before, after in zip(above, below, strict=True)
        )
        if is_wrapped and not any(set(cell) <= _RULED for line in cells for cell in line if cell):
            for row in table:
                row.text = row.text.strip("|").replace("|", _BETWEEN_CELLS).rstrip()


def _pipes(row: Row) -> tuple[int, ...]:
    """Return the columns of the pipes of a row that begins and ends with one."""
    is_closed = row.text[:1] == row.text[-1:] == "|" and not row.reason
    return tuple(match.start() for match in re.finditer(r"\|", row.text)) if is_closed else ()


def _mail_headers(rows: list[Row]) -> None:
    """Set the headers of mail apart: lines of fields, of which one says when it was sent."""
    start: int | None = None
    for row in [*rows, Row(len(rows), "", "")]:
        if not row.is_blank and start is not None:
            continue
        if not row.is_blank and not row.reason:
            start = row.index if _MAIL_FIELD.fullmatch(row.text) else -1
        elif row.is_blank:
            if start is not None and start >= 0:
                _mail_header(rows[start : row.index])
            start = None


def _mail_header(rows: list[Row]) -> None:
    fields = [(match["name"].casefold(), row.text) for row in rows if (match := _MAIL_FIELD.fullmatch(row.text))]
    names = {name for name, _ in fields}
    is_sent = "sent" in names or any(name == "date" and _TIME.search(text) for name, text in fields)
    if "subject" in names and is_sent and {"from", "to"} & names and len(fields) >= 0.6 * len(rows):
        for row in rows:
            row.reason = "e-mail header"


def _references(rows: list[Row]) -> None:
    """Take off the numbers that a browser for terminals gives to links, and the list of addresses at the end."""
    numbers = set()
    for row in reversed(rows):
        if row.is_blank:
            continue
        if match := _REFERENCE.fullmatch(row.text):
            numbers.add(match["number"])
            row.reason = "link"
        elif numbers and _REFERENCES_TITLE.fullmatch(row.text):
            row.reason = "link"
        else:
            break
    if numbers:
        pattern = re.compile(rf"\[(?:{'|'.join(sorted(numbers))})\](?=\S)")
        for row in rows:
            if not row.reason and "[" in row.text:
                row.text = pattern.sub("", row.text)


def _reference_links(rows: list[Row]) -> None:
    """Put the addresses that are listed elsewhere into the links that refer to them, and set apart a marker above."""
    targets = {match["label"].casefold(): match["address"] for row in rows if (match := _TARGET.match(row.text))}

    def link(match: re.Match[str]) -> str:
        address = targets.get((match["label"] or match["text"]).casefold())
        return f"[{match['text']}](<{address}>)" if address else match[0]

    for above, row in pairwise([Row(-1, "", ""), *rows]):
        if targets and "][" in row.text:
            row.text = _REFERENCE_LINK.sub(link, row.text)
        if _TOC_ITEM.fullmatch(above.text) and _PLACEHOLDER.fullmatch(row.text):
            above.reason = "markup"


def _last_latex_rows(rows: list[Row]) -> None:
    """End the last row of a LaTeX table, which has no end of its own, as the rows above it."""
    for row, below in pairwise(rows):
        if below.raw.strip() == LATEX_END and not row.is_blank and not row.text.startswith("|"):
            row.text = as_markdown(f"{row.text}\\\\")


def _leaders(rows: list[Row]) -> None:
    """Replace the dots that lead from one column to the next by a tab."""
    led = [row for row in rows if "..." in row.text or ". . ." in row.text]
    led = [row for row in led if _LEADER.search(row.text) or _LEADER_ALONE.fullmatch(row.text)]
    for row in led if len(led) >= _FEWEST_LED else ():
        row.text = "" if _LEADER_ALONE.fullmatch(row.text) else _LEADER.sub("\t", row.text, count=1).rstrip()


def _numbers_at_the_middle(rows: list[Row]) -> None:
    """Put the number of a paragraph that is in a column of its own on its first line, where it is beside another."""
    for place, row in enumerate(rows):
        match = _NUMBER_BESIDE.fullmatch(row.text) if "." in row.text[:_WIDEST_NUMBER] else None
        if match is None:
            continue
        column = match.start("text")
        lines = _lines_above(rows, place, column)
        starts = (n for n, line in enumerate(lines) if line.text[column].isupper() and _ends_above(lines, n))
        if (first := next(starts, None)) is not None:
            start = lines[first]
            start.text = row.text[:column] + start.text[column:]
            row.text = " " * column + row.text[column:]


def _lines_above(rows: list[Row], place: int, column: int) -> list[Row]:
    """Return the lines above one that begin in a column, from below to above."""
    above = reversed(rows[max(place - _MOST_ABOVE, 0) : place])
    return list(takewhile(lambda row: len(row.text) - len(row.text.lstrip()) == column < len(row.text), above))


def _ends_above(lines: list[Row], place: int) -> bool:
    """Check whether a paragraph ends above a line, of lines from below to above."""
    return place + 1 == len(lines) or lines[place + 1].text.rstrip().endswith((".", "”", '"', "’", "'", "?", "!"))


def _dashes_alone(rows: list[Row]) -> None:
    """Put dashes that have lines of their own before their items: the text below, or the next item without a bullet."""
    alone = [row for row in rows if _DASH_ALONE.fullmatch(row.text)]
    if len(alone) < _FEWEST_DASHES:
        return
    waiting: list[Row] = []
    taken: set[int] = set()
    above: Row | None = None
    for row in rows:
        if row.is_blank or row.reason:
            above = row if row.is_blank else above
            continue
        if _DASH_ALONE.fullmatch(row.text):
            waiting.append(row)
        elif waiting and (is_heading(row.text) or _ITEM.match(row.text)):
            waiting.clear()
        elif waiting and (
            above is waiting[-1] or _is_right_below(rows, waiting[-1], row) or _begins_in_lower(above, row)
        ):
            bullet = waiting.pop()
            row.text = f"{bullet.text.strip()} {row.text.lstrip()}"
            row.raw = f"{bullet.raw.strip()}\n{row.raw.strip()}"
            taken.add(id(bullet))
        above = row
    rows[:] = [row for row in rows if id(row) not in taken]


def _is_right_below(rows: list[Row], bullet: Row, row: Row) -> bool:
    """Check whether there is nothing but blank lines between a bullet and a line."""
    return row.index - bullet.index <= _NEAR_DASH and all(
        each.is_blank for each in rows if bullet.index < each.index < row.index
    )


def _begins_in_lower(above: Row | None, row: Row) -> bool:
    """Check whether a line begins a text with a small letter."""
    return above is not None and above.is_blank and row.text.lstrip()[:1].islower()


def _letters_apart(rows: list[Row]) -> None:
    """Set apart the letters of a watermark, each of which is alone on its line."""
    alone = [row for row in rows if len(text := row.text.strip()) == 1 and text.isupper()]
    for row in alone if len(alone) >= _FEWEST_LETTERS else ():
        row.reason = "watermark"


def _repeated_headers(rows: list[Row]) -> None:
    """Set apart the header of a table that is printed again at the head of the next page."""
    headers: set[tuple[str, ...]] = set()
    is_head = False
    for row in rows:
        is_head |= row.is_page_start
        if row.is_blank or row.reason:
            continue
        cells = tuple(re.split(r" {3,}|\t+", row.text.strip()))
        if is_head and len(cells) > 1 and cells in headers:
            row.reason = "page header"
        headers.add(cells)
        is_head = False


def _first_line_again(rows: list[Row]) -> None:
    """Set apart what is above the letter and again within it, where converters have left no sign of the pages.

    Some make a heading of it, and some put it between the rows of a table.
    """
    lines = [row for row in rows if not row.reason and not row.is_blank]
    words = [_WITHOUT_MARKUP.sub("", row.text).strip() for row in lines]
    if not words or not _RUNNING_HEAD.fullmatch(words[0]) or _OF_TITLE.search(words[0]):
        return
    if len(words) < 2 or words[1][:1].islower():  # it is text that was wrapped
        return
    again = [row for row, text in zip(lines, words, strict=True) if text == words[0]]
    for row in again if len(again) > 1 else ():
        row.reason = "page header"


def _lines_of_pages(rows: list[Row]) -> None:
    """Set apart the numbers of pages, and what several pages have as their first or their last line."""
    pages: list[list[Row]] = [[]]
    for above, row in pairwise([Row(-1, "", ""), *rows]):
        if row.is_page_start:
            pages.append([])
        if row.reason or row.is_blank:
            continue
        if _PAGE_NUMBER.fullmatch(row.text) and (above.is_blank or row.is_page_start):
            row.reason = "page number"
        else:
            pages[-1].append(row)
    pages = [page for page in pages if page]
    for place, lines, reason in ((0, pages[1:], "page header"), (-1, pages, "page footer")):
        edges = [page[place] for page in lines]
        counts = Counter(row.shape for row in edges)
        for row in edges:
            if counts[row.shape] > 1 and any(map(str.isalpha, row.text)):
                row.reason = reason


def _open_lines(rows: list[Row]) -> None:
    """Take out the blank line after each line that ends with a space, which a converter leaves where it was wrapped."""
    open_ends = [
        place
        for place, (row, blank, below) in enumerate(zip(rows, rows[1:], rows[2:], strict=False))
        if blank.is_blank
        and row.raw.endswith(" ")
        and _OPEN_END.search(row.raw)
        and not (below.is_blank or below.is_page_start or below.reason)
    ]
    running = sum(rows[place + 2].text.lstrip()[:1].islower() for place in open_ends)
    starts = sum(_START.match(rows[place + 2].text) is not None for place in open_ends)
    if running < _FEWEST_OPEN or running < _MOST_OPEN * len(open_ends) or starts:
        return
    taken = {place + 1 for place in open_ends}
    rows[:] = [row for place, row in enumerate(rows) if place not in taken]


def _double_spacing(rows: list[Row]) -> None:
    """Close up text that was printed with a blank line after every line, and with more of them between paragraphs."""
    gaps: Counter[int] = Counter()
    gap = 0
    for row in rows:
        if row.is_blank:
            gap += 1
        else:
            gaps[gap] += 1
            gap = 0
    more = sum(count for size, count in gaps.items() if size > 1)
    if more < 3 or gaps[1] < 20 or gaps[0] > 0.1 * gaps[1]:
        return
    lines = [row for row in rows if not row.is_blank]
    # Wrapped lines continue in the middle of a sentence.
    running = sum(row.text.lstrip()[:1].islower() for row in lines)
    if running < 0.2 * len(lines):
        return
    remaining: list[Row] = []
    for row in rows:
        is_single = len(remaining) > 1 and remaining[-1].is_blank and not remaining[-2].is_blank
        if not row.is_blank and is_single:
            remaining.pop()
        remaining.append(row)
    rows[:] = remaining
