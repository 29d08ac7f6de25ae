"""Days, months and years as people write them, alone, in lists and in ranges.

A text is split into the tokens of dates: numbers, months, weekdays and what joins them. Tokens that follow each other
make an expression, in which each date gets a missing month or year from its neighbours.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from sqsreport.extract.text import normalise
from sqsreport.model import Month, PartialDate
from sqsreport.model.dates import MONTH_NAMES

#: Joins the first and the last date of a range.
TO: Final = "to"
#: Joins dates of a list, or the two dates of "between … and …".
AND: Final = "and"
#: Joins alternatives.
OR: Final = "or"

_MONTH: Final = "|".join(rf"{name}|{name[:3]}\b\.?" for name in MONTH_NAMES).replace("Sep\\b", "Sept?\\b")
_WEEKDAY: Final = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?(?=,?\s*[0-9]))"
)
_YEAR: Final = r"(?:(?:19|20)[0-9]{2}|(?<!\d)['’‘]?[0-9]{2})"
_TOKEN: Final = re.compile(
    # The first characters of all tokens, which rule out most places several times as fast as the alternatives do.
    r"(?=[0-9jfmasondtuw(&,/'’‘-])(?:"
    rf"\b(?:(?P<iso>[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}})\b(?!-)"
    rf"|(?P<numeric>[0-9]{{1,2}}(?P<separator>[/.-])[0-9]{{1,2}}(?P=separator)(?:[0-9]{{4}}|[0-9]{{2}}))\b(?![/%])"
    rf"(?!(?:\s?(?:st|nd|rd|th))?\s+(?:of\s+)?(?:{_MONTH})\b)(?!\.[0-9])"
    r"|(?<![0-9][/.-])(?P<numeric_month>(?:0?[1-9]|1[0-2])[/.](?:19|20)[0-9]{2})\b(?![/.-][0-9])"
    rf"|(?P<hyphened>[0-9]{{1,2}}(?:st|nd|rd|th)?(?P<hyphen>[-/.])(?:{_MONTH})(?P=hyphen){_YEAR})\b(?!-[0-9])"
    rf"|(?P<month>{_MONTH})(?!\w)(?!['’]s\b)"
    rf"|(?P<number>[0-9]{{1,4}})(?P<suffix>\s?(?:st|nd|rd|th)\b)?(?![\w%£]|[.:][0-9]|,[0-9]{{3}}\b|\s?per\s?cent)"
    rf"|(?P<to>to(?:\s+and\s+including)?|up\s+to(?:\s+and\s+including)?|until|till|through)\b"
    rf"|(?P<and>and)\b|(?P<or>or)\b|(?P<filler>of|the|then)\b)"
    rf"|(?P<weekday>\b{_WEEKDAY}|\({_WEEKDAY}\))|(?P<short>(?<!\w)['’‘][0-9]{{2}})\b|(?P<dash>-+)|"
    rf"(?P<ampersand>&)|(?P<comma>,)|(?P<slash>/))",
    re.IGNORECASE,
)
#: A text without a match has no date.
_HAS_DATE: Final = re.compile(
    r"[0-9]{4}|[0-9][/.-][0-9]{1,2}[/.-][0-9]|(?:[0-9]|st|nd|rd|th)[ /-]{1,3}(?:of )?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|[a-z]{3}['’‘ -]{1,3}[0-9]",
    re.IGNORECASE,
)
#: Tokens without a match are words such as "of the", and no date.
_FIGURE: Final = re.compile(r"[0-9]")
#: Words before an expression that show that it is incomplete.
_CUT_OFF: Final = re.compile(
    r"(?:(?<![\d.])[0-9]{1,2}[./][0-9]{1,2}\.?|[0-9](?:st|nd|rd|th))\s*+(?:(?:-|\b(?:to|until|till|through|and)\b)\s*+)?$",
    re.IGNORECASE,
)
_WEEK: Final = re.compile(
    r"\b(?:weeks?|wk|w/?[ceb])\.?(?:\s+(?:commencing|beginning|starting|ending|of|from|that\s+(?:began|started)))?"
    r"(?:\s+on)?(?:\s+the)?[\s:]*$",
    re.IGNORECASE,
)
#: How many characters before an expression are searched for "week commencing" and the like.
_NEAR: Final = 60


@attrs.frozen
class Expression:
    """Dates that are written together.

    Attributes:
        dates: the dates in order, each as precise as it is written.
        joiners: what joins each date and the next: `TO`, `AND` or `OR`.
        start: where the words begin in the text.
        end: where they end.
        is_clear: whether every date is understood, exists and comes after the one before it.
        is_week: whether only the beginning or the end of a week is given.
    """

    dates: tuple[PartialDate, ...]
    joiners: tuple[str, ...]
    start: int
    end: int
    is_clear: bool = True
    is_week: bool = False

    @property
    def is_of_days(self) -> bool:
        """Whether every date is a day."""
        return bool(self.dates) and all(each.day is not None for each in self.dates)


@attrs.define
class _Point:
    day: int | None = None
    month: int | None = None
    year: int | None = None
    #: Whether the month is printed before the day.
    is_american: bool = False

    @property
    def is_empty(self) -> bool:
        return self.day is None and self.month is None and self.year is None


def month_number(name: str) -> int:
    """Return the number of a month, 1 to 12, by its name or the first three letters."""
    return next(i for i, full in enumerate(MONTH_NAMES, 1) if full.casefold().startswith(name[:3].casefold()))


def has_figure(text: str) -> bool:
    """Check quickly whether a text may have a date: none is without a figure."""
    return _FIGURE.search(text) is not None


@functools.lru_cache(maxsize=16)  # the few paragraphs of a letter with dates are searched for different ones
def find_expressions(text: str) -> tuple[Expression, ...]:
    """Return all expressions of dates in a normalised text."""
    if not has_figure(text) or not _HAS_DATE.search(text):
        return ()
    with_figures = (run for run in _runs(text) if _FIGURE.search(text, run[0].start(), run[-1].end()))
    return tuple(expression for run in with_figures for expression in _read(text, run))


_WELSH_MONTHS: Final = dict(
    zip(
        "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr".split(),
        MONTH_NAMES,
        strict=True,
    )
)
#: A day in Welsh: "12 Mehefin 2013", and before the same in English: "12 Mehefin / June 2013".
_WELSH: Final = rf"(?P<day>[0-9]{{1,2}} )(?P<month>{'|'.join(_WELSH_MONTHS)})\b(?P<year> (?:19|20)[0-9]{{2}})?"
_BEFORE_ENGLISH: Final = re.compile(
    rf"{_WELSH} ?/ ?(?P<has_day>[0-9]{{1,2}} )?(?={'|'.join(MONTH_NAMES)})", re.IGNORECASE
)
_IN_WELSH: Final = re.compile(rf"{_WELSH}(?<=[0-9])", re.IGNORECASE)


def _in_english(text: str) -> str:
    """Return a text in which a day that is printed in Welsh, or in Welsh and English, is in English."""
    if not any(month in text for month in _WELSH_MONTHS):
        return text
    text = _BEFORE_ENGLISH.sub(lambda match: match["has_day"] or match["day"], text)
    return _IN_WELSH.sub(
        lambda match: f"{match['day']}{_WELSH_MONTHS[match['month'].capitalize()]}{match['year'] or ''}", text
    )


def find_day(text: str) -> date | None:
    """Find the first single day, such as ``10 August 2016`` or ``Wednesday 10th August 2016``."""
    for each in find_expressions(_in_english(normalise(text))):
        if each.is_of_days or not each.is_clear:
            is_single = each.is_clear and len(each.dates) == 1 and not each.is_week
            return each.dates[0].earliest if is_single else None
    return None


def is_day(text: str) -> bool:
    """Check whether a text is a day and nothing else."""
    text = _in_english(normalise(text).strip(" ."))
    expressions = find_expressions(text)
    return (
        len(expressions) == 1 and expressions[0].end - expressions[0].start == len(text) and find_day(text) is not None
    )


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Yield runs of consecutive tokens, with only spaces between them."""
    run: list[re.Match[str]] = []
    for match in _TOKEN.finditer(text):
        if match["number"] and text[max(0, match.start() - 1) : match.start()] in (".", ":", "£", "$", "€", "#"):
            continue
        if run and text[run[-1].end() : match.start()].strip():
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _read(text: str, run: list[re.Match[str]]) -> Iterator[Expression]:
    """Yield the expressions of a run; one ends at a token that cannot be part of it."""
    reader = _Reader(text, run)
    for i in range(len(run)):
        yield from reader.add(i)
    yield from reader.finish(len(run))


