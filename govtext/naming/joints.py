"""Joint names taken apart: what each value of a list measures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govtext import numerals
from govtext.naming.heads import quantity_at
from govtext.naming.words import Known, Word, lexis
from govtext.rules import lexicon

_BARE_HEAD = 2  # a last part this short shares the first part's modifier
# 医疗、工伤两项保险
_COUNTED = re.compile(
    r"(?P<part>[\u4e00-\u9fff]{1,6}?)(?P<number>[两二三四五六七八])(?:大|个)?(?P<kind>[种项类级]|)(?P<rest>[\u4e00-\u9fff]{2,})",
)
_MODIFIER = "b"  # jieba's tag of words that only qualify: 刑事, 公办
_RESIDENTS = "居民"

_Part = Sequence[tuple[Word, Known]]


def split_joint(text: str) -> list[str]:
    """Names of a joint phrase, each made whole with the words that they share.

    >>> split_joint("城乡居民人均可支配收入")
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    >>> split_joint("存贷款余额")
    ['存款余额', '贷款余额']
    >>> split_joint("二氧化硫、化学需氧量排放量"), split_joint("农村自来水、卫生户厕普及率")
    (['二氧化硫排放量', '化学需氧量排放量'], ['农村自来水普及率', '卫生户厕普及率'])
    >>> split_joint("入境游客数量和花费"), split_joint("刑事、治安案件")
    (['入境游客数量', '入境游客花费'], ['刑事案件', '治安案件'])
    >>> split_joint("城市、县城、建制镇生活污水处理率")
    ['城市生活污水处理率', '县城生活污水处理率', '建制镇生活污水处理率']
    >>> split_joint("养老、医疗、工伤三种保险参保人数"), split_joint("市、县两级示范校")
    (['养老保险参保人数', '医疗保险参保人数', '工伤保险参保人数'], ['市级示范校', '县级示范校'])
    >>> split_joint("一、二、三产增加值")
    ['一产增加值', '二产增加值', '三产增加值']
    """
    for joint in lexicon("joints"):
        if joint["term"] in text:
            return [text.replace(joint["term"], joint[part]) for part in ("first", "second")]
    cut = _parts(text)
    parts = [_text(part) for part in cut]
    if len(parts) < 2:
        return parts
    first, last = parts[0], parts[-1]
    shared = _COUNTED.fullmatch(last)
    if shared and numerals.value(shared["number"]) == len(parts):
        rest = (shared["kind"] if shared["kind"] == "级" else "") + shared["rest"]
        return [part + rest for part in (*parts[:-1], shared["part"])]
    if re.fullmatch(r"[一二三]", first):
        return [part + last[1:] if len(part) == 1 else part for part in parts]
    scope = next((end for end in range(len(last) - 1, 1, -1) if lexis().is_scope(last[:end])), 0)
    if scope and all(_is_scope(part) for part in cut[:-1]):
        rest = last[scope:]
        return [part + rest.removeprefix(_RESIDENTS if part.endswith(_RESIDENTS) else "") for part in parts[:-1]] + [last]
    if all(len(part) == 1 and part[0][0].tag == _MODIFIER for part in cut[:-1]):
        return [part + last[len(first) :] for part in parts[:-1]] + [last]
    head, of_first = quantity_at(last), quantity_at(first)
    if of_first > 0 and (len(last) <= _BARE_HEAD or head == 0):
        return [first] + [first[:of_first] + part for part in parts[1:]]
    if head <= 0:
        return parts
    return [part if quantity_at(part) >= 0 else part + last[head:] for part in parts[:-1]] + [last]


def _parts(text: str) -> list[_Part]:
    """The words of a phrase between those that join its parts."""
    parts: list[list[tuple[Word, Known]]] = [[]]
    for word in lexis().cut(text, 0, len(text)):
        known = lexis().known(word.text, word.tag)
        if known.joint:
            parts.append([])
        else:
            parts[-1].append((word, known))
    return [part for part in parts if part]


def _is_scope(part: _Part) -> bool:
    return all(word.text == _RESIDENTS or lexis().is_scope(word.text) for word, _ in part)


def _text(part: _Part) -> str:
    return "".join(word.text for word, _ in part)
