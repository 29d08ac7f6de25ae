"""JSON data of any kind."""

from __future__ import annotations

from typing import Any

from sqsreport._jsondata import MAX_INTEGER
from sqsreport.testing._hypothesis import DrawFn, SearchStrategy, st
from sqsreport.testing.strategies._shared import once
from sqsreport.testing.strategies.text import lines


@once
def json_values() -> SearchStrategy[Any]:
    """Draw JSON data of any kind that survives a round trip: no NaN, no huge number, no lone surrogate."""
    numbers = st.integers(-MAX_INTEGER, MAX_INTEGER) | st.floats(allow_nan=False, allow_infinity=False)
    texts = st.text(max_size=6)
    corners = st.sampled_from((None, "", 0, 0.1, MAX_INTEGER, -MAX_INTEGER, 1e300, 5e-324, "\u0000\u2028\n", "null"))
    return st.recursive(
        st.none() | st.booleans() | numbers | texts | corners,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts | lines(), inner, max_size=3),
        max_leaves=6,
    )


@once
def extensions() -> SearchStrategy[dict[str, Any]]:
    """Draw the extensions of a report."""
    return st.dictionaries(lines(), json_values(), min_size=1, max_size=3)


@st.composite
def shuffled(draw: DrawFn, values: SearchStrategy[Any]) -> Any:
    """Draw parsed JSON with the keys of all its objects in any order."""
    random = draw(st.randoms(use_true_random=False))

    def shuffle(value: Any) -> Any:
        if isinstance(value, list):
            return [shuffle(item) for item in value]
        if isinstance(value, dict):
            keys = list(value)
            random.shuffle(keys)
            return {key: shuffle(value[key]) for key in keys}
        return value

    return shuffle(draw(values))
