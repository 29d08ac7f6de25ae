"""Pictures of reports, and their descriptions for screen readers."""

from __future__ import annotations

import builtins
import importlib
import io
import os
import re
import struct
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final, get_args

import attrs
import pytest

import sqsreport
from sqsreport import plotting
from sqsreport.errors import MissingExtraError, UnknownFormatError
from sqsreport.model import Comparator, ComparatorKind, Month, Paragraph, Prose, Report, Section
from sqsreport.quantity import vocabulary
from support.pictures import NORTHMOOR, SVG, parsed, visible_text, with_rates

matplotlib = pytest.importorskip("matplotlib", reason="needs the extra plot")
Image = pytest.importorskip("PIL.Image", reason="comes with the extra plot")

HOSTILE: Final = "<script>alert(1)</script> & $x^2$ \\frac{1}{2} ]]> \ufffe 漢字 \u202e"


def with_texts(*texts: str, title: str = "A section") -> Report:
    """Return a report on a sample of 20 cases with these paragraphs in its only section."""
    paragraphs = tuple(Paragraph(number=f"1.{n}", text=Prose(text)) for n, text in enumerate(texts, 1))
    return attrs.evolve(NORTHMOOR, sections=(Section(number=1, title=title, paragraphs=paragraphs),))


def description_of(svg: bytes) -> str:
    """Return the description of a picture."""
    return parsed(svg).findtext(f"{SVG}desc") or ""


def pictures(report: Report) -> list[bytes]:
    """Draw both pictures of a report."""
    return [plotting.rates([report]), plotting.quantities(report)]


def test_rates_are_drawn_and_described() -> None:
    """Every rate is drawn next to its name, with the month of its publication, and is in the description."""
    svg = plotting.rates([NORTHMOOR])

    assert "Letter of 8 April 2015; rate published in January 2015" in visible_text(svg)
    assert "This service 39.5% England and Wales 37.9%" in visible_text(svg)
    assert description_of(svg).endswith(
        "Northmoor Youth Offending Service, letter of 8 April 2015; rate published in January 2015. "
        "This service: 39.5%. England and Wales: 37.9%."
    )


def test_every_comparator() -> None:
    """Each kind of comparator has its name and a mark of its own."""
    kinds: tuple[ComparatorKind, ...] = ("england_and_wales", "england", "wales", "family", "previous_year")
    assert get_args(ComparatorKind) == kinds
    comparators = tuple(Comparator(kind=kind, rate=30.0 + n) for n, kind in enumerate(kinds))
    svg = plotting.rates([with_rates(rate=36.5, comparators=comparators)])

    expected = "England and Wales: 30.0%. England: 31.0%. Wales: 32.0%. Family average: 33.0%. Previous year: 34.0%."
    assert description_of(svg).endswith(expected)
    assert len(kinds) == len(marks(svg))


def marks(svg: bytes) -> set[str]:
    """Return the shapes of the marks in the colour of comparators."""
    root = parsed(svg)
    shapes = {path.get("id"): path.get("d") for path in root.iter(f"{SVG}path") if path.get("id")}
    link = "{http://www.w3.org/1999/xlink}href"
    used = [each for each in root.iter(f"{SVG}use") if "#f0a030" in (each.get("style") or "")]
    return {str(shapes[str(each.get(link))[1:]]) for each in used}


def test_direction_without_a_figure() -> None:
    """A direction without a figure is written in words, and has no mark."""
    family = Comparator(kind="family", direction="better")
    svg = plotting.rates([with_rates(rate=36.5, comparators=(family, Comparator(kind="wales")))])

    assert "Family average no figure; the service is said to be better Wales no figure" in visible_text(svg)
    assert description_of(svg).endswith(
        "Family average: no figure; the service is said to be better. Wales: no figure."
    )
    assert set() == marks(svg)


def test_direction_with_a_figure() -> None:
    """The direction of a comparator with a figure is in the description."""
    nation = Comparator(kind="england_and_wales", rate=37.9, direction="worse")

    expected = "England and Wales: 37.9%; the service is said to be worse."
    assert description_of(plotting.rates([with_rates(rate=39.5, comparators=(nation,))])).endswith(expected)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "letter of 8 April 2015. This service: no reoffending rate in the report."),
        ({"published": Month(2015, 1)}, "rate published in January 2015. This service: no figure in the report."),
        ({"rate": 41.0}, "month of publication not in the report. This service: 41.0%."),
        ({"rate": 0}, "month of publication not in the report. This service: 0.0%."),
        ({"rate": 100}, "month of publication not in the report. This service: 100.0%."),
        ({"rate": 1e-7}, "month of publication not in the report. This service: 0.0000001%."),
    ],
)
def test_missing_rates(values: dict[str, Any], expected: str) -> None:
    """A missing rate is described and not drawn; zero is a rate."""
    assert description_of(plotting.rates([with_rates(**values)])).endswith(expected)


