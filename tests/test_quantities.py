"""Quantities of any text: number, scale, unit and bound of each value, and what is none."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import is_linear

import govtext
from govtext.rules import lexicon


def found(text):
    return [(q.text, str(q.low) if q.low == q.high else f"{q.low}..{q.high}", q.unit) for q in govtext.quantities(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12.5亿元", "1250000000", "元"),
        ("27,203户", "27203", "户"),
        ("１．２万亩", "12000", "亩"),
        ("300余公里", "300", "公里"),
        ("3千瓦", "3", "千瓦"),
        ("1亿千瓦时", "100000000", "千瓦时"),
        ("十二项", "12", "项"),
        ("两千万人", "20000000", "人"),
        ("3.5个百分点", "3.5", "百分点"),
        ("1.5倍", "1.5", "倍"),
        ("百分之六点五", "6.5", "%"),
        ("五成", "50", "%"),
        ("6%—6.5%", "6..6.5", "%"),
        ("3万至5万元", "30000..50000", "元"),
        ("-2.3%", "-2.3", "%"),
        ("负2.3%", "-2.3", "%"),
        ("*.*亿元", "None", "元"),
    ],
)
def test_one_value(text, value, unit):
    assert found(text) == [(text, value, unit)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("一百二十三元一角七分", "123.17", "元"),
        ("壹佰贰拾元整", "120", "元"),
        ("贰仟肆佰贰拾壹元零贰分", "2421.02", "元"),
        ("六斤八两", "3400", "克"),
        ("三米九", "3.9", "米"),
        ("两亩半", "2.5", "亩"),
        ("六倍半", "6.5", "倍"),
        ("新台币 550 元", "550", "新台币"),
        ("9000元日币", "9000", "日元"),
        ("$1.5万", "15000", "美元"),
        ("两个亿", "200000000", ""),
        ("三百万", "3000000", ""),
        ("千分之一", "0.1", "%"),
        ("万分之一点二", "0.012", "%"),
        ("十万分之三", "0.003", "%"),
        ("一米八五", "1.85", "米"),
        ("半吨", "0.5", "吨"),
        ("三万三零五十", "33050", ""),
        ("两千卢比", "2000", "卢比"),
    ],
)
def test_values_of_bills_and_everyday_texts(text, value, unit):
    assert found(text) == [(text, value, unit)]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("突破5亿元", "more_than"),
        ("不低于5%", "at_least"),
        ("不超过5%", "at_most"),
        ("不足5%", "less_than"),
        ("近5万人", "nearly"),
        ("约5万人", "approx"),
        ("5%左右", "approx"),
        ("5%以上", "at_least"),
        ("5%以内", "at_most"),
        ("5万多人", "more_than"),
        ("5%—6%", "range"),
        ("5%", "exact"),
    ],
)
def test_bounds(text, bound):
    (quantity,) = govtext.quantities(text)
    assert quantity.bound == bound


@pytest.mark.parametrize(
    ("text", "kind"), [("翻一番", "multiple"), ("居第3位", "rank"), ("进入前十", "rank"), ("全国百强县", "rank"), ("前移3个位次", "change")]
)
def test_kinds(text, kind):
    (quantity,) = govtext.quantities(text)
    assert quantity.kind == kind


@pytest.mark.parametrize("text", ["天气很好", "万元产值能耗", "一心一意", "五角星", "三个半导体", "减负", "第三产业"])
def test_what_is_no_quantity(text):
    assert [quantity for quantity in govtext.quantities(text) if quantity.low not in (3, None)] == []


def test_the_ends_of_a_range_are_not_read_with_a_sign():
    assert found("投资1000元-3000元") == [("1000元-3000元", "1000..3000", "元")]


def test_long_digits_are_exact():
    digits = "1234567890" * 6
    (quantity,) = govtext.quantities(f"{digits}万元")
    assert quantity.low == Decimal(digits + "0000")


SIGNS = list("0159.,一二十百千万亿两半零点元角分斤米%个倍成第前*×X-—至到负余多约超，。 　￥$壹佰")
FRAGMENTS = st.sampled_from([*SIGNS, "以上", "左右", "百分之", "分之", "人民币", "翻番"])


@given(st.lists(FRAGMENTS, max_size=30).map("".join))
def test_spans_hold_their_text_and_do_not_overlap(text):
    end = 0
    for quantity in govtext.quantities(text):
        assert text[quantity.span.start : quantity.span.end] == quantity.text != ""
        assert quantity.span.start >= end
        end = quantity.span.end


@pytest.mark.timed
@pytest.mark.parametrize("run", ["1", "十", "*", "1,", "百分之", "五元", "三斤八两", "元", "半", "零", "壹", "个亿", "-", "￥1", "1至", "201,"])
def test_runs_cost_linear_time(run):
    assert is_linear(lambda size: govtext.quantities(run * (size // len(run))), (5_000, 20_000), 6)


# Numbers of every form that `numerals.parse` reads, and estimates, in a sentence of a report.

DIGITS = "一二三四五六七八九"
POWERS = st.sampled_from(["百", "千", "万", "十万", "百万", "千万", "亿"])
ARABIC = st.integers(2, 10**7).map(str) | st.integers(1000, 10**9).map("{:,}".format) | st.decimals("1.1", 9999, places=2).map(str)
SCALED = st.tuples(ARABIC, st.sampled_from(["", "万", "亿", "千万", "万亿"])).map("".join)
MIXED = st.builds("{}{}{}{}".format, st.integers(1, 99), st.just("万"), st.integers(1, 9), st.just("千")) | st.builds(
    "{}亿{}万".format, st.integers(1, 99), st.integers(1000, 9999)
)


def in_words(number):
    """A whole number below a hundred million as people write it."""
    if number >= 10_000:
        rest = number % 10_000
        return in_words(number // 10_000) + "万" + (("零" if rest < 1000 else "") + in_words(rest) if rest else "")
    written, missing = "", False
    for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            written += ("零" if missing and written else "") + "零一二三四五六七八九"[digit] + word
        missing = not digit
    return written


WORDS = st.integers(100, 10**8 - 1).map(in_words)
VERBS = st.sampled_from(["完成", "实现", "达到", "新增", "投入", "建成"])
UNITS = st.sampled_from(["元", "吨", "公里", "平方米", "人次", "户", "家", "个", "千瓦时", "立方米", "标准箱", "亩"])
_TIMES_AND_CLASSES = ("time", "calendar", "duration", "age", "tonnage", "steam", "share", "multiple", "emission")  # metrics in some sentences alone
EVERY_UNIT = st.sampled_from(
    [row["term"].split("|")[0] for row in lexicon("units") if row["dimension"] not in _TIMES_AND_CLASSES and row["term"][0] not in "千每"]
)


def metrics(sentence):
    return govtext.parse(f"2024年政府工作报告\n一、2023年工作回顾\n{sentence}。").metrics


@given(SCALED | MIXED | WORDS, UNITS, VERBS)
@settings(max_examples=300)
def test_a_number_with_a_unit_after_a_verb_is_one_metric(numeral, unit, verb):
    (metric,) = metrics(f"全县{verb}{numeral}{unit}")
    assert metric.text == numeral + unit
    assert metric.low == metric.high == govtext.numerals.parse(numeral)
    assert (metric.unit, metric.bound) == (unit, "exact")
    (quantity,) = govtext.quantities(f"{verb}{numeral}{unit}")
    assert (quantity.low, quantity.unit) == (metric.low, unit)


CHEQUES = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
FORMAL = st.integers(100, 10**7).map(lambda number: in_words(number).translate(CHEQUES))
ODD_FORMS = (
    FORMAL.filter(lambda written: written[0] not in "百千万佰仟")
    | st.builds("{}{}".format, st.sampled_from("廿卅"), st.sampled_from(["万", "亿"]))
    | st.builds("{}{}点{}".format, st.sampled_from(DIGITS), st.sampled_from(DIGITS), st.sampled_from(DIGITS))
    | WORDS.filter(lambda words: "万" in words).map(lambda words: words.replace("万", "萬"))
    | st.builds("{}点{}亿".format, st.integers(1, 99), st.integers(1, 9))
)


@given(ODD_FORMS, st.sampled_from(["元", "户", "吨", "平方米"]), VERBS)
@settings(max_examples=50)
def test_no_part_of_a_number_in_an_odd_form_is_read_as_one(numeral, unit, verb):
    found = [(metric.text, metric.low) for metric in metrics(f"全县{verb}{numeral}{unit}")]
    assert found in ([(numeral + unit, govtext.numerals.parse(numeral))], [])


@given(st.integers(2, 99).map(str) | st.sampled_from(["两", "三", "十", "1.2", "3.5"]), st.sampled_from(["。", "，同比增长", "以上。"]))
@settings(max_examples=30)
def test_a_scale_that_is_counted_ends_a_clause(number, end):
    first, *_ = metrics(f"全县争取资金{number}个亿{end}")
    assert first.low == govtext.numerals.parse(number) * 10**8
    assert [metric.unit for metric in metrics(f"全县引进{number.split('.')[0]}0个亿元项目")] in (["个"], [])


@given(SCALED, EVERY_UNIT, VERBS | st.sampled_from(["减少", "改造", "发放", "争取", "突破", "超过", "增加", "培训", "提高到", "控制在"]))
@settings(max_examples=50)
def test_every_unit_of_the_lexicon_is_one_of_a_value(numeral, unit, verb):
    (metric,) = metrics(f"全县项目{verb}{numeral}{unit}")
    assert (metric.text, metric.low, metric.high) == (numeral + unit, govtext.numerals.parse(numeral), govtext.numerals.parse(numeral))


@given(st.sampled_from(["创新", "革新", "翻新"]), st.integers(2, 999), st.sampled_from(["项", "处", "个"]))
@settings(max_examples=20)
def test_a_count_after_a_word_that_ends_in_new_is_one(word, number, unit):
    (metric,) = metrics(f"全县完成{word}{number}{unit}")
    assert (metric.text, metric.low) == (f"{number}{unit}", number)


@given(st.sampled_from(["两百", "2.3", "0.5", "三"]), st.sampled_from(["百分点", "个百分点", "千分点", "个千分点"]))
@settings(max_examples=20)
def test_points_are_no_marks_with_a_scale(numeral, unit):
    (metric,) = metrics(f"全县城镇化率提高{numeral}{unit}")
    assert (metric.low, metric.unit) == (govtext.numerals.parse(numeral), unit.removeprefix("个"))


@given(st.sampled_from(["头只", "头只匹", "件套", "台套", "羊单位"]), st.sampled_from(["*", "**", "120", "1.2万"]))
@settings(max_examples=20)
def test_two_counting_words_make_one_unit(unit, number):
    (metric,) = metrics(f"全乡各类牲畜达到{number}{unit}")
    assert (metric.text, metric.unit) == (number + unit, unit)


@given(st.integers(0, 7), st.sampled_from(["", "十", "二十"]), POWERS | st.just("十"), UNITS, VERBS)
def test_two_digits_side_by_side_are_a_range(first, head, power, unit, verb):
    numeral = f"{head if power in ('万', '亿') else ''}{DIGITS[first]}{DIGITS[first + 1]}{power}"
    low, high = (govtext.numerals.parse(numeral.replace(DIGITS[first : first + 2], digit)) for digit in DIGITS[first : first + 2])
    (metric,) = metrics(f"全县{verb}{numeral}{unit}")
    assert (metric.text, metric.low, metric.high, metric.bound) == (numeral + unit, low, high, "range")


@given(st.sampled_from(["上", "数", "几"]), POWERS, UNITS, VERBS)
def test_a_power_that_is_counted_by_some_is_an_open_bound(some, power, unit, verb):
    found = metrics(f"全县{verb}{some}{power}{unit}")
    assert [(metric.low, metric.bound in ("at_least", "more_than")) for metric in found] == [(govtext.numerals.parse(f"一{power}"), True)]


PAIRS = st.sampled_from(["一二", "两三", "三四", "五六", "六七", "七八", "八九"])
ESTIMATES = (
    st.builds("{}{}".format, PAIRS, st.sampled_from(["十", "百", "千"]))
    | st.builds("{}十{}".format, st.sampled_from("二三五"), PAIRS)
    | st.builds("{}百{}十".format, st.sampled_from("二三五"), PAIRS)
    | st.builds("{}十{}".format, st.sampled_from("二三五"), st.sampled_from("多余几"))
    | st.builds("{}{}".format, st.integers(10, 999), st.sampled_from("多余"))
    | st.builds("{}{}".format, st.sampled_from(["近", "约", "超过", "不足", "至少", "接近"]), st.integers(10, 999))
    | st.builds("{}{}{}".format, st.integers(2, 9), st.sampled_from("至到-—~"), st.integers(10, 99))
    | st.sampled_from(["几十", "十几", "上百", "数千", "几十万"])
)


@given(ESTIMATES, UNITS, VERBS)
@settings(max_examples=50)
def test_an_estimate_is_a_range_or_open_never_exact(estimate, unit, verb):
    (metric,) = metrics(f"全县{verb}{estimate}{unit}")
    assert metric.bound != "exact"
    assert metric.low < metric.high if metric.bound == "range" else metric.low == metric.high


@given(st.integers(1, 99), st.sampled_from(["万", "亿", "千"]), st.sampled_from(["余", "多"]), st.sampled_from(["", "亿"]), UNITS)
def test_more_inside_a_number_belongs_to_it(number, scale, more, scale_too, unit):
    scale_too = scale_too if scale == "万" else ""
    (metric,) = metrics(f"全县完成{number}{scale}{more}{scale_too}{unit}")
    assert (metric.text, metric.bound) == (f"{number}{scale}{more}{scale_too}{unit}", "more_than")
    assert metric.low == govtext.numerals.parse(f"{number}{scale}{scale_too}")


@given(st.integers(1, 30), st.sampled_from(["吨", "公里", "亩", "倍"]))
def test_half_of_a_unit_is_not_lost(number, unit):
    (metric,) = metrics(f"全县增加{number}{unit}半")
    assert (metric.text, metric.low, metric.high) == (f"{number}{unit}半", number + Decimal("0.5"), number + Decimal("0.5"))


PARTS = st.lists(st.integers(1, 99).map(str) | st.decimals("0.1", "99.9", places=1).map(str), min_size=3, max_size=4)


@given(PARTS, st.sampled_from([":", "：", "∶", "︰"]))
def test_a_ratio_is_one_metric(parts, colon):
    (metric,) = metrics(f"三次产业结构调整为{colon.join(parts)}")
    assert (metric.kind, metric.parts, metric.text) == ("ratio", tuple(map(Decimal, parts)), colon.join(parts))


@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from("-—~至"), st.sampled_from(["", "由", "从"]))
def test_the_low_end_is_never_above_the_high_one(first, last, dash, begins):
    for metric in metrics(f"税收增长{begins}{first}%{dash}{last}%"):
        assert metric.low <= metric.high


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("办理时间压缩两个半小时", ["2.5 小时"]),
        ("最低气温零下15摄氏度", ["-15 摄氏度"]),
        ("能耗下降5分之1", ["20 %"]),
        ("惠及几十万群众", ["100000 "]),
        ("改造226省道", []),
        ("落实《十条规定》", []),
        ("新建三台县医院", []),
        ("帮助张三李四人民币", []),
        ("获得3金5银8铜", ["3 金", "5 银", "8 铜"]),
        ("60岁以上老人全程接种率达到95%", ["95 %"]),
        ("人均预期寿命从78岁提高到79.2岁", ["78 岁", "79.2 岁"]),
        ("会议于14：30召开", []),
        ("税率由12%-5%", ["12 %", "5 %"]),
    ],
)
def test_what_is_counted_and_what_is_not(sentence, values):
    assert [f"{metric.low} {metric.unit}" for metric in metrics(sentence)] == values


WRITTEN_RANGES = st.sampled_from(["{}-{}%", "{}至{}个百分点", "百分之{}至{}", "百分之{}到百分之{}", "百分之{}-{}", "{}—{}亿元", "{}到{}家"])


@given(WRITTEN_RANGES, st.integers(1, 9), st.integers(1, 9), st.booleans())
def test_a_range_has_its_low_end_below_its_high_one_whichever_is_written_first(form, first, second, in_words):
    numbers = [DIGITS[number - 1] if in_words or form.startswith("百") else str(number) for number in (first, second)]
    metrics = govtext.parse(f"税收增长{form.format(*numbers)}。").metrics
    assert all(metric.low <= metric.high for metric in metrics)
    if first != second and len(metrics) == 1:
        assert metrics[0].low < metrics[0].high


@given(st.integers(2, 99), st.sampled_from(["降幅", "跌幅", "减幅"]), st.sampled_from(["为", "达", "达到", ""]), st.decimals("0.1", "40", places=1))
@settings(max_examples=30)
def test_a_rate_of_decrease_is_no_level_that_is_reached(number, noun, verb, rate):
    *_, metric = metrics(f"生猪存栏减少{number}万头，{noun}{verb}{rate}%")
    assert (metric.kind, metric.direction, metric.low) == ("growth", "down", rate)


@given(
    st.permutations(["生产总值", "财政收入", "社零额", "固定资产投资"]),
    st.sampled_from(["增长", "同比增长", "比上年增长"]),
    st.sampled_from("，；"),
    st.integers(2, 20),
)
@settings(max_examples=20)
def test_a_label_before_a_verb_names_the_value_of_its_own_clause(names, verb, mark, rate):
    found = metrics("主要指标：" + mark.join(f"{name}：{verb}{rate}%" for name in names))
    assert [metric.indicator.text for metric in found] == list(names)


OF_LARGE = st.sampled_from(["{}/10万", "{}／10万", "10万分之{}", "{}/10万人"])
RATES = st.decimals("0.1", 300, places=1).map(str) | st.integers(1, 300).map(str)


@given(RATES, OF_LARGE, st.sampled_from(["下降到", "控制在", "为"]), st.sampled_from(["", "以下", "以内"]))
@settings(max_examples=40)
def test_a_rate_of_a_hundred_thousand_is_no_number_of_people(rate, form, verb, bound):
    (metric,) = metrics(f"孕产妇死亡率{verb}{form.format(rate)}{bound}")
    assert (metric.low, metric.unit, metric.text) == (Decimal(rate), "/10万", form.format(rate) + bound)


@given(st.integers(1, 99), st.sampled_from(["增长", "增速为"]), st.sampled_from(["负百分之{}", "百分之负{}"]))
@settings(max_examples=20)
def test_a_share_in_words_keeps_its_sign(number, verb, form):
    (metric,) = metrics(f"工业增加值{verb}{form.format(in_words(number))}")
    assert (metric.low, metric.high, metric.unit) == (-number, -number, "%")


@given(st.sampled_from(DIGITS), st.sampled_from(DIGITS), st.sampled_from(["{}点{}成", "{}成{}"]), st.sampled_from(["，", "。", "以上"]))
@settings(max_examples=30)
def test_tenths_may_have_decimals(tenths, rest, form, end):
    first, *_ = metrics(f"民营经济占比达{form.format(tenths, rest)}{end}")
    assert first.low == govtext.numerals.parse(f"{tenths}点{rest}") * 10


@given(st.builds("{}{}".format, st.sampled_from(DIGITS), st.sampled_from(["亿", "千亿", "百万", "万亿"])), st.sampled_from("个家户项"))
@settings(max_examples=40)
def test_two_of_something_after_a_number_is_no_part_of_it(number, classifier):
    assert govtext.quantities(f"连续跨越{number}两{classifier}台阶")[0].low == govtext.numerals.parse(number)


@given(WORDS.filter(lambda words: "万" in words), st.data())
@settings(max_examples=60)
def test_a_number_in_words_may_have_a_space_anywhere(words, data):
    written = f"{words}个百分点"
    at = data.draw(st.integers(1, len(written) - 2))
    for around in ("上升{}", "全县居民人均可支配收入持续提高，城乡居民收入差距比上年同期扩大{}，其他指标保持稳定"):
        assert [metric.low for metric in metrics(around.format(f"{written[:at]} {written[at:]}"))] == [govtext.numerals.parse(words)]


@given(
    st.sampled_from(["跨越", "跨上", "跃上", "登上", "站上", "迈上", "越过", "突破"]),
    st.sampled_from(["百亿元", "千亿元", "万亿元", "千亿", "万亿"]),
    st.sampled_from(["大关", "台阶"]),
)
@settings(max_examples=40)
def test_a_mark_that_is_passed_is_what_the_quantity_is_above(verb, mark, step):
    (metric,) = metrics(f"经济总量{verb}{mark}{step}")
    assert (metric.low, metric.bound, metric.indicator.text) == (govtext.numerals.parse("一" + mark.removesuffix("元")), "more_than", "经济总量")


@given(st.sampled_from(DIGITS[1:]) | st.sampled_from(["百", "千"]), st.sampled_from("名家户点癌员场岗"), st.sampled_from(["工程", "行动", "筛查"]))
@settings(max_examples=30)
def test_a_count_that_is_the_whole_of_a_quoted_name_counts_nothing(number, unit, tail):
    assert metrics(f"深入实施“{number}{unit}”{tail}，成效明显") == ()


@given(st.integers(2, 15), st.integers(1, 5), st.sampled_from(["提高到", "延长至", "增加到"]), st.sampled_from(["由", "从"]))
@settings(max_examples=30)
def test_years_that_a_movement_starts_from_are_its_baseline(years, more, verb, begins):
    first, last = metrics(f"人均受教育年限{begins}{years}年{verb}{years + more}年")
    assert (first.low, str(first.status), last.low) == (years, "baseline", years + more)


@given(st.sampled_from(["增长", "上涨", "下降了", "由", "为"]), st.decimals("0.1", 30, places=1), st.sampled_from("-－负"))
@settings(max_examples=30)
def test_a_sign_before_a_number_is_no_dash(verb, rate, sign):
    (metric,) = metrics(f"工业利润{verb}{sign}{rate}%")
    assert (metric.low, metric.text) == (-rate, f"{sign}{rate}%")


@given(st.integers(0, 7), st.sampled_from(["", "十", "百", "千"]), st.sampled_from("家户个名"), VERBS)
@settings(max_examples=40)
def test_two_digits_with_a_comma_between_them_are_an_estimate(first, power, unit, verb):
    written = f"{DIGITS[first]}、{DIGITS[first + 1]}{power}{unit}"
    (metric,) = metrics(f"全县{verb}{written}企业")
    low, high = (govtext.numerals.parse(DIGITS[at] + power) for at in (first, first + 1))
    assert (metric.text, metric.low, metric.high, metric.bound) == (written, low, high, "range")


@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from("。·."), st.sampled_from(["%", "％", "个百分点"]))
@settings(max_examples=30)
def test_a_full_stop_inside_a_number_is_its_point(whole, decimals, point, unit):
    (metric,) = metrics(f"税收增长{whole}{point}{decimals}{unit}")
    assert metric.low == Decimal(f"{whole}.{decimals}")


@given(st.integers(1, 9), st.integers(1, 9), st.decimals("0.1", 9, places=1))
@settings(max_examples=30)
def test_the_number_of_an_item_is_no_part_of_its_figure(first, second, amount):
    (metric,) = metrics(f"主要工作：{first}.{amount}万户居民用上天然气")
    assert metric.low == amount * 10_000
    (metric,) = govtext.parse(f"一、2023年工作回顾\n{first}.{second}生产总值增长{amount}%。").metrics
    assert (metric.indicator.text, metric.low) == ("生产总值", amount)


@given(
    st.sampled_from(["约有", "约占全省的", "大约需要", "约达", "大概有", "约合"]),
    st.integers(2, 99).map(str) | st.integers(200, 9999).map(in_words),
    st.sampled_from(["个", "户", "%"]),
)
@settings(max_examples=40)
def test_what_is_about_a_number_is_not_exact(about, number, unit):
    (metric,) = metrics(f"全县企业{about}{number}{unit}")
    assert metric.bound == "approx"


@given(st.sampled_from(["公路货运", "铁水联运", "公路客运", "机场转运"]), st.integers(2, 999), st.sampled_from(["万吨", "万标箱", "万人次"]))
@settings(max_examples=20)
def test_what_is_carried_is_no_craft(noun, number, unit):
    (metric,) = metrics(f"{noun}{number}{unit}，同比持平")
    assert metric.low == number * 10_000


@given(st.integers(1, 90), st.sampled_from(["以下未成年人保护率", "以上老年人参保率", "以下成年公民体检率"]), st.sampled_from(["岁", "周岁"]))
@settings(max_examples=30)
def test_an_age_before_those_who_have_it_is_no_value(age, noun, unit):
    assert [metric.unit for metric in metrics(f"{age}{unit}{noun}达到98%")] == ["%"]


@pytest.mark.parametrize("text", ["贯彻“八个坚持，八个反对”", '落实"四个坚决"要求', "推进“四馆三场两中心”建设", "以百倍努力抓好落实"])
def test_what_is_no_figure_is_none(text):
    assert not metrics(text)


@given(st.integers(0, 9), st.integers(2, 9))
@settings(max_examples=10)
def test_a_year_with_a_space_behind_its_first_digit_is_one(year, rate):
    report = govtext.parse(f"一、2023年工作回顾\n到2 00{year}年，总量比上年明显提高，收入增长{rate}%，保持较快增长。")
    assert [time.text for time in report.times if time.start and time.start.year == 2000 + year] == [f"到2 00{year}年"]


@given(st.sampled_from(["超出", "超过", "高于", "高出", "好于"]), st.sampled_from(["预期目标", "年初预期", "年初计划"]), st.integers(1, 5))
@settings(max_examples=20)
def test_what_is_above_an_aim_is_a_result(verb, aim, points):
    assert [str(metric.status) for metric in metrics(f"税收增长8%，{verb}{aim}{points}个百分点")] == ["achieved", "achieved"]
