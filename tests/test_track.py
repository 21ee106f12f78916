"""Targets beside the results of the year after: links, verdicts, and reports that do not fit together."""

import csv
import io
from decimal import Decimal

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import govtext
from govtext.cli import cli
from govtext.export.calls import ExportError
from govtext.labels import Bound
from govtext.promises.layers import layers
from govtext.promises.verdicts import Polarity, judge

HEAD = "{year}年青岭县人民政府工作报告\n——{year}年1月8日在青岭县第十届人民代表大会会议上\n各位代表：\n"


def report(year, past="工作取得新成绩。", plan="做好各项工作。", head=HEAD):
    return govtext.parse(f"{head.format(year=year)}一、{year - 1}年工作回顾\n{past}\n二、{year}年工作安排\n{plan}\n")


def links(plan, past, **options):
    """Name, result and verdict of each promise of a plan, by the review of the year after."""
    found = govtext.track([report(2024, plan=plan), report(2025, past=past)], **options)
    return [(t.goal.target.indicator, t.result and str(t.result.middle), str(t.verdict)) for t in found]


LIST = "今年经济社会发展主要预期目标是："


@pytest.mark.parametrize(
    ("promised", "reached", "verdict"),
    [
        ("地区生产总值增长8%", "地区生产总值增长7.9%", "missed"),
        ("地区生产总值增长8%", "地区生产总值增长8%", "met"),
        ("地区生产总值增长8%左右", "地区生产总值增长7.7%", "met"),
        ("地区生产总值增长8%左右", "地区生产总值增长7.5%", "missed"),
        ("地区生产总值增长8%以上", "地区生产总值增长8%", "met"),
        ("地区生产总值增长8%以上", "地区生产总值增长8.1%", "exceeded"),
        ("地区生产总值增长6%—7%", "地区生产总值增长6.5%", "met"),
        ("地区生产总值增长6%—7%", "地区生产总值增长7.2%", "exceeded"),
        ("单位生产总值能耗下降3%", "单位生产总值能耗下降3.5%", "exceeded"),
        ("单位生产总值能耗下降3%", "单位生产总值能耗上升1%", "missed"),
        ("居民消费价格涨幅3%左右", "居民消费价格上涨0.4%", "met"),
        ("居民消费价格涨幅3%左右", "居民消费价格下降0.4%", "met"),
        ("居民消费价格涨幅3%左右", "居民消费价格上涨3.2%", "missed"),
        ("城镇登记失业率控制在4%以内", "城镇登记失业率3.1%", "met"),
        ("进出口总额突破3亿元", "进出口总额3亿元", "missed"),
        ("粮食产量20万吨", "粮食产量4.1亿斤", "exceeded"),
    ],
)
def test_verdicts_follow_the_scheme(promised, reached, verdict):
    assert [found[2] for found in links(f"{LIST}{promised}。", f"全年{reached}。")] == [verdict]


def test_a_growth_and_a_level_are_two_rows():
    assert links(f"{LIST}税收增长6%、达到12亿元。", "税收12.5亿元，增长5%。") == [("税收", "5", "missed"), ("税收", "1250000000", "exceeded")]


@pytest.mark.parametrize(
    ("plan", "past", "linked"),
    [
        ("新增高新技术企业100家。", "高新技术企业达到1104家。", False),
        ("新增高新技术企业100家。", "新增高新技术企业104家，总数达到300家。", True),
        ("改造老旧小区12个。", "老旧小区改造完成13个。", True),
        ("新开工公路30公里。", "建成公路25公里。", False),
        ("建设高标准农田3万亩。", "建成高标准农田3.2万亩。", True),
        ("新建村史馆12个。", "新建图书馆9个。", False),
        ("实施项目120个。", "争取上级项目85个。", False),
        ("建设“智慧书屋”15个。", "建成智慧书屋16个。", True),
        ("税收增长6%。", "五年来税收年均增长7%。", False),
        ("税收增长6%。", "上半年税收增长7%。", False),
        ("城关镇税收增长6%。", "税收增长7%。", False),
    ],
)
def test_what_is_not_the_same_is_not_linked(plan, past, linked):
    verdicts = [found[2] for found in links(plan, past)]
    assert (verdicts[0] not in ("not_reported", "not_comparable")) is linked


def test_one_target_for_town_and_country_is_two_rows():
    rows = links(f"{LIST}城乡居民人均可支配收入增长7%。", "城镇、农村居民人均可支配收入分别增长5.8%和6.8%。")
    assert [(name, value, verdict) for name, value, verdict in rows] == [
        ("城镇居民人均可支配收入", "5.8", "missed"),
        ("农村居民人均可支配收入", "6.8", "missed"),
    ]


