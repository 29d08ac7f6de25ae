"""The laws of the tests, with what each promises, and the figures that were counted."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, Final, NamedTuple

from _pages.markdown import escaped
from sqsreport import letters

_TESTS: Final = Path(__file__).parents[2] / "tests"


class Law(NamedTuple):
    """A law as its source has it: the tests are not imported, for they want more than these pages do."""

    name: str
    promise: str
    home: str
    formats: tuple[str, ...]

    def examples(self, counted: Mapping[str, int]) -> str:
        """Say how many examples a deep run did, of each format where there are several."""
        if not self.formats:
            return _number(counted.get(self.name))
        by_number: dict[str, list[str]] = {}
        for form in self.formats:
            by_number.setdefault(_number(counted.get(f"{self.name}[{form}]")), []).append(form)
        return "; ".join(f"{', '.join(forms)}: {number}" for number, forms in by_number.items())


def _number(found: int | None) -> str:
    return "not counted yet" if found is None else f"{found:,}"


def laws() -> Iterator[Law]:
    """Yield every function that the decorator `law` puts into the register, in the order of the sources."""
    for path in sorted((_TESTS / "laws").glob("of_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in tree.body:
            for call in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
                if isinstance(node, ast.FunctionDef) and isinstance(call, ast.Call) and ast.unparse(call.func) == "law":
                    formats = next((each.value for each in call.keywords if each.arg == "formats"), ast.Tuple([]))
                    yield Law(node.name, ast.get_docstring(node) or "", path.stem, _formats(formats, known))


def _formats(written: ast.expr, known: Mapping[str, ast.expr]) -> tuple[str, ...]:
    """Return the formats of a law: its own, or those that its module has a name for."""
    named = known[written.id] if isinstance(written, ast.Name) else written
    if ast.unparse(named) == "tuple(letters.FORMATS)":
        return tuple(letters.FORMATS)
    found: tuple[str, ...] = ast.literal_eval(named)
    return found


def figures() -> dict[str, Any]:
    """Return what was counted, as it is written down beside the tests."""
    found: dict[str, Any] = json.loads((_TESTS / "figures.json").read_text(encoding="utf-8"))
    return found


def law_table() -> str:
    """Write a table of the laws of each module, with its source below, in Markdown."""
    counted = figures()["laws"]
    return "".join(_of_module(home, [*group], counted) for home, group in groupby(laws(), lambda law: law.home))


def _of_module(home: str, found: Iterable[Law], counted: Mapping[str, int]) -> str:
    source = ast.parse((_TESTS / "laws" / f"{home}.py").read_text(encoding="utf-8"))
    title, _, about = (ast.get_docstring(source) or "").partition(": ")
    rows = "".join(f"| {law.promise} | `{law.name}` | {law.examples(counted)} |\n" for law in found)
    return (
        f"### {title}\n\n{about[:1].upper()}{about[1:]}\n\n| promise | law | examples |\n|---|---|---|\n{rows}\n"
        f":::{{dropdown}} The source: tests/laws/{home}.py\n"
        f"```{{literalinclude}} ../../tests/laws/{home}.py\n:language: python\n```\n:::\n\n"
    )


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


FILLED: Final = {
    "explanation/promises": {"%LAWS%": law_table, "%FUZZING%": fuzzing_table, "%MUTATION%": mutation_table}
}
