"""Write review pages: a list of all letters, and a folder with their pages and pictures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from sqsreport._files import StrPath, read_bytes, write_whole
from sqsreport.corrections import Collection
from sqsreport.letters import format_of
from sqsreport.letters.corrected import collection_of
from sqsreport.letters.limits import MAX_BYTES
from sqsreport.review.index import index_page
from sqsreport.review.letter import Row, letter_page

#: The names of the list, and of the folder with the pages of the letters.
INDEX: Final = "index.html"
FOLDER: Final = "letters"
#: The maximum length of the name of a page, in characters.
_MAX_NAME: Final = 80
#: Characters that are replaced in the names of pages, so that their addresses need no escapes.
_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9._-]+")


def write_review(
    letters: Iterable[StrPath], folder: StrPath, *, corrections: Collection | StrPath | None = None
) -> list[Row]:
    """Write the review pages of letters to a folder: ``index.html``, and a page for each letter.

    Args:
        letters: the paths of the letters, with the endings of their formats.
        folder: the folder; existing pages are replaced.
        corrections: earlier corrections, or a file or folder with them.

    Returns:
        The row of each letter in the list.

    Raises:
        UnknownFormatError: no format has the ending of a file.
        MissingExtraError: a format, or applying corrections, needs a package that is not installed.
        OSError: a letter cannot be read, or a page cannot be written.
    """
    collection = collection_of(corrections) if corrections is not None else None
    paths = [Path(each) for each in letters]
    pages = page_names(paths)
    rows = [
        write_page(
            read(path), format_of(path).name, path.name, folder, page, corrections=collection, neighbours=neighbours
        )
        for path, page, neighbours in zip(paths, pages, neighbours_of(pages), strict=True)
    ]
    write_whole(Path(folder, INDEX), index_page(rows))
    return rows


def read(path: Path) -> bytes:
    """Read the file of a letter, or one byte more than the limit of a larger file."""
    data = read_bytes(path, MAX_BYTES + 1)
    assert isinstance(data, bytes), "a path is read as bytes"
    return data


def page_names(paths: Iterable[StrPath]) -> list[str]:
    """Return a name for the page of each letter; the names are unique, also without regard to case."""
    names: dict[str, str] = {}
    for path in paths:
        ascii_name = unicodedata.normalize("NFKD", Path(path).name).encode("ascii", "ignore").decode()
        stem = _NOT_IN_NAMES.sub("-", ascii_name).strip(".-")[:_MAX_NAME] or "letter"
        name, number = stem, 2
        while name.lower() in names:
            name, number = f"{stem}-{number}", number + 1
        names[name.lower()] = name
    return [*names.values()]


def neighbours_of(pages: list[str]) -> list[tuple[str | None, str | None]]:
    """Return the addresses of the previous and the next page of each page."""
    addresses = [f"{page}.html" for page in pages]
    return list(zip([None, *addresses[:-1]], [*addresses[1:], None], strict=True)) if addresses else []


def write_page(  # noqa: PLR0913 - the letter, its corrections, and where its page goes
    data: bytes,
    format: str,
    name: str,
    folder: StrPath,
    page: str,
    *,
    corrections: Collection | None = None,
    neighbours: tuple[str | None, str | None] = (None, None),
) -> Row:
    """Write the page of a letter and its pictures, and return its row in the list."""
    rendered = letter_page(data, format, name=name, page_name=page, corrections=corrections, neighbours=neighbours)
    pages = Path(folder, FOLDER)
    pages.mkdir(parents=True, exist_ok=True)
    for file, content in (*rendered.pictures.items(), (f"{page}.html", rendered.html)):
        write_whole(pages / file, content)
    return rendered.row
