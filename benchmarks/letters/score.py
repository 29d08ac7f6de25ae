"""Score how well letters of other producers are read: facts that are right, missing or wrong, reported or silent.

Run it with ``nox -s letters``, or in an environment with the package and its extras. A fact is one value of the right
report at its JSON Pointer; what no letter prints (the version of the schema, the language, ids) is not counted. Values are
compared after the spelling of quotation marks, dashes, spaces and emphasis has been unified.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import attrs

import sqsreport
from sqsreport.letters import Reading
from sqsreport.problems import Problem

HERE: Final = Path(__file__).parent
#: The recorded totals of the last run: the docs show them, and a test requires at least these.
FIGURES: Final = HERE / "figures.json"
#: Values that no letter prints, so that they are not counted.
_NOT_PRINTED: Final = re.compile(r"/(?:schema_version|language|(?:.*/)?id)")
_SPELLING: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
    }
)
_EMPHASIS: Final = re.compile(r"[*_\\<>]|\s+(?=\[\^)")
_LINK: Final = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")
#: The missing parts of a report, by their names in the message.
_PARTS: Final = {
    "addressee": "/addressee",
    "sender": "/sender",
    "introduction": "/introduction",
    "context": "/context/paragraphs",
    "number of cases": "/context/cases_examined",
    "summary": "/summary",
    "commentary": "/sections",
    "key strengths": "/strengths",
    "areas requiring improvement": "/recommendations",
    "closing": "/closing",
    "lead inspector": "/inspection/lead_inspector",
    "copy list": "/copy_list",
    "notes": "/notes",
    "reoffending rate": "/context/reoffending",
}
#: Fewer words, such as those of a name, are too few to be recognised in unread text.
_SHORTEST_QUOTE: Final = 4

Json = Any
Facts = Mapping[str, str]


@attrs.frozen
class Difference:
    """One fact that was not read right.

    Attributes:
        pointer: JSON Pointer of the fact.
        expected: the right value, or ``None`` where the letter has none.
        actual: the value that was read, or ``None`` where there is none.
        is_reported: whether a problem points at it, at a parent or part of it, or quotes its words.
    """

    pointer: str
    expected: str | None
    actual: str | None
    is_reported: bool


@attrs.frozen
class Score:
    """How one file was read.

    Attributes:
        layout: name of the layout.
        letter: name of the letter.
        family: format of the file.
        producer: the program that laid the letter out.
        facts: number of facts in the right report, and of those that were read beyond it.
        differences: the facts that are not right.
        doubts: problems that a right reading raised, unread text aside.
        has_report: whether there is a report at all.
    """

    layout: str
    letter: str
    family: str
    producer: str
    facts: int
    differences: tuple[Difference, ...]
    doubts: tuple[str, ...]
    has_report: bool

    @property
    def half(self) -> str:
        """Whether the letter is ``seen`` or ``unseen``."""
        return half_of(self.letter)

    @property
    def right(self) -> int:
        """The number of facts that are right."""
        return self.facts - len(self.differences)

    @property
    def silent(self) -> int:
        """The number of facts that are wrong or missing without a problem."""
        return sum(not each.is_reported for each in self.differences)


def path_of(letter: str) -> Path:
    """Return the file of a letter, by its name."""
    (path,) = HERE.glob(f"letters/*/{letter}.json")
    return path


def half_of(letter: str) -> str:
    """Return the half that a letter is in: `seen` may be looked at while the reader is changed, `unseen` is held out."""
    return path_of(letter).parent.name


def layouts() -> list[dict[str, str]]:
    """Return the list of layouts: name, family, producer, ending and what each shows."""
    data: list[dict[str, str]] = json.loads((HERE / "layouts.json").read_text(encoding="utf-8"))
    return data


def expected_report(letter: str, labels: str = "") -> Json:
    """Return the right report of a letter, in which a layout may label the footnotes in another way than by numbers."""
    text = path_of(letter).read_text(encoding="utf-8")
    for number, label in enumerate(labels, 1):
        text = text.replace(f"[^{number}]", f"[^{label}]").replace(f'"label": "{number}"', f'"label": "{label}"')
    return json.loads(text)["report"]


def normalise(value: object) -> str:
    """Unify what a producer may spell in another way: quotation marks, dashes, spaces, emphasis, compositions."""
    text = unicodedata.normalize("NFC", str(value)).translate(_SPELLING)
    return " ".join(_EMPHASIS.sub("", _LINK.sub(r"\1", text)).split())


def leaves(value: Json, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Yield every printed value of a report with its JSON Pointer."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from leaves(part, f"{pointer}/{index}")
    elif not _NOT_PRINTED.fullmatch(pointer):
        yield pointer, normalise(value)


def score(path: Path, layout: Mapping[str, str]) -> Score:
    """Read one file and compare its report with the right one."""
    letter = path.stem
    expected = dict(leaves(expected_report(letter, layout.get("labels", ""))))
    reading = sqsreport.read_letter(path, ignore_embedded=True)
    actual = dict(leaves(json.loads(sqsreport.dumps(reading.report)))) if reading.report else {}
    if lost := layout.get("loses"):
        expected, actual = (
            {key: each.replace(lost, "") for key, each in facts.items()} for facts in (expected, actual)
        )
    differences = tuple(_differences(expected, actual, reading))
    problems = [str(each) for each in reading.problems if each.code != "SQS404"]
    return Score(
        layout["name"],
        letter,
        layout["family"],
        layout["producer"],
        len(expected.keys() | actual.keys()),
        differences,
        () if differences else tuple(problems),
        reading.report is not None,
    )


def _differences(expected: Facts, actual: Facts, reading: Reading) -> Iterator[Difference]:
    pointers = [pointer for each in reading.problems for pointer in _pointers(each)]
    # Without a report no value is right; the problem that reports this is about every value.
    everything = reading.report is None and bool(reading.problems)
    unread = [*_unread(reading)]
    for pointer in [*expected, *(each for each in actual if each not in expected)]:
        value, other = expected.get(pointer), actual.get(pointer)
        if value == other:
            continue
        is_reported = everything or any(_related(pointer, each) for each in pointers) or _quoted(value, unread)
        yield Difference(pointer, value, other, is_reported)


def _pointers(problem: Problem) -> Iterator[str]:
    """Yield the JSON Pointers that a problem is about; the whole document is not one."""
    if problem.pointer:
        yield problem.pointer
    part = str(problem.params.get("part", "")).lower()
    if part in _PARTS:
        yield _PARTS[part]
    elif part.startswith("footnote"):
        yield "/footnotes"


def _related(pointer: str, other: str) -> bool:
    """Check whether one pointer is the other, or a parent or part of it."""
    return pointer == other or pointer.startswith(f"{other}/") or other.startswith(f"{pointer}/")


def _unread(reading: Reading) -> Iterator[str]:
    """Yield the unread texts that a problem quotes; it quotes the first 80 characters."""
    quotes = [
        normalise(each.params.get("found", "")).strip('"').rstrip("…")
        for each in reading.problems
        if each.code == "SQS404"
    ]
    for passage in reading.leftovers:
        text = normalise(passage.text)
        if any(text.startswith(quote) for quote in quotes if quote):
            yield f" {text.lower()} "


def _quoted(value: str | None, unread: Sequence[str]) -> bool:
    """Check whether reported unread text is a value or has its words, or whether a value has all words of unread text."""
    if value is None:
        return False
    words = f" {value.lower()} "
    return any(
        words == text
        or any(len(one.split()) >= _SHORTEST_QUOTE and one in other for one, other in ((words, text), (text, words)))
        for text in unread
    )


def scores(half: str | None, names: Container[str], letters: Sequence[str] = ()) -> Iterator[Score]:
    """Score the files of some layouts, or of these those of one half or of some letters."""
    for layout in layouts():
        if layout["name"] in names:
            for path in sorted((HERE / "fixtures" / layout["name"]).iterdir()):
                if half in {None, half_of(path.stem)} and path.stem in (letters or [path.stem]):
                    yield score(path, layout)


# ------------------------------------------------------------------ tables


def rows(results: Sequence[Score], key: str) -> list[list[str]]:
    """Return the rows of a table: totals of the results that have the same value of an attribute, and of all."""
    groups: dict[str, list[Score]] = {}
    for each in results:
        groups.setdefault(getattr(each, key), []).append(each)
    groups["all"] = [*results]
    return [[name, *_totals(group)] for name, group in groups.items()]


def _totals(group: Sequence[Score]) -> list[str]:
    return cells(totals(group))


def totals(group: Sequence[Score]) -> dict[str, int]:
    """Return the totals of some results."""
    return {
        "files": len(group),
        "facts": sum(each.facts for each in group),
        "right": sum(each.right for each in group),
        "silent": sum(each.silent for each in group),
        "perfect": sum(not each.differences for each in group),
        "no_report": sum(not each.has_report for each in group),
    }


def cells(total: Mapping[str, int]) -> list[str]:
    """Return the cells of a table for totals, in the order of the headings."""
    facts, right, silent = total["facts"], total["right"], total["silent"]
    shares = [percent(part, facts) for part in (right, facts - right - silent, silent)]
    return [str(total["files"]), str(facts), *shares, str(total["perfect"]), str(total["no_report"])]


def percent(part: int, whole: int) -> str:
    """Write a share with one decimal, rounded so that only nothing is 0 and only the whole is 100."""
    tenths = max(1, min(999, round(part * 1000 / whole))) if 0 < part < whole else part * 1000 // max(1, whole)
    return f"{tenths / 10:.1f} %"


#: What is counted: files and facts; facts that are right, those that are not and reported, and those that are not and
#: silent; files in which every fact is right, and those without a report.
HEADINGS: Final = ("files", "facts", "right", "reported", "silent", "perfect", "no report")


def table(results: Sequence[Score], key: str) -> str:
    """Return a table in Markdown."""
    return markdown(key, rows(results, key))


def markdown(name: str, lines: Sequence[Sequence[str]]) -> str:
    """Return rows of a table, the first cell of which is a name, in Markdown."""
    ruled = [[name, *HEADINGS], ["---", *["---:"] * len(HEADINGS)], *lines]
    widths = [max(map(len, column)) for column in zip(*ruled, strict=True)]
    return "\n".join(
        "| " + " | ".join(f"{cell:{'>' if i else '<'}{widths[i]}}" for i, cell in enumerate(line)) + " |"
        for line in ruled
    )


def as_json(results: Sequence[Score]) -> Json:
    """Return the results as JSON data: totals by half and family, and for each file."""
    return {
        "totals": {
            half: {
                family: totals(group)
                for family in [*dict.fromkeys(each.family for each in results), "all"]
                if (group := [each for each in results if each.half == half and family in {each.family, "all"}])
            }
            for half in ("seen", "unseen")
        },
        "files": [
            {
                "layout": each.layout,
                "letter": each.letter,
                "family": each.family,
                "producer": each.producer,
                "facts": each.facts,
                "right": each.right,
                "silent": each.silent,
                "doubts": list(each.doubts),
                "has_report": each.has_report,
            }
            for each in results
        ],
    }


def show(result: Score) -> None:
    """Print the facts of one file that are not right, each from where the two values begin to differ."""
    print(f"{result.layout}/{result.letter}: {result.right} of {result.facts}")
    for each in result.differences:
        pairs = zip(each.expected or "", each.actual or "", strict=False)
        same = next((index for index, (one, other) in enumerate(pairs) if one != other), None)
        start = max(0, (min(len(each.expected or ""), len(each.actual or "")) if same is None else same) - 60)
        print(f"  {each.pointer}{'' if each.is_reported else '  [SILENT]'}")
        print(f"    expected {_from(each.expected, start)}")
        print(f"    actual   {_from(each.actual, start)}")
    for doubt in result.doubts:
        print(f"  doubt: {doubt}")


def _from(value: str | None, start: int) -> str:
    """Return some two hundred characters of a value."""
    if value is None:
        return "nothing"
    return ("… " if start else "") + value[start : start + 200] + (" …" if len(value) > start + 200 else "")


def main() -> None:
    """Print tables by family, producer and layout, or what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("seen", "unseen"), help="only the letters of this half")
    parser.add_argument("--layout", action="append", default=[], help="only this layout; may be given again")
    parser.add_argument("--letter", action="append", default=[], help="only this letter; may be given again")
    parser.add_argument(
        "--family", action="append", default=[], help="only this format, such as PDF; may be given again"
    )
    parser.add_argument("--verbose", action="store_true", help="print every fact that is not right")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument(
        "--write", action="store_true", help="write the totals to figures.json, for the docs and the floor"
    )
    arguments = parser.parse_args()
    results = []
    chosen = [
        each["name"]
        for each in layouts()
        if each["name"] in (arguments.layout or [each["name"]])
        and each["family"] in (arguments.family or [each["family"]])
    ]
    for result in scores(arguments.half, chosen, arguments.letter):
        results.append(result)
        if arguments.verbose and not arguments.json:
            show(result)
    if not results:
        sys.exit("no file of a letter is laid out so; layouts.json lists the layouts")
    if arguments.write:
        if arguments.half or arguments.layout or arguments.letter or arguments.family:
            parser.error("--write is for all layouts and letters")
        FIGURES.write_text(json.dumps(as_json(results)["totals"], indent=2) + "\n", encoding="utf-8")
    if arguments.json:
        json.dump(as_json(results), sys.stdout, indent=2, ensure_ascii=False)
        print()
        return
    for key in ("layout", "letter", "producer", "family"):
        print(f"\n{table(results, key)}")
    for result in results:
        for doubt in result.doubts:
            print(f"doubt about {result.layout}/{result.letter}, which is read right: {doubt}")


if __name__ == "__main__":
    main()
