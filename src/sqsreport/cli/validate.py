"""``sqsreport validate``: every problem of reports, on one line each."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import click

from sqsreport import codec
from sqsreport.cli._group import Status
from sqsreport.cli._streams import UnreadableError, counted, counted_problems, input_name, is_folder, read, say, told
from sqsreport.problems import Problem


@click.command(epilog="Example: sqsreport validate reports/ other.json")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path())
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.pass_context
def validate(ctx: click.Context, *, paths: tuple[str, ...], strict: bool) -> None:
    """Find the problems of reports.

    PATH is a JSON file, "-" for standard input, or a folder, which stands for every .json
    file in it and below. Each problem is told on a line of its own: where it is, what is
    wrong, and how to mend it where that is known.
    """
    outcomes: Counter[Status] = Counter()
    found: list[Problem] = []
    statuses = {Status.FINE}
    for path in paths:
        files = _files(path)
        if not files:
            say(told(UnreadableError(path, "the folder has no .json file").problem), err=True)
            statuses.add(Status.UNREADABLE)
        for file in files:
            status, problems = _validated(file, strict=strict)
            for problem in problems:
                say(told(problem, input_name(file)))
            outcomes[status] += 1
            found += problems
    if outcomes:
        say(_summary(outcomes, found), err=True)
    ctx.exit(max(statuses.union(outcomes)))


def _files(path: str) -> list[str]:
    """List the files that a path stands for, and the folders below it that cannot be looked into."""
    if not is_folder(path):
        return [path]
    closed: list[Path] = []
    folders = os.walk(path, onerror=lambda error: closed.append(Path(error.filename)))
    files = [Path(folder, name) for folder, _, names in folders for name in names if name.casefold().endswith(".json")]
    return [str(file) for file in sorted(files + closed)]


def _validated(file: str, *, strict: bool) -> tuple[Status, list[Problem]]:
    try:
        problems = codec.validate(read(file))
    except UnreadableError as error:
        return Status.UNREADABLE, [error.problem]
    bad = any(strict or problem.severity == "error" for problem in problems)
    return Status.PROBLEMS if bad else Status.FINE, problems


def _summary(outcomes: Counter[Status], found: list[Problem]) -> str:
    """Sum up, such as ``3 files: 2 valid, 1 not (4 errors, 1 warning)``."""
    words = {Status.FINE: "valid", Status.PROBLEMS: "not", Status.UNREADABLE: "unreadable"}
    if not outcomes[Status.FINE]:
        words[Status.PROBLEMS] = "not valid"  # "not" alone wants something before it
    parts = ", ".join(f"{outcomes[status]} {word}" for status, word in words.items() if outcomes[status])
    # That a file cannot be read is said already.
    problems = [problem for problem in found if problem.code != "SQS010"]
    details = f" ({counted_problems(problems)})" if problems else ""
    return f"{counted(outcomes.total(), 'file')}: {parts}{details}"
