"""The documentation: every example in it runs, and shows what comes of it."""

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

#: What is shown and not run, by page, with the reasons that the pages give.
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
    """Read a page."""
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.fixture
def beside_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that has the examples in it, as the checkout has."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@on_posix
@pytest.mark.parametrize("page", PAGES)
def test_examples_run(beside_examples: Path, page: str) -> None:
    """Whoever types what a page shows gets what the page says."""
    for example in parsed(page):
        example.evaluate()


@pytest.mark.parametrize("page", PAGES)
def test_every_block_is_found(page: str) -> None:
    """A parser of Markdown sees no block on a page that is not among its examples."""
    tokens = MarkdownIt("commonmark").parse(text_of(page))
    expected = [dedent(token.content) for token in tokens if token.type == "fence"]
    assert expected == [str(block.lexemes["source"]) for block in blocks_in(parsed(page))]


def test_blocks_that_are_not_run() -> None:
    """Only these blocks are shown and not run, and each says why."""
    assert NOT_RUN == {page: reasons for page in PAGES if (reasons := reasons_on(page))}


def named_commands(page: str) -> Iterator[tuple[str, list[str]]]:
    """Find the commands that a page names, each with its options."""
    for name, rest in re.findall(r"(?:^|[`'$ ])sqsreport ([a-z]+)((?: [^`\n]*)?)", text_of(page), re.MULTILINE):
        if name in main.commands:
            yield name, re.findall(r"(?<= )--?[a-z][a-z-]*", re.split(r" {2,}|[|;&]", rest)[0])


@pytest.mark.parametrize("page", PAGES)
def test_options_exist(page: str) -> None:
    """Every command that a page names takes the options that stand behind it."""
    context = click.Context(main)
    for name, options in named_commands(page):
        command = main.get_command(context, name)
        assert command is not None
        under = command.commands.values() if isinstance(command, click.Group) else ()
        params = [*command.params, *(param for each in under for param in each.params)]
        known = {"--help", *(option for param in params for option in (*param.opts, *param.secondary_opts))}
        assert [] == [option for option in options if option not in known], name


def test_script(beside_examples: Path) -> None:
    """The example that is a script of its own runs as it stands, without a warning."""
    runpy.run_path(str(beside_examples / "examples" / "try_it.py"), run_name="__main__")


def begins_with_a_sentence(text: str) -> bool:
    """Tell whether a page begins with its title and a sentence."""
    return bool(re.match(r"(?:---\n.*?\n---\n\n)?# [^\n]+\n\n[A-Z]", text, re.DOTALL))


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("docs/") and page != "docs/index.md"])
def test_pages_say_what_they_are_for(page: str) -> None:
    """A page begins with its title, and then says in a sentence what it is for."""
    assert begins_with_a_sentence(text_of(page))


@on_posix
def test_program() -> None:
    """The program that the examples call is the one that is tested."""
    program = ["sqsreport", "--version"]
    found = subprocess.run(program, env=environment(), capture_output=True, text=True, check=True)
    assert f"sqsreport {sqsreport.__version__}\n" == found.stdout


# ------------------------------------------------------------------------ what holds the pages


#: A block for each kind of example that is not as it should be, and a word of what is said of it.
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
@pytest.mark.parametrize(("language", "block", "said"), WRONG.values(), ids=WRONG)
def test_wrong_examples_are_found(beside_examples: Path, language: str, block: str, said: str) -> None:
    """An example that does not do what the page says is found, and what is wrong with it is told."""
    page = beside_examples / "page.md"
    page.write_text(f"# Page\n\n```{language}\n{block}\n```\n", encoding="utf-8")
    (example,) = parsed(str(page))
    with pytest.raises(Exception) as caught:  # noqa: PT011 - each kind has its own
        example.evaluate()
    assert said in f"{caught.type.__name__}: {caught.value}"


@on_posix
@pytest.mark.parametrize("comment", ["% not run: it takes a year", "<!-- not run: it takes a year -->"])
def test_reasons(beside_examples: Path, comment: str) -> None:
    """A block with a reason before it is not run; a script is still read."""
    page = beside_examples / "page.md"
    page.write_text(f"{comment}\n```sh\nexit 1\n```\n\n{comment}\n```sh\nif\n```\n", encoding="utf-8")
    assert ["it takes a year"] * 2 == reasons_on(str(page))
    first, second = parsed(str(page))
    first.evaluate()
    with pytest.raises(SybilFailure, match="syntax error"):
        second.evaluate()
