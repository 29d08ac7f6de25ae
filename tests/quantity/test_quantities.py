from __future__ import annotations

import itertools
import json
import time
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sqsreport
from sqsreport import Quantity, quantities
from sqsreport.model import Context, Paragraph, Prose, Report, Section
from sqsreport.quantity.vocabulary import HEDGES, PARTS, VAGUE, rows
from sqsreport.testing import strategies

HERE: Final = Path(__file__).parent
NORTHMOOR: Final = sqsreport.load(HERE.parents[1] / "examples" / "northmoor-2015.json")
CUMBRIA: Final = HERE.parents[2] / "shared" / "letters" / "cumbria-2016.json"
LETTERS: Final = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (HERE / "letters").glob("*.json")}


def report(*texts: str, cases: int | None = 34) -> Report:
    """Return a report of one section with a paragraph of each text."""
    paragraphs = tuple(Paragraph(number=f"1.{number}", text=text) for number, text in enumerate(texts, 1))
    return attrs.evolve(
        NORTHMOOR,
        context=None if cases is None else Context(cases_examined=cases),
        sections=(Section(theme="protecting_the_child", number=1, title="Safety", paragraphs=paragraphs),),
    )


def only(text: str, cases: int | None = 34) -> Quantity:
    """Return the only quantity of a text."""
    (quantity,) = quantities(report(text, cases=cases))
    return quantity


def bounds(quantity: Quantity) -> str | None:
    """Format the bounds as an interval."""
    if quantity.lower is None and quantity.upper is None:
        return None
    low, high = ("" if end is None else f"{end:.1f}".removesuffix(".0") for end in (quantity.lower, quantity.upper))
    return f"{'[' if quantity.lower_included else '('}{low}, {high}{']' if quantity.upper_included else ')'}"


def as_example(quantity: Quantity) -> dict[str, Any]:
    """Return a quantity in the form of the examples, without absent values."""
    counts = quantity.counts
    data = {
        "phrase": quantity.phrase,
        "kind": quantity.kind,
        "bounds": bounds(quantity),
        "exact": quantity.exact or None,
        "counts": None if counts is None else f"{counts[0]}-{counts[-1]}" if counts else "none",
        "population": quantity.population,
        "scope": quantity.scope,
        "polarity": quantity.polarity,
    }
    return {key: value for key, value in data.items() if value is not None}


def begins(phrase: str, words: str) -> bool:
    """Check whether a phrase begins with words of the table, in which dots are placeholders."""
    first, _, last = words.partition(" … ")
    return phrase.startswith(first) and (not last or last in phrase.split(" "))


# ----------------------------------------------------------------------------------------- letters


@pytest.mark.parametrize("name", LETTERS)
def test_letters(name: str) -> None:
    """The phrases of an invented letter are exactly those that were annotated by hand."""
    letter = LETTERS[name]
    results = quantities(report(*(each["text"] for each in letter["paragraphs"]), cases=letter["cases_examined"]))

    expected = [(f"1.{at}", each) for at, text in enumerate(letter["paragraphs"], 1) for each in text["quantities"]]
    assert expected == [(each.paragraph, as_example(each)) for each in results]


def test_the_letters_have_every_interpretation() -> None:
    """Every row of the table of interpretations, and every kind of quantity, is in one of the invented letters."""
    annotated = [each for letter in LETTERS.values() for text in letter["paragraphs"] for each in text["quantities"]]
    phrases = [each["phrase"].casefold() for each in annotated]
    rows = [row.words for row in (*HEDGES, *VAGUE)]

    assert len(rows) > 15
    assert [] == [words for words in rows if not any(begins(p, word) for word in words for p in phrases)]
    kinds = {"fraction", "percentage", "count", "count_of", "all", "all_but", "none", "vague"}
    assert kinds == {each["kind"] for each in annotated}


