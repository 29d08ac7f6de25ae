"""Review pages as files: a list of all letters, and next to it a folder with their pages and pictures."""

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

#: The name of the list, and that of the folder with the pages of the letters.
INDEX: Final = "index.html"
FOLDER: Final = "letters"
#: What is not in names of pages, so that their addresses need no escapes on any system.
_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9._-]+")


def write_review(
    letters: Iterable[StrPath], folder: StrPath, *, corrections: Collection | StrPath | None = None
) -> list[Row]:
    """Write the review pages of letters into a folder: ``index.html``, and a page for each.

    Args:
        letters: the files of the letters; their endings decide what they are.
        folder: where the pages go; pages that are there already are replaced.
        corrections: those that people made before, or the file or the folder that has them.

    Returns:
        What the list says of each letter.

    Raises:
        UnknownFormatError: a file has an ending that no format has.
        MissingExtraError: a format, or applying corrections, needs a package that is not installed.
        OSError: a letter cannot be read, or a page cannot be written.
    """
    found = collection_of(corrections) if corrections is not None else None
    paths = [Path(each) for each in letters]
    pages = page_names(paths)
    rows = [
        write_page(read(path), format_of(path).name, path.name, folder, page, corrections=found, neighbours=neighbours)
        for path, page, neighbours in zip(paths, pages, neighbours_of(pages), strict=True)
    ]
    write_whole(Path(folder, INDEX), index_page(rows))
    return rows


def read(path: Path) -> bytes:
    """Read the file of a letter, as far as a letter may go."""
    data = read_bytes(path, MAX_BYTES + 1)
    assert isinstance(data, bytes), "a path is read as bytes"
    return data


def page_names(paths: Iterable[StrPath]) -> list[str]:
    """Return a name for the page of each letter: no two are the same, whatever the case of their characters."""
    names: dict[str, str] = {}
    for path in paths:
        words = unicodedata.normalize("NFKD", Path(path).name).encode("ascii", "ignore").decode()
        stem = _NOT_IN_NAMES.sub("-", words).strip(".-")[:80] or "letter"
        name, number = stem, 2
        while name.lower() in names:
            name, number = f"{stem}-{number}", number + 1
        names[name.lower()] = name
    return [*names.values()]


def neighbours_of(pages: list[str]) -> list[tuple[str | None, str | None]]:
    """Return for each page the addresses of those before and after it."""
    addresses = [f"{page}.html" for page in pages]
    return list(zip([None, *addresses[:-1]], [*addresses[1:], None], strict=True)) if addresses else []


def write_page(  # noqa: PLR0913 - what there is to say of a letter
    data: bytes,
    form: str,
    name: str,
    folder: StrPath,
    page: str,
    *,
    corrections: Collection | None = None,
    neighbours: tuple[str | None, str | None] = (None, None),
) -> Row:
    """Write the page of a letter and its pictures, and return its row in the list."""
    made = letter_page(data, form, name=name, page_name=page, corrections=corrections, neighbours=neighbours)
    place = Path(folder, FOLDER)
    place.mkdir(parents=True, exist_ok=True)
    for file, content in (*made.pictures.items(), (f"{page}.html", made.html)):
        write_whole(place / file, content)
    return made.row
