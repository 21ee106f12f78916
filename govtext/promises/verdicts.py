"""What became of a promised number: met, missed or exceeded, and by how much."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from govtext.labels import Bound, Verdict

TOLERANCE = Decimal("0.05")  # of the target, for 左右
SAME_PACE = Decimal("0.5")  # points by which 同步 may fall behind or run ahead


class Polarity(StrEnum):
    """Which way is good."""

    HIGHER = "higher"
    REDUCTION = "reduction"  # the fall is the quantity
    CEILING = "ceiling"  # no more than this


class Judgement(NamedTuple):
    """A verdict with its margin: the result less the nearest end of the target, signed so that more is better."""

    verdict: Verdict
    margin: Decimal


def judge(low: Decimal, high: Decimal, bound: Bound, result: Decimal, polarity: Polarity, tolerance: Decimal = TOLERANCE) -> Judgement:
    """Judge a result by its target.

    Parameters
    ----------
    low, high
        The promised number, or the ends of the promised range; of a reduction, how far it is to fall.
    bound
        How the words bound the number.
    result
        The number reached, in the same unit and with the same sense.
    polarity
        Which way is good; a ceiling is never exceeded.
    tolerance
        The share of the target by which 左右 may be missed or exceeded; 0.05 makes 5%左右 mean 4.75 to 5.25.

    Examples
    --------
    >>> judge(Decimal(8), Decimal(8), Bound.EXACT, Decimal("7.9"), Polarity.HIGHER)
    Judgement(verdict=<Verdict.MISSED: 'missed'>, margin=Decimal('-0.1'))
    >>> judge(Decimal(5), Decimal(5), Bound.APPROX, Decimal("4.8"), Polarity.HIGHER).verdict.value
    'met'
    >>> judge(Decimal(3), Decimal(3), Bound.EXACT, Decimal("1.2"), Polarity.CEILING).verdict.value
    'met'
    """
    if polarity is Polarity.CEILING:
        slack = abs(high) * tolerance if bound in (Bound.APPROX, Bound.NEARLY) else Decimal(0)
        return Judgement(Verdict.MET if result <= high + slack else Verdict.MISSED, high - result)
    slack = abs(low) * tolerance if bound in (Bound.APPROX, Bound.NEARLY) else Decimal(0)
    margin = result - low if result < low else result - high if result > high else Decimal(0)
    if result < low - slack or (bound is Bound.MORE_THAN and result <= low):
        return Judgement(Verdict.MISSED, margin)
    return Judgement(Verdict.EXCEEDED if result > high + slack else Verdict.MET, margin)


def keeps_pace(result: Decimal, reference: Decimal) -> Judgement:
    """Judge a growth that was to keep pace with another: half a point behind is still in step.

    >>> keeps_pace(Decimal("5.6"), Decimal("6")).verdict.value
    'met'
    """
    margin = result - reference
    return Judgement(Verdict.MISSED if margin < -SAME_PACE else Verdict.EXCEEDED if margin > SAME_PACE else Verdict.MET, margin)
