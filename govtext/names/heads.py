"""Names read leftwards from their last word: 悦海+路, 银泽生物科技+有限公司, 吉瑞物流海工装备生产制造+项目."""

from __future__ import annotations

import re

from govtext.labels import EntityKind
from govtext.names.edges import before
from govtext.names.lexis import Head, Lexis
from govtext.names.name import Name
from govtext.names.proper import is_proper
from govtext.rules import ruleset
from govtext.stages.tokens import tokens

_BEHIND_ACT = frozenset("区园城院所厂站部局者员商")  # what makes a noun of an act: 开发区
_INSIDE_WORD = re.compile(r".?[性型们]")  # 示范|性职业学校, 先|导型项目
_OPEN_STEM = 8
_POLICY_STEM = 14
_SHORT_STEM = 4
_FROM = re.compile(r"(?<=..)[至到](?=.)")
_MASKED = re.compile(r"[*×某]|[Xx]{2}")
_LEVELS = re.compile(r"[省市县区州旗乡镇村级]{2,}|[级类].*")
_WIDE = re.compile(r"国际|世界|全国|亚洲|东亚|全省|全市")


def headed(copy: str, first: int, last: int, head: Head, inner: Name | None, words: Lexis) -> tuple[Name | None, bool]:
    """The name that ends with a head at ``copy[first:last]``, and whether it is sure to be one.

    `inner` is the last name before it: a name inside the stem makes a name of the whole.
    """
    local = head.kind is EntityKind.PLACE or (head.is_open and head.kind is EntityKind.PROJECT)
    field = before(copy, first, words, acts=not local)
    begin = field.start
    if inner is not None and field.closed and inner.start < begin < inner.end <= first:  # 七台河 begins with no seven of anything
        begin = inner.start
    if head.kind is not EntityKind.PROJECT and (other := _FROM.search(copy, begin, first)):  # 砚溪沟至|悦澜湾
        begin = other.end()
    stem = copy[begin:first]
    if (
        not stem
        or copy.startswith("等", begin - 1)  # A、B等缓堵项目 says of what sort they are
        or _INSIDE_WORD.match(stem)
        or _LEVELS.fullmatch(stem)
        or (head.kind is EntityKind.PLACE and _MASKED.search(stem))
        or stem + head.term in words.generic
        or _is_other(stem, first, head, inner, words)
    ):
        return None, False
    kind = _kind(head, stem, words)
    name = Name(begin, last, kind, "entity.headed")
    if head.is_open:
        return (name, True) if _may_be_named(stem, head, words) else (None, False)
    if inner is not None and begin <= inner.start and inner.end <= first:
        return name, True
    if is_proper(stem):
        for act_start, act_end in field.acts:
            if copy[act_end] not in _BEHIND_ACT and is_proper(copy[act_end:first]) and not is_proper(copy[begin:act_start]):
                name = Name(act_end, last, kind, "entity.headed")
        return name, True
    if ruleset("name_bodies").search(stem) or (head.kind is EntityKind.MEETING and _WIDE.match(stem)):
        return name, True
    if field.joint and field.joint[1] == begin and copy[field.joint[0]] in "及和与暨":
        wide = before(copy, field.joint[0], words)
        if _is_named(copy[wide.start : field.joint[0]]) and not copy.endswith(words.endings, 0, field.joint[0]):
            return Name(wide.start, last, kind, "entity.headed"), True
    return name, False


def _kind(head: Head, stem: str, words: Lexis) -> EntityKind:
    """Works are a project where a word tells what is built, else a programme: 悦海路提升工程, but 教育质量提升工程."""
    if head.is_of_works:
        return head.kind if words.works.search(stem) else EntityKind.POLICY
    is_built = head.kind is EntityKind.POLICY and head.term.endswith("工程") and words.built.of(stem)
    return EntityKind.PROJECT if is_built else head.kind


def _is_named(stem: str) -> bool:
    return is_proper(stem) or ruleset("name_bodies").search(stem) is not None


def _is_other(stem: str, first: int, head: Head, inner: Name | None, words: Lexis) -> bool:
    """Whether the last word says only what is done with a name (雄安新区|规划), or the whole is a sort of thing at a place (高阳|交通枢纽)."""
    if head.term in words.done_with and ((inner is not None and inner.end == first) or stem in words.known):
        return True
    whole = stem + head.term
    if head.is_open or not (tail := words.tails.of(whole)):
        return False
    rest = whole[: -len(tail)]
    return (
        not rest
        or rest in words.known
        or _MASKED.search(rest) is not None
        or not (_is_named(rest) or (inner is not None and inner.start >= first - len(stem)))
    )


def _may_be_named(stem: str, head: Head, words: Lexis) -> bool:
    if head.term in words.settlements and _is_sort(stem, words) and not is_proper(stem):
        return False
    if head.is_brand:
        return is_proper(stem) or _may_be_a_brand(stem)
    if len(stem) > (_POLICY_STEM if head.kind is EntityKind.POLICY else _OPEN_STEM):
        return is_proper(stem)
    return len(head.term) > 1 or (len(stem) > 1 and (len(stem) <= _SHORT_STEM or is_proper(stem)))


def _is_sort(stem: str, words: Lexis) -> bool:
    """Whether a stem ends with a word for a sort of places: 贫困|村, but 靠山|村."""
    sort = next((sort for sort in words.sorts if stem.endswith(sort)), "")
    return len(sort) > 1 or (sort != "" and tokens(stem)[-1].text == sort)


def _may_be_a_brand(stem: str) -> bool:
    """Whether a body's name holds a word that is none (三利), or opens with a word of praise (宏远机械)."""
    parts = tokens(stem)
    return len(stem) > 1 and (any(len(part.text) == 1 for part in parts) or not parts[0].known or (len(parts) > 1 and parts[0].tag == "a"))
