"""Time reading and writing letters next to well-known programs, on the same letter in the same run.

Run it with ``nox -s benchmarks``. The result is a ratio: the median of several rounds in
which ours and the peer take turns, so that a busy machine affects both in the same way.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import Figures, Row

import sqsreport
from sqsreport import letters
from sqsreport.extract.dates import find_expressions
from sqsreport.model.prose import inline_tokens
from validation import program, varied

EXAMPLE = Path(__file__).parents[1] / "examples" / "northmoor-2015.json"
ROUNDS = 40


def main() -> None:
    """Print a table of ratios."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("report", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--letters", type=int, default=500, help="the letters of a folder")
    parser.add_argument("--write", action="store_true", help="write down the figures, which the docs show")
    options = parser.parse_args()
    report = sqsreport.load(options.report)
    files = {name: letters.write(report, name) for name in letters.FORMATS}
    print(f"{report.id}: " + ", ".join(f"{name} {len(data):,} bytes" for name, data in files.items()))
    figures = Figures(is_written=options.write)

    def compare(work: str, ours: Callable[[], object], peer: tuple[str, Callable[[], object]], aim: float) -> None:
        figures.runs(Row(work, peer[0], aim), ours, peer[1], ROUNDS if aim > 1 else 5)

    with TemporaryDirectory() as name:
        folder = Path(name)
        for form, data in files.items():
            (folder / f"letter.{form}").write_bytes(data)
        compare("a letter as Markdown", reading(files, "markdown"), markdown_it(files["markdown"]), 3.0)
        compare("a letter as PDF", reading(files, "pdf"), pdfium_text(files["pdf"]), 2.0)
        plain = {"pdf": letters.write(report, "pdf", plain=True)}
        compare("a letter as PDF without its report", reading(plain, "pdf"), pdfium_text(plain["pdf"]), 2.0)
        if importlib.util.find_spec("markitdown"):
            for form, aim in (("pdf", 0.05), ("docx", 0.5), ("html", 1.0)):
                compare(f"a letter as {form.upper()}", reading(files, form), markitdown(folder / f"letter.{form}"), aim)
        if pandoc := shutil.which("pandoc"):
            # It cannot write PDF on its own.
            for form in ("html", "docx"):
                compare(f"writing {form.upper()}", writing(report, form), convert(pandoc, folder, form), 0.5)
        else:
            print("pandoc is not at hand")
        two_cores(figures, folder, report, options.letters)
    figures.close()


def two_cores(figures: Figures, folder: Path, report: sqsreport.Report, number: int) -> None:
    """Compare two cores with one, on a folder of PDF letters without embedded reports."""
    source = folder / "letters"
    source.mkdir()
    document = sqsreport.to_dict(report)
    for index in range(number):
        letter = letters.write(sqsreport.from_dict(varied(document, index)), "pdf", plain=True)
        (source / f"{index}.pdf").write_bytes(letter)
    command = [
        program("sqsreport"),
        "convert",
        str(source),
        "--to",
        "jsonl",
        "--force",
        "-o",
        str(folder / "out.jsonl"),
    ]

    def run(cores: int) -> Callable[[], object]:
        allowed = sorted(os.sched_getaffinity(0))[:cores]
        return lambda: subprocess.run(
            [*command, "--jobs", str(cores)],
            check=True,
            capture_output=True,
            preexec_fn=lambda: os.sched_setaffinity(0, allowed),
        )

    figures.runs(Row(f"a folder of {number} letters as PDF, two cores", "itself, one core", 0.55), run(2), run(1))


def reading(files: Mapping[str, bytes], form: str) -> Callable[[], object]:
    """Return a function that reads a whole letter, without the caches of earlier rounds."""

    def read() -> object:
        for function in (inline_tokens, find_expressions):  # otherwise texts of the previous round would be cached
            function.cache_clear()
        return letters.read(files[form], form)

    return read


def writing(report: sqsreport.Report, form: str) -> Callable[[], object]:
    """Write a letter with its embedded report."""
    return lambda: letters.write(report, form)


def markdown_it(data: bytes) -> tuple[str, Callable[[], object]]:
    """Only parse Markdown."""
    from markdown_it import MarkdownIt

    parser, text = MarkdownIt("commonmark"), data.decode()
    return "markdown-it-py, parsing alone", lambda: parser.parse(text)


def pdfium_text(data: bytes) -> tuple[str, Callable[[], object]]:
    """Only extract the text of every page of a PDF."""
    from pypdfium2 import PdfDocument

    def extract() -> list[str]:
        with PdfDocument(data) as document:
            return [page.get_textpage().get_text_range() for page in document]

    return "pypdfium2, text alone", extract


def markitdown(path: Path) -> tuple[str, Callable[[], object]]:
    """Convert a file to Markdown."""
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)
    return "markitdown", lambda: converter.convert_local(path)


def convert(pandoc: str, folder: Path, form: str) -> tuple[str, Callable[[], object]]:
    """Write a file with pandoc, which can only run as a process."""
    options = ["--standalone"] if form == "html" else []
    command = [pandoc, *options, str(folder / "letter.markdown"), "-o", str(folder / f"peer.{form}")]
    return "pandoc, a process", lambda: subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
