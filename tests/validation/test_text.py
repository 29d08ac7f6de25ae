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


def with_extension(literal: str) -> str:
    """Return a valid text in which the value of an extension has this JSON text."""
    return json.dumps(examples.minimal() | {"extensions": {"mine": "VALUE"}}).replace('"VALUE"', literal)


def errors(document: Any) -> list[tuple[str, str]]:
    """Return code and pointer of every error, without the warnings."""
    return [(each.code, each.pointer) for each in sqsreport.validate(document) if each.severity == "error"]


# --------------------------------------------------------------------------- byte order mark


@pytest.mark.parametrize("kind", [str, bytes])
def test_a_byte_order_mark_is_a_warning(kind: type) -> None:
    """A byte order mark is a warning, and the report after it is loaded."""
    text = "\ufeff" + json.dumps(examples.northmoor())
    document = text if kind is str else text.encode()

    assert [("SQS009", "", 1, 1)] == places(sqsreport.validate(document))
    assert "northmoor-sqs-2015-03-09" == sqsreport.loads(document).id


def test_a_byte_order_mark_takes_no_column() -> None:
    """Columns count from the first character after a byte order mark, like in editors."""
    text = '{"published": 1}'

    plain, marked = (
        [(problem.line, problem.column) for problem in sqsreport.validate(each) if problem.code != "SQS009"]
        for each in (text, "\ufeff" + text)
    )
    assert plain == marked


def test_a_byte_order_mark_takes_no_column_in_bytes() -> None:
    """A byte that is not UTF-8 has the same column with and without a byte order mark."""
    data = b'{"a": "\xe9"}'

    assert sqsreport.validate(data)[0].column == sqsreport.validate(b"\xef\xbb\xbf" + data)[0].column


def test_two_byte_order_marks_are_not_json() -> None:
    """Only one byte order mark is ignored."""
    assert ["SQS003", "SQS009"] == sorted(codes(sqsreport.validate("\ufeff\ufeff{}")))


# ---------------------------------------------------------------------------------- encoding


@pytest.mark.parametrize(
    ("encoding", "guess"), [("utf-16", "UTF-16"), ("latin-1", "Windows-1252"), ("cp1252", "Windows-1252")]
)
def test_another_encoding_is_guessed(encoding: str, guess: str) -> None:
    """Bytes that are not UTF-8 are rejected, and the message says which encoding they look like."""
    problems = sqsreport.validate('{"id": "Môn"}'.encode(encoding))

    assert ["SQS001"] == codes(problems)
    assert problems[0].message.endswith(f"it looks like {guess}")


def test_a_wrong_byte_has_a_position() -> None:
    """A byte that is not UTF-8 is reported with its offset, and with line and column in characters."""
    problem = sqsreport.validate('{"é😀":\n "M'.encode() + b'\xf4n"}')[0]

    assert ("SQS001", 2, 4) == (problem.code, problem.line, problem.column)
    assert "byte 0xf4 at offset 14 is not UTF-8; it looks like Windows-1252" == problem.message


# ----------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity"])
def test_not_a_number(literal: str) -> None:
    """The constants that Python writes for values that are not numbers are rejected anywhere in a document."""
    assert [("SQS005", "/extensions/mine")] == errors(with_extension(literal))
    assert [("SQS005", "/extensions/mine/0/a")] == errors(with_extension(f'[{{"a": {literal}}}]'))


@pytest.mark.parametrize("literal", ["NaN", "1e999", "1" * 400])
def test_a_bad_number_is_one_problem(literal: str) -> None:
    """A number that cannot be represented is one problem, and is not also out of range."""
    text = json.dumps(examples.minimal() | {"context": {"reoffending": {"rate": "RATE"}}}).replace('"RATE"', literal)

    assert ["/context/reoffending/rate"] == [place for _, place in errors(text)]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "literal",
    [
        "1e999", "-1e999", "1e400", "9007199254740992", "-9007199254740992", "1" * 400,
        "1" * 40_000, "-" + "9" * 40_000,
        "0.1234567890123456789012345", "1" * 400 + ".5", "0." + "1" * 40_000,
            "1e" + "9" * 4_000, "1e9999999999999999999", "-1e-9999999999999999999", "1e-400",
    ],
    ids=lambda literal: literal[:20] + "…" * (len(literal) > 20) + str(len(literal)),
)  # fmt: skip
def test_a_number_that_cannot_be_represented(literal: str) -> None:
    """A number that a double cannot represent is a problem with a short message, reported quickly."""
    problems = [each for each in sqsreport.validate(with_extension(literal)) if each.severity == "error"]

    assert [("SQS007", "/extensions/mine")] == [(each.code, each.pointer) for each in problems]
    assert len(problems[0].message) < 150


