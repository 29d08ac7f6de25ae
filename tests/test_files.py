"""Files are written completely or not at all, and after an error the old file is unchanged."""

from __future__ import annotations

import errno
import io
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sqsreport
from sqsreport import codec
from sqsreport._files import read_bytes, write_whole
from sqsreport.errors import ValidationError
from sqsreport.model import Report
from sqsreport.testing import examples


@pytest.fixture
def report() -> Report:
    """Return the example report."""
    return codec.from_valid_dict(examples.northmoor())


@pytest.fixture
def umask() -> Iterator[None]:
    """Set a usual umask, and restore the old one afterwards."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    """Return the permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


# ------------------------------------------------------------------------------- write_whole


def test_a_new_file(tmp_path: Path) -> None:
    """A new file is written, and no temporary file remains."""
    write_whole(tmp_path / "new.json", b"new")

    assert {"new.json": b"new"} == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


def test_an_old_file(tmp_path: Path) -> None:
    """An existing file is replaced completely, even if it is longer."""
    path = tmp_path / "old.json"
    path.write_bytes(b"old and longer")

    write_whole(str(path), b"new")

    assert {"old.json": b"new"} == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


@pytest.mark.parametrize("name", ["fsync", "replace", "chmod"])
def test_a_write_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """If writing fails at any step, the old file is unchanged and no temporary file remains."""
    path = tmp_path / "old.json"
    path.write_bytes(b"old")

    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, name, fail)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")

    assert {"old.json": b"old"} == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


def test_a_write_that_is_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After Ctrl-C the old file is unchanged and no temporary file remains."""
    path = tmp_path / "old.json"
    path.write_bytes(b"old")

    def interrupt(*args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, b"new")

    assert {"old.json": b"old"} == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


@pytest.mark.parametrize("permissions", [0o600, 0o640, 0o644, 0o664, 0o755])
def test_permissions_are_kept(tmp_path: Path, permissions: int) -> None:
    """A file that is replaced keeps its permissions."""
    path = tmp_path / "old.json"
    path.write_bytes(b"old")
    path.chmod(permissions)

    write_whole(path, b"new")

    assert (permissions, b"new") == (mode(path), path.read_bytes())


def test_permissions_of_a_new_file(tmp_path: Path, umask: None) -> None:
    """A new file has the default permissions, not those of a temporary file."""
    write_whole(tmp_path / "new.json", b"new")

    assert 0o644 == mode(tmp_path / "new.json")
    assert 0o022 == os.umask(0o022)


def test_a_link_keeps_pointing(tmp_path: Path) -> None:
    """Writing to a link replaces its target and keeps the link."""
    (tmp_path / "folder").mkdir()
    target = tmp_path / "folder" / "target.json"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(Path("folder") / "target.json")

    write_whole(link, b"new")

    assert link.is_symlink()
    assert (b"new", 0o640) == (target.read_bytes(), mode(target))
    assert ["target.json"] == [path.name for path in target.parent.iterdir()]


def test_a_link_without_target(tmp_path: Path) -> None:
    """Writing to a link without a target creates the target."""
    link = tmp_path / "link.json"
    link.symlink_to("target.json")

    write_whole(link, b"new")

    assert link.is_symlink()
    assert b"new" == (tmp_path / "target.json").read_bytes()


def test_a_missing_folder(tmp_path: Path) -> None:
    """Writing to a missing folder is an error, and the folder is not created."""
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "no" / "new.json", b"new")

    assert [] == list(tmp_path.iterdir())


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    """A folder is not replaced by a file."""
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, b"new")


def test_a_device_is_written_to() -> None:
    """A device is written to directly, and is not replaced."""
    write_whole(os.devnull, b"new")

    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """A named pipe is written to directly, and is not replaced."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()

    write_whole(pipe, b"new")
    reader.join(timeout=5)

    assert [b"new"] == received
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("name", ["x" * 250, "ü" * 120, ".hidden", "a b", "-", "new\nline"])
def test_names(tmp_path: Path, name: str) -> None:
    """A name may be as long or unusual as the system allows."""
    write_whole(tmp_path / name, b"new")

    assert {name: b"new"} == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


# ---------------------------------------------------------------------------- dump and load


