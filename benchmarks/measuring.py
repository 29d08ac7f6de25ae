"""Functions of all benchmarks: run two programs in turns, compute the median of the ratios, and write it down."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter, thread_time
from typing import Any, Final

import attrs

FIGURES: Final = Path(__file__).with_name("speed.json")
#: The seconds of a turn in one process: as many calls as fit.
_TURN: Final = 0.01


@attrs.frozen
class Row:
    """What is compared with what, and the ratio that is the aim."""

    work: str
    peer: str
    aim: float


@attrs.define
class Figures:
    """Measures, prints and collects ratios of our time to that of a peer, each the median of pairs of turns.

    Args:
        is_written: whether `close` writes them down.
    """

    is_written: bool
    _rows: list[dict[str, Any]] = attrs.field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        """Print the heading."""
        print(f"{'work':<46}{'ours, ms':>12}{'peer, ms':>12}{'ratio':>9}{'aim':>7}  peer")

    def calls(self, row: Row, ours: Callable[[], object], theirs: Callable[[], object], rounds: int = 100) -> None:
        """Compare functions of this process, by the time that the processor spends in this thread."""
        # The time of the process is coarse while a deadline is set, and that of the clock has other programs in it.
        times = [max(1, int(_TURN / min(_seconds(do, 1, thread_time) for _ in range(5)))) for do in (ours, theirs)]
        pairs = [
            (_seconds(ours, times[0], thread_time), _seconds(theirs, times[1], thread_time)) for _ in range(rounds)
        ]
        self._add(row, pairs)

    def runs(
        self, row: Row, ours: Callable[[], object], theirs: Callable[[], object], rounds: int = 3, scale: float = 1
    ) -> None:
        """Compare whole processes, by the clock; a peer that does a part of the work is scaled."""
        pairs = [(_seconds(ours, 1, perf_counter), _seconds(theirs, 1, perf_counter) * scale) for _ in range(rounds)]
        self._add(row, pairs)

    def _add(self, row: Row, pairs: list[tuple[float, float]]) -> None:
        own, theirs = (median(pair[index] for pair in pairs) * 1000 for index in (0, 1))
        ratio = median(pair[0] / pair[1] for pair in pairs)
        print(f"{row.work:<46}{own:>12.3f}{theirs:>12.3f}{ratio:>9.3f}{row.aim:>7}  {row.peer}", flush=True)
        self._rows.append({**attrs.asdict(row), "ratio": float(f"{ratio:.2g}")})

    def close(self) -> None:
        """Write down the figures: each replaces that of the same work and peer, and the others stay."""
        if not self.is_written:
            return
        about = {"machine": machine(), "date": f"{datetime.now(UTC):%Y-%m-%d}"}
        rows = {(row["work"], row["peer"]): row for row in json.loads(FIGURES.read_text("utf-8"))}
        rows |= {(row["work"], row["peer"]): row | about for row in self._rows}
        FIGURES.write_text(json.dumps([*rows.values()], indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _seconds(do: Callable[[], object], times: int, clock: Callable[[], float]) -> float:
    """Return how long a call takes, in seconds, when there are so many in a row."""
    start = clock()
    for _ in range(times):
        do()
    return (clock() - start) / times


def machine() -> str:
    """Describe the machine: processor, cores and Python."""
    about: dict[str, str] = {}
    if Path("/proc/cpuinfo").exists():
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            key, _, value = line.partition(":")
            about.setdefault(key.strip(), value.strip())
    name = about.get("model name", platform.machine())
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}"
