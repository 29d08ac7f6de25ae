"""The page on speed: the ratios of the last benchmarks, and a picture of time and memory by number of reports."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from math import ceil, log10
from pathlib import Path
from typing import Any, Final

from _pages.rendering import render

FOLDER: Final = "explanation/plots"

_BENCHMARKS: Final = Path(__file__).parents[3] / "benchmarks"
#: The size of a diagram and the borders of its axes, in pixels.
_WIDTH: Final = 340
_HEIGHT: Final = 220
_LEFT: Final = 56
_RIGHT: Final = _WIDTH - 52
_BOTTOM: Final = _HEIGHT - 40
_TOP: Final = 30
_COLOURS: Final = {1: "#1d70b8", 2: "#b8581d"}

Run = Mapping[str, float]


def make_files() -> Mapping[str, bytes]:
    """Draw the picture."""
    panels = (
        _panel("Processor time, seconds", lambda run: run["processor"]),
        _panel("Memory of all processes, MB", lambda run: run["memory"]),
    )
    sizes = {"width": _WIDTH, "height": _HEIGHT, "left": _LEFT, "right": _RIGHT}
    return {"scaling.svg": render("scaling.svg", panels=panels, description=description(), **sizes).encode()}


def _runs() -> Sequence[Run]:
    runs: list[Run] = json.loads((_BENCHMARKS / "scaling.json").read_text(encoding="utf-8"))["runs"]
    return runs


def description() -> str:
    """Return the content of the picture in words."""
    runs = _runs()
    most = max(run["reports"] for run in runs)
    last = (run for run in runs if run["reports"] == most)
    words = (
        f"on {run['cores']:.0f} core{'s' * (run['cores'] > 1)} {run['processor']:,.0f} s and {run['memory']:.0f} MB"
        for run in last
    )
    axes = "Time and memory against the number of reports, both axes logarithmic"
    return f"{axes}; for {most:,} reports {', '.join(words)}."


def _panel(title: str, value: Callable[[Run], float]) -> Mapping[str, Any]:
    """Return a diagram: the marks at every power of ten on its axes, and a curve for each number of cores."""
    runs = _runs()
    numbers = sorted({log10(run["reports"]) for run in runs})
    top = ceil(max(log10(value(run)) for run in runs))

    def x(number: float) -> float:
        return round(_LEFT + (number - numbers[0]) / (numbers[-1] - numbers[0]) * (_RIGHT - _LEFT), 1)

    def y(number: float) -> float:
        return round(_BOTTOM - number / top * (_BOTTOM - _TOP), 1)

    curves = []
    for cores, colour in _COLOURS.items():
        points = [(x(log10(run["reports"])), y(log10(value(run)))) for run in runs if run["cores"] == cores]
        # The names of curves that meet are above and below them.
        name, shift = ("1 core", 10) if cores == 1 else (f"{cores} cores", -2)
        positions = [f"{across} {down}" for across, down in points]
        curves.append({"name": name, "colour": colour, "points": positions, "end": points[-1][1] + shift})
    return {
        "title": title,
        "heights": [{"at": y(power), "name": f"{10**power:,}"} for power in range(top + 1)],
        "numbers": [{"at": x(number), "name": f"{10**number:,.0f}"} for number in numbers],
        "curves": curves,
    }


def ratio_table() -> str:
    """Return the ratios of the benchmarks, in Markdown."""
    rows: list[dict[str, Any]] = json.loads((_BENCHMARKS / "speed.json").read_text(encoding="utf-8"))
    lines = (f"| {row['work']} | {row['peer']} | {row['ratio']:g} | {row['aim']:g} | {row['date']} |\n" for row in rows)
    return "| work | compared with | ratio | aim | measured |\n|---|---|--:|--:|---|\n" + "".join(lines)


def machines() -> str:
    """Return the machines of the figures."""
    rows = json.loads((_BENCHMARKS / "speed.json").read_text(encoding="utf-8"))
    return "; ".join(sorted({row["machine"] for row in rows}))


PLACEHOLDERS: Final = {
    "explanation/speed": {
        "%RATIOS%": ratio_table,
        "%MACHINES%": machines,
        "%SCALING%": lambda: json.dumps(description()),
    }
}
