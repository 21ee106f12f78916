"""The corpus: every report is annotated, its archived text is the annotation's, and it covers what it says it covers."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

import govtext
from govtext import corpora
from govtext.cli import cli
from govtext.errors import GovtextError
from govtext.evaluation import dumps, loads, read
from govtext.labels import Base, Bound, HeadingStyle, MeasureStatus, MetricKind, MetricStatus, PlaceholderKind, Role

CORPORA = Path(__file__).parents[1] / "corpora"
GOLD = sorted(CORPORA.rglob("*.gold"))


@pytest.fixture(scope="module")
def annotations():
    return [read(path) for path in GOLD]


def test_every_text_has_one_annotation():
    assert {path.stem for path in GOLD} == {path.stem for path in CORPORA.glob("*.txt")}
    assert len({path.stem for path in GOLD}) == len(GOLD)
    assert {path.parent.name for path in GOLD} == {"dev", "test"}


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_text_and_annotation_agree(path):
    annotation = read(path)
    assert (CORPORA / f"{path.stem}.txt").read_text("utf-8") == annotation.text
    assert 1200 <= len(annotation.text) <= 6000
    assert loads(dumps(annotation), path.stem) == annotation


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_annotations_hang_together(path):
    annotation = read(path)
    text = annotation.text
    for before, after in zip(annotation.metrics, annotation.metrics[1:], strict=False):
        assert before.span.end <= after.span.start
    blanks = [p.span for p in annotation.placeholders]
    for metric in annotation.metrics:
        value = metric.span.of(text)
        assert value == value.strip() != ""
        assert all(part in metric.indicator for part in metric.head), metric
        assert all(part in (metric.longest or metric.indicator) for part in metric.head), metric
        assert metric.low is None or metric.high is None or metric.low <= metric.high
        assert (metric.low == metric.high) or metric.bound is Bound.RANGE
        assert (metric.direction is not None) == (metric.kind in {MetricKind.GROWTH, MetricKind.CHANGE, MetricKind.MULTIPLE}), metric
        assert (metric.unit == "百分点") <= (metric.kind is MetricKind.CHANGE), metric
        assert (metric.kind is MetricKind.RANK) <= (metric.unit == "位"), metric
        masked = any(metric.span.start <= blank.start and blank.end <= metric.span.end for blank in blanks)
        assert metric.kind is MetricKind.RATIO or (metric.low is None) == masked, value
    for item in (*annotation.headings, *annotation.measures):
        assert not set("。\n") & set(item.title)
        assert text[item.span.end] in "。；;：，\n \u3000", item
        assert text[item.span.start :].startswith(item.marker)
    for measure in annotation.measures:
        assert "\n\n" not in text[measure.span.start : measure.end]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_no_figure_of_the_body_is_left_out(path):
    """Every percentage, amount of money and masked number before the glossary is annotated."""
    annotation = read(path)
    covered = [(m.span.start, m.span.end) for m in annotation.metrics]
    body = annotation.text.split("名词解释")[0]
    figures = re.finditer(r"[\d０-９.．*Xx×]+(?:%|％|‰|(?:[百千]?万?亿?)元|个百分点)|百分之[一二三四五六七八九十]", body)
    left = [figure.group() for figure in figures if not any(start < figure.end() and figure.start() < end for start, end in covered)]
    assert left == []


def test_the_corpus_holds_every_kind_of_thing(annotations):
    def seen(things, name):
        return {getattr(thing, name) for annotation in annotations for thing in getattr(annotation, things)}

    assert seen("headings", "style") >= {
        HeadingStyle.PART,
        HeadingStyle.CN_COMMA,
        HeadingStyle.CN_PAREN,
        HeadingStyle.ARABIC_DOT,
        HeadingStyle.ARABIC_PAREN,
        HeadingStyle.PLAIN,
    }
    assert seen("headings", "role") >= {Role.RETROSPECT, Role.PROBLEMS, Role.OUTLOOK, Role.PLAN, Role.SELF_BUILDING}
    assert seen("measures", "status") >= {MeasureStatus.DONE, MeasureStatus.ONGOING, MeasureStatus.PLANNED}
    assert seen("placeholders", "kind") == set(PlaceholderKind)
    assert seen("metrics", "kind") == set(MetricKind)
    assert seen("metrics", "bound") == set(Bound)
    assert seen("metrics", "status") == set(MetricStatus)
    assert seen("metrics", "base") >= set(Base)
    markers = Counter(m.marker for annotation in annotations for m in annotation.measures)
    assert {"一是", "一要", "第一，", "首先，", "——", "①", "（1）"} <= set(markers)


def test_the_data_card_names_every_report():
    card = (CORPORA / "README.md").read_text("utf-8")
    for path in GOLD:
        assert re.search(rf"\| `{path.stem}` \| {path.parent.name} \|", card), path.stem


def test_floors_are_limits_by_name():
    scores = json.loads((CORPORA / "scores.json").read_text("utf-8"))
    assert set(scores) == {"corpus", "benches"}
    limits = [scores["corpus"]["floors"], *scores["benches"].values()]
    assert all(set(limit) in ({"min"}, {"max"}) for floors in limits for limit in floors.values())


def test_the_index_names_every_report_and_the_package_finds_them():
    assert corpora.names() == tuple(sorted(path.stem for path in CORPORA.glob("*.txt")))
    for sample in corpora.samples():
        assert sample.text == (CORPORA / f"{sample.name}.txt").read_text("utf-8")
        assert sample.kind in {"central", "province", "city", "county", "district", "township"}
        assert sample.english and sample.chinese


def test_a_sample_is_parsed_by_its_name():
    assert govtext.corpora.load("county") == govtext.parse((CORPORA / "county.txt").read_text("utf-8"))
    with pytest.raises(GovtextError, match=r"no sample report 'country': did you mean 'county'"):
        corpora.text("country")
    with pytest.raises(GovtextError, match=r"there are central, city"):
        corpora.text("xyz")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_lists_and_prints_samples(lang):
    listed = CliRunner().invoke(cli, ["corpora", "list", "--lang", lang])
    assert listed.exit_code == 0
    assert [line.split()[0] for line in listed.stdout.splitlines()[2:]] == list(corpora.names())
    assert CliRunner().invoke(cli, ["corpora"]).stdout == CliRunner().invoke(cli, ["corpora", "list"]).stdout
    assert CliRunner().invoke(cli, ["corpora", "show", "county"]).stdout == corpora.text("county")
    assert CliRunner().invoke(cli, ["corpora", "show", "x"]).exit_code == 1