@pytest.mark.skipif(not CUMBRIA.is_file(), reason="the published letter is not part of the repository")
def test_a_published_letter() -> None:
    """The quantities of a published letter are exactly those of the inventory that was made by hand, in order."""
    results = quantities(sqsreport.load(CUMBRIA))

    assert [
        "one-quarter of cases", "some cases", "three-quarters of cases", "half of the cases where",
        "all but two cases", "almost all relevant cases", "over three-quarters of cases", "not always",
        "just over half of the relevant cases", "all of the case managers we spoke with", "a number",
        "almost two-thirds of cases", "over three-quarters of cases in our sample", "two cases", "two-thirds of cases",
        "three cases", "a small number of cases", "two cases", "most cases", "usually", "almost three-quarters of cases",
        "just over three-quarters of cases of children and young people", "all case managers", "some examples",
        "not universal",
    ] == [each.phrase.casefold() for each in results]  # fmt: skip
    # The inventory marks these as counts of failures; "some cases" and "not always" have negative words.
    assert [0, 1, 3, 7, 13, 15, 16, 17] == [at for at, each in enumerate(results) if each.polarity == "negative"]
    assert [(94.1, range(32, 33))] == [
        (round(each.lower or 0, 1), each.counts) for each in results if each.kind == "all_but"
    ]


def test_a_section_without_a_theme() -> None:
    """A quantity of a section without a theme has its title, and the paragraph need not have a number."""
    section = Section(title="Operational management", paragraphs=(Paragraph(text="All case managers knew."),))
    (quantity,) = quantities(attrs.evolve(NORTHMOOR, sections=(section,)))

    assert ("Operational management", None, "All case managers") == (
        quantity.section,
        quantity.paragraph,
        quantity.phrase,
    )


def test_the_example() -> None:
    """The example report has its quantities, with offsets in the plain text."""
    results = quantities(NORTHMOOR)
    first, fourth = results[0], results[3]

    assert ["Most reports", "three cases", "three-quarters of cases", "Half of the plans that"] == [
        each.phrase for each in results[:4]
    ]
    assert ("reducing_reoffending", "1.1", "/sections/0/paragraphs/0/text", 0, 12) == (
        first.section, first.paragraph, first.pointer, first.start, first.end,
    )  # fmt: skip
    assert ("fraction", 47.5, 52.5, None, None, "the plans that", "records", "negative") == (
        fourth.kind, fourth.lower, fourth.upper, fourth.denominator, fourth.counts, fourth.population, fourth.scope,
        fourth.polarity,
    )  # fmt: skip


# # --------------------------------------------------------------------------- interpretations

HEDGED: Final = {
    "": "[72.5, 77.5]",
    "just over": "(75, 80]", "slightly over": "(75, 80]", "slightly more than": "(75, 80]", "a little over": "(75, 80]",
    "just above": "(75, 80]", "just more than": "(75, 80]",
    "over": "(75, 85]", "more than": "(75, 85]", "above": "(75, 85]", "in excess of": "(75, 85]",
    "upwards of": "(75, 85]",
    "well over": "[80, 90]", "well above": "[80, 90]", "far more than": "[80, 90]",
    "significantly more than": "[80, 90]", "considerably more than": "[80, 90]",
    "almost": "[70, 75)", "nearly": "[70, 75)", "just under": "[70, 75)", "slightly under": "[70, 75)",
    "just below": "[70, 75)", "just less than": "[70, 75)", "slightly less than": "[70, 75)",
    "slightly fewer than": "[70, 75)", "a little under": "[70, 75)", "not quite": "[70, 75)",
    "about": "[70, 80]", "around": "[70, 80]", "approximately": "[70, 80]", "roughly": "[70, 80]",
    "close to": "[70, 80]", "some": "[70, 80]",
    "at least": "[75, 100]", "no fewer than": "[75, 100]", "no less than": "[75, 100]", "a minimum of": "[75, 100]",
    "fewer than": "[0, 75)", "less than": "[0, 75)", "under": "[0, 75)", "below": "[0, 75)", "not even": "[0, 75)",
    "up to": "[0, 75]", "no more than": "[0, 75]", "not more than": "[0, 75]", "at most": "[0, 75]",
    "a maximum of": "[0, 75]",
}  # fmt: skip


@pytest.mark.parametrize(("hedge", "expected"), HEDGED.items())
@pytest.mark.parametrize("anchor", ["three-quarters", "75%"])
def test_hedges(hedge: str, expected: str, anchor: str) -> None:
    """A hedge changes the bounds of a fraction and of a figure alike, and is part of the phrase."""
    quantity = only(f"Plans were clear in {hedge} {anchor} of cases.".replace("  ", " "))

    assert f"{hedge} {anchor} of cases".strip() == quantity.phrase
    assert ("[74.5, 75.5]" if (hedge, anchor) == ("", "75%") else expected) == bounds(quantity)
    assert ((hedge, anchor) == ("", "75%")) is quantity.exact


