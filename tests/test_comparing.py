"""Two reports beside each other, and what was copied in an archive."""

import json
import random

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import govtext
from govtext.cli import cli
from govtext.comparing.passages import sentences, shared
from govtext.comparing.suggestions import suggested
from govtext.export.calls import ExportError
from govtext.reading import iter_documents

COMMON = [chr(code) for code in range(0x4E00, 0x5800)]


def lines(seed, n=60):
    """Sentences that no two seeds share."""
    drawn = random.Random(seed)
    return ["".join(drawn.choices(COMMON, k=22)) + f"{drawn.randint(2, 999)}处。" for _ in range(n)]


def text(seed, year=2024, place="青岭县", n=60):
    return f"{year}年{place}人民政府工作报告\n各位代表：\n" + "".join(lines(seed, n)) + "\n"


def test_sections_align_by_title_role_and_order():
    left = govtext.parse("一、2023年工作回顾\n（一）工业提质增效\n（二）民生持续改善\n二、2024年工作安排\n（一）建设特色农业\n")
    right = govtext.parse("一、过去一年工作\n（一）工业提质升级\n（二）改革稳步推进\n二、2025年重点工作\n（一）建设特色农业\n（二）建设美丽城乡\n")
    pairs = [(p.left and p.left.title, p.right and p.right.title, str(p.change)) for p in govtext.compare(left, right).sections]
    assert pairs == [
        ("2023年工作回顾", "过去一年工作", "changed"),
        ("工业提质增效", "工业提质升级", "changed"),
        ("民生持续改善", None, "dropped"),
        (None, "改革稳步推进", "added"),
        ("2024年工作安排", "2025年重点工作", "changed"),
        ("建设特色农业", "建设特色农业", "same"),
        (None, "建设美丽城乡", "added"),
    ]


def test_a_threshold_is_never_set_against_an_amount():
    left, right = govtext.parse("一、工作回顾\n地区生产总值突破300亿元。"), govtext.parse("一、工作回顾\n地区生产总值315.3亿元。")
    assert [(str(p.change), p.difference) for p in govtext.compare(left, right).metrics] == [("dropped", ""), ("added", "")]


def test_a_part_of_the_place_is_not_the_place():
    left = govtext.parse("2024年青岭县人民政府工作报告\n各位代表：\n一、2023年工作回顾\n全县税收增长5%。")
    right = govtext.parse("2025年青岭县人民政府工作报告\n各位代表：\n一、2024年工作回顾\n税收增长6%。县本级税收增长9%。")
    found = [(p.left and p.left.text, p.right and p.right.text) for p in govtext.compare(left, right).metrics]
    assert found[0] == ("5%", "6%")


def test_passages_hold_in_both_texts():
    left, right = govtext.parse(text(1)), govtext.parse(text(2, n=20) + "".join(lines(1)[10:30]) + text(3, n=20))
    (passage,) = govtext.compare(left, right).passages
    assert passage.left.of(left.text) == passage.right.of(right.text) == "".join(lines(1)[10:30])
    assert passage.likeness == 1


@given(st.text("税收增长，。；\n 一二三四1234", max_size=300), st.text("税收增长，。；\n 一二三四1234", max_size=300))
def test_any_two_texts_compare(one, other):
    left, right = sentences(one), sentences(other)
    for passage in shared(left, right):
        assert 0 <= passage.left.start < passage.left.end <= len(one)
        assert 0 <= passage.right.start < passage.right.end <= len(other)
    found = govtext.compare(govtext.parse(one), govtext.parse(other))
    assert len(found.frame("metrics")) == len(found.metrics)


def test_an_unknown_table_is_an_error():
    report = govtext.parse(text(1))
    with pytest.raises(ExportError, match="did you mean 'metrics'"):
        govtext.compare(report, report).frame("metric")


@settings(max_examples=10)
@given(seed=st.integers(0, 10**6), kept=st.floats(0.9, 1))
def test_captures_of_one_report_are_one_group_whatever_was_lost(seed, kept):
    drawn = random.Random(seed)
    perturbed = "".join(line for line in lines(seed) if drawn.random() < kept)
    found = govtext.reuse([govtext.parse(text(seed)), govtext.parse("打印 关闭\n" + perturbed), govtext.parse(text(seed + 1))])
    assert [[one.number for one in group] for group in found.groups] == [[0, 1]]
    assert not found.pairs


def test_what_was_taken_over_is_a_pair_with_its_passages():
    taken = "".join(lines(7)[:25])
    found = govtext.reuse([govtext.parse(text(7)), govtext.parse(text(8, 2025, "白河县", 40) + taken)])
    (pair,) = found.pairs
    assert (pair.first.place, pair.second.place, pair.same_place) == ("青岭县", "白河县", False)
    assert 0.3 < pair.shares[1] < 0.5
    assert len(found.passages()) == 1


def test_a_sentence_of_eight_places_is_a_formula():
    formula = "让我们更加紧密地团结起来凝心聚力真抓实干奋力谱写高质量发展新篇章！"
    places = [f"{name}县" for name in ["青岭", "白河", "云溪", "石门", "松坪", "柳塘", "榆川", "桐岭"]]
    taken = "".join(lines(7)[:25])
    reports = [govtext.parse(text(20 + i, 2024, place, 40) + formula + (taken if i < 2 else "")) for i, place in enumerate(places)]
    (pair,) = govtext.reuse(reports).pairs
    assert sorted(passage.formula for passage in pair.passages) in ([False], [False, True])
    apart = govtext.reuse([govtext.parse(text(30, 2024, "青岭县", 40) + taken + "\n" + "".join(lines(99, 4)) + formula), *reports[1:]]).pairs
    assert any(passage.formula for pair in apart for passage in pair.passages)


