"""What a schema cannot say. Each rule stands under the code of the problem that it finds.

A rule gets the `Facts` of a document that has `None` for the values that break the schema:
what is there has the right shape, and anything may be missing. It yields pointers and
parameters of problems.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import zip_longest
from typing import Final, TypeVar

from sqsreport._jsondata import MAX_INTEGER, pointer, shown
from sqsreport._text import find_invisible, has_visible
from sqsreport._values import MOST_SHOWN, excerpt
from sqsreport.extract import areas, themes
from sqsreport.model import Month, report_id
from sqsreport.model.report import slug
from sqsreport.problems import Collector, Problem
from sqsreport.validation.facts import NOTHING, Facts

T = TypeVar("T")

Findings = Iterable[tuple[str, Mapping[str, str | int | float]]]
Rule = Callable[[Facts], Findings]

#: Where themes, labels of footnotes and texts that refer to them may be hidden behind what broke the schema.
_OF_THEMES: Final = re.compile(r"(/sections(/\d+(/theme)?)?)?")
_OF_FOOTNOTES: Final = re.compile(r"(/footnotes(/\d+(/label)?)?)?")
_OF_MARKS: Final = re.compile(
    r"(/(introduction|context|summary|sections|strengths|recommendations|closing|footnotes|notes)\b"
    r"(?!.*/(theme|number|title|id|label|cases_examined|reoffending)\b).*)?"
)

#: Every rule by its code.
RULES: dict[str, Rule] = {}


def rule(code: str) -> Callable[[Rule], Rule]:
    """Register a rule under the code of its problems."""

    def register(function: Rule) -> Rule:
        assert code not in RULES, f"{code} has a rule already"
        RULES[code] = function
        return function

    return register


def check(document: object, hidden: AbstractSet[str] = frozenset()) -> list[Problem]:
    """Run every rule over a document.

    Args:
        document: the document, with `None` for what cannot be relied on.
        hidden: JSON Pointers to that, and to objects with something in them that nobody knows.
    """
    if not isinstance(document, Mapping):
        return []
    facts = Facts.of(document, hidden)
    kept = Collector()
    for code, run in RULES.items():
        for place, params in run(facts):
            kept.add(code, functools.partial(Problem, code, place, params=params))
    return kept.problems()


def _repeats(named: Iterable[tuple[T, object]]) -> Iterator[tuple[T, T, object]]:
    """Yield place, first place and value of everything that was there before."""
    first: dict[object, T] = {}
    for place, found in named:
        if found is not None and first.setdefault(found, place) != place:
            yield place, first[found], found


@rule("SQS201")
def fieldwork_starts_before_it_ends(facts: Facts) -> Findings:
    """The first day of fieldwork is not after the last."""
    start, end = facts.fieldwork.get("start"), facts.fieldwork.get("end")
    if start and end and start > end:
        yield "/inspection/fieldwork/end", {"start": start, "end": end}


@rule("SQS202")
def published_after_fieldwork(facts: Facts) -> Findings:
    """A letter is published on or after the last day of fieldwork."""
    published, end = facts.document.get("published"), facts.fieldwork.get("end")
    if published and end and published < end:
        yield "/published", {"published": published, "end": end}


@rule("SQS203")
def id_agrees(facts: Facts) -> Findings:
    """The id is made of area, programme and first day of fieldwork."""
    found, area, start = facts.document.get("id"), facts.service.get("area"), facts.fieldwork.get("start")
    programme = (facts.document.get("inspection") or NOTHING).get("programme")
    if found and area and programme and start:
        expected = report_id(area, programme, date.fromisoformat(start))
        if found != expected and not _is_explained(facts, found, expected):
            yield "/id", {"found": excerpt(found), "expected": excerpt(expected), **_instead(expected)}


def _instead(value: str | int) -> Mapping[str, str]:
    """Return a value that can be written in the place of a wrong one as a parameter, unless it is too long to show."""
    text = json.dumps(value, ensure_ascii=False)
    return {"instead": text} if len(text) <= MOST_SHOWN else {}


def _is_explained(facts: Facts, found: str, expected: str) -> bool:
    """Tell whether an id disagrees for what another rule finds to be wrong: the area, or the days of the fieldwork."""
    start, end, published = facts.fieldwork.get("start"), facts.fieldwork.get("end"), facts.document.get("published")
    printed = areas.area_in_title(facts.document.get("title") or "")
    length = len("-2015-03-09")
    if end and start and (start > end or (published and published < end)):
        return found[:-length] == expected[:-length]
    return printed is not None and found == f"{slug(printed)}{expected[len(slug(facts.service['area'])) :]}"


@rule("SQS204")
def published_after_cohort(facts: Facts) -> Findings:
    """A rate is published after the last month of its cohort."""
    published, end = facts.rate.get("published"), (facts.rate.get("cohort") or NOTHING).get("end")
    if published and end and published <= end:
        yield "/context/reoffending/published", {"published": published, "end": end}


@rule("SQS205")
def cohort_in_order(facts: Facts) -> Findings:
    """The first month of a cohort is not after the last."""
    cohort = facts.rate.get("cohort") or NOTHING
    start, end = cohort.get("start"), cohort.get("end")
    if start and end and start > end:
        yield "/context/reoffending/cohort/end", {"start": start, "end": end}


@rule("SQS206")
def sections_in_order(facts: Facts) -> Findings:
    """The numbers of the sections rise."""
    if facts.is_numbered_well:
        return
    previous = 0
    for (index, section), number_as_text in zip(facts.sections, facts.numbers, strict=True):
        if section.get("number") is not None:
            number = int(number_as_text[:9])
            if number <= previous:
                yield pointer("sections", index, "number"), {"found": number, "previous": previous}
            previous = number


@rule("SQS207")
def paragraphs_contiguous(facts: Facts) -> Findings:
    """The paragraphs of a section are numbered from 1 without a gap, under the section's number."""
    if facts.is_numbered_well:
        return
    for (i, _), under, paragraphs in zip(facts.sections, facts.numbers, facts.paragraphs, strict=True):
        numbered = [(j, each["number"]) for j, each in paragraphs if "number" in each]
        due = 1
        for (j, number), following in zip_longest(numbered, [number for _, number in numbered[1:]]):
            # A number that breaks the schema counts as the one that is due.
            if number is not None and number != f"{under}.{due}":
                place, expected = pointer("sections", i, "paragraphs", j, "number"), f"{under}.{due}"
                # After a gap the count goes on from there; after a slip, from where it was.
                own = int(number.split(".")[1][:9])
                is_gap = own > due and following == f"{under}.{own + 1}"
                yield (
                    place,
                    {
                        "found": excerpt(number),
                        "expected": excerpt(expected),
                        **({} if is_gap else _instead(expected)),
                    },
                )
                due = own if is_gap else due
            due += 1


