"""The laws of letters: what is written is read back, and every word of a letter is in its report or left over."""

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
    """Tell whether a passage is what a PDF prints at the foot of a page."""
    return passage.page is not None and re.fullmatch(r"Page \d+ of \d+", passage.text) is not None


@law("reports", formats=FORMATS)
def letter_round_trip(report: Report, format: str) -> None:
    """Reading a letter that was written gives the identical report, for every report and format."""
    reading = letters.read(letters.write(report, format), format)

    assert report == reading.report
    assert sqsreport.dumps(report) == sqsreport.dumps(reading.report)
    assert [] == errors_in(list(reading.problems))
    assert all(map(is_page_number, reading.leftovers))


@law("printed reports", formats=FORMATS)
def text_round_trip(report: Report, format: str) -> None:
    """A report of which a letter can say all is read from the letter's text alone, with nothing left over."""
    reading = letters.read(letters.write(report, format), format, ignore_embedded=True)

    assert sqsreport.dumps(report) == (reading.report and sqsreport.dumps(reading.report))
    assert all(map(is_page_number, reading.leftovers))


# --------------------------------------------------------------------------- accounted for


def accounted(found: Reading) -> set[Passage]:
    """Return the passages that are in the report or left over."""
    return {*found.sources.get("", ()), *found.leftovers}


def lines_of(text: str) -> dict[int, str]:
    """Return the lines of a text that are not blank, without the space around them."""
    return {number: line.strip() for number, line in enumerate(text.split("\n"), 1) if line.strip()}


@law("loose lines", share=200)
def every_line_is_accounted_for(text: str) -> None:
    """Report and leftovers account for every line of a letter, also when lines are lost or out of order."""
    passages = accounted(letters.read(text.encode(), "markdown"))
    found = {passage.line: passage.text for passage in passages if "\n" not in passage.text}
    ruled = {
        line: each for p in passages if "\n" in p.text for line, each in enumerate(p.text.split("\n"), p.line or 0)
    }

    assert lines_of(text) == ruled | found


@law("loose blocks", share=300)
def every_character_is_accounted_for(text: str) -> None:
    """Every letter and figure is in a value that is made of its passage, or left over, wherever lines were put or lost."""
    assert {} == unsaid(letters.read(text.encode(), "markdown"))


@law("texts", share=200)
def any_text_is_accounted_for(text: str) -> None:
    """Whatever the text, its passages are those of its blocks, each once, and all are accounted for."""
    source = markdown.parse(text.encode("utf-8", "surrogatepass"))
    found = letters.read(text.encode("utf-8", "surrogatepass"), "markdown")

    assert {line.passage for block in source.blocks for line in block.lines} == accounted(found)


#: The values that hold the words of a letter, each once; the others are made of those.
PRINTED = re.compile(
    r"/(?:title|published|(?:addressee|sender)/(?:name|role)|(?:introduction|summary|closing|notes|context/paragraphs)/\d+|"
    r"sections/\d+/(?:number|title|paragraphs/\d+/(?:number|text))|(?:strengths|recommendations)/.*/text|"
    r"(?:strengths|recommendations)/\d+/text|copy_list/\d+/(?:role|recipients/\d+)|footnotes/\d+/(?:label|text))"
)
#: What a report says by its keys and its order: labels, headings of parts, numbers and bullets of items.
BY_FORM = re.compile(
    r"(?:[*_]*(?:To|From|Date|Copy to|Publication date)[*_]*:|See copy list at end|Role(?=[|\s]+Recip)|Recipients|"
    r"\s*(?:and )?(?=\w+(?: \w+)?$)|(?:[#*\s]*(?:Context|Summary|Commentary(?: on the inspection in Northmoor)?|"
    r"Key strengths|Areas requiring improvement)[:*\s]*$)|\s*(?:[-•*]\s+)?(?:\(?(?:[ivx]+|[a-z]|\d+)[.)]\s)?|"
    r"Note \d*:|(?<=\w) and (?=\w))"
)


def letters_of(text: str) -> Counter[str]:
    """Count the letters and figures of a text, by themselves and without the tags among them."""
    plain = unicodedata.normalize("NFKC", re.sub(r"</?i>", "", text)).casefold()
    return Counter(filter(str.isalnum, plain))


@lru_cache(maxsize=2**14)
def letters_to_say(text: str) -> Counter[str]:
    """Count those of a passage but for what a report says by its form; loose blocks are much the same in every letter."""
    return letters_of(BY_FORM.sub("", text))


def unsaid(found: Reading) -> dict[Passage, str]:
    """Return the letters and figures of each passage that is neither left over nor in the values made of it."""
    if found.report is None:
        return {}
    document = json.loads(sqsreport.dumps(found.report))
    said: dict[Passage, str] = {}
    for where, passages in found.sources.items():
        if PRINTED.fullmatch(where):
            value = str(resolve(document, where))
            words = f"{found.report.published:%A the %dth of %B %Y}" if where == "/published" else value
            said |= {passage: f"{said.get(passage, '')} {words}" for passage in passages}
    every = {passage for passage in found.sources[""] if passage not in found.leftovers}
    left = {each: letters_to_say(each.text) - letters_of(said.get(each, "")) for each in every}
    return {passage: "".join(rest.elements()) for passage, rest in left.items() if rest}


def resolve(document: Any, where: str) -> Any:
    """Return the value at a JSON Pointer."""
    for step in where.split("/")[1:]:
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document
