"""What an annotator says about a report, and the same view of a parsed one: scores compare two of these."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from govtext.labels import Base, Bound, Direction, EntityKind, HeadingStyle, MeasureStatus, MetricKind, MetricStatus, PlaceholderKind, Role
from govtext.model import Report, Span


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading; `span` covers marker and title."""

    span: Span
    marker: str
    title: str
    style: HeadingStyle
    level: int
    role: Role


@dataclass(frozen=True, slots=True)
class Measure:
    """An enumerated item; `span` covers marker and title, `end` is where the whole item ends."""

    span: Span
    end: int
    marker: str
    title: str
    ordinal: int | None
    status: MeasureStatus


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A masked blank."""

    span: Span
    kind: PlaceholderKind


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing."""

    span: Span
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class Metric:
    """A value and what it measures.

    `head` holds the parts of the indicator that another reader must name too. An editor would print any name that holds them and leaves out nothing
    but characters of `longest`, the fullest right name (the indicator itself where it is empty), or one of the names in `also`.
    `estimated` values are given as provisional. Finding or missing an `optional` value costs nothing.
    """

    span: Span
    indicator: str
    head: tuple[str, ...]
    kind: MetricKind
    low: Decimal | None
    high: Decimal | None
    scale: Decimal
    unit: str
    bound: Bound
    direction: Direction | None
    base: Base | None
    status: MetricStatus
    period: str | None
    estimated: bool = False
    optional: bool = False
    longest: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that is said about one text, each list in text order; without entities it says nothing of them."""

    name: str
    text: str
    headings: tuple[Heading, ...] = ()
    measures: tuple[Measure, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    metrics: tuple[Metric, ...] = ()
    entities: tuple[Entity, ...] = ()


def from_report(report: Report, name: str = "report") -> Annotation:
    """See a parsed report as an annotator does: what scores compare, or a draft to correct by hand.

    >>> from govtext.model import Meta, Report
    >>> from_report(Report(text="各位代表：", meta=Meta())).text
    '各位代表：'
    """
    return Annotation(
        name=name,
        text=report.text,
        headings=tuple(Heading(s.heading_span, s.marker, s.title, s.style, s.level, s.role) for s in report.sections),
        measures=tuple(Measure(m.heading_span, m.span.end, m.marker, m.title, m.ordinal, m.status) for m in report.measures),
        placeholders=tuple(Placeholder(p.span, p.kind) for p in report.placeholders),
        metrics=tuple(
            Metric(
                span=m.value_span,
                indicator=m.indicator.text,
                head=(m.indicator.text,),
                kind=m.kind,
                low=m.low,
                high=m.high,
                scale=m.scale,
                unit=m.unit,
                bound=m.bound,
                direction=m.direction,
                base=m.base,
                status=m.status,
                period=m.period.text if m.period else None,
                estimated=m.estimated,
            )
            for m in report.metrics
        ),
        entities=tuple(Entity(e.span, e.kind) for e in report.entities),
    )
