"""The walk over a report that takes out what may identify people."""

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
from sqsreport.redaction.names import Names, Span, keys, small_words

#: What stands for a name where the report has no role for it.
NAME: Final = "[name]"
RECIPIENT: Final = "recipient"
_LONGEST_ROLE: Final = 100

#: A link, and an address in angle brackets, whose target may name a person.
_LINK: Final = re.compile(r"\[(?P<label>[^\[\]]*+)\]\((?P<target>[^()\s]*+[^()]*+)\)")
_AUTOLINK: Final = re.compile(r"<(?P<target>[^<>\s]++)>")
_FOOTNOTE_MARK: Final = re.compile(r"\[\^[^ \[\]]++\]")
#: The parts of a report that name places and not people.
_PLACES: Final = ("inspection", "service")


@attrs.frozen
class Redaction:
    """A report without what may identify people, and where something was taken out of it.

    Attributes:
        report: the report; it is valid.
        counts: how many values or names were taken out at each place, by JSON Pointer into the original report.
    """

    report: Report
    counts: Mapping[str, int]


def redact(report: Report, *, keep: Iterable[str] = (), also: Iterable[str] = ()) -> Redaction:
    """Take the names, addresses and telephone numbers of people out of a report.

    Fields that the schema marks as personal are removed; roles stay. In all other text each name that the report itself
    has is replaced by the role in brackets, such as ``[lead inspector]``, and so is each e-mail address, telephone
    number and postal address. A finding may identify a person without a name, and the report may mention people
    whom it does not name in a field: read what you publish.

    Args:
        report: the report.
        keep: names, addresses and numbers to keep, and JSON Pointers to parts to keep, such as ``/sender``.
        also: further names to replace.

    Raises:
        TypeError: it is not a `Report`.
    """
    data = codec.to_dict(report)
    walk = _Redactor(report, data, [*keep], [*also])
    redacted = walk.objects(data, schemas.root(), ())
    return Redaction(codec.from_valid_dict(redacted), walk.counts)


