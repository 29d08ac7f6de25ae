"""Hypothesis strategies for reports and all their parts: what they draw is valid.

Every function returns a strategy, and takes as arguments only what another part settles.
`reports` draws whole reports that `sqsreport.validate` has no error for: ids are made of
what they name, marks have footnotes, numbers rise, and the figures agree with the text.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, Final, ParamSpec, TypeVar, get_args

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sqsreport import codec
from sqsreport._jsondata import MAX_INTEGER
from sqsreport.model import (
    Authority,
    Cohort,
    Comparator,
    ComparatorKind,
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

P = ParamSpec("P")
S = TypeVar("S")

_FIRST_DAY: Final = date(1900, 1, 1)
_LAST_DAY: Final = date(2099, 12, 31)
_FIRST_MONTH: Final = Month(1900, 1)
_LAST_MONTH: Final = Month(2099, 12)
#: More days than there are between the first and the last, so that each may be drawn.
_OFFSETS: Final = st.integers(0, 80_000)
KINDS: Final[tuple[ComparatorKind, ...]] = get_args(ComparatorKind)
_LABELS: Final = ("1", "2", "12", "a", "iv", "†", "note-1")

#: What makes trouble in Markdown, in JSON, in a terminal or in a careless program.
_TROUBLE: Final = (
    "*_`[]()<>&#!|~\\^\"'/:;-+=.,%$@{}?“”‘’–…\u00a0\u00ad\u200b\u200d\ufeff\ufffd\u0301éßİǅ漢ไ😀𝔸\U0010fffd"
)

#: Words of letters, and words that Markdown, HTML, JSON or Unicode have plans for.
_WORDS: Final = (
    "work", "plans", "cases", "reviews", "a", "O'Brien", "children's", "St.", "Môn", "–",
    "e\u0301", "two-thirds", "41%",
    "10\u00a0March", "\u00a0", "\u200b", "ﬁ", "漢字", "שלום", "😀", "👩\u200d👧", "𝔸", "\U0010fffd", "\ufeff", "İ",
    "*", "**x**", "_a_b_", "`", "``", "[", "]", "[^", "[x]", "![x](y)", "](", "\\", "\\*",
    "\\[^1]", "#", "##", ">", "1.", "-",
    "---", "|", "~~x~~", "<b>", "</script>", "<!--", "<br/>", "&amp;", "&#91;", "&",
    "https://example.org/?a=1&b=2", '"', "“x”",
    "'", "{x}", "%s", "$x", "null", "NaN", "1e5", "=1+1", "^1", "¹", "\u202eabc", "a" * 60,
)  # fmt: skip

_PARAGRAPHS: Final = (
    'An inspector noted: *"His plan is one page, and he knows it"*.',
    "We saw *two* plans, **neither** of them [dated](https://example.org/a_(b)?c=d&e).",
    "Reviews were done in two-thirds of relevant cases, & not always on time.",
    "Write to <someone@example.org> or see <https://example.org>.",
    "Snake_case_words, 2*3*4, [brackets], \\*stars\\*, `code[^1]` and <tags> are text.",
)


def _once(make: Callable[P, S]) -> Callable[P, S]:
    """Make each strategy once: to make one costs Hypothesis more than to draw from it."""
    cached = functools.lru_cache(maxsize=512)(make)

    @functools.wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> S:
        return cached(*args, **kwargs)  # type: ignore[arg-type]  # what it takes can be hashed

    return made


@_once
def _maybe(values: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.none() | values


@_once
def _few(items: SearchStrategy[Any], min_size: int = 0, max_size: int = 2) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, min_size=min_size, max_size=max_size).map(tuple)


# ------------------------------------------------------------------------------ text


@_once
def characters() -> SearchStrategy[str]:
    """Draw a character that a line of text may hold, other than the space."""
    plain = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters=" ")
    return st.sampled_from("abcdefghijklmnopqrstuvwxyz") | st.sampled_from(_TROUBLE) | plain


@_once
def words() -> SearchStrategy[str]:
    """Draw a word: as a rule one of a few that have made trouble somewhere, or any without a space."""
    return st.sampled_from(_WORDS) | st.text(characters(), min_size=1, max_size=4)


@_once
def lines() -> SearchStrategy[str]:
    """Draw one line of plain text, with single spaces between its words."""
    return st.sampled_from(_WORDS) | st.lists(words(), min_size=1, max_size=4).map(" ".join)


@_once
def prose(labels: tuple[str, ...] = _LABELS) -> SearchStrategy[Prose]:
    """Draw a paragraph of CommonMark: words, emphasis, quotations, links and marks of *labels*."""
    plain = words()
    fragments = [
        plain,
        plain,
        lines().map(lambda text: f'*"{text}"*'),
        lines().map(lambda text: f"*“{text}”*"),
        lines().map(lambda text: f"*{text}*"),
        plain.map(lambda text: f"[{text}](https://example.org/a_b)"),
        st.sampled_from(["<https://example.org/?a=b&c=d>", "`a b`", "\\*", "&amp;", "&nbsp;", "<b>", "1.", "#", "-"]),
    ]
    if labels:
        fragments += [st.sampled_from([f"{word}[^{label}]" for label in labels for word in _WORDS])] * 2
    composed = st.lists(st.one_of(fragments), min_size=1, max_size=4).map(" ".join)
    return (st.sampled_from((*_WORDS, *_PARAGRAPHS, *(f"Seen[^{label}]." for label in labels))) | composed).map(Prose)


@_once
def paragraphs_of_prose(labels: tuple[str, ...] = _LABELS) -> SearchStrategy[tuple[Prose, ...]]:
    """Draw a few paragraphs of prose, or none."""
    return _few(prose(labels))


# ----------------------------------------------------------------------------- dates


@st.composite
def days(draw: DrawFn, min_value: date = _FIRST_DAY, max_value: date = _LAST_DAY) -> date:
    """Draw a day that a report may name."""
    return min_value + timedelta(days=draw(_OFFSETS) % ((max_value - min_value).days + 1))


@st.composite
def months(draw: DrawFn, min_value: Month = _FIRST_MONTH, max_value: Month = _LAST_MONTH) -> Month:
    """Draw a month that a report may name."""
    return min_value + draw(_OFFSETS) % (max_value - min_value + 1)


@st.composite
def partial_dates(draw: DrawFn, max_value: date = _LAST_DAY) -> PartialDate:
    """Draw a year, a month or a day that begins no later than *max_value*."""
    day = max_value - timedelta(days=draw(_OFFSETS) % ((max_value - _FIRST_DAY).days + 1))
    return PartialDate(*(day.year, day.month, day.day)[: draw(st.integers(1, 3))])


# ---------------------------------------------------------------------------- people


@_once
def persons() -> SearchStrategy[Person]:
    """Draw an addressee or sender, with name or role or both."""
    both = st.tuples(_maybe(lines()), _maybe(lines())).filter(any)
    return both.map(lambda found: Person(name=found[0], role=found[1]))


@_once
def email_addresses() -> SearchStrategy[str]:
    """Draw what the schema takes for an e-mail address."""
    part = words().map(lambda text: text.replace("@", "a"))
    return st.builds("{}@{}".format, part, part)


@_once
def lead_inspectors() -> SearchStrategy[LeadInspector]:
    """Draw a lead inspector."""
    return st.builds(LeadInspector, name=lines(), email=_maybe(email_addresses()), telephone=_maybe(lines()))


@_once
def copy_list_entries() -> SearchStrategy[CopyListEntry]:
    """Draw a line of the copy list."""
    return st.builds(CopyListEntry, role=lines(), recipients=_few(lines()))


# ------------------------------------------------------------------------ inspection


@_once
def gss_codes() -> SearchStrategy[str]:
    """Draw a GSS code of a local authority."""
    kinds = st.sampled_from(("06", "07", "08", "09", "10"))
    return st.builds("{}{}{:06}".format, st.sampled_from("EW"), kinds, st.integers(0, 999_999))


@_once
def authorities() -> SearchStrategy[Authority]:
    """Draw a local authority."""
    return st.builds(Authority, name=lines(), gss_code=_maybe(gss_codes()))


@_once
def services() -> SearchStrategy[Service]:
    """Draw a youth offending service."""
    return st.builds(Service, name=lines(), abbreviation=_maybe(lines()), area=areas(), authorities=_few(authorities()))


@_once
def areas() -> SearchStrategy[str]:
    """Draw the name of an area: as a rule one of letters, sometimes any line."""
    names = (
        "Northmoor",
        "Eastvale & Wick",
        "Gwynedd & Môn",
        "King's Lynn",
        "the Vale",
        "Conwy and Denbighshire",
        "漢字",
    )
    return st.sampled_from(names) | lines()


@st.composite
def fieldworks(draw: DrawFn) -> Fieldwork:
    """Draw the days of fieldwork: one day or more."""
    start = draw(days(max_value=_LAST_DAY - timedelta(days=14)))
    return Fieldwork(start=start, end=start + timedelta(days=draw(st.integers(0, 14))))


@_once
def programmes() -> SearchStrategy[str]:
    """Draw the name of a programme of inspection."""
    return st.sampled_from(("SQS", "CCI", "FJI")) | lines()


@st.composite
def previous_inspections(draw: DrawFn, max_value: date = _LAST_DAY) -> PreviousInspection:
    """Draw an inspection that began no later than *max_value*."""
    return PreviousInspection(programme=draw(_maybe(programmes())), date=draw(partial_dates(max_value)))


@st.composite
def inspections(draw: DrawFn) -> Inspection:
    """Draw an inspection; those before it were before it."""
    fieldwork = draw(fieldworks())
    return Inspection(
        service=draw(services()),
        fieldwork=fieldwork,
        lead_inspector=draw(_maybe(lead_inspectors())),
        previous=tuple(draw(previous_inspections(fieldwork.start)) for _ in range(draw(st.integers(0, 2)))),
    )


# --------------------------------------------------------------------------- context


@_once
def percentages() -> SearchStrategy[float]:
    """Draw a percentage: most have one decimal, as the letters print them, and some have many."""
    return st.integers(0, 1_000).map(lambda tenths: tenths / 10) | st.floats(0.0, 100.0)


@st.composite
def comparators(draw: DrawFn, kind: ComparatorKind | None = None, rate: float | None = None) -> Comparator:
    """Draw a comparator of a *kind*, whose direction fits the service's own *rate*."""
    other = draw(_maybe(percentages()))
    directions: tuple[Direction, ...] = get_args(Direction)
    if rate is not None and other is not None:
        directions = ("similar",) if rate == other else ("similar", "better" if rate < other else "worse")
    return Comparator(
        kind=draw(st.sampled_from(KINDS)) if kind is None else kind,
        rate=other,
        direction=draw(_maybe(st.sampled_from(directions))),
    )