def test_all_residents_are_not_those_of_towns():
    found = list(govtext.track([report(2024, plan=f"{LIST}居民人均可支配收入增长7%。"), report(2025, past="城镇居民人均可支配收入增长5.8%。")]))
    assert [(str(t.verdict), str(t.reason)) for t in found] == [("not_comparable", "population")]


def test_a_growth_that_two_amounts_give_decides_nothing():
    first = report(2024, past="进出口总额100亿元。", plan=f"{LIST}进出口总额增长5%。")
    found = list(govtext.track([first, report(2025, past="进出口总额112亿元。")]))
    assert [(str(t.verdict), str(t.reason), t.derived, t.margin) for t in found] == [("not_comparable", "kind", Decimal("12.0"), None)]


@pytest.mark.parametrize(
    ("promise", "past", "verdict"),
    [
        ("居民人均可支配收入与经济增长同步", "地区生产总值增长6%，居民人均可支配收入增长5.6%。", "met"),
        ("居民人均可支配收入与经济增长同步", "地区生产总值增长6%，居民人均可支配收入增长5.4%。", "missed"),
        ("居民人均可支配收入增长快于经济增长", "地区生产总值增长6%，居民人均可支配收入增长6.4%。", "met"),
        ("居民人均可支配收入与经济增长同步", "居民人均可支配收入增长5.4%。", "not_comparable"),
        ("居民人均可支配收入与经济增长同步", "地区生产总值增长6%。", "not_reported"),
    ],
)
def test_relative_targets_need_both_numbers(promise, past, verdict):
    assert [found[2] for found in links(f"{LIST}{promise}。", past)] == [verdict]


def test_the_report_s_own_words_and_provisional_numbers_are_kept():
    first = report(2024, plan=f"{LIST}税收增长6%，财政收入增长8%，固定资产投资增长9%。")
    later = report(2025, past="预计全年固定资产投资增长9.5%。税收增长7%，未达到预期目标。财政收入增长9%，完成年度计划的104.5%。")
    found = {t.goal.target.indicator: t for t in govtext.track([first, later])}
    assert (found["税收"].self_verdict.verdict, found["税收"].contradicts) == ("missed", True)
    assert (found["财政收入"].self_verdict.verdict, found["财政收入"].contradicts) == ("exceeded", False)
    assert found["固定资产投资"].result.provisional


def test_another_basis_is_said_and_judged_and_the_target_s_own_is_preferred():
    first = report(2024, plan=f"{LIST}一般公共预算收入同口径增长6%。")
    other = report(2025, past="一般公共预算收入增长4%。")
    both = report(2025, past="一般公共预算收入增长4%，同口径增长6.5%。")
    (alone,) = govtext.track([first, other])
    (best,) = govtext.track([first, both])
    assert (str(alone.verdict), alone.basis_differs) == ("missed", True)
    assert (str(best.verdict), best.basis_differs) == ("exceeded", False)


def test_a_stretch_is_met_or_not_and_never_the_verdict():
    found = list(govtext.track([report(2024, plan=f"{LIST}税收增长6%、力争7%。"), report(2025, past="税收增长6.5%。")]))
    assert [(str(t.verdict), t.stretch_met) for t in found] == [("exceeded", False)]


def test_a_half_year_report_gives_progress_and_a_revised_target():
    first, later = report(2024, plan=f"{LIST}税收增长6%。"), report(2025, past="税收增长6.5%。")
    half = govtext.parse("青岭县2024年上半年工作总结\n一、上半年工作情况\n上半年税收增长3.1%。\n二、下半年工作安排\n全年税收增长7%。\n")
    found = list(govtext.track([first, half, later]))
    assert [(t.revised, str(t.verdict), t.goal.target.low) for t in found] == [(False, "exceeded", 6), (True, "missed", 7)]
    assert found[0].progress.middle == Decimal("3.1")


def test_aims_of_five_years_are_not_due_before_their_end():
    plan = f"{LIST}税收增长6%。今后五年，地区生产总值年均增长5%以上。"
    assert [found[2] for found in links(plan, "税收增长6%。", horizon=None)] == ["met", "not_due"]


bounds = st.sampled_from([Bound.EXACT, Bound.APPROX, Bound.AT_LEAST, Bound.MORE_THAN])
numbers = st.decimals(min_value=0, max_value=10**6, places=2)


@given(low=numbers, bound=bounds, result=numbers, more=numbers, polarity=st.sampled_from(Polarity))
def test_better_is_never_judged_worse(low, bound, result, more, polarity):
    order = ["missed", "met", "exceeded"]
    better = result - more if polarity is Polarity.CEILING else result + more
    first, second = judge(low, low, bound, result, polarity), judge(low, low, bound, better, polarity)
    assert order.index(first.verdict) <= order.index(second.verdict)
    assert first.margin <= second.margin


