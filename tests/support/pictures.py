"""Reports for plots, and the text of a plot."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any, Final

import attrs

import sqsreport
from sqsreport.model import Context, Reoffending, Report

NORTHMOOR: Final = sqsreport.load(Path(__file__).parents[2] / "examples" / "northmoor-2015.json")
SVG: Final = "{http://www.w3.org/2000/svg}"


def with_rates(name: str = "Northmoor Youth Offending Service", **values: Any) -> Report:
    """Return a report of a service with these values of its reoffending rate."""
    service = attrs.evolve(NORTHMOOR.inspection.service, name=name)
    context = Context(reoffending=Reoffending(**values)) if values else None
    return attrs.evolve(NORTHMOOR, inspection=attrs.evolve(NORTHMOOR.inspection, service=service), context=context)


def parsed(svg: bytes | str) -> ET.Element:
    """Parse a picture."""
    return ET.fromstring(svg)  # noqa: S314 - drawn by this package


def visible_text(svg: bytes) -> str:
    """Return the visible words in order."""
    return " ".join("".join(each.itertext()) for each in parsed(svg).iter(f"{SVG}text"))