@pytest.mark.parametrize(
    "literal",
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
def test_a_number_that_can_be_represented(literal: str) -> None:
    """A number that a double represents exactly is kept, to the last digit."""
    text = with_extension(literal)

    assert [] == errors(text)
    written = json.dumps(codec.to_dict(sqsreport.loads(text))["extensions"]["mine"])
    assert decimal.Decimal(literal) == decimal.Decimal(written)


@pytest.mark.parametrize("literal", ["9007199254740993.0", "0.12345678901234567", "1e-999", "90071992547409930e-1"])
def test_a_number_is_represented_or_rejected(literal: str) -> None:
    """A number is either kept exactly or rejected."""
    text = with_extension(literal)
    if not errors(text):
        written = json.dumps(codec.to_dict(sqsreport.loads(text))["extensions"]["mine"])

        assert decimal.Decimal(literal) == decimal.Decimal(written)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_ordinary_decimals_are_represented(number: decimal.Decimal) -> None:
    """A decimal with a few digits is kept exactly."""
    data = codec.to_dict(sqsreport.loads(with_extension(str(number))))

    assert number == decimal.Decimal(repr(data["extensions"]["mine"]))


# -------------------------------------------------------------------------- lone surrogates


@pytest.mark.parametrize("literal", [r'"\ud800"', r'"a\udc00b"', r'"\ud83d \ude00"', '"\ud800"'], ids=ascii)
def test_lone_surrogates(literal: str) -> None:
    """A lone surrogate is a problem, escaped or not."""
    assert [("SQS008", "/extensions/mine")] == errors(with_extension(literal))


def test_a_lone_surrogate_in_a_key() -> None:
    """A lone surrogate in a key is a problem of the object."""
    assert ("SQS008", "/extensions/mine") in errors(with_extension(r'{"\udfff": 1}'))
    assert ("SQS008", "") in errors('{"\\udfff": 1}')


def test_a_surrogate_pair_is_a_character() -> None:
    """Both halves of a surrogate pair are one character."""
    assert "😀" == codec.to_dict(sqsreport.loads(with_extension(r'"\ud83d\ude00"')))["extensions"]["mine"]


@pytest.mark.parametrize("document", ['{"\\ud800": 1}', {"\ud800": 1}, ["\ud800"], {"id": "\ud800"}], ids=ascii)
def test_problems_of_half_characters_can_be_printed(document: Any) -> None:
    """The problems of any document, and their pointers, can be written as UTF-8."""
    for problem in sqsreport.validate(document):
        assert str(problem) == str(problem).encode().decode()
        assert problem.pointer == problem.pointer.encode().decode()


def test_a_repeated_key_with_a_lone_surrogate_has_a_pointer() -> None:
    """The pointer to a repeated key can be written as UTF-8, whatever the key is."""
    for problem in sqsreport.validate(r'{"\ud800": 1, "\ud800": 2}'):
        assert problem.pointer == problem.pointer.encode().decode()


# ------------------------------------------------------------------------------ duplicate keys


@pytest.mark.parametrize(
    ("literal", "expected"),
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
def test_duplicate_keys(literal: str, expected: list[str]) -> None:
    """A key that appears twice in an object is a problem at its second place, at any depth."""
    assert expected == sorted(place for code, place in errors(with_extension(literal)) if code == "SQS004")


def test_position_of_a_duplicate_key() -> None:
    """The line and column are those of the second key."""
    text = '{\n "id": "x",\n "title": "y", "id": "z"\n}'

    assert [("SQS004", "/id", 3, 16)] == [each for each in places(sqsreport.validate(text)) if each[0] == "SQS004"]


def test_of_duplicate_keys_the_last_counts() -> None:
    """Problems of the value of a repeated key are those of the last value, like in every JSON parser."""
    positions = places(sqsreport.validate('{"title": null,\n "title": 7}'))

    assert [("SQS101", "/title", 2, 11), ("SQS004", "/title", 2, 2)] == sorted(
        (each for each in positions if each[1]), reverse=True, key=lambda each: each[0]
    )


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3)), max_size=5))
def test_duplicate_keys_are_all_found(pairs: list[tuple[str, int]]) -> None:
    """Every repetition of a key is a problem."""
    pairs_as_json = ", ".join(f'"{key}": {number}' for key, number in pairs)

    duplicates = [code for code, _ in errors(with_extension(f"{{{pairs_as_json}}}"))]
    assert ["SQS004"] * (len(pairs) - len(dict(pairs))) == duplicates


