"""Every example in the documentation runs, and has the output that the page shows."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Final

import click
import pytest
from markdown_it import MarkdownIt
from sybil.example import SybilFailure

import sqsreport
from sqsreport.cli import main
from support.pages import PAGES, ROOT, blocks_in, environment, parsed, reasons_on

pytestmark = pytest.mark.slow

on_posix: Final = pytest.mark.skipif(
    sys.platform == "win32" or shutil.which("bash") is None, reason="the pages show commands of a POSIX shell"
)

_INSTALLS: Final = "it installs packages"
_CLUSTER: Final = "it needs a cluster; the tests of Spark do the same on one machine"

#: The blocks that are shown but not run, by page, with the reasons that the pages give.
NOT_RUN: Final = {
    "README.md": [_INSTALLS, _INSTALLS],
    "CONTRIBUTING.md": [_INSTALLS, _INSTALLS],
    "docs/index.md": [_INSTALLS],
    "docs/explanation/promises.md": ["it takes hours"],
    "docs/explanation/security.md": [_INSTALLS, "it needs a release"],
    "docs/guides/add-a-letter-format.md": ["the tests are run by themselves"],
    "docs/guides/in-a-web-service.md": [_INSTALLS, "PostgreSQL is no part of the tests"],
    "docs/guides/load-into-tables.md": ["the program duckdb is no part of the tests", "R is no part of the tests"],
    "docs/guides/spark.md": [
        _INSTALLS,
        _CLUSTER,
        _CLUSTER,
        "Ray is no part of the tests",
        "Dask is no part of the tests",
    ],
    "docs/guides/test-kit.md": [
        _INSTALLS,
        "validate.mjs is a program of yours",
        "it starts a program for each case, which takes minutes",
        "it is JavaScript",
    ],
    "docs/guides/validate-in-ci.md": ["Jenkins is no part of the tests"],
    "docs/tutorial.md": [_INSTALLS],
}


def text_of(page: str) -> str:
    """Return the text of a page."""
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.fixture
def folder_with_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that contains the examples, like a checkout."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@on_posix
@pytest.mark.parametrize("page", PAGES)
def test_examples_run(folder_with_examples: Path, page: str) -> None:
    """The commands and code of a page give the output that the page shows."""
    for example in parsed(page):
        example.evaluate()


@pytest.mark.parametrize("page", PAGES)
def test_every_block_is_found(page: str) -> None:
    """A Markdown parser finds the same code blocks on a page as the tests."""
    tokens = MarkdownIt("commonmark").parse(text_of(page))
    expected = [dedent(token.content) for token in tokens if token.type == "fence"]
    assert expected == [str(block.lexemes["source"]) for block in blocks_in(parsed(page))]


def test_blocks_that_are_not_run() -> None:
    """Only these blocks are not run, and each has a reason."""
    assert NOT_RUN == {page: reasons for page in PAGES if (reasons := reasons_on(page))}


def named_commands(page: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the commands that a page mentions, each with its options."""
    for name, rest in re.findall(r"(?:^|[`'$ ])sqsreport ([a-z]+)((?: [^`\n]*)?)", text_of(page), re.MULTILINE):
        if name in main.commands:
            yield name, re.findall(r"(?<= )--?[a-z][a-z-]*", re.split(r" {2,}|[|;&]", rest)[0])


@pytest.mark.parametrize("page", PAGES)
def test_options_exist(page: str) -> None:
    """Every command that a page mentions accepts the options after it."""
    context = click.Context(main)
    for name, options in named_commands(page):
        command = main.get_command(context, name)
        assert command is not None
        subcommands = command.commands.values() if isinstance(command, click.Group) else ()
        params = [*command.params, *(param for each in subcommands for param in each.params)]
        accepted = {"--help", *(option for param in params for option in (*param.opts, *param.secondary_opts))}
        assert [] == [option for option in options if option not in accepted], name


