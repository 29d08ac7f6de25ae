from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqsreport.extract import people
from sqsreport.model import Person

BOARD = "Chair of Northmoor Youth Offending Service Management Board"


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (f"Ivy Garland, {BOARD}", "Ivy Garland", BOARD),
        (f"Ivy Garland, OBE, {BOARD}", "Ivy Garland, OBE", BOARD),
        (f"Ivy Garland OBE, QPM, Interim {BOARD}", "Ivy Garland OBE, QPM", f"Interim {BOARD}"),
        (f"Ivy Garland {BOARD}", "Ivy Garland", BOARD),
        (f"Ivy Garland - {BOARD}", "Ivy Garland", BOARD),
        (f"Ivy Garland – {BOARD}", "Ivy Garland", BOARD),
        (f"Ivy Garland / {BOARD}", "Ivy Garland", BOARD),
        (f"Ivy Garland ({BOARD})", "Ivy Garland", BOARD),
        (f"{BOARD}: Ivy Garland", "Ivy Garland", BOARD),
        (f"{BOARD}, Ivy Garland", "Ivy Garland", BOARD),
        (
            "Alan Reed, HM Assistant Chief Inspector of Probation",
            "Alan Reed",
            "HM Assistant Chief Inspector of Probation",
        ),
        (
            "Rowan Ashby, Assistant Chief Inspector (Youth Justice)",
            "Rowan Ashby",
            "Assistant Chief Inspector (Youth Justice)",
        ),
        ("Cllr Ruth van der Berg, chair of the partnership", "Cllr Ruth van der Berg", "chair of the partnership"),
        (
            "Dr J. K. Marsh PhD, Director of Children's Services",
            "Dr J. K. Marsh PhD",
            "Director of Children's Services",
        ),
        ("Rt Hon Sir Tom O'Neill KCB, Independent Chair", "Rt Hon Sir Tom O'Neill KCB", "Independent Chair"),
        ("Siân ap Rhys, Acting Chair", "Siân ap Rhys", "Acting Chair"),
        ("Éva d'Arcy-Jones, Head of Service", "Éva d'Arcy-Jones", "Head of Service"),
        ("Ŵyn Tŷ- Gwyn, Head of Service", "Ŵyn Tŷ-Gwyn", "Head of Service"),
        ("JONES, Mair, Chair of the Board", "JONES, Mair", "Chair of the Board"),
        ("Mair JONES, Chair of the Board", "Mair JONES", "Chair of the Board"),
        ("Ivy Garland and Tom Lee, Joint Chairs of the Board", "Ivy Garland and Tom Lee", "Joint Chairs of the Board"),
        (
            "Ivy Garland, Director of People, Chair of the Board",
            "Ivy Garland",
            "Director of People, Chair of the Board",
        ),
        ("Chris Head, Chair of the Board", "Chris Head", "Chair of the Board"),
        ("Councillor Jones, Chair", "Councillor Jones", "Chair"),
        ("Chief Superintendent Ann Lee QPM, Vice-Chair", "Chief Superintendent Ann Lee QPM", "Vice-Chair"),
        ("Detective Chief Inspector Ann Lee, Chair", "Detective Chief Inspector Ann Lee", "Chair"),
        ("Mayor Ann Lee, Chair", "Mayor Ann Lee", "Chair"),
        ("Assistant Chief Constable Ann Lee, Chair", "Assistant Chief Constable Ann Lee", "Chair"),
        (
            "Mr Tom Lee, Mrs Ivy Crabtree, Co-Chairs of the Board",
            "Mr Tom Lee, Mrs Ivy Crabtree",
            "Co-Chairs of the Board",
        ),
        ("Chief Constable, Northmoor Police", None, "Chief Constable, Northmoor Police"),
        ("John Reed Jr, Chair", "John Reed Jr", "Chair"),
        ("Ivy Garland, MBE, JP", "Ivy Garland, MBE, JP", None),
        ("Ivy Garland on behalf of HM Chief Inspector", "Ivy Garland", "on behalf of HM Chief Inspector"),
        ("Ivy Garland", "Ivy Garland", None),
        (BOARD, None, BOARD),
        ("Interim Chair, Northmoor Management Board", None, "Interim Chair, Northmoor Management Board"),
        ("The Chair, Northmoor Board", None, "The Chair, Northmoor Board"),
    ],
)
def test_name_and_role(text: str, name: str | None, role: str | None) -> None:
    """A name and a role are split at any separator, in either order, and honours stay with the name."""
    assert Person(name=name, role=role) == people.split_person(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Éva Hart and Siôn Rees", ["Éva Hart", "Siôn Rees"]),
        ("Éva Hart, chair, Siôn Rees (Wick)", ["Éva Hart, chair", "Siôn Rees (Wick)"]),
        ("Siân ap Rhys & Ann Lee", ["Siân ap Rhys", "Ann Lee"]),
        ("Dan Elm/Eve Ford", ["Dan Elm", "Eve Ford"]),
        ("Marsh, Joan", ["Marsh, Joan"]),
        ("MARSH, Joan; LEE, Ash", ["MARSH, Joan", "LEE, Ash"]),
        ("Cllr Jones and Dr Reed", ["Cllr Jones", "Dr Reed"]),
        ("Basil Thorne, MBE, Fern Hollis, JP, DL", ["Basil Thorne, MBE", "Fern Hollis, JP, DL"]),
        ("J. K. Marsh, JK Lee", ["J. K. Marsh", "JK Lee"]),
        ("Basil and Fern Hollis", ["Basil and Fern Hollis"]),
        ("Ann van der Berg and Sir Tom O’Neill KCB", ["Ann van der Berg", "Sir Tom O’Neill KCB"]),
    ],
)
def test_names_together(text: str, expected: list[str]) -> None:
    """Names that are printed together are split, with their titles and honours."""
    assert expected == people.split_names(text)


