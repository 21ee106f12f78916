"""The same central report from several archives gives the same document; runs where the outer reports are present."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

import govtext

CENTRAL = Path(__file__).parents[2] / "shared" / "reports" / "central"
WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
MARKS = re.compile(r"[\s“”\"‘’、，。（）()：:；;．.\-—－–]+")

# Pairs whose headings differ because the archives differ, and why.
LISTS_ON_LINES = "one archive prints the items 一、二、 of inner lists as paragraphs, the other runs them into one paragraph"
REWORDED = "the archives hold different wordings of a heading (环保, 环境保护), and one lacks the heading 二、"
EXCEPTIONS = {
    **{(year, pair): LISTS_ON_LINES for year in ("1978", "1982", "1986", "1988") for pair in ("sc-ws", "tw-ws")},
    **{("2008", pair): LISTS_ON_LINES for pair in ("sc-tmx", "tmx-tw", "tmx-ws")},
    **{("2006", pair): REWORDED for pair in ("sc-tw", "sc-ws", "tw-ws")},
}


def pairs() -> list[tuple[str, Path, Path]]:
    years: dict[str, list[Path]] = {}
    for path in sorted(CENTRAL.glob("*.txt")):
        years.setdefault(path.stem.split("_")[1], []).append(path)
    return [(year, one, other) for year, paths in years.items() for one, other in combinations(paths, 2)]


@cache
def parsed(path: Path) -> tuple[govtext.Report, str]:
    report = govtext.read(path)
    return report, squeezed(report.text)


def squeezed(text: str) -> str:
    return MARKS.sub("", text.translate(WIDE))


def metrics(report: govtext.Report, other: str) -> Counter[tuple[object, ...]]:
    """Numbers, unit and kind of each metric whose surroundings the other archive has too."""
    found: Counter[tuple[object, ...]] = Counter()
    for metric in report.metrics:
        if squeezed(report.text[max(0, metric.span.start - 6) : metric.span.end + 2]) in other:
            found[metric.low, metric.high, metric.unit, metric.kind] += 1
    return found


def headings(report: govtext.Report, other: str) -> Counter[str]:
    titles = [squeezed(section.title) for section in report.sections]
    return Counter(title for title in titles if title[:12] in other)


def f1(one: Counter, other: Counter) -> float:
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 1.0


@pytest.mark.skipif(not CENTRAL.exists(), reason="the outer reports are not here")
@pytest.mark.parametrize(("year", "one", "other"), pairs(), ids=lambda value: value.stem if isinstance(value, Path) else value)
def test_two_archives_of_one_report_give_the_same_document(year: str, one: Path, other: Path) -> None:
    (first, first_text), (second, second_text) = parsed(one), parsed(other)
    assert f1(metrics(first, second_text), metrics(second, first_text)) >= 0.97
    pair = f"{one.stem.split('_')[2]}-{other.stem.split('_')[2]}"
    if (year, pair) not in EXCEPTIONS:
        assert f1(headings(first, second_text), headings(second, first_text)) >= 0.98
