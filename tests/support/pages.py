"""The examples of the documentation: where they are, and what it is to run each kind of them."""

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

#: Made of the sources, and so held against them by other tests; or no more than an inclusion.
_NOT_LOOKED_AT: Final = ("_build/", "reference/problems/", "reference/schema/", "changelog.md")

#: The pages that people read, by their place in the repository.
PAGES: Final = (
    "README.md",
    "CONTRIBUTING.md",
    *sorted(
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "docs").rglob("*.md")
        if not path.relative_to(ROOT / "docs").as_posix().startswith(_NOT_LOOKED_AT)
    ),
)

#: What is shown as it is, such as a picture made of characters.
_SHOWN: Final = ("text", "md", "diff")

_BLOCKS: Final = RawFencedCodeBlockLexer(re.compile(r"[ \t]*(?P<language>[^\n]*)\n"))
_REASON: Final = re.compile(r"(?:^% not run: (.+)|<!-- not run: (.+) -->)\n+\Z", re.MULTILINE)


# ------------------------------------------------------------------------------------- finding


def parsed(page: str) -> Document:
    """Find the examples of a page, in their order; those of Python share their names."""
    return Document.parse(str(ROOT / page), examples_in)


def blocks_in(document: Document) -> list[Region]:
    """Return every block that stands between fences, whatever is in it."""
    return sorted(_BLOCKS(document), key=lambda block: block.start)


def reason_of(document: Document, block: Region) -> str | None:
    """Return why a block is not run, where an invisible comment before it says so."""
    found = _REASON.search(document.text[: block.start])
    return None if found is None else found[1] or found[2]


def reasons_on(page: str) -> list[str]:
    """Return the reasons on a page, in their order."""
    document = parsed(page)
    return [reason for block in blocks_in(document) if (reason := reason_of(document, block))]


def examples_in(document: Document) -> Iterator[Region]:
    """Make examples of the blocks of a page, each with what it is to run it."""
    for block in blocks_in(document):
        language, source = block.lexemes["language"].strip(), block.lexemes["source"]
        if reason_of(document, block):
            yield Region(block.start, block.end, source, LOOKED_AT.get(language))
        elif language == "{doctest}" or source.startswith(">>>"):
            for each in _DOCTESTS(source, document.path):
                each.adjust(block, source)
                yield each
        elif language not in _SHOWN and not language.startswith("{"):
            yield Region(block.start, block.end, source, RUN.get(language, _unknown))


# ------------------------------------------------------------------------------------- running


def environment() -> Mapping[str, str]:
    """Return the environment of a reader who has the program on the path, and no colours."""
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
    r"""Part what was typed from what was printed.

    >>> commands_in("$ echo a \\\n>   b\na b\n$ true\n")
    [('echo a \\\n  b', 'a b\n'), ('true', '')]
    """
    found = re.findall(r"^\$ ((?:.*\\\n> )*.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE)
    return [(command.replace("\n> ", "\n"), printed) for command, printed in found]


def says_the_same(expected: str, found: str) -> bool:
    """Tell whether a text is what was expected, in which three points stand for anything.

    >>> says_the_same("a … z", "a b c z"), says_the_same("...", ""), says_the_same("a", "b")
    (True, True, False)
    """
    parts = re.split(r"…|\.\.\.", expected.rstrip())
    return bool(re.fullmatch(".*".join(map(re.escape, parts)), found.rstrip(), re.DOTALL))


def _run_console(example: Example) -> str | None:
    commands, status = commands_in(example.parsed), 0
    if not commands:
        return "a console needs a line that begins with '$ '"
    for command, expected in commands:
        done = _shell("-c", f"(exit {status}); {command}")
        found = "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())
        if not says_the_same(expected, found):
            difference = difflib.unified_diff(expected.splitlines(), found.splitlines(), "page", "found", lineterm="")
            return "\n".join([f"$ {command}", *difference])
        status = done.returncode
    return None


def _parse_commands(example: Example) -> str | None:
    return _shell("-n", "-c", example.parsed).stdout or None


def _run_commands(example: Example) -> str | None:
    done = _shell("-e", "-c", example.parsed)
    return f"exit status {done.returncode}\n{done.stdout}" if done.returncode else None


_RUN_PYTHON: Final = PythonEvaluator()
#: What is printed, and a comment behind it that says so: ``print(1 + 1)  # 2``.
_PRINTS: Final = re.compile(r"^print\(.*\) +# (.+)$", re.MULTILINE)


def _run_python(example: Example) -> str | None:
    with contextlib.redirect_stdout(io.StringIO()) as output:
        _RUN_PYTHON(example)
    said, printed = _PRINTS.findall(example.parsed), output.getvalue().splitlines()
    if not said:
        return None
    # A comment may go on behind what is printed, or break off before its end.
    wrong = [
        f"says {comment!r} and prints {line!r}"
        for comment, line in itertools.zip_longest(said, printed, fillvalue="")
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
        found = Draft202012Validator(sqsreport.schema(name="problems")).iter_errors(document)
        return "\n".join(each.message for each in found) or None
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
    done = _shell("-c", "sqsreport validate --config settings.toml -o told.txt examples")
    return done.stdout if done.returncode else None


def _run_sql(example: Example) -> str | None:
    import duckdb

    with duckdb.connect("reports.duckdb", read_only=True) as connection:
        return None if connection.execute(example.parsed).fetchall() else "no row"


def _unknown(example: Example) -> str:
    return "nobody knows how to run this; say why it is not run in a comment before it: % not run: …"


#: What it is to run a block, by its language.
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
#: What is looked at where a block is not run.
LOOKED_AT: Final[Mapping[str, Callable[[Example], Any]]] = {
    "python": _compile_python,
    "sh": _parse_commands,
    "bash": _parse_commands,
}
_DOCTESTS: Final = DocTestStringParser(DocTestEvaluator(doctest.ELLIPSIS))
