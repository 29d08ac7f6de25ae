"""Characters, words, lines and prose."""

from __future__ import annotations

from typing import Final

from sqsreport._text import has_visible
from sqsreport.model import Prose
from sqsreport.testing._hypothesis import SearchStrategy, st
from sqsreport.testing.strategies._shared import few, once

#: Labels of footnotes, which are usually those of the drawn marks.
LABELS: Final = ("1", "2", "12", "a", "iv", "†", "note-1")

#: Characters that often cause bugs in Markdown, JSON, terminals and other programs.
_TROUBLE: Final = (
    "*_`[]()<>&#!|~\\^\"'/:;-+=.,%$@{}?“”‘’–…\u00a0\u00ad\u200b\u200d\ufeff\ufffd\u0301éßİǅ漢ไ😀𝔸\U0010fffd"
)

#: Words of letters, and words with a special meaning in Markdown, HTML, JSON or Unicode.
_WORDS: Final = (
    "work", "plans", "cases", "reviews", "a", "O'Brien", "children's", "St.", "Môn", "–",
    "e\u0301", "two-thirds", "41%",
    "10\u00a0March", "\u00a0", "\u200b", "ﬁ", "漢字", "שלום", "😀", "👩\u200d👧", "𝔸", "\U0010fffd", "\ufeff", "İ",
    "*", "**x**", "_a_b_", "`", "``", "[", "]", "[^", "[x]", "![x](y)", "](", "\\", "\\*",
    "\\[^1]", "#", "##", ">", "1.", "-",
    "---", "|", "~~x~~", "<b>", "</script>", "<!--", "<br/>", "&amp;", "&#91;", "&",
    "https://example.org/?a=1&b=2", '"', "“x”",
    "'", "{x}", "%s", "$x", "null", "NaN", "1e5", "=1+1", "^1", "¹", "\u202eabc", "a" * 60,
)  # fmt: skip

_PARAGRAPHS: Final = (
    'An inspector noted: *"His plan is one page, and he knows it"*.',
    "We saw *two* plans, **neither** of them [dated](https://example.org/a_(b)?c=d&e).",
    "Reviews were done in two-thirds of relevant cases, & not always on time.",
    "Write to <someone@example.org> or see <https://example.org>.",
    "Snake_case_words, 2*3*4, [brackets], \\*stars\\*, `code[^1]` and <tags> are text.",
)


@once
def characters() -> SearchStrategy[str]:
    """Draw a character of a line of text, other than the space."""
    plain = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters=" ")
    return st.sampled_from("abcdefghijklmnopqrstuvwxyz") | st.sampled_from(_TROUBLE) | plain


@once
def words() -> SearchStrategy[str]:
    """Draw a word: usually one that is difficult in some format, or any characters without a space."""
    return st.sampled_from(_WORDS) | st.text(characters(), min_size=1, max_size=4)


@once
def lines() -> SearchStrategy[str]:
    """Draw one line of plain text, with single spaces between its words."""
    return (st.sampled_from(_WORDS) | st.lists(words(), min_size=1, max_size=4).map(" ".join)).filter(has_visible)


@once
def prose(labels: tuple[str, ...] = LABELS) -> SearchStrategy[Prose]:
    """Draw a paragraph of CommonMark: words, emphasis, quotations, links and marks of *labels*."""
    plain = words()
    fragments = [
        plain,
        plain,
        lines().map(lambda text: f'*"{text}"*'),
        lines().map(lambda text: f"*“{text}”*"),
        lines().map(lambda text: f"*{text}*"),
        plain.map(lambda text: f"[{text}](https://example.org/a_b)"),
        st.sampled_from(["<https://example.org/?a=b&c=d>", "`a b`", "\\*", "&amp;", "&nbsp;", "<b>", "1.", "#", "-"]),
    ]
    if labels:
        fragments += [st.sampled_from([f"{word}[^{label}]" for label in labels for word in _WORDS])] * 2
    composed = st.lists(st.one_of(fragments), min_size=1, max_size=4).map(" ".join)
    return (
        (st.sampled_from((*_WORDS, *_PARAGRAPHS, *(f"Seen[^{label}]." for label in labels))) | composed)
        .filter(has_visible)
        .map(Prose)
    )


@once
def paragraphs_of_prose(labels: tuple[str, ...] = LABELS) -> SearchStrategy[tuple[Prose, ...]]:
    """Draw a few paragraphs of prose, or none."""
    return few(prose(labels))
