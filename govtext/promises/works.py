"""The stages of projects over the years: how far each report says that a project is, and what came of how far it was to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govtext.labels import ProjectStage, Verdict
from govtext.model import Project, Report
from govtext.projects.classes import bare

_SHORTEST = 4  # characters of a name that may stand for a longer one that it is part of
_ORDER = tuple(ProjectStage)


@dataclass(frozen=True, slots=True)
class Step:
    """A project as the report of one year speaks of it.

    Attributes
    ----------
    place, code, year, source
        Whose report it is, of which year, and its file.
    number
        Shared by the steps of one project of a place, counted from 1.
    project
        With its stage as reached, the stage promised, investment, sentence and offsets in that report.
    verdict
        What the report of the year after says of the promised stage: ``met`` (it is that far), ``exceeded`` (further), ``missed`` (less far) or
        ``not_reported``; None where no stage was promised or that report is not given.
    """

    place: str | None
    code: str | None
    year: int
    source: str | None
    number: int
    project: Project
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Works:
    """The projects that one report of a place names."""

    place: str | None
    code: str | None
    year: int
    source: str | None
    projects: tuple[Project, ...]


def works(report: Report) -> tuple[Project, ...]:
    """The projects of a report of which it says how far they are or are to come."""
    return tuple(project for project in report.projects() if project.stage or project.promised_stage)


def steps(years: Sequence[Works]) -> Iterator[Step]:
    """Give the steps of each project of a place, project by project, those in more than one report or with a promise that can be judged.

    Parameters
    ----------
    years
        What the reports of one place name, in the order of the years.
    """
    courses: list[list[tuple[Works, Project]]] = []
    for one in years:
        open_courses = list(courses)
        for project in one.projects:
            course = next((known for known in open_courses if _is_one(known[-1][1], project)), None)
            if course is None:
                courses.append([(one, project)])
            elif course[-1][0] is not one:
                course.append((one, project))
    following = {one.year: {later.year: later for later in years}.get(one.year + 1) for one in years}
    told = [course for course in courses if len(course) > 1 or (course[0][1].promised_stage and following[course[0][0].year])]
    for number, course in enumerate(told, 1):
        by_year = {one.year: project for one, project in course}
        for one, project in course:
            later = by_year.get(one.year + 1)
            yield Step(one.place, one.code, one.year, one.source, number, project, _judged(project, later) if following[one.year] else None)


def _is_one(known: Project, project: Project) -> bool:
    """Whether two names are of one project: 悦海路改造工程, 悦海路."""
    first, second = bare(known.name) or known.name, bare(project.name) or project.name
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    return known.kind is project.kind and len(short) >= _SHORTEST and (long.startswith(short) or long.endswith(short))


def _judged(project: Project, later: Project | None) -> Verdict | None:
    """What the later report says of the promised stage; one that only promises again reports nothing."""
    if project.promised_stage is None:
        return None
    if later is None or later.stage is None or (later.stage is ProjectStage.PLANNED and later.promised_stage):
        return Verdict.NOT_REPORTED
    reached, promised = _ORDER.index(later.stage), _ORDER.index(project.promised_stage)
    return Verdict.MET if reached == promised else Verdict.EXCEEDED if reached > promised else Verdict.MISSED
