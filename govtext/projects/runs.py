"""Lists of names: what is said of one of them is said of all, also where the list goes over several clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from govtext.labels import EntityKind
from govtext.model import Entity, Report, Sentence, Span
from govtext.rules import ruleset

_SENTENCE_END = re.compile(r"[。；！？\n]")
_CLAUSE_END = re.compile(r"[，：。；！？\n]")
_JOINT = r"(?:[、和与及]|以及)"
_LIST = re.compile(rf"{_JOINT}(?:[^，。；：、和与及\n]{{1,12}}[、和与及])*(?:[^，。；：、\n]{{1,12}}[―—~～-]+)?$")
_GOES_ON = re.compile(rf"{_JOINT}?$")
_LONGEST = 1000  # characters of a sentence on either side of a mention
_LONGEST_TAIL = 24


class Run(NamedTuple):
    """A list of names, or a single one, in its clause."""

    start: int  # of the first name
    end: int  # of the last name
    low: int  # where what is said before it begins
    high: int  # where what is said behind it ends


class Runs:
    """The lists of projects and bodies of a report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.text = report.text
        self.named = [entity for entity in report.entities if entity.kind in (EntityKind.PROJECT, EntityKind.ORGANISATION)]
        self.starts = [entity.span.start for entity in self.named]
        self.lists = list(_lists(self.text, self.named))
        self.of_name = [number for number, (first, last) in enumerate(self.lists) for _ in range(first, last + 1)]
        self.runs = [self._run(number) for number in range(len(self.lists))]

    def place_before(self, entity: Entity) -> str:
        """The place that a name follows without a break: 砚溪县|中医院."""
        return self._places.get(entity.span.start, "")

    def number(self, entity: Entity) -> int:
        """The number of the list that a name stands in."""
        return self.of_name[bisect_left(self.starts, entity.span.start)]

    def members(self, number: int) -> Sequence[Entity]:
        """The names of a list."""
        first, last = self.lists[number]
        return self.named[first : last + 1]

    def behind(self, entity: Entity, most: int) -> Sequence[Entity]:
        """The next names of the list that a name stands in."""
        index = bisect_left(self.starts, entity.span.start)
        return self.named[index + 1 : min(index + most, self.lists[self.of_name[index]][1]) + 1]

    def run(self, entity: Entity) -> Run:
        """The list that a name stands in."""
        return self.runs[self.number(entity)]

    def said_from(self, entity: Entity, low: int) -> int:
        """Where what is said of a list before it begins: behind what is joined to it, as in “双一流”建设和|砚溪学院."""
        run = self.run(entity)
        return run.start if low < run.start and self.text[run.start - 1] in "、和与及" else low

    def chain(self, number: int) -> Run:
        """A list with those of the clauses around it that it goes on in: 推进A、B工程，C、D等项目建设."""
        first, last = self._chains[number]
        return Run(self.runs[first].start, self.runs[last].end, self.runs[first].low, self.runs[last].high)

    def sentence(self, entity: Entity) -> Sentence:
        """The sentence of a name."""
        low, high = self.around(entity.span.start, entity.span.end)
        return Sentence(text=self.text[low:high].strip(), span=Span(low, high))

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence of a stretch begins and ends."""
        return _start(self.text, start, _SENTENCE_END), _stop(self.text, end, _SENTENCE_END)

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """Where the clause of a stretch begins and ends."""
        return _start(self.text, start, _CLAUSE_END), _stop(self.text, end, _CLAUSE_END)

    def next(self, end: int) -> int:
        """Where the next name begins, or the text ends."""
        index = bisect_left(self.starts, end)
        return self.starts[index] if index < len(self.starts) else len(self.text)

    def _run(self, number: int) -> Run:
        first, last = self.lists[number]
        start, end = self.named[first].span.start, self.named[last].span.end
        low, high = self.clause(start, end)
        if first and self.named[first - 1].span.end > low:
            low = self.named[first - 1].span.end
        if (following := self.next(end)) < high:
            joint = self.text.rfind("、", end, following)
            high = following if joint < 0 else joint
        return Run(start, end, low, high)

    @cached_property
    def _places(self) -> dict[int, str]:
        return {entity.span.end: entity.text for entity in self.report.entities if entity.kind is EntityKind.PLACE}

    @cached_property
    def _chains(self) -> list[tuple[int, int]]:
        chains: list[list[int]] = []
        for number, run in enumerate(self.runs):
            if chains and self._goes_on(self.runs[chains[-1][0]], self.runs[chains[-1][-1]], run):
                chains[-1].append(number)
            else:
                chains.append([number])
        return [(chain[0], chain[-1]) for chain in chains for _ in chain]

    def _goes_on(self, first: Run, last: Run, run: Run) -> bool:
        """Whether a list goes on in the next clause: with no verb between, and none behind where one stands before all of it."""
        return (
            last.high + 1 == run.low
            and self.text[last.high] == "，"
            and _GOES_ON.match(self.text, run.low, run.start) is not None
            and self._is_of_nouns(last)
            and (self._is_of_nouns(run) or ruleset("project_stages").search(self.text, first.low, first.start) is None)
        )

    def _is_of_nouns(self, run: Run) -> bool:
        """Whether what stands behind a list in its clause says no more than what it is a list of."""
        if run.high == run.end:
            return True
        return (
            run.high - run.end <= _LONGEST_TAIL
            and ruleset("project_tails").match(self.text, run.end, run.high) is not None
            and not any(hit["sure"] and hit["stage"] != "planned" for hit in ruleset("project_stages").finditer(self.text, run.end, run.high))
        )


def _lists(text: str, named: Sequence[Entity]) -> Iterator[tuple[int, int]]:
    """The first and last index of each list of names."""
    first = 0
    for index in range(1, len(named) + 1):
        if index == len(named) or not _are_listed(text, named[index - 1].span.end, named[index].span.start):
            yield first, index - 1
            first = index


def _are_listed(text: str, end: int, start: int) -> bool:
    between = text[end:start] if start - end <= _LONGEST else ""
    if _LIST.match(between):
        return True
    tail, joint = between[:-1], between[-1:]
    return joint in ("、", "和", "及") and len(tail) <= _LONGEST_TAIL and "、" not in tail and _is_tail(tail)


def _is_tail(tail: str) -> bool:
    hit = ruleset("project_tails").match(tail)
    return hit is not None and not any(cue["sure"] for cue in ruleset("project_stages").finditer(tail))


def _start(text: str, position: int, end: re.Pattern[str]) -> int:
    """Where the sentence or clause begins that holds a position."""
    start = max(0, position - _LONGEST)
    for mark in end.finditer(text, start, position):
        start = mark.end()
    return start


def _stop(text: str, position: int, end: re.Pattern[str]) -> int:
    mark = end.search(text, position, position + _LONGEST)
    return mark.start() if mark else min(len(text), position + _LONGEST)