@rule("SQS208")
def ids_unique(facts: Facts) -> Findings:
    """No two strengths or recommendations have the same id."""
    for place, first, found in _repeats((place, item.get("id")) for place, item in facts.items):
        yield f"{place}/id", {"found": shown(found), "first": f"{first}/id"}


@rule("SQS209")
def footnote_marks_resolve(facts: Facts) -> Findings:
    """Every footnote mark in the prose has a footnote."""
    known = {footnote.get("label") for _, footnote in facts.footnotes}
    for place, labels in facts.marks if not facts.may_hide(_OF_FOOTNOTES) else ():
        for label in dict.fromkeys(labels):
            if label not in known:
                yield place, {"label": excerpt(label)}


@rule("SQS210")
def footnotes_used(facts: Facts) -> Findings:
    """Every footnote is referred to."""
    used = {label for _, labels in facts.marks for label in labels}
    # What is wrong elsewhere may be the text that refers to it.
    for index, footnote in facts.footnotes if not facts.may_hide(_OF_MARKS) else ():
        label = footnote.get("label")
        if label is not None and label not in used:
            yield pointer("footnotes", index), {"label": shown(label)}


@rule("SQS211")
def footnote_labels_unique(facts: Facts) -> Findings:
    """No two footnotes have the same label."""
    for index, first, found in _repeats((index, each.get("label")) for index, each in facts.footnotes):
        place, earlier = (pointer("footnotes", each, "label") for each in (index, first))
        yield place, {"label": shown(found), "first": earlier}


