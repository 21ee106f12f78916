"""The straight lines that a page of a PDF file draws, across and down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import c_float, c_int
from itertools import pairwise
from typing import Any

from govtext.reading.rulings import MOST_RULES, NEAR, Rule

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
MOST_OBJECTS = 20_000
"""A page that draws more is a picture."""
DEEPEST = 4
"""How deep forms, which are drawings used again, may stand inside forms."""
SHORTEST = 6.0
"""Least length of a rule in points."""


def rules_of(page: Any, raw: Any) -> tuple[list[Rule], list[Rule]]:
    """Give the rules across and down on a page, as it is turned for reading; none where it is a drawing."""
    turn = TURNS[page.get_rotation()]
    across: list[Rule] = []
    down: list[Rule] = []
    for start, end in strokes(page.raw, raw):
        left, right, top, bottom = turn(*start, *end)
        left, right, top, bottom = min(left, right), max(left, right), min(top, bottom), max(top, bottom)
        if bottom - top <= NEAR / 2 and right - left >= SHORTEST:
            across.append(Rule((top + bottom) / 2, left, right))
        elif right - left <= NEAR / 2 and bottom - top >= SHORTEST:
            down.append(Rule((left + right) / 2, top, bottom))
        if len(across) + len(down) > MOST_RULES:
            return [], []
    return across, down


def strokes(page: Any, raw: Any) -> Iterator[tuple[Point, Point]]:
    """Give the ends of the straight lines on a page, bars that are filled among them, in its own coordinates."""
    for path, matrix in paths(page, raw):
        fill, stroke = c_int(), c_int()
        raw.FPDFPath_GetDrawMode(path, fill, stroke)
        for outline in outlines(path, matrix, raw):
            if stroke.value:
                yield from pairwise(outline)
            elif fill.value and (bar := bar_of(outline)):
                yield bar


def bar_of(outline: list[Point]) -> tuple[Point, Point] | None:
    """Give the middle line of a filled form that is no wider than a rule; None for other forms, such as the shade of a cell."""
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    bottom, top = min(y for _, y in outline), max(y for _, y in outline)
    if top - bottom <= NEAR:
        return (left, (bottom + top) / 2), (right, (bottom + top) / 2)
    if right - left <= NEAR:
        return ((left + right) / 2, bottom), ((left + right) / 2, top)
    return None


def paths(page: Any, raw: Any) -> Iterator[tuple[Any, Matrix]]:
    """Give the paths of a page with the matrices that place them, those in forms too; of a page of many objects the first."""
    waiting = [(raw.FPDFPage_GetObject(page, place), IDENTITY, 0) for place in reversed(range(min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)))]
    matrix, taken = raw.FS_MATRIX(), 0
    while waiting and taken < MOST_OBJECTS:
        drawn, around, depth = waiting.pop()
        taken += 1
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM) or not raw.FPDFPageObj_GetMatrix(drawn, matrix):
            continue
        placed = within((matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f), around)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield drawn, placed
        elif depth < DEEPEST:
            count = min(raw.FPDFFormObj_CountObjects(drawn), MOST_OBJECTS)
            waiting += [(raw.FPDFFormObj_GetObject(drawn, place), placed, depth + 1) for place in reversed(range(count))]


def outlines(path: Any, matrix: Matrix, raw: Any) -> Iterator[list[Point]]:
    """Give the corners that straight lines join, of each part of a path; curves part them."""
    outline: list[Point] = []
    x, y = c_float(), c_float()
    for place in range(min(raw.FPDFPath_CountSegments(path), MOST_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(path, place)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if outline and raw.FPDFPathSegment_GetType(segment) != raw.FPDF_SEGMENT_LINETO:
            yield outline
            outline = []
        outline.append(moved((x.value, y.value), matrix))
        if raw.FPDFPathSegment_GetClose(segment):
            yield [*outline, outline[0]]
            outline = []
    if outline:
        yield outline


def moved(point: Point, matrix: Matrix) -> Point:
    """Place a point by a matrix."""
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def within(inner: Matrix, outer: Matrix) -> Matrix:
    """Give the matrix that places by one matrix and then by another."""
    a, b, c, d, _, _ = outer
    e, f = moved((inner[4], inner[5]), outer)
    return a * inner[0] + c * inner[1], b * inner[0] + d * inner[1], a * inner[2] + c * inner[3], b * inner[2] + d * inner[3], e, f


TURNS: dict[int, Callable[[float, float, float, float], tuple[float, float, float, float]]] = {
    0: lambda left, bottom, right, top: (left, right, -top, -bottom),
    90: lambda left, bottom, right, top: (bottom, top, left, right),
    180: lambda left, bottom, right, top: (-right, -left, bottom, top),
    270: lambda left, bottom, right, top: (-top, -bottom, -right, -left),
}
"""From a box in the page's own coordinates, which grow upwards, to left, right, top and bottom on the page as shown."""