# ------------------------------------------------------------------------------------- depth


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "[" * 100_000 + "]" * 100_000, '{"a":' * 100_000, '[{"a":' * 50_000 + "1" + "}]" * 50_000],
    ids=["lists left open", "lists", "objects left open", "lists of objects"],
)
def test_deep_nests_are_answered_quickly(text: str) -> None:
    """A text that is nested too deep is reported at once, as one problem."""
    assert ["SQS006"] == codes(sqsreport.validate(text))


@pytest.mark.parametrize(("levels", "expected"), [(61, []), (62, []), (63, ["SQS006"]), (200, ["SQS006"])])
def test_depth_has_a_limit(levels: int, expected: list[str]) -> None:
    """A document may be nested 64 levels deep, as text and as data."""
    text = with_extension("[" * levels + "]" * levels)

    assert expected == [code for code, _ in errors(text)]
    assert expected == [code for code, _ in errors(json.loads(text))]


def test_round_trip_at_the_maximum_depth() -> None:
    """A document of the maximum depth is read, written and read again."""
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
    """Ten thousand problems are reported and counted quickly."""
    problems = sqsreport.validate({f"key_{number}": None for number in range(10_000)})

    assert 10_000 == sum(count_of(problem) for problem in problems if problem.code == "SQS103")


# ------------------------------------------------------------------------------- cut-off texts


def test_a_text_cut_off_anywhere() -> None:
    """A text that is cut off at any byte has a problem and raises no exception."""
    document = examples.northmoor() | {"summary": ['Môn – 😀 "x"'], "extensions": {"mine": [1.5e3, True, None, {}]}}
    data = json.dumps(document, ensure_ascii=False).encode()

    assert [] == sqsreport.validate(data)
    assert [] == [end for end in range(len(data)) if not sqsreport.validate(data[:end])]


@given(strategies.texts(), st.data())
def test_a_byte_more_or_less(text: str, data: st.DataObject) -> None:
    """Changing any byte of a text never raises an exception."""
    changed = bytearray(text.encode())
    changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))

    assert isinstance(sqsreport.validate(bytes(changed)), list)


# ------------------------------------------------------------------------------- other inputs


def _is_problems(result: Any) -> bool:
    return isinstance(result, list) and all(isinstance(each, Problem) and str(each) for each in result)


@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    """Any bytes have problems and raise no exception."""
    problems = sqsreport.validate(data)

    assert problems
    assert _is_problems(problems)


@given(st.text() | st.text('{}[]":,\\ \nu01eE.-+tfn\ud800\ufeff'))
@example("\ud800")
@example('{"a": "\\ud800", "a": NaN}')
def test_any_text(text: str) -> None:
    """Any text has problems and raises no exception."""
    problems = sqsreport.validate(text)

    assert problems
    assert _is_problems(problems)


_ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
_KEYS = st.sampled_from([*examples.northmoor(), "name", "text", "number", "date", "label", "id", "start", "rate"])


_NEARLY = st.recursive(_ANY_JSON, lambda inner: st.lists(inner) | st.dictionaries(_KEYS, inner), max_leaves=10)


