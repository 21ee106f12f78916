"""Names in a series: what A、B、C等企业 lists are firms, and what stands beside a village in a list is one too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govtext.labels import EntityKind
from govtext.names.divisions import codes
from govtext.names.edges import before
from govtext.names.lexis import Lexis
from govtext.names.name import Name
from govtext.names.proper import common_words, is_proper
from govtext.rules import for_packs, lexicon
from govtext.stages.tokens import tokens

_OTHERS = re.compile(
    r"等(?<![高中初同平均优]等)(?![级同于待候额次])(?:(?:[0-9]+|[一二两三四五六七八九十百多余几]{1,3})[余多]?[个条座家处项所大批名只支地市县]?)?"
)
_COUNTED = re.compile(r"、[^，。；、]{1,8}?(?=(?P<count>[0-9一二两三四五六七八九十]+[余多]?(?:个|条|座|家|处|项|所)))")
_COUNT_AHEAD = re.compile(
    r"[0-9一二两三四五六七八九十百千][万亿]?[余多]?(?:名|位|个|家|户|人|吨级?|台|辆|套|件|升|头|只|锭|立方米|平方米|千瓦)$"
)  # 32万吨|苯乙烯, 千名|硕博
_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·*]+")
_LONGEST = 20
_JOINTS = frozenset("、和与及")
_SHORT = 5
_SHORTEST_DEED = 2
_LEVELS = "市县区旗"
_MOST = 12  # items of a series
_BESIDE = frozenset({EntityKind.PLACE, EntityKind.ORGANISATION, EntityKind.PROJECT})


@for_packs()
def _closers() -> tuple[re.Pattern[str], dict[str, EntityKind]]:
    nouns = lexicon("series_nouns")
    kinds = {row["term"]: EntityKind(row["kind"]) for row in nouns}
    return re.compile(rf"(?P<of>[\u4e00-\u9fff“”]{{0,8}}?)(?P<noun>{nouns.alternation()})(?![主道建更基公综民集域级委长园工农政场直属])"), kinds


def series(copy: str, words: Lexis) -> Iterator[Name]:
    """The items of the lists that a noun closes."""
    for closer in _OTHERS.finditer(copy):
        yield from _closed(copy, closer.start(), closer.end(), words, 1)
    for closer in _COUNTED.finditer(copy):
        yield from _closed(copy, *closer.span("count"), words, 2)


def _closed(copy: str, end: int, behind: int, words: Lexis, least: int) -> Iterator[Name]:
    """The items that end at `end`, where a noun for what they are stands at `behind`."""
    pattern, kinds = _closers()
    noun, opening = pattern.match(copy, behind), behind
    if (noun is None or noun.start("noun") > behind) and (scope := words.scope.match(copy, behind)):  # 等|重点|企业
        opening = scope.end()
        noun = pattern.match(copy, opening)
    if noun is None or before(copy, noun.start("noun"), words, behind).start > opening:
        return
    kind = kinds[noun["noun"]]
    items = list(_items(copy, end, words, kind))
    if len(items) >= least:
        for first, last in items:
            yield Name(first, last, kind, "entity.series")


def _items(copy: str, end: int, words: Lexis, kind: EntityKind) -> Iterator[tuple[int, int]]:
    """The items before a closer, the last first, as far as they are names."""
    last = end
    for _ in range(_MOST):
        field = before(copy, end, words, end - _LONGEST - 4)
        count = _COUNT_AHEAD.search(copy, max(0, field.start - _SHORT), field.start)
        if count and kind is EntityKind.PROJECT:  # 雄成年产|10万吨|锻件 is one item
            owner = before(copy, count.start(), words, count.start() - _LONGEST)
            if is_proper(copy[owner.start : count.start()]):
                field, count = owner, None
        text = copy[field.start : last]
        if _is_item(text, words, kind) and count is None:
            yield field.start, last
        if field.joint is None or field.joint[1] != field.start or not text:
            return
        if copy[field.joint[0]] != "与" or is_proper(text):  # 水资源利用|与|生态保护 is one item
            last = field.joint[0]
        end = field.joint[0]
        if copy[end - 1] in '”"》':
            return


def _is_item(text: str, words: Lexis, kind: EntityKind) -> bool:
    """Whether an item of a list can be a name; of places, the short form of any division is one."""
    if not 2 <= len(text) <= _LONGEST or _HAN.fullmatch(text) is None or text in words.generic or _is_deed(text):
        return False
    return is_proper(text) or (
        kind is EntityKind.PLACE
        and text not in common_words()
        and (any(codes(text + level) for level in _LEVELS) or (len(text) < _SHORT and text.endswith(_place_heads())))
    )


@for_packs()
def _place_heads() -> tuple[str, ...]:
    """The last words of places: 石窑|沟."""
    return lexicon("name_heads").where(kind="place").terms()


def _is_deed(text: str) -> bool:
    """Whether an item is a verb with its object, and names no thing: 压能、减煤、控车."""
    if len(text) > _SHORTEST_DEED:
        return False
    first, *others = tokens(text)
    return len(others) == 1 and first.tag == "v"


def beside(copy: str, names: Sequence[Name], words: Lexis) -> Iterator[Name]:
    """Short unknown words that stand beside a place or a body in a list: 后岛、辛旺庄村."""
    starts, ends = {name.start for name in names}, {name.end for name in names}
    known = [name for name in names if name.kind in _BESIDE]
    for name in known:  # grows by what is found: A、B、C村 is read from the last one on
        if copy[name.start - 1 : name.start] == "、" and name.start - 1 not in ends:
            field = before(copy, name.start - 1, words, name.start - 1 - _SHORT)
            if field.closed and _is_unknown(copy[field.start : name.start - 1], words):
                known.append(Name(field.start, name.start - 1, name.kind, "entity.beside"))
                ends.add(name.start - 1)
                yield known[-1]
        if copy[name.end : name.end + 1] in ("、", "和") and name.end + 1 not in starts:
            last = _end_of_item(copy, name.end + 1)
            if last and _is_unknown(copy[name.end + 1 : last], words):
                known.append(Name(name.end + 1, last, name.kind, "entity.beside"))
                starts.add(name.end + 1)
                yield known[-1]


def like(copy: str, unsure: Sequence[Name], names: Sequence[Name]) -> Iterator[Name]:
    """Those of the unsure names that stand beside a name of their kind in a list: 听风观海项目、灯塔公园项目."""
    kinds = {name.start: name.kind for name in names} | {name.end: name.kind for name in names}
    for name in unsure:
        joints = copy[name.start - 1 : name.start] in _JOINTS and kinds.get(name.start - 1) is name.kind
        if joints or (copy[name.end : name.end + 1] in _JOINTS and kinds.get(name.end + 1) is name.kind):
            yield name


def _end_of_item(copy: str, start: int) -> int:
    for position in range(start, min(len(copy), start + _SHORT + 1)):
        if copy[position] in "、，。；和与" or _OTHERS.match(copy, position):
            return position
    return 0


def _is_unknown(text: str, words: Lexis) -> bool:
    if not 2 <= len(text) <= _SHORT - 1 or not _HAN.fullmatch(text) or text in words.generic:
        return False
    parts = tokens(text)
    return is_proper(text) and not any(part.known and len(part.text) > 1 and part.tag[0] in "vad" for part in parts)
