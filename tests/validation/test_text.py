from __future__ import annotations

import decimal
import io
import itertools
import json
import signal
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import sqsreport
from sqsreport import codec
from sqsreport._jsondata import RawNumber, flaws, pointer, shown, steps
from sqsreport.model.report import freeze
from sqsreport.problems import Problem, count_of
from sqsreport.testing import examples, strategies
from sqsreport.validation.positions import Lines, members
from sqsreport.validation.text import parse


def places(problems: list[Problem]) -> list[tuple[str, str, int | None, int | None]]:
    """Return code, pointer, line and column of every problem."""
    return [(problem.code, problem.pointer, problem.line, problem.column) for problem in problems]


def codes(problems: list[Problem]) -> list[str]:
    """Return the code of every problem."""
    return [problem.code for problem in problems]


def with_extension(spelt: str) -> str:
    """Return a valid text with a value in an extension, spelt as given."""
    return json.dumps(examples.minimal() | {"extensions": {"mine": "VALUE"}}).replace('"VALUE"', spelt)


def errors(found: Any) -> list[tuple[str, str]]:
    """Return code and pointer of every problem but the warnings."""
    return [(each.code, each.pointer) for each in sqsreport.validate(found) if each.severity == "error"]


# --------------------------------------------------------------------------- byte order mark


@pytest.mark.parametrize("kind", [str, bytes])
def test_a_byte_order_mark_is_a_warning(kind: type) -> None:
    """A byte order mark is named, and the report behind it loads all the same."""
    text = "\ufeff" + json.dumps(examples.northmoor())
    found = text if kind is str else text.encode()

    assert [("SQS009", "", 1, 1)] == places(sqsreport.validate(found))
    assert "northmoor-sqs-2015-03-09" == sqsreport.loads(found).id


def test_a_byte_order_mark_takes_no_column() -> None:
    """Columns count from the first character behind a byte order mark, as editors do."""
    text = '{"published": 1}'

    plain, marked = (
        [(problem.line, problem.column) for problem in sqsreport.validate(found) if problem.code != "SQS009"]
        for found in (text, "\ufeff" + text)
    )
    assert plain == marked


def test_a_byte_order_mark_takes_no_column_in_bytes() -> None:
    """A byte that is no UTF-8 has the same column with and without a byte order mark."""
    data = b'{"a": "\xe9"}'

    assert sqsreport.validate(data)[0].column == sqsreport.validate(b"\xef\xbb\xbf" + data)[0].column


def test_two_byte_order_marks_are_no_json() -> None:
    """Only the first byte order mark is forgiven."""
    assert ["SQS003", "SQS009"] == sorted(codes(sqsreport.validate("\ufeff\ufeff{}")))


# ---------------------------------------------------------------------------------- encoding


@pytest.mark.parametrize(
    ("encoding", "guess"), [("utf-16", "UTF-16"), ("latin-1", "Windows-1252"), ("cp1252", "Windows-1252")]
)
def test_another_encoding_is_guessed(encoding: str, guess: str) -> None:
    """Bytes that are no UTF-8 are not read, but the message says what they look like."""
    problems = sqsreport.validate('{"id": "Môn"}'.encode(encoding))

    assert ["SQS001"] == codes(problems)
    assert problems[0].message.endswith(f"it looks like {guess}")


def test_a_wrong_byte_is_placed() -> None:
    """A byte that is no UTF-8 is named with its offset, line and column in characters."""
    problem = sqsreport.validate('{"é😀":\n "M'.encode() + b'\xf4n"}')[0]

    assert ("SQS001", 2, 4) == (problem.code, problem.line, problem.column)
    assert "byte 0xf4 at offset 14 is not UTF-8; it looks like Windows-1252" == problem.message


# ----------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize("spelt", ["NaN", "Infinity", "-Infinity"])
def test_no_number(spelt: str) -> None:
    """What Python writes for a number that is none is no JSON, wherever it stands."""
    assert [("SQS005", "/extensions/mine")] == errors(with_extension(spelt))
    assert [("SQS005", "/extensions/mine/0/a")] == errors(with_extension(f'[{{"a": {spelt}}}]'))


