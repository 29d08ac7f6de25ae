"""The two engines that hold a document against the schema: a compiled one, and the reference.

jsonschema is the reference. jsonschema-rs, which is compiled, does the work; it takes plain
JSON data only, so what else Python may call a list or an object goes to the reference. A
differential test holds the two together.
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
    """What breaks the schema: where, and which keyword of it.

    *path* leads to the value, and *name* is one of its keys where that is what is wrong.
    *value* is what the keyword asks for, and *schema* the description that it belongs to; of
    ``required`` and ``additionalProperties`` the value is the keys that are missing or unknown.
    """

    keyword: str
    path: tuple[str | int, ...]
    found: Any
    value: Any
    schema: Mapping[str, Any]
    name: str | None = None


Engine = Callable[[Any], Iterator[Violation]]


def violations(document: Any) -> Iterator[Violation]:
    """Yield whatever breaks the schema, by the engine that can take the document."""
    try:
        # All of them before the first: the engine may meet what it cannot take half-way.
        found = [*compiled(document)]
    except ValueError:
        yield from reference(document)
    else:
        yield from found


def compiled(document: Any) -> Iterator[Violation]:
    """Yield whatever breaks the schema; raise `ValueError` for what is not plain JSON data."""
    for error in schemas.compiled().iter_errors(document):
        yield _of_compiled(document, error)


def reference(document: Any) -> Iterator[Violation]:
    """Yield whatever breaks the schema, as jsonschema finds it."""
    for error in schemas.validator().iter_errors(document):
        yield _of_reference(error)


def _of_compiled(document: Any, error: CompiledError) -> Violation:
    path = tuple(error.instance_path)
    found: Any = functools.reduce(lambda value, step: value[step], path, document)
    kind: Any = error.kind  # its attributes go by the keyword
    steps, name = tuple(error.schema_path), None
    if kind.name == "propertyNames":
        steps, name = tuple(kind.error.schema_path), kind.error.instance
        found, kind = name, kind.error.kind
    keyword, value, schema = _asked(steps)
    if keyword == "required":
        value = [kind.property]
    elif keyword == "additionalProperties":
        value = kind.unexpected
    return Violation(keyword, path, found, value, schema, name)


def _of_reference(error: ValidationError) -> Violation:
    found, steps = error.instance, tuple(error.absolute_schema_path)
    keyword, value, schema = _asked(steps)
    name = found if "propertyNames" in steps else None
    if keyword == "required":
        # There is an error for each missing key, and none says which.
        value = [key for key in value if key not in found]
    elif keyword == "additionalProperties":
        value = [key for key in found if key not in schema["properties"]]
    return Violation(keyword, tuple(error.absolute_path), found, value, schema, name)


@functools.lru_cache(maxsize=1024)
def _asked(steps: tuple[str | int, ...]) -> tuple[str, Any, Mapping[str, Any]]:
    """Return the keyword that steps lead to, what it asks for, and the description that it belongs to."""
    part: Any = schemas.root()
    described = part
    for step in steps:
        while isinstance(part, Mapping) and step not in part:  # jsonschema leaves references out of its paths
            part = schemas.lookup(part["$ref"])
            described = part
        part, above = part[step], part
        described = above if isinstance(above, Mapping) and "examples" in above else described
    return str(steps[-1]), part, described
