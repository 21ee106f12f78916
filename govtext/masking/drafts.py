"""Next time's report from the template of the last: blanks filled from a sheet of indicators where name, kind and unit agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from govtext import units
from govtext.errors import GovtextError, UnitError
from govtext.indicators import IndicatorError, canonical, get, scope_before
from govtext.labels import Base, Bound, Direction, MetricKind, MetricStatus
from govtext.masking.answers import Filled, filled, hidden_part, shown_part
from govtext.masking.blanks import Blank, blanks
from govtext.masking.indicator_sheets import Figures
from govtext.masking.masks import MaskedReport
from govtext.model import Metric, Report, require_reports
from govtext.units import convert

_KINDS = (MetricKind.LEVEL, MetricKind.GROWTH)
_WHOLE = re.compile(r"^(?:全|我|本)[国省市县区州旗盟镇乡]")
_SENTENCE_END = re.compile(r"[。！？\n]")
_BOUNDS = (Bound.EXACT, Bound.APPROX)
_AIMED = (*_BOUNDS, Bound.AT_LEAST, Bound.AT_MOST)

Question = tuple[str, str, MetricStatus]  # what a blank asks for: indicator, scope, result or aim


@dataclass(frozen=True)
class Draft:
    """A draft: the filled text, and what is to be looked at before it goes out.

    Attributes
    ----------
    filled
        The text with what was put where, and the blanks that are still open.
    answers
        What was put into each blank, by its id.
    reasons
        Why a blank that asks for an indicator of the sheet was left, by its id.
    unused
        The rows of the sheet that no blank asks for.
    """

    filled: Filled
    answers: Mapping[str, str]
    reasons: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[Figures, ...] = ()


def draft(template: Report, figures: Iterable[Figures]) -> Draft:
    r"""Fill the blanks of a template from a sheet of indicators; what is not asked for in the sheet's own terms stays a blank.

    A blank is filled where it asks for the amount or the growth of an indicator of the sheet (by canonical id or by name), as a result or
    as an aim, for the whole that the report is of or for the scope of the row, in a unit that the row's converts to. A fall goes into
    a sentence that says so without its sign; into one that speaks of growth it does not go.

    Parameters
    ----------
    template
        A parsed report with blanks, as `mask` makes one.
    figures
        Rows of a sheet, as `govtext.masking.indicator_sheets.read` gives them.

    Returns
    -------
    Draft
        The filled text, and apart from it the answers and the reasons for what was left.

    Raises
    ------
    GovtextError
        Two rows give different figures for one indicator.

    Examples
    --------
    >>> import govtext
    >>> template = govtext.parse("一、2024年工作回顾\n全县税收完成*.*亿元，增长*.*%；新增就业*人。")
    >>> made = draft(template, [Figures("税收", value=Decimal("133000"), unit="万元", growth=Decimal("6.5"))])
    >>> made.filled.text.splitlines()[1]
    '全县税收完成13.3亿元，增长6.5%；新增就业*人。'
    """
    require_reports(template)
    rows = _rows(figures)
    known = blanks(template)
    metrics = {metric.id: metric for metric in template.metrics}
    answers: dict[str, str] = {}
    reasons: dict[str, str] = {}
    used: set[Question] = set()
    said: set[tuple[Question, MetricKind, int]] = set()
    for blank in known:
        metric = metrics.get(blank.metric_id or "")
        if metric is None or not _asks(template.text, metric):
            continue
        asked = question(metric)
        row = _chosen(rows.get(asked, ()), metric)
        if row is None:
            continue
        sentence = (asked, metric.kind, len(_SENTENCE_END.findall(template.text, 0, metric.span.start)))
        reason = "the sentence asks for it twice" if sentence in said else _obstacle(metric, row)
        said.add(sentence)
        used.add(asked)
        answer = _answer(blank, metric, row)
        shown, hidden = shown_part(template.text, blank), hidden_part(template.text, blank, answer)
        if any(shown) and hidden == answer:
            reason = f"the text shows {blank.text.join(shown)}, the sheet {answer}; mask the whole figure"
        if reason:
            reasons[blank.id] = reason
        else:
            answers[blank.id] = hidden
    unused = tuple(row for asked, listed in rows.items() if asked not in used for row in listed)
    return Draft(filled(template, known, answers, (), force=True), answers, reasons, unused)


def sheet_of(masked: MaskedReport) -> list[Figures]:
    """Give the rows of a sheet that a template asks for, with the figures of last time, or with the mask that the report had for one."""
    metrics = {metric.id: metric for metric in masked.report.metrics}
    found: dict[Question, list[dict[str, str]]] = {}
    for blank in blanks(masked.report):
        metric = metrics.get(blank.metric_id or "")
        if metric and _asks(masked.text, metric):
            unit = blank.unit or "" if metric.kind is MetricKind.LEVEL else ""
            listed = found.setdefault(question(metric), [])
            row = next((row for row in listed if not unit or row.get("unit", unit) == unit or _converts(unit, row["unit"])), None)
            if row is None:
                row = {"name": _name(metric)}
                listed.append(row)
            row.setdefault(metric.kind, f"{masked.answers.get(blank.id, blank.text)}{blank.unit or ''}")
            if unit:
                row.setdefault("unit", unit)
    return [_row(asked, row) for asked, listed in found.items() for row in listed]


def _row(asked: Question, row: Mapping[str, str]) -> Figures:
    key, scope, status = asked
    previous = "，".join(row[kind] for kind in _KINDS if kind in row)
    return Figures(row["name"], key if _is_id(key) else "", unit=row.get("unit", ""), scope=scope, status=status, previous=previous)


def question(metric: Metric) -> Question:
    """Give what a metric's blank asks for: concept (or name, where the lexicon has none), scope, and whether a result or an aim."""
    scope = metric.scope.text if metric.scope and not _WHOLE.fullmatch(metric.scope.text) else ""
    return (get(metric.canonical).id if metric.canonical else _name(metric), scope, metric.status)


