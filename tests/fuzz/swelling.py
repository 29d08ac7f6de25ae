"""Looks for inputs that take longer than their size explains: words of the dictionary, repeated many times."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from fuzz import shapes
from fuzz.targets import BY_NAME, Target

#: The bytes of an input, and the seconds of processor time that it may take.
SIZE: Final = 100_000
SECONDS: Final = 2.0
#: How many times longer than a quarter of it an input may take.
_FOURFOLD: Final = 6.0


def swollen(target: Target, word: bytes, size: int = SIZE) -> Iterator[bytes]:
    """Yield inputs that repeat a word: alone, in the middle of a seed, and with other text between."""
    many = word * (size // len(word))
    if target.name == "docx":
        parts = shapes.unzip(target.seeds()[0])
        for name in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
            part = parts[name]
            at = part.index(b"</w:p>") + 6 if b"</w:p>" in part else part.rindex(b"</")
            yield shapes.zip_of(parts | {name: part[:at] + many + part[at:]})
        return
    if target.name == "pdf":
        seed = target.seeds()[0]
        for mark in (b"Tj T*\n", b"/Type /Pages", b"/Type /Font"):
            at = seed.index(mark) + len(mark)
            yield seed[:at] + b" " + many + seed[at:]
        return
    yield many
    seed = target.seeds()[-1] if target.name == "json" else target.seeds()[0]
    middle = seed.find(b"\n\n", len(seed) // 3) + 2 if b"\n\n" in seed else len(seed) // 2
    yield seed[:middle] + many + seed[middle:]
    yield b"".join(word.join((b" x", b"")) for _ in range(size // (len(word) + 2)))


def _seconds(target: Target, data: bytes) -> float:
    """Return the processor time of an input in seconds."""
    start = time.process_time()
    target.run(data)
    return time.process_time() - start


def main(arguments: Sequence[str] | None = None) -> int:
    """Try words, then pairs of words until the time is up, and return 1 if one takes too long."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.swelling")
    parser.add_argument("targets", nargs="*", default=["json", "jsonl", "yaml", "markdown", "html", "docx", "pdf"])
    parser.add_argument("--minutes", type=float, default=2.0, help="for each target")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    findings = 0
    for name in options.targets:
        target = BY_NAME[name]
        chance = Random(options.seed)
        words = list(dict.fromkeys(target.tokens))
        chance.shuffle(words)
        end = time.monotonic() + 60 * options.minutes
        count, slowest = 0, (0.0, b"")
        while time.monotonic() < end:
            word = words[count] if count < len(words) else b"".join(chance.choices(words, k=chance.randint(2, 3)))
            count += 1
            for way, data in enumerate(swollen(target, word)):
                duration = _seconds(target, data)
                slowest = max(slowest, (duration, word))
                if duration > SECONDS:
                    quarter = _seconds(target, [*swollen(target, word, SIZE // 4)][way])
                    is_finding = duration > _FOURFOLD * quarter
                    findings += is_finding
                    rate = "out of all proportion" if is_finding else "as four times as much does"
                    print(f"{name}: {len(data):,} bytes of {word!r} took {duration:.1f} seconds, {rate}", flush=True)
        print(f"{name}: {count} words, the slowest is {slowest[1]!r} with {slowest[0]:.2f} seconds", flush=True)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
