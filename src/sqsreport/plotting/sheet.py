"""A picture that is filled from the top: words that are measured and wrapped, and marks; as SVG or PNG.

No other module knows matplotlib. All measures are inches, from the left and from the top. A column is narrow, so
that its words can still be read where it is shrunk to the width of a phone.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator
from html import escape
from typing import Any, Final, Literal, get_args

from sqsreport._extras import require
from sqsreport._text import sanitize, width
from sqsreport.errors import UnknownFormatError

PictureFormat = Literal["svg", "png"]
FORMATS: Final[tuple[PictureFormat, ...]] = get_args(PictureFormat)

WIDTH: Final = 5.2
MARGIN: Final = 0.2
RIGHT: Final = WIDTH - MARGIN
#: More would be over the 65,535 pixels that a PNG may have here.
_MOST_HEIGHT: Final = 320.0
#: The size, in points, at which characters are measured.
_TRIAL: Final = 100
_DPI: Final = 200

INK: Final = "#111111"
GREY: Final = "#505050"
PALE: Final = "#c8c8c8"
#: Told apart by people who are blind to some colours, and each darker than the next for those who see none.
DARK: Final = "#00456e"
MIDDLE: Final = "#4d94c4"
LIGHT: Final = "#f0a030"

#: The size of words, in points.
TITLE: Final = 14.0
HEADING: Final = 12.0
BODY: Final = 11.0
SMALL: Final = 10.0
_LINE: Final = 1.28
_ABOVE_BASELINE: Final = 0.98

#: What XML cannot hold, though a line of a report may.
_NO_XML: Final = dict.fromkeys((0xFFFE, 0xFFFF), "\N{REPLACEMENT CHARACTER}")
_SVG: Final = re.compile(r"<svg\b[^>]*>")
#: `matplotlib.rcParams` and the filters of warnings belong to the whole process.
_LOCK: Final = threading.RLock()


def checked_format(name: str) -> PictureFormat:
    """Return the name of a format; raise `UnknownFormatError` for one that is none."""
    for known in FORMATS:
        if name == known:
            return known
    raise UnknownFormatError(name, FORMATS)


def _matplotlib() -> Any:
    """Import matplotlib without pyplot, which keeps figures and opens windows."""
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
    """Let matplotlib write its list of fonts into a folder that is removed again: nothing is written but the target."""
    name = "MPLCONFIGDIR"
    if name in os.environ:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="sqsreport-", ignore_cleanup_errors=True) as folder:
        os.environ[name] = folder
        try:
            yield
        finally:
            del os.environ[name]


@contextlib.contextmanager
def drawing() -> Iterator[None]:
    """Draw alike whatever the settings of matplotlib, and leave them as they were."""
    matplotlib = _matplotlib()
    defaults = {name: value for name, value in matplotlib.rcParamsDefault.items() if not name.startswith("backend")}
    ours = {
        "svg.fonttype": "none",  # words stay words: they can be searched, copied and read aloud
        "svg.hashsalt": "sqsreport",  # or every picture has ids of its own
        "hatch.linewidth": 1.1,
    }
    with _LOCK, warnings.catch_warnings(), matplotlib.rc_context(defaults | ours):
        # A character that the font lacks is a box in a PNG, and in an SVG it is there for the reader's own fonts.
        warnings.filterwarnings("ignore", message="Glyph")
        yield


class Sheet:
    """A picture that is filled downwards, column by column. Use it within `drawing`.

    Args:
        columns: how many columns of the width `WIDTH` it has.
        height: its height in inches; without one it is as tall as it has to be.

    Attributes:
        y: how far the column is filled, in inches from the top.
        left: where the column begins, in inches from the left; it is added to every x.
    """

    def __init__(self, *, columns: int = 1, height: float | None = None) -> None:
        self._matplotlib = _matplotlib()
        self.width: float = columns * WIDTH
        self._height = height
        self._figure = self._matplotlib.figure.Figure(figsize=(self.width, 1), dpi=_DPI, facecolor="white")
        self._place = self._matplotlib.transforms.Affine2D()
        self._to_pixels = self._place + self._figure.dpi_scale_trans
        self._known: dict[tuple[str, ...], float] = {}
        self.y: float = MARGIN
        self.left: float = 0.0

    def words(
        self, words: str, *, x: float = MARGIN, right: float = RIGHT, size: float = BODY, color: str = INK, **font: Any
    ) -> None:
        """Write words, wrapped between *x* and *right*, and go on below them.

        Raises:
            ValueError: the picture would be too tall.
        """
        for line in self._wrapped(words, (right - x) * 72 / size, font):
            self.label(line, x, self.y, size=size, color=color, **font)
            self.y += size * _LINE / 72
            if self.y > _MOST_HEIGHT:
                raise ValueError("too much for one picture")

    def label(self, line: str, x: float, y: float, *, size: float = BODY, color: str = INK, **font: Any) -> None:
        """Write one line, the top of which is at *y*."""
        at = y + size * _ABOVE_BASELINE / 72
        text = self._matplotlib.text.Text(
            self.left + x,
            at,
            _clean(line),
            fontsize=size,
            color=color,
            transform=self._to_pixels,
            parse_math=False,
            **font,
        )
        self._figure.add_artist(text)

    def width_of(self, line: str, *, size: float = BODY, **font: Any) -> float:
        """Measure a line, in inches."""
        return sum(self._ems(char, font) for char in _clean(line)) * size / 72

    def line(self, xs: tuple[float, ...], ys: tuple[float, ...], **look: Any) -> None:
        """Draw a line, or with a *marker* the marks on it."""
        self._figure.add_artist(
            self._matplotlib.lines.Line2D(
                [self.left + x for x in xs], ys, transform=self._to_pixels, **{"color": INK} | look
            )
        )

    def mark(self, x: float, y: float, marker: str, *, size: float = 7, fill: str = "white") -> None:
        """Draw one mark."""
        look = {"markersize": size, "markerfacecolor": fill, "markeredgecolor": INK, "markeredgewidth": 1.4}
        self.line((x,), (y,), marker=marker, linestyle="none", zorder=4, **look)

    def box(self, left: float, right: float, y: float, height: float, **look: Any) -> None:
        """Draw a box around a line at *y*."""
        corner, size = (self.left + left, y - height / 2), (right - left, height)
        self._figure.add_artist(
            self._matplotlib.patches.Rectangle(corner, *size, transform=self._to_pixels, zorder=3, **look)
        )

    def render(self, format: PictureFormat, *, title: str, description: str) -> bytes:
        """Return the picture, with words for those who do not see it."""
        height = self._height or self.y + MARGIN
        self._figure.set_size_inches(self.width, height)
        self._place.clear().scale(1, -1).translate(0, height)
        title, description = _clean(title), _clean(description)
        written = io.BytesIO()
        if format == "png":
            said = {"Title": title, "Description": description, "Software": None}
            self._figure.savefig(written, format="png", dpi=_DPI, metadata=said)
            return written.getvalue()
        untold = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        self._figure.savefig(written, format="svg", metadata=untold)
        return _told(written.getvalue().decode(), title, description).encode()

    def _wrapped(self, words: str, ems: float, font: dict[str, Any]) -> Iterator[str]:
        """Yield lines of no more than so many ems; a word that is wider is cut."""
        space = self._ems(" ", font)
        line, so_far = "", 0.0
        for word in _clean(words).split(" "):
            wide = [self._ems(char, font) for char in word]
            if line and so_far + space + sum(wide) > ems:
                yield line
                line, so_far = "", 0.0
            if line:
                line, so_far = f"{line} ", so_far + space
            for char, more in zip(word, wide, strict=True):
                if line and so_far + more > ems:
                    yield line
                    line, so_far = "", 0.0
                line, so_far = line + char, so_far + more
        yield line

    def _ems(self, char: str, font: dict[str, Any]) -> float:
        """Measure a character, in parts of the size of the font."""
        key = (*font.values(), char)
        if key not in self._known:
            manager = self._matplotlib.font_manager
            face = manager.get_font(manager.findfont(manager.FontProperties(**font)))
            face.set_size(_TRIAL, 72)
            found = face.load_glyph(face.get_char_index(ord(char))).linearHoriAdvance / 65536 / _TRIAL
            # The font has no Chinese; the reader's own may, and is as wide as this.
            self._known[key] = max(found, width(char) / 2) if width(char) > 1 else found
        return self._known[key]


def _clean(text: str) -> str:
    return sanitize(text).translate(_NO_XML)


def _told(svg: str, title: str, description: str) -> str:
    """Give an SVG a name and a description that screen readers tell, and leave out the address of its DTD."""
    start = _SVG.search(svg)
    assert start is not None
    head = f'{start[0][:-1]} role="img" aria-labelledby="picture-title picture-description">'
    names = (
        f'\n <title id="picture-title">{escape(title, quote=False)}</title>'
        f'\n <desc id="picture-description">{escape(description, quote=False)}</desc>'
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n{head}{names}{svg[start.end() :]}'
