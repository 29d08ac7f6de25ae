"""Pages of HTML that load no other file: no script, no font, nothing from the network."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from sqsreport._text import sanitize

#: Code points that Unicode promises never to assign.
_NO_CHARACTER: Final = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")


def page(template: str, **values: Any) -> Iterator[str]:
    """Fill in a template of the folder ``_templates``, and yield the page piece by piece.

    Every value is text: markup in it is escaped, and control characters are replaced.
    """
    return _environment().get_template(template).generate(**values)


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        finalize=_clean,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _source(name: str) -> str:
    # The package may be imported from a zip archive.
    return files("sqsreport").joinpath("_templates", name).read_text(encoding="utf-8")


def _clean(value: object) -> object:
    return (
        _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", sanitize(value))
        if isinstance(value, str) and not isinstance(value, Markup)
        else value
    )
