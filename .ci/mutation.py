"""Change the code in small ways and tell which changes the tests notice.

Run by `nox -s mutation` as `mutation.py [--share SHARE] [--seed SEED] [--figures FILE] [MODULE …]`. A module is given
as it is below `src/sqsreport`, such as `codec.py`; without one, all of `TESTS` are looked at.

What is changed, and into what, is for mutmut to say. Its own runner passes over every function with a decorator, and
so over every rule; this one changes any function. The tests are collected once. Each mutant gets a fork of that
process, in which the code of one function is exchanged, and those tests are run that come past the place, the quickest
first, until one fails. What is outside of functions, such as a pattern, is not changed.
"""

from __future__ import annotations

import argparse
import difflib
import gc
import json
import os
import random
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, Final, NamedTuple

import libcst as cst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "sqsreport"

_RULES: Final = ("rules", "breakages", "codec")
_EXTRACT: Final = (
    *("extract", "extract_contact", "extract_dates", "extract_people", "extract_previous", "extract_service"),
    *("reading", "golden", "rules", "quantities"),
)
_READING: Final = ("reading", "golden", "sources")

#: The modules, and the files of the tests that concern each.
TESTS: Final = {
    "codec.py": ("codec", "breakages"),
    "validation/context.py": _RULES,
    "validation/rules.py": _RULES,
    "extract/areas.py": _EXTRACT,
    "extract/cases.py": _EXTRACT,
    "extract/cohorts.py": _EXTRACT,
    "extract/contact.py": _EXTRACT,
    "extract/dates.py": _EXTRACT,
    "extract/fieldwork.py": _EXTRACT,
    "extract/numbers.py": _EXTRACT,
    "extract/people.py": _EXTRACT,
    "extract/previous.py": _EXTRACT,
    "extract/programmes.py": _EXTRACT,
    "extract/rates.py": _EXTRACT,
    "extract/service.py": _EXTRACT,
    "extract/text.py": _EXTRACT,
    "extract/themes.py": _EXTRACT,
    "letters/copy_list.py": _READING,
    "letters/layout.py": ("layout", *_READING),
    "letters/parts.py": (*_READING, "html"),
    "letters/reading.py": (*_READING, "html"),
}

#: Calls that nothing is learned from, and that mutmut passes over too.
_DULL_CALLS: Final = ("len", "isinstance", "cast")
#: Seconds of processor time that a mutant has beyond what its tests took: one that takes longer has been noticed.
_PATIENCE: Final = 5
#: Seconds of processor time that the tests of a mutant may take: of many that come past a place, the first are run.
_ENOUGH: Final = 4
#: The most memory that a mutant may have, in bytes.
_MEMORY: Final = 6 * 1024**3

KILLED, SURVIVED, UNFIT = 1, 0, 3


class Mutant(NamedTuple):
    """A change of a function: the lines that it is on, and a node with what stands in its place."""

    first: int
    line: int
    last: int
    function: str
    node: cst.CSTNode
    changed: cst.CSTNode


def _is_strict(argument: cst.Arg) -> bool:
    """Tell whether an argument is the `strict` of a `zip`, which says what holds anyway."""
    return argument.keyword is not None and argument.keyword.value == "strict"


