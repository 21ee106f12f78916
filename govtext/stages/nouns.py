"""Noun phrases beside a value: what stands left of it without its verbs, and what stands right of it without the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from govtext.rules import for_packs, lexicon

_EDGE = " 、，：；。（）和与及但而"
_DURATION = re.compile(r"(?:[0-9一二三四五六七八九十两几近]+年(?:来|间|内)?|每年|年)(?=$)")
_LEADING_DURATION = re.compile(r"(?:近?[0-9一二三四五六七八九十两几]+年(?:来|间|内)?|每年)")
_RIGHT_END = re.compile(r"(?<![级类型性])、|[（）]|的(?=[全共有效])")
# An ordinal marker or a coverb before the noun: 九是新增…, 使国民生产总值达到….
_OPENER = re.compile(r"[一二三四五六七八九十]{1,3}[是要]|使(?!用|馆|命)|将(?!军|士|领)|把|让|令|为(?!民)|有(?![色机线限害效关力序氧轨偿毒])")
_MODAL = re.compile(r"(?<![主重需必首纪摘简])要$|(?<![功职动性智产节效可])能$|(?<![船])只$|[也还就都已将]$|(?<![户人平年亩日月])均$")
_LONGEST_NOUN = 24
_SHORT = 12  # a phrase left of a value is cut inside only where it is longer
_BARE_HEAD = 2  # a last part this short shares the first part's modifier
_LONG_SUBJECT = 16  # a longer one holds a verb of its own
_HEAD_REACH = 6  # a verb this near to a head such as 项目 belongs to the name: 拟竣工投产项目
_MAKES_NOUN = "率量额值数费款金业性员者力法权型"
_DONE_TO = re.compile(r"进行|实现(?=[\u4e00-\u9fff]{2,4}(?:[，。；、]|$))")
_SHORT_JOINT = re.compile(r"、[\u4e00-\u9fff]{2,5}(?=[，。；]|全部|均|都|完成|建成)")
_ATTRIBUTES = re.compile(r"[\u4e00-\u9fff]{2,8}、[\u4e00-\u9fff、]{2,14}的(?=[\u4e00-\u9fff]{2})")


@dataclass(frozen=True)
class Lexis:
    """The words that noun phrases are cut with."""

    leading: Words
    adverbs: Words
    trailing: Words
    verbs: Words
    transitive: Words
    causative: Words
    nominal: Words
    relational: Words
    scopes: Words
    compounds: Words
    carriers: Words
    predicates: Words
    quantities: Words
    right_stop: re.Pattern[str]
    right_head: re.Pattern[str]
    head: re.Pattern[str]


@for_packs()
def lexis() -> Lexis:
    """The clause words of the lexicons, compiled once."""
    words = lexicon("clause_words")

    def of(name: str) -> Words:
        return Words(words.where(**{"class": name}).terms())

    acts = frozenset(lexicon("verbs").where(**{"class": "act"}).terms())
    return Lexis(
        of("leading"),
        of("adverb"),
        of("trailing"),
        Words((acts | of("transitive")) - of("nominal")),
        of("transitive"),
        of("causative"),
        of("nominal"),
        of("relational"),
        Words(lexicon("scopes").where(kind="area").terms()),
        of("compound"),
        of("carrier"),
        of("predicate"),
        of("quantity"),
        re.compile(words.where(**{"class": "right_stop"}).alternation()),
        re.compile(words.where(**{"class": "right_head"}).alternation()),
        re.compile(rf"(?:[\u4e00-\u9fff]{{2}}化率|[\u4e00-\u9fff]{{2}}率|{words.where(**{'class': 'head'}).alternation()})$"),
    )


class Words(frozenset[str]):
    """A set of words that knows how long those are that begin, or end, with a character; the longest come first."""

    by_first: Mapping[str, tuple[int, ...]]
    by_last: Mapping[str, tuple[int, ...]]

    def __new__(cls, words: Iterable[str] = ()) -> Self:
        """Index the words."""
        made = super().__new__(cls, words)
        made.by_first = _lengths(made, 0)
        made.by_last = _lengths(made, -1)
        return made


def _lengths(words: Iterable[str], at: int) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[at], set()).add(len(word))
    return {character: tuple(sorted(lengths, reverse=True)) for character, lengths in found.items()}


def _starting(text: str, start: int, end: int, words: Words, least: int = 1) -> int:
    """Length of the longest word that begins at `start`, or 0."""
    if start < end:
        for length in words.by_first.get(text[start], ()):
            if least <= length <= end - start and text[start : start + length] in words:
                return length
    return 0


def _ending(text: str, start: int, end: int, words: Words) -> int:
    """Length of the longest word that ends at `end`, or 0."""
    if start < end:
        for length in words.by_last.get(text[end - 1], ()):
            if length <= end - start and text[end - length : end] in words:
                return length
    return 0


def ends_with_verb(text: str, start: int, end: int) -> bool:
    """Whether a transitive verb ends where a value begins."""
    words = lexis()
    return any(text[end - length : end] in words.transitive for length in (2, 3, 4) if end - length >= start)


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase left of a value, with the scope that stands before it and the place where its verbs begin."""

    start: int
    end: int
    opening: int
    scope: tuple[int, int] | None = None

    @property
    def found(self) -> bool:
        """Whether there is one."""
        return self.end > self.start

    @property
    def verbs_only(self) -> bool:
        """Whether the field holds verbs and nothing that they are done to."""
        return self.end <= self.start and self.end > self.opening


