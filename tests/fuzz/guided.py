"""Runs one target with atheris: ``python -m fuzz.guided TARGET [option of libFuzzer …] CORPUS``.

This is a separate program because libFuzzer ends the process that it runs in. An exception ends the run, and libFuzzer
writes the input to a file.
"""

from __future__ import annotations

import sys
from random import Random

import atheris

# Instrument every module that is imported after this line, including imports within functions.
atheris.instrument_imports(include=["sqsreport"], enable_loader_override=False).__enter__()

from fuzz.execution import execute  # noqa: E402
from fuzz.mutation import LONGEST  # noqa: E402 - after the instrumentation
from fuzz.targets import BY_NAME  # noqa: E402


def main() -> None:
    """Fuzz a target until an option of libFuzzer ends the run."""
    target = BY_NAME[sys.argv[1]]
    seeds = target.seeds()

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        chance = Random(seed)
        if chance.random() < 0.25:
            return bytes(atheris.Mutate(data, longest))
        return target.mutate(chance, data, seeds)[:longest]

    options = ["-rss_limit_mb=0", "-detect_leaks=0", f"-max_len={max(LONGEST, *map(len, seeds))}", "-len_control=0"]
    atheris.Setup([sys.argv[0], *options, *sys.argv[2:]], lambda data: execute(target, data), custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
