"""Markdown as converters write it, and plain text as programs lay it out: which blocks it has."""

from __future__ import annotations

from typing import Any

import pytest

from sqsreport.letters.blocks import Block, Field, Footnote, Heading, ListItem, PageBreak, Paragraph, TableRow, Unread
from sqsreport.letters.formats import markdown


def brief(block: Block) -> tuple[Any, ...]:
    """Return the content of a block, without its places."""
    texts = tuple(line.text for line in block.lines)
    if isinstance(block, Heading):
        return (f"h{block.level}", *texts)
    if isinstance(block, ListItem):
        return ("item", block.depth, block.number, *texts)
    if isinstance(block, Footnote):
        return ("note", block.label, *texts)
    names: dict[type[Block], str] = {
        Paragraph: "p", TableRow: "row", Unread: "unread", PageBreak: "page", Field: "field",
    }  # fmt: skip
    return (names[type(block)], *texts)


def blocks(text: str) -> list[tuple[Any, ...]]:
    """Return the blocks of a text that have words, or end a page."""
    found = map(brief, markdown.parse(text.encode()).blocks)
    return [each for each in found if each[0] == "page" or (each[0] != "unread" and any(each[1:]))]


def reasons(text: str) -> list[tuple[str, str | None]]:
    """Return the words that are not text, with the reason."""
    return [
        (line.passage.text, line.passage.reason)
        for block in markdown.parse(text.encode()).blocks
        if isinstance(block, Unread)
        for line in block.lines
        if line.passage and line.passage.reason
    ]


@pytest.mark.parametrize(
    "mark",
    [
        "<sup>1</sup>", "<sup>[1]</sup>", "<sup>[1](#fn1)</sup>", '<sup><a href="#fn1">1</a></sup>', "^1^", "^[1](#fn1)^",
        r"^\[1\]^", "[1](#fn1)", r"[\[1\]](#_ftn1)", "[[1]](#footnote-1)", r"[\[1\]](\#footnote\-1)", "[[footnote 1]](#fn:1)", "[1](#f1)", "^[1](#f1)^", "[¹](#fn1)", "[^1^](#note-1)", "[^1]",
        "[<sup>1</sup>](#fn1){#fnref1 .footnote-ref}", '^[1](#fn1){#fnref1 .footnote-ref role="doc-noteref"}^',
        '<a href="#fn1" id="fnref1"><sup>1</sup></a>', r"<sup>\[footnote 1\]</sup>", r"^[\[footnote\ 1\]](#fn:1){.footnote rel=note}^", r"[\[1\]](#%5Fftn1)", "$^{1}$", "$^1$", "${ }^{[1]}$", r"\(^{1}\)", "^(1)^",
    ],
)  # fmt: skip
def test_marks(mark: str) -> None:
    """The mark of a footnote is one, however a converter writes it."""
    assert blocks(f"The rate{mark} was 30%.") == [("p", "The rate[^1] was 30%.")]


