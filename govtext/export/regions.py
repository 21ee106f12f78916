"""Annotations as regions of a text with a label, choices and notes: the form that annotation tools know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from govtext.evaluation.annotation import Annotation, Entity, Heading, Measure, Metric, Placeholder
from govtext.evaluation.gold import plain_number
from govtext.export.calls import ExportError
from govtext.labels import Base, Bound, Direction, EntityKind, HeadingStyle, MeasureStatus, MetricKind, MetricStatus, PlaceholderKind, Role
from govtext.model import Span

CHOICES: Mapping[str, Mapping[str, type[StrEnum]]] = {
    "heading": {"role": Role, "style": HeadingStyle},
    "measure": {"status": MeasureStatus},
    "placeholder": {"kind": PlaceholderKind},
    "metric": {"kind": MetricKind, "status": MetricStatus, "bound": Bound, "direction": Direction, "base": Base},
    "entity": {"kind": EntityKind},
}
"""The labels, and for each the fields with a closed list of values."""
NOTES: Mapping[str, tuple[str, ...]] = {
    "heading": ("marker", "title", "level"),
    "measure": ("marker", "title", "ordinal", "end"),
    "placeholder": (),
    "metric": ("indicator", "low", "high", "scale", "unit", "period", "estimated"),
    "entity": (),
}
"""For each label the fields that are written out."""
_YES = ("true", "yes", "1", "是")  # what an annotator may write for a field that holds or not

_Item = Heading | Measure | Placeholder | Metric | Entity


@dataclass(frozen=True)
class Region:
    """A labelled stretch of a text; `choices` and `notes` hold its fields by name, without those that are missing."""

    id: str
    label: str
    start: int
    end: int
    choices: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


def regions(annotation: Annotation) -> tuple[Region, ...]:
    """Give an annotation as regions: headings, measures, placeholders, metrics and entities, each numbered by its place.

    Examples
    --------
    >>> from govtext import parse
    >>> from govtext.evaluation import from_report
    >>> region = regions(from_report(parse("税收完成12.5亿元。")))[0]
    >>> region.label, region.choices["status"], region.notes["indicator"]
    ('metric', 'achieved', '税收')
    """
    groups: tuple[tuple[str, Iterable[_Item]], ...] = (
        ("heading", annotation.headings),
        ("measure", annotation.measures),
        ("placeholder", annotation.placeholders),
        ("metric", annotation.metrics),
        ("entity", annotation.entities),
    )
    return tuple(_region(f"{label}{number}", label, item) for label, items in groups for number, item in enumerate(items, 1))


def _region(id: str, label: str, item: _Item) -> Region:
    choices = {name: str(value) for name in CHOICES[label] if (value := getattr(item, name)) is not None}
    notes = {name: _written(value) for name in NOTES[label] if (value := getattr(item, name)) is not None and value is not False}
    return Region(id, label, item.span.start, item.span.end, choices, notes)


def _written(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def annotation(name: str, text: str, found: Iterable[Region]) -> Annotation:
    """Put an annotation together from regions; a field that an annotator left open gets what its text says or the usual value.

    Raises
    ------
    ExportError
        A label, a choice or a number cannot be read; the message names the region.

    Examples
    --------
    >>> metric = annotation("a", "税收完成12.5亿元。", [Region("1", "metric", 4, 10, {}, {"indicator": "税收"})]).metrics[0]
    >>> metric.low, metric.unit, str(metric.kind)
    (Decimal('1250000000.0'), '元', 'level')
    """
    items: dict[str, list[_Item]] = {label: [] for label in CHOICES}
    for region in sorted(found, key=lambda region: (region.start, region.end)):
        if region.label not in CHOICES or not 0 <= region.start <= region.end <= len(text):
            raise ExportError(
                f"{name}, region {region.id}: {region.label!r} at {region.start}–{region.end} is no region; labels are {', '.join(CHOICES)}"
            )
        try:
            items[region.label].append(_READERS[region.label](text, region))
        except (ValueError, ArithmeticError) as error:
            raise ExportError(f"{name}, region {region.id} ({text[region.start : region.end]}): {error}") from error
    return Annotation(
        name,
        text,
        headings=tuple(item for item in items["heading"] if isinstance(item, Heading)),
        measures=tuple(item for item in items["measure"] if isinstance(item, Measure)),
        placeholders=tuple(item for item in items["placeholder"] if isinstance(item, Placeholder)),
        metrics=tuple(item for item in items["metric"] if isinstance(item, Metric)),
        entities=tuple(item for item in items["entity"] if isinstance(item, Entity)),
    )


def _heading(text: str, region: Region) -> Heading:
    marker = region.notes.get("marker", "")
    title = region.notes.get("title", text[region.start + len(marker) : region.end].strip())
    style, role = HeadingStyle(region.choices.get("style", HeadingStyle.PLAIN)), Role(region.choices.get("role", Role.OTHER))
    return Heading(_span(region), marker, title, style, int(region.notes.get("level", 1)), role)


def _measure(text: str, region: Region) -> Measure:
    marker = region.notes.get("marker", "")
    title = region.notes.get("title", text[region.start + len(marker) : region.end].strip())
    ordinal = region.notes.get("ordinal")
    end, status = int(region.notes.get("end", region.end)), MeasureStatus(region.choices.get("status", MeasureStatus.PLANNED))
    return Measure(_span(region), end, marker, title, int(ordinal) if ordinal else None, status)


def _placeholder(text: str, region: Region) -> Placeholder:
    return Placeholder(_span(region), PlaceholderKind(region.choices.get("kind", PlaceholderKind.UNKNOWN)))


def _entity(text: str, region: Region) -> Entity:
    return Entity(_span(region), EntityKind(region.choices.get("kind", EntityKind.TERM)))


def _metric(text: str, region: Region) -> Metric:
    notes, choices = region.notes, region.choices
    read = plain_number(text[region.start : region.end]) or (None, None, Decimal(1), "")
    given = "scale" in notes or "unit" in notes  # then what is missing was masked
    indicator = notes.get("indicator", "")
    return Metric(
        span=_span(region),
        indicator=indicator,
        head=(indicator,),
        kind=MetricKind(choices.get("kind", MetricKind.LEVEL)),
        low=Decimal(notes["low"]) if "low" in notes else None if given else read[0],
        high=Decimal(notes["high"]) if "high" in notes else None if given else read[1],
        scale=Decimal(notes["scale"]) if "scale" in notes else read[2],
        unit=notes.get("unit", "" if given else read[3]),
        bound=Bound(choices.get("bound", Bound.EXACT)),
        direction=Direction(choices["direction"]) if "direction" in choices else None,
        base=Base(choices["base"]) if "base" in choices else None,
        status=MetricStatus(choices.get("status", MetricStatus.ACHIEVED)),
        period=notes.get("period"),
        estimated=notes.get("estimated", "").lower() in _YES,
    )


def _span(region: Region) -> Span:
    return Span(start=region.start, end=region.end)


_READERS: Mapping[str, Callable[[str, Region], _Item]] = {
    "heading": _heading,
    "measure": _measure,
    "placeholder": _placeholder,
    "metric": _metric,
    "entity": _entity,
}
