"""One row per promise: its form, number, strength, higher aim and time."""

import itertools
import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govtext
from govtext.indicators import IndicatorError
from govtext.promises.results import result
from govtext.promises.worded import lists

HEAD = "青岭县人民政府工作报告\n——2025年1月8日在青岭县第十届人民代表大会第四次会议上\n各位代表：\n现在，我代表县人民政府报告工作。\n"
PAST = "一、2024年工作回顾\n全年地区生产总值增长6.1%，增速高于预期目标，城镇新增就业3200人。\n"
PLAN = "二、2025年工作安排\n今年经济社会发展主要预期目标是："


def rows(promises, before=PLAN):
    """The rows of a plan that promises this."""
    return govtext.parse(f"{HEAD}{PAST}{before}{promises}\n").targets()


def facts(promises, *fields, before=PLAN):
    return [tuple(str(value) if isinstance(value := getattr(row, field), Decimal) else value for field in fields) for row in rows(promises, before)]


def test_numbers_with_their_bounds():
    found = facts(
        "地区生产总值增长5%—5.5%，固定资产投资增长8%以上，居民消费价格涨幅2%左右，城镇新增就业3000人。",
        "canonical",
        "low",
        "high",
        "bound",
        "horizon",
    )
    assert found == [
        ("gdp_growth", "5", "5.5", "range", "year"),
        ("fai_growth", "8", "8", "at_least", "year"),
        ("cpi", "2", "2", "approx", "year"),
        ("urban_new_jobs", "3000", "3000", "exact", "year"),
    ]


def test_what_a_list_says_in_words():
    found = facts(
        "居民收入与经济增长同步，固定资产投资提质增效，居民消费价格保持合理水平，粮食产量只增不减，进出口总额实现正增长，实际利用外资稳步增长。",
        "canonical",
        "form",
        "low",
    )
    assert found == [
        ("income_growth", "relative", None),
        ("fai_growth", "qualitative", None),
        ("cpi", "qualitative", None),
        ("grain_growth", "qualitative", None),
        ("trade_growth", "qualitative", None),
        ("fdi_growth", "qualitative", None),
    ]


def test_names_that_share_their_words_are_promised_each():
    assert facts("制造业投资和民间投资占比稳步提升，二氧化硫、氨氮排放量完成市定任务。", "indicator", "form") == [
        ("制造业投资占比", "qualitative"),
        ("民间投资占比", "qualitative"),
        ("二氧化硫排放量", "qualitative"),
        ("氨氮排放量", "qualitative"),
    ]


def test_one_number_for_several_known_indicators_is_a_row_of_each():
    found = rows("城镇居民和农村居民人均可支配收入均增长8%。")
    assert [(row.canonical, row.low, row.metric_id) for row in found] == [
        ("income_urban_growth", 8, found[0].metric_id),
        ("income_rural_growth", 8, found[0].metric_id),
    ]


@pytest.mark.parametrize(
    ("promise", "name"),
    [
        ("节能减排指标完成上级下达任务。", "节能减排指标"),
        ("全面完成上级下达的各项约束性指标。", "各项约束性指标"),
        ("减排降碳控制在国家下达目标内。", "减排降碳"),
        ("重点园区产值增速高于经济增速。", "重点园区产值"),
    ],
)
def test_an_indicator_that_no_lexicon_knows_is_promised_in_words_said_of_indicators(promise, name):
    assert facts(promise, "indicator", "canonical") == [(name, None)]


def test_slogans_of_a_list_are_no_promises():
    assert not rows("高质量发展取得新成效，社会文明程度明显提升，平安青岭建设达到更高水平。")


def test_declined_is_not_the_same_as_not_found():
    declined = govtext.parse(f"{HEAD}{PAST}二、2025年工作安排\n这里说明一下，我们没有提出经济增速的具体目标。\n")
    assert [(row.canonical, row.form, row.low) for row in declined.targets()] == [("gdp_growth", "declined", None)]
    assert declined.target("gdp_growth").form == "declined"
    assert govtext.parse(f"{HEAD}{PAST}").target("gdp_growth") is None


