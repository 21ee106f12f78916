"""Names beside numbers: kinds of sentences drawn at random, and what holds for every name."""

import pytest
from bench_names import faults
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import CORPORA

import govtext
from govtext.naming.joints import split_joint

RATES = ["森林覆盖率", "自来水普及率", "垃圾无害化处理率", "常住人口城镇化率", "城镇登记失业率", "九年义务教育巩固率"]
AMOUNTS = ["地区生产总值", "固定资产投资", "社会消费品零售总额", "一般公共预算收入", "进出口总额", "规模以上工业增加值"]
THINGS = ["公交站", "卫生室", "路灯", "灌溉渠", "口袋公园", "农贸市场", "养老服务中心", "党群服务中心"]
REACHED = ["达到", "提高到", "稳定在", "分别达到", "分别为", "分别提高到"]
NUMBERS = st.decimals(min_value=1, max_value=99, places=1).map(str)


def named(text):
    return [metric.indicator.text for metric in govtext.parse(text).metrics]


def counted(count):
    return st.lists(NUMBERS, min_size=count, max_size=count, unique=True)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_list_of_names_gives_each_of_its_values_one(data):
    names = data.draw(st.lists(st.sampled_from(RATES), min_size=2, max_size=4, unique=True))
    values = data.draw(counted(len(names)))
    joint, last = data.draw(st.sampled_from(["和", "、", "与", "以及"])), data.draw(st.sampled_from(["和", "、"]))
    listed = "、".join(names[:-1]) + joint + names[-1]
    numbers = "、".join(f"{value}%" for value in values[:-1]) + last + f"{values[-1]}%"
    assert named(f"{listed}{data.draw(st.sampled_from(REACHED[3:]))}{numbers}。") == names


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_each_gives_the_values_of_a_clause_the_names_said_before(data):
    names = data.draw(st.lists(st.sampled_from(AMOUNTS), min_size=2, max_size=3, unique=True))
    values, rates = data.draw(counted(len(names))), data.draw(counted(len(names)))
    said = "，".join(f"{name}完成{value}亿元" for name, value in zip(names, values, strict=True))
    grown = "、".join(f"{rate}%" for rate in rates)
    assert named(f"{said}，分别增长{grown}。") == names * 2


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_new_things_are_named_as_new_wherever_they_stand(data):
    things = data.draw(st.lists(st.sampled_from(THINGS), min_size=1, max_size=4, unique=True))
    added = data.draw(st.sampled_from(["新建", "新增"]))
    assert named("，".join(f"{added}{thing}{3 + i}个" for i, thing in enumerate(things)) + "。") == [added + thing for thing in things]


@given(st.sampled_from(AMOUNTS), NUMBERS, NUMBERS, st.sampled_from(["完成年度任务的", "完成全年计划的", "占年度任务的"]))
@settings(max_examples=40, deadline=None)
def test_what_a_plan_s_share_is_of_is_what_was_done(name, amount, share, plan):
    assert named(f"{name}完成{amount}亿元，{plan}{share}%。") == [name, name]


@given(st.lists(st.sampled_from(AMOUNTS), min_size=2, max_size=3, unique=True), counted(3))
@settings(max_examples=40, deadline=None)
def test_a_label_names_the_value_behind_its_colon(names, values):
    pairs = list(zip(names, values, strict=False))
    assert named("，".join(f"{name}：{value}亿元" for name, value in pairs) + "。") == [name for name, _ in pairs]


@given(
    st.sampled_from(["超", "过"]),
    st.sampled_from(["亿元", "十亿元", "百亿元", "千万元"]),
    st.sampled_from(["企业", "项目", "产业集群"]),
    st.sampled_from(AMOUNTS),
)
def test_a_threshold_that_names_a_class_is_no_value(beyond, size, things, amount):
    assert [metric.text for metric in govtext.parse(f"培育{beyond}{size}{things}12个。").metrics] == ["12个"]
    assert [metric.text for metric in govtext.parse(f"{amount}{beyond}{size}，增长5%。").metrics] == [size, "5%"]


