"""Split a source into chunks, in constant memory."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import attrs

from sqsreport._files import reason_of
from sqsreport._jsondata import MAX_DOCUMENT
from sqsreport.batch.chunks import BYTE_ORDER_MARK, Chunk, Position
from sqsreport.batch.formats import Format, detect_format
from sqsreport.batch.json_array import split_array
from sqsreport.batch.lines import split_lines, split_yaml
from sqsreport.batch.sources import Source
from sqsreport.batch.streams import DamagedError, read_blocks, unpack
from sqsreport.errors import MissingExtraError
from sqsreport.problems import Problem

#: The number of bytes from which the format is detected.
_DETECTION_SIZE: Final = 2**20

#: White space according to JSON.
_BLANK: Final = b" \t\r\n"


def split(source: Source, on_read: Callable[[int], object] | None = None) -> Iterator[Chunk]:
    """Split a source into chunks. No source raises an exception.

    *on_read* is called with the number of bytes that were read, before they are unpacked.
    """
    position = Position()
    reason = source.reason
    try:
        if reason is None:
            with open(str(source.path), "rb") if source.file is None else contextlib.nullcontext(source.file) as file:
                yield from _split(source, unpack(read_blocks(file, on_read), source.packing), position)
    except DamagedError as error:
        yield position.error("SQS015", reason=str(error))
    except UnicodeDecodeError as error:  # a file that is open as text and is not text
        byte = f"0x{error.object[error.start]:02x}"
        params: dict[str, str | int] = {"byte": byte, "offset": error.start, "guess": ""}
        yield Chunk(is_document=False, problems=(Problem("SQS001", params=params),))
    except MissingExtraError as error:
        reason = str(error)
    except (OSError, ValueError) as error:  # a null character in a path, or a closed file, is a ValueError
        reason = reason_of(error)
    if reason is not None:
        yield Chunk(is_document=False, is_read=False, problems=(source.unreadable(reason),))


def _split(source: Source, blocks: Iterable[bytes], reached: Position) -> Iterator[Chunk]:
    stream = _Lookahead(_tracked(blocks, reached))
    stream.look(lambda head: len(head) < len(BYTE_ORDER_MARK))
    has_mark = stream.head.startswith(BYTE_ORDER_MARK)
    stream.head = stream.head.removeprefix(BYTE_ORDER_MARK)
    position = Position(offset=len(BYTE_ORDER_MARK) * has_mark)
    name = source.format
    if name != "jsonl":
        stream.skip_blank(position)
    if position.offset > MAX_DOCUMENT:
        yield position.too_large()
        return
    if name is None:
        stream.look(lambda head: len(head) < _DETECTION_SIZE and detect_format(head, is_all=False) is None)
        name = _detect(stream)
    if name == "yaml":
        from sqsreport.validation.yaml_nodes import yaml_package  # imported here because JSON does not need it

        yaml_package()
        yield from split_yaml(stream, position=position)
        return
    is_array = stream.head.lstrip(_BLANK)[:1] == b"["
    splitter: Callable[..., Iterator[Chunk]] = split_lines if name == "jsonl" else split_array if is_array else _whole
    chunks = splitter(stream, position=position)
    if has_mark:
        first = next(chunks, None) or Chunk()
        yield attrs.evolve(first, problems=(Problem("SQS009", line=1, column=1), *first.problems))
    yield from chunks


def _whole(blocks: Iterable[bytes], *, limit: int = MAX_DOCUMENT, position: Position) -> Iterator[Chunk]:
    """Yield the whole stream as one chunk."""
    parts: list[bytes] = []
    size = 0
    for block in blocks:
        size += len(block)
        if size > limit:
            yield position.too_large(limit)
            return
        parts.append(block)
    data = b"".join(parts)
    parts.clear()
    yield position.chunk(data, is_whole=True)


class _Lookahead:
    """A stream whose beginning can be examined before it is consumed; an error there is raised in its place."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self.head = b""
        self.is_all = False
        self.error: Exception | None = None
        self._blocks = blocks

    def look(self, needs_more: Callable[[bytes], bool]) -> None:
        """Read until the head is long enough, or to the end of the stream."""
        try:
            while not self.is_all and self.error is None and needs_more(self.head):
                block = next(self._blocks, None)
                self.is_all = block is None
                self.head += block or b""
        except (DamagedError, OSError, ValueError) as error:
            self.error = error

    def skip_blank(self, position: Position) -> None:
        """Drop white space up to the line of the first other character, and advance *position* if there is one."""
        begin = attrs.evolve(position)
        while position.offset <= MAX_DOCUMENT and not self.head.strip(_BLANK):
            # In YAML the indent of the first line matters, but not one of a mebibyte.
            skipped = self.head.rfind(b"\n") + 1 if len(self.head) < _DETECTION_SIZE else len(self.head)
            position.advance(self.head[:skipped])
            self.head = self.head[skipped:]
            size = len(self.head)
            self.look(lambda head, size=size: len(head) <= size)  # type: ignore[misc]
            if self.is_all or self.error:
                if not self.head.strip(_BLANK):
                    position.line, position.column, position.offset = begin.line, begin.column, begin.offset
                return

    def __iter__(self) -> Iterator[bytes]:
        """Yield the head, and the rest of the stream."""
        yield self.head
        if self.error:
            raise self.error
        yield from self._blocks


def _detect(stream: _Lookahead) -> Format:
    if stream.error:
        # A single damaged document is lost, but the lines of JSON Lines before the damage can be read.
        return detect_format(stream.head + b"\n{", is_all=True) or "json"
    # The first line is very long. Whether more lines follow is not known, and makes no difference.
    is_object = stream.head.lstrip()[:1] == b"{"
    return detect_format(stream.head, is_all=stream.is_all) or ("jsonl" if is_object else "json")


def _tracked(blocks: Iterable[bytes], position: Position) -> Iterator[bytes]:
    """Yield the blocks of a stream, and advance a position past each that was consumed."""
    for block in blocks:
        yield block
        position.advance(block)
