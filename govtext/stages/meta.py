"""What a text is: title, kind, level and place, year, meeting, day, speaker; told by what it says and by what is said about it."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from govtext.gazetteer import meant
from govtext.labels import BlockKind, DocumentKind, HeadingStyle, Level, Origin, Role
from govtext.model import SourceInfo
from govtext.rules import Hit, lexicon, ruleset
from govtext.source import fold
from govtext.stages import places, years
from govtext.stages.blocks import FRONT_MATTER, Paragraph
from govtext.stages.clues import Clue, Fact, decide, dissent
from govtext.stages.placeholders import Blank
from govtext.stages.roles import role_of
from govtext.stages.sections import Heading
from govtext.time_expressions import TimeHit, scan

_NATIONAL = re.compile(r"国务院|全国人民代表大会|全国人大")
_MASK = re.compile(r"[*×Xx□○某]")
_REPORT_LENGTH = 600  # a report proper has at least this much running text
_EXCERPT_LENGTH = 40  # or this much, where its title says what it is
_OPENING = 3  # paragraphs in which the speaker says in whose name the report is given
_LABELS = re.compile(r"(?:标题|title)\s*[：:]\s*")
_UNDATED = ("block.salutation", "block.summary")  # lines that may tell of days, but not of the report's own
_WEIGHTY = 1.5  # a clue of this weight that speaks for something else is worth a remark


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two sources that say different things of one fact; offsets are those of the other one."""

    code: str
    values: Mapping[str, object]
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class MetaFacts:
    """What was found; None where the text does not say."""

    kind: DocumentKind = DocumentKind.OTHER
    kind_origin: Origin = Origin.GUESSED
    month: int = 1
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
    doubts: list[Doubt] = field(default_factory=list)


def meta(
    copy: str,
    paragraphs: Sequence[Paragraph],
    headings: Sequence[Heading],
    blanks: Sequence[Blank],
    front: Mapping[str, Any],
    source: SourceInfo,
) -> MetaFacts:
    """Weigh what the meta lines, the front matter, the source's columns and name, the headings and the text as a whole say of it."""
    facts = MetaFacts()
    lines = [p for p in paragraphs if p.kind is BlockKind.META]
    lines += [p for p in paragraphs if p.rule == "block.summary"]
    for line in lines:
        if line.rule != FRONT_MATTER:
            _read_line(copy, line, facts)
    said = _read_front(copy, [line for line in lines if line.rule == FRONT_MATTER], front, facts)
    body = [p for p in paragraphs if p.kind is BlockKind.BODY]
    if facts.title is None:
        facts.title = _announced_title(copy, body)
    _set_kind(copy, lines, body, headings, facts)
    _set_year(
        copy, body, headings, facts, [*years.of_given(source.given), *years.of_source(source.fields, source.path), *years.of_front(said.get("year"))]
    )
    _set_place(
        copy,
        lines,
        body,
        blanks,
        facts,
        [*places.of_given(source.given), *places.of_source(source.fields, source.path), *places.of_front(said.get("place"))],
    )
    _set_level(facts, places.level_given(source, front))
    return facts


def _set_level(facts: MetaFacts, given: Level | None) -> None:
    """The level that the caller gives or a column has; where the place or the text says another, that is a doubt."""
    if given is None:
        return
    if facts.level is not None and facts.level is not given:
        facts.doubts.append(Doubt("GT109", {"other": facts.level, "chosen": given}))
    facts.level, facts.level_origin = given, Origin.GIVEN


def _read_line(copy: str, line: Paragraph, facts: MetaFacts) -> None:
    text = copy[line.start : line.end]
    if label := _LABELS.match(text):
        start = line.start + label.end()
        if facts.title is None and start < line.end:
            facts.title = Fact(copy[start : line.end].strip(), start, line.end)
        return
    if line.rule == "block.metadata":
        return
    if line.rule == "block.styled_title" and facts.title is None:
        facts.title = Fact(text, line.start, line.end)
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
    dated = [t for t in scan(text) if t.first is not None and t.first == t.last] if line.rule not in _UNDATED else []
    if dated and facts.date is None:
        t = dated[0]
        facts.date = TimeHit(line.start + t.start, line.start + t.end, t.rule, t.kind, t.first, t.last)