@dataclass(frozen=True, slots=True)
class Edges:
    """Known stretches by their edges: time expressions, which are cut off, and names of indicators, which are not."""

    time_starts: Mapping[int, int]  # start of a time expression to its end
    time_ends: Mapping[int, int]  # end to start
    names: Mapping[int, int]  # end of a known indicator's name to its start


def left_noun(text: str, start: int, end: int, edges: Edges, moves: bool = False) -> Noun:
    """The noun phrase in ``text[start:end]`` without time, adverbs and verbs at its edges.

    Before a verb of movement, or before 达到 and its like, the phrase is a subject: verbs in it belong to the name.
    What follows a time inside the phrase is nearer to the value than what stands before the time.
    """
    words = lexis()
    noun_end = _strip_right(text, start, end, edges.time_ends, words)
    subject = moves or end - noun_end > 1
    inside = (at for at in range(start + 1, noun_end - 1) if at in edges.time_starts and edges.time_starts[at] <= noun_end)
    times = [at for at in inside if text[at - 2] != "每"]  # 每人每年 is no time of its own
    if times:
        noun = _noun(text, edges.time_starts[times[-1]], noun_end, subject, edges, words)
        if noun.found:
            return noun
        noun_end = _strip_right(text, start, times[0], edges.time_ends, words)
    return _noun(text, start, noun_end, subject, edges, words)


def _noun(text: str, start: int, noun_end: int, subject: bool, edges: Edges, words: Lexis) -> Noun:
    known = edges.names.get(noun_end, noun_end)
    if subject and text[start : start + 1] in ("比", "较"):
        noun_end = start
    opening, scope = _strip_left(text, start, noun_end, edges.time_starts, words, known, subject)
    if subject:
        noun_start = _strip_verbs(text, opening, noun_end, words.causative, words, known)
        if _strip_verbs(text, noun_start, noun_end, words.verbs, words, known) >= noun_end and text[noun_start:noun_end] not in words.nominal:
            noun_start = noun_end
        inner = words.transitive if noun_end - noun_start > _LONG_SUBJECT and "、" not in text[noun_start:noun_end] else words.causative
        noun_start = _after_subject_verb(text, noun_start, noun_end, inner, words, known)
        return Noun(_past_quote(text, noun_start, noun_end), noun_end, opening, scope)
    noun_start = _strip_verbs(text, opening, noun_end, words.verbs, words, known)
    if noun_start >= noun_end:
        nominal = text[opening:noun_end] in words.nominal or text[opening:noun_end] in words.relational
        return Noun(opening if nominal else noun_end, noun_end, opening, scope)
    noun_start = _after_inner_verb(text, noun_start, noun_end, words, known)
    return Noun(_past_quote(text, noun_start, noun_end), noun_end, opening, scope)


def _past_quote(text: str, start: int, end: int) -> int:
    """Where the noun begins after a quotation mark whose other half lies outside of it."""
    opening, closing = text.rfind("“", start, end), text.find("”", start, end - 1)
    if closing >= 0 and text.find("“", start, closing) < 0:
        return closing + 1
    return opening + 1 if opening >= 0 and text.find("”", opening, end) < 0 else start


