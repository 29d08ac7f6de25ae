"""Reports as fields of pydantic models: values, errors, and a complete JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import fastapi
import jsonschema
import pydantic
import pytest
from fastapi.testclient import TestClient

import sqsreport
from sqsreport.pydantic import ReportField

EXAMPLE: Final = Path(__file__).parents[1] / "examples" / "northmoor-2015.json"
DATA: Final[Mapping[str, Any]] = json.loads(EXAMPLE.read_text(encoding="utf-8"))
REPORT: Final = sqsreport.load(EXAMPLE)


class Review(pydantic.BaseModel):
    """A report, reports that it is compared with, and a reviewer."""

    report: ReportField
    others: list[ReportField] = []
    checked_by: str


def references_in(schema: object) -> Iterator[str]:
    """Yield every reference of a JSON Schema or an OpenAPI document."""
    if isinstance(schema, Mapping):
        if "$ref" in schema:
            yield schema["$ref"]
        for part in schema.values():
            yield from references_in(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from references_in(part)


def is_resolvable(document: Any, reference: str) -> bool:
    """Check whether a reference can be resolved in a document."""
    here = document
    for step in reference.removeprefix("#/").split("/"):
        if step not in here:
            return False
        here = here[step]
    return True


def test_a_model_round_trips() -> None:
    """A model with reports is written as JSON that follows the schema, and read back as equal reports."""
    review = Review(report=REPORT, others=[REPORT], checked_by="ab")

    assert DATA == json.loads(review.model_dump_json())["report"]
    assert DATA == review.model_dump()["report"]
    assert review == Review.model_validate_json(review.model_dump_json())
    assert review == Review.model_validate(review.model_dump())


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_json_schema_is_complete(mode: Any) -> None:
    """Every reference in the JSON Schema of a model can be resolved, and the schema accepts what the model writes."""
    schema = Review.model_json_schema(mode=mode)
    review = json.loads(Review(report=REPORT, checked_by="ab").model_dump_json())

    assert [] == [each for each in references_in(schema) if not is_resolvable(schema, each)]
    assert 20 < len({*references_in(schema)})
    validator = jsonschema.Draft202012Validator(schema)
    assert [] == [*validator.iter_errors(review)]
    assert not validator.is_valid({**review, "report": {**DATA, "sumary": []}})


def test_errors_have_locations() -> None:
    """Each error of a report is an error of the model, with its code, location and suggestion."""
    wrong = {**DATA, "strengths": [{"id": "strength-1", "text": 3}], "sumary": DATA["summary"]}
    del wrong["summary"]
    with pytest.raises(pydantic.ValidationError) as caught:
        Review.model_validate({"report": wrong, "checked_by": 1})
    errors = [(error["type"], error["loc"], error["input"]) for error in caught.value.errors()]

    assert ("SQS101", ("report", "strengths", 0, "text"), 3) in errors
    assert ("string_type", ("checked_by",), 1) in errors
    unknown = next(error for error in caught.value.errors() if error["type"] == "SQS103")
    assert 'unknown key "sumary"; did you mean "summary"?' in unknown["msg"]


@pytest.mark.parametrize("value", [None, 1, "{}", b"x", [], {}, {"id": "{braces}"}])
def test_what_is_not_a_report(value: object) -> None:
    """A value that is not a report is a validation error."""
    with pytest.raises(pydantic.ValidationError):
        pydantic.TypeAdapter(ReportField).validate_python(value)


def test_warnings_are_not_errors() -> None:
    """A letter that was cut off is a valid, incomplete report."""
    cut_off = {key: value for key, value in DATA.items() if key not in ("sections", "closing")}

    assert "northmoor-sqs-2015-03-09" == pydantic.TypeAdapter(ReportField).validate_python(cut_off).id


def test_openapi() -> None:
    """Every reference in the OpenAPI document of a service can be resolved, and requests are validated."""
    app = fastapi.FastAPI()

    @app.post("/reports")
    def receive(report: Annotated[ReportField, fastapi.Body()]) -> ReportField:
        return report

    @app.post("/reviews")
    def review(review: Review) -> Review:
        return review

    client = TestClient(app)
    document = client.get("/openapi.json").json()

    assert [] == [each for each in references_in(document) if not is_resolvable(document, each)]
    assert (200, DATA) == ((answer := client.post("/reports", json=dict(DATA))).status_code, answer.json())
    rejected = client.post("/reports", json={**DATA, "sumary": []})
    assert 422 == rejected.status_code
    assert ["body", "sumary"] == rejected.json()["detail"][0]["loc"]
