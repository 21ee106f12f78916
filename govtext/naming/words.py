"""Words of a clause, and what is known of each: its class, how reports use it, and the classes that the lexicons give it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from govtext.indicators import is_known
from govtext.kept import Kept
from govtext.naming.heads import ends_with_quantity
from govtext.rules import for_packs, lexicon, ruleset

if TYPE_CHECKING:
    from rjieba import Jieba

VALUE, TIME, SIZE, NAME, SCOPE, MARK = "V", "T", "C", "K", "S", "x"
FIGURES = frozenset({VALUE, TIME, SIZE})  # told by their class alone, whatever their digits
_WORD_SIZES = (3, 2)  # characters of the words that a search in a longer one finds
_LONGEST_NAME = 11  # characters of an indicator's name that is one word
_SHORTEST_NAME = 2
_SHORTEST_PHRASE = 4  # characters of a verb with its object
_NAME_FREQUENCY = 1000  # above that of most words, so that a name is cut whole
_CLOSING = frozenset("，；：。、！？）”")
_OPENING = frozenset("，、（“")
_PARTING = frozenset("；：。！？")
_DEPTHS = {"“": 1, "（": 1, "《": 1, "”": -1, "）": -1, "》": -1}
JOINTS = frozenset(("、", "和", "与", "及", "以及"))
_TELLING_MARKS = "、“”（）—《》·"
_FINE_TAGS = frozenset({"vn", "nr", "ns", "nt", "nz", "ad", "an"})
_PARTICLES = frozenset({"uj", "ul", "uz", "ug", "ud", "uv", "y"})
LEADING = "leading"  # the class of 已, 全部, which open a clause
_MODIFYING = "dpc"
_STOPPING = "right_stop"
_RARE = "r"
EACH = "分别"  # each value of a list has its own
ADDED = "added"  # the class of 新增, 新建
YIELDING = "yielding"  # the class of 完成
_GOVERNING = frozenset({"act", "transitive"})
_CHINESE = re.compile("[\u4e00-\u9fff]+")


class Word(NamedTuple):
    """A word with its half-open place in the reading copy; `tag` is jieba's part of speech, or the class of a known stretch."""

    text: str
    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What is known of a word, wherever it stands."""

    kind: str  # its class: a part of speech, a known stretch or a mark
    use: str  # how often it opens and closes a clause, as two digits, or that it is rare
    traits: tuple[str, ...]  # all that it is told by, each as name=value
    classes: frozenset[str]  # that the lexicons give it
    begins: bool  # whether a name can begin with it
    ends: bool  # whether a name can end with it
    parts: bool  # whether no name holds it
    depth: int  # 1 where it opens a bracket or quotation, -1 where it closes one
    joint: bool  # whether it joins the parts of a joint name
    completes: bool  # whether one character before it is a part of the same word: 村|史馆, which reports hardly use alone


class Lexis:
    """What the lexicons say of words, with the segmenter that cuts them; what was asked for is kept."""

    def __init__(self) -> None:
        words = lexicon("clause_words")
        self._classes: dict[str, set[str]] = {}
        for row in (*lexicon("verbs"), *words):
            self._classes.setdefault(row["term"], set()).add(row["class"])
        self._areas = frozenset(lexicon("scopes").where(kind="area").terms())
        self._scopes = frozenset(lexicon("scopes").terms())
        self._uses = {row["term"]: (row["edges"], row["before_number"]) for row in lexicon("word_use")}
        self._quantities = words.where(**{"class": "head"}).terms()
        self._yielding = words.where(**{"class": "yielding"}).terms()
        self._averages = words.where(**{"class": "average"}).terms()
        self._segmenter = self._with_names()
        self._cut: Kept[str, tuple[tuple[str, str], ...]] = Kept(self._tagged)
        self.of_word: Kept[tuple[str, str], Known] = Kept(lambda word: self._look_up(*word))
        self._names: Kept[str, tuple[bool, bool]] = Kept(lambda name: (is_known(name), ends_with_quantity(name)))

    def _with_names(self) -> Jieba:
        """A segmenter that cuts the names of indicators whole, but those that begin with a verb that takes the rest as its object."""
        from rjieba import Jieba

        segmenter = Jieba()
        names = {*lexicon("indicators").terms("name"), *lexicon("indicators").terms("aliases")}
        for name in sorted(names):
            if _SHORTEST_NAME <= len(name) <= _LONGEST_NAME and _CHINESE.fullmatch(name):
                first = segmenter.cut(name)[0]
                if any(verb in name[1:-1] for verb in self._yielding):
                    continue  # 工业企业实现利润: the verb is no part of the name
                whole = first == name or not self.is_governing(first) or name.endswith(self._quantities)
                if whole and ruleset("first_verbs").match(name) is None:
                    segmenter.add_word(name, _NAME_FREQUENCY, NAME)
        for word in (*self._quantities, *self._averages):
            if len(segmenter.cut(word)) > 1:
                segmenter.add_word(word, _NAME_FREQUENCY, "n")  # 占比, which is else cut before the preposition 比
        return segmenter

    def is_governing(self, word: str) -> bool:
        """Whether a word is a verb that takes the noun after it as its object."""
        return not self._classes.get(word, frozenset()).isdisjoint(_GOVERNING)

    def is_added(self, word: str) -> bool:
        """Whether a word says that what is counted is new: 新建, 在建."""
        return self.has_class(word, ADDED)

    def has_class(self, word: str, name: str) -> bool:
        """Whether the lexicons give a word a class."""
        return name in self._classes.get(word, ())

    def classes(self, word: str) -> frozenset[str]:
        """The classes that the lexicons give to a word."""
        return frozenset(self._classes.get(word, ()))

    def is_scope(self, word: str) -> bool:
        """Whether a word says of which area or part of it something is told: 全县, 农村, 规模以上."""
        return word in self._scopes

    def cut(self, copy: str, start: int, end: int, stretches: Sequence[tuple[int, int, str]] = ()) -> list[Word]:
        """The words of ``copy[start:end]``; known stretches (start, end, class) inside of it, in text order, are single words."""
        words: list[Word] = []
        position = start
        for first, last, kind in stretches:
            if position <= first and last <= end:
                words += self._words(copy, position, first)
                words.append(Word(copy[first:last], kind, first, last))
                position = last
        return words + self._words(copy, position, end)

    def _words(self, copy: str, start: int, end: int) -> list[Word]:
        words: list[Word] = []
        for text, tag in self._cut[copy[start:end]] if start < end else ():
            stop = start + len(text)
            words.append(Word(text, tag, start, stop))
            start = stop
        return words

    def _tagged(self, text: str) -> tuple[tuple[str, str], ...]:
        parts: list[tuple[str, str]] = []
        for word in self._segmenter.tag(text):
            if len(word[0]) < _SHORTEST_PHRASE:
                parts.append(word)
            else:
                parts += _without_object(*word)
        return tuple(parts)

    def is_word(self, text: str) -> bool:
        """Whether the dictionary has a word."""
        return bool(self._segmenter.has_word(text))

    def taken_apart(self, words: Sequence[Word]) -> list[Word]:
        """The words with known names cut into the words of the dictionary that they hold: 失业保险参保人数 into 失业, 保险, 参保, 人数."""
        return [part for word in words for part in (self._words_of(word) if word.tag == NAME else (word,))]

    def _words_of(self, name: Word) -> Iterator[Word]:
        inside = {word for word in self._segmenter.cut_for_search(name.text) if word != name.text}
        start = 0
        while start < len(name.text):
            size = next((size for size in _WORD_SIZES if name.text[start : start + size] in inside), 1)
            yield Word(name.text[start : start + size], "n", name.start + start, name.start + start + size)
            start += size

    def known(self, text: str, tag: str) -> Known:
        """What is known of a word.

        >>> lexis().known("制定", "v").kind, lexis().known("，", "x").kind
        ('v', 'x')
        """
        return self.of_word[text, tag]

    def of_name(self, name: str) -> tuple[bool, bool]:
        """Whether the lexicon of indicators has a name as it stands, and whether it ends with a word for a quantity."""
        return self._names[name]

    def _look_up(self, text: str, tag: str) -> Known:
        kind = self._kind(text, tag)
        use, before_number = self._uses.get(text, (_RARE, _RARE))
        traits = [f"kind={kind}", f"before_number={before_number}", f"length={min(len(text), 4)}"]
        traits += [f"class={name}" for name in sorted(self._classes.get(text, ()))]
        traits += [f"use={kind[0]}{use}"] if kind[0] in "vnazd" else []
        traits += [f"word={text}"] if len(text) > 1 and text in self._uses else []  # of one character, its last says it
        traits += [f"last={text[-1]}"] if kind not in FIGURES else []
        first, whole = text[0], tag not in (VALUE, TIME)
        opens = tag[0] in _MODIFYING and LEADING in self.classes(text)  # 已, 就: said of the verb
        stops = tag[0] == "d" and _STOPPING in self.classes(text)  # 分别
        return Known(
            kind,
            use,
            tuple(traits),
            self.classes(text),
            begins=whole and first not in _CLOSING and tag not in _PARTICLES and not opens,
            ends=whole and first not in _OPENING and tag not in _PARTICLES and not stops,
            parts=tag == VALUE or first in _PARTING or text == EACH or YIELDING in self.classes(text),
            depth=_DEPTHS.get(text, 0) if tag == MARK else 0,
            joint=text in JOINTS,
            completes=kind == "n" and use == _RARE,
        )

    def _kind(self, text: str, tag: str) -> str:
        if tag in FIGURES or tag == NAME:
            return tag
        if text in self._areas:
            return SCOPE
        if tag == MARK:
            return MARK + text[0] if text[0] in _TELLING_MARKS else MARK
        if text == "的":
            return text
        return tag if tag in _FINE_TAGS else tag[0]


def _without_object(word: str, tag: str) -> Iterator[tuple[str, str]]:
    """A long word of the dictionary in which a verb of movement has its object, as two: 增加收入, but 增加值."""
    if tag != NAME and (verb := ruleset("first_verbs").match(word)) and verb.end < len(word):
        yield word[: verb.end], "v"
        yield word[verb.end :], "n"
    else:
        yield word, tag


@for_packs()
def lexis() -> Lexis:
    """The words of the lexicons in force, loaded once."""
    return Lexis()
