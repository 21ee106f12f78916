"""The page in a browser: what a reader does with it works, by mouse, by keyboard and on a phone, and nothing leaves it."""

from __future__ import annotations

import csv
import io
import shutil
import time
from pathlib import Path

import openpyxl
import pytest
from browser import Watched, chromium, needs_chromium
from click.testing import CliRunner
from playwright.sync_api import expect
from samples import CORPORA, INVENTED
from test_blanks import ANSWERS, FILLED, MASKED
from test_viewer import HOSTILE

import govtext
from govtext import cli
from govtext.export.viewer import page as make_page
from govtext.masking import AnswersError, fill, sheets
from govtext.masking.files import fill_rows

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture
def open_page(browser, tmp_path):
    """Opens a page of reports and sees to it that nothing but the page was asked for, and nothing went wrong."""
    opened = []

    def open_(*texts, lang="zh", **options):
        context = browser.new_context(viewport={"width": 1280, "height": 850}, accept_downloads=True, **options)
        watched = Watched(context, make_page([govtext.parse(text) for text in texts], lang), tmp_path / f"page{len(opened)}.html")
        opened.append((context, watched))
        return watched.page

    yield open_
    for context, watched in opened:
        assert (watched.strangers, watched.errors) == ([], [])
        context.close()


def downloaded(page, selector):
    with page.expect_download() as waiting:
        page.click(selector)
    return Path(waiting.value.path()).read_bytes(), waiting.value.suggested_filename


def test_marks_show_their_value_rule_and_evidence(open_page):
    page = open_page(INVENTED)
    mark = page.locator("mark.metric", has_text="6.2%").first
    mark.hover()
    tip = page.locator("#tip")
    assert tip.is_visible()
    for told in ("增长率", "gdp_growth", "6.2 %", "上升", "已实现", "2023", "relation."):
        assert told in tip.inner_text()
    assert mark.get_attribute("aria-describedby") == "tip"
    page.mouse.move(5, 5)
    page.keyboard.press("Escape")
    assert tip.is_hidden()


def test_types_of_marks_are_switched_off_and_on(open_page):
    page = open_page(INVENTED)
    mark = page.locator("mark.metric").first
    colour = "element => getComputedStyle(element).backgroundColor"
    assert mark.evaluate(colour) != "rgba(0, 0, 0, 0)"
    page.uncheck('.legend input[data-type="metric"]')
    assert mark.evaluate(colour) == "rgba(0, 0, 0, 0)"
    mark.hover()
    assert page.locator("#tip").is_hidden() or "指标值" not in page.locator("#tip").inner_text()
    page.check('.legend input[data-type="metric"]')
    assert mark.evaluate(colour) != "rgba(0, 0, 0, 0)"


def test_tables_sort_filter_and_jump(open_page):
    page = open_page(INVENTED)
    page.click("#r0-tab-metrics")
    panel = page.locator("#r0-metrics")
    rows = panel.locator("tbody tr:visible")
    everything = rows.count()
    assert everything == len(govtext.parse(INVENTED).metrics)
    panel.locator('select[data-column="status"]').select_option("MetricStatus.target")
    targets = rows.count()
    assert 0 < targets < everything
    assert set(rows.locator("td:nth-child(7)").all_inner_texts()) == {"目标"}
    panel.locator(".words").fill("失业率")
    assert rows.count() == 1
    panel.locator(".words").fill("")
    panel.locator('select[data-column="status"]').select_option("")
    assert rows.count() == everything
    panel.locator("th", has_text="数值").locator("button").click()
    values = [float(value) for value in rows.locator("td:nth-child(3)").evaluate_all("cells => cells.map((cell) => cell.dataset.sort)") if value]
    assert values == sorted(values)
    panel.locator("th", has_text="数值").locator("button").click()
    assert panel.locator("th", has_text="数值").get_attribute("aria-sort") == "descending"
    page.locator("#r0-metrics .jump", has_text="41.3万吨").click()
    assert page.locator("#r0-text").is_visible()
    here = page.locator("mark.here")
    assert here.inner_text() == "41.3万吨"
    assert here.evaluate("element => document.activeElement === element")
    box = here.bounding_box()
    assert 0 < box["y"] < 850


def test_outline_leads_to_its_heading(open_page):
    page = open_page(INVENTED)
    page.locator(".outline a", has_text="加强政府自身建设").click()
    heading = page.locator("mark.heading.here")
    assert heading.inner_text() == "三、加强政府自身建设"
    assert (heading.get_attribute("role"), heading.get_attribute("aria-level")) == ("heading", "3")
    assert 0 < heading.bounding_box()["y"] < 850


