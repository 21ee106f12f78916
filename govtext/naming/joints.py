"""Joint names taken apart: what each value of a list measures."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from govtext import numerals
from govtext.naming.heads import ends_with_quantity, quantity_at
from govtext.naming.words import JOINTS, Word, lexis
from govtext.rules import lexicon, ruleset

_BARE_HEAD = 2  # a last part this short shares the first part's modifier
# 医疗、工伤两项保险
_COUNTED = re.compile(
    r"(?P<part>[\u4e00-\u9fff]{1,6}?)(?P<number>[两二三四五六七八])(?:大|个)?(?P<kind>[种项类级]|)(?P<rest>[\u4e00-\u9fff]{2,})",
)
_LONGEST_COUNT = 2  # characters of a numeral with its classifier
_MODIFIER = "b"  # jieba's tag of words that only qualify: 刑事, 公办
_RESIDENTS = "居民"
_COMMA = "、"
_AND_SO_ON = "等"
_RATE = "率"
_TOTAL = "总"
_SHARES = ("占比", "比重")  # what any quantity may have
_MEASURING = "量率额值度数"  # what words for quantities end with

_Part = Sequence[Word]


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
    >>> split_joint("一、二、三产增加值"), split_joint("中、高等教育在校生")
    (['一产增加值', '二产增加值', '三产增加值'], ['中等教育在校生', '高等教育在校生'])
    >>> split_joint("养老、医疗、失业保险参保人数"), split_joint("市容环境、老旧小区改造等热点问题")
    (['养老保险参保人数', '医疗保险参保人数', '失业保险参保人数'], ['市容环境热点问题', '老旧小区改造热点问题'])
    """
    cut = _parts(text)
    return _whole(cut) if len(cut) > 1 else _taken_apart(text) or [_text(part) for part in cut]


def distributed(text: str, size: int) -> tuple[str, ...]:
    """The names of `size` values that a name covers: its parts where it has as many, else the same name for each.

    Joints may be of two ranks: what 和 joins where each part ends with a quantity, else what 、 joins, may hold the other.

    >>> distributed("金融业、软件和信息服务业增加值", 2)
    ('金融业增加值', '软件和信息服务业增加值')
    """
    if size > 1:
        found = [split_joint(text), *(_whole(cut) for cut in _of_rank(text)), _taken_apart(text)]
        return next((tuple(parts) for parts in found if len(parts) == size), (text,) * size)
    return (text,)


def _of_rank(text: str) -> list[list[_Part]]:
    """The parts of a phrase at the joints of either kind alone, the likelier first."""
    by_comma, by_word = _parts(text, {_COMMA}), _parts(text, JOINTS - {_COMMA})
    are_quantities = all(ends_with_quantity(_text(part)) for part in by_word)
    return [by_word, by_comma] if are_quantities else [by_comma, by_word]


def _taken_apart(text: str) -> list[str]:
    """The two names of a word that says two things: 城乡, 存贷款."""
    joint = next((joint for joint in lexicon("joints") if joint["term"] in text), None)
    return [text.replace(joint["term"], joint[part]) for part in ("first", "second")] if joint else []


def _whole(cut: Sequence[_Part]) -> list[str]:
    """The names of parts, each with the words that it shares with the others."""
    parts = [_text(part) for part in cut]
    if len(parts) < 2:
        return parts
    first, last = parts[0], parts[-1]
    shared = _COUNTED.fullmatch(last)
    if shared and numerals.value(shared["number"]) == len(parts) and not _begins_word(cut[-1], shared.start("number")):
        rest = (shared["kind"] if shared["kind"] == "级" else "") + shared["rest"]
        return [part + rest for part in (*parts[:-1], shared["part"])]
    if all(len(part) == 1 for part in parts[:-1]) and _is_parallel(cut):
        return [part + last[1:] for part in parts[:-1]] + [last]
    so_on = next((i for i, word in enumerate(cut[-1]) if word.text == _AND_SO_ON), 0)
    if 0 < so_on < len(cut[-1]) - 1:
        own, rest = _text(cut[-1][:so_on]), _text(cut[-1][so_on + 1 :])
        return [part + rest for part in (*parts[:-1], own)]
    scope = next((end for end in range(len(last) - 1, 1, -1) if lexis().is_scope(last[:end])), 0)
    if scope and all(_is_scope(part) for part in cut[:-1]):
        rest = last[scope:]
        return [part + rest.removeprefix(_RESIDENTS if part.endswith(_RESIDENTS) else "") for part in parts[:-1]] + [last]
    if all(len(part) == 1 and part[0].tag == _MODIFIER for part in cut[:-1]):
        return [part + last[len(first) :] for part in parts[:-1]] + [last]
    if _are_of_one_head(cut):
        return parts
    if ending := _word_ending(cut) or _ending_alike(cut):
        return [*(part + last[ending:] for part in parts[:-1]), last]
    if _is_rate_of_doing(cut):
        return [*(part + _RATE for part in parts[:-1]), last]
    if known := _known_with_first(cut):
        return [first, *known]
    head, of_first = _quantity(cut[-1]), quantity_at(first)
    if of_first > 0 and (len(last) <= _BARE_HEAD or head == 0 or last[:head] == _TOTAL):
        return [first] + [first[:of_first] + part for part in parts[1:]]
    if head <= 0:
        return parts
    if len(cut[0]) > 1 and lexis().is_governing(cut[0][0].text) and lexis().of_name(last)[0]:
        return parts  # 接待游客、旅游总收入
    wide, narrow = _sharing(parts, _shared(cut, head)), _sharing(parts, head)
    return narrow if _known(narrow) > _known(wide) else wide


