"""Comparing two annotations of one text: what was found, and how much of what was found is right.

A heading or an item is found where its start is; *full* means that its title, and a heading's level, is right as well.
A placeholder is found by its exact span, and so is a named thing where `want` says any.
A metric's *value* is right when it overlaps the annotated one and has its numbers and unit, and *full* when indicator, kind, bound,
direction and status are right too. *Exact* asks that an editor would print the indicator as it stands: it holds what it must and, character by
character, nothing but what the longest right name has, or it is one of the further names.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TypeVar

from govtext.evaluation.annotation import Annotation, Entity, Heading, Measure, Metric, Placeholder, from_report
from govtext.labels import MetricKind, MetricStatus
from govtext.model import Report
from govtext.rules import lexicon

_SLACK = 2  # characters that two readers may differ by in where an item starts or ends
_LONGER = 8  # characters that an indicator may be longer than the annotated one
_ITEMS = ("blocks", "sections", "measures", "metrics", "placeholders", "times", "entities")
_TOLERANCE = Decimal("1e-9")
_NO_PART_OF_A_NAME = str.maketrans("", "", " \u3000\t\n“”‘’\"'的（）()")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the things `found` and of the things `wanted` are `right`.

    >>> tally = Tally(right=3, found=4, wanted=6)
    >>> tally.precision, tally.recall, tally.f1
    (0.75, 0.5, 0.6)
    """

    right: int
    found: int
    wanted: int

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """Share of the found that is right; 1 where nothing was found and nothing wanted."""
        return self.right / self.found if self.found else float(not self.wanted)

    @property
    def recall(self) -> float:
        """Share of the wanted that is found and right."""
        return self.right / self.wanted if self.wanted else float(not self.found)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.wanted) if self.found or self.wanted else 1.0


@dataclass(frozen=True)
class Scores:
    """Tallies of the things found, of the fields of those found, and each mistake in words."""

    found: Mapping[str, Tally]
    fields: Mapping[str, Tally]
    mistakes: tuple[str, ...] = ()

    def __add__(self, other: Scores) -> Scores:
        return Scores(_sum(self.found, other.found), _sum(self.fields, other.fields), self.mistakes + other.mistakes)

    def figures(self) -> dict[str, float]:
        """F1 of each thing and accuracy of each field, by name."""
        return {name: tally.f1 for name, tally in {**self.found, **self.fields}.items() if tally.found or tally.wanted or name in self.found}


def _sum(one: Mapping[str, Tally], two: Mapping[str, Tally]) -> dict[str, Tally]:
    return {name: one.get(name, Tally(0, 0, 0)) + two.get(name, Tally(0, 0, 0)) for name in {**one, **two}}


def compare(want: Annotation, got: Annotation) -> Scores:
    """Score one annotation of a text against another.

    >>> from govtext.evaluation.gold import loads
    >>> want, got = loads("税收增长[[6.5%|税收|growth]]。"), loads("税收增长[[6.5%|税收]]。")
    >>> figures = compare(want, got).figures()
    >>> figures["metric value"], figures["metric full"]
    (1.0, 0.0)
    """
    blanks = _of_a_kind("placeholder", want.text, want.placeholders, got.placeholders)
    names = _of_a_kind("entity", want.text, want.entities, got.entities) if want.entities else Scores({}, {})
    return sum((_headings(want, got), _measures(want, got), blanks, _metrics(want, got), names), Scores({}, {}))


def assess(gold: Annotation, report: Report) -> Scores:
    """Score a parsed report against its annotation, and check that every item holds the text of its span.

    >>> import govtext
    >>> from govtext.evaluation.gold import loads
    >>> gold = loads("((全年))税收增长[[6.5%|税收|growth]]。")
    >>> assess(gold, govtext.parse(gold.text)).figures()["span"]
    1.0
    """
    items = [(name, item) for name in _ITEMS for item in getattr(report, name)]
    fits = [report.text == gold.text, *(item.span.of(gold.text) == item.text for _, item in items)]
    mistakes = [f"span: {name} {item.id} does not hold its text" for (name, item), fit in zip(items, fits[1:], strict=True) if not fit]
    mistakes += [] if fits[0] else ["span: the report's text is not the source's"]
    return Scores({}, {"span": _share(fits)}, tuple(mistakes)) + compare(gold, from_report(report, gold.name))


def _squeeze(text: str) -> str:
    return "".join(text.split()).rstrip("。；;，,：:、")


def _tally(right: int, found: Collection[object], wanted: Collection[object]) -> Tally:
    return Tally(right, len(found), len(wanted))


def _share(answers: Sequence[bool]) -> Tally:
    return Tally(sum(answers), len(answers), len(answers))


