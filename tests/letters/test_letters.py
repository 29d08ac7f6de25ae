"""Letters in general: what is read back, what is missing, and what is a leftover."""

from __future__ import annotations

import io
import pickle
import re
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sqsreport
from sqsreport import Report, letters
from sqsreport.letters.content import format_of_content
from sqsreport.problems import Problem, errors_in

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def letter() -> str:
    """Return the letter of the example."""
    return (EXAMPLES / "northmoor-2015.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the report of the example."""
    return sqsreport.load(EXAMPLES / "northmoor-2015.json")


def read(text: str) -> letters.Reading:
    """Read a letter that is given as text."""
    return letters.read(text.encode(), "markdown")


@pytest.mark.parametrize("format", sorted(letters.FORMATS))
def test_plain_letter(format: str, report: Report) -> None:
    """A plain letter carries no report, and has the same text as one that embeds it."""
    plain, full = letters.write(report, format, plain=True), letters.write(report, format)
    assert letters.FORMATS[format].parse(plain).embedded is None
    assert letters.FORMATS[format].parse(plain).blocks == letters.FORMATS[format].parse(full).blocks
    reading = letters.read(plain, format)
    assert (reading.report, reading.problems) == (report, ())


@pytest.mark.parametrize("format", sorted(letters.FORMATS))
def test_a_report_with_errors_is_read_back_with_them(format: str, report: Report) -> None:
    """A report that breaks a rule is written as a letter, and reading that gives the report and its errors."""
    broken = attrs.evolve(report, published=report.published.replace(year=2014))
    reading = letters.read(letters.write(broken, format), format)

    assert broken == reading.report
    assert {problem.code for problem in sqsreport.check(broken)} == {problem.code for problem in reading.problems}
    # The caller has these problems, so the report can be written; a changed copy is checked again.
    for same in (reading.report, pickle.loads(pickle.dumps(reading)).report):  # noqa: S301  # our own
        assert sqsreport.dumps(broken, allow_invalid=True) == sqsreport.dumps(same)
        with pytest.raises(sqsreport.ValidationError):
            sqsreport.dumps(attrs.evolve(same))


def test_example_letter(letter: str, report: Report) -> None:
    """The example letter is read as the example report, without problems and leftovers."""
    assert read(letter) == letters.Reading(report)


@pytest.mark.parametrize("format", sorted(letters.FORMATS))
def test_cumbria_text(format: str, cumbria_json: Path) -> None:
    """The real report, written in any format, is read from the text alone as the given JSON, to the byte."""
    written = letters.write(sqsreport.load(cumbria_json), format)
    reading = letters.read(written, format, ignore_embedded=True)
    assert reading.report is not None
    assert sqsreport.dumps(reading.report) == cumbria_json.read_text(encoding="utf-8")
    assert reading.problems == ()


def test_cumbria_letter(cumbria_json: Path) -> None:
    """The real letter becomes the given JSON to the byte, and the letter written from it does too."""
    reading = sqsreport.read_letter(cumbria_json.with_suffix(".md"))
    assert reading.problems == ()
    assert reading.leftovers == ()
    assert reading.report is not None
    assert sqsreport.dumps(reading.report) == cumbria_json.read_text(encoding="utf-8")
    written = letters.write(reading.report, "markdown")
    assert b"<!-- sqsreport" not in written
    assert letters.read(written, "markdown") == reading


def test_letter_says_all(report: Report) -> None:
    """A report that was read from a letter is written as a letter without a data block."""
    assert b"<!--" not in letters.write(report, "markdown")


def test_carries_what_is_not_printed(report: Report) -> None:
    """What no letter prints, such as extensions, is carried in a comment, and only that."""
    extended = attrs.evolve(report, extensions={"org.example": {"note": "--> <!-- x", "none": None}})
    written = letters.write(extended, "markdown").decode()
    text, _, block = written.partition("<!-- sqsreport ")
    assert text.rstrip() == letters.write(report, "markdown").decode().rstrip()
    assert '"note": "--\\u003e \\u003c!-- x"' in block
    assert read(written) == letters.Reading(extended)


def test_changed_text_counts(report: Report) -> None:
    """If the text was changed, the embedded report is ignored with a warning, and the text is read."""
    extended = attrs.evolve(report, extensions={"org.example": 1})
    written = letters.write(extended, "markdown").decode()
    reading = read(written.replace("Northmoor Youth", "Northmore Youth"))
    # The service has no longer the name of its area, which is a doubt of its own.
    assert [problem.code for problem in reading.problems] == ["SQS405", "SQS512"]
    assert reading.report is not None
    assert reading.report.extensions is None
    assert reading.report.inspection.service.name == "Northmore Youth Offending Service"


@pytest.mark.parametrize("format", sorted(letters.FORMATS))
def test_changed_report_does_not_count(format: str, report: Report) -> None:
    """If the embedded report was changed, it is ignored with a warning, and the text is read."""
    parsed = letters.FORMATS[format].parse(letters.write(attrs.evolve(report, extensions={"org.example": 1}), format))
    assert parsed.embedded is not None
    changed = attrs.evolve(parsed.embedded, json=parsed.embedded.json.replace("Jasper Reed", "Jasper Read"))
    assert letters.embedded.unpack(parsed.embedded, parsed.blocks) == attrs.evolve(
        report, extensions={"org.example": 1}
    )
    assert letters.embedded.unpack(changed, parsed.blocks) == Problem("SQS405")


def test_rewrapped_text_still_agrees(report: Report) -> None:
    """Wrapping the lines of a letter again is not a change of its text."""
    extended = attrs.evolve(report, extensions={"org.example": 1})
    written = letters.write(extended, "markdown").decode()
    first = report.introduction[0]
    assert read(written.replace(first, first.replace(" ", "\n", 5), 1)) == letters.Reading(extended)


@pytest.mark.parametrize(
    "block",
    [
        "",
        "{}",
        "{not json}",
        "0" * 64,
        "0" * 64 + " {}",
        "0" * 64 + " [1, 2]",
        '{"a": ' + "[" * 100_000 + "}",
    ],
)
def test_foreign_data(letter: str, report: Report, block: str) -> None:
    """A comment that looks like an embedded report only adds a warning."""
    reading = read(f"{letter}\n\n<!-- sqsreport {block} -->\n")
    assert reading.report == report
    assert [problem.code for problem in reading.problems] == ["SQS409"]


def test_embedded_invalid_report(report: Report) -> None:
    """An embedded report that is invalid is set aside."""
    extended = attrs.evolve(report, extensions={"org.example": 1})
    written = letters.write(extended, "markdown").decode()
    reading = read(written.replace('"extensions"', '"language": "?", "extensions"'))
    assert [problem.code for problem in reading.problems] == ["SQS409"]
    assert reading.report == report


@pytest.mark.parametrize("share", range(1, 100))
def test_cut_off(letter: str, share: int) -> None:
    """A letter that is cut off anywhere gives what it has, valid, and a problem for what is missing."""
    reading = read(letter[: len(letter) * share // 100])
    codes = {problem.code for problem in reading.problems}
    if reading.report is None:
        assert codes & {"SQS402", "SQS419"}
    else:
        assert errors_in(sqsreport.validate(reading.report)) == []
        assert codes & {"SQS401", "SQS403"}


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes(data: bytes) -> None:
    """Reading never fails, whatever the bytes."""
    assert letters.read(data, "markdown").report is None


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.data())
def test_shuffled_letter(letter: str, data: st.DataObject) -> None:
    """Lines that are lost, repeated or out of order never cause an exception or an invalid report."""
    lines = letter.splitlines()
    chosen = data.draw(st.lists(st.sampled_from(lines), max_size=2 * len(lines)))
    reading = read("\n".join(chosen))
    if reading.report is not None:
        structural = [each for each in sqsreport.validate(reading.report) if each.code < "SQS200"]
        assert structural == []


def words(text: str) -> list[str]:
    """Return the words of a text without their punctuation and markup."""
    return re.findall(r"[A-Za-z0-9]+", re.sub(r"</?i>", "", text))


#: What the report has as structure and not as words.
FURNITURE = re.compile(
    r"To:.*|From:.*|Copy to:.*|Publication date:\s.*|Context|Summary|Commentary on the inspection in .*:|"
    r"Key strengths|Areas requiring improvement|Note \d:.*"
)


@pytest.mark.parametrize(
    ("before", "stray"),
    [
        ("Report of Short", "HM Inspectorate of Probation, 1 Example Street"),
        ("Report of Short", "To: Somebody Else, Chair of Nothing"),
        ("Report of Short", "Publication date: soon"),
        ("Summary", "## Appendix A"),
        ("Summary", "* * *"),
        ("Summary", "| a stray | table row |\n| --- | --- |"),
        ("Areas requiring improvement", "We saw these strengths:"),
        ("[^2]: ", "[^3]: A note that nothing refers to."),
        ("Note 3:", "A line between the notes."),
    ],
)
def test_nothing_is_dropped(letter: str, before: str, stray: str) -> None:
    """Every line of a letter is in the report or, with its number, among the leftovers."""
    text = letter + "\n[^2]: Another note.\n"
    text = text.replace(f"\n{before}", f"\n{stray}\n\n{before}", 1)
    reading = read(text)
    assert reading.report is not None
    kept = set(words(sqsreport.dumps(reading.report)))
    left = {leftover.line: leftover.text for leftover in reading.leftovers}
    first = text[: text.index(stray)].count("\n") + 1
    assert first in left
    assert {problem.line for problem in reading.problems if problem.code == "SQS404"} == set(left)
    for number, line in enumerate(text.splitlines(), 1):
        bare = re.sub(r"</?i>", "", line)
        if number in left:
            assert left[number].splitlines()[0] == line.strip()
        elif not FURNITURE.fullmatch(bare) and "---" not in line:
            assert set(words(bare)) <= kept, line


@pytest.mark.parametrize("name", ["letter.md", "letter.MD", "letter.markdown", "letter.txt"])
def test_paths(tmp_path: Path, report: Report, name: str) -> None:
    """The ending of a path chooses the format, when reading and when writing."""
    sqsreport.write_letter(report, tmp_path / name)
    assert sqsreport.read_letter(tmp_path / name) == letters.Reading(report)
    assert sqsreport.read_letter(str(tmp_path / name)) == letters.Reading(report)


def test_open_files(tmp_path: Path, report: Report) -> None:
    """Open files do as well: binary, text, or without a name when the format is given."""
    with (tmp_path / "letter.md").open("wb") as file:
        sqsreport.write_letter(report, file)
    with (tmp_path / "letter.md").open(encoding="utf-8") as text_file:
        assert sqsreport.read_letter(text_file) == letters.Reading(report)
    stream = io.StringIO()
    sqsreport.write_letter(report, stream, format="markdown")
    assert stream.getvalue() == (tmp_path / "letter.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["letter.xyz", "letter", ""])
def test_unknown_format(report: Report, name: str) -> None:
    """A file of an unknown format is rejected, with the known endings."""
    with pytest.raises(sqsreport.UnknownFormatError, match=r"\.md, \.markdown, \.txt"):
        sqsreport.read_letter(name)
    with pytest.raises(sqsreport.UnknownFormatError, match=r"stream without a name.*: markdown, html, docx, pdf"):
        sqsreport.write_letter(report, io.BytesIO())
    with pytest.raises(sqsreport.UnknownFormatError, match="'odt' is not a known format; there are: markdown"):
        sqsreport.read_letter("letter.md", format="odt")


@pytest.mark.parametrize("format", letters.FORMATS)
def test_uploads(report: Report, format: str) -> None:
    """A stream without a name, such as an upload, is read in the format that its content has."""
    stream = io.BytesIO(letters.write(report, format))
    assert report == sqsreport.read_letter(stream).report
    stream.seek(0)
    assert (report,) == tuple(reading.report for reading in sqsreport.read_letters(stream))


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (b"To: Robin Vale", "markdown"),
        (b"", "markdown"),
        ("\ufeffTo: Robin Vale".encode("utf-16"), "markdown"),
        ("To: Robin Vale".encode("utf-16-le"), "markdown"),
        (b"<i>To:</i> Robin Vale", "markdown"),
        (b"\xef\xbb\xbf\n<!-- saved -->\n<!DOCTYPE HTML><p>To: Robin Vale", "html"),
        ("<html lang='en'><p>To".encode("utf-16"), "html"),
        (b"\n\n%PDF-1.4", "pdf"),
        (b"PK\x03\x04", "docx"),
    ],
)
def test_content_shows_the_format(data: bytes, format: str) -> None:
    """The first bytes show the format, whatever encoding they are in."""
    assert format == format_of_content(data)


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", ".doc"), (b"{\\rtf1", ".rtf"), (b"\x89PNG\0", "binary data")],
)
def test_uploads_of_other_formats(data: bytes, name: str) -> None:
    """A stream in a format that is not read is refused with the names of the formats that are."""
    message = rf"'{re.escape(name)}' is not a known format; there are: markdown, html, docx, pdf"
    with pytest.raises(sqsreport.UnknownFormatError, match=message):
        sqsreport.read_letter(io.BytesIO(data))


@pytest.mark.parametrize("text", ["A*B*C", "[^1] & <x>", "a_b_", "1. `x` \\", "two\r\n lines\t", "plain", ""])
def test_prose_has_the_words_of_plain_text(text: str) -> None:
    """Plain text becomes prose with exactly these words, and without markup."""
    words = sqsreport.prose(text)
    assert " ".join(text.split()) == words.plain_text
    assert ((), ()) == (words.footnote_marks, words.quotations)


def test_prose_takes_text_alone() -> None:
    """What is not a text is refused."""
    with pytest.raises(TypeError, match="must be a str, not int"):
        sqsreport.prose(1)  # type: ignore[arg-type]


def test_lists_beyond_all_bounds() -> None:
    """Items that are nested too deeply to be read are leftovers, and not lost."""
    reading = read("- " * 150 + "deep\n\n-\n")
    assert [(leftover.line, leftover.text[-4:]) for leftover in reading.leftovers] == [(1, "deep"), (3, "-")]


@pytest.mark.slow
@pytest.mark.parametrize(
    "many",
    [
        "\n\n".join(f"[^{i}]: A note." for i in range(10, 10_000)),
        " ".join(f"mark[^{i}]" for i in range(20_000)),
        "\n\n".join(f"{i % 10} Word{i % 10} here" for i in range(10_000)),
        "\n".join(f"\u2022 item {i}" for i in range(10_000)),
        "\n".join(f"| {i} | b |" for i in range(10_000)),
    ],
    ids=["notes", "marks", "figures", "items", "rows"],
)
def test_many_of_a_kind(letter: str, many: str) -> None:
    """However many parts of a kind there are, each is in the report or in the leftovers, in linear time."""
    reading = read(letter.replace("\nSummary\n", f"\n{many}\n\nSummary\n", 1))
    assert reading.report is not None
    found = {*reading.sources[""], *reading.leftovers}
    assert {line.strip() for line in many.splitlines() if line.strip()} <= {passage.text for passage in found}


def test_row_that_is_too_long(letter: str) -> None:
    """A cell beyond the columns of its table is a leftover, and not lost."""
    text = letter.replace(
        "\nCopy to:\n", "\nCopy to:\n\n| Role | Recipients |\n| --- | --- |\n| Mayor | Ash Lee | Fir |\n", 1
    )
    assert "Mayor | Ash Lee | Fir" in "".join(leftover.text for leftover in read(text).leftovers)


@pytest.mark.parametrize("heading", ["### :", "### [^1]", "### ![](x)", "### []()", "1.1٣ hello."])
def test_headings_without_words(letter: str, heading: str) -> None:
    """A heading without words, or a number in other digits, begins no section and causes no exception."""
    reading = read(letter.replace("\n2. Protecting", f"\n{heading}\n\n2. Protecting", 1))
    assert reading.report is not None
    assert len(reading.report.sections) == 5


def test_report_that_breaks_a_rule(report: Report) -> None:
    """A report that its own rules find fault with makes a letter that reads back as that report, faults and all."""
    other = attrs.evolve(report, id="other-id", extensions={"org.example": 1})
    reading = letters.read(letters.write(other, "markdown"), "markdown")
    assert reading.report == other
    assert [problem.code for problem in reading.problems] == ["SQS203"]


def test_deepest_extensions(report: Report) -> None:
    """Extensions that are as deep as they may be are carried like any other."""
    deep: object = 1
    for _ in range(62):
        deep = [deep]
    extended = attrs.evolve(report, extensions={"org.example": deep})
    assert sqsreport.loads(sqsreport.dumps(extended)) == extended
    assert letters.read(letters.write(extended, "markdown"), "markdown") == letters.Reading(extended)


def test_mark_in_code(letter: str) -> None:
    """A footnote mark in code is not a mark, and adds no footnote to the report."""
    reading = read(letter.replace("\nContext\n", "\nSee `[^9]`.\n\nContext\n", 1) + "\n[^9]: Not referred to.\n")
    assert reading.report is not None
    assert [footnote.label for footnote in reading.report.footnotes] == ["1"]
    assert errors_in(sqsreport.validate(reading.report)) == []
