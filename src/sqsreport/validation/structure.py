"""The structure that the schema asks for: what breaks the schema, as problems for people."""

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
from sqsreport.validation.trimming import trimmed

Path = tuple[str | int, ...]

#: Returns by pointer how a text spells the numbers at some places.
Spellings = Callable[[Collection[str]], Mapping[str, str]]


def no_spellings(_places: Collection[str]) -> Mapping[str, str]:
    """Return nothing, for a document that was never text."""
    return {}


#: A JSON Schema type in words.
_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "an object",
    "string": "a text",
}


#: What to do about a list in the place of a report.
_ONE_REPORT = "one report alone, or read them all with sqsreport.iter_load"

#: Of several complaints about one value, the one that says it all comes first.
_BY_WEIGHT = ("SQS104", "SQS101", "SQS110", "SQS105", "SQS108", "SQS106", "SQS107", "SQS109", "SQS103", "SQS199")


@attrs.frozen
class Structure:
    """What there is to say of the structure of a document.

    Attributes:
        problems: one for each cause.
        document: the document with the keys that were meant in the place of those that were misspelt.
        bad: JSON Pointers into that document, to what cannot be relied on.
        strange: JSON Pointers to the objects that hold lists or objects under keys that nobody knows.
        slips: the pointers to misspelt keys by those to what they are in *document*; where
            more were found below others, those of each level, the lowest first.
        is_whole: whether everything that is wrong is among the problems, and not only counted.
    """

    problems: Sequence[Problem]
    document: Any
    bad: AbstractSet[str]
    strange: AbstractSet[str]
    slips: Sequence[Mapping[str, str]] = ()
    is_whole: bool = True

    def as_spelt(self, place: str) -> str:
        """Return the pointer to what stands at *place* in the document as it is."""
        return functools.reduce(_as_spelt, self.slips, place)

    def placed(self, problem: Problem) -> Problem:
        """Return a problem of *document* with the places that the document as it is has."""
        if not self.slips:
            return problem
        params = dict(problem.params)
        if "first" in params:  # the place that the message names
            params["first"] = escape(self.as_spelt(str(params["first"])))
        return attrs.evolve(problem, pointer=self.as_spelt(problem.pointer), params=params)


def _as_spelt(place: str, slips: Mapping[str, str]) -> str:
    ends = [index for index, char in enumerate(place) if char == "/"][1:]
    for end in (*ends, len(place)):
        if spelt := slips.get(place[:end]):
            return spelt + place[end:]
    return place


def structure(document: Any, engine: Engine = violations, spellings: Spellings = no_spellings) -> Structure:
    """Find every problem that the structure of a document has, one for each cause.

    What stands under a misspelt key is looked at as if the key were spelt rightly.

    Args:
        document: the document.
        engine: what finds the violations of the schema.
        spellings: returns how the text of the document spells the numbers at some pointers.
    """
    document, left_out = trimmed(document)
    problems, slips, strange = _problems(document, engine, spellings)
    is_whole = not left_out and all(count_of(problem) == 1 for problem in problems)
    if not slips:
        problems = _with_counts(problems, left_out)
        bad = {problem.pointer for problem in problems if problem.code not in ("SQS102", "SQS103")}
        return Structure(problems, document, bad, strange, is_whole=is_whole)
    back = {pointer(*path[:-1], key): pointer(*path) for path, key in slips.items()}

    def spellings_below(places: Collection[str]) -> Mapping[str, str]:
        original = {_as_spelt(place, back): place for place in places}
        return {original[place]: text for place, text in spellings(original).items()}

    below = structure(_respelt(document, slips), engine, spellings_below)
    whole = attrs.evolve(below, slips=(*below.slips, back), is_whole=below.is_whole and is_whole)
    misspelt = {*back.values()}
    told = [problem for problem in problems if problem.pointer in misspelt]
    found = told + [whole.placed(problem) for problem in below.problems]
    return attrs.evolve(whole, problems=_with_counts(found, left_out))


def _with_counts(problems: list[Problem], left_out: Mapping[str, int]) -> list[Problem]:
    """Let the last problem of each list stand for its wrong items that were left out."""
    problems = [*problems]
    for place, number in left_out.items():
        within = [index for index, problem in enumerate(problems) if problem.pointer.startswith(f"{place}/")]
        if within:
            problems[within[-1]] = with_more(problems[within[-1]], number)
    return problems


