"""Slips of people and of programs that export, each of which makes one problem and no more.

What is wrong is said by a code, and where by a JSON Pointer; the tables below say what was
written there instead. All start from the invented report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from breakages import Breakage, Change, append, breakage, drop_at, put_at, rename, words
from examples import Json, at


def _values(place: str, code: str, found: Mapping[str, Json]) -> Iterator[Breakage]:
    """Put each value in a place, where it is the problem."""
    for description, value in found.items():
        yield breakage(f"{place}: {description}", put_at(place, value), f"{code} {place}")


def _unknown(place: str, keys: str) -> Iterator[Breakage]:
    """Add each of the keys, which are separated by spaces, to an object."""
    for key in keys.split():
        escaped = key.replace("~", "~0").replace("/", "~1")
        yield breakage(
            f"{place or 'the report'}: {key}", put_at(f"{place}/{escaped}", "x"), f"SQS103 {place}/{escaped}"
        )


def _spelt(place: str, *spellings: str) -> Iterator[Breakage]:
    """Spell a key in other ways."""
    parent = place.rpartition("/")[0]
    for spelling in spellings:
        yield breakage(f"{place}: as {spelling}", rename(place, spelling), f"SQS103 {parent}/{spelling}")


def _one(description: str, change: Change, expected: str) -> Iterator[Breakage]:
    yield breakage(description, change, expected)


def _slips() -> Iterator[Breakage]:
    yield from _days()
    yield from _figures()
    yield from _keys()
    yield from _shapes()
    yield from _words()
    yield from _names()
    yield from _rules()


def _days() -> Iterator[Breakage]:
    yield from _values(
        "/published",
        "SQS106",
        {
            "day first, year short": "08/04/15",
            "without leading zeros": "8/4/2015",
            "year first, slashes": "2015/04/08",
            "year first, full stops": "2015.04.08",
            "day first, hyphens": "08-04-2015",
            "as spreadsheets print it": "08-Apr-15",
            "with an ordinal": "8th April 2015",
            "in American order": "April 8, 2015",
            "with its weekday": "Wednesday 8 April 2015",
            "one digit each": "2015-4-8",
            "one digit for the day": "2015-04-8",
            "with midnight": "2015-04-08 00:00:00",
            "with a time but no zone": "2015-04-08T00:00:00",
            "with a space after": "2015-04-08 ",
            "with a space before": " 2015-04-08",
            "with dashes that are no hyphens": "2015\u201304\u201308",
            "the month alone": "2015-04",
            "the year alone": "2015",
            "day zero": "2015-04-00",
            "month zero": "2015-00-08",
            "month and day swapped, as no month 13": "2015-13-04",
            "31 April": "2015-04-31",
            "no day at all": "0000-00-00",
            "the end of time": "9999-12-31",
            "a typing slip in the year": "2105-04-08",
            "a serial number as text": "42102",
            "not known": "unknown",
            "not applicable": "n/a",
            "to be confirmed": "TBC",
            "a dash": "-",
            "left empty": "",
            "an error of a spreadsheet": "#VALUE!",
        },
    )
    yield from _values(
        "/published",
        "SQS101",
        {
            "as a number": 20150408,
            "a serial number of a spreadsheet": 42102,
            "seconds since 1970": 1428451200,
            "in parts, by name": {"year": 2015, "month": 4, "day": 8},
            "in parts, in order": [2015, 4, 8],
            "false": False,
        },
    )
    yield from _values(
        "/published", "SQS202", {"the year before": "2014-04-08", "what a program takes for nothing": "1970-01-01"}
    )
    yield from _values(
        "/inspection/fieldwork",
        "SQS101",
        {
            "as it is printed": "9-11 March 2015",
            "as an interval": "2015-03-09/2015-03-11",
            "as a list of days": ["2015-03-09", "2015-03-11"],
            "as the number of days": 3,
            "in a list": [{"start": "2015-03-09", "end": "2015-03-11"}],
        },
    )
    yield from _values(
        "/inspection/fieldwork/start", "SQS106", {"as it is printed": "9 March 2015", "the day alone": "09"}
    )
    yield from _values("/inspection/fieldwork/end", "SQS104", {"null, for one day": None})
    yield from _values("/inspection/fieldwork/end", "SQS106", {"with its weekday": "Wed 2015-03-11"})
    yield from _values(
        "/inspection/fieldwork/end", "SQS201", {"the month before": "2015-02-11", "years before": "2005-03-11"}
    )
    yield from _values(
        "/context/reoffending/released",
        "SQS106",
        {
            "as it is printed": "January 2015",
            "month first": "01/2015",
            "as spreadsheets print it": "Jan-15",
            "one digit": "2015-1",
            "without a hyphen": "201501",
            "the first of the month": "2015-01-01",
            "the year alone": "2015",
            "a quarter": "2015-Q1",
            "month 00": "2015-00",
        },
    )
    yield from _values(
        "/context/reoffending/released", "SQS101", {"the year as a number": 2015, "in a list": ["2015-01"]}
    )
    yield from _values(
        "/context/reoffending/cohort",
        "SQS101",
        {
            "as it is printed": "April 2012 - March 2013",
            "as a year of accounts": "2012/13",
            "as a list": ["2012-04", "2013-03"],
            "as a number": 2012,
        },
    )
    yield from _values(
        "/context/reoffending/cohort/end", "SQS106", {"as it is printed": "Mar 2013", "last day": "2013-03-31"}
    )
    yield from _values(
        "/inspection/previous/1/date",
        "SQS106",
        {
            "as it is printed": "February 2013",
            "one digit": "2013-2",
            "about": "c. 2013",
            "a year of accounts": "2013/14",
            "in words": "last year",
            "an empty text": "",
            "month 13": "2013-13",
            "31 February": "2013-02-31",
        },
    )
    yield from _values("/inspection/previous/1/date", "SQS101", {"a number with a month": 2013.02})
    yield from _values("/inspection/previous/1/date", "SQS217", {"that of this inspection's report": "2015-04-08"})


def _figures() -> Iterator[Breakage]:
    yield from _values(
        "/context/cases_examined",
        "SQS101",
        {
            "with a unit": "20 cases",
            "with a decimal": "20.0",
            "in a list": [20],
            "in an object": {"total": 20},
            "true": True,
            "an empty text": "",
            "about": "c. 20",
        },
    )
    yield from _values("/context/cases_examined", "SQS212", {"two digits swapped": 2, "a zero too many": 200})
    yield from _values("/context/cases_examined", "SQS109", {"minus one for unknown": -1})
    yield from _values(
        "/context/reoffending/rate",
        "SQS101",
        {
            "as a text": "39.5",
            "with a decimal comma": "39,5",
            "in words": "39.5 per cent",
            "not available": "n/a",
            "suppressed": "*",
            "in a list": [39.5],
            "in an object": {"value": 39.5, "unit": "%"},
            "an empty text": "",
        },
    )
    yield from _values(
        "/context/reoffending/rate",
        "SQS213",
        {"rounded": 40, "cut": 39, "a digit wrong": 39.6, "the rate of Wick": 41.2},
    )
    yield from _values("/context/reoffending/rate", "SQS109", {"without its point": 395, "minus one for unknown": -1})
    yield from _values(
        "/context/reoffending/comparators/1/rate",
        "SQS101",
        {
            "with a sign": "37.8%",
            "as a text": "37.9",
            "with its verdict": "37.9 (worse)",
            "a list": [37.9],
            "false": False,
        },
    )
    yield from _values("/context/reoffending/comparators/1/rate", "SQS214", {"a digit wrong": 37.8, "rounded": 38})
    yield from _values("/context/reoffending/comparators/1/rate", "SQS109", {"without its point": 379})
    yield from _values(
        "/sections/3/number",
        "SQS101",
        {"as a text": "4", "Roman": "IV", "in words": "four", "a half": 4.5, "a list": [4]},
    )
    yield from _values("/sections/3/number", "SQS109", {"counted from minus one": -1})
    yield from _values(
        "/sections/2/paragraphs/0/number",
        "SQS106",
        {
            "without its section": "1",
            "of three parts": "3.1.1",
            "with a hyphen": "3-1",
            "with a comma": "3,1",
            "with a sign": "§3.1",
            "with a word": "para 3.1",
            "with a letter": "3.a",
            "with a bracket": "3.1)",
            "the section alone": "3.",
            "with a bullet": "- 3.1",
        },
    )
    yield from _values("/sections/2/paragraphs/0/number", "SQS101", {"as a number": 3.1, "as a list": [3, 1]})
    yield from _values("/sections/2/paragraphs/0/number", "SQS110", {"left empty": ""})


def _keys() -> Iterator[Breakage]:
    yield from _unknown(
        "",
        "score rating grade judgement url licence author publisher inspector authority @context @type type uuid "
        "created_at filename _comment // $comment $id meta tags abstract keywords",
    )
    yield from _unknown("/inspection", "rating cases inspectors partners announced duration")
    yield from _unknown("/inspection/service", "code region postcode head staff population")
    yield from _unknown("/inspection/service/authorities/0", "code type valid_from uri")
    yield from _unknown("/inspection/fieldwork", "days location")
    yield from _unknown("/inspection/lead_inspector", "role mobile fax address")
    yield from _unknown("/inspection/previous/0", "outcome url title")
    yield from _unknown("/addressee", "email organisation salutation")
    yield from _unknown("/context/reoffending", "unit source footnote trend")
    yield from _unknown("/context/reoffending/comparators/0", "value difference label")
    yield from _unknown("/sections/0", "judgement strengths quotes summary")
    yield from _unknown("/sections/0/paragraphs/0", "page quote findings polarity")
    yield from _unknown("/recommendations/1", "owner due status priority addressee")
    yield from _unknown("/copy_list/0", "email address")
    yield from _unknown("/footnotes/0", "page url")
    yield from _spelt("/addressee", "Addressee", "addresse", "adressee", "addressees")
    yield from _spelt("/copy_list", "copyList", "copy list", "copylist", "copy_lists", "CopyList")
    yield from _spelt("/recommendations", "recommendation", "recomendations", "Recommendations", "reccommendations")
    yield from _spelt("/strengths", "strength", "strenghts", "key_strengths", "Strengths")
    yield from _spelt("/summary", "Summary", "sumary", "summery", "summary:")
    yield from _spelt("/published", "Published", "publishd", "published_", "published_on")
    yield from _spelt("/language", "lang", "languages", "Language")
    yield from _spelt("/schema_version", "schema-version", "SchemaVersion", "schema_vesion", "schemaversion")
    yield from _spelt("/inspection/lead_inspector", "leadInspector", "lead-inspector", "lead inspector", "inspector")
    yield from _spelt("/inspection/programme", "program", "programm", "programmes")
    yield from _spelt("/inspection/fieldwork", "fieldWork", "field_work", "field-work", "Fieldwork")
    yield from _spelt("/inspection/service/authorities", "authority", "Authorities", "local_authorities")
    yield from _spelt("/inspection/service/authorities/0/gss_code", "gssCode", "GSS_code", "gss-code", "gss code")
    yield from _spelt("/inspection/lead_inspector/email", "e-mail", "e_mail", "Email", "mail", "emial")
    yield from _spelt("/inspection/lead_inspector/telephone", "Telephone", "telephon", "telefone")
    yield from _spelt("/context/cases_examined", "casesExamined", "cases", "cases_examind", "cases examined")
    yield from _spelt("/context/reoffending/released", "release", "Released", "relased")
    yield from _spelt("/context/reoffending/comparators", "comparator", "comparisons", "comparitors")
    yield from _spelt("/sections/4/title", "Title", "titel", "titles", "title_")
    yield from _spelt("/copy_list/0/recipients", "recipient", "recepients", "Recipients")


def _shapes() -> Iterator[Breakage]:
    yield from _values("/addressee", "SQS101", {"in a list": [{"name": "Ivy Garland"}]})
    yield from _values("/sender", "SQS101", {"as a text": "Rowan Ashby, Assistant Chief Inspector", "true": True})
    yield from _values(
        "/inspection/lead_inspector", "SQS101", {"as a text": "Hazel Brook", "a list": [{"name": "Hazel Brook"}]}
    )
    yield from _values(
        "/inspection/service/authorities", "SQS101", {"as a text": "Northmoor", "an object": {"name": "Northmoor"}}
    )
    yield from _values(
        "/inspection/service/authorities/0",
        "SQS101",
        {"as a text": "Northmoor County Council", "its code": "E10000099"},
    )
    yield from _values(
        "/inspection/previous", "SQS101", {"as an object": {"date": "2010"}, "as a text": "2010", "false": False}
    )
    yield from _values(
        "/inspection/previous/0", "SQS101", {"as a text": "2010", "as a number": 2010, "in a list": [{"date": "2010"}]}
    )
    yield from _values(
        "/context/reoffending", "SQS101", {"as a number": 39.5, "as a text": "39.5%", "a list": [{"rate": 39.5}]}
    )
    yield from _values(
        "/context/reoffending/comparators", "SQS101", {"by kind": {"england_and_wales": 37.9}, "a number": 37.9}
    )
    yield from _values("/context/reoffending/comparators/2", "SQS101", {"as a text": "family", "as a number": 37.9})
    yield from _values(
        "/sections/4", "SQS101", {"as a text": "Staff were heard.", "as a list": ["Operational management"]}
    )
    yield from _values(
        "/sections/3/paragraphs",
        "SQS101",
        {
            "as a text": "Buses run twice a day.",
            "by number": {"4.1": "Buses run."},
            "as an object": {"text": "Buses run."},
        },
    )
    yield from _values(
        "/sections/3/paragraphs/0", "SQS101", {"as a text": "Buses run twice a day.", "in a list": ["Buses run."]}
    )
    yield from _values(
        "/sections/3/paragraphs/0/text", "SQS101", {"as sentences": ["Buses run.", "Twice."], "a number": 4.1}
    )
    yield from _values("/strengths", "SQS101", {"as a text": "A boat shed.", "by id": {"strength-1": "A boat shed."}})
    yield from _values("/strengths/0", "SQS101", {"as a text": "A boat shed.", "in a list": [{"id": "strength-1"}]})
    yield from _values("/recommendations/1", "SQS101", {"as a text": "Plans need to be written down."})
    yield from _values(
        "/recommendations/0/items", "SQS101", {"as a text": "set a date", "an object": {"a": "set a date"}}
    )
    yield from _values("/recommendations/0/items/0", "SQS101", {"as a text": "set a date for every review"})
    yield from _values("/closing", "SQS101", {"as one text": "Our thanks to all."})
    yield from _values(
        "/notes", "SQS101", {"as one text": "HMI Probation is independent.", "by number": {"1": "It is."}}
    )
    yield from _values(
        "/summary", "SQS101", {"as a text": "Overall, sound.", "as an object": {"paragraphs": ["Sound."]}}
    )
    yield from _values(
        "/summary/0", "SQS101", {"as sentences": ["Overall, sound."], "with its number": {"1": "Sound."}}
    )
    yield from _values("/copy_list", "SQS101", {"as a text": "Ofsted, CQC", "by role": {"Ofsted": ["Fern Hollis"]}})
    yield from _values("/copy_list/1", "SQS101", {"as a text": "Care Quality Commission", "as a list": ["CQC"]})
    yield from _values(
        "/copy_list/0/recipients/0", "SQS101", {"as an object": {"name": "Basil Thorne"}, "in a list": ["Basil Thorne"]}
    )
    yield from _values("/footnotes/1/text", "SQS101", {"as a list": ["A date means a day."], "as a number": 1})
    yield from _values("/extensions", "SQS101", {"as a text": "checked", "true": True})
    yield from _values("/title", "SQS101", {"by language": {"en": "Report"}, "a list": ["Report"], "a number": 7})
    yield from _values("/language", "SQS101", {"a list": ["en"], "true": True})
    yield from _values("/id", "SQS101", {"a number": 17, "a list": ["northmoor"], "an object": {"$oid": "5f1d"}})
    yield from _values(
        "/inspection/service/name", "SQS101", {"by language": {"en": "Northmoor"}, "a list": ["Northmoor YOS"]}
    )
    yield from _values(
        "/inspection/service/area", "SQS101", {"a list": ["Northmoor", "Wick"], "an object": {"name": "Northmoor"}}
    )
    yield from _values(
        "/inspection/lead_inspector/telephone", "SQS101", {"a list": ["01632 960001"], "without its zero": 1632960001}
    )
    yield from _values(
        "/inspection/lead_inspector/email", "SQS101", {"a list": ["hazel.brook@example.org"], "false": False}
    )


def _words() -> Iterator[Breakage]:
    yield from _values(
        "/schema_version",
        "SQS105",
        {"short": "1", "long": "1.0.0", "with a v": "v1.0", "a number": 1, "left empty": ""},
    )
    yield from _values(
        "/inspection/programme",
        "SQS105",
        {
            "in full": "Short Quality Screening",
            "both": "Short Quality Screening (SQS)",
            "with a space after": "SQS ",
            "with a year": "SQS 2015",
            "in a list": ["SQS"],
            "as an object": {"code": "SQS"},
            "mixed case": "Sqs",
            "another programme": "CCI",
            "left empty": "",
        },
    )
    yield from _values(
        "/sections/4/theme",
        "SQS105",
        {
            "one that is no theme": "operational_management",
            "a title": "Operational management",
            "other": "other",
            "none": "none",
            "left empty": "",
            "a number": 5,
            "a list": [],
        },
    )
    yield from _values(
        "/context/reoffending/comparators/2/kind",
        "SQS105",
        {
            "with a hyphen": "previous-year",
            "in capitals": "FAMILY",
            "a word more": "family average",
            "national": "national",
            "a country too many": "scotland",
            "with an ampersand": "England & Wales",
            "a list": ["family"],
            "left empty": "",
        },
    )
    yield from _values(
        "/context/reoffending/comparators/0/direction",
        "SQS105",
        {
            "with a capital": "Worse",
            "in capitals": "WORSE",
            "as an arrow": "↑",
            "up": "up",
            "the same": "same",
            "with a word more": "worse than",
            "a sign": "+",
            "a number": 1,
            "false": False,
            "left empty": "",
        },
    )


def _names() -> Iterator[Breakage]:
    yield from _values(
        "/id",
        "SQS106",
        {
            "with spaces": "northmoor sqs 2015-03-09",
            "with two hyphens": "northmoor--sqs-2015-03-09",
            "with slashes": "northmoor/sqs/2015-03-09",
            "with full stops": "northmoor.sqs.2015-03-09",
            "in capitals": "NORTHMOOR-SQS-2015-03-09",
            "with an ending": "northmoor-sqs-2015-03-09.json",
            "with an entity": "northmoor-&amp;-wick-sqs-2015-03-09",
            "an address": "https://example.org/northmoor",
        },
    )
    yield from _values(
        "/id",
        "SQS203",
        {
            "a UUID": "3f2b8c1e-7d4a-4c1b-9a53-0d2f6e8b1c77",
            "a number as text": "17",
            "the last day": "northmoor-sqs-2015-03-11",
            "the day of publication": "northmoor-sqs-2015-04-08",
            "the month": "northmoor-sqs-2015-03",
            "without zeros": "northmoor-sqs-2015-3-9",
            "without hyphens": "northmoor-sqs-20150309",
            "in another order": "sqs-northmoor-2015-03-09",
            "of another programme": "northmoor-fji-2015-03-09",
            "with the service": "northmoor-yos-sqs-2015-03-09",
            "a spelling slip": "nothmoor-sqs-2015-03-09",
        },
    )
    yield from _values(
        "/recommendations/1/id",
        "SQS106",
        {
            "with a space": "recommendation 2",
            "with an underscore": "recommendation_2",
            "with a capital": "Recommendation-2",
            "with a full stop after": "2.",
            "with a sign": "#2",
            "with a slash": "rec/2",
            "with a dash": "recommendation\u20132",
            "with a bracket": "2)",
        },
    )
    yield from _values("/recommendations/1/id", "SQS101", {"a number": 2})
    yield from _values("/recommendations/1/id", "SQS208", {"that of a nested item": "recommendation-1.2"})
    yield from _values(
        "/inspection/service/authorities/0/gss_code",
        "SQS106",
        {
            "in small letters": "e10000099",
            "without its letter": "10000099",
            "with a space within": "E10 000099",
            "an old code": "16UC",
            "that of a country": "E92000001",
            "that of both countries": "K04000001",
            "an O for a zero": "E10O00099",
            "a digit too many": "E100000999",
            "that of Northern Ireland": "N09000001",
            "three letters": "NMR",
            "a name": "Northmoor",
            "an address": "http://statistics.data.gov.uk/id/statistical-geography/E10000099",
            "that of a region": "E12000001",
        },
    )
    yield from _values("/inspection/service/authorities/0/gss_code", "SQS101", {"a number": 10000099})
    yield from _values("/inspection/service/authorities/0/gss_code", "SQS110", {"left empty": ""})
    yield from _values(
        "/language", "SQS106", {"in capitals": "EN", "in words": "Welsh", "two": "en, cy", "a hyphen": "en-"}
    )
    yield from _values(
        "/inspection/lead_inspector/email",
        "SQS106",
        {
            "at in words": "hazel.brook at example.org",
            "at in brackets": "hazel.brook(at)example.org",
            "masked": "[email protected]",
            "with a space": "hazel brook@example.org",
            "two signs": "hazel.brook@@example.org",
            "two addresses": "hazel.brook@example.org; office@example.org",
            "an entity": "hazel.brook&#64;example.org",
            "none": "none",
            "the name": "Hazel Brook",
        },
    )
    yield from _values("/inspection/lead_inspector/email", "SQS110", {"left empty": ""})
    yield from _values("/inspection/lead_inspector/telephone", "SQS110", {"left empty": ""})
    yield from _values("/inspection/lead_inspector/telephone", "SQS107", {"with two spaces": "01632  960001"})
    for place in ("/sender/name", "/inspection/service/area", "/copy_list/1/role", "/notes/0", "/sections/4/title"):
        yield from _values(
            place, "SQS107", {"a space at its end": "Northmoor ", "a space at its beginning": " Northmoor"}
        )
    for place in (
        "/sender/role",
        "/summary/0",
        "/closing/1",
        "/recommendations/1/text",
        "/sections/4/paragraphs/0/text",
    ):
        yield from _values(
            place,
            "SQS108",
            {"a line break of Windows": "It\r\nrains.", "an empty line": "It.\n\nRains.", "a tab": "It\trains."},
        )
    for place in (
        "/sender/name",
        "/inspection/service/abbreviation",
        "/copy_list/1/role",
        "/strengths/0/text",
        "/closing/0",
    ):
        yield from _values(place, "SQS110", {"left empty": ""})
        yield from _values(place, "SQS104", {"null for what is absent": None})
    for place in (
        "/sender",
        "/inspection/previous",
        "/strengths",
        "/copy_list",
        "/notes",
        "/context/reoffending/comparators",
    ):
        yield from _values(place, "SQS104", {"null for what is absent": None})
    for place in (
        "/introduction",
        "/closing",
        "/copy_list",
        "/notes",
        "/inspection/previous",
        "/sections/4/paragraphs",
    ):
        yield from _values(place, "SQS110", {"an empty list": []})
    yield from _values("/sender", "SQS110", {"an empty object": {}})
    yield from _values("/inspection/lead_inspector", "SQS102", {"an empty object": {}})


def _rules() -> Iterator[Breakage]:
    mark = "As the table shows.[^9]"
    for place in ("/introduction", "/summary", "/closing", "/notes", "/context/paragraphs"):
        last = {"/introduction": 2, "/summary": 1, "/closing": 2, "/notes": 2, "/context/paragraphs": 2}[place]
        yield from _one(f"{place}: a mark of no footnote", append(place, mark), f"SQS209 {place}/{last}")
    for place in ("/strengths/0/text", "/recommendations/0/items/1/text", "/sections/4/paragraphs/0/text"):
        yield from _values(place, "SQS209", {"a mark of no footnote": mark})
    yield from _one(
        "a footnote nobody refers to, first", _insert("/footnotes", {"label": "a", "text": "X."}), "SQS210 /footnotes/0"
    )
    yield from _one("the mark typed as a digit", words("/context/paragraphs/1", "[^1]", "1"), "SQS210 /footnotes/0")
    yield from _one("the mark raised", words("/context/paragraphs/1", "[^1]", "¹"), "SQS210 /footnotes/0")
    yield from _one("the mark in brackets", words("/context/paragraphs/1", "[^1]", "[1]"), "SQS210 /footnotes/0")
    yield from _one("the paragraph with the mark lost", drop_at("/sections/0/paragraphs/2"), "SQS210 /footnotes/1")
    yield from _one(
        "the cases of another letter", words("/context/paragraphs/0", "20", "34"), "SQS212 /context/cases_examined"
    )
    yield from _one(
        "the rate of another letter", words("/context/paragraphs/1", "39.5", "41.0"), "SQS213 /context/reoffending/rate"
    )
    yield from _one(
        "the average of another year",
        words("/context/paragraphs/1", "37.9", "36.0"),
        "SQS214 /context/reoffending/comparators/1/rate",
    )
    yield from _one(
        "a comparator copied",
        _insert("/context/reoffending/comparators", {"kind": "family"}),
        "SQS216 /context/reoffending/comparators/3/kind",
    )
    yield from _values(
        "/context/reoffending/released",
        "SQS204",
        {"the cohort's own month": "2012-04", "a year of two too few": "2005-01"},
    )
    yield from _values(
        "/context/reoffending/released", "SQS303", {"a year late": "2016-01", "the month before": "2014-12"}
    )
    yield from _one(
        "a cohort that ends a month late",
        put_at("/context/reoffending/cohort/end", "2013-04"),
        "SQS303 /context/reoffending/released",
    )
    yield from _values("/sections/0/number", "SQS218", {"a digit too many": 11, "that of the next": 2})
    yield from _values(
        "/sections/1/paragraphs/1/number", "SQS207", {"that of before": "2.1", "one too far": "2.3", "ten": "2.10"}
    )
    yield from _values("/sections/0/title", "SQS304", {"that of another": "Protecting the public"})
    yield from _values("/sections/3/title", "SQS304", {"that of another": "Reducing reoffending"})
    yield from _one(
        "the title of another letter", words("/title", "Northmoor", "Southmoor"), "SQS305 /inspection/service/area"
    )
    yield from _one(
        "the area in short in the title", words("/title", "Northmoor", "North"), "SQS305 /inspection/service/area"
    )
    for index, theme in ((1, "protecting_the_public"), (3, "sentence_served")):
        yield from _one(f"the section on {theme} lost", drop_at(f"/sections/{index}"), "SQS301 /sections")


def _insert(place: str, value: Json) -> Change:
    return lambda document: at(document, place).insert(0, value)


SLIPS: Final = tuple(_slips())
