"""Results as SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqsreport._version import __version__
from sqsreport.problems import CODES, Code, Problem
from sqsreport.problems.formatters._records import dump_line, summary_record
from sqsreport.problems.formatters.base import NO_FILES, Formatter, Options, location
from sqsreport.problems.formatters.summary import Summary
from sqsreport.results import Result

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

#: The folder that relative locations start from, by the name that GitHub uses.
_BASE: Final = "%SRCROOT%"

#: The URI of the program if its address is not known, because SARIF requires one.
_NAME: Final = "urn:sqsreport:program"

#: The beginning of a link in the text of a message.
_LINK: Final = "]("


class SarifFormatter(Formatter):
    """One run with a rule for each code, and a result for each problem."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self._separator = "\n"
        self._indexes = {code: index for index, code in enumerate(CODES)}
        self._counts: Counter[str] = Counter()

    def begin(self) -> Iterator[str]:
        """Open the run, with everything that does not depend on its results."""
        base = {"description": {"text": "The top of the repository, or else the working folder of the program."}}
        yield (
            f'{{"$schema": {dump_line(_SCHEMA)}, "version": "2.1.0", "runs": [{{\n'
            f'"tool": {dump_line({"driver": _driver()})},\n'
            f'"columnKind": "unicodeCodePoints",\n'
            f'"originalUriBaseIds": {dump_line({_BASE: base})},\n'
            f'"results": ['
        )

    def add(self, result: Result) -> Iterator[str]:
        """Yield the problems of a document."""
        for problem in result.problems:
            identity = _identity(problem, result)
            self._counts[identity] += 1
            yield self._separator + dump_line(self._result(problem, result, f"{identity}:{self._counts[identity]}"))
            self._separator = ",\n"

    def end(self, summary: Summary) -> Iterator[str]:
        """Yield whether every file could be read, and close the run."""
        invocation = {"executionSuccessful": not (summary.unreadable or summary.is_interrupted)}
        yield (
            f'\n],\n"invocations": [{dump_line(invocation)}],\n'
            f'"properties": {dump_line({"summary": summary_record(summary)})}\n}}]}}\n'
        )

    def _result(self, problem: Problem, result: Result, fingerprint: str) -> Mapping[str, Any]:
        return {
            "ruleId": problem.code,
            "ruleIndex": self._indexes[problem.code],
            "level": problem.severity,
            "message": {"text": _escape_message(problem.advice)},
            "locations": [_location(problem, result)],
            "partialFingerprints": {"sqsreportProblem/v1": fingerprint},
        }


def _driver() -> Mapping[str, Any]:
    """Return the description of this program and of every code."""
    urls = _project_urls()
    docs = urls.get("Documentation")
    return {
        "name": "sqsreport",
        "version": __version__,
        "informationUri": urls.get("Homepage", _NAME),
        "rules": [_rule(code, docs) for code in CODES.values()],
    }


def _project_urls() -> Mapping[str, str]:
    """Return the addresses of the project by label, or none if the code was copied without its metadata."""
    try:
        about = importlib.metadata.metadata("sqsreport")
    except importlib.metadata.PackageNotFoundError:
        return {}
    return dict(each.split(", ", 1) for each in about.get_all("Project-URL", []))


def _rule(code: Code, docs: str | None) -> Mapping[str, Any]:
    # A link must be absolute, so there is one only when the address of the documentation is known.
    link = {"helpUri": f"{docs.rstrip('/')}/reference/problems/{code.code}.html"} if docs else {}
    return {
        "id": code.code,
        "name": "".join(word[:1].upper() + word[1:] for word in code.title.split()),
        "shortDescription": {"text": _sentence(code.title)},
        "fullDescription": {"text": _sentence(code.format_message({}))},
        **link,
        "help": {"text": code.page, "markdown": code.page},
        "defaultConfiguration": {"level": code.severity},
    }


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('…') else '.'}"


def _escape_message(text: str) -> str:
    """Escape the quoted values in a message, so that they are neither placeholders nor links (§3.11.5, §3.11.6)."""
    text = text.replace("{", "{{").replace("}", "}}")
    # Viewers without links would show every backslash, and most brackets are not those of a link.
    return re.sub(r"[\\\[\]]", r"\\\g<0>", text) if _LINK in text else text


def _location(problem: Problem, result: Result) -> Mapping[str, Any]:
    where = location(result.source or NO_FILES[-1])
    artifact = {"uri": uri(where)} | ({} if uri(where).startswith("file:") else {"uriBaseId": _BASE})
    # Code scanning refuses a place without a line, so the problem of an unreadable file is on its first line.
    column = {} if problem.column is None else {"startColumn": problem.column}
    physical = {"artifactLocation": artifact, "region": {"startLine": problem.line or 1, **column}}
    logical = {"logicalLocations": [{"fullyQualifiedName": problem.pointer}]} if problem.pointer else {}
    return {"physicalLocation": physical, **logical}


def _identity(problem: Problem, result: Result) -> str:
    """Return a digest that stays the same when lines or documents move or messages are reworded."""
    quoted = [str(problem.params.get(name, "")) for name in CODES[problem.code].quotes]
    identity = [location(result.source or NO_FILES[-1]), problem.code, problem.pointer, quoted]
    return hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:32]


def uri(place: str) -> str:
    """Return a location as a URI reference; a relative path stays relative."""
    if Path(place).is_absolute():
        return Path(place).as_uri()
    # A colon is quoted too: in the first step it would look like the end of a scheme.
    return quote(os.fsencode(place), safe="/")
