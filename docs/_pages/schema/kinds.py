"""The kinds of text and number of the model and of quantities."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, get_args, get_origin

from sqsreport._values import Matches
from sqsreport.model import kinds
from sqsreport.quantity import values

#: The kinds of the model. One page describes them, and the other pages link to it.
KINDS: Final = {
    name: kind for name, kind in vars(kinds).items() if get_origin(kind) in (Annotated, Literal) and name[0] != "_"
}
#: The kinds that only quantities have.
QUANTITY_KINDS: Final = {
    name: kind for name, kind in vars(values).items() if get_origin(kind) in (Annotated, Literal) and name not in KINDS
}


def kind_descriptions(described: Mapping[str, Any]) -> str:
    """Describe kinds of text and number, in reStructuredText."""
    return "".join(f".. py:type:: {name}\n\n   {_in_words(kind)}\n\n" for name, kind in described.items())


def _in_words(kind: Any) -> str:
    if get_origin(kind) is Literal:
        return f"One of {', '.join(f'``{value!r}``' for value in get_args(kind))}."
    base, *constraints = get_args(kind)
    return f"`{base.__name__}`: {'; '.join(map(constraint_in_words, constraints))}."


def constraint_in_words(constraint: Any) -> str:
    """Describe a constraint."""
    if isinstance(constraint, Matches):
        return constraint.meaning
    return f"{constraint.low} or more" if constraint.high is None else f"from {constraint.low} to {constraint.high}"


PLACEHOLDERS: Final = {
    "reference/python/kinds": {"%KINDS%": functools.partial(kind_descriptions, KINDS)},
    "reference/python/sqsreport": {"%QUANTITY_KINDS%": functools.partial(kind_descriptions, QUANTITY_KINDS)},
}
