"""What the text says about itself: title, kind, level and place, year, meeting, date, speaker."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from govtext.labels import BlockKind, DocumentKind, HeadingStyle, Level, Origin, Role
from govtext.rules import Hit, lexicon, ruleset
from govtext.source import fold
from govtext.stages.blocks import FRONT_MATTER, Paragraph
from govtext.stages.placeholders import Blank
from govtext.stages.sections import Heading
from govtext.time_expressions import TimeHit, scan

_PLAIN_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年|([一二][〇零○九八七六五四三二一]{3})年")
_SELF_NAME = re.compile(r"全(国|省|自治区|市|县|区|旗|州|盟|镇|乡|街道)(?!各|性|面|体|心)")
_SUFFIX_LEVEL = {
    "国": Level.CENTRAL,
    "省": Level.PROVINCE,
    "自治区": Level.PROVINCE,
    "特别行政区": Level.PROVINCE,
    "市": Level.CITY,
    "州": Level.CITY,
    "盟": Level.CITY,
    "自治州": Level.CITY,
    "县": Level.COUNTY,
    "区": Level.COUNTY,
    "旗": Level.COUNTY,
    "自治县": Level.COUNTY,
    "自治旗": Level.COUNTY,
    "镇": Level.TOWNSHIP,
    "乡": Level.TOWNSHIP,
    "街道": Level.TOWNSHIP,
}
_CN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_NATIONAL = re.compile(r"国务院|全国人民代表大会|全国人大")
_MASK = re.compile(r"[*×Xx□○某]")
_REPORT_LENGTH = 600  # a report proper has at least this much running text
_OWN_GOVERNMENT = re.compile(r"我谨?代表([省市县区州盟旗镇乡])(?:第[一二三四五六七八九十]+届)?人民政府")
_OPENING = 3  # paragraphs in which the speaker says in whose name the report is given
_HALF_YEAR = re.compile(r"上半年|半年")


@dataclass(frozen=True, slots=True)
class Fact:
    """A stated fact; value None where it is masked."""

    value: str | None
    start: int
    end: int


@dataclass(slots=True)
class MetaFacts:
    """What was found; None where the text does not say."""

    kind: DocumentKind = DocumentKind.OTHER
    kind_origin: Origin = Origin.GUESSED
    title: Fact | None = None
    level: Level | None = None
    level_origin: Origin | None = None
    place: Fact | None = None
    place_origin: Origin | None = None
    year: int | None = None
    year_at: tuple[int, int] | None = None
    year_origin: Origin | None = None
    meeting: Fact | None = None
    date: TimeHit | None = None
    speaker: Fact | None = None
    office: Fact | None = None


def meta(copy: str, paragraphs: Sequence[Paragraph], headings: Sequence[Heading], blanks: Sequence[Blank], front: Mapping[str, Any]) -> MetaFacts:
    """Read meta lines and front matter; what they leave open is told from headings and from how the text names its own place."""
    facts = MetaFacts()
    lines = [p for p in paragraphs if p.kind is BlockKind.META]
    lines += [p for p in paragraphs if p.rule == "block.summary"]
    for line in lines:
        if line.rule != FRONT_MATTER:
            _read_line(copy, line, facts)
    _read_front(copy, [line for line in lines if line.rule == FRONT_MATTER], front, facts)
    body = [p for p in paragraphs if p.kind is BlockKind.BODY]
    _read_declared(copy, body[:_OPENING], facts)
    if facts.level is None:
        _level_of_body(copy, body, blanks, facts)
    if facts.level is Level.CENTRAL and facts.place is None:
        facts.place, facts.place_origin = Fact("全国", 0, 0), Origin.INFERRED
    _set_year(copy, lines, body, headings, facts)
    facts.kind, facts.kind_origin = _kind(copy, lines, body, headings, facts)
    return facts


def _read_line(copy: str, line: Paragraph, facts: MetaFacts) -> None:
    text = copy[line.start : line.end]
    if line.rule == "block.metadata":
        start = line.start + text.find("：") + 1
        if text.startswith("标题") and facts.title is None:
            facts.title = Fact(copy[start : line.end].strip(), start, line.end)
        return
    _read_place(copy, line, facts)
    for hit in ruleset("meta").finditer(copy, line.start, line.end):
        match hit["fact"]:
            case "title" if facts.title is None or (line.rule == "block.title" and len(text) > len(facts.title.value or "")):
                facts.title = Fact(hit.match[0], hit.start, hit.end)
            case "meeting" if facts.meeting is None:
                start, end = hit.span("meeting")
                facts.meeting = Fact(copy[start:end], start, end)
            case "speaker" if facts.office is None:
                _set_fact(copy, hit.span("office"), "office", facts)
                _set_fact(copy, hit.span("name"), "speaker", facts)
    dated = [t for t in scan(text) if t.first is not None and t.first == t.last]
    if dated and facts.date is None:
        t = dated[0]
        facts.date = TimeHit(line.start + t.start, line.start + t.end, t.rule, t.kind, t.first, t.last)


def _read_front(copy: str, lines: Sequence[Paragraph], front: Mapping[str, Any], facts: MetaFacts) -> None:
    """What the front matter says and the text does not."""
    for entry in lexicon("front_matter"):
        value = next((front[name] for name in entry["term"].split("|") if name in front), None)
        if not isinstance(value, str | int) or not str(value).strip():
            continue
        written = fold(str(value)).strip()
        at = copy.find(written, lines[0].start, lines[-1].end)
        start, end = (at, at + len(written)) if at >= 0 else (0, 0)
        if entry["field"] == "year":
            if found := _PLAIN_YEAR.search(written):
                facts.year, facts.year_at = int(found[0]), (start + found.start(), start + found.end()) if at >= 0 else None
        elif getattr(facts, entry["field"]) is None:
            setattr(facts, entry["field"], Fact(None if _MASK.search(written) else written, start, end))
            if entry["field"] == "title":
                _read_place(copy, Paragraph(start, end, BlockKind.META, FRONT_MATTER), facts)


def _set_fact(copy: str, span: tuple[int, int], field: str, facts: MetaFacts) -> None:
    start, end = span
    if end > start:
        written = copy[start:end]
        setattr(facts, field, Fact(None if _MASK.search(written) else written.replace(" ", ""), start, end))


def _read_place(copy: str, line: Paragraph, facts: MetaFacts) -> None:
    if _NATIONAL.search(copy, line.start, line.end):
        if facts.level is None:
            facts.level, facts.level_origin = Level.CENTRAL, Origin.STATED
        return
    hit = ruleset("governments").search(copy, line.start, line.end)
    if hit is not None and (facts.place is None or facts.place.value is None):
        _set_place(copy, hit, facts)


def _read_declared(copy: str, opening: Sequence[Paragraph], facts: MetaFacts) -> None:
    """The place in whose government's name the report is given, where no meta line names one."""
    hits = (hit for paragraph in opening for hit in ruleset("governments").finditer(copy, paragraph.start, paragraph.end))
    declared = next((hit for hit in hits if hit.rule.id == "government.declared"), None)
    if declared is not None and facts.place is None:
        _set_place(copy, declared, facts)


