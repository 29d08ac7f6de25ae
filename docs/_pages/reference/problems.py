"""The table of problems, and a page for each of their codes."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from _pages.schema.fields import Field, field_at
from sqsreport.problems import CODES, Code, in_markdown

FOLDER: Final = "reference/problems"

#: The families of codes that are about certain fields; the others may be about any field.
_RULES: Final = ("SQS2", "SQS3")

FAMILIES: Final = {
    "SQS0": "The input",
    "SQS1": "The structure of the schema",
    "SQS2": "Contradictions",
    "SQS3": "Unusual values",
    "SQS4": "The reading of a letter",
    "SQS5": "Doubts about a reading",
    "SQS6": "Corrections",
}


def make_files() -> Mapping[str, bytes]:
    """Return a page for each code, with links to the fields that it is about."""
    return {f"{name}.md": f"{code.page.rstrip()}\n{_fields_section(name)}".encode() for name, code in CODES.items()}


@functools.cache
def fields_of(code: str) -> tuple[Field, ...]:
    """Return the fields that a rule is about: those in which its examples differ, if they are parts of a report."""
    wrong, right = CODES[code].explanation.wrong, CODES[code].explanation.right
    if code[:4] not in _RULES or {wrong.language, right.language} != {"json"}:
        return ()
    pointers = _differing(json.loads(wrong.block or ""), json.loads(right.block or ""), "")
    fields = {field.label: field for pointer in pointers if (field := field_at(pointer))}
    # A rule about prose is about all prose, and not only about the part of the letter in its example.
    return tuple(field for field in fields.values() if field.type.kind not in ("prose", "paragraphs"))


def rules_about(field: Field) -> list[str]:
    """Return the codes of the rules that are about a field."""
    return [code for code in CODES if field.label in {each.label for each in fields_of(code)}]


def _differing(one: Any, other: Any, pointer: str) -> Iterator[str]:
    """Yield the pointers to the differences between two parts of a report."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one | other:
            yield from _differing(one.get(key), other.get(key), f"{pointer}/{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, pair in enumerate(zip(one, other, strict=True)):
            yield from _differing(*pair, f"{pointer}/{index}")
    elif one != other:
        yield pointer


def _fields_section(code: str) -> str:
    links = [
        f"- [`{field.name}`](/reference/schema/{field.of}.md#{field.anchor}): {field.title}\n"
        for field in fields_of(code)
    ]
    return f"\n## Fields\n\n{''.join(links)}" if links else ""


def problem_tables() -> str:
    """Return a table for each family of problems, in Markdown."""
    codes_of_families: set[str] = set()
    parts = []
    for prefix, title in FAMILIES.items():
        codes = [code for code in CODES.values() if code.code.startswith(prefix)]
        codes_of_families |= {code.code for code in codes}
        parts.append(f"## {title}\n\n| code | severity | what | message and advice |\n|---|---|---|---|\n")
        parts += [*(_row(code) for code in codes), "\n"]
    assert codes_of_families == CODES.keys(), f"no family for {sorted(CODES.keys() - codes_of_families)}"
    return "".join(parts)


def _row(code: Code) -> str:
    """Return the row of a code, with an anchor such as ``problems.html#sqs204``."""
    link = f"[[{code.code}](problems/{code.code}.md)]{{#{code.code.lower()}}}"
    advice = [f"*Advice:* {in_markdown(each)}" for each in (code.suggestion, code.otherwise) if each]
    lines = [in_markdown(code.message), *advice]
    return f"| {link} | {code.severity} | {code.title} | {' <br>'.join(lines).replace('|', chr(92) + '|')} |\n"


def fatal_codes() -> str:
    """List the codes that cannot be hidden, with links, in Markdown."""
    *links, last = (f"[{name}](problems/{name}.md)" for name, code in CODES.items() if code.is_fatal)
    return f"{', '.join(links)} and {last}"


PLACEHOLDERS: Final = {
    "reference/problems": {"%PROBLEMS%": problem_tables},
    "reference/validating": {"%FATAL_CODES%": fatal_codes},
}
