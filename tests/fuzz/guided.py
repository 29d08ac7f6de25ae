"""Hands a target to atheris, which bends inputs towards code that none has reached yet.

It is a program of its own, for libFuzzer ends the process that it is in.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from random import Random
from typing import Any, Final

#: As often the count is written down, so that little of it is lost when somebody ends the process.
_TICK: Final = 500
#: The seconds after which libFuzzer ends the process; our own clock should have come before it.
_HANGING: Final = 600


def main() -> None:
    """Fuzz one target until it had its executions or its time."""
    parser = argparse.ArgumentParser()
    parser.add_argument("target")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--crashes", type=Path, required=True)
    parser.add_argument("--executions", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--seed", type=int, required=True)
    options = parser.parse_args()

    import atheris

    # What is imported from here on, now or within a function later, tells atheris where it goes.
    atheris.instrument_imports(include=["sqsreport"], enable_loader_override=False).__enter__()
    _run(atheris, options)


def _run(atheris: Any, options: argparse.Namespace) -> None:
    from fuzz.bending import LONGEST
    from fuzz.engine import Findings, add_count, execute
    from fuzz.targets import BY_NAME

    target = BY_NAME[options.target]
    findings = Findings(options.crashes)
    corpus = options.work / "corpus" / target.name
    corpus.mkdir(parents=True, exist_ok=True)
    seeds = target.seeds()
    for number, data in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(data)
    begun, count, told = time.monotonic(), 0, 0

    def one_input(data: bytes) -> None:
        nonlocal count, told
        count += 1
        try:
            execute(target, data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            findings.add(target, data, error)
        is_over = count >= options.executions or time.monotonic() - begun >= options.seconds
        if is_over or count % _TICK == 0:
            add_count(options.work, target.name, count - told)
            told = count
        if is_over:
            sys.stdout.flush()
            os._exit(0)  # libFuzzer has nothing more to say, and would end in the same way

    def mutator(data: bytes, most: int, seed: int) -> bytes:
        chance = Random(seed)
        if chance.random() < 0.25:
            return bytes(atheris.Mutate(data, most))
        return target.bend(chance, data, seeds)[:most]

    flags = [
        f"-timeout={_HANGING}",
        "-rss_limit_mb=0",
        "-detect_leaks=0",
        "-verbosity=0",
        f"-max_len={max(LONGEST, *map(len, seeds))}",
        "-len_control=0",
    ]
    atheris.Setup(
        [sys.argv[0], *flags, f"-seed={options.seed % 2**31}", "-reload=0", str(corpus)],
        one_input,
        custom_mutator=mutator,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
