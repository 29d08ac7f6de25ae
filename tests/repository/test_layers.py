from __future__ import annotations

import ast
import graphlib
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

SOURCE: Final = Path(__file__).parents[2] / "src"

#: The layers from bottom to top. A module may import those of lower layers; a name that ends in ``.*`` represents all
#: modules of a package, which may import each other without a cycle.
LAYERS: Final[tuple[tuple[str, ...], ...]] = (
    ("_patterns",),
    ("_data", "_locks", "_values", "_files", "_text", "_version", "_watchdog"),
    ("_jsondata", "_html"),
    ("problems.catalogue",),
    ("problems.problem",),
    ("problems.collector",),
    ("problems",),
    ("results",),
    ("errors",),
    ("_extras",),
    ("model.dates", "model.ids", "model.lookup", "model.prose"),
    ("model.kinds",),
    ("model.commentary", "model.context", "model.people"),
    ("model.inspection",),
    ("model.report",),
    ("model",),
    ("extract",),
    ("extract.*",),
    ("quantity.values",),
    ("quantity.vocabulary",),
    ("quantity.populations", "quantity.polarity"),
    ("quantity.grammar",),
    ("quantity.phrase",),
    ("quantity.figures", "quantity.words"),
    ("quantity.search",),
    ("quantity",),
    ("schemas",),
    ("converters",),
    ("_codegen",),
    ("problems.masking",),
    ("settings",),
    ("problems.formatters.summary",),
    ("problems.formatters.base",),
    ("problems.formatters._records",),
    ("problems.formatters.*",),
    ("problems.formatters",),
    ("configuration",),
    (
        "validation.engines",
        "validation.excerpts",
        "validation.context",
        "validation.fast_parse",
        "validation.hints",
        "validation.json_errors",
        "validation.positions",
        "validation.trimming",
        "validation.yaml_nodes",
    ),
    ("validation.rules", "validation.structure"),
    ("validation.text",),
    ("validation.diagnosis", "validation.yaml"),
    ("validation",),
    ("codec",),
    ("corrections.values",),
    ("corrections.files",),
    ("corrections.applying", "corrections.changes"),
    ("corrections",),
    ("pydantic",),
    ("terminal", "terminal.page"),
    ("terminal.markdown", "terminal.report"),
    ("comparison.words", "comparison.labels"),
    ("comparison.changes", "comparison.matching"),
    ("comparison.comparing", "comparison.figures"),
    ("comparison.patches",),
    ("comparison.result",),
    ("comparison.entries",),
    ("comparison",),
    ("comparison.pairing",),
    ("comparison.formatters",),
    ("comparison.formatters.*",),
    ("letters.mojibake",),
    ("letters.blocks", "letters.characters", "letters.compounds", "letters.widths", "letters.words"),
    ("letters.inline", "letters.limits", "letters.decoding"),
    ("letters.layout",),
    ("letters.formats",),
    ("letters.formats.geometry.*",),
    ("letters.formats.geometry",),
    ("letters.formats.markdown.*", "letters.formats.html.*", "letters.formats.docx.*", "letters.formats.pdf.*"),
    ("letters.formats.markdown", "letters.formats.html", "letters.formats.docx", "letters.formats.pdf"),
    ("letters.content",),
    ("letters.pages", "letters.pieces", "letters.wrapping", "letters.sources", "letters.nesting"),
    ("letters.copy_list",),
    ("letters.copy_list.lines",),
    ("letters.copy_list.cells", "letters.copy_list.columns", "letters.copy_list.rows"),
    ("letters.copy_list.layouts", "letters.copy_list.pairing"),
    ("letters.copy_list.entries",),
    ("letters.header", "letters.hyphens", "letters.marks", "letters.notes", "letters.reassembly"),
    ("letters.parts", "letters.record"),
    ("letters.checks", "letters.leftovers", "letters.wording"),
    ("letters.context", "letters.inspection"),
    ("letters.reader",),
    ("letters.reading", "letters.writing"),
    ("letters.corrected", "letters.embedded"),
    ("letters",),
    ("batch",),
    ("batch.formats", "batch.chunks", "batch.progress"),
    ("batch.sources", "batch.streams", "batch.json_array"),
    ("batch.lines",),
    ("batch.splitting",),
    ("batch.tasks",),
    ("batch.work",),
    ("batch.pool",),
    ("batch.running",),
    ("batch.validation",),
    ("batch.reports",),
    ("batch.iteration",),
    ("redaction.names",),
    ("redaction.contacts",),
    ("redaction.redacting",),
    ("redaction",),
    ("review._markup", "review.shape"),
    ("review.original",),
    ("review.letter",),
    ("review.index",),
    ("review.writing",),
    ("review",),
    ("plotting.sheet",),
    ("plotting.comparisons", "plotting.intervals"),
    ("plotting",),
    ("tables.columns", "tables.packages", "tables.paths"),
    ("tables.layout",),
    ("tables.rows", "tables.restoring", "tables.describing", "tables.views", "tables.casting"),
    ("tables.batches", "tables.sql"),
    ("tables.checking", "tables.parquet", "tables.csv", "tables.database", "tables.sqlite"),
    ("tables.exports",),
    ("tables.files",),
    ("tables.documents",),
    ("tables",),
    ("spark",),
    ("",),
    ("testing.examples", "testing.checks", "testing._hypothesis"),
    ("testing.breakages.changes",),
    ("testing.breakages.catalogue", "testing.breakages.rules", "testing.breakages.structure"),
    ("testing.breakages",),
    ("testing.breakages.grafting",),
    ("testing.conformance.cases",),
    ("testing.conformance.making", "testing.conformance.running"),
    ("testing.conformance",),
    ("testing.conformance.__main__",),
    ("testing.strategies._shared", "testing.strategies.layouts"),
    ("testing.strategies.text",),
    ("testing.strategies.dates", "testing.strategies.people", "testing.strategies.data"),
    ("testing.strategies.inspection", "testing.strategies.context", "testing.strategies.commentary"),
    ("testing.strategies.report", "testing.strategies.printed"),
    ("testing.strategies.mutations", "testing.strategies.broken", "testing.strategies.letter"),
    ("testing.strategies",),
    ("testing",),
    ("testing.plugin",),
    ("cli.*",),
    ("cli",),
    ("__main__",),
)


