"""The tables of the page on accuracy: the figures of the last benchmark, and its layouts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from _pages.markdown import escaped

FOLDER: Final = Path(__file__).parents[3] / "benchmarks" / "letters"
_HEAD: Final = (
    "| format | files | facts | right | reported | silent | files all right | no report |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|\n"
)


def _percent(part: int, whole: int) -> str:
    """Format a share with one decimal; only nothing is 0, and only everything is 100."""
    tenths = max(1, min(999, round(part * 1000 / whole))) if 0 < part < whole else part * 1000 // whole
    return f"{tenths / 10:.1f} %"


def _row(family: str, total: Mapping[str, int]) -> str:
    facts, right, silent = total["facts"], total["right"], total["silent"]
    shares = " | ".join(_percent(part, facts) for part in (right, facts - right - silent, silent))
    return f"| {family} | {total['files']:,} | {facts:,} | {shares} | {total['perfect']} | {total['no_report']} |\n"


def half_table(half: str) -> str:
    """Return the figures of one half of the letters, by format, in Markdown."""
    figures = json.loads((FOLDER / "figures.json").read_text(encoding="utf-8"))[half]
    return _HEAD + "".join(_row(family, total) for family, total in figures.items())


def layout_table() -> str:
    """Return the layouts of the benchmark, in Markdown."""
    layouts = json.loads((FOLDER / "layouts.json").read_text(encoding="utf-8"))
    rows = (f"| {each['family']} | {each['producer']} | {escaped(each['shows'])} |\n" for each in layouts)
    return "| format | producer | what it shows |\n|---|---|---|\n" + "".join(rows)


PLACEHOLDERS: Final = {
    "explanation/accuracy": {
        "%SEEN%": lambda: half_table("seen"),
        "%UNSEEN%": lambda: half_table("unseen"),
        "%LAYOUTS%": layout_table,
    }
}
