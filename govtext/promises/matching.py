"""Which result belongs to which target: by name, by the words around both, and by what cannot be the same."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from govtext.indicators import get, of_no_one_quantity
from govtext.labels import MetricKind
from govtext.promises.results import RATES
from govtext.promises.stated import DONE, NEW, STOCK, Stated, in_unit
from govtext.rules import for_packs, lexicon
from govtext.units import alike

ALWAYS = "always"  # the weight of no feature
_NOT_SAID = re.compile(r"[\s“”‘’\"'《》（）()、，。；：!?！？的和与及等—-]+|[0-9]+(?:\.[0-9]+)?[%万亿千百]*")
_NEAR = 0.3  # a match that is less likely is none
_NEAR_BESIDE = 0.05  # of one that stands beside a match on both sides
_NEAR_ALONE = 0.2  # of one that nothing rivals
_RIVAL = 0.25  # of a match's likelihood, from which another rivals it
_BESIDE = 24  # characters that part two numbers of a list
_TELLING = 3  # digits of a number that two texts hardly share by chance
_TELLING_WEIGHT = 1.8  # of the characters that two names share; a name of less is too general to tell
_COUNTED = ("count", "person")
_STOCKED = (*_COUNTED, "length", "area", "power")
_LIKELY_RATIO = 0.5  # doublings by which a result may be off its target before it is less likely
_OFTEN = 3
_AS_PLANNED = 0.1  # by which a share of the plan, rounded, may be off
_FAR = 5  # so many times the promised amount is not its result

_CONTRARY = ((NEW, STOCK), ("begun", STOCK), ("begun", DONE))

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


def matches(targets: Sequence[Stated], results: Sequence[Stated], weights: Mapping[str, float] | None = None) -> list[Match]:
    r"""Match each target with at most one result and each result with at most one target, the most alike first.

    `weights` are those of the lexicon ``link_weights`` if not given.

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
    likeness = Likeness(targets, results, weights)
    found = sorted(likeness.pairs(), key=lambda match: (-match.score, match.target, match.result))
    chosen: dict[int, Match] = {}
    given: set[int] = set()
    alone = _unrivalled(found, targets, results)
    for near, fits in ((_NEAR, lambda match: True), (_NEAR_BESIDE, lambda match: _beside(match, chosen, targets, results)), (_NEAR_ALONE, alone)):
        for match in found:
            free = match.target not in chosen and match.result not in given
            if free and match.score >= near and fits(match):
                chosen[match.target] = match
                given.add(match.result)
    return [chosen[target] for target in sorted(chosen)]


def _unrivalled(found: Sequence[Match], targets: Sequence[Stated], results: Sequence[Stated]) -> Callable[[Match], bool]:
    """Tell of which matches of one indicator, or of none that is known, neither the target nor the result is nearly as likely to be another's."""
    scores: dict[tuple[str, int], list[float]] = defaultdict(list)
    for match in found:
        scores["target", match.target].append(match.score)
        scores["result", match.result].append(match.score)

    def alone(match: Match) -> bool:
        others = (*scores["target", match.target], *scores["result", match.result])
        rivals = sum(score >= _RIVAL * match.score for score in others) - 2  # itself, on either side
        return not rivals and targets[match.target].concept == results[match.result].concept

    return alone


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


class Likeness:
    """How alike targets and results are, by the words that few of them share."""

    def __init__(self, targets: Sequence[Stated], results: Sequence[Stated], weights: Mapping[str, float] | None = None) -> None:
        self.targets, self.results = targets, results
        self.links = _link_weights() if weights is None else weights
        self.names = [[frozenset() if one.is_of_payer else grams((one.scope or "") + one.name) for one in side] for side in (targets, results)]
        self.around = [[grams(one.around) for one in side] for side in (targets, results)]
        self.again = _again(results)
        counted = Counter(gram for side in self.around for one in side for gram in one)
        known, names = _known()
        total = len(targets) + len(results) + names
        rarest = math.log(1 + total)
        self.rareness = {gram: math.log(1 + total / (n + known[gram])) / rarest / (1 + (len(gram) == 1)) for gram, n in counted.items()}

    def pairs(self) -> Iterator[Match]:
        """What may be linked and is not out of the question."""
        for i, target in enumerate(self.targets):
            for j, result in enumerate(self.results):
                if may_be(target, result):
                    score = self.score(i, j)
                    if score >= _NEAR_BESIDE:
                        yield Match(i, j, score)

    def score(self, i: int, j: int) -> float:
        """How likely a result is that of a target, from 0 to 1."""
        weights = self.links
        return 1 / (1 + math.exp(-weights[ALWAYS] - sum(weights[name] * value for name, value in self.features(i, j).items())))

    def features(self, i: int, j: int) -> dict[str, float]:
        """What tells whether a result is that of a target; `govtext.evaluation.train_links` learns the weights."""
        target, result = self.targets[i], self.results[j]
        names, around = (self.names[0][i], self.names[1][j]), (self.around[0][i], self.around[1][j])
        alike = self.alike(*names) * self.telling(names[0] & names[1])
        same = target.concept is not None and target.concept == result.concept
        of_one_thing = same and (target.dimension not in _COUNTED or target.concept not in of_no_one_quantity())
        told = _is_planned(target, result) or (
            target.middle == in_unit(result, target.unit) and len(str(target.middle.normalize()).replace(".", "").split("E")[0]) >= _TELLING
        )
        ratio = None if _is_planned(target, result) else _ratio(target, result)
        return {
            "names alike": 1.0 if of_one_thing else alike,  # two names of one indicator are one
            "target's name around result": self.inside(names[0], around[1]),
            "result's name around target": self.inside(names[1], around[0]),
            "words around alike": self.alike(*around),
            "same indicator": of_one_thing,
            "same indicator of many things": same * (not of_one_thing) * alike,  # the id of all projects is that of none of them
            "different indicators": None not in (target.canonical, result.canonical) and not same and target.canonical != result.canonical,
            "same telling number": told,
            "doublings apart": _doublings(ratio, result.whole_year) if ratio else 0.0,
            "growth": target.kind is MetricKind.GROWTH,
            "same unit": target.unit == result.unit,
            "other basis": target.bases != result.bases,
            "undated in a long review": not result.dated,
            "one says new": (NEW in target.flows) != (NEW in result.flows),
            "by now, not in the year": target.dimension in _STOCKED and STOCK in result.flows and not target.flows & {STOCK, NEW},
            "said before": self.again[j],
        }

    def telling(self, shared: Grams) -> float:
        """How much shared words tell: 1 for those that few names share."""
        return min(1.0, self.weight(shared) / _TELLING_WEIGHT)

    def inside(self, name: Grams, around: Grams) -> float:
        """How much of a name stands in other words."""
        whole = self.weight(name)
        return self.weight(name & around) / whole * self.telling(name & around) if whole else 0.0

    def alike(self, one: Grams, other: Grams) -> float:
        """How much of two names is in both."""
        both = self.weight(one & other)
        all = self.weight(one) + self.weight(other)
        return 2 * both / all if all else 0.0

    def weight(self, words: Iterable[str]) -> float:
        """How rare words are, taken together."""
        return sum(self.rareness.get(gram, 1) for gram in words)


