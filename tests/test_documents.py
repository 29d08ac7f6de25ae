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
from sqsreport.batch.checking import check
from sqsreport.batch.formats import detect_format
from sqsreport.batch.json_array import split_array
from sqsreport.batch.json_lines import raw_lines, split_lines
from sqsreport.batch.pieces import Piece, Position
from sqsreport.batch.sources import find_sources
from sqsreport.errors import UnknownFormatError
from sqsreport.results import Excerpt, Result
from sqsreport.testing import examples
from sqsreport.validation.positions import Lines, members

#: Valid, and with one warning for the themes that it lacks.
MINIMAL = json.dumps(examples.minimal())

#: Valid, without a problem.
NORTHMOOR = json.dumps(examples.northmoor(), ensure_ascii=False)

#: What one document may be, small enough to draw many.
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
    """Return what comes of the documents in an open file."""
    return list(sqsreport.iter_validate(io.BytesIO(data.encode() if isinstance(data, str) else data), format=format))


def told(data: bytes | str, format: str | None = None) -> list[list[tuple[str, int | None, int | None]]]:
    """Return for each document the code, line and column of each of its problems."""
    return [
        [(problem.code, problem.line, problem.column) for problem in result.problems]
        for result in results(data, format)
    ]


def in_chunks(data: bytes, sizes: list[int]) -> Iterator[bytes]:
    """Cut data into chunks of the sizes, again and again."""
    start = 0
    while start < len(data):
        for size in sizes:
            yield data[start : start + size]
            start += size


chunk_sizes = st.lists(st.integers(1, 9), min_size=1, max_size=4)


# -------------------------------------------------------------------------------- JSON Lines


def test_json_lines() -> None:
    """Every line is a document; a bad one does not stop the next, and blank ones are none."""
    text = f'{MINIMAL}\n\n \t\r\n{{"a": }}\n{NORTHMOOR}\r\n[]\n'
    assert [[("SQS301", 1, 1)], [("SQS003", 4, 7)], [], [("SQS101", 6, 1)]] == told(text, "jsonl")
    assert [0, 1, 2, 3] == [result.index for result in results(text, "jsonl")]


@pytest.mark.parametrize("end", [1, 20, -1])
def test_torn_last_line(end: int) -> None:
    """A last line that breaks off is named as such."""
    assert ["SQS013"] == [code for code, _, _ in told(f"{NORTHMOOR}\n{MINIMAL[:end]}", "jsonl")[1]]


def test_torn_end_is_said_once() -> None:
    """That the input ends is said in words that go with the reason."""
    (problem,) = results('{"a": 1', "jsonl")[0].problems
    assert "the input ends too soon: it breaks off before all brackets are closed" == problem.message


def test_torn_character() -> None:
    """So is one that ends in the middle of a character."""
    (problem,) = results(NORTHMOOR.encode() + '\n{"é'.encode()[:-1], "jsonl")[1].problems
    assert ("SQS013", 2, 3) == (problem.code, problem.line, problem.column)
    assert problem.message.endswith("it ends in the middle of a character")


@pytest.mark.parametrize("line", ['{"a": 1,}', "tru", "\udc80".encode("utf-8", "surrogatepass").decode("latin-1")])
def test_last_line_is_not_torn(line: str) -> None:
    """A last line that has its end and is wrong is not named so."""
    assert ["SQS003"] == [code for code, _, _ in told(f"{NORTHMOOR}\n{line}", "jsonl")[1]]


def test_byte_order_mark() -> None:
    """A byte order mark is forgiven at the beginning alone."""
    marked = "\ufeff" + MINIMAL
    text = f"{marked}\n{marked}\n"
    assert [[("SQS009", 1, 1), ("SQS301", 1, 1)], [("SQS003", 2, 1)]] == told(text, "jsonl")
    message = "this is not JSON: a byte order mark is allowed at the beginning of the input alone"
    assert message == results(text, "jsonl")[1].problems[0].message


def test_wrong_byte_is_placed_in_the_source() -> None:
    """The offset of a byte that is no UTF-8 counts from the beginning of the source, as its line does."""
    data = f"{NORTHMOOR}\n".encode() + b'{"\xe9"}\n'
    (problem,) = results(data, "jsonl")[1].problems
    assert (2, 3, data.index(b"\xe9{"[:1] + b'"}')) == (problem.line, problem.column, problem.params["offset"])


