"""What the reading of letters makes of copy lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqsreport import Report, letters
from sqsreport.letters.blocks import Line, PageBreak, Passage, TableRow
from sqsreport.letters.copy_list.entries import entries
from sqsreport.letters.parts import sort_blocks
from sqsreport.letters.pieces import Piece
from support.letter_parts import letter, read, standard, wrapped


def test_a_source_below_the_copy_list() -> None:
    """A line with the source of a figure is not a recipient."""
    reading = letters.read(letter(notes="Source: Ministry of Justice").encode(), "markdown")

    assert reading.report is not None
    assert read(letter(notes="")).copy_list == reading.report.copy_list
    assert ["Source: Ministry of Justice"] == [passage.text for passage in reading.leftovers]


def test_copy_list_that_ends_in_its_dash() -> None:
    """If a line is wrapped after the dash between role and name, neither has a dash."""
    lines = "Copy to:\n\nChief Executive, Northmoor Council –\nFern Hollis\nCourt Bench:\nAsh Lee"
    entries = read(letter(copy_list=lines)).copy_list
    assert [(entry.role, entry.recipients) for entry in entries] == [
        ("Chief Executive, Northmoor Council", ("Fern Hollis",)),
        ("Court Bench", ("Ash Lee",)),
    ]


def test_names_above_the_role_of_the_next_entry() -> None:
    """A line of names below an office that one person holds is doubted, as it may belong to the next entry."""
    lines = "Copy to:\n\nCourt Bench *Fir Dale*\nPolice and Crime Commissioner *{}*\n*Una Elm*\nOfsted *Oak Hill*"
    doubt = "/copy_list/1"

    for names, expected in (("Ash Lee", [doubt]), ("Ash Lee,", [])):
        reading = letters.read(letter(copy_list=lines.format(names)).encode(), "markdown")
        assert expected == [problem.pointer for problem in reading.problems if problem.code == "SQS518"]


def test_names_with_commas_above_their_role() -> None:
    """Names on a line with a comma at its end belong to the entry below, unless the names above end with one, too."""
    lines = "Copy to:\n\nCourt Bench *Fir Dale*\n*Una Elm,*\n*Ivy Sorrel,*\nOfsted *Oak Hill,*\n*Ash Lee*\nYJB *Elm Rowe,*\n*Pip Alder,*\n*Bo Rush*"
    assert [(entry.role, entry.recipients) for entry in read(letter(copy_list=lines)).copy_list] == [
        ("Court Bench", ("Fir Dale",)),
        ("Ofsted", ("Una Elm", "Ivy Sorrel", "Oak Hill", "Ash Lee")),
        ("YJB", ("Elm Rowe", "Pip Alder", "Bo Rush")),
    ]


def test_labels_without_names() -> None:
    """A role with a colon and no names after it is not the holder of the role above it, which has none either."""
    lines = "Copy to:\n\n- **Care Quality Commission:**\n- **HM Inspectorate of Prisons:**\n- **Court Bench:** Ash Lee"
    assert [(entry.role, entry.recipients) for entry in read(letter(copy_list=lines)).copy_list] == [
        ("Care Quality Commission", ()), ("HM Inspectorate of Prisons", ()), ("Court Bench", ("Ash Lee",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "vacancy", ["Vacant", "vacant at present", "Post vacant", "To be appointed", "TBC", "(vacant)"]
)
@pytest.mark.parametrize("separator", [": ", "\t", " – "])
def test_an_office_that_no_one_holds(vacancy: str, separator: str) -> None:
    """Words for a vacant office are the recipient, and cause no warning."""
    lines = f"Copy to:\n\nHead of Service{separator}Fern Hollis\nPolice and Crime Commissioner{separator}{vacancy}\nCourt Bench{separator}Ash Lee"
    reading = letters.read(letter(copy_list=lines).encode(), "markdown")

    assert reading.report is not None
    assert [
        ("Head of Service", ("Fern Hollis",)),
        ("Police and Crime Commissioner", (vacancy,)),
        ("Court Bench", ("Ash Lee",)),
    ] == [(entry.role, entry.recipients) for entry in reading.report.copy_list]
    assert [] == [each.code for each in reading.problems if each.code.startswith("SQS5")]


def test_names_of_columns_in_a_line() -> None:
    """The names of the columns may be a line of bold type above the rows."""
    rows = "**Role Name**\n\n| Court Bench | Fern Hollis |\n| --- | --- |\n| Chair | Ash Lee |"
    entries = read(letter(copy_list=f"Copy to:\n\n{rows}")).copy_list
    assert [(entry.role, entry.recipients) for entry in entries] == [
        ("Court Bench", ("Fern Hollis",)),
        ("Chair", ("Ash Lee",)),
    ]


def test_copy_list_on_two_pages() -> None:
    """Column names, which a table repeats on each of its pages, are not entries of the copy list."""
    rows = "| Role Role | Recipients Recipients |\n| --- | --- |\n| Court Bench | Fern Hollis |"
    reading = letters.read(letter(copy_list=f"Copy to:\n\n{rows}").encode(), "markdown")
    assert reading.report is not None
    assert [(entry.role, entry.recipients) for entry in reading.report.copy_list] == [("Court Bench", ("Fern Hollis",))]
    assert reading.leftovers == ()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Court Bench", "Basil Thorne"]], [("Court Bench", ("Basil Thorne",))]),
        ([["Basil Thorne", "Court Bench"]], [("Court Bench", ("Basil Thorne",))]),
        ([["Basil Thorne, Fern Hollis", "Court Bench"]], [("Court Bench", ("Basil Thorne", "Fern Hollis"))]),
        (
            [["Court Bench", "Basil Thorne; Fern"], ["Hollis; Ash Lee", ""]],
            [("Court Bench", ("Basil Thorne", "Fern Hollis", "Ash Lee"))],
        ),
        ([["Court Bench", "Basil Thorne;"], ["Ash Lee", ""]], [("Court Bench", ("Basil Thorne", "Ash Lee"))]),
        ([["Court Bench - Basil Thorne"]], [("Court Bench", ("Basil Thorne",))]),
        ([["Court Bench", "Basil Thorne"], ["", "Fern Hollis"]], [("Court Bench", ("Basil Thorne", "Fern Hollis"))]),
        ([["Court Bench", "Basil Thorne"], ["Fern Hollis"]], [("Court Bench", ("Basil Thorne", "Fern Hollis"))]),
        ([["", "Fern Hollis"], ["Court Bench", "Basil Thorne"]], [("Court Bench", ("Basil Thorne",))]),
        ([["Court Bench", "Basil Thorne", "Fern Hollis"]], [("Court Bench", ("Basil Thorne", "Fern Hollis"))]),
        ([["Ash Lee", "Basil Thorne"]], [("Ash Lee", ("Basil Thorne",))]),
        ([["Court Bench *Basil Thorne, Fern Hollis*", ""]], [("Court Bench", ("Basil Thorne", "Fern Hollis"))]),
        (
            [["1. Court Bench", "Basil Thorne"], ["2. Police", "Ash Lee"], ["3. Chair", ""]],
            [("Court Bench", ("Basil Thorne",)), ("Police", ("Ash Lee",)), ("Chair", ())],
        ),
        ([["Ash Lee", "Court Bench", "Police"]], [("Ash Lee", ("Court Bench", "Police"))]),
    ],
)
def test_rows_of_a_copy_list(rows: list[list[str]], expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """A row has a role and names in whatever order; names alone go with the row above, and have no place without one."""
    pieces = [tuple(Piece([Line(cell)]) for cell in row) for row in rows]

    assert expected == [(entry.role, entry.names) for entry in entries(pieces)[0]]


def test_where_the_copy_list_is_spoken_of() -> None:
    """The line of the header that refers to the copy list belongs to it, as its heading does."""
    sender = f"Copy to: See copy list at end\n\n{standard()['sender']}"
    reading = letters.read(letter(sender=sender).encode(), "markdown")

    expected = {"Copy to: See copy list at end", "Copy to:", "Chair of Youth Court Bench\t<i>Basil Thorne</i>"}
    assert expected == {passage.text for passage in reading.sources["/copy_list"]}


def test_copy_list() -> None:
    """A line of the copy list has a role and, after a tab, names with commas between them, or none."""
    lines = "Copy to:\n\nCourt Bench\t<i>Basil Thorne, Fern Hollis</i>\nCare Quality Commission\nPolice\t*Ash Lee*"
    entries = read(letter(copy_list=lines)).copy_list
    assert [(entry.role, entry.recipients) for entry in entries] == [
        ("Court Bench", ("Basil Thorne", "Fern Hollis")),
        ("Care Quality Commission", ()),
        ("Police", ("Ash Lee",)),
    ]


@pytest.mark.parametrize("gap", ["\t", "    ", "  ", " "])
def test_copy_list_without_tabs(gap: str) -> None:
    """Where tabs were lost, wide spaces part the columns of the copy list, or the emphasis of the names does."""
    lines = f"Copy to:\n\nChair of Youth Court Bench{gap}<i>Basil Thorne, Fern Hollis</i>\nPolice{gap}<i>Ash Lee</i>"
    entries = read(letter(copy_list=lines)).copy_list
    assert [(entry.role, entry.recipients) for entry in entries] == [
        ("Chair of Youth Court Bench", ("Basil Thorne", "Fern Hollis")),
        ("Police", ("Ash Lee",)),
    ]


def test_copy_list_in_lines() -> None:
    """A copy list that lost its columns, and has each name on a line under its role, is put together."""
    lines = "Copy to:\n\nRole\tRecipients\n\nYOS Head of Service\n\nJasper Reed\n\nEstyn\n\nCourt Bench,\n\nFern Hollis, Ash Lee"
    entries = read(letter(copy_list=lines)).copy_list
    assert [(entry.role, entry.recipients) for entry in entries] == [
        ("YOS Head of Service", ("Jasper Reed",)),
        ("Estyn", ()),
        ("Court Bench", ("Fern Hollis", "Ash Lee")),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "Court Bench\n\nBasil Thorne\n\nDirector of Education\nand Skills\n\nFern Hollis, Ash Lee",
        "Court Bench:\nBasil Thorne\nDirector of Education and Skills:\nFern Hollis, Ash Lee",
        "Court Bench\nBasil Thorne\nDirector of Education\nand Skills\nFern Hollis, Ash Lee",
    ],
)
def test_roles_and_names_on_lines_of_their_own(lines: str) -> None:
    """Roles and names may follow each other line by line, and a role may be wrapped."""
    entries = read(letter(copy_list=f"Copy to:\n\n{lines}")).copy_list

    assert [("Court Bench", ("Basil Thorne",)), ("Director of Education and Skills", ("Fern Hollis", "Ash Lee"))] == [
        (entry.role, entry.recipients) for entry in entries
    ]


def test_columns_that_follow_each_other() -> None:
    """Names after several roles are assigned to none of them, are leftovers, and have a problem."""
    lines = "Head of Service\nCourt Bench\nJasper Reed\nBasil Thorne"
    reading = letters.read(letter(copy_list=f"Copy to:\n\n{lines}").encode(), "markdown")

    assert reading.report is not None
    assert [("Head of Service", ()), ("Court Bench", ())] == [
        (entry.role, entry.recipients) for entry in reading.report.copy_list
    ]
    assert {"Jasper Reed", "Basil Thorne"} <= {passage.text for passage in reading.leftovers}
    assert "SQS501" in {problem.code for problem in reading.problems}


@pytest.mark.parametrize(
    "tail",
    [
        "Share this page",
        "Print this page\tBack to top",
        "© Crown copyright",
        "https://www.example.org/letters",
        "This page was last changed a year ago.",
    ],
)
def test_what_follows_the_copy_list(tail: str) -> None:
    """A line of a web page below the copy list is not a recipient."""
    lines = f"Copy to:\n\nCourt Bench\tBasil Thorne\n\n{tail}"
    reading = letters.read(letter(copy_list=lines, notes="").encode(), "markdown")

    assert reading.report is not None
    assert [("Court Bench", ("Basil Thorne",))] == [(each.role, each.recipients) for each in reading.report.copy_list]
    assert any(tail in passage.text for passage in reading.leftovers)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # Each cell is a group of lines, of which one looks like a role and a name.
        (
            "Chief Executive, Larch Dale\nBorough Council\n\nAsh Lee\n\nCourt Bench\n\nFir Dale\n\nHead of Service\n\nOak Hill",
            [
                ("Chief Executive, Larch Dale Borough Council", ("Ash Lee",)),
                ("Court Bench", ("Fir Dale",)),
                ("Head of Service", ("Oak Hill",)),
            ],
        ),
        # A role without names and the next one have a group together.
        (
            (
                "Chief Executive, Larch Borough\nCouncil\n\nAsh Lee\n\nCare Commission\nHead of Service\n\nOak Hill\n\nCourt Bench\n\n"
                "Fir Dale"
            ),
            [
                ("Chief Executive, Larch Borough Council", ("Ash Lee",)),
                ("Care Commission", ()),
                ("Head of Service", ("Oak Hill",)),
                ("Court Bench", ("Fir Dale",)),
            ],
        ),
        # A page ends within a role, beside a name that the rest would complete.
        (
            (
                "Head of Service                       Ash Lee\nChief Executive of the Larch           Oak Hill\nBorough Council\n"
                "Police and Crime Commissioner for     Fir Hill\n\nPage 2 of 9\n\nLarchshire\nOfsted                                Elm Rowe"
            ),
            [
                ("Head of Service", ("Ash Lee",)),
                ("Chief Executive of the Larch Borough Council", ("Oak Hill",)),
                ("Police and Crime Commissioner for Larchshire", ("Fir Hill",)),
                ("Ofsted", ("Elm Rowe",)),
            ],
        ),
        # A role without names is the first line of a page.
        (
            (
                "Head of Service           Ash Lee\n\nChief Executive of the\n                          Oak Hill\nLarch Borough Council\n\n"
                "\n5\n\fLeader of the Opposition\n\nClerk to the Court        Elm Rowe\n\nOfsted                    Ivy Moss"
            ),
            [
                ("Head of Service", ("Ash Lee",)),
                ("Chief Executive of the Larch Borough Council", ("Oak Hill",)),
                ("Leader of the Opposition", ()),
                ("Clerk to the Court", ("Elm Rowe",)),
                ("Ofsted", ("Ivy Moss",)),
            ],
        ),
        # A line ends within a name, before the surname and its honour.
        (
            "Head of Service: Ash Lee\nLead Members for Children: Cllr P. D. Fir, Cllr Oak\nHill MBE\nOfsted\nCourt Bench: Elm Rowe",
            [
                ("Head of Service", ("Ash Lee",)),
                ("Lead Members for Children", ("Cllr P. D. Fir", "Cllr Oak Hill MBE")),
                ("Ofsted", ()),
                ("Court Bench", ("Elm Rowe",)),
            ],
        ),
        # A page ends within a role.
        (
            "Head of Service\n\nAsh Lee\n\nChief Executive, Larch County\n\nFir Dale\n\n2\n\n\fBorough Council\nCourt Bench\n\nOak Hill",
            [
                ("Head of Service", ("Ash Lee",)),
                ("Chief Executive, Larch County Borough Council", ("Fir Dale",)),
                ("Court Bench", ("Oak Hill",)),
            ],
        ),
    ],
)
def test_cells_on_lines_of_their_own(lines: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """Roles and names on lines of their own are joined, and each name has the right role."""
    entries = read(letter(copy_list=f"Copy to:\n\n{lines}")).copy_list
    assert expected == [(entry.role, entry.recipients) for entry in entries]


def test_a_number_at_the_foot_of_a_page() -> None:
    """A paragraph number at a page end belongs to the text on the next page, not to the running head between them."""
    title = standard()["title"]
    sections = (
        "Commentary on the inspection in Northmoor:\n\n1. Reducing reoffending\n\n1.1\n\nReports were clear.\n\n1.2\n\n"
    )
    report = read(letter(sections=f"{sections}1\n\f{title}\n\nPlans were late."))
    assert report.sections is not None
    paragraphs = [(each.number, str(each.text)) for section in report.sections for each in section.paragraphs]
    assert paragraphs == [("1.1", "Reports were clear."), ("1.2", "Plans were late.")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # Roles and names on one line, as a PDF gives them in the order in which they were printed.
        (
            (
                "Head of Service Ash Lee\nChief Executive, Larch Council Fir Dale\nChair of the Larch Youth Offending Service\n"
                "Management Board Oak van der Hill\nOfsted\nCare Quality Commission Elm Rowe\nYJB link staff Ivy Thorn, Una Birch"
            ),
            [
                ("Head of Service", ("Ash Lee",)),
                ("Chief Executive, Larch Council", ("Fir Dale",)),
                ("Chair of the Larch Youth Offending Service Management Board", ("Oak van der Hill",)),
                ("Ofsted", ()),
                ("Care Quality Commission", ("Elm Rowe",)),
                ("YJB link staff", ("Ivy Thorn", "Una Birch")),
            ],
        ),
        # Each entry is lines of its own, of which the last are names.
        (
            (
                "Lead Elected Member\nfor Crime\nAsh Lee\n\nEstyn\n\nChair of the Larch\nSafeguarding Board\nDr Fir Dale\nOak Hill MBE\n\n"
                "Clerk to the Justices\nElm Rowe"
            ),
            [
                ("Lead Elected Member for Crime", ("Ash Lee",)),
                ("Estyn", ()),
                ("Chair of the Larch Safeguarding Board", ("Dr Fir Dale", "Oak Hill MBE")),
                ("Clerk to the Justices", ("Elm Rowe",)),
            ],
        ),
        # Columns of spaces, in which roles are wrapped and bodies have nobody beside them.
        (
            (
                "Head of Service                     Ash Lee\nChair of the Larch Youth Offending  Fir Dale\nManagement Board\nHMI Prisons\n"
                "Ofsted – Links\nYJB Business Area Manager           Elm Rowe\n                                    Ivy Thorn\n"
                "Clerk to the Justices               Una Birch"
            ),
            [
                ("Head of Service", ("Ash Lee",)),
                ("Chair of the Larch Youth Offending Management Board", ("Fir Dale",)),
                ("HMI Prisons", ()),
                ("Ofsted – Links", ()),
                ("YJB Business Area Manager", ("Elm Rowe", "Ivy Thorn")),
                ("Clerk to the Justices", ("Una Birch",)),
            ],
        ),
        # Bodies of which the lines are full, and bodies of which they are not.
        (
            (
                "HM Inspectorate of Prisons\nHMI Constabulary\nHead of Early Help and Youth\nJustice\nAsh Lee\nOfsted – Further Education and\n"
                "Learning\nCourt Bench\nFir Dale"
            ),
            [
                ("HM Inspectorate of Prisons", ()),
                ("HMI Constabulary", ()),
                ("Head of Early Help and Youth Justice", ("Ash Lee",)),
                ("Ofsted – Further Education and Learning", ()),
                ("Court Bench", ("Fir Dale",)),
            ],
        ),
    ],
)
def test_lines_without_separators(lines: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """Roles and names that only a space or a line break separates are distinguished by their words and widths."""
    entries = read(letter(copy_list=f"Copy to:\n\n{lines}")).copy_list
    assert expected == [(entry.role, entry.recipients) for entry in entries]


@pytest.mark.parametrize(
    "row",
    [
        "| Link staff | *Lisa Hart*  *Paul Wills* |\n| --- | --- |",
        "| Link staff | Cllr Lisa Hart Cllr Paul Wills |\n| --- | --- |",
        "- Link staff: *Lisa Hart*, *Paul Wills*",
        "- Link staff: *Lisa Hart*,\n  *Paul Wills*",
        "- Link staff      *Lisa Hart*, *Paul Wills*",
    ],
)
def test_names_that_are_set_apart(row: str) -> None:
    """Names that are parted by their type, by a gap or by titles are those of two people."""
    names = [
        name.removeprefix("Cllr ") for name in read(letter(copy_list=f"Copy to:\n\n{row}")).copy_list[0].recipients
    ]
    assert names == ["Lisa Hart", "Paul Wills"]
    assert read(letter(copy_list=f"Copy to:\n\n{row}")).copy_list[0].role == "Link staff"


def test_names_that_may_be_two() -> None:
    """Four words without a mark between them may be one name or two, so all names of the entry are reported."""
    reading = letters.read(letter(copy_list="Copy to:\n\nLink staff\tLisa Hart Paul Wills").encode(), "markdown")
    assert ["/copy_list/0/recipients"] == [each.pointer for each in reading.problems if each.code == "SQS505"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # A slash within a role, and names that were wrapped after their colon.
        (
            "Pennaeth Gwasanaeth / Head of Service: Ash Lee\nPrif Weithredwr / Chief Executive, Larch Council: Jean-Luc\nO'Fir MBE\nEstyn: Una Birch",
            [
                ("Pennaeth Gwasanaeth / Head of Service", ("Ash Lee",)),
                ("Prif Weithredwr / Chief Executive, Larch Council", ("Jean-Luc O'Fir MBE",)),
                ("Estyn", ("Una Birch",)),
            ],
        ),
        # Lines that were set to the same width, with wide spaces between all of their words.
        (
            "Head of Service\nAsh Lee\nCabinet   Member   for   Young\nPeople\nJoan   Fir,   Una   Birch\nEstyn\nElm Rowe",
            [
                ("Head of Service", ("Ash Lee",)),
                ("Cabinet Member for Young People", ("Joan Fir", "Una Birch")),
                ("Estyn", ("Elm Rowe",)),
            ],
        ),
    ],
)
def test_what_is_within_a_role_or_a_name(lines: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """A slash in a role, the end of a line in a name, and the wide spaces of justified lines part no cells."""
    entries = read(letter(copy_list=f"Copy to:\n\n{lines}")).copy_list
    assert expected == [(entry.role, entry.recipients) for entry in entries]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        # Halves of roles; the names beside them may be those of another.
        ("Chair of the Regional\tAsh Lee\nSafeguarding Board\tElm Rowe", "SQS506"),
        ("Chief Executive of County Council\tAsh Lee\nEstyn\tElm Rowe", "SQS506"),
        ("Chief Executive, North\tAsh Lee\nMoor Council\tElm Rowe", "SQS506"),
        ("Deputy Mayor for Policing and CrimeDr\tAsh Lee\nEstyn\tElm Rowe", "SQS506"),
        ("Lead Member for Crime Police and Crime Commissioner for Isles\tAsh Lee\nClerk\tElm Rowe", "SQS506"),
        ("Head of North Moor Youth Offending Team Chief Executive, Isles\tAsh Lee\nClerk\tElm Rowe", "SQS506"),
        ("Estyn (Youth and Community) CSSIW\tAsh Lee\nClerk\tElm Rowe", "SQS506"),
        ("Head of Service\tAsh Lee\nLead Member for Crime Oak van der Meer\nEstyn\tElm Rowe", "SQS518"),
        ("Head of Service\tJoan Lee, Ash\nEstyn\tUna Birch, Elm", "SQS507"),
    ],
)
def test_roles_that_are_not_whole(rows: str, code: str) -> None:
    """Where a role or several names are not whole, the whole copy list is to be checked."""
    text = letter(copy_list=f"Copy to:\n\n{rows}").replace("Northmoor", "North Moor")
    problems = letters.read(text.encode(), "markdown").problems
    assert "/copy_list" in [each.pointer for each in problems if each.code == code]


def test_two_roles_before_their_names() -> None:
    """If two roles precede the names of both, each has the names at its own place."""
    lines = (
        "Copy to:\n\nCourt Bench\n\nAsh Lee\n\nHead of Service\n\nChief Executive\n\n"
        "Fern Hollis, Rowan Ashby, Kit\nMoss\n\nBasil Thorne"
    )

    assert [
        ("Court Bench", ("Ash Lee",)),
        ("Head of Service", ("Fern Hollis", "Rowan Ashby", "Kit Moss")),
        ("Chief Executive", ("Basil Thorne",)),
    ] == [(entry.role, entry.recipients) for entry in read(letter(copy_list=lines)).copy_list]


def test_more_roles_than_names() -> None:
    """If three roles precede the names of two of them, none has names, and the names are reported."""
    lines = (
        "Copy to:\n\nCourt Bench\n\nAsh Lee\n\nHead of Service\n\nOfsted\n\nChief Executive\n\n"
        "Fern Hollis\n\nBasil Thorne\n\nClerk to the Justices\n\nKit Moss"
    )
    reading = letters.read(letter(copy_list=lines).encode(), "markdown")

    assert reading.report is not None
    assert [
        ("Court Bench", ("Ash Lee",)),
        ("Head of Service", ()),
        ("Ofsted", ()),
        ("Chief Executive", ()),
        ("Clerk to the Justices", ("Kit Moss",)),
    ] == [(entry.role, entry.recipients) for entry in reading.report.copy_list]
    assert "SQS501" in [problem.code for problem in reading.problems]
    assert ["Fern Hollis", "Basil Thorne"] == [passage.text for passage in reading.leftovers]


@pytest.mark.parametrize("name", ['Ash Lee " of the bench "', 'Ash Lee " " Fern', "Ash “ ” Lee"])
def test_lone_quotation_marks(name: str) -> None:
    """Quotation marks around spaces leave no name with two spaces, which a report cannot have."""
    lines = f"| Role | Recipients |\n| --- | --- |\n| Court Bench | {name} |\n| Chair | Fern Hollis |"
    entries = read(letter(copy_list=f"Copy to:\n\n{lines}")).copy_list
    assert [("Court Bench", (name,)), ("Chair", ("Fern Hollis",))] == [(each.role, each.recipients) for each in entries]


def test_lines_that_end_within_a_name() -> None:
    """A line that ends with an initial, a title or a particle continues with the rest of the name."""
    lines = (
        "Copy to:\n\nHead of Service Ash Lee\nChair of the Larchdale Safeguarding Children Board Cllr B.\nThorne\n"
        "Lead Elected Member for Community Safety Fern van der\nHollis\nOfsted\nChief Executive, Larchdale Council Kit Moss"
    )

    assert [
        ("Head of Service", ("Ash Lee",)),
        ("Chair of the Larchdale Safeguarding Children Board", ("Cllr B. Thorne",)),
        ("Lead Elected Member for Community Safety", ("Fern van der Hollis",)),
        ("Ofsted", ()),
        ("Chief Executive, Larchdale Council", ("Kit Moss",)),
    ] == [(entry.role, entry.recipients) for entry in read(letter(copy_list=lines)).copy_list]


@pytest.mark.parametrize("heading", ["Copy to:", "Copy to"])
def test_columns_below_a_heading(heading: str) -> None:
    """The heading of a list in columns is not a cell, and a name next to two lines may be a little to the left."""
    lines = (
        f"{heading}\n"
        "                                             Fern Hollis, Rowan Ashby and Kit\n"
        "Head of Service\n"
        "                                             Moss\n"
        "Chief Executive, Larchdale Council           Ash Lee\n"
        "Chair of the Larchdale Youth Offending\n"
        "                                           Basil Thorne\n"
        "Management Board\n"
        "Chair of Youth Court Bench                   Ivy Garland"
    )

    assert [
        ("Head of Service", ("Fern Hollis", "Rowan Ashby", "Kit Moss")),
        ("Chief Executive, Larchdale Council", ("Ash Lee",)),
        ("Chair of the Larchdale Youth Offending Management Board", ("Basil Thorne",)),
        ("Chair of Youth Court Bench", ("Ivy Garland",)),
    ] == [(entry.role, entry.recipients) for entry in read(letter(copy_list=lines)).copy_list]


def test_a_title_at_the_end_of_a_line() -> None:
    """A title after the colon at the end of a line is that of the name on the next."""
    lines = (
        "Copy to:\n\nLead Elected Member for Community Safety and the\nEconomy: Cllr\nFern Hollis\n"
        "Court Bench: Ash Lee\nHead of Service: Kit Moss"
    )

    assert [
        ("Lead Elected Member for Community Safety and the Economy", ("Cllr Fern Hollis",)),
        ("Court Bench", ("Ash Lee",)),
        ("Head of Service", ("Kit Moss",)),
    ] == [(entry.role, entry.recipients) for entry in read(letter(copy_list=lines)).copy_list]


def example(width: int, copy_list: str) -> Report:
    """Read the letter of the example, wrapped, with another copy list."""
    path = Path(__file__).parents[2] / "examples" / "northmoor-2015.md"
    text = wrapped(path.read_text(encoding="utf-8"), width, keeps_blank_lines=True)
    start, end = text.index("\nCopy to:\n") + 1, text.index("Note 1")
    return read(f"{text[:start]}{copy_list}\n\n{text[end:]}")


def test_roles_without_names_before_others() -> None:
    """A long role without names does not go on in the next line, if that begins as a role does."""
    lines = (
        "Copy to:\n\nCourt Bench\n      Ash Lee\nDirector of Children, Families and Adult Social Care Services\n"
        "Lead Elected Member for Crime\n      Fern Hollis\nClerk to the Justices\n      Basil Thorne"
    )
    report = example(64, lines)

    assert [
        ("Court Bench", ("Ash Lee",)),
        ("Director of Children, Families and Adult Social Care Services", ()),
        ("Lead Elected Member for Crime", ("Fern Hollis",)),
        ("Clerk to the Justices", ("Basil Thorne",)),
    ] == [(each.role, each.recipients) for each in report.copy_list]


def test_roles_that_end_with_a_colon() -> None:
    """A line that ends with a colon is a role, though the names above it fill their line."""
    names = "Cllr Mary H. Ashby, Ms Leofric Le Quesne"
    lines = (
        f"Copy to:\n\nCourt Bench:\n  {names}\nPennaeth Gwasanaeth / Head of Service:\n  Fern Hollis\nClerk:\n  Ash Lee"
    )
    report = example(46, lines)

    assert [
        ("Court Bench", ("Cllr Mary H. Ashby", "Ms Leofric Le Quesne")),
        ("Pennaeth Gwasanaeth / Head of Service", ("Fern Hollis",)),
        ("Clerk", ("Ash Lee",)),
    ] == [(each.role, each.recipients) for each in report.copy_list]


@pytest.mark.parametrize("sign", ["-", "–", ":"])
@pytest.mark.parametrize("quotation", ["", "> "])
def test_entries_whose_rest_is_indented(sign: str, quotation: str) -> None:
    """An entry with a separator continues in indented lines below it, also in a quoted letter."""
    between = ":" if sign == ":" else f" {sign}"
    lines = [
        "Copy to:",
        "",
        f"Head of Service, Northmoor{between} Ann",
        "    Larch-Fir",
        f"Chief Executive{between} Dr Ivy ap",
        "    Thorn, Elm Rowe",
        "Chair of the Larch and Elmet Youth Court",
        f"    Bench{between} Una Birch JP",
        f"Ofsted{between} Fern Hollis",
    ]
    text = letter(copy_list="\n".join(lines))
    report = read("\n".join(quotation + line for line in text.split("\n")))

    assert [
        ("Head of Service, Northmoor", ("Ann Larch-Fir",)),
        ("Chief Executive", ("Dr Ivy ap Thorn", "Elm Rowe")),
        ("Chair of the Larch and Elmet Youth Court Bench", ("Una Birch JP",)),
        ("Ofsted", ("Fern Hollis",)),
    ] == [(entry.role, entry.recipients) for entry in report.copy_list]


def test_roles_that_reach_into_the_column_of_the_names() -> None:
    """A role that is wider than its column is parted from the names after it, which may go on below."""
    lines = [
        "Copy to:",
        "",
        "Head of Service                          Ann Larch-Fir",
        "",
        "Director of Children's Services and Deputy Chief Executive Elm ap",
        "                                         Rowe",
        "",
        "Chair of Youth Court Bench               Una Birch JP",
        "",
        "Police and Crime Commissioner for Larch and Elmet Lt Col Ivy Thorn DL",
        "",
        "Service Manager (North)Dr Fern Oak",
        "",
        "Lead Members for Children in the Service and the Area Cllr Omar al-",
        "                                         Elm, Cllr Ash Dale",
        "",
        "Ofsted                                   Fern Hollis",
    ]
    report = read(letter(copy_list="\n".join(lines)))

    assert [
        ("Head of Service", ("Ann Larch-Fir",)),
        ("Director of Children's Services and Deputy Chief Executive", ("Elm ap Rowe",)),
        ("Chair of Youth Court Bench", ("Una Birch JP",)),
        ("Police and Crime Commissioner for Larch and Elmet", ("Lt Col Ivy Thorn DL",)),
        ("Service Manager (North)", ("Dr Fern Oak",)),
        ("Lead Members for Children in the Service and the Area", ("Cllr Omar al-Elm", "Cllr Ash Dale")),
        ("Ofsted", ("Fern Hollis",)),
    ] == [(entry.role, entry.recipients) for entry in report.copy_list]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # Names and roles of which the end of a line is within, after a colon.
        (
            (
                "Head of Service: Ann Fir, Joan van\nder Elm\nChair of the Youth Bench Panel of Northmoor and the Magistrates'\n"
                "Courts: Fern\nT Hollis\nProbation\nEstyn: Una Birch MBE"
            ),
            [
                ("Head of Service", ("Ann Fir", "Joan van der Elm")),
                ("Chair of the Youth Bench Panel of Northmoor and the Magistrates' Courts", ("Fern T Hollis",)),
                ("Probation", ()),
                ("Estyn", ("Una Birch MBE",)),
            ],
        ),
        # Lines that stand together are an entry each.
        (
            (
                "Head of Service: Ann Fir\n\nChair of the Northmoor and Larch Service Management Board:\nIvy Thorn\n\n"
                "Ofsted\n\nChair of the Youth Bench Panel of Northmoor and\nLarch Courts: Fern\nT Hollis"
            ),
            [
                ("Head of Service", ("Ann Fir",)),
                ("Chair of the Northmoor and Larch Service Management Board", ("Ivy Thorn",)),
                ("Ofsted", ()),
                ("Chair of the Youth Bench Panel of Northmoor and Larch Courts", ("Fern T Hollis",)),
            ],
        ),
        # A page ends within a role, beside the names.
        (
            (
                "YOS Manager\n\nAnn Fir\n\nHead of Service – Early Help, Targeted\n\nIvy Thorn\n\n4\n\n\fSupport and Youth Justice\n"
                "HM Inspectorate of Prisons\n\nElm Rowe"
            ),
            [
                ("YOS Manager", ("Ann Fir",)),
                ("Head of Service – Early Help, Targeted Support and Youth Justice", ("Ivy Thorn",)),
                ("HM Inspectorate of Prisons", ("Elm Rowe",)),
            ],
        ),
        # Cells at the middle of their rows, of which the type shows what they are.
        (
            (
                "Chief Executive, Northmoor and Larch\n*Ann Fir*\nand Elmet Council\nCabinet Member for Children and Young\n*Ivy Thorn, Joan van*\n"
                "People\n*der Elm*\nEstyn\n*Una Birch, Fern Hollis,*\nLink staff\n*Elm Rowe*"
            ),
            [
                ("Chief Executive, Northmoor and Larch and Elmet Council", ("Ann Fir",)),
                ("Cabinet Member for Children and Young People", ("Ivy Thorn", "Joan van der Elm")),
                ("Estyn", ()),
                ("Link staff", ("Una Birch", "Fern Hollis", "Elm Rowe")),
            ],
        ),
        # Columns of spaces, in which a name and its honours are on two lines.
        (
            (
                "Head of Service              Ann Fir, Una Birch\n                             OBE\n\n"
                "Estyn                        Ivy Thorn, Dame Joan ap\n                             Elm\n\n"
                "Link staff                   Fern Hollis\n                             Elm Rowe\n\nOfsted                       Ash Dale"
            ),
            [
                ("Head of Service", ("Ann Fir", "Una Birch OBE")),
                ("Estyn", ("Ivy Thorn", "Dame Joan ap Elm")),
                ("Link staff", ("Fern Hollis", "Elm Rowe")),
                ("Ofsted", ("Ash Dale",)),
            ],
        ),
    ],
)
def test_entries_on_several_lines(lines: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """An entry is complete wherever its lines end: within a role, a name, between two names, or at a page end."""
    entries = read(letter(copy_list=f"Copy to:\n\n{lines}")).copy_list
    assert expected == [(entry.role, entry.recipients) for entry in entries]


def test_groups_of_lines_that_are_an_entry_each() -> None:
    """A role of several lines is one where each group of lines is a role and the names below it."""
    groups = [
        "Head of Service\nAnn Fir",
        "Head of the National Probation Service, Larch\nLocal Delivery Unit Cluster\nElm Rowe",
        "Chair of Youth Court Bench\nUna Birch JP",
        "Estyn\nIvy Thorn\nAsh Dale",
        "Link staff\n\nFern Hollis\nFern Oak",
    ]
    report = read(letter(copy_list="Copy to:\n\n" + "\n\n".join(groups)))

    assert [
        ("Head of Service", ("Ann Fir",)),
        ("Head of the National Probation Service, Larch Local Delivery Unit Cluster", ("Elm Rowe",)),
        ("Chair of Youth Court Bench", ("Una Birch JP",)),
        ("Estyn", ("Ivy Thorn", "Ash Dale")),
        ("Link staff", ("Fern Hollis", "Fern Oak")),
    ] == [(entry.role, entry.recipients) for entry in report.copy_list]


def test_roles_cut_before_an_office() -> None:
    """A role in a column continues after a word such as Deputy, even if the next line begins as offices do."""
    lines = [
        "Copy to:",
        "",
        "Head of Service                              Ann Fir",
        "Director of Children's Services and Deputy   Elm Rowe",
        "Chief Executive (People)",
        "Chair of Youth Court Bench                   Una Birch JP",
        "Estyn                                        Ivy Thorn",
    ]
    report = read(letter(copy_list="\n".join(lines)))

    assert [
        ("Head of Service", ("Ann Fir",)),
        ("Director of Children's Services and Deputy Chief Executive (People)", ("Elm Rowe",)),
        ("Chair of Youth Court Bench", ("Una Birch JP",)),
        ("Estyn", ("Ivy Thorn",)),
    ] == [(entry.role, entry.recipients) for entry in report.copy_list]


def test_names_that_are_indented_below_an_office() -> None:
    """Each line below an office is a recipient."""
    lines = [
        "Copy to:",
        "",
        "Head of Service",
        "    Ann Larch-Fir",
        "Ofsted",
        "    Elm Rowe",
        "    Una Birch",
        "    Fern Hollis",
    ]

    assert [("Head of Service", ("Ann Larch-Fir",)), ("Ofsted", ("Elm Rowe", "Una Birch", "Fern Hollis"))] == [
        (entry.role, entry.recipients) for entry in read(letter(copy_list="\n".join(lines))).copy_list
    ]


def test_a_list_below_items_at_the_same_margin() -> None:
    """A heading ends the item above it, so that the columns below it are those of the copy list."""
    rows = [
        "- Staff should meet.",
        "Copy to:",
        "--------",
        "Lead Member for Social Services,     Cllr Huw Larch",
        "Elmet Borough Council",
        "Police and Crime Commissioner for    Una Birch",
        "Elmet and Fenwick",
        "Ofsted                               Fern Hollis",
    ]
    above = "Areas requiring improvement\n\n" + "\n".join(f"    {row}" for row in rows)

    assert [
        ("Lead Member for Social Services, Elmet Borough Council", ("Cllr Huw Larch",)),
        ("Police and Crime Commissioner for Elmet and Fenwick", ("Una Birch",)),
        ("Ofsted", ("Fern Hollis",)),
    ] == [
        (entry.role, entry.recipients)
        for entry in read(letter(recommendations=above, closing="", copy_list="")).copy_list
    ]


ROLES = "Head of Service\nChief Executive of Northmoor and\nFenby Council\nCourt Bench\nClerk to the Justices"


def test_a_column_of_roles_before_a_column_of_names() -> None:
    """Names after all roles are assigned in order, if there is a gap next to each wrapped role."""
    names = "Ash Lee\nFern Hollis\n\nVice Admiral Rowan Ashby CB, Mr Kit\nMoss\nBasil Thorne"

    assert [
        ("Head of Service", ("Ash Lee",)),
        ("Chief Executive of Northmoor and Fenby Council", ("Fern Hollis",)),
        ("Court Bench", ("Vice Admiral Rowan Ashby CB", "Mr Kit Moss")),
        ("Clerk to the Justices", ("Basil Thorne",)),
    ] == [(e.role, e.recipients) for e in read(letter(copy_list=f"Copy to:\n\n{ROLES}\n\n{names}")).copy_list]


@pytest.mark.parametrize(
    "names",
    [
        "Ash Lee\nFern Hollis\nRowan Ashby\nKit Moss\nBasil Thorne",
        "Rowan Ashby\nKit Moss\nAsh Lee\n\nFern Hollis",
    ],
)
def test_columns_that_do_not_agree(names: str) -> None:
    """If there are more names than roles, or gaps without a wrapped role, all names are omitted and reported."""
    reading = letters.read(letter(copy_list=f"Copy to:\n\n{ROLES}\n\n{names}").encode(), "markdown")

    assert reading.report is not None
    assert [(), (), (), ()] == [entry.recipients for entry in reading.report.copy_list]
    assert [("SQS501", "/copy_list")] == [(p.code, p.pointer) for p in reading.problems if p.code == "SQS501"]


def test_names_of_another_cell() -> None:
    """If the names of one cell are adjacent, names in several groups are those of several cells, and left out."""
    lines = (
        "Copy to:\n\nHead of Service\n\nAsh Lee\n\nCourt Bench\n\nFern Hollis\n\nRowan Ashby\n\nKit Moss\n\n"
        "Clerk to the Justices\n\nBasil Thorne\nJasper Reed"
    )
    reading = letters.read(letter(copy_list=lines).encode(), "markdown")

    assert reading.report is not None
    assert [("Ash Lee",), (), ("Basil Thorne", "Jasper Reed")] == [e.recipients for e in reading.report.copy_list]
    assert "SQS501" in [problem.code for problem in reading.problems]


def test_a_wrapped_role_beside_its_names() -> None:
    """The rest of a role below its row is not an entry of its own, although its first word had room above."""
    rows = [
        "Head of Service                                 Ash Lee",
        "Police and Crime Commissioner for the North     Fern Hollis\nMarches",
        "Court Bench                                     Rowan Ashby",
        "Chair of the Board of Fenby                     Basil Thorne\nand Northmoor",
        "Clerk                                           Jasper Reed",
    ]
    lines = "\n\n".join(rows)

    assert [
        ("Head of Service", ("Ash Lee",)),
        ("Police and Crime Commissioner for the North Marches", ("Fern Hollis",)),
        ("Court Bench", ("Rowan Ashby",)),
        ("Chair of the Board of Fenby and Northmoor", ("Basil Thorne",)),
        ("Clerk", ("Jasper Reed",)),
    ] == [(e.role, e.recipients) for e in read(letter(copy_list=f"Copy to:\n\n{lines}")).copy_list]


@pytest.mark.parametrize(
    "name", ["Lt Col (Retd) Ash Lee OBE", "Vice Admiral Sir Ash Lee", "Mr Kit Lee, Mrs Fern Hollis JP"]
)
def test_titles_after_a_role(name: str) -> None:
    """The titles before a name are not part of the role on its line."""
    lines = (
        "Head of Service Ash Moss\nCourt Bench Basil Thorne\n"
        f"Police and Crime Commissioner for Fenshire {name}\nOfsted Kit Moss"
    )
    entry = read(letter(copy_list=f"Copy to:\n\n{lines}")).copy_list[2]

    assert (entry.role, ", ".join(entry.recipients)) == ("Police and Crime Commissioner for Fenshire", name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "• Head of Service – Roisin Ní Larch\n• Chair of Elmet Council – Cllr\n  Una Birch\n• Clerk – Ann Fir",
            [
                ("Head of Service", "Roisin Ní Larch"),
                ("Chair of Elmet Council", "Cllr Una Birch"),
                ("Clerk", "Ann Fir"),
            ],
        ),
        (
            "• Head of Service – Ann Larch\n• Lead Member for Crime – Councillor the Revd\n  Bo Fir\n• Clerk – Una Birch",
            [
                ("Head of Service", "Ann Larch"),
                ("Lead Member for Crime", "Councillor the Revd Bo Fir"),
                ("Clerk", "Una Birch"),
            ],
        ),
        (
            "• Head of Service – Anne-\n  Marie Larch\n• Clerk – Bo Fir\n• Ofsted – Una Birch",
            [("Head of Service", "Anne-Marie Larch"), ("Clerk", "Bo Fir"), ("Ofsted", "Una Birch")],
        ),
        (
            "Chief Executives (Elmet,\n    Fenwick) – Ann Larch\n\nHead of Service –\n    Una Birch\n\nClerk – Bo Fir",
            [("Chief Executives (Elmet, Fenwick)", "Ann Larch"), ("Head of Service", "Una Birch"), ("Clerk", "Bo Fir")],
        ),
        (
            (
                "Head of Service, Elmet and Fenwick     Ann Larch\n"
                "YJS\n"
                "Clerk                                  Una Birch\n"
                "Ofsted                                 Bo Fir"
            ),
            [("Head of Service, Elmet and Fenwick YJS", "Ann Larch"), ("Clerk", "Una Birch"), ("Ofsted", "Bo Fir")],
        ),
        (
            (
                "Heads (Elmet, Fenwick and Penwick)     Ann Larch, Una Birch, Oak Alder\n"
                "Directors of Housing                   Bo Fir, Ivy Thorn\n"
                "Clerk                                  Elm Rowe"
            ),
            [
                ("Heads (Elmet, Fenwick and Penwick)", "Ann Larch, Una Birch, Oak Alder"),
                ("Directors of Housing", "Bo Fir, Ivy Thorn"),
                ("Clerk", "Elm Rowe"),
            ],
        ),
    ],
)
def test_wrapped_entries(text: str, expected: list[tuple[str, str]]) -> None:
    """A wrapped role is complete, and the names have their own role."""
    entries = read(letter(copy_list=f"Copy to:\n\n{text}")).copy_list

    assert expected == [(entry.role, ", ".join(entry.recipients)) for entry in entries]


def test_roles_as_headings() -> None:
    """A heading in the copy list that is an office is a role, and its recipients follow; any other ends the list."""
    lines = "Copy to:\n\n#### Court Bench\n\nFern Hollis, Ash Lee\n\n#### Chief Executive\n\nBasil Thorne\n\n#### Related\n\nA page"
    entries = read(letter(copy_list=lines, notes="")).copy_list
    assert [(entry.role, entry.recipients) for entry in entries] == [
        ("Court Bench", ("Fern Hollis", "Ash Lee")),
        ("Chief Executive", ("Basil Thorne",)),
    ]


def test_a_page_that_ends_within_a_role() -> None:
    """A role without names at a page end continues with the words next to the names on the next page."""
    lines = (
        "Court Bench                             Basil Thorne\n\nLead Elected Member for Crime\n\n\f\n\n"
        "Prevention, Safer Communities and       Fern Hollis\nthe Night-time Economy\n\n"
        "Police                                  Ash Lee"
    )
    copied = read(letter(copy_list=f"Copy to:\n\n{lines}")).copy_list

    assert [(entry.role, entry.recipients) for entry in copied] == [
        ("Court Bench", ("Basil Thorne",)),
        ("Lead Elected Member for Crime Prevention, Safer Communities and the Night-time Economy", ("Fern Hollis",)),
        ("Police", ("Ash Lee",)),
    ]


def test_roles_in_bold_type() -> None:
    """What is in bold type before the names on its line is the role."""
    lines = "Copy to:\n\n**Ofsted – Links** Fern Hollis, *Ash Lee*\n\n**Court Bench**\n\n**Chief Executive:** *Basil Thorne*"
    entries = read(letter(copy_list=lines)).copy_list
    assert [(entry.role, entry.recipients) for entry in entries] == [
        ("Ofsted – Links", ("Fern Hollis", "Ash Lee")),
        ("Court Bench", ()),
        ("Chief Executive", ("Basil Thorne",)),
    ]


def test_a_title_before_the_rest_of_a_name() -> None:
    """A line that ends with a title after its dash continues with the name."""
    lines = "Copy to:\n\nLead Member for Children – Cllr\nAsh Lee\n\nChief Superintendent – Superintendent Fern Hollis"
    entries = read(letter(copy_list=lines)).copy_list
    assert [(entry.role, entry.recipients) for entry in entries] == [
        ("Lead Member for Children", ("Cllr Ash Lee",)),
        ("Chief Superintendent", ("Superintendent Fern Hollis",)),
    ]


def test_an_item_with_a_role_in_bold_type() -> None:
    """The dash within a role in bold type does not part it from the names below."""
    entries = read(letter(copy_list="Copy to:\n\n- **Ofsted – Links**  \n  *Fern Hollis*, *Ash Lee*")).copy_list
    assert [("Ofsted – Links", ("Fern Hollis", "Ash Lee"))] == [(entry.role, entry.recipients) for entry in entries]


@pytest.mark.parametrize(
    "entry",
    [
        "Ofsted – Further Education and\nSkills – Basil Thorne",
        "Ofsted – Further Education and Skills – Basil\nThorne",
        "Ofsted – Further Education and Skills ....................... Basil Thorne",
        "Ofsted – Further Education and Skills .....\n..........................\nBasil Thorne",
        "Ofsted – Further Education and Skills        • Basil Thorne",
    ],
)
def test_dashes_dots_and_bullets(entry: str) -> None:
    """A dash, dots or a bullet part a role from its names, also where the role has a dash or is wrapped."""
    other = entry.replace("Ofsted – Further Education and", "HMI Constabulary – Reports and").replace("Basil", "Fern")
    copied = read(letter(copy_list=f"Copy to:\n\n{entry}\n\n{other}")).copy_list

    assert [
        ("Ofsted – Further Education and Skills", ("Basil Thorne",)),
        ("HMI Constabulary – Reports and Skills", ("Fern Thorne",)),
    ] == [(each.role, each.recipients) for each in copied]


def test_two_lists_side_by_side() -> None:
    """Offices that are read as the names next to them are reported."""
    lines = (
        "Head of Service          Court Bench\nJasper Reed              Basil Thorne\n"
        "Chief Executive          Director of Education\nFern Hollis              Ash Lee"
    )
    problems = letters.read(letter(copy_list=f"Copy to:\n\n{lines}").encode(), "markdown").problems

    assert "SQS505" in [problem.code for problem in problems]


def test_lines_of_names_within_an_entry() -> None:
    """A line of emphasised names adjacent to an entry belongs to that entry and not to the next one."""
    lines = [
        "Head of Service *Jasper Reed*",
        "Chief Executive *Fern Hollis*\\\n*Ash Lee*",
        "Director of Education *Basil Thorne*\\\n*Olive Marsh*",
        "Court Bench *Rowan Birch*\\\n*Hazel Dean*",
    ]
    copied = read(letter(copy_list="Copy to:\n\n" + "\n\n".join(lines))).copy_list

    assert [
        ("Head of Service", ("Jasper Reed",)),
        ("Chief Executive", ("Fern Hollis", "Ash Lee")),
        ("Director of Education", ("Basil Thorne", "Olive Marsh")),
        ("Court Bench", ("Rowan Birch", "Hazel Dean")),
    ] == [(each.role, each.recipients) for each in copied]


def test_emphasis_over_two_lines_of_names() -> None:
    """Emphasis that a line break cuts is that of two names, with either sign of emphasis."""
    copied = read(letter(copy_list="Copy to:\n\nChief Executive _Fern Hollis  \nAsh Lee_")).copy_list

    assert [("Chief Executive", ("Fern Hollis", "Ash Lee"))] == [(each.role, each.recipients) for each in copied]


def test_groups_of_recipients() -> None:
    """The headings of groups within a copy list are no part of a role or of a name."""
    lines = "*Local*\nHead of Service\tAsh Lee\nClerk\tUna Birch\n*National*\n\nOfsted\tElm Rowe"

    assert [("Head of Service", ("Ash Lee",)), ("Clerk", ("Una Birch",)), ("Ofsted", ("Elm Rowe",))] == [
        (entry.role, entry.recipients) for entry in read(letter(copy_list=f"Copy to:\n\n{lines}")).copy_list
    ]


@pytest.mark.parametrize("remark", ["Interim: Ash Lee", "(copy sent by e-mail)", "Vacant – interim: Ash Lee"])
def test_remarks_in_the_place_of_a_name(remark: str) -> None:
    """What stands where a name would be and is none is reported."""
    lines = f"Copy to:\n\nHead of Service\tUna Birch\nClerk\t{remark}\nOfsted\tAnn Lee (Chair)"
    problems = letters.read(letter(copy_list=lines).encode(), "markdown").problems

    assert ["/copy_list/1/recipients/0"] == [each.pointer for each in problems if each.code == "SQS505"]


@pytest.mark.parametrize(
    "heading", ["Organisation / Role | Recipient(s)", "Position | Name(s)", "Role/Office | Copied name"]
)
def test_names_of_columns(heading: str) -> None:
    """What the columns are called is no entry, however the names of two are combined."""
    rows = "| Head of Service | Ash Lee |\n| Estyn | Una Birch |"
    report = read(letter(copy_list=f"Copy to:\n\n| {heading.replace('Copied name', 'Recipient')} |\n|---|---|\n{rows}"))
    assert [("Head of Service", ("Ash Lee",)), ("Estyn", ("Una Birch",))] == [
        (entry.role, entry.recipients) for entry in report.copy_list
    ]


def test_emphasis_over_several_lines() -> None:
    """Each line of an emphasised cell that a converter kept as a line break is a name."""
    rows = [
        ("Head of Service", "Ash Lee"),
        ("Ofsted", "Joan Fir  \nUna Birch"),
        ("Estyn", "Elm Rowe"),
        ("CSSIW", "Bo Oak"),
    ]
    lines = "\n\n".join(f"{role}\n\n_{names}_" for role, names in rows)
    report = read(letter(copy_list=f"Copy to:\n\n{lines}"))
    assert [(role, tuple(names.split("  \n"))) for role, names in rows] == [
        (entry.role, entry.recipients) for entry in report.copy_list
    ]


def test_entries_that_were_joined() -> None:
    """Entries that a converter has joined to one line are told apart by the emphasis of their names."""
    lines = "Head of Service – _Ash Lee_ Chair of Youth Court Bench – _Joan Fir, Una Birch_\n\nEstyn – _Elm Rowe_"
    report = read(letter(copy_list=f"Copy to:\n\n{lines}"))
    assert [
        ("Head of Service", ("Ash Lee",)),
        ("Chair of Youth Court Bench", ("Joan Fir", "Una Birch")),
        ("Estyn", ("Elm Rowe",)),
    ] == [(entry.role, entry.recipients) for entry in report.copy_list]


def test_a_role_that_is_wider_than_its_names() -> None:
    """The names of a list do not show how wide its column of roles is."""
    rows = [
        "Chair of Local Safeguarding\nChildren Board\nAgnes Yew",
        "Chair of Youth Court Bench\nPiers Ash",
        "Local Authority Chief Executive\nEsther Fir",
        "Police and Crime Commissioner\nfor Larch\nBryn Oak",
        "YJB link staff\nJoan Fir, Una Birch, Elm Rowe, Bo Sloe, Ivy Plane",
    ]
    report = read(letter(copy_list="Copy to:\n\n" + "\n".join(rows)))
    assert "Chair of Local Safeguarding Children Board" in [entry.role for entry in report.copy_list]
    assert len(report.copy_list) == len(rows)


def test_names_before_the_first_role() -> None:
    """A name before all roles shows that the lines have lost their order, which is reported of the whole list."""
    lines = "Ash Lee\nHead of Service\nJoan Fir\nChair of Youth Court Bench\nUna Birch\nEstyn\nElm Rowe"
    reading = letters.read(letter(copy_list=f"Copy to:\n\n{lines}").encode(), "markdown")
    assert "/copy_list" in [problem.pointer for problem in reading.problems]


def test_lines_in_two_types_over_pages() -> None:
    """Names in italics are read at the middle of their roles, on however many pages the list is."""
    lines = [
        "Head of Service for the", "<i>Ash Lee</i>", "Larch Youth Offending Service", "Chief Executive, Larch Council",
        "<i>Oak Hill</i>", "Director of Health, North Elm", "<i>Elm Rowe</i>", "Lead Member for the children",
        "<i>Cllr Una Birch</i>", "of Larch", "2<hr/>Leader of the Opposition", "Police Commissioner, North Elm",
        "<i>Ivy Moss</i>", "Chief Officer of the Larch CCG", "<i>Dr Rose Fell</i>", "3<hr/>Chair of the Court Bench, Larch", "<i>Fir Dale</i>",
        "<i>Dr Ada Thorn, Dr Hazel</i>", "Head of Nursing, North Elm NHS", "<i>Brook</i>",
    ]  # fmt: skip
    head = "".join(f"<p>{part}</p>" for name, part in standard().items() if name not in ("copy_list", "notes"))
    report = letters.read(f"{head}<p>Copy to:<br/>{'<br/>'.join(lines)}</p>".encode(), "html").report
    assert report is not None

    assert [
        ("Head of Service for the Larch Youth Offending Service", ("Ash Lee",)),
        ("Chief Executive, Larch Council", ("Oak Hill",)),
        ("Director of Health, North Elm", ("Elm Rowe",)),
        ("Lead Member for the children of Larch", ("Cllr Una Birch",)),
        ("Leader of the Opposition", ()),
        ("Police Commissioner, North Elm", ("Ivy Moss",)),
        ("Chief Officer of the Larch CCG", ("Dr Rose Fell",)),
        ("Chair of the Court Bench, Larch", ("Fir Dale",)),
        ("Head of Nursing, North Elm NHS", ("Dr Ada Thorn", "Dr Hazel Brook")),
    ] == [(entry.role, entry.recipients) for entry in report.copy_list]


def test_few_names_at_the_middle_of_wrapped_roles() -> None:
    """A name on a line between the two lines of its role belongs to it, also where only one row has a line of its own."""
    rows = [
        "Head of Service                     Ann Larch",
        "Chief Executive, Northmoor District",
        "                                    Baroness Una Elm of Fenby",
        "Council",
        "Chair, Local Safeguarding Children",
        "                                    The Revd Canon Joan Fir",
        "Board",
    ]
    found = read(letter(copy_list="Copy to:\n\n" + "\n".join(rows))).copy_list
    assert [(entry.role, entry.recipients) for entry in found] == [
        ("Head of Service", ("Ann Larch",)),
        ("Chief Executive, Northmoor District Council", ("Baroness Una Elm of Fenby",)),
        ("Chair, Local Safeguarding Children Board", ("The Revd Canon Joan Fir",)),
    ]


def test_notes_with_emphasised_labels_below_a_copy_list() -> None:
    """The emphasis of “Note 1” parts it from its text where no colon does."""
    report = read(letter(notes="*Note 1* We are independent.\n\n*Note 2* We gather evidence."))

    assert ("We are independent.", "We gather evidence.") == tuple(report.notes)
    assert read(letter()).copy_list == report.copy_list


def test_a_role_around_its_name_before_a_row_on_one_line() -> None:
    """The second line of a role goes with the first across the name between them, whatever it begins with."""
    rows = [
        "Chair of Local Safeguarding",
        "                                      Ann Larch",
        "Children Board",
        "Chair of Youth Court Bench            Bo Fir",
        "Head of Innovation and",
        "                                      Una Elm",
        "Engagement (Midlands)",
        "Care Quality Commission               Ivy Thorn",
    ]
    found = read(letter(copy_list="Copy to:\n\n" + "\n".join(rows))).copy_list
    assert [
        ("Chair of Local Safeguarding Children Board", ("Ann Larch",)),
        ("Chair of Youth Court Bench", ("Bo Fir",)),
        ("Head of Innovation and Engagement (Midlands)", ("Una Elm",)),
        ("Care Quality Commission", ("Ivy Thorn",)),
    ] == [(entry.role, entry.recipients) for entry in found]


def test_names_above_the_end_of_a_page_and_their_role_below() -> None:
    """A row that a page cuts, so that its names are at the foot and its role at the top of the next page, is whole."""

    def row(first: str, second: str, page: int) -> TableRow:
        return TableRow(tuple(Line(text, Passage(text, page=page)) for text in (first, second)))

    blocks = [
        *letters.FORMATS["markdown"].parse(letter(copy_list="Copy to:", notes="").encode()).blocks,
        row("Head of Service", "Ann Larch", 1),
        row("", "Bo Fir", 1),
        PageBreak(),
        row("Police and Crime Commissioner for Northmoor", "", 2),
        row("Chair of Youth Court Bench", "Una Elm", 2),
    ]
    found = [[cell.plain for cell in cells] for cells in sort_blocks(blocks).copy_list]
    assert ["Police and Crime Commissioner for Northmoor", "Bo Fir"] == found[1]


ACROSS = """Head of Service Ash Lee
Lead Elected Member for Crime and Cllr Oak Hill
Community Safety
Police and Crime Commissioner for Ivy Moss
North Larchshire
Further Education and
Learning Elm Rowe
Chair of Youth Court Bench Fir Dale
YJB link staff Ann Birch, Ida Thorn, Joy
Beech
"""


def test_lines_that_are_read_across_both_columns() -> None:
    """A converter that loses the gap writes the names within a wrapped role, or after its last word."""
    entries = read(letter(copy_list=f"Copy to:\n\n{ACROSS}")).copy_list
    assert [
        ("Head of Service", ("Ash Lee",)),
        ("Lead Elected Member for Crime and Community Safety", ("Cllr Oak Hill",)),
        ("Police and Crime Commissioner for North Larchshire", ("Ivy Moss",)),
        ("Further Education and Learning", ("Elm Rowe",)),
        ("Chair of Youth Court Bench", ("Fir Dale",)),
        ("YJB link staff", ("Ann Birch", "Ida Thorn", "Joy Beech")),
    ] == [(entry.role, entry.recipients) for entry in entries]