#: The hedges after a number.
HEDGED_AFTER: Final = {"or more": "[75, 100]", "or fewer": "[0, 75]", "or less": "[0, 75]"}


@pytest.mark.parametrize(("hedge", "expected"), HEDGED_AFTER.items())
@pytest.mark.parametrize("anchor", ["three-quarters", "75%"])
@pytest.mark.parametrize("phrase", ["{anchor} {hedge} of cases", "{anchor} of cases {hedge}"])
def test_hedges_after(phrase: str, anchor: str, hedge: str, expected: str) -> None:
    """A hedge may be after the number, or after its population, and is then also part of the phrase."""
    words = phrase.format(anchor=anchor, hedge=hedge)
    quantity = only(f"Plans were clear in {words} that we saw.")

    assert (words, expected, False) == (quantity.phrase.removesuffix(" that we saw"), bounds(quantity), quantity.exact)


def test_every_hedge_is_tested() -> None:
    """The tables of these tests have the words of every hedge."""
    assert set(HEDGED) - {""} == {word for hedge in HEDGES for word in hedge.words}
    assert set(HEDGED_AFTER) == {word for hedge in HEDGES for word in hedge.words_after}


@pytest.mark.parametrize(
    ("anchor", "percent"),
    [
        ("one-tenth", 10), ("a tenth", 10), ("one fifth", 20), ("one-quarter", 25), ("a quarter", 25), ("one-third", 33.333),
        ("two-fifths", 40), ("half", 50), ("one-half", 50), ("three-fifths", 60), ("two-thirds", 66.667),
        ("two thirds", 66.667), ("seven-out-of-ten", 70), ("seven out of ten", 70), ("three-quarters", 75),
        ("four-fifths", 80), ("nine out of ten", 90), ("9 in 10", 90), ("one-in-five", 20), ("six in ten", 60),
        ("One in three", 33.333), ("Three‑quarters", 75), ("five-sixths", 83.333), ("three-eighths", 37.5),
    ],
)  # fmt: skip
def test_anchors(anchor: str, percent: float) -> None:
    """The bounds of a fraction without a hedge are those of rounding, however it is written."""
    quantity = only(f"{anchor} of the cases had a plan.")

    assert ("fraction", percent - 2.5, percent + 2.5, True, True) == (
        quantity.kind, round(quantity.lower or 0, 3), round(quantity.upper or 0, 3), quantity.lower_included, quantity.upper_included,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("just over three-quarters of cases", [26, 27]),
        ("over three-quarters of cases", [26, 27, 28]),
        ("three-quarters of cases", [25, 26]),
        ("almost three-quarters of cases", [24, 25]),
        ("two-thirds of cases", [22, 23]),
        ("almost two-thirds of cases", [21, 22]),
        ("just over half of cases", [18]),
        ("half of cases", [17]),
        ("one-quarter of cases", [8, 9]),
        ("all but two cases", [32]),
        ("all cases", [34]),
        ("no cases", [0]),
        ("two cases", [2]),
        ("78% of cases", []),
        ("76% of cases", [26]),
        ("12 of the 34 cases", [12]),
    ],
)
def test_counts_of_34(phrase: str, expected: list[int]) -> None:
    """The possible numbers of cases in a sample of 34 are those within the bounds."""
    quantity = only(f"We saw this in {phrase}.")

    assert (phrase, 34, expected) == (quantity.phrase, quantity.denominator, list(quantity.counts or ()))


