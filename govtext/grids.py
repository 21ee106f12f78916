"""Tables: their cells as a file or a text lays them out, and what the reading copy makes of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice, pairwise, takewhile
from statistics import median
from typing import NamedTuple

from govtext.layout import Cell, Edit, FileLayout, Grid, Layout, Styled
from govtext.rules import ruleset

MOST_CELLS = 20_000
"""A table of more cells is read as lines alone, and a diagnostic says so."""
LONGEST_CELL = 300
"""Where half of the cells are longer, the table lays out a page."""
MOST_COLUMNS = 1000

_RULE = re.compile(r"^[ \t]{0,8}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*){0,200}\|?[ \t]*$", re.MULTILINE)
_BAR = re.compile(r"(?<!\\)\|")
_TAG = re.compile(r"<(?P<closing>/?)(?P<name>table|tr|td|th)\b(?P<attributes>[^<>]{0,300})>", re.IGNORECASE)
_SPAN = re.compile(r"(colspan|rowspan)\s*=\s*[\"']?\s*(\d{1,3})", re.IGNORECASE)
_GAP = re.compile(r"[ \t]*[|｜][ \t]*|[ ]*\t[ \t]*|[ ]{2,}|(?<=\S)\u3000[ \u3000]*(?=\S)")
_SPACED = re.compile(r"\S(?:[ ]*\t[ \t]*| {2,}| *[|｜])")
_EDGES = " \t\u3000|｜"
_SPACED_ROWS = 3
_SPACED_CELL = 40
_FIGURE = re.compile(
    r"[±≥≤<>＜＞约+＋-]{0,2}\s*(?:\d[\d,.，]*|[*×□○＿_]{1,6}(?:\.[*×□○＿_\d]{1,4})?)\s*"
    r"(?:[-~—～至]\s*\d[\d.,]*)?\s*(?:[%％‰]|[^\d\s，。；]{0,4})(?:左右|以上|以内|以下)?"
)
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_WRAP = re.compile(r"(?<![。；：！？\s])[ \t]*\n\s*")
_LONE_FIGURE = re.compile(r"^[ \t\u3000]*\d[\d,.]*%?[ \t\u3000]*$", re.MULTILINE)
_STACKED_FIGURES = 4
_STACKED_COLUMNS = range(2, 9)
_STACKED_HEAD = 20
_BESIDE_HEADS = re.compile(r"(?:19|20)\d\d年|（[^（）]*）|\([^()]*\)|\s")
_EMPTY = ("—", "–", "-", "/", "——")
_NO_FIGURE = re.compile(r"(?:19|20)\d\d年")
_FULL_LINE = re.compile(r"[^\s][^\n]*(?<!\s)")
_NARROW = 60  # a cell of this length is no text of several paragraphs


class Ruled(NamedTuple):
    """A table in a text, with the range that its rules and tags take up; one that is not read as a table has no cells."""

    start: int
    end: int
    grid: Grid


@dataclass(slots=True)
class Drawing:
    """A table as far as it is read; `filled` says until which row a column is taken by a cell above."""

    cells: list[Cell] = field(default_factory=list)
    row: int = -1
    column: int = 0
    places: int = 0
    filled: dict[int, int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)
    holds_table: bool = False

    def next_row(self) -> None:
        """Begin a row."""
        self.row += 1
        self.column = 0

    def begin(self, at: int, columns: int = 1, rows: int = 1) -> None:
        """Begin a cell; no rows say that it goes on with the cell above."""
        self.places += columns
        if self.places > 2 * MOST_CELLS:
            return  # the cells that it has already are too many, or reach too far, for a grid
        while self.filled.get(self.column, 0) > self.row:
            self.column += 1
        above = self.last.get(self.column)
        if rows == 0:
            if above is not None:
                self.cells[above] = replace(self.cells[above], rows=self.row - self.cells[above].row + 1)
        else:
            self.cells.append(Cell(at, at, max(self.row, 0), self.column, rows, columns))
            for column in range(self.column, min(self.column + columns, MOST_COLUMNS)):
                self.filled[column] = self.row + rows
                self.last[column] = len(self.cells) - 1
        self.column += columns

    def end(self, at: int) -> None:
        """End the cell that was begun last."""
        if self.cells and self.cells[-1].row == self.row and self.cells[-1].end == self.cells[-1].start:
            self.cells[-1] = replace(self.cells[-1], end=at)

    def grid(self, text: str) -> Grid | None:
        """The table with its cells' bare text, None for one that only lays out a page."""
        return None if self.is_large or self.holds_table else self._cells_of(text)

    @property
    def is_large(self) -> bool:
        """Whether it has more cells than are read."""
        return len(self.cells) > MOST_CELLS or self.places > 2 * MOST_CELLS

    def is_unread(self, text: str) -> bool:
        """Whether it is a table of figures that is read as lines alone, since it has too many cells or holds other tables."""
        return (self.is_large or self.holds_table) and is_tabular(text, self._cells_of(text) or ())

    def ruled(self, text: str, start: int, end: int) -> Iterator[Ruled]:
        """The table in its range, if it is one of figures or may be read as one."""
        if grid := self.grid(text):
            yield Ruled(start, end, grid)
        elif self.is_unread(text):
            yield Ruled(start, end, ())

    def _cells_of(self, text: str) -> Grid | None:
        cells = tuple(_trimmed(each, text) for each in self.cells)
        filled = [each for each in cells if each.end > each.start]
        several = len({each.row for each in filled}) > 1 and len({each.column for each in filled}) > 1
        return cells if several and median(each.end - each.start for each in filled) <= LONGEST_CELL else None


