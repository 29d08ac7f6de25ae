"""``sqsreport explain``: what a code means, why it matters, and how to fix the problem."""

from __future__ import annotations

import json
import sys

import click
from click.shell_completion import CompletionItem

from sqsreport._text import closest
from sqsreport.cli._console import colored, is_terminal, page, say
from sqsreport.cli._options import TEXT_OR_JSON
from sqsreport.problems import CODES


def _check_codes(_ctx: click.Context, _param: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return each code once; suggest the closest one for an unknown code."""
    codes = [each.strip().upper() for each in names]
    for code, name in zip(codes, names, strict=True):
        if code not in CODES:
            family = [each for each in CODES if code and each.startswith(code)]
            near = closest(code, CODES)
            advice = f"did you mean {near}?" if near else '"sqsreport explain" lists all codes.'
            if family:
                advice = f"the codes that begin with it are: {', '.join(family)}."
            raise click.UsageError(f"There is no code {name[:20]!r}; {advice}")
    return tuple(dict.fromkeys(codes))


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    matching = [code for code in CODES if code.startswith(incomplete.upper())]
    return [CompletionItem(code, help=CODES[code].title) for code in matching]


@click.command(epilog="Example: sqsreport explain SQS204")
@click.argument("codes", metavar="[CODE]...", nargs=-1, callback=_check_codes, shell_complete=_complete)
@TEXT_OR_JSON
def explain(*, codes: tuple[str, ...], format: str) -> None:
    """Explain what the code of a problem means.

    The page says why it matters and how to fix it, with a wrong and a right example. Most
    examples are parts of the report examples/northmoor-2015.json. Without a CODE all codes are
    listed. If the output is not a terminal, it is Markdown.
    """
    selected = [CODES[code] for code in codes or CODES]
    if format == "json":
        say(json.dumps([code.to_dict() for code in selected], indent=2))
    elif not codes:
        for code in selected:
            say(f"{code.code}  {colored(code.severity, f'{code.severity:7}')}  {code.title}")
    elif is_terminal(sys.stdout):
        from sqsreport.terminal.markdown import render  # which takes a while to import

        say("\n\n".join(render(code.page, page()) for code in selected), nl=False)
    else:
        say("\n".join(code.page for code in selected), nl=False)
