"""Write the broken reports of the test kit into a folder, with listings of their problems and of a missing file.

It prints how many test cases fail: the documents with a problem that counts, and the missing file.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from sqsreport.problems import errors_in
from sqsreport.testing.breakages import CATALOGUE
from sqsreport.validation import problems_of_data

#: Values of a document that some client would interpret as a placeholder, a link, an entity, a command or a line end.
HOSTILE = {"{0}": "[text](https://x.example)", "<b>&amp;]]>": "{0} ::error::x\n%0A \u202e\x1b[31m", "x": None}

#: The exit status when an input cannot be read.
_UNREADABLE = 3


def main(folder: Path) -> None:
    """Write documents and listings."""
    documents = [*(breakage.document() for breakage in CATALOGUE), HOSTILE]
    lines = folder / "broken.jsonl"
    lines.write_text("".join(json.dumps(each) + "\n" for each in documents), encoding="utf-8")
    for form, name in (("sarif", "problems.sarif"), ("junit", "problems.xml")):
        command = [sys.executable, "-m", "sqsreport", "validate", "--isolated", "--exit-zero", "--format", form]
        done = subprocess.run(
            [*command, "-o", folder / name, lines, folder / "missing.json"], stderr=subprocess.DEVNULL, check=False
        )
        if done.returncode != _UNREADABLE:
            sys.exit(f"the exit status is {done.returncode}")
    print(1 + sum(bool(errors_in(problems_of_data(each))) for each in documents))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
