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

#: Every code that a parsed document can have. SQS199 is for what no version of the schema asks for yet.
REACHABLE: Final = sorted({code for code in CODES if "SQS1" < code < "SQS4"} - {"SQS199"})


def drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Draw the same values on every run."""
    found = []

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
        found.append(value)

    collect()
    return found


# -------------------------------------------------------------------------------------- reports


@pytest.fixture(scope="module")
def some_reports() -> list[Report]:
    """Give a few hundred reports."""
    return drawn(reports(), 300)


def parts(found: Any) -> Iterator[Any]:
    """Yield a value of the model and all that are in it."""
    if isinstance(found, tuple):
        for each in found:
            yield from parts(each)
    elif attrs.has(type(found)):
        yield found
        for field in attrs.fields(type(found)):
            yield from parts(getattr(found, field.name))


def test_every_variation(some_reports: list[Report]) -> None:
    """Of every class of the model each field is drawn with a value, and without one where it may lack it."""
    seen: set[tuple[str, str, bool]] = set()
    wanted = set()
    for part in (part for report in some_reports for part in parts(report)):
        for field in attrs.fields(type(part)):
            seen.add((type(part).__name__, field.name, getattr(part, field.name) not in (None, ())))
            wanted.add((type(part).__name__, field.name, True))
            if field.default is None or field.default == ():
                wanted.add((type(part).__name__, field.name, False))

    classes = {name for name in model.__all__ if attrs.has(getattr(model, name))}
    assert {name for name, _, _ in wanted} >= classes - {"Month", "PartialDate", "Prose"}
    assert set() == wanted - seen


def test_every_word(some_reports: list[Report]) -> None:
    """Every theme, every kind of comparator and every direction is drawn, and so are partial dates of each kind."""
    found = [part for report in some_reports for part in parts(report)]
    comparators = [part for part in found if isinstance(part, model.Comparator)]

    assert {*get_args(ThemeKey), None} == {part.theme for part in found if isinstance(part, model.Section)}
    assert {*get_args(ComparatorKind)} == {part.kind for part in comparators}
    assert {*get_args(Direction), None} == {part.direction for part in comparators}
    dates = [part.date for part in found if isinstance(part, model.PreviousInspection)]
    assert {4, 7, 10} == {len(str(date)) for date in dates}


def depth(items: tuple[Item, ...]) -> int:
    """Count how deep items nest."""
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
    """The corners that programs trip over are drawn."""
    assert any(map(reaches, some_reports)), f"nothing of {len(some_reports)} reports is {corner}"


@given(reports(labels=()))
def test_reports_without_marks(report: Report) -> None:
    """Where no label is given, footnotes are there only for marks that arise from the words around them."""
    labels = {mark for _, text in report.iter_prose() for mark in text.footnote_marks}
    assert {note.label for note in report.footnotes} == labels


@given(documents(), texts())
def test_documents_and_texts_are_valid(document: Any, text: str) -> None:
    """Documents and texts have no error."""
    assert [] == errors_in(sqsreport.validate(document)) == errors_in(sqsreport.validate(text))


@pytest.mark.parametrize("name", sorted({*strategies.__all__} - {"BrokenReport", "Forms", "KINDS", "Letter"}))
def test_every_strategy_draws(name: str) -> None:
    """Every public strategy draws without an argument, but for those that change what they are given."""
    given_ = {"shuffled": (strategies.json_values(),)}
    if name == "places_in":  # it reads a document, and draws nothing
        return
    assert 5 == len(drawn(getattr(strategies, name)(*given_.get(name, ())), 5))


# ------------------------------------------------------------------------------- broken reports


@given(broken_reports())
def test_broken_reports(broken: BrokenReport) -> None:
    """A broken report has the problem that it says."""
    found = {(problem.code, problem.pointer) for problem in sqsreport.validate(broken.document)}
    assert (broken.code, broken.pointer) in found, broken.description


def test_every_code_is_reached() -> None:
    """Broken reports have every code that a parsed document can have; a new one wants a breakage of its own."""
    catalogue = {code for each in CATALOGUE for code, _ in each.expected}
    assert REACHABLE == sorted(catalogue)
    assert len({broken.code for broken in drawn(broken_reports(), 60)}) > 10


@pytest.mark.parametrize("code", REACHABLE)
def test_one_code(code: str) -> None:
    """The codes to draw can be chosen, and each is drawn in more than one way."""
    found = drawn(broken_reports(code), 8)

    assert {code} == {broken.code for broken in found}
    assert len({json.dumps(broken.document) for broken in found}) > 1


def test_a_code_that_no_document_has() -> None:
    """A code that no breakage makes is refused when it is asked for, with those that there are."""
    with pytest.raises(NotFoundError, match="SQS001"):
        broken_reports("SQS001")


@given(documents(), st.randoms(use_true_random=False))
def test_broken_anywhere(document: Any, random: Any) -> None:
    """In any report every breakage that it allows makes its problem."""
    every = [*breakages.structure_breakages(sqsreport.schema(), document), *breakages.rule_breakages(document)]
    breakage = random.choice(every)
    broken = json.loads(json.dumps(document))
    breakage.apply(broken)
    found = {(problem.code, problem.pointer) for problem in sqsreport.validate(broken)}
    assert breakage.expected <= found, breakage.description


@given(st.sampled_from(CATALOGUE), reports(labels=()).filter(lambda report: not report.footnotes))
def test_grafted(breakage: breakages.Breakage, report: Report) -> None:
    """A breakage of the catalogue makes the same errors in a report of which everything else was drawn."""
    document = grafting.grafted(breakage, json.loads(sqsreport.dumps(report)))
    errors = {(problem.code, problem.pointer) for problem in errors_in(sqsreport.validate(document))}
    assert {(code, place) for code, place in breakage.expected if CODES[code].severity == "error"} == errors


@given(broken_reports("SQS101"))
def test_a_document_is_its_own(broken: BrokenReport) -> None:
    """Whoever changes the document of a broken report changes it for nobody else."""
    for value in list(broken.document.values()):
        if isinstance(value, (dict, list)):
            value.clear()
    assert [] == sqsreport.validate(examples.northmoor())


# -------------------------------------------------------------------------------------- letters


@given(letters())
def test_letters(letter: Letter) -> None:
    """A letter becomes the report that it says, from its words alone, and nothing of it is left over."""
    reading = formats.read(letter.content, "markdown")
    assert (letter.report, ()) == (reading.report, reading.leftovers), letter.layout
    assert "<!-- sqsreport" not in letter.text


@pytest.mark.parametrize("format", sorted({*formats.FORMATS} - {"markdown"}))
def test_letters_of_a_format(format: str) -> None:
    """A letter of another format has the bytes of a file."""
    for letter in drawn(letters(format), 3):
        reading = formats.read(letter.content, format)
        assert (format, letter.report) == (letter.format, reading.report)


def test_a_format_that_is_not_known() -> None:
    """A format that there is not is refused when it is asked for."""
    with pytest.raises(UnknownFormatError, match="odt"):
        letters("odt")


def test_layouts_vary() -> None:
    """Every way in which a letter is laid out changes a letter, and letters are drawn with several of them."""
    assert any(len(letter.layout) > 2 for letter in drawn(letters(), 30))
    plain = formats.write(examples.example_report(), "markdown", plain=True).decode().split("\n")
    numbered_mark = [*plain, "It rose.[^1]", "- item", "", "[^1]: Of 2015."]
    same = [(name, way.__name__) for name, ways in WAYS.items() for way in ways if way(numbered_mark) == numbered_mark]
    assert [] == same
