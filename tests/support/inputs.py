"""Inputs that are not reports, or hardly, each with its expected problems."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import attrs

from sqsreport import to_dict
from sqsreport.testing.examples import example_report


@attrs.frozen
class Input:
    """An input of validation that is not a document, or hardly one.

    *expected* has code, line and column of its problems; the last two are ``None`` where there is no text.
    """

    description: str
    value: object
    expected: tuple[tuple[str, int | None, int | None], ...]


def _text(description: str, value: str | bytes, *expected: tuple[str, int, int]) -> Input:
    return Input(description, value, expected)


_CYCLE: Final[list[object]] = []
_CYCLE.append(_CYCLE)
_TWICE: Final[list[object]] = []
_TWICE.extend([_TWICE, _TWICE])
_FOURTH: Final[list[object]] = [["x"] * 100]
for _ in range(10):
    _FOURTH[:] = [list(_FOURTH) * 4]


#: An item that has the same item twice, which has another twice and so on: few objects, and tens of thousands of values.
_DOUBLED: Final[dict[str, object]] = {"id": "last", "text": "Last."}
for _ in range(14):
    _DOUBLED.update(id="above", text="Above:", items=[dict(_DOUBLED)] * 2)


def _deep(levels: int) -> list[object]:
    value: list[object] = []
    for _ in range(levels - 1):
        value = [value]
    return value


INPUTS: Final[tuple[Input, ...]] = (
    _text("an empty text", "", ("SQS002", 1, 1)),
    _text("no bytes", b"", ("SQS002", 1, 1)),
    _text("a blank text", " \r\n\t ", ("SQS002", 1, 1)),
    _text("a byte order mark alone", b"\xef\xbb\xbf", ("SQS002", 1, 1), ("SQS009", 1, 1)),
    _text("a no-break space", "\u00a0", ("SQS003", 1, 1)),
    _text("plain text", "Dear Chair,", ("SQS003", 1, 1)),
    _text("a file's name", "report.json", ("SQS003", 1, 1)),
    _text("single quotes", "{'id': 1}", ("SQS003", 1, 2)),
    _text("a comma too many", '{\n "id": 1,\n}', ("SQS003", 2, 9)),
    _text("a comma too few", '{\n "id": 1\n "title": 2}', ("SQS003", 3, 2)),
    _text("a comment", "{\n // no\n}", ("SQS003", 2, 2)),
    _text("two documents", "{}\n{}", ("SQS003", 2, 1)),
    _text("cut off", '{"id": "north', ("SQS003", 1, 8)),
    _text("a line break in a text", '{"id": "a\nb"}', ("SQS003", 1, 10)),
    _text("a tab in a text", '{"id": "a\tb"}', ("SQS003", 1, 10)),
    _text("an unknown escape", '{"id": "\\x41"}', ("SQS003", 1, 9)),
    _text("a leading zero", "[01]", ("SQS003", 1, 2)),
    _text("a hexadecimal number", "[0x1]", ("SQS003", 1, 3)),
    _text("a word of Python", "[True]", ("SQS003", 1, 2)),
    _text("a zero byte", b"\x00", ("SQS003", 1, 1)),
    _text("UTF-16 with a mark", "{}".encode("utf-16"), ("SQS001", 1, 1)),
    _text("UTF-16 without a mark", "{}".encode("utf-16-le"), ("SQS003", 1, 1)),
    _text("UTF-32 with a mark", "{}".encode("utf-32"), ("SQS001", 1, 1)),
    _text("Latin-1", '{"a": 1,\n "é": "Môn"}'.encode("latin-1"), ("SQS001", 2, 3)),
    _text("Latin-1 after UTF-8", '{"é😀": "'.encode() + b'M\xf4n"}', ("SQS001", 1, 10)),
    _text("a surrogate in UTF-8", b'"\xed\xa0\x80"', ("SQS001", 1, 2)),
    _text("a character of too many bytes", b'"\xc0\xaf"', ("SQS001", 1, 2)),
    _text("a character cut in half", '"é'.encode()[:-1], ("SQS001", 1, 2)),
    _text("deep lists", "[" * 100_000 + "]" * 100_000, ("SQS006", 1, 65)),
    _text("deep objects", '{"a":' * 100_000 + "1" + "}" * 100_000, ("SQS006", 1, 64 * 5 + 1)),
    _text("deep and never closed", "[" * 100_000, ("SQS006", 1, 65)),
    _text("deep on many lines", "[\n" * 100_000 + "]" * 100_000, ("SQS006", 65, 1)),
    _text("deep by one level", "[" * 65 + "]" * 65, ("SQS006", 1, 65)),
    _text("a dict that Python printed", "{'id': None}", ("SQS003", 1, 2)),
    _text("None", '{"id": None}', ("SQS003", 1, 8)),
    _text("undefined", '{"id": undefined}', ("SQS003", 1, 8)),
    _text("a key without quotation marks", '{id: "northmoor"}', ("SQS003", 1, 2)),
    _text("curly quotation marks", "{“id”: “northmoor”}", ("SQS003", 1, 2)),
    _text("a bracket too few", '{"notes": ["a", "b"', ("SQS003", 1, 20)),
    _text("a bracket too many", '{"notes": []}}', ("SQS003", 1, 14)),
    _text("brackets that do not match", '{"notes": ["a"}', ("SQS003", 1, 15)),
    _text("a colon too few", '{"id" "northmoor"}', ("SQS003", 1, 7)),
    _text("an equals sign", '{"id" = "northmoor"}', ("SQS003", 1, 7)),
    _text("a quotation mark too few", '{"id: "northmoor"}', ("SQS003", 1, 8)),
    _text("a quotation mark within a text", '{"title": "a "short" letter"}', ("SQS003", 1, 15)),
    _text("JSON Lines", '{"id": "a"}\n{"id": "b"}\n', ("SQS003", 2, 1)),
    _text("a comment of a shell", "{\n# no\n}", ("SQS003", 2, 1)),
    _text("a block of Markdown", "```json\n{}\n```", ("SQS003", 1, 1)),
    _text("a script", "var report = {};", ("SQS003", 1, 1)),
    _text("a call", "report({});", ("SQS003", 1, 1)),
    _text("YAML", "id: northmoor\nlanguage: en\n", ("SQS003", 1, 1)),
    _text("XML", "<report/>", ("SQS003", 1, 1)),
    _text("CSV", "id,language\nnorthmoor,en\n", ("SQS003", 1, 1)),
    _text("dots for what was left out", '{"notes": [...]}', ("SQS003", 1, 12)),
    _text("a plus sign", '{"rate": +39.5}', ("SQS003", 1, 10)),
    _text("a number without its zero", '{"rate": .5}', ("SQS003", 1, 10)),
    _text("a number that ends in its point", '{"rate": 39.}', ("SQS003", 1, 12)),
    _text("a decimal comma", '{"rate": 39,5}', ("SQS003", 1, 12)),
    _text("a sign for per cent", '{"rate": 39.5%}', ("SQS003", 1, 14)),
    _text("a path of Windows", '{"$schema": "C:\\Users"}', ("SQS003", 1, 16)),
    _text("NaN in a text", "[39.5, NaN]", ("SQS101", 1, 1), ("SQS005", 1, 8)),
    _text("Infinity in a text", "[-Infinity]", ("SQS101", 1, 1), ("SQS005", 1, 2)),
    _text("more digits than are kept", "[39.50000000000000000001]", ("SQS101", 1, 1), ("SQS007", 1, 2)),
    _text("a number of twenty digits", "[12345678901234567890]", ("SQS101", 1, 1), ("SQS007", 1, 2)),
    _text("a number beyond all", "[1e400]", ("SQS101", 1, 1), ("SQS007", 1, 2)),
    _text("a key twice", '[{"a": 1, "a": 1}]', ("SQS101", 1, 1), ("SQS004", 1, 11)),
    _text("the second half of a character", '["\\udc1d"]', ("SQS101", 1, 1), ("SQS008", 1, 2)),
    _text("half a character as a key", '[{"\\ud83d": 1}]', ("SQS101", 1, 1), ("SQS008", 1, 2)),
    _text("a curly apostrophe of Windows-1252", b'{"a": "board\x92s"}', ("SQS001", 1, 13)),
    _text("a picture", b"\x89PNG\r\n\x1a\n", ("SQS001", 1, 1)),
    _text("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ("SQS001", 2, 2)),
    _text("a zipped file", b"PK\x03\x04\x14\x00\x08\x08\xff", ("SQS001", 1, 9)),
    Input("a file that is not there", Path("no/such/report.json"), (("SQS010", None, None),)),
    Input("a folder", Path(), (("SQS010", None, None),)),
    Input("nothing", None, (("SQS104", None, None),)),
    Input("a number", 7, (("SQS101", None, None),)),
    Input("a truth value", True, (("SQS101", None, None),)),
    Input("a list", [], (("SQS101", None, None),)),
    Input("a set", {1}, (("SQS011", None, None),)),
    Input("an object of Python", object(), (("SQS011", None, None),)),
    Input("a class", dict, (("SQS011", None, None),)),
    Input("a complex number", 1j, (("SQS011", None, None),)),
    Input("a set in an object", {"id": {1}}, (("SQS011", None, None),)),
    Input("bytes in an object", {"id": b"x"}, (("SQS011", None, None),)),
    Input("a key that is a number", {1: 2}, (("SQS011", None, None),)),
    Input("a key that is None", {None: 2}, (("SQS011", None, None),)),
    Input("not a number", float("nan"), (("SQS005", None, None),)),
    Input("infinity", float("inf"), (("SQS005", None, None),)),
    Input("a number of 400 digits", 10**400, (("SQS007", None, None),)),
    Input("a number of 40,000 digits", 10**40_000, (("SQS007", None, None),)),
    Input("half a character", '"\ud800"', (("SQS008", 1, 1),)),
    Input("a list in itself", _CYCLE, (("SQS006", None, None),)),
    Input("a list twice in itself", _TWICE, (("SQS006", None, None),)),
    Input("a list four times in each of ten", _FOURTH, (("SQS012", None, None),)),
    Input(
        "an item twice in each of fourteen",
        {**to_dict(example_report()), "recommendations": [_DOUBLED]},
        (("SQS012", None, None),),
    ),
    Input("lists 64 deep", _deep(64), (("SQS101", None, None),)),
    Input("lists 65 deep", _deep(65), (("SQS006", None, None),)),
    Input("lists 100,000 deep", _deep(100_000), (("SQS006", None, None),)),
    Input(
        "a key twice, in a list",
        json.dumps([{"a": 1}]).replace("1", '1, "a": 2'),
        (("SQS101", 1, 1), ("SQS004", 1, 11)),
    ),
)
