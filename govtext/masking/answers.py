"""Answers to the blanks of a report: whether each fits its blank, and the filled text."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from govtext import numerals
from govtext.errors import GovtextError
from govtext.labels import Bound, PlaceholderKind
from govtext.masking.blanks import Blank, blanks
from govtext.masking.text import put
from govtext.model import Metric, Report, Span, require_reports
from govtext.source import fold
from govtext.value_expressions import scan

_ARABIC = re.compile(r"\d+(?:\.\d+)?(?:×\d+(?:\.\d+)?)?")
_YEAR = re.compile(r"(?:1[6-9]|2[01])\d\d|\d\d|[〇零○一二三四五六七八九]{2,4}")
_DIGITS_BEFORE, _DIGITS_AFTER = re.compile(r"[\d.]*$"), re.compile(r"[\d.]*")
_REACH = 12
_BLANK_TEXT = re.compile(r"[*×□_＿]|^[Xx某]+$")
_BELOW_ZERO = re.compile(r"[-−–负]")
_SCALE_LAST, _SCALE_FIRST = re.compile(r"(?:万亿|[万亿])$"), re.compile(r"万亿|[万亿]")
_AMOUNT = re.compile(r"[万亿]|\d[十百千]")
_ONE_SIGN = re.compile(r"[*×Xx□]")
_RANGE = re.compile(r"\d*(?:年|月|日|号|%|个百分点)?\s*(?:[-—~]{1,2}|[至到])\s*\d*")
_LONGEST_NAME = 60
_LEAP_YEAR = 2000
_LIMITS = {PlaceholderKind.MONTH: 12, PlaceholderKind.DAY: 31}
_NAMES = frozenset((PlaceholderKind.PLACE, PlaceholderKind.ORGANISATION, PlaceholderKind.PERSON, PlaceholderKind.NAME, PlaceholderKind.UNKNOWN))
_DATES = (PlaceholderKind.YEAR, PlaceholderKind.MONTH, PlaceholderKind.DAY)


class Misfit(NamedTuple):
    """Why an answer does not fit its blank; `of_shape` where it only looks other than its mask, as 6 for ``*.*`` does."""

    reason: str
    of_shape: bool = False


class AnswersError(GovtextError):
    """Answers that do not fit the report.

    Attributes
    ----------
    problems
        One line for each answer that does not fit.
    confirmable
        Whether all of them contradict the shape of their masks alone, so that `force` fills them in.
    """

    def __init__(self, problems: Iterable[str | Misfit]) -> None:
        found = [problem if isinstance(problem, Misfit) else Misfit(problem) for problem in problems]
        self.problems = tuple(problem.reason for problem in found)
        self.confirmable = all(problem.of_shape for problem in found)
        super().__init__("; ".join(self.problems))


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled text, what was put where, the blanks that are still open, and what was filled in against the shape of its mask."""

    text: str
    changes: tuple[tuple[Span, str], ...]
    open: tuple[Blank, ...]
    warnings: tuple[str, ...] = ()


def fill(report: Report, answers: Mapping[str, str], *, force: bool = False) -> Filled:
    """Put answers into the blanks of a report, each checked against its kind; every other character stays.

    Parameters
    ----------
    report
        A parsed report with blanks.
    answers
        What goes into each blank, by `Blank.id`; an empty answer leaves the blank open.
    force
        Whether answers go in that contradict the shape of their mask (6 for ``*.*``); they are then in `Filled.warnings`.

    Returns
    -------
    Filled
        The text, the changes as spans of `Report.text` in order, the blanks that stay open, and the warnings.

    Raises
    ------
    AnswersError
        An answer is for no blank of the report, or is no month, year, number or name as its blank asks; a range does not rise;
        a percentage does not have the shape that its mask shows, and `force` is not set.

    Examples
    --------
    >>> import govtext
    >>> report = govtext.parse("*-*月，税收完成*万元，增速*.*%。")
    >>> fill(report, {"p1": "1", "p2": "6", "p3": "8200"}).text
    '1-6月，税收完成8200万元，增速*.*%。'
    >>> fill(report, {"p2": "13", "p4": "6"})
    Traceback (most recent call last):
    govtext.masking.answers.AnswersError: p2 (*-＿月): 13 is no month from 1 to 12; p4 (税收增速＿%): 6 has no decimals, but the mask *.* shows some
    >>> fill(report, {"p4": "6"}, force=True).text
    '*-*月，税收完成*万元，增速6%。'

    Where the text shows a part of a figure, the answer may be what is hidden or the whole figure:

    >>> report = govtext.parse("202*年，税收完成1*0万元。")
    >>> fill(report, {"p1": "4", "p2": "120"}).text
    '2024年，税收完成120万元。'
    """
    require_reports(report)
    known = blanks(report)
    given = {id: answer for id, answer in answers.items() if answer}
    return filled(report, known, given, _unknown(known, given), force=force)


