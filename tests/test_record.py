"""What the record says that reports promise and state, where the archive of reports lies beside the repository."""

import csv
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import govtext
from govtext.errors import UnitError
from govtext.source import SourceText, fold
from govtext.stages.blocks import blocks
from govtext.stages.checks import stated_counts
from govtext.stages.measures import measures
from govtext.stages.sections import sections

SHARED = Path(__file__).parents[2] / "shared"
TABLES, REPORTS = SHARED / "bench" / "tables", SHARED / "reports"
LEAST = Decimal("0.97")
BOUNDS = {"point": "exact", "approx": "approx", "min": "at_least", "max": "at_most", "range": "range"}
BOUNDS |= {"hold": "exact", "hold_approx": "approx", "min_cut": "at_most"}
IDS = {"urban_new_jobs_10k": "urban_new_jobs"}
UNITS = {"%": 1, "万人": 10**4, "亿元": 10**8, "万亿斤": 10**12}

pytestmark = pytest.mark.skipif(not TABLES.is_dir(), reason="the archive of reports is not here")


def table(name):
    with (TABLES / name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@cache
def report(path):
    return govtext.read(path)


def squeezed(text):
    return "".join(fold(text).split())


def provincial_report(year, place):
    """The captured report of a province; the Word files of 2025 and the pages of 2026 name it in several ways."""
    if year == "2026":
        return next((path for path in (REPORTS / "province").glob("*_2026_web.txt") if path.name.startswith(place)), None)
    return next(iter((REPORTS / "docx").glob(f"{year}年{place}*.docx")), None)


def wanted(row):
    """Number and bound of a row in the base unit; None for one without a number."""
    if not row["low"]:
        return None
    scale = UNITS[row["unit"]]
    return Decimal(row["low"]) * scale, Decimal(row["high"]) * scale, BOUNDS[row["modifier"]]


def said(target):
    return None if target is None or target.low is None else (target.low, target.high, str(target.bound))


def test_provincial_targets_agree_with_the_record_in_numbers_and_bound():
    right, wrong = 0, []
    for row in table("provincial_targets_2025_2026.csv"):
        path = provincial_report(row["year"], row["province"])
        if path is None:
            continue
        target = report(path).target(IDS.get(row["indicator"], row["indicator"]))
        if said(target) == wanted(row) and (row["low"] or (target is not None and target.form == row["modifier"])):
            right += 1
        else:
            wrong.append((row["year"], row["province"], row["indicator"], said(target)))
    assert right + len(wrong) >= 150
    assert right >= LEAST * (right + len(wrong)), wrong


def test_higher_aims_of_provinces_are_stretches():
    rows = [row for row in table("provincial_targets_2025_2026.csv") if row["extra_clause"] and provincial_report(row["year"], row["province"])]
    assert len(rows) >= 10
    for row in rows:
        stretch = report(provincial_report(row["year"], row["province"])).target(row["indicator"]).stretch
        assert stretch and stretch in row["extra_clause"], (row["province"], stretch)


def central_reports(year):
    return [report(path) for path in sorted((REPORTS / "central").glob(f"全国_{year}_*.txt"))]


def test_central_targets_agree_with_the_record_in_numbers_and_bound():
    """A row is right where one of the year's captures that hold its phrase gives it.

    Rows whose phrase stands in no capture cannot be read and are left out: what was said at press conferences, and targets that were taken
    from the news because the capture lacks the list (2024 and 2026 as tables). The one capture that disagrees with the others is that of
    2006 which lost the heading of its second part, so that its plan is read as part of the review.
    """
    right, wrong = 0, []
    for row in table("central_targets.csv"):
        holding = [one for one in central_reports(row["year"]) if row["phrase"] and squeezed(row["phrase"]) in squeezed(one.text)]
        if row["low"] and holding:
            found = [said(one.target(row["indicator"])) for one in holding]
            right += wanted(row) in found
            wrong += [] if wanted(row) in found else [(row["year"], row["indicator"], found)]
    assert right + len(wrong) >= 70
    assert right >= LEAST * (right + len(wrong)), wrong


def test_what_central_reports_do_not_say_is_not_found():
    rows = [row for row in table("central_targets.csv") if not row["low"] or "press conference" in row["stated_in"]]
    assert len(rows) >= 3
    for row in rows:
        assert central_reports(row["year"])
        assert [said(one.target(row["indicator"])) for one in central_reports(row["year"])] == [None] * len(central_reports(row["year"])), row["year"]
    forms = {row["year"]: {t.form for one in central_reports(row["year"]) if (t := one.target(row["indicator"]))} for row in rows if not row["low"]}
    assert forms == {"2000": set(), "2020": {"declined"}}


def test_counts_that_reports_state_are_those_of_their_headings():
    rows = [(row, path) for row in table("stated_counts.csv") if (path := provincial_report(row["year"], row["province"][:2]))]
    assert len(rows) == 16
    for row, path in rows:
        source = SourceText.of(report(path).text)
        copy, paragraphs = source.copy, blocks(source, report(path).source.furniture)
        headings = sections(copy, paragraphs, source.ranks)
        counts = stated_counts(copy, headings, measures(copy, paragraphs, headings))
        stated = [count for count in counts if squeezed(row["sentence"]) in squeezed(copy[max(count.start - 40, 0) : count.end + 20])]
        assert [(count.stated, count.found) for count in stated] == [(int(row["stated_count"]), int(row["found_（一）_headings_after"]))], path.name
        assert not [d for d in report(path).diagnostics if d.code == "GT304"], path.name


PLAN = "青岭县人民政府工作报告\n各位代表：\n二、2024年工作安排\n{}\n"
PAST = "青岭县人民政府工作报告\n各位代表：\n一、2023年工作回顾\n{}。\n"
AIMS = "今年主要预期目标是：{}。"
RUNNING = "全县上下坚持稳中求进工作总基调，统筹发展和安全，经济社会各项事业取得新的进展，群众的获得感不断增强。"


@cache
def trap(number):
    """The text of a trap, its cases apart; rows are counted from one."""
    return table("parser_traps.csv")[number - 1]["real_text"].split(" / ")


def values(text, form=PLAN):
    """Low, high, bound and status of the metrics of a text that stands in a plan."""
    return [(str(m.low), str(m.high), str(m.bound), str(m.status)) for m in govtext.parse(form.format(text)).metrics]


def aims(text):
    """Canonical id, form, number and bound of the promises in a list of targets."""
    rows = govtext.parse(PLAN.format(AIMS.format(text))).targets()
    return [(row.canonical, str(row.form), None if row.low is None else str(row.low), row.bound and str(row.bound)) for row in rows]


def test_there_are_36_traps():
    assert len(table("parser_traps.csv")) == 36


@pytest.mark.parametrize(
    ("number", "case", "expected"),
    [
        (1, 0, [("14.8", "14.8", "exact", "baseline"), ("10", "10", "approx", "target")]),
        (3, 0, [("8", "9", "range", "target")]),
        (4, 0, [("6.5", "7", "range", "target")]),
        (5, 0, [("4.5", "5", "range", "target")]),
        (6, 0, [("5.0", "5.5", "range", "target")]),
        (7, 0, [("5", "5.5", "range", "target")]),
        (7, 1, [("5", "5.5", "range", "target")]),
        (7, 2, [("6", "6.5", "range", "target")]),
        (8, 0, [("9000000", "9000000", "at_least", "target")]),
        (8, 1, [("4.6", "4.6", "less_than", "target")]),
        (9, 0, [("4.8", "4.8", "approx", "target")]),
        (10, 0, [("4.6", "4.6", "exact", "target")]),
        (23, 0, [("2.1", "2.1", "exact", "baseline"), ("2.3", "2.3", "exact", "target")]),
        (24, 0, [("2.8", "2.8", "exact", "target"), ("0.2", "0.2", "exact", "target")]),
    ],
)
def test_traps_of_numbers_and_bounds(number, case, expected):
    assert values(trap(number)[case]) == expected


def test_trap_2_digits_apart_are_one_number_and_offsets_those_of_the_archive():
    (metric,) = govtext.parse(PAST.format(trap(2)[0])).metrics
    assert (metric.low, metric.unit, metric.canonical, metric.status) == (35_550_000, "人", "urban_new_jobs", "achieved")
    assert metric.text.count(" ") == 4


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (11, [("gdp_growth", "numeric", "7", "at_least")]),
        (
            13,
            [
                ("primary_va_growth", "numeric", "3.5", "at_least"),
                ("secondary_va_growth", "numeric", "7", "approx"),
                ("tertiary_va_growth", "numeric", "5", "at_least"),
            ],
        ),
        (14, [("surveyed_unemp", "numeric", "5", "at_most"), ("cpi", "numeric", "3", "at_most")]),
        (15, [("income_urban_growth", "numeric", "5", "approx"), ("income_rural_growth", "numeric", "6.5", "approx")]),
    ],
)
def test_traps_of_lists_of_targets(number, expected):
    assert aims(trap(number)[0]) == expected
    assert not govtext.parse(PLAN.format(trap(number)[0])).sections[1:]


