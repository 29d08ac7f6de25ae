"""Times the reading and writing of letters beside well-known programs, on the same letter in the same run.

Run it with ``nox -s benchmarks``. What counts are the ratios: each is the best of several
rounds in which ours and the peer take turns, so that a busy machine troubles both alike.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import sqsreport
from sqsreport import letters
from sqsreport.model.prose import inline_tokens

EXAMPLE = Path(__file__).parents[1] / "examples" / "northmoor-2015.json"
#: Rounds, of which the best counts: what else the machine does makes a round longer, never shorter.
ROUNDS = 40


def main() -> None:
    """Print a table of ratios."""
    report = sqsreport.load(sys.argv[1] if len(sys.argv) > 1 else EXAMPLE)
    files = {name: letters.write(report, name) for name in letters.FORMATS}
    print(f"{report.id}: " + ", ".join(f"{name} {len(data):,} bytes" for name, data in files.items()))
    print(f"{'work':<34}{'ours, ms':>10}{'peer, ms':>10}{'ratio':>8}  peer")
    with TemporaryDirectory() as name:
        folder = Path(name)
        for form, data in files.items():
            (folder / f"letter.{form}").write_bytes(data)
        compare("reading Markdown", reading(files, "markdown"), markdown_it(files["markdown"]))
        compare("reading PDF", reading(files, "pdf"), pdfium_text(files["pdf"]))
        plain = {"pdf": letters.write(report, "pdf", plain=True)}
        compare("reading PDF, plain", reading(plain, "pdf"), pdfium_text(plain["pdf"]))
        if importlib.util.find_spec("markitdown"):
            for form in ("pdf", "docx", "html"):
                compare(f"reading {form.upper()}", reading(files, form), markitdown(folder / f"letter.{form}"), 5)
        if pandoc := shutil.which("pandoc"):
            # Of PDF it makes none by itself.
            for form in ("html", "docx"):
                compare(f"writing {form.upper()}", writing(report, form), convert(pandoc, folder, form), 5)
        else:
            print("pandoc is not at hand")


def reading(files: Mapping[str, bytes], form: str) -> Callable[[], object]:
    """Read a letter, whole, and as if for the first time."""

    def read() -> object:
        inline_tokens.cache_clear()  # else a round would find the marked up texts of the one before it
        return letters.read(files[form], form)

    return read


def writing(report: sqsreport.Report, form: str) -> Callable[[], object]:
    """Write a letter, with the report in it."""
    return lambda: letters.write(report, form)


def compare(
    work: str, ours: Callable[[], object], peer: tuple[str, Callable[[], object]], rounds: int = ROUNDS
) -> None:
    """Time ours and the peer in turns, and print the best of each."""
    name, theirs = peer
    best = [float("inf"), float("inf")]
    for _ in range(rounds):
        for index, do in enumerate((ours, theirs)):
            start = perf_counter()
            do()
            best[index] = min(best[index], perf_counter() - start)
    print(f"{work:<34}{best[0] * 1000:>10.2f}{best[1] * 1000:>10.2f}{best[0] / best[1]:>8.2f}  {name}")


def markdown_it(data: bytes) -> tuple[str, Callable[[], object]]:
    """Parse Markdown, and no more."""
    from markdown_it import MarkdownIt

    parser, text = MarkdownIt("commonmark"), data.decode()
    return "markdown-it-py, parsing alone", lambda: parser.parse(text)


def pdfium_text(data: bytes) -> tuple[str, Callable[[], object]]:
    """Take the text of every page out of a PDF, and no more."""
    from pypdfium2 import PdfDocument

    def extract() -> list[str]:
        with PdfDocument(data) as document:
            return [page.get_textpage().get_text_range() for page in document]

    return "pypdfium2, text alone", extract


def markitdown(path: Path) -> tuple[str, Callable[[], object]]:
    """Turn a file into Markdown."""
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)
    return "markitdown", lambda: converter.convert_local(path)


def convert(pandoc: str, folder: Path, form: str) -> tuple[str, Callable[[], object]]:
    """Write a file with pandoc, as a process of its own: it has no other form."""
    options = ["--standalone"] if form == "html" else []
    command = [pandoc, *options, str(folder / "letter.markdown"), "-o", str(folder / f"peer.{form}")]
    return "pandoc, a process", lambda: subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
