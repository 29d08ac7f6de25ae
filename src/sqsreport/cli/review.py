"""``sqsreport review``: pages on which a person compares letters with their reports, and corrects these."""

from __future__ import annotations

from pathlib import Path

import attrs
import click

from sqsreport import letters
from sqsreport._files import reason_of
from sqsreport._text import pluralise
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._inputs import Letter, letters_of
from sqsreport.cli._pool import results, stopping_at_interrupt, usable_cpus
from sqsreport.cli._progress import Progress
from sqsreport.cli._reports import check_corrections, corrections_in, with_corrections
from sqsreport.cli._streams import DIED, STREAM, UnreadableError, plain, read, refuse_input, say, write
from sqsreport.errors import MissingExtraError
from sqsreport.letters.limits import MAX_BYTES
from sqsreport.review import Row, index_page
from sqsreport.review.writing import INDEX, neighbours_of, page_names, write_page


@attrs.frozen
class _Task:
    """A letter whose page is to be written: where it is, its page, and the pages before and after it."""

    path: str
    form: str
    folder: str
    page: str
    corrections: str | None
    neighbours: tuple[str | None, str | None] = (None, None)


@attrs.frozen
class _Outcome:
    """The result of one page: its row in the list, or why there is none."""

    row: Row | None = None
    failure: str | None = None


@click.command(epilog="Example: sqsreport review letters/ -o review/")
@click.argument("paths", metavar="LETTER...", nargs=-1, required=True, type=click.Path())
@click.option("-o", "--output", metavar="DIR", required=True, type=click.Path(), help="The folder of the pages.")
@click.option("--from", "form", type=click.Choice(tuple(letters.FORMATS)), help="The form of every LETTER.")
@click.option(
    "-j",
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Letters at a time; by default one for each processor.",
)
@with_corrections
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
    """Write pages on which a person compares letters with their reports.

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
    tasks, failures = _plan(paths, form, output, corrections)
    rows: list[Row] = []
    progress = Progress(len(tasks), in_color=ctx.color is not False)
    with stopping_at_interrupt(progress.tell_of_stop) as is_stopped, progress:
        for task, outcome in results(
            _write_page, tasks, jobs=max(1, min(jobs or usable_cpus(), len(tasks))), is_stopped=is_stopped
        ):
            if outcome is not None and outcome.row:
                rows.append(outcome.row)
            else:
                failures.append(f"{task.path}: {outcome.failure if outcome else DIED}")
            progress.advance()
        is_interrupted = is_stopped()
    for failure in failures:
        say(plain(f"Error: {failure}"), err=True)
    if not rows:
        raise UnwritableError(plain(f"{output} not written, for no letter could be read"))
    target = Path(output, INDEX)
    write(str(target), index_page(rows, failures))
    open_rows = sum(bool(row.area is None or row.doubts or row.errors or row.warnings or row.unread) for row in rows)
    say(plain(f"{target} written: {pluralise(len(rows), 'letter')}, {open_rows} with something to look at"), err=True)
    if is_interrupted:
        raise KeyboardInterrupt
    ctx.exit(Status.UNREADABLE if failures else status)


def _check_folder(folder: Path) -> None:
    """Refuse a folder that has a page of something else: this one would take its place."""
    try:
        index = (folder / INDEX).read_bytes()[:4096]
    except OSError:
        return
    if b'content="sqsreport review"' not in index:
        raise click.UsageError(
            plain(f"{folder} has an index.html that is not one of these pages; name another folder.")
        )


def _plan(
    paths: tuple[str, ...], form: str | None, output: str, corrections: str | None
) -> tuple[list[_Task], list[str]]:
    """Return the pages to write, in the order of the letters, and why there is none for the others."""
    found: list[tuple[str, str]] = []
    failures: list[str] = []
    for each in letters_of(paths, form):
        source = each.source if isinstance(each, Letter) else each
        if source.reason is not None:
            failures.append(f"{source.name}: {source.reason}")
        elif not isinstance(each, Letter) or source.path is None:
            failures.append(f"{source.name}: it is not a letter")
        else:
            found.append((source.path, each.form))
    pages = page_names(path for path, _ in found)
    tasks = [
        _Task(path, form, output, page, corrections, neighbours)
        for (path, form), page, neighbours in zip(found, pages, neighbours_of(pages), strict=True)
    ]
    return tasks, failures


def _write_page(task: _Task) -> _Outcome:
    """Write the page of a letter and its pictures; never raise, so that the others get their turn."""
    try:
        found = corrections_in(task.corrections) if task.corrections is not None else None
        data = read(task.path, MAX_BYTES + 1)
        name = Path(task.path).name
        row = write_page(data, task.form, name, task.folder, task.page, corrections=found, neighbours=task.neighbours)
    except UnreadableError as error:
        return _Outcome(failure=str(error.problem.params["reason"]))
    except MissingExtraError as error:
        return _Outcome(failure=str(error))
    except OSError as error:
        return _Outcome(failure=f"cannot write its page: {reason_of(error)}")
    except MemoryError:
        return _Outcome(failure="there is not enough memory")
    except Exception as error:  # noqa: BLE001 - a flaw that one letter brings to light must not cost the others
        return _Outcome(failure=repr(error))
    return _Outcome(row)
