"""Results as JSON Lines: a document on each line, and the summary on the last."""

from __future__ import annotations

from collections.abc import Iterator

from sqsreport.listing.records import SCHEMA, VERSION, dumped, result_record, summary_record
from sqsreport.listing.shared import Options
from sqsreport.listing.summary import Summary
from sqsreport.results import Result


class Format:
    """Lines of what the list of the JSON form has, for those who read while the rest is still written."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def head(self) -> Iterator[str]:
        """Write nothing."""
        return iter(())

    def each(self, result: Result) -> Iterator[str]:
        """Write a line."""
        yield dumped(result_record(result, strict=self._options.strict)) + "\n"

    def tail(self, summary: Summary) -> Iterator[str]:
        """Write the line that tells that nothing is missing."""
        yield dumped({"$schema": SCHEMA, "version": VERSION, "summary": summary_record(summary)}) + "\n"
