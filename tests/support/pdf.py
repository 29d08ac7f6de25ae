"""Makes PDF files from content streams, and summarises the blocks that are read from them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import pypdfium2  # type: ignore[import-untyped]  # it has no types of its own

from sqsreport.letters.blocks import (
    Block,
)

#: The example letter as printed by a word processor and by a browser, without their fonts.
PRINTED: Final = sorted((Path(__file__).parents[1] / "letters" / "formats" / "pdf").glob("*.pdf"))
#: The fonts of a page: upright, bold and slanted.
FONTS: Final = {"F": "Helvetica", "B": "Helvetica-Bold", "I": "Helvetica-Oblique"}


def pdf(
    *pages: str,
    page: str = "/MediaBox[0 0 595 842]",
    catalog: str = "",
    trailer: str = "",
    others: Mapping[int, str] | None = None,
) -> bytes:
    """Make a file from the content streams of its pages; *others* are further objects by number, from 50."""
    fonts = "".join(f"/{name}<</Type/Font/Subtype/Type1/BaseFont/{font}>>" for name, font in FONTS.items())
    objects = {1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>"}
    numbers = range(3, 3 + 2 * len(pages), 2)
    objects[2] = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{each} 0 R' for each in numbers)}]>>"
    for index, (number, content) in enumerate(zip(numbers, pages, strict=True)):
        objects[number] = (
            f"<</Type/Page/Parent 2 0 R/Contents {number + 1} 0 R/StructParents {index}{page}"
            f"/Resources<</Font<<{fonts}>>>>>>"
        )
        objects[number + 1] = f"<</Length {len(content)}>>\nstream\n{content}\nendstream"
    objects |= others or {}
    data = b"%PDF-1.7\n"
    places = {}
    for number, text in sorted(objects.items()):
        places[number] = len(data)
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    size = max(objects) + 1
    entries = (f"{places[i]:010d} 00000 n \n" if i in places else "0000000000 65535 f \n" for i in range(size))
    table = f"xref\n0 {size}\n{''.join(entries)}trailer\n<</Size {size}/Root 1 0 R{trailer}>>"
    return data + f"{table}\nstartxref\n{len(data)}\n%%EOF\n".encode()


def text(words: str, x: float, y: float, font: str = "F", size: float = 11) -> str:
    """Return the operators that print words at a position, in points from the bottom left corner."""
    escaped = re.sub(r"[()\\]", r"\\\g<0>", words)
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n"


def rows(*words: str, x: float = 72, top: float = 700, step: float = 14, font: str = "F", size: float = 11) -> str:
    """Return the operators that print rows below each other."""
    return "".join(text(each, x, top - i * step, font, size) for i, each in enumerate(words) if each)


def words(blocks: Iterable[Block]) -> list[tuple[str, list[str]]]:
    """Return the kind and the lines of each block."""
    return [(type(block).__name__, [line.text for line in block.lines]) for block in blocks]


def attached(*files: tuple[str, bytes]) -> bytes:
    """Make a letter with attachments."""
    with pypdfium2.PdfDocument(pdf(rows("Words."))) as document:
        for name, data in files:
            document.new_attachment(name).set_data(data)
        file = io.BytesIO()
        document.save(file)
    return file.getvalue()
