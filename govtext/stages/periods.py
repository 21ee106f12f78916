"""Which time expression governs a value."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from govtext.labels import Base, DocumentKind, MetricStatus, Role
from govtext.rules import ruleset
from govtext.stages.blocks import Paragraph
from govtext.stages.measures import MeasureItem
from govtext.stages.meta import MetaFacts, reviewed
from govtext.stages.sections import Heading
from govtext.stages.values import MARKER, Place
from govtext.time_expressions import TimeHit

_COMPARED = re.compile(r"[比较同与占](?:于)?$|(?:恢复|相当于)到?$|[高低快慢好优]于$|[高低超]出$")
_COMPARED_END = frozenset("比较同与占于复到出")
_FROM = frozenset("从由")  # 从2016年的12亿元提高到15亿元: the time of the first value alone
_FROM_THEN = frozenset("自从")
_MEASURED_BY = re.compile(r"(?:[是为占达超]|超过|相当于|完成)了?$")  # 是2006年的2.1倍, 占全年任务的54%: with what it is compared
_MEASURE = re.compile(r"的|(?:目标)?任务|(?:预期)?目标|预期|计划|预算|总量")
_NAMED_AIM = re.compile(r"(?:经济社会发展)?(?:主要)?(?:目标|任务)")  # 2025年目标任务顺利完成 says of no value when it was
_CLAUSE = re.compile(r"(?:\A|[，。；：！？、,;:\n])(?:其中|预计|计划|力争|确保|争取)?(?:截?[至止]|[到在从自用]|通过|经过|利用)?$")
_TITLE = 30  # characters of a title; what goes on is a sentence
_MARKER = 6  # characters of a marker, at most
_LEADING = 3  # characters before a time that leads its sentence
_COMMAS = ("，", ",", "、")
_SO_FAR = "来，"  # 五年来, 一年来, 半年来
_PARAGRAPH = re.compile(r"(?<=\n)[^\n ][^\n]*")
_FIRST = 600  # characters of a first paragraph in which it says of when it speaks
_SENTENCE_END = "。！？：；\n"
_SINCE = re.compile(r"[起开]|以来")
_RECORD = re.compile(r"的?(?:最|新[高低纪]|首次|历史|少有|罕见|未有)")  # 15年以来新高: how long it was not so
_EDGES = "初底末"
_SET_THEN = re.compile(r"(?:所?确定|预定|[制拟]定|提出|下达|安排|预期|(?:公开)?承诺|公布|部署|明确)的?")  # 年初确定的目标: when it was set
_JUST_PAST = "过去的"
_YEAR = 366  # days
_PER_HEAD = re.compile(r"[人户名亩]$")  # 每人每月
_PRICE = frozenset("不可价")
_PRICES = re.compile(r"不变价|可比价|价")  # 2005年价 says in whose prices, not when
_OPENING = 12  # characters into a paragraph that still open it
_PASSING = re.compile(r"年[初末底]|月[初末底]|上年|去年$|前[一二三四五]年")
_RECURRING = "每"
_NOW = "time.now"  # 目前: what is promised after it is not of now
_UNDATED = ("time.month", "time.part", "time.edge")
_AND_YEARS = re.compile(r"[和与及、][一二三四五六七八九十0-9]+年")  # 过去一年和五年
_DATED = re.compile(r"年|半年|季度|时期")
_GONE_THROUGH = re.compile("(?:经历了?|历经|继)$")
_FIGURE = re.compile(r"[0-9]")
_SEVERAL_YEARS = 700  # days
_PLAN_OF = re.compile(r'[”"]?(?:期间|发展|规划|经济|主要)')  # “十二五”发展的主要目标, but not “十二五”良好开局


class Titled(Protocol):
    """A heading as far as it dates what stands under it; `parent` is its index."""

    start: int
    title_start: int
    title_end: int
    parent: int | None
    role: Role


def in_reviewed_year(copy: str, times: Sequence[TimeHit], headings: Sequence[Heading], facts: MetaFacts) -> tuple[TimeHit, ...]:
    """The times, with 全年, 上半年 and 6月 moved to the year under review where a retrospect section says them without a year."""
    if facts.year is None or facts.kind is not DocumentKind.ANNUAL_REPORT:
        return tuple(times)
    looked_back = reviewed(headings, times)
    year = looked_back.last.year if looked_back and looked_back.last else facts.year - 1
    starts = [heading.start for heading in headings]
    return tuple(_moved(hit, year) if _has_no_year(copy, hit, facts.year) and _looks_back(headings, starts, hit.start) else hit for hit in times)


def _has_no_year(copy: str, hit: TimeHit, year: int) -> bool:
    assumed = hit.first is not None and hit.last is not None and hit.first.year == hit.last.year == year
    return assumed and (hit.rule in _UNDATED or copy.startswith("全年", hit.start))


def _looks_back(headings: Sequence[Heading], starts: Sequence[int], position: int) -> bool:
    i = bisect_right(starts, position) - 1
    return i >= 0 and headings[i].role is Role.RETROSPECT


def _moved(hit: TimeHit, year: int) -> TimeHit:
    return hit._replace(first=_in_year(hit.first, year), last=_in_year(hit.last, year))


def _in_year(day: dt.date | None, year: int) -> dt.date | None:
    """The day in another year; the last of February stays the last."""
    if day is None:
        return None
    last_of_month = (day + dt.timedelta(days=1)).month != day.month
    return dt.date(year, day.month, monthrange(year, day.month)[1] if last_of_month else day.day)


def own_time(copy: str, place: Place, times: Sequence[TimeHit]) -> TimeHit | None:
    """The last time expression before the value in its sentence that is no base of comparison."""
    return last_time(copy, place.sentence, place.value.start, times, place.clause)


def last_within(start: int, end: int, times: Sequence[TimeHit]) -> TimeHit | None:
    """The last time of a stretch."""
    i = bisect_left(times, (end,)) - 1
    i -= i >= 0 and times[i].end > end
    return times[i] if i >= 0 and times[i].start >= start else None


def opening_time(copy: str, start: int, end: int, times: Sequence[TimeHit]) -> TimeHit | None:
    """The time expression that a stretch opens with: a paragraph, for its later sentences, or a sentence, for the list it leads to."""
    opening = _first(start, end, times)
    if opening is None or opening.start - start > _OPENING or _NAMED_AIM.match(copy, opening.end) or _is_compared(copy, start, opening):
        return None
    if _GONE_THROUGH.search(copy, start, opening.start):
        return None  # 在经历了“十五”以来的低速增长后
    frames = copy[opening.end : opening.end + 1] in _COMMAS
    return opening if frames or not copy.startswith("年初", opening.start) else None  # 年初确定的19件实事 is a name


def framing_times(copy: str, times: Sequence[TimeHit]) -> tuple[TimeHit, ...]:
    """The times that open a sentence and hold for all after it in their paragraph: 五年来，…."""
    return tuple(hit for hit in times if copy[hit.end - 1 : hit.end + 1] == _SO_FAR and (hit.start == 0 or copy[hit.start - 1] in _SENTENCE_END))


def leading_times(
    copy: str, paragraphs: Sequence[Paragraph], measures: Sequence[MeasureItem], times: Sequence[TimeHit], headings: Sequence[Titled]
) -> Mapping[int, TimeHit]:
    """The time that is said once for several paragraphs, by the number of each.

    One that opens the last sentence before a list of dashes is that of the list: 五年来，…。——…。——…. Under a title that names a year, several
    years that open a paragraph without a figure are those of the paragraphs after it, until one has its own or a heading is dated or ends the part.
    """
    leading: dict[int, TimeHit] = {}
    for hit in times:
        if hit.start and copy[hit.start - 1] == "\n" and copy[hit.end : hit.end + 1] in _COMMAS and _days(hit) > _SEVERAL_YEARS:
            leading |= dict.fromkeys(_led(copy, hit, paragraphs, times, headings), hit)
    first: dict[int, int] = {}
    for item in measures:
        if item.style != "dash" or item.paragraph == 0:
            continue
        lead = paragraphs[first.setdefault(item.list_number, item.paragraph) - 1]
        opening = opening_time(copy, max(copy.rfind("。", lead.start, lead.end - 1) + 1, lead.start), lead.end, times)
        i = item.paragraph
        while opening and i < len(paragraphs) and paragraphs[i].start < item.end:
            leading[i] = opening
            i += 1
    return leading


def _led(copy: str, hit: TimeHit, paragraphs: Sequence[Paragraph], times: Sequence[TimeHit], headings: Sequence[Titled]) -> Iterator[int]:
    """The paragraphs that the time at the start of one without a figure is said for."""
    i = bisect_right(paragraphs, hit.start, key=lambda paragraph: paragraph.start) - 1
    above = bisect_right(headings, hit.start, key=lambda heading: heading.start) - 1
    if above < 0 or headings[above].role is not Role.RETROSPECT or _FIGURE.search(copy, hit.end, paragraphs[i].end):
        return
    titled = _of_heading(copy, hit.start, MetricStatus.ACHIEVED, times, headings)
    if titled is None or _days(titled) > _SEVERAL_YEARS:
        return
    depths = {above}
    following = above + 1
    for number in range(i + 1, len(paragraphs)):
        paragraph = paragraphs[number]
        while following < len(headings) and headings[following].start < paragraph.end:
            if headings[following].parent not in depths or _dates(copy, headings[following], times):
                return
            depths.add(following)
            following += 1
        if opening_time(copy, paragraph.start, paragraph.end, times):
            return
        yield number


def period(
    copy: str,
    place: Place,
    own: TimeHit | None,
    opening: TimeHit | None,
    base: Base | None,
    status: MetricStatus,
    times: Sequence[TimeHit],
    headings: Sequence[Heading],
) -> TimeHit | None:
    """The time of the value's own sentence, else the one that its paragraph or list opens with, else the dated heading's."""
    if status is MetricStatus.BASELINE:
        return _first(place.left, place.value.start, times) or last_time(copy, place.left, place.value.start, times)
    if base is Base.CUMULATIVE and (own is None or _is_now(own, status)):
        return None
    return governing(copy, place.value.start, own, opening, status, times, headings)


def governing(
    copy: str,
    position: int,
    own: TimeHit | None,
    opening: TimeHit | None,
    status: MetricStatus,
    times: Sequence[TimeHit],
    headings: Sequence[Titled],
) -> TimeHit | None:
    """The time of a sentence, else the one that its paragraph or list opens with, else the dated heading's.

    What is said at a position may have a number or none: values and promises in words are dated alike.
    """
    if own is not None and not _is_now(own, status):
        return own
    return opening or _of_heading(copy, position, status, times, headings)


def last_time(copy: str, start: int, end: int, times: Sequence[TimeHit], clause: int = 0) -> TimeHit | None:
    """The last time in a range that is no base of comparison; 年末 speaks for its own clause alone, and 每月 is no time of anything."""
    i = bisect_left(times, (end,)) - 1
    i -= i >= 0 and times[i].end > end
    while i >= 0 and times[i].start >= start:
        compared = _is_compared(copy, start, times[i])
        passing = times[i].start < clause and not _leads(copy, start, times[i], clause)
        if not (compared or passing or copy[times[i].start] == _RECURRING or _is_aside(copy, times[i])):
            return times[i]
        i -= 1
    return None


def _is_compared(copy: str, start: int, hit: TimeHit) -> bool:
    """Whether a time is that of another value, with which one is compared: 比上年, 高于去年."""
    at = hit.start
    return at > start and copy[at - 1] in _COMPARED_END and _COMPARED.search(copy, max(start, at - 3), at) is not None


def _leads(copy: str, sentence: int, hit: TimeHit, clause: int) -> bool:
    """Whether a time is said for the clauses after its own: inside one (4月份投产，可安排120人) it stays in it."""
    if ruleset("next_points").search(copy, hit.end, clause) is not None:
        return False
    if copy[hit.end : hit.end + 1] in _COMMAS:
        return True
    if copy[hit.end - 1] == "来":  # 增速自6月份以来居首位 says of the growth alone since when
        return copy[hit.start - 1] not in _FROM_THEN or _CLAUSE.search(copy, max(sentence - 1, hit.start - 6), hit.start) is not None
    if _PASSING.match(copy, hit.start, hit.end):
        return False
    if hit.start - sentence < _LEADING + _MARKER and hit.start - _after_marker(copy, sentence, hit.start) < _LEADING:
        return True
    if _CLAUSE.search(copy, max(sentence - 1, hit.start - 6), hit.start) is not None:
        return True
    return copy.find("：", hit.end, clause) >= 0  # 确定了今年的预期目标：


def _after_marker(copy: str, sentence: int, end: int) -> int:
    """Where a sentence begins behind the marker of its item: （1）全年立案568起."""
    marker = MARKER.match(copy, sentence, end)
    return marker.end() if marker else sentence


def _is_now(hit: TimeHit, status: MetricStatus) -> bool:
    return hit.rule == _NOW and status is MetricStatus.TARGET


def _is_aside(copy: str, hit: TimeHit) -> bool:
    """Whether a time says in whose prices a value is, from when it rose or how often it is paid."""
    if (copy[hit.end] in _PRICE and _PRICES.match(copy, hit.end)) or (
        copy[hit.start - 1] in _FROM and not _SINCE.search(copy, hit.start, hit.end + 2)
    ):
        return True
    if _MEASURE.match(copy, hit.end) and _MEASURED_BY.search(copy, max(hit.start - 3, 0), hit.start):
        return True
    if copy[hit.end - 1] in _EDGES and _SET_THEN.match(copy, hit.end):
        return True
    if copy[hit.end - 1] == "来" and _RECORD.match(copy, hit.end):
        return True
    return copy.startswith("每", hit.start) and _PER_HEAD.search(copy, hit.start - 1, hit.start) is not None


def _first(start: int, end: int, times: Sequence[TimeHit]) -> TimeHit | None:
    i = bisect_left(times, (start,))
    return times[i] if i < len(times) and times[i].end <= end else None


def _within(start: int, end: int, times: Sequence[TimeHit]) -> Iterator[TimeHit]:
    i = bisect_left(times, (start,))
    while i < len(times) and times[i].end <= end:
        yield times[i]
        i += 1


def _days(hit: TimeHit) -> int:
    """Length of a period; a heading that names the year and the five years speaks of the year first."""
    return (hit.last - hit.first).days if hit.first and hit.last else 0


def _of_heading(copy: str, position: int, status: MetricStatus, times: Sequence[TimeHit], headings: Sequence[Titled]) -> TimeHit | None:
    """The time of the nearest dated heading above; one of 过去一年和五年 dates nothing by itself, but the first paragraph under it may."""
    i: int | None = bisect_right(headings, position, key=lambda heading: heading.start) - 1
    while i is not None and i >= 0:
        heading = headings[i]
        dated = _dates(copy, heading, times)
        if not dated and status is MetricStatus.TARGET and heading.role is not Role.RETROSPECT:
            dated = _planned_times(copy, heading, times)
        if dated and heading.role is Role.RETROSPECT and status is MetricStatus.TARGET:
            return None  # what is promised inside a review is of no time under review
        if dated and _AND_YEARS.match(copy, dated[-1].end):
            return _of_first_paragraph(copy, heading.title_end, times)
        if dated:
            said = (_of_these(dated, _of_first_paragraph(copy, heading.title_end, times)) if len(dated) > 1 else None) or min(dated, key=_days)
            return (_turned_to_year(copy, heading.title_end, position, times) if _days(said) > _YEAR else None) or said
        i = heading.parent
    return None


def _of_these(named: Sequence[TimeHit], hit: TimeHit | None) -> TimeHit | None:
    """The time if it is of those that a title names: 五年来 is of 2025年和“十四五”时期, 改革开放以来 is not."""
    first = min((one.first.year for one in named if one.first), default=None)
    return hit if hit and (hit.first is None or first is None or hit.first.year >= first - 1) else None


def _turned_to_year(copy: str, start: int, position: int, times: Sequence[TimeHit]) -> TimeHit | None:
    """The year to which a review of several years turns in a paragraph before a position, and keeps to: 刚刚过去的2015年，…."""
    said = copy.rfind(_JUST_PAST, start, position)
    if said < 0:
        return None
    hit = _first(said, min(said + _OPENING, position), times)
    opens = hit is not None and "。" not in copy[copy.rfind("\n", 0, said) + 1 : said]
    return hit if hit and opens and _days(hit) in range(1, _YEAR + 1) and copy[hit.end : hit.end + 1] in _COMMAS else None


def _dates(copy: str, heading: Titled, times: Sequence[TimeHit]) -> list[TimeHit]:
    """The times that a title names."""
    title_end = min(heading.title_end, heading.title_start + _TITLE)
    named = (hit for hit in _within(heading.title_start, title_end, times) if _DATED.search(copy, hit.start, hit.end))
    return [hit for hit in named if not _is_compared(copy, heading.title_start, hit)]


def _planned_times(copy: str, heading: Titled, times: Sequence[TimeHit]) -> list[TimeHit]:
    """The five years whose plan a title is of, without the word for a time: “十二五”发展的主要目标."""
    title_end = min(heading.title_end, heading.title_start + _TITLE)
    return [hit for hit in _within(heading.title_start, title_end, times) if _PLAN_OF.match(copy, hit.end)]


def _of_first_paragraph(copy: str, title_end: int, times: Sequence[TimeHit]) -> TimeHit | None:
    """The time that frames the first paragraph under a heading."""
    text = _PARAGRAPH.search(copy, title_end)
    framing = framing_times(copy, tuple(_within(text.start(), min(text.end(), text.start() + _FIRST), times))) if text else ()
    return framing[-1] if framing else None
