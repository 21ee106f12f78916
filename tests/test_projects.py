"""The table of projects: what lists share, what verbs say, what is no project, what it costs. All names are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govtext

STEMS = ["悦澜", "锦榕", "沐岚", "砚溪", "翊辰", "泓皓", "岚屿", "栩澄"]
stems = st.sampled_from(STEMS)
works = st.sampled_from(["水库", "高速公路", "铁路", "产业园", "大桥", "污水处理厂"])
PAST, PLAN = "一、2023年工作回顾\n", "二、2024年工作安排\n"
VERBS = [
    ("{}建成通车。", "in_operation"),
    ("{}竣工。", "built"),
    ("完成了{}建设。", "built"),
    ("建成{}。", "built"),
    ("{}开工建设。", "started"),
    ("启动{}建设。", "started"),
    ("{}前期工作有序推进。", "planned"),
    ("{}获国家核准。", "planned"),
    ("{}主体完工。", "under_construction"),
    ("{}建设进展顺利。", "under_construction"),
    ("加快{}建设。", "under_construction"),
    ("积极推进{}等项目，主动做好前期工作。", "planned"),
]


def rows(text):
    return {row.name: row for row in govtext.parse(text).projects()}


def stages(text):
    return {name: row.stage and str(row.stage) for name, row in rows(text).items()}


@settings(max_examples=40, deadline=None)
@given(stem=stems, noun=works, verb=st.sampled_from(VERBS))
def test_a_verb_before_or_behind_says_how_far(stem, noun, verb):
    assert stages(PAST + verb[0].format(stem + noun)) == {stem + noun: verb[1]}


@settings(max_examples=30, deadline=None)
@given(listed=st.lists(stems, min_size=3, max_size=5, unique=True), noun=works, verb=st.sampled_from(VERBS), comma=st.sampled_from("、，"))
def test_a_list_over_several_clauses_is_said_of_together(listed, noun, verb, comma):
    names = [stem + noun for stem in listed]
    assert stages(PAST + verb[0].format("、".join(names[:-1]) + comma + names[-1])) == dict.fromkeys(names, verb[1])


@settings(max_examples=30, deadline=None)
@given(pair=st.lists(stems, min_size=2, max_size=2, unique=True), noun=works)
def test_a_clause_with_a_verb_of_its_own_speaks_for_itself(pair, noun):
    first, second = (stem + noun for stem in pair)
    assert stages(f"{PAST}加快{first}建设，{second}竣工。") == {first: "under_construction", second: "built"}
    assert stages(f"{PAST}建成{first}、启动{second}。") == {first: "built", second: "started"}


@settings(max_examples=30, deadline=None)
@given(
    listed=st.lists(stems, min_size=2, max_size=4, unique=True),
    noun=st.sampled_from(["水库", "铁路", "高速公路"]),
    rest=st.sampled_from(["等{}", "等3条{}", "等大型{}"]),
)
def test_items_share_the_noun_that_closes_their_list(listed, noun, rest):
    assert list(rows(f"{PAST}开工建设{'、'.join(listed)}{rest.format(noun)}。")) == [stem + noun for stem in listed]


@settings(max_examples=20, deadline=None)
@given(numbers=st.lists(st.integers(1, 18), min_size=2, max_size=4, unique=True))
def test_numbers_share_what_stands_before_the_first(numbers):
    lines = [f"{number}号线" for number in numbers]
    assert set(rows(f"{PAST}加快建设岚屿地铁{'、'.join(lines)}。")) >= {f"岚屿地铁{line}" for line in lines[1:]}


@settings(max_examples=30, deadline=None)
@given(
    stem=stems,
    noun=works,
    said=st.sampled_from(["依托{}发展物流业。", "把{}建设成为一流示范。", "围绕{}布局产业。", "{}建成100公里村道。"]),
)
def test_a_means_or_an_outcome_is_not_how_far_a_project_is(stem, noun, said):
    assert stages(PAST + said.format(stem + noun)).get(stem + noun) is None


@pytest.mark.parametrize(
    "sort",
    [
        "产学研基地",
        "“百亿”项目",
        "快速客运铁路",
        "大型枢纽机场",
        "一批产业园",
        "公共服务平台",
        "国家重大重点项目",
        "区市县工业开发区",
        "交通线路",
        "86%的乡镇中学",
        "首座抽水蓄能电站",
    ],
)
def test_sorts_of_projects_are_none(sort):
    assert rows(f"{PAST}加快{sort}建设。") == {}


@settings(max_examples=30, deadline=None)
@given(stem=stems, noun=works, sum_=st.integers(2, 90))
def test_sums_of_one_project(stem, noun, sum_):
    name, money = stem + noun, sum_ * 10**8
    assert rows(f"{PAST}总投资{sum_}亿元的{name}开工。")[name].investment == money
    assert rows(f"{PAST}{name}开工，总投资{sum_}亿元。")[name].investment == money
    assert rows(f"{PAST}{name}进展顺利，完成投资{sum_}亿元。")[name].year_investment == money
    assert rows(f"{PAST}{name}累计完成投资{sum_}亿元。")[name].year_investment is None
    assert rows(f"{PAST}推进栩澄大桥、{name}等总投资{sum_}亿元的30个项目建设。")[name].investment is None


def test_a_plan_promises():
    row = rows(f"{PLAN}新建悦澜大桥。")["悦澜大桥"]
    assert (str(row.stage), str(row.promised_stage)) == ("planned", "started")
    row = rows(f"{PLAN}确保砚溪水库建成。")["砚溪水库"]
    assert (str(row.stage), str(row.promised_stage)) == ("under_construction", "built")


def test_classes_are_those_of_what_is_built():
    text = f"{PAST}加快悦澜铁路砚溪至岚屿段、锦榕水库除险加固工程、沐岚核电项目、翊辰临港智能制造中心建设。"
    assert {name: str(row.kind) for name, row in rows(text).items()} == {
        "悦澜铁路砚溪至岚屿段": "rail",
        "锦榕水库除险加固工程": "water",
        "沐岚核电项目": "energy",
        "翊辰临港智能制造中心": "industry",
    }


@settings(max_examples=20, deadline=None)
@given(stem=stems, noun=works, verb=st.sampled_from(VERBS), behind=st.booleans())
def test_blanks_of_an_archive_change_nothing(stem, noun, verb, behind):
    blank = "{} " if behind and not verb[0].endswith("{}。") else " {}"
    text = PAST + verb[0].format(blank.format(stem + noun)).replace("完工", "完 工")
    row = rows(text)[stem + noun]
    assert str(row.stage) == verb[1]
    assert "".join(row.span.of(text).split()) == row.name
    assert row.sentence.text == row.sentence.span.of(text).strip()


@settings(max_examples=30, deadline=None)
@given(
    name=st.sampled_from(["人民", "解放", "胜利", "中山", "新华", "和平", "友谊", "团结", "工业"]),
    road=st.sampled_from(["路", "街", "桥", "大道", "大街", "大桥"]),
    done=st.sampled_from(["改造工程", "提升工程", "改扩建工程"]),
    sort=st.sampled_from(["道路改造工程", "危桥改造工程", "断头路改造工程", "人行天桥改造工程", "城区公路改造工程", "农村电网改造工程"]),
)
def test_a_road_that_common_words_name_is_a_project_and_a_sort_of_works_is_none(name, road, done, sort):
    assert list(rows(f"{PAST}总投资5亿元的{name}{road}{done}开工建设。")) == [f"{name}{road}{done}"]
    assert rows(f"{PAST}总投资5亿元的{sort}开工建设。") == {}


@settings(max_examples=30, deadline=None)
@given(
    stem=stems,
    noun=works,
    said=st.sampled_from(
        [
            "{}申报世界文化遗产工作通过评估。",
            "{}达到治理标准。",
            "组建{}。",
            "砚溪地区纳入{}规划。",
            "在{}两侧规划建设休闲区。",
            "围绕{}申报国家级称号。",
        ]
    ),
)
def test_what_is_said_of_something_else_is_not_how_far_a_project_is(stem, noun, said):
    assert rows(PAST + said.format(stem + noun)) == {}


@settings(max_examples=30, deadline=None)
@given(stem=stems, verb=st.sampled_from(["新建", "修建", "改造", "扩建"]))
def test_what_was_done_to_it_is_built(stem, verb):
    assert stages(f"{PAST}{verb}了{stem}大桥、{stem[::-1]}大桥等18座桥梁。") == {stem + "大桥": "built", stem[::-1] + "大桥": "built"}


@settings(max_examples=30, deadline=None)
@given(pair=st.lists(stems, min_size=2, max_size=2, unique=True), joint=st.sampled_from(["――", "—", "至", "到", "－"]))
def test_a_line_is_named_by_both_its_ends(pair, joint):
    name = f"国道110线{pair[0]}{joint}{pair[1]}段"
    assert list(rows(f"{PAST}开工建设{name}、锡砚铁路。")) == [name, "锡砚铁路"]


def test_a_sum_behind_a_clause_about_something_else_is_not_its_own():
    [row] = rows(PAST + "悦澜路建成通车，规划展厅投入使用，全年完成投资1.7亿元。").values()
    assert row.year_investment_text is None
    [row] = rows(PAST + "悦澜水库位于城北，占地30亩，总投资1.7亿元。").values()
    assert row.investment_text == "1.7亿元"


@settings(max_examples=30, deadline=None)
@given(stem=stems, said=st.sampled_from(["携手{}大学、{}学院等高校，加快推进产学研融合。", "推进与{}大学、{}学院共建，加快人才培养。"]))
def test_a_school_with_which_one_works_is_no_project(stem, said):
    assert rows(PAST + said.format(stem, stem)) == {}
    assert list(rows(f"{PAST}加快{stem}大学、{stem}学院建设。")) == [f"{stem}大学", f"{stem}学院"]


@settings(max_examples=30, deadline=None)
@given(stem=stems, noun=st.sampled_from(["企业", "重点企业", "高校"]))
def test_what_stands_in_a_list_of_bodies_is_no_project(stem, noun):
    assert rows(f"{PAST}支持砚溪集团、{stem}油田等{noun}实施产能建设。") == {}


@settings(max_examples=30, deadline=None)
@given(pair=st.lists(stems, min_size=2, max_size=2, unique=True))
def test_the_verb_of_a_clause_governs_all_its_lists(pair):
    found = stages(f"{PAST}加快推进{pair[0]}船闸建设工程和合裕航线、{pair[1]}航道整治工程。")
    assert found[f"{pair[1]}航道整治工程"] == "under_construction"


@settings(max_examples=30, deadline=None)
@given(pair=st.lists(stems, min_size=2, max_size=2, unique=True), noun=works, done=st.sampled_from(["改造工程", "建设", "扩建"]))
def test_what_is_completed_is_the_whole_list_whatever_is_done_with_each(pair, noun, done):
    first, second = (stem + noun for stem in pair)
    for text, stage in ((PAST, "built"), (PLAN, "under_construction")):
        found = rows(f"{text}完成{first}建设和{second}{done}。")
        assert {str(row.stage) for row in found.values()} == {stage}
        assert {row.promised_stage for row in found.values()} == {"built" if text == PLAN else None}


@settings(max_examples=30, deadline=None)
@given(pair=st.lists(stems, min_size=2, max_size=2, unique=True), noun=works)
def test_what_closes_a_list_is_said_of_all_in_it(pair, noun):
    first, second = (stem + noun for stem in pair)
    said = f"{first}、{second}、雄成集团热轧薄板、远航水泥等一批重点项目建成投产。"
    assert {stages(PAST + said)[name] for name in (first, second)} == {"in_operation"}


@settings(max_examples=30, deadline=None)
@given(stem=stems, noun=works, adverb=st.sampled_from(["", "全面", "正式"]))
def test_the_next_clause_may_say_that_it_is_further(stem, noun, adverb):
    assert stages(f"{PAST}{stem}{noun}竣工，{adverb}投入使用。") == {stem + noun: "in_operation"}
    assert stages(f"{PAST}{stem}{noun}竣工，市第九中学投入使用。")[stem + noun] == "built"


@settings(max_examples=30, deadline=None)
@given(
    pair=st.lists(stems, min_size=2, max_size=2, unique=True),
    behind=st.sampled_from(["等10处停车场", "等3个片区", "等地下管网45公里", "两条高速沿线的绿化"]),
)
def test_a_list_may_only_say_where_something_else_is(pair, behind):
    assert rows(f"{PAST}加快建设{pair[0]}路、{pair[1]}路{behind}。") == {}


@settings(max_examples=30, deadline=None)
@given(listed=st.lists(stems, min_size=2, max_size=3, unique=True), noun=st.sampled_from(["产业园", "新城", "开发区"]))
def test_a_chance_last_character_is_no_noun_before_a_zone(listed, noun):
    names = [stem + tail for stem, tail in zip(listed, ("南桥", "北港", "河口"), strict=False)]
    assert list(rows(f"{PAST}加快{'、'.join(names)}等{noun}建设。")) == [name + noun for name in names]


@settings(max_examples=30, deadline=None)
@given(stem=stems, verb=st.sampled_from(["扩建", "改扩建", "新建", "迁建"]), noun=st.sampled_from(["机场", "水厂"]))
def test_what_is_to_be_built_anew_or_larger_is_planned(stem, verb, noun):
    row = rows(f"{PLAN}{verb}{stem}{noun}。")[stem + noun]
    assert (row.stage, row.promised_stage) == ("planned", "started")
    assert rows(f"{PLAN}加快{stem}{noun}{verb}。")[stem + noun].stage == "under_construction"


def test_a_place_in_another_province_is_not_where_a_project_is():
    text = "湖北省2012年政府工作报告\n一、2011年工作回顾\n建成{}工业园。"
    assert [rows(text.format(place))[f"{place}工业园"].place for place in ("深圳", "宜昌")] == [None, "宜昌"]


@settings(max_examples=30, deadline=None)
@given(stem=stems, part=st.sampled_from(["二号航站楼", "新航站楼", "3号机组", "联络线"]))
def test_a_part_of_works_belongs_to_the_name(stem, part):
    assert list(rows(f"{PAST}{stem}国际机场{part}投入使用。")) == [f"{stem}国际机场{part}"]


@settings(max_examples=30, deadline=None)
@given(stem=stems, opened=st.sampled_from(["进行", "筹划", "规划内", "仅仅"]))
def test_a_verb_is_no_part_of_the_name_behind_it(stem, opened):
    assert list(rows(f"{PAST}{opened}{stem}水库北迁工程。")) in ([f"{stem}水库北迁工程"], [])


def test_a_speed_is_no_capacity():
    [row] = rows(PAST + "时速300公里的悦澜城际铁路全线通车。").values()
    assert row.capacity is None


@pytest.mark.parametrize("sort", ["国家铁路", "国家4A级景区", "县区级电子商务产业园", "4F级机场"])
def test_a_level_is_no_name(sort):
    assert rows(f"{PAST}加快建设{sort}。") == {}


def test_classes_go_by_the_first_noun_of_a_stretch_and_by_what_a_list_is_of():
    from govtext.projects.classes import class_of

    names = ["哈砚高速铁路铁力至悦澜段", "104国道砚溪段", "G40砚溪段", "悦澜河治理工程", "悦澜高铁环线"]
    assert [str(class_of(name)) for name in names] == ["rail", "road", "road", "water", "rail"]
    found = rows(PAST + "加快砚溪云冈、悦澜石坊、岚屿古寨等重点景区改造提升。")
    assert {str(row.kind) for row in found.values()} == {"leisure"}
