"""``sqsreport review``: pages on which a person compares letters with their reports, and corrects these."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs
import click

from sqsreport._files import read_bytes, reason_of
from sqsreport._text import pluralise
from sqsreport.batch.pool import jobs_for, stopping_at_interrupt
from sqsreport.batch.progress import Progress
from sqsreport.batch.reports import load_corrections
from sqsreport.batch.running import EMPTY, Options, death, run
from sqsreport.batch.sources import Source
from sqsreport.batch.tasks import Item, Task
from sqsreport.cli._console import STREAM, plain, refuse_input, say, write
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._inputs import LETTER_FORMAT, check_corrections, find_all, report_unmatched
from sqsreport.cli._options import CORRECTIONS, JOBS
from sqsreport.errors import MissingExtraError
from sqsreport.letters.limits import MAX_BYTES
from sqsreport.problems import Problem
from sqsreport.review import Row, index_page
from sqsreport.review.writing import INDEX, neighbours_of, page_names, write_page


@attrs.frozen
class _Written:
    """The result for one letter: its row in the list, or why it has no page."""

    row: Row | None = None
    failure: str | None = None
    problems: tuple[Problem, ...] = ()


@attrs.frozen
class _Page:
    """The page of a letter: its name, and the addresses of the pages before and after it."""

    name: str
    neighbours: tuple[str | None, str | None]


@attrs.frozen
class _WritePages:
    """The work of writing the pages of letters.

    Attributes:
        folder: where they go.
        pages: the page of each letter, by the path of the letter.
        corrections: the file or the folder with corrections.
    """

    folder: str
    pages: Mapping[str, _Page]
    corrections: str | None = None

    def process(self, task: Task, item: Item) -> Iterator[_Written]:
        """Write the page of a letter; an error costs only this page."""
        source = task.sources[item[0]]
        try:
            yield _Written(self._write(source))
        except (OSError, ValueError) as error:  # a null character in a path is a ValueError
            yield _Written(failure=reason_of(error))
        except MemoryError:
            yield _Written(failure="there is not enough memory")
        except MissingExtraError as error:
            yield _Written(failure=str(error))
        except Exception as error:  # noqa: BLE001 - a bug that one letter shows must not cost the others
            yield _Written(failure=repr(error))

    def flush(self) -> None:
        """Collect nothing."""

    def lost(self, task: Task, item: Item) -> _Written:
        """Return the result for a letter whose process died."""
        return _Written(failure=str(death(task, item).params["reason"]))

    def _write(self, source: Source) -> Row:
        assert source.path is not None, "only files have pages"
        assert source.format is not None, "only letters have pages"
        page = self.pages[source.path]
        # More bytes than that only make it too large.
        data = read_bytes(source.path, MAX_BYTES + 1)
        assert isinstance(data, bytes), "a path is read as bytes"
        return write_page(
            data,
            source.format,
            Path(source.path).name,
            self.folder,
            page.name,
            corrections=None if self.corrections is None else load_corrections(self.corrections),
            neighbours=page.neighbours,
        )


@click.command(epilog="Example: sqsreport review letters/ -o review/")
@click.argument("paths", metavar="LETTER...", nargs=-1, required=True, type=click.Path())
@click.option("-o", "--output", metavar="DIR", required=True, type=click.Path(), help="The folder of the pages.")
@click.option(
    "--from",
    "form",
    type=LETTER_FORMAT,
    help="The form of every LETTER, whatever its ending.",
)
@JOBS
@CORRECTIONS
@click.pass_context
def review(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    output: str,
    form: str | None,
    jobs: int | None,
    corrections: str | None,
) -> None:
    """Write pages to compare letters with their reports.

    DIR gets index.html, a list of all letters with those first that have the most to look at,
    and a page for each: the letter as it looks on one side, its report on the other, to check
    and to correct. Open index.html in a browser; no network is used. Corrections are kept
    in the browser and downloaded as files, which "convert", "tables", "show" and "review" apply
    with --corrections. Pages that are in DIR already are replaced.
    """
    if output == STREAM:
        raise click.UsageError("The pages are several files; name a folder for them with -o.")
    if STREAM in paths:
        raise click.UsageError("Standard input has no name to give to its page; name a file.")
    refuse_input(output, paths)
    _check_folder(Path(output))
    unusable = check_corrections(corrections)
    sources, failures = _plan(paths, form)
    names = page_names(str(source.path) for source in sources)
    pages = map(_Page, names, neighbours_of(names))
    work = _WritePages(output, dict(zip((str(source.path) for source in sources), pages, strict=True)), corrections)
    progress = Progress(
        "reviewing",
        unit="letters",
        total=lambda: len(sources),
        counts_total=True,
        in_color=ctx.color is not False,
        print_line=say,
    )
    rows: list[Row] = []
    with stopping_at_interrupt(lambda: progress.describe("stopping")) as is_stopped, progress:
        options = Options(jobs=jobs_for(len(sources), jobs), is_stopped=is_stopped, eager=len(sources) > 1)
        with contextlib.closing(run(sources, work, _Written(failure=EMPTY.message), options)) as results:
            for each in results:
                if each.result.row is not None:
                    rows.append(each.result.row)
                else:
                    failures.append(f"{each.source.name}: {each.result.failure}")
                progress.advance(count=1)
        is_interrupted = is_stopped()
    for failure in failures:
        say(plain(f"Error: {failure}"), err=True)
    if not rows:
        raise UnwritableError(plain(f"{output} not written, for no letter could be read"))
    target = str(Path(output, INDEX))
    write(target, index_page(rows, failures))
    number = sum(row.is_open for row in rows)
    say(plain(f"{target} written: {pluralise(len(rows), 'letter')}, {number} with something to look at"), err=True)
    if is_interrupted:
        raise KeyboardInterrupt
    status = Status.UNREADABLE if failures else Status.FINE
    ctx.exit(max(status, unusable, report_unmatched(corrections, paths, form)))


def _check_folder(folder: Path) -> None:
    """Refuse a folder that has a page of something else: this one would take its place."""
    try:
        index = (folder / INDEX).read_bytes()[:4096]
    except OSError:
        return
    if b'content="sqsreport review"' not in index:
        raise click.UsageError(plain(f"{folder} has an index.html of something else; name another folder."))


def _plan(paths: Sequence[str], form: str | None) -> tuple[list[Source], list[str]]:
    """Return the letters, each once, and why other inputs have no page."""
    sources: dict[str, Source] = {}
    failures: list[str] = []
    for source in find_all(paths, form):
        if source.reason is not None:
            failures.append(f"{source.name}: {source.reason}")
        elif source.path is None or not source.is_letter:
            failures.append(f"{source.name}: it is not a letter")
        else:
            sources.setdefault(source.path, source)
    return [*sources.values()], failures
