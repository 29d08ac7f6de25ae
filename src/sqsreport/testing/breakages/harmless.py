"""Changes of the invented report after which it is as valid as before, for what careless programs refuse."""

from __future__ import annotations

from typing import Final

from sqsreport.testing.breakages.changing import Change, all_of, append, drop_at, put_at, words
from sqsreport.testing.examples import Json


def _context(value: Json) -> Change:
    """Put another Context, without the mark of the first footnote."""
    return all_of(put_at("/context", value), drop_at("/footnotes/0"))


def _rate(value: Json) -> Change:
    return _context({"reoffending": value})


def _area(name: str, slug: str) -> Change:
    return all_of(
        put_at("/inspection/service/area", name),
        put_at("/id", f"{slug}-sqs-2015-03-09"),
        put_at("/title", f"Report of Short Quality Screening (SQS) of youth offending work in {name}"),
    )


def _nested(depth: int) -> Json:
    item: Json = {"id": "recommendation-9" + ".1" * depth, "text": "Look again."}
    for level in reversed(range(depth)):
        item = {"id": "recommendation-9" + ".1" * level, "text": "They should:", "items": [item]}
    return item


#: What is done to the report, by a description of it.
HARMLESS: Final[dict[str, Change]] = {
    # --- days
    "fieldwork of one day": put_at("/inspection/fieldwork/end", "2015-03-09"),
    "published on the last day of fieldwork": put_at("/published", "2015-03-11"),
    "published on 29 February of a leap year": put_at("/published", "2016-02-29"),
    "published on 29 February 2000": all_of(
        put_at("/inspection/fieldwork", {"start": "2000-02-28", "end": "2000-02-29"}),
        put_at("/id", "northmoor-sqs-2000-02-28"),
        put_at("/published", "2000-02-29"),
        drop_at("/inspection/previous"),
    ),
    "the first days that there are": all_of(
        put_at("/inspection/fieldwork", {"start": "1900-01-01", "end": "1900-01-01"}),
        put_at("/id", "northmoor-sqs-1900-01-01"),
        put_at("/published", "1900-01-01"),
        drop_at("/inspection/previous"),
    ),
    "the last day that there is": put_at("/published", "2099-12-31"),
    "a previous inspection in the year of this one": put_at("/inspection/previous/0/date", "2015"),
    "a previous inspection in the month of this one": put_at("/inspection/previous/0/date", "2015-03"),
    "a previous inspection that began on the same day": put_at("/inspection/previous/0/date", "2015-03-09"),
    "no previous inspection": drop_at("/inspection/previous"),
    # --- figures
    "one case": _context({"cases_examined": 1}),
    "as many cases as are counted": _context({"cases_examined": 2**53 - 1}),
    "a whole number with a decimal point": put_at("/context/cases_examined", 20.0),
    "a rate of nothing": _rate({"rate": 0}),
    "a rate of all": _rate({"rate": 100}),
    "a rate with many decimals": _rate({"rate": 39.499999999999}),
    "a rate so small that it is written with an exponent": _rate({"rate": 5e-7}),
    "a comparator alone": _rate({"comparators": [{"kind": "wales"}]}),
    "every kind of comparator": _rate(
        {
            "comparators": [
                {"kind": "england_and_wales", "rate": 37.9, "direction": "similar"},
                {"kind": "england", "rate": 38.0},
                {"kind": "wales", "direction": "better"},
                {"kind": "family", "rate": 0, "direction": "worse"},
                {"kind": "previous_year"},
            ]
        }
    ),
    "a month of publication alone": _rate({"published": "2015-01"}),
    "a cohort of one month": _rate({"cohort": {"start": "2013-03", "end": "2013-03"}}),
    "cases in words": words("/context/paragraphs/0", "20 cases", "twenty cases"),
    "a direction that is not that of the figures, for they are similar": put_at(
        "/context/reoffending/comparators/1/direction", "similar"
    ),
    # --- numbers of sections and paragraphs
    "a section with a number of its own alone": put_at("/sections/4/number", 5),
    "a section with a high number": put_at("/sections/4/number", 40),
    "paragraphs without numbers": all_of(drop_at("/sections/2/number"), drop_at("/sections/2/paragraphs/0/number")),
    "a paragraph without a number among others": append("/sections/1/paragraphs", {"text": "So it was."}),
    "twelve paragraphs": put_at(
        "/sections/2/paragraphs", [{"number": f"3.{number}", "text": "It was so."} for number in range(1, 13)]
    ),
    "a section without a paragraph": drop_at("/sections/4/paragraphs"),
    # --- words in other scripts, and characters that programs trip over
    "an area with an ampersand and accents": _area("Gwynfa & Môr", "gwynfa-and-mor"),
    "an area with an apostrophe": _area("King's Wick", "kings-wick"),
    "words in other scripts": put_at("/notes/0", "漢字 Ελλάδα Жук"),
    "a character beyond the first plane": put_at("/notes/0", "😀 𝔸 👩\u200d👧"),
    "a letter and its accent as two characters": put_at("/notes/0", "caf\u0065\u0301"),
    "a no-break space": put_at("/notes/0", "10\u00a0March"),
    "two spaces of which one is a no-break space": put_at("/notes/0", "10 \u00a0March"),
    "a zero width space alone": put_at("/notes/0", "\u200b"),
    "a byte order mark in a text": put_at("/notes/0", "a\ufeffb"),
    "a soft hyphen": put_at("/notes/0", "re\u00adoffending"),
    "words from right to left": put_at("/notes/0", "\u202eabc שלום"),
    "one character": put_at("/sender/name", "x"),
    "a long word": put_at("/sender/name", "x" * 2_000),
    "tags and entities, which are text": put_at("/notes/0", "<b>5 < 6</b> &amp; \"7\" > '6' </script>"),
    "words of other languages, which are text": put_at("/notes/0", "null NaN true {} [] =1+1 %s ${x} \\n"),
    "a footnote mark that is escaped": put_at("/notes/0", "As \\[^9] says."),
    "a footnote mark that is code": put_at("/notes/0", "As `[^9]` says."),
    "a mark of a footnote in the footnote itself": put_at("/footnotes/1/text", "See above.[^b]"),
    "a mark twice": words("/context/paragraphs/1", "37.9%", "37.9%[^1]"),
    "a label with a sign": all_of(
        put_at("/footnotes/1/label", "†"), words("/sections/0/paragraphs/2/text", "[^b]", "[^†]")
    ),
    # --- ids, names and addresses
    "a recommendation with an id of its own kind": put_at("/recommendations/1/id", "plans-in-time"),
    "an id with full stops and hyphens": put_at("/recommendations/1/id", "a-1.2-b.3"),
    "a GSS code of Wales": put_at("/inspection/service/authorities/0/gss_code", "W06000014"),
    "a language with a region": put_at("/language", "en-GB"),
    "Welsh": put_at("/language", "cy"),
    "an e-mail address with a plus sign": put_at("/inspection/lead_inspector/email", "a+b@example.org"),
    "a telephone number with brackets": put_at("/inspection/lead_inspector/telephone", "+44 (0)1632 960001"),
    "a person by the name alone": drop_at("/addressee/role"),
    "a person by the role alone": drop_at("/sender/name"),
    "a role that nobody has": drop_at("/copy_list/0/recipients"),
    # --- items
    "items that nest deeply": append("/recommendations", _nested(12)),
    "a single item": put_at("/recommendations", [{"id": "recommendation-1", "text": "Look again."}]),
    # --- the open place
    "extensions of every kind": put_at(
        "/extensions",
        {"a": None, "b": [], "b c": {}, "d": [1, -1.5, True, "", " x ", "\u0000\n"], "$ref": "#", "é": {"": None}},
    ),
    "no extensions": drop_at("/extensions"),
    "another address of the schema": put_at("/$schema", "https://example.org/schema.json"),
    "no address of the schema": drop_at("/$schema"),
}
