"""Expressions of time: where they stand, and their first and last day.

The grammar is the rule file ``times``; each of its rules names one of the `govtext.time_resolvers`. The rule file ``time_openings``
says where an expression may begin at all, and ``everyday_times`` what is a time in other texts alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govtext.days import DAY, Days
from govtext.labels import TimeKind
from govtext.model import Span, TimeExpression
from govtext.rules import Hit, for_packs, ruleset
from govtext.source import fold
from govtext.time_resolvers import RESOLVERS, Groups

Interval = tuple[dt.date | None, dt.date | None]

_SPAN_GROUPS = frozenset(("to", "days", "between", "half", "quarter", "q", "side"))
_RELATIVE_GROUPS = frozenset(("by", "since", "before", "after"))


class TimeHit(NamedTuple):
    """An expression in a folded text: half-open offsets, and its first and last day where they are known."""

    start: int
    end: int
    rule: str
    kind: TimeKind
    first: dt.date | None
    last: dt.date | None


def find(text: str, *, reference: dt.date | None = None) -> tuple[TimeExpression, ...]:
    """Find the expressions of time in a text.

    Parameters
    ----------
    text : str
        Any text; full-width digits and signs are read as half-width ones.
    reference : datetime.date, optional
        The day that relative expressions start from: for a report of the year Y, the first of January of Y, so that 去年 is
        the year before and 今后五年 the five years from Y on. Without it they have no days.

    Returns
    -------
    tuple of TimeExpression
        In text order, not overlapping, each as long as it can be (今年上半年以来 is one); ``span`` holds half-open code-point
        offsets into `text`, ``start`` and ``end`` are the first and last day, both inclusive, or None where unknown.

    Examples
    --------
    >>> import datetime as dt
    >>> for time in find("2023年上半年增长5%，近三年翻番，*月底前完成。", reference=dt.date(2024, 1, 1)):
    ...     print(time.text, time.kind, time.start, time.end)
    2023年上半年 span 2023-01-01 2023-06-30
    近三年 relative 2021-01-01 2023-12-31
    *月底前 relative None None
    """
    return tuple(
        TimeExpression(
            id=f"t{number}",
            span=Span(start=hit.start, end=hit.end),
            text=text[hit.start : hit.end],
            rule=hit.rule,
            kind=hit.kind,
            start=hit.first,
            end=hit.last,
        )
        for number, hit in enumerate(_apart([*_everyday(text, reference), *scan(fold(text), reference)]), 1)
    )


def _everyday(text: str, reference: dt.date | None) -> Iterator[TimeHit]:
    """What reports do not write, or mean no time by: 9·15, 当季, 90日内."""
    read = "".join(sign if sign == "·" else folded for sign, folded in zip(text, fold(text), strict=True))
    for hit in ruleset("everyday_times").finditer(read):
        kind, (first, last) = _read(hit, reference)
        yield TimeHit(hit.start, hit.end, hit.rule.id, kind, first, last)


def _apart(hits: list[TimeHit]) -> Iterator[TimeHit]:
    """The expressions in text order; of two that overlap the one that begins first, then the longer one."""
    end = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:
            yield hit
            end = hit.end


def scan(text: str, reference: dt.date | None = None) -> list[TimeHit]:
    """Find the expressions in a text that is folded already.

    >>> scan("今年以来")[0].rule
    'time.relative_year'
    """
    rules = ruleset("times")
    hits: list[TimeHit] = []
    known: dict[tuple[str, str], tuple[TimeKind, Interval]] = {}
    end = 0
    for opening in ruleset("time_openings").pattern.finditer(text):
        start = opening.start()
        if start >= end and (hit := rules.match(text, start)) is not None:
            end = hit.end
            key = hit.rule.id, hit.match[0]
            if key not in known:
                known[key] = _read(hit, reference)
            kind, (first, last) = known[key]
            hits.append(TimeHit(start, end, hit.rule.id, kind, first, last))
    return hits


def _read(hit: Hit, reference: dt.date | None) -> tuple[TimeKind, Interval]:
    groups = {name: text for name, number in _group_numbers()[hit.rule.id] if (text := hit.match[number]) is not None}
    resolve = RESOLVERS[hit["resolver"]]
    try:
        interval = _bounded(resolve(groups, reference), groups, reference)
    except (ValueError, OverflowError):  # undated, or no day of the calendar: 2月30日
        interval = (None, None)
    return _kind(TimeKind(hit["kind"]), groups), interval


@for_packs()
def _group_numbers() -> Mapping[str, Sequence[tuple[str, int]]]:
    """Names and numbers of the groups of each rule."""
    numbers: dict[str, list[tuple[str, int]]] = {}
    for rules in (ruleset("times"), ruleset("everyday_times")):
        numbers |= {rule.id: [] for rule in rules.rules}
        for name, number in rules.pattern.groupindex.items():
            stem, _, index = name.rpartition("__")
            if stem != "rule":
                numbers[rules.rules[int(index)].id].append((stem, number))
    return numbers


def _kind(kind: TimeKind, groups: Groups) -> TimeKind:
    if _RELATIVE_GROUPS & groups.keys():
        return TimeKind.RELATIVE
    if _SPAN_GROUPS & groups.keys():
        return TimeKind.SPAN
    return TimeKind.PARTIAL if kind is TimeKind.RELATIVE and "month" in groups else kind


def _bounded(days: Days, groups: Groups, reference: dt.date | None) -> Interval:
    """Apply 以来, 前 and 后; after a range (2020至2025年前) the second adds nothing."""
    first, last = days
    if "since" in groups:
        return first, reference if reference and reference > first else None
    if "before" in groups and "to" not in groups:
        return reference if reference and reference <= last else None, last
    return (last + DAY, None) if "after" in groups else days