def test_line_too_long() -> None:
    """Of a line beyond the bound nothing is kept, and the next is read."""
    found = list(split_lines(in_chunks(b"[1]\n[1, 2, 3]\n[1234567\n[2]", [4, 3]), limit=5))
    assert [b"[1]", b"", b"", b"[2]"] == [piece.data for piece in found]
    assert [(), (("SQS014", 2, 1),), (("SQS014", 3, 1),), ()] == [
        tuple((each.code, each.line, each.column) for each in piece.problems) for piece in found
    ]


@given(st.lists(st.binary(max_size=6)), chunk_sizes)
def test_lines_at_any_chunk_size(lines: list[bytes], sizes: list[int]) -> None:
    """However a stream is cut, its lines are the same."""
    data = b"\n".join(lines)
    expected = [(line.removesuffix(b"\n"), line.endswith(b"\n")) for line in io.BytesIO(data)]
    assert expected == [(line, is_ended) for line, _, is_ended in raw_lines(in_chunks(data, sizes), 100)]


@given(st.lists(VALUES), chunk_sizes)
def test_places_of_lines(values: list[Any], sizes: list[int]) -> None:
    """Every line of JSON Lines is a document with the line and offset that it has in the file."""
    data = b"".join(json.dumps(value, ensure_ascii=False).encode() + b"\n" for value in values)
    found = list(split_lines(in_chunks(data, sizes)))
    assert values == [json.loads(piece.data) for piece in found]
    assert [*range(1, len(values) + 1)] == [piece.line for piece in found]
    assert all(data[piece.offset :].startswith(piece.data + b"\n") for piece in found)


# -------------------------------------------------------------------------------- JSON arrays


def test_json_array() -> None:
    """The elements of an array are documents, with lines and columns of the file."""
    assert [[], [("SQS301", 2, 3)], [("SQS101", 3, 1)]] == told(f"[{NORTHMOOR},\n  {MINIMAL},\n3]")


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
    """What is wrong between elements has a place, and stops no more than it must."""
    if isinstance(expected, int):
        assert expected == len(told(text))
    else:
        assert expected == told(text)


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
    """A slip between the elements of a list has the words that it has within an object."""
    found = [problem.message for result in results(text) for problem in result.problems if problem.code == "SQS003"]
    assert f"this is not JSON: {expected}" == found[0]


def test_missing_comma_is_told_with_what_follows() -> None:
    """A comma that is missing makes no document of its own, and the next document is validated."""
    found = results(f"[{NORTHMOOR} {MINIMAL}, {NORTHMOOR}]")
    assert [[], ["SQS003", "SQS301"], []] == [[problem.code for problem in result.problems] for result in found]
    assert [True, False, True] == [result.is_valid for result in found]


def test_element_too_long() -> None:
    """Of an element beyond the bound nothing is kept, and the next is read."""
    found = list(split_array(in_chunks(b'["12345", "123"]', [3]), limit=5))
    assert [(b"", "SQS014"), (b'"123"', None)] == [
        (piece.data, next((each.code for each in piece.problems), None)) for piece in found
    ]


@given(st.lists(st.tuples(VALUES, SPACES, SPACES), min_size=1), SPACES, st.sampled_from([None, 1]), chunk_sizes)
@example([(1, "", "")], "", None, [1])
@example([('"\\', "", ""), ("[", "", "")], "", None, [2])
def test_places_in_array(values: list[tuple[Any, str, str]], before: str, indent: int | None, sizes: list[int]) -> None:
    """However an array is cut into chunks, its elements and their places are those of a parse of the whole."""
    written = [f"{a}{json.dumps(value, ensure_ascii=False, indent=indent)}{b}" for value, a, b in values]
    text = f"{before}[{','.join(written)}]{before}"
    lines = Lines(text)
    expected = [lines.place(member.start) for member in members(text) if len(member.path) == 1]
    found = list(split_array(in_chunks(text.encode(), sizes)))
    assert json.loads(text) == [json.loads(piece.data) for piece in found]
    assert expected == [(piece.line, piece.column) for piece in found]
    assert all(text.encode()[piece.offset :].startswith(piece.data) for piece in found)