def _headings(want: Annotation, got: Annotation) -> Scores:
    pairs, missed, invented = _pair_by_start(want.headings, got.headings)
    whole = [_same_heading(a, b) for a, b in pairs]
    mistakes = [
        *(f"heading missed: {h.marker}{h.title[:40]}" for h in missed),
        *(f"heading invented: {h.marker}{h.title[:40]}" for h in invented),
        *(f"heading level or title: {a.level} {a.title[:30]} ≠ {b.level} {b.title[:30]}" for a, b in pairs if not _same_heading(a, b)),
        *(f"heading role: {a.marker}{a.title[:30]} {a.role} ≠ {b.role}" for a, b in pairs if a.role is not b.role),
    ]
    found = {"heading": _tally(len(pairs), got.headings, want.headings), "heading full": _tally(sum(whole), got.headings, want.headings)}
    return Scores(found, {"heading role": _share([a.role is b.role for a, b in pairs])}, tuple(mistakes))


def _same_heading(a: Heading, b: Heading) -> bool:
    return a.level == b.level and _squeeze(a.title) == _squeeze(b.title)


def _measures(want: Annotation, got: Annotation) -> Scores:
    pairs, missed, invented = _pair_by_start(want.measures, got.measures)
    whole = [_squeeze(a.title) == _squeeze(b.title) for a, b in pairs]
    ends = [abs(a.end - b.end) <= _SLACK for a, b in pairs]
    mistakes = [
        *(f"measure missed: {m.marker}{m.title[:40]}" for m in missed),
        *(f"measure invented: {m.marker}{m.title[:40]}" for m in invented),
        *(f"measure title: {a.title[:40]} ≠ {b.title[:40]}" for (a, b), same in zip(pairs, whole, strict=True) if not same),
        *(f"measure end: {a.marker}{a.title[:30]} at {a.end} ≠ {b.end}" for (a, b), same in zip(pairs, ends, strict=True) if not same),
        *(f"measure status: {a.marker}{a.title[:30]} {a.status} ≠ {b.status}" for a, b in pairs if a.status is not b.status),
    ]
    found = {"measure": _tally(len(pairs), got.measures, want.measures), "measure full": _tally(sum(whole), got.measures, want.measures)}
    return Scores(found, {"measure status": _share([a.status is b.status for a, b in pairs]), "measure end": _share(ends)}, tuple(mistakes))


def _of_a_kind(thing: str, text: str, want: Sequence[Placeholder | Entity], got: Sequence[Placeholder | Entity]) -> Scores:
    """Scores of things that have a span and a kind, no more."""
    wanted, given = ({(one.span.start, one.span.end): one.kind for one in side} for side in (want, got))
    both = [(span, wanted[span], given[span]) for span in sorted(wanted.keys() & given.keys())]
    mistakes = [
        *(f"{thing} missed: {text[a:b]!r} at {a}" for a, b in sorted(wanted.keys() - given.keys())),
        *(f"{thing} invented: {text[a:b]!r} at {a}" for a, b in sorted(given.keys() - wanted.keys())),
        *(f"{thing} kind: {text[a:b]!r} at {a} {one} ≠ {two}" for (a, b), one, two in both if one is not two),
    ]
    alike = sum(one is two for _, one, two in both)
    return Scores({thing: _tally(len(both), given, wanted), f"{thing} kind": _tally(alike, given, wanted)}, {}, tuple(mistakes))


def _metrics(want: Annotation, got: Annotation) -> Scores:
    counted = [m for m in want.metrics if not m.optional]
    numbers, _ = _match(counted, got.metrics, lambda a, b: _same_number(a.low, b.low))
    pairs, free = _match(want.metrics, got.metrics, same_value)
    taken = {id(b) for _, b in pairs}
    pool = [m for m in got.metrics if id(m) in taken or id(m) not in free]
    wrong = [_wrong_fields(a, b) for a, b in pairs]
    found_gold = {id(a) for a, _ in pairs}
    mistakes = [
        *(f"metric missed: {_described(want, m)}" for m in counted if id(m) not in found_gold),
        *(f"metric invented: {_described(got, m)}" for m in pool if id(m) not in taken),
        *(
            f"metric {', '.join(sorted(names - _TOLD))}: {_described(want, a)} ≠ {_described(got, b)}"
            for (a, b), names in zip(pairs, wrong, strict=True)
            if names - _TOLD
        ),
    ]
    found = {
        "metric number": _tally(len(numbers), pool, counted),
        "metric value": _tally(len(pairs), pool, counted),
        "metric full": _tally(sum(not names - _BESIDES - {"indicator exact"} for names in wrong), pool, counted),
        "metric exact": _tally(sum(not names - _BESIDES - {"indicator"} for names in wrong), pool, counted),
    }
    fields = {f"metric {name}": _share([name not in names for names in wrong]) for name in _FIELDS}
    return Scores(found, fields, tuple(mistakes))


def _described(side: Annotation, metric: Metric) -> str:
    facts = (metric.kind, metric.low, metric.unit, metric.bound, metric.direction, metric.base, metric.status, metric.period)
    said = " ".join(str(fact) for fact in facts if fact is not None)
    return f"{metric.span.of(side.text)} at {metric.span.start} [{metric.indicator}] {said}"