def test_search_counts_and_steps(open_page):
    page = open_page(INVENTED)
    page.fill("#query", "增长")
    count = INVENTED.count("增长")
    assert page.inner_text("#count") == f"{count} 处"
    page.keyboard.press("Enter")
    page.click("#next")
    assert page.inner_text("#count") == f"2 / {count}"
    page.click("#previous")
    assert page.inner_text("#count") == f"1 / {count}"
    assert page.evaluate("CSS.highlights.get('found').size") == count


def test_csv_holds_what_is_shown(open_page):
    page = open_page(INVENTED)
    page.click("#r0-tab-metrics")
    page.locator('#r0-metrics select[data-column="kind"]').select_option("MetricKind.growth")
    content, name = downloaded(page, "#r0-metrics .csv")
    assert name == "metrics.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    growths = [metric for metric in govtext.parse(INVENTED).metrics if metric.kind == "growth"]
    assert [row["原文"] for row in rows] == [metric.text for metric in growths]
    assert {row["类型"] for row in rows} == {"增长率"}


def test_language_and_theme_are_switched(open_page):
    page = open_page(INVENTED)
    assert page.inner_text("#r0-tab-metrics").startswith("指标值")
    page.click("#language")
    assert page.inner_text("#r0-tab-metrics").startswith("Metrics")
    assert page.get_attribute("html", "lang") == "en"
    assert page.get_attribute("#query", "placeholder") == "Find in the text"
    page.click("#r0-tab-metrics")
    assert "growth" in page.inner_text("#r0-metrics tbody")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.click("#theme")
    assert page.evaluate(paper) == light
    page.click("#theme")
    assert page.evaluate(paper) == "rgb(13, 17, 23)"


def test_everything_is_reached_by_keyboard(open_page):
    page = open_page(INVENTED)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#r0-tab-text")
    page.keyboard.press("ArrowRight")
    assert page.locator("#r0-metrics").is_visible()
    page.keyboard.press("ArrowLeft")
    first = page.locator('.text mark[tabindex="0"]')
    assert first.count() == 1
    first.focus()
    seen = set()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
        seen.add(page.evaluate("document.activeElement.id"))
        assert page.locator("#tip").is_visible()
    assert len(seen) == 6
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()
    page.keyboard.press("Enter")
    assert page.locator("#tip").is_visible()


def test_blanks_are_checked_filled_and_downloaded(open_page):
    page = open_page(MASKED)
    fields = page.locator("input.blank")
    assert fields.count() == len(ANSWERS)
    page.fill("#r0-p4", "13")
    page.click("#r0-tab-blanks")
    assert "13 不是1到12月" in page.inner_text("#r0-blanks .problems")
    assert page.get_attribute("#r0-p4", "aria-invalid") == "true"
    page.locator('input.answer[data-id="p4"]').fill("6")
    assert page.input_value("#r0-p4") == "6"
    assert page.inner_text("#r0-blanks .problems") == ""
    content, name = downloaded(page, ".download-text")
    assert (content.decode(), name) == (fill(govtext.parse(MASKED), {"p4": "6"}).text, "filled.txt")
    for id, answer in ANSWERS.items():
        page.locator(f'input.answer[data-id="{id}"]').fill(answer)
    assert "未填 0" in page.inner_text(".progress")
    content, _ = downloaded(page, ".download-text")
    assert content.decode() == FILLED
    page.click(".clear")
    assert page.input_value("#r0-p4") == ""
    page.click(".undo")
    assert page.input_value("#r0-p4") == "6"


