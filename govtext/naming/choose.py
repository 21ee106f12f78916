"""Which proposal names what a value, or a list of values, measures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from govtext.labels import MetricKind
from govtext.naming.constructions import antecedent, subject, told_apart
from govtext.naming.features import Beside, Shared
from govtext.naming.heads import ends_with_quantity
from govtext.naming.joints import distributed
from govtext.naming.ranker import Ranker, ranker
from govtext.naming.sentence import AFTER, BEFORE, EARLIER, Best, Field, Part, Sentence
from govtext.naming.situation import Named, Situation
from govtext.naming.words import ADDED, EACH, LEADING, SIZE, Known, Lexis
from govtext.rules import ruleset
from govtext.stages.values import Place

INHERITED, LISTED = "inherited", "listed"
_MOST_INHERITED = 3
_LONGEST_JOINED = 8  # characters of the last part of a composed name
_SHARE = "占"
_ALL = re.compile("(?<![平人户亩年月日])均|双双")
_LOOK_AHEAD = 4  # characters of the verb after a name
_OF_NAMES = frozenset("nKjbaq")  # classes of the words of a joint name
_AFTER_NAMES = frozenset({"v", "d", "x"})  # classes of what follows it: a verb, or the clause's mark
_SHORTEST_WHOLE = 4  # characters of a name that needs no other clause's words


class Proposal(NamedTuple):
    """A name, or several for a list of values, that a source offers.

    `parts` are the stretches of fields that it is made of; `joined` is the last word of the part from the value's own clause and the part's length,
    where the name is composed. `subject` is whose quantity it is, where a verb parts it from its subject.
    """

    source: str
    core: tuple[int, int] | None
    names: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    joined: tuple[Known | None, int] = (None, 0)
    subject: str = ""


def inherited(situation: Situation) -> Iterator[tuple[str, Named]]:
    """The names that earlier values of the sentence have, nearest first, each once; what holds for all (均居首位) has those of all as its nearest."""
    seen: set[str] = set()
    for named in (*_of_all(situation), *reversed(situation.before)):
        if named.text and named.text not in seen:
            seen.add(named.text)
            yield f"{INHERITED}{len(seen)}", named
            if len(seen) == _MOST_INHERITED:
                return


def _of_all(situation: Situation) -> Iterator[Named]:
    """The joint name of the last values of one kind and unit, where what is said holds for each: 税收5亿元、出口3亿元，均居全市首位."""
    place, before = situation.places[0], situation.before
    if _ALL.search(situation.sentence.copy, place.left, place.value.start):
        alike = takewhile(lambda named: (named.kind, named.unit) == (before[-1].kind, before[-1].unit), reversed(before))
        names = list(dict.fromkeys(named.text for named in alike if named.text))
        if len(names) > 1:
            yield before[-1]._replace(text="、".join(reversed(names)))


def listed(situation: Situation) -> tuple[str, ...] | None:
    """The last names before a list of values, one for each; None where there are not as many."""
    size = len(situation.places)
    names = list(dict.fromkeys(named.text for named in situation.before if named.text))
    return tuple(names[-size:]) if 1 < size <= len(names) else None


def _unit_class(place: Place) -> str:
    """What kind of thing a value's unit measures."""
    if place.unit is None:
        return "unknown" if place.value.unit else "none"
    dimension = "money" if place.unit.dimension.startswith("money") else place.unit.dimension
    return f"{dimension}, counted" if place.unit.classifier else dimension


def beside(situation: Situation) -> Shared:
    """What is told of a situation, whatever the proposal."""
    place, said, copy = situation.places[0], situation.said, situation.sentence.copy
    before, after = situation.own, situation.after
    boundary, last = before.known[0], before.known[-2]
    first = after.known[1] if after.words else None
    follows = copy[place.run_end : place.run_end + 1]
    follows = "的" if follows == "的" else "word" if first and first.kind[0] != "x" else "mark"
    relation = ("moves" if said.moves else "linked" if said.linked else "none") + (f",{said.base}" if said.base else "")
    earlier: tuple[str, ...] = ("earlier=0",)
    if situation.before:
        nearest = situation.before[-1]
        parted = ";" if situation.is_parted() else ""
        earlier = (
            f"earlier={min(len(situation.before), 3)}{parted}",
            f"earlier kinds={nearest.kind}|{said.kind}{parted}",
            f"earlier unit={'same' if nearest.unit == place.value.unit else 'other'}|{said.kind}",
        )
    told = (_unit_class(place), relation, follows, len(before.words), boundary.kind, last.kind, first.kind if first else "0", len(situation.places))
    return Shared(told, (last,), (first,), earlier)


def told(shared: Shared, offer: Proposal, lexis: Lexis) -> Beside:
    """What is told of a proposal in a situation of which `shared` is told."""
    first, *others = offer.names
    return Beside(shared, (any(name != first for name in others), *lexis.of_name(first)), offer.joined)


