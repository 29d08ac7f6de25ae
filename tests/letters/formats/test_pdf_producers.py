"""How pages of a PDF are read that other programs set in their own way: spaces, raised figures, lists in columns."""

from __future__ import annotations

from typing import Final

from sqsreport.letters.blocks import Block, Footnote, Heading, ListItem, Paragraph, TableRow
from sqsreport.letters.formats.pdf.reading import parse
from support.pdf import pdf, rows, text

#: Lines of prose that fill a page from its left to its right margin.
PROSE: Final = (
    "Case managers read what was in the files before they went out, and most of them came back",
    "with a better plan than the one that they had found there, which nobody had looked at since",
    "the summer. They told us so.",
)


def read(*pages: str) -> tuple[Block, ...]:
    """Read pages that are given as content streams."""
    return parse(pdf(*pages)).blocks


def shown(*pages: str, kind: type[Block] = Paragraph) -> list[str]:
    """Return the blocks of one kind, each in one line."""
    return [" ".join(line.text for line in block.lines) for block in read(*pages) if isinstance(block, kind)]


def cells(*pages: str) -> list[list[str]]:
    """Return the cells of all rows."""
    return [[line.text for line in block.lines] for block in read(*pages) if isinstance(block, TableRow)]


def test_spaces_between_characters() -> None:
    """Words that only the spacing of characters parts, as in files of Ghostscript, are words."""
    parts = "(The plan was late) Tj 3.3 Tc (.T) Tj 0 Tc [300 (hey saw wh)] TJ 3.3 Tc (yo) Tj 0 Tc [300 (ne was not seen.)] TJ"
    page = f"BT /F 11 Tf 1 0 0 1 72 700 Tm {parts} ET\n"
    assert shown(page, rows("So the")) == ["The plan was late. They saw why one was not seen.", "So the"]


def test_role_between_two_names() -> None:
    """A role that is level with the gap between its second and third name is a role, alone on its page as well."""
    names = rows("Ash Lee", "Fir Dale", "Oak Hill", "Elm Rowe", x=300, top=400, step=14)
    assert cells(rows(*PROSE, top=780) + names + text("Links", 72, 379)) == [
        ["Links", "Ash Lee", "Fir Dale", "Oak Hill", "Elm Rowe"]
    ]


def test_possessive_at_the_end_of_a_line() -> None:
    """A role that ends with a possessive continues in the next line, even if that has a name next to it."""
    roles = ("Head of Service", "Member for Children's", "Services and Crime", "Chair of the Board")
    names = ("Ash Lee, Una Holm", "Fir Dale, Councillor", "Oak Hill", "Elm Rowe")
    page = rows(*roles, top=400) + rows(*names, x=300, top=400)
    assert ["Member for Children’s Services and Crime", "Fir Dale, Councillor Oak Hill"] in cells(
        rows(*PROSE, top=780) + page
    )


def test_heading_below_the_top_of_its_text() -> None:
    """A heading in the margin may begin a little lower than the text next to it."""
    lines = ("These words are those of a part, which goes", "on for a while, and which has lines that are", "full.")
    page = text("Context", 72, 691, "B") + text("Summary", 72, 631, "B")
    page += rows(*lines, x=180, top=700) + rows(*lines, x=180, top=640)
    kinds = [type(block).__name__ for block in read(page)]
    assert kinds == ["Heading", "Paragraph", "Heading", "Paragraph"]
    assert shown(page) == [" ".join(lines)] * 2


def test_items_under_headings_side_by_side() -> None:
    """Two lists next to each other are read one after the other, each after its heading."""
    page = text("Key strengths", 72, 700, "B") + text("Areas requiring improvement", 310, 700, "B")
    page += rows("- Staff were seen soon", "and often.", "- Plans were good.", top=680)
    page += rows("- Plans should be", "better.", "- The Board should meet.", x=310, top=680)
    found = read(rows(*PROSE, top=780) + page)
    kinds = [type(block).__name__ for block in found if isinstance(block, (Heading, ListItem))]
    assert kinds == ["Heading", "ListItem", "ListItem"] * 2


