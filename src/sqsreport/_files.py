"""Files and streams: what is written appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Final

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
    if _is_stream(path):  # it cannot be replaced
        with open(os.open(path, os.O_WRONLY | os.O_APPEND), "wb") as stream:
            yield stream
        return
    # A link keeps pointing at its file, and a file keeps its permissions.
    target = Path(os.path.realpath(path))
    _remove_leftovers(target.parent)
    beside, lock = _create(target.parent, lambda place: os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    assert lock is not None
    try:
        with open(lock, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            if target.exists():
                os.chmod(beside, target.stat().st_mode & 0o7777)
            if os.name != "nt":
                os.replace(beside, target)
        if os.name == "nt":  # which replaces no file that is open
            os.replace(beside, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise


@contextlib.contextmanager
def working_folder(beside: Path) -> Iterator[Path]:
    """Give a new folder in the folder of a path, and remove it with what is left in it.

    Raises:
        OSError: it cannot be made.
    """
    _remove_leftovers(beside.parent)

    def create(place: str) -> int | None:
        os.mkdir(place)
        return None if os.name == "nt" else os.open(place, os.O_RDONLY)

    place, lock = _create(beside.parent, create)
    try:
        yield Path(place)
    finally:
        shutil.rmtree(place, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def replace_folder(new: Path, target: Path) -> None:
    """Put a folder in the place of another, so that at any moment one of them is there whole.

    Raises:
        OSError: it cannot be replaced; what was there is unchanged.
    """
    for path in (*new.iterdir(), new):
        _sync(path)
    if not target.is_dir():
        new.replace(target)
    elif not _exchange(new, target):
        # A folder that is not empty cannot be replaced; a run that finds it put aside puts it back.
        old = target.parent / f"{_PREFIX}{target.name}{_ASIDE}"
        target.rename(old)
        try:
            new.rename(target)
        except BaseException:  # an interrupt, too, leaves what was there where it was
            old.rename(target)
            raise
        shutil.rmtree(old, ignore_errors=True)
    _sync(target.parent)


def restore_folder(target: Path) -> None:
    """Put back a folder that a run which was killed has put aside."""
    old = target.parent / f"{_PREFIX}{target.name}{_ASIDE}"
    if old.is_dir():
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(target)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can do that."""
    import ctypes

    library: Any = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    paths = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):  # Linux
        here, exchange = -100, 2
        return bool(library.renameat2(here, paths[0], here, paths[1], exchange) == 0)
    if hasattr(library, "renamex_np"):  # macOS
        swap = 2
        return bool(library.renamex_np(*paths, swap) == 0)
    return False


def _sync(path: Path) -> None:
    """Let a file or a folder reach the disk, where the system can do that."""
    with contextlib.suppress(PermissionError):  # Windows opens no folder
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


#: What the names of files and folders begin with that are there only while something is written.
_PREFIX: Final = ".sqsreport-"
_ENDING: Final = ".tmp"
_ASIDE: Final = ".old"
#: The folders in which this process has looked for what killed runs left.
_searched: Final[set[str]] = set()


def _create(folder: Path, create: Callable[[str], int | None]) -> tuple[str, int | None]:
    """Create something with a name of its own, and lock it as long as it is open."""
    import secrets  # what is only read does not want it

    while True:
        place = os.path.join(folder, f"{_PREFIX}{secrets.token_hex(8)}{_ENDING}")
        descriptor = create(place)
        if descriptor is None or _lock(descriptor) is None:
            return place, descriptor
        with contextlib.suppress(OSError):  # another run may have taken it for a leftover before it was locked
            if os.path.samestat(os.fstat(descriptor), os.stat(place)):
                return place, descriptor
        os.close(descriptor)


def _lock(descriptor: int) -> bool | None:
    """Lock an open file; return whether it was free, or ``None`` where there are no locks."""
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return None
    return True


def _remove_leftovers(folder: Path) -> None:
    """Remove what runs have left in a folder that were killed: what is not locked, nobody is writing."""
    if str(folder) in _searched:
        return
    _searched.add(str(folder))
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            if name.startswith(_PREFIX) and name.endswith(_ENDING):
                _remove_leftover(os.path.join(folder, name))


def _remove_leftover(place: str) -> None:
    with contextlib.suppress(OSError):
        descriptor = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        try:
            if _lock(descriptor):
                shutil.rmtree(place) if os.path.isdir(place) else os.unlink(place)
        finally:
            os.close(descriptor)


def _is_stream(path: StrPath) -> bool:
    """Return whether a path is a device, a pipe, or the name of an open file such as ``/dev/stdout``."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return not os.path.isdir(path)
    except OSError:
        return False
    folder = os.path.realpath(os.path.dirname(path) or os.curdir)
    return os.path.islink(path) and (folder == "/dev" or folder.startswith("/proc/"))


def reason_of(error: OSError | ValueError) -> str:
    """Say why a file was refused, by the system or for its name."""
    return str(getattr(error, "strerror", None) or error).lower()


#: Why a file in a folder is not read that is elsewhere: who fills a folder does not choose what of ours is read.
OUTSIDE: Final = "it is a link to a file outside the folder; name the link itself to have it read"


def is_outside(path: StrPath, folder: StrPath) -> bool:
    """Return whether what a path leads to, through links, is neither in a folder nor below."""
    place, whole = os.path.realpath(path), os.path.realpath(folder)
    return not place.startswith(os.path.join(whole, ""))


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
