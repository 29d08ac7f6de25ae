"""The example letter beside its report: whatever one of them says leads to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeVar

from _pages.letter_pairs import Run, members, pairs, runs
from _pages.markup import element, text
from _pages.places import field_link, place
from sqsreport import Passage
from sqsreport._jsondata import pointer, steps

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGE: Final = "letter-and-report"

T = TypeVar("T")


def letter_and_report() -> str:
    """Write the two columns, in HTML."""
    report = _members("", pairs().document)
    return element(
        "div",
        _column("letter", "The letter", element("ol", *_passages(), class_="lv-passages", role="list")),
        _column("report", "The report", element("ul", *report, class_="lv-fields", role="list")),
        class_="letter-view",
    )


def _column(name: str, title: str, *children: str) -> str:
    heading = element("h2", text(title), id=f"lv-{name}")
    # Whoever uses a keyboard has to be able to scroll it.
    return element("section", heading, *children, class_=f"lv-{name}", aria_labelledby=f"lv-{name}", tabindex="0")


def passage_id(passage: Passage) -> str:
    """Return the anchor of a passage."""
    return f"l{passage.line}" if passage.column == 1 else f"l{passage.line}-{passage.column}"


def field_id(where: str) -> str:
    """Return the anchor of a place in the report."""
    return f"f{where.replace('/', '-')}"


# ----------------------------------------------------------------------------------- the letter


def _passages() -> Iterator[str]:
    lines = [0, *(passage.line or 0 for passage in pairs().passages)]
    for passage, (before, line) in zip(pairs().passages, pairwise(lines), strict=True):
        says = pairs().says[passage]
        classes = ["lv-part"]
        classes += ["lv-gap"] if line > before + 1 else []
        classes += ["lv-heading"] if _is_heading(passage) else []
        number = element("a", text(line), class_="lv-at", href=f"#{passage_id(passage)}", aria_label=f"Line {line}")
        words = element("span", *map(_words, runs(passage)), class_="lv-text")
        links = ", ".join(_to(field_id(where), place(where).title) for where in says)
        leads = element("span", links, class_="lv-leads") if says else ""
        yield element(
            "li",
            number,
            " ",
            words,
            " ",
            leads,
            id=passage_id(passage),
            class_=" ".join(classes),
            data_to=_ids(says, field_id),
        )


def _is_heading(passage: Passage) -> bool:
    """Tell whether a passage is a title, or stands over a part of the letter; a line with a label does neither."""
    says = pairs().says[passage]
    if any(run.is_italic for run in runs(passage)):
        return False
    return any(steps(where)[-1] == "title" for where in says) or not any(where in pairs().values for where in says)


def _words(run: Run) -> str:
    words = element("i", text(run.text)) if run.is_italic else text(run.text)
    return words if run.says is None else element("span", words, class_="lv-words", data_to=field_id(run.says))


# ----------------------------------------------------------------------------------- the report


def _members(where: str, found: object) -> Iterator[str]:
    return (_field(where + pointer(step), part) for step, part in members(found))


def _field(where: str, found: object) -> str:
    sources = pairs().sources.get(where, ())
    name = element("a", text(place(where).title), class_="lv-name", href=field_link(where))
    own = pairs().own.get(where, ())
    places = " ".join(_to(passage_id(each), f"line {each.line}") for each in own)
    if not sources:
        places = "not printed in the letter"
    about = element("span", element("code", text(where)), f" {places}", class_="lv-about")
    parts = list(_members(where, found))
    value = "" if parts else element("span", text(found), class_="lv-value")
    inner = element("ul", *parts, class_="lv-fields", role="list") if parts else ""
    head = element("div", name, " ", value, " ", about, class_="lv-head")
    return element(
        "li",
        head,
        inner,
        id=field_id(where),
        class_="lv-part" if sources else "lv-unprinted",
        data_pointer=where,
        data_to=_ids(sources, passage_id),
    )


def _to(anchor: str, words: str) -> str:
    return element("a", text(words), class_="lv-to", href=f"#{anchor}")


def _ids(each: Iterable[T], named: Callable[[T], str]) -> str | None:
    return " ".join(map(named, each)) or None


def add_to_page(app: Sphinx, pagename: str, _template: str, _context: Mapping[str, Any], _doctree: object) -> None:
    """Give the pages that show letters their style, and the one with the columns its script."""
    if pagename in (PAGE, "gallery"):
        app.add_css_file("letter.css")
    if pagename == PAGE:
        app.add_js_file("letter.js", defer="defer")


FILLED: Final = {PAGE: {"%LETTER_AND_REPORT%": letter_and_report}}


def setup(app: Sphinx) -> None:
    """Tell Sphinx of the above."""
    app.connect("html-page-context", add_to_page)
