import json
import random
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import benches
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import govtext
from govtext.evaluation import Annotation, GoldError, Tally, assess, compare, dumps, from_report, gate, loads, read
from govtext.evaluation.__main__ import main
from govtext.labels import Bound, Direction, HeadingStyle, MeasureStatus, MetricKind, MetricStatus, PlaceholderKind, Role
from govtext.model import Indicator, Measure, Meta, Metric, Period, Placeholder, Report, Section, Span

ROOT = Path(__file__).parents[1]
BENCH = ROOT.parent / "shared" / "bench" / "score.py"
GOLD = sorted((ROOT / "corpora").rglob("*.gold"))

SAMPLE = """<<一、|((上半年))工作完成情况|h1 retrospect>>
<<（一）|强基础，抓产业|h2>>。<<一是|指标平稳|1>>。(({{*|month}}-{{*|month}}月))税收完成[[{{*}}万元|税收|longest=税收总收入 also=镇税]]，\
增速[[{{*.*|percent}}%|税收|growth yoy]]；预计全年新增[[{{*}}余家|限额以上_企业_|more_than target period=全年]]。<</>>
<<二是|民生改善|2>>。((|上半年))修路[[12.5公里|村组_公路_]]，召开[[两次|会议|optional =2次]]会议。<</>>
<<二、|下半年计划|h1 plan>>
((|下半年))收入增长[[6%—6.5%|村集体_收入_|growth range =6..6.5%]]，排名进入[[前十|排名|rank at_most =10位]]。<<一是|已建成泵站|1 done>>。<</>>
"""


@pytest.fixture(scope="module")
def sample() -> Annotation:
    return loads(SAMPLE, "sample")


def as_report(gold: Annotation) -> Report:
    """A report that says exactly what an annotation says."""

    def item(kind: str, n: int, span: Span) -> dict[str, object]:
        return {"id": f"{kind}{n}", "span": span, "text": span.of(gold.text), "rule": "annotator"}

    def title(span: Span, marker: str, text: str) -> dict[str, object]:
        at = Span(start=span.start + len(marker), end=span.end)
        return {"marker": marker, "title": text, "heading_span": span, "title_span": at}

    return Report(
        text=gold.text,
        meta=Meta(),
        sections=tuple(
            Section(**item("s", n, h.span), **title(h.span, h.marker, h.title), style=h.style, level=h.level, role=h.role)
            for n, h in enumerate(gold.headings)
        ),
        measures=tuple(
            Measure(
                **item("m", n, Span(start=m.span.start, end=m.end)),
                **title(m.span, m.marker, m.title),
                ordinal=m.ordinal,
                status=m.status,
                list_id="l",
            )
            for n, m in enumerate(gold.measures)
        ),
        placeholders=tuple(Placeholder(**item("p", n, p.span), kind=p.kind) for n, p in enumerate(gold.placeholders)),
        metrics=tuple(
            Metric(
                **item("v", n, v.span),
                value_span=v.span,
                indicator=Indicator(text=v.indicator),
                kind=v.kind,
                low=v.low,
                high=v.high,
                scale=v.scale,
                unit=v.unit,
                bound=v.bound,
                direction=v.direction,
                base=v.base,
                status=v.status,
                period=None if v.period is None else Period(text=v.period, span=v.span),
            )
            for n, v in enumerate(gold.metrics)
        ),
    )


# Markup


def test_markup_gives_text_and_annotations(sample):
    assert sample.text.startswith("一、上半年工作完成情况\n（一）强基础，抓产业。一是指标平稳。*-*月税收完成*万元，增速*.*%；")
    assert [(h.marker, h.title, h.level, h.style, h.role) for h in sample.headings] == [
        ("一、", "上半年工作完成情况", 1, HeadingStyle.CN_COMMA, Role.RETROSPECT),
        ("（一）", "强基础，抓产业", 2, HeadingStyle.CN_PAREN, Role.RETROSPECT),
        ("二、", "下半年计划", 1, HeadingStyle.CN_COMMA, Role.PLAN),
    ]
    assert [(m.ordinal, m.title, m.status) for m in sample.measures] == [
        (1, "指标平稳", MeasureStatus.DONE),
        (2, "民生改善", MeasureStatus.DONE),
        (1, "已建成泵站", MeasureStatus.DONE),
    ]
    assert sample.text[: sample.measures[0].end].endswith("余家。")
    assert [(p.span.of(sample.text), p.kind) for p in sample.placeholders][:3] == [
        ("*", PlaceholderKind.MONTH),
        ("*", PlaceholderKind.MONTH),
        ("*", PlaceholderKind.NUMBER),
    ]


