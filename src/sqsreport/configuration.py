"""The settings of a validation: the table ``[tool.sqsreport]`` of ``pyproject.toml``, overridden by options."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

import attrs

from sqsreport._files import read_bytes, reason_of
from sqsreport._text import closest
from sqsreport.problems.formatters import FORMATS
from sqsreport.settings import Settings, SettingsError, code_prefixes, severity_by_code

T = TypeVar("T")

_TABLE: Final = "tool.sqsreport"
#: The maximum size of a file, in bytes.
_MAX_SIZE: Final = 2**20
#: Entries of the top folder of a repository, which the search does not leave.
_REPOSITORY: Final = (".git", ".hg")
_STDOUT: Final = "-"


@attrs.frozen
class Configuration:
    """The settings of a validation.

    Attributes:
        settings: which problems to report.
        format: the name of the output format.
        output: the output file, or ``-`` for standard output.
        exit_zero: whether problems leave the exit status at 0.
        all: whether to report every problem, however often one repeats.
    """

    settings: Settings = Settings()
    format: str = "text"
    output: str = _STDOUT
    exit_zero: bool = False
    all: bool = False


def configure(options: Mapping[str, Any], *, config: str | None = None, isolated: bool = False) -> Configuration:
    """Combine options, such as those of the command line, with the settings of a file.

    Args:
        options: settings by name; `None` means that an option is absent.
        config: the file with the settings; by default the nearest ``pyproject.toml`` upwards, within the repository.
        isolated: whether to read no file.

    Raises:
        SettingsError: a setting of the file is invalid.
    """
    if isolated and config is not None:
        raise SettingsError("--config and --isolated exclude each other.")
    path = None if isolated else config if config is not None else _nearest()
    chosen = {} if path is None else _read(path, is_required=config is not None)
    for name, value in options.items():
        if name == "severity":
            chosen[name] = {**_without(chosen.get(name, {}), value or {}), **(value or {})}
        elif value is not None:
            chosen[name] = value
    if options.get("select") and options.get("ignore") is None and "ignore" in chosen:
        chosen["ignore"] = tuple(_without(dict.fromkeys(chosen["ignore"]), options["select"]))
    of_problems = {field.name: chosen.pop(field.name) for field in attrs.fields(Settings) if field.name in chosen}
    return Configuration(Settings(**of_problems), **chosen)


def _without(by_code: Mapping[str, T], prefixes: Iterable[str]) -> dict[str, T]:
    """Drop the codes for which the options have settings."""
    return {name: value for name, value in by_code.items() if not name.startswith(tuple(prefixes))}


def _nearest() -> str | None:
    with contextlib.suppress(OSError):  # the working folder was removed, or cannot be read
        folder, below = os.getcwd(), ""
        while folder != below:
            if os.path.isfile(path := os.path.join(folder, "pyproject.toml")):
                return path
            if any(os.path.exists(os.path.join(folder, name)) for name in _REPOSITORY):
                break
            folder, below = os.path.dirname(folder), folder
    return None


def _read(path: str, *, is_required: bool) -> dict[str, Any]:
    try:
        data = read_bytes(path, _MAX_SIZE + 1)
    except OSError as error:
        raise SettingsError(f"{path}: {reason_of(error)}") from None
    assert isinstance(data, bytes)
    if len(data) > _MAX_SIZE:
        raise SettingsError(f"{path}: it has more than {_MAX_SIZE:,} bytes")
    # Most files have no such settings, and importing a parser takes time at every start.
    if not is_required and b"sqsreport" not in data:
        return {}
    import tomllib

    try:
        document = tomllib.loads(data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{path}: this is not TOML: {error}") from None
    tool = document.get("tool")
    table = tool.get("sqsreport") if isinstance(tool, dict) else None
    if table is None and not is_required:
        return {}
    if not isinstance(table, dict):
        reason = f"it has no table [{_TABLE}]" if table is None else f"{_TABLE}: must be a table"
        raise SettingsError(f"{path}: {reason}")
    settings = {}
    for key, value in table.items():
        try:
            settings[key.replace("-", "_")] = _setting(os.path.dirname(path), key, value)
        except SettingsError as error:
            raise SettingsError(f"{path}: {_TABLE}.{key}: {error}") from None
    return settings


def _setting(folder: str, key: str, value: object) -> Any:
    """Return the value of a setting of a file in a folder."""
    if key not in _SETTINGS:
        near = closest(key, _SETTINGS)
        hint = f"did you mean {near!r}?" if near else f"there are: {', '.join(_SETTINGS)}"
        raise SettingsError(f"there is no such setting; {hint}")
    is_valid, expected, convert = _SETTINGS[key]
    if not is_valid(value):
        raise SettingsError(expected)
    converted = convert(value)
    if key == "output" and converted != _STDOUT:
        from pathlib import Path  # imported here because few files have this setting

        converted = os.path.join(folder, converted)
        # The author of the file may be someone other than the user who runs this.
        if not Path(os.path.realpath(converted)).is_relative_to(os.path.realpath(folder)):
            raise SettingsError("must be in the folder of this file, or below it; --output may be anywhere")
    return converted


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(each, str) for each in values)


#: How to check a value, what to report if it is invalid, and how to convert it.
_Kind = tuple[Callable[[Any], bool], str, Callable[[Any], Any]]

_FLAG: Final[_Kind] = (lambda value: isinstance(value, bool), "must be true or false", bool)
_FILE: Final[_Kind] = (
    lambda value: isinstance(value, str) and bool(value) and "\0" not in value, "must be the name of a file", str,
)  # fmt: skip
_FORMAT: Final[_Kind] = (lambda value: value in [*FORMATS], f"must be one of {', '.join(FORMATS)}", str)
_CODES: Final[_Kind] = (
    lambda value: isinstance(value, list) and _are_texts(value),
    'must be a list of codes or their beginnings, such as ["SQS203", "SQS3"]',
    code_prefixes,
)
_SEVERITIES: Final[_Kind] = (
    lambda value: isinstance(value, dict) and _are_texts(value.values()),
    'must be a table of codes, such as { SQS303 = "error" }',
    severity_by_code,
)

#: The settings of a file.
_SETTINGS: Final[Mapping[str, _Kind]] = {
    "select": _CODES, "ignore": _CODES, "severity": _SEVERITIES, "strict": _FLAG, "exit-zero": _FLAG, "mask": _FLAG,
    "format": _FORMAT, "output": _FILE, "all": _FLAG,
}  # fmt: skip
