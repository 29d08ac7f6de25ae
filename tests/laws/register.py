"""The register of laws: a function becomes one by its decorator."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import attrs
from hypothesis import given, settings
from hypothesis.strategies import SearchStrategy

from laws.draws import DRAWS, Draw

C = TypeVar("C", bound=Callable[..., None])

#: Of a hundred examples, how many the tests have time for where a format is written: to typeset takes longer.
_SHARES: Final = {"html": 50, "docx": 50, "pdf": 15, "parquet": 30, "csv": 30, "duckdb": 30}
#: The formats of which a deep run does a tenth.
_SLOW: Final = ("docx", "pdf")


@attrs.frozen
class Law:
    """What holds of all that is drawn.

    Attributes:
        name: that of the function, with the format in brackets where there are several.
        promise: what a user may rely on.
        draw: what it is about.
        check: raises `AssertionError` where it does not hold; takes what was drawn, or a list of it.
        takes_many: whether it takes a list, as tables and files of many documents do.
        share: how many per cent of the examples of the Hypothesis profile a run of the tests checks.
        is_slow: whether a deep run does a tenth of the examples.
    """

    name: str
    promise: str
    draw: Draw
    check: Callable[[Any], None]
    takes_many: bool = False
    share: int = 100
    is_slow: bool = False

    def hold(self) -> None:
        """Hold it to the examples that a run of the tests has time for."""
        count = max(1, settings.default.max_examples * self.share // 100) if settings.default else self.share
        settings(max_examples=count)(self.drawing(self.draw.many() if self.takes_many else self.draw.strategy()))()

    def drawing(self, strategy: SearchStrategy[Any]) -> Callable[[], None]:
        """Return a test of it that draws by itself."""

        def test(drawn: Any) -> None:
            self.check(drawn)

        # By its name Hypothesis knows what failed before.
        test.__name__ = test.__qualname__ = re.sub(r"\W+", "_", self.name).strip("_")
        return given(drawn=strategy)(test)


#: Every law by its name.
LAWS: Final[dict[str, Law]] = {}


def law(draws: str, *, formats: Sequence[str] = (), takes_many: bool = False, share: int = 100) -> Callable[[C], C]:
    """Put a function into the register, once for each of the formats that it takes as second argument.

    Args:
        draws: the name of what it draws. Where a format has less to say, ``… in FORMAT`` is drawn for it.
        formats: those that it is about.
        takes_many: whether it takes a list of what is drawn.
        share: how many per cent of the examples of the Hypothesis profile a run of the tests checks.
    """

    def enter(function: C) -> C:
        promise = inspect.getdoc(function)
        assert promise is not None, f"{function.__name__} promises nothing"
        for form in formats or ("",):
            name = f"{function.__name__}[{form}]" if form else function.__name__
            assert name not in LAWS, f"there are two laws {name}"
            LAWS[name] = Law(
                name=name,
                promise=promise,
                draw=DRAWS.get(f"{draws} in {form}", DRAWS[draws]),
                check=_for_format(function, form) if form else function,
                takes_many=takes_many,
                share=_SHARES.get(form, share),
                is_slow=form in _SLOW,
            )
        return function

    return enter


def _for_format(function: Callable[..., None], format: str) -> Callable[[Any], None]:
    return lambda drawn: function(drawn, format)
