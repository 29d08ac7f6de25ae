"""``sqsreport plot``: pictures in files and streams, and the cases without a picture."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

import sqsreport
from sqsreport import letters, plotting
from sqsreport.errors import MissingExtraError
from sqsreport.model import Report
from support.command_line import imported, packages, run, saved, start
from support.pictures import visible_text, with_rates

pytest.importorskip("matplotlib", reason="needs the extra plot")

EXAMPLE: Final = Path(__file__).parents[2] / "examples" / "northmoor-2015.json"
LETTER: Final = EXAMPLE.with_suffix(".md")
REPORT: Final = sqsreport.load(EXAMPLE)


def eastvale() -> Report:
    """Return the report of another service, with the highest rate."""
    report = attrs.evolve(with_rates("Eastvale Youth Offending Service", rate=52.5), footnotes=())
    service = attrs.evolve(report.inspection.service, area="Eastvale", authorities=())
    inspection = attrs.evolve(report.inspection, service=service)
    own_id, title = report.id.replace("northmoor", "eastvale"), report.title.replace("Northmoor", "Eastvale")
    return attrs.evolve(report, id=own_id, title=title, inspection=inspection)


EASTVALE: Final = eastvale()


@pytest.mark.parametrize("form", plotting.FORMATS)
def test_rates(tmp_path: Path, form: plotting.PictureFormat) -> None:
    """The ending of the output chooses the format, and the inputs may be reports and letters."""
    (tmp_path / "letter.md").write_bytes(letters.write(EASTVALE, "markdown"))
    result = run("plot", "rates", EXAMPLE, tmp_path / "letter.md", "-o", tmp_path / f"rates.{form.upper()}")

    assert (0, "", "") == (result.exit_code, result.stdout, result.stderr)
    assert plotting.rates([REPORT, EASTVALE], format=form) == (tmp_path / f"rates.{form.upper()}").read_bytes()


def test_a_report_that_comes_twice_is_drawn_once(tmp_path: Path) -> None:
    """Of a report and its letter the first is drawn, and the problem of the other names the first."""
    result = run("plot", "rates", EXAMPLE, LETTER, "-o", tmp_path / "rates.svg")

    assert (1, "") == (result.exit_code, result.stdout)
    message = f"a report with the id {REPORT.id} came before this one, which is skipped; give each report once"
    assert [
        f"{LETTER}: error SQS017: {message}; the first is in {EXAMPLE} (at /id)",
        f"{tmp_path / 'rates.svg'} written with 1 of 2 documents: 1 error",
    ] == result.stderr.splitlines()
    assert plotting.rates([REPORT]) == (tmp_path / "rates.svg").read_bytes()


def test_rates_of_many(tmp_path: Path) -> None:
    """A file of many reports, a folder and a pattern mean all reports in them."""
    reports = [REPORT, EASTVALE]
    lines = "".join(json.dumps(json.loads(sqsreport.dumps(report))) + "\n" for report in reports)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "all.jsonl").write_text(lines, encoding="utf-8")
    expected = plotting.rates(reports)

    for source in (tmp_path / "in" / "all.jsonl", tmp_path / "in", tmp_path / "*" / "*.jsonl"):
        result = run("plot", "rates", source, "-o", tmp_path / "rates.svg")
        assert (0, "", "") == (result.exit_code, result.stdout, result.stderr)
        assert expected == (tmp_path / "rates.svg").read_bytes()


@pytest.mark.slow
def test_rates_of_too_many(tmp_path: Path) -> None:
    """Too many reports for a picture are reported without reading all of them."""
    line = json.dumps(json.loads(sqsreport.dumps(REPORT))) + "\n"
    names = [line.replace("northmoor", f"northmoor-{n}").replace("Northmoor", f"Northmoor {n}") for n in range(1000)]
    (tmp_path / "all.jsonl").write_text("".join(names) + "no JSON\n", encoding="utf-8")
    result = run("plot", "rates", tmp_path / "all.jsonl", "-o", tmp_path / "rates.svg")

    assert (3, "") == (result.exit_code, result.stdout)
    begin, _, rest = result.stderr.partition(": the first ")
    assert f"Error: cannot write {tmp_path / 'rates.svg'}: too much for one picture" == begin
    number, _, rest = rest.partition(" ")
    assert 200 < int(number) < 400
    assert "reports fill it; pass fewer, or choose a page\n" == rest
    assert not (tmp_path / "rates.svg").exists()


def test_an_invalid_line(tmp_path: Path) -> None:
    """The place of an invalid line is reported, and the other reports are drawn."""
    line = json.dumps(json.loads(sqsreport.dumps(REPORT))) + "\n"
    (tmp_path / "all.jsonl").write_text(f"{line}{{}}\n", encoding="utf-8")
    result = run("plot", "rates", tmp_path / "all.jsonl", "-o", tmp_path / "rates.svg")

    assert (1, "") == (result.exit_code, result.stdout)
    assert f"{tmp_path / 'all.jsonl'}:2:1: error SQS102" in result.stderr
    assert result.stderr.splitlines()[-1].startswith(f"{tmp_path / 'rates.svg'} written with 1 of 2 documents: ")
    assert plotting.rates([REPORT]) == (tmp_path / "rates.svg").read_bytes()


@pytest.mark.parametrize("shape", ["page", "slide"])
def test_several_pictures(tmp_path: Path, shape: str) -> None:
    """Pictures of one shape are numbered, and the heading can be set."""
    line = json.dumps(json.loads(sqsreport.dumps(REPORT))) + "\n"
    text = "".join(line.replace("northmoor", f"area-{n}").replace("Northmoor", f"Area {n}") for n in range(8))
    (tmp_path / "all.jsonl").write_text(text, encoding="utf-8")
    result = run(
        "plot", "rates", tmp_path / "all.jsonl", "-o", tmp_path / "r.svg", "--shape", shape, "--title", "Our area"
    )
    pictures = [path.read_bytes() for path in sorted(tmp_path.glob("r-*.svg"))]

    assert f"{tmp_path / 'r-1.svg'} to {tmp_path / f'r-{len(pictures)}.svg'} written" in result.stderr
    assert len(pictures) > 1
    assert f"Our area (1 of {len(pictures)})" in visible_text(pictures[0])
    assert 8 == sum(visible_text(picture).count("Youth Offending Service") for picture in pictures)
    assert 2 == run("plot", "rates", EXAMPLE, "-o", "-", "--format", "svg", "--shape", "wide").exit_code


def test_quantities(tmp_path: Path) -> None:
    """The quantities of one report are drawn in one picture, and ``--format`` overrides the ending."""
    result = run("plot", "quantities", EXAMPLE, "-o", tmp_path / "picture", "--format", "svg")

    assert (0, "", "") == (result.exit_code, result.stdout, result.stderr)
    assert plotting.quantities(REPORT) == (tmp_path / "picture").read_bytes()


def test_quantities_of_many(tmp_path: Path) -> None:
    """Each report has its own numbered picture; of two with the same id the second is reported."""
    sqsreport.dump(EASTVALE, tmp_path / "eastvale.json")
    result = run("plot", "quantities", EXAMPLE, tmp_path / "eastvale.json", LETTER, "-o", tmp_path / "q.svg")

    assert (1, "") == (result.exit_code, result.stdout)
    assert "error SQS017" in result.stderr
    summary = f"{tmp_path / 'q-1.svg'} to {tmp_path / 'q-2.svg'} written with 2 of 3 documents: 1 error"
    assert summary == result.stderr.splitlines()[-1]
    assert [plotting.quantities(REPORT), plotting.quantities(EASTVALE)] == [
        path.read_bytes() for path in sorted(tmp_path.glob("*.svg"))
    ]
    stream = run("plot", "quantities", EXAMPLE, tmp_path / "eastvale.json", "-o", "-", "--format", "svg")
    assert (3, "") == (stream.exit_code, stream.stdout)


@pytest.mark.parametrize("shape", ["page", "slide"])
def test_quantities_on_pictures_of_one_shape(tmp_path: Path, shape: plotting.Shape) -> None:
    """Every phrase is in one of the numbered pictures, which have the same size."""
    result = run("plot", "quantities", EXAMPLE, "-o", tmp_path / "q.svg", "--shape", shape)
    pictures = [path.read_bytes() for path in sorted(tmp_path.glob("*.svg"))]

    assert 0 == result.exit_code
    assert 1 < len(pictures)
    assert [*plotting.quantity_pictures(REPORT, shape=shape)] == pictures
    assert f"(1 of {len(pictures)})" in visible_text(pictures[0])
    phrases = [f"“{quantity.phrase}”" for quantity in sqsreport.quantities(REPORT)]
    assert len(phrases) == sum(visible_text(picture).count("“") for picture in pictures)


def test_sorted(tmp_path: Path) -> None:
    """``--sort`` puts the highest rate first."""
    sqsreport.dump(EASTVALE, tmp_path / "eastvale.json")
    args = ("plot", "rates", EXAMPLE, tmp_path / "eastvale.json", "-o", "-", "--format", "svg")
    words = [visible_text(run(*args, *more).stdout_bytes) for more in ((), ("--sort", "rate"))]

    assert [False, True] == [each.index("Eastvale") < each.index("Northmoor") for each in words]


@pytest.mark.slow
@pytest.mark.parametrize("form", plotting.FORMATS)
def test_streams(form: plotting.PictureFormat) -> None:
    """A picture can be made from standard input and written to standard output."""
    with start("plot", "rates", "-", "--from", "json", "-o", "-", "--format", form) as process:
        written, errors = process.communicate(EXAMPLE.read_bytes())

    assert (0, b"") == (process.returncode, errors)
    assert plotting.rates([REPORT], format=form) == written


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("rates", EXAMPLE, "-o", "-"), "give --format"),
        (("rates", EXAMPLE, "-o", "rates.gif"), "give --format with svg or png"),
        (("rates", EXAMPLE), "Missing option '-o'"),
        (("rates", "-o", "rates.svg"), "Missing argument 'SRC...'"),
        (("rates", "-", "-o", "rates.svg"), "give --from"),
        (("rates", "-", "-", "--from", "json", "-o", "rates.svg"), "read only once"),
        (("quantities", "-o", "rates.svg"), "Missing argument 'SRC...'"),
        (("quantities", EXAMPLE, "-o", "rates.svg", "--shape", "wide"), "is not one of 'tall', 'page', 'slide'"),
        ((), "Usage: sqsreport plot"),
    ],
)
def test_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str | Path, ...], expected: str
) -> None:
    """Wrong usage is reported with advice, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    result = run("plot", *args)

    assert (2, "") == (result.exit_code, result.stdout)
    assert expected in result.stderr
    assert [] == [*tmp_path.iterdir()]


