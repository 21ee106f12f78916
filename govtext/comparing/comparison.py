"""``govtext.compare``: two reports beside each other, section by section, number by number, passage by passage."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from govtext.comparing.passages import Passage, sentences, shared
from govtext.export.calls import known
from govtext.labels import Bound, MetricKind, Role
from govtext.model import Metric, Report, Section, require_reports
from govtext.promises.results import is_whole
from govtext.promises.thresholds import counted
from govtext.render import one_line
from govtext.source import SourceText
from govtext.units import lookup

if TYPE_CHECKING:
    from pandas import DataFrame

_YEARS = re.compile(r"[0-9〇○零一二三四五六七八九十]{2,4}年|\W|[0-9]")
_ALIKE = 0.34  # of two titles
_SAME_ROLE = 0.6  # as alike are two parts that both look back, whatever they are called
_MOST_CELLS = 250_000  # of a table of titles; longer lists of headings are aligned by equal titles alone
_THRESHOLDS = (Bound.MORE_THAN, Bound.AT_LEAST, Bound.LESS_THAN, Bound.AT_MOST, Bound.NEARLY)
TABLES = ("metrics", "sections", "passages")


class Change(StrEnum):
    """What became of something from the left report to the right one."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class SectionPair:
    """The same section of both reports; None where one does not have it."""

    left: Section | None
    right: Section | None

    @property
    def change(self) -> Change:
        """Whether its title stayed."""
        return _change(self.left, self.right, lambda one, other: _plain(one.title) == _plain(other.title))


