"""The weights of links are learned from the invented pairs of reports, the same ones each time, and link what was linked by hand."""

import csv
import random
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner

import govtext
from govtext.evaluation import train_links
from govtext.evaluation.train_links import annotated, candidates, counts, fit
from govtext.promises.matching import matches
from govtext.promises.stated import promised, reached

LINKS = Path(__file__).parents[1] / "corpora" / "links"
HEAD = "{0}年云溪县政府工作报告\n各位代表：\n"


@pytest.fixture(scope="module")
def examples():
    return annotated(LINKS / "links.csv", LINKS)


def weights_in(path):
    with path.open(encoding="utf-8") as file:
        return {row["feature"]: float(row["weight"]) for row in csv.DictReader(file)}


def test_the_command_writes_the_same_weights_each_time(examples, tmp_path, monkeypatch):
    monkeypatch.chdir(LINKS.parents[1])
    monkeypatch.setattr(train_links, "annotated", lambda links, folder: examples)
    done = CliRunner().invoke(train_links.main, ["-o", str(tmp_path / "weights.csv")])
    assert done.exit_code == 0 and "each left out" in done.output
    assert weights_in(tmp_path / "weights.csv") == fit(list(chain(*map(candidates, examples))))
    assert weights_in(tmp_path / "weights.csv").keys() == weights_in(train_links._WEIGHTS).keys()


def test_the_order_of_what_is_learned_from_changes_nothing(examples):
    known = list(chain(*map(candidates, examples)))
    shuffled = random.Random(1).sample(known, len(known))
    learned, again = fit(known), fit(shuffled)
    assert all(abs(learned[name] - again[name]) < 0.05 for name in learned)


def test_weights_link_the_pair_that_nothing_was_learned_from(examples):
    for place, example in enumerate(examples):
        right, wrong, wanted = counts(example, fit(list(chain(*(candidates(one) for one in examples[:place] + examples[place + 1 :])))))
        assert right >= 0.7 * wanted and wrong <= 0.1 * wanted


def linked(promise, reached_so_far):
    first = govtext.parse(HEAD.format(2022) + f"二、2022年工作安排\n{promise}。")
    second = govtext.parse(HEAD.format(2023) + f"一、2022年工作回顾\n{reached_so_far}。")
    metrics = {metric.id: metric for metric in first.metrics}
    results = list(reached(second, 2022))
    return [results[match.result].span.of(second.text) for match in matches([promised(first, one, metrics) for one in first.targets()], results)]


@pytest.mark.parametrize("thing, unit", [("养老床位", "张"), ("学位", "个"), ("高标准农田", "万亩"), ("停车位", "个")])
@pytest.mark.parametrize("way", ["新增{}320{}", "{}增加320{}", "{}新增320{}", "建成{}320{}"])
def test_what_there_is_more_of_is_what_was_added(thing, unit, way):
    assert linked(f"新增{thing}300{unit}", way.format(thing, unit)) == [f"320{unit}"]


def test_all_that_there_is_is_not_what_was_added():
    assert linked("新增养老床位300张", "养老床位总数达到1200张") == []


def test_in_a_list_the_words_beside_a_number_say_whether_it_was_begun():
    assert linked("竣工投产工业项目45个", "新开工工业项目57个、竣工投产48个") == ["48个"]
