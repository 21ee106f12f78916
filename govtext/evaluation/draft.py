"""Writing gold markup: the counterpart of `govtext.evaluation.gold.loads`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from enum import IntEnum

from govtext.evaluation.annotation import Annotation, Metric
from govtext.evaluation.gold import MOVING, marker_style, measure_status, metric_status, plain_number, scale_word, shown
from govtext.labels import Bound, Direction, MetricKind, PlaceholderKind, Role

_LITERAL = re.compile(r"[\\|]|\A[\[\]{}()<>]|([\[\]{}()<>])(?=\1)|[\[\]{}()<>]\Z")


class _Order(IntEnum):
    """Which of the marks that stand at one offset comes first: ends before beginnings, the inner end and the outer beginning first."""

    BLANK_ENDS = 0
    VALUE_ENDS = 1
    TITLE_ENDS = 2
    ITEM_ENDS = 3
    TITLE_BEGINS = 4
    MARKER_ENDS = 5
    PERIOD = 6
    VALUE_BEGINS = 7
    BLANK_BEGINS = 8


_Mark = tuple[int, _Order, str]


def dumps(annotation: Annotation) -> str:
    """Write an annotation as markup; reading it gives the annotation back.

    >>> from govtext.evaluation.gold import loads
    >>> dumps(loads("((今年))税收增长[[6.5%|税收|growth exact]]。"))
    '今年税收增长((|今年))[[6.5%|税收|growth]]。'
    """
    pieces, pos = [], 0
    for at, _, mark in sorted(_marks(annotation), key=lambda mark: mark[:2]):
        pieces += [_literal(annotation.text[pos:at]), mark]
        pos = at
    return "".join([*pieces, _literal(annotation.text[pos:])])


def _literal(text: str) -> str:
    return _LITERAL.sub(r"\\\g<0>", text)


def _marks(annotation: Annotation) -> Iterator[_Mark]:
    starts = [h.span.start for h in annotation.headings]
    roles = [Role.PREFACE, *(h.role for h in annotation.headings)]
    above: list[Role] = []
    for h in annotation.headings:
        words = [f"h{h.level}"]
        words += [h.role] if h.level == 1 or above[h.level - 2] is not h.role else []
        words += [h.style] if marker_style(h.marker) is not h.style else []
        above[h.level - 1 :] = [h.role]
        yield from _numbered(h.span.start, h.marker, h.span.end, words)
    for m in annotation.measures:
        words = [] if m.ordinal is None else [str(m.ordinal)]
        words += [m.status] if m.status is not measure_status(roles[bisect_right(starts, m.span.start)]) else []
        yield from _numbered(m.span.start, m.marker, m.span.end, words)
        yield m.end, _Order.ITEM_ENDS, "<</>>"
    for p in annotation.placeholders:
        end = "}}" if p.kind is PlaceholderKind.NUMBER else f"|{p.kind}}}}}"
        yield p.span.start, _Order.BLANK_BEGINS, "{{" + (end if p.span.start == p.span.end else "")
        if p.span.start < p.span.end:
            yield p.span.end, _Order.BLANK_ENDS, end
    period = None
    for v in annotation.metrics:
        if v.period != period:
            yield v.span.start, _Order.PERIOD, f"((|{v.period or ''}))"
            period = v.period
        words = _metric_words(v, shown(annotation.text, v.span, annotation.placeholders), roles[bisect_right(starts, v.span.start)])
        yield v.span.start, _Order.VALUE_BEGINS, "[["
        yield v.span.end, _Order.VALUE_ENDS, "|".join(["", _indicator(v), *([" ".join(words)] if words else [])]) + "]]"


def _numbered(start: int, marker: str, end: int, words: list[str]) -> Iterator[_Mark]:
    yield start, _Order.TITLE_BEGINS, "<<"
    yield start + len(marker), _Order.MARKER_ENDS, "|"
    yield end, _Order.TITLE_ENDS, f"|{' '.join(words)}>>"


def _indicator(metric: Metric) -> str:
    marked, pos = "", 0
    for part in metric.head if metric.head != (metric.indicator,) else ():
        at = metric.indicator.index(part, pos)
        marked += f"{metric.indicator[pos:at]}_{part}_"
        pos = at + len(part)
    return marked + metric.indicator[pos:]


def _metric_words(metric: Metric, value: str, role: Role) -> list[str]:
    number = (metric.low, metric.high, metric.scale, metric.unit)
    words = [] if metric.kind is MetricKind.LEVEL else [metric.kind.value]
    words += [] if metric.bound is Bound.EXACT else [metric.bound.value]
    words += [metric.direction.value] if metric.direction and (metric.direction is not Direction.UP or metric.kind not in MOVING) else []
    words += [metric.base.value] if metric.base else []
    words += [metric.status.value] if metric.status is not metric_status(role) else []
    words += [] if plain_number(value) == number else [_written(*number)]
    words += [f"longest={''.join(metric.longest.split())}"] if metric.longest else []
    words += [f"also={''.join(name.split())}" for name in metric.also]
    return words + ["estimated"] * metric.estimated + ["optional"] * metric.optional


def _written(low: Decimal | None, high: Decimal | None, scale: Decimal, unit: str) -> str:
    ends = ["?" if end is None else f"{(end / scale).normalize():f}" for end in (low, high)]
    return "=" + "..".join(dict.fromkeys(ends)) + scale_word(scale) + unit