@pytest.mark.parametrize(
    ("promise", "stretch"),
    [
        ("地区生产总值增长7%以上、力争达到8%。", "8"),
        ("地区生产总值增长7%以上，力争8%。", "8"),
        ("地区生产总值增长7%以上，在实际工作中努力争取更好结果；城镇新增就业3000人。", "在实际工作中努力争取更好结果"),
        ("地区生产总值增长7%以上；城镇新增就业3000人，力争更好。", None),
    ],
)
def test_a_higher_aim_is_a_stretch_of_its_target(promise, stretch):
    target = govtext.parse(f"{HEAD}{PLAN}{promise}\n").target("gdp_growth")
    assert (target.low, target.bound, target.stretch) == (7, "at_least", stretch)


@pytest.mark.parametrize(
    ("promise", "strengths"),
    [
        ("地区生产总值增长5%左右，城镇登记失业率控制在4%以内，粮食产量20万吨。", ["expected", "binding", "expected"]),
        ("确保地区生产总值增长5%，固定资产投资增长8%左右，城镇新增就业3000人。", ["binding", "expected", "binding"]),
        ("地区生产总值增长不低于5%，固定资产投资增长8%。", ["binding", "expected"]),
        ("人均预期寿命达到79岁。", ["expected"]),
        ("地区生产总值增长5%。居民消费价格涨幅2%。", ["expected", "expected"]),
    ],
)
def test_a_floor_or_ceiling_binds_its_own_value_and_words_of_duty_the_sentence(promise, strengths):
    assert [row.strength for row in rows(promise)] == strengths


def test_a_life_expectancy_is_no_word_of_hope():
    assert [row.strength for row in rows("推动人均预期寿命达到79岁。", "二、2025年工作安排\n")] == [None]


@pytest.mark.parametrize(
    "between",
    ["\n", "：\n　　", "\n\n\n"],
)
def test_a_list_may_begin_in_the_next_paragraph(between):
    plan = f"{HEAD}二、2025年工作安排\n今年经济社会发展的主要预期目标是{between}居民收入与经济增长同步，城镇新增就业3000人。\n"
    assert [(row.canonical, row.form) for row in govtext.parse(plan).targets()] == [("income_growth", "relative"), ("urban_new_jobs", "numeric")]


def test_a_list_of_one_member_a_line_goes_on_to_its_full_stop():
    plan = f"{HEAD}{PLAN}\n地区生产总值增长5%左右；\n居民收入与经济增长同步；\n居民消费价格基本稳定。\n进出口稳步增长。\n"
    assert [row.canonical for row in govtext.parse(plan).targets()] == ["gdp_growth", "income_growth", "cpi"]


def test_words_before_a_result_open_no_list():
    assert not list(lists("超过预期目标，成为一大亮点。没有提出具体目标，主要因为情况多变。"))


def test_what_other_times_hold_is_not_the_annual_target():
    plan = (
        f"{HEAD}二、“十五五”时期主要目标\n今后五年，地区生产总值年均增长5%以上，制造业增加值占比保持基本稳定。到2035年，人均地区生产总值达到20万元。\n"
        "三、2025年工作安排\n主要预期目标是：地区生产总值增长6%。\n"
    )
    report = govtext.parse(plan)
    assert [(row.canonical, str(row.low), row.horizon) for row in report.targets()] == [
        ("gdp_growth", "5", "five_year"),
        ("gdp_per_capita", "200000", "other"),
        ("gdp_growth", "6", "year"),
    ]
    assert report.target("gdp_growth").low == 6


FIRST_YEARS = {2001: "十五", 2006: "十一五", 2011: "十二五", 2016: "十三五", 2021: "十四五", 2026: "十五五"}
OF_PLAN = ["“{plan}”时期的目标任务", "“{plan}”期间发展目标", "“{plan}”目标任务", "关于“{plan}”计划", "今后五年的重点工作", "全面推进“{plan}”战略任务"]
OF_YEAR = ["{year}年工作安排", "努力实现“{plan}”良好开局", "全力做好“{plan}”起步工作", "今年的主要工作", "为“{plan}”发展起好步开好局"]


