"""The words of a sentence, cut once, and the fields of it in which a name is looked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from govtext.naming.words import FIGURES, JOINTS, TIME, VALUE, Known, Lexis, Word
from govtext.stages.values import Place

BEFORE, AFTER, EARLIER = "before", "after", "earlier"
_MOST_WORDS = 14  # of a name
_MOST_SKIPPED = 6  # words between a value and a name after it
_MOST_EARLIER = 2  # clauses before the value's own
_PREPOSITION = "p"
_VERB = "v"
_NOUNS = frozenset("nK")
_COMMA = "、"
_OF_WHICH = ("其中", "其中：")
_AFTER_THAT = "后"
_AFTERWARDS = frozenset({"后", "以后", "之后"})
_ATTRIBUTIVE = "attributive"  # the class of 具有, which opens a relative clause
_COMPARING = frozenset({"比", "较"})
_ENDS_FIELD = frozenset("，；：。！？\n")
_NOWHERE = Word("\n", "x", 0, 0)


class Best(NamedTuple):
    """A stretch of a field's words with its score."""

    score: float
    first: int
    last: int


class Field(NamedTuple):
    """The words in which a name is looked for; `known` tells what is known of the one before them, of each, and of the one after."""

    source: str
    words: Sequence[Word]
    known: tuple[Known, ...]
    limit: int  # words that a name can hold: those after them say how it relates to the value

    def core(self, first: int, last: int) -> tuple[int, int]:
        """The half-open place of a range of words in the copy."""
        return self.words[first].start, self.words[last - 1].end

    def size(self, first: int, last: int) -> int:
        """The characters of a range of words."""
        return self.words[last - 1].end - self.words[first].start

    def without_standard(self) -> Field:
        """The field, or an empty one where all its words say what something is compared with: 比承诺时限|压缩, but 比上年|收入."""
        compares = len(self.words) > 1 and self.words[0].text in _COMPARING and self.known[2].kind != TIME
        return self._replace(words=(), known=(self.known[0], self.known[-1]), limit=0) if compares else self

    def until(self, last: int) -> Field:
        """The field up to a word."""
        return self._replace(words=self.words[:last], known=self.known[: last + 2], limit=last)

    def starts(self) -> list[int]:
        """Where a name can begin: no value, time or closing mark, and not far after its value."""
        count = len(self.words) if self.source != AFTER else min(len(self.words), _MOST_SKIPPED + 1)
        return [first for first in range(count) if self.known[first + 1].begins]

    def ends(self, first: int) -> list[int]:
        """Where a name that begins at a word can end, each after its last word: whole brackets, quotations and words, no value."""
        found: list[int] = []
        depth = 0
        for last, word in enumerate(self.known[first + 1 : min(self.limit, first + _MOST_WORDS) + 1], first + 1):
            depth += word.depth
            if word.parts or depth < 0:
                break
            is_told = last > first + 1 or word.kind != _PREPOSITION  # 比 alone names nothing, but 三次产业比
            if depth == 0 and is_told and word.ends and not (self.known[last + 1].completes and len(self.words[last - 1].text) == 1):
                found.append(last)
        return found

    def has_parts(self, first: int, last: int, size: int) -> bool:
        """Whether the joints inside a range of words, those of either rank or all, make as many parts; any range has one."""
        joints = [word.text for word in self.words[first + 1 : last - 1] if word.text in JOINTS]
        by_comma = joints.count(_COMMA)
        return size in (1, 1 + len(joints), 1 + by_comma, 1 + len(joints) - by_comma)


