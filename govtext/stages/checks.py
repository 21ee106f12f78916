"""Remarks about a text: damage, repairs, numbering, and counts that do not agree with what the text says itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from govtext.labels import BlockKind, DocumentKind, HeadingStyle, Origin
from govtext.model import SourceInfo
from govtext.rules import ruleset
from govtext.source import SourceText
from govtext.stages.blocks import Paragraph
from govtext.stages.measures import MeasureItem
from govtext.stages.meta import MetaFacts
from govtext.stages.placeholders import Blank
from govtext.stages.sections import Heading, cn_ordinal

_VERY_LONG = 200_000
_INVALID = re.compile(r"[\ud800-\udfff\x00-\x08\x0e-\x1f]")
_SENTENCE_END = re.compile(r"[。！？；…”）]$")
_REPAIR_CODES = {"markup": "GT208", "literal_escape": "GT203", "wrapped_line": "GT204", "spaced_digits": "GT205"}


@dataclass(frozen=True, slots=True)
class Remark:
    """A diagnostic in the making; offsets are in the reading copy, None for the text as a whole."""

    code: str
    start: int | None = None
    end: int | None = None
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StatedCount:
    """A number of tasks that the text states, with how many headings or measures follow; offsets are in the reading copy."""

    start: int
    end: int
    stated: int
    found: int


def checks(
    source: SourceText,
    paragraphs: Sequence[Paragraph],
    headings: Sequence[Heading],
    items: Sequence[MeasureItem],
    blanks: Sequence[Blank],
    facts: MetaFacts,
    front: Mapping[str, Any] | None,
) -> tuple[Remark, ...]:
    """All remarks, those about the whole text first."""
    return (
        *_about_text(source, paragraphs, headings, facts),
        *_about_damage(source, paragraphs, blanks),
        *([Remark("GT209")] if front is None else ()),
        *_about_headings(headings),
        *_about_measures(items),
        *_about_counts(source.copy, headings, items),
    )


def _about_text(source: SourceText, paragraphs: Sequence[Paragraph], headings: Sequence[Heading], facts: MetaFacts) -> Iterator[Remark]:
    if not source.copy.strip():
        yield Remark("GT101")
        return
    if not headings:
        yield Remark("GT102")
    if facts.kind is DocumentKind.OTHER:
        yield Remark("GT103")
    if facts.year is None:
        yield Remark("GT104")
    elif facts.year_origin is Origin.GUESSED:
        yield Remark("GT110", values={"year": facts.year})
    if facts.place is not None and facts.place.value and facts.place_origin is Origin.GUESSED:
        yield Remark("GT111", values={"place": facts.place.value})
    for doubt in facts.doubts:
        in_text = doubt.end > doubt.start
        yield Remark(doubt.code, doubt.start if in_text else None, doubt.end if in_text else None, dict(doubt.values))
    if len(source.text) > _VERY_LONG:
        yield Remark("GT105", values={"length": len(source.text)})
    body = [p for p in paragraphs if p.kind is BlockKind.BODY]
    if body and body[-1].end - body[-1].start > 20 and not _SENTENCE_END.search(source.copy, body[-1].start, body[-1].end):
        yield Remark("GT106", body[-1].start, body[-1].end)


def recognition(info: SourceInfo | None) -> Iterator[Remark]:
    """What is to be known of a text that was recognised from pictures."""
    counts = {repair.kind: repair.count for repair in info.repairs} if info else {}
    if lines := counts.get("recognised_lines", 0):
        yield Remark("GT210", values={"count": lines, "unsure": counts.get("unsure_lines", 0)})


def _about_damage(source: SourceText, paragraphs: Sequence[Paragraph], blanks: Sequence[Blank]) -> Iterator[Remark]:
    if invalid := len(_INVALID.findall(source.text)):
        yield Remark("GT201", values={"count": invalid})
    if lost := source.text.count("\ufffd"):
        yield Remark("GT202", values={"count": lost})
    for repair in source.repairs:
        yield Remark(_REPAIR_CODES[repair.kind], values={"count": repair.count})
    if furniture := sum(p.kind is BlockKind.FURNITURE for p in paragraphs):
        yield Remark("GT206", values={"count": furniture})
    for kind, run in groupby(paragraphs, key=lambda p: p.kind):
        if kind is BlockKind.DUPLICATE:
            copies = list(run)
            yield Remark("GT207", copies[0].start, copies[-1].end)
    for start, end in source.layout.unread:
        yield Remark("GT211", source.position(start), source.position(end))
    if deleted := sum(blank.start == blank.end for blank in blanks):
        yield Remark("GT401", values={"count": deleted})


def _about_headings(headings: Sequence[Heading]) -> Iterator[Remark]:
    last: dict[tuple[int | None, str], Heading] = {}
    for heading in headings:
        if heading.ordinal is None:
            continue
        before = last.get((heading.parent, heading.style))
        yield from _step(before.ordinal if before else None, heading.ordinal, heading.start, heading.title_start)
        last[(heading.parent, heading.style)] = heading


def _about_measures(items: Sequence[MeasureItem]) -> Iterator[Remark]:
    last: dict[int, int] = {}
    for item in items:
        yield from _step(last.get(item.list_number), item.ordinal, item.start, item.title_start)
        last[item.list_number] = item.ordinal


def _step(before: int | None, ordinal: int, start: int, end: int) -> Iterator[Remark]:
    if before is None and ordinal > 1:
        yield Remark("GT303", start, end, {"marker": ordinal})
    elif before == ordinal:
        yield Remark("GT302", start, end, {"marker": ordinal})
    elif before is not None and ordinal > before + 1:
        yield Remark("GT301", start, end, {"before": before, "after": ordinal})


def _about_counts(copy: str, headings: Sequence[Heading], items: Sequence[MeasureItem]) -> Iterator[Remark]:
    for count in stated_counts(copy, headings, items):
        if count.found and count.found != count.stated:
            yield Remark("GT304", count.start, count.end, {"stated": count.stated, "found": count.found})


def stated_counts(copy: str, headings: Sequence[Heading], items: Sequence[MeasureItem]) -> Iterator[StatedCount]:
    """The places where the text says how many tasks it lists, in text order."""
    style: dict[int | None, HeadingStyle] = {}
    under: Counter[int | None] = Counter()
    for heading in headings:
        under[heading.parent] += heading.style is style.setdefault(heading.parent, heading.style)
    starts: dict[int, list[int]] = defaultdict(list)
    for item in items:
        starts[item.list_number].append(item.start)
    for hit in ruleset("stated_counts").finditer(copy):
        section = bisect_right(headings, hit.start, key=lambda heading: heading.start) - 1
        parent = section if section >= 0 else None
        found = under[parent] or _listed_after(hit.start, parent, items, starts)
        yield StatedCount(hit.start, hit.end, cn_ordinal(hit.group("count") or ""), found)


def _listed_after(position: int, section: int | None, items: Sequence[MeasureItem], starts: Mapping[int, Sequence[int]]) -> int:
    """How many measures are listed after a position in a section."""
    following = bisect_right(items, position, key=lambda item: item.start)
    if following == len(items) or items[following].section != section:
        return 0
    members = starts[items[following].list_number]
    return len(members) - bisect_right(members, position)
