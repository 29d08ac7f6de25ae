"""Time validating, loading and writing reports next to well-known programs, on the same reports in the same run.

Run it with ``nox -s benchmarks``, with Node.js for the peers that need it. The results are
ratios: ours and the peer take turns, and the result is the median of the ratios of the turns.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from measuring import Figures, Row

import sqsreport
from sqsreport import schemas

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "northmoor-2015.json"
#: Beyond what Python and Node.js come with.
NODE_PACKAGES = ("ajv", "ajv-formats", "@sourcemeta/jsonschema")
#: check-jsonschema takes a file for each report and milliseconds for each, so it gets a part, and that is scaled.
FEW = 200


def main() -> None:
    """Print a table of ratios."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("report", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--many", type=int, default=100_000, help="variations of the report, as JSON Lines")
    parser.add_argument("--write", action="store_true", help="write down the figures, which the docs show")
    options = parser.parse_args()
    data = options.report.read_bytes()
    figures = Figures(is_written=options.write)
    in_process(figures, data)
    with TemporaryDirectory() as name:
        folder = Path(name)
        cold(figures, folder, options.report.resolve())
        bulk(figures, folder, json.loads(data), options.many)
    figures.close()


def in_process(figures: Figures, data: bytes) -> None:
    """Time calls."""
    import jsonschema
    from peer_model import Report as PeerReport

    document, report, peer = json.loads(data), sqsreport.loads(data), PeerReport.model_validate_json(data)
    schema = schemas.schema()
    reference = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker(["date"]))
    figures.calls(
        Row("`loads`, all rules", "pydantic, no rules", 1.0),
        lambda: sqsreport.loads(data),
        lambda: PeerReport.model_validate_json(data),
    )
    figures.calls(
        Row("`dumps`", "pydantic", 0.7),
        lambda: sqsreport.dumps(report),
        lambda: peer.model_dump_json(by_alias=True, exclude_none=True, indent=2),
    )
    figures.calls(
        Row("`validate` of parsed data, all rules", "jsonschema, structure only", 0.02),
        lambda: sqsreport.validate(document),
        lambda: [*reference.iter_errors(document)],
    )


def cold(figures: Figures, folder: Path, report: Path) -> None:
    """Time whole processes on one report, in a folder without settings."""
    schema = schemas.resource()
    ours = [program("sqsreport"), "validate", str(report)]
    theirs = [program("check-jsonschema"), "--schemafile", str(schema), str(report)]
    row = Row("`sqsreport validate` of one small file", "check-jsonschema", 0.4)
    figures.runs(row, running(ours, folder), running(theirs, folder), 15)
    python = [sys.executable, "-c"]
    importing = (running([*python, f"import {name}"]) for name in ("sqsreport", "cattrs"))
    figures.runs(Row("`import sqsreport`", "`import cattrs`", 1.5), *importing, 15)


def bulk(figures: Figures, folder: Path, document: dict[str, Any], many: int) -> None:
    """Time whole processes on many reports."""
    big, few = folder / "big.jsonl", folder / "few"
    few.mkdir()
    with big.open("w", encoding="utf-8") as lines:
        for index in range(many):
            variation = json.dumps(varied(document, index), ensure_ascii=False)
            lines.write(variation + "\n")
            if index < FEW:
                (few / f"{index}.json").write_text(variation, encoding="utf-8")
    print(f"{many:,} variations: {big.stat().st_size / 1e6:,.0f} MB")
    schema = schemas.resource()
    peers: list[tuple[str, float, list[str], float]] = [
        ("check-jsonschema", 0.02,
         [program("check-jsonschema"), "--schemafile", str(schema), *map(str, few.iterdir())], many / min(many, FEW)),
    ]  # fmt: skip
    if node := node_packages(folder):
        compiled = [str(node / "node_modules" / ".bin" / "jsonschema"), "validate", "--fast", str(schema), str(big)]
        ajv = ["node", str(node / "ajv.mjs"), str(schema), str(big)]
        named = "compiled, structure only"
        peers = [(f"sourcemeta, {named}", 1.0, compiled, 1), (f"Ajv, {named}", 0.5, ajv, 1), *peers]
    else:
        print("Node.js is not at hand, nor its peers")
    ours = running([program("sqsreport"), "validate", str(big)])
    for name, aim, command, scale in peers:
        figures.runs(Row("`sqsreport validate` of JSON Lines", name, aim), ours, running(command), scale=scale)


def varied(document: dict[str, Any], index: int) -> dict[str, Any]:
    """Return a report of another service: with another area and id, and other words in every paragraph."""
    service = document["inspection"]["service"]
    area = f"{service['area']} {index}"
    start = document["inspection"]["fieldwork"]["start"]
    other = json.loads(json.dumps(document))
    other["id"] = f"{area.lower().replace(' ', '-')}-sqs-{start}"
    other["title"] = other["title"].replace(service["area"], area)
    other["inspection"]["service"]["area"] = area
    for section in other["sections"]:
        for paragraph in section["paragraphs"]:
            paragraph["text"] += f" This was said of {area}."
    return other


def node_packages(folder: Path) -> Path | None:
    """Install the peers that need Node.js, if it is installed."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    shutil.copy(HERE / "ajv.mjs", folder)
    done = subprocess.run([npm, "install", "--silent", "--prefix", str(folder), *NODE_PACKAGES], check=False)
    return None if done.returncode else folder


def program(name: str) -> str:
    """Find a program of this environment."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} is not installed"
    return found


def running(command: Sequence[str], folder: Path | None = None) -> Callable[[], object]:
    """Run a command that must succeed.

    Every program has its modules as byte code: pip compiles what it installs, and a checkout keeps what it compiles.
    """
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return lambda: subprocess.run(command, check=True, capture_output=True, cwd=folder, env=env)


if __name__ == "__main__":
    main()