def _are_of_one_head(cut: Sequence[_Part]) -> bool:
    """Whether each part ends with the same word and needs none of the others': 制造业企业、中小企业; 再就业、困难人员就业."""
    head = lexis().taken_apart(cut[-1])[-1].text
    return len(head) > 1 and all(_text(part).endswith(head) for part in cut)


def _begins_word(part: _Part, at: int) -> bool:
    """Whether a numeral begins a word and counts nothing: 二氧化碳, but not 两项 and 三种."""
    return any(word.start - part[0].start == at and len(word.text) > _LONGEST_COUNT for word in part)


def _is_parallel(cut: Sequence[_Part]) -> bool:
    """Whether parts of one character are said beside the first one of the last part: 中、高|等教育 and 客、货|运量, but not 煤、石油产量."""
    before, last = cut[-2][0].text, lexis().taken_apart(cut[-1])[0].text
    return len(last) == 1 or numerals.value(before) is not None or (lexis().is_word(before + last[0]) and lexis().is_word(before + last[1:]))


def _word_ending(cut: Sequence[_Part]) -> int:
    """Where the end of the last part's first word begins that makes words of the other parts, too: 医疗|保险, 餐饮|业; 0 where none does."""
    first = lexis().taken_apart(cut[-1])[0].text
    ends = (i for i in range(2, len(first)) if all(len(part[-1].text) > 1 and _is_word(part[-1].text + first[i:]) for part in cut[:-1]))
    return next(ends, 0)


def _ending_alike(cut: Sequence[_Part]) -> int:
    """Where what the last part has of the ending of all others ends: 小微企业、骨干企业|税收, 进口、出口|通关时间; 0 where it has nothing of it.

    One character counts at the end of a word. A quantity is like those of its length alone: 存款、贷款|余额, but 固定资产投资、利用外资|总量.
    """
    others, last, words = [_text(part) for part in cut[:-1]], _text(cut[-1]), lexis().taken_apart(cut[-1])
    nearest = others[-1]
    ending = nearest[min(i for i in range(len(nearest) + 1) if all(other.endswith(nearest[i:]) for other in others)) :]
    ends = [last.find(ending[-size:]) + size for size in range(len(ending), 1, -1) if ending[-size:] in last]
    ends += [word.end - words[0].start for word in words if word.text[-1:] == ending[-1:]]

    def is_shared(end: int) -> bool:
        like = all(len(other) == end or not ends_with_quantity(other) for other in others)
        return 1 < end < len(last) - 1 and like and last[:end] not in others

    return next(filter(is_shared, ends), 0)


def _known_with_first(cut: Sequence[_Part]) -> list[str]:
    """The parts after the first with the words that it begins with, where the lexicon has them so alone: 发明专利申请量、授权量."""
    others, words = [_text(part) for part in cut[1:]], lexis().taken_apart(cut[0])
    for i in range(len(words) - 1, 0, -1):
        names = [_text(words[:i]) + other for other in others]
        if _known(names) == len(names) and not _known(others):
            return names
    return []


def _is_word(text: str) -> bool:
    return lexis().is_word(text) or lexis().of_name(text)[0]


def _is_rate_of_doing(cut: Sequence[_Part]) -> bool:
    """Whether parts say each what is done, with the verb anew, and the last ends with the word for a rate: 通客车、通广播电视率."""
    verb, last = cut[-1][0], _text(cut[-1])
    return verb.tag.startswith("v") and last.endswith(_RATE) and verb.text in _text(cut[-2])


def _known(names: Sequence[str]) -> int:
    """How many of some names the lexicon of indicators has."""
    return sum(lexis().of_name(name)[0] for name in names)


def _quantity(part: _Part) -> int:
    """Where the word for a quantity begins that a part ends with; -1 where it ends with none."""
    head = quantity_at(_text(part))
    if head <= 0:
        return head
    starts = [word.start - part[0].start for word in lexis().taken_apart(part)]
    return max(start for start in starts if start <= head)


def _shared(cut: Sequence[_Part], head: int) -> int:
    """Where in the last part the words begin that all parts share, at its quantity at the latest.

    After as much as the part before is long: 养老、失业|保险参保人数, but 农村自来水、卫生户厕|普及率.
    """
    before, words = _text(cut[-2]), lexis().taken_apart(cut[-1])
    bounds = [bound for word in words[1:] if (bound := word.start - words[0].start) <= head]
    start = min(bounds, key=lambda bound: (abs(bound - len(before)), -bound), default=head)
    between = [word.text for word in words if start <= word.start - words[0].start < head]
    is_whole = start > 1 and not any(len(word) == 1 or word[-1] in _MEASURING for word in between)
    return start if is_whole else head


def _sharing(parts: Sequence[str], shared: int) -> list[str]:
    """Parts with what the last one has from a place on; one that ends with a quantity has its own, unless the last part's own words do too."""
    own, rest = parts[-1][:shared], parts[-1][shared:]
    bare = own.removesuffix("的")
    if ends_with_quantity(bare) and (rest in _SHARES or ruleset("rate_nouns").search(rest) or not any(quantity_at(part) > 0 for part in parts[:-1])):
        return [*(part + rest for part in parts[:-1]), parts[-1]]
    return [*(part if ends_with_quantity(part) else part + rest for part in parts[:-1]), bare + rest]


def _parts(text: str, joints: Set[str] = JOINTS) -> list[_Part]:
    """The words of a phrase between those that join its parts."""
    parts: list[list[Word]] = [[]]
    for word in lexis().cut(text, 0, len(text)):
        if word.text in joints:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def _is_scope(part: _Part) -> bool:
    return all(word.text == _RESIDENTS or lexis().is_scope(word.text) for word in part)


def _text(part: _Part) -> str:
    return "".join(word.text for word in part)
