"""Puts the lexicons into their form: rows sorted, quotes only where needed. With ``--check`` nothing is written, and what would change is named."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "govtext" / "data" / "lexicons"
IN_THEIR_ORDER = {"division_codes", "eras", "municipalities", "numerals", "place_columns", "times"}  # by year, by rank, by size


def formatted(name: str, text: str) -> str:
    """Sort by class and term where the term comes first, else by the first two columns."""
    header, *rows = csv.reader(text.splitlines(), strict=True)
    if name not in IN_THEIR_ORDER:
        rows.sort(key=lambda row: (row[1], row[0]) if header[0] == "term" and len(row) > 1 else tuple(row[:2]))
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows([header, *rows])
    return table.getvalue()


def main() -> None:
    """Format every lexicon."""
    changed = [path for path in sorted(FOLDER.glob("*.csv")) if formatted(path.stem, path.read_text("utf-8")) != path.read_text("utf-8")]
    if "--check" in sys.argv[1:]:
        sys.exit("\n".join(f"{path.name} is not in its form: make format" for path in changed) or 0)
    for path in changed:
        path.write_text(formatted(path.stem, path.read_text("utf-8")), "utf-8", newline="\n")
        print(path.name)


if __name__ == "__main__":
    main()
