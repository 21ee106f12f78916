"""From the lines of pages to paragraphs: what geometry shows to be one paragraph is joined, across pages too."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile
from math import ceil
from statistics import median

from govtext.grids import Drawing, laid_out
from govtext.layout import Placed, width
from govtext.model import Repair, SourceInfo, Span
from govtext.reading.knowledge import knowledge
from govtext.reading.lines import Line, Row, is_latin

FURNITURE_DEPTH = 2
"""Number of lines at the top and at the bottom of a page that may be running heads and page numbers."""
MANY_PAGES = 3
"""Lines that are the same on this number of pages, and on one page out of so many, are furniture wherever they stand."""
NUMBER = re.compile("[0-9０-９]+")
FULL = 2.1
FULL_IN_SENTENCE = 6
"""A line that ends nearer than this to the right edge, in characters, is full, at the end of a sentence or inside one:
numbers, and what stands beside quotation marks and closing punctuation, go to the next line together."""
CENTRED = 0.6
"""A line whose middle is nearer than this to that of the frame, in characters, is centred."""
AT_MARGIN = 0.8
"""A line that begins nearer than this to the left edge, in characters, is not indented."""
SAME_SIZE = 0.15
WIDE_PITCH = 1.4
APART = 1.2
"""Distances, in those of running text: of lines that do not belong together, and of running heads from the text."""
NARROW = 15
"""A frame narrower than this, in characters, is that of a list, whose lines do not go on."""
MIN_INDENT = 1.2
MAX_INDENT = 4.5
INDENTED_SHARE = 0.05
"""Indents in characters, and the part of a document's lines that have them where paragraphs begin with an indent."""
UNBROKEN = re.compile("(?:.(?=[“‘]))?[!-~、，。；：！？％“‘”’》）]*")
"""What goes to the next line as a whole: numbers with their marks, and what stands beside quotation marks."""
SENTENCE_END = "。！？：…”）"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of one page: running heads, body in reading order, and what stands below it."""

    heads: tuple[Line, ...]
    body: tuple[Line, ...]
    feet: tuple[Line, ...]

    @classmethod
    def of(cls, page: Sequence[Line], furniture: tuple[Sequence[Line], Sequence[Line]]) -> Sheet:
        """Part a page from its furniture."""
        heads, feet = furniture
        apart = {id(line) for line in (*heads, *feet)}
        return cls(tuple(heads), tuple(line for line in page if id(line) not in apart), tuple(line for line in feet if line not in heads))


@dataclass(frozen=True, slots=True)
class Frame:
    """The box that running text fills: its edges, the distance of its lines, and whether paragraphs begin with an indent."""

    left: float
    right: float
    pitch: float
    indented: bool

    def centres(self, line: Line) -> bool:
        """Say whether a line stands in the middle."""
        return abs(line.left + line.right - self.left - self.right) < 2 * CENTRED * line.size


@dataclass(slots=True)
class Composition:
    """The text as far as it is written, and the paragraph or row that may still go on, with the furniture that waits for its end."""

    written: list[str] = field(default_factory=list)
    length: int = 0
    paragraph: str = ""
    row: Row | None = None
    waiting: list[tuple[int, Line]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)
    tables: list[Drawing] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    joined: int = 0

    def write(self, line: str) -> None:
        """Write a line of its own."""
        self.written.append(f"{line}\n")
        self.length += len(line) + 1

    def end(self) -> None:
        """End the paragraph, and write the furniture that came in its middle after it."""
        if self.row:
            self.write_row(self.row)
        elif self.paragraph:
            self.write(self.paragraph)
        self.paragraph, self.row = "", None
        for page, line in self.waiting:
            if line.text:
                self.furniture.append(Span(start=self.length, end=self.length + len(line.text)))
                self.place(line, page)
                self.write(line.text)
        self.waiting = []

    def place(self, line: Line, page: int) -> None:
        """Remember where a line stands whose text comes next."""
        if line.box:
            start = self.length + len(self.paragraph)
            self.placed.append(Placed(start, start + len(line.text), page, line.box, line.turn))

    def wait(self, lines: Iterable[Line]) -> None:
        """Keep the furniture of the page until the paragraph ends."""
        self.waiting.extend((len(self.starts), line) for line in lines)

    def turn(self, heads: Sequence[Line], goes_on: bool) -> None:
        """Begin a page, in the middle of a paragraph that goes on or after its end."""
        if not goes_on:
            self.end()
        self.starts.append(self.length + len(self.paragraph))
        self.wait(heads)

    def add(self, line: Line, goes_on: bool) -> None:
        """Add a line to the paragraph or the row of a table, or begin a new one with it."""
        if not goes_on:
            self.end()
            self.place(line, len(self.starts))
            self.paragraph, self.row = ("", line.row) if line.row else (line.text, None)
            return
        if self.row and line.row:
            self.row = self.row.with_rest(line.row)
            return
        self.paragraph += " " if is_latin(self.paragraph[-1:]) and is_latin(line.text[:1]) else ""
        self.place(line, len(self.starts))
        self.paragraph += line.text
        self.joined += 1

    def write_row(self, row: Row) -> None:
        """Write a row of a table, cells parted by tabs; cells of several lines stand one after the other."""
        if row.first or not self.tables:
            self.tables.append(Drawing())
        drawing, at = self.tables[-1], self.length
        drawing.next_row()
        for cell in row.cells:
            drawing.begin(at, cell.columns, cell.rows)
            drawing.end(at + len(cell.text))
            at += len(cell.text) + 1
        if row.cells:
            self.write(("\n" if any("\n" in cell.text for cell in row.cells) else "\t").join(cell.text for cell in row.cells))


def compose(pages: Sequence[Sequence[Line]]) -> tuple[str, SourceInfo]:
    """Write pages as text.

    Parameters
    ----------
    pages
        Lines of each page, in reading order.

    Returns
    -------
    text : str
        One line for each paragraph, heading, running head and page number. A paragraph that goes on over the page
        is whole; the running heads and page numbers that parted it stand after it.
    info : SourceInfo
        Where each page starts in the text, the spans of running heads and page numbers, the lines
        whose boxes are kept, and how many line ends were undone.
    """
    sheets = list(with_tables_joined(Sheet.of(page, furniture) for page, furniture in zip(pages, furniture_of(pages), strict=True)))
    frames = frames_of(sheets)
    composition = Composition()
    last: Line | None = None
    for sheet in sheets:
        goes_on = [before is not None and continues(before, line, frames) for before, line in pairwise((last, *sheet.body)) if line is not None]
        composition.turn(sheet.heads, any(goes_on[:1]))
        for line, on in zip(sheet.body, goes_on, strict=True):
            composition.add(line, on)
        composition.wait(sheet.feet)
        last = sheet.body[-1] if sheet.body else None
    composition.end()
    repairs = (Repair(kind="wrapped_lines", count=composition.joined),) if composition.joined else ()
    text = "".join(composition.written)
    drawn = ((table, table.cells[0].start, table.cells[-1].end) for table in composition.tables if table.cells)
    layout = laid_out((), [found for table, start, end in drawn for found in table.ruled(text, start, end)])
    layout = replace(layout, lines=tuple(composition.placed))
    return text, SourceInfo(pages=tuple(composition.starts), furniture=tuple(composition.furniture), layout=layout, repairs=repairs)


def signature(line: Line) -> str:
    """Give what running heads and page numbers of different pages have in common: their text without numbers and spaces."""
    return NUMBER.sub("#", "".join(line.text.split()))


def edges(page: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Give the highest and the lowest lines of a page, the outermost first, and of each end one more than may be furniture; no rows of tables."""
    ordered = sorted((line for line in page if not line.row), key=lambda line: line.top)
    return ordered[: FURNITURE_DEPTH + 1], ordered[: -FURNITURE_DEPTH - 2 : -1]


