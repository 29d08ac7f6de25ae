"""Use an installed wheel as a user would: without the checkout and without a network.

Run by `nox -s wheel` as `check_wheel.py SDIST WHEEL LETTER`, in the environment of the wheel.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

NO_NETWORK = """\
import sys

def refuse(event, args):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        raise RuntimeError(f"the network was used: {event} {args[1:]}")

sys.addaudithook(refuse)
"""

USE = """\
import socket, sys
import sqsreport

try:
    socket.getaddrinfo("localhost", 80)
except RuntimeError:
    pass
else:
    sys.exit("the network is not blocked")

schema = sqsreport.schema()
assert schema["title"] == "SQS report", schema["title"]
report = sqsreport.load(sys.argv[1])
assert report == sqsreport.loads(sqsreport.dumps(report))
assert sqsreport.validate(report) == []
errors = [problem.code for problem in sqsreport.validate("{}") if problem.severity == "error"]
assert errors == ["SQS102"] * 6, errors

from sqsreport.testing import assert_valid_report, conformance, examples

assert_valid_report(examples.example_report(), strict=True)
assert conformance.write_cases("cases") == len(conformance.read_cases("cases")) > 1_000
try:
    from sqsreport.testing import reports
except sqsreport.MissingExtraError as error:
    assert "pip install 'sqsreport[testing]'" in str(error), error
else:
    sys.exit("Hypothesis is there, and should not be")
"""


def main(sdist: Path, wheel: Path, letter: Path) -> None:
    """Check what is in the archives, then what they do."""
    schema, problems = "schema/1.0/report.schema.json", "schema/1.0/problems.schema.json"
    with tarfile.open(sdist) as source, zipfile.ZipFile(wheel) as built:
        root = sdist.name.removesuffix(".tar.gz")
        check_present(source.getnames(), [f"{root}/{name}" for name in ("CHANGELOG.md", "LICENSE", schema)])
        for folder in ("docs", "examples", "requirements", "tests"):
            assert any(name.startswith(f"{root}/{folder}/") for name in source.getnames()), f"no {folder} in the sdist"
        check_present(built.namelist(), [f"sqsreport/{schema}", f"sqsreport/{problems}", "sqsreport/py.typed"])
        shipped = [f"sqsreport/testing/example/northmoor-2015{ending}" for ending in (".json", ".md")]
        check_present(built.namelist(), shipped)
        packed = source.extractfile(f"{root}/{schema}")
        assert packed is not None
        assert packed.read() == built.read(f"sqsreport/{schema}"), "the archives disagree about the schema"

    # From here on the network is blocked in every Python process of this environment.
    Path(sysconfig.get_path("purelib"), "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    command = str(next(Path(sysconfig.get_path("scripts")).glob("sqsreport*")))
    run(command, "--version")
    run(command, "convert", str(letter), "report.json")
    run(command, "validate", "--strict", "report.json")
    run(command, "convert", "report.json", "letter.md")
    for extra in ("html", "docx", "pdf"):
        refused = subprocess.run(
            (command, "convert", "report.json", f"letter.{extra}"), capture_output=True, text=True, check=False
        )
        assert refused.returncode == 3, refused
        assert f"pip install 'sqsreport[{extra}]'" in refused.stderr, refused.stderr
    refused = subprocess.run(
        (command, "plot", "rates", "report.json", "-o", "rates.svg"), capture_output=True, text=True, check=False
    )
    assert refused.returncode == 3, refused
    assert "pip install 'sqsreport[plot]'" in refused.stderr, refused.stderr
    run(command, "schema")
    run(command, "explain", "SQS204")
    run(command, "schema", "problems")
    for form in ("text", "json", "jsonl", "sarif", "junit", "github"):
        run(command, "validate", "--format", form, "report.json")
    run(sys.executable, "-I", "-c", USE, "report.json")
    print(f"{wheel.name} works without its checkout and without a network")


def check_present(found: list[str], wanted: list[str]) -> None:
    """Exit if a file is missing from an archive."""
    missing = sorted({*wanted} - {*found})
    assert not missing, f"missing from the archive: {missing}"


def run(*command: str) -> None:
    """Print and run a command, and exit if it fails."""
    print("$", Path(command[0]).name, *(argument for argument in command[1:] if "\n" not in argument), flush=True)
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"exit status {done.returncode}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
