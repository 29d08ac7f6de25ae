from __future__ import annotations

import copy
import inspect
import json
import math
import pickle
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Any, cast

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from immutabledict import immutabledict

import sqsreport
from sqsreport import codec, model
from sqsreport.converters import OBJECT_CLASSES, make_converter
from sqsreport.errors import NotFoundError
from sqsreport.model import (
    Authority,
    Cohort,
    Comparator,
    Context,
    CopyListEntry,
    Fieldwork,
    Footnote,
    Inspection,
    Item,
    LeadInspector,
    Month,
    Paragraph,
    PartialDate,
    Person,
    PreviousInspection,
    Prose,
    Reoffending,
    Report,
    Section,
    Service,
)
from sqsreport.model.ids import report_id, slug
from sqsreport.model.report import freeze
from sqsreport.testing import examples, strategies


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the example report."""
    return codec.from_valid_dict(examples.northmoor())


# ------------------------------------------------------------------------------------ values

#: The minimal keyword arguments of each class.
LEAST: dict[type, dict[str, Any]] = {
    Authority: {"name": "x"},
    Cohort: {"start": Month(2012, 4), "end": Month(2013, 3)},
    Comparator: {"kind": "wales"},
    Context: {"cases_examined": 20},
    CopyListEntry: {"role": "x"},
    Fieldwork: {"start": date(2015, 3, 9), "end": date(2015, 3, 11)},
    Footnote: {"label": "1", "text": "x"},
    Item: {"id": "item-1", "text": "x"},
    LeadInspector: {"name": "x"},
    Paragraph: {"text": "x"},
    Person: {"name": "x"},
    PreviousInspection: {"date": PartialDate(2010)},
    Reoffending: {"rate": 39.5},
    Section: {"title": "x"},
    Service: {"name": "x", "area": "x"},
}
LEAST[Inspection] = {"service": Service(name="x", area="x"), "fieldwork": Fieldwork(**LEAST[Fieldwork])}
LEAST[Report] = {
    "id": "x", "language": "en", "title": "x", "published": date(2015, 4, 8),
    "inspection": Inspection(**LEAST[Inspection]),
}  # fmt: skip

every_class = pytest.mark.parametrize("cls", [pytest.param(cls, id=cls.__name__) for cls in LEAST])


def test_every_class_is_known() -> None:
    """The table of minimal values has every class of the model."""
    assert set(LEAST) == OBJECT_CLASSES
    assert len(OBJECT_CLASSES) > 10


@every_class
def test_values_are_frozen_and_slotted(cls: type) -> None:
    """A value has no attributes other than its fields, and is immutable."""
    value = cls(**LEAST[cls])

    assert not hasattr(value, "__dict__")
    for field in attrs.fields(cls):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, field.name, None)


@every_class
def test_values_take_keywords_only(cls: type) -> None:
    """The fields of a constructor are keyword-only, so that they cannot be confused."""
    with pytest.raises(TypeError):
        cls(*LEAST[cls].values())


@every_class
def test_values_with_equal_fields_are_equal(cls: type) -> None:
    """Two values with the same fields are equal, and have the same hash and ``repr``."""
    one, other = cls(**LEAST[cls]), cls(**LEAST[cls])

    assert one == other
    assert hash(one) == hash(other)
    assert repr(one) == repr(other)
    assert one != LEAST[cls]


@every_class
def test_values_document_themselves(cls: type) -> None:
    """Every class has a docstring, and its constructor has a signature."""
    assert (cls.__doc__ or "").strip().split("\n")[0].endswith(".")
    assert [field.name for field in attrs.fields(cls)] == list(inspect.signature(cls).parameters)


@every_class
def test_values_have_a_short_repr(cls: type) -> None:
    """The ``repr`` of a value is short, and has the name of its class."""
    assert cls.__name__ in repr(cls(**LEAST[cls]))
    assert len(repr(cls(**LEAST[cls]))) < 300


@every_class
def test_absent_is_the_default(cls: type) -> None:
    """The default of an optional field is ``None`` or an empty tuple."""
    value = cls(**LEAST[cls])
    optional = [field.name for field in attrs.fields(cls) if field.name not in LEAST[cls]]

    assert set() == {getattr(value, name) for name in optional} - {None, (), "1.0", "SQS"}


@settings(max_examples=50)
@given(strategies.reports())
def test_reports_copy_and_pickle(report: Report) -> None:
    """A report is equal after pickling, copying, deep copying, and `attrs.evolve` without changes."""
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert report == pickle.loads(pickle.dumps(report, protocol))  # noqa: S301  # pickled here
    for again in (copy.copy(report), copy.deepcopy(report), attrs.evolve(report)):
        assert report == again
        assert hash(report) == hash(again)
        assert sqsreport.dumps(report) == sqsreport.dumps(again)


@pytest.mark.slow
@settings(max_examples=50)
@given(strategies.reports(), strategies.lines())
def test_reports_evolve(report: Report, title: str) -> None:
    """A changed copy differs only in the changed field, and the original is unchanged."""
    before = sqsreport.dumps(report)

    changed = attrs.evolve(report, title=title)

    assert title == changed.title
    assert report == attrs.evolve(changed, title=report.title)
    assert before == sqsreport.dumps(report)


# ---------------------------------------------------------------------------- wrong arguments

#: Class, field, invalid value, and the beginning of the message.
WRONG: list[tuple[type, str, Any, str]] = [
    (Authority, "name", None, "Authority.name: must be a str, not None"),
    (Authority, "name", 7, "Authority.name: must be a str, not 7"),
    (Authority, "name", "",
    "Authority.name: must not be empty"),
    (Authority, "name", " x", "Authority.name: must be text with single spaces"),
    (Authority, "name", "x ", "Authority.name: must be text with single spaces"),
    (Authority, "name", "a  b", "Authority.name: must be text with single spaces"),
    (Authority, "name", "a\nb", "Authority.name: must be one line of text"),
    (Authority, "name", "a\n", "Authority.name: must be one line of text"),
    (Authority, "name", "a\u2028b", "Authority.name: must be one line of text"),
    (Authority, "name", "a\x9bb", "Authority.name: must be one line of text"),
    (Authority, "name", "\ud800", "Authority.name: must be one line of text"),
    (Authority, "gss_code", "S12000033", "Authority.gss_code: must be the GSS code of a local authority"),
    (Authority, "gss_code", "E1000000６", "Authority.gss_code: must be the GSS code of a local authority"),
    (Service, "authorities", [Authority(name="x")], "Service.authorities: must be a tuple, not a list"),
    (Service, "authorities", ("x",), "Service.authorities[0]: must be an Authority, not 'x'"),
    (Service, "authorities", Authority(name="x"), "Service.authorities: must be a tuple, not an Authority"),
    (Fieldwork, "start", "2015-03-09", "Fieldwork.start: must be a date, not '2015-03-09'; use date.fromisoformat for text"),
    (Fieldwork, "start", datetime(2015, 3, 9), "Fieldwork.start: must be a date, not a datetime"),  # noqa: DTZ001  # rejected
    (PreviousInspection, "date", date(2010, 1, 1), "PreviousInspection.date: must be a PartialDate, not a date"),
    (PreviousInspection, "date", Month(2010, 1), "PreviousInspection.date: must be a PartialDate, not a Month"),
    (PreviousInspection, "date", None, "PreviousInspection.date: must be a PartialDate, not None"),
    (LeadInspector, "email", "hazel.brook", "LeadInspector.email: must be an e-mail address, not 'hazel.brook'"),
    (LeadInspector, "email", "a@b\n", "LeadInspector.email: must be one line of text"),
    (LeadInspector, "telephone", 1632960001, "LeadInspector.telephone: must be a str, not 1632960001"),
    (CopyListEntry, "recipients", "Basil Thorne", "CopyListEntry.recipients: must be a tuple, not 'Basil Thorne'"),
    (CopyListEntry, "recipients", ("x", ""), "CopyListEntry.recipients[1]: must not be empty"),
    (Context, "cases_examined", 0, "Context.cases_examined: must be from 1 to 9007199254740991, not 0"),
    (Context, "cases_examined", 2**53, "Context.cases_examined: must be from 1 to 9007199254740991"),
    (Context, "cases_examined", True, "Context.cases_examined: must be an int, not True"),
    (Context, "cases_examined", 20.0, "Context.cases_examined: must be an int, not 20.0"),
    (Context, "paragraphs", "One.", "Context.paragraphs: must be a tuple, not 'One.'"),
    (Context, "paragraphs", ["One.", 2], "Context.paragraphs[1]: must be a str, not 2"),
    (Context, "paragraphs", ["One.", "a  b"], "Context.paragraphs[1]: must be text with single spaces"),
    (Context, "paragraphs", None, "Context.paragraphs: must be a tuple, not None"),
    (Reoffending, "rate", 100.1, "Reoffending.rate: must be from 0 to 100, not 100.1"),
    (Reoffending, "rate", -1, "Reoffending.rate: must be from 0 to 100, not -1.0"),
    (Reoffending, "rate", float("nan"), "Reoffending.rate: must be from 0 to 100, not nan"),
    (Reoffending, "rate", float("inf"), "Reoffending.rate: must be from 0 to 100, not inf"),
    (Reoffending, "rate", True, "Reoffending.rate: must be a float, not True"),
    (Reoffending, "rate", "39.5", "Reoffending.rate: must be a float, not '39.5'"),
    (Reoffending, "rate", 10**30, "Reoffending.rate: must be a float, not 1000000000000000000000000000000"),
    (Reoffending, "published", "2015-01", "Reoffending.published: must be a Month, not '2015-01'"),
    (Reoffending, "cohort", (Month(2012, 4), Month(2013, 3)), "Reoffending.cohort: must be a Cohort, not a tuple"),
    (Comparator, "kind", "famly", "Comparator.kind: must be one of 'england_and_wales', 'england', 'wales', 'family'"),
    (Comparator, "kind", None, "Comparator.kind: must be one of"),
    (Comparator, "kind", [], "Comparator.kind: must be one of"),
    (Comparator, "direction", "up", "Comparator.direction: must be one of 'better', 'similar', 'worse', not 'up'"),
    (Section, "theme", "protecting-the-public", "Section.theme: must be one of"),
    (Section, "number", "1", "Section.number: must be an int, not '1'"),
    (Section, "paragraphs", ("One.",), "Section.paragraphs[0]: must be a Paragraph, not 'One.'"),
    (Paragraph, "number", "1",
    "Paragraph.number: must be a paragraph number, section and paragraph, such as '3.4', not '1'"),
    (Paragraph, "number", "1.0", "Paragraph.number: must be a paragraph number"),
    (Paragraph, "number", "1.1\n", "Paragraph.number: must be a paragraph number"),
    (Paragraph, "text", None, "Paragraph.text: must be a str, not None"),
    (Paragraph, "text", b"One.", "Paragraph.text: must be a str, not a bytes"),
    (Item, "id", "Recommendation 1", "Item.id: must be an id of lower-case letters and digits"),
    (Item, "id", "a--b", "Item.id: must be an id"),
    (Item, "items", (Footnote(label="1", text="x"),), "Item.items[0]: must be an Item, not a Footnote"),
    (Footnote, "label", "[1]", "Footnote.label: must be a footnote label without spaces or brackets, not '[1]'"),
    (Footnote, "label", "", "Footnote.label: must not be empty"),
    (Inspection, "programme", "FJI", "Inspection.programme: must be one of 'SQS', not 'FJI'"),
    (Inspection, "service", "Northmoor", "Inspection.service: must be a Service, not 'Northmoor'"),
    (Inspection, "previous", {}, "Inspection.previous: must be a tuple, not a dict"),
    (Report, "schema_version", "1.1", "Report.schema_version: must be one of '1.0', not '1.1'"),
    (Report, "schema_version", 1.0, "Report.schema_version: must be one of '1.0', not 1.0"),
    (Report, "schema_uri", "a b ", "Report.schema_uri: must be text with single spaces"),
    (Report, "id", "Northmoor", "Report.id: must be a report id, such as 'northmoor-sqs-2015-03-09', not 'Northmoor'"),
    (Report, "id", "a.b", "Report.id: must be a report id"),
    (Report, "language", "English", "Report.language: must be a language tag, such as 'en' or 'cy', not 'English'"),
    (Report, "title", "x" * 30 + "\n" + "y" * 200, "Report.title: must be one line of text"),
    (Report, "published", "2015-04-08", "Report.published: must be a date, not '2015-04-08'; use date.fromisoformat for text"),
    (Report, "addressee", "Ivy Garland", "Report.addressee: must be a Person, not 'Ivy Garland'"),
    (Report, "sections", [Section(title="x")], "Report.sections: must be a tuple, not a list"),
    (Report, "summary", ("One.", None), "Report.summary[1]: must be a str, not None"),
    (Report, "extensions", [1], "Report.extensions: must be a Mapping, not a list"),
    (Report, "extensions", "x", 'Report.extensions: must be a Mapping, not "x"'),
    (Report, "extensions", {"mine": {1}}, "Report.extensions/mine: must be JSON data, not set"),
    (Report, "extensions", {"mine": [float("nan")]}, "Report.extensions/mine/0: must be JSON data, not NaN"),
    (Report, "extensions", {"mine": {"a/b": 2**53}},
    "Report.extensions/mine/a~1b: must be JSON data, not 9007199254740992"),
    (Report, "extensions", {"mine": {"a": "\ud800"}}, "Report.extensions/mine/a: must be JSON data"),
    (Report, "extensions", {"mine": {1: 2}}, "Report.extensions/mine: must be JSON data"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cls", "field", "value", "message"),
    [pytest.param(*row, id=f"{row[3][:40]}-{index}") for index, row in enumerate(WRONG)],
)
def test_wrong_values_fail_at_once(cls: type, field: str, value: Any, message: str) -> None:
    """An invalid value is rejected at once, in a short message with class, field and reason."""
    with pytest.raises((TypeError, ValueError)) as caught:
        cls(**(LEAST[cls] | {field: value}))

    assert message == str(caught.value)[: len(message)]
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    ("cls", "kind"), [(Authority, TypeError), (Report, TypeError), (Paragraph, TypeError), (Comparator, TypeError)]
)
def test_a_missing_argument(cls: type, kind: type[Exception]) -> None:
    """A required field must be passed."""
    with pytest.raises(kind, match="missing"):
        cls()


@pytest.mark.parametrize("cls", [Person, Context, Reoffending])
def test_values_without_content(cls: type) -> None:
    """A value without any content is rejected, and the message lists its fields."""
    with pytest.raises(ValueError, match=rf"^{cls.__name__}: must not be empty; give at least one of \w+, \w+"):
        cls()


def test_changed_copies_are_checked(report: Report) -> None:
    """A changed copy is checked like a new value."""
    with pytest.raises(ValueError, match=r"^Report\.id: must be a report id"):
        attrs.evolve(report, id="?")


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2100, 1, 1)])
@pytest.mark.parametrize(("cls", "field"), [(Report, "published"), (Fieldwork, "start"), (Fieldwork, "end")])
def test_days_out_of_range(cls: type, field: str, day: date) -> None:
    """A day must be in a year from 1900 to 2099."""
    with pytest.raises(ValueError, match=rf"^{cls.__name__}\.{field}: "):
        cls(**(LEAST[cls] | {field: day}))


@pytest.mark.parametrize("name", ["", " x", "a  b", "a\nb"])
def test_names_of_extensions(name: str) -> None:
    """The name of an extension must be a line of text."""
    with pytest.raises(ValueError, match=r"^Report\.extensions"):
        Report(**LEAST[Report], extensions={name: 1})


@pytest.mark.parametrize("value", [0, False, "", []], ids=repr)
def test_extensions_that_are_none(value: Any) -> None:
    """Extensions must be a mapping, or absent."""
    with pytest.raises(TypeError, match=r"^Report\.extensions: must be a Mapping"):
        Report(**LEAST[Report], extensions=value)


def test_extensions_as_deep_as_a_document_may_be() -> None:
    """Extensions that are nested deeper than a document may be are rejected."""
    deep: Any = 1
    for _ in range(63):
        deep = [deep]
    with pytest.raises(ValueError, match=r"^Report\.extensions"):
        Report(**LEAST[Report], extensions={"mine": deep})


def nested(levels: int) -> Item:
    """Return items with a number of levels of nesting."""
    item = Item(id="item-1", text="x")
    for number in range(2, levels + 1):
        item = Item(id=f"item-{number}", text="x", items=(item,))
    return item


def test_items_as_deep_as_a_document_may_be() -> None:
    """Items may be nested as deeply as JSON allows for a report."""
    document = examples.minimal() | {"recommendations": [make_converter().unstructure(nested(31))]}

    assert document == codec.to_dict(sqsreport.loads(json.dumps(document)))
    with pytest.raises(ValueError, match=r"^Item\.items: must be nested at most \d+ levels deep"):
        nested(32)


# ------------------------------------------------------------------------------- subclasses


class Kind(str, Enum):  # noqa: UP042 - this form is still common
    """An enumeration whose `str` is its name."""

    WALES = "wales"


class Cases(IntEnum):
    """An enumeration of numbers."""

    MANY = 20


class Day(date):
    """A subclass of `date`, as test libraries use it."""

    def isoformat(self) -> str:
        """Return a text that is not a date."""
        return "today"


@pytest.mark.parametrize(
    ("value", "name", "expected"),
    [
        (Comparator(kind=Kind.WALES), "kind", "wales"),  # type: ignore[arg-type]
        (Comparator(kind="wales", rate=np.float64(37.9)), "rate", 37.9),
        (Comparator(kind="wales", rate=np.float64(-0.0)), "rate", 0.0),
        (Comparator(kind="wales", rate=Cases.MANY), "rate", 20.0),
        (Context(cases_examined=Cases.MANY), "cases_examined", 20),
        (Authority(name=np.str_("Wick")), "name", "Wick"),
        (Authority(name=Kind.WALES), "name", "wales"),
        (Footnote(label=Prose("1"), text=np.str_("One.")), "label", "1"),
        (Footnote(label="1", text=Kind.WALES), "text", Prose("wales")),
        (CopyListEntry(role="x", recipients=("a", np.str_("b"))), "recipients", ("a", "b")),
        (Context(paragraphs=(np.str_("a"),)), "paragraphs", (Prose("a"),)),
        (Fieldwork(start=Day(2015, 3, 9), end=date(2015, 3, 9)), "start", date(2015, 3, 9)),
        (freeze({"x": {np.str_("a"): [np.float64(1.5), Cases.MANY, Kind.WALES]}}), "x", {"a": (1.5, 20, "wales")}),
    ],
)
def test_values_of_subclasses(value: Any, name: str, expected: object) -> None:
    """Values of subclasses, such as those of numpy and enumerations, are converted to the plain class."""
    actual = value[name] if isinstance(value, immutabledict) else getattr(value, name)

    assert (type(expected) if name != "x" else immutabledict, repr(expected)) == (
        type(actual),
        repr(actual) if name != "x" else repr({key: actual[key] for key in actual}),
    )


@pytest.mark.parametrize("rate", [np.float32(37.9), np.int64(37), np.True_, Decimal("37.9"), math.nan])
def test_numbers_that_would_change_are_rejected(rate: Any) -> None:
    """A number that is not a float, or that a float cannot represent exactly, is rejected with its field."""
    with pytest.raises((TypeError, ValueError), match=r"^Comparator\.rate: must be"):
        Comparator(kind="wales", rate=rate)


# -------------------------------------------------------------------------------- extensions


def test_extensions_are_immutable() -> None:
    """Extensions are frozen at every depth, and do not change with the original data."""
    mine: dict[str, Any] = {"mine": {"list": [1, {"a": None}]}}
    report = Report(**LEAST[Report], extensions=mine)
    mine["mine"]["list"].append(2)

    assert immutabledict({"mine": immutabledict({"list": (1, immutabledict({"a": None}))})}) == report.extensions
    assert isinstance(hash(report), int)


@pytest.mark.parametrize(
    ("one", "other", "is_equal"),
    [
        ({"x": 1, "y": [{"a": 1, "b": 2}]}, {"y": [{"b": 2, "a": 1}], "x": 1}, True),
        ({"x": True}, {"x": 1}, False),
        ({"x": 1}, {"x": 1.0}, False),
        ({"x": 0.0}, {"x": -0.0}, False),
        ({"x": [False]}, {"x": [0]}, False),
        ({"x": "1"}, {"x": 1}, False),
        ({"x": (1,)}, {"x": [1]}, True),
    ],
)
def test_equal_extensions_are_equal_bytes(one: Any, other: Any, is_equal: bool) -> None:
    """Two reports are equal if and only if their canonical texts are equal."""
    first, second = (Report(**LEAST[Report], extensions=each) for each in (one, other))
    texts = [sqsreport.dumps(report, allow_invalid=True) for report in (first, second)]

    assert (is_equal, is_equal) == (first == second, texts[0] == texts[1])
    assert not is_equal or hash(first) == hash(second)


def test_no_extensions_are_absent() -> None:
    """Empty extensions are the same as none."""
    assert None is Report(**LEAST[Report], extensions={}).extensions


def test_freezing_twice_changes_nothing() -> None:
    """Freezing frozen data does not change it."""
    data = {"a": [1, {"b": []}], "c": {}}

    assert immutabledict({"a": (1, immutabledict({"b": ()})), "c": immutabledict()}) == freeze(data)
    assert freeze(data) == freeze(freeze(data))


# ----------------------------------------------------------------------------------- look-ups


@pytest.mark.parametrize(
    ("part", "key", "attribute", "expected"),
    [
        ("section", "reducing_reoffending", "number", 1),
        ("section", "Operational management", "theme", None),
        ("section", "Ensuring that the sentence is served", "theme", "sentence_served"),
        ("paragraph", "2.2", "text", "Police and service met *weekly*."),
        ("strength", "strength-1", "id", "strength-1"),
        ("recommendation", "recommendation-2", "items", ()),
        ("recommendation", "recommendation-1.2", "text", "read a sample of plans each month"),
        ("footnote", "b", "text", "A date means a day, not a season."),
    ],
)
def test_look_up_parts(report: Report, part: str, key: str, attribute: str, expected: object) -> None:
    """Every part can be looked up by its number, id, label or theme."""
    assert expected == getattr(getattr(report, part)(key), attribute)


@pytest.mark.parametrize(
    ("part", "key", "message"),
    [
        (
            "section",
            "reducing_offending",
            (
                "no section 'reducing_offending'; did you mean 'reducing_reoffending'? there are: "
                "reducing_reoffending, protecting_the_public, protecting_the_child, sentence_served, Operational management"
            ),
        ),
        ("paragraph", "9.9", "no paragraph '9.9'; there are: 1.1, 1.2, 1.3, 2.1, 2.2, 3.1"),
        ("strength", "x", "no strength 'x'; there are: strength-1"),
        (
            "recommendation",
            "recommendation-3",
            (
                "no recommendation 'recommendation-3'; did you mean 'recommendation-2'? there are: "
                "recommendation-1, recommendation-1.1, recommendation-1.2, recommendation-2"
            ),
        ),
        ("footnote", "2", "no footnote '2'; there are: 1, b"),
    ],
)
def test_missing_part(report: Report, part: str, key: str, message: str) -> None:
    """Looking up a missing part is an error that lists the existing ones and the closest one."""
    with pytest.raises(NotFoundError) as caught:
        getattr(report, part)(key)

    assert message == str(caught.value)
    assert isinstance(caught.value, LookupError)


def test_paragraphs_of_a_report_and_of_a_section(report: Report) -> None:
    """A report has the paragraphs of all sections in order; a section finds only its own by number."""
    first, second = report.sections[:2]

    assert [*first.paragraphs, *second.paragraphs] == list(report.paragraphs)[
        : len(first.paragraphs + second.paragraphs)
    ]
    assert report.paragraph("1.2") is first.paragraph("1.2")
    with pytest.raises(NotFoundError, match=r"^no paragraph '1.2'; .*there are: 2.1, 2.2$"):
        second.paragraph("1.2")


@pytest.mark.parametrize("part", ["footnote", "section"])
def test_missing_part_of_none(report: Report, part: str) -> None:
    """Looking up a part of which the report has none is an error that says so."""
    without = attrs.evolve(report, footnotes=(), sections=())

    with pytest.raises(NotFoundError, match=f"^no {part} '2': there are none$"):
        getattr(without, part)("2")


def test_look_up_the_first_of_equal_titles(report: Report) -> None:
    """If two sections have the same title the first is returned; a theme takes precedence over a title."""
    sections = (Section(title="A"), Section(title="A", number=2), Section(title="sentence_served"), report.sections[3])

    changed = attrs.evolve(report, sections=sections)

    assert sections[0] is changed.section("A")
    assert report.sections[3] is changed.section("sentence_served")


# ----------------------------------------------------------------------------------------- ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Northmoor", "northmoor"), ("Eastvale & Wick", "eastvale-and-wick"), ("Eastvale&Wick", "eastvale-and-wick"),
        ("Gwynedd a Môn", "gwynedd-a-mon"), ("King's Lynn", "kings-lynn"), ("King’s Lynn", "kings-lynn"),
        ("St. Helens", "st-helens"), ("  A -- B  ", "a-b"), ("ﬁ Ⅷ", "fi-viii"), ("漢字", ""), ("",
        ""), ("STRASSE ẞ", "strasse-ss"),
    ],
)  # fmt: skip
def test_slugs(text: str, expected: str) -> None:
    """A slug has lower-case letters, digits and hyphens."""
    assert expected == slug(text)


def test_an_id_needs_a_date() -> None:
    """A day as text is rejected, and the message names the function that parses it."""
    with pytest.raises(TypeError, match=r"must be a date, not '2015-03-09'; use date\.fromisoformat"):
        report_id("Northmoor", "SQS", "2015-03-09")  # type: ignore[arg-type]


@given(strategies.areas(), strategies.days())
def test_ids_are_ids(area: str, day: date) -> None:
    """The id of every area and day is a valid id, and its slug is the same id."""
    identifier = report_id(area, "SQS", day)

    assert identifier == Report(**(LEAST[Report] | {"id": identifier})).id
    assert identifier == slug(identifier)
    assert identifier.endswith(f"sqs-{day.isoformat()}")


# --------------------------------------------------------------------------------------- prose


@given(strategies.reports())
def test_all_prose_is_yielded_once_in_the_order_of_the_schema(report: Report) -> None:
    """`iter_prose` yields all prose with its pointer, in the order of the document."""

    def prose(value: object, path: str) -> Iterator[tuple[str, Prose]]:
        if isinstance(value, Prose):
            yield path, value
        elif isinstance(value, tuple):
            for index, each in enumerate(value):
                yield from prose(each, f"{path}/{index}")
        elif attrs.has(type(value)):
            for field in attrs.fields(cast("Any", type(value))):
                yield from prose(getattr(value, field.name), f"{path}/{field.name}")

    assert [*prose(report, "")] == [*report.iter_prose()]


# ---------------------------------------------------------------------------------------- repr


def test_repr_of_a_report(report: Report) -> None:
    """The ``repr`` of a report is short: its id and the numbers of its parts."""
    assert "<Report northmoor-sqs-2015-03-09: 5 sections, 2 recommendations>" == repr(report)
    less = attrs.evolve(report, sections=report.sections[:1], recommendations=report.recommendations[:1])
    assert "<Report northmoor-sqs-2015-03-09: 1 section, 1 recommendation>" == repr(less)


def test_repr_of_values(report: Report) -> None:
    """The ``repr`` of a value has its fields, and long ones are cut."""
    fieldwork, section, footnote = report.inspection.fieldwork, report.sections[0], report.footnotes[0]

    assert "Fieldwork(start=datetime.date(2015, 3, 9), end=datetime.date(2015, 3, 11))" == repr(fieldwork)
    assert (
        "Section(theme='reducing_reoffending', number=1, title='Reducing reoffending', paragraphs=<3 × Paragraph>)"
        == repr(section)
    )
    assert "Footnote(label='1', text='Published in January 2015 for the April…')" == repr(footnote)


def test_the_model_exports_its_classes() -> None:
    """Every exported name exists, and every class of the model is exported."""
    assert [] == [name for name in model.__all__ if not hasattr(model, name)]
    assert set() == {cls.__name__ for cls in OBJECT_CLASSES} - set(model.__all__)


def test_numbers_become_percentages() -> None:
    """An integer rate is equal to the float."""
    assert Reoffending(rate=40) == Reoffending(rate=40.0)
    assert "40.0" == json.dumps(Reoffending(rate=40).rate)


def test_texts_become_prose(report: Report) -> None:
    """Lists and tuples of texts become tuples of prose."""
    changed = attrs.evolve(report, summary=["One[^1]."])

    assert (Prose("One[^1]."),) == changed.summary
    assert ("1",) == changed.summary[0].footnote_marks


def test_items_nested_too_deep() -> None:
    """Items may be nested as deeply as JSON may be, and then survive a round trip."""
    item = Item(id="strength-1", text="The innermost.")
    for _ in range(30):
        item = Item(id="strength-1", text="Around it.", items=(item,))
    report = Report(**LEAST[Report], strengths=(item,))
    assert [each for each in sqsreport.validate(report) if each.code == "SQS006"] == []
    with pytest.raises(ValueError, match=r"^Item\.items: must be nested at most 31 levels deep"):
        Item(id="strength-1", text="One more.", items=(item,))


def test_items_in_too_many_places() -> None:
    """Items that have each other twice at every level are refused before they fill the memory."""
    item = Item(id="strength-1", text="The innermost.")
    for _ in range(14):
        item = Item(id="strength-1", text="Around it.", items=(item, item))
    with pytest.raises(ValueError, match=r"^Item\.items: must not repeat the same items more than 100000 times"):
        Item(id="strength-1", text="One more.", items=(item, item, item, item))
