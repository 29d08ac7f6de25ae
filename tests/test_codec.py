from __future__ import annotations

import copy
import io
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sqsreport
from laws.of_problems import places
from sqsreport import codec
from sqsreport.errors import ValidationError
from sqsreport.testing import examples


def test_the_example_is_valid(northmoor: dict[str, Any]) -> None:
    """The example report has no problems, and uses every key of the schema."""
    assert [] == sqsreport.validate(northmoor)
    assert northmoor == codec.to_dict(codec.from_valid_dict(northmoor))


def test_the_minimal_report() -> None:
    """A report with only its required fields is valid; missing parts are warnings."""
    assert [("SQS301", "")] == places(sqsreport.validate(examples.minimal()))
    assert "northmoor-sqs-2015-03-09" == sqsreport.loads(json.dumps(examples.minimal())).id


@pytest.mark.parametrize("key", ["schema_version", "id", "language", "title", "published", "inspection"])
def test_missing_required_fields(key: str) -> None:
    """A report without any one of its required fields is invalid."""
    document = examples.minimal()
    del document[key]

    with pytest.raises(ValidationError):
        sqsreport.loads(json.dumps(document))


def test_warnings_do_not_stop_loading(northmoor: dict[str, Any]) -> None:
    """A report with warnings loads."""
    del northmoor["sections"][3]

    assert ["warning"] == [problem.severity for problem in sqsreport.validate(northmoor)]
    assert 4 == len(sqsreport.loads(json.dumps(northmoor)).sections)


def test_invalid_reports_are_not_written(northmoor: dict[str, Any], tmp_path: Path) -> None:
    """A report that `load` would reject is written only on request, and otherwise no file is created."""
    report = codec.from_valid_dict(northmoor)
    broken = attrs.evolve(report, published=date(2014, 1, 1))
    path = tmp_path / "broken.json"

    for write in (lambda: sqsreport.dumps(broken), lambda: sqsreport.dump(broken, path)):
        with pytest.raises(ValidationError) as caught:
            write()
        assert tuple(sqsreport.check(broken)) == caught.value.problems
    assert not path.exists()

    sqsreport.dump(broken, path, allow_invalid=True)
    assert path.read_text(encoding="utf-8") == sqsreport.dumps(broken, allow_invalid=True)
    assert sqsreport.check(broken) == [attrs.evolve(each, line=None, column=None) for each in sqsreport.validate(path)]


def test_a_report_is_plain_data_and_back(northmoor: dict[str, Any]) -> None:
    """`to_dict` returns plain data in the order of the schema, and `from_dict` returns an equal report from it."""
    report = sqsreport.from_dict(northmoor)

    assert json.dumps(northmoor) == json.dumps(sqsreport.to_dict(report))
    assert report == sqsreport.from_dict(sqsreport.to_dict(report)) == sqsreport.loads(json.dumps(northmoor))
    assert sqsreport.dumps(report) == sqsreport.dumps(sqsreport.loads(json.dumps(northmoor)))


def test_data_that_is_not_a_report_is_rejected(northmoor: dict[str, Any]) -> None:
    """`from_dict` raises all errors of the data, and does not change it."""
    broken = northmoor | {"published": "2014-01-01", "titel": "Report"}
    before = copy.deepcopy(broken)

    with pytest.raises(ValidationError) as caught:
        sqsreport.from_dict(broken)
    assert sqsreport.validate(broken) == list(caught.value.problems)
    assert before == broken


def test_subclasses_of_text_become_text(northmoor: dict[str, Any]) -> None:
    """A subclass of `str` in the data, such as an enumeration, becomes a plain `str` in the report."""

    class Text(str):
        __slots__ = ()

    report = sqsreport.from_dict(MappingProxyType(northmoor | {"title": Text(northmoor["title"])}))

    assert str is type(report.title)
    assert report == sqsreport.from_dict(northmoor)