@pytest.mark.parametrize(
    "note",
    [
        "[^1]: It is the latest.", "1. It is the latest. [↩](#fnref1)", "1. It is the latest.[↑](#footnote-ref-1)",
        '<a id="fn1"></a>1. It is the latest.', r"[\[1\]](#_ftnref1) It is the latest.",
        '1.  It is the latest.<a href="#fnref1" class="footnote-back">↩︎</a>', "[^1]: It is the\n    latest.",
        '1. <div id="fn1">\n\n   It is the latest. [↩](#fnref1)\n\n   </div>',
    ],
)  # fmt: skip
def test_notes(note: str) -> None:
    """A footnote is one, by its label or by the link back to its mark."""
    ((kind, label, *texts),) = blocks(note)

    assert (kind, label, " ".join(texts)) == ("note", "1", "It is the latest.")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("9<sup>th</sup> to 11^th^ March", "9th to 11th March"),
        (r"**1\.1** Reports", "1.1 Reports"),
        ('<span id="p1.1"></span>[1.1](#p1.1) Reports', "1.1 Reports"),
        ("**1.1.** Reports", "1.1. Reports"),
        ("`1.1` Reports", "1.1 Reports"),
        ("[Reports](#reports) were late", "Reports were late"),
        ("[Reports][r] were late\n\n[r]: https://example.org", "[Reports](https://example.org) were late"),
        (r"1\.1\. Reports", "1.1. Reports"),
        ("**1.1 Reports** were late", "1.1 **Reports** were late"),
        ("[Reports]{.underline} were late{#x .y}", "Reports were late"),
        ("Reports&nbsp;were&ndash;late", "Reports were–late"),
        ("9 -- 11 March", "9 – 11 March"),
        ("<u>Reports</u> were <b>late</b>", "Reports were **late**"),
        (r"Reports \- were \(late\)", "Reports - were (late)"),
        ("![](crest.png) Reports", "Reports"),
        ("Reports<!-- page 2 --> were late", "Reports  were late"),
        ('<a href="https://example.org">Reports</a>', "[Reports](https://example.org)"),
        ("Reports &amp; plans &amp;lt; 5", "Reports & plans &amp;lt; 5"),
        ("Reports \\&amp; plans", "Reports \\&amp; plans"),
        ("1.1 Reports were late. ^1-1", "1.1 Reports were late."),
        (r"It was $34.6\%$, and not $3 4 . 7 \%$", "It was 34.6%, and not 34.7%"),
        (r"From $9^{\mathrm{th}}$ to $11 ^ {\text {th }}$ March", "From 9th to 11th March"),
        ("It costs $5 and $10", "It costs $5 and $10"),
    ],
)
def test_inline_markup(text: str, plain: str) -> None:
    """What dialects add to CommonMark is spelt in CommonMark, and the look of a number is taken off."""
    assert blocks(text) == [("p", plain)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Context\n=======", [("h1", "Context")]),
        ("Context\n-------\n\nWords.", [("h2", "Context"), ("p", "Words.")]),
        ("Published: 8 April\n-------", [("p", "Published: 8 April"), ("p", "-------")]),
        ("## Context {#context .x}", [("h2", "Context")]),
        ("## **Context** {#context-(of-the-work)}", [("h2", "**Context**")]),
        ("## Context [¶](#context)", [("h2", "Context")]),
        ("## [Context](https://example.org/letter#context)", [("h2", "Context")]),
        ("###1. Reducing reoffending", [("h3", "1. Reducing reoffending")]),
        ("    # Context\n\n    Words.", [("h1", "Context"), ("p", "Words.")]),
        ("* TOC\n{:toc}\n\n[[_TOC_]]\n\n## Context\n{: .lead}", [("h2", "Context")]),
        ("## C O N T E X T", [("h2", "CONTEXT")]),
        ("K E Y  S T R E N G T H S", [("p", "KEY STRENGTHS")]),
    ],
)
def test_headings(text: str, expected: list[tuple[Any, ...]]) -> None:
    """Headings lose what converters and typographers add, and a line over a rule is one unless it has a label."""
    assert blocks(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1.  Reducing\n\n    1.  Reports.\n\n    2.  Plans.\n\n2.  Protecting\n\n    1.  Victims.",
            [(0, "1"), (1, "1.1"), (1, "1.2"), (0, "2"), (1, "2.1")],
        ),
        ("1. 1.1 Reports.\n2. 1.2 Plans,\n   and more.\n3. 1.3 Reviews.", [(0, None), (0, None), (0, None)]),
        ("- The Board:\n    - one\n    - two\n- Next", [(0, None), (1, None), (1, None), (0, None)]),
        ("• The Board:\n– one\n– two\n• Next", [(0, None), (1, None), (1, None), (0, None)]),
        ("● A\n   o one\n   o two\n● B", [(0, None), (1, None), (1, None), (0, None)]),
        ("- [ ] A\n- [x] B", [(0, None), (0, None)]),
        ("-   A\n\n```{=html}\n<!-- -->\n```\n\n-   B", [(0, None), (0, None)]),
        ("•\n\nA\n\n•\n\nB", [(0, None), (0, None)]),
        ("\\- A:\n    \\+ one\n\\- B", [(0, None), (1, None), (0, None)]),
    ],
)
def test_lists(text: str, expected: list[tuple[int, str | None]]) -> None:
    """Items are nested by indentation and by their bullets, and numbers in nested lists are counted."""
    assert [(depth, number) for kind, depth, number, *_ in blocks(text)] == expected


