"""Ways to break the structure of a report, derived from the schema."""

from __future__ import annotations

from collections.abc import Iterator

from sqsreport import schemas
from sqsreport.testing import examples
from sqsreport.testing.breakages.changes import Breakage, breakage
from sqsreport.testing.examples import Json


def structure_breakages(schema: Json, document: Json | None = None) -> Iterator[Breakage]:
    """Yield the ways to break the structure in one place that follow from the schema.

    Only the structural problem is expected: rules may find others in the remaining values.

    Args:
        schema: the schema of reports.
        document: the report to break, in every item of its lists; by default the invented one, in
            the first item of each.
    """
    if document is None:
        yield from _breakages(schema, schema, examples.northmoor(), "", 1)
    else:
        yield from _breakages(schema, schema, document, "", None)


def _breakages(schema: Json, sub: Json, value: Json, place: str, first: int | None) -> Iterator[Breakage]:
    sub = schemas.resolve(sub, schema)
    where = place or "the document"

    def put(what: str, new: Json, code: str) -> Breakage:
        return breakage(f"{where}: {what}", f"{code} {place}", ("put", place, new))

    is_text, is_choice = isinstance(value, str), "enum" in sub or "const" in sub
    has_line = sub.get("maxLength") is None  # a date has a maximum length, and so its pattern rejects a line break
    if place:
        yield put("null", None, "SQS104")
        yield put("another type", 7 if is_text else "seven", "SQS105" if is_choice else "SQS101")
        yield put("a truth value", True, "SQS105" if is_choice else "SQS101")
    if is_text:
        plain = sub.get("pattern") == schema["$defs"]["line"]["pattern"]
        yield put("empty", "", "SQS105" if is_choice else "SQS110")
        yield put("a space after", f"{value} ", "SQS105" if is_choice else "SQS107" if plain else "SQS106")
        yield put("a line break", f"{value}\n", "SQS105" if is_choice else "SQS108" if has_line else "SQS106")
    if isinstance(value, (int, float)):
        yield put("below its range", sub["minimum"] - 1, "SQS109")
        yield put("above its range", 101, "SQS109") if sub["maximum"] == 100 else put("a part", 1.5, "SQS101")
    if isinstance(value, list):
        yield put("empty", [], "SQS110")
        for index, item in enumerate(value[:first]):
            yield from _breakages(schema, sub["items"], item, f"{place}/{index}", first)
    if isinstance(value, dict) and "properties" in sub:
        yield breakage(f"{where}: an unknown key", f"SQS103 {place}/zzz", ("put", f"{place}/zzz", 1))
        for key in sub.get("required", ()):
            # An object without its only key is empty, which is the problem that is reported.
            code = "SQS102" if len(value) > 1 else "SQS110"
            yield breakage(f"{where}: no {key}", f"{code} {place}", ("drop", f"{place}/{key}"))
        for key, item in value.items():
            yield from _breakages(schema, sub["properties"][key], item, f"{place}/{key}", first)