@pytest.mark.parametrize(
    ("order", "expected"),
    [("given", ["b", "C", "a", "d"]), ("name", ["a", "b", "C", "d"]), ("rate", ["C", "b", "d", "a"])],
)
def test_order(order: plotting.Order, expected: list[str]) -> None:
    """Reports are in the given order, by name, or by rate with the highest first and missing ones last."""
    rates = {"b": 30.0, "C": 41.0, "a": None, "d": 30.0}
    reports = [with_rates(f"Service-{name}", rate=rate, published=Month(2015, 1)) for name, rate in rates.items()]

    assert expected == re.findall(r"Service-(\w)", visible_text(plotting.rates(reports, order=order)))


def test_quantities_are_drawn_and_described() -> None:
    """Every phrase is drawn under its section, with its paragraph and its bounds, and is in the description."""
    svg = plotting.quantities(NORTHMOOR)
    words, description = visible_text(svg), description_of(svg)

    assert "1. Reducing reoffending 1.1 “Most reports”: over 50 to 99% 1.1 “three cases”: 15%" in words
    for quantity in sqsreport.quantities(NORTHMOOR):
        assert f"“{quantity.phrase}”" in words
        assert f'"{quantity.phrase}"' in description
    for text in (words, description):
        assert "an editorial reading" in text
        assert "no score" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Half of cases were good.", '1.1 "Half of cases": 47.5 to 52.5%.'),
        ("Just over half of cases were good.", '1.1 "Just over half of cases": over 50 to 55%.'),
        ("Almost half of cases were good.", '1.1 "Almost half of cases": 45 to under 50%.'),
        ("78% of cases were good.", '1.1 "78% of cases": 77.5 to 78.5%.'),
        ("Most cases were good.", '1.1 "Most cases": over 50 to 99%, vague words.'),
        ("Many cases were good.", '1.1 "Many cases": no number is read into it, vague words.'),
        ("Too many plans lay.", '1.1 "Too many plans": over 0%, vague words, counts what was not done well.'),
        (
            "A significant proportion of cases were good.",
            '1.1 "A significant proportion of cases": 20 to 60%, vague words, a reading much open to dispute.',
        ),
        ("Nothing was counted.", "No phrase of quantity was found."),
    ],
)
def test_interpretations_in_words(text: str, expected: str) -> None:
    """The description has everything that the marks show: the bounds, and whether a quantity is vague, disputed or negative."""
    assert description_of(plotting.quantities(with_texts(text))).endswith(expected)


def test_one_bound() -> None:
    """A quantity with one bound is described with that bound."""
    (most,) = sqsreport.quantities(with_texts("Most cases were good."))
    from sqsreport.plotting.intervals import in_words

    assert ["from 50%", "up to 50%", "under 50%"] == [
        in_words(attrs.evolve(most, lower=50.0, upper=None, lower_included=True)),
        in_words(attrs.evolve(most, lower=None, upper=50.0, upper_included=True)),
        in_words(attrs.evolve(most, lower=None, upper=50.0, upper_included=False)),
    ]


def bars(text: str) -> list[str]:
    """Return the styles of the bars below the legend."""
    counts = [
        Counter(re.findall(r'<path d="[^"]*" (?:clip-path="[^"]*" )?style="(fill: (?!none)[^"]*)"/>', svg.decode()))
        for svg in (plotting.quantities(with_texts("No cases were good.")), plotting.quantities(with_texts(text)))
    ]
    return [*(counts[1] - counts[0]).elements()]


def test_vague_words_look_different() -> None:
    """A fraction is a plain bar, vague words are a hatched and dashed one, and an exact quantity has no bar."""
    (plain,), (vague,) = bars("Half of cases were good."), bars("Most cases were good.")

    assert "fill: #4d94c4" in plain
    assert "fill: url(#" in vague
    assert "stroke-dasharray" in vague
    assert [] == bars("All cases were good.")


@pytest.mark.parametrize("picture", [0, 1], ids=["rates", "quantities"])
def test_svg_for_screen_readers(picture: int) -> None:
    """An SVG has the role of an image, and begins with a title and a description."""
    root = parsed(pictures(NORTHMOOR)[picture])
    title, description = root[0], root[1]

    assert "img" == root.get("role")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert [f"{SVG}title", f"{SVG}desc"] == [title.tag, description.tag]
    assert title.text
    assert description.text


