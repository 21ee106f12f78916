"""Expressions of time are found whole, and their days are right."""

import datetime as dt
import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govtext.labels import TimeKind
from govtext.parser import parse
from govtext.rules import lexicon, ruleset
from govtext.source import fold
from govtext.time_expressions import find, scan

SHARED = Path(__file__).parents[2] / "shared"
NEW_YEAR = dt.date(2026, 1, 1)  # a report of 2026
MIDSUMMER = dt.date(2021, 6, 14)

DATED = """
2023年 absolute 2023-01-01 2023-12-31
一九五四年 absolute 1954-01-01 1954-12-31
二○○六年 absolute 2006-01-01 2006-12-31
两千零五年 absolute 2005-01-01 2005-12-31
08年 absolute 2008-01-01 2008-12-31
2023年2月 absolute 2023-02-01 2023-02-28
一九五六年一月底 absolute 1956-01-27 1956-01-31
2024年1月15日 absolute 2024-01-15 2024-01-15
2024-04-02 absolute 2024-04-02 2024-04-02
1998年底 absolute 1998-12-01 1998-12-31
2024年9月中旬 absolute 2024-09-11 2024-09-20
2023年上半年 span 2023-01-01 2023-06-30
2016—2020年 span 2016-01-01 2020-12-31
一九五六年到一九五七年 span 1956-01-01 1957-12-31
2014年11月到2015年3月 span 2014-11-01 2015-03-31
2017年8月11日至22日 span 2017-08-11 2017-08-22
2024年11月至1月 span 2024-11-01 2025-01-31
2018年首季 span 2018-01-01 2018-03-31
2019年末季 span 2019-10-01 2019-12-31
2019年第2季 span 2019-04-01 2019-06-30
2018上半年 span 2018-01-01 2018-06-30
2018一季度 span 2018-01-01 2018-03-31
2018年Q3 span 2018-07-01 2018-09-30
2018年最后两个月 span 2018-11-01 2018-12-31
18年底 absolute 2018-12-01 2018-12-31
2019年12月至次年2月 span 2019-12-01 2020-02-29
2015年到现在 relative 2015-01-01 2026-01-01
上上个月 relative 2025-11-01 2025-11-30
到2030年 relative 2030-01-01 2030-12-31
2023年以来 relative 2023-01-01 2026-01-01
2035年前 relative 2026-01-01 2035-12-31
2015年以后 relative 2016-01-01 -
今年3月 partial 2026-03-01 2026-03-31
去年10月初 partial 2025-10-01 2025-10-05
四月份 partial 2026-04-01 2026-04-30
3月5日 partial 2026-03-05 2026-03-05
去年 relative 2025-01-01 2025-12-31
前年 relative 2024-01-01 2024-12-31
明年 relative 2027-01-01 2027-12-31
去年底 relative 2025-12-01 2025-12-31
去年下半年以来 relative 2025-07-01 2026-01-01
今年秋季起 relative 2026-09-01 -
去年四季度 span 2025-10-01 2025-12-31
上半年 span 2026-01-01 2026-06-30
一、二季度 span 2026-01-01 2026-06-30
前三季度 span 2026-01-01 2026-09-30
前11个月 span 2026-01-01 2026-11-30
1—11月 span 2026-01-01 2026-11-30
年内 relative 2026-01-01 2026-12-31
今年年内 relative 2026-01-01 2026-12-31
年底前 relative 2026-01-01 2026-12-31
上月 relative 2025-12-01 2025-12-31
五年来 relative 2021-01-01 2025-12-31
过去五年 relative 2021-01-01 2025-12-31
刚刚过去的一年 relative 2025-01-01 2025-12-31
近三年 relative 2023-01-01 2025-12-31
今后五年 relative 2026-01-01 2030-12-31
三年内 relative 2026-01-01 2028-12-31
五年前 relative 2021-01-01 2021-12-31
去冬今春 relative 2025-12-01 2026-05-31
今明两年 relative 2026-01-01 2027-12-31
“十五”时期 span 2001-01-01 2005-12-31
十五期间 span 2001-01-01 2005-12-31
“十四五”时期 span 2021-01-01 2025-12-31
“十五五”时期 span 2026-01-01 2030-12-31
第一个五年计划期间 span 1953-01-01 1957-12-31
第二个五年计划期间 span 1958-01-01 1962-12-31
第三个五年计划期间 span 1966-01-01 1970-12-31
六五计划期间 span 1981-01-01 1985-12-31
“十一五”前四年 span 2006-01-01 2009-12-31
“十四五”末 span 2025-01-01 2025-12-31
九十年代 span 1990-01-01 1999-12-31
20世纪60年代初 span 1960-01-01 1963-12-31
本世纪末 span 2091-01-01 2100-12-31
到本世纪中叶 relative 2050-01-01 2050-12-31
光绪三十一年 absolute 1905-01-01 1905-12-31
党的十八大以来 relative 2012-11-08 2026-01-01
"""

