"""What each paragraph of the archive is: body, meta, furniture, glossary, appendix or a repeated copy."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from govtext.labels import BlockKind
from govtext.model import Span
from govtext.rules import ruleset
from govtext.source import SourceText
from govtext.stages.charts import Chart

_FIGURE = re.compile(r"[0-9](?:%|[万亿]?(?:元|人|户|亩|吨)|个百分点)")  # a sentence with one is no caption
_PUNCTUATION = re.compile(r"[。；！？：，]")
_LAYOUT = ("furniture", "block.layout")
_STYLED_TITLE = "block.styled_title"
_RUNNING = ("", "block.running")
FRONT_MATTER = "block.front_matter"
_BEFORE_APPENDIX = (BlockKind.BODY, BlockKind.GLOSSARY)  # what an appendix may follow
_CLOSING = re.compile(r"！$|(?:奋斗|贡献|谢谢|谢谢大家)。$")  # how the last words of a report end
_CELL, _CELL_TEXT = "block.cell_of_table", "block.cell_with_text"

_RUNNING_LENGTH = 50  # a paragraph of this length with a full stop is running text
_PROPER_LENGTH = 35  # a shorter one may be a caption
_STRAY_PARAGRAPHS = 3
_OPENING_PARAGRAPHS = 6  # among the first few, the lines of title and speaker may still come
_REPEATED_LENGTH = 25  # a paragraph of this length that stands twice was captured twice
_DOUBLED_LENGTH = 4  # a line of this length that stands twice in a row was captured twice
_TRAILING_LINES = 3  # so many lines after the last sentence are no closing words
_EXPLAINED_APART = 2  # lines from one explanation of a term to the next, at most, where a list of them begins
_CELL_LENGTH = 16  # shorter lines of an appendix without punctuation are cells of a table


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the reading copy."""

    start: int
    end: int
    kind: BlockKind
    rule: str

    @property
    def is_read(self) -> bool:
        """Whether content is taken from it."""
        return self.kind in (BlockKind.BODY, BlockKind.APPENDIX)

    @property
    def is_told(self) -> bool:
        """Whether it holds sentences that are read: it is read, or it is text in a cell of a table."""
        return self.is_read or self.rule == _CELL_TEXT

    @property
    def is_of_content(self) -> bool:
        """Whether it belongs to what the report says, tables and their figures included."""
        return self.is_read or self.kind is BlockKind.TABLE


def blocks(source: SourceText, furniture: Sequence[Span] = (), tables: Sequence[Chart] = ()) -> tuple[Paragraph, ...]:
    """Classify the paragraphs of a reading copy, in order; `furniture` is what the file's layout has given away already."""
    copy = source.copy
    front = source.position(source.layout.front[1]) if source.layout.front else 0
    matter = [Paragraph(start, end, BlockKind.META, FRONT_MATTER) for start, end in _lines(copy[:front])]
    cells, lines = _of_tables(_lines(copy, front), tables)
    cues = [_cue(copy, start, end) for start, end in lines]
    if furniture:
        cues = [_LAYOUT if _inside(source.offset(start), furniture) else cue for (start, _), cue in zip(lines, cues, strict=True)]
    cues = _styled(copy, lines, cues, source.ranks)
    opening = _opening(copy, lines, cues, source.ranks)
    found = [_before(start, end, cue) for (start, end), cue in zip(lines[:opening], cues[:opening], strict=True)]
    found += _without_trailing(copy, _from_opening(copy, lines[opening:], cues[opening:], source.ranks))
    leading = {chart.start - 1 for chart in tables}
    found = [replace(p, kind=BlockKind.APPENDIX, rule="block.appendix") if p.rule == "block.cell" and p.end in leading else p for p in found]
    return (*matter, *sorted([*cells, *_without_copies(copy, found)], key=lambda paragraph: paragraph.start))


def _of_tables(lines: list[tuple[int, int]], tables: Sequence[Chart]) -> tuple[list[Paragraph], list[tuple[int, int]]]:
    """The cells of tables as paragraphs, and the lines outside them."""
    if not tables:
        return [], lines
    told = frozenset().union(*(chart.told for chart in tables))
    cells, others = [], []
    for start, end in lines:
        i = bisect_right(tables, start, key=lambda chart: chart.start) - 1
        if i < 0 or start >= tables[i].end:
            others.append((start, end))
        else:
            j = bisect_right(tables[i].starts, start) - 1
            cells.append(Paragraph(start, end, BlockKind.TABLE, _CELL_TEXT if tables[i].starts[j] in told else _CELL))
    return cells, others


