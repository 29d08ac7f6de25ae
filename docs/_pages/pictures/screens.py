"""Pictures of the output of the program in a terminal, taken each time the pages are built."""

from __future__ import annotations

import errno
import functools
import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

FOLDER: Final = "screens"

_EXAMPLES: Final = Path(__file__).parents[3] / "examples"
_WIDTH: Final = 80

#: The default format of rich loads a font from another host, and has window buttons. Its characters are 12.2 by 24.4.
_FORMAT: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 WIDTH HEIGHT" role="img">
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: {char_height}px;
  line-height: {line_height}px; }}
{styles}
</style>
<rect width="WIDTH" height="HEIGHT" rx="8" fill="#0c0c0c"/>
<g transform="translate(8, 8)">{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""

#: The commands, and the number of lines of output to show.
SCREENS: Final[Mapping[str, tuple[str, int]]] = {
    "show.svg": ("sqsreport show northmoor-2015.json", 24),
    "explain.svg": ("sqsreport explain SQS202", 20),
}


@functools.cache
def printed(name: str) -> Text:
    """Run a command in a terminal, and return its output with colours."""
    typed, length = SCREENS[name]
    output = b"".join(_in_terminal([sys.executable, "-m", "sqsreport", *typed.split()[1:]]))
    lines = Text.from_ansi(output.decode().replace("\r\n", "\n")).split("\n")
    return Text("\n").join([Text(f"$ {typed}"), *lines[:length]])


def _in_terminal(command: list[str]) -> Iterator[bytes]:
    environment = {**os.environ, "COLUMNS": str(_WIDTH), "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, cwd=_EXAMPLES, env=environment, stdout=theirs, stderr=theirs, stdin=theirs):  # noqa: S603
        os.close(theirs)
        try:
            while data := os.read(ours, 65536):
                yield data
        except OSError as error:
            if error.errno != errno.EIO:  # Linux reports the end of the output in this way
                raise
        finally:
            os.close(ours)


def description(name: str) -> str:
    """Return the words in a picture as its alternative text, quoted as an option of a directive."""
    return json.dumps(" ".join(printed(name).plain.split()), ensure_ascii=False)


def make_files() -> Mapping[str, bytes]:
    """Take the pictures."""
    pictures = {}
    for name in SCREENS:
        console = Console(record=True, width=_WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
        console.print(printed(name), soft_wrap=False)
        height = round(24.4 * (1 + printed(name).plain.count("\n")) + 20)
        form = _FORMAT.replace("WIDTH", str(round(12.2 * _WIDTH + 16))).replace("HEIGHT", str(height))
        pictures[name] = console.export_svg(theme=MONOKAI, code_format=form, unique_id="screen").encode()
    return pictures


PLACEHOLDERS: Final = {
    "tutorial": {"%SHOW%": functools.partial(description, "show.svg")},
    "gallery": {
        "%SHOW%": functools.partial(description, "show.svg"),
        "%EXPLAIN%": functools.partial(description, "explain.svg"),
    },
}
