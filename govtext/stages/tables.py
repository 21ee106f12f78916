"""Tables: which cells are heads, figures and text, and the metrics that figures and heads make together."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from govtext.labels import Bound, MetricStatus, Role, Strength, TimeKind
from govtext.rules import ruleset
from govtext.stages.charts import NUMBER, YEAR, Box, Chart
from govtext.stages.cues import Cue
from govtext.stages.measured import Measured
from govtext.stages.measures import enclosing
from govtext.stages.metrics import Found, MetricItem, as_rate, era
from govtext.stages.periods import governing
from govtext.stages.relations import relation
from govtext.stages.statuses import TARGET_ROLES, Standing
from govtext.stages.values import MARKER, Place, masks_in
from govtext.time_expressions import TimeHit
from govtext.units import lookup
from govtext.value_expressions import Value, scan

OF_TABLE = "indicator.table"
"""The rule of an indicator that the heads of a table give; each figure of a table has its own scope."""

_UNIT_NOTE = re.compile(r"单位：([^\s，。；）]{1,12})")
_BRACKET = re.compile(r"（([^（）]{1,20})）")
_TRAILING_UNIT = re.compile(r"[\s、，]*([%‰])$")
_INCLUDED = re.compile(r"(?:其中：?|其中，|#|＃|－|—|-)+\s*")
_EDGE = re.compile(r"^[\s、，：/·]+|[\s、，：/·的]+$")
_SHARES = ("%", "‰")
_SEVERAL = re.compile(r"[、，,/]")
_RATE = re.compile(r"(?:(?<!生产)(?<!汇)率|比重|比例|占比)$")
_WHOLE_TIME = re.compile(r"[\[［〔]")
"""A figure in such brackets is of all years together, also in a column of yearly growth."""
_CAPTION = 40
_CAPTION_LINES = 2


class Head(NamedTuple):
    """What the head of a row or a column says: a name with its place, and how it frames its figures."""

    start: int
    words: str
    unit: str = ""
    growth: str = ""
    growth_unit: bool = False
    share: bool = False
    status: str = ""
    rule: str = ""
    time: TimeHit | None = None
    text: str = ""

    @property
    def frames(self) -> bool:
        """Whether it says of when its figures are, or whether they were reached."""
        return bool(self.status or self.time)


def tabulated(found: Found, tables: Sequence[Chart]) -> list[MetricItem]:
    """The metrics of the figures of tables, in text order."""
    items = [item for chart in tables for item in _in_table(found, chart)]
    for item, measure in zip(items, enclosing(found.measures, [item.place.value.start for item in items]), strict=True):
        item.measure = measure
    return items


def _in_table(found: Found, chart: Chart) -> Iterator[MetricItem]:
    caption = _caption(found, chart)
    columns = [_head_of(found, chart.over(column)) for column in range(chart.size[1])]
    of_figures = {box.column for box in chart.figures}
    for column in range(1, len(columns)):  # 目标值 | 增长（%）: a growth, as a share, is of the column before it
        before, own = columns[column - 1], columns[column]
        if column - 1 not in of_figures:
            continue
        if own.growth and not own.words:
            own = own if own.frames else own._replace(status=before.status, rule=before.rule)
            columns[column] = own._replace(start=before.start, words=before.words, time=own.time or before.time)
        elif own.share:
            columns[column] = own._replace(start=before.start, words=before.words + own.words, time=own.time or before.time)
    rows: dict[Box, Head] = {}
    for box in sorted(chart.figures, key=lambda box: box.start):
        label = chart.beside(box)
        if label is not None and label not in rows:
            rows[label] = _head_of(found, [label], is_row=True)
        place_row = label is not None and chart.kind(label.column) == "place"
        item = _item(found, chart, box, rows[label] if label else Head(box.start, ""), columns[box.column], caption, place_row)
        if item is not None:
            yield item


class Caption(NamedTuple):
    """What leads to a table: the text of its lines, and the time of its figures where they name one alone."""

    text: str
    time: TimeHit | None


def _caption(found: Found, chart: Chart) -> Caption:
    """The lines that lead to a table, and its own rows of one cell."""
    copy = found.copy
    lines = [(box.start, box.end) for box in chart.boxes if box.row < chart.heads and chart.is_wide(box)]
    end = chart.start - 1
    for _ in range(_CAPTION_LINES):
        start = copy.rfind("\n", 0, max(end, 0)) + 1
        line = copy[start : max(end, start)]
        if not line or len(line) > _CAPTION or line.endswith("。"):
            break
        lines.append((start, max(end, start)))
        end = start - 1
    times = [hit for first, last in lines for hit in found.times[bisect_left(found.times, (first,)) : bisect_left(found.times, (last,))]]
    named = {(hit.first, hit.last) for hit in times}
    return Caption("\n".join(copy[first:last] for first, last in lines), times[0] if len(named) == 1 else None)


def _head_of(found: Found, boxes: Sequence[Box], is_row: bool = False) -> Head:
    """What the heads of a row or a column say together."""
    head = Head(boxes[0].start if boxes else 0, "")
    for box in boxes:
        one = _one_head(found, box, is_row)
        head = Head(
            one.start if one.words else head.start,
            one.words or head.words,
            one.unit or head.unit,
            one.growth or head.growth,
            one.growth_unit or head.growth_unit,
            one.share or head.share,
            one.status or head.status,
            one.rule or head.rule,
            one.time or head.time,
            f"{head.text}{one.text}",
        )
    return head


def _one_head(found: Found, box: Box, is_row: bool) -> Head:
    text = found.copy[box.start : box.end].replace("\n", " ")
    start, end = 0, len(text)
    if opening := (MARKER.match(text) or _INCLUDED.match(text)):
        start = opening.end()
    if included := _INCLUDED.match(text, start):
        start = included.end()
    unit = ""
    for bracket in _BRACKET.finditer(text, start):
        if _is_unit(bracket[1]):
            unit = bracket[1]
            end = min(end, bracket.start())
    if trailing := _TRAILING_UNIT.search(text, start, end):
        unit, end = unit or trailing[1], trailing.start()
    time = _time(found, box, start, end)
    taken = [(time.start - box.start, time.end - box.start)] if time else []
    status, rule, growth, share = "", "", "", False
    for hit in ruleset("table_heads").finditer(text, start, end):
        kind = hit["kind"]
        if kind == "share" and unit in ("", "%"):
            unit, share = "%", True
            status, rule = (status, rule) if status else (str(hit["status"]), hit.rule.id)
        elif kind == "status":
            status, rule = str(hit["status"]), hit.rule.id
        elif kind == "growth":
            growth = f"{hit.group('base') or ''}{hit['says']}"
            if time and hit.start <= time.start - box.start and time.end - box.start <= hit.end:
                time, taken = None, []  # 比上年增长 says of no figure when it is
        if kind in ("status", "growth", "value"):
            taken.append((hit.start, hit.end))
    first, last = _left(text, start, end, taken)
    if is_row and status and first < last:  # 完成投资, 计划总投资: words of a name
        status, rule = "", ""
        first, last = _left(text, start, end, [(time.start - box.start, time.end - box.start)] if time else [])
    return Head(box.start + first, text[first:last], unit, growth, bool(growth and unit), share, status, rule, time, text)


def _left(text: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The longest stretch of a head that nothing else is said by, the last of several."""
    edges = [start, *(edge for stretch in sorted(taken) for edge in stretch), end]
    pieces = [_stripped(text, left, right) for left, right in zip(edges[::2], edges[1::2], strict=True) if right > left]
    return max(pieces, key=lambda piece: (piece[1] - piece[0], piece[0]), default=(start, start))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    bare = _EDGE.sub("", inside)
    first = start + (inside.find(bare) if bare else 0)
    return first, first + len(bare)


