"""What a schema cannot say. Each rule stands under the code of the problem that it finds.

A rule gets the document with `None` for the values that break the schema: what is there has
the right shape, and anything may be missing. It yields pointers and parameters of problems.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import zip_longest
from typing import Any

from sqsreport import wording
from sqsreport._jsondata import pointer, shown
from sqsreport._values import excerpt
from sqsreport.model import Month, PartialDate, Prose, report_id
from sqsreport.problems import Problem

Document = Mapping[str, Any]
Findings = Iterator[tuple[str, Mapping[str, str | int | float]]]
Rule = Callable[[Document], Findings]

#: Every rule by its code.
RULES: dict[str, Rule] = {}


def rule(code: str) -> Callable[[Rule], Rule]:
    """Register a rule under the code of its problems."""

    def register(function: Rule) -> Rule:
        assert code not in RULES, f"{code} has a rule already"
        RULES[code] = function
        return function

    return register


def check(document: object) -> list[Problem]:
    """Run every rule over a document."""
    if not isinstance(document, Mapping):
        return []
    return [Problem(code, place, params=params) for code, run in RULES.items() for place, params in run(document)]


def _get(document: object, *path: str) -> Any:
    for step in path:
        document = document.get(step) if isinstance(document, Mapping) else None
    return document


def _each(parent: Document, key: str) -> Iterator[tuple[int, Any]]:
    """Yield the usable items of a list with their index; an item that broke the schema is `None`."""
    return ((index, item) for index, item in enumerate(parent.get(key) or ()) if item is not None)


def _prose(document: Document) -> Iterator[tuple[str, str]]:
    """Yield every piece of prose with its pointer, in the order of the letter."""
    context = _get(document, "context") or {}
    for key in ("introduction", "summary", "closing", "notes"):
        yield from ((pointer(key, index), text) for index, text in _each(document, key))
    yield from ((pointer("context", "paragraphs", index), text) for index, text in _each(context, "paragraphs"))
    for i, section in _each(document, "sections"):
        for j, paragraph in _each(section, "paragraphs"):
            yield pointer("sections", i, "paragraphs", j, "text"), paragraph.get("text") or ""
    for place, item in _items(document):
        yield f"{place}/text", item.get("text") or ""
    for index, footnote in _each(document, "footnotes"):
        yield pointer("footnotes", index, "text"), footnote.get("text") or ""


def _items(document: Document) -> Iterator[tuple[str, Document]]:
    """Yield every strength and recommendation with its pointer, the outer before the inner."""

    def walk(parent: Document, key: str, prefix: str) -> Iterator[tuple[str, Document]]:
        for index, item in _each(parent, key):
            place = f"{prefix}/{key}/{index}"
            yield place, item
            yield from walk(item, "items", place)

    for key in ("strengths", "recommendations"):
        yield from walk(document, key, "")


def _repeats(named: Iterable[tuple[str, object]]) -> Iterator[tuple[str, str, object]]:
    """Yield place, first place and value of everything that was there before."""
    first: dict[object, str] = {}
    for place, found in named:
        if found is not None and first.setdefault(found, place) != place:
            yield place, first[found], found


@rule("SQS201")
def fieldwork_starts_before_it_ends(document: Document) -> Findings:
    """The first day of fieldwork is not after the last."""
    start, end = (_get(document, "inspection", "fieldwork", key) for key in ("start", "end"))
    if start and end and start > end:
        yield "/inspection/fieldwork/end", {"start": start, "end": end}


@rule("SQS202")
def published_after_fieldwork(document: Document) -> Findings:
    """A letter is published on or after the last day of fieldwork."""
    published, end = document.get("published"), _get(document, "inspection", "fieldwork", "end")
    if published and end and published < end:
        yield "/published", {"published": published, "end": end}


@rule("SQS203")
def id_agrees(document: Document) -> Findings:
    """The id is made of area, programme and first day of fieldwork."""
    found, inspection = document.get("id"), _get(document, "inspection")
    area, programme = _get(inspection, "service", "area"), _get(inspection, "programme")
    start = _get(inspection, "fieldwork", "start")
    if found and area and programme and start:
        expected = report_id(area, programme, date.fromisoformat(start))
        if found != expected:
            yield "/id", {"found": excerpt(found), "expected": excerpt(expected)}


@rule("SQS204")
def released_after_cohort(document: Document) -> Findings:
    """A rate is published after the last month of its cohort."""
    rate = _get(document, "context", "reoffending")
    released, end = _get(rate, "released"), _get(rate, "cohort", "end")
    if released and end and released <= end:
        yield "/context/reoffending/released", {"released": released, "end": end}


@rule("SQS205")
def cohort_in_order(document: Document) -> Findings:
    """The first month of a cohort is not after the last."""
    start, end = (_get(document, "context", "reoffending", "cohort", key) for key in ("start", "end"))
    if start and end and start > end:
        yield "/context/reoffending/cohort/end", {"start": start, "end": end}


@rule("SQS206")
def sections_in_order(document: Document) -> Findings:
    """The numbers of the sections rise."""
    previous = 0
    for index, section in _each(document, "sections"):
        number = int(_number_of(section)[:9] or 0)
        if section.get("number") is not None:
            if number <= previous:
                yield pointer("sections", index, "number"), {"found": number, "previous": previous}
            previous = number


@rule("SQS207")
def paragraphs_contiguous(document: Document) -> Findings:
    """The paragraphs of a section are numbered from 1 without a gap, under the section's number."""
    for i, section in _each(document, "sections"):
        numbered = [(j, each["number"]) for j, each in _each(section, "paragraphs") if "number" in each]
        under, due = _number_of(section), 1
        for (j, number), following in zip_longest(numbered, [number for _, number in numbered[1:]]):
            # A number that breaks the schema counts as the one that is due.
            if number is not None and number != f"{under}.{due}":
                place = pointer("sections", i, "paragraphs", j, "number")
                yield place, {"found": excerpt(number), "expected": excerpt(f"{under}.{due}")}
                # After a gap the count goes on from there; after a slip, from where it was.
                own = int(number.split(".")[1][:9])
                due = own if own > due and following == f"{under}.{own + 1}" else due
            due += 1