@for_packs()
def _link_weights() -> Mapping[str, float]:
    return {row["feature"]: float(row["weight"]) for row in lexicon("link_weights")}


@for_packs()
def _parts() -> frozenset[tuple[str | None, str | None]]:
    return frozenset((row["id"], row["part"]) for row in lexicon("populations"))


def _again(results: Sequence[Stated]) -> list[float]:
    """How often an indicator was stated in sentences before, from 0 to 1 for the fourth: the first is the place's own. Counts are of many things."""
    seen: Counter[tuple[object, ...]] = Counter()
    here: Counter[tuple[object, ...]] = Counter()
    found = []
    sentence = None
    for one in results:
        if one.sentence.span != sentence:
            seen, here, sentence = seen + here, Counter(), one.sentence.span
        key = (one.canonical, one.kind, one.scope, one.bases)
        one_thing = one.canonical is not None and get(one.canonical).dimension not in _COUNTED
        found.append(min(seen[key], _OFTEN) / _OFTEN * one_thing)
        here[key] += 1
    return found


def _doublings(ratio: float, whole_year: bool) -> float:
    """How many doublings a result is off its target, as far as that is unlikely; what half a year reached may well be less."""
    doublings = math.log2(ratio)
    return max(0.0, (abs(doublings) if whole_year else doublings) - _LIKELY_RATIO)


def may_be(target: Stated, result: Stated) -> bool:
    """Whether a result could be that of a target: of one kind, dimension, area and stock or flow, and not far from it."""
    if not _one_kind(target, result) or not _one_dimension(target.dimension, result.dimension):
        return False
    if (target.canonical, result.canonical) in _parts() or (result.canonical, target.canonical) in _parts():
        return False  # all residents and those of towns
    if target.grades and not target.grades & result.grades and (result.grades or result.is_of_all):
        return False  # 省级研究中心, 国家级研究中心
    if any(_apart(target.flows, result.flows, *pair) for pair in _CONTRARY) or not _one_area(target, result):
        return False
    ratio = _ratio(target, result)
    return ratio is None or ((ratio > 1 / _FAR or not result.whole_year) and ratio < _FAR)


def _ratio(target: Stated, result: Stated) -> float | None:
    """How many times the promised amount the result is; None for growths, rates of one indicator, and where one of them is nothing."""
    is_rate = target.unit in RATES and target.concept is not None and target.concept == result.concept
    if target.kind is not MetricKind.LEVEL or is_rate or not target.middle or not result.middle:
        return None
    return abs(float(in_unit(result, target.unit) / target.middle))


def _is_planned(target: Stated, result: Stated) -> bool:
    """Whether a result says how many times the plan it is, and the target is that plan: 248公里，是年度计划的2倍多."""
    times = result.judged.of_plan if result.judged else None
    ratio = _ratio(target, result)
    return times is not None and ratio is not None and abs(ratio / float(times) - 1) <= _AS_PLANNED


def _apart(one: frozenset[str], other: frozenset[str], this: str, that: str) -> bool:
    """Whether one side says this alone and the other that alone."""
    said, heard = {this, that} & one, {this, that} & other
    return bool(said) and bool(heard) and not said & heard


def _one_kind(target: Stated, result: Stated) -> bool:
    """Whether two numbers are of one kind; what there is more of is what was added: 床位增加320张, 新增床位300张."""
    return target.kind is result.kind or (
        {target.kind, result.kind} == {MetricKind.LEVEL, MetricKind.CHANGE}
        and (target.dimension in _STOCKED or NEW in target.flows)
        and target.adds
        and result.adds
    )


def _one_dimension(one: str, other: str) -> bool:
    """Whether two dimensions are one; a number without a unit counts what it stands before: 147万贫困人口, 147万人."""
    return alike(one, other) or ("" in (one, other) and (one in _COUNTED or other in _COUNTED))


def _one_area(target: Stated, result: Stated) -> bool:
    if target.scope and result.scope:
        return set(target.scope) <= set(result.scope) or set(result.scope) <= set(target.scope)
    return all(one.scope is None or one.scope in other.around or one.bases for one, other in ((target, result), (result, target)))
