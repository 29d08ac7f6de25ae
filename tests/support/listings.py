"""Writes problems in every format and reads them back."""

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

#: File names with characters that are special in a URI, a GitHub command, XML or a terminal.
SOURCES: Final = ("a.json", "b/Bericht ü %41.json", "a,b:c.json", "漢字 😀.json", "x<&>'\"].json", "<stdin>")

#: Characters that are special in one of the formats. An opening parenthesis is left out, because it would hide where a
#: message ends.
TROUBLE: Final = "ab %:,;\n\r\t<>&'\"]=#\\/~{}\x1b\x00\x7f\x9b\u202e\u2066\u2028\ufffe\ufeffé\u0301漢😀𝔸"


def written(format: str, results: Iterable[Result], *, strict: bool = False, all: bool = True) -> str:
    """Write results in a format, without colours."""
    formatter, summary = make_formatter(format, Options(strict=strict, all=all)), Summary(strict=strict)
    pieces = [*formatter.begin()]
    for result in results:
        summary.add(result)
        pieces += formatter.add(result)
    return "".join([*pieces, *formatter.end(summary)])


@attrs.frozen(order=True)
class PlainProblem:
    """The fields of a problem that every format has, in the spelling that all formats can represent."""

    source: str
    line: int
    column: int
    severity: str
    code: str
    words: str
    pointer: str


def plain_problems(results: Iterable[Result]) -> list[PlainProblem]:
    """Return the problems of results as every format should contain them."""
    return [
        plain_problem(
            *(result.source, problem.line, problem.column, problem.severity, problem.code),
            *(problem.advice, escape(problem.pointer)),
        )
        for result in results
        for problem in result.problems
    ]


def plain_problem(  # noqa: PLR0917 - one for each member
    source: str | None, line: int | None, column: int | None, severity: str, code: str, words: str, pointer: str
) -> PlainProblem:
    """Return a problem without the characters that some formats cannot represent."""
    clean = junit._clean
    return PlainProblem(clean(source or ""), line or 0, column or 0, severity, code, clean(words), clean(pointer))


# ------------------------------------------------------------------------- reading them back

_LINE: Final = re.compile(
    r"(?P<source>.*?)(?::(?P<line>\d+):(?P<column>\d+))?: (?P<severity>error|warning) (?P<code>SQS\d{3}): "
    r"(?P<words>.*?)(?: \(at (?P<pointer>/.*)\))?"
)


def of_line(line: str) -> PlainProblem:
    """Parse the line of a problem."""
    match = _LINE.fullmatch(line)
    assert match is not None, line
    fields = match.groupdict()
    return plain_problem(
        *(fields["source"], int(fields["line"] or 0), int(fields["column"] or 0), fields["severity"], fields["code"]),
        *(fields["words"], fields["pointer"] or ""),
    )


def _of_text(text: str) -> Iterator[PlainProblem]:
    yield from (of_line(line) for line in text.split("\n")[:-1] if not re.match(r" *\d* \| ", line))


def _of_record(record: Mapping[str, Any]) -> Iterator[PlainProblem]:
    for problem in record["problems"]:
        words = "; ".join(problem[key] for key in ("message", "suggestion") if key in problem)
        yield plain_problem(
            *(record.get("source"), problem.get("line"), problem.get("column"), problem["severity"], problem["code"]),
            *(words, escape(problem["pointer"])),
        )


def _of_json(text: str) -> Iterator[PlainProblem]:
    for record in json.loads(text)["results"]:
        yield from _of_record(record)


def _of_jsonl(text: str) -> Iterator[PlainProblem]:
    *lines, last = text.splitlines()
    assert ["$schema", "version", "summary"] == list(json.loads(last))
    for line in lines:
        yield from _of_record(json.loads(line))


def _unescaped(text: str) -> str:
    """Decode a message of SARIF like a viewer does (§3.11.5, §3.11.6)."""
    text = text.replace("{{", "{").replace("}}", "}")
    return re.sub(r"\\([\\\[\]])", r"\1", text) if "](" in text else text