@given(low=numbers, result=numbers, tolerance=st.decimals(min_value=0, max_value=1, places=2))
def test_a_wider_tolerance_makes_nothing_missed(low, result, tolerance):
    narrow = judge(low, low, Bound.APPROX, result, Polarity.HIGHER, Decimal(0)).verdict
    wide = judge(low, low, Bound.APPROX, result, Polarity.HIGHER, tolerance).verdict
    assert wide == narrow or wide == "met"


NOUNS = ["村史馆", "灌溉渠", "路灯", "社区食堂", "口袋公园", "农贸市场", "充电桩", "卫生室", "养老床位", "停车位"]


@given(nouns=st.lists(st.sampled_from(NOUNS), min_size=2, max_size=5, unique=True), seed=st.randoms(use_true_random=False))
def test_each_promise_finds_its_own_number_whatever_the_order(nouns, seed):
    plan = "，".join(f"新建{noun}{20 + i}个" for i, noun in enumerate(nouns))
    shuffled = seed.sample(list(enumerate(nouns)), len(nouns))
    past = "，".join(f"新建{noun}{21 + i}个" for i, noun in shuffled)
    found = links(f"{plan}。", f"{past}。")
    assert [(value, verdict) for _, value, verdict in found] == [(str(21 + i), "exceeded") for i in range(len(nouns))]


@pytest.mark.parametrize(
    ("reports", "codes"),
    [
        ([report(2024)], ["alone"]),
        ([report(2024), report(2024, plan="税收增长6%。")], ["duplicate", "alone"]),
        ([report(2022), report(2024)], ["gap"]),
        ([report(2024), report(2025, head=HEAD.replace("青岭", "白河"))], ["alone", "alone"]),
        ([govtext.parse(""), govtext.parse("没有年份的文字。")], ["no_year", "no_year"]),
    ],
)
def test_reports_that_do_not_fit_together_are_said(reports, codes):
    found = govtext.track(reports)
    assert [remark.code for remark in found.remarks] == codes
    assert not list(found)
    assert not len(found.frame())


def test_a_label_that_contradicts_the_text_is_said():
    first = report(2024, plan="税收增长6%。")
    wrong = first.model_copy(update={"source": first.source.model_copy(update={"path": "青岭县_2023.txt"})})
    found = govtext.track([wrong, report(2025, past="税收增长6%。")])
    assert [remark.code for remark in found.remarks] == ["label"]
    assert [track.verdict for track in found] == ["met"]


@pytest.mark.parametrize("reports", [[], (), report(2024)])
def test_no_list_of_reports_is_an_error(reports):
    with pytest.raises(govtext.TrackError, match="tracking needs"):
        govtext.track(reports)


def test_a_negative_tolerance_is_an_error():
    with pytest.raises(govtext.TrackError, match="not negative"):
        govtext.track([report(2024)], tolerance=-0.1)


def test_offsets_are_those_of_each_text():
    first, later = report(2024, plan=f"{LIST}税收增长6%。"), report(2025, past="税收增长6.5%。")
    (row,) = govtext.track([first, later]).rows()
    assert first.text[row["target_start"] : row["target_end"]] == "6%"
    assert later.text[row["result_start"] : row["result_end"]] == "6.5%"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "2024.txt").write_text(report(2024, plan=f"{LIST}税收增长6%，城镇新增就业3000人。").text, "utf-8")
    (tmp_path / "2025.txt").write_text(report(2025, past="税收增长6.5%。").text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args):
    return CliRunner().invoke(cli, ["track", *args], catch_exceptions=False)


def test_files_folders_and_datasets_give_the_same_rows(folder):
    govtext.batch([folder / "2024.txt", folder / "2025.txt"], folder / "dataset")
    pairs = run("2024.txt", "2025.txt", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(pairs.stdout)))
    assert [(row["indicator"], row["verdict"], row["margin"]) for row in rows] == [("税收", "exceeded", "0.5"), ("城镇新增就业", "not_reported", "")]
    again = list(csv.DictReader(io.StringIO(run("dataset", "--format", "csv").stdout)))
    assert [row["target_start"] for row in again] == [row["target_start"] for row in rows]
    assert pairs.exit_code == 0


def test_the_table_and_the_workbook_read_in_words(folder):
    openpyxl = pytest.importorskip("openpyxl")
    assert "超额完成" in run("2025.txt", "2024.txt").stdout
    assert run("2024.txt", "2025.txt", "-o", "out.xlsx").exit_code == 0
    book = openpyxl.load_workbook(folder / "out.xlsx")
    sheet = book.active
    assert book.sheetnames == ["目标跟踪", "项目阶段"]
    assert {"完成情况", "差距"} <= {cell.value for cell in sheet[1]}


