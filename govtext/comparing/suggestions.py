"""Measures over the years: what was planned in one report and seems to be done in the next."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from govtext.comparing.passages import Sentence, sentences
from govtext.export.divisions import place_of, year_of
from govtext.labels import Role
from govtext.model import Report, Span
from govtext.render import one_line

COLUMNS = ("place", "year", "score", "planned", "done", "planned_start", "planned_end", "source", "done_start", "done_end", "later_source")
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
    return _ranked(planned, done, common.__contains__)


def _ranked(planned: Sequence[Sentence], done: Sequence[Sentence], is_common: Callable[[str], bool]) -> tuple[Suggestion, ...]:
    index: dict[str, list[int]] = {}
    for number, sentence in enumerate(done):
        for gram in _grams(sentence):
            if not is_common(gram):
                index.setdefault(gram, []).append(number)
    found = (_best(sentence, done, index) for sentence in planned)
    return tuple(sorted(filter(None, found), key=lambda suggestion: -suggestion.score))


def over_years(reports: Iterable[Report]) -> Iterator[dict[str, Any]]:
    r"""Give the suggestions for all reports of one place and of consecutive years, as rows of `COLUMNS`, best first for each pair.

    Stretches that another place of the reports uses tell nothing. Only sentences are kept of each report, not the report.

    Examples
    --------
    >>> import govtext
    >>> head = "{}年青河县人民政府工作报告\n各位代表：\n"
    >>> first = govtext.parse(head.format(2024) + "二、2024年工作安排\n启动青岭至白河快速路建设工程，完善路网。")
    >>> second = govtext.parse(head.format(2025) + "一、2024年工作回顾\n交通条件改善，青岭至白河快速路建设工程全线开工。")
    >>> [(row["place"], row["year"], row["score"]) for row in over_years([first, second])]
    [('青河县', 2024, 0.471)]
    """
    kept = {(place, year): one for report in reports if (one := _Kept.of(report)) and (place := one.place) and (year := one.year)}
    wanted = {hash(gram) for one in kept.values() for sentence in one.planned for gram in _grams(sentence)}
    places: dict[int, str | None] = {}
    for (place, _), one in kept.items():
        for gram in {hash(gram) for sentence in (*one.planned, *one.done) for gram in _grams(sentence)} & wanted:
            places[gram] = place if places.get(gram, place) == place else None
    common = frozenset(gram for gram, place in places.items() if place is None)
    for (place, year), one in sorted(kept.items()):
        later = kept.get((place, year + 1))
        if later is None:
            continue
        for found in _ranked(one.planned, later.done, lambda gram: hash(gram) in common):
            spans = {
                "planned_start": found.planned.start,
                "planned_end": found.planned.end,
                "done_start": found.done.start,
                "done_end": found.done.end,
            }
            texts = {"planned": one.text_of(found.planned), "done": later.text_of(found.done)}
            yield {"place": place, "year": year, "score": found.score, **texts, **spans, "source": one.source, "later_source": later.source}


@dataclass(frozen=True, slots=True)
class _Kept:
    """What suggestions need of a report."""

    place: str | None
    year: int | None
    source: str | None
    planned: tuple[Sentence, ...]
    done: tuple[Sentence, ...]
    texts: dict[int, str]

    @classmethod
    def of(cls, report: Report) -> _Kept:
        planned, done = tuple(_in_roles(report, _PLANS)), tuple(_in_roles(report, (Role.RETROSPECT,)))
        texts = {sentence.start: report.text[sentence.start : sentence.end] for sentence in (*planned, *done)}
        return cls(place_of(report)[0], year_of(report), report.source.path, planned, done, texts)

    def text_of(self, span: Span) -> str:
        return one_line(self.texts[span.start])


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
