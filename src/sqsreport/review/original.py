"""Render the original of a letter: the pages of a PDF as pictures, and the lines of any other format as a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from sqsreport.letters import Passage, Reading
from sqsreport.letters.formats import pdf
from sqsreport.letters.leftovers import is_of_a_page
from sqsreport.review._markup import element, text

#: The width of the picture of a page, in pixels. It is legible at twice the width of a column.
_WIDTH: Final = 1240


@attrs.frozen
class Original:
    """The original of a letter as HTML.

    Attributes:
        html: the HTML.
        pictures: its pictures, by file name.
        ids: the HTML id of each passage.
        unread: the unread passages, which a person has to check.
    """

    html: str
    pictures: Mapping[str, bytes]
    ids: Mapping[Passage, str]
    unread: tuple[Passage, ...]


def original(data: bytes, format: str, reading: Reading, name: str) -> Original:
    """Render the original of a letter.

    Args:
        data: the content of the file.
        format: the name of its format.
        reading: the reading of the letter.
        name: the prefix of the file names of its pictures.
    """
    with_position = [each for each in (*reading.passages, *reading.leftovers) if each.line or each.page]
    passages = sorted(dict.fromkeys(with_position), key=_order)
    ids = {passage: f"p{index}" for index, passage in enumerate(passages)}
    leftovers = {*reading.leftovers}
    unread = tuple(each for each in passages if each in leftovers and not is_of_a_page(each))
    classes = {each: "passage of-page" if each in leftovers else "passage" for each in passages}
    classes |= dict.fromkeys(unread, "passage unread")
    if format != pdf.NAME:
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
    overlay = element("svg", *boxes, viewBox=view, role="group", aria_label=f"Unread text on page {number}")
    return element("div", image, overlay, class_="page")


def _box(passage: Passage, anchor: str, class_: str) -> str:
    assert passage.box is not None, "passages without a box have no rectangle"
    x, y, right, bottom = passage.box
    # The rectangle is a little larger, so that its border does not cover the text.
    sizes = {"x": x - 2, "y": y - 1, "width": max(right - x, 0) + 4, "height": max(bottom - y, 0) + 2}
    geometry = {name: f"{size:.1f}" for name, size in sizes.items()}
    button = {"role": "button", "tabindex": "0", "aria_label": f"Unread: {passage.text}"}
    return element("rect", id=anchor, class_=class_, rx=2, **geometry, **(button if class_.endswith("unread") else {}))


def _line(passage: Passage, anchor: str, class_: str) -> str:
    is_unread = class_.endswith("unread")
    number = element("span", text(passage.line or ""), class_="at", aria_hidden="true")
    content = element("span", text(passage.text), class_="words")
    remark = element("span", text(passage.reason or "unread"), class_="remark") if is_unread else ""
    button = {"role": "button", "tabindex": "0"} if is_unread else {}
    return element("li", element("div", number, content, remark, class_="line", **button), id=anchor, class_=class_)
