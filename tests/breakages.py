"""Ways to break the invented report, and inputs that are no report at all, with what is found in each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import attrs

import examples
from examples import Json, at, drop, put

Change = Callable[[Json], None]


@attrs.frozen
class Breakage:
    """A change of the invented report, and the code and pointer of each problem that it makes."""

    description: str
    change: Change
    expected: frozenset[tuple[str, str]]

    def document(self) -> Json:
        """Return the invented report, broken."""
        document = examples.northmoor()
        self.change(document)
        return document

    @property
    def is_structural(self) -> bool:
        """Whether the schema can see it."""
        return any(code.startswith("SQS1") for code, _ in self.expected)


def breakage(description: str, change: Change, *expected: str) -> Breakage:
    """Make a breakage; each problem is expected as its code, a space and its pointer."""
    pairs = (each.split(" ", 1) for each in expected)
    return Breakage(description, change, frozenset((code, pointer) for code, pointer in pairs))


def put_at(pointer: str, value: Json) -> Change:
    """Put a value where a JSON Pointer points."""
    return lambda document: put(document, pointer, value)


def drop_at(pointer: str) -> Change:
    """Take away what a JSON Pointer points at."""
    return lambda document: drop(document, pointer)


def rename(pointer: str, new: str) -> Change:
    """Give a key another name."""

    def change(document: Json) -> None:
        parent, _, key = pointer.rpartition("/")
        at(document, parent)[new] = at(document, parent).pop(key)

    return change


def append(pointer: str, value: Json) -> Change:
    """Add a value at the end of a list."""
    return lambda document: at(document, pointer).append(value)


def _all(*changes: Change) -> Change:
    def change(document: Json) -> None:
        for each in changes:
            each(document)

    return change


def words(pointer: str, old: str, new: str) -> Change:
    """Replace words in a text."""

    def change(document: Json) -> None:
        text = at(document, pointer)
        assert old in text
        put(document, pointer, text.replace(old, new))

    return change


#: Picked by hand, for what people and programs get wrong.
PICKED: Final[tuple[Breakage, ...]] = (
    # --- keys that are missing
    breakage("no id", drop_at("/id"), "SQS102 "),
    breakage("no schema version", drop_at("/schema_version"), "SQS102 "),
    breakage("no inspection", drop_at("/inspection"), "SQS102 "),
    breakage("no programme", drop_at("/inspection/programme"), "SQS102 /inspection"),
    breakage("no fieldwork", drop_at("/inspection/fieldwork"), "SQS102 /inspection"),
    breakage("no first day", drop_at("/inspection/fieldwork/start"), "SQS102 /inspection/fieldwork"),
    breakage("no area", drop_at("/inspection/service/area"), "SQS102 /inspection/service"),
    breakage(
        "lead inspector without a name", drop_at("/inspection/lead_inspector/name"), "SQS102 /inspection/lead_inspector"
    ),
    breakage(
        "authority by its code alone",
        drop_at("/inspection/service/authorities/0/name"),
        "SQS102 /inspection/service/authorities/0",
    ),
    breakage(
        "comparator without a kind",
        drop_at("/context/reoffending/comparators/1/kind"),
        "SQS102 /context/reoffending/comparators/1",
    ),
    breakage("section without a title", drop_at("/sections/4/title"), "SQS102 /sections/4"),
    breakage("paragraph without a text", drop_at("/sections/0/paragraphs/0/text"), "SQS102 /sections/0/paragraphs/0"),
    breakage("recommendation without an id", drop_at("/recommendations/1/id"), "SQS102 /recommendations/1"),
    breakage("copy to nobody", put_at("/copy_list/1", {"recipients": ["Fern Hollis"]}), "SQS102 /copy_list/1"),
    breakage("an empty object where an item is due", put_at("/strengths/0", {}), "SQS110 /strengths/0"),
    # --- keys that are unknown
    breakage("title misspelt", rename("/title", "titel"), "SQS103 /titel"),
    breakage("key in camel case", rename("/schema_version", "schemaVersion"), "SQS103 /schemaVersion"),
    breakage("key in capitals", rename("/inspection/programme", "Programme"), "SQS103 /inspection/Programme"),
    breakage("key with a hyphen", rename("/copy_list", "copy-list"), "SQS103 /copy-list"),
    breakage("key with a space", rename("/summary", "summary "), "SQS103 /summary "),
    breakage("key in the plural", rename("/inspection/service/area", "areas"), "SQS103 /inspection/service/areas"),
    breakage(
        "GSS code under another name",
        rename("/inspection/service/authorities/0/gss_code", "gss"),
        "SQS103 /inspection/service/authorities/0/gss",
    ),
    breakage(
        "phone for telephone",
        rename("/inspection/lead_inspector/telephone", "phone"),
        "SQS103 /inspection/lead_inspector/phone",
    ),
    breakage("a score, which no letter gives", put_at("/score", 3), "SQS103 /score"),
    breakage("a rating in the summary's place", put_at("/sections/0/rating", "good"), "SQS103 /sections/0/rating"),
    breakage(
        "a key of another object", put_at("/sections/0/paragraphs/0/id", "p1"), "SQS103 /sections/0/paragraphs/0/id"
    ),
    breakage("a key that wants escaping", put_at("/inspection/a~1b~0c", 1), "SQS103 /inspection/a~1b~0c"),
    breakage("an empty key", put_at("/inspection/", 1), "SQS103 /inspection/"),
    breakage("a key twice, spelt in two ways", put_at("/Title", "Report"), "SQS103 /Title"),
    breakage(
        "two keys misspelt",
        _all(rename("/language", "langauge"), rename("/published", "publised")),
        "SQS103 /langauge",
        "SQS103 /publised",
    ),
    # --- null
    breakage("addressee is null", put_at("/addressee", None), "SQS104 /addressee"),
    breakage("id is null", put_at("/id", None), "SQS104 /id"),
    breakage("programme is null", put_at("/inspection/programme", None), "SQS104 /inspection/programme"),
    breakage("rate is null", put_at("/context/reoffending/rate", None), "SQS104 /context/reoffending/rate"),
    breakage("theme is null", put_at("/sections/4/theme", None), "SQS104 /sections/4/theme"),
    breakage("a recipient is null", put_at("/copy_list/0/recipients/1", None), "SQS104 /copy_list/0/recipients/1"),
    breakage("a note is null", put_at("/notes/0", None), "SQS104 /notes/0"),
    breakage("extensions are null", put_at("/extensions", None), "SQS104 /extensions"),
    # --- values of the wrong type
    breakage("cases as a text", put_at("/context/cases_examined", "20"), "SQS101 /context/cases_examined"),
    breakage("cases in words", put_at("/context/cases_examined", "twenty"), "SQS101 /context/cases_examined"),
    breakage("half a case", put_at("/context/cases_examined", 20.5), "SQS101 /context/cases_examined"),
    breakage("rate as a text", put_at("/context/reoffending/rate", "39.5%"), "SQS101 /context/reoffending/rate"),
    breakage("rate is true", put_at("/context/reoffending/rate", True), "SQS101 /context/reoffending/rate"),
    breakage("number is true", put_at("/sections/0/number", True), "SQS101 /sections/0/number"),
    breakage("year as a number", put_at("/inspection/previous/0/date", 2010), "SQS101 /inspection/previous/0/date"),
    breakage(
        "paragraph number as a number",
        put_at("/sections/0/paragraphs/0/number", 1.1),
        "SQS101 /sections/0/paragraphs/0/number",
    ),
    breakage("introduction as one text", put_at("/introduction", "One."), "SQS101 /introduction"),
    breakage("a paragraph of prose as an object", put_at("/summary/0", {"text": "One."}), "SQS101 /summary/0"),
    breakage(
        "a paragraph of a section as a text",
        put_at("/sections/4/paragraphs/0", "One."),
        "SQS101 /sections/4/paragraphs/0",
    ),
    breakage(
        "sections by their theme",
        put_at("/sections", {"reducing_reoffending": {}}),
        "SQS101 /sections",
    ),
    breakage(
        "recipients as one text", put_at("/copy_list/0/recipients", "Basil Thorne"), "SQS101 /copy_list/0/recipients"
    ),
    breakage("addressee as a text", put_at("/addressee", "Ivy Garland OBE"), "SQS101 /addressee"),
    breakage(
        "footnotes by their label",
        put_at("/footnotes", {"1": "One."}),
        "SQS101 /footnotes",
    ),
    breakage("extensions as a list", put_at("/extensions", [1]), "SQS101 /extensions"),
    breakage(
        "telephone as a number",
        put_at("/inspection/lead_inspector/telephone", 1632960001),
        "SQS101 /inspection/lead_inspector/telephone",
    ),
    # --- values that are none of those known
    breakage("schema version as a number", put_at("/schema_version", 1.0), "SQS105 /schema_version"),
    breakage("schema version of the future", put_at("/schema_version", "1.1"), "SQS105 /schema_version"),
    breakage("another programme", put_at("/inspection/programme", "FJI"), "SQS105 /inspection/programme"),
    breakage("programme in small letters", put_at("/inspection/programme", "sqs"), "SQS105 /inspection/programme"),
    breakage(
        "theme with hyphens",
        put_at("/sections/1/theme", "protecting-the-public"),
        "SQS105 /sections/1/theme",
    ),
    breakage(
        "kind as it is printed",
        put_at("/context/reoffending/comparators/1/kind", "England and Wales"),
        "SQS105 /context/reoffending/comparators/1/kind",
    ),
    breakage(
        "direction in other words",
        put_at("/context/reoffending/comparators/0/direction", "higher"),
        "SQS105 /context/reoffending/comparators/0/direction",
    ),
    breakage(
        "direction is a list",
        put_at("/context/reoffending/comparators/0/direction", ["worse"]),
        "SQS105 /context/reoffending/comparators/0/direction",
    ),
    # --- texts that are malformed
    breakage("30 February", put_at("/published", "2015-02-30"), "SQS106 /published"),
    breakage("29 February of no leap year", put_at("/published", "2015-02-29"), "SQS106 /published"),
    breakage("date as it is printed", put_at("/published", "8 April 2015"), "SQS106 /published"),
    breakage("date with its day first", put_at("/published", "08/04/2015"), "SQS106 /published"),
    breakage("date without hyphens", put_at("/published", "20150408"), "SQS106 /published"),
    breakage("date by its week", put_at("/published", "2015-W15-3"), "SQS106 /published"),
    breakage("date with a time", put_at("/published", "2015-04-08T00:00:00Z"), "SQS106 /published"),
    breakage("date with a line break", put_at("/published", "2015-04-08\n"), "SQS106 /published"),
    breakage("date in other digits", put_at("/published", "٢٠١٥-٠٤-٠٨"), "SQS106 /published"),
    breakage("date of a century ago", put_at("/published", "1815-04-08"), "SQS106 /published"),
    breakage("month 13", put_at("/context/reoffending/released", "2015-13"), "SQS106 /context/reoffending/released"),
    breakage(
        "month as a day",
        put_at("/context/reoffending/cohort/start", "2012-04-01"),
        "SQS106 /context/reoffending/cohort/start",
    ),
    breakage(
        "month in words",
        put_at("/context/reoffending/cohort/end", "March 2013"),
        "SQS106 /context/reoffending/cohort/end",
    ),
    breakage(
        "30 February as a partial date",
        put_at("/inspection/previous/2/date", "2014-02-30"),
        "SQS106 /inspection/previous/2/date",
    ),
    breakage("year of two digits", put_at("/inspection/previous/0/date", "10"), "SQS106 /inspection/previous/0/date"),
    breakage(
        "day without a month", put_at("/inspection/previous/0/date", "2010--03"), "SQS106 /inspection/previous/0/date"
    ),
    breakage("id in capitals", put_at("/id", "Northmoor-SQS-2015-03-09"), "SQS106 /id"),
    breakage("id with underscores", put_at("/id", "northmoor_sqs_2015_03_09"), "SQS106 /id"),
    breakage("id that ends in a hyphen", put_at("/id", "northmoor-sqs-2015-03-09-"), "SQS106 /id"),
    breakage("id with an accent", put_at("/strengths/0/id", "môn-1"), "SQS106 /strengths/0/id"),
    breakage("language in words", put_at("/language", "English"), "SQS106 /language"),
    breakage("language with an underscore", put_at("/language", "en_GB"), "SQS106 /language"),
    breakage(
        "GSS code of Scotland",
        put_at("/inspection/service/authorities/0/gss_code", "S12000033"),
        "SQS106 /inspection/service/authorities/0/gss_code",
    ),
    breakage(
        "GSS code of a ward",
        put_at("/inspection/service/authorities/0/gss_code", "E05000001"),
        "SQS106 /inspection/service/authorities/0/gss_code",
    ),
    breakage(
        "GSS code cut short",
        put_at("/inspection/service/authorities/0/gss_code", "E1000000"),
        "SQS106 /inspection/service/authorities/0/gss_code",
    ),
    breakage(
        "e-mail address without an @",
        put_at("/inspection/lead_inspector/email", "hazel.brook"),
        "SQS106 /inspection/lead_inspector/email",
    ),
    breakage(
        "e-mail address with a name",
        put_at("/inspection/lead_inspector/email", "Hazel <hazel.brook@example.org>"),
        "SQS106 /inspection/lead_inspector/email",
    ),
    breakage(
        "paragraph number with a full stop",
        put_at("/sections/0/paragraphs/0/number", "1.1."),
        "SQS106 /sections/0/paragraphs/0/number",
    ),
    breakage(
        "paragraph number zero",
        put_at("/sections/2/paragraphs/0/number", "3.0"),
        "SQS106 /sections/2/paragraphs/0/number",
    ),
    breakage(
        "footnote label in brackets",
        put_at("/footnotes/0/label", "[1]"),
        "SQS106 /footnotes/0/label",
    ),
    # --- white space and control characters
    breakage("title with a space before", words("/title", "Report", " Report"), "SQS107 /title"),
    breakage("title with a space after", words("/title", "Northmoor", "Northmoor "), "SQS107 /title"),
    breakage("two spaces", words("/summary/0", " ", "  "), "SQS107 /summary/0"),
    breakage(
        "nothing but spaces", put_at("/sections/4/paragraphs/0/text", "   "), "SQS107 /sections/4/paragraphs/0/text"
    ),
    breakage("a line break in prose", words("/summary/0", "sound, ", "sound,\n"), "SQS108 /summary/0"),
    breakage("a tab in the header", put_at("/sender/role", "Assistant\tChief Inspector"), "SQS108 /sender/role"),
    breakage("a line break after a name", put_at("/sender/name", "Rowan Ashby\n"), "SQS108 /sender/name"),
    breakage("an escape for a terminal", put_at("/sender/name", "\x1b[31mRowan"), "SQS108 /sender/name"),
    breakage(
        "a character of Windows-1252 in the wrong place",
        put_at("/notes/0", "The inspectorate\x92s criteria"),
        "SQS108 /notes/0",
    ),
    breakage("a line separator", put_at("/closing/0", "Thanks\u2028to all"), "SQS108 /closing/0"),
    breakage("a null character", put_at("/footnotes/1/text", "A\x00B"), "SQS108 /footnotes/1/text"),
    # --- numbers out of range
    breakage("no case", put_at("/context/cases_examined", 0), "SQS109 /context/cases_examined"),
    breakage("fewer than no case", put_at("/context/cases_examined", -20), "SQS109 /context/cases_examined"),
    breakage("section zero", put_at("/sections/4/number", 0), "SQS109 /sections/4/number"),
    breakage("more than all", put_at("/context/reoffending/rate", 100.1), "SQS109 /context/reoffending/rate"),
    breakage(
        "a rate below zero",
        put_at("/context/reoffending/comparators/1/rate", -0.1),
        "SQS109 /context/reoffending/comparators/1/rate",
    ),
    # --- empty values
    breakage("an empty title", put_at("/title", ""), "SQS110 /title"),
    breakage("an empty id", put_at("/id", ""), "SQS110 /id"),
    breakage("no strengths", put_at("/strengths", []), "SQS110 /strengths"),
    breakage("no section", put_at("/sections", []), "SQS110 /sections"),
    breakage("an item with no items", put_at("/recommendations/1/items", []), "SQS110 /recommendations/1/items"),
    breakage("an addressee who is nobody", put_at("/addressee", {}), "SQS110 /addressee"),
    breakage("a context that says nothing", put_at("/context", {}), "SQS110 /context"),
    breakage("a rate that says nothing", put_at("/context/reoffending", {}), "SQS110 /context/reoffending"),
    breakage("an empty paragraph", append("/summary", ""), "SQS110 /summary/1"),
    breakage("no extension", put_at("/extensions", {}), "SQS110 /extensions"),
    # --- days
    breakage(
        "fieldwork ends before it starts",
        put_at("/inspection/fieldwork/end", "2015-03-08"),
        "SQS201 /inspection/fieldwork/end",
    ),
    breakage("published while inspectors were there", put_at("/published", "2015-03-10"), "SQS202 /published"),
    breakage("years mixed up", put_at("/inspection/fieldwork/end", "2014-03-11"), "SQS201 /inspection/fieldwork/end"),
    breakage(
        "fieldwork of the year after",
        put_at("/inspection/fieldwork", {"start": "2016-03-09", "end": "2016-03-11"}),
        "SQS202 /published",
    ),
    breakage(
        "a previous inspection that was later",
        put_at("/inspection/previous/1/date", "2015-04"),
        "SQS217 /inspection/previous/1/date",
    ),
    breakage(
        "a previous inspection the day after",
        put_at("/inspection/previous/2/date", "2015-03-10"),
        "SQS217 /inspection/previous/2/date",
    ),
    breakage(
        "a previous inspection the year after",
        put_at("/inspection/previous/0/date", "2016"),
        "SQS217 /inspection/previous/0/date",
    ),
    # --- ids
    breakage("the id of another inspection", put_at("/id", "northmoor-sqs-2014-02-03"), "SQS203 /id"),
    breakage("the id of another area", put_at("/id", "wick-sqs-2015-03-09"), "SQS203 /id"),
    breakage("an id without its programme", put_at("/id", "northmoor-2015-03-09"), "SQS203 /id"),
    breakage(
        "another area in all but the title and the id",
        put_at("/inspection/service/area", "Eastvale"),
        "SQS305 /inspection/service/area",
    ),
    breakage(
        "two recommendations with one id",
        put_at("/recommendations/1/id", "recommendation-1"),
        "SQS208 /recommendations/1/id",
    ),
    breakage(
        "an item with the id of a strength",
        put_at("/recommendations/0/items/0/id", "strength-1"),
        "SQS208 /recommendations/0/items/0/id",
    ),
    breakage(
        "a nested item with the id of the one around it",
        put_at("/recommendations/0/items/1/id", "recommendation-1"),
        "SQS208 /recommendations/0/items/1/id",
    ),
    # --- the rate
    breakage(
        "a rate released before its cohort ended",
        put_at("/context/reoffending/released", "2013-02"),
        "SQS204 /context/reoffending/released",
    ),
    breakage(
        "a rate released as its cohort ended",
        put_at("/context/reoffending/released", "2013-03"),
        "SQS204 /context/reoffending/released",
    ),
    breakage(
        "a cohort that ends before it starts",
        put_at("/context/reoffending/cohort/start", "2013-04"),
        "SQS205 /context/reoffending/cohort/end",
    ),
    breakage("other cases than the text has", put_at("/context/cases_examined", 21), "SQS212 /context/cases_examined"),
    breakage(
        "other cases than the text has in words",
        _all(words("/context/paragraphs/0", "20", "twenty"), put_at("/context/cases_examined", 21)),
        "SQS212 /context/cases_examined",
    ),
    breakage(
        "another rate than the text has", put_at("/context/reoffending/rate", 39.6), "SQS213 /context/reoffending/rate"
    ),
    breakage(
        "another comparator than the text has",
        put_at("/context/reoffending/comparators/1/rate", 37.8),
        "SQS214 /context/reoffending/comparators/1/rate",
    ),
    breakage(
        "a higher rate is called better",
        put_at("/context/reoffending/comparators/1/direction", "better"),
        "SQS215 /context/reoffending/comparators/1/direction",
    ),
    breakage(
        "a lower rate is called worse",
        _all(drop_at("/context/paragraphs/1"), drop_at("/footnotes/0"), put_at("/context/reoffending/rate", 30)),
        "SQS215 /context/reoffending/comparators/1/direction",
    ),
    breakage(
        "a comparator twice",
        append("/context/reoffending/comparators", {"kind": "family"}),
        "SQS216 /context/reoffending/comparators/3/kind",
    ),
    # --- numbers
    breakage("a section with another's number", put_at("/sections/1/number", 7), "SQS218 /sections/1/number"),
    breakage("a section twice", put_at("/sections/3/number", 3), "SQS206 /sections/3/number"),
    breakage("a section numbered after all", put_at("/sections/4/number", 1), "SQS206 /sections/4/number"),
    breakage("a paragraph left out", drop_at("/sections/0/paragraphs/1"), "SQS207 /sections/0/paragraphs/1/number"),
    breakage(
        "a paragraph number twice",
        put_at("/sections/0/paragraphs/2/number", "1.2"),
        "SQS207 /sections/0/paragraphs/2/number",
    ),
    breakage(
        "a slip in the middle",
        put_at("/sections/0/paragraphs/1/number", "1.7"),
        "SQS207 /sections/0/paragraphs/1/number",
    ),
    breakage("counting from two", drop_at("/sections/0/paragraphs/0"), "SQS207 /sections/0/paragraphs/0/number"),
    breakage(
        "a paragraph of another section",
        put_at("/sections/2/paragraphs/0/number", "2.3"),
        "SQS207 /sections/2/paragraphs/0/number",
    ),
    breakage(
        "a number of twenty digits",
        put_at("/sections/0/paragraphs/2/number", "1.11111111111111111111"),
        "SQS207 /sections/0/paragraphs/2/number",
    ),
    # --- footnotes
    breakage("a mark without a footnote", append("/closing", "See below.[^2]"), "SQS209 /closing/2"),
    breakage(
        "a mark in a footnote without a footnote",
        put_at("/footnotes/0/text", "See also.[^2]"),
        "SQS209 /footnotes/0/text",
    ),
    breakage(
        "marks without any footnote",
        drop_at("/footnotes"),
        "SQS209 /context/paragraphs/1",
        "SQS209 /sections/0/paragraphs/2/text",
    ),
    breakage(
        "a footnote without a mark", append("/footnotes", {"label": "2", "text": "See above."}), "SQS210 /footnotes/2"
    ),
    breakage("a mark that is escaped", words("/context/paragraphs/1", "[^1]", "\\[^1]"), "SQS210 /footnotes/0"),
    breakage("a mark that is code", words("/context/paragraphs/1", "[^1]", " `[^1]`"), "SQS210 /footnotes/0"),
    breakage("a label twice", append("/footnotes", {"label": "1", "text": "See above."}), "SQS211 /footnotes/2/label"),
    breakage(
        "a label for another",
        put_at("/footnotes/1/label", "1"),
        "SQS211 /footnotes/1/label",
        "SQS209 /sections/0/paragraphs/2/text",
    ),
    # --- what real letters seldom do
    breakage("a theme missing", drop_at("/sections/2"), "SQS301 /sections"),
    breakage("no sections", _all(drop_at("/sections"), drop_at("/footnotes/1")), "SQS301 "),
    breakage(
        "themes in another order",
        lambda document: _to_front(document["sections"], 3),
        "SQS302 /sections/1/theme",
    ),
    breakage(
        "a rate released after 23 months",
        put_at("/context/reoffending/released", "2015-02"),
        "SQS303 /context/reoffending/released",
    ),
    breakage(
        "a rate released after a month",
        put_at("/context/reoffending/released", "2013-04"),
        "SQS303 /context/reoffending/released",
    ),
    breakage(
        "the title of another theme", put_at("/sections/1/title", "Protecting the child"), "SQS304 /sections/1/title"
    ),
    breakage(
        "another area in the title",
        words("/title", "Northmoor", "Northmoor and Wick"),
        "SQS305 /inspection/service/area",
    ),
    breakage("a theme twice", put_at("/sections/4/theme", "sentence_served"), "SQS306 /sections/4/theme"),
    # --- several at once
    breakage(
        "three slips in three places",
        _all(put_at("/published", "8.4.2015"), put_at("/sections/0/number", "1"), put_at("/notes/0", " x")),
        "SQS106 /published",
        "SQS101 /sections/0/number",
        "SQS107 /notes/0",
    ),
    breakage(
        "a slip in the structure hides none in the rules",
        _all(put_at("/published", None), put_at("/context/cases_examined", 21)),
        "SQS104 /published",
        "SQS212 /context/cases_examined",
    ),
)


def _to_front(sections: Json, index: int) -> None:
    sections.insert(0, sections.pop(index))
    for number, section in enumerate(sections[:4], 1):
        section["number"] = number
        for due, paragraph in enumerate(section["paragraphs"], 1):
            if "number" in paragraph:
                paragraph["number"] = f"{number}.{due}"


def generated(schema: Json) -> Iterator[Breakage]:
    """Yield every way to break the structure in one place that can be read off the schema.

    Only the structural problems are expected in full: rules may find more in what is left.
    """
    yield from _generated(schema, schema, examples.northmoor(), "")


def _generated(schema: Json, sub: Json, found: Json, place: str) -> Iterator[Breakage]:
    sub = _resolved(schema, sub)
    where = place or "the document"

    def one(what: str, value: Json, code: str) -> Breakage:
        return breakage(f"{where}: {what}", put_at(place, value), f"{code} {place}")

    is_text, is_choice = isinstance(found, str), "enum" in sub or "const" in sub
    has_line = sub.get("maxLength") is None  # dates have a length, and so no line break
    if place:
        yield one("null", None, "SQS104")
        yield one("another type", 7 if is_text else "seven", "SQS105" if is_choice else "SQS101")
        yield one("a truth value", True, "SQS105" if is_choice else "SQS101")
    if is_text:
        plain = sub.get("pattern") == schema["$defs"]["line"]["pattern"]
        yield one("empty", "", "SQS105" if is_choice else "SQS110")
        yield one("a space after", f"{found} ", "SQS105" if is_choice else "SQS107" if plain else "SQS106")
        yield one("a line break", f"{found}\n", "SQS105" if is_choice else "SQS108" if has_line else "SQS106")
    if isinstance(found, (int, float)):
        yield one("below its range", sub["minimum"] - 1, "SQS109")
        yield one("above its range", 101, "SQS109") if sub["maximum"] == 100 else one("a part", 1.5, "SQS101")
    if isinstance(found, list):
        yield one("empty", [], "SQS110")
        yield from _generated(schema, sub["items"], found[0], f"{place}/0")
    if isinstance(found, dict) and "properties" in sub:
        yield breakage(f"{where}: an unknown key", put_at(f"{place}/zzz", 1), f"SQS103 {place}/zzz")
        for key in sub.get("required", ()):
            yield breakage(f"{where}: no {key}", drop_at(f"{place}/{key}"), f"SQS102 {place}")
        for key, item in found.items():
            yield from _generated(schema, sub["properties"][key], item, f"{place}/{key}")


def _resolved(schema: Json, sub: Json) -> dict[str, Any]:
    """Merge a subschema with what it refers to; the nearer keyword wins."""
    merged = dict(sub)
    while reference := merged.pop("$ref", ""):
        merged = schema["$defs"][reference.removeprefix("#/$defs/")] | merged
    return merged


# ---------------------------------------------------------------- inputs that are no report


@attrs.frozen
class Input:
    """Something to validate that is no document, or hardly one, and what is found in it.

    Expected are code, line and column; ``None`` for both where there is no text.
    """

    description: str
    found: object
    expected: tuple[tuple[str, int | None, int | None], ...]


def _text(description: str, found: str | bytes, *expected: tuple[str, int, int]) -> Input:
    return Input(description, found, expected)


_CYCLE: Final[list[object]] = []
_CYCLE.append(_CYCLE)
_TWICE: Final[list[object]] = []
_TWICE.extend([_TWICE, _TWICE])
_FOURTH: Final[list[object]] = [["x"] * 100]
for _ in range(10):
    _FOURTH[:] = [list(_FOURTH) * 4]


def _deep(levels: int) -> list[object]:
    found: list[object] = []
    for _ in range(levels - 1):
        found = [found]
    return found


INPUTS: Final[tuple[Input, ...]] = (
    _text("an empty text", "", ("SQS002", 1, 1)),
    _text("no bytes", b"", ("SQS002", 1, 1)),
    _text("a blank text", " \r\n\t ", ("SQS002", 1, 1)),
    _text("a byte order mark alone", b"\xef\xbb\xbf", ("SQS002", 1, 1), ("SQS009", 1, 1)),
    _text("a no-break space", "\u00a0", ("SQS003", 1, 1)),
    _text("plain text", "Dear Chair,", ("SQS003", 1, 1)),
    _text("a file's name", "report.json", ("SQS003", 1, 1)),
    _text("single quotes", "{'id': 1}", ("SQS003", 1, 2)),
    _text("a comma too many", '{\n "id": 1,\n}', ("SQS003", 2, 9)),
    _text("a comma too few", '{\n "id": 1\n "title": 2}', ("SQS003", 3, 2)),
    _text("a comment", "{\n // no\n}", ("SQS003", 2, 2)),
    _text("two documents", "{}\n{}", ("SQS003", 2, 1)),
    _text("cut off", '{"id": "north', ("SQS003", 1, 8)),
    _text("a line break in a text", '{"id": "a\nb"}', ("SQS003", 1, 10)),
    _text("a tab in a text", '{"id": "a\tb"}', ("SQS003", 1, 10)),
    _text("an unknown escape", '{"id": "\\x41"}', ("SQS003", 1, 9)),
    _text("a leading zero", "[01]", ("SQS003", 1, 2)),
    _text("a hexadecimal number", "[0x1]", ("SQS003", 1, 3)),
    _text("a word of Python", "[True]", ("SQS003", 1, 2)),
    _text("a zero byte", b"\x00", ("SQS003", 1, 1)),
    _text("UTF-16 with a mark", "{}".encode("utf-16"), ("SQS001", 1, 1)),
    _text("UTF-16 without a mark", "{}".encode("utf-16-le"), ("SQS003", 1, 2)),
    _text("UTF-32 with a mark", "{}".encode("utf-32"), ("SQS001", 1, 1)),
    _text("Latin-1", '{"a": 1,\n "é": "Môn"}'.encode("latin-1"), ("SQS001", 2, 3)),
    _text("Latin-1 after UTF-8", '{"é😀": "'.encode() + b'M\xf4n"}', ("SQS001", 1, 10)),
    _text("a surrogate in UTF-8", b'"\xed\xa0\x80"', ("SQS001", 1, 2)),
    _text("a character of too many bytes", b'"\xc0\xaf"', ("SQS001", 1, 2)),
    _text("a character cut in half", '"é'.encode()[:-1], ("SQS001", 1, 2)),
    _text("deep lists", "[" * 100_000 + "]" * 100_000, ("SQS006", 1, 65)),
    _text("deep objects", '{"a":' * 100_000 + "1" + "}" * 100_000, ("SQS006", 1, 64 * 5 + 1)),
    _text("deep and never closed", "[" * 100_000, ("SQS006", 1, 65)),
    _text("deep on many lines", "[\n" * 100_000 + "]" * 100_000, ("SQS006", 65, 1)),
    _text("deep by one level", "[" * 65 + "]" * 65, ("SQS006", 1, 65)),
    _text("a dict that Python printed", "{'id': None}", ("SQS003", 1, 2)),
    _text("None", '{"id": None}', ("SQS003", 1, 8)),
    _text("undefined", '{"id": undefined}', ("SQS003", 1, 8)),
    _text("a key without quotation marks", '{id: "northmoor"}', ("SQS003", 1, 2)),
    _text("curly quotation marks", "{“id”: “northmoor”}", ("SQS003", 1, 2)),
    _text("a bracket too few", '{"notes": ["a", "b"', ("SQS003", 1, 20)),
    _text("a bracket too many", '{"notes": []}}', ("SQS003", 1, 14)),
    _text("brackets that do not match", '{"notes": ["a"}', ("SQS003", 1, 15)),
    _text("a colon too few", '{"id" "northmoor"}', ("SQS003", 1, 7)),
    _text("an equals sign", '{"id" = "northmoor"}', ("SQS003", 1, 7)),
    _text("a quotation mark too few", '{"id: "northmoor"}', ("SQS003", 1, 8)),
    _text("a quotation mark within a text", '{"title": "a "short" letter"}', ("SQS003", 1, 15)),
    _text("JSON Lines", '{"id": "a"}\n{"id": "b"}\n', ("SQS003", 2, 1)),
    _text("a comment of a shell", "{\n# no\n}", ("SQS003", 2, 1)),
    _text("a block of Markdown", "```json\n{}\n```", ("SQS003", 1, 1)),
    _text("a script", "var report = {};", ("SQS003", 1, 1)),
    _text("a call", "report({});", ("SQS003", 1, 1)),
    _text("YAML", "id: northmoor\nlanguage: en\n", ("SQS003", 1, 1)),
    _text("XML", "<report/>", ("SQS003", 1, 1)),
    _text("CSV", "id,language\nnorthmoor,en\n", ("SQS003", 1, 1)),
    _text("dots for what was left out", '{"notes": [...]}', ("SQS003", 1, 12)),
    _text("a plus sign", '{"rate": +39.5}', ("SQS003", 1, 10)),
    _text("a number without its zero", '{"rate": .5}', ("SQS003", 1, 10)),
    _text("a number that ends in its point", '{"rate": 39.}', ("SQS003", 1, 12)),
    _text("a decimal comma", '{"rate": 39,5}', ("SQS003", 1, 13)),
    _text("a sign for per cent", '{"rate": 39.5%}', ("SQS003", 1, 14)),
    _text("a path of Windows", '{"$schema": "C:\\Users"}', ("SQS003", 1, 16)),
    _text("NaN in a text", "[39.5, NaN]", ("SQS101", 1, 1), ("SQS005", 1, 8)),
    _text("Infinity in a text", "[-Infinity]", ("SQS101", 1, 1), ("SQS005", 1, 2)),
    _text("more digits than are kept", "[39.50000000000000000001]", ("SQS101", 1, 1), ("SQS007", 1, 2)),
    _text("a number of twenty digits", "[12345678901234567890]", ("SQS101", 1, 1), ("SQS007", 1, 2)),
    _text("a number beyond all", "[1e400]", ("SQS101", 1, 1), ("SQS007", 1, 2)),
    _text("a key twice", '[{"a": 1, "a": 1}]', ("SQS101", 1, 1), ("SQS004", 1, 11)),
    _text("the second half of a character", '["\\udc1d"]', ("SQS101", 1, 1), ("SQS008", 1, 2)),
    _text("half a character as a key", '[{"\\ud83d": 1}]', ("SQS101", 1, 1), ("SQS008", 1, 2)),
    _text("a curly apostrophe of Windows-1252", b'{"a": "board\x92s"}', ("SQS001", 1, 13)),
    _text("a picture", b"\x89PNG\r\n\x1a\n", ("SQS001", 1, 1)),
    _text("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ("SQS001", 2, 2)),
    _text("a zipped file", b"PK\x03\x04\x14\x00\x08\x08\xff", ("SQS001", 1, 9)),
    Input("a file that is not there", Path("no/such/report.json"), (("SQS010", None, None),)),
    Input("a folder", Path(), (("SQS010", None, None),)),
    Input("nothing", None, (("SQS104", None, None),)),
    Input("a number", 7, (("SQS101", None, None),)),
    Input("a truth value", True, (("SQS101", None, None),)),
    Input("a list", [], (("SQS101", None, None),)),
    Input("a set", {1}, (("SQS011", None, None),)),
    Input("an object of Python", object(), (("SQS011", None, None),)),
    Input("a class", dict, (("SQS011", None, None),)),
    Input("a complex number", 1j, (("SQS011", None, None),)),
    Input("a set in an object", {"id": {1}}, (("SQS011", None, None),)),
    Input("bytes in an object", {"id": b"x"}, (("SQS011", None, None),)),
    Input("a key that is a number", {1: 2}, (("SQS011", None, None),)),
    Input("a key that is None", {None: 2}, (("SQS011", None, None),)),
    Input("not a number", float("nan"), (("SQS005", None, None),)),
    Input("infinity", float("inf"), (("SQS005", None, None),)),
    Input("a number of 400 digits", 10**400, (("SQS007", None, None),)),
    Input("a number of 40,000 digits", 10**40_000, (("SQS007", None, None),)),
    Input("half a character", '"\ud800"', (("SQS008", 1, 1),)),
    Input("a list in itself", _CYCLE, (("SQS006", None, None),)),
    Input("a list twice in itself", _TWICE, (("SQS006", None, None),)),
    Input("a list four times in each of ten", _FOURTH, (("SQS012", None, None),)),
    Input("lists 64 deep", _deep(64), (("SQS101", None, None),)),
    Input("lists 65 deep", _deep(65), (("SQS006", None, None),)),
    Input("lists 100,000 deep", _deep(100_000), (("SQS006", None, None),)),
    Input(
        "a key twice, in a list",
        json.dumps([{"a": 1}]).replace("1", '1, "a": 2'),
        (("SQS101", 1, 1), ("SQS004", 1, 11)),
    ),
)
