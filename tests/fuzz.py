"""Texts drawn at random from the words of reports, each parsed and checked, for a given time or so many of them.

    python tests/fuzz.py [--seconds SECONDS | --count COUNT] [--seed SEED]

A text that raises or gives an unsound report is printed, and the exit code is 1; add it to `fuzzed.json`, which the tests parse.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import time
from collections.abc import Callable

from test_parse import LINES, MARKERS, MARKS, MASKS, VALUES, WORDS

import govtext

SEEDS = [*MARKERS, *WORDS, *VALUES, *MASKS, *MARKS, *LINES]
OTHERS = [(0x00, 0x7F), (0x3000, 0x303F), (0x4E00, 0x9FFF), (0xFF00, 0xFFEF), (0, 0x10FFFF)]
MOST = (2, 4, 4, 6, 6, 6, 6, 30)
"""How many pieces a text may have, drawn first: most faults show in few, and short texts are soon read."""
AGAIN = 0.05
"""The share of texts that are parsed a second time: it costs as much as the first, and the same kinds of text come often."""
TOLD = 50_000


def drawn(chance: random.Random) -> str:
    """A text of a few pieces: words of reports, now and then any character."""
    count = chance.randint(1, chance.choice(MOST))
    return "".join(chance.choice(SEEDS) if chance.random() < 0.9 else chr(chance.randint(*chance.choice(OTHERS))) for _ in range(count))


def fault(text: str, again: bool = True) -> str | None:
    """What is wrong with the report of a text: the exception, or the first invariant that it breaks, with or without a second parse."""
    try:
        found = govtext.check_report(govtext.parse(text), govtext.parse if again else None)
    except Exception as error:  # any exception is what is sought
        return f"{type(error).__name__}: {error}"
    return str(found[0]) if found else None


def trial(chance: random.Random) -> str | None:
    """What is wrong with one drawn text."""
    text = drawn(chance)
    return (wrong := fault(text, chance.random() < AGAIN)) and f"{text!r}: {wrong}"


def run(trial: Callable[[random.Random], str | None], seconds: float = math.inf, count: float = math.inf, seed: int = 0) -> int:
    """Try until the time is over or so many are tried, tell each fault and now and then how many trials there were; the number of faults."""
    chance, began, tried, faults = random.Random(seed), time.monotonic(), 0, 0
    while tried < count and time.monotonic() - began < seconds:
        tried += 1
        if wrong := trial(chance):
            faults += 1
            print(wrong, flush=True)
        if not tried % TOLD:
            _tell(tried, faults, seed, began)
    _tell(tried, faults, seed, began)
    return faults


def _tell(tried: int, faults: int, seed: int, began: float) -> None:
    taken, worked = time.monotonic() - began, time.process_time()
    print(f"{tried} trials with seed {seed} in {taken:.0f} s ({worked:.0f} s of processor time), {faults} with a fault", flush=True)


def main(trial: Callable[[random.Random], str | None]) -> None:
    """Try for as long, or as often, as the command line says; exit with 1 after a fault."""
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=float, default=math.inf)
    options.add_argument("--count", type=float, default=math.inf)
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    chosen = options.parse_args()
    sys.exit(run(trial, chosen.seconds, chosen.count, chosen.seed) > 0)


if __name__ == "__main__":
    main(trial)
