"""Two reports side by side: the indicators that both state with different values, and those that one states alone."""

from __future__ import annotations

from typing import Any

from govtext.comparing.comparison import Change, metric_pairs
from govtext.model import Metric, Report
from govtext.render import number, one_line

_STATES = {Change.CHANGED: "differs", Change.DROPPED: "left", Change.ADDED: "right"}


def differences(left: Report, right: Report) -> list[dict[str, Any]]:
    """Give one row for each indicator that two reports do not state alike, in the order of the text.

    Metrics are matched as `govtext.compare` matches them: by indicator, kind, scope and dimension, a threshold never with an amount.

    >>> import govtext
    >>> rows = differences(govtext.parse("税收完成12亿元，增长6%。"), govtext.parse("税收完成15亿元，增长6%。"))
    >>> [(row["indicator"], row["left"]["value"], row["right"]["value"], row["state"]) for row in rows]
    [('税收', '12亿元', '15亿元', 'differs')]
    """
    rows = []
    for pair in metric_pairs(left, right):
        known = pair.left or pair.right
        if known is not None and pair.change is not Change.SAME:
            rows.append(
                {
                    "indicator": one_line(known.indicator.text),
                    "canonical": known.canonical or "",
                    "kind": f"MetricKind.{known.kind}",
                    "status": f"MetricStatus.{known.status}",
                    "left": _side(pair.left),
                    "right": _side(pair.right),
                    "change": pair.difference,
                    "state": _STATES[pair.change],
                }
            )
    return rows


def _side(metric: Metric | None) -> dict[str, str]:
    return {"id": metric.id, "value": one_line(metric.text), "number": number(metric)} if metric else {"id": "", "value": "", "number": ""}
