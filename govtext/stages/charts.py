"""Tables in the reading copy: which of their cells are heads, figures and text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from govtext.grids import MOST_CELLS
from govtext.rules import ruleset
from govtext.source import SourceText
from govtext.value_expressions import scan

NUMBER = re.compile(r"[+-]?\d[\d.,]*(?:\s*[~—至到-]\s*\d[\d.,]*)?|[*×□○_]{1,6}(?:\.[*×□○_\d]{1,4})?")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?(?!\d)")
_AFTER = re.compile(r"(?:左右|以上|以内|以下|及以上|\s|（[^（）]{0,20}）|[*①-⑳]|[\]］〕])*")
_BEFORE = re.compile(r"[±≥≤<>约+\s\[［〔]*")


class Box(NamedTuple):
    """A cell in the reading copy."""

    row: int
    column: int
    rows: int
    columns: int
    start: int
    end: int


@dataclass(frozen=True)
class Chart:
    """A table in the reading copy."""

    copy: str
    boxes: tuple[Box, ...]

    @cached_property
    def start(self) -> int:
        """Where its first cell begins."""
        return self.boxes[0].start

    @cached_property
    def end(self) -> int:
        """Where its last cell ends."""
        return max(box.end for box in self.boxes)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where its cells begin that are not empty, in order."""
        return tuple(sorted({box.start for box in self.boxes if box.end > box.start}))

    @cached_property
    def size(self) -> tuple[int, int]:
        """Its rows and columns."""
        return max(box.row for box in self.boxes) + 1, max(box.column for box in self.boxes) + 1

    @cached_property
    def at(self) -> Mapping[tuple[int, int], Box]:
        """The cell at each row and column, merged ones at all that they stretch over; none for a table whose merged cells make no sense."""
        rows, columns = self.size
        if rows * columns > 2 * MOST_CELLS:
            return {}
        found = {}
        for box in self.boxes:
            for row in range(box.row, min(box.row + box.rows, rows)):
                for column in range(box.column, min(box.column + box.columns, columns)):
                    found[row, column] = box
        return found

    def text(self, box: Box | None) -> str:
        """What a cell holds."""
        return self.copy[box.start : box.end] if box else ""

    def is_figure(self, box: Box) -> bool:
        """Whether a cell holds one number, with unit, bound or words of movement or without."""
        text = self.text(box)
        number = NUMBER.search(text)
        if number is None or len(text) > 24 or YEAR.fullmatch(text):
            return False
        before = text[: number.start()]
        return (not before or _BEFORE.fullmatch(before) is not None or ruleset("relations").search(before) is not None or _bounds(before)) and bool(
            _AFTER.fullmatch(text, _figure_end(text, number))
        )

    @cached_property
    def figures(self) -> frozenset[Box]:
        """The cells with figures that are neither heads nor numbers of rows."""
        apart = {column for column in range(self.size[1]) if self.kind(column) in ("ordinal", "deadline")}
        return frozenset(box for box in self.boxes if box.row >= self.heads and box.column not in apart and box in self._figures)

    @cached_property
    def _figures(self) -> frozenset[Box]:
        return frozenset(box for box in self.boxes if box.end > box.start and self.is_figure(box))

    def is_wide(self, box: Box) -> bool:
        """Whether a cell stretches over its whole row, as titles inside a table do, or stands alone in it."""
        return box.columns >= self.size[1] > 1

    @cached_property
    def heads(self) -> int:
        """How many of the first rows are heads of columns."""
        rows: dict[int, list[Box]] = {}
        for box in self.boxes:
            if box.end > box.start:
                rows.setdefault(box.row, []).append(box)
        count = 0
        deep = 0
        for row in range(self.size[0]):
            boxes = rows.get(row, [])
            titled = bool(boxes) and all(self.is_wide(box) for box in boxes)
            if titled and count == row and not deep:
                count += 1
            elif any(box in self._figures for box in boxes) or (deep and row >= deep):
                break
            elif not deep:
                deep = row + max((box.rows for box in boxes), default=1)
                if any(box.columns > 1 for box in boxes):
                    deep = max(deep, row + 2)
                count = row + 1
            else:
                count = row + 1
        return count

    def kind(self, column: int) -> str:
        """What a column holds, by its head: ordinal, unit, attribute, deadline, place, name, text or nothing said."""
        return self._kinds[column]

    @cached_property
    def _kinds(self) -> tuple[str, ...]:
        return tuple(self._kind(column) for column in range(self.size[1]))

    def _kind(self, column: int) -> str:
        head = " ".join(self.text(box) for box in self.over(column))
        hit = ruleset("table_heads").search(head)
        if hit is not None and hit["kind"] in ("ordinal", "unit", "attribute", "deadline", "place", "name", "text"):
            return str(hit["kind"])
        body = [
            self.text(box)
            for row in range(self.heads, self.size[0])
            if (box := self.at.get((row, column))) and box.row == row and not self.is_wide(box)
        ]
        counted = [text for text in body if text]
        if column == 0 and len(counted) > 1 and all(text.strip(".、") == str(number) for number, text in enumerate(counted, 1)):
            return "ordinal"
        return ""

    def over(self, column: int) -> list[Box]:
        """The heads of a column from above, each once."""
        boxes: list[Box] = []
        for row in range(self.heads):
            box = self.at.get((row, column))
            if box and box not in boxes and box.end > box.start and not self.is_wide(box):
                boxes.append(box)
        return boxes

    def beside(self, box: Box) -> Box | None:
        """The cell that names a figure's row: of a column of names, else the last with words before it."""
        candidates = []
        for column in range(self.size[1]):
            each = self.at.get((box.row, column))
            if each is None or each.end == each.start or each in self._figures or self.is_wide(each):
                continue
            if self.kind(column) in ("ordinal", "unit", "attribute", "deadline", "text"):
                continue
            candidates.append((column < box.column, self.kind(column) in ("name", "place"), column if column < box.column else -column, each))
        return max(candidates)[3] if candidates else None

    def cell(self, row: int, kind: str) -> str:
        """What a row says in its first column of a kind."""
        return next((self.text(self.at.get((row, column))) for column in range(self.size[1]) if self.kind(column) == kind), "")

    @cached_property
    def told(self) -> frozenset[int]:
        """Where the cells begin that hold text to read: neither heads, figures, units nor numbers of rows."""
        unread = ("ordinal", "unit", "attribute", "deadline")
        body = (box for box in self.boxes if box.row >= self.heads and box.end > box.start and box not in self.figures)
        return frozenset(box.start for box in body if self.kind(box.column) not in unread)


def _bounds(text: str) -> bool:
    return ruleset("bounds").search(text) is not None


def _figure_end(text: str, number: re.Match[str]) -> int:
    values = list(scan(text, number.start(), len(text)))
    return values[0].end if len(values) == 1 else number.end()


def charts(source: SourceText) -> tuple[Chart, ...]:
    """The tables of a text in its reading copy, in order."""
    found = []
    for grid in source.layout.tables:
        boxes = []
        for cell in grid:
            start = source.position(cell.start)
            end = source.position(cell.end - 1) + 1 if cell.end > cell.start else start
            boxes.append(Box(cell.row, cell.column, cell.rows, cell.columns, start, max(start, end)))
        chart = Chart(source.copy, tuple(boxes))
        if chart.at:
            found.append(chart)
    return tuple(found)