def module_name(path: Path) -> str:
    """Return the name of a module relative to the package, which is ``""`` for the package itself."""
    parts = path.relative_to(SOURCE / "sqsreport").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES: Final = {module_name(path): path for path in sorted((SOURCE / "sqsreport").rglob("*.py"))}


def layer_of(module: str) -> int | None:
    """Return the layer of a module, counted from the bottom."""
    index = next((index for index, layer in enumerate(LAYERS) if module in layer), None)
    if index is not None:
        return index
    packages = {f"{module[:end]}.*" for end, char in enumerate(module) if char == "."}
    return next((index for index, layer in enumerate(LAYERS) if packages & set(layer)), None)


def imports_in(module: str, path: Path) -> Iterator[str]:
    """Yield the modules of this package that a module imports anywhere, in any syntax."""
    package = f"sqsreport.{module}".rstrip(".")
    if path.name != "__init__.py":
        package = package.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = (
                importlib.util.resolve_name("." * node.level + (node.module or ""), package)
                if node.level
                else node.module
            )
            names = [f"{base}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            names = [prefix_of(node.args[0])] if node.args else []
        else:
            continue
        for name in names:
            if name == "sqsreport" or name.startswith("sqsreport."):
                yield _module(name.removeprefix("sqsreport").removeprefix("."))


def prefix_of(name: ast.expr) -> str:
    """Return the name of a module that is computed at run time, with ``*`` for the unknown part."""
    if isinstance(name, ast.JoinedStr) and name.values and isinstance(name.values[0], ast.Constant):
        return f"{name.values[0].value!s}*"
    return str(name.value) if isinstance(name, ast.Constant) else ""


def _module(name: str) -> str:
    """Shorten a dotted name to the module that contains it."""
    while name and name not in MODULES and not name.endswith("*"):
        name = name.rpartition(".")[0]
    return name


IMPORTS: Final = {module: sorted(set(imports_in(module, path))) for module, path in MODULES.items()}


def test_modules_and_imports_are_selected() -> None:
    """The tests of this file find modules, and imports of every kind."""
    assert len(MODULES) > 20
    assert len([each for imported in IMPORTS.values() for each in imported]) > 50
    assert "_codegen" in IMPORTS["codec"], "an import within a function"
    assert "validation.text" in IMPORTS["validation"], "an import of a name"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import sqsreport.codec", ["codec"]),
        ("import sqsreport.codec as c, json", ["codec"]),
        ("from sqsreport import codec, letters", ["codec", "letters"]),
        ("from sqsreport import loads", [""]),
        ("import sqsreport", [""]),
        ("from sqsreport.model import Report", ["model"]),
        ("from sqsreport.model import report", ["model.report"]),
        ("from sqsreport.model.report import Report", ["model.report"]),
        ("from . import dates", ["model.dates"]),
        ("from .dates import Month", ["model.dates"]),
        ("from .. import codec", ["codec"]),
        ("from ..codec import loads", ["codec"]),
        ("if TYPE_CHECKING:\n    from sqsreport import codec", ["codec"]),
        ("def f():\n    from sqsreport import codec", ["codec"]),
        (
            "class A:\n    def f(self):\n        try:\n            import sqsreport.codec\n        except E: ...",
            ["codec"],
        ),
        ("importlib.import_module('sqsreport.codec')", ["codec"]),
        ("importlib.import_module(f'sqsreport.cli.{name}')", ["cli.*"]),
        ("__import__('sqsreport.codec')", ["codec"]),
        ("import sqsreporter, json", []),
        ("from collections import abc", []),
    ],
)
def test_imports_are_found(tmp_path: Path, code: str, expected: list[str]) -> None:
    """An import is found anywhere in a module, in any syntax."""
    path = tmp_path / "people.py"
    path.write_text(code, encoding="utf-8")

    assert expected == list(imports_in("model.people", path))


