"""``govtext panel`` and `govtext.panel` on folders, lists and datasets: the same panel, read back equal, with what is not sure marked."""

import logging

import duckdb
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import EARLIER, LATER, pair

import govtext
from govtext.cli import cli
from govtext.export.calls import ExportError
from govtext.export.csv_files import plain
from govtext.export.headings import vocabulary
from govtext.export.panel import named
from govtext.export.panel_files import pinggu, to_check, write_panel
from govtext.export.workbook import LONGEST_CELL, write_workbook
from govtext.indicators import IndicatorError, canonical, choices, get, search
from govtext.labels import MetricKind

HEAD = (
    "2024年青河县人民政府工作报告\n——2024年1月8日在青河县第十八届人民代表大会第四次会议上\n各位代表：\n"
    "一、2023年工作回顾\n{back}\n二、2024年工作安排\n{ahead}\n"
)
HEADLINE = named(["headline"])


def report(ahead="", back="", year=2024):
    return govtext.parse(HEAD.replace("2024", str(year)).replace("2023", str(year - 1)).format(back=back, ahead=ahead))


def only(ahead="", back="", id="gdp_growth", **options):
    return govtext.panel([report(ahead, back)], [id], **options).iloc[0]


def run(*arguments, code=0):
    result = CliRunner().invoke(cli, list(map(str, arguments)))
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def folder(tmp_path):
    files = tmp_path / "reports"
    files.mkdir()
    for name, text in (("earlier.txt", EARLIER), ("later.txt", LATER)):
        (files / name).write_text(text, "utf-8")
    return files


def test_the_panel_of_a_folder_a_list_and_a_dataset_is_one(folder, tmp_path):
    govtext.batch(folder, tmp_path / "dataset", workers=1)
    with duckdb.connect(tmp_path / "dataset.duckdb") as database:
        database.execute("CREATE TABLE panel AS SELECT * FROM read_parquet(?)", [str(tmp_path / "dataset" / "panel" / "*.parquet")])
    for ids in (None, ["headline"], ["income_any", "tax_rev"]):
        whole = govtext.panel(folder, ids)
        assert len(whole) >= 2
        for same in (tmp_path / "dataset", tmp_path / "dataset.duckdb", [folder / "later.txt", folder / "earlier.txt"], govtext.read_many(folder)):
            pd.testing.assert_frame_equal(govtext.panel(same, ids), whole)
    with pytest.raises(ExportError, match="--to parquet"):
        (tmp_path / "csv").mkdir()
        (tmp_path / "csv" / "reports.csv").write_text("report_id\n", "utf-8")
        govtext.panel(tmp_path / "csv")


def test_broken_files_do_not_stop_the_others(folder, tmp_path):
    (folder / "a.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "m.docx").write_bytes(b"PK\x03\x04 no more")
    for source in (folder, govtext.read_many(folder)):
        frame = govtext.panel(source, ["gdp_growth"])
        assert len(frame) == 2
        assert len(frame.attrs["failed"]) == 2
    assert "2 inputs could not be read" in run("panel", folder, "-o", tmp_path / "out.csv", code=1)
    with pytest.raises(ExportError, match="none of 1 could be read"):
        govtext.panel([folder / "a.pdf"])
    with pytest.raises(govtext.GovtextError, match="no such file"):
        govtext.panel(folder / "none")


def test_every_kind_of_file_reads_back_equal(folder, tmp_path):
    frame = govtext.panel(folder, ["headline"])
    for ending in ("xlsx", "dta", "csv", "parquet"):
        run("panel", folder, "-o", tmp_path / f"panel.{ending}", "--indicators", "headline", "--lang", "en")
    readers = {
        "xlsx": pd.read_excel(tmp_path / "panel.xlsx", sheet_name="panel"),
        "csv": pd.read_csv(tmp_path / "panel.csv"),
        "dta": pd.read_stata(tmp_path / "panel.dta"),
        "parquet": pd.read_parquet(tmp_path / "panel.parquet"),
    }
    for ending, read in readers.items():
        assert len(read) == len(frame), ending
        for column in ("target", "low", "high", "last_result", "result", "year", "start", "sentence_end"):
            assert pd.api.types.is_numeric_dtype(read[column]), (ending, column)
            assert read[column].astype("Float64").equals(frame[column].astype("Float64")), (ending, column)
        for column in ("place", "form", "indicator", "sentence", "unit", "tone", "source"):
            assert [str(value) if pd.notna(value) and value != "" else None for value in read[column]] == [
                str(value) if pd.notna(value) else None for value in frame[column]
            ], (ending, column)
    pd.testing.assert_frame_equal(readers["parquet"], frame)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40)
