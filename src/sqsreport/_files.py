"""Read and write files and streams; a file or folder is replaced atomically or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

StrPath = str | os.PathLike[str]


def write_whole(path: StrPath, data: bytes) -> None:
    """Write a file atomically: under a temporary name in its folder, and then renamed.

    Raises:
        OSError: it cannot be written; an existing file is unchanged.
    """
    with writing_whole(path) as file:
        file.write(data)


@contextlib.contextmanager
def writing_whole(path: StrPath) -> Iterator[IO[bytes]]:
    """Yield a file to write to in parts; it replaces *path* when the context ends without an exception.

    Raises:
        OSError: it cannot be written; an existing file is unchanged.
    """
    if _is_stream(path):  # a device or a pipe cannot be replaced
        with open(os.open(path, os.O_WRONLY | os.O_APPEND), "wb") as stream:
            yield stream
        return
    # A link stays a link, and its target is replaced; the file keeps its permissions.
    target = os.path.realpath(path)
    folder = os.path.dirname(target)
    _remove_leftovers(folder)
    temporary, lock = _create(folder, lambda place: os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    assert lock is not None
    try:
        with open(lock, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            if os.path.exists(target):
                os.chmod(temporary, os.stat(target).st_mode & 0o7777)
            if os.name != "nt":
                os.replace(temporary, target)
        if os.name == "nt":  # Windows cannot rename a file that is open
            os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


@contextlib.contextmanager
def working_folder(path: Path) -> Iterator[Path]:
    """Yield a new temporary folder next to *path*; remove it with its content afterwards.

    Raises:
        OSError: it cannot be created.
    """
    _remove_leftovers(str(path.parent))

    def create(place: str) -> int | None:
        os.mkdir(place)
        return None if os.name == "nt" else os.open(place, os.O_RDONLY)

    place, lock = _create(str(path.parent), create)
    try:
        yield type(path)(place)
    finally:
        _remove_folder(place)
        if lock is not None:
            os.close(lock)


def replace_folder(new: Path, target: Path) -> None:
    """Replace a folder by another, so that at any moment one of them is complete on the disk.

    Raises:
        OSError: it cannot be replaced; *target* is unchanged.
    """
    for path in (*new.iterdir(), new):
        _sync(path)
    if not target.is_dir():
        new.replace(target)
    elif not _exchange(new, target):
        # A rename cannot replace a folder that is not empty, so the old one is moved away first. If this run is killed
        # before the next line, `restore_folder` moves it back at the start of the next run.
        old = target.parent / f"{_PREFIX}{target.name}{_OLD_SUFFIX}"
        target.rename(old)
        try:
            new.rename(target)
        except BaseException:  # also after KeyboardInterrupt
            old.rename(target)
            raise
        _remove_folder(str(old))
    _sync(target.parent)


def restore_folder(target: Path) -> None:
    """Move back a folder that `replace_folder` had moved away when its process was killed."""
    old = target.parent / f"{_PREFIX}{target.name}{_OLD_SUFFIX}"
    if old.is_dir():
        if target.exists():
            _remove_folder(str(old))
        else:
            old.rename(target)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders atomically; return ``False`` if the system has no call for it."""
    import ctypes

    library: Any = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    paths = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):  # Linux
        at_fdcwd, rename_exchange = -100, 2
        return bool(library.renameat2(at_fdcwd, paths[0], at_fdcwd, paths[1], rename_exchange) == 0)
    if hasattr(library, "renamex_np"):  # macOS
        rename_swap = 2
        return bool(library.renamex_np(*paths, rename_swap) == 0)
    return False


def _sync(path: Path) -> None:
    """Flush a file or a folder to the disk, if the system supports it."""
    with contextlib.suppress(PermissionError):  # Windows cannot open a folder
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


#: The prefix and the suffixes of the names of temporary files and folders.
_PREFIX: Final = ".sqsreport-"
_SUFFIX: Final = ".tmp"
_OLD_SUFFIX: Final = ".old"
#: The folders that this process has searched for leftovers of killed runs.
_searched: Final[set[str]] = set()


def _create(folder: str, create: Callable[[str], int | None]) -> tuple[str, int | None]:
    """Create a file or folder with a unique name, and lock it as long as it is open."""
    import secrets  # imported here because reading alone does not need it

    while True:
        place = os.path.join(folder, f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}")
        descriptor = create(place)
        if descriptor is None or _lock(descriptor) is None:
            return place, descriptor
        with contextlib.suppress(OSError):  # another run may have removed it as a leftover before it was locked
            if os.path.samestat(os.fstat(descriptor), os.stat(place)):
                return place, descriptor
        os.close(descriptor)


def _lock(descriptor: int) -> bool | None:
    """Lock an open file; return whether that succeeded, or ``None`` if the system has no locks."""
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return None
    return True


def _remove_leftovers(folder: str) -> None:
    """Remove the temporary files of killed runs from a folder: those that no process has locked."""
    if folder in _searched:
        return
    _searched.add(folder)
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            if name.startswith(_PREFIX) and name.endswith(_SUFFIX):
                _remove_leftover(os.path.join(folder, name))


def _remove_folder(place: str) -> None:
    import shutil  # imported here because reading alone does not need it

    shutil.rmtree(place, ignore_errors=True)


def _remove_leftover(place: str) -> None:
    with contextlib.suppress(OSError):
        descriptor = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        try:
            if _lock(descriptor):
                _remove_folder(place) if os.path.isdir(place) else os.unlink(place)
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
    """Return the reason of an error as lower-case text, without the error number and the path."""
    return str(getattr(error, "strerror", None) or error).lower()


#: The reason why a link to a file outside of its folder is not followed: the author of the folder, for example of an
#: unpacked archive, must not choose which other files of the user are read.
OUTSIDE: Final = "it is a link to a file outside the folder; name the link itself to have it read"


def is_outside(path: StrPath, folder: StrPath) -> bool:
    """Return whether the target of a path, with links resolved, is outside a folder."""
    return not os.path.realpath(path).startswith(os.path.join(os.path.realpath(folder), ""))


def write_out(target: StrPath | IO[Any], data: bytes) -> None:
    """Write UTF-8 to a path, atomically, or to an open file in text or binary mode."""
    if isinstance(target, (str, os.PathLike)):
        write_whole(target, data)
        return
    try:
        target.write(data)
    except TypeError:  # the only way to find out whether a file is open in text mode
        target.write(data.decode())


def read_bytes(source: StrPath | IO[Any], at_most: int = -1) -> bytes | str:
    """Read a path or an open file, in text or binary mode, to its end, or at most *at_most* bytes or characters."""
    if isinstance(source, (str, os.PathLike)):
        with open(source, "rb") as file:
            return file.read(at_most)
    if not hasattr(source, "read"):
        raise TypeError(f"must be a path or an open file, not {type(source).__name__}")
    content: bytes | str = source.read() if at_most < 0 else source.read(at_most)
    return content
