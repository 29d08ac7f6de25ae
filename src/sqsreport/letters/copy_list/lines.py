"""A copy list as plain lines, in which only the words show what is a role, a name, or a continuation.

Every division of the lines into entries has a cost for deviations, such as a role that begins in lower case, or a line
that was wrapped although the next word had room on it. The cheapest division is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from sqsreport.extract import people, roles
from sqsreport.extract.people import may_end_role
from sqsreport.letters.characters import SOFT_HYPHEN
from sqsreport.letters.layout import is_open_value
from sqsreport.letters.widths import Measure, with_next_word
from sqsreport.letters.words import begins_entry, ends_entry

#: The same few texts are looked at for every width of the roles that is tried.
_CACHED: Final = 4_000
_is_person: Final = lru_cache(_CACHED)(people.is_person)
_is_role: Final = lru_cache(_CACHED)(people.is_role)
_are_people: Final = lru_cache(_CACHED)(people.are_people)
#: More lines than any copy list has, and more widths than have to be tried.
MOST_LINES: Final = 150
#: Characters of the longest role.
LONGEST_ROLE: Final = 150
_MOST_WIDTHS: Final = 14
_MOST_WORDS: Final = 26
_MOST_TITLES: Final = 4
#: Groups of lines that are an entry each, and the part of all groups, from which on all groups are.
_FEWEST_WHOLE: Final = 4
_MOST_WHOLE: Final = 0.8
#: Costs.
_LOWER, _PERSON_AS_ROLE, _NO_ROLE, _ENDING_AS_START = 8.0, 5.0, 2.5, 3.5
_OPEN_BEFORE_START, _FULL_BEFORE_START, _NOT_FIRST, _WITHIN_ENTRY = 5.0, 2.0, 0.8, 5.0
_HAD_ROOM, _STARTS_ANEW, _FIRST_GOES_ON, _TOO_WIDE = 5.0, 2.5, 1.5, 5.0
_NO_NAMES, _UNSPLIT, _SPLIT, _UNSURE_SPLIT, _NOT_NAMES, _CUT_NAME = 0.7, 3.0, 0.6, 1.5, 7.0, 1.5
_NAMES_WITHOUT_COMMA, _ROLE_AFTER_NAMES, _REST_OF_NAME = 0.4, 3.0, 1.0
#: Costs where lines are read across both columns: of one that is not split, of a role that goes on below its names, and
#: of one that is split although its role has to go on.
_UNSPLIT_ACROSS, _GOES_ON_ACROSS, _OPEN_SPLIT, _NOT_FULL, _NO_NAMES_ACROSS = 6.0, 1.0, 1.0, 2.0, 3.0
_NAMES_TWICE, _NO_ROLE_ACROSS = 3.0, 5.0
#: What is after a comma may be the name of a council: "Chief Executive, Fern Dale".
_AFTER_COMMA: Final = 2.4
#: The part of the lines with a role and names on each from which on a list is read across.
_MOST_ACROSS: Final = 0.4
#: The part of the widest line of names that a shorter one and the next word may fill.
_ROOM_FOR_NAMES: Final = 0.9
#: The words of a name before which the last words of a role may be.
_LONG_NAME: Final = 3
#: From which cost on an entry is not sure.
_DOUBTFUL: Final = 4.5


class PlainLine(NamedTuple):
    """A line, with the text of its columns.

    Attributes:
        text: its words, without those of a second column.
        is_first: whether it is the first of adjacent lines.
        names: the words of the second column, or ``None`` if it has no columns.
        is_after_page: whether a page ended before it.
    """

    text: str
    is_first: bool
    names: str | None = None
    is_after_page: bool = False


class PlainEntry(NamedTuple):
    """An entry: role, names, the places of its lines, and whether another division is as likely."""

    role: str
    names: tuple[str, ...]
    lines: tuple[int, ...]
    is_doubtful: bool


class _State(NamedTuple):
    """The best division up to a line: its cost, the role and the names of the last entry, and where they come from."""

    cost: float
    entries: tuple[object, ...]  # a linked list: the one before, and the last entry
    role: str
    names: tuple[str, ...]
    lines: tuple[int, ...]
    own: float
    #: The part of its last line that is the role.
    tail: str
    is_after_names: bool
    #: Whether the names are on a line with a part of the role; else they are on one of their own.
    tail_has_names: bool = True


def divide_lines(lines: Sequence[PlainLine], measure: Measure) -> list[PlainEntry]:
    """Divide lines into entries."""
    has_groups = any(line.is_first for line in lines[1:])
    widths = sorted({round(measure(part), 1) for line in lines for part in _roles_within(line)})
    step = max(len(widths) // _MOST_WIDTHS, 1)
    tried = [*(width for width in widths[::-step] if width > widths[-1] / 3), float("inf")]
    results = [_Divider(lines, measure, width, has_groups).best() for width in tried]
    return _entries(min((each for each in results if each), key=lambda state: state.cost, default=None))


def _are_entries(lines: Sequence[PlainLine]) -> bool:
    """Check whether adjacent lines are an entry each: a role, and then those who have it."""
    groups: list[list[PlainLine]] = []
    for line in lines:
        groups += [[]] if line.is_first or not groups else []
        groups[-1].append(line)
    several = [group for group in groups if len(group) > 1 and not _are_people(group[0].text)]
    whole = sum(_are_people(group[-1].text) and group[0].names is None for group in several)
    return whole >= _FEWEST_WHOLE and whole >= _MOST_WHOLE * len(several)


def _are_across(lines: Sequence[PlainLine]) -> bool:
    """Check whether most lines are read across both columns: they have a role and then names, with a gap or without."""
    split = sum(
        bool(line.text and (line.names or (line.names is None and _splits(line.text, is_across=True))))
        for line in lines
    )
    return split >= max(_FEWEST_WHOLE, _MOST_ACROSS * len(lines))


def _roles_within(line: PlainLine) -> Iterator[str]:
    """Return what may be the part of a line that is a role: all of it, or what is before a name."""
    if line.text and not _are_people(line.text):
        yield line.text
    if line.names is None and (split := next(iter(_splits(line.text)), None)):
        yield split[0]


def _names_within(line: PlainLine) -> Iterator[str]:
    """Return what may be the names on a line that has a role as well."""
    if line.names is not None:
        yield line.names
    elif split := next(iter(_splits(line.text)), None):
        yield split[1]


def _entries(state: _State | None) -> list[PlainEntry]:
    entries: list[PlainEntry] = []
    while state is not None:
        if state.role:
            entries.append(
                PlainEntry(state.role.strip(f" ,;:{SOFT_HYPHEN}"), state.names, state.lines, state.own >= _DOUBTFUL)
            )
        state = state.entries[0] if state.entries else None  # type: ignore[assignment]
    entries.reverse()
    # Below a role without names, names beside no word of offices may be those of both.
    unsure = [
        n
        for n, (above, entry) in enumerate(pairwise(entries), 1)
        if entry.names and not above.names and not (_is_role(entry.role) or begins_entry(entry.role))
    ]
    return [entry._replace(is_doubtful=True) if n in unsure else entry for n, entry in enumerate(entries)]


class _Divider:
    """Finds the cheapest division for one width of the roles."""

    def __init__(self, lines: Sequence[PlainLine], measure: Measure, width: float, has_groups: bool) -> None:  # noqa: FBT001
        self._lines = lines
        self._measure = measure
        self._width = width
        self._has_groups = has_groups
        self._are_entries = _are_entries(lines)
        self._is_across = _are_across(lines)
        self._names_width = max((measure(part) for line in lines for part in _names_within(line)), default=0.0)
        self._no_names = _NO_NAMES_ACROSS if self._is_across else _NO_NAMES

    def best(self) -> _State | None:
        states: list[_State] = [_State(0.0, (), "", (), (), 0.0, "", is_after_names=False)]
        for index, line in enumerate(self._lines):
            following = [after for state in states for after in self._next(state, line, index)]
            states = []
            for is_after in (False, True):
                group = sorted(
                    (each for each in following if each.is_after_names is is_after), key=lambda each: each.cost
                )
                states += group[:3]
        return min(states, key=lambda state: state.cost, default=None)

    def _next(self, state: _State, line: PlainLine, index: int) -> Iterator[_State]:
        text = line.text
        splits = _splits(text, is_across=self._is_across) if line.names is None else ()
        is_clear = self._is_across and any(cost <= _OPEN_SPLIT for *_, cost in splits)
        unsplit = 0.0 if not splits else _UNSPLIT_ACROSS if is_clear else _UNSPLIT
        choices: list[tuple[str, str, float]] = [(text, "", unsplit), ("", text, 0.0)]
        choices += [(role, names, cost + _SPLIT) for role, names, cost in splits]
        if line.names is not None:
            choices = [(text, line.names, 0.0)]
        if not splits and line.names is None and self._is_across and state.role and not state.names:
            # The last line of a role need not have a word of offices: "Learning Ann Lee".
            for rest, names in _ends_with_name(text):
                is_name = _is_person(f"{rest} {names.partition(',')[0]}")
                unsure = 0.0 if _is_open(state.tail) else _DOUBTFUL if is_name else _UNSURE_SPLIT
                cost = self._rest_cost(state, rest, line) + _SPLIT + unsure
                yield self._after(state, rest, _split_names(names), index, cost, is_new=False)
        for role, names, cost in choices:
            if role:
                start = self._start_cost(state, role, line) + cost
                go_on = self._rest_cost(state, role, line) + cost
                go_on += _NAMES_TWICE if names and state.names and self._is_across else 0.0
                recipients = _split_names(names) if names else ()
                extra = _cost_of_names(names) if names else 0.0
                yield self._after(state, role, recipients, index, start + extra, is_new=True)
                if state.role and len(state.role) + len(role) < LONGEST_ROLE:
                    yield self._after(state, role, recipients, index, go_on + extra, is_new=False)
            elif state.role:
                yield from self._with_names(state, names, index)

    def _with_names(self, state: _State, text: str, index: int) -> Iterator[_State]:
        """Take a line as names, or as the rest of them."""
        if not state.names:
            cost = _cost_of_names(text)
            is_long = self._is_across and len(text.partition(",")[0].split()) >= _LONG_NAME
            if is_long and not people.count_titles(text) and self._is_full(state.tail, text):
                cost += _DOUBTFUL  # its first word may be the last of the role
            if cost < _NOT_NAMES:
                yield self._named(state, _split_names(text), index, cost)
            return
        last = state.names[-1]
        is_cut = (
            people.has_one_word(last) or not _is_person(last) or people.is_incomplete_name(last) or text[:1].islower()
        )
        # The comma after the end of a name does not turn a surname and a forename.
        end, _, others = text.partition(", ")
        parts = (end, *_split_names(others)) if is_cut and others else _split_names(text)
        joined = with_next_line(last, parts[0]) if parts else last
        if is_cut and _is_person(joined) and all(map(_is_person, parts[1:-1])):
            yield self._named(state, (*state.names[:-1], joined, *parts[1:]), index, 0.0)
        elif _is_rest_of_name(last, text) and all(map(_is_person, parts[1:])):
            had_room = self._measure(f"{', '.join(state.names)} {parts[0]}") < _ROOM_FOR_NAMES * self._names_width
            cost = _REST_OF_NAME + (_HAD_ROOM if had_room else 0.0)
            yield self._named(state, (*state.names[:-1], joined, *parts[1:]), index, cost)
        cost = _cost_of_names(text)
        if cost < _NOT_NAMES:
            yield self._named(state, (*state.names, *parts), index, cost + _NAMES_WITHOUT_COMMA)

    def _named(self, state: _State, names: tuple[str, ...], index: int, cost: float) -> _State:
        return state._replace(
            cost=state.cost + cost,
            names=names,
            lines=(*state.lines, index),
            own=state.own + cost,
            is_after_names=True,
            tail_has_names=bool(state.names) and state.tail_has_names,
        )

    def _after(  # noqa: PLR0913
        self, state: _State, role: str, names: tuple[str, ...], index: int, cost: float, *, is_new: bool
    ) -> _State:
        if self._measure(role) > self._width + 0.1:
            cost += _TOO_WIDE
        if is_new:
            pending = self._no_names if state.role and not state.names else 0.0
            return _State(state.cost + cost + pending, (state,), role, names, (index,), cost, role, bool(names))
        return state._replace(
            cost=state.cost + cost,
            role=with_next_line(state.role, role),
            names=(*state.names, *names),
            lines=(*state.lines, index),
            own=state.own + cost,
            tail=role,
            is_after_names=bool(state.names or names),
            tail_has_names=bool(names) or state.tail_has_names,
        )

    def _start_cost(self, state: _State, role: str, line: PlainLine) -> float:
        """Return the cost of a line that begins an entry."""
        cost = 0.0
        is_start = begins_entry(role)
        if not role[:1].isupper():
            cost += _LOWER
        elif not is_start:
            no_role = _NO_ROLE_ACROSS if self._is_across else _NO_ROLE
            cost += _ENDING_AS_START if ends_entry(role) else 0.0 if _is_role(role) else no_role
        if _is_person(role) or _are_people(role):
            cost += _PERSON_AS_ROLE
        if state.is_after_names:
            is_cut = self._is_cut_by_page(state, role, line)
            cost += _FULL_BEFORE_START if is_cut else _OPEN_BEFORE_START if _is_open(state.tail) else 0.0
        elif state.tail:
            if _is_open(state.tail):
                cost += _OPEN_BEFORE_START
            elif not is_start and self._is_full(state.tail, role):
                cost += _FULL_BEFORE_START
        if self._has_groups and not line.is_first and not state.is_after_names:
            cost += _WITHIN_ENTRY if self._are_entries else _NOT_FIRST
        return cost

    def _rest_cost(self, state: _State, role: str, line: PlainLine) -> float:
        """Return the cost of a line that continues the role above."""
        is_open = is_open_value(state.role) or state.role.endswith(SOFT_HYPHEN)
        is_names = (_is_person(role) and not is_open) or ("," in role and _are_people(role))
        cost = _PERSON_AS_ROLE if is_names else 0.0
        goes_on = not role[:1].isupper() or _is_open(state.tail or state.role) or role[0] == "("
        if self._is_cut_by_page(state, role, line):
            return cost
        if state.is_after_names:
            # Cells that are aligned at their middle have the names within the role.
            goes_on = goes_on or ends_entry(role) or (not begins_entry(role) and self._is_full(state.tail, role))
            is_within = self._is_across or not (state.tail_has_names or (self._has_groups and line.is_first))
            last = state.names[-1] if state.names else ""
            if last.endswith("-") or people.is_incomplete_name(last):
                cost += _HAD_ROOM
            if is_within and (goes_on or not begins_entry(role)):
                is_likely = goes_on or self._is_full(state.tail, role) or not state.tail_has_names
                return cost + _GOES_ON_ACROSS + (0.0 if is_likely else _NOT_FULL) + (begins_entry(role) * _STARTS_ANEW)
            return cost + _ROLE_AFTER_NAMES + (0.0 if goes_on else _HAD_ROOM)
        if state.tail and not goes_on and not self._is_full(state.tail, role):
            cost += _HAD_ROOM
        if begins_entry(role) and not goes_on:
            cost += _STARTS_ANEW
        if self._has_groups and line.is_first:
            cost += _FIRST_GOES_ON
        return cost

    def _is_cut_by_page(self, state: _State, role: str, line: PlainLine) -> bool:
        """Check whether a page ended within the role of a row, of which the names are on the page before."""
        is_after_row = line.is_after_page and state.is_after_names and bool(state.tail)
        return is_after_row and not begins_entry(role) and self._is_full(state.tail, role)

    def _is_full(self, before: str, following: str) -> bool:
        """Check whether the first word of a line would not have fitted on the line before it."""
        return self._measure(with_next_word(before, following)) > self._width - 0.2


def _is_rest_of_name(last: str, text: str) -> bool:
    """Check whether a line begins with the rest of a name of which the line before had enough to be one."""
    if _is_person(text) or _is_role(text) or not text[:1].isupper():
        return False
    return _is_person(f"{last} {(_split_names(text) or ('',))[0]}")


def with_next_line(text: str, following: str) -> str:
    """Return a line and the next one as one text; a hyphen at the end of the first is within a word."""
    is_within_word = text.endswith(SOFT_HYPHEN) or (text.endswith("-") and text[-2:-1].isalpha())
    return f"{text.removesuffix(SOFT_HYPHEN)}{following}" if is_within_word else f"{text} {following}"


def _ends_with_name(text: str) -> Iterator[tuple[str, str]]:
    """Yield a text that ends with a name of two words, with or without titles, as what is before it and the name."""
    first, comma, others = text.partition(", ")
    words = first.split()
    start = len(words) - 2
    while start > 1 and (people.is_title(words[start - 1]) or words[start].islower()):
        start -= 1
    rest, names = " ".join(words[: max(start, 0)]), " ".join(words[start:]) + comma + others
    if rest and _are_people(names) and not _is_role(names):
        yield rest, names


def _is_open(text: str) -> bool:
    """Check whether the name of an office has to go on after a text, or a word does."""
    return text.endswith(SOFT_HYPHEN) or is_open_value(text) or roles.is_cut(text)


@lru_cache(_CACHED)
def _cost_of_names(text: str) -> float:
    """Return the cost of a text as names, of which the last may be cut."""
    if not text[:1].isupper() and " " not in text:
        return _NOT_NAMES
    if _are_people(text):
        return 0.0
    parts = _split_names(text)
    *others, last = parts or ("",)
    is_cut = all(map(_is_person, others)) and last[:1].isupper() and not _is_role(last)
    is_cut = is_cut and all(word.replace(".", "").replace("-", "").isalpha() for word in last.split())
    return _CUT_NAME if is_cut and (others or last.endswith("-") or people.is_incomplete_name(last)) else _NOT_NAMES


@lru_cache(_CACHED)
def _split_names(text: str) -> tuple[str, ...]:
    return tuple(people.split_names(text))


def _ends_with_titles(words: Sequence[str], count: int) -> bool:
    """Check whether the first words are a role and titles of the name after them, as in "Head of Service Vice"."""
    return any(
        people.count_titles(" ".join(words[start:])) >= count - start and _is_role(" ".join(words[:start]))
        for start in range(max(count - _MOST_TITLES, 1), count)
    )


@lru_cache(_CACHED)
def _splits(text: str, *, is_across: bool = False) -> tuple[tuple[str, str, float], ...]:
    """Return each way to split a line into a role and the names after it, with what it costs."""
    words = text.split()
    if not 2 < len(words) <= _MOST_WORDS:
        return ()
    splits: list[tuple[str, str, float]] = []
    for count in range(1, len(words)):
        names = " ".join(words[count:])
        role = " ".join(words[:count])
        cost = _cost_of_names(names)
        if not words[count][:1].isupper() or cost >= _NOT_NAMES:
            continue
        is_rest_of_role = role[:1].islower() and role.endswith(")")
        is_open = is_open_value(role.rstrip(","))
        if (
            (is_open and not (is_across and role[-1].isalpha()))
            or not (_is_role(role) or is_rest_of_role)
            or _ends_with_titles(words, count)
        ):
            continue
        is_sure = (
            is_open
            or people.count_titles(names) > 0
            or may_end_role(words[count - 1])
            or words[count - 1].endswith(")")
        )
        if cost and not is_sure:
            continue
        price = _AFTER_COMMA if role.endswith(",") else _OPEN_SPLIT if is_open else 0.0 if is_sure else _UNSURE_SPLIT
        splits.append((role, names, price))
    closed = [each for each in splits if each[2] != _OPEN_SPLIT]
    sure = [each for each in closed if not each[2]]
    return tuple(
        sorted(sure or closed or splits, key=lambda each: (each[2], abs(len(each[1].split(",")[0].split()) - 2)))[:4]
    )