@given(_NEARLY.filter(lambda document: not isinstance(document, str)))
def test_any_json(document: Any) -> None:
    """Any JSON that is not a report has problems, as data and as text."""
    problems = sqsreport.validate(document)

    assert problems
    assert _is_problems(problems)
    assert sorted(each.code for each in problems) == sorted(
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
def test_anything(value: object) -> None:
    """Any Python value has problems and raises no exception."""
    problems = sqsreport.validate(value)

    assert problems
    assert _is_problems(problems)


@given(strategies.documents(), st.data())
def test_anything_within_a_report(document: dict[str, Any], data: st.DataObject) -> None:
    """A report with any Python value in it raises no exception."""
    parent, step = data.draw(st.sampled_from(list(strategies.places_in(document))))
    parent[step] = data.draw(_ANYTHING)

    assert _is_problems(sqsreport.validate(document))


def test_a_file_name_that_no_system_has() -> None:
    """A path that cannot exist is reported as unreadable."""
    assert ["SQS010"] == codes(sqsreport.validate(Path("no\x01such/report.json")))


def test_a_path_with_a_null_character() -> None:
    """A path with a null character is reported as unreadable."""
    assert ["SQS010"] == codes(sqsreport.validate(Path("a\0b")))


def test_a_missing_file_is_named() -> None:
    """A file that cannot be read is named, with the reason."""
    assert "cannot read no/such.json: no such file or directory" == sqsreport.validate(Path("no/such.json"))[0].message


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimeoutError` in code that takes too long."""

    def stop(signum: int, frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_data_that_contains_itself() -> None:
    """Data that contains itself is reported as nested too deep."""
    document: dict[str, Any] = {}
    document["extensions"] = {"mine": document}

    assert [("SQS006", "/extensions/mine" * 32)] == errors(document)


def test_data_that_contains_itself_twice() -> None:
    """Data that contains itself twice is reported quickly, too."""
    document: list[Any] = []
    document += [document, document]

    with time_limit(0.5):
        assert "SQS006" in codes(sqsreport.validate(document))


def test_messages_about_types_are_not_contradictory() -> None:
    """The message about a wrong type does not name the same type twice."""
    document = examples.minimal() | {"summary": ("One.",)}

    assert [] == [each for each in sqsreport.validate(document) if each.message == "must be a list, not a list"]


def test_tuples_and_other_mappings_are_lists_and_objects() -> None:
    """Frozen data is validated like the original data."""
    document = examples.northmoor()
    broken = document | {"notes": ["One.", None]}

    assert [] == sqsreport.validate(freeze(document))
    assert [("SQS104", "/notes/1")] == errors(freeze(broken))


def test_a_file_name_gets_a_hint() -> None:
    """If a text looks like a file name, the suggestion says how to pass a file."""
    assert 'for a file, pass Path("report.json")' == sqsreport.validate("report.json")[0].suggestion
    assert "Path" not in (sqsreport.validate("{report}")[0].suggestion or "")


# ---------------------------------------------------------------------------------- positions


@given(strategies.texts(strategies.documents() | strategies.json_values()))
def test_members_resolve(text: str) -> None:
    """`members` yields every value of a text in order, with its start and its path."""
    document = json.loads(text)
    decoder = json.JSONDecoder()

    members_by_path = {member.path: decoder.raw_decode(text, member.start)[0] for member in members(text)}

    assert dict(_values(document)) == members_by_path


@given(strategies.texts())
def test_keys_of_members_resolve(text: str) -> None:
    """`members` yields the start of every key."""
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
    """Lines end with a line feed, and columns count characters, whatever the layout of the text."""
    assert [("SQS101", "/title", line, column)] == [
        each for each in places(sqsreport.validate(text)) if each[1] == "/title"
    ]


@pytest.mark.parametrize("layout", ["pretty", "one line", "CRLF", "astral"])
def test_line_and_column_in_a_report(layout: str) -> None:
    """The position of a problem is right in every layout of a report."""
    document = examples.northmoor() | {"title": "😀𝔸漢" * 5}
    document["recommendations"][0]["items"][1]["text"] = 4711
    text = json.dumps(document, ensure_ascii=False, indent=None if layout in ("one line", "astral") else 2)
    text = text.replace("\n", "\r\n") if layout == "CRLF" else text
    offset = text.index("4711")
    line_start = text.rfind("\n", 0, offset) + 1

    problem = next(problem for problem in sqsreport.validate(text) if problem.code == "SQS101")

    assert (text.count("\n", 0, offset) + 1, offset - line_start + 1) == (problem.line, problem.column)


def test_position_of_an_unknown_key() -> None:
    """The position of an unknown key is that of the key, not of its value."""
    assert ("SQS103", "/x", 2, 2) in places(sqsreport.validate('{\n "x": 1}'))


def test_position_of_a_missing_key() -> None:
    """The position of a missing key is the start of the object that lacks it."""
    text = '{\n "inspection": {\n  "programme": "SQS"}}'

    assert ("SQS102", "/inspection", 2, 16) in places(sqsreport.validate(text))


@given(st.text("ab\n\r\u2028é😀", max_size=30))
def test_every_offset_has_a_position(text: str) -> None:
    """The line and column of an offset lead back to the offset."""
    lines, starts = Lines(text), list(itertools.accumulate((len(line) + 1 for line in text.split("\n")), initial=0))

    positions = [lines.place(offset) for offset in range(len(text) + 1)]

    assert list(range(len(text) + 1)) == [starts[line - 1] + column - 1 for line, column in positions]


# ------------------------------------------------------------------------------ JSON Pointers


@given(st.lists(st.text() | st.integers(0, 99)))
def test_pointers_round_trip(path: list[str | int]) -> None:
    """The steps of a JSON Pointer are those that it was built from."""
    assert tuple(str(step) for step in path) == steps(pointer(*path))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", '"x"'), ('"', '"\\""'), ("é", '"é"'), ("x" * 200,
        '"' + "x" * 78 + "…"), ("\ud800", '"\\ud800"'), ("\n", '"\\n"'),
        ({}, "an object"), ([], "a list"), (True, "true"), (None, "null"), (1.5, "1.5"), (10**39, "1" + "0" * 39),
        (10**40, "a number of about 39 digits"), (RawNumber("NaN"), "NaN"), (RawNumber("1" * 200),
        "1" * 79 + "…"), (object, "type"),
    ],
    ids=lambda value: ascii(value)[:20],
)  # fmt: skip
def test_values_are_shown_in_short(value: Any, expected: str) -> None:
    """A value of a document is shown as JSON, cut to 80 characters."""
    assert expected == shown(value)


@given(_ANYTHING | st.integers(10**4299, 10**4400))
def test_anything_can_be_shown(value: object) -> None:
    """Any value can be shown on one line in UTF-8."""
    assert len(shown(value).encode()) <= 80 * 4


@given(strategies.json_values())
def test_json_data_has_no_flaws(document: Any) -> None:
    """Plain JSON data has no flaws, whether its arrays are lists or tuples."""
    assert [] == list(flaws(document))


@given(strategies.texts(strategies.json_values()))
def test_parsing_agrees_with_json(text: str) -> None:
    """The document of a text without problems equals that of `json.loads`, including the order of keys."""
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
        ('{"a":1', 7, "it ends before all brackets are closed"),
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
    """A message about invalid JSON says in plain words what is wrong, with its position."""
    (problem,) = sqsreport.validate(text)

    assert ("SQS003", 1, column, f"this is not JSON: {words}") == (
        problem.code, problem.line, problem.column, problem.message,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "kind"), [(b"%PDF-1.7\n%\xe2\xe3", "a PDF"), (b"PK\x03\x04\xffword/", "a document of Word")]
)
def test_a_letter_is_recognised(data: bytes, kind: str) -> None:
    """A letter in place of a report is recognised, and the suggestion says how to convert it."""
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
        ("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 5\n", (1, 1), "it is a pointer of Git LFS instead of the file; fetch the file with git lfs pull"),
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
def test_other_formats_in_place_of_json(text: str, place: tuple[int, int], message: str) -> None:
    """A file that is not JSON is recognised by its format, and a habit of another language by its cause."""
    [problem] = sqsreport.validate(text)

    assert (*place, f"this is not JSON: {message}") == (problem.line, problem.column, problem.message)


def test_archives_are_distinguished() -> None:
    """A zip archive is recognised as a Word document only if it contains one."""
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
