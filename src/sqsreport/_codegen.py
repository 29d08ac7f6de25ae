"""Fast conversion between reports and plain data that has been validated, with generated code.

For each class of the model a function is generated, as attrs and cattrs do. It sets the
fields without calling the constructor, and so without its checks. `converters` does the
same conversion with every check, for other tools; a test compares the two.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, get_args, get_origin

import attrs

from sqsreport.converters import OBJECT_CLASSES, RENAMED, bare, thaw
from sqsreport.model import Month, PartialDate, Prose, Report
from sqsreport.model.report import freeze


def from_dict(data: Mapping[str, Any]) -> Report:
    """Convert plain data, which must have been validated, to a report."""
    report: Report = _structure_function(Report)(data)
    return report


def to_dict(report: Report) -> dict[str, Any]:
    """Convert a report to plain data for `json.dumps`, with keys in the order of the schema."""
    data: dict[str, Any] = _unstructure_function(Report)(report)
    return data


@functools.cache
def _structure_function(cls: type) -> Callable[[Any], Any]:
    scope: dict[str, Any] = {
        "new": object.__new__, "cls": cls, "Prose": Prose, "day": date.fromisoformat, "month": _month,
        "partial_date": _partial_date, "freeze": freeze,
    }  # fmt: skip
    lines = ["def function(data):", "    self = new(cls)", "    get = data.get"]
    for field, key, kind in _fields(cls):
        scope[f"set_{field.name}"] = getattr(cls, field.name).__set__
        value = _structure_expression(cls, kind, "value", scope)
        if field.default is attrs.NOTHING:
            lines += [f"    value = data[{key!r}]", f"    set_{field.name}(self, {value})"]
        else:
            absent = field.default
            lines += [
                f"    value = get({key!r})",
                f"    set_{field.name}(self, {absent!r} if value is None else {value})",
            ]
    return _compile(lines, "self", scope)


def _structure_expression(cls: type, kind: Any, name: str, scope: dict[str, Any]) -> str:
    """Return the source of the expression that converts the plain data in a variable to a type."""
    if get_origin(kind) is tuple:
        item = bare(get_args(kind)[0])
        return (
            "(*map(Prose, value),)"
            if item is Prose
            else f"(*[{_structure_expression(cls, item, 'item', scope)} for item in {name}],)"
        )
    if kind in OBJECT_CLASSES:
        return f"{_nested_function(_structure_function, cls, kind, scope)}({name})"
    if get_origin(kind) is Mapping:
        return f"freeze({name})"
    plain = {Prose: "Prose({})", date: "day({})", Month: "month({})", PartialDate: "partial_date({})"}
    numbers = {int: "int({})", float: "float({}) + 0.0"}
    return (plain | numbers).get(kind, "{}").format(name)


#: Few months are in many reports.
_month = functools.lru_cache(maxsize=512)(Month.fromisoformat)
_partial_date = functools.lru_cache(maxsize=512)(PartialDate.fromisoformat)


@functools.cache
def _unstructure_function(cls: type) -> Callable[[Any], Any]:
    scope: dict[str, Any] = {"thaw": thaw}
    lines = ["def function(self):", "    data = {}"]
    for field, key, kind in _fields(cls):
        if field.default is attrs.NOTHING:
            lines.append(f"    data[{key!r}] = {_unstructure_expression(cls, kind, f'self.{field.name}', scope)}")
        else:
            value = _unstructure_expression(cls, kind, "value", scope)
            is_stated = "value" if get_origin(kind) is tuple else "value is not None"
            lines += [f"    value = self.{field.name}", f"    if {is_stated}:", f"        data[{key!r}] = {value}"]
    return _compile(lines, "data", scope)


def _unstructure_expression(cls: type, kind: Any, name: str, scope: dict[str, Any]) -> str:
    """Return the source of the expression that converts a variable of a type to plain data."""
    if get_origin(kind) is tuple:
        item = bare(get_args(kind)[0])
        return (
            f"[*map(str, {name})]"
            if item is Prose
            else f"[{_unstructure_expression(cls, item, 'item', scope)} for item in {name}]"
        )
    if kind in OBJECT_CLASSES:
        return f"{_nested_function(_unstructure_function, cls, kind, scope)}({name})"
    if kind in (date, Month, PartialDate):
        return f"{name}.isoformat()"
    if kind is Prose:
        return f"str({name})"
    return f"thaw({name})" if get_origin(kind) is Mapping else name


def _nested_function(generate: Callable[[type], Any], cls: type, kind: type, scope: dict[str, Any]) -> str:
    """Return the name of the function for the class of a field; the one for `Item` calls itself for nested items."""
    if kind is cls:
        return "function"
    scope[f"convert_{kind.__name__}"] = generate(kind)
    return f"convert_{kind.__name__}"


def _fields(cls: type) -> list[tuple[attrs.Attribute[Any], str, Any]]:
    attrs.resolve_types(cls)
    return [(field, RENAMED.get((cls, field.name), field.name), bare(field.type)) for field in attrs.fields(cls)]


def _compile(lines: list[str], result: str, scope: dict[str, Any]) -> Callable[[Any], Any]:
    source = "\n".join([*lines, f"    return {result}"])
    exec(compile(source, f"<{__name__}>", "exec"), scope)  # noqa: S102 - the source has only names of the model
    function: Callable[[Any], Any] = scope["function"]
    return function