@attrs.define
class _Reader:
    """Parses the tokens of a run."""

    text: str
    run: list[re.Match[str]]
    points: list[_Point] = attrs.field(factory=list)
    joiners: list[str] = attrs.field(factory=list)
    point: _Point = attrs.field(factory=_Point)
    #: The joiner of the current date and the next, once it was parsed.
    pending: str | None = None
    #: The indices of the first and the last token of the expression.
    start: int = 0
    end: int = 0

    @property
    def _is_new(self) -> bool:
        return self.point.is_empty and not self.points

    def add(self, i: int) -> Iterator[Expression]:
        """Add a token; yield the expression that ends at it, if one does."""
        token = self.run[i]
        kind = _KINDS_OF_PARTS.get(token.lastgroup or "", token.lastgroup or "")
        if kind in ("filler", "weekday") and self._skip(token, kind, i):
            return
        if _is_within_date(kind, self.point, self.points, self.run, i):
            return
        if kind in _JOINERS:
            yield from self._join(kind, i)
            return
        value = _value(token, kind)
        if value is None:
            yield from self.finish(i + 1)
            return
        if self.pending and not self.point.is_empty:
            self.points.append(self.point)
            self.joiners.append(self.pending)
            self.point = _Point()
        self.pending = None
        is_year = value.year is not None and value.month is None
        if self.points and self.points[-1].is_american and is_year and self.point.month is None:
            self.point.month, self.point.is_american = self.points[-1].month, True  # "March 9-11, 2015"
        if not _add(self.point, value, token, self.text):
            yield from self.finish(i)
            if not _add(self.point, value, token, self.text):
                self.start = i + 1
                return
        self.end = i

    def _skip(self, token: re.Match[str], kind: str, i: int) -> bool:
        """Check whether a token adds nothing to a date: "of", "the", and a weekday before the day."""
        if kind == "filler":
            self.start = i + 1 if self._is_new and self.start == i else self.start
            return True
        return self.point.is_empty or self.pending is not None or token[0][0] == "("

    def _join(self, kind: str, i: int) -> Iterator[Expression]:
        if kind == "comma" and i > self.start and self.run[i - 1]["weekday"] and (self._is_new or self.pending):
            return  # "Tuesday, 8 September"
        if self._is_new:
            self.start = i + 1
        elif kind == "comma" and self.point.year is not None:  # a comma after a complete date ends the expression
            yield from self.finish(i + 1)
        elif self.pending in (None, AND):
            self.pending = _JOINERS[kind]

    def finish(self, start: int) -> Iterator[Expression]:
        """Yield the current expression, and begin a new one at a token."""
        if not self.point.is_empty:
            self.points.append(self.point)
        if self.points:
            first, last = self.run[self.start].start(), self.run[self.end].end()
            yield from _resolve(self.text, first, last, self.points, self.joiners[: len(self.points) - 1])
        self.points, self.joiners, self.point, self.pending, self.start = [], [], _Point(), None, start


