"""Pages of a PDF as pictures in PNG, which is written here: a picture library is not worth an extra."""

from __future__ import annotations

import struct
import zlib
from typing import Any, Final

import attrs

from sqsreport.letters.formats.pdf.pdfium import LOCK, load
from sqsreport.letters.limits import MAX_PAGES

#: The pixels of a picture; a page of A4 that is 1,240 pixels wide has some two million.
_MAX_PIXELS: Final = 4_000_000


@attrs.frozen
class Picture:
    """A page as a picture.

    Attributes:
        width: that of the page, in points.
        height: that of the page, in points.
        png: the picture.
    """

    width: float
    height: float
    png: bytes


def draw(data: bytes, width: int) -> tuple[Picture, ...]:
    """Draw the pages of a file, each so many pixels wide; those that are damaged are white."""
    pdfium = load().module
    with LOCK:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError:
            return ()
        try:
            return tuple(_draw(document, index, width, pdfium) for index in range(min(len(document), MAX_PAGES)))
        finally:
            document.close()


def _draw(document: Any, index: int, width: int, pdfium: Any) -> Picture:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return Picture(595.0, 842.0, _png(1, 1, b"\xff", is_gray=True))
    try:
        size = page.get_size()
        scale = min(width / size[0], (_MAX_PIXELS / (size[0] * size[1])) ** 0.5)
        bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
        try:
            pixels = _packed(bitmap)
            is_gray = pixels[0::3] == pixels[1::3] == pixels[2::3]
            png = _png(bitmap.width, bitmap.height, pixels[0::3] if is_gray else pixels, is_gray=is_gray)
        finally:
            bitmap.close()
        return Picture(size[0], size[1], png)
    finally:
        page.close()


def _packed(bitmap: Any) -> bytes:
    """Return the pixels of a bitmap in red, green and blue, without what its rows are padded with."""
    rows = memoryview(bytes(bitmap.buffer))
    used = bitmap.width * bitmap.n_channels
    packed = b"".join(rows[row * bitmap.stride :][:used] for row in range(bitmap.height))
    if bitmap.n_channels == 3:
        return packed
    colors = bytearray(3 * bitmap.width * bitmap.height)
    for channel in range(3):
        colors[channel::3] = packed[min(channel, bitmap.n_channels - 1) :: bitmap.n_channels]
    return bytes(colors)


def _png(width: int, height: int, pixels: bytes, *, is_gray: bool) -> bytes:
    """Write pixels as PNG."""
    used = width * (1 if is_gray else 3)
    # Every row begins with the filter that it went through, which is none.
    rows = b"".join(b"\0" + pixels[row * used : (row + 1) * used] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0 if is_gray else 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