@st.composite
def cohorts(draw: DrawFn, max_value: Month = _LAST_MONTH) -> Cohort:
    """Draw a cohort that ends no later than *max_value*."""
    end = draw(months(max_value=max_value))
    return Cohort(start=draw(months(max_value=end)), end=end)


@st.composite
def _reoffending(draw: DrawFn) -> Reoffending | None:
    rate = draw(_maybe(percentages()))
    kinds = draw(st.lists(st.sampled_from(KINDS), unique=True))
    cohort = draw(cohorts(max_value=_LAST_MONTH + -1)) if draw(st.booleans()) else None
    released = draw(months(cohort.end + 1 if cohort else _FIRST_MONTH)) if draw(st.booleans()) else None
    found = tuple(draw(comparators(kind, rate)) for kind in kinds)
    if rate is None and not found and released is None and cohort is None:
        return None
    return Reoffending(rate=rate, comparators=found, released=released, cohort=cohort)


@_once
def reoffending() -> SearchStrategy[Reoffending]:
    """Draw a reoffending rate with what belongs to it; at least one part of it."""
    return _reoffending().filter(bool).map(_sure)


@st.composite
def _context(draw: DrawFn, labels: tuple[str, ...]) -> Context | None:
    cases = draw(_maybe(st.integers(1, 60) | st.integers(1, MAX_INTEGER)))
    rate = draw(_reoffending())
    paragraphs = list(draw(paragraphs_of_prose(labels)))
    if cases is not None and draw(st.booleans()):
        paragraphs.append(Prose(f"We examined {cases} cases of children and young people."))
    if rate is not None and draw(st.booleans()):
        paragraphs.append(Prose(_rate_sentence(rate)))
    if not paragraphs and cases is None and rate is None:
        return None
    return Context(paragraphs=tuple(paragraphs), cases_examined=cases, reoffending=rate)


