"""Results as one JSON document, as described by ``schema/1.0/problems.schema.json``."""

from __future__ import annotations

from collections.abc import Iterator

from sqsreport.problems.formatters._records import SCHEMA, VERSION, dump_line, result_record, summary_record
from sqsreport.problems.formatters.base import Formatter
from sqsreport.problems.formatters.summary import Summary
from sqsreport.results import Result


class JsonFormatter(Formatter):
    """One object: the results as a list, one per line, followed by a summary."""

    _separator = "\n"

    def begin(self) -> Iterator[str]:
        """Open the object and its list."""
        yield f'{{\n"$schema": {dump_line(SCHEMA)},\n"version": {dump_line(VERSION)},\n"results": ['

    def add(self, result: Result) -> Iterator[str]:
        """Yield an item of the list."""
        yield self._separator + dump_line(result_record(result, strict=self._options.strict))
        self._separator = ",\n"

    def end(self, summary: Summary) -> Iterator[str]:
        """Close the list, add the summary, and close the object."""
        yield f'\n],\n"summary": {dump_line(summary_record(summary))}\n}}\n'
