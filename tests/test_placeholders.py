"""Masked blanks: where each stands and what it stands for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import parsed_and_marked
from samples import CORPORA

import govtext
from govtext.masking import mask

HEAD = "<<一、|工作回顾|h1 retrospect>>\n"


def blanks(markup):
    """The blanks that a parse finds in a marked text, and those that are marked."""
    parsed, marked = parsed_and_marked(HEAD + markup)
    return parsed["placeholders"], marked["placeholders"]


@pytest.mark.parametrize(
    "text",
    [
        "{{*|year}}年上半年，税收稳定。",
        "20{{**|year}}年以来，税收稳定。",
        "{{XX|year}}年底前完成。",
        "{{*|month}}-{{*|month}}月，税收稳定。",
        "{{x|month}}月{{x|day}}日召开会议。",
        "3月{{*|day}}日召开会议。",
        "承包期延长{{*}}年。",
        "历时{{*}}个月。",
    ],
)
def test_parts_of_a_date_and_lengths_of_time(text):
    parsed, marked = blanks(text)
    assert parsed == marked


@pytest.mark.parametrize(
    "text",
    [
        "完成{{*.*}}亿元。",
        "完成{{xx.x}}亿元。",
        "引进{{*}}个项目，惠及{{*}}余户。",
        "投资{{*}}万-{{*}}万元。",
        "增长{{*.*|percent}}%，提高{{*|percent}}个百分点。",
        "增长{{×|percent}}%至{{×|percent}}%。",
        "新建学校{{*}}所，整治排污口{{*}}处。",
        "完成{{□□}}万元，{{○○}}万元。",
        "完成{{__}}万元，{{【】}}万元。",
    ],
)
def test_numbers_and_percentages(text):
    parsed, marked = blanks(text)
    assert parsed == marked


@pytest.mark.parametrize("text", ["全区第{{*|ordinal}}，名列前茅。", "召开第{{xx|ordinal}}届全会。", "开展“{{xx|ordinal}}五”规划。"])
def test_ranks_and_orders(text):
    parsed, marked = blanks(text)
    assert parsed == marked


@pytest.mark.parametrize(
    "text",
    [
        "{{*|place}}镇凝心聚力。",
        "前往{{**|place}}市考察。",
        "{{某某|place}}县人民政府牵头。",
        "擦亮{{*|place}}名片。",
        "立足{{*|place}}、辐射全网。",
        "引进{{*|organisation}}公司，会同{{*|organisation}}局。",
        "县长{{***|person}}作报告，王{{某|person}}，男。",
        "打造“{{*|name}}好山货”，建设{{*|name}}清洁能源。",
    ],
)
def test_names(text):
    parsed, marked = blanks(text)
    assert parsed == marked


@pytest.mark.parametrize(
    "text",
    [
        "某些领域仍有不足，某种程度上，某个环节。",
        "开展X射线检测。",
        "这是**重点任务**的说明。",
        "安装2×220吨锅炉。",
        "二○二三年税收稳定。",
        "引进SUX系统。",
    ],
)
def test_what_only_looks_like_a_mask(text):
    parsed, _ = blanks(text)
    assert parsed == []


def test_a_mask_inside_a_number_hides_the_whole_of_it():
    (metric,) = govtext.parse("一、工作回顾\n税收增长xx0.9%。").metrics
    assert (metric.text, metric.low, len(metric.placeholder_ids)) == ("xx0.9%", None, 1)


@pytest.mark.parametrize(("text", "kind"), [("完成税收 万元，", "number"), ("增速达 %，", "percent")])
def test_a_deleted_figure_is_a_blank_of_no_width(text, kind):
    report = govtext.parse("一、工作回顾\n" + text + "成效明显。")
    (blank,) = report.placeholders
    assert (blank.kind, blank.text, blank.span.start == blank.span.end) == (kind, "", True)
    assert "GT401" in [remark.code for remark in report.diagnostics]


def test_damage_is_no_mask():
    report = govtext.parse("一、工作回顾\n完成\ufffd\ufffd万元。")
    assert not report.placeholders
    assert "GT202" in [remark.code for remark in report.diagnostics]


def test_a_blank_tells_its_section_measure_metric_and_unit():
    report = govtext.parse("一、工作回顾\n一是抓税收，完成*亿元。二是抓*镇。")
    first, second = report.placeholders
    assert (first.section_id, first.measure_id, first.metric_id, first.unit) == ("s1", "i1", "m1", "元")
    assert (second.section_id, second.measure_id, second.metric_id, second.unit) == ("s1", "i2", None, None)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("某项工作，某一领域，某组织，经X503线", []),
        ("×××同志到会", ["person"]),
        ("***总书记视察", ["person"]),
        ("实施“xx”计划", ["name"]),
        ("推进xx项目", ["name"]),
        ("党的XX大召开以来", ["ordinal"]),
        ("建成（ ）公里，增长（  ）%，投入【 】万元", ["number", "percent", "number"]),
        ("完成税收**万元，增长**%，居全县第**位", ["number", "percent", "ordinal"]),
    ],
)
def test_what_is_a_mask_and_what_it_stands_for(text, kinds):
    report = govtext.parse(f"一、2023年工作回顾\n全县{text}。")
    assert [placeholder.kind for placeholder in report.placeholders] == kinds
    assert all(metric.low is None for metric in report.metrics)


def test_figures_that_were_all_deleted_are_blanks_by_what_they_counted():
    text = (
        "年月日在镇召开会议。实现生产总值亿元，增长%，完成税收万元，增长%。新建公路公里，培训人次，实施项目个，居全县第位，落户企业增多，国家支持。"
    )
    report = govtext.parse(f"一、年工作回顾\n{text}")
    found = [(placeholder.kind.value, report.text[placeholder.span.start :][:1]) for placeholder in report.placeholders if placeholder.span.start > 7]
    assert found == [
        ("year", "年"),
        ("month", "月"),
        ("day", "日"),
        ("place", "镇"),
        ("number", "亿"),
        ("percent", "%"),
        ("number", "万"),
        ("percent", "%"),
        ("number", "公"),
        ("number", "人"),
        ("number", "个"),
        ("ordinal", "位"),
    ]


@given(
    st.sampled_from(["低保金", "农村公路", "补助资金", "柏油路"]),
    st.sampled_from(["*", "**", "***", "×××", "XX"]),
    st.sampled_from(["万元", "亿元", "公里"]),
)
@settings(max_examples=30)
def test_a_mask_after_a_word_that_ends_like_a_surname_is_one_number(noun, mask, unit):
    report = govtext.parse(f"一、工作回顾\n完成{noun}{mask}{unit}、进展顺利。\n")
    assert [(blank.text, blank.kind) for blank in report.placeholders] == [(mask, "number")]


@given(
    st.sampled_from(["**", "***", "×××", "xx"]),
    st.sampled_from(
        [
            ("{}水产公司投产。", "organisation"),
            ("支持{}生态农业合作社发展。", "organisation"),
            ("“{}大闸蟹”热销。", "name"),
            ("在书记{}的带领下前进。", "person"),
            ("走访{}家沟村。", "place"),
            ("建设平安{}。", "place"),
            ("协助{}风电场征地。", "name"),
        ]
    ),
)
@settings(max_examples=30)
def test_what_stands_round_a_mask_says_what_was_masked(mask, case):
    text, kind = case
    report = govtext.parse(f"一、工作回顾\n{text.format(mask)}\n")
    assert [(blank.text, blank.kind) for blank in report.placeholders] == [(mask, kind)]


@given(st.sampled_from(["生产总值", "税收", "固定资产投资"]), st.sampled_from(["亿元", "万元"]), st.sampled_from(["增长%", "提高个百分点"]))
@settings(max_examples=20)
def test_an_amount_that_lost_its_figure_beside_a_share_that_did_is_a_blank(noun, unit, share):
    report = govtext.parse(f"一、2023年工作回顾\n全县实现{noun}{unit}，{share}。\n")
    assert [(blank.text, blank.kind) for blank in report.placeholders] == [("", "number"), ("", "percent")]


def test_a_date_and_a_place_that_were_deleted_are_blanks():
    kinds = [blank.kind for blank in govtext.parse("年月日在镇人民代表大会上。").placeholders]
    assert kinds == ["year", "month", "day", "place"]


@pytest.mark.parametrize("text", ["税收突破亿元，增长5%。", "引进亿元以上项目。", "税收过亿元，居全县第一。", "当年月日均用电5万千瓦时。"])
def test_an_amount_of_one_is_no_blank(text):
    assert not govtext.parse(f"一、2023年工作回顾\n{text}\n").placeholders


@given(st.sampled_from(["_ _", "__", "__ __", "（ ）", "【 】"]), st.sampled_from([("公里", "number"), ("%", "percent")]))
@settings(max_examples=20)
def test_blanks_inside_a_blank_belong_to_it(blank, case):
    unit, kind = case
    report = govtext.parse(f"一、2023年工作回顾\n全县完成改造{blank}{unit}。\n")
    assert [(found.text, found.kind) for found in report.placeholders] == [(blank, kind)]


@given(st.sampled_from(["死亡率", "恩格尔系数", "发展指数"]), st.sampled_from(["0.XX", "0.**", "1.×"]))
@settings(max_examples=20)
def test_decimals_that_are_masked_are_a_number(noun, value):
    report = govtext.parse(f"一、2023年工作回顾\n全年{noun}{value}，低于上年。\n")
    assert [found.kind for found in report.placeholders] == ["number"]
    assert [metric.text for metric in report.metrics] == [value]


@given(st.integers(1, 9), st.sampled_from("X×x"), st.sampled_from(["00", "2", "350"]), st.sampled_from(["亿元", "万元", "户", "人", "%"]))
@settings(max_examples=30, deadline=None)
def test_one_masked_digit_of_a_figure_is_no_multiplication(first, mask, rest, unit):
    (metric,) = govtext.parse(f"一、2023年工作回顾\n全县新增收益{first}{mask}{rest}{unit}。").metrics
    assert (metric.low, [place.text for place in govtext.parse(f"全县新增收益{first}{mask}{rest}{unit}。").placeholders]) == (None, [mask])
    (factor,) = govtext.parse(f"一、2023年工作回顾\n全县建成{first}×{rest.strip('0') or 6}吨锅炉。").metrics
    assert factor.low is not None


@given(st.sampled_from(["书记", "镇长", "主任"]), st.sampled_from(["XXX", "×××", "***"]), st.sampled_from(["到", "在", "赴", "深入"]))
@settings(max_examples=20, deadline=None)
def test_who_goes_to_a_place_is_a_person(office, mask, verb):
    kinds = [str(place.kind) for place in govtext.parse(f"镇{office}{mask}{verb}{mask}村调研。").placeholders]
    assert kinds == ["person", "place"]


WRITTEN_IN_FULL = ("county", "county_1996", "city_2014", "department_transport", "township_congress")


@pytest.mark.parametrize("name", WRITTEN_IN_FULL)
def test_where_all_figures_of_a_report_were_deleted_most_are_found_by_what_they_counted(name):
    text = (CORPORA / f"{name}.txt").read_text("utf-8")
    masked = mask(govtext.parse(text))
    kept, places, position = [], {}, 0
    for blank, place in zip(masked.blanks, masked.places, strict=True):
        start = place.start - 2 if blank.kind == "year" and text[place.start - 2 : place.start].isdigit() else place.start
        if text[place.start : place.end].isascii() and start >= position:
            kept.append(text[position:start])
            places[sum(map(len, kept))] = blank.kind
            position = place.end
    found = {blank.span.start: blank.kind for blank in govtext.parse("".join([*kept, text[position:]])).placeholders if not blank.text}
    right = places.keys() & found.keys()
    assert len(right) >= 0.9 * len(places)
    assert len(right) >= 0.95 * len(found)
    assert sum(places[at] == found[at] for at in right) >= 0.95 * len(right)
