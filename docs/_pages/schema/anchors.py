"""Where links to the fields of the schema lead: to their keys as they are spelt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.transforms import SphinxTransform

from _pages.schema import pages as schema

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class KeysAsAnchors(SphinxTransform):
    """Let the heading of a key have that key for its id, where docutils would make ``cases-examined`` of it."""

    #: Once MyST has given each heading what GitHub would call it, which is what a key looks like.
    default_priority: Final = 710

    def apply(self, **kwargs: object) -> None:  # noqa: ARG002 - Sphinx's own
        """Put the ids in order on the pages of objects and kinds, and tell all who have noted them."""
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
    """Tell Sphinx of the above."""
    app.add_transform(KeysAsAnchors)