Picks = Callable[[Field, Best], Iterable[Best]]


def only_best(field: Field, best: Best) -> Sequence[Best]:
    """Of each field the best stretch alone."""
    return (best,)


def proposals(situation: Situation, scorer: Ranker, picks: Picks = only_best) -> Iterator[Proposal]:
    """What each source offers and what sources give together; `picks` says which stretches of a field stand alone.

    A value whose own clause gives a whole name before it looks for none in other clauses.
    """
    own, after = _best(situation.own, situation, scorer), _best(situation.after, situation, scorer)
    if _is_distributed(situation, own):
        yield from _from_list(situation, own if own and ends_with_quantity(own.text) else None)
        return
    if own is not None and not _is_noun(situation.after) and (thing := antecedent(situation, own, scorer.lexis)):
        yield Proposal(f"{INHERITED}1+{BEFORE}", own.core, distributed(thing + own.text, len(situation.places)), (own,), _joined(own))
        return
    if own is not None and (owner := subject(situation, own, scorer)):
        yield Proposal(f"{INHERITED}1+{BEFORE}", own.core, distributed(owner + own.text, len(situation.places)), (own,), _joined(own), owner)
        return
    for one in (own, after):
        if one is not None:
            yield from _alone(situation, one, picks)
    if own is None or not _is_whole(situation, own, scorer.lexis):
        others = [] if after is None else [(AFTER, after)]
        clauses = () if any(_of_all(situation)) else _earlier(situation, scorer)
        for number, clause in enumerate(clauses, 1):
            yield from _alone(situation, clause, picks, f"{EARLIER}{number}")
            others.append((f"{EARLIER}{number}", clause))
        for source, named in inherited(situation):
            yield Proposal(source, named.core, distributed(named.text, len(situation.places)), subject=named.subject)
        yield from _from_list(situation, None)
        if own is not None and (len(own.text) <= _LONGEST_JOINED or own.text.startswith(_SHARE)):
            yield from _from_list(situation, own)
            yield from _composed(situation, own, others)


def _best(field: Field, situation: Situation, scorer: Ranker) -> Part | None:
    """The best stretch of a field; for a list of values one with as many parts, where there is any."""
    if not field.words:
        return None
    size = len(situation.places)
    best = (scorer.best(field, size) if size > 1 else None) or scorer.best(field)
    if best is not None and size == 1 and field.source == AFTER and field.words[0].text == "的":
        best = best._replace(last=_with_joined(field, best.last))
    return None if best is None else Part.of(field, _from(best, _with_added(field, best.first)))


def _with_joined(field: Field, last: int) -> int:
    """Where the nouns end that are joined to a name which ends at a word, up to a verb or the clause's end: 投资6亿元的水厂、电厂|投产."""
    end = last
    while end + 1 < field.limit and field.known[end + 1].joint:
        following = next((i for i in range(end + 1, field.limit) if not _is_of_name(field.known[i + 1])), field.limit)
        stop = field.known[following + 1]
        if following == end + 1 or not (stop.kind in _AFTER_NAMES or LEADING in stop.classes) or not field.known[following].ends:
            break
        end = following
    return end


def _with_added(field: Field, first: int) -> int:
    """Where a name begins with what stands before it and says what is counted: 新建公园, 新增床位, 收入过亿元的企业."""
    first = _with_size(field, first)
    return first - 1 if first and ADDED in field.known[first].classes else first


def _is_of_name(known: Known) -> bool:
    return known.kind[0] in _OF_NAMES and LEADING not in known.classes


def _from(best: Best, first: int) -> Best:
    """A stretch that begins at another word, or at the same."""
    return best if first == best.first else best._replace(first=first)


def _with_size(field: Field, first: int) -> int:
    """Where a name begins with the size of what it names, and of what the size is, from where its noun begins."""
    words, known = field.words, field.known
    size = first - 2 if first > 1 and words[first - 1].text == "的" else first - 1
    if size < 0 or words[size].tag != SIZE:
        return first
    while size and (known[size].kind[0] == "n" or ends_with_quantity(words[size - 1].text)):
        size -= 1
    return size


def _is_distributed(situation: Situation, own: Part | None) -> bool:
    """Whether 分别 gives each value of a list a name that was said before: 蔬菜3万亩、水果2万亩，产值分别达到3亿元、2亿元."""
    place, copy = situation.places[0], situation.sentence.copy
    if EACH not in copy[place.left : place.value.start] or listed(situation) is None:
        return False
    text = own.text if own else ""
    return len(text) <= _LONGEST_JOINED and len(set(distributed(text, len(situation.places)))) == 1


