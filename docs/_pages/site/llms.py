"""``llms.txt``: a list of the pages with a sentence on each, for language models (https://llmstxt.org).

It is plain text. Files for machines come first. Links are absolute if the address of the site is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docutils import nodes

from sqsreport import schemas

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: The pages of the codes would make the list ten times as long; their index is listed.
_LISTED_ELSEWHERE: Final = "reference/problems/"

#: The description of each schema by its name.
_SCHEMAS: Final = {
    "report": "the JSON Schema of a report, with a description of every field",
    "problems": "the JSON Schema of the output of `sqsreport validate --format json`",
}


def lines(env: BuildEnvironment, root: str, base: str) -> Iterator[str]:
    """Write the list: the front page, the files for machines, and the pages of each part under a heading."""
    yield f"# {env.titles[root].astext()}\n\n> {_summary(env, root)}\n"
    yield "\n## Files for machines\n\n"
    for version in reversed(schemas.VERSIONS):
        for name, about in _SCHEMAS.items():
            path = f"schema/{version}/{name}.schema.json"
            yield f"- [{path}]({base}{path}): {about}\n"
    yield f"- [reference/dictionary.csv]({base}reference/dictionary.csv): every field of a report, a row for each\n"
    yield f"- [objects.inv]({base}objects.inv): where each name in Python is described, for Sphinx\n"
    for part in env.toctree_includes[root]:
        yield f"\n## {env.titles[part].astext()}\n\n"
        yield from (_line(env, name, base) for name in _below(env, part) if not name.startswith(_LISTED_ELSEWHERE))


def _below(env: BuildEnvironment, name: str) -> Iterator[str]:
    yield name
    for child in env.toctree_includes.get(name, ()):
        yield from _below(env, child)


def _line(env: BuildEnvironment, name: str, base: str) -> str:
    summary = _summary(env, name)
    return f"- [{env.titles[name].astext()}]({base}{name}.html){f': {summary}' if summary else ''}\n"


def _summary(env: BuildEnvironment, name: str) -> str:
    """Return the first sentence of a page, without raw HTML."""
    for paragraph in env.get_doctree(name).findall(nodes.paragraph):
        words = "".join(
            text.astext() for text in paragraph.findall(nodes.Text) if not isinstance(text.parent, nodes.raw)
        )
        sentence, end, _ = " ".join(words.split()).partition(". ")
        return sentence + end.rstrip()
    return ""


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the list to the folder of the pages."""
    if exception is None and app.builder.name == "html":
        base = app.config.html_baseurl
        text = "".join(lines(app.env, app.config.root_doc, f"{base.rstrip('/')}/" if base else ""))
        (Path(app.outdir) / "llms.txt").write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Connect the function to Sphinx."""
    app.connect("build-finished", write)
