from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqsreport.extract import people
from sqsreport.extract.areas import area_in_rate, area_in_title
from sqsreport.extract.contact import Contact, find_contact, find_email, find_telephone, is_written_by_lead
from sqsreport.extract.programmes import programme_in_title
from sqsreport.extract.service import find_services, find_short_service
from sqsreport.extract.text import Unclear


@pytest.mark.parametrize(
    "text",
    [
        "The lead inspector, Cora Dale, can be contacted on 07700 900123. Alternatively, contact Mark Ashe at mark@example.org.",
        "The lead inspector was Cora Dale (07700 900123). Mark Ashe can be reached at mark@example.org or on 07700 900456.",
        "The lead inspector was Cora Dale, on 07700 900123 or, in her absence, Mark Ashe (mark@example.org).",
        "Speak to Cora Dale, our lead inspector (07700 900123), or to Sam Lowe (sam.lowe@example.org).",
        "The lead inspector was Cora Dale. Mrs Dale can be contacted on 07700 900123, or ring Mark Ashe on 07700 900456.",
    ],
)
def test_addresses_of_other_people(text: str) -> None:
    """The address and the number of another person are not those of the lead inspector."""
    assert Contact("Cora Dale", None, "07700 900123") == find_contact(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("please contact the lead inspector, who was Cora Dale. She", "Cora Dale"),
        ("please contact the lead inspector, who was Élan Ó Dúill. She", "Élan Ó Dúill"),
        ("The lead inspector for this inspection was Cora van der Dale. Her", "Cora van der Dale"),
        ("The inspection was led by Cora Dale, who can be reached", "Cora Dale"),
        ("contact the lead inspector, CORA O'DALE OBE, on", "CORA O'DALE OBE"),
        ("contact Cora Dale, the lead inspector, at", "Cora Dale"),
        ("Cora Dale was the lead inspector. She", "Cora Dale"),
        ("The inspector who led the work was Cora Dale. Her", "Cora Dale"),
        ("The inspector leading this work was Cora Dale (", "Cora Dale"),
        ("contact Cora Dale, Lead HM Inspector, on", "Cora Dale"),
        ("Cora Dale headed the inspection team; her", "Cora Dale"),
        ("Your contact is Cora Dale, HM Inspector (07700 900655), who led the inspection team.", "Cora Dale"),
        ("to Cora Dale, who led the inspection, at", "Cora Dale"),
        ("contact Cora Dale (lead inspector) on", "Cora Dale"),
        ("The lead inspector was Dr J. K. Marsh. He can", "Dr J. K. Marsh"),
        ("the lead inspector, Mrs Reed, on", "Mrs Reed"),
        ("Lead inspector: Cora Dale Email: a", "Cora Dale"),
        ("the lead inspectors were Cora Dale and Dan Elm. They", "Cora Dale and Dan Elm"),
        ("the lead inspector, who was Helen de la Mare, MBE. She", "Helen de la Mare, MBE"),
        ("the lead inspector, who was Siân Llŷr- Evans. She", "Siân Llŷr-Evans"),
        ("the lead inspector, Cora Dale, HM Inspector of Probation. Her", "Cora Dale"),
        ("The lead inspector for North Moor was Cora Dale.", "Cora Dale"),
        ("the lead inspector, who was Morwenna St John. She", "Morwenna St John"),
        ("the lead inspector, who was Lotte van 't Veer. She", "Lotte van 't Veer"),
        ("the lead inspector, who was Rhodri fab Ifan. He", "Rhodri fab Ifan"),
        ("the lead inspector, who was Cora\u00a0Dale. She", "Cora Dale"),
        ("write to Cora Dale, Lead Inspector, HM Inspectorate of Probation, Trafford House, Manchester", "Cora Dale"),
        ("Cora Dale led on this inspection and is happy", "Cora Dale"),
        ("The lead inspector's name is Cora Dale; her", "Cora Dale"),
        ("the lead inspector, whose name was Cora Dale, by", "Cora Dale"),
        ("Any queries to Cora Dale-O'Neil as lead inspector", "Cora Dale-O'Neil"),
        ("contact the assistant lead inspector Sam Lowe. The lead inspector was Cora Dale.", "Cora Dale"),
    ],
)
def test_name(text: str, name: str) -> None:
    """The lead inspector is found in every phrase, with exactly the name."""
    contact = find_contact(text)

    assert contact is not None
    assert contact.name == name


