"""Makes DOCX files from the XML of their parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES: Final = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS: Final = ("styles", "numbering", "settings", "footnotes", "endnotes", "comments", "header", "footer")


def pack(parts: Mapping[str, bytes | str]) -> bytes:
    """Return an archive of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the parts of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def file(body: str, links: Mapping[str, str] | None = None, **parts: str) -> bytes:
    """Make a file from the content of its body and of other parts, such as ``styles``."""
    tags = {"header": "hdr", "footer": "ftr"}
    related = "".join(
        f'<Relationship Id="r{kind}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>' for kind in KINDS if kind in parts
    ) + "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/hyperlink" Target="{address}" TargetMode="External"/>'
        for name, address in (links or {}).items()
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return pack(
        {
            "_rels/.rels": f'<Relationships xmlns="{namespace}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{namespace}">{related}</Relationships>',
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
            **{
                f"word/{kind}.xml": f"<w:{tags.get(kind, kind)} {NAMESPACES}>{xml}</w:{tags.get(kind, kind)}>"
                for kind, xml in parts.items()
            },
        }
    )


def p(text: str, properties: str = "", look: str = "") -> str:
    """Make a paragraph of plain text."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text, look)}</w:p>"


def r(text: str, look: str = "") -> str:
    """Make a run of plain text."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
