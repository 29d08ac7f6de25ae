"""Reports as fields of pydantic models, and so in the requests and responses of FastAPI.

`ReportField` is the type of such a field. In a program that is type-checked it is a `Report`.
pydantic itself is not imported here: a program that has fields of this type has imported it.

>>> import pydantic, sqsreport
>>> from sqsreport.pydantic import ReportField
>>> class Review(pydantic.BaseModel):
...     report: ReportField
...     checked_by: str
>>> review = Review(report=sqsreport.load("examples/northmoor-2015.json"), checked_by="ab")
>>> Review.model_validate_json(review.model_dump_json()) == review
True
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from sqsreport import codec, schemas
from sqsreport._jsondata import steps
from sqsreport.model import Report
from sqsreport.problems import Problem, errors_in
from sqsreport.validation import problems_of_data

__all__ = ["ReportField"]

#: Keywords of our schema that pydantic's own document has in another place.
_OF_THE_DOCUMENT: Final = ("$schema", "$id", "$defs")

#: Keywords whose values are data and not schemas.
_VALUES: Final = ("examples", "enum", "const", "default")


class _ReportAnnotation:
    """The annotation by which pydantic validates and describes a field that is a report."""

    @staticmethod
    def __get_pydantic_core_schema__(source: object, handler: Any) -> Any:
        """Return how pydantic validates and serialises a report."""
        # pydantic collects the definitions of a type, and not those of an annotation.
        return handler.generate_schema(_ReportType)


class _ReportType:
    """A type that pydantic treats as a report, described by our JSON Schema."""

    @staticmethod
    def __get_pydantic_core_schema__(source: object, handler: object) -> Any:
        """Return how pydantic validates and serialises a report, with the definitions of our schema."""
        from pydantic_core import core_schema

        document = schemas.schema()
        definitions: Mapping[str, Any] = document["$defs"]
        # A definition that is not referred to twice is inlined by pydantic. Nothing is ever validated by this part.
        references = [core_schema.definition_reference_schema(_reference_of(name)) for name in definitions]
        report = core_schema.no_info_wrap_validator_function(
            lambda data, _: _to_report(data),
            core_schema.tuple_schema([*references, *references]),
            ref=_reference_of("report"),
            metadata=_described({key: value for key, value in document.items() if key not in _OF_THE_DOCUMENT}),
            serialization=core_schema.plain_serializer_function_ser_schema(codec.to_dict),
        )
        parts: list[core_schema.CoreSchema] = [
            core_schema.any_schema(ref=_reference_of(name), metadata=_described(part))
            for name, part in definitions.items()
        ]
        return core_schema.definitions_schema(report, parts)


#: The type of a field of a pydantic model that is a report. It accepts a `Report` or the data of one. Each error in the
#: data is a pydantic error at the same place, with its code as the type.
ReportField = Annotated[Report, _ReportAnnotation]


def _reference_of(name: str) -> str:
    """Return the pydantic name of a definition; the last part is its name in a JSON Schema."""
    return f"sqsreport.schema.Sqs{name.title().replace('_', '')}"


def _described(part: Mapping[str, Any]) -> dict[str, Any]:
    """Return metadata that make pydantic describe a value with a part of our schema."""

    def json_schema(_: object, generate: Any) -> dict[str, Any]:
        translated: dict[str, Any] = _translated(part, generate)
        return translated

    return {"pydantic_js_functions": [json_schema]}


def _translated(part: Any, generate: Any) -> Any:
    """Return a part of our schema with references as pydantic writes them in place of ours."""
    if isinstance(part, list):
        return [_translated(each, generate) for each in part]
    if not isinstance(part, Mapping):
        return part
    translated = {
        key: value if key in _VALUES else _translated(value, generate) for key, value in part.items() if key != "$ref"
    }
    if "$ref" not in part:
        return translated
    from pydantic_core import core_schema

    name = part["$ref"].rpartition("/")[2]
    return {**generate(core_schema.definition_reference_schema(_reference_of(name))), **translated}


def _to_report(data: Any) -> Report:
    if isinstance(data, Report):
        return data
    if errors := errors_in(problems_of_data(data)):
        from pydantic_core import ValidationError

        raise ValidationError.from_exception_data("Report", [_line_error(each, data) for each in errors])
    return codec.from_valid_dict(data)


def _line_error(problem: Problem, data: Any) -> Any:
    """Return a problem as an error of pydantic: its place, its message, and the value."""
    from pydantic_core import PydanticCustomError

    location: list[str | int] = []
    value = data
    for step in steps(problem.pointer):
        key = int(step) if isinstance(value, (list, tuple)) and step.isdecimal() else step
        location.append(key)
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            value = None
    advice = f"; {problem.suggestion}" if problem.suggestion else ""
    error = PydanticCustomError(problem.code, f"{problem.message}{advice}")
    return {"type": error, "loc": tuple(location), "input": value}
