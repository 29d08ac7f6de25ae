"""A picture that is filled from the top with wrapped text and marks, and rendered as SVG or PNG.

Only this module uses matplotlib. All measures are in inches, from the left and from the top. Columns are narrow, so
that the text is still legible when a picture is shrunk to the width of a phone.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import re
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final, Literal, get_args

import attrs

from sqsreport._extras import require
from sqsreport._locks import Lock
from sqsreport._text import sanitize, width
from sqsreport.errors import UnknownFormatError

Shape = Literal["tall", "page", "slide"]
PictureFormat = Literal["svg", "png"]
FORMATS: Final[tuple[PictureFormat, ...]] = get_args(PictureFormat)

WIDTH: Final = 5.2
MARGIN: Final = 0.2
RIGHT: Final = WIDTH - MARGIN
#: The maximum height in inches; more would exceed the 65,535 pixels that matplotlib allows.
_MAX_HEIGHT: Final = 320.0
#: The font size at which characters are measured, in points.
_MEASURED_SIZE: Final = 100
_DPI: Final = 200


@attrs.frozen
class Layout:
    """The number of columns of a picture, and its height in inches, or ``None`` for that of its content."""

    columns: int
    height: float | None


#: A page has the proportions of A4, and a slide those of a screen.
LAYOUTS: Final[Mapping[Shape, Layout]] = {
    "tall": Layout(1, None),
    "page": Layout(1, WIDTH * 297 / 210),
    "slide": Layout(2, 2 * WIDTH * 9 / 16),
}

INK: Final = "#111111"
GREY: Final = "#505050"
PALE: Final = "#c8c8c8"
#: Colours that people with colour blindness can distinguish, and that have different brightness in greyscale.
DARK: Final = "#00456e"
MIDDLE: Final = "#4d94c4"
LIGHT: Final = "#f0a030"

#: Font sizes, in points.
TITLE: Final = 14.0
HEADING: Final = 12.0
BODY: Final = 11.0
SMALL: Final = 10.0
_LINE: Final = 1.28
_ABOVE_BASELINE: Final = 0.98

#: Replacements for characters that XML does not allow, though a line of a report may have them.
_XML_REPLACEMENTS: Final = dict.fromkeys((0xFFFE, 0xFFFF), "\N{REPLACEMENT CHARACTER}")
_SVG: Final = re.compile(r"<svg\b[^>]*>")
#: `matplotlib.rcParams` and the warning filters are global to the process.
_LOCK: Final = Lock()


def checked_format(name: str) -> PictureFormat:
    """Return the name of a format; raise `UnknownFormatError` for any other name."""
    for known in FORMATS:
        if name == known:
            return known
    raise UnknownFormatError(name, FORMATS)


def numbered(title: str, number: int, of: int) -> str:
    """Return the title of one of several pictures."""
    return title if of == 1 else f"{title} ({number} of {of})"


def _matplotlib() -> Any:
    """Import matplotlib without pyplot, which would keep figures and open windows."""
    if "matplotlib.font_manager" not in sys.modules:
        with _without_cache():
            _import_matplotlib()
    return _import_matplotlib()


def _import_matplotlib() -> Any:
    for module in ("figure", "font_manager", "lines", "patches", "text", "transforms"):
        require(f"matplotlib.{module}", extra="plot", purpose="drawing a picture")
    return require("matplotlib", extra="plot", purpose="drawing a picture")


@contextlib.contextmanager
def _without_cache() -> Iterator[None]:
    """Redirect the font cache of matplotlib to a temporary folder, so that nothing but the picture is written.

    On a slow machine matplotlib would also print that it is building the cache.
    """
    name, logger = "MPLCONFIGDIR", logging.getLogger("matplotlib.font_manager")
    level = logger.level
    with contextlib.ExitStack() as stack:
        stack.callback(logger.setLevel, level)
        logger.setLevel(logging.ERROR)
        if name not in os.environ:
            os.environ[name] = stack.enter_context(
                tempfile.TemporaryDirectory(prefix="sqsreport-", ignore_cleanup_errors=True)
            )
            stack.callback(os.environ.pop, name)
        yield


@contextlib.contextmanager
def drawing() -> Iterator[None]:
    """Use the default settings of matplotlib with those of this module, and restore the user's settings afterwards."""
    matplotlib = _matplotlib()
    defaults = {name: value for name, value in matplotlib.rcParamsDefault.items() if not name.startswith("backend")}
    ours = {
        "svg.fonttype": "none",  # keep text as text, so that it can be searched, copied and read aloud
        "svg.hashsalt": "sqsreport",  # otherwise the ids in every picture are random
        "hatch.linewidth": 1.1,
    }
    with _LOCK, warnings.catch_warnings(), matplotlib.rc_context(defaults | ours):
        # A character that is not in the font is a box in a PNG; in an SVG the viewer uses a font of its own.
        warnings.filterwarnings("ignore", message="Glyph")
        yield