def test_script(folder_with_examples: Path) -> None:
    """The example script runs without a warning."""
    runpy.run_path(str(folder_with_examples / "examples" / "try_it.py"), run_name="__main__")


def begins_with_a_sentence(text: str) -> bool:
    """Check whether a page begins with its title and a sentence."""
    return bool(re.match(r"(?:---\n.*?\n---\n\n)?# [^\n]+\n\n[A-Z]", text, re.DOTALL))


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("docs/") and page != "docs/index.md"])
def test_pages_begin_with_a_sentence(page: str) -> None:
    """A page begins with its title, and then a sentence that says what it is for."""
    assert begins_with_a_sentence(text_of(page))


@on_posix
def test_program() -> None:
    """The program that the examples call is the one that is tested."""
    program = ["sqsreport", "--version"]
    process = subprocess.run(program, env=environment(), capture_output=True, text=True, check=True)
    assert f"sqsreport {sqsreport.__version__}\n" == process.stdout


# --------------------------------------------------------------------------- the checks themselves


#: A wrong example of each kind, and a part of the error that it must raise.
WRONG: Final = {
    "python": ("python", "assert 1 == 2", "AssertionError"),
    "print": ("python", "print(1 + 1)  # 3", "says '3' and prints '2'"),
    "more is printed": ("python", "print(1)  # 1\nprint(2)", "says '' and prints '2'"),
    "less is printed": ("python", "print()  # 1: one", "says '1: one' and prints ''"),
    "doctest": ("{doctest}", ">>> 1 + 1\n3", "Got:\n    2"),
    "prompt": ("python", ">>> 1 + 1\n3", "Got:\n    2"),
    "output": ("console", "$ echo one\ntwo", "-two\n+one"),
    "nothing typed": ("console", "sqsreport validate", "begins with '$ '"),
    "status": ("sh", "sqsreport validate nowhere.json", "exit status 3"),
    "shell": ("bash", "if true; then", "exit status 2"),
    "json": ("json", '{"a": }', "JSONDecodeError"),
    "report": (
        "json",
        (ROOT / "examples/northmoor-2015.json").read_text("utf-8").replace("summary", "sumary"),
        "SQS103",
    ),
    "list of problems": ("json", '{"$schema": "urn:sqsreport:schema:1.0:problems"}', "required property"),
    "yaml": ("yaml", "a: [", "ParserError"),
    "toml": ("toml", "a = ", "TOMLDecodeError"),
    "settings": ("toml", '[tool.sqsreport]\nselct = ["SQS1"]', "selct"),
    "sql": ("sql", "SELECT nothing FROM nowhere", "Error"),
    "unknown": ("cobol", "STOP RUN.", "say why it is not run"),
}


@on_posix
@pytest.mark.parametrize(("language", "block", "expected"), WRONG.values(), ids=WRONG)
def test_wrong_examples_are_detected(folder_with_examples: Path, language: str, block: str, expected: str) -> None:
    """An example that does not do what the page says fails, with an error that says why."""
    page = folder_with_examples / "page.md"
    page.write_text(f"# Page\n\n```{language}\n{block}\n```\n", encoding="utf-8")
    (example,) = parsed(str(page))
    with pytest.raises(Exception) as caught:  # noqa: PT011 - each kind has its own
        example.evaluate()
    assert expected in f"{caught.type.__name__}: {caught.value}"


@on_posix
@pytest.mark.parametrize("comment", ["% not run: it takes a year", "<!-- not run: it takes a year -->"])
def test_reasons(folder_with_examples: Path, comment: str) -> None:
    """A block with a reason before it is not run, but a shell script is still parsed."""
    page = folder_with_examples / "page.md"
    page.write_text(f"{comment}\n```sh\nexit 1\n```\n\n{comment}\n```sh\nif\n```\n", encoding="utf-8")
    assert ["it takes a year"] * 2 == reasons_on(str(page))
    first, second = parsed(str(page))
    first.evaluate()
    with pytest.raises(SybilFailure, match="syntax error"):
        second.evaluate()
