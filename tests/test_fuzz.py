"""Texts and files that once raised or gave an unsound report, and what seeks more: `tests/fuzz.py` and `tests/mutated.py`."""

import json
import random
from pathlib import Path

import fuzz
import mutated
import pytest

import govtext


@pytest.mark.parametrize("text", json.loads(Path(__file__).with_name("fuzzed.json").read_text("utf-8")), ids=ascii)
def test_what_once_failed_is_sound(text):
    assert fuzz.fault(text) is None


def test_the_same_seed_draws_the_same_texts():
    assert [fuzz.drawn(random.Random(5)) for _ in range(3)] == [fuzz.drawn(random.Random(5))] * 3


def test_the_fuzzer_tells_texts_that_raise_or_are_unsound(monkeypatch, capsys):
    assert fuzz.run(fuzz.trial, count=20) == 0
    monkeypatch.setattr(govtext, "parse", lambda text, source=None: 1 / 0)
    assert fuzz.run(fuzz.trial, count=3) == 3
    assert "ZeroDivisionError" in capsys.readouterr().out


@pytest.mark.parametrize(("suffix", "data"), mutated.FILES.items(), ids=mutated.FILES)
def test_changed_files_are_read_or_told(suffix, data):
    assert mutated.outcome(data, suffix) == f"{suffix} read"
    assert {mutated.outcome(mutated.mutant(data, random.Random(number)), suffix) for number in range(8)} <= {f"{suffix} read", f"{suffix} told"}