def _strip_right(text: str, start: int, end: int, time_ends: Mapping[int, int], words: Lexis) -> int:
    while end > start:
        bracket = text.rfind("（", start + 1, end) if text[end - 1] == "）" else -1
        if bracket > start:
            end = bracket
            continue
        length = _ending(text, start, end, words.trailing) or (1 if text[end - 1] in _EDGE else 0)
        if length and _ending(text, start, end, words.compounds) > length:  # 班列
            break
        if not length and (modal := _MODAL.search(text, max(start, end - 3), end)):
            length = end - modal.start()
        if not length and time_ends.get(end, -1) >= start:
            length = end - time_ends[end]
            length += end - length > start and text[end - length - 1] in "比较同"
        if not length and (duration := _DURATION.search(text, max(start, end - 5), end)):
            length = end - duration.start()
        if not length and (scope := _ending(text, start, end, words.scopes)):
            bare = scope == end - start or _ending(text, start, end - scope, words.trailing)
            length = scope if bare else 0
        if not length:
            break
        end -= length
    return end


def _strip_left(
    text: str, start: int, end: int, time_starts: Mapping[int, int], words: Lexis, known: int, subject: bool
) -> tuple[int, tuple[int, int] | None]:
    scope: tuple[int, int] | None = None
    while start < min(end, known) and not _starting(text, start, end, words.compounds, 2):
        if start in time_starts and time_starts[start] <= end:
            start = time_starts[start]
            continue
        if opener := _OPENER.match(text, start, end - 2):
            start = opener.end()
            continue
        if duration := _LEADING_DURATION.match(text, start, end):
            start = duration.end()
            continue
        length = _starting(text, start, end, words.leading, 2) or (1 if text[start] in _EDGE else 0)
        length = length or (0 if subject else _adverb(text, start, end, words))
        if length and start + length <= max(known, start + 1):
            start += length
            continue
        length = _starting(text, start, end, words.scopes, 2)
        if length and start + length <= known and start + length < end and text[start] in "全本该各我":
            scope = (start, start + length)
            start += length
            continue
        break
    return start, scope


def _adverb(text: str, start: int, end: int, words: Lexis) -> int:
    """Length of a word that is an adverb only before a verb or another adverb: 重点实施, but 重点产业."""
    length = _starting(text, start, end, words.adverbs, 2) or (1 if text[start] in words.leading or text[start] in words.adverbs else 0)
    after = start + length
    if length and (after >= end or _starting(text, after, end, words.verbs, 2) or _starting(text, after, end, words.leading, 2)):
        return length
    return 0


@lru_cache(maxsize=8)
def _both(one: Words, other: Words) -> Words:
    return Words(one & other)


def _strip_verbs(text: str, start: int, end: int, verbs: Words, words: Lexis, known: int) -> int:
    """Where the noun begins after the verbs at the left edge; `end` where there is nothing else."""
    first = True
    while start < min(end, known) and not _starting(text, start, end, words.compounds, 2):
        length = _verb(text, start, end, verbs if first else _both(verbs, words.transitive), words)
        if length and not first and end - start - length == 2 and text[start + length : end] in words.carriers:
            break  # 落实帮扶资金: the second verb says what the money is for
        first = first and not length
        if not length:
            length = _starting(text, start, end, words.leading, 2) or (1 if text[start] in ("的和及、并" if first else "了着的和及、并") else 0)
        if not length and verbs is words.verbs:
            length = _adverb(text, start, end, words)
        if not length or known < start + length < end:
            break
        start += length
    return start


def _verb(text: str, start: int, end: int, verbs: Words, words: Lexis) -> int:
    """Length of the verb at `start`; a verb that begins a compound (服务业, 访问量) is none."""
    length = _starting(text, start, end, verbs, 2)
    if not length or start + length == end - 1 or _starting(text, start, end, words.compounds, 2):
        return 0
    return 0 if text[start + length : start + length + 1] in _MAKES_NOUN and start + length < end else length


def _last_verb_end(text: str, start: int, end: int, verbs: Words, words: Lexis, known: int) -> int:
    """Where the noun begins after the last of these verbs inside a phrase; `start` where there is none."""
    last = min(known, end - 2)
    for position in range(last - 2, start, -1):
        length = _verb(text, position, end, verbs, words)
        if length and position + length <= last:
            return _strip_verbs(text, position + length, end, verbs, words, known)
    return start


