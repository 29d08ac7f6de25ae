"""Limits for reading untrusted letters.

A letter has about five pages and twenty thousand characters, and as a scan a few megabytes. Each limit is far above
that, and low enough that reading takes seconds.
"""

from __future__ import annotations

from typing import Final

from sqsreport.problems import Problem

#: The size of a file, in bytes.
MAX_BYTES: Final = 32 * 1024 * 1024
#: The size of the unpacked content of a file, in bytes.
MAX_UNPACKED: Final = 64 * 1024 * 1024
#: The length of the text, in characters.
MAX_CHARACTERS: Final = 500_000
#: The length of the embedded report, in characters.
MAX_EMBEDDED: Final = 2_000_000
MAX_PAGES: Final = 100
#: The nesting of markup, in levels, such as elements in elements or tables in tables.
MAX_DEPTH: Final = 200
#: The processor time for reading a letter, and for writing one, in seconds.
MAX_SECONDS: Final = 20
#: The memory for reading a PDF, in bytes.
MAX_MEMORY: Final = 1024 * 1024 * 1024


def too_large(what: str, size: str, limit: str) -> Problem:
    """Return the problem of a letter that exceeds a limit.

    Args:
        what: what is too large, with a verb, such as ``the file is``.
        size: the size, such as ``over 100 pages``.
        limit: the limit.
    """
    return Problem("SQS410", params={"what": what, "found": size, "limit": limit})


def too_slow(work: str, seconds: float = MAX_SECONDS) -> Problem:
    """Return the problem of a letter that takes too long; *work* is ``reading`` or ``writing``."""
    return too_large(f"the work of {work} it is", f"over {seconds} seconds", f"{seconds}")