def _respelt(document: Any, slips: Mapping[Path, str]) -> Any:
    """Copy a document with other keys in the place of those at some paths."""
    parents: dict[Path, dict[str, str]] = {}
    for path, key in slips.items():
        parents.setdefault(path[:-1], {})[str(path[-1])] = key
    on_the_way = {path[:end] for path in parents for end in range(len(path) + 1)}

    def copy(found: Any, path: Path) -> Any:
        if path not in on_the_way:
            return found
        if isinstance(found, Mapping):
            keys = parents.get(path, {})
            return {keys.get(key, key): copy(item, (*path, key)) for key, item in found.items()}
        return [copy(item, (*path, index)) for index, item in enumerate(found)]

    return copy(document, ())


def _spelt(found: list[Violation], spellings: Spellings) -> list[Violation]:
    """Put the spelling of the text in the place of numbers that Python spells otherwise, such as 1.10."""
    places = {
        index: pointer(*each.path)
        for index, each in enumerate(found)
        if each.name is None and hints.fits(each.found, "number")
    }
    spelt = spellings({*places.values()}) if places else {}
    for index, where in places.items():
        if spelt.get(where, shown(found[index].found)) != shown(found[index].found):
            found[index] = found[index]._replace(found=RawNumber(spelt[where]))
    return found


def _problems(document: Any, engine: Engine, spellings: Spellings) -> tuple[list[Problem], dict[Path, str], set[str]]:
    """Return the problems of a document, the key that is meant for each path to a misspelt one, and what is strange."""
    about_value: dict[str, tuple[tuple[int, bool], Problem]] = {}
    about_keys: dict[Path, dict[str, Violation]] = {}
    for violation in _spelt([*engine(document)], spellings):
        if violation.keyword in ("required", "additionalProperties"):
            other = about_keys.setdefault(violation.path, {}).setdefault(violation.keyword, violation)
            if other is not violation and violation.keyword == "required":
                other.value.extend(key for key in violation.value if key not in other.value)
            continue
        problem = _KEYWORDS.get(violation.keyword, _other)(violation)
        # Of what has the wrong form nobody need be told that no calendar has it.
        rank = (_BY_WEIGHT.index(problem.code), violation.keyword == "format")
        if problem.pointer not in about_value or rank < about_value[problem.pointer][0]:
            about_value[problem.pointer] = (rank, problem)
    problems = [problem for _, problem in about_value.values()]
    slips: dict[Path, str] = {}
    strange: set[str] = set()
    names = MOST_OF_A_CODE  # as many unknown keys are looked at
    for path, found in about_keys.items():
        required, additional = found.get("required"), found.get("additionalProperties")
        unknown = len(additional.value) if additional else 0
        if additional and unknown > names:
            additional = additional._replace(value=additional.value[: max(names, 1)])
        names -= unknown
        meant = _meant(required, additional)
        slips |= {(*path, name): key for name, key in meant.items() if key is not None}
        about = [*_about_keys(path, meant, required)]
        if about and unknown > len(meant):
            place = len(meant) - 1  # those about unknown keys come first
            about[place] = with_more(about[place], unknown - len(meant))
        problems += about
        if additional and any(isinstance(additional.found[name], (Mapping, list, tuple)) for name in meant):
            strange.add(pointer(*path))
    return problems, slips, strange


def _meant(required: Violation | None, additional: Violation | None) -> dict[str, str | None]:
    """Return for each unknown key of an object the one that it stands for, if one can be told."""
    if additional is None:
        return {}
    properties = additional.schema["properties"]
    free = tuple(key for key in properties if key not in additional.found)
    meant: dict[str, str | None] = {}
    for name in additional.value:
        meant[name] = key = hints.key(name, free) if free else None
        free = tuple(each for each in free if each != key) if key else free
    strange = [name for name, key in meant.items() if key is None]
    absent = [key for key in (required.value if required else ()) if key in free]
    if len(strange) == len(absent) == 1 and _may_be(additional.found[strange[0]], properties[absent[0]]):
        meant[strange[0]] = absent[0]
    return meant


def _about_keys(path: Path, meant: Mapping[str, str | None], required: Violation | None) -> Iterator[Problem]:
    """Say which keys of an object are missing or unknown; a misspelt one is both, and one problem."""
    for name, key in meant.items():
        # Where letters of another script look like those of the key that is meant, only escapes tell them apart.
        spelt = {"key": shown(name)} if key is None else {"key": excerpt(json.dumps(name[:100])), "near": shown(key)}
        yield Problem("SQS103", pointer(*path, name), params=spelt)
    if required is None:
        return
    if path and not required.found:
        yield Problem("SQS110", pointer(*path), params={"key": _key(required)})
        return
    for key in required.value:
        if key not in meant.values():
            about = schemas.resolve(required.schema["properties"][key])
            params = {"key": shown(key), "about": _in_a_sentence(_title(about)), "example": _example(about)}
            yield Problem("SQS102", pointer(*path), params=params)


