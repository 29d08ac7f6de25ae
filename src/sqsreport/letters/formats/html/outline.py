"""Classify the elements of a page: the letter, the site around it, and its footnotes."""

from __future__ import annotations

import re
from typing import Final

from sqsreport.letters.formats.html.elements import Outline, Seen
from sqsreport.letters.formats.html.looks import Looks
from sqsreport.letters.formats.html.notes import (
    LABEL,
    LONGEST_NOTE,
    linked_notes,
    notes_beside,
    own_note,
    raised_notes,
    tooltips,
)
from sqsreport.letters.formats.html.page import HEADINGS, Node
from sqsreport.letters.formats.html.writing import GENERATOR

#: Parts of a site, and form controls, with the reason that they are not part of the text.
_AROUND_TAGS: Final = (
    dict.fromkeys(("aside", "dialog", "nav", "noscript", "search"), "page navigation")
    | dict.fromkeys(("button", "datalist", "label", "legend", "select", "textarea"), "form field")
    | dict.fromkeys(("canvas", "svg"), "image")
    | dict.fromkeys(("rt", "rp"), "annotation")
)
_AROUND_ROLES: Final = frozenset(
    {"alert", "alertdialog", "banner", "complementary", "contentinfo", "dialog", "navigation", "search", "toolbar"}
)
#: Names of classes and ids that as a whole mean a part of a site.
_AROUND_NAMES: Final = re.compile(
    r"(?:(?:back|bottom|cookie|global|main|page|primary|print|secondary|share|site|skip|social|sub|top)[-_]?)?"
    r"(?:banner|bar|breadcrumbs?|consent|cookies?|footer|links?|masthead|menu|nav|navbar|navigation|pager|pagination"
    r"|share|sharing|sidebar|skip|social|to[-_]?top|toolbar)|(?:global|site)[-_]?header|gmail_(?:attr|signature)",
    re.IGNORECASE,
)
#: Words that mean a part of a site wherever they are in such a name.
_AROUND_WORDS: Final = frozenset(
    (
        "addthis addtoany ad ads advert advertisement breadcrumb breadcrumbs comments commentlist cookie cookies crumbs"
        " disqus feedback gdpr navbar newsletter pagination popup promo related sharebar sharedaddy sharing sidebar"
        " signup skiplink skiplinks social sponsor subscribe subscription toolbar"
    ).split()
)
#: Words that mean so only of an element that says when and by whom a page was put on a site.
_ABOUT_WORDS: Final = frozenset(
    "author byline date dates meta metadata posted publication published share tags timestamp updated".split()
)
_NAME_PART: Final = re.compile(r"[^0-9A-Za-z]+")
_RANDOM: Final = re.compile(r"[0-9](?!x[0-9])[A-Za-z]+[0-9]")
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
#: The share of a page that is more than what a site puts around it, whatever it is called.
_LARGEST_SHARE: Final = 0.5
_LONGEST_AROUND: Final = 3_000
#: The share of the text of an element that only one of those within it holds, if that is the letter.
_MAIN_SHARE: Final = 0.8
_LEAST_LINKS: Final = 3
_LONGEST_SITE_LINE: Final = 80
_PERMALINK_NAMES: Final = re.compile(
    r"(?:[\w-]*[-_])?(?:anchor|anchorjs|copy|edit|editsection|headerlink|headline-?link|hash-?link|permalink|share|toggle)"
    r"(?:[-_][\w-]*)?",
    re.IGNORECASE,
)
_FIELD: Final = re.compile(r"\s*[^\W\d_][\w '’/-]{0,38}:(?=\s|\Z)")


def outline(root: Node, looks: Looks) -> Outline:
    """Classify the elements of a page."""
    outlined = Outline()
    seen = Seen.of(root, looks)
    for node in seen.nodes:
        if node.tag == "script" and node.get("id") == "sqsreport-report" and outlined.data is None:
            outlined.data = node
        elif node.tag == "meta" and node.get("name") == "generator":
            outlined.is_own = node.get("content") == GENERATOR
        elif node.tag == "sup" and "noteref" in node.classes:
            outlined.marks[node] = node.text.strip(" \n")
        elif node.get("role") == "doc-footnote":
            own_note(node, outlined)
    linked_notes(seen, outlined)
    notes_beside(seen, outlined)
    raised_notes(seen, outlined)
    tooltips(seen, outlined)
    outlined.main = _with_title(_main(seen), seen)
    if outlined.is_own:
        return outlined
    needed = {each for node in (*outlined.main, *outlined.notes, *outlined.starts) for each in node.above()}
    for node in seen.nodes:
        if node not in needed and node not in outlined.marks and (reason := _reason(node, seen, outlined)):
            outlined.around[node] = reason
    _siblings_of_text(outlined, seen, needed)
    for node in [each for each in outlined.around if each.tag in ("ol", "ul")]:
        heading = _before(node)
        if heading and heading.tag in HEADINGS and heading not in needed and _is_last_list(node):
            outlined.around[heading] = "page navigation"
    return outlined


