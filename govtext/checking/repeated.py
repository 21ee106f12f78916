"""One indicator with two values for one period."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import islice, takewhile

from govtext import gazetteer
from govtext.checking.findings import Finding, finding
from govtext.checking.precision import last_digit
from govtext.indicators import get
from govtext.labels import Base, Bound, EntityKind, Level, MetricKind, MetricStatus, Role
from govtext.model import Entity, Metric, Report
from govtext.rules import lexicon, ruleset

_SENTENCE_END = re.compile(r"[。！？\n]")
_CLAUSE = re.compile(r"[^，。；：！？\n]*\Z")
_RATE_OF_A_PART = re.compile(
    r"的$|其$|年产|(?:地区|区域|流域|企业|[产行]业|板块)[共均]?(?:累计)?(?:完成|实现|达到)$|每|人均|平均|其中|[一二三四五六七八九十两各\d]个?城?[县区市郊镇乡村]|县（市）|郊区"
)
_WHOLE_SCOPE = re.compile(r"^(?:全|我|本)[国省市县区州旗盟镇乡](?=.)")
_REVIEWS, _PLANS = (Role.RETROSPECT, Role.PREFACE), (Role.PLAN, Role.OUTLOOK)
_OF_A_PLAN = re.compile(r"的[^，。；\n]{0,6}(?:目标|任务|计划|指标)")
_SHARE_OF_ALL = re.compile(r"[，、（]?(?:约|仅|已)?占全?[国省市县区州旗盟镇乡]")
_PLAIN_NAME = re.compile(r"^地区|^国内|总[值额数量]$|数量$")
_TELLING = 6  # characters of a name that is not general, as 重点项目 is
_PARTS = re.compile(r"县域|区县|县（市）|郊区|[一二三四五六七八九十两各每\d]个?城?[县区市郊镇乡村]")
_AHEAD = re.compile(r"预期|目标|力争|确保")
_FIVE_YEARS = re.compile(r"(?<![〇零○一二三四五六七八九\d])[五5]年|“十[一二三四五]五”")
_ZONE = re.compile(r"(?:开发|试验|新|园|保税|示范|港|片|高新)区|园区|集团")
_YEAR = re.compile(r"20\d\d(?=年)")
_PAST = re.compile(r"去年|上年|过去|上一年|(?:19|20)\d\d年")
_PARAGRAPH = 600  # characters in which a list of aims says for what time they are
_SENTENCES = 240  # characters that two sentences take at most
_AIMS = (Bound.EXACT, Bound.APPROX, Bound.AT_LEAST, Bound.MORE_THAN)
_KINDS = (MetricKind.LEVEL, MetricKind.GROWTH)
_CLOSE = Decimal("1.4")  # values further apart are rather those of two things
_CLOSE_RATE = Decimal(1)  # points that two low rates of growth differ by: 0.3% and 0.5%
_WINDOW = 40
_LEVELS = tuple(Level)


@cache
def headlines() -> frozenset[str]:
    """Concept ids of the indicators that a report states once for all that it governs."""
    return frozenset(row["id"] for row in lexicon("headline_indicators"))


@cache
def grows_really() -> frozenset[str]:
    """Concept ids of the indicators whose growth is stated at constant prices, so that it does not follow from two amounts."""
    return frozenset(row["id"] for row in lexicon("headline_indicators").where(real_growth="yes"))


@cache
def adds_up() -> frozenset[str]:
    """Concept ids of the indicators whose value is the sum of those of the places inside, so that the value of none of them comes near it."""
    return frozenset(row["id"] for row in lexicon("headline_indicators").where(adds_up="yes"))


def concept(metric: Metric) -> str:
    """Id of the concept that a metric measures, empty where the lexicon does not know it."""
    return get(metric.canonical).id if metric.canonical else ""


def repeated(report: Report) -> Iterator[Finding]:
    """Find indicators that are said to have one value in one sentence and another in another."""
    roles = {section.id: section.role for section in report.sections}
    aims_from = _first_aims(report, roles)
    groups: defaultdict[Hashable, list[Metric]] = defaultdict(list)
    for metric in report.metrics:
        if metric.span.start > aims_from.get(metric.section_id or "", len(report.text)):
            continue
        if metric.low and metric.kind in _KINDS and _is_told_once(metric) and _is_firm(report, metric) and _is_whole(report, metric):
            side = _side(report, metric, roles.get(metric.section_id or ""))
            if side:
                groups[(side, *_key(report, metric))].append(metric)
    for metrics in groups.values():
        metrics = [metric for metric in metrics if not any(_is_other_of_sentence(report, metric, other) for other in metrics)]
        for place, metric in enumerate(metrics):
            first = next((other for other in metrics[:place] if _share_name(other, metric)), None)
            if first and _SENTENCE_END.search(report.text, first.span.end, metric.span.start) and _disagree(first, metric):
                values = {"indicator": first.indicator.text, "first": first.text, "second": metric.text}
                yield finding(report, "GT501", "check.repeated", metric.value_span, (first.value_span,), **values)


def _first_aims(report: Report, roles: Mapping[str, Role]) -> dict[str, int]:
    """Where in a section of review an aim of the report's own year stands: from there it may be the plan, its heading lost."""
    found: dict[str, int] = {}
    for metric in report.metrics:
        own = metric.period and metric.period.start and metric.period.start.year == report.meta.year
        if own and metric.status is MetricStatus.TARGET and roles.get(metric.section_id or "") is Role.RETROSPECT:
            found.setdefault(metric.section_id or "", metric.span.start)
    return found


