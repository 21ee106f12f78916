"""The time that a promise is for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from govtext.characters import simplified
from govtext.labels import Horizon, MetricStatus, Role
from govtext.model import Period, Report, Span
from govtext.source import SourceText
from govtext.stages.periods import governing, last_time, opening_time
from govtext.time_expressions import TimeHit

_FIVE_YEARS = re.compile(r"五年|[一二三四五]五|时期|规划")
_LATER = re.compile(r"到|20[0-9]{2}年|本世纪|末")
_SEVERAL_YEARS = 3
_CLAUSE_STOPS = "，。；：！？\n"
_AFTER = 4
_NEXT = 4  # times that may stand in the clause
_CALLED = re.compile(r"(?:是|作为|列入|纳入)“?$")
_TASK_OF = re.compile(r"”?(?:期间|时期|规划)")  # 农民收入翻番是“十二五”期间的任务


@dataclass(slots=True)
class _Title:
    start: int
    title_start: int
    title_end: int
    parent: int | None
    role: Role


@dataclass(frozen=True, slots=True)
class Periods:
    """What dates the places of a report: its times, paragraphs and headings, by archived offsets."""

    report: Report
    times: Sequence[TimeHit]
    titles: Sequence[_Title]

    @classmethod
    def of(cls, report: Report) -> Periods:
        """Take what dates things from a report."""
        index = {section.id: i for i, section in enumerate(report.sections)}
        times = [TimeHit(time.span.start, time.span.end, time.rule, time.kind, time.start, time.end) for time in report.times]
        titles = [_Title(s.span.start, s.title_span.start, s.title_span.end, index.get(s.parent_id or ""), s.role) for s in report.sections]
        return cls(report, times, titles)

    def at(self, position: int, sentence: int) -> Period | None:
        """The period of what is promised at a position, in a sentence that begins where it is said."""
        text, blocks = SourceText.of(self.report.text, self.report.source.layout).read, self.report.blocks
        block = bisect_right(blocks, position, key=lambda block: block.span.start) - 1
        opening = opening_time(text, blocks[block].span.start, sentence, self.times) if block >= 0 else None
        clause = max(text.rfind(mark, sentence, position) for mark in "，；：") + 1
        own = last_time(text, sentence, position, self.times, clause)
        hit = governing(text, position, own, opening, MetricStatus.TARGET, self.times, self.titles)
        return self._period(hit) if hit else None

    def of_task(self, position: int) -> Period | None:
        """The years that what stands at a position is called a task of, after it in its clause."""
        text = SourceText.of(self.report.text, self.report.source.layout).read
        end = min((at for stop in _CLAUSE_STOPS if (at := text.find(stop, position)) >= 0), default=len(text))
        first = bisect_left(self.times, position, key=lambda time: time.start)
        later = (time for time in self.times[first : first + _NEXT] if time.end <= end)
        hit = next(
            (time for time in later if _CALLED.search(text, position, time.start) and _TASK_OF.search(text, time.start, time.end + _AFTER)), None
        )
        return self._period(hit) if hit else None

    def _period(self, hit: TimeHit) -> Period:
        return Period(text=self.report.text[hit.start : hit.end], span=Span(start=hit.start, end=hit.end), start=hit.first, end=hit.last)


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
    said = simplified(period.text)
    if _FIVE_YEARS.search(said):
        return Horizon.FIVE_YEAR
    return Horizon.OTHER if _LATER.match(said) else Horizon.YEAR


def is_past(report: Report, period: Period | None) -> bool:
    """Whether a period ended before the report's year began."""
    return period is not None and period.end is not None and report.meta.year is not None and period.end.year < report.meta.year
