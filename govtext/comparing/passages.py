"""Passages that two texts share, word for word or nearly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from govtext.markup import front_matter
from govtext.model import Span
from govtext.reading.extras import need
from govtext.source import fold

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_SIGNS = re.compile(r"[\W_]+")
_LEAST = 18  # characters without signs; what is shorter, as a title, is shared by many reports
_NEAR = 80.0  # per cent of likeness from which a sentence was taken over
_GRAM = 8
_COMMON = 20  # sentences that share a gram; what more share tells nothing
_BETWEEN = 2  # sentences that may be left out inside a passage


class Sentence(NamedTuple):
    """A sentence by its offsets, and its characters without signs and spaces."""

    start: int
    end: int
    plain: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of both texts; `likeness` is 1 where it is the same to the letter, signs and spaces apart."""

    left: Span
    right: Span
    likeness: float
    formula: bool = False


def sentences(text: str) -> list[Sentence]:
    r"""Cut a text into sentences that are long enough to tell; what a file says about itself above its text is none.

    >>> [sentence.plain for sentence in sentences("各位代表！\n　　大力发展特色农业，做强做优青岭茶叶品牌。")]
    ['大力发展特色农业做强做优青岭茶叶品牌']
    """
    front = front_matter(text)
    found = _SENTENCE.finditer(fold(text), front[1] if front else 0)
    cut = (Sentence(*_inner(text, hit.start(), hit.end()), _SIGNS.sub("", hit[0])) for hit in found)
    return [sentence for sentence in cut if len(sentence.plain) >= _LEAST]


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    body = text[start:end]
    return start + len(body) - len(body.lstrip()), end - len(body) + len(body.rstrip())


def shared(left: Sequence[Sentence], right: Sequence[Sentence]) -> tuple[Passage, ...]:
    """Find the passages that two texts share, in the order of the left one.

    Raises
    ------
    MissingExtraError
        rapidfuzz is not installed.

    Examples
    --------
    >>> one = sentences("大力发展特色农业，做强做优青岭茶叶品牌。新建村史馆十二个，改造卫生室三个。")
    >>> other = sentences("我们将大力发展特色农业，做强做优白河茶叶品牌。")
    >>> [(passage.left, passage.right, round(passage.likeness, 2)) for passage in shared(one, other)]
    [(Span(start=0, end=20), Span(start=0, end=23), 0.82)]
    """
    found = list(_alike(left, right))
    runs: list[list[tuple[int, int, float]]] = []
    for hit in found:
        last = runs[-1][-1] if runs else None
        if last and 0 < hit[0] - last[0] <= _BETWEEN and 0 < hit[1] - last[1] <= _BETWEEN:
            runs[-1].append(hit)
        else:
            runs.append([hit])
    return tuple(_passage(run, left, right) for run in runs)


def _passage(run: Sequence[tuple[int, int, float]], left: Sequence[Sentence], right: Sequence[Sentence]) -> Passage:
    (i, j, _), (k, m, _) = run[0], run[-1]
    likeness = sum(score for *_, score in run) / len(run) / 100
    return Passage(Span(start=left[i].start, end=left[k].end), Span(start=right[j].start, end=right[m].end), round(likeness, 3))


def _alike(left: Sequence[Sentence], right: Sequence[Sentence]) -> Iterator[tuple[int, int, float]]:
    """Each sentence of the left text with the most alike one of the right, near the one before it where several are."""
    ratio = need("rapidfuzz.fuzz", "reuse", "comparing passages").ratio
    index: dict[str, list[int]] = {}
    for j, sentence in enumerate(right):
        for gram in _grams(sentence.plain):
            index.setdefault(gram, []).append(j)
    expected = 0
    for i, sentence in enumerate(left):
        candidates = {j for gram in _grams(sentence.plain) for j in index.get(gram, ())[:_COMMON]}
        scored = [(ratio(sentence.plain, right[j].plain, score_cutoff=_NEAR), -abs(j - expected), j) for j in candidates]
        if scored and (best := max(scored))[0] >= _NEAR:
            expected = best[2] + 1
            yield i, best[2], best[0]


def _grams(text: str) -> Iterator[str]:
    """All stretches of a sentence that tell where else it may stand."""
    return (text[i : i + _GRAM] for i in range(0, len(text) - _GRAM + 1))


def covered(passages: Sequence[Passage]) -> tuple[int, int]:
    """Characters of both texts that are shared and no formula; what several passages share counts once."""
    kept = [passage for passage in passages if not passage.formula]
    return _length([passage.left for passage in kept]), _length([passage.right for passage in kept])


def _length(spans: Sequence[Span]) -> int:
    ordered = sorted((span.start, span.end) for span in spans)
    overlap = sum(max(0, min(one[1], other[1]) - other[0]) for one, other in pairwise(ordered))
    return sum(end - start for start, end in ordered) - overlap
