"""The bytes of a source in chunks: read, unpacked, and never more than some of them at a time."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from typing import IO, Any, Final

from sqsreport._extras import require
from sqsreport.batch.formats import MAGIC_SIZE, Packing, packing_of

#: Large enough to be fast, and small beside the memory of an interpreter.
CHUNK: Final = 256 * 1024

#: As much is unpacked at a time. A bomb makes of it some 16 MB at most.
_SLICE: Final = 512

#: The largest window that zstd itself unpacks unless it is told to, as a power of two.
_WINDOW: Final = 27


class DamagedError(Exception):
    """What follows cannot be unpacked."""


def read_chunks(file: IO[Any], on_read: Callable[[int], object] | None = None) -> Iterator[bytes]:
    """Read an open file, in text or binary mode, to its end.

    Args:
        file: what to read.
        on_read: told how many bytes were read, each time.

    Raises:
        OSError: it cannot be read on.
        UnicodeDecodeError: it is open as text, and none.
    """
    # Of a pipe this gives what is there, and does not wait for more.
    read = getattr(file, "read1", file.read)
    while True:
        try:
            chunk = read(CHUNK)
        except UnicodeDecodeError:
            raise
        except ValueError as error:  # it is closed, or not in the encoding that it was opened with
            raise OSError(str(error)) from None
        if chunk is None:
            raise BlockingIOError("there is nothing to read yet")
        if not chunk:
            return
        data = chunk.encode("utf-8", "surrogatepass") if isinstance(chunk, str) else bytes(chunk)
        if on_read:
            on_read(len(data))
        yield data


def unpack(chunks: Iterator[bytes], named: Packing | None) -> Iterator[bytes]:
    """Unpack what is packed, by its first bytes and whatever its name, and pass on what is not.

    Args:
        chunks: the bytes as they are.
        named: what the name says of them.

    Raises:
        DamagedError: it cannot be unpacked from here on.
        MissingExtraError: what unpacks it is not installed.
    """
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= MAGIC_SIZE:
            break
    packing = packing_of(head)
    if head and named and packing != named:
        raise DamagedError(f"it does not begin as {named} does")
    whole = chain([head], chunks) if head else iter(())
    return _unpack(whole, packing) if packing else whole


def _unpack(chunks: Iterator[bytes], packing: Packing) -> Iterator[bytes]:
    make, Error = (_gunzip, zlib.error) if packing == "gzip" else _unzstd()  # noqa: N806 - a class
    engine = None
    for chunk in chunks:
        for start in range(0, len(chunk), _SLICE):
            data = chunk[start : start + _SLICE]
            while data:
                if engine is None:
                    if packing == "gzip":
                        data = data.lstrip(b"\0")  # tapes fill the rest of their blocks
                        if not data:
                            break
                    engine = make()
                try:
                    made = engine.decompress(data)
                except (Error, MemoryError) as error:
                    raise DamagedError(_reason(error)) from None
                if made:
                    yield made
                # A file may be several that were joined.
                data, engine = (engine.unused_data, None) if engine.eof else (b"", engine)
    if engine is not None:
        raise DamagedError("it breaks off")


def _gunzip() -> Any:
    return zlib.decompressobj(16 + zlib.MAX_WBITS)


def _unzstd() -> tuple[Callable[[], Any], type[Exception]]:
    if sys.version_info >= (3, 14):  # pragma: no cover - it is of the standard library from then on
        from compression import zstd

        options = {zstd.DecompressionParameter.window_log_max: _WINDOW}
        return lambda: zstd.ZstdDecompressor(options=options), zstd.ZstdError
    package = require("zstandard", extra="zst", purpose="reading .zst")
    engine = package.ZstdDecompressor(max_window_size=2**_WINDOW)
    return engine.decompressobj, package.ZstdError


def _reason(error: Exception) -> str:
    return str(error).rpartition(": ")[2].casefold() or "there is not enough memory"
