"""The panel that researchers build by hand: what each place promised for each year, in which words, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from govtext.export.calls import ExportError, known
from govtext.export.headings import indicator_name
from govtext.export.observations import ABSENT, UNKNOWN, headline
from govtext.export.panel_sources import Row, rows_of
from govtext.indicators import canonical_id, choices, get, of_no_one_quantity
from govtext.labels import Gap, Horizon, Level, TargetForm
from govtext.model import Report

if TYPE_CHECKING:
    from pandas import DataFrame

HEADLINE = "headline"
PLACE = ("place", "year", "level", "province", "province_code", "city", "city_code", "county", "county_code", "code", "superior_code")
FACTS = (*PLACE, "place_by", "year_by", "gap", "source", "report_id", "characters")
TARGET = (
    *("form", "reason", "target", "low", "high", "unit", "modifier", "direction", "tone", "stretch", "horizon", "estimated", "scope", "period"),
    *("written", "role", "role_by", "name_by", "flags", "sentence", "sentence_start", "sentence_end", "start", "end"),
)
REACHED = ("result", "low", "high", "unit", "modifier", "estimated", "flags", "sentence", "start", "end")
RESULT = (*(name if name == "result" else f"result_{name}" for name in REACHED), "result_source")
LAST = tuple(f"last_{name}" for name in REACHED)
ABOVE = ("superior_target", "step_up")
COLUMNS = (
    *(*PLACE, "place_by", "year_by", "indicator", "indicator_name", "used"),
    *(*TARGET, *ABOVE, *RESULT, *LAST, "source", "report_id", "versions"),
)
WIDE = ("form", "reason", "target", "low", "high", "unit", "modifier", "tone", "flags", "result", "last_result", "sentence")
_FLOATS = {"target", "low", "high", *ABOVE, "result", "result_low", "result_high", "last_result", "last_low", "last_high"}
_INTEGERS = {"year", "versions", *(f"{of}{end}" for of in ("", "sentence_", "result_", "last_") for end in ("start", "end"))}
_TRUTHS = {"estimated", "result_estimated", "last_estimated"}
_RANKS = {str(form): rank for rank, form in enumerate((*TargetForm, UNKNOWN, ABSENT))}


@dataclass(frozen=True, slots=True)
class _Observed:
    """One report as an observation of a place in a year."""

    facts: Mapping[str, Any]
    rows: Mapping[str, Row]

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes two reports the same observation; one without place or year is its own."""
        facts = self.facts
        return (facts["code"] or facts["place"], facts["year"]) if facts["place"] and facts["year"] else (facts["report_id"],)

    def row(self, id: str) -> Row:
        """What the report says of an indicator, or that it says nothing."""
        gap = self.facts["gap"]
        return self.rows.get(id) or {"used": id, "form": UNKNOWN if gap else ABSENT, "reason": gap}


