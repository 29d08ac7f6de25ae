"""``sqsreport plot``: pictures of rates across reports, and of the quantities of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import PurePath
from typing import Any, Final, get_args

import attrs
import click

from sqsreport import plotting
from sqsreport.batch.sources import STREAM
from sqsreport.cli import _console as console
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._inputs import FROM, Reports, find_all, require_formats
from sqsreport.cli._options import SOURCES
from sqsreport.errors import UnknownFormatError
from sqsreport.model import Report
from sqsreport.plotting.sheet import checked_format
from sqsreport.problems.formatters.summary import describe_severities

#: More reports than fit into any picture, so that a million reports are not all read.
_MAX_REPORTS: Final = 1000


_OUTPUT = click.option("-o", "--output", required=True, type=click.Path(), help="The picture; - is standard output.")
_FORMAT = click.option(
    "--format", type=click.Choice(plotting.FORMATS), help="The format of the picture, whatever its ending."
)


def _shape(help: str) -> Callable[[Any], Any]:
    choice = click.Choice(get_args(plotting.Shape))
    return click.option("--shape", type=choice, default="tall", show_default=True, help=help)


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: sqsreport plot rates report.json -o rates.svg",
)
@click.pass_context
def plot(ctx: click.Context) -> Status | None:
    """Draw rates or quantities as a picture, SVG or PNG.

    It needs the extra "plot": pip install 'sqsreport[plot]'.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        return Status.USAGE
    return None


@plot.command(epilog="Example: sqsreport plot rates reports/ letters/north.pdf --sort name -o rates.svg")
@SOURCES
@click.option(
    "--sort",
    "order",
    type=click.Choice(get_args(plotting.Order)),
    default="given",
    show_default=True,
    help="In the given order, by the name of the service, the highest rate first, or by the date of the letter.",
)
@_shape("One tall picture; or numbered pictures with the proportions of A4 or of a slide (16:9).")
@click.option("--title", default=plotting.RATES_TITLE, metavar="TEXT", help="The heading of the picture.")
@FROM
@_OUTPUT
@_FORMAT
def rates(  # noqa: PLR0913 - one for each option
    *,
    paths: tuple[str, ...],
    order: plotting.Order,
    shape: plotting.Shape,
    title: str,
    input_format: str | None,
    output: str,
    format: str | None,
) -> Status:
    """Draw reoffending rates next to their comparators.

    Each SRC is a letter, a file of any number of reports, a folder of both, a pattern, or "-". Figures are drawn as
    they are printed; a comparator without a figure is described in words. Of two reports with the same id the first is
    drawn. Inputs that cannot be read are reported, and the others are drawn. Pictures of the shapes page and slide are
    numbered: rates.svg becomes rates-1.svg, rates-2.svg and so on.
    """
    picture_format = _picture_format(output, format)

    def draw(reports: Iterator[Report]) -> Iterable[bytes]:
        some = [*islice(reports, _MAX_REPORTS if shape == "tall" else None)]
        return (
            plotting.rate_pictures(some, shape=shape, format=picture_format, order=order, title=title) if some else ()
        )

    return _Drawing(Reports(paths, input_format), output).write(draw)


@plot.command(epilog="Example: sqsreport plot quantities report.json -o quantities.svg")
@SOURCES
@_shape("A tall picture for each report; or pictures with the proportions of A4 or of a slide (16:9).")
@FROM
@_OUTPUT
@_FORMAT
def quantities(
    *, paths: tuple[str, ...], shape: plotting.Shape, input_format: str | None, output: str, format: str | None
) -> Status:
    """Draw the phrases of quantity of reports as intervals.

    Each SRC is a letter, a file of any number of reports, a folder of both, a pattern, or "-". The intervals are an
    editorial interpretation and not in the letter, as in "sqsreport quantities". Each report gets its own pictures.
    Several pictures are numbered: quantities.svg becomes quantities-1.svg, quantities-2.svg and so on.
    """
    picture_format = _picture_format(output, format)

    def draw(reports: Iterator[Report]) -> Iterable[bytes]:
        for report in reports:
            yield from plotting.quantity_pictures(report, shape=shape, format=picture_format)

    return _Drawing(Reports(paths, input_format), output).write(draw)


@attrs.define
class _Drawing:
    """Draws pictures of reports, each report once, and sums up."""

    inputs: Reports
    output: str
    _documents: int = 0
    _names: dict[str, str | None] = attrs.field(factory=dict)
    _written: list[str] = attrs.field(factory=list)
    _places: frozenset[str] | None = None

    def __attrs_post_init__(self) -> None:
        require_formats([path for path in self.inputs.paths if path == STREAM], self.inputs.input_format)
        self._refuse(self.output)

    def reports(self) -> Iterator[Report]:
        """Yield each report; of two with one id the second is a problem."""
        for outcome in self.inputs.outcomes():
            report = outcome.report
            self._documents += 1
            is_repeated = report is not None and report.id in self._names
            if report is not None and is_repeated:
                outcome.add_repetition(self._names[report.id])
            self.inputs.add(outcome)
            if report is not None and not is_repeated:
                self._names[report.id] = outcome.name
                yield report

    def write(self, draw: Callable[[Iterator[Report]], Iterable[bytes]]) -> Status:
        """Write pictures one after the other, of several each with its number, and return the exit status."""
        path = PurePath(self.output)
        with console.writing(self.output):
            pictures = iter(draw(self.reports()))
            first = [*islice(pictures, 2)]
            if len(first) > 1 and self.output == STREAM:
                raise UnwritableError("Several pictures do not fit into one stream; name a file with -o.")
            for number, picture in enumerate(chain(first, pictures), 1):
                name = self.output if len(first) == 1 else str(path.with_stem(f"{path.stem}-{number}"))
                self._refuse(name)
                console.write(name, picture)
                self._written.append(name)
        if len(self._written) > 1 or self.inputs.counts:
            self._sum_up()
        return self.inputs.status

    def _refuse(self, name: str) -> None:
        """Refuse a picture that would replace an input."""
        if name == STREAM:
            return
        paths, input_format = self.inputs.paths, self.inputs.input_format
        if self._places is None:
            self._places = frozenset(
                console.place_of(each.path) for each in find_all(paths, input_format) if each.path is not None
            )
        console.refuse_input(name, [name] if console.place_of(name) in self._places else paths)

    def _sum_up(self) -> None:
        drawn = len(self._names)
        names = " to ".join(dict.fromkeys(map(console.output_name, (*self._written[:1], *self._written[-1:]))))
        share = f" with {drawn} of {self._documents} documents" if drawn < self._documents else ""
        outcome = f"{names} written{share}" if self._written else "nothing drawn"
        console.warn(f"{outcome}: {describe_severities(self.inputs.counts) or 'no problems'}")


def _picture_format(output: str, format: str | None) -> plotting.PictureFormat:
    """Return the format of a picture: that of the option, or that of the file ending."""
    try:
        return checked_format(format or PurePath(output).suffix.lower().removeprefix("."))
    except UnknownFormatError:
        raise console.unknown_format(output, "--format", plotting.FORMATS, "picture format") from None
