"""``sqsreport convert``: any readable form into any writable one, one report or many."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import attrs
import click

from sqsreport import letters
from sqsreport.batch import formats
from sqsreport.batch.pool import jobs_for, stopping_at_interrupt
from sqsreport.batch.progress import Progress
from sqsreport.batch.reports import ReadReports
from sqsreport.batch.running import Options as BatchOptions
from sqsreport.batch.running import run
from sqsreport.batch.sources import Source, find_sources, is_pattern
from sqsreport.cli._console import (
    STREAM,
    UnreadableError,
    format_counts,
    input_name,
    is_within,
    output_name,
    plain,
    refuse_input,
    say,
    writing,
)
from sqsreport.cli._conversion import EMPTY_SOURCE, JSON, Convert, Target, format_of_output, write_report
from sqsreport.cli._conversion import FORMATS as TARGET_FORMATS
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._inputs import FORMATS, FROM, Reports, check_corrections, find_all, report_unmatched, require_formats
from sqsreport.cli._options import CORRECTIONS, IGNORE_EMBEDDED, JOBS, STRICT, FormatChoice
from sqsreport.cli._outcomes import Outcomes

TO = FormatChoice(TARGET_FORMATS, {**formats.ALIASES, **letters.ALIASES})


@click.command(epilog="Example: sqsreport convert letters/*.pdf --to json -o reports/")
@click.argument("paths", metavar="SRC DST | SRC... -o DIR", nargs=-1, type=click.Path())
@FROM
@click.option("--to", "write_as", type=TO, help="The form of DST, whatever its ending.")
@click.option("-o", "--output-dir", "folder", metavar="DIR", type=click.Path(), help="Convert every SRC into DIR.")
@click.option("--summary", metavar="CSV", type=click.Path(), help="Write what became of each SRC as a table, with -o.")
@click.option("-f", "--force", is_flag=True, help="Replace files that are in DIR already.")
@JOBS
@IGNORE_EMBEDDED
@click.option("--plain", "is_plain", is_flag=True, help="Write the text alone, without the report in it.")
@CORRECTIONS
@STRICT
@click.pass_context
def convert(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    form: str | None,
    write_as: str | None,
    folder: str | None,
    summary: str | None,
    force: bool,
    jobs: int | None,
    ignore_embedded: bool,
    is_plain: bool,
    corrections: str | None,
    strict: bool,
) -> None:
    """Turn a letter into a report, or any form into another.

    The endings of SRC and DST say their forms; "-" is standard input or output, and needs
    --from or --to. A letter is read as well as it can be, and what was not found in it is
    told; it is written all the same, and the exit status is 1 when there are errors, or 3 when
    not one word of it can be read. A JSON report with errors is not converted. A DST that is
    there is replaced, unless it is SRC: only JSON may be converted onto itself, as JSON.

    With -o, every SRC becomes a file of the same name in DIR, in the form that --to names.
    A folder stands for the files in it and below, or those that have the form of --from, and
    DIR gets the same folders. Of a file of many reports, such as JSON Lines, each becomes a file
    that has the name of its id. A file that is in DIR already is kept, so that a second run
    does only what is left. One that cannot be converted does not stop the others. An
    interrupt lets those that are begun be finished; a second one does not. In the end a line for
    each SRC says how well it was read, and --summary writes the same as a table.
    """
    unusable = check_corrections(corrections)
    if folder is not None:
        if not paths:
            raise click.UsageError("There is no SRC to convert.")
        if write_as is None:
            raise click.UsageError("A folder has no ending that says the form of its files; give --to.")
        if STREAM in paths:
            raise click.UsageError("Standard input has no name to give to its result; convert it with SRC and DST.")
        target = Target(folder, write_as, is_plain=is_plain, is_replaced=force)
        work = Convert(target, ReadReports(ignore_embedded, corrections), strict=strict)
        status = _convert_all(paths, form, work, summary, jobs=jobs, in_color=ctx.color is not False)
        ctx.exit(max(unusable, status, report_unmatched(corrections, paths, form, strict=strict)))
    if len(paths) != 2:
        raise click.UsageError("Give one SRC and one DST, or with -o the folder that the results of all go to.")
    if summary is not None:
        raise click.UsageError("A summary is that of many files; give -o.")
    reports = Reports(paths[:1], form, ignore_embedded, strict=strict, corrections=corrections)
    status = _convert_one(reports, paths[1], write_as, is_plain=is_plain)
    ctx.exit(max(unusable, status, report_unmatched(corrections, paths[:1], form, strict=strict)))


def _convert_one(reports: Reports, output: str, write_as: str | None, *, is_plain: bool) -> Status:
    (path,) = reports.paths
    require_formats(reports.paths, reports.form)
    if path != STREAM and os.path.isdir(path):
        raise UnreadableError(path, "is a directory")
    target_format = write_as or format_of_output(output)
    named = next(find_sources(output, with_letters=True)).format if output != STREAM else None
    if named not in (None, target_format) and Path(output).exists():
        # A user who forgot -o gave two letters, and one would be lost.
        what = f"{plain(output)!r} is there, and by its ending no {target_format}"
        raise click.UsageError(f"{what}; to convert it too, name the folder that the results go to with -o.")
    entry, *others = islice(reports.entries(), 2)
    if not (entry.source.format == target_format == JSON and not entry.source.packing):
        refuse_input(output, [path])
    if others:
        advice = "name the folder that the results go to with -o"
        raise click.UsageError(f"{plain(input_name(path))!r} has several reports, and DST has room for one; {advice}.")
    reports.report(entry, entry.problems)
    report = entry.result.report
    # A letter is converted whatever is missing in it; a document is either a report or not.
    is_convertible = report is not None and (entry.source.is_letter or reports.status == Status.FINE)
    failure = None
    if report is not None and is_convertible:
        failure, note = write_report(report, output, target_format, is_plain=is_plain)
        if note is not None:
            say(note, err=True)
    if failure is not None:
        raise UnwritableError(failure)
    if reports.counts or not is_convertible:
        result = f"{output_name(output)} written" if is_convertible else "nothing written"
        say(plain(f"{result}: {format_counts(reports.counts)}"), err=True)
    return reports.status


def _convert_all(  # noqa: PLR0913 - the options of many files
    paths: Sequence[str], form: str | None, work: Convert, summary: str | None, *, jobs: int | None, in_color: bool
) -> Status:
    """Convert all reports on all processors, report what became of each, and sum up."""
    target = work.target
    sources = _plan(paths, form, target)
    if target.is_replaced:
        _refuse_to_lose(sources, target)
    with writing(target.folder):
        os.makedirs(target.folder, exist_ok=True)
    paths_of = {id(source): target.path_for(source) for source in sources if source.path and _is_one_report(source)}
    todo = [source for source in sources if id(source) not in paths_of or not target.is_kept(paths_of[id(source)])]
    before = {path: _inode(path) for path in paths_of.values() if not target.is_kept(path)}
    is_batch = len(sources) > 1 and any(is_pattern(path) or os.path.isdir(path) for path in paths)
    progress = Progress(
        "converting",
        unit="files",
        total=lambda: len(todo),
        counts_total=True,
        in_color=in_color,
        delay=0,
        print_line=say,
    )
    outcomes = Outcomes(progress, keeps_rows=is_batch or summary is not None, limit=1 if is_batch else 20)
    with stopping_at_interrupt(lambda: progress.describe("stopping")) as is_stopped, progress:
        options = BatchOptions(jobs=jobs_for(len(todo), jobs), is_stopped=is_stopped, eager=True)
        try:
            with contextlib.closing(run(sources, work, EMPTY_SOURCE, options)) as results:
                for document in results:
                    outcomes.add(document)
            is_interrupted = is_stopped()
        except KeyboardInterrupt:
            is_interrupted = True
    outcomes.lose()
    # A process may have been ended after it wrote a file and before it could report that.
    unreported = [path for path in before if path not in outcomes.targets and _inode(path) not in (None, before[path])]
    outcomes.fates["written"] += len(unreported)
    outcomes.fates["left"] = max(0, len(sources) - outcomes.fates.total())
    if is_batch:
        for line in outcomes.table():
            say(line, err=True)
    if summary is not None:
        outcomes.write_table(summary)
    say(str(outcomes), err=True)
    if work.read.corrections is not None and outcomes.fates["kept"]:
        say("results that were kept do not have new corrections; --force writes them again", err=True)
    if is_interrupted:
        raise KeyboardInterrupt
    return outcomes.status


def _plan(paths: Sequence[str], form: str | None, target: Target) -> list[Source]:
    """Return the inputs, each once.

    Raises:
        click.UsageError: two of them would become the same file.
    """
    sources: list[Source] = []
    first_by_target: dict[str, Source] = {}
    for source in find_all(paths, form):
        if source.reason is None and source.format is None and os.path.exists(str(source.path)):
            reason = f"its ending stands for no form; give --from with one of: {', '.join(FORMATS)}"
            sources.append(attrs.evolve(source, reason=reason))
            continue
        if source.reason is not None or source.path is None or not _is_one_report(source):
            sources.append(source)
            continue
        # The results of an earlier run are not inputs of the next one.
        if (
            source.folder is not None
            and source.path.casefold().endswith(target.ending)
            and is_within(source.path, target.folder)
        ):
            continue
        path = target.path_for(source)
        first = first_by_target.setdefault(os.path.normcase(path), source)
        if first is source:
            sources.append(source)
        elif os.path.abspath(str(first.path)) != os.path.abspath(source.path):
            clash = f"{first.path} and {source.path} would both become {path}"
            raise click.UsageError(plain(f"{clash}; give each a DIR of its own."))
    return sources


def _is_one_report(source: Source) -> bool:
    """Check whether a source is one report, as far as its name tells: a file of JSON may have several."""
    return source.is_letter or (source.format == JSON and source.packing is None)


def _refuse_to_lose(sources: Sequence[Source], target: Target) -> None:
    """Refuse to write over what is read; JSON onto itself loses nothing, as it is a report or is not written."""
    inputs = {_place(source.path) for source in sources if source.path is not None}
    for source in sources:
        if source.path is None or source.reason is not None or not _is_one_report(source):
            continue
        path = target.path_for(source)
        is_same = _place(path) == _place(source.path)
        if _place(path) in inputs and not (is_same and source.format == target.format == JSON):
            refuse_input(path, [source.path if is_same else path])


def _place(path: str) -> str:
    return os.path.normcase(os.path.realpath(path))


def _inode(path: str) -> int | None:
    """Return the inode of a file, which changes when the file is replaced."""
    try:
        return os.stat(path).st_ino
    except OSError:
        return None
