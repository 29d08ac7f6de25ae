"""YAML as a source: it becomes JSON data with lines and columns, and never a Python object of a tag."""

from __future__ import annotations

import io
import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sqsreport
from sqsreport.batch.chunks import MAX_YAML, Chunk
from sqsreport.batch.lines import split_yaml
from sqsreport.batch.sources import Source
from sqsreport.batch.validation import check, validate
from sqsreport.results import Excerpt, Result
from sqsreport.testing import strategies
from sqsreport.validation import excerpts, yaml_nodes
from sqsreport.validation.yaml import parse_yaml

pytest.importorskip("ruamel.yaml")

REPORT = """\
# A report of an invented service
schema_version: "1.0"
id: northmoor-sqs-2015-03-09
language: en
title: A title
published: 2015-04-08
inspection:
  programme: SQS
  service: {name: Northmoor Youth Offending Service, area: Northmoor}
  fieldwork:
    start: 2015-03-09
    end: 2015-03-11
"""


def results(text: str | bytes) -> list[Result]:
    """Return the results of the documents of a YAML stream."""
    data = text.encode() if isinstance(text, str) else text
    return list(sqsreport.iter_validate(io.BytesIO(data), format="yaml"))


def errors_by_document(text: str | bytes) -> list[list[tuple[str, str, int | None, int | None]]]:
    """Return for each document the code, pointer, line and column of each of its errors."""
    return [
        [
            (problem.code, problem.pointer, problem.line, problem.column)
            for problem in result.problems
            if problem.severity == "error"
        ]
        for result in results(text)
    ]


def data(text: str) -> Any:
    """Return the only document of a text."""
    (parsed,) = parse_yaml(text)
    return parsed.document


def test_report() -> None:
    """A report in YAML is valid; a date in it is a string, as in JSON."""
    assert [[]] == errors_by_document(REPORT)
    assert "2015-03-09" == data(REPORT)["inspection"]["fieldwork"]["start"]


@given(strategies.documents())
def test_same_as_json(document: Any) -> None:
    """JSON is YAML, and has the same problems at the same places."""
    text = json.dumps(document, ensure_ascii=False, indent=1) if _is_plain(document) else json.dumps(document, indent=1)
    (result,) = results(text)
    assert sqsreport.validate(text) == list(result.problems)


def _is_plain(document: Any) -> bool:
    # YAML forbids some characters as such, and allows them as escapes.
    return json.dumps(document, ensure_ascii=False).isascii()


@pytest.mark.parametrize(
    ("spelt", "expected"),
    [
        ("2015-03-09", "2015-03-09"), ("no", "no"), ("Off", "Off"), ("y", "y"), ("12:30:45", "12:30:45"),
        ("1_000", "1_000"), ("<<", "<<"), ("=", "="), ("0b1", "0b1"), ("true", True), ("False", False),
        ("~", None), ("null", None), ("", None), ("'~'", "~"), ('"true"', "true"), ("12", 12), ("-3", -3),
        ("+3", 3), ("010", 10), ("0o17", 15), pytest.param("0x1F", 31, id="hexadecimal"), ("1.5", 1.5), ("1e3", 1000.0), (".5", 0.5), ("1.", 1.0),
        ("!!str 12", "12"), ("! 12", "12"), ("!!int '12'", 12), ("!!float 1", 1), ("!!null ''", None),
        ("!!bool 'true'", True), ("!!seq [1]", [1]), ("!!map {a: 1}", {"a": 1}), ('"\\u00e9\\x41"', "éA"),
        ("|\n  a\n  b\n", "a\nb\n"), (">\n  a\n  b\n", "a b\n"),
    ],
)  # fmt: skip
def test_core_schema(spelt: str, expected: Any) -> None:
    """Plain scalars are resolved by the core schema of YAML 1.2 only."""
    number = data(f"a: {spelt}")["a"]
    assert (type(expected), expected) == (type(number), number) or (expected, number) == (1, 1)


