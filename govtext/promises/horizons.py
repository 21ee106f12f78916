"""The time that a promise is for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import NamedTuple

from govtext.characters import simplified
from govtext.labels import Horizon, MetricStatus, Role
from govtext.model import Period, Report, Span
from govtext.rules import ruleset
from govtext.source import SourceText
from govtext.stages.periods import governing, last_time, opening_time
from govtext.time_expressions import TimeHit

_SEVERAL_YEARS = 3
_THIS_YEAR = re.compile(r"(?:今年|[0-9〇零○一二三四五六七八九０-９]{4}年)度?")
_LEADS = 16  # characters of a sentence in which it says of when it speaks
_TITLE = 40  # characters of a title; what goes on is a sentence
_CLAUSE = re.compile(r"[，；]")
_CLAUSE_STOPS = "，。；：！？\n"
_AFTER = 4
_NEXT = 4  # times that may stand in the clause


@dataclass(slots=True)
class _Title:
    start: int
    title_start: int
    title_end: int
    parent: int | None
    role: Role


class _Turn(NamedTuple):
    """Where a report turns to a plan of several years or to its own year; the period is None where no time names the year."""

    start: int
    far: bool
    period: Period | None


@dataclass(frozen=True, slots=True)
class Periods:
    """What dates the places of a report: its times, paragraphs and headings, by archived offsets."""

    report: Report
    times: Sequence[TimeHit]
    titles: Sequence[_Title]
    named: Sequence[Sequence[_Turn]]  # what each title names
    turns: Sequence[_Turn]

    @classmethod
    def of(cls, report: Report) -> Periods:
        """Take what dates things from a report."""
        index = {section.id: i for i, section in enumerate(report.sections)}
        times = [TimeHit(time.span.start, time.span.end, time.rule, time.kind, time.start, time.end) for time in report.times]
        titles = [_Title(s.span.start, s.title_span.start, s.title_span.end, index.get(s.parent_id or ""), s.role) for s in report.sections]
        named = [list(_named(report, title, times)) for title in titles]
        found = cls(report, times, titles, named, [])
        return cls(report, times, titles, named, sorted(found._turns(), key=lambda turn: turn.start))

    def of_plan(self, position: int, period: Period | None) -> Period | None:
        """The period of what is promised at a position: where only a title says it, or nothing, that to which the report has turned.

        Under a title of a five-year plan it is the plan's, until the text turns to the year; under one that names both, or none, the text
        before says which. A report that never turns to its year is of its year throughout.
        """
        if period is not None and _is_some_years(period.text) and _CLAUSE.search(self.report.text, period.span.end, position):
            period = None  # 用三年时间完成改造，新建学校3所
        if period is not None and not any(title.title_start <= period.span.start < title.title_end for title in self.titles):
            return period
        turn = self._turn_at(position)
        agrees = turn is not None and not turn.far and period is not None and horizon(self.report, period) is Horizon.YEAR
        return period if turn is None or agrees else turn.period

    def _turn_at(self, position: int) -> _Turn | None:
        i = self._titled(bisect_right(self.titles, position, key=lambda title: title.start) - 1)
        named = self.named[i] if i is not None else ()
        at = bisect_right(self.turns, position, key=lambda turn: turn.start)
        since = bisect_left(self.turns, self.titles[i].start, key=lambda turn: turn.start) if i is not None else 0
        last = self.turns[at - 1] if at > since else None
        if len({turn.far for turn in named}) == 1 and (last is None or last.far or not named[0].far):
            return named[0]
        comes_back = last is None or not last.far or any(not turn.far for turn in self.turns[at:])
        return last if comes_back else None

    def _titled(self, i: int | None) -> int | None:
        """The nearest heading above that names the year or a plan."""
        while i is not None and i >= 0:
            if self.named[i]:
                return i
            i = self.titles[i].parent
        return None

    def _turns(self) -> Iterator[_Turn]:
        """The headings that name a plan or the year under none that does, and the sentences that do so under none of the year."""
        for title, named in zip(self.titles, self.named, strict=True):
            if named and self._titled(title.parent) is None:
                yield named[0]
        text, told = self.report.text, -1
        for time in self.times:
            i = bisect_right(self.titles, time.start, key=lambda title: title.start) - 1
            if i < 0 or self.titles[i].role is Role.RETROSPECT or time.start < self.titles[i].title_end:
                continue
            above = self._titled(i)
            if above is not None and not any(turn.far for turn in self.named[above]):
                continue
            sentence = max(text.rfind(stop, 0, time.start) for stop in _CLAUSE_STOPS) + 1
            turn = _turn(self.report, time) if time.start - sentence <= _LEADS and ruleset("turns_to_times").match(text, time.end) else None
            if turn and (not turn.far or told != sentence):  # 今年是完成“十五五”目标的关键一年 is of the year
                told = sentence
                yield turn

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
        hit = next((time for time in later if _is_called(text, position, time)), None)
        return self._period(hit) if hit else None

    def _period(self, hit: TimeHit) -> Period:
        return Period(text=self.report.text[hit.start : hit.end], span=Span(start=hit.start, end=hit.end), start=hit.first, end=hit.last)


def _named(report: Report, title: _Title, times: Sequence[TimeHit]) -> Iterator[_Turn]:
    """The plan and the year that a title names, in its order; one that reviews names none."""
    if title.role is Role.RETROSPECT:
        return
    end = min(title.title_end, title.title_start + _TITLE)
    said = {hit.rule.id: hit for hit in ruleset("plan_titles").finditer(report.text, title.title_start, end)}
    plan = said.get("plan_title.plan")
    if plan and "plan_title.beginning" in said:
        yield _Turn(title.start, False, None)
        return
    within = islice(times, bisect_left(times, title.title_start, key=lambda time: time.start), None)
    found = [turn for time in takewhile(lambda time: time.start < end, within) if (turn := _turn(report, time))]
    if plan and not any(turn.far for turn in found):
        found.append(_Turn(plan.start, True, Period(text=plan.match[0], span=Span(start=plan.start, end=plan.end))))
    yield from (turn._replace(start=title.start) for turn in sorted(found, key=lambda turn: turn.start))


def _turn(report: Report, time: TimeHit) -> _Turn | None:
    """The turn that a time makes: to several years that are still to come, or to the report's year."""
    year = report.meta.year
    if year is None or time.first is None or time.last is None:
        return None
    far = time.last.year >= year + _SEVERAL_YEARS - 1 and time.last.year - time.first.year >= _SEVERAL_YEARS
    if not far and not (time.first.year == time.last.year == year and _THIS_YEAR.fullmatch(report.text, time.start, time.end)):
        return None
    span = Span(start=time.start, end=time.end)
    return _Turn(time.start, far, Period(text=span.of(report.text), span=span, start=time.first, end=time.last))


def _is_called(text: str, start: int, time: TimeHit) -> bool:
    """Whether what is said from a position on is called a task of a time."""
    found = ruleset("task_years").finditer(text, start, time.end + _AFTER)
    return any(text[hit.end : time.start] in ("", "“") and hit.end <= time.start for hit in found)


def _is_some_years(text: str) -> bool:
    """Whether a time takes some years together: what is promised in them is not this year's alone."""
    hit = ruleset("horizons").match(text)
    return hit is not None and hit.rule.id == "horizon.some_years"


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
    hit = ruleset("horizons").match(simplified(period.text))
    return Horizon(hit["horizon"]) if hit else Horizon.YEAR


def is_past(report: Report, period: Period | None) -> bool:
    """Whether a period ended before the report's year began."""
    return period is not None and period.end is not None and report.meta.year is not None and period.end.year < report.meta.year
