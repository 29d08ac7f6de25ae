"""Names in Python: how they are shown, and how links to them are resolved."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

import attrs

from _pages.markdown import table

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: The modules that are public: the reference has a page for each.
PUBLIC: Final = (
    "sqsreport",
    "sqsreport.model",
    "sqsreport.model.kinds",
    "sqsreport.comparison",
    "sqsreport.problems",
    "sqsreport.errors",
    "sqsreport.corrections",
    "sqsreport.review",
    "sqsreport.converters",
    "sqsreport.pydantic",
    "sqsreport.plotting",
    "sqsreport.tables",
    "sqsreport.spark",
    "sqsreport.testing",
    "sqsreport.testing.strategies",
    "sqsreport.testing.examples",
    "sqsreport.testing.conformance",
)


def keep_colons(_: Sphinx, what: str, _name: str, _found: object, _options: object, lines: list[str]) -> None:
    """Prevent napoleon from treating the words before a colon in the docstring of a property as its type."""
    if what in ("attribute", "property") and lines:
        lines.insert(0, "\\ ")


def leave_out_summary(_: Sphinx, what: str, _name: str, _found: object, _options: object, lines: list[str]) -> None:
    """Omit the summary of a module, because its page begins with a sentence of its own."""
    if what == "module" and "" in lines:
        del lines[: lines.index("") + 1]
    elif what == "module":
        lines.clear()


def shorten_constructor(
    _: Sphinx, what: str, _name: str, documented: object, _options: object, signature: str | None, _returns: str | None
) -> tuple[str, str] | None:
    """Show the constructor of a class of the model with names only, because the types are below it."""
    if (
        what not in ("class", "exception")
        or not isinstance(documented, type)
        or not attrs.has(documented)
        or not signature
    ):
        return None
    arguments = [field.alias + ("" if field.default is attrs.NOTHING else "=…") for field in attrs.fields(documented)]
    keyword_only = any(field.kw_only for field in attrs.fields(documented))
    return f"({', '.join(['*'] * keyword_only + arguments)})", ""


def resolve_public(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.TextElement
) -> nodes.reference | None:
    """Resolve a name that is written without its module, or with the private module that defines it."""
    from sphinx.util.nodes import make_refnode

    if node.get("refdomain") != "py":
        return None
    objects = env.domains.python_domain.objects
    name = node["reftarget"].removeprefix("sqsreport.").rpartition(".")
    candidates = [name[2], f"{name[0].rpartition('.')[2]}.{name[2]}"]
    for module in PUBLIC:
        for candidate in candidates:
            if entry := objects.get(f"{module}.{candidate}"):
                return make_refnode(app.builder, node["refdoc"], entry.docname, entry.node_id, content)
    return None


def module_table() -> str:
    """List the public modules with their summaries, in Markdown."""
    rows = [[f"[`{name}`](python/{name.rpartition('.')[2]}.md)", _first_words(name)] for name in PUBLIC]
    return table(["module", "what it is"], rows)


def _first_words(module: str) -> str:
    return " ".join((import_module(module).__doc__ or "").split("\n\n")[0].split())


PLACEHOLDERS: Final = {"reference/python": {"%MODULES%": module_table}}


def setup(app: Sphinx) -> None:
    """Connect the functions to Sphinx."""
    app.connect("autodoc-process-docstring", keep_colons, priority=400)  # before napoleon
    app.connect("autodoc-process-docstring", leave_out_summary)
    app.connect("autodoc-process-signature", shorten_constructor)
    app.connect("missing-reference", resolve_public)
