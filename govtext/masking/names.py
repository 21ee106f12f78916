"""Names of places, bodies and people in a report, for hiding them: each name wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govtext.labels import EntityKind, PlaceholderKind
from govtext.model import Report
from govtext.names.lexis import lexis
from govtext.names.proper import is_proper
from govtext.rules import for_packs, lexicon
from govtext.source import SourceText
from govtext.stages.tokens import tokens

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_SUFFIX = re.compile(r"(?:自治区|自治州|自治县|街道|社区|[省市县区旗州盟镇乡村])$")
_MASK = re.compile(r"[*×某□○_＿]|[Xx]{2}")
_HIDDEN = {
    EntityKind.PLACE: PlaceholderKind.PLACE,
    EntityKind.ORGANISATION: PlaceholderKind.ORGANISATION,
    EntityKind.PERSON: PlaceholderKind.PERSON,
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written: the part that is hidden and the suffix that stays (青河 + 县)."""

    stem: str
    suffix: str
    kind: PlaceholderKind


@dataclass(frozen=True, slots=True)
class Mention:
    """The hidden part of a name in the reading copy."""

    start: int
    end: int
    stem: str
    kind: PlaceholderKind


def mentions(report: Report, source: SourceText, kinds: Iterable[PlaceholderKind], keep: frozenset[str]) -> list[Mention]:
    """Find where names of these kinds stand, in order; a longer name wins over one inside it."""
    wanted = frozenset(kinds)
    found = {name for name in _names(report) if name.kind in wanted}
    known = {name.stem + name.suffix: name for name in found if not keep & {name.stem, name.stem + name.suffix}}
    known |= {name.stem: name for name in known.values() if _stands_alone(name)}
    if not known:
        return []
    terms = sorted(known)
    return [
        Mention(start, start + len(known[terms[number]].stem), known[terms[number]].stem, known[terms[number]].kind)
        for number, start, _ in _automaton(tuple(terms)).find_matches_as_indexes(source.copy)
    ]


def _automaton(terms: tuple[str, ...]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(list(terms), matchkind=MatchKind.LeftmostLongest)


def _names(report: Report) -> Iterator[Name]:
    """The names that the report is of and holds, each with the part that hides it; what is masked already has none."""
    own = report.meta.place
    for written in (own.value, own.span and own.span.of(report.text)):
        if written and not _MASK.search(written):
            yield _place(written)
    if report.meta.speaker.value:
        yield Name(report.meta.speaker.value, "", PlaceholderKind.PERSON)
    for entity in report.entities:
        written = "".join(entity.text.split())
        if entity.kind not in _HIDDEN or _MASK.search(written):
            continue
        if entity.kind is EntityKind.PERSON:
            yield Name(written, "", PlaceholderKind.PERSON)
        elif entity.kind is EntityKind.PLACE:
            yield _place(written)
        elif name := _body(written):
            yield name


def _place(written: str) -> Name:
    suffix = _SUFFIX.search(written)
    cut = suffix.start() if suffix and suffix.start() else len(written)
    return Name(written[:cut], written[cut:], PlaceholderKind.PLACE)


def _body(written: str) -> Name | None:
    """A body by the part that names it; one that is named by its level and office alone (县政府) and organs of state are nobody's secret."""
    suffix, kind = next((row for row in _bodies() if written.endswith(row[0])), ("", ""))
    stem = written.removesuffix(suffix)
    if kind == "office":
        is_named = is_proper(stem) and written not in lexis().known
    else:
        is_named = stem not in _generic() and bool(suffix or written not in lexis().known)
    return Name(stem, suffix, PlaceholderKind.ORGANISATION) if len(stem) > 1 and is_named else None


@for_packs()
def _bodies() -> tuple[tuple[str, str], ...]:
    """The last words of bodies with their kind, the longest first."""
    rows = [(term, row["kind"]) for row in lexicon("organisation_suffixes") for term in row["term"].split("|")]
    return tuple(sorted(rows, key=lambda row: len(row[0]), reverse=True))


@for_packs()
def _generic() -> frozenset[str]:
    """What stands before 公司 and its like, and says only of what sort they are (跨国)."""
    return frozenset(lexicon("generic_names").where(kind="firm").terms())


def _stands_alone(name: Name) -> bool:
    """Whether the stem of a place is hidden without its suffix too: not where it is an ordinary word (和平区)."""
    if name.kind is not PlaceholderKind.PLACE or len(name.stem) < 2:
        return False
    parts = tokens(name.stem)
    return len(parts) > 1 or not parts[0].known or parts[0].tag[:2] in ("ns", "nr", "nz")
