import json

import jsonschema
import pytest

from govtext import schema
from govtext.labels import Bound, MetricKind, MetricStatus
from govtext.model import SCHEMA_VERSION, Indicator, Meta, Metric, Report, Span

KEPT = json.loads(schema.text())


@pytest.fixture
def document() -> dict[str, object]:
    at = Span(start=0, end=4)
    metric = Metric(
        id="m1",
        span=at,
        text="6.5%",
        rule="percent",
        value_span=at,
        indicator=Indicator(text="税收"),
        kind=MetricKind.GROWTH,
        low="6.5",
        high="6.5",
        scale="1",
        unit="%",
        bound=Bound.EXACT,
        status=MetricStatus.ACHIEVED,
    )
    return json.loads(Report(text="6.5%", meta=Meta(), metrics=(metric,)).model_dump_json())


def test_kept_schema_has_not_drifted_from_the_model() -> None:
    assert schema.generate() == KEPT, "the model has changed: run `make schema` and commit the result"


def test_kept_schema_is_a_valid_schema_of_this_version() -> None:
    jsonschema.Draft202012Validator.check_schema(KEPT)
    assert KEPT["$id"].endswith(f":{SCHEMA_VERSION}")


def test_documents_are_valid_and_damaged_ones_are_not(document: dict[str, object]) -> None:
    validator = jsonschema.Draft202012Validator(KEPT)
    validator.validate(document)
    metric = document["metrics"][0]
    assert metric["low"] == "6.5"
    for key, value in {"low": 6.5, "bound": "roughly", "unknown": 1}.items():
        damaged = {**document, "metrics": [{**metric, key: value}]}
        assert not validator.is_valid(damaged), key


def test_document_survives_the_round_trip(document: dict[str, object]) -> None:
    assert json.loads(Report.model_validate(document).model_dump_json()) == document