ODD = ("=1+1", "+增长", "-3%", "@市", "007", "12.50", "TRUE", '甲，"乙"', "第一行\n第二行", "國內生產總值", "１２％", "𠀀村", "长" * 3000)
FLOATS = st.decimals(-1000, 10**13, places=2).map(float) | st.sampled_from([0.1, -5.2, 0.0, 1 / 3])
DRAWN = {"string": WORDS | st.sampled_from(ODD), "float64": FLOATS, "Int64": st.integers(0, 10**6), "boolean": st.booleans()}


def plain_cell(value):
    return plain(value) if isinstance(value, str) else value


def differing(read, drawn):
    """The columns in which a file gives other values than were written, an empty text being none."""
    for name, column in drawn.items():
        known = column.notna()
        texts = isinstance(column.dtype, pd.StringDtype)
        again = read[name].replace("", None) if texts else read[name]
        kind = "object" if texts else "float64"
        if not again.notna().equals(known) or again[known].astype(kind).tolist() != column[known].astype(kind).tolist():
            yield name, again.tolist(), column.tolist()


@settings(max_examples=2, deadline=None)
@given(data=st.data())
def test_whatever_stands_in_a_column_reads_back_the_same(tmp_path_factory, data):
    frame = pd.concat([govtext.panel([govtext.parse(EARLIER), govtext.parse(LATER)], ["gdp_growth"])] * 5, ignore_index=True)
    open_columns = [column for column in frame if not vocabulary("panel", column, "zh") and not column.endswith("flags")]
    for column in open_columns:
        values = [data.draw(st.none() | DRAWN[str(frame[column].dtype)]) for _ in range(len(frame))]
        frame[column] = pd.Series(values, dtype=frame[column].dtype)
    folder = tmp_path_factory.mktemp("drawn")
    for ending in ("xlsx", "csv", "dta", "parquet"):
        write_panel(frame, folder / f"panel.{ending}")
    texts = dict.fromkeys(frame.select_dtypes("string"), "object")
    rows = list(openpyxl.load_workbook(folder / "panel.xlsx").worksheets[0].values)[1:]
    read = {
        "xlsx": pd.DataFrame(rows, columns=frame.columns, dtype=object),
        "csv": pd.read_csv(folder / "panel.csv", dtype=texts, keep_default_na=False, na_values=[""]).map(plain_cell, na_action="ignore"),
        "dta": pd.read_stata(folder / "panel.dta").rename(columns={"_end": "end"}),
    }
    for ending, again in read.items():
        assert list(differing(again, frame[open_columns])) == [], ending
    pd.testing.assert_frame_equal(pd.read_parquet(folder / "panel.parquet"), frame)


def test_an_excel_file_has_a_sheet_of_what_to_check(tmp_path):
    (tmp_path / "a.txt").write_text(HEAD.format(back="", ahead="今年主要预期目标是：地区生产总值增长96%，居民消费价格涨幅2%左右。"), "utf-8")
    run("panel", tmp_path / "a.txt", "-o", tmp_path / "panel.xlsx", "--indicators", "gdp_growth,cpi", "--lang", "en")
    sheet = openpyxl.load_workbook(tmp_path / "panel.xlsx")["to_check"]
    rows = list(sheet.values)
    assert [row[rows[0].index("indicator")] for row in rows[1:]] == ["gdp_growth"]
    assert rows[1][rows[0].index("why")].startswith("GT706")
    assert "96%" in rows[1][rows[0].index("sentence")]
    frame = govtext.panel(tmp_path / "a.txt", ["gdp_growth"], strict=True).iloc[0]
    assert (frame["form"], frame["reason"], pd.isna(frame["target"]), frame["flags"]) == ("unknown", "flagged", True, "GT706")


def test_a_sentence_too_long_for_excel_is_named(tmp_path, caplog):
    with caplog.at_level(logging.WARNING, "govtext"):
        write_workbook({"words": pd.DataFrame({"sentence": ["长" * (LONGEST_CELL + 1), "短"]})}, tmp_path / "out.xlsx")
    assert "1 cells of the table words" in caplog.text


