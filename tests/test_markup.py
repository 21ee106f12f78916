"""Markdown is layout: a text reads the same with its markup and without, and masks are no markup."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govtext
from govtext.markup import markup

PLAIN = """青河县政府工作报告

各位代表：

一、2023年工作回顾

（一）经济平稳增长。全年生产总值完成102.3亿元，增长6.5%，一般公共预算收入完成8.1亿元，增长4%左右。

（二）民生持续改善。新增城镇就业1.2万人，改造老旧小区35个，群众获得感进一步增强。

二、2024年工作安排

主要预期目标是：生产总值增长6%左右，城镇新增就业1万人以上。

1. 抓好项目建设。实施重点项目120个，完成投资50亿元。

2. 抓好乡村振兴。建成高标准农田3万亩。
"""


def plain(text):
    return markup(text).without(text).text


def content(text):
    report = govtext.parse(text)
    return (
        [(s.marker, s.title, s.level, s.role) for s in report.sections],
        [(m.indicator.text, m.low, m.high, m.unit, m.status) for m in report.metrics],
        [(t.indicator, t.low, t.unit) for t in report.targets()],
        [(m.title, m.ordinal) for m in report.measures],
    )


HEADS = st.sampled_from(["", "# ", "## ", "\\## ", "> ", "- ", "#### "])
SENTENCES = st.lists(
    st.sampled_from(["坚持稳中求进，", "税收完成12.5亿元，", "新建公路300公里。", "增长6%。", "一是抓好项目。", "群众满意度提高。"]),
    min_size=1,
    max_size=6,
)


@st.composite
def marked(draw):
    """A paragraph with marks, and the same without."""
    words = draw(SENTENCES)
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first + 1, len(words)))
    stars = draw(st.sampled_from(["**", "***"]))
    head = draw(HEADS)
    bare = "".join(words)
    return head + "".join(words[:first]) + stars + "".join(words[first:last]) + stars + "".join(words[last:]), bare


@given(st.lists(marked(), min_size=1, max_size=5))
def test_the_plain_text_is_the_text_without_its_marks(paragraphs):
    assert plain("\n\n".join(with_marks for with_marks, _ in paragraphs)) == "\n\n".join(bare for _, bare in paragraphs)


@given(
    st.lists(
        st.sampled_from(["税收完成**亿元，", "增长**%，", "居全县第**位，", "新建**公里，", "到20**年，", "**镇税收完成**万元，"]),
        min_size=1,
        max_size=6,
    )
)
def test_masks_of_two_stars_are_no_bold_however_many(clauses):
    text = "".join(clauses).rstrip("，") + "。"
    assert plain(text) == text
    assert sum(blank.text == "**" for blank in govtext.parse(text).placeholders) == text.count("**")


@pytest.mark.parametrize(
    "text", ["**镇镇长***主持会议，**县完成税收**亿元。", "赴**考察学习，与**签订协议，完成投资**亿元。", "- 12 -\n2×220吨，完成*亿元、*万元"]
)
def test_masks_and_page_numbers_stay(text):
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("增长**8.5**%，就业**3.2万人**", "增长8.5%，就业3.2万人"),
        ("**主要预期目标是：**生产总值增长8%", "主要预期目标是：生产总值增长8%"),
        ("——**发展观念逐步转变。**一年来", "——发展观念逐步转变。一年来"),
        ("取得成效。**二是**坚持发展", "取得成效。二是坚持发展"),
        ("**——**突出重点", "——突出重点"),
        ("**（八）发展社会事业，\n努力保持社会稳定**", "（八）发展社会事业，\n努力保持社会稳定"),
        ("**一、发展回顾**过去五年", "一、发展回顾\n过去五年"),
        ("力度**，**争获", "力度，争获"),
        ("**【行动】**即", "【行动】即"),
        ("成效明显。**大力发展工业。**大力发展", "成效明显。大力发展工业。大力发展"),
        ("**\n\n**", "\n\n"),
        ("完成\\*\\*亿元", "完成**亿元"),
        ("收入$1 2 . 5 \\%$<br>支出", "收入1 2 . 5 %\n支出"),
        ("```markdown\n# 一、工作\n```", "\n一、工作\n"),
        ("见[公告](http://example.com/a)和![图](a.png)", "见公告和"),
        ("增长~~7%~~8%，新增1~~2个、3~~4户", "增长8%，新增1~~2个、3~~4户"),
        ("增长<u>5%</u>、<b>税收</b>10<sup>4</sup>", "增长5%、税收104"),
    ],
)
def test_kinds_of_marks(text, bare):
    assert plain(text) == bare


def test_headings_by_their_marks_have_their_ranks():
    ranks = (
        "# 政府工作报告\n\n## 2023年工作回顾\n\n### 经济发展\n\n税收增长5%。\n\n### 民生\n\n就业3万人。\n\n## 2024年工作安排\n\n### 工业\n\n抓项目。"
    )
    assert [(s.title, s.level, str(s.role)) for s in govtext.parse(ranks).sections] == [
        ("2023年工作回顾", 1, "retrospect"),
        ("经济发展", 2, "retrospect"),
        ("民生", 2, "retrospect"),
        ("2024年工作安排", 1, "plan"),
        ("工业", 2, "plan"),
    ]


def test_underlined_lines_are_headings_and_rules_are_none():
    text = "政府工作报告\n===\n\n2023年工作回顾\n---\n\n税收增长5%。\n\n2024年工作安排\n-----\n\n税收完成\n---\n12亿元。\n\n---\n\n产值增长6%。"
    assert [(section.title, section.level) for section in govtext.parse(text).sections] == [("2023年工作回顾", 1), ("2024年工作安排", 1)]


def test_offsets_are_of_the_text_as_archived():
    text = "## **一、2023年**工作回顾\n\n税收完成**12.5**亿元，**增长**6%。"
    report = govtext.parse(text)
    assert report.text == text
    assert report.sections[0].title == "2023年工作回顾"
    assert [(m.text, m.indicator.text) for m in report.metrics] == [("12.5**亿元", "税收"), ("6%", "税收")]
    for item in (*report.sections, *report.metrics, *report.blocks):
        assert text[item.span.start : item.span.end] == item.text


def test_front_matter_is_meta_and_fills_fields():
    text = "---\ntitle: 青河县2024年政府工作报告\nsource:\n- https://example.com/2019年/1\n---\n\n一、工作回顾\n\n税收完成12.5亿元。"
    report = govtext.parse(text)
    assert (report.meta.title.value, report.meta.year, report.meta.place.value) == ("青河县2024年政府工作报告", 2024, "青河县")
    assert report.source.fields == {"title": "青河县2024年政府工作报告", "source": ["https://example.com/2019年/1"]}
    assert {str(block.kind) for block in report.blocks if block.span.end < text.index("一、")} == {"meta"}


@pytest.mark.parametrize("matter", ["title: a: b", "title: *x", "a:\n- [b"])
def test_front_matter_that_is_no_yaml_is_said(matter):
    report = govtext.parse(f"---\n{matter}\n---\n一、工作回顾\n税收完成12.5亿元。")
    assert "GT209" in {diagnostic.code for diagnostic in report.diagnostics}
    assert report.metrics[0].indicator.text == "税收"


def test_a_rule_at_the_beginning_is_no_front_matter():
    assert govtext.parse("---\n\n一、工作回顾\n税收完成12.5亿元。\n\n---\n").sections[0].title == "工作回顾"


LIKE_MASKS = st.sampled_from(["政府自身建设", "县域经济", "大力推动“制造+互联网”融合", "2024年政府工作报告", "区级财政改革", "科创企业培育"])


@given(st.lists(LIKE_MASKS, min_size=1, max_size=6), st.booleans())
def test_bold_words_that_could_follow_a_mask_are_bold_on_lines_of_their_own(titles, masked):
    """A text with masks of two stars may have bold headings, too."""
    body = "全年新建**公里，完成投资**亿元。" if masked else "税收增长5%。"
    assert plain("\n\n".join(f"**{title}**\n\n{body}" for title in titles)) == "\n\n".join(f"{title}\n\n{body}" for title in titles)


@given(st.lists(LIKE_MASKS, min_size=3, max_size=9))
def test_nothing_is_a_mask_where_all_stars_stand_round_openings_of_sentences(titles):
    text = "各项工作进展顺利。" + "".join(f"**{title}成效明显，**税收增长5%。" for title in titles)
    assert plain(text) == text.replace("**", "")


@pytest.mark.parametrize("unit", ["**", "*", "#", "> ", "- ", "\\", "$", "[", "](", "<p", "`", "__", "**a", "#\n", "---\n", "| "])
def test_long_hostile_markup_is_read_in_time(unit):
    text = unit * (200_000 // len(unit))
    began = time.process_time()
    assert len(plain(text)) <= len(text)
    assert time.process_time() - began < 10


@given(st.lists(st.sampled_from(["*.*亿元", "*个项目", "*户", "*%"]), min_size=2, max_size=6))
def test_single_stars_that_are_masks_are_no_emphasis(values):
    sentences = [f"完成投资{value}。" if "元" in value or "%" in value else f"{value}纳入计划。" for value in values]
    report = govtext.parse("一、2023年工作回顾\n" + "".join(sentences))
    assert [metric.text for metric in report.metrics] == [value.removesuffix("项目") for value in values]


def test_a_line_end_written_out_and_wrapped_inside_is_no_break():
    filler = "自觉接受人大法律监督和政协民主监督，进一步提高议案和提案办理质量，严格行政执法程序，提升行政执法水平，主动公开政务信息。"
    for first in range(20, 60):
        whole = f"一、政府自身建设\\r\\n（一）坚持依法行政。{filler[:first]}。\\r\\n（二）坚持高效施政。{filler}"
        breaks = whole.index("\\r\\n（二）")
        for cut in range(breaks + 1, breaks + 4):
            wrapped = f"{whole[:cut]}\n{whole[cut:]}"
            assert [section.marker for section in govtext.parse(wrapped).sections] == ["一、", "（一）", "（二）"], wrapped


@given(st.integers(2, 12), st.sampled_from(["", "1.2", "35"]), st.sampled_from([r"\times", r" \times ", "×"]), st.booleans())
def test_powers_of_ten_in_tex_are_scales(power, factor, times, spaced):
    written = f"10^{{{power}}}" if not spaced else f"1 0 ^ {{ {' '.join(str(power))} }}"
    [metric] = govtext.parse(f"一、2023年工作回顾\n\n新增造林面积${factor + times if factor else ''}{written}$亩。").metrics
    assert (metric.low, metric.unit) == (Decimal(factor or 1) * 10**power, "亩")