def panel(
    reports: Iterable[Report | str | Path] | str | Path,
    indicators: Sequence[str] | str | None = None,
    form: Literal["long", "wide"] = "long",
    *,
    strict: bool = False,
    metadata: str | Path | None = None,
    name_pattern: str | None = None,
    workers: int = 1,
) -> DataFrame:
    r"""Make the panel of targets and results, by place and year.

    Parameters
    ----------
    reports
        Reports; or a folder, archive, table or file of reports, or a dataset of `batch` (Parquet or DuckDB; its texts are not read again); or
        a list of any of these. A file that cannot be read is left out, logged, and listed in ``attrs["failed"]`` of the frame.
        Of several captures of one report (same place, same year) the longest counts; ``versions`` says how many different texts there were.
    indicators
        Ids such as ``gdp_growth``; ``income_any`` and other choices, which take of several indicators the one that the report sets; or
        ``headline`` for the fourteen most used. None takes each that a report has an annual target for.
    form
        ``long`` gives a row for each place, year and indicator, ``wide`` one for each place and year, with a column ``gdp_growth_target`` and so on.
    strict
        Leave out what is not sure: cells with flags are emptied (their form is ``unknown``, the reason ``flagged``).
    metadata, name_pattern
        For files: what is known of them, as in `read_many`.
    workers
        For files: how many processes parse them. A script that asks for more than one does so under ``if __name__ == "__main__":``.

    Returns
    -------
    DataFrame
        ``place``, ``year``, ``level``; ``province``, ``city`` and ``county`` with their GB/T 2260 codes of that year; ``code`` is the place's own.
        ``place_by`` and ``year_by`` say how they were decided: given, stated, inferred, guessed.

        Target: ``form`` is numeric, relative, qualitative, declined, ``absent`` where the report surely says nothing, or ``unknown`` for a
        ``reason``. ``target`` is the middle of ``low`` and ``high``, with ``unit``, ``modifier`` (bound), ``direction``, ``tone`` (binding or
        expected), ``stretch``, ``horizon``, ``estimated``, ``scope``, ``period``; ``used`` is the id that it was stated for and ``written`` the
        name as written; ``flags`` lists codes of what may be wrong. ``sentence`` and the offsets say where it stands.

        ``superior_target`` is that of the division above for the same year, ``step_up`` (加码) the target less that.

        Result: ``result`` is the value of the row's year, as the place's report of the year after states it, ``last_result`` that of the year
        before, as this report states it; both with unit, sentence and offsets, those of ``result`` in the text of ``result_source``.

        Numbers are in the base unit (元, not 亿元); percentages as written. All offsets count code points of `Report.text`.
        A fall is negative: 下降3%以上 is −3 with the modifier ``at_most``.

    Raises
    ------
    IndicatorError
        The lexicon does not have an id; the message names the nearest ones.
    ExportError
        There is no report, one of another schema version, no such form, or a dataset without the table ``panel``.
    ReadError
        A folder or file cannot be read at all.

    Examples
    --------
    >>> import govtext
    >>> first = govtext.parse("2023年青河县人民政府工作报告\n各位代表：\n二、2023年重点工作\n今年主要预期目标是：地区生产总值增长6%左右。")
    >>> second = govtext.parse("2024年青河县人民政府工作报告\n各位代表：\n一、2023年工作回顾\n全年地区生产总值增长6.2%。")
    >>> frame = panel([first, second], ["gdp_growth"])
    >>> frame[["place", "year", "form", "target", "modifier", "tone", "result"]].to_dict("records")[0]
    {'place': '青河县', 'year': 2023, 'form': 'numeric', 'target': 6.0, 'modifier': 'approx', 'tone': 'expected', 'result': 6.2}
    """
    known(form, ["long", "wide"], "form")
    wanted = None if indicators is None else named([indicators] if isinstance(indicators, str) else indicators)
    failed: list[str] = []
    observed, versions = _distinct(
        _observed(rows_of(reports, wanted and _parts(wanted), failed, metadata=metadata, name_pattern=name_pattern, workers=workers))
    )
    if not observed:
        raise ExportError("a panel is made of reports, and " + (f"none of {len(failed)} could be read: {failed[0]}" if failed else "none was given"))
    ids = _promised(observed) if wanted is None else wanted
    frame = _frame(_Joined(observed), ids, versions, strict)
    frame = frame if form == "long" else _wide(frame, ids)
    frame.attrs["failed"] = failed
    return frame


def named(indicators: Iterable[str]) -> list[str]:
    """Give the ids that are meant, each once; ``headline`` stands for several.

    Raises
    ------
    IndicatorError
        There is no such id; the message names the nearest ones.

    Examples
    --------
    >>> named(["cpi", "headline"])[:3], named(["income_any"])
    (['cpi', 'gdp_growth', 'industry_va_growth'], ['income_any'])
    """
    ids = [id for name in indicators for id in (headline() if name == HEADLINE else (name,))]
    for id in ids:
        if id not in choices():
            canonical_id(id)
    return list(dict.fromkeys(ids))


