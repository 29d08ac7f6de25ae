"""How Sphinx builds these pages: from the checkout alone, without a network, and without a warning."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

import attrs

import sqsreport
from sqsreport import messages, plotting
from sqsreport._values import Matches
from sqsreport.explanations import explanation, in_markdown
from sqsreport.model import kinds
from sqsreport.problems import CODES, Code
from sqsreport.spoken import readings, values
from sqsreport.tables import TABLES
from sqsreport.tables.batches import ARROW
from sqsreport.tables.views import VIEWS

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

project = "sqsreport"
author = "The sqsreport contributors"
project_copyright = f"2026, {author}"
version = release = sqsreport.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
]
exclude_patterns = ["_build"]
myst_enable_extensions = ["attrs_inline", "colon_fence"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"sqsreport {release}"
html_copy_source = False
html_show_sphinx = False
copybutton_exclude = ".linenos, .gp, .go"

default_role = "py:obj"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "undoc-members": True}
autodoc_preserve_defaults = True
napoleon_use_ivar = True
napoleon_attr_annotations = False
python_display_short_literal_types = True
toc_object_entries_show_parents = "hide"

#: The names of the kinds of text and number. A page says what each is, and every other one names it.
KINDS = {
    name: kind for name, kind in vars(kinds).items() if get_origin(kind) in (Annotated, Literal) and name[0] != "_"
}
#: Those that only quantities have.
QUANTITY_KINDS = {
    name: kind for name, kind in vars(values).items() if get_origin(kind) in (Annotated, Literal) and name not in KINDS
}
autodoc_type_aliases = {name: f"sqsreport.model.kinds.{name}" for name in KINDS} | {
    name: f"sqsreport.{name}" for name in QUANTITY_KINDS
}

nitpick_ignore_regex = [
    # These belong to others, and looking them up would take a network.
    (r"py:.*", r"(attrs?|cattrs|click|collections|datetime|immutabledict|os|pathlib|typing)\b.*"),
    (r"py:class", r"sqsreport\.converters\.C"),  # a type variable
    (r"py:class", r"pa\..*|StrPath"),  # pyarrow is not there when the pages are made, and so no type is looked up
    (r"py:class", r"DataFrame|SparkSession"),  # nor is pyspark
    (r"py:.*", r"(date|str|bytes|json)(\..*)?|Path|TypeError|ValueError|KeyError|OSError|LookupError|Exception"),
    (r"py:class", r"AssertionError|FileNotFoundError|DrawFn|SearchStrategy|hypothesis\..*"),
]

# The examples read files as one does in the checkout, and know what their module knows.
doctest_global_setup = f"""
import os
from datetime import date
from sqsreport import model
from sqsreport.converters import configure_converter
from sqsreport.model import *
os.chdir({str(Path(__file__).parents[1])!r})
"""

#: The modules that the page on the Python interface describes.
PUBLIC = (
    "sqsreport",
    "sqsreport.model",
    "sqsreport.problems",
    "sqsreport.errors",
    "sqsreport.converters",
    "sqsreport.plotting",
    "sqsreport.tables",
    "sqsreport.spark",
    "sqsreport.testing",
    "sqsreport.testing.strategies",
    "sqsreport.testing.examples",
    "sqsreport.testing.conformance",
)

FAMILIES = {
    "SQS0": "The input",
    "SQS1": "The structure that the schema asks for",
    "SQS2": "What a schema cannot say",
    "SQS3": "What real letters seldom do",
    "SQS4": "The reading of a letter",
}


def problem_tables() -> Iterator[str]:
    """Write a table of every family of problems, in Markdown."""
    known = set()
    for prefix, title in FAMILIES.items():
        codes = [code for code in CODES.values() if code.code.startswith(prefix)]
        known |= {code.code for code in codes}
        yield f"## {title}\n\n| code | severity | what | message and advice |\n|---|---|---|---|\n"
        yield from (row(code) for code in codes)
        yield "\n"
    assert known == CODES.keys(), f"no family for {sorted(CODES.keys() - known)}"


def row(code: Code) -> str:
    """Write the row of one code, to which a link such as ``problems.html#sqs204`` leads."""
    link = f"[[{code.code}](problems/{code.code}.md)]{{#{code.code.lower()}}}"
    words = messages.words_of(code.code)
    told = [in_markdown(each) for each in (words.message, words.suggestion, words.otherwise) if each]
    return f"| {link} | {code.severity} | {words.title} | {'<br>'.join(told).replace('|', chr(92) + '|')} |\n"


def write_explanations(app: Sphinx) -> None:
    """Make a page of every explanation, and take away what is left of codes that are no more."""
    write_folder(Path(app.srcdir) / "problems", {f"{code}.md": explanation(code).page.encode() for code in CODES})


def write_pictures(app: Sphinx) -> None:
    """Draw the pictures of the page on them."""
    folder = Path(app.srcdir)
    report = sqsreport.load(folder.parent / "examples" / "northmoor-2015.json")
    pictures = {"rates.svg": plotting.rates([report]), "quantities.svg": plotting.quantities(report)}
    write_folder(folder / "plots", pictures)