@pytest.mark.parametrize("kind", [str, Path])
def test_paths(tmp_path: Path, report: Report, kind: type) -> None:
    """A report is written to and read from a path, as `str` or `Path`."""
    path = kind(tmp_path / "report.json")

    sqsreport.dump(report, path)

    assert report == sqsreport.load(path)
    assert sqsreport.dumps(report).encode() == Path(path).read_bytes()


def test_open_files(tmp_path: Path, report: Report) -> None:
    """A report is written to and read from an open file, in text and in binary mode."""
    path = tmp_path / "report.json"
    expected = sqsreport.dumps(report).encode()

    with path.open("w", encoding="utf-8", newline="") as text:
        sqsreport.dump(report, text)
    assert expected == path.read_bytes()
    with path.open("rb") as binary, path.open(encoding="utf-8") as text:
        assert report == sqsreport.load(binary) == sqsreport.load(text)
    with path.open("wb", buffering=0) as binary:
        sqsreport.dump(report, binary)
    assert expected == path.read_bytes()


def test_a_file_is_read_from_its_position(report: Report) -> None:
    """An open file is read from its position to its end, and stays open."""
    stream = io.BytesIO(b"skip" + sqsreport.dumps(report).encode())
    stream.seek(4)

    assert report == sqsreport.load(stream)
    assert not stream.closed


def test_a_binary_file_may_have_any_bytes(tmp_path: Path) -> None:
    """A file that is not UTF-8 raises a `ValidationError`, and not a `UnicodeDecodeError`."""
    path = tmp_path / "report.json"
    path.write_bytes(b"\xff\xfe{\x00}\x00")

    with pytest.raises(ValidationError) as caught:
        sqsreport.load(path)
    assert ["SQS001"] == [problem.code for problem in caught.value.problems]


def test_unreadable_paths(tmp_path: Path) -> None:
    """A missing file raises the usual `FileNotFoundError`."""
    with pytest.raises(FileNotFoundError):
        sqsreport.load(tmp_path / "no.json")
    with pytest.raises(IsADirectoryError):
        sqsreport.load(tmp_path)


def test_unwritable_paths(tmp_path: Path, report: Report) -> None:
    """A path at which no file can be raises an `OSError`."""
    with pytest.raises(FileNotFoundError):
        sqsreport.dump(report, tmp_path / "no" / "report.json")


def test_a_failing_dump_keeps_the_old_file(tmp_path: Path, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a report cannot be written, the file is unchanged."""
    path = tmp_path / "report.json"
    path.write_text("old", encoding="utf-8")

    def fail(*args: Any) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="Input/output"):
        sqsreport.dump(report, path)

    assert "old" == path.read_text(encoding="utf-8")


class Closed(io.StringIO):
    """A stream whose methods raise."""

    def write(self, text: str, /) -> int:  # noqa: ARG002  # it fails whatever is written
        """Raise `BrokenPipeError`."""
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")


def test_errors_of_a_stream_are_unchanged(report: Report) -> None:
    """An error of a stream is raised unchanged."""
    with pytest.raises(BrokenPipeError):
        sqsreport.dump(report, Closed())


def test_reading_to_the_end() -> None:
    """`read_bytes` returns text or bytes, according to the mode of the stream."""
    assert ("x", b"x") == (read_bytes(io.StringIO("x")), read_bytes(io.BytesIO(b"x")))


def test_the_umask_is_not_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The umask is global to the process and is not changed."""
    monkeypatch.setattr(os, "umask", lambda _: pytest.fail("the mask was set"))
    write_whole(tmp_path / "new", b"x")
    (tmp_path / "like any other").write_bytes(b"x")
    assert (tmp_path / "like any other").stat().st_mode == (tmp_path / "new").stat().st_mode


def test_the_longest_names_can_be_written(tmp_path: Path) -> None:
    """Every name that the file system allows can be written."""
    path = tmp_path / ("漢" * 84 + ".md")
    write_whole(path, b"x")
    assert path.read_bytes() == b"x"


@pytest.mark.parametrize("source", [None, {}, 5])
def test_values_that_are_not_files(source: Any) -> None:
    """A value that is neither a path nor an open file is rejected with its type."""
    with pytest.raises(TypeError, match="must be a path or an open file, not"):
        sqsreport.load(source)
