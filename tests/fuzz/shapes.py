"""Mutators of structured inputs: the values of JSON, the members of an archive, the objects of a PDF."""

from __future__ import annotations

import gzip
import io
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any, Final

from fuzz.mutation import LONGEST, ODD, Mutator

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdDecompressor, ZstdError
    from compression.zstd import compress as _zstd

    def _unzstd(data: bytes) -> bytes:
        return ZstdDecompressor().decompress(data, LONGEST)
else:
    from zstandard import ZstdDecompressor, ZstdError
    from zstandard import compress as _zstd

    def _unzstd(data: bytes) -> bytes:
        return ZstdDecompressor().decompressobj().decompress(data)[:LONGEST]


#: Values that are valid in some places and wrong in others.
_VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, 1, -1, 1.5, 100.5, 2**53 - 1, 2**53, 1e308, 1e-320, "", " ", "x", " x", "a\nb", "\u2028", "e\u0301",
    "1.1", "en", "SQS", "2015-02-29", "2016-02-29", "2015-06", "2015", "0000-01-01", "9999-12-31", "[^1]", "*x*", "[x](y)",
    "family", "sentence_served", "recommendation-1", "E10000006", "a@b", "\ud800", [], {}, [[]], ["x"], {"text": "x"},
    {"number": "1.1", "text": "x"}, {"id": "x", "text": "x", "items": []}, {"start": "2014-01", "end": "2014-12"},
)  # fmt: skip


def json_value(text: Mutator) -> Mutator:
    """Make a mutator of JSON that mostly changes its values and keys, and sometimes its text."""

    def mutate(chance: Random, data: bytes, others: Sequence[bytes]) -> bytes:
        if chance.random() < 0.4:
            return text(chance, data, others)
        try:
            document = json.loads(data)
        except (ValueError, RecursionError):
            return text(chance, data, others)
        for _ in range(1 + min(int(chance.expovariate(0.8)), 6)):
            _mutate_value(chance, document)
        try:
            serialised = json.dumps(
                document, ensure_ascii=chance.random() < 0.3, indent=chance.choice((None, None, 1, 2))
            )
        except RecursionError:
            return data
        return serialised.encode("utf-8", "surrogatepass")[:LONGEST]

    return mutate


def _places(document: Any) -> Iterator[tuple[Any, Any]]:
    pending = [document]
    while pending:
        container = pending.pop()
        if isinstance(container, dict | list):
            for step in list(container) if isinstance(container, dict) else range(len(container)):
                yield container, step
                pending.append(container[step])


def _mutate_value(chance: Random, document: Any) -> None:
    places = list(_places(document))
    if not places:
        return
    parent, step = chance.choice(places)
    action = chance.randrange(7)
    if action == 0:
        del parent[step]
    elif action == 1 and isinstance(parent, dict):
        parent[chance.choice(places)[1] if chance.random() < 0.5 else f"{step}x"] = parent[step]
    elif action == 1:
        parent.append(parent[step])
    elif action == 2:
        other, at = chance.choice(places)
        parent[step] = (
            json.loads(json.dumps(other[at])) if at in other or (isinstance(at, int) and at < len(other)) else None
        )
    elif action == 3 and isinstance(parent[step], str):
        at = chance.randrange(len(parent[step]) + 1)
        parent[step] = parent[step][:at] + chance.choice(ODD).decode("utf-8", "surrogatepass") + parent[step][at:]
    elif action == 4:
        parent[step] = [parent[step]] if chance.random() < 0.5 else {str(step): parent[step]}
    else:
        parent[step] = json.loads(json.dumps(chance.choice(_VALUES)))


def packed(inner: Mutator) -> Mutator:
    """Make a mutator of gzip or zstd data that changes its content or the compressed bytes."""

    def mutate(chance: Random, data: bytes, others: Sequence[bytes]) -> bytes:
        if chance.random() < 0.4:
            return inner(chance, data, others)
        with_zstd = data.startswith(b"\x28\xb5\x2f\xfd")
        try:
            plain = _unzstd(data) if with_zstd else zlib.decompressobj(31).decompress(data, LONGEST)
        except (zlib.error, ZstdError):
            return inner(chance, data, others)
        content = inner(chance, plain, ())
        pack = _zstd if with_zstd else _gzip
        half = chance.randrange(len(content) + 1) if chance.random() < 0.1 else len(content)
        return (pack(content[:half]) + (pack(content[half:]) if half < len(content) else b""))[:LONGEST]

    return mutate


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 1, mtime=0)


def zipped(part: Mutator, plain: Mutator) -> Mutator:
    """Make a mutator of a zip archive that mostly changes, removes or copies a part, or else changes its bytes."""

    def mutate(chance: Random, data: bytes, others: Sequence[bytes]) -> bytes:
        if chance.random() < 0.1:
            return plain(chance, data, others)
        try:
            parts = unzip(data)
        except (ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError):
            return plain(chance, data, others)
        names = [*parts]
        if not names:
            return plain(chance, data, others)
        # Prefer long parts, because they mostly matter more.
        name = chance.choices(names, [len(parts[each]) + 50 for each in names])[0]
        action = chance.random()
        if action < 0.03:
            del parts[name]
        elif action < 0.06:
            parts[name] = parts[chance.choice(names)]
        elif action < 0.08:
            parts[part(chance, name.encode(), ()).decode("utf-8", "replace").replace("\0", "")[:80] or "x"] = parts[
                name
            ]
        else:
            parts[name] = part(chance, parts[name], [parts[each] for each in names])
        return zip_of(parts)

    return mutate


def unzip(data: bytes) -> dict[str, bytes]:
    """Return the parts of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info)[:LONGEST] for info in archive.infolist()[:40]}


def zip_of(parts: dict[str, bytes]) -> bytes:
    """Make an archive of parts without compression, so that fuzzers can see their bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return file.getvalue()


