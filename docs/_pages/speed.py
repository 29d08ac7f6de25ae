"""The page on speed: the ratios of the last benchmarks, and a picture of time and memory by number of reports."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from math import log10
from pathlib import Path
from typing import Any, Final

from _pages.markup import text

FOLDER: Final = "explanation/plots"

_BENCHMARKS: Final = Path(__file__).parents[2] / "benchmarks"
_WIDTH: Final = 340
_HEIGHT: Final = 220
_LEFT: Final = 56
_RIGHT: Final = 52
_BOTTOM: Final = 40
_TOP: Final = 30
_COLOURS: Final = {1: "#1d70b8", 2: "#b8581d"}

Run = dict[str, float]


def written() -> dict[str, bytes]:
    """Draw the picture."""
    runs: list[Run] = json.loads((_BENCHMARKS / "scaling.json").read_text(encoding="utf-8"))["runs"]
    panels = (
        ("Processor time, seconds", lambda run: run["processor"]),
        ("Memory of all processes, MB", lambda run: run["memory"]),
    )
    drawn = "".join(
        f'<g transform="translate({index * _WIDTH} 0)">{"".join(_panel(title, runs, value))}</g>'
        for index, (title, value) in enumerate(panels)
    )
    style = "text{font:12px system-ui,sans-serif;fill:#505a5f}path{fill:none}"
    return {
        "scaling.svg": (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * _WIDTH} {_HEIGHT}" role="img">'
            f"<desc>{text(description())}</desc><style>{style}</style>{drawn}</svg>\n"
        ).encode()
    }


def description() -> str:
    """Return the content of the picture in words."""
    runs: list[Run] = json.loads((_BENCHMARKS / "scaling.json").read_text(encoding="utf-8"))["runs"]
    most = max(run["reports"] for run in runs)
    last = (run for run in runs if run["reports"] == most)
    words = (
        f"on {run['cores']:.0f} core{'s' * (run['cores'] > 1)} {run['processor']:,.0f} s and {run['memory']:.0f} MB"
        for run in last
    )
    axes = "Time and memory against the number of reports, both axes logarithmic"
    return f"{axes}; for {most:,} reports {', '.join(words)}."


def _panel(title: str, runs: Sequence[Run], value: Callable[[Run], float]) -> Iterator[str]:
    """Yield the elements of a diagram: a line at every power of ten, and a curve for each number of cores."""
    numbers = [log10(run["reports"]) for run in runs]
    ceiling = max(log10(value(run)) for run in runs)
    top = int(ceiling) + (ceiling > int(ceiling))

    def x(number: float) -> float:
        return _LEFT + (number - min(numbers)) / (max(numbers) - min(numbers)) * (_WIDTH - _LEFT - _RIGHT)

    def y(number: float) -> float:
        return _HEIGHT - _BOTTOM - number / top * (_HEIGHT - _BOTTOM - _TOP)

    yield f'<text x="{_LEFT}" y="16" font-weight="bold">{title}</text>'
    for power in range(top + 1):
        at = y(power)
        yield f'<path d="M{_LEFT} {at:.1f}H{_WIDTH - _RIGHT}" stroke="#b1b4b6" stroke-width=".5"/>'
        yield f'<text x="{_LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{10**power:,}</text>'
    for number in sorted({*numbers}):
        yield f'<text x="{x(number):.1f}" y="{_HEIGHT - 22}" text-anchor="middle">{10**number:,.0f}</text>'
    yield f'<text x="{_WIDTH - _RIGHT}" y="{_HEIGHT - 6}" text-anchor="end">reports</text>'
    for cores, colour in _COLOURS.items():
        points = [(x(log10(run["reports"])), y(log10(max(1, value(run))))) for run in runs if run["cores"] == cores]
        line = "L".join(f"{left:.1f} {down:.1f}" for left, down in points)
        yield f'<path d="M{line}" stroke="{colour}" stroke-width="2"/>'
        left, down = points[-1]
        name, shift = ("1 core", 10) if cores == 1 else (f"{cores} cores", -2)  # or curves that meet hide their names
        yield f'<text x="{left + 4:.1f}" y="{down + shift:.1f}" style="fill:{colour}">{name}</text>'


def ratio_table() -> str:
    """Return the ratios of the benchmarks, in Markdown."""
    rows: list[dict[str, Any]] = json.loads((_BENCHMARKS / "speed.json").read_text(encoding="utf-8"))
    lines = (f"| {row['work']} | {row['peer']} | {row['ratio']:g} | {row['aim']:g} | {row['date']} |\n" for row in rows)
    return "| work | compared with | ratio | aim | measured |\n|---|---|--:|--:|---|\n" + "".join(lines)


def machines() -> str:
    """Return the machines of the figures."""
    rows = json.loads((_BENCHMARKS / "speed.json").read_text(encoding="utf-8"))
    return "; ".join(sorted({row["machine"] for row in rows}))


FILLED: Final = {
    "explanation/speed": {
        "%RATIOS%": ratio_table,
        "%MACHINES%": machines,
        "%SCALING%": lambda: json.dumps(description()),
    }
}
