"""The other files that the site serves, each at a stable address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from _pages.letters import review as letter_review
from _pages.schema import dictionary
from sqsreport import schemas

#: The folder of the files that are served at the top of the site.
FOLDER: Final = "_served"


def make_files() -> Mapping[str, bytes]:
    """Return the files."""
    published = {
        f"schema/{version}/{name}.schema.json": schemas.schema_text(version, name).encode()
        for version in schemas.VERSIONS
        for name in schemas.NAMES
    }
    return {**published, **letter_review.make_files(), "reference/dictionary.csv": dictionary.make_csv()}
