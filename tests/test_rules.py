"""Every rule finds its own examples, and none of its counter-examples."""

from importlib.resources import files

import pytest

from govtext.rules import ruleset

NAMES = sorted(path.name.removesuffix(".toml") for path in (files("govtext") / "data" / "rules").iterdir() if path.name.endswith(".toml"))
RULES = [(name, rule) for name in NAMES if name != "fragments" for rule in ruleset(name).rules]
EXAMPLES = [pytest.param(name, rule.id, text, id=f"{name}-{rule.id}-{i}") for name, rule in RULES for i, text in enumerate(rule.examples)]
COUNTERS = [pytest.param(name, rule.id, text, id=f"{name}-{rule.id}-{i}") for name, rule in RULES for i, text in enumerate(rule.counter_examples)]


def test_there_are_rules_and_each_is_described():
    assert RULES
    assert not [rule.id for _, rule in RULES if not rule.description or not rule.examples]


@pytest.mark.parametrize(("name", "id", "text"), EXAMPLES)
def test_the_first_hit_in_an_example_is_by_its_rule(name, id, text):
    hit = ruleset(name).search(text)
    assert hit is not None
    assert hit.rule.id == id


@pytest.mark.parametrize(("name", "id", "text"), COUNTERS)
def test_the_first_hit_in_a_counter_example_is_by_another_rule_or_there_is_none(name, id, text):
    hit = ruleset(name).search(text)
    assert hit is None or hit.rule.id != id


@pytest.mark.parametrize(("name", "id", "text"), [example for example in EXAMPLES if ruleset(example.values[0]).anchors])
def test_a_rule_of_a_file_with_anchors_finds_its_examples_among_other_text(name, id, text):
    hit = next(ruleset(name).finditer(f"以，{text}。"), None)
    assert hit is not None
    assert hit.rule.id == id
