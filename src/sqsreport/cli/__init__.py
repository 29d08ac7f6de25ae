"""The command line: options in, one library call, problems out.

Results go to standard output, and messages about them to standard error. The exit status is 0 if
there is no problem, 1 if problems were found, 2 for wrong usage, and 3 for an input that cannot
be read or an output that cannot be written at all. If several apply, it is the highest, except
that wrong usage is always 2. `Status` has their names.

Each command is a module of its own that is imported when it is run, and this module imports
nothing but click, so that no command waits for the imports of another.
"""

from __future__ import annotations

import os
from typing import Final

import click

import sqsreport
from sqsreport.cli._group import LazyGroup

__all__ = ["main"]

_COMMANDS: Final = {
    "convert": "Convert a letter to a report, or any format to another.",
    "validate": "Find the problems of reports.",
    "explain": "Explain what the code of a problem means.",
    "show": "Show reports and letters as pages in the terminal.",
    "where": "Show where in a letter a value of its report is printed.",
    "diff": "Show what changed from one report to another.",
    "redact": "Take the names of people out of reports and letters.",
    "quantities": "List the phrases of quantity of reports, with a reading.",
    "plot": "Draw rates or quantities as a picture, SVG or PNG.",
    "tables": "Make tables of reports and letters.",
    "review": "Write pages to compare letters with their reports.",
    "correct": "Make the corrections of a letter from an edited report.",
    "schema": "Print the JSON Schema of reports.",
    "completions": "Print the script that completes commands in a shell.",
}


@click.group(
    cls=LazyGroup,
    commands={name: click.Command(name, help=summary) for name, summary in _COMMANDS.items()},
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: sqsreport convert letter.md report.json",
)
@click.version_option(
    sqsreport.__version__, prog_name="sqsreport", message="%(prog)s %(version)s", help="Show the version and exit."
)
@click.pass_context
def main(ctx: click.Context) -> None:
    """Work with reports of Short Quality Screening (SQS) of youth offending work.

    Exit status: 0 fine, 1 problems found, 2 wrong usage, 3 input that cannot be read.
    """
    # click.echo takes the setting from the context; with None it checks whether the stream is a terminal.
    ctx.color = False if os.environ.get("NO_COLOR") else None
