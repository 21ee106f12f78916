"""The year's promises: one row per promised indicator, with or without a number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from govtext.indicators import canonical, find
from govtext.labels import Base, Horizon, MetricKind, MetricStatus, TargetForm
from govtext.model import Metric, Report, Sentence, Span, Target
from govtext.rules import lexicon, ruleset
from govtext.source import SourceText

_SENTENCE_END = re.compile(r"[。！？\n]")
_CLAUSE = re.compile(r"[^，；。：！？\n]+")
_FIVE_YEARS = re.compile(r"五年|[一二三四五]五|年均|时期|规划")
_LATER = re.compile(r"到|20[0-9]{2}年|本世纪|末")


def targets(report: Report) -> tuple[Target, ...]:
    """The promises of a report, in text order."""
    source = SourceText.of(report.text)
    sentences = _Sentences(report.text)
    rows = [_numeric(report, metric, sentences) for metric in report.metrics if _is_promise(metric)]
    rows = _with_stretch(report, rows)
    rows += _worded(report, source, sentences)
    rows.sort(key=lambda row: row.span.start)
    return tuple(_first_of_each(rows))


def annual(rows: tuple[Target, ...], id: str) -> Target | None:
    """The annual promise for an indicator, or for the one that was set before it: with a number where there is one, else in words."""
    yearly = [row for row in rows if row.canonical == id and row.horizon is Horizon.YEAR]
    if not yearly:
        older = {entry["predecessor"] for entry in lexicon("predecessors").where(id=id)}
        yearly = [row for row in rows if row.canonical in older and row.horizon is Horizon.YEAR]
    numeric = [row for row in yearly if row.form is TargetForm.NUMERIC]
    listed = [row for row in numeric if ruleset("target_lists").search(row.sentence.text)]
    return next(iter(listed or numeric or yearly), None)


class _Sentences:
    """The sentences of a text by position."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stops = [0] + [mark.end() for mark in _SENTENCE_END.finditer(text)] + [len(text)]

    def at(self, position: int) -> Sentence:
        i = bisect_right(self.stops, position)
        start, end = self.stops[i - 1], self.stops[min(i, len(self.stops) - 1)]
        body = self.text[start:end]
        start += len(body) - len(body.lstrip())
        return Sentence(text=body.strip(), span=Span(start=start, end=start + len(body.strip())))


def _is_promise(metric: Metric) -> bool:
    """Target metrics, but for differences from the year before."""
    return metric.status is MetricStatus.TARGET and not (metric.kind is MetricKind.CHANGE and metric.base is Base.YOY)


def _numeric(report: Report, metric: Metric, sentences: _Sentences) -> Target:
    return Target(
        indicator=metric.indicator.text,
        canonical=metric.canonical,
        form=TargetForm.NUMERIC,
        low=metric.low,
        high=metric.high,
        bound=metric.bound,
        unit=metric.unit,
        strength=metric.strength,
        horizon=_horizon(report, metric),
        period=metric.period,
        metric_id=metric.id,
        span=metric.span,
        sentence=sentences.at(metric.span.start),
    )


def _horizon(report: Report, metric: Metric) -> Horizon:
    if metric.base is Base.ANNUAL_AVERAGE:
        return Horizon.FIVE_YEAR
    period = metric.period
    if period is None:
        return Horizon.YEAR
    if period.start is not None and period.end is not None:
        if report.meta.year is not None and period.end.year == report.meta.year and period.start.year >= report.meta.year - 1:
            return Horizon.YEAR
        if period.end.year - period.start.year >= 3:
            return Horizon.FIVE_YEAR
        return Horizon.OTHER if report.meta.year is not None else Horizon.YEAR
    if _FIVE_YEARS.search(period.text):
        return Horizon.FIVE_YEAR
    return Horizon.OTHER if _LATER.match(period.text) else Horizon.YEAR


def _with_stretch(report: Report, rows: list[Target]) -> list[Target]:
    """Join a second, higher aim to the target that it is of."""
    joined: list[Target] = []
    for row in rows:
        before = joined[-1] if joined else None
        between = report.text[before.span.end : row.span.start] if before else ""
        if before and before.canonical == row.canonical and before.indicator == row.indicator and re.fullmatch(r"[，、]?\s*(?:力争|争取|努力)[^，。；]{0,6}", between):
            joined[-1] = before.model_copy(update={"stretch": f"{row.low:f}" if row.low is not None else row.sentence.text})
        else:
            joined.append(row)
    ends = [row.span.start for row in joined[1:]] + [len(report.text)] * bool(joined)
    for i, (row, end) in enumerate(zip(joined, ends, strict=True)):
        limit = min(end, row.sentence.span.end)
        hit = ruleset("stretches").search(report.text, row.span.end, limit)
        if hit and row.stretch is None:
            joined[i] = row.model_copy(update={"stretch": hit.match[0]})
    return joined


def _worded(report: Report, source: SourceText, sentences: _Sentences) -> Iterator[Target]:
    """Promises without a number, inside the lists of targets; and targets that the report declines to set."""
    copy = source.copy
    numbered = [metric.span.start for metric in report.metrics]
    forms = ruleset("target_forms")
    for start, end in _lists(copy):
        for clause in _CLAUSE.finditer(copy, start, end):
            said = clause.start()
            for name_start, name_end, name in _names(copy, clause.start(), clause.end()):
                hit = forms.match(copy, name_end, clause.end()) if name_start >= said else None
                if hit is None:
                    continue
                said = hit.end
                span = source.span(name_start, name_end)
                if not _holds_number(numbered, span.start, source.span(hit.start, hit.end).end):
                    yield _in_words(sentences, name, TargetForm(hit["form"]), span)
    for hit in forms.finditer(copy):
        if hit["form"] == "declined":
            names = [name for _, _, name in _names(copy, hit.start, hit.end)]
            name = names[0] if names else "经济增速" if "增" in hit.match[0] else ""
            yield _in_words(sentences, name, TargetForm.DECLINED, source.span(hit.start, hit.end))


def _lists(copy: str) -> Iterator[tuple[int, int]]:
    """The stretches that list targets: from the cue to the end of its paragraph, or of the next where the cue closes it."""
    for hit in ruleset("target_lists").finditer(copy):
        end = copy.find("\n", hit.end)
        if end - hit.end <= 1:
            end = copy.find("\n", end + 1)
        yield hit.end, end if end >= 0 else len(copy)


def _names(copy: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for mention in find(copy[start:end]):
        yield start + mention.start, start + mention.end, copy[start + mention.start : start + mention.end]


def _holds_number(starts: list[int], start: int, end: int) -> bool:
    i = bisect_right(starts, start - 1)
    return i < len(starts) and starts[i] < end


def _in_words(sentences: _Sentences, name: str, form: TargetForm, span: Span) -> Target:
    return Target(
        indicator=name,
        canonical=canonical(name, MetricKind.GROWTH) or canonical(name, MetricKind.LEVEL),
        form=form,
        horizon=Horizon.YEAR,
        span=span,
        sentence=sentences.at(span.start),
    )


def _first_of_each(rows: list[Target]) -> Iterator[Target]:
    """The same promise said again is no new row."""
    seen = set()
    for row in rows:
        key = (row.canonical or row.indicator, row.form, row.low, row.high, row.unit, row.horizon)
        if key not in seen:
            seen.add(key)
            yield row
