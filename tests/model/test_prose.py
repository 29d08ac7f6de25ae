from __future__ import annotations

import copy
import pickle
import re
import subprocess
import sys
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqsreport.model import Paragraph, Prose, prose
from sqsreport.testing import strategies


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Plain words.", "Plain words."),
        ("*One* and **two** and ***three***.", "One and two and three."),
        ("_One_ and __two__, not snake_case_words.", "One and two, not snake_case_words."),
        ("A [link](https://example.org/a_(b) 'title') in it.", "A link in it."),
        ("See <https://example.org/?a=b&c>.", "See https://example.org/?a=b&c."),
        ("Write to <a.b@example.org>.", "Write to a.b@example.org."),
        ("Rate[^1] and cohort[^note-2].", "Rate and cohort."),
        ("*Rate[^1]*.", "Rate."),
        ("Escaped \\*stars\\* and \\[^1].", "Escaped *stars* and [^1]."),
        ("Code `[^1] *x*` stays.", "Code [^1] *x* stays."),
        ("R&amp;D &lt;b&gt; &eacute; &#233;", "R&D <b> é é"),
        ("<b>bold</b> <!-- no --> <br/>", "<b>bold</b> <!-- no --> <br/>"),
        ("![a *plan*](plan.png)", "a plan"),
        ("# 1. - > no blocks ---", "# 1. - > no blocks ---"),
        ("2 * 3 * 4 and a * b", "2 * 3 * 4 and a * b"),
        ("[not a link] and [^not a mark] and [^]", "[not a link] and [^not a mark] and [^]"),
        ("‘It’s “quoted”’ – 41%…", "‘It’s “quoted”’ – 41%…"),
        ("😀 漢字 \u00a0 e\u0301", "😀 漢字 \u00a0 e\u0301"),
        ("", ""),
    ],
)
def test_plain_text(text: str, plain: str) -> None:
    """The plain text has no emphasis, link targets and footnote marks."""
    assert plain == Prose(text).plain_text


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ('An inspector noted: *"A calm, well kept record"*.', ("A calm, well kept record",)),
        ("An inspector noted: *“A calm record”*.", ("A calm record",)),
        ("An inspector noted: *'A calm record'*.", ("A calm record",)),
        ("*‘It’s calm’*", ("It’s calm",)),
        ('_"One"_ and *"Two."*', ("One", "Two.")),
        ('*"He said "no" twice"*', ('He said "no" twice',)),
        ('*"A **very** calm record"*', ("A very calm record",)),
        ('*"A *nested* one"*', ("A nested one",)),
        ('*"See [this](https://example.org)[^1]"*', ("See this",)),
        ('"Not emphasised"', ()),
        ("*Not quoted*", ()),
        ('**"Strong only"**', ()),
        ('*""*', ()),
        ('*"Open*', ()),
        ('\\*"Escaped"\\*', ()),
        ('`*"Code"*`', ()),
        ("No words", ()),
    ],
)
def test_quotations(text: str, quotations: tuple[str, ...]) -> None:
    """A quotation is emphasised text in quotation marks, and is returned without both."""
    assert quotations == Prose(text).quotations


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("One[^1] two[^b] one[^1].", ("1", "b", "1")),
        ("*One[^1]* and [two[^2]](https://example.org)", ("1", "2")),
        ("One[^1][^2]", ("1", "2")),
        ("[^†] [^¹] [^note-1]", ("†", "¹", "note-1")),
        ("\\[^1] and `[^2]` and [^3](https://example.org)", ("3",)),
        ("\\\\[^1]", ("1",)),
        ("[^1 2] [^] [1] ^1", ()),
        ("x[^a_b] y_", ("a_b",)),
        ("[[^1]]", ("1",)),
        ("![^1]", ("1",)),
        ("<https://example.org/[^1]> [^2]", ("2",)),
        ("", ()),
    ],
)
def test_footnote_marks(text: str, marks: tuple[str, ...]) -> None:
    """Footnote marks are returned in order, with repeats, except where Markdown gives them another meaning."""
    assert marks == Prose(text).footnote_marks


