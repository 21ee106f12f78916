"""The heading tree: marker, title, level, parent and role of each heading."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govtext


def tree(text):
    """Each heading as it is indented in the tree."""
    return ["  " * (section.level - 1) + section.marker + section.title for section in govtext.parse(text).sections]


def roles(text):
    return [str(section.role) for section in govtext.parse(text).sections]


@pytest.mark.parametrize(
    ("line", "style", "title"),
    [
        ("第一部分　2023年工作回顾", "part", "2023年工作回顾"),
        ("第一章 总则", "chapter", "总则"),
        ("第一节 工业", "section", "工业"),
        ("一、2023年工作回顾", "cn_comma", "2023年工作回顾"),
        ("（一）产业发展", "cn_paren", "产业发展"),
        ("(一)产业发展", "cn_paren", "产业发展"),
        ("1.抓项目", "arabic_dot", "抓项目"),
        ("１．抓项目", "arabic_dot", "抓项目"),
        ("1、抓项目", "arabic_dot", "抓项目"),
        ("（1）抓开工", "arabic_paren", "抓开工"),
        ("1）抓开工", "arabic_paren", "抓开工"),
        ("①抓投产", "circled", "抓投产"),
    ],
)
def test_a_marker_at_the_start_of_a_paragraph_makes_a_heading(line, style, title):
    (section,) = govtext.parse(line).sections
    assert (section.style, section.title, section.level) == (style, title, 1)


@pytest.mark.parametrize("line", ["一、二、三产增加值分别增长3.5%、7%、5%。", "1.5万人受益。", "（2018年）", "第一产业增长5%。"])
def test_numbers_that_open_a_paragraph_are_no_markers(line):
    assert not govtext.parse(line).sections


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("（一）强产业、固根基，发展稳中有进。一是抓项目。", "强产业、固根基，发展稳中有进"),
        ("（一）强产业：", "强产业"),
        ("一、工作回顾。", "工作回顾"),
        ("1.新建幼儿园4所，增加学位1200个，让孩子们在家门口就能上好学，年底前全部完成并交付使用", None),
    ],
)
def test_a_title_goes_to_the_first_full_stop_or_the_end_of_the_line(line, title):
    (section,) = govtext.parse(line).sections
    assert section.title == (title or line.removeprefix("1."))


def test_levels_are_those_of_the_document_s_own_tree():
    assert tree("（一）甲\n（二）乙\n1.丙\n（三）丁") == ["（一）甲", "（二）乙", "  1.丙", "（三）丁"]


def test_all_styles_nest_in_their_order():
    text = "第一部分 甲\n一、乙\n（一）丙\n1.丁\n（1）戊\n①己\n二、庚\n第二部分 辛"
    assert tree(text) == ["第一部分甲", "  一、乙", "    （一）丙", "      1.丁", "        （1）戊", "          ①己", "  二、庚", "第二部分辛"]


def test_a_list_that_starts_anew_belongs_to_its_own_parent():
    report = govtext.parse("一、甲\n1.乙\n2.丙\n二、丁\n1.戊")
    assert [(section.id, section.parent_id) for section in report.sections] == [("s1", None), ("s2", "s1"), ("s3", "s1"), ("s4", None), ("s5", "s4")]


def test_a_section_reaches_to_the_next_heading_of_its_level_or_above():
    report = govtext.parse("一、甲\n税收增长5%。\n（一）乙\n就业稳定。\n二、丙\n完。")
    assert [section.text for section in report.sections] == ["一、甲\n税收增长5%。\n（一）乙\n就业稳定。\n", "（一）乙\n就业稳定。\n", "二、丙\n完。"]


RUNNING = "我们坚持稳中求进工作总基调，统筹推进各项工作，全县经济社会发展取得新成效，群众生活持续改善。"


def test_a_short_line_before_running_text_is_a_heading_without_marker():
    text = f"2023年工作回顾\n{RUNNING}\n2024年工作安排\n新的一年，{RUNNING}"
    assert [(section.title, str(section.style)) for section in govtext.parse(text).sections] == [
        ("2023年工作回顾", "plain"),
        ("2024年工作安排", "plain"),
    ]


@pytest.mark.parametrize("line", ["各位代表", "谢谢大家", "主要措施如下", "2024年1月23日"])
def test_other_short_lines_are_no_headings(line):
    assert not govtext.parse(f"{RUNNING}\n{line}\n{RUNNING}今年也是如此。").sections


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("2023年工作回顾", "retrospect"),
        ("上半年工作完成情况", "retrospect"),
        ("存在的问题和不足", "problems"),
        ("总体要求和主要目标", "outlook"),
        ("2024年重点工作", "plan"),
        ("下半年工作打算", "plan"),
        ("加强政府自身建设", "self_building"),
    ],
)
def test_a_title_says_what_its_section_does(title, role):
    assert roles(f"一、{title}") == [role]


def test_a_role_is_inherited_unless_the_title_names_problems():
    assert roles("一、工作回顾\n（一）产业\n（二）存在的问题\n二、重点工作\n（一）产业") == ["retrospect", "retrospect", "problems", "plan", "plan"]


def test_what_follows_a_retrospect_is_the_plan():
    assert roles("一、工作回顾\n二、奋力谱写新篇章") == ["retrospect", "plan"]


def test_spaces_inside_a_title_are_put_right_and_the_span_keeps_them():
    (section,) = govtext.parse("一、　工 作 回 顾").sections
    assert section.title.replace(" ", "") == "工作回顾"
    assert section.heading_span.end == len("一、　工 作 回 顾")


@pytest.mark.parametrize(
    ("first", "second", "style"),
    [("㈠", "㈡", "cn_paren"), ("⒈", "⒉", "arabic_dot"), ("⑴", "⑵", "arabic_paren"), ("壹、", "贰、", "cn_comma"), ("一 、", "二 、", "cn_comma")],
)
def test_markers_of_one_sign_and_in_financial_characters(first, second, style):
    found = govtext.parse(f"{first}抓好投资\n全年完成投资5亿元。\n{second}促进消费\n全年增长6%。").sections
    assert [(section.style, section.marker, section.title) for section in found] == [(style, first, "抓好投资"), (style, second, "促进消费")]


def test_a_number_that_a_title_begins_with_breaks_no_list():
    found = govtext.parse("1.抓投资\n全年完成5亿元。\n2.5G基站建设\n建成30个。\n3.促消费\n增长6%。").sections
    assert [section.title for section in found] == ["抓投资", "5G基站建设", "促消费"]


REVIEW = "全县生产总值完成86亿元，同比增长6.2%。新建学校两所，改造管网12公里，取得了明显成效，群众得到实惠，三个项目顺利竣工，累计投入3亿元。"
PLAN = "要抓好产业培育，加快推进园区建设，力争生产总值增长6%左右。今年将新建学校两所，着力搞好服务，鼓励创业，确保完成改造管网12公里。"
DATED = ["{}年政府的主要工作", "{}年的工作", "关于{}年政府工作", "{}年主要工作", "{}年工作"]
SLOGANS = ["砥砺奋进开新局", "乘势而上谱新篇", "凝心聚力促发展", "向着新的高度迈进", "走在前列"]


@settings(max_examples=40, deadline=None)
@given(st.integers(1990, 2030), st.sampled_from(DATED), st.sampled_from(DATED))
def test_the_year_in_a_title_decides_before_its_nouns(year, first, second):
    text = f"{year}年青岭县政府工作报告\n各位代表：\n一、{first.format(year - 1)}\n{REVIEW * 3}\n二、{second.format(year)}\n{PLAN * 3}\n"
    assert roles(text) == ["retrospect", "plan"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SLOGANS), min_size=2, max_size=5, unique=True), st.data())
def test_parts_whose_titles_say_nothing_go_by_their_words(titles, data):
    turn = data.draw(st.integers(1, len(titles) - 1))
    parts = [
        f"{marker}、{title}\n{(REVIEW if i < turn else PLAN) * 3}\n" for i, (marker, title) in enumerate(zip("一二三四五", titles, strict=False))
    ]
    text = "2024年青岭县政府工作报告\n各位代表：\n" + "".join(parts)
    assert roles(text) == ["retrospect"] * turn + ["plan"] * (len(titles) - turn)


@given(st.integers(1, 4), st.integers(0, 3), st.sampled_from(["和", "及", "暨"]), st.sampled_from(["工作", "的工作", "政府工作"]))
@settings(max_examples=30, deadline=None)
def test_a_five_year_plan_that_has_begun_and_not_ended_leaves_the_role_to_the_year_beside_it(past, plan, link, noun):
    names, year = ("十一五", "十二五", "十三五", "十四五"), 2006 + 5 * plan + past
    text = f"{year}年青岭县政府工作报告\n各位代表：\n"
    text += f"一、“{names[plan]}”以来{link}{year - 1}年{noun}\n{REVIEW}\n二、“{names[plan]}”{link}{year}年{noun}\n{PLAN}\n"
    assert roles(text) == ["retrospect", "plan"]


def test_a_review_that_nothing_follows_is_parted_where_its_text_turns():
    parts = "".join(
        f"（{marker}）{title}\n{words * 3}\n" for marker, title, words in zip("一二一二", SLOGANS, [REVIEW, REVIEW, PLAN, PLAN], strict=False)
    )
    text = f"2024年青岭县政府工作报告\n各位代表：\n一、2023年工作回顾\n{parts}"
    assert roles(text) == ["retrospect", "retrospect", "retrospect", "plan", "plan"]
    assert govtext.parse(text).sections[3].role_origin == "inferred"


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["2019年工作回顾", "2020年政府工作总体思路和目标任务", "加强政府自身建设"], ["retrospect", "plan", "self_building"]),
        (["过去五年工作回顾", "今后五年的奋斗目标和主要任务", "2020年工作"], ["retrospect", "outlook", "plan"]),
        (["去年工作成绩", "今年发展任务"], ["retrospect", "plan"]),
        (["2019年工作成效", "2020年工作思路"], ["retrospect", "plan"]),
    ],
)
def test_aims_are_told_from_work(titles, expected):
    parts = "".join(f"{marker}、{title}\n{PLAN if i else REVIEW}\n" for i, (marker, title) in enumerate(zip("一二三", titles, strict=False)))
    assert roles(f"2020年青岭县政府工作报告\n各位代表：\n{parts}") == expected


@pytest.mark.parametrize("marker", ["（五）", "五、", "5.", "(5)"])
def test_a_marker_alone_on_its_line_has_its_title_on_the_next(marker):
    report = govtext.parse(f"{marker}\n改革开放\n不断深化改革，扩大开放，营商环境持续改善。\n")
    assert [(section.title, section.heading_span.of(report.text)) for section in report.sections] == [("改革开放", f"{marker}\n改革开放")]


def test_a_marker_alone_before_running_text_is_no_heading():
    assert not govtext.parse("（五）\n不断深化改革，扩大开放，营商环境持续改善。\n").sections


TEXT = "各项工作持续推进，群众生活不断改善，营商环境明显优化。"
COUNTED = "一二三四五六七八九"


@given(
    st.sampled_from(["（{cn}）", "({cn})", "{n}.", "{n}、", "{n}．", "{cn}、"]),
    st.lists(st.sampled_from(["强产业", "惠民生", "抓项目", "守底线"]), min_size=2, max_size=4, unique=True),
)
@settings(max_examples=30)
def test_headings_whose_line_breaks_were_lost_are_found_in_their_line(marker, titles):
    marked = [marker.format(cn=COUNTED[i], n=i + 1) for i in range(len(titles))]
    report = govtext.parse("\n2024年工作安排\n" + "".join(f"{mark}{title}。{TEXT}" for mark, title in zip(marked, titles, strict=True)) + "\n")
    found = [(section.marker, section.title) for section in report.sections if section.marker]
    assert found == list(zip(marked, titles, strict=True))
    assert not report.measures


@given(st.sampled_from(["（1）（2）（3）", "⑴⑵⑶", "①②③"]), st.sampled_from("。；"), st.sampled_from(["", "重点是", "抓好三项工作："]))
@settings(max_examples=20)
def test_items_that_share_a_paragraph_are_measures_and_no_headings(markers, end, cue):
    marked = re.findall("（.）|.", markers)
    text = "一、2024年工作安排\n" + cue + end.join(mark + title for mark, title in zip(marked, ["强产业", "惠民生", "守底线"], strict=True)) + "。\n"
    report = govtext.parse(text)
    assert [(item.marker, item.title) for item in report.measures] == list(zip(marked, ["强产业", "惠民生", "守底线"], strict=True))
    assert [section.title for section in report.sections] == ["2024年工作安排"]


@given(st.sampled_from(["{n}、", "（{cn}）", "{cn}、", "{n}."]), st.sampled_from([" ", "　", "  ", "　　"]), st.integers(1, 9))
@settings(max_examples=20)
def test_a_blank_ends_the_title_where_its_line_break_was_lost(marker, blank, number):
    mark = marker.format(cn=COUNTED[number - 1], n=number)
    report = govtext.parse(f"{mark}招商引资{blank}半年来共外出招商11批次、86人次，接待客商300人次，新签合同项目13宗。\n")
    assert [(section.marker, section.title) for section in report.sections] == [(mark, "招商引资")]


def test_words_parted_by_blanks_are_no_titles():
    titles = ["抓好 工业 农业 商业，推进各项工作取得新的进展，保持经济社会平稳健康发展", "实施123 项工程"]
    assert [section.title for section in govtext.parse(f"一、{titles[0]}。\n二、{titles[1]}。\n").sections] == titles


@given(st.integers(1, 9), st.integers(2, 4), st.sampled_from(["", " ", "、"]))
@settings(max_examples=20)
def test_decimal_markers_nest_by_their_dots(chapter, count, after):
    lines = [f"{chapter}.抓发展\n{TEXT}\n"]
    for i in range(1, count + 1):
        lines += [f"{chapter}.{i}{after}强产业\n{TEXT}\n", f"{chapter}.{i}.1{after}工业\n{TEXT}\n", f"{chapter}.{i}.2{after}农业\n{TEXT}\n"]
    report = govtext.parse("".join(lines))
    assert [section.level for section in report.sections] == [1, *[2, 3, 3] * count]
    assert [section.style.value for section in report.sections] == ["arabic_dot", *["decimal"] * 3 * count]


@pytest.mark.parametrize("line", ["1.5万人受益。", "2.5公里道路完工。", "3.14平方公里", "1.1倍。"])
def test_numbers_that_open_a_line_are_no_decimal_markers(line):
    assert not govtext.parse(f"2023年完成投资。\n{line}\n{TEXT}\n").sections


@pytest.mark.parametrize(
    "markers", [("壹、", "贰、"), ("Ⅰ、", "Ⅱ、"), ("一，", "二，"), ("㈠", "㈡"), ("⒈", "⒉"), ("⑴", "⑵"), ("第 1 章", "第 2 章"), ("一）", "二）")]
)
def test_every_form_of_marker_is_read(markers):
    report = govtext.parse("".join(f"{marker}强产业\n{TEXT}\n" for marker in markers))
    assert [(section.marker, section.title, section.level) for section in report.sections] == [(marker, "强产业", 1) for marker in markers]


def test_a_line_of_a_marker_and_dots_is_no_heading():
    assert [section.title for section in govtext.parse(f"1、强产业\n{TEXT}\n2、…………\n").sections] == ["强产业"]


def test_closing_words_of_three_characters_are_a_heading():
    assert [section.title for section in govtext.parse(f"一、强产业\n{TEXT}\n\n结束语\n\n{TEXT}{TEXT}\n").sections] == ["强产业", "结束语"]


@given(st.lists(st.sampled_from(["强产业", "惠民生", "抓投资", "税收增长6%"]), min_size=2, max_size=6))
def test_sections_whose_line_breaks_were_lost_stand_apart(words):
    items = "".join(f"（{'一二三四五六'[n]}）{word}。全力推进，落实到位。" for n, word in enumerate(words))
    assert govtext.check_report(govtext.parse("一、工作安排\n" + items)) == ()


@given(
    st.sampled_from(["一、", "（一）", "（1）", "1.", "第一章", "①"]),
    st.lists(st.sampled_from(["改革开放", "不断深化", "2024年重点工作", "民生福祉"]), min_size=1, max_size=3),
)
@settings(max_examples=40)
def test_a_marker_alone_on_its_line_has_its_title_on_those_below(marker, pieces):
    text = "全县一般公共预算收入增长5%以上，城镇新增就业1.2万人，营商环境持续改善，主要指标好于预期。"
    report = govtext.parse("\n".join(["县政府工作报告", marker, *pieces, text]))
    assert [(section.marker, section.title.replace("\n", "")) for section in report.sections] == [(marker, "".join(pieces))]


@given(
    st.sampled_from(["二、2024年工作安排", "2024年工作安排", "2024年政府工作建议", "二、下步打算"]),
    st.sampled_from(["青岭县各项事业都有新的进展", "干部群众付出了辛勤的努力", "存在的问题我们将认真加以解决"]),
    st.integers(1, 4),
)
def test_a_heading_that_ends_the_paragraph_before_it_opens_its_section(title: str, sentence: str, times: int) -> None:
    review = f"{sentence}，这些成绩来之不易，是上级正确领导的结果，也是全县上下团结奋斗的结果。" * (times + 1)
    report = govtext.parse(
        f"青岭县2024年政府工作报告\n一、2023年工作回顾\n{review}{title}\n生产总值增长6%，新建学校3所，城乡居民收入与经济增长同步，各类风险得到有效防范化解。\n"
    )
    assert report.sections[-1].title.endswith(title.removeprefix("二、")) and report.sections[-1].role == "plan"
    assert {str(metric.status) for metric in report.metrics} == {"target"}


@given(
    st.sampled_from(["今后", "未来"]),
    st.sampled_from(["三年", "五年", "几年"]),
    st.sampled_from(["建设和改革的方针", "经济社会发展", "的大政方针"]),
    st.sampled_from(["*县20**年政府工作报告", "20XX年政府工作报告", "青岭县政府工作报告"]),
)
def test_titles_say_past_and_future_where_no_year_is_known(ahead: str, years: str, topic: str, title: str) -> None:
    text = "各项事业都有新的进展，税收*亿元，增长*%。"
    report = govtext.parse(f"{title}\n一、过去{years}{topic}\n{text}\n二、{ahead}{years}{topic}\n{text}\n")
    first, second = (str(section.role) for section in report.sections)
    assert first == "retrospect"
    assert second in ("plan", "outlook")


@given(
    st.sampled_from("一二三四五六"),
    st.sampled_from(["加强法治政府建设", "抓好重点工作落实", "落实全年目标任务"]),
    st.sampled_from(["自觉接受人大监督。", "依法办理建议和提案，认真听取意见。"]),
)
def test_an_item_on_a_line_of_its_own_is_no_heading(number, item, sentence):
    report = govtext.parse(f"一、2024年工作回顾\n成绩来之不易。\n{number}是{item}\n{sentence}\n二、2025年重点工作\n建设学校3所。")
    assert [section.title for section in report.sections] == ["2024年工作回顾", "2025年重点工作"]


@pytest.mark.parametrize(
    ("under", "role"),
    [
        ("一年来，办理建议提案148件，处理违纪人员10人，取得了新的成绩。", "retrospect"),
        ("要深入推进依法行政，切实改进作风，强化监督。", "self_building"),
    ],
)
def test_what_a_review_says_of_the_government_itself_is_part_of_it_where_it_looks_back(under, role):
    text = f"一、一年来的主要工作\n全年完成投资12亿元，取得了好成绩。\n二、政府自身建设\n{under}\n三、2026年重点工作\n要抓好项目，推进产业升级。\n"
    assert [str(section.role) for section in govtext.parse("2026年青岭县人民政府工作报告\n各位代表：\n" + text).sections] == [
        "retrospect",
        role,
        "plan",
    ]