def test_metric_words_and_what_is_left_out(sample):
    tax, growth, firms, road, meetings, income, rank = sample.metrics
    assert (tax.low, tax.scale, tax.unit, tax.period, tax.direction) == (None, 10000, "元", "*-*月", None)
    assert (growth.kind, growth.direction, growth.status) == (MetricKind.GROWTH, Direction.UP, MetricStatus.ACHIEVED)
    assert (firms.indicator, firms.head, firms.bound) == ("限额以上企业", ("企业",), Bound.MORE_THAN)
    assert (firms.status, firms.period) == (MetricStatus.TARGET, "全年")
    assert (road.low, road.unit, road.period) == (Decimal("12.5"), "公里", "上半年")
    assert meetings.optional and meetings.low == 2
    assert (income.low, income.high, income.status) == (6, Decimal("6.5"), MetricStatus.TARGET)
    assert (rank.low, rank.unit) == (10, "位")


def test_reading_what_was_written_gives_the_annotation_back(sample):
    assert loads(dumps(sample), "sample") == sample


def test_a_parsed_report_can_be_a_draft(sample):
    draft = from_report(as_report(sample), "sample")
    again = loads(dumps(draft), "sample")
    assert again == replace(draft, metrics=tuple(replace(m, optional=False) for m in draft.metrics))


@given(st.text(alphabet="[]{}()<>|\\/一a\n", max_size=30))
def test_any_text_survives_being_written_and_read(text):
    assert loads(dumps(Annotation("n", text))).text == text


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("第一行\n税收[[5%|税收", "line 2: [[ is not closed by ]]"),
        ("税收5%]]", "line 1: ]] closes nothing here"),
        ("[[5%]]", "a metric is written"),
        ("[[百分之五|税收]]", "'百分之五' is not plain"),
        ("[[5%|税收|grwoth]]", "'grwoth' is no word of a [[ mark"),
        ("{{*|city}}镇", "'city' is no kind of placeholder"),
        ("<<一是|税收|1>>。", "the item '税收' has no end"),
        ("税收。<</>>", "<</>> ends nothing here"),
        ("<<一、|回顾|h1>>", "level 1 needs a role"),
        ("<<（一）|回顾|h2>>", "under no heading of level 1"),
        ("<<（一）回顾|h1 plan>>", "<<marker|title|words>>"),
        ("<<甲|回顾|h1 plan>>", "of no known style"),
        ("[[5%|税收[[]]", "stands in the notes of"),
    ],
)
def test_wrong_markup_is_named_with_its_place(markup, reason):
    with pytest.raises(GoldError, match=r"my.gold, line \d") as error:
        loads(markup, "my.gold")
    assert reason in str(error.value)


# Scores


def test_an_annotation_agrees_with_itself(sample):
    scores = assess(sample, as_report(sample))
    assert set(scores.figures().values()) == {1.0}
    assert scores.mistakes == ()


NAME = {"metric full", "metric exact", "metric indicator", "metric indicator exact", "metric indicator as annotated"}


def first(items, **changes):
    return (replace(items[0], **changes), *items[1:])


