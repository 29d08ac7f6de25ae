"""Find every regular expression of the package, and texts for which one takes more than linear time."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import os
import pkgutil
import re
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from random import Random
from re import _constants as op  # type: ignore[attr-defined] # the parser of `re` has no public name since 3.11
from re import _parser as parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any, Final

import attrs

import sqsreport
from sqsreport._patterns import LazyPattern

#: The length of a text in characters.
LENGTH: Final = 16_000
#: The length for which an exponential pattern already exceeds the limit.
SHORT: Final = 64
#: The seconds below which a pattern is fast: a linear one takes a few milliseconds for the greatest length.
SECONDS: Final = 0.05
#: How many times longer than a quarter of it a text may take: four times, and some noise.
GROWTH: Final = 8.0
#: The maximum seconds for one text.
PATIENCE: Final = 1.0

#: Modules that read no input of users: the test kit.
_EXEMPT: Final = "sqsreport.testing"

_SEARCHES: Final = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
_METHODS: Final = _SEARCHES | {"match", "fullmatch"}


@attrs.frozen
class Use:
    """A pattern of the package.

    Attributes:
        module: The name of the module that compiles it.
        pattern: The compiled pattern.
        methods: The methods that the package calls on it, as far as they can be found.
    """

    module: str
    pattern: re.Pattern[Any] = attrs.field(eq=False)
    methods: frozenset[str] = frozenset()

    def __str__(self) -> str:
        text = self.pattern.pattern
        return f"{self.module}: {text if isinstance(text, str) else text.decode('latin-1')}"


def collect() -> list[Use]:
    """Return every pattern that the modules of the package compile, at import or in a call of `re`."""
    uses: dict[tuple[str, int], Use] = {}
    trees = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in modules()}
    own = {name: _methods(tree) for name, tree in trees.items()}
    public: dict[str, frozenset[str]] = {}
    for methods in own.values():
        for name, names in methods.items():
            public[name] = public.get(name, frozenset()) | names
    for name, tree in trees.items():
        importlib.import_module(name)
        methods = {**public, **own[name]}
        module = sys.modules[name]
        for variable, value in [*vars(module).items()]:
            if isinstance(value, type) and value.__module__ != name:
                continue
            for pattern in _patterns_in(value):
                key = (str(pattern.pattern), pattern.flags)
                previous = uses.get(key)
                names = methods.get(variable, frozenset()) | (previous.methods if previous else frozenset())
                uses[key] = Use(previous.module if previous else name, pattern, names)
        for pattern, method in _inline(tree):
            uses.setdefault((str(pattern.pattern), pattern.flags), Use(name, pattern, frozenset({method})))
    return [*uses.values()]


def modules() -> Iterator[tuple[str, Path]]:
    """Yield the modules of the package that have to be fast, each with its file."""
    for info in pkgutil.walk_packages(sqsreport.__path__, "sqsreport."):
        if info.name.startswith(_EXEMPT) or info.name.endswith("__main__"):
            continue
        spec = importlib.util.find_spec(info.name)
        assert spec is not None
        assert spec.origin is not None
        yield info.name, Path(spec.origin)


def _patterns_in(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, LazyPattern):
        yield value.compiled
    elif depth < 5:
        if isinstance(value, dict) or type(value).__name__ in ("mappingproxy", "immutabledict"):
            children: Any = [*value.keys(), *value.values()]
        elif isinstance(value, (list, tuple, set, frozenset)):
            children = value
        elif isinstance(value, type) and value.__module__.startswith("sqsreport"):
            children = vars(value).values()
        elif attrs.has(type(value)) and not isinstance(value, type):
            children = [getattr(value, field.name, None) for field in attrs.fields(type(value))]
        elif hasattr(value, "__wrapped__") or type(value).__name__ in ("method", "builtin_function_or_method"):
            children = [getattr(value, "__self__", None)]  # such as `_NUMBER.fullmatch`
        else:
            return
        for child in children:
            yield from _patterns_in(child, depth + 1)


def _methods(tree: ast.AST) -> dict[str, frozenset[str]]:
    """Return the attributes of each name that a module uses, such as ``{"_DAY": {"fullmatch"}}``."""
    attributes: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, (ast.Name, ast.Attribute)):
            name = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            attributes.setdefault(name, set()).add(node.attr)
    return {name: frozenset(methods) for name, methods in attributes.items()}


def _inline(tree: ast.AST) -> Iterator[tuple[re.Pattern[Any], str]]:
    """Yield the patterns of calls such as ``re.sub("...", ...)``."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr in _METHODS:
            try:
                pattern = ast.literal_eval(node.args[0])
                yield re.compile(pattern), node.func.attr
            except (ValueError, re.error, TypeError):
                continue  # it is built at run time, and found where it is compiled if it is kept


