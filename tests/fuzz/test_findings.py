"""Regression tests for the findings of the fuzzing, each with the shortest input that shows it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pytest

import sqsreport
from fuzz import shapes
from sqsreport import letters
from sqsreport.problems import errors_in
from sqsreport.tables import from_arrow, to_arrow
from support import letter_parts

pytestmark = pytest.mark.slow

_DOCUMENTS: Final = Path(__file__).parent / "corpus" / "json"


def document(name: str) -> dict[str, Any]:
    """Return one of the seed documents, ``full`` or ``minimal``."""
    data: dict[str, Any] = json.loads((_DOCUMENTS / f"{name}.json").read_bytes())
    return data


def pdf_page(content: bytes) -> bytes:
    """Make a PDF of one page without a cross-reference table, which readers reconstruct."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    )
    numbered = [b"%d 0 obj %s endobj" % (number, each) for number, each in enumerate(objects, 1)]
    return b"\n".join((b"%PDF-1.7", *numbered, b"trailer << /Size 7 /Root 1 0 R >>"))


def test_control_characters_of_a_pdf_are_not_text() -> None:
    """Control characters in the text of a PDF are invisible and do not become a passage."""
    reading = letters.read(pdf_page(rb"BT /F1 11 Tf 72 700 Td (Dear Sir) Tj 0 -40 Td (\001\002\037) Tj ET"), "pdf")

    assert ["Dear Sir"] == [passage.text for passage in reading.leftovers]


def test_a_line_of_no_break_spaces_above_text() -> None:
    """A line of only no-break spaces, which Word writes, is blank: it separates the texts around it."""
    reading = letters.read("\n\u00a0\n\u00a0\u00a0\nDear Sir\n\u00a0\nThank you.".encode(), "markdown")

    assert [(4, "Dear Sir"), (6, "Thank you.")] == [(passage.line, passage.text) for passage in reading.leftovers]
    reading = letters.read("- \u00a0\nDear Sir\nThank you.".encode(), "markdown")
    assert {(1, "-"), (2, "Dear Sir"), (3, "Thank you.")} == {(each.line, each.text) for each in reading.leftovers}
    words = "The work was sound.", "Staff were keen."
    assert words == letter_parts.read(letter_parts.letter(summary="Summary\n\n" + "\n\u00a0\n".join(words))).summary


def test_an_item_of_a_no_break_space() -> None:
    """A list item of only a no-break space is invisible: it is in neither a report nor a letter."""
    data = document("full")
    report = sqsreport.loads(json.dumps(data))
    (item,) = data["strengths"]
    data["strengths"] = [item, {"id": "strength-2", "text": "\u00a0"}]
    words = item["text"].encode()
    reading = letters.read(
        letters.write(report, "markdown", plain=True).replace(words, words + b"\n- \xc2\xa0"), "markdown"
    )

    assert [("SQS219", "/strengths/1/text")] == [
        (each.code, each.pointer) for each in errors_in(sqsreport.validate(data))
    ]
    assert reading.report is not None
    assert (report.strengths, ["-"]) == (reading.report.strengths, [each.text for each in reading.leftovers])


@pytest.mark.parametrize("unseen", ["\n\u00ad", "\n\u200b\u00ad", " \u00ad", " \u00ad\u00a0"])
def test_a_soft_hyphen_after_no_word(unseen: str) -> None:
    """A soft hyphen that is alone, or after a space, is ignored."""
    words = letter_parts.standard()["introduction"]

    assert (words,) == letter_parts.read(letter_parts.letter(introduction=f"{words}{unseen}")).introduction


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Report\u202eof 2015", 'write "Report\\u202eof 2015"'), ("Report\x85of \x9b31m", None)],
)
def test_a_suggestion_has_no_control_character(title: str, expected: str | None) -> None:
    """A value that is suggested for one of the wrong type is valid, and has no control characters."""
    (problem,) = errors_in(sqsreport.validate(json.dumps(document("minimal") | {"title": [title]})))

    assert expected == problem.suggestion