class _Mutants(cst.CSTVisitor):
    """Finds every change that mutmut makes, within functions, with a decorator or without."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Mutant] = []
        self.names: list[str] = []
        self.statements: list[cst.CSTNode] = []
        self.depth = 0

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Annotation | cst.Decorator | cst.Param | cst.Assert):
            return False  # which say what holds anyway, or are run when the module is imported
        if isinstance(node, cst.Arg) and _is_strict(node):
            return False
        if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in _DULL_CALLS:
            return False
        if isinstance(node, cst.SimpleStatementLine | cst.BaseCompoundStatement):
            self.statements.append(node)
        if isinstance(node, cst.ClassDef | cst.FunctionDef):
            self.names += [node.name.value] if not self.depth else []
            self.depth += isinstance(node, cst.FunctionDef)
        elif self.depth:
            place = self.get_metadata(PositionProvider, node)
            first = self.get_metadata(PositionProvider, self.statements[-1]).start.line
            lines = first, place.start.line, place.end.line
            for changed in (
                each for kind, change in mutation_operators if isinstance(node, kind) for each in change(node)
            ):
                if not (isinstance(node, cst.Call) and set(filter(_is_strict, node.args)) - {*changed.children}):
                    self.found.append(Mutant(*lines, ".".join(self.names), node, changed))
        return True

    def on_leave(self, node: cst.CSTNode) -> None:
        if isinstance(node, cst.SimpleStatementLine | cst.BaseCompoundStatement):
            self.statements.pop()
        if isinstance(node, cst.ClassDef | cst.FunctionDef):
            self.depth -= isinstance(node, cst.FunctionDef)
            if not self.depth:
                self.names.pop()


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Yield the code of every function that is not within another, methods too."""
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            if "<locals>" not in each.co_qualname:
                yield from _codes(each)


def _functions(path: Path) -> dict[str, list[FunctionType]]:
    """Return the functions of a module by name, whoever holds them: a decorator may have put them anywhere."""
    found: dict[str, list[FunctionType]] = defaultdict(list)
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename == str(path):
            found[each.__code__.co_qualname].append(each)
    return found


