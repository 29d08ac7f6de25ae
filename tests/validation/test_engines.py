"""The fast implementations have the same results as the reference implementations on every document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from laws.of_problems import agree, found_by
from sqsreport import _codegen, codec
from sqsreport.converters import make_converter
from sqsreport.model import Report
from sqsreport.testing import breakages, examples, strategies
from sqsreport.validation import engines, examine, problems_of_data
from sqsreport.validation.diagnosis import problems_of_text
from sqsreport.validation.fast_parse import fast_parse
from sqsreport.validation.text import parse

CONVERTER = make_converter()

#: Texts with a key and its colon written in the ways that JSON allows, and texts that look like one.
KEYS = (
    '{"a":1,"a":2}', '{"a" :1,"a":2}', '{"a":1,"a"\n:2}', '{"a":"\\":","a":1}', '{"a": "x :", "b": "\\" :"}',
    r'{"a":"\u003a","b":1,"b":2}', r'{"a":"\u003A","b":1,"b":2}', r'{"a\u003a":1,"b":1,"b":2}',
    '{"extensions":{"a:b":1,"a:b":2}}', '{"extensions":{"a":1,"a":"x:y"}}',
)  # fmt: skip


@pytest.mark.parametrize("breakage", breakages.PICKED, ids=lambda breakage: breakage.description)
def test_engines_agree_on_breakages(breakage: breakages.Breakage) -> None:
    """Both engines report the same problems for every breakage of the test kit."""
    agree(breakage.document())


@given(st.recursive(strategies.json_values(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_engines_agree_on_anything(document: Any) -> None:
    """Both engines report the same problems for JSON data that is not like a report at all."""
    agree(document)


@pytest.mark.parametrize("value", [("a", "b"), Mapping, b"x", {1: 2}, object()])
def test_data_that_is_not_json(value: object) -> None:
    """Data that is not plain JSON is left to the reference engine, wherever in the document it is."""
    document = examples.northmoor() | {"extensions": {"x": value}, "notes": ("One.", 2)}
    expected = {("SQS101", "/notes/1", "must be a text, not 2")}
    assert expected == found_by(engines.violations, document)


@given(st.one_of(strategies.texts(), strategies.mutated().map(json.dumps)))
def test_fast_parser_agrees(text: str) -> None:
    """The fast parser accepts a text only if the other parser finds no problem in it, and returns the same document."""
    plain = fast_parse(text.encode("utf-8", "surrogatepass"))
    if plain is not None:
        parsed = parse(text)
        assert ((), plain.data) == (parsed.problems, parsed.document)


@given(st.data(), st.one_of(strategies.texts(), strategies.mutated().map(json.dumps)))
def test_texts_are_examined_alike(data: st.DataObject, text: str) -> None:
    """A changed text has the problems that the slow parser finds."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 3)))
    changed = (
        text[:start]
        + data.draw(st.sampled_from(("", " ", '"', ":", ",", "\\", "}", "1e5", "\ufeff", "é")))
        + text[end:]
    )
    for each in (text, changed):
        assert problems_of_text(parse(each)) == examine(each)[1] == examine(each.encode())[1]


@given(strategies.mutated())
@example(examples.northmoor() | {"extensions": {"x": {"y": float("nan")}}})
@example(examples.northmoor() | {"extensions": {"x": 2**60}})
@example(examples.northmoor() | {"title": "\ud800"})
def test_data_is_examined_as_its_text_is(document: Any) -> None:
    """Parsed JSON has the problems of its text, except for the lines."""
    text = json.dumps(document)
    expected = {(problem.code, problem.pointer) for problem in problems_of_text(parse(text))}
    assert expected == {(problem.code, problem.pointer) for problem in problems_of_data(document)}


@pytest.mark.parametrize("text", KEYS)
def test_repeated_keys(text: str) -> None:
    """The fast parser rejects a text with a repeated key, however the key and the colon are written."""
    assert parse(text).problems == () or fast_parse(text.encode()) is None


@pytest.mark.parametrize(
    "text",
    [
        '{"a" : 1, "b"\n: "c: d"}',
        '{"extensions": {"https://example.org/a": [{"b:c": "d:"}]}}',
        '{"a": "\\u003cb\\u003e"}',
    ],
)
def test_colons(text: str) -> None:
    """The fast parser accepts colons in texts, white space before them, in keys of extensions, and escapes of others."""
    plain = fast_parse(text.encode())
    assert plain is not None
    assert json.loads(text) == plain.data


@pytest.mark.parametrize("text", ["41.10", "1e2", "4e400", "0.1000000000000000055511151231257827"])
def test_numbers_that_are_not_exact(text: str) -> None:
    """The fast parser rejects a number that it could not keep exactly."""
    assert fast_parse(f'{{"rate": {text}}}'.encode()) is None


@pytest.mark.parametrize("depth", [63, 64, 65, 70])
def test_depth(depth: int) -> None:
    """Both parsers have the same limit on depth."""
    document: Any = 1
    for _ in range(depth - 2):
        document = [document]
    text = json.dumps(examples.northmoor() | {"extensions": {"x": document}})
    assert problems_of_text(parse(text)) == examine(text)[1] == codec.validate(text)


@pytest.mark.parametrize("depth", [10, 30, 31, 32, 40])
def test_depth_of_items(depth: int) -> None:
    """Both parsers have the same limit on the depth of items within items."""
    item: Any = {"text": "One."}
    for _ in range(depth):
        item = {"text": "One.", "items": [item]}
    text = json.dumps(examples.northmoor() | {"strengths": [item]})
    assert problems_of_text(parse(text)) == examine(text)[1] == codec.validate(text)


@given(strategies.reports())
def test_generated_code(report: Report) -> None:
    """The generated code converts reports as the cattrs converter does."""
    data = CONVERTER.unstructure(report)
    assert (data, list(data)) == (_codegen.to_dict(report), list(_codegen.to_dict(report)))
    built = _codegen.from_dict(data)
    assert CONVERTER.structure(data, Report) == built == report
    assert type(built.introduction) is tuple


@given(strategies.documents())
def test_built_values_are_valid(document: Any) -> None:
    """Reports from the generated code, which does not check them, are equal to those that the constructors check."""
    built = codec.loads(json.dumps(document))
    assert built == CONVERTER.structure(document, Report)
    assert repr(CONVERTER.structure(document, Report)) == repr(built)


@pytest.mark.parametrize("rate", [0, 5e-324, 1e-05, 0.0001, 0.001, 0.1 + 0.2, 41, 99.99999999999999, 100])
def test_rates_are_written_one_way(rate: float) -> None:
    """A rate is written as Python writes it, however small it is."""
    document = examples.northmoor()
    document["context"]["reoffending"]["rate"] = float(rate)
    assert json.dumps(document, ensure_ascii=False, indent=2) + "\n" == codec.dumps(codec.from_valid_dict(document))
