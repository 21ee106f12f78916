"""Which value expressions of the body are metrics, each with the stretch of text that belongs to it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govtext.labels import Bound, MetricKind, PlaceholderKind
from govtext.naming.heads import ends_with_quantity
from govtext.naming.words import lexis
from govtext.rules import ruleset
from govtext.stages.blocks import Paragraph
from govtext.stages.placeholders import Blank
from govtext.units import Unit, lookup
from govtext.value_expressions import Value, scan, without_figure
from govtext.value_readers import LARGE

MARKER = re.compile(
    r"(?:（(?:\d{1,2}|[一二三四五六七八九十]{1,3})）[、.]?|\d{1,2}[.、）](?!\d)|[①-⑳⑴-⒛㈠-㈩]"
    r"|\d{1,2}(?:\.\d{1,2}){1,2}(?=[\u4e00-\u9fff])(?!.{0,2}(?:假|黄金周))|[A-Za-z][.、）](?=[\u4e00-\u9fff])"
    r"|[一二三四五六七八九十]{1,3}(?:是|要(?!素)|、(?![一二三四五六七八九十]))|[—-]{1,4}(?!\d)|[●•·◆◇■▪★▲]) ?"
)
_NUMBERED = re.compile(r"\d{1,2}[.、](?=\d)")
_CLAUSE_END = re.compile(r"[，；：。！？]")
_SENTENCE_END = re.compile(r"[。！？]")
_RATIO = re.compile(r"(?:(?:指数|系数|之比|得分|评分|均分)(?:(?:下降|降低|上升|提高|增加|减少)了?)?|率)$")  # what is a number without unit
_LONGEST_RATIO = 6  # characters
_CONNECTOR = re.compile(r"[、和与及](?:分别)?|以及|，?分别|[、，](?:力争|争取|努力)(?:达到|实现|突破)?")
_JOINED = re.compile(r"(?P<first>[^，。；、和与及]{2,20})[、和与及][^，。；、和与及]{2,20}$")
_SCALES = frozenset("十百千万亿")
_BEYOND = re.compile(r"(?P<measured>[\u4e00-\u9fff]{0,8})(?<![突超越跨迈])[超过]$")
_OPEN = frozenset({Bound.AT_LEAST, Bound.AT_MOST, Bound.MORE_THAN, Bound.LESS_THAN})
_COUNTED = re.compile(r"[\u4e00-\u9fff“”]{1,12}")
_UP_TO_COUNT = re.compile(r"[\u4e00-\u9fff“”]{1,12}[^，。；：！？\n]{0,12}")
_LONGEST_BOUND = 2
_NAME_REACH = 10
_LETTER = re.compile(r"[\u4e00-\u9fff（“](?<![和与及到至])")
_FROM = ("从", "由")
_NUMERIC_BLANKS = (PlaceholderKind.NUMBER, PlaceholderKind.PERCENT)
_TIME_DIMENSIONS = frozenset({"time", "calendar"})
_TIME_WINDOW = 14
_LARGE_COUNT = 100
_MOST_MASKS = 8  # in one value
LONGEST_SENTENCE = 1000  # what goes on without a full stop is read in pieces of this length


class Place(NamedTuple):
    """A value with the text around it: its sentence, its clause, and its field between the neighbouring values."""

    value: Value
    unit: Unit | None
    blanks: tuple[int, ...]
    paragraph: int
    sentence: int
    clause: int
    left: int
    coordinate: bool  # only a connector parts it from the value before
    run_end: int  # end of the values that stand side by side with it: 1754户3735人脱贫
    run_right: int  # up to where the noun after them may reach
    sizes: tuple[tuple[int, int], ...] = ()  # stretches of its field that say of what size something is: 过亿元|项目12个


def places(copy: str, paragraphs: Sequence[Paragraph], blanks: Sequence[Blank], blocked: Sequence[tuple[int, int]]) -> Iterator[Place]:
    """The values of body and appendix that are metrics, in text order.

    `blocked` holds the sorted stretches that hold no value: time expressions, fixed terms, markers.
    """
    for index, paragraph in enumerate(paragraphs):
        if paragraph.is_told:
            yield from _in_paragraph(copy, index, paragraph, blanks, blocked)


def _in_paragraph(copy: str, index: int, paragraph: Paragraph, blanks: Sequence[Blank], blocked: Sequence[tuple[int, int]]) -> Iterator[Place]:
    deleted = {value.start: value for value in _deleted(copy, paragraph, blanks)}
    found = [*deleted.values(), *(value for value in _unblocked(copy, paragraph, blocked) if value.start not in deleted)]
    written = _with_shared_units(copy, sorted(found, key=lambda value: value.start))
    sizes = _sizes(copy, written)
    values = [value for value in written if value.end not in sizes and _is_metric(copy, value, paragraph, blanks)]
    if not values:
        return
    opening = _opening(copy, paragraph, blocked)
    clauses = [opening] + [mark.end() for mark in _CLAUSE_END.finditer(copy, paragraph.start, paragraph.end)]
    sentences = [opening] + [mark.end() for mark in _SENTENCE_END.finditer(copy, paragraph.start, paragraph.end)]
    runs = _runs(copy, values)
    respectively = False
    sentence = opening
    for i, value in enumerate(values):
        previous = values[i - 1].end if i else opening
        clause = clauses[bisect_right(clauses, value.start) - 1]
        sentence = max(sentence, sentences[bisect_right(sentences, value.start) - 1])
        if value.start - sentence > LONGEST_SENTENCE:
            sentence = max(clause, previous)
        run = runs[i]
        run_end = values[run].end
        run_right = _next(clauses, run_end, paragraph.end)
        if run + 1 < len(values):
            run_right = min(run_right, values[run + 1].start)
        joined = i > 0 and previous >= sentence and _CONNECTOR.fullmatch(copy, previous, value.start) is not None
        respectively = (respectively and joined) or "分别" in copy[max(clause, previous) : value.start]
        joined = joined and (respectively or values[i - 1].unit == value.unit or _of_quantities(copy, clause, values, i))
        left = _after_marker(copy, _after_bracket(copy, max(clause, previous), value.start), value.start)
        inside = tuple((start, end) for end, start in sizes.items() if left <= start < run_right)
        yield Place(value, lookup(value.unit), masks_in(value, blanks), index, sentence, clause, left, joined, run_end, run_right, inside)


def _sizes(copy: str, values: Sequence[Value]) -> dict[int, int]:
    """Where the stretches end and begin that say only of what size the things are that a value beside them counts.

    过亿元|项目12个, 收入超10亿元|的16户, 投资5000万元以上|项目30个, 30个投资|5000万元以上|项目, but 投入资金2亿元以上建成桥梁3座.
    """
    sizes: dict[int, int] = {}
    for before, value, following in zip((None, *values), values, (*values[1:], None), strict=False):
        if not value.unit or not _COUNTED.match(copy, value.end) or _counts(value):
            continue
        if (start := _bounded(copy, value)) is not None and _is_size(copy, before, value, start, following):
            sizes[value.end] = start
    return sizes


def _bounded(copy: str, value: Value) -> int | None:
    """Where a value with an open bound begins, the word for the bound included; None where it has none."""
    if value.bound in _OPEN:
        return value.start
    bound = ruleset("size_bounds").search(copy, max(value.start - _LONGEST_BOUND, 0), value.start)
    return bound.start if bound else None


def _is_size(copy: str, before: Value | None, value: Value, start: int, following: Value | None) -> bool:
    if following is not None and _counts(following) and _UP_TO_COUNT.fullmatch(copy, value.end, following.start):
        return not _does(copy, value.end, following.start)
    if before is not None and _counts(before) and before.end <= start and _COUNTED.fullmatch(copy, before.end, start):
        noun = _COUNTED.match(copy, value.end)
        return noun is not None and not _does(copy, value.end, noun.end())
    return False


def _counts(value: Value) -> bool:
    unit = lookup(value.unit)
    return unit is not None and unit.classifier


def _does(copy: str, start: int, end: int) -> bool:
    """Whether a stretch tells what is done, and no thing: it begins with a verb, or has no words."""
    words = lexis().cut(copy, start, end)
    return not words or ((words[0].tag == "v" or lexis().is_governing(words[0].text)) and not lexis().is_added(words[0].text))


def _runs(copy: str, values: Sequence[Value]) -> list[int]:
    """For each value the last of those that stand side by side with it."""
    runs = list(range(len(values)))
    for i in range(len(values) - 2, -1, -1):
        if values[i].unit and copy[values[i].end : values[i + 1].start] in ("", "、", "和"):
            runs[i] = runs[i + 1]
    return runs


def _of_quantities(copy: str, clause: int, values: Sequence[Value], i: int) -> bool:
    """Whether quantities of several units are joined before values that stand side by side: 面积和产量保持在1000万亩、400万吨."""
    joint = _JOINED.match(copy, clause, values[i - 1].start)
    return joint is not None and ends_with_quantity(joint["first"]) and (i < 2 or values[i - 2].end < joint.start())


def _next(starts: list[int], position: int, default: int) -> int:
    """The mark that closes the clause in which a position stands."""
    i = bisect_right(starts, position)
    return starts[i] - 1 if i < len(starts) else default


def _after_bracket(copy: str, left: int, start: int) -> int:
    """A bracket that closes before the value is no part of its field: （当年价，下同）增长9%."""
    closing = copy.rfind("）", left, start)
    return closing + 1 if closing >= 0 and copy.find("（", left, closing) < 0 else left


def _after_marker(copy: str, left: int, start: int) -> int:
    """The marker of an item is no part of its field: （1）生产总值增长8%."""
    marker = MARKER.match(copy, left, start)
    return marker.end() if marker else left


def _opening(copy: str, paragraph: Paragraph, blocked: Sequence[tuple[int, int]]) -> int:
    """Where a paragraph begins: behind its marker where that alone does not tell it from a number, 2.|5G基站300个."""
    marker = _NUMBERED.match(copy, paragraph.start, paragraph.end)
    if marker is None:
        return paragraph.start
    i = bisect_left(blocked, (paragraph.start,))
    return marker.end() if i < len(blocked) and blocked[i] == marker.span() else paragraph.start


def _unblocked(copy: str, paragraph: Paragraph, blocked: Sequence[tuple[int, int]]) -> Iterator[Value]:
    position = paragraph.start
    i = bisect_right(blocked, position, key=lambda stretch: stretch[1])
    while position < paragraph.end:
        stop, resume = blocked[i] if i < len(blocked) else (paragraph.end, paragraph.end)
        if stop > position:
            yield from scan(copy, position, min(stop, paragraph.end))
        position = max(position, resume)
        i += 1


def _deleted(copy: str, paragraph: Paragraph, blanks: Sequence[Blank]) -> Iterator[Value]:
    """Values whose figure was taken out of the text: what is left is scale, unit and bound."""
    first = bisect_right(blanks, paragraph.start - 1, key=lambda blank: blank.start)
    for i in range(first, len(blanks)):
        if blanks[i].start >= paragraph.end:
            return
        if blanks[i].start == blanks[i].end:
            yield from without_figure(copy, blanks[i].start, paragraph.end)


def _with_shared_units(copy: str, values: list[Value]) -> list[Value]:
    """In a list with one unit at its end each value has that unit: 10.6万、3.8万、3.3万平方公里, 12.7个、12个百分点."""
    for i in range(len(values) - 2, -1, -1):
        value, following = values[i], values[i + 1]
        points = value.unit == "个" and f"个{following.unit}" in copy[following.start : following.end]
        part_of = value.unit == "" or points or (value.unit == "个" and following.unit.startswith("个"))
        if part_of and following.unit and value.kind is MetricKind.LEVEL and copy[value.end : following.start] in ("、", "和", "，"):
            values[i] = value._replace(unit=following.unit)
    return values


def masks_in(value: Value, blanks: Sequence[Blank]) -> tuple[int, ...]:
    """The blanks inside a value."""
    first = bisect_right(blanks, value.start - 1, key=lambda blank: blank.start)
    return tuple(i for i in range(first, min(first + _MOST_MASKS, len(blanks))) if blanks[i].start < value.end)


def _is_metric(copy: str, value: Value, paragraph: Paragraph, blanks: Sequence[Blank]) -> bool:
    """Whether a value counts or measures something, by its mask, unit and neighbours."""
    if value.masked and not any(_stands_for(blanks[i].kind, value) for i in masks_in(value, blanks)):
        return False
    unit = lookup(value.unit)
    hit = ruleset("no_metrics").search(copy, max(paragraph.start, value.start - 6), value.start)
    if hit is not None and (unit is None or hit.rule.produces.get("unless") != unit.dimension):
        return False
    if value.kind is MetricKind.RANK and copy[value.end - 1] not in "位名":
        return ruleset("rank_cues").search(copy, max(paragraph.start, value.start - 12), value.start) is not None
    if value.kind is not MetricKind.LEVEL:
        return True
    if _is_of_a_class(copy, value, unit, paragraph):
        return False
    if value.unit.endswith("级"):
        return False
    before = copy[value.start - 1 : value.start] if value.start > paragraph.start else ""
    after = copy[value.end : value.end + 1] if value.end < paragraph.end else ""
    if (before and before in "+第") or after == "+":
        return False
    if ruleset("class_values").match(copy, value.end, paragraph.end):
        return False
    if not value.unit:
        return _is_metric_without_unit(copy, value, after)
    if unit is not None and unit.dimension in _TIME_DIMENSIONS:
        return ruleset("time_cues").search(copy, max(paragraph.start, value.start - _TIME_WINDOW), value.start) is not None
    return not value.chinese or _counts_in_words(copy, value, unit, paragraph)


def _is_of_a_class(copy: str, value: Value, unit: Unit | None, paragraph: Paragraph) -> bool:
    """Whether a value says only of what class something is: 60岁以上老人, but 寿命从72岁提高到; 超亿元企业, but 税收超亿元."""
    if unit is not None and unit.dimension == "age":
        return bool(_LETTER.match(copy, value.end, paragraph.end)) and not ruleset("movements").match(copy, value.end)
    if copy[value.start] not in _SCALES or not _LETTER.match(copy, value.end, paragraph.end):
        return False
    before = _BEYOND.search(copy, max(paragraph.start, value.start - _NAME_REACH), value.start)
    return before is not None and not ends_with_quantity(before["measured"])


def _counts_in_words(copy: str, value: Value, unit: Unit | None, paragraph: Paragraph) -> bool:
    """Small counts in Chinese numerals are idioms and ordinals as often as counts: 一条风景线, 二期工程, 六次全会."""
    if value.low is None or value.low >= _LARGE_COUNT or value.low != int(value.low) or value.bound is Bound.RANGE:
        return True
    if unit is not None and not unit.classifier and (value.scale > 1 or value.bound is not Bound.EXACT):
        return True
    if value.low <= 1 or unit is None:
        return False
    return ruleset("word_counts").match(copy, value.start, min(value.end + 8, paragraph.end)) is not None


def _stands_for(kind: PlaceholderKind, value: Value) -> bool:
    """Whether a blank of this kind can be the number of such a value."""
    return kind in _NUMERIC_BLANKS or (kind is PlaceholderKind.ORDINAL and value.kind is MetricKind.RANK)


def _is_metric_without_unit(copy: str, value: Value, after: str) -> bool:
    if after.isascii() and after.isalpha():
        return False
    if value.scale > 1 or value.bound is Bound.MORE_THAN or ruleset("marks_passed").match(copy, value.end):
        return True
    if value.chinese and value.low is not None and value.low >= LARGE:
        return True
    if copy[value.start - 1 : value.start] in _FROM and ruleset("movements").match(copy, value.end):
        return "." in copy[value.start : value.end]  # 从2.5缩小到2.3, but 从0到1
    introduced = any("trailing" in lexis().classes(copy[value.start - length : value.start]) for length in (1, 2, 3))
    ratio = _RATIO.search(copy, max(value.start - _LONGEST_RATIO, 0), value.start) is not None
    written = not value.chinese and (not value.masked or "." in copy[value.start : value.end])
    return (introduced or ratio) and written and (not after or after in "，。；、）")
