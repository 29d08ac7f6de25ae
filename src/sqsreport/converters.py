"""Conversion between the model and plain data with cattrs.

Decisions of the wire:

- a value that is not there is absent: ``None`` and ``()`` are left out;
- dates, months and partial dates are ISO 8601 texts, sequences are lists;
- `Report.schema_uri` is ``$schema``, every other field has its own name;
- numbers and texts are not coerced, for a coerced value is a guess; but a whole number that
  JSON spells ``34.0`` is the integer 34, as JSON Schema has it;
- a key that the model does not know is an error.
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

#: Fields whose key in a document is not their name.
RENAMED: Mapping[tuple[type, str], str] = {(Report, "schema_uri"): "$schema"}

#: The classes that are objects in a document.
OBJECT_CLASSES = frozenset(
    each
    for each in vars(model).values()
    if isinstance(each, type) and attrs.has(each) and each not in (Month, PartialDate)
)


def make_converter() -> Converter:
    """Make a cattrs converter between reports and plain data."""
    return configure_converter(Converter())


def configure_converter(converter: C) -> C:
    """Add the types of the model to your own cattrs *converter*, and return it.

    Only they are touched, and they always have the form of the schema: how the converter
    treats `date` and `str` elsewhere stays yours, and makes no difference to a report.

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
    # The one that cattrs makes puts optional keys last; here keys stand in the schema's order.
    attrs.resolve_types(cls)
    plan = [
        (field.name, RENAMED.get((cls, field.name), field.name), _unstructure_hook(field.type, converter))
        for field in attrs.fields(cls)
    ]

    def unstructure(value: Any) -> dict[str, Any]:
        stated = ((key, hook, getattr(value, name)) for name, key, hook in plan)
        return {key: hook(found) for key, hook, found in stated if found is not None and found != ()}

    return unstructure


def bare(annotation: Any) -> Any:
    """Strip ``| None`` and constraints off an annotation."""
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0])
    if type(None) in get_args(annotation):
        return bare(get_args(annotation)[0])
    return annotation


def _structure_hook(annotation: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    kind = bare(annotation)
    if get_origin(kind) is tuple:
        item = _structure_hook(get_args(kind)[0], converter)
        return lambda found, _: tuple(item(each, _) for each in found) if isinstance(found, (list, tuple)) else found
    if kind in OBJECT_CLASSES:
        return lambda found, _: converter.structure(found, kind)
    if kind in (date, Month, PartialDate):
        return _from_iso(kind)
    if kind is int:
        return lambda found, _: int(found) if isinstance(found, float) and found.is_integer() else found
    return lambda found, _: found  # the constructor checks it, and names the field


def _unstructure_hook(annotation: Any, converter: Converter) -> Callable[[Any], Any]:
    kind = bare(annotation)
    if get_origin(kind) is tuple:
        item = _unstructure_hook(get_args(kind)[0], converter)
        return lambda found: [item(each) for each in found]
    if kind in OBJECT_CLASSES:
        return lambda found: converter.unstructure(found, kind)
    if kind in (date, Month, PartialDate):
        return lambda found: found.isoformat()
    if kind is Prose:
        return str
    return thaw if get_origin(kind) is not None else lambda found: found


def _from_iso(kind: Any) -> Callable[[Any, Any], Any]:
    return lambda found, _: kind.fromisoformat(found) if isinstance(found, str) else found


def thaw(data: Any) -> Any:
    """Make immutable JSON data plain again."""
    if isinstance(data, Mapping):
        return {key: thaw(item) for key, item in data.items()}
    if isinstance(data, tuple):
        return [thaw(item) for item in data]
    return data
