"""How exactly a value is written."""

from __future__ import annotations

import re
from decimal import Decimal

from govtext import units
from govtext.model import Metric
from govtext.source import fold

_NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")


def last_digit(metric: Metric) -> Decimal:
    """One unit of the last digit that a value is written with, in the base unit.

    >>> import govtext
    >>> [int(last_digit(metric)) for metric in govtext.parse("税收完成12.5亿元，增长百分之六，就业二十八万人。").metrics]
    [10000000, 1, 10000]
    """
    if written := _NUMBER.search(fold(metric.text)):
        return step(written[0]) * metric.scale
    value = (metric.low or Decimal(1)).normalize()
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def rounding(metric: Metric) -> Decimal:
    """How far a value may be from the one that was rounded to it; what is counted one by one is not rounded.

    >>> import govtext
    >>> [str(rounding(metric).normalize()) for metric in govtext.parse("税收完成12.5亿元，新建学校12所。").metrics]
    ['5E+6', '0']
    """
    unit = units.lookup(metric.unit)
    digit = last_digit(metric)
    return Decimal() if unit and unit.classifier and digit == 1 else digit / 2


def step(written: str) -> Decimal:
    """One unit of the last digit of a number in digits.

    >>> step("12.50"), step("13")
    (Decimal('0.01'), Decimal('1'))
    """
    return Decimal(1).scaleb(-len(written.partition(".")[2]))
