"""Slips with keys, and values of another shape than is due."""

from __future__ import annotations

from collections.abc import Iterator

from sqsreport.testing.breakages._slips import spelt, unknown, values
from sqsreport.testing.breakages.changing import Breakage


def keys() -> Iterator[Breakage]:
    """Add keys that are not known, and misspell those that are."""
    yield from unknown(
        "",
        "score rating grade judgement url licence author publisher inspector authority @context @type type uuid "
        "created_at filename _comment // $comment $id meta tags abstract keywords",
    )
    yield from unknown("/inspection", "rating cases inspectors partners announced duration")
    yield from unknown("/inspection/service", "code region postcode head staff population")
    yield from unknown("/inspection/service/authorities/0", "code type valid_from uri")
    yield from unknown("/inspection/fieldwork", "days location")
    yield from unknown("/inspection/lead_inspector", "role mobile fax address")
    yield from unknown("/inspection/previous/0", "outcome url title")
    yield from unknown("/addressee", "email organisation salutation")
    yield from unknown("/context/reoffending", "unit source footnote trend")
    yield from unknown("/context/reoffending/comparators/0", "value difference label")
    yield from unknown("/sections/0", "judgement strengths quotes summary")
    yield from unknown("/sections/0/paragraphs/0", "page quote findings polarity")
    yield from unknown("/recommendations/1", "owner due status priority addressee")
    yield from unknown("/copy_list/0", "email address")
    yield from unknown("/footnotes/0", "page url")
    yield from spelt("/addressee", "Addressee", "addresse", "adressee", "addressees")
    yield from spelt("/copy_list", "copyList", "copy list", "copylist", "copy_lists", "CopyList")
    yield from spelt("/recommendations", "recommendation", "recomendations", "Recommendations", "reccommendations")
    yield from spelt("/strengths", "strength", "strenghts", "key_strengths", "Strengths")
    yield from spelt("/summary", "Summary", "sumary", "summery", "summary:")
    yield from spelt("/published", "Published", "publishd", "published_", "published_on")
    yield from spelt("/language", "lang", "languages", "Language")
    yield from spelt("/schema_version", "schema-version", "SchemaVersion", "schema_vesion", "schemaversion")
    yield from spelt("/inspection/lead_inspector", "leadInspector", "lead-inspector", "lead inspector", "inspector")
    yield from spelt("/inspection/programme", "program", "programm", "programmes")
    yield from spelt("/inspection/fieldwork", "fieldWork", "field_work", "field-work", "Fieldwork")
    yield from spelt("/inspection/service/authorities", "authority", "Authorities", "local_authorities")
    yield from spelt("/inspection/service/authorities/0/gss_code", "gssCode", "GSS_code", "gss-code", "gss code")
    yield from spelt("/inspection/lead_inspector/email", "e-mail", "e_mail", "Email", "mail", "emial")
    yield from spelt("/inspection/lead_inspector/telephone", "Telephone", "telephon", "telefone")
    yield from spelt("/context/cases_examined", "casesExamined", "cases", "cases_examind", "cases examined")
    yield from spelt("/context/reoffending/published", "publication", "Published", "publised")
    yield from spelt("/context/reoffending/comparators", "comparator", "comparisons", "comparitors")
    yield from spelt("/sections/4/title", "Title", "titel", "titles", "title_")
    yield from spelt("/copy_list/0/recipients", "recipient", "recepients", "Recipients")