@pytest.mark.parametrize("spelt", [".inf", "-.Inf", ".nan", ".NaN"])
def test_no_number(spelt: str) -> None:
    """Numbers that JSON cannot represent are problems."""
    assert not math.isfinite(data(f"a: {spelt}")["a"])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("titel: x", ("SQS103", "/titel", 13, 1)),
        ("summary: 3", ("SQS101", "/summary", 13, 10)),
        ("summary: [a, 3]", ("SQS101", "/summary/1", 13, 14)),
        ("title: B", ("SQS004", "/title", 13, 1)),
        ("extensions: {a.b: {c: .nan}}", ("SQS005", "/extensions/a.b/c", 13, 23)),
        ("extensions: {a.b: {c: 1e999}}", ("SQS007", "/extensions/a.b/c", 13, 23)),
        ("extensions: {a.b: {c: 9007199254740993}}", ("SQS007", "/extensions/a.b/c", 13, 23)),
        ('extensions: {a.b: {c: "\\uD800"}}', ("SQS008", "/extensions/a.b/c", 13, 23)),
        ('extensions: {a.b: {"\\uD800": 1}}', ("SQS008", "/extensions/a.b", 13, 20)),
        ("extensions: {a.b: !!binary aGk=}", ("SQS011", "/extensions/a.b", 13, 19)),
        ("extensions: {a.b: !!timestamp 2015-03-09}", ("SQS011", "/extensions/a.b", 13, 19)),
        ("extensions: {a.b: !!set {a, b}}", ("SQS011", "/extensions/a.b", 13, 19)),
        ("extensions: {a.b: !!python/object/apply:os.system [ls]}", ("SQS011", "/extensions/a.b", 13, 19)),
        ("extensions: {a.b: !mine x}", ("SQS011", "/extensions/a.b", 13, 19)),
        ("extensions: {a.b: !!int x}", ("SQS011", "/extensions/a.b", 13, 19)),
        ("extensions: {a.b: {3: 4}}", ("SQS011", "/extensions/a.b", 13, 20)),
        ("extensions: {a.b: {? [c] : 4}}", ("SQS011", "/extensions/a.b", 13, 22)),
        ("extensions: {a.b: {~: 4}}", ("SQS011", "/extensions/a.b", 13, 20)),
        ("extensions: {a.b: *nothing}", ("SQS016", "", 13, 19)),
        ("a: b: c", ("SQS016", "", 13, 5)),
        ("'", ("SQS016", "", 13, 1)),
        ('id: "abc', ("SQS016", "", 13, 5)),
        ("notes: [{a: b}, {c: ", ("SQS016", "", 13, 17)),
        ("notes: [{a: b}, &x !!seq [c: ", ("SQS016", "", 13, 26)),
        ("notes", ("SQS016", "", 13, 1)),
        ("\x07", ("SQS016", "", 13, 1)),
        ('"\\UFFFFFFFF": 1', ("SQS016", "", 12, 10)),
    ],
)
def test_problems_have_places(line: str, expected: tuple[str, str, int, int]) -> None:
    """Every problem has the line and column of the value, or of the key that it is about."""
    assert [[expected]] == errors_by_document(f"{REPORT}{line}\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('id: "abc\n', "this text has no quotation mark at its end"),
        ("id: 'abc\n---\nid: b", "this text has no quotation mark at its end"),
        ("notes: [\n---\nid: b", "this bracket is never closed"),
        ("notes: {a: [b]\n", "this bracket is never closed"),
    ],
)
def test_what_is_never_closed(text: str, expected: str) -> None:
    """An unclosed bracket or quotation is reported at its start, with an excerpt, even if another document follows."""
    result = next(validate([Source(None, file=io.StringIO(text), format="yaml")], jobs=1, with_excerpts=True))
    assert (1, f"this is not YAML: {expected}") == (result.problems[0].line, result.problems[0].message)
    assert [text.split("\n", maxsplit=1)[0]] == [each and each.text for each in result.excerpts]


def test_lines_count_as_editors_do() -> None:
    """Only a line break of YAML begins a line, not the other line separators of Unicode."""
    assert [[("SQS103", "/x", 14, 1)]] == errors_by_document(f'{REPORT}extensions: {{a.b: "a\u2028b\u0085c"}}\nx: 1\n')


def test_columns_count_characters() -> None:
    """A character above U+FFFF is one column."""
    assert [[("SQS103", "/inspection/😀", 8, 19), ("SQS103", "/inspection/x", 8, 29)]] == errors_by_document(
        REPORT.replace("inspection:\n", "inspection: {\n")
        .replace("  programme: SQS", "  programme: SQS, '😀': '😀', x: 1,")
        .replace("Northmoor}", "Northmoor},")
        .replace("fieldwork:", "fieldwork: {")
        .replace("start: 2015-03-09", "start: 2015-03-09,")
        + "}}"
    )


# ------------------------------------------------------------------------- several documents


def test_stream() -> None:
    """A stream has any number of documents, and an invalid one does not affect the next."""
    text = f"%YAML 1.2\n---\n{REPORT}---\na: b: c\n...\n# note\n---\n{REPORT}titel: x\n---\n"
    assert [[], [("SQS016", "", 16, 5)], [("SQS103", "/titel", 32, 1)]] == errors_by_document(text)
    assert [0, 1, 2] == [result.index for result in results(text)]