def _rate_sentence(found: Reoffending) -> str:
    """Word a rate and its comparators as a letter does, where its figures can be printed so."""
    words = {
        "england_and_wales": "for England and Wales",
        "england": "for England",
        "wales": "for Wales",
        "family": "for the family of similar services",
        "previous_year": "in the previous year",
    }
    if found.rate is None or found.rate * 10 % 1:
        return "The reoffending rate is not stated."
    printed = [
        f"{other.rate:.1f}% {words[other.kind]}"
        for other in found.comparators
        if other.rate is not None and not other.rate * 10 % 1
    ]
    sentence = f"The published reoffending rate for this area was {found.rate:.1f}%."
    return f"{sentence} Compared to {' and '.join(printed)}." if printed else sentence


@_once
def contexts(labels: tuple[str, ...] = _LABELS) -> SearchStrategy[Context]:
    """Draw a Context whose words and figures agree."""
    return _context(labels).filter(bool).map(_sure)


def _sure(found: Any) -> Any:
    assert found is not None
    return found


# ------------------------------------------------------------------------ commentary


@_once
def _numbered(labels: tuple[str, ...]) -> SearchStrategy[list[tuple[Prose, bool]]]:
    return st.lists(st.tuples(prose(labels), st.booleans()), max_size=2) | st.just([(Prose("One."), True)] * 4)


