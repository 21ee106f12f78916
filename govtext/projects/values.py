"""What a project costs and will hold: values behind its name, or before it as its attributes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from govtext.labels import MetricKind
from govtext.model import Entity, Metric, Report
from govtext.projects.runs import Runs
from govtext.units import lookup

_APPROX = r"(?:额|规模)?[约为达共超近过]*"
_TOTAL = re.compile(
    rf"(?:总投资|(?:计划|概算|估算|预计|静态|动态|项目|工程)投资|(?:^|[，、（的；。：])(?:[一二三四五六]期)?[拟共将]?投[资入]){_APPROX}$"
)
_ATTRIBUTED = re.compile(rf"投资{_APPROX}$")
_OF_YEAR = re.compile(rf"(?:完成|年度|今年|当年|本年|年内|全年)(?:计划)?(?:完成)?投资{_APPROX}$")
_SHARE_OF_YEAR = re.compile(rf"(?:年度|今年|当年|本年|年内|全年)(?:计划)?(?:完成)?投资{_APPROX}$")  # 完成投资6亿元的X project costs that in all
_SO_FAR = re.compile(r"累计|已")
_ATTRIBUTE = re.compile(r"的[^，。；、]{0,4}")
_OF_ALL = re.compile(r"[、等]|.{40}")
_SPEED = ("时速", "速度", "车速")
_BETWEEN = re.compile(r"[、和与及]|.{9}")
_OTHER_CLAUSE = re.compile(r"，(?![位由是为系属在拟将已该其])[^，。；：\n0-9]+(?=，)")  # says something of another subject
_BEHIND = re.compile(r"的?[0-9一二三四五六七八九十]*[余多]?[个项座条]|的")
_BEFORE_VALUE = 12
_REACH = 120  # characters behind a mention that may say something of it


class Values:
    """Reads the values of the projects of a report."""

    def __init__(self, report: Report, runs: Runs) -> None:
        self.metrics, self.text, self.runs = report.metrics, report.text, runs
        self.starts = [metric.span.start for metric in report.metrics]

    def of(self, entity: Entity) -> tuple[Metric | None, Metric | None, Metric | None]:
        """Total investment, the year's, and what it will hold."""
        total = of_year = capacity = None
        start, end = entity.span.start, entity.span.end
        for metric in self._around(start, end):
            if metric.kind is not MetricKind.LEVEL:
                continue
            behind = metric.span.start > end
            if _is_money(metric.unit):
                if behind and not self._is_said_of(entity, metric):
                    continue
                low = max(end, metric.span.start - _BEFORE_VALUE) if behind else max(0, metric.span.start - _BEFORE_VALUE)
                said = ("，" if behind and low == end else "") + self.text[low : metric.span.start]
                if (_OF_YEAR if behind else _SHARE_OF_YEAR).search(said):
                    of_year = of_year or (None if _SO_FAR.search(said) else metric)
                elif (_TOTAL if behind else _ATTRIBUTED).search(said):
                    total = total or metric
            elif capacity is None and _is_size(metric.unit) and not (behind and _BETWEEN.search(self.text, end, metric.span.start)):
                is_own = metric.span.start < self.runs.clause(start, end)[1] and not self.text.endswith(_SPEED, 0, metric.span.start)
                capacity = metric if is_own else None
        return total, of_year, capacity

    def _around(self, start: int, end: int) -> Iterator[Metric]:
        attribute = bisect_left(self.starts, start) - 1
        if attribute >= 0 and _ATTRIBUTE.fullmatch(self.text, self.metrics[attribute].span.end, start):
            yield self.metrics[attribute]
        high = min(self.runs.next(end), self.runs.around(start, end)[1], end + _REACH)
        yield from self.metrics[bisect_left(self.starts, end) : bisect_left(self.starts, high)]

    def _is_said_of(self, entity: Entity, money: Metric) -> bool:
        """Whether a sum behind a name is that of its project alone, not of a list that it ends or of what follows."""
        number = self.runs.number(entity)
        return (
            len(self.runs.members(number)) == 1
            and not _OF_ALL.search(self.text, entity.span.end, money.span.start)
            and not _OTHER_CLAUSE.search(self.text, entity.span.end, money.span.start)
            and not _BEHIND.match(self.text, money.span.end)
        )


def _is_size(unit: str) -> bool:
    known = lookup(unit)
    return known is not None and not known.classifier and not known.dimension.startswith("money") and unit != "%"


def _is_money(unit: str) -> bool:
    known = lookup(unit)
    return known is not None and known.dimension.startswith("money")