@pytest.mark.parametrize("spelt", ["NaN", "1e999", "1" * 400])
def test_a_bad_number_is_one_problem(spelt: str) -> None:
    """A number that cannot be kept is reported as that, and not as one out of range too."""
    text = json.dumps(examples.minimal() | {"context": {"reoffending": {"rate": "RATE"}}}).replace('"RATE"', spelt)

    assert ["/context/reoffending/rate"] == [place for _, place in errors(text)]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "spelt",
    [
        "1e999", "-1e999", "1e400", "9007199254740992", "-9007199254740992", "1" * 400,
        "1" * 40_000, "-" + "9" * 40_000,
        "0.1234567890123456789012345", "1" * 400 + ".5", "0." + "1" * 40_000,
            "1e" + "9" * 4_000, "1e9999999999999999999", "-1e-9999999999999999999", "1e-400",
    ],
    ids=lambda spelt: spelt[:20] + "…" * (len(spelt) > 20) + str(len(spelt)),
)  # fmt: skip
def test_a_number_that_cannot_be_kept(spelt: str) -> None:
    """A number that a double cannot hold is a problem, named in short, and found fast."""
    problems = [each for each in sqsreport.validate(with_extension(spelt)) if each.severity == "error"]

    assert [("SQS007", "/extensions/mine")] == [(each.code, each.pointer) for each in problems]
    assert len(problems[0].message) < 150


@pytest.mark.parametrize(
    "spelt",
    [
        "0",
        "-0",
        "1e5",
        "1E+5",
        "1.50",
        "9007199254740991",
        "-9007199254740991",
        "0.1",
        "5e-324",
        "1.7976931348623157e308",
    ],
)
def test_a_number_that_can_be_kept(spelt: str) -> None:
    """A number that a double holds exactly is kept, to the last digit."""
    text = with_extension(spelt)

    assert [] == errors(text)
    written = json.dumps(codec.to_dict(sqsreport.loads(text))["extensions"]["mine"])
    assert decimal.Decimal(spelt) == decimal.Decimal(written)


@pytest.mark.parametrize("spelt", ["9007199254740993.0", "0.12345678901234567", "1e-999", "90071992547409930e-1"])
def test_a_number_is_kept_or_refused(spelt: str) -> None:
    """No number comes out other than it went in."""
    text = with_extension(spelt)
    if not errors(text):
        written = json.dumps(codec.to_dict(sqsreport.loads(text))["extensions"]["mine"])

        assert decimal.Decimal(spelt) == decimal.Decimal(written)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_decimals_of_every_day_are_kept(number: decimal.Decimal) -> None:
    """A decimal with a few digits is kept as the number that it is."""
    data = codec.to_dict(sqsreport.loads(with_extension(str(number))))

    assert number == decimal.Decimal(repr(data["extensions"]["mine"]))


# -------------------------------------------------------------------------- lone surrogates


@pytest.mark.parametrize("spelt", [r'"\ud800"', r'"a\udc00b"', r'"\ud83d \ude00"', '"\ud800"'], ids=ascii)
def test_half_a_character(spelt: str) -> None:
    """Half of a surrogate pair is a problem, escaped or not."""
    assert [("SQS008", "/extensions/mine")] == errors(with_extension(spelt))


def test_half_a_character_in_a_key() -> None:
    """Half of a surrogate pair in a key is a problem of the object."""
    assert ("SQS008", "/extensions/mine") in errors(with_extension(r'{"\udfff": 1}'))
    assert ("SQS008", "") in errors('{"\\udfff": 1}')


def test_a_whole_pair_is_a_character() -> None:
    """Both halves of a surrogate pair together are one character."""
    assert "😀" == codec.to_dict(sqsreport.loads(with_extension(r'"\ud83d\ude00"')))["extensions"]["mine"]


@pytest.mark.parametrize("found", ['{"\\ud800": 1}', {"\ud800": 1}, ["\ud800"], {"id": "\ud800"}], ids=ascii)
def test_problems_of_half_characters_can_be_printed(found: Any) -> None:
    """Whatever is in the document, its problems and their pointers can be written as UTF-8."""
    for problem in sqsreport.validate(found):
        assert str(problem) == str(problem).encode().decode()
        assert problem.pointer == problem.pointer.encode().decode()


def test_a_repeated_key_of_half_a_character_can_be_pointed_at() -> None:
    """The pointer to a repeated key can be written as UTF-8, whatever the key is."""
    for problem in sqsreport.validate(r'{"\ud800": 1, "\ud800": 2}'):
        assert problem.pointer == problem.pointer.encode().decode()


