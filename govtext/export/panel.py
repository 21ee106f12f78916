"""The panel that researchers build by hand: what each place promised for each year, in which words, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from govtext.export.arrow import report_id
from govtext.export.calls import known, some
from govtext.export.divisions import Division, place_of, year_of
from govtext.export.headings import indicator_name
from govtext.indicators import IndicatorEntry, get
from govtext.labels import Horizon
from govtext.model import Metric, Report, Target
from govtext.promises.results import result, sentence_of
from govtext.promises.signs import falls, signed
from govtext.promises.targets import annual

if TYPE_CHECKING:
    from pandas import DataFrame

ABSENT = "absent"
KEYS = ("place", "year", "level", "province", "province_code", "city", "city_code", "county", "county_code", "code")
ORIGIN = ("source", "report_id", "versions")
WIDE = ("form", "target", "low", "high", "unit", "modifier", "tone", "result", "last_result", "sentence")
_INTEGERS = ("year", "sentence_start", "sentence_end", "start", "end", "result_start", "result_end", "last_start", "last_end", "versions")
_NUMBERS = ("target", "low", "high", "result", "last_result")


@dataclass(frozen=True, slots=True)
class _Observation:
    """One report as an observation of a place in a year, without its text."""

    place: str | None
    year: int | None
    division: Division | None
    level: str | None
    source: str | None
    report_id: str
    characters: int
    targets: tuple[Target, ...]
    promised: Mapping[str, Metric]
    results: Mapping[str, Mapping[str, Any]]

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes two reports the same observation; one without place or year is its own."""
        return (self.division.code if self.division else self.place, self.year) if self.place and self.year else (self.report_id,)


def panel(reports: Iterable[Report], indicators: Sequence[str] | None = None, form: Literal["long", "wide"] = "long") -> DataFrame:
    r"""Make the panel of targets and results, by place and year.

    Parameters
    ----------
    reports
        Parsed reports. Of several captures of one report (same place, same year) the longest counts; ``versions`` says how many there were.
    indicators
        Canonical ids of the indicator lexicon, such as ``gdp_growth``; None takes each that one of the reports has an annual target for.
    form
        ``long`` gives a row for each place, year and indicator, ``wide`` one for each place and year, with a column ``gdp_growth_target`` and so on.

    Returns
    -------
    DataFrame
        ``place``, ``year``, ``level``; ``province``, ``city`` and ``county`` with their GB/T 2260 codes of that year; ``code`` is the place's own.

        Target: ``form`` (numeric, relative, qualitative, declined, or absent where the report says nothing), ``target`` (the middle of ``low``
        and ``high``), ``unit``, ``modifier`` (bound), ``tone`` (binding or expected), ``stretch``, ``written`` (the indicator as written), the
        ``sentence`` and the offsets of sentence and value.

        Result: ``result`` is the value of the row's year, as the place's report of the year after states it, ``last_result`` that of the year
        before, as this report states it; both with unit, sentence and offsets, those of ``result`` in the text of ``result_source``.

        Numbers are in the base unit (元, not 亿元); percentages as written. All offsets count code points of `Report.text`.
        A fall is negative: 下降3%以上 is −3 with the modifier ``at_most``.

    Raises
    ------
    IndicatorError
        The lexicon does not have an id; the message names the nearest ones.
    ExportError
        There is no report, one of another schema version, or no such form.

    Examples
    --------
    >>> import govtext
    >>> first = govtext.parse("2023年青河县人民政府工作报告\n各位代表：\n二、2023年重点工作\n今年主要预期目标是：地区生产总值增长6%左右。")
    >>> second = govtext.parse("2024年青河县人民政府工作报告\n各位代表：\n一、2023年工作回顾\n全年地区生产总值增长6.2%。")
    >>> frame = panel([first, second], ["gdp_growth"])
    >>> frame[["place", "year", "form", "target", "modifier", "tone", "result"]].to_dict("records")[0]
    {'place': '青河县', 'year': 2023, 'form': 'numeric', 'target': 6.0, 'modifier': 'approx', 'tone': 'expected', 'result': 6.2}
    """
    from pandas import DataFrame

    known(form, ["long", "wide"], "form")
    if isinstance(indicators, str):
        indicators = [indicators]
    entries = {id: get(id) for id in indicators or ()}
    observed, versions = _distinct([_observe(report, entries) for report in some(reports, "a panel")])
    if indicators is None:
        entries = {id: get(id) for id in _promised(observed)}
    rows = [_row(one, _next(one, observed), id) | {"versions": versions[one.key]} for one in observed for id in entries]
    frame = _typed(DataFrame(rows, columns=_columns())).sort_values(["level", "code", "place", "year"], kind="stable", ignore_index=True)
    return frame if form == "long" else _wide(frame, list(entries))


def _observe(report: Report, entries: Mapping[str, IndicatorEntry]) -> _Observation:
    place, division = place_of(report)
    year = year_of(report)
    targets = report.targets()
    ids = entries or {target.canonical for target in targets if target.canonical}
    return _Observation(
        place=place,
        year=year,
        division=division,
        level=division.level if division else report.meta.level,
        source=report.source.path,
        report_id=report_id(report.text),
        characters=len(report.text),
        targets=targets,
        promised=_metrics_of(report, targets),
        results={id: _stated(report, metric) for id in ids if (metric := result(report, id, year)) is not None},
    )