@given(
    st.sampled_from([*AMOUNTS, "救助金额", "协议引资额", "全网销售额"]),
    st.sampled_from(["超", "超过", "突破", "达", "近", "约", "逼近", "累计达"]),
    NUMBERS,
)
def test_words_that_relate_a_name_to_its_value_are_no_part_of_it(name, relation, value):
    assert named(f"{name}{relation}{value}亿元。") == [name]


@given(
    st.sampled_from(["综合得分", "空气质量综合指数", "粮食总产量"]),
    st.sampled_from(["均居", "位居", "名列", "稳居", "连续排名"]),
    st.sampled_from(["全市第1", "全省第3位", "全县首位"]),
)
def test_words_of_standing_are_no_part_of_a_rank_s_name(name, standing, rank):
    assert named(f"{name}{standing}{rank}。") == [name]


@given(st.sampled_from(["覆盖面", "覆盖率", "参保率", "村级债务"]), st.sampled_from(["由", "从", "已由"]), NUMBERS, NUMBERS)
def test_the_word_before_what_a_movement_begins_with_is_no_part_of_a_name(name, word, first, second):
    assert named(f"{name}{word}{first}%提高到{second}%。") == [name, name]


@given(st.sampled_from(["二氧化硫", "化学需氧量", "氨氮"]), st.sampled_from(["氮氧化物", "挥发性有机物"]))
def test_joint_names_share_the_head_of_the_last(first, second):
    assert split_joint(f"{first}、{second}排放量") == [f"{first}排放量", f"{second}排放量"]


@given(
    st.lists(st.sampled_from(["城市", "县城", "建制镇", "农村"]), min_size=2, max_size=3, unique=True),
    st.sampled_from(["生活污水处理率", "燃气普及率"]),
)
def test_areas_share_all_that_follows_them(areas, rate):
    assert split_joint("、".join(areas) + rate) == [area + rate for area in areas]


@given(st.sampled_from(["中、高等", "客、货运", "存、贷款", "男、女性", "党、团员"]), st.sampled_from(["人数", "总量", "占比"]))
def test_parts_of_one_character_share_the_rest_of_a_word_that_is_said_beside_them(pair, quantity):
    first, second = pair.split("、")
    assert split_joint(f"{pair}{quantity}") == [f"{first}{second[1:]}{quantity}", f"{second}{quantity}"]


@given(st.sampled_from("煤水盐茶糖棉"), st.sampled_from(["石油", "天然气", "木材", "蔬菜", "牛羊肉"]), st.sampled_from(["总产值", "产量", "销售额"]))
def test_things_of_one_character_share_the_quantity_alone(first, second, quantity):
    assert split_joint(f"{first}、{second}{quantity}") == [f"{first}{quantity}", f"{second}{quantity}"]


@given(
    st.lists(st.sampled_from(["市容环境", "物业管理", "高等教育", "等级公路", "中等职业教育"]), min_size=2, max_size=4, unique=True),
    st.sampled_from(["热点问题", "重点领域", "产业"]),
)
def test_what_follows_a_list_that_is_closed_is_shared(parts, rest):
    assert split_joint(f"{'、'.join(parts)}等{rest}") == [part + rest for part in parts]


@given(st.lists(st.sampled_from(["通自来水", "通客车", "通有线电视", "通硬化路", "通宽带"]), min_size=2, max_size=4, unique=True))
def test_a_rate_of_what_is_done_is_shared_without_its_object(done):
    assert split_joint("、".join(done) + "率") == [f"{one}率" for one in done]


