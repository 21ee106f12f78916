"""The check for writers: what it finds, and what it leaves alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from samples import INVENTED, sample_reports

import govtext
from govtext import cli
from govtext.checking import check

SHARED = Path(__file__).parents[2] / "shared" / "reports"
HEAD = "2024年青河县政府工作报告\n各位代表：\n一、2023年工作回顾\n"


def found(text):
    return [(item.code, item.text) for item in check(govtext.parse(HEAD + text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年，生产总值完成286.4亿元。回顾过去一年，全县地区生产总值达到268.4亿元。", [("GT501", "268.4亿元")]),
        ("2023年，社会消费品零售总额增长8.5%。2023年，全县社会消费品零售总额增长8.2%。", [("GT501", "8.2%")]),
        ("三次产业结构调整为7.6:45.1:49.3。", [("GT502", "7.6:45.1:49.3")]),
        ("进出口总额由100亿元增加到150亿元，增长30%。", [("GT503", "100亿元增加到150亿元，增长30%")]),
        ("税收由2018年的10亿元增加到2022年的20亿元，年均增长15%。", [("GT503", "10亿元增加到2022年的20亿元，年均增长15%")]),
        ("常住人口城镇化率由50.1%提高到55.3%，提高3.2个百分点。", [("GT503", "50.1%提高到55.3%，提高3.2个百分点")]),
        ("城镇登记失业率从3.1%下降到3.5%。", [("GT504", "从3.1%下降到3.5%")]),
        ("税收完成3.2亿元，比去年同期2.8亿元下降14.3%。", [("GT504", "3.2亿元，比去年同期2.8亿元下降14.3%")]),
        ("三次产业占比为13.9:47.4:39.6。", [("GT502", "13.9:47.4:39.6")]),
        ("生产总值增长4-6%。", [("GT601", "4-6%")]),
        ("户均增收3-5万元。", [("GT602", "3-5万元")]),
        ("税收增长7%-9，居全市前列。", [("GT603", "7%-9")]),
        ("厂房建于98年，08年扩建。", [("GT604", "98年"), ("GT604", "08年")]),
        ("2016-20年累计完成投资12亿元。", [("GT604", "2016-20年")]),
        ("二零二三年开工。", [("GT605", "二零二三年")]),
        ("惠及约3000户左右，建成超过50家以上。", [("GT606", "约3000户左右"), ("GT606", "超过50家以上")]),
        ("成本降低2倍。", [("GT607", "降低2倍")]),
        ("绿地率由40%提高到45.5%，提高5.5%。", [("GT608", "5.5%")]),
        ("一是抓投资。二是促消费。四是稳外贸。", [("GT301", "四是")]),
        ("今年将重点抓好三个方面工作：\n（一）抓投资\n（二）促消费\n", [("GT304", "抓好三个方面工作")]),
    ],
)
def test_what_is_found(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2023年，生产总值完成286.4亿元。回顾过去一年，全县生产总值达到286亿元。",  # rounded
        "2023年，生产总值增长6.2%，今年上半年增长5.8%。预计2024年增长6%。",  # other periods
        "2023年，规模以上工业增加值增长8%。其中，装备制造业规模以上工业增加值增长9%。",  # a part
        "2023年，城镇居民人均可支配收入3.2万元。农村居民人均可支配收入2.4万元。",
        "三次产业结构由8.1:45.2:46.7调整为7.6:45.1:47.3。",
        "三次产业结构调整为8:45:47，城区比例达到3:2:1。",
        "生产总值由100亿元增加到150亿元，年均增长6%。",  # growth at constant prices does not follow from amounts
        "进出口总额由100亿元增加到150亿元，增长50%。",
        "税收由2018年的10亿元增加到2022年的20亿元，年均增长18.9%。",
        "城镇化率由50.1%提高到55.3%，提高5.2个百分点。补助标准由20元提高到40元，为此增加支出42亿元。",
        "综合排名由第13位上升到第5位，失业率从3.5%下降到3.1%。",
        "增长4%-6%，增收3万-5万元，2020-2025年，1-6月，运行98年，九十年代，3—5个。",
        "二〇二三年开工，惠及约3000户，30%左右，超过50家。",
        "成本降低20%，产量增长2倍。",
    ],
)
def test_what_is_left_alone(text):
    assert found(text) == []


# Each kind with three examples that are wrong and three that only look so.
KINDS = {
    "GT501": (
        [
            "规上工业增加值增长7.2%。\n工业提质增效，规模以上工业增加值增长7.8%。",
            "高新技术企业达到48家。\n创新驱动有力。高新技术企业总数达到46家。",
            "森林覆盖率达到45.2%。\n生态环境改善，森林覆盖率提高到42.5%。",
            "社会消费品零售总额增长4.2%。\n全县社会消费品零售总额同比增长3.9%。",
            "固定资产投资增长0.3%。\n固定资产投资增长0.5%，走势平稳。",
            "城镇固定资产投资增长8.2%。\n在南州市白河镇召开现场会。全县城镇固定资产投资增长9.5%。",
            "全县森林覆盖率达到45.2%。\n三个乡镇绿化加快，全县森林覆盖率提高到42.5%。",
            "城镇新增就业2360人。\n白河新区加快建设。城镇新增就业2630人。",  # no part of the county has as much as the county
            "2023年，固定资产投资完成61.5亿元。\n五年来，我们攻坚克难，固定资产投资完成65.1亿元。",  # no five years have so little
            "全县社消零总额46.2亿元。\n（一）抓消费。社会消费品零售总额达到46.8亿元。",  # one name is short for the other
            "全县粮食总产21.6万吨。\n（一）抓三农。粮食总产量达21.9万吨，实现丰收。",
            "全面完成任务。\n二、2024年工作安排\n固定资产投资增长8%，突出项目。\n（一）稳增长。固定资产投资增长10%。",
        ],
        [
            "财政收入增长8.2%。\n县域经济壮大，县域生产总值增长17%，财政收入增长9.5%。",  # of the counties in it
            "城镇登记失业率3.2%。\n主要预期目标为：居民收入增长6%，城镇登记失业率控制在3.5%。",  # an aim
            "实施重点项目80项。\n生态建设扎实推进，实施重点项目100项。",  # of different matters
            "财政收入增长8.2%。\n去年四县（市）和四郊区完成财政收入22.7亿元，同比增长9.5%。",
            "财政支出增长25.7%。\n用于社会保障的财政支出增长26.5%。",
            "全县生产总值增长11.7%。\n沿河地区完成生产总值162亿元，增长13.5%。",
            "城镇居民人均可支配收入31200元。\n白河新区加快建设。城镇居民人均可支配收入34100元。",  # that of the new area, perhaps
            "2023年，固定资产投资完成61.5亿元。\n五年来，我们攻坚克难，固定资产投资完成265.1亿元。",
            "实际利用外资5.83亿美元。\n会展结硕果，引进外资5.35亿美元。",  # signed at fairs
            "城镇新增就业7.8万人。\n开发区实现新增就业6万人，占全县的76.9%。",  # a part
            "减轻企业负担15.4亿元。\n降低保险费率，减轻企业负担11.5亿元。",  # by another measure
            "粮食产量43.2万吨。\n基础更牢，具备年产40万吨粮食的能力。",
            "外贸进出口总额增长23.4%。\n外贸进出口双双迈上新台阶，分别增长26.5%和20.9%。",
            "固定资产投资增长41.3%。\n北三市开发加快，其固定资产投资增长40.7%。",
            "固定资产投资增长41.3%。\n附：修改稿\n“固定资产投资增长41.7%”改为“固定资产投资增长41.3%”",
        ],
    ),
    "GT504": (
        [
            "万元产值能耗由0.52吨标准煤提高到0.48吨标准煤。",
            "登记失业率从3.1%下降到3.4%。",
            "接待游客310万人次，比上年280万人次减少30万人次。",
        ],
        [
            "住房面积分别由16平方米和20.5平方米提高到20平方米和25平方米。",
            "工资指导线由0-17%提高到3%-18%。",
            "万元产值能耗由0.52吨标准煤下降到0.48吨标准煤。",
        ],
    ),
    "GT301": (
        ["1．抓投资。2．促消费。4．稳外贸。", "第一，抓投资。第二，促消费。第四，稳外贸。", "①抓投资；②促消费；④稳外贸。"],
        [
            "一是抓投资。二是促消费。三是稳外贸。",
            "一是抓投资。二是促消费。\u2002三是稳外贸。四是惠民生。",
            "1．抓投资。2．促消费。3.5万户受益。3．稳外贸。",
            "第一，抓投资。第三产业增长6%。",
            "一是抓廉政，严惩腐败！二是抓法治，坚持民主！三是抓改革。四是抓作风。",
            "一是抓廉政。二是抓法治，坚持民主！三是抓改革。四是抓作风。",
        ],
    ),
    "GT302": (
        ["1．抓投资。2．促消费。2．稳外贸。", "第一，抓投资。第二，促消费。第二，稳外贸。", "一是抓投资；二是促消费；三是稳外贸；三是惠民生。"],
        ["一是抓投资。二是促消费。农业上，一是稳面积。二是提单产。", "（1）抓投资。（2）促消费。1．2月底前完成。", "一是一，二是二。"],
    ),
    "GT505": (
        [
            "全年完成工业投资12.6亿元，其中2.1、5.3、4.2亿元分别投向三个园区。",
            "新增农业龙头企业12家，其中省级5家、市级6家。",
            "新建学校20所（小学8所、初中7所、高中4所），教育面貌一新。",
            "完成投资48.7亿元，其中工业投资20.3亿元、农业投资9.1亿元、民生投资25.6亿元。",  # more than the whole
        ],
        [
            "全年完成工业投资12.6亿元，其中技改投资3.2亿元、设备投资2.1亿元。",  # some parts
            "新增农业龙头企业12家，其中省级5家、市级7家，新增合作社6家。",  # the list ends where it makes the whole
            "完成投资12.6亿元，其中一产2.1亿元，增长5%；二产5.3亿元，增长6%；三产5.2亿元，增长7%。",
            "完成投资12.6亿元，其中2.13、5.27、5.24亿元分别投向三个园区。",  # rounded
            "培训干部120名，其中女性50名、党员78名、返乡青年6人次。",
            "培训职工3400人次，其中女职工2100人次、党员1500人次。",
        ],
    ),
    "GT503": (
        [
            "税收完成3.2亿元，比去年同期2.8亿元增长20%。",
            "进出口总额达到45亿元，较上年的50亿元下降15%。",
            "接待游客310万人次，比上年280万人次增加40万人次。",
            "社会消费品零售总额85亿元，去年同期80亿元，增长8.5%。",
            "高新技术企业由20家增至35家，增加16家。",
            "机器人产量由2000台增加到5000台，增长2.5倍。",
            "招商项目完成83个，较上年66个净增22个。",
            "进出口总额45亿元，2022年为40亿元，增长20%。",
            "2022年进出口总额40亿元，2023年进出口总额45亿元，增长20%。",
        ],
        [
            "税收完成3.2亿元，比去年同期2.8亿元增长14.3%。",
            "地区生产总值完成320亿元，比上年280亿元增长6.5%。",  # at constant prices
            "税收完成3.2亿元，比去年同期增加0.4亿元，增长20%。",
            "粮食产量由50万吨提高到55万吨，增加5.2万吨。",  # rounded
            "机器人产量由2000台增加到5000台，增长1.5倍，是2020年的2.5倍。",
            "进出口总额45亿元，2022年为40亿元，增长12.5%。",
            "2020年进出口总额40亿元，2023年为45亿元，增长3%。",
            "2022年税收40亿元，2023年进出口总额45亿元，增长20%。",
            "招商项目由66个增加到83个，新增22个。",
        ],
    ),
    "GT506": (
        [
            "一般公共预算收入8200万元，完成全年任务1.5亿元的60%。",
            "全年完成投资36亿元，占年度计划40亿元的95%。",
            "新增就业4500人，完成年度目标5000人的95%。",
            "税收8200万元，完成全年1.5亿元任务的60%。",
            "财政收入完成9.2亿元，占年度预算10亿元的95%。",  # what is planned is not rounded
            "税收实现46.6亿元，是年计划68.4亿元的58.0%。",
        ],
        [
            "一般公共预算收入8200万元，完成全年任务1.5亿元的54.7%。",
            "新增就业4500人，完成年度目标5000人的90%，增长12%。",
            "完成投资36亿元，占年度计划的92%，其中工业投资20亿元。",
            "完成投资9.2亿元，占总投资10亿元的95%。",  # both rounded
            "税收实现46.6亿元，是2020年23.3亿元的2倍，是年计划的98%。",
        ],
    ),
    "GT507": (
        [
            "城镇和农村居民人均可支配收入分别为30000元和15000元，收入比2.5:1。",
            "城镇居民人均可支配收入42000元、增长5%，农村居民人均可支配收入21000元、增长7%，城乡居民收入比由2.1:1缩小到1.8:1。",
            "城镇、农村居民人均可支配收入分别达到36500元、18200元，城乡收入比降至2.41。",
            "城镇居民人均可支配收入36000元，增长5%。农村居民人均可支配收入18000元，增长7%。城乡收入比缩小到1.6。",
            "城镇居民人均可支配收入36000元，增长5%；农村居民人均可支配收入18000元，增长7%，城乡居民收入比缩小到1.6:1。",
        ],
        [
            "城镇和农村居民人均可支配收入分别为30000元和15000元，收入比2:1。",
            "城镇居民人均可支配收入42000元、增长5%，农村居民人均可支配收入21000元、增长7%，城乡居民收入比由2.1:1缩小到2.0:1。",
            "城镇居民人均可支配收入30000元，城乡居民收入比缩小到2.5:1。",
            "全体居民人均可支配收入30000元，城镇居民36000元、农村居民18000元，城乡居民收入比2:1。",
            "城镇居民人均可支配收入36000元，其中工资性收入20000元；农村居民人均可支配收入18000元，城乡居民收入比2:1。",
        ],
    ),
    "GT606": (
        [
            "惠及约30多户。",
            "近10余家企业入驻。",
            "税收增长6%左右以上。",
            "惠及约3000户左右。",
            "近百余名群众受益。",
            "安置大约三千人左右。",
            "新建项目超40余个。",
            "新增面积将近160多万亩。",
            "完成投资大概3.5亿元左右。",
        ],
        ["惠及30多户。", "附近10余家企业受益，签约10余个项目，节约30多万元。", "税收增长6%左右，以上指标好于预期。", "反超10余家企业，超30家。"],
    ),
    "GT609": (
        ["企业利润下降-2%。", "单位能耗降低-0.5%。", "生猪存栏减少−1.2万头。", "亏损面收窄 -1.5个百分点。"],
        ["企业利润增长-2%。", "物价降幅收窄到-1%。", "单位能耗下降2%-3%。", "生猪存栏减少1.2万头，下降——主要因价格。"],
    ),
    "GT610": (
        [
            "税收增长6%,就业稳定，民生改善，环境向好。",
            "新增企业１2家，新增合作社3家。",
            "抓好重点工作(含续建)，落实责任（含督查），强化考核（含奖惩）。",
            '推进“两山”转化，打造"一村一品"，建设“三园”，培育“五链”。',
            "税收稳定增长.就业向好。民生改善。",
        ],
        ["城乡居民收入比2.5:1，比例为3:2：税收稳定。", "引进GDP,CPI等指标体系，数据齐全。", "税收1,250.6万元，增长6.5%，居全市第3。"],
    ),
    "GT611": (
        [
            "税收完成12.5亿元，增长6.5%，新建学校XX所。",
            "税收完成12.5亿元，增长6.5%，在**镇建成示范园。",
            "税收完成12.5亿元，增长6.5%，就业*.*万人。",
            "税收完成12.5亿元，增长6.5%，新增就业（数据待核）人。",
        ],
        [
            "税收完成*亿元，增长*.*%，新建学校3所。",  # masked as a whole
            "税收完成12.5亿元，增长6.5%，某些领域仍有短板，查处某公司1起。",
            "实施“双领+X”项目40项，税收完成12.5亿元，增长6.5%。",
            "X射线设备12台，**重点**工程3个，增长6.5%。",
            "“三馆一站”*免费开放，税收完成12.5亿元，增长6.5%。",  # the mark of a footnote
        ],
    ),
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, (wrong, _) in KINDS.items() for text in wrong])
def test_each_kind_is_found(code, text):
    assert code in [item for item, _ in found("2023年，全县发展稳定。\n" + text)]


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, (_, right) in KINDS.items() for text in right])
def test_what_only_looks_like_a_kind_is_left_alone(code, text):
    assert code not in [item for item, _ in found("2023年，全县发展稳定。\n" + text)]


def report_of(
    title="2024年青河县政府工作报告",
    head="青河县人民政府县长 周明远\n各位代表：\n现在，我代表青河县人民政府，向大会报告工作。",
    review="2023年",
    plan="2024年",
    opens="2024年是关键之年。",
    day="2024年1月8日",
):
    meeting = f"——{day}在青河县第十八届人民代表大会第四次会议上"
    return f"{title}\n{meeting}\n{head}\n一、{review}工作回顾\n全县上下团结奋斗。\n二、{plan}工作安排\n{opens}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (report_of(review="2022年"), ("GT509", "2022年")),
        (report_of(plan="2023年"), ("GT509", "2023年")),
        (report_of(opens="2023年是全面落实规划的关键之年。"), ("GT509", "2023年")),
        (report_of(day="2023年1月8日"), ("GT509", "2023年1月8日")),
        (report_of() + "让我们团结奋斗，奋力谱写白岭县现代化建设新篇章！\n", ("GT508", "白岭县")),
        (report_of() + "我们将努力建设美丽白岭县。\n", ("GT508", "美丽白岭县")),
        (report_of(head="青河县人民政府县长 周明远\n各位代表：\n现在，我代表白岭县人民政府，向大会报告工作。"), ("GT508", "白岭县")),
        (report_of(head="白岭县人民政府县长 周明远\n各位代表：\n现在，我代表县人民政府，向大会报告工作。"), ("GT508", "白岭县")),
        (report_of(title="2024年白岭县政府工作报告", head="各位代表：\n我代表县人民政府报告工作。"), ("GT508", "青河县")),
    ],
)
def test_a_year_or_a_place_that_is_not_the_titles(text, expected):
    assert expected in [(item.code, item.text) for item in check(govtext.parse(text))]


@pytest.mark.parametrize(
    "text",
    [
        report_of(),
        report_of(review="2019—2023年"),
        report_of(day="2023年12月28日"),  # some congresses meet before the year begins
        report_of() + "让我们团结奋斗，奋力谱写青河县现代化建设新篇章！\n",
        report_of() + "我们将与白岭县共同谱写协作新篇章。建设连接白岭县的公路。\n",
        report_of(title="2024年青河区政府工作报告", head="各位代表：\n我代表区人民政府报告工作。").replace("青河县", "青河区") + "建设新型社区。\n",
        report_of().replace("一、2023年工作回顾", "一、奋发有为，全面完成了2023年的工作任务"),
        report_of(review="过去五年和2023年"),
        report_of(opens="2023年以来，发展基础更牢。2024年是关键之年。"),
        report_of(head="各位代表：\n我代表县人民政府报告工作。受南州市委托，白岭县、青河县共建园区。"),
        report_of(head="各位代表：\n我代表河东省青河县人民政府报告工作，请列席的白岭县同志提意见。"),
    ],
)
def test_years_and_places_that_may_stand(text):
    assert [item for item in check(govtext.parse(text)) if item.code in ("GT508", "GT509")] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一是抓投资。二是促消费。四是稳外贸。", ["GT301"]),
        ("（一）抓投资\n做好。\n（二）促消费\n做好。\n（四）稳外贸\n做好。\n", ["GT301"]),
        ("一是抓投资。二是促消费。二是稳外贸。", ["GT302"]),
        ("一是抓投资。二是促消费。三是稳外贸。", []),
        ("今年抓好四个方面工作。\n（一）抓投资\n做好。\n（二）促消费\n做好。\n（三）稳外贸\n做好。\n（四）惠民生\n做好。\n", []),
        ("一是抓投资。1．新建5个。2．续建3个。二是促消费。", []),
    ],
)
def test_numbering_is_remarked_where_it_is_sure(text, expected):
    assert [code for code, _ in found(text) if code < "GT5"] == expected


@given(st.integers(2015, 2029))
@settings(max_examples=15)
def test_two_aims_of_one_year_are_found_whatever_the_year(year):
    plan = "固定资产投资增长8%，突出项目。\n（一）稳增长。固定资产投资增长10%。\n"
    text = f"{year}年青河县政府工作报告\n各位代表：\n一、{year - 1}年工作回顾\n完成任务。\n二、{year}年工作安排\n{plan}"
    assert [(item.code, item.text) for item in check(govtext.parse(text))] == [("GT501", "10%")]


def test_findings_say_where_and_what():
    text = HEAD + "2023年，生产总值完成286.4亿元。回顾过去一年，全县地区生产总值达到268.4亿元，增长4-6%。"
    first, second = check(govtext.parse(text))
    assert first.related[0].of(text) == "286.4亿元"
    assert first.message.startswith("生产总值 is 286.4亿元 in one place and 268.4亿元 in another; ")
    assert (str(first.severity), first.rule) == ("warning", "check.repeated")
    assert "4%—6%" in second.message
    assert all(item.span.of(text) == item.text for item in (first, second))


def test_masked_reports_have_no_figures_to_contradict():
    assert found("*-*月，税收完成*万元，增速*.*%，由*亿元增加到*亿元，增长*%。") == []


@pytest.mark.parametrize("name", list(sample_reports()))
def test_sample_reports_are_clean(name):
    warnings = [
        item for item in check(govtext.parse(sample_reports()[name])) if item.code >= "GT5" and item.severity == "warning" and item.code != "GT611"
    ]
    assert warnings == []


@pytest.mark.parametrize("call", [check, govtext.mask, lambda text: govtext.compare(text, text), lambda text: govtext.track([text])])
def test_a_text_is_no_report(call):
    with pytest.raises(govtext.GovtextError, match=r"a text is parsed with govtext\.parse"):
        call("税收完成12.5亿元。")


def run(*args):
    return CliRunner().invoke(cli.cli, ["check", *map(str, args)], prog_name="govtext", catch_exceptions=False)


@pytest.fixture
def files(tmp_path):
    clean, wrong = tmp_path / "clean.txt", tmp_path / "错 误.txt"
    clean.write_text(INVENTED, "utf-8")
    wrong.write_text(HEAD + "生产总值增长4-6%。\n城镇登记失业率从3.1%下降到3.5%。", "utf-8")
    return clean, wrong


def test_exit_codes(files, tmp_path):
    clean, wrong = files
    info = tmp_path / "info.txt"
    info.write_text(HEAD + "二零二三年开工。", "utf-8")
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert (run(clean).exit_code, run(clean).output) == (0, "")
    assert run(info).exit_code == 0
    assert run(clean, wrong).exit_code == 3
    assert run(wrong, empty).exit_code == 1
    assert run(tmp_path / "none.txt").exit_code == 2


def test_lines_of_text_in_two_languages(files):
    lines = run(files[1]).stdout.splitlines()
    assert lines[0].startswith(f"{files[1]}:4:7: GT601 warning the range 4-6%")
    assert lines[1].startswith(f"{files[1]}:5:8: GT504 warning ")
    assert run(files[1], "--lang", "zh").stdout.splitlines()[1] == f"{files[1]}:5:8: GT504 warning 由3.1%到3.5%，不是“下降”；请核对两个数据和升降用词"


def test_json_and_sarif(files, tmp_path):
    clean, wrong = files
    out = tmp_path / "found.json"
    assert run(clean, wrong, "--format", "json", "-o", out).exit_code == 3
    first, second = json.loads(out.read_text("utf-8"))["files"]
    assert (first["path"], first["findings"]) == (str(clean), [])
    assert [(item["code"], item["line"], item["column"], item["text"]) for item in second["findings"]] == [
        ("GT601", 4, 7, "4-6%"),
        ("GT504", 5, 8, "从3.1%下降到3.5%"),
    ]
    log = json.loads(run(clean, wrong, "--format", "sarif").stdout)
    (only,) = log["runs"]
    assert (log["version"], only["tool"]["driver"]["version"], only["columnKind"]) == ("2.1.0", govtext.__version__, "unicodeCodePoints")
    for result in only["results"]:
        assert only["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].endswith("/%E9%94%99%20%E8%AF%AF.txt")
        region = place["region"]
        text = wrong.read_text("utf-8")
        assert text[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"]
        assert text.split("\n")[region["startLine"] - 1][region["startColumn"] - 1 :].startswith(region["snippet"]["text"])


WHOLES = st.sampled_from([("新建农村公路", "公里"), ("新增示范村", "个"), ("完成植树造林", "亩"), ("争取资金", "万元")])
PARTS = st.lists(st.integers(40, 900), min_size=3, max_size=4, unique=True)


@settings(max_examples=25, deadline=None)
@given(WHOLES, PARTS, st.integers(-9, 20))
def test_parts_are_found_where_they_do_not_make_their_whole(whole, parts, percent):
    name, unit = whole
    total = sum(parts) * 100 // (100 + percent) if percent else sum(parts)
    assume(max(parts) < total and not any(sum(parts[:count]) == total for count in range(2, len(parts))))
    listed = "、".join(f"{place}{part}{unit}" for place, part in zip("东西南北", parts, strict=False))
    codes = [code for code, _ in found(f"{name}{total}{unit}，其中{listed}。")]
    assert codes == ([] if total == sum(parts) else ["GT505"])


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from([("税收完成", "万元"), ("接待游客", "人次"), ("出口产品", "件"), ("引进项目", "个")]),
    st.sampled_from(["比上年的", "较去年同期", "比上年同期的"]),
    st.integers(500, 5000),
    st.integers(3, 60),
    st.sampled_from([0, 4, 15]),
)
def test_a_growth_is_found_that_does_not_follow_from_two_values(indicator, than, old, growth, error):
    name, unit = indicator
    new = old * (100 + growth) // 100
    said = f"{(new - old) * 100 / old + error:.1f}"
    codes = [code for code, _ in found(f"{name}{new}{unit}，{than}{old}{unit}增长{said}%。")]
    assert codes == (["GT503"] if error else [])


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["完成全年任务{}的", "占年度计划{}的", "为年计划{}的", "完成年度目标{}的"]),
    st.sampled_from(["万元", "户", "亩", "公里"]),
    st.integers(200, 5000),
    st.integers(30, 130),
    st.sampled_from([0, 3, -4]),
)
def test_a_share_of_a_plan_is_found_that_is_not_that_of_its_figures(share, unit, plan, percent, error):
    value = plan * percent // 100
    said = f"{value * 100 / plan + error:.1f}"
    codes = [code for code, _ in found(f"全年完成{value}{unit}，{share.format(f'{plan}{unit}')}{said}%。")]
    assert codes == (["GT506"] if error else [])


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["约", "近", "大约", "将近", "大概"]),
    st.sampled_from(["30", "120", "3.5万", "两百"]),
    st.sampled_from(["户", "家", "亩", "个", "公里"]),
    st.sampled_from(["{}左右", "{}以上", "more"]),
)
def test_a_bound_that_is_said_twice_is_found_and_one_that_is_said_once_is_not(before, number, unit, after):
    def clause(first, second):
        return f"惠及{first}{number}多{unit}。" if second == "more" else "惠及" + second.format(f"{first}{number}{unit}") + "。"

    assert [code for code, _ in found(clause(before, after))] == ["GT606"]
    assert found(clause("", after)) == found(clause(before, "{}")) == []


@pytest.mark.skipif(not SHARED.exists(), reason="no archived reports beside the checkout")
def test_real_reports_raise_few_alarms():
    paths = sorted(SHARED.rglob("*.txt"))[::7]
    alarms = [item for path in paths for item in check(govtext.read(path)) if item.code >= "GT5"]
    assert len(alarms) < len(paths)