def test_documents_need_no_parse_and_give_the_same(tmp_path):
    for name, content in (("a", text(1)), ("b", "转载\n" + text(1)), ("c", text(2))):
        (tmp_path / f"{name}.txt").write_text(content, "utf-8")
    read, parsed = govtext.reuse(iter_documents(tmp_path)), govtext.reuse(govtext.read_many(tmp_path))
    assert read == parsed
    assert len(read.frame()) == 1


@pytest.mark.parametrize(("reports", "options"), [([], {}), ([govtext.parse("一")], {"heavy": 0.6}), ([govtext.parse("一")], {"same": 1.5})])
def test_what_cannot_be_compared_is_one_error(reports, options):
    with pytest.raises(govtext.ReuseError):
        govtext.reuse(reports, **options)


def test_one_report_alone_is_like_no_other():
    found = govtext.reuse([govtext.parse(text(1))])
    assert (len(found.sources), found.groups, found.pairs) == (1, (), ())


def run(*args):
    return CliRunner().invoke(cli, args, catch_exceptions=False)


def test_the_commands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, content in (("a", text(1)), ("b", text(1)[:-10]), ("c", text(2) + "".join(lines(1)[:30]))):
        (tmp_path / f"{name}.txt").write_text(content, "utf-8")
    pairs = [json.loads(line) for line in run("reuse", ".", "--format", "jsonl").stdout.splitlines()]
    assert [(row["kind"], row["first"][-5:], row["second"][-5:]) for row in pairs] == [("same", "a.txt", "b.txt"), ("reuse", "a.txt", "c.txt")]
    assert len(run("reuse", ".", "--passages", "--format", "jsonl").stdout.splitlines()) == 1
    assert "报告一" in run("reuse", ".").stdout
    assert run("reuse", "missing").exit_code == 1
    assert "前一报告" in run("compare", "a.txt", "c.txt", "--all").stdout
    for table in ("sections", "passages"):
        assert run("compare", "a.txt", "c.txt", "--table", table, "--format", "csv").exit_code == 0
    assert run("compare", "a.txt", "missing.txt").exit_code == 1


def test_what_others_say_too_suggests_nothing():
    planned, said = "启动青岭至白河快速路建设工程，完善城乡路网。", "扎实推进乡村全面振兴各项重点任务落地见效。"
    first = govtext.parse(f"一、2023年工作回顾\n税收增长。\n二、2024年工作安排\n{planned}{said}")
    later = govtext.parse(f"一、2024年工作回顾\n青岭至白河快速路建设工程如期全线开工。{said}\n二、2025年工作安排\n继续努力。")
    other = govtext.parse(f"一、2024年工作回顾\n{said}")
    found = suggested(first, later, [other])
    assert [(one.planned.of(first.text), one.done.of(later.text)) for one in found] == [(planned, "青岭至白河快速路建设工程如期全线开工。")]
    assert 0 < found[0].score <= 1
    assert len(suggested(first, later)) == 2
    assert suggested(first, first, [other]) == ()


def test_suggestions_and_layers_have_commands(tmp_path):
    head = "{}年{}人民政府工作报告\n各位代表：\n一、{}年工作回顾\n{}\n二、{}年工作安排\n{}\n"
    planned, done = "启动青岭至白河快速路建设工程，完善路网。", "交通条件改善，青岭至白河快速路建设工程全线开工。"
    target = "今年预期目标是：地区生产总值增长{}%。"
    (tmp_path / "a.txt").write_text(head.format(2024, "保定市", 2023, "工作取得新成绩。", 2024, planned + target.format(7)), "utf-8")
    (tmp_path / "b.txt").write_text(head.format(2025, "保定市", 2024, done, 2025, "做好工作。"), "utf-8")
    (tmp_path / "c.txt").write_text(head.format(2024, "河北省", 2023, "工作取得新成绩。", 2024, target.format(5.5)), "utf-8")
    runner = CliRunner()
    (row,) = map(json.loads, runner.invoke(cli, ["suggest", str(tmp_path), "--format", "jsonl"]).stdout.splitlines())
    text = (tmp_path / "b.txt").read_text("utf-8")
    assert (row["place"], row["year"], text[row["done_start"] : row["done_end"]]) == ("保定市", 2024, done)
    (row,) = map(json.loads, runner.invoke(cli, ["layers", str(tmp_path), "--format", "jsonl"]).stdout.splitlines())
    assert (row["place"], row["superior"], row["difference"]) == ("保定市", "河北省", 1.5)
    assert runner.invoke(cli, ["suggest", str(tmp_path / "a.txt")]).exit_code == 1


def test_names_of_files_are_no_reports():
    with pytest.raises(govtext.GovtextError, match="a file is read"):
        govtext.reuse(["county.txt"])


def test_what_a_file_says_about_itself_is_no_passage():
    front = "---\nsource: https://example.org/archive/reports/of/the/county/{}\ntitle: 政府工作报告\n---\n"
    first, second = (govtext.parse(front.format(n) + "".join(lines(n))) for n in (1, 2))
    assert govtext.compare(first, second).passages == ()