def _before(node: Node) -> Node | None:
    """Return the element right before another, if nothing but white space is between them."""
    for each in reversed(node.parent.children[: node.index] if node.parent else []):
        if isinstance(each, Node):
            return each
        if each.strip():
            return None
    return None


def _is_last_list(node: Node) -> bool:
    """Check whether a list has nothing after it that belongs to the heading before it."""
    for each in node.parent.children[node.index + 1 :] if node.parent else []:
        if isinstance(each, Node) or each.strip():
            return isinstance(each, Node) and each.tag in HEADINGS
    return True


def _main(seen: Seen) -> frozenset[Node]:
    """Return the elements that a page marks as its main text, if they contain enough of it."""
    main = [node for node in seen.nodes if (node.tag == "main" or node.get("role") == "main") and seen.words[node]]
    articles = [node for node in seen.nodes if node.tag == "article" and seen.words[node]]
    articles = [node for node in articles if not _named_around(node, seen)]
    for nodes in (main, articles):
        outermost = _outermost(nodes)
        if outermost:
            words = sum(seen.words[node] - seen.linked[node] for node in outermost)
            others = seen.words[seen.root] - seen.linked[seen.root] - words
            if words >= others:
                if nodes is main:
                    return outermost
                largest = max(outermost, key=lambda node: seen.words[node])
                is_alone = seen.words[largest] > _MAIN_SHARE * sum(seen.words[node] for node in outermost)
                # A page that has each part of its text in an article of its own may have more text between them.
                return frozenset((largest,)) if is_alone else frozenset()
    return frozenset()


def _with_title(main: frozenset[Node], seen: Seen) -> frozenset[Node]:
    """Add the heading of the page to its main text, if that has none and is right below it."""
    if len(main) != 1 or any(each.tag == "h1" for node in main for each in node.walk()):
        return main
    above = set(next(iter(main)).above())
    titles = [node for node in seen.nodes if node.tag == "h1" and node.parent in above and not seen.linked[node]]
    return main | {titles[0]} if len(titles) == 1 and titles[0].order < next(iter(main)).order else main


def _outermost(nodes: list[Node]) -> frozenset[Node]:
    """Keep the elements that are not within others of their kind."""
    alike = frozenset(nodes)
    return frozenset(node for node in alike if not any(each in alike for each in node.above() if each is not node))


def _reason(node: Node, seen: Seen, found: Outline) -> str | None:
    """Return why an element is not part of the letter, if it is not: navigation, banners, forms and the like."""
    if node.tag in _AROUND_TAGS and not (_is_large(node, seen) or _is_heading(node, seen)):
        return _AROUND_TAGS[node.tag]
    if node.tag == "figcaption" and _before(node):
        return "caption"
    if node.tag in ("header", "footer"):
        is_within = any(each in found.main for each in node.above())
        has_title = node.tag == "header" and seen.linked[node] == 0 and any(each.tag == "h1" for each in node.walk())
        is_of_site = not (is_within or has_title) or (seen.site_links[node] > 0 and not seen.headings[node])
        if is_of_site and not _is_large(node, seen):
            return f"page {node.tag}"
    if (node.get("class") or node.get("id") or node.get("role")) and _named_around(node, seen):
        return "page navigation"
    if node in seen.in_headings and _is_permalink(node, seen):
        return "link"
    if is_block(node, seen) and _is_navigation(node, seen, found):
        return "page navigation"
    return None


def _is_heading(node: Node, seen: Seen) -> bool:
    """Check whether an element is a button that is all of a heading, or sets nothing but a heading in the margin."""
    if node.tag == "button":
        heading = next((each for each in node.above() if each.tag in HEADINGS), None)
        return heading is not None and seen.words[heading] == seen.words[node]
    headings = [each for each in node.walk() if each.tag in HEADINGS]
    return (
        len(headings) == 1
        and node.tag == "aside"
        and seen.words.get(headings[0]) == seen.words[node] > seen.linked[node]
    )


def is_block(node: Node, seen: Seen) -> bool:
    """Check whether an element begins a line of its own."""
    return seen.looks.of(node).is_block


def _is_large(node: Node, seen: Seen) -> bool:
    words = seen.words[node] - seen.linked[node]
    return words > _LARGEST_SHARE * max(1, seen.words[seen.root] - seen.linked[seen.root]) and words > LONGEST_NOTE / 10


