"""Times validating, loading and writing reports beside well-known programs, on the same reports in the same run.

Run it with ``nox -s benchmarks``, with Node.js at hand for the peers that want it. What
counts are the ratios: ours and the peer take turns, and the best of each counts.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import sqsreport
from sqsreport import schemas

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "northmoor-2015.json"
#: Beyond what Python and Node.js come with.
NODE_PACKAGES = ("ajv", "ajv-formats", "@sourcemeta/jsonschema")
#: check-jsonschema takes a file for each report and milliseconds for each, so it gets a part, and that is scaled.
FEW = 200
#: Seconds of a turn, of as many calls as fit.
TURN = 0.01


def main() -> None:
    """Print a table of ratios."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("report", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--many", type=int, default=100_000, help="variations of the report, as JSON Lines")
    options = parser.parse_args()
    data = options.report.read_bytes()
    print(f"{'work':<34}{'ours, ms':>12}{'peer, ms':>12}{'ratio':>8}{'most':>7}  peer")
    in_process(data)
    with TemporaryDirectory() as name:
        folder = Path(name)
        cold(folder, options.report.resolve())
        bulk(folder, json.loads(data), options.many)


def in_process(data: bytes) -> None:
    """Time calls."""
    import jsonschema
    from peer_model import Report as PeerReport

    document, report, peer = json.loads(data), sqsreport.loads(data), PeerReport.model_validate_json(data)
    schema = schemas.schema()
    reference = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker(["date"]))
    loading = ("pydantic", lambda: PeerReport.model_validate_json(data))
    compare("loads", lambda: sqsreport.loads(data), loading, 1.0)
    writing = ("pydantic", lambda: peer.model_dump_json(by_alias=True, exclude_none=True, indent=2))
    compare("dumps", lambda: sqsreport.dumps(report), writing, 0.7)
    finding = ("jsonschema, structure only", lambda: [*reference.iter_errors(document)])
    compare("validate, parsed", lambda: sqsreport.validate(document), finding, 0.02)


def cold(folder: Path, report: Path) -> None:
    """Time whole processes on one report, in a folder without settings."""
    schema = schemas.resource()
    ours = [program("sqsreport"), "validate", str(report)]
    theirs = [program("check-jsonschema"), "--schemafile", str(schema), str(report)]
    compare("validate one.json, cold", running(ours, folder), ("check-jsonschema", running(theirs, folder)), 0.5, 15)
    python = [sys.executable, "-c"]
    importing = ("import cattrs", running([*python, "import cattrs"]))
    compare("import sqsreport", running([*python, "import sqsreport"]), importing, 1.5, 15)


def bulk(folder: Path, document: dict[str, Any], many: int) -> None:
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
    ours = [program("sqsreport"), "validate", str(big)]
    took = best_of(running(ours), 3)
    peers: list[tuple[str, float, list[str], float]] = [
        ("check-jsonschema", 0.02,
         [program("check-jsonschema"), "--schemafile", str(schema), *map(str, few.iterdir())], many / min(many, FEW)),
    ]  # fmt: skip
    if node := node_packages(folder):
        compiled = [str(node / "node_modules" / ".bin" / "jsonschema"), "validate", "--fast", str(schema), str(big)]
        ajv = ["node", str(node / "ajv.mjs"), str(schema), str(big)]
        peers = [("@sourcemeta/jsonschema --fast", 1.0, compiled, 1), ("Ajv, compiled", 0.5, ajv, 1), *peers]
    else:
        print("Node.js is not at hand, nor its peers")
    for name, most, command, scale in peers:
        row("validate big.jsonl", took, best_of(running(command), 2) * scale, name, most)


def varied(document: dict[str, Any], index: int) -> dict[str, Any]:
    """Return a report of another service: an area and an id of its own, and words of its own in every paragraph."""
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
    """Install the peers that want Node.js, where there is one."""
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
    """Run a command that must succeed."""
    return lambda: subprocess.run(command, check=True, capture_output=True, cwd=folder)


def best_of(do: Callable[[], object], rounds: int) -> float:
    """Return the shortest of several runs, in seconds: what else the machine does makes a run longer, never shorter."""
    return min(timed(do, 1) for _ in range(rounds))


def timed(do: Callable[[], object], times: int) -> float:
    """Return how long a call takes, in seconds, when there are so many in a row."""
    start = perf_counter()
    for _ in range(times):
        do()
    return (perf_counter() - start) / times


def compare(
    work: str, ours: Callable[[], object], peer: tuple[str, Callable[[], object]], most: float, rounds: int = 100
) -> None:
    """Time ours and the peer in turns, each turn of some milliseconds."""
    name, theirs = peer
    times = [max(1, int(TURN / best_of(do, 5))) for do in (ours, theirs)]
    pairs = [(timed(ours, times[0]), timed(theirs, times[1])) for _ in range(rounds)]
    row(work, min(pair[0] for pair in pairs), min(pair[1] for pair in pairs), name, most)


def row(work: str, ours: float, theirs: float, peer: str, most: float) -> None:
    """Print a row."""
    print(f"{work:<34}{ours * 1000:>12.3f}{theirs * 1000:>12.3f}{ours / theirs:>8.3f}{most:>7}  {peer}", flush=True)


if __name__ == "__main__":
    main()
