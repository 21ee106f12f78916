"""Which figures of a report a mask hides: those of its values and of its dates, to the character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govtext.labels import BlockKind, MetricKind, PlaceholderKind
from govtext.model import Metric, Report, TimeExpression
from govtext.source import fold
from govtext.value_expressions import scan

# Digits that an archive split by spaces or lines are one figure; so is 2×220.
_ARABIC = re.compile(r"(?<![A-Za-z.\d])(?<![A-Za-z]\s)\d(?:[\s,]{0,3}\d)*(?:\s{0,2}\.\s{0,2}\d(?:\s{0,2}\d)*)?(?:×\d+(?:\.\d+)?)?")
_YEAR = re.compile(r"(?:1[6-9]|2[01])\d\d")
_CHINESE = re.compile(r"(?:[〇零一二两三四五六七八九十百万亿几数]|千(?![瓦克米伏焦卡赫]))+(?:点[〇零一二三四五六七八九]+)?")
_CALENDAR = re.compile(
    r"(?<![前后头第上下这的近新每])(?P<number>[〇零○一二三四五六七八九十廿]+)(?=(?:[-—~至到、][〇零○一二三四五六七八九十廿]+)?(?P<unit>年|月|日|号))"
)
_SCALE = re.compile(r"[万亿]+$")
_VAGUE = re.compile(r"[几数]")
_MASK_BEFORE, _MASK_AFTER = re.compile(r"[*Xx□_][.,]?$"), re.compile(r"[.,]?[*Xx□_]")
# A figure of which a part is masked: 1*0, 21.X, 1,*00.
_PARTLY_MASKED = re.compile(r"(?=[\d.,]*[*×Xx□○])(?=[*×Xx□○.,]*\d)[\d*×Xx□○]+(?:,[\d*×Xx□○]{3})*(?:\.[\d*×Xx□○]+)?")
_UNIT_OF_DATE = re.compile(r"[年月日号]")
_DATE_KINDS = {"年": PlaceholderKind.YEAR, "月": PlaceholderKind.MONTH, "日": PlaceholderKind.DAY, "号": PlaceholderKind.DAY}
_SHARES = ("%", "‰", "百分点", "千分点")
_LONG_ENOUGH = 4  # digits that make a figure telling wherever it stands

# Values in words that a mask would make unreadable (三分之一, 一半, 五成, 翻番, 首位, 百强) stay as they are.
_IN_WORDS = frozenset(("value.fraction", "value.half", "value.tenths", "value.doubling", "value.rank_first", "value.strong"))
_DATES = frozenset(("time.date", "time.numeric_months", "time.calendar", "time.short_year", "time.relative_year", "time.month", "time.shifted"))
_COUNTED_IN_WORDS = ("年", "月", "天")
_UNREAD = frozenset((BlockKind.DUPLICATE, BlockKind.GLOSSARY, BlockKind.META))


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the text, `written` as it is read; of a year only what follows its century is hidden."""

    start: int
    end: int
    written: str
    kind: PlaceholderKind
    year_tail: bool = False


def numbers(report: Report, keep: frozenset[str]) -> Iterator[Figure]:
    """Find the figures of values in the body, in copies and in glossaries, and the same figures wherever else they stand."""
    figures = [figure for metric in report.metrics if not keep & _names(metric) for figure in _in_metric(report.text, metric)]
    figures += _in_unread(report, keep)
    yield from figures
    yield from _said_again(report, {figure.written for figure in figures if "." in figure.written or len(figure.written) >= _LONG_ENOUGH})


def dates(report: Report, keep: frozenset[str]) -> Iterator[Figure]:
    """Find the numbers of years, months and days; counts of them (近三年) and quarters stay."""
    for time in report.times:
        if time.rule in _DATES and time.text not in keep:
            yield from _in_time(time)


def _names(metric: Metric) -> set[str]:
    """Give what a metric can be called by one who wants it kept."""
    return {metric.text, metric.indicator.text, metric.canonical or metric.text}


def _in_metric(text: str, metric: Metric) -> Iterator[Figure]:
    rule = next((evidence.rule for evidence in metric.evidence if evidence.field == "value"), "")
    start, end = metric.value_span.start, metric.value_span.end
    kind = PlaceholderKind.ORDINAL if metric.kind is MetricKind.RANK else _kind(metric.unit)
    in_words = rule in _IN_WORDS or metric.unit in _COUNTED_IN_WORDS
    folded = fold(text[start:end])
    if metric.placeholder_ids:
        yield from (_figure(folded, start, partly.start(), partly.end(), kind) for partly in _PARTLY_MASKED.finditer(folded))
    yield from _numerals(folded, start, kind, arabic=rule not in _IN_WORDS, chinese=not in_words and rule != "value.number")


