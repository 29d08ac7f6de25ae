"""The table of problems, and a page for each of their codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqsreport import messages
from sqsreport.explanations import explanation, in_markdown
from sqsreport.problems import CODES, Code

FOLDER: Final = "reference/problems"

FAMILIES: Final = {
    "SQS0": "The input",
    "SQS1": "The structure that the schema asks for",
    "SQS2": "What a schema cannot say",
    "SQS3": "What real letters seldom do",
    "SQS4": "The reading of a letter",
}


def written() -> Mapping[str, bytes]:
    """Make a page of every explanation."""
    return {f"{code}.md": explanation(code).page.encode() for code in CODES}


def problem_tables() -> str:
    """Write a table of every family of problems, in Markdown."""
    known: set[str] = set()
    parts = []
    for prefix, title in FAMILIES.items():
        codes = [code for code in CODES.values() if code.code.startswith(prefix)]
        known |= {code.code for code in codes}
        parts.append(f"## {title}\n\n| code | severity | what | message and advice |\n|---|---|---|---|\n")
        parts += [*(_row(code) for code in codes), "\n"]
    assert known == CODES.keys(), f"no family for {sorted(CODES.keys() - known)}"
    return "".join(parts)


def _row(code: Code) -> str:
    """Write the row of one code, to which a link such as ``problems.html#sqs204`` leads."""
    link = f"[[{code.code}](problems/{code.code}.md)]{{#{code.code.lower()}}}"
    words = messages.words_of(code.code)
    told = [in_markdown(each) for each in (words.message, words.suggestion, words.otherwise) if each]
    return f"| {link} | {code.severity} | {words.title} | {'<br>'.join(told).replace('|', chr(92) + '|')} |\n"


FILLED: Final = {"reference/problems": {"%PROBLEMS%": problem_tables}}