def test_projects_are_listed_in_words_and_as_rows(folder):
    (folder / "2024.txt").write_text(report(2024, plan="悦海路改造工程年内建成通车。").text, "utf-8")
    (folder / "2025.txt").write_text(report(2025, past="悦海路改造工程建成通车。").text, "utf-8")
    assert "投用" in run("2024.txt", "2025.txt", "--list", "projects").stdout
    rows = list(csv.DictReader(io.StringIO(run("2024.txt", "2025.txt", "--list", "projects", "--format", "csv").stdout)))
    assert [(row["name"], row["year"], row["verdict"]) for row in rows] == [("悦海路改造工程", "2024", "met"), ("悦海路改造工程", "2025", "")]


def test_what_cannot_be_tracked_ends_with_one_line_each(folder):
    found = run("2024.txt", "missing.txt")
    assert found.exit_code == 1
    assert len(found.stderr.splitlines()) == 3
    assert run("2024.txt", "2025.txt", "-o", "out.xlsx", "--format", "xlsx").exit_code == 0


def test_targets_stand_beside_those_of_the_nearest_government_above():
    text = "2024年{}人民政府工作报告\n各位代表：\n二、2024年工作安排\n今年预期目标是：地区生产总值增长{}。"
    aims = {"河北省": "5.5%左右", "保定市": "6%—7%", "徐水区": "7%以上", "青岭县": "8%"}
    frame = layers([govtext.parse(text.format(place, aim)) for place, aim in aims.items()])
    assert frame[["place", "superior", "difference"]].values.tolist() == [["保定市", "河北省", 1.0], ["徐水区", "保定市", 0.5]]


@pytest.mark.parametrize("reports", [[], ()])
def test_layers_need_reports(reports):
    with pytest.raises(ExportError):
        layers(reports)


@pytest.mark.parametrize(
    ("promise", "past", "verdict", "reason"),
    [
        ("居民人均可支配收入与经济增长同步", "居民人均可支配收入与经济增长基本同步。", "met", None),
        ("居民人均可支配收入与经济增长同步", "居民人均可支配收入增长快于经济增长。", "exceeded", None),
        ("居民人均可支配收入增长快于经济增长", "居民人均可支配收入与经济增长基本同步。", "not_reported", None),
        ("城镇新增就业3000人", "城镇新增就业超额完成年度任务。", "not_comparable", "relative"),
        ("税收增长6%", "税收圆满完成年度任务。", "not_comparable", "relative"),
        ("税收增长6%", "前三季度税收增长7%。", "not_comparable", "period"),
        ("税收增长6%", "1—11月税收增长7%。", "not_comparable", "period"),
        ("税收增长6%", "五年来税收年均增长7%。", "not_reported", None),
    ],
)
def test_what_is_said_in_words_or_of_a_part_of_the_year_is_told(promise, past, verdict, reason):
    found = list(govtext.track([report(2024, plan=f"{LIST}{promise}。"), report(2025, past=past)]))
    assert [(str(t.verdict), t.reason and str(t.reason)) for t in found] == [(verdict, reason)]


def test_a_fall_is_negative_where_its_number_stands_alone():
    found = govtext.track([report(2024, plan=f"{LIST}单位生产总值能耗下降3%以上。"), report(2025, past="单位生产总值能耗下降3.5%。")]).frame()
    assert found[["target_low", "bound", "result", "margin", "verdict"]].values.tolist() == [[-3.0, "at_most", -3.5, 0.5, "exceeded"]]


@pytest.mark.parametrize("plan", ["抓住水利、农机、科技三条主线。", "完成5万平方米以下棚户区改造。"])
def test_names_and_classes_promise_nothing(plan):
    assert links(plan, plan) == []


THINGS = st.sampled_from(["公路", "管网", "绿道", "防火通道", "村史馆", "冷库", "康养中心", "文化礼堂"])
SEVERAL = st.sampled_from(["“十五五”期间", "“十六五”时期"])


@given(THINGS, SEVERAL, st.sampled_from(["一项重要任务", "重点工作"]))
def test_what_is_called_a_task_of_later_years_is_not_due(noun, years, task):
    assert [found[2] for found in links(f"{noun}数量翻番是{years}的{task}。", f"新建{noun}3个。", horizon=None)] == ["not_due"]


@settings(max_examples=25)
@given(THINGS, st.integers(20, 400), st.integers(2, 4), st.sampled_from(["是年度计划的{}倍", "为全年目标的{}倍多", "是年度计划的{}00%"]))
def test_a_result_that_is_many_times_the_plan_is_of_that_plan(noun, plan, times, said):
    past = f"建成{noun}{plan * times}公里，{said.format(times)}。"
    assert links(f"新建改建{noun}{plan}公里。", past) == [(f"新建改建{noun}", str(plan * times), "exceeded")]


