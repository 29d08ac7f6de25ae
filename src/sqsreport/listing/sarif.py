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

from sqsreport import messages
from sqsreport._version import __version__
from sqsreport.explanations import explanation
from sqsreport.listing.records import dumped, summary_record
from sqsreport.listing.shared import NO_FILES, Options, advice, location
from sqsreport.listing.summary import Summary
from sqsreport.problems import CODES, Problem
from sqsreport.results import Result

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

#: Stands for the folder that relative locations start from; the name is the one that GitHub knows.
_BASE: Final = "%SRCROOT%"

#: Names the program where no address of it is known: every tool has to have a URI.
_NAME: Final = "urn:sqsreport:program"

#: What would begin a link in the text of a message.
_LINK: Final = "]("

_INDEXES: Final = {code: index for index, code in enumerate(CODES)}


class Format:
    """One run with a rule for each code, and a result for each problem."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._separator = "\n"
        self._seen: Counter[str] = Counter()

    def head(self) -> Iterator[str]:
        """Open the run, with all that does not depend on its results."""
        base = {"description": {"text": "The top of the repository, or else the folder that the program ran in."}}
        yield (
            f'{{"$schema": {dumped(_SCHEMA)}, "version": "2.1.0", "runs": [{{\n'
            f'"tool": {dumped({"driver": _driver()})},\n'
            f'"columnKind": "unicodeCodePoints",\n'
            f'"originalUriBaseIds": {dumped({_BASE: base})},\n'
            f'"results": ['
        )

    def each(self, result: Result) -> Iterator[str]:
        """Write the problems of a document."""
        for problem in result.problems:
            identity = _identity(problem, result)
            self._seen[identity] += 1
            yield self._separator + dumped(_result(problem, result, f"{identity}:{self._seen[identity]}"))
            self._separator = ",\n"

    def tail(self, summary: Summary) -> Iterator[str]:
        """Say whether all could be read, and close the run."""
        invocation = {"executionSuccessful": not (summary.unreadable or summary.is_interrupted)}
        yield (
            f'\n],\n"invocations": [{dumped(invocation)}],\n'
            f'"properties": {dumped({"summary": summary_record(summary)})}\n}}]}}\n'
        )


def _driver() -> Mapping[str, Any]:
    """Describe this program and every code that it knows."""
    urls = _project_urls()
    docs = urls.get("Documentation")
    return {
        "name": "sqsreport",
        "version": __version__,
        "informationUri": urls.get("Homepage", _NAME),
        "rules": [_rule(code, docs) for code in CODES],
    }


def _project_urls() -> Mapping[str, str]:
    """Return the addresses of the project by their label, as far as they are known: code that is copied has none."""
    try:
        about = importlib.metadata.metadata("sqsreport")
    except importlib.metadata.PackageNotFoundError:
        return {}
    return dict(each.split(", ", 1) for each in about.get_all("Project-URL", []))


def _rule(code: str, docs: str | None) -> Mapping[str, Any]:
    words, page = messages.words_of(code), explanation(code).page
    # A link has to be absolute, so there is one only when the package knows where its pages are.
    link = {"helpUri": f"{docs.rstrip('/')}/reference/problems/{code}.html"} if docs else {}
    return {
        "id": code,
        "name": "".join(word[:1].upper() + word[1:] for word in words.title.split()),
        "shortDescription": {"text": _sentence(words.title)},
        "fullDescription": {"text": _sentence(messages.message(code, {}))},
        **link,
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": CODES[code].severity},
    }


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('…') else '.'}"


def _result(problem: Problem, result: Result, fingerprint: str) -> Mapping[str, Any]:
    return {
        "ruleId": problem.code,
        "ruleIndex": _INDEXES[problem.code],
        "level": problem.severity,
        "message": {"text": _escaped(advice(problem))},
        "locations": [_location(problem, result)],
        "partialFingerprints": {"sqsreportProblem/v1": fingerprint},
    }


def _escaped(text: str) -> str:
    """Escape what a message has of a document, so that it makes neither a placeholder nor a link (§3.11.5, §3.11.6)."""
    text = text.replace("{", "{{").replace("}", "}}")
    # Viewers that know no links would show every backslash, and most brackets are not those of a link.
    return re.sub(r"[\\\[\]]", r"\\\g<0>", text) if _LINK in text else text


def _location(problem: Problem, result: Result) -> Mapping[str, Any]:
    where = location(result.source or NO_FILES[-1])
    artifact = {"uri": uri(where)} | ({} if uri(where).startswith("file:") else {"uriBaseId": _BASE})
    # Code scanning refuses a place without a line, so a file that cannot be read is pointed at where it begins.
    column = {} if problem.column is None else {"startColumn": problem.column}
    physical = {"artifactLocation": artifact, "region": {"startLine": problem.line or 1, **column}}
    logical = {"logicalLocations": [{"fullyQualifiedName": problem.pointer}]} if problem.pointer else {}
    return {"physicalLocation": physical, **logical}


def _identity(problem: Problem, result: Result) -> str:
    """Return what stays the same for a problem when lines or documents are moved, or the words of messages change."""
    quoted = [str(problem.params.get(name, "")) for name in CODES[problem.code].quotes]
    identity = [location(result.source or NO_FILES[-1]), problem.code, problem.pointer, quoted]
    return hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:32]


def uri(place: str) -> str:
    """Return a location as a URI reference, relative where it is."""
    if Path(place).is_absolute():
        return Path(place).as_uri()
    # A colon is quoted too: in the first step it would make it look like the scheme of a URI.
    return quote(os.fsencode(place), safe="/")
