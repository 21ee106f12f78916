"""What only names a class of things is no promise: 世界500强企业."""

import pytest

import govtext
from govtext.promises.tracks import goals


@pytest.mark.parametrize("rank", ["世界500强", "中国100强", "民营企业500强"])
def test_a_class_that_is_named_by_a_rank_promises_nothing(rank):
    report = govtext.parse(f"2024年青河县人民政府工作报告\n二、2024年工作安排\n瞄准{rank}企业招商，引进项目12个。")
    assert [goal.target.span.of(report.text) for goal in goals(report)] == ["12个"]
