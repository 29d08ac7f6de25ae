"""Runs a target again and again, on inputs that are bent a little more each time; keeps what breaks it."""

from __future__ import annotations

import hashlib
import json
import signal
import time
import traceback
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType
from typing import Final

import attrs

from fuzz.promises import BrokenPromiseError
from fuzz.targets import Target

#: The seconds of the processor that an input may take. All of them are short.
SECONDS: Final = 5.0
#: When an execution is broken off that does not end by itself.
_HOPELESS: Final = 60.0
#: As many inputs are kept of those that came to something new.
_POOL: Final = 3000
#: As many inputs are kept of each way to fail.
_OF_A_KIND: Final = 3


class TooSlowError(BrokenPromiseError):
    """An input took longer than any of its size may."""


class _NeverEndingError(BaseException):
    """An execution has to be broken off; no `except Exception` is to keep it going."""


@contextmanager
def _broken_off() -> Iterator[None]:
    """Break off what does not end. The clock is that of the processor, so that a busy machine makes no difference."""
    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return

    def give_up(number: int, frame: FrameType | None) -> None:
        raise _NeverEndingError

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, _HOPELESS)
    try:
        yield
    except _NeverEndingError as error:
        raise TooSlowError(f"it was broken off after {_HOPELESS:.0f} seconds") from error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def execute(target: Target, data: bytes, seconds: float = SECONDS) -> Hashable:
    """Give a target an input, and return what came of it.

    Raises:
        Exception: whatever came out that may not, `TooSlowError` if it took too long.
    """
    begun = time.process_time()
    with _broken_off():
        outcome = target.run(data)
    taken = time.process_time() - begun
    if taken > seconds:
        raise TooSlowError(f"{len(data)} bytes took {taken:.1f} seconds")
    return outcome


@attrs.define
class Findings:
    """What broke a target, in a folder if there is one: of each way to break it a few inputs, the shortest of all.

    Attributes:
        folder: where inputs are kept, each beside the error that it made.
        ways: how often each way was found.
    """

    folder: Path | None = None
    ways: dict[str, int] = attrs.field(factory=dict)

    def add(self, target: Target, data: bytes, error: BaseException) -> None:
        """Keep an input that broke a target."""
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if "sqsreport" in frame.filename] or frames
        where = "" if isinstance(error, BrokenPromiseError) else f"{Path(own[-1].filename).name}:{own[-1].lineno}"
        about = str(error).partition(":")[0] if isinstance(error, BrokenPromiseError) else ""
        about = about if not isinstance(error, TooSlowError) else ""
        way = f"{target.name} {type(error).__name__} {where}{about}"
        self.ways[way] = self.ways.get(way, 0) + 1
        if self.folder is None:
            return
        kind = self.folder / f"{target.name}-{hashlib.sha256(way.encode()).hexdigest()[:8]}"
        kind.mkdir(parents=True, exist_ok=True)
        kept = sorted(kind.glob("*.bin"), key=lambda path: path.stat().st_size)
        if len(kept) >= _OF_A_KIND:
            if len(data) >= kept[-1].stat().st_size:
                return
            kept[-1].unlink()
            kept[-1].with_suffix(".txt").unlink(missing_ok=True)
        path = kind / f"{hashlib.sha256(data).hexdigest()[:12]}.bin"
        path.write_bytes(data)
        said = "".join(traceback.format_exception(error, limit=-25))
        path.with_suffix(".txt").write_text(f"{way}\n\n{said}", encoding="utf-8", errors="backslashreplace")


def run(
    target: Target,
    findings: Findings,
    *,
    seed: int,
    executions: int | None = None,
    seconds: float | None = None,
    work: Path | None = None,
    tick: Callable[[int], None] = lambda _: None,
) -> int:
    """Fuzz a target with the loop of our own, and return the count of executions.

    What came to something that nothing else came to is bent further.

    Args:
        target: what to run.
        findings: takes what breaks it.
        seed: the same seed bends in the same way.
        executions: end after as many.
        seconds: end after as long.
        work: a folder for inputs that came to something new, which the next run begins with.
        tick: is told the count from time to time.
    """
    chance = Random(f"{target.name} {seed}")
    begun = time.monotonic()
    pool: list[bytes] = []
    seen: set[Hashable] = set()
    count = 0

    def attempt(data: bytes, *, keep: bool) -> None:
        nonlocal count
        count += 1
        try:
            outcome = execute(target, data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            findings.add(target, data, error)
            return
        if outcome not in seen or keep:
            seen.add(outcome)
            if len(pool) < _POOL:
                pool.append(data)
            else:
                pool[chance.randrange(_POOL)] = data
            if work is not None and not keep:
                (work / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)

    def is_over() -> bool:
        return (executions is not None and count >= executions) or (
            seconds is not None and time.monotonic() - begun >= seconds
        )

    seeds = target.seeds()
    if work is not None:
        work.mkdir(parents=True, exist_ok=True)
        seeds += [path.read_bytes() for path in sorted(work.iterdir())]
    for data in seeds:
        if is_over():
            break
        attempt(data, keep=True)
    while not is_over():
        attempt(target.bend(chance, chance.choice(pool or [b""]), pool), keep=False)
        if count % 200 == 0:
            tick(count)
    tick(count)
    return count


def counts_in(folder: Path) -> dict[str, int]:
    """Return how many executions each target had in a folder of work."""
    path = folder / "counts.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def add_count(folder: Path, name: str, count: int) -> None:
    """Add executions to those that a target had."""
    counts = counts_in(folder)
    counts[name] = counts.get(name, 0) + count
    beside = folder / "counts.json.tmp"
    beside.write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    beside.replace(folder / "counts.json")
