"""Use an installed wheel with a single extra: its features work, and the others say what to install.

Run by `nox -s extras` as `check_extras.py EXTRA LETTER`, in the environment of the wheel; EXTRA is ``none`` for the
wheel without any.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory

#: The features of each extra, as commands of sqsreport or of Python. A feature of two extras is listed for both.
HTML = ("convert", "report.json", "letter.html")
DOCX = ("convert", "report.json", "letter.docx")
PDF = ("convert", "report.json", "letter.pdf")
YAML = ("validate", "report.yaml")
ZST = ("validate", "report.json.zst")
PLOT = ("plot", "rates", "report.json", "-o", "rates.svg")
ARROW = ("tables", "report.json", "-o", "tables", "--format", "csv")
DUCKDB = ("tables", "report.json", "-o", "tables.duckdb")
XLSX = ("tables", "report.json", "-o", "tables.xlsx")

CORRECTIONS = ("convert", "letter.md", "corrected.json", "--corrections", "letter.md.corrections.json")

TESTING = ("python", "-c", "from sqsreport.testing import reports; reports().validate()")

WANTED = {"html": HTML, "docx": DOCX, "pdf": PDF, "yaml": YAML, "zst": ZST, "plot": PLOT, "arrow": ARROW}
WANTED |= {"duckdb": DUCKDB, "xlsx": XLSX, "testing": TESTING, "corrections": CORRECTIONS}

#: The extras that include another, because they install the same package.
ALSO = {"docx": {"html"}, "duckdb": {"arrow"}, "xlsx": {"arrow"}}

#: The report that is read back from a written letter.
BACK = {"html": "letter.html", "docx": "letter.docx", "pdf": "letter.pdf"}


def main(extra: str, letter: Path) -> None:
    """Try the features of every extra, and compare the results with what is installed."""
    if extra not in {"none", *WANTED}:
        sys.exit(f"nobody has said here what the extra {extra!r} is for")
    program = str(next(Path(sysconfig.get_path("scripts")).glob("sqsreport*")))
    with TemporaryDirectory(prefix="sqsreport-") as name:
        folder = Path(name)
        run(folder, program, "convert", str(letter.resolve()), "report.json")
        (folder / "letter.md").write_bytes(letter.read_bytes())
        prepare(folder)
        for each, command in WANTED.items():
            if each == extra or each in ALSO.get(extra, ()) or (each == "zst" and sys.version_info >= (3, 14)):
                run(folder, program, *command)
                if each in BACK:
                    run(folder, program, "convert", BACK[each], f"{each}.json", "--ignore-embedded")
            else:
                refused(folder, each, program, *command)
    print(f"{extra}: {len(WANTED)} uses are as they should be")


def prepare(folder: Path) -> None:
    """Write the report in the formats that can only be read."""
    report = (folder / "report.json").read_bytes()
    (folder / "report.yaml").write_bytes(report)  # JSON is YAML
    (folder / "report.json.gz").write_bytes(gzip.compress(report))
    letter = (folder / "letter.md").read_bytes()
    corrections = {
        "$schema": "urn:sqsreport:schema:1.0:corrections",
        "version": "1.0",
        "sha256": hashlib.sha256(letter).hexdigest(),
        "patch": [{"op": "add", "path": "/extensions", "value": {"org.example": {"checked_by": "Ivy Garland"}}}],
    }
    (folder / "letter.md.corrections.json").write_text(json.dumps(corrections), encoding="utf-8")
    # A zstd frame with one raw block, which needs no package to write (RFC 8878).
    size, block = len(report), (len(report) << 3 | 1).to_bytes(3, "little")
    assert size < 128 * 1024, "one block holds no more"
    header = (0xFD2FB528).to_bytes(4, "little") + b"\xa0" + size.to_bytes(4, "little")
    (folder / "report.json.zst").write_bytes(header + block + report)


def run(folder: Path, program: str, *command: str) -> None:
    """Run a command, and exit if it fails."""
    done = started(folder, program, *command)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit status {done.returncode}\n{done.stdout}{done.stderr}")


def refused(folder: Path, extra: str, program: str, *command: str) -> None:
    """Run a command that needs another extra, and exit unless its message names that extra."""
    done = started(folder, program, *command)
    status = 1 if command[0] == "python" else 3  # Python ends with an exception
    assert done.returncode == status, f"{' '.join(command)}: exit status {done.returncode}\n{done.stdout}{done.stderr}"
    advice = f"pip install 'sqsreport[{extra}]'"
    assert advice in done.stdout + done.stderr, f"{' '.join(command)} does not say {advice}:\n{done.stderr}"


def started(folder: Path, program: str, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder."""
    words = (sys.executable, *command[1:]) if command[0] == "python" else (program, *command)
    return subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8", check=False)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
