"""Tables that rules draw on a page: from straight lines to the cells between them, and their rows among the page's lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from govtext.grids import LONGEST_CELL, MOST_CELLS
from govtext.reading.lines import CellText, Line, Piece, Row, is_latin, line_of, lines_of, rows_of

NEAR = 3.0
"""Rules nearer than this, in points, are one: the two edges of a drawn bar, and the rules of two cells that touch."""
MOST_RULES = 3_000
"""A page with more is a drawing."""
OPEN_SIDE = 12.0
"""How far rules must reach beyond the outermost rule across them, in points, to enclose a column without a rule of its own."""
SENTENCE_END = "。；：！？"


class Rule(NamedTuple):
    """A straight line on a page: where it lies, and from where to where it reaches."""

    at: float
    start: float
    end: float


class Field(NamedTuple):
    """A cell between rules: its row and column from 0, and how many of both it stretches over."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table as it is drawn: where its rows and columns part, with the outer edges, and its cells in reading order."""

    ys: tuple[float, ...]
    xs: tuple[float, ...]
    fields: tuple[Field, ...]

    def holds(self, piece: Piece) -> bool:
        """Whether a piece stands inside."""
        return self.ys[0] < piece.middle < self.ys[-1] and self.xs[0] < (piece.left + piece.right) / 2 < self.xs[-1]

    def encloses(self, other: Ruled) -> bool:
        """Whether another table stands inside."""
        return self.ys[0] < other.ys[0] and other.ys[-1] < self.ys[-1] and self.xs[0] < other.xs[0] and other.xs[-1] < self.xs[-1]

    def contents(self, pieces: Iterable[Piece]) -> dict[Field, list[Piece]]:
        """What stands in each cell that is not empty."""
        at = {
            (row, column): field
            for field in self.fields
            for row in range(field.row, field.row + field.rows)
            for column in range(field.column, field.column + field.columns)
        }
        found = defaultdict(list)
        for piece in pieces:
            found[at[bisect_right(self.ys, piece.middle) - 1, bisect_right(self.xs, (piece.left + piece.right) / 2) - 1]].append(piece)
        return found


def lines_on(pieces: Sequence[Piece], across: Iterable[Rule], down: Iterable[Rule]) -> list[Line]:
    r"""Arrange a page as `lines_of` does, with a line for each row of the tables that its rules draw.

    Parameters
    ----------
    pieces
        What stands on the page, in points downwards and to the right.
    across, down
        The rules, in any order.

    Examples
    --------
    >>> pieces = [Piece(text, x, x + 10, y, y + 10, 10) for text, x, y in (("甲", 5, 5), ("乙", 45, 5), ("丙", 5, 25), ("丁", 45, 25))]
    >>> [line.text for line in lines_on(pieces, [Rule(y, 0, 80) for y in (0, 20, 40)], [Rule(x, 0, 40) for x in (0, 40, 80)])]
    ['甲\t乙', '丙\t丁']
    """
    tables = [(table, contents) for table in drawn(across, down) if is_table(contents := table.contents(filter(table.holds, pieces)))]
    tables = [(table, contents) for table, contents in tables if not any(other.encloses(table) for other, _ in tables)]
    if not tables:
        return lines_of(pieces)
    tops = [table.ys[0] for table, _ in tables]
    around: list[list[Piece]] = [[] for _ in range(len(tables) + 1)]
    for piece in pieces:
        if not any(table.holds(piece) for table, _ in tables):
            around[bisect_right(tops, piece.middle)].append(piece)
    lines = lines_of(around[0])
    for (table, contents), after in zip(tables, around[1:], strict=True):
        lines += rows_in(table, contents)
        lines += lines_of(after)
    return lines


def is_table(contents: Mapping[Field, Sequence[Piece]]) -> bool:
    """Whether cells with text stand beside each other, and lay out no page; a single row may be the rest of a table."""
    lengths = [sum(len(piece.text) for piece in pieces) for pieces in contents.values()]
    return len({field.column for field in contents}) > 1 and median(lengths) <= LONGEST_CELL


def rows_in(table: Ruled, contents: Mapping[Field, Sequence[Piece]]) -> Iterator[Line]:
    """Give a line for each row of a table, with its cells."""
    size = median(piece.size for pieces in contents.values() for piece in pieces)
    for row, (top, bottom) in enumerate(pairwise(table.ys)):
        fields = [field for field in table.fields if field.row == row]
        cells = tuple(CellText(text_of(contents.get(field, ())), field.columns, field.rows) for field in fields)
        yield Line("\t".join(cell.text for cell in cells), table.xs[0], table.xs[-1], top, bottom, size, row=Row(cells, table.xs, first=row == 0))


