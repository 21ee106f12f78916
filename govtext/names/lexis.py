"""The words with which names are found, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from govtext.labels import EntityKind
from govtext.names.divisions import divisions
from govtext.rules import for_packs, lexicon

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_MARKS = "\n，。；：！？（）“”\"《》〈〉【】[]… \u3000\t‘’'|#"
_VERBS = frozenset({"transitive", "causative", "predicate", "leading"})
STOP, JOINT, ACT, INSIDE = range(4)
_CLASSES = {"verb": STOP, "function": STOP, "mark": STOP, "joint": JOINT, "act": ACT, "inside": INSIDE}


class Known(NamedTuple):
    """A name that a lexicon has."""

    kind: EntityKind
    rule: str
    is_short: bool = False  # a word of two characters that may be parts of two others
    not_before: str = ""


class Head(NamedTuple):
    """The last word of a name."""

    term: str
    kind: EntityKind
    is_open: bool  # whether any word before it makes a name, and not only one that names something
    is_brand: bool  # whether the word before it is to be a brand: of firms, which are mostly named by their trade
    not_before: str
    is_of_works: bool = False  # whether it names a site or a line only behind a word for works: else a programme


class Post(NamedTuple):
    """An office, a credit or a form of address, with the side on which the person's name stands."""

    is_before: bool


Cue = Known | Head | Post | None


class Endings:
    """Words that a name may end with, looked up by their lengths."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self.lengths = sorted({len(word) for word in self.words}, reverse=True)

    def of(self, text: str) -> str:
        """The longest of the words that a text ends with, or nothing."""
        return next((text[-length:] for length in self.lengths if text[-length:] in self.words), "")


@dataclass(frozen=True)
class Lexis:
    """The words with which names are found."""

    cues: AhoCorasick
    cue: tuple[Cue, ...]
    edges: AhoCorasick
    edge: tuple[int, ...]
    stops: frozenset[str]  # the edges of two characters before which no name ends
    scope: re.Pattern[str]
    generic: frozenset[str]  # names of sorts of things: 产业路, 中心村
    tails: Endings  # words for sorts of things that make no name, whatever place stands before them
    known: Mapping[str, EntityKind]
    plain: frozenset[str]  # the known names that are names wherever they stand
    endings: tuple[str, ...]  # last words of names
    works: re.Pattern[str]  # words for works and what they build
    built: Endings  # words for what is built
    praise: frozenset[str]  # words that make a slogan of a place behind them: 平安|青岛
    sorts: tuple[str, ...]  # words for sorts of places: 中心, 贫困
    settlements: frozenset[str]  # the last words of names of places where people live
    done_with: frozenset[str]  # last words that say what is done with what is named before them: 雄安新区|规划


@for_packs()
def lexis() -> Lexis:
    """The words of the lexicons in force."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    common = lexicon("common_names")
    known = _known()
    generic = frozenset(common.terms())
    cues: dict[str, Cue] = dict.fromkeys(common.where(**{"class": "word"}).terms())
    cues |= {term: Post(row["kind"] == "address") for row in lexicon("offices") for term in row["term"].split("|")}
    cues |= {
        row["term"]: Head(
            row["term"], EntityKind(row["kind"]), row["stem"] in ("open", "brand"), row["stem"] == "brand", row["not_before"], row["stem"] == "works"
        )
        for row in lexicon("name_heads")
    }
    cues |= {name: Known(kind, "entity.known", _may_be_parts(name, kind) or name[1:] in generic) for name, kind in known.items()}
    levels = lexicon("organs").where(**{"class": "level"}).terms()
    for row in lexicon("organs"):
        body = Known(EntityKind.ORGANISATION, "entity.organ", not_before=row["not_before"])
        match row["class"]:
            case "office":
                cues |= {level + row["term"]: body for level in levels}
            case "department":
                cues |= {level + row["term"]: body for level in ("", *levels)}
    edges = {row["term"]: row["class"] for row in lexicon("name_edges") if row["class"] != "scope"}
    verbs = {*lexicon("verbs").terms(), *(row["term"] for row in lexicon("clause_words") if row["class"] in _VERBS)}
    edges |= {verb: "verb" for verb in verbs if len(verb) > 1 and verb not in edges}
    edges |= dict.fromkeys(_MARKS, "mark") | {"、": "joint"}
    return Lexis(
        AhoCorasick(list(cues), matchkind=MatchKind.LeftmostLongest),
        tuple(cues.values()),
        AhoCorasick(list(edges), matchkind=MatchKind.LeftmostLongest),
        tuple(_CLASSES[name] for name in edges.values()),
        frozenset(term for term, name in edges.items() if len(term) == 2 and _CLASSES[name] == STOP),
        re.compile(rf"(?:{lexicon('name_edges').where(**{'class': 'scope'}).alternation()})(?=..)"),
        generic,
        Endings(common.where(**{"class": "tail"}).terms()),
        known,
        frozenset(name for name, cue in cues.items() if isinstance(cue, Known) and not (cue.is_short or cue.not_before)),
        lexicon("name_heads").terms(),
        re.compile(f"{lexicon('project_classes').alternation()}|{lexicon('generic_names').where(kind='works').alternation()}"),
        Endings(lexicon("project_classes").terms()),
        frozenset(lexicon("generic_names").where(kind="slogan").terms()),
        tuple(lexicon("generic_names").where(kind="ending").terms()),
        frozenset(lexicon("generic_names").where(kind="settlement").terms()),
        frozenset(lexicon("generic_names").where(kind="done_with").terms()),
    )


def _known() -> Mapping[str, EntityKind]:
    kinds = dict.fromkeys(divisions(), EntityKind.PLACE)
    return kinds | {form: EntityKind(row["kind"]) for row in lexicon("known_names") for form in row["term"].split("|")}


def _may_be_parts(name: str, kind: EntityKind) -> bool:
    return len(name) == 2 and (name[-1] == "县" or kind is EntityKind.ORGANISATION)