NAMES = {"fai_growth": "固定资产投资", "industry_va_growth": "规上工业增加值", "retail_growth": "社会消费品零售总额", "trade_growth": "进出口总额"}


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(sorted(NAMES)), st.integers(1, 20))
def test_absent_is_what_a_whole_plan_does_not_name(id, number):
    others = [name for other, name in NAMES.items() if other != id]
    plan = f"今年主要预期目标是：地区生产总值增长{number}%，{others[0]}增长{number + 1}%。"
    assert only(plan, id=id)["form"] == "absent"
    untitled = govtext.parse(plan)  # neither year nor roles are sure
    row = govtext.panel([untitled], [id]).iloc[0]
    assert (row["form"], row["reason"]) == ("unknown", "year")
    cut = govtext.parse(HEAD.format(back="", ahead=plan + "我们要进一步加大力度，推动"))
    row = govtext.panel([cut], [id]).iloc[0]
    assert (row["form"], row["reason"]) == ("unknown", "cut")


@settings(max_examples=20, deadline=None)
@given(
    st.permutations([("规上工业", "industry_va_growth"), ("投资", "fai_growth"), ("零售额", "retail_growth"), ("进出口", "trade_growth")]),
    st.sampled_from(["等主要经济指标增速均高于全市平均水平", "等指标增速保持全市前列", "等主要指标增幅高于全省平均水平"]),
)
def test_what_a_list_promises_is_never_absent(named_ids, tail):
    plan = "、".join(name for name, _ in named_ids) + tail + "。"
    frame = govtext.panel([report("今年主要预期目标是：" + plan)], [id for _, id in named_ids])
    assert set(frame["form"]) <= {"relative", "qualitative", "unknown"}


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(["区本级", "县本级", "临江新区", "经开区"]), st.integers(1, 30))
def test_a_target_for_a_part_of_the_place_is_not_absent(part, number):
    row = only(f"今年主要预期目标是：{part}固定资产投资增长{number}%。", id="fai_growth")
    assert row["form"] == "unknown"
    assert row["reason"] in ("part", "named")


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(NAMES)), st.integers(2, 20), st.integers(2, 20))
def test_values_of_several_years_and_of_parts_are_no_last_results(id, total, part):
    name = NAMES[id]
    back = f"过去五年，{name}累计增长{total}%，年均增长{part}%。规模以上企业工业增加值增长{part}%。"
    assert pd.isna(only(back=back, id=id)["last_result"])


RECORDS = ["创近五年新高", "为10年来最高增幅", "创近八年来最好水平", "为六年来最快", "增速创近三年新高"]


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(RECORDS), st.permutations(sorted(NAMES)), st.integers(2, 20))
def test_a_record_dates_nothing_after_it(record, ids, number):
    first, then, *_ = ids
    frame = govtext.panel([report(back=f"{NAMES[first]}增长{number + 1}%，{record}，{NAMES[then]}增长{number}%。")], [first, then])
    assert frame.set_index("indicator")["last_result"].to_dict() == {first: number + 1, then: number}


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(["这五年，我们攻坚克难，各项事业全面进步。", "五年来，全县上下团结一心，成就令人鼓舞。", "过去五年，我们走过了不平凡的历程。"]),
    st.sampled_from(["", "（一）综合实力明显增强。", "一是发展质量更高。"]),
    st.sampled_from(sorted(NAMES)),
    st.integers(100_000, 900_000),
)
def test_several_years_said_once_hold_until_another_time_is_said(lead, marker, id, jobs):
    back = f"{lead}\n{marker}城镇新增就业{jobs}人。\n2023年，{NAMES[id]}增长7%。"
    frame = govtext.panel([report(back=back)], ["urban_new_jobs", id]).set_index("indicator")
    assert pd.isna(frame.loc["urban_new_jobs", "last_result"])
    assert frame.loc[id, "last_result"] == 7


