"""How many names beside numbers an editor would strike something of at once: over many reports, without annotation.

    python tests/bench_names.py FOLDER … [--limit N] [--json]

A name is wrong at an edge where it begins or ends with a mark, an adverb, a preposition or an aspect particle, or inside a word.
"""

from __future__ import annotations

import argparse
import json
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import govtext
from govtext.characters import simplified
from govtext.errors import GovtextError
from govtext.model import Report, Span
from govtext.naming.words import MARK, lexis
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
        parting = sorted({edge for part in (*report.metrics, *report.times) for edge in (part.span.start, part.span.end)})
        for span in (metric.indicator.span for metric in report.metrics if metric.indicator.span):
            names += 1
            wrong.update(faults(report, span, parting))
    figures = {f"{fault} in 1000": 1000 * wrong[fault] / max(names, 1) for fault in ("mark", "adverb", "preposition", "particle", "inside a word")}
    print(json.dumps({"names": names, **figures}))


def reports(folder: Path, limit: int) -> Iterator[Report]:
    """Reports of a folder, evenly chosen; one that cannot be read is named."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in (".txt", ".md") and path.name.count("_"))
    for path in paths[:: max(1, len(paths) // limit)][:limit]:
        try:
            yield govtext.read(path)
        except GovtextError as error:
            sys.stderr.write(f"{error}\n")


def faults(report: Report, span: Span, parting: Sequence[int]) -> set[str]:
    """What is wrong at the edges of a name; `parting` holds where values and times begin and end, which part words."""
    text = span.of(report.text)
    words = lexis().cut(text, 0, len(text))
    is_bound = len(words) > 1 and words[1].tag[0] in "mq" and ruleset("size_bounds").match(text, 0, words[0].end) is not None  # 过|5亿元项目
    edges_of_name = words[-1:] if is_bound else (words[0], words[-1])
    found = {_WRONG[word.tag[0]] for word in edges_of_name if word.tag[0] in _WRONG}
    found |= {"mark" for word in (words[0], words[-1]) if word.tag == MARK and word.text[0] not in _QUOTES}
    start = max((edge for edge in parting[: bisect_right(parting, span.start)]), default=0)
    end = next(iter(parting[bisect_left(parting, span.end) :]), len(report.text))
    copy = simplified(report.text)
    edges = {edge for word in lexis().cut(copy, start, end) for edge in (word.start, word.end)}
    as_rate = ruleset("rate_nouns").search(copy, span.start, min((edge for edge in edges if edge >= span.end), default=span.end))
    parted = span.end in edges or as_rate or is_related(copy[span.end : end].rstrip("*"))  # 物价涨幅 is a growth of 物价
    if span.start not in edges or not parted:
        found.add("inside a word")
    return found


def is_related(text: str) -> bool:
    """Whether a text is the words that relate a name to its value, which the cutter may have drawn together with the name: 占比达 is 占比|达."""
    hits = (ruleset(rules).search(text) for rules in ("links", "bounds", "relations"))
    return any(hit is not None and hit.start == 0 for hit in hits)


if __name__ == "__main__":
    main()