_OBJECT: Final = re.compile(rb"\d+ \d+ obj\b.*?\bendobj\b", re.DOTALL)
_STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_REFERENCE: Final = re.compile(rb"\b\d+ 0 R\b")


def pdf(text: Mutator) -> Mutator:
    """Make a mutator of a PDF that changes its objects, references and streams, or its bytes."""

    def mutate(chance: Random, data: bytes, others: Sequence[bytes]) -> bytes:
        objects = list(_OBJECT.finditer(data))
        if not objects or chance.random() < 0.15:
            return text(chance, data, others)[: 2 * LONGEST]
        for _ in range(1 + min(int(chance.expovariate(0.8)), 5)):
            match = chance.choice(objects)
            new = chance.choice(_OBJECT_MUTATORS)(chance, match[0], data, lambda each: text(chance, each, ()))
            data = data[: match.start()] + new + data[match.end() :]
            objects = list(_OBJECT.finditer(data)) or objects[:0]
            if not objects:
                break
        return data[: 4 * LONGEST]

    return mutate


def _lose_object(chance: Random, source: bytes, data: bytes, text: Callable[[bytes], bytes]) -> bytes:
    return b""


def _other_body(chance: Random, source: bytes, data: bytes, text: Callable[[bytes], bytes]) -> bytes:
    """Replace the body of an object with the body of another one."""
    other: bytes = chance.choice(_OBJECT.findall(data))
    return source[: source.index(b"obj")] + other[other.index(b"obj") :]


def _other_reference(chance: Random, source: bytes, data: bytes, text: Callable[[bytes], bytes]) -> bytes:
    """Make an object refer to another one, possibly to itself."""
    references = list(_REFERENCE.finditer(source))
    if not references:
        return source
    old = chance.choice(references)
    return source[: old.start()] + b"%d 0 R" % chance.randrange(1, data.count(b"endobj") + 2) + source[old.end() :]


def _mutate_words(chance: Random, source: bytes, data: bytes, text: Callable[[bytes], bytes]) -> bytes:
    """Mutate an object, except its stream."""
    head, stream, rest = source.partition(b"stream")
    start = head.index(b"obj") + 3
    return head[:start] + text(head[start:]) + stream + rest if stream else head[:start] + text(head[start:])


def _mutate_stream(chance: Random, source: bytes, data: bytes, text: Callable[[bytes], bytes]) -> bytes:
    """Mutate the content of a stream, and leave it uncompressed."""
    stream = _STREAM.search(source)
    if stream is None:
        return _mutate_words(chance, source, data, text)
    content = stream[1]
    head = source[: stream.start()]
    if b"/FlateDecode" in head:
        try:
            content = zlib.decompressobj().decompress(content, LONGEST)
        except zlib.error:
            return source
        head = head.replace(b"/Filter", b"/NoFilter", 1)
    content = text(content)
    head = re.sub(rb"/Length \d+", b"/Length %d" % len(content), head, count=1)
    return b"".join((head, b"stream\n", content, b"\nendstream", source[stream.end() :]))


_OBJECT_MUTATORS: Final = (
    _lose_object, _other_body, _other_reference, _other_reference, _mutate_words, _mutate_words, _mutate_stream, _mutate_stream,
)  # fmt: skip


_TABLE: Final = re.compile(rb"(?m)^==> (\w+)\.csv <==\n")


def tables_in(data: bytes) -> dict[str, bytes]:
    """Return the tables of a text by name; each is preceded by a line with its name."""
    parts = _TABLE.split(data)
    return {name.decode(): table for name, table in zip(parts[1::2], parts[2::2], strict=True)}


def tables_as_text(tables: dict[str, bytes]) -> bytes:
    """Write tables to one text, each after a line with its name."""
    return b"".join(b"==> %s.csv <==\n%s" % (name.encode(), table) for name, table in tables.items())


def csv_tables(text: Mutator) -> Mutator:
    """Make a mutator of tables that mostly changes a cell or a row of one of them."""

    def mutate(chance: Random, data: bytes, others: Sequence[bytes]) -> bytes:
        tables = tables_in(data)
        if not tables or chance.random() < 0.1:
            return text(chance, data, others)
        for _ in range(1 + min(int(chance.expovariate(0.8)), 5)):
            name = chance.choice([*tables])
            if chance.random() < 0.03:
                del tables[name]
                break
            if chance.random() < 0.1:
                tables[name] = text(chance, tables[name], ())
            else:
                rows = [row.split(b",") for row in tables[name].split(b"\n")]
                _mutate_rows(chance, rows, text)
                tables[name] = b"\n".join(b",".join(row) for row in rows)
        return tables_as_text(tables)[: 4 * LONGEST]

    return mutate


def _mutate_rows(chance: Random, rows: list[list[bytes]], text: Mutator) -> None:
    row, other = chance.choice(rows), chance.choice(rows)
    at = chance.randrange(len(row))
    match chance.randrange(7):
        case 0:
            rows.remove(row)
        case 1:
            rows.insert(chance.randrange(len(rows) + 1), list(row))
        case 2:
            row[at] = b""
        case 3:
            row[at] = other[min(at, len(other) - 1)]
        case 4:
            row[at] = chance.choice(
                (
                    b'""',
                    b'"x"',
                    b"0",
                    b"-1",
                    b"1",
                    b"2147483648",
                    b"1e400",
                    b"nan",
                    b'"{}"',
                    b'"2015"',
                    b"2015-01-01",
                    b'"null"',
                )
            )
        case 5:
            row[at] = chance.choice(row)
        case _:
            row[at] = b'"' + text(chance, row[at].strip(b'"'), ()).replace(b'"', b'""') + b'"'