def _kind(unit: str) -> PlaceholderKind:
    return PlaceholderKind.PERCENT if unit in _SHARES else PlaceholderKind.NUMBER


def _numerals(folded: str, offset: int, kind: PlaceholderKind, *, arabic: bool, chinese: bool) -> Iterator[Figure]:
    for match in _ARABIC.finditer(folded) if arabic else ():
        if not _touches_mask(folded, match):
            yield _figure(folded, offset, match.start(), match.end(), kind)
    for match in _CHINESE.finditer(folded) if chinese else ():
        if not (_VAGUE.search(match[0]) or folded.startswith("分之", match.end()) or _ends_a_number(folded[: match.start()])):
            scale = _SCALE.search(match[0])
            stop = match.end() - len(scale[0]) if scale else match.end()
            if stop > match.start():  # 亿元以上 holds no figure
                yield _figure(folded, offset, match.start(), stop, kind)


def _ends_a_number(before: str) -> bool:
    return before[-1:].isdigit() or before[-1:] in tuple("*×余多. ")


def _in_unread(report: Report, keep: frozenset[str]) -> Iterator[Figure]:
    """Find the figures with a unit in parts that are not read for content: a copy of the report tells what the report tells."""
    dated = {offset for time in report.times for offset in range(time.span.start, time.span.end)}
    for block in (block for block in report.blocks if block.kind in _UNREAD):
        folded, start = fold(block.text), block.span.start
        for value in scan(folded, 0, len(folded)):
            open_figure = value.unit and value.rule not in _IN_WORDS and start + value.start not in dated
            if open_figure and block.text[value.start : value.end] not in keep:
                yield from _numerals(folded[value.start : value.end], start + value.start, _kind(value.unit), arabic=True, chinese=False)


def _said_again(report: Report, written: Iterable[str]) -> Iterator[Figure]:
    """Find telling figures where they are no value: in a slogan, a caption, a footnote."""
    markers = [(section.heading_span.start, section.title_span.start) for section in report.sections]
    wanted = frozenset(written)
    folded = fold(report.text)
    for match in _ARABIC.finditer(folded):
        telling = re.sub(r"[\s,]", "", match[0]) in wanted and not _YEAR.fullmatch(match[0]) and not _touches_mask(folded, match)
        if telling and not any(start <= match.start() < end for start, end in markers):
            yield _figure(folded, 0, match.start(), match.end(), PlaceholderKind.NUMBER)


def _in_time(time: TimeExpression) -> Iterator[Figure]:
    folded, offset = fold(time.text), time.span.start
    for match in _ARABIC.finditer(folded):
        if _touches_mask(folded, match) or _is_count(folded, match):
            continue
        unit = _UNIT_OF_DATE.search(folded, match.end())
        kind = _DATE_KINDS[unit[0]] if unit else PlaceholderKind.UNKNOWN
        if _YEAR.fullmatch(re.sub(r"\s", "", match[0])):
            third = [i for i in range(match.start(), match.end()) if folded[i].isdigit()][2]
            yield _figure(folded, offset, third, match.end(), PlaceholderKind.YEAR, year_tail=True)
        else:
            yield _figure(folded, offset, match.start(), match.end(), kind)
    for match in _CALENDAR.finditer(folded):
        yield _figure(folded, offset, match.start("number"), match.end("number"), _DATE_KINDS[match["unit"]])


def _is_count(folded: str, match: re.Match[str]) -> bool:
    return folded[match.end() : match.end() + 1] in ("个", "季") or folded[max(match.start() - 1, 0) : match.start()] in tuple("前后头第")


def _touches_mask(folded: str, match: re.Match[str]) -> bool:
    return bool(_MASK_BEFORE.search(folded[max(match.start() - 2, 0) : match.start()]) or _MASK_AFTER.match(folded, match.end()))


def _figure(folded: str, offset: int, start: int, end: int, kind: PlaceholderKind, *, year_tail: bool = False) -> Figure:
    return Figure(offset + start, offset + end, re.sub(r"[\s,]", "", folded[start:end]), kind, year_tail)
