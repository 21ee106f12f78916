"""What the page shows beside the text: the outline, the tables, and the details of each mark."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from govtext.labels import EntityKind, PlaceholderKind
from govtext.masking.answers import date_pairs, ranges
from govtext.masking.blanks import Blank, question
from govtext.model import Entity, Metric, Period, Report, Section
from govtext.render import number, one_line
from govtext.source import fold
from govtext.wording import symbol

_OUTLINE_LENGTH = 60
_DIGITS_AROUND = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline."""

    id: str
    depth: int
    title: str
    role: str


def outline(report: Report) -> list[Entry]:
    """Give the headings as lines of an outline."""
    return [
        Entry(section.id, section.level, one_line(section.heading_span.of(report.text), _OUTLINE_LENGTH), f"Role.{section.role}")
        for section in report.sections
    ]


def metric_rows(report: Report) -> list[dict[str, Any]]:
    """Give one row a metric: what is shown, and what is filtered and sorted by."""
    titles = _titles(report)
    return [
        {
            "id": metric.id,
            "indicator": one_line(metric.indicator.text),
            "canonical": metric.canonical or "",
            "value": one_line(metric.text),
            "number": number(metric),
            "sort": "" if metric.low is None else f"{metric.low:f}",
            "kind": f"MetricKind.{metric.kind}",
            "change": _change(metric),
            "period": one_line(metric.period.text) if metric.period else "",
            "status": f"MetricStatus.{metric.status}",
            "section": titles.get(metric.section_id or "", ""),
        }
        for metric in report.metrics
    ]


def target_rows(report: Report) -> list[dict[str, Any]]:
    """Give one row a promise."""
    return [
        {
            "id": target.metric_id or "",
            "start": target.span.start,
            "indicator": one_line(target.indicator),
            "canonical": target.canonical or "",
            "form": f"TargetForm.{target.form}",
            "number": number(target) or one_line(target.span.of(report.text)),
            "sort": "" if target.low is None else f"{target.low:f}",
            "strength": f"Strength.{target.strength}" if target.strength else "",
            "stretch": one_line(target.stretch or ""),
            "horizon": f"Horizon.{target.horizon}",
            "sentence": one_line(target.sentence.text),
        }
        for target in report.targets()
    ]


def measure_rows(report: Report) -> list[dict[str, Any]]:
    """Give one row a measure."""
    titles = _titles(report)
    return [
        {
            "id": measure.id,
            "title": one_line(f"{measure.marker}{measure.title}"),
            "status": f"MeasureStatus.{measure.status}",
            "section": titles.get(measure.section_id or "", ""),
            "metrics": sum(metric.measure_id == measure.id for metric in report.metrics),
        }
        for measure in report.measures
    ]


def name_rows(report: Report) -> list[dict[str, Any]]:
    """Give one row a named thing, with how often it is named; quoted terms and formulas are none."""
    mentions: dict[str, list[Entity]] = {}
    for entity in report.entities:
        if entity.kind not in (EntityKind.TERM, EntityKind.FORMULA):
            mentions.setdefault(entity.thing_id, []).append(entity)
    return [
        {"id": of[0].id, "name": one_line(of[0].text), "kind": f"EntityKind.{of[0].kind}", "code": of[0].code or "", "mentions": len(of)}
        for of in mentions.values()
    ]


def project_rows(report: Report) -> list[dict[str, Any]]:
    """Give one row a project."""
    return [
        {
            "id": project.entity_ids[0],
            "name": one_line(project.name),
            "class": f"ProjectClass.{project.kind}",
            "place": one_line(project.place or ""),
            "investment": one_line(project.investment_text or ""),
            "sort": "" if project.investment is None else f"{project.investment:f}",
            "capacity": one_line(project.capacity or ""),
            "stage": f"ProjectStage.{project.stage}" if project.stage else "",
            "promised": f"ProjectStage.{project.promised_stage}" if project.promised_stage else "",
            "sentence": one_line(project.sentence.text),
        }
        for project in report.projects()
    ]


def details(report: Report, blanks: Sequence[Blank]) -> dict[str, Any]:
    """Give what the page's script needs: the text, the details of each mark, and the rules that answers are checked by."""
    return {
        "text": report.text,
        "sha256": hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "items": dict(_items(report)),
        "blanks": [_blank(report.text, blank) for blank in blanks],
        "pairs": [[left.id, right.id, left.kind is right.kind] for left, right in date_pairs(report, blanks)],
        "ranges": [_range(metric, blanks) for metric in ranges(report)],
    }


