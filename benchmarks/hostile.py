"""Measure the time and memory for hostile documents and letters against their size, each in its own process.

``python benchmarks/hostile.py`` prints a table in Markdown.
"""

from __future__ import annotations

import gzip
import io
import json
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import sqsreport
from sqsreport import letters
from sqsreport.testing import examples


def _report(**values: object) -> bytes:
    return json.dumps(examples.minimal() | values).encode()


def _aliases(number: int) -> bytes:
    return b"a0: &a0 [x]\n" + b"".join(
        b"a%d: &a%d [*a%d,*a%d]\n" % (i, i, i - 1, i - 1) for i in range(1, number // 1000)
    )


#: Functions that return a document with a number of wrong values, or with one very long value.
DOCUMENTS: Final[dict[str, Callable[[int], bytes]]] = {
    "wrong numbers in a list": lambda number: _report(summary=[1] * number),
    "numbers that are none": lambda number: _report(summary=[float("nan")] * number),
    "unknown keys": lambda number: _report(**{f"key{index}": 1 for index in range(number)}),
    "the same key": lambda number: b"{" + b",".join([b'"a":1'] * number) + b"}",
    "empty objects": lambda number: _report(sections=[{}] * number),
    "footnotes of one label": lambda number: _report(footnotes=[{"label": "1", "text": "x"}] * number),
    "valid data": lambda number: _report(extensions={"org.example": [1] * number}),
    "white space": lambda number: b" " * (20 * number) + b"{",
    "nested lists": lambda number: b"[" * number + b"]" * number,
    "a long number": lambda number: b'{"a": ' + b"1" * number + b"}",
    "escapes": lambda number: b'{"title": "' + b"\\u0041" * number + b'"}',
    "invisible characters in a name": lambda number: _report(title="a\u200b" * number),
    "look-alike letters in a name": lambda number: _report(title="a\u0430 " * number + "a"),
}

#: The documents, each with its format.
FILES: Final[dict[str, tuple[str, Callable[[int], bytes]]]] = {
    "a packed bomb of wrong numbers": ("json", lambda number: gzip.compress(_report(summary=[1] * number))),
    "a packed bomb of white space": ("json", lambda number: gzip.compress(b" " * (100 * number))),
    "wrong numbers in YAML": ("yaml", lambda number: b"summary: [" + b"1," * min(number, 100_000) + b"1]"),
    "aliases that multiply in YAML": ("yaml", _aliases),
    "lines of JSON that are none": ("jsonl", lambda number: b"x\n" * min(number, 100_000)),
}

_LETTER: Final = (Path(__file__).parents[1] / "examples" / "northmoor-2015.md").read_text(encoding="utf-8")


def _archive(number: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w:p/>" * (10 * number))
    return file.getvalue()


def _in_letter(before: str, added: str) -> bytes:
    """Return the example letter with a text added after another one."""
    start, found, rest = _LETTER.partition(before)
    assert found
    return f"{start}{found}{added}{rest}".encode()


#: Letters with a repeated part, with their format. A letter beyond the limits is refused.
LETTERS: Final[dict[str, tuple[str, Callable[[int], bytes]]]] = {
    "titles after a recipient": ("markdown", lambda number: _in_letter("Thorne", " JP" * (number // 3))),
    "raised digits after a word": ("markdown", lambda number: _in_letter("Thorne", "²" * number)),
    "spaces in the header": ("markdown", lambda number: _in_letter("To:", " " * number + "x" + " " * number)),
    "hyphens on a line": ("markdown", lambda number: _in_letter("Thorne", "\n\n" + "-" * number + "x\n\n")),
    "list items": ("markdown", lambda number: ("- item of a list\n" * (number // 10)).encode()),
    "cells of a row": ("markdown", lambda number: ("| a " * (number // 4) + "|\n").encode()),
    "opened emphasis": ("markdown", lambda number: ("*a _b " * (number // 6)).encode()),
    "elements of a page": ("html", lambda number: b"<p>a" + b"<b></b>" * number),
    "nested elements of a page": ("html", lambda number: b"<div>" * number + b"a"),
    "entities of a page": ("html", lambda number: b"<p>" + b"&amp;" * number),
    "an archive of empty paragraphs": ("docx", _archive),
    "no archive": ("docx", lambda number: b"PK\x03\x04" * number),
    "a PDF without an end": ("pdf", lambda number: b"%PDF-1.7\n" + b"1 0 obj\n<<" * number),
}
NUMBERS: Final = (10_000, 100_000, 1_000_000)


def measure(name: str, number: int) -> None:
    """Print the megabytes of an input, and the seconds and megabytes that validating or reading it takes."""
    form, make = ("", DOCUMENTS[name]) if name in DOCUMENTS else (FILES | LETTERS)[name]
    document = make(number)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    if name in DOCUMENTS:
        sqsreport.validate(document)
    elif name in FILES:
        for _ in sqsreport.iter_validate(io.BytesIO(document), format=form):
            pass
    else:
        letters.read(document, form, ignore_embedded=True)
    seconds = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(f"{len(document) / 1e6:.2f} MB | {seconds:.1f} s | {memory / 1000:,.0f} MB")


def main() -> None:
    """Print the table."""
    print("| input | repeated | size | time | memory |\n| --- | --- | --- | --- | --- |")
    for name in (*DOCUMENTS, *FILES, *LETTERS):
        for number in NUMBERS:
            command = [sys.executable, __file__, name, str(number)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            print(f"| {name} | {number:,} | {done.stdout.strip()} |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1], int(sys.argv[2]))
    else:
        main()
