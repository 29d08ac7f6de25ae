"""Settings: those of ``pyproject.toml``, and over them those of the command line."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

import attrs
import click

from sqsreport._files import read_bytes, reason_of
from sqsreport._text import closest
from sqsreport.cli._streams import STREAM, plain
from sqsreport.problems.formatters import FORMATS
from sqsreport.settings import Settings, SettingsError, code_prefixes, severity_by_code

T = TypeVar("T")

#: The table of a TOML file that has the settings.
_TABLE: Final = "tool.sqsreport"
#: The most bytes of a file of settings.
_LARGEST: Final = 2**20

#: What tells that a folder is the top of a repository, above which nothing belongs to it.
_REPOSITORY: Final = (".git", ".hg")


@attrs.frozen
class Choices:
    """What somebody chose, here or there.

    Attributes:
        settings: what is told of what is found.
        format: the name of the format to tell it in.
        output: the file that gets it, or `STREAM`.
        exit_zero: whether problems leave the exit status at 0.
        all: whether every problem is told, however often one repeats.
    """

    settings: Settings = Settings()
    format: str = "text"
    output: str = STREAM
    exit_zero: bool = False
    all: bool = False


def choices(given: Mapping[str, Any], *, config: str | None = None, isolated: bool = False) -> Choices:
    """Combine what is *given* on the command line, where `None` is nothing, with a file's settings.

    Args:
        given: settings by their names.
        config: the file with the settings, in place of the one that is found.
        isolated: read no file at all.

    Raises:
        click.UsageError: a setting of the file makes no sense.
    """
    if isolated and config is not None:
        raise click.UsageError("--config and --isolated exclude each other.")
    found = None if isolated else Path(config) if config is not None else _nearest()
    chosen = {} if found is None else _read(found, is_wanted=config is not None)
    for name, value in given.items():
        if name == "severity":
            chosen[name] = {**_others(chosen.get(name, {}), value or {}), **(value or {})}
        elif value is not None:
            chosen[name] = value
    if given.get("select") and given.get("ignore") is None and "ignore" in chosen:
        chosen["ignore"] = tuple(_others(dict.fromkeys(chosen["ignore"]), given["select"]))
    of_settings = {field.name for field in attrs.fields(Settings)}
    settings = Settings(**{name: value for name, value in chosen.items() if name in of_settings})
    return Choices(settings, **{name: value for name, value in chosen.items() if name not in of_settings})


def _others(of_file: Mapping[str, T], prefixes: Iterable[str]) -> dict[str, T]:
    """Keep what a file says of codes that the command line says nothing of."""
    return {name: value for name, value in of_file.items() if not name.startswith(tuple(prefixes))}


def _nearest() -> Path | None:
    """Find the nearest ``pyproject.toml`` upwards, as far as the repository goes."""
    with contextlib.suppress(OSError):  # a folder that is gone, or may not be looked into
        here = Path.cwd()
        for folder in (here, *here.parents):
            if (folder / "pyproject.toml").is_file():
                return folder / "pyproject.toml"
            if any((folder / name).exists() for name in _REPOSITORY):
                break
    return None


def _read(path: Path, *, is_wanted: bool) -> dict[str, Any]:
    """Read the settings of a file; one that was asked for has to have some."""
    try:
        data = read_bytes(path, _LARGEST + 1)
    except OSError as error:
        raise _wrong(path, reason_of(error)) from None
    assert isinstance(data, bytes)
    if len(data) > _LARGEST:
        raise _wrong(path, f"it has more than {_LARGEST:,} bytes")
    # Most files have no settings of ours, and to parse one costs a cold start.
    if not is_wanted and b"sqsreport" not in data:
        return {}
    import tomllib

    try:
        document = tomllib.loads(data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise _wrong(path, f"this is not TOML: {error}") from None
    tool = document.get("tool")
    table = tool.get("sqsreport") if isinstance(tool, dict) else None
    if table is None and is_wanted:
        raise _wrong(path, f"it has no table [{_TABLE}]")
    if not isinstance(table, dict):
        if table is None:
            return {}
        raise _wrong(path, f"{_TABLE}: must be a table")
    return dict(_setting(path, key, value) for key, value in table.items())


def _setting(path: Path, key: str, value: object) -> tuple[str, Any]:
    """Return the name and the value of a setting of a file."""
    if key not in _KEYS:
        near = closest(key, _KEYS)
        hint = f"did you mean {near!r}?" if near else f"there are: {', '.join(_KEYS)}"
        raise _wrong(path, f"{_TABLE}.{key}: there is no such setting; {hint}")
    try:
        made = _KEYS[key](value)
        if key == "output" and made != STREAM:
            made = _below(path.parent, made)
    except SettingsError as error:
        raise _wrong(path, f"{_TABLE}.{key}: {error}") from None
    return key.replace("-", "_"), made


def _below(folder: Path, name: str) -> str:
    """Return a path of a file, which is seen from its folder; who wrote the file need not be who runs us."""
    path = folder / name
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise SettingsError("must be in the folder of this file, or below it; --output may be anywhere")
    return str(path)


def _wrong(path: Path, reason: str) -> click.UsageError:
    return click.UsageError(plain(f"{path}: {reason}"))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise SettingsError("must be true or false")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not value or "\0" in value:
        raise SettingsError("must be the name of a file")
    return value


def _format(value: object) -> str:
    if value not in FORMATS:
        raise SettingsError(f"must be one of {', '.join(FORMATS)}")
    return str(value)


def _codes(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise SettingsError('must be a list of codes or their beginnings, such as ["SQS203", "SQS3"]')
    return code_prefixes(value)


def _severities(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise SettingsError('must be a table of codes, such as { SQS303 = "error" }')
    return severity_by_code(value)


#: Every setting of a file, and what makes its value.
_KEYS: Final[Mapping[str, Callable[[object], Any]]] = {
    "select": _codes,
    "ignore": _codes,
    "severity": _severities,
    "strict": _flag,
    "exit-zero": _flag,
    "mask": _flag,
    "format": _format,
    "output": _text,
    "all": _flag,
}
