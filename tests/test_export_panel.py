"""The panel: targets, their words and results by place and year, with the codes of the year."""

import csv
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import SHARED, needs_archive, pair

import govtext
from govtext.export.calls import ExportError
from govtext.export.divisions import locate, place_of, year_of
from govtext.indicators import IndicatorError
from govtext.model import SourceInfo, Span
from govtext.promises.results import result, sentence_of
from govtext.rules import lexicon


def row(frame, year, indicator="gdp_growth"):
    return frame[(frame["year"] == year) & (frame["indicator"] == indicator)].iloc[0]


def test_a_row_holds_target_tone_result_and_their_places_in_the_texts():
    earlier, later = pair()
    frame = govtext.panel([later, earlier], ["gdp_growth", "budget_rev_growth", "urban_new_jobs", "income_growth", "cpi"])
    assert len(frame) == 10
    first = row(frame, 2023)
    assert (first["form"], first["target"], first["modifier"], first["tone"], first["unit"]) == ("numeric", 6.0, "approx", "expected", "%")
    assert (first["last_result"], first["result"]) == (5.8, 6.2)
    assert earlier.text[first["sentence_start"] : first["sentence_end"]] == first["sentence"]
    assert earlier.text[first["start"] : first["end"]] == "6%左右"
    assert later.text[first["result_start"] : first["result_end"]] == "6.2%"
    assert earlier.text[first["last_start"] : first["last_end"]] == "5.8%"
    budget = row(frame, 2023, "budget_rev_growth")
    assert (budget["low"], budget["high"], budget["target"], budget["modifier"]) == (5.0, 6.0, 5.5, "range")
    jobs = row(frame, 2024, "urban_new_jobs")
    assert (jobs["target"], jobs["modifier"], jobs["tone"], jobs["last_result"]) == (3200, "at_least", "binding", 3120)
    assert row(frame, 2023, "income_growth")["form"] == "relative"
    assert row(frame, 2023, "cpi")["form"] == "absent"


def test_wide_has_a_row_for_each_place_and_year():
    wide = govtext.panel(pair(), ["gdp_growth", "urban_new_jobs"], "wide")
    assert wide[["place", "year", "gdp_growth_target", "urban_new_jobs_target"]].values.tolist() == [
        ["白松县", 2023, 6.0, 3000.0],
        ["白松县", 2024, 6.5, 3200.0],
    ]


def test_without_indicators_each_promised_one_is_there():
    frame = govtext.panel(pair())
    assert set(frame["indicator"]) >= {"gdp_growth", "budget_rev_growth", "urban_new_jobs"}


def test_captures_of_one_report_are_one_row():
    earlier, _ = pair()
    short = govtext.parse(earlier.text.replace("，居民收入与经济增长同步", ""))
    frame = govtext.panel([short, earlier], ["gdp_growth"])
    assert frame["versions"].tolist() == [2]
    assert frame["sentence"][0].endswith("同步。")


def test_wrong_calls_say_what_would_be_right():
    with pytest.raises(IndicatorError, match="gdp_growth"):
        govtext.panel(pair(), ["gdp_grwth"])
    with pytest.raises(ExportError, match="did you mean 'wide'"):
        govtext.panel(pair(), ["gdp_growth"], "wid")
    with pytest.raises(ExportError, match="none was given"):
        govtext.panel([])


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("全年地区生产总值增长6.2%", "6.2%"),
        ("2023年全县地区生产总值增长6.2%", "6.2%"),
        ("五年来地区生产总值年均增长6.2%", None),
        ("上半年地区生产总值增长6.2%", None),
        ("2021年地区生产总值增长6.2%", None),
        ("全国国内生产总值增长5.2%", None),
        ("地区生产总值增长*.*%", None),
        ("地区生产总值达到120亿元", None),
    ],
)
def test_a_result_is_the_whole_year_of_the_whole_place(value, found):
    report = govtext.parse(f"2024年白松县人民政府工作报告\n各位代表：\n一、工作回顾\n{value}。\n")
    metric = result(report, "gdp_growth")
    assert (metric.text if metric else None) == found


def test_a_promise_is_no_result():
    report = govtext.parse("2024年白松县人民政府工作报告\n各位代表：\n二、2024年工作安排\n地区生产总值增长6%。\n")
    assert result(report, "gdp_growth") is None


def test_a_sentence_ends_with_its_line_or_full_stop():
    text = "甲。\n乙增长5%，丙\n丁"
    assert sentence_of(text, Span(start=6, end=8)).text == "乙增长5%，丙"


def test_codes_are_those_of_the_year():
    assert locate("清苑县", 2010).code == "130622"
    assert locate("清苑区", 2016).code == "130608"
    assert locate("清苑区", 2010) is None
    assert locate("公主岭市", 2019).city == "四平市"
    assert locate("公主岭市", 2021).city == "长春市"
    assert locate("莱芜市", 2019).code == "371200"
    assert locate("莱芜市", 2021) is None
    assert locate("深圳市", 1979) is None
    assert locate("白松县", 2024) is None