#: The kinds of tokens with a group of their own in the pattern.
_KINDS_OF_PARTS: Final = {"suffix": "number", "separator": "numeric", "hyphen": "hyphened"}
_JOINERS: Final = {"to": TO, "dash": TO, "and": AND, "ampersand": AND, "comma": AND, "slash": AND, "or": OR}


def _is_within_date(kind: str, point: _Point, points: list[_Point], run: list[re.Match[str]], i: int) -> bool:
    """Check whether a mark is only within a date: "April 8, 2015", "March 9-11, 2015", "11-March 2015"."""
    following = run[i + 1] if i + 1 < len(run) else None
    if following is None or point.year is not None:
        return False
    if kind == "comma":
        has_month = point.month is not None or (bool(points) and points[-1].is_american)
        return has_month and len(following["number"] or "") == 4
    return kind == "dash" and bool(following["month"]) and point.day is not None and point.month is None


def _value(token: re.Match[str], kind: str) -> _Point | None:
    """Return what a token adds to a date."""
    words = token[0]
    if kind == "iso":
        year, month, day = map(int, words.split("-"))
        return _Point(day, month, year)
    if kind == "numeric":
        day, month, year = map(int, re.split(r"[/.-]", words))
        return _Point(day, month, _long_year(year))
    if kind == "numeric_month":
        month, year = map(int, re.split(r"[/.]", words))
        return _Point(None, month, year)
    if kind == "hyphened":
        first, name, last = re.split(r"[-/.]+", words)
        return _Point(int(re.sub(r"\D", "", first)), month_number(name), _long_year(int(last.strip("'’"))))
    if kind == "month":
        return _Point(month=month_number(words))
    if kind == "short":
        return _Point(year=_long_year(int(words[1:])))
    if kind == "number":
        number = int(token["number"])
        if token["suffix"] or len(token["number"]) < 3:
            return _Point(day=number)
        return _Point(year=number) if len(token["number"]) == 4 else None
    return None


