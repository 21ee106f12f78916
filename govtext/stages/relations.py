"""How a value relates to its indicator: its kind, direction, base and bound, by the words before it."""

from __future__ import annotations

import re
from typing import NamedTuple

from govtext.labels import Base, Bound, Direction, MetricKind
from govtext.rules import Hit, ruleset
from govtext.stages.cues import Cue
from govtext.value_expressions import Value, prefix_bound

_CROSSED = re.compile(r"[^，。；]{1,8}(?:大关|台阶|关口)")
_WINDOW = 18
_SIGNS = "≥≤≧≦<>=±+"  # between a verb and its figure: 增长≥8%
_SHARES = frozenset({"%", "‰", "‱"})
_POINTS = frozenset({"百分点", "千分点"})


class Relation(NamedTuple):
    """Kind, direction, base and bound of a value; `start` is where the words that say so begin."""

    kind: MetricKind
    direction: Direction | None
    base: Base | None
    bound: Bound
    start: int
    cues: tuple[Cue, ...] = ()
    moves: bool = False  # a verb of movement stands directly before the value
    linked: bool = False  # any verb of movement or of reaching does
    opened: int = 0  # where the verb of movement ends that opens the clause and is no part of a name; 0 where none does


def relation(text: str, start: int, value: Value, counted: bool = False) -> Relation:
    """The relation of a value whose field begins at `start`; `counted` says that its unit counts or measures things."""
    begin = max(start, value.start - _WINDOW)
    hit = ruleset("relations").search(text[begin : value.start].rstrip(_SIGNS))
    said = hit["relation"] if hit else ""
    direction = Direction(hit["direction"]) if hit and "direction" in hit.rule.produces else None
    if said == "points":
        said, direction = ("gap", direction) if value.unit in _POINTS else ("", None)
    if said == "raise":
        said = "" if counted and value.kind is MetricKind.LEVEL else "move"
    named = ruleset("named_movements").match(text, value.end) if not said and value.unit in _SHARES else None
    if named:
        said, direction = "move", Direction(named["direction"])
    kind = kind_of(value, said)
    bound, bound_rule, bound_start = value.bound, "", value.start
    if bound is Bound.EXACT and said != "gap":
        bound, bound_rule, bound_start = prefix_bound(text, start, value.start)
    if counted and _CROSSED.match(text, value.end):
        bound = value.bound  # 跨过3个万亿元大关: it is the mark that is crossed, not the count
    base, base_cue = _base(text, start, value)
    cues = [] if hit is None else [Cue("kind", hit.rule.id, begin + hit.start, value.start)]
    if named:
        cues.append(Cue("kind", named.rule.id, named.start, named.end))
    if bound_rule:
        cues.append(Cue("bound", bound_rule, bound_start, value.start))
    if base_cue:
        cues.append(base_cue)
    moves = said in ("move", "gap")
    words_begin = min(begin + _words_start(hit) if hit and said else value.start, bound_start)
    link = ruleset("links").search(text[begin:words_begin])
    words_begin = begin + link.start if link and link.rule.produces.get("kind", kind) == kind else words_begin
    return Relation(kind, _direction(kind, direction), base, bound, words_begin, tuple(cues), moves, bool(said))


def _words_start(hit: Hit) -> int:
    """Where the words begin that are no part of the indicator."""
    return hit.span("verb")[1] if hit.rule.id.startswith("relation.yield") else hit.start


def kind_of(value: Value, said: str) -> MetricKind:
    """Kind by the unit and by whether the words before say that something moved."""
    if value.kind is not MetricKind.LEVEL:
        return value.kind
    if value.unit in _POINTS:
        return MetricKind.CHANGE
    if said == "move":
        return MetricKind.GROWTH if value.unit in _SHARES else MetricKind.CHANGE
    return MetricKind.CHANGE if said == "gap" else MetricKind.LEVEL


def _direction(kind: MetricKind, direction: Direction | None) -> Direction | None:
    if kind in (MetricKind.LEVEL, MetricKind.RANK, MetricKind.RATIO):
        return None
    return direction or Direction.UP


def _base(text: str, start: int, value: Value) -> tuple[Base | None, Cue | None]:
    hit = ruleset("bases").search(text[start : value.start])
    if hit is None:
        return None, None
    base = Base(hit["base"])
    if base is Base.PLAN and value.unit not in _SHARES and value.kind is MetricKind.LEVEL and text[value.start - 1] != "的":
        return None, None  # 完成改造任务860户 is no share of the task
    return base, Cue("base", hit.rule.id, start + hit.start, start + hit.end)


def with_first_verb(text: str, start: int, value: Value, found: Relation, counted: bool = False) -> Relation:
    """A level whose clause opens with a verb of movement is a growth or a change, but where it counts what was added: 增加学位270个."""
    if found.linked or found.kind is not MetricKind.LEVEL:
        return found
    hit = ruleset("first_verbs").match(text, start, found.start)
    if hit is None or text.startswith("后", hit.end):  # 精简后为18个
        return found
    opened = hit.end if hit["opens"] else 0
    if counted and hit["direction"] == Direction.UP:
        return found._replace(opened=opened)
    cue = Cue("kind", hit.rule.id, hit.start, hit.end)
    return found._replace(kind=kind_of(value, "move"), direction=Direction(hit["direction"]), cues=(*found.cues, cue), opened=opened)


def like(found: Relation, previous: Relation, value: Value) -> Relation:
    """A value that only a connector parts from the one before it relates as that one does."""
    bound = found.bound
    if bound is Bound.EXACT and any(cue.field == "bound" for cue in previous.cues):
        bound = previous.bound
    kind = kind_of(value, "move" if previous.moves else "")
    return previous._replace(kind=kind, direction=_direction(kind, previous.direction), bound=bound, start=found.start)
