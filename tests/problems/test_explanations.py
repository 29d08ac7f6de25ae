"""The explanation of each code exists, has the common structure, and its examples behave as it says."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]  # it has no types of its own
import pytest

import sqsreport
from sqsreport import corrections, letters, problems
from sqsreport.corrections.files import SCHEMA_ID
from sqsreport.problems import CODES, Example, Problem, in_markdown
from sqsreport.testing.examples import Json
from support.command_line import run

ROOT: Final = Path(__file__).parents[2]
EXAMPLES: Final = ROOT / "examples"
FILES: Final = sorted(Path(problems.__file__).parent.glob("codes/*.md"))

HEADINGS: Final = ["## Why it matters", "## Wrong", "## Right"]

every_code = pytest.mark.parametrize("code", CODES)


# ------------------------------------------------------------------------------ common form


def test_every_code_is_explained() -> None:
    """Every code has its own file, and the catalogue has every file."""
    assert list(CODES) == [path.stem for path in FILES]


@every_code
def test_form(code: str) -> None:
    """An explanation has its parts in order, fits on a screen, and does not repeat its title."""
    lines = CODES[code].text.splitlines()
    headings = [line for line in lines if line.startswith("#")]

    assert headings in (HEADINGS, [*HEADINGS, "## How to fix it"])
    assert not lines[0].startswith("#")
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 100
    assert [] == [line for line in lines if line != line.rstrip()]
    assert "" != lines[-1]


@every_code
def test_parts(code: str) -> None:
    """No part of an explanation is empty, and its meaning takes one to four sentences."""
    explanation = CODES[code].explanation
    meaning = re.sub(r"`[^`]*`|\.(md|txt|doc)\b", "", explanation.meaning)

    assert all(
        part and part == part.strip() for part in (explanation.meaning, explanation.why, CODES[code].text.strip())
    )
    assert explanation.mending is None or explanation.mending
    assert 1 <= len(re.findall(r"[.?!](?=\s|$)", meaning)) <= 4
    for example in (explanation.wrong, explanation.right):
        assert example.words or example.block
        assert (example.language is None) == (example.block is None)
        # Indented by four spaces, a line fits into 80 columns.
        assert [] == [line for line in (example.block or "").splitlines() if len(line) > 76]
    assert explanation.wrong != explanation.right
    assert explanation.wrong.language in (explanation.right.language, "markdown")


def test_a_page_has_it_all() -> None:
    """A page has the code, title, severity, message, suggestions and the whole explanation."""
    page = CODES["SQS103"].page

    assert page.startswith(
        "# SQS103: unknown key\n\n**error**: unknown key *KEY*\n\n**advice**: did you mean *NEAR*?\n\n**or**: "
    )
    assert page.endswith(CODES["SQS103"].text)
    assert "advice" not in CODES["SQS109"].summary


def test_an_unknown_code_has_no_explanation() -> None:
    """An unknown code raises `KeyError`, and no file outside the catalogue is read."""
    with pytest.raises(KeyError):
        CODES["../codes/SQS101"]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("a {b} c", "a *B* c"),
        ("`a`*b", "\\`a\\`\\*b"),
        ("[^{label}]", "\\[^*LABEL*]"),
        ("not UTF-8{guess}", "not UTF-8"),
        ("<b> \\", "\\<b> \\\\"),
        ('use "{expected}"', 'use "*EXPECTED*"'),
    ],
)
def test_templates_in_markdown(template: str, expected: str) -> None:
    """A parameter is in capitals and italics, and other characters of a template have no meaning in Markdown."""
    assert expected == in_markdown(template)


#: Every code that was ever published, with its title then. Lines may be added, but never changed or removed.
PUBLISHED: Final = """
SQS001 not UTF-8
SQS002 empty input
SQS003 not JSON
SQS004 duplicate key
SQS005 not a number
SQS006 nested too deep
SQS007 number not exact
SQS008 lone surrogate
SQS009 byte order mark
SQS010 cannot be read
SQS011 not JSON data
SQS012 data repeated
SQS013 torn end
SQS014 document too large
SQS015 damaged compression
SQS016 not YAML
SQS017 report twice
SQS101 wrong type
SQS102 missing key
SQS103 unknown key
SQS104 null
SQS105 unknown value
SQS106 malformed text
SQS107 surplus white space
SQS108 control character
SQS109 number out of range
SQS110 empty value
SQS199 does not fit the schema
SQS201 fieldwork ends early
SQS202 published early
SQS203 id disagrees
SQS204 rate published early
SQS205 cohort ends early
SQS206 section out of order
SQS207 paragraph out of order
SQS208 duplicate id
SQS209 footnote missing
SQS210 footnote unused
SQS211 duplicate footnote
SQS212 cases disagree
SQS213 rate disagrees
SQS214 comparator disagrees
SQS215 direction disagrees
SQS216 duplicate comparator
SQS217 previous inspection later
SQS218 section number disagrees
SQS219 nothing visible
SQS301 theme missing
SQS302 themes out of order
SQS303 unusual month of publication
SQS304 title of another theme
SQS305 area disagrees
SQS306 theme repeated
SQS307 invisible character
SQS308 look-alike character
SQS401 part missing
SQS402 no report
SQS403 cut off
SQS404 left over
SQS405 embedded report set aside
SQS406 area disagrees
SQS407 letter not UTF-8
SQS408 not text
SQS409 embedded report unusable
SQS410 too large
SQS411 not of this format
SQS412 encrypted
SQS413 no text
SQS414 attachment not read
SQS415 page not read
SQS416 characters damaged
SQS417 another inspection
SQS418 several letters
SQS501 names without a role
SQS502 figure at a word
SQS503 footnote without mark
SQS504 note missing
SQS505 recipient not a name
SQS506 role in two
SQS507 name of one word
SQS508 role with an address
SQS509 bullet in the text
SQS510 letters set apart
SQS511 section without paragraphs
SQS512 service of another area
SQS513 columns read across
SQS514 paragraph in two
SQS515 date apart
SQS516 value not understood
SQS419 not a letter
SQS420 recognised text
SQS517 items without bullets
SQS518 copy list unclear
SQS519 paragraph end unclear
SQS520 numbers of paragraphs lost
SQS521 paragraph number within a text
SQS522 unknown character
SQS523 levels of a list unclear
SQS525 heading in the text
SQS526 paragraphs of another section
SQS601 corrections unusable
SQS602 correction not applied
SQS603 correction not needed
SQS604 corrections of another file
SQS605 correction impossible
SQS606 accepted value has changed
SQS607 corrections of no letter
"""


def test_codes_are_never_reused() -> None:
    """A published code keeps its meaning, and is never reused."""
    published = dict(line.split(" ", 1) for line in PUBLISHED.split("\n") if line)

    assert {code: CODES[code].title for code in published if code in CODES} == published
    assert set() == set(CODES) - set(published), "add the new code above"


# ------------------------------------------------------------------------------ the examples

#: Codes that short examples may cause: a part of a report has no themes, and a short letter has not all parts.
SHORT: Final = {"SQS301", "SQS401"}


def patched(document: Json, piece: Json) -> Json:
    """Insert a piece of a report into the document: objects are merged, and other values are replaced."""
    if not isinstance(document, dict) or not isinstance(piece, dict):
        return piece
    return document | {key: patched(document.get(key), value) for key, value in piece.items()}


def run_json(block: str) -> Iterable[Problem]:
    """Validate the example report with a piece replaced, or apply corrections to it."""
    if json.loads(block).get("$schema") == SCHEMA_ID:
        return run_corrections(json.loads(block))
    document = json.loads((EXAMPLES / "northmoor-2015.json").read_text(encoding="utf-8"))
    return sqsreport.validate(json.dumps(patched(document, json.loads(block))))


def run_corrections(document: Json) -> Iterable[Problem]:
    """Apply corrections to the example letter."""
    letter = EXAMPLES / "northmoor-2015.md"
    own = {"version": "1.0", "letter": letter.name, "sha256": hashlib.sha256(letter.read_bytes()).hexdigest()}
    with TemporaryDirectory() as folder:
        file = Path(folder, f"{letter.name}.corrections.json")
        file.write_text(json.dumps(own | document), encoding="utf-8")
        collection = corrections.load_all(folder)
        yield from collection.problems
        yield from collection.unmatched([(own["sha256"], letter.name)])
        yield from sqsreport.read_letter(letter, corrections=folder).problems


def about_text(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of the text itself, because a piece of text is not a complete report."""
    return [problem for problem in problems if problem.code < "SQS1"]