# ------------------------------------------------------------------------------ duplicate keys


@pytest.mark.parametrize(
    ("spelt", "expected"),
    [
        ('{"a": 1, "a": 2}', ["/extensions/mine/a"]),
        ('{"a": 1, "\\u0061": 2}', ["/extensions/mine/a"]),
        ('{"a": 1, "a": 2, "a": 3}', ["/extensions/mine/a", "/extensions/mine/a"]),
        ('[{}, {"b": {"a": 1, "a": {}}}]', ["/extensions/mine/1/b/a"]),
        ('{"a": {"b": 1, "b": 2}, "a": 3}', ["/extensions/mine/a", "/extensions/mine/a/b"]),
        ('{"a/b": 1, "a/b": 2}', ["/extensions/mine/a~1b"]),
        ('{"": 1, "": 2}', ["/extensions/mine/"]),
        ('[{"a": 1}, {"a": 1}]', []),
        ('{"a": {"a": {"a": 1}}}', []),
        ('{"a": "\\"a\\": 1, \\"a\\": 2"}', []),
    ],
)
def test_duplicate_keys(spelt: str, expected: list[str]) -> None:
    """A key that stands twice in one object is a problem at its second place, at any depth."""
    assert expected == sorted(place for code, place in errors(with_extension(spelt)) if code == "SQS004")


def test_a_duplicate_key_is_placed_where_it_is_repeated() -> None:
    """The line and column are those of the second key."""
    text = '{\n "id": "x",\n "title": "y", "id": "z"\n}'

    assert [("SQS004", "/id", 3, 16)] == [each for each in places(sqsreport.validate(text)) if each[0] == "SQS004"]


def test_of_duplicate_keys_the_last_counts() -> None:
    """Problems of a repeated key are those of its last value, as in every JSON parser."""
    found = places(sqsreport.validate('{"title": null,\n "title": 7}'))

    assert [("SQS101", "/title", 2, 11), ("SQS004", "/title", 2, 2)] == sorted(
        (each for each in found if each[1]), reverse=True, key=lambda each: each[0]
    )


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3)), max_size=5))
def test_duplicate_keys_are_all_found(pairs: list[tuple[str, int]]) -> None:
    """There is a problem for each key that was there before, and no other."""
    spelt = ", ".join(f'"{key}": {number}' for key, number in pairs)

    found = [code for code, _ in errors(with_extension(f"{{{spelt}}}"))]
    assert ["SQS004"] * (len(pairs) - len(dict(pairs))) == found


# ------------------------------------------------------------------------------------- depth


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "[" * 100_000 + "]" * 100_000, '{"a":' * 100_000, '[{"a":' * 50_000 + "1" + "}]" * 50_000],
    ids=["lists left open", "lists", "objects left open", "lists of objects"],
)
def test_deep_nests_are_answered_quickly(text: str) -> None:
    """However deep a text is nested, the answer comes at once and names one place."""
    assert ["SQS006"] == codes(sqsreport.validate(text))


@pytest.mark.parametrize(("levels", "expected"), [(61, []), (62, []), (63, ["SQS006"]), (200, ["SQS006"])])
def test_depth_has_a_limit(levels: int, expected: list[str]) -> None:
    """A document may be nested 64 levels deep, and no deeper, as text and as data."""
    text = with_extension("[" * levels + "]" * levels)

    assert expected == [code for code, _ in errors(text)]
    assert expected == [code for code, _ in errors(json.loads(text))]


def test_a_nest_as_deep_as_allowed_makes_the_round_trip() -> None:
    """What is nested as deep as allowed is read, written and read again."""
    text = with_extension("[" * 62 + "]" * 62)
    items: list[Any] = []
    for number in range(31):
        items = [{"id": f"item-{number}", "text": "x"} | ({"items": items} if items else {})]
    document = json.loads(text) | {"recommendations": items}

    report = sqsreport.loads(json.dumps(document))

    assert document == json.loads(sqsreport.dumps(report))
    assert report == sqsreport.loads(sqsreport.dumps(report))


@pytest.mark.timeout(60)
def test_a_wide_document_is_answered_quickly() -> None:
    """Ten thousand problems are found and counted in a moment, too."""
    problems = sqsreport.validate({f"key_{number}": None for number in range(10_000)})

    assert 10_000 == sum(count_of(problem) for problem in problems if problem.code == "SQS103")


