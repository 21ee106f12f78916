"""Targets as rows: each with its file, place and year, for tables of many reports."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from govtext.export.divisions import place_of, year_of
from govtext.labels import Horizon
from govtext.model import Report, Target

COLUMNS = (
    *("path", "place", "year", "level", "indicator", "canonical", "key", "form", "low", "high", "unit", "bound", "kind", "direction", "scope"),
    *("strength", "stretch", "horizon", "period", "sentence", "start", "end"),
)

Row = dict[str, Any]


def chosen(report: Report, indicators: Collection[str] = (), horizon: Horizon | None = None) -> Iterator[Target]:
    r"""The targets of a report for some canonical ids, or for all, and for one horizon, or for any.

    >>> import govtext
    >>> report = govtext.parse("二、2024年工作安排\n今年主要预期目标是：地区生产总值增长6%，城镇新增就业3000人。")
    >>> [target.indicator for target in chosen(report, ["gdp_growth"], Horizon.YEAR)]
    ['地区生产总值']
    """
    for target in report.targets():
        if (not indicators or target.canonical in indicators) and horizon in (None, target.horizon):
            yield target


def rows(report: Report, indicators: Collection[str] = (), horizon: Horizon | None = None) -> Iterator[Row]:
    r"""Give each chosen target of a report as a row of `COLUMNS`: plain text and whole numbers, None where the report does not say.

    Numbers are text in as many digits as they have, in the base unit; percentages as written. A fall is negative: an energy intensity that is
    promised to fall by 3% has −3, and the direction ``down``. ``kind`` is that of the metric.

    Examples
    --------
    >>> import govtext
    >>> report = govtext.parse("2024年青河县人民政府工作报告\n二、2024年工作安排\n今年主要预期目标是：单位生产总值能耗下降3%左右。")
    >>> row = next(rows(report))
    >>> [row[name] for name in ("place", "year", "canonical", "low", "unit", "bound", "direction", "strength", "horizon")]
    ['青河县', 2024, 'energy_intensity', '-3', '%', 'approx', 'down', 'expected', 'year']
    """
    metrics = {metric.id: metric for metric in report.metrics}
    place, _ = place_of(report)
    origin = {"path": report.source.path, "place": place, "year": year_of(report), "level": _plain(report.meta.level)}
    for target in chosen(report, indicators, horizon):
        metric = metrics.get(target.metric_id or "")
        stated = {name: _plain(getattr(target, name)) for name in COLUMNS if hasattr(target, name)}
        values = {**origin, **stated, "kind": _plain(metric.kind) if metric else None, "scope": target.scope.text if target.scope else None}
        values |= {"period": target.period.text if target.period else None, "sentence": target.sentence.text}
        values |= {"start": target.span.start, "end": target.span.end}
        yield {name: values[name] for name in COLUMNS}


def _plain(value: Any) -> Any:
    return None if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