class Sheet:
    """A picture that is filled downwards, column by column. Use it within `drawing`.

    Args:
        columns: how many columns of the width `WIDTH` it has.
        height: its height in inches; by default that of its content.

    Attributes:
        y: the lower end of the content of the column, in inches from the top.
        left: the left edge of the column, in inches; it is added to every x.
    """

    def __init__(self, *, columns: int = 1, height: float | None = None) -> None:
        self._matplotlib = _matplotlib()
        self.width: float = columns * WIDTH
        self._height = height
        self._figure = self._matplotlib.figure.Figure(figsize=(self.width, 1), dpi=_DPI, facecolor="white")
        self._flip = self._matplotlib.transforms.Affine2D()
        self._to_pixels = self._flip + self._figure.dpi_scale_trans
        self._widths: dict[tuple[str, ...], float] = {}
        self.y: float = MARGIN
        self.left: float = 0.0

    def words(
        self, words: str, *, x: float = MARGIN, right: float = RIGHT, size: float = BODY, color: str = INK, **font: Any
    ) -> None:
        """Write text, wrapped between *x* and *right*, and move *y* below it.

        Raises:
            ValueError: the picture would be too tall.
        """
        for line in self._wrapped(words, (right - x) * 72 / size, font):
            self.label(line, x, self.y, size=size, color=color, **font)
            self.y += size * _LINE / 72
            if self.y > _MAX_HEIGHT:
                raise ValueError("too much for one picture")

    def label(self, line: str, x: float, y: float, *, size: float = BODY, color: str = INK, **font: Any) -> None:
        """Write one line with its top at *y*."""
        baseline = y + size * _ABOVE_BASELINE / 72
        text = self._matplotlib.text.Text(
            self.left + x,
            baseline,
            _clean(line),
            fontsize=size,
            color=color,
            transform=self._to_pixels,
            parse_math=False,
            **font,
        )
        self._figure.add_artist(text)

    def width_of(self, line: str, *, size: float = BODY, **font: Any) -> float:
        """Return the width of a line, in inches."""
        return sum(self._ems(char, font) for char in _clean(line)) * size / 72

    def line(self, xs: tuple[float, ...], ys: tuple[float, ...], **style: Any) -> None:
        """Draw a line, or with a *marker* the marks at its points."""
        self._figure.add_artist(
            self._matplotlib.lines.Line2D(
                [self.left + x for x in xs], ys, transform=self._to_pixels, **{"color": INK} | style
            )
        )

    def mark(self, x: float, y: float, marker: str, *, size: float = 7, fill: str = "white") -> None:
        """Draw one mark."""
        style = {"markersize": size, "markerfacecolor": fill, "markeredgecolor": INK, "markeredgewidth": 1.4}
        self.line((x,), (y,), marker=marker, linestyle="none", zorder=4, **style)

    def box(self, left: float, right: float, y: float, height: float, **style: Any) -> None:
        """Draw a box that is centred vertically at *y*."""
        corner, size = (self.left + left, y - height / 2), (right - left, height)
        self._figure.add_artist(
            self._matplotlib.patches.Rectangle(corner, *size, transform=self._to_pixels, zorder=3, **style)
        )

    def render(self, format: PictureFormat, *, title: str, description: str) -> bytes:
        """Return the picture with a title and a description for screen readers."""
        height = self._height or self.y + MARGIN
        self._figure.set_size_inches(self.width, height)
        self._flip.clear().scale(1, -1).translate(0, height)
        title, description = _clean(title), _clean(description)
        buffer = io.BytesIO()
        if format == "png":
            metadata = {"Title": title, "Description": description, "Software": None}
            self._figure.savefig(buffer, format="png", dpi=_DPI, metadata=metadata)
            return buffer.getvalue()
        omitted = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        self._figure.savefig(buffer, format="svg", metadata=omitted)
        return _with_description(buffer.getvalue().decode(), title, description).encode()

    def _wrapped(self, words: str, ems: float, font: dict[str, Any]) -> Iterator[str]:
        """Yield lines of at most a width in ems; a wider word is split."""
        space = self._ems(" ", font)
        line, line_width = "", 0.0
        for word in _clean(words).split(" "):
            widths = [self._ems(char, font) for char in word]
            if line and line_width + space + sum(widths) > ems:
                yield line
                line, line_width = "", 0.0
            if line:
                line, line_width = f"{line} ", line_width + space
            for char, char_width in zip(word, widths, strict=True):
                if line and line_width + char_width > ems:
                    yield line
                    line, line_width = "", 0.0
                line, line_width = line + char, line_width + char_width
        yield line

    def _ems(self, char: str, font: dict[str, Any]) -> float:
        """Return the width of a character in ems, which are multiples of the font size."""
        key = (*font.values(), char)
        if key not in self._widths:
            manager = self._matplotlib.font_manager
            face = manager.get_font(manager.findfont(manager.FontProperties(**font)))
            face.set_size(_MEASURED_SIZE, 72)
            advance = face.load_glyph(face.get_char_index(ord(char))).linearHoriAdvance / 65536 / _MEASURED_SIZE
            # The font has no Chinese characters. The viewer uses another font for them, in which they are one em wide.
            self._widths[key] = max(advance, width(char) / 2) if width(char) > 1 else advance
        return self._widths[key]


def _clean(text: str) -> str:
    return sanitize(text).translate(_XML_REPLACEMENTS)


def _with_description(svg: str, title: str, description: str) -> str:
    """Add a title and a description for screen readers to an SVG, and remove its DOCTYPE."""
    start = _SVG.search(svg)
    assert start is not None
    head = f'{start[0][:-1]} role="img" aria-labelledby="picture-title picture-description">'
    names = (
        f'\n <title id="picture-title">{escape(title, quote=False)}</title>'
        f'\n <desc id="picture-description">{escape(description, quote=False)}</desc>'
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n{head}{names}{svg[start.end() :]}'
