from decimal import Decimal
from io import StringIO

import pytest
from rich.console import Console

from govtext import labels, render, wording
from govtext.labels import Base, Bound, Direction, HeadingStyle, MeasureStatus, MetricKind, MetricStatus, Role
from govtext.model import Indicator, Measure, Meta, Metric, Report, Section, Span, Stated

TEXT = "青岭县政府工作报告\n一、2023年工作回顾\n一是稳增长。税收增长6.5%以上。\n<b>[red]\x1b[31m"


def span(part: str) -> Span:
    start = TEXT.index(part)
    return Span(start=start, end=start + len(part))


@pytest.fixture
def report() -> Report:
    head, title, value = "一、2023年工作回顾", "2023年工作回顾", "6.5%以上"
    section = Section(
        id="s1",
        span=span(TEXT[TEXT.index(head) :]),
        text=TEXT[TEXT.index(head) :],
        rule="cn_comma",
        marker="一、",
        style=HeadingStyle.CN_COMMA,
        level=1,
        title=title,
        heading_span=span(head),
        title_span=span(title),
        role=Role.RETROSPECT,
    )
    measure = Measure(
        id="i1",
        span=span("一是稳增长。税收增长6.5%以上。"),
        text="一是稳增长。税收增长6.5%以上。",
        rule="shi",
        marker="一是",
        ordinal=1,
        title="稳增长",
        heading_span=span("一是稳增长"),
        title_span=span("稳增长"),
        status=MeasureStatus.DONE,
        section_id="s1",
        list_id="l1",
    )
    metric = Metric(
        id="m1",
        span=span(value),
        text=value,
        rule="percent",
        value_span=span(value),
        indicator=Indicator(text="税收", span=span("税收")),
        kind=MetricKind.GROWTH,
        low=Decimal("6.5"),
        high=Decimal("6.5"),
        scale=Decimal(1),
        unit="%",
        bound=Bound.AT_LEAST,
        direction=Direction.UP,
        base=Base.YOY,
        status=MetricStatus.ACHIEVED,
        section_id="s1",
        measure_id="i1",
    )
    meta = Meta(place=Stated(value="青岭县"), year=2024, title=Stated(value="青岭县政府工作报告"), kind=labels.DocumentKind.ANNUAL_REPORT)
    return Report(text=TEXT, meta=meta, sections=(section,), measures=(measure,), metrics=(metric,))


def test_summary_names_place_year_kind_and_counts(report: Report) -> None:
    assert render.summary(report) == "<Report 青岭县 2024 annual_report: 1 section, 1 measure, 1 metric, 0 placeholders>"


def test_outline_indents_by_level_and_words_follow_the_language(report: Report) -> None:
    assert render.outline(report).splitlines() == ["青岭县政府工作报告", "  一、2023年工作回顾  [工作回顾]", "    一是稳增长  [已完成]"]
    assert render.outline(report, "en").splitlines()[1:] == ["  一、2023年工作回顾  [retrospect]", "    一是稳增长  [done]"]


def test_outline_of_nothing_still_names_the_report() -> None:
    assert render.outline(Report(text="", meta=Meta())) == "其他文本"


def test_masked_place_is_shown_as_it_stands() -> None:
    masked = Report(text="*镇工作总结", meta=Meta(place=Stated(span=Span(start=0, end=2), placeholder_ids=("p1",))))
    assert render.name(masked, "en") == "*镇 other document"


def test_rows_of_the_table(report: Report) -> None:
    assert list(render.rows(report)) == [("税收", "6.5%以上", "≥ 6.5 %", "↑ 同比", "已实现", "一、2023年工作回顾")]
    assert next(render.rows(report, "en"))[3:5] == ("↑ on the year before", "achieved")


@pytest.mark.parametrize(
    ("low", "high", "bound", "unit", "shown"),
    [
        ("6", "6.5", Bound.RANGE, "%", "6–6.5 %"),
        ("10230000000", "10230000000", Bound.EXACT, "元", "10,230,000,000 元"),
        ("0.5", "0.5", Bound.NEARLY, "", "≲ 0.5"),
        (None, None, Bound.MORE_THAN, "元", ""),
    ],
)
def test_number(report: Report, low: str | None, high: str | None, bound: Bound, unit: str, shown: str) -> None:
    value = {"low": low and Decimal(low), "high": high and Decimal(high), "bound": bound, "unit": unit}
    assert render.number(report.metrics[0].model_copy(update=value)) == shown


def test_table_prints_markup_as_text_and_no_control_characters(report: Report) -> None:
    hostile = report.metrics[0].model_copy(update={"indicator": Indicator(text="[red]\x1b[31m税收[/nope]\ud800")})
    stream = StringIO()
    Console(file=stream, width=120).print(render.table(report.model_copy(update={"metrics": (hostile,)})))
    assert "[red] [31m税收[/nope]" in stream.getvalue()
    assert "\x1b" not in stream.getvalue()
    assert "指标" in stream.getvalue()


def test_html_is_escaped_and_says_what_it_leaves_out(report: Report) -> None:
    hostile = report.metrics[0].model_copy(update={"indicator": Indicator(text="<script>alert(1)</script>")})
    page = render.html(report.model_copy(update={"metrics": (hostile,) * 23}))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == render.HTML_ROWS == 20
    assert "… and 3 more" in page
    assert "more in" not in render.html(report)


def test_every_label_has_words_in_both_languages() -> None:
    for vocabulary in vars(labels).values():
        if isinstance(vocabulary, type) and issubclass(vocabulary, labels.StrEnum) and vocabulary not in (labels.StrEnum, HeadingStyle):
            assert all(wording.word(value, lang) for value in vocabulary for lang in ("zh", "en"))
    rows = [(row["vocabulary"], row["value"]) for row in wording.lexicon("wording")]
    assert rows == sorted(set(rows))
