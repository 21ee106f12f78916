"""What a pattern costs on long hostile input: its time must grow as the input does.

Inputs are what makes a backtracking pattern fail late: a beginning of an example, or a character that the pattern or an example names, again
and again, then a character that ends every match.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator

from govtext.rules.ruleset import Rule

LENGTHS = [*(round(8 * 1.25**step) for step in range(16)), 500, 1_000, 3_000]
"""Each is tried after one that is little shorter, until an exponential pattern would have been seen."""
BEGINNINGS = (1, 2, 3, 4, 6, 8, 12)
MOST = 8
"""How much longer the fourfold length may take; 4 is linear, 16 quadratic."""
NOTICED = 0.001
"""Seconds of processor time from which a measurement says something."""
ENOUGH = 0.03
"""Seconds at which no longer text is tried."""
TRIALS = 3
END = "\x00"
_LITERAL = re.compile(r"[^\W_]|[，。；：、（）“”—]")


def superlinear(rule: Rule, starts: str = "") -> str | None:
    """The piece of text whose repetition makes the rule's pattern take more than linear time; None where there is none.

    `starts` are the characters at which the rules of its file are tried, as in `RuleSet`.
    """
    pattern = re.compile(f"(?=[{starts}])(?:{rule.pattern})" if starts else rule.pattern)
    return next((piece for piece in _pieces(rule) if _grows(pattern, piece)), None)


def _pieces(rule: Rule) -> Iterator[str]:
    texts = (*rule.examples, *rule.counter_examples)
    found = [text[:end] for text in texts for end in BEGINNINGS]
    found += _LITERAL.findall("".join(texts)) + _LITERAL.findall(rule.pattern)[:20] + [*"一1aA，　 "]
    yield from dict.fromkeys(found)


def _grows(pattern: re.Pattern[str], piece: str) -> bool:
    """Whether the time grows faster than the text. Other programs only ever add to a time, so the least of some trials is compared."""
    length, many = 0, 0.0
    for length in LENGTHS:
        many = _seconds(pattern, piece, length)
        if many > ENOUGH and (many := min(many, _seconds(pattern, piece, length))) > ENOUGH:
            break
    few = math.inf
    for _ in range(TRIALS):
        if many < NOTICED:
            return False
        few = min(few, _seconds(pattern, piece, length // 4))
        if many < MOST * few:
            return False
        many = min(many, _seconds(pattern, piece, length))
    return True


def _seconds(pattern: re.Pattern[str], piece: str, length: int) -> float:
    text = (piece * (length // len(piece) + 1))[:length] + END
    began = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - began
