"""`sqsreport.iter_validate`: documents of every source, split while they are read."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import sqsreport
from sqsreport.batch import splitting
from sqsreport.batch.chunks import Chunk, Position
from sqsreport.batch.formats import detect_format
from sqsreport.batch.json_array import split_array
from sqsreport.batch.lines import raw_lines, split_lines
from sqsreport.batch.sources import find_sources
from sqsreport.batch.validation import check
from sqsreport.errors import UnknownFormatError
from sqsreport.results import Excerpt, Result
from sqsreport.testing import examples
from sqsreport.validation.positions import Lines, members

#: A valid report, with one warning for the missing themes.
MINIMAL = json.dumps(examples.minimal())

#: Valid, without a problem.
NORTHMOOR = json.dumps(examples.northmoor(), ensure_ascii=False)

#: Documents of every kind, small enough to generate many.
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-99, 99)
    | st.text(max_size=8)
    | st.sampled_from(['"', "\\", "]", "😀é", "[{"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
SPACES = st.text(alphabet=" \t\r\n", max_size=3)


def results(data: bytes | str, format: str | None = None) -> list[Result]:
    """Return the results of the documents in an open file."""
    return list(sqsreport.iter_validate(io.BytesIO(data.encode() if isinstance(data, str) else data), format=format))


def codes_by_document(data: bytes | str, format: str | None = None) -> list[list[tuple[str, int | None, int | None]]]:
    """Return the code, line and column of each problem of each document."""
    return [
        [(problem.code, problem.line, problem.column) for problem in result.problems]
        for result in results(data, format)
    ]


def in_chunks(data: bytes, sizes: list[int]) -> Iterator[bytes]:
    """Split data into blocks of the given sizes, repeatedly."""
    start = 0
    while start < len(data):
        for size in sizes:
            yield data[start : start + size]
            start += size


chunk_sizes = st.lists(st.integers(1, 9), min_size=1, max_size=4)


# -------------------------------------------------------------------------------- JSON Lines


def test_json_lines() -> None:
    """Every line is a document; an invalid one does not affect the next, and blank lines are skipped."""
    text = f'{MINIMAL}\n\n \t\r\n{{"a": }}\n{NORTHMOOR}\r\n[]\n'
    assert [[("SQS301", 1, 1)], [("SQS003", 4, 7)], [], [("SQS101", 6, 1)]] == codes_by_document(text, "jsonl")
    assert [0, 1, 2, 3] == [result.index for result in results(text, "jsonl")]


@pytest.mark.parametrize("end", [1, 20, -1])
def test_truncated_last_line(end: int) -> None:
    """A truncated last line has a problem of its own code."""
    assert ["SQS013"] == [code for code, _, _ in codes_by_document(f"{NORTHMOOR}\n{MINIMAL[:end]}", "jsonl")[1]]


def test_a_truncated_end_is_reported_once() -> None:
    """The message of a truncated document has the reason."""
    (problem,) = results('{"a": 1', "jsonl")[0].problems
    assert "the input ends too soon: it ends before all brackets are closed" == problem.message


def test_truncated_character() -> None:
    """A last line that ends in the middle of a character is truncated too."""
    (problem,) = results(NORTHMOOR.encode() + '\n{"é'.encode()[:-1], "jsonl")[1].problems
    assert ("SQS013", 2, 3) == (problem.code, problem.line, problem.column)
    assert problem.message.endswith("it ends in the middle of a character")


@pytest.mark.parametrize("line", ['{"a": 1,}', "tru", "\udc80".encode("utf-8", "surrogatepass").decode("latin-1")])
def test_last_line_is_not_truncated(line: str) -> None:
    """An invalid last line with its line feed is not truncated."""
    assert ["SQS003"] == [code for code, _, _ in codes_by_document(f"{NORTHMOOR}\n{line}", "jsonl")[1]]


def test_byte_order_mark() -> None:
    """A byte order mark is allowed only at the start of the source."""
    marked = "\ufeff" + MINIMAL
    text = f"{marked}\n{marked}\n"
    assert [[("SQS009", 1, 1), ("SQS301", 1, 1)], [("SQS003", 2, 1)]] == codes_by_document(text, "jsonl")
    message = "this is not JSON: a byte order mark is allowed at the beginning of the input alone"
    assert message == results(text, "jsonl")[1].problems[0].message


def test_wrong_byte_is_placed_in_the_source() -> None:
    """The offset of a byte that is not UTF-8 is that in the source, as its line is."""
    data = f"{NORTHMOOR}\n".encode() + b'{"\xe9"}\n'
    (problem,) = results(data, "jsonl")[1].problems
    assert (2, 3, data.index(b"\xe9{"[:1] + b'"}')) == (problem.line, problem.column, problem.params["offset"])


def test_line_too_long() -> None:
    """A line above the size limit is not kept in memory, and the next is read."""
    chunks = list(split_lines(in_chunks(b"[1]\n[1, 2, 3]\n[1234567\n[2]", [4, 3]), limit=5))
    assert [b"[1]", b"", b"", b"[2]"] == [chunk.data for chunk in chunks]
    assert [(), (("SQS014", 2, 1),), (("SQS014", 3, 1),), ()] == [
        tuple((each.code, each.line, each.column) for each in chunk.problems) for chunk in chunks
    ]


@given(st.lists(st.binary(max_size=6)), chunk_sizes)
def test_lines_at_any_chunk_size(lines: list[bytes], sizes: list[int]) -> None:
    """A stream has the same lines at every block size."""
    data = b"\n".join(lines)
    expected = [(line.removesuffix(b"\n"), line.endswith(b"\n")) for line in io.BytesIO(data)]
    assert expected == [(line, is_ended) for line, _, is_ended in raw_lines(in_chunks(data, sizes), 100)]


@given(st.lists(VALUES), chunk_sizes)
def test_places_of_lines(values: list[Any], sizes: list[int]) -> None:
    """Every line of JSON Lines is a document with its line and offset in the file."""
    data = b"".join(json.dumps(value, ensure_ascii=False).encode() + b"\n" for value in values)
    chunks = list(split_lines(in_chunks(data, sizes)))
    assert values == [json.loads(chunk.data) for chunk in chunks]
    assert [*range(1, len(values) + 1)] == [chunk.line for chunk in chunks]
    assert all(data[chunk.offset :].startswith(chunk.data + b"\n") for chunk in chunks)


# -------------------------------------------------------------------------------- JSON arrays


def test_json_array() -> None:
    """The elements of an array are documents, with lines and columns of the file."""
    assert [[], [("SQS301", 2, 3)], [("SQS101", 3, 1)]] == codes_by_document(f"[{NORTHMOOR},\n  {MINIMAL},\n3]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[]", [[("SQS002", 1, 1)]]),
        ("[1 2]", [[("SQS101", 1, 2)], [("SQS003", 1, 4)]]),
        ("[{}{}]", 2),
        ("[1, 2] 3", [[("SQS101", 1, 2)], [("SQS101", 1, 5)], [("SQS003", 1, 8)]]),
        ("[1,\n]", [[("SQS101", 1, 2)], [("SQS003", 1, 3)]]),
        ("[,1]", [[("SQS003", 1, 2)], [("SQS101", 1, 3)]]),
        ("[1", [[("SQS101", 1, 2)], [("SQS013", 1, 3)]]),
        ("[1,\n", [[("SQS101", 1, 2)], [("SQS013", 2, 1)]]),
        ("[", [[("SQS013", 1, 2)]]),
        ("[1: 2, 3]", [[("SQS003", 1, 3)], [("SQS003", 1, 5)]]),
        ('["é", }]', [[("SQS101", 1, 2)], [("SQS003", 1, 7)]]),
        ("[tru, {]", [[("SQS003", 1, 2)], [("SQS003", 1, 8)], [("SQS013", 1, 9)]]),
        ('["ab', [[("SQS013", 1, 2)]]),
    ],
)
def test_broken_array(text: str, expected: Any) -> None:
    """Errors between elements have a position, and the other elements are read if possible."""
    if isinstance(expected, int):
        assert expected == len(codes_by_document(text))
    else:
        assert expected == codes_by_document(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[{} {}]", "a comma is missing before this, or a quotation mark within a text needs a backslash"),
        ("[{},]", "there is a comma too many before ]"),
        ("[{},,{}]", "a value is expected here: a text in quotation marks, a number, a list or an object"),
        ("[{}] 3", "there is more text after its end; the rest was not read"),
        ("[{} // one\n, {}]", "it has no comments; the rest was not read"),
        ("[{} # one\n, {}]", "it has no comments; the rest was not read"),
        ("[{}, // one\n {}]", "it has no comments"),
    ],
)
def test_between_elements_in_plain_words(text: str, expected: str) -> None:
    """An error between the elements of an array has the same message as in other JSON."""
    messages = [problem.message for result in results(text) for problem in result.problems if problem.code == "SQS003"]
    assert f"this is not JSON: {expected}" == messages[0]


def test_a_missing_comma_is_reported_with_the_next_value() -> None:
    """A missing comma is a problem of the next document, which is validated."""
    documents = results(f"[{NORTHMOOR} {MINIMAL}, {NORTHMOOR}]")
    assert [[], ["SQS003", "SQS301"], []] == [[problem.code for problem in result.problems] for result in documents]
    assert [True, False, True] == [result.is_valid for result in documents]


def test_element_too_long() -> None:
    """An element above the size limit is not kept in memory, and the next is read."""
    chunks = list(split_array(in_chunks(b'["12345", "123"]', [3]), limit=5))
    assert [(b"", "SQS014"), (b'"123"', None)] == [
        (chunk.data, next((each.code for each in chunk.problems), None)) for chunk in chunks
    ]


@given(st.lists(st.tuples(VALUES, SPACES, SPACES), min_size=1), SPACES, st.sampled_from([None, 1]), chunk_sizes)
@example([(1, "", "")], "", None, [1])
@example([('"\\', "", ""), ("[", "", "")], "", None, [2])
def test_places_in_array(values: list[tuple[Any, str, str]], before: str, indent: int | None, sizes: list[int]) -> None:
    """The elements of an array and their positions are the same at every block size."""
    written = [f"{a}{json.dumps(value, ensure_ascii=False, indent=indent)}{b}" for value, a, b in values]
    text = f"{before}[{','.join(written)}]{before}"
    lines = Lines(text)
    expected = [lines.place(member.start) for member in members(text) if len(member.path) == 1]
    chunks = list(split_array(in_chunks(text.encode(), sizes)))
    assert json.loads(text) == [json.loads(chunk.data) for chunk in chunks]
    assert expected == [(chunk.line, chunk.column) for chunk in chunks]
    assert all(text.encode()[chunk.offset :].startswith(chunk.data) for chunk in chunks)


@given(st.text(alphabet='[]{}",: \n\\1aé', max_size=30), chunk_sizes)
def test_any_array_at_any_chunk_size(text: str, sizes: list[int]) -> None:
    """An invalid array has the same chunks at every block size."""
    data = f"[{text}".encode()
    assert list(split_array([data])) == list(split_array(in_chunks(data, sizes)))


# --------------------------------------------------------------------------- forms of a source


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("", "json"),
        ("{}", "json"),
        (" \n[{}]", "json"),
        ('{"a": 1}\n', "json"),
        ('{"a": 1}\n{"b": 2}', "jsonl"),
        ('{"a": 1\n\n {"b": 2}', "jsonl"),
        ('{"a":\n{"b": 2}}', "json"),
        ('{"a": [\n{"b": 2}]}', "json"),
        ('{"a": [{},\n{"b": 2}]}', "json"),
        ('{\n"a": 1}', "json"),
        ("---\na: 1", "yaml"),
        ("%YAML 1.2\n---\na: 1", "yaml"),
        ("----", "json"),
        ("a: 1", "json"),
    ],
)
def test_sniffed(text: str, form: str) -> None:
    """Without a file name the format is detected by the first bytes, at every block size."""
    assert form == detect_format(text.encode(), is_all=True)
    detected = (detect_format(text.encode()[:size], is_all=False) for size in range(len(text)))
    assert {None, form} >= set(detected)


@pytest.mark.parametrize("name", ["a.json", "a.JSONL", "a.ndjson", "a.yaml", "a.yml", "a"])
@pytest.mark.parametrize("ending", ["", ".gz", ".zst"])
def test_every_form_of_file(tmp_path: Path, name: str, ending: str) -> None:
    """The format of a file is that of its name or its first bytes, and packed files are unpacked."""
    text = f"[{MINIMAL},\n{MINIMAL}]" if name == "a.json" else f"{MINIMAL}\n{MINIMAL}\n"
    text = f"---\n{MINIMAL}\n---\n{MINIMAL}\n" if ".y" in name else text
    path = tmp_path / f"{name}{ending}"
    path.write_bytes(packed(text.encode(), ending))
    documents = list(sqsreport.iter_validate(path))
    assert [(str(path), 0), (str(path), 1)] == [(result.source, result.index) for result in documents]
    assert [["SQS301"], ["SQS301"]] == [[problem.code for problem in result.problems] for result in documents]


def packed(data: bytes, ending: str) -> bytes:
    """Pack data according to the ending of a name."""
    if ending == ".gz":
        return gzip.compress(data)
    if ending == ".zst":
        zstandard = pytest.importorskip("zstandard")
        made: bytes = zstandard.ZstdCompressor().compress(data)
        return made
    return data


def test_format_goes_before_name(tmp_path: Path) -> None:
    """The format argument overrides the file name."""
    path = tmp_path / "a.json"
    path.write_text(f"{MINIMAL}\n{MINIMAL}\n", encoding="utf-8")
    assert [1, 2] == [len(list(sqsreport.iter_validate(path, format=form))) for form in ("json", "jsonl")]


def test_unknown_format() -> None:
    """An unknown format is rejected before anything is read."""
    with pytest.raises(UnknownFormatError, match="'xml' is not a known format; there are: json, jsonl, yaml"):
        sqsreport.iter_validate("a.json", format="xml")


def test_no_source() -> None:
    """A value that is neither a path nor a file is rejected at once."""
    not_a_source: Any = 1
    with pytest.raises(TypeError, match="must be a path or an open file, not int"):
        sqsreport.iter_validate(not_a_source)


def test_text_file() -> None:
    """A file may be open in text mode."""
    text = io.StringIO(f"{NORTHMOOR}\n{MINIMAL}\n")
    assert [[], ["SQS301"]] == [[each.code for each in result.problems] for result in sqsreport.iter_validate(text)]


def test_text_file_that_is_none(tmp_path: Path) -> None:
    """A file in text mode that is not text has the same problem as in binary mode."""
    path = tmp_path / "a.json"
    path.write_bytes(b"{}\xff")
    with path.open(encoding="utf-8") as file:
        (result,) = sqsreport.iter_validate(file)
    assert ["SQS001"] == [problem.code for problem in result.problems]


def test_file_that_gives_nothing(tmp_path: Path) -> None:
    """A file that is closed, or opened with a wrong encoding, is reported as unreadable."""
    path = tmp_path / "a.json"
    path.write_bytes(b"{}")
    with path.open(encoding="utf-16") as file:
        documents = [*sqsreport.iter_validate(file)]
    documents += sqsreport.iter_validate(file)
    assert [(False, ["SQS010"])] * 2 == [(one.is_read, [each.code for each in one.problems]) for one in documents]


def test_file_is_left_open() -> None:
    """An open file is not closed, because the caller may still use it."""
    file = io.BytesIO(b"{}")
    list(sqsreport.iter_validate(file))
    assert not file.closed


@pytest.mark.parametrize("data", [b"", b" \n", b"\xef\xbb\xbf", b"[]"])
@pytest.mark.parametrize("format", ["json", "jsonl", "yaml", None])
def test_nothing_is_empty(data: bytes, format: str | None) -> None:
    """A source without documents is reported as empty in every format."""
    if data == b"[]" and format == "jsonl":
        pytest.skip("a line of JSON Lines is one document")
    assert [("SQS002", 1, 1)] == [each for each in codes_by_document(data, format)[0] if each[0] != "SQS009"]


# -------------------------------------------------------------------------------- compression


LINES = "".join(f"{json.dumps(examples.minimal() | {'title': str(number)})}\n" for number in range(300)).encode()


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_several_members(ending: str) -> None:
    """A concatenation of several packed files is read as one."""
    data = packed(LINES[:1000], ending) + packed(b"", ending) + packed(LINES[1000:], ending)
    assert codes_by_document(LINES, "jsonl") == codes_by_document(data, "jsonl")


def test_padding() -> None:
    """Zeros after packed data are ignored."""
    assert 300 == len(codes_by_document(gzip.compress(LINES) + bytes(1000), "jsonl"))


@pytest.mark.parametrize("ending", [".gz", ".zst"])
@pytest.mark.parametrize("form", ["jsonl", "array"])
def test_cut_off(ending: str, form: str) -> None:
    """The complete documents before damage are validated, and then the damage is reported."""
    text = LINES if form == "jsonl" else b"[" + LINES.replace(b"\n", b",\n")[:-2] + b"]"
    data = packed(text, ending)
    codes = codes_by_document(data[: len(data) * 3 // 4], "jsonl" if form == "jsonl" else "json")
    assert len(codes) > 10 or ending == ".zst"
    assert ["SQS015"] == [code for code, _, _ in codes[-1]]
    assert {"SQS301"} >= {code for each in codes[:-1] for code, _, _ in each}


@pytest.mark.parametrize("format", ["jsonl", None])
@pytest.mark.parametrize("whole", [1, 2])
def test_damage_after_the_first_line(format: str | None, whole: int) -> None:
    """A complete line before damage is validated, even if the format was not detected yet."""
    line = f"{MINIMAL}\n"
    data = gzip.compress(line.encode() * whole) + b"junk"
    place = ("SQS015", whole + 1, 1)
    assert [*[[("SQS301", number + 1, 1)] for number in range(whole)], [place]] == codes_by_document(data, format)


def test_damage_within_one_document() -> None:
    """If the damage is before the end of the first line, only the damage is reported."""
    for text in ("", "{", "{\n", '{"a": 1', MINIMAL, "--"):
        assert [["SQS015"]] == [
            [code for code, _, _ in each] for each in codes_by_document(gzip.compress(text.encode()) + b"junk")
        ]


def test_failure_before_the_form_is_known() -> None:
    """The same is true of a read error before the format is detected."""
    file: Any = Failing(f"{MINIMAL}\n".encode())
    assert [["SQS301"], ["SQS010"]] == [[each.code for each in one.problems] for one in sqsreport.iter_validate(file)]


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_named_but_not_packed(tmp_path: Path, ending: str) -> None:
    """A file that is not packed as its name says is reported as damaged."""
    path = tmp_path / f"a.json{ending}"
    path.write_text(MINIMAL, encoding="utf-8")
    (result,) = sqsreport.iter_validate(path)
    assert ["SQS015"] == [problem.code for problem in result.problems]


def test_damage_is_placed() -> None:
    """The position of damage is the end of the unpacked text."""
    (problem,) = results(zlib.compress(b"[\n 1,", wbits=31)[:-8])[-1].problems
    assert ("SQS015", 2, 4) == (problem.code, problem.line, problem.column)


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_bomb(monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    """A document that unpacks to more than the size limit is a problem, and the memory stays bounded."""
    monkeypatch.setattr(splitting._whole, "__kwdefaults__", {"limit": 2**20})
    data = packed(b'{"a": "' + b"0" * 2**26, ending)
    assert [["SQS014"]] == [[code for code, _, _ in each] for each in codes_by_document(data, "json")]


def test_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the package that unpacks a file is not installed, the problem says so."""
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    (result,) = results(b"\x28\xb5\x2f\xfd")
    assert not result.is_read
    assert "pip install 'sqsreport[zst]'" in result.problems[0].message


