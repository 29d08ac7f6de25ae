"""Anchors of the fields of the schema: the keys as they are spelt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.transforms import SphinxTransform

from _pages.schema import pages as schema

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class KeysAsAnchors(SphinxTransform):
    """Use a key as the id of its heading; docutils would change it to ``cases-examined``."""

    #: After MyST has added a slug to each heading, as on GitHub, which is the key.
    default_priority: Final = 710

    def apply(self, **kwargs: object) -> None:  # noqa: ARG002 - Sphinx's own
        """Put the slug first among the ids of each heading of objects and kinds, and update the references."""
        if not self.env.docname.startswith(f"{schema.FOLDER}/"):
            return
        slugs = self.env.metadata[self.env.docname].get("myst_slugs", {})
        for section in self.document.findall(nodes.section):
            slug = section.get("slug")
            title = section.next_node(nodes.title)
            if slug not in section["ids"] or title is None or not isinstance(title.next_node(), nodes.literal):
                continue
            section["ids"].sort(key=lambda each, slug=slug: each != slug)
            for name, node_id in self.document.nameids.items():
                if node_id in section["ids"]:
                    self.document.nameids[name] = slug
            line, _, text = slugs[slug]
            slugs[slug] = (line, slug, text)


def setup(app: Sphinx) -> None:
    """Add the transform to Sphinx."""
    app.add_transform(KeysAsAnchors)