def test_names_in_italics_under_roles_in_columns() -> None:
    """Roles with indented names in italics below them are read down each column, the longer one to its end."""
    people = ("Head of Service", "Ash Lee"), ("Clerk", "Fir Dale"), ("Links", "Elm Rowe"), ("Mayor", "Oak Hill")
    more = ("Court Bench", "Una Holm"), ("Area team", "Ivy Reed"), ("Communications", "Ida Moor")
    page = ""
    for x, column in ((72, people), (310, more)):
        for index, (role, name) in enumerate(column):
            page += text(role, x, 700 - 28 * index) + text(name, x + 14, 686 - 28 * index, "I")
    assert cells(rows(*PROSE, top=780) + page + rows(*PROSE, top=540)) == [
        [role, f"*{name}*"] for role, name in (*people, *more)
    ]


def test_roles_with_names_in_one_line_in_columns() -> None:
    """Lines with a role, a colon and a name are read down each column."""
    left = [f"{role}: Ash Lee" for role in ("Head of Service", "Clerk", "Mayor", "Chair of the Board")]
    right = [f"{role}: Oak Hill" for role in ("Links", "Court Bench", "Area team", "Communications")]
    page = rows(*left, top=680) + rows(*right, x=310, top=683)
    found = " ".join(shown(rows(*PROSE, top=780) + page + rows(*PROSE, top=540)))
    assert found.index("Chair of the Board") < found.index("Links")


def test_role_in_bold_that_a_narrow_list_wraps() -> None:
    """A role in bold continues in the next line if the list is narrower than the page."""
    page = rows("Commissioner for the Moor", "and the Dale", font="B", top=700) + text("Ash Lee", 72, 672)
    for index, role in enumerate(("Head of the Service", "Clerk to the Court", "Mayor")):
        page += text(role, 72, 640 - 40 * index, "B") + text("Fir Dale", 72, 626 - 40 * index)
    assert cells(rows(*PROSE, top=780) + page)[0] == ["**Commissioner for the Moor and the Dale**", "Ash Lee"]


def test_heading_in_small_capitals() -> None:
    """A heading in small capitals continues in the next line, whatever part of the line is small."""
    page = "BT /B 16 Tf 1 0 0 1 72 700 Tm (Commentary ) Tj /B 11 Tf (on the inspection of the northern ) Tj"
    page += " /B 16 Tf (Moor ) Tj /B 11 Tf (and of what is near to it in) Tj ET\n" + text("Dale", 72, 680, "B", 16)
    assert shown(page + rows(*PROSE, top=600), kind=Heading) == [
        "Commentary on the inspection of the northern Moor and of what is near to it in Dale"
    ]


def test_heading_at_the_foot_of_a_page() -> None:
    """A numbered heading in bold under a line at the foot of a page is a heading, and no note."""
    line = "72 92 m 200 92 l S\n"
    page = rows(*PROSE) + line + text("4. Making sure that it is served", 72, 80, "B")
    assert shown(page, rows(*PROSE), kind=Footnote) == []


def test_notes_with_roman_labels() -> None:
    """Marks in small Roman numerals belong to notes with such labels, as a word processor numbers its end notes."""
    page = rows(*PROSE) + text("The rate", 72, 640) + text("ii", 113.5, 644, size=6) + text("was low.", 121, 640)
    page += text("ii", 72, 203, size=5) + text("Published in May.", 80, 200, size=8)
    assert "The rate[^ii] was low." in shown(page)
    assert shown(page, kind=Footnote) == ["Published in May."]


def test_paragraph_to_the_left_of_an_item() -> None:
    """A line that begins to the left of a bullet begins a paragraph, without a gap above it as well."""
    page = rows("- Plans should be better.", x=90) + rows(*PROSE, top=686)
    assert shown(page, kind=ListItem) == ["Plans should be better."]


def test_title_that_is_set_wider_than_the_text() -> None:
    """A title continues in the next line if the distance of its lines is one and a half times their height."""
    title = ("Report of the screening of work with young people in Moor,", "Dale and Fell")
    page = rows(*title, font="B", size=16, step=24) + rows(*PROSE, top=640, step=12)
    assert shown(page, kind=Heading) == [" ".join(title)]


def test_small_heading_with_a_number() -> None:
    """A numbered heading in bold type that is smaller than the text is no note, though the text has its mark."""
    page = rows(*PROSE) + text("The rate", 72, 640) + text("1", 113.5, 644, size=6) + text("was low.", 121, 640)
    page += text("1. Protecting the public", 72, 610, "B", 10) + rows(*PROSE, top=590)
    page += text("1", 72, 103, size=5) + text("Published in May.", 80, 100, size=8)
    assert shown(page, kind=Footnote) == ["Published in May."]
    assert "**1. Protecting the public**" in shown(page)


