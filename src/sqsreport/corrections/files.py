"""Read and write files of corrections: JSON for one letter, a folder of such files or JSON Lines for many."""

from __future__ import annotations

import functools
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

import attrs

from sqsreport import schemas
from sqsreport._files import OUTSIDE, StrPath, is_outside, read_bytes, reason_of, write_out
from sqsreport._jsondata import flaws
from sqsreport._text import escape
from sqsreport.errors import InvalidCorrectionsError
from sqsreport.problems import Problem

#: The schema of the files.
SCHEMA_ID: Final = "urn:sqsreport:schema:1.0:corrections"
#: The ending of the names of the files.
ENDING: Final = ".corrections.json"
_ENDINGS: Final = (ENDING, ".corrections.jsonl")
#: The maximum size of a file, in bytes; corrections are much smaller.
_MAX_BYTES: Final = 32 * 2**20


@attrs.frozen
class Corrections:
    """The corrections of the report of one letter.

    Attributes:
        sha256: the digest of the file of the letter, in hexadecimal.
        patch: an RFC 6902 JSON Patch of the report as it was read, with a ``test`` for every value that is changed. A
            ``test`` without a change after it means that a person checked the value and left it unchanged.
        letter: the name of the file, for people.
        checked: whether a person compared the whole letter with its report.
        by: who made the corrections.
        at: when they were made, in the format of RFC 3339, such as ``2026-05-04T14:30:00+01:00``.
        note: why they were made.
    """

    sha256: str
    patch: tuple[Mapping[str, Any], ...] = ()
    letter: str | None = None
    checked: bool = False
    by: str | None = None
    at: str | None = None
    note: str | None = None


def loads(text: str | bytes) -> Corrections:
    """Read the corrections of one letter from JSON text.

    Raises:
        InvalidCorrectionsError: it is not a valid file of corrections.
    """
    return _from_data(_parse(text))


def load(source: StrPath | IO[str] | IO[bytes]) -> Corrections:
    """Read the corrections of one letter from a path or an open file.

    Raises:
        InvalidCorrectionsError: it is not a valid file of corrections.
        OSError: it cannot be read.
    """
    return loads(read_bytes(source, _MAX_BYTES + 1))


def dumps(corrections: Corrections) -> str:
    """Write corrections as JSON text, with keys in the order of the schema."""
    values = attrs.asdict(corrections, recurse=False)
    order = ("letter", "sha256", "checked", "by", "at", "note")
    data = {key: values[key] for key in order if values[key] not in (None, False)}
    document = {"$schema": SCHEMA_ID, "version": "1.0", **data, "patch": [dict(each) for each in corrections.patch]}
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def dump(corrections: Corrections, target: StrPath | IO[str] | IO[bytes]) -> None:
    """Write corrections to a path or an open file. If writing fails, the file at the path is unchanged.

    Raises:
        OSError: it cannot be written.
    """
    write_out(target, dumps(corrections).encode())


@attrs.frozen
class Collection:
    """The corrections of many letters.

    Attributes:
        by_digest: the corrections of each letter, by the SHA-256 digest of its file, in the order of their files.
        problems: a problem for each file that could not be read.
    """

    by_digest: Mapping[str, tuple[Corrections, ...]]
    problems: tuple[Problem, ...] = ()
    _by_name: Mapping[str, Corrections] = attrs.field(init=False, repr=False, eq=False)

    @_by_name.default
    def _index_names(self) -> Mapping[str, Corrections]:
        return {each.letter: each for corrections in self.by_digest.values() for each in corrections if each.letter}

    @classmethod
    def of(cls, corrections: Iterable[Corrections], problems: Iterable[Problem] = ()) -> Collection:
        """Collect corrections."""
        by_digest: dict[str, tuple[Corrections, ...]] = {}
        for each in corrections:
            by_digest[each.sha256] = (*by_digest.get(each.sha256, ()), each)
        return cls(by_digest, tuple(problems))

    def for_letter(self, sha256: str, name: str | None) -> tuple[tuple[Corrections, ...], tuple[Problem, ...]]:
        """Return the corrections of a letter, or a problem if there are only those of another file with its name."""
        if sha256 in self.by_digest:
            return self.by_digest[sha256], ()
        other = self._by_name.get(Path(name).name) if name else None
        if other is None:
            return (), ()
        return (), (Problem("SQS604", params={"letter": str(other.letter), "expected": other.sha256, "found": sha256}),)

    def unmatched(self, letters: Iterable[tuple[str | None, str]]) -> tuple[Problem, ...]:
        """Return a problem for each letter that has corrections and is not one of *letters*.

        Args:
            letters: the SHA-256 digest of the file of each letter, or ``None`` if it cannot be read, and its name.
        """
        matched: set[str] = set()
        for digest, name in letters:
            if digest is not None and digest in self.by_digest:
                matched.add(digest)
            # `for_letter` reports the corrections of another file with this name.
            elif other := self._by_name.get(Path(name).name):
                matched.add(other.sha256)
        missing = (each[0] for digest, each in self.by_digest.items() if digest not in matched)
        return tuple(
            Problem("SQS607", params={"letter": each.letter or "a letter without a name", "expected": each.sha256})
            for each in missing
        )


