"""The laws of the tests, with what each promises, as their sources have them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from sqsreport import letters

TESTS: Final = Path(__file__).parents[3] / "tests"


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
    for path in sorted((TESTS / "laws").glob("of_*.py")):
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
