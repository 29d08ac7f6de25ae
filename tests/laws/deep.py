"""Hold every law of the register to a great many examples, on all cores, with what was drawn paid for once.

    PYTHONPATH=tests python -m laws.deep --examples 100000

Laws that are about the same thing see the same examples: to draw a report takes longer than most
laws do. The work is cut into chunks, each of a seed of its own, so that memory is bounded and
any chunk can be done again: ``--seed`` with what was printed does all of it again. Laws that
write PDF or DOCX see a tenth of the examples. Laws that take many documents at once see them in
batches, in which each counts as an example.

It prints a line for each law. The exit status is 1 when one failed, and 130 after an interrupt,
which ends the run with the figures of what is done. What failed is written to a folder as JSON,
with the least example that Hypothesis can make of it.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import attrs
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from laws import DRAWS, LAWS, Law

#: So many examples make a chunk: with more, Hypothesis remembers more and gets slower.
CHUNK: Final = 500
#: So many documents are taken together by a law that takes many.
BATCH: Final = 500
#: Of so many examples a slow law sees one.
SLOWER: Final = 10
#: So many chunks are the work of one process.
RENEWED: Final = 20


@attrs.frozen
class Chunk:
    """A part of the work: examples of one draw, from a seed of their own.

    Attributes:
        laws: the names of the laws that see them; the slow ones see the first *slow*.
    """

    draw: str
    laws: tuple[str, ...]
    seed: int
    examples: int
    slow: int
    folder: str


def _seconds() -> dict[str, float]:
    return defaultdict(float)  # which, with no lambda in it, goes from process to process


@attrs.define
class Tally:
    """What came of some chunks: examples, failures and seconds of each law, and the seconds of drawing."""

    examples: Counter[str] = attrs.field(factory=Counter)
    failures: Counter[str] = attrs.field(factory=Counter)
    seconds: dict[str, float] = attrs.field(factory=_seconds)

    def add(self, other: Tally) -> None:
        """Add what came of others."""
        self.examples += other.examples
        self.failures += other.failures
        for name, taken in other.seconds.items():
            self.seconds[name] += taken


def drawn_from(strategy: SearchStrategy[Any], use: Callable[[Any], None], start: int, examples: int) -> None:
    """Draw examples from a seed and use each."""
    sure = settings(
        max_examples=examples,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    seed(start)(sure(given(strategy)(use)))()


def work(chunk: Chunk) -> Tally:
    """Hold the laws of a chunk to its examples."""
    tally = Tally()
    laws = [LAWS[name] for name in chunk.laws]
    alone = [law for law in laws if not law.takes_many]
    drawn: list[Any] = []
    begun = time.perf_counter()

    def use(example: Any) -> None:
        nonlocal begun
        tally.seconds[chunk.draw] += time.perf_counter() - begun
        tally.examples[chunk.draw] += 1
        for law in alone:
            if not law.is_slow or tally.examples[law.name] < chunk.slow:
                hold(law, [example], tally, chunk)
        if len(alone) < len(laws):
            drawn.append(example)
        begun = time.perf_counter()

    drawn_from(DRAWS[chunk.draw].strategy(), use, chunk.seed, chunk.examples)
    for law in laws:
        if law.takes_many:
            for first in range(0, len(drawn), BATCH):
                hold(law, drawn[first : first + BATCH], tally, chunk)
    return tally


def hold(law: Law, examples: list[Any], tally: Tally, chunk: Chunk) -> None:
    """Hold a law to one example, or to several at once, and write down the first of a chunk for which it does not hold."""
    start = time.perf_counter()
    try:
        law.check(law.draw.together(examples) if law.takes_many else examples[0])
    except Exception:  # noqa: BLE001 - whatever it is, the law does not hold
        tally.failures[law.name] += 1
        if tally.failures[law.name] == 1:
            write_down(law, examples, chunk, traceback.format_exc())
    tally.examples[law.name] += len(examples)
    tally.seconds[law.name] += time.perf_counter() - start


def write_down(law: Law, examples: list[Any], chunk: Chunk, told: str) -> None:
    """Write an example for which a law does not hold, and once for each law the least such that is found, to a file."""
    folder = Path(chunk.folder)
    folder.mkdir(parents=True, exist_ok=True)
    is_known = any(path.name.startswith(f"{law.name}-") for path in folder.iterdir())
    least = None if is_known else least_of(law, chunk)
    found = {
        "law": law.name,
        "seed": chunk.seed,
        "told": told.splitlines(),
        "examples": [law.draw.spell(example) for example in examples],
        "least": None if least is None else [law.draw.spell(each) for each in least],
    }
    path = folder / f"{law.name}-{chunk.seed}.json"
    path.write_text(json.dumps(found, indent=1), encoding="utf-8")


def least_of(law: Law, chunk: Chunk) -> list[Any] | None:
    """Return the least for which a law does not hold, as far as Hypothesis gets with the seed of the chunk."""
    least: list[Any] | None = None
    size = sys.maxsize

    def use(drawn: Any) -> None:
        nonlocal least, size
        try:
            law.check(drawn)
        except Exception:
            failed = drawn if law.takes_many else [drawn]
            spelt = len(json.dumps([law.draw.spell(each) for each in failed]))
            if spelt < size:
                least, size = failed, spelt
            raise

    strategy = law.draw.many() if law.takes_many else law.draw.strategy()
    sure = settings(
        max_examples=chunk.examples,
        phases=[Phase.generate, Phase.shrink],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    with contextlib.suppress(Exception):  # it is meant to fail
        seed(chunk.seed)(sure(given(strategy)(use)))()
    return least


def chunks(laws: list[Law], examples: int, start: int, folder: str) -> list[Chunk]:
    """Cut the work into chunks, in an order in which all laws come on together."""
    found: list[tuple[float, Chunk]] = []
    for number, (name, draw) in enumerate(DRAWS.items()):
        about = [law for law in laws if law.draw is draw]
        slow = -(-examples // SLOWER)
        most = slow if all(law.is_slow for law in about) else examples
        for first in range(0, most if about else 0, CHUNK):
            size = min(CHUNK, most - first)
            share = size if most == slow else -(-slow * (first + size) // most) - -(-slow * first // most)
            chunk = Chunk(
                draw=name,
                laws=tuple(law.name for law in about),
                seed=start + number * 1_000_000_000 + first,
                examples=size,
                slow=share,
                folder=folder,
            )
            found.append((first / most, chunk))
    return [chunk for _, chunk in sorted(found, key=itemgetter(0))]


def collect_seldom() -> None:
    """Let a process look for garbage seldom: what Hypothesis remembers is much, and none of it is."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def run(todo: list[Chunk], jobs: int) -> tuple[Tally, bool]:
    """Work on the chunks in so many processes, and say every minute how far it is; return what was done, and whether it is all."""
    tally, begun, told = Tally(), time.monotonic(), time.monotonic()
    # Processes are given up after some chunks, with all that the libraries under test may hold on to. That a pool
    # renews its own now and then is nothing to rely on: it may wait for ever for one that is gone.
    for first in range(0, len(todo), RENEWED * jobs):
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=collect_seldom) as pool:
            try:
                some = todo[first : first + RENEWED * jobs]
                for done, future in enumerate(as_completed([pool.submit(work, chunk) for chunk in some]), first + 1):
                    tally.add(future.result())
                    if time.monotonic() - told > 60 or done == len(todo):
                        told = time.monotonic()
                        print(f"{done} of {len(todo)} chunks, {told - begun:.0f} s", file=sys.stderr, flush=True)
            except KeyboardInterrupt:
                print("interrupted", file=sys.stderr, flush=True)
                pool.shutdown(wait=False, cancel_futures=True)
                for process in multiprocessing.active_children():
                    process.kill()
                return tally, False
    return tally, True