def _read_front(copy: str, lines: Sequence[Paragraph], front: Mapping[str, Any], facts: MetaFacts) -> Mapping[str, Fact]:
    """What the front matter says; its title and speaker count where the text has none."""
    said = {}
    for entry in lexicon("front_matter"):
        value = next((front[name] for name in entry["term"].split("|") if name in front), None)
        if not isinstance(value, str | int) or not str(value).strip():
            continue
        written = fold(str(value)).strip()
        at = copy.find(written, lines[0].start, lines[-1].end)
        said[entry["field"]] = Fact(None if _MASK.search(written) else written, *((at, at + len(written)) if at >= 0 else (0, 0)))
    facts.title = facts.title or said.get("title")
    facts.speaker = facts.speaker or said.get("speaker")
    return said


def _announced_title(copy: str, body: Sequence[Paragraph]) -> Fact | None:
    """What the first paragraphs say that the text is."""
    for paragraph in body[:_OPENING]:
        if hit := ruleset("announced_titles").search(copy, paragraph.start, paragraph.end):
            start, end = hit.span("title")
            return Fact(copy[start:end], start, end)
    return None


def _set_fact(copy: str, span: tuple[int, int], name: str, facts: MetaFacts) -> None:
    start, end = span
    if end > start:
        written = copy[start:end]
        setattr(facts, name, Fact(None if _MASK.search(written) else written.replace(" ", ""), start, end))


def _set_kind(copy: str, lines: Sequence[Paragraph], body: Sequence[Paragraph], headings: Sequence[Heading], facts: MetaFacts) -> None:
    """The kind that the title says, else the one that the headings, the salutation and the opening make of the text."""
    running = sum(p.end - p.start for p in body)
    title = facts.title.value or "" if facts.title else ""
    opening = copy[body[0].start : body[min(2, len(body) - 1)].end] if body else ""
    saluted = any(line.rule == "block.salutation" for line in lines) or (bool(body) and "各位代表" in copy[body[0].start : body[-1].end])
    said = _kind_of(title)
    if said is None or said["kind"] == "annual_report":
        top = "\n".join(heading.title for heading in headings if heading.level == 1)
        half = _kind_of(top)
        said = half if half is not None and half["kind"] == "half_year" and not saluted else said
    roles = {said_of[0] for heading in headings if (said_of := role_of(heading.title)) is not None}
    if said is not None and said["kind"] == "summary" and roles & {Role.PLAN, Role.OUTLOOK}:
        facts.kind, facts.kind_origin = DocumentKind.PLAN, Origin.INFERRED
    elif said is not None and (said["kind"] != "annual_report" or headings or saluted or running >= _EXCERPT_LENGTH) and (headings or running):
        facts.kind, facts.kind_origin, facts.month = DocumentKind(said["kind"]), Origin.STATED, said["month"]
    elif running >= _REPORT_LENGTH and (saluted or ("报告" in opening and "审议" in opening)):
        facts.kind, facts.kind_origin = DocumentKind.ANNUAL_REPORT, Origin.INFERRED
    elif {Role.RETROSPECT, Role.PLAN} <= roles and (running >= _REPORT_LENGTH or headings):
        facts.kind, facts.kind_origin = DocumentKind.PLAN, Origin.INFERRED


def _kind_of(title: str) -> Hit | None:
    """The first of the rules that matches anywhere."""
    return min(ruleset("kinds").finditer(title), key=lambda hit: hit.index, default=None)


def _set_year(copy: str, body: Sequence[Paragraph], headings: Sequence[Heading], facts: MetaFacts, around: Sequence[Clue[int]]) -> None:
    clues = [*around]
    for fact, where in ((facts.title, "title"), (facts.meeting, "meeting")):
        if fact is not None and (clue := years.of_words(copy, fact.start, fact.end, where, facts.kind)):
            clues.append(clue)
    if facts.date is not None:
        clues += years.of_day(facts.date)
    clues += years.of_headings(copy, headings, facts.kind)
    clues += years.of_body(copy, body, facts.kind)
    chosen = decide(clues)
    if chosen is None:
        return
    facts.year, facts.year_origin = chosen.value, chosen.origin
    facts.year_at = next(((c.start, c.end) for c in [chosen, *clues] if c.value == chosen.value and c.end > c.start), None)
    facts.doubts += _doubts("GT107", clues, chosen)