def _may_be(found: object, subschema: Mapping[str, Any]) -> bool:
    about = schemas.resolve(subschema)
    return hints.fits(found, about.get("type")) or found in (*about.get("enum", ()), about.get("const"))


def _example(subschema: Mapping[str, Any]) -> str:
    return excerpt(json.dumps(subschema["examples"][0], ensure_ascii=False))


def _here(violation: Violation, *more: str) -> str:
    name = [] if violation.name is None else [violation.name]
    return pointer(*violation.path, *name, *more)


def _key(violation: Violation) -> str:
    """Name the key of the value, if it has one."""
    last = violation.path[-1:] if violation.name is None else ()
    return shown(last[0]) if last and isinstance(last[0], str) else "it"


def _type(violation: Violation) -> Problem:
    if violation.found is None:
        return Problem("SQS104", _here(violation), params={"key": _key(violation)})
    kind = str(violation.value)
    params = {"expected": _TYPES[kind], "found": shown(violation.found)}
    return Problem("SQS101", _here(violation), params=params | _instead(violation))


def _instead(violation: Violation) -> dict[str, str]:
    """Return as parameters what may be meant: only values that the schema accepts in this place."""
    if not violation.path and isinstance(violation.found, (list, tuple)):
        return {"instead": _ONE_REPORT}
    place = schemas.place(tuple("*" if isinstance(step, int) else step for step in violation.path))
    if place is None or violation.name is not None:
        return {}
    about, accepts = place
    form = about.get("x-title", "")
    values = hints.dates(violation.found, form) if "YYYY" in form else ()
    candidates = [(each, shown(each)) for each in values] or hints.retyped(violation.found, about.get("type"))
    right = dict.fromkeys(spelling for value, spelling in candidates if accepts(value))
    # Of what is cut for its length nobody could write the rest.
    return {"instead": " or ".join(right)} if right and not any(each.endswith("…") for each in right) else {}


def _value(violation: Violation) -> Problem:
    if violation.found is None:
        return _type(violation)
    allowed = violation.value if violation.keyword == "enum" else [violation.value]
    params = {"expected": _listed(allowed), "found": shown(violation.found)}
    found = violation.found.text if isinstance(violation.found, RawNumber) else violation.found
    near = hints.choice(str(found), allowed) if isinstance(found, (str, int, float)) else None
    return Problem("SQS105", _here(violation), params=params | ({} if near is None else {"near": shown(near)}))


def _listed(values: Sequence[object]) -> str:
    words = ", ".join(shown(value) for value in values)
    return f"one of {words}" if len(values) > 1 else words


def _malformed(violation: Violation) -> Problem:
    found, place = violation.found, _here(violation)
    if not isinstance(found, str):
        return _other(violation)  # that it is no text is told, and says it all
    if not found:
        return _empty(violation)
    if violation.schema.get("x-title") == "one line of text":
        if violation.keyword == "not":
            what, around = hints.control(found)
            return Problem("SQS108", place, params={"what": what, "found": shown(around)})
        where, around = hints.surplus(found)
        return Problem("SQS107", place, params={"where": where, "found": shown(around)})
    kind = "a day of the calendar" if violation.keyword == "format" else _title(violation.schema)
    params = {"expected": f"{_in_a_sentence(kind)}, such as {_example(violation.schema)}", "found": shown(found)}
    return Problem("SQS106", place, params=params | _instead(violation))


def _title(subschema: Mapping[str, Any]) -> str:
    """Return the title of a property, or of a definition, whose own title editors would show in its place."""
    title: str = subschema.get("title") or subschema.get("x-title", "")
    return title


def _in_a_sentence(title: str) -> str:
    """Turn the title of a definition, such as ``a month as YYYY-MM`` or ``GSS code``, into what is expected."""
    if title.startswith(("a ", "an ")):
        return title.partition(" such as")[0]
    return (
        f"{'an' if title[:1] in 'AEIO' else 'a'} {title if title.isupper() or title[1:2].isupper() else title.lower()}"
    )


def _range(violation: Violation) -> Problem:
    bound = "at least" if violation.keyword == "minimum" else "at most"
    params = {"expected": f"{bound} {json.dumps(violation.value)}", "found": shown(violation.found)}
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
