"""Measures time and memory of validating more and more reports, on one core and on two.

Run it with ``python benchmarks/scaling.py --write`` on Linux, where nothing else runs, with some 10 GB of disk. It writes
``scaling.json``, which the page on speed in the documentation draws.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any, Final

from validation import EXAMPLE, program, varied

FIGURES: Final = Path(__file__).with_name("scaling.json")
SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
#: A number that is nowhere in a report, and that each variation replaces by its own.
_PLACEHOLDER: Final = 7_777_777


def main() -> None:
    """Print a row for each number of reports and of cores."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="the numbers of reports")
    parser.add_argument("--folder", type=Path, help="where to put the reports; a temporary folder by default")
    parser.add_argument("--write", action="store_true", help="write down the figures")
    options = parser.parse_args()
    runs = []
    print(f"{'reports':>10}{'cores':>6}{'wall, s':>10}{'processor, s':>14}{'memory, MB':>12}")
    with TemporaryDirectory(dir=options.folder) as name:
        for size in options.sizes:
            path = Path(name) / "reports.jsonl"
            write_reports(path, size)
            for cores in (1, 2):
                run = measure([program("sqsreport"), "validate", "--jobs", str(cores), str(path)], cores)
                runs.append({"reports": size, "cores": cores, "bytes": path.stat().st_size, **run})
                print(f"{size:>10,}{cores:>6}{run['wall']:>10}{run['processor']:>14}{run['memory']:>12}", flush=True)
    if options.write:
        about = {"machine": machine(), "date": f"{datetime.now(UTC):%Y-%m-%d}"}
        FIGURES.write_text(json.dumps({**about, "runs": runs}, indent=2) + "\n", encoding="utf-8")


def write_reports(path: Path, size: int) -> None:
    """Write variations of the example as JSON Lines, without parsing it for each."""
    line = json.dumps(varied(json.loads(EXAMPLE.read_bytes()), _PLACEHOLDER), ensure_ascii=False) + "\n"
    with path.open("w", encoding="utf-8") as lines:
        for index in range(size):
            lines.write(line.replace(str(_PLACEHOLDER), str(index)))


def measure(command: list[str], cores: int) -> dict[str, float]:
    """Run a command that must succeed, on so many cores; return its seconds and the most memory that it had."""
    allowed = sorted(os.sched_getaffinity(0))[:cores]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, allowed),  # noqa: PLW1509 - this process has no other thread
    ) as process:
        most = 0
        while process.poll() is None:
            most = max(most, memory_of(process.pid))
            sleep(0.05 if perf_counter() - start < 5 else 1)
    assert process.returncode == 0, command
    wall, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": round(wall, 2), "processor": round(processor, 2), "memory": round(most / 1024)}


def memory_of(pid: int) -> int:
    """Return the memory of a process and those below it in kibibytes, with shared pages divided among them."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
        tasks = Path(f"/proc/{pid}/task").iterdir()  # a child belongs to the thread that started it
        children = [child for task in tasks for child in (task / "children").read_text("ascii").split()]
    except OSError:  # it has ended
        return 0
    own = next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return own + sum(memory_of(int(child)) for child in children)


def machine() -> str:
    """Describe the machine: processor, cores and Python."""
    about: dict[str, Any] = {}
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        key, _, value = line.partition(":")
        about.setdefault(key.strip(), value.strip())
    cores = len(os.sched_getaffinity(0))
    return f"{about.get('model name', platform.machine())}, {cores} cores, Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main())
