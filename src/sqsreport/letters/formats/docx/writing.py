"""Packs a letter as a DOCX file: the parts that `markup` writes, and what the file says of itself."""

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
#: What fits into a property of a file.
_LONGEST_PROPERTY: Final = 255


def render(letter: Letter, embedded: Embedded | None) -> bytes:
    """Turn blocks into a file, the same bytes on every run.

    Lists within lists beyond the ninth level stand with the ninth, which is the last that there is.
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
    return _packed(package)


def _part(package: OpcPackage, name: str, content_type: str, xml: str, links: Mapping[str, str] = _NO_LINKS) -> Part:
    uri = require("docx.opc.packuri", extra="docx", purpose="writing DOCX").PackURI(name)
    module = require("docx.opc.part", extra="docx", purpose="writing DOCX")
    part: Part = module.Part(uri, content_type, xml.encode(), package)
    for address, link_id in links.items():
        part.load_rel(_RELATION.format("hyperlink"), address, link_id, is_external=True)
    return part


def _embed(package: OpcPackage, main: Part, embedded: Embedded) -> None:
    """Put a report into a part of its own, which Word keeps and shows nobody."""
    report, properties = markup.embedded(embedded)
    item = _part(package, "/customXml/item1.xml", "application/xml", report)
    about = _part(package, "/customXml/itemProps1.xml", _PROPERTIES_TYPE, properties)
    item.relate_to(about, _RELATION.format("customXmlProps"))
    main.relate_to(item, _RELATION.format("customXml"))


def _describe(package: OpcPackage, letter: Letter) -> None:
    """Say what the file is: its title, who wrote it and when."""
    properties = package.core_properties
    published = datetime.combine(letter.published, time(), UTC)
    properties.created = properties.modified = published
    properties.title = markup.clean(letter.title)[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = markup.clean(letter.author or "")[:_LONGEST_PROPERTY]
    properties.language = markup.clean(letter.language)[:_LONGEST_PROPERTY]
    properties.revision = 1


def _packed(package: OpcPackage) -> bytes:
    """Pack a package without the time at which it is packed.

    The writer of python-docx takes that from the clock, which zip knows only since 1980.
    """
    writer: Any = require("docx.opc.pkgwriter", extra="docx", purpose="writing DOCX").PackageWriter
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        file = _Archive(archive)
        for part in package.parts:
            part.before_marshal()  # type: ignore[no-untyped-call] # python-docx has no types for it
        # There is no public way to give it a file other than one that it opens itself.
        writer._write_content_types_stream(file, package.parts)  # noqa: SLF001
        writer._write_pkg_rels(file, package.rels)  # noqa: SLF001
        writer._write_parts(file, package.parts)  # noqa: SLF001
    return packed.getvalue()


class _Archive:
    """Takes the files of a package."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def write(self, uri: PackURI, blob: bytes) -> None:
        """Write a file."""
        info = zipfile.ZipInfo(uri.membername)  # dated 1 January 1980, when zip begins
        info.compress_type = zipfile.ZIP_DEFLATED
        self._archive.writestr(info, blob)
