"""The two engines that validate a document against the schema: a compiled one, and the reference.

jsonschema is the reference. jsonschema-rs, which is compiled, does the work. It accepts plain JSON
data only, so documents with other Python sequences and mappings go to the reference. A differential
test checks that both give the same violations.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from sqsreport import schemas

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema_rs import ValidationError as CompiledError


class Violation(NamedTuple):
    """A value that breaks a keyword of the schema.

    Attributes:
        keyword: the keyword.
        path: the path to the value.
        instance: the value.
        expected: the value of the keyword; for ``required`` and ``additionalProperties`` the missing or unknown keys.
        schema: the subschema with a title and examples that the keyword belongs to.
        name: the key of the value that is wrong, where the keyword is about keys.
    """

    keyword: str
    path: tuple[str | int, ...]
    instance: Any
    expected: Any
    schema: Mapping[str, Any]
    name: str | None = None


Engine = Callable[[Any], Iterator[Violation]]


def violations(document: Any) -> Iterator[Violation]:
    """Yield the violations of the schema, by the engine that supports the document."""
    try:
        # Collect all before yielding any: the compiled engine may meet an unsupported value half-way.
        complete = [*compiled(document)]
    except ValueError:
        yield from reference(document)
    else:
        yield from complete


def compiled(document: Any) -> Iterator[Violation]:
    """Yield the violations that jsonschema-rs finds; raise `ValueError` for what is not plain JSON data."""
    for error in schemas.compiled().iter_errors(document):
        yield _from_compiled(document, error)


def reference(document: Any) -> Iterator[Violation]:
    """Yield the violations that jsonschema finds."""
    for error in schemas.validator().iter_errors(document):
        yield _from_reference(error)


def _from_compiled(document: Any, error: CompiledError) -> Violation:
    path = tuple(error.instance_path)
    instance: Any = functools.reduce(lambda value, step: value[step], path, document)
    kind: Any = error.kind  # its attributes depend on the keyword
    steps, name = tuple(error.schema_path), None
    if kind.name == "propertyNames":
        steps, name = tuple(kind.error.schema_path), kind.error.instance
        instance, kind = name, kind.error.kind
    keyword, expected, schema = _lookup(steps)
    if keyword == "required":
        expected = [kind.property]
    elif keyword == "additionalProperties":
        expected = kind.unexpected
    return Violation(keyword, path, instance, expected, schema, name)


def _from_reference(error: ValidationError) -> Violation:
    instance, steps = error.instance, tuple(error.absolute_schema_path)
    keyword, expected, schema = _lookup(steps)
    name = instance if "propertyNames" in steps else None
    if keyword == "required":
        # There is one error per missing key, and none of them names the key.
        expected = [key for key in expected if key not in instance]
    elif keyword == "additionalProperties":
        expected = [key for key in instance if key not in schema["properties"]]
    return Violation(keyword, tuple(error.absolute_path), instance, expected, schema, name)


@functools.lru_cache(maxsize=1024)
def _lookup(steps: tuple[str | int, ...]) -> tuple[str, Any, Mapping[str, Any]]:
    """Return the keyword at a path of the schema, its value, and the subschema that describes it."""
    part: Any = schemas.root()
    described = part
    for step in steps:
        while isinstance(part, Mapping) and step not in part:  # jsonschema omits references from its paths
            part = schemas.lookup(part["$ref"])
            described = part
        part, above = part[step], part
        described = above if isinstance(above, Mapping) and "examples" in above else described
    return str(steps[-1]), part, described
