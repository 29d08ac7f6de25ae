"""Schema and model agree; neither is generated from the other, so both are read and compared here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

import sqsreport
from sqsreport import codec, schemas
from sqsreport._values import Between, Matches, _check_for
from sqsreport.converters import OBJECT_CLASSES, RENAMED, make_converter
from sqsreport.model import Month, PartialDate, Prose, Report
from sqsreport.model.kinds import Day, Line
from sqsreport.problems import errors_in
from sqsreport.testing import strategies

SCHEMA = schemas.schema()
DEFS = SCHEMA["$defs"]
PLAIN = Draft202012Validator(SCHEMA, format_checker=FormatChecker(["date"]))


# -------------------------------------------------------------------------- reading the schema


def chain(sub: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield a subschema and everything that it refers to, each with the name of its definition."""
    yield "", sub
    while "$ref" in sub:
        name = sub["$ref"].removeprefix("#/$defs/")
        sub = DEFS[name]
        yield name, sub


def keyword(sub: Mapping[str, Any], name: str) -> Any:
    """Return the value of a keyword, from the nearest subschema that has it."""
    return next((each[name] for _, each in chain(sub) if name in each), None)


def kind_in_schema(sub: Mapping[str, Any]) -> Any:
    """Describe the type of a subschema, in the form that `kind_in_model` uses."""
    names = [name for name, _ in chain(sub)]
    if (choice := keyword(sub, "enum") or (keyword(sub, "const") and [keyword(sub, "const")])) is not None:
        return "one of", tuple(choice)
    match keyword(sub, "type"):
        case "array":
            return "list", kind_in_schema(keyword(sub, "items"))
        case "object":
            return ("open object",) if keyword(sub, "additionalProperties") else ("object", names[-1])
        case "integer" | "number" as kind:
            return kind, keyword(sub, "minimum"), keyword(sub, "maximum")
        case "string" if keyword(sub, "format") == "date":
            return ("day",)
        case "string" if dates := {"month", "partial_date"}.intersection(names):
            return tuple(dates)
        case "string":
            own = (each["pattern"] for name, each in chain(sub) if "pattern" in each and name != "line")
            return "prose" if "prose" in names else "text", *own
    raise AssertionError(sub)


# --------------------------------------------------------------------------- reading the model


def bare(annotation: Any) -> Any:
    """Remove ``| None`` from an annotation."""
    if get_origin(annotation) in (Union, UnionType):
        return next(each for each in get_args(annotation) if each is not type(None))
    return annotation