def _is_other_of_sentence(report: Report, metric: Metric, other: Metric) -> bool:
    """Whether two values of one name stand in one sentence, which then tells them apart by more than the name."""
    first, second = sorted((metric, other), key=lambda one: one.span.start)
    return first.low != second.low and not _SENTENCE_END.search(report.text, first.span.end, second.span.start)


def _share_name(first: Metric, second: Metric) -> bool:
    """Whether one name of a concept is the other or, of a headline, short for it: 社消零 for 社会消费品零售, but not 引进外资 for 实际利用外资."""
    names = (_PLAIN_NAME.sub("", _WHOLE_SCOPE.sub("", metric.indicator.text)) for metric in (first, second))
    short, long = sorted(names, key=len)
    letters = iter(long)
    return short == long or (concept(first) in headlines() and all(letter in letters for letter in short))


def _is_told_once(metric: Metric) -> bool:
    """Whether there is one value for the whole place: of a headline, or of a concept whose name is not as general as 项目.

    Other amounts of money are spent for one purpose here and for another there: 减轻企业负担15.4亿元, 11.5亿元.
    """
    named = len(_WHOLE_SCOPE.sub("", metric.indicator.text)) >= _TELLING and not metric.unit.endswith("元")
    return bool(metric.canonical) and (concept(metric) in headlines() or named)


def _side(report: Report, metric: Metric, role: Role | None) -> str:
    """Whether a value is a result or an aim; empty where its status and its section do not agree, so that it may be either."""
    if metric.status is MetricStatus.ACHIEVED and not _AHEAD.search(_sentence(report, metric)):
        return "result" if role in _REVIEWS or (metric.period and _PAST.search(metric.period.text)) else ""
    is_aim = metric.status is MetricStatus.TARGET and role in _PLANS and metric.period
    return "aim" if is_aim and not _may_be_of_later(report, metric) else ""


def _may_be_of_later(report: Report, metric: Metric) -> bool:
    """Whether five years or a year after the report's own are spoken of before an aim, so that it may be for them."""
    before = report.text[max(0, metric.span.start - _PARAGRAPH) : metric.span.start]
    return bool(_FIVE_YEARS.search(before)) or any(int(year) > (report.meta.year or 0) for year in _YEAR.findall(before))


def _is_firm(report: Report, metric: Metric) -> bool:
    """Whether a value stands for itself: a result without a bound word, or an aim that is not said to be a higher one."""
    if _OF_A_PLAN.match(report.text, metric.span.end) or _SHARE_OF_ALL.match(report.text, metric.span.end):
        return False
    if metric.status is not MetricStatus.TARGET:
        return metric.bound is Bound.EXACT
    clause = _CLAUSE.search(report.text[max(0, metric.span.start - _WINDOW) : metric.span.start])
    return metric.bound in _AIMS and not (clause and ruleset("stretches").search(clause[0] + metric.text))


def _is_whole(report: Report, metric: Metric) -> bool:
    """Whether the indicator is named by its bare name, and the value is that of the whole: not 每亩, 人均, 其中, nor of a place inside."""
    entry = get(metric.canonical or "")
    name = _WHOLE_SCOPE.sub("", metric.indicator.text)
    before = _CLAUSE.search(report.text[max(0, _start(metric) - _WINDOW) : _start(metric)])
    bare = name in (entry.name, *entry.aliases, *entry.whole) and not (before and _RATE_OF_A_PART.search(before[0].replace(entry.name, "")))
    is_quoted = (said := _sentence(report, metric)).count("“") > said.count("”")
    return bare and not is_quoted and metric.status is not MetricStatus.BASELINE and not _of_a_part(report, metric)