VAGUE_WORDS: Final = {
    "[90, 99]": ["almost all cases", "nearly all cases", "virtually all cases", "practically all cases",
                 "just about all cases", "almost every case", "nearly every case", "virtually every case",
                 "practically every case", "just about every case", "almost every one of the cases",
                 "nearly every one of the cases", "virtually every one of the cases",
                 "practically every one of the cases", "just about every one of the cases", "not quite all cases",
                 "all but a few cases", "plans almost always", "plans nearly always"],
    "[80, 99]": ["the vast majority of cases", "a vast majority of cases", "the great majority of cases",
                 "a great majority of cases", "the overwhelming majority of cases",
                 "an overwhelming majority of cases", "the large majority of cases", "a large majority of cases"],
    "(50, 100]": ["most if not all cases", "most, if not all, cases"],
    "(50, 99]": ["most cases", "the majority of cases", "a majority of cases", "a clear majority of cases",
                 "the bulk of cases", "most but not all cases", "most, but not all, cases", "plans mostly",
                 "plans generally", "plans usually", "plans largely"],
    None: ["many cases", "numerous cases", "quite a few cases", "a good few cases", "a significant number of cases",
           "a substantial number of cases", "a considerable number of cases", "a large number of cases", "plans often",
           "plans frequently"],
    "[20, 60]": ["a significant proportion of cases", "a substantial proportion of cases",
                 "a sizeable proportion of cases"],
    "[20, 50)": ["a significant minority of cases", "a substantial minority of cases", "a sizeable minority of cases"],
    "(0, 50]": ["some cases", "several cases", "a number of cases"],
    "(0, 20]": ["a small number of cases", "a very small number of cases", "a relatively small number of cases",
                "a limited number of cases", "a few cases", "a handful of cases"],
    "[0, 20]": ["few cases", "very few cases", "few or no cases", "few if any cases", "few, if any, cases",
                "hardly any cases", "scarcely any cases"],
    "[0, 50)": ["a minority of cases", "a small minority of cases", "too few cases"],
    "(0, )": ["too many cases", "plans too often", "plans not always", "plans not consistently"],
    "(0, 15)": ["isolated cases", "plans rarely", "plans occasionally"],
    "(0, 100)": ["not all cases", "not in all cases", "not for all cases", "not every case", "not every one of the cases",
                 "not in every case", "not for every case", "by no means all cases", "far from all cases",
                 "less than all cases", "fewer than all cases", "nowhere near all cases", "not universal", "in part",
                 "not good in all cases", "not good in every case"],
}  # fmt: skip


@pytest.mark.parametrize(("phrase", "expected"), [(each, key) for key, words in VAGUE_WORDS.items() for each in words])
def test_vague_words(phrase: str, expected: str | None) -> None:
    """A vague word has the bounds of the table, and is never exact."""
    quantity = only(f"This was so: {phrase}.")

    assert (phrase.removeprefix("plans "), "vague", expected, False) == (
        quantity.phrase, quantity.kind, bounds(quantity), quantity.exact,
    )  # fmt: skip
    assert (expected in ("[20, 60]", "[20, 50)") or "not good" in phrase) is quantity.low_confidence
    assert (expected == "(0, )") is (quantity.polarity == "negative")


def test_every_vague_word_is_tested() -> None:
    """The table of this test has every vague word."""
    tested = [phrase.removeprefix("plans ") for phrases in VAGUE_WORDS.values() for phrase in phrases]

    assert [] == [word for row in VAGUE for word in row.words if not any(begins(each, word) for each in tested)]


def test_minimum_of_vague_words() -> None:
    """Words such as "some" are more than one case, and "not all" is neither none nor all."""
    assert range(2, 18) == only("We saw this in some cases.").counts
    assert range(2, 7) == only("We saw this in a few cases.").counts
    assert range(1, 34) == only("Not all cases had a plan.").counts
    assert range(0) == only("We saw this in some cases.", cases=1).counts
    assert None is only("This was so in too many cases.").counts


def test_the_table_of_the_documentation() -> None:
    """The table of the documentation has a row for a fraction alone, every hedge and every vague word."""
    table = list(rows())

    assert 1 + len(HEDGES) + len(VAGUE) == len(table)
    assert ("a fraction alone", "[a − 2.5, a + 2.5]", "three-quarters: [72.5, 77.5]") == table[0]
    assert ("well over", "[a + 5, a + 15]", "three-quarters: [80, 90]") == (table[3][0].split(",")[0], *table[3][1:])
    assert ("or more", "[a, 100]") == (table[6][0].rpartition("… ")[2], table[6][1])
    assert ("some, several, a number", "(0, 50]", "34 cases: 2 to 17") in table
    assert {2, 3, 4, 5, 6, 8, 10} == set(PARTS.values())


# ------------------------------------------------------------------------------------- populations


