"""The page of targets and results, as a document and in a browser."""

import re

import pytest
from browser import Watched, chromium, needs_chromium
from click.testing import CliRunner
from test_track import LIST, report

import govtext
from govtext.cli import cli
from govtext.export.viewer.track_page import track_page

YEARS = [(2021, "6%左右", None), (2022, "6%", "6.3%"), (2023, "5.5%以上", "5.1%"), (2024, "5%—6%", "5.8%"), (2025, "5%", "5.2%")]


def reports():
    for year, aim, reached in YEARS:
        past = f"地区生产总值增长{reached}，“<b>示范”税收增长3%。" if reached else "成绩来之不易。"
        road = "悦海路改造工程年内建成通车。" if year == 2023 else "悦海路改造工程开工建设。" if year < 2023 else ""
        yield report(year, past=past, plan=f"{LIST}地区生产总值增长{aim}，城镇新增就业{year}人。{road}")


@pytest.fixture(scope="module")
def html():
    return track_page(govtext.track(reports()))


def test_the_page_needs_nothing_else_and_takes_no_text_for_markup(html):
    assert not re.search(r"""(?:src|href)=["'](?!#|data:)""", html)
    assert "<b>示范" not in html
    assert "&lt;b&gt;示范" in html


def test_a_page_without_tracks_says_so():
    page = track_page(govtext.track([report(2024)]))
    assert "only the report of 2024" in page
    assert "<svg" not in page


def test_the_command_makes_the_page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    for one in reports():
        (tmp_path / "reports" / f"{one.meta.year}.txt").write_text(one.text, "utf-8")
    made = CliRunner().invoke(cli, ["view", "--track", "reports", "-o", "page.html"], catch_exceptions=False)
    assert made.exit_code == 0
    assert "地区生产总值" in (tmp_path / "page.html").read_text("utf-8")


@needs_chromium
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_in_a_browser(html, tmp_path, width):
    with chromium() as browser:
        context = browser.new_context(viewport={"width": width, "height": 850})
        watched = Watched(context, html, tmp_path / "page.html")
        page = watched.page
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("#chart rect").count() == len(YEARS) - 1
        assert page.locator("#chart circle.missed").count() == 1
        shown = page.locator("#tracks tbody tr:visible")
        assert shown.count() == 2 * (len(YEARS) - 1)
        page.select_option("select[data-column=verdict]", "Verdict.exceeded")
        assert shown.count() == 1
        shown.first.locator("summary").click()
        assert page.locator(".sides mark:visible").all_inner_texts() == ["5.5%以上", "5.8%"]
        stages = page.locator("#projects tbody tr")
        assert stages.count() == 1
        assert stages.locator("li").all_inner_texts()[-1] == "2023 在建 → 投用 未报告"
        stages.locator("summary").click()
        assert "悦海路改造工程" in stages.locator("mark:visible").all_inner_texts()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.click("#language")
        assert "not reported" in stages.inner_text()
        assert "Targets and results" in page.inner_text("h1")
        context.close()
    assert (watched.strangers, watched.errors) == ([], [])
