"""The visible elements of a page, and their classification."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

import attrs

from sqsreport.letters.formats.html.looks import Looks, unseen
from sqsreport.letters.formats.html.page import HEADINGS, Node

_LEAST_OF_SITE: Final = 5
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]{0,20}:|//", re.IGNORECASE)
_HOST: Final = re.compile(r"(?:https?:)?//(?:www\.)?(?P<host>[\w.-]{1,200})", re.IGNORECASE)
_SHARING_HOSTS: Final = frozenset(
    "addthis.com addtoany.com facebook.com linkedin.com pinterest.com reddit.com t.me twitter.com wa.me"
    " api.whatsapp.com x.com".split()
)


@attrs.define
class Outline:
    """The classification of the elements of a page.

    Attributes:
        main: the elements that contain the letter; none if the page does not mark them.
        around: the elements that are not part of the text, with the reason.
        marks: the elements that are marks of footnotes, and their labels.
        notes: the elements that are footnotes, and their labels.
        starts: the elements that begin a footnote within other text, and their labels.
        labels: the elements within a footnote that only repeat its label or lead back to its mark.
        tooltips: the elements that are marks of footnotes whose text is a ``title``, and that text.
        data: the script with an embedded report.
        is_own: whether this library has written the page, so that its markup is sufficient.
    """

    main: frozenset[Node] = frozenset()
    around: dict[Node, str] = attrs.field(factory=dict)
    marks: dict[Node, str] = attrs.field(factory=dict)
    notes: dict[Node, str] = attrs.field(factory=dict)
    starts: dict[Node, str] = attrs.field(factory=dict)
    labels: set[Node] = attrs.field(factory=set)
    tooltips: dict[Node, str] = attrs.field(factory=dict)
    data: Node | None = None
    is_own: bool = False


@attrs.define
class Seen:
    """The elements that have a place on the page, and how many characters of them are words, and words of links."""

    looks: Looks
    root: Node
    nodes: list[Node] = attrs.field(factory=list)
    targets: dict[str, Node] = attrs.field(factory=dict)
    links: list[Node] = attrs.field(factory=list)
    raised: list[Node] = attrs.field(factory=list)
    #: Those of the raised elements that begin a line.
    starting: set[Node] = attrs.field(factory=set)
    words: dict[Node, int] = attrs.field(factory=dict)
    linked: dict[Node, int] = attrs.field(factory=dict)
    #: How many links to other pages are within an element, and how many headings.
    site_links: dict[Node, int] = attrs.field(factory=dict)
    headings: dict[Node, int] = attrs.field(factory=dict)
    #: How many characters within an element are those of any links but of mail.
    anchored: dict[Node, int] = attrs.field(factory=dict)
    in_headings: set[Node] = attrs.field(factory=set)
    hosts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, root: Node, looks: Looks) -> Seen:
        """Look at every element of a page."""
        seen = cls(looks, root)
        pending = [root]
        while pending:
            node = pending.pop()
            seen.nodes.append(node)
            if node.tag == "script" or not unseen(node, looks):
                pending.extend(reversed(list(node.nodes)))
        for node in seen.nodes:
            seen._look_at(node)
        seen.hosts = _site_hosts(seen.nodes)
        for node in reversed(seen.nodes):
            seen._count(node)
        seen._find_starts()
        return seen

    def _find_starts(self) -> None:
        """Find the raised elements before which nothing is on their line."""
        is_start = True
        known, raised = set(self.nodes), set(self.raised)
        pending: list[Node | str | None] = [self.root]
        while pending:
            each = pending.pop()
            if each is None:
                is_start = True
            elif isinstance(each, str):
                is_start = is_start and not each.strip()
            elif each in known:
                if each in raised and is_start:
                    self.starting.add(each)
                is_line = each.tag == "br" or self.looks.of(each).is_block
                is_start |= is_line
                pending.extend((None,) if is_line else ())
                pending.extend(reversed(each.children))

    def _look_at(self, node: Node) -> None:
        for name in {node.get("id"), node.get("name") if node.tag == "a" else ""} - {""}:
            self.targets.setdefault(name, node)
        if node.tag == "a" and "#" in node.get("href"):
            self.links.append(node)
        above = node.parent
        if above and (above.tag in HEADINGS or above in self.in_headings):
            self.in_headings.add(node)
        is_raised = self.looks.of(node).is_raised and not (above and self.looks.of(above).is_raised)
        # Some converters lose the size of a mark, but not that it is a link.
        is_link = node.tag == "a" and "#" in node.get("href") and node.length < 4
        if is_raised or (is_link and not (above and self.looks.of(above).is_raised)):
            self.raised.append(node)

    def _count(self, node: Node) -> None:
        if node.is_unseen:
            self.words[node] = self.linked[node] = self.site_links[node] = self.headings[node] = self.anchored[node] = 0
            return
        inner = [*node.nodes]

        def total(counts: dict[Node, int]) -> int:
            return sum(counts.get(each, 0) for each in inner) if inner else 0

        own = sum(len(child.strip()) for child in node.children if isinstance(child, str))
        self.words[node] = own + total(self.words)
        is_link = _is_site_link(node, self.hosts)
        self.linked[node] = self.words[node] if is_link else total(self.linked)
        self.site_links[node] = is_link + total(self.site_links)
        is_anchor = node.tag == "a" and bool(node.get("href")) and not node.get("href").lower().startswith("mailto:")
        self.anchored[node] = self.words[node] if is_anchor else total(self.anchored)
        self.headings[node] = (node.tag in HEADINGS) + total(self.headings)


def _names_page(node: Node) -> bool:
    return node.tag == "base" or node.get("rel") == "canonical" or node.get("property") == "og:url"


def _site_hosts(nodes: list[Node]) -> frozenset[str]:
    """Return the hosts of the site that a page is from, and of those on which it is shared."""
    own = {_host(node.get("href") or node.get("content")) for node in nodes if _names_page(node)}
    hosts = Counter(filter(None, (_host(node.get("href")) for node in nodes if node.tag == "a")))
    common = {host for host, count in hosts.most_common(1) if count >= _LEAST_OF_SITE and 2 * count > hosts.total()}
    return frozenset(own | common) - {""} | _SHARING_HOSTS


def _host(address: str) -> str:
    match = _HOST.match(address.strip())
    return match["host"].lower() if match else ""


def _is_site_link(node: Node, hosts: frozenset[str]) -> bool:
    """Check whether an element leads to another page of the site, and does not print its own address or one of mail."""
    href = node.get("href").strip()
    if node.tag != "a" or not href:
        return False
    if href == "#" or href.lower().startswith("javascript:"):
        return node.length > 3
    text = node.text.strip() if node.length < 300 else ""
    if "://" in text or text.startswith("www.") or "@" in text or "email-protection" in href:
        return False
    if _SCHEME.match(href):
        return _host(href) in hosts and "#" not in href
    return "#" not in href
