"""Read and unpack a source in blocks, in constant memory."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from typing import IO, Any, Final

from sqsreport._extras import require
from sqsreport.batch.formats import MAGIC_SIZE, Packing, packing_of

#: The size of a block in bytes: large enough to be fast, and small compared with the memory of an interpreter.
BLOCK_SIZE: Final = 256 * 1024

#: The number of packed bytes that are unpacked at a time. Even a decompression bomb expands them to some 16 MB at most.
_PACKED_SLICE: Final = 512

#: The base-2 logarithm of the largest window, in bytes. It is the default limit of the zstd command.
_WINDOW_LOG: Final = 27


class DamagedError(Exception):
    """The packed data is damaged from here on."""


def read_blocks(file: IO[Any], on_read: Callable[[int], object] | None = None) -> Iterator[bytes]:
    """Read an open file, in text or binary mode, to its end; call *on_read* with the number of bytes of each read.

    Raises:
        OSError: it cannot be read to its end.
        ValueError: it is closed, or open in text mode and not such text.
    """
    # From a pipe `read1` returns the bytes that are available, and does not wait for a full block.
    read = getattr(file, "read1", file.read)
    while block := read(BLOCK_SIZE):
        data = block.encode("utf-8", "surrogatepass") if isinstance(block, str) else bytes(block)
        if on_read:
            on_read(len(data))
        yield data
    if block is None:
        raise BlockingIOError("there is nothing to read yet")


def unpack(blocks: Iterator[bytes], expected: Packing | None) -> Iterator[bytes]:
    """Unpack blocks if their first bytes show that they are packed; return them unchanged otherwise.

    Raises:
        DamagedError: the packed data is damaged, or does not begin as *expected*.
        MissingExtraError: the package that unpacks it is not installed.
    """
    head = b""
    for block in blocks:
        head += block
        if len(head) >= MAGIC_SIZE:
            break
    packing = packing_of(head)
    if head and expected and packing != expected:
        raise DamagedError(f"it does not begin as {expected} does")
    restored = chain([head], blocks) if head else iter(())
    return _unpack(restored, packing) if packing else restored


def _unpack(blocks: Iterator[bytes], packing: Packing) -> Iterator[bytes]:
    make_engine, Error = _gunzip() if packing == "gzip" else _unzstd()  # noqa: N806 - a class
    engine = None
    slices = (block[at : at + _PACKED_SLICE] for block in blocks for at in range(0, len(block), _PACKED_SLICE))
    for data in slices:
        while data:
            if engine is None:
                if packing == "gzip":
                    data = data.lstrip(b"\0")  # noqa: PLW2901 - padding after a gzip member, as tapes have it
                    if not data:
                        break
                engine = make_engine()
            try:
                unpacked = engine.decompress(data)
            except (Error, MemoryError) as error:
                reason = str(error).rpartition(": ")[2].casefold()
                raise DamagedError(reason or "there is not enough memory") from None
            if unpacked:
                yield unpacked
            # A packed file may be a concatenation of several.
            data, engine = (engine.unused_data, None) if engine.eof else (b"", engine)  # noqa: PLW2901
    if engine is not None:
        raise DamagedError("it breaks off")


def _gunzip() -> tuple[Callable[[], Any], type[Exception]]:
    return lambda: zlib.decompressobj(16 + zlib.MAX_WBITS), zlib.error


def _unzstd() -> tuple[Callable[[], Any], type[Exception]]:
    if sys.version_info >= (3, 14):  # pragma: no cover - the standard library has it from then on
        from compression import zstd

        options = {zstd.DecompressionParameter.window_log_max: _WINDOW_LOG}
        return lambda: zstd.ZstdDecompressor(options=options), zstd.ZstdError
    package = require("zstandard", extra="zst", purpose="reading .zst")
    engine = package.ZstdDecompressor(max_window_size=2**_WINDOW_LOG)
    return engine.decompressobj, package.ZstdError