@pytest.mark.parametrize(
    ("text", "denominator"),
    [
        ("Plans were good in half of cases.", 34),
        ("Plans were good in half of the cases.", 34),
        ("Plans were good in half the cases.", 34),
        ("Plans were good in half of the cases in our sample.", 34),
        ("Plans were good in half of the cases that we examined.", 34),
        ("Plans were good in half of the 34 cases.", 34),
        ("Plans were good in half of the 20 cases.", None),
        ("Almost all of the 20 cases had a plan.", None),
        ("Plans were good in half of the relevant cases.", None),
        ("Plans were good in half of these cases.", None),
        ("In half of the cases where one was due there was a review.", None),
        ("In half of cases with a nurse there was a plan.", None),
        ("Where one was due, it was done in half of cases.", None),
        ("Of the cases with a nurse, half of cases had a plan.", None),
        ("Half of case managers knew.", None),
        ("Half of the reports were clear.", None),
        ("There were two cases where nobody knew.", 34),
        ("In two relevant cases nobody knew.", None),
        ("There were some cases where nobody knew.", 34),
        ("In some cases where one was due there was no review.", None),
        ("There were 40 cases of this.", None),
        ("All but 40 cases had a plan.", None),
        ("All but one of the cases had a plan.", 34),
        ("All but one of the relevant cases had a plan.", None),
        ("12 of the 14 cases had a plan.", None),
        ("12 of the 34 had a plan.", 34),
        ("12 of the 34 case managers had a plan.", None),
        ("Both cases had a plan.", None),
        ("The one relevant case had a plan.", None),
    ],
)
def test_denominators(text: str, denominator: int | None) -> None:
    """There is a denominator only if the population is certainly the whole sample."""
    quantity = only(text)

    assert (denominator, denominator is None) == (quantity.denominator, quantity.counts is None)


def test_without_the_number_of_cases() -> None:
    """Without the number of cases there are no counts, and a number of cases has no share."""
    half = only("Plans were good in half of cases.", cases=None)
    two = only("Plans were good in two cases.", cases=None)

    assert (47.5, 52.5, None, None) == (half.lower, half.upper, half.denominator, half.counts)
    assert (None, None, None, None, True) == (two.lower, two.upper, two.denominator, two.counts, two.exact)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least three cases were late.", (3, 34)),
        ("More than three cases were late.", (4, 34)),
        ("Fewer than three cases were late.", (0, 2)),
        ("Up to three cases were late.", (0, 3)),
        ("No more than three cases were late.", (0, 3)),
        ("About three cases were late.", None),
        ("Almost three cases were late.", None),
    ],
)
def test_hedged_numbers_of_cases(text: str, expected: tuple[int, int] | None) -> None:
    """A hedge before a number of cases bounds it, or leaves no number."""
    quantity = only(text)

    assert (expected, False) == (quantity.counts and (quantity.counts[0], quantity.counts[-1]), quantity.exact)


# ---------------------------------------------------------------------------------------- polarity


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plans were good in half of cases.", "positive"),
        ("There was no plan in half of cases.", "negative"),
        ("In half of cases, the plan was late.", "negative"),
        ("In half of cases there was no delay.", "positive"),
        ("In half of cases it did not lack detail.", "positive"),
        ("Plans were late, but good in half of cases.", "positive"),
        ("In half of cases the work was good, although it was late.", "positive"),
        ("Half of cases had a plan that covered insufficient ground.", "negative"),
        ("The plan wasn't there in half of cases.", "negative"),
        ("It rained in half of cases.", None),
        ("It was late. It rained in half of cases. It was good.", None),
    ],
)
def test_polarity(text: str, expected: str | None) -> None:
    """The polarity depends only on the words of the statement, and not on the rest of the paragraph."""
    assert expected == only(text).polarity


# ------------------------------------------------------------------------------------- no quantity


@pytest.mark.parametrize(
    "text",
    [line.strip() for line in (HERE / "letters" / "everyday-words.txt").read_text(encoding="utf-8").splitlines()],
)
def test_everyday_words(text: str) -> None:
    """Everyday words that look like a quantity are not quantities."""
    assert () == quantities(report(text))


def test_other_parts_of_a_letter() -> None:
    """Only the paragraphs of the sections are searched."""
    text = (Prose("In three-quarters of cases the plan was clear."),)
    changed = attrs.evolve(
        report("Nothing was counted."), introduction=text, summary=text, closing=text, notes=text,
        context=Context(paragraphs=text, cases_examined=34),
    )  # fmt: skip

    assert () == quantities(changed)


def test_quotations_are_skipped() -> None:
    """A quotation of an inspector is about one case and is skipped, wherever else its words are."""
    results = quantities(
        report('In two cases they met: *"in two cases"*, next *"x"*, and in two cases not; half of cases.')
    )

    assert [(3, "two cases"), (56, "two cases"), (71, "half of cases")] == [
        (each.start, each.phrase) for each in results
    ]


