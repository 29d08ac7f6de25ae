"""Finds the published schemas, which travel with the package, and resolves them offline."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqsreport.errors import NotFoundError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from jsonschema.protocols import Validator
    from jsonschema_rs import Draft202012Validator as CompiledValidator

#: The versions of the schemas, newest last.
VERSIONS = ("1.0",)

#: What there is a schema of: reports, the lists of problems that ``sqsreport validate`` writes, and corrections.
NAMES = ("report", "problems", "corrections")


def resource(version: str = VERSIONS[-1], name: str = NAMES[0]) -> Traversable:
    """Return the file with the schema of a version, which may be in a zip archive from which the package is imported.

    Raises:
        NotFoundError: there is no such version, or nothing of that name has a schema.
    """
    if name not in NAMES:
        raise NotFoundError("schema", name, NAMES)
    if version not in VERSIONS:
        raise NotFoundError("schema version", version, VERSIONS)
    # A wheel carries the schemas inside the package; a checkout has them beside `src`.
    package = files("sqsreport")
    folder = package if package.joinpath("schema").is_dir() else Path(__file__).parents[2]
    return folder.joinpath("schema", version, f"{name}.schema.json")


def schema_text(version: str = VERSIONS[-1], name: str = NAMES[0]) -> str:
    """Return the schema of a version as it was written."""
    return resource(version, name).read_text(encoding="utf-8")


def schema(version: str = VERSIONS[-1], *, name: str = NAMES[0]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of reports; the copy is yours to change.

    Args:
        version: which version of it.
        name: ``report``, ``problems`` for the JSON that ``sqsreport validate`` writes, or ``corrections``.

    Raises:
        NotFoundError: there is no such version, or no such schema.
    """
    document: dict[str, Any] = json.loads(schema_text(version, name))
    return document


def part(steps: Iterable[str | int], version: str = VERSIONS[-1]) -> Any:
    """Return a part of a schema, by the steps that lead to it; it is not yours to change."""
    found: Any = _shared(version)
    for step in steps:
        found = found[step]
    return found


def resolved(subschema: Mapping[str, Any], version: str = VERSIONS[-1]) -> Mapping[str, Any]:
    """Merge a part of a schema with the definitions that it refers to; what stands nearer counts."""
    while "$ref" in subschema:
        own = {keyword: value for keyword, value in subschema.items() if keyword != "$ref"}
        subschema = {**part(subschema["$ref"].split("/")[1:], version), **own}
    return subschema


@functools.cache
def _shared(version: str) -> Mapping[str, Any]:
    return schema(version)


@functools.cache
def validator(version: str = VERSIONS[-1]) -> Validator:
    """Return a jsonschema validator of reports that asserts formats and never uses the network."""
    from jsonschema import Draft202012Validator, FormatChecker, validators
    from referencing import Registry

    # Data made in Python may have tuples and other mappings, which `json.dumps` and the model take too.
    kinds = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {
            "array": lambda _, found: isinstance(found, (list, tuple)),
            "object": lambda _, found: isinstance(found, Mapping),
        }
    )
    tolerant = validators.extend(Draft202012Validator, type_checker=kinds)
    return tolerant(schema(version), registry=Registry(), format_checker=FormatChecker(["date"]))


@functools.lru_cache(maxsize=256)
def place(path: tuple[str, ...]) -> tuple[Mapping[str, Any], Callable[[object], bool]] | None:
    """Return what the newest schema says of the values at a path, and the check whether one is valid there.

    Args:
        path: keys, with ``*`` for every index of a list.
    """
    found: Mapping[str, Any] = part(())
    for step in path:
        about = resolved(found)
        below = about.get("items") if step == "*" else about.get("properties", {}).get(step)
        if below is None:
            return None
        found = below
    return resolved(found), validator().evolve(schema=found).is_valid


@functools.cache
def compiled(version: str = VERSIONS[-1]) -> CompiledValidator:
    """Return a compiled validator, which finds the same in plain JSON data, a hundred times as fast."""
    return _compile(schema(version))


@functools.cache
def verdict(version: str = VERSIONS[-1]) -> Callable[[Any], bool]:
    """Return what tells whether plain JSON data is valid, at twice the speed of `compiled`.

    Every character of a report stands in a line of text, and the schema wants two looks at
    each: in some dialects of regular expressions ``$`` lets a line break pass. In that of
    the compiled validator it does not, so here one look does.
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
    # Imported here because a command line that shows its help has no use for it.
    from jsonschema_rs import Draft202012Validator

    # Without a mask every error writes out the value that it is about.
    return Draft202012Validator(document, validate_formats=True, mask="")