@settings(max_examples=25)
@given(THINGS, st.lists(st.sampled_from(["国家级", "省级", "市级"]), min_size=2, max_size=2, unique=True), st.integers(2, 9))
def test_what_holds_the_title_of_another_government_is_another_thing(noun, grades, number):
    assert [found[2] for found in links(f"创建{grades[0]}示范{noun}{number}个。", f"创建{grades[1]}示范{noun}{number}个。")] == ["not_reported"]


@settings(max_examples=25)
@given(THINGS, st.integers(11, 90), st.integers(1, 9))
def test_what_was_to_begin_is_judged_by_what_was_begun(noun, number, less):
    past = f"{number}个{noun}全面启动建设、完成{number - less}个。"
    assert [found[1:] for found in links(f"{number}个{noun}年内全部开工建设。", past)] == [(str(number), "met")]


@settings(max_examples=25)
@given(THINGS, st.integers(2, 9), st.sampled_from(["地级市", "县（市、区）", "市州"]), st.integers(20, 300))
def test_names_explanations_and_areas_promise_no_number(noun, number, areas, size):
    plans = [
        f"“两馆”是指青云、悦海{number}座{noun}。",
        f"推进{number}个{areas}的污染治理。",
        f"支持出口超亿美元大户壮大规模，做强{noun}。",
    ]
    assert [links(plan, plan) for plan in plans] == [[], [], []]
    works = f"组织实施{size}万辆汽车、{size}万台发动机、{size}万吨烧碱等{number}个技术改造工程。"
    assert [found[0] for found in links(works, "工作顺利。")] == ["技术改造工程"]


@given(st.integers(5, 30), st.integers(100, 900), st.sampled_from(["五年", "过去五年", "三年"]))
def test_a_sum_of_years_is_no_result_of_one(growth, total, years):
    assert [found[2] for found in links(f"{LIST}进出口增长{growth}%。", f"{years}进出口总额{total}亿美元。")] == ["not_reported"]


@settings(max_examples=20)
@given(THINGS, st.integers(300, 400), st.integers(5, 60), st.sampled_from(["由", "从"]))
def test_where_a_number_came_from_is_no_result(noun, before, more, since):
    past = f"{noun}补助标准每月分别{since}{before}元、{before - 100}元提高到{before + more}元、{before + more - 100}元。"
    assert [found[1] for found in links(f"{noun}补助标准每月提高到{before + 5}元。", past)] == [str(before + more)]


@settings(max_examples=20)
@given(THINGS, st.integers(2, 9))
def test_what_an_annex_says_was_done_is_no_promise(noun, number):
    plan = f"新建{noun}{number + 1}个。\n附件1：\n2023年民生实事完成情况\n一、新建{noun}{number}个。"
    assert [found[0] for found in links(plan, "工作顺利。")] == [f"新建{noun}"]


@settings(max_examples=20)
@given(THINGS, st.integers(20, 90), st.integers(1, 9))
def test_all_of_a_place_is_not_what_one_government_ordered(noun, number, more):
    past = f"全县{noun}开工{number * 2}处，其中省级{noun}开工{number + more}处。"
    assert [found[1] for found in links(f"开工建设省级{noun}{number}处。", past)] == [str(number + more)]


def test_when_a_goal_was_set_dates_no_result():
    assert [found[2] for found in links(f"{LIST}固定资产投资增长8%。", "实现了年初确定的增长目标，固定资产投资增长10%。")] == ["exceeded"]


@pytest.mark.parametrize("plan", ["启动七大产业振兴和翻番工程。", "有720万青岭人民的努力拼搏，明天一定更加美好。"])
def test_what_is_named_by_a_number_and_all_who_live_in_a_place_are_no_promises(plan):
    assert links(plan, "工作顺利。") == []


@settings(max_examples=20)
@given(st.integers(10000, 20000), st.integers(3000, 6000), st.integers(5, 20))
def test_a_growth_of_each_amount_is_that_of_both(town, country, growth):
    past = f"城镇居民人均可支配收入和农民人均纯收入分别达到{town}元和{country}元，均增长{growth}%。"
    assert [found[1:] for found in links(f"{LIST}城镇居民人均可支配收入增长4%，农民人均纯收入增长4%。", past)] == [(str(growth), "exceeded")] * 2


@settings(max_examples=20)
@given(st.integers(600, 900), st.integers(8, 20))
def test_a_growth_over_the_year_before_by_its_number_is_the_year_s(amount, growth):
    past = f"预计2024年地区生产总值达到{amount}亿元、比2023年增长{growth}%。"
    assert [found[1:] for found in links(f"{LIST}地区生产总值增长8%。", past)] == [(str(growth), "met" if growth == 8 else "exceeded")]


