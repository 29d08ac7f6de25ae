"""The registry of layouts: the name of each, its producer, and the letters that use it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

import attrs
from document import Letter

ENDINGS: Final = {"md": "md", "txt": "txt", "html": "html", "docx": "docx", "pdf": "pdf"}
FAMILIES: Final = {"md": "Markdown", "txt": "text", "html": "HTML", "docx": "DOCX", "pdf": "PDF"}
#: Formats with small files, which have every letter; the others have one or two in every three.
SMALL: Final = ("md", "txt", "html")

Maker = Callable[[Letter], bytes]


@attrs.frozen
class Layout:
    """A way to lay a letter out.

    Attributes:
        name: its name, which is that of its folder.
        form: ending of its files.
        producer: the program that makes them.
        shows: what is special about it.
        make: function from a letter to the content of a file.
        labels: marks of the footnotes, where they are no numbers.
        loses: characters that the producer drops where a line ends within a word.
    """

    name: str
    form: str
    producer: str
    shows: str
    make: Maker
    labels: str = ""
    loses: str = ""

    @property
    def family(self) -> str:
        """The format, as the tables name it."""
        return FAMILIES[self.form]


LAYOUTS: Final[dict[str, Layout]] = {}


def layout(form: str, producer: str, shows: str, labels: str = "", loses: str = "") -> Callable[[Maker], Maker]:
    """Register a function as a layout."""

    def register(make: Maker) -> Maker:
        name = make.__name__.replace("_", "-")
        cached = cache(make)
        LAYOUTS[name] = Layout(name, form, producer, shows, cached, labels, loses)
        return cached

    return register
