"""Does Markdown change what is read? A report as it is and the same without its markup must give the same document.

    python tests/bench_markdown.py FOLDER … [--limit N] [--worst] [--json]

The markup is taken out here by a few substitutions that know nothing of govtext. A figure is the part of what both parses found together in which
they agree, summed over all reports (F1, without spans).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from bench_disturbed import bare, facts

import govtext

FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
TITLE = re.compile(r"^title:[ \t]*(.+)$", re.MULTILINE)
MARKS = (
    (r"^[ \t]*(?:\\?#){1,6}[ \t]+(.*?)[ \t]*#*$", r"\1"),  # headings
    (r"^[ \t]*(?:>[ \t]?)+", ""),
    (r"^[ \t]*[-+*][ \t]+(?=[^\s\d-])", ""),  # items, and no numbers of pages
    (r"\*\*\*(?=\S)([^*]+)\*\*\*", r"\1"),
    (r"\*\*([^*]+)\*\*", r"\1"),
    (r"\*\*\*\*", ""),  # emphasis of nothing
    (r"\$([^$\u4e00-\u9fff]*)\$", lambda formula: re.sub(r"\\[a-z]+|[\\{}]", "", formula[1])),
    (r"!\[[^\]]*\]\([^)]*\)", ""),
    (r"\[([^\]]*)\]\([^)]*\)", r"\1"),
    (r"\\([!-/:-@\[-`{-~])", r"\1"),
)


def stripped(text: str) -> str:
    r"""A text without its markup; the title of its front matter is its first line.

    >>> stripped("---\ntitle: 青河县政府工作报告\n---\n\n**一、工作回顾**\n\n税收增长**5%**。")
    '青河县政府工作报告\n\n一、工作回顾\n\n税收增长5%。'
    """
    front = FRONT.match(text)
    title = TITLE.search(front[1]) if front else None
    for mark, kept in MARKS:
        text = re.sub(mark, kept, text[front.end() :] if front else text, flags=re.MULTILINE)
        front = None
    return f"{title[1].strip()}\n{text}" if title else text


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folders", nargs="+", type=Path)
    arguments.add_argument("--limit", type=int, help="reports of each folder, evenly chosen")
    arguments.add_argument("--worst", action="store_true", help="print what differs")
    arguments.add_argument("--json", action="store_true")
    told = arguments.parse_args()
    same: Counter[str] = Counter()
    all_found: Counter[str] = Counter()
    for folder in told.folders:
        paths = sorted(folder.rglob("*.md"))
        for path in paths[:: max(1, len(paths) // told.limit) if told.limit else 1]:
            text = govtext.read(path).text
            one, other = (facts(govtext.parse(each), bare) for each in (text, stripped(text)))
            for kind in one:
                same[kind] += 2 * (one[kind] & other[kind]).total()
                all_found[kind] += one[kind].total() + other[kind].total()
                differing = [f"- {fact}" for fact in one[kind] - other[kind]] + [f"+ {fact}" for fact in other[kind] - one[kind]]
                if told.worst and differing:
                    print(f"{path.name} {kind}", *differing, sep="\n  ")
    figures = {kind: same[kind] / count for kind, count in all_found.items()}
    print(json.dumps(figures) if told.json else "\n".join(f"{kind:28}{value:.4f}" for kind, value in figures.items()))


if __name__ == "__main__":
    main()
