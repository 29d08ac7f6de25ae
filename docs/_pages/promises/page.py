"""The page of promises: the laws, the links to tests, and the figures of the last runs."""

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
    """Return the figures of the last runs, which are in the folder of the tests."""
    data: dict[str, Any] = json.loads((TESTS / "figures.json").read_text(encoding="utf-8"))
    return data


def law_table() -> str:
    """Return a table of the laws of each module, in Markdown, with links to their sources."""
    counted = figures()["laws"]
    return "".join(_of_module(home, [*group], counted) for home, group in groupby(laws(), lambda law: law.home))


def _of_module(home: str, module_laws: Iterable[Law], counted: Mapping[str, int]) -> str:
    source = ast.parse((TESTS / "laws" / f"{home}.py").read_text(encoding="utf-8"))
    title, _, about = (ast.get_docstring(source) or "").partition(": ")
    rows = "".join(
        f"| {law.promise} | {tests.link(f'laws/{home}', law.name)} | {law.examples(counted)} |\n" for law in module_laws
    )
    return f"### {title}\n\n{about[:1].upper()}{about[1:]}\n\n| promise | law | examples |\n|---|---|---|\n{rows}\n"


def fuzzing_table() -> str:
    """Return a table of the executions of each fuzz target."""
    counted = figures()["fuzz"]
    rows = "".join(f"| {escaped(target)} | {number:,} |\n" for target, number in counted.items())
    return f"| target | executions |\n|---|---|\n{rows}| all targets | {sum(counted.values()):,} |\n"


def mutation_table() -> str:
    """Return a table of the results of mutation testing."""
    counted = figures()["mutation"]
    rows = [(f"`{module}`", each["mutants"], each["killed"], each.get("share", 1)) for module, each in counted.items()]
    every = ("together", sum(row[1] for row in rows), sum(row[2] for row in rows), "")
    lines = (
        f"| {name} | {mutants:,} | {killed:,} | {killed / mutants:.1%} | {f'{share:.0%}' if share else ''} |\n"
        for name, mutants, killed, share in (*rows, every)
    )
    return f"| module | changes | noticed | score | of all changes |\n|---|---|---|---|---|\n{''.join(lines)}"


def fault_table() -> str:
    """Return a table of the injected faults, with a row for each file of tests."""
    rows = [(_about(name), each["tried"], each["survived"]) for name, each in figures()["faults"].items()]
    rows.append(("together", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    lines = "".join(f"| {about} | {tried:,} | {survived:,} |\n" for about, tried, survived in rows)
    return f"| fault | tried | survived |\n|---|---|---|\n{lines}"


def pumped() -> str:
    """Return the number of letters and reports with a repeated part that were read."""
    return f"{figures()['pumped']:,}"


def _about(name: str) -> str:
    """Return the docstring of a file of tests, without the full stop."""
    docstring = ast.get_docstring(ast.parse((TESTS / name).read_text(encoding="utf-8")))
    return escaped((docstring or name).partition("\n")[0].rstrip("."))


def link_tests(_: Sphinx, docname: str, content: list[str]) -> None:
    """Link each test that the page names to its source."""
    if docname == _PAGE:
        content[0] = tests.with_links(content[0])


def setup(app: Sphinx) -> None:
    """Connect the function to Sphinx."""
    app.connect("source-read", link_tests)


PLACEHOLDERS: Final = {
    _PAGE: {
        "%LAWS%": law_table,
        "%FUZZING%": fuzzing_table,
        "%FAULTS%": fault_table,
        "%PUMPED%": pumped,
        "%MUTATION%": mutation_table,
    }
}
