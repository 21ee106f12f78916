"""Lexicons: CSV files with a header, one term a row, several surface forms separated by ``|``."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from govtext.errors import RuleError
from govtext.rules.checks import check_rows
from govtext.rules.packs import Pack, for_packs, in_force

Row = Mapping[str, str]


@dataclass(frozen=True)
class Lexicon:
    """The rows of one lexicon file, in file order."""

    name: str
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def where(self, **wanted: str) -> Lexicon:
        """The rows whose columns have the values asked for."""
        return Lexicon(self.name, tuple(row for row in self.rows if all(row.get(k) == v for k, v in wanted.items())))

    def terms(self, column: str = "term") -> tuple[str, ...]:
        """All surface forms of a column, ``|`` taken apart."""
        return tuple(form for row in self.rows for form in row[column].split("|") if form)

    def alternation(self, column: str = "term") -> str:
        """A regular expression for the surface forms, longest first."""
        return "|".join(map(re.escape, sorted(set(self.terms(column)), key=lambda term: (-len(term), term))))


def parse(name: str, text: str) -> Lexicon:
    """Lexicon from CSV text. Raises `RuleError` naming file and line for a row that does not fit the header."""
    reader = csv.DictReader(text.splitlines(), strict=True)
    rows = []
    try:
        for row in reader:
            if None in row or None in row.values():
                raise RuleError(f"{name}, line {reader.line_num}: the row does not have the {len(reader.fieldnames or [])} columns of the header")
            rows.append(row)
    except csv.Error as error:
        raise RuleError(f"{name}, line {reader.line_num}: not valid CSV: {error}") from error
    return Lexicon(name, tuple(rows))


@for_packs()
def lexicon(name: str) -> Lexicon:
    """The package's lexicon of this name, e.g. ``lexicon("units")``, followed by the rows of the packs in force."""
    joined = parse(name, (files("govtext") / "data" / "lexicons" / f"{name}.csv").read_text("utf-8"))
    for pack in in_force():
        if name in pack.lexicons:
            joined = _joined(joined, pack)
    return joined


def _joined(known: Lexicon, pack: Pack) -> Lexicon:
    added = parse(f"{pack.name}/lexicons/{known.name}.csv", pack.lexicons[known.name])
    check_rows(added, known)
    return Lexicon(known.name, known.rows + added.rows)


def read(path: Path) -> Lexicon:
    """A lexicon from a user's file."""
    return parse(path.name, path.read_text("utf-8-sig"))
