"""`sqsreport.iter_load`: any number of reports, loaded one at a time."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sqsreport
from sqsreport import Result, ValidationError
from sqsreport.testing import examples


def document(number: int) -> dict[str, Any]:
    """Return a report with a number in its title."""
    return examples.minimal() | {"title": f"Letter {number}"}


def titles(reports: Iterator[sqsreport.Report]) -> list[str]:
    """Return the titles of reports."""
    return [report.title for report in reports]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps([document(0), document(1)])),
        ("a.jsonl", f"{json.dumps(document(0))}\n\n{json.dumps(document(1))}\n"),
        ("a.json", f"{json.dumps(document(0))}\n{json.dumps(document(1))}\n"),
        ("a.yaml", f"---\n{json.dumps(document(0))}\n---\n{json.dumps(document(1))}\n"),
    ],
)
@pytest.mark.parametrize("is_packed", [False, True])
def test_streams_of_reports(name: str, content: str, is_packed: bool, tmp_path: Path) -> None:
    """Arrays, JSON Lines and YAML documents are loaded from files, folders and open files, packed or not."""
    pytest.importorskip("ruamel.yaml")
    data = gzip.compress(content.encode()) if is_packed else content.encode()
    path = tmp_path / (name + ".gz" * is_packed)
    path.write_bytes(data)

    form = "jsonl" if "\n{" in content and name == "a.json" else None
    assert ["Letter 0", "Letter 1"] == titles(sqsreport.iter_load(path, format=form))
    assert ["Letter 0", "Letter 1"] == titles(sqsreport.iter_load(str(path), format=form))
    assert ["Letter 0", "Letter 1"] == titles(
        sqsreport.iter_load(io.BytesIO(data), format=form or path.suffixes[0][1:])
    )
    if form is None:
        assert ["Letter 0", "Letter 1"] == titles(sqsreport.iter_load(tmp_path))


def mixed(folder: Path) -> Path:
    """Return a folder with valid files, a file with an invalid line, a damaged file and an empty one."""
    (folder / "a.jsonl").write_text(f"{json.dumps(document(0))}\n{{\n{json.dumps(document(1))}\n")
    (folder / "b.json.gz").write_bytes(b"\x1f\x8b\x08 nothing of the kind")
    (folder / "c.json").write_text("")
    (folder / "d.json").write_text(json.dumps(document(2)))
    return folder


def test_invalid_documents(tmp_path: Path) -> None:
    """The callback is called with the result of each invalid document, and all others are loaded."""
    invalid: list[Result] = []

    assert ["Letter 0", "Letter 1", "Letter 2"] == titles(
        sqsreport.iter_load(mixed(tmp_path), on_invalid=invalid.append)
    )
    assert [("a.jsonl", 1), ("b.json.gz", 0), ("c.json", 0)] == [
        (Path(each.source or "").name, each.index) for each in invalid
    ]
    assert all(each.problems for each in invalid)


def test_errors_are_in_their_place(tmp_path: Path) -> None:
    """Without a callback the error is raised at the document, with its file, and the iterator can continue."""
    reports = sqsreport.iter_load(mixed(tmp_path))
    assert "Letter 0" == next(reports).title
    with pytest.raises(ValidationError) as caught:
        next(reports)
    [problem] = caught.value.problems
    assert (str(tmp_path / "a.jsonl"), 2) == (problem.source, problem.line)
    assert "Letter 1" == next(reports).title
    for code in ("SQS015", "SQS002"):
        with pytest.raises(ValidationError, match=code):
            next(reports)
    assert ["Letter 2"] == titles(reports)


def test_sources_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file is an error with a problem, and a value that is not a source is a `TypeError`."""
    with pytest.raises(ValidationError, match="SQS010"):
        next(sqsreport.iter_load(tmp_path / "gone.json"))
    with pytest.raises(TypeError, match="must be a path or an open file, not list"):
        sqsreport.iter_load([])  # type: ignore[arg-type]
    with pytest.raises(sqsreport.UnknownFormatError):
        sqsreport.iter_load(tmp_path, format="xml")


@pytest.mark.slow
def test_memory_is_constant() -> None:
    """At most a few of thousands of reports are in memory."""
    line = json.dumps(examples.northmoor()).encode() + b"\n"
    file = io.BytesIO(line * 3000)
    tracemalloc.start()
    try:
        assert 3000 == sum(1 for _ in sqsreport.iter_load(file, format="jsonl"))
        assert tracemalloc.get_traced_memory()[1] < len(line) * 1000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("mode", ["r", "rb"])
def test_validate_takes_open_files(mode: str, tmp_path: Path) -> None:
    """An open file is validated like a path, in text and in binary mode; one that cannot be read is a problem."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps(examples.minimal() | {"published": "x"}))
    with path.open(mode) as file:
        assert sqsreport.validate(path) == sqsreport.validate(file)
    assert ["SQS010"] == [problem.code for problem in sqsreport.validate(file)]
    path.write_bytes(b"{\xff}")
    with path.open(encoding="utf-8") as file:
        assert ["SQS001"] == [problem.code for problem in sqsreport.validate(file)]


def test_several_reports_are_no_report() -> None:
    """The error of `load` for a file with several reports names the function that reads them."""
    for text in (json.dumps([document(0), document(1)]), f"{json.dumps(document(0))}\n{json.dumps(document(1))}"):
        with pytest.raises(ValidationError, match="iter_load"):
            sqsreport.loads(text)


def test_a_problem_shows_itself() -> None:
    """The ``repr`` of a problem has its code, place and message, without missing parts."""
    [problem] = [each for each in sqsreport.validate('{"title": null}') if each.code == "SQS104"]

    assert (
        "Problem('SQS104', pointer='/title', line=1, column=11, severity='error', message='null is not allowed')"
        == repr(problem)
    )
