"""The commands and their options, generated from the definitions that their help is generated from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import click

from _pages.markdown import escaped, table
from sqsreport.cli import main

#: The page with more about each command.
_SEE_ALSO: Final = {
    "convert": "../guides/read-many-letters.md",
    "validate": "validating.md",
    "explain": "problems.md",
    "where": "letters.md",
    "diff": "../guides/compare.md",
    "redact": "../guides/publish.md",
    "quantities": "quantities.md",
    "plot": "../guides/pictures.md",
    "tables": "../guides/load-into-tables.md",
    "schema": "schema/index.md",
}

#: Text to format as code: a pip command, a word in quotation marks, an option, a JSON Pointer.
_TYPED: Final = re.compile(r"(pip install '[^']+')|\"(\S+)\"|(?<![\w-])(--?[a-z][\w-]*)|(?<!\S)(/\w+(?:/\w+)+)")


def commands() -> dict[str, click.Context]:
    """Return every command by its name, such as ``plot rates``, in the order of the help."""
    return dict(_below(click.Context(main, info_name="sqsreport")))


def _below(ctx: click.Context) -> Iterator[tuple[str, click.Context]]:
    group = ctx.command
    assert isinstance(group, click.Group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        if command.hidden:
            continue
        below = click.Context(command, parent=ctx, info_name=name)
        yield below.command_path.removeprefix("sqsreport "), below
        if isinstance(command, click.Group):
            yield from _below(below)


def command_table() -> str:
    """List the commands with their summaries, in Markdown."""
    rows = [[f"[`{name}`](#{target_of(name)})", _in_markdown(_paragraphs(ctx)[0])] for name, ctx in commands().items()]
    return table(["command", "what it does"], rows)


def command_glance() -> str:
    """List the commands with their summaries and links to the page of commands, in Markdown."""
    return command_table().replace("](#", "](command-line.md#")


def command_reference() -> str:
    """Describe every command with its options, in Markdown."""
    return "".join(part for name, ctx in commands().items() for part in _described(name, ctx))


def target_of(name: str) -> str:
    """Return the anchor of a command."""
    return f"command-{name.replace(' ', '-')}"


def _described(name: str, ctx: click.Context) -> Iterator[str]:
    depth = "#" * (2 + name.count(" "))
    usage = " ".join(ctx.command.collect_usage_pieces(ctx))
    yield f"({target_of(name)})=\n{depth} `{name}`\n\n"
    yield f"```text\n{ctx.command_path} {usage}\n```\n\n"
    for paragraph in _paragraphs(ctx):
        yield f"{_in_markdown(paragraph)}\n\n"
    if example := ctx.command.epilog:
        yield f"```sh\n{example.removeprefix('Example: ')}\n```\n\n"
    yield f"```{{program}} {ctx.command_path}\n```\n\n"
    for param in ctx.command.params:
        if isinstance(param, click.Option) and not param.hidden:
            yield f"```{{option}} {_spelt(param, ctx)}\n{' '.join(_text_of_option(param, ctx))}\n```\n\n"
    if name in _SEE_ALSO:
        yield f"See also: [](<{_SEE_ALSO[name]}>).\n\n"


def _paragraphs(ctx: click.Context) -> list[str]:
    """Return the paragraphs of the help; one that begins with a backspace keeps its lines."""
    return re.split(r"\n\s*\n", _clean(ctx.command.help or ""))


def _clean(text: str) -> str:
    lines = [line.strip() if line.strip() == "\b" else line.rstrip() for line in text.strip().splitlines()]
    return "\n".join(line.removeprefix("    ") for line in lines)


def _in_markdown(paragraph: str) -> str:
    if paragraph.startswith("\b"):
        lines = paragraph.removeprefix("\b").strip("\n")
        return f"```text\n{lines}\n```"
    text = " ".join(paragraph.split())
    parts = []
    end = 0
    for match in _TYPED.finditer(text):
        typed = next(group for group in match.groups() if group)
        parts += [escaped(text[end : match.start()]), f"`{typed}`"]
        end = match.end()
    return "".join([*parts, escaped(text[end:])])


def _spelt(option: click.Option, ctx: click.Context) -> str:
    """Return all spellings of an option, in the syntax of Sphinx."""
    value = "" if option.is_flag else f" {option.make_metavar(ctx)}"
    return ", ".join(f"{each}{value}" for each in (*option.opts, *option.secondary_opts))


def _text_of_option(option: click.Option, ctx: click.Context) -> Iterator[str]:
    """Yield the description of an option, and of its values."""
    yield _in_markdown(option.help or "")
    if option.required:
        yield "It is required."
    if option.multiple:
        yield "It may be repeated."
    if isinstance(option.type, click.IntRange) and option.type.min is not None:
        yield f"At least {option.type.min}."
    if option.show_default:
        yield f"By default `{option.get_default(ctx)}`."


PLACEHOLDERS: Final = {
    "reference/at-a-glance": {"%COMMANDS%": command_glance},
    "reference/command-line": {"%COMMANDS%": command_table, "%OPTIONS%": command_reference},
}
