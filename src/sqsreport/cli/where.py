"""``sqsreport where``: the passages of a letter that the values of its report come from."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import click

from sqsreport import codec, letters
from sqsreport._jsondata import pointer as pointer_to
from sqsreport._jsondata import steps
from sqsreport._text import closest
from sqsreport.cli._console import input_name, plain, say, warn
from sqsreport.cli._group import Status
from sqsreport.cli._inputs import LETTER_FROM, find_all, print_problems, read_one, status_of
from sqsreport.cli._options import IGNORE_EMBEDDED, LETTER, check_pointers


@click.command(epilog="Example: sqsreport where letter.pdf /sections/2/paragraphs/3")
@LETTER
@click.argument("pointers", metavar="[POINTER]...", nargs=-1, callback=check_pointers)
@LETTER_FROM
@IGNORE_EMBEDDED
def where(*, letter: str, pointers: tuple[str, ...], form: str | None, ignore_embedded: bool) -> Status:
    """Show where in a letter a value of its report is printed.

    POINTER is a JSON Pointer into the report, such as /sections/2/paragraphs/3. Each passage
    with the value is shown with its place: line and column, or page and box, which is left,
    top, right and bottom in points from the top left corner. Without a POINTER every value is
    listed with its places, one on each line. The first line has the SHA-256 of LETTER.
    """
    source = next(find_all([letter], form), None)
    if source is not None and source.format is not None and not source.is_letter:
        raise click.UsageError(f"{letter!r} is not a letter; only letters have passages.")
    outcome = read_one(letter, form, ignore_embedded=ignore_embedded)
    reading, name, status = outcome.reading, plain(input_name(letter)), status_of(outcome)
    if reading is not None:
        say(f"sha256 {reading.sha256}  {name}")
    print_problems(outcome)
    if reading is None or reading.report is None:
        return status
    for pointer in pointers or _leaves(reading.sources):
        for passage in reading.sources.get(pointer, ()):
            say(f"{name}{_place(passage)}  {plain(pointer)}")
            if pointers:
                say("".join(f"    {_words(line)}\n" for line in passage.text.splitlines()), nl=False)
    unplaced = [pointer for pointer in pointers if pointer not in reading.sources]
    for pointer in unplaced:
        warn(f"Error: {_advice(codec.to_dict(reading.report), pointer)}")
    return Status.PROBLEMS if unplaced else status


def _leaves(pointers: Collection[str]) -> Iterator[str]:
    """Yield the pointers to values that are not objects or lists."""
    parents = {pointer.rpartition("/")[0] for pointer in pointers}
    yield from (pointer for pointer in pointers if pointer not in parents)


def _place(passage: letters.Passage) -> str:
    """Format the place of a passage, such as ``:24:1`` or ``:page 3 (72.0 90.5 523.3 118.0)``."""
    if passage.page is not None:
        box = f" ({' '.join(f'{edge:.1f}' for edge in passage.box)})" if passage.box else ""
        return f":page {passage.page}{box}"
    return "".join(f":{number}" for number in (passage.line, passage.column) if number is not None)


def _words(line: str) -> str:
    # `plain` would escape tabs, which are harmless here and part of the text.
    return "\t".join(map(plain, line.split("\t")))


def _advice(document: Any, pointer: str) -> str:
    """Return why a pointer has no passage: the letter does not print the value, or the report does not have it."""
    value, parent = document, ""
    for step in steps(pointer):
        children = dict(enumerate(value)) if isinstance(value, list) else value if isinstance(value, dict) else {}
        parts = {str(key): part for key, part in children.items()}
        if step not in parts:
            return f"the report has nothing at {pointer}; {_existing(parent, list(parts), step)}"
        value, parent = parts[step], parent + pointer_to(step)
    return f"the letter does not print {pointer}"


def _existing(parent: str, parts: list[str], step: str) -> str:
    """Return which parts a value has, or the one that is closest to a misspelt step."""
    if not parts:
        return f"{parent} has no parts"
    if all(part.isdecimal() for part in parts):
        return f"there is {parent}/0" + (f" to {parent}/{parts[-1]}" if len(parts) > 1 else "")
    if near := closest(step, parts):
        return f"did you mean {parent}{pointer_to(near)}?"
    return f"{parent or 'it'} has: {', '.join(parts)}"