@pytest.mark.parametrize(
    "text", ["please contact the lead inspector on 01632 960001.", "the lead inspector was a probation officer."]
)
def test_no_name(text: str) -> None:
    """A lead inspector without a name is reported, and no other word is returned as the name."""
    contact = find_contact(text)

    assert contact is not None
    assert isinstance(contact.name, Unclear)


def test_no_lead_inspector() -> None:
    """A text without a lead inspector has none."""
    assert find_contact("Cora Dale was in the office.") is None


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("at cora.dale@example.org or", "cora.dale@example.org"),
        ("at mailto:cora.dale@example.org.", "cora.dale@example.org"),
        ("at cora.dale@ example.org or", "cora.dale@example.org"),
        ("at cora.dale @example.org or", "cora.dale@example.org"),
        ("at cora. dale@example.org or", "cora.dale@example.org"),
        ("at cora.dale@example. org or", "cora.dale@example.org"),
        ("at cora.dale@example .org or", "cora.dale@example.org"),
        ("at cora- dale@example.org or", "cora-dale@example.org"),
        ("at cora.dale@hmi- probation.gsi. gov.uk. She", "cora.dale@hmi-probation.gsi.gov.uk"),
        ("is Cora Dale. hazel@example.org", "hazel@example.org"),
        ("(cora.dale@example.org; 01632 960001)", "cora.dale@example.org"),
        ("<cora.dale@example.org>", "cora.dale@example.org"),
        ("Cora.Dale@Example.Org. This", "Cora.Dale@Example.Org"),
        ("at info@example.org or cora@example.org", "cora@example.org"),
        ("at cora@example.org. Please write soon.", "cora@example.org"),
    ],
)
def test_email(text: str, email: str) -> None:
    """An address that a line break split is joined, without the text after it."""
    assert email == find_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "at [email protected] or", "at [email\u00a0protected] or", "at cora at example dot org", "at cora [at] example [dot] org",
        "at enquiries@example.org", "at cora@example", "at cora@", "HMIP.enquiries@example.org",
    ],
)  # fmt: skip
def test_unclear_email(text: str) -> None:
    """A masked, spelt-out, incomplete or general address is reported and not returned."""
    assert isinstance(find_email(text), Unclear)


@pytest.mark.parametrize(
    ("text", "telephone"),
    [
        ("on 01632 960001.", "01632 960001"),
        ("on 07700 900123 or", "07700 900123"),
        ("on (01632) 960001", "(01632) 960001"),
        ("(01632-960001)", "01632-960001"),
        ("on 0161 240 5336. 3 of", "0161 240 5336"),
        ("on +44 (0)1632 960001", "+44 (0)1632 960001"),
        ("on 0044 1632 960001", "0044 1632 960001"),
        ("on +441632960001", "+441632960001"),
        ("tel: 029 2018 0123", "029 2018 0123"),
        ("on 01632 960 001 ext. 12 or", "01632 960 001 ext. 12"),
        ("on 01632.960.001", "01632.960.001"),
        ("01632 960001/07700 900123", "01632 960001"),
    ],
)
def test_telephone(text: str, telephone: str) -> None:
    """A number is returned as it is printed, with its extension."""
    assert telephone == find_telephone(text)


@pytest.mark.parametrize("text", ["on 01632 9600", "on 01632 960001 960002 3"])
def test_unclear_telephone(text: str) -> None:
    """A number with too few or too many digits is reported and not returned."""
    assert isinstance(find_telephone(text), Unclear)


def test_addresses_of_others() -> None:
    """The address and the number of the press office are not those of the lead inspector."""
    text = "The lead inspector was Cora Dale. For the press office write to cora@example.org or call 01632 960002."

    assert find_contact(text) == Contact("Cora Dale")


def find_all(text: str) -> None:
    """Search a text for all kinds of names and addresses."""
    find_contact(text)
    find_email(text, "Cora Dale")
    find_telephone(text)
    list(find_services(text, "North Moor"))
    find_short_service(text, "North Moor")
    area_in_title(text)
    area_in_rate(text)
    programme_in_title(text)
    people.split_names(text)
    people.role_and_names(text)
    people.is_role(text)
    if text.strip():
        people.split_person(" ".join(text.split()))


