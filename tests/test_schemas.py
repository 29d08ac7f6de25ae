from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from sqsreport import schemas
from sqsreport._jsondata import pointer
from sqsreport.errors import NotFoundError
from sqsreport.testing import examples
from support.subschemas import subschemas

SCHEMA = schemas.schema()
REGISTRY: Registry[Any] = Registry().with_resource(SCHEMA["$id"], Resource.from_contents(SCHEMA))

OBJECTS = [(path, sub) for path, sub in subschemas(SCHEMA) if sub.get("type") == "object"]
PROPERTIES = [(path, sub) for path, sub in subschemas(SCHEMA) if path[-2:-1] == ("properties",)]
DEFINITIONS = [(path, sub) for path, sub in subschemas(SCHEMA) if path[:-1] == ("$defs",)]
DESCRIBED = PROPERTIES + DEFINITIONS

every_property = pytest.mark.parametrize(
    ("path", "sub"), PROPERTIES, ids=lambda part: pointer(*part) if isinstance(part, tuple) else ""
)
every_description = pytest.mark.parametrize(
    ("path", "sub"), DESCRIBED, ids=lambda part: pointer(*part) if isinstance(part, tuple) else ""
)
every_object = pytest.mark.parametrize(
    ("path", "sub"), OBJECTS, ids=lambda part: pointer(*part) if isinstance(part, tuple) else ""
)


def validator(path: tuple[str, ...]) -> Draft202012Validator:
    """Return a validator of one subschema that asserts formats."""
    reference = f"{SCHEMA['$id']}#{quote(pointer(*path), safe='/~')}"
    return Draft202012Validator({"$ref": reference}, registry=REGISTRY, format_checker=FormatChecker(["date"]))


def test_subschemas_are_selected() -> None:
    """The tests of this file select objects, properties and definitions."""
    assert len(OBJECTS) > 15
    assert len(PROPERTIES) > 50
    assert len(DEFINITIONS) > 20


def test_the_schema_passes_its_metaschema() -> None:
    """The schema is a valid schema of draft 2020-12."""
    Draft202012Validator.check_schema(SCHEMA)

    assert "https://json-schema.org/draft/2020-12/schema" == SCHEMA["$schema"]


def test_every_keyword_is_known() -> None:
    """Every keyword is one of JSON Schema or one of ours, so none is misspelt."""
    allowed = set(Draft202012Validator.VALIDATORS) | {
        "$schema", "$id", "$defs", "$comment", "title", "description", "examples", "then", "x-personal-data", "x-title",
    }  # fmt: skip

    assert set() == {keyword for _, sub in subschemas(SCHEMA) for keyword in sub} - allowed


def test_the_schema_has_an_absolute_id() -> None:
    """The id of the schema is absolute, names its version, and is its only one."""
    assert "urn:sqsreport:schema:1.0:report" == SCHEMA["$id"]
    assert [()] == [path for path, sub in subschemas(SCHEMA) if "$id" in sub]


def test_references_are_local_and_used() -> None:
    """Every reference leads to a definition, and every definition is used."""
    references = {sub["$ref"] for _, sub in subschemas(SCHEMA) if "$ref" in sub}

    assert {f"#/$defs/{name}" for name in SCHEMA["$defs"]} == references


@every_object
def test_objects_are_closed(path: tuple[str, ...], sub: dict[str, Any]) -> None:
    """Every object is closed, except the extensions."""
    is_open = path == ("properties", "extensions")

    assert is_open is sub["additionalProperties"]
    assert is_open or sub["properties"]


@every_object
def test_objects_have_content(path: tuple[str, ...], sub: dict[str, Any]) -> None:
    """Every object has required keys or needs at least one key, and its required keys are properties."""
    assert bool(sub.get("required")) != (sub.get("minProperties") == 1)
    assert set() == set(sub.get("required", ())) - set(sub.get("properties", ()))


