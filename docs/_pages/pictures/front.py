"""The pictures of the front page and the README: a letter, its data and a chart, and a recording of a terminal.

`python -m _pages.pictures.front`, in the folder `docs`, draws them again. A test compares them with those in `_static`.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir
from itertools import pairwise
from pathlib import Path
from textwrap import wrap
from typing import Final

import attrs
from click.testing import CliRunner

import sqsreport
from _pages.rendering import render
from sqsreport.cli import main

FOLDER: Final = Path(__file__).parents[2] / "_static"
_EXAMPLES: Final = Path(__file__).parents[3] / "examples"

#: The width of a panel of the overview, its height in the wide layout, and the gap between two panels.
_WIDE, _HIGH, _GAP = 300, 250, 56
#: The space for the name above a panel.
_NAME: Final = 28

#: The commands of the recording.
_COMMANDS: Final = (
    "sqsreport convert northmoor-2015.md northmoor.json",
    "sqsreport validate northmoor.json",
    "sqsreport where northmoor-2015.md /published",
    "sqsreport tables *.json --view rates -o rates.csv",
    "cut -d, -f 3,8,12 rates.csv",
)
#: The columns of the terminal, and the size of a character in the picture.
_COLUMNS, _CHAR, _LINE = 60, 7.8, 19
#: The seconds from one command to the next, and the seconds during which all lines are shown at the start.
_PACE: Final = 1.6
_STILL: Final = 3


@attrs.frozen
class _Line:
    """A line of text in a panel, with the class that it has in the template."""

    kind: str
    y: float
    text: str
    x: float = 12


@attrs.frozen
class _Bar:
    """A bar of a chart."""

    y: float
    width: float
    color: str


@attrs.define
class _Panel:
    """A panel of the overview, with its place in it."""

    name: str
    lines: list[_Line]
    bars: list[_Bar] = attrs.field(factory=list)
    width: int = _WIDE
    height: float = _HIGH
    x: float = 1
    y: float = _NAME


def overview(*, is_tall: bool = False) -> str:
    """Return an SVG with the example letter, the data that it becomes, and a chart of the data.

    Args:
        is_tall: whether the three panels are below each other, for a phone, or next to each other.
    """
    report = sqsreport.load(_EXAMPLES / "northmoor-2015.json")
    panels = [_letter(), _data(report), _chart(report)]
    arrows = []
    for before, panel in pairwise(panels):
        if is_tall:
            before.height = max(line.y for line in before.lines) + 14
            panel.y = before.y + before.height + _GAP + 12
            arrows.append(f"translate({_WIDE / 2:g}, {panel.y - _GAP - 4:g}) rotate(90)")
        else:
            panel.x = before.x + _WIDE + _GAP
            arrows.append(f"translate({panel.x - _GAP + 12:g}, {_NAME + _HIGH / 2:g})")
    last = panels[-1]
    if is_tall:
        last.height = max(line.y for line in last.lines) + 20
    width, height = last.x + _WIDE + 1, last.y + last.height + 2
    return render("overview.svg", width=width, height=height, panels=panels, arrows=arrows)


def _letter() -> _Panel:
    lines = (_EXAMPLES / "northmoor-2015.md").read_text(encoding="utf-8").split("\n")
    panel, y = _Panel("A letter", []), 22
    for line in (lines[0], lines[2], lines[3], "", lines[5], "", next(line for line in lines if "39.5" in line)):
        words = line.replace("<i>", "").replace("</i>", "").replace("\t", " ")
        start = max(words.find("The published"), 0)
        is_title = line == lines[5]
        for row in wrap(words[start:], 36 if is_title else 40)[:6]:
            panel.lines.append(_Line("letter title" if is_title else "letter", y, row))
            y += 17
        y += 5 if line else 3
    return panel


def _data(report: sqsreport.Report) -> _Panel:
    data = json.loads(sqsreport.dumps(report))
    shown = {
        "published": data["published"],
        "service": data["inspection"]["service"]["name"][:22] + "…",
        "reoffending": {
            "rate": data["context"]["reoffending"]["rate"],
            "comparators": [data["context"]["reoffending"]["comparators"][0]],
        },
    }
    lines = json.dumps(shown, indent=2, ensure_ascii=False).split("\n")
    return _Panel("its data", [_Line("data", 22 + 17 * number, line) for number, line in enumerate(lines)])


def _chart(report: sqsreport.Report) -> _Panel:
    assert report.context is not None
    assert report.context.reoffending is not None
    rate = report.context.reoffending
    bars = [(report.inspection.service.area, rate.rate, "#00456e")]
    bars += [("England and Wales", each.rate, "#f0a030") for each in rate.comparators if each.rate is not None]
    panel = _Panel("a chart", [_Line("label", 24, "Reoffended within 12 months, per cent")])
    for number, (name, value, color) in enumerate(bars):
        y = 60 + 78 * number
        width = round((_WIDE - 90) * (value or 0) / 50, 1)
        panel.lines += [_Line("label", y, name), _Line("figure", y + 28, f"{value}%", x=22 + width)]
        panel.bars.append(_Bar(y + 9, width, color))
    return panel


def recording() -> str:
    """Return an SVG in which commands are typed one after the other, with their output."""
    session = [*_session()]
    lines = [
        {
            "text": text,
            "y": 26 + _LINE * number,
            "is_typed": text.startswith("$ "),
            "delay": round(_PACE * step + (0 if text.startswith("$ ") else 0.7), 1),
        }
        for number, (step, text) in enumerate(session)
    ]
    return render(
        "recording.svg",
        width=round(_COLUMNS * _CHAR + 24),
        height=_LINE * len(lines) + 24,
        title=" ".join(text for _, text in session),
        still=_STILL,
        lines=lines,
    )


def _session() -> Iterator[tuple[int, str]]:
    """Run the commands in a folder with the examples, and yield each line with the number of its command."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for name in ("northmoor-2015.md", "three-services.json"):
            shutil.copy(_EXAMPLES / name, folder)
        for step, command in enumerate(_COMMANDS):
            yield step, f"$ {command}"
            for line in _printed(command).splitlines():
                yield step, line if len(line) <= _COLUMNS else f"{line[: _COLUMNS - 1]}…"


def _printed(command: str) -> str:
    name, *words = command.split()
    if name == "cut":
        rows = Path(words[-1]).read_text(encoding="utf-8-sig").splitlines()
        columns = [int(column) - 1 for column in words[2].split(",")]
        return "\n".join(",".join(row.split(",")[column] for column in columns) for row in rows)
    result = CliRunner().invoke(main, words, env={"NO_COLOR": "1", "COLUMNS": str(_COLUMNS)})
    assert result.exit_code == 0, result.output
    return result.output


def draw() -> Mapping[str, str]:
    """Return the pictures, by the names of their files."""
    return {"overview.svg": overview(), "overview-tall.svg": overview(is_tall=True), "recording.svg": recording()}


if __name__ == "__main__":
    for name, picture in draw().items():
        (FOLDER / name).write_text(picture, encoding="utf-8")
