"""Measures over the years: what was planned in one report and seems to be done in the next."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from govtext.comparing.passages import Sentence, sentences
from govtext.labels import Role
from govtext.model import Report, Span

_GRAM = 6
_LEAST = 2  # grams that both sentences have and no other place
_PLANS = (Role.PLAN, Role.OUTLOOK)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A planned sentence and one that may say that it was done: a suggestion with a score from 0 to 1, never a verdict."""

    planned: Span
    done: Span
    score: float
    shared: tuple[str, ...]


def suggested(report: Report, later: Report, others: Iterable[Report] = ()) -> tuple[Suggestion, ...]:
    r"""Suggest which planned sentences of a report the later one says were done.

    Parameters
    ----------
    report, later
        Two consecutive reports of one place.
    others
        Reports of other places: the stretches of six characters that they use too tell nothing, and the more of them the better.

    Returns
    -------
    tuple of Suggestion
        For each planned sentence at most the best one of the later report's review that shares two such stretches or more, best first.

    Examples
    --------
    >>> import govtext
    >>> first = govtext.parse("二、2024年工作安排\n启动青岭至白河快速路建设工程，完善路网。")
    >>> second = govtext.parse("一、2024年工作回顾\n交通条件改善，青岭至白河快速路建设工程全线开工。")
    >>> [(round(s.score, 2), s.planned.of(first.text)) for s in suggested(first, second)]
    [(0.47, '启动青岭至白河快速路建设工程，完善路网。')]
    """
    planned, done = list(_in_roles(report, _PLANS)), list(_in_roles(later, (Role.RETROSPECT,)))
    common = {gram for other in others for sentence in sentences(other.text) for gram in _grams(sentence)}
    index: dict[str, list[int]] = {}
    for number, sentence in enumerate(done):
        for gram in _grams(sentence) - common:
            index.setdefault(gram, []).append(number)
    found = (_best(sentence, done, index) for sentence in planned)
    return tuple(sorted(filter(None, found), key=lambda suggestion: -suggestion.score))


def _in_roles(report: Report, roles: Sequence[Role]) -> Iterator[Sentence]:
    ranges = [(section.span.start, section.span.end, section.role) for section in report.sections]
    for sentence in sentences(report.text):
        around = [role for start, end, role in ranges if start <= sentence.start < end]
        if around and around[-1] in roles:
            yield sentence


def _grams(sentence: Sentence) -> frozenset[str]:
    return frozenset(sentence.plain[i : i + _GRAM] for i in range(len(sentence.plain) - _GRAM + 1))


def _best(planned: Sentence, done: Sequence[Sentence], index: dict[str, list[int]]) -> Suggestion | None:
    own = _grams(planned)
    counted = Counter(number for gram in own for number in index.get(gram, ()))
    if not counted or counted.most_common(1)[0][1] < _LEAST:
        return None
    number, shared = max(counted.items(), key=lambda item: (item[1], -item[0]))
    other = done[number]
    score = shared / math.sqrt(len(own) * len(_grams(other)))
    both = tuple(sorted(own & _grams(other), key=planned.plain.find))
    return Suggestion(Span(start=planned.start, end=planned.end), Span(start=other.start, end=other.end), min(round(score, 3), 1.0), both)
