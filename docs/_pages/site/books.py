"""Adapt the site for a book (EPUB), whose raw HTML needs other links and which has no other files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PAGE: Final = re.compile(r'(href="(?!\w+:)[^"#]+)\.html(?=["#])')
_FILE: Final = re.compile(r'<a href="(?!\w+:)[^"]+\.(?:json|csv)"[^>]*>')


def fix_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Make links in raw HTML point to the pages of a book, and replace links to files with their text."""
    if app.builder.name != "epub":
        return
    in_file = False
    for raw in doctree.findall(nodes.raw):
        text = _PAGE.sub(r"\1.xhtml", raw.astext())
        if _FILE.fullmatch(text):
            in_file, text = True, "<span>"
        elif in_file and text == "</a>":
            in_file, text = False, "</span>"
        raw.children = [nodes.Text(text)]


def setup(app: Sphinx) -> None:
    """Connect the function to Sphinx."""
    app.connect("doctree-resolved", fix_links)