def _time(found: Found, box: Box, start: int, end: int) -> TimeHit | None:
    i = bisect_left(found.times, (box.start + start,))
    hit = found.times[i] if i < len(found.times) else None
    if hit is not None and hit.end <= box.start + end:
        return hit
    year = YEAR.search(found.copy, box.start + start, box.start + end)
    return TimeHit(*year.span(), "time.year", TimeKind.ABSOLUTE, dt.date(int(year[1]), 1, 1), dt.date(int(year[1]), 12, 31)) if year else None


@lru_cache(maxsize=1024)
def _is_unit(text: str) -> bool:
    value = next(scan(f"1{text}", 0, len(text) + 1), None)
    return value is not None and value.end == len(text) + 1 and bool(value.unit)


def _item(found: Found, chart: Chart, box: Box, row: Head, column: Head, caption: Caption, of_place: bool) -> MetricItem | None:
    name = _name(row, column, of_place)
    cell = chart.text(box)
    before = "".join(text for _, text in name)
    if whole := _WHOLE_TIME.match(cell):
        column = column._replace(growth="")
    growth = "累计" if whole else column.growth or row.growth
    unit = _unit(chart, box, row, column, caption)
    sentence, shift, added = _sentence(before, growth, cell, unit)
    values = list(scan(sentence, shift, len(sentence)))
    if len(values) != 1:
        return None
    value = values[0]
    archived = value._replace(start=_back(value.start, box.start - shift, added), end=_back(value.end, box.start - shift, added))
    blanks = masks_in(archived, found.blanks)
    if value.masked and not blanks:
        return None
    place = Place(value, lookup(value.unit), blanks, _paragraph(found, box.start), 0, 0, 0, False, value.end, value.end)
    said = relation(sentence, 0, value)
    core = before[: min(said.start, len(before))]
    said, what = as_rate(sentence, said, Measured(core, (0, len(core)) if core else None, OF_TABLE), place)
    span = _core(name, what.text)
    scope = (row.start, row.start + len(row.words)) if of_place and column.words and row.words and not _is_total(row.words) else None
    said = said._replace(cues=tuple(cue._replace(start=archived.start, end=archived.start) for cue in said.cues))
    section = bisect_right(found.headings, box.start, key=lambda heading: heading.start) - 1
    standing = _standing(found, chart, box, row, column, caption, archived._replace(bound=said.bound), section)
    when = column.time or row.time or caption.time
    when = governing(found.copy, box.start, when, None, standing.status, found.times, found.headings)
    return MetricItem(
        place._replace(value=archived),
        said,
        Measured(what.text, span, what.rule if what.text else "indicator.none"),
        scope,
        standing,
        section if section >= 0 else None,
        None,
        when,
    )