def test_list() -> None:
    """The items of a list are documents, with pointers of their own."""
    item = "".join(f"  {line}\n" for line in REPORT.splitlines())
    text = f"-\n{item}- 3\n-\n{item}  titel: x\n"
    assert [[], [("SQS101", "", 14, 3)], [("SQS103", "/titel", 28, 3)]] == errors_by_document(text)


def test_excerpts_of_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text of a list is split into lines once for the excerpts of all its items."""
    opened = []

    class Watched(excerpts.Excerpts):
        def __init__(self, text: str) -> None:
            opened.append(text)
            super().__init__(text)

    monkeypatch.setattr(excerpts, "Excerpts", Watched)
    outcomes = [findings for _, findings in check(Chunk(b"- a: 1\n" * 3, 7, 1, 99, is_yaml=True), with_excerpts=True)]
    assert [{Excerpt("- a: 1", 2)}] * 3 == [set(each.excerpts) for each in outcomes]
    assert ["- a: 1\n" * 3] == opened


def test_fault_in_list() -> None:
    """The items of a list before a syntax error are validated."""
    assert [[("SQS101", "", 1, 3)], [("SQS101", "", 2, 3)], [("SQS016", "", 3, 7)]] == errors_by_document(
        "- 1\n- 2\n- a: b: c\n- 3\n"
    )


@given(st.lists(st.sampled_from(["---", "--- a", "...", "# x", "%YAML 1.2", "a: 1", " ---", "---x", "", "- b"])))
def test_split_at_any_chunk_size(lines: list[str]) -> None:
    """A stream has the same documents at every block size, and no content is lost."""
    stream = "\n".join(lines).encode()
    whole = list(split_yaml([stream]))
    assert whole == list(split_yaml(bytes([byte]) for byte in stream))
    assert all(chunk.is_yaml and stream[chunk.offset :].startswith(chunk.data[:-1]) for chunk in whole)
    restored = b"".join(chunk.data for chunk in whole)
    assert all(line.encode() in restored for line in lines if line[:1] in ("a", "-", " ") and line.strip(" -"))


def test_too_long() -> None:
    """A document above the size limit is not kept in memory, and the next one is read."""
    chunks = list(split_yaml([b"--- 1\n---\n- 1\n- 2\n--- 2\n"], limit=8))
    assert [Chunk(b"--- 1\n", 1, 1, 0, is_yaml=True), Chunk(b"--- 2\n", 5, 1, 18, is_yaml=True)] == chunks[::2]
    assert [("SQS014", 2)] == [(problem.code, problem.line) for problem in chunks[1].problems]
    assert ["SQS014"] == [each.code for chunk in split_yaml([b"a: 123456789"], limit=8) for each in chunk.problems]


def test_bound_is_documented() -> None:
    """The texts that say that a source may have any size also state the limit for YAML."""
    page = (Path(__file__).parents[2] / "docs/reference/validating.md").read_text(encoding="utf-8")
    bound = f"{MAX_YAML // 2**20} MiB"
    assert f"| one YAML document or list in them, uncompressed | {bound} |" in page
    assert f"YAML beyond {bound}" in (sqsreport.iter_validate.__doc__ or "")


# -------------------------------------------------------------------------------- hostile input


def test_alias() -> None:
    """An alias has the data of its anchor; a problem in it has the position of the anchor's value."""
    text = REPORT.replace("  fieldwork:", "  fieldwork: &f").replace("2015-03-11", "nonsense")
    assert [("SQS106", "/inspection/fieldwork/end", 12, 10)] == errors_by_document(f"{text}extensions: {{a.b: *f}}")[0]
    assert [("SQS101", "/summary", 13, 10)] == errors_by_document(f"{REPORT}summary: &s {{a: 1}}\n")[0]


def test_alias_of_another_item() -> None:
    """An alias may refer to a part of an earlier item."""
    assert [[("SQS101", "", 1, 3)], [("SQS101", "", 2, 3)]] == errors_by_document("- &a [1]\n- *a\n")
    assert ["[[1], 1]", "[[1], 1]"] == [json.dumps(each.document) for each in parse_yaml("- &b [&a [1], 1]\n- *b\n")]


def test_alias_of_the_list() -> None:
    """An item with an alias of its own list is a problem at the alias, and the other items are validated."""
    assert [[("SQS101", "", 1, 5)], [("SQS006", "/x", 2, 6)], [("SQS103", "/y", 3, 4)]] == [
        errors[-1:] for errors in errors_by_document("&a [3,\n {x: *a},\n  {y: 1}]")
    ]
    assert [["SQS006", "SQS011"], ["SQS101"]] == [
        sorted({each[0] for each in errors}) for errors in errors_by_document("&a [{? *a : 1}, 3]")
    ]


