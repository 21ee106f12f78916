"""Names in running text: kinds drawn at random, what is none, links, and texts that are nothing but names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import is_linear

import govtext
from govtext.labels import EntityKind

STEMS = ["悦澜", "锦榕", "沐岚", "砚溪", "翊辰", "泓皓", "岚屿", "栩澄"]
stems = st.sampled_from(STEMS)


def found(text):
    return [(entity.text, str(entity.kind)) for entity in govtext.parse(text).entities]


@settings(max_examples=40, deadline=None)
@given(
    stem=stems,
    tail=st.sampled_from(
        [
            *[("大道", "project"), ("高速公路", "project"), ("水库", "project"), ("产业园", "project"), ("改造工程", "project")],
            *[("科技有限公司", "organisation"), ("集团", "organisation"), ("中学", "organisation"), ("村", "place"), ("镇", "place")],
        ]
    ),
    before=st.sampled_from(["加快推进", "完成了", "依托", "在", "，", "支持", "对"]),
)
def test_a_name_is_read_up_to_the_verb_or_mark_before_it(stem, tail, before):
    name = stem + tail[0]
    assert (name, tail[1]) in found(f"今年{before}{name}，取得成效。")


@settings(max_examples=30, deadline=None)
@given(
    listed=st.lists(stems, min_size=2, max_size=4, unique=True),
    noun=st.sampled_from([("企业", "organisation"), ("村", "place"), ("项目", "project")]),
)
def test_a_list_that_a_noun_closes_gives_its_items_a_kind(listed, noun):
    got = found(f"依托{'、'.join(listed)}等{noun[0]}，加快发展。")
    assert [item for item in got if item[1] == noun[1]] == [(name, noun[1]) for name in listed]


@settings(max_examples=30, deadline=None)
@given(
    listed=st.lists(stems, min_size=2, max_size=4, unique=True),
    tail=st.sampled_from([("村", "place"), ("科技有限公司", "organisation"), ("高速", "project"), ("湿地公园", "project")]),
)
def test_what_stands_beside_a_name_in_a_list_is_named_too(listed, tail):
    got = found(f"建成{'、'.join(listed)}{tail[0]}，成效明显。")
    assert [item for item in got if item[1] == tail[1]] == [(name, tail[1]) for name in (*listed[:-1], listed[-1] + tail[0])]


@settings(max_examples=20, deadline=None)
@given(stem=stems, word=st.sampled_from(["重点", "重大", "全市"]))
def test_a_word_for_whose_they_are_may_stand_before_the_noun_of_a_list(stem, word):
    assert (stem, "organisation") in found(f"支持{stem}、沐岚纸业等{word}企业做大做强。")


@settings(max_examples=20, deadline=None)
@given(stem=stems, slogan=st.sampled_from(["平安", "智慧", "美丽", "幸福"]))
def test_a_slogan_of_a_place_is_no_place(stem, slogan):
    text = f"{stem}县2023年政府工作报告\n一、2022年工作\n{stem}经济平稳，{slogan}{stem}建设取得成效。"
    places = [entity for entity in govtext.parse(text).entities if entity.kind == "place"]
    assert len(places) == text.count(stem) - 1


@pytest.mark.parametrize("mask", ["***", "XXX", "×××", "某某"])
def test_a_masked_person_behind_an_office_is_one(mask):
    assert (mask, "person") in found(f"县人民政府县长　{mask}\n各位代表：\n县长{mask}同志主持会议。")
    assert not [item for item in found(f"搬迁XX户{mask}人。") if item[1] == "person"]


@settings(max_examples=20, deadline=None)
@given(stem=stems, capacity=st.sampled_from(["2×66万千瓦", "2×35万千瓦", "110千伏", "50兆瓦"]), tail=st.sampled_from(["热电联产项目", "风电项目"]))
def test_a_capacity_belongs_to_the_name_that_holds_it(stem, capacity, tail):
    assert (stem + capacity + tail, "project") in found(f"加快推进{stem}{capacity}{tail}前期工作。")


@pytest.mark.parametrize(
    "text",
    [
        *("推进农村道路建设。", "拓宽思路，打通断头路。", "老旧小区改造项目顺利推进。"),
        *("全市各乡镇加强社区建设。", "企业集团和上市公司增多。"),
        *("打造3个A类村。", "推进次发达镇加快发展。", "创建精品街道和文明社区。", "做好各区市县工业园区的规划。", "制定西部大开发规划。"),
    ],
)
def test_sorts_of_things_are_no_names(text):
    assert not [item for item in found(text) if item[1] in ("place", "project", "organisation")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开展“安全生产月”活动。", ("“安全生产月”活动", "policy")),
        ("围绕“一带引领、一港依托”布局。", ("“一带引领、一港依托”", "formula")),
        ("整治“散乱污”企业。", ("“散乱污”", "term")),
        ("贯彻《安全生产法》。", ("《安全生产法》", "policy")),
        ("荣获国家森林城市称号。", ("国家森林城市", "honour")),
        ("贯彻省委九届六次全会精神。", ("省委九届六次全会", "meeting")),
        ("县长周明远作报告。", ("周明远", "person")),
        ("*镇税收增长。", ("*镇", "place")),
        ("在县委的坚强领导下。", ("县委", "organisation")),
    ],
)
def test_kinds(text, expected):
    assert expected in found(text)


def test_a_name_once_established_is_found_again_and_shares_its_thing():
    report = govtext.parse("引进沐岚新材科技有限公司。沐岚新材科技产值增长。")
    bodies = [entity for entity in report.entities if entity.kind is EntityKind.ORGANISATION]
    assert [entity.text for entity in bodies] == ["沐岚新材科技有限公司", "沐岚新材科技"]
    assert bodies[0].thing_id == bodies[1].thing_id


def test_a_value_points_at_what_it_is_about_and_a_measure_at_who_does_it():
    report = govtext.parse("二、2024年重点工作\n一是总投资5亿元的悦澜大道开工建设。（牵头单位：县教育局、财政局）二是稳定就业。")
    named = {entity.id: entity.text for entity in report.entities}
    assert [named[id] for id in report.metrics[0].entity_ids] == ["悦澜大道"]
    assert [named[id] for id in report.measures[0].entity_ids] == ["县教育局", "财政局"]


def test_codes_of_divisions_are_those_of_the_year():
    report = govtext.parse("2020年保定市政府工作报告\n各位代表：\n一、2019年工作回顾\n徐水区税收增长，鼓楼区也增长。")
    codes = {entity.text: entity.code for entity in report.entities}
    assert (codes["徐水区"], codes["鼓楼区"]) == ("130609", None)


def test_projects():
    text = (
        "一、2023年工作回顾\n总投资5.2亿元的悦澜大道改造工程建成通车。砚溪水库、锦榕产业园开工建设。\n"
        "二、2024年工作安排\n力争砚溪水库年底前竣工，完成投资3亿元。做好岚屿港前期工作。"
    )
    rows = {project.name: project for project in govtext.parse(text).projects()}
    assert rows["悦澜大道改造工程"].investment == 520_000_000
    assert str(rows["悦澜大道改造工程"].kind) == "road"
    assert {name: str(row.stage) for name, row in rows.items()} == {
        "悦澜大道改造工程": "in_operation",
        "砚溪水库": "under_construction",
        "锦榕产业园": "started",
        "岚屿港": "planned",
    }
    assert str(rows["砚溪水库"].promised_stage) == "built"


@settings(max_examples=20, deadline=None)
@given(pair=st.lists(stems, min_size=3, max_size=3, unique=True), joint=st.sampled_from(["、", "和", "与"]))
def test_a_sum_before_a_list_is_of_all_its_names(pair, joint):
    roads = [f"{stem}路" for stem in pair]
    report = govtext.parse(f"总投资5.2亿元的{roads[0]}、{roads[1]}{joint}{roads[2]}竣工。")
    names = {entity.id: entity.text for entity in report.entities}
    assert [names[id] for id in report.metrics[0].entity_ids] == roads


@settings(max_examples=20, deadline=None)
@given(stem=stems, verb=st.sampled_from(["荣获", "被评为", "入选", "跻身"]))
def test_a_quotation_that_is_won_is_an_honour(stem, verb):
    assert (f"“{stem}发展百佳城市”", "honour") in found(f"去年{verb}“{stem}发展百佳城市”。")


@pytest.mark.timed
@pytest.mark.parametrize(
    "unit",
    ["悦澜路、", "“", "“‘", "等企业", "路村镇河", "项目", "全国", "第八届", "国家示范", "县长周明远、", "（以下简称", "悦澜路开工，总投资5亿元，"],
)
def test_texts_of_nothing_but_names_take_linear_time(unit):
    assert is_linear(lambda size: govtext.parse(unit * (size // len(unit))).projects(), (3_000, 12_000), 7)


def test_a_name_of_two_hundred_characters_is_a_valid_document():
    text = "建成" + "悦" * 200 + "产业园。“" + "“" * 50 + "”" * 50
    report = govtext.parse(text)
    assert all(entity.span.of(text) == entity.text for entity in report.entities)


@settings(max_examples=20, deadline=None)
@given(place=st.sampled_from(["七台河", "三门峡", "六盘水", "五大连池"]), body=st.sampled_from(["农村商业银行", "职业学院", "人民医院"]))
def test_a_known_place_is_not_cut_where_it_begins_like_a_count(place, body):
    assert (f"{place}{body}", "organisation") in found(f"今年组建{place}{body}。")


@settings(max_examples=20, deadline=None)
@given(stem=stems, unit=st.sampled_from(["万吨", "万台", "万套"]), product=st.sampled_from(["锻件", "乙烯", "轿车"]))
def test_an_item_of_works_keeps_its_capacity(stem, unit, product):
    listed = f"{stem}年产10{unit}{product}、砚溪新材料二期等一批重大工业项目竣工投产。"
    assert (f"{stem}年产10{unit}{product}", "project") in found(listed)
    assert not any(text.endswith("硕博") for text, _ in found("实施百名专家、千名硕博等工程。"))


@settings(max_examples=20, deadline=None)
@given(pair=st.lists(stems, min_size=2, max_size=2, unique=True), last=st.sampled_from(["湾", "村"]))
def test_what_leads_from_one_place_to_another_is_two_places(pair, last):
    got = found(f"{pair[0]}村通了水。投资改造{pair[0]}村至{pair[1]}{last}的道路。")
    assert (f"{pair[1]}{last}", "place") in got
    assert not any("至" in text for text, _ in got)


@settings(max_examples=20, deadline=None)
@given(mask=st.sampled_from(["*", "**", "×"]), tail=st.sampled_from(["河", "湖", "家沟村", "家村"]))
def test_a_masked_river_or_village_is_a_place(mask, tail):
    assert (mask + tail, "place") in found(f"全年清理{mask}{tail}沿线垃圾。")


@given(place=st.sampled_from(["七台河", "三门峡", "六盘水"]), phase=st.sampled_from(["一期", "二期", "三期"]))
def test_a_phase_of_works_in_such_a_place_is_named_whole(place, phase):
    assert (f"{place}电厂{phase}", "project") in found(f"抓好鹤岗电厂二期、{place}电厂{phase}等扩建项目。")


@settings(max_examples=30, deadline=None)
@given(stem=stems, body=st.sampled_from(["镇政府", "乡政府"]))
def test_a_body_of_a_level_begins_with_its_place(stem, body):
    assert (stem + body, "organisation") in found(f"一是改造悦澜路（责任单位：{stem}{body}）。")
