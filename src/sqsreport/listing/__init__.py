"""Results as text for people and for machines: one module for each format, found by its name."""

from __future__ import annotations

import importlib
from typing import Final

from sqsreport.listing.shared import Listing, Options
from sqsreport.listing.summary import Summary

__all__ = ["FORMATS", "Listing", "Options", "Summary", "listing"]

#: The names of all formats. A new one is a module of that name with a class `Format`, and a word here.
FORMATS: Final = ("text", "json", "jsonl", "sarif", "junit", "github")


def listing(format: str, options: Options) -> Listing:
    """Return the writer of a format; no other format is imported for it."""
    assert format in FORMATS
    made: Listing = importlib.import_module(f"sqsreport.listing.{format}").Format(options)
    return made
