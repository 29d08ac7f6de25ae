"""Time converting JSON Lines to Parquet next to well-known programs, each as a process, on the same reports.

Run it with ``nox -s benchmarks``. The results are ratios. Ours checks every report against
the schema and the rules; no peer does.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from measuring import Figures, Row

from validation import EXAMPLE, program, varied

#: Peers that would take minutes get a part of the reports, and their time is scaled.
SOME: Final = 5_000
FEW: Final = 300
#: All reports, the part for pandas, and the part for flatten-tool.
NAMES: Final = ("big.jsonl", "some.jsonl", "few.json")


def main() -> None:
    """Print a table of ratios."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("report", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--many", type=int, default=100_000, help="variations of the report, as JSON Lines")
    parser.add_argument("--write", action="store_true", help="write down the figures, which the docs show")
    options = parser.parse_args()
    figures = Figures(is_written=options.write)
    document = json.loads(options.report.read_bytes())
    with TemporaryDirectory() as name:
        folder = Path(name)
        big, some, few = (folder / name for name in NAMES)
        with big.open("w", encoding="utf-8") as lines:
            for index in range(options.many):
                lines.write(json.dumps(varied(document, index), ensure_ascii=False) + "\n")
        number = min(SOME, options.many)
        some.write_text("".join(json.dumps(varied(document, index)) + "\n" for index in range(number)), "utf-8")
        few.write_text(json.dumps({"main": [varied(document, index) for index in range(FEW)]}), "utf-8")
        print(f"{options.many:,} variations: {big.stat().st_size / 1e6:,.0f} MB")
        compare(figures, folder, options.many)


def compare(figures: Figures, folder: Path, many: int) -> None:
    """Time ours and the peers."""
    big, some, few = (folder / name for name in NAMES)
    ours = [program("sqsreport"), "tables", str(big), "-o", str(folder / "ours"), "--force", "--no-quantities"]
    peers = [sys.executable, str(Path(__file__).resolve())]
    one, two = running([*ours, "--jobs", "1"]), running([*ours, "--jobs", "2"], cores=2)
    work = "JSON Lines to Parquet"
    duckdb, pandas = (running([*peers, *each]) for each in (("--duckdb", str(big)), ("--pandas", str(some))))
    flatten = running([program("flatten-tool"), "flatten", str(few), "-f", "csv", "-o", str(folder / "flat")])
    figures.runs(Row(f"{work}, two cores", "itself, one core", 0.6), two, one)
    figures.runs(Row(work, "DuckDB, `read_json`", 2.0), one, duckdb)
    figures.runs(Row(work, "pandas, `json_normalize`", 0.2), one, pandas, scale=many / min(SOME, many))
    figures.runs(Row(work, "flatten-tool, to CSV", 0.05), one, flatten, 1, scale=many / FEW)


def running(command: list[str], cores: int = 1) -> Callable[[], object]:
    """Run a command that must succeed, on so many cores."""
    allowed = sorted(os.sched_getaffinity(0))[:cores]
    return lambda: subprocess.run(
        command,
        check=True,
        capture_output=True,
        preexec_fn=lambda: os.sched_setaffinity(0, allowed),
    )


#: The columns of the reports table, and the lists that become tables of their own.
_REPORTS: Final = """
SELECT id, language, title, CAST(published AS DATE) AS published, addressee.name AS addressee_name,
    addressee.role AS addressee_role, sender.name AS sender_name, sender.role AS sender_role, inspection.programme,
    inspection.service.name AS service_name, inspection.service.abbreviation AS service_abbreviation,
    inspection.service.area, CAST(inspection.fieldwork.start AS DATE) AS fieldwork_start,
    CAST(inspection.fieldwork."end" AS DATE) AS fieldwork_end, inspection.lead_inspector.name AS lead_inspector_name,
    inspection.lead_inspector.email AS lead_inspector_email,
    inspection.lead_inspector.telephone AS lead_inspector_telephone, context.cases_examined,
    context.reoffending.rate AS reoffending_rate, context.reoffending.published AS reoffending_published,
    context.reoffending.cohort.start AS cohort_start, context.reoffending.cohort."end" AS cohort_end FROM documents
"""
_PLAIN: Final = r"replace(regexp_replace(text, '\[\^[^\]]+\]', '', 'g'), '*', '')"


def _listed(path: str, columns: str) -> str:
    return (
        f"SELECT id AS report_id, position, {columns} FROM "  # noqa: S608 - ours
        f"(SELECT id, unnest({path}) AS item, generate_subscripts({path}, 1) AS position FROM documents)"
    )


def _prose(part: str, path: str) -> str:
    return (
        f"SELECT id AS report_id, '{part}' AS part, NULL AS section, NULL AS number, "  # noqa: S608 - ours
        f"'{part}/' || generate_subscripts({path}, 1) AS pointer, unnest({path}) AS text FROM documents"
    )


