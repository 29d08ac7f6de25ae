"""The notes of a page and their marks: what links, raised figures and tooltips lead to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from sqsreport.letters.characters import SOFT_HYPHEN
from sqsreport.letters.formats.html.elements import Outline, Seen
from sqsreport.letters.formats.html.page import HEADINGS, Node

_NOTE_TAGS: Final = frozenset({"aside", "blockquote", "dd", "div", "li", "p", "section", "small", "td", "tr"})
#: The label of a footnote, which some sites spell out: "[footnote 1]".
LABEL: Final = re.compile(
    r"[\[(]?(?:(?i:(?:(?:go|jump|see|skip) (?:to )?)?(?:foot-?note|note|fn)\.?) ?(?=[0-9]))?"
    r"(?P<label>[0-9]{1,3}|[a-z*†‡§¶]{1,2}|[ivx]{1,4})[\])]?[.:]?"
)
_NOTE_NAME: Final = re.compile(r"[\w.-]{0,40}?(?:ftn|fn|foot-?note|note|endnote|edn|citation|cite)", re.IGNORECASE)
#: The heading that pages give to their notes.
_NOTES_TITLE: Final = re.compile(r"(?:foot|end)?-?notes?:?|references:?", re.IGNORECASE)
#: What may be around a label, and in a list of notes also after it.
_ROUND: Final = "[]() \n"
_LABEL_SIGNS: Final = "[]().: \n"
_COMMENT_NAME: Final = re.compile(r"_?(?:cmnt|msocom|_?com_)", re.IGNORECASE)
_TOOLTIP_NAMES: Final = re.compile(
    r"(?:[\w-]*[-_])?(?:foot-?notes?|fn|note|noteref|tooltip)(?:[-_][\w-]*)?", re.IGNORECASE
)
_BESIDE_NAMES: Final = re.compile(
    r"(?:[\w-]*[-_])?(?:foot|margin|side)-?note(?:[-_](?:body|content|text))?", re.IGNORECASE
)
#: The elements and texts between a mark and a note beside it, at most.
_MOST_BETWEEN: Final = 6
_LONGEST_MARK: Final = 30
_LEAST_TOOLTIP: Final = 15
LONGEST_NOTE: Final = 5_000
_MOST_IN_NOTE: Final = 200


def own_note(node: Node, found: Outline) -> None:
    """Read a footnote as this library writes it, with a separate label."""
    for child in node.nodes:
        if "label" in child.classes:
            found.notes[node] = child.text.strip(" \n" if found.is_own else _ROUND)
            found.labels.add(child)
            return


def linked_notes(seen: Seen, found: Outline) -> None:
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
            if note and note.tag == "dd" and (term := _term(target)):
                found.labels.add(term)
            if note and note not in link.above():
                if _COMMENT_NAME.match(_fragment(link)):
                    found.around[note] = found.around[_whole_mark(link)] = "annotation"
                    continue
                blocks[note].setdefault(target, label)
                found.notes.setdefault(note, label)
                found.marks[_whole_mark(link)] = label
        elif target.order < link.order and within:
            found.labels.add(_whole_mark(link) if LABEL.fullmatch(link.text.strip()) else link)
    for note, targets in blocks.items():
        if len(targets) > 1:
            del found.notes[note]
            found.starts.update(targets)


def raised_notes(seen: Seen, found: Outline) -> None:
    """Pair the raised labels within lines with those that begin a line, where no links do."""
    begins: dict[str, list[Node]] = defaultdict(list)
    within: dict[str, list[Node]] = defaultdict(list)
    known = {each for node in (*found.marks, *found.notes, *found.labels, *found.starts) for each in node.walk()}
    for node in seen.raised:
        text = node.text.strip() if node.length < 12 else ""
        match = LABEL.fullmatch(text)
        if match and node not in known and not any(each in known for each in node.above()):
            (begins if node in seen.starting else within)[match["label"]].append(node)
    taken = set(found.marks.values())
    _listed_notes(seen, found, {label: nodes for label, nodes in within.items() if label not in begins.keys() | taken})
    for label in begins.keys() & within.keys() - taken:
        note = begins[label][-1]
        if within[label][0].order < note.order and len(begins[label]) == 1:
            found.marks.update(dict.fromkeys(within[label], label))
            if (whole := _whole_note(note, label, seen)) and whole not in found.notes:
                found.notes[whole] = label
                found.labels.add(note)
            else:
                found.starts[note] = label


def _listed_notes(seen: Seen, found: Outline, marks: Mapping[str, Sequence[Node]]) -> None:
    """Pair raised labels with the items of the list that has a note for each of them, and nothing else."""
    if not marks:
        return
    last = max(node.order for nodes in marks.values() for node in nodes)
    items = [node for node in seen.nodes if node.order > last and node.tag in _NOTE_TAGS]
    for parent in {node.parent for node in items if node.parent}:
        items = [node for node in parent.nodes if seen.words.get(node)]
        labels = {node: first for node in items if (first := _first_label(node, seen))}
        if len(labels) == len(items):
            names = [first.text.strip(_LABEL_SIGNS) for first in labels.values()]
        elif parent.tag == "ol" and not labels and _is_named_for_notes(parent):
            names = [str(number) for number in range(1, len(items) + 1)]
        else:
            continue
        if sorted(names) == sorted(marks):
            found.notes.update(zip(items, names, strict=True))
            found.labels.update(labels.values())
            found.marks.update((node, label) for label, nodes in marks.items() for node in nodes)


def _first_label(node: Node, seen: Seen) -> Node | None:
    """Return the element that an item begins with if that is a label and not all of the item."""
    first = next((child for child in node.children if isinstance(child, Node) or child.strip()), None)
    if not isinstance(first, Node) or first.length > _LONGEST_MARK or seen.words[node] <= seen.words.get(first, 0) + 3:
        return None
    return first if LABEL.fullmatch(first.text.strip()) else None


def _is_named_for_notes(node: Node) -> bool:
    """Check whether a list, or what holds it, has a name or a heading that says that it has notes."""
    around = [each for each in (node, node.parent) if each is not None]
    names = [name for each in around for name in (*each.classes, each.get("id"))]
    before = node.parent.children[max(0, node.index - 2) : node.index] if node.parent else []
    titles = [each.text.strip() for each in before if isinstance(each, Node) and each.length < _LONGEST_MARK]
    return any(map(_NOTE_NAME.match, names)) or any(map(_NOTES_TITLE.fullmatch, titles))


def _whole_note(start: Node, label: str, seen: Seen) -> Node | None:
    """Return the element that holds all of the footnote that a raised label begins, if one does."""
    for node in start.above():
        if seen.words[node] > LONGEST_NOTE or node.size > _MOST_IN_NOTE:
            return None
        if seen.words[node] > len(label) + 3:
            has_others = any(each.tag == "br" or (each is not start and each in seen.starting) for each in node.walk())
            return None if has_others or node.tag in ("table", "body") else node
    return None


def notes_beside(seen: Seen, found: Outline) -> None:
    """Find the notes within a text right after their marks, which are in the margin, or shown when a reader points."""
    count = 0
    for note in (each for node in seen.nodes for each in node.nodes):
        if not _LEAST_TOOLTIP <= note.length <= LONGEST_NOTE or seen.looks.of(note).is_block:
            continue
        mark = _mark_before(note, seen)
        if mark is None or mark in found.marks:
            continue
        is_named = any(map(_BESIDE_NAMES.fullmatch, note.classes))
        match = LABEL.fullmatch(mark.text.strip()) if mark.length < 12 and seen.looks.of(mark).is_raised else None
        if is_named and not mark.length:  # its number is a counter of the style sheet
            match = LABEL.fullmatch(str(count + 1))
        if match and (is_named or seen.looks.of(note).is_gone):
            count += 1
            found.marks[mark] = label = match["label"]
            found.tooltips[mark] = re.sub(rf"^(?:{re.escape(label)}[.: ]*)+", "", " ".join(note.text.split()))
            found.labels.add(note)


def _mark_before(note: Node, seen: Seen) -> Node | None:
    """Return the element that is seen right before another in its line."""
    near = note.parent.children[max(0, note.index - _MOST_BETWEEN) : note.index] if note.parent else []
    for each in reversed(near):
        if isinstance(each, str):
            if each.strip():
                return None
        elif not seen.looks.of(each).is_gone:
            return each
    return None


def tooltips(seen: Seen, found: Outline) -> None:
    """Find the marks whose footnote is shown when a reader points at them."""
    for node in seen.nodes:
        title = " ".join((node.get("title") or node.get("data-footnote")).split())
        if len(title) < _LEAST_TOOLTIP or node.length > 12 or node in found.marks:
            continue
        match = LABEL.fullmatch(node.text.strip())
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


def _label(link: Node, seen: Seen) -> str | None:
    """Return the label of a footnote if a link looks like its mark."""
    text = link.text.replace(SOFT_HYPHEN, "").strip() if link.length < 20 else ""
    match = LABEL.fullmatch(text)
    if match is None:
        return None
    is_raised = any(seen.looks.of(each).is_raised for each in (link, *link.nodes))
    is_named = _NOTE_NAME.match(_fragment(link)) or link.get("role") == "doc-noteref"
    return match["label"] if is_raised or is_named or text.startswith("[") else None


def _term(target: Node) -> Node | None:
    """Return the term of a list of terms that is a target, or that it is in."""
    return next(
        (each for each in (target, target.parent) if each and each.tag == "dt" and each.length < _LONGEST_MARK), None
    )


def _note(target: Node, label: str) -> Node | None:
    """Return the element that holds the footnote to which a mark leads."""
    if target.length == 0 and target.parent and target.parent.length > LONGEST_NOTE:  # an anchor before the note
        after = target.parent.children[target.index + 1 : target.index + 6]
        target = next((each for each in after if isinstance(each, Node) and each.length > 0), target)
    if term := _term(target):
        after = term.parent.children[term.index + 1 : term.index + 6] if term.parent else []
        return next((each for each in after if isinstance(each, Node) and each.tag == "dd"), None)
    for node in target.above():
        if node.length > LONGEST_NOTE or node.size > _MOST_IN_NOTE:
            return None
        if node.tag in _NOTE_TAGS and len(node.text.strip()) > len(label) + 3:
            return None if any(each.tag in HEADINGS for each in node.walk()) else node
    return None