def furniture_of(pages: Sequence[Sequence[Line]]) -> list[tuple[list[Line], list[Line]]]:
    """Find the running heads and feet of each page.

    They are the outermost lines, the same but for numbers on many pages, or on some and set apart from the text by space or size.
    """
    counts = Counter((end, key) for page in pages for end, lines in enumerate(edges(page)) for key in {signature(line) for line in lines})
    pitch = median([line.middle - before.middle for page in pages for before, line in pairwise(page) if line.middle > before.middle] or [0])

    many = max(MANY_PAGES, len(pages) / MANY_PAGES)

    def repeated(end: int, lines: list[Line]) -> list[Line]:
        found = list(takewhile(lambda line: counts[end, signature(line)] > 1, lines[:FURNITURE_DEPTH]))
        while found and counts[end, signature(found[-1])] < many and len(lines) > len(found) and not apart(found[-1], lines[len(found)]):
            found.pop()
        return found

    def apart(outer: Line, inner: Line) -> bool:
        return abs(outer.middle - inner.middle) >= APART * pitch or abs(outer.size - inner.size) > SAME_SIZE * inner.size

    return [(repeated(0, top), repeated(1, bottom)[::-1]) for top, bottom in map(edges, pages)]


def with_tables_joined(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """Say which tables go on over the page; heads that are drawn again there are furniture."""
    table: list[Row] = []
    for sheet in sheets:
        rows = [line.row for line in takewhile(lambda line: line.row, sheet.body) if line.row]
        if table and rows and table[0].beside(rows[0]):
            again = sum(1 for _ in takewhile(lambda pair: pair[0].cells == pair[1].cells, zip(table, rows, strict=False)))
            heads, body = sheet.body[:again], sheet.body[again:]
            if rows[again:]:
                body = (replace(body[0], row=rows[again].after(table[-1])), *body[1:])
            sheet = replace(sheet, heads=(*sheet.heads, *heads), body=body)
        else:
            table = []
        for line in sheet.body:
            table = [] if line.row is None or line.row.first else table
            table += [line.row] if line.row else []
        yield sheet


def frames_of(sheets: Sequence[Sheet]) -> dict[int, Frame]:
    """Measure the box of running text for each column, over all pages."""
    size = median([line.size for sheet in sheets for line in sheet.body if not line.row] or [1])
    lefts, rights, steps = defaultdict(list), defaultdict(list), defaultdict(list)
    for sheet in sheets:
        for line in sheet.body:
            if abs(line.size - size) <= SAME_SIZE * size and not line.row:
                lefts[line.column].append(line.left)
                rights[line.column].append(line.right)
        for before, line in pairwise(sheet.body):
            if before.column == line.column and line.middle > before.middle:
                steps[line.column].append(line.middle - before.middle)
    frames = {}
    for column in {line.column for sheet in sheets for line in sheet.body}:
        left = ranked(lefts[column], 0.1)
        indents = sum(MIN_INDENT * size < edge - left < MAX_INDENT * size for edge in lefts[column])
        frames[column] = Frame(
            left=left,
            right=ranked(rights[column], 0.95),
            pitch=median(steps[column] or [0]),
            indented=indents >= INDENTED_SHARE * len(lefts[column]),
        )
    return frames


def ranked(values: Sequence[float], rank: float) -> float:
    """Give the value at a rank from 0, the least, to 1, the greatest."""
    return sorted(values)[ceil(rank * (len(values) - 1)) if rank > 0.5 else int(rank * (len(values) - 1))] if values else 0.0


def continues(before: Line, line: Line, frames: dict[int, Frame]) -> bool:
    """Say whether a line certainly goes on with the paragraph of the line before it.

    It does where the line before is full, it begins at the margin itself, and both have the same size and distance as
    running text. A sentence that ends with the line leaves it open in documents without indents, and so does a marker.
    A centred line goes on with a full one that does not end a sentence: a long title. Rows of a table go on
    where a page parted one.
    """
    size, frame = before.size, frames[line.column]
    sentence_ends = before.text.rstrip().endswith(tuple(SENTENCE_END if frame.indented else SENTENCE_END + "；"))
    unbroken = UNBROKEN.match(line.text)
    full = (FULL if sentence_ends or not frame.indented else FULL_IN_SENTENCE) + width(unbroken[0] if unbroken else "")
    if before.row or line.row:
        return line.row is not None and line.row.rest
    if (
        "\t" in before.text + line.text
        or frame.right - frame.left < NARROW * size
        or abs(line.size - size) > SAME_SIZE * size
        or frames[before.column].right - before.right > full * size
        or (before.column == line.column and line.middle - before.middle > WIDE_PITCH * frame.pitch)
    ):
        return False
    if abs(line.left - frame.left) >= AT_MARGIN * size:
        return not sentence_ends and line.left - frame.left > MAX_INDENT * size and frame.centres(before) and frame.centres(line)
    return not sentence_ends or (frame.indented and re.match(knowledge()["heading_start"], line.text) is None)