@_once
def _themes() -> SearchStrategy[ThemeKey | None]:
    return _maybe(st.sampled_from(get_args(ThemeKey)))


@st.composite
def sections(draw: DrawFn, number: int | None = None, labels: tuple[str, ...] = _LABELS) -> Section:
    """Draw a section; its paragraphs are numbered under its *number* without a gap, or not at all."""
    under = number or draw(_maybe(st.integers(1, 99)))
    texts = draw(_numbered(labels))
    found, due = [], 1
    for text, is_numbered in texts:
        number_text = f"{under}.{due}" if under and is_numbered else None
        found.append(Paragraph(number=number_text, text=text))
        due += number_text is not None
    return Section(
        theme=draw(_themes()),
        number=number,
        title=draw(lines()),
        paragraphs=tuple(found),
    )


@_once
def _steps() -> SearchStrategy[list[int | None]]:
    """Draw by how much the number of each section rises; ``None`` is a section without one."""
    return st.lists(_maybe(st.integers(1, 3)), max_size=5) | st.sampled_from(([1] * 12, [1, 1, 1, 1, None]))


@st.composite
def commentaries(draw: DrawFn, labels: tuple[str, ...] = _LABELS) -> tuple[Section, ...]:
    """Draw the sections of a report; their numbers rise."""
    number, found = 0, []
    for step in draw(_steps()):
        number += step or 0
        found.append(draw(sections(number if step else None, labels)))
    return tuple(found)


@st.composite
def items(draw: DrawFn, prefix: str = "item", labels: tuple[str, ...] = _LABELS) -> tuple[Item, ...]:
    """Draw strengths or recommendations, some nested; their ids start with *prefix* and differ."""
    return _items_like(draw, draw(_shapes()), f"{prefix}-", labels)


@_once
def _shapes() -> SearchStrategy[tuple[Any, ...]]:
    """Draw how items nest: each is the tuple of those under it."""
    wide = st.recursive(st.just(()), _few, max_leaves=5)
    return st.one_of(wide, wide, wide, st.integers(1, 12).map(_chain))


def _chain(length: int) -> tuple[Any, ...]:
    found: tuple[Any, ...] = ()
    for _ in range(length):
        found = (found,)
    return found


def _items_like(draw: DrawFn, shape: tuple[Any, ...], prefix: str, labels: tuple[str, ...]) -> tuple[Item, ...]:
    return tuple(
        Item(
            id=f"{prefix}{number}",
            text=draw(prose(labels)),
            items=_items_like(draw, inner, f"{prefix}{number}.", labels),
        )
        for number, inner in enumerate(shape, 1)
    )


@_once
def _unmarked() -> SearchStrategy[Prose]:
    return prose(()).filter(lambda text: not text.footnote_marks)


@st.composite
def footnotes(draw: DrawFn, label: str = "1") -> Footnote:
    """Draw a footnote without marks of its own, except perhaps one to itself."""
    text = draw(_unmarked())
    own = Prose(f"{text} see[^{label}]")
    return Footnote(label=label, text=own if own.footnote_marks == (label,) and draw(st.booleans()) else text)


# ------------------------------------------------------------------------- extensions