STAGES = {"开工建设": "started", "建成": "built", "建成通车": "in_operation"}


@settings(max_examples=20)
@given(st.sampled_from(["悦海路改造工程", "砚溪水库", "青云大桥"]), st.sampled_from([*STAGES]), st.sampled_from([*STAGES]))
def test_the_stages_of_a_project_stand_over_the_years(name, promised, reached):
    found = govtext.track([report(2024, plan=f"{name}年内{promised}。"), report(2025, past=f"{name}{reached}。")]).projects()
    assert found["name"].tolist() == [name] * 2 and found["project"].tolist() == [1, 1]
    order = [*STAGES.values()]
    ahead = order.index(STAGES[reached]) - order.index(STAGES[promised])
    assert found["verdict"][0] == ("met" if ahead == 0 else "exceeded" if ahead > 0 else "missed")


def test_a_project_that_is_not_named_again_is_not_reported():
    found = govtext.track([report(2024, plan="悦海路改造工程年内建成通车。"), report(2025, past="工作顺利。")]).projects()
    assert found[["name", "year", "verdict"]].values.tolist() == [["悦海路改造工程", 2024, "not_reported"]]
    assert govtext.track([report(2024, plan="悦海路改造工程年内建成通车。")]).projects().empty


@settings(max_examples=20)
@given(st.integers(8, 30), st.integers(3, 6), st.integers(1, 7))
def test_what_an_average_comes_to_in_some_years_is_no_growth_of_one(average, years, aim):
    total = round(((1 + average / 100) ** years - 1) * 100, 1)
    past = f"城镇居民人均可支配收入增长{total}%，年均增长{average}%。"
    assert [found[1] for found in links(f"{LIST}城镇居民人均可支配收入增长{aim}%。", past)] == [None]


@settings(max_examples=20)
@given(THINGS, st.integers(20, 90))
def test_capacities_that_name_works_and_all_areas_promise_nothing(noun, number):
    for plan in (
        f"加快酒泉{number}万千瓦风电场项目建设。",
        f"推进{number}万吨碳五综合利用等重大项目前期工作。",
        f"在全市{number}个县各确定一所{noun}。",
    ):
        assert [found[0] for found in links(plan, "工作顺利。")] in ([], [noun])
    raised = f"将{noun}补助标准分别由{number + 100}元、{number}元提高到{number + 300}元、{number + 200}元。"
    assert not {
        found[1] for found in ((t.goal.target.indicator, int(t.goal.target.low)) for t in govtext.track([report(2024, plan=raised), report(2025)]))
    } & {number, number + 100}


@settings(max_examples=15)
@given(st.integers(5, 20), THINGS)
def test_whom_a_number_below_tells_apart_is_no_aim(area, noun):
    assert links(f"对人均住房面积低于{area}平方米的家庭做到应保尽保，让{noun}惠及群众。", "工作顺利。") == []


@settings(max_examples=15)
@given(st.integers(1000, 1900), st.integers(100, 800), st.sampled_from(["市财政", "县财政", "自治区财政"]))
def test_who_pays_does_not_tell_for_what(sum, more, payer):
    plan = f"{payer}安排{sum}万元，资助技能培训。"
    assert [found[1] for found in links(plan, f"{payer}安排{sum + more}万元用于低温洪涝灾害恢复生产。")] == [None]


@given(st.sampled_from(["补助标准", "经费标准", "保障标准"]), st.integers(300, 900), st.integers(10, 90))
@settings(max_examples=10, deadline=None)
def test_what_was_reached_at_the_end_of_years_is_of_their_last_but_a_sum_is_not(noun, before, more):
    first = report(2024, plan=f"低保{noun}达到{before}元。旅游业总收入达到{before}亿元。")
    raised = report(2025, past=f"五年来，低保{noun}由{before - 90}元提高到{before + more}元，旅游业总收入达到{before + more}亿元，年均增长12%。")
    summed = report(2025, past=f"五年来，旅游业累计完成收入{before + more}亿元，年均增长12%。")
    assert [str(track.verdict) for track in govtext.track([first, raised])] == ["exceeded", "exceeded"]
    assert [str(track.verdict) for track in govtext.track([first, summed])] == ["not_reported", "not_reported"]


@given(st.integers(20, 80), st.integers(1, 9))
@settings(max_examples=5, deadline=None)
def test_part_of_what_there_is_now_is_no_addition(number, more):
    stock = f"技术人员增加到{2 * number + more}人，其中女技术人员{number + more}人。"
    assert [found[2] for found in links(f"新增女技术人员{number}人。", stock)] == ["not_reported"]
    assert links(f"新增粮食仓储能力{number}万吨。", f"粮食仓储能力增加{number + more}万吨。")[0][2] == "exceeded"


