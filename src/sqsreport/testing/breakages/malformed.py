"""Texts that are malformed, numbers out of range, and what is empty."""

from __future__ import annotations

from typing import Final

from sqsreport.testing.breakages.changing import Breakage, append, breakage, put_at, words

MALFORMED: Final[tuple[Breakage, ...]] = (
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
    breakage("month 13", put_at("/context/reoffending/published", "2015-13"), "SQS106 /context/reoffending/published"),
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
)