ROWS: list[tuple[Any, ...]] = [
    ("row", "Head of Service", "Ash Lee"),
    ("row", "Chair of the Board", "Fir Dale, Oak Hill"),
]


@pytest.mark.parametrize(
    "table",
    [
        "Head of Service | Ash Lee\n---|---\nChair of the Board | Fir Dale,\nOak Hill\n",
        "|Head of Service |Ash Lee |\n|Chair of the Board |Fir Dale, Oak Hill |",
        "| Col1 | Col2 |\n|---|---|\n| Head of Service | Ash Lee |\n| Chair of the Board | Fir Dale, Oak Hill |",
        "| Head of Service | Ash Lee |\n| --- | --- |\n| Chair of the Board | Fir Dale  \nOak Hill |",
        (
            "+---------------+------------+\n| Head of       | Ash Lee    |\n| Service       |            |\n"
            "+---------------+------------+\n| Chair of      | Fir Dale,  |\n| the Board     | Oak Hill   |\n"
            "+---------------+------------+"
        ),
        (
            "------------------ --------------------\nHead of Service    Ash Lee\n\nChair of the       Fir Dale,\n"
            "Board              Oak Hill\n------------------ --------------------"
        ),
        (
            "<table><tr><td>Head of Service</td><td>Ash Lee</td></tr>\n<tr><td>Chair of the Board</td>\n"
            "<td>Fir Dale<br>Oak Hill</td></tr></table>"
        ),
        (
            "<table><tr><td>Head of Service</td><td>Ash Lee</td></tr>\n<tr><td>Chair of the Board</td>\n"
            "<td><ul><li>Fir Dale</li><li>Oak Hill</li></ul></td></tr></table>"
        ),
        (
            "<html><body><table><tr><td>Head of Service</td><td>Ash Lee</td></tr><tr><td>Chair of the Board</td>"
            "<td>Fir Dale, Oak Hill</td></tr></table></body></html>"
        ),
        (
            "------------------ --------------------\nHead of Service    Ash Lee\n\nChair of the       Fir Dale\\\n"
            "Board              Oak Hill\n------------------ --------------------"
        ),
        "Head of Service           Ash Lee\nChair of the Board        Fir Dale, Oak Hill",
        "Head of Service | Ash Lee\nChair of the Board | Fir Dale, Oak Hill",
        "\\begin{tabular}{ll}\nHead of Service & Ash Lee \\\\\nChair of the Board & Fir Dale, Oak Hill\n\\end{tabular}",
        "<|ref|>table<|/ref|><|det|>[[9, 9, 90, 90]]<|/det|>\n| Head of Service | Ash Lee |\n| Chair of the Board | Fir Dale, Oak Hill |",
        (
            "Head of Service           Ash Lee\n\n                          Fir Dale,\nChair of the Board\n"
            "                          Oak Hill"
        ),
        "Head of Service           Ash Lee\nChair of                  Fir Dale,\nthe Board                 Oak Hill",
        "Head of Service\n    Ash Lee\nChair of the Board\n    Fir Dale, Oak Hill",
        "Head of Service\tAsh Lee\nChair of the Board\tFir Dale,\n\tOak Hill",
    ],
)
def test_tables(table: str) -> None:
    """A row of a table is one, with the lines of its cells joined, whatever its rules or the columns of its spaces."""
    assert [each for each in blocks(table) if each[0] == "row"] == ROWS


def test_a_cell_over_several_rows() -> None:
    """A cell of an HTML table with a row span is in each of its rows."""
    text = "<table><tr><td>Head</td><td rowspan=2>Ash Lee</td></tr><tr><td>Chair</td></tr></table>"
    assert blocks(text) == [("row", "Head", "Ash Lee"), ("row", "Chair", "Ash Lee")]


def test_a_role_over_several_rows() -> None:
    """The cells next to a cell with a row span are consecutive entries."""
    text = "<table><tr><td rowspan=2>Head</td><td>Ash Lee</td></tr><tr><td>Fir Dale</td></tr></table>"
    assert blocks(text) == [("row", "Head", "Ash Lee, Fir Dale", "")]


