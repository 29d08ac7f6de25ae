"""Results as one JSON document, after ``schema/1.0/problems.schema.json``."""

from __future__ import annotations

from collections.abc import Iterator

from sqsreport.listing.records import SCHEMA, VERSION, dumped, result_record, summary_record
from sqsreport.listing.shared import Options
from sqsreport.listing.summary import Summary
from sqsreport.results import Result


class Format:
    """One object: the results as a list, one on a line, and a summary behind them."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._separator = "\n"

    def head(self) -> Iterator[str]:
        """Open the object and its list."""
        yield f'{{\n"$schema": {dumped(SCHEMA)},\n"version": {dumped(VERSION)},\n"results": ['

    def each(self, result: Result) -> Iterator[str]:
        """Write a member of the list."""
        yield self._separator + dumped(result_record(result, strict=self._options.strict))
        self._separator = ",\n"

    def tail(self, summary: Summary) -> Iterator[str]:
        """Close the list, sum up, and close the object."""
        yield f'\n],\n"summary": {dumped(summary_record(summary))}\n}}\n'