def _name(metric: Metric) -> str:
    return _WHOLE.sub("", metric.indicator.text)


def _is_id(key: str) -> bool:
    try:
        return bool(get(key))
    except IndicatorError:
        return False


def _rows(figures: Iterable[Figures]) -> dict[Question, list[Figures]]:
    rows: dict[Question, list[Figures]] = {}
    for row in figures:
        id = row.canonical or _concept(row)
        within = scope_before(row.indicator) if not row.canonical else None
        scope = row.scope or (row.indicator[within[0] : within[1]] if within else "")
        asked = (get(id).id if id else _WHOLE.sub("", row.indicator), "" if _WHOLE.fullmatch(scope) else scope, row.status)
        listed = rows.setdefault(asked, [])
        if any(_contradict(row, other) for other in listed):
            raise GovtextError(f"the sheet has two rows for {row.indicator or row.canonical}; leave one, or tell them apart by scope, status or unit")
        listed.append(row)
    return rows


def _concept(row: Figures) -> str:
    """Id of the concept that a row names, where its figures can be of it: 中小企业 with 万元 are no number of enterprises."""
    id = canonical(row.indicator, MetricKind.LEVEL, row.unit) or canonical(row.indicator, MetricKind.GROWTH)
    unit = next(filter(None, (units.lookup(row.unit[start:]) for start in range(len(row.unit)))), None)  # 亿元 is 元 with a scale word
    fits = unit is None or (id and unit.dimension.partition("_")[0] == get(id).dimension.partition("_")[0])
    return id if id and fits else ""


def _contradict(row: Figures, other: Figures) -> bool:
    same_kind = _converts(row.unit, other.unit) and row.value is not None and other.value is not None
    return row != other and (same_kind or (row.growth is not None and other.growth is not None))


def _converts(unit: str, other: str) -> bool:
    try:
        convert(Decimal(1), unit, other)
    except UnitError:
        return unit == other
    return True


def _chosen(rows: Iterable[Figures], metric: Metric) -> Figures | None:
    """The row with a figure of the kind that is asked for, in a unit that converts to the one in the text."""
    fits = (row for row in rows if row.of(metric.kind) is not None and (metric.kind is MetricKind.GROWTH or _converts(row.unit, metric.unit)))
    return next(fits, None)


def _asks(text: str, metric: Metric) -> bool:
    """Whether a metric is one masked number of an amount or a growth, of the time of the report."""
    if metric.kind not in _KINDS or len(metric.placeholder_ids) != 1 or metric.low is not None:
        return False
    return metric.base in (None, Base.YOY) and metric.status is not MetricStatus.BASELINE


def _obstacle(metric: Metric, row: Figures) -> str:
    if metric.bound not in (_AIMED if metric.status is MetricStatus.TARGET else _BOUNDS):
        return f"{metric.text} is bounded by a word ({metric.bound}); see whether it is still true"
    value = row.of(metric.kind) or Decimal()
    if metric.kind is MetricKind.GROWTH and (value < 0 or metric.direction is Direction.DOWN):
        falls = value < 0
        if falls is not (metric.direction is Direction.DOWN):
            return f"the sentence says {'a fall' if metric.direction is Direction.DOWN else 'growth'}, the sheet {value}%; write the verb anew"
    return ""


def _answer(blank: Blank, metric: Metric, row: Figures) -> str:
    value = row.of(metric.kind) or Decimal()
    if metric.kind is MetricKind.LEVEL and row.unit != blank.unit:
        converted = convert(value, row.unit, blank.unit or "")
        value = (converted if converted is not None else value).normalize()
    return f"{abs(value) if metric.kind is MetricKind.GROWTH else value:f}"
