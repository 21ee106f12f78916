"""The year that a report is of: what its day, title, headings, source and text as a whole say of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from govtext.labels import DocumentKind, Origin, Role
from govtext.model import Given
from govtext.rules import lexicon, ruleset
from govtext.stages.blocks import Paragraph
from govtext.stages.clues import Clue, Fact
from govtext.stages.roles import role_of
from govtext.stages.sections import Heading
from govtext.stages.turns import leaning
from govtext.time_expressions import TimeHit

_YEAR = re.compile(  # one that begins with a character is found faster than one that begins with a look-behind
    r"([12一二](?:(?<![0-9].)(?:(?<=1)9|(?<=2)0)[0-9]{2}|(?<=[一二])(?<![〇零○九一二].)[〇零○九八七六五四三二一]{3}))"
    r"(?:年|(?<=[0-9])(?: 年| ?(?=[—-][0-9]{4}年)))"
)
_IN_NAME = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_AHEAD = re.compile(r"[到至—-]$")  # 到2035年 is no year of the report
_LATER = re.compile(r"[—-]\d|远景|规划|纲要|以来")
_CN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_SENTENCE = 200  # characters
_TURN_OF_TERMS = range(8, 11)  # months in which a new congress may already hear of the next year
_LATE = 11  # a report given from this month on is of the next year
_OF_ONE_YEAR = (DocumentKind.HALF_YEAR, DocumentKind.QUARTER, DocumentKind.SUMMARY)


def of_given(given: Given) -> Iterator[Clue[int]]:
    """The year that the caller says."""
    if given.year is not None:
        yield Clue(given.year, "caller", 5, Origin.GIVEN)


def of_source(fields: Mapping[str, object], path: str | None) -> Iterator[Clue[int]]:
    """The year that a column of the source gives, and the one that its file's name has."""
    columns = {str(name).lower(): str(value) for name, value in fields.items() if value is not None}
    for name in lexicon("year_columns").terms():
        if found := _IN_NAME.search(columns.get(name, "")):
            yield Clue(int(found[0]), "column", 4, Origin.GIVEN)
            break
    years = _IN_NAME.findall(re.split(r"[/\\]", path or "")[-1])
    if years:
        yield Clue(int(years[0]), "file", 1.5, Origin.INFERRED)


def of_front(said: Fact | None) -> Iterator[Clue[int]]:
    """The year that the front matter has."""
    if said is not None and (found := _IN_NAME.search(said.value or "")):
        at = (said.start + found.start(), said.start + found.end()) if said.end else (0, 0)
        yield Clue(int(found[0]), "front", 2.5, Origin.STATED, *at)


def of_day(day: TimeHit) -> Iterator[Clue[int]]:
    """The year of the day on which it was given: the next one at the end of a year, if nothing speaks against it."""
    if day.first is None:
        return
    late = day.first.month >= _LATE
    yield Clue(day.first.year + late, "day", 2 if day.first.month in _TURN_OF_TERMS else 2.5, Origin.INFERRED, day.start, day.end)
    if late:
        yield Clue(day.first.year, "day", 1, Origin.INFERRED, day.start, day.end)


def of_words(copy: str, start: int, end: int, where: str, kind: DocumentKind) -> Clue[int] | None:
    """The year that the title or the name of the congress says: of two that follow each other the later, of what a plan looks back on the next."""
    found = list(_YEAR.finditer(copy, start, end))
    if not found:
        return None
    years = [year(match) for match in found]
    last = max(range(len(years)), key=lambda i: years[i] if years[i] <= years[0] + 1 else 0)
    looks_back = kind is DocumentKind.PLAN and last == 0 and (said := role_of(copy[found[0].end() : end])) is not None and said[0] is Role.RETROSPECT
    return Clue(years[last] + looks_back, where, 3, Origin.STATED, *found[last].span())


def of_headings(copy: str, headings: Sequence[Heading], kind: DocumentKind) -> Iterator[Clue[int]]:
    """The year that headings name: of two years that follow each other the later; one alone is told by what the heading is about."""
    named: dict[int, tuple[int, int]] = {}
    told: list[Clue[int]] = []
    for heading in headings:
        for match in _YEAR.finditer(copy, heading.title_start, heading.title_end):
            if _AHEAD.search(copy, max(match.start() - 1, heading.title_start), match.start()) or _LATER.match(copy, match.end(), heading.title_end):
                continue
            named.setdefault(year(match), match.span())
            told += _of_heading(copy, heading, match, kind)
    latest = max(named, default=0)
    if latest - 1 in named and kind not in _OF_ONE_YEAR:
        yield Clue(latest, "headings", 3, Origin.INFERRED, *named[latest])
    elif told:
        yield told[0]


def _of_heading(copy: str, heading: Heading, match: re.Match[str], kind: DocumentKind) -> Iterator[Clue[int]]:
    if kind in _OF_ONE_YEAR:
        yield Clue(year(match), "headings", 2.5, Origin.INFERRED, *match.span())
        return
    said = ruleset("year_headings").search(copy, heading.title_start, heading.title_end)
    if said is not None:
        yield Clue(year(match) + (said["of"] == "before"), "headings", 2.5, Origin.INFERRED, *match.span())


def of_body(copy: str, body: Sequence[Paragraph], kind: DocumentKind) -> Iterator[Clue[int]]:
    """The later of the two years in a row that a text names most, or the one that it names most where it looks at that year from within."""
    found = [match for paragraph in body for match in _YEAR.finditer(copy, paragraph.start, paragraph.end)]
    found = [match for match in found if not _AHEAD.search(copy, match.start() - 1, match.start())]
    if not found:
        return
    counts = Counter(map(year, found))
    first = max(found, key=lambda match: counts[year(match)])
    if kind not in _OF_ONE_YEAR:
        named = max((y + step for y in counts for step in (0, 1)), key=lambda y: (counts[y - 1] + counts[y], y))
        named -= named not in counts and sum(_looks_back(copy, match) for match in found if year(match) == named - 1) < 0
        first = next(match for match in found if year(match) in (named, named - 1))
    yield Clue(named if kind not in _OF_ONE_YEAR else year(first), "body", 1, Origin.GUESSED, *first.span())


def _looks_back(copy: str, named: re.Match[str]) -> float:
    """How much the sentence that names a year looks back on it: below 0 it looks ahead."""
    end = copy.find("。", named.end(), named.end() + _SENTENCE)
    return leaning(copy, named.end(), end if end >= 0 else min(named.end() + _SENTENCE, len(copy)))


def year(found: re.Match[str]) -> int:
    """The year that a match has, in Arabic or Chinese figures."""
    return int(found[1].translate(_CN_DIGITS))
