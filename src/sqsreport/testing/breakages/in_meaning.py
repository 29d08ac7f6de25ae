"""Ways to break what a schema cannot say, in any valid report: by what stands in it, or by what is put there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from sqsreport.model import Month
from sqsreport.testing.breakages.changing import Breakage, all_of, append, breakage, drop_at, put_at
from sqsreport.testing.examples import Json, at

_FIRST_DAY: Final = "1900-01-01"
_LAST_MONTH: Final = "2099-12"
#: A label that no drawn report has.
_LABEL: Final = "no-such-note"
_RATE: Final = "/context/reoffending"


def against_rules(document: Json) -> Iterator[Breakage]:
    """Yield ways to break each rule that a report allows to be broken.

    Of each breakage one problem is expected; others may follow from it.
    """
    yield from _days(document["inspection"], document)
    yield from _figures(document.get("context", {}))
    yield from _sections(document.get("sections", []))
    yield from _items(document)
    yield from _footnotes(document)


def _days(inspection: Json, document: Json) -> Iterator[Breakage]:
    start, end = inspection["fieldwork"]["start"], inspection["fieldwork"]["end"]
    if start > _FIRST_DAY:
        place = "/inspection/fieldwork/end"
        yield breakage("fieldwork ends the day before it starts", put_at(place, _day_before(start)), f"SQS201 {place}")
    if end > _FIRST_DAY:
        yield breakage(
            "published the day before fieldwork ends", put_at("/published", _day_before(end)), "SQS202 /published"
        )
    yield breakage("an id with a letter too many", put_at("/id", f"{document['id']}x"), "SQS203 /id")
    if start < "2099":
        later = {"date": str(int(start[:4]) + 1)}
        yield breakage(
            "an inspection of the year after",
            put_at("/inspection/previous", [*inspection.get("previous", []), later]),
            f"SQS217 /inspection/previous/{len(inspection.get('previous', []))}/date",
        )
    title = "Report of Short Quality Screening (SQS) of youth offending work in Elsewhere-on-Sea"
    yield breakage("the title of another area", put_at("/title", title), "SQS305 /inspection/service/area")


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _figures(context: Json) -> Iterator[Breakage]:
    """Break the figures of a Context; where they would have to agree with words, the words are put there too."""
    rate: dict[str, Any] = context.get("reoffending", {})
    printed = "The published reoffending rate for this area was 39.5%. Compared to 37.9% for England and Wales."

    def told(figures: Json, words: str) -> Json:
        return {**context, "paragraphs": [words], **figures}

    cases = told({"cases_examined": 21}, "We examined 20 cases of children and young people.")
    yield breakage("a case more than the text has", put_at("/context", cases), "SQS212 /context/cases_examined")
    other = told({"reoffending": {**rate, "rate": 39.6}}, printed)
    yield breakage("another rate than the text has", put_at("/context", other), f"SQS213 {_RATE}/rate")
    comparator = {"kind": "england_and_wales", "rate": 38.9}
    other = told({"reoffending": {**rate, "rate": 39.5, "comparators": [comparator]}}, printed)
    yield breakage(
        "another comparator than the text has", put_at("/context", other), f"SQS214 {_RATE}/comparators/0/rate"
    )
    for index, found in enumerate(rate.get("comparators", [])):
        place = f"{_RATE}/comparators/{index}/direction"
        if "rate" in rate and "rate" in found:
            wrong = "better" if rate["rate"] >= found["rate"] else "worse"
            yield breakage("a direction turned round", put_at(place, wrong), f"SQS215 {place}")
        yield breakage(
            "a comparator twice",
            append(f"{_RATE}/comparators", {"kind": found["kind"]}),
            f"SQS216 {_RATE}/comparators/{len(rate['comparators'])}/kind",
        )
    if "cohort" in rate:
        place, end = f"{_RATE}/published", rate["cohort"]["end"]
        yield breakage("a rate published as its cohort ended", put_at(place, end), f"SQS204 {place}")
        if end < _LAST_MONTH:
            following = str(Month.fromisoformat(end) + 1)
            yield breakage("a rate published after a month", put_at(place, following), f"SQS303 {place}")
            yield breakage(
                "a cohort that starts after its end",
                put_at(f"{_RATE}/cohort/start", following),
                f"SQS205 {_RATE}/cohort/end",
            )


def _sections(sections: Json) -> Iterator[Breakage]:
    if sections:
        yield breakage("no sections", drop_at("/sections"), "SQS301 ")
    for index, section in enumerate(sections):
        place = f"/sections/{index}"
        theme, title = (
            put_at(f"{place}/theme", "protecting_the_public"),
            put_at(f"{place}/title", "Reducing reoffending"),
        )
        yield breakage("the title of another theme", all_of(theme, title), f"SQS304 {place}/title")
        numbered = [i for i, each in enumerate(section.get("paragraphs", [])) if "number" in each]
        if numbered:
            last = f"{place}/paragraphs/{numbered[-1]}/number"
            under, _, number = section["paragraphs"][numbered[-1]]["number"].partition(".")
            yield breakage("a gap before a paragraph", put_at(last, f"{under}.{int(number) + 1}"), f"SQS207 {last}")
        if len(numbered) > 1 and section.get("number", 99) < 99:
            number = f"{place}/number"
            yield breakage(
                "a section with another number", put_at(number, section["number"] + 1), f"SQS218 {place}/number"
            )
    for (index, first), second in pairwise(enumerate(sections)):
        one, other = f"/sections/{index}/theme", f"/sections/{index + 1}/theme"
        served = put_at(one, "sentence_served")
        yield breakage("a theme twice", all_of(served, put_at(other, "sentence_served")), f"SQS306 {other}")
        turned = all_of(served, put_at(other, "reducing_reoffending"))
        yield breakage("themes in another order", turned, f"SQS302 {other}")
        if "number" in first and "number" in second[1]:
            place = f"/sections/{index + 1}"
            changes = [put_at(f"{place}/number", first["number"])]
            for i, each in enumerate(second[1].get("paragraphs", [])):
                if "number" in each:
                    number = each["number"].partition(".")[2]
                    changes.append(put_at(f"{place}/paragraphs/{i}/number", f"{first['number']}.{number}"))
            yield breakage("a section's number twice", all_of(*changes), f"SQS206 {place}/number")


def _items(document: Json) -> Iterator[Breakage]:
    places = [place for key in ("strengths", "recommendations") for place in _places_of_items(document, f"/{key}")]
    for first, second in pairwise(places):
        taken = at(document, f"{first}/id")
        yield breakage("an id twice", put_at(f"{second}/id", taken), f"SQS208 {second}/id")


def _places_of_items(parent: Json, place: str) -> Iterator[str]:
    key = place.rpartition("/")[2]
    for index, item in enumerate(parent.get(key, [])):
        yield f"{place}/{index}"
        yield from _places_of_items(item, f"{place}/{index}/items")


def _footnotes(document: Json) -> Iterator[Breakage]:
    known = document.get("footnotes", [])
    mark = f"See below.[^{_LABEL}]"
    place = f"/closing/{len(document.get('closing', []))}"
    unknown = put_at("/closing", [*document.get("closing", []), mark])
    yield breakage("a mark without a footnote", unknown, f"SQS209 {place}")
    unused = put_at("/footnotes", [*known, {"label": _LABEL, "text": "See above."}])
    yield breakage("a footnote without a mark", unused, f"SQS210 /footnotes/{len(known)}")
    if known:
        again = append("/footnotes", {"label": known[0]["label"], "text": "See above."})
        yield breakage("a label twice", again, f"SQS211 /footnotes/{len(known)}/label")