def horizons(*parts: str, year: int) -> list[tuple[str, str]]:
    """Indicator and horizon of each target of a plan made of headings and paragraphs, in which {plan} is the plan that the year begins."""
    text = "\n".join(parts).format(plan=FIRST_YEARS[year], year=year)
    report = govtext.parse(f"{year}年青岭县人民政府工作报告\n各位代表：\n一、{year - 1}年工作回顾\n全县税收增长4%。\n{text}\n")
    return [(row.indicator, str(row.horizon)) for row in report.targets()]


@pytest.mark.parametrize("year", FIRST_YEARS)
def test_what_stands_under_a_plan_is_for_its_years_and_what_stands_under_its_first_year_for_the_year(year):
    rng = random.Random(year)
    for plan, title in itertools.product(OF_PLAN, OF_YEAR):
        count = rng.randint(2, 90)
        found = horizons(
            f"二、{plan}",
            f"（一）大力发展工业\n培育龙头企业{count}家。",
            f"（二）改善民生\n新建学校{count}所。",
            f"三、{title}",
            f"（一）做强农业\n新建农田{count}万亩。",
            year=year,
        )
        assert found == [("龙头企业", "five_year"), ("新建学校", "five_year"), ("新建农田", "year")], (plan, title)


@pytest.mark.parametrize("year", FIRST_YEARS)
def test_sections_without_a_time_are_of_the_plan_until_the_report_turns_to_its_year(year):
    found = horizons(
        "二、“{plan}”时期主要目标",
        "综合实力显著增强。",
        "三、大力发展工业",
        "培育龙头企业12家。",
        "四、改善民生",
        "新建学校5所。",
        "{year}年是实施“{plan}”规划的第一年。",
        "新建农田3万亩。",
        year=year,
    )
    assert found == [("龙头企业", "five_year"), ("新建学校", "five_year"), ("新建农田", "year")]


@pytest.mark.parametrize("year", FIRST_YEARS)
@pytest.mark.parametrize("turn", ["今年经济社会发展的主要预期目标是：", "综合考虑各方面因素，{year}年的主要预期目标为："])
def test_under_a_title_of_both_the_text_says_which(year, turn):
    found = horizons(
        "二、“{plan}”发展目标和{year}年重点工作",
        "“{plan}”时期，我县的奋斗目标是：",
        "——税收增长80%，城镇登记失业率控制在4%以内。",
        f"{turn}税收增长6%。",
        "（一）做强农业\n新建农田3万亩。",
        year=year,
    )
    assert found == [("税收", "five_year"), ("城镇登记失业率", "five_year"), ("税收", "year"), ("新建农田", "year")]


def test_a_plan_is_of_the_year_where_the_report_never_turns_to_it():
    assert horizons("二、高质量发展\n“{plan}”时期的发展思路更加清晰。\n三、改善民生\n新建学校5所。", year=2016) == [("新建学校", "year")]


def test_the_years_that_something_takes_are_not_the_year_but_only_in_their_clause():
    assert horizons("二、2016年工作安排\n用三年时间改造危房900户，新建学校5所。", year=2016) == [("危房", "other"), ("新建学校", "year")]


def test_words_of_a_list_for_five_years_are_for_five_years():
    assert facts(
        "地区生产总值年均增长5%左右，居民收入增长与经济增长同步。",
        "canonical",
        "horizon",
        before="二、2025年工作安排\n“十五五”时期经济社会发展主要目标是：",
    ) == [("gdp_growth", "five_year"), ("income_growth", "five_year")]


def test_results_are_no_promises_wherever_they_stand():
    plan = f"{HEAD}二、2025年工作安排\n“十三五”时期，地区生产总值从80亿元增加到120亿元，城镇新增就业累计1.6万人。2025年，新建学校3所。\n"
    assert [row.indicator for row in govtext.parse(plan).targets()] == ["新建学校"]


def test_counts_that_announce_a_list_are_no_promises():
    assert facts("重点抓好八项重点工作，采取四项措施，办好10件民生实事。", "indicator", before="二、2025年工作安排\n") == [("民生实事",)]


def test_counts_inside_quoted_terms_are_no_promises():
    assert facts("扎实办好“四件大事”，持续推进“三个一”活动，打造“青岭好味道”门店12家。", "low", before="二、2025年工作安排\n") == [("12",)]


