"""The common parts of the classes of the model: a constructor with checks, and a short ``repr``.

The checks are derived from the annotations, so that a field is declared once. They are in ``__init__`` and not in attrs
validators, because validated documents are converted without calling ``__init__``, and validators would still run.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from types import UnionType
from typing import Annotated, Any, Final, Literal, TypeVar, Union, get_args, get_origin

import attrs

from sqsreport import _patterns as re

T = TypeVar("T")

#: A function that returns the place of an error in a value (``"[2]"``, or ``""`` for the whole value) and the error, or
#: ``None`` if the value is valid.
Check = Callable[[Any], "tuple[str, Exception] | None"]


#: The maximum number of characters of a value in a message.
MOST_SHOWN: Final = 80


def excerpt(text: str, limit: int = MOST_SHOWN) -> str:
    """Cut *text* to at most *limit* characters, with an ellipsis at the cut."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


@attrs.frozen
class Matches:
    """A constraint: the whole text matches *pattern*, which *meaning* describes in words."""

    pattern: str
    meaning: str
    _compiled: re.Pattern[str] = attrs.field(init=False, eq=False, repr=False)

    @_compiled.default
    def _compile(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def __call__(self, text: str) -> str | None:
        """Return the reason why a text violates the constraint, or ``None`` if it does not."""
        if not text:
            return "must not be empty"
        return None if self._compiled.fullmatch(text) else f"must be {self.meaning}"


@attrs.frozen
class Between:
    """A constraint: the number or day is from *low* to *high*, both included; ``None`` means no bound."""

    low: Any
    high: Any = None

    def __call__(self, number: Any) -> str | None:
        """Return the reason why a value violates the constraint, or ``None`` if it does not."""
        if self.low <= number and (self.high is None or number <= self.high):
            return None
        return f"must be {self.low} or more" if self.high is None else f"must be from {self.low} to {self.high}"


def value(cls: type[T]) -> type[T]:
    """Add checks and a short ``repr`` to an attrs class of the model.

    The constructor raises `TypeError` or `ValueError` with class, field and reason. A class that has only optional
    fields requires at least one of them: an empty object is omitted, so that equal reports have the same JSON.
    """
    attrs_class: Any = cls  # type checkers do not know that it is an attrs class, and its methods are replaced
    init: Callable[..., None] = attrs_class.__init__
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(attrs_class)
    may_be_empty = any(field.default is attrs.NOTHING for field in fields)

    @functools.wraps(init)
    def checking_init(self: Any, *args: Any, **kwargs: Any) -> None:
        init(self, *args, **kwargs)
        for name, (exact, check) in _checks_of(attrs_class).items():
            argument = getattr(self, name)
            converted = exact(argument)
            if converted is not argument:
                object.__setattr__(self, name, converted)
            if problem := check(converted):
                place, error = problem
                raise type(error)(f"{cls.__name__}.{name}{place}: {error}")
        if not may_be_empty and not any(_fields_with_values(self)):
            names = ", ".join(field.name for field in fields)
            raise ValueError(f"{cls.__name__}: must not be empty; give at least one of {names}, or leave it out")

    attrs_class.__init__ = checking_init
    if attrs_class.__repr__ is object.__repr__:
        attrs_class.__repr__ = _short_repr
    return cls


def _fields_with_values(self: Any) -> Iterator[str]:
    """Yield the names of the fields that are neither ``None`` nor empty."""
    for field in attrs.fields(type(self)):
        if getattr(self, field.name) not in (None, ()):
            yield field.name


def _short_repr(self: Any) -> str:
    arguments = (f"{name}={_brief_repr(getattr(self, name))}" for name in _fields_with_values(self))
    return f"{type(self).__name__}({', '.join(arguments)})"


def _brief_repr(value: object) -> str:
    if isinstance(value, str):
        return repr(excerpt(str(value), 40))
    if isinstance(value, tuple) and len(value) > 1:
        return f"<{len(value)} × {type(value[0]).__name__}>"
    return repr(value)


@functools.cache
def _checks_of(cls: type) -> Mapping[str, tuple[Callable[[Any], Any], Check]]:
    """Return the checks of a class by field, created at its first use, when all annotations can be resolved."""
    attrs.resolve_types(cls, localns={cls.__name__: cls})
    return {field.name: (_exact_for(field.type), _check_for(field.type)) for field in attrs.fields(cls)}


def exact(value: Any, kind: type) -> Any:
    """Convert a value of a subclass of `str`, `int`, `float` or `date` to that class; return other values unchanged.

    Such subclasses come from numpy, pandas, enumerations and test libraries. A JSON encoder rejects some of them, and
    ``str()`` of an enumeration is its name.
    """
    if type(value) is kind or not isinstance(value, kind) or isinstance(value, (bool, datetime)):
        return value
    return _EXACT[kind](value) if kind in _EXACT else value


_EXACT: Final[Mapping[type, Callable[[Any], Any]]] = {
    str: str.__str__,
    int: int.__int__,
    float: float.__float__,
    date: lambda day: date(day.year, day.month, day.day),
}


def _exact_for(annotation: Any) -> Callable[[Any], Any]:
    """Return a function that converts a value to the class of an annotation."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Annotated, Union, UnionType):
        return _exact_for(args[0])
    if origin is tuple:
        inner = _exact_for(args[0])
        # Keep the same tuple when no item changes.
        return lambda value: (
            tuple(map(inner, value))
            if type(value) is tuple and any(inner(item) is not item for item in value)
            else value
        )
    return functools.partial(exact, kind=str if origin is Literal else annotation if origin is None else origin)


def _check_for(annotation: Any) -> Check:
    """Return the check for an annotation of the model."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _constrained(_check_for(args[0]), args[1:])
    if origin in (Union, UnionType):  # the model has no other union than `X | None`
        return _optional(_check_for(args[0]))
    if origin is Literal:
        return _one_of(args)
    if origin is tuple:
        return _tuple_of(_check_for(args[0]))
    return _instance_of(origin or annotation)


def _instance_of(cls: type) -> Check:
    expected = "a str" if issubclass(cls, str) else _with_article(cls.__name__)
    # These are subclasses in Python, and different types in JSON.
    others = tuple(kind for kind in (bool, datetime) if kind is not cls and issubclass(kind, cls))

    def check(value: Any) -> tuple[str, Exception] | None:
        if isinstance(value, cls) and not isinstance(value, others):
            return None
        advice = "; write tuple(…)" if cls is tuple and isinstance(value, list) else ""
        if isinstance(value, str) and hasattr(cls, "fromisoformat"):
            advice = f"; use {cls.__name__}.fromisoformat for text"
        return "", TypeError(f"must be {expected}, not {_in_message(value)}{advice}")

    return check


def _one_of(allowed: tuple[object, ...]) -> Check:
    def check(value: Any) -> tuple[str, Exception] | None:
        if isinstance(value, str) and value in allowed:
            return None
        return "", ValueError(f"must be one of {', '.join(map(repr, allowed))}, not {_in_message(value)}")

    return check


def _optional(inner: Check) -> Check:
    return lambda value: None if value is None else inner(value)


def _tuple_of(inner: Check) -> Check:
    whole = _instance_of(tuple)

    def check(value: Any) -> tuple[str, Exception] | None:
        if problem := whole(value):
            return problem
        for index, item in enumerate(value):
            if problem := inner(item):
                return f"[{index}]{problem[0]}", problem[1]
        return None

    return check


def _constrained(inner: Check, constraints: tuple[Any, ...]) -> Check:
    def check(value: Any) -> tuple[str, Exception] | None:
        if problem := inner(value):
            return problem
        for constraint in constraints:
            if reason := constraint(value):
                return "", ValueError(f"{reason}, not {_in_message(value)}" if value != "" else reason)
        return None

    return check


def _with_article(name: str) -> str:
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def _in_message(value: object) -> str:
    """Return a value for a message: a short one itself, and the type of any other."""
    is_scalar = value is None or isinstance(value, (str, int, float))
    return excerpt(repr(value), 60) if is_scalar else _with_article(type(value).__name__)
