"""The catalogue of problem codes: one file per code in ``codes``, loaded when it is first needed.

A file such as ``codes/SQS204.md`` has TOML front matter between lines of ``+++``, and below it the
explanation in Markdown. The keys of the front matter are:

- ``severity``: ``error`` or ``warning``;
- ``title``: what the problem is, in a few words;
- ``message``: what is wrong; a `str.format` template over the parameters of a problem;
- ``suggestion``: how to correct it; used only when the problem has all of its parameters;
- ``otherwise``: how to correct it where ``suggestion`` cannot be used;
- ``quotes``: the parameters that may quote the document;
- ``fatal``: true if nothing else can be checked, so that the problem must not be hidden.

The explanation begins with the meaning, followed by the sections *Why it matters*, *Wrong*, *Right* and,
optionally, *How to fix it*. The examples are short, and the tests run them. The language of a block says how:

- ``json``: part of a report, merged into the report of Northmoor in ``examples``: objects key by key, while
  every other value replaces the one that is there;
- ``yaml``: part of a report in YAML; the missing rest is ignored;
- ``text``: part of the text of a file; the missing rest is ignored;
- ``console``: commands, run in the folder ``examples``;
- ``python``: an expression, for what no file can show;
- ``markdown``: a letter, as short as possible; missing parts are ignored.

An example without a block describes something that cannot be printed, such as a scanned page.
"""

from __future__ import annotations

import functools
import re
import string
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

import attrs

from sqsreport._data import data_file, data_text

#: An ``error`` makes a report invalid; a ``warning`` does not, but should be checked.
Severity = Literal["error", "warning"]

#: The parameters of the message of a problem.
Params = Mapping[str, str | int | float]

#: The folder of the codes, with a file for each.
_CODES: Final = ("problems", "codes")
_FENCE: Final = "+++\n"
_HEADING: Final = re.compile(r"^## (.+)\n", re.MULTILINE)
_BLOCK: Final = re.compile(r"(?P<words>.*?)```(?P<language>[a-z]+)\n(?P<block>.*?)```", re.DOTALL)


@attrs.frozen
class Example:
    """Something that is wrong or right, as a block of text, in words, or both.

    Attributes:
        words: a remark on the example, in Markdown.
        language: the language of the block, such as ``json``.
        block: the example itself.
    """

    words: str | None = None
    language: str | None = None
    block: str | None = None


@attrs.frozen
class Explanation:
    """The explanation of a code, in Markdown.

    Attributes:
        meaning: what the code means.
        why: why that matters.
        wrong: an example that has the problem.
        right: the same example without it.
        mending: how to correct it, where the message does not say it all.
    """

    meaning: str
    why: str
    wrong: Example
    right: Example
    mending: str | None = None