@rule("SQS208")
def ids_unique(document: Document) -> Findings:
    """No two strengths or recommendations have the same id."""
    named = ((f"{place}/id", item.get("id")) for place, item in _items(document))
    for place, first, found in _repeats(named):
        yield place, {"found": shown(found), "first": first}


@rule("SQS209")
def footnote_marks_resolve(document: Document) -> Findings:
    """Every footnote mark in the prose has a footnote."""
    known = {footnote.get("label") for _, footnote in _each(document, "footnotes")}
    for place, text in _prose(document):
        for label in dict.fromkeys(_marks(text)):
            if label not in known:
                yield place, {"label": excerpt(label)}


@rule("SQS210")
def footnotes_used(document: Document) -> Findings:
    """Every footnote is referred to."""
    used = {label for _, text in _prose(document) for label in _marks(text)}
    for index, footnote in _each(document, "footnotes"):
        label = footnote.get("label")
        if label is not None and label not in used:
            yield pointer("footnotes", index), {"label": shown(label)}


@rule("SQS211")
def footnote_labels_unique(document: Document) -> Findings:
    """No two footnotes have the same label."""
    named = ((pointer("footnotes", i, "label"), each.get("label")) for i, each in _each(document, "footnotes"))
    for place, first, found in _repeats(named):
        yield place, {"label": shown(found), "first": first}


@rule("SQS212")
def cases_agree(document: Document) -> Findings:
    """The number of cases is the one that the Context states."""
    found = _get(document, "context", "cases_examined")
    printed = [number for text in _context(document) for number in wording.cases_examined(text)]
    if found is not None and printed and found not in printed:
        yield "/context/cases_examined", {"printed": printed[0], "found": found}


@rule("SQS213")
def rate_agrees(document: Document) -> Findings:
    """The reoffending rate is the one that the Context states."""
    found = _get(document, "context", "reoffending", "rate")
    printed = [each.rate for each in _printed_rates(document) if each.rate is not None]
    if found is not None and printed and found not in printed:
        yield "/context/reoffending/rate", {"printed": printed[0], "found": found}


@rule("SQS214")
def comparators_agree(document: Document) -> Findings:
    """The rate of a comparator is the one that the Context states."""
    printed = [each for rate in _printed_rates(document) for each in rate.comparators if each.rate is not None]
    for index, comparator in _comparators(document):
        kind, found = comparator.get("kind"), comparator.get("rate")
        rates = [each.rate for each in printed if each.kind == kind]
        if found is not None and rates and found not in rates:
            place = pointer("context", "reoffending", "comparators", index, "rate")
            yield place, {"kind": str(kind), "printed": rates[0] or 0, "found": found}


@rule("SQS215")
def direction_agrees(document: Document) -> Findings:
    """A service is better than a comparator when its rate is lower, and worse when it is higher."""
    rate = _get(document, "context", "reoffending", "rate")
    for index, comparator in _comparators(document):
        other, direction = comparator.get("rate"), comparator.get("direction")
        if rate is None or other is None:
            continue
        if (direction == "better" and rate >= other) or (direction == "worse" and rate <= other):
            place = pointer("context", "reoffending", "comparators", index, "direction")
            yield place, {"rate": rate, "other": other, "found": shown(direction)}


