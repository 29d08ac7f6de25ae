"""Suggestions: the key, the value or the date that was probably meant by a wrong one."""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqsreport._jsondata import RawNumber
from sqsreport._text import CONTROL, closest, escape
from sqsreport._values import excerpt
from sqsreport.extract.themes import theme_of
from sqsreport.model.dates import MONTH_NAMES

#: Other names for the keys of a report. If several keys have the same name here, the first unused one is suggested.
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
_CONTROL: Final = re.compile(f"[{CONTROL}]")
_SURPLUS: Final = re.compile(r"^ +| {2,}| +$")
_NUMERIC_DAY: Final = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})(?:[/.-](?=\d{1,2}[/.-])|(?=\d{4}\Z))(\d{1,2})[/.-]?(\d{1,2})",
    re.ASCII,
)
_TIMESTAMP: Final = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})[T ](?P<time>\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)"
    r" ?(?P<zone>Z|[+-]\d{2}:?\d{2}|UTC|GMT)?",
    re.ASCII,
)
#: Seconds or milliseconds since 1970, from 2001 to 2099.
_EPOCH: Final = re.compile(r"(?P<seconds>[1-3]\d{9})(?:\d{3})?(?:\.0*)?", re.ASCII)
_NAMED_MONTH: Final = re.compile(
    rf"(?P<name>{'|'.join(f'{name}|{name[:3]}' for name in MONTH_NAMES)})[ ,.-]{{1,2}}(?P<year>\d{{4}})",
    re.ASCII | re.IGNORECASE,
)
_NUMERIC_MONTH: Final = re.compile(r"(\d{4})(?:[/.-](\d{1,2})|(\d{2}))|(\d{1,2})[/.-](\d{4})", re.ASCII)
_HYPHENS: Final = dict.fromkeys(range(0x2010, 0x2016), "-") | {0x2212: "-"}
_NUMBER: Final = re.compile(r"(?P<number>-?\d{1,15}(?:[.]\d{1,15}|,\d{1,2})?) ?%?", re.ASCII)


@functools.lru_cache(maxsize=1024)  # a misspelt key usually repeats in every object
def spelling(word: str, known: tuple[str, ...]) -> str | None:
    """Return the known word that is closest to a word, or ``None`` when none is close."""
    by_folded = {_folded(each): each for each in reversed(known)}
    folded = _folded(word[:_LONGEST])
    near = folded if folded in by_folded else closest(folded, by_folded)
    return None if near is None else by_folded[near]


def key(name: str, free: tuple[str, ...]) -> str | None:
    """Return the unused key that an unknown name probably represents, or ``None``."""
    aliases = _ALIASES.get(_folded(name[:_LONGEST]), ())
    return next((alias for alias in aliases if alias in free), None) or spelling(name, free)


def choice(value: str, allowed: Sequence[object]) -> str | None:
    """Return the allowed value that is closest; for the title of a theme, return its key."""
    names = tuple(each for each in allowed if isinstance(each, str))
    theme = theme_of(value[:_LONGEST])
    if theme in names:
        return theme
    return names[0] if len(names) == 1 else spelling(value, names)


def _folded(word: str) -> str:
    return re.sub(r"[\s_.&-]+", "", unicodedata.normalize("NFKC", word).casefold().replace("&", "and"))


def has_type(value: object, type_name: object) -> bool:
    """Return whether a value has a type of JSON Schema."""
    types: Mapping[object, Any] = {"array": (list, tuple), "boolean": bool, "object": Mapping, "string": str}
    if type_name in ("integer", "number"):
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, types.get(type_name, ()))


def conversions(value: object, type_name: object) -> Iterator[tuple[Any, str]]:
    """Yield the values of a JSON Schema type that a value may represent, each with its spelling as JSON."""
    if isinstance(value, (list, tuple)) and len(value) == 1 and has_type(value[0], type_name):
        yield value[0], _to_json(value[0])
    elif type_name == "array" and isinstance(value, str):
        yield [value], _to_json([value])
    elif type_name == "string" and isinstance(value, (int, float, RawNumber)) and not isinstance(value, bool):
        text = value.text if isinstance(value, RawNumber) else json.dumps(value)
        if "e" not in text.casefold():  # an exponent is not part of a telephone number
            yield text, _to_json(text)
    elif type_name in ("integer", "number") and isinstance(value, str) and (match := _NUMBER.fullmatch(value.strip())):
        text = match["number"].replace(",", ".")
        number = float(text)
        yield number, json.dumps(int(number)) if number.is_integer() else text