@given(
    st.lists(st.sampled_from(["养老", "医疗", "失业", "工伤", "生育"]), min_size=2, max_size=4, unique=True), st.sampled_from(["参保人数", "参保率"])
)
def test_words_that_the_last_part_ends_with_are_shared(kinds, quantity):
    assert split_joint(f"{'、'.join(kinds)}保险{quantity}") == [f"{kind}保险{quantity}" for kind in kinds]


@pytest.mark.parametrize("text", ["普及率", "及第人数", "和平路改造", "温和型储能"])
def test_a_joint_is_a_word_of_its_own(text):
    assert split_joint(text) == [text]


@pytest.mark.parametrize("path", sorted(CORPORA.glob("*.txt")), ids=lambda path: path.stem)
def test_no_name_begins_or_ends_inside_a_word(path):
    report = govtext.parse(path.read_text("utf-8"))
    parting = sorted({edge for part in (*report.metrics, *report.times) for edge in (part.span.start, part.span.end)})
    spans = [metric.indicator.span for metric in report.metrics if metric.indicator.span]
    assert [span.of(report.text) for span in spans if "inside a word" in faults(report, span, parting)] == []
    assert len(spans) >= 10


@settings(max_examples=30)
@given(
    st.lists(st.sampled_from(["税收", "工业增加值", "固定资产投资", "社会消费品零售总额"]), min_size=2, max_size=2, unique=True),
    st.sampled_from(["分别", "也分别", "均"]),
    st.sampled_from(["一季度", "上半年", "前三季度"]),
)
def test_no_name_ends_with_an_adverb_that_leads_to_the_value(names, adverb, time):
    report = govtext.parse(f"一、2023年工作回顾\n{'、'.join(names)}{time}{adverb}增长5.1%、6.2%。")
    assert report.metrics
    assert not [metric.indicator.text for metric in report.metrics if metric.indicator.text.endswith(adverb[-1])]


@given(
    st.sampled_from(["过{}元", "超{}元", "{}元以上", "投资超{}元的", "年产值超过{}元的"]),
    st.sampled_from(["亿", "5000万", "10亿", "千万", "百亿", "3亿"]),
    st.sampled_from(["项目", "企业", "工业项目", "农业龙头企业"]),
    st.sampled_from(["", "达到", "有", "由上年的8个增加到", "（含续建）"]),
)
@settings(max_examples=40, deadline=None)
def test_of_what_size_things_are_is_part_of_their_name(bound, amount, things, link):
    size = bound.format(amount)
    *counts, tax = govtext.parse(f"引进{size}{things}{link}12个，税收增长5%。").metrics
    assert (counts[-1].text, tax.text) == ("12个", "5%")
    assert counts[0].indicator.text.removesuffix("（含续建）").endswith(size + things)


@given(st.sampled_from(["达到", "突破", "超过"]), st.sampled_from(["建成桥梁", "支持农户", "引进企业"]))
def test_a_sum_that_was_reached_is_no_size_of_what_is_done_after_it(reached, done):
    assert [metric.text for metric in govtext.parse(f"投入资金{reached}2亿元{done}30个。").metrics] == ["2亿元", "30个"]


@given(
    st.lists(st.sampled_from(["规模以上工业增加值", "固定资产投资", "社会消费品零售总额", "税收收入"]), min_size=1, max_size=3, unique=True),
    st.sampled_from(["进出口总额", "利用外资总量"]),
)
def test_quantities_keep_their_own_heads_beside_one_whose_own_words_are_a_quantity(parts, last):
    assert split_joint("、".join([*parts, last])) == [*parts, last]


@given(st.sampled_from(["通讯器材", "家用电器", "金银珠宝"]), st.sampled_from(["新能源汽车", "体育用品", "中西药品"]))
def test_what_follows_words_as_long_as_the_part_before_is_shared(first, second):
    assert split_joint(f"{first}、{second}零售额") == [f"{first}零售额", f"{second}零售额"]


