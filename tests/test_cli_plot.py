"""``sqsreport plot``: pictures into files and streams, and what happens when there is none."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

import sqsreport
from sqsreport import plotting
from sqsreport.errors import MissingExtraError
from test_cli import imported, packages, run, saved, start
from test_plotting import seen, with_rates

pytest.importorskip("matplotlib", reason="needs the extra plot")

EXAMPLE: Final = Path(__file__).parents[1] / "examples" / "northmoor-2015.json"
LETTER: Final = EXAMPLE.with_suffix(".md")
REPORT: Final = sqsreport.load(EXAMPLE)


@pytest.mark.parametrize("form", plotting.FORMATS)
def test_rates(tmp_path: Path, form: plotting.PictureFormat) -> None:
    """The ending of the output tells the form, and reports and letters may stand side by side."""
    result = run("plot", "rates", EXAMPLE, LETTER, "-o", tmp_path / f"rates.{form.upper()}")

    assert (0, "", "") == (result.exit_code, result.stdout, result.stderr)
    assert plotting.rates([REPORT, REPORT], format=form) == (tmp_path / f"rates.{form.upper()}").read_bytes()


def test_rates_of_many(tmp_path: Path) -> None:
    """A file of many reports, a folder and a pattern stand for all reports in them."""
    area = with_rates("Eastvale Youth Offending Service", rate=52.5)
    reports = [REPORT, attrs.evolve(area, footnotes=())]
    lines = "".join(json.dumps(json.loads(sqsreport.dumps(report))) + "\n" for report in reports)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "all.jsonl").write_text(lines, encoding="utf-8")
    expected = plotting.rates(reports)

    for source in (tmp_path / "in" / "all.jsonl", tmp_path / "in", tmp_path / "*" / "*.jsonl"):
        result = run("plot", "rates", source, "-o", tmp_path / "rates.svg")
        assert (0, "", "") == (result.exit_code, result.stdout, result.stderr)
        assert expected == (tmp_path / "rates.svg").read_bytes()


def test_rates_of_too_many(tmp_path: Path) -> None:
    """More reports than a picture holds are told without waiting for the last of them."""
    line = json.dumps(json.loads(sqsreport.dumps(REPORT))) + "\n"
    (tmp_path / "all.jsonl").write_text(line * 1000 + "no JSON\n", encoding="utf-8")
    result = run("plot", "rates", tmp_path / "all.jsonl", "-o", tmp_path / "rates.svg")

    assert (3, "") == (result.exit_code, result.stdout)
    assert [f"Error: cannot write {tmp_path / 'rates.svg'}: too much for one picture"] == result.stderr.splitlines()
    assert not (tmp_path / "rates.svg").exists()


def test_one_line_that_is_no_report(tmp_path: Path) -> None:
    """One bad line of many keeps the picture from being drawn, and is told with its line."""
    line = json.dumps(json.loads(sqsreport.dumps(REPORT))) + "\n"
    (tmp_path / "all.jsonl").write_text(f"{line}{{}}\n{line}", encoding="utf-8")
    result = run("plot", "rates", tmp_path / "all.jsonl", "-o", tmp_path / "rates.svg")

    assert (1, "") == (result.exit_code, result.stdout)
    assert f"{tmp_path / 'all.jsonl'}:2:1: error SQS102" in result.stderr
    assert not (tmp_path / "rates.svg").exists()


def test_quantities(tmp_path: Path) -> None:
    """The quantities of one report go into a picture, and a given form outdoes the ending."""
    result = run("plot", "quantities", EXAMPLE, "-o", tmp_path / "picture", "--format", "svg")

    assert (0, "", "") == (result.exit_code, result.stdout, result.stderr)
    assert plotting.quantities(REPORT) == (tmp_path / "picture").read_bytes()


def test_sorted(tmp_path: Path) -> None:
    """``--sort`` puts the highest rate first."""
    eastvale = with_rates("Eastvale Youth Offending Service", rate=52.5)
    sqsreport.dump(attrs.evolve(eastvale, footnotes=()), tmp_path / "eastvale.json")
    args = ("plot", "rates", EXAMPLE, tmp_path / "eastvale.json", "-o", "-", "--format", "svg")
    words = [seen(run(*args, *more).stdout_bytes) for more in ((), ("--sort", "rate"))]

    assert [False, True] == [each.index("Eastvale") < each.index("Northmoor") for each in words]


@pytest.mark.parametrize("form", plotting.FORMATS)
def test_streams(form: plotting.PictureFormat) -> None:
    """A picture can be made of standard input and go to standard output."""
    with start("plot", "rates", "-", "--from", "json", "-o", "-", "--format", form) as process:
        written, told = process.communicate(EXAMPLE.read_bytes())

    assert (0, b"") == (process.returncode, told)
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
        (("quantities", EXAMPLE, EXAMPLE, "-o", "rates.svg"), "unexpected extra argument"),
        ((), "Usage: sqsreport plot"),
    ],
)
def test_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str | Path, ...], expected: str
) -> None:
    """Wrong usage is told with what to do, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    result = run("plot", *args)

    assert (2, "") == (result.exit_code, result.stdout)
    assert expected in result.stderr
    assert [] == [*tmp_path.iterdir()]


def test_one_report_that_is_none(tmp_path: Path) -> None:
    """Unless every report can be read there is no picture, all that is wrong is told, and the worst is the status."""
    picture = tmp_path / "rates.svg"
    picture.write_text("as it was", encoding="utf-8")
    broken = saved(tmp_path / "broken.json", {})
    first = run("plot", "rates", broken, EXAMPLE, "-o", picture)
    second = run("plot", "rates", tmp_path / "missing.json", broken, EXAMPLE, "-o", picture)

    assert (1, "") == (first.exit_code, first.stdout)
    assert "SQS1" in first.stderr
    assert (3, "") == (second.exit_code, second.stdout)
    assert "SQS010" in second.stderr
    assert "SQS1" in second.stderr
    assert "as it was" == picture.read_text(encoding="utf-8")


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    """An output that cannot be written is told."""
    result = run("plot", "rates", EXAMPLE, "-o", tmp_path / "missing" / "rates.svg")

    assert (3, "") == (result.exit_code, result.stdout)
    assert "cannot write" in result.stderr


def refusing(error: Exception) -> Any:
    """Return what raises an error, whatever it is asked for."""

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
    """A missing extra, and too much for one picture, are told, and nothing is written."""
    monkeypatch.setattr(plotting, "rates", refusing(error))
    result = run("plot", "rates", EXAMPLE, "-o", tmp_path / "rates.svg")

    assert (3, "") == (result.exit_code, result.stdout)
    assert expected in result.stderr
    assert [] == [*tmp_path.iterdir()]


def test_help_wants_no_extra() -> None:
    """The help of both pictures is there without matplotlib."""
    for name in ("rates", "quantities"):
        assert 1 == run("plot", name, "--help").stdout.count("Example: sqsreport plot")
        assert "matplotlib" not in packages(imported("plot", name, "--help"))
    assert "matplotlib" in sys.modules
