"""Render HTML and SVG from the templates in the folder `templates`, in which every value is escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import jinja2

_ENVIRONMENT: Final = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=jinja2.StrictUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def render(template: str, /, **values: object) -> str:
    """Render a template."""
    return _ENVIRONMENT.get_template(template).render(values)
