"""The names of administrative divisions: which ones there are, when they were in use, and how they are shortened.

The lexicon ``division_codes.csv`` says from the end of which year to the end of which year a GB/T 2260 code stood for a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from govtext.labels import Level
from govtext.rules import lexicon

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_SUFFIX = re.compile(r"(?<=..)(?:(?:维吾尔|壮族|回族)?自治区|特别行政区|省|地区|盟|市|县|区|旗)$")
_LONGEST = 16  # characters of a name
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Listed:
    """A name in the lists: from the end of year `first` to the end of year `last`, None where it is in force."""

    code: str
    name: str
    first: int
    last: int | None

    @property
    def level(self) -> Level:
        """Province, city or county, by its code."""
        return Level.PROVINCE if self.code.endswith("0000") else Level.CITY if self.code.endswith("00") else Level.COUNTY

    def listed(self, year: int) -> bool:
        """Whether the list of a year has it."""
        return self.first <= year and (self.last is None or year <= self.last)

    def is_in(self, above: Listed) -> bool:
        """Whether it belongs to another division."""
        length = 2 if above.level is Level.PROVINCE else 4
        return above.level is not Level.COUNTY and self.code != above.code and self.code[:length] == above.code[:length]


@lru_cache(maxsize=1)
def by_name() -> Mapping[str, tuple[Listed, ...]]:
    """All rows by their full names."""
    rows: dict[str, tuple[Listed, ...]] = {}
    for row in lexicon("division_codes"):
        listed = Listed(row["code"], row["name"], int(row["first"]), int(row["last"]) if row["last"] else None)
        rows[listed.name] = (*rows.get(listed.name, ()), listed)
    return rows


@lru_cache(maxsize=1)
def by_code() -> Mapping[str, tuple[Listed, ...]]:
    """All rows by their codes."""
    rows: dict[str, tuple[Listed, ...]] = {}
    for listed in (row for rows_of_name in by_name().values() for row in rows_of_name):
        rows[listed.code] = (*rows.get(listed.code, ()), listed)
    return rows


@lru_cache(maxsize=1)
def _by_short_form() -> Mapping[str, tuple[Listed, ...]]:
    """All rows by what their names are shortened to."""
    rows: dict[str, tuple[Listed, ...]] = {}
    for name, listed in by_name().items():
        for form in short_forms(name):
            rows[form] = (*rows.get(form, ()), *listed)
    return rows


@lru_cache(maxsize=1)
def _peoples() -> re.Pattern[str]:
    names = sorted({term.removesuffix("族") for term in lexicon("peoples").terms()}, key=len, reverse=True)
    return re.compile(rf"(?<=..)(?:(?:{'|'.join(names)})族?|各族)+自治([州县旗])$")


def stem(name: str) -> str:
    """A name without 省, 市, 县 and the like, or without the peoples of an autonomous division.

    >>> stem("徐水县"), stem("内蒙古自治区"), stem("黔西南布依族苗族自治州"), stem("成县")
    ('徐水', '内蒙古', '黔西南', '成县')
    """
    return _peoples().sub("", _SUFFIX.sub("", name) if not name.endswith(("自治县", "自治旗")) else name)


def short_forms(name: str) -> tuple[str, ...]:
    """What a name is shortened to in running text.

    >>> short_forms("河南蒙古族自治县"), short_forms("青岛市")
    (('河南', '河南县'), ('青岛',))
    """
    short, people = stem(name), _peoples().search(name)
    return () if short == name else (short, short + people[1]) if people else (short,)


def shortened(*levels: Level) -> frozenset[str]:
    """What the names of some levels are shortened to.

    >>> sorted(shortened(Level.PROVINCE) & {"西藏", "青岛", "河北省"})
    ['西藏']
    """
    return frozenset(form for name, listed in by_name().items() if any(row.level in levels for row in listed) for form in short_forms(name))


def rows(written: str) -> tuple[Listed, ...]:
    """The rows that a name, full or shortened, may mean."""
    return by_name().get(written) or _by_short_form().get(written, ())


def meant(written: str) -> tuple[Listed, ...]:
    """The rows that a name means, also one that names the divisions above it; none where a part of it is no name.

    >>> sorted({row.name for row in meant("保定市徐水区")}), meant("天成县"), {row.name for row in meant("河南县")}
    (['徐水区'], (), {'河南蒙古族自治县'})
    """
    if found := rows(written):
        return found
    for split in range(_SHORTEST, len(written) - 1):
        above = meant(written[:split])
        inside = tuple(row for row in rows(written[split:]) if any(row.is_in(other) for other in above)) if above else ()
        if inside:
            return inside
    return ()


def official(written: str, year: int | None) -> str | None:
    """The full name that a written one stands for in a year: the one that it is then, else the only one it is short for, else the one that it was.

    >>> official("长阳县", 1982), official("长阳县", 2024)
    ('长阳县', '长阳土家族自治县')
    """
    found = meant(written)
    own = [row for row in found if row.name == written]
    if own and (year is None or any(_in_force(row, year) for row in own)):
        return written
    found = (*_by_short_form().get(written, ()), *found)
    for listed in ([row for row in found if year is None or _in_force(row, year)], own or found):
        if len({row.name for row in listed}) == 1:
            return listed[0].name
    return None


def _in_force(row: Listed, year: int) -> bool:
    """Whether a report of a year may use the name: the lists are of the ends of years."""
    return row.listed(year) or row.listed(year - 1)


def starting(text: str, start: int, end: int) -> Iterator[int]:
    """The ends of the names, full or shortened, that begin at a place in a text, the longest first."""
    for stop in range(min(end, start + _LONGEST), start + _SHORTEST - 1, -1):
        if rows(text[start:stop]):
            yield stop


def ending(text: str, start: int, end: int) -> int | None:
    """Where the longest full name begins that ends at a place in a text, not before `start`."""
    return next((first for first in range(max(start, end - _LONGEST), end - 1) if text[first:end] in by_name()), None)


@lru_cache(maxsize=8)
def _automaton(suffix: str) -> tuple[AhoCorasick, tuple[str, ...]]:
    """Finds the names, full and shortened, of the divisions of one suffix."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    province = suffix in ("省", "自治区")
    names = [name for name, listed in by_name().items() if name.endswith(("省", "自治区") if province else suffix)]
    names = [name for name in names if (by_name()[name][0].level is Level.PROVINCE) == province or suffix == "市"]
    forms = tuple(dict.fromkeys(form for name in names for form in (name, *short_forms(name)) if len(form) >= _SHORTEST))
    return AhoCorasick(list(forms), matchkind=MatchKind.LeftmostLongest), forms


def mentions(text: str, suffix: str) -> Iterable[tuple[int, int, str]]:
    """The mentions in a text of divisions whose names end in 省 or 自治区, 市, 州, 县 …, each with the stem that it has."""
    found, forms = _automaton(suffix)
    return ((start, end, stem(forms[index])) for index, start, end in found.find_matches_as_indexes(text))
