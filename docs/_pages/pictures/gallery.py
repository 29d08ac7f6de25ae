"""The table and the problem that the gallery shows."""

from __future__ import annotations

import functools
import json
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Final

from click.testing import CliRunner

import sqsreport
from _pages.markdown import table
from sqsreport.cli import main
from sqsreport.tables import sqlite
from sqsreport.tables.rows import add, no_rows

_EXAMPLES: Final = Path(__file__).parents[3] / "examples"
_SOURCES: Final = (str(_EXAMPLES / "northmoor-2015.json"), str(_EXAMPLES / "three-services.json"))


def rates_table() -> str:
    """Return the view of rates as a table in Markdown, without columns that are empty in every row."""
    rows = no_rows()
    for source in _SOURCES:
        for report in sqsreport.iter_load(source):
            add(rows, report, with_quantities=False)
    with closing(sqlite.connect(":memory:")) as connection:
        for statement in sqlite.statements().values():
            connection.execute(statement)
        for name, values in rows.items():
            if values:
                places = ", ".join("?" * len(values[0]))
                plain = [[str(value) if isinstance(value, date) else value for value in row] for row in values]
                connection.executemany(f'INSERT INTO "{name}" VALUES ({places})', plain)  # noqa: S608 - our names
        cursor = connection.execute("SELECT * FROM rates")
        header, rows = [column[0] for column in cursor.description], cursor.fetchall()
    used = [n for n, name in enumerate(header) if name != "report_id" and any(row[n] is not None for row in rows)]
    cells = [["" if row[n] is None else str(row[n]) for n in used] for row in rows]
    return table([f"`{header[n]}`" for n in used], cells)


@functools.cache
def sarif_result() -> str:
    """Return one result of the SARIF log of a report with a misspelt key."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "broken.json"
        text = Path(_SOURCES[0]).read_text(encoding="utf-8")
        path.write_text(text.replace('"published": "2015-04', '"published": "2014-04'), encoding="utf-8")
        result = CliRunner().invoke(main, ["validate", "--format", "sarif", str(path)])
    shown: dict[str, Any] = json.loads(result.stdout)["runs"][0]["results"][0]
    place = shown["locations"][0]["physicalLocation"]
    place["artifactLocation"] = {"uri": "reports/northmoor-2015.json"}
    result = {name: shown[name] for name in ("ruleId", "level", "message")}
    location = {"artifactLocation": place["artifactLocation"], "region": place["region"]}
    text = json.dumps({**result, "locations": [{"physicalLocation": location}]}, indent=2, ensure_ascii=False)
    return f"```json\n{text}\n```"


PLACEHOLDERS: Final = {"gallery": {"%RATES_TABLE%": rates_table, "%SARIF_RESULT%": sarif_result}}