@given(st.sampled_from(["城镇职工医保", "城乡居民医保", "离休干部医保"]), st.sampled_from(["门诊", "政策范围内住院"]))
def test_parts_that_end_alike_share_all_after_that(first, care):
    assert split_joint(f"{first}、在校学生医保{care}费用报销比例") == [f"{first}{care}费用报销比例", f"在校学生医保{care}费用报销比例"]


@given(st.sampled_from(["突破", "迈上"]), st.sampled_from(["万亿", "千亿", "3000亿", "500万亿", "百亿"]), st.sampled_from(["大关", "台阶"]))
def test_the_mark_that_a_quantity_passes_has_no_unit_of_its_words(passed, amount, mark):
    [first, growth] = govtext.parse(f"地区生产总值{passed}{amount}{mark}，增长8%。").metrics
    assert (first.text, first.unit, first.indicator.text, growth.indicator.text) == (amount, "", "地区生产总值", "地区生产总值")


@given(
    st.sampled_from("村县镇"), st.sampled_from(["史馆", "志馆"]), st.integers(2, 30), st.sampled_from(["年内全部开工建设", "全面建成", "投入使用"])
)
def test_one_character_and_a_noun_that_stands_hardly_alone_are_one_word(first, rest, number, said):
    assert named(f"{number}个{first}{rest}{said}。") == [first + rest]


@given(
    st.sampled_from([("进口", "出口", "通关时间"), ("存款", "贷款", "余额"), ("男性", "女性", "平均预期寿命"), ("高速公路", "铁路", "通车里程")]),
    st.sampled_from(["、", "和", "与"]),
    st.booleans(),
)
def test_parts_that_end_with_one_character_share_all_after_it(parts, joint, turned):
    first, second, rest = parts
    first, second = (second, first) if turned else (first, second)
    assert split_joint(first + joint + second + rest) == [first + rest, second + rest]


@given(st.sampled_from([("发明专利", "申请量", "授权量"), ("专利", "授权量", "申请量")]), st.sampled_from(["、", "和", "与"]))
def test_a_name_that_the_lexicon_has_with_the_first_part_s_words_alone_takes_them(parts, joint):
    thing, first, second = parts
    assert split_joint(thing + first + joint + second) == [thing + first, thing + second]


@given(
    quantities=st.permutations(["粮食播种面积", "肉类产量", "森林面积", "养老床位数"]),
    units=st.permutations(["万亩", "万吨", "平方米", "张"]),
    numbers=st.lists(st.integers(2, 900), min_size=2, max_size=2),
    reached=st.sampled_from(["保持在", "达到", "增至"]),
    joint=st.sampled_from(["、", "和"]),
)
def test_quantities_of_several_units_have_each_its_value(quantities, units, numbers, reached, joint):
    first, second = quantities[:2]
    assert named(f"{first}{joint}{second}{reached}{numbers[0]}{units[0]}、{numbers[1]}{units[1]}。") == [first, second]


@given(
    names=st.lists(st.sampled_from(AMOUNTS), min_size=2, max_size=3, unique=True),
    numbers=st.lists(st.integers(2, 900), min_size=3, max_size=3),
    parted=st.sampled_from(["、", "，"]),
    all_of=st.sampled_from(["均居全市第二位", "双双居全省首位", "均高于全省平均水平1个百分点"]),
)
def test_what_holds_for_all_is_said_of_all(names, numbers, parted, all_of):
    said = parted.join(f"{name}增长{number}%" for name, number in zip(names, numbers, strict=False))
    assert named(f"{said}，{all_of}。")[-1] == "、".join(names)


@given(visit=st.sampled_from(["接待游客", "招聘教师", "引进企业"]), total=st.sampled_from(["旅游总收入", "固定资产投资"]))
def test_what_is_done_to_things_takes_no_quantity_of_the_last_part(visit, total):
    assert split_joint(f"{visit}、{total}") == [visit, total]


