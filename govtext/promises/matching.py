"""Which result belongs to which target: by name, by the words around both, and by what cannot be the same."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from govtext.labels import MetricKind
from govtext.promises.stated import Stated, in_unit
from govtext.rules import for_packs, lexicon
from govtext.units import alike

_NOT_SAID = re.compile(r"[\s“”‘’\"'《》（）()、，。；：!?！？的和与及等—-]+|[0-9]+(?:\.[0-9]+)?[%万亿千百]*")
_NEAR = 0.49  # a match of names and words below this is none
_NEAR_BESIDE = 0.28  # of one that stands beside a match on both sides
_BESIDE = 24  # characters that part two numbers of a list
_SAME_ID = 0.5
_NAME, _AROUND = 0.65, 0.35
_NUMBER = 0.2  # the same telling number, up to twice as much in like words
_TELLING = 3  # digits of a number that two texts hardly share by chance
_TELLING_WEIGHT = 1.8  # of the characters that two names share; a name of less is too general to tell
_COUNTED = ("count", "person")
_STOCKED = (*_COUNTED, "length", "area", "power")
_UNSAID = 0.15  # one says that it is what the year added, the other does not
_UNSURE = 0.2  # without a time in a report that looks back on several years
_GATHERED = 0.25  # what a count is by now, where the promise was to do so many
_RATIO = 0.06  # for each doubling beyond the first
_FAR = 5  # so many times the promised amount is not its result

_CONTRARY = (("new", "stock"), ("begun", "stock"), ("begun", "done"))

Grams = frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A target and a result of the same thing, by their numbers in the two lists; `score` grows with their likeness."""

    target: int
    result: int
    score: float


def grams(text: str) -> Grams:
    """Characters and pairs of characters of a text, without signs and numbers.

    >>> sorted(grams("“小巨人”企业"))
    ['业', '人', '人企', '企', '企业', '小', '小巨', '巨', '巨人']
    """
    plain = _NOT_SAID.sub("", unicodedata.normalize("NFKC", text))
    return frozenset([*plain, *map("".join, pairwise(plain))])


def matches(targets: Sequence[Stated], results: Sequence[Stated]) -> list[Match]:
    r"""Match each target with at most one result and each result with at most one target, the most alike first.

    >>> import govtext
    >>> from govtext.promises.stated import promised, reached
    >>> first = govtext.parse("二、2024年工作安排\n改造老旧小区12个，新建公园3个。")
    >>> second = govtext.parse("一、2024年工作回顾\n新建公园4个，老旧小区改造完成12个。")
    >>> metrics = {metric.id: metric for metric in first.metrics}
    >>> targets = [promised(first, target, metrics) for target in first.targets()]
    >>> results = list(reached(second, 2024))
    >>> [(targets[m.target].name, results[m.result].name) for m in matches(targets, results)]
    [('老旧小区', '老旧小区改造'), ('新建公园', '新建公园')]
    """
    likeness = _Likeness(targets, results)
    found = sorted(likeness.pairs(), key=lambda match: (-match.score, match.target, match.result))
    chosen: dict[int, Match] = {}
    given: set[int] = set()
    for near, beside in ((_NEAR, False), (_NEAR_BESIDE, True)):
        for match in found:
            free = match.target not in chosen and match.result not in given
            if free and match.score >= near and (not beside or _beside(match, chosen, targets, results)):
                chosen[match.target] = match
                given.add(match.result)
    return [chosen[target] for target in sorted(chosen)]


def _beside(match: Match, chosen: Mapping[int, Match], targets: Sequence[Stated], results: Sequence[Stated]) -> bool:
    """Whether the numbers before both, or after both, in their sentences are matched: lists keep their order."""
    for step in (-1, 1):
        target, result = match.target + step, match.result + step
        other = chosen.get(target)
        if other is not None and other.result == result and _together(targets, match.target, target) and _together(results, match.result, result):
            return True
    return False


def _together(stated: Sequence[Stated], one: int, other: int) -> bool:
    first, second = sorted((stated[one].span.start, stated[other].span.start))
    return stated[one].sentence.span == stated[other].sentence.span and second - first <= _BESIDE