def _sentence(report: Report, metric: Metric) -> str:
    """What stands in the sentence of a value before it."""
    before = report.text[max(0, metric.span.start - _SENTENCES) : metric.span.start]
    return before[max((end.end() for end in _SENTENCE_END.finditer(before)), default=0) :]


def _start(metric: Metric) -> int:
    """Where a metric begins: at its name, which may stand clauses before its value."""
    return min(metric.span.start, metric.indicator.span.start if metric.indicator.span else metric.span.start)


def _of_a_part(report: Report, metric: Metric) -> bool:
    """Whether another place than the report's own is spoken of: in the sentence of a value or in the one before it."""
    ends = [end.end() for end in _SENTENCE_END.finditer(report.text, max(0, metric.span.start - _SENTENCES), metric.span.start)]
    start = ends[-2] if len(ends) > 1 else max(0, metric.span.start - _SENTENCES)
    first = bisect_left(report.entities, start, key=lambda entity: entity.span.start)
    named = takewhile(lambda entity: entity.span.start < metric.span.start, islice(report.entities, first, None))
    sentence = _sentence(report, metric)
    own = metric.span.start - len(sentence)
    named_whole = _says_whole(report, metric)
    says_whole = named_whole or (metric.kind is MetricKind.LEVEL and concept(metric) in adds_up())
    return bool(
        (not named_whole and _PARTS.search(sentence.replace(metric.indicator.text, "")))
        or _ZONE.search(report.text, own if says_whole else start, metric.span.start)
        or any(_may_be_meant(report, place, only_equals=says_whole and place.span.start < own) for place in named)
    )


def _says_whole(report: Report, metric: Metric) -> bool:
    """Whether 全县 or its like stands at the name of a value, so that no smaller place of the sentence before is meant."""
    own = report.meta.place.value or ""
    return bool(own) and f"全{own[-1:]}" in (metric.indicator.text[:2], metric.scope.text if metric.scope else "")


def _may_be_meant(report: Report, place: Entity, *, only_equals: bool) -> bool:
    """Whether a named thing is another place that a value may be of, which one of a higher level is not; or, where asked, one of the same level."""
    own, level = report.meta.place.value or "", report.meta.level
    if place.kind is not EntityKind.PLACE or place.text in own or own in place.text:
        return False
    listed = gazetteer.by_code().get(place.code or "")
    rank = _LEVELS.index(listed[0].level) - _LEVELS.index(level) if listed and level else None
    if only_equals:
        return place.text.endswith(own[-1:]) if rank is None else rank == 0
    return rank is None or rank >= 0


def _key(report: Report, metric: Metric) -> tuple[Hashable, ...]:
    scope = _WHOLE_SCOPE.sub("", metric.scope.text + ".") if metric.scope else "."
    base = None if metric.base is Base.YOY else metric.base  # a growth is that of a year, whether 同比 says so or not
    return (concept(metric), metric.kind, metric.unit, base, _period(report, metric), metric.direction, scope)


def _period(report: Report, metric: Metric) -> Hashable:
    """The days of the value's period; of a result without one, those that the report reviews.

    Of a level, the last day alone: 五年来……达到 tells the last year's value, and the sum of five years is not near that of one.
    """
    if metric.period and metric.period.start:
        return (metric.kind is MetricKind.GROWTH and metric.period.start, metric.period.end)
    if metric.period is None and metric.status is MetricStatus.ACHIEVED and report.meta.year:
        year = report.meta.year - 1
        return (metric.kind is MetricKind.GROWTH and dt.date(year, 1, 1), dt.date(year, 12, 31))
    return metric.period.text if metric.period else ""


def _disagree(first: Metric, second: Metric) -> bool:
    """Whether two values differ by more than rounding, and not so much that they are those of two things."""
    if first.low is None or second.low is None:
        return False
    low, high = sorted((first.low, second.low))
    near = high <= _CLOSE * low or (first.kind is MetricKind.GROWTH and high - low <= _CLOSE_RATE)
    return near and high - low > max(last_digit(first), last_digit(second)) / 2
