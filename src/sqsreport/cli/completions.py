"""``sqsreport completions``: the scripts with which a shell completes the commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from sqsreport.batch.sources import STREAM
from sqsreport.cli._console import write

_SHELLS = ("bash", "zsh", "fish")


@click.command(epilog="Example: sqsreport completions fish > ~/.config/fish/completions/sqsreport.fish")
@click.argument("shell", metavar="SHELL", type=click.Choice(_SHELLS))
@click.pass_context
def completions(ctx: click.Context, *, shell: str) -> None:
    """Print the script that completes commands in a shell.

    SHELL is bash, zsh or fish. Where to put the script:

    \b
    bash  ~/.local/share/bash-completion/completions/sqsreport
    zsh   a file _sqsreport in a folder of your $fpath
    fish  ~/.config/fish/completions/sqsreport.fish
    """  # noqa: D301 - click wants the character, to keep the lines that follow
    # The script sets this variable to ask the program; click derives its name from that of the program.
    completer = get_completion_class(shell)
    assert completer is not None, "click knows all three"
    script = completer(ctx.find_root().command, {}, "sqsreport", "_SQSREPORT_COMPLETE").source()
    write(STREAM, f"{script}\n".encode())
