"""Remove from a report what may identify people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from sqsreport import codec, schemas
from sqsreport._jsondata import pointer
from sqsreport.letters import inline
from sqsreport.model import Prose, Report
from sqsreport.redaction.contacts import find_contacts
from sqsreport.redaction.names import Names, Span, keys, lower_case_words

#: The replacement of a name for which the report has no role.
NAME: Final = "[name]"
RECIPIENT: Final = "recipient"
_MAX_ROLE: Final = 100

#: A link and an autolink, whose targets may contain a name.
_LINK: Final = re.compile(r"\[(?P<label>[^\[\]]*+)\]\((?P<target>[^()\s]*+[^()]*+)\)")
_AUTOLINK: Final = re.compile(r"<(?P<target>[^<>\s]++)>")
_FOOTNOTE_MARK: Final = re.compile(r"\[\^[^ \[\]]++\]")
#: The path of the service, whose values are names of places.
_SERVICE: Final = ("inspection", "service")


@attrs.frozen
class Redaction:
    """A redacted report, and what was removed.

    Attributes:
        report: the redacted report, which is valid.
        counts: the number of values and names that were removed or replaced, by JSON Pointer into the original report.
    """

    report: Report
    counts: Mapping[str, int]


def redact(report: Report, *, keep: Iterable[str] = (), also: Iterable[str] = ()) -> Redaction:
    """Remove the names, addresses and telephone numbers of people from a report.

    Fields that the schema marks as personal are removed; roles are kept. In other text, a name that is in a field of
    the report is replaced with the role in brackets, such as ``[lead inspector]``, and e-mail addresses, telephone
    numbers and postal addresses are replaced too. A finding may identify a person without a name, and the text may
    mention people who are in no field: read the result before you publish it.

    Args:
        report: the report.
        keep: names, addresses and numbers to keep, and JSON Pointers to parts to keep, such as ``/sender``.
        also: further names to replace.

    Raises:
        TypeError: the argument is not a `Report`.
    """
    data = codec.to_dict(report)
    redactor = _Redactor(report, data, [*keep], [*also])
    redacted = redactor.redact_object(data, schemas.root(), ())
    return Redaction(codec.from_valid_dict(redacted), redactor.counts)


class _Redactor:
    """Redacts one report."""

    def __init__(self, report: Report, data: Mapping[str, Any], keep: Iterable[str], also: Iterable[str]) -> None:
        self.counts: dict[str, int] = {}
        self._kept_pointers = tuple(each for each in keep if each.startswith("/"))
        self._kept_texts = {keys(each) for each in keep if not each.startswith("/")}
        fields = [*_name_fields(data)]
        for path, name, _ in fields:
            if self._is_kept(path):
                self._kept_texts.add(keys(name))
        service = data["inspection"]["service"]
        places = [service["name"], service["area"], service.get("abbreviation", "")]
        places += [authority["name"] for authority in service.get("authorities", ())]
        self._not_names = {*map(keys, places), *self._kept_texts}
        self._names = Names()
        self._common: set[str] = set()
        for _, name, replacement in fields:
            if keys(name) not in self._not_names:
                self._names.add(name, replacement)
        for name in also:
            self._names.add(name, NAME)
        # Common words are collected from text without the names, because they decide on surnames afterwards.
        prose = (_replace(text, self._spans(text)) for _, text in report.iter_prose())
        self._common = {*lower_case_words(prose), *(key for place in places for key in keys(place))}
        self._common |= {key for kept in self._kept_texts for key in kept[-1:]}

    def _is_kept(self, path: tuple[str | int, ...]) -> bool:
        prefix = f"{pointer(*path)}/"
        return any(prefix.startswith(f"{kept.rstrip('/')}/") for kept in self._kept_pointers)

    def redact_object(self, data: Mapping[str, Any], schema: Mapping[str, Any], path: tuple[str | int, ...]) -> Any:
        """Return an object without personal data, or ``None`` if it is then empty or lacks a required value."""
        properties = schemas.resolve(schema).get("properties", {})
        result = {}
        for key, value in data.items():
            redacted = self._redact_value(value, properties.get(key, {}), (*path, key))
            if redacted is None and key in schemas.resolve(schema).get("required", ()):
                return None
            if redacted is not None:
                result[key] = redacted
        return result or None

    def _redact_value(self, value: Any, schema: Mapping[str, Any], path: tuple[str | int, ...]) -> Any:
        """Return a value without personal data, or ``None`` if nothing remains."""
        if path[:2] == _SERVICE:
            return value
        if self._is_kept(path):
            return self._strings_in(value, path) if path[0] == "extensions" else value
        resolved = schemas.resolve(schema)
        is_personal = bool(schema.get("x-personal-data"))
        if isinstance(value, Mapping):
            if is_personal and "properties" not in resolved:
                return self._extensions(value, path)
            redacted = self.redact_object(value, schema, path)
            if redacted is None:
                # The whole object is removed, so count its values instead of those of its parts.
                prefix = f"{pointer(*path)}/"
                self.counts = {key: count for key, count in self.counts.items() if not key.startswith(prefix)}
                self._count(path, len(value))
            return redacted
        if isinstance(value, list):
            items = resolved.get("items", {})
            if is_personal and "properties" not in schemas.resolve(items) and not _is_prose(items):
                kept = [each for each in value if keys(each) in self._kept_texts]
                self._count(path, len(value) - len(kept))
                return kept or None
            redacted = [self._redact_value(each, items, (*path, index)) for index, each in enumerate(value)]
            return [each for each in redacted if each is not None] or None
        if not isinstance(value, str):
            return value
        if _is_prose(schema):
            return self._prose(value, path)
        if is_personal and keys(value) not in self._kept_texts:
            self._count(path, 1)
            return None
        return self._line(value, path) if not is_personal and _is_line(schema) else value

    def _extensions(self, value: Mapping[str, Any], path: tuple[str | int, ...]) -> Any:
        """Return the extensions to keep, with their texts redacted, or ``None`` if there are none."""
        kept = {key: item for key, item in value.items() if self._is_kept((*path, key))}
        if len(kept) < len(value):
            self._count(path, len(value) - len(kept))
        return {key: self._strings_in(item, (*path, key)) for key, item in kept.items()} or None

    def _strings_in(self, value: Any, path: tuple[str | int, ...]) -> Any:
        if isinstance(value, Mapping):
            return {key: self._strings_in(item, (*path, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [self._strings_in(item, (*path, index)) for index, item in enumerate(value)]
        return self._line(value, path) if isinstance(value, str) else value

    def _count(self, path: tuple[str | int, ...], number: int) -> None:
        if number:
            where = pointer(*path)
            self.counts[where] = self.counts.get(where, 0) + number

    def _line(self, text: str, path: tuple[str | int, ...]) -> str:
        spans = self._spans(text)
        self._count(path, len(spans))
        return _replace(text, spans)

    def _prose(self, text: str, path: tuple[str | int, ...]) -> str:
        """Redact the CommonMark source of prose; if its plain text still has a name, redact the plain text instead."""
        plain = _FOOTNOTE_MARK.sub("", Prose(text).plain_text)
        source = self._without_links(text)
        spans = self._spans(source)
        plain_spans = self._spans(plain)
        if not spans and not plain_spans:
            self._count(path, int(source != text))
            return source
        self._count(path, max(len(spans), len(plain_spans)))
        redacted = _replace(source, spans)
        if self._spans(_FOOTNOTE_MARK.sub("", Prose(redacted).plain_text)):
            # There is markup within a name. Without the markup the positions of footnote marks are lost, so they are
            # at the end.
            marks = "".join(f"[^{label}]" for label in Prose(text).footnote_marks)
            redacted = inline.escape(" ".join(_replace(plain, plain_spans).split())) + marks
        return redacted

    def _without_links(self, text: str) -> str:
        """Replace each link whose target contains a name with the text of the link."""
        if "](" in text:
            text = _LINK.sub(lambda link: link["label"] if self._spans(link["target"]) else link[0], text)
        if "<" in text:
            text = _AUTOLINK.sub(lambda link: link["target"] if self._spans(link["target"]) else link[0], text)
        return text

    def _spans(self, text: str) -> list[Span]:
        """Return the spans to replace in a text, in order and without overlaps."""
        matches = [span for span in find_contacts(text) if keys(text[span.start : span.end]) not in self._kept_texts]
        matches += self._names.find(text, self._common)
        spans: list[Span] = []
        for span in sorted(matches, key=lambda span: (span.start, -span.end)):
            if not spans or span.start >= spans[-1].end:
                spans.append(span)
            elif span.end > spans[-1].end:
                spans[-1] = attrs.evolve(spans[-1], end=span.end)
        return spans


def _replace(text: str, spans: Iterable[Span]) -> str:
    parts = []
    offset = 0
    for span in spans:
        parts += [text[offset : span.start], span.replacement]
        # Text in brackets directly before a parenthesis would be a link.
        if text[span.end : span.end + 1] == "(":
            parts.append(" ")
        offset = span.end
    return "".join([*parts, text[offset:]])


def _name_fields(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Yield the path of each name in a field of a report, the name, and the role that replaces it."""
    inspector = data["inspection"].get("lead_inspector")
    if inspector:
        yield ("inspection", "lead_inspector", "name"), inspector["name"], "[lead inspector]"
    for key in ("sender", "addressee"):
        person = data.get(key, {})
        if "name" in person:
            yield (key, "name"), person["name"], f"[{key}]"
    for index, entry in enumerate(data.get("copy_list", ())):
        for number, name in enumerate(entry.get("recipients", ())):
            yield ("copy_list", index, "recipients", number), name, f"[{_role(entry['role'])}]"


def _role(role: str) -> str:
    """Return a role for use in brackets, or a general word if the role is long or has characters of markup."""
    is_plain = len(role) <= _MAX_ROLE and not re.search(r"[^\w\s,.'’&/-]|&\w|_", role)
    return role if is_plain and not [*find_contacts(role)] else RECIPIENT


def _refers_to(name: str) -> Callable[[Mapping[str, Any]], bool]:
    return lambda schema: schema.get("$ref") == f"#/$defs/{name}"


_is_prose = _refers_to("prose")
_is_line = _refers_to("line")
