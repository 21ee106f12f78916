"""What came of one report's targets, as the report of the year after states it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from govtext.indicators import canonical, get, of_no_one_quantity
from govtext.labels import Bound, Direction, Horizon, Incomparable, MetricKind, TargetForm, Verdict
from govtext.model import Metric, Report, Target
from govtext.naming.joints import split_joint
from govtext.promises.matching import matches, may_be
from govtext.promises.results import result
from govtext.promises.said import Said
from govtext.promises.stated import SelfVerdict, Stated, follows, in_unit, promised
from govtext.promises.verdicts import TOLERANCE, Judgement, Polarity, judge, keeps_pace
from govtext.rules import for_packs, lexicon, ruleset

_MOVING = (MetricKind.GROWTH, MetricKind.CHANGE)
_NAME = re.compile(r"[一二三四五六七八九十两]{1,2}[条项大个]")  # 三条主线, 五项工程: what is counted so is named, not promised
_CONTROLLED = re.compile(r"控制在[^，。；]{0,4}$")


@dataclass(frozen=True, slots=True)
class Goal:
    """A target with its number, in the form in which it can be compared; `number` is None for one in words."""

    target: Target
    number: Stated | None


@dataclass(frozen=True, slots=True)
class Track:
    """One promised number and what came of it. Offsets are those of the report of each side.

    Attributes
    ----------
    goal
        The target, with its sentence and span in the first report.
    verdict, reason
        As in the scheme; `reason` says why two numbers are not comparable.
    result
        The number of the later report, None where it states none.
    margin
        The result less the nearest end of the target, positive where it is better; None without a verdict from numbers.
    score
        How alike target and result are, above 1 where name or id is the same; None without a result.
    said
        What the later report says of it in words, where it states no number that could be compared.
    derived
        The growth that the amounts of both reports give, where only an amount is stated; it decides nothing.
    """

    goal: Goal
    verdict: Verdict
    reason: Incomparable | None = None
    result: Stated | None = None
    margin: Decimal | None = None
    score: float | None = None
    said: Said | None = None
    derived: Decimal | None = None
    stretch_met: bool | None = None
    revised: bool = False
    progress: Stated | None = None

    @property
    def basis_differs(self) -> bool:
        """Whether both sides state the number on another basis: 同口径, 规模以上, the older of two surveys."""
        number = self.goal.number
        if number is None or self.result is None:
            return False
        return number.bases != self.result.bases or number.scope != self.result.scope or follows(number, self.result)

    @property
    def self_verdict(self) -> SelfVerdict | None:
        """What the later report itself says of the result."""
        return self.result.judged if self.result else self.said.judged if self.said else None

    @property
    def contradicts(self) -> bool:
        """Whether the numbers say otherwise than the report says of itself."""
        said = self.self_verdict.verdict if self.self_verdict else None
        return said is not None and Verdict.MISSED in (said, self.verdict) and said is not self.verdict and self.margin is not None


def goals(report: Report) -> tuple[Goal, ...]:
    """The targets of a report with a number or bound to another one, each in the form in which it can be compared."""
    metrics = {metric.id: metric for metric in report.metrics}
    wanted = (target for target in report.targets() if target.form in (TargetForm.NUMERIC, TargetForm.RELATIVE))
    found = (Goal(target, promised(report, target, metrics)) for target in wanted)
    return tuple(goal for goal in found if not (goal.number and _NAME.fullmatch(goal.target.span.of(report.text)) and not goal.number.flows))


def tracks(
    promises: Sequence[Goal],
    results: Sequence[Stated],
    *,
    in_part: Sequence[Stated] = (),
    said: Sequence[Said] = (),
    before: Mapping[str, Decimal] | None = None,
    due: int | None = None,
    tolerance: Decimal = TOLERANCE,
) -> Iterator[Track]:
    """Judge each goal by the results of the later report, in the order of the goals.

    Parameters
    ----------
    promises
        The goals of the first report.
    results
        The numbers that the later report states as reached in the year of the goals.
    in_part
        Its numbers for a part of that year: what is stated for a part alone is not comparable.
    said
        What it says in words; a target that is bound to another indicator may be met in words, one with a number is not comparable with them.
    before
        The amounts of the year before, by canonical id, as the first report states them: a growth that both amounts give is `Track.derived`.
    due
        The year that is judged; a goal for a later one is not due.
    tolerance
        See `verdicts.judge`.
    """
    apart = parted(promises, results)
    judged = comparable(apart, due)
    found = matches([goal.number for goal in judged if goal.number], results)
    linked = {id(judged[match.target]): match for match in found}
    left = [goal for goal in judged if id(goal) not in linked]
    partly = {id(left[match.target]): match for match in matches([goal.number for goal in left if goal.number], in_part)}
    for goal in apart:
        match = linked.get(id(goal))
        if not _is_due(goal.target, due):
            yield Track(goal, Verdict.NOT_DUE)
        elif match is not None:
            yield compared(goal, results[match.result], match.score, tolerance)
        elif (match := partly.get(id(goal))) is not None:
            yield Track(goal, Verdict.NOT_COMPARABLE, Incomparable.PERIOD, in_part[match.result], score=match.score)
        else:
            yield _in_words(_on_another_basis(goal, results, tolerance) or _unmatched(goal, results, before or {}), said)


def comparable(promises: Iterable[Goal], due: int | None) -> list[Goal]:
    """The goals with a number whose time has come."""
    return [goal for goal in promises if goal.number and _is_due(goal.target, due)]


def parted(promises: Iterable[Goal], results: Sequence[Stated]) -> list[Goal]:
    """The goals, those for two populations as one of each where the results are stated apart."""
    return [part for goal in promises for part in _apart(goal, results)]


def _apart(goal: Goal, results: Sequence[Stated]) -> list[Goal]:
    """A target for two populations is a goal of each where the results are stated apart: 城乡居民收入增长7%."""
    number = goal.number
    kind, unit = (number.kind, number.unit) if number else (MetricKind.GROWTH, "%")
    parts = [(name, canonical(name, kind, unit)) for name in split_joint(goal.target.indicator)]
    stated = {one.canonical for one in results}
    if len(parts) < 2 or not {id for _, id in parts} <= stated - {None, goal.target.canonical}:
        return [goal]
    return [
        Goal(goal.target.model_copy(update={"indicator": name, "canonical": id}), number and replace(number, name=name, canonical=id))
        for name, id in parts
    ]


def _is_due(target: Target, year: int | None) -> bool:
    if target.horizon is Horizon.YEAR:
        return True
    end = target.period.end if target.period else None
    return end is not None and year is not None and end.year <= year


def compared(goal: Goal, found: Stated, score: float | None = None, tolerance: Decimal = TOLERANCE) -> Track:
    """Judge a goal by one number."""
    number = goal.number
    if number is None:
        raise ValueError("a goal in words is not compared by numbers")
    polarity = polarity_of(number)
    low, high = (_sense(number, value, polarity) for value in (number.low, number.high))
    value = _sense(found, in_unit(found, number.unit), polarity)
    judgement = judge(min(low, high), max(low, high), number.bound, value, polarity, tolerance)
    stretch = _stretch_met(goal.target, value, polarity)
    return Track(goal, judgement.verdict, result=found, margin=judgement.margin, score=score, stretch_met=stretch)


def polarity_of(number: Stated) -> Polarity:
    r"""Tell which way is good for a promised number.

    >>> import govtext
    >>> report = govtext.parse("二、2024年工作安排\n今年预期目标是：税收增长5%，能耗下降3%，居民消费价格涨幅3%左右。")
    >>> [str(polarity_of(goal.number)) for goal in goals(report)]
    ['higher', 'reduction', 'ceiling']
    """
    if number.kind in _MOVING and number.direction is Direction.DOWN:
        return Polarity.REDUCTION
    before = number.before
    if number.bound in (Bound.AT_MOST, Bound.LESS_THAN) or number.canonical in _ceilings() or _CONTROLLED.search(before):
        return Polarity.CEILING
    return Polarity.HIGHER


@for_packs()
def _ceilings() -> frozenset[str]:
    return frozenset(lexicon("ceilings").terms("id"))


def _sense(stated: Stated, value: Decimal, polarity: Polarity) -> Decimal:
    """The number with the sign under which more is better, or, of a ceiling, more is worse."""
    falls = stated.kind in _MOVING and stated.direction is Direction.DOWN
    rises = -value if falls else value
    lower_is_better = polarity is Polarity.REDUCTION or (stated.kind is MetricKind.RANK and polarity is Polarity.HIGHER)
    return -rises if lower_is_better else rises


def _stretch_met(target: Target, value: Decimal, polarity: Polarity) -> bool | None:
    try:
        higher = Decimal(target.stretch or "")
    except ArithmeticError:
        return None
    higher = -higher if polarity is Polarity.REDUCTION else higher
    return value <= higher if polarity is Polarity.CEILING else value >= higher


def _on_another_basis(goal: Goal, results: Sequence[Stated], tolerance: Decimal) -> Track | None:
    """Judge a target that is set on another basis, too (增长7.1%，按可比口径增长9.1%), by the one result that is stated."""
    number = goal.number
    if number is None or not number.bases or number.canonical is None or number.canonical in of_no_one_quantity():
        return None
    found = next((one for one in results if one.concept == number.concept and may_be(number, one)), None)
    return compared(goal, found, tolerance=tolerance) if found else None


def _unmatched(goal: Goal, results: Sequence[Stated], before: Mapping[str, Decimal]) -> Track:
    target = goal.target
    own = _growth(target.canonical, results)
    if target.form is TargetForm.RELATIVE and own is not None:
        return _relative(goal, own, results)
    if target.canonical is None or target.canonical in of_no_one_quantity():
        return Track(goal, Verdict.NOT_REPORTED)
    parts = {row["part"] for row in lexicon("populations").where(id=target.canonical)}
    of_parts = [one for one in results if one.canonical in parts and one.scope is None]
    if of_parts:
        return Track(goal, Verdict.NOT_COMPARABLE, Incomparable.POPULATION, of_parts[0])
    entry = get(target.canonical)
    other = [
        one
        for one in results
        if one.canonical in entry.ids - {target.canonical} and one.scope is None and one.kind in (MetricKind.LEVEL, MetricKind.GROWTH)
    ]
    if other:
        return Track(goal, Verdict.NOT_COMPARABLE, Incomparable.KIND, other[0], derived=_derived(other[0], before))
    return Track(goal, Verdict.NOT_REPORTED)


def _in_words(track: Track, said: Sequence[Said]) -> Track:
    """A track of a goal of which no number decides, with what the later report says of it in words."""
    target = track.goal.target
    has_number = track.margin is not None or (target.form is TargetForm.NUMERIC and track.reason not in (None, Incomparable.RELATIVE))
    if has_number or target.canonical is None:
        return track
    about = [one for one in said if target.canonical in one.ids]
    if target.form is TargetForm.RELATIVE:
        hit = ruleset("paces").search(target.sentence.text[target.span.end - target.sentence.span.start :])
        paced = next((one for one in about if one.pace), None)
        if hit is not None and paced is not None and hit["pace"] in (paced.pace, "same"):
            verdict = Verdict.MET if hit["pace"] == paced.pace else Verdict.EXCEEDED
            return replace(track, verdict=verdict, reason=None, result=None, said=paced)
    judged = next((one for one in about if one.judged), None)
    if judged is None:
        return track
    return replace(track, verdict=Verdict.NOT_COMPARABLE, reason=Incomparable.RELATIVE, said=judged)


def _derived(level: Stated, before: Mapping[str, Decimal]) -> Decimal | None:
    first = before.get(level.canonical or "")
    if level.kind is not MetricKind.LEVEL or not first:
        return None
    return ((level.middle / first - 1) * 100).quantize(Decimal("0.1"))


def _relative(goal: Goal, own: Stated, results: Sequence[Stated]) -> Track:
    """A growth that was to keep pace with another, or to be above it, by the numbers of both."""
    said = goal.target.sentence.text[goal.target.span.end - goal.target.sentence.span.start :]
    hit = ruleset("paces").search(said)
    reference = _growth(hit["reference"], results) if hit and "reference" in hit.rule.produces else None
    if hit is None or reference is None or reference is own:
        return Track(goal, Verdict.NOT_COMPARABLE, Incomparable.RELATIVE, own)
    value, pace = (_sense(one, one.middle, Polarity.HIGHER) for one in (own, reference))
    judgement = keeps_pace(value, pace) if hit["pace"] == "same" else Judgement(Verdict.MET if value > pace else Verdict.MISSED, value - pace)
    return Track(goal, judgement.verdict, result=own, margin=judgement.margin)


def _growth(id: str | None, results: Iterable[Stated]) -> Stated | None:
    return next((one for one in results if id is not None and one.canonical == id and one.kind is MetricKind.GROWTH and one.scope is None), None)


def with_progress(found: Iterable[Track], results: Sequence[Stated]) -> Iterator[Track]:
    """Add to each track the number that a report from the middle of the year states for it."""
    listed = list(found)
    numbers = [(track, track.goal.number) for track in listed if track.goal.number]
    halfway = {id(numbers[match.target][0]): results[match.result] for match in matches([number for _, number in numbers], results)}
    for track in listed:
        yield replace(track, progress=halfway.get(id(track)))


def with_revisions(found: Iterable[Track], revised: Iterable[Goal], tolerance: Decimal = TOLERANCE) -> Iterator[Track]:
    """Add after each track that of the same target as a report from the middle of the year set it anew."""
    anew = {goal.target.canonical: goal for goal in revised if goal.number and goal.target.canonical and goal.target.horizon is Horizon.YEAR}
    for track in found:
        yield track
        goal = anew.get(track.goal.target.canonical or "")
        if goal and track.goal.number and (goal.target.low, goal.target.high) != (track.goal.target.low, track.goal.target.high):
            again = (
                compared(goal, track.result, track.score or 0, tolerance) if track.result and track.margin is not None else replace(track, goal=goal)
            )
            yield replace(again, revised=True)


def amounts(report: Report, ids: Iterable[str], year: int | None) -> dict[str, Decimal]:
    """The amounts that a report states for the year before its own, by canonical id."""
    found: dict[str, Metric | None] = {id: result(report, id, year) for id in ids}
    return {id: metric.low for id, metric in found.items() if metric is not None and metric.low is not None}
