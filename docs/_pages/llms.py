"""``llms.txt``: what pages there are, with a sentence on each, for programs that read (https://llmstxt.org)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: A page for each code would make the list ten times as long; its index has them all.
_LISTED_ELSEWHERE = "reference/problems/"


def lines(env: BuildEnvironment, root: str) -> Iterator[str]:
    """Write the list: the front page, and under a heading for each of its parts the pages of that."""
    yield f"# {env.titles[root].astext()}\n\n> {_summary(env, root)}\n"
    for part in env.toctree_includes[root]:
        yield f"\n## {env.titles[part].astext()}\n\n"
        yield from (_line(env, name) for name in _below(env, part) if not name.startswith(_LISTED_ELSEWHERE))


def _below(env: BuildEnvironment, name: str) -> Iterator[str]:
    yield name
    for child in env.toctree_includes.get(name, ()):
        yield from _below(env, child)


def _line(env: BuildEnvironment, name: str) -> str:
    summary = _summary(env, name)
    return f"- [{env.titles[name].astext()}]({name}.html){f': {summary}' if summary else ''}\n"


def _summary(env: BuildEnvironment, name: str) -> str:
    """Return the first sentence of a page."""
    for paragraph in env.get_doctree(name).findall(nodes.paragraph):
        sentence, end, _ = " ".join(paragraph.astext().split()).partition(". ")
        return sentence + end.rstrip()
    return ""


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the list beside the pages."""
    if exception is None and app.builder.name == "html":
        text = "".join(lines(app.env, app.config.root_doc))
        (Path(app.outdir) / "llms.txt").write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Tell Sphinx of the above."""
    app.connect("build-finished", write)
