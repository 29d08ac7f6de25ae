"""The rules: what a schema cannot express. Each is registered under the code of its problems.

A rule gets the `RuleContext` of a document in which values that break the schema are `None`, so every value that
is there has the right type, and any value may be missing. It yields the pointers and parameters of problems.
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
from sqsreport._text import find_invisible, find_lookalike, has_visible, skeleton
from sqsreport._values import MOST_SHOWN, excerpt
from sqsreport.extract import areas, themes
from sqsreport.model import Month
from sqsreport.model.ids import report_id, slug
from sqsreport.problems import Collector, Problem
from sqsreport.validation.context import EMPTY, RuleContext, each_item

T = TypeVar("T")

Findings = Iterable[tuple[str, Mapping[str, str | int | float]]]
Rule = Callable[[RuleContext], Findings]

#: The places in which a structural problem may hide a theme, the label of a footnote, or a text with a footnote mark.
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


def check(document: object, unreliable: AbstractSet[str] = frozenset(), *, is_visible: bool = False) -> list[Problem]:
    """Run every rule over a document.

    Args:
        document: the document, with `None` for the values that break the schema.
        unreliable: JSON Pointers to these values, and to objects with unknown keys.
        is_visible: whether it is certain that no text has an invisible or look-alike character.
    """
    if not isinstance(document, Mapping):
        return []
    context = RuleContext.build(document, unreliable, is_visible=is_visible)
    collector = Collector()
    for code, run in RULES.items():
        for place, params in run(context):
            collector.add(code, functools.partial(Problem, code, place, params=params))
    return collector.problems()


def _repeats(values: Iterable[tuple[T, object]]) -> Iterator[tuple[T, T, object]]:
    """Yield the place, the first place and the value of every repetition."""
    first: dict[object, T] = {}
    for place, value in values:
        if value is not None and first.setdefault(value, place) != place:
            yield place, first[value], value


@rule("SQS201")
def fieldwork_starts_before_it_ends(context: RuleContext) -> Findings:
    """The first day of fieldwork is not after the last."""
    start, end = context.fieldwork.get("start"), context.fieldwork.get("end")
    if start and end and start > end:
        yield "/inspection/fieldwork/end", {"start": start, "end": end}


@rule("SQS202")
def published_after_fieldwork(context: RuleContext) -> Findings:
    """A letter is published on or after the last day of fieldwork."""
    published, end = context.document.get("published"), context.fieldwork.get("end")
    if published and end and published < end:
        yield "/published", {"published": published, "end": end}


@rule("SQS203")
def id_agrees(context: RuleContext) -> Findings:
    """The id consists of area, programme and first day of fieldwork."""
    id_, area, start = context.document.get("id"), context.service.get("area"), context.fieldwork.get("start")
    programme = (context.document.get("inspection") or EMPTY).get("programme")
    if id_ and area and programme and start:
        expected = report_id(area, programme, date.fromisoformat(start))
        if id_ != expected and not _is_explained(context, id_, expected):
            yield "/id", {"found": excerpt(id_), "expected": excerpt(expected), **_instead(expected)}


def _instead(value: str | int) -> Mapping[str, str]:
    """Return the parameter with a replacement for a wrong value, or none when it is too long to show."""
    text = json.dumps(value, ensure_ascii=False)
    return {"instead": text} if len(text) <= MOST_SHOWN else {}


def _is_explained(context: RuleContext, id_: str, expected: str) -> bool:
    """Return whether another rule explains a wrong id: the area or the days of the fieldwork are wrong."""
    start, end = context.fieldwork.get("start"), context.fieldwork.get("end")
    published = context.document.get("published")
    printed = areas.area_in_title(context.document.get("title") or "")
    length = len("-2015-03-09")
    if end and start and (start > end or (published and published < end)):
        return id_[:-length] == expected[:-length]
    return printed is not None and id_ == f"{slug(printed)}{expected[len(slug(context.service['area'])) :]}"


@rule("SQS204")
def published_after_cohort(context: RuleContext) -> Findings:
    """A rate is published after the last month of its cohort."""
    published, end = context.rate.get("published"), (context.rate.get("cohort") or EMPTY).get("end")
    if published and end and published <= end:
        yield "/context/reoffending/published", {"published": published, "end": end}


@rule("SQS205")
def cohort_in_order(context: RuleContext) -> Findings:
    """The first month of a cohort is not after the last."""
    cohort = context.rate.get("cohort") or EMPTY
    start, end = cohort.get("start"), cohort.get("end")
    if start and end and start > end:
        yield "/context/reoffending/cohort/end", {"start": start, "end": end}


@rule("SQS206")
def sections_in_order(context: RuleContext) -> Findings:
    """The numbers of the sections increase."""
    if context.is_numbered_well:
        return
    previous = 0
    for (index, section), number_as_text in zip(context.sections, context.numbers, strict=True):
        if section.get("number") is not None:
            number = int(number_as_text[:9])
            if number <= previous:
                yield pointer("sections", index, "number"), {"found": number, "previous": previous}
            previous = number


@rule("SQS207")
def paragraphs_contiguous(context: RuleContext) -> Findings:
    """The paragraphs of a section are numbered from 1 without a gap, under the section's number."""
    if context.is_numbered_well:
        return
    for (i, _), under, paragraphs in zip(context.sections, context.numbers, context.paragraphs, strict=True):
        numbered = [(j, each["number"]) for j, each in paragraphs if "number" in each]
        due = 1
        for (j, number), following in zip_longest(numbered, [number for _, number in numbered[1:]]):
            # A number that breaks the schema counts as the expected one.
            if number is not None and number != f"{under}.{due}":
                place, expected = pointer("sections", i, "paragraphs", j, "number"), f"{under}.{due}"
                # After a gap the count continues from the printed number, after a slip from the expected one.
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
def ids_unique(context: RuleContext) -> Findings:
    """No two strengths or recommendations have the same id."""
    for place, first, item_id in _repeats((place, item.get("id")) for place, item in context.items):
        yield f"{place}/id", {"found": shown(item_id), "first": f"{first}/id"}


