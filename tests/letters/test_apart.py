"""What the reading of letters puts together that a layout took apart: numbers, headings, words at line ends."""

from __future__ import annotations

import re

import pytest

from sqsreport import letters
from support.letter_parts import letter, read

SECTION = "Commentary on the inspection in Northmoor:\n\n1. Reducing reoffending\n\n"


@pytest.mark.parametrize(
    "paragraphs",
    [
        "1.1.\n\nReports were clear.\n\n1.2.\n\nPlans were late.",
        "1.1\nReports were clear.\n\n1.2\nPlans were late.",
        "**1.1.** Reports were clear.\n\n**1.2.** Plans were late.",
        "**1.1. Reports were clear.**\n\n**1.2. Plans were late.**",
        "| | |\n|---|---|\n| 1.1. | Reports were clear. |\n| 1.2. | Plans were late. |",
    ],
)
def test_numbers_apart_from_their_paragraphs(paragraphs: str) -> None:
    """A number on a line or in a cell of its own, or in bold, is that of the paragraph after it."""
    section = read(letter(sections=SECTION + paragraphs)).sections[0]

    assert [("1.1", "Reports were clear."), ("1.2", "Plans were late.")] == [
        (paragraph.number, paragraph.text.plain_text) for paragraph in section.paragraphs
    ]


def test_several_numbers_before_their_paragraphs() -> None:
    """Numbers that follow each other are those of the paragraphs after them, in order; a footnote between has none."""
    paragraphs = (
        "1.1.\n\nReports of service1 were clear. Plans\n\n1 It is the court's.\n\n1.2.\n\n1.3.\n\nwere late.\n\n"
        "Staff were keen.\n\nManagers were new."
    )
    section = read(letter(sections=SECTION + paragraphs)).sections[0]

    assert [
        ("1.1", "Reports of service were clear. Plans were late."),
        ("1.2", "Staff were keen."),
        ("1.3", "Managers were new."),
    ] == [(paragraph.number, paragraph.text.plain_text) for paragraph in section.paragraphs]


@pytest.mark.parametrize(
    "heading",
    [
        "1.\n\nReducing reoffending",
        "1.\nReducing reoffending",
        "### 1\n\n### Reducing reoffending",
        "**1** **Reducing reoffending**",
        "1. R e d u c i n g   r e o f f e n d i n g",
        "1. Reduc ing reof fending",
    ],
)
def test_headings_in_several_pieces(heading: str) -> None:
    """The title of a theme is known with its number on another line, and with gaps between its letters."""
    sections = f"Commentary on the inspection in Northmoor:\n\n{heading}\n\n1.1. Reports were clear."
    (section,) = read(letter(sections=sections)).sections

    assert ("Reducing reoffending", 1, "reducing_reoffending") == (section.title, section.number, section.theme)


def test_a_page_number_above_a_theme() -> None:
    """A bare figure above a theme that it does not count is the number of a page."""
    sections = f"{SECTION}1.1. Reports were clear.\n\n4\n\nProtecting the public\n\nVictims were heard."

    assert [1, None] == [section.number for section in read(letter(sections=sections)).sections]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Staff knew the sen-\ntence. A sentence is long.", "Staff knew the sentence. A sentence is long."),
        ("All well-\nbeing and well-being count.", "All well-being and well-being count."),
        ("It was so in three-\nquarters of them.", "It was so in three-quarters of them."),
        ("The office is in Wick-on-\nTarn now.", "The office is in Wick-on-Tarn now."),
        ("The account was well-\nbalanced and short.", "The account was well-balanced and short."),
        ("The AssetPlus was late. No Asset-\nPlus was on time.", "The AssetPlus was late. No AssetPlus was on time."),
        ("An inspector com-\nmented on it.", "An inspector commented on it."),
        ("Write to a@example.org/\nnorth for more.", "Write to a@example.org/north for more."),
    ],
)
def test_hyphens_at_line_ends(lines: str, expected: str) -> None:
    """A hyphen at a line end is kept if the rest of the letter shows that it belongs to the word."""
    assert (expected,) == read(letter(summary=f"Summary\n\n{lines}")).summary