@pytest.mark.parametrize(
    ("part", "change", "fallen"),
    [
        ("headings", lambda i: first(i, level=2), {"heading full"}),
        ("headings", lambda i: first(i, title="别的"), {"heading full"}),
        ("headings", lambda i: first(i, role=Role.PLAN), {"heading role"}),
        ("headings", lambda i: i[1:], {"heading", "heading full"}),
        ("measures", lambda i: first(i, title="别的"), {"measure full"}),
        ("measures", lambda i: first(i, end=i[0].end - 5), {"measure end"}),
        ("measures", lambda i: first(i, status=MeasureStatus.PLANNED), {"measure status"}),
        ("placeholders", lambda i: first(i, kind=PlaceholderKind.YEAR), {"placeholder kind"}),
        ("placeholders", lambda i: i[1:], {"placeholder", "placeholder kind"}),
        ("metrics", lambda i: first(i, indicator="支出"), NAME),
        ("metrics", lambda i: first(i, indicator="税收" + "很长的说法" * 2), NAME),
        ("metrics", lambda i: first(i, indicator="全镇税收"), {"metric exact", "metric indicator exact", "metric indicator as annotated"}),
        ("metrics", lambda i: first(i, indicator="税收收入"), {"metric indicator as annotated"}),
        ("metrics", lambda i: first(i, indicator="税收总收入"), {"metric indicator as annotated"}),
        ("metrics", lambda i: first(i, indicator="镇税"), {"metric full", "metric indicator", "metric indicator as annotated"}),
        ("metrics", lambda i: first(i, kind=MetricKind.CHANGE), {"metric full", "metric exact", "metric kind"}),
        ("metrics", lambda i: first(i, bound=Bound.NEARLY), {"metric full", "metric exact", "metric bound"}),
        ("metrics", lambda i: first(i, status=MetricStatus.TARGET), {"metric full", "metric exact", "metric status"}),
        ("metrics", lambda i: first(i, period="去年"), {"metric period"}),
        ("metrics", lambda i: first(i, estimated=True), {"metric estimated"}),
        ("metrics", lambda i: first(i, unit="吨"), {"metric value", "metric full", "metric exact"}),
        ("metrics", lambda i: first(i, low=Decimal(5)), {"metric number", "metric value", "metric full", "metric exact"}),
        ("metrics", lambda i: (*i, replace(i[0], span=Span(start=0, end=2))), {"metric number", "metric value", "metric full", "metric exact"}),
        ("metrics", lambda i: tuple(m for m in i if not m.optional), set()),
        ("metrics", lambda i: first(i, unit="圆", indicator="完成税收"), {"metric exact", "metric indicator exact", "metric indicator as annotated"}),
        ("metrics", lambda i: (*i[:3], replace(i[3], period="到上半年"), *i[4:]), set()),
    ],
)
def test_each_mistake_lowers_its_own_figures(sample, part, change, fallen):
    figures = compare(sample, replace(sample, **{part: change(getattr(sample, part))})).figures()
    assert {name for name, figure in figures.items() if figure < 1} == fallen


def test_direction_counts_where_something_moves(sample):
    turned = tuple(replace(m, direction=Direction.DOWN) if m.kind is MetricKind.GROWTH else m for m in sample.metrics)
    figures = compare(sample, replace(sample, metrics=turned)).figures()
    assert figures["metric direction"] < 1
    assert figures["metric full"] < 1


def test_a_span_that_does_not_hold_its_text_is_told(sample):
    report = as_report(sample)
    wrong = report.model_copy(update={"placeholders": (report.placeholders[0].model_copy(update={"text": "x"}), *report.placeholders[1:])})
    scores = assess(sample, wrong)
    assert scores.figures()["span"] < 1
    assert "span: placeholders p0 does not hold its text" in scores.mistakes


def test_an_empty_side_scores_nothing(sample):
    figures = compare(sample, Annotation("sample", sample.text)).figures()
    assert figures["metric full"] == figures["heading"] == 0
    assert compare(Annotation("n", ""), Annotation("n", "")).figures()["heading"] == 1


def test_scores_add_up(sample):
    twice = compare(sample, sample) + compare(sample, Annotation("sample", sample.text))
    assert twice.found["heading"] == Tally(right=3, found=3, wanted=6)


def perturbed(gold: Annotation, seed: int) -> Annotation:
    """The annotation with some of everything lost, moved or changed."""
    chance = random.Random(seed)

    def some(items, *changes):
        kept = [item for item in items if chance.random() > 0.1]
        return tuple(chance.choice(changes)(item) if chance.random() < 0.3 else item for item in kept)

    def shifted(item):
        by = chance.choice([1, 2, 3, 4])
        return replace(item, span=Span(start=item.span.start + by, end=item.span.end + by))

    return replace(
        gold,
        headings=some(gold.headings, shifted, lambda h: replace(h, level=h.level + 1), lambda h: replace(h, role=Role.OTHER, title=h.title + "。")),
        measures=some(gold.measures, shifted, lambda m: replace(m, title=m.title[1:], end=m.end - chance.choice([1, 3]))),
        placeholders=some(gold.placeholders, shifted, lambda p: replace(p, kind=PlaceholderKind.UNKNOWN)),
        metrics=some(
            gold.metrics,
            shifted,
            lambda m: replace(m, low=m.low and m.low + 1),
            lambda m: replace(m, unit="％" if m.unit == "%" else "个"),
            lambda m: replace(m, indicator=m.indicator[1:], base=None),
            lambda m: replace(m, indicator="大" + m.indicator, period="到去年"),
            lambda m: replace(m, kind=MetricKind.CHANGE, direction=Direction.DOWN),
            lambda m: replace(m, status=MetricStatus.BASELINE, bound=Bound.APPROX),
        ),
    )


