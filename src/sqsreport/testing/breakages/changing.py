"""What a breakage is, and the changes of a document that it is made of."""

from __future__ import annotations

import copy
from collections.abc import Callable

import attrs

from sqsreport.testing import examples
from sqsreport.testing.examples import Json, at, drop, put

Change = Callable[[Json], None]


@attrs.frozen
class Breakage:
    """A change of the invented report, and the code and pointer of each problem that it makes."""

    description: str
    change: Change
    expected: frozenset[tuple[str, str]]

    def document(self) -> Json:
        """Return the invented report, broken."""
        document = examples.northmoor()
        self.change(document)
        return document

    @property
    def is_structural(self) -> bool:
        """Whether the schema can see it."""
        return any(code.startswith("SQS1") for code, _ in self.expected)


def breakage(description: str, change: Change, *expected: str) -> Breakage:
    """Make a breakage; each problem is expected as its code, a space and its pointer."""
    pairs = (each.split(" ", 1) for each in expected)
    return Breakage(description, change, frozenset((code, pointer) for code, pointer in pairs))


def put_at(pointer: str, value: Json) -> Change:
    """Put a value where a JSON Pointer points."""
    return lambda document: put(document, pointer, copy.deepcopy(value))


def drop_at(pointer: str) -> Change:
    """Take away what a JSON Pointer points at."""
    return lambda document: drop(document, pointer)


def rename(pointer: str, new: str) -> Change:
    """Give a key another name."""

    def change(document: Json) -> None:
        parent, _, key = pointer.rpartition("/")
        at(document, parent)[new] = at(document, parent).pop(key)

    return change


def append(pointer: str, value: Json) -> Change:
    """Add a value at the end of a list."""
    return lambda document: at(document, pointer).append(copy.deepcopy(value))


def all_of(*changes: Change) -> Change:
    """Make several changes, one after the other."""

    def change(document: Json) -> None:
        for each in changes:
            each(document)

    return change


def words(pointer: str, old: str, new: str) -> Change:
    """Replace words in a text."""

    def change(document: Json) -> None:
        text = at(document, pointer)
        assert old in text
        put(document, pointer, text.replace(old, new))

    return change


def insert(pointer: str, value: Json) -> Change:
    """Add a value at the front of a list."""
    return lambda document: at(document, pointer).insert(0, copy.deepcopy(value))