SUBJECTS = st.sampled_from(["第三产业", "服务业", "规模以上工业企业", "水利项目", "铁路建设", "县城工业园区", "公路建设和改造"])
BARE = st.sampled_from(["投资", "增加值", "产值", "利润", "销售收入", "税收"])
YIELDS = st.sampled_from(["完成", "实现", "累计完成", "力争实现", "预计完成"])


@given(SUBJECTS, YIELDS, BARE, st.integers(2, 900), st.integers(2, 60))
def test_a_bare_quantity_is_that_of_the_subject_before_its_verb(owner, verb, quantity, amount, growth):
    assert named(f"{owner}{verb}{quantity}{amount}亿元，增长{growth}%。") == [owner + quantity] * 2


@given(SUBJECTS, st.permutations(["增加值", "利润", "税收"]), st.integers(2, 900), st.integers(2, 60), st.sampled_from("，；"))
def test_a_subject_holds_for_the_quantities_that_follow_without_one(owner, quantities, amount, growth, mark):
    first, second = quantities[:2]
    assert named(f"{owner}实现{first}{amount}亿元，增长{growth}%{mark}实现{second}{growth}亿元。") == [owner + first, owner + first, owner + second]


@given(st.sampled_from(["全县", "全市", "柳河镇", "城关镇"]), BARE, st.integers(2, 900))
def test_an_area_is_the_scope_and_no_subject(area, quantity, amount):
    assert named(f"{area}完成{quantity}{amount}万元。") == [quantity]


@given(st.sampled_from(["重点项目", "技改项目", "棚改项目", "水利工程"]), st.integers(2, 900), st.sampled_from("、，"), st.integers(2, 900))
def test_what_is_invested_after_a_count_is_invested_in_what_was_counted(projects, count, mark, amount):
    assert named(f"实施{projects}{count}个{mark}完成投资{amount}亿元。") == [projects, f"{projects}投资"]


@given(
    st.lists(st.sampled_from(["水利", "交通", "能源", "文化旅游"]), min_size=2, max_size=3, unique=True),
    st.sampled_from(["完成投资", "实现产值", "实现增加值"]),
    st.lists(st.integers(2, 900), min_size=3, max_size=3),
)
def test_a_quantity_behind_its_verb_is_that_of_each_part(owners, done, amounts):
    values = "、".join(f"{amount}亿元" for amount in amounts[: len(owners)])
    assert named(f"{'、'.join(owners)}分别{done}{values}。") == [owner + done[2:] for owner in owners]


@given(
    st.sampled_from(["核桃", "分红", "城市低保标准", "有效发明专利"]),
    st.sampled_from(["户均", "村均", "亩均", "每万人", "每人", "三县", "五区"]),
    st.integers(2, 900),
    st.integers(2, 90),
)
def test_for_whom_a_value_is_said_is_added_to_what_was_named(thing, whom, first, second):
    assert named(f"{thing}{first}元，{whom}{second}元。") == [thing, thing + whom]


@given(
    st.sampled_from(["矛盾纠纷", "群众来信", "消防隐患"]),
    st.sampled_from([("受理", "办结"), ("排查", "化解"), ("查处", "整改")]),
    st.integers(2, 900),
    st.integers(2, 90),
)
def test_what_became_of_things_is_said_of_the_things_named_before(things, done, first, second):
    begun, ended = done
    assert named(f"{begun}{things}{first}件，{ended}{second}件。")[1] == things + ended


@given(st.sampled_from([("立案", "结案"), ("进京", "返乡")]), st.integers(2, 900))
def test_an_action_alone_lends_its_name_to_no_other(actions, number):
    first, second = actions
    assert named(f"{first}{number}起，{second}{number}起。") == [first, second]


@given(st.sampled_from(["法定时限", "承诺时限", "全省平均水平", "原定目标"]), st.sampled_from(["压缩", "缩短", "减少"]), st.integers(2, 90))
def test_what_something_is_compared_with_is_not_what_moved(standard, moved, share):
    assert named(f"审批平均耗时3天，比{standard}{moved}{share}%。") == ["审批平均耗时"] * 2


