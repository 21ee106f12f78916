"""Every rule finds its own examples, and none of its counter-examples."""

import re
from importlib.resources import files
from re import _constants as sre
from re import _parser

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


def begins_with(items):
    """The characters that what a parsed pattern matches may begin with, or None for any; and whether it may match nothing."""
    found = set()
    for op, told in items:
        empty = False
        if op is sre.LITERAL:
            first = {told}
        elif op is sre.IN and all(kind in (sre.LITERAL, sre.RANGE) for kind, _ in told):
            first = {code for kind, value in told for code in ((value,) if kind is sre.LITERAL else range(value[0], value[1] + 1))}
        elif op is sre.BRANCH:
            parts = [begins_with(branch) for branch in told[1]]
            first = None if any(part is None for part, _ in parts) else set().union(*(part for part, _ in parts))
            empty = any(nothing for _, nothing in parts)
        elif op in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
            first, empty = begins_with(told[3] if op is sre.SUBPATTERN else told)
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            first, empty = begins_with(told[2])
            empty = empty or told[0] == 0
        elif op in (sre.ASSERT, sre.ASSERT_NOT, sre.AT):
            continue
        else:
            first = None
        if first is None:
            return None, False
        found |= first
        if not empty:
            return found, False
    return found, True


@pytest.mark.parametrize(("name", "rule"), [pytest.param(name, rule, id=rule.id) for name, rule in RULES if ruleset(name).starts])
def test_a_file_says_every_character_that_its_rules_may_begin_with(name, rule):
    first, nothing = begins_with(_parser.parse(rule.pattern))
    tried = re.compile(f"[{ruleset(name).starts}]")
    assert not nothing
    assert first is not None
    assert "".join(sorted(chr(code) for code in first if not tried.match(chr(code)))) == ""
