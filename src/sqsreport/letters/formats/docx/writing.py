"""Write a letter as a DOCX file: the parts from `markup`, and the metadata."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, time
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sqsreport._extras import require
from sqsreport.letters.blocks import Embedded, Letter
from sqsreport.letters.formats.docx import markup

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"
_NO_LINKS: Final[Mapping[str, str]] = MappingProxyType({})
#: The maximum length of a property in the metadata, in characters.
_MAX_PROPERTY: Final = 255


def render(letter: Letter, embedded: Embedded | None) -> bytes:
    """Render a letter as a file, with the same bytes on every run.

    Items that are nested more than nine levels deep are on the ninth level, which is the last that DOCX has.
    """
    package: OpcPackage = require("docx.opc.package", extra="docx", purpose="writing DOCX").OpcPackage()
    notes = markup.Notes.of(letter.blocks)
    document, document_links = markup.document(letter.blocks, notes)
    footnotes, footnote_links = markup.footnotes(notes)
    main = _part(package, "/word/document.xml", _CONTENT_TYPE.format("document.main"), document, document_links)
    package.relate_to(main, _RELATION.format("officeDocument"))
    for name, xml, links in (
        ("styles", markup.styles(letter.language), _NO_LINKS),
        ("numbering", markup.numbering(), _NO_LINKS),
        ("settings", markup.settings(), _NO_LINKS),
        ("footnotes", footnotes, footnote_links),
        ("footer", markup.footer(), _NO_LINKS),
    ):
        part = _part(package, f"/word/{name}.xml", _CONTENT_TYPE.format(name), xml, links)
        main.load_rel(_RELATION.format(name), part, name)
    if embedded is not None:
        _embed(package, main, embedded)
    _describe(package, letter)
    return _to_bytes(package)


def _part(package: OpcPackage, name: str, content_type: str, xml: str, links: Mapping[str, str] = _NO_LINKS) -> Part:
    uri = require("docx.opc.packuri", extra="docx", purpose="writing DOCX").PackURI(name)
    module = require("docx.opc.part", extra="docx", purpose="writing DOCX")
    part: Part = module.Part(uri, content_type, xml.encode(), package)
    for address, link_id in links.items():
        part.load_rel(_RELATION.format("hyperlink"), address, link_id, is_external=True)
    return part


def _embed(package: OpcPackage, main: Part, embedded: Embedded) -> None:
    """Embed a report in a part of its own, which Word keeps and does not show."""
    report, properties = markup.embedded(embedded)
    item = _part(package, "/customXml/item1.xml", "application/xml", report)
    about = _part(package, "/customXml/itemProps1.xml", _PROPERTIES_TYPE, properties)
    item.relate_to(about, _RELATION.format("customXmlProps"))
    main.relate_to(item, _RELATION.format("customXml"))


def _describe(package: OpcPackage, letter: Letter) -> None:
    """Set the metadata of the file: title, author, language and date."""
    properties = package.core_properties
    published = datetime.combine(letter.published, time(), UTC)
    properties.created = properties.modified = published
    properties.title = markup.clean(letter.title)[:_MAX_PROPERTY]
    properties.author = properties.last_modified_by = markup.clean(letter.author or "")[:_MAX_PROPERTY]
    properties.language = markup.clean(letter.language)[:_MAX_PROPERTY]
    properties.revision = 1


def _to_bytes(package: OpcPackage) -> bytes:
    """Return the bytes of a package without the current time.

    python-docx stores the time of writing, so that the bytes differ between runs.
    """
    writer: Any = require("docx.opc.pkgwriter", extra="docx", purpose="writing DOCX").PackageWriter
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        file = _Archive(archive)
        for part in package.parts:
            part.before_marshal()  # type: ignore[no-untyped-call] # python-docx has no types for it
        # The public functions write only to a file that python-docx opens itself.
        writer._write_content_types_stream(file, package.parts)  # noqa: SLF001
        writer._write_pkg_rels(file, package.rels)  # noqa: SLF001
        writer._write_parts(file, package.parts)  # noqa: SLF001
    return buffer.getvalue()


class _Archive:
    """An archive with the interface that python-docx expects."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def write(self, uri: PackURI, blob: bytes) -> None:
        """Write a file."""
        info = zipfile.ZipInfo(uri.membername)  # its date is 1 January 1980, the earliest in a ZIP archive
        info.compress_type = zipfile.ZIP_DEFLATED
        self._archive.writestr(info, blob)