def test_hyphen_of_a_compound_of_three_words() -> None:
    """The last hyphen of a compound is kept where a line ends, though two of its words together are one as well."""
    others = (
        "The plan says what they meant to do on that day, so that the man-",
        "agers and the workers knew it, and the",
    )
    page = rows(*others, "plans of the ser-", "vice say what they do on a day-to-", "day basis.")
    assert shown(page)[0].endswith("plans of the ser\xad vice say what they do on a day-to- day basis.")


def test_roles_and_names_that_are_both_wrapped() -> None:
    """A role goes on beside a name that goes on, where the next words of both have no room in their columns."""
    roles = ("Chair of the Management", "Board of the Youth Team", "Local Chief Executive and", "Town Clerk", "Mayor")
    names = (
        "Ash Lee, Fir Dale, Councillor Una",
        "Marchbanks, Oak Hill",
        "Elm Rowe, Ivy Reed, Doctor Ida",
        "Holm",
        "May Fell",
    )
    page = rows(*PROSE, top=780) + rows(*roles, top=600) + rows(*names, x=215, top=600)
    assert cells(page) == [
        ["Chair of the Management Board of the Youth Team", "Ash Lee, Fir Dale, Councillor Una Marchbanks, Oak Hill"],
        ["Local Chief Executive and Town Clerk", "Elm Rowe, Ivy Reed, Doctor Ida Holm"],
        ["Mayor", "May Fell"],
    ]


def test_roles_that_are_wrapped_beside_names_below_each_other() -> None:
    """A role that cannot end with its line goes on beside the second name of its row."""
    roles = ("Chief Executive", "", "Police and Crime Commissioner for", "Larchshire", "Mayor", "", "Clerk")
    names = ("Ash Lee", "Fir Dale", "Oak Hill", "Elm Rowe", "Ivy Reed", "May Fell", "Una Holm")
    page = rows(*PROSE, top=780) + rows(*roles, top=600) + rows(*names, x=300, top=600)
    assert ["Police and Crime Commissioner for Larchshire", "Oak Hill", "Elm Rowe"] in cells(page)
    assert ["Mayor", "Ivy Reed", "May Fell"] in cells(page)


def test_labels_between_the_lines_of_values() -> None:
    """A label in the middle of its value, and a value in the middle of its label, are one row in wide leading."""
    page = text("Ash Lee, Chair of the Management Board", 150, 700) + text("To:", 72, 691, "B")
    page += text("of the Youth Offending Service", 150, 682) + text("From:", 72, 656, "B") + text("Fir Dale", 150, 656)
    page += text("Publication", 72, 630, "B") + text("6 June 2012", 150, 621) + text("date:", 72, 612, "B")
    assert shown(page + rows(*PROSE, top=560, step=18))[:3] == [
        "**To:**\tAsh Lee, Chair of the Management Board of the Youth Offending Service",
        "**From:**\tFir Dale",
        "**Publication date:**\t6 June 2012",
    ]


def test_names_without_a_margin_of_their_own() -> None:
    """Names that fill the line after a tab go on at the margin, be it with half a name; a role goes on there as well."""
    page = rows("Clerk", "Links", "Ivy Reed, May Fell", "Member for", "Children", x=72, top=640)
    page += rows("Ash Lee", "Fir Dale, Oak Hill, Elm Rowe, Una", "", "May Fell", x=340, top=640)
    page = page.replace("Ivy Reed, May Fell", "Reed, May Fell")
    assert cells(rows(*PROSE, top=780) + page)[1:] == [
        ["Links", "Fir Dale, Oak Hill, Elm Rowe, Una Reed, May Fell"],
        ["Member for Children", "May Fell"],
    ]


def test_notes_of_small_type_close_below_each_other() -> None:
    """Notes at the end whose labels are plain figures are parted where the text has marks for both."""
    page = (
        rows(*PROSE) + text("The rate", 72, 640) + text("1", 113.5, 644, size=6) + text("was low on all days", 121, 640)
    )
    page += text("2", 212, 644, size=6) + text("this year.", 222, 640)
    page += rows("1 Published in May. Source: Ministry", "2 Of the plans that we saw", size=8, step=10, top=600)
    assert shown(page + rows(*PROSE, top=560), kind=Footnote) == [
        "Published in May. Source: Ministry",
        "Of the plans that we saw",
    ]


