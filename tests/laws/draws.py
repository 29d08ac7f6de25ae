"""The strategies of the laws, and how their examples are written down."""

from __future__ import annotations

import json
import random
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sqsreport import codec, validate
from sqsreport.model import Report, report_id
from sqsreport.problems import errors_in
from sqsreport.testing import examples, strategies
from sqsreport.testing.strategies import Forms, printed_reports

#: A letter from which lines are removed, repeated and moved.
LETTER: Final = (Path(__file__).parents[2] / "examples" / "northmoor-2015.md").read_text(encoding="utf-8")
#: Lines that look blank but are not: spaces that Word and web pages write, and invisible hyphens.
UNSEEN: Final = ("\u00a0", "- \u00a0", "2. \u2003", "\u00ad", "\u200b", "\u3000 \u00a0", "\u00ad\ufeff")
#: Text with many characters that Markdown parsers treat as markup or as blank.
MARKED_UP: Final = st.text("\n\n\n \t\u00a0\u00ad\u2003\x1c#-*_>|`~[]^:1.aB", max_size=80)


def _as_it_is(example: Any) -> Any:
    return example


@attrs.frozen
class Draw:
    """A kind of example for laws.

    Attributes:
        strategy: Returns the strategy for one example.
        spell: Converts an example to JSON data, to write it down.
        together: Makes a list of examples fit into one file or table.
    """

    strategy: Callable[[], SearchStrategy[Any]]
    spell: Callable[[Any], Any] = _as_it_is
    together: Callable[[list[Any]], list[Any]] = _as_it_is

    def many(self) -> SearchStrategy[list[Any]]:
        """Return a strategy for lists of up to three examples that fit together."""
        return st.lists(self.strategy(), max_size=3).map(self.together)


def _with_their_own_ids(reports: list[Report]) -> list[Report]:
    """Number the areas of reports with the same id, because tables identify reports by id."""
    unique: dict[str, Report] = {}
    numbers: Counter[str] = Counter()
    for report in reports:
        candidate = report
        while candidate.id in unique:
            numbers[report.id] += 1
            candidate = _of_area(report, numbers[report.id] + 1)
        unique[candidate.id] = candidate
    return [*unique.values()]


def _of_area(report: Report, number: int) -> Report:
    """Return a valid copy of a report with a number after the name of its area."""
    inspection = report.inspection
    area = f"{inspection.service.area} {number}"
    names_it = report.title.endswith(f" in {inspection.service.area}")
    return attrs.evolve(
        report,
        id=report_id(area, inspection.programme, inspection.fieldwork.start),
        title=f"{report.title} {number}" if names_it else report.title,
        inspection=attrs.evolve(inspection, service=attrs.evolve(inspection.service, area=area)),
    )


@st.composite
def pairs_of_reports(draw: DrawFn) -> tuple[Report, Report]:
    """Draw two reports, which may be equal except in some parts."""
    one, other = draw(strategies.reports()), draw(strategies.reports())
    parts = draw(st.sets(st.sampled_from([field.name for field in attrs.fields(Report) if field.name != "id"])))
    mixed = attrs.evolve(one, **{name: getattr(other, name) for name in parts})
    inspection = mixed.inspection
    start = inspection.fieldwork.start
    mixed = attrs.evolve(mixed, id=report_id(inspection.service.area, inspection.programme, start))
    return (one, other) if errors_in(validate(mixed)) else (one, mixed)


# ------------------------------------------------------------------------------- letters

#: Lines of which a report can contain only a part.
HALF_LINES: Final = (
    "Publication date: 10 August 2016 (embargoed)",
    "To: Ash Lee, Chair From: Rowan Ashby To: Fern Hollis",
    "Copy to: Basil Thorne From: Rowan Ashby, Inspector",
    "Copy to: See copy list at end, and by hand to Basil Thorne",
    "From: [Rowan Ashby](mailto:rowan@example.org), Inspector",
    "From: Rowan Ashby, Inspector (telephone 01632 960000)",
    "To: Ash Lee, Chair[^1]",
    "Date: soon From: Rowan Ashby",
    "Our ref: YJ/12",
    "# Report of Short Quality Screening (SQS) of youth offending work in [Northmoor](https://example.org/n)",
    "Commentary on the inspection in Southmoor:",
    "| Context | and what else it says |\n| --- | --- |",
    "### 2. [Protecting the public](https://example.org/2)",
    "Police\t*[Ash Lee](mailto:ash@example.org)*",
    "[^7]: Published in April 2014 for the July 2011 - June 2012 cohort.",
    "1. Quality assurance",
    "Key strengths: there were many",
)