def _set_place(copy: str, hit: Hit, facts: MetaFacts) -> None:
    start, end = hit.span("place")
    written = copy[start:end]
    facts.place, facts.place_origin = Fact(None if _MASK.search(written) else written, start, end), Origin.STATED
    suffix = hit.group("suffix") or ""
    facts.level = _level_of(written, suffix)
    facts.level_origin = Origin.STATED if facts.level else None


def _level_of(place: str, suffix: str) -> Level | None:
    if place in lexicon("municipalities").terms():
        return Level.PROVINCE
    return _SUFFIX_LEVEL.get(suffix) or (Level.PROVINCE if suffix.endswith("自治区") else None)


def _level_of_body(copy: str, body: Sequence[Paragraph], blanks: Sequence[Blank], facts: MetaFacts) -> None:
    """A text without meta lines names its own level by 全县, 全镇 and the like, or by a masked *镇."""
    if not body:
        return
    if own := _OWN_GOVERNMENT.search(copy, body[0].start, body[min(_OPENING, len(body)) - 1].end):
        facts.level, facts.level_origin = _SUFFIX_LEVEL[own[1]], Origin.STATED
        return
    named = Counter(m[1] for m in _SELF_NAME.finditer(copy, body[0].start, body[-1].end))
    for blank in blanks:
        following = copy[blank.end : blank.end + 1]
        if following in ("镇", "乡", "县") and blank.kind == "place":
            named[following] += 1
    if named:
        suffix, count = named.most_common(1)[0]
        if count >= 2:
            facts.level, facts.level_origin = _SUFFIX_LEVEL[suffix], Origin.GUESSED
    masked = next((b for b in blanks if _SUFFIX_LEVEL.get(copy[b.end : b.end + 1]) is facts.level and b.kind == "place"), None)
    if masked is not None and facts.level is not None:
        facts.place, facts.place_origin = Fact(None, masked.start, masked.end + 1), Origin.GUESSED