def _lines(copy: str, start: int = 0) -> list[tuple[int, int]]:
    lines = []
    while (end := copy.find("\n", start)) >= 0:
        lines.append((start, end))
        start = end + 1
    return lines


def _cue(copy: str, start: int, end: int) -> tuple[str, str]:
    hit = ruleset("blocks").match(copy, start, end)
    return (hit["kind"], hit.rule.id) if hit else _RUNNING


def _styled(copy: str, lines: list[tuple[int, int]], cues: list[tuple[str, str]], ranks: Mapping[int, int]) -> list[tuple[str, str]]:
    """What the file's own headings change: the first, alone in the highest rank, is the title where no line before is, and no later one is."""
    if not ranks:
        return cues
    first, *later = sorted(ranks)
    titled = any(cue[1] == "block.title" for (start, _), cue in zip(lines, cues, strict=True) if start < first)
    sole = not titled and all(ranks[first] < ranks[start] for start in later)
    changed = list(cues)
    for i, (start, end) in enumerate(lines):
        if start == first and sole and _is_title(copy, start, end):
            changed[i] = ("meta", _STYLED_TITLE)
        elif start in ranks and start > first and cues[i][1] == "block.title":
            changed[i] = _RUNNING
    return changed


def _is_title(copy: str, start: int, end: int) -> bool:
    return ruleset("headings").match(copy, start, end) is None and ruleset("roles").search(copy, start, end) is None


def _inside(offset: int, spans: Sequence[Span]) -> bool:
    i = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return i >= 0 and offset < spans[i].end


def _opening(copy: str, lines: list[tuple[int, int]], cues: list[tuple[str, str]], ranks: Mapping[int, int]) -> int:
    """Index of the first paragraph of the report proper: its salutation, or else the first heading or running text.

    A caption, a slogan or a summary may stand before the salutation; more running text than that is the report itself.
    """
    proper = [i for i, (start, end) in enumerate(lines) if cues[i][0] in ("", "appendix") and (start in ranks or _is_proper(copy, start, end))]
    salutation = next((i for i, (kind, _) in enumerate(cues) if kind == "salutation" and not _is_summary(cues, i)), None)
    if salutation is not None and (len(proper) < _STRAY_PARAGRAPHS or salutation <= proper[_STRAY_PARAGRAPHS - 1]):
        return salutation
    first = proper[0] if proper else next((i for i, (kind, _) in enumerate(cues) if not kind), len(lines))
    headed = 0 < first < len(lines) and not cues[first - 1][0] and ruleset("roles").search(copy, *lines[first - 1])
    return first - 1 if headed else first


def _is_proper(copy: str, start: int, end: int) -> bool:
    if ruleset("headings").match(copy, start, end) is not None:
        return True
    sentence = copy.find("。", start, end) >= 0 or copy[end - 1] == "："
    return sentence and (end - start >= _PROPER_LENGTH or _FIGURE.search(copy, start, end) is not None)


def _is_summary(cues: list[tuple[str, str]], i: int) -> bool:
    return i + 1 < len(cues) and cues[i + 1][1] == "block.summary"


def _before(start: int, end: int, cue: tuple[str, str]) -> Paragraph:
    return Paragraph(start, end, BlockKind.META if cue[0] == "meta" else BlockKind.FURNITURE, cue[1])


