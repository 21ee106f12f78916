"""The table by which an office follows its targets."""

import datetime as dt

import openpyxl
import pytest
from browser import Watched, chromium, needs_chromium
from click.testing import CliRunner

import govtext
from govtext.cli import cli
from govtext.errors import ReadError
from govtext.export.viewer.follow_page import follow_page
from govtext.promises.follow_up import FollowUpError, follow_up, read_done

PLAN = """2024年青岭县人民政府工作报告
各位代表：
一、2023年工作回顾
税收增长3%。
二、2024年工作安排
今年经济社会发展主要预期目标是：地区生产总值增长6%，城镇登记失业率控制在4%以内。
（一）办好民生实事
一是新建幼儿园4所，增加学位1200个（牵头单位：教育局；配合单位：各镇政府）。二是在9月底前新建桥梁12座（责任单位：住建局）。
"""
HALF = """青岭县2024年上半年工作总结
一、上半年工作情况
上半年地区生产总值增长6.2%，新建幼儿园1所，新建桥梁12座。
"""


def rows(**options):
    frame = follow_up(govtext.parse(PLAN), **options)
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def test_the_plan_gives_tasks_units_and_deadlines():
    found = [
        (row["indicator"].removeprefix("新建"), row["target_value"], row["lead_unit"], row["support_unit"], str(row["deadline"])) for row in rows()
    ]
    assert found == [
        ("地区生产总值", "6%", None, None, "2024-12-31"),
        ("城镇登记失业率", "4%以内", None, None, "2024-12-31"),
        ("幼儿园", "4所", "教育局", "各镇政府", "2024-12-31"),
        ("学位", "1200个", "教育局", "各镇政府", "2024-12-31"),
        ("桥梁", "12座", "住建局", None, "2024-09-30"),
    ]
    assert [row["state"] for row in rows()] == [None] * 5


def test_a_half_year_report_says_how_far_each_is():
    found = {row["indicator"].removeprefix("新建"): (row["done_value"], row["done_rate"], row["state"]) for row in rows(later=govtext.parse(HALF))}
    assert found["地区生产总值"] == ("6.2%", None, "ahead")
    assert found["幼儿园"] == ("1所", 25.0, "behind")
    assert found["桥梁"] == ("12座", 100.0, "early")
    assert found["学位"][0] is None


@pytest.mark.parametrize(
    ("value", "on", "state"),
    [
        ("600", "06-30", "on_time"),
        ("900个", "06-30", "ahead"),
        ("300个", "06-30", "behind"),
        ("1200个", "12-31", "done"),
        ("1100个", "12-31", "behind"),
    ],
)
def test_what_is_done_is_set_beside_the_calendar(value, on, state):
    assert rows(done={4: value}, on=dt.date.fromisoformat(f"2024-{on}"))[3]["state"] == state


@pytest.mark.parametrize("done", [{9: "3个"}, {1: "很多"}, {1: "3个、4个"}])
def test_what_cannot_be_filled_in_is_one_error(done):
    with pytest.raises(FollowUpError):
        rows(done=done)


def run(*args):
    return CliRunner().invoke(cli, ["follow", *args], catch_exceptions=False)


def test_a_sheet_goes_out_and_comes_back(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    assert run("plan.txt", "-o", "sheet.xlsx").exit_code == 0
    book = openpyxl.load_workbook("sheet.xlsx")
    head = [cell.value for cell in book.active[1]]
    assert head[:8] == ["序号", "类别", "目标任务", "指标", "目标值", "牵头单位", "配合单位", "完成时限"]
    book.active.cell(4, head.index("完成值") + 1).value = "5所"
    book.save("sheet.xlsx")
    assert read_done("sheet.xlsx") == {3: "5所"}
    assert run("plan.txt", "--done", "sheet.xlsx", "-o", "done.xlsx").exit_code == 0
    assert "已完成" in [cell.value for cell in openpyxl.load_workbook("done.xlsx").active[4]]
    assert run("plan.txt", "-o", "page.html").exit_code == run("plan.txt", "-o", "rows.csv").exit_code == 0
    assert run("plan.txt", "-o", "page.doc").exit_code == 2
    assert run("plan.txt", "--done", "plan.txt", "-o", "x.csv").exit_code == 1


def test_a_sheet_without_its_columns_is_one_error(tmp_path):
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(ReadError, match="完成值"):
        read_done(tmp_path / "other.csv")


@needs_chromium
def test_the_page_filters_by_unit(tmp_path):
    html = follow_page(follow_up(govtext.parse(PLAN), govtext.parse(HALF)))
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 390, "height": 850})
        watched = Watched(context, html, tmp_path / "page.html")
        watched.page.select_option("select[data-column=unit]", "教育局")
        assert watched.page.locator("#tracks tbody tr:visible").count() == 2
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= 390
        context.close()
    assert (watched.strangers, watched.errors) == ([], [])


@pytest.mark.parametrize(
    ("head", "said"),
    [("2025年白河县人民政府工作报告", "白河县"), ("2026年青岭县人民政府工作报告", "of 2026"), ("2024年青岭县人民政府工作报告", "that of 2025")],
)
def test_a_later_report_of_another_place_or_year_is_refused(head, said):
    later = govtext.parse(f"{head}\n各位代表：\n一、工作回顾\n新建幼儿园4所。\n二、工作安排\n做好工作。\n")
    with pytest.raises(FollowUpError, match=said):
        follow_up(govtext.parse(PLAN), later)
