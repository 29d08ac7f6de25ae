"""Options and arguments that commands share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from sqsreport._jsondata import is_pointer
from sqsreport._text import sanitize

JOBS = click.option(
    "-j", "--jobs", metavar="N", type=click.IntRange(min=1), help="Processes; one for each processor by default."
)
STRICT = click.option("--strict", is_flag=True, help="Let warnings count as errors.")
IGNORE_EMBEDDED = click.option(
    "--ignore-embedded", is_flag=True, help="Read the text alone, even if a letter carries its report."
)
CORRECTIONS = click.option(
    "--corrections", metavar="PATH", type=click.Path(), help="Apply the corrections in a folder or a file to letters."
)
TEXT_OR_JSON = click.option(
    "--format", type=click.Choice(("text", "json")), default="text", show_default=True,
    help="Text for people, or JSON for programs.",
)  # fmt: skip


PATHS = click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path())
SOURCES = click.argument("paths", metavar="SRC...", nargs=-1, required=True, type=click.Path())
LETTER = click.argument("letter", metavar="LETTER", type=click.Path())


class FormatChoice(click.Choice):  # type: ignore[type-arg] # it is generic since click 8.2 only
    """A choice of formats, each by its name or by a file ending such as ``md``."""

    def __init__(self, formats: Sequence[str], aliases: Mapping[str, str]) -> None:
        super().__init__(formats)
        self._aliases = aliases

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the name of the format."""
        return super().convert(self._aliases.get(str(value).casefold(), value), param, ctx)


def from_option(noun: str, formats: Sequence[str], aliases: Mapping[str, str]) -> Callable[[Any], Any]:
    """Return the option ``--from``, for inputs that the help calls *noun*."""
    choice = FormatChoice(formats, aliases)
    return click.option("--from", "input_format", type=choice, help=f"The format of every {noun}, whatever its ending.")


def check_pointers(_ctx: click.Context, _param: click.Parameter, pointers: tuple[str, ...]) -> tuple[str, ...]:
    """Raise a usage error for a value that is not a JSON Pointer."""
    for pointer in pointers:
        if not is_pointer(pointer):
            raise click.UsageError(f"{sanitize(pointer)!r} is not a JSON Pointer, such as /sections/2/paragraphs/3.")
    return pointers
