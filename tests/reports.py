"""Parsed reports for the tests of exports: those of the repository, two of one invented place, and the real ones where they are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from samples import sample_reports

import govtext

SHARED = Path(__file__).parents[2] / "shared"
needs_archive = pytest.mark.skipif(not (SHARED / "reports").is_dir(), reason="no archived reports beside the checkout")

HEAD = "{year}年白松县人民政府工作报告\n——{year}年1月15日在白松县第十七届人民代表大会第{n}次会议上\n各位代表：\n"
EARLIER = HEAD.format(year=2023, n="三") + (
    "一、2022年工作回顾\n全县地区生产总值完成120亿元，增长5.8%。\n"
    "二、2023年工作安排\n今年主要预期目标是：地区生产总值增长6%左右，一般公共预算收入增长5%—6%，城镇新增就业3000人以上，居民收入与经济增长同步。\n"
)
LATER = HEAD.format(year=2024, n="四") + (
    "一、2023年工作回顾\n全年地区生产总值增长6.2%，一般公共预算收入增长4.1%，城镇新增就业3120人，五年来地区生产总值年均增长7.3%。\n"
    "（一）绿色发展。=SUM(A1)式的台账全部清零，新建**镇湿地*.*公顷。\n"
    "二、2024年工作安排\n今年主要预期目标是：地区生产总值增长6.5%，确保城镇新增就业不低于3200人。\n"
    "（一）办好民生实事\n1．新建幼儿园4所，增加学位1200个。（牵头单位：教育局、财政局）\n2．改造老旧小区32个。\n"
    "三、加强政府自身建设\n一是依法行政。二是厉行节约，压减经费10%。\n"
)
"""Reports of an invented county for two years, with a formula, a mask and bodies that are responsible."""


@cache
def pair():
    """The reports of the invented county."""
    return govtext.parse(EARLIER), govtext.parse(LATER)


@cache
def corpus():
    """All sample reports, parsed, by name."""
    return {name: govtext.parse(text) for name, text in sample_reports().items()}


def archived():
    """The files of the archived reports."""
    return [path for path in sorted((SHARED / "reports").rglob("*")) if path.suffix in (".txt", ".docx")]


@cache
def archive():
    """Every fourth of the archived reports, read."""
    return tuple(govtext.read(path) for path in archived()[::4])
