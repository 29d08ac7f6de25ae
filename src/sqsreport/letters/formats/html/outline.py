"""What the elements of a page are for: the letter, what a site puts around it, and its footnotes."""

from __future__ import annotations

import re
from typing import Final

import attrs

from sqsreport.letters.formats.html.page import Node

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOTE_TAGS: Final = frozenset({"aside", "blockquote", "dd", "div", "li", "p", "section", "td"})
#: Parts of a site, and what one fills in or presses, are no words of a letter.
_AROUND_TAGS: Final = frozenset(
    {"aside", "button", "canvas", "datalist", "dialog", "label", "legend", "nav", "noscript", "select", "svg"}
    | {"textarea"}
)
_AROUND_ROLES: Final = frozenset(
    {"alert", "alertdialog", "banner", "complementary", "contentinfo", "dialog", "navigation", "search"}
)
_AROUND_NAMES: Final = re.compile(
    r"(?:(?:back|cookie|global|main|page|primary|print|secondary|share|site|skip|social|sub|top)[-_]?)?"
    r"(?:banner|breadcrumbs?|consent|cookies?|footer|links?|masthead|menu|nav|navbar|navigation|pager|pagination"
    r"|share|sharing|sidebar|skip|social|to[-_]top|toolbar)|(?:global|site)[-_]?header",
    re.IGNORECASE,
)
#: What is longer is more than what a site puts around its pages, whatever it is called.
_LONGEST_AROUND: Final = 3_000
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LABEL: Final = re.compile(r"[\[(]?(?P<label>[0-9]{1,3}|[a-z*†‡§]|[ivx]{1,4})[\])]?")
_NOTE_NAME: Final = re.compile(r"_?(?:ftn|fn|foot-?note|note|endnote|edn)", re.IGNORECASE)
_LONGEST_NOTE: Final = 5_000
_MOST_IN_NOTE: Final = 200


@attrs.define
class Outline:
    """What was found out about the elements of a page.

    Attributes:
        main: the elements that hold the letter; none if the page does not say.
        marks: the elements that are marks of footnotes, and their labels.
        notes: the elements that are footnotes, and their labels.
        labels: the elements within a footnote that only repeat its label or lead back to its mark.
        data: the script that holds an embedded report.
    """

    main: frozenset[Node] = frozenset()
    marks: dict[Node, str] = attrs.field(factory=dict)
    notes: dict[Node, str] = attrs.field(factory=dict)
    labels: set[Node] = attrs.field(factory=set)
    data: Node | None = None
    _needed: set[Node] = attrs.field(factory=set)

    def is_around(self, node: Node) -> bool:
        """Tell whether an element is no part of the letter: navigation, banners, forms, or hidden."""
        if node in self._needed:
            return False
        if node.tag in _AROUND_TAGS:
            return True
        if node.tag in ("header", "footer") and not any(each in self.main for each in node.above()):
            return True
        if not node.attributes:
            return False
        return (
            node.get("role") in _AROUND_ROLES
            or "hidden" in node.attributes
            or bool(_HIDDEN.search(node.get("style")))
            or (
                node.length < _LONGEST_AROUND
                and any(_AROUND_NAMES.fullmatch(name) for name in (*node.classes, node.get("id")))
            )
        )


def outline(root: Node) -> Outline:
    """Find out what the elements of a page are for."""
    found = Outline()
    targets: dict[str, Node] = {}
    links: list[Node] = []
    main: list[Node] = []
    articles: list[Node] = []
    for node in root.walk():
        for name in {node.get("id"), node.get("name") if node.tag == "a" else ""} - {""}:
            targets.setdefault(name, node)
        if node.tag == "a" and "#" in node.get("href"):
            links.append(node)
        elif node.tag == "main" or node.get("role") == "main":
            main.append(node)
        elif node.tag == "article":
            articles.append(node)
        elif node.tag == "script" and node.get("id") == "sqsreport-report" and found.data is None:
            found.data = node
        elif node.tag == "sup" and "noteref" in node.classes:
            found.marks[node] = node.text.strip(" \n")
        elif node.get("role") == "doc-footnote":
            _own_note(node, found)
    found.main = _outermost(main) or _outermost(articles)
    _foreign_notes(links, targets, found)
    for node in (*found.main, *found.notes):
        found._needed.update(node.above())  # noqa: SLF001 - it is filled here and nowhere else
    return found


def _outermost(nodes: list[Node]) -> frozenset[Node]:
    """Keep the elements that have text and are not within others of their kind."""
    alike = frozenset(node for node in nodes if node.length)
    return frozenset(node for node in alike if not any(each in alike for each in node.above() if each is not node))


def _own_note(node: Node, found: Outline) -> None:
    """Take a footnote as this library writes it, with its label set apart."""
    for child in node.nodes:
        if "label" in child.classes:
            found.notes[node] = child.text.strip(" \n")
            found.labels.add(child)
            return


def _foreign_notes(links: list[Node], targets: dict[str, Node], found: Outline) -> None:
    """Find the marks that lead to footnotes further down, and the links that lead back up from those."""
    own = set(found.notes) | set(found.marks)
    known: dict[Node, Node | None] = {}
    for link in links:
        target = targets.get(_fragment(link))
        if not own.isdisjoint(link.above()):
            continue
        is_within_note = not found.notes.keys().isdisjoint(link.above())
        if target is None:  # an arrow leads back, even where its end was lost
            if is_within_note and link.length < 5 and not any(map(str.isalnum, link.text)):
                found.labels.add(link)
            continue
        if target.order > link.order and (label := _label(link)):
            if target not in known:
                known[target] = _note(target, label)
            note = known[target]
            if note and note not in link.above():
                found.notes.setdefault(note, label)
                found.marks[_whole_mark(link)] = label
        elif target.order < link.order and is_within_note:
            found.labels.add(link)


def _whole_mark(link: Node) -> Node:
    """Return what is raised around a link, or the link."""
    near = list(link.above())[1:3]
    return next((each for each in near if each.tag == "sup" and each.text.strip() == link.text.strip()), link)


def _fragment(link: Node) -> str:
    # Where a page was saved, the browser may have put its address before it.
    return link.get("href").partition("#")[2]


def _label(link: Node) -> str | None:
    """Return the label of a footnote if a link looks like its mark."""
    text = link.text.strip() if link.length < 20 else ""
    match = _LABEL.fullmatch(text)
    if match is None:
        return None
    is_raised = any(each.tag == "sup" for each in (*link.nodes, *list(link.above())[1:3]))
    is_named = _NOTE_NAME.match(_fragment(link)) or link.get("role") == "doc-noteref"
    return match["label"] if is_raised or is_named or text.startswith("[") else None


def _note(target: Node, label: str) -> Node | None:
    """Return the element that holds the footnote to which a mark leads."""
    for node in target.above():
        if node.length > _LONGEST_NOTE or node.size > _MOST_IN_NOTE:
            return None
        if node.tag in _NOTE_TAGS and len(node.text.strip()) > len(label) + 3:
            return None if any(each.tag in HEADINGS for each in node.walk()) else node
    return None
