"""The programs that lay letters out: each function takes a document and returns what a program makes of it."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Final

FONTS: Final = "/usr/share/fonts/truetype"
CHROMIUM: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-extensions",
)


@cache
def fonts() -> Path:
    """Return a folder with the typefaces that all programs use, without hints, which would be most of a small PDF."""
    from fontTools import subset

    folder = Path(gettempdir(), "letters-typefaces")
    if not (folder / "fonts.conf").exists():
        folder.mkdir(exist_ok=True)
        sources = [*Path(FONTS, "liberation").glob("LiberationS*.ttf"), Path(FONTS, "dejavu", "DejaVuSans.ttf")]
        for path in sources:
            options = subset.Options(
                hinting=False, layout_features=["kern", "liga"], name_IDs=["*"], notdef_outline=True
            )
            font = subset.load_font(str(path), options)
            subsetter = subset.Subsetter(options)
            subsetter.populate(
                unicodes=[
                    *range(0x20, 0x250),
                    *range(0x300, 0x370),
                    *range(0x2000, 0x2070),
                    *range(0x2070, 0x20A0),
                    *range(0x2500, 0x2700),
                ]
            )
            subsetter.subset(font)
            subset.save_font(font, str(folder / path.name), options)
        (folder / "fonts.conf").write_text(
            f"<fontconfig><dir>{folder}</dir><dir>{FONTS}/libreoffice</dir><cachedir>{folder}/cache</cachedir></fontconfig>"
        )
    return folder


def run(*command: str, data: bytes = b"", cwd: str | None = None) -> bytes:
    """Run a program on data and return its output."""
    return subprocess.run(
        command,
        input=data,
        capture_output=True,
        check=True,
        cwd=cwd,
        timeout=120,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts() / "fonts.conf")},
    ).stdout


def pandoc(data: bytes | str, source: str, target: str, *options: str) -> bytes:
    """Convert a document by pandoc."""
    data = data.encode() if isinstance(data, str) else data
    with TemporaryDirectory() as folder:
        path, result = Path(folder, "source"), Path(folder, "result")
        path.write_bytes(data)
        run("pandoc", "-f", source, "-t", target, "-o", str(result), *options, str(path))
        return result.read_bytes()


@cache
def soffice(data: bytes, source: str, target: str) -> bytes:
    """Convert a document by LibreOffice; the target is an ending, with a filter after a colon."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"letter.{source}")
        path.write_bytes(data)
        profile = f"-env:UserInstallation=file://{gettempdir()}/letters-office"
        infilter = ["--infilter=HTML (StarWriter)"] if source == "html" else []
        run("soffice", profile, "--headless", *infilter, "--convert-to", target, "--outdir", folder, str(path))
        return Path(folder, f"letter.{target.partition(':')[0]}").read_bytes()


@cache
def chromium(html: str, *, furniture: bool = False, rounded: bool = False) -> bytes:
    """Print a page to PDF by Chromium.

    Args:
        html: the page.
        furniture: print the header and footer of Chromium: date, title, address and number of the page.
        rounded: let each letter be a whole number of pixels wide, as Chromium does without a screen, which sets some
            of them apart.
    """
    with TemporaryDirectory() as folder:
        path, result = Path(folder, "letter.html"), Path(folder, "letter.pdf")
        path.write_text(html, encoding="utf-8")
        flags = [
            *([] if furniture else ["--no-pdf-header-footer"]),
            *([] if rounded else ["--font-render-hinting=none"]),
        ]
        run(
            "chromium",
            *CHROMIUM,
            *flags,
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={result}",
            path.as_uri(),
        )
        return result.read_bytes()


def pdftotext(data: bytes, *options: str) -> bytes:
    """Extract the text of a PDF by poppler."""
    return run("pdftotext", *options, "-", "-", data=data)


def pdftohtml(data: bytes) -> bytes:
    """Convert a PDF to one HTML page by poppler."""
    with TemporaryDirectory() as folder:
        Path(folder, "letter.pdf").write_bytes(data)
        run("pdftohtml", "-noframes", "-i", "-q", "letter.pdf", "letter.html", cwd=folder)
        return Path(folder, "letter.html").read_bytes()


def weasyprint(html: str) -> bytes:
    """Print a page to PDF by WeasyPrint."""
    os.environ["FONTCONFIG_FILE"] = str(fonts() / "fonts.conf")
    from weasyprint import HTML

    data: bytes = HTML(string=html).write_pdf()
    return data


def typst(source: str) -> bytes:
    """Set a document by typst."""
    import typst as compiler

    with TemporaryDirectory() as folder:
        path = Path(folder, "letter.typ")
        path.write_text(source, encoding="utf-8")
        data: bytes = compiler.compile(str(path), font_paths=[str(fonts())], ignore_system_fonts=True)
        return data


def markitdown(data: bytes, ending: str) -> str:
    """Convert a document to Markdown by markitdown."""
    from markitdown import MarkItDown

    with TemporaryDirectory() as folder:
        path = Path(folder, f"letter.{ending}")
        path.write_bytes(data)
        return str(MarkItDown(enable_plugins=False).convert(str(path)).text_content)
