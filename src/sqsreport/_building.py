"""The short way between reports and plain data that is known to be valid.

`converters` goes the same way with every check, and is what other tools build on; a test
holds the two together. Here a function is written out for each class, as attrs and cattrs
write theirs, that makes the value without calling its constructor.
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

_BLANK = object.__new__


def build(data: Mapping[str, Any]) -> Report:
    """Make a report of plain data that is known to be valid."""
    report: Report = _builder(Report)(data)
    return report


def take_apart(report: Report) -> dict[str, Any]:
    """Make plain data of a report: what `json.dumps` takes, with keys in the order of the schema."""
    data: dict[str, Any] = _dismantler(Report)(report)
    return data


@functools.cache
def _builder(cls: type) -> Callable[[Any], Any]:
    scope: dict[str, Any] = {
        "blank": _BLANK, "cls": cls, "Prose": Prose, "day": date.fromisoformat, "month": _month,
        "partial_date": PartialDate.fromisoformat, "freeze": freeze,
    }  # fmt: skip
    lines = ["def function(data):", "    self = blank(cls)", "    get = data.get"]
    for field, key, kind in _fields(cls):
        scope[f"set_{field.name}"] = getattr(cls, field.name).__set__
        value = _built(cls, kind, "found", scope)
        if field.default is attrs.NOTHING:
            lines += [f"    found = data[{key!r}]", f"    set_{field.name}(self, {value})"]
        else:
            absent = field.default
            lines += [
                f"    found = get({key!r})",
                f"    set_{field.name}(self, {absent!r} if found is None else {value})",
            ]
    return _made(lines, "self", scope)


def _built(cls: type, kind: Any, name: str, scope: dict[str, Any]) -> str:
    """Write the expression that makes a value of a kind."""
    if get_origin(kind) is tuple:
        item = bare(get_args(kind)[0])
        return (
            "(*map(Prose, found),)" if item is Prose else f"(*[{_built(cls, item, 'item', scope)} for item in {name}],)"
        )
    if kind in OBJECT_CLASSES:
        return f"{_called(_builder, cls, kind, scope)}({name})"
    if get_origin(kind) is Mapping:
        return f"freeze({name})"
    plain = {Prose: "Prose({})", date: "day({})", Month: "month({})", PartialDate: "partial_date({})"}
    numbers = {int: "int({})", float: "float({}) + 0.0"}
    return (plain | numbers).get(kind, "{}").format(name)


@functools.lru_cache(maxsize=512)
def _month(text: str) -> Month:
    return Month.fromisoformat(text)


@functools.cache
def _dismantler(cls: type) -> Callable[[Any], Any]:
    scope: dict[str, Any] = {"thaw": thaw}
    lines = ["def function(self):", "    data = {}"]
    for field, key, kind in _fields(cls):
        value = _apart(cls, kind, "found", scope)
        lines.append(f"    found = self.{field.name}")
        if field.default is not attrs.NOTHING:
            lines.append("    if found is not None and found != ():")
        lines.append(f"    {'    ' * (field.default is not attrs.NOTHING)}data[{key!r}] = {value}")
    return _made(lines, "data", scope)


def _apart(cls: type, kind: Any, name: str, scope: dict[str, Any]) -> str:
    """Write the expression that makes plain data of a value of a kind."""
    if get_origin(kind) is tuple:
        item = bare(get_args(kind)[0])
        return f"[*map(str, {name})]" if item is Prose else f"[{_apart(cls, item, 'item', scope)} for item in {name}]"
    if kind in OBJECT_CLASSES:
        return f"{_called(_dismantler, cls, kind, scope)}({name})"
    if kind in (date, Month, PartialDate):
        return f"{name}.isoformat()"
    if kind is Prose:
        return f"str({name})"
    return f"thaw({name})" if get_origin(kind) is Mapping else name


def _called(made_for: Callable[[type], Any], cls: type, kind: type, scope: dict[str, Any]) -> str:
    """Name the function for another class; an item holds items, and its function calls itself."""
    if kind is cls:
        return "function"
    scope[f"of_{kind.__name__}"] = made_for(kind)
    return f"of_{kind.__name__}"


def _fields(cls: type) -> list[tuple[attrs.Attribute[Any], str, Any]]:
    attrs.resolve_types(cls)
    return [(field, RENAMED.get((cls, field.name), field.name), bare(field.type)) for field in attrs.fields(cls)]


def _made(lines: list[str], result: str, scope: dict[str, Any]) -> Callable[[Any], Any]:
    source = "\n".join([*lines, f"    return {result}"])
    exec(compile(source, f"<{__name__}>", "exec"), scope)  # noqa: S102 - the source is made above, of names of the model
    function: Callable[[Any], Any] = scope["function"]
    return function
