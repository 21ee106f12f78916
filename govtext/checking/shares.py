"""Shares of one whole: whether they add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from govtext.checking.findings import Finding, finding
from govtext.checking.precision import step
from govtext.model import Report, Span
from govtext.source import fold

_STRUCTURE = re.compile(
    r"(?:结构|构成|比例|比重|占比)[^。；\n\d]{0,24}?(?:由\d{1,2}(?:\.\d+)?(?:[：:∶]\d{1,2}(?:\.\d+)?){2}[^。；，\n\d]{0,8})?"
    r"(?P<parts>\d{1,2}(?:\.\d+)?(?:[：:∶]\d{1,2}(?:\.\d+)?){2})(?![\d.：:∶])"
)
_WHOLE = (Decimal(90), Decimal(110))  # three parts that add up to something else are no percentages


def shares(report: Report) -> Iterator[Finding]:
    """Find structures of three parts, as of the three industries, that do not make a hundred."""
    folded = fold(report.text)
    for match in _STRUCTURE.finditer(folded):
        parts = re.split("[：:∶]", match["parts"])
        total = sum(map(Decimal, parts), Decimal())
        if _WHOLE[0] < total < _WHOLE[1] and abs(total - 100) > len(parts) * max(map(step, parts)) / 2:
            span = Span(start=match.start("parts"), end=match.end("parts"))
            yield finding(report, "GT502", "check.shares", span, parts=match["parts"], total=f"{total:f}")
