"""``sqsreport schema``: the published JSON Schemas, unchanged."""

from __future__ import annotations

import click

from sqsreport import schemas
from sqsreport.batch.sources import STREAM
from sqsreport.cli._console import write


@click.command(epilog="Example: sqsreport schema > report.schema.json")
@click.argument(
    "name", metavar="[report|problems|corrections]", type=click.Choice(schemas.NAMES), default=schemas.NAMES[0]
)
@click.option(
    "--version",
    type=click.Choice(schemas.VERSIONS),
    default=schemas.VERSIONS[-1],
    show_default=True,
    help="Which version of the schema.",
)
def schema(name: str, version: str) -> None:
    """Print the JSON Schema of reports.

    With "problems" it is that of the problems that sqsreport validate writes with
    --format json or jsonl, and with "corrections" that of the files that sqsreport correct
    writes. It comes with the program and needs no network.
    """
    # As bytes, because a schema is UTF-8 whatever the encoding of the terminal.
    write(STREAM, schemas.schema_text(version, name).encode())