def shapes() -> Iterator[Breakage]:
    """Put a list, an object or a text where another of them is due."""
    yield from values("/addressee", "SQS101", {"in a list": [{"name": "Ivy Garland"}]})
    yield from values("/sender", "SQS101", {"as a text": "Rowan Ashby, Assistant Chief Inspector", "true": True})
    yield from values(
        "/inspection/lead_inspector", "SQS101", {"as a text": "Hazel Brook", "a list": [{"name": "Hazel Brook"}]}
    )
    yield from values(
        "/inspection/service/authorities", "SQS101", {"as a text": "Northmoor", "an object": {"name": "Northmoor"}}
    )
    yield from values(
        "/inspection/service/authorities/0",
        "SQS101",
        {"as a text": "Northmoor County Council", "its code": "E10000099"},
    )
    yield from values(
        "/inspection/previous", "SQS101", {"as an object": {"date": "2010"}, "as a text": "2010", "false": False}
    )
    yield from values(
        "/inspection/previous/0", "SQS101", {"as a text": "2010", "as a number": 2010, "in a list": [{"date": "2010"}]}
    )
    yield from values(
        "/context/reoffending", "SQS101", {"as a number": 39.5, "as a text": "39.5%", "a list": [{"rate": 39.5}]}
    )
    yield from values(
        "/context/reoffending/comparators", "SQS101", {"by kind": {"england_and_wales": 37.9}, "a number": 37.9}
    )
    yield from values("/context/reoffending/comparators/2", "SQS101", {"as a text": "family", "as a number": 37.9})
    yield from values(
        "/sections/4", "SQS101", {"as a text": "Staff were heard.", "as a list": ["Operational management"]}
    )
    yield from values(
        "/sections/3/paragraphs",
        "SQS101",
        {
            "as a text": "Buses run twice a day.",
            "by number": {"4.1": "Buses run."},
            "as an object": {"text": "Buses run."},
        },
    )
    yield from values(
        "/sections/3/paragraphs/0", "SQS101", {"as a text": "Buses run twice a day.", "in a list": ["Buses run."]}
    )
    yield from values(
        "/sections/3/paragraphs/0/text", "SQS101", {"as sentences": ["Buses run.", "Twice."], "a number": 4.1}
    )
    yield from values("/strengths", "SQS101", {"as a text": "A boat shed.", "by id": {"strength-1": "A boat shed."}})
    yield from values("/strengths/0", "SQS101", {"as a text": "A boat shed.", "in a list": [{"id": "strength-1"}]})
    yield from values("/recommendations/1", "SQS101", {"as a text": "Plans need to be written down."})
    yield from values(
        "/recommendations/0/items", "SQS101", {"as a text": "set a date", "an object": {"a": "set a date"}}
    )
    yield from values("/recommendations/0/items/0", "SQS101", {"as a text": "set a date for every review"})
    yield from values("/closing", "SQS101", {"as one text": "Our thanks to all."})
    yield from values(
        "/notes", "SQS101", {"as one text": "HMI Probation is independent.", "by number": {"1": "It is."}}
    )
    yield from values(
        "/summary", "SQS101", {"as a text": "Overall, sound.", "as an object": {"paragraphs": ["Sound."]}}
    )
    yield from values("/summary/0", "SQS101", {"as sentences": ["Overall, sound."], "with its number": {"1": "Sound."}})
    yield from values("/copy_list", "SQS101", {"as a text": "Ofsted, CQC", "by role": {"Ofsted": ["Fern Hollis"]}})
    yield from values("/copy_list/1", "SQS101", {"as a text": "Care Quality Commission", "as a list": ["CQC"]})
    yield from values(
        "/copy_list/0/recipients/0", "SQS101", {"as an object": {"name": "Basil Thorne"}, "in a list": ["Basil Thorne"]}
    )
    yield from values("/footnotes/1/text", "SQS101", {"as a list": ["A date means a day."], "as a number": 1})
    yield from values("/extensions", "SQS101", {"as a text": "checked", "true": True})
    yield from values("/title", "SQS101", {"by language": {"en": "Report"}, "a list": ["Report"], "a number": 7})
    yield from values("/language", "SQS101", {"a list": ["en"], "true": True})
    yield from values("/id", "SQS101", {"a number": 17, "a list": ["northmoor"], "an object": {"$oid": "5f1d"}})
    yield from values(
        "/inspection/service/name", "SQS101", {"by language": {"en": "Northmoor"}, "a list": ["Northmoor YOS"]}
    )
    yield from values(
        "/inspection/service/area", "SQS101", {"a list": ["Northmoor", "Wick"], "an object": {"name": "Northmoor"}}
    )
    yield from values(
        "/inspection/lead_inspector/telephone", "SQS101", {"a list": ["01632 960001"], "without its zero": 1632960001}
    )
    yield from values(
        "/inspection/lead_inspector/email", "SQS101", {"a list": ["hazel.brook@example.org"], "false": False}
    )


def renamed() -> Iterator[Breakage]:
    """Give keys that must be there names of other vocabularies: what lacks them is not told as well."""
    yield from spelt("/id", "ID", "Id", "report_id")
    yield from spelt("/title", "name", "TITLE")
    yield from spelt("/published", "date", "publication_date")
    yield from spelt("/inspection/programme", "type")
    yield from spelt("/inspection/fieldwork", "dates")
    yield from spelt("/inspection/service", "team", "yot")
    yield from spelt("/inspection/service/name", "title")
    yield from spelt("/inspection/service/area", "region")
    yield from spelt("/inspection/fieldwork/start", "from", "first_day")
    yield from spelt("/inspection/fieldwork/end", "to", "last_day")
    yield from spelt("/inspection/previous/1/date", "year")
    yield from spelt("/context/reoffending/cohort/start", "from")
    yield from spelt("/context/reoffending/comparators/2/kind", "type", "name")
    yield from spelt("/sections/4/title", "heading", "name")
    yield from spelt("/sections/4/paragraphs/0/text", "content", "body")
    yield from spelt("/strengths/0/text", "description")
    yield from spelt("/recommendations/1/id", "ref", "number")
    yield from spelt("/copy_list/1/role", "office", "organisation")
    yield from spelt("/footnotes/0/text", "note")
    yield from spelt("/sections", "themes", "commentary", "Sections")
    yield from spelt("/context", "Context", "background")
    yield from spelt("/footnotes", "Footnotes", "foot_notes")
    yield from spelt("/sections/1/theme", "Theme", "key")
    yield from spelt("/context/paragraphs", "Paragraphs")
    yield from spelt("/footnotes/0/label", "Label", "number")
    yield from spelt("/sections/0/paragraphs", "Paragraphs")