def test_a_vague_word_repeated_in_figures() -> None:
    """A vague word that the next sentence repeats in figures is one quantity."""
    text = "There were several cases without a plan. This meant that in one-quarter of cases nobody knew."

    assert ["one-quarter of cases"] == [each.phrase for each in quantities(report(text))]
    assert 2 == len(quantities(report(text.replace("This", "It rained. This"))))
    assert 2 == len(quantities(report(text.replace("This meant that in", "In"))))


@pytest.mark.parametrize("text", ["Plans were not seen in all cases.", "Reviews didn't happen in every case."])
def test_an_ambiguous_negation(text: str) -> None:
    """A negated "all" means some, with low confidence."""
    quantity = only(text)

    assert ("(0, 100)", False, True) == (bounds(quantity), quantity.exact, quantity.low_confidence)


def test_values_that_are_not_reports() -> None:
    """A value that is not a report is rejected."""
    with pytest.raises(TypeError, match="must be a Report, not dict"):
        quantities({})  # type: ignore[arg-type]  # the point of the test


# # ---------------------------------------------------------------------------------- properties

#: Words of quantities and other words, in any order.
WORDS: Final = (
    "just", "over", "almost", "all", "but", "two", "a", "few", "not", "always", "three-quarters", "half", "of", "the",
    "cases", "relevant", "case managers", "plans", "were", "78%", "12", "14", "in", "most", "some", "number", "out",
    "no", "none", "more", "than", "where", "usually", "both", "one", "This meant that", "between", "and", ".", ",",
    "200%", "0%", "100%", "9,000", "İ", "three‑quarters", '*"half of cases"*', "a hundred", "at least", "should",
    "bar", "except", "every", "every one", "or more", "(75%)", "(15 of 20)", "(", ")", "of all", "of the 20 cases,", "15/20",
    "neither", "out of", "ninety per cent", "not", "wasn't", "10 to",
)  # fmt: skip


def texts() -> st.SearchStrategy[str]:
    """Draw a text of words of quantities."""
    return st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join)


def check(results: tuple[Quantity, ...], of: Report) -> None:
    """Check the properties that the quantities of every report have."""
    paragraphs = [(section, paragraph) for section in of.sections for paragraph in section.paragraphs]
    places = {
        f"/sections/{index}/paragraphs/{number}/text": paragraph.text.plain_text
        for index, section in enumerate(of.sections)
        for number, paragraph in enumerate(section.paragraphs)
    }
    assert len(paragraphs) == len(places)
    order = list(places)
    for each in results:
        assert each.phrase == places[each.pointer][each.start : each.end]
        assert each.phrase.strip() == each.phrase
        ends = (0 if each.lower is None else each.lower, 100 if each.upper is None else each.upper)
        assert 0 <= ends[0] <= ends[1] <= 100
        assert (each.denominator is None) == (each.counts is None)
        if each.counts:
            assert 0 <= each.counts[0] <= each.counts[-1] <= (each.denominator or 0)
            assert {"cases", None} >= {each.scope}
    keys = [(order.index(each.pointer), each.start, each.end) for each in results]
    assert sorted(keys) == keys
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in itertools.pairwise(keys))


@given(strategies.reports())
def test_any_report(of: Report) -> None:
    """The quantities of any report are in order, do not overlap, and have possible bounds."""
    check(quantities(of), of)


@given(texts(), st.none() | st.integers(1, 60) | st.just(2**53 - 1))
def test_any_words(text: str, cases: int | None) -> None:
    """The same is true of any sequence of words of quantity, and of any number of cases."""
    of = report(text, cases=cases)
    check(quantities(of), of)


@given(texts())
def test_a_sentence_before(text: str) -> None:
    """An unrelated sentence before it changes only the offsets."""
    before = "The office was painted green. "
    alone = quantities(report(text))

    assert [attrs.evolve(each, start=each.start + len(before), end=each.end + len(before)) for each in alone] == list(
        quantities(report(before + text))
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        "in just over half of the relevant cases, ",
        "two ",
        "a few of the ",
        "most , ",
        "of the 20 cases, ",
        "in 75% (15 of 20) of all cases ",
        "not in ",
        "x" * 50,
    ],
)
def test_long_prose(words: str) -> None:
    """The time grows linearly with the length of the prose."""

    def seconds(times: int) -> float:
        of = report((words * times).strip())
        start = time.process_time()
        quantities(of)
        return time.process_time() - start

    seconds(10)
    assert seconds(10_000) < 100 * max(seconds(500), 0.001)
