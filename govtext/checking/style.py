"""Figures written against the standard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from govtext.checking.findings import READ, Finding, finding
from govtext.labels import EntityKind, PlaceholderKind
from govtext.model import Placeholder, Report, Span
from govtext.rules import ruleset
from govtext.source import fold

_FEW = 4  # what is open has at least so many times the number of what is masked
_NUMBERS = (PlaceholderKind.NUMBER, PlaceholderKind.PERCENT, PlaceholderKind.ORDINAL)
_DATES = (PlaceholderKind.YEAR, PlaceholderKind.MONTH, PlaceholderKind.DAY)
_NAMES = (EntityKind.PLACE, EntityKind.ORGANISATION)
_BOLD = re.compile(r"\*\*[^*\n]{2,80}\*\*")
_HAN = "[\u4e00-\u9fff]"
_WIDTHS = tuple(
    (name, re.compile(half), re.compile(full))
    for name, half, full in (
        ("comma", rf"(?<={_HAN}),|,(?={_HAN})", "，"),
        ("semicolon", rf"(?<={_HAN});|;(?={_HAN})", "；"),
        ("colon", rf"(?<={_HAN}):(?!\d)", "："),
        ("bracket", rf"\((?={_HAN})|(?<={_HAN})\)", "[（）]"),
        ("percent", "(?<=\\d)%", "(?<=\\d)[％﹪]"),
        ("digit", "[0-9]", "[０-９]"),
        ("letter", "[A-Za-z]", "[Ａ-Ｚａ-ｚ]"),
        ("stop", rf"(?<={_HAN})(?<![一二三四五六七八九十])\.(?={_HAN}|$)", "。"),
        ("quote", rf'"(?={_HAN})|(?<={_HAN})"', "[“”]"),
    )
)
_RANGE = re.compile(r"(?P<low>[\d.,]+)(?P<low_tail>[^\d.,]*?)(?P<dash>[-—~～至到]{1,2})(?P<high>[\d.,]+)(?P<tail>%|‰|万亿|亿|万)?")


def style(report: Report) -> Iterator[Finding]:
    """Find ranges, years and bounds that are written against GB/T 15835-2011."""
    for block in report.blocks:
        if block.kind in READ:
            for hit in ruleset("number_style").finditer(fold(block.text)):
                span = Span(start=block.span.start + hit.start, end=block.span.start + hit.end)
                better = _BETTER.get(hit["code"], _whole_range)(hit.match[0])
                yield finding(report, hit["code"], hit.rule.id, span, written=hit.match[0], better=better)
    for time in report.times:
        if time.rule == "time.short_year" and time.start:
            better = f"{time.start.year}年{time.text.partition('年')[2]}"
            yield finding(report, "GT604", "style.short_year", time.span, written=time.text, better=better)


def left_masks(report: Report) -> Iterator[Finding]:
    """Find the masks of a text that else is open: those that were forgotten. What is masked on purpose, as all names are, is left.

    A writer's note to fill something in later is left over in any text.
    """
    for block in report.blocks:
        if block.kind in READ:
            for hit in ruleset("left_notes").finditer(fold(block.text)):
                span = Span(start=block.span.start + hit.start, end=block.span.start + hit.end)
                yield finding(report, "GT611", hit.rule.id, span, written=hit.match[0])
    masks = [place for place in report.placeholders if _is_mask(report.text, place)]
    groups = (
        ([place for place in masks if place.kind in _NUMBERS], sum(metric.low is not None for metric in report.metrics)),
        ([place for place in masks if place.kind in _DATES], sum(time.start is not None for time in report.times)),
        ([place for place in masks if place.kind not in (*_NUMBERS, *_DATES)], sum(name.kind in _NAMES for name in report.entities)),
    )
    if groups[0][1] > 1 and _are_few(*groups[0]):
        for hidden, shown in groups:
            if _are_few(hidden, shown):
                yield from (finding(report, "GT611", "style.left_mask", place.span, written=place.text) for place in hidden)


def _is_mask(text: str, place: Placeholder) -> bool:
    """Whether a mask is one beyond doubt: neither 某公司, nor bold of Markdown, nor part of a code (X103, X+2)."""
    if not place.text.strip() or "某" in place.text or "\n" in place.text:
        return False
    before, after = text[: place.span.start][-1:], text[place.span.end :][:1]
    if place.text == "**":
        return before not in ("", "\n") and after not in ("", "\n") and not _BOLD.search(text)
    if place.text == "*" and before in tuple("”》】）。；，"):  # the mark of a footnote
        return False
    return place.text not in ("X", "x") or not (after.isdigit() or {before, after} & set("+＋"))


def _are_few(hidden: Sequence[Placeholder], shown: int) -> bool:
    return len(hidden) * _FEW <= shown or len(hidden) == 1


def widths(report: Report) -> Iterator[Finding]:
    """Find signs and digits that a text writes now in half and now in full width, at the first place of the rarer."""
    blocks = [block for block in report.blocks if block.kind in READ]
    for name, half, full in _WIDTHS:
        found = [[block.span.start + hit.start() for block in blocks for hit in form.finditer(block.text)] for form in (half, full)]
        rare, usual = sorted(found, key=len)
        if rare:
            span = Span(start=rare[0], end=rare[0] + 1)
            yield finding(report, "GT610", f"style.width_{name}", span, written=span.of(report.text), rare=len(rare), usual=len(usual))


def _four_digits(written: str) -> str:
    """A year of the last century, or the second of two, with the digits that it lacks.

    >>> _four_digits("98年"), _four_digits("2016-20年")
    ('1998年', '2016—2020年')
    """
    first, *second = re.split("[-—~～至到]{1,2}", written)
    return f"{first}—{first[:2]}{second[0]}" if second else f"19{written}"


def _whole_range(written: str) -> str:
    """A range with its sign or scale at both ends."""
    match = _RANGE.search(written)
    if match is None:
        return written
    tail = match["tail"] or match["low_tail"]
    return f"{match['low']}{tail}—{match['high']}{tail}{written[match.end() :]}"


def _with_circles(written: str) -> str:
    return written.replace("零", "〇")


def _without_sign(written: str) -> str:
    return re.sub("[-—－−]", "", written)


_BETTER: Mapping[str, Callable[[str], str]] = {"GT604": _four_digits, "GT605": _with_circles, "GT609": _without_sign}