@settings(max_examples=20, deadline=None)
@given(st.sampled_from([("“十二五”", 2016), ("“十三五”", 2021), ("“十一五”", 2011)]), st.integers(100_000, 900_000))
def test_what_stands_undated_under_a_plan_that_is_over_is_of_the_plan(plan, jobs):
    (name, year), text = plan, "{}年青河县人民政府工作报告\n各位代表：\n一、{}取得重大成就\n（一）民生改善\n城镇新增就业{}人。\n二、工作安排\n"
    for after, wanted in ((year, None), (year - 2, jobs)):
        found = govtext.panel([govtext.parse(text.format(after, name, jobs))], ["urban_new_jobs"])["last_result"].iloc[0]
        assert (None if pd.isna(found) else found) == wanted


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(["西藏", "宁夏", "内蒙古"]), st.integers(2, 20), st.integers(2, 20))
def test_the_place_by_its_own_short_name_is_all_of_it(place, done, aim):
    full = {"西藏": "西藏自治区", "宁夏": "宁夏回族自治区", "内蒙古": "内蒙古自治区"}[place]
    text = HEAD.replace("青河县", full).format(back=f"{place}生产总值增长{done}%。", ahead=f"今年主要预期目标是：{place}生产总值增长{aim}%。")
    row = govtext.panel([govtext.parse(text)], ["gdp_growth"]).iloc[0]
    assert (row["target"], row["last_result"]) == (aim, done)


@settings(max_examples=20, deadline=None)
@given(st.permutations(sorted(NAMES)), st.sampled_from(["和", "、", "与"]), st.integers(2, 20), st.integers(2, 20))
def test_one_growth_of_two_is_the_result_of_each(ids, joint, done, aim):
    first, second, *_ = ids
    name = f"{NAMES[first]}{joint}{NAMES[second]}"
    frame = govtext.panel([report(f"今年主要预期目标是：{name}均增长{aim}%。", f"{name}均增长{done}%。")], [first, second])
    assert frame[["target", "last_result"]].values.tolist() == [[aim, done]] * 2


UNTOLD = [("一、经济发展", "二、项目建设"), ("一、奋力拼搏取得新成绩", "二、乘势而上谱写新篇章"), ("（一）综合实力", "（二）产业体系")]


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(UNTOLD), st.sampled_from(sorted(NAMES)), st.integers(2, 9), st.integers(10, 19))
def test_titles_without_a_cue_swap_nothing_silently(titles, id, done, aim):
    text = f"2024年青河县人民政府工作报告\n各位代表：\n{titles[0]}\n{NAMES[id]}增长{done}%。\n{titles[1]}\n{NAMES[id]}增长{aim}%。\n"
    row = govtext.panel([govtext.parse(text)], [id]).iloc[0]
    assert row["form"] == "unknown" or row["target"] == aim or pd.notna(row["flags"])
    assert pd.isna(row["last_result"]) or row["last_result"] == done or pd.notna(row["last_flags"])


def test_of_many_years_what_names_no_time_is_flagged():
    back = "五年来，城镇新增就业12万人。\n固定资产投资增长60%。"
    found = govtext.parse(f"2024年青河县人民政府工作报告\n一、工作回顾\n{back}\n二、2024年工作安排\n")
    assert govtext.panel([found], ["fai_growth"]).iloc[0]["last_flags"] == "GT706, GT708"


def test_of_a_choice_the_one_that_is_set_is_said():
    row = only("今年主要预期目标是：地区生产总值增长6%，城镇居民人均可支配收入增长5.5%。", id="income_any")
    assert (row["used"], row["target"], row["indicator"]) == ("income_urban_growth", 5.5, "income_any")
    both = only("今年主要预期目标是：居民收入与经济增长同步，农村居民人均可支配收入增长7%。", id="income_any")
    assert (both["used"], both["form"]) == ("income_rural_growth", "numeric")
    assert all(get(part) for parts in choices().values() for part in parts)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(["城镇居民", "城市居民", "农村居民", "农民"]), st.sampled_from(["人均", "年人均", "家庭人均"]), st.integers(1, 20))
def test_income_that_is_set_for_a_part_of_the_people_leaves_no_other_income_absent(who, per, number):
    per = per.removeprefix("家庭") if who == "农民" else per
    noun, ids = "纯收入" if who == "农民" else "可支配收入", ["income_growth", "income_urban_growth", "income_rural_growth"]
    frame = govtext.panel([report(f"今年主要预期目标是：{who}{per}{noun}增长{number}%。")], ids)
    assert frame["target"].dropna().tolist() == [number]
    assert set(frame["form"]) == {"numeric", "unknown"}