def text_of(pieces: Sequence[Piece]) -> str:
    """Give the text of a cell; its lines are one but where a sentence ends with a line that is not full."""
    lines = [line_of(row) for row in rows_of(pieces)]
    edge = max((line.right for line in lines), default=0)
    text = lines[0].text if lines else ""
    for line, after in pairwise(lines):
        broken = line.text.endswith(tuple(SENTENCE_END)) and edge - line.right > line.size
        text += ("\n" if broken else " " if is_latin(line.text[-1:]) and is_latin(after.text[:1]) else "") + after.text
    return text


def drawn(across: Iterable[Rule], down: Iterable[Rule]) -> list[Ruled]:
    """Find the tables that rules draw, from top to bottom.

    Examples
    --------
    >>> [table] = drawn([Rule(y, 0, 80) for y in (0, 20, 40)], [Rule(0, 0, 40), Rule(80, 0, 40), Rule(40, 20, 40)])
    >>> [field.columns for field in table.fields]
    [2, 1, 1]
    """
    across, down = list(across), list(down)
    if len(across) + len(down) > MOST_RULES:
        return []
    tables = (ruled(*component) for component in components(united(across), united(down)))
    return sorted((table for table in tables if table), key=lambda table: table.ys[0])


def united(rules: Iterable[Rule]) -> list[Rule]:
    """Make one rule of those that lie on each other or go on with each other."""
    ordered = sorted(rules)
    united: list[Rule] = []
    while ordered:
        first = ordered[0].at
        here = bisect_right(ordered, first + NEAR, key=lambda rule: rule.at)
        at = median(rule.at for rule in ordered[:here])
        found: list[Rule] = []
        for _, start, end in sorted(ordered[:here], key=lambda rule: rule.start):
            if found and start <= found[-1].end + NEAR:
                found[-1] = Rule(at, found[-1].start, max(end, found[-1].end))
            else:
                found.append(Rule(at, start, end))
        united += found
        ordered = ordered[here:]
    return united


def components(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Group the rules that meet, directly or by way of others."""
    meeting = [list(places_met(across, other)) for other in down]
    group = list(range(len(across)))
    for places in meeting:
        roots = {root_of(group, place) for place in places}
        for root in roots:
            group[root] = min(roots)
    found: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for place, rule in enumerate(across):
        found[root_of(group, place)][0].append(rule)
    for rule, places in zip(down, meeting, strict=True):
        if places:
            found[root_of(group, places[0])][1].append(rule)
    yield from found.values()


def root_of(group: list[int], place: int) -> int:
    """Find what stands for the group of a place."""
    while group[place] != place:
        place = group[place]
    return place


def places_met(across: Sequence[Rule], rule: Rule) -> Iterator[int]:
    """Give the places of the rules across, which are in order, that one down meets."""
    for place in range(bisect_left(across, (rule.start - NEAR,)), len(across)):
        if across[place].at > rule.end + NEAR:
            return
        if across[place].start - NEAR <= rule.at <= across[place].end + NEAR:
            yield place


def ruled(across: Sequence[Rule], down: Sequence[Rule]) -> Ruled | None:
    """Make a table of the rules that meet; None where they enclose no two cells beside each other."""
    ys = sorted({rule.at for rule in across})
    xs = sorted({rule.at for rule in down})
    left, right = min(rule.start for rule in across), max(rule.end for rule in across)
    if xs and left < xs[0] - OPEN_SIDE:
        xs.insert(0, left)
    if xs and right > xs[-1] + OPEN_SIDE:
        xs.append(right)
    if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MOST_CELLS:
        return None
    walls = {(row, xs.index(rule.at)) for rule in down for row in covered(rule, ys)}
    floors = {(ys.index(rule.at), column) for rule in across for column in covered(rule, xs)}
    return Ruled(tuple(ys), tuple(xs), tuple(fields_between(walls, floors, len(ys) - 1, len(xs) - 1)))


def covered(rule: Rule, edges: Sequence[float]) -> Iterator[int]:
    """Give the rows or columns that a rule passes along."""
    return (place for place, (start, end) in enumerate(pairwise(edges)) if rule.start <= (start + end) / 2 <= rule.end)


def fields_between(walls: set[tuple[int, int]], floors: set[tuple[int, int]], rows: int, columns: int) -> Iterator[Field]:
    """Give the cells: what no rule parts is one, as far as it is a rectangle."""
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < columns and (row, right) not in walls and (row, right) not in taken:
                right += 1
            below = row + 1
            while below < rows and not any((below, each) in floors or (each > column and (below, each) in walls) for each in range(column, right)):
                below += 1
            taken.update((y, x) for y in range(row, below) for x in range(column, right))
            yield Field(row, column, below - row, right - column)
