"""What a value measures: the noun left of it, the noun right of it, or the indicator of a value before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from govtext.indicators import canonical
from govtext.labels import Base, MetricKind
from govtext.rules import ruleset
from govtext.stages.nouns import Edges, Noun, ends_with_verb, left_noun, lexis, right_noun, split_joint
from govtext.stages.relations import Relation
from govtext.stages.values import Place

_RELATIONAL_START = re.compile(r"占|在.{1,10}(?:占比|比重|排名|位次)|其中|比上年")
_THRESHOLD = re.compile(r"新?(?:大关|台阶|关口)")  # 跨过3个万亿元大关: what follows is of the quantity that crossed it
_LONGEST_TAIL = 16
_EXTENTS = ("area", "length", "volume")
_SHARES = ("share", "share_point", "multiple")
_DEED = re.compile(r"(?:全部|均|都|成功|顺利|稳定)?(?:实现)?((?!的)[\u4e00-\u9fff]{2,5}?)(?:全?覆盖)?[，。；、]")


@dataclass(slots=True)
class Measured:
    """An indicator as written, with the span of its contiguous core."""

    text: str
    core: tuple[int, int] | None
    rule: str
    of: str = ""  # what a relational noun is said of
    crossed_by: Measured | None = None  # what crossed the threshold that this one counts: later values are of that


def measured(copy: str, place: Place, noun: Noun, said: Relation, before: Sequence[Measured], near: bool, edges: Edges) -> Measured:
    """The indicator of a value.

    `before` are those of the values before it in its sentence, nearest last; `near` says that no semicolon parts the nearest.
    """
    left = copy[noun.start : noun.end] if noun.found else ""
    if _THRESHOLD.search(left) or (left.startswith("在") and place.value.kind is MetricKind.RANK):
        left = ""
    right = _right(copy, place, said)
    if right and (not left or _counts_what_follows(copy, place)):
        counted = copy[right[0] : right[1]]
        crossed_by = Measured(left, (noun.start, noun.end), "indicator.before") if left and _THRESHOLD.search(counted) else None
        return Measured(counted, right, "indicator.after", crossed_by=crossed_by)
    if right and place.value.unit == "%" and copy[place.value.end] != "的":
        return Measured(left + copy[right[0] : right[1]], right, "indicator.around")
    tail = Noun(0, 0, 0) if left and not _is_relational(left) else _clause_before(copy, place, edges)
    if said.base is Base.PLAN:
        done = max((cue.start for cue in said.cues if cue.field == "base"), default=noun.end)
        if noun.start < done < noun.end:  # 税收完成年度任务的96%: the tax, not the task
            return Measured(copy[noun.start : done], (noun.start, done), "indicator.before")
        if before:
            return _inherited(before[-1])
    if left and _is_relational(left) and (before or tail.found):
        nearest = _inherited(before[-1]) if before else Measured(copy[tail.start : tail.end], None, "")
        return _relational(left, noun, nearest, place, edges)
    if left:
        return Measured(left, (noun.start, noun.end), "indicator.before")
    if tail.found and (not near or ruleset("settings").match(copy, tail.opening, place.clause)):
        return Measured(copy[tail.start : tail.end], (tail.start, tail.end), "indicator.clause_before")
    if before:
        return _inherited(before[-1])
    if noun.verbs_only:
        return Measured(copy[noun.opening : noun.end], None, "indicator.verb")
    return Measured("", None, "indicator.none")


def _relational(left: str, noun: Noun, nearest: Measured, place: Place, edges: Edges) -> Measured:
    """A relational noun with what it is of, or alone where that has it already or cannot have it."""
    core = (noun.start, noun.end)
    if nearest.text.endswith(left):
        return Measured(left, core, "indicator.relational")
    of = _of(nearest, left)
    known = edges.names.get(noun.end) == noun.start
    after_quantity = lexis().head.search(of) and (known or left in lexis().quantities)  # 利润 after 营业收入, 投资 after 建筑面积
    after_clause = known and _moves(of)  # 利润 after 效益提高
    of_money = _is_of_things(place) and canonical(of, MetricKind.LEVEL, "元")  # 面积 after 财政收入
    if after_quantity or after_clause or of_money:
        return Measured(left, core, "indicator.before")
    return Measured(of + left, core, "indicator.relational", of)


def _inherited(measure: Measured) -> Measured:
    of = measure.crossed_by or measure
    return Measured(of.text, of.core, "indicator.inherited", of.of)


def _right(copy: str, place: Place, said: Relation) -> tuple[int, int] | None:
    """The noun after the value, where the value is a count, a measure or a share that stands before its noun."""
    value = place.value
    if value.kind is not MetricKind.LEVEL or (said.moves and value.unit in ("%", "百分点")):
        return None
    if ruleset("directions").match(copy, value.end) and ruleset("movements").match(copy, value.end):
        return None  # 15家跃升到38家
    at = place.run_end
    if place.run_right <= at or (_is_money(place) and copy[at] != "的" and not ends_with_verb(copy, place.left, value.start)):
        return None
    if (value.unit == "户" and at > value.end) or (place.unit is not None and place.unit.dimension == "person"):  # 1449户3138人脱贫
        deed = _DEED.match(copy, at, place.run_right + 1)
        if deed:
            return deed.span(1)
    start, end = right_noun(copy, at, place.run_right)
    return (start, end) if end > start and not _THRESHOLD.fullmatch(copy, start, end) else None


def _counts_what_follows(copy: str, place: Place) -> bool:
    """A classifier or a measure of land and length directly before a noun counts that noun; so does money after a verb."""
    if place.value.unit == "%" or copy[place.run_end] == "的":
        return False
    return not _is_money(place) or ends_with_verb(copy, place.left, place.value.start)


def _is_money(place: Place) -> bool:
    return place.unit is not None and place.unit.dimension.startswith("money")


def is_extent(place: Place) -> bool:
    """Whether a value says how much ground or space: 6.2万亩."""
    return place.unit is not None and place.unit.dimension in _EXTENTS


def _is_of_things(place: Place) -> bool:
    """Whether a value counts or measures things, and so neither money nor shares."""
    return place.value.kind is MetricKind.LEVEL and place.unit is not None and not _is_money(place) and place.unit.dimension not in _SHARES


def _is_relational(noun: str) -> bool:
    """A noun such as 占比 that needs another to say what it is of."""
    return noun in lexis().relational or _RELATIONAL_START.match(noun) is not None


def _moves(text: str) -> bool:
    """Whether a phrase ends with a verb of movement, and so is a clause and no noun."""
    return any(hit.end == len(text) for hit in ruleset("directions").finditer(text))


def _of(measure: Measured, relational: str) -> str:
    """What a relational noun is said of: not of another one but for a share, and a total not of what was added to it."""
    text = measure.text if relational.startswith("占") or not measure.of else measure.of
    for word in ("占比", "比重"):
        text = text.removesuffix(word)
    return text.removeprefix("新增").removeprefix("净增") if relational.startswith("总") else text


def _clause_before(copy: str, place: Place, edges: Edges) -> Noun:
    """The noun at the end of the clause before, where the value's own clause has none."""
    end = place.clause - 1
    if end <= place.sentence:
        return Noun(end, end, end)
    if copy[end - 1] == "”":  # 实现“双下降”: a slogan is not what is measured
        end = max(copy.rfind("“", place.sentence, end), place.sentence)
    opening = copy.rfind("（", place.sentence, end)
    if opening >= 0 and copy.find("）", opening, end) < 0:
        end = opening
    start = max(copy.rfind(mark, place.sentence, end) for mark in "，；：") + 1
    noun = left_noun(copy, max(start, place.sentence), end, edges)
    if not noun.found:
        return noun
    noun = replace(noun, start=noun.start + (copy[noun.start] == "在"), end=noun.end - (copy[noun.end - 1] == "中"))
    part = -1 if "分别" in copy[place.left : place.value.start] else max(copy.rfind(mark, noun.start, noun.end - 2) for mark in "等、")
    return Noun(max(noun.start, part + 1, noun.end - _LONGEST_TAIL), noun.end, noun.opening)


def name_groups(copy: str, places: Sequence[Place], found: list[Measured]) -> None:
    """Give each value of a 分别 list, or of a list after a joint noun, the name that is its own."""
    i = 0
    while i < len(places):
        j = i + 1
        while j < len(places) and places[j].coordinate:
            j += 1
        if j - i > 1 or "分别" in copy[places[i].left : places[i].value.start]:
            _name_group(copy, places, found, i, j)
        i = j


def _name_group(copy: str, places: Sequence[Place], found: list[Measured], first: int, last: int) -> None:
    size = last - first
    if found[first].rule == "indicator.inherited":
        earlier = [m for m, p in zip(found[:first], places[:first], strict=True) if p.sentence == places[first].sentence]
        names: list[str] = []
        for measure in reversed(earlier):
            if measure.text not in names:
                names.insert(0, measure.text)
        names = names[-size:]
    else:
        names = split_joint(found[first].text)
    if len(names) == size and size > 1:
        for offset, name in enumerate(names):
            found[first + offset] = Measured(name, found[first].core, "indicator.respectively")