def test_traps_11_and_12_higher_aims():
    (target,) = govtext.parse(PLAN.format(AIMS.format(trap(11)[0]))).targets()
    assert target.stretch == "8"
    (target,) = govtext.parse(PLAN.format(AIMS.format("地区生产总值" + trap(12)[0]))).targets()
    assert (target.low, target.bound, target.stretch) == (Decimal("4.5"), "exact", trap(12)[0].partition("，")[2])


@pytest.mark.parametrize(("number", "form"), [(16, "relative"), (17, "qualitative")])
def test_traps_16_and_17_promises_without_a_number(number, form):
    relative, other = trap(number)
    assert [row[1:3] for row in aims(relative)] == [(form, None)]
    assert [row[1:3] for row in aims(other if other.startswith("居民") else "居民收入" + other)] == [(form, None)]
    assert not values(relative) and not values(other)


def test_traps_18_and_19_declined_is_not_the_same_as_not_said():
    assert govtext.parse(PLAN.format(trap(18)[0])).target("gdp_growth").form == "declined"
    assert govtext.parse(PLAN.format(RUNNING)).target("gdp_growth") is None


def test_traps_20_to_22_what_is_not_the_annual_target():
    five_years = govtext.parse(PLAN.format(trap(20)[0].replace("…", "地区生产总值")))
    assert [row.horizon for row in five_years.targets()] == ["five_year"] and five_years.target("gdp_growth") is None
    assert govtext.parse(PLAN.format(trap(21)[0])).target("gdp_growth") is None
    last_year = govtext.parse(PAST.format(trap(22)[0]))
    assert last_year.metrics[0].status == "achieved" and not last_year.targets()


