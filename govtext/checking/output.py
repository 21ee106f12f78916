"""Findings as lines of text, as JSON, and as SARIF 2.1.0 for editors and build servers."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from govtext import diagnostics
from govtext.checking.findings import Finding
from govtext.labels import Severity
from govtext.model import Span

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.INFO: "note", Severity.WARNING: "warning"}


@dataclass(frozen=True)
class Checked:
    """A file with what was found in it."""

    path: str
    text: str
    findings: tuple[Finding, ...]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from one."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(line) + 1 for line in self.text.split("\n")[:-1]), initial=0))


def lines(files: Iterable[Checked], lang: str = "en") -> Iterable[str]:
    """Give one line for each finding: file, line, column, code, severity and message."""
    for file in files:
        for found in file.findings:
            line, column = file.place(found.span.start) if found.span else (1, 1)
            said = found.message if lang == "en" else diagnostics.in_chinese(found)
            yield f"{file.path}:{line}:{column}: {found.code} {found.severity} {said}"


def as_json(files: Sequence[Checked]) -> str:
    """Give the findings of each file as JSON, with line and column beside the span."""
    content = [{"path": file.path, "findings": [_finding(file, found) for found in file.findings]} for file in files]
    return json.dumps({"files": content}, ensure_ascii=False, indent=1) + "\n"


def _finding(file: Checked, found: Finding) -> dict[str, Any]:
    line, column = file.place(found.span.start) if found.span else (1, 1)
    return {**found.model_dump(mode="json"), "line": line, "column": column}


def as_sarif(files: Sequence[Checked], version: str) -> str:
    """Give the findings as a SARIF log; offsets and columns count Unicode code points."""
    codes = sorted({found.code for file in files for found in file.findings})
    log = {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "govtext", "version": version, "rules": [_rule(code) for code in codes]}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(file, found, codes.index(found.code)) for file in files for found in file.findings],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(code: str) -> dict[str, Any]:
    row = diagnostics.catalogue()[code]
    return {
        "id": code,
        "shortDescription": {"text": row["chinese"]},
        "help": {"text": row["advice"]},
        "defaultConfiguration": {"level": _LEVELS[Severity(row["severity"])]},
    }


def _result(file: Checked, found: Finding, rule: int) -> dict[str, Any]:
    result = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": _LEVELS[found.severity],
        "message": {"text": found.message},
        "locations": [_location(file, found.span or Span(start=0, end=0))],
    }
    if found.related:
        result["relatedLocations"] = [_location(file, span) for span in found.related]
    return result


def _location(file: Checked, span: Span) -> dict[str, Any]:
    (line, column), (end_line, end_column) = file.place(span.start), file.place(span.end)
    region = {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
        "snippet": {"text": span.of(file.text)},
    }
    return {"physicalLocation": {"artifactLocation": {"uri": quote(PurePath(file.path).as_posix())}, "region": region}}
