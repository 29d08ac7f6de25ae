"""``sqsreport schema``: the published JSON Schema, as it was written."""

from __future__ import annotations

import click

from sqsreport import schemas
from sqsreport.cli._streams import STREAM, write


@click.command(epilog="Example: sqsreport schema > report.schema.json")
@click.option(
    "--version",
    type=click.Choice(schemas.VERSIONS),
    default=schemas.VERSIONS[-1],
    show_default=True,
    help="Which version of the schema.",
)
def schema(*, version: str) -> None:
    """Print the JSON Schema of reports.

    It comes with the program and needs no network.
    """
    # As bytes, for a schema is UTF-8 whatever the terminal is.
    write(STREAM, schemas.schema_text(version).encode())