@for_packs()
def _known() -> tuple[Counter[str], int]:
    """In how many names of the indicator lexicon each gram stands, and how many names there are: 项目 tells less than 书屋."""
    names = [name for row in lexicon("indicators") for name in (row["name"], *row["aliases"].split("|"))]
    return Counter(gram for name in names for gram in grams(name)), len(names)


class _Likeness:
    """How alike targets and results are, by the words that few of them share."""

    def __init__(self, targets: Sequence[Stated], results: Sequence[Stated]) -> None:
        self.targets, self.results = targets, results
        self.names = [[grams((one.scope or "") + one.name) for one in side] for side in (targets, results)]
        self.around = [[grams(one.around) for one in side] for side in (targets, results)]
        counted = Counter(gram for side in self.around for one in side for gram in one)
        known, names = _known()
        total = len(targets) + len(results) + names
        rarest = math.log(1 + total)
        self.weights = {gram: math.log(1 + total / (n + known[gram])) / rarest / (1 + (len(gram) == 1)) for gram, n in counted.items()}

    def pairs(self) -> Iterator[Match]:
        for i, target in enumerate(self.targets):
            for j, result in enumerate(self.results):
                if may_be(target, result):
                    score = self.score(i, j)
                    if score >= _NEAR_BESIDE:
                        yield Match(i, j, score)

    def score(self, i: int, j: int) -> float:
        target, result = self.targets[i], self.results[j]
        name = self.alike(self.names[0][i], self.names[1][j])
        around = self.alike(self.around[0][i], self.around[1][j])
        shared = self.weight(self.names[0][i] & self.names[1][j])
        name *= min(1.0, shared / _TELLING_WEIGHT)
        same = float(target.canonical is not None and target.canonical == result.canonical)
        if target.dimension in _COUNTED:
            same *= name * name  # a count is of what is named: the id of all projects is that of none of them
        told = target.middle == in_unit(result, target.unit) and len(str(target.middle.normalize()).replace(".", "").split("E")[0]) >= _TELLING
        parted = None not in (target.canonical, result.canonical) and target.canonical != result.canonical
        basis = 0.02 * (target.bases == result.bases) - 0.02 * result.provisional
        undated = 0.03 * (result.period is None) + _UNSURE * (not result.dated) + _UNSAID * (("new" in target.flows) != ("new" in result.flows))
        if target.dimension in _STOCKED and "stock" in result.flows and not target.flows & {"stock", "new"}:
            undated += _GATHERED
        apart = _RATIO * max(0.0, abs(math.log2(ratio)) - 1) if (ratio := _ratio(target, result)) else 0.0
        return _NAME * name + _AROUND * around + _SAME_ID * same + _NUMBER * told * (1 + around) - _SAME_ID * parted + basis - undated - apart

    def alike(self, one: Grams, other: Grams) -> float:
        both = self.weight(one & other)
        all = self.weight(one) + self.weight(other)
        return 2 * both / all if all else 0.0

    def weight(self, words: Iterable[str]) -> float:
        return sum(self.weights.get(gram, 1) for gram in words)


def may_be(target: Stated, result: Stated) -> bool:
    """Whether a result could be that of a target: of one kind, dimension, area and stock or flow, and not far from it."""
    if target.kind is not result.kind or not alike(target.dimension, result.dimension):
        return False
    if any(_apart(target.flows, result.flows, *pair) for pair in _CONTRARY) or not _one_area(target, result):
        return False
    ratio = _ratio(target, result)
    return ratio is None or 1 / _FAR < ratio < _FAR


def _ratio(target: Stated, result: Stated) -> float | None:
    """How many times the promised amount the result is; None for growths and where one of them is nothing."""
    if target.kind is not MetricKind.LEVEL or not target.middle or not result.middle:
        return None
    return abs(float(in_unit(result, target.unit) / target.middle))


def _apart(one: frozenset[str], other: frozenset[str], this: str, that: str) -> bool:
    """Whether one side says this alone and the other that alone."""
    return (
        {this, that} & one != {this, that} & other
        and bool({this, that} & one)
        and bool({this, that} & other)
        and len({this, that} & (one | other)) > 1
    )


def _one_area(target: Stated, result: Stated) -> bool:
    return target.scope == result.scope or all(
        one.scope is None or one.scope in other.name or one.bases for one, other in ((target, result), (result, target))
    )
