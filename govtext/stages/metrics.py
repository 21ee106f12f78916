"""Metrics: every value of the body tied to what it measures."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from govtext.labels import Bound, MetricKind, Role, TimeKind
from govtext.rules import Hit, ruleset
from govtext.stages.blocks import Paragraph
from govtext.stages.cues import Cue
from govtext.stages.measured import Measured, is_extent, measured, name_groups
from govtext.stages.measures import MeasureItem, enclosing
from govtext.stages.nouns import Edges, left_noun
from govtext.stages.periods import framing_times, last_within, leading_times, opening_time, own_time, period
from govtext.stages.placeholders import Blank
from govtext.stages.relations import Relation, like, relation, with_first_verb
from govtext.stages.sections import Heading
from govtext.stages.statuses import Standing, standing, status_cues
from govtext.stages.values import LONGEST_SENTENCE, Place, places
from govtext.time_expressions import TimeHit

_SHARE_NOUN = re.compile(r"(?:率|占比|比重)$")
_GROWTH_AIM = re.compile(r"(?:增长|增速|增长速度|增幅|涨幅)(?:的)?[^，。]{0,4}目标|预期增速")


@dataclass(slots=True)
class MetricItem:
    """A metric in the reading copy."""

    place: Place
    relation: Relation
    measured: Measured
    scope: tuple[int, int] | None
    standing: Standing
    section: int | None
    measure: int | None
    period: TimeHit | None

    @property
    def unit(self) -> str:
        """Its unit, empty where the text has none."""
        return self.place.value.unit

    @property
    def cues(self) -> tuple[Cue, ...]:
        """What decided its fields."""
        return (*self.relation.cues, *self.standing.cues)


@dataclass(frozen=True, slots=True)
class Found:
    """What earlier stages found in a reading copy."""

    copy: str
    paragraphs: Sequence[Paragraph]
    headings: Sequence[Heading]
    measures: Sequence[MeasureItem]
    blanks: Sequence[Blank]
    times: Sequence[TimeHit]
    blocked: Sequence[tuple[int, int]]  # sorted stretches that hold no value: times, fixed terms, markers
    names: Sequence[tuple[int, int]]  # names of known indicators
    year: int | None  # of the report


def metrics(found: Found) -> tuple[MetricItem, ...]:
    """The metrics of body and appendix, in text order."""
    edges = Edges(
        {hit.start: hit.end for hit in found.times}, {hit.end: hit.start for hit in found.times}, {end: start for start, end in found.names}
    )
    leading = leading_times(found.copy, found.paragraphs, found.measures, found.times)
    framing = framing_times(found.copy, found.times)
    items: list[MetricItem] = []
    sentence: list[MetricItem] = []
    cues: tuple[Hit, ...] = ()
    reach = -1
    for place in places(found.copy, found.paragraphs, found.blanks, found.blocked):
        if sentence and sentence[-1].place.sentence != place.sentence:
            _settle(found.copy, sentence)
            sentence = []
        if not sentence or place.value.start > reach:
            limit = min(place.sentence + LONGEST_SENTENCE, len(found.copy))
            reach = found.copy.find("。", place.value.start, limit)
            reach = reach if reach >= 0 else limit
            cues = status_cues(found.copy, place.sentence, reach)
        sentence.append(_metric(found, place, sentence, cues, edges, leading, framing))
        items.append(sentence[-1])
    _settle(found.copy, sentence)
    for item, measure in zip(items, enclosing(found.measures, [item.place.value.start for item in items]), strict=True):
        item.measure = measure
    return tuple(items)


def _metric(
    found: Found,
    place: Place,
    before: Sequence[MetricItem],
    cues: Sequence[Hit],
    edges: Edges,
    leading: Mapping[int, TimeHit],
    framing: Sequence[TimeHit],
) -> MetricItem:
    copy, value = found.copy, place.value
    counted = is_extent(place) or (place.unit is not None and place.unit.classifier)  # 改造提升6.2万亩: what is done to so much of something
    said = relation(copy, place.left, value, counted)
    if place.coordinate and before:
        said = like(said, before[-1].relation, value)
    noun = left_noun(copy, place.left, said.start, edges, said.linked)
    said, noun = with_first_verb(copy, noun, value, said)
    near = bool(before) and copy.find("；", before[-1].place.value.end, value.start) < 0
    what = measured(copy, place, noun, said, [item.measured for item in before], near, edges)
    heading = bisect_right(found.headings, value.start, key=lambda heading: heading.start) - 1
    section = heading if heading >= 0 else None
    role = found.headings[heading].role if heading >= 0 else Role.PREFACE
    own = own_time(copy, place, found.times)
    start = found.paragraphs[place.paragraph].start
    opening = opening_time(copy, start, place.sentence, found.times) or last_within(start, place.sentence, framing)
    opening = opening or leading.get(place.paragraph)
    told = own or opening
    stands = standing(copy, place, cues, role, _beside(told, found.year))
    if what.rule == "indicator.inherited" and near and before[-1].standing.governs(stands):
        stands = before[-1].standing
    when = period(copy, place, own, opening, said.base, stands.status, found.times, found.headings)
    return MetricItem(place, said, what, noun.scope, stands, section, None, when)


def _beside(told: TimeHit | None, year: int | None) -> int:
    """Where a dated time lies beside the report's year: -1 before it, 1 after it, else 0."""
    if told is None or told.kind is not TimeKind.ABSOLUTE or told.first is None or told.last is None or year is None:
        return 0
    return (told.first.year > year) - (told.last.year < year)


def _as_rate(said: Relation, what: Measured, place: Place) -> tuple[Relation, Measured]:
    """A share of something whose name ends in 增速 or 涨幅 is a growth of what stands before that word."""
    rate = ruleset("rate_nouns").search(what.text)
    if what.rule == "indicator.respectively" and _SHARE_NOUN.search(what.text) and any(cue.rule.startswith("relation.rate") for cue in said.cues):
        return replace(said, kind=MetricKind.LEVEL, direction=None), what  # 失业率、价格涨幅分别控制在: 涨幅 is of the last alone
    if said.kind is MetricKind.LEVEL and place.value.unit == "%" and (rate or _GROWTH_AIM.search(what.text)):
        at_end = relation(what.text, 0, replace(place.value, start=len(what.text)))
        said = replace(said, kind=MetricKind.GROWTH, direction=at_end.direction or said.direction)
        said = said if said.direction else replace(said, direction=relation("增长", 0, replace(place.value, start=2)).direction)
    if rate and rate.start:
        core = (what.core[0], what.core[0] + rate.start) if what.core else None
        what = Measured(what.text[: rate.start], core, what.rule)
    return said, what


def _settle(copy: str, sentence: list[MetricItem]) -> None:
    """What a sentence decides as a whole: the names of lists, and bounds that close several values."""
    names = [item.measured for item in sentence]
    name_groups(copy, [item.place for item in sentence], names)
    for item, later in zip(reversed(sentence[:-1]), reversed(sentence[1:]), strict=True):
        closes_both = later.place.coordinate and later.place.value.bound not in (Bound.EXACT, Bound.RANGE)
        if closes_both and item.relation.bound is Bound.EXACT:
            item.relation = replace(item.relation, bound=later.relation.bound)
    for item, name in zip(sentence, names, strict=True):
        item.relation, item.measured = _as_rate(item.relation, name, item.place)