@rule("SQS216")
def comparators_unique(document: Document) -> Findings:
    """No kind of comparator is given twice."""
    prefix = ("context", "reoffending", "comparators")
    named = ((pointer(*prefix, index, "kind"), each.get("kind")) for index, each in _comparators(document))
    for place, _, found in _repeats(named):
        yield place, {"kind": shown(found)}


@rule("SQS217")
def previous_inspections_earlier(document: Document) -> Findings:
    """A previous inspection was not after the fieldwork of this one."""
    start = _get(document, "inspection", "fieldwork", "start")
    for index, previous in _each(_get(document, "inspection") or {}, "previous"):
        found = previous.get("date")
        if start and found and PartialDate.fromisoformat(found).earliest > date.fromisoformat(start):
            yield pointer("inspection", "previous", index, "date"), {"date": found, "start": start}


@rule("SQS218")
def section_number_agrees(document: Document) -> Findings:
    """The number of a section is the one that its paragraphs bear."""
    for index, section in _each(document, "sections"):
        found, borne = section.get("number"), _number_of(section)
        if found is not None and str(int(found)) != borne:
            yield pointer("sections", index, "number"), {"found": found, "expected": excerpt(borne)}


@rule("SQS301")
def themes_present(document: Document) -> Findings:
    """A letter comments on all four themes."""
    found = {section.get("theme") for _, section in _each(document, "sections")}
    missing = [theme for theme in wording.THEME_KEYS if theme not in found]
    if missing:
        yield "/sections" if document.get("sections") else "", {"theme": ", ".join(missing)}


@rule("SQS302")
def themes_in_order(document: Document) -> Findings:
    """The themes stand in the order in which the letters print them."""
    previous = None
    for index, section in _each(document, "sections"):
        theme = section.get("theme")
        if theme is None:
            continue
        if previous and wording.THEME_KEYS.index(theme) < wording.THEME_KEYS.index(previous):
            yield pointer("sections", index, "theme"), {"found": theme, "previous": previous}
        previous = theme


@rule("SQS303")
def released_after_22_months(document: Document) -> Findings:
    """Rates were published 22 months after the end of their cohort, wherever both are known."""
    rate = _get(document, "context", "reoffending")
    released, end = _get(rate, "released"), _get(rate, "cohort", "end")
    if released and end:
        months = Month.fromisoformat(released) - Month.fromisoformat(end)
        if months > 0 and months != 22:
            expected = str(Month.fromisoformat(end) + 22) if end < "2098-03" else "another month"
            yield "/context/reoffending/released", {"months": months, "expected": expected}


@rule("SQS304")
def titles_fit_themes(document: Document) -> Findings:
    """The printed title of a section is not that of another theme."""
    for index, section in _each(document, "sections"):
        theme, title = section.get("theme"), section.get("title")
        printed = wording.theme_of(title) if title else None
        if theme and printed and printed != theme:
            yield pointer("sections", index, "title"), {"title": shown(title), "theme": printed}


@rule("SQS305")
def area_agrees(document: Document) -> Findings:
    """The title names the area of the service."""
    area, title = _get(document, "inspection", "service", "area"), document.get("title")
    printed = wording.area_in_title(title) if title else None
    if area and printed and not wording.same_name(printed, area):
        yield "/inspection/service/area", {"printed": shown(printed), "found": shown(area)}


@rule("SQS306")
def themes_unique(document: Document) -> Findings:
    """No theme has two sections."""
    named = ((pointer("sections", i, "theme"), each.get("theme")) for i, each in _each(document, "sections"))
    for place, _, found in _repeats(named):
        yield place, {"theme": str(found)}


def _number_of(section: Document) -> str:
    """Tell the number of a section: that which most of its paragraphs and itself give it, or else its own."""
    own, numbers = section.get("number"), [each.get("number") for _, each in _each(section, "paragraphs")]
    given = [*([] if own is None else [str(int(own))]), *(number.split(".")[0] for number in numbers if number)]
    return next((number for number, _ in Counter(given).most_common(1)), "")


def _context(document: Document) -> Iterator[str]:
    return (text for _, text in _each(_get(document, "context") or {}, "paragraphs"))


def _comparators(document: Document) -> Iterator[tuple[int, Document]]:
    return _each(_get(document, "context", "reoffending") or {}, "comparators")


def _printed_rates(document: Document) -> Iterator[wording.PrintedRate]:
    return (printed for text in _context(document) if (printed := wording.printed_rate(text)))


def _marks(text: str) -> tuple[str, ...]:
    # Few texts have a mark, and a CommonMark parser takes its time.
    return Prose(text).footnote_marks if "[^" in text else ()
