"""What the reading of letters makes of copy lists."""

from __future__ import annotations

import pytest

from letter_parts import letter, read, standard
from sqsreport import letters
from sqsreport.letters import copy_list
from sqsreport.letters.blocks import Line
from sqsreport.letters.pieces import Piece


def test_a_source_below_the_copy_list() -> None:
    """What says where a figure comes from is nobody who gets a copy."""
    reading = letters.read(letter(notes="Source: Ministry of Justice").encode(), "markdown")

    assert reading.report is not None
    assert read(letter(notes="")).copy_list == reading.report.copy_list
    assert ["Source: Ministry of Justice"] == [passage.text for passage in reading.leftovers]


def test_copy_list_that_ends_in_its_dash() -> None:
    """A line of the copy list that was wrapped behind the dash between role and name has neither a dash in it."""
    lines = "Copy to:\n\nChief Executive, Northmoor Council –\nFern Hollis\nCourt Bench:\nAsh Lee"
    entries = read(letter(copy_list=lines)).copy_list
    assert [(entry.role, entry.recipients) for entry in entries] == [
        ("Chief Executive, Northmoor Council", ("Fern Hollis",)),
        ("Court Bench", ("Ash Lee",)),
    ]


def test_copy_list_on_two_pages() -> None:
    """The names of the columns, which a table has once for each of its pages, are no entry of the copy list."""
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
        ([["Court Bench - Basil Thorne"]], [("Court Bench", ("Basil Thorne",))]),
        ([["Court Bench", "Basil Thorne"], ["", "Fern Hollis"]], [("Court Bench", ("Basil Thorne", "Fern Hollis"))]),
        ([["Court Bench", "Basil Thorne"], ["Fern Hollis"]], [("Court Bench", ("Basil Thorne", "Fern Hollis"))]),
        ([["", "Fern Hollis"], ["Court Bench", "Basil Thorne"]], [("Court Bench", ("Basil Thorne",))]),
        ([["Court Bench", "Basil Thorne", "Fern Hollis"]], [("Court Bench", ("Basil Thorne", "Fern Hollis"))]),
        ([["Ash Lee", "Basil Thorne"]], [("Ash Lee", ("Basil Thorne",))]),
        ([["Ash Lee", "Court Bench", "Police"]], [("Ash Lee", ("Court Bench", "Police"))]),
    ],
)
def test_rows_of_a_copy_list(rows: list[list[str]], expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """A row has a role and names in whatever order; names alone go with the row above, and have no place without one."""
    pieces = [tuple(Piece([Line(cell)]) for cell in row) for row in rows]

    assert expected == [(entry.role, entry.names) for entry in copy_list.entries(pieces)[0]]


def test_where_the_copy_list_is_spoken_of() -> None:
    """The line of the header that refers to the copy list belongs to it, as its heading does."""
    sender = f"Copy to: See copy list at end\n\n{standard()['sender']}"
    reading = letters.read(letter(sender=sender).encode(), "markdown")

    expected = {"Copy to: See copy list at end", "Copy to:", "Chair of Youth Court Bench\t<i>Basil Thorne</i>"}
    assert expected == {passage.text for passage in reading.sources["/copy_list"]}


def test_copy_list() -> None:
    """A line of the copy list has a role and, behind a tab, names with commas between them, or none."""
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
