"""Metrics: every value of the body tied to what it measures."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from govtext.labels import Bound, MetricKind, MetricStatus, Role, TimeKind
from govtext.naming.choose import choose
from govtext.naming.sentence import Sentence
from govtext.naming.situation import Named, Situation
from govtext.naming.words import JOINTS, MARK, SCOPE, SIZE, TIME, VALUE, lexis
from govtext.rules import Hit, ruleset
from govtext.stages.blocks import Paragraph
from govtext.stages.cues import Cue
from govtext.stages.measured import Measured, Naming, is_extent, measured
from govtext.stages.measures import MeasureItem, enclosing
from govtext.stages.periods import framing_times, last_within, leading_times, opening_time, own_time, period
from govtext.stages.placeholders import Blank
from govtext.stages.relations import Relation, like, relation, with_first_verb
from govtext.stages.sections import Heading
from govtext.stages.statuses import Standing, standing, status_cues
from govtext.stages.values import LONGEST_SENTENCE, Place, places
from govtext.time_expressions import TimeHit

_OPENERS = frozenset({"leading", "adverb"})
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
    year: int | None  # of the report
    role: Callable[[int | None, int], Role]  # of a position under a heading, which is given by its index


def metrics(found: Found, name: Naming = choose) -> tuple[MetricItem, ...]:
    """The metrics of body and appendix, in text order; `name` says what a value or a list of values measures."""
    leading = leading_times(found.copy, found.paragraphs, found.measures, found.times, found.headings)
    framing = framing_times(found.copy, found.times)
    items: list[MetricItem] = []
    for _, sentence in groupby(places(found.copy, found.paragraphs, found.blanks, found.blocked), key=lambda place: place.sentence):
        items += _in_sentence(found, list(sentence), leading, framing, name)
    for item, measure in zip(items, enclosing(found.measures, [item.place.value.start for item in items]), strict=True):
        item.measure = measure
    return tuple(items)


def _in_sentence(
    found: Found, sentence: Sequence[Place], leading: Mapping[int, TimeHit], framing: Sequence[TimeHit], name: Naming
) -> list[MetricItem]:
    copy, start = found.copy, sentence[0].sentence
    words = Sentence.of(copy, start, max(place.run_right for place in sentence), _stretches(sentence, found.times), lexis())
    items: list[MetricItem] = []
    named: list[Named] = []
    cues: tuple[Hit, ...] = ()
    reach = -1
    first = 0
    while first < len(sentence):
        last = first + 1
        while last < len(sentence) and sentence[last].coordinate:
            last += 1
        group = sentence[first:last]
        said = _relations(words, group, items)
        what = measured(Situation.of(words, group, said[0], named), name)
        for place, relation_, one in zip(group, said, what, strict=True):
            if place.value.start > reach:
                limit = min(start + LONGEST_SENTENCE, len(copy))
                reach = copy.find("。", place.value.start, limit)
                reach = reach if reach >= 0 else limit
                cues = status_cues(copy, start, reach)
            relation_, one = as_rate(copy, relation_, one, place)
            items.append(_metric(found, place, relation_, one, items, cues, leading, framing))
            named.append(Named(one.text, one.core, relation_.kind, place.value.unit, place.value.end, one.subject))
        first = last
    _spread_bounds(items)
    return items


def _stretches(sentence: Sequence[Place], times: Sequence[TimeHit]) -> list[tuple[int, int, str]]:
    """The values, sizes and times of a sentence, in text order."""
    first = bisect_left(times, (sentence[0].sentence,))
    last = bisect_left(times, (sentence[-1].run_right,))
    values = [(place.value.start, place.value.end, VALUE) for place in sentence]
    sizes = {(start, end, SIZE) for place in sentence for start, end in place.sizes}
    return sorted([*values, *sizes, *((hit.start, hit.end, TIME) for hit in times[first:last])])


def _relations(sentence: Sentence, group: Sequence[Place], before: Sequence[MetricItem]) -> list[Relation]:
    """How each value of a list relates to its name: as the first does, where only a connector parts them."""
    copy = sentence.copy
    found: list[Relation] = []
    for place in group:
        counted = _is_counted(copy, place)
        said = relation(copy, place.left, place.value, counted)
        previous = found[-1] if found else before[-1].relation if before and _goes_on(place, before[-1].place) else None
        found.append(like(said, previous, place.value) if previous else with_first_verb(copy, _opening(sentence, place), place.value, said, counted))
    return found


def _is_counted(copy: str, place: Place) -> bool:
    """Whether a value says how many things, or how much ground, something is done to: 改造提升6.2万亩, 惠及135万居民."""
    if place.unit is None:
        return not place.value.unit and copy[place.value.end : place.value.end + 1].isalpha()
    return is_extent(place) or place.unit.classifier


def _goes_on(place: Place, before: Place) -> bool:
    """Whether nothing but a connector parts a value from the one before it: 4批23人次."""
    return place.coordinate or place.value.start == before.value.end


def _opening(sentence: Sentence, place: Place) -> int:
    """Where the words of the value's clause begin, times, areas and adverbs left out."""
    for word, known in sentence.between(place.left, place.value.start):
        if not (known.kind in (TIME, SCOPE) or known.kind[0] == MARK or known.classes & _OPENERS):
            return word.start
    return place.value.start