def _named_around(node: Node, seen: Seen) -> bool:
    """Check whether the role, the classes or the id of an element say that it is part of the site."""
    if seen.words[node] - seen.linked[node] > _LONGEST_AROUND or _is_large(node, seen):
        return False
    if node.get("role") in _AROUND_ROLES:
        return True
    if node.tag in ("html", "body"):
        return False
    names = [*node.classes, node.get("id")]
    if any(_AROUND_NAMES.fullmatch(name) for name in names):
        return True
    # A part with letters between digits is no word, but made at random.
    parts = [part for name in names for part in _NAME_PART.split(name) if not _RANDOM.search(part)]
    words = {word.lower() for part in parts for word in _WORD.findall(part)}
    if not _AROUND_WORDS.isdisjoint(words):
        return True
    is_about = seen.site_links[node] > 0 or any(each.tag == "time" for each in node.walk())
    return is_about and not _ABOUT_WORDS.isdisjoint(words) and not _has_labels(node)


def _has_labels(node: Node) -> bool:
    """Check whether an element has several labels such as those of a letter."""
    return sum(bool(_FIELD.match(each.text)) for each in node.walk() if 0 < each.length < 200) > 3


def _is_permalink(node: Node, seen: Seen) -> bool:
    """Check whether an element within a heading is a link to it, or a way to edit or to copy it."""
    heading = next(each for each in node.above() if each.tag in HEADINGS)
    if seen.words[node] >= seen.words[heading] or seen.words[node] > 20:
        return False
    text = node.text.strip()
    is_sign = node.tag == "a" and bool(text) and not any(map(str.isalnum, text)) and node not in seen.raised
    is_named = any(_PERMALINK_NAMES.fullmatch(name) for name in node.classes) or node.get("aria-hidden") == "true"
    return is_sign or (is_named and not re.fullmatch(r"[0-9.()]*", text))


def _is_navigation(node: Node, seen: Seen, found: Outline) -> bool:
    """Check whether an element is little more than links to other pages."""
    words, linked = seen.words[node], seen.linked[node]
    if node.tag in ("ol", "ul"):
        items = sum(each.tag == "li" for each in node.nodes)
        if items and 10 * seen.anchored[node] > 9 * words > 0 and not (items == 1 and words > _LONGEST_SITE_LINE):
            return not any(each in found.notes or each in found.marks for each in node.walk())
    if not linked or _is_large(node, seen) or node.tag in (*HEADINGS, "tr", "dt", "dd"):
        return False
    if node.tag in ("body", "html", "main", "article", "table", "tbody", "thead"):
        return False
    is_line = linked == words <= _LONGEST_SITE_LINE and node.tag in ("p", "div", "li") and not seen.headings[node]
    # A converter of PDF writes the mark of a footnote as a line of its own.
    if is_line and not _is_bold(node, seen) and not LABEL.fullmatch(node.text.strip()):
        return True
    return seen.site_links[node] >= _LEAST_LINKS and linked > 0.6 * words


def _is_bold(node: Node, seen: Seen) -> bool:
    looks = (seen.looks.of(each) for each in node.walk() if each.tag == "a" or each.parent is node)
    return any(look.strong or look.size > 18 for look in looks)


def _siblings_of_text(found: Outline, seen: Seen, needed: set[Node]) -> None:
    """Exclude the siblings of the element with nearly all of the text, if that has labels of its own."""
    main = [node for node in found.main if node.tag != "h1"]
    node = main[0] if len(main) == 1 else None if main else seen.root
    passed: list[tuple[Node, Node]] = []
    while node is not None:
        words = {
            each: 0 if each in found.around else seen.words[each] - seen.linked[each]
            for each in node.nodes
            if each in seen.words
        }
        total = sum(words.values())
        largest = max(words, key=lambda each: words[each], default=None)
        if largest is None or words[largest] < _MAIN_SHARE * total or not is_block(largest, seen):
            break
        passed.append((node, largest))
        node = largest
    if node is None or not passed or node.tag in ("p", "td", "table", "tr", "tbody") or not _begins_with_labels(node):
        return
    for above, largest in passed:
        for each in above.nodes:
            if each is largest:
                break
            if each not in needed and each in seen.words and seen.words[each] and not seen.headings[each]:
                found.around.setdefault(each, "outside of the text")


def _begins_with_labels(node: Node) -> bool:
    """Check whether the first lines of an element are labels and values, as at the head of a letter."""
    labels = looked_at = 0
    for each in node.walk():
        if each is node or any(
            child.tag not in ("b", "i", "em", "strong", "span", "br", "font", "a") for child in each.nodes
        ):
            continue
        if each.length == 0 or (each.parent and each.parent.tag in ("p", "li", "dt", "td", "th")):
            continue
        if not HEADINGS.isdisjoint(above.tag for above in (each, each.parent) if above):
            continue  # "Commentary on the inspection in Ashmere:" is no label
        looked_at += 1
        labels += bool(_FIELD.match(each.text))
        if each.tag == "p" and any(child.tag == "br" for child in each.nodes):
            labels += sum(bool(_FIELD.match(child)) for child in each.children if isinstance(child, str))
        if labels > 1:
            return True
        if looked_at > 12:
            return False
    return False