def run_text(block: str) -> Iterable[Problem]:
    """Validate a piece of a JSON text."""
    return about_text(sqsreport.validate(block))


def run_yaml(block: str) -> Iterable[Problem]:
    """Validate a piece of a report in YAML."""
    (result,) = sqsreport.iter_validate(io.BytesIO(block.encode()), format="yaml")
    return about_text(result.problems)


def run_python(block: str) -> Iterable[Problem]:
    """Run statements, and return the problems that are the value of the last."""
    *statements, last = ast.parse(block).body
    names: dict[str, Any] = {"sqsreport": sqsreport}
    exec(compile(ast.Module(statements, []), "example", "exec"), names)  # noqa: S102 - from the documentation
    assert isinstance(last, ast.Expr)
    problems: list[Problem] = eval(compile(ast.Expression(last.value), "example", "eval"), names)  # noqa: S307 - as above
    return about_text(problems)


def run_console(block: str) -> Iterable[Problem]:
    """Run commands in the folder of the examples, and return the problems that they print."""
    for line in block.splitlines():
        prompt, program, *args = line.split()
        assert ["$", "sqsreport"] == [prompt, program]
        result = run(*args)
        codes = re.findall(r"SQS\d{3}", result.output)
        assert bool(codes) == bool(result.exit_code)
        yield from map(Problem, codes)