def _queries() -> dict[str, str]:
    sections = _listed("sections", "item.theme, item.number, item.title, item.paragraphs")
    inner = (
        "SELECT report_id, 'section', position, item.number, 'sections/' || position || '/' || index, item.text "  # noqa: S608
        "FROM (SELECT report_id, position, unnest(paragraphs) AS item, generate_subscripts(paragraphs, 1) AS index "
        f"FROM ({sections}))"
    )
    parts = [("introduction", "introduction"), ("context", "context.paragraphs"), ("summary", "summary")]
    prose = " UNION ALL ".join(
        [*(_prose(*each) for each in parts), inner, _prose("closing", "closing"), _prose("notes", "notes")]
    )
    quotations = f"""SELECT report_id, pointer, unnest(regexp_extract_all(text, '\\*["“](.+?)["”]\\*', 1)) AS words
        FROM ({prose})"""  # noqa: S608 - ours
    return {
        "reports": _REPORTS,
        "previous_inspections": _listed("inspection.previous", 'item.programme, item."date"'),
        "comparators": _listed("context.reoffending.comparators", "item.kind, item.rate"),
        "sections": _listed("sections", "item.theme, item.number, item.title"),
        "paragraphs": f"SELECT *, row_number() OVER (PARTITION BY report_id) AS position, {_PLAIN} AS plain_text "  # noqa: S608
        f"FROM ({prose})",
        "quotations": quotations,
        "strengths": f"SELECT *, {_PLAIN} AS plain_text FROM ({_listed('strengths', 'item.id AS item, item.text')})",  # noqa: S608
        "recommendations": f"SELECT *, {_PLAIN} AS plain_text "  # noqa: S608 - ours
        f"FROM ({_listed('recommendations', 'item.id AS item, item.text')})",
        "copy_list": "SELECT report_id, position, role, unnest(recipients) AS recipient "  # noqa: S608 - ours
        f"FROM ({_listed('copy_list', 'item.role, item.recipients')})",
        "footnotes": f"SELECT *, {_PLAIN} AS plain_text FROM ({_listed('footnotes', 'item.label, item.text')})",  # noqa: S608
    }


def by_duckdb(path: str) -> None:
    """Make the tables with DuckDB, its schema inferred, on one core."""
    import duckdb

    with TemporaryDirectory() as folder:
        connection = duckdb.connect(f"{folder}/documents.duckdb", config={"threads": 1})
        source = f"read_json('{path}', format = 'newline_delimited', maximum_object_size = 67108864)"
        connection.execute(f"CREATE TABLE documents AS SELECT * FROM {source}")  # noqa: S608 - ours
        for name, query in _queries().items():
            target = f"'{folder}/{name}.parquet' (FORMAT parquet, COMPRESSION zstd)"
            connection.execute(f"COPY ({query}) TO {target}")


def by_pandas(path: str) -> None:
    """Make the tables with pandas."""
    import pandas as pd

    with Path(path).open(encoding="utf-8") as lines, TemporaryDirectory() as folder:
        documents = [json.loads(line) for line in lines]
        frames = {"reports": pd.json_normalize(documents)}
        for record in ("sections", "strengths", "recommendations", "copy_list", "footnotes"):
            frames[record] = pd.json_normalize(documents, record, ["id"], meta_prefix="report_", errors="ignore")
        frames["paragraphs"] = pd.json_normalize(
            documents, ["sections", "paragraphs"], ["id"], meta_prefix="report_", errors="ignore"
        )
        comparators = ["context", "reoffending", "comparators"]
        frames["comparators"] = pd.json_normalize(documents, comparators, ["id"], meta_prefix="report_")
        prose = ["introduction", "summary", "closing", "notes", ["context", "paragraphs"]]
        parts = [pd.json_normalize(documents, path, ["id"], meta_prefix="report_") for path in prose]
        frames["prose"] = pd.concat(parts).rename(columns={0: "text"})
        frames["previous"] = pd.json_normalize(documents, ["inspection", "previous"], ["id"], meta_prefix="report_")
        for name in ("paragraphs", "prose", "strengths", "recommendations", "footnotes"):
            text = frames[name]["text"]
            frames[name]["plain_text"] = text.str.replace(r"\[\^[^\]]+\]", "", regex=True).str.replace("*", "")
        for name, frame in frames.items():
            frame.to_parquet(f"{folder}/{name}.parquet", compression="zstd")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--duckdb"]:
        by_duckdb(sys.argv[2])
    elif sys.argv[1:2] == ["--pandas"]:
        by_pandas(sys.argv[2])
    else:
        main()