# ------------------------------------------------------------------------------- cut-off texts


def test_a_text_cut_off_anywhere() -> None:
    """Cut off at any byte, a text has a problem, and no cut raises an exception."""
    document = examples.northmoor() | {"summary": ['Môn – 😀 "x"'], "extensions": {"mine": [1.5e3, True, None, {}]}}
    data = json.dumps(document, ensure_ascii=False).encode()

    assert [] == sqsreport.validate(data)
    assert [] == [end for end in range(len(data)) if not sqsreport.validate(data[:end])]


@given(strategies.texts(), st.data())
def test_a_byte_more_or_less(text: str, data: st.DataObject) -> None:
    """A text with any one byte changed has problems or none, and never raises an exception."""
    found = bytearray(text.encode())
    found[data.draw(st.integers(0, len(found) - 1))] = data.draw(st.integers(0, 255))

    assert isinstance(sqsreport.validate(bytes(found)), list)


# --------------------------------------------------------------------- whatever else comes in


def _is_problems(found: Any) -> bool:
    return isinstance(found, list) and all(isinstance(each, Problem) and str(each) for each in found)


@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    """Any bytes have problems, for none of them make a report."""
    found = sqsreport.validate(data)

    assert found
    assert _is_problems(found)


@given(st.text() | st.text('{}[]":,\\ \nu01eE.-+tfn\ud800\ufeff'))
@example("\ud800")
@example('{"a": "\\ud800", "a": NaN}')
def test_any_text(text: str) -> None:
    """Any text has problems, for none of it makes a report."""
    found = sqsreport.validate(text)

    assert found
    assert _is_problems(found)


_ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
_KEYS = st.sampled_from([*examples.northmoor(), "name", "text", "number", "date", "label", "id", "start", "rate"])


_NEARLY = st.recursive(_ANY_JSON, lambda inner: st.lists(inner) | st.dictionaries(_KEYS, inner), max_leaves=10)


@given(_NEARLY.filter(lambda document: not isinstance(document, str)))
def test_any_json(document: Any) -> None:
    """Any JSON has problems, for none of it makes a report: as data, and as text."""
    found = sqsreport.validate(document)

    assert found
    assert _is_problems(found)
    assert sorted(each.code for each in found) == sorted(
        each.code for each in sqsreport.validate(json.dumps(document)) if each.code != "SQS009"
    )


_ANYTHING = st.recursive(
    st.none()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.binary()
    | st.complex_numbers()
    | st.dates(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.none() | st.integers() | st.text(st.characters()) | st.dates(), inner)
        | st.tuples(inner, inner)
        | st.just({1, 2})
        | st.builds(object)
    ),
    max_leaves=8,
)


@given(_ANYTHING)
def test_anything(found: object) -> None:
    """Any value of Python has problems, and none raises an exception."""
    problems = sqsreport.validate(found)

    assert problems
    assert _is_problems(problems)


@given(strategies.documents(), st.data())
def test_anything_within_a_report(document: dict[str, Any], data: st.DataObject) -> None:
    """A report with any value of Python in it has problems or none, and raises no exception."""
    parent, step = data.draw(st.sampled_from(list(strategies.places_in(document))))
    parent[step] = data.draw(_ANYTHING)

    assert _is_problems(sqsreport.validate(document))


def test_a_file_name_that_no_system_has() -> None:
    """A path that cannot exist cannot be read."""
    assert ["SQS010"] == codes(sqsreport.validate(Path("no\x01such/report.json")))


def test_a_path_with_a_null_character() -> None:
    """A path with a null character cannot be read, and is no exception either."""
    assert ["SQS010"] == codes(sqsreport.validate(Path("a\0b")))


