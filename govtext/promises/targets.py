"""The year's promises: one row per promised indicator, with or without a number."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from govtext.characters import simplified
from govtext.indicators import canonical
from govtext.labels import Base, Horizon, MetricKind, MetricStatus, Strength, TargetForm
from govtext.model import Metric, Report, Scope, Sentence, Span, Target
from govtext.promises.horizons import Periods, horizon, is_past
from govtext.promises.results import joint_ids
from govtext.promises.signs import signed
from govtext.promises.thresholds import counted
from govtext.promises.worded import Promise, TargetList, lists, promises
from govtext.rules import Hit, lexicon, ruleset
from govtext.source import SourceText
from govtext.units import lookup

_SENTENCE_END = re.compile(r"[。！？\n]")
_CLAUSE_END = re.compile(r"[，。；、！？\n]")
_LONGEST_NORM = 24  # characters of what a number is compared with
_LONGEST_TERM = 16
_LONGEST_DEFINITION = 80


def targets(report: Report) -> tuple[Target, ...]:
    """The promises of a report, in text order; numbers have the sign of their direction."""
    source = SourceText.of(report.text, report.source.layout)
    sentences = _Sentences(report.text)
    periods = Periods.of(report)
    accounts = list(_accounts(source.copy))
    promised = [
        metric
        for metric in counted(report.metrics, source)
        if _may_promise(metric)
        and not _names_or_dates(source, metric.span)
        and not any(source.position(metric.span.start) in told for told in accounts)
    ]
    numeric = [_numeric(report, source, metric, sentences, periods) for metric in promised]
    ahead = [row for row in numeric if not is_past(report, row.period)]
    listed = list(lists(source.copy))
    strong = _with_strength(source, listed, _with_stretch(source, ahead))
    rows = [part for row in strong for part in _apart(row)]
    rows += _worded(report, source, listed, sentences, periods)
    rows.sort(key=lambda row: row.span.start)
    return tuple(_first_of_each(_compared_once(source, rows)))


def annual(rows: tuple[Target, ...], id: str) -> Target | None:
    """The annual promise for an indicator, or for the one that was set before it: with a number where there is one, else in words.

    What is promised for a part of the place (区本级, 某新区) is not promised for the place.
    """
    whole = [row for row in rows if row.horizon is Horizon.YEAR and _part(row) is None]
    yearly = [row for row in whole if row.canonical == id]
    if not yearly:
        older = {entry["predecessor"] for entry in lexicon("predecessors").where(id=id)}
        yearly = [row for row in whole if row.canonical in older]
    numeric = [row for row in yearly if row.form is TargetForm.NUMERIC]
    listed = [row for row in numeric if ruleset("target_lists").search(simplified(row.sentence.text))]
    return next(iter(listed or numeric or yearly), None)


class _Sentences:
    """The sentences of a text by position."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stops = [0] + [mark.end() for mark in _SENTENCE_END.finditer(text)] + [len(text)]
        self.made: dict[int, Sentence] = {}

    def at(self, position: int) -> Sentence:
        """The sentence at a position; those of one sentence share it, however long it is."""
        i = bisect_right(self.stops, position)
        if i not in self.made:
            self.made[i] = self._make(i)
        return self.made[i]

    def _make(self, i: int) -> Sentence:
        start, end = self.stops[i - 1], self.stops[min(i, len(self.stops) - 1)]
        body = self.text[start:end]
        start += len(body) - len(body.lstrip())
        return Sentence(text=body.strip(), span=Span(start=start, end=start + len(body.strip())))


def _may_promise(metric: Metric) -> bool:
    """Target metrics, but for differences from the year before and counts that announce a list."""
    if metric.status is not MetricStatus.TARGET or (metric.kind is MetricKind.CHANGE and metric.base is Base.YOY):
        return False
    unit = lookup(metric.unit)
    return (unit is not None and not unit.classifier) or ruleset("announcements").match(metric.indicator.text) is None


def _accounts(text: str) -> Iterator[range]:
    """Where annexes give account of what was done: 2017年为民办实事完成情况."""
    titles = list(ruleset("annexes").finditer(text))
    ends = [*(title.start for title in titles[1:]), len(text)]
    yield from (range(title.end, end) for title, end in zip(titles, ends, strict=False) if title["kind"] == "account")


def _names_or_dates(source: SourceText, span: Span) -> bool:
    """Whether a value says how much earlier something is done, or belongs to a quoted term or its explanation: 提前一年完成, “四件大事”."""
    text, start, end = source.copy, source.position(span.start), source.position(span.end)
    if ruleset("no_promises").search(text, max(start - _LONGEST_DEFINITION, 0), start) or ruleset("told_apart").match(text, end):
        return True
    before = text[max(start - _LONGEST_TERM, 0) : start]
    if ruleset("came_from").search(before) or (ruleset("all_of_place").match(before[-2:]) and ruleset("counted_areas").match(text, end)):
        return True
    return before.rfind("“") > before.rfind("”") and "”" in text[end : end + _LONGEST_TERM]


def _is_compared(source: SourceText, metric: Metric) -> bool:
    """Whether the number is a distance from something else: 高于全国平均水平1个百分点."""
    start = source.position(metric.span.start)
    before = source.copy[max(start - _LONGEST_NORM, 0) : start]
    return metric.kind is MetricKind.CHANGE and any(
        hit.end == len(before) and hit["form"] == TargetForm.RELATIVE for hit in ruleset("target_forms").finditer(before)
    )