def _trimmed(each: Cell, text: str) -> Cell:
    inside = text[each.start : each.end]
    start = each.start + len(inside) - len(inside.lstrip())
    return replace(each, start=start, end=max(start, each.end - len(inside) + len(inside.rstrip())))


def laid_out(headings: Sequence[Styled], tables: Iterable[Ruled]) -> FileLayout:
    """The layout of a file, of its headings and the tables that were found in it."""
    ordered = sorted(tables)
    return FileLayout(
        tuple(headings),
        tuple(table.grid for table in ordered if table.grid),
        tuple((table.start, table.end) for table in ordered if not table.grid),
    )


def with_tables(layout: Layout, text: str, file: FileLayout) -> Layout:
    r"""The layout with the tables that hold figures or say in their heads what they are: each of their cells is a line of the copy.

    Parameters
    ----------
    layout
        What is known of the text's layout otherwise.
    text
        The text as archived.
    file
        The tables that its file names; others are looked for in the text around them.

    Examples
    --------
    >>> text = "| 指标 | 目标值 |\n|---|---|\n| 税收（亿元） | 12.5 |\n| 就业（人） | 300 |"
    >>> layout = with_tables(Layout(), text, FileLayout())
    >>> layout.without(text).text
    '指标\n目标值\n税收（亿元）\n12.5\n就业（人）\n300'
    """
    named = [_bare(grid) for grid in file.tables]
    drawn = list(_in_text(text))
    found = sorted([*named, *_apart((table for table in drawn if table.grid), named)])
    kept = [table for table in found if table.end <= len(text) and is_tabular(text, table.grid)]
    told = [Ruled(start, end, ()) for start, end in file.unread]
    unread = sorted([*told, *_apart((table for table in drawn if not table.grid), told)])
    layout = replace(layout, unread=tuple((table.start, table.end) for table in unread))
    if not kept:
        return layout
    edits: list[Edit] = []
    breaks: list[int] = []
    for table in kept:
        edits += _edits(text, table)
        breaks += [*(cell.start for cell in table.grid if cell.end > cell.start), table.end]
    return replace(
        layout,
        edits=_unbroken(layout.edits, kept, edits),
        breaks=tuple(sorted({*layout.breaks, *breaks})),
        tables=tuple(table.grid for table in kept),
    )


def _apart(tables: Iterable[Ruled], named: Sequence[Ruled]) -> Iterator[Ruled]:
    """The tables that meet none of those that the file names."""
    for table in tables:
        after = bisect_right(named, table.start, key=lambda other: other.end)
        if after == len(named) or named[after].start >= table.end:
            yield table


def _bare(grid: Grid) -> Ruled:
    return Ruled(grid[0].start, max(cell.end for cell in grid), grid)