def _after_subject_verb(text: str, start: int, end: int, verbs: Words, words: Lexis, known: int) -> int:
    """A long subject is cut after a verb that leads to it, and to a length that a name has."""
    if end - start <= _SHORT:
        return start
    return max(_last_verb_end(text, start, end, verbs, words, known), end - _LONGEST_NOUN)


def _after_inner_verb(text: str, start: int, end: int, words: Lexis, known: int) -> int:
    """A long object is cut after its last transitive verb, else at a known name, else to its last coordinate part."""
    if end - start <= _SHORT:
        return start
    after = _last_verb_end(text, start, end, words.transitive, words, known)
    if after > start:
        return after
    if known < end:
        return start if "占" in text[start:known] else known
    joint = max(text.rfind(mark, start, end - 2) for mark in "和、的")
    return joint + 1 if joint > 0 and text[joint + 1 : end] not in words.relational else max(start, end - _LONGEST_NOUN)


def right_noun(text: str, start: int, end: int) -> tuple[int, int]:
    """The noun phrase that begins at `start`, or an empty range."""
    words = lexis()
    if start < end and text[start] == "的":
        start += 1
    if done := _DONE_TO.match(text, start, end):
        start = done.end()
    end = min(end, start + _LONGEST_NOUN)
    attribute = _ATTRIBUTES.match(text, start, end)
    if attribute:
        start = attribute.end()
    closing = text.find("”", start, end)
    if closing >= 0 and text.find("“", start, closing) < 0:
        start, end = (start + 1, end) if closing == start else (start, closing)
    quoted = max(start, closing) if text[start : start + 1] == "“" else start
    mark = _RIGHT_END.search(text, quoted, end)
    if mark:
        joint = _SHORT_JOINT.match(text, mark.start(), end)
        end = joint.end() if joint else mark.start()
    stop = words.right_stop.search(text, quoted, end)
    if stop and stop.start() == start and _starting(text, start, end, words.compounds, 2):
        stop = words.right_stop.search(text, stop.end(), end)
    if stop and stop.start() == start:
        return start, start
    while stop:
        head = words.right_head.search(text, stop.end(), min(end, stop.end() + _HEAD_REACH))
        if head and stop[0] in words.predicates and "的" not in text[stop.end() : head.end()]:
            head = None  # 12部作品获得“五个一工程”奖
        if stop.start() >= start + 2 and head is None:
            break
        stop = words.right_stop.search(text, head.end() if head else stop.end(), end)
    if stop:
        end = stop.start()
    opening = text.rfind("“", start, end)
    if opening > start and text.find("”", opening, end) < 0:
        end = opening
    while end > start and text[end - 1] in _EDGE + "的":
        end -= 1
    return start, end


def split_joint(text: str) -> list[str]:
    """Names of a joint phrase, each made whole with the head that they share.

    >>> split_joint("城乡居民人均可支配收入")
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    >>> split_joint("存贷款余额")
    ['存款余额', '贷款余额']
    >>> split_joint("二氧化硫、化学需氧量排放量")
    ['二氧化硫排放量', '化学需氧量排放量']
    >>> split_joint("入境游客数量和花费")
    ['入境游客数量', '入境游客花费']
    >>> split_joint("一、二、三产增加值")
    ['一产增加值', '二产增加值', '三产增加值']
    """
    for joint in lexicon("joints"):
        if joint["term"] in text:
            return [text.replace(joint["term"], joint[part]) for part in ("first", "second")]
    parts = [part for part in re.split(r"[、和与及]|以及", text) if part]
    if len(parts) < 2:
        return parts
    last = parts[-1]
    if re.fullmatch(r"[一二三]", parts[0]):
        return [part + last[1:] if len(part) == 1 else part for part in parts]
    scope = re.match(r"城镇|城市|农村|农民", last)
    if scope and all(re.fullmatch(r"城镇|城市|农村|城镇居民|城市居民|农民", part) for part in parts[:-1]):
        return [part + last[len(scope[0]) :].removeprefix("居民" if part.endswith("居民") else "") for part in parts[:-1]] + [last]
    head, first = lexis().head.search(last), lexis().head.search(parts[0])
    if first and first.start() and (len(last) <= _BARE_HEAD or (head and head.start() == 0)):
        return [parts[0]] + [parts[0][: first.start()] + part for part in parts[1:]]
    if head is None or head.start() == 0:
        return parts
    return [part if lexis().head.search(part) else part + head[0] for part in parts[:-1]] + [last]