# ------------------------------------------------------------------------------------------ pumping


def slow_texts(use: Use, *, most: int = 400, seed: int = 0) -> Iterator[tuple[str, list[float]]]:
    """Yield descriptions of texts for which a pattern takes more than linear time, with the seconds."""
    pattern = use.pattern
    runs = _runs(use)
    for prefix, pump, suffix in islice(_texts(pattern, Random(seed)), most):  # noqa: S311 - the same on every run
        for run in runs:
            times = _times(run, pattern, prefix, pump, suffix)
            if times:
                yield f"{prefix[:40]!r} + {pump!r} * n + {suffix!r}", times


def _runs(use: Use) -> list[str]:
    methods = use.methods & _METHODS
    runs = []
    if not methods or methods & _SEARCHES:
        runs.append("search")  # also after each match, like `finditer`
    if "match" in methods:
        runs.append("match")
    if "fullmatch" in methods:
        runs.append("fullmatch")
    return runs


def _times(run: str, pattern: re.Pattern[Any], prefix: str, pump: str, suffix: str) -> list[float]:
    """Return the seconds for texts of each length, or an empty list if the time is linear."""

    def seconds(length: int) -> float:
        text: Any = prefix + pump * max(1, length // len(pump)) + suffix
        if isinstance(pattern.pattern, bytes):
            text = text.encode("utf-8", "replace")
        start = time.process_time()
        try:
            with _deadline(PATIENCE):
                if run == "search":
                    for _ in pattern.finditer(text):
                        pass
                else:
                    getattr(pattern, run)(text)
        except TimeoutError:
            return PATIENCE
        return time.process_time() - start

    if (short := seconds(SHORT)) > SECONDS and seconds(SHORT) > SECONDS:
        return [short]
    if (last := seconds(LENGTH)) < SECONDS:
        return []
    if last >= PATIENCE:
        return [last]
    # Noise makes a run only slower, so use the smaller of two times.
    times = [min(seconds(length), seconds(length)) for length in (LENGTH // 4, LENGTH)]
    return times if times[1] > GROWTH * max(times[0], 1e-4) else []


@contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


#: Characters of every kind that patterns distinguish.
_ALPHABET: Final = " \t\n\r\xa0aAzZeéÉ09²¹.,;:-–—'’\"“”(){}[]<>/\\*_`~|+=#&%@!?^$£•\u200b\x00"


def _texts(pattern: re.Pattern[Any], chance: Random) -> Iterator[tuple[str, str, str]]:
    """Yield texts that repeat part of a pattern, as prefix, repeated text and suffix."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    flags = pattern.flags & ~(re.UNICODE | re.DEBUG)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = parser.parse(source, flags)
    repeats = [*_repeats([*tree], "", chance)]
    chance.shuffle(repeats)
    yielded: set[tuple[str, str, str]] = set()
    pumps: dict[int, list[str]] = {}
    for number in range(100 * len(repeats)):
        index = number % len(repeats)
        prefix, body = repeats[index]
        if index not in pumps:
            samples = [_sample(body, chance, few=few) for few in (False, False, False, True)]
            once = [char for char in _ALPHABET if _matches(body, char, pattern.flags)]
            chance.shuffle(once)
            pumps[index] = [each for each in (*samples, *(f"{each} " for each in samples), *once[:8]) if each] or [" "]
        suffix = chance.choice(("\x00", "", "!\n", " \x00"))
        text = chance.choice((prefix, "")), chance.choice(pumps[index]), suffix
        if text not in yielded:
            yielded.add(text)
            yield text


def _matches(body: Sequence[Any], char: str, flags: int) -> bool:
    return _compiled(tuple(map(repr, body)), flags, body)(char)


_cache: dict[Any, Callable[[str], bool]] = {}


def _compiled(key: Any, flags: int, body: Sequence[Any]) -> Callable[[str], bool]:
    """Return a function that checks whether a part of a pattern can begin with a character."""
    first = _firsts(body)
    return lambda char: any(_in(each, char) for each in first)


def _firsts(body: Sequence[Any]) -> list[Any]:
    firsts: list[Any] = []
    for code, argument in body:
        if code in (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN):
            return [*firsts, (code, argument)]
        if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            firsts += _firsts(argument[2])
            if argument[0] == 0:
                continue
            return firsts
        if code is op.SUBPATTERN:
            return firsts + _firsts(argument[3])
        if code is op.ATOMIC_GROUP:
            return firsts + _firsts(argument)
        if code is op.BRANCH:
            return firsts + [each for branch in argument[1] for each in _firsts(branch)]
        if code in (op.AT, op.ASSERT, op.ASSERT_NOT):
            continue
        return firsts
    return firsts


def _in(part: Any, char: str) -> bool:
    code, argument = part
    number = ord(char)
    if code is op.ANY:
        return char != "\n"
    if code is op.LITERAL:
        return bool(argument == number)
    if code is op.NOT_LITERAL:
        return bool(argument != number)
    negate = argument[0][0] is op.NEGATE
    return any(_in_class(each, char) for each in argument if each[0] is not op.NEGATE) != negate


_CATEGORIES: Final[dict[Any, Callable[[str], bool]]] = {
    op.CATEGORY_DIGIT: str.isdecimal,
    op.CATEGORY_NOT_DIGIT: lambda char: not char.isdecimal(),
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    op.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
    op.CATEGORY_NOT_WORD: lambda char: not (char.isalnum() or char == "_"),
}


def _in_class(part: Any, char: str) -> bool:
    code, argument = part
    if code is op.LITERAL:
        return bool(argument == ord(char))
    if code is op.RANGE:
        return bool(argument[0] <= ord(char) <= argument[1])
    return _CATEGORIES[argument](char)


def _repeats(body: Sequence[Any], prefix: str, chance: Random) -> Iterator[tuple[str, list[Any]]]:
    """Yield every unbounded repeat, with a text that matches what is before it."""
    for code, argument in body:
        if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            inner = [*argument[2]]
            if argument[1] is op.MAXREPEAT or argument[1] > 20:
                yield prefix, inner
            yield from _repeats(inner, prefix, chance)
        elif code is op.SUBPATTERN:
            yield from _repeats([*argument[3]], prefix, chance)
        elif code is op.ATOMIC_GROUP:
            yield from _repeats([*argument], prefix, chance)
        elif code is op.BRANCH:
            for branch in argument[1]:
                yield from _repeats([*branch], prefix, chance)
        elif code in (op.ASSERT, op.ASSERT_NOT):
            yield from _repeats([*argument[1]], prefix, chance)
        prefix += _sample([(code, argument)], chance)


def _sample(body: Sequence[Any], chance: Random, *, few: bool = False) -> str:
    """Return a text that matches a part of a pattern, without regard to its surroundings."""
    text = ""
    for code, argument in body:
        if code is op.LITERAL:
            text += chr(argument)
        elif code in (op.ANY, op.NOT_LITERAL, op.IN):
            fitting = _fitting(repr((code, argument)), (code, argument)) if code is not op.ANY else "a"
            text += fitting[0] if few else chance.choice(fitting)
        elif code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            least, most = argument[0], argument[1]
            count = least if few else chance.randint(least, max(least, min(least + 2, int(most))))
            text += "".join(_sample([*argument[2]], chance, few=few) for _ in range(min(count, 50)))
        elif code is op.SUBPATTERN:
            text += _sample([*argument[3]], chance, few=few)
        elif code is op.ATOMIC_GROUP:
            text += _sample([*argument], chance, few=few)
        elif code is op.BRANCH:
            text += _sample([*(argument[1][0] if few else chance.choice(argument[1]))], chance, few=few)
    return text


_fits: dict[str, str] = {}


def _fitting(key: str, part: Any) -> str:
    if key not in _fits:
        fitting = "".join(char for char in _ALPHABET if _in(part, char))
        if not fitting and part[0] is op.IN:
            for each, argument in part[1]:
                if each is op.RANGE:
                    fitting += chr(argument[0])
                elif each is op.LITERAL:
                    fitting += chr(argument)
        _fits[key] = fitting or "a"
    return _fits[key]


def main() -> None:
    """Print every slow pattern, with a text for which it is slow."""
    prefixes = sys.argv[1:] or ["sqsreport"]
    for use in collect():
        if not any(use.module.startswith(each) for each in prefixes):
            continue
        for text, times in slow_texts(use, most=int(os.environ.get("SQSREPORT_PUMPED_TEXTS", "400"))):
            kind = "slow"
            print(f"{use.module}: {kind}: {'/'.join(_runs(use))}")  # noqa: T201
            print(f"    pattern {use.pattern.pattern!r}")  # noqa: T201
            print(f"    text    {text}")  # noqa: T201
            print(f"    seconds {[round(each, 3) for each in times]}", flush=True)  # noqa: T201
            break


if __name__ == "__main__":
    main()