def test_lines_that_a_backslash_ends() -> None:
    """A line with a hard break ends its block, unless its value continues."""
    assert blocks("Head: Ash Lee\\\nChair: Fir Dale") == [("p", "Head: Ash Lee"), ("p", "Chair: Fir Dale")]
    assert blocks("To: Ash Lee,\\\nChair of the Board") == [("p", "To: Ash Lee,", "Chair of the Board")]


def test_a_table_of_dashes_with_a_long_first_row() -> None:
    """The first row of a table between dashes may be wrapped over many lines."""
    rest = "".join(f"          and word {number}\n" for number in range(12))
    dashes = "  " + "-" * 30
    text = f"{dashes}\n  1.1     Reports\n{rest}  ------- ----------------------\n  1.2     Plans\n\n{dashes}"

    assert ["1.1", "1.2"] == [block[1] for block in blocks(text) if block[0] in ("row", "header")]


def test_a_role_without_names() -> None:
    """A role without names does not get those of the role above or below, though columns are only spaces."""
    text = "Head of Service           Ash Lee\nPolice\nChair of the Board        Fir Dale"
    assert blocks(text) == [
        ("row", "Head of Service", "Ash Lee"),
        ("row", "Police", ""),
        ("row", "Chair of the Board", "Fir Dale"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A role that fills its column is not joined to that after the blank line.
        (
            (
                "Chief Executive, Dale Council      Ash Lee\n\nChief Executive, Larch District\n"
                "                                   Fir Dale\nCouncil\n\nPolice                             Oak Hill"
            ),
            [
                ("row", "Chief Executive, Dale Council", "Ash Lee"),
                ("row", "Chief Executive, Larch District Council", "Fir Dale"),
                ("row", "Police", "Oak Hill"),
            ],
        ),
        # Both cells of a row are wrapped, and blank lines part the rows.
        (
            (
                "Police                             Ash Lee\n\nElected Members for Children and   Cllr Fir Dale, Cllr Elmwood\n"
                "Community Safety                   Barker, Cllr Oak Hill\n\nHealth Board                       Yew Moss"
            ),
            [
                ("row", "Police", "Ash Lee"),
                (
                    "row",
                    "Elected Members for Children and Community Safety",
                    "Cllr Fir Dale, Cllr Elmwood Barker, Cllr Oak Hill",
                ),
                ("row", "Health Board", "Yew Moss"),
            ],
        ),
        # A role without names before one whose cells begin on its first line.
        (
            (
                "Chief Executive, Larch District    Ash Lee\nCouncil\nHead of Service, Larch and Dale    Fir Dale\n(acting)\n"
                "Larch Bay Health Board, East End\nInspectorate                       Oak Hill"
            ),
            [
                ("row", "Chief Executive, Larch District Council", "Ash Lee"),
                ("row", "Head of Service, Larch and Dale (acting)", "Fir Dale"),
                ("row", "Larch Bay Health Board, East End", ""),
                ("row", "Inspectorate", "Oak Hill"),
            ],
        ),
        # A name with a hyphen is wrapped at it.
        (
            "Director of Services, Larch-       Ash Lee\non-Dale\nPolice                             Oak Hill",
            [("row", "Director of Services, Larch-on-Dale", "Ash Lee"), ("row", "Police", "Oak Hill")],
        ),
    ],
)
def test_wrapped_cells(text: str, expected: list[tuple[str, ...]]) -> None:
    """Wrapped cells are joined within their row and never with those of the next."""
    assert blocks(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "The plan that the whole service had agreed upon with the court\n– as one of its staff put it – was not kept and\n"
                "then it was gone."
            ),
            [
                (
                    "p",
                    "The plan that the whole service had agreed upon with the court –",
                    "as one of its staff put it – was not kept and",
                    "then it was gone.",
                )
            ],
        ),
        (
            "The plan that the whole service had agreed upon with the court\n– one of its staff\n– the other staff and\nall.",
            [
                ("p", "The plan that the whole service had agreed upon with the court"),
                ("item", 0, None, "one of its staff"),
                ("item", 0, None, "the other staff and", "all."),
            ],
        ),
    ],
)
def test_a_dash_at_the_start_of_a_line(text: str, expected: list[tuple[str, ...]]) -> None:
    """A dash that a full line was wrapped before is part of the sentence, unless others like it are near."""
    assert blocks(text) == expected


