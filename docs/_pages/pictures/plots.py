"""The pictures that `sqsreport plot` draws of the example, and their descriptions."""

from __future__ import annotations

import functools
import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import sqsreport
from sqsreport import plotting

FOLDER: Final = "guides/plots"

_EXAMPLE: Final = Path(__file__).parents[3] / "examples" / "northmoor-2015.json"


@functools.cache
def make_files() -> Mapping[str, bytes]:
    """Draw the pictures."""
    report = sqsreport.load(_EXAMPLE)
    several = [report, *sqsreport.iter_load(_EXAMPLE.with_name("three-services.json"))]
    (slide,) = plotting.rate_pictures(several, shape="slide", order="name", title="Rates of four services")
    return {
        "rates.svg": plotting.rates([report]),
        "slide.svg": slide,
        "quantities.svg": plotting.quantities(report),
    }


def description(name: str) -> str:
    """Return the description of a picture, quoted as an option of a directive."""
    (text,) = re.findall(r"<desc [^>]*>([^<]*)</desc>", make_files()[name].decode())
    return json.dumps(html.unescape(text))


PLACEHOLDERS: Final = {
    "gallery": {
        "%SLIDE%": functools.partial(description, "slide.svg"),
        "%QUANTITIES%": functools.partial(description, "quantities.svg"),
    },
    "guides/pictures": {
        "%RATES%": functools.partial(description, "rates.svg"),
        "%QUANTITIES%": functools.partial(description, "quantities.svg"),
    },
}