class _Redactor:
    """Redacts one report."""

    def __init__(self, report: Report, data: Mapping[str, Any], keep: Iterable[str], also: Iterable[str]) -> None:
        self.counts: dict[str, int] = {}
        self._kept_places = tuple(each for each in keep if each.startswith("/"))
        self._kept_texts = {keys(each) for each in keep if not each.startswith("/")}
        fields = [*_name_fields(data)]
        for path, name, _ in fields:
            if self._is_kept_place(path):
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
        prose = (_replaced(text, self._spans(text)) for _, text in report.iter_prose())
        self._common = {*small_words(prose), *(key for place in places for key in keys(place))}
        self._common |= {key for kept in self._kept_texts for key in kept[-1:]}

    def _is_kept_place(self, path: tuple[str | int, ...]) -> bool:
        place = f"{pointer(*path)}/"
        return any(place.startswith(f"{kept.rstrip('/')}/") for kept in self._kept_places)

    # ------------------------------------------------------------------------------- the walk

    def objects(self, data: Mapping[str, Any], schema: Mapping[str, Any], path: tuple[str | int, ...]) -> Any:
        """Redact an object; return None when nothing valid is left of it."""
        properties = schemas.resolve(schema).get("properties", {})
        result = {}
        for key, value in data.items():
            redacted = self.values(value, properties.get(key, {}), (*path, key))
            if redacted is None and key in schemas.resolve(schema).get("required", ()):
                return None
            if redacted is not None:
                result[key] = redacted
        return result or None

    def values(self, value: Any, schema: Mapping[str, Any], path: tuple[str | int, ...]) -> Any:
        """Redact a value; return None when it is to be removed."""
        if path[:2] == _PLACES:
            return value
        if self._is_kept_place(path):
            return self._strings_in(value, path) if path[0] == "extensions" else value
        resolved = schemas.resolve(schema)
        is_personal = bool(schema.get("x-personal-data"))
        if isinstance(value, Mapping):
            if is_personal and "properties" not in resolved:
                return self._extensions(value, path)
            redacted = self.objects(value, schema, path)
            if redacted is None:
                place = f"{pointer(*path)}/"
                self.counts = {key: count for key, count in self.counts.items() if not key.startswith(place)}
                self._count(path, len(value))
            return redacted
        if isinstance(value, list):
            items = resolved.get("items", {})
            if is_personal and "properties" not in schemas.resolve(items) and not _is_prose(items):
                kept = [each for each in value if keys(each) in self._kept_texts]
                self._count(path, len(value) - len(kept))
                return kept or None
            redacted = [self.values(each, items, (*path, index)) for index, each in enumerate(value)]
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
        """Remove the data of other tools, but for what is to be kept."""
        kept = {key: item for key, item in value.items() if self._is_kept_place((*path, key))}
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
            place = pointer(*path)
            self.counts[place] = self.counts.get(place, 0) + number

    # -------------------------------------------------------------------------------- texts

    def _line(self, text: str, path: tuple[str | int, ...]) -> str:
        spans = self._spans(text)
        self._count(path, len(spans))
        return _replaced(text, spans)

    def _prose(self, text: str, path: tuple[str | int, ...]) -> str:
        """Redact prose as it is written, and where a name is left in the text that is shown, that text."""
        plain = _FOOTNOTE_MARK.sub("", Prose(text).plain_text)
        linked = self._without_links(text)
        spans = self._spans(linked)
        shown = self._spans(plain)
        if not spans and not shown:
            self._count(path, int(linked != text))
            return linked
        self._count(path, max(len(spans), len(shown)))
        redacted = _replaced(linked, spans)
        if self._spans(_FOOTNOTE_MARK.sub("", Prose(redacted).plain_text)):
            # Markup within a name keeps it from being found; the marks of footnotes go to the end.
            marks = "".join(f"[^{label}]" for label in Prose(text).footnote_marks)
            redacted = inline.escape(" ".join(_replaced(plain, shown).split())) + marks
        return redacted

    def _without_links(self, text: str) -> str:
        """Replace the links whose targets name a person by their texts."""
        if "](" in text:
            text = _LINK.sub(lambda link: link["label"] if self._spans(link["target"]) else link[0], text)
        if "<" in text:
            text = _AUTOLINK.sub(lambda link: link["target"] if self._spans(link["target"]) else link[0], text)
        return text

    def _spans(self, text: str) -> list[Span]:
        """Return what to replace in a text, in its order and without overlaps."""
        found = [span for span in find_contacts(text) if keys(text[span.start : span.end]) not in self._kept_texts]
        found += self._names.find(text, self._common)
        spans: list[Span] = []
        for span in sorted(found, key=lambda span: (span.start, -span.end)):
            if not spans or span.start >= spans[-1].end:
                spans.append(span)
            elif span.end > spans[-1].end:
                spans[-1] = attrs.evolve(spans[-1], end=span.end)
        return spans


def _replaced(text: str, spans: Iterable[Span]) -> str:
    parts = []
    at = 0
    for span in spans:
        parts += [text[at : span.start], span.replacement]
        # What is in brackets before a parenthesis would be a link.
        if text[span.end : span.end + 1] == "(":
            parts.append(" ")
        at = span.end
    return "".join([*parts, text[at:]])


def _name_fields(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Yield the place of each name that a report has in a field, the name, and the role to put in its place."""
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
    """Return a role as it may be in brackets within a text, or a general word for one with signs of markup."""
    is_plain = len(role) <= _LONGEST_ROLE and not re.search(r"[^\w\s,.'’&/-]|&\w|_", role)
    return role if is_plain and not [*find_contacts(role)] else RECIPIENT


def _refers_to(name: str) -> Callable[[Mapping[str, Any]], bool]:
    return lambda schema: schema.get("$ref") == f"#/$defs/{name}"


_is_prose = _refers_to("prose")
_is_line = _refers_to("line")
