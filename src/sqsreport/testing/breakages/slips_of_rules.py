"""Slips that only a rule sees, and slips that a rule may not tell a second time."""

from __future__ import annotations

from collections.abc import Iterator

from sqsreport.testing import examples
from sqsreport.testing.breakages._slips import one, values
from sqsreport.testing.breakages.changing import Breakage, append, drop_at, insert, put_at, words
from sqsreport.testing.examples import at


def rules() -> Iterator[Breakage]:
    """Contradict what stands elsewhere in the report."""
    mark = "As the table shows.[^9]"
    for place in ("/introduction", "/summary", "/closing", "/notes", "/context/paragraphs"):
        last = {"/introduction": 2, "/summary": 1, "/closing": 2, "/notes": 2, "/context/paragraphs": 2}[place]
        yield from one(f"{place}: a mark of no footnote", append(place, mark), f"SQS209 {place}/{last}")
    for place in ("/strengths/0/text", "/recommendations/0/items/1/text", "/sections/4/paragraphs/0/text"):
        yield from values(place, "SQS209", {"a mark of no footnote": mark})
    yield from one(
        "a footnote nobody refers to, first", insert("/footnotes", {"label": "a", "text": "X."}), "SQS210 /footnotes/0"
    )
    yield from one("the mark typed as a digit", words("/context/paragraphs/1", "[^1]", "1"), "SQS210 /footnotes/0")
    yield from one("the mark raised", words("/context/paragraphs/1", "[^1]", "¹"), "SQS210 /footnotes/0")
    yield from one("the mark in brackets", words("/context/paragraphs/1", "[^1]", "[1]"), "SQS210 /footnotes/0")
    yield from one("the paragraph with the mark lost", drop_at("/sections/0/paragraphs/2"), "SQS210 /footnotes/1")
    yield from one(
        "the cases of another letter", words("/context/paragraphs/0", "20", "34"), "SQS212 /context/cases_examined"
    )
    yield from one(
        "the rate of another letter", words("/context/paragraphs/1", "39.5", "41.0"), "SQS213 /context/reoffending/rate"
    )
    yield from one(
        "the average of another year",
        words("/context/paragraphs/1", "37.9", "36.0"),
        "SQS214 /context/reoffending/comparators/1/rate",
    )
    yield from one(
        "a comparator copied",
        insert("/context/reoffending/comparators", {"kind": "family"}),
        "SQS216 /context/reoffending/comparators/3/kind",
    )
    yield from values(
        "/context/reoffending/published",
        "SQS204",
        {"the cohort's own month": "2012-04", "a year of two too few": "2005-01"},
    )
    yield from values(
        "/context/reoffending/published", "SQS303", {"a year late": "2016-01", "the month before": "2014-12"}
    )
    yield from one(
        "a cohort that ends a month late",
        put_at("/context/reoffending/cohort/end", "2013-04"),
        "SQS303 /context/reoffending/published",
    )
    yield from values("/sections/0/number", "SQS218", {"a digit too many": 11, "that of the next": 2})
    yield from values(
        "/sections/1/paragraphs/1/number", "SQS207", {"that of before": "2.1", "one too far": "2.3", "ten": "2.10"}
    )
    yield from values("/sections/0/title", "SQS304", {"that of another": "Protecting the public"})
    yield from values("/sections/3/title", "SQS304", {"that of another": "Reducing reoffending"})
    yield from one(
        "the title of another letter", words("/title", "Northmoor", "Southmoor"), "SQS305 /inspection/service/area"
    )
    yield from one(
        "the area in short in the title", words("/title", "Northmoor", "North"), "SQS305 /inspection/service/area"
    )
    for index, theme in ((1, "protecting_the_public"), (3, "sentence_served")):
        yield from one(f"the section on {theme} lost", drop_at(f"/sections/{index}"), "SQS301 /sections")


