"""Classify elements of a page by their tags and the elements around them."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qs, urlsplit

from sqsreport.letters.formats.html.looks import Look
from sqsreport.letters.formats.html.page import Node

ADDRESS: Final = re.compile(r"(?:https?|mailto):[^\x00-\x20]+", re.IGNORECASE)
_FRACTION_BAR: Final = re.compile(r"\s*[⁄/∕]\s*")
LONGEST_TITLE: Final = 100
_MOST_MASKED: Final = 200
_MASKED: Final = re.compile(r"(?:.*#)?(?P<digits>(?:[0-9a-fA-F]{2}){4,200})")
_MAIL: Final = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,9}")


def shows_numbers(node: Node, items: list[Node], above: str | None) -> bool:
    """Check whether the numbers of a list are text: they are a part of others, such as 1.1, or the item is a title."""
    if node.tag != "ol" or node.get("type") not in ("", "1"):
        return False
    is_nested = any(each.tag == "ol" for item in items for each in item.nodes)
    is_title = len(items) == 1 and items[0].length < LONGEST_TITLE
    # An outer item without text has the place of a number that a converter lost.
    is_alone = node.parent is not None and node.parent.tag == "li" and node.parent.length == node.length
    return bool(above) or is_nested or is_title or is_alone


def first_words(node: Node) -> str:
    """Return the first text within an element."""
    texts = (child.strip() for each in node.walk() for child in each.children if isinstance(child, str))
    return next(filter(None, texts), "")


def own_number(node: Node) -> Node | None:
    """Return the element of the number that a paragraph of this package begins with."""
    first = next(node.nodes, None)
    return first if first is not None and "number" in first.classes else None


def is_numerator(node: Node) -> bool:
    """Check whether a raised figure is the upper half of a fraction."""
    if node.parent is None:
        return False
    after = node.parent.children[node.index + 1 : node.index + 3]
    match after:
        case [str() as bar, Node(tag="sub")]:
            return _FRACTION_BAR.fullmatch(bar) is not None
        case [str() as bar, *_]:
            return re.match(r"\s*[⁄∕]\s*[0-9]", bar) is not None
    return False


def is_begun_number(node: Node) -> bool:
    """Check whether the number in an element goes on after it, as where each letter is in an element of its own."""
    after = next(iter(node.parent.children[node.index + 1 : node.index + 2]), "") if node.parent else ""
    text = after if isinstance(after, str) else after.text[:LONGEST_TITLE]
    return text[:1] in (".", ")", ":") or (text.isdigit() and node.text.isdigit())


def unmasked(node: Node) -> str | None:
    """Return the address of mail that a site has masked, if it can be restored."""
    masked = node.get("data-cfemail") or (node.get("href") if "email-protection#" in node.get("href") else "")
    match = _MASKED.fullmatch(masked) if masked else None
    if match is None or node.length > _MOST_MASKED:
        return None
    key, *codes = bytes.fromhex(match["digits"])
    address = bytes(code ^ key for code in codes).decode("utf-8", errors="replace")
    return address if _MAIL.fullmatch(address) else None


def unwrapped(address: str) -> str:
    """Return where a link leads that a search engine or a mail service has put itself before."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if parts.hostname not in ("www.google.com", "google.com") or parts.path != "/url":
        return address
    targets = parse_qs(parts.query, max_num_fields=20).get("q", []) if parts.query.count("&") < 20 else []
    return targets[0] if targets and ADDRESS.fullmatch(targets[0]) else address


def breaks_page(look: Look, side: str) -> bool:
    """Return whether a page ends before or after an element, by its style."""
    value = look.declared.get(f"page-break-{side}") or look.declared.get(f"break-{side}") or ""
    return value in ("always", "page", "left", "right")


def precedes_page(node: Node) -> bool:
    """Check whether a rule is one that a converter puts between pages, before the anchor of the next."""
    after = node.parent.children[node.index + 1 : node.index + 3] if node.parent else []
    anchor = next((each for each in after if isinstance(each, Node)), None)
    return anchor is not None and anchor.tag == "a" and anchor.get("name").isdigit()
