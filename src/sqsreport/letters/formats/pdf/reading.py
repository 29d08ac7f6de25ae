"""PDF as blocks: from where the words are on the page, or from tags where a file has reliable ones."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from contextlib import closing
from typing import Any, Final

from sqsreport.letters.blocks import Embedded, Source
from sqsreport.letters.formats.geometry.layout import laid_out
from sqsreport.letters.formats.geometry.regions import Region, blocks_of
from sqsreport.letters.formats.geometry.segments import Page
from sqsreport.letters.formats.pdf.pages import PageReader
from sqsreport.letters.formats.pdf.pdfium import LOCK, load
from sqsreport.letters.formats.pdf.recognised import straighten
from sqsreport.letters.formats.pdf.structure import Element, TagReader
from sqsreport.letters.formats.pdf.tags import tagged, tags_in
from sqsreport.letters.limits import MAX_CHARACTERS, MAX_EMBEDDED, MAX_PAGES, too_large
from sqsreport.problems import Problem

_ATTACHED: Final = "report.json"
_KEYWORD: Final = re.compile(r"\bsqsreport-sha256:(?P<sha256>[0-9a-f]{64})\b")
#: What the metadata of a file has that is made by the standard for accessible documents.
_UNIVERSAL_ACCESS: Final = b"http://www.aiim.org/pdfua/ns/id/"
_MAX_ATTACHMENTS: Final = 20
_LONGEST_NAME: Final = 60
#: Kids of the elements of the structure tree, page by page; a letter has some hundreds.
_MAX_KIDS: Final = 200_000
#: What is drawn on all pages together; where each letter is drawn by itself, a letter has some twenty thousand.
_MAX_OBJECTS: Final = 600_000
#: The bytes of an attached report: no character takes more in UTF-8.
_MAX_ATTACHED: Final = 4 * MAX_EMBEDDED


def parse(data: bytes) -> Source:
    """Convert any bytes to blocks; a damaged, encrypted or too large file, or a scan, has a problem."""
    pdfium = load().module
    with LOCK:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            return Source((), problems=(_unopened(data, error.err_code == pdfium.raw.FPDF_ERR_PASSWORD),))
        try:
            return _parse(document, pdfium, has_tags=_has_reliable_tags(data))
        finally:
            document.close()


def _unopened(data: bytes, is_encrypted: bool) -> Problem:  # noqa: FBT001
    if is_encrypted:
        return Problem("SQS412")
    if not data.strip():
        return Problem("SQS002")
    reason = "it is damaged" if b"%PDF-" in data[:1024] else "it does not begin as one does"
    return Problem("SQS411", params={"format": "a PDF", "reason": reason})


def _parse(document: Any, pdfium: Any, *, has_tags: bool) -> Source:
    count = len(document)
    if count > MAX_PAGES:
        return Source((), problems=(too_large("the number of pages is", f"{count:,}", f"{MAX_PAGES:,}"),))
    pages: list[Page] = []
    problems: list[Problem] = []
    tags = TagReader(_MAX_KIDS)
    characters = objects = 0
    lacks_spaces = False
    for index in range(count):
        try:
            with closing(PageReader(document, index, lacks_spaces=lacks_spaces)) as reader:
                characters += reader.count_characters()
                objects += reader.count_objects()
                if problem := _beyond(characters, objects):
                    return Source((), problems=(problem,))
                pages.append(reader.read())
                lacks_spaces = reader.lacks_spaces
                if has_tags:
                    reader.add_tags(tags)
        except pdfium.PdfiumError:
            pages.append(Page(index + 1, 0, 0, "", []))
            problems.append(Problem("SQS415", page=index + 1))
    if not any(page.segments for page in pages):
        return Source((), problems=(*problems, Problem("SQS413", params={"pages": _page_count(count)})))
    if recognised := [page.number for page in pages if page.is_recognised]:
        problems.append(Problem("SQS420", page=recognised[0], params={"pages": _page_count(len(recognised))}))
        straighten(pages)
    embedded = _embedded(document, pdfium, problems)
    return Source(tuple(blocks_of(_regions(pages, tags.root), pages)), embedded, tuple(problems))


def _page_count(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def _has_reliable_tags(data: bytes) -> bool:
    """Check whether a file claims PDF/UA: its tags follow the order in which it is read, and miss no text.

    Other programs tag what their own markup has, be it a table that is there for the looks, or lines that are no more
    than placed side by side. The metadata, where the claim is, is not compressed.
    """
    return _UNIVERSAL_ACCESS in data


def _beyond(characters: int, objects: int) -> Problem | None:
    """Return the problem of pages that have together more than is read."""
    if characters > MAX_CHARACTERS:
        return too_large("the text is", f"more than {characters - 1:,} characters", f"{MAX_CHARACTERS:,}")
    if objects > _MAX_OBJECTS:
        return too_large("what its pages show is", f"more than {objects - 1:,} objects", f"{_MAX_OBJECTS:,}")
    return None


def _regions(pages: Sequence[Page], root: Element) -> list[Region]:
    """Return the letter's regions: from its tags, if these leave out no more than page headers, footers and notes."""
    edges = {
        page.number: max((segment.right for segment in page.segments if not segment.is_aslant), default=0)
        for page in pages
    }
    known = tags_in(root)
    if known:
        rest = [[each for each in page.segments if (page.number, each.tag) not in known] for page in pages]
        others = laid_out(pages, rest)
        if all(region.kind in ("note", "unread", "break") for region in others):
            return [*tagged(pages, root, edges), *(region for region in others if region.kind != "break")]
    return laid_out(pages)


def _embedded(document: Any, pdfium: Any, problems: list[Problem]) -> Embedded | None:
    """Return the attached report; report other attachments."""
    embedded = None
    for index in range(min(document.count_attachments(), _MAX_ATTACHMENTS)):
        try:
            attachment = document.get_attachment(index)
            name = attachment.get_name()
            data = _content(attachment, pdfium) if name == _ATTACHED and embedded is None else None
        except (pdfium.PdfiumError, UnicodeError):  # half a character, in the name
            name, data = "?", None
        if data is None:
            problems.append(Problem("SQS414", params={"name": _shown(name)}))
        else:
            embedded = Embedded(data.decode("utf-8", errors="replace"), _digest(document))
    return embedded


def _content(attachment: Any, pdfium: Any) -> bytes | None:
    """Return the bytes of an attachment, unless they are more than any report has."""
    length = ctypes.c_ulong()
    # pdfium unpacks it to return its length, so this only avoids the copies.
    is_there = pdfium.raw.FPDFAttachment_GetFile(attachment, None, 0, length)
    return bytes(attachment.get_data()) if is_there and length.value <= _MAX_ATTACHED else None


def _digest(document: Any) -> str:
    """Return the digest of the text that the attached report goes with, or nothing."""
    try:
        keyword = _KEYWORD.search(document.get_metadata_value("Keywords"))
    except UnicodeError:
        keyword = None
    return keyword["sha256"] if keyword else ""


def _shown(name: str) -> str:
    """Return the name of an attachment for a message: short, and without control characters."""
    return '"' + "".join(each if each.isprintable() else "?" for each in name[:_LONGEST_NAME]) + '"'
