"""What the elements of a page are for: the letter, what a site puts around it, and its footnotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Final

import attrs

from sqsreport.letters.formats.html.looks import Looks, unseen
from sqsreport.letters.formats.html.page import HEADINGS, Node
from sqsreport.letters.formats.html.writing import GENERATOR

_NOTE_TAGS: Final = frozenset({"aside", "blockquote", "dd", "div", "li", "p", "section", "small", "td", "tr"})
#: Parts of a site, and what a reader fills in or presses, with the reason that they are not part of the text.
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
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
#: The share of a page that is more than what a site puts around it, whatever it is called.
_LARGEST_SHARE: Final = 0.5
_LONGEST_AROUND: Final = 3_000
#: The share of the text of an element that only one of those within it holds, if that is the letter.
_MAIN_SHARE: Final = 0.8
_LEAST_LINKS: Final = 3
_LEAST_OF_SITE: Final = 5
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]{0,20}:|//", re.IGNORECASE)
_HOST: Final = re.compile(r"(?:https?:)?//(?:www\.)?(?P<host>[\w.-]{1,200})", re.IGNORECASE)
_SHARING_HOSTS: Final = frozenset(
    "addthis.com addtoany.com facebook.com linkedin.com pinterest.com reddit.com t.me twitter.com wa.me"
    " api.whatsapp.com x.com".split()
)
_LONGEST_SITE_LINE: Final = 80
#: The label of a footnote, which some sites spell out: "[footnote 1]".
_LABEL: Final = re.compile(
    r"[\[(]?(?:(?i:(?:(?:go|jump|see|skip) (?:to )?)?(?:foot-?note|note|fn)\.?) ?(?=[0-9]))?"
    r"(?P<label>[0-9]{1,3}|[a-z*†‡§¶]{1,2}|[ivx]{1,4})[\])]?[.:]?"
)
_NOTE_NAME: Final = re.compile(r"[\w.-]{0,40}?(?:ftn|fn|foot-?note|note|endnote|edn|citation|cite)", re.IGNORECASE)
#: What may be around a label.
_ROUND: Final = "[]() \n"
_COMMENT_NAME: Final = re.compile(r"_?(?:cmnt|msocom|_?com_)", re.IGNORECASE)
_TOOLTIP_NAMES: Final = re.compile(
    r"(?:[\w-]*[-_])?(?:foot-?notes?|fn|note|noteref|tooltip)(?:[-_][\w-]*)?", re.IGNORECASE
)
_PERMALINK_NAMES: Final = re.compile(
    r"(?:[\w-]*[-_])?(?:anchor|anchorjs|copy|edit|editsection|headerlink|headline-?link|hash-?link|permalink|share)"
    r"(?:[-_][\w-]*)?",
    re.IGNORECASE,
)
_LONGEST_MARK: Final = 30
_LEAST_TOOLTIP: Final = 15
_LONGEST_NOTE: Final = 5_000
_MOST_IN_NOTE: Final = 200
_FIELD: Final = re.compile(r"\s*[^\W\d_][\w '’/-]{0,38}:(?=\s|\Z)")


@attrs.define
class Outline:
    """What was found out about the elements of a page.

    Attributes:
        main: the elements that hold the letter; none if the page does not say.
        around: the elements that are not part of the text, with the reason.
        marks: the elements that are marks of footnotes, and their labels.
        notes: the elements that are footnotes, and their labels.
        starts: the elements that begin a footnote within other text, and their labels.
        labels: the elements within a footnote that only repeat its label or lead back to its mark.
        tooltips: the elements that are marks of footnotes whose text is a ``title``, and that text.
        data: the script that holds an embedded report.
        is_own: whether this library has written the page, so that its markup says all.
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


