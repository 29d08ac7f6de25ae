"""Options that commands share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    Choice = click.Choice[str]
else:  # it is generic since click 8.2 only
    Choice = click.Choice

JOBS = click.option(
    "-j", "--jobs", metavar="N", type=click.IntRange(min=1), help="Processes; one for each processor by default."
)
STRICT = click.option("--strict", is_flag=True, help="Let warnings count as errors.")
IGNORE_EMBEDDED = click.option(
    "--ignore-embedded", is_flag=True, help="Read the text alone, even where a letter carries its report."
)
CORRECTIONS = click.option(
    "--corrections", metavar="PATH", type=click.Path(), help="Apply the corrections in a folder or a file to letters."
)


class FormatChoice(Choice):
    """One of some formats, by its name or by a file ending such as ``md``."""

    def __init__(self, formats: Sequence[str], aliases: Mapping[str, str]) -> None:
        super().__init__(formats)
        self._aliases = aliases

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the name of the format."""
        return super().convert(self._aliases.get(str(value).casefold(), value), param, ctx)