@attrs.frozen
class Code:
    """One kind of problem.

    Attributes:
        code: its name, which never changes.
        severity: the severity of its problems, unless settings override it.
        title: what it is, in a few words.
        message: what is wrong, as a `str.format` template over the parameters of a problem.
        suggestion: how to correct it, as a template; used only when a problem has all of its parameters.
        otherwise: how to correct it where ``suggestion`` cannot be used.
        quotes: the parameters that may quote the document; the others come from the schema or the library.
        is_fatal: whether the document could not be checked any further. Such a problem cannot be hidden, or the
            document would pass as one without problems.
        text: the explanation, as Markdown.
    """

    code: str
    severity: Severity
    title: str
    message: str
    suggestion: str | None = None
    otherwise: str | None = None
    quotes: tuple[str, ...] = ()
    is_fatal: bool = False
    text: str = attrs.field(default="", repr=False)

    @property
    def explanation(self) -> Explanation:
        """The explanation, split into its parts."""
        meaning, *rest = _HEADING.split(self.text)
        sections = {heading: text.strip() for heading, text in zip(rest[::2], rest[1::2], strict=True)}
        return Explanation(
            meaning.strip(),
            sections["Why it matters"],
            _parse_example(sections["Wrong"]),
            _parse_example(sections["Right"]),
            sections.get("How to fix it"),
        )

    @property
    def summary(self) -> str:
        """The severity, the message and the advice in Markdown, with parameters in italics."""
        lines = [f"**{self.severity}**: {in_markdown(self.message)}"]
        for label, advice in (("advice", self.suggestion), ("or", self.otherwise)):
            lines += [f"**{label}**: {in_markdown(advice)}"] if advice else []
        return "\n\n".join(lines)

    @property
    def page(self) -> str:
        """Title, summary and explanation as a page of Markdown."""
        return f"# {self.code}: {self.title}\n\n{self.summary}\n\n{self.text}"

    def to_dict(self) -> dict[str, Any]:
        """Return the code and its explanation as JSON data, without keys for missing values."""
        data = attrs.asdict(self, filter=lambda field, _: field.name not in ("quotes", "is_fatal", "text"))
        return _without_none(data | attrs.asdict(self.explanation))

    def format_message(self, params: Params) -> str:
        """Return the message of a problem; a missing parameter is shown as an ellipsis."""
        text = self.message.format_map(_Params(params))
        more = params.get("more")
        return f"{text}; and {more:,} more like this" if isinstance(more, int) else text

    def format_suggestion(self, params: Params) -> str | None:
        """Return the advice that the parameters of a problem allow, or ``None`` when there is none."""
        if self.suggestion is None or not _fields(self.suggestion) <= params.keys():
            return self.otherwise
        return self.suggestion.format(**params)


class _Params(dict[str, str | int | float]):
    """Parameters for a message."""

    def __missing__(self, key: str) -> str:
        return "…"


class _Catalogue(Mapping[str, Code]):
    """Every code by its name, in order. The file of a code is read when the code is first looked up."""

    @functools.cached_property
    def _names(self) -> Mapping[str, None]:
        suffix = ".md"
        names = sorted(file.name for file in data_file(*_CODES).iterdir())
        return dict.fromkeys(name.removesuffix(suffix) for name in names if name.endswith(suffix))

    def __contains__(self, code: object) -> bool:
        return code in self._names

    def __getitem__(self, code: str) -> Code:
        if code not in self._names:
            raise KeyError(code)
        return _load(code)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


#: Every code by its name. ``SQS0…`` is about the input, ``SQS1…`` about the structure that the schema requires,
#: ``SQS2…`` about what a schema cannot express, ``SQS3…`` about what should be checked, ``SQS4…`` about the
#: reading of a letter, ``SQS5…`` about doubts about a reading. A published code never gets another meaning.
CODES: Final[Mapping[str, Code]] = _Catalogue()


def in_markdown(template: str) -> str:
    """Show the template of a message as Markdown, with its parameters in capitals and in italics.

    >>> in_markdown("must be {expected}, not {found}")
    'must be *EXPECTED*, not *FOUND*'
    """
    # A parameter that is attached to a word is an optional remark.
    template = re.sub(r"(?<=\w)\{\w+\}", "", template)
    escaped = re.sub(r"[\\`*<]|\[(?=\^)", r"\\\g<0>", template)
    return re.sub(r"\{(\w+)\}", lambda match: f"*{match[1].upper()}*", escaped)


def _without_none(data: dict[str, Any]) -> dict[str, Any]:
    values = ((key, _without_none(value) if isinstance(value, dict) else value) for key, value in data.items())
    return {key: value for key, value in values if value is not None}


@functools.cache
def _load(code: str) -> Code:
    import tomllib  # imported here because a document without problems has no use for it

    text = data_text(*_CODES, f"{code}.md")
    _, front_matter, explanation = text.split(_FENCE, 2)
    values = tomllib.loads(front_matter)
    quotes, is_fatal = tuple(values.pop("quotes", ())), values.pop("fatal", False)
    return Code(code, **values, quotes=quotes, is_fatal=is_fatal, text=explanation.lstrip("\n"))


@functools.cache
def _fields(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


def _parse_example(text: str) -> Example:
    match = _BLOCK.fullmatch(text)
    if match is None:
        return Example(text)
    return Example(match["words"].strip() or None, match["language"], match["block"])
