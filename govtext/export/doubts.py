"""What may be wrong with a cell of the panel, as codes of the catalogue of diagnostics (GT7 for the panel's own)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from govtext.indicators import get
from govtext.labels import Horizon, Origin, Role
from govtext.model import Metric, Report, Section, Target
from govtext.promises.results import is_several
from govtext.promises.signs import MOVING, signed

_OF_TEXT = frozenset({"GT106", "GT107", "GT108", "GT109", "GT202", "GT401"})
_USUAL_GROWTH = (Decimal(-30), Decimal(50))  # per cent
_WHOLE = Decimal(100)
_UNSURE = (None, Origin.GUESSED)


def doubts_of_report(report: Report) -> frozenset[str]:
    """Codes that hold for all cells of a report: the text is not whole, or its year or place is not sure."""
    codes = {one.code for one in report.diagnostics if one.code in _OF_TEXT}
    codes |= {"GT701"} if report.meta.year_origin in _UNSURE else set()
    codes |= {"GT702"} if report.meta.place_origin in _UNSURE else set()
    return frozenset(codes)


def doubts_of_target(report: Report, target: Target, metric: Metric | None, section: Section | None, targets: Iterable[Target]) -> frozenset[str]:
    """Codes that hold for a target alone."""
    codes = _of_value(metric, target.canonical) if metric else set()
    if section is None or section.role_origin in _UNSURE or section.role in (Role.RETROSPECT, Role.PROBLEMS, Role.OTHER):
        codes.add("GT703")
    same = [one for one in targets if one.canonical == target.canonical and one.horizon is Horizon.YEAR and _is_whole(one)]
    if len({(one.low, one.high, one.unit) for one in same if one.low is not None}) > 1:
        codes.add("GT705")
    return frozenset(codes | _remarked(report, target.sentence.span.start, target.sentence.span.end))


def doubts_of_metric(report: Report, metric: Metric, section: Section | None, same: Sequence[Metric], far: bool) -> frozenset[str]:
    """Codes that hold for a result alone; `same` are all values that could be it, `far` says that the report looks back on several years."""
    codes = _of_value(metric, metric.canonical)
    if section is not None and (section.role_origin in _UNSURE or section.role not in (Role.RETROSPECT, Role.PREFACE)):
        codes.add("GT703")
    if len({(one.low, one.high, one.unit) for one in same}) > 1:
        codes.add("GT705")
    if is_several(metric.period) or (far and metric.period is None):
        codes.add("GT708")
    return frozenset(codes | _remarked(report, metric.span.start, metric.span.end))


def _of_value(metric: Metric | None, id: str | None) -> set[str]:
    codes: set[str] = set()
    if metric is None:
        return codes
    if metric.indicator.span is None:
        codes.add("GT704")
    if "$" in metric.text:
        codes.add("GT709")
    numbers = [number for number in signed(metric)[:2] if number is not None]
    if not numbers:
        codes.add("GT707")
    entry = get(id) if id else None
    least, most = _USUAL_GROWTH if entry and id == entry.growth_id else (-_WHOLE if metric.kind in MOVING else Decimal(0), _WHOLE)
    if metric.unit == "%" and entry and not all(least <= number <= most for number in numbers):
        codes.add("GT706")
    return codes


def _is_whole(target: Target) -> bool:
    return target.scope is None or target.scope.text[0] in "全本我该"


def _remarked(report: Report, start: int, end: int) -> set[str]:
    """Warnings about the words themselves."""
    return {one.code for one in report.diagnostics if one.span and one.severity == "warning" and start <= one.span.start < end and one.code < "GT6"}