def meant(panel: DataFrame, indicators: Iterable[str]) -> list[str]:
    r"""Say which growth is meant where no report sets the amount that was asked for: gdp_growth for gdp.

    Examples
    --------
    >>> import govtext
    >>> frame = govtext.panel([govtext.parse("2024年青河县人民政府工作报告\n二、2024年重点工作\n地区生产总值增长6%。")], ["gdp", "cpi"])
    >>> meant(frame, ["gdp", "cpi"])
    ['no report sets gdp, which is the amount; for its growth take gdp_growth']
    """
    entries = [(id, get(id)) for id in indicators if id not in choices() and id != HEADLINE]
    amounts = [(id, entry.growth_id) for id, entry in entries if entry.growth_id and entry.growth_id != id]
    found = {id: panel[f"{id}_target"] if f"{id}_target" in panel else panel.loc[panel["indicator"] == id, "target"] for id, _ in amounts}
    return [f"no report sets {id}, which is the amount; for its growth take {growth}" for id, growth in amounts if not found[id].notna().any()]


def _parts(ids: Iterable[str]) -> set[str]:
    """The indicators that are to be looked up; one that each report has a row for is among them."""
    return {part for id in ids for part in choices().get(id, (id,))} | {headline()[0]}


def _observed(rows: Iterable[Row]) -> Iterator[_Observed]:
    """Rows as observations; those of one report stand together."""
    found: dict[str, dict[str, Row]] = {}
    for row in rows:
        found.setdefault(row["report_id"], {}).setdefault(row["indicator"], row)
    for of_report in found.values():
        yield _Observed({name: next(iter(of_report.values()))[name] for name in FACTS}, of_report)


def _distinct(observations: Iterable[_Observed]) -> tuple[list[_Observed], Counter[tuple[Any, ...]]]:
    """The longest report of each place and year, and how many there were."""
    longest: dict[tuple[Any, ...], _Observed] = {}
    versions: Counter[tuple[Any, ...]] = Counter()
    for one in observations:
        versions[one.key] += 1
        if one.key not in longest or _size(one) > _size(longest[one.key]):
            longest[one.key] = one
    return list(longest.values()), versions


def _size(one: _Observed) -> tuple[int, str]:
    return one.facts["characters"], one.facts["report_id"]


def _promised(observed: Iterable[_Observed]) -> list[str]:
    """The ids with an annual target, those of most reports first, without those that name no one quantity."""
    ids = Counter(id for one in observed for id, row in one.rows.items() if row["horizon"] == Horizon.YEAR and row["used"] == id)
    return sorted(ids.keys() - of_no_one_quantity(), key=lambda id: (-ids[id], id))


class _Joined:
    """Observations that find each other: the year after, and the division above."""

    def __init__(self, observed: Sequence[_Observed]) -> None:
        self.observed = observed
        self.by_code = {(one.facts["code"], one.facts["year"]): one for one in reversed(observed) if one.facts["code"]}
        self.by_name = {(_name(one), one.facts["year"]): one for one in reversed(observed) if one.facts["place"]}
        self.centre = {one.facts["year"]: one for one in reversed(observed) if one.facts["level"] == Level.CENTRAL}

    def next(self, one: _Observed) -> _Observed | None:
        """The same place's report of the year after: by its code, or where that changed by its name."""
        year = one.facts["year"]
        if year is None:
            return None
        return self.by_code.get((one.facts["code"], year + 1)) or (self.by_name.get((_name(one), year + 1)) if one.facts["place"] else None)

    def above(self, one: _Observed) -> _Observed | None:
        """The report of the division above for the same year; above a province stands the centre."""
        if one.facts["level"] == Level.PROVINCE:
            return self.centre.get(one.facts["year"])
        found = self.by_code.get((one.facts["superior_code"], one.facts["year"]))
        return found if one.facts["superior_code"] else None