def dates(value: object, form: str) -> tuple[str, ...]:
    """Return the dates that a text or a number may represent: several if the order of day and month is ambiguous.

    Args:
        value: the value in the place of a date.
        form: the description of the expected form, such as ``YYYY-MM``.
    """
    text = ""
    if isinstance(value, (str, int, float, RawNumber)) and not isinstance(value, bool):
        text = (value.text if isinstance(value, RawNumber) else str(value)).strip()[:_LONGEST].translate(_HYPHENS)
    days = [each.isoformat() for each in _days(text)]
    if form.endswith("YYYY-MM-DD") and (days or "," not in form):
        return tuple(dict.fromkeys(days))
    return tuple(dict.fromkeys(each[:7] for each in days)) or _months(text, is_number=not isinstance(value, str))


def _days(text: str) -> Iterator[date]:
    from sqsreport.extract import dates  # imported here because it takes a while, and few documents need it

    if match := _TIMESTAMP.fullmatch(text):
        if day := _day(*match.group("year", "month", "day")):
            yield day
            yield from _next_day(day, match["time"], match["zone"])
    elif match := _EPOCH.fullmatch(text):
        moment = datetime.fromtimestamp(int(match["seconds"]), UTC)
        yield moment.date()
        yield from _next_day(moment.date(), f"{moment:%H:%M:%S}", "Z")
    elif match := _NUMERIC_DAY.fullmatch(text):
        first, second, year, *iso = match.groups()
        # Some countries put the day first, others the month.
        orders = [(year, second, first), (year, first, second)] if year else [tuple(iso)]
        yield from (day for parts in orders if (day := _day(*parts)))
    elif printed := dates.find_day(text):
        yield printed


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _next_day(day: date, time: str, zone: str | None) -> Iterator[date]:
    """Yield the next day if the time, written in UTC, is midnight in British Summer Time."""
    if time.startswith("23:00") and not time.strip("23:0.") and zone in ("Z", "+00:00", "+0000"):
        yield day + timedelta(days=1)


def _months(text: str, *, is_number: bool) -> tuple[str, ...]:
    if match := _NAMED_MONTH.fullmatch(text):
        number = next(
            i for i, name in enumerate(MONTH_NAMES, 1) if name.casefold().startswith(match["name"].casefold())
        )
        return (f"{match['year']}-{number:02}",)
    match = _NUMERIC_MONTH.fullmatch(text)
    if match is None:
        return ()
    year, month = match[1] or match[5], match[2] or match[3] or match[4]
    # A program that treats 2015.10 as a number drops the zero of October.
    months = [int(month), 10] if is_number and month == "1" else [int(month)]
    return tuple(f"{year}-{each:02}" for each in months if 1 <= each <= 12)


def surplus(text: str) -> tuple[str, str]:
    """Return where in a text the first surplus white space is, and the words around it."""
    match = _SURPLUS.search(text)
    assert match is not None, "the text broke the pattern of a line"
    if match.start() == 0:
        return "at the beginning", _around(text, 0)
    if match.end() == len(text):
        return "at the end", _around(text, match.start())
    return f"after {_word_before(text, match.start())}", _around(text, match.start())


def control(text: str) -> tuple[str, str]:
    """Return the name and the place of the first control character of a text, and the words around it."""
    match = _CONTROL.search(text)
    assert match is not None, "the text broke the pattern of a line"
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
    return _to_json(words[-1]) if words else "white space"


def _around(text: str, place: int, room: int = 60) -> str:
    start = max(0, place - room // 2)
    words = text[start : start + room]
    return f"{'…' if start else ''}{words}{'…' if start + room < len(text) else ''}"


def _to_json(value: object) -> str:
    return excerpt(escape(json.dumps(value, ensure_ascii=False)))
