"""A Sphinx extension that generates pages, tables and pictures from the sources, with a package for each kind.

Generated files are in folders of their own, and never edited by hand. Pages that are written by hand
have placeholders such as ``%TABLES%``, which are replaced when the page is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from _pages.letters import accuracy, review, shown
from _pages.pictures import gallery, plots, screens, speed
from _pages.promises import page, tests
from _pages.reference import commands, names, problems, quantities, tables
from _pages.schema import dictionary, kinds, pages, problems_list
from _pages.site import served

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Each has `PLACEHOLDERS`: for each page its placeholders, each with the function that returns the replacement.
_WITH_PLACEHOLDERS = (
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
    speed,
    page,
)
#: Each has `FOLDER`, and `make_files`, which returns the content of its files by name.
_WITH_FILES = (problems, plots, screens, speed, pages, served, tests)


def write_pages(app: Sphinx) -> None:
    """Write the generated folders."""
    for module in _WITH_FILES:
        write_folder(Path(app.srcdir) / module.FOLDER, module.make_files())
    if app.builder.name != "epub":  # a book has only pages
        app.config.html_extra_path.append(served.FOLDER)  # Sphinx requires that it exists


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write these files to a folder, and remove all others. Unchanged files keep their time, so Sphinx skips them."""
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)


def filled_pages(*_: object) -> list[str]:
    """Return the pages with placeholders: Sphinx has to read them again, because the replacements may have changed."""
    return sorted({docname for module in _WITH_PLACEHOLDERS for docname in module.PLACEHOLDERS})


def fill_in(app: Sphinx, docname: str, content: list[str]) -> None:
    """Replace the placeholders of a page."""
    for module in _WITH_PLACEHOLDERS:
        for placeholder, make in module.PLACEHOLDERS.get(docname, {}).items():
            assert placeholder in content[0], f"{docname} has no placeholder {placeholder}"
            content[0] = content[0].replace(placeholder, make())


def setup(app: Sphinx) -> None:
    """Connect the extension to Sphinx."""
    from _pages.schema import anchors  # imported here because, unlike the other modules, it needs Sphinx
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
