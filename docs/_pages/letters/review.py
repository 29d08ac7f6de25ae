"""The example letter next to its report: the page that ``sqsreport review`` writes for it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import sqsreport
from _pages.letters.pairs import LETTER
from sqsreport.review import letter_page
from sqsreport.review.original import original

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGE: Final = "letter-and-report"
#: The address of the page on the site.
ADDRESS: Final = f"{PAGE}/{LETTER.stem}.html"


def make_files() -> Mapping[str, bytes]:
    """Return the page."""
    made = letter_page(LETTER.read_bytes(), "markdown", name=LETTER.name, page_name=LETTER.stem, back=f"../{PAGE}.html")
    return {ADDRESS: made.html}


@functools.cache
def anchors() -> Mapping[sqsreport.Passage, str]:
    """Return the anchor that each line of the letter has on the page."""
    return original(LETTER.read_bytes(), "markdown", sqsreport.read_letter(LETTER), LETTER.stem).ids


def add_to_page(app: Sphinx, pagename: str, _template: str, _context: Mapping[str, Any], _doctree: object) -> None:
    """Add the style sheet of the lines of the letter to the gallery."""
    if pagename == "gallery":
        app.add_css_file("letter.css")


def setup(app: Sphinx) -> None:
    """Connect the function to Sphinx."""
    app.connect("html-page-context", add_to_page)