WRONG = [
    ("*月起", {"p1": "13"}),
    ("*月起", {"p1": "十二"}),
    ("3月*日", {"p1": "32"}),
    ("*月*日召开", {"p1": "2", "p2": "30"}),
    ("*月*日召开", {"p1": "2", "p2": "29"}),
    ("20**年工作", {"p1": "2024"}),
    ("20**年工作", {"p1": "24"}),
    ("*年工作", {"p1": "1066"}),
    ("*年工作", {"p1": "二〇二四"}),
    ("*-*月，税收", {"p1": "6", "p2": "1"}),
    ("增收*万-*万元", {"p1": "5", "p2": "3"}),
    ("增收*千-*万元", {"p1": "8", "p2": "2"}),
    ("增收*-*万元", {"p1": "8", "p2": "2"}),
    ("增长*%-*%", {"p1": "6", "p2": "6"}),
    ("增长*.*%", {"p1": "6"}),
    ("增长*%", {"p1": "6.5"}),
    ("增长*%", {"p1": "６"}),
    ("增长XX%", {"p1": "6.5"}),
    ("占百分之*.*", {"p1": "八点五"}),
    ("增长*%", {"p1": "12.5万"}),
    ("增长*%", {"p1": "12百"}),
    ("占百分之*", {"p1": "一百二十"}),
    ("增长*%", {"p1": "6%"}),
    ("增长*%", {"p1": "-3.2"}),
    ("税收*万元", {"p1": "3.2亿"}),
    ("税收*亿元", {"p1": "1.2万"}),
    ("税收*万元", {"p1": "很多"}),
    ("税收*万元", {"p1": "1,250.6"}),
    ("税收*万元", {"p1": "三千二百"}),
    ("税收1XX32元", {"p1": "08"}),
    ("税收1XX32元", {"p1": "10832"}),
    ("税收1XX32元", {"p1": "10833"}),
    ("税收1*0万元", {"p1": "120"}),
    ("税收1*0万元", {"p1": "1，2"}),
    ("增长1.*%", {"p1": "1.5"}),
    ("增长1.*%", {"p1": "55"}),
    ("202X年工作", {"p1": "2024"}),
    ("202X年工作", {"p1": "1998"}),
    ("税收*万元", {"p1": "8200万元"}),
    ("税收*万元", {"p1": "**"}),
    ("居全区第*。", {"p1": "0"}),
    ("居全区第*。", {"p1": "三"}),
    ("*镇开展", {"p1": "12"}),
    ("*镇开展", {"p1": "白沙"}),
]


def test_the_page_and_the_package_judge_answers_alike(open_page):
    page = open_page(*[text for text, _ in WRONG])
    for number, (text, answers) in enumerate(WRONG):
        try:
            fill(govtext.parse(text), answers)
            fits, confirmable = True, True
        except AnswersError as error:
            fits, confirmable = False, error.confirmable
        wrong = page.evaluate("([key, answers]) => Array.from(problems(key, answers).values())", [f"r{number}", answers])
        assert (not wrong) == fits, (text, answers)
        assert all(reason in ("wrong.decimals", "wrong.digits", "wrong.whole") for reason in wrong) == confirmable, (text, answers)


def test_what_looks_other_than_its_mask_is_confirmed_by_a_tick(open_page):
    page = open_page("税收完成*亿元，增速*.*%。")
    page.click("#r0-tab-blanks")
    page.locator('input.answer[data-id="p2"]').fill("12.5万")
    page.click(".download-text")
    assert "改好后才能下载" in page.inner_text(".notice")
    assert page.evaluate("document.activeElement.dataset.id") == "p2"
    page.locator('input.answer[data-id="p2"]').fill("6")
    page.click(".download-text")
    assert "勾选确认" in page.inner_text(".notice")
    page.check(".confirm input")
    content, _ = downloaded(page, ".download-text")
    assert content.decode() == "税收完成*亿元，增速6%。"


def test_answers_outlast_a_reload_until_they_are_cleared(open_page):
    page = open_page(MASKED)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.click("#r0-p5")
    page.keyboard.type("8200")
    page.reload()
    assert asked == ["beforeunload"]
    assert page.input_value("#r0-p5") == "8200"
    assert "已恢复上次填写的 1 处" in page.inner_text(".notice")
    page.click("#r0-tab-blanks")
    downloaded(page, ".save-answers")
    page.reload()
    assert asked == ["beforeunload"]
    page.click("#r0-tab-blanks")
    page.click(".clear")
    page.reload()
    assert page.input_value("#r0-p5") == ""


def test_the_next_empty_blank_is_reached_by_button_and_by_enter(open_page):
    page = open_page(MASKED)
    page.click(".next-blank")
    seen = []
    for id in ANSWERS:
        seen.append(page.evaluate("document.activeElement.dataset.id"))
        page.keyboard.type(ANSWERS[id])
        page.keyboard.press("Enter")
    assert seen == list(ANSWERS)
    assert page.locator(".next-blank").is_disabled()
    assert f"已填 {len(ANSWERS)}/{len(ANSWERS)}" in page.inner_text(".progress")


