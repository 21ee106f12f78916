"""The page as a document: self-contained, nothing of a report taken for markup, and one row for all that was found."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from samples import INVENTED, sample_reports

import govtext
from govtext import cli
from govtext.errors import GovtextError
from govtext.export.viewer import page
from govtext.export.viewer.compare import differences
from govtext.rules import lexicon

HOSTILE = """各位代表：
一、<script>alert(1)</script>工作回顾
税收完成12.5亿元，"><img src=x onerror=alert(2)>增长6%，链接javascript:alert(3)，'单引号'，&lt;b&gt;，</textarea></script><style>。
（一）右到左\u202e反转\u202c、零宽\u200b字符、\x07响铃。新增就业*人</mark></p>，{{ 7 + 7 }}，${7+7}。
一是推进“<b>重点</b>”项目。二是完成100%。
"""


class Elements(HTMLParser):
    """Names and attributes of the elements of a document, and the content of its scripts and styles."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.found, self.raw, self.text, self._open = [], [], [], None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self._open = tag if tag in ("script", "style") else None

    def handle_endtag(self, tag):
        self._open = None

    def handle_data(self, data):
        (self.raw if self._open else self.text).append(data)


def content_of(html):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)[1])


def test_the_page_needs_nothing_else():
    elements = Elements(govtext.parse(INVENTED).to_html())
    for tag, attrs in elements.found:
        assert tag not in ("iframe", "object", "embed", "img", "form", "base")
        assert not [name for name in attrs if name.startswith("on") or name in ("src", "srcset", "action", "style")], (tag, attrs)
        if "href" in attrs:
            assert attrs["href"].startswith(("#", "data:,"))


def test_the_policy_lets_its_own_style_and_script_run_and_nothing_else():
    html = govtext.parse(INVENTED).to_html()
    policy = next(attrs["content"] for tag, attrs in Elements(html).found if attrs.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert (rules["default-src"], rules["base-uri"], rules["form-action"]) == ("'none'", "'none'", "'none'")
    for name, pattern in (("style-src", r"<style>(.*?)</style>"), ("script-src", r"<script>(.*?)</script>")):
        source = re.search(pattern, html, re.DOTALL)[1]
        assert rules[name] == f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def test_nothing_of_a_report_is_markup():
    plain, hostile = (Elements(govtext.parse(text).to_html()) for text in (INVENTED.replace("286.4", "*.*"), HOSTILE))
    assert {tag for tag, _ in hostile.found} <= {tag for tag, _ in plain.found}
    assert sum(tag == "script" for tag, _ in hostile.found) == 2
    text = "".join(hostile.text)
    for written in ("<script>alert(1)</script>", '"><img src=x onerror=alert(2)>', "javascript:alert(3)", "&lt;b&gt;", "{{ 7 + 7 }}", "</mark></p>"):
        assert written in text
    assert not re.search("[\u202a-\u202e\u200b\x07]", "".join(hostile.text + hostile.raw))
    codes = [attrs["data-code"] for tag, attrs in hostile.found if attrs.get("class") == "control"]
    assert codes == ["202E", "202C", "200B", "0007"]


def test_the_data_of_the_page_are_the_report_to_the_letter():
    report = govtext.parse(HOSTILE)
    data = content_of(report.to_html())["reports"]["r0"]
    assert data["text"] == report.text
    assert [blank["id"] for blank in data["blanks"]] == [blank.id for blank in report.blanks()]
    assert set(data["items"]) == {
        item.id for items in (report.sections, report.measures, report.metrics, report.times, report.entities) for item in items
    }


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=60) | st.lists(st.sampled_from(HOSTILE), max_size=40).map("".join))
def test_any_text_makes_a_page(text):
    report = govtext.parse(text)
    html = page([report, report])
    html.encode("utf-8")
    elements = Elements(html)
    assert sum(tag == "script" for tag, _ in elements.found) == 2
    assert content_of(html)["reports"]["r1"]["text"] == report.text


@pytest.mark.parametrize("name", list(sample_reports()))
def test_the_text_stands_whole_on_the_page(name):
    report = govtext.parse(sample_reports()[name])
    html = report.to_html()
    assert html.count('<p class="block ') == len(report.blocks)
    paragraphs = re.findall(r'<p class="block [a-z]+" data-start="\d+">(.*?)</p>', html, re.DOTALL)
    for block, shown in zip(report.blocks, paragraphs, strict=True):
        opened, closed = shown.count("<mark"), shown.count("</mark>")
        assert opened == closed
        visible = "".join(Elements(re.sub(r"<input [^>]*placeholder=\"([^\"]*)\"[^>]*>", r"\1", shown)).text)
        expected = block.text if not report.placeholders else "".join(block.text.split())
        assert (visible if not report.placeholders else "".join(visible.split()).replace("＿", "")) == expected.replace("＿", "")
    for id in content_of(html)["reports"]["r0"]["items"]:
        assert html.count(f'id="r0-{id}"') == 1


def test_tables_have_a_row_for_all_that_was_found():
    report = govtext.parse(INVENTED)
    html = report.to_html("en")
    assert html.startswith('<!DOCTYPE html>\n<html lang="en"')
    for name, items in (("metrics", report.metrics), ("targets", report.targets()), ("measures", report.measures)):
        table = re.search(rf'id="r0-{name}" role="tabpanel".*?<tbody>(.*?)</tbody>', html, re.DOTALL)[1]
        assert table.count("<tr ") == len(items)


def test_two_reports_differ_where_their_values_do():
    left = govtext.parse("税收完成12亿元，增长6%。就业5000人。全年降雨600毫米。")
    right = govtext.parse("税收完成15亿元，增长6%。就业5000人。新建学校3所。")
    rows = {(row["indicator"], row["state"]): row for row in differences(left, right)}
    assert ("税收", "differs") in rows
    assert rows["税收", "differs"]["change"] == "+25.0%"
    assert {state for _, state in rows} == {"differs", "left", "right"}
    assert differences(left, left) == []
    assert 'class="compare"' in page([left, right])
    assert 'class="compare"' not in page([left, left])


def test_every_word_of_template_and_scripts_is_in_the_lexicon():
    keys = [row["key"] for row in lexicon("viewer")]
    assert keys == sorted(set(keys))
    folder = files("govtext") / "data" / "viewer"
    source = "".join(path.read_text("utf-8") for path in folder.iterdir())
    used = set(re.findall(r"""(?:\bt|said)\(\s*["']([a-z_.]+)["']""", source)) | set(re.findall(r"""["'](wrong\.[a-z]+)["']""", source))
    assert used
    assert used <= set(keys)


def test_no_reports_are_an_error():
    with pytest.raises(GovtextError, match="no reports to show"):
        page([])


def test_command_writes_a_page(tmp_path):
    file, out = tmp_path / "report.txt", tmp_path / "report.html"
    file.write_text(INVENTED, "utf-8")
    runner = CliRunner()
    assert runner.invoke(cli.cli, ["view", str(file), str(file), "-o", str(out), "--lang", "en"]).exit_code == 0
    html = out.read_text("utf-8")
    assert html.count('<article class="report') == 2
    assert str(tmp_path) not in html
    failed = runner.invoke(cli.cli, ["view", str(tmp_path / "none.txt"), "-o", str(tmp_path / "none.html")])
    assert failed.exit_code == 2
    assert not (tmp_path / "none.html").exists()