@given(st.text(alphabet="@.-+ 0aBé,;:()&'\u0301", max_size=80) | st.text(max_size=80).filter(str.isprintable))
def test_any_text_can_be_searched(text: str) -> None:
    """No text raises an exception, and every address has a local part and a domain."""
    find_all(text)
    address = find_email(text)
    assert address is None or isinstance(address, Unclear) or address.count("@") == 1


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "fragment",
    [
        "lead inspector, who was ", "Cora Dale ", "A. ", "a@b.c ", "@", "a.", "a-", "0", "01632 960001 ", "(", "name at x dot ",
        "Chair, ", "Chair - ", "Ash Lee, ", " and Ash ", "OBE, ", "de la ", "Youth Offending Service ", "Youth & ", "SQS of ", "[e-mail ",
    ],
)  # fmt: skip
def test_long_texts_are_searched_quickly(fragment: str) -> None:
    """Repeated words do not make a search slow."""
    find_all(fragment * (50_000 // len(fragment)))


@pytest.mark.parametrize(
    ("text", "name", "email", "telephone"),
    [
        (
            "Your first point of contact is the lead inspector, Joost van der Meer (telephone 01632 960410; e-mail cora.dale@example.org).",
            "Joost van der Meer",
            "cora.dale@example.org",
            "01632 960410",
        ),
        (
            "Siân ffoulkes-Rees led the inspection and will gladly answer questions. She can be contacted on 01632 960410 or by writing to cora.dale@example.org.",
            "Siân ffoulkes-Rees",
            "cora.dale@example.org",
            "01632 960410",
        ),
        (
            "Any queries may be directed to the lead inspector. This was Dr Mary-Ann O'Shaughnessy MBE, whose telephone number is 01632 960410 and whose e-mail address is cora.dale@example.org.",
            "Dr Mary-Ann O'Shaughnessy MBE",
            "cora.dale@example.org",
            "01632 960410",
        ),
        (
            "Please contact the lead inspector, who was Priya de Silva-Okoro, if you would like to discuss this report. Telephone: 01632 960410. E-mail: cora.dale@example.org.",
            "Priya de Silva-Okoro",
            "cora.dale@example.org",
            "01632 960410",
        ),
        (
            "For further information about this letter, please contact Helen Cope-Law (lead inspector) on 01632 960410 or at cora.dale@example.org.",
            "Helen Cope-Law",
            "cora.dale@example.org",
            "01632 960410",
        ),
        (
            "The lead inspectors were Nigel Bright and Tessa Gunn. Should you have questions, Nigel can be reached at cora.dale@example.org or on 01632 960410.",
            "Nigel Bright and Tessa Gunn",
            "cora.dale@example.org",
            "01632 960410",
        ),
        (
            "To discuss this report, contact the inspector who led it: Iolo Vaughan, 01632 960410, cora.dale@example.org.",
            "Iolo Vaughan",
            "cora.dale@example.org",
            "01632 960410",
        ),
        (
            "Our colleague Bob Smith was the lead inspector. If you wish to speak to him, telephone 01632 960410 or e-mail cora.dale@example.org.",
            "Bob Smith",
            "cora.dale@example.org",
            "01632 960410",
        ),
        (
            "The inspection was led by Cora Dale, HM Inspector, who can be reached on 01632 960410.",
            "Cora Dale",
            None,
            "01632 960410",
        ),
        (
            "The inspection was led by HM Inspector Cora Dale, who can be reached on 01632 960410.",
            "Cora Dale",
            None,
            "01632 960410",
        ),
        (
            "Cora Dale, who led this inspection, will be pleased to talk to you (01632 960410).",
            "Cora Dale",
            None,
            "01632 960410",
        ),
        ("Cora Dale, HM Inspector, led the inspection. Her number is 01632 960410.", "Cora Dale", None, "01632 960410"),
        (
            "The inspector who led this screening, Cora Dale, can be reached on 01632 960410 or at cora.dale@example.org.",
            "Cora Dale",
            "cora.dale@example.org",
            "01632 960410",
        ),
        (
            "Lead inspector: Cora Dale; telephone 01632 960410; e-mail cora.dale@example.org",
            "Cora Dale",
            "cora.dale@example.org",
            "01632 960410",
        ),
        (
            "Cora Dale acted as lead inspector and may be contacted by e-mail at cora.dale@example.org.",
            "Cora Dale",
            "cora.dale@example.org",
            None,
        ),
        (
            "The team was led by Cora Dale. Email: cora.dale@example.org Tel: 01632 960410",
            "Cora Dale",
            "cora.dale@example.org",
            "01632 960410",
        ),
        (
            "If you would like to discuss any matter arising, Cora Dale (the lead inspector) would be happy to hear from you: cora.dale@example.org, 01632 960410.",
            "Cora Dale",
            "cora.dale@example.org",
            "01632 960410",
        ),
        (
            "Please direct questions to Cora Dale (cora.dale@example.org, 01632 960410), who was lead inspector.",
            "Cora Dale",
            "cora.dale@example.org",
            "01632 960410",
        ),
        (
            "Please direct questions to Cora Dale, who was the lead inspector for this screening, at cora.dale@example.org.",
            "Cora Dale",
            "cora.dale@example.org",
            None,
        ),
        (
            "The lead inspector for this screening of youth offending work in Northmoor was Cora Dale (01632 960410).",
            "Cora Dale",
            None,
            "01632 960410",
        ),
        (
            "The Lead Inspector for the Northmoor inspection is Cora Dale. She is on 01632 960410.",
            "Cora Dale",
            None,
            "01632 960410",
        ),
        (
            "My colleague Cora Dale, as the lead inspector, is the person to speak to. Her telephone number is 01632 960410.",
            "Cora Dale",
            None,
            "01632 960410",
        ),
        (
            "Should you have any questions, please ask for Cora Dale, our lead inspector, on 01632 960410.",
            "Cora Dale",
            None,
            "01632 960410",
        ),
        ("You may wish to speak to the lead inspector Cora Dale on 01632 960410.", "Cora Dale", None, "01632 960410"),
        (
            "The inspection team was led by Mr J P St. Clair-Byrne on this occasion (01632 960410).",
            "Mr J P St. Clair-Byrne",
            None,
            "01632 960410",
        ),
        ("I led the inspection and can be reached on 01632 960410.", None, None, None),
        ("I was the lead inspector for this inspection and can be reached on 01632 960498.", None, None, None),
        ("The lead inspector can be contacted at cora.dale@example.org.", None, None, None),
        (
            "Cora Dale, the inspector in charge of this screening, can be contacted on 01632 960410.",
            "Cora Dale",
            None,
            "01632 960410",
        ),
        (
            "Cora Dale would be happy to discuss this report, which she wrote as lead inspector: cora.dale@example.org.",
            "Cora Dale",
            "cora.dale@example.org",
            None,
        ),
        ("The lead inspector and her team thank Sam Lowe (sam.lowe@example.org) for the rooms.", None, None, None),
        ("The lead inspector has left. Please contact Sam Lowe (sam.lowe@example.org) instead.", None, None, None),
        ("The lead inspector's work was checked by Sam Lowe (sam.lowe@example.org).", None, None, None),
        ("The inspection was led by a team from our Manchester office.", None, None, None),
        ("The lead inspector and her team thank all the staff.", None, None, None),
        ("The inspector who led the previous inspection was Bob Ray.", None, None, None),
        ("Assessment was led by Ann Lee, a senior practitioner.", None, None, None),
        ("The Board was led by Councillor Joan Reed.", None, None, None),
        ("The lead inspector was assisted by Dee Cole and Jo Hall.", None, None, None),
        (
            "Contact details for the lead inspector, Cora Dale, are: 01632 960410; cora.dale@example.org.",
            "Cora Dale",
            "cora.dale@example.org",
            "01632 960410",
        ),
        (
            "The lead inspector was Cora Dale, Assistant Chief Inspector. She can be contacted on 01632 960410.",
            "Cora Dale",
            None,
            "01632 960410",
        ),
        ("Inspection lead: Cora Dale (01632 960410)", "Cora Dale", None, "01632 960410"),
        (
            "For any further questions please contact Cora Dale who was the Lead Inspector on this inspection on 01632 960410 or email cora.dale@example.org",
            "Cora Dale",
            "cora.dale@example.org",
            "01632 960410",
        ),
    ],
)
def test_sentences(text: str, name: str | None, email: str | None, telephone: str | None) -> None:
    """The lead inspector is found in any sentence that names them, and the leads of other things are not."""
    contact = find_contact(text)
    is_named = contact is not None and isinstance(contact.name, str)
    assert (contact if is_named else None) == (Contact(name, email, telephone) if name else None)


def test_written_by_the_lead_inspector() -> None:
    """If the writer of a letter is the lead inspector, no name is needed."""
    assert is_written_by_lead("I was the lead inspector and can be reached on 01632 960410.")
    assert is_written_by_lead("I led this inspection.")
    assert not is_written_by_lead("I am grateful to the lead inspector.")