def _unbroken(known: Iterable[Edit], tables: Sequence[Ruled], edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits of the text and of its tables, in order and apart; what rules a table off is the table's."""
    merged: list[Edit] = []
    reached = -1
    for edit in sorted([*known, *edits], key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= reached:
            merged.append(edit)
            reached = edit.end
    return tuple(merged)


def _edits(text: str, table: Ruled) -> Iterator[Edit]:
    """What parts two cells becomes one line end; line ends inside a narrow cell are where it was wrapped."""
    position = table.start
    in_line = text[text.rfind("\n", 0, position) + 1 : position].strip() != ""
    for cell in table.grid:
        if cell.end == cell.start:
            continue
        if cell.start > position:
            yield Edit(position, cell.start, "\n" if position > table.start or in_line else "")
        if cell.end - cell.start <= _NARROW:
            for wrap in _WRAP.finditer(text, cell.start, cell.end):
                yield Edit(*wrap.span())
        position = cell.end
    if table.end > position:
        yield Edit(position, table.end)


def is_tabular(text: str, grid: Grid) -> bool:
    """Whether a table holds figures in several rows, or its first row says what its columns are."""
    heads = ruleset("table_heads")
    first = [cell for cell in grid if cell.row == 0 and cell.end > cell.start]
    if sum(heads.search(text, cell.start, cell.end) is not None for cell in first) > 1:
        return True
    figures = {cell.row for cell in grid if cell.column and cell.end > cell.start and _is_figure(text, cell)}
    return len(figures) > 1


def _is_figure(text: str, cell: Cell) -> bool:
    """Whether a cell holds one number that is no year, which heads a column."""
    return _FIGURE.fullmatch(text, cell.start, cell.end) is not None and _YEAR.fullmatch(text, cell.start, cell.end) is None


def _in_text(text: str) -> Iterator[Ruled]:
    """The tables that a text itself draws: with bars or tags as Markdown does, or with tabs or wide gaps."""
    found: list[Ruled] = []
    if "|" in text:
        found += _barred(text)
    if "<t" in text or "<T" in text:
        found += _tagged(text)
    if not found and any(gap in text for gap in ("\t", "  ", "|", "｜")):
        found += _spaced(text)
    if not found and sum(1 for _ in islice(_LONE_FIGURE.finditer(text), _STACKED_FIGURES)) == _STACKED_FIGURES:
        found += _stacked(text)
    reached = 0
    for table in sorted(found):
        if not table.grid:  # others may stand inside
            yield table
        elif table.start >= reached:
            yield table
            reached = table.end


def _barred(text: str) -> Iterator[Ruled]:
    """Markdown's tables: a line of heads, a line of dashes, and the lines after them that hold bars."""
    reached = 0
    for rule in _RULE.finditer(text):
        if "|" not in rule[0] or rule.start() < max(reached, 1):
            continue
        start = text.rfind("\n", 0, rule.start() - 1) + 1
        heads = _bars(text, start, rule.start() - 1)
        if len(heads) < 2 or start < reached:
            continue
        drawing = Drawing()
        _draw(drawing, heads)
        reached = position = rule.end()
        while position < len(text):
            stop = text.find("\n", position + 1)
            stop = stop if stop >= 0 else len(text)
            if not _BAR.search(text, position + 1, stop):
                break
            _draw(drawing, _bars(text, position + 1, stop)[: len(heads)])
            reached = position = stop
        yield from drawing.ruled(text, start, reached)


def _bars(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of one line of Markdown."""
    bars = [mark.start() for mark in _BAR.finditer(text, start, end)]
    if not bars:
        return []
    edges = bars if not text[start : bars[0]].strip() else [start - 1, *bars]
    edges = edges if not text[edges[-1] + 1 : end].strip() else [*edges, end]
    return [(left + 1, right) for left, right in pairwise(edges)]


def _draw(drawing: Drawing, cells: Sequence[tuple[int, int]]) -> None:
    drawing.next_row()
    for start, end in cells:
        drawing.begin(start)
        drawing.end(end)


def _tagged(text: str) -> Iterator[Ruled]:
    """Tables of HTML inside a text."""
    opened: list[tuple[int, Drawing]] = []
    for tag in _TAG.finditer(text):
        name, closes = tag["name"].lower(), bool(tag["closing"])
        if name == "table" and not closes:
            if opened:
                opened[-1][1].holds_table = True
            opened.append((tag.start(), Drawing()))
        elif not opened:
            continue
        elif name == "table":
            start, drawing = opened.pop()
            yield from drawing.ruled(text, start, tag.end())
        elif name == "tr" and not closes:
            opened[-1][1].next_row()
        elif name in ("td", "th"):
            drawing = opened[-1][1]
            if closes:
                drawing.end(tag.start())
            else:
                spans = {kind.lower(): int(count) for kind, count in _SPAN.findall(tag["attributes"])}
                drawing.begin(tag.end(), max(spans.get("colspan", 1), 1), max(spans.get("rowspan", 1), 1))


def _spaced(text: str) -> Iterator[Ruled]:
    """Lines one after the other that tabs or wide gaps part into as many short cells each."""
    rows: list[list[tuple[int, int]]] = []
    position = 0
    for line in [*text.split("\n"), ""]:
        gapped = any(gap in line for gap in ("\t", "|", "｜")) or "  " in line.strip()
        cells = _gapped(text, position, position + len(line)) if gapped and _SPACED.search(line) else []
        position += len(line) + 1
        if rows and len(cells) != len(rows[0]):
            yield from _rows(text, rows)
            rows = []
        if cells:
            rows.append(cells)


class Stacked(NamedTuple):
    """A line that may be a cell: whether it may head a column, or does nothing else, and whether it holds a figure, None for an empty one."""

    start: int
    end: int
    heads: bool
    alone: bool
    figure: bool | None


def _stacked(text: str) -> Iterator[Ruled]:
    """Cells one below the other, as many for each row, after heads that say what they are: a table that was copied cell by cell."""
    lines = [_stacked_line(text, *line.span()) for line in _FULL_LINE.finditer(text)]
    at = 0
    while at < len(lines):
        columns, rows = max(_columns_of(lines, at), key=lambda found: found[0] * found[1], default=(0, 0))
        if rows < 2 or (rows == 2 and not all(line.heads for line in lines[at : at + columns])):  # so few may be alike by chance
            at += 1
            continue
        cells = lines[at : at + columns * (rows + 1)]
        drawing = Drawing()
        for first in range(0, len(cells), columns):
            _draw(drawing, [(cell.start, cell.end) for cell in cells[first : first + columns]])
        yield from drawing.ruled(text, cells[0].start, cells[-1].end)
        at += len(cells)


def _stacked_line(text: str, start: int, end: int) -> Stacked:
    if end - start > _STACKED_HEAD or text[start:end] in _EMPTY:
        return Stacked(start, end, False, False, None if text[start:end] in _EMPTY else False)
    if _FIGURE.fullmatch(text, start, end) is not None and _NO_FIGURE.match(text, start, end) is None:
        return Stacked(start, end, False, False, True)
    said = _BESIDE_HEADS.sub("", text[start:end])
    hits = [hit.end - hit.start for hit in ruleset("table_heads").finditer(said)]
    return Stacked(start, end, bool(hits), sum(hits) == len(said), False)


def _columns_of(lines: Sequence[Stacked], at: int) -> Iterator[tuple[int, int]]:
    """The numbers of columns that a table may have whose cells begin at a line, each with that of its rows under the heads."""
    if not lines[at].heads:
        return
    for columns in _STACKED_COLUMNS:
        names, first = lines[at : at + columns], lines[at + columns : at + 2 * columns]
        if names[-1].figure is not False or names[-1].end - names[-1].start > _STACKED_HEAD:
            return
        kinds = [cell.figure for cell in first]
        if any(kinds == kinds[:part] * (columns // part) for part in range(1, columns)):
            continue  # several rows of a narrower table, whose heads have other lines before them
        if len(first) == columns and not first[0].alone and sum(name.heads for name in names) > 1 and any(cell.figure for cell in first[1:]):
            yield columns, sum(1 for _ in takewhile(partial(_is_row, lines, first), range(at + columns, len(lines), columns)))


def _is_row(lines: Sequence[Stacked], other: Sequence[Stacked], first: int) -> bool:
    """Whether the lines from one on are a row of cells of the same kinds as another."""
    row = lines[first : first + len(other)]
    if len(row) < len(other) or row[0].end - row[0].start > _SPACED_CELL:
        return False
    return all(None in (one.figure, its.figure) or one.figure == its.figure for one, its in zip(row, other, strict=True))


def _gapped(text: str, start: int, end: int) -> list[tuple[int, int]]:
    line = text[start:end]
    begin, end = start + len(line) - len(line.lstrip(_EDGES)), end - len(line) + len(line.rstrip(_EDGES))
    cells = []
    for gap in _GAP.finditer(text, begin, end):
        cells.append((begin, gap.start()))
        begin = gap.end()
    cells.append((begin, end))
    return cells if len(cells) > 1 and all(right - left <= _SPACED_CELL for left, right in cells) else []


def _rows(text: str, rows: Sequence[Sequence[tuple[int, int]]]) -> Iterator[Ruled]:
    if len(rows) < _SPACED_ROWS:
        return
    drawing = Drawing()
    for cells in rows:
        _draw(drawing, cells)
    yield from drawing.ruled(text, rows[0][0][0], rows[-1][-1][1])
