"""The catalogue of breakages, whose rows are in ``catalogue.json``.

A row has a ``description``, any of the `VERBS`, in the order in which they apply, with what each changes by JSON
Pointer, and the ``problems``, each as its code, a space and its pointer. There are three short forms for many changes
of one place: ``values`` puts each value ``at`` a place, where it causes the problem ``code``; ``unknown_keys`` adds
each key to the object ``at`` a place; ``spellings`` renames the key ``at`` a place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any, Final

from sqsreport.testing.breakages.changes import Breakage, Change, breakage


def _read(rows: Iterable[Mapping[str, Any]]) -> Iterator[Breakage]:
    for row in rows:
        match row:
            case {"at": place, "code": code, "values": values}:
                for description, value in values.items():
                    yield breakage(f"{place}: {description}", f"{code} {place}", ("put", place, value))
            case {"at": place, "unknown_keys": keys}:
                for key in keys:
                    pointer = f"{place}/{key.replace('~', '~0').replace('/', '~1')}"
                    yield breakage(f"{place or 'the report'}: {key}", f"SQS103 {pointer}", ("put", pointer, "x"))
            case {"at": place, "spellings": spellings}:
                parent = place.rpartition("/")[0]
                for key in spellings:
                    yield breakage(f"{place}: as {key}", f"SQS103 {parent}/{key}", ("rename", place, key))
            case {"description": description, "problems": problems, **changes}:
                expected = frozenset((code, pointer) for code, _, pointer in (each.partition(" ") for each in problems))
                yield Breakage(description, tuple(_changes(changes)), expected)
            case _:
                raise ValueError(f"not a row of the catalogue: {row}")


def _changes(row: Mapping[str, Any]) -> Iterator[Change]:
    for verb, places in row.items():
        yield from ((verb, place) for place in places) if verb == "drop" else ((verb, *each) for each in places.items())


_TABLES: Final = json.loads(files(__package__).joinpath("catalogue.json").read_text(encoding="utf-8"))

#: Selected by hand, with any number of problems.
PICKED: Final[tuple[Breakage, ...]] = tuple(_read(_TABLES["picked"]))
#: Slips of people and of programs that export, each of which causes one problem.
SLIPS: Final[tuple[Breakage, ...]] = tuple(_read(_TABLES["slips"]))
#: All rows that cause a problem; no two have the same description.
CATALOGUE: Final[tuple[Breakage, ...]] = (*PICKED, *SLIPS)
#: Changes after which the report is still valid, for values that careless programs reject.
HARMLESS: Final[tuple[Breakage, ...]] = tuple(_read({**row, "problems": []} for row in _TABLES["harmless"]))
