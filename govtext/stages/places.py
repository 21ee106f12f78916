"""The place that a report is of, and its administrative level: what the opening lines, the source and the text as a whole say of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from govtext.gazetteer import ending, meant, mentions, official, rows, starting, stem
from govtext.given import level_named
from govtext.labels import Level, Origin
from govtext.model import Given, SourceInfo
from govtext.rules import Hit, for_packs, lexicon, ruleset
from govtext.stages.blocks import Paragraph
from govtext.stages.clues import Clue, Fact
from govtext.stages.placeholders import Blank

_MASK = re.compile(r"[*×Xx□○某]")
_PLACE_WORDS = re.compile(r"[\u4e00-\u9fff]+")
_OTHER_SUFFIX = re.compile(r"街道|[镇乡](?!镇)")
_BEFORE_NAME = re.compile(r"(?:[在于长年]|中共)$")  # what may stand before a name in the same line
_OPENING = 3  # paragraphs in which the speaker says in whose name the report is given
_LABELLED = (*list(Level)[1:4], "place")  # the levels that columns name, from the widest down
_FEWEST = 4  # mentions of the place that a text is about, at least
_CLEARLY = 2  # times as many as those of any other place of its kind
_LINES = {"block.meeting": "meeting", "block.speaker": "speaker", "block.running": "speaker"}
_SUFFIXES = ("省", "自治区", "市", "州", "盟", "县", "区", "旗")


def of_given(given: Given) -> Iterator[Clue[str]]:
    """The place that the caller says."""
    if given.place is not None:
        yield Clue(given.place, "caller", 5, Origin.GIVEN)


def level_given(source: SourceInfo, front: Mapping[str, object]) -> Level | None:
    """The level that the caller says, or a column, or the front matter."""
    if source.given.level is not None:
        return source.given.level
    columns = {str(name).lower(): value for name, value in (*front.items(), *source.fields.items())}
    named = next((columns[name] for name in lexicon("level_columns").terms() if columns.get(name)), None)
    return level_named(str(named)) if named is not None else None


def of_source(fields: Mapping[str, object], path: str | None) -> Iterator[Clue[str]]:
    """The place that the columns of the source give, and the one that its file's name has."""
    columns = {str(name).lower(): str(value).strip() for name, value in fields.items() if value}
    levels = _LABELLED if columns else ()  # a text alone has none, and a short one is read in the time that looking takes
    named = [columns[row["term"]] for level in levels for row in lexicon("place_columns").where(level=level) if row["term"] in columns]
    if named:
        yield Clue(named[-1], "column", 4, Origin.GIVEN)
        return
    name = re.split(r"[/\\]", path or "")[-1]
    for run in _PLACE_WORDS.finditer(name):
        for start in range(run.start(), run.end() - 1):
            if start > run.start() and not _BEFORE_NAME.search(name, run.start(), start):
                continue
            if (end := next(starting(name, start, run.end()), None)) is not None:
                yield Clue(_beyond(name, start, end, run.end()), "file", 1.5, Origin.INFERRED)
                return


def of_front(said: Fact | None) -> Iterator[Clue[str]]:
    """The place that the front matter has."""
    if said is not None and said.value:
        yield Clue(said.value, "front", 2.5, Origin.STATED, said.start, said.end)


def _beyond(text: str, start: int, end: int, limit: int) -> str:
    """A name of the lists, or the last of several that follow each other: 保定市徐水区."""
    while (further := next(starting(text, end, limit), None)) is not None:
        start, end = end, further
    longer = _OTHER_SUFFIX.match(text, end, limit)  # 白杨街道 is not 白杨市
    return text[start : longer.end() if longer else end]


def of_line(copy: str, line: Paragraph) -> Clue[str] | None:
    """The place that a line of the opening names; its value is empty where it is masked."""
    hit = ruleset("governments").search(copy, line.start, line.end)
    if hit is not None:
        return _of_hit(copy, hit, line)
    found = ruleset("short_places").search(copy, line.start, line.end)
    if found is None:
        return None
    start, end = found.span("place")
    for first in range(start, end - 1):
        for stop in starting(copy, first, end):
            if first > start and not (_BEFORE_NAME.search(copy, start, first) or meant(copy[start:stop])):
                continue
            if ruleset("after_places").match(copy, stop, line.end):
                return Clue(copy[first:stop], _LINES.get(line.rule, "title"), 3, Origin.STATED, first, stop)
    return None


