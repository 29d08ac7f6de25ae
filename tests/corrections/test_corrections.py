"""Corrections: their effect on reports and readings, their files, and the command that makes them."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from jsonschema import Draft202012Validator

import sqsreport
from sqsreport import Passage, Report, _files, corrections, schemas
from sqsreport.batch import sources
from sqsreport.corrections import Corrections, apply
from sqsreport.errors import InvalidCorrectionsError
from sqsreport.testing import examples
from support.command_line import run
from support.subschemas import subschemas

LETTER = Path(__file__).parents[2] / "examples" / "northmoor-2015.md"
SHA256 = hashlib.sha256(LETTER.read_bytes()).hexdigest()
SCHEMA = schemas.schema(name="corrections")

TEST = {"op": "test", "path": "/published", "value": "2015-04-08"}
CHANGE = {"op": "replace", "path": "/published", "value": "2015-04-10"}


def report() -> Report:
    """Return the report of the example letter."""
    result = sqsreport.read_letter(LETTER).report
    assert result is not None
    return result


def patch(*operations: dict[str, Any], **others: Any) -> Corrections:
    """Return corrections of the example letter."""
    return Corrections(SHA256, operations, letter=LETTER.name, **others)


def codes(problems: Any) -> list[str]:
    """Return the codes of problems."""
    return [problem.code for problem in problems]


# ---------------------------------------------------------------------------------- on a report


def test_a_correction_is_applied() -> None:
    """A correction whose test passes replaces the value."""
    result = apply(report(), patch(TEST, CHANGE))

    assert (date(2015, 4, 10), (), ("/published",)) == (
        result.report and result.report.published,
        result.problems,
        result.corrected,
    )


def test_a_changed_value_is_an_error_with_both_values() -> None:
    """A correction of a value that is now read differently is not applied, and the others are."""
    changed = attrs.evolve(report(), published=date(2015, 4, 9))
    title = [
        {"op": "test", "path": "/title", "value": changed.title},
        {"op": "replace", "path": "/title", "value": "Report"},
    ]
    result = apply(changed, patch(TEST, CHANGE, *title))

    (problem,) = result.problems
    assert ("SQS602", "/published") == (problem.code, problem.pointer)
    assert all(day in problem.message for day in ("2015-04-08", "2015-04-09", "2015-04-10"))
    assert attrs.evolve(changed, title="Report") == result.report


def test_a_list_that_is_read_differently_is_unchanged() -> None:
    """A correction that removes an item is not applied to a list with another item, and the message has that item."""
    original = report()
    removal = corrections.make(original, attrs.evolve(original, strengths=original.strengths[1:]), sha256=SHA256)
    first = attrs.evolve(original.strengths[0], text=sqsreport.model.Prose("Reports were late."))
    changed = attrs.evolve(original, strengths=(first, *original.strengths[1:]))
    result = apply(changed, removal)

    assert changed == result.report
    assert ["SQS602"] == codes(result.problems)
    assert "Reports were late." in result.problems[0].message


def test_an_added_value_does_not_replace_another() -> None:
    """A value that was missing when the letter was corrected does not replace a value that is read now."""
    original = report()
    without = attrs.evolve(original, sender=None)
    addition = corrections.make(without, attrs.evolve(original, sender=original.addressee), sha256=SHA256)

    result = apply(original, addition)

    assert (original, ["SQS602"]) == (result.report, codes(result.problems))


@pytest.mark.parametrize(
    ("operations", "reason"),
    [
        ([CHANGE], "no test"),
        ([{"op": "remove", "path": "/strengths/0"}], "no test"),
        ([{"op": "add", "path": "/strengths/0", "value": {"id": "strength-9", "text": "Good."}}], "no test"),
        ([{"op": "move", "from": "/summary", "path": "/closing"}], "no test"),
        ([{"op": "replace", "path": "", "value": {}}], "no test"),
        ([TEST, {**CHANGE, "value": "10 April"}], "would break the report"),
        ([{"op": "add", "path": "/summery", "value": ["A slip."]}], "would break the report"),
        ([{"op": "add", "path": "/nowhere/0/deep", "value": 1}], "cannot be applied"),
        ([{"op": "add", "path": "/title/0/deep", "value": 1}], "cannot be applied"),
        ([TEST, {"op": "remove", "path": "/published"}], "would break the report"),
    ],
)
def test_invalid_corrections_are_reported(operations: list[dict[str, Any]], reason: str) -> None:
    """A correction without a test, or one that would make the report invalid, is an error and changes nothing."""
    result = apply(report(), patch(*operations))

    assert report() == result.report
    assert ["SQS605"] == codes(result.problems)
    assert reason in result.problems[0].message


def test_problems_of_an_added_value() -> None:
    """The problems of a corrected report are in the order of its values, also where a correction has added one."""
    read = sqsreport.from_dict(examples.northmoor())
    edited = attrs.evolve(
        read,
        sender=sqsreport.model.Person(role="Head\u202e"),
        closing=("x",),
        sections=(attrs.evolve(read.sections[0], title="Work\u202e"), *read.sections[1:]),
    )
    without = attrs.evolve(read, sender=None)
    result = apply(without, corrections.make(without, edited, sha256="0" * 64))

    assert sqsreport.validate(edited) == list(result.problems)
    assert len(result.problems) > 1


def test_corrections_that_depend_on_each_other() -> None:
    """Several corrections that give a valid report only together are applied."""
    original = report()
    assert original.context is not None
    assert original.context.reoffending is not None
    only_rate = sqsreport.model.Reoffending(rate=39.5)
    only_cohort = attrs.evolve(original.context.reoffending, rate=None, comparators=(), published=None)
    one = attrs.evolve(original, context=attrs.evolve(original.context, reoffending=only_rate))
    other = attrs.evolve(original, context=attrs.evolve(original.context, reoffending=only_cohort))

    assert other == apply(one, corrections.make(one, other, sha256=SHA256)).report


def test_the_id_follows_the_days_of_fieldwork() -> None:
    """Correcting the first day of fieldwork changes the id of the report."""
    original = report()
    start = {"op": "test", "path": "/inspection/fieldwork/start", "value": "2015-03-09"}
    result = apply(original, patch(start, {**start, "op": "replace", "value": "2015-03-10"}))

    assert ((), "northmoor-sqs-2015-03-10") == (result.problems, result.report and result.report.id)


def test_a_report_from_nothing() -> None:
    """A letter without a report gets the one from its corrections, if that is complete."""
    whole = corrections.make(None, report(), sha256=SHA256)

    assert report() == apply(None, whole).report
    assert apply(None, patch({"op": "add", "path": "/title", "value": "Report"})).report is None


def test_a_boolean_is_not_a_number() -> None:
    """A test for 1 fails for true, because they are different values in JSON."""
    original = attrs.evolve(report(), extensions={"org.example": {"checked": True}})
    operations: list[dict[str, Any]] = [
        {"op": "test", "path": "/extensions/org.example/checked", "value": 1},
        {"op": "remove", "path": "/extensions/org.example/checked"},
    ]

    result = apply(original, patch(*operations))

    assert (original, ["SQS602"]) == (result.report, codes(result.problems))


# --------------------------------------------------------------------------------- on a reading


def test_the_source_of_a_corrected_value_is_a_person(tmp_path: Path) -> None:
    """The sources of a corrected value name the person, and other values keep their sources."""
    original = sqsreport.read_letter(LETTER)
    assert original.report is not None
    edited = attrs.evolve(original.report, published=date(2015, 4, 10), strengths=original.report.strengths[1:])
    edits = corrections.make(original.report, edited, sha256=SHA256, by="Jasper Reed")
    corrected = sqsreport.read_letter(LETTER, corrections=edits)

    assert edited == corrected.report
    assert (Passage("2015-04-10", reason="corrected by Jasper Reed"),) == corrected.sources["/published"]
    assert original.sources["/strengths/1/text"] == corrected.sources["/strengths/0/text"]
    assert original.sources["/title"] == corrected.sources["/title"]
    assert "/strengths/1" not in corrected.sources


def test_corrected_text_is_not_unread() -> None:
    """Text that was left over, and that a correction moves into the report, is no longer left over."""
    words = "Where it is needed, the nurse also visits at home."
    letter = LETTER.read_bytes() + f"\n\n## Remarks of the printer\n\n{words}\n".encode()
    original = sqsreport.letters.read(letter, "markdown")
    assert original.report is not None
    assert any(words in passage.text for passage in original.leftovers) or any(
        "printer" in p.message for p in original.problems
    )
    assert original.sha256 is not None
    edited = attrs.evolve(
        original.report, closing=(*original.report.closing, sqsreport.model.Prose("Remarks of the printer"))
    )
    corrected = sqsreport.letters.read(
        letter, "markdown", corrections=corrections.make(original.report, edited, sha256=original.sha256)
    )

    assert edited == corrected.report
    assert not any("printer" in passage.text for passage in corrected.leftovers)


def test_a_checked_letter_has_no_missing_parts() -> None:
    """Missing parts are not reported for a letter that a person checked completely."""
    short = b"\n".join(LETTER.read_bytes().split(b"\n")[:40])
    original = sqsreport.letters.read(short, "markdown")
    assert "SQS401" in codes(original.problems)
    assert original.sha256 is not None
    checked = Corrections(original.sha256, checked=True)

    assert not {"SQS401", "SQS403"} & {*codes(sqsreport.letters.read(short, "markdown", corrections=checked).problems)}


def test_an_accepted_doubt_is_settled_until_the_value_changes() -> None:
    """A doubt that a person accepted is no longer reported, until the value changes."""
    letter = LETTER.read_bytes().replace(b"Basil Thorne", b"Thorne")
    original = sqsreport.letters.read(letter, "markdown")
    (doubt,) = [problem for problem in original.problems if problem.code == "SQS507"]
    assert original.report is not None
    assert original.sha256 is not None
    accepted = corrections.make(original.report, original.report, sha256=original.sha256, accepted=[doubt.pointer])

    assert [] == list(sqsreport.letters.read(letter, "markdown", corrections=accepted).problems)
    other = attrs.evolve(accepted, sha256=SHA256)
    assert ["SQS606"] == codes(sqsreport.read_letter(LETTER, corrections=other).problems)


def test_corrections_of_another_file_are_reported() -> None:
    """Corrections for a file with the same name but different bytes are an error, and are not applied."""
    other = attrs.evolve(patch(TEST, CHANGE), sha256="0" * 64)
    reading = sqsreport.read_letter(LETTER, corrections=other)

    assert (report(), ["SQS604"]) == (reading.report, codes(reading.problems))


# --------------------------------------------------------------------------------------- files


def test_files_round_trip(tmp_path: Path) -> None:
    """Corrections are the same after writing and reading, and valid against their schema."""
    original = patch(TEST, CHANGE, checked=True, by="Ivy Garland", at="2026-05-04T14:30:00+01:00", note="A stamp.")
    corrections.dump(original, tmp_path / "a.corrections.json")

    assert original == corrections.load(tmp_path / "a.corrections.json")
    assert Draft202012Validator(SCHEMA).is_valid(json.loads(corrections.dumps(original)))


def test_the_schema_describes_everything() -> None:
    """The schema of corrections is valid, and every property has a title, a description and examples."""
    Draft202012Validator.check_schema(SCHEMA)
    properties = [(path, sub) for path, sub in subschemas(SCHEMA) if path[-2:-1] in (("properties",), ("$defs",))]
    properties = [(path, sub) for path, sub in properties if "if" not in path]

    assert len(properties) > 10
    assert [] == [path for path, sub in properties if not {"title", "description", "examples"} <= sub.keys()]
    for _, sub in properties:
        validator = Draft202012Validator({**sub, "$defs": SCHEMA["$defs"]})
        assert all(map(validator.is_valid, sub["examples"]))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"\xff",
        b"null",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"$schema": "urn:sqsreport:schema:1.0:corrections", "version": "1.0", "sha256": "x", "patch": []}',
        corrections.dumps(patch({"op": "change", "path": "/title"})).encode(),
        corrections.dumps(patch({"op": "test", "path": "title", "value": 1})).encode(),
        corrections.dumps(patch({"op": "test", "path": "/title"})).encode(),
        corrections.dumps(patch(TEST)).replace('"2015-04-08"', "NaN").encode(),
        corrections.dumps(patch(at="yesterday")).encode(),
    ],
)
def test_invalid_files_are_rejected(text: bytes) -> None:
    """A file that does not contain corrections is rejected with a reason on one line."""
    with pytest.raises(InvalidCorrectionsError) as raised:
        corrections.loads(text)

    assert 1 == len(str(raised.value).splitlines())


def test_a_folder_of_corrections(tmp_path: Path) -> None:
    """A folder may have files for one and for many letters; invalid files are problems, and other files are ignored."""
    (tmp_path / "below").mkdir()
    other = attrs.evolve(patch(TEST, CHANGE), sha256="1" * 64)
    line = json.dumps(json.loads(corrections.dumps(other)))
    (tmp_path / "below" / "all.corrections.jsonl").write_text(f"{line}\n\n", encoding="utf-8")
    corrections.dump(patch(TEST, CHANGE), tmp_path / "a.corrections.json")
    (tmp_path / "b.corrections.json").write_text("{", encoding="utf-8")
    (tmp_path / "report.json").write_text("{", encoding="utf-8")
    collection = corrections.load_all(tmp_path)

    assert {SHA256, "1" * 64} == {*collection.by_digest}
    assert ["SQS601"] == codes(collection.problems)
    with pytest.raises(OSError, match="nowhere"):
        corrections.load_all(tmp_path / "nowhere")


# ------------------------------------------------------------------------------- the command line


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a letter and an edited report of it."""
    monkeypatch.chdir(tmp_path)
    Path("letters").mkdir()
    Path("letters", "northmoor.md").write_bytes(LETTER.read_bytes())
    edited = attrs.evolve(report(), published=date(2015, 4, 10))
    sqsreport.dump(edited, "edited.json")
    return tmp_path