@pytest.mark.parametrize("module", MODULES, ids=lambda name: name or "sqsreport")
def test_every_module_is_in_a_layer(module: str) -> None:
    """Every module is in a layer."""
    assert layer_of(module) is not None


def test_every_layer_has_its_modules() -> None:
    """Every name in the layers is that of a module, so that no rule is without effect."""
    names = [name for layer in LAYERS for name in layer]

    assert len(names) == len(set(names))
    assert [] == [name for name in names if not name.endswith(".*") and name not in MODULES]
    assert [] == [name for name in names if name.endswith(".*") and name[:-2] not in MODULES]


@pytest.mark.parametrize("module", MODULES, ids=lambda name: name or "sqsreport")
def test_imports_point_down(module: str) -> None:
    """A module imports only modules of lower layers, or of the same layer if that is a whole package."""
    here = layer_of(module)
    assert here is not None
    is_open = module not in LAYERS[here]

    # These packages load the modules of their public names by name. Those of the first are all below, and those of the
    # second are in the imports for type checkers too.
    others = [other for other in IMPORTS[module] if (module, other) not in (("", "*"), ("model", "model.*"))]
    assert [] == [
        other
        for other in others
        if (other_layer := layer_of(other)) is None or other_layer > here or (other_layer == here and not is_open)
    ]


def test_there_is_no_cycle() -> None:
    """There are no cycles of imports."""
    graph = {module: [other for other in imported if not other.endswith("*")] for module, imported in IMPORTS.items()}

    assert set(MODULES) == set(graphlib.TopologicalSorter(graph).static_order())


def test_nothing_imports_the_command_line() -> None:
    """Only the command line itself and ``python -m sqsreport`` import the command line."""
    importers = {module for module, imported in IMPORTS.items() for other in imported if other.split(".")[0] == "cli"}

    assert {"cli", "__main__"} == {module.split(".")[0] for module in importers}


