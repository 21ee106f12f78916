"""What a text says about itself: title, kind, level, place, year, meeting, day and speaker."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import govtext

TEXT = (
    "{title}\n——{day}在青岭县第十七届人民代表大会第四次会议上\n青岭县人民政府县长　周明远\n各位代表：\n"
    "现在，我代表县人民政府，向大会报告工作，请予审议。\n一、2023年工作回顾\n税收增长5%。\n二、2024年工作安排\n税收增长6%。\n"
)


def meta(title="青岭县人民政府工作报告", day="2024年1月23日"):
    return govtext.parse(TEXT.format(title=title, day=day)).meta


def test_the_opening_lines_say_title_meeting_speaker_and_office():
    found = meta()
    assert found.title.value == "青岭县人民政府工作报告"
    assert found.meeting.value == "青岭县第十七届人民代表大会第四次会议"
    assert (found.speaker.value, found.office.value) == ("周明远", "县长")
    assert (found.kind, found.level, found.place.value) == ("annual_report", "county", "青岭县")


def test_the_year_is_that_of_the_day_and_the_reviewed_period_that_of_the_first_heading():
    found = meta()
    assert (found.year, found.date.start, found.date.end) == (2024, dt.date(2024, 1, 23), dt.date(2024, 1, 23))
    assert (found.reviewed.text, found.reviewed.start, found.reviewed.end) == ("2023年", dt.date(2023, 1, 1), dt.date(2023, 12, 31))


@pytest.mark.parametrize(("day", "year"), [("2023年12月28日", 2024), ("二〇二四年一月二十三日", 2024), ("2024年3月5日", 2024)])
def test_a_report_given_at_the_end_of_a_year_is_of_the_next(day, year):
    assert meta(day=day).year == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024年政府工作报告\n一、工作回顾\n税收增长5%。", 2024),
        ("一、2023年工作回顾\n税收增长5%。\n二、2024年工作安排\n税收增长6%。", 2024),
        ("一、2023年工作回顾\n税收增长5%。", 2024),
        ("一、上半年工作\n税收增长5%。", None),
    ],
)
def test_without_a_day_the_title_or_the_headings_say_the_year(text, year):
    assert govtext.parse(text).meta.year == year


@pytest.mark.parametrize(
    ("title", "kind", "level"),
    [
        ("青岭省人民政府工作报告", "annual_report", "province"),
        ("青岭市人民政府工作报告", "annual_report", "city"),
        ("青岭自治州人民政府工作报告", "annual_report", "city"),
        ("青岭区人民政府工作报告", "annual_report", "county"),
        ("青岭镇人民政府工作报告", "annual_report", "township"),
        ("青岭镇2024年上半年工作总结及下半年工作计划", "half_year", "township"),
    ],
)
def test_the_title_says_kind_and_level(title, kind, level):
    found = govtext.parse(f"{title}\n一、工作回顾\n税收增长5%。\n二、工作安排\n税收增长6%。").meta
    assert (found.kind, found.level) == (kind, level)


def test_the_centre_needs_no_place():
    found = govtext.parse(
        "国务院政府工作报告\n——1994年3月10日在第八届全国人民代表大会第二次会议上\n国务院总理 李某\n各位代表：\n一、工作回顾\n税收增长5%。"
    ).meta
    assert (found.level, found.place.value, found.year) == ("central", "全国", 1994)


def test_what_is_masked_is_null_and_points_at_its_blank():
    report = govtext.parse("*县人民政府工作报告\n*县人民政府县长 ***\n各位代表：\n一、2023年工作回顾\n税收增长5%。")
    assert (report.meta.place.value, report.meta.level) == (None, "county")
    assert [report.text[p.span.start : p.span.end] for p in report.placeholders if p.id in report.meta.place.placeholder_ids] == ["*"]
    assert report.meta.speaker.value is None


def test_a_text_without_opening_names_its_level_by_itself():
    found = govtext.parse("一、工作回顾\n全镇税收增长5%，全镇就业稳定，全镇治安良好。").meta
    assert (found.level, found.place.value) == ("township", None)


def test_what_is_stated_stands_where_it_says():
    text = TEXT.format(title="青岭县人民政府工作报告", day="2024年1月23日")
    found = govtext.parse(text).meta
    for stated in (found.title, found.place, found.meeting, found.office):
        assert stated.span.of(text) == stated.value
    assert found.speaker.span.of(text) == "周明远"


OTHERWISE = "2021年白石县政府工作报告\n各位代表：\n一、2020年工作回顾\n白石县税收完成3亿元。\n二、2021年重点工作\n新建学校2所。"


@given(st.integers(1990, 2035), st.sampled_from(["青岭县", "云溪区", "白石县"]))
@settings(max_examples=30, deadline=None)
def test_what_the_caller_says_decides_and_is_checked(year, place):
    report = govtext.read(OTHERWISE.encode(), year=year, place=place, level="county")
    assert (report.meta.year, report.meta.place.value, report.meta.level) == (year, place, "county")
    assert {str(report.meta.year_origin), str(report.meta.place_origin), str(report.meta.level_origin)} == {"given"}
    codes = {d.code for d in report.diagnostics}
    assert (("GT107" in codes), ("GT108" in codes), ("GT109" in codes)) == (year != 2021, place != "白石县", False)


@given(st.integers(1990, 2035), st.sampled_from(["青岭县", "云溪区", "白石县"]))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_names_of_files_say_what_a_pattern_reads_in_them(tmp_path, year, place):
    file = tmp_path / f"{place}_{year}_终稿.txt"
    file.write_text(OTHERWISE, "utf-8")
    report = govtext.read(file, name_pattern="{place}_{year}_*")
    assert (report.meta.year, report.meta.place.value) == (year, place)
    assert govtext.read(file, name_pattern="{year}-{place}").meta.year_origin != "given"
    file.unlink()


def test_a_table_beside_a_folder_says_what_its_files_are(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a1.txt").write_text(OTHERWISE, "utf-8")
    (tmp_path / "meta.csv").write_text("文件名,地区,年份,层级\na1.txt,青岭镇,2022,乡镇\n", "utf-8-sig")
    (report,) = govtext.read_many(tmp_path / "texts", metadata=tmp_path / "meta.csv")
    assert (report.meta.year, report.meta.place.value, report.meta.level) == (2022, "青岭镇", "township")
    assert {"GT107", "GT108"} <= {d.code for d in report.diagnostics}


@pytest.mark.parametrize("options", [{"year": 20245}, {"level": "village"}, {"name_pattern": "{town}"}, {"name_pattern": "report"}])
def test_what_nobody_can_mean_is_one_clear_error(options):
    with pytest.raises(govtext.GovtextError):
        govtext.read(OTHERWISE.encode(), **options)


NUMBER = st.integers(2, 900)
DONE_IN_TOWN = st.sampled_from(["完成税收{}万元，增长8%", "新建公厕{}座", "栽植果树{}亩，发放补助{}万元", "修通村道{}公里"])
TO_BE_DONE = st.sampled_from(["要完成税收{}万元", "将新建公厕{}座，培训农民{}人", "力争引进项目{}个", "确保栽植果树{}亩"])
TURNS = st.sampled_from(["{}年，我们", "今年，全镇", "下一步，我们", "新的一年里，镇政府"])


@given(
    st.integers(1991, 2025),
    st.sampled_from(["\n", ""]),
    st.lists(DONE_IN_TOWN, min_size=2, max_size=4),
    TURNS,
    st.lists(TO_BE_DONE, min_size=1, max_size=3),
    NUMBER,
)
@settings(max_examples=40, deadline=None)
def test_a_report_without_headings_is_split_where_it_turns_to_what_will_be_done(year, end, done, turn, planned, number):
    review = end.join(f"{sentence.format(number, number)}。" for sentence in done)
    plan = end.join(f"{turn.format(year)}{sentence.format(number, number)}。" for sentence in planned)
    report = govtext.parse(f"青石镇政府工作报告\n各位代表：\n现在我代表镇人民政府向大会作报告。\n{year - 1}年，全镇{review}\n{plan}\n")
    turned = report.text.index(plan)
    assert [metric.status == "target" for metric in report.metrics] == [metric.span.start >= turned for metric in report.metrics]
    assert (report.meta.year, str(report.meta.kind), str(report.meta.level), report.meta.place.value) == (year, "annual_report", "township", "青石镇")


@given(st.integers(1995, 2025), st.sampled_from(["青石镇", "柳河县", "东山街道", "北川市"]), st.sampled_from(["报告", "汇报", "通报"]))
@settings(max_examples=30, deadline=None)
def test_a_text_without_a_title_is_what_its_first_sentence_announces(year, place, verb):
    report = govtext.parse(
        f"现将{place}{year}年上半年工作情况{verb}如下：\n一、主要工作\n1—6月，完成税收860万元。\n二、下半年打算\n完成税收900万元。\n"
    )
    assert (str(report.meta.kind), report.meta.year, report.meta.place.value) == ("half_year", year, place)
    assert [str(metric.status) for metric in report.metrics] == ["achieved", "target"]


@given(st.integers(1995, 2025), st.sampled_from(["工作要点", "工作思路", "工作计划"]), NUMBER)
@settings(max_examples=20, deadline=None)
def test_the_points_of_a_plan_are_planned(year, noun, number):
    report = govtext.parse(f"青石镇{year}年{noun}\n一、推动工业增长\n新增规上企业{number}家。\n二、促进消费\n举办展会{number}场。\n")
    assert {str(section.role) for section in report.sections} == {"plan"}
    assert {str(metric.status) for metric in report.metrics} == {"target"}


OWN_NAME = st.text("青石云溪柳河白塔", min_size=2, max_size=3)
KIND_OF_PLACE = st.sampled_from(
    [("市", "city"), ("县", "county"), ("区", "county"), ("镇", "township"), ("乡", "township"), ("苏木", "township"), ("街道", "township")]
)


@given(OWN_NAME, KIND_OF_PLACE, st.sampled_from(["（{}）", "({})", " （{}）"]), st.integers(1995, 2025))
@settings(max_examples=30, deadline=None)
def test_a_place_may_stand_behind_the_title(name, kind, form, year):
    suffix, level = kind
    text = f"{year}年政府工作报告{form.format(name + suffix)}\n各位代表：\n一、工作回顾\n税收增长5%。\n二、工作安排\n税收增长6%。\n"
    found = govtext.parse(text).meta
    assert (found.place.value, found.level, found.year) == (name + suffix, level, year)


@pytest.mark.parametrize(
    ("written", "year", "name"),
    [("长阳县", 1983, "长阳县"), ("长阳县", 2024, "长阳土家族自治县"), ("襄樊市", 2008, "襄樊市"), ("襄樊市", 2024, "襄樊市")],
)
def test_a_name_is_the_one_that_the_lists_of_its_year_have(written, year, name):
    text = f"{written}{year}年政府工作报告\n各位代表：\n一、工作回顾\n税收增长5%。\n二、工作安排\n税收增长6%。\n"
    assert govtext.parse(text).meta.place.value == name


@given(st.sampled_from(["一年来", "过去的一年", "去年"]), st.integers(1995, 2025), st.sampled_from(["我们要实现", "力争完成", "确保达到"]), NUMBER)
@settings(max_examples=30, deadline=None)
def test_the_only_year_that_a_text_names_is_its_own_where_it_is_still_to_come(opening, year, promise, number):
    done = f"{opening}，全镇完成产值{number}亿元，建成设施大棚{number}座。"
    report = govtext.parse(f"青石镇政府工作报告\n{done}\n{year}年，{promise}产值增长8%，收入增长6%。\n")
    assert report.meta.year == year
    assert [str(metric.status) for metric in report.metrics] == ["achieved", "achieved", "target", "target"]


@given(
    st.integers(1995, 2025),
    st.sampled_from([("1—6月", "half_year"), ("1-6月", "half_year"), ("1至9月", "quarter"), ("1—3月", "quarter"), ("1月-5月", "quarter")]),
    st.sampled_from(["工作总结", "经济运行情况汇报", "工作小结"]),
)
@settings(max_examples=20, deadline=None)
def test_the_months_in_a_title_say_what_part_of_the_year_it_is_of(year, months, noun):
    written, kind = months
    found = govtext.parse(f"青岭县{year}年{written}{noun}\n一、完成情况\n税收完成5亿元。\n二、下步打算\n税收完成6亿元。\n").meta
    assert (found.kind, found.year) == (kind, year)


@given(st.sampled_from(["范文网{}年最新工作报告（精选5篇）", "{}年乡镇政府工作报告范文", "政府工作报告模板（{}年）"]), st.integers(1995, 2035))
@settings(max_examples=20, deadline=None)
def test_what_a_site_calls_its_page_is_no_title(line, year):
    report = govtext.parse(
        f"{line.format(year)}\n青石镇政府工作报告\n各位代表：\n一、2023年工作回顾\n税收增长5%。\n二、2024年工作安排\n税收增长6%。\n"
    )
    assert (report.meta.title.value, report.meta.kind, report.meta.year) == ("青石镇政府工作报告", "annual_report", 2024)


@given(st.integers(2001, 2029), st.lists(st.sampled_from("〇○零O0Ｏ"), min_size=2, max_size=2))
@settings(max_examples=40, deadline=None)
def test_the_zeros_of_a_year_in_chinese_characters_are_typed_in_many_ways(year, zeros):
    before, own, day = (
        "".join(zero if digit == "0" else "一二三四五六七八九"[int(digit) - 1] for digit in str(y))
        for y, zero in ((year - 1, zeros[0]), (year, zeros[0]), (year, zeros[1]))
    )
    report = govtext.parse(
        f"政府工作报告\n（{day}年二月一日）\n各位代表：\n一、{before}年的工作\n新建学校3所。\n二、{own}年的工作\n要新建学校2所。\n"
    )
    assert (report.meta.year, report.meta.date.start.year) == (year, year)
    assert [str(section.role) for section in report.sections] == ["retrospect", "plan"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("去年，全县财政收入完成12.5亿元。2024年，要实现财政收入增长6%，确保新建学校3所。", "GT110"),
        ("2024年政府工作报告\n一、工作回顾\n全市财政收入增长5%。" + "昆山市新建学校3所。" * 5 + "\n二、工作安排\n全市财政收入增长6%。", "GT111"),
    ],
)
def test_a_guess_is_said_to_be_one(text, code):
    report = govtext.parse(text)
    assert code in {d.code for d in report.diagnostics}
    given = govtext.read(text.encode(), year=2024, place="昆山市")
    assert not {"GT110", "GT111"} & {d.code for d in given.diagnostics}


@given(st.sampled_from(["东湖", "南山", "高桥", "长安"]), st.sampled_from(["新城", "新区", "片区"]))
@settings(max_examples=20, deadline=None)
def test_a_part_of_a_name_is_no_place(name, kind):
    found = govtext.parse(f"{name}{kind}2025年政府工作报告\n去年，新签约项目68个。\n").meta.place
    assert found is None or found.value is None or found.value.startswith(name)


@pytest.mark.parametrize("word", ["作为", "行为", "共同", "参与", "普及", "自由", "存在"])
def test_a_title_that_ends_in_a_word_that_only_looks_like_a_preposition_is_whole(word):
    sections = govtext.parse(f"一、展现更大{word}\n生产总值增长6.5%左右，新增就业3000人。\n").sections
    assert [section.title for section in sections] == [f"展现更大{word}"]


@pytest.mark.parametrize(
    ("name", "place", "told"),
    [
        ("河南_2010", "河南省", False),
        ("白杨街道_2010", "白杨街道", False),
        ("唐县_2010", "高唐县", True),
        ("2010年易县", "易县", False),
        ("天成县_2010", "天成县", False),
    ],
)
def test_the_name_of_a_file_says_a_whole_place(tmp_path, name, place, told):
    file = tmp_path / f"{name}.txt"
    file.write_text(
        f"{place}政府工作报告\n——2010年1月25日\n一、2009年工作回顾\n{place}财政收入12亿元。\n二、2010年工作安排\n新建学校2所。\n", "utf-8"
    )
    report = govtext.read(file)
    assert (report.meta.place.value, "GT108" in {d.code for d in report.diagnostics}) == (place, told)


@given(st.integers(1995, 2025), st.sampled_from(["：", ""]), NUMBER)
@settings(max_examples=20, deadline=None)
def test_a_heading_without_a_marker_may_end_in_a_colon(year, colon, number):
    review = f"{year - 1}年工作回顾{colon}\n（一）经济平稳。完成财政收入{number}万元。\n（二）民生改善。脱贫{number}户。\n"
    plan = f"{year}年工作计划{colon}\n（一）发展产业。新建大棚{number}栋。\n"
    report = govtext.parse(f"青石镇{year}年政府工作报告\n各位代表：\n{review}{plan}")
    assert [str(section.role) for section in report.sections] == ["retrospect"] * 3 + ["plan"] * 2
    assert [str(metric.status) for metric in report.metrics] == ["achieved", "achieved", "target"]


@given(st.sampled_from(["今年以来", "近年来", "一年来"]), NUMBER)
@settings(max_examples=20, deadline=None)
def test_what_was_done_up_to_now_is_no_promise(since, number):
    found = govtext.parse(f"青石镇2021年工作汇报\n{since}，全镇完成产值{number}亿元。\n明年，新建村道{number}公里。\n").metrics
    assert [str(metric.status) for metric in found] == ["achieved", "target"]