@pytest.mark.parametrize("key", ["3", "[1]", "~"])
def test_anchor_after_a_bad_key(key: str) -> None:
    """An anchor in the value of a rejected key can be used by a later alias."""
    assert ["SQS011"] == [code for code, *_ in errors_by_document(f"a: {{? {key} : &a [1]}}\nb: *a\n")[0]]


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BOMB, "SQS012"),
        ("".join(f"- {line}" for line in BOMB.splitlines(keepends=True)), "SQS012"),
        ("- &a [" + "x, " * 999 + "x]\n" + "- *a\n" * 999, "SQS012"),
        ("a: &a [*a]", "SQS006"),
        ("&a {b: *a}", "SQS006"),
        ("&a\n- *a\n", "SQS006"),
        ("&a [{b: [*a]}]", "SQS006"),
        (f"&a [{'*a, ' * 20_000}]", "SQS006"),
        ("[" * 100_000, "SQS006"),
        ("{a: " * 100_000, "SQS006"),
        ("".join(" " * n + "a:\n" for n in range(1000)), "SQS006"),
        ("- " * 3000, "SQS006"),
    ],
)
def test_bombs(text: str, code: str) -> None:
    """Short texts that would expand exponentially, or are nested too deeply, are rejected at once."""
    assert [code] == [each[0] for each in errors_by_document(text)[0]]


@pytest.mark.slow
def test_long_chain_of_aliases() -> None:
    """A chain of aliases does not exhaust the stack."""
    text = "- &a0 [x]\n" + "".join(f"- &a{n} [*a{n - 1}]\n" for n in range(1, 3000))
    assert {"SQS101", "SQS006"} >= {each[0] for errors in errors_by_document(text) for each in errors}


def test_advice_is_of_yaml() -> None:
    """Messages about YAML use the terms of YAML, and not those of Python."""
    (problem,) = results("1: x")[0].problems
    advice = "use only text, numbers, true, false, null, lists, and objects whose keys are text"
    assert advice == problem.suggestion
    (chunk,) = split_yaml([b"- 1\n- 2\n"], limit=4)
    expected = (
        "this document is longer than 4 bytes, which is too much to read at once",
        "write each report on a line of its own, or in YAML each after a line ---",
    )
    assert [expected] == [(each.message, each.suggestion) for each in chunk.problems]


def test_wrong_encoding() -> None:
    """Bytes that are not UTF-8 are reported with their position."""
    assert [[("SQS001", "", 1, 4)]] == errors_by_document(b"a: \xe9\n")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("summary:\n- >-\n \n  Some words.\n", 4),
        ("- |\n   \n  \n words\n", 4),
        ("--- >\n  \n \n words\n", 4),
    ],
)
def test_errors_of_any_shape(text: str, line: int, tmp_path: Path) -> None:
    """Every exception of the parser is one problem at its line, and the other files of the folder are read."""
    assert [["SQS016", line]] == [
        [problem.code, problem.line] for result in results(text) for problem in result.problems
    ]
    for name, content in (("a.yaml", REPORT), ("b.yaml", text), ("c.yaml", REPORT)):
        (tmp_path / name).write_text(content)
    assert [True, False, True] == [result.is_valid for result in sqsreport.iter_validate(tmp_path)]


@pytest.mark.parametrize("error", [ValueError("odd"), KeyError("x"), AssertionError(), RecursionError()])
def test_errors_of_any_class(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception of another class than the parser's own is a problem of its document, with the name of the class."""
    package = yaml_nodes.yaml_package()

    def parse(*_: object) -> Any:
        yield from ()
        raise error

    monkeypatch.setattr(package.YAML, "parse", parse)

    [result] = results(REPORT)
    assert [("SQS016", f"it cannot be read ({type(error).__name__})")] == [
        (problem.code, problem.params["reason"]) for problem in result.problems
    ]


def test_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the YAML parser is not installed, the problem says so."""
    monkeypatch.setitem(__import__("sys").modules, "ruamel.yaml", None)
    (result,) = results("a: 1")
    assert not result.is_read
    assert "pip install 'sqsreport[yaml]'" in result.problems[0].message


@given(st.text(alphabet="ab1 \n\t-:?{}[],&*!|>'\"%@#~<=.\\\x07é😀\u2028\ud800", max_size=40))
def test_any_text(text: str) -> None:
    """No text raises an exception."""
    for parsed in parse_yaml(text):
        assert parsed.is_document or parsed.problems
    assert yaml_nodes.compose(text).documents is not None
    assert results(text.encode("utf-8", "surrogatepass"))
