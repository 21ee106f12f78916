"""Charts: the numbers they show are the panel's, and Chinese text is drawn in pictures and pages."""

import json
import re
from io import BytesIO

import pytest
from PIL import Image
from reports import pair

import govtext
from govtext import plot
from govtext.errors import MissingExtraError
from govtext.export.calls import ExportError
from govtext.indicators import IndicatorError

CHARTS = {
    "targets": lambda: plot.targets(pair()),
    "target_and_result": lambda: plot.target_and_result(pair()),
    "places": lambda: plot.places(pair(), "urban_new_jobs"),
    "attention": lambda: plot.attention(pair()),
}


def values(chart):
    return (
        [row for data in json.loads(chart.to_json())["datasets"].values() for row in data] if "datasets" in chart.to_dict() else rows(chart.to_dict())
    )


def rows(spec):
    found = list(spec.get("data", {}).get("values", []))
    return found + [row for layer in spec.get("layer", []) for row in rows(layer)]


def test_targets_over_the_years_are_those_of_the_panel():
    shown = {(row["year"], row["target"], row["modifier"]) for row in values(plot.targets(pair()))}
    assert shown == {(2023, 6.0, "左右"), (2024, 6.5, "等于")}
    assert {row["modifier"] for row in values(plot.targets(pair(), lang="en"))} == {"about", "exactly"}


def test_targets_stand_against_the_results_of_their_year():
    shown = [(row["place"], row["target"], row["result"]) for row in values(plot.target_and_result(pair())) if "place" in row]
    assert ("白松县", 6.0, 6.2) in shown
    assert len(set(shown)) == 1


def test_amounts_are_shown_in_the_usual_unit():
    chart = plot.places(pair(), "urban_new_jobs", 2023)
    assert [row["target"] for row in values(chart)] == [0.3]
    assert "万人" in chart.to_json(ensure_ascii=False)
    assert values(plot.places(pair(), "urban_new_jobs"))[0]["year"] == 2024


def test_attention_is_by_section_in_the_order_of_a_report():
    shown = values(plot.attention(pair()))
    assert {row["report"] for row in shown} == {"白松县 2023", "白松县 2024"}
    assert [row["order"] for row in shown if row["report"] == "白松县 2024"] == sorted(
        row["order"] for row in shown if row["report"] == "白松县 2024"
    )
    assert all(row["share"] == pytest.approx(row["count"] / row["words"]) for row in shown)


def test_a_frame_may_stand_for_the_reports():
    assert plot.targets(govtext.panel(pair())).to_dict() == plot.targets(pair()).to_dict()
    assert plot.attention(govtext.attention(pair(), "environment")).to_dict() == plot.attention(pair()).to_dict()


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_shows_chinese_text(name, tmp_path):
    if not plot.has_chinese_font():
        pytest.skip("no Chinese font is installed")
    plot.save(CHARTS[name](), tmp_path / "chart.png", scale=1)
    picture = Image.open(BytesIO((tmp_path / "chart.png").read_bytes())).convert("L")
    assert picture.width > 200
    assert sum(picture.histogram()[:100]) > 200


def test_chinese_text_is_drawn_as_other_than_missing_characters(tmp_path):
    if not plot.has_chinese_font():
        pytest.skip("no Chinese font is installed")
    titles = []
    for title in ("地区生产总值", "\U0010fffd" * 6):
        plot.save(plot.targets(pair()).properties(title=title), tmp_path / "chart.png", scale=1)
        titles.append((tmp_path / "chart.png").read_bytes())
    assert titles[0] != titles[1]


def test_a_page_holds_all_it_needs(tmp_path):
    plot.save(plot.targets(pair()), tmp_path / "chart.html")
    page = (tmp_path / "chart.html").read_text("utf-8")
    assert json.dumps("地区生产总值增长率") in page
    assert json.dumps("白松县") in page
    assert not re.search(r"<(?:script|link)[^>]+(?:src|href)=", page)


def test_svg_and_json_hold_the_text(tmp_path):
    for name in ("chart.svg", "chart.json"):
        plot.save(plot.targets(pair()), tmp_path / name)
    assert "白松县" in (tmp_path / "chart.svg").read_text("utf-8")
    assert json.loads((tmp_path / "chart.json").read_text("utf-8"))["layer"]


def test_wrong_calls_and_missing_packages_say_what_to_do(tmp_path, monkeypatch):
    with pytest.raises(IndicatorError, match="gdp_growth"):
        plot.targets(pair(), "gdp_grwth")
    with pytest.raises(ExportError, match="no report states"):
        plot.targets(pair(), "cpi")
    with pytest.raises(ExportError, match="no report of 1999"):
        plot.places(pair(), year=1999)
    with pytest.raises(ExportError, match="none was given"):
        plot.targets([])
    chart = plot.targets(pair())
    with pytest.raises(ExportError, match="no format 'gif'"):
        plot.save(chart, tmp_path / "chart.gif")
    monkeypatch.setattr(plot, "has_chinese_font", lambda: False)
    with pytest.raises(ExportError, match="no font on this machine"):
        plot.save(chart, tmp_path / "chart.png")
    for module in ("altair", "vl_convert"):
        monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(MissingExtraError, match=r'pip install "govtext\[plot\]"'):
        plot.targets(pair())
    with pytest.raises(MissingExtraError, match=r'pip install "govtext\[plot\]"'):
        plot.save(chart, tmp_path / "chart.svg")
    assert list(tmp_path.iterdir()) == []
