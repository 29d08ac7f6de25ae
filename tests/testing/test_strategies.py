from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Final, get_args

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import sqsreport
from sqsreport import letters as formats
from sqsreport import model
from sqsreport.errors import NotFoundError, UnknownFormatError
from sqsreport.model import ComparatorKind, Direction, Item, Report, ThemeKey
from sqsreport.problems import CODES, errors_in
from sqsreport.testing import (
    BrokenReport,
    Letter,
    breakages,
    broken_reports,
    documents,
    examples,
    letters,
    reports,
    strategies,
    texts,
)
from sqsreport.testing.breakages import CATALOGUE, grafting
from sqsreport.testing.strategies.layouts import WAYS

pytestmark = pytest.mark.slow

#: Every code that a parsed document can have. SQS199 is for keywords that no version of the schema has yet.
REACHABLE: Final = sorted({code for code in CODES if "SQS1" < code < "SQS4"} - {"SQS199"})


def drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Draw the same values on every run."""
    values = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(value: Any) -> None:
        values.append(value)

    collect()
    return values


# -------------------------------------------------------------------------------------- reports


@pytest.fixture(scope="module")
def some_reports() -> list[Report]:
    """Return a few hundred reports."""
    return drawn(reports(), 300)


def parts(value: Any) -> Iterator[Any]:
    """Yield a value of the model and all values in it."""
    if isinstance(value, tuple):
        for each in value:
            yield from parts(each)
    elif attrs.has(type(value)):
        yield value
        for field in attrs.fields(type(value)):
            yield from parts(getattr(value, field.name))


def test_every_variation(some_reports: list[Report]) -> None:
    """Each field of every class of the model is generated with a value, and without one if it is optional."""
    generated: set[tuple[str, str, bool]] = set()
    expected = set()
    for part in (part for report in some_reports for part in parts(report)):
        for field in attrs.fields(type(part)):
            generated.add((type(part).__name__, field.name, getattr(part, field.name) not in (None, ())))
            expected.add((type(part).__name__, field.name, True))
            if field.default is None or field.default == ():
                expected.add((type(part).__name__, field.name, False))

    classes = {name for name in model.__all__ if attrs.has(getattr(model, name))}
    assert {name for name, _, _ in expected} >= classes - {"Month", "PartialDate", "Prose"}
    assert set() == expected - generated


def test_every_enumeration_value(some_reports: list[Report]) -> None:
    """Every theme, kind of comparator and direction is generated, and partial dates of each precision."""
    values = [part for report in some_reports for part in parts(report)]
    comparators = [part for part in values if isinstance(part, model.Comparator)]

    assert {*get_args(ThemeKey), None} == {part.theme for part in values if isinstance(part, model.Section)}
    assert {*get_args(ComparatorKind)} == {part.kind for part in comparators}
    assert {*get_args(Direction), None} == {part.direction for part in comparators}
    dates = [part.date for part in values if isinstance(part, model.PreviousInspection)]
    assert {4, 7, 10} == {len(str(date)) for date in dates}


def depth(items: tuple[Item, ...]) -> int:
    """Return the depth of nested items."""
    return 1 + max((depth(item.items) for item in items), default=0) if items else 0


@pytest.mark.parametrize(
    ("corner", "reaches"),
    {
        "many sections": lambda report: len(report.sections) >= 10,
        "no section": lambda report: not report.sections,
        "items that nest deeply": lambda report: depth(report.recommendations) >= 8,
        "many footnotes": lambda report: len(report.footnotes) >= 3,
        "an empty Context": lambda report: report.context is None,
        "a day of fieldwork alone": lambda report: report.inspection.fieldwork.start == report.inspection.fieldwork.end,
        "characters beyond the first plane": lambda report: any(ord(char) > 0xFFFF for char in report.title),
        "words from right to left": lambda report: any("א" <= char <= "ת" for char in sqsreport.dumps(report)),
        "markup that is text": lambda report: "</script>" in sqsreport.dumps(report),
        "data of others": lambda report: bool(report.extensions),
        "a report without a warning": lambda report: not sqsreport.validate(report),
    }.items(),
)
def test_corners(some_reports: list[Report], corner: str, reaches: Callable[[Report], bool]) -> None:
    """Corner cases that often cause errors are generated."""
    assert any(map(reaches, some_reports)), f"nothing of {len(some_reports)} reports is {corner}"


@given(reports(labels=()))
def test_reports_without_marks(report: Report) -> None:
    """Without labels the only footnotes are those for marks that occur in the text by chance."""
    labels = {mark for _, text in report.iter_prose() for mark in text.footnote_marks}
    assert {note.label for note in report.footnotes} == labels


@given(documents(), texts())
def test_documents_and_texts_are_valid(document: Any, text: str) -> None:
    """Documents and texts have no errors."""
    assert [] == errors_in(sqsreport.validate(document)) == errors_in(sqsreport.validate(text))


@pytest.mark.parametrize("name", sorted({*strategies.__all__} - {"BrokenReport", "Forms", "KINDS", "Letter"}))
def test_every_strategy_works(name: str) -> None:
    """Every public strategy can draw without arguments, except those that change a given value."""
    arguments = {"shuffled": (strategies.json_values(),)}
    if name == "places_in":  # it iterates over a document
        return
    assert 5 == len(drawn(getattr(strategies, name)(*arguments.get(name, ())), 5))


# ------------------------------------------------------------------------------- broken reports


@given(broken_reports())
def test_broken_reports(broken: BrokenReport) -> None:
    """A broken report has the problem that it names."""
    actual = {(problem.code, problem.pointer) for problem in sqsreport.validate(broken.document)}
    assert (broken.code, broken.pointer) in actual, broken.description


def test_every_code_is_reached() -> None:
    """Broken reports have every code that a parsed document can have; a new code needs a breakage."""
    catalogue = {code for each in CATALOGUE for code, _ in each.expected}
    assert REACHABLE == sorted(catalogue)
    assert len({broken.code for broken in drawn(broken_reports(), 60)}) > 10


@pytest.mark.parametrize("code", REACHABLE)
def test_choice_of_codes(code: str) -> None:
    """The codes can be chosen, and each is generated in more than one way."""
    results = drawn(broken_reports(code), 8)

    assert {code} == {broken.code for broken in results}
    assert len({json.dumps(broken.document) for broken in results}) > 1


def test_a_code_without_breakages() -> None:
    """A code without a breakage is rejected at once, with the codes that exist."""
    with pytest.raises(NotFoundError, match="SQS001"):
        broken_reports("SQS001")


@given(documents(), st.randoms(use_true_random=False))
def test_broken_anywhere(document: Any, random: Any) -> None:
    """In any report every applicable breakage causes its problem."""
    possible = [*breakages.structure_breakages(sqsreport.schema(), document), *breakages.rule_breakages(document)]
    breakage = random.choice(possible)
    broken = json.loads(json.dumps(document))
    breakage.apply(broken)
    actual = {(problem.code, problem.pointer) for problem in sqsreport.validate(broken)}
    assert breakage.expected <= actual, breakage.description


@given(st.sampled_from(CATALOGUE), reports(labels=()).filter(lambda report: not report.footnotes))
def test_grafted(breakage: breakages.Breakage, report: Report) -> None:
    """A breakage of the catalogue causes the same errors in a report with other content."""
    document = grafting.grafted(breakage, json.loads(sqsreport.dumps(report)))
    errors = {(problem.code, problem.pointer) for problem in errors_in(sqsreport.validate(document))}
    assert {(code, place) for code, place in breakage.expected if CODES[code].severity == "error"} == errors


@given(broken_reports("SQS101"))
def test_documents_are_copies(broken: BrokenReport) -> None:
    """Changing the document of a broken report does not change other documents."""
    for value in list(broken.document.values()):
        if isinstance(value, (dict, list)):
            value.clear()
    assert [] == sqsreport.validate(examples.northmoor())


# -------------------------------------------------------------------------------------- letters


@given(letters())
def test_letters(letter: Letter) -> None:
    """A letter is read as its report from its text alone, with no leftovers."""
    reading = formats.read(letter.content, "markdown")
    assert (letter.report, ()) == (reading.report, reading.leftovers), letter.layout
    assert "<!-- sqsreport" not in letter.text


@pytest.mark.parametrize("format", sorted({*formats.FORMATS} - {"markdown"}))
def test_letters_of_a_format(format: str) -> None:
    """A letter of another format has the bytes of a file."""
    for letter in drawn(letters(format), 3):
        reading = formats.read(letter.content, format)
        assert (format, letter.report) == (letter.format, reading.report)


def test_an_unknown_format() -> None:
    """An unknown format is rejected at once."""
    with pytest.raises(UnknownFormatError, match="odt"):
        letters("odt")


def test_layouts_vary() -> None:
    """Every variation of layout changes a letter, and letters are generated with several of them."""
    assert any(len(letter.layout) > 2 for letter in drawn(letters(), 30))
    plain = formats.write(examples.example_report(), "markdown", plain=True).decode().split("\n")
    numbered_mark = [*plain, "It rose.[^1]", "- item", "", "[^1]: Of 2015."]
    same = [(name, way.__name__) for name, ways in WAYS.items() for way in ways if way(numbered_mark) == numbered_mark]
    assert [] == same
