"""What a book wants to be otherwise than a site: links in HTML as it is, and files beside the pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PAGE: Final = re.compile(r'(href="(?!\w+:)[^"#]+)\.html(?=["#])')
_FILE: Final = re.compile(r'<a href="(?!\w+:)[^"]+\.(?:json|csv)"[^>]*>')


def mend_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let links lead to the pages of a book, and show as text alone those to files, which it has not."""
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
    """Tell Sphinx of the above."""
    app.connect("doctree-resolved", mend_links)
