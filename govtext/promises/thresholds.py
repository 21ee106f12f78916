"""Sums that only say of what class something is: 亿元以上项目15个."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from govtext.model import Metric
from govtext.units import lookup


def counted(metrics: Iterable[Metric]) -> Iterator[Metric]:
    """The metrics that are no threshold of what the metric after them counts.

    >>> import govtext
    >>> report = govtext.parse("新建亿元以上项目15个，总投资40亿元。")
    >>> [metric.text for metric in report.metrics], [metric.text for metric in counted(report.metrics)]
    (['亿元以上', '15个', '40亿元'], ['15个', '40亿元'])
    """
    listed = list(metrics)
    for metric, following in zip_longest(listed, listed[1:]):
        if following is None or not _is_threshold(metric, following):
            yield metric


def _is_threshold(metric: Metric, following: Metric) -> bool:
    noun = following.indicator.span
    if metric.span.end not in (following.span.start, noun.start if noun else -1):
        return False
    unit, counts = lookup(metric.unit), lookup(following.unit)
    return unit is not None and unit.dimension.startswith("money") and counts is not None and counts.classifier
