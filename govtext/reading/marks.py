"""Marks that stand in a text for what its layout says until it is whole; they are control characters, which neither XML nor a page can hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from statistics import median

from govtext.layout import Cell, FileLayout, Grid, Styled

PAGE = "\f"
TABLE, TABLE_END, ROW, CELL_END = "\x02", "\x03", "\x04", "\x07"
MARK = re.compile(r"\f|\x01(?P<rank>\d)|[\x02-\x04\x07]|\x05(?P<columns>\d{1,4}),(?P<rows>\d{1,4})\x06")
CONTROL = re.compile("[\x01-\x07]")
MOST_CELLS = 50_000
"""A table of more cells is read as lines alone."""
LONGEST_CELL = 300
"""Where half of the cells are longer, the table lays out a page."""


def heading(rank: int) -> str:
    """The mark of a line that its style makes a heading."""
    return f"\x01{min(max(rank, 1), 9)}"


def cell(columns: int = 1, rows: int = 1) -> str:
    """The mark before a cell; no rows say that it goes on with the cell above."""
    return f"\x05{min(max(columns, 1), 999)},{min(max(rows, 0), 999)}\x06"


def without_marks(text: str) -> str:
    """A text as it will be."""
    return MARK.sub("", text)


@dataclass(slots=True)
class _Table:
    """A table as far as it is read; `filled` says until which row a column is taken by a cell above."""

    cells: list[Cell] = field(default_factory=list)
    row: int = -1
    column: int = 0
    filled: dict[int, int] = field(default_factory=dict)
    holds_table: bool = False

    def next_row(self) -> None:
        self.row += 1
        self.column = 0

    def begin(self, at: int, columns: int, rows: int) -> None:
        while self.filled.get(self.column, 0) > self.row:
            self.column += 1
        if rows == 0:
            above = next((i for i in range(len(self.cells) - 1, -1, -1) if self.cells[i].column == self.column), None)
            if above is not None:
                self.cells[above] = replace(self.cells[above], rows=self.row - self.cells[above].row + 1)
        else:
            self.cells.append(Cell(at, at, max(self.row, 0), self.column, rows, columns))
            for column in range(self.column, self.column + columns):
                self.filled[column] = self.row + rows
        self.column += columns

    def end(self, at: int) -> None:
        if self.cells and self.cells[-1].row == self.row and self.cells[-1].end == self.cells[-1].start:
            self.cells[-1] = replace(self.cells[-1], end=at)

    def grid(self, text: str) -> Grid | None:
        """The table with its cells' bare text, None for one that only lays out a page."""
        cells = tuple(_trimmed(each, text) for each in self.cells)
        lengths = [each.end - each.start for each in cells if each.end > each.start]
        several = len({each.row for each in cells if each.end > each.start}) > 1 and len({each.column for each in cells if each.end > each.start}) > 1
        usable = several and not self.holds_table and len(cells) <= MOST_CELLS and median(lengths) <= LONGEST_CELL
        return cells if usable else None


def _trimmed(each: Cell, text: str) -> Cell:
    inside = text[each.start : each.end]
    start = each.start + len(inside) - len(inside.lstrip())
    return replace(each, start=start, end=max(start, each.end - len(inside) + len(inside.rstrip())))


def resolve(marked: str) -> tuple[str, tuple[int, ...], FileLayout]:
    r"""Take the marks out of a text.

    Returns
    -------
    text : str
        The text without marks.
    pages : tuple of int
        Offset where each page starts; none where there are no breaks.
    layout : FileLayout
        Headings and tables.

    Examples
    --------
    >>> resolve(heading(2) + "工作回顾\n成绩显著。")
    ('工作回顾\n成绩显著。', (), FileLayout(headings=(Styled(start=0, rank=2),), tables=()))
    """
    parts: list[str] = []
    pages, headings, tables = [0], [], []
    opened: list[_Table] = []
    position = length = 0
    for mark in MARK.finditer(marked):
        parts.append(marked[position : mark.start()])
        length += mark.start() - position
        position = mark.end()
        sign = mark[0][0]
        if sign == PAGE:
            pages.append(length)
        elif mark["rank"]:
            headings.append(Styled(length, int(mark["rank"])))
        elif sign == TABLE:
            if opened:
                opened[-1].holds_table = True
            opened.append(_Table())
        elif sign == TABLE_END and opened:
            tables.append(opened.pop())
        elif opened and sign == ROW:
            opened[-1].next_row()
        elif opened and mark["columns"]:
            opened[-1].begin(length, int(mark["columns"]), int(mark["rows"]))
        elif opened and sign == CELL_END:
            opened[-1].end(length)
    text = "".join([*parts, marked[position:]])
    grids = sorted((grid for table in tables if (grid := table.grid(text))), key=lambda grid: grid[0].start)
    return text, tuple(pages) if len(pages) > 1 else (), FileLayout(tuple(headings), tuple(grids))
