"""Numbers as two reports state them, in one form in which they can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from govtext.errors import UnitError
from govtext.indicators import canonical, get, of_what_is_added
from govtext.labels import Base, Bound, Direction, MetricKind, MetricStatus, Verdict
from govtext.model import Metric, Period, Report, Sentence, Span, Target
from govtext.naming.joints import split_joint
from govtext.promises.results import is_whole, looks_back_far, parts_of, results_of, sentence_of
from govtext.rules import Hit, for_packs, lexicon, ruleset
from govtext.units import convert, lookup

_CLAUSE_END = re.compile(r"[，。；：！？,;:\n]")
_LONGEST_AROUND = 60  # characters of the sentence before a number that tell what it is of
NEW, STOCK, DONE = "new", "stock", "done"  # of the rules ``flows``
_AFTER = 12  # and after it
_OPENED = re.compile(r"（[^）]*$")  # 增长23%（按可比口径，增长32%）: what a bracket goes on with is of the next number
_OF_WHICH = "其中"  # 增加到2112人，其中女性1163人: part of what there is
_ADDED = re.compile(r"^新[增建]")  # of an area's name: 新增城市
_ALL = 100  # per cent of a plan
_LEAST_INDEX = 80  # per cent; prices do not rise by as much in a year
_LONGEST_FOLLOWING = 30
_FIGURE = re.compile(r"[0-9]")
_OF_YEARS = re.compile(r"^[过去近这前本届]{0,3}[三四五]年(?![前内期])")  # 五年进出口总额118亿
_EACH = re.compile(r"[均都](?:比上年|同比|实际|分别)?增长$")
_JOINED = re.compile(r"，?[均都][^，。；0-9]{0,8}|[和与及、][^，。；、0-9]{0,16}")
_SPANS = range(3, 7)  # years of a cumulative growth
_ROUNDING = Decimal("0.03")  # of it
_JUDGED = 24  # characters after a result in which the report judges it itself


@dataclass(frozen=True, slots=True)
class SelfVerdict:
    """What a report itself says of a result: 超额完成, 完成年度计划的141.7%."""

    text: str
    span: Span
    verdict: Verdict
    of_plan: Decimal | None = None  # how many times the plan, where it says so


@dataclass(frozen=True, slots=True)
class Stated:
    """A number with what names it; spans are those of the report that states it."""

    name: str
    canonical: str | None
    kind: MetricKind
    low: Decimal
    high: Decimal
    bound: Bound
    unit: str
    direction: Direction | None
    scope: str | None  # a part of the place; None for all of it
    bases: frozenset[str]
    flows: frozenset[str]  # new, stock, begun or done, where the words say so
    grades: frozenset[str]  # national, provincial and so on, where the name says which
    before: str  # of its clause
    around: str  # the part of its sentence that it stands in
    span: Span
    sentence: Sentence
    period: Period | None = None
    dated: bool = True  # said of the year, or of the only time that its report looks back on
    whole_year: bool = True  # else of a part of it, as far as the year has gone
    provisional: bool = False
    judged: SelfVerdict | None = None

    @property
    def dimension(self) -> str:
        """What its unit measures; the unit itself where no lexicon lists it."""
        unit = lookup(self.unit)
        return unit.dimension if unit else self.unit

    @property
    def adds(self) -> bool:
        """Whether it is of what the year added: 新增床位300张, 建成农田3万亩, 床位增加320张."""
        grows = self.kind is MetricKind.CHANGE and self.direction is Direction.UP
        return grows or NEW in self.flows or (DONE in self.flows and STOCK not in self.flows)

    @property
    def is_of_payer(self) -> bool:
        """Whether it is named by who pays, which does not tell for what: 市财政安排1.8亿元."""
        return ruleset("payers").match(self.name) is not None

    @property
    def is_of_all(self) -> bool:
        """Whether it names all of the place: 全市棚改安置房."""
        return ruleset("all_of_place").match(self.name) is not None

    @property
    def concept(self) -> str | None:
        """Its canonical id, that of what was added where it says so and there is one, the older one of two that followed each other."""
        added = of_what_is_added(self.canonical) if self.canonical and self.adds else None
        return added or _older().get(self.canonical or "", self.canonical)

    @property
    def middle(self) -> Decimal:
        """The number, the middle of a range."""
        return (self.low + self.high) / 2


@for_packs()
def _older() -> Mapping[str, str]:
    return {row["id"]: row["predecessor"] for row in lexicon("predecessors")}


def follows(one: Stated, other: Stated) -> bool:
    """Whether one number is of the indicator that followed the other's: net income per head, then disposable income."""
    ids = (one.canonical, other.canonical)
    return ids in _older().items() or ids[::-1] in _older().items()


