"""A whole and what it is made of: whether the parts after 其中 add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from govtext.checking.findings import Finding, finding
from govtext.checking.precision import last_digit
from govtext.labels import Bound, MetricKind
from govtext.model import Metric, Report, Span
from govtext.rules import ruleset
from govtext.source import fold

# Parts that make far less than the whole are some of them; that they make nearly all of it is a slip.
_NEARLY = (Decimal("0.9"), Decimal("1.25"))
_PERSONS = ("人", "名", "人次")  # may be counted under two heads: 女性50名、党员78名
_CLAUSE = re.compile("[，；：]")
_SHORT = 6  # characters that name a part; a longer clause says something new
_SEPARATORS = "、，；和及以"
_LONGEST = 400


def parts(report: Report) -> Iterator[Finding]:
    """Find a whole whose parts, listed after 其中, nearly make it and yet do not."""
    folded = fold(report.text)
    for place, whole in enumerate(report.metrics):
        if _counts(whole) and ruleset("parts").match(folded[whole.span.end : whole.span.end + _LONGEST]):
            listed = _listed(folded, whole, report.metrics[place + 1 :])
            if len(listed) >= _fewest(folded, listed) and (total := _wrong_total(whole, listed)):
                span = Span(start=whole.value_span.start, end=listed[-1].value_span.end)
                values = {"parts": "、".join(part.text for part in listed), "whole": whole.text, "total": _written(total, whole)}
                yield finding(report, "GT505", "check.parts", span, tuple(part.value_span for part in listed), **values)


def _counts(metric: Metric) -> bool:
    return metric.kind is MetricKind.LEVEL and metric.bound is Bound.EXACT and bool(metric.low) and metric.unit != "%"


def _listed(folded: str, whole: Metric, following: Sequence[Metric]) -> list[Metric]:
    """The values that stand in the list after a whole, of its unit and set apart from each other in one manner."""
    listed: list[Metric] = []
    end, separators = whole.span.end, set[str]()
    for metric in following:
        between = folded[end : metric.span.start]
        if "。" in between or "\n" in between or (listed and ("其中" in between or "）" in between)):
            break
        if metric.kind is not MetricKind.LEVEL:
            continue
        if metric.unit != whole.unit or (listed and "、" not in between and len(_CLAUSE.split(between)[-1]) > _SHORT):
            break
        if not _counts(metric):
            return []
        if listed:
            separators.add(next((sign for sign in between if sign in _SEPARATORS), "、"))
            if len(separators - {"和", "及", "以"}) > 1:
                break
        listed.append(metric)
        end = metric.span.end
    return listed


def _fewest(folded: str, listed: Sequence[Metric]) -> int:
    """How many values a list needs: clauses that follow one another may speak of something new, what 、 joins does not."""
    return 2 if len(listed) > 1 and "、" in folded[listed[0].span.end : listed[1].span.start] else 3


def _wrong_total(whole: Metric, listed: Sequence[Metric]) -> Decimal | None:
    """What the parts add up to, where neither all of them nor the first of them make the whole."""
    values = [_value(part, listed[-1]) for part in listed]
    rounded = any("." in metric.text or metric.scale > 1 for metric in (whole, *listed))
    slack = sum((last_digit(metric) * _lacking(metric, listed[-1]) for metric in (whole, *listed)), Decimal()) / 2 if rounded else Decimal()
    target = whole.low or Decimal()
    if any(abs(total - target) <= slack for total in list(accumulate(values))[1:]) or max(values) >= target:
        return None
    total = sum(values, Decimal())
    if whole.unit in _PERSONS and total > target:
        return None
    return total if _NEARLY[0] * target <= total <= _NEARLY[1] * target else None


def _value(part: Metric, last: Metric) -> Decimal:
    return (part.low or Decimal()) * _lacking(part, last)


def _lacking(part: Metric, last: Metric) -> Decimal:
    """The scale that a part takes from the last of its list: 2.1、5.3、4.2亿元."""
    return last.scale if part.scale == 1 and part.text[-1:].isdigit() else Decimal(1)


def _written(value: Decimal, like: Metric) -> str:
    scale = {Decimal(10**4): "万", Decimal(10**8): "亿"}.get(like.scale, "")
    return f"{value / (like.scale if scale else 1):f}{scale}{like.unit}"