def test_nothing_imports_the_test_kit() -> None:
    """Within the package only the test kit imports the test kit."""
    importers = {
        module for module, imported in IMPORTS.items() for other in imported if other.split(".")[0] == "testing"
    }

    assert {"testing"} == {module.split(".")[0] for module in importers}


def test_one_module_of_the_test_kit_imports_hypothesis() -> None:
    """Hypothesis is imported in one module, so that the error for a missing package is raised there first."""
    assert {"testing._hypothesis"} == importers_of("hypothesis")


def letters_with_json() -> set[str]:
    """Return the modules of letters that import JSON or the codec."""
    letters = {module: path for module, path in MODULES.items() if module.split(".")[0] == "letters"}
    assert len(letters) > 3
    return {module for module in letters if "codec" in IMPORTS[module]} | {
        module
        for module, path in letters.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if "json" in _outside(node)
    }


def test_of_letters_only_the_embedded_report_is_json() -> None:
    """The modules for the markup and the wording of letters do not use JSON."""
    # The data for the typesetting of a PDF is JSON, but not a report; and corrections are a JSON Patch.
    assert letters_with_json() <= {"letters", "letters.corrected", "letters.embedded", "letters.formats.pdf.writing"}


FORMATS: Final = [name for name in MODULES if name.startswith("letters.formats.")]


@pytest.mark.parametrize("module", FORMATS)
def test_a_format_imports_no_model(module: str) -> None:
    """The modules that convert files to blocks import blocks, runs and problems, but not the model."""
    packages = [module.split(".")[:3], ["letters", "formats", "geometry"]]
    allowed = (
        "letters.blocks", "letters.characters", "letters.compounds", "letters.inline", "letters.limits", "letters.decoding",
        "letters.widths", "letters.words",
        "problems", "_extras", "_locks", "_patterns", "_watchdog", "errors",
    )  # fmt: skip
    assert [] == [other for other in IMPORTS[module] if other not in allowed and other.split(".")[:3] not in packages]


HEAVY: Final = (
    "lxml", "docx", "pypdfium2", "typst", "ruamel.yaml", "zstandard", "matplotlib", "pyarrow", "duckdb", "pyspark",
    "hypothesis",
)  # fmt: skip


@pytest.mark.parametrize("package", HEAVY)
def test_a_heavy_package_is_imported_in_one_module(package: str) -> None:
    """A package of an extra is required in one module of the format that uses it."""
    asking = [
        module
        for module, path in MODULES.items()
        if re.search(rf"require\(\s*\"{re.escape(package)}[.\"]", path.read_text(encoding="utf-8"))
    ]
    assert len({module.removeprefix("letters.formats.").split(".")[:2][-1] for module in asking}) == len(asking) > 0


def test_tables_and_letters_are_independent() -> None:
    """Tables and letters do not import each other."""
    for one, other in (("tables", "letters"), ("letters", "tables")):
        importing = {module for module, imported in IMPORTS.items() for each in imported if each.split(".")[0] == other}
        assert set() == {module for module in importing if module.split(".")[0] == one}


def test_json_does_not_import_letters() -> None:
    """The modules for JSON do not import letters."""
    assert [] == [
        other for module in ("codec", "validation", "converters") for other in IMPORTS[module] if "letters" in other
    ]


def test_only_converters_import_cattrs() -> None:
    """Cattrs is imported in one module, and elsewhere only for its types."""
    users = importers_of("cattrs")

    assert users <= {"converters", "codec"}
    assert "converters" in users


def test_the_model_imports_no_format() -> None:
    """The model does not use JSON, schemas, files or the command line."""
    imported = {
        name.split(".")[0]
        for module, path in MODULES.items()
        if module.split(".")[0] == "model"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _outside(node)
    }

    assert imported
    assert set() == imported & {"json", "jsonschema", "cattrs", "click", "rich", "pathlib", "os", "io"}


def importers_of(package: str) -> set[str]:
    """Return the modules that import a third-party package anywhere."""
    return {
        module
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _outside(node)
        if name.split(".")[0] == package
    }


def _outside(node: ast.AST) -> Iterator[str]:
    """Yield the external modules that a statement imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
        yield node.module