def test_png_has_the_description() -> None:
    """A PNG has the title and the description of the SVG as text chunks."""
    with Image.open(io.BytesIO(plotting.quantities(NORTHMOOR, format="png"))) as image:
        assert "PNG" == image.format
        assert description_of(plotting.quantities(NORTHMOOR)) == image.text["Description"]
        assert image.text["Title"].endswith("Northmoor Youth Offending Service")


def test_same_bytes() -> None:
    """The same report gives the same bytes, whatever the settings of matplotlib, which are not changed."""
    expected = [*pictures(NORTHMOOR), plotting.rates([NORTHMOOR], format="png")]
    with matplotlib.rc_context({"svg.fonttype": "path", "font.size": 30, "savefig.bbox": "tight", "text.color": "red"}):
        assert expected == [*pictures(NORTHMOOR), plotting.rates([NORTHMOOR], format="png")]
        assert "path" == matplotlib.rcParams["svg.fonttype"]
    assert [] == [svg for svg in expected[:2] if re.search(rb"<dc:date|dc:creator", svg)]


@pytest.mark.slow
def test_font_cache_is_built_quietly() -> None:
    """Nothing is printed while the font cache is built, even if that takes long."""
    import subprocess

    code = (
        "import sys, threading, sqsreport; from sqsreport import plotting; "
        "start = threading.Timer.start; "
        "threading.Timer.start = lambda self: (setattr(self, 'interval', 0), start(self), self.join()); "
        "plotting.rates([sqsreport.load(sys.argv[1])])"
    )
    example = Path(__file__).parents[2] / "examples" / "northmoor-2015.json"
    env = {name: value for name, value in os.environ.items() if name != "MPLCONFIGDIR"}
    process = subprocess.run([sys.executable, "-c", code, str(example)], env=env, capture_output=True, check=True)
    assert b"" == process.stderr


@pytest.mark.slow
def test_pyplot_is_not_imported() -> None:
    """Drawing does not import pyplot, which would choose a window system."""
    import subprocess

    code = (
        "import sys, sqsreport; from sqsreport import plotting; "
        "plotting.rates([sqsreport.load(sys.argv[1])], format='png'); print('matplotlib.pyplot' in sys.modules)"
    )
    example = Path(__file__).parents[2] / "examples" / "northmoor-2015.json"
    process = subprocess.run([sys.executable, "-c", code, str(example)], capture_output=True, check=True)
    assert b"False" == process.stdout.strip()


def test_nothing_is_fetched() -> None:
    """An SVG refers only to parts of itself."""
    for svg in pictures(NORTHMOOR):
        links = re.findall(r"""(?:href="|url\(|@import)([^")]*)""", svg.decode())
        assert links
        assert [] == [link for link in links if not link.startswith("#")]


def test_hostile_text_stays_text() -> None:
    """Markup and formulas in a report are plain text in the picture and in its description."""
    name = HOSTILE.strip().replace("\u202e", "").strip()
    report = with_rates(name, rate=39.5)
    sections = with_texts("Half of the cases that were $x^2$ were good.", title=name).sections

    visible_name = name.replace("\ufffe", "\N{REPLACEMENT CHARACTER}")
    for svg in pictures(attrs.evolve(report, sections=sections)):
        assert [] == [each.tag for each in parsed(svg).iter() if each.tag.endswith("script")]
        assert visible_name in description_of(svg)
        assert "$x^2$" in visible_text(svg)
        assert "<script>" in visible_text(svg)


def test_hostile_text_in_a_png() -> None:
    """A PNG can be drawn of characters that the font does not have, and of formulas."""
    report = with_rates(HOSTILE.replace("\u202e", "").strip(), rate=39.5)
    assert plotting.rates([report], format="png").startswith(b"\x89PNG")


@pytest.mark.parametrize("number", [1, 3, 40])
def test_any_number_of_reports(number: int) -> None:
    """A picture of one report and one of forty have the same width, and every report is in it."""
    names = [f"Service-{n} with a rather long name that has to be wrapped somewhere" for n in range(number)]
    svg = plotting.rates([with_rates(name, rate=39.5) for name in names])

    assert [str(n) for n in range(number)] == re.findall(r"Service-(\d+)", visible_text(svg))
    assert "374.4pt" == parsed(svg).get("width")


