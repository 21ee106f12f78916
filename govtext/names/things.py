"""Which mentions are of one thing, and which division a place is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from govtext.labels import EntityKind
from govtext.names.again import stem_of
from govtext.names.divisions import level
from govtext.names.name import Name
from govtext.rules import for_packs, lexicon

_QUOTES = re.compile(r"[“”\"‘’\s]")


class Thing(NamedTuple):
    """What a mention is of."""

    number: int  # the same for the mentions of one thing, from one on in text order
    code: str | None  # of the division, where the name is certain


def things(copy: str, names: Sequence[Name], place: str | None, year: int | None) -> list[Thing]:
    """The thing of each mention: mentions of one name share it, and so do a name and its short form."""
    numbers: dict[tuple[EntityKind, str], int] = {}
    count = 0
    found = []
    known: dict[tuple[EntityKind, str], Thing] = {}
    for name in names:
        mention = (name.kind, copy[name.start : name.end])
        if mention in known:
            found.append(known[mention])
            continue
        written = _QUOTES.sub("", mention[1])
        key = (name.kind, written)
        number = numbers.get(key)
        if number is None:
            number = count = count + 1
        numbers[key] = number
        numbers.setdefault((name.kind, stem_of(written, name.kind)), number)
        known[mention] = Thing(number, division(written, place, year) if name.kind is EntityKind.PLACE else None)
        found.append(known[mention])
    return found


@for_packs(1 << 12)
def division(name: str, place: str | None, year: int | None) -> str | None:
    """The GB/T 2260 code of a division by its name: the only one of that name in the year, or the only one within the place of the report."""
    rows = [row for row in _rows().get(name, ()) if year is None or (int(row["first"]) <= year and (not row["last"] or year <= int(row["last"]) + 1))]
    codes = sorted({row["code"] for row in rows})
    if len(codes) == 1:
        return codes[0]
    around = {row["code"] for row in _rows().get(place or "", ())}
    inside = [code for code in codes if any(code.startswith(own[: level(own)]) for own in around)]
    return inside[0] if len(inside) == 1 else None


@for_packs()
def _rows() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    """The divisions by their full names, and provinces and prefectures by their short ones."""
    rows: dict[str, list[Mapping[str, str]]] = {}
    for row in lexicon("division_codes"):
        rows.setdefault(row["name"], []).append(row)
    for short in lexicon("divisions"):
        full, *others = short["term"].split("|")
        for other in others:
            rows.setdefault(other, rows.get(full, []))
    return {name: tuple(listed) for name, listed in rows.items()}
