"""Conversion between the model and plain data with cattrs.

The form of the data:

- ``None`` and ``()`` are omitted;
- dates, months and partial dates are ISO 8601 strings, and tuples are lists;
- the key of `Report.schema_uri` is ``$schema``, and every other key is the name of its field;
- numbers and strings are not coerced, because that would be a guess; but ``34.0`` is the
  integer 34, as in JSON Schema;
- an unknown key is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, TypeVar, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from sqsreport import model
from sqsreport.model import Month, PartialDate, Prose, Report

C = TypeVar("C", bound=Converter)

#: The keys of fields that are not the name of the field.
RENAMED: Mapping[tuple[type, str], str] = {(Report, "schema_uri"): "$schema"}

#: The classes whose values are objects in JSON.
OBJECT_CLASSES = frozenset(
    each
    for each in (getattr(model, name) for name in model.__all__)
    if isinstance(each, type) and attrs.has(each) and each not in (Month, PartialDate)
)


def make_converter() -> Converter:
    """Return a cattrs converter between reports and plain data."""
    return configure_converter(Converter())


def configure_converter(converter: C) -> C:
    """Add hooks for the types of the model to your own cattrs *converter*, and return it.

    Reports always have the form of the schema, whatever hooks the converter has for `date`
    and `str`; and these hooks still apply to your own types.

    >>> from cattrs import Converter
    >>> converter = configure_converter(Converter())
    >>> converter.structure({"name": "Wick", "gss_code": "E06000099"}, model.Authority)
    Authority(name='Wick', gss_code='E06000099')
    """
    for kind in (Month, PartialDate):
        converter.register_structure_hook(kind, _from_iso(kind))
        converter.register_unstructure_hook(kind, kind.isoformat)
    converter.register_structure_hook(Prose, lambda text, _: Prose(text))
    converter.register_unstructure_hook(Prose, str)
    converter.register_structure_hook_factory(
        OBJECT_CLASSES.__contains__,
        lambda cls: make_dict_structure_fn(
            cls, converter, _cattrs_forbid_extra_keys=True, **_overrides(cls, converter)
        ),
    )
    converter.register_unstructure_hook_factory(
        OBJECT_CLASSES.__contains__,
        lambda cls: _make_unstructure_fn(cls, converter),
    )
    return converter


def _overrides(cls: type, converter: Converter) -> dict[str, Any]:
    attrs.resolve_types(cls)
    return {
        field.name: override(
            rename=RENAMED.get((cls, field.name)),
            struct_hook=_structure_hook(field.type, converter),
        )
        for field in attrs.fields(cls)
    }


def _make_unstructure_fn(cls: type, converter: Converter) -> Callable[[Any], dict[str, Any]]:
    # The function that cattrs generates puts optional keys last; this one keeps the order of the schema.
    attrs.resolve_types(cls)
    plan = [
        (field.name, RENAMED.get((cls, field.name), field.name), _unstructure_hook(field.type, converter))
        for field in attrs.fields(cls)
    ]

    def unstructure(value: Any) -> dict[str, Any]:
        items = ((key, hook, getattr(value, name)) for name, key, hook in plan)
        return {key: hook(item) for key, hook, item in items if item is not None and item != ()}

    return unstructure


def bare(annotation: Any) -> Any:
    """Return an annotation without ``| None`` and constraints."""
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0])
    if type(None) in get_args(annotation):
        return bare(get_args(annotation)[0])
    return annotation


def _structure_hook(annotation: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    kind = bare(annotation)
    if get_origin(kind) is tuple:
        item = _structure_hook(get_args(kind)[0], converter)
        return lambda value, _: tuple(item(each, _) for each in value) if isinstance(value, (list, tuple)) else value
    if kind in OBJECT_CLASSES:
        return lambda value, _: converter.structure(value, kind)
    if kind in (date, Month, PartialDate):
        return _from_iso(kind)
    if kind is int:
        return lambda value, _: int(value) if isinstance(value, float) and value.is_integer() else value
    return lambda value, _: value  # the constructor checks it, and its message has the name of the field


def _unstructure_hook(annotation: Any, converter: Converter) -> Callable[[Any], Any]:
    kind = bare(annotation)
    if get_origin(kind) is tuple:
        item = _unstructure_hook(get_args(kind)[0], converter)
        return lambda value: [item(each) for each in value]
    if kind in OBJECT_CLASSES:
        return lambda value: converter.unstructure(value, kind)
    if kind in (date, Month, PartialDate):
        return lambda value: value.isoformat()
    if kind is Prose:
        return str
    return thaw if get_origin(kind) is not None else lambda value: value


def _from_iso(kind: Any) -> Callable[[Any, Any], Any]:
    return lambda value, _: kind.fromisoformat(value) if isinstance(value, str) else value


def thaw(data: Any) -> Any:
    """Convert immutable JSON data to dicts and lists."""
    if isinstance(data, Mapping):
        return {key: thaw(item) for key, item in data.items()}
    if isinstance(data, tuple):
        return [thaw(item) for item in data]
    return data