def test_a_file_that_may_not_be_read_is_named() -> None:
    """A file that cannot be read is named, with the reason."""
    assert "cannot read no/such.json: no such file or directory" == sqsreport.validate(Path("no/such.json"))[0].message


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimeoutError` in what takes too long."""

    def stop(signum: int, frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_data_that_holds_itself() -> None:
    """Data that holds itself is nested without end."""
    document: dict[str, Any] = {}
    document["extensions"] = {"mine": document}

    assert [("SQS006", "/extensions/mine" * 32)] == errors(document)


def test_data_that_holds_itself_twice() -> None:
    """Data that holds itself in two places is answered at once, too."""
    document: list[Any] = []
    document += [document, document]

    with time_limit(0.5):
        assert "SQS006" in codes(sqsreport.validate(document))


def test_a_tuple_is_no_list_or_is_one() -> None:
    """A message about a value of Python says how it differs from what is wanted."""
    document = examples.minimal() | {"summary": ("One.",)}

    assert [] == [each for each in sqsreport.validate(document) if each.message == "must be a list, not a list"]


def test_tuples_and_other_mappings_are_lists_and_objects() -> None:
    """Data that was frozen is validated like the data that it was made of."""
    document = examples.northmoor()
    broken = document | {"notes": ["One.", None]}

    assert [] == sqsreport.validate(freeze(document))
    assert [("SQS104", "/notes/1")] == errors(freeze(broken))


def test_a_file_name_gets_a_hint() -> None:
    """Whoever hands in the name of a file as text learns how to hand in the file."""
    assert 'for a file, pass Path("report.json")' == sqsreport.validate("report.json")[0].suggestion
    assert "Path" not in (sqsreport.validate("{report}")[0].suggestion or "")


# ---------------------------------------------------------------------------------- positions


@given(strategies.texts(strategies.documents() | strategies.json_values()))
def test_members_resolve(text: str) -> None:
    """Every value of a text is found, in order, where it starts, under the path at which it is read."""
    document = json.loads(text)
    decoder = json.JSONDecoder()

    found = {member.path: decoder.raw_decode(text, member.start)[0] for member in members(text)}

    assert dict(_values(document)) == found


@given(strategies.texts())
def test_keys_of_members_resolve(text: str) -> None:
    """The key of every value in an object is found where it starts."""
    keys = [(m.path[-1], m.key_start) for m in members(text) if m.path and isinstance(m.path[-1], str)]

    assert keys
    assert [key for key, _ in keys] == [json.JSONDecoder().raw_decode(text, start or 0)[0] for _, start in keys]


def _values(document: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    yield path, document
    for step in document if isinstance(document, dict) else range(len(document) if isinstance(document, list) else 0):
        yield from _values(document[step], (*path, step))


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{\n  "title": 7\n}', 2, 12),
        ('{"title": 7}', 1, 11),
        ('{"title":7}', 1, 10),
        ('\r\n{\r\n  "title": 7\r\n}', 3, 12),
        ('\n\n\n{"title"\n:\n7}', 6, 1),
        ('{"x😀𝔸": 1, "title": 7}', 1, 21),
        ('{"x": "\\ud83d\\ude00", "title": 7}', 1, 32),
        ('{"x": "a\\nb", "title": 7}', 1, 24),
        ('{"x": "\u2028\u0085\u000b"\n, "title": 7}'.replace("\u000b", ""), 2, 12),
        ('{"\\u0074itle": 7}', 1, 16),
        ('{"x": "{[,:]}\\"", "title": 7}', 1, 28),
        ('\t{"title":\t7}', 1, 12),
    ],
)
def test_line_and_column(text: str, line: int, column: int) -> None:
    """Lines end in a line feed, and columns count characters, however a text is laid out."""
    assert [("SQS101", "/title", line, column)] == [
        each for each in places(sqsreport.validate(text)) if each[1] == "/title"
    ]


@pytest.mark.parametrize("layout", ["pretty", "one line", "CRLF", "astral"])
def test_line_and_column_in_a_report(layout: str) -> None:
    """The place of a problem is right in every layout of a whole report."""
    document = examples.northmoor() | {"title": "😀𝔸漢" * 5}
    document["recommendations"][0]["items"][1]["text"] = 4711
    text = json.dumps(document, ensure_ascii=False, indent=None if layout in ("one line", "astral") else 2)
    text = text.replace("\n", "\r\n") if layout == "CRLF" else text
    offset = text.index("4711")
    line_start = text.rfind("\n", 0, offset) + 1

    found = next(problem for problem in sqsreport.validate(text) if problem.code == "SQS101")

    assert (text.count("\n", 0, offset) + 1, offset - line_start + 1) == (found.line, found.column)


def test_an_unknown_key_is_placed_at_the_key() -> None:
    """An unknown key is placed where the key stands, not its value."""
    assert ("SQS103", "/x", 2, 2) in places(sqsreport.validate('{\n "x": 1}'))


def test_a_missing_key_is_placed_at_its_object() -> None:
    """A missing key is placed where the object starts that lacks it."""
    text = '{\n "inspection": {\n  "programme": "SQS"}}'

    assert ("SQS102", "/inspection", 2, 16) in places(sqsreport.validate(text))


@given(st.text("ab\n\r\u2028é😀", max_size=30))
def test_lines_place_every_offset(text: str) -> None:
    """Line and column lead back to the offset."""
    lines, starts = Lines(text), list(itertools.accumulate((len(line) + 1 for line in text.split("\n")), initial=0))

    found = [lines.place(offset) for offset in range(len(text) + 1)]

    assert list(range(len(text) + 1)) == [starts[line - 1] + column - 1 for line, column in found]


# ------------------------------------------------------------------------------ JSON Pointers


@given(st.lists(st.text() | st.integers(0, 99)))
def test_pointers_come_apart_as_they_were_made(path: list[str | int]) -> None:
    """A JSON Pointer has the steps that it was made of."""
    assert tuple(str(step) for step in path) == steps(pointer(*path))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("x", '"x"'), ('"', '"\\""'), ("é", '"é"'), ("x" * 200,
        '"' + "x" * 78 + "…"), ("\ud800", '"\\ud800"'), ("\n", '"\\n"'),
        ({}, "an object"), ([], "a list"), (True, "true"), (None, "null"), (1.5, "1.5"), (10**39, "1" + "0" * 39),
        (10**40, "a number of about 39 digits"), (RawNumber("NaN"), "NaN"), (RawNumber("1" * 200),
        "1" * 79 + "…"), (object, "type"),
    ],
    ids=lambda found: ascii(found)[:20],
)  # fmt: skip
def test_values_are_shown_in_short(found: Any, expected: str) -> None:
    """A value of a document is shown as JSON, cut to 80 characters."""
    assert expected == shown(found)


@given(_ANYTHING | st.integers(10**4299, 10**4400))
def test_anything_can_be_shown(found: object) -> None:
    """Any value can be shown on a line that can be written as UTF-8."""
    assert len(shown(found).encode()) <= 80 * 4


@given(strategies.json_values())
def test_json_data_has_no_flaw(document: Any) -> None:
    """Plain JSON data has no flaw, as lists or as tuples."""
    assert [] == list(flaws(document))


@given(strategies.texts(strategies.json_values()))
def test_parsing_gives_what_json_gives(text: str) -> None:
    """The document of a text without problems is the one that `json.loads` gives, in the same order."""
    parsed = parse(text)

    assert ((), True) == (parsed.problems, parsed.is_document)
    assert json.dumps(json.loads(text)) == json.dumps(parsed.document)


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ('{"a":1,}', 7, "there is a comma too many before }"),
        ('["a",]', 5, "there is a comma too many before ]"),
        ("{'a':1}", 2, "texts and keys need double quotation marks"),
        ('{"a":“x”}', 6, "texts and keys need straight quotation marks"),
        ('{"a":None}', 6, "it spells null, true and false in small letters"),
        ('{"a": // c', 7, "it has no comments"),
        ('{"a":"x" // c', 10, "it has no comments"),
        ('{"a":1 # c', 8, "it has no comments"),
        ('{"a":1/* c */}', 7, "it has no comments"),
        ('{"a" // c', 6, "it has no comments"),
        ('{"a":1} // {', 9, "it has no comments"),
        ('{"a":"in "#1""}', 11, "a comma is missing before this, or a quotation mark within a text needs a backslash"),
        (
            '{"a":1}{"b":2}',
            8,
            "there is a second object after its end; for JSON Lines, name the file .jsonl or use --from jsonl, or read them with sqsreport.iter_load",
        ),
        ('{"a":1.}', 7, "a digit must follow the point of a number"),
        ("1.5.", 4, "there is more text after its end"),
        ("1.", 2, "a digit must follow the point of a number"),
        ('{"a":1}x', 8, "there is more text after its end"),
        ('{"a":1', 7, "it breaks off before all brackets are closed"),
        ('{"a":"x', 6, "this text has no quotation mark at its end"),
        ('{"a" 1}', 6, "a colon is missing after a key"),
        ('{"a":"say "hi""}', 12, "a comma is missing before this, or a quotation mark within a text needs a backslash"),
        ('{"a":01}', 6, "a number does not begin with 0 unless a point follows"),
        ('{"a":.5}', 6, "a number begins with a digit other than 0, or with 0 and a point"),
        ('{"a":"\\x"}', 7, "a backslash within a text needs another one before it"),
        ("{a:1}", 2, "a key in double quotation marks is expected here"),
        (
            "To: Ivy Garland\nFrom: Rowan Ashby",
            1,
            "it begins like a letter; use sqsreport convert to read letters",
        ),
        ("<!DOCTYPE html>", 1, "it begins like a letter; use sqsreport convert to read letters"),
    ],
)
def test_why_a_text_is_not_json(text: str, column: int, words: str) -> None:
    """What is no JSON is told where it goes wrong, and in plain words."""
    (problem,) = sqsreport.validate(text)

    assert ("SQS003", 1, column, f"this is not JSON: {words}") == (
        problem.code, problem.line, problem.column, problem.message,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "kind"), [(b"%PDF-1.7\n%\xe2\xe3", "a PDF"), (b"PK\x03\x04\xffword/", "a document of Word")]
)
def test_a_letter_is_no_report(data: bytes, kind: str) -> None:
    """A letter that is given for a report is told as what it looks like, and what makes a report of it."""
    (problem,) = sqsreport.validate(data)

    assert problem.message.endswith(f"; it looks like {kind}; use sqsreport convert to read letters")


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('{1: "x"}', (1, 2), "a key in double quotation marks is expected here"),
        ("{None: 1}", (1, 2), "a key in double quotation marks is expected here"),
        ("{title: 1}", (1, 2), "a key in double quotation marks is expected here"),
        ('{"rate": 39,5}', (1, 12), "a number has a point, not a comma: 39.5"),
        ('{"a": 1, "rate": -0,5, "b": 1}', (1, 20), "a number has a point, not a comma: -0.5"),
        ('{"cases": 1,234}', (1, 12), "a number has a point, not a comma"),
        ('{"a": [39,5], 5: 1}', (1, 15), "a key in double quotation marks is expected here"),
        ('{"a": 1}\r{"a": 2}\r', (1, 10), "its lines end with a carriage return (CR) alone; JSON Lines end with a line feed (LF)"),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 5\n", (1, 1), "it is a pointer of Git LFS in the place of a file; fetch the file with git lfs pull"),
        ('{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> x\n}', (2, 1), "a merge left its conflict markers here; choose one of the two sides"),
        ('{"a": 1,\n=======\n"a": 2}', (2, 1), "a merge left its conflict markers here; choose one of the two sides"),
        ("id,title\nx,y\n", (1, 1), "it looks like a table in CSV; sqsreport.tables.read_tables reads a folder of the tables of reports"),
        ('"id";"title"\r\n"x";"y, z"\r\n', (1, 1), "it looks like a table in CSV; sqsreport.tables.read_tables reads a folder of the tables of reports"),
        ("Dear Sir,\nThank you, all\n", (1, 1), "it begins like a letter; use sqsreport convert to read letters"),
        ('{\0"\0a\0', (1, 1), "it looks like UTF-16; save it as UTF-8"),
        ("%PDF-1.4\n%", (1, 1), "it looks like a PDF; use sqsreport convert to read letters"),
        ("PAR1", (1, 1), "it looks like a table in Parquet; sqsreport.tables.read_tables reads a folder of them"),
    ],
)  # fmt: skip
def test_what_is_sent_in_the_place_of_json(text: str, place: tuple[int, int], message: str) -> None:
    """What people send under the name of JSON is named for what it is, and a slip of another language for its cause."""
    [problem] = sqsreport.validate(text)

    assert (*place, f"this is not JSON: {message}") == (problem.line, problem.column, problem.message)


def test_archives_are_told_apart() -> None:
    """A zip archive is a document of Word only if there is one in it."""
    for name, kind in (
        ("a.json", "a zip archive; unpack it first"),
        ("word/document.xml", "a document of Word"),
        ("xl/workbook.xml", "a workbook of Excel"),
    ):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("[Content_Types].xml", "x")
            file.writestr(name, "{}" * 500)
        assert f"it looks like {kind}" in sqsreport.validate(packed.getvalue() + b"\xff")[0].message
