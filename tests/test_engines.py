"""The fast ways and the references: on every document they say the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from laws.of_problems import agree, found_by
from sqsreport import _building, codec
from sqsreport.converters import make_converter
from sqsreport.model import Report
from sqsreport.testing import breakages, examples, strategies
from sqsreport.validation import engines, examine, parse, problems_of_data, problems_of_text
from sqsreport.validation.fast_parse import fast_parse

CONVERTER = make_converter()

#: The colon of a key, spelt in the ways that JSON allows, and a text that looks like one.
KEYS = ('{"a":1,"a":2}', '{"a" :1,"a":2}', '{"a":1,"a"\n:2}', '{"a":"\\":","a":1}', '{"a": "x :", "b": "\\" :"}')


@pytest.mark.parametrize("breakage", breakages.PICKED, ids=lambda breakage: breakage.description)
def test_engines_agree_on_breakages(breakage: breakages.Breakage) -> None:
    """The same goes for every breakage that was thought of."""
    agree(breakage.document())


@given(st.recursive(strategies.json_values(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_engines_agree_on_anything(document: Any) -> None:
    """The same goes for JSON data that is nowhere near a report."""
    agree(document)


@pytest.mark.parametrize("value", [("a", "b"), Mapping, b"x", {1: 2}, object()])
def test_what_only_python_has(value: object) -> None:
    """What is not plain JSON data goes to the reference, wherever it stands."""
    document = examples.northmoor() | {"extensions": {"x": value}, "notes": ("One.", 2)}
    expected = {("SQS101", "/notes/1", "must be a text, not 2")}
    assert expected == found_by(engines.violations, document)


@given(st.one_of(strategies.texts(), strategies.mutated().map(json.dumps)))
def test_flawless_texts(text: str) -> None:
    """A text is read the fast way only when the careful one finds no flaw in it, and to the same document."""
    document = fast_parse(text.encode("utf-8", "surrogatepass"))
    if document is not None:
        parsed = parse(text)
        assert ((), document) == (parsed.problems, parsed.document)


@given(st.data(), st.one_of(strategies.texts(), strategies.mutated().map(json.dumps)))
def test_texts_are_examined_alike(data: st.DataObject, text: str) -> None:
    """However a text was changed, it has the problems that the careful way finds."""
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
    """Parsed JSON has the problems of its text, but for their lines."""
    text = json.dumps(document)
    expected = {(problem.code, problem.pointer) for problem in problems_of_text(parse(text))}
    assert expected == {(problem.code, problem.pointer) for problem in problems_of_data(document)}


@pytest.mark.parametrize("text", KEYS)
def test_keys_that_stand_twice(text: str) -> None:
    """However a colon is spelt, a key that stands twice is never read the fast way."""
    assert parse(text).problems == () or fast_parse(text.encode()) is None


@pytest.mark.parametrize("text", ["41.10", "1e2", "4e400", "0.1000000000000000055511151231257827"])
def test_numbers_that_python_spells_otherwise(text: str) -> None:
    """A number of which something might be lost is left to the careful way."""
    assert fast_parse(f'{{"rate": {text}}}'.encode()) is None


@pytest.mark.parametrize("depth", [63, 64, 65, 70])
def test_depth(depth: int) -> None:
    """Both ways draw the line of too deep at the same depth."""
    document: Any = 1
    for _ in range(depth - 2):
        document = [document]
    text = json.dumps(examples.northmoor() | {"extensions": {"x": document}})
    assert problems_of_text(parse(text)) == examine(text)[1] == codec.validate(text)


@given(strategies.reports())
def test_building(report: Report) -> None:
    """Reports are built and taken apart as the converter does it, with all its checks."""
    data = CONVERTER.unstructure(report)
    assert (data, list(data)) == (_building.take_apart(report), list(_building.take_apart(report)))
    built = _building.build(data)
    assert CONVERTER.structure(data, Report) == built == report
    assert type(built.introduction) is tuple


@given(strategies.documents())
def test_built_values_are_valid(document: Any) -> None:
    """What is built without checks passes those of the constructor."""
    built = codec.loads(json.dumps(document))
    assert built == CONVERTER.structure(document, Report)
    assert repr(CONVERTER.structure(document, Report)) == repr(built)


@pytest.mark.parametrize("rate", [0, 5e-324, 1e-05, 0.0001, 0.001, 0.1 + 0.2, 41, 99.99999999999999, 100])
def test_rates_are_spelt_one_way(rate: float) -> None:
    """However small a rate is, it is spelt as Python spells it."""
    document = examples.northmoor()
    document["context"]["reoffending"]["rate"] = float(rate)
    assert json.dumps(document, ensure_ascii=False, indent=2) + "\n" == codec.dumps(codec.from_data(document))