def run_markdown(block: str) -> Iterable[Problem]:
    """Read a letter."""
    return letters.read(block.encode(), "markdown").problems


RUNNERS: Final[Mapping[str, Callable[[str], Iterable[Problem]]]] = {
    "json": run_json,
    "text": run_text,
    "yaml": run_yaml,
    "python": run_python,
    "console": run_console,
    "markdown": run_markdown,
}


def letter(form: str) -> bytes:
    """Write the example report as a letter with the report embedded."""
    report = sqsreport.load(EXAMPLES / "northmoor-2015.json")
    buffer = io.BytesIO()
    sqsreport.write_letter(report, buffer, format=form)
    return buffer.getvalue()


def markdown() -> bytes:
    """Return the example letter in Markdown."""
    return (EXAMPLES / "northmoor-2015.md").read_bytes()


def pdf(*contents: str, trailer: str = "") -> bytes:
    """Make a PDF from the content streams of its pages."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + 2 * len(contents), 2))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(contents)}/Kids[{kids}]>>"]
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    for number, content in zip(range(3, 3 + 2 * len(contents), 2), contents, strict=True):
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {number + 1} 0 R/Resources<</Font<</F {font}>>>>>>",
            f"<</Length {len(content)}>>stream\n{content}\nendstream",
        ]
    body = "".join(f"{number} 0 obj {each} endobj\n" for number, each in enumerate(objects, 1))
    return f"%PDF-1.7\n{body}trailer<</Root 1 0 R{trailer}>>\n%%EOF".encode()


def with_attachment() -> bytes:
    """Return a PDF letter with an attached file."""
    with pypdfium2.PdfDocument(letter("pdf")) as document:
        document.new_attachment("notes.txt").set_data(b"x")
        file = io.BytesIO()
        document.save(file)
    return file.getvalue()


def picture() -> bytes:
    """Return the beginning of a PNG file."""
    return b"\x89PNG\r\n\x1a\n\x00\x00\xff"


def as_windows_1252() -> bytes:
    """Return the example letter in Windows-1252."""
    return markdown().decode().replace("the boy's", "the boy\u2019s").encode("cp1252")


def as_mojibake() -> bytes:
    """Return the example letter as a program writes it that decodes UTF-8 as Windows-1252."""
    return markdown().decode().replace("the boy's", "the boy\u2019s").encode().decode("cp1252").encode()


PASSWORD: Final = f"/Encrypt<</Filter/Standard/V 1/R 2/Length 40/O<{'ab' * 32}>/U<{'cd' * 32}>/P -4>>/ID[<00><00>]"
PAGE: Final = "BT/F 12 Tf 72 700 Td(Words.)Tj ET"

#: For examples that are described in words: the format, the wrong file and the right file.
IN_WORDS: Final[Mapping[str, tuple[str, Callable[[], bytes], Callable[[], bytes]]]] = {
    "SQS405": ("html", lambda: letter("html").replace(b"patient work", b"patient effort"), lambda: letter("html")),
    "SQS418": ("markdown", lambda: markdown() + b"\n\n" + markdown(), markdown),
    "SQS407": ("markdown", as_windows_1252, markdown),
    "SQS408": ("markdown", picture, markdown),
    "SQS409": (
        "html",
        lambda: re.sub(rb"(<script[^>]*>).*?(</script>)", rb"\1no report\2", letter("html"), flags=re.DOTALL),
        lambda: letter("html"),
    ),
    "SQS410": ("markdown", lambda: b"words " * 100_000, markdown),
    "SQS411": ("pdf", lambda: b"<!doctype html><p>Not found</p>", lambda: letter("pdf")),
    "SQS412": ("pdf", lambda: pdf(PAGE, trailer=PASSWORD), lambda: letter("pdf")),
    "SQS413": ("pdf", lambda: pdf("", ""), lambda: letter("pdf")),
    "SQS414": ("pdf", with_attachment, lambda: letter("pdf")),
    "SQS415": ("pdf", lambda: pdf(PAGE, PAGE).replace(b"[3 0 R 5 0 R]", b"[3 0 R 9 0 R]"), lambda: letter("pdf")),
    "SQS416": ("markdown", as_mojibake, markdown),
    "SQS420": ("pdf", lambda: pdf("3 Tr " + PAGE), lambda: letter("pdf")),
    "SQS401": ("markdown", bytes, markdown),  # only the right example is in words
}

#: The code that no document can cause as long as every keyword of the schema has a code.
UNREACHABLE: Final = "SQS199"


def example_codes(code: str, example: Example, *, is_wrong: bool) -> list[str]:
    """Return the codes of the problems of an example, without those of short examples."""
    problems: Iterable[Problem]
    if example.language is not None and example.block is not None:
        problems = RUNNERS[example.language](example.block)
    else:
        form, wrong, right = IN_WORDS[code]
        problems = letters.read((wrong if is_wrong else right)(), form).problems
    return sorted({problem.code for problem in problems} - (SHORT - {code}))


@pytest.fixture
def examples_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Change to the folder in which the commands of the examples are run."""
    monkeypatch.chdir(EXAMPLES)


