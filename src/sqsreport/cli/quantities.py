"""``sqsreport quantities``: the phrases of quantity of reports, and how they may be read."""

from __future__ import annotations

import json
from typing import Any

import click

from sqsreport.cli._console import plain, say, warn
from sqsreport.cli._group import Status
from sqsreport.cli._inputs import FROM, Reports, require_formats
from sqsreport.cli._options import PATHS, TEXT_OR_JSON
from sqsreport.quantity import Quantity, vocabulary
from sqsreport.quantity import quantities as quantities_of


@click.command(epilog="Example: sqsreport quantities report.json")
@PATHS
@FROM
@TEXT_OR_JSON
def quantities(*, paths: tuple[str, ...], input_format: str | None, format: str) -> Status:
    """List the phrases of quantity of reports, with a reading.

    PATH is a report, a letter, a file of reports, a folder or a pattern; of several reports each line begins with
    the id. The readings are editorial and not in the letter: "just over half of cases" is
    read as more than 50 and up to 55 per cent, and of 34 cases as 18. They say nothing
    about how good a service is.
    """
    require_formats(paths, input_format)
    reports = Reports(paths, input_format)
    are_many, each_report = reports.one_or_many()
    rows: list[dict[str, Any]] = []
    for report, _ in each_report:
        all_quantities = quantities_of(report)
        if format == "json":
            rows += [({"report": report.id} if are_many else {}) | each.to_dict() for each in all_quantities]
            continue
        for each in all_quantities:
            say(f"{plain(report.id)}  {_line(each)}" if are_many else _line(each))
        if not all_quantities:
            warn(f"no phrase of quantity was found{f' in {report.id}' if are_many else ''}")
    if format == "json" and (rows or reports.status < Status.PROBLEMS):
        say(json.dumps(rows, indent=2, ensure_ascii=False))
    return reports.status


def _line(quantity: Quantity) -> str:
    """Format a quantity on one line: its place, its words, and the reading."""
    bounds = vocabulary.interval(quantity.lower, quantity.upper, quantity.lower_included, quantity.upper_included)
    parts = [bounds if quantity.lower is None else f"{bounds} %"]
    if (counts := quantity.counts) is not None:
        ends = " to ".join(str(count) for count in dict.fromkeys((*counts[:1], *counts[-1:])))
        parts.append(f"{ends or 'no count'} of {quantity.denominator}")
    parts += [quantity.kind, *([quantity.polarity] if quantity.polarity else [])]
    return f"{plain(quantity.paragraph or quantity.section)}  {plain(quantity.phrase)}  {', '.join(parts)}"
