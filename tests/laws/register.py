"""The register of laws, and the decorator that adds one."""

from __future__ import annotations

import copy
import functools
import inspect
import re
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import attrs
from hypothesis import Phase, given, settings
from hypothesis.strategies import SearchStrategy

from laws.draws import DRAWS, Draw

C = TypeVar("C", bound=Callable[..., None])

#: The per cent of examples that the tests check for a format, because writing some formats takes long.
_SHARES: Final = {"html": 50, "docx": 50, "pdf": 15, "parquet": 30, "csv": 30, "duckdb": 30}
#: The formats for which a deep run checks a tenth of the examples.
_SLOW: Final = ("docx", "pdf")


@attrs.frozen
class Law:
    """A property test with the promise that it checks.

    Attributes:
        name: The name of the function, with the format in brackets where there are several.
        promise: What a user may rely on.
        draw: How its examples are generated.
        check: Raises `AssertionError` if the law fails; takes an example, or a list of examples.
        takes_many: Whether it takes a list, for tables and files of many documents.
        share: The per cent of the examples of the Hypothesis profile that a run of the tests checks.
        is_slow: Whether a deep run checks a tenth of the examples.
    """

    name: str
    promise: str
    draw: Draw
    check: Callable[[Any], None]
    takes_many: bool = False
    share: int = 100
    is_slow: bool = False

    def run(self) -> None:
        """Check the law with as many examples as a run of the tests has time for.

        All laws of a draw get the same examples, because most of them take less time than generating a report. If one
        fails, Hypothesis looks for a smaller example.
        """
        related = [law for law in LAWS.values() if law.draw is self.draw and law.takes_many == self.takes_many]
        most = max(law.count for law in (self, *related))
        for example in examples_of(self.draw, most, takes_many=self.takes_many)[: self.count]:
            try:
                self.check(copy.deepcopy(example))
            except Exception:
                strategy = self.draw.many() if self.takes_many else self.draw.strategy()
                settings(max_examples=self.count)(self.drawing(strategy))()
                raise

    @property
    def count(self) -> int:
        """The number of its examples in a run of the tests."""
        most = settings.default.max_examples if settings.default else 100
        return max(1, most * self.share // 100)

    def drawing(self, strategy: SearchStrategy[Any]) -> Callable[[], None]:
        """Return a test function that generates its own examples."""

        def test(drawn: Any) -> None:
            self.check(drawn)

        # Hypothesis stores failures under this name.
        test.__name__ = test.__qualname__ = re.sub(r"\W+", "_", self.name).strip("_")
        return given(drawn=strategy)(test)


@functools.cache
def examples_of(draw: Draw, count: int, *, takes_many: bool) -> list[Any]:
    """Generate examples of a draw, or lists of them, once in each process."""
    examples: list[Any] = []

    @settings(max_examples=count, phases=[Phase.generate])
    @given(example=draw.many() if takes_many else draw.strategy())
    def collect(example: Any) -> None:
        examples.append(example)

    collect()
    return examples


#: Every law by its name.
LAWS: Final[dict[str, Law]] = {}


def law(draws: str, *, formats: Sequence[str] = (), takes_many: bool = False, share: int = 100) -> Callable[[C], C]:
    """Add a function to the register, once for each format that it takes as its second argument.

    Args:
        draws: The name of its draw. A draw named ``… in FORMAT`` takes precedence for that format.
        formats: The formats that it checks.
        takes_many: Whether it takes a list of examples.
        share: The per cent of the examples of the Hypothesis profile that a run of the tests checks.
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