def test_lists_are_not_empty() -> None:
    """No list may be empty."""
    lists = [(path, sub) for path, sub in subschemas(SCHEMA) if sub.get("type") == "array"]

    assert lists
    assert [] == [path for path, sub in lists if sub.get("minItems") != 1 or "items" not in sub]


def test_texts_are_bounded() -> None:
    """Every text is a line, or a date with a maximum length, so that it has no control characters."""
    texts = [(path, schemas.resolve(sub)) for path, sub in subschemas(SCHEMA) if sub.get("type") == "string"]

    assert texts
    assert [] == [
        path for path, sub in texts if not ("not" in sub and sub.get("minLength") == 1) and "maxLength" not in sub
    ]


def test_patterns_are_anchored() -> None:
    """A pattern matches the whole text, except under ``not``."""
    patterns = [(path, sub["pattern"]) for path, sub in subschemas(SCHEMA) if "pattern" in sub and path[-1] != "not"]

    assert patterns
    assert [] == [path for path, pattern in patterns if not (pattern.startswith("^") and pattern.endswith("$"))]


def test_patterns_are_understood_everywhere() -> None:
    """Patterns use only syntax with the same meaning in Python and JavaScript."""
    patterns = [(path, sub["pattern"]) for path, sub in subschemas(SCHEMA) if "pattern" in sub]

    assert patterns
    assert [] == [path for path, pattern in patterns if re.search(r"\\[dwsbDWSBAZ]|\(\?[^:=!]|[*+}?]\+", pattern)]


@every_description
def test_everything_is_described(path: tuple[str, ...], sub: dict[str, Any]) -> None:
    """Every property and every definition has a title, a description in sentences, and an example.

    Those of a definition use other keywords, because editors would show them instead of those of the property.
    """
    title, description = ("x-title", "$comment") if path[:-1] == ("$defs",) else ("title", "description")
    assert sub[title].strip()
    assert sub[description].endswith(".")
    assert sub["examples"]


@every_property
def test_descriptions_say_where_to_look(path: tuple[str, ...], sub: dict[str, Any]) -> None:
    """Every description says where the letter prints the value, or that it does not."""
    assert re.search(
        r"(^|[.;] )(Printed |Not printed in the letter\.|Not as a rule printed in the letter\.)", sub["description"]
    )


@every_property
def test_numbers_have_a_unit(path: tuple[str, ...], sub: dict[str, Any]) -> None:
    """The description of a number has its unit."""
    if sub.get("$ref") in ("#/$defs/percentage", "#/$defs/count"):
        assert "Unit: " in sub["description"]


@every_description
def test_examples_are_valid(path: tuple[str, ...], sub: dict[str, Any]) -> None:
    """Every example is valid against its subschema."""
    errors = [error.message for each in sub["examples"] for error in validator(path).iter_errors(each)]

    assert [] == errors


@every_description
def test_subschemas_reject_something(path: tuple[str, ...], sub: dict[str, Any]) -> None:
    """Every subschema rejects some values, so that the validity of its examples means something."""
    assert not validator(path).is_valid(None)


def test_personal_data_is_marked() -> None:
    """Every field with personal data of a person, and every field that contains one or may name a person, is marked."""
    names = {f"/$defs/{kind}/properties/name" for kind in ("person", "lead_inspector")}
    contact = {f"/$defs/lead_inspector/properties/{key}" for key in ("email", "telephone")}
    recipients = {"/$defs/copy_list_entry/properties/recipients"}
    holders = {f"/properties/{key}" for key in ("addressee", "sender", "closing", "copy_list")}

    marked = {pointer(*path) for path, sub in subschemas(SCHEMA) if "x-personal-data" in sub}
    holders |= {"/$defs/inspection/properties/lead_inspector"}
    open_to_all = {"/$defs/prose", "/$defs/paragraphs", "/properties/extensions"}
    assert names | contact | recipients | holders | open_to_all == marked
    assert [] == [path for path, sub in subschemas(SCHEMA) if sub.get("x-personal-data", True) is not True]


