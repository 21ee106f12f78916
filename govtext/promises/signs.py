"""Numbers that stand alone: a fall is negative, and its bounds point the other way."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from govtext.labels import Bound, Direction, MetricKind
from govtext.model import Metric

MOVING = (MetricKind.GROWTH, MetricKind.CHANGE)
_TURNED = {Bound.AT_LEAST: Bound.AT_MOST, Bound.AT_MOST: Bound.AT_LEAST, Bound.MORE_THAN: Bound.LESS_THAN, Bound.LESS_THAN: Bound.MORE_THAN}


class Signed(NamedTuple):
    """A value as a number line has it: `low` is the smaller."""

    low: Decimal | None
    high: Decimal | None
    bound: Bound | None


def falls(metric: Metric | None) -> bool:
    """Whether a value says by how much something falls."""
    return metric is not None and metric.kind in MOVING and metric.direction is Direction.DOWN


def signed(low: Decimal | None, high: Decimal | None, bound: Bound | None, metric: Metric | None) -> Signed:
    r"""Give the ends of a value with the sign of its direction, as it has to stand where no word beside it says that it falls.

    Parameters
    ----------
    low, high, bound
        The value as written, in its own unit.
    metric
        The metric that it belongs to; without one it stays as it is.

    Examples
    --------
    >>> import govtext
    >>> metric = govtext.parse("一、2023年工作回顾\n能耗下降3%以上。").metrics[0]
    >>> signed(metric.low, metric.high, metric.bound, metric)
    Signed(low=Decimal('-3'), high=Decimal('-3'), bound=<Bound.AT_MOST: 'at_most'>)
    """
    if not falls(metric):
        return Signed(low, high, bound)
    turned = _TURNED.get(bound, bound) if bound else None
    return Signed(_negative(high), _negative(low), turned)


def _negative(value: Decimal | None) -> Decimal | None:
    """下降-3% is written for a fall of 3%, not for a rise."""
    return -abs(value) if value else value