def test_a_page_within_a_cell() -> None:
    """The rest of a cell on the next page, after the header of the table that is printed again, belongs to its row."""
    text = (
        "Role                      Names\nHead of Service           Ash Lee\nChair of the Board        Fir Dale,\n\n3\n"
        "\fRole                      Names\n                          Oak Hill"
    )
    assert [each for each in blocks(text) if each[0] == "row"] == [("row", "Role", "Names"), *ROWS]


def test_an_address_beside_the_header() -> None:
    """An address to the right of labels and values is a paragraph of its own."""
    text = (
        "To:       Ash Lee, Chair of the        HM Inspectorate\n          Board                        1 Bridge Street\n"
        "From:     Fir Dale                     Northmoor"
    )
    assert blocks(text) == [
        ("row", "To:", "Ash Lee, Chair of the Board"),
        ("row", "From:", "Fir Dale"),
        ("p", "HM Inspectorate", "1 Bridge Street", "Northmoor"),
    ]


def test_two_columns_of_prose() -> None:
    """Two columns of prose are read one after the other."""
    left = "the first column of a letter goes on|and on for as many lines as it takes|to tell that nothing here is a table|"
    right = "while this one stands beside it with|words that have nothing to do with it|and would make no sense if read over|"
    lines = zip((left * 3).split("|"), (right * 3).split("|"), strict=True)
    (kind, *texts), (other, *others) = blocks("\n".join(f"{one:<40}{two}".rstrip() for one, two in lines))

    assert (kind, " ".join(texts)) == ("p", (left * 3).replace("|", " ").strip())
    assert (other, " ".join(others)) == ("p", (right * 3).replace("|", " ").strip())


@pytest.mark.parametrize(
    ("text", "reason", "kept"),
    [
        ("---\ntitle: A letter\nlayout: page\n---\n\nWords.", "front matter", "Words."),
        ("<!-- image -->\n\nWords.", "comment", "Words."),
        ("```markdown\nWords.\n```", "code fence", "Words."),
        ("![Crest](crest.png)\n\nWords.", "image", "Words."),
        ("Words.\n\n[1]: https://example.org", "link", "Words."),
        ("{12}------------\n\nWords.", "page marker", "Words."),
        ("\\newpage\n\nWords.", "page marker", "Words."),
        ("From: A\nSent: 3 March 2017 09:12\nTo: B\nSubject: C\n\nWords.", "e-mail header", "Words."),
        ("~~Old.~~ Words.", "struck out", "Words."),
        ("<del>Old.</del> Words.", "struck out", "Words."),
        ("> [!info] Letter\n> Words.", "callout", "Words."),
    ],
)
def test_what_is_no_text(text: str, reason: str, kept: str) -> None:
    """What surrounds a letter, or was struck out, is apart from its text, with the reason."""
    assert {each for _, each in reasons(text)} == {reason}
    assert [each for each in blocks(text) if each[0] != "page"] == [("p", kept)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> Words\n> go on.\n>\n> More.", [("p", "Words", "go on."), ("p", "More.")]),
        ("\n".join(f"{n:>3} line {n}" for n in range(1, 15)), [("p", *(f"line {n}" for n in range(1, 15)))]),
        ("Words\n\fgo on.", [("p", "Words"), ("page",), ("p", "go on.")]),
        ("See [1]our site for more.\n\nReferences\n\n   1. https://example.org/", [("p", "See our site for more.")]),
        ("of the April 2012\n- March 2013 cohort.", [("p", "of the April 2012 -", "March 2013 cohort.")]),
        ("| Words\n| go on.", [("p", "Words", "go on.")]),
        ("Words\\\ngo on.", [("p", "Words", "go on.")]),
    ],
)
def test_what_is_added_to_lines(text: str, expected: list[tuple[Any, ...]]) -> None:
    """Quotation signs, line numbers and the like are taken off the lines that they were added to."""
    assert blocks(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("To\n\n:   Ash Lee, Chair of the Northmoor\n    Management Board", [("p", "To"), ("p", "Ash Lee, Chair of the Northmoor", "Management Board")]),
        ("**From:**      Ash Lee, Chief Inspector of\nProbation", [("p", "**From:**      Ash Lee, Chief Inspector of", "Probation")]),
        ('The rate<sup><a href="#fn:1"\nclass="x">[footnote 1]</a></sup> was 30%.', [("p", "The rate[^1]", "was 30%.")]),
        ("1.  ::: {#fn1}\n    Words.[↩](#fnref1)\n    :::", [("note", "1", "Words.")]),
        ("| A | B |\n| --- | --- |\n| c | d\n| e | f |", [("row", "A", "B"), ("row", "c", "d"), ("row", "e", "f")]),
    ],
)  # fmt: skip
def test_markup_within_wrapped_text(text: str, expected: list[tuple[Any, ...]]) -> None:
    """Definitions, labels in bold type, divisions within items and open rows of tables are neither columns nor text."""
    assert blocks(text) == expected


