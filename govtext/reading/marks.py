"""Marks that stand in a text for what its layout says until it is whole; they are control characters, which neither XML nor a page can hold."""

from __future__ import annotations

import re

from govtext.grids import Drawing, laid_out
from govtext.layout import FileLayout, Styled

PAGE = "\f"
TABLE, TABLE_END, ROW, CELL_END = "\x02", "\x03", "\x04", "\x07"
MARK = re.compile(r"\f|\x01(?P<rank>\d)|[\x02-\x04\x07]|\x05(?P<columns>\d{1,4}),(?P<rows>\d{1,4})\x06")
CONTROL = re.compile("[\x01-\x07]")


def heading(rank: int) -> str:
    """The mark of a line that its style makes a heading."""
    return f"\x01{min(max(rank, 1), 9)}"


def cell(columns: int = 1, rows: int = 1) -> str:
    """The mark before a cell; no rows say that it goes on with the cell above."""
    return f"\x05{min(max(columns, 1), 999)},{min(max(rows, 0), 999)}\x06"


def without_marks(text: str) -> str:
    """A text as it will be."""
    return MARK.sub("", text)


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
    ('工作回顾\n成绩显著。', (), FileLayout(headings=(Styled(start=0, rank=2),), tables=(), unread=(), lines=()))
    """
    parts: list[str] = []
    pages, headings, tables = [0], [], []
    opened: list[tuple[int, Drawing]] = []
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
                opened[-1][1].holds_table = True
            opened.append((length, Drawing()))
        elif sign == TABLE_END and opened:
            start, drawing = opened.pop()
            tables.append((start, length, drawing))
        elif opened and sign == ROW:
            opened[-1][1].next_row()
        elif opened and mark["columns"]:
            opened[-1][1].begin(length, int(mark["columns"]), int(mark["rows"]))
        elif opened and sign == CELL_END:
            opened[-1][1].end(length)
    text = "".join([*parts, marked[position:]])
    ruled = [table for start, end, drawing in tables for table in drawing.ruled(text, start, end)]
    return text, tuple(pages) if len(pages) > 1 else (), laid_out(headings, ruled)
