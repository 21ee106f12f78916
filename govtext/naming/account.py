"""What decided a name: the words that it was chosen from, and the features that set it before the runner-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from govtext.naming.choose import Proposal, beside, proposals, score, told
from govtext.naming.features import Beside, of_stretch
from govtext.naming.ranker import Ranker
from govtext.naming.sentence import Best, Field
from govtext.naming.situation import Situation
from govtext.naming.words import Word


class Account(NamedTuple):
    """Why a proposal came first.

    `words` are those of the fields that its name was chosen from, `features` those that speak for it, with how much more they weigh than for the
    runner-up, greatest first; `second` is the runner-up's name, empty where nothing else was offered.
    """

    words: tuple[Word, ...]
    features: tuple[tuple[str, float], ...]
    second: str


def features_of(offer: Proposal, told: Beside) -> Iterator[str]:
    """The named features of a proposal, as the weights have them."""
    for part in offer.parts:
        yield from (f"{part.field.source} {name}" for name in of_stretch(part.field, part.best.first, part.best.last))
    yield from (f"{offer.source} {name}" for name in told.features())


def account(situation: Situation, scorer: Ranker) -> Account | None:
    """Why a value, or a list of values, has its name; None where nothing was offered.

    The runner-up is the best proposal of another name, a stretch that begins or ends elsewhere among them.
    """

    def stretches(field: Field, best: Best) -> Iterator[Best]:
        for first in field.starts():
            for last in field.ends(first):
                yield Best(sum(scorer.weights.get(f"{field.source} {name}", 0.0) for name in of_stretch(field, first, last)), first, last)

    shared = beside(situation)
    offers = sorted(proposals(situation, scorer, stretches), key=lambda offer: score(offer, shared, scorer), reverse=True)
    if not offers:
        return None
    first = offers[0]
    second = next((offer for offer in offers[1:] if offer.names != first.names), None)
    words = tuple(word for part in first.parts for word in part.field.words)
    weights = Counter({name: scorer.weights.get(name, 0.0) for name in features_of(first, told(shared, first, scorer.lexis))})
    if second is not None:
        weights.subtract({name: scorer.weights.get(name, 0.0) for name in features_of(second, told(shared, second, scorer.lexis))})
    parting = sorted(((name, round(weight, 2)) for name, weight in weights.items() if weight > 0), key=lambda told: -told[1])
    return Account(words, tuple(parting), "、".join(dict.fromkeys(second.names)) if second else "")
