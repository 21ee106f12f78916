"""Numbering and stated counts as the parse remarks them, where it is sure: a number that the text has and the parse did not take is no gap."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from govtext import numerals
from govtext.checking.findings import READ, Finding, finding
from govtext.model import Diagnostic, Report, Span
from govtext.rules import ruleset
from govtext.source import fold

_NUMBER = re.compile(r"[一二三四五六七八九十]+|\d+")
_DIGITS = "〇一二三四五六七八九"
_MARKERS = ("（{}）", "({})", "{}、", "{}是", "{}要", "第{}，", "{}．", "{}.")
_CODES = ("GT301", "GT302", "GT303", "GT304")
_MANY = 20
_LEADS = ("，", "：", "、")  # what follows them may be no item of the list


def numbering(report: Report) -> Iterator[Finding]:
    """Give the remarks on numbering and stated counts that a look at the text itself does not refute."""
    told = set()
    for remark in report.diagnostics:
        if remark.code in _CODES and remark.span and _is_sure(report.text, remark):
            told.add(remark.span.start)
            yield Finding(**remark.model_dump(exclude={"span"}), span=remark.span, text=remark.span.of(report.text), rule="parse")
    yield from (found for found in _inside(report) if found.span and found.span.start not in told)


def _inside(report: Report) -> Iterator[Finding]:
    """Find numbers that are repeated or left out within a paragraph: 一是…。二是…。二是…, 1．…。2．…。4．….

    The parse leaves the first to the item before, since it can only be numbered wrongly (一是…，一是… is no slip), and reads no items
    where a list is not one beyond doubt.
    """
    for block in report.blocks:
        if block.kind not in READ:
            continue
        before: dict[str, tuple[int, str]] = {}
        for hit in ruleset("item_marks").finditer(fold(block.text)):
            mark, written = hit.group("mark") or "", hit.group("number") or ""
            form, number = mark.replace(written, "{}").replace(" ", ""), _ordinal(written)
            last, last_written = before.get(form, (0, ""))
            start, end = (block.span.start + place for place in hit.span("mark"))
            span = Span(start=start, end=end)
            if last and block.text[max(0, start - block.span.start - 1)] not in _LEADS:
                if number == last > 1:
                    yield finding(report, "GT302", "check.repeated_number", span, marker=written)
                elif number == last + 2 and last > 1:
                    yield finding(report, "GT301", "check.left_out_number", span, before=last_written, after=written)
            if last or number == 1:
                before[form] = (number, written)


def _ordinal(written: str) -> int:
    """The value of a number in any script.

    >>> _ordinal("十二"), _ordinal("7"), _ordinal("③")
    (12, 7, 3)
    """
    return int(unicodedata.numeric(written) if len(written) == 1 else numerals.value(written) or 0)


def _is_sure(text: str, remark: Diagnostic) -> bool:
    if remark.span is None:
        return False
    marker = remark.span.of(text)
    number = _NUMBER.search(marker)
    ordinal = numerals.value(number[0]) if number else None
    if remark.code == "GT304":
        count = next((int(value) for found in _NUMBER.findall(marker) if (value := numerals.value(found))), 0)
        return not any(_counts_up(text[remark.span.end :], form, count) for form in _MARKERS)
    if number is None or ordinal is None or not 1 <= ordinal < 100:
        return True
    form = marker[: number.start()] + "{}" + marker[number.end() :].strip()
    before = text[: remark.span.start]
    if remark.code == "GT302":
        again = before.rfind(form.format(number[0]))
        return again < 0 or form.format(_written(1, number[0])) not in before[again:]
    missing = [form.format(_written(n, number[0])) for n in range(1, int(ordinal))]
    if remark.code == "GT303":
        return not missing or missing[0] not in before
    return not missing or before.rfind(missing[-1]) < before.rfind(missing[0])


def _counts_up(text: str, form: str, count: int) -> bool:
    """Whether the text goes through the numbers up to a count in one form, and no further before it begins anew."""
    if not 1 < count < _MANY:
        return False
    position = 0
    for number in range(1, count + 1):
        position = text.find(form.format(_written(number, "一")), position)
        if position < 0:
            return False
    after, first = (text.find(form.format(_written(number, "一")), position + 1) for number in (count + 1, 1))
    return after < 0 or 0 <= first < after


def _written(number: int, like: str) -> str:
    """A number below a hundred, in the script of another.

    >>> _written(12, "三"), _written(4, "7"), _written(30, "一")
    ('十二', '4', '三十')
    """
    if like.isdigit() and like.isascii():
        return str(number)
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