def _is_whole(situation: Situation, own: Part, lexis: Lexis) -> bool:
    """Whether a name before a value needs nothing from other clauses.

    It is in the lexicon, the object of a verb that opens the clause, or no short one and no verb parts it from the value.

    A rank or a share is that of something told before: 占全市投资的比重达到. What a value with 的 is said of stands after it: 投资2亿元的桥.
    """
    place, said, copy = situation.places[0], situation.said, situation.sentence.copy
    text = own.text
    known, quantity = lexis.of_name(text)
    size = len(situation.places)
    if size > 1 and not own.field.has_parts(own.best.first, own.best.last, size):
        return False
    has_subject = bool(said.opened) or (said.moves and situation.is_parted() and ruleset("rate_nouns").search(text) is None)
    is_long = len(text) >= _SHORTEST_WHOLE and (quantity or not (said.moves or said.linked)) and said.kind is not MetricKind.RANK
    return (known or has_subject or is_long) and _SHARE not in copy[place.left : place.value.start] and not copy.startswith("的", place.run_end)


def _is_noun(after: Field) -> bool:
    """Whether what follows a value can be a name: no verb, preposition or joint opens it."""
    return bool(after.words) and after.known[1].kind[0] not in "vp" and not after.known[1].joint


def _earlier(situation: Situation, scorer: Ranker) -> Iterator[Part]:
    """The best stretches of the clauses before the value's own, nearest first."""
    sentence = situation.sentence
    for stretch in sentence.clauses_before(situation.places[0]):
        if stretch not in sentence.earlier:
            field = sentence.field(EARLIER, *stretch)
            best = scorer.best(field)
            sentence.earlier[stretch] = Part.of(field, _from(best, _with_size(field, best.first))) if best else None
        if part := sentence.earlier[stretch]:
            yield part


def _alone(situation: Situation, part: Part, picks: Picks, source: str = "") -> Iterator[Proposal]:
    """The stretches of a field that stand alone."""
    for pick in picks(part.field, part.best):
        stretch = part if pick is part.best else Part.of(part.field, pick)
        quantity = told_apart(stretch)
        names = tuple(name + quantity for name in distributed(stretch.text, len(situation.places)))
        yield Proposal(source or part.field.source, stretch.core, names, (stretch,), subject=stretch.text if quantity else "")


def _from_list(situation: Situation, own: Part | None) -> Iterator[Proposal]:
    """The names before a list of values, one for each, alone or with the name in the values' own clause."""
    names = listed(situation)
    if names and own is None:
        yield Proposal(LISTED, None, names)
    elif names and own is not None:
        yield Proposal(f"{LISTED}+{BEFORE}", own.core, tuple(name + own.text for name in names), (own,), _joined(own))


def _joined(own: Part) -> tuple[Known, int]:
    """The last word and the length of the part of a composed name that stands in the value's own clause."""
    return own.field.known[own.best.last], len(own.text)


def _composed(situation: Situation, own: Part, others: Sequence[tuple[str, Part]]) -> Iterator[Proposal]:
    """What the short name in the value's own clause gives with the names of earlier values and the stretches of other fields."""
    size, text, joined = len(situation.places), own.text, _joined(own)
    for source, named in inherited(situation):
        yield Proposal(f"{source}+{BEFORE}", own.core, distributed(named.text + text, size), (own,), joined)
    for source, other in others:
        yield Proposal(f"{source}+{BEFORE}", own.core, distributed(other.text + text, size), (other, own), joined)
        if source == AFTER:
            yield Proposal(f"{BEFORE}+{AFTER}", other.core, distributed(text + other.text, size), (own, other), joined)


def chosen(situation: Situation, scorer: Ranker) -> Proposal | None:
    """The proposal with the highest score; None where there is none."""
    offers = list(proposals(situation, scorer))
    if len(offers) < 2:
        return offers[0] if offers else None
    shared = beside(situation)
    return max(offers, key=lambda offer: score(offer, shared, scorer))


def score(offer: Proposal, shared: Shared, scorer: Ranker) -> float:
    """The weights of a proposal's features, added up; `shared` is what is told of its situation."""
    return sum([part.best.score for part in offer.parts]) + scorer.beside(offer.source, told(shared, offer, scorer.lexis))


def choose(situation: Situation) -> Proposal | None:
    """What a value, or a list of values, measures, by the weights that come with the package."""
    return chosen(situation, ranker())


def name_before(copy: str, start: int, end: int) -> tuple[int, int] | None:
    """The half-open place of what is named in a stretch of a clause, where no value but a verb follows; None where nothing is."""
    scorer = ranker()
    sentence = Sentence.of(copy, start, min(end + _LOOK_AHEAD, len(copy)), (), scorer.lexis)
    field = sentence.field(BEFORE, 0, sentence.index(end))
    best = scorer.best(field) if field.words else None
    return field.core(best.first, best.last) if best else None