@given(strategies.prose())
def test_anything_can_be_derived(text: Prose) -> None:
    """The plain text, the quotations and the marks can be derived from any text."""
    again = Prose(str(text))

    assert (text.plain_text, text.quotations, text.footnote_marks) == (
        again.plain_text,
        again.quotations,
        again.footnote_marks,
    )


@given(strategies.lines().filter(lambda text: not set(text) & set("*_`[]<>&\\!")))
def test_text_without_markup_is_its_own_plain_text(text: str) -> None:
    """The plain text of a text without markup is the same text."""
    assert (text, (), ()) == (Prose(text).plain_text, Prose(text).quotations, Prose(text).footnote_marks)


@given(strategies.prose())
def test_prose_is_text(text: Prose) -> None:
    """Prose behaves as a `str`: it compares, sorts, hashes, copies and pickles."""
    assert str(text) == text
    assert hash(str(text)) == hash(text)
    assert {str(text): 1}[text] == 1
    for copied in (pickle.loads(pickle.dumps(text)), copy.copy(text), copy.deepcopy(text)):  # noqa: S301  # own data
        assert (Prose, text) == (type(copied), copied)


def test_fields_of_prose_take_plain_text() -> None:
    """A `str` in a field of prose is converted to `Prose`."""
    assert ("1",) == Paragraph(text="One[^1]").text.footnote_marks


def test_marks_are_no_part_of_the_plain_text() -> None:
    """Every footnote mark is omitted from the plain text, whatever its label."""
    text = Prose("One[^*] and two[^*].")

    assert (("*", "*"), "One and two.") == (text.footnote_marks, text.plain_text)


def test_an_address_has_no_marks() -> None:
    """A footnote mark within an address is part of the address."""
    text = Prose("<https://example.org/[^1]>")

    assert ((), "https://example.org/[^1]") == (text.footnote_marks, text.plain_text)


@pytest.mark.parametrize("text", ["One[^*] and two[^*]", "One[^&amp;]"])
def test_marks_do_not_depend_on_what_follows(text: str) -> None:
    """A code span elsewhere in the paragraph does not affect its footnote marks."""
    assert Prose(text).footnote_marks == Prose(f"{text} `code`").footnote_marks


def test_threads_that_parse_first() -> None:
    """Threads that use the parser for the first time at once have the same result."""
    code = (
        "import threading; from sqsreport.model import Prose; found = []; gate = threading.Barrier(8)\n"
        "def work(n): gate.wait(); found.append(Prose(f'{n}[^1] `x`').footnote_marks)\n"
        "threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]\n"
        "[each.start() for each in threads]; [each.join() for each in threads]\n"
        "assert found == [('1',)] * 8, found"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


#: Pieces of simple markup, and pieces that only look simple.
_PIECES: Final = st.sampled_from((
    "*a*", '*"b c"*', "[^1]", "[^b]", "!", " ", "*", "a", "b.", "(", ")", '"', "“x”", "*“x” y*", "é", "]", "[", "](",
    "_a_", "é*", "\u00a0*a*", "!*", "*a*b", "*a**b*", "a*b*", "\\*", "'", "*a *", "* a*", "*a.*b", "*a*.", "*a*(b",
    "*a:*", "**a:** b", '**"b c"**', "**a**b", "**a*", "**[^1]**", '*"A"*[^1]', '*"A[^1]"*', "*[^1]*", "*a[^1]*", "``", "<", "&amp;",
))  # fmt: skip


@given(st.lists(_PIECES, max_size=6).map("".join) | st.lists(_PIECES, max_size=6).map(" ".join) | strategies.prose())
def test_simple_markup_agrees_with_the_parser(text: str) -> None:
    """The fast implementation for simple markup has the results of the parser."""
    words = Prose(" ".join(text.split(" ")))
    fast = words.plain_text, words.quotations
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prose, "_SIMPLE", re.compile("(?!)"))
        assert (words.plain_text, words.quotations) == fast