def test_a_table_of_contents() -> None:
    """Items that are all headings further down are a table of contents."""
    titles = ("Context", "Summary", "Key strengths")
    items = "".join(f"- {title}\n" for title in titles)
    sections = "".join(f"\n# {title}\n\nWords.\n" for title in titles)

    assert [(title, "table of contents") for title in (f"- {each}" for each in titles)] == reasons(items + sections)
    assert [("h1", title) for title in titles] == [each for each in blocks(items + sections) if each[0] != "p"]


def test_double_spaced_text() -> None:
    """Lines with a blank line after each, and more between paragraphs, make the paragraphs that they did before."""
    lines = ["Words that were wrapped", *["and go on for a line"] * 8, "to the end."]
    paragraph = "\n\n".join(lines)
    assert blocks("\n\n\n\n".join([paragraph] * 5)) == [("p", *lines)] * 5


def test_labels_below_their_notes() -> None:
    """Labels that end a text, each on the line below a note, belong to the notes above them."""
    first = "This was the latest rate that had been published by then."
    second = "These are cases in which more than one agency has been at work\nfor a year or longer."
    text = f"The rate1 fell. In three cases2 no plan was made.\n\n{first}\n1\n\n{second}\n2\n"
    assert blocks(text) == [
        ("p", "The rate[^1] fell. In three cases[^2] no plan was made."),
        ("note", "1", first),
        ("note", "2", *second.split("\n")),
    ]


def test_notes_of_pages_that_have_one_label() -> None:
    """Notes that a converter gives one label on every page have the raised figures that are printed."""
    text = "The rate ${ }^{1}$ fell.\n\n[^0]\n[^0]:    ${ }^{1}$ It is the latest.\n\nStaff ${ }^{2}$ left.\n\n[^0]:    ${ }^{2}$ All of them."
    assert blocks(text) == [
        ("p", "The rate [^1] fell."), ("p", "[^1] It is the latest."), ("p", "Staff [^2] left."), ("p", "[^2] All of them."),
    ]  # fmt: skip


def test_numbered_notes_at_the_foot_of_a_page() -> None:
    """A numbered sentence at the foot of a page is the note of a mark; in a list of such sentences it is an item."""
    note = "1. This was the latest rate that had been published by then."
    other = "2. This is a sentence of a list that goes on and on for a while."
    assert blocks(f"The rate1 fell\n\n{note}\n\n\f\nto a third.")[:2] == [
        ("p", "The rate[^1] fell"),
        ("note", "1", note.removeprefix("1. ")),
    ]
    assert "note" not in [
        kind for kind, *_ in blocks(f"The rate[1] fell\n\n{note}\n\n\f\nto a third.\n\n[1] The note.")
    ]
    assert "note" not in [kind for kind, *_ in blocks(f"The rate1 fell.\n\n{note}\n{other}\n\n" + "Words.\n\n" * 9)]


