"""Time comparing reports against validating ten times as many, and measure the memory of comparing.

Run it with ``python benchmarks/comparison.py``. Every second pair differs, by an inserted paragraph and a changed word.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

EXAMPLE = Path(__file__).parent.parent / "examples" / "northmoor-2015.json"
TIMES = 10


def main() -> None:
    """Print the processor seconds and the megabytes of each program."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--pairs", type=int, default=5_000)
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        before, after, many = (Path(name) / each for each in ("before.jsonl", "after.jsonl", "many.jsonl"))
        write(before, reports(options.pairs, is_changed=False))
        write(after, reports(options.pairs, is_changed=True))
        write(many, reports(TIMES * options.pairs, is_changed=False))
        print(f"{'work':<40}{'time, s':>10}{'memory, MB':>12}")
        measure(f"diff, {options.pairs} pairs", ["diff", before, after, "--format", "json", "-o", os.devnull])
        measure(f"validate, {TIMES * options.pairs} reports", ["validate", "--jobs", "1", many])


def reports(count: int, *, is_changed: bool) -> Iterator[dict[str, Any]]:
    """Yield variations of the example; with *is_changed*, every second one is changed."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for number in range(count):
        document = json.loads(text.replace("Northmoor", f"Northmoor {number}"))
        document["id"] = f"northmoor-{number}-{document['id'].partition('-')[2]}"
        if is_changed and number % 2:
            paragraphs = document["sections"][0]["paragraphs"]
            paragraphs.insert(1, {"text": "A paragraph that the first version does not have."})
            paragraphs[0]["text"] = paragraphs[0]["text"].replace(" ", " changed ", 1)
            for position, paragraph in enumerate(paragraphs, 1):
                paragraph["number"] = f"1.{position}"
        yield document


def write(path: Path, documents: Iterator[dict[str, Any]]) -> None:
    """Write documents as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)


def measure(work: str, arguments: Sequence[str | Path]) -> None:
    """Run the program, and print its time and memory."""
    command = [sys.executable, "-m", "sqsreport", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    print(f"{work:<40}{usage.ru_utime + usage.ru_stime:>10.1f}{usage.ru_maxrss / 1024:>12.0f}")


if __name__ == "__main__":
    main()
