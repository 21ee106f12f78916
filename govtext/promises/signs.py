"""Numbers that stand alone: a fall is negative, and its bounds point the other way."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Protocol

from govtext.labels import Bound, Direction, MetricKind

MOVING = (MetricKind.GROWTH, MetricKind.CHANGE)
_TURNED = {Bound.AT_LEAST: Bound.AT_MOST, Bound.AT_MOST: Bound.AT_LEAST, Bound.MORE_THAN: Bound.LESS_THAN, Bound.LESS_THAN: Bound.MORE_THAN}


class Written(Protocol):
    """A value as its sentence has it: a number beside the word that says whether it rises or falls."""

    @property
    def kind(self) -> MetricKind:
        """How the number relates to the quantity."""

    @property
    def low(self) -> Decimal | None:
        """The number, or its lower end."""

    @property
    def high(self) -> Decimal | None:
        """The upper end."""

    @property
    def bound(self) -> Bound:
        """How the number bounds the true one."""

    @property
    def direction(self) -> Direction | None:
        """Which way the quantity moves."""


class Signed(NamedTuple):
    """A value as a number line has it: `low` is the smaller."""

    low: Decimal | None
    high: Decimal | None
    bound: Bound


def falls(value: Written) -> bool:
    """Whether a value says by how much something falls."""
    return value.kind in MOVING and value.direction is Direction.DOWN


def signed(value: Written) -> Signed:
    r"""Give the ends of a value with the sign of its direction, as it has to stand where no word beside it says that it falls.

    Parameters
    ----------
    value
        A metric, or another value as written, in its own unit.

    Examples
    --------
    >>> import govtext
    >>> signed(govtext.parse("一、2023年工作回顾\n能耗下降3%以上。").metrics[0])
    Signed(low=Decimal('-3'), high=Decimal('-3'), bound=<Bound.AT_MOST: 'at_most'>)
    """
    if not falls(value):
        return Signed(value.low, value.high, value.bound)
    return Signed(negative(value.high), negative(value.low), _TURNED.get(value.bound, value.bound))


def negative(number: Decimal | None) -> Decimal | None:
    """Give the size of a fall as a change: 下降-3% is written for a fall of 3%, not for a rise.

    >>> negative(Decimal(3)), negative(Decimal(-3)), negative(None)
    (Decimal('-3'), Decimal('-3'), None)
    """
    return -abs(number) if number else number
