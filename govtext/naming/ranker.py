"""Scores of proposals: the weights of their named features, added up. Words recur, so what each adds is added up once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import getitem
from typing import NamedTuple

from govtext.kept import Kept
from govtext.naming import features
from govtext.naming.features import Beside
from govtext.naming.sentence import Best, Field
from govtext.naming.words import Known, Lexis, lexis
from govtext.rules import for_packs, lexicon

_NEVER = float("-inf")  # the score of a stretch that cannot be a name


class _Whole(NamedTuple):
    """What a word adds to a score inside a proposal, or left out on either side of it."""

    inside: float
    left_out_before: float
    left_out_after: float


class _Source:
    """The sums of the weights for one source of proposals."""

    def __init__(self, source: str, weights: Mapping[str, float]) -> None:
        def total(names: Iterable[str]) -> float:
            return sum([weights.get(f"{source} {name}", 0.0) for name in names])

        def whole(word: Known) -> _Whole:
            return _Whole(
                total(features.of_kept(word)),
                total(features.of_left_out(features.LEFT_OUT_BEFORE, word)),
                total(features.of_left_out(features.LEFT_OUT_AFTER, word)),
            )

        self.words = Kept(whole)
        self.starts: Kept[tuple[Known, Known], float] = Kept(lambda edge: total(features.of_start(*edge)))
        self.ends: Kept[tuple[Known, Known], float] = Kept(lambda edge: total(features.of_end(*edge)))
        self.lengths = [total([features.of_length(size)]) for size in range(features.LONGEST + 1)]
        self.longest = max(self.lengths)
        self.beside = [Kept[tuple[object, ...], float](lambda told, of=of: total(of(*told))) for of in features.OF_BESIDE]  # type: ignore[misc]


class Ranker:
    """The weights of the named features, with the words that they are about."""

    def __init__(self, weights: Mapping[str, float], words: Lexis) -> None:
        self.weights = weights
        self.lexis = words
        self._sources: Kept[str, _Source] = Kept(lambda source: _Source(source, weights))

    def beside(self, source: str, beside: Beside) -> float:
        """The weights of what is told of a source beside the value."""
        return sum(map(getitem, self._sources[source].beside, beside.parts()))

    def best(self, field: Field, parts: int = 1) -> Best | None:
        """The stretch of the field with the highest score, of a joint name those with so many parts; None where no stretch can be a name."""
        source, known = self._sources[field.source], field.known
        starts, ends, lengths, longest = source.starts, source.ends, source.lengths, source.longest
        words, begins = source.words, field.starts()
        if not begins:
            return None
        inside, left_out = 0.0, 0.0
        opening, closing, after = [], [], []
        for left, word, right in zip(known, known[1:], known[2:], strict=False):
            kept, out_before, out_after = words[word]
            inside += kept
            opening.append(starts[left, word] + left_out - inside if word.begins else 0.0)
            closing.append(ends[word, right] + inside if word.ends else _NEVER)
            after.append(out_after)
            left_out += out_before
        left_out = 0.0
        for i in range(len(after) - 1, 0, -1):
            left_out += after[i]
            closing[i - 1] += left_out
        most = max(closing[: field.limit], default=_NEVER) + longest
        best: tuple[int, int] | None = None
        least = _NEVER
        for first in begins:
            start = opening[first]
            if start + most <= least:
                continue
            for last in field.ends(first):
                score = start + closing[last - 1]
                if score + longest > least:
                    score += lengths[min(field.size(first, last), features.LONGEST)]
                    if score > least and (parts == 1 or field.has_parts(first, last, parts)):
                        best, least = (first, last), score
        return Best(least, *best) if best else None


@for_packs()
def ranker() -> Ranker:
    """The ranker with the weights that come with the package."""
    return Ranker({row["feature"]: float(row["weight"]) for row in lexicon("name_weights")}, lexis())
