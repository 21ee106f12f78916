"""How far a project is: the verb behind a list of names, the one that governs it from before, or that of the next clause."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from govtext.export.parts import Sections
from govtext.labels import ProjectStage, Role
from govtext.model import Entity, Report
from govtext.projects.runs import Run, Runs
from govtext.rules import Hit, ruleset

_PLANS = frozenset({Role.PLAN, Role.OUTLOOK, Role.SELF_BUILDING})
_DONE = (ProjectStage.BUILT, ProjectStage.IN_OPERATION)
_ORDER = tuple(ProjectStage)
_TOGETHER = re.compile(r"[并和、了及]{0,2}")
_OBJECT = re.compile(  # 建成|100公里村道 says of something else that it is built
    r"了?[0-9一二两三四五六七八九十百千]+[余多万亿]*[^期、，。；\n]|(?<=申报)(?!工作|推进|[期中])[^，。；、）\n]|(?<=建成)[^投通并使运开交试后启竣达入收，。；、）\n]"
)
_TURNED = re.compile(r"(?:、[^，。；、]{1,6}){0,3}[^，。；、]{0,4}?(?:建设|打造|发展|培育|办)成")
_ADVERBS = 8  # characters that a time, an adverb and 项目 fill before a verb
_PREDICATE = 16  # the same where nothing stands before a name: it is what the clause is about
_FEW = 3
_REACH = 120  # characters behind a mention that may say something of it

Stretch = tuple[int, int]
Reading = tuple[ProjectStage | None, ProjectStage | None, Stretch]


class Stages:
    """Reads how far the projects of a report are."""

    def __init__(self, report: Report, runs: Runs) -> None:
        self.text, self.runs = report.text, runs
        self.sections = Sections(report)

    def of(self, entity: Entity) -> Reading:
        """How far a mention says that its project is, how far it is to come, and the clause that says so."""
        run = self.runs.chain(self.runs.number(entity))
        cue, clause = self._cue(run)
        if cue is None:
            return None, None, clause
        stage = ProjectStage(cue["stage"])
        section = self.sections.at(entity.span.start)
        if not ((section is not None and section.role in _PLANS) or ruleset("project_ahead").search(self.text, *clause)):
            return stage, None, clause
        if stage in _DONE:
            return ProjectStage.UNDER_CONSTRUCTION, stage, clause
        if stage is ProjectStage.STARTED or cue.rule.id == "stage.new":
            return ProjectStage.PLANNED, ProjectStage.STARTED, clause
        return stage, None, clause

    def _cue(self, run: Run) -> tuple[Hit | None, Stretch]:
        clause = run.low, run.high
        apart = ruleset("project_apart")
        if apart.search(self.text, run.low, run.start) or _TURNED.match(self.text, run.end):
            return None, clause
        whole = ruleset("project_objects").match(self.text, run.end, run.high) is not None
        reach = _PREDICATE if run.low == run.start else _ADVERBS
        after = self._behind(run.end, run.high if whole else min(run.high, run.end + reach))
        before = self._governing(run.low, run.start) if whole else ()
        for hits in (after, before):
            if cue := _furthest([hit for hit in hits if hit["sure"]]):
                return cue, clause
        following = self._of_next_clause(run)
        if following[0]:
            return following
        low, _ = self.runs.clause(run.start, run.end)
        around = self._governing(low, run.low) if whole and low < run.low else ()  # the verb of all that its clause lists
        return _furthest(after) or _furthest(before) or _furthest(around), clause

    def _behind(self, start: int, end: int) -> Sequence[Hit]:
        """The cues behind a list, up to one that begins an item of its own or has an object of its own."""
        hits = itertools.takewhile(lambda hit: self.text[hit.start - 1] != "、", self._hits(start, end))
        return [hit for hit in hits if hit.rule.id == "stage.works" or not _OBJECT.match(self.text, hit.end)]

    def _governing(self, start: int, end: int) -> Sequence[Hit]:
        """The last verb before a list, with those that stand together with it: 开工|建设, 建成并|投用."""
        hits = [hit for hit in self._hits(start, end) if hit.rule.id != "stage.prepared" or "、" not in self.text[hit.end : end]]
        first = len(hits) - 1
        while first > 0 and _TOGETHER.fullmatch(self.text, hits[first - 1].end, hits[first].start):
            first -= 1
        return hits[max(first, 0) :]

    def _hits(self, start: int, end: int) -> Sequence[Hit]:
        return tuple(ruleset("project_stages").finditer(self.text, start, end))

    def _of_next_clause(self, run: Run) -> tuple[Hit | None, Stretch]:
        """What a clause behind that of a project says of nothing else: X项目进展顺利，年底前投产."""
        _, stop = self.runs.around(run.start, run.end)
        stop = min(stop, run.end + _REACH)
        if (following := self.runs.next(run.end)) < stop:
            stop = max(run.high, self.runs.clause(following, following)[0])
        cue = _furthest([hit for hit in self._hits(run.high, max(stop, run.high)) if hit["sure"]])
        if cue is None:
            return None, (run.low, run.high)
        low, high = self.runs.clause(cue.start, cue.end)
        near = self.text.count("，", run.high, cue.start) <= 2 and cue.start - low <= _ADVERBS
        return (cue if near and (cue.rule.id == "stage.works" or high - cue.end <= _FEW) else None), (run.low, max(stop, run.high))


def _furthest(hits: Sequence[Hit]) -> Hit | None:
    """The cue that says the most: the furthest stage, unless it is that of preparing it."""
    if any(hit.rule.id == "stage.prepared" for hit in hits):
        hits = [hit for hit in hits if hit.rule.id == "stage.prepared"]
    return max(hits, key=lambda hit: _ORDER.index(hit["stage"]), default=None)
