from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import jsonschema_rs
import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator, FormatChecker

import sqsreport
from sqsreport import schemas
from sqsreport.problems import CODES, errors_in
from sqsreport.testing import conformance
from sqsreport.testing.breakages import CATALOGUE, HARMLESS
from sqsreport.testing.conformance import Case, Disagreement, disagreements, read_cases, run_command, write_cases
from sqsreport.testing.conformance.__main__ import main

pytestmark = pytest.mark.slow

FOLDER: Final = Path(__file__).parents[1] / "conformance"
CASES: Final = tuple(read_cases(FOLDER))

#: Accepts documents with a title, from standard input or from a file.
HAS_TITLE: Final = """
import json, sys
text = open(sys.argv[1]).read() if sys.argv[1:] else sys.stdin.read()
sys.exit("title" not in json.loads(text))
"""
#: Reports the right errors for any document that is not a string.
REPORTS_ERRORS: Final = """
import json, sys
document = json.load(sys.stdin)
errors = [{"code": "SQS102", "pointer": ""}, {"code": "SQS301", "pointer": "", "severity": "warning"}]
print(json.dumps({"problems": [] if "title" in document else errors}))
sys.exit("title" not in document)
"""


def case(document: Any, *errors: str, **changes: Any) -> Case:
    """Return a case; each error is written as its code, a space and its pointer."""
    places = frozenset((code, pointer) for code, _, pointer in (each.partition(" ") for each in errors))
    return Case(
        **{"description": "a case", "document": document, "has_structure": not errors, "errors": places} | changes
    )


SMALL: Final = (case({"title": "x"}), case({}, "SQS102 ", description="no title"))


def run(*arguments: str) -> Result:
    """Run the command line of the conformance cases."""
    return CliRunner().invoke(main, arguments)


# --------------------------------------------------------------------------------------- the cases


def test_the_files_are_up_to_date(tmp_path: Path) -> None:
    """The files are up to date; if not: python -m sqsreport.testing.conformance FOLDER --write."""
    count = write_cases(tmp_path)

    assert count == len(CASES) > 1_000
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == sorted(path.name for path in FOLDER.glob("*.json") if path.name != "cases.schema.json")
    assert [] == [name for name in names if (tmp_path / name).read_bytes() != (FOLDER / name).read_bytes()]


def test_the_files_are_valid_by_their_schema() -> None:
    """Every file is plain ASCII, and valid by the schema next to it, which is itself valid."""
    schema = json.loads((FOLDER / "cases.schema.json").read_text(encoding="ascii"))
    Draft202012Validator.check_schema(schema)
    plain = Draft202012Validator(schema)

    paths = [path for path in FOLDER.glob("*.json") if path.name != "cases.schema.json"]
    assert [] == [path.name for path in paths if not plain.is_valid(json.loads(path.read_text(encoding="ascii")))]
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 2_000_000


def test_every_code_has_cases() -> None:
    """Every code of a parsed document is in some case, and files are named by the code of their cases."""
    expected = {code for code in CODES if "SQS1" < code < "SQS4"} - {"SQS199"}
    assert expected == {code for each in CASES for code, _ in each.errors | each.warnings}
    of_codes = [each for each in CASES if each.source in CODES]
    assert [] == [each for each in of_codes if each.source not in {code for code, _ in each.errors | each.warnings}]


def test_verdicts_come_from_the_catalogue() -> None:
    """The errors of a case are those of the catalogue of breakages, and not only those that validation reports."""
    written = {(False, each.description): each.expected for each in CATALOGUE}
    written |= {(True, each.description): each.expected for each in HARMLESS}
    pairs = [(each, written.get((each.source == "valid", each.description))) for each in CASES]

    assert sum(expected is not None for _, expected in pairs) > 700
    for each, expected in pairs:
        if expected is not None:
            errors = {(code, place) for code, place in expected if CODES[code].severity == "error"}
            assert errors == set(each.errors), each.description


def test_this_package_conforms() -> None:
    """The validation of this package reports exactly the errors of every case."""
    results = [{(each.code, each.pointer) for each in errors_in(sqsreport.validate(each.document))} for each in CASES]
    assert [] == [each.description for each, errors in zip(CASES, results, strict=True) if each.errors != errors]


PLAIN: Final = Draft202012Validator(schemas.schema(), format_checker=FormatChecker(["date"]))
COMPILED: Final = jsonschema_rs.Draft202012Validator(schemas.schema(), validate_formats=True)
VALIDATORS: Final = {"jsonschema": PLAIN.is_valid, "jsonschema-rs": COMPILED.is_valid, "ours": schemas.verdict()}


@pytest.mark.parametrize("name", VALIDATORS)
def test_validators_conform(name: str) -> None:
    """Validators of JSON Schema agree on the structure of every document."""
    assert [] == disagreements(CASES, "structure", VALIDATORS[name])


def test_both_verdicts_occur() -> None:
    """Hundreds of documents violate the structure, and a hundred more violate only a rule."""
    assert sum(not each.has_structure for each in CASES) > 500
    assert sum(each.has_structure and not each.is_report for each in CASES) > 80
    assert sum(each.is_report for each in CASES) > 60
    assert [] == [each for each in CASES if each.is_report and not each.has_structure]


# ----------------------------------------------------------------------------- reading and writing


