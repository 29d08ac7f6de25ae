"""Runs a few inputs of each fuzzing target, the same in each run, and checks that broken promises are detected."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator
from random import Random
from typing import Final

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fuzz.execution import execute
from fuzz.promises import BrokenPromiseError
from fuzz.targets import BY_NAME, Target

pytestmark = pytest.mark.slow

#: The number of inputs of each target, in about two seconds; ``nox -s fuzz`` runs for as long as you like.
EXECUTIONS: Final = {
    "json": 800, "jsonl": 1500, "yaml": 700, "packed": 1500, "markdown": 600, "html": 300, "docx": 400, "pdf": 200,
    "tables": 200, "commands": 300,
}  # fmt: skip

every_target = pytest.mark.parametrize("target", BY_NAME.values(), ids=lambda target: target.name)


@functools.cache
def seeds_of(name: str) -> tuple[bytes, ...]:
    """Return the seeds of a target."""
    return tuple(BY_NAME[name].seeds())


def mutated(target: Target, number: int, times: int) -> bytes:
    """Return a seed of a target after a number of mutations."""
    chance = Random(number)
    seeds = seeds_of(target.name)
    data = chance.choice(seeds)
    for _ in range(times):
        data = target.mutate(chance, data, seeds)
    return data


def run_bounded(target: Target, executions: int) -> None:
    """Run a target on inputs that are the same each time."""

    @settings(
        max_examples=executions,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=[*HealthCheck],
    )
    @given(number=st.integers(0, 2**32), times=st.integers(0, 8))
    def run(number: int, times: int) -> None:
        execute(target, mutated(target, number, times))

    run()


def test_every_target_has_its_executions() -> None:
    """Every target, and no other, is run here."""
    assert list(EXECUTIONS) == list(BY_NAME)


@every_target
def test_bounded_run(target: Target) -> None:
    """No mutated input makes a reader break its promises."""
    run_bounded(target, EXECUTIONS[target.name])


@every_target
def test_one_seed_gives_the_same_inputs(target: Target) -> None:
    """The same seed of the random numbers gives the same inputs, so that a run can be repeated."""

    def inputs() -> Iterator[bytes]:
        yield from (mutated(target, number, 1) for number in range(50))

    assert [*inputs()] == [*inputs()]
    assert len({*inputs()}) > 25


def _fails_over_a_word(data: bytes) -> int:
    if b"Context" in data:
        raise LookupError("a reader fails over this")
    return len(data)


def test_a_broken_reader_is_detected() -> None:
    """An input that makes a reader raise fails the run, with the error of the reader."""
    with pytest.raises(LookupError, match="a reader fails over this"):
        run_bounded(attrs.evolve(BY_NAME["markdown"], run=_fails_over_a_word), 50)


def test_a_slow_input_is_detected() -> None:
    """An input that takes too much processor time breaks a promise."""

    def busy(data: bytes) -> int:
        end = time.process_time() + 0.05
        while time.process_time() < end:
            pass
        return 0

    with pytest.raises(BrokenPromiseError, match="4 bytes took"):
        execute(attrs.evolve(BY_NAME["json"], run=busy), b"null", seconds=0.01)