def filled(
    report: Report, known: Sequence[Blank], answers: Mapping[str, str], found: Iterable[str], *, force: bool, trusted: Collection[str] = ()
) -> Filled:
    """Fill in answers unless something was found against them before, or is found now; `AnswersError` where it is. The `trusted` are not checked."""
    checked = [blank for blank in known if blank.id in answers and blank.id not in trusted]
    answers = {**answers, **{blank.id: hidden_part(report.text, blank, answers[blank.id]) for blank in checked}}
    misfits = [*map(Misfit, found), *problems(report, known, {id: answer for id, answer in answers.items() if id not in trusted})]
    if misfits and not (force and all(misfit.of_shape for misfit in misfits)):
        raise AnswersError(misfits)
    changes = tuple((blank.span, answers[blank.id]) for blank in known if blank.id in answers)
    still_open = tuple(blank for blank in known if blank.id not in answers)
    return Filled(put(report.text, changes), changes, still_open, tuple(misfit.reason for misfit in misfits))


def problems(report: Report, known: Iterable[Blank], answers: Mapping[str, str]) -> Iterator[Misfit]:
    """Say of each answer that does not fit its blank why."""
    answered = {blank.id: blank for blank in known if answers.get(blank.id)}
    wrong = set[str]()
    for blank in answered.values():
        if found := misfit(report.text, blank, answers[blank.id]):
            wrong.update(() if found.of_shape else (blank.id,))
            yield found._replace(reason=f"{blank.id} ({blank.asked}): {found.reason}")
    right = {id: blank for id, blank in answered.items() if id not in wrong}
    yield from _dates(report, right, answers)
    yield from _ranges(report, right, answers)


def misfit(text: str, blank: Blank, answer: str) -> Misfit | None:
    """Say why an answer does not fit its blank, None where it does.

    >>> blank = Blank(id="p1", span=Span(start=0, end=1), text="*", kind=PlaceholderKind.MONTH, asked="＿月", context="＿月")
    >>> misfit("*月", blank, "十三"), misfit("*月", blank, "十二")
    (Misfit(reason='十三 is no month from 1 to 12', of_shape=False), None)
    """
    if _BLANK_TEXT.search(answer):
        return Misfit(f"{answer} is still a mask; leave the answer empty to keep the blank")
    if blank.kind in _NAMES:
        return _misfit_name(blank, answer)
    before, after = shown_part(text, blank)
    follows = fold(text[blank.span.end : blank.span.end + _REACH])
    written = re.sub(r"[\s,]", "", fold(before + answer + after))
    if blank.kind is PlaceholderKind.YEAR:
        return None if _YEAR.fullmatch(written) and (len(written) != 2 or written == fold(answer)) else Misfit(f"{answer} makes no year: {written}")
    if reason := _misfit_number(blank, answer, written, follows):
        return Misfit(reason)
    if (before or after) and sum(letter.isdigit() for letter in answer) > sum(letter != "." for letter in blank.text):
        return Misfit(f"{answer} makes {written}, of which the text hides {blank.text} alone", of_shape=True)
    shape = _misfit_shape(blank, answer, written) if blank.kind is PlaceholderKind.PERCENT else None
    return Misfit(shape, of_shape=True) if shape else None