def _long_year(year: int) -> int:
    return year + 2000 if year < 70 else year + 1900 if year < 100 else year


def _add(point: _Point, value: _Point, token: re.Match[str], text: str) -> bool:
    """Add the values of a token to a date, unless the date has them already."""
    if value.month is not None and (value.day is not None or value.year is not None):  # a complete date
        if not point.is_empty:
            return False
        point.day, point.month, point.year = value.day, value.month, value.year
    elif value.day is not None:
        if point.day is not None and point.month is not None and point.year is None and not token["suffix"]:
            # "8 April 15" is a date where the text ends or a mark follows: "8 April 15 cases" is not.
            if len(token["number"]) != 2 or not re.match(
                r"\s*(?:$|[.,;:)\]-]|(?:and|to)\b)", text[token.end() : token.end() + 8]
            ):
                return False
            point.year = _long_year(value.day)
        elif point.day is not None or point.year is not None:
            return False
        else:
            point.is_american = point.month is not None
            point.day = value.day
    elif value.month is not None:
        if point.month is not None or point.year is not None:
            return False
        point.month = value.month
    else:
        if point.year is not None or (point.day is not None and point.month is None):
            return False
        point.year = value.year
    return True


def _resolve(text: str, start: int, end: int, points: list[_Point], joiners: list[str]) -> Iterator[Expression]:
    """Complete the dates of an expression from each other; yield the expression if it has a year."""
    _complete(points)
    if points[-1].year is None:
        has_month = any(each.month is not None and each.day is not None for each in points)
        if has_month and len(points) > 1:  # "9-11 March" without a year
            yield Expression((), (), start, end, is_clear=False)
        return
    dates: list[PartialDate] = []
    is_clear = OR not in joiners and not _CUT_OFF.search(text, max(0, start - _NEAR), start)
    for each in points:
        try:
            dates.append(PartialDate(each.year or 0, each.month, each.day))
        except ValueError:
            is_clear = False
    precisions = {(each.month is None, each.day is None) for each in dates}
    # A year and a month may be listed together: "in 2009 and June 2013".
    is_list_of_months = all(each.day is None for each in dates) and {*joiners} <= {AND}
    is_clear = is_clear and (len(precisions) == 1 or is_list_of_months) and dates == sorted(dates)
    is_week = len(points) == 1 and _WEEK.search(text[max(0, start - _NEAR) : start]) is not None
    yield Expression(tuple(dates), tuple(joiners), start, end, is_clear, is_week)


def _complete(points: list[_Point]) -> None:
    """Fill in the missing month and year of each date, from the next date that has them or else the previous one."""
    following: _Point | None = None
    for each in reversed(points):
        if following is not None:
            if each.month is None and each.day is not None and not following.is_american:
                each.month = following.month
                each.year = following.year if each.year is None else each.year
            elif each.year is None and following.year is not None:
                is_later = (each.month or 0) > (following.month or 0)
                each.year = following.year - is_later
        following = each
    before: _Point | None = None
    for each in points:
        if before is not None:
            if each.month is None and each.day is not None and before.is_american:
                each.month, each.is_american = before.month, True
            if each.year is None and before.year is not None and each.month is not None:
                each.year = before.year + ((each.month or 0) < (before.month or 0))
        before = each


def to_month(when: PartialDate) -> Month | None:
    """Return the month of a date that has one."""
    return Month(when.year, when.month) if when.month else None
