"""Results as JSON Lines: a document per line, and the summary on the last line."""

from __future__ import annotations

from collections.abc import Iterator

from sqsreport.problems.formatters._records import SCHEMA, VERSION, dump_line, result_record, summary_record
from sqsreport.problems.formatters.base import Formatter
from sqsreport.problems.formatters.summary import Summary
from sqsreport.results import Result


class JsonLinesFormatter(Formatter):
    """The items of the list that the JSON format has, one per line, to be read while the rest is still written."""

    def add(self, result: Result) -> Iterator[str]:
        """Yield a line."""
        yield dump_line(result_record(result, strict=self._options.strict)) + "\n"

    def end(self, summary: Summary) -> Iterator[str]:
        """Yield the summary, which also shows that the output is complete."""
        yield dump_line({"$schema": SCHEMA, "version": VERSION, "summary": summary_record(summary)}) + "\n"
