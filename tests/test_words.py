"""Words and attention: one segmentation whatever cuts it, counts that add up, lexicons that are found or named."""

import random
import re
from importlib import import_module

import pytest
from reports import archived, corpus, needs_archive, pair

import govtext
from govtext import words as module
from govtext.export.calls import ExportError
from govtext.labels import Role
from govtext.reading import read_document
from govtext.rules.lexicon import parse
from govtext.words import LexiconError, attention, cut, keywords, stop_words, texts, words


def check_backends(texts):
    """jieba alone gives the words that rjieba gives."""
    pytest.importorskip("rjieba")
    fast, slow = module._segmenter(), module._jieba()[1]
    assert fast.__self__ is not slow.__self__
    for text in texts:
        for run in re.findall("[一-\u9fd5]+", text):
            assert fast(run) == slow(run)


def test_rjieba_gives_the_words_of_jieba():
    check_backends(report.text for report in corpus().values())


@needs_archive
def test_rjieba_gives_the_words_of_jieba_in_archived_reports():
    check_backends(read_document(path).text for path in random.Random(1).sample(archived(), 30))


def test_jieba_is_enough(monkeypatch):
    with_rjieba = list(cut(pair()[1].text))
    monkeypatch.setattr(module, "_segmenter", lambda: module._jieba()[1])
    assert list(cut(pair()[1].text)) == with_rjieba


def test_domain_words_are_whole():
    assert list(cut("规模以上工业增加值、一般公共预算收入分别增长6.5%和7%。")) == [
        *("规模以上工业增加值", "一般公共预算收入", "分别", "增长", "6.5%", "和", "7%")
    ]


def test_words_leave_out_nothing_but_punctuation():
    for report in corpus().values():
        kept = [c for c in report.text if "一" <= c <= "\u9fd5"]
        assert [c for word in cut(report.text) for c in word if "一" <= c <= "\u9fd5"] == kept


def test_texts_are_the_body_by_role():
    found = texts(pair()[1])
    assert list(found) == [Role.RETROSPECT, Role.PLAN, Role.SELF_BUILDING]
    assert "依法行政" in found[Role.SELF_BUILDING]
    assert "人民代表大会" not in "".join(found.values())


def test_shares_of_a_role_are_of_its_words():
    frame = words(pair()[1])
    for _, rows in frame.groupby("role"):
        assert rows["share"].sum() == pytest.approx(1)
        assert (rows["count"] / rows["count"].sum()).tolist() == pytest.approx(rows["share"].tolist())


def test_stop_words_have_no_row_and_change_no_other():
    report = pair()[1]
    everything = words(report)
    stopped = words(report, stop_words())
    assert set(everything["word"]) - set(stopped["word"]) == set(everything["word"]) & stop_words()
    merged = stopped.merge(everything, on=["role", "word", "count", "share"])
    assert len(merged) == len(stopped)


def test_attention_counts_keywords_as_they_are_written(tmp_path):
    path = tmp_path / "lexicon.csv"
    path.write_text("\ufeffterm,category\n增长,速度\n一般公共预算收入|预算收入,财政\n收入,财政\n", "utf-8")
    frame = attention(pair(), path)
    text = "".join(texts(pair()[1]).values())
    row = frame[(frame["year"] == 2024) & (frame["role"] == "all")].set_index("category")
    assert row.loc["速度", "count"] == text.count("增长")
    assert row.loc["财政", "count"] == text.count("收入")
    assert row.loc["all", "count"] == row.loc["速度", "count"] + row.loc["财政", "count"]
    assert row.loc["all", "words"] == len(list(cut(text)))


def test_sections_add_up_to_the_report():
    frame = attention(corpus().values(), "environment", stop_words())
    for _, rows in frame.groupby(["place", "year", "source", "category"], dropna=False):
        whole = rows[rows["role"] == "all"][["count", "words", "counted", "characters"]].sum()
        parts = rows[rows["role"] != "all"][["count", "words", "counted", "characters"]].sum()
        assert whole.tolist() == parts.tolist()
    assert (frame["counted"] < frame["words"]).any()
    counted = frame[frame["counted"] > 0]
    assert (counted["count"] / counted["counted"]).tolist() == pytest.approx(counted["share"].tolist())


def test_the_lexicon_of_the_environment_names_its_source():
    rows = list(keywords("environment"))
    assert len(rows) == 15
    assert all("陈诗一" in row["source"] for row in rows)


def test_a_lexicon_may_be_given_as_one():
    frame = attention(pair(), parse("own", "term\n幼儿园\n"))
    assert frame[(frame["year"] == 2024) & (frame["role"] == "all")]["count"].tolist() == [1, 1]


def test_wrong_lexicons_are_named(tmp_path):
    with pytest.raises(LexiconError, match="did you mean 'environment'"):
        attention(pair(), "enviroment")
    with pytest.raises(LexiconError, match=r"missing\.csv: cannot be read"):
        attention(pair(), tmp_path / "missing.csv")
    (tmp_path / "wrong.csv").write_text("word\n税收\n", "utf-8")
    with pytest.raises(LexiconError, match="the column term"):
        attention(pair(), str(tmp_path / "wrong.csv"))
    with pytest.raises(ExportError, match="none was given"):
        attention([], "environment")


def test_jieba_itself_is_left_as_it_is():
    list(cut("规模以上工业增加值"))
    jieba = import_module("jieba")
    assert "规模以上工业增加值" not in jieba.lcut("规模以上工业增加值增长")


def test_reports_have_the_method():
    assert govtext.parse("税收增长。").words()["word"].tolist() == ["增长", "税收"]