def description(picture: Path) -> str:
    """Return what a picture says of itself, quoted as an option of a directive."""
    (told,) = re.findall(r"<desc [^>]*>([^<]*)</desc>", picture.read_text(encoding="utf-8"))
    return json.dumps(html.unescape(told))


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Give a folder these files and no others; Sphinx reads again what was written again."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if path.name not in files:
            path.unlink()
    for name, content in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)


def kind_descriptions(described: Mapping[str, Any]) -> Iterator[str]:
    """Describe kinds of text and number, in reStructuredText."""
    for name, kind in described.items():
        yield f".. py:type:: {name}\n\n"
        if get_origin(kind) is Literal:
            yield f"   One of {', '.join(f'``{value!r}``' for value in get_args(kind))}.\n\n"
        else:
            base, *constraints = get_args(kind)
            yield f"   `{base.__name__}`: {'; '.join(map(constraint_in_words, constraints))}.\n\n"


def constraint_in_words(constraint: Any) -> str:
    """Say what a constraint asks for."""
    if isinstance(constraint, Matches):
        return constraint.meaning
    return f"{constraint.low} or more" if constraint.high is None else f"from {constraint.low} to {constraint.high}"


def table_reference() -> Iterator[str]:
    """Describe every table and its columns, in Markdown."""
    for table in TABLES.values():
        yield f"### {table.name}\n\n{table.about}\n\n"
        if table.key:
            yield f"A row is told by {joined(table.key)}.\n"
        for each in table.references:
            yield f"Its {joined(each.columns)} is {joined(each.to)} of `{each.table}`, where it is there.\n"
        yield "\n| column | type | missing | what it holds |\n|---|---|---|---|\n"
        for column in table.columns:
            personal = " *May be personal data.*" if column.is_personal else ""
            about = in_markdown_table(column.description) + personal
            yield f"| `{column.name}` | {ARROW[column.kind]} | {'may be' * column.nullable} | {about} |\n"
        yield "\n"


def joined(columns: tuple[str, ...]) -> str:
    """Name columns."""
    return " and ".join(f"`{name}`" for name in columns)


def in_markdown_table(text: str) -> str:
    """Let no character of a text mean anything in a table of Markdown."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|" else char for char in text)


def readings_table() -> Iterator[str]:
    """Write the table of readings of quantities, in Markdown."""
    yield "| words | read as, in per cent | which makes |\n|---|---|---|\n"
    yield from (f"| {' | '.join(row)} |\n" for row in readings.rows())


def fill_in(app: Sphinx, docname: str, content: list[str]) -> None:
    """Put into the pages what is made from the code."""
    if docname == "problems":
        content[0] = content[0].replace("%PROBLEMS%", "".join(problem_tables()))
    if docname == "quantities":
        content[0] = content[0].replace("%READINGS%", "".join(readings_table()))
    if docname == "plots":
        for name in ("rates", "quantities"):
            told = description(Path(app.srcdir) / "plots" / f"{name}.svg")
            content[0] = content[0].replace(f"%{name.upper()}%", told)
    if docname == "api":
        content[0] = content[0].replace("%KINDS%", "".join(kind_descriptions(KINDS)))
        content[0] = content[0].replace("%QUANTITY_KINDS%", "".join(kind_descriptions(QUANTITY_KINDS)))
    if docname == "tables":
        content[0] = content[0].replace("%TABLES%", "".join(table_reference()))
        content[0] = content[0].replace("%VIEWS%", "".join(f"- `{view.name}`: {view.about}\n" for view in VIEWS))


def keep_colons(_: Sphinx, what: str, _name: str, _found: object, _options: object, lines: list[str]) -> None:
    """Keep napoleon from taking the first words of a property for its type when a colon follows them."""
    if what in ("attribute", "property") and lines:
        lines.insert(0, "\\ ")


def shorten_constructor(
    _: Sphinx, what: str, _name: str, found: object, _options: object, signature: str | None, _returns: str | None
) -> tuple[str, str] | None:
    """Show how a class of the model is built by the names alone: their types stand below."""
    if what not in ("class", "exception") or not isinstance(found, type) or not attrs.has(found) or not signature:
        return None
    arguments = [field.alias + ("" if field.default is attrs.NOTHING else "=…") for field in attrs.fields(found)]
    keyword_only = any(field.kw_only for field in attrs.fields(found))
    return f"({', '.join(['*'] * keyword_only + arguments)})", ""


def resolve_public(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.TextElement
) -> nodes.reference | None:
    """Find what a name stands for that is written in short, or as where it is defined and not where it is public."""
    if node.get("refdomain") != "py":
        return None
    domain = env.domains.python_domain
    name = node["reftarget"].removeprefix("sqsreport.").rpartition(".")
    candidates = [name[2], f"{name[0].rpartition('.')[2]}.{name[2]}"]
    for module in PUBLIC:
        for candidate in candidates:
            if found := domain.objects.get(f"{module}.{candidate}"):
                from sphinx.util.nodes import make_refnode

                return make_refnode(app.builder, node["refdoc"], found.docname, found.node_id, content)
    return None


def setup(app: Sphinx) -> None:
    """Tell Sphinx of the above."""
    app.connect("builder-inited", write_explanations)
    app.connect("builder-inited", write_pictures)
    app.connect("source-read", fill_in)
    app.connect("autodoc-process-docstring", keep_colons, priority=400)  # before napoleon
    app.connect("autodoc-process-signature", shorten_constructor)
    app.connect("missing-reference", resolve_public)