def snake_case(name: str) -> str:
    """Convert the name of a class to that of a definition."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def kind_in_model(annotation: Any) -> Any:
    """Describe the type of an annotation, in the form that `kind_in_schema` uses."""
    annotation = bare(annotation)
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return "one of", args
    if origin is tuple:
        return "list", kind_in_model(args[0])
    if origin is Annotated:
        base, *constraints = args
        if get_origin(base) is tuple:
            return kind_in_model(base)
        if base is date:
            return ("day",)
        if base in (int, float):
            (between,) = (each for each in constraints if isinstance(each, Between))
            return {int: "integer", float: "number"}[base], between.low, between.high
        own = (f"^{each.pattern}$" for each in constraints if isinstance(each, Matches) and each not in get_args(Line))
        return "prose" if base is Prose else "text", *own
    if origin is not None and issubclass(origin, Mapping):
        return ("open object",)
    if annotation in (date, Month, PartialDate):
        return ({date: "day", Month: "month", PartialDate: "partial_date"}[annotation],)
    return "object", snake_case(annotation.__name__)


def fields(cls: type) -> dict[str, attrs.Attribute[Any]]:
    """Return the fields of a class by their keys in a document."""
    attrs.resolve_types(cls)
    return {RENAMED.get((cls, field.name), field.name): field for field in attrs.fields(cls)}


#: Each class of the model with its object of the schema.
PAIRS: dict[type, Mapping[str, Any]] = {
    cls: SCHEMA if cls is Report else DEFS.get(snake_case(cls.__name__), {})
    for cls in sorted(OBJECT_CLASSES, key=lambda cls: cls.__name__)
}
#: The properties in both schema and model: class, key, field and subschema.
SHARED = [
    (cls, key, field, sub["properties"][key])
    for cls, sub in PAIRS.items()
    for key, field in fields(cls).items()
    if key in sub.get("properties", {})
]
#: The shared properties that are texts with a pattern.
TEXTS = [row for row in SHARED if kind_in_schema(row[3])[0] in ("text", "prose")]


every_class = pytest.mark.parametrize("cls", [pytest.param(cls, id=cls.__name__) for cls in PAIRS])
every_shared = pytest.mark.parametrize(
    ("cls", "key", "field", "sub"), [pytest.param(*row, id=f"{row[0].__name__}.{row[1]}") for row in SHARED]
)
every_text = pytest.mark.parametrize(
    ("cls", "key", "field", "sub"), [pytest.param(*row, id=f"{row[0].__name__}.{row[1]}") for row in TEXTS]
)


def test_there_is_something_to_compare() -> None:
    """The tests of this file select classes, properties and texts."""
    assert len(PAIRS) > 15
    assert len(SHARED) > 50
    assert len(TEXTS) > 20


def test_classes_and_objects_correspond() -> None:
    """The objects of the schema correspond to the classes of the model."""
    objects = {name for name, sub in DEFS.items() if sub.get("type") == "object"} | {"report"}

    assert objects == {snake_case(cls.__name__) for cls in OBJECT_CLASSES}


@every_class
def test_keys_and_their_order(cls: type) -> None:
    """An object has the same keys in the same order in schema and model."""
    assert list(PAIRS[cls]["properties"]) == list(fields(cls))


def test_only_one_key_is_renamed() -> None:
    """Every field has the name of its key, except for the key that is not a Python identifier."""
    assert {(Report, "schema_uri"): "$schema"} == RENAMED


@every_class
def test_required_keys(cls: type) -> None:
    """A key is required exactly if its field has no default, or allows only one value."""
    properties = PAIRS[cls]["properties"]
    constant = {key for key, field in fields(cls).items() if properties[key].get("const", ...) == field.default}

    expected = {key for key, field in fields(cls).items() if field.default is attrs.NOTHING} | constant
    assert expected == set(PAIRS[cls].get("required", ()))


@every_class
def test_required_keys_are_in_order(cls: type) -> None:
    """Required keys are listed in the order of the properties."""
    required = PAIRS[cls].get("required", [])

    assert [key for key in PAIRS[cls]["properties"] if key in required] == required


@every_class
def test_objects_without_content(cls: type) -> None:
    """An object without required keys needs at least one key, in schema and model."""
    if not PAIRS[cls].get("required"):
        assert 1 == PAIRS[cls]["minProperties"]
        with pytest.raises(ValueError, match="must not be empty"):
            cls()


@every_shared
def test_kinds_of_values(cls: type, key: str, field: attrs.Attribute[Any], sub: Mapping[str, Any]) -> None:
    """A value has the same type in schema and model, with the same choices, bounds and patterns.

    The constraints on every line of text are written differently, so other tests compare which texts they accept.
    """
    assert kind_in_schema(sub) == kind_in_model(field.type)


@every_shared
def test_absence(cls: type, key: str, field: attrs.Attribute[Any], sub: Mapping[str, Any]) -> None:
    """The default of an optional field is ``None``, or an empty tuple for a list."""
    if key not in PAIRS[cls].get("required", ()):
        assert (() if keyword(sub, "type") == "array" else None) == field.default


def model_accepts(annotation: Any, text: str) -> bool:
    """Check whether the model accepts a text for an annotation."""
    annotation = bare(annotation)
    value = Prose(text) if get_args(annotation)[0] is Prose else text
    return _check_for(annotation)(value) is None


def schema_accepts(sub: Mapping[str, Any], text: str) -> bool:
    """Check whether a subschema accepts a text."""
    validator = Draft202012Validator({**sub, "$defs": DEFS}, format_checker=FormatChecker(["date"]))
    return bool(validator.is_valid(text))


#: Texts that some patterns accept and others reject, or that only a careless pattern accepts.
CORNERS = [
    "", " ", "x", " x", "x ", "a b", "a  b", "a\u00a0b", "\u00a0", "a\tb", "a\nb", "x\n", "x\r",
    "\x00", "\x7f", "\x85", "\x9f",
    "\u2028", "\u2029", "\u200b", "\ufeff", "\ufffe", "\U0010ffff", "é", "E\u0301", "😀", "A",
    "a-b", "a--b", "-a", "a-", "a.b", "a..b",
    "a-.b", "1", "a_b", "A-B", "1.1", "0.1", "1.0", "01.1", "1.01", "1.1.1", "1.1\n", "1,1",
    "10.20", "١.١", "E06000001", "W10999999",
    "S12000033", "E05000001", "E0600000", "E060000011", "e06000001", "E06000001\n", "en", "EN",
    "eng", "english", "en-GB", "en_GB",
    "en-", "en-x", "en-GB-oed", "cy", "ǆ", "a@b", "@b", "a@", "a@@b", "a@b@c", "a b@c", "a@b c",
    "a@b\n", "[1]", "1]", "[", "^", "†", "1 a",
    "*", "\\", "[^1]", "x" * 10_000,
]  # fmt: skip


@every_text
def test_patterns_agree_in_the_corners(
    cls: type, key: str, field: attrs.Attribute[Any], sub: Mapping[str, Any]
) -> None:
    """Schema and model accept the same texts, among those that are easily confused."""
    by_schema = [text for text in CORNERS if schema_accepts(sub, text)]

    assert by_schema
    assert by_schema == [text for text in CORNERS if model_accepts(field.type, text)]


#: One property for each kind of text.
_KINDS = {str(kind_in_schema(row[3])): row for row in TEXTS}


@given(st.data())
def test_patterns_agree(data: st.DataObject) -> None:
    """Schema and model accept the same texts, whether they match a pattern, nearly match it, or not at all."""
    _, _, field, sub = data.draw(st.sampled_from(list(_KINDS.values())))
    pattern = data.draw(st.sampled_from([each["pattern"] for _, each in chain(sub) if "pattern" in each]))
    text = data.draw(st.from_regex(pattern) | st.text() | strategies.lines())
    text += data.draw(st.sampled_from(["", "", "\n", " ", "\u2028", "\u00a0", "-", "x"]))

    assert schema_accepts(sub, text) == model_accepts(field.type, text)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("partial_date", PartialDate),
        ("month", Month),
        ("date", date),
    ],
)
def test_dates_agree_in_the_corners(name: str, kind: Any) -> None:
    """Schema and model accept the same texts as dates."""
    texts = [
        "2014", "2014-06", "2014-06-18", "2014-02-29", "2016-02-29", "2014-00", "2014-13",
        "2014-06-00", "2014-06-31", "1899",
        "1900", "2099", "2100", "1900-01-01", "2099-12-31", "2014\n", "2014-06\n", "2014-06-18\n",
        "20140618", "2014-W25", "14-06",
        "٢٠١٤", "2014-6", "2014-06-18T00:00", " 2014", "2014-", "", "2014-1", "2014-02-3", "2014-02-30", "+2014",
    ]  # fmt: skip

    by_schema = [text for text in texts if schema_accepts(DEFS[name], text)]
    assert by_schema
    assert by_schema == [text for text in texts if _is_date(kind, text)]


@given(st.from_regex(r"\A(18|19|20|21)[0-9]{2}(-[0-3][0-9](-[0-3][0-9])?)?\Z"))
def test_dates_agree(text: str) -> None:
    """Schema and model accept the same texts as dates, among those that look like one."""
    for name, kind in (("partial_date", PartialDate), ("month", Month), ("date", date)):
        assert schema_accepts(DEFS[name], text) == _is_date(kind, text)


def _is_date(kind: Any, text: str) -> bool:
    try:
        value = kind.fromisoformat(text)
    except ValueError:
        return False
    # Python parses other forms of ISO 8601 too, which the schema rejects before conversion.
    return _check_for(Day if kind is date else kind)(value) is None and bool(text == value.isoformat())


@pytest.mark.parametrize("key", ["rate", "cases_examined"])
@given(number=st.integers(-2, 102) | st.floats(-2, 102) | st.sampled_from([0, 1, 100, 2**53 - 1, 2**53, 0.5, 1e-300]))
def test_numbers_agree(key: str, number: float) -> None:
    """Schema and model accept the same numbers."""
    (field, sub) = next((field, sub) for _, name, field, sub in SHARED if name == key)
    fits = schema_accepts(sub, number)  # type: ignore[arg-type]  # a number here
    value = (int(number) if number == int(number) else number) if key == "cases_examined" else float(number)

    assert fits == (_check_for(bare(field.type))(value) is None)


# ---------------------------------------------------------------------- differential tests


@given(strategies.mutated())
def test_the_model_accepts_what_the_schema_accepts(document: Any) -> None:
    """Every document that is valid against the schema can be converted to a report and back."""
    if PLAIN.is_valid(document):
        assert document == codec.to_dict(codec.from_valid_dict(json.loads(json.dumps(document))))


@given(strategies.mutated())
def test_validate_agrees_with_the_schema(document: Any) -> None:
    """A document has a structural problem exactly if it is not valid against the schema."""
    structural = [problem for problem in sqsreport.validate(document) if problem.code.startswith("SQS1")]

    assert PLAIN.is_valid(document) == (structural == [])


@given(strategies.mutated())
def test_the_schema_accepts_what_the_model_accepts(document: Any) -> None:
    """Every report that the model accepts is written as a document that is valid against the schema."""
    try:
        report = make_converter().structure(document, Report)
    except Exception:  # noqa: BLE001  # cattrs raises many types of exceptions
        assert errors_in(sqsreport.validate(document))
        return
    data = codec.to_dict(report)
    assert [] == [error.message for error in PLAIN.iter_errors(data)]


def keys_of(document: Any) -> set[tuple[str, str]]:
    """Return the keys that a document uses, each with the definition of its object."""
    keys: set[tuple[str, str]] = set()

    def walk(sub: Mapping[str, Any], value: Any) -> None:
        kind = kind_in_schema(sub)
        if isinstance(value, list):
            for item in value:
                walk(keyword(sub, "items"), item)
        elif kind[0] == "object":
            for key, item in value.items():
                keys.add((kind[1], key))
                walk(keyword(sub, "properties")[key], item)

    walk(SCHEMA, document)
    return keys


EVERY_KEY = {("" if cls is Report else snake_case(cls.__name__), key) for cls, key, *_ in SHARED}


def test_every_key_is_used_by_the_example(northmoor: dict[str, Any]) -> None:
    """The example report uses every key of the schema."""
    assert EVERY_KEY == keys_of(northmoor)


def test_every_key_is_generated() -> None:
    """The strategies generate every key of the schema, and valid documents."""
    used: set[tuple[str, str]] = set()

    @settings(derandomize=True, database=None)
    @given(strategies.documents())
    def collect(document: Any) -> None:
        assert PLAIN.is_valid(document)
        used.update(keys_of(document))

    collect()
    assert EVERY_KEY == used
