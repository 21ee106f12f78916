"""Whether a value is a result, a promise or a comparison value, and how firmly it is promised."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govtext.labels import Bound, MetricStatus, Role, Strength
from govtext.quantities import Value
from govtext.rules import ruleset
from govtext.stages.cues import Cue

_TARGET_ROLES = (Role.OUTLOOK, Role.PLAN, Role.SELF_BUILDING)
_FROM = re.compile(r"(?:由|从)(?:[^，。；、]{0,12}的)?(?:不足|不到|约|近)?$")
_TO = re.compile(r"(?:[^，。；、]{0,4}?(?:提升|提高|上升|增加|增长|增|扩大|发展|降低|下降|降|减少|减|缩小|缩短|压缩|压减|调整|优化|跃升|升|扩展|拓展|回升|变|晋升)?(?:至|到|为|成)|，(?:提升|提高|增加|下降|降低|减少)(?:至|到|为))")
_OUTSIDE = re.compile(r"[比较](?:[^，。；、]{1,14})的$")


@dataclass(frozen=True, slots=True)
class Standing:
    """Status and strength of a value; `carries` is the status that goes on to the next clauses of the sentence."""

    status: MetricStatus
    strength: Strength | None
    cues: tuple[Cue, ...]
    carries: MetricStatus | None


def standing(copy: str, sentence: int, clause: int, left: int, value: Value, role: Role, carried: MetricStatus | None) -> Standing:
    """Status of a value in a section with this role; `carried` is what the clauses before said of the sentence."""
    if _FROM.search(copy[left : value.start]) and _TO.match(copy, value.end) or _OUTSIDE.search(copy[left : value.start]):
        return Standing(MetricStatus.BASELINE, None, (Cue("status", "value_status.from", left, value.start),), carried)
    own = [hit for hit in ruleset("statuses").finditer(copy, clause, value.start) if hit["status"]]
    if own:
        status = MetricStatus(own[-1]["status"])
        cue = Cue("status", own[-1].rule.id, own[-1].start, own[-1].end)
        carries = status if own[-1]["reach"] == "sentence" else carried
    else:
        by_role = MetricStatus.TARGET if role in _TARGET_ROLES else MetricStatus.ACHIEVED
        status = carried if carried is not None and by_role is MetricStatus.TARGET else by_role
        cue = Cue("status", "value_status.role", value.start, value.start)
        carries = carried
    return Standing(status, strength_of(copy, sentence, value) if status is MetricStatus.TARGET else None, (cue,), carries)


def strength_of(copy: str, sentence: int, value: Value) -> Strength | None:
    """Strength by the bound and by the last verb of promise before the value in its sentence."""
    if value.bound in (Bound.AT_MOST, Bound.LESS_THAN):
        return Strength.BINDING
    if value.bound is Bound.APPROX:
        return Strength.EXPECTED
    hits = list(ruleset("strengths").finditer(copy, sentence, value.end))
    return Strength(hits[-1]["strength"]) if hits else None