def test_correct_and_convert(folder: Path) -> None:
    """An edited report is converted to corrections, which later conversions apply."""
    result = run("correct", "letters/northmoor.md", "edited.json", "-o", "corrections", "--by", "Ivy Garland")
    assert (0, "corrections/northmoor.md.corrections.json written: 1 correction\n") == (result.exit_code, result.stderr)

    many = run("convert", "letters", "--to", "json", "-o", "reports", "--corrections", "corrections")
    one = run("convert", "letters/northmoor.md", "one.json", "--corrections", "corrections")
    assert (0, 0) == (many.exit_code, one.exit_code)
    assert Path("edited.json").read_bytes() == Path("one.json").read_bytes()
    assert Path("edited.json").read_bytes() == Path("reports/northmoor.json").read_bytes()

    assert "10 April 2015" in run("show", "letters/northmoor.md", "--corrections", "corrections").stdout
    result = run("tables", "letters", "-o", "tables.csv", "--corrections", "corrections")
    assert 0 == result.exit_code
    assert "2015-04-10" in Path("tables.csv/reports.csv").read_text(encoding="utf-8")


def test_correct_prints(folder: Path) -> None:
    """Without an output folder the corrections are printed."""
    result = run("correct", "letters/northmoor.md", "edited.json")

    assert (TEST, CHANGE) == corrections.loads(result.stdout).patch