def test_a_letter_that_is_hyphenated_throughout() -> None:
    """Where many lines end with a hyphen, the hyphen of a word that is nowhere else belongs to the line."""
    words = "The nurse vis-\nited every fam-\nily that asked, and kept a rec-\nord of what was agreed with each."
    expected = "The nurse visited every family that asked, and kept a record of what was agreed with each."

    assert (expected,) == read(letter(summary=f"Summary\n\n{words}")).summary


@pytest.mark.parametrize(
    ("mark", "label", "note"),
    [
        ("rate†", "†", "† The source is known."),
        ("rate1", "1", "1\nThe source is known."),
        ("rate.1", "1", "¹ It is known."),
    ],
)
def test_marks_of_footnotes(mark: str, label: str, note: str) -> None:
    """A dagger, a glued figure and one after a full stop are marks, and a note may have its own on a line above it."""
    report = read(letter(summary=f"Summary\n\nThis was the {mark}\n\n{note}"))

    assert [label] == [footnote.label for footnote in report.footnotes]
    assert f"[^{label}]" in str(report.summary[0])


def test_blank_lines_within_sentences() -> None:
    """Where blank lines are within sentences, what follows a numbered paragraph without a number is its rest."""
    paragraphs = (
        "1.1. Reports were clear and were read by all of\n\nthe managers.\n\n1.2. Plans were late in most of the\n\n"
        "cases. Some were never made;\n\nothers were not used.\n\nStaff were keen.\n\n1.3. Managers were new."
    )
    section = read(letter(sections=SECTION + paragraphs)).sections[0]

    assert [
        ("1.1", "Reports were clear and were read by all of the managers."),
        ("1.2", "Plans were late in most of the cases. Some were never made; others were not used. Staff were keen."),
        ("1.3", "Managers were new."),
    ] == [(paragraph.number, paragraph.text.plain_text) for paragraph in section.paragraphs]


@pytest.mark.parametrize("bullet", ["- ", ""])
def test_items_that_lost_their_levels(bullet: str) -> None:
    """Items that begin in lower case are below the one with a colon before them, and those after them are not."""
    texts = [
        "Managers should:",
        "read every plan within three days of the day on which it was made by the staff of the service",
        "sign it",
        "Staff should be trained in the assessment of vulnerability, and should be given the time to use that training.",
    ]
    blocks = "\n\n".join(f"{bullet}{text}" for text in texts)
    items = read(letter(recommendations=f"Areas requiring improvement\n\n{blocks}")).recommendations

    assert [texts[0], texts[3]] == [item.text.plain_text for item in items]
    assert texts[1:3] == [item.text.plain_text for item in items[0].items]


def test_the_end_of_an_item_after_a_blank_line() -> None:
    """A short text without a full stop after items without any is the end of the last, and closes no letter."""
    lines = (
        "Areas requiring improvement\n\n- plans are signed by everyone who takes part in them\n\n"
        "- vulnerability is assessed in the cases of all young people, where HM\n\nPrison Service had been asked"
    )
    report = read(letter(recommendations=lines))

    assert [
        "plans are signed by everyone who takes part in them",
        "vulnerability is assessed in the cases of all young people, where HM Prison Service had been asked",
    ] == [item.text.plain_text for item in report.recommendations]
    assert read(letter()).closing == report.closing


def test_bullets_on_lines_of_their_own() -> None:
    """Each bullet within the lines of a list begins an item, as in web pages that pdftohtml makes."""
    lines = "•<br>Staff were kind to<br>children.<br>•<br>The nurse:<br>o<br>came daily; and<br>o<br>stayed.<br>"
    page = letters.write(read(letter()), "html", plain=True).decode()
    start, end = page.index("Key strengths"), page.index("Areas requiring improvement")
    listed = re.sub(r"(?s)<ul>.*</ul>", f"<p>{lines}</p>", page[start:end])
    report = letters.read(f"{page[:start]}{listed}{page[end:]}".encode(), "html").report

    assert report is not None
    assert [(item.text, len(item.items)) for item in report.strengths] == [
        ("Staff were kind to children.", 0),
        ("The nurse:", 2),
    ]


