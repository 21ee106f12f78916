"""Indicators are found by every name, and a name that only ends like one is none."""

import csv
from pathlib import Path

import pytest

from govtext.indicators import IndicatorError, canonical, find, get, suggest
from govtext.labels import MetricKind
from govtext.rules import lexicon

LEVEL, GROWTH, CHANGE, RANK, MULTIPLE = MetricKind.LEVEL, MetricKind.GROWTH, MetricKind.CHANGE, MetricKind.RANK, MetricKind.MULTIPLE
ENTRIES = [get(row["id"]) for row in lexicon("indicators")]
RECORD = Path(__file__).parents[2] / "shared" / "bench" / "tables"


def test_there_are_enough():
    assert len(ENTRIES) >= 250


def test_ids_that_targets_are_published_under():
    wanted = {
        *("gdp", "gdp_growth", "gnp_growth", "fai_growth", "retail_growth", "trade_growth", "industry_va_growth", "m2_growth"),
        *("cpi", "retail_price", "surveyed_unemp", "registered_unemp", "urban_new_jobs", "grain", "energy_intensity", "co2_intensity"),
        *("budget_rev_growth", "deficit_ratio", "deficit_amount", "central_deficit_amount"),
    }
    assert wanted <= {id for entry in ENTRIES for id in (entry.level_id, entry.growth_id)}


def test_every_name_says_its_own_concept():
    for entry in ENTRIES:
        for form in (entry.name, *entry.aliases, *entry.whole):
            for kind, id in ((LEVEL, entry.level_id), (GROWTH, entry.growth_id)):
                assert canonical(form, kind) in (id or None, entry.growth_id or id), (form, kind)


def test_every_name_is_found_whole():
    for entry in ENTRIES:
        for form in (entry.name, *entry.aliases):
            assert [(m.start, m.end, m.entry.id) for m in find(f"，{form}，")] == [(1, 1 + len(form), entry.id)], form


def test_words_of_everyday_use_are_not_looked_for_in_running_text():
    assert find("企业和学校的教师是重要的人才") == ()
    assert canonical("企业", LEVEL) == "firms"


