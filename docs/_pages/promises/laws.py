"""The laws, which are property tests, with their promises, read from their sources."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from sqsreport import letters

TESTS: Final = Path(__file__).parents[3] / "tests"


class Law(NamedTuple):
    """A law. It is parsed from its source, because importing the tests needs more packages than the pages do."""

    name: str
    promise: str
    home: str
    formats: tuple[str, ...]

    def examples(self, counted: Mapping[str, int]) -> str:
        """Return the number of examples of the last long run, for each format if there are several."""
        if not self.formats:
            return _number(counted.get(self.name))
        by_number: dict[str, list[str]] = {}
        for form in self.formats:
            by_number.setdefault(_number(counted.get(f"{self.name}[{form}]")), []).append(form)
        return "; ".join(f"{', '.join(forms)}: {number}" for number, forms in by_number.items())


def _number(count: int | None) -> str:
    return "not counted yet" if count is None else f"{count:,}"


def laws() -> Iterator[Law]:
    """Yield every function with the decorator `law`, in the order of the sources."""
    for path in sorted((TESTS / "laws").glob("of_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
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
                    yield Law(node.name, ast.get_docstring(node) or "", path.stem, _formats(formats, constants))


def _formats(expression: ast.expr, constants: Mapping[str, ast.expr]) -> tuple[str, ...]:
    """Return the formats of a law, which may be a constant of its module."""
    named = constants[expression.id] if isinstance(expression, ast.Name) else expression
    if ast.unparse(named) == "tuple(letters.FORMATS)":
        return tuple(letters.FORMATS)
    formats: tuple[str, ...] = ast.literal_eval(named)
    return formats
