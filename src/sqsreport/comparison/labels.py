"""Name the places of a report in words, for people who do not read JSON Pointers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqsreport import schemas
from sqsreport._jsondata import steps

#: The lists whose items are named without the title of the list.
_SELF_EXPLANATORY: Final = frozenset(("sections", "strengths", "recommendations", "items", "footnotes"))
_PARAGRAPHS: Final = frozenset(("introduction", "summary", "closing", "notes", "paragraphs"))


def label(document: Mapping[str, Any], pointer: str) -> str:
    """Return the name of a place of a report, such as ``Reducing reoffending, paragraph 1.2``.

    Args:
        document: the report as JSON data.
        pointer: the JSON Pointer of the place.
    """
    names: list[str] = []
    value: Any = document
    schema: Mapping[str, Any] = schemas.root()
    key, *rest = steps(pointer)
    if key == "extensions":
        return ", ".join(["Extensions", *rest])
    for step in steps(pointer):
        schema = schemas.resolve(schema)
        if isinstance(value, list):
            value, schema = value[int(step)], schema["items"]
            name = _name_of_item(key, int(step), value)
            # The id of an item includes those of its parents.
            names = [name] if key == "items" else [*names[: -1 if key in _SELF_EXPLANATORY else None], name]
        else:
            key, value, schema = step, value[step], schema["properties"][step]
            if step != "text" and not (step == "paragraphs" and isinstance(value, list)):
                title = schemas.resolve(schema)["title"]
                names.append(title[:1].lower() + title[1:])
    words = ", ".join(names)
    return words[:1].upper() + words[1:]


def _name_of_item(key: str, index: int, item: Any) -> str:
    number = str(index + 1)
    if key == "sections":
        return str(item["title"])
    if key in _PARAGRAPHS:
        return f"paragraph {item.get('number', number) if isinstance(item, Mapping) else number}"
    if key == "footnotes":
        return f"footnote {item['label']}"
    if key in ("strengths", "recommendations", "items"):
        return str(item["id"]).replace("-", " ", 1)
    if key == "copy_list":
        return str(item["role"])
    return number


def text_lines(value: Any) -> list[str]:
    """Return a value as lines of text: texts with their numbers, and other values with their keys."""
    if isinstance(value, list):
        return [line for item in value for line in text_lines(item)]
    if not isinstance(value, Mapping):
        return [str(value)]
    number = str(value.get("number") or value.get("label") or "")
    heading = value.get("text") or value.get("title")
    if heading is not None:
        rest = [line for key in ("paragraphs", "items") for line in text_lines(value.get(key, []))]
        return [f"{number} {heading}".lstrip(), *rest]
    return ["; ".join(f"{key}: {', '.join(text_lines(item))}" for key, item in value.items())]
