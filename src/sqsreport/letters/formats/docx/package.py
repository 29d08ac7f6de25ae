"""Open a DOCX file, which is a ZIP archive of XML parts, without trusting it.

A part is unpacked only when it is requested, and all parts together only up to the limits in `limits`. XML with a
document type definition is refused, and nothing outside the file is loaded.
"""

from __future__ import annotations

import functools
import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from sqsreport._extras import require
from sqsreport.letters.limits import MAX_DEPTH, MAX_UNPACKED, too_large
from sqsreport.problems import Problem

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

#: An XML element of lxml.
Element: TypeAlias = Any

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES: Final = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "w": _W,
    "xml": "http://www.w3.org/XML/1998/namespace",
}
#: Namespaces of the strict variant of the standard, and their equivalents in the usual variant.
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _NAMESPACES["r"].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _NAMESPACES["m"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", _NAMESPACES["a"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/chart", _NAMESPACES["c"].encode()),
)

#: Maximum size of a part in bytes. A letter has about a hundredth of this.
_MAX_PART: Final = 8 * 1024 * 1024
#: Maximum number of elements in all parts together. A letter has about a hundredth of this.
_MAX_ELEMENTS: Final = 200_000
_MAX_ENTRIES: Final = 5_000

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_FORMATS: Final = (
    (_OLE, "it is an old .doc file"),
    (b"{\\rtf", "it is an RTF file"),
    (b"%PDF", "it is a PDF file"),
)
_OPEN_DOCUMENT: Final = b"mimetypeapplication/vnd.oasis.opendocument"


class UnreadableError(Exception):
    """A file is not a DOCX file, or is too large or encrypted."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@attrs.frozen
class Relationship:
    """A reference from a part to another part or to an external address.

    Attributes:
        kind: the last segment of its type, such as ``footnotes``.
        target: the name of the other part, or the address.
    """

    kind: str
    target: str
    is_external: bool


@functools.cache  # the names are those that this package knows
def w(name: str) -> str:
    """Return the qualified name of an element or attribute; without a prefix it is in WordprocessingML."""
    prefix, _, local = name.rpartition(":")
    return f"{{{_NAMESPACES[prefix or 'w']}}}{local}"


def value(element: Element | None, name: str = "w:val") -> str | None:
    """Return the value of an attribute, or ``None`` if the attribute or the element is missing."""
    return None if element is None else element.get(w(name))


def integer(text: str | None) -> int | None:
    """Convert the text of a number with up to eight digits, or return ``None``."""
    return int(text) if text is not None and len(text) < 9 and text.isdecimal() else None


def not_docx(reason: str) -> UnreadableError:
    """Return the error for a file that is not a DOCX file."""
    return UnreadableError(Problem("SQS411", params={"format": "DOCX", "reason": reason}))


class Package:
    """A DOCX file, with access to its parts by name."""

    def __init__(self, data: bytes) -> None:
        """Open the bytes of a file.

        Raises:
            UnreadableError: the file is not an archive, or is too large or encrypted.
        """
        self._archive = _open_archive(data)
        self._entries: dict[str, ZipInfo] = {
            info.filename.replace("\\", "/").lstrip("/").casefold(): info for info in self._archive.infolist()
        }
        self._bytes_left = MAX_UNPACKED
        self._elements_left = _MAX_ELEMENTS
        self.main: str = next(
            (each.target for each in self.relationships("").values() if each.kind == "officeDocument"), ""
        )

    def part(self, name: str) -> Element | None:
        """Return the root of an XML part, or ``None`` if there is no such part.

        Raises:
            UnreadableError: the part is damaged, too large or encrypted.
        """
        data = self._unpack(name)
        return None if data is None else self._parse(data, name)

    def relationships(self, name: str) -> dict[str, Relationship]:
        """Return the relationships of a part by their ids, or with ``""`` those of the package."""
        folder, base = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        return {} if root is None else dict(_relationships(root, folder))

    def _unpack(self, name: str) -> bytes | None:
        info = self._entries.get(name.casefold())
        if info is None:
            return None
        if info.flag_bits & 1:
            raise UnreadableError(Problem("SQS412"))
        # Word uses no other methods, and these two can be unpacked up to a limit.
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise not_docx(f"its part {name} is packed in an unknown way")
        limit = min(_MAX_PART, self._bytes_left)
        try:
            with self._archive.open(info) as file:
                data = file.read(limit + 1)
        except Exception as error:  # zipfile raises many kinds of exceptions for damaged archives
            raise not_docx(f"its part {name} is damaged") from error
        if len(data) > limit:
            raise UnreadableError(too_large(f"the part {name} is", f"over {limit:,} bytes", f"{limit:,}"))
        self._bytes_left -= len(data)
        return data

    def _parse(self, data: bytes, name: str) -> Element:
        # In UTF-16 there is a zero byte next to each ASCII character.
        if b"<!DOCTYPE" in data or b"<!DOCTYPE" in data.replace(b"\0", b""):
            raise not_docx(f"its part {name} has a document type definition")
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
        etree = require("lxml.etree", extra="docx", purpose="reading DOCX")
        events = etree.iterparse(
            io.BytesIO(data),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        depth = 0
        try:
            for event, _ in events:
                depth += 1 if event == "start" else -1
                self._elements_left -= event == "start"
                if depth > MAX_DEPTH:
                    raise UnreadableError(too_large("the nesting is", f"over {MAX_DEPTH} levels", f"{MAX_DEPTH}"))
                if self._elements_left < 0:
                    size = f"over {_MAX_ELEMENTS:,} elements"
                    raise UnreadableError(too_large("the text with its markup is", size, f"{_MAX_ELEMENTS:,}"))
        except etree.XMLSyntaxError as error:
            raise not_docx(f"its part {name} is damaged") from error
        root = events.root
        if root.getroottree().docinfo.internalDTD is not None:
            raise not_docx(f"its part {name} has a document type definition")
        return root


def _open_archive(data: bytes) -> ZipFile:
    for magic, reason in _OTHER_FORMATS:
        if data.startswith(magic):
            if "EncryptedPackage".encode("utf-16-le") in data:
                raise UnreadableError(Problem("SQS412"))
            raise not_docx(reason)
    if not data.startswith(b"PK"):
        raise not_docx("it is no zip archive")
    if _OPEN_DOCUMENT in data[:200]:
        raise not_docx("it is an OpenDocument file")
    entries = data.count(b"PK\x01\x02")
    if entries > _MAX_ENTRIES:
        raise UnreadableError(too_large("the archive is", f"{entries:,} parts", f"{_MAX_ENTRIES:,}"))
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # zipfile raises many kinds of exceptions for damaged archives
        raise not_docx("the zip archive is damaged or cut off") from error


def _relationships(root: Element, folder: str) -> Iterator[tuple[str, Relationship]]:
    for each in root:
        target = each.get("Target", "")
        is_external = each.get("TargetMode") == "External"
        if not is_external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        yield each.get("Id", ""), Relationship(each.get("Type", "").rpartition("/")[2], target, is_external)
