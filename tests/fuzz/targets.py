"""The fuzzing targets: for each, the code that it runs, the promises that it checks, and how its inputs are mutated."""

from __future__ import annotations

import contextlib
import functools
import json
import shutil
import tempfile
from collections.abc import Callable, Hashable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Final

import attrs
from click.testing import CliRunner

import sqsreport
from fuzz import dictionary, mutation, shapes
from fuzz.mutation import Mutator
from fuzz.promises import (
    is_harmless,
    outcome_of,
    pointers_lead_somewhere,
    problems_are_sound,
    promise,
    reading_is_sound,
)
from sqsreport import letters, tables
from sqsreport.cli import main
from sqsreport.problems import errors_in
from sqsreport.tables import TABLES

_HERE: Final = Path(__file__).parent
_TESTS: Final = _HERE.parent

#: Letters and documents of other tests, which are also good seeds.
_BORROWED: Final[Mapping[str, tuple[str, ...]]] = {
    "json": ("letters/golden/cut-off.json",),
    "markdown": ("letters/golden/*.md", "letters/golden/*.txt"),
    "pdf": ("letters/formats/pdf/northmoor-writer.pdf",),
}


@attrs.frozen
class Target:
    """Code that accepts any bytes.

    Attributes:
        name: The name.
        run: Runs the code on an input, raises if a promise is broken, and returns a value that distinguishes outcomes.
        mutate: Mutates an input.
        tokens: The words of inputs.
        share: The share of the fuzzing time, because some targets are slower than others and no more important.
        is_guided: Whether the code is pure Python in this process, where atheris sees what an input reaches.
    """

    name: str
    run: Callable[[bytes], Hashable]
    mutate: Mutator
    tokens: tuple[bytes, ...]
    share: int = 1
    is_guided: bool = True

    def seeds(self) -> list[bytes]:
        """Return the inputs to begin with, in the same order on every machine."""
        paths = sorted((_HERE / "corpus" / self.name).iterdir())
        borrowed = (path for pattern in _BORROWED.get(self.name, ()) for path in sorted(_TESTS.glob(pattern)))
        return [path.read_bytes() for path in (*paths, *borrowed)]


# ----------------------------------------------------------------------------------------- JSON


def run_json(data: bytes) -> Hashable:
    """Check that bytes, text and data have the same problems, and that a loaded report is written and loaded again."""
    problems = sqsreport.validate(data)
    try:
        text: str | None = data.decode()
    except UnicodeDecodeError:
        text = None
    # A byte order mark takes no column.
    problems_are_sound(problems, None if text is None else text.removeprefix("\ufeff"))
    # These checks cost as much again, so only some inputs get them; the length of the input decides which.
    turn = len(data) % 4
    if text is not None and turn == 0:
        promise(sqsreport.validate(text) == problems, "text and bytes have the same problems")
    try:
        report = sqsreport.loads(data)
    except sqsreport.ValidationError as error:
        promise(errors_in(problems), "a text that cannot be loaded has an error")
        promise(list(error.problems) == problems, "the error of loading has all problems")
        promise(is_harmless(str(error)), "the message of an error has no control characters", str(error))
    else:
        promise(not errors_in(problems), "a text with errors is not loaded", *problems)
        written = sqsreport.dumps(report)
        promise(sqsreport.loads(written) == report, "a report is equal after dumping and loading")
        promise(
            sqsreport.dumps(sqsreport.loads(written)) == written, "a dumped report is dumped again as the same text"
        )
        kinds = [(each.code, each.pointer) for each in problems if each.code != "SQS009"]
        again = sorted((each.code, each.pointer) for each in sqsreport.validate(report))
        promise(again == sorted(kinds), "a report has the problems of its text", again, kinds)
        _same_as_data(written)
    if text is not None and turn == 1 and not any(each.code < "SQS100" for each in problems):
        document = json.loads(text)
        if isinstance(document, str):  # a `str` would be parsed as JSON text
            return outcome_of(problems)
        pointers_lead_somewhere(problems, document)
        same = sorted((each.code, each.pointer) for each in sqsreport.validate(document))
        promise(
            same == sorted((each.code, each.pointer) for each in problems), "data has the problems of its text", same
        )
    return outcome_of(problems)


