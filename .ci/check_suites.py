"""Pass the inputs of public test suites, from a folder, to every entry point.

No input may end in an exception. In JSONTestSuite, the names of inputs that every reader has to accept begin with
``y_``, and those of inputs that it has to refuse with ``n_``.
"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import sqsreport
from sqsreport.problems.formatters import FORMATS

#: The codes for text that is not JSON, or JSON that cannot be a report.
REFUSED = frozenset(("SQS001", "SQS002", "SQS003", "SQS005", "SQS006"))

#: Commands whose output is a file, by what they are called with.
COMMANDS = (
    *(("validate", "--isolated", "--format", each, "-o") for each in FORMATS),
    ("tables", "-o"),
)


def wrong(path: Path) -> Iterator[str]:
    """Pass one input to the library, and yield what it should not do."""
    data = path.read_bytes()
    problems = sqsreport.validate(data)
    with_file = sqsreport.validate(io.BytesIO(data))
    if problems != with_file or problems != sqsreport.validate(path):
        yield "the problems depend on how it is given"
    try:
        sqsreport.loads(data)
    except sqsreport.ValidationError as error:
        str(error)
    for form in ("json", "jsonl", "yaml"):
        results = list(sqsreport.iter_validate(io.BytesIO(data), format=form))
        refused = []
        loaded = list(sqsreport.iter_load(io.BytesIO(data), format=form, on_invalid=refused.append))
        if len(results) != len(loaded) + len(refused):
            yield f"as {form}, {len(results)} documents are {len(loaded)} reports and {len(refused)} others"
    is_refused = any(problem.code in REFUSED for problem in problems)
    if path.name.startswith("n_" if not is_refused else "y_"):
        yield "refused" if is_refused else "accepted"


def main(folder: Path) -> int:
    """Check all inputs in a folder, one by one and together."""
    count, bad = 0, 0
    for path in sorted(folder.iterdir()):
        count += 1
        try:
            found = [*wrong(path)]
        except Exception as error:  # noqa: BLE001 - there must be none
            found = [f"{type(error).__name__}: {error}"]
        for each in found:
            bad += 1
            print(f"{path.name}: {each}", file=sys.stderr)
    with TemporaryDirectory(prefix="sqsreport-") as target:
        for number, command in enumerate(COMMANDS):
            args = [sys.executable, "-m", "sqsreport", *command, str(Path(target, f"{number}")), str(folder)]
            done = subprocess.run(args, capture_output=True, text=True, errors="replace", check=False)
            if done.returncode != 1 or "Traceback" in done.stderr:
                bad += 1
                print(
                    f"{command[0]} {command[-2]}: exit status {done.returncode}\n{done.stderr[-2000:]}", file=sys.stderr
                )
    print(f"{count} inputs, {bad} failures")
    return 1 if bad or count < 600 else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
