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


def _breakage(description: str, change: Change, *expected: str) -> Breakage:
    pairs = (each.split(" ", 1) for each in expected)
    return Breakage(description, change, frozenset((code, pointer) for code, pointer in pairs))


def _put(pointer: str, value: Json) -> Change:
    return lambda document: put(document, pointer, value)


def _drop(pointer: str) -> Change:
    return lambda document: drop(document, pointer)


def _rename(pointer: str, new: str) -> Change:
    def change(document: Json) -> None:
        parent, _, key = pointer.rpartition("/")
        at(document, parent)[new] = at(document, parent).pop(key)

    return change


def _append(pointer: str, value: Json) -> Change:
    return lambda document: at(document, pointer).append(value)


def _all(*changes: Change) -> Change:
    def change(document: Json) -> None:
        for each in changes:
            each(document)

    return change


def _words(pointer: str, old: str, new: str) -> Change:
    def change(document: Json) -> None:
        text = at(document, pointer)
        assert old in text
        put(document, pointer, text.replace(old, new))

    return change


#: Picked by hand, for what people and programs get wrong.
PICKED: Final[tuple[Breakage, ...]] = (
    # --- keys that are missing
    _breakage("no id", _drop("/id"), "SQS102 "),
    _breakage("no schema version", _drop("/schema_version"), "SQS102 "),
    _breakage("no inspection", _drop("/inspection"), "SQS102 "),
    _breakage("no programme", _drop("/inspection/programme"), "SQS102 /inspection"),
    _breakage("no fieldwork", _drop("/inspection/fieldwork"), "SQS102 /inspection"),
    _breakage("no first day", _drop("/inspection/fieldwork/start"), "SQS102 /inspection/fieldwork"),
    _breakage("no area", _drop("/inspection/service/area"), "SQS102 /inspection/service"),
    _breakage(
        "lead inspector without a name", _drop("/inspection/lead_inspector/name"), "SQS102 /inspection/lead_inspector"
    ),
    _breakage(
        "authority by its code alone",
        _drop("/inspection/service/authorities/0/name"),
        "SQS102 /inspection/service/authorities/0",
    ),
    _breakage(
        "comparator without a kind",
        _drop("/context/reoffending/comparators/1/kind"),
        "SQS102 /context/reoffending/comparators/1",
    ),
    _breakage("section without a title", _drop("/sections/4/title"), "SQS102 /sections/4"),
    _breakage("paragraph without a text", _drop("/sections/0/paragraphs/0/text"), "SQS102 /sections/0/paragraphs/0"),
    _breakage("recommendation without an id", _drop("/recommendations/1/id"), "SQS102 /recommendations/1"),
    _breakage("copy to nobody", _put("/copy_list/1", {"recipients": ["Fern Hollis"]}), "SQS102 /copy_list/1"),
    _breakage("an empty object where an item is due", _put("/strengths/0", {}), "SQS102 /strengths/0"),
    # --- keys that are unknown
    _breakage("title misspelt", _rename("/title", "titel"), "SQS103 /titel"),
    _breakage("key in camel case", _rename("/schema_version", "schemaVersion"), "SQS103 /schemaVersion"),
    _breakage("key in capitals", _rename("/inspection/programme", "Programme"), "SQS103 /inspection/Programme"),
    _breakage("key with a hyphen", _rename("/copy_list", "copy-list"), "SQS103 /copy-list"),
    _breakage("key with a space", _rename("/summary", "summary "), "SQS103 /summary "),
    _breakage("key in the plural", _rename("/inspection/service/area", "areas"), "SQS103 /inspection/service/areas"),
    _breakage(
        "GSS code under another name",
        _rename("/inspection/service/authorities/0/gss_code", "gss"),
        "SQS103 /inspection/service/authorities/0/gss",
    ),
    _breakage(
        "phone for telephone",
        _rename("/inspection/lead_inspector/telephone", "phone"),
        "SQS103 /inspection/lead_inspector/phone",
    ),
    _breakage("a score, which no letter gives", _put("/score", 3), "SQS103 /score"),
    _breakage("a rating in the summary's place", _put("/sections/0/rating", "good"), "SQS103 /sections/0/rating"),
    _breakage(
        "a key of another object", _put("/sections/0/paragraphs/0/id", "p1"), "SQS103 /sections/0/paragraphs/0/id"
    ),
    _breakage("a key that wants escaping", _put("/inspection/a~1b~0c", 1), "SQS103 /inspection/a~1b~0c"),
    _breakage("an empty key", _put("/inspection/", 1), "SQS103 /inspection/"),
    _breakage("a key twice, spelt in two ways", _put("/Title", "Report"), "SQS103 /Title"),
    _breakage(
        "two keys misspelt",
        _all(_rename("/language", "langauge"), _rename("/published", "publised")),
        "SQS103 /langauge",
        "SQS103 /publised",
    ),
    # --- null
    _breakage("addressee is null", _put("/addressee", None), "SQS104 /addressee"),
    _breakage("id is null", _put("/id", None), "SQS104 /id"),
    _breakage("programme is null", _put("/inspection/programme", None), "SQS104 /inspection/programme"),
    _breakage("rate is null", _put("/context/reoffending/rate", None), "SQS104 /context/reoffending/rate"),
    _breakage("theme is null", _put("/sections/4/theme", None), "SQS104 /sections/4/theme"),
    _breakage("a recipient is null", _put("/copy_list/0/recipients/1", None), "SQS104 /copy_list/0/recipients/1"),
    _breakage("a note is null", _put("/notes/0", None), "SQS104 /notes/0"),
    _breakage("extensions are null", _put("/extensions", None), "SQS104 /extensions"),
    # --- values of the wrong type
    _breakage("cases as a text", _put("/context/cases_examined", "20"), "SQS101 /context/cases_examined"),
    _breakage("cases in words", _put("/context/cases_examined", "twenty"), "SQS101 /context/cases_examined"),
    _breakage("half a case", _put("/context/cases_examined", 20.5), "SQS101 /context/cases_examined"),
    _breakage("rate as a text", _put("/context/reoffending/rate", "39.5%"), "SQS101 /context/reoffending/rate"),
    _breakage("rate is true", _put("/context/reoffending/rate", True), "SQS101 /context/reoffending/rate"),
    _breakage("number is true", _put("/sections/0/number", True), "SQS101 /sections/0/number"),
    _breakage("year as a number", _put("/inspection/previous/0/date", 2010), "SQS101 /inspection/previous/0/date"),
    _breakage(
        "paragraph number as a number",
        _put("/sections/0/paragraphs/0/number", 1.1),
        "SQS101 /sections/0/paragraphs/0/number",
    ),
    _breakage("introduction as one text", _put("/introduction", "One."), "SQS101 /introduction"),
    _breakage("a paragraph of prose as an object", _put("/summary/0", {"text": "One."}), "SQS101 /summary/0"),
    _breakage(
        "a paragraph of a section as a text",
        _put("/sections/4/paragraphs/0", "One."),
        "SQS101 /sections/4/paragraphs/0",
    ),
    _breakage(
        "sections by their theme",
        _put("/sections", {"reducing_reoffending": {}}),
        "SQS101 /sections",
        "SQS210 /footnotes/1",
        "SQS301 ",
    ),
    _breakage(
        "recipients as one text", _put("/copy_list/0/recipients", "Basil Thorne"), "SQS101 /copy_list/0/recipients"
    ),
    _breakage("addressee as a text", _put("/addressee", "Ivy Garland OBE"), "SQS101 /addressee"),
    _breakage(
        "footnotes by their label",
        _put("/footnotes", {"1": "One."}),
        "SQS101 /footnotes",
        "SQS209 /context/paragraphs/1",
        "SQS209 /sections/0/paragraphs/2/text",
    ),
    _breakage("extensions as a list", _put("/extensions", [1]), "SQS101 /extensions"),
    _breakage(
        "telephone as a number",
        _put("/inspection/lead_inspector/telephone", 1632960001),
        "SQS101 /inspection/lead_inspector/telephone",
    ),
    # --- values that are none of those known
    _breakage("schema version as a number", _put("/schema_version", 1.0), "SQS105 /schema_version"),
    _breakage("schema version of the future", _put("/schema_version", "1.1"), "SQS105 /schema_version"),
    _breakage("another programme", _put("/inspection/programme", "FJI"), "SQS105 /inspection/programme"),
    _breakage("programme in small letters", _put("/inspection/programme", "sqs"), "SQS105 /inspection/programme"),
    _breakage(
        "theme with hyphens",
        _put("/sections/1/theme", "protecting-the-public"),
        "SQS105 /sections/1/theme",
        "SQS301 /sections",
    ),
    _breakage(
        "kind as it is printed",
        _put("/context/reoffending/comparators/1/kind", "England and Wales"),
        "SQS105 /context/reoffending/comparators/1/kind",
    ),
    _breakage(
        "direction in other words",
        _put("/context/reoffending/comparators/0/direction", "higher"),
        "SQS105 /context/reoffending/comparators/0/direction",
    ),
    _breakage(
        "direction is a list",
        _put("/context/reoffending/comparators/0/direction", ["worse"]),
        "SQS105 /context/reoffending/comparators/0/direction",
    ),
    # --- texts that are malformed
    _breakage("30 February", _put("/published", "2015-02-30"), "SQS106 /published"),
    _breakage("29 February of no leap year", _put("/published", "2015-02-29"), "SQS106 /published"),
    _breakage("date as it is printed", _put("/published", "8 April 2015"), "SQS106 /published"),
    _breakage("date with its day first", _put("/published", "08/04/2015"), "SQS106 /published"),
    _breakage("date without hyphens", _put("/published", "20150408"), "SQS106 /published"),
    _breakage("date by its week", _put("/published", "2015-W15-3"), "SQS106 /published"),
    _breakage("date with a time", _put("/published", "2015-04-08T00:00:00Z"), "SQS106 /published"),
    _breakage("date with a line break", _put("/published", "2015-04-08\n"), "SQS106 /published"),
    _breakage("date in other digits", _put("/published", "٢٠١٥-٠٤-٠٨"), "SQS106 /published"),
    _breakage("date of a century ago", _put("/published", "1815-04-08"), "SQS106 /published"),
    _breakage("month 13", _put("/context/reoffending/released", "2015-13"), "SQS106 /context/reoffending/released"),
    _breakage(
        "month as a day",
        _put("/context/reoffending/cohort/start", "2012-04-01"),
        "SQS106 /context/reoffending/cohort/start",
    ),
    _breakage(
        "month in words",
        _put("/context/reoffending/cohort/end", "March 2013"),
        "SQS106 /context/reoffending/cohort/end",
    ),
    _breakage(
        "30 February as a partial date",
        _put("/inspection/previous/2/date", "2014-02-30"),
        "SQS106 /inspection/previous/2/date",
    ),
    _breakage("year of two digits", _put("/inspection/previous/0/date", "10"), "SQS106 /inspection/previous/0/date"),
    _breakage(
        "day without a month", _put("/inspection/previous/0/date", "2010--03"), "SQS106 /inspection/previous/0/date"
    ),
    _breakage("id in capitals", _put("/id", "Northmoor-SQS-2015-03-09"), "SQS106 /id"),
    _breakage("id with underscores", _put("/id", "northmoor_sqs_2015_03_09"), "SQS106 /id"),
    _breakage("id that ends in a hyphen", _put("/id", "northmoor-sqs-2015-03-09-"), "SQS106 /id"),
    _breakage("id with an accent", _put("/strengths/0/id", "môn-1"), "SQS106 /strengths/0/id"),
    _breakage("language in words", _put("/language", "English"), "SQS106 /language"),
    _breakage("language with an underscore", _put("/language", "en_GB"), "SQS106 /language"),
    _breakage(
        "GSS code of Scotland",
        _put("/inspection/service/authorities/0/gss_code", "S12000033"),
        "SQS106 /inspection/service/authorities/0/gss_code",
    ),
    _breakage(
        "GSS code of a ward",
        _put("/inspection/service/authorities/0/gss_code", "E05000001"),
        "SQS106 /inspection/service/authorities/0/gss_code",
    ),
    _breakage(
        "GSS code cut short",
        _put("/inspection/service/authorities/0/gss_code", "E1000000"),
        "SQS106 /inspection/service/authorities/0/gss_code",
    ),
    _breakage(
        "e-mail address without an @",
        _put("/inspection/lead_inspector/email", "hazel.brook"),
        "SQS106 /inspection/lead_inspector/email",
    ),
    _breakage(
        "e-mail address with a name",
        _put("/inspection/lead_inspector/email", "Hazel <hazel.brook@example.org>"),
        "SQS106 /inspection/lead_inspector/email",
    ),
    _breakage(
        "paragraph number with a full stop",
        _put("/sections/0/paragraphs/0/number", "1.1."),
        "SQS106 /sections/0/paragraphs/0/number",
    ),
    _breakage(
        "paragraph number zero",
        _put("/sections/2/paragraphs/0/number", "3.0"),
        "SQS106 /sections/2/paragraphs/0/number",
    ),
    _breakage(
        "footnote label in brackets",
        _put("/footnotes/0/label", "[1]"),
        "SQS106 /footnotes/0/label",
        "SQS209 /context/paragraphs/1",
    ),
    # --- white space and control characters
    _breakage("title with a space before", _words("/title", "Report", " Report"), "SQS107 /title"),
    _breakage("title with a space after", _words("/title", "Northmoor", "Northmoor "), "SQS107 /title"),
    _breakage("two spaces", _words("/summary/0", " ", "  "), "SQS107 /summary/0"),
    _breakage(
        "nothing but spaces", _put("/sections/4/paragraphs/0/text", "   "), "SQS107 /sections/4/paragraphs/0/text"
    ),
    _breakage("a line break in prose", _words("/summary/0", "sound, ", "sound,\n"), "SQS108 /summary/0"),
    _breakage("a tab in the header", _put("/sender/role", "Assistant\tChief Inspector"), "SQS108 /sender/role"),
    _breakage("a line break after a name", _put("/sender/name", "Rowan Ashby\n"), "SQS108 /sender/name"),
    _breakage("an escape for a terminal", _put("/sender/name", "\x1b[31mRowan"), "SQS108 /sender/name"),
    _breakage(
        "a character of Windows-1252 in the wrong place",
        _put("/notes/0", "The inspectorate\x92s criteria"),
        "SQS108 /notes/0",
    ),
    _breakage("a line separator", _put("/closing/0", "Thanks\u2028to all"), "SQS108 /closing/0"),
    _breakage("a null character", _put("/footnotes/1/text", "A\x00B"), "SQS108 /footnotes/1/text"),
    # --- numbers out of range
    _breakage("no case", _put("/context/cases_examined", 0), "SQS109 /context/cases_examined"),
    _breakage("fewer than no case", _put("/context/cases_examined", -20), "SQS109 /context/cases_examined"),
    _breakage("section zero", _put("/sections/4/number", 0), "SQS109 /sections/4/number"),
    _breakage("more than all", _put("/context/reoffending/rate", 100.1), "SQS109 /context/reoffending/rate"),
    _breakage(
        "a rate below zero",
        _put("/context/reoffending/comparators/1/rate", -0.1),
        "SQS109 /context/reoffending/comparators/1/rate",
    ),
    # --- empty values
    _breakage("an empty title", _put("/title", ""), "SQS110 /title"),
    _breakage("an empty id", _put("/id", ""), "SQS110 /id"),
    _breakage("no strengths", _put("/strengths", []), "SQS110 /strengths"),
    _breakage("no section", _put("/sections", []), "SQS110 /sections", "SQS210 /footnotes/1", "SQS301 "),
    _breakage("an item with no items", _put("/recommendations/1/items", []), "SQS110 /recommendations/1/items"),
    _breakage("an addressee who is nobody", _put("/addressee", {}), "SQS110 /addressee"),
    _breakage("a context that says nothing", _put("/context", {}), "SQS110 /context", "SQS210 /footnotes/0"),
    _breakage("a rate that says nothing", _put("/context/reoffending", {}), "SQS110 /context/reoffending"),
    _breakage("an empty paragraph", _append("/summary", ""), "SQS110 /summary/1"),
    _breakage("no extension", _put("/extensions", {}), "SQS110 /extensions"),
    # --- days
    _breakage(
        "fieldwork ends before it starts",
        _put("/inspection/fieldwork/end", "2015-03-08"),
        "SQS201 /inspection/fieldwork/end",
    ),
    _breakage("published while inspectors were there", _put("/published", "2015-03-10"), "SQS202 /published"),
    _breakage("years mixed up", _put("/inspection/fieldwork/end", "2014-03-11"), "SQS201 /inspection/fieldwork/end"),
    _breakage(
        "fieldwork of the year after",
        _put("/inspection/fieldwork", {"start": "2016-03-09", "end": "2016-03-11"}),
        "SQS202 /published",
        "SQS203 /id",
    ),
    _breakage(
        "a previous inspection that was later",
        _put("/inspection/previous/1/date", "2015-04"),
        "SQS217 /inspection/previous/1/date",
    ),
    _breakage(
        "a previous inspection the day after",
        _put("/inspection/previous/2/date", "2015-03-10"),
        "SQS217 /inspection/previous/2/date",
    ),
    _breakage(
        "a previous inspection the year after",
        _put("/inspection/previous/0/date", "2016"),
        "SQS217 /inspection/previous/0/date",
    ),
    # --- ids
    _breakage("the id of another inspection", _put("/id", "northmoor-sqs-2014-02-03"), "SQS203 /id"),
    _breakage("the id of another area", _put("/id", "wick-sqs-2015-03-09"), "SQS203 /id"),
    _breakage("an id without its programme", _put("/id", "northmoor-2015-03-09"), "SQS203 /id"),
    _breakage(
        "another area in all but the title and the id",
        _put("/inspection/service/area", "Eastvale"),
        "SQS203 /id",
        "SQS305 /inspection/service/area",
    ),
    _breakage(
        "two recommendations with one id",
        _put("/recommendations/1/id", "recommendation-1"),
        "SQS208 /recommendations/1/id",
    ),
    _breakage(
        "an item with the id of a strength",
        _put("/recommendations/0/items/0/id", "strength-1"),
        "SQS208 /recommendations/0/items/0/id",
    ),
    _breakage(
        "a nested item with the id of the one around it",
        _put("/recommendations/0/items/1/id", "recommendation-1"),
        "SQS208 /recommendations/0/items/1/id",
    ),
    # --- the rate
    _breakage(
        "a rate released before its cohort ended",
        _put("/context/reoffending/released", "2013-02"),
        "SQS204 /context/reoffending/released",
    ),
    _breakage(
        "a rate released as its cohort ended",
        _put("/context/reoffending/released", "2013-03"),
        "SQS204 /context/reoffending/released",
    ),
    _breakage(
        "a cohort that ends before it starts",
        _put("/context/reoffending/cohort/start", "2013-04"),
        "SQS205 /context/reoffending/cohort/end",
    ),
    _breakage("other cases than the text has", _put("/context/cases_examined", 21), "SQS212 /context/cases_examined"),
    _breakage(
        "other cases than the text has in words",
        _all(_words("/context/paragraphs/0", "20", "twenty"), _put("/context/cases_examined", 21)),
        "SQS212 /context/cases_examined",
    ),
    _breakage(
        "another rate than the text has", _put("/context/reoffending/rate", 39.6), "SQS213 /context/reoffending/rate"
    ),
    _breakage(
        "another comparator than the text has",
        _put("/context/reoffending/comparators/1/rate", 37.8),
        "SQS214 /context/reoffending/comparators/1/rate",
    ),
    _breakage(
        "a higher rate is called better",
        _put("/context/reoffending/comparators/1/direction", "better"),
        "SQS215 /context/reoffending/comparators/1/direction",
    ),
    _breakage(
        "a lower rate is called worse",
        _all(_drop("/context/paragraphs/1"), _drop("/footnotes/0"), _put("/context/reoffending/rate", 30)),
        "SQS215 /context/reoffending/comparators/1/direction",
    ),
    _breakage(
        "a comparator twice",
        _append("/context/reoffending/comparators", {"kind": "family"}),
        "SQS216 /context/reoffending/comparators/3/kind",
    ),
    # --- numbers
    _breakage("a section with another's number", _put("/sections/1/number", 7), "SQS218 /sections/1/number"),
    _breakage("a section twice", _put("/sections/3/number", 3), "SQS206 /sections/3/number"),
    _breakage("a section numbered after all", _put("/sections/4/number", 1), "SQS206 /sections/4/number"),
    _breakage("a paragraph left out", _drop("/sections/0/paragraphs/1"), "SQS207 /sections/0/paragraphs/1/number"),
    _breakage(
        "a paragraph number twice",
        _put("/sections/0/paragraphs/2/number", "1.2"),
        "SQS207 /sections/0/paragraphs/2/number",
    ),
    _breakage(
        "a slip in the middle", _put("/sections/0/paragraphs/1/number", "1.7"), "SQS207 /sections/0/paragraphs/1/number"
    ),
    _breakage("counting from two", _drop("/sections/0/paragraphs/0"), "SQS207 /sections/0/paragraphs/0/number"),
    _breakage(
        "a paragraph of another section",
        _put("/sections/2/paragraphs/0/number", "2.3"),
        "SQS207 /sections/2/paragraphs/0/number",
    ),
    _breakage(
        "a number of twenty digits",
        _put("/sections/0/paragraphs/2/number", "1.11111111111111111111"),
        "SQS207 /sections/0/paragraphs/2/number",
    ),
    # --- footnotes
    _breakage("a mark without a footnote", _append("/closing", "See below.[^2]"), "SQS209 /closing/2"),
    _breakage(
        "a mark in a footnote without a footnote",
        _put("/footnotes/0/text", "See also.[^2]"),
        "SQS209 /footnotes/0/text",
    ),
    _breakage(
        "marks without any footnote",
        _drop("/footnotes"),
        "SQS209 /context/paragraphs/1",
        "SQS209 /sections/0/paragraphs/2/text",
    ),
    _breakage(
        "a footnote without a mark", _append("/footnotes", {"label": "2", "text": "See above."}), "SQS210 /footnotes/2"
    ),
    _breakage("a mark that is escaped", _words("/context/paragraphs/1", "[^1]", "\\[^1]"), "SQS210 /footnotes/0"),
    _breakage("a mark that is code", _words("/context/paragraphs/1", "[^1]", " `[^1]`"), "SQS210 /footnotes/0"),
    _breakage(
        "a label twice", _append("/footnotes", {"label": "1", "text": "See above."}), "SQS211 /footnotes/2/label"
    ),
    _breakage(
        "a label for another",
        _put("/footnotes/1/label", "1"),
        "SQS211 /footnotes/1/label",
        "SQS209 /sections/0/paragraphs/2/text",
    ),
    # --- what real letters seldom do
    _breakage("a theme missing", _drop("/sections/2"), "SQS301 /sections"),
    _breakage("no sections", _all(_drop("/sections"), _drop("/footnotes/1")), "SQS301 "),
    _breakage(
        "themes in another order",
        lambda document: _to_front(document["sections"], 3),
        "SQS302 /sections/1/theme",
    ),
    _breakage(
        "a rate released after 23 months",
        _put("/context/reoffending/released", "2015-02"),
        "SQS303 /context/reoffending/released",
    ),
    _breakage(
        "a rate released after a month",
        _put("/context/reoffending/released", "2013-04"),
        "SQS303 /context/reoffending/released",
    ),
    _breakage(
        "the title of another theme", _put("/sections/1/title", "Protecting the child"), "SQS304 /sections/1/title"
    ),
    _breakage(
        "another area in the title",
        _words("/title", "Northmoor", "Northmoor and Wick"),
        "SQS305 /inspection/service/area",
    ),
    _breakage("a theme twice", _put("/sections/4/theme", "sentence_served"), "SQS306 /sections/4/theme"),
    # --- several at once
    _breakage(
        "three slips in three places",
        _all(_put("/published", "8.4.2015"), _put("/sections/0/number", "1"), _put("/notes/0", " x")),
        "SQS106 /published",
        "SQS101 /sections/0/number",
        "SQS107 /notes/0",
    ),
    _breakage(
        "a slip in the structure hides none in the rules",
        _all(_put("/published", None), _put("/context/cases_examined", 21)),
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
        return _breakage(f"{where}: {what}", _put(place, value), f"{code} {place}")

    is_text, is_choice = isinstance(found, str), "enum" in sub or "const" in sub
    has_line = sub.get("maxLength") is None  # dates have a length, and so no line break
    if place:
        yield one("null", None, "SQS104")
        yield one("another type", 7 if is_text else "seven", "SQS105" if is_choice else "SQS101")
        yield one("a truth value", True, "SQS105" if is_choice else "SQS101")
    if is_text:
        plain = sub.get("pattern") == schema["$defs"]["line"]["pattern"]
        yield one("empty", "", "SQS105" if is_choice else "SQS110" if has_line else "SQS106")
        yield one("a space after", f"{found} ", "SQS105" if is_choice else "SQS107" if plain else "SQS106")
        yield one("a line break", f"{found}\n", "SQS105" if is_choice else "SQS108" if has_line else "SQS106")
    if isinstance(found, (int, float)):
        yield one("below its range", sub["minimum"] - 1, "SQS109")
        yield one("above its range", 101, "SQS109") if sub["maximum"] == 100 else one("a part", 1.5, "SQS101")
    if isinstance(found, list):
        yield one("empty", [], "SQS110")
        yield from _generated(schema, sub["items"], found[0], f"{place}/0")
    if isinstance(found, dict) and "properties" in sub:
        yield _breakage(f"{where}: an unknown key", _put(f"{place}/zzz", 1), f"SQS103 {place}/zzz")
        for key in sub.get("required", ()):
            yield _breakage(f"{where}: no {key}", _drop(f"{place}/{key}"), f"SQS102 {place}")
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
    _text("a comma too many", '{\n "id": 1,\n}', ("SQS003", 3, 1)),
    _text("a comma too few", '{\n "id": 1\n "title": 2}', ("SQS003", 3, 2)),
    _text("a comment", "{\n // no\n}", ("SQS003", 2, 2)),
    _text("two documents", "{}\n{}", ("SQS003", 2, 1)),
    _text("cut off", '{"id": "north', ("SQS003", 1, 8)),
    _text("a line break in a text", '{"id": "a\nb"}', ("SQS003", 1, 10)),
    _text("a tab in a text", '{"id": "a\tb"}', ("SQS003", 1, 10)),
    _text("an unknown escape", '{"id": "\\x41"}', ("SQS003", 1, 9)),
    _text("a leading zero", "[01]", ("SQS003", 1, 3)),
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
