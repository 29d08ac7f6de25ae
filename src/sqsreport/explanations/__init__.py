"""The explanation of every code: what it means, why it matters, a wrong and a right example.

Each is a file of Markdown, ``en/SQS204.md``, without its title: that, the severity and the
message are the catalogue's. A further language is a folder beside ``en``; a code that it
does not explain is explained in English.

The examples are short, and the tests run them. What the language of a block says:

- ``json``: a piece of a report. The rest is the report of Northmoor, in ``examples``: objects
  are merged key by key, and every other value takes the place of the old one. Or corrections of that report, as a file
  without the keys that say which letter it is for.
- ``yaml``: a piece of a report in YAML. That it is no whole report is set aside.
- ``text``: a piece of the text of a file. That it is no whole report is set aside.
- ``console``: commands, given in the folder ``examples``.
- ``python``: an expression, for what no file shows.
- ``markdown``: a letter, as short as can be. That it lacks parts is set aside.

An example without a block says in words what cannot be printed, such as a scanned page.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final

import attrs

from sqsreport import messages
from sqsreport.problems import CODES

__all__ = ["Example", "Explanation", "explanation"]

_HEADING: Final = re.compile(r"^## (.+)\n", re.MULTILINE)
_BLOCK: Final = re.compile(r"(?P<words>.*?)```(?P<language>[a-z]+)\n(?P<block>.*?)```", re.DOTALL)

#: The headings of a file, and the parts of an explanation that stand under them.
_PARTS: Final = {"Why it matters": "why", "Wrong": "wrong", "Right": "right", "How to mend it": "mending"}


@attrs.frozen
class Example:
    """Something that is wrong or right, as a block of text, in words, or both.

    Attributes:
        words: what there is to say about it, in Markdown.
        language: what the block is, such as ``json``.
        block: the example itself.
    """

    words: str | None = None
    language: str | None = None
    block: str | None = None


@attrs.frozen
class Explanation:
    """What there is to know about one code, in Markdown.

    Attributes:
        code: its name.
        meaning: what it means.
        why: why that matters.
        wrong: an example that has the problem.
        right: the same without it.
        mending: how to mend it, where the message does not say it all.
        source: all of these as they were written.
        language: what it is written in, as far as there is an explanation in that language.
    """

    code: str
    meaning: str
    why: str
    wrong: Example
    right: Example
    mending: str | None
    source: str = attrs.field(repr=False)
    language: str = "en"

    @property
    def title(self) -> str:
        """The code and what it is, in a few words."""
        return f"{self.code}: {self._words.title}"

    @property
    def told(self) -> str:
        """The severity and the message, and below them the advice, with parameters in italics."""
        words = self._words
        lines = [f"**{CODES[self.code].severity}**: {in_markdown(words.message)}"]
        for label, advice in (("advice", words.suggestion), ("or", words.otherwise)):
            lines += [f"**{label}**: {in_markdown(advice)}"] if advice else []
        return "\n\n".join(lines)

    @property
    def page(self) -> str:
        """The whole of it as a page of Markdown."""
        return f"# {self.title}\n\n{self.told}\n\n{self.source}"

    @property
    def _words(self) -> messages.Words:
        return messages.words_of(self.code, self.language)


def explanation(code: str, language: str = "en") -> Explanation:
    """Return the explanation of a code; raise `KeyError` when there is no such code."""
    if code not in CODES:
        raise KeyError(code)
    source = _source(code, language)
    meaning, *rest = _HEADING.split(source)
    parts = {_PARTS[heading]: text.strip() for heading, text in zip(rest[::2], rest[1::2], strict=True)}
    return Explanation(
        code,
        meaning.strip(),
        parts["why"],
        _example(parts["wrong"]),
        _example(parts["right"]),
        parts.get("mending"),
        source,
        language,
    )


def in_markdown(template: str) -> str:
    """Show a template of a message as Markdown, with its parameters in capitals and in italics.

    >>> in_markdown("must be {expected}, not {found}")
    'must be *EXPECTED*, not *FOUND*'
    """
    # What is glued to a word is a remark that there may be or not.
    template = re.sub(r"(?<=\w)\{\w+\}", "", template)
    escaped = re.sub(r"[\\`*<]|\[(?=\^)", r"\\\g<0>", template)
    return re.sub(r"\{(\w+)\}", lambda match: f"*{match[1].upper()}*", escaped)


def _source(code: str, language: str) -> str:
    folder, name = files(__name__), f"{code}.md"
    file = folder.joinpath(language, name)
    return (file if file.is_file() else folder.joinpath("en", name)).read_text(encoding="utf-8")


def _example(text: str) -> Example:
    match = _BLOCK.fullmatch(text)
    if match is None:
        return Example(text)
    return Example(match["words"].strip() or None, match["language"], match["block"])