def _numeric(report: Report, source: SourceText, metric: Metric, sentences: _Sentences, periods: Periods) -> Target:
    sentence = sentences.at(metric.span.start)
    position = metric.span.start
    said = metric.period or periods.at(position, sentence.span.start)
    period = periods.of_task(position) or (said if metric.base is Base.YOY else periods.of_plan(position, said))  # 比去年增长 is of the year
    if _is_compared(source, metric):
        return Target(
            indicator=metric.indicator.text,
            canonical=metric.canonical,
            form=TargetForm.RELATIVE,
            strength=metric.strength,
            horizon=horizon(report, period),
            period=period,
            scope=_part_of(report, metric),
            metric_id=metric.id,
            span=metric.span,
            sentence=sentence,
        )
    number = signed(metric)
    return Target(
        indicator=metric.indicator.text,
        canonical=metric.canonical,
        form=TargetForm.NUMERIC,
        low=number.low,
        high=number.high,
        bound=number.bound,
        unit=metric.unit,
        direction=metric.direction,
        strength=metric.strength,
        horizon=Horizon.FIVE_YEAR if metric.base is Base.ANNUAL_AVERAGE else horizon(report, period),
        period=period,
        scope=_part_of(report, metric),
        metric_id=metric.id,
        span=metric.span,
        sentence=sentence,
    )


def _with_stretch(source: SourceText, rows: list[Target]) -> list[Target]:
    """Join a second, higher aim to the target that it is of."""
    joined: list[Target] = []
    for row in rows:
        before = joined[-1] if joined else None
        same = before is not None and row.canonical in (before.canonical, None) and before.indicator == row.indicator and before.unit == row.unit
        if before and same and ruleset("second_aims").match(source.copy, *_between(source, before, row)):
            joined[-1] = before.model_copy(update={"stretch": f"{row.low:f}" if row.low is not None else row.sentence.text})
        else:
            joined.append(row)
    ends = [row.span.start for row in joined[1:]] + [len(source.text)] * bool(joined)
    for i, (row, end) in enumerate(zip(joined, ends, strict=True)):
        hit = ruleset("stretches").search(source.copy, *map(source.position, (row.span.end, min(end, row.sentence.span.end))))
        if hit and row.stretch is None:
            joined[i] = row.model_copy(update={"stretch": hit.match[0]})
    return joined


def _with_strength(source: SourceText, found: list[TargetList], rows: list[Target]) -> list[Target]:
    """A target of a list is promised as the list's cue says, where its own sentence says nothing."""
    said = [(source.span(listed.start, listed.end), ruleset("strengths").search(listed.cue)) for listed in found]
    return [_with_strength_of(row, [hit for span, hit in said if hit and span.start <= row.span.start < span.end]) for row in rows]


def _with_strength_of(row: Target, cues: list[Hit]) -> Target:
    return row if row.strength or not cues else row.model_copy(update={"strength": Strength(cues[0]["strength"])})


def _apart(row: Target) -> Iterator[Target]:
    """One number for several known indicators is a promise of each: 城镇居民和农村居民人均可支配收入均增长8%."""
    kind = MetricKind.GROWTH if row.unit == "%" else MetricKind.LEVEL
    parts = joint_ids(row.indicator, kind, row.unit or "") if row.canonical is None else {}
    yield from (row.model_copy(update={"indicator": name, "canonical": id}) for name, id in parts.items())
    if not parts:
        yield row


def _worded(report: Report, source: SourceText, found: list[TargetList], sentences: _Sentences, periods: Periods) -> Iterator[Target]:
    """The promises in words that hold no number."""
    numbered = [metric.span.start for metric in report.metrics]
    for promise in promises(source.copy, found):
        span = source.span(promise.start, promise.end)
        if bisect_left(numbered, span.start) == bisect_left(numbered, span.end):
            yield _in_words(report, promise, span, sentences, periods)


def _in_words(report: Report, promise: Promise, span: Span, sentences: _Sentences, periods: Periods) -> Target:
    sentence = sentences.at(span.start)
    period = periods.of_plan(span.start, periods.at(span.start, sentence.span.start))
    return Target(
        indicator=promise.name,
        canonical=canonical(promise.name, MetricKind.GROWTH) or canonical(promise.name, MetricKind.LEVEL),
        form=promise.form,
        horizon=horizon(report, period),
        period=period,
        span=span,
        sentence=sentence,
    )


def _compared_once(source: SourceText, rows: list[Target]) -> list[Target]:
    """A distance is no promise beside the words that it belongs to: 居民收入增速高于经济增速1个百分点 is one of 居民收入."""
    kept: list[Target] = []
    for row in rows:
        worded = kept[-1] if kept and kept[-1].form is TargetForm.RELATIVE and kept[-1].metric_id is None else None
        if row.form is TargetForm.RELATIVE and row.metric_id and worded and not _CLAUSE_END.search(source.copy, *_between(source, worded, row)):
            continue
        kept.append(row)
    return kept


def _between(source: SourceText, one: Target, other: Target) -> tuple[int, int]:
    """The range of the copy between two targets."""
    return source.position(one.span.end), source.position(other.span.start)


def _first_of_each(rows: list[Target]) -> Iterator[Target]:
    """The same promise said again is no new row."""
    seen = set()
    for row in rows:
        until = row.period.end if row.period and row.horizon is Horizon.OTHER else None
        key = (row.canonical or row.indicator or row.span, row.form, row.low, row.high, row.unit, row.horizon, until, _part(row))
        if key not in seen:
            seen.add(key)
            yield row


def _part_of(report: Report, metric: Metric) -> Scope | None:
    """The scope of a metric, None where it is the reporting place's own name: 西藏生产总值."""
    return None if metric.scope and (report.meta.place.value or "\n").startswith(metric.scope.text) else metric.scope


def _part(row: Target) -> str | None:
    return row.scope.text if row.scope and not ruleset("whole_areas").match(row.scope.text) else None
