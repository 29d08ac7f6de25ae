"""``sqsreport quantities``: the phrases of quantity of a report, and how they may be read."""

from __future__ import annotations

import json
from typing import Any

import attrs
import click

from sqsreport.cli._reports import FORMATS, format_of, read_report, status_of, tell_reading
from sqsreport.cli._streams import plain, say
from sqsreport.quantity import Quantity, vocabulary
from sqsreport.quantity import quantities as quantities_of


@click.command(epilog="Example: sqsreport quantities report.json")
@click.argument("path", metavar="PATH", type=click.Path())
@click.option("--from", "read_as", type=click.Choice(FORMATS), help="The form of PATH, whatever its ending.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Text for people, or JSON for programs.",
)
@click.pass_context
def quantities(ctx: click.Context, *, path: str, read_as: str | None, form: str) -> None:
    """List the phrases of quantity of a report, with a reading.

    PATH is a report or a letter. The readings are editorial and none of the letter's: "just over half of cases" is
    read as more than 50 and up to 55 per cent, and of 34 cases as 18. They say nothing
    of how good a service is.
    """
    read_as = format_of(path, read_as, "--from")
    reading = read_report(path, read_as)
    if reading.report is not None:
        found = quantities_of(reading.report)
        if form == "json":
            say(json.dumps([_data_of(each) for each in found], indent=2, ensure_ascii=False))
        else:
            for each in found:
                say(_line(each))
            if not found:
                say("no phrase of quantity was found", err=True)
    tell_reading(reading, path)
    ctx.exit(status_of(reading, read_as))


def _data_of(found: Quantity) -> dict[str, Any]:
    """Return a quantity as JSON has it: what there is not is absent, and counts are the least and the most."""
    data = attrs.asdict(found, filter=lambda _, value: value is not None, recurse=False)
    if found.counts is not None:
        data["counts"] = [found.counts[0], found.counts[-1]] if found.counts else []
    return data


def _line(found: Quantity) -> str:
    """Write a quantity on one line: where it stands, its words, and the reading."""
    bounds = vocabulary.interval(found.lower, found.upper, found.lower_included, found.upper_included)
    told = [bounds if found.lower is None else f"{bounds} %"]
    if found.counts is not None:
        told.append(f"{_counts(found.counts)} of {found.denominator}")
    told += [found.kind, *([found.polarity] if found.polarity else [])]
    return f"{plain(found.paragraph or found.section)}  {plain(found.phrase)}  {', '.join(told)}"


def _counts(counts: range) -> str:
    if not counts:
        return "no count"
    return f"{counts[0]}" if len(counts) == 1 else f"{counts[0]} to {counts[-1]}"