@dataclass(frozen=True, slots=True)
class MetricPair:
    """The same indicator in both reports, of one kind, scope and dimension; None where one does not state it."""

    left: Metric | None
    right: Metric | None

    @property
    def change(self) -> Change:
        """Whether its number stayed."""
        return _change(self.left, self.right, lambda one, other: _number(one) == _number(other))

    @property
    def difference(self) -> str:
        """How far the right number is from the left: in percent of an amount, in points of a rate; empty where that says nothing."""
        one, other = self.left, self.right
        if one is None or other is None or one.low is None or other.low is None or one.unit != other.unit:
            return ""
        if one.unit == "%" or one.kind is not MetricKind.LEVEL or not one.low:
            return f"{other.low - one.low:+f}"
        return f"{(other.low / one.low - 1) * 100:+.1f}%"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `compare` found; spans on the left are of the first text, on the right of the second."""

    left: Report
    right: Report
    sections: tuple[SectionPair, ...]
    metrics: tuple[MetricPair, ...]
    passages: tuple[Passage, ...]

    def frame(self, table: Literal["metrics", "sections", "passages"] = "metrics") -> DataFrame:
        """Make a frame of the pairs of metrics, of sections, or of the shared passages.

        The columns of both sides are named ``left_…`` and ``right_…``; offsets are those of each text. Raises `ExportError` for another table.
        """
        from pandas import DataFrame

        rows = {"metrics": self._metric_rows, "sections": self._section_rows, "passages": self._passage_rows}
        return DataFrame(list(rows[known(table, list(rows), "table")]()), dtype=object)

    def _metric_rows(self) -> Iterator[dict[str, Any]]:
        for pair in self.metrics:
            one = pair.left or pair.right
            if one is not None:
                said = {"indicator": one.indicator.text, "canonical": one.canonical, "kind": str(one.kind), "status": str(one.status)}
                sides = _sides(pair.left, pair.right, _value)
                yield said | sides | {"difference": pair.difference, "change": str(pair.change)}

    def _section_rows(self) -> Iterator[dict[str, Any]]:
        for pair in self.sections:
            yield _sides(pair.left, pair.right, _title) | {"change": str(pair.change)}

    def _passage_rows(self) -> Iterator[dict[str, Any]]:
        for passage in self.passages:
            spans = {"left": (passage.left, self.left), "right": (passage.right, self.right)}
            yield {
                f"{side}_{name}": value
                for side, (span, report) in spans.items()
                for name, value in (("start", span.start), ("end", span.end), ("text", one_line(span.of(report.text))))
            } | {"likeness": passage.likeness}


def compare(left: Report, right: Report) -> Comparison:
    r"""Set two reports beside each other.

    Parameters
    ----------
    left, right
        Parsed reports: of two years, of two places, or two versions of one.

    Returns
    -------
    Comparison
        ``sections`` aligned by title and order; ``metrics`` by indicator, kind, scope and dimension, a threshold (超3万亿元) never against an
        amount; ``passages`` that both share, word for word or nearly, with the offsets of both.

    Raises
    ------
    MissingExtraError
        rapidfuzz is not installed.

    Examples
    --------
    >>> import govtext
    >>> found = compare(govtext.parse("税收完成12亿元，增长6%。"), govtext.parse("税收完成15亿元，增长6%。"))
    >>> [(pair.left.text, pair.right.text, pair.difference, pair.change.value) for pair in found.metrics]
    [('12亿元', '15亿元', '+25.0%', 'changed'), ('6%', '6%', '+0', 'same')]
    """
    require_reports(left, right)
    passages = shared(sentences(left.text), sentences(right.text))
    return Comparison(left, right, tuple(_sections(left, right)), tuple(metric_pairs(left, right)), passages)


def metric_pairs(left: Report, right: Report) -> Iterator[MetricPair]:
    """Pair the metrics of two reports; where one states an indicator several times, the first counts."""
    lefts, rights = _by_key(left), _by_key(right)
    for key in dict.fromkeys([*lefts, *rights]):
        yield MetricPair(lefts.get(key), rights.get(key))


def _by_key(report: Report) -> Mapping[Hashable, Metric]:
    found: dict[Hashable, Metric] = {}
    for metric in counted(report.metrics, SourceText.of(report.text, report.source.layout)):
        scope = metric.scope.text if metric.scope and not is_whole(metric.scope.text, report) else None
        unit = lookup(metric.unit)
        dimension = unit.dimension if unit else metric.unit
        name = metric.canonical or _plain(metric.indicator.text)
        found.setdefault((name, metric.kind, metric.status, metric.base, scope, dimension, metric.bound in _THRESHOLDS), metric)
    return found


def _sections(left: Report, right: Report) -> Iterator[SectionPair]:
    """Align the headings of both in their order, so that the titles of a pair are alike."""
    pairs = dict(_aligned(left.sections, right.sections))
    paired, done = set(pairs.values()), 0
    for i, section in enumerate(left.sections):
        j = pairs.get(i)
        if j is not None:
            yield from (SectionPair(None, right.sections[k]) for k in range(done, j) if k not in paired)
            done = j + 1
        yield SectionPair(section, right.sections[j] if j is not None else None)
    yield from (SectionPair(None, right.sections[k]) for k in range(done, len(right.sections)) if k not in paired)


def _aligned(left: Sequence[Section], right: Sequence[Section]) -> list[tuple[int, int]]:
    """The pairs, in both orders, whose titles are most alike together."""
    if len(left) * len(right) > _MOST_CELLS:
        return _equal([_plain(section.title) for section in left], [_plain(section.title) for section in right])
    grams = [[_grams(_plain(section.title)) for section in side] for side in (left, right)]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            alike = 2 * len(grams[0][i] & grams[1][j]) / (len(grams[0][i]) + len(grams[1][j]))
            if left[i].level == right[j].level == 1 and left[i].role is right[j].role is not Role.OTHER:
                alike = max(alike, _SAME_ROLE)
            same = alike >= _ALIKE and left[i].level == right[j].level
            paired = best[i + 1][j + 1] + alike if same else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    found, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found.append((i, j))
            i, j = i + 1, j + 1
    return found


def _grams(title: str) -> frozenset[str]:
    return frozenset(title[i : i + 2] for i in range(max(len(title) - 1, 1)))


def _equal(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    at: dict[str, int] = {}
    for j, title in enumerate(right):
        at.setdefault(title, j)
    found: list[tuple[int, int]] = []
    for i, title in enumerate(left):
        j = at.get(title, -1)
        if j > (found[-1][1] if found else -1):
            found.append((i, j))
    return found


def _plain(title: str) -> str:
    """A title without years and signs, which change from report to report."""
    return _YEARS.sub("", title) or title


def _change(left: Any, right: Any, same: Any) -> Change:
    if left is None or right is None:
        return Change.ADDED if left is None else Change.DROPPED
    return Change.SAME if same(left, right) else Change.CHANGED


def _sides(left: Any, right: Any, fields: Any) -> dict[str, Any]:
    values = {"left": fields(left) if left else {}, "right": fields(right) if right else {}}
    names = dict.fromkeys([*values["left"], *values["right"]])
    return {f"{side}_{name}": given.get(name) for side, given in values.items() for name in names}


def _value(metric: Metric) -> dict[str, Any]:
    return {"value": metric.text, "low": metric.low, "high": metric.high, **_offsets(metric)}


def _number(metric: Metric) -> tuple[Any, ...]:
    return metric.low, metric.high, metric.unit, metric.bound


def _title(section: Section) -> dict[str, Any]:
    return {"title": section.title, "level": section.level, **_offsets(section)}


def _offsets(item: Metric | Section) -> dict[str, int]:
    return {"start": item.span.start, "end": item.span.end}