def test_a_promise_said_twice_is_one_row():
    assert len(rows("地区生产总值增长5%左右。地区生产总值增长5%左右，考虑了各方面因素。")) == 1


def test_an_older_indicator_stands_for_the_one_that_followed_it():
    report = govtext.parse(f"{HEAD}{PLAN}国民生产总值增长百分之六。\n")
    assert report.target("gdp_growth").canonical == "gnp_growth"


def test_an_unknown_id_is_an_error_that_names_near_ones():
    with pytest.raises(IndicatorError, match="gdp_growth"):
        govtext.parse(HEAD).target("gdp_grwth")


def test_spans_are_those_of_the_text():
    text = f"{HEAD}{PAST}{PLAN}\n　　地区生产总值增长５％左右；　居民消费价格保持合理水平。\n"
    report = govtext.parse(text)
    assert report.targets()
    for row in report.targets():
        assert row.sentence.span.of(text) == row.sentence.text
        assert row.sentence.span.start <= row.span.start < row.span.end <= row.sentence.span.end
        metric = next((metric for metric in report.metrics if metric.id == row.metric_id), None)
        assert row.span == metric.span if metric else row.span.of(text) == row.indicator


def test_a_sum_that_says_of_what_class_something_is_is_no_target():
    report = govtext.parse("二、2025年工作安排\n引进亿元以上项目15个，安排1亿元资金，增长10%。")
    assert [(target.indicator, target.low) for target in report.targets()] == [("亿元以上项目", 15), ("资金", 100_000_000), ("资金", 10)]


def test_what_a_review_expects_of_the_closing_year_is_its_result_and_no_promise():
    report = govtext.parse("一、2023年工作回顾\n预计全年地区生产总值完成145亿元，增长5.7%。\n二、2024年工作安排\n地区生产总值增长6%。")
    assert [(metric.status.value, metric.estimated) for metric in report.metrics] == [("achieved", True), ("achieved", True), ("target", False)]
    assert [target.low for target in report.targets()] == [6]
    assert result(report, "gdp_growth").text == "5.7%"


@pytest.mark.parametrize("before", ["恢复到2019年水平", "力争比2021年翻一番", "每月投资不低于3亿元"])
def test_promises_of_one_list_are_of_one_year_with_a_number_or_without(before):
    rows_of_list = [row for row in rows(f"{before}，居民收入与经济增长同步，税收增长6%。") if row.indicator in ("居民收入", "税收")]
    assert [(row.form, row.period.text, row.horizon) for row in rows_of_list] == [("relative", "今年", "year"), ("numeric", "今年", "year")]


@given(
    st.sampled_from(["高于", "低于", "快于", "好于"]),
    st.sampled_from(["全国平均水平", "全省平均增速", "经济增速", "全市平均水平"]),
    st.sampled_from(["1个百分点", "1到2个百分点", "0.5个百分点以上"]),
)
@settings(max_examples=20)
def test_a_distance_from_something_else_is_a_relative_promise(word, norm, distance):
    (row,) = rows(f"居民收入增速{word}{norm}{distance}。")
    assert (row.form, row.low, row.high, row.unit) == ("relative", None, None, None)


@given(
    st.sampled_from(["超过{}", "高于{}", "低于{}", "好于{}", "比{}高"]),
    st.sampled_from(["年初", "原定", ""]),
    st.sampled_from(["预期", "计划", "目标"]),
)
@settings(max_examples=20)
def test_what_was_expected_is_no_promise_of_the_result_beside_it(compared, when, aim):
    report = govtext.parse(f"{HEAD}一、2024年工作回顾\n地区生产总值增长12%，{compared.format(when + aim)}2个百分点。\n")
    assert {metric.status for metric in report.metrics} == {"achieved"}


@given(st.sampled_from(["西藏", "河北", "内蒙古", "青岛"]), st.integers(3, 15))
def test_a_target_of_the_reporting_place_by_its_own_name_is_the_place_s(place, number):
    full = {"西藏": "西藏自治区", "河北": "河北省", "内蒙古": "内蒙古自治区", "青岛": "青岛市"}[place]
    report = govtext.parse(f"{full}2024年政府工作报告\n\n二、2024年重点工作\n今年主要预期目标是：{place}生产总值增长{number}%左右。\n")
    assert report.target("gdp_growth").low == number