@rule("SQS209")
def footnote_marks_resolve(context: RuleContext) -> Findings:
    """Every footnote mark in the prose has a footnote."""
    existing = {footnote.get("label") for _, footnote in context.footnotes}
    for place, labels in context.marks if not context.may_hide(_OF_FOOTNOTES) else ():
        for label in dict.fromkeys(labels):
            if label not in existing:
                yield place, {"label": excerpt(label)}


@rule("SQS210")
def footnotes_used(context: RuleContext) -> Findings:
    """Every footnote has a mark in the prose."""
    used = {label for _, labels in context.marks for label in labels}
    # A structural problem elsewhere may hide the text that refers to the footnote.
    for index, footnote in context.footnotes if not context.may_hide(_OF_MARKS) else ():
        label = footnote.get("label")
        if label is not None and label not in used:
            yield pointer("footnotes", index), {"label": shown(label)}


@rule("SQS211")
def footnote_labels_unique(context: RuleContext) -> Findings:
    """No two footnotes have the same label."""
    for index, first, label in _repeats((index, each.get("label")) for index, each in context.footnotes):
        place, earlier = (pointer("footnotes", each, "label") for each in (index, first))
        yield place, {"label": shown(label), "first": earlier}


@rule("SQS212")
def cases_agree(context: RuleContext) -> Findings:
    """The number of cases is the one that the Context states."""
    cases, first = context.context.get("cases_examined"), None
    if cases is not None:
        for printed in context.printed_cases():
            if printed == cases:  # nearly always the first one agrees, so do not look for others
                return
            first = first or printed
        if first:
            yield "/context/cases_examined", {"printed": first, "found": cases}


@rule("SQS213")
def rate_agrees(context: RuleContext) -> Findings:
    """The reoffending rate is the one that the Context states."""
    rate = context.rate.get("rate")
    printed = [each.rate for each in context.printed_rates if each.rate is not None]
    if rate is not None and printed and rate not in printed:
        yield "/context/reoffending/rate", {"printed": printed[0], "found": rate}


@rule("SQS214")
def comparators_agree(context: RuleContext) -> Findings:
    """The rate of a comparator is the one that the Context states."""
    printed = [
        (each.kind, each.rate) for rate in context.printed_rates for each in rate.comparators if each.rate is not None
    ]
    for index, comparator in context.comparators:
        kind, rate = comparator.get("kind"), comparator.get("rate")
        rates = [rate for of_kind, rate in printed if of_kind == kind]
        if rate is not None and rates and rate not in rates:
            place = pointer("context", "reoffending", "comparators", index, "rate")
            yield place, {"kind": str(kind), "printed": rates[0], "found": rate}


@rule("SQS215")
def direction_agrees(context: RuleContext) -> Findings:
    """A service is better than a comparator when its rate is lower, and worse when it is higher."""
    rate, printed = context.rate.get("rate"), context.printed_rates
    # A rate that differs from the printed one says nothing about the direction.
    if any(each.rate not in (None, rate) for each in printed):
        return
    for index, comparator in context.comparators:
        other, direction = comparator.get("rate"), comparator.get("direction")
        rates = {
            each.rate for statement in printed for each in statement.comparators if each.kind == comparator.get("kind")
        }
        if rate is None or other is None or rates - {None, other}:
            continue
        if (direction == "better" and rate >= other) or (direction == "worse" and rate <= other):
            place = pointer("context", "reoffending", "comparators", index, "direction")
            yield place, {"rate": rate, "other": other, "found": shown(direction)}


@rule("SQS216")
def comparators_unique(context: RuleContext) -> Findings:
    """No kind of comparator appears twice."""
    for index, _, kind in _repeats((index, each.get("kind")) for index, each in context.comparators):
        yield pointer("context", "reoffending", "comparators", index, "kind"), {"kind": shown(kind)}


@rule("SQS217")
def previous_inspections_earlier(context: RuleContext) -> Findings:
    """A previous inspection was not after the fieldwork of this one."""
    start = context.fieldwork.get("start")
    for index, previous in each_item(context.document.get("inspection") or EMPTY, "previous"):
        printed = previous.get("date")
        # Complete a partial date to its first day; ISO 8601 dates sort as text.
        if start and printed and f"{printed}-01-01"[: len(start)] > start:
            yield pointer("inspection", "previous", index, "date"), {"date": printed, "start": start}


