"""The blanks of a masked report, each with what it asks for."""

from __future__ import annotations

import re
from decimal import Decimal

from pydantic import Field

from govtext.labels import PlaceholderKind
from govtext.model import Measure, Metric, Model, Placeholder, Report, Section, Span
from govtext.source import fold
from govtext.value_expressions import scan

GAP = "＿"
_CLAUSE_END = re.compile(r"[，。；：！？\n]")
_SENTENCE_END = re.compile(r"[。！？\n]")
_CLAUSE_LENGTH, _SENTENCE_LENGTH = 24, 80
_TELLING = 2  # last characters of an indicator's name that show that a clause says it
_UNIT_LENGTH = 12
_SCALES = ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (10**3, "千"))
_NAMED = frozenset((PlaceholderKind.PLACE, PlaceholderKind.ORGANISATION, PlaceholderKind.PERSON, PlaceholderKind.NAME))
_DASHES = tuple("-—~～至到")
_UNITS_OF_DATES = {PlaceholderKind.YEAR: "年", PlaceholderKind.MONTH: "月", PlaceholderKind.DAY: "日"}


class Blank(Model):
    """One blank to be filled in."""

    id: str = Field(description="Id of the placeholder; x1, x2 … for a mask that a parse does not see as one.")
    span: Span
    text: str = Field(description="The mask; empty where a figure was deleted outright.")
    kind: PlaceholderKind
    unit: str | None = Field(default=None, description="What the answer is counted in, with its scale: 万元.")
    asked: str = Field(description="The clause with a gap for the answer: 税收完成＿万元.")
    context: str = Field(description="The sentence with a gap for the answer.")
    indicator: str | None = None
    section: str | None = Field(default=None, description="Heading of the section.")
    measure: str | None = Field(default=None, description="Title of the measure.")
    section_id: str | None = None
    measure_id: str | None = None
    metric_id: str | None = None


def blanks(report: Report) -> tuple[Blank, ...]:
    """List the blanks of a report in text order.

    >>> import govtext
    >>> for blank in blanks(govtext.parse("*-*月，税收完成*万元，增速*.*%。")):
    ...     print(blank.id, blank.kind, blank.unit, blank.asked)
    p1 month 月 ＿-*月
    p2 month 月 *-＿月
    p3 number 万元 税收完成＿万元
    p4 percent % 税收增速＿%
    """
    metrics = {metric.id: metric for metric in report.metrics}
    sections = {section.id: section for section in report.sections}
    measures = {measure.id: measure for measure in report.measures}
    return tuple(
        _blank(
            report.text,
            placeholder,
            metrics.get(placeholder.metric_id or ""),
            sections.get(placeholder.section_id or ""),
            measures.get(placeholder.measure_id or ""),
        )
        for placeholder in report.placeholders
    )


def question(text: str, blank: Blank) -> str:
    """Give a key that blanks share which most likely have one answer, empty where a blank stands for itself.

    The same are names with the same suffix (``*镇``), years and months at the same place of their date, and figures that are asked
    for in the same words.

    >>> import govtext
    >>> text = "*镇抓产业。*镇惠民生。*村先行。税收完成*万元。"
    >>> [question(text, blank) for blank in blanks(govtext.parse(text))]
    ['place * 镇', 'place * 镇', 'place * 村', 'number 税收 税收完成＿万元']
    """
    before, after = text[: blank.span.start][-1:], text[blank.span.end :][:1]
    if blank.kind in _NAMED:
        return f"{blank.kind} {blank.text} {after}" if after.isalpha() else ""
    if blank.kind in (PlaceholderKind.YEAR, PlaceholderKind.MONTH):
        return f"{blank.kind} {before if before.isdigit() or before in _DASHES else ''}{blank.text} {after}"
    return f"{blank.kind} {blank.indicator} {blank.asked}" if blank.indicator else ""


def _blank(text: str, place: Placeholder, metric: Metric | None, section: Section | None, measure: Measure | None) -> Blank:
    start = max([0] + [item.title_span.start for item in (section, measure) if item and item.title_span.start <= place.span.start])
    clause = _around(text, place.span, _CLAUSE_END, start, _CLAUSE_LENGTH)
    if metric and metric.indicator.text[-_TELLING:] not in clause:
        clause = metric.indicator.text + clause
    return Blank(
        id=place.id,
        span=place.span,
        text=place.text,
        kind=place.kind,
        unit=_unit(text, place, metric),
        asked=clause,
        context=_around(text, place.span, _SENTENCE_END, start, _SENTENCE_LENGTH),
        indicator=metric.indicator.text if metric else None,
        section=_squeezed(section.heading_span.of(text)) if section else None,
        measure=measure.title if measure else None,
        section_id=place.section_id,
        measure_id=place.measure_id,
        metric_id=place.metric_id,
    )


def _around(text: str, span: Span, end: re.Pattern[str], first: int, length: int) -> str:
    """Give the clause or sentence around a blank, which is shown as a gap; what is longer than `length` on one side is cut."""
    start = max(first, span.start - length)
    for mark in end.finditer(text, start, span.start):
        start = mark.end()
    last = min(len(text), span.end + length)
    stop = end.search(text, span.end, last)
    after = text[span.end : stop.start() if stop else last]
    return _squeezed(text[start : span.start]) + GAP + _squeezed(after)


def _squeezed(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _unit(text: str, place: Placeholder, metric: Metric | None) -> str | None:
    """Give what an answer is counted in: with its scale word, also where the value is no metric (24小时值守)."""
    if place.kind is PlaceholderKind.NUMBER or metric:
        near = fold(place.text + text[place.span.end : place.span.end + _UNIT_LENGTH])
        value = metric or next(scan(near, 0, len(near)), None)
        return _scaled(value.scale, value.unit) if value else place.unit
    return _UNITS_OF_DATES.get(place.kind, "%" if place.kind is PlaceholderKind.PERCENT else place.unit)


def _scaled(scale: Decimal, unit: str) -> str | None:
    return next((word for size, word in _SCALES if scale >= size), "") + unit or None
