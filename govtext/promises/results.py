"""What a report says was reached: the value of an indicator for the year before its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from govtext.indicators import canonical, get
from govtext.labels import Base, Bound, Level, MetricKind, MetricStatus, Role
from govtext.model import Metric, Period, Report, Sentence, Span
from govtext.naming.joints import split_joint
from govtext.promises.worded import lists
from govtext.rules import lexicon, ruleset
from govtext.source import SourceText

_OTHER_BASES = (Base.MOM, Base.ANNUAL_AVERAGE, Base.CUMULATIVE, Base.SINCE, Base.PLAN)
_STOPS = "。！？\n"
_LONGEST_BASE = 14  # characters from the year that a growth is over to its number
_MOVED = 6  # characters before a number that say so
_AND = ("和", "与", "及", "、")
_LONGEST_SUMMED = 24
RATES = ("%", "‰")
_LAST_MONTH = 12
_SEVERAL_YEARS = 2  # between the first and the last year
_MUCH = 0.1  # of what was achieved


def result(report: Report, id: str, year: int | None = None) -> Metric | None:
    r"""Find the value that a report states for an indicator in the year that it looks back on.

    Parameters
    ----------
    report
        A parsed report.
    id
        Canonical id of the indicator.
    year
        The report's year, where it is known from elsewhere; None takes `Report.meta.year`.

    Returns
    -------
    Metric or None
        The first that names the whole year before, else the first that names no time, those of the review before others, an estimate of a
        review (预计) among them; a value of several years, of a part of the year or of a part of the place is none. The older name of an
        indicator counts where the newer has no value.

    Raises
    ------
    IndicatorError
        The lexicon does not have the id; the message names the nearest ones.

    Examples
    --------
    >>> import govtext
    >>> report = govtext.parse("一、2023年工作回顾\n全年地区生产总值增长6.2%，五年来年均增长7%。\n二、2024年重点工作\n地区生产总值增长6%。")
    >>> result(report, "gdp_growth", 2024).text
    '6.2%'
    """
    get(id)
    found = reached(report, year if year is not None else report.meta.year)
    wanted = (id, *(row["predecessor"] for row in lexicon("predecessors").where(id=id)))
    return next((found[one][0] for one in wanted if one in found), None)


def reached(report: Report, year: int | None) -> Mapping[str, tuple[Metric, ...]]:
    r"""All values that could be the `result` of each indicator, by its canonical id, the likeliest first.

    Only those that say the time as well as the likeliest are there: beside one of 全年 no other counts.

    Examples
    --------
    >>> import govtext
    >>> report = govtext.parse("一、2023年工作回顾\n全年地区生产总值增长6.2%，税收增长5%。\n二、2024年重点工作\n地区生产总值增长6%。")
    >>> {id: [metric.text for metric in found] for id, found in reached(report, 2024).items()}
    {'gdp_growth': ['6.2%'], 'tax_rev_growth': ['5%']}
    """
    roles = {section.id: section.role for section in report.sections}
    several = _of_several_years(report, year)
    ranked: dict[str, list[tuple[tuple[bool, bool], Metric]]] = {}
    for metric in report.metrics:
        if metric.status is not MetricStatus.ACHIEVED or not _in_year(metric, year) or (metric.period is None and metric.section_id in several):
            continue
        reviewed = roles.get(metric.section_id or "", Role.PREFACE) in (Role.RETROSPECT, Role.PREFACE)
        for id in _ids(metric):
            if _is_result(metric, get(id).growth_id == id, report):
                ranked.setdefault(id, []).append(((not reviewed, metric.period is None), metric))
    best = {id: min(rank for rank, _ in found) for id, found in ranked.items()}
    return {id: tuple(metric for rank, metric in found if rank == best[id]) for id, found in ranked.items()}


def joint_ids(name: str, kind: MetricKind, unit: str) -> dict[str, str]:
    """The ids of the indicators that a joint name is of, by their names; empty where it is of one, or one is not known.

    Examples
    --------
    >>> joint_ids("农业增加值和农民人均纯收入", MetricKind.GROWTH, "%")
    {'农业增加值': 'agri_va_growth', '农民人均纯收入': 'net_income_rural_growth'}
    """
    names = split_joint(name)
    known = {one: canonical(one, kind, unit) for one in names} if len(names) > 1 else {}
    return {one: id for one, id in known.items() if id} if all(known.values()) else {}


def _ids(metric: Metric) -> Collection[str]:
    """The indicators that a value is of: 农业增加值和农民人均纯收入均增长5% is the growth of each."""
    if metric.canonical:
        return (metric.canonical,)
    return joint_ids(metric.indicator.text, metric.kind, metric.unit).values() if metric.kind is MetricKind.GROWTH else ()


def results_of(report: Report, year: int | None) -> Iterator[Metric]:
    r"""All values that a report states as reached in a year, provisional ones (预计) among them.

    Values of several years, of a part of the year or on average, shares of a plan and comparison values are none.

    Examples
    --------
    >>> import govtext
    >>> report = govtext.parse("2024年青河县人民政府工作报告\n一、2023年工作回顾\n税收增长6%，五年年均增长7%。")
    >>> [metric.text for metric in results_of(report, 2023)]
    ['6%']
    """
    plan = _plan_start(report)
    grown = _grown(report)
    for metric in report.metrics:
        base = Base.YOY if _is_since_the_year_before(report.text, metric, year) else metric.base
        stated = metric.low is not None and base not in _OTHER_BASES and metric.kind is not MetricKind.MULTIPLE
        looks_back = metric.span.start < plan
        of_year = _is_of(metric.period, year, looks_back) or _is_at_end(report.text, metric, base, year, metric.id in grown)
        if stated and metric.status is MetricStatus.ACHIEVED and of_year:
            yield metric


def parts_of(report: Report, year: int | None) -> Iterator[Metric]:
    r"""All values that a report states as reached in a part of a year: 前三季度, 1—11月, 上半年.

    Examples
    --------
    >>> import govtext
    >>> report = govtext.parse("2024年青河县人民政府工作报告\n一、2023年工作回顾\n税收增长6%，2023年上半年出口增长7%。")
    >>> [metric.text for metric in parts_of(report, 2023)]
    ['7%']
    """
    for metric in report.metrics:
        period = metric.period
        if metric.status is not MetricStatus.ACHIEVED or metric.low is None or period is None or period.start is None or period.end is None:
            continue
        if period.start.year == period.end.year == year and not _is_of(period, year, True):
            yield metric


def looks_back_far(report: Report) -> bool:
    """Whether a report looks back on several years: what it says without a time may be of all of them."""
    achieved = [metric for metric in report.metrics if metric.status is MetricStatus.ACHIEVED]
    return sum(is_several(metric.period) for metric in achieved) > _MUCH * len(achieved)


def is_several(period: Period | None) -> bool:
    """Whether a period is one of several years."""
    if period is None:
        return False
    if period.start is None or period.end is None:
        return ruleset("several_years").search(period.text) is not None
    return period.end.year - period.start.year >= _SEVERAL_YEARS


def _plan_start(report: Report) -> int:
    """Where the report's own list of targets begins: what stands after it without a time is no result."""
    source = SourceText.of(report.text, report.source.layout)
    return next((source.span(listed.start, listed.end).start for listed in lists(source.copy)), len(report.text))