UNDATED = """
20**年 absolute
202x年 absolute
*年*月*日 absolute
*年上半年以来 relative
今年*月 partial
*月初 partial
*-*月 span
“xx五”时期 span
近年来 relative
近几年 relative
二十多年来 relative
每年 relative
近*年 relative
*年来 relative
目前 relative
当前和今后一个时期 relative
长期以来 relative
当年 relative
五年间 relative
2023年2月30日 absolute
"""

NO_TIMES = """
实行24小时值守|办理时限压缩到3天以内|第三名|年均增长5%|百年大计|三年行动方案|第一个五年计划的任务|“十四五”规划纲要|普及九年义务教育|1985人|3.5个百分点|青壮年
连续五年增长|提前一年完成|平均受教育年限10.23年|三个月大|PM10年均浓度|十月革命|成本年均下降|安全年检|过去年代的事|体现在|盲目前进|21世纪海上丝绸之路|新时期|12月龄
"""


def table(text):
    return [line.split() for line in text.split("\n") if line]


def day(text):
    return None if text == "-" else dt.date.fromisoformat(text)


@pytest.mark.parametrize(("text", "kind", "start", "end"), table(DATED))
def test_one_whole_expression_with_its_days(text, kind, start, end):
    (time,) = find(f"我县，{text}，完成。", reference=NEW_YEAR)
    assert (time.text, time.kind, time.start, time.end) == (text, kind, day(start), day(end))


@pytest.mark.parametrize(("text", "kind"), table(UNDATED))
def test_one_whole_expression_without_days(text, kind):
    (time,) = find(f"我县，{text}，完成。", reference=NEW_YEAR)
    assert (time.text, time.kind, time.start, time.end) == (text, kind, None, None)


@pytest.mark.parametrize("text", NO_TIMES.replace("\n", "|").strip("|").split("|"))
def test_durations_ordinals_and_names_are_no_times(text):
    assert find(text, reference=NEW_YEAR) == ()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("上个月15号", "2021-05-15", "2021-05-15"),
        ("上季度末", "2021-03-01", "2021-03-31"),
        ("明年6月之前", "2021-06-14", "2022-06-30"),
        ("从去年9月起", "2020-09-01", "2021-06-14"),
        ("过去十年", "2011-06-14", "2021-06-13"),
        ("未来7天", "2021-06-14", "2021-06-21"),
        ("上半月", "2021-06-01", "2021-06-15"),
        ("三月和九月之间", "2021-03-01", "2021-08-31"),
        ("1999.08-2002.02", "1999-08-01", "2002-02-28"),
        ("2018", "2018-01-01", "2018-12-31"),
        ("09-01", "2021-09-01", "2021-09-01"),
    ],
)
def test_days_reckoned_from_a_day_in_the_year(text, start, end):
    (time,) = find(text, reference=MIDSUMMER)
    assert (time.start, time.end) == (day(start), day(end))


def test_relative_expressions_have_no_days_without_a_reference_and_absolute_ones_do():
    times = find("去年、近三年、上半年、年底前、今年3月，2023年3月")
    assert [time.start for time in times] == [None] * 5 + [dt.date(2023, 3, 1)]


def test_full_width_digits_are_read_and_offsets_are_those_of_the_text():
    text = "到２０３０年，１—９月份"
    assert [(time.id, time.text, time.span.of(text)) for time in find(text, reference=NEW_YEAR)] == [
        ("t1", "到２０３０年", "到２０３０年"),
        ("t2", "１—９月份", "１—９月份"),
    ]


def test_a_verb_keeps_its_last_character():
    assert [time.text for time in find("由2002年的7703元增加到2007年的13786元")] == ["2002年", "2007年"]


YEAR_WORDS = "今年 去年度 上一年 前年 大前年 明年 后年 本年度 全年 下一年度 这一年 新的一年"


@pytest.mark.parametrize("word", YEAR_WORDS.split())
def test_every_year_word_of_the_grammar_is_in_the_lexicon(word):
    (time,) = find(word, reference=NEW_YEAR)
    assert time.end - time.start >= dt.timedelta(days=364)


PIECES = """
2023 98 08 3 12 十 一九五六 两千零五 * xx 某 年 月 日 号 月份 季度 半年 世纪 年代 上 下 前 后 上个 本 今 去 明 今年 去年 全年 当年 底 初 末 中旬
以来 起 前 以后 内 期间 到 至 — - 、 ， 的 和 之间 “ ” 十四 五 “十四五” 时期 规划 第一个五年计划 过去 近 最近 未来 今后 几 多 三 个 来 每 目前 / .
改革开放 党的十八大 光绪 天 去冬今春 增长 这 一 当 次 下 周 半 世纪
"""
TERMS = [word for row in lexicon("times") for word in row["term"].split("|")]


