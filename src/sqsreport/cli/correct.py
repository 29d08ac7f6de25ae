"""``sqsreport correct``: the corrections of a letter, from a report that a person edited."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from sqsreport import corrections
from sqsreport._text import pluralise
from sqsreport.batch.sources import STREAM
from sqsreport.cli._console import output_name, warn, write
from sqsreport.cli._group import Status
from sqsreport.cli._inputs import LETTER_FROM, print_problems, read_one
from sqsreport.cli._options import IGNORE_EMBEDDED, LETTER
from sqsreport.corrections.files import file_name


@click.command(epilog="Example: sqsreport correct letter.pdf edited.json -o corrections/")
@LETTER
@click.argument("edited", metavar="EDITED", type=click.Path())
@LETTER_FROM
@click.option("-o", "--output", metavar="DIR", default=STREAM, type=click.Path(), help="The folder of the corrections.")
@click.option("--by", metavar="NAME", help="Who made the corrections.")
@click.option("--note", metavar="TEXT", help="Why they were made.")
@click.option("--checked", is_flag=True, help="A person compared the whole letter with the report.")
@IGNORE_EMBEDDED
def correct(  # noqa: PLR0913 - one for each option
    *,
    letter: str,
    edited: str,
    input_format: str | None,
    output: str,
    by: str | None,
    note: str | None,
    checked: bool,
    ignore_embedded: bool,
) -> Status:
    """Make the corrections of a letter from an edited report.

    EDITED is the report that "convert" made from LETTER, in JSON, with its values corrected.
    The corrections are the difference between the two, as a JSON Patch with a test of
    every value that is changed. They are written to a file in DIR that is named after LETTER,
    which replaces an existing one; without -o they are printed. "convert", "tables", "show"
    and "review" apply them with --corrections.
    """
    if letter == STREAM and input_format is not None:
        raise click.UsageError("Corrections belong to a file, so the letter cannot be standard input.")
    original = read_one(letter, input_format, ignore_embedded=ignore_embedded)
    reading = original.reading
    if reading is None:
        if not original.is_read:
            print_problems(original)
            return Status.UNREADABLE
        raise click.UsageError(f"{letter!r} is not a letter; give the letter that the report was read from.")
    outcome = read_one(edited, "json")
    print_problems(outcome)
    if not outcome.is_read:
        return Status.UNREADABLE
    if outcome.report is None:
        warn(f"Error: {edited} is not a valid report, so no corrections were made")
        return Status.PROBLEMS
    assert reading.sha256 is not None, "a letter was read"
    result = corrections.make(
        reading.report,
        outcome.report,
        sha256=reading.sha256,
        letter=Path(letter).name,
        checked=checked,
        by=by,
        at=datetime.now().astimezone(),
        note=note,
    )
    target = STREAM
    if output != STREAM:
        Path(output).mkdir(parents=True, exist_ok=True)
        target = str(Path(output, file_name(letter)))
    write(target, corrections.dumps(result).encode())
    number = sum(each["op"] != "test" for each in result.patch)
    warn(f"{output_name(target)} written: {pluralise(number, 'correction')}")
    return Status.FINE