def test_one_answer_is_offered_for_all_blanks_that_ask_the_same(open_page):
    page = open_page("*镇抓产业，*村先行。*镇惠民生。\n*镇促发展，税收完成*万元。")
    page.fill("#r0-p1", "白沙")
    assert "2 处" in page.inner_text(".same")
    page.click(".same")
    assert [page.input_value(f"#r0-p{number}") for number in range(1, 6)] == ["白沙", "", "白沙", "白沙", ""]
    assert page.evaluate("document.activeElement.dataset.id") == "p2"
    assert page.locator(".same").is_hidden()


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json"])
def test_the_sheet_of_the_command_is_loaded_and_that_of_the_page_is_read(open_page, tmp_path, suffix):
    report = govtext.parse(MASKED)
    sheet = tmp_path / f"blanks{suffix}"
    sheets.write(sheet, report.blanks(), ANSWERS)
    page = open_page(MASKED)
    page.click("#r0-tab-blanks")
    page.set_input_files(".sheet-file", sheet)
    expect(page.locator(".notice")).to_have_text(f"已载入 {len(ANSWERS)} 处")
    content, name = downloaded(page, ".save-answers")
    back = tmp_path / f"back_{name}"
    back.write_bytes(content)
    rows = {row.id: row.answer for row in sheets.read(back)}
    assert rows == ANSWERS
    assert fill_rows(report, sheets.read(back)).text == FILLED


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json"])
def test_what_was_masked_goes_back_on_the_page(open_page, tmp_path, suffix):
    text = "一、2023年工作回顾\n引进过亿元项目3个，国考10市排第2，2022-01-24印发，宝鸡——成都线投资5亿元，比为13:52:35。\n责任编辑：李明 2023-05-06\n"
    masked = govtext.mask(govtext.parse(text), ("numbers", "dates", "places"))
    sheets.write(tmp_path / f"a{suffix}", masked.blanks, masked.answers, hidden=True)
    page = open_page(masked.text)
    page.click("#r0-tab-blanks")
    page.set_input_files(".sheet-file", tmp_path / f"a{suffix}")
    content, name = downloaded(page, ".download-text")
    assert content.decode() == text
    content, name = downloaded(page, ".save-answers")
    (tmp_path / name).write_bytes(content)
    assert fill_rows(govtext.parse(masked.text), sheets.read(tmp_path / name)).text == text


def test_sheets_as_spreadsheets_save_them(open_page, tmp_path):
    text = "税收完成*.*亿元，增速*.*%，*镇参加。"
    book = openpyxl.Workbook()
    book.active.append(["编号", "填写", "掩码"])
    for id, answer, mask, form in (("p1", 6, "*.*", "General"), ("p2", 0.065, "*.*", "0.0%"), ("p3", "白沙", "*", "@"), ("p9", "x", "*", "@")):
        book.active.append([id, answer, mask])
        book.active.cell(book.active.max_row, 2).number_format = form
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.csv").write_bytes("编号,填写\r\np1,6.0\r\np2,6.5\r\np3,白沙\r\np9,x\r\n".encode("gb18030"))
    (tmp_path / "a.txt").write_bytes(b"\x00\x01")
    page = open_page(text)
    page.click("#r0-tab-blanks")
    for name in ("a.xlsx", "a.csv"):
        page.set_input_files(".sheet-file", tmp_path / name)
        expect(page.locator(".notice")).to_have_text("已载入 3 处，1 行不属于本报告")
        assert [page.input_value(f"#r0-p{number}") for number in (1, 2, 3)] == ["6.0", "6.5", "白沙"]
        page.click(".clear")
    page.set_input_files(".sheet-file", tmp_path / "a.txt")
    expect(page.locator(".notice")).to_have_text("不是填写表，未载入")


def made_up(report):
    """Answers of other decimals than their masks show, for each blank of a report."""
    names = {"year": "31", "month": "3", "day": "15", "ordinal": "2", "place": "白沙", "organisation": "宏远", "person": "周明远", "name": "青穗"}
    answers, before = {}, None
    for number, blank in enumerate(report.blanks(), 1):
        is_range = before and before.kind == blank.kind == "month" and blank.span.start - before.span.end == 1
        figure = str(100 + number)
        other = figure if "." in blank.text or blank.kind != "percent" else f"{figure}.5"
        answers[blank.id] = "9" if is_range else names.get(blank.kind, "白沙" if blank.kind == "unknown" else other)
        before = blank
    return answers


def put(page, fields, answers):
    """Put answers into fields of a page as typing does, all in one call."""
    page.evaluate(
        """([fields, answers]) => answers.forEach(([id, answer]) => {
            const field = document.querySelector(`${fields}[data-id="${id}"]`);
            field.value = answer;
            field.dispatchEvent(new Event("input", { bubbles: true }));
        })""",
        [fields, answers],
    )