@settings(max_examples=400, derandomize=True)
@given(st.lists(st.sampled_from([*PIECES.split(), *TERMS, " ", "\u3000", "\n"]), max_size=14).map("".join), st.one_of(st.none(), st.dates()))
def test_spans_hold_their_text_in_order_and_openings_miss_nothing(text, reference):
    times = find(text, reference=reference)
    assert [time.text for time in times] == [time.span.of(text) for time in times]
    assert all(one.span.end <= other.span.start for one, other in pairwise(times))
    assert all(time.start is None or time.end is None or time.start <= time.end for time in times)
    every = [match.span() for match in ruleset("times").pattern.finditer(fold(text))]
    assert [(hit.start, hit.end) for hit in scan(fold(text), reference)] == every


@given(st.integers(1, 12), st.integers(1, 9), st.sampled_from(["2023年", "23年", ""]), st.sampled_from("天日"))
@settings(max_examples=30)
def test_days_at_the_edges_of_a_month(month, count, year, unit):
    for side, first, last in (("前", 1, count), ("最后", None, None)):
        text = f"{year}{month}月{side}{count}{unit}"
        (time,) = find(f"我县，{text}，完成。", reference=NEW_YEAR)
        assert time.text == text
        assert (time.end - time.start).days == count - 1
        assert (time.start.month, time.end.month) == (month, month)
        assert first is None or (time.start.day, time.end.day) == (first, last)


@given(st.dates(dt.date(2001, 1, 1), dt.date(2023, 12, 1)), st.integers(1, 28), st.booleans())
@settings(max_examples=30)
def test_a_range_with_its_ends_marked_is_one(first, days, numeric):
    last = first + dt.timedelta(days)
    written = "{0:%Y-%m-%d}起至{1:%Y-%m-%d}止" if numeric else "{0.year}年{0.month}月{0.day}日零时至{1.year}年{1.month}月{1.day}日24时"
    (time,) = find(f"自{written.format(first, last)}，完成。", reference=NEW_YEAR)
    assert (time.text, time.start, time.end) == (written.format(first, last), first, last)


@pytest.mark.parametrize("words", ["这一月", "这一季", "这一周", "这半年", "这一季度", "这半个月", "本一个月", "上一个季度"])
def test_a_stretch_named_by_this_one_is_read_in_a_report_with_a_year(words):
    assert len(parse(f"2024年政府工作报告\n一、2023年工作回顾\n{words}，投资增长5%。").metrics) == 1


def test_long_texts_of_half_expressions_end_soon():
    for piece in ("1-", "今年", "1月1日、", "有一", "2023年1月1日到", "“十", "近"):
        assert isinstance(scan(piece * 20000), list)


def test_kinds_are_those_of_the_scheme():
    assert {rule.produces["kind"] for rule in ruleset("times").rules} <= set(TimeKind)


def without_preposition(period):
    return period.removeprefix("截").lstrip("到至从自")


@pytest.mark.skipif(not SHARED.exists(), reason="needs the annotated reports")
def test_most_periods_of_the_annotated_reports_are_found_as_written():
    wanted = found = 0
    for folder in sorted((SHARED / "bench" / "gold").iterdir()):
        times = {without_preposition(time.text) for time in find((folder / "text.txt").read_text("utf-8"))}
        periods = {metric["period"] for metric in json.loads((folder / "gold.json").read_text("utf-8"))["metrics"]} - {None}
        wanted += len(periods)
        found += sum(without_preposition(period) in times for period in periods)
    assert found / wanted >= 0.92


@pytest.mark.skipif(not SHARED.exists(), reason="needs the archived reports")
def test_openings_miss_nothing_in_archived_reports():
    for path in sorted((SHARED / "reports" / "central").glob("*.txt"))[::8]:
        text = fold(path.read_text("utf-8-sig"))
        assert [(hit.start, hit.end) for hit in scan(text)] == [match.span() for match in ruleset("times").pattern.finditer(text)]


EVERYDAY = {
    "当季": ("2023-01-01", "2023-03-31"),
    "次日": ("2023-03-11", "2023-03-11"),
    "9·15": ("2023-09-15", "2023-09-15"),
    "90日内": ("2023-03-10", "2023-06-08"),
    "当月": ("2023-03-01", "2023-03-31"),
    "次月": ("2023-04-01", "2023-04-30"),
    "次年": ("2024-01-01", "2024-12-31"),
    "昨日": ("2023-03-09", "2023-03-09"),
    "大后天": ("2023-03-13", "2023-03-13"),
}


@pytest.mark.parametrize("text", EVERYDAY)
def test_what_reports_do_not_mean_by_it_is_a_time_elsewhere_alone(text):
    (time,) = find(f"申请{text}办结", reference=dt.date(2023, 3, 10))
    assert (str(time.start), str(time.end)) == EVERYDAY[text]
    assert not scan(fold(text), dt.date(2023, 3, 10)) or text in ("当季", "当月", "次年")


@given(st.integers(1, 365), st.sampled_from(["天内", "日内", "天之内", "日以内"]), st.dates(dt.date(1990, 1, 1), dt.date(2040, 1, 1)))
@settings(max_examples=50)
def test_days_within_which_count_from_the_reference(count, words, reference):
    (time,) = find(f"自受理起，{count}{words}答复", reference=reference)
    assert (time.start, time.end) == (reference, reference + dt.timedelta(days=count))
