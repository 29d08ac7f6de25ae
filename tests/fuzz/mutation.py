"""Mutators for inputs that are nearly valid: for bytes, for lines and words, and for markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

#: Mutates an input; the third argument has other inputs, to take pieces from.
Mutator = Callable[[Random, bytes, Sequence[bytes]], bytes]

#: The maximum length of an input, so that an execution takes milliseconds.
LONGEST: Final = 16_000

_WORD: Final = re.compile(rb"[A-Za-z]+|\d+|[^\w\s]+")
_TAG: Final = re.compile(rb"<[^<>]*>|[^<]+|<")

#: Characters that often cause errors in text, in any format.
ODD: Final[tuple[bytes, ...]] = tuple(
    each.encode("utf-8", "surrogatepass")
    for each in (
        *"\0\a\b\t\n\v\f\r\x1b\x1c\x7f\x85\x9b\xa0\xad\u0301\u061c\u200b\u200d\u202e\u2028\u2029\u2066\ufeff\ufffd\uffff",
        *"\ud800\udfff\U0001f600\U000e0001¹²½ⅳ①٣०ﬁẞßİı‘’“”–—…•·",
        "\r\n", "\n\n", "\x1b[31m", "\x1b]0;x\a", "-1", "0", "1e999", "99999999999999999999", "1.", "%", "\\", "''", '"',
    )
)  # fmt: skip


def one_of(tokens: Sequence[bytes]) -> Mutator:
    """Make a mutator of text that mostly changes one or two words, lines or bytes."""

    def mutate(chance: Random, data: bytes, others: Sequence[bytes]) -> bytes:
        for _ in range(1 + min(int(chance.expovariate(0.8)), 8)):
            data = chance.choice(_TEXT_MUTATORS)(chance, data, others, tokens)
        return data[:LONGEST]

    return mutate


def markup(tokens: Sequence[bytes]) -> Mutator:
    """Make a mutator of HTML or XML that mostly changes whole tags and the text between them."""
    text = one_of(tokens)

    def mutate(chance: Random, data: bytes, others: Sequence[bytes]) -> bytes:
        if chance.random() < 0.35:
            return text(chance, data, others)
        parts = _TAG.findall(data) or [b""]
        for _ in range(1 + min(int(chance.expovariate(0.7)), 8)):
            _mutate_parts(chance, parts, others, tokens)
        return b"".join(parts)[:LONGEST]

    return mutate


def _mutate_parts(chance: Random, parts: list[bytes], others: Sequence[bytes], tokens: Sequence[bytes]) -> None:
    """Move, delete, duplicate or insert tags or text, or mutate one of them."""
    start = chance.randrange(len(parts) + 1)
    end = min(len(parts), start + 1 + int(chance.expovariate(0.4)))
    some = parts[start:end]
    match chance.randrange(8):
        case 0:
            del parts[start:end]
        case 1:
            parts[start:start] = some * chance.randint(1, 3)
        case 2:
            del parts[start:end]
            at = chance.randrange(len(parts) + 1)
            parts[at:at] = some
        case 3:
            chance.shuffle(some)
            parts[start:end] = some
        case 4:
            parts.insert(start, chance.choice(tokens))
        case 5:
            other = _TAG.findall(chance.choice(others)) if others else []
            at = chance.randrange(len(other) + 1)
            parts[start:end] = other[at : at + 1 + int(chance.expovariate(0.2))]
        case 6:
            parts.insert(end, chance.choice(tokens))
            parts.insert(start, chance.choice(tokens))
        case _:
            if some:
                parts[start] = chance.choice(_TEXT_MUTATORS)(chance, some[0], others, tokens)


def _span(chance: Random, data: bytes) -> tuple[int, int]:
    """Choose the start and the end of a piece, which is mostly short."""
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + 1 + int(chance.expovariate(0.02 if chance.random() < 0.3 else 0.2)))


def _lose(chance: Random, data: bytes, others: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    start, end = _span(chance, data)
    return data[:start] + data[end:]


def _double(chance: Random, data: bytes, others: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    start, end = _span(chance, data)
    times = 2 if chance.random() < 0.9 else chance.choice((10, 100, 400))
    return data[:start] + (data[start:end] * times)[:LONGEST] + data[end:]


def _put(chance: Random, data: bytes, others: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    token = chance.choice(tokens if chance.random() < 0.7 else ODD)
    times = 1 if chance.random() < 0.95 else chance.choice((2, 7, 70, 300))
    return data[:at] + token * times + data[at:]


def _word(chance: Random, data: bytes, others: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """Replace a word."""
    at = chance.randrange(len(data) + 1)
    match = _WORD.search(data, at) or _WORD.search(data)
    if match is None:
        return data
    new = chance.choice(
        (chance.choice(tokens), chance.choice(ODD), b"", match[0] + match[0], b"%d" % chance.randrange(3000))
    )
    return data[: match.start()] + new + data[match.end() :]


def _line(chance: Random, data: bytes, others: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """Move, duplicate, delete, split or join lines, or insert some from another input."""
    lines = data.split(b"\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(7):
        case 0:
            lines[at], lines[to] = lines[to], lines[at]
        case 1:
            lines.insert(to, lines[at])
        case 2:
            del lines[at]
        case 3:
            cut = chance.randrange(len(lines[at]) + 1)
            lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
        case 4:
            lines[at : at + 2] = [b" ".join(lines[at : at + 2])]
        case 5:
            lines[at] = chance.choice((b" ", b"    ", b"\t", b"> ", b"- ", b"1. ", b"| ", b"# ")) + lines[at]
        case _:
            other = (chance.choice(others) if others else data).split(b"\n")
            begin = chance.randrange(len(other))
            lines[at:at] = other[begin : begin + 1 + int(chance.expovariate(0.5))]
    return b"\n".join(lines)


def _byte(chance: Random, data: bytes, others: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    if not data:
        return bytes([chance.randrange(256)])
    at = chance.randrange(len(data))
    byte = chance.randrange(256) if chance.random() < 0.5 else data[at] ^ (1 << chance.randrange(8))
    return data[:at] + bytes([byte]) + data[at + 1 :]


def _cut(chance: Random, data: bytes, others: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """Drop the end or the beginning, or continue with another input."""
    at = chance.randrange(len(data) + 1)
    if chance.random() < 0.5 or not others:
        return data[:at] if chance.random() < 0.7 else data[at:]
    other = chance.choice(others)
    return data[:at] + other[chance.randrange(len(other) + 1) :]


#: The mutators that mostly leave something to read are listed twice.
_TEXT_MUTATORS: Final = (_lose, _double, _put, _put, _word, _word, _line, _line, _byte, _cut)
