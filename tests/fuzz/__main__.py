"""Fuzzes the targets one after another: ``python -m fuzz --help``."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from fuzz.targets import BY_NAME, Target

#: The seconds after which libFuzzer ends an execution; the limit in `fuzz.execution` is shorter.
_TIMEOUT: Final = 600


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz each target for its share of the time, and return 1 if an input broke a promise."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="the time for all targets together")
    parser.add_argument("--targets", nargs="+", choices=[*BY_NAME], default=[*BY_NAME], metavar="TARGET")
    parser.add_argument("--work", type=Path, default=Path("fuzz-work"), help="a folder for inputs, logs and crashes")
    options = parser.parse_args(arguments)
    targets = [BY_NAME[name] for name in options.targets]
    seconds = options.minutes * 60 / sum(target.share for target in targets)
    total = 0
    for target in targets:
        executions = _fuzz(target, options.work.resolve(), max(1, round(seconds * target.share)))
        total += executions
        print(f"{target.name:10} {executions:>12,}", flush=True)
    print(f"{'in total':10} {total:>12,}")
    crashes = sorted((options.work / "crashes").iterdir())
    for path in crashes:
        print(f"FOUND {path}")
    return 1 if crashes else 0


def _fuzz(target: Target, work: Path, seconds: int) -> int:
    """Run a target in a process of its own, and return the number of executions."""
    corpus, crashes, log = work / "corpus" / target.name, work / "crashes", work / f"{target.name}.log"
    corpus.mkdir(parents=True, exist_ok=True)
    crashes.mkdir(exist_ok=True)
    for number, data in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(data)
    options = [f"-max_total_time={seconds}", f"-timeout={_TIMEOUT}", "-print_final_stats=1", "-verbosity=0"]
    command = [sys.executable, "-m", "fuzz.guided", target.name, *options]
    command += [f"-artifact_prefix={crashes / target.name}-", str(corpus)]
    paths = [str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    with log.open("wb") as file:
        status = subprocess.run(command, cwd=work, env=environment, stdout=file, stderr=file, check=False).returncode
    text = log.read_text(encoding="utf-8", errors="replace")
    if status:
        (crashes / f"{target.name}-{status}.log").write_text(text, encoding="utf-8")
    match = re.search(r"number_of_executed_units: (\d+)", text)
    return int(match[1]) if match else 0


if __name__ == "__main__":
    sys.exit(main())
