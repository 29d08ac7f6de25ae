"""The rest of the reference leaves nothing out: problems, commands, and what is public in Python."""

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


def test_every_key_of_the_list_of_problems_is_told() -> None:
    """Every key of every object of the list has an anchor, and so has every object."""
    text = problems_list.format_reference()
    keys = keys_of("problems", "problems")

    wanted = {f"{name}.{key.removeprefix('$')}" for name, found in keys.items() for key in found}
    wanted |= {f"problems-list.{name}" for name in (*schemas.schema(name="problems")["$defs"], "problems")}
    assert sorted(wanted) == sorted(targets_in(text))


def test_every_code_has_a_page_and_a_row() -> None:
    """Whoever meets a code finds what it means."""
    assert {f"{code}.md" for code in CODES} == problems.written().keys()
    assert list(CODES) == re.findall(r"\(problems/(SQS\d+)\.md\)", problems.problem_tables())


def test_every_code_that_cannot_be_hidden_is_listed() -> None:
    """The page on settings lists every code that stays, whatever is ignored, and no other."""
    kept = {
        code for code in CODES if Settings(ignore=("SQS",)).applied(Result("a", problems=(Problem(code),))).problems
    }

    assert kept == {*re.findall(r"problems/(SQS\d+)\.md", problems.fatal_codes())}
    assert len(kept) > 7


def test_rules_and_fields_lead_to_each_other() -> None:
    """The page of a rule names the field that it is about, and the field names the rule."""
    assert "](/reference/schema/reoffending.md#published)" in problems.written()["SQS204.md"].decode()
    assert ":Rules: [SQS204](/reference/problems/SQS204.md)" in schema.written()["reoffending.md"].decode()
    assert [] == [code for code in CODES if code[:4] not in ("SQS2", "SQS3") and problems.fields_of(code)]


def commands_below(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its name."""
    if path:
        yield " ".join(path), command
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            assert below is not None
            yield from commands_below(below, (*path, name))


COMMANDS: Final = dict(commands_below(main))


def test_every_command_has_a_section_and_a_row() -> None:
    """Whoever looks up a command finds its section, and the table at the top leads to it."""
    assert len(COMMANDS) > 10
    assert [*COMMANDS] == re.findall(r"^#+ `(.+)`$", commands.command_reference(), re.MULTILINE)
    assert [*COMMANDS] == re.findall(r"^\| \[`(.+?)`\]", commands.command_table(), re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_told(name: str) -> None:
    """Every spelling of every option of a command stands in its section, each with what it does."""
    target = re.escape(commands.target_of(name))
    (told,) = re.findall(rf"^\({target}\)=\n(.*?)(?=^\(|\Z)", commands.command_reference(), re.MULTILINE | re.DOTALL)

    options = [param for param in COMMANDS[name].params if isinstance(param, click.Option)]
    assert f"```text\nsqsreport {name}" in told
    spelt = re.findall(r"^```\{option\} (.+)\n(.+)$", told, re.MULTILINE)
    assert [[*option.opts, *option.secondary_opts] for option in options] == [
        [each.split(" ")[0] for each in heads.split(", ")] for heads, _ in spelt
    ]
    assert all(words.strip() for _, words in spelt)


# ---------------------------------------------------------------------------------- Python


def filled(path: Path) -> str:
    """Return the text of a page with its places filled in."""
    docname = path.relative_to(DOCS).with_suffix("").as_posix()
    text = path.read_text(encoding="utf-8")
    for module in pages._FILLING:
        for place, made in module.FILLED.get(docname, {}).items():
            text = text.replace(place, made())
    return text


def documented() -> Iterator[str]:
    """Yield the names in Python that the reference describes or leads to, with their modules."""
    for path in sorted(DOCS.glob("reference/python/*.md")):
        module = ""
        for directive, name in re.findall(r"^ *\.\. ([a-z:]+):: ([\w.]+)$", filled(path), re.MULTILINE):
            if directive in ("module", "automodule"):
                module = name
                yield module
            if directive == "automodule" and f"automodule:: {name}\n   :no-members:" not in filled(path):
                found = import_module(name)
                own = [each for each, value in vars(found).items() if getattr(value, "__module__", "") == name]
                yield from (f"{name}.{each}" for each in getattr(found, "__all__", own))
            elif directive not in ("module", "automodule"):
                yield name if name.startswith("sqsreport.") else f"{module}.{name}"
        for target in re.findall(r"^- \{py:(?:class|exc)\}`~([\w.]+)`$", path.read_text("utf-8"), re.MULTILINE):
            yield f"sqsreport.{target.rpartition('.')[2]}"


DOCUMENTED: Final = set(documented())


@pytest.mark.parametrize("module", names.PUBLIC)
def test_every_public_module_has_a_page_with_all_that_it_offers(module: str) -> None:
    """What a public module says that it offers is described."""
    offered = [f"{module}.{name}" for name in getattr(import_module(module), "__all__", ())]

    assert {module} <= DOCUMENTED
    assert [] == [name for name in offered if name not in DOCUMENTED]
    assert f"`{module}`" in names.module_table()


def test_the_front_door_has_no_module_that_is_not_described() -> None:
    """What can be had as an attribute of the package is described."""
    assert {f"sqsreport.{name}" for name in sqsreport._MODULES} <= set(names.PUBLIC)


def test_every_class_of_the_model_is_described() -> None:
    """Every class of the model, and every object of the schema as a class, is in the reference."""
    classes = {
        f"sqsreport.model.{name}" for name, value in vars(model).items() if isinstance(value, type) and attrs.has(value)
    }

    assert len(classes) > 15
    assert classes <= DOCUMENTED
    assert {f"sqsreport.model.{schema.class_of(name)}" for name in REPORT} <= classes
