"""Numbered measures inside sections: 一是…二是…, 第一，…, ——…, ①…."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from govtext.labels import MeasureStatus, Role
from govtext.rules import Hit, ruleset
from govtext.stages.blocks import Paragraph
from govtext.stages.sections import Heading, cn_ordinal

_ORDER_WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": 4}
_INLINE_BEFORE = "。；：！？，、”）…"
_ANNOUNCING = "是为"  # 重点是（1）…
_BEFORE = {  # what may stand before a marker; elsewhere （1） is the mark of a note
    "arabic": "。；：！？" + _ANNOUNCING,
    "paren": "。；：！？" + _ANNOUNCING,
    "circled": _INLINE_BEFORE + _ANNOUNCING,
}
_TITLE_END = re.compile(r"[。；]|$")
_DASH_TITLE_END = re.compile(r"[。：；]|$")
_CLOSING_MARKS = "。；;，,：:、 "
_OPENING_ONLY = {"dash"}  # these open a paragraph or are no markers
_INTRODUCTION = 160  # characters before a list that lead to it
_ROLE_STATUS = {
    Role.RETROSPECT: MeasureStatus.DONE,
    Role.PROBLEMS: MeasureStatus.ONGOING,
    Role.PREFACE: MeasureStatus.DONE,
}


@dataclass(slots=True)
class MeasureItem:
    """One numbered measure."""

    start: int
    title_start: int
    title_end: int
    end: int
    marker: str
    style: str
    ordinal: int
    title: str
    rule: str
    section: int | None
    list_number: int
    paragraph: int
    status: MeasureStatus = MeasureStatus.DONE
    status_rule: str = ""


@dataclass(frozen=True, slots=True)
class _Marker:
    start: int
    end: int
    style: str
    ordinal: int
    rule: str
    paragraph: int
    section: int | None


def measures(copy: str, paragraphs: Sequence[Paragraph], headings: Sequence[Heading]) -> tuple[MeasureItem, ...]:
    """The measures of body and appendix, in text order."""
    markers = list(_markers(copy, paragraphs, headings))
    lists = _lists(markers)
    limits = _limits(lists, len(copy))
    found = [_item(copy, paragraphs, items, i, number, limits[number]) for number, items in enumerate(lists) for i in range(len(items))]
    found.sort(key=lambda item: item.start)
    introductions = {number: _introduction(copy, paragraphs, items[0]) for number, items in enumerate(lists)}
    for item in found:
        item.status, item.status_rule = _status(item, headings, introductions[item.list_number])
    return tuple(found)


def enclosing(items: Sequence[MeasureItem], positions: Iterable[int]) -> list[int | None]:
    """For each of some positions, in text order, the index of the innermost item around it."""
    around: list[int] = []
    found: list[int | None] = []
    following = 0
    for position in positions:
        while following < len(items) and items[following].start <= position:
            around.append(following)
            following += 1
        while around and items[around[-1]].end <= position:
            around.pop()
        found.append(around[-1] if around else None)
    return found


def _markers(copy: str, paragraphs: Sequence[Paragraph], headings: Sequence[Heading]) -> Iterator[_Marker]:
    """Every place that may begin a measure."""
    rules = ruleset("measures")
    head = -1
    titles = {heading.start: heading.title_start for heading in headings}
    for index, paragraph in enumerate(paragraphs):
        if not paragraph.is_read:
            continue
        while head + 1 < len(headings) and headings[head + 1].start <= paragraph.start:
            head += 1
        section = head if head >= 0 else None
        start = titles.get(paragraph.start, paragraph.start)
        for hit in rules.finditer(copy, start, paragraph.end):
            opens = hit.start == paragraph.start
            style = hit["style"]
            if opens and paragraph.start in titles:
                continue
            before = _BEFORE.get(style, _INLINE_BEFORE)
            if not opens and (style in _OPENING_ONLY or not (hit.start == start or copy[hit.start - 1] in before)):
                continue
            yield _Marker(hit.start, hit.end, style, _ordinal(hit), hit.rule.id, index, section)


def _ordinal(hit: Hit) -> int:
    match hit["style"]:
        case "dash":
            return 0
        case "order":
            return _ORDER_WORDS[hit.group("word") or ""]
        case _:
            return cn_ordinal(hit.group("number") or "")


def _lists(markers: Sequence[_Marker]) -> list[list[_Marker]]:
    """Markers of one style in one section, in runs that begin with one and rise by one; gaps inside a run are kept."""
    lists: list[list[_Marker]] = []
    open_lists: dict[tuple[str, int | None], list[_Marker]] = {}
    for marker in markers:
        key = (marker.style, marker.section)
        current = open_lists.get(key)
        if marker.style == "dash":
            marker = _numbered(marker, current)
        if marker.ordinal == 1:
            open_lists[key] = [marker]
            lists.append(open_lists[key])
        elif current is not None and current[-1].ordinal < marker.ordinal <= current[-1].ordinal + 2:
            current.append(marker)
    return [items for items in lists if len(items) > 1 or items[0].style in ("is", "must")]


def _numbered(marker: _Marker, current: list[_Marker] | None) -> _Marker:
    """A dash gets its place in the list as its ordinal."""
    ordinal = current[-1].ordinal + 1 if current is not None else 1
    return _Marker(marker.start, marker.end, marker.style, ordinal, marker.rule, marker.paragraph, marker.section)


def _limits(lists: Sequence[Sequence[_Marker]], text_end: int) -> list[int]:
    """Where each list is over at the latest: where the next of its style begins."""
    limits: list[int] = []
    following: dict[str, int] = {}
    for items in reversed(lists):
        limits.append(following.get(items[0].style, text_end))
        following[items[0].style] = items[0].start
    return limits[::-1]


def _item(copy: str, paragraphs: Sequence[Paragraph], items: Sequence[_Marker], i: int, number: int, limit: int) -> MeasureItem:
    marker = items[i]
    paragraph_end = min(paragraphs[marker.paragraph].end, limit)
    end = items[i + 1].start if i + 1 < len(items) else _last_end(copy, marker, paragraph_end)
    while end > marker.end and copy[end - 1] in " \n":
        end -= 1
    stop = (_DASH_TITLE_END if marker.style == "dash" else _TITLE_END).search(copy, marker.end, min(end, paragraph_end))
    title_end = stop.start() if stop else min(end, paragraph_end)
    title = copy[marker.end : title_end].rstrip(_CLOSING_MARKS)
    return MeasureItem(
        marker.start,
        marker.end,
        marker.end + len(title),
        end,
        copy[marker.start : marker.end],
        marker.style,
        marker.ordinal,
        title,
        marker.rule,
        marker.section,
        number,
        marker.paragraph,
    )


def _last_end(copy: str, marker: _Marker, paragraph_end: int) -> int:
    """The last item of a list ends with its paragraph, or before a sentence that speaks of the whole list."""
    whole = ruleset("list_ends").search(copy, marker.end, paragraph_end)
    return whole.start + 1 if whole else paragraph_end


def _introduction(copy: str, paragraphs: Sequence[Paragraph], first: _Marker) -> str:
    """What leads to a list: the text before it in its paragraph, else the paragraph before."""
    start = paragraphs[first.paragraph].start
    if start == first.start and first.paragraph:
        start = paragraphs[first.paragraph - 1].start
    return copy[max(start, first.start - _INTRODUCTION) : first.start]


def _status(item: MeasureItem, headings: Sequence[Heading], introduction: str) -> tuple[MeasureStatus, str]:
    """By the cues of the title, else by what leads to the list, else by the section's role."""
    cue = ruleset("measure_status").search(item.title)
    if cue:
        return MeasureStatus(cue["status"]), cue.rule.id
    lead = ruleset("list_leads").search(introduction)
    if lead:
        return MeasureStatus(lead["status"]), lead.rule.id
    role = headings[item.section].role if item.section is not None else Role.PREFACE
    if role is Role.OUTLOOK and item.style == "dash":
        return MeasureStatus.PLANNED, "status.role"
    return _ROLE_STATUS.get(role, MeasureStatus.PLANNED), "status.role"