@rule("SQS218")
def section_number_agrees(context: RuleContext) -> Findings:
    """The number of a section is the one that its paragraphs have."""
    if context.is_numbered_well:
        return
    numbered = [
        (index, section["number"], of_paragraphs)
        for (index, section), of_paragraphs in zip(context.sections, context.numbers, strict=True)
        if section.get("number") is not None
    ]
    # Sentinels at both ends allow any number for the first and the last section.
    own = [0, *(int(number) for _, number, _ in numbered), MAX_INTEGER]
    for (index, number, of_paragraphs), before, after in zip(numbered, own, own[2:], strict=False):
        if str(int(number)) != of_paragraphs:
            fits = len(of_paragraphs) < 16 and before < int(of_paragraphs) < after
            instead = _instead(int(of_paragraphs)) if fits else {}
            yield pointer("sections", index, "number"), {"found": number, "expected": excerpt(of_paragraphs), **instead}


@rule("SQS219")
def texts_are_visible(context: RuleContext) -> Findings:
    """Every text has a visible character."""
    for place, text, _ in context.non_ascii:
        if not has_visible(text):
            yield place, {"found": shown(text)}


@rule("SQS301")
def themes_present(context: RuleContext) -> Findings:
    """A letter comments on all four themes."""
    present = {section.get("theme") for _, section in context.sections}
    missing = [theme for theme in themes.THEME_KEYS if theme not in present]
    if missing and not context.may_hide(_OF_THEMES):
        yield "/sections" if context.document.get("sections") else "", {"theme": ", ".join(missing)}


@rule("SQS302")
def themes_in_order(context: RuleContext) -> Findings:
    """The themes are in the order in which the letters print them."""
    previous = None
    for index, section in context.sections:
        theme = section.get("theme")
        if theme is None:
            continue
        if previous and themes.THEME_KEYS.index(theme) < themes.THEME_KEYS.index(previous):
            yield pointer("sections", index, "theme"), {"found": theme, "previous": previous}
        previous = theme


@rule("SQS303")
def published_after_22_months(context: RuleContext) -> Findings:
    """A rate is published 22 months after the end of its cohort, as in the three known cases."""
    published, end = context.rate.get("published"), (context.rate.get("cohort") or EMPTY).get("end")
    if published and end:
        months = _months(published) - _months(end)
        if months > 0 and months != 22:
            instead = _instead(str(Month.fromisoformat(end) + 22)) if end < "2098-03" else {}
            yield "/context/reoffending/published", {"months": months, **instead}


def _months(month: str) -> int:
    """Return a month such as ``2014-06`` as a number of months."""
    return int(month[:4]) * 12 + int(month[5:])


@rule("SQS304")
def titles_fit_themes(context: RuleContext) -> Findings:
    """The printed title of a section is not that of another theme."""
    for index, section in context.sections:
        theme, title = section.get("theme"), section.get("title")
        printed = themes.theme_of(title) if title else None
        if theme and printed and printed != theme:
            keys = [printed if other == index else each.get("theme") for other, each in context.sections]
            ranks = [themes.THEME_KEYS.index(each) for each in keys if each]
            instead = _instead(printed) if ranks == sorted({*ranks}) else {}
            yield pointer("sections", index, "title"), {"title": shown(title), "theme": printed, **instead}


@rule("SQS305")
def area_agrees(context: RuleContext) -> Findings:
    """The title names the area of the service."""
    area, title = context.service.get("area"), context.document.get("title")
    if area and title and not areas.ends_with(title, area):  # nearly all titles do, so do not analyse them
        printed = areas.area_in_title(title)
        if printed and not areas.same_name(printed, area):
            yield "/inspection/service/area", {"printed": shown(printed), "found": shown(area)}


@rule("SQS306")
def themes_unique(context: RuleContext) -> Findings:
    """No theme has two sections."""
    for index, _, theme in _repeats((index, each.get("theme")) for index, each in context.sections):
        yield pointer("sections", index, "theme"), {"theme": str(theme)}


@rule("SQS307")
def names_are_visible(context: RuleContext) -> Findings:
    """No name, title or other text except prose has an invisible character."""
    for place, text, is_prose in context.non_ascii:
        match = None if is_prose else find_invisible(text)
        if match and has_visible(text):
            yield place, {"char": f"U+{ord(match[0]):04X}", "found": shown(text)}


@rule("SQS308")
def names_have_one_alphabet(context: RuleContext) -> Findings:
    """No name, title or other text except prose has a letter of another alphabet among Latin letters."""
    for place, text, is_prose in context.non_ascii:
        match = None if is_prose else find_lookalike(text)
        if match and has_visible(text):
            params = {"char": f"U+{ord(match[0][0]):04X}", "found": shown(text)}
            latin = skeleton(text)
            is_key = place.startswith("/extensions/")
            yield place, {**params, **({} if is_key or find_lookalike(latin) else _instead(latin))}
