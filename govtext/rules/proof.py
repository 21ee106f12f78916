"""Proof of a pack: its files load, and its rules do to their examples what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from govtext.errors import RuleError
from govtext.rules.lexicon import lexicon
from govtext.rules.packs import Packs, load, using
from govtext.rules.ruleset import Rule, ruleset
from govtext.rules.timing import superlinear


def problems(pack: str | Path) -> list[str]:
    """All that is wrong with a pack, a line each with file, rule and reason; the first mistake of a file hides its others.

    The first match in each example must be by its own rule, in each counter-example by another or none, and a parse of either must end well.
    A pattern must take no more than linear time on long hostile input; one that takes more is tried on nothing else.

    Parameters
    ----------
    pack
        Folder of the pack, or the name of an installed one.
    """
    try:
        loaded = load(pack)
    except RuleError as error:
        return [str(error)]
    with using(Packs((loaded,))):
        found = [*_failures(lexicon, loaded.lexicons), *_failures(ruleset, loaded.rules)]
        if not found:
            found = [f"{loaded.name}/rules/{name}.toml, rule {line}" for name in loaded.rules for line in _misses(name)]
    return list(dict.fromkeys(found))


def _failures(load: Callable[[str], object], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        try:
            load(name)
        except RuleError as error:
            yield str(error)


def _misses(name: str) -> Iterator[str]:
    """What the examples show of the rules that the pack in force adds to a file."""
    with using(Packs()):
        own = {rule.id for rule in ruleset(name).rules}
    for rule in ruleset(name).rules:
        if rule.id not in own:
            piece = superlinear(rule, ruleset(name).starts)
            yield from (f"{rule.id!r}: {miss}" for miss in (_miss(rule, name) if piece is None else [_slow(piece)]))


def _slow(piece: str) -> str:
    return f"takes more than linear time on {piece!r} again and again; bound its repetitions, as in [^，]{{0,40}}, or begin it with what is rare"


def _miss(rule: Rule, name: str) -> Iterator[str]:
    from govtext.parser import parse

    for text in (*rule.examples, *rule.counter_examples):
        hit = ruleset(name).search(text)
        found = f"the first match is {hit.match[0]!r} by {hit.rule.id!r}" if hit else "nothing matches"
        matches = hit is not None and hit.rule.id == rule.id
        if matches is not (text in rule.examples):
            yield f"{'example' if text in rule.examples else 'counter-example'} {text!r}: {found}"
        try:
            parse(text)
        except Exception as error:  # whatever a pattern can do to a stage is the rule's to mend
            yield f"{text!r} cannot be parsed with this rule: {type(error).__name__}: {error}"