def _same_as_data(written: str) -> None:
    document = json.loads(written)
    original = json.dumps(document)
    sqsreport.validate(document)
    promise(json.dumps(document) == original, "validation does not change the document")


# -------------------------------------------------------------------------------------- letters


def run_letter(format: str, data: bytes) -> Hashable:
    """Check that reading a letter gives a valid report, or problems that explain why there is none."""
    reading = letters.read(data, format)
    reading_is_sound(reading, again=len(data) % 8 == 0)
    if len(data) % 4 == 1:
        reading_is_sound(letters.read(data, format, ignore_embedded=True), again=False)
    report = reading.report
    parts = () if report is None else (
        len(report.sections), len(report.strengths), len(report.copy_list), len(report.footnotes), report.context is None,
    )  # fmt: skip
    return outcome_of(reading.problems), parts, len(reading.leftovers).bit_length()


# ------------------------------------------------------------------------------------ documents


class _InPieces(BytesIO):
    """An open file that returns only a few bytes at a time."""

    def read1(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002 - the size is ignored on purpose
        return super().read(7)


def run_documents(format: str | None, data: bytes) -> Hashable:
    """Check that each document has its place and its problems, however the bytes arrive."""
    results = list(sqsreport.iter_validate(BytesIO(data), format=format))
    promise([*range(len(results))] == [each.index for each in results], "documents are counted from 0")
    promise(results, "every input has a result")
    for each in results:
        problems_are_sound(each.problems)
        promise(each.is_valid == (not errors_in(each.problems)), "a result is valid if it has no error")
    if len(data) % 4 == 0 and len(data) < 4000:
        pieces = list(sqsreport.iter_validate(_InPieces(data), format=format))
        # How much of damaged data can be unpacked depends on how much of it arrives at a time.
        is_damaged = any(problem.code == "SQS015" for each in (*results, *pieces) for problem in each.problems)
        promise(
            is_damaged or pieces == results, "the results do not depend on the sizes of the blocks", pieces, results
        )
    return outcome_of([problem for each in results for problem in each.problems]), len(results).bit_length()


# --------------------------------------------------------------------------------------- tables


@functools.cache
def _folder() -> Path:
    """Return a temporary folder that exists as long as this process."""
    folder = tempfile.TemporaryDirectory(prefix="sqsreport-fuzz-")
    _KEPT.append(folder)
    return Path(folder.name)


_KEPT: Final[list[tempfile.TemporaryDirectory[str]]] = []


def run_tables(data: bytes) -> Hashable:
    """Check that CSV tables are converted to reports, or that a documented error says why not."""
    folder = _folder() / "tables"
    folder.mkdir(exist_ok=True)
    contents = shapes.tables_in(data)
    for name in TABLES:
        path = folder / f"{name}.csv"
        if name in contents:
            path.write_bytes(contents[name])
        else:
            path.unlink(missing_ok=True)
    try:
        reports = tables.from_arrow(tables.read_tables(folder))
    except (ValueError, OSError) as error:
        promise(str(error), "an error has a message")
        return type(error).__name__, str(error)[:24]
    for report in reports:
        problems_are_sound(sqsreport.validate(report))
    converted = tables.to_arrow(reports)
    promise(tables.from_arrow(converted) == reports, "reports are equal after making tables of them and reading these")
    return tuple(outcome_of(sqsreport.validate(report)) for report in reports)


# --------------------------------------------------------------------------------- command line

#: The words that are allowed in a command.
_COMMAND_WORDS: Final = frozenset(word.decode() for word in dictionary.COMMANDS)


def run_command(data: bytes) -> Hashable:
    """Check that a command ends with a documented status, without a traceback or a control character."""
    first, _, body = data.partition(b"\n")
    # Keep only known words, so that nothing outside the folder is written.
    words = [word for word in first.decode("utf-8", "replace").split(" ") if word in _COMMAND_WORDS][:12]
    if words[:1] and words[0] in ("convert", "tables", "validate"):
        words += ["--jobs", "1"]  # all work in this process
    folder = _folder() / "commands"
    folder.mkdir()
    try:
        with contextlib.chdir(folder):
            for word in {*words}:
                if word.startswith("in."):
                    Path(word).write_bytes(body)
            result = CliRunner().invoke(main, words, input=body)
    finally:
        shutil.rmtree(folder)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    promise(result.exit_code in range(4), "the exit status is 0, 1, 2 or 3", result.exit_code, words)
    promise("Traceback" not in result.stderr, "a command ends without a traceback", result.stderr)
    # click indents its hints with tabs.
    promise(is_harmless(result.stderr.replace("\t", " ")), "standard error has no control character", result.stderr)
    if "-" not in words:  # a letter or a report on standard output is written as it is
        output = result.stdout.replace("\t", " ")
        promise(is_harmless(output), "standard output has no control character", output)
    return result.exit_code, tuple(words[:2]), len(result.stderr).bit_length()


def _mutate_command(chance: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Mutate the words of a command, or its input file with the mutator for such files."""
    first, _, body = data.partition(b"\n")
    words = first.split(b" ")
    if chance.random() < 0.3:
        at = chance.randrange(len(words))
        match chance.randrange(3):
            case 0:
                words[at] = chance.choice(dictionary.COMMANDS)
            case 1:
                words.insert(at + 1, chance.choice(dictionary.COMMANDS))
            case _:
                del words[at]
    else:
        kind = next((kind for ending, kind in _KINDS.items() if b"in." + ending in words), "markdown")
        body = BY_NAME[kind].mutate(chance, body, ())
    return b" ".join(words) + b"\n" + body


#: Which target mutates the input file of a command, by the extension of the file.
_KINDS: Final = {
    b"json": "json",
    b"jsonl": "jsonl",
    b"yaml": "yaml",
    b"html": "html",
    b"docx": "docx",
    b"pdf": "pdf",
    b"md": "markdown",
}

# ----------------------------------------------------------------------------------- all targets


def _targets() -> tuple[Target, ...]:
    text = mutation.one_of(dictionary.JSON)
    yaml = mutation.one_of(dictionary.YAML)
    letter = mutation.one_of(dictionary.LETTER)
    page = mutation.markup(dictionary.HTML)
    word = shapes.zipped(mutation.markup(dictionary.WORD), mutation.one_of(dictionary.WORD))
    pdf = shapes.pdf(mutation.one_of(dictionary.PDF))
    read = functools.partial
    return (
        Target("json", run_json, shapes.json_value(text), dictionary.JSON, share=10),
        Target("jsonl", read(run_documents, None), text, dictionary.JSON, share=8),
        Target("yaml", read(run_documents, "yaml"), yaml, dictionary.YAML, share=2),
        Target("packed", read(run_documents, None), shapes.packed(text), dictionary.JSON, share=4),
        Target("markdown", read(run_letter, "markdown"), letter, dictionary.LETTER, share=8),
        Target("html", read(run_letter, "html"), page, dictionary.HTML, share=4),
        Target("docx", read(run_letter, "docx"), word, dictionary.WORD, share=4),
        Target("pdf", read(run_letter, "pdf"), pdf, dictionary.PDF, share=2, is_guided=False),
        Target("tables", run_tables, shapes.csv_tables(text), dictionary.JSON, is_guided=False),
        Target("commands", run_command, _mutate_command, dictionary.COMMANDS, is_guided=False),
    )


#: Every target by its name.
BY_NAME: Final[Mapping[str, Target]] = {target.name: target for target in _targets()}