def outline(root: Node, looks: Looks) -> Outline:
    """Find out what the elements of a page are for."""
    found = Outline()
    seen = _Seen.of(root, looks)
    for node in seen.nodes:
        if node.tag == "script" and node.get("id") == "sqsreport-report" and found.data is None:
            found.data = node
        elif node.tag == "meta" and node.get("name") == "generator":
            found.is_own = node.get("content") == GENERATOR
        elif node.tag == "sup" and "noteref" in node.classes:
            found.marks[node] = node.text.strip(" \n")
        elif node.get("role") == "doc-footnote":
            _own_note(node, found)
    _linked_notes(seen, found)
    _raised_notes(seen, found)
    _tooltips(seen, found)
    found.main = _with_title(_main(seen), seen)
    if found.is_own:
        return found
    needed = {each for node in (*found.main, *found.notes, *found.starts) for each in node.above()}
    for node in seen.nodes:
        if node not in needed and (reason := _reason(node, seen, found)):
            found.around[node] = reason
    _siblings_of_text(found, seen, needed)
    for node in [each for each in found.around if each.tag in ("ol", "ul")]:
        heading = _before(node)
        if heading and heading.tag in HEADINGS and heading not in needed and _is_last_list(node):
            found.around[heading] = "page navigation"
    return found


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


@attrs.define
class _Seen:
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
    def of(cls, root: Node, looks: Looks) -> _Seen:
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
        own = sum(len(child.strip()) for child in node.children if isinstance(child, str))
        self.words[node] = own + sum(self.words.get(each, 0) for each in node.nodes)
        is_link = _is_site_link(node, self.hosts)
        self.linked[node] = self.words[node] if is_link else sum(self.linked.get(each, 0) for each in node.nodes)
        self.site_links[node] = is_link + sum(self.site_links.get(each, 0) for each in node.nodes)
        is_anchor = node.tag == "a" and bool(node.get("href")) and not node.get("href").lower().startswith("mailto:")
        self.anchored[node] = self.words[node] if is_anchor else sum(self.anchored.get(each, 0) for each in node.nodes)
        self.headings[node] = (node.tag in HEADINGS) + sum(self.headings.get(each, 0) for each in node.nodes)


def _site_hosts(nodes: list[Node]) -> frozenset[str]:
    """Return the hosts of the site that a page is from, and of those on which it is shared."""
    own = {_host(node.get("href") or node.get("content")) for node in nodes if _names_page(node)}
    hosts = Counter(filter(None, (_host(node.get("href")) for node in nodes if node.tag == "a")))
    common = {host for host, count in hosts.most_common(1) if count >= _LEAST_OF_SITE and 2 * count > hosts.total()}
    return frozenset(own | common) - {""} | _SHARING_HOSTS


def _names_page(node: Node) -> bool:
    return node.tag == "base" or node.get("rel") == "canonical" or node.get("property") == "og:url"


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


def _main(seen: _Seen) -> frozenset[Node]:
    """Return the elements that a page marks as its main text, if they hold enough of it."""
    main = [node for node in seen.nodes if (node.tag == "main" or node.get("role") == "main") and seen.words[node]]
    articles = [node for node in seen.nodes if node.tag == "article" and seen.words[node]]
    articles = [node for node in articles if not _named_around(node, seen)]
    for nodes in (main, articles):
        outermost = _outermost(nodes)
        if outermost:
            words = sum(seen.words[node] - seen.linked[node] for node in outermost)
            others = seen.words[seen.root] - seen.linked[seen.root] - words
            if words >= others:
                largest = max(outermost, key=lambda node: seen.words[node])
                is_alone = seen.words[largest] > _MAIN_SHARE * sum(seen.words[node] for node in outermost)
                return frozenset((largest,)) if is_alone and nodes is articles else outermost
    return frozenset()


def _with_title(main: frozenset[Node], seen: _Seen) -> frozenset[Node]:
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


def _reason(node: Node, seen: _Seen, found: Outline) -> str | None:
    """Return why an element is not part of the letter, if it is not: navigation, banners, forms and the like."""
    if node.tag in _AROUND_TAGS and not _is_large(node, seen):
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


def is_block(node: Node, seen: _Seen) -> bool:
    """Check whether an element begins a line of its own."""
    return seen.looks.of(node).is_block


def _is_large(node: Node, seen: _Seen) -> bool:
    words = seen.words[node] - seen.linked[node]
    return (
        words > _LARGEST_SHARE * max(1, seen.words[seen.root] - seen.linked[seen.root]) and words > _LONGEST_NOTE / 10
    )


