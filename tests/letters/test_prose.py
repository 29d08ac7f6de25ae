"""What the reading of letters makes of paragraphs, headings and items, however they were wrapped."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from sqsreport import letters, load
from sqsreport.model import Item, Paragraph
from support.letter_parts import letter, read, standard, wrapped


@pytest.mark.parametrize("part", ["introduction", "closing"])
def test_a_heading_that_no_report_has(part: str) -> None:
    """A heading that begins no part of a report is a leftover, and the text below it is not."""
    reading = letters.read(letter(**{part: f"## A word\n\n{standard()[part]}"}).encode(), "markdown")

    assert read(letter()) == reading.report
    assert ["## A word"] == [passage.text for passage in reading.leftovers]


@pytest.mark.parametrize("part", ["summary", "sections"])
def test_a_heading_of_the_commentary(part: str) -> None:
    """From the Summary on, every heading in markup begins a section, whatever its words."""
    heading = "## Governance and partnerships\n\nStaff were heard."
    sections = read(letter(**{part: f"{standard()[part]}\n\n{heading}"})).sections

    assert {"Governance and partnerships", "Reducing reoffending"} == {section.title for section in sections}
    assert [("Staff were heard.",)] == [
        tuple(each.text for each in section.paragraphs) for section in sections if section.theme is None
    ]


@pytest.mark.parametrize(
    "title",
    [
        "1. Reducing reoffending",
        "1 Reducing the likelihood of reoffending",
        "1. Theme 1: Reducing reoffending",
        "A. Reducing reoffending",
        "Reducing reoffending",
        "### 1. Reducing reoffending",
        "**Reducing reoffending**",
    ],
)
@pytest.mark.parametrize(
    "paragraph",
    ["- 1.1. Reports were clear.", "1.1 Reports were clear.", "1.1. Reports were clear.", "1.1 – Reports were clear."],
)
def test_sections(title: str, paragraph: str) -> None:
    """Themes are known by their titles and paragraphs by their numbers, however they are set."""
    section = read(letter(sections=f"Commentary on the inspection in Northmoor\n\n{title}\n\n{paragraph}")).sections[0]
    assert (section.theme, section.number) == ("reducing_reoffending", 1)
    assert section.title in ("Reducing reoffending", "Reducing the likelihood of reoffending")
    assert section.paragraphs == (Paragraph(number="1.1", text="Reports were clear."),)


@pytest.mark.parametrize("bullet", ["-", "*", "•", "–", "▪"])
def test_bulleted_paragraphs(bullet: str) -> None:
    """Paragraphs with bullets of any glyph are paragraphs without numbers."""
    text = f"Commentary on the inspection in Northmoor\n\nReducing reoffending\n\n{bullet} One here.\n\n{bullet} Two there."
    section = read(letter(sections=text)).sections[0]
    assert section.paragraphs == (Paragraph(text="One here."), Paragraph(text="Two there."))


@pytest.mark.parametrize(
    ("first", "between", "second", "healed"),
    [
        ("There were some", "", "cases of note.", "There were some cases of note."),
        ("There were some", "¹ A note on it.", "cases of note.", "There were some cases of note."),
        ("There were some", "[^1]: A note on it.", "cases of note.", "There were some cases of note."),
        ("There were some", "***", "cases of note.", "There were some cases of note."),
        ("A multi-", "", "agency view.", "A multi-agency view."),
    ],
)
def test_healing(first: str, between: str, second: str, healed: str) -> None:
    """A paragraph that a page break or a footnote cut in two is made whole."""
    text = "\n\n".join(filter(None, [f"1. Reducing reoffending\n\n- 1.1. {first}", between, second, "- 1.2. Next."]))
    report = read(
        letter(sections=text, summary="Summary\n\nA mark¹ stands here.").replace(
            "mark¹", "mark¹" if "note" in between else "mark"
        )
    )
    assert report.sections[0].paragraphs == (
        Paragraph(number="1.1", text=healed),
        Paragraph(number="1.2", text="Next."),
    )


def test_whole_paragraphs_stay_apart() -> None:
    """Paragraphs that end as sentences do are not joined."""
    report = read(letter(summary="Summary\n\nOne is whole.\n\nthis one begins oddly."))
    assert report.summary == ("One is whole.", "this one begins oddly.")


@pytest.mark.parametrize("has_tags", [True, False], ids=["tags", "bare"])
@pytest.mark.parametrize("keeps_blank_lines", [True, False], ids=["apart", "together"])
@pytest.mark.parametrize("width", [30, 33, 40, 43, 47, 50, 60, 65, 72, 80, 90, 100, 120, 10_000])
def test_wrapped_letter(width: int, keeps_blank_lines: bool, has_tags: bool) -> None:
    """A letter that was wrapped at any width, and lost its blank lines, makes the same report."""
    example = Path(__file__).parents[2] / "examples" / "northmoor-2015.md"
    text = example.read_text(encoding="utf-8")
    text = text if has_tags else text.replace("<i>", "").replace("</i>", "")
    reading = letters.read(wrapped(text, width, keeps_blank_lines=keeps_blank_lines).encode(), "markdown")
    assert reading.report == load(example.with_suffix(".json"))
    assert reading.leftovers == ()


def test_page_end_after_a_sentence() -> None:
    """Where paragraphs have numbers, one without that begins a page is the rest of the last on the page before."""
    text = "1. Reducing reoffending\n\n1.1. One is whole.\n\n- 4 -\n\nAnd it goes on.\n\n1.2. Next."
    assert read(letter(sections=text)).sections[0].paragraphs == (
        Paragraph(number="1.1", text="One is whole. And it goes on."),
        Paragraph(number="1.2", text="Next."),
    )


def test_page_end_that_shows_only_as_a_gap() -> None:
    """A paragraph whose last line is full and ends within a sentence continues after the gap."""
    words = "The service was in good heart, and much of what it did was done at once. It worked with the "
    summary = textwrap.fill(f"{words}Northmoor Local Safeguarding Children Board every month.", 50).split("\n")
    cut = next(index for index, line in enumerate(summary) if line[0].isupper() and index)
    text = "\n".join(summary[:cut]) + "\n\n" + "\n".join(summary[cut:])
    assert read(letter(summary=f"Summary\n\n{text}")).summary == (" ".join(summary),)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("The Board should:\n\n- agree dates\n- keep them", [["The Board should:", "agree dates", "keep them"]]),
        ("• The Board should:\no agree dates\no keep them\n• Staff should meet.", [["The Board should:", "agree dates", "keep them"], ["Staff should meet."]]),
        ("- The Board should:\n    - agree dates\n    - keep them\n- Staff should meet.", [["The Board should:", "agree dates", "keep them"], ["Staff should meet."]]),
        ("1. Plans are due.\n2. Staff should meet:\n(a) at noon\n(b) at night\n3. Reviews are late.", [["Plans are due."], ["Staff should meet:", "at noon", "at night"], ["Reviews are late."]]),
        ("- One thing is due.\n• Another is due.\n- A third is due.", [["One thing is due."], ["Another is due."], ["A third is due."]]),
        ("- One:\n    o two:\n        ▪ three\n    o four\n- five", [["One:", ["two:", "three"], "four"], ["five"]]),
        ("Staff should meet. More should be said.", [["Staff should meet. More should be said."]]),
        ("- One:\n    o two:\n        ▪ three:\n            • four\n        ▪ five", [["One:", ["two:", ["three:", "four"], "five"]]]),
        ("Staff should meet.\n\nPlans are due.", [["Staff should meet."], ["Plans are due."]]),
        ("• Staff should meet.\n • Plans are due,\n   all of them.\n • Reviews are late.", [["Staff should meet."], ["Plans are due, all of them."], ["Reviews are late."]]),
        ("    •   Staff should meet.\n     •   Plans are due.\n    •   Reviews are late.", [["Staff should meet."], ["Plans are due."], ["Reviews are late."]]),
    ],
)  # fmt: skip
def test_how_recommendations_are_nested(lines: str, expected: list[object]) -> None:
    """Items are nested according to their bullets, their indent, or a sentence that leads to them."""
    report = read(letter(recommendations=f"Areas requiring improvement\n\n{lines}"))

    def tree(item: Item) -> list[object]:
        return [str(item.text), *(tree(each) if each.items else str(each.text) for each in item.items)]

    assert expected == [tree(item) for item in report.recommendations]
    assert (standard()["closing"],) == report.closing


@pytest.mark.parametrize(
    "table",
    [
        "|  |  |\n| --- | --- |\n| • | One. |\n| • | The Board should:  – two; and  – three. |",
        "- One.\n- The Board should\n\n<!-- -->\n\n- two; and\n- three.",
    ],
)
def test_items_in_a_table(table: str) -> None:
    """Bullets in a column of a table, and items that lost their level below an unfinished sentence, are items."""
    items = read(letter(recommendations=f"Areas requiring improvement\n\n{table}")).recommendations
    assert [(item.text, [inner.text for inner in item.items]) for item in items] == [
        ("One.", []),
        (items[1].text, ["two; and", "three."]),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('[The work was [good]{.c1}, with care.]{style="font:\nSerif"}', "The work was good, with care."),
        ("::: {#main}\nThe work was good.\n:::", "The work was good."),
        ("The work -- as we saw it --\nwas good.", "The work – as we saw it – was good."),
        ("The *work* , all in all, was good.", "The *work*, all in all, was good."),
    ],
)
def test_markup_of_converters(line: str, expected: str) -> None:
    """Spans over lines, divisions, typed dashes and spaces after emphasis are not part of the text."""
    assert (expected,) == read(letter(summary=f"Summary\n\n{line}")).summary


def test_a_heading_in_a_table() -> None:
    """A row of a table may be the heading of a part; other cells of the row are leftovers."""
    row = "| Key strengths | in brief |"
    reading = letters.read(letter(strengths=f"{row}\n| --- | --- |\n\n- Staff were keen.").encode(), "markdown")

    assert read(letter()) == reading.report
    assert [row] == [passage.text.split("\n")[0] for passage in reading.leftovers]


def test_words_behind_the_recommendations() -> None:
    """A paragraph after the items of a list is the first of the closing."""
    text = "Areas requiring improvement\n\n- Staff should meet.\n\nIt is all in hand."

    assert ("It is all in hand.", standard()["closing"]) == read(letter(recommendations=text)).closing


@pytest.mark.parametrize(
    ("notes", "expected", "left"),
    [
        ("Notes\n\nWe are independent.", ["We are independent."], []),
        ("Notes\n\nNote 1: We are independent.\n\nSo are you.", ["We are independent.", "So are you."], []),
        ("Note 1\n\nWe are independent.\n\nNote 2\n\nSo are you.", ["We are independent.", "So are you."], []),
        ("Note 1: We are independent.\n\nSo are you.", ["We are independent."], ["So are you."]),
    ],
)
def test_notes(notes: str, expected: list[str], left: list[str]) -> None:
    """Below a heading every paragraph is a note; without one, those with a label are."""
    reading = letters.read(letter(notes=notes).encode(), "markdown")

    assert reading.report is not None
    assert expected == [str(note) for note in reading.report.notes]
    assert left == [passage.text for passage in reading.leftovers]


def test_nested_recommendations() -> None:
    """Items under items keep their place, with ids that show it."""
    text = "Areas requiring improvement\n\n- The Board should:\n  - agree dates\n  - keep them\n    - always\n- Staff should meet."
    assert read(letter(recommendations=text)).recommendations == (
        Item(
            id="recommendation-1",
            text="The Board should:",
            items=(
                Item(id="recommendation-1.1", text="agree dates"),
                Item(
                    id="recommendation-1.2",
                    text="keep them",
                    items=(Item(id="recommendation-1.2.1", text="always"),),
                ),
            ),
        ),
        Item(id="recommendation-2", text="Staff should meet."),
    )


@pytest.mark.parametrize("marker", ["- ", "• ", "i. ", "(a) ", "1. ", ""])
def test_recommendations(marker: str) -> None:
    """Recommendations are items with any bullet, and the thanks are not one of them."""
    report = read(letter(recommendations=f"Areas requiring improvement\n\n{marker}Reviews should be on time."))
    assert report.recommendations == (Item(id="recommendation-1", text="Reviews should be on time."),)
    assert report.closing == ("We are grateful to all.",)


def test_without_blank_lines() -> None:
    """A letter that lost its blank lines is read by its headings, numbers and bullets."""
    text = letter(closing="We are grateful to all.\n\nIf you have any questions, please ask.")
    assert read(text.replace("\n\n", "\n")) == read(text)


def test_page_break_is_no_indentation() -> None:
    """An item that begins a page is not nested in the previous item."""
    text = "Areas requiring improvement\n\n\u2022 One should be.\n\f\u2022 Two should be.\n\u2022 Three should be."
    assert [item.text for item in read(letter(recommendations=text)).recommendations] == [
        "One should be.",
        "Two should be.",
        "Three should be.",
    ]


def test_bullets_before_their_items() -> None:
    """Bullets that are alone on their lines belong to the paragraphs after them, and the closing is not an item."""
    items = "• Reviews should be on time.\n\n•\n\n•\n\nPlans should be short.\n\nFiles should be whole."
    report = read(letter(recommendations=f"Areas requiring improvement\n\n{items}", closing="May we thank you all."))

    assert [item.text.plain_text for item in report.recommendations] == [
        "Reviews should be on time.",
        "Plans should be short.",
        "Files should be whole.",
    ]
    assert [paragraph.plain_text for paragraph in report.closing] == ["May we thank you all."]


def test_items_without_full_stops_before_a_page() -> None:
    """An item that ends without a full stop, as the one before it does, is whole where a page ends after it."""
    items = "Areas requiring improvement\n\nThe Board should:\n\n- read each plan\n- ask for reviews\n\n\f\nDiolch yn fawr to all whom we met."
    report = read(letter(recommendations=items))
    assert [item.text for item in report.recommendations[0].items] == ["read each plan", "ask for reviews"]
    assert report.closing[0] == "Diolch yn fawr to all whom we met."


def test_contact_of_a_web_page() -> None:
    """A heading for contacts after the copy list belongs to the page around the letter, and its lines are leftovers."""
    reading = letters.read(letter(notes="# Contact\n\nPress office: 01632 960000\n\nPrivacy").encode(), "markdown")
    assert reading.report is not None
    assert read(letter(notes="")).closing == reading.report.closing
    assert "Privacy" in [passage.text for passage in reading.leftovers]


@pytest.mark.parametrize(
    "heading",
    [
        '**1.<span style="font:7.0pt &quot;Times New Roman&quot;">     </span>Reducing reoffending**',
        "**1.\nReducing reoffending**",
        "**1.**\n\n**Reducing reoffending**",
        "1.  ### Reducing reoffending",
        "|  |  |\n| --- | --- |\n| **1** | **Reducing reoffending** |",
    ],
)
def test_a_number_apart_from_its_theme(heading: str) -> None:
    """The number of a theme belongs to it, whatever markup is between them."""
    text = letter(sections=f"Commentary on the inspection in Northmoor:\n\n{heading}\n\n1.1. Reports were clear.")
    (section,) = read(text).sections

    assert (section.theme, section.number, section.title) == ("reducing_reoffending", 1, "Reducing reoffending")
    assert section.paragraphs == (Paragraph(number="1.1", text="Reports were clear."),)


def test_wrapped_prose_beside_long_cells() -> None:
    """Lines that were wrapped are joined where the cells of tables are not wrapped."""
    cell = "Reports were clear, and plans were made with the children for whom they were meant. " * 3
    text = letter(
        context="Context\n\nWe examined 20 cases that were held by Northmoor Youth Offending\nService (YOS). More were waiting.",
        sections=(
            f"Commentary on the inspection in Northmoor:\n\n1. Reducing reoffending\n\n| 1.1 | {cell} |\n| --- | --- |"
        ),
    )
    report = read(text)

    assert report.context is not None
    assert [paragraph.plain_text for paragraph in report.context.paragraphs] == [
        "We examined 20 cases that were held by Northmoor Youth Offending Service (YOS). More were waiting."
    ]


def test_bullets_on_lines_of_their_own() -> None:
    """Items whose bullets have lines of their own are nested by the kinds of their bullets."""
    items = "·\nThe Board should:\n\no\nread reports\n\no\nask for more\n\n·\nPlans should be short."
    report = read(letter(recommendations=f"Areas requiring improvement\n\n{items}"))

    assert [(item.text.plain_text, len(item.items)) for item in report.recommendations] == [
        ("The Board should:", 2),
        ("Plans should be short.", 0),
    ]


def test_lines_that_were_joined_at_a_hyphen() -> None:
    """A numbered paragraph continues after a line that a PDF reader joined from two at a hyphen."""
    sentence = "Staff of the service had looked at the needs of each child before the plan was agreed. "
    numbered = wrapped(f"1.1 {sentence * 14}", 90, keeps_blank_lines=True).split("\n")
    numbered[3:5] = [" ".join(numbered[3:5])]
    text = "\n".join(["1. Reducing reoffending", *numbered, "1.2 Plans were late."])
    report = read(letter(sections=f"Commentary on the inspection in Northmoor:\n\n{text}"))
    assert [("1.1", (sentence * 14).strip()), ("1.2", "Plans were late.")] == [
        (each.number, str(each.text)) for each in report.sections[0].paragraphs
    ]


def test_dash_after_a_lead_in() -> None:
    """A dash before a small letter, after a lead-in without a colon, begins an item."""
    items = "- The Board should\n  – agree dates;\n  – keep them."
    (board,) = read(letter(recommendations=f"Areas requiring improvement\n\n{items}")).recommendations
    assert (board.text, [item.text for item in board.items]) == ("The Board should", ["agree dates;", "keep them."])


@pytest.mark.parametrize("rest", ["5.5 members of staff.", "2.5 years of work.", "- 163 of them - were sound."])
def test_figures_at_the_start_of_a_line(rest: str) -> None:
    """A figure or a dash at the start of a line continues the sentence above, and begins no paragraph."""
    section = f"1. Reducing reoffending\n\n1.1. Reports were by\n{rest}\n\n1.2. Plans were clear."

    assert [f"Reports were by {rest}", "Plans were clear."] == [
        paragraph.text for paragraph in read(letter(sections=section)).sections[0].paragraphs
    ]


def test_items_without_bullets_below_their_lead() -> None:
    """Items in lower case without bullets are below the words that lead to them, which are an item of the list."""
    lines = [
        "Plans should be short.",
        "Managers should make sure that:",
        "each plan is read;",
        "each file is whole.",
        "Reviews should be on time.",
    ]
    report = read(letter(recommendations="Areas requiring improvement\n\n" + "\n\n".join(lines)))

    assert [
        ("Plans should be short.", []),
        ("Managers should make sure that:", ["each plan is read;", "each file is whole."]),
        ("Reviews should be on time.", []),
    ] == [(item.text.plain_text, [each.text.plain_text for each in item.items]) for item in report.recommendations]


def test_words_before_a_whole_list() -> None:
    """Words that lead to all items of a list are not an item."""
    lines = "We found that:\n\nplans were short;\n\nfiles were whole."
    report = read(letter(strengths=f"Key strengths\n\n{lines}"))

    assert ["plans were short;", "files were whole."] == [item.text.plain_text for item in report.strengths]


def test_groups_of_bullets_before_groups_of_items() -> None:
    """Adjacent bullets belong to adjacent lines, group by group."""
    items = (
        "•\n\nManagers should see that:\n\n•\n•\n\n•\n\nplans are short and that nobody\nwaits;\nfiles are whole.\n\n"
        "Reviews should\nbe on time."
    )
    report = read(letter(recommendations=f"Areas requiring improvement\n\n{items}"))

    assert [
        "Managers should see that:",
        "plans are short and that nobody waits;",
        "files are whole.",
        "Reviews should be on time.",
    ] == [each.text.plain_text for item in report.recommendations for each in (item, *item.items)]


def test_numbers_of_paragraphs_as_headings() -> None:
    """A heading that is nothing but the number of a paragraph is that of the text after it."""
    text = letter(
        sections="Commentary\n\n### 1. Reducing reoffending\n\n#### 1.1\n\nPlans were good.\n\n#### 1.2.\n\nReviews were late."
    )
    paragraphs = read(text).sections[0].paragraphs
    assert [("1.1", "Plans were good."), ("1.2", "Reviews were late.")] == [
        (each.number, each.text) for each in paragraphs
    ]


def test_a_lead_below_an_item() -> None:
    """A sentence that leads to items begins another item, even directly below the previous one."""
    items = "- Plans should be short.\n  Managers should:\n\n  – check the register\n  – share the results\n- Staff should be kept."
    report = read(letter(recommendations=f"Areas requiring improvement\n\n{items}"))

    assert ["Plans should be short.", "Managers should:", "Staff should be kept."] == [
        str(item.text) for item in report.recommendations
    ]
    assert ["check the register", "share the results"] == [str(item.text) for item in report.recommendations[1].items]


def test_headings_in_bold_type_before_their_text() -> None:
    """The title and headings in bold type may be on the line on which their text begins."""
    title = "**Report of Short Quality Screening (SQS) of youth offending work in Northmoor**"
    text = letter(
        title=f"{title} We were there from 9-11 March 2015.",
        introduction="It rained.",
        summary="**Summary** The work was sound. **Summary** is a bold word.",
        sections="**Commentary on the inspection in Northmoor:**\n\n**1. Reducing reoffending** 1.1. Reports were clear.",
    )
    report = read(text)

    assert ("We were there from 9-11 March 2015.", "It rained.") == report.introduction
    assert ("The work was sound. **Summary** is a bold word.",) == report.summary
    (section,) = report.sections
    assert ("Reducing reoffending", "1.1") == (section.title, section.paragraphs[0].number)


def test_notes_on_one_line() -> None:
    """A printed note may begin on the line on which the note before it ends."""
    notes = "Note 1: We are independent. Note 2: See Note 1 or write to us. Note 3: Paper copies exist."
    assert ("We are independent.", "See Note 1 or write to us.", "Paper copies exist.") == read(
        letter(notes=notes)
    ).notes
