"""Projects: the named works of a report, with what they cost, what they will hold and how far they are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govtext.export.parts import Sections
from govtext.labels import EntityKind, MetricKind, ProjectClass, ProjectStage, Role
from govtext.model import Entity, Metric, Period, Project, Report, Sentence, Span
from govtext.names.divisions import codes
from govtext.names.things import division
from govtext.rules import Hit, for_packs, lexicon, ruleset
from govtext.units import lookup

_SENTENCE_END = re.compile(r"[。；！？\n]")
_CLAUSE_END = re.compile(r"[，：。；！？\n]")
_TOTAL = re.compile(r"(?:总投资|(?:计划|概算|估算|预计|静态|动态|项目)投资|(?:^|[，、（的；。：])(?:拟|共)?投资)(?:额|规模)?[约为达共超近过]*$")
_OF_YEAR = re.compile(r"(?:完成|年度|今年|当年|本年|年内|已|累计)(?:计划)?(?:完成)?投资(?:额)?[约为达共超近过]*$")
_FRILLS = re.compile(r"[”\"’\s]|(?:[一二三四五六]期)?(?:改?扩?建设?|改造|升级|提升)*(?:项目|工程)*(?:[一二三四五六]期)?$")
_COUNT_BEHIND = re.compile(r"(?:共|达|近|约)?[0-9]+[余多]?(?:个|项|座|条|处)")
_COUNT_BEFORE = re.compile(r"(?:[0-9]+|[两二三四五六七八九十几多数]+)[余多]?(?:个|项|座|条|处)$")
_LIST = re.compile(r"^(?:[、和与及]|以及)(?:[^，。；：、和与及\n]{1,12}[、和与及])*(?:[^，。；：、\n]{1,12}[―—~～-]+)?$")
_PLANS = frozenset({Role.PLAN, Role.OUTLOOK, Role.SELF_BUILDING})
_DONE = (ProjectStage.BUILT, ProjectStage.IN_OPERATION)
_ORDER = tuple(ProjectStage)
_BETWEEN = re.compile(r"[、和与及]|.{9}")
_BEFORE_VALUE = 12
_LONGEST = 1000  # characters of a sentence on either side of a mention
_WHERE = ("在", "位于", "落户")
_LONGEST_PLACE = 8
_ADVERBS = 8  # characters that a time, an adverb and 项目 fill before a verb
_FEW = 3
_REACH = 120  # characters behind a mention that may say something of it
_WORKS = frozenset({ProjectClass.SCHOOL, ProjectClass.HOSPITAL})


@dataclass(frozen=True, slots=True)
class _Said:
    """What one mention says of its project."""

    entity: Entity
    investment: Metric | None
    year_investment: Metric | None
    capacity: Metric | None
    stage: ProjectStage | None
    promised: ProjectStage | None
    period: Period | None
    place: tuple[str, str | None] | None
    sentence: Sentence


def projects(report: Report) -> tuple[Project, ...]:
    """The projects of a report, each once, in the order in which they are first named."""
    reader = _Reader(report)
    mentions: dict[str, list[_Said]] = {}
    for entity in report.entities:
        sort = _class(entity.text)
        if _is_counted(report.text, entity):
            continue
        if entity.kind is EntityKind.PROJECT or (entity.kind is EntityKind.ORGANISATION and sort in _WORKS):
            said = reader.said(entity)
            if entity.kind is EntityKind.PROJECT or said.stage or said.promised:
                mentions.setdefault(entity.thing_id, []).append(said)
    return tuple(_project(said) for said in mentions.values())


def _project(mentions: Sequence[_Said]) -> Project:
    first = next((said for said in mentions if said.investment or said.stage or said.promised), mentions[0])
    name = max((said.entity.text for said in mentions), key=len)
    investment = next((said.investment for said in mentions if said.investment), None)
    year = next((said.year_investment for said in mentions if said.year_investment), None)
    capacity = next((said.capacity for said in mentions if said.capacity), None)
    stages = [said.stage for said in mentions if said.stage]
    promised = [said.promised for said in mentions if said.promised]
    place = next((said.place for said in mentions if said.place), None)
    return Project(
        id=mentions[0].entity.thing_id,
        name="".join(name.split()),
        kind=_class(name),
        place=place[0] if place else None,
        place_code=place[1] if place else None,
        investment=investment.low if investment else None,
        investment_text=investment.text if investment else None,
        year_investment=year.low if year else None,
        year_investment_text=year.text if year else None,
        capacity=capacity.text if capacity else None,
        stage=max(stages, key=_ORDER.index) if stages else None,
        promised_stage=max(promised, key=_ORDER.index) if promised else None,
        period=next((said.period for said in mentions if said.period), None),
        entity_ids=tuple(said.entity.id for said in mentions),
        metric_ids=tuple(metric.id for metric in (investment, year, capacity) if metric),
        span=first.entity.span,
        sentence=first.sentence,
    )


def _is_counted(text: str, entity: Entity) -> bool:
    """Whether a count stands beside the name: what is counted is a sort of projects."""
    start, end = entity.span.start, entity.span.end
    return _COUNT_BEHIND.match(text, end) is not None or _COUNT_BEFORE.search(text, max(0, start - _BEFORE_VALUE), start) is not None


@for_packs()
def _endings() -> tuple[tuple[str, ProjectClass], ...]:
    rows = [(row["term"], ProjectClass(row["class"])) for row in lexicon("project_classes")]
    return tuple(sorted(rows, key=lambda row: len(row[0]), reverse=True))


def _class(name: str) -> ProjectClass:
    """The sort of works by the words of the name, the last ones first."""
    written = re.sub(r"[”\"’\s]|(?:[一二三四五六]期)?(?:改?扩?建设?|改造|升级|提升)*(?:项目|工程)*(?:[一二三四五六]期)?$", "", name)
    best = max(
        ((written.rfind(term) + len(term), len(term), sort) for term, sort in _endings() if term in written), default=None, key=lambda row: row[:2]
    )
    return best[2] if best else ProjectClass.OTHER


def _start(text: str, position: int, end: re.Pattern[str], reach: int = _LONGEST) -> int:
    """Where the sentence or clause begins that holds a position."""
    start = max(0, position - reach)
    for mark in end.finditer(text, start, position):
        start = mark.end()
    return start


def _stop(text: str, position: int, end: re.Pattern[str]) -> int:
    mark = end.search(text, position, position + _LONGEST)
    return mark.start() if mark else min(len(text), position + _LONGEST)


class _Reader:
    """Reads what stands beside the mentions of one report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.text = report.text
        self.sections = Sections(report)
        self.named = [entity for entity in report.entities if entity.kind in (EntityKind.PROJECT, EntityKind.ORGANISATION)]
        self.starts = [entity.span.start for entity in self.named]
        self.lists = _lists(self.text, self.named)
        self.places = [entity for entity in report.entities if entity.kind is EntityKind.PLACE]
        self.place_starts = [entity.span.start for entity in self.places]
        self.values = [metric.span.start for metric in report.metrics]
        self.times = [time.span.start for time in report.times]

    def said(self, entity: Entity) -> _Said:
        """What the sentence of a mention says."""
        start, end = entity.span.start, entity.span.end
        low, high = _start(self.text, start, _SENTENCE_END), _stop(self.text, end, _SENTENCE_END)
        after = self._next(self._list(start)[1], min(high, end + _REACH))
        total, of_year, capacity = self._values(start, end, after)
        cue, ahead, at = self._cue(start, end, low, after)
        stage = ProjectStage(cue["stage"]) if cue else None
        section = self.sections.at(start)
        planned = ahead or (section is not None and section.role in _PLANS)
        promised = None
        if stage is not None and planned:
            if stage in _DONE:
                stage, promised = ProjectStage.UNDER_CONSTRUCTION, stage
            elif stage is ProjectStage.STARTED:
                stage, promised = ProjectStage.PLANNED, stage
        sentence = Sentence(text=self.text[low:high].strip(), span=Span(low, high))
        return _Said(entity, total, of_year, capacity, stage, promised, self._period(at), self._place(entity), sentence)

    def _next(self, end: int, high: int) -> int:
        """Where what is said of a list of projects ends: at the next one of the sentence, where its clause begins."""
        index = bisect_left(self.starts, end)
        if index == len(self.named) or self.starts[index] >= high:
            return high
        start = self.starts[index]
        return max(end, _start(self.text, start, _CLAUSE_END, start - end))

    def _list(self, start: int) -> tuple[int, int]:
        """The stretch of the list that a mention stands in."""
        first, last = self.lists[bisect_left(self.starts, start)]
        return self.named[first].span.start, self.named[last].span.end

    def _cue(self, start: int, end: int, low: int, high: int) -> tuple[Hit | None, bool, tuple[int, int]]:
        """The cue that says how far a mention's project is, whether it promises, and the clause that it stands in."""
        first, last = self._list(start)
        clause = max(low, _start(self.text, first, _CLAUSE_END))
        stop = min(max(last, high), _stop(self.text, last, _CLAUSE_END))
        whole = ruleset("project_objects").match(self.text, last, stop) is not None
        after, before = (stop, first) if whole else (min(stop, last + _ADVERBS), clause)
        for sure in (True, False):
            for at, to in ((last, after), (clause, before)):
                if cue := _last_stage(self.text, at, to, sure):
                    return cue, self._is_ahead(clause, to if at == last else stop), (clause, stop)
        if (cue := _last_stage(self.text, stop, max(stop, high), True)) and self._says_no_more(cue, stop):
            return cue, self._is_ahead(clause, max(stop, high)), (clause, max(stop, high))
        return None, False, (clause, stop)

    def _is_ahead(self, start: int, end: int) -> bool:
        return ruleset("project_ahead").search(self.text, start, end) is not None

    def _says_no_more(self, cue: Hit, stop: int) -> bool:
        """Whether a clause behind that of a project says of nothing else how far it is: X项目进展顺利，年底前投产."""
        return (
            self.text.count("，", stop, cue.start) <= 2
            and cue.start - _start(self.text, cue.start, _CLAUSE_END) <= _ADVERBS
            and (cue.rule.id == "stage.works" or _stop(self.text, cue.end, _CLAUSE_END) - cue.end <= _FEW)
        )

    def _values(self, start: int, end: int, high: int) -> tuple[Metric | None, Metric | None, Metric | None]:
        """Total investment, the year's, and what it will hold: values behind the name, or before it as its attributes."""
        total = of_year = capacity = None
        clause = _stop(self.text, end, _CLAUSE_END)
        listed = self._list(start) != (start, end) or self.text.startswith("等", end)
        for metric in self._around(start, end, high):
            if metric.kind is not MetricKind.LEVEL:
                continue
            said = self.text[max(0, end if metric.span.start > end else 0, metric.span.start - _BEFORE_VALUE) : metric.span.start]
            if _is_money(metric.unit):
                if listed and metric.span.start > end:
                    continue
                if of_year is None and _OF_YEAR.search(said):
                    of_year = metric
                elif total is None and _TOTAL.search(said):
                    total = metric
            elif (
                capacity is None
                and metric.span.start < clause
                and _is_size(metric.unit)
                and not _BETWEEN.search(self.text, end, max(end, metric.span.start))
            ):
                capacity = metric
        return total, of_year, capacity

    def _parted(self, end: int, start: int) -> bool:
        """Whether a list or many words stand between a name and a value behind it."""
        return start > end and _BETWEEN.search(self.text, end, start) is not None

    def _around(self, start: int, end: int, high: int) -> Iterator[Metric]:
        attribute = bisect_left(self.values, start) - 1
        metrics = self.report.metrics
        if attribute >= 0 and re.fullmatch(r"的(?:[^，。；、]{0,4})", self.text[metrics[attribute].span.end : start]):
            yield metrics[attribute]
        yield from metrics[bisect_left(self.values, end) : bisect_left(self.values, high)]

    def _place(self, entity: Entity) -> tuple[str, str | None] | None:
        """The place that the name begins with, or that is said to be where it is, with its code."""
        name = entity.text
        inside = next((name[:length] for length in range(_LONGEST_PLACE, 1, -1) if codes(name[:length]) and len(name) > length), None)
        if inside is not None:
            return inside, division(inside, self.report.meta.place.value, self.report.meta.year)
        index = bisect_left(self.place_starts, entity.span.start) - 1
        clause = _start(self.text, entity.span.start, _CLAUSE_END)
        if index < 0 or self.place_starts[index] < clause or not self.text.endswith(_WHERE, clause, self.place_starts[index]):
            return None
        return self.places[index].text, self.places[index].code

    def _period(self, clause: tuple[int, int]) -> Period | None:
        """The time of the clause that says how far the project is."""
        index = bisect_right(self.times, clause[1]) - 1
        if index < 0 or self.times[index] < clause[0]:
            return None
        time = self.report.times[index]
        return Period(text=time.text, span=time.span, start=time.start, end=time.end)


def _lists(text: str, named: Sequence[Entity]) -> list[tuple[int, int]]:
    """The first and last index of the list that each name stands in."""
    runs: list[list[int]] = []
    for index, entity in enumerate(named):
        if runs and _LIST.match(text[named[index - 1].span.end : entity.span.start]):
            runs[-1].append(index)
        else:
            runs.append([index])
    return [(run[0], run[-1]) for run in runs for _ in run]


def _last_stage(text: str, start: int, end: int, sure: bool) -> Hit | None:
    """The cue that says the most: the furthest stage in a stretch."""
    hits = [hit for hit in ruleset("project_stages").finditer(text, start, end) if hit["sure"] == sure]
    if any(hit["stage"] == ProjectStage.PLANNED and hit.match[0].startswith("前期") for hit in hits):
        hits = [hit for hit in hits if hit["stage"] == ProjectStage.PLANNED]
    return max(hits, key=lambda hit: _ORDER.index(hit["stage"]), default=None)


def _is_size(unit: str) -> bool:
    known = lookup(unit)
    return known is not None and not known.classifier and not known.dimension.startswith("money") and unit != "%"


def _is_money(unit: str) -> bool:
    known = lookup(unit)
    return known is not None and known.dimension.startswith("money")
