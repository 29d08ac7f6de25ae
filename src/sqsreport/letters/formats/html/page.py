"""A web page as a tree, built within bounds from the events of the parser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from sqsreport._extras import require
from sqsreport.letters.limits import MAX_CHARACTERS, MAX_DEPTH, too_large
from sqsreport.problems import Problem

#: The bytes of a page's source; the parser itself gives up at ten million for a single text or attribute.
_MAX_SOURCE: Final = 8_000_000
#: The elements of a page; a letter has some hundreds, and a saved page a few thousand.
_MAX_ELEMENTS: Final = 100_000
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Elements without visible text.
UNSEEN: Final = frozenset({"iframe", "noembed", "noframes", "script", "style", "template", "title"})

_SHADOW: Final = frozenset({"shadowroot", "shadowrootmode"})


class TooLargeError(Exception):
    """A page is beyond a bound."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@attrs.define(eq=False)
class Node:
    """An element of a page.

    Attributes:
        tag: its name in lower case.
        order: its place among all elements, from 0.
        index: its place among the children of its parent, from 0.
        first: how many characters of text are before it.
        last: how many are before its end.
        size: how many elements are within it.
    """

    tag: str
    attributes: Mapping[str, str]
    parent: Node | None
    order: int = 0
    index: int = 0
    first: int = 0
    last: int = 0
    size: int = 0
    children: list[Node | str] = attrs.field(factory=list)

    @property
    def is_unseen(self) -> bool:
        """Whether it holds no text that anybody sees. A template is shown where it is the shadow of an element."""
        return self.tag in UNSEEN and not (self.tag == "template" and self.attributes.keys() & _SHADOW)

    @property
    def length(self) -> int:
        """The number of characters of its text."""
        return self.last - self.first

    def get(self, name: str) -> str:
        """Return an attribute, or nothing."""
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        """The names of its classes."""
        return self.get("class").split()

    @property
    def nodes(self) -> Iterator[Node]:
        """The elements right within it."""
        return (child for child in self.children if isinstance(child, Node))

    def walk(self) -> Iterator[Node]:
        """Yield the element and all within it, in their order."""
        pending = [self]
        while pending:
            node = pending.pop()
            yield node
            pending.extend(reversed(list(node.nodes)))

    def above(self) -> Iterator[Node]:
        """Yield the element and all that it is within, outwards."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def texts(self) -> Iterator[str]:
        """Yield the texts within it that a reader may see, or that of a script itself, in their order."""
        pending: list[Node | str] = [self]
        while pending:
            each = pending.pop()
            if isinstance(each, str):
                yield each
            elif each is self or not each.is_unseen:
                pending.extend(reversed(each.children))

    @property
    def text(self) -> str:
        """All text within it that a reader may see, or that of a script itself."""
        return "".join(self.texts())


def parse_page(text: str) -> Node:
    """Parse the source of a page; markup that is wrong is mended as browsers do, or nearly.

    Raises:
        TooLargeError: the page is beyond a bound.
        MissingExtraError: lxml is not installed.
    """
    etree = require("lxml.etree", extra="html", purpose="reading HTML")
    source = text.encode()
    if len(source) > _MAX_SOURCE:
        raise TooLargeError(too_large("the page is", f"{len(source):,} bytes", f"{_MAX_SOURCE:,}"))
    builder = _Builder()
    # The parser makes no tree of its own, because that of a hostile page may cost a thousand times its size.
    parser = etree.HTMLParser(target=builder, encoding="utf-8", no_network=True)
    root: Node = etree.fromstring(source, parser) if source.strip() else builder.close()
    return root


@attrs.define
class _Builder:
    """Handles the events of the parser. The names of the methods are those that lxml calls."""

    root: Node = attrs.field(factory=lambda: Node("", {}, None))
    open: list[Node] = attrs.field(init=False)
    pending: list[str] = attrs.field(factory=list)
    elements: int = 0
    characters: int = 0

    def __attrs_post_init__(self) -> None:
        self.open = [self.root]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._put_text()
        self.elements += 1
        if self.elements > _MAX_ELEMENTS:
            raise TooLargeError(too_large("the page is", f"over {_MAX_ELEMENTS:,} elements", f"{_MAX_ELEMENTS:,}"))
        if len(self.open) > MAX_DEPTH:
            raise TooLargeError(too_large("the nesting of the page is", f"over {MAX_DEPTH} levels", f"{MAX_DEPTH:,}"))
        parent = self.open[-1]
        node = Node(tag.lower(), dict(attributes), parent, self.elements, len(parent.children), self.characters)
        parent.children.append(node)
        self.open.append(node)

    def end(self, tag: str) -> None:
        self._put_text()
        if any(node.tag == tag.lower() for node in reversed(self.open)):
            while self._close_last().tag != tag.lower():
                pass

    def data(self, data: str) -> None:
        self.pending.append(data)
        if not self.open[-1].is_unseen:
            self.characters += len(data)
        if self.characters > MAX_CHARACTERS:
            raise TooLargeError(
                too_large("the text of the page is", f"over {MAX_CHARACTERS:,} characters", f"{MAX_CHARACTERS:,}")
            )

    def comment(self, data: Any) -> None:
        """Skip a comment, and content within the conditional comments of Word."""

    def close(self) -> Node:
        self._put_text()
        while self.open:
            self._close_last()
        return self.root

    def _close_last(self) -> Node:
        node = self.open.pop()
        node.last, node.size = self.characters, self.elements - node.order
        return node

    def _put_text(self) -> None:
        if self.pending:
            self.open[-1].children.append("".join(self.pending))
            self.pending.clear()