def test_long_words_are_cut() -> None:
    """A word that is wider than the picture is split into lines."""
    name = "Llan" + "fair" * 40
    words = visible_text(plotting.rates([with_rates(name, rate=39.5)]))

    assert name not in words
    assert name in words.replace(" ", "")


def test_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """Content that is too tall for a picture is rejected."""
    monkeypatch.setattr("sqsreport.plotting.sheet._MAX_HEIGHT", 2)
    with pytest.raises(ValueError, match="too much for one picture"):
        plotting.rates([with_rates("Northmoor " * 300 + "YOS")])
    with pytest.raises(ValueError, match="too much for one picture"):
        plotting.quantities(NORTHMOOR)


@pytest.mark.parametrize("char", ["i", "\u0301"])
def test_very_long_words_are_split_quickly(char: str) -> None:
    """A word of many thousand characters is split in linear time, even if they are narrow or have no width."""
    word = "e" + char * 20_000

    assert word in description_of(plotting.rates([with_rates(word, rate=39.5)]))


def test_png_size() -> None:
    """A PNG is wide enough for a screen with two pixels for each point."""
    width, _ = struct.unpack(">II", plotting.rates([NORTHMOOR], format="png")[16:24])
    assert 1040 == width


@pytest.mark.parametrize(("shape", "ratio", "most"), [("slide", 16 / 9, 6), ("page", 210 / 297, 6)])
def test_shapes(shape: plotting.Shape, ratio: float, most: int) -> None:
    """A slide and a page have fixed proportions and a maximum number of services, and every service is on one of them."""
    reports = [with_rates(f"Service-{letter}", rate=30.0 + index) for index, letter in enumerate("abcdefgh")]
    pictures = plotting.rate_pictures(reports, shape=shape, format="png", order="rate")
    for picture in pictures:
        width, height = struct.unpack(">II", picture[16:24])
        assert width / height == pytest.approx(ratio, rel=0.01)
    words = [visible_text(picture) for picture in plotting.rate_pictures(reports, shape=shape, order="rate")]

    assert [*"hgfedcba"] == re.findall(r"Service-(\w)", " ".join(words))
    assert all(1 <= each.count("Service-") <= most for each in words)


def test_a_name_that_does_not_fit_a_slide() -> None:
    """A name that does not fit on a slide is rejected with the name in the message, and not cut."""
    with pytest.raises(ValueError, match="needs more room than there is; choose the shape tall"):
        plotting.rate_pictures([with_rates("Northmoor " * 300 + "YOS")], shape="slide")


def test_invalid_arguments() -> None:
    """A value that is not a report, an unknown format or order, and an empty list are rejected."""
    anything: Any = "northmoor"
    with pytest.raises(TypeError, match="must be a Report, not str"):
        plotting.rates(anything)
    with pytest.raises(TypeError, match="must be a Report, not str"):
        plotting.quantities(anything)
    with pytest.raises(ValueError, match="one report or more"):
        plotting.rates([])
    with pytest.raises(ValueError, match="shape must be one of tall, page, slide, not 'northmoor'"):
        plotting.rate_pictures([NORTHMOOR], shape=anything)
    with pytest.raises(ValueError, match="order must be one of given, name, rate, published, not 'northmoor'"):
        plotting.rates([NORTHMOOR], order=anything)
    with pytest.raises(UnknownFormatError, match="there are: svg, png"):
        plotting.quantities(NORTHMOOR, format=anything)


def test_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without matplotlib the error says which extra to install."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(importlib.import_module("sqsreport._extras"), "import_module", without_matplotlib)
    with pytest.raises(MissingExtraError, match=r"pip install 'sqsreport\[plot\]'"):
        plotting.rates([NORTHMOOR])


def without_matplotlib(name: str) -> Any:
    """Import as if matplotlib were not installed."""
    if name.partition(".")[0] == "matplotlib":
        raise ModuleNotFoundError(f"No module named {name!r}", name="matplotlib")
    return builtins.__import__(name)


def test_a_long_figure_is_not_cut() -> None:
    """A figure that is too wide for its column is written below, and within the picture."""
    short, long = (parsed(plotting.rates([with_rates(rate=rate)])) for rate in (35.1, 35.123456))
    heights = [float(each.get("height", "0pt").removesuffix("pt")) for each in (short, long)]

    assert "35.123456%" in visible_text(plotting.rates([with_rates(rate=35.123456)]))
    assert heights[0] < heights[1]


def test_halves_are_rounded_up() -> None:
    """One case of sixteen, 6.25 per cent, is written as 6.3."""
    assert "6.3" == vocabulary.format_percent(6.25)
    assert "0" == vocabulary.format_percent(None)