@pytest.fixture(scope="module")
def filled_from_a_sheet(tmp_path_factory):
    """A masked half-year report of a township, its answers, and the text that the command makes of it and their sheet."""
    folder = tmp_path_factory.mktemp("sheet")
    file, sheet, out = (folder / name for name in ("masked.txt", "blanks.xlsx", "filled.txt"))
    shutil.copy(CORPORA / "township_star.txt", file)
    report = govtext.read(file)
    answers = made_up(report)
    sheets.write(sheet, report.blanks(), answers)
    refused = CliRunner().invoke(cli.cli, ["fill", str(file), str(sheet), "-o", str(out)])
    assert (refused.exit_code, out.exists(), "--force" in refused.stderr) == (1, False, True)
    result = CliRunner().invoke(cli.cli, ["fill", str(file), str(sheet), "-o", str(out), "--force"])
    assert (result.exit_code, len(answers) > 100) == (0, True)
    return report.text, answers, out.read_text("utf-8")


@pytest.mark.parametrize(("width", "is_phone"), [(1280, False), (390, True)])
def test_what_is_filled_on_the_page_and_closed_halfway_is_what_a_sheet_fills(open_page, filled_from_a_sheet, width, is_phone):
    text, answers, expected = filled_from_a_sheet
    page = open_page(text, is_mobile=is_phone, has_touch=is_phone)
    page.set_viewport_size({"width": width, "height": 850})
    half = len(answers) // 2
    given = list(answers.items())
    put(page, "input.blank", given[:half])
    url, context = page.url, page.context
    page.close()
    page = context.new_page()
    page.goto(url)
    assert f"已填 {half}/{len(answers)}" in page.inner_text(".progress")
    page.click("#r0-tab-blanks")
    put(page, "input.answer", given[half:])
    assert "未填 0" in page.inner_text(".progress")
    page.check(".confirm input")
    content, _ = downloaded(page, ".download-text")
    assert content.decode() == expected


def test_two_reports_stand_side_by_side(open_page):
    page = open_page(INVENTED, INVENTED.replace("286.4亿元", "301.2亿元").replace("青河", "白岭").replace("310万人次", "355万人次"))
    page.click('[data-which="both"]')
    boxes = [page.locator(f"#r{number} .text").bounding_box() for number in (0, 1)]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    rows = page.locator(".compare tbody tr:visible")
    assert rows.count() == 2
    assert {"286.4亿元", "301.2亿元"} <= set(rows.first.locator(".jump").all_inner_texts())
    rows.first.locator(".jump").nth(1).click()
    assert page.locator("#r1 mark.here").inner_text() == "301.2亿元"
    assert page.locator("#r0 .text").is_visible()
    page.click('[data-which="r1"]')
    assert page.locator("#r0").is_hidden()
    assert page.locator("#r1 .outline").is_visible()


def test_hostile_text_is_text(open_page):
    page = open_page(HOSTILE, HOSTILE.replace("12.5", "13.5"))
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    text = page.inner_text("#r0 .text")
    for written in ("<script>alert(1)</script>", '"><img src=x onerror=alert(2)>', "javascript:alert(3)", "&lt;b&gt;", "“<b>重点</b>”"):
        assert written in text
    for tab in ("metrics", "targets", "measures", "blanks", "remarks"):
        page.click(f"#r0-tab-{tab}")
    page.click('[data-which="both"]')
    for mark in page.locator("#r0 mark").all():
        mark.hover(force=True)
    assert page.locator("img, iframe, #r0 b, #r0 style").count() == 0
    assert page.locator(".control").first.evaluate("element => getComputedStyle(element, '::before').content") != "none"
    assert dialogs == []


