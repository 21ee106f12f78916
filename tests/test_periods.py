"""Which time governs a value: kinds of sentences drawn at random."""

from hypothesis import given, settings
from hypothesis import strategies as st

import govtext

TITLE = "清河县2023年政府工作报告\n\n一、2022年工作回顾\n"
DURATIONS = st.tuples(st.sampled_from(["两", "三", "五", "3", "5"]), st.sampled_from(["年"])).map("".join)
LEADS = st.sampled_from(["", "力争", "确保", "争取"])
WORKS = st.sampled_from(["通过", "经过", "用"])
EFFORTS = st.sampled_from(["努力", "持续努力", "时间", "的努力", "攻坚"])
FRAMES = st.sampled_from(["全年", "上半年", "年底前", "一年来"])
DONE = st.lists(st.sampled_from(["新建公厕{}座", "改造老旧小区{}个", "完成投资{}亿元", "栽植苗木{}株"]), min_size=2, max_size=4, unique=True)
NUMBERS = st.integers(2, 99)


def periods(text):
    return [metric.period.text if metric.period else None for metric in govtext.parse(text).metrics]


@given(LEADS, WORKS, DURATIONS, EFFORTS, NUMBERS)
@settings(max_examples=40, deadline=None)
def test_how_long_something_takes_is_the_period_of_what_follows(lead, work, duration, effort, number):
    assert periods(f"{lead}{work}{duration}{effort}，培育企业{number}家。") == [duration]


@given(st.sampled_from(["（一）", "1."]), FRAMES, DONE, st.data())
@settings(max_examples=40, deadline=None)
def test_the_time_that_opens_a_paragraph_behind_its_title_holds_for_its_sentences(marker, frame, done, data):
    sentences = [words.format(data.draw(NUMBERS)) + "。" for words in done]
    text = f"{TITLE}{marker}聚力项目攻坚，发展后劲增强。{frame}{''.join(sentences)}\n"
    assert periods(text) == [frame] * len(sentences)


@given(LEADS, st.sampled_from(["年末", "年底"]), DONE, st.data())
@settings(max_examples=40, deadline=None)
def test_the_end_of_the_year_holds_for_the_sentence_that_it_leads(lead, edge, done, data):
    clauses = [words.format(data.draw(NUMBERS)) for words in done]
    assert periods(f"{TITLE}{lead}{edge}，{'，'.join(clauses)}。\n") == [edge] * len(clauses)


@given(st.sampled_from(["今年", "6月"]), st.sampled_from(["其次", "再次", "最后", "二是"]), NUMBERS, NUMBERS)
@settings(max_examples=40, deadline=None)
def test_a_time_of_one_point_is_not_of_the_next(when, point, first, second):
    assert periods(f"{TITLE}首先抓退渔还湖，{when}拆除围网{first}亩；{point}抓标准化改造，改造池塘{second}亩。\n") == [when, "2022年"]


@given(st.sampled_from(["今年", "上半年"]), NUMBERS, NUMBERS)
@settings(max_examples=20, deadline=None)
def test_a_second_industry_is_no_second_point(when, first, second):
    assert periods(f"{TITLE}{when}，第一产业增长{first}%；第二产业增长{second}%。\n") == [when, when]


@given(st.sampled_from(["刚刚过去的2021年", "过去的2021年"]), st.sampled_from(["", "各位代表，", "特别需要指出的是，"]), NUMBERS, NUMBERS, NUMBERS)
@settings(max_examples=30, deadline=None)
def test_a_review_of_several_years_may_turn_to_the_last_one_and_keeps_to_it(turn, lead, before, after, later):
    text = (
        f"清河县2022年政府工作报告\n\n一、2017—2021年工作回顾\n——民生改善。新建公厕{before}座。\n{lead}{turn}，我们完成了各项任务。新建桥梁{after}座。\n"
        f"（一）全力稳定增长。新建厂房{later}座。\n"
    )
    several, *year = periods(text)
    assert year == [turn[-5:]] * 2
    assert several != turn[-5:]


@given(st.sampled_from(["创{}年以来新高", "为{}年以来的最高水平", "创{}年来最低"]), NUMBERS, st.integers(2001, 2019))
@settings(max_examples=30, deadline=None)
def test_since_when_something_was_never_so_is_the_period_of_nothing(record, number, since):
    assert periods(f"{TITLE}投资增长{number}%，增速{record.format(since)}；新建公厕{number}座。\n") == ["2022年"] * 2


@given(NUMBERS, NUMBERS)
@settings(max_examples=20, deadline=None)
def test_what_was_settled_at_the_year_s_beginning_dates_nothing_after_it(things, number):
    assert periods(f"{TITLE}年初确定的{things}件实事全面完成。新建公厕{number}座。\n")[-1] == "2022年"


@given(st.sampled_from(["高于", "快于", "低于", "好于", "高出", "比"]), st.sampled_from(["上年", "年初预期", "年初目标", "去年同期"]), NUMBERS)
@settings(max_examples=30, deadline=None)
def test_the_time_of_what_a_value_is_compared_with_is_not_its_own(compared, when, points):
    metric = govtext.parse(f"{TITLE}全县投资增长9%，{compared}{when}高{points}个百分点。").metrics[-1]
    assert (metric.period.text, metric.unit) == ("2022年", "百分点")


@given(st.sampled_from(["（1）", "（12）", "①", "一是", "1."]), st.sampled_from(["全年", "上半年", "今年"]), NUMBERS, NUMBERS, NUMBERS)
@settings(max_examples=30, deadline=None)
def test_the_time_that_opens_an_item_holds_for_its_clauses(marker, when, first, second, third):
    assert set(periods(f"{marker}{when}立案{first}起，结案{second}起，罚没款{third}万元。")) == {when}


@given(NUMBERS, NUMBERS, NUMBERS)
@settings(max_examples=20, deadline=None)
def test_last_year_inside_a_sentence_stays_in_its_clause(first, second, third):
    text = f"{TITLE}全县织机增至{first}台，去年新增{second}台，无梭化率达到{third}%。"
    assert [metric.period.text for metric in govtext.parse(text).metrics] == ["2022年", "去年", "2022年"]


@given(st.sampled_from(["", "（一）", "1."]), st.sampled_from(["工业增加值：", "税收"]), st.sampled_from(["比上年", "较去年", "同去年"]), NUMBERS)
@settings(max_examples=30, deadline=None)
def test_a_time_that_opens_a_paragraph_as_what_is_compared_dates_nothing(marker, label, compared, rate):
    assert [metric.period.text for metric in govtext.parse(f"{TITLE}{marker}{label}{compared}增长{rate}%；").metrics] == ["2022年"]
