"""Tracks as rows of plain values, for tables and files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from govtext.export.headings import column_name, vocabulary
from govtext.labels import Bound
from govtext.promises.signs import signed
from govtext.wording import Language, symbol

if TYPE_CHECKING:
    from pandas import DataFrame

    from govtext.promises.said import Said
    from govtext.promises.stated import Stated
    from govtext.promises.tracking import Pair
    from govtext.promises.tracks import Track
    from govtext.promises.works import Step

_PLACE = ("place", "code", "year", "indicator", "canonical", "kind", "horizon")
_TARGET = ("form", "target_low", "target_high", "target_unit", "bound", "strength", "stretch")
_RESULT = ("result", "result_unit", "result_bound")
_VERDICT = (
    "verdict",
    "reason",
    "margin",
    "provisional",
    "basis_differs",
    "derived",
    "self_verdict",
    "contradicts",
    "stretch_met",
    "revised",
    "progress",
    "score",
)
_EVIDENCE = (
    "target_sentence",
    "target_start",
    "target_end",
    "target_source",
    "result_indicator",
    "result_sentence",
    "result_start",
    "result_end",
    "result_source",
)
STEP_COLUMNS = (
    *("place", "code", "project", "name", "class", "year", "stage", "promised_stage", "verdict", "investment"),
    *("sentence", "start", "end", "source"),
)
COLUMNS = (*_PLACE, *_TARGET, *_RESULT, *_VERDICT, *_EVIDENCE)
NUMBERS = ("target_low", "target_high", "result", "margin", "derived", "progress", "score")
FLAGS = ("provisional", "basis_differs", "contradicts", "revised")
_SCALES = ((10**8, "亿"), (10**4, "万"))
_INTEGERS = ("year", "target_start", "target_end", "result_start", "result_end")
_STEP_INTEGERS = ("project", "year", "start", "end")
_FLAGS = ("provisional", "basis_differs", "contradicts", "stretch_met", "revised")


def row(pair: Pair, track: Track) -> dict[str, Any]:
    """Give a track as one row of `COLUMNS`; numbers are decimals, None where there is none."""
    target, result = track.goal.target, track.result
    number = track.goal.number
    values: dict[str, Any] = {
        "place": pair.place,
        "code": pair.code,
        "year": pair.year,
        "indicator": target.indicator,
        "canonical": target.canonical,
        "kind": number.kind if number else None,
        "horizon": target.horizon,
        "form": target.form,
        "target_low": target.low,
        "target_high": target.high,
        "target_unit": target.unit,
        "bound": target.bound,
        "strength": target.strength,
        "stretch": target.stretch,
        "verdict": track.verdict,
        "reason": track.reason,
        "margin": track.margin,
        "provisional": bool(result and result.provisional),
        "basis_differs": track.basis_differs,
        "derived": track.derived,
        "self_verdict": track.self_verdict.text if track.self_verdict else None,
        "contradicts": track.contradicts,
        "stretch_met": track.stretch_met,
        "revised": track.revised,
        "progress": alone(track.progress).middle if track.progress else None,
        "score": None if track.score is None else Decimal(f"{track.score:.2f}"),
        "target_sentence": target.sentence.text,
        "target_start": target.span.start,
        "target_end": target.span.end,
        "target_source": pair.source,
        "result_source": pair.later_source,
        **(_result(result) if result else _said(track.said) if track.said else {}),
    }
    return {name: _plain(values.get(name)) for name in COLUMNS}


def step_row(step: Step) -> dict[str, Any]:
    """Give a project as one report speaks of it as one row of `STEP_COLUMNS`."""
    project = step.project
    values = {
        "place": step.place,
        "code": step.code,
        "project": step.number,
        "name": project.name,
        "class": project.kind,
        "year": step.year,
        "stage": project.stage,
        "promised_stage": project.promised_stage,
        "verdict": step.verdict,
        "investment": project.investment,
        "sentence": project.sentence.text,
        "start": project.span.start,
        "end": project.span.end,
        "source": step.source,
    }
    return {name: _plain(value) for name, value in values.items()}


def step_frame(steps: Iterable[Step]) -> DataFrame:
    """Make a pandas frame of the stages of projects; see `Tracking.projects`."""
    from pandas import DataFrame

    table = DataFrame([step_row(step) for step in steps], columns=list(STEP_COLUMNS), dtype=object)
    types = {name: "Int64" if name in _STEP_INTEGERS else "float64" if name == "investment" else "string" for name in STEP_COLUMNS}
    return table.astype(types)


class Alone(NamedTuple):
    """A number with the sign of its direction."""

    middle: Decimal
    bound: Bound


def alone(stated: Stated) -> Alone:
    """Give a number as it stands in a table: the middle of a range, negative for a fall."""
    number = signed(stated)
    return Alone((number.low + number.high) / 2 if number.low is not None and number.high is not None else stated.middle, number.bound)


def _result(result: Stated) -> dict[str, Any]:
    number = alone(result)
    return {
        "result": number.middle,
        "result_unit": result.unit,
        "result_bound": number.bound,
        "result_indicator": result.name,
        "result_sentence": result.sentence.text,
        "result_start": result.span.start,
        "result_end": result.span.end,
    }


def _said(said: Said) -> dict[str, Any]:
    return {"result_sentence": said.sentence.text, "result_start": said.span.start, "result_end": said.span.end}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, StrEnum) else value


def shown(row: Mapping[str, Any], lang: Language) -> dict[str, str]:
    """Give the words that a table shows for a row: number and unit together, and what makes a verdict less sure."""
    words = {name: "" if value is None else vocabulary("tracks", name, lang).get(value, str(value)) for name, value in row.items()}
    words["target"] = amount(row["target_low"], row["target_high"], row["target_unit"], row["bound"]) or words["form"]
    words["result"] = amount(row["result"], row["result"], row["result_unit"], row["result_bound"])
    words["margin"] = "" if row["margin"] is None else f"{short(row['margin']):+}"
    words["verdict"] += f"（{words['reason']}）" if row["reason"] and lang == "zh" else f" ({words['reason']})" if row["reason"] else ""
    words["flags"] = "、".join(column_name(name, lang) for name in FLAGS if row[name])
    return words


def amount(low: Decimal | None, high: Decimal | None, unit: str | None, bound: str | None) -> str:
    """Write a number as it is read: in 亿 and 万, with its unit and the sign of its bound.

    >>> amount(Decimal(1100000), Decimal(1100000), "人", "at_least"), amount(None, None, None, None)
    ('≥ 110万人', '')
    """
    if low is None or high is None:
        return ""
    scale, name = next(((scale, name) for scale, name in _SCALES if abs(high) >= scale), (1, ""))
    numbers = dict.fromkeys(f"{short(value / scale)}" for value in (low, high))
    return " ".join(part for part in (symbol(Bound(bound)) if bound else "", "–".join(numbers) + name + (unit or "")) if part)


def short(number: Decimal) -> Decimal:
    """Give a number without the zeros at its end, to four places.

    >>> short(Decimal("5.50")), short(Decimal("100"))
    (Decimal('5.5'), Decimal('100'))
    """
    rounded = round(number, 4).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded


def frame(rows: Iterable[dict[str, Any]]) -> DataFrame:
    """Make a frame of rows, typed also where it has none."""
    from pandas import DataFrame

    table = DataFrame(list(rows), columns=list(COLUMNS), dtype=object)
    types = {name: "Int64" if name in _INTEGERS else "boolean" if name in _FLAGS else "string" for name in COLUMNS if name not in NUMBERS}
    return table.astype(types | dict.fromkeys(NUMBERS, "float64"))