def test_reading_what_was_written(tmp_path: Path) -> None:
    """Cases are equal after writing and reading, and writing removes only the files of unknown codes."""
    for name in ("SQS999.json", "notes.txt", "my.schema.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    write_cases(tmp_path)

    assert list(CASES) == read_cases(tmp_path)
    assert {"notes.txt", "my.schema.json"} == {path.name for path in tmp_path.iterdir()} - {
        path.name for path in FOLDER.iterdir()
    }


def test_a_folder_without_cases(tmp_path: Path) -> None:
    """A folder without cases, or with invalid files, is an error."""
    with pytest.raises(FileNotFoundError, match="no cases"):
        read_cases(tmp_path)
    (tmp_path / "a.json").write_text('{"version": "2.0", "cases": []}', encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape("a.json has no cases of version 1.0")):
        read_cases(tmp_path)


# ------------------------------------------------------------------------------- checking programs


def test_disagreements() -> None:
    """For a wrong result of a function the message has the case, the result and the expected result."""
    assert [] == disagreements(SMALL, "report", lambda document: "title" in document)
    (disagreement,) = disagreements(SMALL, "structure", lambda _: True)
    assert Disagreement(SMALL[1], "valid", "not valid") == disagreement
    assert ": no title: found valid, expected not valid" == str(disagreement)


def test_levels() -> None:
    """A document that violates only a rule is valid by the schema, and not a valid report."""
    breaks_a_rule = case({}, "SQS204 /x", has_structure=True)
    assert [] == disagreements([breaks_a_rule], "structure", lambda _: True)
    assert 1 == len(disagreements([breaks_a_rule], "report", lambda _: True))


def found_by(code: str, *arguments: str, cases: Sequence[Case] = SMALL, tells_errors: bool = False) -> list[str]:
    """Check a Python program against the cases."""
    command = (sys.executable, "-c", code, *arguments)
    return [str(each) for each in run_command(cases, "report", command, tells_errors=tells_errors, jobs=2)]


def test_a_command() -> None:
    """A command reads each document from standard input, or from a file if it has the placeholder."""
    assert [] == found_by(HAS_TITLE)
    assert [] == found_by(HAS_TITLE, "{}")
    assert [": no title: found valid, expected not valid"] == found_by("")


def test_a_command_that_reports_errors() -> None:
    """The errors that a command reports are compared; warnings and lines are ignored."""
    assert [] == found_by(REPORTS_ERRORS, tells_errors=True)
    other = (SMALL[0], case({}, "SQS102 /inspection", description="other"))
    expected = [": other: found SQS102 at '', expected SQS102 at '/inspection'"]
    assert expected == found_by(REPORTS_ERRORS, cases=other, tells_errors=True)
    silent = found_by("import sys, json; sys.exit('title' not in json.load(sys.stdin))", tells_errors=True)
    assert [": no title: found no error, expected SQS102 at ''"] == silent
    assert "output that is not a list of errors in JSON" in found_by("print('x')", tells_errors=True)[0]


def test_a_command_that_fails() -> None:
    """A command that fails has no verdict, and the message has the last line of its output."""
    expected = "found exit status 3 (oh dear), expected valid"
    messages = found_by("import sys; print('hm\\noh dear', file=sys.stderr); sys.exit(3)")
    assert (2, True) == (len(messages), messages[0].endswith(expected))


# -------------------------------------------------------------------------------- the command line


@pytest.fixture
def few(tmp_path: Path) -> str:
    """Return a folder with a few cases."""
    path = FOLDER / "SQS205.json"
    (tmp_path / path.name).write_bytes(path.read_bytes())
    return str(tmp_path)


def test_command_line(few: str) -> None:
    """Each wrong result is a line, the last line is a summary, and the exit status is 1; otherwise 0."""
    count = len(read_cases(few))
    accepts = (sys.executable, "-c", "")
    passing = run(few, "--", *accepts)
    assert (0, "", f"{count} cases: {count} agreed, 0 not\n") == (passing.exit_code, passing.stdout, passing.stderr)

    failing = run(few, "--level", "report", "--jobs", "2", "--", *accepts)
    assert (1, count) == (failing.exit_code, len(failing.stdout.splitlines()))
    assert failing.stdout.startswith("SQS205: a cohort that ends before it starts: found valid, expected not valid\n")
    assert f"{count} cases: 0 agreed, {count} not\n" == failing.stderr


def test_our_own_command_line(few: str) -> None:
    """`sqsreport validate` agrees with the cases on codes and pointers."""
    ours = (sys.executable, "-m", "sqsreport", "validate", "--format", "jsonl", "-")
    result = run(few, "--level", "report", "--errors", "--", *ours)
    assert (0, "") == (result.exit_code, result.stdout)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "pass a COMMAND after --, or --write"),
        (("--write", "--", "true"), "pass a COMMAND after --, or --write"),
        (("--", "no-such-program-anywhere"), "no-such-program-anywhere cannot be run: No such file or directory"),
    ],
)
def test_wrong_usage(few: str, arguments: tuple[str, ...], expected: str) -> None:
    """A command that cannot be run is reported in a sentence, with the exit status 2."""
    result = run(few, *arguments)
    assert (2, f"Error: {expected}") == (result.exit_code, result.stderr.splitlines()[-1])


def test_a_missing_folder(tmp_path: Path) -> None:
    """A folder without cases is a usage error."""
    result = run(str(tmp_path / "no"), "--", "true")
    assert 2 == result.exit_code
    assert "no cases are in" in result.stderr


def test_writing(tmp_path: Path) -> None:
    """`--write` writes a folder with every case."""
    result = run(str(tmp_path / "cases"), "--write")
    assert (0, f"{len(CASES)} cases written\n") == (result.exit_code, result.stderr)
    assert len(CASES) == len(conformance.read_cases(tmp_path / "cases"))
