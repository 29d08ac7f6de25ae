"""The laws of letters: written letters are read back, and every word is in the report or in the leftovers."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Any

import sqsreport
from laws.register import law
from sqsreport import letters
from sqsreport.letters import Passage, Reading
from sqsreport.letters.formats import markdown
from sqsreport.model import Report
from sqsreport.problems import errors_in

FORMATS = tuple(letters.FORMATS)


def is_page_number(passage: Passage) -> bool:
    """Check whether a passage is the page number at the foot of a page of a PDF."""
    return passage.page is not None and re.fullmatch(r"Page \d+ of \d+", passage.text) is not None


@law("reports", formats=FORMATS)
def letter_round_trip(report: Report, format: str) -> None:
    """Reading a written letter gives the identical report, for every report and format."""
    reading = letters.read(letters.write(report, format), format)

    assert report == reading.report
    assert sqsreport.dumps(report) == sqsreport.dumps(reading.report)
    assert [] == errors_in(list(reading.problems))
    assert all(map(is_page_number, reading.leftovers))


@law("printed reports", formats=FORMATS)
def text_round_trip(report: Report, format: str) -> None:
    """A report that a letter can print in full is read from the text of the letter alone, with no other leftovers."""
    reading = letters.read(letters.write(report, format), format, ignore_embedded=True)

    assert sqsreport.dumps(report) == (reading.report and sqsreport.dumps(reading.report))
    assert all(map(is_page_number, reading.leftovers))


# --------------------------------------------------------------------- complete accounting


def accounted(reading: Reading) -> set[Passage]:
    """Return the passages that are in the report or in the leftovers."""
    return {*reading.sources.get("", ()), *reading.leftovers}


def lines_of(text: str) -> dict[int, str]:
    """Return the lines of a text that are not blank, stripped."""
    return {number: line.strip() for number, line in enumerate(text.split("\n"), 1) if line.strip()}


@law("loose lines", share=200)
def every_line_is_accounted_for(text: str) -> None:
    """Report and leftovers account for every line of a letter, even when lines are missing or out of order."""
    passages = accounted(letters.read(text.encode(), "markdown"))
    single = {passage.line: passage.text for passage in passages if "\n" not in passage.text}
    multiple = {
        line: each for p in passages if "\n" in p.text for line, each in enumerate(p.text.split("\n"), p.line or 0)
    }

    assert lines_of(text) == multiple | single


@law("loose blocks", share=300)
def every_character_is_accounted_for(text: str) -> None:
    """Every letter and digit is in a value read from its passage or in the leftovers, wherever lines were moved."""
    assert {} == unsaid(letters.read(text.encode(), "markdown"))


@law("texts", share=200)
def any_text_is_accounted_for(text: str) -> None:
    """The passages of any text are those of its blocks, each once, and all are accounted for."""
    source = markdown.parse(text.encode("utf-8", "surrogatepass"))
    reading = letters.read(text.encode("utf-8", "surrogatepass"), "markdown")

    assert {line.passage for block in source.blocks for line in block.lines} == accounted(reading)


#: The pointers of values that contain the words of a letter, each once; other values are derived from them.
PRINTED = re.compile(
    r"/(?:title|published|(?:addressee|sender)/(?:name|role)|(?:introduction|summary|closing|notes|context/paragraphs)/\d+|"
    r"sections/\d+/(?:number|title|paragraphs/\d+/(?:number|text))|(?:strengths|recommendations)/.*/text|"
    r"(?:strengths|recommendations)/\d+/text|copy_list/\d+/(?:role|recipients/\d+)|footnotes/\d+/(?:label|text))"
)
#: Text that a report represents by its keys and order: labels, headings of parts, numbers and bullets of items.
BY_FORM = re.compile(
    r"(?:[*_]*(?:To|From|Date|Copy to|Publication date)[*_]*:|See copy list at end|Role(?=[|\s]+Recip)|Recipients|"
    r"\s*(?:and )?(?=\w+(?: \w+)?$)|(?:[#*\s]*(?:Context|Summary|Commentary(?: on the inspection in Northmoor)?|"
    r"Key strengths|Areas requiring improvement)[:*\s]*$)|\s*(?:[-•*]\s+)?(?:\(?(?:[ivx]+|[a-z]|\d+)[.)]\s)?|"
    r"Note \d*:|(?<=\w) and (?=\w))"
)


def letters_of(text: str) -> Counter[str]:
    """Count the letters and digits of a text, without its tags."""
    plain = unicodedata.normalize("NFKC", re.sub(r"</?i>", "", text)).casefold()
    return Counter(filter(str.isalnum, plain))


@lru_cache(maxsize=2**14)
def letters_to_say(text: str) -> Counter[str]:
    """Count the letters and digits of a passage that must be in a value. Cached, because loose blocks often repeat."""
    return letters_of(BY_FORM.sub("", text))


def unsaid(reading: Reading) -> dict[Passage, str]:
    """Return the letters and digits of each passage that are in neither the leftovers nor the values read from it."""
    if reading.report is None:
        return {}
    document = json.loads(sqsreport.dumps(reading.report))
    words_of: dict[Passage, str] = {}
    for where, passages in reading.sources.items():
        if PRINTED.fullmatch(where):
            value = str(resolve(document, where))
            words = f"{reading.report.published:%A the %dth of %B %Y}" if where == "/published" else value
            words_of |= {passage: f"{words_of.get(passage, '')} {words}" for passage in passages}
    used = {passage for passage in reading.sources[""] if passage not in reading.leftovers}
    remaining = {each: letters_to_say(each.text) - letters_of(words_of.get(each, "")) for each in used}
    return {passage: "".join(rest.elements()) for passage, rest in remaining.items() if rest}


def resolve(document: Any, where: str) -> Any:
    """Return the value at a JSON Pointer."""
    for step in where.split("/")[1:]:
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document
