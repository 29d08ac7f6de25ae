"""``sqsreport convert``: any readable format to any writable one, one report or many."""

from __future__ import annotations

from pathlib import Path

import click

from sqsreport.batch.reports import ReadReports
from sqsreport.batch.sources import STREAM
from sqsreport.cli._console import output_name, refuse_input, warn
from sqsreport.cli._conversion import JSON, TO, Convert, Target, format_of_output
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._inputs import FROM, Reports, find_all
from sqsreport.cli._options import CORRECTIONS, IGNORE_EMBEDDED, JOBS, STRICT
from sqsreport.problems.formatters.summary import describe_severities


@click.command(epilog="Example: sqsreport convert letters/*.pdf --to json -o reports/")
@click.argument("paths", metavar="SRC DST | SRC... -o DIR", nargs=-1, type=click.Path())
@FROM
@click.option("--to", "output_format", type=TO, help="The format of DST, whatever its ending.")
@click.option("-o", "--output-dir", "folder", metavar="DIR", type=click.Path(), help="Convert every SRC into DIR.")
@click.option("--summary", metavar="CSV", type=click.Path(), help="Write the result of each SRC as a table, with -o.")
@click.option("-f", "--force", is_flag=True, help="Replace files that are in DIR already.")
@JOBS
@IGNORE_EMBEDDED
@click.option("--plain", "is_plain", is_flag=True, help="Write the text alone, without the report in it.")
@CORRECTIONS
@STRICT
def convert(  # noqa: PLR0913 - one for each option
    *,
    paths: tuple[str, ...],
    input_format: str | None,
    output_format: str | None,
    folder: str | None,
    summary: str | None,
    force: bool,
    jobs: int | None,
    ignore_embedded: bool,
    is_plain: bool,
    corrections: str | None,
    strict: bool,
) -> Status:
    """Convert a letter to a report, or any format to another.

    The endings of SRC and DST name their formats; "-" is standard input or output, and needs
    --from or --to. A letter is read as far as possible, and missing parts are reported. The report
    is written even so; the exit status is 1 if there are errors, or 3 if no word of the letter
    can be read. A JSON report with errors is not converted. An existing DST is replaced, unless it
    is SRC: only JSON can be converted onto itself, as JSON.

    With -o, every SRC becomes a file of the same name in DIR, in the format of --to.
    A folder means the files in it and below, or those in the format of --from, and DIR gets the
    same folders. If a file has many reports, as JSON Lines do, each becomes a file named after
    its id. A file that is in DIR already is kept, so that a second run does only the rest. A file
    that cannot be converted does not stop the others. After an interrupt, files in progress are
    finished; a second interrupt stops these too. At the end a line for each SRC shows how well it
    was read, and --summary writes the same as a table.
    """
    read = ReadReports(ignore_embedded, corrections)
    if folder is None:
        if len(paths) != 2:
            raise click.UsageError("Give one SRC and one DST, or -o with a folder for the results.")
        if summary is not None:
            raise click.UsageError("--summary needs -o.")
        return _convert_one(Reports(paths[:1], input_format, read, strict), paths[1], output_format, is_plain=is_plain)
    if not paths:
        raise click.UsageError("There is no SRC to convert.")
    if output_format is None:
        raise click.UsageError("A folder has no ending that names the format of its files; give --to.")
    if STREAM in paths:
        raise click.UsageError("Standard input has no name for its result; convert it with SRC and DST.")
    from sqsreport.cli._many import convert_all  # one file needs no other processes

    work = Convert(Target(folder, output_format, is_plain=is_plain, is_replaced=force), read, strict)
    return convert_all(paths, input_format, work, jobs=jobs, summary=summary)


def _convert_one(reports: Reports, output: str, output_format: str | None, *, is_plain: bool) -> Status:
    target = Target(None, output_format or format_of_output(output), is_plain=is_plain, is_replaced=True)
    named = next(find_all([output], None)).format
    if named not in (None, target.format) and Path(output).exists():
        # The user may have forgotten -o and meant two letters, one of which would be lost.
        what = f"{output!r} exists, and its ending is not that of {target.format}"
        raise click.UsageError(f"{what}; to convert it too, give -o with a folder for the results.")
    outcome = reports.only("DST has room for one, so give -o with a folder for the results")
    # Writing JSON onto itself loses nothing: the input is a report, or nothing is written.
    if not (outcome.source.format == target.format == JSON and not outcome.source.packing):
        refuse_input(output, reports.paths)
    reports.add(outcome)
    converted = Convert(target, strict=reports.strict).convert(outcome, outcome.source, output)
    if converted.note is not None:
        warn(converted.note)
    if converted.failure is not None:
        raise UnwritableError(converted.failure)
    is_written = converted.fate == "written"
    if reports.counts or not is_written:
        result = f"{output_name(output)} written" if is_written else "nothing written"
        warn(f"{result}: {describe_severities(reports.counts) or 'no problems'}")
    return reports.finish()
