"""A bounded run of the fuzzing, the same each time, and whether the fuzzing would find anything."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final

import attrs
import pytest

from fuzz.engine import Findings, add_count, counts_in, execute, run
from fuzz.promises import BrokenPromiseError
from fuzz.targets import BY_NAME, Target

#: Some two seconds of each; ``nox -s fuzz`` runs for as long as you like.
EXECUTIONS: Final = {
    "json": 800, "jsonl": 1500, "yaml": 700, "packed": 1500, "markdown": 600, "html": 300, "docx": 400, "pdf": 200,
    "tables": 200, "commands": 300,
}  # fmt: skip

every_target = pytest.mark.parametrize("target", BY_NAME.values(), ids=lambda target: target.name)


def test_every_target_has_its_executions() -> None:
    """Every target is run here, and no other."""
    assert list(EXECUTIONS) == list(BY_NAME)


@every_target
def test_bounded_run(target: Target, tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    """Inputs that are bent in any way make no reader break what it promises; how many were tried is told."""
    findings = Findings(tmp_path)

    count = run(target, findings, seed=1, executions=EXECUTIONS[target.name])

    record_property("executions", count)
    print(f"{target.name}: {count:,} executions")  # noqa: T201 - the count is part of the result
    assert {} == findings.ways
    assert EXECUTIONS[target.name] == count


@every_target
def test_inputs_are_bent_alike_with_one_seed(target: Target) -> None:
    """The same seed bends the seeds of a target in the same way, so that a run can be repeated."""
    seeds = target.seeds()

    def bent(number: int) -> bytes:
        return target.bend(Random(number), seeds[number % len(seeds)], seeds)  # noqa: S311 - it keeps no secret

    first, second = ([*map(bent, range(50))] for _ in range(2))
    assert first == second
    assert len({*first}) > 25


def _fails_over_a_word(data: bytes) -> int:
    if b"Context" in data:
        raise LookupError("a reader fails over this")
    return len(data) // 100


def test_what_breaks_a_reader_is_found_and_kept(tmp_path: Path) -> None:
    """An input that makes a reader raise is found, and kept with the error that it made."""
    findings = Findings(tmp_path)

    run(attrs.evolve(BY_NAME["markdown"], run=_fails_over_a_word), findings, seed=1, executions=50)

    (way,) = findings.ways
    assert way.startswith("markdown LookupError")
    (folder,) = tmp_path.iterdir()
    assert all(b"Context" in path.read_bytes() for path in folder.glob("*.bin"))
    assert 3 == len([path for path in folder.glob("*.txt") if "a reader fails over this" in path.read_text()])


def test_what_takes_too_long_is_a_finding() -> None:
    """An input that keeps the processor busy for longer than it may breaks a promise, too."""

    def busy(data: bytes) -> int:
        end = time.process_time() + 0.05
        while time.process_time() < end:
            pass
        return 0

    with pytest.raises(BrokenPromiseError, match="4 bytes took"):
        execute(attrs.evolve(BY_NAME["json"], run=busy), b"null", seconds=0.01)


def test_what_came_to_something_new_is_kept_for_the_next_run(tmp_path: Path) -> None:
    """The inputs that came to something new are in the folder of work, and the executions of all runs add up."""
    for seed in (1, 2):
        add_count(
            tmp_path, "json", run(BY_NAME["json"], Findings(), seed=seed, executions=60, work=tmp_path / "corpus")
        )

    assert {"json": 120} == counts_in(tmp_path)
    assert any((tmp_path / "corpus").iterdir())