def _metric(
    found: Found,
    place: Place,
    said: Relation,
    what: Measured,
    before: Sequence[MetricItem],
    cues: Sequence[Hit],
    leading: Mapping[int, TimeHit],
    framing: Sequence[TimeHit],
) -> MetricItem:
    copy, value = found.copy, place.value
    heading = bisect_right(found.headings, value.start, key=lambda heading: heading.start) - 1
    section = heading if heading >= 0 else None
    role = found.role(section, value.start)
    own = own_time(copy, place, found.times)
    start = found.paragraphs[place.paragraph].start
    if heading >= 0 and start <= found.headings[heading].title_start:
        start = min(found.headings[heading].title_end, place.sentence)  # the paragraph goes on behind its title
    opening = opening_time(copy, start, place.sentence, found.times) or last_within(start, place.sentence, framing)
    opening = opening or leading.get(place.paragraph)
    told = own or opening
    over = told is not None and told.last is not None and found.year is not None and told.last.year < found.year
    stands = standing(copy, place, cues, role, era(told, found.year), over)
    near = bool(before) and copy.find("；", before[-1].place.value.end, value.start) < 0
    if what.rule == "indicator.inherited" and near and before[-1].standing.governs(stands):
        stands = before[-1].standing
    if before and before[-1].standing.status is MetricStatus.BASELINE and before[-1].place.run_end == place.run_end:
        stands = before[-1].standing  # 从50%、75%提高到100%
    when = period(copy, place, own, opening, said.base, stands.status, found.times, found.headings)
    return MetricItem(place, said, what, what.scope, stands, section, None, when)


def era(told: TimeHit | None, year: int | None) -> int:
    """Where a dated time lies beside the report's year: -1 before it, 1 after it, else 0."""
    if told is None or told.kind is not TimeKind.ABSOLUTE or told.first is None or told.last is None or year is None:
        return 0
    return (told.first.year > year) - (told.last.year < year)


def as_rate(copy: str, said: Relation, what: Measured, place: Place) -> tuple[Relation, Measured]:
    """A share of something that is called 增速 or 涨幅 before its value is a growth of what stands before that word."""
    rates = ruleset("rate_nouns")
    if what.rule == "indicator.respectively" and _SHARE_NOUN.search(what.text) and any(cue.rule.startswith("relation.rate") for cue in said.cues):
        return said._replace(kind=MetricKind.LEVEL, direction=None), what  # 失业率、价格涨幅分别控制在: 涨幅 is of the last alone
    if said.kind is MetricKind.LEVEL and place.value.unit == "%":
        spoken = copy[what.core[0] : max(what.core[1], said.start)] if what.core and what.core[0] >= place.left else what.text
        if rates.search(spoken) or rates.search(what.text) or _GROWTH_AIM.search(spoken):
            at_end = relation(spoken, 0, place.value._replace(start=len(spoken)))
            said = said._replace(kind=MetricKind.GROWTH, direction=at_end.direction or said.direction)
            said = said if said.direction else said._replace(direction=relation("增长", 0, place.value._replace(start=2)).direction)
    named = rates.search(what.text)
    if named and named.start and what.text[named.start - 1] not in JOINTS:
        text = what.text[: named.start].removesuffix("的")
        core = (what.core[0], what.core[0] + len(text)) if what.core and what.core[1] - what.core[0] == len(what.text) else what.core
        what = what._replace(text=text, core=core)
    return said, what


def _spread_bounds(sentence: Sequence[MetricItem]) -> None:
    """A bound that closes a list is that of the values before it too: 1000万亩、400万吨以上."""
    for item, later in zip(reversed(sentence[:-1]), reversed(sentence[1:]), strict=True):
        closes_both = later.place.coordinate and later.place.value.bound not in (Bound.EXACT, Bound.RANGE)
        if closes_both and item.relation.bound is Bound.EXACT:
            item.relation = item.relation._replace(bound=later.relation.bound)