def axe_problems(page):
    from axe_playwright_python.sync_playwright import Axe

    results = Axe().run(page).response["violations"]
    return [
        (found["id"], found["impact"], [node["html"][:120] for node in found["nodes"][:3]])
        for found in results
        if found["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(open_page, scheme):
    page = open_page(INVENTED, MASKED, lang="en", color_scheme=scheme)
    assert axe_problems(page) == []
    for tab in ("metrics", "targets", "measures", "remarks"):
        page.click(f"#r0-tab-{tab}")
        assert axe_problems(page) == [], tab
    page.click('[data-which="r1"]')
    page.fill("#r1-p4", "13")
    page.locator("#r1 mark.metric").first.hover()
    assert axe_problems(page) == []
    page.click("#r1-tab-blanks")
    assert axe_problems(page) == []
    page.click('[data-which="both"]')
    assert axe_problems(page) == []


def test_it_is_readable_on_a_phone(open_page):
    page = open_page(INVENTED, has_touch=True, is_mobile=True)
    page.set_viewport_size({"width": 390, "height": 800})
    page.reload()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".outline").evaluate("element => element.open") is False
    assert float(page.locator(".text").evaluate("element => parseFloat(getComputedStyle(element).fontSize)")) >= 16
    page.locator("mark.metric").first.tap()
    tip = page.locator("#tip").bounding_box()
    assert tip["x"] >= 0
    assert tip["x"] + tip["width"] <= 390
    page.tap("#tip")
    assert page.locator("#tip").is_hidden()
    page.tap("#r0-tab-metrics")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for row in page.locator("#r0-metrics tbody tr").all()[:5]:
        for cell in row.locator("td:visible").all():
            box = cell.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
    assert page.locator(".hint.keys").is_hidden()


WIDE = """
三、2023年重点工作
今年主要预期目标是：地区生产总值突破17000亿元，进出口总额达到15800亿元以上，居民收入与经济同步增长，\
万元地区生产总值综合能耗、单位工业增加值用水量、主要污染物排放总量和城镇登记失业率保持在合理区间。
"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_cell_runs_over_its_card_on_a_phone(open_page, lang):
    page = open_page(INVENTED + WIDE, lang=lang, has_touch=True, is_mobile=True)
    page.set_viewport_size({"width": 390, "height": 800})
    page.reload()
    for tab in page.locator("[role=tab]").all():
        tab.tap()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        over = """cells => cells.filter(cell => cell.offsetParent && cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.textContent)"""
        assert page.locator("td").evaluate_all(over) == []


def test_blanks_are_filled_on_a_phone(open_page):
    page = open_page(MASKED, has_touch=True, is_mobile=True)
    page.set_viewport_size({"width": 390, "height": 800})
    page.reload()
    page.tap("#r0-tab-blanks")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    field = page.locator('input.answer[data-id="p5"]')
    box = field.bounding_box()
    assert box["x"] + box["width"] <= 390
    field.fill("8200")
    page.tap(".next-blank")
    assert page.evaluate("document.activeElement.dataset.id") == "p6"
    assert axe_problems(page) == []


def test_tabs_stay_in_sight(open_page):
    page = open_page(INVENTED + "\n本段说明情况。" * 300)
    page.evaluate("window.scrollTo({ top: 4000, behavior: 'instant' })")
    bar, tabs = page.locator(".bar").bounding_box(), page.locator(".stick").bounding_box()
    assert abs(tabs["y"] - bar["height"]) <= 1


def test_it_prints_text_and_tables_without_controls(open_page):
    page = open_page(INVENTED)
    page.emulate_media(media="print")
    assert page.locator(".bar").is_hidden()
    assert page.locator(".tools").first.is_hidden()
    for shown in ("#r0-title", "#r0 .text", "#r0-metrics table", "#r0-targets table", "#r0-metrics .printed"):
        assert page.locator(shown).is_visible(), shown


def test_a_long_report_opens_fast_and_scrolls_smoothly(open_page):
    body = INVENTED[INVENTED.index("一、") :]
    sections = [body.replace("一、2023", f"一、{2000 + n}").replace("286.4", f"{200 + n}.4").replace("青河", f"青河{n}") for n in range(90)]
    text = INVENTED[: INVENTED.index("一、")] + "".join(sections)
    assert len(text) >= 60_000
    page = open_page(text)
    opened = page.evaluate(
        "(() => { const timing = performance.getEntriesByType('navigation')[0]; return timing.loadEventEnd - timing.startTime; })()"
    )
    assert opened < 1500
    slowest = page.evaluate(
        """async () => {
            const gaps = [];
            let last = performance.now();
            for (let step = 0; step < 60; step++) {
                window.scrollBy({ top: 600, behavior: 'instant' });
                await new Promise(requestAnimationFrame);
                const now = performance.now();
                gaps.push(now - last);
                last = now;
            }
            return gaps.sort((a, b) => a - b)[Math.floor(gaps.length * 0.9)];
        }"""
    )
    assert slowest < 100
    begun = time.perf_counter()
    page.click("#r0-tab-metrics")
    page.locator("#r0-metrics .words").fill("失业率")
    assert page.locator("#r0-metrics tbody tr:visible").count() > 0
    assert time.perf_counter() - begun < 3
