"""Every item can say why it is what it is."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from samples import sample_reports

import govtext
from govtext import explain
from govtext.cli import cli
from govtext.evaluation.gold import read as read_gold
from govtext.model import Item

TEXT = """青岭县人民政府工作报告
——2024年1月8日在青岭县第十届人民代表大会第四次会议上
各位代表：
一、2023年工作回顾
全年税收完成12.5亿元，同比增长6.5%左右，占财政收入的80%以上。一是办好实事。已建成学校3所。二是力争建成公园。新建*座。
（一）《青岭县规划》落地。公园面积达到5公顷。
二、2024年工作安排
今年主要预期目标是：全县地区生产总值增长6%，失业率控制在4%以内。
"""
CORPORA = Path(__file__).parents[1] / "corpora"
RULE_ID = re.compile(r'"((?:block|heading|indicator|kind|mask|period|role|status|strength|value_status)\.[a-z_]+)"')


@pytest.fixture(scope="module")
def report():
    return govtext.parse(TEXT)


def fields(explanation):
    return {reason.field: reason for reason in explanation.reasons}


def test_a_metric_says_what_decided_each_field(report):
    told = fields(report.explain("m2"))
    del told["features"]
    assert {name: (reason.value, reason.rule, reason.text) for name, reason in told.items()} == {
        "value": ("≈ 6.5 %", "value.number", "6.5%左右"),
        "indicator": ("税收", "indicator.inherited", "税收"),
        "canonical": (told["canonical"].value, "canonical.lexicon", ""),
        "kind": ("growth", "relation.up", "增长"),
        "direction": ("up", "direction.kind", ""),
        "bound": ("approx", "bound.within", ""),
        "base": ("yoy", "base.yoy", "同比"),
        "period": (told["period"].value, "period.sentence", "全年"),
        "status": ("achieved", "value_status.role", ""),
        "role": ("retrospect", "role.retrospect", "回顾"),
    }
    assert told["canonical"].value.startswith("tax_rev_growth (")


def test_a_name_says_the_words_and_the_features_that_chose_it():
    report = govtext.parse("一、2023年工作回顾\n全市完成财政税收收入6.2亿元，同比增长5%。")
    level, growth = (fields(report.explain(metric)) for metric in report.metrics)
    assert level["words"].value == "全市/n 完成/v 财政/n 税收收入/n"
    assert level["features"].value.startswith("before ") and level["features"].value.endswith(")")
    assert growth["features"].value.startswith("inherited1 ")
    for told in (level, growth):
        *decided, last = told["features"].value.rsplit(" (", 1)[0].split("; ")
        assert all(float(feature.rsplit(" ", 1)[1]) > 0 for feature in (*decided, last))


def test_evidence_is_quoted_from_the_text(report):
    for item in all_items(report):
        for reason in report.explain(item).reasons:
            if reason.span is not None:
                assert reason.text in reason.span.of(report.text)
                assert reason.text or reason.span.start == reason.span.end


def test_a_promise_says_how_firm_it_is_and_why(report):
    growth, unemployment = (fields(report.explain(metric)) for metric in report.metrics[-2:])
    assert (growth["status"].value, growth["status"].text) == ("target", "主要预期目标是："[2:])
    assert (growth["strength"].value, unemployment["strength"].value) == ("expected", "binding")
    assert growth["scope"].text == "全县"


def test_sections_and_measures_name_what_decided_role_and_status(report):
    nested = next(section for section in report.sections if section.marker == "（一）")
    role = fields(report.explain(nested))["role"]
    assert (role.value, role.rule, role.text, role.span.start) == ("retrospect", "role.retrospect", "回顾", TEXT.index("回顾"))
    done, planned = (fields(report.explain(measure)) for measure in report.measures)
    assert (done["status"].rule, done["role"].text) == ("status.role", "回顾")
    assert (planned["status"].rule, planned["status"].text) == ("status.planned", "力争")


def test_an_item_is_given_by_itself_or_by_its_id(report):
    assert report.explain(report.metrics[0]) == report.explain("m1")
    with pytest.raises(KeyError, match="m999"):
        report.explain("m999")
    with pytest.raises(TypeError, match="Span is no item"):
        report.explain(report.metrics[0].span)


def test_both_languages(report):
    chinese, english = str(report.explain("m2")), report.explain("m2").render("en")
    assert "  类型: 增长率" in chinese and "本分句省略" in chinese
    assert "  kind: growth" in english and "leaves it out" in english
    assert len(chinese.splitlines()) == len(english.splitlines()) == 12


def test_items_at_a_place_are_innermost_first(report):
    at = TEXT.index("*座")
    assert [type(item).__name__ for item in explain.items_at(report, at)] == ["Placeholder", "Metric", "Measure", "Block", "Section"]


def test_a_deleted_figure_is_found_at_its_place():
    report = govtext.parse("一、2023年工作回顾\n全年全镇上下齐心协力，完成税收 万元，同比增长 %，新建学校3所，群众满意度不断提高。\n")
    blank = report.placeholders[0]
    assert blank.span.start == blank.span.end
    assert explain.items_at(report, blank.span.start)[0] == blank
    assert "deletion." in str(report.explain(blank))


def all_items(report):
    parts = (report.blocks, report.sections, report.measures, report.metrics, report.placeholders, report.times, report.entities)
    return [item for part in parts for item in part]


def rules_of(item: Item):
    yield item.rule
    yield from (evidence.rule for evidence in getattr(item, "evidence", ()))
    yield from filter(None, (getattr(item, "role_rule", ""), getattr(item, "status_rule", "")))


def corpora():
    yield from ((name, text) for name, text in sample_reports().items())
    yield from ((path.stem, read_gold(path).text) for path in sorted(CORPORA.glob("gold/*/*.gold")))


@pytest.mark.parametrize(("name", "text"), list(corpora()))
def test_every_rule_of_every_item_is_described_and_every_item_explained(name, text):
    report = govtext.parse(text)
    items = all_items(report)
    assert items
    assert {rule for item in items for rule in rules_of(item)} <= explain.notes().keys()
    for item in items:
        explanation = report.explain(item)
        assert explanation.reasons
        assert all(item.id in explanation.render(lang) for lang in ("zh", "en"))


def test_every_rule_id_in_the_code_is_described():
    package = Path(explain.__file__).parent
    sources = [*package.glob("stages/*.py"), package / "explain.py"]
    written = {rule for path in sources for rule in RULE_ID.findall(path.read_text("utf-8"))}
    assert len(written) > 20
    assert written <= explain.notes().keys()


def test_steps_are_no_rules_and_all_in_use():
    code = "".join(path.read_text("utf-8") for path in Path(explain.__file__).parent.rglob("*.py"))
    for row in explain.lexicon("steps"):
        assert explain.note(row["id"]).file == "steps.csv", "a rule file has this id too"
        assert f'"{row["id"]}"' in code
        assert row["english"] and row["chinese"]


def run(*args, stdin=None):
    return CliRunner().invoke(cli, ["explain", *map(str, args)], input=stdin, catch_exceptions=False)


def test_command_explains_what_stands_at_a_place(tmp_path):
    path = tmp_path / "qingling.txt"
    path.write_text(TEXT, "utf-8")
    result = run(path, "--at", TEXT.index("6.5%"), "--lang", "en")
    assert result.exit_code == 0
    heads = [part.splitlines()[0].split()[0] for part in result.output.split("\n\n")]
    assert heads == ["metric", "block", "section"]
    assert run("-", "--at", TEXT.index("6.5%"), "--lang", "en", stdin=TEXT.encode()).output == result.output
    assert "指标值" in run(path, "--at", TEXT.index("6.5%")).output


def test_command_refuses_places_that_are_not(tmp_path):
    path = tmp_path / "qingling.txt"
    path.write_text(TEXT, "utf-8")
    beyond = run(path, "--at", len(TEXT))
    assert beyond.exit_code == 2 and f"{len(TEXT)} is beyond the text" in beyond.output
    assert run(path, "--at", -1).exit_code == 2
    assert run(tmp_path, "--at", 1).exit_code == 1
