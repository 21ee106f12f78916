"""Sentences marked as gold is (see `govtext.evaluation.gold`), and what a parse must say of them.

[[value|indicator|words]] a metric, {{blank|kind}} a placeholder, ((time)) the period of what follows, <<marker|title|h1 role>> a heading,
<<marker|title|1 status>> … <</>> a measure.
"""

from __future__ import annotations

from typing import Any

import govtext
from govtext.evaluation import Annotation, from_report, loads


def said(annotation: Annotation) -> dict[str, list[Any]]:
    """What an annotation says, in words instead of offsets."""
    text = annotation.text
    return {
        "headings": [(h.marker, h.title, str(h.style), h.level, str(h.role)) for h in annotation.headings],
        "measures": [(text[m.span.start : m.end], m.title, m.ordinal, str(m.status)) for m in annotation.measures],
        "placeholders": [(p.span.start, p.span.of(text), str(p.kind)) for p in annotation.placeholders],
        "metrics": [
            (m.span.of(text), m.indicator, str(m.kind), m.low, m.high, m.scale, m.unit, str(m.bound), m.direction, m.base, m.period, str(m.status))
            for m in annotation.metrics
        ],
    }


def parsed_and_marked(markup: str) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """What a parse says of a marked text, and what the marks say."""
    gold = loads(markup, "sentence")
    return said(from_report(govtext.parse(gold.text))), said(gold)
