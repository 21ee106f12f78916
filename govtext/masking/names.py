"""Names of places, bodies and people in a report, for hiding them: each name wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from govtext.labels import EntityKind, PlaceholderKind
from govtext.model import Report
from govtext.rules import for_packs, lexicon, ruleset
from govtext.source import SourceText

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_SUFFIX = re.compile(r"自治区|自治州|自治县|街道|社区|[省市县区旗州盟镇乡村](?![级民长委办际政容场域两])")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_JOINED = re.compile(r"[、，和及]")
_LONGEST_STEM = 5
_WINDOW = 12


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
    finders = {PlaceholderKind.PLACE: _places, PlaceholderKind.ORGANISATION: _organisations, PlaceholderKind.PERSON: _people}
    found = {name for kind in kinds for name in finders[kind](report, source.copy)}
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


def _stands_alone(name: Name) -> bool:
    """Whether the stem of a place is hidden without its suffix too: not where it is an ordinary word (和平区)."""
    return name.kind is PlaceholderKind.PLACE and len(name.stem) > 1 and _may_name(name.stem)


def _may_name(word: str) -> bool:
    """Whether a word is a proper name or unknown to jieba."""
    return _HAN.fullmatch(word) is not None and _tag(word)[:2] in ("", "ns", "nr", "nz")


@lru_cache(maxsize=1)
def _tags() -> dict[str, str]:
    import jieba
    import jieba.posseg

    jieba.setLogLevel("WARNING")
    jieba.posseg.dt.initialize()
    tags: dict[str, str] = jieba.posseg.dt.word_tag_tab
    return tags


def _tag(word: str) -> str:
    """Part of speech of a word in jieba's dictionary, empty for a word that it does not know."""
    return _tags().get(word, "")


def _words(text: str) -> Iterator[tuple[str, int]]:
    import jieba

    jieba.setLogLevel("WARNING")
    for word, start, _ in jieba.tokenize(text):
        yield word, start


def _places(report: Report, copy: str) -> Iterator[Name]:
    """Name the place that is governed, divisions of the lexicon, and words that end like a place and are no common noun."""
    own = report.meta.place
    for written in (own.value, own.span and own.span.of(report.text)):
        if written and (name := _place(written)):
            yield name
    divisions = sorted(lexicon("divisions").terms())
    for number, _, _ in _automaton(tuple(divisions)).find_matches_as_indexes(copy):
        yield _place(divisions[number]) or Name(divisions[number], "", PlaceholderKind.PLACE)
    before = ""
    for word, _ in _words(copy):
        name = _place(word) if len(word) > 1 else _place(before + word) if _may_name(before) else None
        if name and _is_proper(name):
            yield name
        before = word


def _place(written: str) -> Name | None:
    suffix = next((match for match in _SUFFIX.finditer(written) if match.end() == len(written) and match.start()), None)
    if suffix is None or suffix.start() > _LONGEST_STEM:
        return None
    return Name(written[: suffix.start()], suffix[0], PlaceholderKind.PLACE)


def _is_proper(name: Name) -> bool:
    """Whether a word that ends like a place names one: jieba knows it as such, or does not know it and nothing in it is generic."""
    tag = _tag(name.stem + name.suffix)
    if _HAN.fullmatch(name.stem) is None or name.stem in _generic("stem") or tag[:2] not in ("", "ns"):
        return False
    generic = name.stem.startswith(tuple(_generic("prefix"))) or name.stem.endswith(tuple(_generic("ending")))
    return tag == "ns" or (not generic and len(name.stem) > 1 and _tag(name.stem)[:1] in ("", "n"))


@for_packs()
def _generic(kind: str) -> frozenset[str]:
    return frozenset(lexicon("generic_names").where(kind=kind).terms())


def _organisations(report: Report, copy: str) -> Iterator[Name]:
    """Name the bodies and firms among the entities, without those that only say of what sort they are (跨国公司)."""
    suffixes = sorted((term for term in lexicon("organisation_suffixes").terms()), key=len, reverse=True)
    for entity in report.entities:
        if entity.kind is EntityKind.ORGANISATION:
            suffix = next((suffix for suffix in suffixes if entity.text.endswith(suffix)), "")
            stem = entity.text.removesuffix(suffix)
            if stem and stem not in _generic("firm"):
                yield Name(stem, suffix, PlaceholderKind.ORGANISATION)


def _people(report: Report, copy: str) -> Iterator[Name]:
    """Name the speaker, and those beside an office, in a line of credits or before 同志."""
    if report.meta.speaker.value:
        yield Name(report.meta.speaker.value, "", PlaceholderKind.PERSON)
    for hit in ruleset("names").finditer(copy):
        if hit["side"] == "whole":
            yield Name(hit.match[0], "", PlaceholderKind.PERSON)
        else:
            yield from _names_after(copy[hit.end : hit.end + _WINDOW])


def _names_after(text: str) -> Iterator[Name]:
    """Read the name, or the list of names, with which a text begins."""
    surnames = frozenset(lexicon("surnames").terms())
    words = [word for word, _ in _words(text)]
    while words and words[0][:1] in surnames | {word[:1] for word in surnames if len(word) > 1}:
        name = words.pop(0)
        if _tag(name) and not _tag(name).startswith("nr") and name not in surnames:
            return
        while words and len(name) < 3 and len(name + words[0]) <= 3 and _HAN.fullmatch(words[0]) and (name in surnames or not _tag(words[0])):
            name += words.pop(0)
        if len(name) < 2:
            return
        yield Name(name, "", PlaceholderKind.PERSON)
        if not (words and _JOINED.fullmatch(words.pop(0))):
            return