def _of_hit(copy: str, hit: Hit, line: Paragraph) -> Clue[str] | None:
    start, end = hit.span("place")
    if (known := ending(copy, line.start, end)) is not None and known < start:
        start = known
    written = copy[start:end]
    if written in _levels() or written.removesuffix(hit.group("suffix") or "") == "":
        return None
    return Clue("" if _MASK.search(written) else written, _LINES.get(line.rule, "title"), 3, Origin.STATED, start, end)


def declared(copy: str, opening: Sequence[Paragraph]) -> Clue[str] | None:
    """The place in whose government's name the report is given."""
    for paragraph in opening[:_OPENING]:
        for hit in ruleset("governments").finditer(copy, paragraph.start, paragraph.end):
            if hit.rule.id == "government.declared":
                return _of_hit(copy, hit, paragraph)
    return None


def own_suffix(copy: str, lines: Sequence[Paragraph], blanks: Sequence[Blank], body: Sequence[Paragraph]) -> tuple[str, Origin] | None:
    """省, 市, 县 … as the speaker names the own government, or as the text names its own place: 全县, 我县, *镇."""
    for line in lines:
        if hit := ruleset("own_governments").search(copy, line.start, line.end):
            return hit.group("suffix") or "", Origin.STATED
    if not body:
        return None
    named = Counter(hit.group("suffix") for hit in ruleset("self_names").finditer(copy, body[0].start, body[-1].end))
    for blank in blanks:
        following = copy[blank.end : blank.end + 1]
        if following in ("镇", "乡", "县") and blank.kind == "place":
            named[following] += 1
    suffix, count = max(named.items(), key=lambda entry: entry[1], default=("", 0))
    return (suffix or "", Origin.GUESSED) if count > 1 else None


def most_named(copy: str, suffix: str) -> Clue[str] | None:
    """The division with such a suffix that a text names far more often than any other."""
    if suffix not in _SUFFIXES:
        return None
    found: dict[str, list[tuple[int, int]]] = {}
    for start, end, name in mentions(copy, suffix):
        found.setdefault(name, []).append((start, end))
    ranked = sorted(found.items(), key=lambda entry: -len(entry[1]))
    if not ranked or len(ranked[0][1]) < _FEWEST or (len(ranked) > 1 and len(ranked[0][1]) < _CLEARLY * len(ranked[1][1])):
        return None
    name, places = ranked[0]
    written = next((copy[start:end] for start, end in places if copy[start:end] != name), name)
    return Clue(written, "text", 1, Origin.GUESSED, *places[0])


def is_named(copy: str, place: str) -> bool:
    """Whether a text speaks of a place: by its name, or by its stem where that is a word of its own."""
    name = stem(place)
    return copy.count(name if len(name) > 1 else place) > 1


def full_name(written: str, year: int | None, suffix: str) -> str:
    """The name in full, where the lists have one that a written one is short for and that ends as the government's name does."""
    name = official(written, year)
    if name is None and suffix:
        names = {row.name for row in rows(written) if row.name.endswith(suffix)}
        name = names.pop() if len(names) == 1 else None
    return name or written


def agreed(clues: Sequence[Clue[str]]) -> list[Clue[str]]:
    """The clues, with names that are short for several each as the one of those that another clue has: 河南 beside 河南省."""
    named = {clue.value for clue in clues}
    meant_by = {value: named & {row.name for row in rows(value)} for value in named}
    return [replace(clue, value=next(iter(full))) if len(full := meant_by[clue.value]) == 1 else clue for clue in clues]


def level_of(place: str, year: int | None) -> Level | None:
    """The level of a place by the lists, else by its last character."""
    levels = {row.level for row in rows(place) if row.name == place and (year is None or row.listed(year) or row.listed(year - 1))}
    if len(levels) == 1:
        return levels.pop()
    return next((_levels()[place[start:]] for start in range(len(place)) if place[start:] in _levels()), None)


def level_of_suffix(suffix: str) -> Level | None:
    """The level that 省, 市, 县 … stand for."""
    return _levels().get(suffix)


@for_packs()
def _levels() -> Mapping[str, Level]:
    return {row["term"]: Level(row["level"]) for row in lexicon("place_suffixes") if row["level"] in set(Level)}