def test_a_note_with_its_mark_on_a_line_of_its_own() -> None:
    """A note whose mark is alone on the line above is one, and the figure that is glued to a word is its mark."""
    text = "The rate1 was 30%. In three cases\n\n1\nThis was the latest rate that had been published by then.\n\nno plan was made."
    assert blocks(text) == [
        ("p", "The rate[^1] was 30%. In three cases"),
        ("note", "1", "This was the latest rate that had been published by then."),
        ("p", "no plan was made."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<!--" * 20_000,
        "x:\n  y\n" * 5_000,
        "a    b\n\n" * 5_000,
        "[1](#fn" * 10_000,
        "**1.1" * 10_000,
        "<table><tr>" * 5_000,
    ],
)
@pytest.mark.timeout(60)
def test_hostile_text(text: str) -> None:
    """Text that was made to take long does not."""
    assert markdown.parse(text.encode()).problems == ()


def test_rows_that_html2text_wrapped() -> None:
    """A row of a table of html2text ends with two spaces, wherever its lines were wrapped."""
    table = "Clerk|  _Ann Fir_  \n---|---  \nChair of the Pen-y-\nLan Board|  _Una Elm_ ,\n_Ivy Ash_  \nChair of a long-named\nPanel|  _Joan Oak_  \n"
    cells = [[line.text for line in block.lines] for block in markdown.parse(table.encode()).blocks if block.lines]

    assert [
        ["Clerk", "*Ann Fir*"],
        ["Chair of the Pen-y-Lan Board", "*Una Elm*, *Ivy Ash*"],
        ["Chair of a long-named Panel", "*Joan Oak*"],
    ] == [each for each in cells if len(each) > 1]


def test_typed_dashes_at_the_ends_of_lines() -> None:
    """Two hyphens for a dash are a dash at the beginning and at the end of a line, too."""
    (block,) = markdown.parse(b"They were seen -- often at\n-- short notice --\nand well.").blocks

    assert ["They were seen – often at", "– short notice –", "and well."] == [line.text for line in block.lines]


def test_quotation_of_html2text() -> None:
    """Html2text writes a space after the mark that begins a quotation in emphasis."""
    text = 'An inspector wrote: _" The plan was read by all"_.'
    ((line,),) = (block.lines for block in markdown.parse(text.encode()).blocks)

    assert 'An inspector wrote: *"The plan was read by all"*.' == line.text


def test_a_span_of_spaces_is_a_tab() -> None:
    """The tabs of Word are spans of spaces in the Markdown of pandoc, which may be wrapped."""
    text = 'Court Bench[   \n]{style="mso-tab-count:1"}*Una Elm*'
    first, *_ = markdown.parse(text.encode()).blocks

    assert ["Court Bench\t*Una Elm*"] == [line.text for line in first.lines]


def test_underscores_of_a_link() -> None:
    """Underscores in an address, or as the words of a link, are not emphasis."""
    text = "Staff [_](https://example.org/a_(b)) there, and _all_ of them."
    ((line,),) = (block.lines for block in markdown.parse(text.encode()).blocks)

    assert "Staff [_](https://example.org/a_(b)) there, and *all* of them." == line.text


@pytest.mark.parametrize(
    "heading",
    [
        "== Context",
        "== Context ==",
        "\\section*{Context}",
        "h2. Context",
        "h2(#context). Context",
        '<a id="context"></a>## Context',
    ],
)
def test_headings_of_similar_markup(heading: str) -> None:
    """Headings of AsciiDoc, MediaWiki, Textile and LaTeX, and those that Mammoth writes after a target, are headings."""
    assert blocks(f"{heading}\n\nSome words.") == [("h2", "Context"), ("p", "Some words.")]


@pytest.mark.parametrize("mark", ["\\ :sup:`1`", "`1 <#fn1>`__", "[^1^]", '[^"1":#fn1^]', "^link:#fn1[1]^"])
def test_marks_of_similar_markup(mark: str) -> None:
    """The marks of footnotes in reStructuredText, Textile and AsciiDoc are marks."""
    assert blocks(f"The rate{mark} was 30%.") == [("p", "The rate[^1] was 30%.")]


