"""Are level, place and year of archived reports those of their manifest, and has each annual report a review and a plan?

    python tests/facts.py FOLDER [--json]

FOLDER holds reports and ``MANIFEST.tsv`` with the columns file, level, place and year. Nothing but the text is given to the parser.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import govtext

FACTS = ("level", "place", "year")


def measured(folder: Path) -> dict[str, float]:
    """The share of reports in which each fact is right, and in which both parts are found."""
    rows = list(csv.DictReader((folder / "MANIFEST.tsv").read_text("utf-8").splitlines(), delimiter="\t"))
    right = dict.fromkeys((*FACTS, "all", "review", "plan"), 0)
    annual = 0
    for row in rows:
        report = govtext.parse((folder / row["file"]).read_text("utf-8"))
        meta = report.meta
        said = {"level": str(meta.level), "place": meta.place.value if meta.place else None, "year": str(meta.year)}
        agrees = {fact: said[fact] == row[fact] for fact in FACTS}
        wrong = [f"{fact} {said[fact]} for {row[fact]}" for fact in FACTS if not agrees[fact]]
        for fact, is_right in {**agrees, "all": all(agrees.values())}.items():
            right[fact] += is_right
        if meta.kind == "annual_report":
            roles = {str(section.role) for section in report.sections}
            found = {"review": "retrospect" in roles, "plan": "plan" in roles}
            annual += 1
            for part, is_found in found.items():
                right[part] += is_found
            wrong += [f"no {part}" for part, is_found in found.items() if not is_found]
        if wrong:
            sys.stderr.write(f"{row['file']}: {', '.join(wrong)}\n")
    return {name: count / (annual if name in ("review", "plan") else len(rows)) for name, count in right.items()}


if __name__ == "__main__":
    figures = measured(Path(sys.argv[1]))
    print(json.dumps(figures) if "--json" in sys.argv[2:] else "\n".join(f"{name:7}{value:.4f}" for name, value in figures.items()))
