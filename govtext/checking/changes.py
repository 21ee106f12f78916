"""From one value to another: whether the verb and the stated change agree with the two values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from govtext.checking.findings import Finding, finding
from govtext.checking.precision import last_digit, rounding
from govtext.checking.repeated import concept, grows_really
from govtext.labels import Base, Bound, Direction, MetricKind, MetricStatus
from govtext.model import Metric, Report, Span
from govtext.rules import ruleset
from govtext.source import fold

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_REACH = 14
_POINTS = "百分点"
_PLACES = "位"
_DASHES = ("-", "—", "－", "～", "~", "至")  # of a range whose first end is no value: 0-17%
_JOINS = ("和", "、", "与", "及")  # between two old values, of which each has a new one: 分别由16%和20%提高到20%和25%


def changes(report: Report) -> Iterator[Finding]:
    """Find values of 由…到… that move against the verb, and changes that do not follow from them."""
    yield from _comparisons(report)
    for place, (old, new) in enumerate(pairwise(report.metrics)):
        if old.status is not MetricStatus.BASELINE or old.unit != new.unit or old.unit == _PLACES or None in (old.low, new.low):
            continue
        between = fold(report.text[old.span.end : new.span.start])
        if not _is("change.to", between) or (place and report.text[report.metrics[place - 1].span.end : old.span.start] in _JOINS):
            continue
        yield from _against_verb(report, old, new, between)
        said = report.metrics[place + 2] if place + 2 < len(report.metrics) else None
        if said and (kind := _said(report, new, said)):
            yield from _against_change(report, old, new, said, kind)


def _comparisons(report: Report) -> Iterator[Finding]:
    """Find changes that do not follow from a value and the one of another year beside it: 3.2亿元，比去年同期2.8亿元增长20%."""
    metrics = report.metrics
    for first, second, said in zip(metrics, metrics[1:], metrics[2:], strict=False):
        if first.unit != second.unit or not (first.kind is second.kind is MetricKind.LEVEL):
            continue
        between = fold(report.text[first.span.end : second.span.start])
        if not _is("change.than", between) or not (kind := _said(report, second, said)):
            continue
        old, new = (second, first) if not between[1:].startswith("20") else _by_year(first, second)
        if old and new:
            yield from _against_direction(report, old, new, said)
            yield from _against_change(report, old, new, said, kind)


def _by_year(first: Metric, second: Metric) -> tuple[Metric, Metric] | tuple[None, None]:
    """The earlier and the later of two values of one indicator, one year apart where a change stated in order follows them."""
    before, after = (metric.period.start if metric.period else None for metric in (first, second))
    if not before or not after or (first.canonical, first.indicator.text) != (second.canonical, second.indicator.text):
        return None, None
    years = after.year - before.year
    return (second, first) if years < 0 else (first, second) if years == 1 else (None, None)


def _is(rule: str, between: str) -> bool:
    hit = ruleset("changes").match(between)
    return hit is not None and hit.rule.id == rule


def _said(report: Report, before: Metric, said: Metric) -> MetricKind | None:
    """Of what kind a change is that is stated right after two values; None where the value after them is none of theirs."""
    between = fold(report.text[before.span.end : said.span.start]).removeprefix("的")
    if _is("change.net", between):
        return MetricKind.CHANGE if said.kind is MetricKind.LEVEL else said.kind
    return said.kind if _is("change.said", between) else None


def _against_direction(report: Report, old: Metric, new: Metric, said: Metric) -> Iterator[Finding]:
    if said.direction and old.low is not None and new.low is not None and old.low != new.low:
        verbs = [hit.match[0] for hit in ruleset("directions").finditer(fold(report.text[min(old.span.end, new.span.end) : said.span.start]))]
        if verbs and (new.low > old.low) is not (said.direction is Direction.UP):
            span = Span(start=min(old.span.start, new.span.start), end=said.span.end)
            yield finding(report, "GT504", "check.direction", span, old=old.text, new=new.text, verb=verbs[-1])


def _against_verb(report: Report, old: Metric, new: Metric, between: str) -> Iterator[Finding]:
    verbs = list(ruleset("directions").finditer(between))
    ways = {verb["direction"] for verb in verbs}
    if Bound.RANGE in (old.bound, new.bound) or report.text[old.span.start - 1 : old.span.start] in _DASHES:
        return
    if len(ways) == 1 and old.low is not None and new.low is not None and old.low != new.low and (new.low > old.low) is not ("up" in ways):
        start = old.span.start - 1 if report.text[old.span.start - 1 : old.span.start] in ("由", "从") else old.span.start
        yield finding(report, "GT504", "check.direction", Span(start=start, end=new.span.end), old=old.text, new=new.text, verb=verbs[0].match[0])


def _against_change(report: Report, old: Metric, new: Metric, said: Metric, kind: MetricKind) -> Iterator[Finding]:
    if {old.bound, new.bound, said.bound} != {Bound.EXACT} or said.low is None or not old.low or new.low is None:
        return
    slack = rounding(said)
    if kind is MetricKind.GROWTH and old.unit == said.unit == "%" and abs(abs(new.low - old.low) - said.low) <= slack:
        values = {"old": old.text, "new": new.text, "said": said.text, "better": f"{said.low:f}个百分点"}
        yield finding(report, "GT608", "check.points", said.value_span, (old.value_span, new.value_span), **values)
        return
    follows = _FOLLOWS.get(kind)
    average = said.base is Base.ANNUAL_AVERAGE or "年均" in report.text[new.span.end : said.span.start]
    years = _years(report, old, new) if average else 1
    if follows is None or years is None or not _is_of_them(report, old, new, said, kind):
        return
    half_old, half_new = rounding(old), rounding(new)
    ends = [abs(follows(old.low + side * half_old, new.low - side * half_new, years)) for side in (-1, 1)]
    if not min(ends) - slack <= said.low <= max(ends) + slack:
        span = Span(start=min(old.span.start, new.span.start), end=said.span.end)
        shown = f"{abs(follows(old.low, new.low, years)).quantize(last_digit(said) / 10).normalize():f}{said.unit}"
        yield finding(report, "GT503", "check.change", span, (said.value_span,), old=old.text, new=new.text, said=said.text, expected=shown)


def _is_of_them(report: Report, old: Metric, new: Metric, said: Metric, kind: MetricKind) -> bool:
    """Whether a change can be reckoned from the two values: in their unit, and not at constant prices."""
    if kind is MetricKind.CHANGE:
        return said.unit == old.unit or (said.unit == _POINTS and old.unit == "%")
    return concept(new) not in grows_really() and "实际" not in report.text[new.span.end : said.span.start]


def _difference(old: Decimal, new: Decimal, years: int) -> Decimal:
    return (new - old) / years


def _growth(old: Decimal, new: Decimal, years: int) -> Decimal:
    return ((new / old) ** (Decimal(1) / years) - 1) * 100


def _multiple(old: Decimal, new: Decimal, years: int) -> Decimal:
    """How many times the old value was added, since 增长2倍 makes three of one."""
    return _growth(old, new, years) / 100


_FOLLOWS = {MetricKind.CHANGE: _difference, MetricKind.GROWTH: _growth, MetricKind.MULTIPLE: _multiple}


def _years(report: Report, old: Metric, new: Metric) -> int | None:
    """The number of years between two values whose years stand before them."""
    before = [_YEAR.findall(fold(report.text[max(0, metric.span.start - _REACH) : metric.span.start])) for metric in (old, new)]
    if not all(before):
        return None
    years = int(before[1][-1]) - int(before[0][-1])
    return years if years > 0 else None
