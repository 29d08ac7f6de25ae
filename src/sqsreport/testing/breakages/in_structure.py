"""Ways to break the structure of a document that can be read off the schema."""

from __future__ import annotations

from collections.abc import Iterator

from sqsreport import schemas
from sqsreport.testing import examples
from sqsreport.testing.breakages.changing import Breakage, breakage, drop_at, put_at
from sqsreport.testing.examples import Json


def generated(schema: Json, document: Json | None = None) -> Iterator[Breakage]:
    """Yield every way to break the structure in one place that can be read off the schema.

    Only the structural problems are expected in full: rules may find more in what is left.

    Args:
        schema: the schema of reports.
        document: the report to break, in every item of its lists; by default the invented one, in
            the first item of each.
    """
    if document is None:
        yield from _generated(schema, schema, examples.northmoor(), "", 1)
    else:
        yield from _generated(schema, schema, document, "", None)


def _generated(schema: Json, sub: Json, found: Json, place: str, first: int | None) -> Iterator[Breakage]:
    sub = schemas.resolve(sub, schema)
    where = place or "the document"

    def one(what: str, value: Json, code: str) -> Breakage:
        return breakage(f"{where}: {what}", put_at(place, value), f"{code} {place}")

    is_text, is_choice = isinstance(found, str), "enum" in sub or "const" in sub
    has_line = sub.get("maxLength") is None  # dates have a length, and so no line break
    if place:
        yield one("null", None, "SQS104")
        yield one("another type", 7 if is_text else "seven", "SQS105" if is_choice else "SQS101")
        yield one("a truth value", True, "SQS105" if is_choice else "SQS101")
    if is_text:
        plain = sub.get("pattern") == schema["$defs"]["line"]["pattern"]
        yield one("empty", "", "SQS105" if is_choice else "SQS110")
        yield one("a space after", f"{found} ", "SQS105" if is_choice else "SQS107" if plain else "SQS106")
        yield one("a line break", f"{found}\n", "SQS105" if is_choice else "SQS108" if has_line else "SQS106")
    if isinstance(found, (int, float)):
        yield one("below its range", sub["minimum"] - 1, "SQS109")
        yield one("above its range", 101, "SQS109") if sub["maximum"] == 100 else one("a part", 1.5, "SQS101")
    if isinstance(found, list):
        yield one("empty", [], "SQS110")
        for index, item in enumerate(found[:first]):
            yield from _generated(schema, sub["items"], item, f"{place}/{index}", first)
    if isinstance(found, dict) and "properties" in sub:
        yield breakage(f"{where}: an unknown key", put_at(f"{place}/zzz", 1), f"SQS103 {place}/zzz")
        for key in sub.get("required", ()):
            # An object that loses its only key is empty, and that is told instead.
            code = "SQS102" if len(found) > 1 else "SQS110"
            yield breakage(f"{where}: no {key}", drop_at(f"{place}/{key}"), f"{code} {place}")
        for key, item in found.items():
            yield from _generated(schema, sub["properties"][key], item, f"{place}/{key}", first)