def test_personal_data_is_marked_wherever_it_is_found() -> None:
    """Every property for names, e-mail addresses or telephone numbers is marked, unless it is not about a person."""
    exempt = {"/$defs/service/properties/name", "/$defs/authority/properties/name"}
    candidates = {pointer(*path) for path, _ in PROPERTIES if path[-1] in ("name", "email", "telephone", "recipients")}

    assert len(candidates) > 5
    assert set() == {place for place in candidates - exempt if not _at(place).get("x-personal-data")}


def _at(place: str) -> Any:
    return examples.at(SCHEMA, place)


def test_schemas_are_copies() -> None:
    """Each call returns a copy, so that changing it has no effect elsewhere."""
    schemas.schema()["properties"].clear()

    assert SCHEMA == schemas.schema() == json.loads(schemas.schema_text())


def test_the_schema_is_a_file() -> None:
    """The schema is a file at its documented path, in UTF-8."""
    path = schemas.resource()

    assert "report.schema.json" == path.name
    assert schemas.schema_text() == path.read_bytes().decode()
    assert "1.0" == schemas.VERSIONS[-1]


@pytest.mark.parametrize("version", ["", "1", "2.0", "../1.0", "1.0\n"])
def test_unknown_versions(version: str) -> None:
    """An unknown version is an error that lists the published ones."""
    with pytest.raises(NotFoundError, match=r"no schema version .*there are: 1\.0"):
        schemas.schema(version)


def test_the_validator_asserts_formats() -> None:
    """The built-in validator rejects a day that does not exist, and is created once."""
    document = examples.northmoor() | {"published": "2015-02-30"}

    assert not schemas.validator().is_valid(document)
    assert schemas.validator() is schemas.validator()


def test_the_worked_example_is_valid() -> None:
    """The example report is valid against the published schema."""
    assert [] == list(schemas.validator().iter_errors(examples.northmoor()))


#: The type that each keyword applies to, as in Ajv.
TYPES = {
    **dict.fromkeys(("pattern", "minLength", "maxLength", "format"), "string"),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), "number"),
    **dict.fromkeys(("items", "minItems", "maxItems", "uniqueItems", "contains"), "array"),
    **dict.fromkeys(("properties", "required", "additionalProperties", "propertyNames", "minProperties"), "object"),
}


def types_of(schema: dict[str, Any], path: tuple[str, ...]) -> set[str]:
    """Return the types that a subschema states, or that enclosing subschemas state for the same value."""
    stated: set[str] = set()
    sub: Any = schema
    for step in ("", *path):
        sub = (sub[int(step)] if isinstance(sub, list) else sub[step]) if step else sub
        if isinstance(sub, list):
            continue
        # Keywords such as "not" apply to the same value as the schema that contains them.
        stated = stated if step in ("not", "if", "then", "else") or step.isdecimal() else set()
        stated |= {sub["type"]} if "type" in sub and isinstance(sub["type"], str) else set()
    return {"number" if each == "integer" else each for each in stated} | (
        {"string"} if "propertyNames" in path else set()
    )


@pytest.mark.parametrize("name", schemas.NAMES)
def test_a_keyword_states_its_type(name: str) -> None:
    """A keyword that applies to one type is next to that type, as strict validators require."""
    schema = schemas.schema(name=name)
    keywords = [
        (pointer(*path), keyword)
        for path, sub in subschemas(schema)
        for keyword, type_ in TYPES.items()
        if keyword in sub and type_ not in types_of(schema, path)
    ]

    assert [] == keywords


@pytest.mark.parametrize("name", schemas.NAMES)
def test_a_required_key_is_a_property(name: str) -> None:
    """A subschema has every key that it requires among its properties, as strict validators require."""
    missing = [
        pointer(*path, key)
        for path, sub in subschemas(schemas.schema(name=name))
        for key in sub.get("required", ())
        if key not in sub.get("properties", {})
    ]

    assert [] == missing