def _set_place(
    copy: str,
    lines: Sequence[Paragraph],
    body: Sequence[Paragraph],
    blanks: Sequence[Blank],
    facts: MetaFacts,
    around: Sequence[Clue[str]],
) -> None:
    opening = [*lines, *body[:_OPENING]]
    own = places.own_suffix(copy, opening, blanks, body)
    suffix = own[0] if own else ""
    titled = [Paragraph(facts.title.start, facts.title.end, BlockKind.META, FRONT_MATTER)] if facts.title and facts.title.end else []
    stated = [line for line in lines if line.rule != FRONT_MATTER] + titled
    national = next((line for line in stated if _NATIONAL.search(copy, line.start, line.end)), None)
    said = list({clue.start: clue for line in stated if (clue := places.of_line(copy, line))}.values())
    said += [clue for clue in [places.declared(copy, body)] if clue]
    masked = next((clue for clue in said if not clue.value), None)
    if national is not None and not [clue for clue in said if clue.value]:
        facts.level, facts.level_origin, facts.place, facts.place_origin = Level.CENTRAL, Origin.STATED, Fact("全国", 0, 0), Origin.INFERRED
        return
    clues = [*around, *(clue for clue in said if clue.value)]
    clues = places.agreed([Clue(places.full_name(c.value, facts.year, suffix), c.where, c.weight, c.origin, c.start, c.end) for c in clues])
    chosen = decide(clues)
    if chosen is None or (chosen.end > chosen.start and meant(chosen.value) and not places.is_named(copy, chosen.value)):
        named = places.most_named(copy, suffix) if masked is None else None
        if named is not None:
            clues.append(Clue(places.full_name(named.value, facts.year, suffix), named.where, 3.5, named.origin, named.start, named.end))
            chosen = decide(clues)
    _set_chosen(copy, chosen, masked, own, blanks, facts)
    if chosen is not None:
        facts.doubts += _doubts("GT108", clues, chosen)


def _set_chosen(
    copy: str, chosen: Clue[str] | None, masked: Clue[str] | None, own: tuple[str, Origin] | None, blanks: Sequence[Blank], facts: MetaFacts
) -> None:
    """The place with its level; where it is masked or not named, the level alone."""
    if chosen is not None:
        facts.place, facts.place_origin = Fact(chosen.value, chosen.start, chosen.end), chosen.origin
        facts.level = places.level_of(chosen.value, facts.year)
        facts.level_origin = chosen.origin if facts.level else None
    elif masked is not None:
        facts.place, facts.place_origin = Fact(None, masked.start, masked.end), masked.origin
        facts.level = places.level_of(copy[masked.start : masked.end], None)
        facts.level_origin = masked.origin if facts.level else None
    if facts.level is None and own is not None:
        facts.level = Level.CENTRAL if own[0] == "国" else places.level_of_suffix(own[0])
        facts.level_origin = own[1] if facts.level else None
    if facts.place is None and facts.level is Level.CENTRAL:
        facts.place, facts.place_origin = Fact("全国", 0, 0), Origin.INFERRED
    elif facts.place is None and facts.level is not None:
        mask = next((b for b in blanks if b.kind == "place" and places.level_of_suffix(copy[b.end : b.end + 1]) is facts.level), None)
        if mask is not None:
            facts.place, facts.place_origin = Fact(None, mask.start, mask.end + 1), Origin.GUESSED


def _doubts(code: str, clues: Sequence[Clue[Any]], chosen: Clue[Any]) -> list[Doubt]:
    words = {row["term"]: row["english"] for row in lexicon("clues")}
    other = dissent(clues, chosen, _WEIGHTY)
    return [
        Doubt(code, {"where": words[c.where], "other": c.value, "chosen": chosen.value, "by": words[chosen.where]}, c.start, c.end) for c in other
    ]


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
    """The day that relative times are told from: the first of the report's year, later in it for what looks back on a part of it."""
    if facts.year is None:
        return None
    day = monthrange(facts.year, facts.month)[1] if facts.kind is DocumentKind.SUMMARY else 1
    return dt.date(facts.year, facts.month, day)
