"""Projects: the named works of a report, with what they cost, what they will hold and how far they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govtext.labels import EntityKind, ProjectClass, ProjectStage
from govtext.model import Entity, Metric, Period, Project, Report, Sentence, Span
from govtext.projects.classes import class_of
from govtext.projects.compact import Compact
from govtext.projects.names import class_in_list, is_named, written
from govtext.projects.places import Places
from govtext.projects.runs import Runs
from govtext.projects.stages import Stages
from govtext.projects.values import Values
from govtext.rules import ruleset

__all__ = ["projects"]

_WORKS = frozenset({ProjectClass.SCHOOL, ProjectClass.HOSPITAL})
_NAMED_AS_WORKS = re.compile(r"(?:项目|工程|[一二三四五六]期)[”\"]?$")
_ORDER = tuple(ProjectStage)


@dataclass(frozen=True, slots=True)
class _Said:
    """What one mention says of its project."""

    entity: Entity
    name: str
    listed_as: ProjectClass
    investment: Metric | None
    year_investment: Metric | None
    capacity: Metric | None
    stage: ProjectStage | None
    promised: ProjectStage | None
    period: Period | None
    place: tuple[str, str | None] | None
    sentence: Sentence
    span: Span

    @property
    def is_of_works(self) -> bool:
        """Whether it says how far the project is, or what it costs or holds."""
        return any((self.stage, self.promised, self.investment, self.year_investment, self.capacity))


def projects(report: Report) -> tuple[Project, ...]:
    """The projects of a report, each once, in the order in which they are first named.

    A facility, a zone or a road of which the report says neither how far nor how much is no project of the year: 依托悦澜机场.
    """
    compact = Compact(report)
    report = compact.report
    runs = Runs(report)
    stages, values, places = Stages(report, runs), Values(report, runs), Places(report, runs)
    mentions: dict[str, list[_Said]] = {}
    for entity in report.entities:
        if not (entity.kind is EntityKind.PROJECT or (entity.kind is EntityKind.ORGANISATION and class_of(entity.text) in _WORKS)):
            continue
        if not is_named(runs, entity):
            continue
        stage, promised, clause = stages.of(entity)
        if entity.kind is EntityKind.ORGANISATION and not ruleset("project_bodies").search(report.text, runs.said_from(entity, clause[0]), clause[1]):
            continue
        total, of_year, capacity = (None, None, None) if stages.is_apart(entity) else values.of(entity)
        said = _Said(
            entity,
            written(runs, entity),
            class_in_list(runs, entity),
            total,
            of_year,
            capacity,
            stage,
            promised,
            compact.period(places.period(clause)),
            places.of(entity),
            compact.sentence(runs.sentence(entity)),
            compact.span(entity.span),
        )
        mentions.setdefault(entity.thing_id, []).append(said)
    return tuple(_project(said) for said in mentions.values() if any(one.is_of_works for one in said) or _is_of_named_works(said))


def _is_of_named_works(mentions: Sequence[_Said]) -> bool:
    """Whether the name alone says that works are meant, and of what sort."""
    first = mentions[0]
    named = first.entity.kind is EntityKind.PROJECT and _NAMED_AS_WORKS.search(first.name) is not None
    return named and _class(first.name, mentions) is not ProjectClass.OTHER


def _class(name: str, mentions: Sequence[_Said]) -> ProjectClass:
    """The sort of works by the name, or by what the lists are of that it stands in."""
    sorts = (class_of(name), *(said.listed_as for said in mentions))
    return next((sort for sort in sorts if sort is not ProjectClass.OTHER), ProjectClass.OTHER)


def _project(mentions: Sequence[_Said]) -> Project:
    first = next((said for said in mentions if said.investment or said.stage or said.promised), mentions[0])
    name = max((said.name for said in mentions), key=len)
    investment = next((said.investment for said in mentions if said.investment), None)
    year = next((said.year_investment for said in mentions if said.year_investment), None)
    capacity = next((said.capacity for said in mentions if said.capacity), None)
    stages = [said.stage for said in mentions if said.stage]
    promised = [said.promised for said in mentions if said.promised]
    place = next((said.place for said in mentions if said.place), None)
    return Project(
        id=mentions[0].entity.thing_id,
        name=name,
        kind=_class(name, mentions),
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
        span=first.span,
        sentence=first.sentence,
    )
