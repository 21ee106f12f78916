"""Which figures of a report a mask hides: those of its values and of its dates, to the character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from govtext.model import Metric, Report, TimeExpression
from govtext.source import fold

_ARABIC = re.compile(r"\d(?:[\s,]{0,3}\d)*(?:\s{0,2}\.\s{0,2}\d(?:\s{0,2}\d)*)?")
_YEAR = re.compile(r"(?:1[6-9]|2[01])\d\d")
_CHINESE = re.compile(r"[〇零一二两三四五六七八九十百千万亿几数]+(?:点[〇零一二三四五六七八九]+)?")
_SCALE = re.compile(r"[万亿]+$")
_CALENDAR = re.compile(
    r"(?<![前后头第上下这的近新每])(?P<number>[〇零○一二三四五六七八九十廿]+)(?=(?:[-—~至到、][〇零○一二三四五六七八九十廿]+)?(?:年|月|日|号))"
)
_VAGUE = re.compile(r"[几数]")
_MASKED = re.compile(r"[*×Xx□_]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the text; a year keeps its first two digits outside of it."""

    start: int
    end: int
    decimals: bool
    digits: str


# Values written as words that a mask would make unreadable (三分之一, 一半, 五成, 翻番, 首位, 百强) stay.
_IN_WORDS = frozenset(("value.fraction", "value.half", "value.tenths", "value.doubling", "value.rank_first", "value.strong"))
_DATES = frozenset(("time.date", "time.numeric_months", "time.calendar", "time.short_year", "time.relative_year", "time.month", "time.shifted"))


def in_metrics(report: Report) -> Iterator[Figure]:
    """The figures of values, those that are masked already and those in words left out."""
    for metric in report.metrics:
        rule = _value_rule(metric)
        if rule not in _IN_WORDS:
            yield from _numerals(report.text, metric.value_span.start, metric.value_span.end, rule)


def in_times(report: Report) -> Iterator[Figure]:
    """The numbers of years, months and days; counts of them (近三年) and quarters stay."""
    for time in report.times:
        if time.rule in _DATES:
            yield from _calendar(report.text, time)


def _value_rule(metric: Metric) -> str:
    return next((evidence.rule for evidence in metric.evidence if evidence.field == "value"), "")


def _numerals(text: str, start: int, end: int, rule: str) -> Iterator[Figure]:
    folded = fold(text[start:end])
    for match in _ARABIC.finditer(folded):
        if not _touches_mask(folded, match) and folded[match.end() : match.end() + 1] != "×":
            yield _figure(folded, start, match.start(), match.end())
    for match in _CHINESE.finditer(folded):
        if _is_chinese_figure(folded, match, rule):
            scale = _SCALE.search(match[0])
            stop = match.end() - len(scale[0]) if scale and scale.start() else match.end()
            yield _figure(folded, start, match.start(), stop)


def _is_chinese_figure(folded: str, match: re.Match[str], rule: str) -> bool:
    """Whether a run of Chinese numerals is a number of its own, not a scale word, a vague word or the base of a fraction."""
    after_digit = match.start() and (folded[match.start() - 1].isdigit() or folded[match.start() - 1] in "*×余多. ")
    return not (after_digit or _VAGUE.search(match[0]) or folded.startswith("分之", match.end())) and rule != "value.number"


def _calendar(text: str, time: TimeExpression) -> Iterator[Figure]:
    start = time.span.start
    folded = fold(time.text)
    for match in _ARABIC.finditer(folded):
        if not _touches_mask(folded, match) and not _is_count(folded, match):
            yield _year(folded, start, match) if _YEAR.fullmatch(re.sub(r"\s", "", match[0])) else _figure(folded, start, match.start(), match.end())
    for match in _CALENDAR.finditer(folded):
        yield _figure(folded, start, match.start("number"), match.end("number"))


def _is_count(folded: str, match: re.Match[str]) -> bool:
    return folded[match.end() : match.end() + 1] in ("个", "季") or folded[max(match.start() - 1, 0) : match.start()] in tuple("前后头第“")


def _touches_mask(folded: str, match: re.Match[str]) -> bool:
    return bool(_MASKED.search(folded[max(match.start() - 1, 0) : match.start()] + folded[match.end() : match.end() + 1].replace("×", "")))


def _year(folded: str, offset: int, match: re.Match[str]) -> Figure:
    third = [i for i in range(match.start(), match.end()) if folded[i].isdigit()][2]
    return _figure(folded, offset, third, match.end())


def _figure(folded: str, offset: int, start: int, end: int) -> Figure:
    written = re.sub(r"[\s,]", "", folded[start:end])
    return Figure(offset + start, offset + end, "." in written or "点" in written, written)
