"""Two reports side by side: the indicators that both state with different values, and those that one states alone."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from govtext.labels import MetricKind
from govtext.model import Metric, Report
from govtext.render import number, one_line


def differences(left: Report, right: Report) -> list[dict[str, Any]]:
    """Give one row for each indicator that two reports do not state alike, in the order of the text.

    Metrics are matched by canonical indicator (by the indicator's own words where the lexicon does not know it), kind, status and
    base; where a report states one several times, the first counts.

    >>> import govtext
    >>> rows = differences(govtext.parse("税收完成12亿元，增长6%。"), govtext.parse("税收完成15亿元，增长6%。"))
    >>> [(row["indicator"], row["left"]["value"], row["right"]["value"], row["state"]) for row in rows]
    [('税收', '12亿元', '15亿元', 'differs')]
    """
    lefts, rights = _by_key(left), _by_key(right)
    rows = []
    for key in dict.fromkeys([*lefts, *rights]):
        one, other = lefts.get(key), rights.get(key)
        if one and other and (one.low, one.high, one.unit, one.bound) == (other.low, other.high, other.unit, other.bound):
            continue
        known = one or other
        if known is not None:
            rows.append(
                {
                    "indicator": one_line(known.indicator.text),
                    "canonical": known.canonical or "",
                    "kind": f"MetricKind.{known.kind}",
                    "status": f"MetricStatus.{known.status}",
                    "left": _side(one),
                    "right": _side(other),
                    "change": _change(one, other),
                    "state": "differs" if one and other else "left" if one else "right",
                }
            )
    return rows


def _by_key(report: Report) -> dict[Hashable, Metric]:
    found: dict[Hashable, Metric] = {}
    for metric in report.metrics:
        found.setdefault((metric.canonical or metric.indicator.text, metric.kind, metric.status, metric.base), metric)
    return found


def _side(metric: Metric | None) -> dict[str, str]:
    return {"id": metric.id, "value": one_line(metric.text), "number": number(metric)} if metric else {"id": "", "value": "", "number": ""}


def _change(one: Metric | None, other: Metric | None) -> str:
    """How far the right value is from the left: in percent of an amount, in points of a rate."""
    if one is None or other is None or one.low is None or other.low is None or one.unit != other.unit:
        return ""
    if one.unit == "%" or one.kind is not MetricKind.LEVEL or not one.low:
        return f"{other.low - one.low:+f}"
    return f"{(other.low / one.low - 1) * 100:+.1f}%"
