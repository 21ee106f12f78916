"""What a pattern costs on long hostile input: its time must grow as the input does.

Inputs are what makes a backtracking pattern fail late: a beginning of an example, or a character that the pattern or an example names, again
and again, then a character that ends every match.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from govtext.rules.ruleset import Rule

LONGEST = 3_000
GROWTH = 1.15
"""A length is tried after one that is little shorter, so that an exponential pattern is seen before it takes minutes."""
STEPS_BACK = 10
"""So many steps of `GROWTH` make about the fourfold length."""
MOST = 8
"""How much longer the fourfold length may take; 4 is linear, 16 quadratic."""
NOTICED = 0.005
"""Seconds of processor time from which a measurement says something."""
ENOUGH = 0.03
END = "\x00"
_LITERAL = re.compile(r"[^\W_]|[，。；：、（）“”—]")


def superlinear(rule: Rule) -> str | None:
    """The piece of text whose repetition makes the rule's pattern take more than linear time; None where there is none."""
    pattern = re.compile(rule.pattern)
    return next((piece for piece in _pieces(rule) if _grows(pattern, piece) and _grows(pattern, piece)), None)


def _pieces(rule: Rule) -> Iterator[str]:
    texts = (*rule.examples, *rule.counter_examples)
    found = [text[:end] for text in texts for end in range(1, min(len(text), 12) + 1)]
    found += _LITERAL.findall("".join(texts)) + _LITERAL.findall(rule.pattern)[:40] + [*"一1aA，　 "]
    yield from dict.fromkeys(found)


def _grows(pattern: re.Pattern[str], piece: str) -> bool:
    taken: list[float] = []
    length = 8.0
    while length <= LONGEST:
        text = (piece * (int(length) // len(piece) + 1))[: int(length)] + END
        began = time.process_time()
        for _ in pattern.finditer(text):
            pass
        taken.append(time.process_time() - began)
        if taken[-1] > ENOUGH:
            break
        length *= GROWTH
    return taken[-1] > NOTICED and taken[-1] > MOST * taken[max(0, len(taken) - 1 - STEPS_BACK)]
