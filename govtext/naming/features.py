"""Named features of a proposal: its two edges, the words inside, the words left out, and what is told of its source beside the value.

In the weights a feature's name begins with the source of the proposal: ``before`` the value in its own clause, ``after`` it, or in an ``earlier``
clause; composed proposals add up the features of their parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from govtext.naming.sentence import Field
from govtext.naming.words import Known

LEFT_OUT_BEFORE, LEFT_OUT_AFTER = "left_out_before", "left_out_after"
_LENGTHS = (1, 2, 4, 8, 12, 16, 24)
LONGEST = _LENGTHS[-1] + 1  # longer ones have the same feature


def _of_edge(edge: str, parts: tuple[str, str], left: Known, right: Known) -> Iterator[str]:
    yield from (f"{parts[0]} {trait}" for trait in left.traits)
    yield from (f"{parts[1]} {trait}" for trait in right.traits)
    yield f"{edge} {left.kind}|{right.kind}"
    yield f"{edge} {left.kind}|{right.use}"
    yield f"{edge} {left.use}|{right.kind}"


def of_start(outside: Known, first: Known) -> Iterator[str]:
    """The features of the two words that meet where a proposal begins."""
    return _of_edge("start", ("outside_left", "first"), outside, first)


def of_end(last: Known, outside: Known) -> Iterator[str]:
    """The features of the two words that meet where a proposal ends."""
    return _of_edge("end", ("last", "outside_right"), last, outside)


def of_kept(word: Known) -> Iterator[str]:
    """The features of a word inside a proposal, its first word aside."""
    yield f"inside {word.traits[0]}"
    yield from (f"inside {trait}" for trait in word.traits[1:] if trait.startswith(("class=", "use=v")))


def of_left_out(side: str, word: Known) -> Iterator[str]:
    """The features of a word of the field that a proposal leaves out, on its left or right side."""
    yield f"{side} {word.traits[0]}"
    yield from (f"{side} {trait}" for trait in word.traits[1:] if trait.startswith("class="))


def of_length(characters: int) -> str:
    """The feature of a proposal's length."""
    return f"characters={sum(characters > bound for bound in _LENGTHS)}"


def of_stretch(field: Field, first: int, last: int) -> Iterator[str]:
    """All features of the stretch ``field.words[first:last]``."""
    known = field.known
    yield from of_start(known[first], known[first + 1])
    yield from of_end(known[last], known[last + 1])
    for word in known[first + 2 : last + 1]:
        yield from of_kept(word)
    for word in known[1 : first + 1]:
        yield from of_left_out(LEFT_OUT_BEFORE, word)
    for word in known[last + 1 : -1]:
        yield from of_left_out(LEFT_OUT_AFTER, word)
    yield of_length(field.size(first, last))


class Shared(NamedTuple):
    """What is told of a situation, whatever the proposal, each part as the arguments of its function in `OF_BESIDE`."""

    situation: tuple[str, str, str, int, str, str, str, int]
    last: tuple[Known]
    following: tuple[Known | None]
    earlier: tuple[str, ...]


class Beside(NamedTuple):
    """What is told of a proposal's source: what is told of its situation, and the arguments of the last functions in `OF_BESIDE`."""

    shared: Shared
    names: tuple[bool, bool, bool]
    joined: tuple[Known | None, int]

    def parts(self) -> tuple[tuple[object, ...], ...]:
        """The arguments of each function in `OF_BESIDE`."""
        return (*self.shared, self.names, self.joined)

    def features(self) -> Iterator[str]:
        """All its features."""
        for of, told in zip(OF_BESIDE, self.parts(), strict=True):
            yield from of(*told)


def of_situation(unit: str, relation: str, follows: str, own: int, boundary: str, last: str, after: str, size: int) -> Iterator[str]:
    """What is told of a value and its neighbourhood, whatever the proposal.

    `unit` is the class of its unit, `relation` how the words before it relate it, `follows` what stands directly after it, `own` how many words
    of its clause stand before it, `boundary` what its clause begins after, `last` and `after` the words beside it, `size` that of its list.
    """
    yield f"beside unit={unit}"
    yield f"beside relation={relation}"
    yield f"beside follows={follows}"
    yield f"beside own={min(own, 3)}"
    yield f"beside boundary={boundary}"
    yield f"beside last={last}"
    yield f"beside after={after}"
    yield f"beside list={min(size, 3)}"
    yield f"beside unit,relation,follows={unit}|{relation}|{follows}"
    yield f"beside unit,follows,after={unit}|{follows}|{after[0]}"
    yield f"beside own,relation={min(own, 2)}|{relation}"
    yield f"beside unit,last,after={unit}|{last[0]}|{after[0]}"


def of_last(word: Known) -> Iterator[str]:
    """What is told of the word before a value."""
    yield from (f"beside last {trait}" for trait in word.traits if trait.startswith(("class=", "use=", "before_number=")))


def of_following(word: Known | None) -> Iterator[str]:
    """What is told of the word after a value."""
    yield from (f"beside after {trait}" for trait in (word.traits if word else ()) if trait.startswith(("class=", "use=")))


def of_earlier(*told: str) -> Iterator[str]:
    """How a value compares with those before it in its sentence."""
    yield from (f"beside {trait}" for trait in told)


def of_names(several: bool, known: bool, quantity: bool) -> Iterator[str]:
    """Whether a list has several names, and whether the first is in the lexicon and ends as a quantity does."""
    yield f"beside names={'several' if several else 'one'}"
    yield f"beside known={known}"
    yield f"beside quantity={quantity}"


def of_joined(head: Known | None, characters: int) -> Iterator[str]:
    """What is told of the part of a composed name that stands in the value's own clause, where there is one."""
    if head is not None:
        yield from (f"beside joined {trait}" for trait in head.traits)
        yield f"beside joined characters={characters}"


OF_BESIDE: Sequence[Callable[..., Iterator[str]]] = (of_situation, of_last, of_following, of_earlier, of_names, of_joined)