def _titles(report: Report) -> dict[str, str]:
    return {section.id: one_line(section.heading_span.of(report.text), _OUTLINE_LENGTH) for section in report.sections}


def _change(metric: Metric) -> dict[str, str]:
    return {"direction": symbol(metric.direction) if metric.direction else "", "base": f"Base.{metric.base}" if metric.base else ""}


def _items(report: Report) -> Iterator[tuple[str, dict[str, Any]]]:
    for section in report.sections:
        yield section.id, {"type": "section", "is": f"Role.{section.role}", "rule": section.rule, "level": section.level}
    for measure in report.measures:
        yield measure.id, {"type": "measure", "is": f"MeasureStatus.{measure.status}", "rule": measure.rule}
    for entity in report.entities:
        yield entity.id, {"type": "entity", "is": f"EntityKind.{entity.kind}", "rule": entity.rule}
    for time in report.times:
        days = [day.isoformat() for day in (time.start, time.end) if day]
        yield time.id, {"type": "time", "is": f"TimeKind.{time.kind}", "rule": time.rule, "days": " – ".join(days)}
    for metric in report.metrics:
        yield metric.id, _metric(report, metric)


def _metric(report: Report, metric: Metric) -> dict[str, Any]:
    said = {
        "type": "metric",
        "is": f"MetricKind.{metric.kind}",
        "rule": metric.rule,
        "indicator": metric.indicator.text,
        "canonical": metric.canonical,
        "number": number(metric),
        "bound": f"Bound.{metric.bound}",
        "direction": f"Direction.{metric.direction}" if metric.direction else None,
        "base": f"Base.{metric.base}" if metric.base else None,
        "period": _period(metric.period),
        "scope": metric.scope.text if metric.scope else None,
        "status": f"MetricStatus.{metric.status}",
        "strength": f"Strength.{metric.strength}" if metric.strength else None,
        "at": [metric.indicator.span.start, metric.indicator.span.end] if metric.indicator.span else None,
        "evidence": [[cue.field, cue.rule, cue.span.start, cue.span.end] for cue in metric.evidence],
    }
    return {name: value for name, value in said.items() if value}


def _period(period: Period | None) -> str:
    if period is None:
        return ""
    days = [day.isoformat() for day in (period.start, period.end) if day]
    return f"{period.text} ({' – '.join(days)})" if days else period.text


def _blank(text: str, blank: Blank) -> dict[str, Any]:
    around = _DIGITS_AROUND
    return {
        "id": blank.id,
        "start": blank.span.start,
        "end": blank.span.end,
        "mask": blank.text,
        "kind": str(blank.kind),
        "same": question(text, blank),
        **{column: getattr(blank, column) for column in ("unit", "asked", "section", "measure", "context")},
        "before": fold(text[max(0, blank.span.start - around) : blank.span.start]),
        "after": fold(text[blank.span.end : blank.span.end + around]),
    }


def _range(metric: Metric, blanks: Sequence[Blank]) -> list[Any]:
    """The pieces of a value whose ends are blanks: text and ids in turn."""
    pieces: list[Any] = []
    position = metric.value_span.start
    for blank in blanks:
        if blank.metric_id == metric.id:
            pieces += [metric.text[position - metric.value_span.start : blank.span.start - metric.value_span.start], blank.id]
            position = blank.span.end
    return [*pieces, metric.text[position - metric.value_span.start :]]


def blank_rows(blanks: Sequence[Blank]) -> list[dict[str, Any]]:
    """Give one row a blank."""
    return [
        {
            "id": blank.id,
            "kind": f"PlaceholderKind.{blank.kind}",
            "unit": blank.unit or "",
            "asked": blank.asked,
            "mask": one_line(blank.text) or "＿",
            "section": one_line(blank.section or "", _OUTLINE_LENGTH),
            "numeric": blank.kind not in _NAMES,
        }
        for blank in blanks
    ]


_NAMES = (PlaceholderKind.PLACE, PlaceholderKind.ORGANISATION, PlaceholderKind.PERSON, PlaceholderKind.NAME, PlaceholderKind.UNKNOWN)


def top_sections(report: Report) -> list[Section]:
    """Give the headings of the first level."""
    return [section for section in report.sections if section.level == 1]