def shown_part(text: str, blank: Blank) -> tuple[str, str]:
    """Give the digits that stand before and after a mask inside a figure: 1 and 0 in 1*0万元; empty where the whole is masked."""
    if blank.kind in _NAMES:
        return "", ""
    before = _DIGITS_BEFORE.search(fold(text[max(0, blank.span.start - _REACH) : blank.span.start]))
    after = _DIGITS_AFTER.match(fold(text[blank.span.end : blank.span.end + _REACH]))
    return before[0] if before else "", after[0] if after else ""


def hidden_part(text: str, blank: Blank, answer: str) -> str:
    """Give what of an answer stands for the mask: without the digits that the text shows, where the answer is the whole figure."""
    before, after = shown_part(text, blank)
    written = fold(answer)
    whole = re.fullmatch(rf"{re.escape(before)}(?P<hidden>[\d.]*\d[\d.]*){re.escape(after)}", written)
    return whole["hidden"] if whole and before + after else answer


def _misfit_name(blank: Blank, answer: str) -> Misfit | None:
    if not any(character.isalpha() for character in answer):
        return Misfit(f"{answer} is no {blank.kind}") if blank.kind is not PlaceholderKind.UNKNOWN else None
    return Misfit(f"{answer[:20]}… is longer than a {blank.kind} can be") if len(answer) > _LONGEST_NAME else None


def _misfit_number(blank: Blank, answer: str, written: str, follows: str) -> str | None:
    if _BELOW_ZERO.match(written) and _number(written[1:]) is not None:
        return f"{answer} is below zero; write the sentence anew with a verb of falling, and the figure without its sign"
    value = _number(written)
    if value is None:
        tail = next((written[place:] for place in range(1, len(written)) if follows.startswith(written[place:])), "")
        return f"{answer} is no number" + (f"; {tail} stands in the text already" if tail else "")
    if limit := _LIMITS.get(blank.kind):
        return None if value == int(value) and 1 <= value <= limit else f"{answer} is no {blank.kind} from 1 to {limit}"
    if blank.kind is PlaceholderKind.ORDINAL:
        return None if value == int(value) and value >= 1 else f"{answer} is no rank or ordinal"
    if blank.kind is PlaceholderKind.PERCENT:
        return f"{answer} is an amount, and the blank asks for a percentage" if _AMOUNT.search(written) else None
    if (scale := _SCALE_LAST.search(written)) and (next_scale := _SCALE_FIRST.match(follows)) and not (scale[0] == "万" and next_scale[0] == "亿"):
        return f"{answer}{next_scale[0]} has two scales; the text goes on with {next_scale[0]}"
    return None


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


def _dates(report: Report, answered: Mapping[str, Blank], answers: Mapping[str, str]) -> Iterator[Misfit]:
    for left, right in date_pairs(report, answered.values()):
        low, high = _number(fold(answers[left.id])), _number(fold(answers[right.id]))
        if low is None or high is None:
            continue
        if left.kind is right.kind and low >= high:
            yield Misfit(f"{left.id}, {right.id} ({right.asked}): {answers[left.id]} to {answers[right.id]} does not rise")
        if left.kind is not right.kind and high > calendar.monthrange(_LEAP_YEAR, int(low))[1]:
            yield Misfit(f"{right.id} ({right.asked}): month {answers[left.id]} has no day {answers[right.id]}")


def _ranges(report: Report, answered: Mapping[str, Blank], answers: Mapping[str, str]) -> Iterator[Misfit]:
    for metric in ranges(report):
        places = [answered[id] for id in metric.placeholder_ids if id in answered]
        if len(places) == len(metric.placeholder_ids):
            offset = metric.value_span.start
            written = put(metric.text, [(Span(start=b.span.start - offset, end=b.span.end - offset), answers[b.id]) for b in places])
            value = next(scan(fold(written), 0, len(written)), None)
            if value and value.low is not None and value.high is not None and (value.turned or value.low == value.high):
                yield Misfit(f"{', '.join(metric.placeholder_ids)} ({places[-1].asked}): {written} does not rise")
