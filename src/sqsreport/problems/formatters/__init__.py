"""Formatters of results, for people and for machines: one module for each format."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Final

from sqsreport.problems.formatters.base import Formatter, Options
from sqsreport.problems.formatters.summary import Summary

__all__ = ["FORMATS", "Formatter", "Options", "Summary", "make_formatter"]

#: The class of each format, in the module of the format's name.
FORMATS: Final[Mapping[str, str]] = {
    "text": "TextFormatter",
    "json": "JsonFormatter",
    "jsonl": "JsonLinesFormatter",
    "sarif": "SarifFormatter",
    "junit": "JUnitFormatter",
    "github": "GitHubFormatter",
    "html": "HtmlFormatter",
}


def make_formatter(format: str, options: Options) -> Formatter:
    """Return the formatter of a format, without importing the others."""
    module = importlib.import_module(f"sqsreport.problems.formatters.{format}")
    formatter: Formatter = getattr(module, FORMATS[format])(options)
    return formatter
