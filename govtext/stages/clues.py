"""What speaks for one value of a fact, and which value has most to say for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from govtext.labels import Origin

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fact:
    """A stated fact; value None where it is masked."""

    value: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clue(Generic[T]):
    """One thing that speaks for a value.

    Attributes
    ----------
    where
        What says so: ``title``, ``day``, ``headings`` …, as the lexicon ``clues.csv`` lists them.
    weight
        How much it says beside the others.
    start, end
        Where it says so in the reading copy; both 0 where it is not in the text.
    """

    value: T
    where: str
    weight: float
    origin: Origin
    start: int = 0
    end: int = 0


def decide(clues: Sequence[Clue[T]]) -> Clue[T] | None:
    """The first clue of the value that most speaks for; what the caller gives decides alone."""
    given = next((clue for clue in clues if clue.origin is Origin.GIVEN), None)
    if given is not None or not clues:
        return given
    weights: dict[T, float] = defaultdict(float)
    for clue in clues:
        weights[clue.value] += clue.weight
    return max(clues, key=lambda clue: (weights[clue.value], clue.weight))


def dissent(clues: Sequence[Clue[T]], chosen: Clue[T], least: float) -> list[Clue[T]]:
    """The clues of some weight that speak for another value than the chosen one, each place once."""
    other = [clue for clue in clues if clue.value != chosen.value and (clue.weight >= least or clue.origin is Origin.GIVEN)]
    return list({clue.where: clue for clue in reversed(other)}.values())
