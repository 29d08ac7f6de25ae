"""Keys that are missing or unknown, nulls, and values of another kind than is due."""

from __future__ import annotations

from typing import Final

from sqsreport.testing.breakages.changing import Breakage, all_of, breakage, drop_at, put_at, rename

KEYS_AND_TYPES: Final[tuple[Breakage, ...]] = (
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
        all_of(rename("/language", "langauge"), rename("/published", "publised")),
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
)
