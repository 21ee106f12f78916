"""From pieces of text placed on a page to its lines in reading order, in one column or two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from govtext.layout import Box

SAME_ROW = 0.5
"""Pieces whose middles are nearer than this, in heights, stand in one row."""
WORD_GAP = 0.2
CHARACTER_GAP = 0.6
CELL_GAP = 1.5
"""Gaps in widths of a character: between Latin words, between Chinese characters set apart, between cells or columns."""
COLUMN_ROWS = 5
"""Least number of rows with text on both sides that make two columns."""
COLUMN_WIDTH = 10
"""Least width of a column of prose, in characters; narrower ones belong to tables."""
FULL_LINE = 0.85
"""Part of its column's width that a full line has; at least half of the lines in a column of prose are full."""
SAME_EDGE = 3
"""How far, in points, the columns of a table may be shifted on the next page."""
INDENT = 3
"""How far, in characters, a line may begin from the edge of its column."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with the box around it; `top` and `bottom` grow downwards, `size` is the width of a full-width character."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2


class CellText(NamedTuple):
    """A cell of a table: its text, and how many columns and rows it stretches over."""

    text: str
    columns: int
    rows: int


class Row(NamedTuple):
    """The cells that begin in one row of a table.

    `xs` are the places where its columns part; `first` says that a table begins, `rest` that the row is what a page parted from the one before.
    """

    cells: tuple[CellText, ...]
    xs: tuple[float, ...]
    first: bool = False
    rest: bool = False

    def beside(self, other: Row) -> bool:
        """Whether the columns of two rows are the same."""
        return len(self.xs) == len(other.xs) and all(abs(one - another) < SAME_EDGE for one, another in zip(self.xs, other.xs, strict=True))

    def after(self, before: Row) -> Row:
        """The row as one that follows another over the page: with few cells filled, and no figures in them, it is the rest of that one."""
        pairs = list(zip(before.cells, self.cells, strict=False))
        filled = [cell.text for cell in self.cells if cell.text]
        open_above = len(before.cells) == len(self.cells) and all(above.text for above, cell in pairs if cell.text)
        few = 0 < 2 * len(filled) <= sum(bool(cell.text) for cell in before.cells)
        return self._replace(first=False, rest=open_above and few and not any(text.strip("-+.,%— ").isdecimal() for text in filled))

    def with_rest(self, rest: Row) -> Row:
        """The row with what a page parted from it."""
        return self._replace(cells=tuple(cell._replace(text=cell.text + more.text) for cell, more in zip(self.cells, rest.cells, strict=True)))


@dataclass(frozen=True, slots=True)
class Line(Piece):
    """A line of text; `column` is 0 on a page or a part of it with one column, else 1 or 2. That of a row of a ruled table has its cells.

    `box` is where it stands on the page as archived, if that is to be kept, and `turn` how that page was turned to be read (see `Placed`).
    """

    column: int = 0
    row: Row | None = None
    box: Box | None = None
    turn: int = 0


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """Arrange the pieces of a page as lines in reading order.

    Parameters
    ----------
    pieces
        Characters or longer pieces, in any order.

    Returns
    -------
    list of Line
        Cells of one row are parted by tabs; the left one of two columns comes before the right one.

    Examples
    --------
    >>> [line.text for line in lines_of([Piece("作", 10, 20, 0, 10, 10), Piece("下", 0, 10, 15, 25, 10), Piece("工", 0, 10, 0, 10, 10)])]
    ['工作', '下']
    """
    rows = [[line_of(segment) for segment in segments_of(row)] for row in rows_of(pieces)]
    gutter = gutter_of(rows)
    return [joined(row) for row in rows] if gutter is None else list(by_columns(rows, gutter))


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Group pieces into rows from top to bottom, each from left to right; blank ones at the ends of a row are left out."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.middle, piece.left)):
        if rows and piece.middle - rows[-1][0].middle < SAME_ROW * max(piece.bottom - piece.top, rows[-1][0].bottom - rows[-1][0].top):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    ordered = (sorted(row, key=lambda piece: piece.left) for row in rows)
    return [row for row in map(trimmed, ordered) if row]


def trimmed(row: Sequence[Piece]) -> list[Piece]:
    """Leave out the blank pieces at both ends of a row."""
    inked = [place for place, piece in enumerate(row) if piece.text.strip()]
    return list(row[inked[0] : inked[-1] + 1]) if inked else []


def segments_of(row: Sequence[Piece]) -> list[list[Piece]]:
    """Split a row where a gap is wide enough to part columns or cells."""
    segments = [[row[0]]]
    for before, piece in pairwise(row):
        if piece.left - before.right > CELL_GAP * max(before.size, piece.size):
            segments.append([piece])
        else:
            segments[-1].append(piece)
    return [segment for segment in map(trimmed, segments) if segment]


def line_of(segment: Sequence[Piece]) -> Line:
    """Join pieces to a line, with a space where a gap parts words or characters that were set apart."""
    text = segment[0].text
    for before, piece in pairwise(segment):
        gap = (piece.left - before.right) / max(before.size, piece.size)
        latin = is_latin(before.text[-1:]) and is_latin(piece.text[:1])
        blank = before.text[-1:].isspace() or piece.text[:1].isspace()
        text += (" " if not blank and gap > (WORD_GAP if latin else CHARACTER_GAP) else "") + piece.text
    return Line(
        text=text,
        left=segment[0].left,
        right=segment[-1].right,
        top=min(piece.top for piece in segment),
        bottom=max(piece.bottom for piece in segment),
        size=median(piece.size for piece in segment),
    )


def is_latin(character: str) -> bool:
    """Say whether a character is an ASCII letter or digit."""
    return character.isascii() and character.isalnum()


def joined(row: Sequence[Line]) -> Line:
    """Make one line of the segments of a row, parted by tabs."""
    return replace(
        row[0],
        text="\t".join(line.text for line in row),
        right=row[-1].right,
        top=min(line.top for line in row),
        bottom=max(line.bottom for line in row),
    )


def gutter_of(rows: Sequence[Sequence[Line]]) -> float | None:
    """Find where the right one of two columns of prose begins; None where the page has one column, or a table."""
    pairs = [row for row in rows if len(row) == 2]
    if len(pairs) < COLUMN_ROWS:
        return None
    gutter = median(right.left for _, right in pairs)
    aligned = [(left, right) for left, right in pairs if left.right < gutter and abs(right.left - gutter) < INDENT * right.size]
    if len(aligned) < COLUMN_ROWS or not all(is_prose([pair[side] for pair in aligned]) for side in (0, 1)):
        return None
    return min(right.left for _, right in aligned)


def is_prose(lines: Sequence[Line]) -> bool:
    """Say whether lines fill the width of their column as running text does."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    full = sum(line.right - line.left >= FULL_LINE * (right - left) for line in lines)
    return right - left >= COLUMN_WIDTH * median(line.size for line in lines) and 2 * full >= len(lines)


def by_columns(rows: Iterable[Sequence[Line]], gutter: float) -> Iterable[Line]:
    """Read rows column by column down to each line that crosses the gutter."""
    columns: tuple[list[Line], list[Line]] = ([], [])
    for row in rows:
        if any(line.left < gutter - line.size and line.right > gutter for line in row):
            yield from (line for column in columns for line in column)
            columns = ([], [])
            yield joined(row)
            continue
        for line in row:
            side = line.left >= gutter - line.size
            columns[side].append(replace(line, column=1 + side))
    yield from (line for column in columns for line in column)
