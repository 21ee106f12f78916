"""What a report says of itself: its place and its year, and where the text names others, as one written over last year's does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govtext.checking.findings import Finding, finding
from govtext.labels import DocumentKind, EntityKind, Role
from govtext.model import Report, Span
from govtext.rules import ruleset
from govtext.source import fold

_HEAD = 1500  # characters at the start in which a report names its place
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_OPENING = 60
_FIRST_EARLY_MONTH = 10  # from when a congress may hear the report of the year to come
_PLANS = (Role.PLAN, Role.OUTLOOK)


def places(report: Report) -> Iterator[Finding]:
    """Find a government, a congress or an office of another place than the title's, and another that is wished what only the own is."""
    own = report.meta.place.value
    if not own or report.meta.title.value is None or own not in re.sub(r"\s", "", report.meta.title.value):
        return
    folded = fold(report.text[:_HEAD])
    for hit in ruleset("self_references").finditer(folded):
        named = hit.group("place") or ""
        if named[-1] == own[-1] and not named.endswith(own) and not own.endswith(named):
            start, end = hit.span("place")
            yield _other_place(report, hit.rule.id, Span(start=start, end=end), own, named)
    named_places = {entity.span.end: entity for entity in report.entities if entity.kind is EntityKind.PLACE and entity.text[-1] == own[-1]}
    for hit in ruleset("own_slogans").finditer(fold(report.text)):
        entity = named_places.get(hit.span("place")[1])
        if entity and not entity.text.endswith(own) and not own.endswith(entity.text):
            span = Span(start=max(entity.span.start, hit.span("place")[0]), end=entity.span.end)
            yield _other_place(report, hit.rule.id, span, own, span.of(report.text))


def _other_place(report: Report, rule: str, span: Span, own: str, named: str) -> Finding:
    related = (report.meta.place.span,) if report.meta.place.span else ()
    return finding(report, "GT508", rule, span, related, place=own, found=named)


def years(report: Report) -> Iterator[Finding]:
    """Find a year of the date, of the heading of review or plan, or of the sentence that opens it, that is not the one due there."""
    year = report.meta.year
    if year is None or report.meta.kind is not DocumentKind.ANNUAL_REPORT or not report.meta.year_span:
        return
    for section in report.sections:
        hit = ruleset("own_years").search(fold(section.title))
        due = year + hit["due"] if hit else None
        found = [int(written) for written in _YEAR.findall(fold(section.title))]
        if hit and due is not None and found == [due - 1]:
            start = section.title_span.start + section.title_span.of(report.text).find(str(found[0]))
            yield finding(report, "GT509", hit.rule.id, Span(start=start, end=start + 5), written=f"{found[0]}年", year=f"{due}年")
    given = report.meta.date
    if given and given.span and given.start and given.start.year == year - 1 and given.start.month < _FIRST_EARLY_MONTH:
        yield finding(report, "GT509", "own.year_given", given.span, written=f"{given.start.year}年", year=f"{year}年")
    yield from _openings(report, year)


def _openings(report: Report, year: int) -> Iterator[Finding]:
    """Find a part that opens with the year before its own: 2023年是…的关键之年 in the plan of 2024, 2022年，… in the review of 2023."""
    for section in report.sections:
        named = [int(written) for written in _YEAR.findall(fold(section.title))]
        due = year if section.role in _PLANS else named[0] if section.role is Role.RETROSPECT and len(named) == 1 else None
        if due is None or named not in ([], [due]):
            continue
        start = section.heading_span.end
        hit = ruleset("own_openings").match(fold(report.text[start : start + _OPENING]))
        if hit and int(hit.group("year") or 0) == due - 1 and (section.role in _PLANS) <= (hit["of"] == "plan"):
            begin, end = hit.span("written")
            span = Span(start=start + begin, end=start + end)
            yield finding(report, "GT509", hit.rule.id, span, written=hit.group("written"), year=f"{due}年")