def _is_of(period: Period | None, year: int | None, looks_back: bool) -> bool:
    """Whether a period is the whole of a year or its last days, or not known where the report looks back."""
    if period is None or period.start is None or period.end is None or year is None:
        return looks_back and (period is None or ruleset("several_years").search(period.text) is None)
    until_now = (period.start.year, period.start.month, period.end.year) == (year, 1, year + 1)  # 去年以来
    if looks_back and (until_now or period.text.startswith("全年")):
        return True
    return period.end.year == year and period.end.month == _LAST_MONTH and (period.start.year == year and period.start.month in (1, _LAST_MONTH))


def _grown(report: Report) -> frozenset[str]:
    """The amounts to which a growth led in some years, by their ids: 达到16772元和6979元，年均增长13.4%和12.7%; 达到90亿元，是2002年的2.3倍.

    What is summed up over the years (五年完成投资300亿元，年均增长20%) is none.
    """
    found: set[str] = set()
    for metric, following in pairwise(reversed(report.metrics)):
        amount, growth = following, metric
        between = report.text[amount.span.end : growth.span.start]
        hit = ruleset("grown_to").match(between)
        leads = hit is not None and (hit["base"] == "average") == (growth.base is Base.ANNUAL_AVERAGE)
        if amount.kind is MetricKind.LEVEL and (leads or (growth.id in found and between in _AND)) and not _is_summed(report.text, amount):
            found.add(amount.id)
    return frozenset(found)


def _is_summed(text: str, amount: Metric) -> bool:
    """Whether an amount is what the years come to in all: 五年完成投资300亿元."""
    return ruleset("summed").search(text, max(amount.span.start - _LONGEST_SUMMED, 0), amount.span.start) is not None


