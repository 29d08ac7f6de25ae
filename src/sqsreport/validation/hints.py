"""What may have been meant: the key, the value or the date that somebody had in mind."""

from __future__ import annotations

import difflib
import functools
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqsreport._jsondata import printable
from sqsreport._values import excerpt
from sqsreport.extract.themes import theme_of

#: What others call the keys of a report. Of several that a key may mean the first that is free counts.
_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    alias: keys
    for aliases, keys in {
        "date publicationdate publisheddate datepublished": ("published", "date"),
        "name heading header": ("title", "name"),
        "title": ("name",),
        "content body description paragraph words note": ("text",),
        "reportid ref reference key identifier": ("id", "theme", "label"),
        "number": ("id", "label"),
        "gss code onscode": ("gss_code",),
        "phone tel mobile": ("telephone",),
        "mail": ("email",),
        "from firstday begin since": ("start",),
        "to lastday until": ("end",),
        "team yot yos": ("service",),
        "region council": ("area",),
        "type": ("kind", "programme"),
        "office organisation organization position post job": ("role",),
        "year month": ("date",),
        "themes commentary": ("sections",),
        "background": ("context",),
        "improvements areasforimprovement areasrequiringimprovement": ("recommendations",),
        "dates": ("fieldwork",),
    }.items()
    for alias in aliases.split()
}

_LONGEST: Final = 100
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURPLUS: Final = re.compile(r"^ +| {2,}| +$")
_NUMERIC_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})[/.]?(\d{1,2})[/.]?(\d{1,2})", re.ASCII)
_NUMBER: Final = re.compile(r"(?P<number>-?\d{1,15}(?:\.\d{1,15})?) ?%?", re.ASCII)


@functools.lru_cache(maxsize=1024)  # who misspells a word does so in every object
def spelling(word: str, known: tuple[str, ...]) -> str | None:
    """Return the word that is nearest to one that was found, if any is near."""
    by_folded = {_folded(each): each for each in reversed(known)}
    folded = _folded(word[:_LONGEST])
    near = [folded] if folded in by_folded else difflib.get_close_matches(folded, by_folded, n=1)
    return by_folded[near[0]] if near else None


def key(name: str, free: tuple[str, ...]) -> str | None:
    """Return the key that a name that is none stands for, of those that are still free."""
    aliases = _ALIASES.get(_folded(name[:_LONGEST]), ())
    return next((alias for alias in aliases if alias in free), None) or spelling(name, free)


def choice(found: str, allowed: Sequence[object]) -> str | None:
    """Return the value that is meant where only some are allowed; the title of a theme means its key."""
    names = tuple(each for each in allowed if isinstance(each, str))
    theme = theme_of(found[:_LONGEST])
    if theme in names:
        return theme
    return names[0] if len(names) == 1 else spelling(found, names)


def _folded(word: str) -> str:
    return re.sub(r"[\s_.&-]+", "", unicodedata.normalize("NFKC", word).casefold().replace("&", "and"))


def fits(found: object, kind: object) -> bool:
    """Tell whether a value has a type of JSON Schema."""
    kinds: Mapping[object, Any] = {"array": (list, tuple), "boolean": bool, "object": Mapping, "string": str}
    if kind in ("integer", "number"):
        return isinstance(found, (int, float)) and not isinstance(found, bool)
    return isinstance(found, kinds.get(kind, ()))


def retyped(found: object, kind: object) -> str | None:
    """Write a value as one of the type that is wanted, where only one can be meant."""
    if isinstance(found, (list, tuple)) and len(found) == 1 and fits(found[0], kind):
        return _written(found[0])
    if kind == "array" and isinstance(found, str):
        return _written([found])
    if kind == "string" and isinstance(found, (int, float)) and not isinstance(found, bool):
        return _written(json.dumps(found))
    if kind in ("integer", "number") and isinstance(found, str) and (match := _NUMBER.fullmatch(found.strip())):
        number = float(match["number"])
        return json.dumps(int(number)) if number.is_integer() else None if kind == "integer" else match["number"]
    return None


def day(found: object) -> str | None:
    """Write the day that a text or a number means in ISO 8601, or the two that it may mean."""
    text = str(found).strip()[:_LONGEST] if isinstance(found, (str, int)) else ""
    known = dict.fromkeys(each.isoformat() for each in _days(text))
    return " or ".join(map(_written, known)) or None


def _days(text: str) -> Iterator[date]:
    from sqsreport.extract import dates  # few documents want what it takes a while to load

    if match := _NUMERIC_DAY.fullmatch(text):
        first, second, year, *iso = match.groups()
        # People of one country put the day first, and those of another the month.
        orders = [(year, second, first), (year, first, second)] if year else [tuple(iso)]
        for parts in orders:
            try:
                yield date(*map(int, parts))
            except ValueError:
                continue
    elif printed := dates.find_day(text):
        yield printed


def surplus(text: str) -> tuple[str, str]:
    """Say where in a text the first surplus white space is, and show the words around it."""
    match = _SURPLUS.search(text)
    assert match is not None, "that is what is wrong with it"
    if match.start() == 0:
        return "at the beginning", _around(text, 0)
    if match.end() == len(text):
        return "at the end", _around(text, match.start())
    return f"after {_word_before(text, match.start())}", _around(text, match.start())


def control(text: str) -> tuple[str, str]:
    """Name the first control character of a text and where it is, and show the words around it."""
    match = _CONTROL.search(text)
    assert match is not None, "that is what is wrong with it"
    names = {
        "\n": "a line break",
        "\r": "a line break",
        "\t": "a tab",
        "\u2028": "a line break",
        "\u2029": "a line break",
    }
    name = names.get(match[0], f"the control character U+{ord(match[0]):04X}")
    where = f"after {_word_before(text, match.start())}" if match.start() else "at the beginning"
    return f"{name} {where}", _around(text, match.start())


def _word_before(text: str, end: int) -> str:
    words = text[max(0, end - 30) : end].split()
    return _written(words[-1]) if words else "white space"


def _around(text: str, place: int, room: int = 60) -> str:
    start = max(0, place - room // 2)
    piece = text[start : start + room]
    return f"{'…' if start else ''}{piece}{'…' if start + room < len(text) else ''}"


def _written(found: object) -> str:
    return excerpt(printable(json.dumps(found, ensure_ascii=False)))
