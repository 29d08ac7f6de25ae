"""Finds the examples in the documentation, and runs those of each kind."""

from __future__ import annotations

import contextlib
import difflib
import doctest
import io
import itertools
import json
import os
import re
import subprocess
import sysconfig
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from sybil import Document, Example, Region
from sybil.evaluators.doctest import DocTestEvaluator
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.abstract import DocTestStringParser
from sybil.parsers.markdown.lexers import RawFencedCodeBlockLexer

import sqsreport
from sqsreport.problems import errors_in

ROOT: Final = Path(__file__).parents[2]

#: Pages that are generated from sources, and tested with them, or that only include another file.
_GENERATED: Final = ("_build/", "reference/problems/", "reference/schema/", "changelog.md")

#: The pages with examples, as paths relative to the repository.
PAGES: Final = (
    "README.md",
    "CONTRIBUTING.md",
    *sorted(
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "docs").rglob("*.md")
        if not path.relative_to(ROOT / "docs").as_posix().startswith(_GENERATED)
    ),
)

#: Languages of blocks that are never run, such as diagrams in plain text.
_NOT_CODE: Final = ("text", "md", "diff")

_BLOCKS: Final = RawFencedCodeBlockLexer(re.compile(r"[ \t]*(?P<language>[^\n]*)\n"))
_REASON: Final = re.compile(r"(?:^% not run: (.+)|<!-- not run: (.+) -->)\n+\Z", re.MULTILINE)


# ------------------------------------------------------------------------------------- finding


def parsed(page: str) -> Document:
    """Parse the examples of a page in order; Python examples share their variables."""
    return Document.parse(str(ROOT / page), examples_in)


def blocks_in(document: Document) -> list[Region]:
    """Return every fenced code block in order."""
    return sorted(_BLOCKS(document), key=lambda block: block.start)


def reason_of(document: Document, block: Region) -> str | None:
    """Return why a block is not run, as given in an invisible comment before it."""
    match = _REASON.search(document.text[: block.start])
    return None if match is None else match[1] or match[2]


def reasons_on(page: str) -> list[str]:
    """Return the reasons on a page in order."""
    document = parsed(page)
    return [reason for block in blocks_in(document) if (reason := reason_of(document, block))]


def examples_in(document: Document) -> Iterator[Region]:
    """Yield the blocks of a page as examples, each with the function that runs it."""
    for block in blocks_in(document):
        language, source = block.lexemes["language"].strip(), block.lexemes["source"]
        if reason_of(document, block):
            yield Region(block.start, block.end, source, CHECKED.get(language))
        elif language == "{doctest}" or source.startswith(">>>"):
            for each in _DOCTESTS(source, document.path):
                each.adjust(block, source)
                yield each
        elif language not in _NOT_CODE and not language.startswith("{"):
            yield Region(block.start, block.end, source, RUN.get(language, _unknown))


# ------------------------------------------------------------------------------------- running


def environment() -> Mapping[str, str]:
    """Return the environment of a user who has the program on the path, and no colours."""
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONUNBUFFERED": "1"}


