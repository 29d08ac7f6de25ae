"""The published schemas, which ship with the package and resolve offline."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sqsreport._data import data_file, data_text
from sqsreport.errors import NotFoundError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from jsonschema.protocols import Validator
    from jsonschema_rs import Draft202012Validator as CompiledValidator

#: The versions of the schemas, newest last.
VERSIONS = ("1.0",)

#: The names of the schemas: of reports, the lists of problems that ``sqsreport validate`` writes, and corrections.
NAMES = ("report", "problems", "corrections")


def resource(version: str = VERSIONS[-1], name: str = NAMES[0]) -> Traversable:
    """Return the file of a schema.

    Raises:
        NotFoundError: there is no such version, or no schema of that name.
    """
    return data_file(*_parts(version, name))


def schema_text(version: str = VERSIONS[-1], name: str = NAMES[0]) -> str:
    """Return a schema as text, as published."""
    return data_text(*_parts(version, name))


def _parts(version: str, name: str) -> tuple[str, ...]:
    if name not in NAMES:
        raise NotFoundError("schema", name, NAMES)
    if version not in VERSIONS:
        raise NotFoundError("schema version", version, VERSIONS)
    return "schema", version, f"{name}.schema.json"


def schema(version: str = VERSIONS[-1], *, name: str = NAMES[0]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of reports, as a new copy on each call.

    Args:
        version: the version of the schema.
        name: ``report``, ``problems`` for the JSON that ``sqsreport validate`` writes, or ``corrections``.

    Raises:
        NotFoundError: there is no such version, or no such schema.
    """
    document: dict[str, Any] = json.loads(schema_text(version, name))
    return document


@functools.cache
def root() -> Mapping[str, Any]:
    """Return the newest schema of reports, shared and not to be changed."""
    return schema()


def lookup(reference: str, schema: Mapping[str, Any] | None = None) -> Any:
    """Return the part of a schema that a reference such as ``#/$defs/section`` names.

    Args:
        reference: a JSON Pointer as a fragment of a URI.
        schema: where to look; the newest schema of reports by default.
    """
    target: Any = root() if schema is None else schema
    for key in reference.split("/")[1:]:
        target = target[key]
    return target


def resolve(subschema: Mapping[str, Any], schema: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Merge a subschema with the definitions that it refers to; its own keywords take precedence.

    Args:
        subschema: part of a schema.
        schema: the schema with the definitions; the newest schema of reports by default.
    """
    merged = dict(subschema)
    while reference := merged.pop("$ref", None):
        merged = {**lookup(reference, schema), **merged}
    return merged


@functools.cache
def validator(version: str = VERSIONS[-1]) -> Validator:
    """Return a jsonschema validator of reports that asserts formats and never uses the network."""
    from jsonschema import Draft202012Validator, FormatChecker, validators
    from referencing import Registry

    # Data made in Python may have tuples and other mappings, which `json.dumps` and the model accept too.
    kinds = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {
            "array": lambda _, value: isinstance(value, (list, tuple)),
            "object": lambda _, value: isinstance(value, Mapping),
        }
    )
    tolerant = validators.extend(Draft202012Validator, type_checker=kinds)
    return tolerant(schema(version), registry=Registry(), format_checker=FormatChecker(["date"]))


@functools.lru_cache(maxsize=256)
def place(path: tuple[str, ...]) -> tuple[Mapping[str, Any], Callable[[object], bool]] | None:
    """Return the subschema of the newest schema at a path, and a check whether a value is valid there.

    Args:
        path: keys, with ``*`` for every index of a list.
    """
    subschema: Mapping[str, Any] = root()
    for step in path:
        resolved = resolve(subschema)
        below = resolved.get("items") if step == "*" else resolved.get("properties", {}).get(step)
        if below is None:
            return None
        subschema = below
    return resolve(subschema), validator().evolve(schema=subschema).is_valid


@functools.cache
def compiled(version: str = VERSIONS[-1]) -> CompiledValidator:
    """Return a compiled validator, which gives the same results for plain JSON data, a hundred times as fast."""
    return _compile(schema(version))


@functools.cache
def verdict(version: str = VERSIONS[-1]) -> Callable[[Any], bool]:
    """Return a function that checks plain JSON data, at twice the speed of `compiled`.

    Every text of a report matches the definition of a line, and the schema checks each character
    of it twice, because in some dialects of regular expressions ``$`` matches before a line break.
    It does not in the compiled validator, so one pattern is enough here.
    """
    same = schema(version)
    line = same["$defs"]["line"]
    controls = line.pop("not")["pattern"].strip("[]")
    line["pattern"] = line["pattern"].replace("[^ ]", f"[^ {controls}]")
    return _compile(same).is_valid


def verdict_of(reference: str, version: str = VERSIONS[-1]) -> Callable[[Any], bool]:
    """Return a function that checks plain JSON data against a definition of the schema, such as ``#/$defs/section``."""
    return _compile({"$defs": schema(version)["$defs"], "$ref": reference}).is_valid


def _compile(document: dict[str, Any]) -> CompiledValidator:
    # Imported here because most commands have no use for it.
    from jsonschema_rs import Draft202012Validator

    # Without a mask every error contains its value as text.
    return Draft202012Validator(document, validate_formats=True, mask="")