def _set_year(copy: str, lines: Sequence[Paragraph], body: Sequence[Paragraph], headings: Sequence[Heading], facts: MetaFacts) -> None:
    """The year of the day it was given, else the one its title names, else the one its plan is for."""
    if facts.year is not None:
        return
    if facts.date is not None and facts.date.first is not None:
        year = facts.date.first.year + (facts.date.first.month >= 11)
        facts.year, facts.year_at, facts.year_origin = year, (facts.date.start, facts.date.end), Origin.INFERRED
        return
    for fact in (facts.title, facts.meeting):
        if fact is not None and (found := _YEAR.search(copy, fact.start, fact.end)):
            facts.year, facts.year_at, facts.year_origin = _year(found), found.span(), Origin.STATED
            return
    for role, later in ((Role.PLAN, 0), (Role.OUTLOOK, 0), (Role.RETROSPECT, 1)):
        for heading in headings:
            if heading.role is role and (found := _YEAR.search(copy, heading.title_start, heading.title_end)):
                facts.year, facts.year_at, facts.year_origin = _year(found) + later, found.span(), Origin.INFERRED
                return
    if found := _most_named_year(copy, body):
        half = any(_HALF_YEAR.search(copy, paragraph.start, paragraph.end) for paragraph in body[:3])
        facts.year, facts.year_at, facts.year_origin = _year(found) + (not half), found.span(), Origin.GUESSED


def _most_named_year(copy: str, body: Sequence[Paragraph]) -> re.Match[str] | None:
    """The first mention of the year that a text names most: where nothing else tells, that is the one under review."""
    found = [match for paragraph in body for match in _YEAR.finditer(copy, paragraph.start, paragraph.end)]
    counts = Counter(map(_year, found))
    return max(found, key=lambda match: counts[_year(match)], default=None)


def _year(found: re.Match[str]) -> int:
    if found[1]:
        return int(found[1])
    return int(found[2].translate(_CN_DIGITS))


def _kind(
    copy: str, lines: Sequence[Paragraph], body: Sequence[Paragraph], headings: Sequence[Heading], facts: MetaFacts
) -> tuple[DocumentKind, Origin]:
    running = sum(p.end - p.start for p in body)
    title = facts.title.value or "" if facts.title else ""
    opening = copy[body[0].start : body[min(2, len(body) - 1)].end] if body else ""
    if _HALF_YEAR.search(title) or any(_HALF_YEAR.search(h.title) and h.level == 1 for h in headings):
        return DocumentKind.HALF_YEAR, Origin.STATED
    saluted = any(line.rule == "block.salutation" for line in lines) or (bool(body) and "各位代表" in copy[body[0].start : body[-1].end])
    if "政府工作报告" in title and headings:
        return DocumentKind.ANNUAL_REPORT, Origin.STATED
    if running >= _REPORT_LENGTH and (saluted or "政府工作报告" in title or ("报告" in opening and "审议" in opening)):
        return DocumentKind.ANNUAL_REPORT, Origin.INFERRED
    if running >= _REPORT_LENGTH or headings:
        if any(word in title for word in ("计划", "总结", "打算", "安排")):
            return DocumentKind.PLAN, Origin.STATED
        if {Role.RETROSPECT, Role.PLAN} <= {h.role for h in headings}:
            return DocumentKind.PLAN, Origin.INFERRED
    return DocumentKind.OTHER, Origin.GUESSED


def reviewed(headings: Sequence[Heading], times: Sequence[TimeHit]) -> TimeHit | None:
    """The period that the first retrospect heading names."""
    for heading in headings:
        if heading.role is Role.RETROSPECT and heading.style is not HeadingStyle.CIRCLED:
            for hit in times:
                if heading.title_start <= hit.start and hit.end <= heading.title_end:
                    return hit
            return None
    return None


def reference(facts: MetaFacts) -> dt.date | None:
    """The day that relative times are told from: the first of the report's year, the middle of it for a half-year summary."""
    if facts.year is None:
        return None
    return dt.date(facts.year, 7, 1) if facts.kind is DocumentKind.HALF_YEAR else dt.date(facts.year, 1, 1)