# ------------------------------------------------------------------------------ finding inputs


def test_folder(tmp_path: Path) -> None:
    """A folder has the documents of its files and of those in its subfolders, in the order of their names."""
    for name in ("b/c/d.jsonl", "a.JSON", "e.yml.gz", "letter.md", ".git/x.json", ".x.json", "b/f.json.zst", "b.json"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "g.json").symlink_to(tmp_path, target_is_directory=True)
    names = [source.name.removeprefix(str(tmp_path)) for source in find_sources(str(tmp_path)) if source.name]
    assert ["a.JSON", "b/c/d.jsonl", "b/f.json.zst", "b.json", "e.yml.gz"] == [
        name[1:].replace(os.sep, "/") for name in names
    ]


def test_links_in_a_folder(tmp_path: Path) -> None:
    """A broken or circular link is reported as unreadable, other files are read, and linked folders are skipped."""
    (tmp_path / "a.json").symlink_to("a.json")
    (tmp_path / "b.json").symlink_to("nowhere")
    (tmp_path / "c.json").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "d.json").symlink_to("c.json")
    (tmp_path / "e").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "letter.md").symlink_to("letter.md")
    documents = list(sqsreport.iter_validate(tmp_path))
    assert ["a.json", "b.json", "c.json", "d.json"] == [Path(result.source or "").name for result in documents]
    assert [["SQS010"], ["SQS010"], ["SQS301"], ["SQS301"]] == [
        [each.code for each in one.problems] for one in documents
    ]


