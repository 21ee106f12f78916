"""Does what a printer, a page or a converter leaves in a report change what is read from it? It must not.

    python tests/bench_disturbed.py FOLDER … [--limit N] [--worst] [--json]

Each report is parsed as it is and again after each disturbance, whose places and forms are drawn at random, for each report from its own name.
A figure is the mean F1 of what both parses found, without spans: 1 where the documents are equal.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from statistics import fmean

import govtext
from govtext.model import Report

MARK_LINES = (
    "— {n} —",
    "—{n}—",
    "－{n}－",
    "- {n} -",
    "-{n}-",
    "· {n} ·",
    "第{n}页",
    "第 {n} 页",
    "第 {n} 页 共 48 页",
    "{n}/48",
    "{n}",
    "<!-- page {n} -->",
    "---",
)
MARKS = (*(f"\n{mark}\n" for mark in MARK_LINES), *(f"\n\n{mark}\n\n" for mark in MARK_LINES), "\n{n}\n\x0c", "\x0c", "\n\x0c\n", "\n— {n} —\n\x0c")
INLINE = ("—{n}—", "— {n} —", "－{n}－", "第{n}页", "<!-- page {n} -->", "\x0c")
PAGE = 500  # characters between two marks
LETTER = re.compile("(?<=[\u4e00-\u9fff])[\u4e00-\u9fff](?=[\u4e00-\u9fff])")


def page_marks(text: str, draw: random.Random) -> str:
    """Marks of pages on lines of their own, of one form in one report, wherever a page ended."""
    return marked(text, draw, draw.choice(MARKS), 1)


def inline_marks(text: str, draw: random.Random) -> str:
    """Marks that stayed inside a line, between Chinese characters, when its line ends were lost."""
    places = [match.end() for match in re.finditer("[\u4e00-\u9fff](?=[\u4e00-\u9fff])", text)]
    form = draw.choice(INLINE)
    return with_inserted(text, {at: form.format(n=n) for n, at in enumerate(sorted(draw.sample(places, max(1, len(places) // PAGE))), 2)})


def marked(text: str, draw: random.Random, form: str, first: int) -> str:
    pages = max(1, len(text) // PAGE)
    places = sorted(draw.sample(range(1, len(text)), min(pages, len(text) - 1)))
    return with_inserted(text, {at: form.format(n=n) for n, at in enumerate(places, first + 1)})


def wrapped(text: str, draw: random.Random) -> str:
    """Lines of one width, as a mail or a converter leaves them."""
    width = draw.randint(24, 60)
    return "\n".join(line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width))


def ragged(text: str, draw: random.Random) -> str:
    """Lines inside paragraphs that end after a width that varies, a little or much."""
    width, spread = draw.randint(35, 60), draw.choice((3, 12))
    lines = []
    for line in text.split("\n"):
        while len(line) > width + spread:
            cut = width + draw.randint(-spread, spread)
            lines.append(line[:cut])
            line = line[cut:]
        lines.append(line)
    return "\n".join(lines)


def doubled(text: str, draw: random.Random) -> str:
    """Bold lines that a converter printed twice: titles and short lines."""
    lines = text.split("\n")
    return "\n".join(f"{line}\n{line}" if 3 < len(line) < 40 and draw.random() < 0.5 else line for line in lines)


def masked_pairs(text: str, draw: random.Random) -> str:
    """Figures masked by two stars each; the reference is the same text masked by two crosses."""
    return FIGURE.sub("**", text)


def lost(text: str, draw: random.Random) -> str:
    """One Chinese character in 300 lost, inside words and not in numbers."""
    places = [match.start() for match in LETTER.finditer(text) if not set(match[0]) & NUMERAL]
    gone = set(draw.sample(places, len(text) // 300))
    return "".join(character for at, character in enumerate(text) if at not in gone)


FIGURE = re.compile(r"(?<=[\u4e00-\u9fff])[0-9]+(?:\.[0-9]+)?(?=[万亿]?[元亩吨人户%公个家])")
MARKDOWN = re.compile(r"^#{1,4} |\*\*[^*\n]+\*\*", re.MULTILINE)
NUMERAL = set("〇零一二三四五六七八九十百千万亿两几数第")
DISTURBANCES: Mapping[str, Callable[[str, random.Random], str]] = {
    change.__name__: change for change in (page_marks, inline_marks, wrapped, ragged, doubled, lost, masked_pairs)
}


def with_inserted(text: str, pieces: Mapping[int, str]) -> str:
    parts, position = [], 0
    for at, piece in sorted(pieces.items()):
        parts += [text[position:at], piece]
        position = at
    return "".join((*parts, text[position:]))


def facts(report: Report, name: Callable[[str], str]) -> dict[str, Counter[tuple[object, ...]]]:
    """What a report says, without offsets and layout; `name` gives what is compared of a wording."""
    return {
        "sections": Counter((s.level, s.marker and name(s.marker), name(s.title), s.role) for s in report.sections),
        "measures": Counter((name(m.marker), name(m.title), m.status) for m in report.measures),
        "metrics": Counter((name(m.indicator.text), m.low, m.high, m.unit, m.kind, m.bound, m.status) for m in report.metrics),
        "placeholders": Counter((p.kind,) for p in report.placeholders),
    }


def bare(text: str) -> str:
    """A wording without white space, marks of pages and the character that masks."""
    return re.sub(r"\s+|<!--.*?-->|[—－·-]+ ?\d+ ?[—－·-]+|第 ?\d+ ?页(?: 共 ?\d+ ?页)?", "", text).replace("×", "*")


def unnamed(text: str) -> str:
    """Nothing of a wording: it has lost a character."""
    return ""


def f1(one: Counter[tuple[object, ...]], other: Counter[tuple[object, ...]]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


@lru_cache(maxsize=1)  # the reference of most disturbances of a text, one after the other
def undisturbed(text: str) -> Report:
    return govtext.parse(text)


def compared(text: str, name: str, disturb: Callable[[str, random.Random], str]) -> Iterator[tuple[str, float, list[str]]]:
    """For each kind of fact its F1, and the facts that differ."""
    reference = FIGURE.sub("××", text) if disturb is masked_pairs else text
    wording = unnamed if disturb is lost else bare
    want = facts(undisturbed(reference), wording)
    got = facts(govtext.parse(disturb(text, random.Random(f"{disturb.__name__} {name}"))), wording)
    for kind in want:
        differing = [f"- {fact}" for fact in want[kind] - got[kind]] + [f"+ {fact}" for fact in got[kind] - want[kind]]
        yield kind, f1(want[kind], got[kind]), differing


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folders", nargs="+", type=Path)
    arguments.add_argument("--limit", type=int, default=24, help="reports of each folder")
    arguments.add_argument("--worst", action="store_true", help="print what differs")
    arguments.add_argument("--only", nargs="*", default=list(DISTURBANCES), choices=DISTURBANCES)
    arguments.add_argument("--json", action="store_true")
    told = arguments.parse_args()
    scores: dict[str, list[float]] = {}
    for path in (path for folder in told.folders for path in chosen(folder, told.limit)):
        text = govtext.read(path).text
        for name in told.only:
            for kind, score, differing in compared(text, path.stem, DISTURBANCES[name]):
                scores.setdefault(f"{name} {kind}", []).append(score)
                if told.worst and differing:
                    print(f"{path.name} {name} {kind} {score:.3f}", *differing, sep="\n  ")
    figures = {name: fmean(values) for name, values in scores.items()}
    print(json.dumps(figures) if told.json else "\n".join(f"{name:28}{value:.4f}" for name, value in figures.items()))


def chosen(folder: Path, limit: int) -> list[Path]:
    """Reports of a folder, evenly; none in Markdown, where a line is a paragraph and two stars are bold."""
    paths = sorted(path for path in folder.rglob("*.txt") if not MARKDOWN.search(path.read_text("utf-8", "ignore")))
    return paths[:: max(1, len(paths) // limit)][:limit]


if __name__ == "__main__":
    main()
