"""What these pages have from the sources: an extension of Sphinx, with one module for each thing that is made.

A page that is made whole is written into the folder of its kind, and never by hand. A page that
is written by hand has places such as ``%TABLES%``, which are filled in when it is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from _pages import kinds, letter_shown, letter_view, llms, names, pictures, problems, quantities, screens, tables

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Each has `FILLED`: by the name of a page the places in it, with the function that fills each.
_FILLING = (problems, quantities, pictures, kinds, tables, letter_view, letter_shown, screens)
#: Each has `FOLDER`, and `written`, which makes the files in it, by their names.
_WRITING = (problems, pictures, screens)


def write_pages(app: Sphinx) -> None:
    """Make the folders that are made whole."""
    for module in _WRITING:
        write_folder(Path(app.srcdir) / module.FOLDER, module.written())


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Give a folder these files and no others; Sphinx reads again what was written again."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if path.name not in files:
            path.unlink()
    for name, content in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)


def fill_in(app: Sphinx, docname: str, content: list[str]) -> None:
    """Put into the pages what is made from the code."""
    for module in _FILLING:
        for place, made in module.FILLED.get(docname, {}).items():
            assert place in content[0], f"{docname} has no place {place}"
            content[0] = content[0].replace(place, made())


def setup(app: Sphinx) -> None:
    """Tell Sphinx of the above."""
    app.connect("builder-inited", write_pages)
    app.connect("source-read", fill_in)
    names.setup(app)
    letter_view.setup(app)
    llms.setup(app)
