"""The reference is complete: problems, commands, and everything that is public in Python."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import attrs
import click
import pytest

import sqsreport
from sqsreport import model, schemas
from sqsreport.cli import main
from sqsreport.problems import CODES, Problem
from sqsreport.results import Result
from sqsreport.settings import Settings
from support.reference import DOCS, REPORT, keys_of, maker, targets_in

pages, commands, names = map(maker, ("", "reference.commands", "reference.names"))
problems, problems_list, schema = map(maker, ("reference.problems", "schema.problems_list", "schema.pages"))


# -------------------------------------------------------------------- problems and commands


def test_every_key_of_the_list_of_problems_is_described() -> None:
    """Every object of the list of problems, and every key of it, has an anchor."""
    text = problems_list.format_reference()
    keys = keys_of("problems", "problems")

    expected = {f"{name}.{key.removeprefix('$')}" for name, names in keys.items() for key in names}
    expected |= {f"problems-list.{name}" for name in (*schemas.schema(name="problems")["$defs"], "problems")}
    assert sorted(expected) == sorted(targets_in(text))


def test_every_code_has_a_page_and_a_row() -> None:
    """Every code has a page and a row in the table."""
    assert {f"{code}.md" for code in CODES} == problems.make_files().keys()
    assert list(CODES) == re.findall(r"\(problems/(SQS\d+)\.md\)", problems.problem_tables())


def test_every_code_that_cannot_be_hidden_is_listed() -> None:
    """The page on settings lists exactly the codes that cannot be ignored."""
    fatal = {
        code for code in CODES if Settings(ignore=("SQS",)).applied(Result("a", problems=(Problem(code),))).problems
    }

    assert fatal == {*re.findall(r"problems/(SQS\d+)\.md", problems.fatal_codes())}
    assert len(fatal) > 7


def test_rules_and_fields_lead_to_each_other() -> None:
    """The page of a rule names its field, and the page of the field names the rule."""
    assert "](/reference/schema/reoffending.md#published)" in problems.make_files()["SQS204.md"].decode()
    assert ":Rules: [SQS204](/reference/problems/SQS204.md)" in schema.make_files()["reoffending.md"].decode()
    assert [] == [code for code in CODES if code[:4] not in ("SQS2", "SQS3") and problems.fields_of(code)]


def commands_below(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its name, including subcommands."""
    if path:
        yield " ".join(path), command
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            subcommand = command.get_command(ctx, name)
            assert subcommand is not None
            yield from commands_below(subcommand, (*path, name))


COMMANDS: Final = dict(commands_below(main))


def test_every_command_has_a_section_and_a_row() -> None:
    """Every command has a section, and a row in the table at the top."""
    assert len(COMMANDS) > 10
    assert [*COMMANDS] == re.findall(r"^#+ `(.+)`$", commands.command_reference(), re.MULTILINE)
    assert [*COMMANDS] == re.findall(r"^\| \[`(.+?)`\]", commands.command_table(), re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_described(name: str) -> None:
    """Every name of every option is in the section of its command, with a description."""
    target = re.escape(commands.target_of(name))
    (section,) = re.findall(rf"^\({target}\)=\n(.*?)(?=^\(|\Z)", commands.command_reference(), re.MULTILINE | re.DOTALL)

    options = [param for param in COMMANDS[name].params if isinstance(param, click.Option)]
    assert f"```text\nsqsreport {name}" in section
    entries = re.findall(r"^```\{option\} (.+)\n(.+)$", section, re.MULTILINE)
    assert [[*option.opts, *option.secondary_opts] for option in options] == [
        [each.split(" ")[0] for each in heads.split(", ")] for heads, _ in entries
    ]
    assert all(words.strip() for _, words in entries)


# ---------------------------------------------------------------------------------- Python


def filled(path: Path) -> str:
    """Return the text of a page with its placeholders filled in."""
    docname = path.relative_to(DOCS).with_suffix("").as_posix()
    text = path.read_text(encoding="utf-8")
    for module in pages._WITH_PLACEHOLDERS:
        for placeholder, render in module.PLACEHOLDERS.get(docname, {}).items():
            text = text.replace(placeholder, render())
    return text


def documented() -> Iterator[str]:
    """Yield the Python names that the reference describes or links to, with their modules."""
    for path in sorted(DOCS.glob("reference/python/*.md")):
        module = ""
        for directive, name in re.findall(r"^ *\.\. ([a-z:]+):: ([\w.]+)$", filled(path), re.MULTILINE):
            if directive in ("module", "automodule"):
                module = name
                yield module
            if directive == "automodule" and f"automodule:: {name}\n   :no-members:" not in filled(path):
                imported = import_module(name)
                own = [each for each, value in vars(imported).items() if getattr(value, "__module__", "") == name]
                yield from (f"{name}.{each}" for each in getattr(imported, "__all__", own))
            elif directive not in ("module", "automodule"):
                yield name if name.startswith("sqsreport.") else f"{module}.{name}"
        for target in re.findall(r"^- \{py:(?:class|exc)\}`~([\w.]+)`$", path.read_text("utf-8"), re.MULTILINE):
            yield f"sqsreport.{target.rpartition('.')[2]}"


DOCUMENTED: Final = set(documented())


@pytest.mark.parametrize("module", names.PUBLIC)
def test_every_public_module_has_a_page_with_all_that_it_offers(module: str) -> None:
    """Everything that a public module exports is described."""
    exported = [f"{module}.{name}" for name in getattr(import_module(module), "__all__", ())]

    assert {module} <= DOCUMENTED
    assert [] == [name for name in exported if name not in DOCUMENTED]
    assert f"`{module}`" in names.module_table()


def test_the_front_door_has_no_module_that_is_not_described() -> None:
    """Every module that is an attribute of the package is described."""
    assert {f"sqsreport.{name}" for name in sqsreport._MODULES} <= set(names.PUBLIC)


def test_every_class_of_the_model_is_described() -> None:
    """Every class of the model, and the class of every object of the schema, is in the reference."""
    classes = {f"sqsreport.model.{name}" for name in model.__all__ if attrs.has(getattr(model, name))}

    assert len(classes) > 15
    assert classes <= DOCUMENTED
    assert {f"sqsreport.model.{schema.class_of(name)}" for name in REPORT} <= classes