@st.composite
def loose_lines(draw: DrawFn) -> str:
    """Draw a letter with lines removed, repeated or out of order, and with other lines among them."""
    parts = st.sampled_from(
        [*LETTER.split("\n"), *UNSEEN, "## A heading", "- 3 -", "| a | b |", "| --- | --- |", "[^1]: x", "1. y"]
    )
    head = LETTER.split("\n\n")[:3] if draw(st.booleans()) else []
    return "\n".join([*head, *draw(st.lists(parts, max_size=40))])


@st.composite
def loose_blocks(draw: DrawFn) -> str:
    """Draw a letter with blocks removed, repeated or out of order, and with partly readable lines among them."""
    blocks = LETTER.split("\n\n")
    for _ in range(draw(st.integers(0, 6))):
        blocks.insert(draw(st.integers(0, len(blocks))), draw(st.sampled_from((*HALF_LINES, *blocks))))
    for _ in range(draw(st.integers(0, 4))):
        del blocks[draw(st.integers(5, len(blocks) - 1))]
    return "\n\n".join(blocks)


# ------------------------------------------------------------------------------- secrets

#: No word of the project has these letters in this order, and no number has so many sevens.
SECRETS: Final = (
    "Zyxwv",
    "zyxwv qponm",
    "7777777",
    "Zyxwv@example.org",
    "2015-Zyxwv",
    "SQSZyxwv",
    "1.Zyxwv",
    "Zyxwv[^Zyxwv]",
)
KEYS: Final = ("Zyxwv", "7777777", "Zyxwv/Q~", "publishedZyxwv")
#: The parts of the secrets that must not be printed, in lower case.
MARKS: Final = ("zyxwv", "7777777")


def _secret_values() -> SearchStrategy[Any]:
    """Draw JSON of any shape in which every text, number and key is a secret."""
    keys = st.sampled_from(KEYS)
    leaves = st.sampled_from([*SECRETS, 7777777, 7777777.5, None, True, "", "  Zyxwv"])
    return st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3))


