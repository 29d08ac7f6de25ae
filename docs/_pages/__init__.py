"""What these pages have from the sources: an extension of Sphinx, with one package for each kind of thing that is made.

A page that is made whole is written into the folder of its kind, and never by hand. A page that
is written by hand has places such as ``%TABLES%``, which are filled in when it is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from _pages.letters import accuracy, review, shown
from _pages.pictures import gallery, plots, screens
from _pages.promises import page, tests
from _pages.reference import commands, names, problems, quantities, tables
from _pages.schema import dictionary, kinds, pages, problems_list
from _pages.site import served

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Each has `FILLED`: by the name of a page the places in it, with the function that fills each.
_FILLING = (
    accuracy,
    problems,
    quantities,
    plots,
    kinds,
    tables,
    dictionary,
    gallery,
    problems_list,
    commands,
    names,
    shown,
    screens,
    page,
)
#: Each has `FOLDER`, and `written`, which makes the files in it, by their names.
_WRITING = (problems, plots, screens, pages, served, tests)


def write_pages(app: Sphinx) -> None:
    """Make the folders that are made whole."""
    for module in _WRITING:
        write_folder(Path(app.srcdir) / module.FOLDER, module.written())
    if app.builder.name != "epub":  # a book has no files beside its pages
        app.config.html_extra_path.append(served.FOLDER)  # which Sphinx wants to be there when it reads its settings


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Give a folder these files and no others; Sphinx reads again what was written again."""
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)


def filled_pages(*_: object) -> list[str]:
    """Name the pages that Sphinx has to read again, for what fills them may be another though they are the same."""
    return sorted({docname for module in _FILLING for docname in module.FILLED})


def fill_in(app: Sphinx, docname: str, content: list[str]) -> None:
    """Put into the pages what is made from the code."""
    for module in _FILLING:
        for place, made in module.FILLED.get(docname, {}).items():
            assert place in content[0], f"{docname} has no place {place}"
            content[0] = content[0].replace(place, made())


def setup(app: Sphinx) -> None:
    """Tell Sphinx of the above."""
    from _pages.schema import anchors  # which need Sphinx, and the other modules do not
    from _pages.site import books, llms

    app.connect("builder-inited", write_pages)
    app.connect("env-get-outdated", filled_pages)
    app.connect("source-read", fill_in)
    app.add_css_file("reference.css")
    names.setup(app)
    review.setup(app)
    page.setup(app)
    llms.setup(app)
    anchors.setup(app)
    books.setup(app)
