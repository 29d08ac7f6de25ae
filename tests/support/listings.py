"""Listings in every format, written and read back: the tools that their tests share."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from lxml import html  # type: ignore[import-untyped]  # it has no types of its own

from sqsreport._jsondata import pointer
from sqsreport._text import escape
from sqsreport.problems import CODES, Problem
from sqsreport.problems.formatters import FORMATS, Options, Summary, junit, make_formatter
from sqsreport.results import Result

#: Names of files that make trouble in a URI, a command of GitHub, XML or a terminal.
SOURCES: Final = ("a.json", "b/Bericht ü %41.json", "a,b:c.json", "漢字 😀.json", "x<&>'\"].json", "<stdin>")

#: Characters that make trouble in one of the formats. An opening parenthesis would only make it
#: hard to tell where a message ends.
TROUBLE: Final = "ab %:,;\n\r\t<>&'\"]=#\\/~{}\x1b\x00\x7f\x9b\u202e\u2066\u2028\ufffe\ufeffé\u0301漢😀𝔸"


def written(format: str, results: Iterable[Result], *, strict: bool = False, all: bool = True) -> str:
    """Write results in a format, without colours."""
    made, summary = make_formatter(format, Options(strict=strict, all=all)), Summary(strict=strict)
    pieces = [*made.begin()]
    for result in results:
        summary.add(result)
        pieces += made.add(result)
    return "".join([*pieces, *made.end(summary)])


@attrs.frozen(order=True)
class Told:
    """What every format says of a problem, spelt as the poorest of them can."""

    source: str
    line: int
    column: int
    severity: str
    code: str
    words: str
    pointer: str


def said(results: Iterable[Result]) -> list[Told]:
    """Return what the formats have to say of results."""
    return [
        told(
            *(result.source, problem.line, problem.column, problem.severity, problem.code),
            *(problem.advice, escape(problem.pointer)),
        )
        for result in results
        for problem in result.problems
    ]


def told(  # noqa: PLR0917 - one for each member
    source: str | None, line: int | None, column: int | None, severity: str, code: str, words: str, pointer: str
) -> Told:
    """Make what was told, without what not every format can spell."""
    clean = junit._clean
    return Told(clean(source or ""), line or 0, column or 0, severity, code, clean(words), clean(pointer))


# ------------------------------------------------------------------------- reading them back

_LINE: Final = re.compile(
    r"(?P<source>.*?)(?::(?P<line>\d+):(?P<column>\d+))?: (?P<severity>error|warning) (?P<code>SQS\d{3}): "
    r"(?P<words>.*?)(?: \(at (?P<pointer>/.*)\))?"
)


def of_line(line: str) -> Told:
    """Read the line of a problem."""
    match = _LINE.fullmatch(line)
    assert match is not None, line
    found = match.groupdict()
    return told(
        *(found["source"], int(found["line"] or 0), int(found["column"] or 0), found["severity"], found["code"]),
        *(found["words"], found["pointer"] or ""),
    )


def _of_text(text: str) -> Iterator[Told]:
    yield from (of_line(line) for line in text.split("\n")[:-1] if not re.match(r" *\d* \| ", line))


def _of_record(record: Mapping[str, Any]) -> Iterator[Told]:
    for problem in record["problems"]:
        words = "; ".join(problem[key] for key in ("message", "suggestion") if key in problem)
        yield told(
            *(record.get("source"), problem.get("line"), problem.get("column"), problem["severity"], problem["code"]),
            *(words, escape(problem["pointer"])),
        )


def _of_json(text: str) -> Iterator[Told]:
    for record in json.loads(text)["results"]:
        yield from _of_record(record)


def _of_jsonl(text: str) -> Iterator[Told]:
    *lines, last = text.splitlines()
    assert ["$schema", "version", "summary"] == list(json.loads(last))
    for line in lines:
        yield from _of_record(json.loads(line))


def _unescaped(text: str) -> str:
    """Read a message of SARIF as a viewer does (§3.11.5, §3.11.6)."""
    text = text.replace("{{", "{").replace("}}", "}")
    return re.sub(r"\\([\\\[\]])", r"\1", text) if "](" in text else text


def _of_sarif(text: str) -> Iterator[Told]:
    (run,) = json.loads(text)["runs"]
    for result in run["results"]:
        (place,) = result["locations"]
        physical = place["physicalLocation"]
        region = physical["region"]
        source = unquote(physical["artifactLocation"]["uri"])
        # A file that cannot be read has no line, and SARIF has to be told one all the same.
        line = region["startLine"] if "startColumn" in region else None
        where = place.get("logicalLocations", [{"fullyQualifiedName": ""}])[0]["fullyQualifiedName"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        words = _unescaped(result["message"]["text"])
        yield told(*(source, line, region.get("startColumn"), result["level"], result["ruleId"], words), escape(where))


def _of_junit(text: str) -> Iterator[Told]:
    for case in ET.fromstring(text.encode()).iter("testcase"):  # noqa: S314 - our own
        outcomes = [each for each in case if each.tag in ("failure", "error")]
        assert len(outcomes) < 2, "Jenkins shows the first alone"
        found = [of_line(line) for each in outcomes for line in (each.text or "").split("\n")]
        for outcome in outcomes:
            more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
            assert (found[0].code, found[0].words + more) == (outcome.get("type"), outcome.get("message"))
        found += [of_line(line) for each in case.iter("system-out") for line in (each.text or "").split("\n")]
        assert {case.get("classname")} >= {one.source for one in found}
        yield from found


def _of_github(text: str) -> Iterator[Told]:
    for line in text.split("\n")[:-1]:
        _, head, message = line.split("::", 2)
        severity, _, rest = head.partition(" ")
        # As GitHub's runner reads it.
        known = {
            name: value.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",")
            .replace("%25", "%")
            for name, _, value in (each.partition("=") for each in rest.split(","))
        }  # fmt: skip
        words = message.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
        body, _, where = words.partition(" (at /")
        yield told(
            *(known["file"], int(known.get("line", 0)), int(known.get("col", 0)), severity, known["title"][:6]),
            *(body, f"/{where[:-1]}" if where else ""),
        )


def _of_html(text: str) -> Iterator[Told]:
    def words(node: Any, name: str) -> str:
        found = node.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]")
        return "".join(each.text_content() for each in found)

    source = ""
    for node in html.fromstring(text).xpath("//h2[contains(@class, 'source')] | //div[contains(@class, 'problem')]"):
        if node.tag == "h2":
            source = node.text_content()
            continue
        assert {words(node, "severity"), words(node, "code")} <= set(node.get("class").split())
        yield told(
            *(source, int(words(node, "line") or 0), int(words(node, "column") or 0)),
            *(words(node, "severity"), words(node, "code")),
            *("; ".join(filter(None, (words(node, "message"), words(node, "suggestion")))), words(node, "pointer")),
        )


#: What reads a format back.
READERS: Final[Mapping[str, Callable[[str], Iterator[Told]]]] = dict(
    zip(FORMATS, (_of_text, _of_json, _of_jsonl, _of_sarif, _of_junit, _of_github, _of_html), strict=True)
)


# ------------------------------------------------------------------------------ drawing them


def fields(code: str) -> set[str]:
    """Return the names of the parameters of a code."""
    templates = (CODES[code].message, CODES[code].suggestion or "")
    return {name for each in templates for _, name, _, _ in string.Formatter().parse(each) if name}


@st.composite
def problems(draw: DrawFn) -> Problem:
    """Draw a problem of any code, whose parameters and pointer make trouble."""
    code = draw(st.sampled_from(sorted(CODES)))
    texts = st.text(TROUBLE, max_size=12) | st.integers(0, 99)
    params = {name: draw(texts) for name in sorted(fields(code)) if draw(st.integers(0, 9))}
    place = pointer(*draw(st.lists(st.sampled_from(["sections", "0", "a/b~c", "é 漢😀", "x,y:z%"]), max_size=3)))
    line, column = draw(st.none() | st.integers(1, 10**6)), draw(st.integers(1, 10**6))
    return Problem(
        code,
        place,
        line,
        None if line is None else column,
        params,
        severity_override=draw(st.sampled_from((None, "error", "warning"))),
    )


@st.composite
def runs(draw: DrawFn) -> Sequence[Result]:
    """Draw what came of a few files, each with documents of its own."""
    made = []
    for source in draw(st.lists(st.sampled_from(SOURCES), max_size=3, unique=True)):
        many = draw(st.integers(1, 3))
        made += [Result(source, index, tuple(draw(st.lists(problems(), max_size=5)))) for index in range(many)]
    if draw(st.booleans()):
        made.append(
            Result("gone.json", problems=(Problem("SQS010", params={"path": "x", "reason": "y"}),), is_read=False)
        )
    return made