@_once
def json_values() -> SearchStrategy[Any]:
    """Draw JSON data of any kind that is kept exactly: no NaN, no huge number, no lone surrogate."""
    numbers = st.integers(-MAX_INTEGER, MAX_INTEGER) | st.floats(allow_nan=False, allow_infinity=False)
    texts = st.text(max_size=6)
    corners = st.sampled_from((None, "", 0, 0.1, MAX_INTEGER, -MAX_INTEGER, 1e300, 5e-324, "\u0000\u2028\n", "null"))
    return st.recursive(
        st.none() | st.booleans() | numbers | texts | corners,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts | lines(), inner, max_size=3),
        max_leaves=6,
    )


@_once
def extensions() -> SearchStrategy[dict[str, Any]]:
    """Draw what a user's own tools may add."""
    return st.dictionaries(lines(), json_values(), min_size=1, max_size=3)


# ------------------------------------------------------------------------ the report


@st.composite
def reports(draw: DrawFn) -> Report:
    """Draw a whole report, valid as it is; any optional part may be missing."""
    inspection = draw(inspections())
    area, start, end = inspection.service.area, inspection.fieldwork.start, inspection.fieldwork.end
    latest = min(end + timedelta(days=200), _LAST_DAY)
    labels = draw(st.sampled_from((_LABELS, _LABELS[:1], ())))
    title = f"Report of Short Quality Screening (SQS) of youth offending work in {area}"
    report = Report(
        schema_uri=draw(_maybe(schema_uris())),
        id=report_id(area, "SQS", start),
        language=draw(st.sampled_from(("en", "cy", "en-GB", "sgn-GB", "gd-Latn-x0"))),
        title=title if draw(st.booleans()) else draw(lines()),
        published=draw(days(end, latest)),
        addressee=draw(_maybe(persons())),
        sender=draw(_maybe(persons())),
        inspection=inspection,
        introduction=draw(paragraphs_of_prose(labels)),
        context=draw(_context(labels)),
        summary=draw(paragraphs_of_prose(labels)),
        sections=draw(commentaries(labels)),
        strengths=draw(items("strength", labels)),
        recommendations=draw(items("recommendation", labels)),
        closing=draw(paragraphs_of_prose(labels)),
        copy_list=draw(_few(copy_list_entries())),
        notes=draw(paragraphs_of_prose(labels)),
        extensions=draw(_maybe(extensions())),
    )
    # A mark may be lost in the words around it, or arise from them: the words decide.
    marks = dict.fromkeys(mark for text in all_prose(report) for mark in text.footnote_marks)
    return attrs.evolve(report, footnotes=tuple(draw(footnotes(mark)) for mark in marks))


def all_prose(report: Report) -> Iterator[Prose]:
    """Yield every piece of prose of a report, that of its footnotes included."""
    pending: list[Any] = [report]
    while pending:
        found = pending.pop()
        if isinstance(found, Prose):
            yield found
        elif isinstance(found, tuple):
            pending.extend(found)
        elif attrs.has(type(found)):
            pending.extend(getattr(found, field.name) for field in attrs.fields(type(found)))


@_once
def schema_uris() -> SearchStrategy[str]:
    """Draw what may stand under ``$schema``."""
    return st.sampled_from(("report.schema.json", "urn:sqsreport:schema:1.0:report")) | lines()


@_once
def documents() -> SearchStrategy[dict[str, Any]]:
    """Draw a valid report as parsed JSON."""
    return reports().map(codec.to_data)


@st.composite
def shuffled(draw: DrawFn, values: SearchStrategy[Any]) -> Any:
    """Draw parsed JSON with the keys of all its objects in any order."""
    random = draw(st.randoms(use_true_random=False))

    def shuffle(found: Any) -> Any:
        if isinstance(found, list):
            return [shuffle(item) for item in found]
        if isinstance(found, dict):
            keys = list(found)
            random.shuffle(keys)
            return {key: shuffle(found[key]) for key in keys}
        return found

    return shuffle(draw(values))


@st.composite
def texts(draw: DrawFn, values: SearchStrategy[Any] | None = None) -> str:
    """Draw JSON text, of reports by default: any indent, order of keys, line ends and escapes."""
    text = json.dumps(
        draw(shuffled(documents() if values is None else values)),
        ensure_ascii=draw(st.booleans()),
        indent=draw(st.sampled_from((None, 0, 2, "\t"))),
        separators=draw(st.sampled_from(((",", ":"), (", ", ": "), (" ,", " : ")))),
    )
    around = st.text(" \t\r\n", max_size=3)
    return draw(around) + text.replace("\n", draw(st.sampled_from(("\n", "\r\n")))) + draw(around)