def test_ids_that_count_many_things_are_no_columns_by_default():
    ids = set(govtext.panel([report("今年主要目标是：实施重点项目120个，新增企业500家，地区生产总值增长6%。")])["indicator"])
    assert "gdp_growth" in ids
    assert not ids & {"projects", "key_projects", "firms", "livelihood_tasks"}


def test_a_concept_without_values_of_its_own_names_the_id_that_is_meant(tmp_path):
    with pytest.raises(IndicatorError, match="gdp_growth"):
        govtext.panel(pair(), ["gdp_grwth"])
    (tmp_path / "a.txt").write_text(EARLIER, "utf-8")
    for wide in ([], ["--wide"]):
        assert "for its growth take gdp_growth" in run("panel", tmp_path / "a.txt", "-o", tmp_path / "out.csv", "--indicators", "gdp,cpi", *wide)
    assert "income_any" in run("panel", "x", "-o", "out.csv", "--indicators", "income_ani", code=2)
    assert "panel is written to a file that ends in .xlsx" in run("panel", "x", "-o", "out.doc", code=1)


def test_export_says_too_which_growth_is_meant_and_keeps_numbers_numbers(tmp_path):
    text = HEAD.format(back="", ahead="今年主要预期目标是：单位地区生产总值能耗下降3%，力争下降3.5%。")
    (tmp_path / "a.txt").write_text(text, "utf-8")
    said = run("export", tmp_path / "a.txt", "--to", "csv", "-o", tmp_path / "out.csv", "--indicator", "gdp", "--indicator", "income_any")
    assert "for its growth take gdp_growth" in said
    write_panel(govtext.panel(tmp_path / "a.txt", ["energy_intensity"]), tmp_path / "panel.csv")
    assert pd.read_csv(tmp_path / "panel.csv").loc[0, ["target", "stretch"]].tolist() == [-3.0, -3.5]


@pytest.mark.parametrize(
    ("written", "wide"),
    [
        *(("特别国债", "ultra_long_bonds"), ("建设用地", "land_supply"), ("外贸航线", "air_routes")),
        *(("设施农业面积", "vegetable_area"), ("户厕", "public_toilets")),
    ],
)
def test_a_name_of_more_has_no_id_of_a_part(written, wide):
    assert canonical(written, MetricKind.LEVEL) != wide


def test_indicators_are_listed_and_found():
    assert "gdp_growth" in run("indicators", "地区生产总值")
    assert "(projects)" in run("indicators", "projects")
    assert "income_any" in run("indicators", "income")
    assert len(run("indicators").splitlines()) > 500
    assert "no indicator is called" in run("indicators", "无此指标", code=1)
    assert [id for id, _ in search("unemployment surveyed")] == ["surveyed_unemp"]


def test_the_step_up_is_the_distance_from_the_division_above():
    county, city = (
        govtext.parse(HEAD.replace("青河县", place).format(back="", ahead=f"今年主要预期目标是：地区生产总值增长{number}%。"))
        for place, number in (("河北省保定市徐水区", "7"), ("河北省保定市", "6.5"))
    )
    frame = govtext.panel([county, city], ["gdp_growth"]).set_index("place")
    row = frame.loc["徐水区"]
    assert (row["superior_code"], row["superior_target"], row["step_up"]) == ("130600", 6.5, 0.5)
    columns = pinggu(frame.reset_index())
    assert {"报告语句", "city", "year", "rate", "rate_sub", "prov_code", "province", "city_code", "加码"} <= set(columns)
    assert columns.loc[columns["place"] == "徐水区", ["rate", "加码", "prov_code"]].values.tolist() == [[7.0, 0.5, "130000"]]


def test_the_profile_of_researchers_goes_into_stata(folder, tmp_path):
    run("panel", folder, "-o", tmp_path / "panel.dta", "--indicators", "gdp_growth", "--profile", "pinggu")
    frame = pd.read_stata(tmp_path / "panel.dta")
    assert frame["rate"].tolist() == [6.0, 6.5]
    assert frame["rate_sub"].tolist()[0] == "左右"
    assert frame["报告语句"].str.contains("地区生产总值").all()
    run("panel", folder, "-o", tmp_path / "wide.csv", "--wide", "--profile", "pinggu", code=2)


