"""Figures that follow from two others in their sentence: a share of a plan, a ratio of two incomes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from govtext.checking.findings import Finding, finding
from govtext.checking.precision import last_digit, rounding, step
from govtext.labels import Bound, MetricKind, MetricStatus
from govtext.model import Metric, Report, Span
from govtext.rules import Hit, ruleset
from govtext.source import fold

_SENTENCE_END, _CLAUSE_END = re.compile("。"), re.compile("[。；]")
_OF_TOWN, _OF_COUNTRY = re.compile("^[^农乡]*城(?!乡)"), re.compile("^[^城]*农")
_LONGEST = 200
_SHARES = (("derived.of_plan", "derived.share"), ("derived.of_total", "derived.share"), ("derived.of_plan_after", "derived.share_of_plan"))


def shares_of_plan(report: Report) -> Iterator[Finding]:
    """Find a value, the plan that it is part of, and a share that is not the one of the other."""
    folded = fold(report.text)
    for place, (plan, share) in enumerate(pairwise(report.metrics)):
        value = report.metrics[place - 1] if place else None
        if value is None or share.unit != "%" or not _exact(value, plan, share) or value.unit != plan.unit:
            continue
        before, after = folded[value.span.end : plan.span.start], folded[plan.span.end : share.span.start]
        rules = (_rule(before), _rule(after))
        if rules in _SHARES:
            expected = _quotient(value, plan, 100, plan_rounded=rules[0] == "derived.of_total")
            if not expected[0] - last_digit(share) / 2 <= (share.low or Decimal()) <= expected[1] + last_digit(share) / 2:
                shown = f"{_shown(expected, last_digit(share))}%"
                span = Span(start=value.value_span.start, end=share.value_span.end)
                yield finding(
                    report, "GT506", "check.share", span, (share.value_span,), value=value.text, plan=plan.text, expected=shown, said=share.text
                )


def ratios(report: Report) -> Iterator[Finding]:
    """Find a ratio to one that is not that of the two amounts before it in its sentence."""
    folded = fold(report.text)
    for hit in ruleset("ratios").finditer(folded):
        amounts = _amounts(report, folded, hit)
        if len(amounts) != 2 or not _exact(*amounts):
            continue
        small, large = sorted(amounts, key=lambda metric: metric.low or Decimal())
        said = hit.group("said") or ""
        expected = _quotient(large, small, 1)
        if not expected[0] - step(said) / 2 <= Decimal(said) <= expected[1] + step(said) / 2:
            begin, end = hit.span("ratio")
            span = Span(start=begin, end=end)
            values = {"first": amounts[0].text, "second": amounts[1].text, "expected": f"{_shown(expected, step(said))}:1", "said": folded[begin:end]}
            yield finding(report, "GT507", "check.ratio", span, tuple(metric.value_span for metric in amounts), **values)


def _amounts(report: Report, folded: str, hit: Hit) -> list[Metric]:
    """The two amounts of which a ratio is: those of its clause, else that of the town and that of the country in its sentence or the two before."""
    paragraph = folded[max(0, hit.start - _LONGEST) : hit.start].rpartition("\n")[2]
    begin = hit.start - len(paragraph)
    clauses, sentences = ([begin, *(begin + end.end() for end in form.finditer(paragraph))] for form in (_CLAUSE_END, _SENTENCE_END))
    for start in (clauses[-1], sentences[-1], sentences[-3:][0]):
        amounts = [m for m in report.metrics if start <= m.span.start < hit.start and _is_amount(m, hit["unit"])]
        if start == clauses[-1] and len(amounts) == 2:
            return amounts
        named = [[m for m in amounts if signs.search(m.indicator.text)] for signs in (_OF_TOWN, _OF_COUNTRY)]
        if all(len(ones) == 1 for ones in named):
            return [*named[0], *named[1]]
    return []


def _is_amount(metric: Metric, unit: str) -> bool:
    return metric.kind is MetricKind.LEVEL and metric.unit == unit and metric.status is not MetricStatus.BASELINE


def _rule(between: str) -> str:
    hit = ruleset("derived").match(between)
    return hit.rule.id if hit else ""


def _exact(*metrics: Metric) -> bool:
    return all(metric.kind is MetricKind.LEVEL and metric.bound is Bound.EXACT and metric.low for metric in metrics)


def _quotient(value: Metric, base: Metric, times: int, *, plan_rounded: bool = True) -> tuple[Decimal, Decimal]:
    """The least and the largest quotient of two values as they are rounded; what is planned is set, not rounded."""
    low, high, around, about = value.low or Decimal(), base.low or Decimal(1), rounding(value), rounding(base) if plan_rounded else Decimal()
    return (low - around) / (high + about) * times, (low + around) / (high - about) * times


def _shown(ends: tuple[Decimal, Decimal], digit: Decimal) -> str:
    return f"{((ends[0] + ends[1]) / 2).quantize(digit / 10).normalize():f}"
