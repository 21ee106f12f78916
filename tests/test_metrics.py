"""Values tied to what they measure: sentences marked with all that a parse must say of them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import parsed_and_marked

import govtext

DONE = "<<一、|((2023年))工作回顾|h1 retrospect>>\n"
PLAN = "<<一、|((2024年))重点工作|h1 plan>>\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "税收完成[[12.5亿元|税收]]。",
        "税收完成[[12.5亿元|税收]]、增长[[6.5%|税收|growth]]。",
        "粮食总产[[41.3万吨|粮食总产]]，增长[[2%|粮食总产|growth]]。",
        "建成[[15.6万亩|高标准农田]]高标准农田，惠及[[300余家|商户|more_than]]商户。",
        "城镇、农村居民人均可支配收入分别增长[[5.6%|城镇居民人均可支配收入|growth]]、[[7.1%|农村居民人均可支配收入|growth]]。",
        "项目开工率、竣工率均达[[100%|项目开工率、竣工率]]。",
        "成立专班[[3个|专班]]，新建公交站[[20座|新建公交站]]。",
        "累计建成5G基站[[40个|5G基站|cumulative period=]]，实现税收[[3亿元|税收]]，改造农村厕所[[120座|农村厕所]]。",
        "开行中欧班列[[72列|中欧班列]]，落实帮扶资金[[30万元|帮扶资金]]，圆满完成[[96人|减贫任务]]的减贫任务。",
        "低保标准提高到每人每月[[800元|低保标准]]，养老金每人每年增加[[60元|养老金|change]]。",
        "存贷款余额分别达到[[90亿元|存款余额]]、[[70亿元|贷款余额]]。",
        "失业率从((上半年))[[5.5%|失业率|baseline]]降到[[5.3%|失业率|period=2023年]]。",
        "新增企业[[12家|新增企业]]，总数达到[[86家|企业总数]]。",
        "入驻企业[[35家|入驻企业]]，带动就业[[300人|就业]]，实现产值[[15亿元|产值]]。",
        "好天数达到[[285天|好天数]]，同比增加[[12天|好天数|change yoy]]。",
        "财政收入增长[[8%|财政收入|growth]]，面积[[10.6万平方米|面积]]。",
        "企业效益大幅度提高，实现利润[[3亿元|利润]]，销量[[2万台|销量]]。",
    ],
)
def test_the_indicator_stands_before_or_after_or_is_inherited_and_has_no_verb(sentence):
    parsed, marked = parsed_and_marked(DONE + sentence)
    assert parsed == marked


@pytest.mark.parametrize(
    "sentence",
    [
        "村集体收入增加[[100万元|村集体收入|change]]。",
        "能耗下降[[3.2%|能耗|growth down]]。",
        "森林覆盖率提高[[2.3个百分点|森林覆盖率|change]]。",
        "空气优良率提升至[[92.3%|空气优良率]]。",
        "产值增长[[1.5倍|产值|multiple]]。",
        "总量比2015年[[翻一番|总量|multiple since =2倍]]。",
        "综合考评居全市[[第3位|综合考评|rank =3位]]，位列全省[[前十|综合考评|rank at_most =10位]]。",
        "收入保持[[10%以上|收入|growth at_least]]的增长，增加值实现[[8%|增加值|growth]]增长。",
        "再减少贫困人口[[40人以上|贫困人口|change down at_least]]，年增加收入[[3万元|收入|change]]。",
        "事项压缩时限[[32%|时限|growth down]]，精简会议[[41%|会议|growth down]]。",
        "收入比由[[2.5|收入比|baseline period=]]缩小到[[2.3|收入比]]。",
        "投资、消费增速分别快于全省[[3.4个百分点|投资|change]]、[[1个百分点|消费|change]]。",
        "研发投入占比高于全国[[1.7个百分点|研发投入占比|change]]。",
    ],
)
def test_the_words_before_a_value_say_whether_it_is_a_level_or_a_movement(sentence):
    parsed, marked = parsed_and_marked(DONE + sentence)
    assert parsed == marked


@pytest.mark.parametrize(
    "sentence",
    [
        "税收比上年增长[[5%|税收|growth yoy]]。",
        "税收环比下降[[1.2%|税收|growth down mom]]。",
        "财政收入年均增长[[9%|财政收入|growth annual_average]]。",
        "新增就业[[3000人|新增就业]]，完成年度任务的[[96%|新增就业|plan]]。",
        "税收完成年度任务的[[96%|税收|plan]]，粮食产量完成年度计划的[[98%|粮食产量|plan]]。",
        "新增就业累计[[3000人|新增就业|cumulative period=]]。",
    ],
)
def test_a_comparison_has_a_base(sentence):
    parsed, marked = parsed_and_marked(DONE + sentence)
    assert parsed == marked


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        ("{}", "[[2亿元|税收]]"),
        ("突破{}", "[[2亿元|税收|more_than]]"),
        ("接近{}", "[[2亿元|税收|nearly]]"),
        ("不少于{}", "[[2亿元|税收|at_least]]"),
        ("不超过{}", "[[2亿元|税收|at_most]]"),
        ("不足{}", "[[2亿元|税收|less_than]]"),
        ("{}", "[[2亿元左右|税收|approx]]"),
        ("{}", "[[2亿元以上|税收|at_least]]"),
        ("{}", "[[2亿多元|税收|more_than =2亿元]]"),
        ("{}", "[[2亿元—3亿元|税收|range =2..3亿元]]"),
    ],
)
def test_a_bound_stands_before_or_after_the_number(written, marked):
    parsed, marked = parsed_and_marked(f"{DONE}税收达到{written.format(marked)}。")
    assert parsed == marked


@pytest.mark.parametrize(
    "sentence",
    [
        "确保新增就业[[3000人以上|新增就业|at_least]]，力争财政收入达到[[20亿元|财政收入]]。",
        "全县有[[3条|高速|achieved]]高速，((到2030年))将达到[[5条|高速]]。",
        "覆盖率由[[60%|覆盖率|baseline period=]]提高到[[85%|覆盖率]]。",
    ],
)
def test_a_value_of_a_plan_is_a_target_unless_its_clause_says_otherwise(sentence):
    parsed, marked = parsed_and_marked(PLAN + sentence)
    assert parsed == marked


@pytest.mark.parametrize(
    "sentence",
    [
        "((五年来))，财政收入增长[[9%|财政收入|growth]]，森林覆盖率由[[60%|森林覆盖率|baseline period=]]提高到[[85%|森林覆盖率]]。",
        "((去年))税收完成[[5亿元|税收]]。((2022年))税收完成[[6亿元|税收]]。",
        "((上半年))，社会消费稳步恢复。税收完成[[5亿元|税收]]。",
        "今年不易。((五年来))，发展稳中向好。\n<<——|经济增长|1>>。税收增长[[9%|税收|growth]]。<</>>\n<<——|民生改善|2>>。新增就业[[3000人|新增就业]]。<</>>",
        "((目前))，全县有[[3条|高速]]高速。",
    ],
)
def test_the_period_is_the_sentence_s_the_paragraph_s_or_the_heading_s(sentence):
    parsed, marked = parsed_and_marked(DONE + sentence)
    assert parsed == marked


@pytest.mark.parametrize(
    "sentence",
    [
        "召开第五届代表大会，落实“十四五”规划，推进二十大精神学习。",
        "打造“一带一路”样板，形成一道风景线，开展一批活动，实行一站式服务。",
        "推进5G网络和A4级项目，建设G107国道，拨打12345热线。",
        "2023年3月15日，召开动员大会，历时20天。",
        "两委干部、四上企业和三农工作得到加强。",
        "每千人床位数位居前列，实现零的突破，首个项目落地。",
    ],
)
def test_times_names_and_ordinals_are_no_values(sentence):
    parsed, marked = parsed_and_marked(DONE + sentence)
    assert parsed == marked


@pytest.mark.parametrize("sentence", ["税收完成*.*亿元。", "税收增长xx.x%。", "新增企业*余家。"])
def test_a_masked_value_has_all_but_its_number(sentence):
    report = govtext.parse("一、2023年工作回顾\n" + sentence)
    (metric,) = report.metrics
    assert (metric.low, metric.high) == (None, None)
    assert [report.placeholders[0].id] == list(metric.placeholder_ids)
    assert report.placeholders[0].metric_id == metric.id


def test_a_list_with_one_unit_at_its_end_shares_it():
    areas = "[[10.6万|林地|=10.6万平方公里]]、[[3.8万|林地|=3.8万平方公里]]、[[3.3万平方公里|林地]]"
    parsed, marked = parsed_and_marked(f"{DONE}林地分别为{areas}。")
    assert parsed == marked


def test_a_noun_without_classifier_leaves_the_unit_empty():
    parsed, marked = parsed_and_marked(DONE + "接待[[3700多万|游客|more_than =3700万]]游客。")
    assert parsed == marked


def test_a_fall_may_be_written_with_a_sign():
    (metric,) = govtext.parse("一、2023年工作回顾\n税收增长-2.3%。").metrics
    assert (metric.text, str(metric.low), metric.kind) == ("-2.3%", "-2.3", "growth")


@pytest.mark.parametrize(("unit", "expected"), [("万元", "125000"), ("亿元", "12.5")])
def test_a_value_converts_within_its_dimension(unit, expected):
    (metric,) = govtext.parse("税收完成12.5亿元。").metrics
    assert [str(end) for end in metric.to(unit)] == [expected, expected]


def test_a_metric_tells_what_decided_it_and_where():
    report = govtext.parse("一、2023年工作回顾\n税收同比增长6.5%左右。")
    (metric,) = report.metrics
    cues = {cue.field: cue.span.of(report.text) for cue in metric.evidence}
    assert cues["value"] == "6.5%左右"
    assert cues["base"] == "同比"
    assert "增长" in cues["kind"]


def test_a_metric_is_linked_to_its_section_and_measure():
    report = govtext.parse("一、2023年工作回顾\n一是抓税收，完成5亿元。二是抓就业，新增3000人。\n二、问题\n税收下降2%。")
    assert [(m.section_id, m.measure_id) for m in report.metrics] == [("s1", "i1"), ("s1", "i2"), ("s2", None)]


@pytest.mark.parametrize("years", ["五", "十", "三", "5"])
@pytest.mark.parametrize("joint", ["和", "与", "及", "、"])
def test_a_heading_of_the_year_and_of_several_years_dates_nothing(years, joint):
    report = govtext.parse(
        f"青岭县2023年政府工作报告\n一、过去一年{joint}{years}年工作回顾\n税收完成12.5亿元。去年新建学校3所。\n二、2023年工作安排\n新建学校2所。"
    )
    assert [metric.period and metric.period.text for metric in report.metrics] == [None, "去年", "2023年"]


@pytest.mark.parametrize(
    ("sentence", "periods"),
    [
        (
            "一、2024年工作回顾\n各位代表！2024年目标任务顺利完成。五年来，我们牢记嘱托。一是实力增强。税收完成3亿元。二是城乡更美。改造管网12公里。",
            ["五年来"] * 2,
        ),
        ("一、2024年工作回顾\n新上的石料加工项目4月份投产，可安排劳动力120人。", ["2024年"]),
        ("一、2024年工作回顾\n2023年，存款余额达120亿元，是2006年的2.1倍。", ["2023年"] * 2),
        ("一、2024年工作回顾\n上半年，财政收入完成1200万元，占全年任务2600万元的46.2%；新建学校2所。", ["上半年", None, "上半年", "上半年"]),
        ("一、2024年工作回顾\n我们确定了2025年的主要预期目标：生产总值增长8%。", ["2025年"]),
    ],
)
def test_a_time_governs_what_it_frames(sentence, periods):
    found = [m.period.text if m.period else None for m in govtext.parse("2025年青岭县政府工作报告\n" + sentence).metrics]
    assert [a for a, b in zip(found, periods, strict=True) if b] == [b for b in periods if b]


INCOMES = st.sampled_from(["财政收入", "农民人均纯收入", "税收", "村集体收入"])
COUNTED = st.sampled_from([("学位", "个"), ("公交车", "辆"), ("农村住房", "户"), ("停车位", "个"), ("高标准农田", "万亩"), ("养老床位", "张")])
NUMBER = st.integers(2, 9_000)


def of_plan(sentence):
    return govtext.parse("青岭县2024年政府工作报告\n一、2024年重点工作\n" + sentence).metrics


@given(income=INCOMES, number=NUMBER, unit=st.sampled_from(["元", "万元", "亿元"]), bound=st.sampled_from(["", "近", "超过"]))
def test_a_net_addition_to_an_amount_is_a_change(income, number, unit, bound):
    (metric,) = of_plan(f"{income}净增{bound}{number}{unit}。")
    assert (metric.indicator.text, metric.kind, metric.direction) == (income, "change", "up")


@given(things=COUNTED, number=NUMBER, verb=st.sampled_from(["提升", "提高", "净增"]), first=st.booleans())
def test_a_count_of_what_something_is_done_to_is_a_level(things, number, verb, first):
    thing, unit = things
    (metric,) = of_plan(f"{verb}{number}{unit}{thing}。" if first else f"{verb}{thing}{number}{unit}。")
    assert (metric.indicator.text.removeprefix(verb), metric.kind, metric.direction) == (thing, "level", None)


@given(things=COUNTED, number=NUMBER)
def test_what_is_added_is_counted_and_no_change(things, number):
    thing, unit = things
    (metric,) = of_plan(f"增加{thing}{number}{unit}。")
    assert (metric.indicator.text.removeprefix("增加"), metric.kind) == (thing, "level")


@given(number=NUMBER, households=NUMBER, conditions=st.sampled_from(["住房条件", "饮水条件", "居住环境"]))
def test_how_many_have_it_better_is_a_level(number, households, conditions):
    of_people, of_households = of_plan(f"改善{number}万居民{conditions}，改善{households}户村民{conditions}。")
    assert {of_people.kind, of_households.kind} == {"level"}


@given(
    verb=st.sampled_from(["减少", "下降", "压减"]), first=NUMBER, second=NUMBER, units=st.sampled_from([("批", "人次"), ("起", "人"), ("户", "人")])
)
def test_values_side_by_side_move_together(verb, first, second, units):
    metrics = of_plan(f"越级上访比上年同期{verb}{first}{units[0]}{second}{units[1]}。")
    assert [(metric.kind, metric.direction) for metric in metrics] == [("change", "down")] * 2


@given(income=INCOMES, more=st.sampled_from([("多投", "up"), ("多投入", "up"), ("多收", "up"), ("少支", "down"), ("少用", "down")]), number=NUMBER)
def test_more_or_less_than_in_another_time_is_a_change(income, more, number):
    metric = of_plan(f"{income}达到9900亿元，比“八五”时期{more[0]}{number}亿元。")[-1]
    assert (metric.kind, metric.direction) == ("change", more[1])


@given(
    kinds=st.lists(st.sampled_from(["制造业企业", "小微企业", "农民合作社", "科技型企业"]), min_size=2, max_size=3, unique=True),
    low=st.integers(20, 40),
    high=st.integers(60, 90),
)
def test_all_that_a_movement_begins_with_is_what_is_compared_with(kinds, low, high):
    befores = [f"{low + step}%" for step in range(len(kinds))]
    metrics = govtext.parse(f"一、2023年工作回顾\n扣除比例{'、'.join(kinds)}分别从{'、'.join(befores)}提高到{high}%。").metrics
    assert [metric.status for metric in metrics] == ["baseline"] * len(befores) + ["achieved"]


@given(
    first=NUMBER,
    second=NUMBER,
    units=st.permutations(["万亩", "万吨", "万元", "人"]),
    bound=st.sampled_from([("以上", "at_least"), ("左右", "approx")]),
)
def test_a_bound_that_closes_values_side_by_side_is_that_of_all(first, second, units, bound):
    metrics = of_plan(f"播种面积和产量保持在{first}{units[0]}、{second}{units[1]}{bound[0]}。")
    assert {metric.bound for metric in metrics} == {bound[1]}


@given(verb=st.sampled_from(["培育", "建成", "引进", "新建", "举办"]), number=st.integers(2, 90))
def test_at_least_may_stand_before_the_verb(verb, number):
    (metric,) = of_plan(f"每年至少{verb}{number}家企业。")
    assert metric.bound == "at_least"


@given(number=st.integers(2, 90), unit=st.sampled_from(["户", "家", "人", "亿元"]), verb=st.sampled_from(["跨上", "突破", "迈上"]))
def test_a_mark_that_is_passed_is_less_than_the_value(number, unit, verb):
    (metric,) = of_plan(f"市场主体总量{verb}{number}万{unit}台阶。")
    assert metric.bound == "more_than"


@given(low=NUMBER, high=NUMBER, second=st.sampled_from(["突破", "超过", "达到"]))
def test_a_second_aim_has_the_bound_of_its_own_verb(low, high, second):
    metrics = of_plan(f"税收确保完成{low}万元，力争{second}{high}XX万元。")
    assert [metric.bound for metric in metrics] == ["exact", "exact" if second == "达到" else "more_than"]


@given(whole=st.integers(1, 99), part=st.integers(1, 9), cent=st.integers(0, 9), bound=st.sampled_from([("", "exact"), ("以上", "at_least")]))
def test_an_amount_in_parts_is_one_value_in_the_first_of_its_units(whole, part, cent, bound):
    cents = f"{cent}分" if cent else ""
    (metric,) = of_plan(f"鲜奶收购价达到{whole}元{part}角{cents}{bound[0]}。")
    assert (metric.text, metric.low, metric.unit, metric.bound) == (
        f"{whole}元{part}角{cents}{bound[0]}",
        Decimal(f"{whole}.{part}{cent}"),
        "元",
        bound[1],
    )


@given(dimes=st.integers(1, 9), cent=st.integers(1, 9), more=st.sampled_from(["", "多"]))
def test_an_amount_below_one_yuan_is_read_whole(dimes, cent, more):
    before, after = of_plan(f"到户电价由每度{dimes}角{more}降到{dimes}角{cent}分。")
    assert (before.low, before.unit, before.status) == (dimes, "角", "baseline")
    assert (after.low, after.indicator.text) == (Decimal(f"{dimes}.{cent}"), "到户电价")


@given(hours=st.integers(1, 20), minutes=st.sampled_from([6, 15, 30, 45]))
def test_hours_and_minutes_are_one_duration(hours, minutes):
    (metric,) = of_plan(f"平均车程缩短到{hours}小时{minutes}分钟。")
    assert (metric.low, metric.unit) == (hours + Decimal(minutes) / 60, "小时")


@given(
    name=st.sampled_from(["空气优良天数", "劳动力平均受教育年限"]),
    number=st.integers(2, 360),
    said=st.sampled_from(["达到", "连续5年超过", "稳定保持在", "提高到"]),
)
def test_how_long_something_is_counts_where_its_name_says_so(name, number, said):
    unit = "天" if name.endswith("天数") else "年"
    assert [(metric.indicator.text, metric.low) for metric in of_plan(f"{name}{said}{number}{unit}。")] == [(name, number)]


@given(
    name=st.sampled_from(["经营主体", "注册用户", "农村居民"]),
    scale=st.sampled_from([("百万", 10**6), ("千万", 10**7), ("亿", 10**8)]),
    said=st.sampled_from([("突破{}", "more_than"), ("接近{}", "nearly"), ("保持在{}以上", "at_least"), ("突破{}户大关", "more_than")]),
)
def test_a_round_number_alone_is_a_value_where_something_reaches_it(name, scale, said):
    (metric,) = of_plan(f"{name}{said[0].format(scale[0])}。")
    assert (metric.indicator.text, metric.low, metric.bound) == (name, scale[1], said[1])


@given(each=st.sampled_from(["吨", "度", "亩", "人每月", "平方米"]), number=NUMBER, name=st.sampled_from(["水价", "收购价", "低保标准"]))
def test_what_a_price_is_for_is_no_part_of_its_name(each, number, name):
    (metric,) = of_plan(f"{name}调整到每{each}{number}元。")
    assert metric.indicator.text == name


@pytest.mark.parametrize("year", ["20**", "20××", "202X"])
@pytest.mark.parametrize("clause", ["到{}年底，园区企业达*家", "财政收入从{}年的*亿元增长到{}年的*亿元", "{}年到{}年累计投入*亿元"])
def test_a_masked_year_is_on_the_side_of_its_section(year, clause):
    said = clause.replace("{}", year)
    text = f"青岭县政府工作报告\n各位代表：\n一、工作回顾\n全县{said}。\n二、工作安排\n我县{said}。\n"
    review, plan = (text.index(said), text.rindex(said))
    found = govtext.parse(text).metrics
    assert {metric.status for metric in found if review < metric.span.start < plan} - {"baseline"} == {"achieved"}
    assert {metric.status for metric in found if metric.span.start > plan} - {"baseline"} == {"target"}


@pytest.mark.parametrize("when", ["2026年6月", "年内", "今年三季度", "明年5月"])
@pytest.mark.parametrize("done", ["建成投产", "完工", "竣工", "建成通车"])
def test_when_works_are_expected_to_be_done_makes_no_estimate_of_what_they_cost(when, done):
    (metric,) = govtext.parse(f"2025年青岭县政府工作报告\n一、2024年工作回顾\n东山水库预计{when}{done}，总投资3亿元。\n").metrics
    assert (metric.status, metric.estimated) == ("achieved", False)


@given(st.sampled_from(["市下达", "县下达", "上级下达"]), st.sampled_from(["任务", "指标", "计划"]), st.integers(2, 180))
def test_a_share_of_what_was_assigned_is_a_result(assigned, task, share):
    (metric,) = govtext.parse(f"一、2023年工作回顾\n专利质押融资完成{assigned}{task}的{share}%。").metrics
    assert metric.status == "achieved"


@given(st.sampled_from(["指数", "系数", "得分"]), st.sampled_from(["下降", "提高", "上升了", "降低了"]), st.decimals("0.01", "9.99", places=2))
def test_an_index_moves_by_a_number_without_unit(name, moved, by):
    (metric,) = govtext.parse(f"污染综合{name}{moved}{by}。").metrics
    assert (metric.indicator.text, metric.low, metric.kind) == (f"污染综合{name}", by, "change")
