"""Which time expression governs a value."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from govtext.labels import Base, MetricStatus
from govtext.stages.sections import Heading
from govtext.stages.values import Place
from govtext.times import TimeHit

_COMPARED = re.compile(r"[比较同与](?:于)?$")
_DATED = re.compile(r"年|半年|季度|时期")


def period(
    copy: str, place: Place, paragraph_start: int, base: Base | None, status: MetricStatus, times: Sequence[TimeHit], headings: Sequence[Heading]
) -> TimeHit | None:
    """The time of the value's own sentence, else the paragraph's opening one, else the dated heading's."""
    if status is MetricStatus.BASELINE:
        return _last(copy, place.left, place.value.start, times)
    own = _last(copy, place.sentence, place.value.start, times)
    if own is not None:
        return own
    if base is Base.CUMULATIVE:
        return None
    opening = _first(paragraph_start, place.sentence, times)
    if opening is not None and opening.start - paragraph_start <= 12:
        return opening
    return _of_heading(copy, place.value.start, times, headings)


def _last(copy: str, start: int, end: int, times: Sequence[TimeHit]) -> TimeHit | None:
    i = bisect_right(times, end, key=lambda hit: hit.end) - 1
    while i >= 0 and times[i].start >= start:
        if not _COMPARED.search(copy, max(start, times[i].start - 2), times[i].start):
            return times[i]
        i -= 1
    return None


def _first(start: int, end: int, times: Sequence[TimeHit]) -> TimeHit | None:
    i = bisect_left(times, start, key=lambda hit: hit.start)
    return times[i] if i < len(times) and times[i].end <= end else None


def _of_heading(copy: str, position: int, times: Sequence[TimeHit], headings: Sequence[Heading]) -> TimeHit | None:
    i: int | None = bisect_right(headings, position, key=lambda heading: heading.start) - 1
    while i is not None and i >= 0:
        heading = headings[i]
        dated = _first(heading.title_start, heading.title_end, times)
        if dated is not None and _DATED.search(copy, dated.start, dated.end):
            return dated
        i = heading.parent
    return None