def _forked(work: Callable[[], int], seconds: float) -> int:
    """Do something in a fork that says nothing, and return its exit status, which is negative for a signal."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        status = UNFIT
        try:
            silence = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(silence, stream)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            signal.alarm(int(seconds * 20) + 60)  # for one that sleeps
            status = work()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _run(session: pytest.Session, items: Sequence[pytest.Item]) -> int:
    """Run tests until one fails."""
    for item, following in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return KILLED
    return SURVIVED


class Loop:
    """Runs mutants where pytest would run its tests."""

    def __init__(self, modules: Sequence[str], share: float, seed: int) -> None:
        self.modules = modules
        self.share = share
        self.seed = seed
        self.scores: dict[str, dict[str, float]] = {}
        self.seconds: dict[str, float] = {}
        self.passing: dict[str, list[str]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Look at every module in turn."""
        session.config.pluginmanager.unregister(name="terminalreporter")
        session.config.option.tbstyle = "no"
        functions = {module: _functions(SOURCE / module) for module in self.modules}
        gc.freeze()  # so that no fork copies what it only looks at
        self._learn(session)
        for module in self.modules:
            self.scores[module] = self._score(session, module, functions[module])
        return True

    def _learn(self, session: pytest.Session) -> None:
        """Run every test once, as the code is, and learn which lines it comes past and how long it takes."""
        reading, writing = os.pipe()
        paths = {str(SOURCE / module) for module in self.modules}

        def work() -> int:
            passing: dict[str, set[str]] = defaultdict(set)
            seconds = {}
            for item, following in zip(session.items, [*session.items[1:], None], strict=True):
                name = item.nodeid

                def trace(frame: FrameType, event: str, _: Any, name: str = name) -> Any:
                    if event == "call":
                        return trace if frame.f_code.co_filename in paths else None
                    if event == "line":
                        passing[f"{frame.f_code.co_filename}:{frame.f_lineno}"].add(name)
                    return trace

                start = time.process_time()
                sys.settrace(trace)
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                sys.settrace(None)
                seconds[name] = time.process_time() - start
            with os.fdopen(writing, "w") as pipe:
                json.dump([session.testsfailed, seconds, {key: [*found] for key, found in passing.items()}], pipe)
            return 0

        # The fork must not wait until somebody reads what it writes, and nobody reads before it has ended.
        child = os.fork()
        if child == 0:
            os.close(reading)
            os._exit(_forked(work, 3600))
        os.close(writing)
        with os.fdopen(reading) as pipe:
            failed, self.seconds, self.passing = json.load(pipe)
        os.waitpid(child, 0)
        assert not failed, f"{failed} tests fail as the code is"

    def _score(
        self, session: pytest.Session, module: str, functions: dict[str, list[FunctionType]]
    ) -> dict[str, float]:
        """Try the mutants of a module, tell of those that live, and count."""
        path = SOURCE / module
        text = path.read_text(encoding="utf-8")
        wrapper = MetadataWrapper(cst.parse_module(text))
        visitor = _Mutants()
        wrapper.visit(visitor)
        mutants = visitor.found
        if self.share < 1:
            chosen = random.Random(self.seed).sample(range(len(mutants)), round(len(mutants) * self.share))  # noqa: S311 - no secret
            mutants = [mutants[index] for index in sorted(chosen)]
        # The first file is the module's own.
        places = {f"test_{name}.py": place for place, name in enumerate(TESTS[module])}
        items = {item.nodeid: item for item in session.items if item.path.name in places}

        def order(name: str) -> tuple[int, float]:
            return places[items[name].path.name], self.seconds[name]

        killed = fit = 0
        for mutant in mutants:
            changed = cst.ensure_type(wrapper.module.deep_replace(mutant.node, mutant.changed), cst.Module).code
            lines = range(mutant.first, mutant.last + 1)
            passing = {name for line in lines for name in self.passing.get(f"{path}:{line}", ())}
            tests = sorted(passing & items.keys(), key=order)
            ends = accumulate(self.seconds[name] for name in tests)
            tests = [name for name, end in zip(tests, ends, strict=True) if end < _ENOUGH] or tests[:1]

            def work(mutant: Mutant = mutant, changed: str = changed, tests: Sequence[str] = tests) -> int:
                new = next(
                    code for code in _codes(compile(changed, str(path), "exec")) if code.co_qualname == mutant.function
                )
                for function in functions[mutant.function]:
                    function.__code__ = new
                return _run(session, [items[name] for name in tests])

            patience = 3 * sum(self.seconds[name] for name in tests) + _PATIENCE
            status = _forked(work, patience) if tests else SURVIVED
            fit += status != UNFIT
            killed += status not in (UNFIT, SURVIVED)
            if status in (UNFIT, SURVIVED):
                what = "unfit" if status == UNFIT else "lives" if tests else "is never run"
                print(f"\n{module}:{mutant.line} {mutant.function} {what}, {len(tests)} tests")
                difference = difflib.unified_diff(text.splitlines(), changed.splitlines(), n=0, lineterm="")
                print(
                    *(f"  {line}" for line in difference if not line.startswith(("---", "+++", "@@"))),
                    sep="\n",
                    flush=True,
                )
        share = "" if self.share == 1 else f" (a share of {self.share:.0%}, seed {self.seed})"
        print(f"\n{module}: {killed} of {fit} mutants killed, {killed / max(fit, 1):.1%}{share}", flush=True)
        return {"mutants": fit, "killed": killed} | ({} if self.share == 1 else {"share": self.share})


def main() -> None:
    """Run the mutants of some modules, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="how many of the mutants to try, such as 0.25")
    parser.add_argument("--seed", type=int, default=1, help="which of them")
    parser.add_argument("--figures", type=Path, help="a JSON file whose scores are brought up to date")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="such as codec.py")
    given = parser.parse_args()
    modules = given.modules or [*TESTS]
    if unknown := [module for module in modules if module not in TESTS]:
        parser.error(f"{', '.join(unknown)}: not among {', '.join(TESTS)}")

    os.chdir(ROOT)
    os.environ["HYPOTHESIS_PROFILE"] = "mutation"
    files = dict.fromkeys(f"tests/test_{name}.py" for module in modules for name in TESTS[module])
    loop = Loop(modules, given.share, given.seed)
    status = pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:cov", *files], plugins=[loop])
    print(json.dumps({"mutation": loop.scores}, indent=2))
    if given.figures:
        figures = json.loads(given.figures.read_text(encoding="utf-8"))
        figures["mutation"] = dict(sorted((figures.get("mutation", {}) | loop.scores).items()))
        given.figures.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    sys.exit(0 if loop.scores else status or 1)


if __name__ == "__main__":
    main()
