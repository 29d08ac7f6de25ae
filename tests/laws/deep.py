"""Check every law with very many examples, on all cores.

    PYTHONPATH=tests python -m laws.deep --examples 100000

Laws about the same kind of thing share their examples, because generating a report takes longer than most laws. The
work is divided into chunks, each with its own seed, so that memory is bounded and every chunk can be repeated: run it
again with the printed ``--seed``. Laws that write PDF or DOCX get a tenth of the examples. Laws that take many documents at
once get them in batches, in which each document counts as an example.

It prints a line for each law. The exit status is 1 if one failed, and 130 after an interrupt, which ends the run with
the figures so far. Failures are written to a folder as JSON, with the smallest example that Hypothesis finds.
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

#: The number of examples in a chunk. With more, Hypothesis remembers more and gets slower.
CHUNK: Final = 500
#: The number of documents in a batch, for laws that take many.
BATCH: Final = 500
#: A slow law gets one of this many examples.
SLOWER: Final = 10
#: The number of chunks after which a process is replaced.
RENEWED: Final = 20


@attrs.frozen
class Chunk:
    """A part of the work: examples of one draw, from their own seed.

    Attributes:
        laws: The names of the laws that are checked; the slow ones get the first *slow* examples.
    """

    draw: str
    laws: tuple[str, ...]
    seed: int
    examples: int
    slow: int
    folder: str


def _seconds() -> dict[str, float]:
    return defaultdict(float)  # without a lambda, so that it can be pickled


@attrs.define
class Tally:
    """The results of some chunks: examples, failures and seconds of each law, and the seconds of generating."""

    examples: Counter[str] = attrs.field(factory=Counter)
    failures: Counter[str] = attrs.field(factory=Counter)
    seconds: dict[str, float] = attrs.field(factory=_seconds)

    def add(self, other: Tally) -> None:
        """Add the results of other chunks."""
        self.examples += other.examples
        self.failures += other.failures
        for name, duration in other.seconds.items():
            self.seconds[name] += duration


def run_examples(strategy: SearchStrategy[Any], use: Callable[[Any], None], start: int, examples: int) -> None:
    """Generate examples from a seed, and call a function with each."""
    options = settings(
        max_examples=examples,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    seed(start)(options(given(strategy)(use)))()


def work(chunk: Chunk) -> Tally:
    """Check the laws of a chunk with its examples."""
    tally = Tally()
    laws = [LAWS[name] for name in chunk.laws]
    alone = [law for law in laws if not law.takes_many]
    batch: list[Any] = []
    start = time.perf_counter()

    def use(example: Any) -> None:
        nonlocal start
        tally.seconds[chunk.draw] += time.perf_counter() - start
        tally.examples[chunk.draw] += 1
        for law in alone:
            if not law.is_slow or tally.examples[law.name] < chunk.slow:
                check_law(law, [example], tally, chunk)
        if len(alone) < len(laws):
            batch.append(example)
        start = time.perf_counter()

    run_examples(DRAWS[chunk.draw].strategy(), use, chunk.seed, chunk.examples)
    for law in laws:
        if law.takes_many:
            for first in range(0, len(batch), BATCH):
                check_law(law, batch[first : first + BATCH], tally, chunk)
    return tally


def check_law(law: Law, examples: list[Any], tally: Tally, chunk: Chunk) -> None:
    """Check a law with one example or a batch, and record the first failure of a chunk."""
    start = time.perf_counter()
    try:
        law.check(law.draw.together(examples) if law.takes_many else examples[0])
    except Exception:  # noqa: BLE001 - any exception means that the law fails
        tally.failures[law.name] += 1
        if tally.failures[law.name] == 1:
            write_down(law, examples, chunk, traceback.format_exc())
    tally.examples[law.name] += len(examples)
    tally.seconds[law.name] += time.perf_counter() - start


def write_down(law: Law, examples: list[Any], chunk: Chunk, error: str) -> None:
    """Write a failing example to a file, for the first failure of each law with the smallest that Hypothesis finds."""
    folder = Path(chunk.folder)
    folder.mkdir(parents=True, exist_ok=True)
    is_known = any(path.name.startswith(f"{law.name}-") for path in folder.iterdir())
    least = None if is_known else least_of(law, chunk)
    failure = {
        "law": law.name,
        "seed": chunk.seed,
        "told": error.splitlines(),
        "examples": [law.draw.spell(example) for example in examples],
        "least": None if least is None else [law.draw.spell(each) for each in least],
    }
    path = folder / f"{law.name}-{chunk.seed}.json"
    path.write_text(json.dumps(failure, indent=1), encoding="utf-8")


def least_of(law: Law, chunk: Chunk) -> list[Any] | None:
    """Return the smallest failing example that Hypothesis finds with the seed of the chunk."""
    least: list[Any] | None = None
    size = sys.maxsize

    def use(drawn: Any) -> None:
        nonlocal least, size
        try:
            law.check(drawn)
        except Exception:
            failed = drawn if law.takes_many else [drawn]
            length = len(json.dumps([law.draw.spell(each) for each in failed]))
            if length < size:
                least, size = failed, length
            raise

    strategy = law.draw.many() if law.takes_many else law.draw.strategy()
    options = settings(
        max_examples=chunk.examples,
        phases=[Phase.generate, Phase.shrink],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    with contextlib.suppress(Exception):  # a failure is expected
        seed(chunk.seed)(options(given(strategy)(use)))()
    return least


def chunks(laws: list[Law], examples: int, start: int, folder: str) -> list[Chunk]:
    """Divide the work into chunks, in an order in which all laws progress together."""
    ordered: list[tuple[float, Chunk]] = []
    for number, (name, draw) in enumerate(DRAWS.items()):
        related = [law for law in laws if law.draw is draw]
        slow = -(-examples // SLOWER)
        most = slow if all(law.is_slow for law in related) else examples
        for first in range(0, most if related else 0, CHUNK):
            size = min(CHUNK, most - first)
            share = size if most == slow else -(-slow * (first + size) // most) - -(-slow * first // most)
            chunk = Chunk(
                draw=name,
                laws=tuple(law.name for law in related),
                seed=start + number * 1_000_000_000 + first,
                examples=size,
                slow=share,
                folder=folder,
            )
            ordered.append((first / most, chunk))
    return [chunk for _, chunk in sorted(ordered, key=itemgetter(0))]


def collect_seldom() -> None:
    """Make a process collect garbage rarely, because Hypothesis keeps many objects and none of them is garbage."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def run(todo: list[Chunk], jobs: int) -> tuple[Tally, bool]:
    """Run the chunks in several processes, and report progress every minute.

    Returns:
        The tally of the chunks that were run, and whether that is all of them.
    """
    tally, start, reported = Tally(), time.monotonic(), time.monotonic()
    # Replace the processes after some chunks, because libraries under test may keep memory. Do not rely on the pool to
    # replace them: it may wait for ever for a process that is gone.
    for first in range(0, len(todo), RENEWED * jobs):
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=collect_seldom) as pool:
            try:
                group = todo[first : first + RENEWED * jobs]
                for done, future in enumerate(as_completed([pool.submit(work, chunk) for chunk in group]), first + 1):
                    tally.add(future.result())
                    if time.monotonic() - reported > 60 or done == len(todo):
                        reported = time.monotonic()
                        print(f"{done} of {len(todo)} chunks, {reported - start:.0f} s", file=sys.stderr, flush=True)
            except KeyboardInterrupt:
                print("interrupted", file=sys.stderr, flush=True)
                pool.shutdown(wait=False, cancel_futures=True)
                for process in multiprocessing.active_children():
                    process.kill()
                return tally, False
    return tally, True


def main() -> int:
    """Read the options, run the chunks and print the results."""
    parser = argparse.ArgumentParser(description="Hold every law to many examples.")
    parser.add_argument("--examples", type=int, default=100_000, help="how many for each law (default: 100 000)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many processes (default: all cores)")
    parser.add_argument("--seed", type=int, default=None, help="where to begin (default: by chance)")
    parser.add_argument("--only", action="append", default=[], help="a part of the name of a law; may be given twice")
    parser.add_argument("--failures", default="law-failures", help="a folder for what fails (default: law-failures)")
    parser.add_argument("--figures", type=Path, help="a JSON file whose examples of each law are brought up to date")
    options = parser.parse_args()

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that a terminated run prints its figures
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
