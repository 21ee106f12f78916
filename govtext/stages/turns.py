"""Where a text whose headings do not say so turns from what was done to what will be."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache

from govtext.labels import Role
from govtext.rules import ruleset
from govtext.stages.blocks import Paragraph
from govtext.stages.roles import weight
from govtext.stages.sections import Heading
from govtext.time_expressions import TimeHit

_SENTENCE = re.compile(r"[^。！？；\n]+")
_DATED = 3.0  # what the day of a sentence says beside its words
_OPENING = 12  # characters into a sentence in which a time dates it
_CLEAR = 5.0  # a weight below minus this looks ahead
_LONGEST = 200_000  # characters of one part; a longer one is weighed by its beginning


def roles_by_text(
    copy: str, paragraphs: Sequence[Paragraph], headings: Sequence[Heading], times: Sequence[TimeHit], today: dt.date | None
) -> Callable[[int | None, int], Role]:
    """Give the role that a position has: its heading's, else what the text does there.

    `today` is the day from which its relative times are told. The function that is given back takes the index of the heading above, None where
    there is none, and the position.
    """

    @cache
    def turn_of(section: int | None) -> int:
        if section is None:
            read = [paragraph for paragraph in paragraphs if paragraph.is_read]
            start, end = read[0].start, read[-1].end
        else:
            start, end = headings[section].title_end, headings[section].end
        return _turn(copy, start, min(end, start + _LONGEST), times, today)

    def role(section: int | None, position: int) -> Role:
        if section is None and headings:
            return Role.PREFACE
        if section is not None and headings[section].role is not Role.OTHER:
            return headings[section].role
        return Role.PLAN if position >= turn_of(section) else Role.RETROSPECT

    return role


def _turn(copy: str, start: int, end: int, times: Sequence[TimeHit], today: dt.date | None) -> int:
    """The position from which the sentences of a stretch look ahead, its end where none clearly do."""
    sentences = [found.span() for found in _SENTENCE.finditer(copy, start, end)]
    odds = [_odds(copy, first, last, times, today) for first, last in sentences]
    ahead = sum(odds)
    turn, best = len(sentences), ahead
    behind = 0.0
    for k, own in enumerate(odds):
        if behind - (ahead - behind) > best:
            turn, best = k, behind - (ahead - behind)
        behind += own
    length = sum(last - first for first, last in sentences[turn:])
    return sentences[turn][0] if turn < len(sentences) and sum(odds[turn:]) < -_CLEAR * length else end


def _odds(copy: str, start: int, end: int, times: Sequence[TimeHit], today: dt.date | None) -> float:
    """How much a sentence looks back, below 0 ahead: by its words and by the time that it opens with."""
    return leaning(copy, start, end) + 1000 * _of_day(copy, start, min(start + _OPENING, end), times, today)


def leaning(copy: str, start: int, end: int) -> float:
    """How much the words of a stretch look back, below 0 ahead, the longer the more."""
    ahead: float = sum(hit["weight"] for hit in ruleset("turns").finditer(copy, start, end))
    return weight(copy[start:end]) * (end - start) - 1000 * ahead


def _of_day(copy: str, start: int, stop: int, times: Sequence[TimeHit], today: dt.date | None) -> float:
    """What the time that a sentence opens with says of it: above 0 where it is past, below 0 where it is to come."""
    i = bisect_left(times, start, key=lambda hit: hit.start)
    if today is None or i == bisect_left(times, stop, key=lambda hit: hit.start):
        return 0.0
    hit = times[i]
    if copy[hit.end - 1] == "来" or (hit.last is not None and hit.last <= today):  # 今年以来
        return _DATED
    return -_DATED if hit.first is not None and hit.first >= today else 0.0
