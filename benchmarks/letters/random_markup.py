"""Score letters as web pages in random layouts, as `random_text` does for plain text.

``python random_markup.py 0 200`` prints the totals of 200 seeds, and ``python random_markup.py 17 18 --verbose`` the page
of one seed and every fact that is not right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import as_html
import document
import random_text

#: The ways to set each part, by the options of `as_html`. ``notes`` and ``numbers`` each choose what belongs together.
CHOICES: Final[dict[str, Sequence[Any]]] = {
    "header": ("table", "lines", "dl", "breaks"),
    "colon": (":", ":", ""),
    "title": ("<h1>{}</h1>", "<h2>{}</h2>", "<p align=center><b>{}</b></p>", "<table><tr><td><b>{}</b></table>"),
    "heading": (
        "<h2>{}</h2>",
        "<p><strong>{}</strong></p>",
        "<b>{}</b><br>",
        "<h3><span>{}</span> <a href=#x>¶</a></h3>",
    ),
    "section": ("{}", "<section>{}</section>", "<article>{}</article>", "<hr>{}"),
    "theme": (
        "<h3>{number}. {title}</h3>",
        "<h3>{number} – {title}</h3>",
        "<h4>{title}</h4>",
        "<p><b>{number}&emsp;{title}</b></p>",
        "<ol start={number}><li><b>{title}</b></ol>",
    ),
    "numbers": (
        ("<p>{number}. {text}</p>", "{}"),
        ("<h4>{number}</h4><p>{text}</p>", "{}"),
        ("<p><a href=#p{number}>{number}</a> {text}</p>", "{}"),
        ("<p><b>{number}</b>&nbsp;&nbsp;&nbsp;{text}</p>", "{}"),
        ("<tr><td>{number}<td>{text}", "<table>{}</table>"),
        ("<dt>{number}<dd>{text}", "<dl>{}</dl>"),
        ("<li>{number} {text}", "<ul>{}</ul>"),
        ("{number} {text}<br><br>", "<div>{}</div>"),
    ),
    "notes": (
        ("<sup><a href=#f{0}>{0}</a></sup>", "<p id=f{0}><sup>{0}</sup> {1}</p>"),
        ("<sup>{0}</sup>", "<p>{0}. {1}</p>"),
        ("<sup>({0})</sup>", "<p>({0}) {1}</p>"),
        ("[{0}]", "<p>[{0}] {1}</p>"),
        ("<span style='vertical-align: super'>{0}</span>", "<p><small>{0} {1}</small></p>"),
    ),
    "footnotes": ("end", "block"),
    "items": ("ul", "•–", "-", "·o§"),
    "copies": ("table", "dl", "ul", "tabs", "lines"),
    "names": (", ", "; "),
    "italic": ("<em>{}</em>", "<span style='font-style: italic'>{}</span>", "{}"),
    "before": (
        "",
        "<nav><a href=/>Home</a> <a href=/news>News</a></nav><p>Published on 3 May 2017 by <a href=/a>Admin</a></p>",
    ),
    "after": ("", "<p><a href=#top>Back to top</a></p><footer>© 2018</footer>"),
}


def page_of(letter: document.Letter, seed: int) -> str:
    """Return a letter as a web page in the layout that a seed chooses."""
    chosen = random_text.choose(CHOICES, seed)
    number, paragraphs = chosen.pop("numbers")
    mark, footnote = chosen.pop("notes")
    if paragraphs != "{}":  # the footnotes may not be in a table or a list
        chosen["footnotes"] = "end"
    return as_html.page(letter, **chosen, number=number, paragraphs=paragraphs, mark=mark, footnote=footnote)


if __name__ == "__main__":
    random_text.score_seeds(page_of, __doc__, "html")
