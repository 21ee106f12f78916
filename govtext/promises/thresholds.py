"""Numbers that only say of what class something is: 亿元以上项目15个, 销售收入超百亿元的企业达到55户, 世界500强企业."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govtext.labels import Bound
from govtext.model import Metric
from govtext.naming.heads import ends_with_quantity
from govtext.rules import ruleset
from govtext.source import SourceText
from govtext.units import lookup

_BOUNDS = (Bound.AT_LEAST, Bound.MORE_THAN)
_BELOW = (Bound.LESS_THAN, Bound.AT_MOST)
_CLASSES = (*_BOUNDS, Bound.AT_MOST)
_TIMES = "倍"
_BEST = "强"
_STOPS = "，。；！？\n"
_MADE = ("mass", "power")


def counted(metrics: Iterable[Metric], source: SourceText) -> Iterator[Metric]:
    """The metrics that are no threshold of what the metric beside them counts.

    Parameters
    ----------
    metrics
        Those of a report, or some that follow each other.
    source
        The report's text, in which their spans are.

    >>> import govtext
    >>> report = govtext.parse("新建亿元以上项目15个，总投资40亿元。销售收入超百亿元的企业达到55户。")
    >>> [metric.text for metric in counted(report.metrics, SourceText.of(report.text))]
    ['15个', '40亿元', '55户']
    """
    listed = list(metrics)
    for before, metric in zip([None, *listed], listed, strict=False):
        if not _is_threshold(source, before, metric):
            yield metric


def _is_threshold(source: SourceText, before: Metric | None, metric: Metric) -> bool:
    text, start, after = source.copy, source.position(metric.span.start), source.position(metric.span.end)
    if before is not None and metric.bound in _CLASSES and before.span.end == metric.span.start and _is_count(before):
        return True  # 1100项亿元以上技改项目, 1000个20户以上自然村
    if metric.bound in _BELOW and text.startswith("的", after):
        return True  # 人均住房面积低于10平方米的家庭
    noun = metric.indicator.span
    if before is not None and noun is not None and metric.bound in _CLASSES and noun.start == before.span.end and _is_count(before):
        return True  # 5个工业产值过千亿元、20个过200亿元的园区
    told = ruleset("classes").match(text, after, text.find("\n", after))  # another paragraph says nothing of it
    if told is not None and (metric.bound in _BOUNDS or _names(told["of"], metric.unit)):
        return True  # 出口超亿美元大户, 100万吨烧碱、1万台挖掘机等18个工程, 产业翻番工程
    named = noun is not None and noun.start == metric.span.end
    if named and metric.text.endswith(("以下", _BEST)):
        return True  # 5万平方米以下棚户区, 500强企业
    if metric.text.endswith(_BEST) and not ruleset("rank_aims").search(text, _clause_start(text, start), start):
        return True  # 紧盯世界500强, but not 跻身世界500强
    unit = lookup(metric.unit)
    is_sum = unit is not None and unit.dimension.startswith("money")
    return named and is_sum and metric.bound in _BOUNDS and not ends_with_quantity(metric.indicator.text)  # 千万美元以上项目, but 10亿元以上税收


def _clause_start(text: str, position: int) -> int:
    return max(text.rfind(stop, 0, position) for stop in _STOPS) + 1


def _names(of: str, unit: str) -> bool:
    """Whether a number of a unit only names works or a plan, as what follows it says."""
    known = lookup(unit)
    made = known is not None and known.dimension in _MADE
    return of in ("works", "grade") or (of == "name" and unit == _TIMES) or (of == "capacity" and made)


def _is_count(metric: Metric) -> bool:
    unit = lookup(metric.unit)
    return unit is not None and unit.classifier
