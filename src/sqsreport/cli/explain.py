"""``sqsreport explain``: the meaning of a code, why it matters, and how to mend it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import attrs
import click

from sqsreport._text import closest
from sqsreport.cli._console import colored, is_terminal, plain, say
from sqsreport.problems import CODES, Code

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _to_codes(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Return each code once; suggest the closest one for an unknown code."""
    codes = [each.strip().upper() for each in given]
    for code, spelt in zip(codes, given, strict=True):
        if code not in CODES:
            family = [each for each in CODES if code and each.startswith(code)]
            near = closest(code, CODES)
            advice = f"did you mean {near}?" if near else '"sqsreport explain" lists all.'
            if family:
                advice = f"these begin so: {', '.join(family)}."
            raise click.UsageError(f"There is no code {plain(spelt[:20])!r}; {advice}")
    return tuple(dict.fromkeys(codes))


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a code, with its title."""
    from click.shell_completion import CompletionItem

    found = [code for code in CODES if code.startswith(incomplete.upper())]
    return [CompletionItem(code, help=CODES[code].title) for code in found]


@click.command(epilog="Example: sqsreport explain SQS204")
@click.argument("codes", metavar="[CODE]...", nargs=-1, callback=_to_codes, shell_complete=_complete)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Text for people, or JSON for programs.",
)
@click.pass_context
def explain(ctx: click.Context, *, codes: tuple[str, ...], form: str) -> None:
    """Explain what the code of a problem means.

    It says why that matters and how to mend it, with a wrong and a right example. Most
    examples are pieces of the report examples/northmoor-2015.json. Without a CODE all codes
    are listed. Where there is no terminal the text is Markdown.
    """
    explained = [CODES[code] for code in codes or CODES]
    if form == "json":
        say(json.dumps([_to_data(code) for code in explained], indent=2))
    elif not codes:
        for code in explained:
            say(f"{code.code}  {colored(code.severity, f'{code.severity:7}')}  {code.title}")
    elif is_terminal(sys.stdout):
        say(_render(explained, in_color=ctx.color is not False), nl=False)
    else:
        say("\n".join(code.page for code in explained), nl=False)


def _to_data(code: Code) -> dict[str, Any]:
    """Return a code and its explanation as plain data; keys without a value are left out."""
    explanation = code.explanation
    data = {
        "code": code.code,
        "severity": code.severity,
        "title": code.title,
        "message": code.message,
        "suggestion": code.suggestion,
        "otherwise": code.otherwise,
        "meaning": explanation.meaning,
        "why": explanation.why,
        "wrong": _without_none(attrs.asdict(explanation.wrong)),
        "right": _without_none(attrs.asdict(explanation.right)),
        "mending": explanation.mending,
    }
    return _without_none(data)


def _without_none(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}


def _render(codes: Sequence[Code], *, in_color: bool) -> str:
    # The Markdown renderer takes a while to import, and only this command needs it.
    from sqsreport.cli._console import page_width
    from sqsreport.cli._markdown import render

    width = page_width()
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return "\n\n".join(render(each.page, width=width, in_color=in_color, encoding=encoding) for each in codes)