def test_full_stop_after_letters_that_are_set_apart() -> None:
    """A full stop after a quotation in italics follows it directly, where letters are set a little apart."""
    page = 'BT /I 11 Tf 0.9 Tc 1 0 0 1 72 700 Tm (The plan was late") Tj ET\n'
    page += text(".", 181, 700) + rows(*PROSE, top=660)
    assert shown(page)[0].replace("*", "").endswith('late".')


def test_labels_in_bold_type_without_colons_below_each_other() -> None:
    """Each label in bold type with its value is a paragraph, where the lines of a value are indented below it."""
    page = text("To", 72, 700, "B") + text(
        "Ash Lee, Chair of the Board of the Youth Offending Service and of all those that help", 90, 700
    )
    page += text("its work", 86, 686)
    page += text("Copy to", 72, 672, "B") + text("See copy list at end", 118, 672)
    page += text("Date", 72, 658, "B") + text("6 June 2012", 102, 658)
    assert shown(page + rows(*PROSE, top=610))[:3] == [
        "**To** Ash Lee, Chair of the Board of the Youth Offending Service and of all those that help its work",
        "**Copy to** See copy list at end",
        "**Date** 6 June 2012",
    ]


def test_character_that_no_code_names() -> None:
    """A character that is printed, but whose code is that of a control, is marked where it is, and not left out."""
    assert shown(text("plan \x02 that was late", 72, 700)) == ["plan � that was late"]


def _bitmap_font() -> dict[int, str]:
    """Return a page, as the first one, whose only font has pictures for letters, as TeX makes them."""
    codes = range(256)
    glyph = "500 0 0 0 400 700 d1 0 0 400 700 re f"
    names, glyphs = (" ".join(f"/a{code}{end}" for code in codes) for end in ("", " 51 0 R"))
    return {
        3: "<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 50 0 R>>>>>>",
        50: "<</Type/Font/Subtype/Type3/FontMatrix[0.001 0 0 0.001 0 0]/FontBBox[0 0 500 700]/FirstChar 0/LastChar 255"
        f"/Widths[{'500 ' * 256}]/CharProcs<<{glyphs}>>/Encoding<</Type/Encoding/Differences[0 {names}]>>>>",
        51: f"<</Length {len(glyph)}>>\nstream\n{glyph}\nendstream",
    }


def test_bitmap_fonts_of_tex() -> None:
    """Ligatures, dashes and quotation marks in bitmap fonts without names are what TeX has under their codes."""
    lines = rows("The sta\x1b \x15 of all o\x1eces \x15 saw", "who had o\x1bended \x10\x1crst\x11.")
    blocks = parse(pdf(lines, others=_bitmap_font())).blocks
    assert [" ".join(line.text for line in block.lines) for block in blocks] == [
        "The staff – of all offices – saw who had offended “first”."
    ]
    unknown = parse(pdf(lines.replace("\x11", "\x19"), others=_bitmap_font())).blocks
    assert "sta\ufffd" in unknown[0].lines[0].text


def test_note_that_is_set_in() -> None:
    """A note is one, not the rest of that before it, where it is set in as far as the item with its mark."""
    page = rows(*PROSE) + text("The rate", 72, 640) + text("1", 113.5, 644, size=6) + text("was low.", 121, 640)
    page += text("The form", 100, 610) + text("2", 145, 614, size=6) + text("was not used.", 153, 610)
    page += text("1", 72, 123, size=5) + text("Published in May for the", 86, 120, size=8)
    page += text("2 years before.", 86, 110, size=8)
    page += text("2", 100, 98, size=5) + text("Asset, or the form that replaced it", 104, 95, size=8)
    assert shown(page, kind=Footnote) == [
        "Published in May for the 2 years before.",
        "Asset, or the form that replaced it",
    ]


def test_accents_printed_over_letters() -> None:
    """An accent that is printed over the next letter is part of it; one before a letter is a character by itself."""
    page = "BT /F 11 Tf 1 0 0 1 72 700 Tm [(The caf) -111 (\xc2) 445 (e was open, and \xc2e was not.)] TJ ET\n"
    assert shown(page)[0].startswith("The café was open, and ")
    assert "café" not in shown(page.replace(" 445 ", " 0 "))[0]
