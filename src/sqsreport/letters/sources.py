"""Where the values of a report stand in its letter: from what was recorded while reading to every pointer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from sqsreport._jsondata import pointer, steps
from sqsreport.letters.blocks import Passage
from sqsreport.model import Month, PartialDate, Report


def exists(report: Report, where: str) -> bool:
    """Tell whether a report has a value at a JSON Pointer."""
    return _value(report, where) not in (None, ())


def agree(one: Report, other: Report, where: str) -> bool:
    """Tell whether two reports have the same value at a JSON Pointer."""
    return exists(one, where) and _value(one, where) == _value(other, where)


def _value(report: Report, where: str) -> object:
    found: object = report
    for step in steps(where):
        if isinstance(found, tuple):
            found = found[int(step)] if step.isdecimal() and int(step) < len(found) else None
        else:
            found = getattr(found, step, None)
    return found


def complete(report: Report, recorded: Mapping[str, Iterable[Passage]]) -> dict[str, tuple[Passage, ...]]:
    """Give the passages of every value of a report that the letter prints, in the order of the report.

    A value that was not recorded by itself has the passages of what it is made of, or else
    those of the value that it is a part of. What no letter prints, such as ``/id``, has none.
    """
    filled: dict[str, tuple[Passage, ...]] = {}
    _fill(report, "", recorded, (), filled)
    return {where: tuple(dict.fromkeys(found)) for where, found in filled.items() if found}


def _fill(
    value: object,
    where: str,
    recorded: Mapping[str, Iterable[Passage]],
    inherited: tuple[Passage, ...],
    filled: dict[str, tuple[Passage, ...]],
) -> list[Passage]:
    """Fill in a value and its parts, and return what was recorded for them."""
    own = tuple(recorded.get(where, ()))
    filled[where] = ()  # which keeps its place before those of its parts
    made_of = [*own]
    for step, part in _parts(value):
        # What the whole letter says is not said of each of its values.
        made_of += _fill(part, where + step, recorded, (own if where else ()) or inherited, filled)
    filled[where] = tuple(made_of) or inherited
    return made_of


def _parts(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, (Month, PartialDate)):  # which JSON has as text
        return
    if attrs.has(type(value)):
        for field in attrs.fields(type(value)):  # type: ignore[arg-type]  # `attrs.has` says that it is one
            part = getattr(value, field.name)
            if part is not None and part != ():
                yield pointer(field.name), part
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield pointer(index), part
