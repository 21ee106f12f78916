"""How far a project is: the verb behind a list of names, the one that governs it from before, or that of the next clause."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from govtext.export.parts import Sections
from govtext.labels import ProjectStage, Role
from govtext.model import Entity, Report
from govtext.names.proper import is_proper
from govtext.projects.runs import Run, Runs
from govtext.rules import Hit, ruleset

_PLANS = frozenset({Role.PLAN, Role.OUTLOOK, Role.SELF_BUILDING})
_DONE = (ProjectStage.BUILT, ProjectStage.IN_OPERATION)
_ORDER = tuple(ProjectStage)
_TOGETHER = re.compile(r"[并和、了及]{0,2}")
_OBJECT = re.compile(  # 建成|100公里村道 says of something else that it is built
    r"了?[0-9一二两三四五六七八九十百千]+[余多万亿]*[^期、，。；\n]|(?<=申报|引进|洽谈|争取)(?!工作|推进|[期中])[^，。；、）\n]|(?<=建成)[^投通并使运开交试后启竣达入收，。；、）\n]"
)
_OTHER_ITEM = re.compile(r"、.{6}")
_ITEM_ENDS = ("、", "等", "和", "与", "及")
_CLOSER = re.compile(r"等[^，。；、]{0,12}?(?:项目|工程|设施|企业)")
_JOINTS = "、和与及"
_TURNED = re.compile(r"(?:、[^，。；、]{1,6}){0,3}[^，。；、]{0,4}?(?:建设|打造|发展|培育|办)成")
_ADVERBS = 8  # characters that a time, an adverb and 项目 fill before a verb
_PREDICATE = 16  # the same where nothing stands before a name: it is what the clause is about
_FEW = 3
_LONGEST_VERB = 6  # 基本建成通车; what is longer holds its object
_FAR = 240  # characters of a clause on either side of a list
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
        if self._is_apart(run):
            return None, clause
        whole = ruleset("project_objects").match(self.text, run.end, run.high) is not None
        reach = _FAR if whole else _PREDICATE if run.low == run.start else _ADVERBS
        after = self._behind(run.end, min(run.high, run.end + reach))
        low, high = self.runs.clause(run.start, run.end)
        low, high = max(low, run.start - _FAR), min(high, run.end + _FAR)
        listed = low < run.low and self.text[run.start - 1] in _JOINTS  # what stands before it is said of the name before it
        before = self._governing(max(run.low, low), run.start) if whole and not listed else ()
        closing = self._closing(run, high)
        following, wide = self._of_next_clause(run)
        for hits in (after, before, closing):
            if cue := _furthest([hit for hit in hits if hit["sure"]]):
                further = following is not None and self._is_bare(following) and _furthest([cue, following]) is not cue  # X路竣工，投入使用
                return (following, wide) if further else (cue, clause)
        if following:
            return following, wide
        around = self._governing(low, run.start) if whole and low < run.low else ()  # the verb of all that its clause lists
        return _furthest(before) or _furthest(after) or _furthest(around), clause

    def is_apart(self, entity: Entity) -> bool:
        """Whether a mention says of its project only that something else is done there, with it or to become it."""
        return self._is_apart(self.runs.chain(self.runs.number(entity)))

    def _is_apart(self, run: Run) -> bool:
        return ruleset("project_apart").search(self.text, run.low, run.start) is not None or _TURNED.match(self.text, run.end) is not None

    def _behind(self, start: int, end: int) -> Sequence[Hit]:
        """The cues behind a list, up to one that begins an item of its own or has an object of its own."""
        hits = list(itertools.takewhile(lambda hit: self.text[hit.start - 1] != "、", self._hits(start, end)))
        for index in range(1, len(hits)):
            if _OTHER_ITEM.search(self.text, hits[index - 1].end, hits[index].start):  # 竣工、另一项目|投产
                del hits[index:]
                break
        return [
            hit
            for hit in hits
            if hit.rule.id != "stage.completed"  # which is said before what it is said of
            and (hit.rule.id == "stage.works" or not _OBJECT.match(self.text, hit.end))
            and not ("、" in self.text[start : hit.start] and self.text.startswith(_ITEM_ENDS, hit.end))  # 悦海路、悦澜河通航等
        ]

    def _governing(self, start: int, end: int) -> Sequence[Hit]:
        """The last verb before a list, with those that stand together with it: 开工|建设, 建成并|投用."""
        hits = [hit for hit in self._hits(start, end) if hit.rule.id != "stage.prepared" or "、" not in self.text[hit.end : end]]
        if whole := [hit for hit in hits if hit.rule.id == "stage.completed"]:
            return whole
        first = len(hits) - 1
        while first > 0 and _TOGETHER.fullmatch(self.text, hits[first - 1].end, hits[first].start):
            first -= 1
        return hits[max(first, 0) :]

    def _is_bare(self, cue: Hit) -> bool:
        """Whether a cue stands in its clause without a subject or an object of its own: 年底前投产, but 悦澜一中投入使用."""
        low, _ = self.runs.clause(cue.start, cue.end)
        return cue.end - cue.start <= _LONGEST_VERB and not is_proper(self.text[low : cue.start])

    def _closing(self, run: Run, high: int) -> Sequence[Hit]:
        """What is said of all that a clause lists, where names stand between a list and the noun that closes it: A、B集团热轧薄板等项目建成投产."""
        closer = _CLOSER.search(self.text, run.end, high)
        if closer is None or "、" not in self.text[run.end : closer.start()] or any(hit["sure"] for hit in self._hits(run.end, closer.start())):
            return ()
        return self._behind(closer.end(), high)

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