@pytest.mark.parametrize(
    "name",
    [
        "Élan Owen", "Zoë Ó Briain", "Angharad ferch Rhys", "Tom McLeod", "Mary MacDonald", "Amir al-Rashid", "Ana de la Cruz",
        "Łukasz Żak", "Nguyễn Thị Mai", "Dafydd ap Gwilym", "J K Marsh", "Prof. Dame Anna Lee DBE", "Revd Tom Oak", "D’Arcy Bell",
        "Ann Lee-Owen", "Emma Court", "Tom Head", "Emma Wales", "Sir Tom Mayor", "Peter Constable", "Chris Reed III", "M\u0302air Jones",
        "Rhodri fab Ifan", "Lotte van 't Veer", "Lotte van ’t Veer", "Mairi nic Dhòmhnaill", "Seán ó Briain", "Ines dell’Orto",
        "Councillor the Revd Ivy Ash", "The Rt Hon Baroness Alder of Fenby", "Rt Hon the Lord Alder", "Lady Alder of Fenby DBE",
        "Tom à Becket", "District Judge Ann Pike", "Kit Trevanion (Acting)", "Thandiwe kaMkhize", "T/DCI Ann Pike", "Lt Guy Fitzalan",
        "Tom à Hollis", "Councillor the Revd Ann Lee", "The Rt Hon Baroness Marsh of Fenby", "District Judge Ann Lee",
    ],
)  # fmt: skip
def test_people(name: str) -> None:
    """A name is recognised with accents, particles, titles and initials."""
    assert people.is_person(name)


@pytest.mark.parametrize(
    "text",
    [
        "Head of Service",
        "Care Quality Commission",
        "Ofsted",
        "Ivy",
        "J. K.",
        "ann lee",
        "Ann 2",
        "Youth Court",
        "Chief Constable",
        "Deputy Head",
        "North Wales",
        "Lord Mayor",
        "Lord Lieutenant of Fenby",
        "Lord Mayor of Fenby",
        "Councillor the Marsh",
        "District Court",
        "Cluster Zoe Quail",
        "",
        "Ann lee",
    ],
)
def test_no_people(text: str) -> None:
    """An office, half a name and words in lower case are not names."""
    assert not people.is_person(text)


@given(st.text(max_size=200))
def test_any_header_is_split(text: str) -> None:
    """Splitting the value of a header keeps all text except the separator."""
    text = " ".join(text.split())
    if text.isprintable() and text:
        person = people.split_person(text)
        parts = sorted((person.name or "") + (person.role or ""))
        assert not [c for c in parts if c not in text]


def test_a_rank_in_brackets() -> None:
    """A former rank is part of the name, and not a role."""
    person = people.split_person("Commander (Rtd) Beatrix Voss QPM, Chair, Northmoor Youth Justice Board")

    assert person == Person(name="Commander (Rtd) Beatrix Voss QPM", role="Chair, Northmoor Youth Justice Board")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chief Supt Neil O'Hara", True),
        ("Detective Insp. Ray Hope", True),
        ("Penny Chair JP", True),
        ("Siân ffoulkes-Rees", True),
        ("Chief Superintendent", False),
        ("Deputy Chair OBE", False),
        ("Clinical Commissioning Group", False),
        ("Welsh Government", False),
        ("Victim Support", False),
        ("Cyngor y Fro", False),
    ],
)
def test_people_and_bodies(text: str, expected: bool) -> None:
    """Ranks and honours belong to people; words of bodies, in English or Welsh, do not."""
    assert expected is people.is_person(text)


def test_two_people_with_surnames_of_offices() -> None:
    """Two names are not a role and its holder, even if both have a surname that is an office."""
    assert people.role_and_names("Naomi Clerk, Wayne Mayor") == ("Naomi Clerk, Wayne Mayor",)


def test_several_people_before_their_role() -> None:
    """All names before a role are its holders."""
    text = "Ann Larch, Bo Fir, Una Elm and Ivy Thorn, YJB link staff"

    assert people.role_and_names(text) == ("YJB link staff", "Ann Larch, Bo Fir, Una Elm and Ivy Thorn")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Head of Larch S. Marsh", True),
        ("Chair of Larch Council Lotte van 't Veer", True),
        ("Head of Larch Service", False),
    ],
)
def test_roles_that_end_with_a_person(text: str, expected: bool) -> None:
    """An initial before a surname is not a particle, and a particle is a part of the name."""
    assert expected == people.ends_with_person(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Baroness Una Elm of Fenby", True), ("Lord Marsh of Fenby", True), ("Lord Lieutenant of Fenby", False)],
)
def test_peers_with_the_name_of_a_place(text: str, expected: bool) -> None:
    """The name of a peer may end with a place."""
    assert expected is people.is_person(text)


def test_a_shortened_forename_and_a_saint() -> None:
    """“Wm. St John Harker” is one name."""
    assert not people.may_be_two("Wm. St John Harker")