def main() -> int:
    """Read the options, work and tell."""
    parser = argparse.ArgumentParser(description="Hold every law to many examples.")
    parser.add_argument("--examples", type=int, default=100_000, help="how many for each law (default: 100 000)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many processes (default: all cores)")
    parser.add_argument("--seed", type=int, default=None, help="where to begin (default: by chance)")
    parser.add_argument("--only", action="append", default=[], help="a part of the name of a law; may be given twice")
    parser.add_argument("--failures", default="law-failures", help="a folder for what fails (default: law-failures)")
    parser.add_argument("--figures", type=Path, help="a JSON file whose examples of each law are brought up to date")
    options = parser.parse_args()

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # who ends it wants to know how far it came
    start = int.from_bytes(os.urandom(4)) if options.seed is None else options.seed
    laws = [law for law in LAWS.values() if not options.only or any(part in law.name for part in options.only)]
    todo = chunks(laws, options.examples, start, options.failures)
    print(f"{len(laws)} laws, {options.examples:,} examples, {options.jobs} processes, --seed {start}", flush=True)
    tally, is_whole = run(todo, options.jobs)
    for name in (*(name for name in DRAWS if name in tally.seconds), *(law.name for law in laws)):
        kind = "draw" if name in DRAWS else "law "
        print(f"{kind} {name:52} {tally.examples[name]:9,} examples {tally.failures[name]:4} failures "
              f"{tally.seconds[name]:9.1f} s")  # fmt: skip
    failures = tally.failures.total()
    print(f"{failures} failures" + (f", written to {options.failures}" if failures else ""))
    if options.figures and is_whole and not failures:
        figures = json.loads(options.figures.read_text(encoding="utf-8"))
        figures["laws"] |= {law.name: tally.examples[law.name] for law in laws}
        options.figures.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 1 if failures else 0 if is_whole else 130


if __name__ == "__main__":
    sys.exit(main())
