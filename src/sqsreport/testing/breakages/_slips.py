"""What slips are written down with: what is wrong is said by a code, and where by a JSON Pointer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqsreport.testing.breakages.changing import Breakage, Change, breakage, put_at, rename
from sqsreport.testing.examples import Json


def values(place: str, code: str, found: Mapping[str, Json]) -> Iterator[Breakage]:
    """Put each value in a place, where it is the problem."""
    for description, value in found.items():
        yield breakage(f"{place}: {description}", put_at(place, value), f"{code} {place}")


def unknown(place: str, keys: str) -> Iterator[Breakage]:
    """Add each of the keys, which are separated by spaces, to an object."""
    for key in keys.split():
        escaped = key.replace("~", "~0").replace("/", "~1")
        yield breakage(
            f"{place or 'the report'}: {key}", put_at(f"{place}/{escaped}", "x"), f"SQS103 {place}/{escaped}"
        )


def spelt(place: str, *spellings: str) -> Iterator[Breakage]:
    """Spell a key in other ways."""
    parent = place.rpartition("/")[0]
    for spelling in spellings:
        yield breakage(f"{place}: as {spelling}", rename(place, spelling), f"SQS103 {parent}/{spelling}")


def one(description: str, change: Change, expected: str) -> Iterator[Breakage]:
    """Make one change."""
    yield breakage(description, change, expected)