def _named_around(node: Node, seen: _Seen) -> bool:
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
    words = {word.lower() for name in names for word in _WORD.findall(name)}
    if not _AROUND_WORDS.isdisjoint(words):
        return True
    is_about = seen.site_links[node] > 0 or any(each.tag == "time" for each in node.walk())
    return is_about and not _ABOUT_WORDS.isdisjoint(words) and not _has_labels(node)


def _has_labels(node: Node) -> bool:
    """Check whether an element has several labels such as those of a letter."""
    return sum(bool(_FIELD.match(each.text)) for each in node.walk() if 0 < each.length < 200) > 3


def _is_permalink(node: Node, seen: _Seen) -> bool:
    """Check whether an element within a heading is a link to it, or a way to edit or to copy it."""
    heading = next(each for each in node.above() if each.tag in HEADINGS)
    if seen.words[node] >= seen.words[heading] or seen.words[node] > 20:
        return False
    text = node.text.strip()
    is_sign = node.tag == "a" and bool(text) and not any(map(str.isalnum, text)) and node not in seen.raised
    is_named = any(_PERMALINK_NAMES.fullmatch(name) for name in node.classes) or node.get("aria-hidden") == "true"
    return is_sign or (is_named and not re.fullmatch(r"[0-9.()]*", text))


def _is_navigation(node: Node, seen: _Seen, found: Outline) -> bool:
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
    if is_line and not _is_bold(node, seen):
        return True
    return seen.site_links[node] >= _LEAST_LINKS and linked > 0.6 * words


def _is_bold(node: Node, seen: _Seen) -> bool:
    looks = (seen.looks.of(each) for each in node.walk() if each.tag == "a" or each.parent is node)
    return any(look.strong or look.size > 18 for look in looks)


def _siblings_of_text(found: Outline, seen: _Seen, needed: set[Node]) -> None:
    """Set apart what is beside the element that holds nearly all of the text, where that has labels of its own."""
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
        looked_at += 1
        labels += bool(_FIELD.match(each.text))
        if each.tag == "p" and any(child.tag == "br" for child in each.nodes):
            labels += sum(bool(_FIELD.match(child)) for child in each.children if isinstance(child, str))
        if labels > 1:
            return True
        if looked_at > 12:
            return False
    return False


def _own_note(node: Node, found: Outline) -> None:
    """Take a footnote as this library writes it, with its label set apart."""
    for child in node.nodes:
        if "label" in child.classes:
            found.notes[node] = child.text.strip(" \n" if found.is_own else _ROUND)
            found.labels.add(child)
            return


def _linked_notes(seen: _Seen, found: Outline) -> None:
    """Find the marks that lead to footnotes further down, and the links that lead back up from those."""
    own = set(found.notes) | set(found.marks)
    known: dict[Node, Node | None] = {}
    #: The blocks that hold the footnotes, with the targets and the labels of these.
    blocks: dict[Node, dict[Node, str]] = defaultdict(dict)
    for link in seen.links:
        target = seen.targets.get(_fragment(link))
        if own and not own.isdisjoint(link.above()):
            continue
        within = next((each for each in link.above() if each in found.notes or each in blocks), None)
        if target is None:  # an arrow leads back, even where its end was lost
            if within and link.length < 5 and not any(map(str.isalnum, link.text)):
                found.labels.add(link)
            continue
        if target.order > link.order and (label := _label(link, seen)):
            if target not in known:
                known[target] = _note(target, label)
            note = known[target]
            if note and note not in link.above():
                if _COMMENT_NAME.match(_fragment(link)):
                    found.around[note] = found.around[_whole_mark(link)] = "annotation"
                    continue
                blocks[note].setdefault(target, label)
                found.notes.setdefault(note, label)
                found.marks[_whole_mark(link)] = label
        elif target.order < link.order and within:
            found.labels.add(_whole_mark(link) if _LABEL.fullmatch(link.text.strip()) else link)
    for note, targets in blocks.items():
        if len(targets) > 1:
            del found.notes[note]
            found.starts.update(targets)