def in_unit(stated: Stated, unit: str) -> Decimal:
    """Give the number in another unit; as it is where no conversion is known: 人次 for 人."""
    try:
        value = convert(stated.middle, stated.unit, unit)
    except UnitError:
        value = None
    return stated.middle if value is None else value


def promised(report: Report, target: Target, metrics: Mapping[str, Metric]) -> Stated | None:
    """Take the number that a target promises, None where it has none; `metrics` are those of the report by id."""
    metric = metrics.get(target.metric_id or "")
    if metric is None or metric.low is None or metric.high is None:
        return None
    scope = target.scope.text if target.scope else None
    return _stated(report, metric, target.indicator, target.canonical, scope, metric.low, metric.high)


def halfway(report: Report, year: int | None) -> Iterator[Stated]:
    """Take the numbers that a report from the middle of a year states for a part of it."""
    for metric in report.metrics:
        period = metric.period
        in_year = period is None or period.end is None or (period.end.year == year and (period.start is None or period.start.year == year))
        if metric.status is MetricStatus.ACHIEVED and metric.low is not None and metric.high is not None and in_year:
            scope = metric.scope.text if metric.scope else None
            yield replace(_stated(report, metric, metric.indicator.text, metric.canonical, scope, metric.low, metric.high), whole_year=False)


def in_part(report: Report, year: int | None) -> Iterator[Stated]:
    """Take the numbers that a report states for a part of a year that is over."""
    for metric in parts_of(report, year):
        if metric.low is not None and metric.high is not None:
            scope = metric.scope.text if metric.scope else None
            yield replace(_stated(report, metric, metric.indicator.text, metric.canonical, scope, metric.low, metric.high), whole_year=False)


def reached(report: Report, year: int | None) -> Iterator[Stated]:
    """Take the numbers that a report states for a year as reached; one for several names is a number of each."""
    several = looks_back_far(report)
    averages = [metric for metric in report.metrics if metric.base is Base.ANNUAL_AVERAGE and metric.low and metric.canonical]
    before: list[Metric] = []
    for metric in results_of(report, year):
        names = split_joint(metric.indicator.text)
        ids = [canonical(name, metric.kind, metric.unit) for name in names]
        scope = _scope(metric)
        shared = _shared(report.text, before, metric)
        before.append(metric)
        if shared:
            names, ids = [*shared, metric.indicator.text], [*shared.values(), metric.canonical]
        elif len(names) < 2 or metric.canonical or not any(ids):
            names, ids = [metric.indicator.text], [metric.canonical]
        for name, id in zip(names, ids, strict=True):
            if metric.low is not None and metric.high is not None:
                stated = _stated(report, metric, name, id, scope, metric.low, metric.high)
                if _OF_YEARS.search(stated.before) or ruleset("came_from").search(stated.before) or _is_cumulative(report, metric, averages):
                    continue
                yield replace(stated, dated=metric.period is not None or not several)


def _is_cumulative(report: Report, metric: Metric, averages: Sequence[Metric]) -> bool:
    """Whether a growth is what the average growth that its sentence states comes to in some years: 增长61.5%，年均增长10.06%."""
    if metric.kind is not MetricKind.GROWTH or not metric.low or metric.base is Base.YOY:
        return False
    sentence = sentence_of(report.text, metric.span).span
    for one in averages:
        if one.canonical == metric.canonical and one.low and sentence.start <= one.span.start < sentence.end:
            sums = (((1 + one.low / _ALL) ** years - 1) * _ALL for years in _SPANS)
            if any(abs(total - metric.low) <= _ROUNDING * metric.low for total in sums):
                return True
    return False


def _scope(metric: Metric) -> str | None:
    """The part of the place that a number is of; one that is named far behind it is another's."""
    scope = metric.scope
    return None if scope is None or scope.span.start > metric.span.end + _AFTER else scope.text