def test_bullets_before_and_after_a_heading() -> None:
    """Bullets without a text, before a heading and after it, are left out."""
    report = read(letter(strengths="•\n\n•\n\nKey strengths\n\n•\n\n•\n\nStaff were keen.\n\nVisits were made."))

    assert ["Staff were keen.", "Visits were made."] == [item.text for item in report.strengths]


def test_bullets_together_before_their_items() -> None:
    """Several bullets before a block of lines are those of its items, of which one may be wrapped."""
    text = (
        "Areas requiring improvement\n\n• \n• \n\nReviews should be on time, and should be made with the child and those who\n"
        "care for them.\nThe Board should:\n\n◦ \n◦ \n\nask for figures at each\nmeeting; and\nread plans."
    )
    report = read(letter(recommendations=text))

    assert [
        ("Reviews should be on time, and should be made with the child and those who care for them.", []),
        ("The Board should:", ["ask for figures at each meeting; and", "read plans."]),
    ] == [(item.text, [below.text for below in item.items]) for item in report.recommendations]


def test_items_without_bullets_where_blank_lines_part_paragraphs() -> None:
    """Items without bullets may be adjacent in a letter with blank lines between paragraphs."""
    sections = "Commentary on the inspection in Northmoor:\n\n1. Reducing reoffending\n\n" + "\n\n".join(
        f"1.{n}. The work of the service was sound in most of the cases that we\nlooked at in the town and in the villages around."
        for n in range(1, 10)
    )
    strengths = "Key strengths\n\nStaff were keen.\nVisits were made at home.\nPlans were clear."
    report = read(letter(sections=sections, strengths=strengths))

    assert ["Staff were keen.", "Visits were made at home.", "Plans were clear."] == [
        item.text for item in report.strengths
    ]


@pytest.mark.parametrize("hyphen", ["\u00ad", "\u2010"])
def test_words_that_a_line_cuts_in_a_value_and_a_role(hyphen: str) -> None:
    """A word that a line cuts is whole in the header and in the copy list, whatever hyphen a converter writes."""
    report = read(
        letter(
            to=f"To:\n\nIvy Garland, Chair of the Northmoor Youth Of{hyphen}\nfending Service Management Board",
            copy_list=f"Copy to:\n\nHead of the Youth Of{hyphen}\nfending Service\nAnn Fir\nChair of Youth Court Bench\nElm Rowe",
            closing="We are grateful to all.\n\nThe words offending, offend\u00ading and offending are in the letter.",
        )
    )

    assert report.addressee is not None
    assert report.addressee.role == "Chair of the Northmoor Youth Offending Service Management Board"
    assert ["Head of the Youth Offending Service", "Chair of Youth Court Bench"] == [e.role for e in report.copy_list]


def test_an_address_that_a_line_cuts() -> None:
    """An address of the web that was cut after its two slashes has no space there."""
    assert read(letter(notes="Note 1: The criteria are on the website - http://\nwww.example.org/sqs.")).notes == (
        "The criteria are on the website - http://www.example.org/sqs.",
    )


def test_a_page_number_below_a_footnote() -> None:
    """A page number that is printed like the lines of the footnote above it is not part of it."""
    summary = "Summary\n\nThe work[^1] was sound.\n\n[^1]: The word is theirs.\n\n     1/3\n\fIt was seen in all cases."
    report = read(letter(summary=summary))

    assert ["The word is theirs."] == [footnote.text for footnote in report.footnotes]


def test_nested_items_on_the_next_page() -> None:
    """Nested items go on below the number and the running head of a page, in whatever column they are."""
    items = (
        "Areas requiring improvement\n\n•     The Board should:\n\no     ask for figures; and\n\n\nPage 1 of 2\nHMI Probation      Northmoor\n\n"
        "o       read plans.\n\n•      Reviews should be on time."
    )
    text = letter(recommendations=items, closing="We are grateful to all.\n\nPage 2 of 2\nHMI Probation     Northmoor")

    assert [("The Board should:", ["ask for figures; and", "read plans."]), ("Reviews should be on time.", [])] == [
        (item.text, [below.text for below in item.items]) for item in read(text).recommendations
    ]


