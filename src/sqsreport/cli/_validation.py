"""From what the command line names to results: which documents there are, and what is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqsreport import codec
from sqsreport.cli._streams import UnreadableError, input_name, is_folder, read
from sqsreport.results import Result


def results(paths: Iterable[str], *, with_excerpts: bool = False) -> Iterator[Result]:
    """Validate what paths stand for and yield what came of each document, in their order.

    It never raises for an input. Excerpts cost a little time, so they are made only when asked for.
    """
    for path in paths:
        files = _files(path)
        if not files:
            yield _unreadable(UnreadableError(path, "the folder has no .json file"))
        for file in files:
            yield _result(file, with_excerpts=with_excerpts)


def _files(path: str) -> list[str]:
    """List the files that a path stands for, and the folders below it that cannot be looked into."""
    if not is_folder(path):
        return [path]
    closed: list[Path] = []
    folders = os.walk(path, onerror=lambda error: closed.append(Path(error.filename)))
    files = [Path(folder, name) for folder, _, names in folders for name in names if name.casefold().endswith(".json")]
    return [str(file) for file in sorted(files + closed)]


def _result(file: str, *, with_excerpts: bool) -> Result:
    try:
        data = read(file)
    except UnreadableError as error:
        return _unreadable(error)
    problems = tuple(codec.validate(data))
    if not with_excerpts or not problems:
        return Result(input_name(file), problems=problems)
    from sqsreport.validation.excerpts import excerpts

    # Lines and columns are counted without a byte order mark, and up to what is no UTF-8.
    text = data.decode("utf-8-sig", errors="replace")
    return Result(input_name(file), problems=problems, excerpts=excerpts(text, problems))


def _unreadable(error: UnreadableError) -> Result:
    return Result(input_name(error.path), problems=(error.problem,), is_read=False)
