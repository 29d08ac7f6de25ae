"""Every law of the register, held to a few examples; `deep_laws` holds them to many."""

from __future__ import annotations

import pytest

from laws import LAWS, Law, of_letters
from sqsreport import letters


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_law(law: Law) -> None:
    """What a law promises holds of everything that is drawn for it."""
    law.hold()


def test_every_format_of_letters_has_its_laws() -> None:
    """A format that letters are written in is one for which the laws of letters hold."""
    assert set(letters.FORMATS) == set(of_letters.FORMATS)


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_a_law_makes_one_promise(law: Law) -> None:
    """What a law promises is one sentence on one line, as it stands in the documentation."""
    assert (".", 0) == (law.promise[-1], law.promise.count("\n"))