def _raised_notes(seen: _Seen, found: Outline) -> None:
    """Pair the raised labels within lines with those that begin a line, where no links do."""
    begins: dict[str, list[Node]] = defaultdict(list)
    within: dict[str, list[Node]] = defaultdict(list)
    known = {each for node in (*found.marks, *found.notes, *found.labels, *found.starts) for each in node.walk()}
    for node in seen.raised:
        text = node.text.strip() if node.length < 12 else ""
        match = _LABEL.fullmatch(text)
        if match and node not in known and not any(each in known for each in node.above()):
            (begins if node in seen.starting else within)[match["label"]].append(node)
    taken = set(found.marks.values())
    for label in begins.keys() & within.keys() - taken:
        note = begins[label][-1]
        if within[label][0].order < note.order and len(begins[label]) == 1:
            found.marks.update(dict.fromkeys(within[label], label))
            if (whole := _whole_note(note, label, seen)) and whole not in found.notes:
                found.notes[whole] = label
                found.labels.add(note)
            else:
                found.starts[note] = label


def _whole_note(start: Node, label: str, seen: _Seen) -> Node | None:
    """Return the element that holds all of the footnote that a raised label begins, if one does."""
    for node in start.above():
        if seen.words[node] > _LONGEST_NOTE or node.size > _MOST_IN_NOTE:
            return None
        if seen.words[node] > len(label) + 3:
            has_others = any(each.tag == "br" or (each is not start and each in seen.starting) for each in node.walk())
            return None if has_others or node.tag in ("table", "body") else node
    return None


def _tooltips(seen: _Seen, found: Outline) -> None:
    """Find the marks whose footnote is shown when a reader points at them."""
    for node in seen.nodes:
        title = " ".join((node.get("title") or node.get("data-footnote")).split())
        if len(title) < _LEAST_TOOLTIP or node.length > 12 or node in found.marks:
            continue
        match = _LABEL.fullmatch(node.text.strip())
        is_mark = any(seen.looks.of(each).is_raised for each in (node, *node.nodes)) or any(
            _TOOLTIP_NAMES.fullmatch(name) for name in node.classes
        )
        if match and is_mark and not any(each in found.marks for each in (*node.walk(), *node.above())):
            found.marks[node] = match["label"]
            found.tooltips[node] = title


def _whole_mark(link: Node) -> Node:
    """Return what is raised around a link, or the link."""
    near = [each for each in list(link.above())[1:3] if each.length < _LONGEST_MARK]
    return next(
        (
            each
            for each in reversed(near)
            if each.tag in ("span", "sup") and each.text.strip(_ROUND) == link.text.strip(_ROUND)
        ),
        link,
    )


def _fragment(link: Node) -> str:
    # Where a page was saved, the browser may have put its address before it.
    return link.get("href").partition("#")[2]


def _label(link: Node, seen: _Seen) -> str | None:
    """Return the label of a footnote if a link looks like its mark."""
    text = link.text.strip() if link.length < 20 else ""
    match = _LABEL.fullmatch(text)
    if match is None:
        return None
    is_raised = any(seen.looks.of(each).is_raised for each in (link, *link.nodes))
    is_named = _NOTE_NAME.match(_fragment(link)) or link.get("role") == "doc-noteref"
    return match["label"] if is_raised or is_named or text.startswith("[") else None


def _note(target: Node, label: str) -> Node | None:
    """Return the element that holds the footnote to which a mark leads."""
    if target.length == 0 and target.parent and target.parent.length > _LONGEST_NOTE:  # an anchor before the note
        after = target.parent.children[target.index + 1 : target.index + 6]
        target = next((each for each in after if isinstance(each, Node) and each.length > 0), target)
    for node in target.above():
        if node.length > _LONGEST_NOTE or node.size > _MOST_IN_NOTE:
            return None
        if node.tag in _NOTE_TAGS and len(node.text.strip()) > len(label) + 3:
            return None if any(each.tag in HEADINGS for each in node.walk()) else node
    return None
