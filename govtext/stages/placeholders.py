"""Masked blanks: where they are and what each stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govtext.labels import PlaceholderKind
from govtext.rules import ruleset
from govtext.source import SourceText
from govtext.stages.blocks import Paragraph

_MASK_CHARACTER = re.compile(r"[*×Xx某□○]|_{2}|【】|（）")
_DELETED = re.compile(  # the first character of what is left, with a word before it; tried at such characters alone
    r"[万亿%个](?:(?<=[\u4e00-\u9fff].)|(?<=[\u4e00-\u9fff] .))(?:(?<=[万亿])(?:元|亩|吨|人|户|平方米|千瓦|美元|斤)|(?<=%)|(?<=个)百分点)"
)
_NUMERAL_BEFORE = re.compile(r"[一二三四五六七八九十百千万亿两几数多余上近超半]$")


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
        if paragraph.is_read or paragraph.kind == "meta":
            found.extend(masks(source.copy, paragraph.start, paragraph.end))
        if paragraph.is_read:
            found.extend(_deleted(source, paragraph))
    found.sort(key=lambda blank: blank.start)
    return tuple(found)


def masks(text: str, start: int, end: int) -> list[Blank]:
    """The masks in a range of a folded text."""
    rules = ruleset("masks")
    found = []
    position = start
    while character := _MASK_CHARACTER.search(text, position, end):
        hit = rules.match(text, character.start(), end)
        if hit is None:
            position = character.end()
        else:
            position = hit.end
            if hit["kind"] != "none":
                found.append(Blank(hit.start, hit.end, PlaceholderKind(hit["kind"]), hit.rule.id))
    return found


def _deleted(source: SourceText, paragraph: Paragraph) -> list[Blank]:
    """Places where a figure was taken out and only its unit is left: 完成税收 万元, 达 %."""
    found = []
    for place in _DELETED.finditer(source.copy, paragraph.start, paragraph.end):
        at = place.start()
        word_end = at - (source.copy[at - 1] == " ")
        percent = source.copy[at] in "%个"
        apart = source.offset(at) > source.offset(word_end - 1) + 1
        if (apart or percent) and not _NUMERAL_BEFORE.search(source.copy, max(word_end - 2, paragraph.start), word_end):
            found.append(Blank(at, at, PlaceholderKind.PERCENT if percent else PlaceholderKind.NUMBER, "mask.deleted"))
    return found
