"""How much of a letter is read: bounds for files that come from anywhere.

A letter has some five pages, twenty thousand characters and, as a scan, a few megabytes;
every bound is far above that, and low enough that reading stays a matter of seconds.
"""

from __future__ import annotations

from typing import Final

from sqsreport.problems import Problem

#: The bytes of a file.
MAX_BYTES: Final = 32 * 1024 * 1024
#: The bytes of what a file unpacks to.
MAX_UNPACKED: Final = 64 * 1024 * 1024
#: The characters of text.
MAX_CHARACTERS: Final = 500_000
#: The characters of a report that a letter carries.
MAX_EMBEDDED: Final = 2_000_000
MAX_PAGES: Final = 100
#: The levels that markup nests: elements within elements, tables within tables.
MAX_DEPTH: Final = 200
#: The seconds of the processor that a letter may cost to read, and again to write.
MAX_SECONDS: Final = 20
#: The bytes of memory that a PDF may cost.
MAX_MEMORY: Final = 1024 * 1024 * 1024


def too_large(what: str, found: str, limit: str) -> Problem:
    """Name what is beyond its bound, such as ``the file is``, by how much, and the bound."""
    return Problem("SQS410", params={"what": what, "found": found, "limit": limit})


def too_slow(work: str, seconds: float = MAX_SECONDS) -> Problem:
    """Name the work that took longer than a letter may cost, such as ``reading``."""
    return too_large(f"the work of {work} it is", f"over {seconds} seconds", f"{seconds}")
