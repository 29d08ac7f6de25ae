"""The pictures of the front page and the README: a letter, its data and a chart, and a recording of a terminal.

`python -m _pages.front`, in the folder `docs`, draws them anew; a test compares them with what is in `_static`.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import Final

from click.testing import CliRunner

import sqsreport
from sqsreport.cli import main

FOLDER: Final = Path(__file__).parents[1] / "_static"
_EXAMPLES: Final = Path(__file__).parents[2] / "examples"

#: A panel of the overview: its size and what is between two of them.
_WIDE, _HIGH, _GAP = 300, 250, 56
_SERIF: Final = 'font-family="Georgia, &quot;DejaVu Serif&quot;, serif"'
_MONO: Final = 'font-family="Menlo, Consolas, &quot;DejaVu Sans Mono&quot;, monospace"'
_SANS: Final = 'font-family="system-ui, &quot;DejaVu Sans&quot;, sans-serif"'

#: What is typed in the recording.
_COMMANDS: Final = (
    "sqsreport convert northmoor-2015.md northmoor.json",
    "sqsreport validate northmoor.json",
    "sqsreport where northmoor-2015.md /published",
    "sqsreport tables *.json --view rates -o rates.csv",
    "cut -d, -f 3,8,12 rates.csv",
)
#: The columns of the terminal, and the size of a character in the picture.
_COLUMNS, _CHAR, _LINE = 60, 7.8, 19
#: Seconds from one command to the next, and those in which all lines are shown before the first one is typed.
_PACE: Final = 1.6
_STILL: Final = 3


def overview(*, is_tall: bool = False) -> str:
    """Return an SVG with the example letter, the data that it becomes, and a chart of them.

    Args:
        is_tall: whether the three are below each other, as a phone needs it, or next to each other.
    """
    report = sqsreport.load(_EXAMPLES / "northmoor-2015.json")
    panels = [_letter(), _data(report), _chart(report)]
    step = _HIGH + 28 + _GAP if is_tall else _WIDE + _GAP
    width, height = (_WIDE + 2, 3 * step - _GAP + 2) if is_tall else (3 * step - _GAP + 2, _HIGH + 30)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        "<title>A letter becomes data, and data become a chart</title>",
        f'<rect width="{width}" height="{height}" rx="8" fill="#fff"/>',
    ]
    for number, (name, content) in enumerate(zip(("A letter", "its data", "a chart"), panels, strict=True)):
        x, y = (1, 28 + number * step) if is_tall else (1 + number * step, 28)
        parts += [
            f'<g transform="translate({x}, {y})">',
            f'<text x="4" y="-9" {_SANS} font-size="14" font-weight="bold" fill="#222">{name}</text>',
            f'<rect width="{_WIDE}" height="{_HIGH}" rx="4" fill="#fcfcfa" stroke="#888"/>',
            *content,
            "</g>",
        ]
        if number:
            start = (
                f"translate({_WIDE / 2}, {y - 28 - _GAP + 12}) rotate(90)"
                if is_tall
                else (f"translate({x - _GAP + 12}, {28 + _HIGH / 2})")
            )
            parts.append(
                f'<path transform="{start}" d="M0 0 h{_GAP - 30} m-8 -6 l8 6 l-8 6" fill="none" stroke="#00456e" '
                'stroke-width="2.5"/>'
            )
    return "\n".join([*parts, "</svg>", ""])


def _letter() -> Iterator[str]:
    lines = (_EXAMPLES / "northmoor-2015.md").read_text(encoding="utf-8").split("\n")
    y = 22
    for line in (lines[0], lines[2], lines[3], "", lines[5], "", next(line for line in lines if "39.5" in line)):
        words = line.replace("<i>", "").replace("</i>", "").replace("\t", " ")
        start = max(words.find("The published"), 0)
        is_title = line == lines[5]
        weight = ' font-weight="bold"' if is_title else ""
        for row in wrap(words[start:], 36 if is_title else 40)[:6]:
            yield f'<text x="12" y="{y}" {_SERIF} font-size="12" fill="#222"{weight}>{escape(row)}</text>'
            y += 17
        y += 5 if line else 3


def _data(report: sqsreport.Report) -> Iterator[str]:
    data = json.loads(sqsreport.dumps(report))
    shown = {
        "published": data["published"],
        "service": data["inspection"]["service"]["name"][:22] + "…",
        "reoffending": {
            "rate": data["context"]["reoffending"]["rate"],
            "comparators": [data["context"]["reoffending"]["comparators"][0]],
        },
    }
    for number, line in enumerate(json.dumps(shown, indent=2, ensure_ascii=False).split("\n")):
        y = 22 + 17 * number
        yield (f'<text x="12" y="{y}" {_MONO} font-size="11" fill="#00456e" xml:space="preserve">{escape(line)}</text>')


def _chart(report: sqsreport.Report) -> Iterator[str]:
    assert report.context is not None
    assert report.context.reoffending is not None
    rate = report.context.reoffending
    bars = [(report.inspection.service.area, rate.rate, "#00456e")]
    bars += [("England and Wales", each.rate, "#f0a030") for each in rate.comparators if each.rate is not None]
    yield f'<text x="12" y="24" {_SANS} font-size="12" fill="#222">Reoffended within 12 months, per cent</text>'
    for number, (name, value, color) in enumerate(bars):
        y = 60 + 78 * number
        width = (_WIDE - 90) * (value or 0) / 50
        yield f'<text x="12" y="{y}" {_SANS} font-size="13" fill="#222">{escape(name)}</text>'
        yield f'<rect x="12" y="{y + 9}" width="{width:.1f}" height="26" fill="{color}"/>'
        place = f'x="{22 + width:.1f}" y="{y + 28}"'
        yield f'<text {place} {_SANS} font-size="15" font-weight="bold" fill="#222">{value}%</text>'


def recording() -> str:
    """Return an SVG in which commands are typed one after the other, with what each of them prints."""
    lines = [*_session()]
    height = _LINE * len(lines) + 24
    width = round(_COLUMNS * _CHAR + 24)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        f"<title>{escape(' '.join(text for _, text in lines))}</title>",
        "<style>",
        "text { font: 13px Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #d8d8d8; white-space: pre; }",
        ".typed { fill: #fff; font-weight: bold; }",
        # The first frame, which is all that some viewers show, has every line, and so has the last one.
        "@keyframes untyped { from, to { opacity: 0; } }",
        f"@media (prefers-reduced-motion: no-preference) {{ text {{ animation: untyped 0s {_STILL}s; }} }}",
        "</style>",
        f'<rect width="{width}" height="{height}" rx="8" fill="#0c0c0c"/>',
    ]
    for number, (step, text) in enumerate(lines):
        y = 12 + _LINE * number + 14
        delay = _PACE * step + (0 if text.startswith("$ ") else 0.7)
        look = ' class="typed"' if text.startswith("$ ") else ""
        start = f'<text x="12" y="{y}"{look} style="animation-duration: {delay:.1f}s" xml:space="preserve">'
        parts.append(f"{start}{escape(text)}</text>")
    return "\n".join([*parts, "</svg>", ""])


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


def drawn() -> Mapping[str, str]:
    """Return the pictures, by the names of their files."""
    return {"overview.svg": overview(), "overview-tall.svg": overview(is_tall=True), "recording.svg": recording()}


if __name__ == "__main__":
    for name, picture in drawn().items():
        (FOLDER / name).write_text(picture, encoding="utf-8")