def test_warnings_do_not_stop_writing(northmoor: dict[str, Any]) -> None:
    """A report with warnings is written."""
    report = attrs.evolve(codec.from_valid_dict(northmoor), sections=codec.from_valid_dict(northmoor).sections[:3])

    assert {"warning"} == {problem.severity for problem in sqsreport.check(report)}
    assert report == sqsreport.loads(sqsreport.dumps(report))


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda report: pickle.loads(pickle.dumps(report))])  # noqa: S301  # own data
def test_a_changed_copy_of_a_loaded_report_is_checked(northmoor: dict[str, Any], copied: Callable[[Any], Any]) -> None:
    """`dumps` finds the errors of a changed report, even if the original was loaded or copied."""
    report = copied(sqsreport.loads(json.dumps(northmoor)))
    assert report == sqsreport.loads(sqsreport.dumps(report))

    with pytest.raises(ValidationError, match="SQS202"):
        sqsreport.dumps(attrs.evolve(report, published=date(2014, 1, 1)))


def test_all_problems_are_raised(northmoor: dict[str, Any]) -> None:
    """The exception has every problem of the text, including warnings."""
    northmoor["published"] = "soon"
    northmoor["sections"][0]["number"] = "one"
    del northmoor["sections"][3]

    with pytest.raises(ValidationError) as caught:
        sqsreport.loads(json.dumps(northmoor))

    assert [
        ("SQS101", "/sections/0/number"),
        ("SQS106", "/published"),
        ("SQS301", "/sections"),
    ] == places(list(caught.value.problems))


@pytest.mark.parametrize("literal", ["20", "20.0", "2e1", "200e-1"])
def test_a_whole_number_may_be_written_as_a_decimal(northmoor: dict[str, Any], literal: str) -> None:
    """A whole number is the same in every JSON notation, and is written as digits."""
    text = json.dumps(northmoor).replace('"cases_examined": 20', f'"cases_examined": {literal}')

    report = sqsreport.loads(text)

    assert report.context is not None
    assert (20, int) == (report.context.cases_examined, type(report.context.cases_examined))
    assert '"cases_examined": 20,' in sqsreport.dumps(report)


@pytest.mark.parametrize("literal", ["40", "40.0", "40.00", "4e1"])
def test_a_rate_is_written_with_a_decimal(literal: str) -> None:
    """A rate is the same number in every JSON notation, and is written in one of them."""
    document = examples.minimal() | {"context": {"reoffending": {"rate": "RATE"}}}
    text = json.dumps(document).replace('"RATE"', literal)

    assert '"rate": 40.0\n' in sqsreport.dumps(sqsreport.loads(text))


@pytest.mark.parametrize("literal", ["0.00001", "1e-5", "1e-05", "1E-5"])
@pytest.mark.parametrize("holder", ["reoffending", "comparators"])
def test_a_very_small_rate_is_written_in_one_way(holder: str, literal: str) -> None:
    """A very small number is written in the same notation whatever notation was read."""
    rate = {"rate": "RATE"} if holder == "reoffending" else {"comparators": [{"kind": "family", "rate": "RATE"}]}
    text = json.dumps(examples.minimal() | {"context": {"reoffending": {"rate": 40.5} | rate}})

    assert '"rate": 1e-05\n' in sqsreport.dumps(sqsreport.loads(text.replace('"RATE"', literal)))


def test_equal_reports_have_equal_texts() -> None:
    """Two reports that are equal have the same canonical text."""
    document = examples.minimal() | {"context": {"reoffending": {"rate": "RATE"}}}
    one, other = (sqsreport.loads(json.dumps(document).replace('"RATE"', literal)) for literal in ("0.0", "-0.0"))

    assert one == other
    assert sqsreport.dumps(one) == sqsreport.dumps(other)


def test_values_keep_their_types_in_extensions() -> None:
    """The values of extensions are kept exactly: 1, 1.0, true and "1" stay different."""
    text = json.dumps(
        examples.minimal() | {"extensions": {"mine": [1, 1.0, True, "1", None, [], {}, 1e22, "é\u2028😀"]}}
    )

    written = json.loads(sqsreport.dumps(sqsreport.loads(text)))["extensions"]["mine"]

    assert "[1, 1.0, True, '1', None, [], {}, 1e+22, 'é\\u2028😀']" == repr(written)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_double_is_kept(number: float) -> None:
    """A number in the shortest form that Python or JavaScript writes is kept."""
    text = json.dumps(examples.minimal() | {"extensions": {"mine": number}})

    assert repr(number) == repr(codec.to_dict(sqsreport.loads(text))["extensions"]["mine"])


