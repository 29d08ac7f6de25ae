"""The sources of the tests that check promises: a page for each file, with an anchor for each test that is named."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from _pages.promises.laws import TESTS, laws

FOLDER: Final = "explanation/tests"

#: The page that names tests, and the pattern for the tests of a file.
PROMISES: Final = Path(__file__).parents[2] / "explanation" / "promises.md"
_OF_A_FILE: Final = re.compile(r"`(?P<module>(?:\w+/)*test_\w+)\.py`: (?P<names>`\w+`(?:, `\w+`)*)")

#: The pages of sources are neither in the contents nor in the search.
_HEAD: Final = "---\norphan: true\nnosearch: true\n---\n\n"


class Part(NamedTuple):
    """Some lines of a source, with the name of the test that they define, if any."""

    first: int
    last: int
    name: str = ""


def named_tests() -> defaultdict[str, set[str]]:
    """Return the tests that the page of promises names, by module."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for match in _OF_A_FILE.finditer(PROMISES.read_text(encoding="utf-8")):
        names[match["module"]] |= set(re.findall(r"`(\w+)`", match["names"]))
    return names


def with_links(content: str) -> str:
    """Link each test that a page names to its source."""
    return _OF_A_FILE.sub(
        lambda match: (
            f"`{match['module']}.py`: "
            + re.sub(r"`(\w+)`", lambda name: link(match["module"], name[1]), match["names"])
        ),
        content,
    )


def link(module: str, name: str) -> str:
    """Return a link to a test or a law in a module such as ``laws/of_json``."""
    return f"[`{name}`](#{_target(module, name)})"


def make_files() -> Mapping[str, bytes]:
    """Return a page for each file of tests that is named, and for each file of laws."""
    tests = named_tests()
    for law in laws():
        tests[f"laws/{law.home}"].add(law.name)
    return {f"{module.replace('/', '-')}.md": _page(module, names).encode() for module, names in tests.items()}


def _page(module: str, names: Container[str]) -> str:
    source = (TESTS / f"{module}.py").read_text(encoding="utf-8")
    parts = "".join(
        (f"({_target(module, part.name)})=\n" if part.name else "")
        + f"```{{literalinclude}} ../../../tests/{module}.py\n:lines: {part.first}-{part.last}\n```\n\n"
        for part in parts_of(source, names)
    )
    return f"{_HEAD}# tests/{module}.py\n\nThese tests check some of the [promises](../promises.md).\n\n{parts}"


def parts_of(source: str, names: Container[str]) -> Iterator[Part]:
    """Split a source before and after the definitions of some names, which include their decorators."""
    lines = source.splitlines()
    end = 0
    for node in ast.parse(source).body:
        if (name := _name_of(node)) in names:
            decorators = node.decorator_list if isinstance(node, ast.FunctionDef) else []
            first = min(each.lineno for each in (node, *decorators))
            yield from _between(lines, end, first - 1)
            end = node.end_lineno or first
            yield Part(first, end, name)
    yield from _between(lines, end, len(lines))


def _between(lines: Sequence[str], start: int, end: int) -> Iterator[Part]:
    """Yield the lines between two definitions, without blank lines at the start and the end."""
    numbers = [number for number in range(start + 1, end + 1) if lines[number - 1]]
    if numbers:
        yield Part(numbers[0], numbers[-1])


def _name_of(node: ast.stmt) -> str:
    """Return the name of the test or law that a statement defines."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return node.name if isinstance(node, ast.FunctionDef) else ""


def _target(module: str, name: str) -> str:
    return f"tests.{module.replace('/', '.')}.{name}"