def _shared(text: str, before: Sequence[Metric], metric: Metric) -> dict[str, str]:
    """The other indicators that a growth is of, by their names, where it is that of each amount before it: A和B分别达到3元和5元，均增长7%."""
    if metric.kind is not MetricKind.GROWTH or not _EACH.search(text, max(metric.span.start - _AFTER, 0), metric.span.start):
        return {}
    found: dict[str, str] = {}
    last = metric.span.start
    for one in reversed(before):
        if one.kind is not MetricKind.LEVEL or not _JOINED.fullmatch(text, one.span.end, last):
            break
        growth = get(one.canonical).growth_id if one.canonical else None
        if growth and growth != metric.canonical:
            found[one.indicator.text] = growth
        last = one.span.start
    return found


def _stated(
    report: Report,
    metric: Metric,
    name: str,
    id: str | None,
    scope: str | None,
    low: Decimal,
    high: Decimal,
) -> Stated:
    sentence = sentence_of(report.text, metric.span)
    around = report.text[max(sentence.span.start, metric.span.start - _LONGEST_AROUND) : min(sentence.span.end, metric.span.end + _AFTER)]
    after = _CLAUSE_END.split(_OPENED.sub("", report.text[metric.span.end : metric.span.end + _AFTER]), 1)[0]
    before = report.text[max(sentence.span.start, metric.span.start - _LONGEST_AROUND) : metric.span.start]
    *earlier, clause = _CLAUSE_END.split(before)
    flows = _flows(name + clause[clause.rfind("、") + 1 :]) or _flows(name + clause) or _flows(_followed(report.text, metric.span.end))
    if not flows and earlier and clause.startswith(_OF_WHICH):
        flows = _flows(earlier[-1])
    id, unit = _measured(report.text, metric, id)
    return Stated(
        name=name,
        canonical=id,
        kind=metric.kind,
        low=low,
        high=high,
        bound=metric.bound,
        unit=unit,
        direction=metric.direction,
        scope=None if scope is None or is_whole(scope, report) or ruleset("all_of_place").match(name) else _ADDED.sub("", scope),
        bases=frozenset(str(hit["basis"]) for hit in ruleset("value_bases").finditer(f"{scope or ''}{name} {clause}{after}")),
        flows=flows,
        grades=frozenset(str(hit["grade"]) for hit in ruleset("grades").finditer(name)),
        before=clause,
        around=around,
        span=metric.span,
        sentence=sentence,
        period=metric.period,
        provisional=metric.estimated,
        judged=_judged(report.text, metric.span, sentence),
    )


def _measured(text: str, metric: Metric, id: str | None) -> tuple[str | None, str]:
    """The id and unit by which a number is compared where its sign says another: an index of 99.6%, per mille archived as 6%。."""
    entry = get(id) if id and metric.unit == "%" else None
    if entry and entry.dimension == "index" and metric.kind is MetricKind.LEVEL and metric.low and metric.low > _LEAST_INDEX:
        return entry.level_id, ""
    return id, "‰" if entry and entry.unit == "‰" and text.startswith("。", metric.span.end) else metric.unit


def _followed(text: str, end: int) -> str:
    """The clause after a number, as far as no other number stands in it: 69个建制镇年内全部开工建设."""
    rest = _CLAUSE_END.split(text[end : end + _LONGEST_FOLLOWING], 1)[0]
    return "" if "、" in rest or _FIGURE.search(rest) else rest


def _flows(words: str) -> frozenset[str]:
    """What words say of a number, those beside it before those that open a list: 新开工12个、竣工8个."""
    return frozenset(str(hit["flow"]) for hit in ruleset("flows").finditer(words))


def _judged(text: str, value: Span, sentence: Sentence) -> SelfVerdict | None:
    end = min(value.end + _JUDGED, sentence.span.end)
    stop = text.find("；", value.end, end)
    hit = ruleset("self_verdicts").search(text, value.end, stop if stop >= 0 else end)
    if hit is None:
        return None
    span = Span(start=hit.start, end=hit.end)
    if "verdict" in hit.rule.produces:
        return SelfVerdict(span.of(text), span, Verdict(hit["verdict"]))
    times = _number(text, hit, "times") if hit.rule.id.endswith("times") else _number(text, hit, "share") / _ALL
    return SelfVerdict(span.of(text), span, Verdict.MISSED if times < 1 else Verdict.EXCEEDED if times > 1 else Verdict.MET, times)


def _number(text: str, hit: Hit, group: str) -> Decimal:
    return Decimal(text[slice(*hit.span(group))])
