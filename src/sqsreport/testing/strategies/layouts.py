"""Layouts of published letters, each as a change of a letter in plain Markdown.

A change gets the lines of a letter as `sqsreport` writes it, and returns those of a letter with the same report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

Lines = list[str]
Way = Callable[[Lines], Lines]

_LABEL: Final = re.compile(r"\*(?P<label>To|Copy to|From|Publication date):\* (?P<value>.*)")
_NUMBERED: Final = re.compile(r"- (?P<number>\d+\.\d+)\. (?P<text>.*)")
_ROW: Final = re.compile(r"\| (?P<role>.*?) \| (?P<names>.*?) ?\|")
_DAY: Final = re.compile(r"(?P<before>.*date:.*?)(?P<day>\d{1,2})(?P<after> [A-Z][a-z]+ \d{4})")
_MARK: Final = re.compile(r"\[\^(?P<label>[12])\](?P<colon>: )?")
_SUPERSCRIPT: Final = {"1": "¹", "2": "²"}


def _each(change: Callable[[str], str]) -> Way:
    return lambda lines: [change(line) for line in lines]


def _labels(template: str) -> Way:
    """Spell the labels of the header in another way."""
    return _each(lambda line: _LABEL.sub(lambda match: template.format(*match.groups()), line))


def _date_label(label: str) -> Way:
    return _each(lambda line: line.replace("*Publication date:*", f"*{label}:*", 1))


def _header(lines: Lines) -> int:
    """Count the lines of the header."""
    return next(index for index, line in enumerate(lines) if line and not _LABEL.fullmatch(line))


def header_turned(lines: Lines) -> Lines:
    """Move the date to the top and the addressee to the end of the header."""
    count = _header(lines)
    result = [line for line in lines[:count] if line]
    return [each for line in reversed(result) for each in (line, "")] + lines[count:]


def header_together(lines: Lines) -> Lines:
    """Remove the blank lines of the header."""
    count = _header(lines)
    return [*(line for line in lines[:count] if line), "", *lines[count:]]


def header_wrapped(lines: Lines) -> Lines:
    """Wrap the lines of the header after a name."""
    return [re.sub(r"^(\*(?:To|From):\* [^,]*,) ", "\\1\n", line) for line in lines]


def headings_bare(lines: Lines) -> Lines:
    """Remove the markup of headings, as in a letter that was copied from a PDF."""
    return [re.sub(r"^#{1,3} ", "", line) for line in lines]


def headings_strong(lines: Lines) -> Lines:
    """Print the headings of parts in bold, without other markup."""
    return [re.sub(r"^## (.*)", r"**\1**", line) for line in lines]


def headings_with_colon(lines: Lines) -> Lines:
    """Add a colon to the headings of parts."""
    return [re.sub(r"^(## .*[^:])$", r"\1:", line) for line in lines]


def _numbers(template: str) -> Way:
    """Spell the numbers of paragraphs in another way, each paragraph by itself."""

    def change(lines: Lines) -> Lines:
        result: Lines = []
        for line in lines:
            match = _NUMBERED.fullmatch(line)
            result += ["", template.format(*match.groups()), ""] if match else [line]
        return result

    return change


def _glyphs(glyph: str) -> Way:
    """Use another bullet for items."""
    return _each(lambda line: re.sub(r"^( *)- (?!\d+\.\d+\. )", rf"\g<1>{glyph} ", line))


def marks_raised(lines: Lines) -> Lines:
    """Print the marks of footnotes as superscript digits, as in a PDF."""
    return [
        _MARK.sub(lambda match: _SUPERSCRIPT[match["label"]] + (" " if match["colon"] else ""), line) for line in lines
    ]


def marks_tagged(lines: Lines) -> Lines:
    """Print the marks of footnotes in HTML tags."""
    return [
        _MARK.sub(lambda match: match[0] if match["colon"] else f"<sup>{match['label']}</sup>", line) for line in lines
    ]


def copy_list_in_columns(lines: Lines) -> Lines:
    """Print the copy list in two columns with a tab between them and without column names."""
    result: Lines = []
    for line in lines:
        row = _ROW.fullmatch(line)
        if row and row["role"] not in ("Role", "---"):
            result.append(f"{row['role']}\t{row['names']}".rstrip())
        elif row is None:
            result.append(line)
    return result


def _date(template: str) -> Way:
    return _each(
        lambda line: _DAY.sub(lambda match: template.format(*match.groups(), int(match["day"])), line, count=1)
    )


def day_ordinal(lines: Lines) -> Lines:
    """Print the day of publication as an ordinal number."""

    def ordinal(match: re.Match[str]) -> str:
        day = int(match["day"])
        suffix = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
        return f"{match['before']}{day}{suffix}{match['after']}"

    return [_DAY.sub(ordinal, line, count=1) for line in lines]


def _wrapped(width: int) -> Way:
    """Wrap lines at a width, before words that do not look like the start of a paragraph or an item."""

    def wrap(line: str) -> list[str]:
        if not re.match(r"[A-Z]", line) or _LABEL.match(line) or len(line) < width:
            return [line]
        result, current = [], ""
        for word in line.split(" "):
            if len(current) + len(word) >= width and re.fullmatch(r"[a-z]{2,}[,.]?", word) and current:
                result.append(current)
                current = word
            else:
                current = f"{current} {word}" if current else word
        return [*result, current]

    return lambda lines: [each for line in lines for each in wrap(line)]


def apart(lines: Lines) -> Lines:
    """Use several blank lines for one."""
    return [each for line in lines for each in ([line] if line else ["", "", ""])]


def ends_padded(lines: Lines) -> Lines:
    """Add spaces to the ends of lines."""
    return [f"{line}  " if line else " " for line in lines]


#: The layouts by the part that they change; a letter has at most one of each.
WAYS: Final[Mapping[str, Sequence[Way]]] = {
    "name of the date": tuple(map(_date_label, ("Date", "Published", "Report date", "Date of publication"))),
    "day": (day_ordinal, _date("{0}{3:02}{2}")),
    "order of the header": (header_turned,),
    "header": (header_together, header_wrapped),
    "labels": tuple(map(_labels, ("{}: {}", "**{}:** {}", "<i>{}:</i>\t{}", "{}:\t{}", "_{}_:  {}"))),
    "numbers": tuple(map(_numbers, ("{}. {}", "{} {}", "- {} {}", "{}) {}"))),
    "items": tuple(map(_glyphs, "*+")),
    "headings": (headings_bare, headings_strong, headings_with_colon),
    "marks": (marks_raised, marks_tagged),
    "copy list": (copy_list_in_columns,),
    "width": tuple(map(_wrapped, (40, 72, 100))),
    "free lines": (apart,),
    "ends": (ends_padded,),
}
