"""Lay the letters out: write the fixtures and the list of layouts.

It needs LibreOffice, Chromium, pandoc and poppler on the path, and the packages of ``requirements.txt``. ``make.py NAME …``
makes all files of some layouts; without names it makes the files that are missing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from time import perf_counter
from zlib import crc32

import document
import layouts_docx
import layouts_html
import layouts_pdf
import layouts_text
from document import Letter
from layout import LAYOUTS, SMALL, Layout

MODULES = (layouts_text, layouts_html, layouts_docx, layouts_pdf)
FIXTURES = document.HERE / "fixtures"


def letters_of(layout: Layout, letters: Iterable[Letter]) -> list[Letter]:
    """Choose the letters that a layout is made for: all where files are small, else one or two in every three.

    Every layout has at least one letter that nobody has looked at.
    """
    letters = [*letters]
    if layout.form in SMALL:
        return letters
    turn = crc32(layout.name.encode())
    first, second = turn % 3, (turn + 1) % 3
    pairs = turn // 3 % 2  # whether the even or the odd threes have two letters each
    chosen = [
        each
        for each in letters
        if each.number % 3 == first or (each.number % 3 == second and each.number // 3 % 2 == pairs)
    ]
    if not any(each.is_unseen for each in chosen):
        chosen += [each for each in letters if each.is_unseen][:1]
    return chosen


def main() -> None:
    """Write the fixtures of some layouts, or those that are missing, and the list of all layouts."""
    wanted = sys.argv[1:]
    letters = [document.load(name) for name in document.names()]
    for layout in LAYOUTS.values():
        folder = FIXTURES / layout.name
        paths = {folder / f"{each.name}.{layout.form}": each for each in letters_of(layout, letters)}
        if wanted:
            due = paths if layout.name in wanted else {}
        else:
            due = {path: letter for path, letter in paths.items() if not path.exists()}
        if due:
            start = perf_counter()
            contents = {path: layout.make(letter) for path, letter in due.items()}
            folder.mkdir(parents=True, exist_ok=True)
            for path, data in contents.items():
                path.write_bytes(data)
            size = sum(map(len, contents.values()))
            print(f"{layout.name}: {len(contents)} files, {size / 1000:.0f} kB, {perf_counter() - start:.1f} s")
    listed = [
        {"name": each.name, "family": each.family, "producer": each.producer, "shows": each.shows}
        | {key: value for key in ("labels", "loses") if (value := getattr(each, key))}
        for each in LAYOUTS.values()
    ]
    (document.HERE / "layouts.json").write_text(
        json.dumps(listed, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
