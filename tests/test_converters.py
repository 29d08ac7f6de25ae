from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import cattrs
import pytest
from cattrs import Converter
from cattrs.preconf.json import make_converter as make_json_converter
from hypothesis import given, settings

from sqsreport import codec, converters
from sqsreport.converters import OBJECT_CLASSES, configure_converter, make_converter
from sqsreport.model import (
    Authority,
    Comparator,
    Context,
    Fieldwork,
    Item,
    Month,
    Paragraph,
    PartialDate,
    Prose,
    Report,
    Section,
)
from sqsreport.testing import examples, strategies

CONVERTER = make_converter()


@given(strategies.reports())
def test_round_trip(report: Report) -> None:
    """A report that is converted to plain data and back is equal to the original."""
    assert report == CONVERTER.structure(CONVERTER.unstructure(report), Report)


@pytest.mark.slow
@settings(max_examples=25)
@given(strategies.reports())
def test_any_converter(report: Report) -> None:
    """Converters with other settings convert a report to the same data."""
    expected = codec.to_dict(report)
    others = [
        configure_converter(Converter(detailed_validation=False)),
        configure_converter(Converter(omit_if_default=True)),
        configure_converter(Converter(forbid_extra_keys=True, prefer_attrib_converters=True)),
        configure_converter(make_json_converter()),
        configure_converter(configure_converter(Converter())),
    ]

    for other in others:
        assert expected == other.unstructure(report)
        assert report == other.structure(expected, Report)


def test_keys_are_in_the_order_of_the_schema() -> None:
    """Keys are in the order of the schema, whichever fields are absent."""
    data = codec.to_dict(codec.from_valid_dict(examples.northmoor()))

    for document in (examples.northmoor(), examples.minimal()):
        again = codec.to_dict(codec.from_valid_dict(dict(reversed(document.items()))))
        assert [key for key in data if key in document] == list(again)


def test_the_schema_has_a_key_of_its_own() -> None:
    """The first key of a document is ``$schema``, with the address of the schema."""
    data = codec.to_dict(codec.from_valid_dict(examples.northmoor()))

    assert ("$schema", "report.schema.json") == next(iter(data.items()))
    with pytest.raises(cattrs.BaseValidationError):
        CONVERTER.structure(examples.minimal() | {"schema_uri": "x"}, Report)


@pytest.mark.parametrize(
    ("cls", "value", "data"),
    [
        (Month, Month(2014, 6), "2014-06"),
        (PartialDate, PartialDate(2014), "2014"),
        (PartialDate, PartialDate(2014, 6, 18), "2014-06-18"),
        (Prose, Prose("One[^1]."), "One[^1]."),
        (Authority, Authority(name="Wick"), {"name": "Wick"}),
        (
            Fieldwork,
            Fieldwork(start=date(2015, 3, 9), end=date(2015, 3, 11)),
            {"start": "2015-03-09", "end": "2015-03-11"},
        ),
        (Comparator, Comparator(kind="wales", rate=40), {"kind": "wales", "rate": 40.0}),
        (Section, Section(title="x"), {"title": "x"}),
        (Paragraph, Paragraph(text="x", number="1.1"), {"number": "1.1", "text": "x"}),
        (
            Item,
            Item(id="a", text="x", items=(Item(id="b", text="y"),)),
            {"id": "a", "text": "x", "items": [{"id": "b", "text": "y"}]},
        ),
    ],
)
def test_parts(cls: Any, value: Any, data: Any) -> None:
    """Each part of a report can be converted to plain data and back by itself."""
    assert data == CONVERTER.unstructure(value)
    assert type(data) is type(CONVERTER.unstructure(value))
    assert value == CONVERTER.structure(data, cls)


@attrs.frozen
class Review:
    """A class of another tool with parts of reports."""

    when: date
    period: Month
    around: PartialDate
    says: Prose
    authorities: list[Authority]
    report: Report | None = None


def test_types_of_other_tools() -> None:
    """Classes of a tool may contain parts of reports, and its own hooks for dates and strings still apply to them."""
    converter = Converter()
    converter.register_unstructure_hook(date, lambda day: day.toordinal())
    converter.register_structure_hook(date, lambda number, _: date.fromordinal(number))
    configure_converter(converter)
    report = codec.from_valid_dict(examples.northmoor())
    review = Review(date(2016, 1, 1), Month(2014, 6), PartialDate(2010), Prose("*x*"), [Authority(name="Wick")], report)

    data = converter.unstructure(review)

    assert (735964, "2014-06", "2010", "*x*") == (data["when"], data["period"], data["around"], data["says"])
    assert examples.northmoor() == data["report"]
    assert review == converter.structure(data, Review)


def test_a_subclass_is_another_class() -> None:
    """A class that is not of the model keeps the behaviour of the converter."""

    @attrs.frozen(kw_only=True)
    class Dated(Authority):
        until: int

    converter = configure_converter(Converter())

    assert {"name": "x", "gss_code": None, "until": 3} == converter.unstructure(Dated(name="x", until=3))


def test_configure_converter_returns_the_converter() -> None:
    """`configure_converter` returns the converter that was passed."""
    converter = Converter()

    assert converter is configure_converter(converter)


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/context/cases_examined", "20"),
        ("/context/cases_examined", 20.5),
        ("/context/cases_examined", True),
        ("/context/reoffending/rate", "39.5"),
        ("/title", 7),
        ("/published", "8 April 2015"),
        ("/published", 20150408),
        ("/summary", "One."),
        ("/summary", {"0": "One."}),
        ("/summary/0", 7),
        ("/sections", {"title": "x"}),
        ("/sections/0", "x"),
        ("/inspection", None),
        ("/inspection/service", []),
        ("/titel", "x"),
        ("/sections/0/titel", "x"),
    ],
)
def test_values_are_not_coerced(pointer: str, value: Any) -> None:
    """A value of another type is rejected and not coerced."""
    document = examples.northmoor()
    examples.put(document, pointer, value)

    with pytest.raises((cattrs.BaseValidationError, TypeError, ValueError)):
        CONVERTER.structure(document, Report)


def test_a_decimal_without_a_part_is_a_whole_number() -> None:
    """20.0 is an integer, as in JSON Schema."""
    context = CONVERTER.structure({"cases_examined": 20.0}, Context)

    assert "20" == repr(context.cases_examined)


@given(strategies.mutated())
def test_structuring_changes_nothing(document: Any) -> None:
    """Converting plain data to a report does not change the data, and the report shares no value with it."""
    before = repr(document)
    try:
        report = CONVERTER.structure(document, Report)
    except Exception:  # noqa: BLE001  # any exception, because only the data is tested
        report = None

    assert before == repr(document)
    if report is not None:
        written = repr(codec.to_dict(report))
        for parent, step in list(strategies.places_in(document)):
            if isinstance(parent[step], list):
                parent[step].append("more")
        assert written == repr(codec.to_dict(report))


def test_every_class_of_the_model_has_a_hook() -> None:
    """The converter has a hook for every class that is an object in JSON; dates are not."""
    assert Report in OBJECT_CLASSES
    assert set() == {Month, PartialDate, Prose} & OBJECT_CLASSES
    assert converters.RENAMED
