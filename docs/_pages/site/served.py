"""The files that the site serves beside its pages, each at an address that stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from _pages.letters import review as letter_review
from _pages.schema import dictionary
from sqsreport import schemas

#: What is in it lies at the top of the site.
FOLDER: Final = "_served"


def written() -> Mapping[str, bytes]:
    """Return the files."""
    published = {
        f"schema/{version}/{name}.schema.json": schemas.schema_text(version, name).encode()
        for version in schemas.VERSIONS
        for name in schemas.NAMES
    }
    return {**published, **letter_review.written(), "reference/dictionary.csv": dictionary.written()}