@pytest.mark.parametrize("pattern", ["*/*.json", "**/*.json", "**", "closed/*.json", "*"])
def test_pattern_and_a_closed_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str) -> None:
    """A folder that a pattern needs and that cannot be opened is reported."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed/1.json").write_text("{}", encoding="utf-8")
    (tmp_path / "open").mkdir()
    (tmp_path / "open/2.json").write_text("{}", encoding="utf-8")
    scandir = os.scandir

    def refuse(path: Any) -> Any:
        if Path(path) == Path("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "scandir", refuse)
    sources = [(source.name, source.reason) for source in find_sources(pattern)]
    both = [("closed", "permission denied"), (os.path.join("open", "2.json"), None)]  # noqa: PTH118 - a name is text
    assert both[: 1 if pattern == "closed/*.json" else 2] == sources


def test_empty_folder(tmp_path: Path) -> None:
    """A folder without documents is reported as unreadable."""
    (result,) = sqsreport.iter_validate(tmp_path)
    assert (False, "SQS010") == (result.is_read, result.problems[0].code)
    assert "the folder has no file of reports" in result.problems[0].message


def test_pattern(tmp_path: Path) -> None:
    """A pattern matches files as in a shell."""
    for name in ("a/1.json", "a/b/2.json", "a/b/3.txt", "4.json"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}", encoding="utf-8")

    def found(pattern: str) -> list[str]:
        named = (source.name or "" for source in find_sources(f"{tmp_path}/{pattern}"))
        return [Path(name).relative_to(tmp_path).as_posix() for name in named]

    assert ["a/b/2.json"] == found("a/*/2.json")
    assert ["4.json", "a/1.json", "a/b/2.json"] == found("**/*.json")
    assert ["4.json", "a/1.json", "a/b/2.json"] == found("*")
    assert ["a/b/3.txt"] == found("a/b/*.txt")


def test_pattern_without_match(tmp_path: Path) -> None:
    """A pattern without a match is reported as unreadable."""
    (result,) = sqsreport.iter_validate(f"{tmp_path}/*.json")
    assert result.problems[0].message.endswith("nothing matches the pattern")


def test_name_like_a_pattern(tmp_path: Path) -> None:
    """A file whose name looks like a pattern is that file."""
    path = tmp_path / "[a].json"
    path.write_text(MINIMAL, encoding="utf-8")
    assert [True] == [result.is_valid for result in sqsreport.iter_validate(path)]


@pytest.mark.parametrize("name", ["missing.json", "a\0b.json"])
def test_unreadable(tmp_path: Path, name: str) -> None:
    """An unreadable source has a result with the reason, and raises no exception."""
    (result,) = sqsreport.iter_validate(tmp_path / name)
    assert (False, False, ["SQS010"]) == (result.is_read, result.is_valid, [each.code for each in result.problems])


class Failing(io.RawIOBase):
    """A file that fails after the first document."""

    def __init__(self, *answers: bytes | None) -> None:
        self._answers = list(answers)

    def read(self, _size: int = -1) -> bytes | None:
        """Return the content, and then raise an error."""
        if self._answers:
            return self._answers.pop(0)
        raise OSError(5, "Input/output error")


@pytest.mark.parametrize("last", [(), (None,)])
def test_failure_on_the_way(last: tuple[None, ...]) -> None:
    """If reading a file fails, the documents before that are validated."""
    file: Any = Failing(f"{MINIMAL}\n{MINIMAL[:9]}".encode(), *last)
    documents = list(sqsreport.iter_validate(file, format="jsonl"))
    assert [(True, True), (False, False)] == [(result.is_read, result.is_valid) for result in documents]


# ------------------------------------------------------------------------------------ excerpts


def test_excerpts_go_with_problems() -> None:
    """Every problem has an excerpt or ``None``, whatever its position."""
    mark = Position(line=7, column=3, offset=99)
    around = mark.problem("SQS003", reason="x")
    ((_, found),) = check(Chunk(b'{"a": nul}', 7, 3, 99, problems=(around,)), with_excerpts=True)
    assert [(7, 3), (7, 9)] == [(problem.line, problem.column) for problem in found.problems]
    assert (None, Excerpt('{"a": nul}', 6)) == found.excerpts


# ----------------------------------------------------------------------------------- any input


def broken(data: bytes, seed: int) -> bytes:
    """Change some bytes, and remove some."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    changed = bytearray(data)
    for _ in range(chance.randint(0, 3)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.choice(b'\0\n"[]{},:\\ \x80\xff-')
    return bytes(changed[: chance.randint(0, len(changed))])


SEEDS = [
    f"{MINIMAL}\n{MINIMAL}\n".encode(),
    f"[{MINIMAL}, {MINIMAL}]".encode(),
    gzip.compress(f"{MINIMAL}\n{MINIMAL}\n".encode()),
    packed(f"[{MINIMAL},\n{MINIMAL}]".encode(), ".zst"),
    b"---\na: &a [1, *a]\nb: !!x {? [1] : 2}\n--- |\n text\n...\n- 'q'\n- \"\\x41\"\n",
]


@given(st.sampled_from(SEEDS), st.integers(), st.sampled_from(["json", "jsonl", "yaml", None]))
def test_any_bytes(data: bytes, seed: int, format: str | None) -> None:
    """No bytes raise an exception, and positions count from 1."""
    documents = results(broken(data, seed), format)
    assert [*range(len(documents))] == [result.index for result in documents]
    assert documents
    assert all((problem.line or 1) >= 1 <= (problem.column or 1) for result in documents for problem in result.problems)


@given(st.binary(max_size=60), st.sampled_from(["json", "jsonl", "yaml", None]))
def test_random_bytes(data: bytes, format: str | None) -> None:
    """The same is true of random bytes."""
    assert results(data, format)