class Part(NamedTuple):
    """A stretch of a field that a name is made of."""

    field: Field
    best: Best
    text: str
    core: tuple[int, int]  # its half-open place in the copy

    @classmethod
    def of(cls, field: Field, best: Best) -> Part:
        """A stretch with its text."""
        words = field.words[best.first : best.last]
        return cls(field, best, "".join([word.text for word in words]), (words[0].start, words[-1].end))


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence with what is known of them."""

    copy: str
    words: Sequence[Word]
    known: Sequence[Known]
    starts: Sequence[int]
    edge: Known  # what stands before its first and after its last word
    lexis: Lexis
    earlier: dict[tuple[int, int], Part | None] = field(default_factory=dict)  # the best of clauses that several values look back to

    @classmethod
    def of(cls, copy: str, start: int, end: int, stretches: Sequence[tuple[int, int, str]], lexis: Lexis) -> Sentence:
        """Cut a sentence; `stretches` are the values and times in it, in text order."""
        words = lexis.cut(copy, start, end, stretches)
        of_word = lexis.of_word
        known = [of_word["0" * len(word.text) if word.tag in FIGURES else word.text, word.tag] for word in words]
        return cls(copy, words, known, [word.start for word in words], lexis.known(_NOWHERE.text, _NOWHERE.tag), lexis)

    def index(self, position: int) -> int:
        """The first word that begins at a position of the copy or after it."""
        return bisect_left(self.starts, position)

    def follows_verb(self, stretch: tuple[int, int] | None) -> bool:
        """Whether a verb stands before the word that a stretch of the copy begins with."""
        index = self.index(stretch[0]) if stretch else 0
        return index > 0 and self.words[index - 1].tag[0] == _VERB

    def is_part(self, stretch: tuple[int, int] | None) -> bool:
        """Whether what is named in a stretch is a part of what was named before it: 其中重大隐患4条."""
        return stretch is not None and self.copy.endswith(_OF_WHICH, 0, stretch[0])

    def between(self, start: int, end: int) -> Iterator[tuple[Word, Known]]:
        """The words that begin in a stretch of the copy, with what is known of them."""
        inside = slice(self.index(start), self.index(end))
        return zip(self.words[inside], self.known[inside], strict=True)

    def field(self, source: str, first: int, last: int) -> Field:
        """The words in a range of indices as a field."""
        left = self.known[first - 1] if first else self.edge
        right = self.known[last] if last < len(self.known) else self.edge
        return Field(source, self.words[first:last], (left, *self.known[first:last], right), last - first)

    def before(self, start: int, end: int, related: int) -> Field:
        """The words of a value's own clause in a stretch, without the noun of the value before them: 投资1亿元的大桥、投资2亿元.

        What begins at `related` says how they relate to the value: 金额|超5600万元.
        """
        first, last = self.index(start), self.index(end)
        if first and self.words[first - 1].end > start:
            first -= 1  # a word is read whole
        if first and self.words[first - 1].text == "：" and self._names_nothing(first, last, related):
            first, last = self._clause(first - 1)  # a label: 税收：3亿元, 税收：增长5%
        if self.copy.find(_AFTER_THAT, start, related) >= 0:
            first = next((i for i in range(last, first + 1, -1) if self._is_afterwards(i - 1) and self.words[i - 1].start < related), first)
        if first < last and (self.words[first].text == "的" or self._counts(first)):
            first = next((i + 1 for i in range(last - 1, first, -1) if self.known[i].joint), first)
        return self._related(self.field(BEFORE, first, last), related)

    def _counts(self, index: int) -> bool:
        """Whether a noun stands directly behind a value, which counts it: 3所|学校、医院2家."""
        return index > 0 and self.words[index - 1].tag == VALUE and self.known[index].kind[0] in _NOUNS

    def _is_afterwards(self, index: int) -> bool:
        """Whether a word closes what was done before: 投产后|年产值."""
        return self.words[index].text in _AFTERWARDS and self.words[index - 1].tag[0] == _VERB

    def _names_nothing(self, first: int, last: int, related: int) -> bool:
        """Whether all words before the place where the relation to a value begins are times and what opens a clause: 同比."""
        return all(
            self.words[i].start >= related or self.known[i].kind == TIME or self.words[i].text == "比" or "leading" in self.known[i].classes
            for i in range(first, last)
        )

    def _related(self, field: Field, related: int) -> Field:
        """A field up to where the words begin that relate it to its value; a word that runs over that place is cut there: 额超."""
        held = bisect_left(field.words, related, key=lambda word: word.start)
        if held and field.words[held - 1].end > related and field.words[held - 1].tag not in FIGURES:
            whole = field.words[held - 1]
            parts = [*self.lexis.cut(self.copy, whole.start, related), *self.lexis.cut(self.copy, related, whole.end)]
            words = [*field.words[: held - 1], *parts, *field.words[held:]]
            known = (*field.known[:held], *(self.lexis.known(part.text, part.tag) for part in parts), *field.known[held + 1 :])
            return self._related(Field(field.source, words, known, len(words)), related)
        return field._replace(limit=held) if held < len(field.words) else field

    def after(self, place: Place) -> Field:
        """The words after a value, up to the end of its clause or the next value, without what is said first: 25项具有示范效应的|做法."""
        first, last = self.index(place.run_end), self.index(place.run_right)
        if first < last and _ATTRIBUTIVE in self.known[first].classes:
            first = next((i + 1 for i in range(first + 1, last - 1) if self.words[i].text == "的"), first)
        return self.field(AFTER, first, last)

    def clauses_before(self, place: Place) -> list[tuple[int, int]]:
        """The ranges of words of the clauses before a value's own, nearest first."""
        found: list[tuple[int, int]] = []
        end = self.index(place.left)
        while end and len(found) < _MOST_EARLIER:
            while end and _ends_field(self.words[end - 1]):
                end -= 1
            start, end = self._clause(end)
            if start < end:
                found.append((start, end))
            end = start
        return found

    def _clause(self, end: int) -> tuple[int, int]:
        """The range of words up to an index that no mark and no value parts."""
        start = end
        while start and not _ends_field(self.words[start - 1]):
            start -= 1
        return start, end


def _ends_field(word: Word) -> bool:
    return word.tag == VALUE or word.text[0] in _ENDS_FIELD
