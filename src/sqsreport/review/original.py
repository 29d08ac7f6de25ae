"""The original of a letter as a page shows it: pages of a PDF as pictures, and any other letter as its lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from sqsreport.letters import Passage, Reading
from sqsreport.letters.formats import pdf
from sqsreport.letters.reading import is_of_a_page
from sqsreport.review._markup import element, text

#: The pixels of a page from left to right, which are enough to read it at twice the size of a column.
_WIDTH: Final = 1240


@attrs.frozen
class Original:
    """The original of a letter.

    Attributes:
        html: what the page shows.
        pictures: the pictures that are next to it, by their names.
        ids: for each passage the anchor that it has on the page.
        unread: the passages without a place in the report, which a person has to look at.
    """

    html: str
    pictures: Mapping[str, bytes]
    ids: Mapping[Passage, str]
    unread: tuple[Passage, ...]


def original(data: bytes, form: str, reading: Reading, name: str) -> Original:
    """Show the original of a letter.

    Args:
        data: the file.
        form: its format.
        reading: what was read from it.
        name: what the names of its pictures begin with.
    """
    placed = [each for each in (*reading.passages, *reading.leftovers) if each.line or each.page]
    passages = sorted(dict.fromkeys(placed), key=_order)
    ids = {passage: f"p{index}" for index, passage in enumerate(passages)}
    leftovers = {*reading.leftovers}
    unread = tuple(each for each in passages if each in leftovers and not is_of_a_page(each))
    classes = {each: "passage of-page" if each in leftovers else "passage" for each in passages}
    classes |= dict.fromkeys(unread, "passage unread")
    if form != pdf.NAME:
        lines = [_line(passage, ids[passage], classes[passage]) for passage in passages]
        return Original(element("ol", *lines, class_="lines", role="list") if lines else "", {}, ids, unread)
    pages: list[str] = []
    pictures: dict[str, bytes] = {}
    for number, picture in enumerate(pdf.pictures(data, _WIDTH), 1):
        boxes = [_box(each, ids[each], classes[each]) for each in passages if each.page == number and each.box]
        file = f"{name}-page-{number}.png"
        pictures[file] = picture.png
        pages.append(_page(number, picture, file, boxes))
    return Original("".join(pages), pictures, ids, unread)


def _order(passage: Passage) -> tuple[float, ...]:
    left, top = passage.box[:2] if passage.box else (0.0, 0.0)
    return passage.page or 0, passage.line or 0, passage.column or 0, top, left


def _page(number: int, picture: pdf.Picture, file: str, boxes: list[str]) -> str:
    size = {"width": round(picture.width), "height": round(picture.height)}
    image = element("img", src=file, alt=f"Page {number} of the letter", **size).removesuffix("</img>")
    view = f"0 0 {picture.width:.2f} {picture.height:.2f}"
    over = element("svg", *boxes, viewBox=view, role="group", aria_label=f"Unread text on page {number}")
    return element("div", image, over, class_="page")


def _box(passage: Passage, anchor: str, class_: str) -> str:
    assert passage.box is not None, "only words with a box are shown"
    x, y, right, bottom = passage.box
    # A little more than the words, so that the frame does not cut them.
    sides = {"x": x - 2, "y": y - 1, "width": max(right - x, 0) + 4, "height": max(bottom - y, 0) + 2}
    written = {side: f"{length:.1f}" for side, length in sides.items()}
    about = {"role": "button", "tabindex": "0", "aria_label": f"Unread: {passage.text}"}
    return element("rect", id=anchor, class_=class_, rx=2, **written, **(about if class_.endswith("unread") else {}))


def _line(passage: Passage, anchor: str, class_: str) -> str:
    is_unread = class_.endswith("unread")
    number = element("span", text(passage.line or ""), class_="at", aria_hidden="true")
    words = element("span", text(passage.text), class_="words")
    remark = element("span", text(passage.reason or "unread"), class_="remark") if is_unread else ""
    about = {"role": "button", "tabindex": "0"} if is_unread else {}
    return element("li", element("div", number, words, remark, class_="line", **about), id=anchor, class_=class_)