def test_invalid_inputs(tmp_path: Path) -> None:
    """Invalid inputs are reported and the others drawn; without a report there is no picture."""
    picture = tmp_path / "rates.svg"
    picture.write_text("as it was", encoding="utf-8")
    broken = saved(tmp_path / "broken.json", {})
    nothing = run("plot", "rates", broken, "-o", picture)
    assert (1, "as it was") == (nothing.exit_code, picture.read_text(encoding="utf-8"))
    assert nothing.stderr.splitlines()[-1].startswith("nothing drawn: ")

    first = run("plot", "rates", broken, EXAMPLE, "-o", picture)
    second = run("plot", "rates", tmp_path / "missing.json", broken, EXAMPLE, "-o", picture)
    assert (1, "") == (first.exit_code, first.stdout)
    assert "SQS1" in first.stderr
    assert (3, "") == (second.exit_code, second.stdout)
    assert "SQS010" in second.stderr
    assert f"{picture} written with 1 of 3 documents: " in second.stderr
    assert plotting.rates([REPORT]) == picture.read_bytes()


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    """An output that cannot be written is reported."""
    result = run("plot", "rates", EXAMPLE, "-o", tmp_path / "missing" / "rates.svg")

    assert (3, "") == (result.exit_code, result.stdout)
    assert "cannot write" in result.stderr