def test_a_report_can_be_validated() -> None:
    """A report that was built in Python has the problems of its JSON text."""
    report = sqsreport.loads(json.dumps(examples.northmoor()))

    assert [] == sqsreport.validate(report)
    assert [("SQS203", "/id")] == places(sqsreport.validate(attrs.evolve(report, id="elsewhere")))


def test_output_is_utf_8() -> None:
    """Characters are written as themselves, not escaped."""
    report = sqsreport.loads(json.dumps(examples.minimal() | {"summary": ["Gwynedd a Môn – ‘iawn’ 😀"]}))

    assert '"Gwynedd a Môn – ‘iawn’ 😀"' in sqsreport.dumps(report)


def test_a_text_stream_gets_text_and_a_binary_stream_bytes() -> None:
    """`load` reads from an open file, in text or binary mode, what `dump` has written to it."""
    report = sqsreport.loads(json.dumps(examples.northmoor()))
    text, binary = io.StringIO(), io.BytesIO()

    sqsreport.dump(report, text)
    sqsreport.dump(report, binary)

    assert text.getvalue().encode() == binary.getvalue()
    assert report == sqsreport.load(io.StringIO(text.getvalue()))
    assert report == sqsreport.load(io.BytesIO(binary.getvalue()))


@pytest.mark.parametrize("value", [None, 7, {}, [], Path("report.json")], ids=repr)
def test_only_text_is_loaded(value: Any) -> None:
    """An argument that is neither `str` nor `bytes` raises a `TypeError`."""
    with pytest.raises(TypeError):
        sqsreport.loads(value)


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_other_bytes_are_validated_as_bytes(kind: Any) -> None:
    """`validate` accepts JSON text in every bytes-like type."""
    assert [] == sqsreport.validate(kind(json.dumps(examples.northmoor()).encode()))


def test_a_path_is_validated(tmp_path: Path) -> None:
    """`validate` reads the file at a path."""
    path = tmp_path / "report.json"
    path.write_text('{"schema_version": null}', encoding="utf-8")

    assert ("SQS104", "/schema_version") in places(sqsreport.validate(path))


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    """A file that cannot be read is one problem, with the path and the reason."""
    path = tmp_path / "report\x01.json"

    expected = f"cannot read {tmp_path}{os.sep}report\\u0001.json: no such file or directory"
    assert [expected] == [problem.message for problem in sqsreport.validate(path)]


def test_cumbria_is_valid(cumbria_json: Path) -> None:
    """The original example report has no problem."""
    assert [] == sqsreport.validate(cumbria_json)


def test_cumbria_loads(cumbria_json: Path) -> None:
    """The original example report is loaded with all of its parts."""
    report = sqsreport.load(cumbria_json)

    assert "cumbria-sqs-2016-07-18" == report.id
    assert 5 == len(report.sections)


def test_cumbria_is_canonical(cumbria_json: Path) -> None:
    """The original example report is written back byte for byte."""
    text = cumbria_json.read_bytes()

    assert text == sqsreport.dumps(sqsreport.loads(text)).encode()


@pytest.mark.parametrize(("text", "kind"), [(None, "NoneType"), ({}, "dict"), (5, "int"), (["{}"], "list")])
def test_values_that_are_not_text(text: Any, kind: str) -> None:
    """A value that is neither `str` nor `bytes` is rejected with its type in the message."""
    with pytest.raises(TypeError, match=f"^the JSON text must be str or bytes, not {kind}$"):
        sqsreport.loads(text)


@pytest.mark.parametrize(("report", "kind"), [(None, "NoneType"), ({}, "dict"), ("report", "str")])
def test_values_that_are_not_reports(report: Any, kind: str, tmp_path: Path) -> None:
    """A value that is not a report, such as `None`, is rejected with its type in the message."""
    for write in (sqsreport.dumps, lambda value: sqsreport.write_letter(value, tmp_path / "letter.md")):
        with pytest.raises(TypeError, match=f"must be a Report, not {kind}$"):
            write(report)
    assert [] == list(tmp_path.iterdir())


def test_public_modules() -> None:
    """The public names and modules are in `dir`, and are attributes after ``import sqsreport``."""
    code = "import sqsreport; assert {'load', 'model', 'converters'} <= set(dir(sqsreport)); sqsreport.converters"
    subprocess.run([sys.executable, "-c", code], check=True)
