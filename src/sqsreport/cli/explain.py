"""``sqsreport explain``: what a code means, why it matters, and how to mend it."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import attrs
import click

from sqsreport import explanations, messages
from sqsreport.cli._console import colored, is_terminal, page_width, plain, say
from sqsreport.explanations import Explanation
from sqsreport.problems import CODES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _to_codes(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes that are meant, each once; for what is none, say which it may be."""
    codes = [each.strip().upper() for each in given]
    for code, spelt in zip(codes, given, strict=True):
        if code not in CODES:
            family = [each for each in CODES if code and each.startswith(code)]
            near = difflib.get_close_matches(code[:20], CODES, n=1)
            advice = f"did you mean {near[0]}?" if near else '"sqsreport explain" lists all.'
            if family:
                advice = f"these begin so: {', '.join(family)}."
            raise click.UsageError(f"There is no code {plain(spelt[:20])!r}; {advice}")
    return tuple(dict.fromkeys(codes))


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a code, and say what each is."""
    from click.shell_completion import CompletionItem

    found = [code for code in CODES if code.startswith(incomplete.upper())]
    return [CompletionItem(code, help=messages.words_of(code).title) for code in found]


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
    found = [explanations.explanation(code) for code in codes or CODES]
    if form == "json":
        say(json.dumps([_data_of(each) for each in found], indent=2))
    elif not codes:
        for each in found:
            severity = CODES[each.code].severity
            say(f"{each.code}  {colored(severity, f'{severity:7}')}  {messages.words_of(each.code).title}")
    elif is_terminal(sys.stdout):
        say(_rendered(found, in_color=ctx.color is not False), nl=False)
    else:
        say("\n".join(each.page for each in found), nl=False)


def _data_of(found: Explanation) -> dict[str, Any]:
    """Return an explanation as JSON has it; what there is not is absent."""
    words = messages.words_of(found.code)
    data = {
        "code": found.code,
        "severity": CODES[found.code].severity,
        "title": words.title,
        "message": words.message,
        "suggestion": words.suggestion,
        "otherwise": words.otherwise,
        "meaning": found.meaning,
        "why": found.why,
        "wrong": _without_none(attrs.asdict(found.wrong)),
        "right": _without_none(attrs.asdict(found.right)),
        "mending": found.mending,
    }
    return _without_none(data)


def _without_none(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}


def _rendered(found: Sequence[Explanation], *, in_color: bool) -> str:
    # What shows Markdown takes a while to import, and is wanted only here.
    from sqsreport.cli._markdown import render

    width = page_width()
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return "\n\n".join(render(each.page, width=width, in_color=in_color, encoding=encoding) for each in found)
