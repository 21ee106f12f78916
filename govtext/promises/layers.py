"""Targets of a place beside those of the government above it, of the same year: what is added on the way down (加码)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from govtext.export.calls import some
from govtext.export.divisions import Division, place_of, year_of
from govtext.indicators import get
from govtext.labels import Level
from govtext.model import Report, Target

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = ("place", "code", "year", "indicator", "target", "bound", "superior", "superior_code", "superior_target", "superior_bound", "difference")
_NATION = "000000"

Key = tuple[str, int]


def layers(reports: Iterable[Report], indicators: Sequence[str] = ("gdp_growth",)) -> DataFrame:
    r"""Set the annual targets of places beside those of the nearest government above them that is among the reports.

    Parameters
    ----------
    reports
        Parsed reports of several levels; the place above is known by the GB/T 2260 code of the year, so that invented places have none.
    indicators
        Canonical ids.

    Returns
    -------
    DataFrame
        One row for each place, year and indicator with a number on both levels; ``target`` is the middle of a range, ``difference`` how far it is
        above that of the ``superior``.

    Raises
    ------
    IndicatorError
        The lexicon does not have an id.
    ExportError
        There is no report.

    Examples
    --------
    >>> import govtext
    >>> text = "2024年{}人民政府工作报告\n各位代表：\n二、2024年工作安排\n今年预期目标是：地区生产总值增长{}。"
    >>> frame = layers([govtext.parse(text.format("河北省", "5.5%左右")), govtext.parse(text.format("保定市", "6.5%"))])
    >>> frame[["place", "target", "superior", "superior_target", "difference"]].values.tolist()
    [['保定市', 6.5, '河北省', 5.5, 1.0]]
    """
    from pandas import DataFrame

    for id in indicators:
        get(id)
    found: dict[Key, tuple[str, Division | None, dict[str, Target]]] = {}
    for report in some(reports, "a table of layers"):
        place, division = place_of(report)
        code = division.code if division else _NATION if report.meta.level is Level.CENTRAL else None
        year = year_of(report)
        if code and year:
            targets = {id: target for id in indicators if (target := report.target(id)) is not None and target.low is not None}
            found.setdefault((code, year), (place or code, division, targets))
    rows = [row for key in sorted(found) for row in _rows(key, found)]
    return DataFrame(rows, columns=list(COLUMNS))


def _rows(key: Key, found: dict[Key, tuple[str, Division | None, dict[str, Target]]]) -> Iterable[dict[str, Any]]:
    code, year = key
    place, division, targets = found[key]
    for id, target in targets.items():
        above = next(((up, found[up, year]) for up in _above(division) if (up, year) in found and id in found[up, year][2]), None)
        if above is None:
            continue
        superior_code, (superior, _, others) = above
        own, other = _middle(target), _middle(others[id])
        yield {
            "place": place,
            "code": code,
            "year": year,
            "indicator": id,
            "target": float(own),
            "bound": str(target.bound),
            "superior": superior,
            "superior_code": superior_code,
            "superior_target": float(other),
            "superior_bound": str(others[id].bound),
            "difference": float(own - other),
        }


def _above(division: Division | None) -> list[str]:
    """Codes of the governments above a division, the nearest first."""
    if division is None:
        return []
    codes = (division.city_code, division.province_code, _NATION)
    return [code for code in codes if code and code != division.code]


def _middle(target: Target) -> Decimal:
    low, high = target.low or Decimal(0), target.high or target.low or Decimal(0)
    return (low + high) / 2