def test_places_of_one_name_need_a_hint():
    assert locate("新华区", 2020) is None
    assert locate("石家庄市新华区", 2020).code == "130105"
    assert locate("新华区", 2020, "沧州市新华区").code == "130902"


def test_a_place_is_told_by_columns_or_the_file_where_the_text_says_none():
    text = "各位代表：\n一、工作回顾\n税收增长5%。\n"
    by_column = govtext.parse(text, SourceInfo(path="all.csv", fields={"省份": "河北省", "城市": "保定市"}))
    assert place_of(by_column)[1].code == "130600"
    by_file = govtext.parse(text, SourceInfo(path="/data/保定市_2014.txt"))
    assert (place_of(by_file)[0], year_of(by_file)) == ("保定市", 2014)
    assert place_of(govtext.parse(text)) == (None, None)


def test_the_table_of_codes_is_sound():
    rows = list(lexicon("division_codes"))
    assert len(rows) > 6000
    assert all(re.fullmatch("[1-8][0-9]{5}", row["code"]) and 1980 <= int(row["first"]) <= int(row["last"] or 2026) for row in rows)
    for year in (1985, 2000, 2015, 2026):
        codes = [row["code"] for row in rows if int(row["first"]) <= year and (not row["last"] or year <= int(row["last"]))]
        assert len(codes) == len(set(codes))
        assert 2700 < len(codes) < 3700


@needs_archive
def test_provinces_of_2026_make_the_recorded_panel_in_one_call():
    with (SHARED / "bench" / "targets.csv").open(encoding="utf-8") as stream:
        record = [row for row in csv.DictReader(stream) if row["file"].startswith("province/") and row["year"] == "2026"]
    assert len(record) == 16
    record = record[::4]
    frame = govtext.panel([SHARED / "reports" / row["file"] for row in record], ["gdp_growth"])
    assert len(frame) == 4
    assert frame["code"].notna().all()
    by_place = frame.set_index("place")
    for wanted in record:
        place = re.match(r"province/([^_]+)", wanted["file"])[1]
        got = by_place.loc[place]
        assert (got["low"], got["high"], got["modifier"]) == (float(wanted["low"]), float(wanted["high"]), wanted["bound"]), place


@needs_archive
def test_places_of_all_archived_local_reports_have_a_code():
    folder = SHARED / "reports"
    paths = [path for path in folder.rglob("*.txt") if not path.is_relative_to(folder / "central")]
    for path in sorted(paths)[::12]:
        assert place_of(govtext.read(path))[1] is not None, path.name


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from([("一般公共预算收入", "budget_rev_growth"), ("固定资产投资", "fai_growth"), ("进出口总额", "trade_growth")]),
    st.sampled_from([("下降", -1), ("增长", 1)]),
    st.decimals(min_value="0.1", max_value="30", places=1),
    st.decimals(min_value="0.1", max_value="30", places=1),
    st.sampled_from([("以上", "at_least", "at_most"), ("左右", "approx", "approx"), ("", "exact", "exact")]),
)
def test_a_fall_is_negative_wherever_its_number_stands_alone(named, way, reached, promised, bound):
    (name, id), (verb, sign), (word, rising, falling) = named, way, bound
    report = govtext.parse(
        f"2024年青河县人民政府工作报告\n各位代表：\n一、2023年工作回顾\n全年{name}{verb}{reached}%。\n"
        f"二、2024年重点工作\n今年主要预期目标是：{name}{verb}{promised}%{word}。\n"
    )
    only = row(govtext.panel([report], [id]), 2024, id)
    assert only["last_result"] == sign * float(reached)
    assert only["target"] == sign * float(promised)
    assert only["modifier"] == (falling if sign < 0 else rising)
    tables = govtext.to_frames([report])
    of_metrics = tables["metrics"].iloc[-1]
    target = tables["targets"].iloc[0]
    for stated in (target, of_metrics):
        assert (stated["low"], stated["high"], stated["bound"]) == (sign * float(promised), sign * float(promised), only["modifier"])
        assert stated["direction"] == ("down" if sign < 0 else "up")
    assert report.targets()[0].low == sign * promised
    wide = govtext.panel([report], [id], form="wide").iloc[0]
    assert (wide[f"{id}_target"], wide[f"{id}_last_result"]) == (only["target"], only["last_result"])


def test_the_higher_aim_of_a_fall_has_its_sign():
    report = govtext.parse("2024年青河县人民政府工作报告\n二、2024年工作安排\n今年主要预期目标是：单位地区生产总值能耗下降3%，力争下降3.5%。")
    only = row(govtext.panel([report], ["energy_intensity"]), 2024, "energy_intensity")
    assert (only["target"], only["stretch"]) == (-3.0, "-3.5")
