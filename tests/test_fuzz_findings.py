"""What the fuzzing has found, in the shortest form that shows it."""

from __future__ import annotations

from sqsreport import letters


def pdf_page(content: bytes) -> bytes:
    """Make a PDF of one page without a table of its objects, which a reader works out."""
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


def test_control_characters_of_a_pdf_are_no_words() -> None:
    """What a font makes of control characters is no passage of a letter: there is nothing to be seen."""
    found = letters.read(pdf_page(rb"BT /F1 11 Tf 72 700 Td (Dear Sir) Tj 0 -40 Td (\001\002\037) Tj ET"), "pdf")

    assert ["Dear Sir"] == [passage.text for passage in found.leftovers]
