"""Fuzzes all targets in turn, until each had its executions: ``python -m fuzz --help``."""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from fuzz.engine import Findings, add_count, counts_in, run
from fuzz.targets import BY_NAME, Target

#: The seconds that a target has at a time, before the next one has its turn.
_TURN: Final = 120.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz, and return 1 if anything was found."""
    options = _options(arguments)
    options.work = options.work.resolve()
    options.work.mkdir(parents=True, exist_ok=True)
    crashes = options.work / "crashes"
    targets = [BY_NAME[name] for name in options.targets]
    is_guided = options.engine != "plain" and importlib.util.find_spec("atheris") is not None
    shares = sum(target.share for target in targets)
    goals = {target.name: -(-options.executions * target.share // shares) for target in targets}
    end = time.monotonic() + options.minutes * 60
    while time.monotonic() < end:
        counts = counts_in(options.work)
        left = [target for target in targets if counts.get(target.name, 0) < goals[target.name]]
        if not left:
            break
        # Whichever is furthest from its goal, so that all are where they should be whenever somebody ends this.
        target = min(left, key=lambda each: counts.get(each.name, 0) / goals[each.name])
        before = counts.get(target.name, 0)
        seconds = min(_TURN, end - time.monotonic())
        missing = goals[target.name] - before
        # Another seed each time: what was tried before is not tried again.
        seed = options.seed + before
        if is_guided and target.is_guided:
            _guided(target, options.work, crashes, executions=missing, seconds=seconds, seed=seed)
        else:
            _with_our_own(target, options.work, crashes, executions=missing, seconds=seconds, seed=seed)
        done = counts_in(options.work).get(target.name, 0)
        print(f"{target.name:10} {done - before:>8,} more, {done:>9,} of {goals[target.name]:>9,}", flush=True)
    return _report(options.work, crashes)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Fuzz the readers, and count the executions.")
    parser.add_argument("--executions", type=int, default=1_000_000, help="in total, with those of earlier runs")
    parser.add_argument("--minutes", type=float, default=10_000, help="end after as many")
    parser.add_argument("--targets", nargs="+", choices=[*BY_NAME], default=[*BY_NAME], metavar="TARGET")
    parser.add_argument("--engine", choices=["auto", "plain"], default="auto", help="plain: without atheris")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--work", type=Path, default=Path("fuzz-work"), help="a folder for inputs, counts and crashes")
    return parser.parse_args(arguments)


def _with_our_own(target: Target, work: Path, crashes: Path, *, executions: int, seconds: float, seed: int) -> None:
    """Run the loop of our own, and write down the count as it goes, so that little of it can be lost."""
    told = 0

    def tick(count: int) -> None:
        nonlocal told
        add_count(work, target.name, count - told)
        told = count

    corpus = work / "corpus" / target.name
    run(target, Findings(crashes), seed=seed, executions=executions, seconds=seconds, work=corpus, tick=tick)


def _guided(target: Target, work: Path, crashes: Path, *, executions: int, seconds: float, seed: int) -> None:
    """Run atheris in a process of its own. What takes down that process is a finding, too."""
    command = [sys.executable, "-m", "fuzz.guided", target.name, "--work", str(work), "--crashes", str(crashes)]
    command += ["--executions", str(executions), "--seconds", str(seconds), "--seed", str(seed)]
    # What libFuzzer itself finds it leaves in the folder that it runs in.
    paths = [str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    log = work / f"{target.name}.log"
    with log.open("wb") as file:
        status = subprocess.run(
            command, cwd=work, env=environment, stdout=file, stderr=subprocess.STDOUT, check=False
        ).returncode
    if status:
        found = crashes / f"{target.name}-process"
        found.mkdir(parents=True, exist_ok=True)
        log.replace(found / f"status{status}-{int(time.time())}.log")
        for path in work.glob("crash-*"):
            path.replace(found / path.name)


def _report(work: Path, crashes: Path) -> int:
    counts = counts_in(work)
    for name, count in counts.items():
        print(f"{name:10} {count:>12,}")
    print(f"{'in total':10} {sum(counts.values()):>12,}")
    ways = sorted(crashes.iterdir()) if crashes.exists() else []
    for way in ways:
        first = next(iter(sorted(way.glob("*.txt"))), None)
        print(f"FOUND {way}: {first.read_text(encoding='utf-8').splitlines()[0] if first else 'the process ended'}")
    return 1 if ways else 0


if __name__ == "__main__":
    sys.exit(main())
