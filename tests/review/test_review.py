"""Review pages: their content, their files, and their safety. `nox -s browser` tests them in a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
import zlib
from pathlib import Path
from typing import Any

import attrs
import pytest
from lxml import html  # type: ignore[import-untyped]  # it has no types of its own

import sqsreport
from sqsreport import corrections, review
from sqsreport.corrections import Collection
from sqsreport.letters.formats import pdf
from sqsreport.review.shape import shape
from support.command_line import run

EXAMPLES = Path(__file__).parents[2] / "examples"
LETTER = EXAMPLES / "northmoor-2015.md"


def page_of(data: bytes, form: str = "markdown", **others: Any) -> tuple[Any, dict[str, Any], review.LetterPage]:
    """Return the page of a letter as a tree, the data on it, and the whole result."""
    result = review.letter_page(data, form, name="letter.md", page_name="letter.md", **others)
    tree = html.document_fromstring(result.html.decode())
    (block,) = tree.xpath("//script[@id='data']")
    return tree, json.loads(block.text), result


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a good letter, one that was cut off, and a broken PDF."""
    monkeypatch.chdir(tmp_path)
    Path("letters").mkdir()
    Path("letters/a b#.md").write_bytes(LETTER.read_bytes())
    Path("letters/cut.md").write_bytes(b"\n".join(LETTER.read_bytes().split(b"\n")[:24]))
    Path("letters/broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    return tmp_path


def test_pages_of_a_folder(folder: Path) -> None:
    """A folder of letters gives an index, worst first, and a page for each letter under a safe file name."""
    result = run("review", "letters", "-o", "review")

    assert (0, "review/index.html written: 3 letters, 2 with something to look at\n") == (
        result.exit_code,
        result.stderr,
    )
    tree = html.document_fromstring(Path("review/index.html").read_text(encoding="utf-8"))
    assert ["broken.pdf", "cut.md", "a b#.md"] == tree.xpath("//tbody//a/text()")
    assert ["letters/broken.pdf.html", "letters/cut.md.html", "letters/a-b-.md.html"] == tree.xpath("//tbody//a/@href")
    page = html.document_fromstring(Path("review/letters/cut.md.html").read_text(encoding="utf-8"))
    assert ["../index.html", "broken.pdf.html"] == page.xpath("//nav/a/@href")


def test_pages_from_python(folder: Path) -> None:
    """`write_review` writes the same pages as the command."""
    assert 0 == run("review", "letters/a b#.md", "letters/cut.md", "-o", "review").exit_code
    rows = review.write_review(["letters/a b#.md", "letters/cut.md"], "other")

    assert ["a b#.md", "cut.md"] == [row.name for row in rows]
    names = {path.relative_to("review") for path in Path("review").rglob("*.html")}
    assert len(names) == 3
    assert all(Path("review", name).read_bytes() == Path("other", name).read_bytes() for name in names)


@pytest.mark.slow
def test_pages_of_files_with_the_same_name(folder: Path) -> None:
    """Letters with the same name in several folders, or with equivalent names, have separate pages."""
    for name in ("one", "two"):
        Path(name).mkdir()
        Path(name, "Ôld.md").write_bytes(LETTER.read_bytes())
    assert 0 == run("review", "one", "two", "-o", "review").exit_code

    assert {"Old.md.html", "Old.md-2.html"} == {path.name for path in Path("review/letters").iterdir()}


def test_only_pages_are_replaced(folder: Path) -> None:
    """A second run replaces the pages; a folder with another index, or with letters, is rejected."""
    assert 0 == run("review", "letters/cut.md", "-o", "review").exit_code
    assert 0 == run("review", "letters/cut.md", "-o", "review").exit_code
    Path("site").mkdir()
    Path("site/index.html").write_text("<p>My site</p>", encoding="utf-8")
    assert 2 == run("review", "letters/cut.md", "-o", "site").exit_code
    assert 2 == run("review", "letters/cut.md", "-o", "letters").exit_code
    assert "<p>My site</p>" == Path("site/index.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_files_that_are_not_letters_are_reported(folder: Path) -> None:
    """A report and a missing file do not prevent the pages of the letters, and give exit status 3."""
    Path("letters/report.json").write_bytes((EXAMPLES / "northmoor-2015.json").read_bytes())
    result = run("review", "letters", "nowhere.md", "-o", "review")

    assert 3 == result.exit_code
    assert "report.json: it is not a letter" in result.stderr
    assert "nowhere.md: no such file or directory" in result.stderr
    listed = Path("review/index.html").read_text(encoding="utf-8")
    assert "nowhere.md: no such file or directory" in listed
    assert 3 == run("review", "nowhere.md", "-o", "other").exit_code
    assert not Path("other").exists()


@pytest.mark.slow
def test_corrections_are_on_the_page(folder: Path) -> None:
    """Pages show existing corrections with their author, and a letter that was checked is last."""
    reading = sqsreport.read_letter("letters/cut.md")
    assert reading.report is not None
    assert reading.sha256 is not None
    edited = attrs.evolve(reading.report, title="Report")
    corrected = corrections.make(reading.report, edited, sha256=reading.sha256, by="Ivy Garland", checked=True)
    _, data, page = page_of(Path("letters/cut.md").read_bytes(), corrections=Collection.of([corrected]))

    assert ("Report", reading.report.title) == (data["edited"]["title"], data["read"]["title"])
    assert ("Ivy Garland", True) == (data["by"], page.row.checked)
    Path("corrections").mkdir()
    corrections.dump(corrected, "corrections/cut.corrections.json")
    assert 0 == run("review", "letters", "-o", "review", "--corrections", "corrections").exit_code
    tree = html.document_fromstring(Path("review/index.html").read_text(encoding="utf-8"))
    assert "cut.md" == tree.xpath("//tbody//a/text()")[-1]


def test_every_value_leads_to_its_lines() -> None:
    """Every line of the letter has an anchor, and the data maps each value to its lines."""
    tree, data, _ = page_of(LETTER.read_bytes())
    anchors = {str(each) for each in tree.xpath("//*[contains(@class, 'passage')]/@id")}
    used = {anchor for anchors_of in data["sources"].values() for anchor in anchors_of}
    reading = sqsreport.read_letter(LETTER)

    assert used == anchors
    assert {where for where in reading.sources if where} == data["sources"].keys()
    (line,) = tree.xpath("//*[@id=$anchor]", anchor=data["sources"]["/published"][0])
    assert "8 April 2015" in line.text_content()


def test_a_letter_without_a_date_is_read_as_far_as_possible() -> None:
    """For a letter without a required field the page has the other values, and nothing is invented."""
    undated = LETTER.read_bytes().replace(b"<i>Publication date:</i>\t8 April 2015\n", b"")
    assert sqsreport.letters.read(undated, "markdown").report is None
    _, data, result = page_of(undated)
    whole = json.loads((EXAMPLES / "northmoor-2015.json").read_text(encoding="utf-8"))

    assert ({}, None) == (data["read"], data["edited"])
    assert {key: value for key, value in whole.items() if key not in ("$schema", "id", "published")} == data["draft"]
    assert result.row.errors
    assert "?" not in json.dumps(data["draft"])
    assert "2099-12-31" not in result.html.decode()


def test_a_text_without_data_has_a_page() -> None:
    """For a text without anything that identifies a report, everything is marked as missing."""
    _, data, result = page_of(
        b"# Report of Short Quality Screening (SQS) of youth offending work\n\nWe met on Monday.\n"
    )

    assert {} == data["read"]
    assert not {"published", "id"} & (data["draft"] or {}).keys()
    assert result.row.is_open


def test_unread_text_is_marked() -> None:
    """A passage that is not in the report is a button in the original, and is counted in the list."""
    stray = "## Remarks\n\nThe picnic is on Sunday."
    tree, data, result = page_of(LETTER.read_bytes() + f"\n\n{stray}\n".encode())
    unread = tree.xpath("//li[contains(@class, 'unread')]")

    assert unread
    assert len(unread) == result.row.unread
    assert not any(each["code"] == "SQS404" for each in data["problems"])
    assert all(each.xpath(".//*[@role='button']") for each in unread)


@pytest.mark.parametrize(
    "words", ["</script><script>alert(1)</script>", "<!--", "<img src=x onerror=alert(1)>", "&lt;b&gt;"]
)
def test_text_of_a_letter_is_not_markup(words: str) -> None:
    """Markup in a letter stays text everywhere, and the policy allows only the script of the page."""
    tree, data, result = page_of(LETTER.read_bytes().replace(b"short, honest", f"short, `{words}` honest".encode()))
    scripts = tree.xpath("//script")

    assert 2 == len(scripts)
    assert [] == tree.xpath("//img | //*[@onerror]")
    assert data["read"]["strengths"]
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', result.html.decode())
    assert "default-src 'none'" in policy
    for kind, source in (("style", tree.xpath("//style")[0].text), ("script", scripts[-1].text)):
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_a_long_list_is_drawn_in_steps() -> None:
    """A list shows the worst 500 letters at first, and contains all of them."""
    rows = [review.Row(f"{n}.pdf", f"{n}.html", f"{n:064x}", "Area", "2015-04-08", doubts=n) for n in range(501)]
    tree = html.document_fromstring(review.index_page(rows).decode())

    assert (501, ["0.pdf"]) == (len(tree.xpath("//tbody/tr")), tree.xpath("//tbody/tr[@hidden]//a/text()"))
    assert ["500"] == tree.xpath("//tbody/@data-drawn")


@pytest.mark.parametrize("path", ["index.js", "letter.js", "review.css"])
def test_assets_load_nothing(path: str) -> None:
    """Scripts and styles load nothing, and do not execute text as code."""
    source = (Path(review.__file__).parent / "assets" / path).read_text(encoding="utf-8")

    assert [] == re.findall(
        r"https?:|@import|fetch\(|XMLHttp|eval\(|innerHTML|insertAdjacentHTML|document\.write", source
    )


def test_pages_of_a_pdf_are_pictures() -> None:
    """The pages of a PDF are separate pictures, with a frame for every passage, and the page itself is small."""
    report = sqsreport.load(EXAMPLES / "northmoor-2015.json")
    tree, data, result = page_of(sqsreport.letters.write(report, "pdf"), "pdf")

    assert result.pictures.keys() == {*map(str, tree.xpath("//img/@src"))}
    assert len(result.pictures) == len(pdf.pictures(sqsreport.letters.write(report, "pdf"), 100))
    assert {anchor for anchors in data["sources"].values() for anchor in anchors} <= {*map(str, tree.xpath("//*/@id"))}
    assert len(result.html) < 2**20
    assert max(map(len, result.pictures.values())) < 2**20


def test_a_picture_is_a_png() -> None:
    """A picture has the proportions of its page, and as many pixels as its header says."""
    report = sqsreport.load(EXAMPLES / "northmoor-2015.json")
    first = pdf.pictures(sqsreport.letters.write(report, "pdf"), 300)[0]
    width, height, depth, kind = struct.unpack(">IIBB", first.png[16:26])
    (start,) = [match.end() for match in re.finditer(b"IDAT", first.png)][:1]
    pixels = zlib.decompressobj().decompress(first.png[start:])

    assert b"\x89PNG\r\n\x1a\n" == first.png[:8]
    assert (300, 8) == (width, depth)
    assert abs(height / width - first.height / first.width) < 0.01
    assert len(pixels) == height * (1 + width * {0: 1, 2: 3}[kind])


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"no letter"])
def test_a_broken_pdf_has_no_pictures(data: bytes) -> None:
    """The page of a broken PDF says that it cannot be shown."""
    _, page_data, result = page_of(data, "pdf")

    assert {} == result.pictures
    assert any(each["severity"] == "error" for each in page_data["problems"])


def test_the_shape_is_that_of_the_schema() -> None:
    """The script of a page has every key that a person may edit, with its checks."""
    shapes = shape()
    schema = sqsreport.schema()
    keys = set(schema["properties"]) - {"$schema", "schema_version", "extensions"}

    assert keys == shapes["report"]["keys"].keys()
    assert {"kind": "date", "title": "Publication date"}.items() <= shapes["report"]["keys"]["published"].items()
    assert "item" == shapes["item"]["keys"]["items"]["of"]["ref"]
    assert all(each["title"] for each in shapes.values())