@settings(max_examples=40)
@given(
    st.sampled_from(
        [
            "力争提前{n}年完成规划任务",
            "引进{n}千万美元以上项目落户园区",
            "支持{n}亿元以上企业做大做强",
            "推进世界{n}00强企业落户",
            "确保提前{n}个月建成通车",
        ]
    ),
    st.integers(2, 9),
)
def test_what_says_of_what_class_or_how_early_promises_nothing(sentence, n):
    report = govtext.parse(f"云溪市2024年政府工作报告\n二、2024年工作安排\n今年，新建学校{n + 10}所，{sentence.format(n=n)}。")
    assert [(row.indicator, row.low) for row in report.targets()] == [("新建学校", n + 10)]


@given(st.sampled_from(["增加{n}亿元以上税收", "完成{n}亿元以上投资", "实现{n}亿元以上产值", "税收达到{n}亿元以上"]), st.integers(2, 9))
def test_an_amount_at_least_is_promised(sentence, n):
    report = govtext.parse(f"云溪市2024年政府工作报告\n二、2024年工作安排\n今年，{sentence.format(n=n)}。")
    assert [row.low for row in report.targets()] == [n * 10**8]


@given(st.integers(2, 999), st.integers(2, 999), st.sampled_from(["今年再", "年内再", "明年计划"]), st.sampled_from(["发展", "新建"]))
@settings(max_examples=20, deadline=None)
def test_what_is_added_to_what_is_there_now_is_promised(now, more, when, verb):
    found = govtext.parse(f"一、2024年工作安排\n目前全县已有大棚{now}个，{when}{verb}{more}个。\n").metrics
    assert [str(metric.status) for metric in found] == ["achieved", "target"]


@given(
    st.integers(2, 999),
    st.integers(2, 999),
    st.sampled_from(["全年目标任务为", "年初目标是", "年度预期目标为"]),
    st.sampled_from(["实际完成", "实际达到"]),
)
@settings(max_examples=20, deadline=None)
def test_a_goal_in_a_review_is_one_and_what_came_of_it_is_none(goal, done, cue, verb):
    found = govtext.parse(f"一、2023年工作回顾\n投资{cue}{goal}亿元，{verb}{done}亿元。\n").metrics
    assert [str(metric.status) for metric in found] == ["target", "achieved"]


@given(st.integers(2, 999), st.sampled_from(["完成", "下达"]), st.sampled_from(["户", "套", "万元"]))
@settings(max_examples=20, deadline=None)
def test_a_task_of_so_many_is_no_share_of_a_task(count, verb, unit):
    (metric,) = govtext.parse(f"一、2023年工作回顾\n{verb}危房改造任务{count}{unit}。\n").metrics
    assert metric.base is None
    (share,) = govtext.parse(f"一、2023年工作回顾\n投资完成年度任务的{count}%。\n").metrics
    assert share.base == "plan"


@given(st.integers(2001, 2025), st.integers(-3, 5), st.integers(2, 999))
@settings(max_examples=20, deadline=None)
def test_until_a_year_that_is_over_is_no_promise(year, distance, count):
    text = f"清河县{year}年政府工作报告\n一、{year - 1}年工作回顾\n到{year + distance}年，全县“三资”企业达{count}户。\n"
    expected = "achieved" if distance < 0 else "target"
    assert [str(metric.status) for metric in govtext.parse(text).metrics] == [expected]


SAME_WAYS = [("新改建", "新建改建", "新建和改造", "新（改）建"), ("新改扩建", "新建、改扩建", "新建和改扩建"), ("",)]
THINGS = ["牧道", "口袋书房", "县医院住院楼", "灯光球场", "冷链仓"]
SAME_UNITS = {"length": ("公里", "米"), "area": ("亩", "公顷"), "count": ("个", "座", "处", "家")}