_Numbered = TypeVar("_Numbered", Heading, Measure)


def _pair_by_start(want: Sequence[_Numbered], got: Sequence[_Numbered]) -> tuple[list[tuple[_Numbered, _Numbered]], list[_Numbered], list[_Numbered]]:
    """Pairs whose starts agree within the slack, nearest first, then what is left on either side."""
    left, pairs, missed = list(got), [], []
    for item in want:
        nearest = min(left, key=lambda other: abs(other.span.start - item.span.start), default=None)
        if nearest is None or abs(nearest.span.start - item.span.start) > _SLACK:
            missed.append(item)
        else:
            left.remove(nearest)
            pairs.append((item, nearest))
    return pairs, missed, left


def _match(want: Sequence[Metric], got: Sequence[Metric], same: Callable[[Metric, Metric], bool]) -> tuple[list[tuple[Metric, Metric]], set[int]]:
    """Pairs that overlap and are the same, and the ids of those found where the annotation leaves it free to find something."""
    pairs: list[tuple[Metric, Metric]] = []
    used: set[int] = set()
    free: set[int] = set()
    for a in want:
        overlapping = [b for b in got if id(b) not in used and b.span.start < a.span.end and b.span.end > a.span.start]
        if a.optional:
            free |= {id(b) for b in overlapping}
        elif (hit := next((b for b in overlapping if same(a, b)), None)) is not None:
            used.add(id(hit))
            pairs.append((a, hit))
    return pairs, free


def _same_number(a: Decimal | None, b: Decimal | None) -> bool:
    return a == b or (a is not None and b is not None and abs(a - b) <= abs(a) * _TOLERANCE)


def same_value(a: Metric, b: Metric) -> bool:
    """Whether two values have the same numbers and unit."""
    return _same_number(a.low, b.low) and _same_number(a.high, b.high) and _unit(a.unit) == _unit(b.unit)


def _unit(spelling: str) -> str:
    return _unit_spellings().get(spelling, spelling)


@cache
def _unit_spellings() -> Mapping[str, str]:
    """Map each spelling of a unit to the first one in the lexicon."""
    return {form: row["term"].partition("|")[0] for row in lexicon("units") for form in row["term"].split("|")}


def _same_indicator(a: Metric, b: Metric) -> bool:
    said = _squeeze(b.indicator)
    return bool(said) and all(_squeeze(part) in said for part in a.head) and len(said) <= len(_squeeze(a.indicator)) + _LONGER


def _plain(text: str) -> str:
    return _squeeze(text).translate(_NO_PART_OF_A_NAME)


def _is_within(short: str, long: str) -> bool:
    """Whether a text is what is left of another when some of its characters are left out."""
    rest = iter(long)
    return all(character in rest for character in short)


def is_exact(name: str, wanted: Metric) -> bool:
    """Whether a name is one that an editor would print as it stands.

    >>> from govtext.evaluation.gold import loads
    >>> wanted = loads("[[5%|税收|longest=全镇税收]]").metrics[0]
    >>> is_exact("全镇税收", wanted), is_exact("完成税收", wanted)
    (True, False)
    """
    plain = _plain(_squeeze(name))
    holds = _is_within(plain, _plain(wanted.longest or wanted.indicator)) and all(_plain(part) in plain for part in wanted.head)
    return bool(plain) and (holds or plain in map(_plain, wanted.also))


def _time_words(text: str | None) -> str:
    """A time without the preposition before it: 到2030年 and 2030年 are the same, and so are 2021 and 2021年."""
    words = _plain(text or "").removeprefix("截").lstrip("到至从在于用自")
    return words[:-1] if words[-1:] == "年" and words[:-1].isdigit() else words


_FIELDS: Mapping[str, Callable[[Metric, Metric], bool]] = {
    "indicator": _same_indicator,
    "indicator exact": lambda a, b: is_exact(b.indicator, a),
    "indicator as annotated": lambda a, b: _plain(b.indicator) == _plain(a.indicator),
    "kind": lambda a, b: a.kind is b.kind,
    "bound": lambda a, b: a.bound is b.bound,
    "direction": lambda a, b: a.kind not in (MetricKind.GROWTH, MetricKind.CHANGE) or a.direction is b.direction,
    "base": lambda a, b: a.base is b.base,
    "status": lambda a, b: a.status is b.status,
    "estimated": lambda a, b: a.estimated == b.estimated,
    "period": lambda a, b: a.status is MetricStatus.BASELINE or _time_words(a.period) == _time_words(b.period),
}
_TOLD = {"indicator as annotated"}  # shows whether names are merely cut short; no mistake
_BESIDES = {"base", "estimated", "period", *_TOLD}  # told apart, and not part of a full match


def _wrong_fields(a: Metric, b: Metric) -> set[str]:
    return {name for name, same in _FIELDS.items() if not same(a, b)}