@pytest.mark.parametrize("kind", ["rates", "quantities"])
def test_the_input_is_never_the_output(tmp_path: Path, kind: str) -> None:
    """A picture never replaces an input, whatever its name or folder."""
    path = tmp_path / "picture.svg"
    path.write_bytes(EXAMPLE.read_bytes())
    (tmp_path / "link.svg").symlink_to(path)
    for output in (path, tmp_path / "link.svg", tmp_path / ".." / tmp_path.name / "picture.svg"):
        result = run("plot", kind, path, "--from", "json", "-o", output)
        assert (2, EXAMPLE.read_bytes()) == (result.exit_code, path.read_bytes())
        assert "give the output another name" in result.stderr


def test_an_input_in_a_folder_is_never_the_output(tmp_path: Path) -> None:
    """An input that was found in a folder, or by a pattern, is not replaced either."""
    path = tmp_path / "a.json"
    path.write_bytes(EXAMPLE.read_bytes())
    for source in (tmp_path, tmp_path / "*.json"):
        result = run("plot", "rates", source, "--format", "svg", "-o", path)
        assert (2, EXAMPLE.read_bytes()) == (result.exit_code, path.read_bytes())


def test_a_letter_with_errors_is_drawn(tmp_path: Path) -> None:
    """A letter with an error and a report is drawn, and a JSON report with an error is not; both are reported."""
    text = LETTER.read_text(encoding="utf-8").replace("1.2. ", "1.1. ")
    (tmp_path / "letter.md").write_text(text, encoding="utf-8")
    wrong = sqsreport.dumps(REPORT).replace('"number": "1.2"', '"number": "1.1"')
    (tmp_path / "report.json").write_text(wrong, encoding="utf-8")
    results = [
        run("plot", kind, tmp_path / name, "-o", tmp_path / f"{kind}-{name}.svg")
        for kind in ("rates", "quantities")
        for name in ("letter.md", "report.json")
    ]

    assert [1] * 4 == [result.exit_code for result in results]
    assert [f"{tmp_path / 'rates-letter.md.svg'} written", "nothing drawn"] == [
        result.stderr.splitlines()[-1].rpartition(": ")[0] for result in results[:2]
    ]
    assert ["quantities-letter.md.svg", "rates-letter.md.svg"] == sorted(path.name for path in tmp_path.glob("*.svg"))


