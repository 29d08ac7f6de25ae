"""Files and streams: what is written appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

StrPath = str | os.PathLike[str]


def write_whole(path: StrPath, data: bytes) -> None:
    """Write a file beside its place and rename it, so that no reader ever sees half of it.

    Raises:
        OSError: it cannot be written; what was there before is unchanged.
    """
    with writing_whole(path) as file:
        file.write(data)


@contextlib.contextmanager
def writing_whole(path: StrPath) -> Iterator[IO[bytes]]:
    """Give a file to write to piece by piece, which takes its place when all is written.

    Raises:
        OSError: it cannot be written; what was there before is unchanged.
    """
    # A link keeps pointing at its file, and a file keeps its permissions.
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        with target.open("wb") as device:  # or a pipe; neither can be replaced
            yield device
        return
    import secrets  # what is only read does not want it

    beside = target.parent / f".sqsreport-{secrets.token_hex(8)}.tmp"
    try:
        with open(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            os.chmod(beside, target.stat().st_mode & 0o7777)
        os.replace(beside, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise


def reason_of(error: OSError | ValueError) -> str:
    """Say why a file was refused, by the system or for its name."""
    return str(getattr(error, "strerror", None) or error).lower()


def write_out(target: StrPath | IO[Any], data: bytes) -> None:
    """Write UTF-8 to a path, whole or not at all, or to an open file in text or binary mode."""
    if isinstance(target, (str, os.PathLike)):
        write_whole(target, data)
        return
    try:
        target.write(data)
    except TypeError:  # whether a file wants bytes is known only by trying
        target.write(data.decode())


def read_bytes(source: StrPath | IO[Any], at_most: int = -1) -> bytes | str:
    """Read a path or an open file, in text or binary mode, to its end or *at_most* so far."""
    if isinstance(source, (str, os.PathLike)):
        with Path(source).open("rb") as file:
            return file.read(at_most)
    if not hasattr(source, "read"):
        raise TypeError(f"must be a path or an open file, not {type(source).__name__}")
    content: bytes | str = source.read() if at_most < 0 else source.read(at_most)
    return content