def bench_gold(gold: Annotation) -> dict[str, object]:
    """An annotation in the form that the outer scorer reads."""

    def at(item):
        return {"start": item.span.start, "end": item.span.end, "text": item.span.of(gold.text)}

    return {
        "headings": [{**at(h), "level": h.level, "title": h.title, "role": h.role} for h in gold.headings],
        "measures": [{**at(m), "title": m.title, "status": m.status, "item_end": m.end} for m in gold.measures],
        "placeholders": [{**at(p), "kind": p.kind} for p in gold.placeholders],
        "metrics": [
            {
                **at(m),
                **{name: getattr(m, name) for name in ("head", "kind", "unit", "bound", "direction", "base", "status", "period", "optional", "also")},
                "longest": m.longest or m.indicator,
                "ind": m.indicator,
                "low": None if m.low is None else str(m.low),
                "high": None if m.high is None else str(m.high),
            }
            for m in gold.metrics
        ],
    }


@pytest.mark.skipif(not BENCH.exists(), reason="the outer scorer is not here")
def test_scores_are_those_of_the_outer_scorer(sample, tmp_path):
    golds = [sample, *map(read, GOLD)]
    total = None
    for seed, gold in enumerate(golds):
        got = perturbed(gold, seed)
        (tmp_path / "gold" / gold.name).mkdir(parents=True)
        (tmp_path / "got").mkdir(exist_ok=True)
        (tmp_path / "gold" / gold.name / "gold.json").write_text(json.dumps(bench_gold(gold)), "utf-8")
        (tmp_path / "gold" / gold.name / "text.txt").write_text(gold.text, "utf-8")
        (tmp_path / "got" / f"{gold.name}.json").write_text(as_report(got).model_dump_json(), "utf-8")
        total = compare(gold, got) if total is None else total + compare(gold, got)
    command = [sys.executable, str(BENCH), str(tmp_path / "gold"), str(tmp_path / "got"), "--json"]
    outer = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    theirs = {name: (row["tp"], row["pred"], row["gold"]) for name, row in outer["total"].items()}
    assert {name: (t.right, t.found, t.wanted) for name, t in total.found.items()} == theirs
    assert {name: total.figures()[name] for name in outer["accuracy"]} == pytest.approx(outer["accuracy"])


# The gate


def test_floors_and_ceilings_are_kept():
    floors = {"metric full": {"min": 0.9}, "ratio": {"max": 1.0}}
    assert gate.check({"metric full": 0.9, "ratio": 1.0, "other": 0.0}, floors) == []
    assert gate.check({"metric full": 0.8999, "ratio": 1.01}, floors) == [
        "metric full is 0.8999, below its floor 0.9000",
        "ratio is 1.0100, above its ceiling 1.0000",
    ]
    assert gate.check({"ratio": 0.5}, floors) == ["metric full was not measured"]


def test_floors_rise_and_never_fall():
    assert gate.raised({"a": 0.95555, "b": 0.5}, {"a": {"min": 0.9}}) == {"a": {"min": 0.9555}, "b": {"min": 0.5}}
    with pytest.raises(gate.GateError, match=r"no floor is lowered: a is 0.8"):
        gate.raised({"a": 0.8}, {"a": {"min": 0.9}})


@pytest.fixture
def folder(tmp_path, sample, monkeypatch):
    """An annotated folder, and a parser that is right."""
    (tmp_path / "sample.gold").write_text(SAMPLE, "utf-8")
    monkeypatch.setattr(govtext, "parse", lambda text: as_report(sample), raising=False)
    return tmp_path


def run(*arguments: object):
    return CliRunner().invoke(main, [str(a) for a in arguments])


def test_a_folder_without_floors_is_only_scored(folder):
    result = run(folder)
    assert result.exit_code == 0
    assert "metric full" in result.output
    assert not (folder / "scores.json").exists()