def _is_at_end(text: str, metric: Metric, base: Base | None, year: int | None, grown: bool) -> bool:
    """Whether several years end with the year, and it is what was reached at their end, or a growth over the year before.

    五年来，处理率达到94%，粮食产量突破100万吨，补助标准由308元提高到351元，生产总值达到90亿元、年均增长8%，税收比上年增长8%.
    """
    end = metric.period.end if metric.period else None
    until_now = metric.period is not None and metric.period.text.endswith("以来") and end is not None and end.year - 1 == year
    passed = metric.bound is Bound.MORE_THAN and ruleset("summed_names").match(metric.indicator.text) is None
    moved = ruleset("raised_to").search(text, max(metric.span.start - _MOVED, 0), metric.span.start) is not None
    of_last = base is Base.YOY or (metric.kind is MetricKind.LEVEL and (metric.unit in RATES or passed or moved or grown))
    return of_last and end is not None and (until_now or (end.year, end.month) == (year, _LAST_MONTH))


def _is_since_the_year_before(text: str, metric: Metric, year: int | None) -> bool:
    """Whether a growth since a year is over the one before: 2010年达到8700亿元、比2009年增长13%."""
    if metric.base is not Base.SINCE or year is None:
        return False
    return f"比{year - 1}年" in text[max(metric.span.start - _LONGEST_BASE, 0) : metric.span.start]


def is_whole(scope: str, report: Report) -> bool:
    r"""Whether words for an area mean all of the place that reports: 全省, 我市, its own name; 全国 only where the centre reports.

    >>> import govtext
    >>> report = govtext.parse("2024年青河县人民政府工作报告\n各位代表：\n一、2023年工作回顾\n税收增长6%。")
    >>> [is_whole(scope, report) for scope in ("全县", "青河县", "全国", "城关镇")]
    [True, True, False, False]
    """
    if scope.startswith("全国"):
        return report.meta.level is Level.CENTRAL
    return ruleset("whole_areas").match(scope) is not None or (report.meta.place.value or "\n").startswith(scope)


def _of_several_years(report: Report, year: int | None) -> frozenset[str]:
    """The sections under a title that names several years that are over: 五年工作回顾, “十二五”取得重大成就 in the report of 2016."""
    found: set[str] = set()
    starts = [time.span.start for time in report.times]
    for section in report.sections:
        named = report.times[bisect_left(starts, section.title_span.start) : bisect_left(starts, section.title_span.end)]
        spans = [(time.start.year, time.end.year) for time in named if time.start and time.end]
        over = year is not None and any(last - first >= _SEVERAL_YEARS and last < year for first, last in spans)
        if over if spans else section.parent_id in found:
            found.add(section.id)
    return frozenset(found)


def _is_result(metric: Metric, growth: bool, report: Report) -> bool:
    """Whether it is a value of the indicator itself, for all of the place: 全省, but not 全国 in a province's report."""
    return (
        metric.status is not MetricStatus.BASELINE
        and metric.kind is (MetricKind.GROWTH if growth else MetricKind.LEVEL)
        and metric.base not in _OTHER_BASES
        and metric.low is not None
        and (metric.scope is None or is_whole(metric.scope.text, report))
    )


def _in_year(metric: Metric, year: int | None) -> bool:
    """Whether the value is of the whole year that is looked back on; one without a known time is, and a growth over the year before (同比)."""
    period = metric.period
    if period is None or period.start is None or period.end is None or year is None:
        return True
    if metric.base is Base.YOY and is_several(period):
        return period.start.year < year <= period.end.year + 1
    whole = (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 12, 31)
    return whole and period.start.year == period.end.year and period.end.year in (year - 1, year)


def sentence_of(text: str, span: Span) -> Sentence:
    """Give the sentence that a span stands in, from full stop to full stop or line end.

    Examples
    --------
    >>> sentence_of("税收增长。投资增长6.5%，消费回暖。", Span(start=9, end=13)).text
    '投资增长6.5%，消费回暖。'
    """
    start = max(text.rfind(stop, 0, span.start) for stop in _STOPS) + 1
    ends = [at for stop in _STOPS if (at := text.find(stop, span.end)) >= 0]
    end = min(ends) + (text[min(ends)] != "\n") if ends else len(text)
    body = text[start:end]
    start += len(body) - len(body.lstrip())
    return Sentence(text=body.strip(), span=Span(start=start, end=start + len(body.strip())))
