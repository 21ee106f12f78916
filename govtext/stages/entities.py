"""Named things: what the readers of names find, each stretch of the text once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter

from govtext.labels import BlockKind, EntityKind
from govtext.names.again import again
from govtext.names.edges import before
from govtext.names.heads import headed
from govtext.names.honours import honours
from govtext.names.joined import joined
from govtext.names.lexis import Head, Known, Lexis, lexis
from govtext.names.name import Name as Named
from govtext.names.people import people_after, person_before
from govtext.names.proper import is_proper
from govtext.names.quoted import quoted
from govtext.names.series import beside, like, series
from govtext.rules import ruleset
from govtext.stages.blocks import Paragraph
from govtext.stages.tokens import is_word

__all__ = ["Named", "entities"]

_NO_STEM = frozenset("的了、，。；：和与及等在是大小多个各该本两”（）")
_EDITION = re.compile(r"(?:第?[一二三四五六七八九十0-9]{1,4}届|首届|全国|全省|全市|全县|世界|国际|中国|[0-9]{4}年?)[“\"]?$")
_EDITION_REACH = 8
_NUMBERED = re.compile(r"(?:自治区|[省市县区州])?第[一二三四五六七八九十]{1,3}$")
_LEVELS = frozenset("县区旗镇乡村")
_LONGEST_PLACE = 4
_START, _END = itemgetter(0), itemgetter(1)
_PART = re.compile(r"（[^（）\n]{1,5}[段型期]）|[东西南北]?延[长伸]线")


def entities(copy: str, paragraphs: Sequence[Paragraph], place: str | None = None) -> tuple[Named, ...]:
    """The named things of body, appendix and meta lines, in text order; `place` is the place that the report is of."""
    words = lexis()
    read = [paragraph for paragraph in paragraphs if paragraph.is_of_content or paragraph.kind is BlockKind.META]
    found = [*quoted(copy, words), *honours(copy)]
    unsure: list[Named] = []
    for name, sure in _cued(copy, words):
        (found if sure else unsure).append(name)
    found += (Named(hit.start, hit.end, EntityKind(hit["kind"]), hit.rule.id) for hit in ruleset("entities").finditer(copy))
    found += series(copy, words)
    first = resolved(found)
    found += again(copy, first, place, words)
    first = resolved(found)
    found += beside(copy, first, words)
    found += like(copy, unsure, first)
    return joined(copy, (_with_edition(copy, name) for name in _within(resolved(found), read)))


def _cued(copy: str, words: Lexis) -> Iterator[tuple[Named, bool]]:
    """The names that a lexicon has, and those that a last word or an office gives away, with whether each is sure to be one."""
    inner: Named | None = None
    cues = words.cue
    for number, first, last in words.cues.find_matches_as_indexes(copy):
        cue = cues[number]
        if cue is None:
            continue
        if isinstance(cue, Head):
            if copy[last] in cue.not_before or (first and copy[first - 1] in _NO_STEM) or copy[first - 2 : first] in words.stops:
                continue
            name, sure = headed(copy, first, last, cue, inner, words)
            if name is not None:
                inner = name if sure else inner
                yield name, sure
        elif isinstance(cue, Known):
            if not (cue.is_short and not is_word(copy, first, last)) and not (cue.not_before and copy[last : last + 1] in cue.not_before):
                if cue.kind is EntityKind.PLACE and (
                    copy[first - 2 : first] in words.praise or (copy[first - 1 : first + 1] in words.stops and not is_word(copy, first, last))
                ):
                    continue
                if cue.kind is EntityKind.ORGANISATION and copy[first] in _LEVELS:
                    first = _of_place(copy, first, words)
                inner = Named(first, last, cue.kind, cue.rule)
                yield inner, True
        elif cue.is_before:
            if person := person_before(copy, first):
                yield Named(*person, EntityKind.PERSON, "person.addressed"), True
        else:
            for person in people_after(copy, last):
                yield Named(*person, EntityKind.PERSON, "person.titled"), True


def _of_place(copy: str, level: int, words: Lexis) -> int:
    """Where a body of a level begins whose place no lexicon has: 周家|镇政府."""
    field = before(copy, level, words, level - _LONGEST_PLACE - 1)
    stem = copy[field.start : level]
    return field.start if field.closed and 2 <= len(stem) <= _LONGEST_PLACE and is_proper(stem) else level


def resolved(found: Sequence[Named]) -> tuple[Named, ...]:
    """The names without those that overlap a longer one before them."""
    kept: list[Named] = []
    last = 0
    for name in sorted(sorted(found, key=_END, reverse=True), key=_START):
        if name.start >= last:
            kept.append(name)
            last = name.end
    return tuple(kept)


def _with_edition(copy: str, name: Named) -> Named:
    """A name with what says which one it is: 第八届全国|残运会, 市第三|人民医院, 城冯路|（龙化段）, 悦海路|延长线."""
    if name.kind is EntityKind.PROJECT and (part := _PART.match(copy, name.end)):
        return name._replace(end=part.end())
    if name.rule == "entity.organ" and (number := _NUMBERED.search(copy, max(0, name.start - _EDITION_REACH), name.start)):
        return name._replace(start=number.start())
    if name.kind is not EntityKind.MEETING:
        return name
    start = name.start
    while edition := _EDITION.search(copy, max(0, start - _EDITION_REACH), start):
        start = edition.start()
    return name._replace(start=start)


def _within(names: Sequence[Named], paragraphs: Sequence[Paragraph]) -> Iterator[Named]:
    """The names that stand in these paragraphs."""
    index = 0
    for name in names:
        while index < len(paragraphs) and paragraphs[index].end < name.end:
            index += 1
        if index < len(paragraphs) and paragraphs[index].start <= name.start:
            yield name