def _name(row: Head, column: Head, of_place: bool) -> list[tuple[int, str]]:
    """The words that name a figure, with where they stand: of its row, of its column, or of both."""
    words = [(head.start, head.words) for head in (row, column) if head.words]
    if len(words) > 1 and (of_place or _is_total(row.words)):
        return words[1:]
    return words


def _is_total(words: str) -> bool:
    """Whether the head of a row says that it sums up the others."""
    return any(hit["kind"] == "total" for hit in ruleset("table_heads").finditer(words, 0, len(words)))


def _core(name: Sequence[tuple[int, str]], text: str) -> tuple[int, int] | None:
    """Where a name stands, if it stands in one piece."""
    return (name[0][0], name[0][0] + len(text)) if text and name and name[0][1].startswith(text) else None


def _unit(chart: Chart, box: Box, row: Head, column: Head, caption: Caption) -> str:
    if column.growth or column.unit in _SHARES:  # a share of what the row counts
        return column.unit or "%"
    own = row.unit or _of_cell(chart.cell(box.row, "unit")) or column.unit
    return own or _of_caption(caption.text, f"{row.words}{column.words}")


def _of_caption(caption: str, name: str) -> str:
    """The unit that a caption gives to a name: 单位：亿元、% says % of rates alone."""
    said = _UNIT_NOTE.search(caption)
    units = [unit for unit in _SEVERAL.split(said[1]) if _is_unit(unit)] if said else []
    return next((unit for unit in units if (unit in _SHARES) == bool(_RATE.search(name))), "")