@st.composite
def written(draw, ways, thing, dimension):
    """A promise of a thing, in one of the ways in which it may be written."""
    (target,) = govtext.parse("2024年青河县人民政府工作报告\n二、2024年工作安排\n牧道达到20公里。").targets()
    name = draw(st.sampled_from(["", "全县", "今年"])) + draw(st.sampled_from(ways)) + draw(st.sampled_from([thing, f"“{thing}”", f"{thing}数"]))
    return target.model_copy(update={"indicator": name, "canonical": None, "unit": draw(st.sampled_from(SAME_UNITS[dimension]))})


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from(SAME_WAYS), st.sampled_from(THINGS), st.sampled_from(sorted(SAME_UNITS)))
def test_a_promise_without_an_id_has_one_key_however_it_is_written(data, ways, thing, dimension):
    first, second = (data.draw(written(ways, thing, dimension)) for _ in range(2))
    assert first.key == second.key == f"{ways[0]}{thing}|{dimension}"
    other = data.draw(st.sampled_from(sorted(SAME_UNITS.keys() - {dimension})))
    assert data.draw(written(ways, thing, other)).key != first.key


def test_the_key_of_a_known_indicator_is_its_id_and_its_scope_stands_beside_it():
    aims = "全县固定资产投资增长8%，县本级固定资产投资增长12%，冷链仓产值增长6%，冷链仓产值12亿元。"
    frame = govtext.to_frames([govtext.parse(f"{HEAD}{PAST}{PLAN}{aims}")])["targets"]
    assert frame["key"].tolist() == ["fai_growth", "fai_growth", "冷链仓产值|growth", "冷链仓产值|money_cny"]
    assert frame["scope"].fillna("").tolist() == ["全县", "县本级", "", ""]


ABSTRACT = ["重点领域", "关键环节", "根本性转变", "层面", "薄弱环节", "主攻方向"]


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(ABSTRACT),
    st.sampled_from("两三四五六"),
    st.sampled_from(["抓住创新、改革、开放{}个{}。", "聚焦{}个{}，加大投入。", "推进{}个{}率先突破。"]),
)
def test_counts_of_what_is_spoken_about_are_no_promises(noun, number, sentence):
    assert not rows(sentence.format(number, noun))
    assert [row.indicator for row in rows(f"建设{noun}实验室{number}个。")] == [f"{noun}实验室"]


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(["世界500强", "全国百强", "全省30强"]),
    st.sampled_from([("紧盯{}开展招商", 0), ("引进{}、行业龙头落户", 0), ("力争企业跻身{}", 1), ("支持县域经济冲刺{}", 1), ("加强与{}的合作", 0)]),
)
def test_a_place_among_the_best_is_promised_where_it_is_to_be_reached(best, said):
    sentence, promised = said
    assert len(rows(sentence.format(best) + "。", before="二、2025年工作安排\n")) == promised


@pytest.mark.parametrize(
    "sentence",
    [
        "深化收支两条线管理改革。",
        "落实一对夫妇可生育两个孩子政策。",
        "提升中心城市首位度。",
        "打造若干个5000亿元级以上的大产业。",
        "把14亿中国人的饭碗端牢。",
        "支持两个特别行政区政府施政。",
    ],
)
def test_terms_grades_and_all_who_live_there_promise_nothing(sentence):
    assert not rows(sentence, before="二、2025年工作安排\n")


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(["能耗", "综合能耗"]), st.sampled_from(["二氧化碳排放", "二氧化碳排放量"]), st.sampled_from(["进一步下降", "完成省下达任务"]))
def test_a_numeral_that_begins_a_word_counts_no_parts(first, second, said):
    (row, other) = rows(f"单位生产总值{first}、单位生产总值{second}{said}。")
    assert (row.canonical, other.indicator.removesuffix("量")) == ("energy_intensity", "单位生产总值二氧化碳排放")


def test_what_equals_a_share_is_not_in_step_with_anything():
    found = facts("地方财政收入与经济保持同步增长，全社会研究与发展经费支出相当于全市生产总值的比例达到2.6%左右。", "indicator", "form")
    assert [form for _, form in found] == ["relative", "numeric"]


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 99), st.sampled_from(["亿元以上", "5000万元以上", "超亿元", "200亩以上"]), st.sampled_from(["技改", "产业", "商贸"]))
def test_a_size_right_after_a_count_is_no_bound_of_the_count(number, size, kind):
    (row,) = rows(f"实施{number}个{size}{kind}项目。", before="二、2025年工作安排\n")
    assert (row.low, row.bound) == (number, "exact")
