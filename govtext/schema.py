"""The JSON Schema of `Report`: generated from the model, and kept in the package for readers in other languages.

``python -m govtext.schema`` writes the kept copy anew.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

FILE = "data/report.schema.json"


def generate() -> dict[str, Any]:
    """Return the schema of ``Report.model_dump_json()`` as the model has it now.

    >>> generate()["properties"]["metrics"]["items"]
    {'$ref': '#/$defs/Metric'}
    """
    from govtext.model import SCHEMA_VERSION, Report

    schema = Report.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:govtext:report:{SCHEMA_VERSION}", **schema}


def text() -> str:
    """Return the kept schema, as JSON text.

    >>> text().startswith("{")
    True
    """
    return (files("govtext") / FILE).read_text("utf-8")


if __name__ == "__main__":
    (Path(__file__).parent / FILE).write_text(json.dumps(generate(), ensure_ascii=False, indent=2) + "\n", "utf-8")