@pytest.mark.usefixtures("examples_folder")
@pytest.mark.parametrize("code", [code for code in CODES if code != UNREACHABLE])
def test_wrong_examples_are_wrong(code: str) -> None:
    """A wrong example has the problem that it illustrates, and no other."""
    # A page of a few words is not a letter, and one of two different areas is left over.
    further = {"SQS406": ["SQS404"], "SQS415": ["SQS419"], "SQS420": ["SQS419"]}
    # A section without paragraphs is a problem, and so is the one after it.
    further |= {"SQS511": ["SQS526"], "SQS526": ["SQS511"]}
    # A value that is left out of the report because it is uncertain is left over.
    further |= {each: ["SQS404"] for each in ("SQS501", "SQS503", "SQS515")}

    assert sorted([code, *further.get(code, [])]) == example_codes(code, CODES[code].explanation.wrong, is_wrong=True)


@pytest.mark.usefixtures("examples_folder")
@pytest.mark.parametrize("code", [code for code in CODES if code != UNREACHABLE])
def test_right_examples_are_right(code: str) -> None:
    """A right example has no problems."""
    assert [] == example_codes(code, CODES[code].explanation.right, is_wrong=False)


def test_every_kind_of_example_is_run() -> None:
    """Every language of the examples is used, and every example in words has its files."""
    every = {code: (CODES[code].explanation.wrong, CODES[code].explanation.right) for code in CODES}
    in_words = {code for code, pair in every.items() if any(each.block is None for each in pair)}

    assert set(RUNNERS) == {each.language for pair in every.values() for each in pair if each.language}
    assert {*IN_WORDS, UNREACHABLE} == in_words
