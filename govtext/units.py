"""Units of measurement and counting words: what a unit measures, and conversion between units of one dimension."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache

from govtext.errors import UnitError
from govtext.rules import for_packs, lexicon

_ONE = Decimal(1)
_ALIKE = tuple(map(frozenset, (("count", "person"), ("mass", "volume", "flow"), ("time", "calendar", "duration"), ("share", "share_point"))))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the lexicon ``units``."""

    name: str  # as written without a scale word; traditional characters, widths and 个 before it share it
    dimension: str
    factor: Decimal | None  # base units in one of this unit; None where it converts into itself alone
    base_unit: str
    english: str
    classifier: bool  # whether it counts things or people: 个, 家, 人次


@for_packs()
def _units() -> Mapping[str, Unit]:
    table: dict[str, Unit] = {}
    for row in lexicon("units"):
        forms = row["term"].split("|")
        factor = Decimal(row["factor"]) if row["factor"] else None
        unit = Unit(forms[0], row["dimension"], factor, row["base_unit"], row["english"], row["classifier"] == "yes")
        table.update(dict.fromkeys(forms, unit))
    return table


@lru_cache(maxsize=1)
def _scales() -> Mapping[str, Decimal]:
    return {form: Decimal(row["value"]) for row in lexicon("numerals").where(kind="unit") for form in row["term"].split("|")}


def lookup(text: str) -> Unit | None:
    """Look up a unit as it stands after a number and its scale word.

    Parameters
    ----------
    text
        The unit as written: 元, 畝, 个百分点, 千瓦时.

    Returns
    -------
    Unit or None
        None where the lexicon does not list the text as a unit.

    Examples
    --------
    >>> lookup("畝").name, lookup("个百分点").name, lookup("家").classifier
    ('亩', '百分点', True)
    >>> lookup("学生") is None
    True

    """
    return _units().get(text)


def alike(one: str, other: str) -> bool:
    """Tell whether what is measured in one dimension may be stated in another too: people are counted, volumes are weighed.

    Examples
    --------
    >>> alike("count", "person"), alike("mass", "area")
    (True, False)

    """
    return one == other or any({one, other} <= group for group in _ALIKE)


@for_packs()
def pattern() -> str:
    """Give a regular expression that matches any unit, longer forms first.

    Examples
    --------
    >>> import re
    >>> re.match(pattern(), "平方公里以上")[0]
    '平方公里'

    """
    return lexicon("units").alternation()


def convert(value: Decimal | None, unit: str, to: str) -> Decimal | None:
    """Convert a value to another unit of the same dimension.

    Parameters
    ----------
    value
        The number; None, a masked one, stays None.
    unit, to
        Units of the lexicon, each with a scale word before it or without: 元, 亿元, 万亩, 千瓦.

    Returns
    -------
    Decimal or None
        The number of `to` that is `value` times `unit`.

    Raises
    ------
    UnitError
        Where one of the units is unknown, or the two do not measure the same: 元 and 美元, 家 and 个.

    Examples
    --------
    >>> convert(Decimal("12.5"), "亿元", "万元")
    Decimal('125000')
    >>> convert(Decimal(30), "公顷", "亩"), convert(Decimal(20), "标箱", "标准箱")
    (Decimal('450'), Decimal('20'))
    >>> convert(Decimal(1), "元", "美元")
    Traceback (most recent call last):
        ...
    govtext.errors.UnitError: cannot convert 元 (money_cny) to 美元 (money_usd): give a unit of money_cny, one of 元, 分钱, 块钱, 毛, 毛钱

    """
    (scale, source), (to_scale, target) = _resolve(unit), _resolve(to)
    if source == target:
        factor, to_factor = _ONE, _ONE
    elif source.factor is None or target.factor is None or source.base_unit != target.base_unit:
        raise UnitError(f"cannot convert {source.name} ({source.dimension}) to {target.name} ({target.dimension}): {_targets(source)}")
    else:
        factor, to_factor = source.factor, target.factor
    return None if value is None else _shortest(value * (scale * factor) / (to_scale * to_factor))


def _shortest(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _resolve(text: str) -> tuple[Decimal, Unit]:
    """Scale and unit of a text such as 万千瓦; 千瓦 itself is a unit."""
    scale, rest = _ONE, text
    while (unit := lookup(rest)) is None:
        if rest[:1] not in _scales():
            near = get_close_matches(text.lstrip("".join(_scales())), _units(), n=4, cutoff=0.3)
            raise UnitError(f"{text!r} is not a unit: {'did you mean ' + ', '.join(near) if near else 'see the lexicon units.csv'}")
        scale, rest = scale * _scales()[rest[0]], rest[1:]
    return scale, unit


def _targets(source: Unit) -> str:
    if source.factor is None:
        return f"{source.name} converts into {source.name} with another scale word alone"
    names = sorted({unit.name for unit in _units().values() if unit.factor is not None and unit.base_unit == source.base_unit})
    return f"give a unit of {source.dimension}, one of {', '.join(names)}"