@pytest.mark.parametrize(("own", "total"), [("14.9", "12.6"), ("3", "21")])
def test_of_two_results_in_one_sentence_the_namesake_is_taken(own, total):
    past = f"完成财政总收入85亿元，其中地方财政收入50亿元，分别比上年增长{total}%和{own}%。"
    assert [found[1] for found in links(f"{LIST}地方财政收入增长11%。", past)] == [own]


@given(st.integers(5, 12), st.sampled_from(["，按{n}%组织", "，力争{n}%", "，工作中按{n}%安排"]))
@settings(max_examples=10, deadline=None)
def test_what_work_is_arranged_by_is_a_second_aim(number, words):
    found = govtext.track(
        [report(2024, plan=f"{LIST}税收增长{number}%{words.format(n=number + 2)}。"), report(2025, past=f"税收增长{number + 1}%。")]
    )
    assert [(str(track.verdict), track.stretch_met) for track in found] == [("exceeded", False)]


GROWN = st.sampled_from(["固定资产投资", "社会消费品零售总额", "财政总收入", "进出口总额"])


@given(st.lists(GROWN, min_size=2, max_size=2, unique=True), st.integers(3, 20), st.integers(1, 12), st.sampled_from(["居全市首位", "逐月加快"]))
@settings(max_examples=15, deadline=None)
def test_since_when_one_growth_does_so_dates_no_other(names, growth, month, what):
    (first, second), aside = names, f"增速自2024年{month}月份以来{what}"
    plan = f"{first}增长{growth}%，{second}增长{growth}%。"
    past = f"预计，{first}增长{growth}%，{aside}；{second}增长{growth + 1}%。"
    verdicts = {name: verdict for name, _, verdict in links(plan, past)}
    assert (verdicts[first], verdicts[second]) == ("met", "exceeded")


@given(st.integers(5, 30), st.sampled_from(["承诺", "公开承诺", "公布", "部署", "明确", "确定"]))
@settings(max_examples=10, deadline=None)
def test_when_tasks_were_promised_does_not_date_what_became_of_them(number, said):
    assert links(f"办好{number}件民生实事。", f"年初{said}的{number}件民生实事全部办结。") == [("民生实事", str(number), "met")]


@given(st.integers(900, 1900), st.integers(1, 90), st.sampled_from(["是2020年的2.32倍", "比2020年增长58.1%", "较2020年末增长58.1%"]))
@settings(max_examples=10, deadline=None)
def test_an_amount_beside_that_of_an_earlier_year_is_of_the_last(plan, more, since):
    later = govtext.parse(
        f"{HEAD.format(year=2025)}一、过去四年的工作\n固定资产投资达到{plan + more}亿元，{since}。\n二、2025年工作安排\n做好工作。\n"
    )
    found = list(govtext.track([report(2024, plan=f"固定资产投资{plan}亿元。"), later]))
    assert [(t.result and t.result.middle / 10**8, str(t.verdict)) for t in found] == [(plan + more, "exceeded")]


@given(st.integers(5, 12), st.integers(0, 3))
@settings(max_examples=10, deadline=None)
def test_what_followed_an_indicator_is_judged_as_it_on_another_basis(aim, more):
    pair = [report(2024, plan=f"农民人均纯收入增长{aim}%。"), report(2025, past=f"农村居民人均可支配收入增长{aim + more}%。")]
    assert [(str(t.verdict), t.basis_differs) for t in govtext.track(pair)] == [("exceeded" if more else "met", True)]


@given(st.integers(5, 12), st.integers(1, 9))
@settings(max_examples=10, deadline=None)
def test_the_basis_in_a_bracket_that_goes_on_is_of_the_number_in_it(aim, more):
    past = f"全部财政收入完成781亿元、增长{aim}%（按可比口径，可达839.8亿元、增长{aim + more}%）。"
    assert links(f"全部财政收入增长{aim}%。", past) == [("全部财政收入", str(aim), "met")]


@given(st.integers(300, 900), st.integers(0, 9))
@settings(max_examples=10, deadline=None)
def test_what_is_under_way_is_no_less_so_where_one_side_says_how_much_it_comes_to(aim, more):
    assert links(f"在建高速公路达到{aim}公里。", f"高速公路建设势头向好，在建里程{aim + more}公里。")[0][1] == str(aim + more)