def _name(one: _Observed) -> tuple[str | None, ...]:
    """Names that stay when a county becomes a district."""
    facts = one.facts
    if facts["code"] is None:
        return (facts["place"],)
    return facts["province"], facts["city"], (facts["county"] or facts["city"] or facts["province"]).rstrip("县市区旗")


def _frame(joined: _Joined, ids: Sequence[str], versions: Mapping[tuple[Any, ...], int], strict: bool) -> DataFrame:
    from pandas import DataFrame

    rows = [{**_row(joined, one, id, strict), "versions": versions[one.key]} for one in joined.observed for id in ids]
    columns = {name: [row.get(name) for row in rows] for name in COLUMNS}
    frame = DataFrame({name: _typed(name, values) for name, values in columns.items()})
    return frame.sort_values(["level", "code", "place", "year", "report_id"], kind="stable", ignore_index=True)


def _row(joined: _Joined, one: _Observed, id: str, strict: bool) -> Row:
    row = _chosen(one, choices().get(id, (id,)))
    used = row["used"] if row["used"] in one.rows else id
    target = {name: row.get(name) for name in TARGET}
    if strict and row.get("flags"):
        target = dict.fromkeys(TARGET) | {"form": UNKNOWN, "reason": str(Gap.FLAGGED), "flags": row["flags"]}
    following, above = joined.next(one), joined.above(one)
    part = used if id in choices() else id
    later = _result(following, part, "result", strict) if following else {}
    higher = above.row(part) if above else {}
    higher = {} if strict and higher.get("flags") else higher
    return {
        **{name: one.facts[name] for name in (*PLACE, "place_by", "year_by", "source", "report_id")},
        "indicator": id,
        "indicator_name": indicator_name(id),
        "used": row["used"],
        **target,
        **_step(target, higher),
        **later,
        "result_source": following.facts["source"] if following and later.get("result") is not None else None,
        **_result(one, part, "last", strict),
    }


def _chosen(one: _Observed, parts: Sequence[str]) -> Row:
    """Of several indicators the one that is set most plainly, else the one with a result, else the first."""
    rows = [one.row(part) for part in parts]
    return min(rows, key=lambda row: (_RANKS[row["form"]], row.get("last_result") is None))


def _result(one: _Observed, id: str, of: str, strict: bool) -> Row:
    """The value that a report states for the year before, under the names of the row's result or of its last result."""
    row = one.row(id)
    names = {name: name if of == name else f"{of}_{name}" for name in REACHED}
    if strict and row.get("last_flags"):
        return {names["flags"]: row["last_flags"]}
    return {names[name]: row.get(f"last_{name}") for name in REACHED}


def _step(target: Row, above: Row) -> Row:
    mine, higher = target.get("target"), above.get("target")
    if mine is None or higher is None or not target.get("unit") == above.get("unit") == "%":
        return {"superior_target": higher, "step_up": None}
    return {"superior_target": higher, "step_up": mine - higher}


def _typed(name: str, values: list[Any]) -> Any:
    from pandas import Series

    if name in _FLOATS:
        return Series([None if value is None else float(value) for value in values], dtype="float64")
    if name.endswith("flags"):
        return Series([", ".join(value) if value else None for value in values], dtype="string")
    return Series(values, dtype="Int64" if name in _INTEGERS else "boolean" if name in _TRUTHS else "string")


def _wide(frame: DataFrame, ids: Sequence[str]) -> DataFrame:
    """One row for each report, the columns of each indicator side by side."""
    from pandas import concat

    shared = [*PLACE, "place_by", "year_by", "source", "report_id", "versions"]
    wide = [frame.drop_duplicates("report_id")[shared].set_index("report_id", drop=False)]
    for id in ids:
        wide.append(frame[frame["indicator"] == id].set_index("report_id")[[*WIDE]].add_prefix(f"{id}_"))
    return concat(wide, axis=1).reset_index(drop=True)
