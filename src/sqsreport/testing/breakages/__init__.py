"""The catalogue of breakages: what people and programs get wrong in a report, and the problems that it makes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqsreport.testing.breakages import slips_of_days, slips_of_rules, slips_of_shape, slips_of_words
from sqsreport.testing.breakages.against_rules import AGAINST_RULES
from sqsreport.testing.breakages.changing import Breakage, Change
from sqsreport.testing.breakages.in_meaning import against_rules
from sqsreport.testing.breakages.in_structure import generated
from sqsreport.testing.breakages.keys_and_types import KEYS_AND_TYPES
from sqsreport.testing.breakages.malformed import MALFORMED

__all__ = ["CATALOGUE", "PICKED", "SLIPS", "Breakage", "Change", "against_rules", "generated"]


def _slips() -> Iterator[Breakage]:
    yield from slips_of_days.days()
    yield from slips_of_days.figures()
    yield from slips_of_shape.keys()
    yield from slips_of_shape.shapes()
    yield from slips_of_words.fixed_words()
    yield from slips_of_words.names()
    yield from slips_of_rules.rules()
    yield from slips_of_shape.renamed()
    yield from slips_of_rules.consequences()


#: Picked by hand, for what people and programs get wrong.
PICKED: Final[tuple[Breakage, ...]] = (*KEYS_AND_TYPES, *MALFORMED, *AGAINST_RULES)
#: Slips of people and of programs that export, each of which makes one problem and no more.
SLIPS: Final[tuple[Breakage, ...]] = tuple(_slips())
#: All that are written down; each has a description of its own.
CATALOGUE: Final[tuple[Breakage, ...]] = (*PICKED, *SLIPS)