@given(st.text(alphabet='[]{}",: \n\\1aé', max_size=30), chunk_sizes)
def test_any_array_at_any_chunk_size(text: str, sizes: list[int]) -> None:
    """Whatever is wrong with an array, it is the same however the array is cut."""
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
    """Without a name the form is known by the beginning, however little of it comes at a time."""
    assert form == detect_format(text.encode(), is_all=True)
    seen = (detect_format(text.encode()[:size], is_all=False) for size in range(len(text)))
    assert {None, form} >= set(seen)


@pytest.mark.parametrize("name", ["a.json", "a.JSONL", "a.ndjson", "a.yaml", "a.yml", "a"])
@pytest.mark.parametrize("ending", ["", ".gz", ".zst"])
def test_every_form_of_file(tmp_path: Path, name: str, ending: str) -> None:
    """A file is read by its name, or by how it begins, and unpacked."""
    text = f"[{MINIMAL},\n{MINIMAL}]" if name == "a.json" else f"{MINIMAL}\n{MINIMAL}\n"
    text = f"---\n{MINIMAL}\n---\n{MINIMAL}\n" if ".y" in name else text
    path = tmp_path / f"{name}{ending}"
    path.write_bytes(packed(text.encode(), ending))
    found = list(sqsreport.iter_validate(path))
    assert [(str(path), 0), (str(path), 1)] == [(result.source, result.index) for result in found]
    assert [["SQS301"], ["SQS301"]] == [[problem.code for problem in result.problems] for result in found]


def packed(data: bytes, ending: str) -> bytes:
    """Pack data as the ending of a name says."""
    if ending == ".gz":
        return gzip.compress(data)
    if ending == ".zst":
        zstandard = pytest.importorskip("zstandard")
        made: bytes = zstandard.ZstdCompressor().compress(data)
        return made
    return data


def test_format_goes_before_name(tmp_path: Path) -> None:
    """A format that is given counts, whatever the name."""
    path = tmp_path / "a.json"
    path.write_text(f"{MINIMAL}\n{MINIMAL}\n", encoding="utf-8")
    assert [1, 2] == [len(list(sqsreport.iter_validate(path, format=form))) for form in ("json", "jsonl")]


def test_unknown_format() -> None:
    """A format that there is not is refused before anything is read."""
    with pytest.raises(UnknownFormatError, match="'xml' is no known format; there are: json, jsonl, yaml"):
        sqsreport.iter_validate("a.json", format="xml")


def test_no_source() -> None:
    """What is neither a path nor a file is refused at once."""
    not_a_source: Any = 1
    with pytest.raises(TypeError, match="must be a path or an open file, not int"):
        sqsreport.iter_validate(not_a_source)


def test_text_file() -> None:
    """A file may be open as text."""
    text = io.StringIO(f"{NORTHMOOR}\n{MINIMAL}\n")
    assert [[], ["SQS301"]] == [[each.code for each in result.problems] for result in sqsreport.iter_validate(text)]


def test_text_file_that_is_none(tmp_path: Path) -> None:
    """One that turns out to be no text is a problem, as its bytes would be."""
    path = tmp_path / "a.json"
    path.write_bytes(b"{}\xff")
    with path.open(encoding="utf-8") as file:
        (result,) = sqsreport.iter_validate(file)
    assert ["SQS001"] == [problem.code for problem in result.problems]


def test_file_that_gives_nothing(tmp_path: Path) -> None:
    """One that is closed, or not in the encoding that it was opened with, is one that cannot be read."""
    path = tmp_path / "a.json"
    path.write_bytes(b"{}")
    with path.open(encoding="utf-16") as file:
        found = [*sqsreport.iter_validate(file)]
    found += sqsreport.iter_validate(file)
    assert [(False, ["SQS010"])] * 2 == [(one.is_read, [each.code for each in one.problems]) for one in found]


def test_file_is_left_open() -> None:
    """An open file is not closed: whoever opened it may have more to do with it."""
    file = io.BytesIO(b"{}")
    list(sqsreport.iter_validate(file))
    assert not file.closed


@pytest.mark.parametrize("data", [b"", b" \n", b"\xef\xbb\xbf", b"[]"])
@pytest.mark.parametrize("format", ["json", "jsonl", "yaml", None])
def test_nothing_is_empty(data: bytes, format: str | None) -> None:
    """A source without a document is one that is empty, in every form."""
    if data == b"[]" and format == "jsonl":
        pytest.skip("a line of JSON Lines is one document")
    assert [("SQS002", 1, 1)] == [each for each in told(data, format)[0] if each[0] != "SQS009"]