def _of_cell(text: str) -> str:
    first = re.split(r"[、，/]\s*(?=[%‰])", text)[0].strip("（） ")
    return first if _is_unit(first) else ""


def _sentence(before: str, growth: str, cell: str, unit: str) -> tuple[str, int, tuple[int, int]]:
    """A figure with its name before it and its unit behind it, where its cell begins in that, and where the unit stands."""
    own = list(scan(cell, 0, len(cell)))
    lead = before + ("" if own and relation(cell, 0, own[0]).linked else growth)
    numbers = list(NUMBER.finditer(cell))
    if (own and own[0].unit) or not numbers or not unit:
        return lead + cell, len(lead), (len(lead) + len(cell), 0)
    at = numbers[-1].end()
    return f"{lead}{cell[:at]}{unit}{cell[at:]}", len(lead), (len(lead) + at, len(unit))


def _back(position: int, shift: int, added: tuple[int, int]) -> int:
    """Where a position of such a sentence stands in the copy."""
    at, length = added
    return (position if position <= at else max(at, position - length)) + shift


def _paragraph(found: Found, position: int) -> int:
    return bisect_right(found.paragraphs, position, key=lambda paragraph: paragraph.start) - 1


_STATUSES = {"estimate": MetricStatus.ACHIEVED, "target": MetricStatus.TARGET, "achieved": MetricStatus.ACHIEVED, "baseline": MetricStatus.BASELINE}


def _standing(found: Found, chart: Chart, box: Box, row: Head, column: Head, caption: Caption, value: Value, section: int) -> Standing:
    """Status by the heads, else by their time, else by what leads to the table, else by the section."""
    time = column.time or row.time
    when = era(time, found.year)
    said, rule = (column.status, column.rule) if column.status else (row.status, row.rule)
    if not said and not when:
        hits = [hit for hit in ruleset("table_heads").finditer(caption.text) if hit["kind"] == "status"]
        said, rule = (str(hits[-1]["status"]), hits[-1].rule.id) if hits else ("", "")
        when = era(caption.time, found.year)
    role = found.headings[section].role if section >= 0 else Role.PREFACE
    if said == "estimate" and (when > 0 or (when == 0 and role in TARGET_ROLES)):
        status = MetricStatus.TARGET
    elif said:
        status = _STATUSES[said]
    elif when:
        status, rule = (MetricStatus.TARGET, "value_status.coming_time") if when > 0 else (MetricStatus.ACHIEVED, "value_status.past_time")
    else:
        status, rule = MetricStatus.TARGET if role in TARGET_ROLES else MetricStatus.ACHIEVED, "value_status.role"
    cues = [Cue("status", rule, value.start, value.start)]
    if status is not MetricStatus.TARGET:
        return Standing(status, None, tuple(cues), said == "estimate")
    strength = _strength(chart.cell(box.row, "attribute"), value)
    if strength:
        cues.append(Cue("strength", "strength.bound" if value.bound is not Bound.EXACT else "strength.attribute", value.start, value.start))
    return Standing(status, strength, tuple(cues))


def _strength(attribute: str, value: Value) -> Strength | None:
    hit = ruleset("strengths").search(attribute)
    if hit is not None:
        return Strength(hit["strength"])
    if value.bound in (Bound.AT_MOST, Bound.LESS_THAN, Bound.APPROX):
        return Strength.EXPECTED if value.bound is Bound.APPROX else Strength.BINDING
    return None
