"""Problems as values, and the catalogue of every code that a problem can have.

A `Problem` is data: a code and parameters. Its words are made here and nowhere else.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from typing import Literal

import attrs
from immutabledict import immutabledict

from sqsreport._jsondata import printable
from sqsreport._values import excerpt

#: An ``error`` makes a report invalid; a ``warning`` names what real letters seldom do.
Severity = Literal["error", "warning"]


@attrs.frozen
class Code:
    """One kind of problem.

    *message* and *suggestion* are `str.format` templates over a problem's parameters; a
    suggestion is made only when its parameters are there.
    """

    code: str
    severity: Severity
    title: str
    message: str
    suggestion: str | None = None


def _catalogue(*codes: Code) -> Mapping[str, Code]:
    catalogue = {code.code: code for code in codes}
    assert len(catalogue) == len(codes), "a code is used twice"
    return catalogue


#: Every code by its name. ``SQS0…`` the input, ``SQS1…`` the structure that the schema asks
#: for, ``SQS2…`` what a schema cannot say, ``SQS3…`` what real letters seldom do, ``SQS4…``
#: the reading of a letter. A code that was published is never given another meaning.
CODES = _catalogue(
    Code("SQS001", "error", "not UTF-8", "byte {byte} at offset {offset} is not UTF-8{guess}"),
    Code("SQS002", "error", "empty input", "the input is empty"),
    Code("SQS003", "error", "not JSON", "this is not JSON: {reason}", "for a file, pass Path({path})"),
    Code("SQS004", "error", "duplicate key", "the key {key} stands twice in the same object"),
    Code("SQS005", "error", "not a number", "JSON has no number {found}"),
    Code("SQS006", "error", "nested too deep", "the input is nested more than {limit} levels deep"),
    Code("SQS007", "error", "number not exact", "the number {found} cannot be kept exactly"),
    Code("SQS008", "error", "lone surrogate", "half of a surrogate pair is not a character: {found}"),
    Code("SQS009", "warning", "byte order mark", "the input starts with a byte order mark, which JSON forbids"),
    Code("SQS010", "error", "cannot be read", "cannot read {path}: {reason}"),
    Code("SQS011", "error", "not JSON data", "{found} is not JSON data"),
    Code("SQS012", "error", "data repeated", "the same data stands in the input more than {limit} times over"),
    Code("SQS101", "error", "wrong type", "must be {expected}, not {found}"),
    Code("SQS102", "error", "missing key", "{key} is missing"),
    Code("SQS103", "error", "unknown key", "unknown key {key}", "did you mean {near}?"),
    Code("SQS104", "error", "null", "null is not allowed", "give {key} a value, or leave it out where it may be"),
    Code("SQS105", "error", "unknown value", "must be {expected}, not {found}", "did you mean {near}?"),
    Code("SQS106", "error", "malformed text", "must be {expected}, not {found}"),
    Code("SQS107", "error", "surplus white space", "must have single spaces between words and none around: {found}"),
    Code("SQS108", "error", "control character", "must be one line, without control characters: {found}"),
    Code("SQS109", "error", "number out of range", "must be {expected}, not {found}"),
    Code("SQS110", "error", "empty value", "must not be empty", "leave {key} out when there is nothing to say"),
    Code("SQS199", "error", "does not fit the schema", "does not fit the schema: {reason}"),
    Code("SQS201", "error", "fieldwork ends early", "the fieldwork ends on {end}, before it starts on {start}"),
    Code("SQS202", "error", "published early", "published on {published}, before the fieldwork ends on {end}"),
    Code(
        "SQS203",
        "error",
        "id disagrees",
        "the id is {found}, but area, programme and fieldwork make it {expected}",
        'use "{expected}"',
    ),
    Code("SQS204", "error", "rate released early", "released in {released}, before its cohort ends in {end}"),
    Code("SQS205", "error", "cohort ends early", "the cohort ends in {end}, before it starts in {start}"),
    Code("SQS206", "error", "section out of order", "section {found} follows section {previous}"),
    Code(
        "SQS207",
        "error",
        "paragraph out of order",
        "paragraph {found} stands where {expected} is due",
        "number it {expected}",
    ),
    Code("SQS208", "error", "duplicate id", "the id {found} is taken by {first}"),
    Code("SQS209", "error", "footnote missing", "the mark [^{label}] has no footnote"),
    Code("SQS210", "error", "footnote unused", "no text refers to footnote {label}"),
    Code("SQS211", "error", "duplicate footnote", "the footnote label {label} is taken by {first}"),
    Code("SQS212", "error", "cases disagree", "the text says that {printed} cases were examined, not {found}"),
    Code("SQS213", "error", "rate disagrees", "the text gives a reoffending rate of {printed}%, not {found}%"),
    Code("SQS214", "error", "comparator disagrees", "the text gives {printed}% for {kind}, not {found}%"),
    Code(
        "SQS215",
        "error",
        "direction disagrees",
        "a rate of {rate}% beside {other}% is not {found}: a lower rate is better",
    ),
    Code("SQS216", "error", "duplicate comparator", "the comparator {kind} is given twice"),
    Code(
        "SQS217", "error", "previous inspection later", "a previous inspection in {date} cannot follow one in {start}"
    ),
    Code(
        "SQS218",
        "error",
        "section number disagrees",
        "the section is numbered {found}, and its paragraphs stand under {expected}",
        "number it {expected}",
    ),
    Code("SQS301", "warning", "theme missing", "no section has the theme {theme}"),
    Code("SQS302", "warning", "themes out of order", "the theme {found} follows {previous}; letters print it before"),
    Code(
        "SQS303",
        "warning",
        "unusual release month",
        "released {months} months after the end of the cohort; 22 is usual",
        "check whether {expected} is meant",
    ),
    Code("SQS304", "warning", "title of another theme", "the title {title} is that of the theme {theme}"),
    Code("SQS305", "warning", "area disagrees", "the title names the area {printed}, not {found}"),
    Code("SQS306", "warning", "theme repeated", "two sections have the theme {theme}"),
    Code("SQS401", "warning", "part missing", "the letter has no {part}, or none that could be read"),
    Code(
        "SQS402", "error", "no report", "no report could be made: the letter has no {part}, or none that could be read"
    ),
    Code("SQS403", "warning", "cut off", "the text breaks off: {found}"),
    Code("SQS404", "warning", "left over", "this text has no place in the report: {found}"),
    Code(
        "SQS405",
        "warning",
        "embedded report set aside",
        "the text or the embedded report was changed since the letter was written, so only the text counts",
    ),
    Code("SQS406", "warning", "area disagrees", "the letter names its area {first} and {second}"),
    Code("SQS407", "warning", "letter not UTF-8", "byte {byte} at offset {offset} is not UTF-8; read as Windows-1252"),
    Code("SQS408", "error", "not text", "this is not text in UTF-8{guess}"),
    Code(
        "SQS409", "warning", "embedded report unusable", "the data in the letter is no report, so only the text counts"
    ),
    Code("SQS410", "error", "too large", "{what} too large: {found}, and {limit} is the limit"),
    Code("SQS411", "error", "not of this format", "this is not {format}: {reason}"),
    Code("SQS412", "error", "encrypted", "the file is encrypted", "save it without a password"),
    Code("SQS413", "error", "no text", "the file has {pages} and no text, so it was probably scanned"),
    Code("SQS414", "warning", "attachment not read", "the file has an attachment that is not read: {name}"),
    Code("SQS415", "warning", "page not read", "the page is damaged and was not read"),
)


#: Longer than any list of choices in a message, and so a bound on what a document can put into one.
_LONGEST_PARAM = 200


class _Params(dict[str, str | int | float]):
    """Parameters for a message; one that is missing shows as an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


