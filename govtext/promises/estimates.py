"""What a review expects of the year that closes: 预计全年增长6%."""

from __future__ import annotations

from govtext.labels import Role
from govtext.model import Metric, Report

RULE = "value_status.estimate"


def is_estimate(report: Report, metric: Metric) -> bool:
    r"""Whether a value is what a review expects of the year that closes: not yet reached, but no promise either.

    >>> import govtext
    >>> report = govtext.parse("一、2023年工作回顾\n预计全年税收增长6%。\n二、2024年工作安排\n税收增长7%。")
    >>> [(metric.text, metric.status.value, is_estimate(report, metric)) for metric in report.metrics]
    [('6%', 'target', True), ('7%', 'target', False)]
    """
    said = any(evidence.field == "status" and evidence.rule == RULE for evidence in metric.evidence)
    section = report.section(metric.section_id) if said and metric.section_id else None
    return said and (section is None or section.role is Role.RETROSPECT)