def test_trap_24_a_level_and_its_difference():
    level, difference = govtext.parse(PLAN.format(trap(24)[0])).metrics
    assert (level.kind, level.unit, difference.kind, difference.unit, difference.direction) == ("level", "%", "change", "百分点", "up")
    assert [row.low for row in govtext.parse(PLAN.format(trap(24)[0])).targets()] == [Decimal("2.8")]


def test_trap_25_a_list_goes_on_after_its_full_stop():
    listed = trap(25)[0].strip("…") + "增长4%、5%、6%左右"
    rows = govtext.parse(PLAN.format(AIMS.format(listed))).targets()
    ids = ["gdp_growth", "primary_va_growth", "secondary_va_growth", "tertiary_va_growth"]
    assert [(row.canonical, row.strength, row.horizon) for row in rows] == [(id, "expected", "year") for id in ids]


@pytest.mark.parametrize(("number", "low"), [(26, "8"), (27, "4.5")])
def test_traps_26_and_27_a_list_begins_in_the_next_paragraph_or_across_lines(number, low):
    target = govtext.parse(PLAN.format(trap(number)[0].replace("¶", "\n"))).target("gdp_growth")
    assert (str(target.low), target.strength, target.form) == (low, "expected", "numeric")


@pytest.mark.parametrize(("case", "before", "after"), [(0, "", ""), (1, "", "5%"), (2, "", "增长5%"), (3, "", "增长5%"), (4, "地区生产总值", "")])
def test_trap_28_the_names_of_growth(case, before, after):
    assert [row[0] for row in aims(before + trap(28)[case] + after)] == ["gdp_growth"]


def test_trap_29_marks_of_footnotes_are_no_part_of_what_is_measured():
    found = govtext.parse(PLAN.format(trap(29)[0] + "建设里程达到30公里"))
    assert [metric for metric in found.metrics if metric.text == "30公里"]
    assert not [metric for metric in found.metrics if "10" in metric.text + metric.indicator.text]


def test_traps_30_to_32_masks_are_never_read_as_numbers():
    amount, growth = govtext.parse(PLAN.format(trap(30)[0])).metrics
    assert (amount.low, amount.unit, growth.low, growth.unit) == (None, "元", None, "%")
    partly = govtext.parse(PLAN.format(trap(31)[0]))
    assert [(blank.kind, blank.text) for blank in partly.placeholders] == [("year", "xxxx"), ("percent", "xx")]
    assert [metric.low for metric in partly.metrics if metric.unit == "%"] == [None]
    assert [blank.kind for blank in govtext.parse(PLAN.format(trap(32)[0])).placeholders] == ["ordinal", "ordinal"]


def test_trap_33_buttons_of_a_page_are_no_text():
    found = govtext.parse("\n".join([trap(33)[0].strip(), "青岭县人民政府工作报告", "各位代表：", "一、2023年工作回顾", RUNNING]))
    assert [block.kind for block in found.blocks] == ["furniture", "meta", "meta", "body", "body"]


@pytest.mark.parametrize("case", range(3))
def test_trap_34_what_follows_a_report_ends_its_body(case):
    tail = [trap(34)[case], "1.某项工程：指一种说明性的文字，用来解释报告中出现的名词，共计20项。"]
    found = govtext.parse("\n".join(["青岭县人民政府工作报告", "各位代表：", "一、2023年工作回顾", *[RUNNING] * 3, "谢谢大家！", *tail]))
    assert {block.kind for block in found.blocks[-2:]} <= {"glossary", "furniture", "appendix"}


@pytest.mark.parametrize("case", range(2))
def test_trap_35_a_heading_needs_no_number(case):
    found = govtext.parse("\n".join(["青岭县人民政府工作报告", "各位代表：", trap(35)[case], RUNNING]))
    assert [(section.title, section.level, section.style) for section in found.sections] == [(trap(35)[case], 1, "plain")]


def test_trap_36_wide_spaces_hide_no_heading():
    (first, second) = govtext.parse(PLAN.format(trap(36)[0])).sections
    assert (first.level, second.level, second.marker) == (1, 2, "（一）")


def test_units_of_the_record_convert():
    for unit in ("亿元", "万元"):
        metric = next(m for m in report(provincial_report("2026", "河北")).metrics if m.unit == "元" and m.low)
        assert metric.to(unit)[0] * UNITS.get(unit, 10**4) == metric.low
    with pytest.raises(UnitError):
        metric.to("公里")