def _to_params(params: Mapping[str, str | int | float]) -> Mapping[str, str | int | float]:
    return immutabledict(
        {name: excerpt(param, _LONGEST_PARAM) if isinstance(param, str) else param for name, param in params.items()}
    )


@attrs.frozen
class Problem:
    """Something that is wrong, or looks wrong, and where.

    Attributes:
        code: a key of `CODES`, stable for good.
        pointer: JSON Pointer (RFC 6901) to the value, or to the object that lacks one;
            ``""`` is the whole document.
        line: 1-based line, where the input was text.
        column: 1-based column in characters, where the input was text.
        page: 1-based page, where the input has pages.
        params: what the message is made of; values of the document are cut to 80 characters.
        source: name of the file, where there is one.
    """

    code: str = attrs.field(validator=attrs.validators.in_(CODES))
    pointer: str = ""
    line: int | None = None
    column: int | None = None
    params: Mapping[str, str | int | float] = attrs.field(factory=immutabledict, converter=_to_params, repr=False)
    source: str | None = None
    page: int | None = None

    @property
    def severity(self) -> Severity:
        """``error`` or ``warning``."""
        return CODES[self.code].severity

    @property
    def message(self) -> str:
        """What is wrong, in a sentence of plain English."""
        return CODES[self.code].message.format_map(_Params(self.params))

    @property
    def suggestion(self) -> str | None:
        """How to mend it, where that is known."""
        template = CODES[self.code].suggestion
        wanted = {name for _, name, _, _ in string.Formatter().parse(template or "") if name}
        return template.format(**self.params) if template and wanted <= self.params.keys() else None

    def __str__(self) -> str:
        """Write the problem on one line: place, code, message, suggestion."""
        page = None if self.page is None else f"page {self.page}"
        place = ":".join(str(part) for part in (self.source, page, self.line, self.column) if part is not None)
        where = f" (at {printable(self.pointer)})" if self.pointer else ""
        advice = f"; {self.suggestion}" if self.suggestion else ""
        return f"{place + ': ' if place else ''}{self.severity} {self.code}: {self.message}{advice}{where}"


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Keep the problems that make a report invalid."""
    return [problem for problem in problems if problem.severity == "error"]