def test_nested_items_with_dashes_in_a_list_without_bullets() -> None:
    """Items whose bullets were lost may have items with dashes below them, and go on after these."""
    text = (
        "Areas requiring improvement\n\nPlans to manage the risk of harm should\n\n– say what is to be done; and\n"
        "– be shared.\n\nReviews should be on time.\nThe Board should look at cases."
    )

    assert [
        ("Plans to manage the risk of harm should", ["say what is to be done; and", "be shared."]),
        ("Reviews should be on time.", []),
        ("The Board should look at cases.", []),
    ] == [
        (item.text, [below.text for below in item.items])
        for item in read(letter(strengths="Key strengths\n\nStaff were keen.", recommendations=text)).recommendations
    ]


@pytest.mark.parametrize(
    ("items", "is_clear"),
    [
        (["The Board should:", "agree these with partners:", "what is due", "who does it", "report on it."], False),
        (["The Board should:", "agree these with partners:", "what is due", "who does it."], True),
        (["The Board should:", "agree plans with partners", "report on them."], True),
    ],
)
def test_items_of_unclear_levels(items: list[str], *, is_clear: bool) -> None:
    """If a list has lost two levels, a warning says that the end of the inner list is unknown."""
    text = letter(recommendations="Areas requiring improvement\n\n" + "\n\n".join(f"- {item}" for item in items))

    assert is_clear == ("SQS523" not in {problem.code for problem in letters.read(text.encode(), "markdown").problems})


def test_numbers_on_their_own_lines_are_read() -> None:
    """A number on its own line is a source of its paragraph's number, and not a leftover."""
    reading = letters.read(letter(sections=f"{SECTION}1.1.\n\nReports were clear.").encode(), "markdown")

    assert () == reading.leftovers
    assert "1.1." in [passage.text for passage in reading.sources["/sections/0/paragraphs/0/number"]]


def test_dashes_on_their_own_lines() -> None:
    """Dashes that are alone on their lines are the bullets of the items below them."""
    items = "•\n\nThe Board should:\n–\n\nagree plans\n\n–\n\nreport on them.\n\n•\n\nReviews should be on time."
    report = read(letter(recommendations=f"Areas requiring improvement\n\n{items}"))

    assert [("The Board should:", ["agree plans", "report on them."]), ("Reviews should be on time.", [])] == [
        (item.text.plain_text, [each.text.plain_text for each in item.items]) for item in report.recommendations
    ]


def test_titles_before_the_paragraphs_of_all() -> None:
    """If the titles of two sections precede all paragraphs, a warning is about the section that has these."""
    text = letter(
        sections="Commentary on the inspection in Northmoor:\n\nReducing reoffending\n\nProtecting the public\n\nReports were clear."
    )
    problems = letters.read(text.encode(), "markdown").problems

    assert ["/sections/1"] == [each.pointer for each in problems if each.code == "SQS526"]


def test_a_name_before_roles_without_names() -> None:
    """A name before two roles without names shows that the lines of the copy list are not in order."""
    lines = "Fern Hollis\n\nHead of Service\n\nChief Executive\n\nDirector of Education\n\nAsh Lee\n\nCourt Bench\n\nIvy Elm"
    problems = letters.read(letter(copy_list=f"Copy to:\n\n{lines}").encode(), "markdown").problems

    assert "/copy_list" in [each.pointer for each in problems]


def test_a_theme_after_a_number_on_its_own_line() -> None:
    """A theme in a list after a paragraph whose number is on its own line begins a section."""
    text = letter(
        sections=f"{SECTION}1.1\n\nReports were clear.\n\n2. **Protecting the public**\n\n2.1\n\nVictims were heard."
    )
    report = read(text)

    assert [["1.1"], ["2.1"]] == [[each.number for each in section.paragraphs] for section in report.sections]


def test_bullets_above_items_without_blank_lines() -> None:
    """Bullets that stand together above their items belong to these, also where the next heading is right below."""
    items = ["Reports were clear.", "Health staff were\nwell known to all.", "Plans were kept."]
    text = letter(
        summary="Summary\n\nThe work was sound.\nKey strengths\n•\n•\n•\n"
        + "\n".join(items)
        + "\nRecommendations\n•\nReviews should be on time."
    )
    report = read(text)

    assert [" ".join(item.split()) for item in items] == [str(item.text) for item in report.strengths[:3]]
    assert "Reviews should be on time." == str(report.recommendations[0].text)