@given(st.sampled_from(["居民人均居住面积", "农民人均居住面积"]), st.sampled_from(["达到", "增加到", "为"]), st.integers(20, 90))
def test_only_a_rank_is_linked_by_the_word_for_standing(name, reached, area):
    assert named(f"{name}{reached}{area}平方米。") == [name]


@given(st.sampled_from(["具有示范效应", "享受政府补贴", "列入省级规划"]), st.sampled_from(["改革做法", "养老对象", "水利工程"]), st.integers(2, 90))
def test_what_is_said_of_things_before_them_is_not_their_name(said, things, number):
    assert named(f"形成了{number}项{said}的{things}。") == [things]


@given(st.permutations(["制造业企业", "中小企业", "民营企业"]), st.integers(2, 90))
def test_parts_that_end_with_the_same_word_need_none_of_the_others(firms, number):
    first, second = firms[:2]
    assert split_joint(f"{first}、{second}") == [first, second]


@given(
    st.permutations(["污水处理厂", "垃圾处理场", "文化广场", "敬老院"]),
    st.sampled_from("、和"),
    st.sampled_from(["相继投入使用", "全部竣工", ""]),
    st.integers(2, 90),
)
def test_what_is_joined_behind_an_amount_is_part_of_what_it_is_spent_on(works, joint, done, number):
    first, second = works[:2]
    assert named(f"投资{number}亿元的{first}{joint}{second}{done}。") == [f"{first}{joint}{second}投资"]


@given(st.permutations(["国家", "地区", "国际组织", "金融机构"]), st.sampled_from("、和"), st.integers(2, 90))
def test_what_is_joined_behind_a_count_is_not_counted(things, joint, number):
    assert named(f"{number}个{things[0]}{joint}{things[1]}参加。")[0].startswith(things[0])


@given(st.permutations(["学校", "医院", "图书馆"]), st.integers(2, 90), st.integers(2, 90))
def test_a_noun_behind_its_count_is_no_part_of_the_name_before_the_next(works, first, second):
    assert named(f"新建{first}所{works[0]}、{works[1]}{second}家。") == works[:2]


@given(st.permutations(["低保户", "特困人员", "优抚对象"]), st.sampled_from(["救助金", "补贴", "慰问金"]), st.integers(2, 90), st.integers(2, 90))
def test_the_object_behind_a_verb_is_that_of_each_of_a_list(people, money, first, second):
    assert named(f"{people[0]}、{people[1]}分别发放{money}{first}万元、{second}万元。") == [people[0] + money, people[1] + money]


@given(
    st.lists(st.sampled_from(["国省干道", "青溪路", "柳河大桥", "“清水节”"]), min_size=1, max_size=3, unique=True),
    st.sampled_from(["干线公路广告设施", "中小学校食堂", "农村公路桥梁", "群众文化场馆"]),
    st.integers(2, 90),
)
def test_examples_are_no_part_of_a_name_that_says_enough_without_them(examples, name, number):
    assert named(f"建成{'、'.join(examples)}等{name}{number}处。") == [name]


@given(
    st.lists(st.sampled_from(["治沙", "造林", "草原建设", "水利"]), min_size=2, max_size=4, unique=True),
    st.sampled_from(["分别", "分别为", "分别达", "分别已", "均", "分别完成"]),
    st.sampled_from(["", "面积", "投资"]),
    st.lists(st.integers(2, 900), min_size=4, max_size=4),
)
def test_every_list_of_values_is_named_whatever_leads_to_it(things, lead, quantity, amounts):
    values = "、".join(f"{amount}万亩" for amount in amounts[: len(things)])
    names = named(f"{'、'.join(things)}{quantity}{lead}{values}。")
    assert len(names) == len(things) and all(thing in name for thing, name in zip(things, names, strict=True))
