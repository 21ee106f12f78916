"""Masked blanks: where they are and what each stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govtext.labels import PlaceholderKind
from govtext.rules import ruleset
from govtext.source import SourceText
from govtext.stages.blocks import Paragraph

_MASK_CHARACTER = re.compile(r"[*×Xx某□○]|_ ?_|【 ?】|（ ?）")
_LEFT_OVER = re.compile(  # the first character of what a figure has left, tried at such characters alone
    r"[万亿%个](?:(?<=[\u4e00-\u9fff].)|(?<=[\u4e00-\u9fff] .))(?<![一二三四五六七八九十百千万亿两几数多余上近超半零〇点每].)"
    r"(?<![一二三四五六七八九十百千万亿两几数多余上近超半零〇点每] .)(?:(?<=[万亿])(?:元|亩|吨|人|户|平方米|千瓦|美元|斤)|(?<=%)|(?<=个)百分点)"
)
_WRITTEN = re.compile(r"\d(?:%|个百分点|[万亿]{0,2}[元亩吨])")
_BARE_AMOUNT = re.compile(
    r"[万亿](?<=[\u4e00-\u9fff].)(?<![一二三四五六七八九十百千万亿两几数多余上近超半零〇点每破过逾达到约足].)(?:元|亩|吨|人|户|美元)(?=[，。；])"
)
_BARE_DATE = re.compile(r"年(?<![0-9一二三四五六七八九十*×Xx某今去明当本同每]年) ?月 ?日")
_FEWEST_LEFT_OVER = 2  # traces of figures that make a text one that has lost some


@dataclass(frozen=True, slots=True)
class Blank:
    """One masked blank in the reading copy; `start == end` where a figure was deleted outright."""

    start: int
    end: int
    kind: PlaceholderKind
    rule: str


def placeholders(source: SourceText, paragraphs: Sequence[Paragraph]) -> tuple[Blank, ...]:
    """The blanks of body, appendix and meta lines, in text order."""
    found: list[Blank] = []
    for paragraph in paragraphs:
        if paragraph.is_of_content or paragraph.kind == "meta":
            found.extend(masks(source.copy, paragraph.start, paragraph.end))
    masked = {blank.end for blank in found}  # an empty bracket stands for the figure before a percent sign
    found.extend(blank for blank in _deleted(source, paragraphs) if blank.start not in masked)
    found.sort(key=lambda blank: blank.start)
    return tuple(found)


def masks(text: str, start: int, end: int) -> list[Blank]:
    """The masks in a range of a folded text."""
    found = []
    position = start
    while character := _MASK_CHARACTER.search(text, position, end):
        hit = ruleset("masks").match(text, character.start(), end)
        if hit is None:
            position = character.end()
        else:
            position = hit.end
            if hit["kind"] != "none":
                found.append(Blank(hit.start, hit.end, PlaceholderKind(hit["kind"]), hit.rule.id))
    return found


def _deleted(source: SourceText, paragraphs: Sequence[Paragraph]) -> Iterator[Blank]:
    """Where figures were taken out and only what they counted is left: 完成税收 万元, 达 %."""
    copy = source.copy
    read = [paragraph for paragraph in paragraphs if paragraph.is_read]
    traces = [at for p in read for mark in _LEFT_OVER.finditer(copy, p.start, p.end) if copy[at := mark.start()] in "%个" or _at_gap(source, at)]
    doubtful = sum(1 for p in read for _ in _BARE_AMOUNT.finditer(copy, p.start, p.end)) if traces else 0
    dates = sum(1 for p in paragraphs if p.is_read or p.kind == "meta" for _ in _BARE_DATE.finditer(copy, p.start, p.end))
    bare = len(traces) + doubtful + _FEWEST_LEFT_OVER * dates
    if bare < _FEWEST_LEFT_OVER:
        yield from (Blank(at, at, PlaceholderKind.PERCENT if copy[at] in "%个" else PlaceholderKind.NUMBER, "mask.deleted") for at in traces)
        return
    lost = bare > sum(1 for p in read for _ in _WRITTEN.finditer(copy, p.start, p.end))
    for paragraph in paragraphs:
        if paragraph.is_read or (lost and paragraph.kind == "meta"):
            yield from _deleted_in(source, paragraph, lost)


def _deleted_in(source: SourceText, paragraph: Paragraph, lost: bool) -> Iterator[Blank]:
    rules = ruleset("deletions")
    position = paragraph.start
    while hit := rules.search(source.copy, position, paragraph.end):
        at = hit.start
        stands = lost or hit.rule.id == "deletion.percent" or (hit["at"] == "gap" and (_at_gap(source, at) or _BARE_AMOUNT.match(source.copy, at)))
        stands = stands and (hit["kind"] != "number" or hit["at"] == "sure" or _is_unit(source.copy, at, hit.end))
        if stands:
            yield Blank(at, at, PlaceholderKind(hit["kind"]), hit.rule.id)
        position = max(hit.end, at + 1) if stands else at + 1


def _is_unit(copy: str, start: int, end: int) -> bool:
    """Whether what a figure has left is a word of its own: 户 in 涉及户, but not in 落户."""
    from govtext.words import ends_word, splits_word  # their dictionary is read for texts alone that have lost figures

    return (not splits_word(copy, start) or ends_word(copy, start)) and not splits_word(copy, end)


def _at_gap(source: SourceText, at: int) -> bool:
    """Whether the archive left a gap before this character."""
    return source.copy[at - 1] == " " or source.offset(at) > source.offset(at - 1) + 1
