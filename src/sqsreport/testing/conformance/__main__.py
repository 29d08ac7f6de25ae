"""The command line of the cases: write them, or check a command against them."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from sqsreport.testing.conformance import LEVELS, Level, read_cases, run_command, write_cases


@click.command("python -m sqsreport.testing.conformance")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
@click.option("--write", is_flag=True, help="Write the cases into FOLDER, and run nothing.")
@click.option("--level", type=click.Choice(LEVELS), default=LEVELS[0], show_default=True, help="What has to be valid.")
@click.option("--errors", is_flag=True, help="Compare the errors that COMMAND reports, in JSON, too.")
@click.option("--jobs", type=click.IntRange(1), help="How many documents at a time; by default one for each processor.")
def main(  # noqa: PLR0913, PLR0917 - one for each option, and click passes them by name
    folder: Path,
    command: tuple[str, ...],
    write: bool,  # noqa: FBT001 - click calls it by name
    level: str,
    errors: bool,  # noqa: FBT001 - click calls it by name
    jobs: int | None,
) -> None:
    """Check COMMAND against every case in FOLDER, and list those in which it is wrong.

    COMMAND follows --. It gets each document on standard input or, if one of its arguments is {}, as a file whose path
    replaces that argument. Its exit status has to be 0 for a valid document, and 1 for any other.

    The exit status is 0 if all cases agree, 1 if not, and 2 for wrong usage.
    """
    if write == bool(command):
        raise click.UsageError("pass a COMMAND after --, or --write")
    if write:
        click.echo(f"{write_cases(folder)} cases written", err=True)
        return
    try:
        cases = read_cases(folder)
    except (OSError, ValueError) as error:
        raise click.UsageError(str(error)) from None
    wrong = 0
    try:
        for disagreement in run_command(cases, cast("Level", level), command, tells_errors=errors, jobs=jobs):
            wrong += 1
            click.echo(str(disagreement))
    except OSError as error:
        raise click.UsageError(f"{command[0]} cannot be run: {error.strerror}") from None
    click.echo(f"{len(cases)} cases: {len(cases) - wrong} agreed, {wrong} not", err=True)
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
