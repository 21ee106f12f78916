"""The time that a promise is for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from govtext.labels import Horizon
from govtext.model import Period, Report, Section, TimeExpression

_COMPARED = re.compile(r"[比较同与](?:于)?$")
_FIVE_YEARS = re.compile(r"五年|[一二三四五]五|时期|规划")
_LATER = re.compile(r"到|20[0-9]{2}年|本世纪|末")
_SEVERAL_YEARS = 3
_OPENING = 12  # characters into a paragraph that still open it


def period_at(report: Report, position: int, sentence: int) -> Period | None:
    """The last time in the sentence before a place that is no base of comparison, else the paragraph's opening one, else the heading's."""
    after = bisect_right(report.times, position, key=lambda time: time.span.end)
    i = after - 1
    while i >= 0 and report.times[i].span.start >= sentence:
        start = report.times[i].span.start
        if not _COMPARED.search(report.text, max(sentence, start - 2), start):
            return _period(report.times[i])
        i -= 1
    block = bisect_right(report.blocks, position, key=lambda block: block.span.start) - 1
    start = report.blocks[block].span.start if block >= 0 else 0
    first = bisect_left(report.times, start, key=lambda time: time.span.start)
    if first < after and report.times[first].span.start - start <= _OPENING:
        return _period(report.times[first])
    return _of_heading(report, position)


def horizon(report: Report, period: Period | None) -> Horizon:
    """Whether a period is the report's year, some five years, or another time."""
    year = report.meta.year
    if period is None:
        return Horizon.YEAR
    if period.start is not None and period.end is not None:
        if year is not None and period.end.year == year and period.start.year >= year - 1:
            return Horizon.YEAR
        if period.end.year - period.start.year >= _SEVERAL_YEARS:
            return Horizon.FIVE_YEAR
        return Horizon.OTHER if year is not None else Horizon.YEAR
    if _FIVE_YEARS.search(period.text):
        return Horizon.FIVE_YEAR
    return Horizon.OTHER if _LATER.match(period.text) else Horizon.YEAR


def is_past(report: Report, period: Period | None) -> bool:
    """Whether a period ended before the report's year began."""
    return period is not None and period.end is not None and report.meta.year is not None and period.end.year < report.meta.year


def _of_heading(report: Report, position: int) -> Period | None:
    i = bisect_right(report.sections, position, key=lambda section: section.span.start) - 1
    for section in reversed(report.path(report.sections[i].id) if i >= 0 else ()):
        dated = _times_in(report, section)
        if dated:
            return _period(min(dated, key=_days))
    return None


def _times_in(report: Report, section: Section) -> list[TimeExpression]:
    first = bisect_right(report.times, section.title_span.start - 1, key=lambda time: time.span.start)
    last = bisect_right(report.times, section.title_span.end, key=lambda time: time.span.end)
    return list(report.times[first:last])


def _days(time: TimeExpression) -> int:
    """Length in days; a heading that names the year and the five years speaks of the year first."""
    return (time.end - time.start).days if time.start and time.end else 0


def _period(time: TimeExpression) -> Period:
    return Period(text=time.text, span=time.span, start=time.start, end=time.end)