@rule("SQS212")
def cases_agree(facts: Facts) -> Findings:
    """The number of cases is the one that the Context states."""
    found, printed = facts.cases_examined, facts.printed_cases
    if found is not None and printed and found not in printed:
        yield "/context/cases_examined", {"printed": printed[0], "found": found}


@rule("SQS213")
def rate_agrees(facts: Facts) -> Findings:
    """The reoffending rate is the one that the Context states."""
    found = facts.rate.get("rate")
    printed = [each.rate for each in facts.printed_rates if each.rate is not None]
    if found is not None and printed and found not in printed:
        yield "/context/reoffending/rate", {"printed": printed[0], "found": found}


@rule("SQS214")
def comparators_agree(facts: Facts) -> Findings:
    """The rate of a comparator is the one that the Context states."""
    printed = [
        (each.kind, each.rate) for rate in facts.printed_rates for each in rate.comparators if each.rate is not None
    ]
    for index, comparator in facts.comparators:
        kind, found = comparator.get("kind"), comparator.get("rate")
        rates = [rate for of_kind, rate in printed if of_kind == kind]
        if found is not None and rates and found not in rates:
            place = pointer("context", "reoffending", "comparators", index, "rate")
            yield place, {"kind": str(kind), "printed": rates[0], "found": found}


@rule("SQS215")
def direction_agrees(facts: Facts) -> Findings:
    """A service is better than a comparator when its rate is lower, and worse when it is higher."""
    rate, printed = facts.rate.get("rate"), facts.printed_rates
    # A figure that is not the printed one says nothing of the direction.
    if any(each.rate not in (None, rate) for each in printed):
        return
    for index, comparator in facts.comparators:
        other, direction = comparator.get("rate"), comparator.get("direction")
        rates = {each.rate for found in printed for each in found.comparators if each.kind == comparator.get("kind")}
        if rate is None or other is None or rates - {None, other}:
            continue
        if (direction == "better" and rate >= other) or (direction == "worse" and rate <= other):
            place = pointer("context", "reoffending", "comparators", index, "direction")
            yield place, {"rate": rate, "other": other, "found": shown(direction)}


@rule("SQS216")
def comparators_unique(facts: Facts) -> Findings:
    """No kind of comparator is given twice."""
    for index, _, found in _repeats((index, each.get("kind")) for index, each in facts.comparators):
        yield pointer("context", "reoffending", "comparators", index, "kind"), {"kind": shown(found)}


@rule("SQS217")
def previous_inspections_earlier(facts: Facts) -> Findings:
    """A previous inspection was not after the fieldwork of this one."""
    start = facts.fieldwork.get("start")
    for index, previous in facts.previous:
        found = previous.get("date")
        # The first day that it may mean; ISO 8601 sorts as text.
        if start and found and f"{found}-01-01"[: len(start)] > start:
            yield pointer("inspection", "previous", index, "date"), {"date": found, "start": start}


