"""Time and memory that hostile documents cost, against their size; each in a process of its own.

``python benchmarks/hostile.py`` prints a table in Markdown.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Final

import sqsreport
from sqsreport.testing import examples


def _report(**values: object) -> bytes:
    return json.dumps(examples.minimal() | values).encode()


#: What makes documents of a number of wrong values, or of one that goes on.
DOCUMENTS: Final[dict[str, Callable[[int], bytes]]] = {
    "wrong numbers in a list": lambda number: _report(summary=[1] * number),
    "numbers that are none": lambda number: _report(summary=[float("nan")] * number),
    "unknown keys": lambda number: _report(**{f"key{index}": 1 for index in range(number)}),
    "the same key": lambda number: b"{" + b",".join([b'"a":1'] * number) + b"}",
    "empty objects": lambda number: _report(sections=[{}] * number),
    "footnotes of one label": lambda number: _report(footnotes=[{"label": "1", "text": "x"}] * number),
    "valid data": lambda number: _report(extensions={"org.example": [1] * number}),
    "white space": lambda number: b" " * (20 * number) + b"{",
}
NUMBERS: Final = (10_000, 100_000, 1_000_000)


def measure(name: str, number: int) -> None:
    """Print the megabytes of a document, and the seconds and the megabytes that it costs to validate it."""
    document = DOCUMENTS[name](number)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    sqsreport.validate(document)
    seconds = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(f"{len(document) / 1e6:.1f} MB | {seconds:.1f} s | {memory / 1000:,.0f} MB")


def main() -> None:
    """Print the table."""
    print("| document | wrong values | size | time | memory |\n| --- | --- | --- | --- | --- |")
    for name in DOCUMENTS:
        for number in NUMBERS:
            command = [sys.executable, __file__, name, str(number)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            print(f"| {name} | {number:,} | {done.stdout.strip()} |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1], int(sys.argv[2]))
    else:
        main()