def test_metadata_decides_place_and_year(tmp_path):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "x.txt").write_text("各位代表：\n二、工作安排\n地区生产总值增长6%。", "utf-8")
    (tmp_path / "known.csv").write_text("file,place,year\nx.txt,保定市,2014\n", "utf-8")
    run("panel", tmp_path / "files", "-o", tmp_path / "out.csv", "--indicators", "gdp_growth", "--metadata", tmp_path / "known.csv")
    row = pd.read_csv(tmp_path / "out.csv").iloc[0]
    assert (row["place"], row["year"], row["code"]) == ("保定市", 2014, 130600)


def test_what_to_check_is_said_in_both_languages():
    frame = govtext.panel([report("今年主要预期目标是：地区生产总值增长96%。")], ["gdp_growth", "cpi"])
    for lang, word in (("zh", "常见范围"), ("en", "far from what such")):
        assert word in to_check(frame, lang)["why"].iloc[0]


def test_wide_panels_are_written_without_a_sheet_to_check(tmp_path):
    write_panel(govtext.panel(pair(), ["gdp_growth"], "wide"), tmp_path / "wide.xlsx", lang="en")
    assert openpyxl.load_workbook(tmp_path / "wide.xlsx").sheetnames == ["panel"]


@pytest.mark.parametrize(
    "ahead, id",
    [
        ("推进实名制就业，实现实名制就业3万人。", "urban_new_jobs"),
        ("提高粮食生产能力，总产稳定在80万吨以上。", "grain"),
        ("年内开发就业岗位1.2万个。", "urban_new_jobs"),
    ],
)
def test_what_has_a_figure_of_its_topic_is_not_called_absent(ahead, id):
    assert only(ahead, id=id)["form"] == "unknown"
    assert only("办好民生实事。", id=id)["form"] == "absent"


@pytest.mark.parametrize("name", ["净增就业岗位", "净增城镇就业", "城镇新就业"])
def test_new_jobs_have_several_names(name):
    assert only(f"今年主要预期目标是：{name}3万人。", id="urban_new_jobs")["target"] == 30_000


@pytest.mark.parametrize("unit", ["单位GDP", "万元地区生产总值", "单位生产总值", "万元生产总值"])
def test_energy_of_all_kinds_is_energy(unit):
    assert only(f"今年主要预期目标是：{unit}综合能耗下降3%。", id="energy_intensity")["target"] == -3


def test_a_figure_with_foreign_signs_is_flagged():
    assert "GT709" in only(back="地区生产总值增长１$1.$2％。")["last_flags"]


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(sorted(NAMES)), st.sampled_from(["按省定口径安排", "服从宏观大局", "由各地据实确定", "与国家目标对标对表"]))
def test_what_a_list_of_targets_names_is_not_absent_whatever_is_said_of_it(id, said):
    row = only(f"今年主要预期目标是：地区生产总值增长6%，{NAMES[id]}{said}，居民消费价格涨幅2%左右。", id=id)
    assert row["form"] in ("relative", "qualitative") or (row["form"], row["reason"]) == ("unknown", "named")


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from([("十", 2001), ("十一", 2006), ("十二", 2011), ("十三", 2016)]),
    st.sampled_from(["改革开放以来", "党的十一届三中全会以来", "1992年以来"]),
    st.sampled_from(sorted(NAMES)),
    st.integers(2, 20),
)
def test_what_is_long_past_does_not_date_a_plan_under_a_title_of_both(plan, past, id, aim):
    name, year = plan
    text = (
        f"{year}年青河县人民政府工作报告\n各位代表：\n一、{year - 1}年工作回顾\n（一）经济。运行平稳。\n"
        f"二、“{name}五”时期发展思路和{year}年主要任务\n机遇难得。{past}，我县面貌一新。\n（一）做强产业\n{NAMES[id]}比去年增长{aim}%。\n"
    )
    assert govtext.panel([govtext.parse(text)], [id]).iloc[0]["target"] == aim


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(["在经历了“十五”以来的徘徊之后", "历经“十五”时期的调整", "继2006年扭亏之后"]), st.sampled_from(sorted(NAMES)), st.integers(2, 20)
)
def test_what_was_gone_through_dates_nothing_after_its_sentence(gone, id, done):
    row = govtext.panel([report(back=f"{gone}，全县经济走上快车道。{NAMES[id]}增长{done}%。", year=2009)], [id]).iloc[0]
    assert row["last_result"] == done