# -------------------------------------------------------------------------------- compression


LINES = "".join(f"{json.dumps(examples.minimal() | {'title': str(number)})}\n" for number in range(300)).encode()


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_several_members(ending: str) -> None:
    """What was packed in several parts is read as one."""
    data = packed(LINES[:1000], ending) + packed(b"", ending) + packed(LINES[1000:], ending)
    assert told(LINES, "jsonl") == told(data, "jsonl")


def test_padding() -> None:
    """Zeros behind packed data say nothing."""
    assert 300 == len(told(gzip.compress(LINES) + bytes(1000), "jsonl"))


@pytest.mark.parametrize("ending", [".gz", ".zst"])
@pytest.mark.parametrize("form", ["jsonl", "array"])
def test_cut_off(ending: str, form: str) -> None:
    """Of what breaks off all that is whole is validated, and then the damage is told."""
    text = LINES if form == "jsonl" else b"[" + LINES.replace(b"\n", b",\n")[:-2] + b"]"
    data = packed(text, ending)
    found = told(data[: len(data) * 3 // 4], "jsonl" if form == "jsonl" else "json")
    assert len(found) > 10 or ending == ".zst"
    assert ["SQS015"] == [code for code, _, _ in found[-1]]
    assert {"SQS301"} >= {code for each in found[:-1] for code, _, _ in each}


@pytest.mark.parametrize("format", ["jsonl", None])
@pytest.mark.parametrize("whole", [1, 2])
def test_damage_behind_the_first_line(format: str | None, whole: int) -> None:
    """A line that is whole before the damage is validated, though the form was not known yet."""
    line = f"{MINIMAL}\n"
    data = gzip.compress(line.encode() * whole) + b"junk"
    place = ("SQS015", whole + 1, 1)
    assert [*[[("SQS301", number + 1, 1)] for number in range(whole)], [place]] == told(data, format)


def test_damage_within_one_document() -> None:
    """Where it is damaged before a line ended, damage is all that there is to tell."""
    for text in ("", "{", "{\n", '{"a": 1', MINIMAL, "--"):
        assert [["SQS015"]] == [[code for code, _, _ in each] for each in told(gzip.compress(text.encode()) + b"junk")]


def test_failure_before_the_form_is_known() -> None:
    """The same goes for what cannot be read on."""
    file: Any = Failing(f"{MINIMAL}\n".encode())
    assert [["SQS301"], ["SQS010"]] == [[each.code for each in one.problems] for one in sqsreport.iter_validate(file)]


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_named_but_not_packed(tmp_path: Path, ending: str) -> None:
    """What is not what its name says is damaged."""
    path = tmp_path / f"a.json{ending}"
    path.write_text(MINIMAL, encoding="utf-8")
    (result,) = sqsreport.iter_validate(path)
    assert ["SQS015"] == [problem.code for problem in result.problems]


def test_damage_is_placed() -> None:
    """The place of damage is that up to which the text could be had."""
    (problem,) = results(zlib.compress(b"[\n 1,", wbits=31)[:-8])[-1].problems
    assert ("SQS015", 2, 4) == (problem.code, problem.line, problem.column)


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_bomb(monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    """What unpacks to far too much for one document is a problem, and takes no more memory than the bound."""
    monkeypatch.setattr(splitting._whole, "__kwdefaults__", {"limit": 2**20})
    data = packed(b'{"a": "' + b"0" * 2**26, ending)
    assert [["SQS014"]] == [[code for code, _, _ in each] for each in told(data, "json")]


def test_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package is missing that unpacks it, that is why it cannot be read."""
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    (result,) = results(b"\x28\xb5\x2f\xfd")
    assert not result.is_read
    assert "pip install 'sqsreport[zst]'" in result.problems[0].message


# ------------------------------------------------------------------------------ what is found


def test_folder(tmp_path: Path) -> None:
    """A folder stands for the files of reports in it and below, in the order of their names."""
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
    """A link that leads nowhere, or to itself, cannot be read, and hides nothing; a linked folder is passed over."""
    (tmp_path / "a.json").symlink_to("a.json")
    (tmp_path / "b.json").symlink_to("nowhere")
    (tmp_path / "c.json").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "d.json").symlink_to("c.json")
    (tmp_path / "e").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "letter.md").symlink_to("letter.md")
    found = list(sqsreport.iter_validate(tmp_path))
    assert ["a.json", "b.json", "c.json", "d.json"] == [Path(result.source or "").name for result in found]
    assert [["SQS010"], ["SQS010"], ["SQS301"], ["SQS301"]] == [[each.code for each in one.problems] for one in found]


@pytest.mark.parametrize("pattern", ["*/*.json", "**/*.json", "**", "closed/*.json", "*"])
def test_pattern_and_a_closed_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str) -> None:
    """A folder that a pattern would look into and may not is told, as one in a folder is."""
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
    found = [(source.name, source.reason) for source in find_sources(pattern)]
    both = [("closed", "permission denied"), (os.path.join("open", "2.json"), None)]  # noqa: PTH118 - a name is text
    assert both[: 1 if pattern == "closed/*.json" else 2] == found


def test_empty_folder(tmp_path: Path) -> None:
    """A folder without such a file is nothing that can be read."""
    (result,) = sqsreport.iter_validate(tmp_path)
    assert (False, "SQS010") == (result.is_read, result.problems[0].code)
    assert "the folder has no file of reports" in result.problems[0].message


def test_pattern(tmp_path: Path) -> None:
    """A pattern stands for what it matches, as it would for a shell."""
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
    """A pattern that matches nothing is nothing that can be read."""
    (result,) = sqsreport.iter_validate(f"{tmp_path}/*.json")
    assert result.problems[0].message.endswith("nothing matches the pattern")


def test_name_like_a_pattern(tmp_path: Path) -> None:
    """A file whose name looks like a pattern is that file."""
    path = tmp_path / "[a].json"
    path.write_text(MINIMAL, encoding="utf-8")
    assert [True] == [result.is_valid for result in sqsreport.iter_validate(path)]


@pytest.mark.parametrize("name", ["missing.json", "a\0b.json"])
def test_unreadable(tmp_path: Path, name: str) -> None:
    """What cannot be read is a result that says so, and raises nothing."""
    (result,) = sqsreport.iter_validate(tmp_path / name)
    assert (False, False, ["SQS010"]) == (result.is_read, result.is_valid, [each.code for each in result.problems])


class Failing(io.RawIOBase):
    """A file that fails after the first document."""

    def __init__(self, *answers: bytes | None) -> None:
        self._answers = list(answers)

    def read(self, _size: int = -1) -> bytes | None:
        """Return what is there, and then fail."""
        if self._answers:
            return self._answers.pop(0)
        raise OSError(5, "Input/output error")


@pytest.mark.parametrize("last", [(), (None,)])
def test_failure_on_the_way(last: tuple[None, ...]) -> None:
    """When a file cannot be read on, what was read is validated all the same."""
    file: Any = Failing(f"{MINIMAL}\n{MINIMAL[:9]}".encode(), *last)
    found = list(sqsreport.iter_validate(file, format="jsonl"))
    assert [(True, True), (False, False)] == [(result.is_read, result.is_valid) for result in found]


# ------------------------------------------------------------------------------------ excerpts


def test_excerpts_go_with_problems() -> None:
    """Every problem has its excerpt, whatever is known of its place."""
    mark = Position(line=7, column=3, offset=99)
    around = mark.problem("SQS003", reason="x")
    ((_, found),) = check(Piece(b'{"a": nul}', 7, 3, 99, problems=(around,)), with_excerpts=True)
    assert [(7, 3), (7, 9)] == [(problem.line, problem.column) for problem in found.problems]
    assert (None, Excerpt('{"a": nul}', 6)) == found.excerpts


# ----------------------------------------------------------------------------------- any input


def broken(data: bytes, seed: int) -> bytes:
    """Change some bytes, and cut some off."""
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
    """Whatever the bytes, there are results and no exception, and places count from 1."""
    found = results(broken(data, seed), format)
    assert [*range(len(found))] == [result.index for result in found]
    assert found
    assert all((problem.line or 1) >= 1 <= (problem.column or 1) for result in found for problem in result.problems)


@given(st.binary(max_size=60), st.sampled_from(["json", "jsonl", "yaml", None]))
def test_random_bytes(data: bytes, format: str | None) -> None:
    """The same goes for bytes that never were a document."""
    assert results(data, format)
