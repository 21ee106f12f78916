"""Where a project is, and when what is said of it happens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from govtext.labels import EntityKind
from govtext.model import Entity, Period, Report
from govtext.names.divisions import codes
from govtext.names.things import division
from govtext.projects.runs import Runs

_WHERE = ("在", "位于", "落户")
_LONGEST_PLACE = 8
_NO_PLACE = ("路", "街", "大道")  # 敦煌路 need not be where it is called after


class Places:
    """Finds the places and times of projects."""

    def __init__(self, report: Report, runs: Runs) -> None:
        self.report, self.runs = report, runs
        self.places = [entity for entity in report.entities if entity.kind is EntityKind.PLACE]
        self.starts = [entity.span.start for entity in self.places]
        self.times = [time.span.start for time in report.times]

    def of(self, entity: Entity) -> tuple[str, str | None] | None:
        """The place that the name begins with, or that is said to be where it is, with its code."""
        name = entity.text
        inside = next((name[:length] for length in range(_LONGEST_PLACE, 1, -1) if codes(name[:length]) and len(name) > length), None)
        if inside is not None and name[len(inside) :] not in _NO_PLACE and self._is_around(inside):
            return inside, division(inside, self.report.meta.place.value, self.report.meta.year)
        index = bisect_left(self.starts, entity.span.start) - 1
        clause, _ = self.runs.clause(entity.span.start, entity.span.end)
        if index < 0 or self.starts[index] < clause or not self.runs.text.endswith(_WHERE, clause, self.starts[index]):
            return None
        return self.places[index].text, self.places[index].code

    def _is_around(self, place: str) -> bool:
        """Whether a division of this name lies in the province that the report is of, or is one: 深圳工业园 of 湖北 is not in 深圳."""
        own = {code[:2] for code in codes(self.report.meta.place.value or "")}
        return not own or any(code[:2] in own for code in codes(place))

    def period(self, clause: tuple[int, int]) -> Period | None:
        """The time of the clause that says how far the project is."""
        index = bisect_right(self.times, clause[1]) - 1
        if index < 0 or self.times[index] < clause[0]:
            return None
        time = self.report.times[index]
        return Period(text=time.text, span=time.span, start=time.start, end=time.end)