def consequences() -> Iterator[Breakage]:
    """Break what rules look for: that they miss it then is no problem of its own."""
    report = examples.northmoor()
    yield from one(
        '/sections/1/theme: "Protecting the public"',
        put_at("/sections/1/theme", "Protecting the public"),
        "SQS105 /sections/1/theme",
    )
    yield from one(
        '/sections/1/theme: "protecting_public"',
        put_at("/sections/1/theme", "protecting_public"),
        "SQS105 /sections/1/theme",
    )
    yield from one(
        '/sections/0/theme: "reducing-reoffending"',
        put_at("/sections/0/theme", "reducing-reoffending"),
        "SQS105 /sections/0/theme",
    )
    yield from one(
        '/sections/0/theme: "Reducing_Reoffending"',
        put_at("/sections/0/theme", "Reducing_Reoffending"),
        "SQS105 /sections/0/theme",
    )
    yield from one("/sections/2/theme: None", put_at("/sections/2/theme", None), "SQS104 /sections/2/theme")
    yield from one("/sections/2/theme: 3", put_at("/sections/2/theme", 3), "SQS105 /sections/2/theme")
    yield from one('/sections/2/theme: ""', put_at("/sections/2/theme", ""), "SQS105 /sections/2/theme")
    yield from one(
        '/sections/1: "Police and service met weekly."',
        put_at("/sections/1", "Police and service met weekly."),
        "SQS101 /sections/1",
    )
    yield from one(
        '/sections/0: ["Reports were short."]', put_at("/sections/0", ["Reports were short."]), "SQS101 /sections/0"
    )
    yield from one(
        '/sections: [at(report, "/sections")]', put_at("/sections", [at(report, "/sections")]), "SQS101 /sections/0"
    )
    yield from one(
        '/sections: {"reducing_reoffending": {"title": "Reducing reoffending"}}',
        put_at("/sections", {"reducing_reoffending": {"title": "Reducing reoffending"}}),
        "SQS101 /sections",
    )
    yield from one('/sections: "Reports were short."', put_at("/sections", "Reports were short."), "SQS101 /sections")
    yield from one("/sections: None", put_at("/sections", None), "SQS104 /sections")
    yield from one("/sections: []", put_at("/sections", []), "SQS110 /sections")
    yield from one(
        '/sections/0/paragraphs: "Reports were short."',
        put_at("/sections/0/paragraphs", "Reports were short."),
        "SQS101 /sections/0/paragraphs",
    )
    yield from one(
        '/sections/0/paragraphs/2: "Half of the plans had a date."',
        put_at("/sections/0/paragraphs/2", "Half of the plans had a date."),
        "SQS101 /sections/0/paragraphs/2",
    )
    yield from one(
        "/sections/0/paragraphs/2/text: None",
        put_at("/sections/0/paragraphs/2/text", None),
        "SQS104 /sections/0/paragraphs/2/text",
    )
    yield from one(
        '/sections/0/paragraphs/2/text: "Half had a date[^b] for\\nreview."',
        put_at("/sections/0/paragraphs/2/text", "Half had a date[^b] for\nreview."),
        "SQS108 /sections/0/paragraphs/2/text",
    )
    yield from one(
        '/context: ["We examined 20 cases."]', put_at("/context", ["We examined 20 cases."]), "SQS101 /context"
    )
    yield from one('/context: "We examined 20 cases."', put_at("/context", "We examined 20 cases."), "SQS101 /context")
    yield from one("/context: None", put_at("/context", None), "SQS104 /context")
    yield from one("/context: {}", put_at("/context", {}), "SQS110 /context")
    yield from one(
        '/context/paragraphs: "We examined 20 cases."',
        put_at("/context/paragraphs", "We examined 20 cases."),
        "SQS101 /context/paragraphs",
    )
    yield from one(
        '/context/paragraphs/1: "The rate[^1] for Northmoor was 39.5%, \\r\\nworse."',
        put_at("/context/paragraphs/1", "The rate[^1] for Northmoor was 39.5%, \r\nworse."),
        "SQS108 /context/paragraphs/1",
    )
    yield from one(
        '/footnotes/1: "A date means a day."', put_at("/footnotes/1", "A date means a day."), "SQS101 /footnotes/1"
    )
    yield from one(
        '/footnotes: {"1": "Published.", "b": "A day."}',
        put_at("/footnotes", {"1": "Published.", "b": "A day."}),
        "SQS101 /footnotes",
    )
    yield from one("/footnotes: None", put_at("/footnotes", None), "SQS104 /footnotes")
    yield from one("/footnotes: []", put_at("/footnotes", []), "SQS110 /footnotes")
    yield from one("/footnotes/0/label: 1", put_at("/footnotes/0/label", 1), "SQS101 /footnotes/0/label")
    yield from one('/footnotes/0/label: "[^1]"', put_at("/footnotes/0/label", "[^1]"), "SQS106 /footnotes/0/label")
    yield from one(
        "/context/reoffending/rate: 0.395",
        put_at("/context/reoffending/rate", 0.395),
        "SQS213 /context/reoffending/rate",
    )
    yield from one(
        "/context/reoffending/rate: 35.9", put_at("/context/reoffending/rate", 35.9), "SQS213 /context/reoffending/rate"
    )
    yield from one(
        "/context/reoffending/comparators/1/rate: 39.7",
        put_at("/context/reoffending/comparators/1/rate", 39.7),
        "SQS214 /context/reoffending/comparators/1/rate",
    )
    yield from one(
        '/inspection/service/area: "Northmoor &amp; Wick"',
        put_at("/inspection/service/area", "Northmoor &amp; Wick"),
        "SQS305 /inspection/service/area",
    )
    yield from one(
        '/inspection/service/area: "northmore"',
        put_at("/inspection/service/area", "northmore"),
        "SQS305 /inspection/service/area",
    )
    yield from one(
        '/inspection/fieldwork: {"start": "2016-03-09", "end": "2016-03-11"}',
        put_at("/inspection/fieldwork", {"start": "2016-03-09", "end": "2016-03-11"}),
        "SQS202 /published",
    )
    yield from one(
        '/inspection/fieldwork: {"start": "2015-03-11", "end": "2015-03-09"}',
        put_at("/inspection/fieldwork", {"start": "2015-03-11", "end": "2015-03-09"}),
        "SQS201 /inspection/fieldwork/end",
    )
    yield from one(
        '/inspection/fieldwork/start: "2015-09-03"',
        put_at("/inspection/fieldwork/start", "2015-09-03"),
        "SQS201 /inspection/fieldwork/end",
    )