def _metrics_of(report: Report, targets: Iterable[Target]) -> Mapping[str, Metric]:
    ids = {target.metric_id for target in targets}
    return {metric.id: metric for metric in report.metrics if metric.id in ids}


def _stated(report: Report, metric: Metric) -> Mapping[str, Any]:
    sentence = sentence_of(report.text, metric.span)
    number = signed(metric.low, metric.high, metric.bound, metric)
    value = {"result": _middle(number.low, number.high), "result_unit": metric.unit, "result_modifier": str(number.bound)}
    return value | {"result_sentence": sentence.text, "result_start": metric.span.start, "result_end": metric.span.end}


def _distinct(observations: Sequence[_Observation]) -> tuple[list[_Observation], Counter[tuple[Any, ...]]]:
    """The longest report of each place and year, and how many there were."""
    longest: dict[tuple[Any, ...], _Observation] = {}
    for one in observations:
        if one.key not in longest or one.characters > longest[one.key].characters:
            longest[one.key] = one
    return list(longest.values()), Counter(one.key for one in observations)


def _promised(observed: Sequence[_Observation]) -> list[str]:
    """The ids with an annual target, those of most reports first."""
    ids = Counter(
        id for one in observed for id in {target.canonical for target in one.targets if target.canonical and target.horizon is Horizon.YEAR}
    )
    return sorted(ids, key=lambda id: (-ids[id], id))


def _next(one: _Observation, observed: Sequence[_Observation]) -> _Observation | None:
    """The same place's report of the year after: by its code, or where that changed by its name."""
    if one.year is None:
        return None
    after = [other for other in observed if other.year == one.year + 1]
    for same in (
        lambda other: other.division and one.division and other.division.code == one.division.code,
        lambda other: _place(other) == _place(one),
    ):
        if found := [other for other in after if same(other)]:
            return found[0]
    return None


def _place(one: _Observation) -> tuple[str | None, ...]:
    """Names that stay when a county becomes a district."""
    if one.division is None:
        return (one.place,)
    return one.division.province, one.division.city, one.division.name.rstrip("县市区旗")


def _row(one: _Observation, following: _Observation | None, id: str) -> dict[str, Any]:
    target = annual(one.targets, id)
    later = following.results.get(id, {}) if following else {}
    before = {name.replace("result_", "last_") if name != "result" else "last_result": value for name, value in one.results.get(id, {}).items()}
    return {
        **{name: getattr(one.division, name) if one.division else None for name in KEYS[3:]},
        "place": one.place,
        "year": one.year,
        "level": str(one.level) if one.level else None,
        "indicator": id,
        "indicator_name": indicator_name(id),
        **(_promise(target, one.promised.get(target.metric_id or "")) if target else {"form": ABSENT}),
        **later,
        "result_source": following.source if later and following else None,
        **before,
        "source": one.source,
        "report_id": one.report_id,
    }


def _promise(target: Target, metric: Metric | None) -> dict[str, Any]:
    number = signed(target.low, target.high, target.bound, metric)
    return {
        "form": str(target.form),
        "target": _middle(number.low, number.high),
        "low": _number(number.low),
        "high": _number(number.high),
        "unit": target.unit,
        "modifier": str(number.bound) if number.bound else None,
        "tone": str(target.strength) if target.strength else None,
        "stretch": _stretch(target.stretch, metric),
        "written": target.indicator,
        "sentence": target.sentence.text,
        "sentence_start": target.sentence.span.start,
        "sentence_end": target.sentence.span.end,
        "start": target.span.start,
        "end": target.span.end,
    }


def _stretch(written: str | None, metric: Metric | None) -> str | None:
    """The higher aim with the sign of the target, where it is a number."""
    return f"-{written}" if written and falls(metric) and written[0].isdecimal() else written


def _middle(low: Decimal | None, high: Decimal | None) -> float | None:
    return float((low + high) / 2) if low is not None and high is not None else _number(low if low is not None else high)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _columns() -> list[str]:
    promise = [
        "form",
        "target",
        "low",
        "high",
        "unit",
        "modifier",
        "tone",
        "stretch",
        "written",
        "sentence",
        "sentence_start",
        "sentence_end",
        "start",
        "end",
    ]
    reached = ["result", "result_unit", "result_modifier", "result_sentence", "result_start", "result_end", "result_source"]
    last = ["last_result", "last_unit", "last_modifier", "last_sentence", "last_start", "last_end"]
    return [*KEYS, "indicator", "indicator_name", *promise, *reached, *last, *ORIGIN]


def _typed(frame: DataFrame) -> DataFrame:
    return frame.astype({name: "Int64" if name in _INTEGERS else "float64" if name in _NUMBERS else "string" for name in frame.columns})


def _wide(frame: DataFrame, ids: Sequence[str]) -> DataFrame:
    """One row for each report, the columns of each indicator side by side."""
    wide = frame.drop_duplicates("report_id")[[*KEYS, *ORIGIN]].set_index("report_id", drop=False)
    for id in ids:
        fields = frame[frame["indicator"] == id].set_index("report_id")[[*WIDE]]
        wide = wide.join(fields.add_prefix(f"{id}_"))
    return wide.reset_index(drop=True)
