"""What a schema cannot say, what is worth a look, and several slips at once."""

from __future__ import annotations

from typing import Final

from sqsreport.testing.breakages.changing import Breakage, all_of, append, breakage, drop_at, put_at, words
from sqsreport.testing.examples import Json


def _to_front(sections: Json, index: int) -> None:
    sections.insert(0, sections.pop(index))
    for number, section in enumerate(sections[:4], 1):
        section["number"] = number
        for due, paragraph in enumerate(section["paragraphs"], 1):
            if "number" in paragraph:
                paragraph["number"] = f"{number}.{due}"


AGAINST_RULES: Final[tuple[Breakage, ...]] = (
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
        "a rate published before its cohort ended",
        put_at("/context/reoffending/published", "2013-02"),
        "SQS204 /context/reoffending/published",
    ),
    breakage(
        "a rate published as its cohort ended",
        put_at("/context/reoffending/published", "2013-03"),
        "SQS204 /context/reoffending/published",
    ),
    breakage(
        "a cohort that ends before it starts",
        put_at("/context/reoffending/cohort/start", "2013-04"),
        "SQS205 /context/reoffending/cohort/end",
    ),
    breakage("other cases than the text has", put_at("/context/cases_examined", 21), "SQS212 /context/cases_examined"),
    breakage(
        "other cases than the text has in words",
        all_of(words("/context/paragraphs/0", "20", "twenty"), put_at("/context/cases_examined", 21)),
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
        all_of(drop_at("/context/paragraphs/1"), drop_at("/footnotes/0"), put_at("/context/reoffending/rate", 30)),
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
    # --- what is worth a look
    breakage("a theme missing", drop_at("/sections/2"), "SQS301 /sections"),
    breakage("no sections", all_of(drop_at("/sections"), drop_at("/footnotes/1")), "SQS301 "),
    breakage(
        "themes in another order",
        lambda document: _to_front(document["sections"], 3),
        "SQS302 /sections/1/theme",
    ),
    breakage(
        "a rate published after 23 months",
        put_at("/context/reoffending/published", "2015-02"),
        "SQS303 /context/reoffending/published",
    ),
    breakage(
        "a rate published after a month",
        put_at("/context/reoffending/published", "2013-04"),
        "SQS303 /context/reoffending/published",
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
        all_of(put_at("/published", "8.4.2015"), put_at("/sections/0/number", "1"), put_at("/notes/0", " x")),
        "SQS106 /published",
        "SQS101 /sections/0/number",
        "SQS107 /notes/0",
    ),
    breakage(
        "a slip in the structure hides none in the rules",
        all_of(put_at("/published", None), put_at("/context/cases_examined", 21)),
        "SQS104 /published",
        "SQS212 /context/cases_examined",
    ),
)