@rule("SQS218")
def section_number_agrees(facts: Facts) -> Findings:
    """The number of a section is the one that its paragraphs bear."""
    if facts.is_numbered_well:
        return
    numbered = [
        (index, section["number"], borne)
        for (index, section), borne in zip(facts.sections, facts.numbers, strict=True)
        if section.get("number") is not None
    ]
    # With a number at either end that leaves room for any other.
    own = [0, *(int(number) for _, number, _ in numbered), MAX_INTEGER]
    for (index, found, borne), before, after in zip(numbered, own, own[2:], strict=False):
        if str(int(found)) != borne:
            fits = len(borne) < 16 and before < int(borne) < after
            instead = _instead(int(borne)) if fits else {}
            yield pointer("sections", index, "number"), {"found": found, "expected": excerpt(borne), **instead}


@rule("SQS219")
def texts_are_visible(facts: Facts) -> Findings:
    """Every text has a character that a reader sees."""
    for place, text, _ in facts.non_ascii:
        if not has_visible(text):
            yield place, {"found": shown(text)}


@rule("SQS301")
def themes_present(facts: Facts) -> Findings:
    """A letter comments on all four themes."""
    found = {section.get("theme") for _, section in facts.sections}
    missing = [theme for theme in themes.THEME_KEYS if theme not in found]
    if missing and not facts.may_hide(_OF_THEMES):
        yield "/sections" if facts.document.get("sections") else "", {"theme": ", ".join(missing)}


@rule("SQS302")
def themes_in_order(facts: Facts) -> Findings:
    """The themes stand in the order in which the letters print them."""
    previous = None
    for index, section in facts.sections:
        theme = section.get("theme")
        if theme is None:
            continue
        if previous and themes.THEME_KEYS.index(theme) < themes.THEME_KEYS.index(previous):
            yield pointer("sections", index, "theme"), {"found": theme, "previous": previous}
        previous = theme


@rule("SQS303")
def published_after_22_months(facts: Facts) -> Findings:
    """A rate is published 22 months after the end of its cohort, as in the three cases that are known."""
    published, end = facts.rate.get("published"), (facts.rate.get("cohort") or NOTHING).get("end")
    if published and end:
        months = _months(published) - _months(end)
        if months > 0 and months != 22:
            instead = _instead(str(Month.fromisoformat(end) + 22)) if end < "2098-03" else {}
            yield "/context/reoffending/published", {"months": months, **instead}


def _months(month: str) -> int:
    """Count the months up to one such as ``2014-06``."""
    return int(month[:4]) * 12 + int(month[5:])


@rule("SQS304")
def titles_fit_themes(facts: Facts) -> Findings:
    """The printed title of a section is not that of another theme."""
    for index, section in facts.sections:
        theme, title = section.get("theme"), section.get("title")
        printed = themes.theme_of(title) if title else None
        if theme and printed and printed != theme:
            keys = [printed if other == index else each.get("theme") for other, each in facts.sections]
            ranks = [themes.THEME_KEYS.index(each) for each in keys if each]
            instead = _instead(printed) if ranks == sorted({*ranks}) else {}
            yield pointer("sections", index, "title"), {"title": shown(title), "theme": printed, **instead}


@rule("SQS305")
def area_agrees(facts: Facts) -> Findings:
    """The title names the area of the service."""
    area, title = facts.service.get("area"), facts.document.get("title")
    printed = areas.area_in_title(title) if title else None
    if area and printed and not (areas.same_name(printed, area) or areas.ends_with(title or "", area)):
        yield "/inspection/service/area", {"printed": shown(printed), "found": shown(area)}


@rule("SQS306")
def themes_unique(facts: Facts) -> Findings:
    """No theme has two sections."""
    for index, _, found in _repeats((index, each.get("theme")) for index, each in facts.sections):
        yield pointer("sections", index, "theme"), {"theme": str(found)}


@rule("SQS307")
def names_are_visible(facts: Facts) -> Findings:
    """No name, title or other text that is no prose has a character that a reader does not see."""
    for place, text, is_prose in facts.non_ascii:
        match = None if is_prose else find_invisible(text)
        if match and has_visible(text):
            yield place, {"char": f"U+{ord(match[0]):04X}", "found": shown(text)}
