"""A breakage: changes of a report, and the problems that they cause."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from sqsreport.testing import examples
from sqsreport.testing.examples import Json, at, drop, put

#: A verb, a JSON Pointer, and a value where the verb needs one.
Change = tuple[Any, ...]


def _rename(document: Json, pointer: str, key: str) -> None:
    """Rename a key, which moves it to the end of its object."""
    parent, _, old = pointer.rpartition("/")
    at(document, parent)[key] = at(document, parent).pop(old)


def _move(document: Json, pointer: str, target: str) -> None:
    """Move an item of a list to another index."""
    value = at(document, pointer)
    drop(document, pointer)
    parent, _, index = target.rpartition("/")
    at(document, parent).insert(int(index), value)


def _replace_text(document: Json, pointer: str, texts: tuple[str, str]) -> None:
    """Replace a part of a text."""
    text = at(document, pointer)
    assert texts[0] in text
    put(document, pointer, text.replace(*texts))


#: What each verb does. The catalogue uses the same verbs.
VERBS: Final[Mapping[str, Callable[..., None]]] = {
    "put": put,
    "drop": drop,
    "rename": _rename,
    "move": _move,
    "append": lambda document, pointer, value: at(document, pointer).append(value),
    "insert": lambda document, pointer, value: at(document, pointer).insert(0, value),
    "replace_text": _replace_text,
}


@attrs.frozen
class Breakage:
    """Changes of the invented report, and the code and pointer of each problem that they cause."""

    description: str
    changes: tuple[Change, ...]
    expected: frozenset[tuple[str, str]]

    def apply(self, document: Json) -> None:
        """Change a document."""
        for verb, *operands in copy.deepcopy(self.changes):
            VERBS[verb](document, *operands)

    def document(self) -> Json:
        """Return the invented report with the changes."""
        document = examples.northmoor()
        self.apply(document)
        return document

    @property
    def is_structural(self) -> bool:
        """Whether the schema detects it."""
        return any(code.startswith("SQS1") for code, _ in self.expected)


def breakage(description: str, expected: str, *changes: Change) -> Breakage:
    """Make a breakage with one problem, which is given as its code, a space and its pointer."""
    code, pointer = expected.split(" ", 1)
    return Breakage(description, changes, frozenset({(code, pointer)}))