def test_a_problem_that_names_a_second_place_has_no_control_character() -> None:
    """A message that names the place of the first of two equal labels has no control characters."""
    notes = [{"label": "1", "text": "So."}, {"label": "1", "text": "Or so."}]
    problems = errors_in(sqsreport.validate(json.dumps(document("minimal") | {"fo\x9botnotes": notes})))

    (problem,) = [each for each in problems if each.code == "SQS211"]
    assert "is used already at /fo\\u009botnotes/0/label" in problem.message


def test_damaged_characters_are_shown_without_a_tab() -> None:
    """A wrongly decoded line with a tab is quoted with the tab escaped."""
    letter = letters.write(sqsreport.loads(json.dumps(document("full"))), "markdown", plain=True).decode()
    reading = letters.read(
        letter.replace("8 April 2015", "8\u00c2\u00a0April\tof\u00c2\u00a02015", 1).encode(), "markdown"
    )

    (problem,) = [each for each in reading.problems if each.code == "SQS416"]
    assert "April\\u0009of" in problem.message


def test_a_problem_is_short_however_long_a_key_is() -> None:
    """The message of a problem is short even when a key has a thousand characters; its pointer is complete."""
    (problem,) = errors_in(sqsreport.validate(document("minimal") | {"x" * 1000: 1}))

    assert f"/{'x' * 1000}" == problem.pointer
    assert len(str(problem)) < 500


def test_a_mark_without_text_is_unread() -> None:
    """A paragraph of a DOCX letter that is only a footnote reference is left over, with the reference as its text."""
    parts = shapes.unzip(letters.write(sqsreport.loads(json.dumps(document("minimal"))), "docx", plain=True))
    text = parts["word/document.xml"]
    at = text.index(b"</w:p>") + len(b"</w:p>")
    mark = b'<w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'

    reading = letters.read(shapes.zip_of(parts | {"word/document.xml": text[:at] + mark + text[at:]}), "docx")

    assert [(2, "[^1]")] == [(each.line, each.text) for each in reading.leftovers if each.line == 2]


def changed(name: str, values: dict[str, Any]) -> dict[str, pa.Table]:
    """Convert a report to tables, and change values in every row of one table."""
    tables = dict(to_arrow([sqsreport.loads(json.dumps(document("full")))]))
    rows = [row | values for row in tables[name].to_pylist()]
    return tables | {name: pa.Table.from_pylist(rows, tables[name].schema)}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"lead_inspector_name": None}, "LeadInspector.name: must be a str, not None"),
        ({"cohort_end": None}, "Cohort.end: must be a Month, not None"),
        ({"extensions": "[1]"}, "Report.extensions: must be a Mapping, not a list"),
        (
            {"extensions": "[" * 100_000},
            "the column 'extensions' of 'reports': the input is nested more than 64 levels deep",
        ),
    ],
)
def test_rows_that_make_no_report_are_reported(values: dict[str, Any], expected: str) -> None:
    """Rows with missing or invalid values raise the documented error, which has the id of the report."""
    with pytest.raises(ValueError, match=f"^northmoor-sqs-2015-03-09: {expected}"):
        from_arrow(changed("reports", values))


def test_items_without_end_are_reported() -> None:
    """Thousands of items, each nested in the one before, raise an error and do not overflow the stack."""
    tables = changed("recommendations", {})
    (first, *_) = tables["recommendations"].to_pylist()
    rows = [
        first
        | {
            "position": number + 1,
            "id": f"recommendation-{number}",
            "parent": f"recommendation-{number - 1}" if number else None,
        }
        for number in range(5000)
    ]
    tables["recommendations"] = pa.Table.from_pylist(rows, tables["recommendations"].schema)

    with pytest.raises(ValueError, match="its items or its extensions are nested too deeply"):
        from_arrow(tables)


def test_a_column_that_appears_twice_is_reported() -> None:
    """A table with two columns of the same name is rejected with that name: it is unclear which one counts."""
    tables = changed("recommendations", {})
    table = tables["recommendations"]
    twice = table.append_column("text", table["text"])

    with pytest.raises(ValueError, match="the table 'recommendations' has more than one column 'text'"):
        from_arrow(tables | {"recommendations": twice})