@given(st.integers(97, 99), st.integers(0, 9), st.integers(102, 105))
@settings(max_examples=10, deadline=None)
def test_an_index_in_per_cent_is_an_index_and_a_limit(whole, tenth, aim):
    assert links(f"居民消费价格指数为{aim}。", f"居民消费价格指数为{whole}.{tenth}%。")[0][2] == "met"


@given(st.integers(3, 12), st.decimals(min_value=0, max_value=20, places=1))
@settings(max_examples=20, deadline=None)
def test_a_rate_may_be_far_below_its_limit_and_its_second_ring_a_full_stop(limit, rate):
    name = "人口自然增长率"
    verdict = "met" if rate <= limit else "missed"
    for aim in (f"{limit}‰以内", f"{limit}%。以内"):
        assert links(f"{name}控制在{aim}。", f"{name}为{rate}‰。")[0][2] == verdict


@given(st.integers(4, 9), st.integers(-3, 3), st.integers(-3, 3))
@settings(max_examples=15, deadline=None)
def test_town_and_country_keep_pace_each_for_itself(economy, town, country):
    past = f"地区生产总值增长{economy}%，城镇居民人均可支配收入增长{economy + town}%，农村居民人均可支配收入增长{economy + country}%。"
    expected = ["missed" if ahead < 0 else "exceeded" if ahead else "met" for ahead in (town, country)]
    assert [verdict for _, _, verdict in links("今年主要预期目标是：城乡居民收入与经济增长同步。", past)] == expected


@pytest.mark.parametrize(
    "plan",
    ["争取早日进入全国1000所示范性学校行列。", "做好120个项目以外的后续项目的申报。", "展望未来，我们信心百倍。", "仅河堤加固工程就达58亿元。"],
)
def test_what_a_group_is_told_by_and_what_already_is_promise_nothing(plan):
    assert links(plan, "工作取得新成绩。") == []


@given(st.integers(2, 9), st.integers(1, 9), THINGS)
@settings(max_examples=10, deadline=None)
def test_what_a_share_is_promised_of_is_no_promise(all, done, noun):
    found = links(f"确保{all}万户{noun}用户{done}0%年内接通。", f"解决了{all - 1}万户居民{noun}接通问题。")
    assert {verdict for _, _, verdict in found} <= {"not_reported"}


@given(st.integers(5, 12), st.integers(1, 3), st.integers(0, 5))
@settings(max_examples=10, deadline=None)
def test_a_target_on_two_bases_is_judged_twice_by_the_one_result(aim, more, ahead):
    found = links(f"全部财政收入增长{aim}%，按可比口径增长{aim + more}%。", f"全部财政收入448.7亿元，增长{aim + ahead}%。")
    assert [verdict for _, _, verdict in found] == ["met" if ahead == due else "exceeded" if ahead > due else "missed" for due in (0, more)]


@pytest.mark.parametrize(
    ("plan", "past", "verdict", "reason"),
    [
        ("人口自然增长率控制在10‰以内。", "人口自然增长率控制在预期目标之内。", "not_comparable", "relative"),
        (
            "居民人均可支配收入增长高于全国平均水平。",
            "城镇居民人均可支配收入增长12.2%，农村居民人均可支配收入增长10.2%。",
            "not_comparable",
            "population",
        ),
    ],
)
def test_words_and_parts_are_told_where_no_number_decides(plan, past, verdict, reason):
    found = govtext.track([report(2024, plan=f"{LIST}{plan}"), report(2025, past=past)])
    assert [(str(t.verdict), str(t.reason)) for t in found] == [(verdict, reason)]


@given(st.sampled_from(["调高至", "上调至", "增至", "提升至", "上调到"]), st.integers(400, 900), st.integers(0, 50))
@settings(max_examples=10, deadline=None)
def test_what_was_raised_to_in_some_years_is_of_their_last(verb, aim, more):
    past = f"五年来，企业职工最低工资标准{verb}{aim + more}元。"
    assert links(f"企业职工最低工资标准提高到{aim}元。", past)[0][2] == ("exceeded" if more else "met")


def test_what_began_with_the_year_and_goes_on_is_of_it():
    past = "去年以来，全区国内生产总值达到1192亿元，增长9.6%。"
    assert links("今年主要预期目标是：国内生产总值1230亿元，增长10%。", past) == [
        ("国内生产总值", "119200000000", "missed"),
        ("国内生产总值", "9.6", "missed"),
    ]


def test_a_likely_result_is_taken_where_nothing_rivals_it():
    plan, past = "全年在建发电装机容量达到542.5万千瓦。", "电力建设进展喜人，在建电源项目总装机容量892.5万千瓦。"
    taken = [track.score for track in govtext.track([report(2024, plan=plan), report(2025, past=past)])]
    assert len(taken) == 1
    assert taken[0] is not None
    assert 0.2 <= taken[0] < 0.3
