"""Answers to the blanks of a report: whether each fits its blank, and the filled text."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from govtext import numerals
from govtext.errors import GovtextError
from govtext.labels import Bound, PlaceholderKind
from govtext.masking.blanks import Blank, blanks
from govtext.masking.text import put
from govtext.model import Metric, Report, Span
from govtext.source import fold
from govtext.value_expressions import scan

_ARABIC = re.compile(r"\d+(?:\.\d+)?(?:×\d+(?:\.\d+)?)?")
_YEAR = re.compile(r"(?:1[6-9]|2[01])\d\d|\d\d|[〇零○一二三四五六七八九]{2,4}")
_DIGITS_BEFORE, _DIGITS_AFTER = re.compile(r"[\d.]*$"), re.compile(r"[\d.]*")
_BLANK_TEXT = re.compile(r"[*×□_＿]|^[Xx某]+$")
_ONE_SIGN = re.compile(r"[*×Xx□]")
_RANGE = re.compile(r"\d*(?:年|月|日|号|%|个百分点)?\s*(?:[-—~]{1,2}|[至到])\s*\d*")
_LONGEST_NAME = 60
_LEAP_YEAR = 2000
_LIMITS = {PlaceholderKind.MONTH: 12, PlaceholderKind.DAY: 31}
_NAMES = frozenset((PlaceholderKind.PLACE, PlaceholderKind.ORGANISATION, PlaceholderKind.PERSON, PlaceholderKind.NAME, PlaceholderKind.UNKNOWN))
_DATES = (PlaceholderKind.YEAR, PlaceholderKind.MONTH, PlaceholderKind.DAY)


class AnswersError(GovtextError):
    """Answers that do not fit the report; `problems` has one line each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled text, what was put where, and the blanks that are still open."""

    text: str
    changes: tuple[tuple[Span, str], ...]
    open: tuple[Blank, ...]


def fill(report: Report, answers: Mapping[str, str]) -> Filled:
    """Put answers into the blanks of a report, each checked against its kind; every other character stays.

    Parameters
    ----------
    report
        A parsed report with blanks.
    answers
        What goes into each blank, by `Blank.id`; an empty answer leaves the blank open.

    Returns
    -------
    Filled
        The text, the changes as spans of `Report.text` in order, and the blanks that stay open.

    Raises
    ------
    AnswersError
        An answer is for no blank of the report, or is no month, year, number or name as its blank asks; a range does not rise;
        a percentage does not have the shape that its mask shows.

    Examples
    --------
    >>> import govtext
    >>> report = govtext.parse("*-*月，税收完成*万元，增速*.*%。")
    >>> fill(report, {"p1": "1", "p2": "6", "p3": "8200"}).text
    '1-6月，税收完成8200万元，增速*.*%。'
    >>> fill(report, {"p2": "13", "p4": "6"})
    Traceback (most recent call last):
    govtext.masking.answers.AnswersError: p2 (*-＿月): 13 is no month from 1 to 12; p4 (税收增速＿%): 6 has no decimals, but the mask *.* shows some
    """
    known = blanks(report)
    given = {id: answer for id, answer in answers.items() if answer}
    if found := [*_unknown(known, given), *problems(report, known, given)]:
        raise AnswersError(found)
    changes = tuple((blank.span, given[blank.id]) for blank in known if blank.id in given)
    return Filled(put(report.text, changes), changes, tuple(blank for blank in known if blank.id not in given))


def problems(report: Report, known: Iterable[Blank], answers: Mapping[str, str]) -> Iterator[str]:
    """Say of each answer that does not fit its blank why."""
    answered = {blank.id: blank for blank in known if answers.get(blank.id)}
    wrong = set()
    for blank in answered.values():
        if reason := misfit(report.text, blank, answers[blank.id]):
            wrong.add(blank.id)
            yield f"{blank.id} ({blank.asked}): {reason}"
    right = {id: blank for id, blank in answered.items() if id not in wrong}
    yield from _dates(report, right, answers)
    yield from _ranges(report, right, answers)


def misfit(text: str, blank: Blank, answer: str) -> str | None:
    """Say why an answer does not fit its blank, None where it does.

    >>> blank = Blank(id="p1", span=Span(start=0, end=1), text="*", kind=PlaceholderKind.MONTH, asked="＿月", context="＿月")
    >>> misfit("*月", blank, "十三"), misfit("*月", blank, "十二")
    ('十三 is no month from 1 to 12', None)
    """
    if _BLANK_TEXT.search(answer):
        return f"{answer} is still a mask; leave the answer empty to keep the blank"
    if blank.kind in _NAMES:
        return _misfit_name(blank, answer)
    before = _DIGITS_BEFORE.search(fold(text[max(0, blank.span.start - 12) : blank.span.start]))
    after = _DIGITS_AFTER.match(fold(text[blank.span.end : blank.span.end + 12]))
    written = re.sub(r"[\s,]", "", fold((before[0] if before else "") + answer + (after[0] if after else "")))
    if blank.kind is PlaceholderKind.YEAR:
        return None if _YEAR.fullmatch(written) and (len(written) != 2 or written == fold(answer)) else f"{answer} makes no year: {written}"
    value = _number(written)
    if value is None:
        return f"{answer} is no number"
    if limit := _LIMITS.get(blank.kind):
        return None if value == int(value) and 1 <= value <= limit else f"{answer} is no {blank.kind} from 1 to {limit}"
    if blank.kind is PlaceholderKind.ORDINAL:
        return None if value == int(value) and value >= 1 else f"{answer} is no rank or ordinal"
    return _misfit_shape(blank, answer, written) if blank.kind is PlaceholderKind.PERCENT else None


def _misfit_name(blank: Blank, answer: str) -> str | None:
    if not any(character.isalpha() for character in answer):
        return f"{answer} is no {blank.kind}" if blank.kind is not PlaceholderKind.UNKNOWN else None
    return f"{answer[:20]}… is longer than a {blank.kind} can be" if len(answer) > _LONGEST_NAME else None


def _misfit_shape(blank: Blank, answer: str, written: str) -> str | None:
    decimals = "." in written or "点" in written
    if "." in blank.text and not decimals:
        return f"{answer} has no decimals, but the mask {blank.text} shows some"
    if decimals and _ONE_SIGN.fullmatch(blank.text) and written == re.sub(r"\s", "", fold(answer)):
        return f"{answer} has decimals, but the mask {blank.text} shows none"
    return None


def _number(written: str) -> Decimal | None:
    if _ARABIC.fullmatch(written):
        return Decimal(written.rpartition("×")[2])
    return numerals.value(written) if written and not written.isascii() else None


def _unknown(known: Iterable[Blank], answers: Mapping[str, str]) -> list[str]:
    ids = {blank.id for blank in known}
    return [f"{id}: the report has no such blank" for id in answers if id not in ids]


def date_pairs(report: Report, known: Iterable[Blank]) -> Iterator[tuple[Blank, Blank]]:
    """Pair the blanks that make one date or the ends of one range of dates: the months of *-*月, the month and the day of *月*日."""
    places = {blank.id: blank for blank in known if blank.kind in _DATES}
    for time in report.times:
        for left, right in pairwise(places[id] for id in time.placeholder_ids if id in places):
            between = fold(report.text[left.span.end : right.span.start])
            ends = left.kind is right.kind and _RANGE.fullmatch(between)
            if ends or (left.kind, right.kind, between) == (PlaceholderKind.MONTH, PlaceholderKind.DAY, "月"):
                yield left, right


def ranges(report: Report) -> Iterator[Metric]:
    """Give the values whose ends are blanks: *万-*万元."""
    return (metric for metric in report.metrics if metric.bound is Bound.RANGE and metric.placeholder_ids)


def _dates(report: Report, answered: Mapping[str, Blank], answers: Mapping[str, str]) -> Iterator[str]:
    for left, right in date_pairs(report, answered.values()):
        low, high = _number(fold(answers[left.id])), _number(fold(answers[right.id]))
        if low is None or high is None:
            continue
        if left.kind is right.kind and low >= high:
            yield f"{left.id}, {right.id} ({right.asked}): {answers[left.id]} to {answers[right.id]} does not rise"
        if left.kind is not right.kind and high > calendar.monthrange(_LEAP_YEAR, int(low))[1]:
            yield f"{right.id} ({right.asked}): month {answers[left.id]} has no day {answers[right.id]}"


def _ranges(report: Report, answered: Mapping[str, Blank], answers: Mapping[str, str]) -> Iterator[str]:
    for metric in ranges(report):
        places = [answered[id] for id in metric.placeholder_ids if id in answered]
        if len(places) == len(metric.placeholder_ids):
            offset = metric.value_span.start
            written = put(metric.text, [(Span(start=b.span.start - offset, end=b.span.end - offset), answers[b.id]) for b in places])
            value = next(scan(fold(written), 0, len(written)), None)
            if value and value.low is not None and value.high is not None and value.low >= value.high:
                yield f"{', '.join(metric.placeholder_ids)} ({places[-1].asked}): {written} does not rise"
