"""Hypothesis strategies for reports that can be read completely from their letters.

`reports` draws any valid report, including values that no letter prints, such as
extensions, or a rate that is in no sentence. `printed_reports` draws only reports that a letter can
express, in the words of the letters, so that reading the text alone returns the same report.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import attrs

from sqsreport.letters.inline import Run, from_runs
from sqsreport.model import (
    Cohort,
    Comparator,
    Context,
    CopyListEntry,
    Direction,
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
    ThemeKey,
    report_id,
)
from sqsreport.testing._hypothesis import DrawFn, SearchStrategy, st
from sqsreport.testing.strategies._shared import once

_WORDS: Final = (
    "work", "plans", "reviews", "a", "I", "children's", "girls’", "two-thirds", "78%", "£20", "3.5", "and/or", "–", "—",
    "re-read", "GP", "café", "Môn", "(mostly)", '"firm"', "“fair”", "‘kind’", "snake_case", "2*3", "[sic]", "<b>",
    "&amp;", "R&B", "5<6", "C:\\dir", "`tick`", "~~", "#1", "e.g.", "…", "½", "someone@example.org",
    "https://example.org/?a=1&b=2", "1.1", "-", "a*", "_", "{x}", "$5", "%s", "internationalisation", "x" * 40,
)  # fmt: skip
_OTHER_SCRIPTS: Final = ("Ελλάδα", "Жук", "漢字", "😀", "שלום", "x\u0301", "𝔸", "\ufffd")
_STARTS: Final = ("Staff", "Most plans", "They", "Ein", "Several young people", "Workers in the north")
_FIRST_NAMES: Final = ("Ivy", "Rowan", "Aled", "Siân", "J.")
_LAST_NAMES: Final = ("Garland", "Ashby-Moor", "O'Dell", "St. Brook", "Wyn")
_AREAS: Final = (
    "Northmoor",
    "Eastvale & Wick",
    "Gwynfa & Môr",
    "King's Wick",
    "Conwen and Denby",
    "the Vale of Tarrow",
)
_ROLES: Final = (
    "YOS Head of Service", "Local Authority Chief Executive", "Ofsted – Social Care", "Chair of Youth Court Bench",
    "Director of Children's Services & Learning", "Estyn", "YJB Cymru", "Care Quality Commission (CQC)",
)  # fmt: skip
_IN_WORDS: Final = "no one two three four five six seven eight nine ten eleven twelve".split()
_TITLES: Final[dict[ThemeKey, tuple[str, ...]]] = {
    "reducing_reoffending": ("Reducing reoffending", "Reducing the likelihood of reoffending"),
    "protecting_the_public": ("Protecting the public",),
    "protecting_the_child": ("Protecting the child or young person", "Protecting children and young people"),
    "sentence_served": ("Making sure that the sentence is served", "Ensuring the sentence is served"),
}


@attrs.frozen
class Forms:
    """The forms of running text that a format can represent.

    Attributes:
        styles: emphasis and strong emphasis.
        code: code spans.
        links: links with a text of their own, and addresses in angle brackets.
        scripts: characters beyond those that European text faces have.
    """

    styles: bool = True
    code: bool = True
    links: bool = True
    scripts: bool = True


@once
def _pieces(forms: Forms) -> SearchStrategy[list[Run]]:
    """Draw the middle of a sentence."""
    vocabulary = (*_WORDS, *_OTHER_SCRIPTS) if forms.scripts else _WORDS
    words = st.sampled_from(vocabulary)
    styled = [st.builds(Run, words.map("{} ".format))] * 4
    if forms.styles:
        styled.append(st.builds(Run, words, emphasis=st.just(True)))
        styled.append(st.builds(Run, words, strong=st.just(True)))
        styled.append(words.map(lambda word: Run(f"“{word} {word}”", emphasis=True)))
    if forms.code:
        styled.append(st.just(Run("a_b", code=True)))
    if forms.links:
        styled.append(
            st.builds(Run, words, href=st.sampled_from(("https://example.org/a_(b)", "mailto:a@example.org")))
        )
        styled.append(st.just(Run("https://example.org/x", href="https://example.org/x")))
    return st.lists(st.one_of(styled), max_size=8)


@st.composite
def sentences(draw: DrawFn, forms: Forms = Forms(), marks: tuple[str, ...] = ()) -> Prose:
    """Draw a paragraph of one sentence or more, as the library spells it, with each of *marks* once."""
    runs = [Run(f"{draw(st.sampled_from(_STARTS))} ")]
    for piece in draw(_pieces(forms)):
        runs += [piece, Run(" ")]
    runs.append(Run("there"))
    runs += [Run(mark, is_mark=True) for mark in marks]
    runs.append(Run("."))
    return Prose(from_runs(runs))


def _some(values: SearchStrategy[Prose], max_size: int = 2) -> SearchStrategy[list[Prose]]:
    return st.lists(values, max_size=max_size)


@st.composite
def names(draw: DrawFn) -> str:
    """Draw the name of a person."""
    return f"{draw(st.sampled_from(_FIRST_NAMES))} {draw(st.sampled_from(_LAST_NAMES))}"


@st.composite
def _fieldwork(draw: DrawFn) -> tuple[Fieldwork, str]:
    start = date(2012, 11, 5) + timedelta(days=draw(st.integers(0, 1800)))
    end = start + timedelta(days=draw(st.integers(1, 6)))
    suffix, between = draw(st.sampled_from((("", "-"), ("th", "–"), ("", " to "), ("", " and "))))
    first, last = f"{start.day:02}{suffix}", f"{end.day}{suffix} {end:%B} {end.year}"
    if start.year != end.year:
        first += f" {start:%B} {start.year}"
    elif start.month != end.month:
        first += f" {start:%B}"
    return Fieldwork(start=start, end=end), f"The inspection was conducted from {first}{between}{last}."


@st.composite
def _reoffending(draw: DrawFn, area: str) -> tuple[Reoffending | None, str, Footnote | None]:
    if not draw(st.booleans()):
        return None, "", None
    rate = draw(st.integers(0, 1000)) / 10
    other = draw(st.integers(0, 1000)) / 10
    direction: Direction = "better" if rate < other else "worse" if rate > other else "similar"
    worded = {"better": "better than", "worse": "worse than", "similar": "similar to"}[direction]
    wording, comparators = draw(
        st.sampled_from(
            (
                (f"{rate}%.", ()),
                (
                    f"{rate}%. Compared to {other}% for England and Wales.",
                    (Comparator(kind="england_and_wales", rate=other),),
                ),
                (
                    f"{rate}%, {worded} the average for Wales ({other}%).",
                    (Comparator(kind="wales", rate=other, direction=direction),),
                ),
                (
                    f"{rate}%. This was better than the previous year.",
                    (Comparator(kind="previous_year", direction="better"),),
                ),
            )
        )
    )
    footnote, mark, published, cohort = None, "", None, None
    if draw(st.booleans()):
        end = Month(draw(st.integers(2009, 2015)), draw(st.integers(1, 12)))
        published, cohort = end + 22, Cohort(start=end + -11, end=end)
        between = draw(st.sampled_from(("-", "–", "to")))
        text = (
            f"The reoffending rate that was available during the fieldwork was published in {published:long} and was "
            f"based on rates for the {cohort.start:long} {between} {cohort.end:long} cohort. "
            "Source: Ministry of Justice"
        )
        footnote, mark = Footnote(label="1", text=Prose(text)), "[^1]"
    reoffending = Reoffending(rate=rate, comparators=comparators, published=published, cohort=cohort)
    return reoffending, f" The published reoffending rate{mark} for {area} was {wording}", footnote


@st.composite
def _sections(draw: DrawFn, forms: Forms) -> tuple[Section, ...]:
    drawn = []
    for number, (theme, titles) in enumerate(_TITLES.items(), 1):
        if not draw(st.booleans()):
            continue
        is_numbered = draw(st.booleans())
        texts = draw(st.lists(sentences(forms), min_size=1, max_size=3))
        drawn.append(
            Section(
                theme=theme,
                number=number if is_numbered else None,
                title=draw(st.sampled_from(titles)),
                paragraphs=tuple(
                    Paragraph(number=f"{number}.{i}" if is_numbered else None, text=text)
                    for i, text in enumerate(texts, 1)
                ),
            )
        )
    if draw(st.booleans()):
        texts = draw(st.lists(sentences(forms), min_size=1, max_size=2))
        drawn.append(Section(title="Operational management", paragraphs=tuple(Paragraph(text=text) for text in texts)))
    return tuple(drawn)


@st.composite
def _items(draw: DrawFn, forms: Forms, prefix: str, depth: int = 0) -> tuple[Item, ...]:
    drawn = []
    for i in range(1, 1 + draw(st.integers(0 if depth == 0 else 1, 3))):
        nested = draw(_items(forms, f"{prefix}{i}.", depth + 1)) if depth < 2 and draw(st.booleans()) else ()
        text = Prose("The Board should:") if nested else draw(sentences(forms))
        drawn.append(Item(id=f"{prefix}{i}", text=text, items=nested))
    return tuple(drawn)


@st.composite
def _persons(draw: DrawFn, role: str) -> Person | None:
    name = draw(names())
    return draw(st.sampled_from((None, Person(name=name, role=role), Person(name=name), Person(role=role))))


@st.composite
def printed_reports(draw: DrawFn, forms: Forms = Forms()) -> Report:
    """Draw a report that can be read completely from its letter, with running text of the given *forms*."""
    area = draw(st.sampled_from(_AREAS))
    bare_area = area.removeprefix("the ")
    kind, short = draw(st.sampled_from((("Service", "YOS"), ("Team", "YOT"))))
    service = Service(name=f"{bare_area} Youth Offending {kind}", abbreviation=short, area=bare_area)
    fieldwork, conducted = draw(_fieldwork())
    reoffending, rate_printed, footnote = draw(_reoffending(bare_area))
    cases = draw(st.integers(1, 60))
    counted = draw(st.sampled_from((str(cases), _IN_WORDS[cases]))) if cases < len(_IN_WORDS) else str(cases)
    context = f"We examined {counted} cases that were supervised by {service.name} ({short}).{rate_printed}"
    inspected = draw(st.sampled_from((None, PartialDate(2009), PartialDate(2011, 6))))
    previous: tuple[PreviousInspection, ...] = ()
    last = []
    if inspected:
        previous = (PreviousInspection(programme="CCI", date=inspected),)
        last = [Prose(f"Practice had improved since our last Core Case Inspection in {inspected:long}.")]
    note = draw(sentences(forms)) if draw(st.booleans()) else None
    lead = draw(names()) if draw(st.booleans()) else None
    closing = [Prose("We are grateful for the support that we received.")] if draw(st.booleans()) else []
    if lead:
        contact = "If you have any further questions please contact the lead inspector, who was "
        closing.append(Prose(f"{contact}{lead}. She can be contacted at lead@example.org or on 01632 960001."))
    marked = [draw(sentences(forms, marks=("2",)))] if note else []
    copies = draw(st.lists(st.sampled_from(_ROLES), unique=True, max_size=4))
    return Report(
        id=report_id(bare_area, "SQS", fieldwork.start),
        language="en",
        title=f"Report of Short Quality Screening (SQS) of youth offending work in {area}",
        published=fieldwork.end + timedelta(days=draw(st.integers(1, 60))),
        addressee=draw(_persons("Chair of the Management Board")),
        sender=draw(_persons("Assistant Chief Inspector (Youth Justice)")),
        inspection=Inspection(
            service=service,
            fieldwork=fieldwork,
            lead_inspector=LeadInspector(name=lead, email="lead@example.org", telephone="01632 960001")
            if lead
            else None,
            previous=previous,
        ),
        introduction=(Prose(conducted), *draw(_some(sentences(forms)))),
        context=Context(
            paragraphs=(*draw(_some(sentences(forms))), Prose(context), *draw(_some(sentences(forms)))),
            cases_examined=cases,
            reoffending=reoffending,
        ),
        summary=(*last, *draw(_some(sentences(forms))), *marked),
        sections=draw(_sections(forms)),
        strengths=draw(_items(forms, "strength-")),
        recommendations=draw(_items(forms, "recommendation-")),
        closing=tuple(closing),
        copy_list=tuple(
            CopyListEntry(role=role, recipients=tuple(draw(st.lists(names(), max_size=3)))) for role in copies
        ),
        footnotes=tuple(
            each for each in (footnote, Footnote(label="2", text=note) if note else None) if each is not None
        ),
        notes=tuple(draw(_some(sentences(forms), 3))),
    )
