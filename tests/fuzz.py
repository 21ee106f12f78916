"""Texts drawn at random from the words of reports, each parsed and checked, for a given time.

    python tests/fuzz.py SECONDS [SEED]

A text that raises or gives an unsound report is printed, and the exit code is 1; add it to `fuzzed.json`, which the tests parse.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

from test_parse import LINES, MARKERS, MARKS, MASKS, VALUES, WORDS

import govtext

SEEDS = [*MARKERS, *WORDS, *VALUES, *MASKS, *MARKS, *LINES]
OTHERS = [(0x00, 0x7F), (0x3000, 0x303F), (0x4E00, 0x9FFF), (0xFF00, 0xFFEF), (0, 0x10FFFF)]
MOST = 30


def drawn(chance: random.Random) -> str:
    """A text of up to `MOST` pieces: words of reports, now and then any character."""
    pieces = (chance.choice(SEEDS) if chance.random() < 0.9 else chr(chance.randint(*chance.choice(OTHERS))) for _ in range(chance.randint(1, MOST)))
    return "".join(pieces)


def fault(text: str) -> str | None:
    """What is wrong with the report of a text: the exception, or the first invariant that it breaks."""
    try:
        found = govtext.check_report(govtext.parse(text), govtext.parse)
    except Exception as error:  # any exception is what is sought
        return f"{type(error).__name__}: {error}"
    return str(found[0]) if found else None


def trial(chance: random.Random) -> str | None:
    """What is wrong with one drawn text."""
    text = drawn(chance)
    return (wrong := fault(text)) and f"{text!r}: {wrong}"


def run(trial: Callable[[random.Random], str | None], seconds: float, seed: int) -> int:
    """Try until the time is over, tell each fault and how many trials there were; the number of faults."""
    chance, end, tried, faults = random.Random(seed), time.monotonic() + seconds, 0, 0
    while time.monotonic() < end:
        tried += 1
        if wrong := trial(chance):
            faults += 1
            print(wrong, flush=True)
    print(f"{tried} trials with seed {seed} in {seconds:.0f} s, {faults} with a fault")
    return faults


def main(trial: Callable[[random.Random], str | None]) -> None:
    """Try for the seconds, and with the seed, that the command line gives; exit with 1 after a fault."""
    if len(sys.argv) not in (2, 3):
        sys.exit(f"usage: python {sys.argv[0]} SECONDS [SEED]")
    sys.exit(run(trial, float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1 << 32)) > 0)


if __name__ == "__main__":
    main(trial)