def _of_sarif(text: str) -> Iterator[PlainProblem]:
    (run,) = json.loads(text)["runs"]
    for result in run["results"]:
        (place,) = result["locations"]
        physical = place["physicalLocation"]
        region = physical["region"]
        source = unquote(physical["artifactLocation"]["uri"])
        # A file that cannot be read has no line, but SARIF requires one.
        line = region["startLine"] if "startColumn" in region else None
        where = place.get("logicalLocations", [{"fullyQualifiedName": ""}])[0]["fullyQualifiedName"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        words = _unescaped(result["message"]["text"])
        yield plain_problem(
            *(source, line, region.get("startColumn"), result["level"], result["ruleId"], words), escape(where)
        )


def _of_junit(text: str) -> Iterator[PlainProblem]:
    for case in ET.fromstring(text.encode()).iter("testcase"):  # noqa: S314 - our own
        outcomes = [each for each in case if each.tag in ("failure", "error")]
        assert len(outcomes) < 2, "Jenkins shows the first alone"
        listed = [of_line(line) for each in outcomes for line in (each.text or "").split("\n")]
        for outcome in outcomes:
            more = f" (and {len(listed) - 1} more)" if len(listed) > 1 else ""
            assert (listed[0].code, listed[0].words + more) == (outcome.get("type"), outcome.get("message"))
        listed += [of_line(line) for each in case.iter("system-out") for line in (each.text or "").split("\n")]
        assert {case.get("classname")} >= {one.source for one in listed}
        yield from listed


def _of_github(text: str) -> Iterator[PlainProblem]:
    for line in text.split("\n")[:-1]:
        _, head, message = line.split("::", 2)
        severity, _, rest = head.partition(" ")
        # Parse the properties like the GitHub runner does.
        properties = {
            name: value.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",")
            .replace("%25", "%")
            for name, _, value in (each.partition("=") for each in rest.split(","))
        }  # fmt: skip
        words = message.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
        body, _, where = words.partition(" (at /")
        yield plain_problem(
            *(
                properties["file"],
                int(properties.get("line", 0)),
                int(properties.get("col", 0)),
                severity,
                properties["title"][:6],
            ),
            *(body, f"/{where[:-1]}" if where else ""),
        )


def _of_html(text: str) -> Iterator[PlainProblem]:
    def words(node: Any, name: str) -> str:
        nodes = node.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]")
        return "".join(each.text_content() for each in nodes)

    source = ""
    for node in html.fromstring(text).xpath("//h2[contains(@class, 'source')] | //div[contains(@class, 'problem')]"):
        if node.tag == "h2":
            source = node.text_content()
            continue
        assert {words(node, "severity"), words(node, "code")} <= set(node.get("class").split())
        yield plain_problem(
            *(source, int(words(node, "line") or 0), int(words(node, "column") or 0)),
            *(words(node, "severity"), words(node, "code")),
            *("; ".join(filter(None, (words(node, "message"), words(node, "suggestion")))), words(node, "pointer")),
        )


#: The function that reads each format back.
READERS: Final[Mapping[str, Callable[[str], Iterator[PlainProblem]]]] = dict(
    zip(FORMATS, (_of_text, _of_json, _of_jsonl, _of_sarif, _of_junit, _of_github, _of_html), strict=True)
)


# -------------------------------------------------------------------------------- strategies


def fields(code: str) -> set[str]:
    """Return the names of the parameters in the texts of a code."""
    templates = (CODES[code].message, CODES[code].suggestion or "")
    return {name for each in templates for _, name, _, _ in string.Formatter().parse(each) if name}


@st.composite
def problems(draw: DrawFn) -> Problem:
    """Draw a problem of any code, with special characters in its parameters and its pointer."""
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
    """Draw the results of a few files with a few documents each."""
    results = []
    for source in draw(st.lists(st.sampled_from(SOURCES), max_size=3, unique=True)):
        documents = draw(st.integers(1, 3))
        results += [Result(source, index, tuple(draw(st.lists(problems(), max_size=5)))) for index in range(documents)]
    if draw(st.booleans()):
        results.append(
            Result("gone.json", problems=(Problem("SQS010", params={"path": "x", "reason": "y"}),), is_read=False)
        )
    return results