@pytest.mark.parametrize(
    ("text", "kind", "unit", "id"),
    [
        ("经济", GROWTH, "%", "gdp_growth"),
        ("经济增长", GROWTH, "%", "gdp_growth"),
        ("经济增长预期目标", GROWTH, "%", "gdp_growth"),
        ("国内生产总值", GROWTH, "%", "gdp_growth"),
        ("全市生产总值", GROWTH, "%", "gdp_growth"),
        ("云岭县地区生产总值", LEVEL, "元", "gdp"),
        ("地区生产总值", RANK, "位", "gdp"),
        ("地区生产总值", CHANGE, "百分点", "gdp_growth"),
        ("地区生产总值增速", CHANGE, "百分点", "gdp_growth"),
        ("地区生产总值增速", RANK, "位", "gdp_growth"),
        ("国民生产总值", GROWTH, "%", "gnp_growth"),
        ("规上工业增加值", GROWTH, "%", "industry_va_growth"),
        ("规模以上工业增加值", LEVEL, "元", "industry_va"),
        ("规上工业", GROWTH, "%", "industry_va_growth"),
        ("规上工业", LEVEL, "家", None),
        ("全市工业增加值", GROWTH, "%", "industry_total_va_growth"),
        ("高技术制造业增加值", GROWTH, "%", "hightech_manufacturing_va_growth"),
        ("海洋装备制造业增加值", GROWTH, "%", None),
        ("海洋生产总值", LEVEL, "元", "marine_gdp"),
        ("社零额", GROWTH, "%", "retail_growth"),
        ("社会消费品零售总额", MULTIPLE, "倍", "retail"),
        ("一般公共预算收入", GROWTH, "%", "budget_rev_growth"),
        ("地方一般公共预算收入", LEVEL, "元", "budget_rev"),
        ("全部财政收入", LEVEL, "元", "all_fiscal_rev"),
        ("财政总收入", LEVEL, "元", "fiscal_rev"),
        ("全社会固定资产投资", GROWTH, "%", "fai_growth"),
        ("居民消费价格涨幅", LEVEL, "%", "cpi"),
        ("居民消费价格", GROWTH, "%", "cpi"),
        ("居民消费价格总水平", LEVEL, "%", "cpi"),
        ("居民消费价格指数", LEVEL, "", "cpi_index"),
        ("物价涨幅", LEVEL, "%", "retail_price"),
        ("城镇调查失业率", LEVEL, "%", "surveyed_unemp"),
        ("城镇登记失业率", LEVEL, "%", "registered_unemp"),
        ("城镇新增就业", LEVEL, "人", "urban_new_jobs"),
        ("新增城镇就业", LEVEL, "人", "urban_new_jobs"),
        ("赤字率", LEVEL, "%", "deficit_ratio"),
        ("财政赤字", LEVEL, "元", "deficit_amount"),
        ("中央财政赤字", LEVEL, "元", "central_deficit_amount"),
        ("广义货币M2", GROWTH, "%", "m2_growth"),
        ("外贸进出口", GROWTH, "%", "trade_growth"),
        ("粮食产量", LEVEL, "斤", "grain"),
        ("粮食产量", LEVEL, "吨", "grain"),
        ("单位国内生产总值能耗", GROWTH, "%", "energy_intensity"),
        ("单位生产总值能耗", LEVEL, "吨标准煤/万元", "energy_intensity_level"),
        ("单位国内生产总值二氧化碳排放", GROWTH, "%", "co2_intensity"),
        ("城镇居民人均可支配收入", GROWTH, "%", "income_urban_growth"),
        ("农村居民人均可支配收入", LEVEL, "元", "income_rural"),
        ("村集体经济收入", CHANGE, "元", "village_collective"),
        ("消费对经济增长的贡献率", LEVEL, "%", "contribution_consumption"),
        ("“散乱污”企业", LEVEL, "家", "scattered_firms"),
        ("新增高新技术企业", LEVEL, "家", "hightech_firms_new"),
        ("高新技术企业总数", LEVEL, "家", "hightech_firms"),
        ("重点项目", LEVEL, "元", None),
        ("固定资产投资", LEVEL, "%", None),
        ("森林覆盖率", CHANGE, "百分点", "forest_cover"),
        ("", LEVEL, "", None),
        ("增长", GROWTH, "%", None),
    ],
)
def test_canonical(text, kind, unit, id):
    assert canonical(text, kind, unit) == id


def test_the_longest_name_is_found():
    found = find("单位国内生产总值能耗降低3%，国内生产总值增长5%，城镇居民人均可支配收入增长6%")
    assert [m.entry.id for m in found] == ["energy_intensity", "gdp", "income_urban"]


def test_an_unknown_id_names_those_that_are_near():
    with pytest.raises(IndicatorError, match="no indicator 'gdp_grwoth': did you mean gdp_growth"):
        get("gdp_grwoth")
    with pytest.raises(IndicatorError, match="govtext indicators"):
        get("完全没有")
    assert suggest("居民消费价格") == ["cpi", "cpi_index"]


def test_long_hostile_names_end():
    for text in ("全市" * 20_000, "增速" * 20_000, "省" * 50_000, "山水" * 20_000 + "省", "总量" * 20_000 + "x"):
        assert canonical(text, LEVEL) is None


@pytest.mark.skipif(not RECORD.is_dir(), reason="the record of real targets is not beside the checkout")
@pytest.mark.parametrize("name", ["central_targets.csv", "provincial_targets_2025_2026.csv"])
def test_targets_of_the_record_are_named(name):
    with (RECORD / name).open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["low"] and row.get("stated_in", "GWR").startswith("GWR")]
    missed = [row["phrase"] for row in rows if row["indicator"].removesuffix("_10k") not in {id for m in find(row["phrase"]) for id in m.entry.ids}]
    assert len(rows) > 70
    assert missed == []
