"""Compute the passages of every value of a report, by JSON Pointer, from those that were recorded during reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from sqsreport._jsondata import pointer, steps
from sqsreport.letters.blocks import Passage
from sqsreport.model import Month, PartialDate, Report


def exists(report: Report, where: str) -> bool:
    """Check whether a report has a value at a JSON Pointer."""
    return _value(report, where) not in (None, ())


def agree(one: Report, other: Report, where: str) -> bool:
    """Check whether two reports have the same value at a JSON Pointer."""
    return exists(one, where) and _value(one, where) == _value(other, where)


def _value(report: Report, where: str) -> object:
    value: object = report
    for step in steps(where):
        if isinstance(value, tuple):
            value = value[int(step)] if step.isdecimal() and int(step) < len(value) else None
        else:
            value = getattr(value, step, None)
    return value


def complete(report: Report, recorded: Mapping[str, Iterable[Passage]]) -> dict[str, tuple[Passage, ...]]:
    """Return the passages of every value of a report that is in the letter, in the order of the report.

    A value without recorded passages has those of its parts, or else those of the value that it is a part of. Values
    that letters do not print, such as ``/id``, have none.
    """
    passages_at: dict[str, tuple[Passage, ...]] = {}
    _add_passages(report, "", recorded, (), passages_at)
    return {where: tuple(dict.fromkeys(passages)) for where, passages in passages_at.items() if passages}


def _add_passages(
    value: object,
    where: str,
    recorded: Mapping[str, Iterable[Passage]],
    inherited: tuple[Passage, ...],
    passages_at: dict[str, tuple[Passage, ...]],
) -> list[Passage]:
    """Add the passages of a value and of its parts, and return those that were recorded for them."""
    own = tuple(recorded.get(where, ()))
    passages_at[where] = ()  # so that it comes before its parts
    passages = [*own]
    for step, part in _parts(value):
        # The passages of the whole report are not those of each value.
        passages += _add_passages(part, where + step, recorded, (own if where else ()) or inherited, passages_at)
    passages_at[where] = tuple(passages) or inherited
    return passages


def _parts(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, (Month, PartialDate)):  # a text in JSON
        return
    if attrs.has(type(value)):
        for field in attrs.fields(type(value)):  # type: ignore[arg-type]  # `attrs.has` says that it is one
            part = getattr(value, field.name)
            if part is not None and part != ():
                yield pointer(field.name), part
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield pointer(index), part