def test_a_lowered_score_fails(folder, sample, monkeypatch):
    assert run(folder, "--update").exit_code == 0
    assert json.loads((folder / "scores.json").read_text("utf-8"))["corpus"]["floors"]["metric full"] == {"min": 1.0}
    assert run(folder).exit_code == 0
    worse = replace(sample, metrics=sample.metrics[1:])
    monkeypatch.setattr(govtext, "parse", lambda text: as_report(worse), raising=False)
    result = run(folder, "--errors", 3)
    assert result.exit_code == 1
    assert "below its floor 1.0000" in result.output
    assert "metric missed: *万元" in result.output
    kept = (folder / "scores.json").read_text("utf-8")
    assert run(folder, "--update").exit_code == 1
    assert (folder / "scores.json").read_text("utf-8") == kept


def test_changed_gold_fails_until_it_is_pinned(folder):
    run(folder, "--update")
    (folder / "sample.gold").write_text(SAMPLE.replace("税收|growth yoy", "_税收_|growth yoy"), "utf-8")
    result = run(folder)
    assert result.exit_code == 1
    assert "not those the floors were measured on" in result.output
    assert run(folder, "--update").exit_code == 0
    assert run(folder).exit_code == 0


def test_other_figures_in_the_file_are_kept(folder):
    (folder / "scores.json").write_text(json.dumps({"benches": {"speed": {}}}), "utf-8")
    run(folder, "--update")
    assert json.loads((folder / "scores.json").read_text("utf-8"))["benches"] == {"speed": {}}


def test_json_output(folder):
    result = json.loads(run(folder, "--json").output)
    assert result["total"]["metric full"] == 1
    assert result["reports"]["sample"]["heading"] == 1
    assert result["short"] == []


def test_an_empty_folder_and_wrong_markup_are_told(tmp_path):
    assert "no .gold files" in run(tmp_path).output
    (tmp_path / "a.gold").write_text("[[5%]]", "utf-8")
    result = run(tmp_path)
    assert result.exit_code == 1
    assert "a.gold, line 1: a metric is written" in result.output


# The runner of the outer benches


@pytest.fixture
def outer(tmp_path, monkeypatch):
    """A bench that answers with one figure, 0.8."""
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench" / "fake.py").write_text("import json, sys\nprint(json.dumps({'share': 0.8, 'told': sys.argv[1:]}))", "utf-8")
    fake = benches.Bench(
        "fake.py", lambda folder, scratch: [str(folder)], lambda answer: {"share": answer["share"], "arguments": len(answer["told"])}
    )
    monkeypatch.setattr(benches, "BENCHES", {"fake": fake})
    monkeypatch.setattr(benches, "LIMITS", tmp_path / "scores.json")
    return tmp_path


@pytest.mark.parametrize(
    ("limits", "short"),
    [
        ({}, 0),
        ({"fake": {"share": {"min": 0.8}, "arguments": {"max": 2}}}, 0),
        ({"fake": {"share": {"min": 0.81}, "arguments": {"max": 1}}}, 2),
        ({"fake": {"gone": {"min": 0}}}, 1),
    ],
)
def test_benches_fail_where_a_figure_falls_short(outer, limits, short, capsys):
    (outer / "scores.json").write_text(json.dumps({"benches": limits}), "utf-8")
    assert benches.main(outer, []) == short
    assert capsys.readouterr().err.count("\n") == short


@pytest.mark.parametrize(("ceiling", "trials", "least", "most"), [(1.4, 1, 1.4, 0.2), (1.0, 3, 0.9, 0.8), (0.5, 5, 0.7, 0.9)])
def test_benches_of_times_are_tried_again_while_a_figure_is_beyond_its_limit(outer, monkeypatch, capsys, ceiling, trials, least, most):
    times = iter([(1.4, 0.2), (1.2, 0.8), (0.9, 0.3), (1.1, 0.9), (0.7, 0.1)])
    noisy = SimpleNamespace(run=lambda folder: dict(zip(("ratio", "share"), next(times), strict=True)))
    monkeypatch.setattr(benches, "BENCHES", {"noisy": noisy})
    monkeypatch.setattr(benches, "ALONE", ("noisy",))
    monkeypatch.setattr(benches, "TRIALS", 5)
    (outer / "scores.json").write_text(json.dumps({"benches": {"noisy": {"ratio": {"max": ceiling}, "share": {"min": 0.2}}}}), "utf-8")
    assert benches.main(outer, []) == (least > ceiling)
    printed = capsys.readouterr().out
    assert all(said in printed for said in (f"noisy (best of {trials})", f"{least:.4f}", f"{most:.4f}"))