def test_correct_rejects_an_invalid_report(folder: Path) -> None:
    """An invalid report is not converted to corrections, and its errors are reported."""
    Path("edited.json").write_text(json.dumps({**examples.northmoor(), "published": "soon"}), encoding="utf-8")
    result = run("correct", "letters/northmoor.md", "edited.json", "-o", "corrections")

    assert 1 == result.exit_code
    assert "/published" in result.stderr
    assert not Path("corrections").exists()


def test_unusable_corrections_are_an_error(folder: Path) -> None:
    """Invalid corrections give exit status 1, and a missing folder 3; the letters are read nevertheless."""
    Path("corrections").mkdir()
    Path("corrections/x.corrections.json").write_text("{", encoding="utf-8")
    result = run("convert", "letters", "--to", "json", "-o", "reports", "--corrections", "corrections")
    assert 1 == result.exit_code
    assert "SQS601" in result.stderr
    assert Path("reports/northmoor.json").exists()

    assert 3 == run("convert", "letters/northmoor.md", "one.json", "--corrections", "nowhere").exit_code


def save(name: str, sha256: str) -> None:
    """Save corrections of a letter."""
    Path("corrections").mkdir(exist_ok=True)
    corrections.dump(corrections.Corrections(sha256, (), letter=name), f"corrections/{name}.corrections.json")


