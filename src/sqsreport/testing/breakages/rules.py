"""Ways to break the rules in any valid report, derived from its values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from sqsreport.model import Month
from sqsreport.testing.breakages.changes import Breakage, breakage
from sqsreport.testing.examples import Json, at

_FIRST_DAY: Final = "1900-01-01"
_LAST_MONTH: Final = "2099-12"
#: A label that no drawn report has.
_LABEL: Final = "no-such-note"
_RATE: Final = "/context/reoffending"


def rule_breakages(document: Json) -> Iterator[Breakage]:
    """Yield the ways to break each rule that a report allows to be broken.

    One problem of each is expected; others may follow from it.
    """
    yield from _days(document)
    yield from _figures(document.get("context", {}))
    yield from _sections(document.get("sections", []))
    yield from _items(document)
    yield from _footnotes(document)


def _put(description: str, code: str, place: str, value: Json) -> Breakage:
    return breakage(description, f"{code} {place}", ("put", place, value))


def _days(document: Json) -> Iterator[Breakage]:
    inspection = document["inspection"]
    start, end = inspection["fieldwork"]["start"], inspection["fieldwork"]["end"]
    if start > _FIRST_DAY:
        place = "/inspection/fieldwork/end"
        yield _put("fieldwork ends the day before it starts", "SQS201", place, _day_before(start))
    if end > _FIRST_DAY:
        yield _put("published the day before fieldwork ends", "SQS202", "/published", _day_before(end))
    yield _put("an id with a letter too many", "SQS203", "/id", f"{document['id']}x")
    if start < "2099":
        previous = inspection.get("previous", [])
        later = ("put", "/inspection/previous", [*previous, {"date": str(int(start[:4]) + 1)}])
        pointer = f"/inspection/previous/{len(previous)}/date"
        yield breakage("an inspection of the year after", f"SQS217 {pointer}", later)
    title = "Report of Short Quality Screening (SQS) of youth offending work in Elsewhere-on-Sea"
    yield breakage("the title of another area", "SQS305 /inspection/service/area", ("put", "/title", title))
    place, name = "/inspection/service/name", inspection["service"]["name"]
    yield _put("a zero width space after a name", "SQS307", place, f"{name} x\u200b")
    yield _put("a Cyrillic letter in a name", "SQS308", place, f"{name} x\u0430")


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _figures(context: Json) -> Iterator[Breakage]:
    """Break the figures of a Context, together with the prose that they have to agree with."""
    rate: dict[str, Any] = context.get("reoffending", {})
    printed = "The published reoffending rate for this area was 39.5%. Compared to 37.9% for England and Wales."

    def contradicted(description: str, expected: str, prose: str, figures: Json) -> Breakage:
        return breakage(description, expected, ("put", "/context", {**context, "paragraphs": [prose], **figures}))

    cases = "We examined 20 cases of children and young people."
    place = "/context/cases_examined"
    yield contradicted("a case more than the text has", f"SQS212 {place}", cases, {"cases_examined": 21})
    other = {"reoffending": {**rate, "rate": 39.6}}
    yield contradicted("another rate than the text has", f"SQS213 {_RATE}/rate", printed, other)
    comparator = {"kind": "england_and_wales", "rate": 38.9}
    other = {"reoffending": {**rate, "rate": 39.5, "comparators": [comparator]}}
    place = f"{_RATE}/comparators/0/rate"
    yield contradicted("another comparator than the text has", f"SQS214 {place}", printed, other)
    comparators = rate.get("comparators", [])
    for index, each in enumerate(comparators):
        if "rate" in rate and "rate" in each:
            wrong = "better" if rate["rate"] >= each["rate"] else "worse"
            yield _put("a direction turned round", "SQS215", f"{_RATE}/comparators/{index}/direction", wrong)
        again = ("append", f"{_RATE}/comparators", {"kind": each["kind"]})
        yield breakage("a comparator twice", f"SQS216 {_RATE}/comparators/{len(comparators)}/kind", again)
    if "cohort" in rate:
        end = rate["cohort"]["end"]
        yield _put("a rate published as its cohort ended", "SQS204", f"{_RATE}/published", end)
        if end < _LAST_MONTH:
            following = str(Month.fromisoformat(end) + 1)
            yield _put("a rate published after a month", "SQS303", f"{_RATE}/published", following)
            start = ("put", f"{_RATE}/cohort/start", following)
            yield breakage("a cohort that starts after its end", f"SQS205 {_RATE}/cohort/end", start)


def _sections(sections: Json) -> Iterator[Breakage]:
    if sections:
        yield breakage("no sections", "SQS301 ", ("drop", "/sections"))
    for index, section in enumerate(sections):
        place = f"/sections/{index}"
        theme = ("put", f"{place}/theme", "protecting_the_public")
        title = ("put", f"{place}/title", "Reducing reoffending")
        yield breakage("the title of another theme", f"SQS304 {place}/title", theme, title)
        numbered = [i for i, each in enumerate(section.get("paragraphs", [])) if "number" in each]
        if numbered:
            prefix, _, number = section["paragraphs"][numbered[-1]]["number"].partition(".")
            last = f"{place}/paragraphs/{numbered[-1]}/number"
            yield _put("a gap before a paragraph", "SQS207", last, f"{prefix}.{int(number) + 1}")
        if len(numbered) > 1 and section.get("number", 99) < 99:
            yield _put("a section with another number", "SQS218", f"{place}/number", section["number"] + 1)
    for (index, first), (_, second) in pairwise(enumerate(sections)):
        place = f"/sections/{index + 1}"
        served = ("put", f"/sections/{index}/theme", "sentence_served")
        again = ("put", f"{place}/theme", "sentence_served")
        earlier = ("put", f"{place}/theme", "reducing_reoffending")
        yield breakage("a theme twice", f"SQS306 {place}/theme", served, again)
        yield breakage("themes in another order", f"SQS302 {place}/theme", served, earlier)
        if "number" in first and "number" in second:
            changes = [("put", f"{place}/number", first["number"])]
            for i, each in enumerate(second.get("paragraphs", [])):
                if "number" in each:
                    number = f"{first['number']}.{each['number'].partition('.')[2]}"
                    changes.append(("put", f"{place}/paragraphs/{i}/number", number))
            yield breakage("a section's number twice", f"SQS206 {place}/number", *changes)


def _items(document: Json) -> Iterator[Breakage]:
    places = [place for key in ("strengths", "recommendations") for place in _item_places(document, f"/{key}")]
    for first, second in pairwise(places):
        yield _put("an id twice", "SQS208", f"{second}/id", at(document, f"{first}/id"))


def _item_places(parent: Json, place: str) -> Iterator[str]:
    for index, item in enumerate(parent.get(place.rpartition("/")[2], [])):
        yield f"{place}/{index}"
        yield from _item_places(item, f"{place}/{index}/items")


def _footnotes(document: Json) -> Iterator[Breakage]:
    closing, footnotes = document.get("closing", []), document.get("footnotes", [])
    unknown = ("put", "/closing", [*closing, f"See below.[^{_LABEL}]"])
    yield breakage("a mark without a footnote", f"SQS209 /closing/{len(closing)}", unknown)
    unused = ("put", "/footnotes", [*footnotes, {"label": _LABEL, "text": "See above."}])
    yield breakage("a footnote without a mark", f"SQS210 /footnotes/{len(footnotes)}", unused)
    if footnotes:
        again = ("append", "/footnotes", {"label": footnotes[0]["label"], "text": "See above."})
        yield breakage("a label twice", f"SQS211 /footnotes/{len(footnotes)}/label", again)
