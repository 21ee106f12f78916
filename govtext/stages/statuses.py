"""Whether a value is a result, a promise or a comparison value, and how firmly it is promised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from govtext.labels import Bound, MetricStatus, Role, Strength
from govtext.rules import Hit, ruleset
from govtext.stages.cues import Cue
from govtext.stages.values import Place
from govtext.value_expressions import Value

TARGET_ROLES = (Role.OUTLOOK, Role.PLAN, Role.SELF_BUILDING)
_PROVISIONAL = ("value_status.estimate", "value_status.provisional")  # of the time under review a result, of a time to come a promise

_UNTIL = "value_status.until"  # 到2002年 in the report of 2003 is past, and 到20**年 in a review too
_AHEAD_ROLES = (*TARGET_ROLES, Role.CLOSING)  # parts in which a masked year is one to come
_MASK = re.compile(r"[*×Xx]")


class Standing(NamedTuple):
    """Status and strength of a value, with what decided them."""

    status: MetricStatus
    strength: Strength | None
    cues: tuple[Cue, ...]
    estimated: bool = False

    @property
    def is_said(self) -> bool:
        """Whether words decided, and not the section or a time."""
        return self.cues[0].end > self.cues[0].start

    def governs(self, later: Standing) -> bool:
        """Whether it holds for a later value of the same indicator too, of which nothing is said: 预计完成145亿元，增长5.7%."""
        return self.is_said and self.status is not MetricStatus.BASELINE and not later.is_said


def status_cues(copy: str, start: int, end: int) -> tuple[Hit, ...]:
    """The cues of status in a sentence; what is compared with says nothing of the value's own time."""
    return tuple(hit for hit in ruleset("statuses").finditer(copy, start, end) if hit["status"])


def standing(copy: str, place: Place, cues: Sequence[Hit], role: Role, era: int, over: bool) -> Standing:
    """Status by the cues of the value's own clause, else of the clauses before it, else by its time, else by the section's role.

    `era` says where the time lies: -1 before the report's year, 1 after it, else 0; `over` whether it ends before it, also where it is a limit.
    """
    value = place.value
    baseline = ruleset("baselines").search(copy, place.left, value.start)
    if baseline and (not baseline["needs_to"] or ruleset("movements").match(copy, place.run_end)):
        return Standing(MetricStatus.BASELINE, None, (Cue("status", baseline.rule.id, place.left, value.start),))
    before = [hit for hit in cues if hit.start < value.start]
    hit = _governing(before, place.clause)
    looks_back = era < 0 or (era == 0 and role not in TARGET_ROLES)
    if hit is not None:
        unknown = role not in _AHEAD_ROLES and _MASK.search(copy, hit.start, hit.end) is not None
        reached = (looks_back and hit.rule.id in _PROVISIONAL) or ((over or unknown) and hit.rule.id == _UNTIL)
        status = MetricStatus.ACHIEVED if reached else MetricStatus(hit["status"])
        cue = Cue("status", hit.rule.id, hit.start, hit.end)
    elif era:
        status = MetricStatus.TARGET if era > 0 else MetricStatus.ACHIEVED
        cue = Cue("status", "value_status.coming_time" if era > 0 else "value_status.past_time", value.start, value.start)
    else:
        status = MetricStatus.TARGET if role in TARGET_ROLES else MetricStatus.ACHIEVED
        cue = Cue("status", "value_status.role", value.start, value.start)
    if status is not MetricStatus.TARGET:
        return Standing(status, None, (cue,), hit is not None and hit.rule.id in _PROVISIONAL)
    strength, strength_cues = _strength(copy, place.sentence, value)
    return Standing(status, strength, (cue, *strength_cues))


def _governing(before: Sequence[Hit], clause: int) -> Hit | None:
    """The last cue of the own clause, else the last that speaks for the sentence, unless one after it says otherwise."""
    if before and before[-1].start >= clause:
        return before[-1]
    for i in range(len(before) - 1, -1, -1):
        if before[i]["reach"] == "sentence":
            contradicted = any(later["status"] != before[i]["status"] for later in before[i + 1 :])
            return None if contradicted else before[i]
    return None


def _strength(copy: str, sentence: int, value: Value) -> tuple[Strength | None, tuple[Cue, ...]]:
    """Strength by the bound and by the last verb of promise before the value in its sentence, with what says so."""
    if value.bound in (Bound.AT_MOST, Bound.LESS_THAN, Bound.APPROX):
        strength = Strength.EXPECTED if value.bound is Bound.APPROX else Strength.BINDING
        return strength, (Cue("strength", "strength.bound", value.start, value.end),)
    hits = list(ruleset("strengths").finditer(copy, sentence, value.end))
    if not hits:
        return None, ()
    return Strength(hits[-1]["strength"]), (Cue("strength", hits[-1].rule.id, hits[-1].start, hits[-1].end),)