def test_table_of_asciidoc() -> None:
    """A row of AsciiDoc goes on up to a blank line, and a plus sign at the end of a line is a line break."""
    text = '[width="100%",cols="50%,50%",]\n|===\n|Head of Service |_Ash Lee_\n\n|Ofsted |_Joan Fir +\nUna Birch_\n|==='
    assert blocks(text) == [("row", "Head of Service", "*Ash Lee*"), ("row", "Ofsted", "*Joan Fir, Una Birch*")]


def test_lines_of_a_cell_in_a_grid() -> None:
    """A line of a cell that had room for the next word ends there."""
    text = "+-----------------+--------------------------------+\n| Ofsted          | *Joan Fir                      |\n|                 | Una Birch*                     |\n+-----------------+--------------------------------+"
    assert blocks(text) == [("row", "Ofsted", "*Joan Fir, Una Birch*")]


def test_hyphens_that_pdfium_has_joined() -> None:
    """The character that PDFium writes for a hyphen at the end of a line is one within a compound only."""
    text = "One well-being worker had pro\ufffevided care, and the well\ufffebeing of all was a con\ufffecern."
    (paragraph,) = markdown.parse(text.encode()).blocks
    assert paragraph.lines[0].text.replace("\u00ad", "") == (
        "One well-being worker had provided care, and the well-being of all was a concern."
    )


def test_running_head_without_page_ends() -> None:
    """What is above the letter and again within it is of the page, also where a converter made a heading of it."""
    text = "## YOUTH MATTERS\n\nThe first words were\n\n## YOUTH MATTERS\n\nread on page two."
    assert blocks(text) == [("p", "The first words were"), ("p", "read on page two.")]


@pytest.mark.parametrize("marker", ["## Page 2", "**Page 2**", "*Page 2 of 4*", "[Page 2]", "# **Page 2**"])
def test_page_numbers_with_markup(marker: str) -> None:
    """The number of a page is one, also where a converter made a heading of it or set it in bold type."""
    assert blocks(f"Some words were\n\n{marker}\n\nread here.") == [("p", "Some words were"), ("p", "read here.")]


def test_table_of_antiword() -> None:
    """Cells that are wrapped between pipes, without rules, are those of columns."""
    lines = [
        ("Police and Crime Commissioner for", "Ash Lee, Joan Fir,"),
        ("Larch", "Una Birch"),
        ("Head of Service", "Elm Rowe"),
    ]
    text = "\n".join(f"|{role:<36}|{names:<26}|" for role, names in lines)
    assert blocks(text) == [
        ("row", "Police and Crime Commissioner for Larch", "Ash Lee, Joan Fir, Una Birch"),
        ("row", "Head of Service", "Elm Rowe"),
    ]


def test_quotation_by_pipes() -> None:
    """A pipe before nearly every line is a sign of quotation, also within one by another sign."""
    lines = ["Some words that", "were quoted.", "", "And some more."]
    for sign in ("| ", "> | "):
        assert blocks("\n".join(f"{sign}{line}".rstrip() for line in lines)) == [
            ("p", "Some words that", "were quoted."),
            ("p", "And some more."),
        ]


def test_attributes_of_spans_within_a_grid_table() -> None:
    """Attributes that pandoc breaks at the edge of a cell are not text, and the cells stay apart."""
    lines = [
        "+----------------------+----------------------+",
        '| [*To:*]{style="font- | [Ivy Garland, Chair  |',
        '| size:11.0pt;"}       | of the               |',
        '|                      | Board]{style="font-s |',
        '|                      | ize:11.0pt;"}        |',
        "+----------------------+----------------------+",
    ]
    assert blocks("\n".join(lines)) == [("row", "*To:*", "Ivy Garland, Chair of the Board")]


def test_first_note_with_a_second_below_it() -> None:
    """The label between two notes is that of the second one."""
    notes = [
        "1",
        "The reoffending rate that was available during the fieldwork was published in April 2014. Source: Ministry of Justice",
        "2",
        "Rates of small cohorts vary.",
    ]
    found = blocks("The rate1 was low, and it varies2.\n\nMore was said.\n\n" + "\n".join(notes))

    assert ("p", "[^2]: Rates of small cohorts vary.") not in found
    assert sum("small cohorts" in part for part in found[-1]) == 1
    assert not any("[^2]: The reoffending" in part for block in found for part in block)