@pytest.mark.parametrize(
    "command",
    [
        ["convert", "letters", "--to", "json", "-o", "reports", "--jobs", "1"],
        ["convert", "letters/northmoor.md", "one.json"],
        ["tables", "letters", "-o", "tables.csv", "--no-quantities", "--jobs", "1"],
        ["review", "letters", "-o", "review", "--jobs", "1"],
        ["show", "letters"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_corrections_of_no_letter_are_reported_once(folder: Path, command: list[str]) -> None:
    """Corrections of a letter that is not among the inputs give one warning at the end."""
    save("gone.pdf", "0" * 64)
    if command[1] == "letters":
        Path("letters/deeper").mkdir()
        Path("letters/deeper/ashmere.md").write_bytes(LETTER.read_bytes().replace(b"Northmoor", b"Ashmere"))
    result = run(*command, "--corrections", "corrections")

    assert 0 == result.exit_code
    assert 1 == result.stderr.count("SQS607")
    assert "warning SQS607" in result.stderr.splitlines()[-1]
    assert (
        f"the corrections of gone.pdf were not applied, because no letter that was read has the SHA-256 {'0' * 64}"
        in (result.stderr)
    )
    if command[0] in ("convert", "tables"):
        again = [*command, *(["--force"] if "-o" in command else [])]
        assert 1 == run(*again, "--strict", "--corrections", "corrections").exit_code


def test_corrections_of_a_renamed_letter(folder: Path) -> None:
    """Corrections are applied to a letter that was renamed, also in a second run that keeps its report."""
    save("old-name.md", SHA256)
    for _ in range(2):
        result = run("convert", "letters", "--to", "json", "-o", "reports", "--corrections", "corrections", "--strict")
        assert (0, False) == (result.exit_code, "SQS607" in result.stderr)


def test_kept_results_have_no_new_corrections(folder: Path) -> None:
    """A result of an earlier run is kept, and a message says how to apply the corrections to it."""
    many = ("convert", "letters", "--to", "json", "-o", "reports")
    run(*many)
    save("northmoor.md", SHA256)
    again, forced = run(*many, "--corrections", "corrections"), run(*many, "--corrections", "corrections", "--force")

    assert (0, 0) == (again.exit_code, forced.exit_code)
    assert "--force writes them again" in again.stderr.splitlines()[-1]
    assert "--force" not in forced.stderr


def test_another_file_of_the_name_is_reported_once(folder: Path) -> None:
    """Corrections of another version of a file are an error of the letter, and are reported once."""
    save("northmoor.md", "0" * 64)
    result = run("show", "letters/northmoor.md", "--corrections", "corrections")

    assert (1, True, False) == (result.exit_code, "SQS604" in result.stderr, "SQS607" in result.stderr)


def test_one_letter_with_the_corrections_of_many(folder: Path) -> None:
    """A single letter is read without warnings about the corrections of other letters."""
    save("one.pdf", "0" * 64)
    save("two.pdf", "1" * 64)

    assert "SQS607" not in run("show", "letters/northmoor.md", "--corrections", "corrections").stderr
    assert 2 == run("show", "letters/northmoor.md", "letters", "--corrections", "corrections").stderr.count("SQS607")


@pytest.mark.parametrize(("sha256", "is_reported"), [(SHA256, False), ("0" * 64, True)])
def test_corrections_of_standard_input(folder: Path, sha256: str, is_reported: bool) -> None:
    """Corrections that are not for the letter on standard input are reported."""
    save("northmoor.pdf", sha256)
    result = run("show", "-", "--from", "markdown", "--corrections", "corrections", stdin=LETTER.read_bytes())

    assert is_reported == ("SQS607" in result.stderr)


@pytest.mark.parametrize("command", ["convert --to json -o reports", "tables -o tables.csv"])
def test_a_letter_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """A letter is read once, both for its text and for the digest that its corrections need."""
    counts: list[object] = []
    original = _files.read_bytes

    def counted(source: Any, at_most: int) -> Any:
        counts.append(source)
        return original(source, at_most)

    monkeypatch.setattr(sources, "read_bytes", counted)
    save("northmoor.md", SHA256)
    name, *options = command.split()
    assert 0 == run(name, "letters", *options, "-j", "1", "--corrections", "corrections").exit_code
    assert ["letters/northmoor.md"] == counts