def refusing(error: Exception) -> Any:
    """Return a function that raises an error, whatever its arguments."""

    def refuse(*args: object, **options: object) -> bytes:
        raise error

    return refuse


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (MissingExtraError("drawing a picture", "plot"), "pip install 'sqsreport[plot]'"),
        (ValueError("too much for one picture"), "too much for one picture"),
    ],
)
def test_no_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, expected: str) -> None:
    """A missing extra, and too much for one picture, are reported, and nothing is written."""
    monkeypatch.setattr(plotting, "rate_pictures", refusing(error))
    result = run("plot", "rates", EXAMPLE, "-o", tmp_path / "rates.svg")

    assert (3, "") == (result.exit_code, result.stdout)
    assert expected in result.stderr
    assert [] == [*tmp_path.iterdir()]


def test_help_needs_no_extra() -> None:
    """The help of both commands works without matplotlib."""
    for name in ("rates", "quantities"):
        assert 1 == run("plot", name, "--help").stdout.count("Example: sqsreport plot")
        assert "matplotlib" not in packages(imported("plot", name, "--help"))
    assert "matplotlib" in sys.modules


def test_a_numbered_picture_replaces_no_input(tmp_path: Path) -> None:
    """A numbered picture never replaces an input, even one that was found in a folder."""
    (tmp_path / "q-2.svg").write_bytes(EXAMPLE.read_bytes())
    other = saved(tmp_path / "a.json", sqsreport.to_dict(EASTVALE))
    result = run("plot", "quantities", other, tmp_path / "q-2.svg", "--from", "json", "-o", tmp_path / "q.svg")

    assert 2 == result.exit_code
    assert f"{str(tmp_path / 'q-2.svg')!r} is an input, and would be lost" in result.stderr
    assert EXAMPLE.read_bytes() == (tmp_path / "q-2.svg").read_bytes()