def load_all(path: StrPath) -> Collection:
    """Read the corrections of a file, or of all files below a folder with the ending of such files.

    A file that cannot be read is a problem of the collection, and the others are used.

    Raises:
        OSError: there is no such file or folder.
    """
    place = Path(path)
    if not place.is_dir():
        place.stat()
    corrections: list[Corrections] = []
    problems: list[Problem] = []
    for file in sorted(_files_in(place)) if place.is_dir() else (place,):
        try:
            if place.is_dir() and is_outside(file, place):
                raise InvalidCorrectionsError(OUTSIDE)  # noqa: TRY301 - it is handled like any other reason
            corrections += _load_each(file)
        except OSError as error:
            problems.append(_unusable(file, reason_of(error)))
        except InvalidCorrectionsError as error:
            problems.append(_unusable(file, error.reason))
    return Collection.of(corrections, problems)


def _files_in(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(here, name) for name in names if name.endswith(_ENDINGS) and not name.startswith("."))


def _load_each(file: Path) -> list[Corrections]:
    text = read_bytes(file, _MAX_BYTES + 1)
    if file.suffix != ".jsonl":
        return [loads(text)]
    assert isinstance(text, bytes)
    return [loads(line) for line in text.split(b"\n") if line.strip()]


def _unusable(file: Path, reason: str) -> Problem:
    return Problem("SQS601", params={"path": str(file), "reason": reason})


def _parse(text: str | bytes) -> Any:
    if len(text) > _MAX_BYTES:
        raise InvalidCorrectionsError(f"it is longer than {_MAX_BYTES:,} bytes")
    try:
        document = json.loads(text)
    except UnicodeDecodeError:
        raise InvalidCorrectionsError("it is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise InvalidCorrectionsError(f"it is not JSON: {error}") from None
    if flaw := next(flaws(document), None):
        raise InvalidCorrectionsError(f"it has a value that JSON cannot represent ({flaw.kind})")
    return document


def _from_data(document: Any) -> Corrections:
    if not _validator().is_valid(document):
        # A patch that is not valid fails all alternatives of the schema, so report the most specific error.
        from jsonschema.exceptions import best_match

        error: Any = best_match(_slow_validator().iter_errors(document))
        place = "".join(f"/{step}" for step in error.absolute_path)
        raise InvalidCorrectionsError(escape(f"{error.message[:200]}{f' (at {place})' if place else ''}"))
    values = {field.name: document[field.name] for field in attrs.fields(Corrections) if field.name in document}
    return Corrections(**{**values, "patch": tuple(document["patch"])})


@functools.cache
def _validator() -> Any:
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(schemas.schema(name="corrections"), validate_formats=True, mask="")


@functools.cache
def _slow_validator() -> Any:
    from jsonschema import Draft202012Validator, FormatChecker

    formats = FormatChecker(())
    # jsonschema checks this format only if another package is installed.
    formats.checks("date-time", raises=ValueError)(lambda text: bool(datetime.fromisoformat(text)))
    return Draft202012Validator(schemas.schema(name="corrections"), format_checker=formats)


#: Characters that are not allowed in file names on every system.
_UNSAFE: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


def file_name(letter: str) -> str:
    """Return the name of the file with the corrections of a letter, such as ``northmoor.pdf.corrections.json``."""
    return _UNSAFE.sub("_", Path(letter).name) + ENDING
