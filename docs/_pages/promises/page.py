"""The page of promises: the laws and where each test is to be read, and the figures that were counted."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from _pages.markdown import escaped
from _pages.promises import tests
from _pages.promises.laws import TESTS, Law, laws

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PAGE: Final = "explanation/promises"


def figures() -> dict[str, Any]:
    """Return what was counted, as it is written down beside the tests."""
    found: dict[str, Any] = json.loads((TESTS / "figures.json").read_text(encoding="utf-8"))
    return found


def law_table() -> str:
    """Write a table of the laws of each module, in Markdown; each leads to its source."""
    counted = figures()["laws"]
    return "".join(_of_module(home, [*group], counted) for home, group in groupby(laws(), lambda law: law.home))


def _of_module(home: str, found: Iterable[Law], counted: Mapping[str, int]) -> str:
    source = ast.parse((TESTS / "laws" / f"{home}.py").read_text(encoding="utf-8"))
    title, _, about = (ast.get_docstring(source) or "").partition(": ")
    rows = "".join(
        f"| {law.promise} | {tests.link(f'laws/{home}', law.name)} | {law.examples(counted)} |\n" for law in found
    )
    return f"### {title}\n\n{about[:1].upper()}{about[1:]}\n\n| promise | law | examples |\n|---|---|---|\n{rows}\n"


def fuzzing_table() -> str:
    """Write a table of the executions of the fuzzing."""
    counted = figures()["fuzz"]
    rows = "".join(f"| {escaped(target)} | {number:,} |\n" for target, number in counted.items())
    return f"| what was read | executions |\n|---|---|\n{rows}| all of it | {sum(counted.values()):,} |\n"


def mutation_table() -> str:
    """Write a table of what became of changes to the sources."""
    counted = figures()["mutation"]
    rows = [(f"`{module}`", each["mutants"], each["killed"], each.get("share", 1)) for module, each in counted.items()]
    every = ("together", sum(row[1] for row in rows), sum(row[2] for row in rows), "")
    lines = (
        f"| {name} | {mutants:,} | {killed:,} | {killed / mutants:.1%} | {f'{share:.0%}' if share else ''} |\n"
        for name, mutants, killed, share in (*rows, every)
    )
    return f"| module | changes | noticed | score | of all changes |\n|---|---|---|---|---|\n{''.join(lines)}"


def fault_table() -> str:
    """Write a table of the faults that were tried, for each file of tests by what it is about."""
    rows = [(_about(name), each["tried"], each["survived"]) for name, each in figures()["faults"].items()]
    rows.append(("together", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    lines = "".join(f"| {about} | {tried:,} | {survived:,} |\n" for about, tried, survived in rows)
    return f"| what goes wrong | tried | survived |\n|---|---|---|\n{lines}"


def pumped() -> str:
    """Return how many letters and reports were read in which something is repeated."""
    return f"{figures()['pumped']:,}"


def _about(name: str) -> str:
    """Return what a file of tests is about, which is its docstring without the full stop."""
    docstring = ast.get_docstring(ast.parse((TESTS / name).read_text(encoding="utf-8")))
    return escaped((docstring or name).partition("\n")[0].rstrip("."))


def link_tests(_: Sphinx, docname: str, content: list[str]) -> None:
    """Let each test that the page names lead to its source."""
    if docname == _PAGE:
        content[0] = tests.linked(content[0])


def setup(app: Sphinx) -> None:
    """Tell Sphinx of the above."""
    app.connect("source-read", link_tests)


FILLED: Final = {
    _PAGE: {
        "%LAWS%": law_table,
        "%FUZZING%": fuzzing_table,
        "%FAULTS%": fault_table,
        "%PUMPED%": pumped,
        "%MUTATION%": mutation_table,
    }
}