def _shell(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", *args],  # noqa: S607 - any bash will do
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def commands_in(text: str) -> list[tuple[str, str]]:
    r"""Split a console session into commands and their output.

    >>> commands_in("$ echo a \\\n>   b\na b\n$ true\n")
    [('echo a \\\n  b', 'a b\n'), ('true', '')]
    """
    matches = re.findall(r"^\$ ((?:.*\\\n> )*.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE)
    return [(command.replace("\n> ", "\n"), printed) for command, printed in matches]


def matches_output(expected: str, output: str) -> bool:
    """Check whether output matches the expected text, in which an ellipsis stands for any text.

    >>> matches_output("a … z", "a b c z"), matches_output("...", ""), matches_output("a", "b")
    (True, True, False)
    """
    parts = re.split(r"…|\.\.\.", expected.rstrip())
    return bool(re.fullmatch(".*".join(map(re.escape, parts)), output.rstrip(), re.DOTALL))


def _run_console(example: Example) -> str | None:
    commands, status = commands_in(example.parsed), 0
    if not commands:
        return "a console needs a line that begins with '$ '"
    for command, expected in commands:
        process = _shell("-c", f"(exit {status}); {command}")
        output = "".join(f"{line.rstrip()}\n" for line in process.stdout.splitlines())
        if not matches_output(expected, output):
            difference = difflib.unified_diff(expected.splitlines(), output.splitlines(), "page", "found", lineterm="")
            return "\n".join([f"$ {command}", *difference])
        status = process.returncode
    return None


def _parse_commands(example: Example) -> str | None:
    return _shell("-n", "-c", example.parsed).stdout or None


def _run_commands(example: Example) -> str | None:
    process = _shell("-e", "-c", example.parsed)
    return f"exit status {process.returncode}\n{process.stdout}" if process.returncode else None


_RUN_PYTHON: Final = PythonEvaluator()
#: A call of print with its output in a comment: ``print(1 + 1)  # 2``.
_PRINTS: Final = re.compile(r"^print\(.*\) +# (.+)$", re.MULTILINE)


def _run_python(example: Example) -> str | None:
    with contextlib.redirect_stdout(io.StringIO()) as output:
        _RUN_PYTHON(example)
    comments, printed = _PRINTS.findall(example.parsed), output.getvalue().splitlines()
    if not comments:
        return None
    # A comment may continue after the output, or end before it with an ellipsis.
    wrong = [
        f"says {comment!r} and prints {line!r}"
        for comment, line in itertools.zip_longest(comments, printed, fillvalue="")
        if not (line and comment.startswith(line)) and not line.startswith(comment.partition("…")[0].rstrip() or "…")
    ]
    return "\n".join(wrong) or None


def _compile_python(example: Example) -> None:
    compile(example.parsed, example.path, "exec")


def _read_json(example: Example) -> str | None:
    document = json.loads(example.parsed)
    if not isinstance(document, dict):
        return None
    if str(document.get("$schema", "")).endswith(":problems"):
        errors = Draft202012Validator(sqsreport.schema(name="problems")).iter_errors(document)
        return "\n".join(each.message for each in errors) or None
    if document.keys() >= set(sqsreport.schema()["required"]):
        return "\n".join(map(str, errors_in(sqsreport.validate(example.parsed)))) or None
    return None


def _read_yaml(example: Example) -> None:
    list(YAML(typ="safe", pure=True).load_all(example.parsed))


def _read_toml(example: Example) -> str | None:
    settings = tomllib.loads(example.parsed)
    if "sqsreport" not in settings.get("tool", {}):
        return None
    Path("settings.toml").write_text(example.parsed, encoding="utf-8")
    process = _shell("-c", "sqsreport validate --config settings.toml -o told.txt examples")
    return process.stdout if process.returncode else None


def _run_sql(example: Example) -> str | None:
    import duckdb

    with duckdb.connect("reports.duckdb", read_only=True) as connection:
        return None if connection.execute(example.parsed).fetchall() else "no row"


def _unknown(example: Example) -> str:
    return "nobody knows how to run this; say why it is not run in a comment before it: % not run: …"


#: The function that runs a block, by its language.
RUN: Final[Mapping[str, Callable[[Example], Any]]] = {
    "python": _run_python,
    "console": _run_console,
    "sh": _run_commands,
    "bash": _run_commands,
    "json": _read_json,
    "yaml": _read_yaml,
    "toml": _read_toml,
    "sql": _run_sql,
}
#: The function that checks a block that is not run, by its language.
CHECKED: Final[Mapping[str, Callable[[Example], Any]]] = {
    "python": _compile_python,
    "sh": _parse_commands,
    "bash": _parse_commands,
}
_DOCTESTS: Final = DocTestStringParser(DocTestEvaluator(doctest.ELLIPSIS))
