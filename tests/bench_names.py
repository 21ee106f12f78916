"""How many names beside numbers an editor would strike something of at once: over many reports, without annotation.

    python tests/bench_names.py FOLDER … [--limit N] [--json]

A name is wrong at an edge where it begins or ends with a mark, an adverb, a preposition or an aspect particle, or inside a word.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import govtext
from govtext.errors import GovtextError
from govtext.model import Report, Span
from govtext.naming.words import MARK, Word, lexis
from govtext.rules import ruleset

_WRONG = {"d": "adverb", "p": "preposition", "u": "particle"}
_QUOTES = "“”（）《》·%"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folders", nargs="+", type=Path)
    arguments.add_argument("--limit", type=int, default=60, help="reports of each folder")
    arguments.add_argument("--json", action="store_true")
    told = arguments.parse_args()
    wrong: Counter[str] = Counter()
    names = 0
    for report in (report for folder in told.folders for report in reports(folder, told.limit)):
        for span in (metric.indicator.span for metric in report.metrics if metric.indicator.span):
            names += 1
            wrong.update(faults(report, span))
    figures = {f"{fault} in 1000": 1000 * wrong[fault] / max(names, 1) for fault in ("mark", "adverb", "preposition", "particle", "inside a word")}
    print(json.dumps({"names": names, **figures}))


def reports(folder: Path, limit: int) -> Iterator[Report]:
    paths = sorted(path for path in folder.rglob("*") if path.suffix in (".txt", ".md") and path.name.count("_"))
    for path in paths[:: max(1, len(paths) // limit)][:limit]:
        try:
            yield govtext.read(path)
        except GovtextError:
            continue


def faults(report: Report, span: Span) -> set[str]:
    """What is wrong at the edges of a name."""
    found = set()
    text = span.of(report.text)
    words = lexis().cut(text, 0, len(text))
    for word in (words[0], words[-1]):
        if word.tag == MARK and word.text[0] not in _QUOTES:
            found.add("mark")
        elif word.tag[0] in _WRONG and not _is_whole(word, words):
            found.add(_WRONG[word.tag[0]])
    around = Span(start=max(0, span.start - 8), end=min(len(report.text), span.end + 8))
    piece = around.of(report.text)
    edges = {around.start + edge for word in lexis().cut(piece, 0, len(piece)) for edge in (word.start, word.end)}
    rate = ruleset("rate_nouns").match(report.text, span.end)
    if piece.isalpha() and (span.start not in edges or (span.end not in edges and not rate)):
        found.add("inside a word")
    return found


def _is_whole(word: Word, words: list[Word]) -> bool:
    """Whether a word is all of a name, or part of a term whatever its tag: 被征地农民."""
    return len(words) == 1 or len(word.text) > 2


if __name__ == "__main__":
    main()