def _from_opening(copy: str, lines: list[tuple[int, int]], cues: list[tuple[str, str]], ranks: Mapping[int, int]) -> list[Paragraph]:
    found = []
    part, rule = BlockKind.BODY, "block.running"
    last = max((i for i, (start, end) in enumerate(lines) if end - start >= _RUNNING_LENGTH), default=-1)
    begun = False
    explained = _explanations(copy, lines, cues)
    for i, ((start, end), (kind, cue)) in enumerate(zip(lines, cues, strict=True)):
        if i == explained:
            kind, cue = "glossary", "block.explanations"
        if kind == "salutation" and i == 0:
            found.append(Paragraph(start, end, BlockKind.META, cue))
            continue
        if kind == "glossary" or (kind == "appendix" and part in _BEFORE_APPENDIX and _near_the_end(i, lines)):
            part, rule = BlockKind(kind), cue
        elif kind == "tail" and (i > last or part is not BlockKind.BODY or _near_the_end(i, lines)):
            part, rule = BlockKind.FURNITURE, cue
        if part is BlockKind.BODY and kind in ("furniture", "tail"):
            found.append(Paragraph(start, end, BlockKind.FURNITURE, cue))
        elif (
            part is BlockKind.BODY
            and kind == "meta"
            and ((i < _OPENING_PARAGRAPHS and not begun) or cue in ("block.metadata", "block.date", _STYLED_TITLE))
        ):
            found.append(Paragraph(start, end, BlockKind.META, cue))
        elif part is BlockKind.APPENDIX and kind != "appendix" and _is_cell(copy, start, end) and start not in ranks:
            found.append(Paragraph(start, end, BlockKind.FURNITURE, "block.cell"))
        else:
            found.append(Paragraph(start, end, part, rule))
            begun = begun or _is_proper(copy, start, end)
    return found


def _explanations(copy: str, lines: list[tuple[int, int]], cues: list[tuple[str, str]]) -> int | None:
    """Index of the line with which explanations of terms begin behind the closing words, whatever is written above them."""
    closing = next((i for i in range(len(lines) - 1, -1, -1) if _CLOSING.search(copy, max(lines[i][0], lines[i][1] - 6), lines[i][1])), len(lines))
    told = [i for i in range(closing + 1, len(lines)) if not cues[i][0] and ruleset("explanations").match(copy, *lines[i])]
    first = next((i for i, after in pairwise(told) if after - i <= _EXPLAINED_APART), None)
    if first is None:
        return None
    above = range(first - 1, max(closing, first - 1 - _EXPLAINED_APART), -1)
    return next((i for i in above if not (cues[i][0] or _PUNCTUATION.search(copy, lines[i][0], lines[i][1] - 1))), first)  # 注：


def _is_cell(copy: str, start: int, end: int) -> bool:
    return end - start < _CELL_LENGTH and not ruleset("headings").match(copy, start, end)


def _without_trailing(copy: str, found: list[Paragraph]) -> list[Paragraph]:
    """Short lines without punctuation after the last sentence of the body are links of the page."""
    body = [i for i, paragraph in enumerate(found) if paragraph.kind is BlockKind.BODY]
    last = next((i for i in reversed(body) if _is_of_report(copy, found[i])), -1)
    trailing = [i for i in body if i > last]
    if last >= 0 and len(trailing) >= _TRAILING_LINES:
        for i in trailing:
            found[i] = replace(found[i], kind=BlockKind.FURNITURE, rule="block.trailing")
    return found


def _is_of_report(copy: str, paragraph: Paragraph) -> bool:
    marked = ruleset("headings").match(copy, paragraph.start, paragraph.end)
    return marked is not None or _PUNCTUATION.search(copy, paragraph.start, paragraph.end) is not None


def _near_the_end(i: int, lines: list[tuple[int, int]]) -> bool:
    """Whether less than half of the running text is still to come: what closes a report does not stand in its middle."""
    return lines[i][0] - lines[0][0] > (lines[-1][1] - lines[0][0]) * 0.4


def _without_copies(copy: str, found: list[Paragraph]) -> list[Paragraph]:
    """Mark paragraphs that stand elsewhere before; short lines go with the paragraphs around them."""
    texts = [copy[paragraph.start : paragraph.end].replace(" ", "") for paragraph in found]
    seen: set[str] = set()
    repeated = []
    for text in texts:
        repeated.append(text in seen)
        seen.add(text)
    marked = list(found)
    inside = False
    for i, paragraph in enumerate(found):
        long = len(texts[i]) >= _REPEATED_LENGTH
        doubled = i > 0 and texts[i] == texts[i - 1] and len(texts[i]) >= _DOUBLED_LENGTH
        inside = repeated[i] if long else doubled or (inside and repeated[i])
        if inside and (long or paragraph.kind is not BlockKind.FURNITURE):
            marked[i] = replace(paragraph, kind=BlockKind.DUPLICATE, rule="block.duplicate")
    return marked
