"""``sqsreport where``: the passages of a letter that the values of its report come from."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import click

from sqsreport import codec
from sqsreport._jsondata import explain_missing
from sqsreport.cli._console import input_name, plain, say, warn
from sqsreport.cli._group import Status
from sqsreport.cli._inputs import LETTER_FROM, find_all, print_problems, read_one, status_of
from sqsreport.cli._options import IGNORE_EMBEDDED, LETTER, check_pointers


@click.command(epilog="Example: sqsreport where letter.pdf /sections/2/paragraphs/3")
@LETTER
@click.argument("pointers", metavar="[POINTER]...", nargs=-1, callback=check_pointers)
@LETTER_FROM
@IGNORE_EMBEDDED
def where(*, letter: str, pointers: tuple[str, ...], input_format: str | None, ignore_embedded: bool) -> Status:
    """Show where in a letter a value of its report is printed.

    POINTER is a JSON Pointer into the report, such as /sections/2/paragraphs/3. Each passage
    with the value is shown with its place: line and column, or page and box, which is left,
    top, right and bottom in points from the top left corner. Without a POINTER every value is
    listed with its places, one on each line. The first line has the SHA-256 of LETTER.
    """
    source = next(find_all([letter], input_format), None)
    if source is not None and source.format is not None and not source.is_letter:
        raise click.UsageError(f"{letter!r} is not a letter; only letters have passages.")
    outcome = read_one(letter, input_format, ignore_embedded=ignore_embedded)
    reading, name, status = outcome.reading, plain(input_name(letter)), status_of(outcome)
    if reading is not None:
        say(f"sha256 {reading.sha256}  {name}")
    print_problems(outcome)
    if reading is None or reading.report is None:
        return status
    for pointer in pointers or _leaves(reading.sources):
        for passage in reading.sources.get(pointer, ()):
            say(f"{name}{passage.place and f':{passage.place}'}  {plain(pointer)}")
            if pointers:
                say("".join(f"    {_words(line)}\n" for line in passage.text.splitlines()), nl=False)
    unplaced = [pointer for pointer in pointers if pointer not in reading.sources]
    for pointer in unplaced:
        advice = explain_missing(codec.to_dict(reading.report), pointer)
        reason = f"the report has nothing at {pointer}; {advice}" if advice else f"the letter does not print {pointer}"
        warn(f"Error: {reason}")
    return Status.PROBLEMS if unplaced else status


def _leaves(pointers: Collection[str]) -> Iterator[str]:
    """Yield the pointers to values that are not objects or lists."""
    parents = {pointer.rpartition("/")[0] for pointer in pointers}
    yield from (pointer for pointer in pointers if pointer not in parents)


def _words(line: str) -> str:
    return "\t".join(map(plain, line.split("\t")))  # tabs are harmless here, and part of the text
