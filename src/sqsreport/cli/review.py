"""``sqsreport review``: pages on which a person compares letters with their reports, and corrects the reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs
import click

from sqsreport._files import reason_of
from sqsreport._text import pluralise
from sqsreport.batch.chunks import Chunk
from sqsreport.batch.reports import load_corrections
from sqsreport.batch.sources import STREAM, Source
from sqsreport.batch.work import Outcome, Work
from sqsreport.cli._console import refuse_input, show_progress, warn, write
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._inputs import LETTER_FROM, Corrections, find_all
from sqsreport.cli._many import run_files
from sqsreport.cli._options import CORRECTIONS, JOBS
from sqsreport.errors import MissingExtraError
from sqsreport.review import Row, index_page
from sqsreport.review.writing import INDEX, neighbours_of, page_names, write_page

#: The name of a page, and the addresses of the pages before and after it.
_Page = tuple[str, tuple[str | None, str | None]]


@attrs.frozen
class _WritePages(Work):
    """The work of writing the pages of letters; the result of an outcome is the `Row` of the letter in the list.

    Attributes:
        folder: where they go.
        pages: the page of each letter, by the path of the letter.
        corrections: the file or the folder with corrections.
    """

    folder: str
    pages: Mapping[str, _Page]
    corrections: str | None = None

    def process(self, source: Source, _chunk: Chunk, /) -> list[Outcome]:
        """Write the page of a letter; an error costs only this page."""
        assert source.path is not None, "only files have pages"
        assert source.format is not None, "only letters have pages"
        page, neighbours = self.pages[source.path]
        try:
            corrections = None if self.corrections is None else load_corrections(self.corrections)
            name = Path(source.path).name
            row = write_page(
                source.read_letter(),
                source.format,
                name,
                self.folder,
                page,
                corrections=corrections,
                neighbours=neighbours,
            )
            return [Outcome(sha256=row.sha256, result=row)]
        except (OSError, ValueError) as error:  # a null character in a path is a ValueError
            reason = reason_of(error)
        except MemoryError:
            reason = "there is not enough memory"
        except Exception as error:  # noqa: BLE001 - a bug that one letter shows must not cost the others
            reason = str(error) if isinstance(error, MissingExtraError) else repr(error)
        return [Outcome((source.unreadable(reason),))]


@click.command(epilog="Example: sqsreport review letters/ -o review/")
@click.argument("paths", metavar="LETTER...", nargs=-1, required=True, type=click.Path())
@click.option("-o", "--output", metavar="DIR", required=True, type=click.Path(), help="The folder of the pages.")
@LETTER_FROM
@JOBS
@CORRECTIONS
def review(
    *, paths: tuple[str, ...], output: str, input_format: str | None, jobs: int | None, corrections: str | None
) -> Status:
    """Write pages to compare letters with their reports.

    DIR gets index.html, a list of all letters in which those with the most to look at are first,
    and a page for each letter: the letter as it looks on one side, and its report on the other,
    for checking and correcting. Open index.html in a browser; no network is used. Corrections are kept
    in the browser and downloaded as files, which "convert", "tables", "show" and "review" apply
    with --corrections. Pages that are in DIR already are replaced.
    """
    if output == STREAM:
        raise click.UsageError("The pages are several files; name a folder for them with -o.")
    if STREAM in paths:
        raise click.UsageError("Standard input has no name for its page; name a file.")
    refuse_input(output, paths)
    _check_folder(Path(output))
    used = Corrections(corrections)
    sources, failures = _plan(paths, input_format)
    names = page_names(sources)
    pages = dict(zip(sources, zip(names, neighbours_of(names), strict=True), strict=True))
    progress = show_progress("reviewing", "letters", lambda: len(sources), counts_total=True)
    rows: list[Row] = []

    def add(outcome: Outcome) -> None:
        used.add(outcome)
        if outcome.result is not None:
            rows.append(outcome.result)
        else:
            failures.append(f"{outcome.name}: {outcome.problems[0].params['reason']}")
        progress.advance(count=1)

    work = _WritePages(output, pages, corrections)
    is_interrupted = run_files([*sources.values()], work, add, progress, jobs=jobs)
    for failure in failures:
        warn(f"Error: {failure}")
    if not rows:
        raise UnwritableError(f"{output} not written, because no letter could be read")
    target = str(Path(output, INDEX))
    write(target, index_page(rows, failures))
    number = sum(row.is_open for row in rows)
    warn(f"{target} written: {pluralise(len(rows), 'letter')}, {number} with something to look at")
    if is_interrupted:
        raise KeyboardInterrupt
    return max(Status.UNREADABLE if failures else Status.FINE, used.finish())


def _check_folder(folder: Path) -> None:
    """Refuse a folder that has a page of another program, which would be replaced."""
    try:
        index = (folder / INDEX).read_bytes()[:4096]
    except OSError:
        return
    if b'content="sqsreport review"' not in index:
        raise click.UsageError(f"{folder} has an index.html of another program; name another folder.")


def _plan(paths: Sequence[str], input_format: str | None) -> tuple[dict[str, Source], list[str]]:
    """Return the letters by their paths, and why other inputs have no page."""
    sources: dict[str, Source] = {}
    failures: list[str] = []
    for source in find_all(paths, input_format):
        if source.reason is not None:
            failures.append(f"{source.name}: {source.reason}")
        elif source.path is None or not source.is_letter:
            failures.append(f"{source.name}: it is not a letter")
        else:
            sources.setdefault(source.path, source)
    return sources, failures
