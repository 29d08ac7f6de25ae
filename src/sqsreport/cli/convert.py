"""``sqsreport convert``: any readable form into any writable one, one file or many."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import click

from sqsreport.cli._conversion import Conversion, Options, convert_file
from sqsreport.cli._reports import FORMATS, JSON, check_corrections, form_of_ending, format_of, with_corrections
from sqsreport.cli._streams import STREAM, counted_problems, input_name, output_name, plain, refuse_input, say, told_all


@click.command(epilog="Example: sqsreport convert letters/*.pdf --to json -o reports/")
@click.argument("paths", metavar="SRC DST | SRC... -o DIR", nargs=-1, type=click.Path())
@click.option("--from", "read_as", type=click.Choice(FORMATS), help="The form of SRC, whatever its ending.")
@click.option("--to", "write_as", type=click.Choice(FORMATS), help="The form of DST, whatever its ending.")
@click.option("-o", "--output-dir", "folder", metavar="DIR", type=click.Path(), help="Convert every SRC into DIR.")
@click.option("-f", "--force", is_flag=True, help="Replace files that are in DIR already.")
@click.option(
    "-j", "--jobs", metavar="N", type=click.IntRange(min=1), help="Files at a time; one for each processor by default."
)
@click.option("--ignore-embedded", is_flag=True, help="Read the text alone, even where a letter carries its report.")
@click.option("--plain", "is_plain", is_flag=True, help="Write the text alone, without the report in it.")
@with_corrections
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.pass_context
def convert(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    read_as: str | None,
    write_as: str | None,
    folder: str | None,
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
    DIR gets the same folders. A file that is in DIR already is kept, so that a second run
    does only what is left. One that cannot be converted does not stop the others. An
    interrupt lets those that are begun be finished; a second one does not.
    """
    options = Options(strict=strict, ignore_embedded=ignore_embedded, plain=is_plain, corrections=corrections)
    unusable = check_corrections(corrections)
    if folder is not None:
        if not paths:
            raise click.UsageError("There is no SRC to convert.")
        if write_as is None:
            raise click.UsageError("A folder has no ending that says the form of its files; give --to.")
        # What one file does not need is not imported for it.
        from sqsreport.cli._many import convert_many
        from sqsreport.cli._plan import Planner

        planned = Planner(folder, write_as, read_as, options).plan(paths)
        if force:
            _refuse_to_lose(each for each in planned if isinstance(each, Conversion))
        status = convert_many(planned, folder, jobs=jobs, force=force, in_color=ctx.color is not False)
        ctx.exit(max(unusable, status))
    if len(paths) != 2:
        raise click.UsageError("Give one SRC and one DST, or with -o the folder that the results of all go to.")
    source, target = paths
    form, target_form = format_of(source, read_as, "--from"), format_of(target, write_as, "--to")
    if form_of_ending(target) not in (None, target_form) and Path(target).exists():
        # Of two letters and a forgotten -o, one would be lost.
        what = f"{plain(target)!r} is there, and by its ending no {target_form}"
        raise click.UsageError(f"{what}; to convert it too, name the folder that the results go to with -o.")
    conversion = Conversion(source, form, target, target_form, options)
    _refuse_to_lose([conversion])
    outcome = convert_file(conversion)
    for line in told_all(outcome.problems, input_name(source)):
        say(line, err=True)
    if outcome.failure:
        say(f"Error: {outcome.failure}", err=True)
    elif outcome.problems or not outcome.is_written:
        result = f"{output_name(target)} written" if outcome.is_written else "nothing written"
        say(plain(f"{result}: {counted_problems(outcome.problems)}"), err=True)
    ctx.exit(max(unusable, outcome.status))


def _refuse_to_lose(conversions: Iterable[Conversion]) -> None:
    """Refuse to write over what is read; of JSON onto itself nothing is lost, for it is a report or is not written."""
    planned = [*conversions]
    sources = {_place(each.source) for each in planned}
    for each in planned:
        target = _place(each.target)
        if target not in sources or each.target == STREAM:
            continue
        is_same = target == _place(each.source)
        if not (is_same and each.read_as == each.write_as == JSON):
            refuse_input(each.target, [each.source if is_same else each.target])


def _place(path: str) -> str:
    return path if path == STREAM else os.path.normcase(os.path.realpath(path))