def _places(document: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the paths of all values."""
    inner = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    return [path, *(place for key, value in inner for place in _places(value, (*path, key)))]


def _put(document: Any, path: tuple[str | int, ...], key: str | None, value: Any) -> Any:
    """Replace a value of a document, or add a key to an object."""
    if not path and (key is None or not isinstance(document, dict)):
        return value
    if not path:
        return {**document, key: value}
    step: Any = path[0]
    changed = _put(document[step], path[1:], key, value)
    return (
        {**document, step: changed}
        if isinstance(document, dict)
        else [*document[:step], changed, *document[step + 1 :]]
    )


@st.composite
def secret_texts(draw: DrawFn) -> str:
    """Draw the text of a report with secrets as values or as further keys, possibly cut off."""
    document = examples.northmoor()
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(_places(document)))
        document = _put(document, path, draw(st.none() | st.sampled_from(KEYS)), draw(_SECRET_VALUES))
    text = json.dumps(document, indent=draw(st.sampled_from((None, 2))))
    if draw(st.booleans()):  # so that a key appears twice
        text = text.replace('": ', '": 1, "7777777": 1, "7777777": ', draw(st.integers(0, 3)))
    return text[: draw(st.none() | st.integers(0, len(text)))]


_SECRET_VALUES: Final = _secret_values()

# ------------------------------------------------------------------------------- people

#: Invented names that share no word with the example report.
NAMED_PEOPLE: Final = (
    "Zoë Quillfeather",
    "Tudur Vaughan-Wexcombe",
    "Cllr Ottoline O’Plimsoll OBE",
    "Björn Ingvar Zetterquist",
)
#: How a name of two words may be written in prose.
SPELLINGS: Final[tuple[Callable[[str], str], ...]] = (
    str,
    str.upper,
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: f"{name}'s",
    lambda name: f"{name}’s",
    lambda name: name.replace(" ", "\u00a0"),
    lambda name: name.replace(" ", " \u200b"),
    lambda name: f"*{name}*",
    lambda name: "*{}* {}".format(*name.rsplit(" ", 1)),
    lambda name: "{}[^1] {}".format(*name.rsplit(" ", 1)),
    lambda name: f"[{name}](https://example.org/{name.replace(' ', '-')})",
    lambda name: "{1}, {0}".format(*name.rsplit(" ", 1)),
    lambda name: f"Ms {name.rsplit(' ', 1)[1]}",
    lambda name: name[:-3] + "- " + name[-3:],
    lambda name: name.replace("e", "&#101;"),
)
#: The same names without titles and honours.
BARE_NAMES: Final = ("Zoë Quillfeather", "Tudur Vaughan-Wexcombe", "Ottoline O’Plimsoll", "Björn Ingvar Zetterquist")


@st.composite
def named_reports(draw: st.DrawFn) -> Report:
    """Draw the example report with other people, whose names appear in its prose in any spelling."""
    document = examples.northmoor()
    document["addressee"]["name"], document["sender"]["name"] = NAMED_PEOPLE[:2]
    inspector = {"name": NAMED_PEOPLE[2], "email": "o.plimsoll@example.org", "telephone": "01632 960077"}
    document["inspection"]["lead_inspector"] = inspector
    document["copy_list"][0]["recipients"] = [NAMED_PEOPLE[3]]
    document["extensions"] = {"org.example.review": {"by": NAMED_PEOPLE[0]}}
    report = codec.from_valid_dict(document)
    for place, prose in [*report.iter_prose()]:
        if draw(st.booleans()):
            spell, name = draw(st.sampled_from(SPELLINGS)), draw(st.sampled_from(BARE_NAMES))
            examples.put(document, place, f"{prose} It was {spell(name)} (01632 960077, o.plimsoll@example.org).")
    return codec.from_valid_dict(document)


# ---------------------------------------------------------------------------------- all draws

#: All draws by name. A format that cannot contain everything has its own draw.
DRAWS: Final[Mapping[str, Draw]] = {
    "reports": Draw(strategies.reports, codec.to_dict, _with_their_own_ids),
    "pairs of reports": Draw(pairs_of_reports, lambda pair: [*map(codec.to_dict, pair)]),
    "printed reports": Draw(printed_reports, codec.to_dict),
    "printed reports in pdf": Draw(lambda: printed_reports(Forms(code=False, scripts=False)), codec.to_dict),
    "documents": Draw(strategies.mutated),
    "loose lines": Draw(loose_lines),
    "loose blocks": Draw(loose_blocks),
    "texts": Draw(lambda: st.text(max_size=300) | MARKED_UP),
    "named reports": Draw(named_reports, codec.to_dict),
    "secrets": Draw(secret_texts),
}


# ------------------------------------------------------------ other spellings of a document


def chance_of(document: Any) -> random.Random:
    """Return a random source seeded with a document, so that the example alone reproduces a failure."""
    return random.Random(json.dumps(document))  # noqa: S311 - not used for secrets


def shuffled(document: Any, chance: random.Random) -> Any:
    """Return a copy with the keys of all objects in another order."""
    if isinstance(document, list):
        return [shuffled(item, chance) for item in document]
    if isinstance(document, dict):
        return {key: shuffled(document[key], chance) for key in chance.sample(list(document), len(document))}
    return document


def respelt(document: Any, chance: random.Random) -> str:
    """Return a JSON text of a document with random indent, order of keys, line endings, escapes and space."""
    text = json.dumps(
        shuffled(document, chance),
        ensure_ascii=chance.choice((True, False)),
        indent=chance.choice((None, 0, 2, "\t")),
        separators=chance.choice(((",", ":"), (", ", ": "), (" ,", " : "))),
    )
    before, after = ("".join(chance.choices(" \t\r\n", k=chance.randint(0, 3))) for _ in range(2))
    return before + text.replace("\n", chance.choice(("\n", "\r\n"))) + after
