"""What the layout of a text says beside its words: markup that is no text, headings by their style, tables."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

_VISIBLE = re.compile(r"\S")
_HALF_INK = "。，、；："  # a box ends with the ink of its last character


class Edit(NamedTuple):
    """Characters of a text that the reading copy replaces by fewer, or leaves out."""

    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Styled:
    """A line that its style makes a heading: where it begins, and the rank of the style, 1 for the highest."""

    start: int
    rank: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text's range, its row and column from 0, and how many of both it stretches over."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


Grid = tuple[Cell, ...]
"""The cells of a table in text order, the empty ones too."""


class Box(NamedTuple):
    """A box on a page, in the page's unit from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of a page with the box in which it stands: the range of its text, and its page from 1.

    `turn` says by how many degrees the page must be turned, against the clock, until the line reads from left to right.
    """

    start: int
    end: int
    page: int
    box: Box
    turn: int = 0

    def part(self, first: float, last: float) -> Box:
        """The box of a part of the line, given by fractions of its length from its beginning.

        >>> Placed(0, 4, 1, Box(10, 20, 50, 30), turn=180).part(0, 0.25)
        Box(left=40.0, top=20, right=50, bottom=30)
        """
        if self.turn >= 180:  # it begins at the right, or at the bottom
            first, last = 1 - last, 1 - first
        left, top, right, bottom = self.box
        if self.turn in (0, 180):
            return Box(left + first * (right - left), top, left + last * (right - left), bottom)
        return Box(left, top + first * (bottom - top), right, top + last * (bottom - top))


@dataclass(frozen=True, slots=True)
class FileLayout:
    """What the layout of a file says beside its text; offsets are of the text.

    Attributes
    ----------
    headings
        Lines that are headings by their style, in order.
    tables
        Tables of at least two rows and columns, in order.
    unread
        The ranges of tables of figures that are read as lines alone, in order.
    lines
        The lines of text that was recognised from pictures, with their pages and boxes, in order.
    """

    headings: tuple[Styled, ...] = ()
    tables: tuple[Grid, ...] = ()
    unread: tuple[tuple[int, int], ...] = ()
    lines: tuple[Placed, ...] = ()

    def boxes(self, text: str, start: int, end: int) -> Iterator[tuple[int, Box]]:
        """The page and the box of each part of a range that stands on a line of its own, as wide as its characters are on the whole.

        >>> layout = FileLayout(lines=(Placed(0, 4, 1, Box(10, 20, 50, 30)), Placed(4, 6, 2, Box(10, 20, 30, 30))))
        >>> list(layout.boxes("税收增长6%", 2, 5))
        [(1, Box(left=30.0, top=20, right=50.0, bottom=30)), (2, Box(left=10.0, top=20, right=20.0, bottom=30))]
        """
        for line in self.lines[bisect_right(self.lines, start, key=lambda line: line.end) :]:
            first, last = max(start, line.start), min(end, line.end)
            if first >= last:
                return
            whole = width(text[line.start : line.end]) - (0.5 if text[line.end - 1] in _HALF_INK else 0)
            yield line.page, line.part(*(min(width(text[line.start : edge]) / whole, 1) for edge in (first, last)))


def width(text: str) -> float:
    """The width of a text in full-width characters, about."""
    return sum(0.5 if character.isascii() else 1 for character in text)


@dataclass(frozen=True, slots=True)
class Layout:
    """What is known of a text's layout; all offsets are of the text as archived.

    Attributes
    ----------
    edits
        Markup, in order and apart.
    headings
        Lines that are headings by their style.
    breaks
        Other places where a line begins whatever stands before it, such as items of lists.
    front
        The range of the front matter, None where there is none.
    tables
        Tables whose cells are lines of the reading copy.
    unread
        The ranges of tables of figures that are read as lines alone.
    """

    edits: tuple[Edit, ...] = ()
    headings: tuple[Styled, ...] = ()
    breaks: tuple[int, ...] = ()
    front: tuple[int, int] | None = None
    tables: tuple[Grid, ...] = ()
    unread: tuple[tuple[int, int], ...] = ()

    def joined(self, edits: Iterable[Edit]) -> Layout:
        """The layout with more edits; of those that meet the first counts."""
        return replace(self, edits=tuple(apart([*self.edits, *edits])))

    def with_file(self, file: FileLayout) -> Layout:
        """With the headings that the file names."""
        return replace(self, headings=tuple(sorted({*self.headings, *file.headings}))) if file.headings else self

    def part(self, start: int, end: int) -> Layout:
        """The edits inside a range, by their offsets from its start."""
        first = bisect_left(self.edits, start, key=lambda edit: edit.start)
        last = bisect_right(self.edits, end, key=lambda edit: edit.end)
        return Layout(tuple(Edit(edit.start - start, edit.end - start, edit.text) for edit in self.edits[first:last]))

    def without(self, text: str) -> Plain:
        """The text without its markup."""
        if not self.edits:
            return Plain(text, (0,), (0,))
        parts: list[str] = []
        plain, archived = [0], [0]
        position = length = 0
        for start, end, replacement in self.edits:
            parts.extend((text[position:start], replacement))
            length += start - position + len(replacement)
            position = end
            if end - start != len(replacement):
                plain.append(length)
                archived.append(end)
        parts.append(text[position:])
        return Plain("".join(parts), tuple(plain), tuple(archived))


def apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits in order, without those that begin inside another."""
    reached = 0
    for edit in sorted(edits):
        if edit.start >= reached:
            yield edit
            reached = edit.end


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without its markup, with the places where its offsets and those of the archive drift apart."""

    text: str
    starts: tuple[int, ...]
    archived: tuple[int, ...]

    def place(self, offset: int) -> int:
        """Where what stands at an offset of the archive, or after the markup there, stands in this text."""
        i = bisect_right(self.archived, offset) - 1
        at = self.starts[i] + offset - self.archived[i]
        return min(at, self.starts[i + 1]) if i + 1 < len(self.starts) else at

    def breaks(self, layout: Layout, archived: str) -> Iterator[int]:
        """Where the lines begin in this text that begin whatever stands before them: headings, what follows them, items."""
        for heading in layout.headings:
            yield self._first(self.place(heading.start))
            end = archived.find("\n", heading.start)
            if end >= 0:
                yield self._first(self.place(end))
        for start in layout.breaks:
            yield self._first(self.place(start))

    def _first(self, at: int) -> int:
        """The first character from a place on that is no white space."""
        found = _VISIBLE.search(self.text, at)
        return found.start() if found else len(self.text)
