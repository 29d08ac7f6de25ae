"""``sqsreport review``: pages on which a person compares letters with their reports, and corrects these."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import attrs
import click

from sqsreport import letters
from sqsreport._files import read_bytes, reason_of, write_whole
from sqsreport._text import pluralise
from sqsreport.batch.pool import stopping_at_interrupt, usable_cpus
from sqsreport.batch.progress import Progress
from sqsreport.batch.reports import load_corrections
from sqsreport.batch.running import DIED, EMPTY, Options, run
from sqsreport.batch.sources import Source
from sqsreport.batch.tasks import Item, Task
from sqsreport.cli._console import STREAM, plain, refuse_input, say
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._inputs import check_corrections, find_all
from sqsreport.cli._options import CORRECTIONS, JOBS, FormatChoice
from sqsreport.errors import MissingExtraError
from sqsreport.letters.limits import MAX_BYTES
from sqsreport.problems import Problem
from sqsreport.review import Row, index_page, letter_page

#: What names of pages are made of, so that their addresses need no escapes on any system.
_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9._-]+")
_FOLDER: Final = "letters"


@attrs.frozen
class _Page:
    """The page of a letter: its name, and the pages before and after it."""

    name: str
    neighbours: tuple[str | None, str | None] = (None, None)


@attrs.frozen
class _Outcome:
    """The result of one page: its row in the list, or why there is none."""

    row: Row | None = None
    failure: str | None = None
    problems: tuple[Problem, ...] = ()


@attrs.frozen
class _WritePages:
    """The work of writing pages, in whichever process.

    Attributes:
        folder: where they go.
        pages: the page of each letter, by its path.
        corrections: the file or the folder with corrections of letters.
    """

    folder: str
    pages: Mapping[str, _Page]
    corrections: str | None

    def process(self, task: Task, item: Item) -> Iterable[_Outcome]:
        """Write the page of a letter and its pictures; never raise, so that the others get their turn."""
        source = task.sources[item[0]]
        assert source.path is not None
        assert source.format is not None
        page = self.pages[source.path]
        try:
            data = read_bytes(source.path, MAX_BYTES + 1)
            assert isinstance(data, bytes)
            made = letter_page(
                data,
                source.format,
                name=Path(source.path).name,
                page_name=page.name,
                corrections=load_corrections(self.corrections) if self.corrections is not None else None,
                neighbours=page.neighbours,
            )
            for name, content in (*made.pictures.items(), (f"{page.name}.html", made.html)):
                _write(Path(self.folder, _FOLDER, name), content)
        except OSError as error:
            return (_Outcome(failure=reason_of(error)),)
        except (MissingExtraError, UnwritableError) as error:
            return (_Outcome(failure=str(error)),)
        except MemoryError:
            return (_Outcome(failure="there is not enough memory"),)
        except Exception as error:  # noqa: BLE001 - an unknown bug in one letter must not cost the others
            return (_Outcome(failure=repr(error)),)
        return (_Outcome(made.row),)

    def flush(self) -> None:
        """Collect nothing."""

    def lost(self, _task: Task, _item: Item) -> _Outcome:
        """Return the outcome of a letter whose process died."""
        return _Outcome(failure=DIED)


@click.command(epilog="Example: sqsreport review letters/ -o review/")
@click.argument("paths", metavar="LETTER...", nargs=-1, required=True, type=click.Path())
@click.option("-o", "--output", metavar="DIR", required=True, type=click.Path(), help="The folder of the pages.")
@click.option(
    "--from", "form", type=FormatChoice(tuple(letters.FORMATS), letters.ALIASES), help="The form of every LETTER."
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
    refuse_input(output, paths)
    _check_folder(Path(output))
    status = check_corrections(corrections)
    sources, pages, failures = _plan(paths, form)
    work = _WritePages(output, pages, corrections)
    rows: list[Row] = []
    progress = Progress(
        "writing", unit="pages", total=lambda: len(sources), counts_total=True, in_color=ctx.color is not False,
        delay=0, print_line=say,
    )  # fmt: skip
    with stopping_at_interrupt(lambda: progress.describe("stopping")) as is_stopped, progress:
        options = Options(jobs=max(1, min(jobs or usable_cpus(), len(sources))), is_stopped=is_stopped, eager=True)
        with contextlib.closing(run(sources, work, _Outcome(failure=EMPTY.message), options)) as results:
            for document in results:
                if document.result.row:
                    rows.append(document.result.row)
                else:
                    failures.append(f"{document.source.name}: {document.result.failure}")
                progress.advance(count=1)
        is_interrupted = is_stopped()
    for failure in failures:
        say(plain(f"Error: {failure}"), err=True)
    if not rows:
        raise UnwritableError(plain(f"{output} not written, for no letter could be read"))
    target = Path(output, "index.html")
    _write(target, index_page(rows, failures))
    open_rows = sum(bool(row.area is None or row.doubts or row.errors or row.warnings or row.unread) for row in rows)
    say(plain(f"{target} written: {pluralise(len(rows), 'letter')}, {open_rows} with something to look at"), err=True)
    if is_interrupted:
        raise KeyboardInterrupt
    ctx.exit(Status.UNREADABLE if failures else status)


def _check_folder(folder: Path) -> None:
    """Refuse a folder that has a page of something else: this one would take its place."""
    try:
        index = (folder / "index.html").read_bytes()[:4096]
    except OSError:
        return
    if b'content="sqsreport review"' not in index:
        raise click.UsageError(
            plain(f"{folder} has an index.html that is not one of these pages; name another folder.")
        )


def _plan(paths: tuple[str, ...], form: str | None) -> tuple[list[Source], dict[str, _Page], list[str]]:
    """Return the letters, the page of each by its path, and why there is none for the other inputs."""
    sources: list[Source] = []
    pages: dict[str, _Page] = {}
    failures: list[str] = []
    taken: set[str] = set()
    for source in find_all(paths, form):
        if source.reason is not None:
            failures.append(f"{source.name}: {source.reason}")
        elif not source.is_letter or source.path is None:
            failures.append(f"{source.name}: it is not a letter")
        elif source.path not in pages:
            name = next(name for name in _names(source.path) if name.lower() not in taken)
            taken.add(name.lower())
            sources.append(source)
            pages[source.path] = _Page(name)
    files = [f"{page.name}.html" for page in pages.values()]
    for path, before, after in zip(list(pages), [None, *files], [*files[1:], None], strict=False):
        pages[path] = attrs.evolve(pages[path], neighbours=(before, after))
    return sources, pages, failures


def _names(path: str) -> Iterator[str]:
    """Yield names for the page of a letter, in case that others have the first ones."""
    words = unicodedata.normalize("NFKD", Path(path).name).encode("ascii", "ignore").decode()
    stem = _NOT_IN_NAMES.sub("-", words).strip(".-")[:80] or "letter"
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except OSError as error:
        raise UnwritableError(plain(f"cannot write {path}: {reason_of(error)}")) from None
