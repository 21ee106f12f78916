"""From candidates in the reading copy to the document model: archived offsets, ids and links."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from govtext import diagnostics
from govtext.indicators import canonical, scope_before
from govtext.kept import Kept
from govtext.labels import BlockKind
from govtext.model import (
    Block,
    Diagnostic,
    Entity,
    Evidence,
    Indicator,
    Measure,
    Meta,
    Metric,
    Period,
    Placeholder,
    Report,
    Scope,
    Section,
    SourceInfo,
    Span,
    Stated,
    TimeExpression,
)
from govtext.names.links import responsible, subjects
from govtext.names.things import things
from govtext.source import SourceText
from govtext.stages.blocks import Paragraph
from govtext.stages.charts import Chart
from govtext.stages.checks import Remark
from govtext.stages.clues import Fact
from govtext.stages.entities import Named
from govtext.stages.measures import MeasureItem, enclosing
from govtext.stages.meta import MetaFacts, reviewed
from govtext.stages.metrics import MetricItem
from govtext.stages.placeholders import Blank
from govtext.stages.sections import Heading
from govtext.stages.tables import OF_TABLE
from govtext.time_expressions import TimeHit

_BREAK = re.compile(r"\s*\f\s*|\n")  # of a line or a page


def report(
    source: SourceText,
    front: Mapping[str, Any] | None,
    paragraphs: Sequence[Paragraph],
    facts: MetaFacts,
    headings: Sequence[Heading],
    items: Sequence[MeasureItem],
    blanks: Sequence[Blank],
    times: Sequence[TimeHit],
    values: Sequence[MetricItem],
    named: Sequence[Named],
    remarks: Sequence[Remark],
    info: SourceInfo | None,
    tables: Sequence[Chart] = (),
) -> Report:
    """Put a report together."""
    around = enclosing(items, [blank.start for blank in blanks])
    metric_of_blank = {blank: f"m{n}" for n, value in enumerate(values, 1) for blank in value.place.blanks}
    scopes = _scopes(values)
    info = info or SourceInfo()
    own = {repair.kind for repair in source.repairs}
    # What an earlier parse of the same text counted is not counted again.
    repairs = (*(repair for repair in info.repairs if repair.kind not in own), *source.repairs)
    periods = Kept[TimeHit | None, Period | None](lambda hit: _period(source, hit))
    found_in = info.model_copy(update={"repairs": repairs, "fields": {**(front or {}), **info.fields}})
    return Report(
        text=source.text,
        meta=_meta(source, facts, headings, times, blanks),
        blocks=tuple(_block(source, n, p) for n, p in enumerate(_whole_tables(paragraphs, tables), 1)),
        sections=tuple(_section(source, n, h) for n, h in enumerate(headings, 1)),
        measures=tuple(_measure(source, n, i, named) for n, i in enumerate(items, 1)),
        metrics=tuple(_metric(source, n, v, scope, named, periods) for n, (v, scope) in enumerate(zip(values, scopes, strict=True), 1)),
        placeholders=tuple(_placeholder(source, n, b, headings, around[n], values, metric_of_blank.get(n)) for n, b in enumerate(blanks)),
        times=tuple(_time(source, n, t, blanks) for n, t in enumerate(times, 1)),
        entities=_entities(source, named, facts),
        diagnostics=tuple(_diagnostic(source, remark) for remark in remarks),
        source=found_in,
    )


def _id(prefix: str, index: int | None) -> str | None:
    return None if index is None else f"{prefix}{index + 1}"


def _on_one_line(source: SourceText, span: Span) -> str:
    """The archived text of a marker or a title, which may have been broken into lines and pages and marked up."""
    return _BREAK.sub("", source.bare(span))


def _marker(source: SourceText, start: int, title_start: int) -> str:
    return _on_one_line(source, source.span(start, title_start)).strip() if title_start > start else ""


def _title_span(source: SourceText, start: int, title_start: int, title_end: int) -> Span:
    """Where a title stands; directly behind its marker where it is empty, whatever unseen characters follow."""
    if title_end > title_start or title_start == start:
        return source.span(title_start, title_end)
    end = source.span(start, title_start).end
    return Span(start=end, end=end)


def _masks(blanks: Sequence[Blank], start: int, end: int) -> tuple[str, ...]:
    first = bisect_right(blanks, start - 1, key=lambda blank: blank.start)
    found = []
    for index in range(first, len(blanks)):
        if blanks[index].start >= end:
            break
        found.append(f"p{index + 1}")
    return tuple(found)


def _stated(source: SourceText, fact: Fact | None, blanks: Sequence[Blank]) -> Stated:
    if fact is None:
        return Stated()
    span = source.span(fact.start, fact.end) if fact.end > fact.start else None
    return Stated(value=fact.value, span=span, placeholder_ids=_masks(blanks, fact.start, fact.end))


def _period(source: SourceText, hit: TimeHit | None) -> Period | None:
    if hit is None:
        return None
    span = source.span(hit.start, hit.end)
    return Period(text=span.of(source.text), span=span, start=hit.first, end=hit.last)


def _meta(source: SourceText, facts: MetaFacts, headings: Sequence[Heading], times: Sequence[TimeHit], blanks: Sequence[Blank]) -> Meta:
    return Meta(
        kind=facts.kind,
        kind_origin=facts.kind_origin,
        title=_stated(source, facts.title, blanks),
        level=facts.level,
        level_origin=facts.level_origin,
        place=_stated(source, facts.place, blanks),
        place_origin=facts.place_origin,
        year=facts.year,
        year_span=source.span(*facts.year_at) if facts.year_at else None,
        year_origin=facts.year_origin,
        reviewed=_period(source, reviewed(headings, times)),
        meeting=_stated(source, facts.meeting, blanks),
        date=_period(source, facts.date),
        speaker=_stated(source, facts.speaker, blanks),
        office=_stated(source, facts.office, blanks),
    )


def _whole_tables(paragraphs: Sequence[Paragraph], tables: Sequence[Chart]) -> Iterator[Paragraph]:
    """The paragraphs with one for each table instead of those of its cells."""
    starts = {chart.start: chart for chart in tables}
    for paragraph in paragraphs:
        if paragraph.kind is not BlockKind.TABLE:
            yield paragraph
        elif chart := starts.get(paragraph.start):
            yield Paragraph(chart.start, chart.end, BlockKind.TABLE, "block.table")


def _block(source: SourceText, number: int, paragraph: Paragraph) -> Block:
    span = source.span(paragraph.start, paragraph.end)
    return Block(id=f"b{number}", span=span, text=span.of(source.text), rule=paragraph.rule, kind=paragraph.kind)


def _section(source: SourceText, number: int, heading: Heading) -> Section:
    span = source.span(heading.start, heading.end)
    title = _title_span(source, heading.start, heading.title_start, heading.title_end)
    return Section(
        id=f"s{number}",
        span=span,
        text=span.of(source.text),
        rule=heading.rule,
        marker=_marker(source, heading.start, heading.title_start),
        style=heading.style,
        level=heading.level,
        title=_on_one_line(source, title),
        heading_span=Span(start=span.start, end=title.end),
        title_span=title,
        role=heading.role,
        role_rule=heading.role_rule,
        role_origin=heading.role_origin,
        parent_id=_id("s", heading.parent),
    )


def _measure(source: SourceText, number: int, item: MeasureItem, named: Sequence[Named]) -> Measure:
    span = source.span(item.start, item.end)
    title = _title_span(source, item.start, item.title_start, item.title_end)
    return Measure(
        id=f"i{number}",
        span=span,
        text=span.of(source.text),
        rule=item.rule,
        marker=_marker(source, item.start, item.title_start),
        ordinal=item.ordinal,
        title=_on_one_line(source, title),
        heading_span=Span(start=span.start, end=title.end),
        title_span=title,
        status=item.status,
        status_rule=item.status_rule,
        section_id=_id("s", item.section),
        list_id=f"l{item.list_number + 1}",
        entity_ids=_entity_ids(responsible(source.copy, item.start, item.end, named)),
    )


def _scopes(values: Sequence[MetricItem]) -> list[tuple[int, int] | None]:
    """The scope of each value: the one before its noun or at the head of it, also for the values that inherit the noun."""
    of_noun: dict[tuple[int, int] | None, tuple[int, int] | None] = {}
    for value in values:
        core = value.measured.core
        of_noun[core] = value.scope or of_noun.get(core) or _scope_in(value)
    return [value.scope if value.measured.rule == OF_TABLE else value.scope or of_noun[value.measured.core] for value in values]


def _scope_in(value: MetricItem) -> tuple[int, int] | None:
    """The area or place that a canonical name leaves out: 区本级固定资产投资."""
    core, found = value.measured.core, scope_before(value.measured.text)
    return (core[0] + found[0], core[0] + found[1]) if core and found and found[1] < core[1] - core[0] else None


def _metric(
    source: SourceText,
    number: int,
    item: MetricItem,
    scope: tuple[int, int] | None,
    named: Sequence[Named],
    periods: Mapping[TimeHit | None, Period | None],
) -> Metric:
    value, said = item.place.value, item.relation
    span = source.span(value.start, value.end)
    return Metric(
        id=f"m{number}",
        span=span,
        text=span.of(source.text),
        rule=item.measured.rule,
        value_span=span,
        indicator=Indicator(text=item.measured.text, span=source.span(*item.measured.core) if item.measured.core else None),
        canonical=canonical(item.measured.text, said.kind, item.unit),
        kind=said.kind,
        low=value.low,
        high=value.high,
        scale=value.scale,
        unit=item.unit,
        bound=said.bound,
        parts=value.parts,
        direction=said.direction,
        base=said.base,
        period=periods[item.period],
        scope=_scope(source, scope),
        status=item.standing.status,
        estimated=item.standing.estimated,
        strength=item.standing.strength,
        section_id=_id("s", item.section),
        measure_id=_id("i", item.measure),
        placeholder_ids=tuple(f"p{n + 1}" for n in item.place.blanks),
        entity_ids=_entity_ids(subjects(source.copy, (value.start, value.end), (scope, item.measured.core), named)),
        evidence=(
            Evidence(field="value", rule=value.rule, span=span),
            *(Evidence(field=cue.field, rule=cue.rule, span=source.span(cue.start, cue.end)) for cue in item.cues),
        ),
    )


def _scope(source: SourceText, scope: tuple[int, int] | None) -> Scope | None:
    span = source.span(*scope) if scope else None
    return Scope(text=span.of(source.text), span=span) if span else None


def _placeholder(
    source: SourceText,
    index: int,
    blank: Blank,
    headings: Sequence[Heading],
    measure: int | None,
    values: Sequence[MetricItem],
    metric_id: str | None,
) -> Placeholder:
    span = source.span(blank.start, blank.end)
    section = bisect_right(headings, blank.start, key=lambda heading: heading.start) - 1
    return Placeholder(
        id=f"p{index + 1}",
        span=span,
        text=span.of(source.text),
        rule=blank.rule,
        kind=blank.kind,
        unit=values[int(metric_id[1:]) - 1].unit if metric_id else None,
        section_id=_id("s", section if section >= 0 else None),
        measure_id=_id("i", measure),
        metric_id=metric_id,
    )


def _time(source: SourceText, number: int, hit: TimeHit, blanks: Sequence[Blank]) -> TimeExpression:
    span = source.span(hit.start, hit.end)
    return TimeExpression(
        id=f"t{number}",
        span=span,
        text=span.of(source.text),
        rule=hit.rule,
        kind=hit.kind,
        start=hit.first,
        end=hit.last,
        placeholder_ids=_masks(blanks, hit.start, hit.end),
    )


def _entities(source: SourceText, named: Sequence[Named], facts: MetaFacts) -> tuple[Entity, ...]:
    found = []
    place = facts.place.value if facts.place else None
    for number, (name, thing) in enumerate(zip(named, things(source.copy, named, place, facts.year), strict=True), 1):
        span = source.span(name.start, name.end)
        found.append(
            Entity(
                id=f"e{number}", span=span, text=span.of(source.text), rule=name.rule, kind=name.kind, thing_id=f"n{thing.number}", code=thing.code
            )
        )
    return tuple(found)


def _entity_ids(indices: Sequence[int]) -> tuple[str, ...]:
    return tuple(f"e{index + 1}" for index in indices)


def _diagnostic(source: SourceText, remark: Remark) -> Diagnostic:
    span = source.span(remark.start, remark.end) if remark.start is not None and remark.end is not None else None
    return diagnostics.make(remark.code, span, **remark.values)
