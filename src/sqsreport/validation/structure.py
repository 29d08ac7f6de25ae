"""Structural problems: the violations of the schema, explained for people."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import attrs

from sqsreport import schemas
from sqsreport._jsondata import RawNumber, pointer, shown
from sqsreport._text import escape
from sqsreport._values import excerpt
from sqsreport.problems import MOST_OF_A_CODE, Problem, count_of, with_more
from sqsreport.validation import hints
from sqsreport.validation.engines import Engine, Violation, violations
from sqsreport.validation.trimming import trim

Path = tuple[str | int, ...]

#: A function that returns how the text of a document spells the numbers at some pointers.
Spellings = Callable[[Collection[str]], Mapping[str, str]]


def no_spellings(_pointers: Collection[str]) -> Mapping[str, str]:
    """Return no spellings, for a document that was not parsed from text."""
    return {}


#: The types of JSON Schema in words.
_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "an object",
    "string": "a text",
}


#: The advice for a list in the place of a report.
_ONE_REPORT = "one report alone, or read them all with sqsreport.iter_load"

#: The codes by priority: of several problems of one value only the first is reported.
_PRIORITY = ("SQS104", "SQS101", "SQS110", "SQS105", "SQS108", "SQS106", "SQS107", "SQS109", "SQS103", "SQS199")


@attrs.frozen
class Structure:
    """The structure of a document.

    Attributes:
        problems: the structural problems, one for each cause.
        document: the document with misspelt keys corrected.
        bad: JSON Pointers into that document, to the values that violate the schema.
        strange: JSON Pointers to the objects with lists or objects under unknown keys.
        slips: the pointers to misspelt keys in the original document, by their pointers in *document*;
            one mapping for each level at which misspelt keys are nested, the innermost first.
        is_whole: whether every violation has a problem, and none is only counted.
    """

    problems: Sequence[Problem]
    document: Any
    bad: AbstractSet[str]
    strange: AbstractSet[str]
    slips: Sequence[Mapping[str, str]] = ()
    is_whole: bool = True

    def to_original(self, place: str) -> str:
        """Convert a pointer into *document* to a pointer into the original document."""
        return functools.reduce(_translate, self.slips, place)

    def relocate(self, problem: Problem) -> Problem:
        """Return a problem of *document* with the pointers of the original document."""
        if not self.slips:
            return problem
        params = dict(problem.params)
        if "first" in params:  # the message has a pointer
            params["first"] = escape(self.to_original(str(params["first"])))
        return attrs.evolve(problem, pointer=self.to_original(problem.pointer), params=params)


def _translate(place: str, pointers: Mapping[str, str]) -> str:
    """Replace the longest prefix of a pointer that is a key of *pointers*."""
    ends = [index for index, char in enumerate(place) if char == "/"][1:]
    for end in (*ends, len(place)):
        if spelt := pointers.get(place[:end]):
            return spelt + place[end:]
    return place


def structure(document: Any, engine: Engine = violations, spellings: Spellings = no_spellings) -> Structure:
    """Return the structural problems of a document, one for each cause.

    Values under a misspelt key are checked as if the key were correct.

    Args:
        document: the document.
        engine: the function that finds the violations of the schema.
        spellings: returns how the text of the document spells the numbers at some pointers.
    """
    document, omitted = trim(document)
    problems, slips, strange = _problems(document, engine, spellings)
    is_whole = not omitted and all(count_of(problem) == 1 for problem in problems)
    if not slips:
        problems = _with_counts(problems, omitted)
        bad = {problem.pointer for problem in problems if problem.code not in ("SQS102", "SQS103")}
        return Structure(problems, document, bad, strange, is_whole=is_whole)
    back = {pointer(*path[:-1], key): pointer(*path) for path, key in slips.items()}

    def spellings_below(places: Collection[str]) -> Mapping[str, str]:
        original = {_translate(place, back): place for place in places}
        return {original[place]: text for place, text in spellings(original).items()}

    below = structure(_rename_keys(document, slips), engine, spellings_below)
    whole = attrs.evolve(below, slips=(*below.slips, back), is_whole=below.is_whole and is_whole)
    misspelt = {*back.values()}
    about_keys = [problem for problem in problems if problem.pointer in misspelt]
    problems = about_keys + [whole.relocate(problem) for problem in below.problems]
    return attrs.evolve(whole, problems=_with_counts(problems, omitted))


def _with_counts(problems: list[Problem], omitted: Mapping[str, int]) -> list[Problem]:
    """Add the numbers of omitted items to the last problem of each list."""
    problems = [*problems]
    for place, number in omitted.items():
        within = [index for index, problem in enumerate(problems) if problem.pointer.startswith(f"{place}/")]
        if within:
            problems[within[-1]] = with_more(problems[within[-1]], number)
    return problems


def _rename_keys(document: Any, slips: Mapping[Path, str]) -> Any:
    """Return a copy of a document in which the keys at some paths are replaced."""
    parents: dict[Path, dict[str, str]] = {}
    for path, key in slips.items():
        parents.setdefault(path[:-1], {})[str(path[-1])] = key
    ancestors = {path[:end] for path in parents for end in range(len(path) + 1)}

    def copy(value: Any, path: Path) -> Any:
        if path not in ancestors:
            return value
        if isinstance(value, Mapping):
            keys = parents.get(path, {})
            return {keys.get(key, key): copy(item, (*path, key)) for key, item in value.items()}
        return [copy(item, (*path, index)) for index, item in enumerate(value)]

    return copy(document, ())


def _with_spellings(violations: list[Violation], spellings: Spellings) -> list[Violation]:
    """Replace numbers that the text spells differently from Python, such as 1.10, with their spelling."""
    pointers = {
        index: pointer(*violation.path)
        for index, violation in enumerate(violations)
        if violation.name is None and hints.has_type(violation.instance, "number")
    }
    spelt = spellings({*pointers.values()}) if pointers else {}
    for index, place in pointers.items():
        spelling = shown(violations[index].instance)
        if spelt.get(place, spelling) != spelling:
            violations[index] = violations[index]._replace(instance=RawNumber(spelt[place]))
    return violations


def _problems(document: Any, engine: Engine, spellings: Spellings) -> tuple[list[Problem], dict[Path, str], set[str]]:
    """Return the problems of a document, the correct keys by the paths of misspelt ones, and the strange objects."""
    about_value: dict[str, tuple[tuple[int, bool], Problem]] = {}
    about_keys: dict[Path, dict[str, Violation]] = {}
    for violation in _with_spellings([*engine(document)], spellings):
        if violation.keyword in ("required", "additionalProperties"):
            other = about_keys.setdefault(violation.path, {}).setdefault(violation.keyword, violation)
            if other is not violation and violation.keyword == "required":
                other.expected.extend(key for key in violation.expected if key not in other.expected)
            continue
        problem = _KEYWORDS.get(violation.keyword, _other)(violation)
        # A text in the wrong format is not a day of the calendar either, so only the format is reported.
        rank = (_PRIORITY.index(problem.code), violation.keyword == "format")
        if problem.pointer not in about_value or rank < about_value[problem.pointer][0]:
            about_value[problem.pointer] = (rank, problem)
    problems = [problem for _, problem in about_value.values()]
    slips: dict[Path, str] = {}
    strange: set[str] = set()
    names = MOST_OF_A_CODE  # the most unknown keys that are reported one by one
    for path, violations_of_keys in about_keys.items():
        required, additional = violations_of_keys.get("required"), violations_of_keys.get("additionalProperties")
        unknown = len(additional.expected) if additional else 0
        if additional and unknown > names:
            additional = additional._replace(expected=additional.expected[: max(names, 1)])
        names -= unknown
        meant = _intended_keys(required, additional)
        slips |= {(*path, name): key for name, key in meant.items() if key is not None}
        about = [*_about_keys(path, meant, required)]
        if about and unknown > len(meant):
            last = len(meant) - 1  # the problems of unknown keys come first
            about[last] = with_more(about[last], unknown - len(meant))
        problems += about
        if additional and any(isinstance(additional.instance[name], (Mapping, list, tuple)) for name in meant):
            strange.add(pointer(*path))
    return problems, slips, strange


def _intended_keys(required: Violation | None, additional: Violation | None) -> dict[str, str | None]:
    """Return for each unknown key of an object the key that was probably meant, or ``None``."""
    if additional is None:
        return {}
    properties = additional.schema["properties"]
    free = tuple(key for key in properties if key not in additional.instance)
    meant: dict[str, str | None] = {}
    for name in additional.expected:
        meant[name] = key = hints.key(name, free) if free else None
        free = tuple(each for each in free if each != key) if key else free
    strange = [name for name, key in meant.items() if key is None]
    absent = [key for key in (required.expected if required else ()) if key in free]
    if len(strange) == len(absent) == 1 and _may_be(additional.instance[strange[0]], properties[absent[0]]):
        meant[strange[0]] = absent[0]
    return meant


def _about_keys(path: Path, meant: Mapping[str, str | None], required: Violation | None) -> Iterator[Problem]:
    """Yield the problems of missing and unknown keys; a misspelt key is both, and one problem."""
    for name, key in meant.items():
        # Letters of another script may look the same as those of the correct key, so escape them.
        spelt = {"key": shown(name)} if key is None else {"key": excerpt(json.dumps(name[:100])), "near": shown(key)}
        yield Problem("SQS103", pointer(*path, name), params=spelt)
    if required is None:
        return
    if path and not required.instance:
        yield Problem("SQS110", pointer(*path), params={"key": _key(required)})
        return
    for key in required.expected:
        if key not in meant.values():
            schema = schemas.resolve(required.schema["properties"][key])
            params = {"key": shown(key), "about": _with_article(_title(schema)), "example": _example(schema)}
            yield Problem("SQS102", pointer(*path), params=params)


def _may_be(value: object, subschema: Mapping[str, Any]) -> bool:
    schema = schemas.resolve(subschema)
    return hints.has_type(value, schema.get("type")) or value in (*schema.get("enum", ()), schema.get("const"))


def _example(subschema: Mapping[str, Any]) -> str:
    return excerpt(json.dumps(subschema["examples"][0], ensure_ascii=False))


def _here(violation: Violation, *more: str) -> str:
    name = [] if violation.name is None else [violation.name]
    return pointer(*violation.path, *name, *more)


def _key(violation: Violation) -> str:
    """Return the key of the value, or ``it`` when it has none."""
    last = violation.path[-1:] if violation.name is None else ()
    return shown(last[0]) if last and isinstance(last[0], str) else "it"


def _type(violation: Violation) -> Problem:
    if violation.instance is None:
        return Problem("SQS104", _here(violation), params={"key": _key(violation)})
    kind = str(violation.expected)
    params = {"expected": _TYPES[kind], "found": shown(violation.instance)}
    return Problem("SQS101", _here(violation), params=params | _instead(violation))


def _instead(violation: Violation) -> dict[str, str]:
    """Return the parameter with suggested values: only those that the schema accepts in this place."""
    if not violation.path and isinstance(violation.instance, (list, tuple)):
        return {"instead": _ONE_REPORT}
    place = schemas.place(tuple("*" if isinstance(step, int) else step for step in violation.path))
    if place is None or violation.name is not None:
        return {}
    schema, accepts = place
    form = schema.get("x-title", "")
    values = hints.dates(violation.instance, form) if "YYYY" in form else ()
    candidates = [(value, shown(value)) for value in values] or hints.conversions(
        violation.instance, schema.get("type")
    )
    right = dict.fromkeys(spelling for value, spelling in candidates if accepts(value))
    # A shortened value cannot be copied.
    return {"instead": " or ".join(right)} if right and not any(each.endswith("…") for each in right) else {}


def _value(violation: Violation) -> Problem:
    if violation.instance is None:
        return _type(violation)
    allowed = violation.expected if violation.keyword == "enum" else [violation.expected]
    params = {"expected": _listed(allowed), "found": shown(violation.instance)}
    value = violation.instance.text if isinstance(violation.instance, RawNumber) else violation.instance
    near = hints.choice(str(value), allowed) if isinstance(value, (str, int, float)) else None
    return Problem("SQS105", _here(violation), params=params | ({} if near is None else {"near": shown(near)}))


def _listed(values: Sequence[object]) -> str:
    words = ", ".join(shown(value) for value in values)
    return f"one of {words}" if len(values) > 1 else words


def _malformed(violation: Violation) -> Problem:
    text, place = violation.instance, _here(violation)
    if not isinstance(text, str):
        return _other(violation)  # the wrong type is reported already
    if not text:
        return _empty(violation)
    if violation.schema.get("x-title") == "one line of text":
        if violation.keyword == "not":
            what, around = hints.control(text)
            return Problem("SQS108", place, params={"what": what, "found": shown(around)})
        where, around = hints.surplus(text)
        return Problem("SQS107", place, params={"where": where, "found": shown(around)})
    kind = "a day of the calendar" if violation.keyword == "format" else _title(violation.schema)
    params = {"expected": f"{_with_article(kind)}, such as {_example(violation.schema)}", "found": shown(text)}
    return Problem("SQS106", place, params=params | _instead(violation))


def _title(subschema: Mapping[str, Any]) -> str:
    """Return the title of a property, or the ``x-title`` of a definition, whose title editors would show instead."""
    title: str = subschema.get("title") or subschema.get("x-title", "")
    return title


def _with_article(title: str) -> str:
    """Return a title such as ``a month as YYYY-MM`` or ``GSS code`` with its article, for use in a sentence."""
    if title.startswith(("a ", "an ")):
        return title.partition(" such as")[0]
    return (
        f"{'an' if title[:1] in 'AEIO' else 'a'} {title if title.isupper() or title[1:2].isupper() else title.lower()}"
    )


def _range(violation: Violation) -> Problem:
    bound = "at least" if violation.keyword == "minimum" else "at most"
    params = {"expected": f"{bound} {json.dumps(violation.expected)}", "found": shown(violation.instance)}
    return Problem("SQS109", _here(violation), params=params)


def _empty(violation: Violation) -> Problem:
    return Problem("SQS110", _here(violation), params={"key": _key(violation)})


def _other(violation: Violation) -> Problem:
    return Problem("SQS199", _here(violation), params={"reason": violation.keyword})


_KEYWORDS: Mapping[str, Callable[[Violation], Problem]] = {
    "type": _type,
    "const": _value,
    "enum": _value,
    "pattern": _malformed,
    "format": _malformed,
    "maxLength": _malformed,
    "not": _malformed,
    "minimum": _range,
    "maximum": _range,
    "minLength": _empty,
    "minItems": _empty,
    "minProperties": _empty,
}
