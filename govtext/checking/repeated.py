"""One headline indicator with two values for one period."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Hashable, Iterator
from decimal import Decimal
from functools import cache

from govtext.checking.findings import Finding, finding
from govtext.checking.precision import last_digit
from govtext.indicators import get
from govtext.labels import Bound, MetricKind, MetricStatus
from govtext.model import Metric, Report
from govtext.rules import lexicon

_SENTENCE_END = re.compile(r"[。！？\n]")
_CLAUSE = re.compile(r"[^，。；：！？\n]*\Z")
_RATE_OF_A_PART = re.compile(r"每|人均|平均|其中")
_WHOLE_SCOPE = re.compile(r"^(?:全|我|本)[国省市县区州旗盟镇乡](?=.)")
_PLAIN_NAME = re.compile(r"^地区|^国内|总值$|总额$")
_KINDS = (MetricKind.LEVEL, MetricKind.GROWTH)
_CLOSE = Decimal("1.4")  # values further apart are rather those of two things
_WINDOW = 40


@cache
def headlines() -> frozenset[str]:
    """Concept ids of the indicators that a report states once for all that it governs."""
    return frozenset(row["id"] for row in lexicon("headline_indicators"))


@cache
def grows_really() -> frozenset[str]:
    """Concept ids of the indicators whose growth is stated at constant prices, so that it does not follow from two amounts."""
    return frozenset(row["id"] for row in lexicon("headline_indicators").where(real_growth="yes"))


def concept(metric: Metric) -> str:
    """Id of the concept that a metric measures, empty where the lexicon does not know it."""
    return get(metric.canonical).id if metric.canonical else ""


def repeated(report: Report) -> Iterator[Finding]:
    """Find headline indicators that are said to have one value in one sentence and another in another."""
    groups: defaultdict[Hashable, list[Metric]] = defaultdict(list)
    for metric in report.metrics:
        if metric.low and metric.bound is Bound.EXACT and metric.kind in _KINDS and concept(metric) in headlines() and _is_whole(report.text, metric):
            groups[_key(report, metric)].append(metric)
    for metrics in groups.values():
        first = metrics[0]
        for metric in metrics[1:]:
            if _SENTENCE_END.search(report.text, first.span.end, metric.span.start) and _disagree(first, metric):
                values = {"indicator": first.indicator.text, "first": first.text, "second": metric.text}
                yield finding(report, "GT501", "check.repeated", metric.value_span, (first.value_span,), **values)


def _is_whole(text: str, metric: Metric) -> bool:
    """Whether the indicator is named by its bare name, and the value is that of the whole: not 每亩, 人均 or 其中."""
    entry = get(metric.canonical or "")
    name = _WHOLE_SCOPE.sub("", metric.indicator.text)
    before = _CLAUSE.search(text[max(0, metric.span.start - _WINDOW) : metric.span.start])
    bare = name in (entry.name, *entry.aliases, *entry.whole) and not (before and _RATE_OF_A_PART.search(before[0].replace(entry.name, "")))
    return bare and metric.status is not MetricStatus.BASELINE


def _key(report: Report, metric: Metric) -> Hashable:
    name = _PLAIN_NAME.sub("", _WHOLE_SCOPE.sub("", metric.indicator.text))
    scope = _WHOLE_SCOPE.sub("", metric.scope.text + ".") if metric.scope else "."
    period = _period(report, metric)
    return (metric.canonical, name, metric.kind, metric.unit, metric.base, _is_result(report, metric), period, metric.direction, scope)


def _is_result(report: Report, metric: Metric) -> bool:
    """Whether a value is one of the past: said to be a result, or of a period before the report's year."""
    ended = metric.period.end if metric.period else None
    return metric.status is MetricStatus.ACHIEVED or (ended is not None and report.meta.year is not None and ended.year < report.meta.year)


def _period(report: Report, metric: Metric) -> Hashable:
    """The days of the value's period; of a result without one, those that the report reviews."""
    if metric.period and metric.period.start:
        return (metric.period.start, metric.period.end)
    if metric.period is None and metric.status is MetricStatus.ACHIEVED and report.meta.year:
        year = report.meta.year - 1
        return (dt.date(year, 1, 1), dt.date(year, 12, 31))
    return metric.period.text if metric.period else ""


def _disagree(first: Metric, second: Metric) -> bool:
    """Whether two values differ by more than rounding, and not so much that they are those of two things."""
    if first.low is None or second.low is None:
        return False
    near = max(first.low, second.low) <= _CLOSE * min(first.low, second.low)
    return near and abs(first.low - second.low) > max(last_digit(first), last_digit(second)) / 2
